"""Several issues in one complaint, counted into one outcome: Cambridgeshire, Appendix 3."""

from dataclasses import replace
from datetime import date

import pytest

from complaint_rules import Case, CaseError, Event, allowed_transitions, assess, load_profile
from complaint_rules.procedures.several_issues import OutcomeOfSeveral, OutcomeRow, outcome_of_several

DAY = date(2019, 2, 1)
STATUTORY = load_profile("cambridgeshire").procedure("childrens_statutory")
RECEIVED = Event("complaint_received", date(2019, 1, 7))


@pytest.mark.parametrize(
    ("issues", "whole"),
    [
        # "Overall, this complaint would be deemed to be 'partially upheld' as one aspect was upheld."
        (["cannot_be_determined", "cannot_be_determined", "not_upheld", "upheld"], "partially_upheld"),
        (["upheld", "upheld"], "upheld"),
        (["not_upheld", "not_upheld"], "not_upheld"),
        (["cannot_be_determined"], "cannot_be_determined"),
        (["partially_upheld", "not_upheld"], "partially_upheld"),
        # Of such aspects Appendix 3 says nothing; "whether or not the complaint is upheld, partially upheld or not upheld".
        (["not_upheld", "cannot_be_determined"], "not_upheld"),
    ],
)
@pytest.mark.parametrize("procedure", ["childrens_statutory", "corporate"])
def test_the_counting_rule(procedure: str, issues: list[str], whole: str | None) -> None:
    rule = load_profile("cambridgeshire").procedure(procedure).outcome_of_several
    assert rule is not None
    assert "Appendix 3" in rule.citation.place
    assert outcome_of_several(issues, rule) == whole


@pytest.mark.parametrize(
    ("issues", "permission"),
    [
        # "An exception to this would be if the complaint was upheld in its entirety at Stage 1."
        (["upheld", "upheld"], "discretionary"),
        (["upheld", "not_upheld"], "entitled"),
        (["not_upheld", "cannot_be_determined"], "entitled"),
    ],
)
def test_the_outcome_of_the_whole_decides_what_is_open(issues: list[str], permission: str) -> None:
    case = Case([RECEIVED, Event("stage_1_response_sent", date(2019, 1, 21), outcomes=issues)])
    moves = allowed_transitions(STATUTORY, case, DAY)
    asked = next(move for move in moves if (move.event, move.basis) == ("stage_2_requested", "council"))
    assert asked.permission == permission


def test_what_the_page_does_not_count_is_asked_for() -> None:
    issues = ["not_upheld", "cannot_be_determined"]
    case = Case([RECEIVED, Event("stage_1_response_sent", date(2019, 1, 21), outcomes=issues)])
    moves = allowed_transitions(replace(STATUTORY, outcome_of_several=None), case, DAY)
    asked = next(move for move in moves if (move.event, move.basis) == ("stage_2_requested", "council"))
    assert asked.missing_facts == ("stage_1_response_sent.outcome",)


def test_an_outcome_that_is_not_what_its_issues_make_is_reported() -> None:
    sent = Event("stage_1_response_sent", date(2019, 1, 21), outcome="not_upheld", outcomes=["upheld", "not_upheld"])
    (found,) = assess(STATUTORY, Case([RECEIVED, sent]), DAY).irregularities
    assert (found.code, found.about) == ("outcome_not_as_counted", ("partially_upheld",))
    assert found.explain() == (
        "Stage 1 response sent, Monday 21 January 2019. By the council's procedure: the outcomes of its issues make "
        "partially upheld, by the way that this procedure counts them."
    )


def test_without_a_rule_only_issues_that_came_out_alike_make_an_outcome() -> None:
    assert outcome_of_several(["upheld", "upheld"], None) == "upheld"
    assert outcome_of_several(["upheld", "not_upheld"], None) is None
    assert outcome_of_several([], None) is None


def test_the_first_row_that_fits_counts() -> None:
    every, some = frozenset({"upheld"}), frozenset({"not_upheld"})
    rows = (OutcomeRow(every, frozenset(), "upheld"), OutcomeRow(frozenset(), some, "not_upheld"))
    rule = OutcomeOfSeveral(rows=rows, citation=STATUTORY.timescales[0].citation)
    assert outcome_of_several(["upheld", "not_upheld"], rule) == "not_upheld"
    assert outcome_of_several(["upheld", "partially_upheld"], rule) is None


def test_a_word_that_is_no_outcome_is_refused() -> None:
    sent = Event("stage_1_response_sent", date(2019, 1, 21), outcomes=["upheld", "uphold"])
    with pytest.raises(CaseError) as raised:
        assess(STATUTORY, Case([RECEIVED, sent]), DAY)
    assert str(raised.value) == (
        "`outcomes` of `stage_1_response_sent` on 2019-01-21 is never `uphold` [unknown_word]\n"
        "    at events[1].outcomes\n"
        "    found `uphold`\n"
        "    mend: did you mean `upheld`?"
    )


def test_outcomes_are_a_list() -> None:
    sent = Event("stage_1_response_sent", date(2019, 1, 21), outcomes="upheld")
    with pytest.raises(CaseError, match="must be a list of the outcomes of its issues, got text, `upheld`"):
        assess(STATUTORY, Case([RECEIVED, sent]), DAY)
