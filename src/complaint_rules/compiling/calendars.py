"""Calendars of a profile: shipped ones by name, and those with the council's own closures."""

from collections.abc import Callable
from datetime import date

from complaint_rules.compiling.scope import Faults
from complaint_rules.errors import did_you_mean
from complaint_rules.profiles.calendar_document import CalendarDocument
from complaint_rules.profiles.document import LocalCalendar, ProfileDocument
from complaint_rules.working_days import (
    WEEKDAYS,
    Closure,
    CorrectedDay,
    CorrectionKind,
    WorkingCalendar,
    bank_holiday_calendar,
)

COMPUTED_UNTIL = date(2060, 12, 31)
"""Beyond the published horizon days are computed by rule, and every answer that rests on them is provisional."""

ShippedCalendars = Callable[[str], WorkingCalendar | None]


def shipped_calendar(document: CalendarDocument) -> WorkingCalendar:
    """Build a calendar from its table."""
    corrections = (
        CorrectedDay(day.day, day.name, CorrectionKind(day.kind), day.replaces, day.announced, day.source)
        for day in document.days
    )
    return bank_holiday_calendar(
        document.name,
        document.edition,
        document.known_from,
        COMPUTED_UNTIL,
        document.known_until,
        corrections,
    )


def compile_calendars(
    document: ProfileDocument, shipped: ShippedCalendars, names: tuple[str, ...], faults: Faults
) -> dict[str, WorkingCalendar]:
    """Return the calendar of each unit; unknown names are noted in `faults`."""
    found = {}
    for unit, written in document.calendars.items():
        name = written.based_on if isinstance(written, LocalCalendar) else written
        base = shipped(name)
        if base is None:
            message = f"there is no calendar `{name}`"
            faults.add("unknown_calendar", ("calendars", unit), message, did_you_mean(name, names))
            continue
        found[unit] = _local(unit, written, base, faults) if isinstance(written, LocalCalendar) else base
    return found


def _local(unit: str, written: LocalCalendar, base: WorkingCalendar, faults: Faults) -> WorkingCalendar:
    closures = []
    for at, closed in enumerate(written.closed):
        if closed.up_to < closed.from_:
            message = f"the closure ends ({closed.up_to}) before it begins ({closed.from_})"
            faults.add(
                "closure_ends_before_it_begins",
                ("calendars", unit, "closed", at),
                message,
                "change the days round",
            )
        else:
            closures.append(Closure(closed.from_, closed.up_to, closed.because))
    weekdays = tuple(sorted(WEEKDAYS.index(day) for day in written.weekdays)) if written.weekdays else None
    name = f"{base.name}, {unit} of this council"
    edition = f"{base.edition}; {written.edition}"
    return base.with_closures(name, edition, closures, weekdays=weekdays, known_until=written.known_until)
