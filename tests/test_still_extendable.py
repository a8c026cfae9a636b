"""That a date could still be put off is said only as long as it is true.

June 2024 has no bank holiday: from Monday 3 June ten working days end on Monday 17 June, twenty on Monday 1 July.
"""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile

JULY = date(2024, 7, 1)
SAID = "It could be extended to Monday 1 July 2024 at the latest"
RECEIVED = Event("complaint_received", date(2024, 6, 3))
IN_NCC = load_profile("ncc").procedure("childrens_statutory")
IN_CAMBRIDGESHIRE = load_profile("cambridgeshire").procedure("corporate")


def answer_due(procedure, *events, day, **facts):
    """Return the council's row for its answer at stage 1, on a day of June."""
    rows = assess(procedure, Case([RECEIVED, *events], facts=facts), date(2024, 6, day)).due_dates
    return next(row for row in rows if (row.timescale, row.basis) == ("stage_1_response", "council"))


@pytest.mark.parametrize(("facts", "furthest"), [({}, JULY), ({"complex": True}, JULY), ({"complex": False}, None)])
def test_not_where_the_condition_of_the_extension_fails(facts, furthest):
    """Where it turns on complexity: unknown, it may be complex; said not to be, there is no more time."""
    row = answer_due(IN_NCC, day=4, **facts)
    assert (row.due, row.latest, row.still_extendable_to) == (date(2024, 6, 17), JULY, furthest)
    assert (SAID in row.explain()) == (furthest is not None)


@pytest.mark.parametrize(("day", "furthest"), [(17, JULY), (18, None)])
def test_not_after_the_first_date_where_it_must_be_made_before(day, furthest):
    """A holding letter "within the original 10 working days" gave Friday 21 June; on the eleventh it is too late for another."""
    letter = Event("extension_notified", date(2024, 6, 10), until=date(2024, 6, 21))
    row = answer_due(IN_CAMBRIDGESHIRE, letter, day=day)
    assert (row.due, row.state, row.still_extendable_to) == (date(2024, 6, 21), "running", furthest)
    assert (SAID in row.explain()) == (furthest is not None)


def test_not_where_nothing_could_be_longer_or_it_is_as_long_as_it_can_be():
    """Without an extension in its rule, and with all of it used."""
    letter = Event("extension_notified", date(2024, 6, 10))
    row = answer_due(IN_CAMBRIDGESHIRE, letter, day=10)
    assert (row.due, row.latest, row.still_extendable_to) == (JULY, JULY, None)
    rows = assess(IN_NCC, Case([RECEIVED]), date(2024, 6, 4)).due_dates
    assert next(row for row in rows if row.timescale == "acknowledge").still_extendable_to is None
