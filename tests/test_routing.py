"""By which procedure a complaint goes, and what is asked of a person to find out: read off the five pages by hand."""

from datetime import date

import pytest

from complaint_rules import Case, Event, acceptance, assess, load_profile, next_question, route

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


def test_of_a_complaint_that_goes_nowhere_it_is_told_where_else() -> None:
    found = route(load_profile("northamptonshire"), Case([], {"complainant": "parent", "subject": "school"}), DAY)
    assert found.taken_by == ()
    assert found.question is None
    assert [each.elsewhere for each in found.routes] == [("school",)]
    assert "No procedure of this council takes it." in found.explain()


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
        "Complaint received, Monday 7 January 2019. By the law: it takes such a complaint as of right, and "
        "childrens statutory stands under it; this procedure does not."
    )


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
        facts = {"complainant": "representative_of_child", "sufficient_interest": decided}
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
