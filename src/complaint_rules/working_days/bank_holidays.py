"""Bank holidays in England and Wales: workalendar's rules, corrected by a dated table of proclaimed days.

The table decides. Whatever workalendar knows of a proclaimed day is first undone and then done again from
the table, so that an answer does not change with the version of workalendar, and so that a calendar can be
built as it was known before a proclamation.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from workalendar.europe import UnitedKingdom

from complaint_rules.values import frozen
from complaint_rules.working_days.calendars import Closure, WorkingCalendar

# As GOV.UK prints them. Beyond the table a substitute is due by rule, but not yet said to be for which day.
_PRINTED_NAMES = {
    "New year": "New Year’s Day",
    "New Year shift": "New Year’s Day (substitute day)",
    "Early May Bank Holiday": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Christmas Shift": "Christmas Day or Boxing Day (substitute day)",
    "Boxing Day Shift": "Christmas Day or Boxing Day (substitute day)",
}


class CorrectionKind(StrEnum):
    """What was proclaimed: a day more, one in place of another, one for a weekend day, a day less."""

    ADDED = "added"
    MOVED = "moved"
    SUBSTITUTE = "substitute"
    REMOVED = "removed"


@frozen
class CorrectedDay:
    """One proclaimed day.

    `replaces` is the day that was moved, or the weekend day that is made up for. `announced` is the day on
    which the public could first know, where we know it.
    """

    day: date
    name: str
    kind: CorrectionKind
    replaces: date | None = None
    announced: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        stands_in = self.kind in (CorrectionKind.MOVED, CorrectionKind.SUBSTITUTE)
        if stands_in and self.replaces is None:
            raise ValueError(f"{self.day}: a {self.kind} day must say which day it replaces")
        if not stands_in and self.replaces is not None:
            raise ValueError(f"{self.day}: a day that is {self.kind} replaces no other")

    def known_on(self, day: date) -> bool:
        """Say whether it had been announced by then; a day whose announcement is unknown counts as known."""
        return self.announced is None or self.announced <= day


def bank_holiday_calendar(  # noqa: PLR0913, PLR0917 - a calendar's identity, and the table
    name: str,
    edition: str,
    first_day: date,
    last_day: date,
    known_until: date,
    corrections: Iterable[CorrectedDay],
    *,
    as_known_on: date | None = None,
) -> WorkingCalendar:
    """Build the calendar of Mondays to Fridays that are no bank holiday, Good Friday or Christmas Day.

    With `as_known_on`, proclamations announced after that day are left out, and the day that was moved stands
    where it stood before. `known_until` is taken as given: what was published by then, only the caller knows.
    """
    corrections = tuple(corrections)
    holidays = _holidays_by_rule(first_day.year, last_day.year)
    for correction in corrections:
        _undo(correction, holidays)
    for correction in corrections:
        if as_known_on is None or correction.known_on(as_known_on):
            _apply(correction, holidays)
    closures = tuple(Closure(day, day, holidays[day]) for day in sorted(holidays))
    return WorkingCalendar(name, edition, first_day, last_day, known_until, closures=closures)


def _holidays_by_rule(first_year: int, last_year: int) -> dict[date, str]:
    rules = UnitedKingdom()
    # Neither the 1971 Act nor the common law makes Easter Sunday a holiday in England and Wales.
    rules.include_easter_sunday = False
    holidays: dict[date, str] = {}
    for year in range(first_year, last_year + 1):
        for day, name in rules.holidays(year):
            holidays.setdefault(day, _PRINTED_NAMES.get(name, name))
    return holidays


def _undo(correction: CorrectedDay, holidays: dict[date, str]) -> None:
    if correction.kind is CorrectionKind.REMOVED:
        holidays.setdefault(correction.day, correction.name)
        return
    holidays.pop(correction.day, None)
    if correction.kind is CorrectionKind.MOVED and correction.replaces:
        # `Early May bank holiday (VE day)` was an ordinary `Early May bank holiday` until it was moved.
        holidays[correction.replaces] = correction.name.partition(" (")[0]


def _apply(correction: CorrectedDay, holidays: dict[date, str]) -> None:
    if correction.kind is CorrectionKind.MOVED and correction.replaces:
        holidays.pop(correction.replaces, None)
    if correction.kind is CorrectionKind.REMOVED:
        holidays.pop(correction.day, None)
    else:
        holidays[correction.day] = correction.name
