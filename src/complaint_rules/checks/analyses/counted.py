"""Lengths counted over the calendar: whether one ends no later than another, whatever day both are counted from."""

from collections.abc import Iterator
from datetime import date, timedelta

from complaint_rules.checks.analyses.lengths import periods, starts_of
from complaint_rules.errors import CaseError
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Timescale
from complaint_rules.timescales import Counting, Period, last_day

DAYS_OF_A_YEAR = 366


def some_days(procedure: Procedure) -> Iterator[date]:
    """Yield each day of the last year for which every calendar is known: with its weekends, holidays and months."""
    last = min(calendar.known_until for calendar in procedure.calendars.values())
    yield from (last - timedelta(days=back) for back in range(DAYS_OF_A_YEAR, 0, -1))


def end_of(period: Period, day: date, counting: Counting, procedure: Procedure) -> date | None:
    """Return the day on which a period ends, or None where a calendar does not reach that far."""
    calendar = procedure.calendars.get(period.unit) or next(iter(procedure.calendars.values()), None)
    try:
        return last_day(period, day, counting, calendar).day
    except CaseError:
        return None


def never_ends_later(one: Period, other: Period, counting: Counting, procedure: Procedure) -> bool:
    """Say whether a period ends no later than another, from whatever day both are counted."""
    if one.unit == other.unit:
        return one.count <= other.count
    ends = _ends_of_both(one, other, counting, procedure)
    return all(first is not None and second is not None and first <= second for first, second in ends)


def always_ends_sooner(one: Period, other: Period, counting: Counting, procedure: Procedure) -> bool:
    """Say whether a period ends before another does, from whatever day both are counted."""
    if one.unit == other.unit:
        return one.count < other.count
    ends = _ends_of_both(one, other, counting, procedure)
    return all(first is not None and second is not None and first < second for first, second in ends)


def _ends_of_both(
    one: Period, other: Period, counting: Counting, procedure: Procedure
) -> Iterator[tuple[date | None, date | None]]:
    for day in some_days(procedure):
        yield end_of(one, day, counting, procedure), end_of(other, day, counting, procedure)


def latest_end(rule: Timescale, day: date, procedure: Procedure) -> date | None:
    """Return the last day of a timescale that starts on a day, in its longest reading and case; None where none is."""
    ends = [end_of(period, day, rule.counting, procedure) if period else None for period in periods(rule)]
    return max((end for end in ends if end), default=None) if ends and None not in ends else None


def earliest_due(
    duty: Timescale, start: Anchor, day: date, procedure: Procedure, passed: frozenset[str] = frozenset()
) -> date | None:
    """Return when a duty is due if what it is counted from takes all its time, beginning with what happened on a day.

    The duty may be counted from what ends another duty, and that from what ends a third, down to the start. Of several
    readings and cases the shortest is taken, and of several ways the earliest; None where there is none.
    """
    if duty.name in passed:
        return None
    begun = [_begun(anchor, start, day, procedure, passed | {duty.name}) for anchor in starts_of(duty)]
    if not begun or None in begun:
        return None
    first = min(found for found in begun if found)
    ends = [end_of(period, first, duty.counting, procedure) if period else None for period in periods(duty)]
    return min((end for end in ends if end), default=None) if ends and None not in ends else None


def _begun(anchor: Anchor, start: Anchor, day: date, procedure: Procedure, passed: frozenset[str]) -> date | None:
    if anchor == start:
        return day
    before = (rule for rule in procedure.timescales if not rule.is_window and anchor.names <= rule.done_by)
    due = [earliest_due(rule, start, day, procedure, passed) for rule in before if anchor.names]
    return min((found for found in due if found), default=None)
