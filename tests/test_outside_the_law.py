"""What a law owes of a complaint that its own acceptance puts outside it: nothing. What the council took on, it owes.

Received on Monday 20 May 2024; Monday 27 May is a bank holiday. Ten working days (reg 14): 21, 22, 23, 24, 28, 29, 30,
31 May, 3 June, and so Tuesday 4 June. Northamptonshire's three for allocating: 21, 22, 23 May.
"""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile
from complaint_rules.assessment.assess import Assessment
from complaint_rules.assessment.due_dates import DueDate

RECEIVED, LAST_DAY, AS_OF = date(2024, 5, 20), date(2024, 6, 4), date(2024, 6, 10)
IN_TIME = {"complainant": "parent", "grounds_arose_on": date(2024, 1, 10)}


def assessed(*events: Event, profile: str = "northamptonshire", **facts: object) -> Assessment:
    """Assess a complaint to the children's procedure, by a parent and in time if nothing else is said."""
    procedure = load_profile(profile).procedure("childrens_statutory")
    return assess(procedure, Case([Event("complaint_received", RECEIVED), *events], {**IN_TIME, **facts}), AS_OF)


def row(answer: Assessment, basis: str, name: str = "stage_1_response") -> DueDate:
    """Return a row of one basis."""
    return next(one for one in answer.due_dates if (one.basis, one.timescale) == (basis, name))


@pytest.mark.parametrize("subject", ["school_admission", "section_47_enquiry"])
def test_nothing_of_the_laws_time_runs_for_what_is_outside_it(subject: str) -> None:
    # Fails: "law stage 1 response OVERDUE Tuesday 4 June 2024 ... the date that counts is that of the law".
    answer = assessed(subject=subject)
    laws = [one for one in answer.due_dates if one.basis == "law" and one.stage != "ombudsman"]
    assert {(one.state, one.due, one.binding, one.missing_facts) for one in laws} == {("not_started", None, None, ())}
    reasons = row(answer, "law").reasons
    assert reasons[0].code == "outside_of_it"
    assert "regs 3 to 5" in [reason.citation.place for reason in reasons if reason.citation]
    assert not [one for one in answer.irregularities if one.basis == "law"]
    assert "stage 1 response" in next(
        line for line in answer.explain().splitlines() if line.startswith("  law      Not for such a complaint: ")
    )


def test_the_council_owes_what_it_took_on() -> None:
    """Allocated on Wednesday 22 May, ten working days: 23, 24, 28, 29, 30, 31 May, 3, 4, 5, 6 June."""
    allocated = Event("complaint_allocated", date(2024, 5, 22))
    for subject, binding in (("part_3_function", "law"), ("section_47_enquiry", "council")):
        own = row(assessed(allocated, subject=subject), "council")
        assert (own.due, own.state, own.binding) == (date(2024, 6, 6), "overdue", binding)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"subject": "part_3_function"},
        # Somebody has still to judge under which function it was done.
        {"subject": "social_work"},
        # Out of time, and not taken: a discretion of the law's own, which does not end it.
        {"subject": "part_3_function", "grounds_arose_on": date(2022, 1, 10), "late_complaint_accepted": False},
        # Other proceedings keep it out for now only (reg 8).
        {
            "subject": "part_3_function",
            "concurrent_proceedings": "court",
            "stated_in_writing": True,
            "would_prejudice": True,
        },
    ],
)
def test_what_is_not_settled_or_is_for_now_changes_nothing(facts: dict[str, object]) -> None:
    law = row(assessed(**facts), "law")
    assert (law.due, law.state, law.binding) == (LAST_DAY, "overdue", "law")


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({}, "waits_for"),
        ({"sufficient_interest": True}, "waits_for"),
        ({"sufficient_interest": False}, "outside_of_it"),
    ],
)
def test_whom_a_decision_on_record_keeps_out_is_outside(decided: dict[str, object], code: str) -> None:
    """Regulation 12: without sufficient interest there is no further action; until it is decided the clock waits."""
    answer = assessed(subject="part_3_function", complainant="other_person", **decided)
    assert row(answer, "law").reasons[0].code == code


def test_an_extension_that_is_too_late_by_the_law_is_so_for_its_own_matters_alone() -> None:
    """Told on Thursday 6 June that it takes longer: the law's date was two days before."""
    told = Event("extension_notified", date(2024, 6, 6), of="stage_1_response")
    by_law = {
        subject: [one.code for one in assessed(told, subject=subject).irregularities if one.basis == "law"]
        for subject in ("part_3_function", "school_admission")
    }
    assert by_law == {"part_3_function": ["extension_too_late"], "school_admission": []}


def test_a_refusal_of_what_is_outside_is_held_against_the_law_all_the_same() -> None:
    """Regulation 12(3): whoever has no sufficient interest is told so in writing."""
    declined = Event("complaint_not_accepted", date(2024, 5, 28), contains=["reasons"])
    facts = {"subject": "part_3_function", "complainant": "other_person", "sufficient_interest": False}
    assert ("content_missing", "law") in {(one.code, one.basis) for one in assessed(declined, **facts).irregularities}


def moves_of(answer: Assessment, basis: str) -> set[str]:
    """Return the moves of which a basis speaks."""
    return {one.event for one in answer.transitions if one.basis == basis}


def test_of_what_is_outside_it_the_law_speaks_at_its_door_and_of_the_ombudsman_alone() -> None:
    # Fails: "stage_2_requested ... by the law: yes, as of right", of which the Regulations know nothing.
    answered = Event("stage_1_response_sent", date(2024, 5, 31), outcome="not_upheld")
    its_own, outside = (assessed(answered, subject=subject) for subject in ("part_3_function", "section_47_enquiry"))
    assert moves_of(outside, "law") == {"ombudsman_approached", "complaint_not_accepted"}
    assert moves_of(its_own, "law") > {"ombudsman_approached", "complaint_not_accepted", "stage_2_requested"}
    assert moves_of(outside, "council") == moves_of(its_own, "council")
    assert not [one for one in outside.escalation if one.basis == "law"]


def test_what_the_law_forbids_it_does_not_forbid_for_what_is_outside_it() -> None:
    """Regulation 17(1): no power to refuse stage 2; of school admissions the Regulations forbid nothing."""
    refused = Event("stage_2_refused", date(2024, 6, 3))
    by_law = {
        subject: [
            (one.code, one.event) for one in assessed(refused, subject=subject).irregularities if one.basis == "law"
        ]
        for subject in ("part_3_function", "school_admission")
    }
    assert by_law == {"part_3_function": [("move_refused", "stage_2_refused")], "school_admission": []}


def test_going_to_the_ombudsman_twice_is_irregular_whatever_it_is_about() -> None:
    """He is open for other matters too, and so it is told of each where the way to him does not stand any more."""
    days = (date(2024, 6, 3), date(2024, 6, 5))
    closed = [Event("complaint_withdrawn", date(2024, 5, 22)), *(Event("ombudsman_approached", day) for day in days)]
    for subject in ("part_3_function", "school_admission"):
        found = [one for one in assessed(*closed, subject=subject).irregularities if one.basis == "law"]
        assert [(one.code, one.event, one.on) for one in found] == [("move_refused", "ombudsman_approached", days[1])]


def test_guidance_is_not_for_a_statutory_matter_either() -> None:
    """The Code guides where no statute has a procedure; a complaint under Part 3 was taken by the corporate one."""
    corporate = load_profile("cambridgeshire").procedure("corporate")
    received = [Event("complaint_received", date(2026, 5, 5))]
    for subject, codes in (("part_3_function", {"outside_of_it"}), ("early_help", set())):
        answer = assess(corporate, Case(received, {**IN_TIME, "subject": subject}), date(2026, 6, 10))
        rows = [one for one in answer.due_dates if one.basis == "guidance" and one.stage == "stage_1"]
        told = {reason.code for one in rows for reason in one.reasons}
        assert rows
        assert told & {"outside_of_it"} == codes
        assert ("stage_2_requested" in moves_of(answer, "guidance")) is not bool(codes)


# Taken through a procedure that is not for it, where the right one is a body elsewhere.


def elsewhere(answer: Assessment) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is irregular of the procedure by which it was taken."""
    return [
        (one.code, one.about) for one in answer.irregularities if one.code in ("belongs_elsewhere", "wrong_procedure")
    ]


@pytest.mark.parametrize(
    ("subject", "place", "written"),
    [
        ("school_admission", "school_admissions", "Appendix 2, Schools, Admission to schools"),
        (
            "section_47_enquiry",
            "corporate_procedure",
            "11, last paragraph: complaints that relate solely to section 47 investigations",
        ),
        (
            "adult_social_care",
            "adult_procedure",
            "Appendix 2, Other NCC-provided services, Adult Services Complaints Procedure",
        ),
    ],
)
def test_what_belongs_to_a_body_elsewhere_is_irregular_here(subject: str, place: str, written: str) -> None:
    answer = assessed(subject=subject)
    assert elsewhere(answer) == [("belongs_elsewhere", (place,))]
    (told,) = (one for one in answer.irregularities if one.code == "belongs_elsewhere")
    assert f"which belongs to {place.replace('_', ' ')} ({told.sources[0]})." in told.explain()
    assert told.sources[0].place == written


@pytest.mark.parametrize(
    ("facts", "events"),
    [
        ({}, ()),
        ({"subject": "part_3_function"}, ()),
        # Appendix 2 does not say where to go with these.
        ({"subject": "religious_education"}, ()),
        # Declined, and so not taken.
        ({"subject": "school_admission"}, (Event("complaint_not_accepted", date(2024, 5, 21)),)),
        # Found only while it was looked into.
        ({"subject": "part_3_function"}, (Event("decided_elsewhere", date(2024, 5, 29)),)),
    ],
)
def test_it_is_not_where_nothing_says_so(facts: dict[str, object], events: tuple[Event, ...]) -> None:
    assert elsewhere(assessed(*events, **facts)) == []


def test_another_procedure_that_takes_it_is_told_before_a_body() -> None:
    """Cambridgeshire: a childminder is Ofsted's, whichever procedure it is brought to; early help is corporate."""
    minder = assessed(profile="cambridgeshire", subject="childcare_provider")
    assert elsewhere(minder) == [("belongs_elsewhere", ("ofsted",))]
    help_ = assessed(profile="cambridgeshire", subject="early_help")
    assert elsewhere(help_) == [("wrong_procedure", ("corporate",))]


# Where the page bars it only by leaving it out.


def test_what_the_page_leaves_out_is_not_of_its_procedure() -> None:
    """Northumberland's leaflet is for Children's Social Services, and names no other procedure for complaints."""
    (found,) = (
        one for one in assessed(profile="northumberland", subject="adult_social_care").irregularities if one.about == ()
    )
    assert (found.code, found.basis) == ("not_of_this_procedure", "council")
    assert [one.place for one in found.sources] == [
        "Complaints: 'If you have a complaint about Children's Social Services we will use this procedure'"
    ]
    assert (
        "By the council's procedure: this procedure does not take such a complaint, and no other that this profile holds may "
        "(Children's Services Complaints & Compliments (undated), Complaints: 'If you have a complaint"
    ) in found.explain()


@pytest.mark.parametrize(
    ("profile", "facts", "codes"),
    [
        ("northamptonshire", {"subject": "religious_education"}, {"not_of_this_procedure"}),
        ("northumberland", {"subject": "contracted_service"}, {"not_of_this_procedure"}),
        # The law takes it, which the leaflet leaves out: it is right to take it.
        ("northumberland", {"subject": "contracted_service", "done_under_listed_function": True}, set()),
        ("northumberland", {"subject": "part_3_function"}, set()),
        ("northumberland", {}, set()),
        # Another procedure's page might take it, or a body is named.
        ("cambridgeshire", {"subject": "early_help"}, {"wrong_procedure"}),
        ("northamptonshire", {"subject": "school"}, {"belongs_elsewhere"}),
        # The law leaves it out, and forbids nobody to take it; the page takes it.
        ("cambridgeshire", {"subject": "section_47_enquiry"}, set()),
        ("cambridgeshire", {"subject": "designated_officer", "done_under_listed_function": False}, set()),
        ("northamptonshire", {"subject": "child_protection_conference_process"}, set()),
    ],
)
def test_it_is_told_only_where_nothing_else_is(profile: str, facts: dict[str, object], codes: set[str]) -> None:
    told = {"wrong_procedure", "belongs_elsewhere", "not_of_this_procedure"}
    assert {one.code for one in assessed(profile=profile, **facts).irregularities} & told == codes
