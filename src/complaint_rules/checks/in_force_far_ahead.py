"""A document comes into force more than two years ahead.

Its `in_force: from` is later, by more than two years, than the day on which the profile is judged (`--as-of`).

Not told: a document that comes into force within two years, since a page may be written down before its day; and the
days of several versions, which stand where they are joined.

**Why it matters.** Nobody writes down so early what will be in force. The year is mistyped, and of every case it is
reported that it began when no version was in force.

**Example.**

```yaml
in_force: {from: 2091-05-01, source: "Front page: 'Version 3.0, May 2019'"}
```

**Mend.** Write the day that the page has.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.terms import Forwards
from complaint_rules.timescales import Counting, Period, last_day

AHEAD: Final = Period(2, "years")
_PLAINLY: Final = Counting(Forwards.TRIGGER_IS_DAY_ZERO)

_LIFETIME: Final = 50
"""How many years ago a document can have come into force that somebody writes down now."""


def _look(subject: Subject) -> Iterator[Found]:
    written = subject.page.document.in_force
    begins = written.from_ if written is not None else None
    if begins is None or subject.as_of is None or begins <= last_day(AHEAD, subject.as_of, _PLAINLY, None).day:
        return
    message = f"this is in force only from {begins}, more than two years after {subject.as_of}"
    meant = _meant(begins, subject.as_of)
    mend = f"did you mean {' or '.join(meant)}?" if meant else "look at the page: the year may be mistyped"
    yield Found(("in_force", "from"), message, mend)


def _meant(day: date, as_of: date) -> list[str]:
    """Return the day with two neighbouring digits of its year changed round, where that was in the same lifetime."""
    year, rest = day.isoformat()[:4], day.isoformat()[4:]
    turned = dict.fromkeys(year[:at] + year[at + 1] + year[at] + year[at + 2 :] for at in range(3))
    return [f"`{other}{rest}`" for other in turned if as_of.year - _LIFETIME <= int(other) <= as_of.year]


CHECK = Check("in_force_far_ahead", "A document comes into force more than two years ahead", _look, needs_day=True)
