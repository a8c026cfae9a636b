"""Calendars: tables of bank holidays, a council's closures, and what a profile calls its working days."""

import re
from collections.abc import Callable, Iterable, Iterator

from complaint_rules.compiling.bounds import MOST_CLOSURES, check_closures
from complaint_rules.compiling.scope import Faults, Path
from complaint_rules.errors import ProfileError, did_you_mean
from complaint_rules.misspellings import is_misspelt
from complaint_rules.profiles.calendar_document import COMPUTED_UNTIL, CalendarDocument, ClosuresDocument
from complaint_rules.profiles.document import LocalCalendar, ProfileDocument
from complaint_rules.terms import Unit
from complaint_rules.timescales import FIXED_UNITS
from complaint_rules.values import frozen
from complaint_rules.working_days import (
    WEEKDAYS,
    Closure,
    CorrectedDay,
    CorrectionKind,
    WorkingCalendar,
    bank_holiday_calendar,
)

FindCalendar = Callable[[str], WorkingCalendar | None]
"""Returns the calendar of a name; raises `ProfileError` if there is one and it is broken."""

NearNames = Callable[[str], Iterable[str]]
"""Returns what could have been written instead of a name that is none."""


def table_calendar(document: CalendarDocument) -> WorkingCalendar:
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


@frozen
class CalendarsOfFile:
    """The calendars that one file calls upon, by name or by path; what is wrong with them is noted in `faults`."""

    find: FindCalendar
    near: NearNames
    faults: Faults

    def of_units(self, document: ProfileDocument) -> dict[str, WorkingCalendar]:
        """Return the calendar of each unit of a profile, but of those that have none that is whole."""
        found = {}
        for unit, written in document.calendars.items():
            _check_unit(unit, self.faults)
            path = ("calendars", unit)
            meant = self._meant(unit)
            calendar = self.named(written, path) if isinstance(written, str) else self.with_closures(written, path)
            if calendar is not None:
                found[meant or unit] = calendar
        return found

    def _meant(self, unit: str) -> str:
        """Return the unit of which one is a misspelling, noted once in place of every period; nothing if it is its own.

        It is its own if a period has it, as a page may say `work days`.
        """
        meant = str(Unit.WORKING_DAYS)
        if unit == meant or not is_misspelt(unit, meant):
            return ""
        text, _ = self.faults.reading.tree()
        if re.search(rf"[0-9]\s+{re.escape(unit)}", text) or not re.search(rf"[0-9]\s+{meant}", text):
            return ""
        message = f"no period is in `{unit}`, and no calendar says what `{meant}` are, which periods have"
        self.faults.add("unit_misspelt", ("calendars", unit), message, f"did you mean `{meant}`?", key=True)
        return meant

    def named(self, name: str, path: Path) -> WorkingCalendar | None:
        """Return the calendar that is named at a place of the file."""
        try:
            calendar = self.find(name)
        except ProfileError as error:
            self.faults.take(error.faults, path)
            return None
        if calendar is None:
            otherwise = "name a calendar that ships with the library, or a file beside this one"
            mend = did_you_mean(name, self.near(name), otherwise)
            self.faults.add("unknown_calendar", path, f"there is no calendar `{name}`", mend)
        return calendar

    def with_closures(self, written: LocalCalendar, path: Path) -> WorkingCalendar | None:
        """Return a calendar with the closures besides that are written at a place of the file."""
        closures = tuple(self._closures(written, (*path, "closed")))
        check_closures(written, (*path, "closed"), self.faults)
        base = self.named(written.based_on, (*path, "based_on"))
        if base is None:
            return None
        name = written.name if isinstance(written, ClosuresDocument) else f"{base.name}, {path[-1]} of this council"
        edition = f"{base.edition}; {written.edition}"
        weekdays = tuple(sorted(WEEKDAYS.index(day) for day in written.weekdays)) if written.weekdays else None
        return base.with_closures(name, edition, closures, weekdays=weekdays, known_until=written.known_until)

    def _closures(self, written: LocalCalendar, path: Path) -> Iterator[Closure]:
        for at, closed in enumerate(written.closed[:MOST_CLOSURES]):
            if closed.up_to < closed.from_:
                message = f"the closure ends ({closed.up_to}) before it begins ({closed.from_})"
                self.faults.add("closure_ends_before_it_begins", (*path, at), message, "change the days round")
            else:
                yield Closure(closed.from_, closed.up_to, closed.because)


def _check_unit(unit: str, faults: Faults) -> None:
    if unit.removesuffix("s") in {fixed.removesuffix("s") for fixed in FIXED_UNITS}:
        message = f"`{unit}` means the same everywhere, and no calendar can say otherwise"
        mend = "give the unit a name of its own, such as `working days`"
        faults.add("unit_defined_twice", ("calendars", unit), message, mend, key=True)
