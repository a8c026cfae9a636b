"""What is taken and sent elsewhere at once: which row is told of, and what is no contradiction."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "taken_and_sent_elsewhere" / "sound.yaml").read_text(encoding="utf-8")
TAKEN = "subject: {none_of: [social_work, adult_social_care, other_agency]}"
SENT = "part_about: [social_work, adult_social_care]"
ALLOWED, SPLIT_OFF = "allowed[0].if.subject", "split_off[0].if.part_about"


@pytest.mark.parametrize(
    ("changes", "at", "mend"),
    [
        # Both lists are the same.
        (((TAKEN, "subject: [social_work, adult_social_care]"),), ALLOWED, "or is it the row of `split_off`?"),
        # More is sent elsewhere than is taken.
        (((TAKEN, "subject: [social_work]"),), SPLIT_OFF, "did you mean `part_about: {none_of: […]}`"),
        # Of the parts, all but these two: the school, which is what is taken as a whole.
        (((TAKEN, "subject: school"), (SENT, f"{SENT.replace('[', '{none_of: [')}}}")), ALLOWED, "did you mean"),
        # What is excluded is all that is taken.
        (
            ((TAKEN, "subject: [social_work]"), ("if: {subject: school}", "if: {subject: {none_of: [school]}}")),
            "excluded[0].if.subject",
            "did you mean `subject: […]`, these and no others?",
        ),
    ],
)
def test_the_row_that_is_told(tmp_path: Path, changes: tuple[tuple[str, str], ...], at: str, mend: str) -> None:
    faults = [one for one in faults_in(tmp_path, SOUND, *changes) if one.path.endswith(at)]
    assert [fault.code for fault in faults] == ["taken_and_sent_elsewhere"]
    assert mend in faults[0].mend


@pytest.mark.parametrize(
    "changes",
    [
        # Something else is asked for as well.
        ((TAKEN, "subject: [social_work, adult_social_care], complex: true"),),
        # Somebody decides.
        (
            (TAKEN, "subject: [social_work, adult_social_care]"),
            ("elsewhere: statutory_procedure, source", "elsewhere: statutory_procedure, decided_by: it, source"),
        ),
        # The whole is of another thing than the part.
        ((TAKEN, "subject: other_council_service"),),
        # All but one thing is taken, and a part that is sent elsewhere stands for itself.
        ((TAKEN, "subject: {none_of: [other_agency]}"),),
    ],
)
def test_what_is_no_contradiction(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    assert faults_in(tmp_path, SOUND, *changes) == ()


@pytest.mark.parametrize(
    ("taken", "excluded", "told"),
    [
        ("subject: [social_work, school]", "if: {subject: school}", ["subject[1]"]),
        ("subject: [school, social_work], complex: true", "if: {subject: school}", ["subject[0]"]),
        # Of one that asks for more, the whole list may be kept out.
        ("subject: school, complex: true", "if: {subject: [school, other_agency]}", ["subject"]),
        ("subject: [social_work, school]", "if: {subject: {none_of: [social_work]}}", ["subject[1]"]),
        # The exclusion asks for more, or somebody decides on it.
        ("subject: [social_work, school]", "if: {subject: school, complex: true}", []),
        ("subject: [social_work, school]", "decided_by: it, if: {subject: school}", []),
    ],
)
def test_a_word_that_grants_nothing(tmp_path: Path, taken: str, excluded: str, told: list[str]) -> None:
    """A row of `excluded` keeps it out whatever else is so."""
    changes = ((TAKEN, taken), ("if: {subject: school}", excluded))
    faults = faults_in(tmp_path, SOUND, *changes)
    found = [one.path.rpartition(".if.")[2] for one in faults if "grants nothing here" in one.message]
    assert found == told
