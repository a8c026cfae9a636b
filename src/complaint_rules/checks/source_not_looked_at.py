"""A document has not been looked at for longer than it may be.

Its `looked_at` lies further back, on the day on which the profile is judged (`--as-of`), than `look_again_after`
allows. On the day on which the period ends it is still in time.

Not told: a document of which neither is said.

**Why it matters.** Councils change their pages without saying so, and a regulation is amended. Every answer says that
the rule is written there; nobody has looked whether it still is.

**Example.**

```yaml
documents:
  page: {title: How to complain, url: "https://…", looked_at: 2024-06-03, look_again_after: 12 months}
```

**Mend.** Look at the document. If it has changed, it is another version: mend the rules. Then write the day in
`looked_at`.
"""

from collections.abc import Iterator
from datetime import date

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.terms import Forwards
from complaint_rules.timescales import Counting, last_day, parse_period

PLAINLY = Counting(Forwards.TRIGGER_IS_DAY_ZERO)


def _look(subject: Subject) -> Iterator[Found]:
    for name, source in subject.page.document.documents.items():
        if source.looked_at is None or source.look_again_after is None:
            continue
        again = _again(source.looked_at, source.look_again_after)
        if subject.as_of is not None and subject.as_of > again:
            message = f"`{name}` was last looked at on {source.looked_at}, and was to be looked at again by {again}"
            mend = "look whether it has changed, mend the rules if it has, and write the day here"
            yield Found(("documents", name, "looked_at"), message, mend)


def _again(looked_at: date, after: str) -> date:
    return last_day(parse_period(after), looked_at, PLAINLY, None).day


CHECK = Check(
    "source_not_looked_at", "A document has not been looked at for longer than it may be", _look, needs_day=True
)
