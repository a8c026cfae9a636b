"""Calendars of a profile: shipped ones by name, and those with the council's own closures."""

from collections.abc import Callable
from datetime import date

from complaint_rules.compiling.scope import Faults
from complaint_rules.errors import did_you_mean
from complaint_rules.profiles.calendar_document import CalendarDocument
from complaint_rules.profiles.document import LocalCalendar, ProfileDocument
from complaint_rules.timescales import FIXED_UNITS
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
        _check_unit(unit, faults)
        name, place = _base(unit, written)
        base = shipped(name)
        if base is None:
            mend = did_you_mean(name, names, "name a calendar that ships with the library")
            faults.add("unknown_calendar", place, f"there is no calendar `{name}`", mend)
            continue
        found[unit] = _local(unit, written, base, faults) if isinstance(written, LocalCalendar) else base
    return found


def _base(unit: str, written: str | LocalCalendar) -> tuple[str, tuple[str, ...]]:
    """Return the name of the shipped calendar that a unit rests on, and where it is written."""
    if isinstance(written, LocalCalendar):
        return written.based_on, ("calendars", unit, "based_on")
    return written, ("calendars", unit)


def _check_unit(unit: str, faults: Faults) -> None:
    if unit.removesuffix("s") in {fixed.removesuffix("s") for fixed in FIXED_UNITS}:
        message = f"`{unit}` means the same everywhere, and no calendar can say otherwise"
        mend = "give the unit a name of its own, such as `working days`"
        faults.add("unit_defined_twice", ("calendars", unit), message, mend, key=True)


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
