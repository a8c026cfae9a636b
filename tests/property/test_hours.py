"""Periods of hours and a cut-off hour: the engine against the naive twin, and the rules by hand.

In June 2024 no bank holiday falls; the 3rd is a Monday.
"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_rules import assess
from tests.property.rendering import case_of, procedure_of
from tests.property.strategies import PLACE, a_rule, ask
from tests.property.test_engine_equals_twin import both

COUNTED = ("trigger_is_day_zero", "closed_day_rolls", {"cut_off_hour": "17:00"}, "beginning_with")
PERIODS = ("1 hour", "24 hours", "30 hours", "72 hours", "2 working days", "3 calendar days")
HOURS = st.none() | st.builds(time, st.sampled_from([0, 8, 10, 16, 17, 23]), st.sampled_from([0, 30]))


def a_page(period, counted, end):
    """Return a page with one stage and one duty, counted from one event, from the later of two, or prolonged and paused."""
    duty = {"who": "council", "done_by": "answered", "restarted_by": "start_put_off", "agreed_date": "date_agreed"}
    if end == "several":
        duty["later_of"] = [{"within": period, "after": "begun"}, {"within": "24 hours", "after": "advised"}]
    else:
        duty |= {"within": period, "after": {"later_of": ["begun", "advised"]} if end == "all" else "begun"}
    if end == "plain":
        duty["extension"] = a_rule(up_to="60 hours", made_by="prolonged")
    stage = {
        "timescales": {
            "answer": a_rule(**duty),
            "hope": a_rule(who="council", aim={"within": period, "after": "advised"}, done_by="answered"),
        },
        "moves": {"halted": a_rule(who="council", to="suspended", clocks="resume")},
    }
    back = {
        "taken_up": a_rule(who="council", to="stage_left"),
        "allocated": a_rule(who="council", to="stage_left", clocks="restart"),
    }
    return {
        "profile": "council",
        "title": "A council",
        "documents": {"page": {"title": "A page", "version": "1"}},
        "calendars": {"working days": "england-and-wales"},
        "counting": {"forwards": counted, "source": PLACE},
        "procedures": {
            "main": {
                "title": "Complaints",
                "document": "page",
                "begins": {"begun": a_rule(who="complainant", to="stage_1")},
                "stages": {"stage_1": {"title": "One", **stage}, "suspended": {"moves": back}},
            }
        },
    }


@st.composite
def questions_of_hours(draw):
    """Draw a page, what happened on the days of one week at which hours, and the day of the question."""
    page = a_page(*(draw(st.sampled_from(some)) for some in (PERIODS, COUNTED, ("plain", "all", "several"))))
    names = draw(
        st.lists(
            st.sampled_from(
                ["advised", "prolonged", "halted", "taken_up", "allocated", "start_put_off", "date_agreed", "answered"]
            ),
            max_size=5,
        )
    )
    days = sorted(draw(st.lists(st.integers(0, 7), min_size=len(names), max_size=len(names))))
    first = draw(st.integers(3, 9))
    events = [{"event": "begun", "on": june(first), "at": draw(HOURS)}]
    for name, day in zip(names, days, strict=True):
        event = {"event": name, "on": june(first + day), "at": draw(HOURS)}
        if name in ("start_put_off", "date_agreed"):
            event["for"] = june(first + day + draw(st.integers(0, 3)))
        events.append(event)
    timed = [{key: value for key, value in event.items() if value is not None} for event in events]
    case = {"facts": {}, "events": timed}
    return {
        "profile": page,
        "procedure": "main",
        "packs": {},
        "case": case,
        "as_of": june(first + draw(st.integers(0, 12))),
    }


def june(day):
    """Return a day of June 2024."""
    return date(2024, 6, day)


class TestTheEngineIsTheTwin:
    """*Hours* in docs/meaning.md, however they are computed."""

    @given(questions_of_hours())
    def test_every_answer_is_equal(self, question):
        """Every date and state of clocks that begin, are put off, paused and done at an hour is the twin's."""
        both(question)


@pytest.mark.parametrize(
    ("counted", "begun", "done", "due", "state"),
    [
        # Thirty hours from Monday ten o'clock end on Tuesday at four in the afternoon.
        ("trigger_is_day_zero", time(10), (4, time(16)), 4, "met"),
        ("trigger_is_day_zero", time(10), (4, time(16, 30)), 4, "met_late"),
        ("trigger_is_day_zero", time(10), (4, None), 4, "met"),
        # From an hour that is not known they are two days.
        ("trigger_is_day_zero", None, (5, time(23)), 5, "met"),
        # From six in the evening they end on Wednesday at midnight, which is the first moment of that day.
        ("trigger_is_day_zero", time(18), (5, time(0)), 5, "met"),
        ("trigger_is_day_zero", time(18), (5, time(0, 30)), 5, "met_late"),
        # After the cut-off the start is Tuesday, without an hour: two days from there.
        ({"cut_off_hour": "17:00"}, time(18), (6, time(23)), 6, "met"),
        ({"cut_off_hour": "17:00"}, time(16), (4, time(22)), 4, "met"),
    ],
)
def test_thirty_hours_by_hand(counted, begun, done, due, state):
    """Begun on Monday 3 June 2024."""
    events = [{"event": "begun", "on": june(3), "at": begun}, {"event": "answered", "on": june(done[0]), "at": done[1]}]
    timed = [{key: value for key, value in event.items() if value is not None} for event in events]
    page = a_page("30 hours", counted, "plain")
    asked = {
        "profile": page,
        "procedure": "main",
        "packs": {},
        "case": {"facts": {}, "events": timed},
        "as_of": june(10),
    }
    (row,) = [row for row in both(asked)[0].due_dates if row.timescale == "answer"]
    assert (row.due, row.state.value) == (june(due), state)


def test_each_of_several_ends_has_the_cut_off():
    """Begun before it and advised after it on Monday: the second end is a day later, on Tuesday and not on Monday's tail."""
    page = a_page("1 working day", {"cut_off_hour": "17:00"}, "several")
    events = [{"event": "begun", "on": june(3), "at": time(9)}, {"event": "advised", "on": june(3), "at": time(18)}]
    asked = {
        "profile": page,
        "procedure": "main",
        "packs": {},
        "case": {"facts": {}, "events": events},
        "as_of": june(3),
    }
    answer = assess(procedure_of(asked), case_of(asked), june(3))
    due = {row.timescale: row.due for row in answer.due_dates}
    # Twenty-four hours from Tuesday, to which the cut-off moves it, are Wednesday.
    assert due["answer"] == june(5)
    assert {row["timescale"]: row["due"] for row in ask(asked)["due_dates"]}["answer"] == june(5)
