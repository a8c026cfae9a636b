"""A calendar is not known far enough ahead.

On the day on which the profile is judged (`--as-of`), the longest period that is counted in the calendar ends after the
last day for which the calendar is known (`known_until`).

**Why it matters.** Dates beyond that day are `provisional`: a bank holiday or a closure that is decided later moves
them, and the letter with the date has gone.

**Example.**

```yaml
calendars:
  working days: {based_on: england-and-wales, known_until: 2025-12-31, edition: closures of 2025, source: Intranet}
stage_2_response: {within: 65 working days}        # from October 2025 on it ends in 2026
```

**Mend.** Of closures of your own: write those that have been decided since, and a later `known_until`. The table of
bank holidays comes with this library: take a newer one, or write the days that GOV.UK has published since as a calendar
of your own (`docs/your-own-profile.md`).
"""

from collections.abc import Iterator
from datetime import date

from complaint_rules.checks.analyses.periods import Counted, periods_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import CaseError
from complaint_rules.profiles.document import LocalCalendar
from complaint_rules.working_days import WorkingCalendar

OWN = "write the closures that have been decided since, and a later `known_until`"
TAKEN = "take a newer version of this library, or write the days published since as a calendar of your own"


def _look(subject: Subject) -> Iterator[Found]:
    calendars = next(iter(subject.procedures)).calendars
    longest = _longest(subject)
    for unit, calendar in calendars.items():
        counted = longest.get(unit)
        if counted is None or subject.as_of is None:
            continue
        last = _last_day(counted, calendar, subject.as_of)
        if last is None or last > calendar.known_until:
            ends = f"ends on {last}" if last else "leaves it"
            message = (
                f"this calendar is known until {calendar.known_until}, and {counted.period} of `{counted.name}` "
                f"from {subject.as_of} on {ends}"
            )
            yield Found(("calendars", unit), message, _mend(subject, unit, calendar), key=True)


def _longest(subject: Subject) -> dict[str, Counted]:
    """Return the longest period of each unit."""
    found: dict[str, Counted] = {}
    for counted in (counted for procedure in subject.procedures for counted in periods_of(procedure)):
        unit = counted.period.unit
        if unit not in found or counted.period.count > found[unit].period.count:
            found[unit] = counted
    return found


def _last_day(counted: Counted, calendar: WorkingCalendar, day: date) -> date | None:
    """Return the day on which a period ends, or None where the calendar does not even reach that far."""
    try:
        return calendar.add(day, counted.period.count)
    except CaseError:
        return None


def _mend(subject: Subject, unit: str, calendar: WorkingCalendar) -> str:
    written = subject.page.document.calendars[unit]
    is_own = written.known_until == calendar.known_until if isinstance(written, LocalCalendar) else "." in written
    return OWN if is_own else TAKEN


CHECK = Check("calendar_ends_too_soon", "A calendar is not known far enough ahead", _look, needs_day=True)
