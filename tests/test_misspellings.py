"""Likely misspellings of the standard words are found, and likely other words are not taken for one."""

import pytest

from complaint_rules.errors import which_name, which_of
from complaint_rules.loading import shelf

WORDS = shelf().vocabulary
EVENTS = WORDS.said_of(WORDS.events)
PERSONS = {word: dict(WORDS.facts["complainant"].means).get(word, "") for word in WORDS.facts["complainant"].words}

MISSPELT_EVENTS = {
    "complaint_recieved": "complaint_received",
    "complaint_receieved": "complaint_received",
    "complaints_received": "complaint_received",
    "complaint_was_received": "complaint_received",
    "complaint-received": "complaint_received",
    "Complaint received": "complaint_received",
    "complaint_aknowledged": "complaint_acknowledged",
    "complaint_acknowleged": "complaint_acknowledged",
    "complaint_acknowledge": "complaint_acknowledged",
    "complaint_widthdrawn": "complaint_withdrawn",
    "complaint_withdrawl": "complaint_withdrawn",
    "stage_1_reponse_sent": "stage_1_response_sent",
    "stage_1_responce_sent": "stage_1_response_sent",
    "stage_1_response_send": "stage_1_response_sent",
    "stage_1_sent_response": "stage_1_response_sent",
    "stage_one_response_sent": "stage_1_response_sent",
    "stage_1_response": "stage_1_response_sent",
    "stage_2_response": "stage_2_response_sent",
    "stage_2_request": "stage_2_requested",
    "stage_2_requestd": "stage_2_requested",
    "stage_2_review_requested": "stage_2_requested",
    "stage2_requested": "stage_2_requested",
    "stage_3_acepted": "stage_3_accepted",
    "ombudsmen_approached": "ombudsman_approached",
    "ombudsman_aproached": "ombudsman_approached",
    "investigation_complete": "investigation_completed",
    "investigater_appointed": "investigator_appointed",
    "indepedent_person_appointed": "independent_person_appointed",
    "independent_person": "independent_person_appointed",
    "panel_meeting": "panel_meeting_scheduled",
    "extention_notified": "extension_notified",
    "extension_agred": "extension_agreed",
}
OTHER_EVENTS = [
    "stage_2_started",
    "stage_2_completed",
    "stage_2_ended",
    "stage_2_closed",
    "stage_2_declined",
    "stage_2_agreed",
    "stage_3_held",
    "stage_4_requested",
    "complaint_refused",
    "complaint_rejected",
    "complaint_reopened",
    "complaint_escalated",
    "complaint_upheld",
    "complaint_accepted",
    "complaint_assigned",
    "complaint_not_received",
    "extension_requested",
    "panel_adjourned",
    "panel_cancelled",
    "advocate_refused",
    "investigation_started",
    "investigator_changed",
    "response_sent",
    "meeting_adjourned",
    "acknowledgement_sent",
]
MISSPELT_PERSONS = {
    "parnt": "parent",
    "parents": "parent",
    "foster_carrer": "foster_carer",
    "foster_carers": "foster_carer",
    "fostercarer": "foster_carer",
    "foster-carer": "foster_carer",
    "child_lookd_after": "child_looked_after",
    "looked_after_child": "child_looked_after",
    "children_in_need": "child_in_need",
    "care_leavers": "care_leaver",
    "special_gaurdian": "special_guardian",
    "tennant": "tenant",
    "annonymous": "anonymous",
    "prospective_adoptor": "prospective_adopter",
}
MEANT_PERSONS = {
    "grandparent": "other_person",
    "relative": "other_person",
    "neighbour": "other_person",
    "advocate": "representative_of_child",
    "carer": "foster_carer",
    "foster_parent": "foster_carer",
    "councillor": "mp_or_councillor",
}
OTHER_PERSONS = ["step_parent", "kinship_carer", "former_foster_carer", "birth_parent", "friend", "sibling", "pupil"]


@pytest.mark.parametrize("word", MISSPELT_EVENTS)
def test_a_misspelt_event_is_found(word: str) -> None:
    assert which_name(word, EVENTS, "look there") == f"did you mean `{MISSPELT_EVENTS[word]}`?"


@pytest.mark.parametrize("word", OTHER_EVENTS)
def test_another_event_is_no_misspelling(word: str) -> None:
    """It shares letters, a stage or an ending with one that there is, and something else has happened."""
    assert which_name(word, EVENTS, "look there") == "look there"


@pytest.mark.parametrize("word", MISSPELT_PERSONS)
def test_a_misspelt_person_is_found(word: str) -> None:
    assert which_of(word, PERSONS) == f"did you mean `{MISSPELT_PERSONS[word]}`?"


@pytest.mark.parametrize("word", MEANT_PERSONS)
def test_a_person_of_whom_a_meaning_speaks_is_found_by_it(word: str) -> None:
    """Told with the meaning, for an author to judge, and with all the others."""
    meant = MEANT_PERSONS[word]
    means = f" ({PERSONS[meant]})" if PERSONS[meant] else ""
    told = which_of(word, PERSONS)
    assert told.startswith(f"did you mean `{meant}`{means}? if not, use one of `adopted_person`, ")


@pytest.mark.parametrize("word", OTHER_PERSONS)
def test_another_person_is_no_misspelling(word: str) -> None:
    assert which_of(word, PERSONS).startswith("use one of `adopted_person`, ")


@pytest.mark.parametrize(
    ("word", "meant"), [("partly_upheld", "partially_upheld"), ("not_uphelt", "not_upheld"), ("up_held", "upheld")]
)
def test_a_misspelt_outcome_is_found(word: str, meant: str) -> None:
    assert which_of(word, WORDS.said_of(WORDS.outcomes)) == f"did you mean `{meant}`?"


def test_an_event_is_found_by_what_it_means() -> None:
    """What the vocabulary says of it in other words; where more than three have it, none is told."""
    told = which_name("other_proceedings", EVENTS, "look there")
    assert told.startswith(
        "did you mean `complaint_suspended` (consideration was stopped because of other proceedings)"
    )
    assert "`resolution_meeting_held` (" in which_name("meeting_held", EVENTS, "look there")
    assert told.endswith("? if not, look there")
    assert which_name("complainant", EVENTS, "look there") == "look there"
