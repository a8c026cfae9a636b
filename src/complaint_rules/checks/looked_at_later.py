"""A document was looked at after the day on which it is judged.

Its `looked_at` is later than the day of `--as-of`.

**Why it matters.** Nobody has looked at it on a day that is still to come: the year is mistyped, and until that day
passes nobody is told to look again.

**Example.**

```yaml
documents:
  page: {title: How to complain, looked_at: 2062-06-03, look_again_after: 12 months}
```

**Mend.** Write the day on which somebody looked; or judge the file on a day that is not before it.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject


def _look(subject: Subject) -> Iterator[Found]:
    for name, source in subject.page.document.documents.items():
        if source.looked_at is not None and subject.as_of is not None and source.looked_at > subject.as_of:
            message = f"`{name}` was looked at on {source.looked_at}, which is after {subject.as_of}"
            yield Found(("documents", name, "looked_at"), message, "write the day on which somebody looked")


CHECK = Check("looked_at_later", "A document was looked at after the day on which it is judged", _look, needs_day=True)
