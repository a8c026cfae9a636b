"""What the Local Government and Social Care Ombudsman finds wrong, gone through by its number: F-1 to F-14.

Each fault is a case on which the library says so, by a code or by the state of a clock, beside the same case done well, of
which it does not. The decisions are named; what is published of them gives few days, so the days are our own, counted by
hand from the bank holidays of England of 2024: 29 March, 1 April, 6 and 27 May, 26 August. Where a decision gives its days,
`test_ombudsman_decisions` has it.

From Tuesday 9 April the 25th working day is Wednesday 15 May (10-12, 15-19, 22-26, 29-3, 7-10, 13-15), the 65th Thursday 11
July. From Wednesday 15 May the 20th is Thursday 13 June (16-17, 20-24, 28-31, 3-7, 10-13); from there the 30th is Thursday 25
July (14, 17-21, 24-28, 1-5, 8-12, 15-19, 22-25).
"""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from complaint_rules import Case, Event, Procedure, allowed_transitions, assess, conform, load_profile, next_question
from complaint_rules.assessment.assess import Assessment
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document

PAGE = load_profile("northumberland").procedure("childrens_statutory")
"""A page that leaves nearly everything to the Regulations."""
CAMBRIDGESHIRE = load_profile("cambridgeshire").procedure("childrens_statutory")
CORPORATE = load_profile("cambridgeshire").procedure("corporate")
GUIDANCE = load_profile("getting-the-best-2006").procedure("childrens_statutory")
PARENT = {
    "complainant": "parent",
    "made": "in_writing",
    "subject": "part_3_function",
    "grounds_arose_on": date(2024, 2, 1),
}
LATE = {**PARENT, "grounds_arose_on": date(2023, 3, 1), "late_complaint_accepted": False}
WEIGHED = {"not_reasonable_to_expect_in_time": False, "still_possible_to_consider": True}
AT_COURT = {**PARENT, "concurrent_proceedings": "court", "stated_in_writing": True}


def on(month: int, day: int, kind: str, **details: Any) -> Event:
    return Event(kind, date(2024, month, day), **details)


RECEIVED = (on(3, 4, "complaint_received"),)
ASKED = (*RECEIVED, on(3, 18, "stage_1_response_sent", outcome="not_upheld"), on(4, 9, "stage_2_requested"))
NEXT_STEP = ("panel_right", "how_to_ask")
ADJUDICATED = ("decision", "actions", "panel_right", "time_to_ask", "how_to_ask")
ANSWERED = (*ASKED, on(5, 15, "stage_2_response_sent", outcome="upheld", contains=ADJUDICATED))
PANEL = (*ANSWERED, on(6, 13, "stage_3_requested", contains=("reasons",)))
ACTIONS = (*ANSWERED, on(5, 15, "actions_agreed"), Event("actions_dated", date(2024, 5, 15), for_=date(2024, 8, 30)))


class Told(NamedTuple):
    """An irregularity by its code, or a clock by its state, on a basis."""

    what: str
    about: str
    basis: str


class Fault(NamedTuple):
    """A fault by its number, with the decision that shows its kind: the case that has it, and the same done well."""

    number: str
    decision: str
    procedure: Procedure
    facts: dict[str, Any]
    events: tuple[Event, ...]
    as_of: date
    told: tuple[Told, ...]
    done_well: tuple[Event, ...]
    facts_done_well: dict[str, Any] | None = None


FAULTS = [
    Fault(
        "F-1", "Manchester 22 008 976: stage 2 refused", PAGE, PARENT,
        (*ASKED, on(4, 11, "stage_2_refused")), date(2024, 4, 12), (Told("move_refused", "stage_2_refused", "law"),), ASKED,
    ),
    Fault(
        "F-3", "West Sussex 24 018 419: stage 2 over 65 working days", PAGE, PARENT,
        (*ASKED, on(5, 15, "extension_notified", until=date(2024, 7, 11))), date(2024, 7, 12),
        (Told("overdue", "stage_2_response", "law"),),
        (*ASKED, on(5, 15, "extension_notified", until=date(2024, 7, 11)), on(7, 11, "stage_2_response_sent")),
    ),
    Fault(
        "F-4", "Somerset 23 013 837: the statement three months after the request", CAMBRIDGESHIRE, PARENT,
        ASKED, date(2024, 5, 16),
        (Told("not_started", "stage_2_investigation", "council"), Told("overdue", "stage_2_response", "law")),
        (*ASKED, on(4, 9, "statement_of_complaint_agreed"), on(5, 15, "stage_2_response_sent")),
    ),
    Fault(
        "F-5", "Suffolk 23 015 464: no notice by day 25", PAGE, PARENT,
        ASKED, date(2024, 5, 16), (Told("overdue", "stage_2_extension_notice", "law"),),
        (*ASKED, on(5, 15, "extension_notified", until=date(2024, 7, 11))),
    ),
    Fault(
        "F-5", "Suffolk 23 015 464: a notice on day 26", PAGE, PARENT,
        (*ASKED, on(5, 16, "extension_notified", until=date(2024, 7, 11))), date(2024, 5, 16),
        (Told("extension_too_late", "extension_notified", "law"),),
        (*ASKED, on(5, 15, "extension_notified", until=date(2024, 7, 11))),
    ),
    Fault(
        "F-7", "South Gloucestershire 21 007 738: the panel refused", PAGE, PARENT,
        (*PANEL, on(6, 14, "stage_3_refused")), date(2024, 6, 14), (Told("move_refused", "stage_3_refused", "law"),), PANEL,
    ),
    Fault(
        "F-7", "the same at Cambridgeshire, whose page leaves it to the Customer Care Manager", CAMBRIDGESHIRE, PARENT,
        (*PANEL, on(6, 14, "stage_3_refused", contains=("in_writing", "reasons"))), date(2024, 6, 14),
        (Told("move_refused", "stage_3_refused", "law"),), PANEL,
    ),
    Fault(
        "F-7", "Sutton 21 018 463: early referral in place of the panel", GUIDANCE, {**PARENT, "action_plan_clear": False},
        (*PANEL, on(6, 14, "early_referral_agreed")), date(2024, 6, 14),
        (Told("move_refused", "early_referral_agreed", "guidance"),), (*PANEL, on(6, 14, "early_referral_agreed")),
        {
            **PARENT, "stage_2_report_robust": True, "adjudication_complete": True, "all_that_matters_upheld": True,
            "action_plan_clear": True, "wished_outcomes_agreed": True,
        },
    ),
    Fault(
        "F-7", "the same at Cambridgeshire, where the law's panel goes on being owed", CAMBRIDGESHIRE, PARENT,
        (*ANSWERED, on(6, 13, "stage_3_requested", contains=("reasons",)), on(6, 14, "early_referral_agreed")),
        date(2024, 7, 26), (Told("overdue", "panel_meeting", "law"),), (*PANEL, on(7, 25, "panel_held")),
    ),
    Fault(
        "F-8", "Wokingham 24 009 439: the panel late", PAGE, PARENT,
        PANEL, date(2024, 7, 26), (Told("overdue", "panel_meeting", "law"),), (*PANEL, on(7, 25, "panel_held")),
    ),
    Fault(
        "F-9", "West Sussex 20 006 409: refused as late, and the two limbs not weighed", PAGE, LATE,
        (*RECEIVED, on(3, 11, "complaint_not_accepted")), date(2024, 3, 11),
        (Told("factor_not_weighed", "complaint_received", "law"),),
        (*RECEIVED, on(3, 11, "complaint_not_accepted")), {**LATE, **WEIGHED},
    ),
    Fault(
        "F-10", "Lancashire 2019: a parent kept out for want of the child's consent", PAGE, PARENT,
        (*RECEIVED, on(3, 11, "complaint_not_accepted")), date(2024, 3, 11),
        (Told("move_refused", "complaint_not_accepted", "law"),),
        (*RECEIVED, on(3, 11, "complaint_not_accepted", contains=("in_writing",))),
        {**PARENT, "complainant": "other_person", "sufficient_interest": False},
    ),
    Fault(
        "F-12", "Lambeth 24 009 478: agreed actions not done", GUIDANCE, PARENT,
        ACTIONS, date(2024, 8, 31), (Told("overdue", "agreed_actions", "guidance"),),
        (*ACTIONS, on(8, 30, "actions_completed")),
    ),
    Fault(
        "F-13", "Suffolk 23 015 464: the answer does not say what comes next", PAGE, PARENT,
        (*ASKED, on(5, 15, "stage_2_response_sent", contains=("decision",))), date(2024, 5, 15),
        (Told("content_missing", "stage_2_response_sent", "law"),),
        (*ASKED, on(5, 15, "stage_2_response_sent", contains=("decision", *NEXT_STEP))),
    ),
    Fault(
        "F-14", "the fact sheet: stopped because there is a court, and nothing more", PAGE, AT_COURT,
        (*RECEIVED, on(3, 11, "complaint_suspended", contains=("reasons", "proceedings_named"))), date(2024, 3, 11),
        (Told("move_refused", "complaint_suspended", "law"),),
        (*RECEIVED, on(3, 11, "complaint_suspended", contains=("reasons", "proceedings_named"))),
        {**AT_COURT, "would_prejudice": True},
    ),
]  # fmt: skip


def told(answer: Assessment) -> set[Told]:
    """Return every irregularity and every clock's state of an answer."""
    irregular = {Told(one.code, one.event, one.basis.value) for one in answer.irregularities}
    return irregular | {Told(row.state.value, row.timescale, row.basis.value) for row in answer.due_dates}


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{one.number}: {one.decision}" for one in FAULTS])
class TestEachFault:
    def test_is_told(self, fault: Fault) -> None:
        """On the case that has it."""
        answer = assess(fault.procedure, Case(list(fault.events), fault.facts), fault.as_of)
        assert told(answer).issuperset(fault.told)

    def test_is_not_told_of_the_case_done_well(self, fault: Fault) -> None:
        """Nor is anything else irregular by that code on that basis."""
        facts = fault.facts_done_well or fault.facts
        answer = assess(fault.procedure, Case(list(fault.done_well), facts), fault.as_of)
        assert told(answer).isdisjoint(fault.told)


class TestTheRest:
    """Those that are no case of one code."""

    def test_f_2_a_form_is_asked_for(self) -> None:
        """Lewisham 24 015 996: enough to understand it is enough. A page that wants it in writing asks more than the law."""
        text = Path(load_profile("northumberland").origin).read_text(encoding="utf-8")
        move = "          stage_2_requested:\n            during: stage_1\n            who: complainant\n"
        assert text.count(move) == 1
        page = read_document(text.replace(move, f"{move}            must_contain: [in_writing]\n"), "page")
        found = conform(compile_profile(page, shelf()).procedure("childrens_statutory"), date(2024, 6, 3))
        keys = {one.key for one in found.held_against if "more_asked" in one.key}
        assert {key for key in keys if "stage_2_requested" in key}
        usual = {one.key for one in conform(PAGE, date(2024, 6, 3)).held_against}
        assert not {key for key in usual if "stage_2_requested" in key and "more_asked" in key}

    def test_f_2_the_law_asks_for_none(self) -> None:
        """A request that is recorded as holding nothing at all lacks nothing by the law."""
        bare = Case([*ASKED[:-1], on(4, 9, "stage_2_requested", contains=())], {**PARENT, "made": "orally"})
        found = assess(PAGE, bare, date(2024, 4, 9))
        assert not [one for one in found.irregularities if one.basis.value == "law"]
        assert next(row for row in found.due_dates if row.timescale == "written_record").state.value == "running"

    def test_f_6_the_wrong_procedure(self) -> None:
        """Central Bedfordshire 23 008 191: a statutory complaint by the corporate procedure."""
        codes = [one.code for one in assess(CORPORATE, Case(list(RECEIVED), PARENT), date(2024, 4, 1)).irregularities]
        assert codes == ["statutory_matter_elsewhere"]
        assert not assess(CAMBRIDGESHIRE, Case(list(RECEIVED), PARENT), date(2024, 4, 1)).irregularities

    def test_f_9_is_told_with_the_limbs_and_the_regulation(self) -> None:
        """In words and as data: what was to be weighed, and where that is written."""
        (found,) = assess(PAGE, Case(list(RECEIVED), LATE), date(2024, 3, 4)).irregularities
        assert found.about == ("not_reasonable_to_expect_in_time", "still_possible_to_consider")
        assert found.explain() == (
            "Complaint received, Monday 4 March 2024. By the law: it was decided, and it is not on record what had to be weighed "
            "(not reasonable to expect in time and still possible to consider) (Children Act 1989 Representations Procedure "
            "(England) Regulations 2006 (SI 2006/1738) (text as at 1 July 2013), reg 9)."
        )
        (source,) = found.sources
        assert found.to_dict()["sources"] == [source.to_dict()]
        assert source.place == "reg 9"

    def test_f_9_the_laws_factors_are_not_the_councils(self) -> None:
        """The same decision by a page that names its factors as texts: on the council's basis nothing is asked for."""
        bases = {
            one.basis.value
            for one in assess(CAMBRIDGESHIRE, Case(list(RECEIVED), LATE), date(2024, 3, 4)).irregularities
        }
        assert bases == {"law"}

    def test_f_9_of_an_adult_it_is_the_two_limbs_of_regulation_12(self) -> None:
        """The same of a complaint about adult social care: 12 months from learning of it, and both limbs on record."""
        ncc = load_profile("ncc").procedure("adult_social_care")
        facts = {"complainant": "service_user", "subject": "adult_social_care", "made": "in_writing"}
        days = {"grounds_arose_on": date(2023, 2, 1), "became_aware_on": date(2023, 3, 3)}
        late = {**facts, **days, "late_complaint_accepted": False}
        limbs = {"good_reasons_for_delay": False, "still_possible_to_investigate": True}
        (found,) = assess(ncc, Case(list(RECEIVED), late), date(2024, 3, 4)).irregularities
        assert (found.code, found.basis.value, found.about) == ("factor_not_weighed", "law", tuple(limbs))
        assert not assess(ncc, Case(list(RECEIVED), {**late, **limbs}), date(2024, 3, 4)).irregularities

    def test_f_9_nobody_is_asked_for_a_limb(self) -> None:
        """Neither answer could change what may be done, so neither is a next question; they are named as what to weigh."""
        open_case = Case(
            list(RECEIVED), {name: value for name, value in LATE.items() if name != "late_complaint_accepted"}
        )
        question = next_question(PAGE, open_case, date(2024, 3, 4))
        assert question is None or question.name not in WEIGHED
        (law,) = assess(PAGE, open_case, date(2024, 3, 4)).acceptance.law
        assert set(law.time_limit.considering) == set(WEIGHED)
        asks = PAGE.question("still_possible_to_consider")
        assert asks is not None
        assert asks.asks == "Is it still possible to consider the representations effectively and fairly?"

    def test_f_11_a_late_request_may_be_refused_and_need_not_be(self) -> None:
        """Wandsworth 23 002 843: no fault, on day 21; the day before it would have been one."""
        late = (*ANSWERED, on(6, 14, "stage_3_requested", contains=("reasons",)))
        refused = assess(PAGE, Case([*late, on(6, 17, "stage_3_refused")], PARENT), date(2024, 6, 17))
        assert Told("move_refused", "stage_3_refused", "law") not in told(refused)
        moves = allowed_transitions(PAGE, Case(list(ANSWERED), PARENT), date(2024, 6, 14))
        asked = next(one for one in moves if (one.basis.value, one.event) == ("law", "stage_3_requested"))
        assert asked.permission == "discretionary"

    def test_none_is_left_out(self) -> None:
        """All fourteen have their case here."""
        here = {one.number for one in FAULTS} | {"F-2", "F-6", "F-11"}
        assert here == {f"F-{number}" for number in range(1, 15)}
