"""One due date: the tenth, and the twenty-fifth, working day after a day."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from tests.reference.days import forward
from workalendar.europe import UnitedKingdom

from benchmarks.measuring import best_times, told
from benchmarks.peers.precomputed_days import PrecomputedDays
from complaint_rules import load_profile
from complaint_rules.working_days import WorkingCalendar

FIRST, LAST = date(2006, 1, 1), date(2030, 12, 31)
DAY = date(2019, 3, 18)
LENGTHS = (10, 25)


def our_calendar() -> WorkingCalendar:
    """Return the calendar that the shipped profiles count in."""
    return load_profile("cambridgeshire").procedure("childrens_statutory").calendars["working days"]


def closed_days(calendar: WorkingCalendar) -> set[date]:
    """Return every closed day of the years that are measured."""
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return {day for day in days if not calendar.is_working_day(day)}


def contenders(n: int) -> dict[str, Callable[[], date]]:
    """Return every way of counting n working days, ours first."""
    ours = our_calendar()
    closed = closed_days(ours)
    by_hand = PrecomputedDays(FIRST, LAST, closed)
    bought = UnitedKingdom()
    array = np.busdaycalendar(holidays=np.array(sorted(day for day in closed if day.weekday() < 5), "datetime64[D]"))
    return {
        "this library: WorkingCalendar.add": lambda: ours.add(DAY, n),
        "by hand: lists made beforehand, range checked": lambda: by_hand.add(DAY, n),
        "numpy.busday_offset, one day": lambda: np.busday_offset(np.datetime64(DAY), n, busdaycal=array).astype(object),
        "workalendar.add_working_days": lambda: bought.add_working_days(DAY, n),
    }


def measure() -> tuple[list[str], list[str]]:
    """Return what to print, and every answer that is not the twin's."""
    printed, wrong = [], []
    calendar = our_calendar()
    for n in LENGTHS:
        calls = contenders(n)
        expected = forward(f"{n} working days", DAY, "trigger_is_day_zero", {"working days": calendar.is_working_day})
        wrong += [f"{name}: {call()} is not {expected}" for name, call in calls.items() if call() != expected]
        printed.append(told(f"One date, {n} working days", best_times(calls), next(iter(calls))))
    return printed, wrong
