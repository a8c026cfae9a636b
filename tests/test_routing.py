"""By which procedure a complaint goes, and what is asked of a person to find out: read off the five pages by hand."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from complaint_rules import Case, CaseError, Event, acceptance, assess, load_profile, next_question, route
from complaint_rules.__main__ import main
from complaint_rules.assessment.acceptance import Acceptance
from complaint_rules.case_files import read_unrouted_case
from complaint_rules.json_schema import routing_schema

DOCS = Path(__file__).parents[1] / "docs"
DAY = date(2019, 5, 1)


@pytest.mark.parametrize(
    ("profile", "facts", "to"),
    [
        # Cambridgeshire, "Statutory or Corporate?" and "MPs and Councillors".
        ("cambridgeshire", {"complainant": "parent", "subject": "part_3_function"}, "childrens_statutory"),
        ("cambridgeshire", {"complainant": "parent", "subject": "early_help"}, "corporate"),
        ("cambridgeshire", {"complainant": "mp_or_councillor"}, "member_enquiry"),
        # 004, the headings of its three columns.
        ("ncc", {"subject": "adult_social_care"}, "adult_social_care"),
        ("ncc", {"subject": "part_3_function"}, "childrens_statutory"),
        ("ncc", {"subject": "other_council_service"}, "corporate"),
        ("ncc", {"subject": "other_agency"}, ""),
        # Northamptonshire, Appendix 2: adult services have a procedure of their own, which is not in this document.
        ("northamptonshire", {"complainant": "parent", "subject": "adult_social_care"}, ""),
        ("northamptonshire", {"complainant": "care_leaver", "subject": "part_3_function"}, "childrens_statutory"),
    ],
)
def test_a_complaint_goes_where_the_page_sends_it(profile: str, facts: dict[str, object], to: str) -> None:
    assert route(load_profile(profile), Case([], facts), DAY).to == to


def test_as_long_as_the_procedure_is_not_known_one_fact_is_asked_for() -> None:
    profile = load_profile("ncc")
    asked = route(profile, Case([], {}), DAY)
    assert asked.to == ""
    assert asked.question is not None
    assert (asked.question.name, asked.question.part) == ("subject", "what")
    assert "adult_social_care" in asked.question.words
    assert "Ask next: What is the complaint about? [subject]" in asked.explain()
    assert (
        "    section_47_enquiry: an enquiry whether a child suffers harm, under section 47 of that Act."
        in asked.explain()
    )
    assert "the attitude or behaviour of staff" in asked.to_dict()["question"]["means"]["part_3_function"]


def test_of_a_complaint_that_goes_nowhere_it_is_told_where_else() -> None:
    found = route(load_profile("northamptonshire"), Case([], {"complainant": "parent", "subject": "school"}), DAY)
    assert found.taken_by == ()
    assert found.question is None
    assert [each.elsewhere for each in found.routes] == [("school",)]
    assert "No procedure of this council takes it." in found.explain()


def test_a_word_of_one_procedures_law_may_be_used_before_there_is_a_procedure() -> None:
    """The corporate procedure does not know what the adult regulations ask, and goes on without it."""
    facts = {"subject": "other_council_service", "resolved_at_once_before": True}
    later = [Event("complaint_received", DAY), Event("facts_recorded", DAY, resolved_at_once_before=False)]
    assert route(load_profile("ncc"), Case([], facts), DAY).to == "corporate"
    found = route(load_profile("ncc"), Case(later, {"complainant": "service_user"}), DAY)
    assert [each.procedure for each in found.routes] == ["corporate", "childrens_statutory", "adult_social_care"]


def test_a_word_that_no_procedure_knows_is_told_with_the_nearest_of_any() -> None:
    events = [Event("facts_recorded", DAY, complainnant="parent"), Event("complaint_recieved", DAY)]
    with pytest.raises(CaseError) as raised:
        route(load_profile("ncc"), Case(events, {"resolved_at_onse_before": True, "subject": "tax"}), DAY)
    # Nothing is like `tax`: all that the complaint may be about is told, by whichever procedure.
    subjects = "use one of `adoption_function`, `adult_social_care`, `child_protection_conference_decision`, "
    assert [(fault.code, fault.path, fault.mend[: len(subjects)]) for fault in raised.value.faults] == [
        ("unknown_fact", "facts.resolved_at_onse_before", "did you mean `resolved_at_once_before`?"),
        ("unknown_word", "facts.subject", subjects),
        ("unknown_fact", "events[0].complainnant", "did you mean `complainant`?"),
        ("unknown_event", "events[1]", "did you mean `complaint_received`?"),
    ]


def test_a_case_file_without_a_procedure_may_use_the_words_of_any(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("profile: ncc\nfacts: {first_request: true, resolved_at_once_before: false}\nevents: []\n")
    profile, case = read_unrouted_case(path)
    assert (profile.name, set(case.facts)) == ("ncc", {"first_request", "resolved_at_once_before"})


def test_what_is_no_case_is_the_callers_mistake() -> None:
    with pytest.raises(CaseError):
        route(load_profile("ncc"), {"subject": "early_help"}, DAY)  # type: ignore[arg-type]


def test_of_each_procedure_that_does_not_take_it_the_rule_and_its_laws_answer_are_told() -> None:
    """Northumberland's leaflet: 'If you have a complaint about Children's Social Services we will use this procedure'."""
    found = route(load_profile("northumberland"), Case([], {"subject": "adult_social_care"}), DAY)
    (only,) = found.routes
    assert only.acceptance is not None
    (reason,) = only.acceptance.what.reasons
    assert reason.citation is not None
    assert (reason.code, only.acceptance.what.permission) == ("test_fails", "refused")
    assert reason.citation.place.startswith("Complaints: 'If you have a complaint about Children's Social Services")
    assert [(law.basis, law.what.permission) for law in only.acceptance.law] == [("law", "refused")]
    told = found.explain()
    assert "No procedure of this council takes it." in told
    assert "What: no." in told
    assert "we will use this procedure'" in told
    assert "By the law: no." in told
    assert "regs 3 to 5" in told


def test_the_letter_and_where_else_to_go_are_told_of_those_not_chosen() -> None:
    """Cambridgeshire, page on representatives: not enough interest, written to, and nothing further is done."""
    facts = {"complainant": "representative_of_child", "sufficient_interest": False, "subject": "part_3_function"}
    found = route(load_profile("cambridgeshire"), Case([], facts), DAY)
    by_name = {each.procedure: each for each in found.routes}
    statutory = by_name["childrens_statutory"].acceptance
    assert statutory is not None
    assert (found.to, statutory.who.permission) == ("", "refused")
    assert statutory.who.letter == ("in_writing", "no_further_action")
    assert "A letter that refuses it holds: in writing and no further action." in found.explain()


def test_a_procedure_that_is_chosen_is_told_once_and_in_full() -> None:
    told = route(load_profile("cambridgeshire"), Case([], {"complainant": "parent", "subject": "early_help"}), DAY)
    (chosen,) = (each for each in told.routes if each.procedure == told.to)
    assert told.acceptance == chosen.acceptance
    assert told.explain().count("May this complaint be taken, by the council's procedure") == 1


@pytest.mark.parametrize(
    "facts", [{}, {"subject": "school"}, {"complainant": "parent", "subject": "early_help"}], ids=str
)
@pytest.mark.parametrize("profile", ["cambridgeshire", "northumberland", "ncc"])
def test_what_is_printed_for_programs_fits_the_published_schema(profile: str, facts: dict[str, object]) -> None:
    Draft202012Validator.check_schema(routing_schema())
    answer = json.loads(json.dumps(route(load_profile(profile), Case([], facts), DAY).to_dict()))
    validator = Draft202012Validator(routing_schema(), format_checker=FormatChecker())
    validator.validate(answer)
    del answer["routes"][0]["acceptance"]
    assert not validator.is_valid(answer)


def test_the_published_schema_is_the_one_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "route"]) == 0
    assert capsys.readouterr().out == (DOCS / "routing.schema.json").read_text(encoding="utf-8")


def _ombudsman(answer: Acceptance) -> tuple[str, str] | None:
    move = answer.ombudsman
    return (move.name, move.permission.value) if move else None


@pytest.mark.parametrize(
    ("aware", "permission"),
    [
        # Section 26B: twelve months beginning with the day of notice. From Wednesday 2 May 2018 they end on Wednesday
        # 1 May 2019, the day of the question; from 1 May they ended on the day before.
        (date(2018, 5, 2), "entitled"),
        (date(2018, 5, 1), "discretionary"),
    ],
)
def test_where_the_page_does_not_say_it_the_law_names_the_ombudsman(aware: date, permission: str) -> None:
    """Northumberland's leaflet sends to the Ombudsman only who has been through steps 1 to 3; the Act does not."""
    facts = {"subject": "adult_social_care", "became_aware_on": aware}
    found = route(load_profile("northumberland"), Case([], facts), DAY)
    (only,) = found.routes
    assert only.acceptance is not None
    (law,) = only.acceptance.law
    assert _ombudsman(only.acceptance) is None
    assert _ombudsman(law) == ("Local Government and Social Care Ombudsman", permission)
    assert found.explain().count("The Ombudsman, if it is not taken: Local Government and Social Care Ombudsman") == 1


def test_where_the_page_says_it_the_council_names_the_ombudsman_and_its_place() -> None:
    """Northamptonshire, section 7, LGSCO: 'Any member of the public is able to complain'."""
    facts = {"complainant": "parent", "subject": "school"}
    procedure = load_profile("northamptonshire").procedure("childrens_statutory")
    answer = acceptance(procedure, Case([], facts), DAY)
    assert answer.ombudsman is not None
    assert _ombudsman(answer) == ("Local Government and Social Care Ombudsman", "entitled")
    (reason,) = answer.ombudsman.reasons
    assert reason.citation is not None
    assert reason.citation.place == "7, LGSCO: 'Any member of the public is able to complain'"
    assert "The Ombudsman, if it is not taken" in answer.explain()
    assert answer.to_dict()["ombudsman"]["elsewhere"] == "ombudsman"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("facts", "permission"),
    [
        (
            {
                "complainant": "parent",
                "subject": "part_3_function",
                "grounds_arose_on": date(2019, 4, 1),
                "settled_before": "none",
            },
            "entitled",
        ),
        ({"complainant": "parent"}, "undetermined"),
    ],
)
def test_of_what_is_taken_or_not_known_yet_no_ombudsman_is_named(facts: dict[str, object], permission: str) -> None:
    answer = acceptance(load_profile("northamptonshire").procedure("childrens_statutory"), Case([], facts), DAY)
    assert (answer.permission, answer.ombudsman) == (permission, None)


def test_comments_and_compliments_are_no_way_for_a_complaint() -> None:
    found = route(load_profile("northamptonshire"), Case([], {"complainant": "parent"}), DAY)
    assert [each.procedure for each in found.routes] == ["childrens_statutory"]


def test_a_statutory_matter_in_another_procedure_is_reported() -> None:
    """Taking a statutory complaint through the corporate procedure: law.md, F-6 (Central Bedfordshire 23 008 191)."""
    corporate = load_profile("cambridgeshire").procedure("corporate")
    history = [Event("complaint_received", date(2019, 1, 7))]
    case = Case(history, {"complainant": "parent", "subject": "part_3_function"})
    (found,) = assess(corporate, case, DAY).irregularities
    assert (found.code, found.basis, found.about) == ("statutory_matter_elsewhere", "law", ("childrens_statutory",))
    assert found.explain() == (
        "Complaint received, Monday 7 January 2019. By the law: it takes such a complaint, and "
        "childrens statutory stands under it; this procedure does not (Children Act 1989, s 26(3)(a) to (d); Children Act "
        "1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738) (text as at 1 July 2013), regs 3 to 5; "
        "Children's Services Complaints and Representations, Staff Procedure (January 2018), What may be complained about?)."
    )


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        # Section 26(3)(e): any other person whom the authority considers to have a sufficient interest.
        ({"sufficient_interest": True}, "statutory_matter_elsewhere"),
        ({"sufficient_interest": False}, "wrong_procedure"),
        ({}, "wrong_procedure"),
    ],
)
def test_once_it_is_decided_that_the_law_takes_it_it_is_a_statutory_matter(
    decided: dict[str, object], code: str
) -> None:
    """As long as it is not, or decided against, the corporate page keeps Part 3 out all the same."""
    corporate = load_profile("cambridgeshire").procedure("corporate")
    facts = {"complainant": "other_person", "subject": "part_3_function", **decided}
    (found,) = assess(corporate, Case([Event("complaint_received", date(2019, 1, 7))], facts), DAY).irregularities
    assert found.code == code


def test_whatever_the_law_says_a_procedure_that_refuses_the_subject_is_the_wrong_one() -> None:
    """As long as it is not known who complains the law may not govern it; the corporate page keeps Part 3 out anyway."""
    corporate = load_profile("cambridgeshire").procedure("corporate")
    case = Case([Event("complaint_received", date(2019, 1, 7))], {"subject": "part_3_function"})
    (found,) = assess(corporate, case, DAY).irregularities
    assert (found.code, found.basis) == ("wrong_procedure", "council")
    assert "childrens_statutory" in found.about


def test_nothing_is_reported_as_long_as_the_subject_is_not_known() -> None:
    corporate = load_profile("cambridgeshire").procedure("corporate")
    case = Case([Event("complaint_received", date(2019, 1, 7))], {"complainant": "parent"})
    assert assess(corporate, case, DAY).irregularities == ()


def test_a_matter_that_another_procedure_takes_is_in_the_wrong_one() -> None:
    """004 keeps adult social care out of its first column and has a third one for it; no law is needed to say so."""
    corporate = load_profile("ncc").procedure("corporate")
    case = Case([Event("complaint_received", date(2019, 1, 7))], {"subject": "adult_social_care"})
    (found,) = assess(corporate, case, DAY).irregularities
    assert found.about == ("adult_social_care",)


def test_a_complaint_that_was_declined_was_not_taken_by_the_wrong_procedure() -> None:
    corporate = load_profile("ncc").procedure("corporate")
    history = [Event("complaint_received", date(2019, 1, 7)), Event("complaint_not_accepted", date(2019, 1, 8))]
    found = assess(corporate, Case(history, {"subject": "adult_social_care"}), DAY).irregularities
    assert "wrong_procedure" not in {one.code for one in found}


def test_nothing_more_is_asked_once_the_complaint_is_refused() -> None:
    procedure = load_profile("cambridgeshire").procedure("corporate")
    case = Case([], {"complainant": "mp_or_councillor"})
    assert acceptance(procedure, case, DAY).permission == "refused"
    assert next_question(procedure, case, DAY) is None


def test_the_questions_come_in_the_order_of_a_conversation() -> None:
    procedure = load_profile("northamptonshire").procedure("childrens_statutory")
    facts: dict[str, object] = {}
    told = {"complainant": "parent", "subject": "contracted_service", "provider_has_answered": True}
    asked = []
    while (question := next_question(procedure, Case([], facts), DAY)) is not None and question.name in told:
        asked.append(question.name)
        facts[question.name] = told[question.name]
    assert asked == ["complainant", "subject", "provider_has_answered"]
    assert question is not None
    assert question.name == "grounds_arose_on"


def test_a_refusal_by_decision_asks_for_the_letter_that_the_decision_asks_for() -> None:
    """Northamptonshire, section 5: decided against, the representative is written to; decided in favour, nobody is."""
    procedure = load_profile("northamptonshire").procedure("childrens_statutory")
    told = {}
    for decided in (True, False):
        facts = {"complainant": "representative_of_child", "sufficient_interest": decided, "reasonable_grounds": True}
        who = acceptance(procedure, Case([], facts), DAY).who
        told[decided] = (who.permission, who.letter, who.decided_by)
    assert told == {True: ("entitled", (), None), False: ("refused", ("in_writing", "no_further_action"), None)}


def test_one_who_has_decided_is_not_named_as_yet_to_decide() -> None:
    """Document 003, "we may not accept your complaint": decided against, nobody has anything left to decide."""
    procedure = load_profile("unnamed-council").procedure("childrens_statutory")
    late = {"grounds_arose_on": date(2017, 5, 1)}
    open_still, decided = (
        acceptance(procedure, Case([], facts), DAY).time_limit
        for facts in (late, {**late, "late_complaint_accepted": False})
    )
    assert (open_still.permission, open_still.decided_by) == ("discretionary", "the council")
    assert (decided.permission, decided.decided_by, decided.letter) == ("refused", None, ("in_writing", "reasons"))


def test_a_part_that_may_go_elsewhere_is_told_of_each_procedure() -> None:
    """Cambridgeshire, "Complaints that involve other bodies": decisions will be made on a joint response."""
    facts = {"complainant": "parent", "part_about": "adult_social_care"}
    found = route(load_profile("cambridgeshire"), Case([], facts), DAY)
    told = {each.procedure: each.to_dict()["parts_split_off"] for each in found.routes if each.parts_split_off}
    part = {
        "elsewhere": "adult_services",
        "answer": "if_decided",
        "decided_by": "the County Council",
        "considering": ["the timeliness of a joint response"],
        "letter": [],
        "missing_facts": [],
        "could_be": [],
        "own_case": None,
    }
    assert told == {"childrens_statutory": [part], "corporate": [part]}
    # The procedure is not known yet, so the part is told under each that may take the rest.
    assert found.explain().count("\n    A part of it may go to adult services; the County Council decides.\n") == 2


def test_a_part_that_goes_elsewhere_is_told_of_each_procedure() -> None:
    """Cambridgeshire, "Complaints outside of remit" and "Disciplinary Procedures": such a part goes, and may go."""
    profile = load_profile("cambridgeshire")
    gone = route(profile, Case([], {"complainant": "parent", "part_about": "disciplinary_matter"}), DAY)
    assert gone.explain().count("\n    A part of it goes to disciplinary procedures.\n") == 2
    unsure = route(profile, Case([], {"complainant": "parent"}), DAY)
    assert "\n    A part of it may go to grievance procedures, depending on part about.\n" in unsure.explain()


CLEAR = {"concurrent_proceedings": "none", "outside_remit": "none"}


@pytest.mark.parametrize("subject", ["part_3_function", "early_help"])
@pytest.mark.parametrize(
    ("facts", "permission"),
    [
        (CLEAR, "entitled"),
        ({}, "undetermined"),
        ({"outside_remit": "none"}, "undetermined"),
        ({**CLEAR, "concurrent_proceedings": "court"}, "undetermined"),
        ({**CLEAR, "concurrent_proceedings": "court", "would_prejudice": True}, "discretionary"),
        ({**CLEAR, "concurrent_proceedings": "court", "would_prejudice": False}, "entitled"),
        ({**CLEAR, "outside_remit": "not_the_councils_actions"}, "refused"),
        ({**CLEAR, "outside_remit": "dealt_with_at_all_stages"}, "refused"),
        ({**CLEAR, "outside_remit": "panel_outcome"}, "refused"),
        ({**CLEAR, "outside_remit": "only_compensation"}, "undetermined"),
        ({**CLEAR, "outside_remit": "only_compensation", "unpaid_entitlement": True}, "discretionary"),
        ({**CLEAR, "outside_remit": "only_compensation", "unpaid_entitlement": False}, "refused"),
    ],
)
def test_what_keeps_a_complaint_out_is_asked_before_it_is_taken(
    subject: str, facts: dict[str, object], permission: str
) -> None:
    """Cambridgeshire, "Complaints outside of remit" and "Claims for significant compensation": no event is recorded."""
    case = Case([], {"complainant": "parent", "subject": subject, "grounds_arose_on": date(2019, 4, 1), **facts})
    profile = load_profile("cambridgeshire")
    name = {"part_3_function": "childrens_statutory", "early_help": "corporate"}[subject]
    assert acceptance(profile.procedure(name), case, DAY).permission == permission
    assert route(profile, case, DAY).to == ("" if permission == "refused" else name)
    question = next_question(profile.procedure(name), case, DAY)
    assert (question is not None and question.basis == "council") == (permission == "undetermined")


def test_what_can_only_bar_is_asked_last() -> None:
    """A person says who, of what and when; then, in the order of the page, what may keep the complaint out."""
    answers = {"complainant": "parent", "subject": "early_help", "grounds_arose_on": date(2019, 4, 1), **CLEAR}
    asked: list[str] = []
    while question := route(
        load_profile("cambridgeshire"), Case([], {name: answers[name] for name in asked}), DAY
    ).question:
        asked.append(question.name)
    assert asked == ["complainant", "subject", "grounds_arose_on", "outside_remit", "concurrent_proceedings"]


@pytest.mark.parametrize(
    ("settled", "permission"),
    [
        (None, "undetermined"),
        ("none", "entitled"),
        ("insurance_claim_failed", "refused"),
        ("decided_by_another_body", "refused"),
    ],
)
def test_what_was_settled_before_is_asked_too(settled: str | None, permission: str) -> None:
    """Northamptonshire, "Insurance Claims", and the last sentence of "Suspending a complaint"."""
    known = {"complainant": "parent", "subject": "part_3_function", "grounds_arose_on": date(2019, 4, 1)}
    procedure = load_profile("northamptonshire").procedure("childrens_statutory")
    case = Case([], known if settled is None else {**known, "settled_before": settled})
    assert acceptance(procedure, case, DAY).permission == permission
    question = next_question(procedure, case, DAY)
    assert (question is not None and question.name == "settled_before") == (settled is None)


def test_where_the_page_only_keeps_out_the_reasons_are_what_it_keeps_out() -> None:
    """Cambridgeshire names nobody who may complain, and three who may not; a parent is none of them."""
    procedure = load_profile("cambridgeshire").procedure("childrens_statutory")
    who = acceptance(procedure, Case([], {"complainant": "parent"}), DAY).who
    assert who.permission == "entitled"
    assert [reason.code for reason in who.reasons] == ["keeps_out_only", *["kept_out_if"] * 3]
    assert [reason.citation.place for reason in who.reasons if reason.citation] == [
        "MPs and Councillors",
        (
            "Complaints made on behalf of a child, second paragraph: 'complaints by adults that relate to a child or young "
            "person but are not made on the child's behalf'"
        ),
        "Complaints made on behalf of a child",
    ]
    assert who.to_dict()["reasons"] == [reason.to_dict() for reason in who.reasons]
    lines = who.explain().splitlines()
    assert lines[1] == "  The page keeps out only the following, none of which applies."
    assert lines[2].startswith("  Kept out if complainant is mp or councillor (Children's Services Complaints")


@pytest.mark.parametrize("complainant", ["mp_or_councillor", "other_person"])
def test_where_one_applies_only_that_is_told(complainant: str) -> None:
    procedure = load_profile("cambridgeshire").procedure("childrens_statutory")
    who = acceptance(procedure, Case([], {"complainant": complainant}), DAY).who
    assert not {"keeps_out_only", "kept_out_if"} & {reason.code for reason in who.reasons}


def test_what_a_social_worker_did_is_of_neither_law_as_long_as_it_is_not_said_for_whom() -> None:
    """004 has social work in two columns; SI 2009/309 leaves out what the children's procedure takes (law.md, AD-1)."""
    profile = load_profile("ncc")
    found = route(profile, Case([], {"complainant": "service_user", "subject": "social_work"}), DAY)
    assert (found.to, found.taken_by) == ("", ("childrens_statutory", "adult_social_care"))
    facts = {"complainant": "service_user", "subject": "social_work", "done_for_an_adult": True}
    assert route(profile, Case([], facts), DAY).to == "adult_social_care"
    facts = {"complainant": "child_in_need", "subject": "social_work", "done_under_listed_function": True}
    assert route(profile, Case([], facts), DAY).to == "childrens_statutory"


@pytest.mark.parametrize(
    ("answers", "to", "asked_last"),
    [
        ({"sufficient_interest": True, "done_under_listed_function": True}, "childrens_statutory", "done_under_listed_function"),
        (
            {"sufficient_interest": True, "done_under_listed_function": False, "done_for_an_adult": True},
            "adult_social_care",
            "done_for_an_adult",
        ),
        ({"sufficient_interest": False}, "adult_social_care", "sufficient_interest"),
    ],
)  # fmt: skip
def test_where_two_pages_take_it_what_their_laws_leave_to_be_judged_is_asked(answers, to, asked_last) -> None:
    """004: service users stand in two columns, and each law has something judged; the questions end in one of the two."""
    profile = load_profile("ncc")
    facts: dict[str, object] = {"complainant": "service_user", "subject": "social_work"}
    asked = []
    while (found := route(profile, Case([], facts), DAY)).to == "":
        assert found.question is not None
        name = found.question.name
        asked.append(name)
        facts[name] = answers.get(name, "none" if found.question.words else False)
    assert (found.to, asked[-1]) == (to, asked_last)
    assert len(asked) == len(set(asked))


def test_where_else_is_said_in_the_pages_words() -> None:
    """Cambridgeshire, Complaints outside of remit: three to whom a complaint about a conference goes, and not one name for them."""
    page = load_profile("cambridgeshire").procedure("childrens_statutory")
    what = acceptance(page, Case([], {"subject": "child_protection_conference_decision"}), date(2018, 3, 1)).what
    assert what.elsewhere_in_words[0].startswith("the Child Protection Conference Chairperson, their line manager, or")
    assert "Where else: the Child Protection Conference Chairperson, their line manager, or the Local" in what.explain()
