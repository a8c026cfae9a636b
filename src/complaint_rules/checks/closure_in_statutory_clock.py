"""A closure of the council's stops a clock that the law does not stop.

A timescale is counted in a unit from whose calendar the council has taken days of its own, it fulfils a duty that a law
counts in the law's working days, and over such a day it ends later than the law's. A day from which it does is told.

Not told: the complainant's time, which may well be longer than the law gives; a period that is so much shorter than the
law's that no closure makes it longer; a duty of guidance.

**Why it matters.** The offices are closed between Christmas and New Year, and the statutory time runs on. The date that
the council works to is late by law. Answers go by the earlier one, but the page and whoever reads it do not.

**Example.**

```yaml
calendars: {working days: closures.yaml}
stage_1_response: {within: 10 working days, fulfils: stage_1_response, …}
```

**Mend.** Give the council's own days a unit of their own, and count the statutory time in the working days of the law:
`calendars: {working days: england-and-wales, office days: closures.yaml}`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from complaint_rules.checks.analyses.periods import lengths_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.terms import Basis
from complaint_rules.timescales import Period
from complaint_rules.working_days import WorkingCalendar

MEND = "give the council's own days a unit of their own, and count this in working days without them"


class Later(NamedTuple):
    """Something that ends later than by law: from which day, on which day, and on which by law."""

    trigger: date
    ends: date
    by_law: date
    because: str


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        duties = {
            rule.name: (rule, pack) for pack in procedure.packs if pack.basis is Basis.LAW for rule in pack.timescales
        }
        for rule in procedure.timescales:
            by_law = [duties[name] for name in procedure.duties.get(rule.name, ()) if name in duties]
            yield from _of_one(rule, by_law, procedure, subject)


def _of_one(
    rule: Timescale, by_law: Iterable[tuple[Timescale, Procedure]], procedure: Procedure, subject: Subject
) -> Iterator[Found]:
    """Yield what is found of a timescale: of several duties that it fulfils, the first that it ends later than."""
    held = ((duty, pack) for duty, pack in by_law if not rule.is_window and not duty.is_window)
    told = ((pack, later) for duty, pack in held for later in _later(rule, duty, procedure, pack))
    for pack, later in islice(told, 1):
        yield Found(subject.place(rule, "within"), _told(rule, pack, later), MEND)


def _told(rule: Timescale, pack: Procedure, later: Later) -> str:
    return (
        f"`{rule.name}` fulfils a duty of `{pack.profile}`, whose clock runs on while the council is closed "
        f"({later.because}): from {later.trigger} it ends on {later.ends}, and by law on {later.by_law}"
    )


def _later(rule: Timescale, duty: Timescale, procedure: Procedure, pack: Procedure) -> Iterator[Later]:
    """Yield each time that ends later than by law: the shortest length against the law's, and the longest."""
    for period, allowed in _pairs(rule, duty):
        calendar, statutory = procedure.calendars.get(period.unit), pack.calendars.get(allowed.unit)
        if calendar is None or statutory is None:
            continue
        for day in _own_closed_days(calendar, statutory):
            trigger = calendar.add(day, -1)
            ends, by_law = calendar.add(trigger, period.count), statutory.add(trigger, allowed.count)
            if ends > by_law:
                yield Later(trigger, ends, by_law, calendar.why_closed(day))


def _pairs(rule: Timescale, duty: Timescale) -> Iterator[tuple[Period, Period]]:
    own, by_law = _lengths(rule), _lengths(duty)
    if own and by_law:
        yield min(own, key=_count), min(by_law, key=_count)
        yield max(own, key=_count), max(by_law, key=_count)


def _lengths(rule: Timescale) -> list[Period]:
    """Return the lengths of a timescale, and the total to which it may be extended."""
    counted = (period for terms in rule.terms if not terms.backwards for period in (*lengths_of(terms), terms.limit))
    return [period for period in counted if period is not None and period.needs_calendar]


def _count(period: Period) -> int:
    return period.count


def _own_closed_days(calendar: WorkingCalendar, statutory: WorkingCalendar) -> Iterator[date]:
    """Yield the days that only the council takes out: its closures, and a day of the week that it does not work."""
    bank_holidays = set(statutory.closures)
    for closure in calendar.closures:
        if closure not in bank_holidays:
            yield from (
                day
                for day in map(date.fromordinal, closure.ordinals())
                if statutory.first_day < day < min(statutory.known_until, calendar.known_until)
                and statutory.is_working_day(day)
            )
    if not set(statutory.weekdays) <= set(calendar.weekdays):
        week = statutory.days(date(2024, 1, 8), date(2024, 1, 14))
        yield from (day for day in week if not calendar.is_working_day(day))


CHECK = Check(
    "closure_in_statutory_clock", "A closure of the council's stops a clock that the law does not stop", _look
)
