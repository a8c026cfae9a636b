"""What cannot be judged though the page has it, and what needs no judgement since the page has no such matter."""

import pytest

from complaint_rules.explanation.conformity import conformity_in_brief
from tests.conformance.conftest import changed, council, law

HEAD = "        moves:\n"
ALL_MOVES = f"{HEAD}          ombudsman_approached:\n"
NO_CASE = "no case was found in which it applies on both sides"
NO_MOVE = "the council's procedure has no such move"
CLOSED = '          complaint_closed: {who: council, to: closed, source: "6"}\n'
CLOSED_ASIDE = '          complaint_closed: {during: suspended, who: council, to: closed, source: "6"}\n'
WITHDRAWN_ASIDE = '          complaint_withdrawn: {during: suspended, who: complainant, to: withdrawn, source: "6"}\n'
TWICE = """\
          complaint_withdrawn:
            - {who: complainant, to: withdrawn, source: "6"}
            - {during: suspended, who: complainant, to: withdrawn, source: "7"}
"""
"""Nothing of this law leads to where a case is suspended, so that no case reaches what stands there."""


def standing(judged, name):
    """Return the verdict on one clause, and why."""
    (one,) = [one for one in judged.packs[0].judgements if one.clause.name == name]
    return one.verdict.value, one.because


def with_moves(lines):
    """Return the rules with moves more at stage 2."""
    return changed(ALL_MOVES, HEAD + lines + ALL_MOVES.removeprefix(HEAD))


class TestNotCalledFor:
    """No move on the page, and nothing that any case could show besides."""

    def test_a_bar_on_a_move_that_the_page_does_not_have(self, held):
        """The law holds back what this council never does."""
        bar = '        bars:\n          complaint_closed: {if: {stage_2_response_sent: not_happened}, source: "9"}\n'
        judged = held(council(), law(rules=with_moves(CLOSED) + bar))
        assert standing(judged, "complaint_closed.bar") == ("not_called_for", "the_council_has_no_such_move")
        assert judged.held_against == ()

    def test_a_power_to_which_no_case_leads(self, held):
        """A power of the council's that the page does not take and that no case reaches: nobody asks for it."""
        judged = held(council(), law(rules=with_moves(CLOSED_ASIDE)))
        assert standing(judged, "complaint_closed") == ("not_called_for", "the_council_has_no_such_move")

    def test_a_right_to_which_no_case_leads_is_not_passed_over(self, held):
        """The same of a right of the complainant's cannot be judged: no case shows that the page is silent."""
        judged = held(council(), law(rules=with_moves(WITHDRAWN_ASIDE)))
        assert standing(judged, "complaint_withdrawn") == ("cannot_be_judged", "no_case_found")

    def test_a_second_row_of_a_right_that_is_found_missing(self, held):
        """That the page has no such move is found by the first row; the second, which no case reaches, adds nothing."""
        judged = held(council(), law(rules=with_moves(TWICE)))
        assert standing(judged, "complaint_withdrawn")[0] == "silent"
        assert standing(judged, "complaint_withdrawn.2") == ("not_called_for", "the_council_has_no_such_move")


class TestNeverStarted:
    """The page has a time for the duty that starts in no case: that is nothing met."""

    def test_it_cannot_be_judged(self, held):
        """It is timed at stage 2 from what happens at stage 1 alone: the clock of the page can never start."""
        wrong = changed("after: stage_2_requested", "after: stage_1_response_sent").replace(
            HEAD + "          ombudsman_approached", HEAD + STAGE_1_ONLY + "          ombudsman_approached"
        )
        judged = held(council(wrong))
        assert standing(judged, "stage_2_response") == ("cannot_be_judged", "the_council_s_time_never_started")
        assert "stage 2 response: the council's own time for it started in none of the cases." in judged.explain()


STAGE_1_ONLY = '          stage_1_response_sent: {during: stage_1, who: council, source: "2"}\n'


class TestWords:
    """How both are told."""

    @pytest.fixture
    def judged(self, held):
        """Judge a page that lacks a right that no case reaches, and a power."""
        lines = CLOSED_ASIDE + WITHDRAWN_ASIDE
        return held(council(), law(rules=with_moves(lines)))

    def test_the_counts_at_the_head_tell_them_apart(self, judged):
        """What is not called for is not counted among what cannot be judged."""
        head, last = judged.explain().splitlines()[3], judged.explain().splitlines()[-1]
        assert head == "  7 clauses: 5 met, 1 cannot be judged and 1 not called for."
        assert last == f"  Not called for: complaint closed (6): {NO_MOVE}."

    def test_in_brief_only_what_cannot_be_judged(self, judged):
        """One line for each reason names the clauses with their places, and nothing of what is not called for."""
        *_, line = conformity_in_brief(judged)
        assert line == f"  cannot be judged: complaint withdrawn (6): {NO_CASE}."
