"""Who declines whom acceptance lets in is told; a test that has another reason to decline is not."""

from pathlib import Path

import pytest

from complaint_rules.errors import Fault
from tests.checks.faults_in import faults_in

TEXT = (Path(__file__).parent / "profiles" / "declined_though_let_in" / "sound.yaml").read_text(encoding="utf-8")
DECLINED = "if: {complainant: other_person, sufficient_interest: false}"
LATE = 'late: {decided_by: the council, recorded_as: late_complaint_accepted}, source: "3"}'
SECOND = f'{LATE}\n        - {{within: 2 years, after: became_aware_on, late: {{decided_by: the council, recorded_as: complex}}, source: "3"}}'
OWED = "if: {late_complaint_accepted: false}"


def found(folder: Path, *changes: tuple[str, str]) -> tuple[Fault, ...]:
    return tuple(fault for fault in faults_in(folder, TEXT, *changes) if fault.code == "declined_though_let_in")


@pytest.mark.parametrize(
    ("test", "told"),
    [
        # The decision alone, whichever way its word is written, and with what its row asks for.
        ("sufficient_interest: true", "sufficient_interest"),
        ("complainant: other_person, sufficient_interest: {none_of: [false]}", "sufficient_interest"),
        ("complainant: {none_of: [service_user, parent]}, sufficient_interest: true", "sufficient_interest"),
        ("who_may_complain: entitled", "who_may_complain"),
        # Whom a row allows as of right, and what none excludes.
        ("complainant: [service_user, parent]", "complainant"),
        ("complainant: parent, subject: {none_of: [school, grievance_matter, court_report]}", ""),
        # Another reason: a fact on which nothing turns, another part, a person or a matter that is kept out.
        ("complainant: other_person, sufficient_interest: true, child_agrees: false", None),
        ("sufficient_interest: true, subject: school", None),
        ("who_may_complain: entitled, what_about: refused", None),
        ("sufficient_interest: {none_of: [true]}", None),
        ("sufficient_interest: not_recorded", None),
        ("complainant: [parent, anonymous]", None),
        ("complainant: {none_of: [service_user]}", None),
        ("subject: {none_of: [school]}", None),
        ("stage_1_response: overdue", None),
    ],
)
def test_a_move_that_declines(tmp_path: Path, test: str, told: str | None) -> None:
    place = "procedures.corporate.stages.stage_1.moves.complaint_not_accepted[0].if"
    paths = [fault.path for fault in found(tmp_path, (DECLINED, f"if: {{{test}}}"))]
    assert paths == ([] if told is None else [f"{place}.{told}" if told else place])


@pytest.mark.parametrize(
    ("test", "mend"),
    [
        ("subject: court_report, late_complaint_accepted: true", None),
        ("concurrent_proceedings: none", "look at acceptance, and ask here for what it is declined for"),
        ("complainant: other_person, sufficient_interest: true", "did you mean `sufficient_interest: false`?"),
        ("who_may_complain: entitled", "did you mean `who_may_complain: refused`?"),
    ],
)
def test_its_mend_names_the_other_word(tmp_path: Path, test: str, mend: str | None) -> None:
    told = found(tmp_path, (DECLINED, f"if: {{{test}}}"))
    assert [fault.mend.startswith(mend or "") for fault in told] == ([True] if mend else [])


@pytest.mark.parametrize(("settled", "mends"), [("true", []), ("false", ["did you mean `would_prejudice: true`?"])])
def test_yes_or_no_on_which_a_bar_turns(tmp_path: Path, settled: str, mends: list[str]) -> None:
    """Only what the bar asks for is a reason to decline."""
    bar = ("concurrent_proceedings: {none_of: [none]}", "would_prejudice: true")
    test = ("concurrent_proceedings: [court, tribunal]", f"would_prejudice: {settled}")
    told = found(tmp_path, bar, test)
    assert [fault.mend.partition(" If not")[0] for fault in told] == mends


@pytest.mark.parametrize(("limits", "is_told"), [(LATE, True), (SECOND, False)])
def test_of_several_limits_another_may_have_passed(tmp_path: Path, limits: str, is_told: bool) -> None:
    test = ("discretionary], late_complaint_accepted: false", "discretionary], late_complaint_accepted: true")
    changes = [test] if is_told else [test, (LATE, limits)]
    assert bool(found(tmp_path, *changes)) is is_told


@pytest.mark.parametrize(
    ("ends", "is_told"), [("complaint_not_accepted", True), ("[complaint_not_accepted, contact_made]", False)]
)
def test_a_letter_that_is_owed_where_nothing_was_refused(tmp_path: Path, ends: str, is_told: bool) -> None:
    """What ends otherwise too may be owed in either case."""
    word = ("procedures:\n", "words: {events: {contact_made: {means: the complainant was spoken to}}}\nprocedures:\n")
    changes = (
        word,
        (OWED, "if: {late_complaint_accepted: true}"),
        ("done_by: complaint_not_accepted", f"done_by: {ends}"),
    )
    assert [fault.path.rpartition(".stages.")[2] for fault in found(tmp_path, *changes)] == (
        ["stage_1.timescales.refusal_letter.if.late_complaint_accepted"] if is_told else []
    )


def test_a_decision_that_the_law_has_and_the_page_does_not(tmp_path: Path) -> None:
    """The page says nothing of who may complain; its law lets in whoever has sufficient interest."""
    who = TEXT[TEXT.index("      who_may_complain:") : TEXT.index("      what_about:")]
    law = ("  corporate:\n", "  childrens_statutory:\n    stands_under: [children-2006]\n")
    test = (DECLINED, DECLINED.replace("false", "true"))
    assert [fault.mend.partition("?")[0] for fault in found(tmp_path, (who, ""), law, test)] == [
        "did you mean `sufficient_interest: false`"
    ]
