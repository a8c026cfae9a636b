"""The naive twin is right on cases that were counted by hand on a wall calendar, and takes whatever is generated."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from tests.property.strategies import EVENTS, ask, england_and_wales, questions
from tests.reference.days import backward, carried_over, corresponding_date, forward
from tests.reference.twin import answer

CLOSED = {date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1), date(2019, 4, 19), date(2019, 4, 22)}
S = {"source": "a page"}
WORDS = {
    "events": {
        "received": {},
        "answered": {"carries": ["outcome", "contains"]},
        "answer_received": {"falls_back_on": "answered", "carries": ["outcome"]},
        "extended": {"carries": ["of", "until", "contains"]},
        "asked": {},
        "suspended_by_council": {},
        "resumed": {},
        "restarted": {},
        "closed_by_council": {},
        "scheduled": {"carries": ["for"]},
        "papers_sent": {},
        "advocate_wanted": {},
        "advocate_found": {},
        "noted": {"records_facts": True},
    },
    "facts": {"hard": {"is": "yes_no"}, "taken": {"is": "yes_no"}, "grounds_on": {"is": "date"}},
}
ANSWER = {
    "who": "council",
    "within": "10 working days",
    "after": "received",
    "done_by": "answered",
    "extension": {"up_to": "20 working days", "made_by": ["extended", {"hard": True}], **S},
    **S,
}
REQUEST = {
    "who": "complainant",
    "within": "20 working days",
    "after": "answer_received",
    "done_by": "asked",
    "late": {"decided_by": "the manager", "recorded_as": "taken", "until": {"within": "1 year", "after": "received"}},
    **S,
}
LADDER = {
    "title": "Two stages",
    "document": "page",
    "begins": {"received": {"who": "complainant", "to": "stage_1", **S}},
    "stages": {
        "stage_1": {
            "title": "One",
            "timescales": {"answer": ANSWER, "request": REQUEST},
            "moves": {
                "asked": {
                    "who": "complainant",
                    "if": {"answered": ["not_upheld", "partly_upheld"]},
                    "to": "stage_2",
                    **S,
                }
            },
        },
        "stage_2": {
            "title": "Two",
            "timescales": {
                "papers": {
                    "who": "council",
                    "at_least": "5 working days",
                    "before": "scheduled",
                    "done_by": "papers_sent",
                    **S,
                }
            },
        },
        "suspended": {"title": "Beside", "moves": {"resumed": {"who": "council", "to": "stage_left", **S}}},
    },
    "at_any_stage": {
        "moves": {
            "suspended_by_council": {"who": "council", "to": "suspended", "clocks": "resume", **S},
            "closed_by_council": {"who": "council", "to": "closed", **S},
        }
    },
}
OPEN = {
    "title": "Much is unstated",
    "document": "page",
    "begins": {"received": {"who": "complainant", "to": "stage_1", **S}},
    "stages": {
        "stage_1": {
            "title": "One",
            "timescales": {
                "answer": {
                    "who": "council",
                    "within": "unstated",
                    "after": [
                        {"if": {"advocate_wanted": "happened"}, "then": "advocate_found"},
                        {"then": "received"},
                    ],
                    "done_by": "answered",
                    "readings": {"within": {"could_be": ["10 working days", "10 calendar days"], "because": "days"}},
                    **S,
                },
                "request": {
                    "who": "complainant",
                    "within": "5 working days",
                    "after": "answered",
                    "done_by": "asked",
                    "late": "unstated",
                    "readings": {"late": {"could_be": ["refused"], "because": "silence"}},
                    **S,
                },
            },
            "moves": {
                "asked": {"who": "complainant", "to": "closed", **S},
                "closed_by_council": {"who": "council", "if": {"hard": True}, "to": "closed", **S},
            },
            "bars": {"closed_by_council": {"if": {"answered": "upheld"}, "decided_by": "the chair", **S}},
        },
        "suspended": {"title": "Beside", "moves": {"resumed": {"who": "council", "to": "stage_left", **S}}},
    },
    "at_any_stage": {
        "moves": {
            "suspended_by_council": {
                "who": "council",
                "to": "suspended",
                "clocks": "unstated",
                "readings": {"clocks": {"could_be": ["resume", "restart"], "because": "silence"}},
                **S,
            }
        }
    },
}
PROFILE = {
    "profile": "tiny",
    "calendars": {"working days": "plain"},
    "counting": {"forwards": "trigger_is_day_zero", "backwards": "nth_day_before", **S},
    "procedures": {"ladder": LADDER, "open": OPEN},
}


def is_open(day):
    return day.weekday() < 5 and day not in CLOSED


UNITS = {"working days": is_open}


def on(month, day, event, **more):
    """Return an event; December stands in 2018, every other month in 2019."""
    return {"on": date(2018 if month == 12 else 2019, month, day), "event": event, **more}


def asked_on(as_of, *events, procedure="ladder", **facts):
    return answer(
        profile=PROFILE,
        procedure=procedure,
        packs={},
        vocabulary=WORDS,
        calendars={"plain": is_open},
        case={"facts": facts, "events": list(events)},
        as_of=as_of,
    )


def rows(found, name):
    return [row for row in found["due_dates"] if row["timescale"] == name]


def move(found, name):
    return next(row for row in found["transitions"] if row["event"] == name)


RECEIVED = on(12, 18, "received")


class TestDaysCountedOnAWallCalendar:
    """Day zero, rolling, beginning with, backwards, corresponding dates."""

    @pytest.mark.parametrize(
        ("period", "convention", "expected"),
        [
            ("10 working days", "trigger_is_day_zero", date(2019, 1, 4)),
            ("20 working days", "trigger_is_day_zero", date(2019, 1, 18)),
            ("10 working days", "beginning_with", date(2019, 1, 3)),
            ("10 calendar days", "trigger_is_day_zero", date(2018, 12, 28)),
            ("10 calendar days", "beginning_with", date(2018, 12, 27)),
            ("48 hours", "trigger_is_day_zero", date(2018, 12, 20)),
            ("25 hours", "trigger_is_day_zero", date(2018, 12, 20)),
            ("2 weeks", "trigger_is_day_zero", date(2019, 1, 1)),
            ("2 months", "trigger_is_day_zero", date(2019, 2, 18)),
            ("1 year", "trigger_is_day_zero", date(2019, 12, 18)),
        ],
    )
    def test_forwards_from_tuesday_18_december_2018(self, period, convention, expected):
        assert forward(period, date(2018, 12, 18), convention, UNITS) == expected

    def test_a_trigger_on_a_saturday(self):
        saturday = date(2018, 12, 22)
        assert forward("1 working day", saturday, "trigger_is_day_zero", UNITS) == date(2018, 12, 24)
        assert forward("1 working day", saturday, "closed_day_rolls", UNITS) == date(2018, 12, 27)
        assert forward("1 working day", saturday, "beginning_with", UNITS) == date(2018, 12, 24)

    def test_backwards_over_easter_2019(self):
        tuesday = date(2019, 4, 23)
        assert backward("2 working days", tuesday, "nth_day_before", UNITS) == date(2019, 4, 17)
        assert backward("2 working days", tuesday, "clear_days", UNITS) == date(2019, 4, 16)
        assert backward("2 calendar days", tuesday, "clear_days", UNITS) == date(2019, 4, 20)

    def test_corresponding_dates_are_clipped_to_the_month(self):
        assert corresponding_date(date(2024, 1, 31), 1) == date(2024, 2, 29)
        assert corresponding_date(date(2018, 9, 30), 4) == date(2019, 1, 30)
        assert corresponding_date(date(2024, 2, 29), 12) == date(2025, 2, 28)
        assert corresponding_date(date(2019, 3, 31), -1) == date(2019, 2, 28)

    def test_what_is_left_is_counted_from_the_return(self):
        due, paused, returned = date(2019, 1, 4), date(2019, 1, 2), date(2019, 1, 14)
        assert carried_over(due, paused, returned, "working days", UNITS) == date(2019, 1, 16)
        assert carried_over(due, due, returned, "working days", UNITS) == returned
        assert carried_over(date(2018, 12, 31), paused, returned, "working days", UNITS) == date(2018, 12, 31)

    def test_the_calendar_of_the_generators_knows_the_days_that_were_moved(self):
        closed = [
            date(2020, 5, 8),
            date(2022, 6, 2),
            date(2022, 9, 19),
            date(2023, 5, 8),
            date(2020, 12, 28),
            date(2021, 12, 28),
        ]
        assert not any(england_and_wales(day) for day in closed)
        assert england_and_wales(date(2020, 5, 4))
        assert england_and_wales(date(2022, 5, 30))


class TestALadderOfTwoStages:
    """Received on Tuesday 18 December 2018, with Christmas and New Year between."""

    def test_the_first_date_the_limit_and_the_states(self):
        (row,) = rows(asked_on(date(2019, 1, 4), RECEIVED), "answer")
        assert (row["first_due"], row["due"], row["latest"]) == (date(2019, 1, 4), date(2019, 1, 4), date(2019, 1, 18))
        assert (row["state"], row["started_by"], row["started_on"]) == ("running", "received", date(2018, 12, 18))
        assert rows(asked_on(date(2019, 1, 5), RECEIVED), "answer")[0]["state"] == "overdue"

    def test_done_on_the_due_date_is_in_time_and_a_day_later_is_not(self):
        for day, state in ((4, "met"), (5, "met_late")):
            (row,) = rows(asked_on(date(2019, 2, 1), RECEIVED, on(1, day, "answered")), "answer")
            assert (row["state"], row["done_on"]) == (state, date(2019, 1, day))

    def test_an_extension_goes_to_its_date_its_limit_or_nowhere(self):
        def due(*events, **facts):
            found = asked_on(date(2019, 1, 20), RECEIVED, *events, **facts)
            return rows(found, "answer")[0]["due"], [code for code, *_ in found["irregularities"]]

        assert due(on(1, 3, "extended")) == (date(2019, 1, 18), [])
        assert due(on(1, 3, "extended", until=date(2019, 1, 9))) == (date(2019, 1, 9), [])
        assert due(on(1, 3, "extended", until=date(2019, 2, 9))) == (date(2019, 1, 18), ["extension_beyond_limit"])
        assert due(on(1, 3, "extended", until=date(2019, 1, 4))) == (date(2019, 1, 4), ["extension_not_later"])
        assert due(on(1, 5, "extended")) == (date(2019, 1, 4), ["extension_too_late"])
        assert due(on(1, 3, "answered"), on(1, 3, "extended")) == (date(2019, 1, 4), ["extension_of_no_clock"])
        assert due(hard=True) == (date(2019, 1, 18), [])
        assert due(on(1, 3, "extended"), hard=True) == (date(2019, 1, 18), [])
        assert due(on(1, 4, "noted", facts={"hard": True})) == (date(2019, 1, 18), [])
        assert due(on(1, 7, "noted", facts={"hard": True})) == (date(2019, 1, 4), ["extension_too_late"])

    def test_an_answer_sent_stands_for_its_receipt_until_that_is_recorded(self):
        sent = on(1, 4, "answered", outcome="not_upheld")
        (row,) = rows(asked_on(date(2019, 1, 7), RECEIVED, sent), "request")
        assert (row["started_by"], row["started_on"], row["due"]) == ("answered", date(2019, 1, 4), date(2019, 2, 1))
        (row,) = rows(asked_on(date(2019, 1, 8), RECEIVED, sent, on(1, 8, "answer_received")), "request")
        assert (row["started_by"], row["started_on"], row["due"]) == (
            "answer_received",
            date(2019, 1, 8),
            date(2019, 2, 5),
        )

    def test_the_request_is_granted_by_the_outcome_and_capped_by_its_window(self):
        sent = on(1, 4, "answered", outcome="not_upheld")

        def permission(as_of, *events, **facts):
            return move(asked_on(as_of, RECEIVED, *events, **facts), "asked")

        assert permission(date(2019, 1, 3))["permission"] == "refused"
        unknown = permission(date(2019, 1, 7), on(1, 4, "answered"))
        assert (unknown["permission"], unknown["missing_facts"]) == ("undetermined", ["answered.outcome"])
        in_time = permission(date(2019, 2, 1), sent)
        assert (in_time["permission"], in_time["to"], in_time["closes"]) == ("entitled", "stage_2", date(2019, 2, 1))
        assert in_time["late_until"] == date(2019, 12, 18)
        late = permission(date(2019, 2, 2), sent)
        assert (late["permission"], late["decided_by"]) == ("discretionary", "the manager")
        assert permission(date(2019, 2, 2), sent, taken=True)["permission"] == "entitled"
        assert permission(date(2019, 2, 2), sent, taken=False)["permission"] == "refused"
        assert permission(date(2019, 12, 19), sent, taken=True)["permission"] == "refused"

    def test_a_refused_request_moves_nothing(self):
        found = asked_on(date(2019, 1, 3), RECEIVED, on(1, 2, "asked"))
        assert (found["stage"], found["status"]) == ("stage_1", "open")
        assert found["irregularities"] == [("move_refused", "asked", date(2019, 1, 2), "council")]

    def test_a_pause_keeps_the_two_days_that_were_left(self):
        halted = on(1, 2, "suspended_by_council")
        found = asked_on(date(2019, 1, 10), RECEIVED, halted)
        (row,) = rows(found, "answer")
        assert (found["stage"], found["status"]) == ("stage_1", "suspended")
        assert (row["state"], row["due"], row["latest"]) == ("paused", date(2019, 1, 14), date(2019, 1, 28))
        found = asked_on(date(2019, 1, 15), RECEIVED, halted, on(1, 14, "resumed"))
        (row,) = rows(found, "answer")
        assert (row["state"], row["due"], row["latest"], found["status"]) == (
            "running",
            date(2019, 1, 16),
            date(2019, 1, 30),
            "open",
        )

    def test_leaving_the_stage_cancels_what_runs_and_spares_what_is_late(self):
        for day, state in ((4, "cancelled"), (7, "overdue")):
            found = asked_on(date(2019, 2, 1), RECEIVED, on(1, day, "closed_by_council"))
            assert (rows(found, "answer")[0]["state"], found["status"]) == (state, "closed")

    def test_a_date_counted_backwards_moves_with_its_meeting(self):
        walk = [RECEIVED, on(1, 4, "answered", outcome="not_upheld"), on(1, 7, "asked")]
        first = on(1, 8, "scheduled", **{"for": date(2019, 4, 23)})
        (row,) = rows(asked_on(date(2019, 1, 9), *walk, first), "papers")
        assert (row["due"], row["started_on"]) == (date(2019, 4, 12), date(2019, 4, 23))
        (row,) = rows(
            asked_on(date(2019, 1, 9), *walk, first, on(1, 9, "scheduled", **{"for": date(2019, 1, 14)})), "papers"
        )
        assert (row["due"], row["state"]) == (date(2019, 1, 7), "overdue")

    def test_what_comes_before_the_case_and_out_of_order_is_reported(self):
        found = asked_on(date(2019, 1, 3), on(12, 27, "received"), on(12, 20, "answered"))
        assert [code for code, *_ in found["irregularities"]] == ["before_the_case_began", "out_of_order"]
        assert asked_on(date(2018, 12, 1))["stage"] is None
        assert asked_on(date(2018, 12, 1))["due_dates"][0]["state"] == "not_started"


class TestAPageThatLeavesMuchUnstated:
    """Every reading is computed, and where they differ the answer is undetermined."""

    def test_two_readings_of_a_period(self):
        (row,) = rows(asked_on(date(2018, 12, 28), RECEIVED, procedure="open"), "answer")
        assert (row["state"], row["due"]) == ("running", None)
        assert row["readings"] == [(date(2018, 12, 28), "running"), (date(2019, 1, 4), "running")]
        (row,) = rows(asked_on(date(2018, 12, 29), RECEIVED, procedure="open"), "answer")
        assert (row["state"], row["readings"][0]) == ("undetermined", (date(2018, 12, 28), "overdue"))

    def test_an_advocate_makes_the_clock_wait_and_start_afresh(self):
        wanted, found = on(12, 19, "advocate_wanted"), on(12, 21, "advocate_found")
        assert (
            rows(asked_on(date(2018, 12, 20), RECEIVED, wanted, procedure="open"), "answer")[0]["state"]
            == "not_started"
        )
        (row,) = rows(asked_on(date(2018, 12, 22), RECEIVED, wanted, found, procedure="open"), "answer")
        assert row["readings"] == [(date(2018, 12, 31), "running"), (date(2019, 1, 9), "running")]

    def test_two_readings_of_a_suspension(self):
        events = [RECEIVED, on(12, 24, "suspended_by_council"), on(1, 7, "resumed")]
        (row,) = rows(asked_on(date(2019, 1, 8), *events, procedure="open"), "answer")
        dues = [due for due, _ in row["readings"]]
        assert dues == [date(2019, 1, 11), date(2019, 1, 15), date(2019, 1, 17), date(2019, 1, 21)]

    def test_a_window_whose_lateness_is_unstated(self):
        events = [RECEIVED, on(1, 4, "answered")]
        assert move(asked_on(date(2019, 1, 11), *events, procedure="open"), "asked")["permission"] == "entitled"
        assert move(asked_on(date(2019, 1, 12), *events, procedure="open"), "asked")["permission"] == "undetermined"

    def test_a_grant_and_a_bar_both_unknown_name_both_facts_that_would_tell(self):
        found = move(asked_on(date(2019, 1, 7), RECEIVED, on(1, 4, "answered"), procedure="open"), "closed_by_council")
        assert (found["permission"], found["missing_facts"]) == ("undetermined", ["answered.outcome", "hard"])
        found = move(asked_on(date(2019, 1, 7), RECEIVED, procedure="open", hard=True), "closed_by_council")
        assert found["permission"] == "entitled"
        barred = on(1, 4, "answered", outcome="upheld")
        found = move(asked_on(date(2019, 1, 7), RECEIVED, barred, procedure="open", hard=True), "closed_by_council")
        assert (found["permission"], found["decided_by"]) == ("discretionary", "the chair")


class TestWhateverIsGenerated:
    """Generated profiles and histories run through the twin, and its answers have the shape that was agreed."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(questions())
    def test_the_twin_takes_it(self, question):
        found = ask(question)
        assert found["status"] in {"open", "suspended", "closed", "withdrawn"}
        assert all(
            row["permission"] in {"entitled", "discretionary", "refused", "undetermined"}
            for row in found["transitions"]
        )
        assert all(row["event"] in EVENTS for row in found["transitions"])
        assert all(
            (row["state"] == "undetermined") <= (bool(row["readings"]) or row["due"] is None)
            for row in found["due_dates"]
        )

    @settings(suppress_health_check=list(HealthCheck))
    @given(questions())
    def test_events_after_the_day_of_the_question_do_not_exist(self, question):
        cut = [event for event in question["case"]["events"] if event["on"] <= question["as_of"]]
        assert ask(question) == ask(question | {"case": question["case"] | {"events": cut}})
