"""What belongs to another stage, or has the law's digits turned round: what is told, and what comes near to it."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

PROFILES = Path(__file__).parent / "profiles"


def sound(code: str) -> str:
    """Return the sound profile of a check."""
    return (PROFILES / code / "sound.yaml").read_text(encoding="utf-8")


LENGTH = "after: panel_findings_received, within: 21 working days"
ROWS = "[{if: {complex: true}, then: 51 working days}, {then: 15 working days}]"


@pytest.mark.parametrize(
    ("instead", "at"),
    [
        ("after: panel_findings_received, aim: 51 working days", ["aim"]),
        (f"after: panel_findings_received, within: {ROWS.replace('{then: 15', '{then: 12')}", ["within[0].then"]),
        ("after: stage_3_requested, within: 51 working days", ["within"]),
        # Not the same unit; not the same digits.
        ("after: panel_findings_received, within: 51 calendar days", []),
        ("after: panel_findings_received, within: 55 working days", []),
    ],
)
def test_the_length_that_is_turned_round(instead: str, at: list[str], tmp_path: Path) -> None:
    code = "digits_turned_round"
    faults = faults_in(tmp_path, sound(code), (LENGTH, instead))
    found = [fault.path.rpartition("stage_3_response.")[2] for fault in faults if fault.code == code]
    assert found == at


REFUSED = "stage_2_refused: {to: stage_1, who: council"


@pytest.mark.parametrize(
    ("instead", "mends"),
    [
        ("stage_2_refused: {during: stage_1, to: stage_2, who: council", ["did you mean `stage_1`?"]),
        ("stage_2_refused: {during: [stage_1, stage_2], to: stage_3, who: council", ["did you mean `stage_1`?"]),
        # It stays where it is, is over, or is refused by the other side.
        ("stage_2_refused: {to: stage_2, who: council", []),
        ("stage_2_refused: {to: closed, who: council", []),
        ("stage_2_refused: {to: stage_3, who: complainant", []),
    ],
)
def test_the_refusal_that_leads_on(instead: str, mends: list[str], tmp_path: Path) -> None:
    code = "refused_and_led_on"
    faults = faults_in(tmp_path, sound(code), (REFUSED, instead))
    assert [fault.mend for fault in faults if fault.code == code] == mends


BEFORE = "at_least: 1 working day, before: stage_1_response"


@pytest.mark.parametrize(
    ("instead", "at"),
    [
        ("within: 1 working day, after: stage_2_response", ["after"]),
        (
            "within: 1 working day, after: [{if: {complex: true}, then: stage_2_response}, {then: stage_1_response}]",
            ["after[0].then"],
        ),
        ("within: 1 working day, after: stage_1_response", []),
    ],
)
def test_the_due_date_of_another_stage(instead: str, at: list[str], tmp_path: Path) -> None:
    code = "counted_from_another_stage"
    faults = faults_in(tmp_path, sound(code), (BEFORE, instead))
    found = [fault.path.rpartition("stage_1_draft.")[2] for fault in faults if fault.code == code]
    assert found == at


def test_the_due_date_of_the_stage_before_is_known(tmp_path: Path) -> None:
    """A time of stage 2 may well run from the day on which the answer of stage 1 was due."""
    acknowledged = (
        "          stage_2_acknowledge: {who: council, after: stage_2_requested, within: 5 working days, "
        'done_by: complaint_acknowledged, source: "3"}\n'
    )
    answered = "          stage_2_response: {who: council, after: "
    changes = (
        ("          acknowledge: ", "          stage_1_acknowledge: "),
        (f"{answered}stage_2_requested", f"{acknowledged}{answered}stage_1_acknowledge"),
    )
    faults = faults_in(tmp_path, sound("counted_from_another_stage"), *changes)
    assert "counted_from_another_stage" not in [fault.code for fault in faults]
