"""Plain days: when the cases of journeys happen, so that whoever counts them has no holidays to count over.

From September, after the summer bank holiday, to Christmas no day of the week is closed. A case of three steps, a week
each, begins in the first days of it, and 65 working days from the last, the longest limit of any law for a stage, are
thirteen weeks and end before Christmas. A case of more steps begins before that, and none of them falls on the holiday.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from complaint_rules.procedures.procedure import Procedure

Within = tuple[date, date]
"""The first and the last day on which something is in force, both included."""
_MONTH, _DAY = 9, 28
"""The last event happens on or before this day; with a week after it to be asked in, on a Monday from 15 to 21."""
_BEFORE = timedelta(weeks=12)
"""How long before that a case of many steps may begin."""
_YEAR = timedelta(days=366)
_SEASON = timedelta(weeks=13)
_WITHOUT_CALENDAR = (date(2006, 1, 1), date(2024, 12, 31))


def plain_day(procedure: Procedure, within: Within | None = None) -> date:
    """Return the day on or before which the events of plain cases end: in the last year that will do.

    A year after it should be published still, for what has twelve months; if none is, the season alone. The case must
    have begun while the page is in force and its packs are held. Where no year will do, it is a year before the end of
    what is published.
    """
    first, last = _published(procedure)
    days = [date(year, _MONTH, _DAY) for year in range(last.year, first.year, -1)]
    fit = [day for day in days if _is_fit(procedure, day, within)]
    for ahead in (_YEAR, _SEASON):
        found = next((day for day in fit if day + ahead <= last), None)
        if found is not None:
            return found
    return last - _YEAR


def _published(procedure: Procedure) -> Within:
    calendars = procedure.calendars.values()
    first = max((calendar.first_day for calendar in calendars), default=_WITHOUT_CALENDAR[0])
    return first, min((calendar.known_until for calendar in calendars), default=_WITHOUT_CALENDAR[1])


def _is_fit(procedure: Procedure, day: date, within: Within | None) -> bool:
    """Say whether a case that began on a day, or some weeks before it, is one of the page's and of each pack's."""
    spans = [procedure.in_force, *(pack.cases_begun for pack in procedure.packs)]
    began = (day - _BEFORE, day)
    return all(span.holds(each) for span in spans if span is not None for each in began) and all(
        first <= each <= last for first, last in _versions(procedure, within) for each in began
    )


def _versions(procedure: Procedure, within: Within | None) -> Iterator[Within]:
    """Yield when the newest version of a page could be in force, where it has several."""
    if within is not None:
        yield within
    yield from ((version.earliest, version.latest) for version in procedure.versions[-1:])


def worked_day(procedure: Procedure, day: date) -> date:
    """Return a day, or the next that is worked where that one is not, by the first calendar of the page."""
    calendar = next(iter(procedure.calendars.values()), None)
    return calendar.add(day, 0) if calendar is not None else day
