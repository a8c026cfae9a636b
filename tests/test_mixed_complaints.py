"""One complaint about matters of two procedures: the part is entered as `part_about`, and the page says what becomes of it."""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, CaseError, Event, ProfileError, acceptance, assess, load_profile, route
from complaint_rules.checks import run_checks
from complaint_rules.loading import pages

DAY = date(2026, 1, 12)
FACTS = {"complainant": "parent", "subject": "part_3_function"}


def test_where_the_page_does_not_say_the_answer_says_so() -> None:
    """NCC has a column for each kind of complaint, and nothing on one that has matters of two."""
    procedure = load_profile("ncc").procedure("childrens_statutory")
    found = acceptance(procedure, Case([], {**FACTS, "part_about": "early_help"}), DAY).what
    (part,) = found.parts_split_off
    assert part.to_dict() == {
        "elsewhere": "corporate",
        "answer": "undetermined",
        "decided_by": None,
        "considering": [],
        "letter": [],
        "missing_facts": [],
        "could_be": ["two complaints with a column each", "one complaint by the column of its main part"],
        "own_case": {"procedure": "corporate", "received_on": None},
    }
    assert found.split_off == ()
    assert (
        "A part of it belongs to corporate, and what becomes of such a complaint the page does not say; it could be two "
        "complaints with a column each or one complaint by the column of its main part (NCC Complaints Management "
        "(undated), Heading of the first column: 'NCC wide other than Children's and Adult's Social Care')."
    ) in found.explain()


def test_the_route_says_so_too() -> None:
    found = route(load_profile("ncc"), Case([], {**FACTS, "part_about": "adult_social_care"}), DAY)
    assert found.to == "childrens_statutory"
    (part,) = next(each for each in found.routes if each.procedure == found.to).parts_split_off
    assert (part.elsewhere, part.answer) == ("adult_social_care", "undetermined")


def test_as_long_as_nobody_said_what_a_part_is_about_that_is_what_is_missing() -> None:
    procedure = load_profile("ncc").procedure("childrens_statutory")
    parts = acceptance(procedure, Case([], FACTS), DAY).what.parts_split_off
    assert {(part.answer, part.missing_facts) for part in parts} == {("undetermined", ("part_about",))}


# By every word of `subject` that another procedure of the page takes.

TAKEN = {
    ("cambridgeshire", "childrens_statutory"): [
        "early_help", "childrens_centre", "send_service", "other_childrens_service", "special_educational_provision",
    ],
    ("cambridgeshire", "corporate"): [
        "part_3_function", "part_4_5_function", "adoption_function", "special_guardianship_support",
        "section_47_enquiry", "social_work", "designated_officer", "usual_fostering_limit",
    ],
    ("ncc", "adult_social_care"): ["part_3_function", "court_report", "school", "information_request"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "procedure", "part"), [(*where, part) for where, parts in TAKEN.items() for part in parts]
)
def test_any_subject_of_another_procedure_may_be_a_part(profile: str, procedure: str, part: str) -> None:
    found = acceptance(load_profile(profile).procedure(procedure), Case([], {"part_about": part}), DAY).what
    (told,) = found.parts_split_off
    assert told.answer == ("undetermined" if profile == "ncc" else "if_decided")
    assert told.elsewhere in {"childrens_statutory", "corporate"} - {procedure}


# How it is entered.


@pytest.mark.parametrize(
    ("profile", "name", "mend"),
    [
        ("ncc", "subject", "write the main one as `subject`, and what is in part about another as `part_about`"),
        (
            "cambridgeshire",
            "subject",
            "write the main one as `subject`, and what is in part about another as `part_about`",
        ),
        # Its page is for one kind of complaint, and says nothing of what is so only in part.
        (
            "northumberland",
            "subject",
            "write the main one as `subject`, and what is in part about another as `part_about`",
        ),
        ("ncc", "complainant", "write one word for `complainant`; for another there is a case of its own"),
    ],
)
def test_a_list_is_told_how_several_are_entered(profile: str, name: str, mend: str) -> None:
    words = {"subject": ["part_3_function", "early_help"], "complainant": ["parent", "foster_carer"]}[name]
    procedure = load_profile(profile).procedure("childrens_statutory")
    with pytest.raises(CaseError) as raised:
        acceptance(procedure, Case([], {name: words}), DAY)
    (fault,) = raised.value.faults
    assert (fault.code, fault.path, fault.mend) == ("fact_of_wrong_type", f"facts.{name}", mend)


# The key `goes`.

PAGE = """
profile: shire
title: A shire
documents: {page: {title: A page, version: "1"}}
readings_approved_by: nobody
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
bodies: {council_tax: the council tax office}
procedures:
  main:
    title: Complaints
    document: page
    acceptance:
      what_about:
        split_off:
          - if: {complex: true}
            elsewhere: council_tax
            goes: unstated
            source: "2"
            READINGS
    begins: {complaint_received: {who: complainant, to: stage_1, source: "3"}}
    stages: {stage_1: {title: One}}
"""


def test_what_is_unstated_has_its_readings(tmp_path: Path) -> None:
    path = tmp_path / "shire.yaml"
    path.write_text(PAGE.replace("READINGS", ""), encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load_profile(path)
    (fault,) = raised.value.faults
    assert fault.code == "unstated_without_readings"
    assert fault.message == "`goes` is unstated, but its readings are not given"
    readings = "readings: {goes: {could_be: [it goes, it stays], because: nothing is said}}"
    path.write_text(PAGE.replace("READINGS", readings), encoding="utf-8")
    procedure = load_profile(path).procedure("main")
    found = {
        is_complex: [
            part.could_be for part in acceptance(procedure, Case([], {"complex": is_complex}), DAY).what.parts_split_off
        ]
        for is_complex in (True, False)
    }
    assert found == {True: [("it goes", "it stays")], False: []}


# A part that a law governs elsewhere.


def test_a_part_that_a_law_governs_is_reported_with_where_that_is_written() -> None:
    """Handling a statutory matter by the corporate procedure is a fault (law.md, F-6), of a part as of the whole."""
    facts = {"complainant": "parent", "subject": "other_council_service", "part_about": "part_3_function"}
    case = Case([Event("complaint_received", DAY), Event("complaint_acknowledged", date(2026, 1, 13))], facts)
    answer = assess(load_profile("ncc").procedure("corporate"), case, date(2026, 1, 14))
    (found,) = answer.irregularities
    assert (found.code, found.basis, found.about, found.day) == (
        "statutory_part_elsewhere", "law", ("childrens_statutory",), DAY,
    )  # fmt: skip
    assert [one.place for one in found.sources] == [
        "s 26(3)(a) to (d)",
        "regs 3 to 5",
        "Heading of the second column: 'Children's complex care / safeguarding etc.'",
    ]
    assert found.to_dict()["sources"] == [one.to_dict() for one in found.sources]
    assert (
        "By the law: it takes a part of this complaint, and childrens statutory stands under it; this procedure does not, "
        "and the time for that part by childrens statutory is not shown here: enter it as a case of its own, received on "
        "Monday 12 January 2026 (Children Act 1989, s 26(3)(a) to (d); "
    ) in found.explain()
    (part,) = answer.acceptance.what.parts_split_off
    assert part.own_case is not None
    assert (part.own_case.procedure, part.own_case.received_on) == ("childrens_statutory", DAY)
    assert (
        "The time for that part by childrens statutory is not shown here: if it goes there, enter it as a case of its own, "
        "received on Monday 12 January 2026."
    ) in answer.explain()


def test_before_it_was_received_the_part_has_no_day() -> None:
    found = route(load_profile("ncc"), Case([], {**FACTS, "part_about": "adult_social_care"}), DAY)
    assert (
        "The time for that part by adult social care is not shown here: if it goes there, enter it as a case of its own, "
        "received when the whole is."
    ) in found.explain()


@pytest.mark.parametrize(
    ("profile", "procedure", "more"),
    [
        # No law takes it: not known who complains, or what of; or by a matter that no law has.
        ("ncc", "corporate", {"complainant": "parent"}),
        ("ncc", "corporate", {"part_about": "part_3_function"}),
        ("ncc", "corporate", {"complainant": "parent", "part_about": "section_47_enquiry"}),
        # The procedure is under that law itself.
        ("ncc", "childrens_statutory", {"complainant": "parent", "part_about": "part_3_function"}),
        # It is a body's, of which the profile has no procedure under a law.
        ("cambridgeshire", "childrens_statutory", {"complainant": "service_user", "part_about": "adult_social_care"}),
        # A word that no complaint as a whole has.
        ("cambridgeshire", "corporate", {"complainant": "parent", "part_about": "child_protection_conference"}),
    ],
)
def test_a_part_that_no_law_is_known_to_take_elsewhere_is_not(
    profile: str, procedure: str, more: dict[str, str]
) -> None:
    case = Case([Event("complaint_received", DAY)], more)
    answer = assess(load_profile(profile).procedure(procedure), case, DAY)
    assert "statutory_part_elsewhere" not in {one.code for one in answer.irregularities}


def test_what_a_part_is_about_is_asked_though_no_rule_of_the_page_tests_it(tmp_path: Path) -> None:
    """A law of another procedure is asked of it; a fact that is `part_of` nothing, and tested nowhere, changes nothing."""
    told = {}
    for part_of in (", part_of: subject", ""):
        fact = f'  facts: {{other_part: {{is: [school], asks: "What else is it about?"{part_of}}}}}'
        readings = "readings: {goes: {could_be: [it goes, it stays], because: nothing is said}}"
        path = tmp_path / "shire.yaml"
        text = PAGE.replace("READINGS", readings).replace("procedures:\n", f"words:\n{fact}\nprocedures:\n", 1)
        path.write_text(text, encoding="utf-8")
        told[part_of] = [one.code for one in run_checks(pages(str(path))[0]).faults if one.code == "fact_never_asked"]
    assert told == {", part_of: subject": [], "": ["fact_never_asked"]}
