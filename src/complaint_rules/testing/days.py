"""Days on which counting goes wrong, and all the others."""

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from complaint_rules.procedures.procedure import Procedure

__all__ = ["AWKWARD", "LAST", "after", "days", "days_of"]

FIRST: Final = date(2018, 1, 1)
LAST: Final = date(2027, 12, 31)

PLAIN: Final = date(2024, 3, 18)
AWKWARD: Final = (
    date(2018, 12, 18),
    date(2019, 4, 12),
    date(2020, 2, 27),
    date(2020, 5, 1),
    date(2020, 12, 23),
    date(2021, 12, 24),
    date(2022, 5, 31),
    date(2022, 9, 16),
    date(2023, 5, 5),
    date(2024, 2, 29),
    date(2024, 3, 22),
    date(2025, 1, 31),
)
"""Before Easter and Christmas, on a leap day, at the end of a month, before bank holidays that were moved or added."""

# So far may the longest time that a page gives reach beyond a case, and its calendars must reach with it.
_ROOM: Final = timedelta(days=600)


def days(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    """Draw a day from `first` to `last`, both included: often one about which counting goes wrong.

    Shrinks to Monday 18 March 2024, or to the first day.
    """
    any_day = st.dates(first, last)
    awkward = [day for day in (PLAIN, *AWKWARD) if first <= day <= last]
    return st.one_of(st.sampled_from(awkward), any_day) if awkward else any_day


def days_of(procedure: Procedure) -> st.SearchStrategy[date]:
    """Draw a day on which a case may begin, far enough from either end of the procedure's calendars."""
    first = max([FIRST, *(calendar.first_day + _ROOM for calendar in procedure.calendars.values())])
    last = min([LAST, *(calendar.last_day - _ROOM for calendar in procedure.calendars.values())])
    return days(first, max(first, last - _ROOM))


def after(day: date, many: int) -> date:
    """Return the day so many days on, but never one of which a calendar may know nothing."""
    return min(day + timedelta(days=many), max(day, LAST - timedelta(days=300)))
