"""Stages that begin otherwise by the page than by the law: what one side has in one step and the other in two."""

from datetime import date

import pytest

from complaint_rules.conformance.climbing import Climbs
from tests.conformance.conftest import council, law

WHOLE = """\
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "1"}
    stages:
      stage_1:
        timescales:
          stage_1_response: {who: council, within: 10 working days, after: complaint_received, done_by: stage_1_response_sent, source: "2"}
        moves:
          stage_2_requested: {who: complainant, if: {stage_1_response_sent: happened}, to: stage_2, source: "3"}
      stage_2:
        timescales:
          stage_2_response: {who: council, within: 25 working days, after: stage_2_requested, done_by: stage_2_response_sent, source: "4"}
        moves:
          stage_3_requested: {who: complainant, if: {stage_2_response_sent: happened}, to: stage_3, source: "5"}
      stage_3:
        timescales:
          panel_meeting: {who: council, within: 30 working days, after: stage_3_requested, done_by: panel_held, source: "6"}
          stage_3_response: {who: council, within: 15 working days, after: panel_held, done_by: stage_3_response_sent, source: "7"}
        moves:
          ombudsman_approached: {who: complainant, if: {stage_3_response_sent: happened}, to: ombudsman, source: "8"}
"""
REQUESTED = "stage_2_requested: {who: complainant, if: {stage_1_response_sent: happened}, to: stage_2, source: "
ASKED = "stage_2_requested: {who: complainant, if: {stage_1_response_sent: happened}, source: "
TO_THE_PANEL = "stage_3_requested: {who: complainant, if: {stage_2_response_sent: happened}, to: stage_3, source: "
ASKED_FOR_THE_PANEL = "stage_3_requested: {who: complainant, if: {stage_2_response_sent: happened}, source: "
SHORT = 'within: 15 working days, after: panel_held, done_by: stage_3_response_sent, source: "7"}'
LONG = 'within: 20 working days, after: panel_held, done_by: stage_3_response_sent, source: "7"}'

ACCEPTED = (
    '          stage_2_accepted: {who: council, if: {stage_2_requested: happened}, to: stage_2, source: "3a"}\n',
)
AGREED = (
    '          statement_of_complaint_agreed: {who: both, if: {stage_2_requested: happened}, to: stage_2, source: "3a"}\n',
)
ACCEPTED_AND_AGREED = (
    '          stage_2_accepted: {who: council, if: {stage_2_requested: happened}, source: "3a"}\n',
    '          statement_of_complaint_agreed: {who: both, if: {stage_2_accepted: happened}, to: stage_2, source: "3b"}\n',
)
WAYS_IN = [
    (ACCEPTED, ["stage_2_accepted"]),
    (AGREED, ["statement_of_complaint_agreed"]),
    (ACCEPTED_AND_AGREED, ["stage_2_accepted", "statement_of_complaint_agreed"]),
]
PANEL = '          panel_appointed: {who: council, if: {stage_3_requested: happened}, to: stage_3, source: "5a"}\n'


def written(*changes, rules=WHOLE):
    """Return the rules with pieces written otherwise."""
    for old, new in changes:
        assert rules.count(old) == 1
        rules = rules.replace(old, new)
    return rules


def asked_first(moves, rules=WHOLE):
    """Return the rules where stage 2 is asked for first, and begins with the last of some moves, from which it is timed."""
    event = moves[-1].strip().partition(":")[0]
    begun = f"after: {event}, done_by: stage_2_response_sent"
    return written(
        (REQUESTED + '"3"}\n', ASKED + '"3"}\n' + "".join(moves)),
        ("after: stage_2_requested, done_by: stage_2_response_sent", begun),
        rules=rules,
    )


def panel_first(rules=WHOLE):
    """Return the rules where stage 3 begins with the panel's appointment, from which its meeting is timed."""
    return written(
        (TO_THE_PANEL + '"5"}\n', ASKED_FOR_THE_PANEL + '"5"}\n' + PANEL),
        ("after: stage_3_requested, done_by: panel_held", "after: panel_appointed, done_by: panel_held"),
        rules=rules,
    )


def without(name, rules):
    """Return the rules without a timescale that stands on one line."""
    lines = rules.splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith(f"{name}: {{who: council, within")]
    assert len(kept) == len(lines) - 1
    return "".join(kept)


def keys(judged):
    """Return the keys of what is held against the procedure."""
    return [finding.key.removeprefix("made-up-law/") for finding in judged.held_against]


def verdicts(judged):
    """Return the verdict on each clause."""
    return {one.clause.name: one.verdict.value for one in judged.packs[0].judgements}


class TestStageTwoBeginsLater:
    """The law's stage 2 begins with the request, the page's with what comes after it."""

    @pytest.mark.parametrize(("moves", "events"), WAYS_IN)
    def test_what_the_page_leaves_out_at_stage_3_is_found(self, held, moves, events):
        """The law's last answer is missing on the page: found by a case that neither side refuses."""
        judged = held(council(without("stage_3_response", asked_first(moves))), law(rules=WHOLE))
        assert keys(judged) == ["stage_2_response/later/stage_2_response", "stage_3_response/no_date"]
        example = judged.held_against[1].example
        assert [event.kind for event in example.case.events] == [
            "complaint_received",
            "stage_1_response_sent",
            "stage_2_requested",
            *events,
            "stage_2_response_sent",
            "stage_3_requested",
            "panel_held",
        ]
        # The last events are a week apart. Fifteen working days from Monday 24 November: four that week, five in each
        # of the next two, and Monday 15 December.
        assert (example.case.events[-1].on, example.law.due) == (date(2025, 11, 24), date(2025, 12, 15))

    @pytest.mark.parametrize(("moves", "events"), WAYS_IN)
    def test_what_comes_after_it_is_judged_as_if_it_began_with_the_request(self, held, moves, events):
        """Alike but for that: the answer of stage 2 is timed from later, and everything after it is met."""
        judged = held(council(asked_first(moves)), law(rules=WHOLE))
        assert keys(judged) == ["stage_2_response/later/stage_2_response"]
        last = ("stage_3_requested", "panel_meeting", "stage_3_response", "ombudsman_approached")
        assert [verdicts(judged)[name] for name in last] == ["met"] * 4
        (finding,) = judged.held_against
        assert events[-1] == finding.example.council.started_by

    def test_a_longer_time_at_stage_3_is_found(self, held):
        """Twenty working days where the law has fifteen."""
        judged = held(council(asked_first(ACCEPTED, written((SHORT, LONG)))), law(rules=WHOLE))
        assert "stage_3_response/later/stage_3_response" in keys(judged)

    def test_a_last_step_that_is_less_open_is_found(self, held):
        """The Ombudsman only after a panel that upheld nothing, where the law lets everybody go who has the answer."""
        old = "ombudsman_approached: {who: complainant, if: {stage_3_response_sent: happened}"
        less = written((old, old.replace("happened", "not_upheld")))
        judged = held(council(asked_first(ACCEPTED, less)), law(rules=WHOLE))
        assert "ombudsman_approached/less_open/ombudsman_approached" in keys(judged)

    def test_two_steps_of_the_law_s_and_one_of_the_page_s(self, held):
        """The other way round: the law's stage 2 begins with acceptance, of which the page knows nothing."""
        judged = held(council(without("stage_3_response", WHOLE)), law(rules=asked_first(ACCEPTED)))
        assert "stage_3_response/no_date" in keys(judged)

    def test_two_steps_on_both_sides(self, held):
        """Acceptance by the law and an agreed statement by the page: neither side is left behind by the other's."""
        judged = held(council(without("stage_3_response", asked_first(AGREED))), law(rules=asked_first(ACCEPTED)))
        assert "stage_3_response/no_date" in keys(judged)


class TestStageThreeBeginsWithThePanel:
    """The law's stage 3 begins with the request, the page's with the panel's appointment."""

    def test_its_meeting_is_timed_from_later(self, held):
        """Thirty working days from the appointment instead of from the request, and the rest is met."""
        judged = held(council(panel_first()), law(rules=WHOLE))
        assert keys(judged) == ["panel_meeting/later/panel_meeting"]
        assert verdicts(judged)["stage_3_response"] == "met"

    def test_a_longer_time_after_the_meeting_is_found(self, held):
        """Twenty working days where the law has fifteen: the council's clock runs in the stage that it knows."""
        judged = held(council(panel_first(written((SHORT, LONG)))), law(rules=WHOLE))
        assert keys(judged) == ["panel_meeting/later/panel_meeting", "stage_3_response/later/stage_3_response"]

    def test_with_a_test_of_the_law_s_on_the_appointment(self, held):
        """By the law a panel is appointed only if it is independent: cases in which it is are found."""
        tested = '        moves:\n          panel_appointed: {who: council, if: {panel_is_independent: true}, source: "6a"}\n'
        own = "        moves:\n          ombudsman_approached"
        lawful = written((own, f"{tested}          ombudsman_approached"))
        judged = held(council(panel_first(written((SHORT, LONG)))), law(rules=lawful))
        found = {"panel_meeting/later/panel_meeting", "stage_3_response/later/stage_3_response"}
        assert found <= set(keys(judged))

    def test_what_is_timed_from_an_event_that_is_no_move(self, held):
        """The meeting is timed from the invitations, which go out once the panel is there: the case is led to it first."""
        invited = panel_first().replace(
            "after: panel_appointed, done_by: panel_held", "after: panel_papers_sent, done_by: panel_held"
        )
        judged = held(council(invited), law(rules=WHOLE))
        assert keys(judged) == ["panel_meeting/later/panel_meeting"]
        events = [event.kind for event in judged.held_against[0].example.case.events]
        assert events[-3:] == ["stage_3_requested", "panel_appointed", "panel_papers_sent"]


class TestNoWay:
    """Where no case can come, nothing is made up."""

    def test_moves_that_wait_for_each_other(self, compile_procedure):
        """Neither can happen first: the search ends, and leads nobody to stage 2."""
        waiting = written(
            (
                REQUESTED + '"3"}\n',
                'stage_2_requested: {who: complainant, if: {stage_2_accepted: happened}, source: "3"}\n' + ACCEPTED[0],
            )
        )
        procedure = compile_procedure(council(waiting), law(rules=waiting))
        ways = Climbs(procedure, procedure.packs[0])
        assert ways.to("stage_1", "stage_1") is not None
        assert ways.to("stage_2", "stage_2") is None
