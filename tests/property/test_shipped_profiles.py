"""Every procedure of every shipped profile, on histories drawn from its own words: the twin, and the promises.

The procedures are found by listing the files, so a new profile is covered by being there. What a page itself leaves
out is listed in `LEFT_WITH_NOTHING`, by name and with its sentence.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_rules.assessment.replayed import replayed
from complaint_rules.loading import shipped_profiles
from complaint_rules.terms import ClockState, Party, Permission
from tests.property.rendering import case_of
from tests.property.shipped import (
    PROCEDURES,
    PROFILES,
    ask_engine,
    ask_twin,
    compiled,
    details,
    in_words,
    questions,
    with_events,
    words_of,
)
from tests.property.strategies import england_and_wales
from tests.property.test_engine_equals_twin import assert_same

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "assessment.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

every_procedure = pytest.mark.parametrize("procedure", PROCEDURES, ids=in_words)


ONCE_DIFFERENT = [
    pytest.param(
        ("cambridgeshire", "childrens_statutory"),
        "2022-09-11 2022-09-15 2023-07-14 2023-12-24 2024-02-07",
        "complaint_received stage_1_skip_agreed stage_2_refused complaint_withdrawn complaint_reinstated",
        id="a clock cancelled between ordinary stages does not come back with another return",
    ),
    pytest.param(
        ("cambridgeshire", "corporate"),
        "2020-12-23 2020-12-29 2021-01-14",
        "complaint_received complaint_suspended stage_1_draft_sent",
        id="what hangs on a paused clock is done by the date that it would have",
    ),
    pytest.param(
        ("cambridgeshire", "corporate"),
        "2020-02-27 2020-03-12",
        "complaint_received complaint_suspended",
        id="what hangs on a clock is past its date when both are set aside",
    ),
    pytest.param(
        ("ncc", "childrens_statutory"),
        "2025-03-02 2025-03-29 2025-06-07 2025-06-07 2025-09-09",
        "complaint_received stage_1_response_sent stage_2_requested stage_2_response_received stage_2_response_sent",
        id="a window has lapsed under one reading and not started under the other",
    ),
    pytest.param(
        ("northamptonshire", "childrens_statutory"),
        "2025-04-07 2025-04-09 2025-04-11 2025-06-20 2025-07-19 2025-08-08 2025-08-16",
        "complaint_received stage_1_response_sent stage_2_requested stage_2_response_sent stage_2_response_sent"
        " stage_3_requested stage_2_response_received",
        id="a request ends the last occurrence, also where a reading has not started it",
    ),
    pytest.param(
        ("northumberland", "childrens_statutory"),
        "2025-03-22 2025-06-19 2025-06-24 2025-07-29 2025-11-06 2025-12-06 2026-01-16",
        "complaint_received stage_1_response_sent stage_2_requested stage_2_response_received stage_2_response_sent"
        " stage_2_response_received stage_2_response_received",
        id="no third occurrence before the second has started under every reading",
    ),
]


def examples(share):
    """Give each procedure a part of the examples that the profile of Hypothesis gives a property."""
    return settings(max_examples=max(2, settings.default.max_examples // share))


class TestEveryShippedProcedureIsHere:
    """A promise made of every shipped profile is tested on every one of them, also on one that is added."""

    def test_the_files_are_those_that_the_library_lists(self):
        """What is read here as plain data is what the library ships, and no file is without a procedure."""
        assert sorted(shipped_profiles()) == PROFILES
        assert {profile for profile, _ in PROCEDURES} == set(PROFILES)

    @every_procedure
    def test_the_words_are_those_that_the_engine_knows(self, procedure):
        """The words read from the files are the words that a case may use."""
        events, facts = words_of(*procedure)
        assert (set(events), set(facts)) == (
            set(compiled(*procedure).event_words),
            set(compiled(*procedure).fact_words),
        )


class TestTheEngineIsTheTwin:
    """What docs/meaning.md says is one thing, however it is computed: of a shipped profile as of a drawn one."""

    @every_procedure
    @examples(4)
    @given(data=st.data())
    def test_every_answer_is_equal(self, procedure, data):
        """Stage, status, every date, state, permission, missing fact and irregularity are the twin's."""
        question = data.draw(questions(procedure))
        assert_same(ask_engine(question), ask_twin(question))

    @pytest.mark.parametrize(("procedure", "days", "events"), ONCE_DIFFERENT)
    def test_answers_that_were_once_different_are_equal(self, procedure, days, events):
        """The smallest histories on which the two have differed, asked about on every day on which something happened."""
        listed = [
            {"event": event, "on": date.fromisoformat(day)}
            for day, event in zip(days.split(), events.split(), strict=True)
        ]
        for as_of in (
            *(event["on"] for event in listed),
            listed[-1]["on"] + timedelta(days=3),
            listed[-1]["on"] + timedelta(days=150),
        ):
            question = {"procedure": procedure, "case": {"facts": {}, "events": listed}, "as_of": as_of}
            assert_same(ask_engine(question), ask_twin(question))


class TestNoHistoryMakesAnAssessmentRaise:
    """Design 6: a profile that passes the checks never makes an assessment raise; any list of known events is answered."""

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_every_answer_can_be_said(self, procedure, data):
        """Whatever was recorded has an answer, and each part of it explains itself in English."""
        answer = ask_engine(data.draw(questions(procedure)))
        for part in (answer, *answer.due_dates, *answer.transitions, *answer.irregularities):
            said = part.explain()
            assert said.strip()
            assert not [word for word in ("None", "{", "}", "object at") if word in said], said

    @every_procedure
    @examples(15)
    @given(data=st.data())
    def test_every_answer_is_of_the_published_schema(self, procedure, data):
        """The answer as plain data goes through JSON unchanged and is what the schema says."""
        answer = ask_engine(data.draw(questions(procedure))).to_dict()
        assert json.loads(json.dumps(answer)) == answer
        VALIDATOR.validate(answer)


class TestTheMovesOfferedAreExactlyTheMovesAccepted:
    """Design 6: a move that is not refused on a day is followed when it is recorded on that day, and no other is."""

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_recording_a_move_is_irregular_exactly_where_it_was_refused(self, procedure, data):
        """On each basis; and the place that an open move of the council names is the one where the case then is.

        Leaves out the words that fall back on others: recording a receipt changes what was taken to have happened
        before, and with it the history itself.
        """
        question = data.draw(questions(procedure))
        events, _ = words_of(*procedure)
        now = ask_engine(question)
        for event in dict.fromkeys(move.event for move in now.transitions):
            if events[event].get("falls_back_on"):
                continue
            day = question["as_of"]
            recorded = {"event": event, "on": day} | ({"for": day} if "for" in events[event].get("carries", []) else {})
            after = ask_engine(with_events(question, recorded))
            for move in (move for move in now.transitions if move.event == event):
                refused = _refusals(after, move, day) - _refusals(now, move, day)
                assert refused == int(move.permission is Permission.REFUSED), move
                if move.basis == "council" and move.permission is not Permission.REFUSED:
                    assert _place(after) == (move.to or _place(now)), move


def _refusals(answer, move, day):
    """Count how often a move was refused on a day on its basis, be it because there was no case yet."""
    codes = ("move_refused", "before_the_case_began")
    found = [(one.event, one.on, one.basis) for one in answer.irregularities if one.code in codes]
    return found.count((move.event, day, move.basis))


def _place(answer):
    """Return where a case is: its stage, or the place beside the stages."""
    return answer.status.value if answer.status in ("suspended", "withdrawn") else answer.stage


class TestTheFutureDoesNotChangeThePast:
    """Design 2.9: events after the day of the question do not exist."""

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_an_answer_does_not_change_when_later_events_are_added(self, procedure, data):
        """The whole answer is equal without the later events, and with others added after the day."""
        question = data.draw(questions(procedure))
        events, _ = words_of(*procedure)
        until = [event for event in question["case"]["events"] if event["on"] <= question["as_of"]]
        now = ask_engine(question, case=question["case"] | {"events": until})
        assert ask_engine(question) == now
        later = [
            details(
                data.draw,
                {"on": question["as_of"] + timedelta(days=days), "event": data.draw(st.sampled_from(sorted(events)))},
                procedure,
            )
            for days in (1, 15)
        ]
        assert ask_engine(with_events(question, *later)) == now


class TestExtendingNeverBringsADateForward:
    """Design 2.6: an extension goes to a total or by an amount, is capped at its limit, and never shortens."""

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_no_date_is_earlier_after_a_letter_of_delay(self, procedure, data):
        """Telling or agreeing a new day, whichever it is, brings no date in force forward, under any reading."""
        question = data.draw(questions(procedure))
        events, _ = words_of(*procedure)
        before = _dates_in_force(ask_engine(question))
        for event in (name for name, word in events.items() if "until" in word.get("carries", [])):
            letter = details(data.draw, {"on": question["as_of"], "event": event}, procedure)
            after = _dates_in_force(ask_engine(with_events(question, letter)))
            for key, due in before.items():
                # Two readings of how far it goes may part the one date that there was.
                found = [after[key]] if key in after else [day for one, day in after.items() if one[:-1] == key[:-1]]
                assert found
                assert min(found) >= due


def _dates_in_force(answer):
    """Return every date in force, by its timescale and, where they differ, by its reading."""
    rows = [(row, "", row.due) for row in answer.due_dates] + [
        (row, one.reading, one.due) for row in answer.due_dates for one in row.readings
    ]
    return {(row.basis, row.timescale, row.occurrence, reading): due for row, reading, due in rows if due}


class TestEveryDueWorkingDayIsAWorkingDay:
    """Design 6: a date that was counted in working days is a working day, by a calendar that is not ours."""

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_dates_in_working_days_are_working_days(self, procedure, data):
        """The first date under each reading; and the date in force and the furthest, unless some day was named."""
        question = data.draw(questions(procedure))
        named = [event for event in question["case"]["events"] if {"until", "for"} & event.keys()]
        for row in ask_engine(question).due_dates:
            if row.period and row.period.endswith(("working day", "working days")):
                days = [row.first_due, *(one.first_due for one in row.readings)]
                days += [] if named else [row.due, row.latest, *(one.due for one in row.readings)]
                assert all(england_and_wales(day) for day in days if day), row


class Left(NamedTuple):
    """A state in which a page leaves a complainant with nothing: its procedure and stage, and the sentence of the page.

    `recorded` are the events that lead there, all on `MONDAY`; `since` is the first day on which there is nothing;
    `unsaid` is what the page does not say.
    """

    procedure: str
    stage: str
    recorded: tuple[str, ...]
    since: date
    sentence: str
    unsaid: str


MONDAY = date(2024, 6, 3)
LEFT_WITH_NOTHING = [
    Left(
        "ncc/corporate",
        "informal",
        ("representation_received",),
        date(2024, 6, 5),
        "If no immediate resolution can be found in 1 working day, [...] a formal complaint will be recorded onto the relevant complaints system",
        "by when it is recorded, and what the customer may do if it is not",
    ),
    Left(
        "ncc/corporate",
        "stage_1",
        ("complaint_received",),
        date(2024, 6, 25),
        "If the customer expresses dissatisfaction following the result of the stage 1 investigation, the complaint will be escalated to stage 2.",
        "what the customer may do when the 15 working days have passed without a result",
    ),
    Left(
        "ncc/corporate",
        "stage_2",
        ("complaint_received", "stage_1_response_sent", "stage_2_requested"),
        date(2024, 7, 2),
        "Customers who remain dissatisfied following the Stage 2 investigation may refer their complaint to the Local Government Ombudsman (LGO).",
        "what the customer may do when the 20 working days have passed without a result",
    ),
    Left(
        "cambridgeshire/compliment",
        "stage_1",
        ("compliment_received",),
        MONDAY,
        "All compliments should be forwarded to and logged by the Customer Care Team.",
        "by when",
    ),
    Left(
        "northamptonshire/compliment",
        "stage_1",
        ("compliment_received",),
        MONDAY,
        "We will share the compliments with the Service and/or member of staff it relates to.",
        "by when",
    ),
    Left(
        "northamptonshire/comment",
        "stage_1",
        ("comment_received",),
        date(2024, 6, 7),
        "Unless otherwise agreed with you, we will not provide a full response to comments, other than acknowledgement of receipt of the comment.",
        "what one may do when the 3 working days have passed without it",
    ),
    Left(
        "northumberland/compliment",
        "stage_1",
        ("compliment_received",),
        MONDAY,
        "We will also write back to let you know what we have done.",
        "by when",
    ),
]


class TestNobodyIsLeftWithoutAWayOn:
    """Design 6: in every reachable state that is not closed the complainant has a move, a dated wait, or the Ombudsman.

    By the council's rules or by the law's. To give the complaint up is no way on, and a day that has passed is no
    wait; where a page has nothing else, it is named in `LEFT_WITH_NOTHING`. Closed is what is closed on some basis.
    """

    @every_procedure
    @examples(8)
    @given(data=st.data())
    def test_wherever_a_case_is_there_is_a_way_unless_the_page_has_none(self, procedure, data):
        """A state without a way on is one of those in which the page itself leaves a complainant with nothing."""
        question = data.draw(questions(procedure))
        if not _is_over(question):
            answer = ask_engine(question)
            named = {(one.procedure, one.stage) for one in LEFT_WITH_NOTHING}
            assert ways_on(answer) or (in_words(procedure), answer.stage) in named, (answer.stage, answer.status)

    @pytest.mark.parametrize("left", LEFT_WITH_NOTHING, ids=lambda left: f"{left.procedure}: {left.stage}")
    def test_where_the_page_leaves_a_complainant_with_nothing(self, left):
        """There is a way on until the day before, and from that day there is none."""
        procedure = next(one for one in PROCEDURES if in_words(one) == left.procedure)
        case = {"facts": {}, "events": [{"event": event, "on": MONDAY} for event in left.recorded]}
        question = {"procedure": procedure, "case": case, "as_of": left.since}
        answer = ask_engine(question)
        assert not _is_over(question)
        assert (answer.stage, answer.status.value, ways_on(answer)) == (left.stage, "open", [])
        if left.since > MONDAY:
            assert ways_on(ask_engine(question, as_of=left.since - timedelta(days=1))) == ["wait"]

    def test_nothing_is_excused_that_is_no_longer_there(self):
        """Each state is named once, of a procedure that ships, with the sentence to be laid beside the page."""
        assert len({(one.procedure, one.stage) for one in LEFT_WITH_NOTHING}) == len(LEFT_WITH_NOTHING)
        assert {one.procedure for one in LEFT_WITH_NOTHING} <= set(map(in_words, PROCEDURES))
        assert all(one.sentence and one.unsaid for one in LEFT_WITH_NOTHING)


def ways_on(answer):
    """Return the ways on that a complainant has: a move that gives nothing up, a dated wait, the Ombudsman."""
    moves = [move for move in answer.transitions if move.permission is not Permission.REFUSED]
    found = ["Ombudsman" for move in moves if "ombudsman_approached" in (move.event, move.to)]
    theirs = [move for move in moves if move.who in (Party.COMPLAINANT, Party.BOTH)]
    found += ["move" for move in theirs if (move.to or move.elsewhere) and move.to not in ("withdrawn", "closed")]
    found += ["wait" for row in answer.due_dates if _is_awaited(row)]
    return found


def _is_awaited(row):
    """Say whether a row is a duty that runs to a day, under every reading."""
    dated = row.due or (row.readings and all(one.due for one in row.readings))
    return row.responsible is not Party.COMPLAINANT and row.state is ClockState.RUNNING and bool(dated)


def _is_over(question):
    """Say whether the case is closed, or with the Ombudsman, by the council's rules or by the law's."""
    standings = replayed(compiled(*question["procedure"]), case_of(question), question["as_of"]).standings
    return any(standing.place in ("closed", "ombudsman") for standing in standings)
