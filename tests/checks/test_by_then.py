"""What cannot have happened, or begun, where a test is asked."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "clock_never_ends" / "sound.yaml").read_text(encoding="utf-8")
ASKED = "if: {stage_1_response_sent: happened}"


def codes(folder: Path, test: str) -> list[tuple[str, str]]:
    """Return what is told of a test that stands in stage 1, in place of the page's own: its code, and what it asks."""
    return [
        (fault.code, fault.path.rpartition(".if.")[2]) for fault in faults_in(folder, SOUND, (ASKED, f"if: {test}"))
    ]


@pytest.mark.parametrize(
    "test",
    [
        "{stage_2_response: running}",
        "{stage_2_response: {none_of: [not_started]}}",
        "{stage_2_request: met}",
        "{stage_2_request: met_late}",
        "{stage_2_response_sent: happened}",
        "{stage_2_response_received: upheld}",
        "{compliment_received: happened}",
        "{stage_3_requested: happened}",
    ],
)
def test_what_comes_later_is_never_so(test: str, tmp_path: Path) -> None:
    assert [code for code, _ in codes(tmp_path, test)] == ["condition_never_holds"]


@pytest.mark.parametrize(
    "test",
    [
        "{stage_1_response_sent: happened, stage_2_response: not_started}",
        "{stage_1_response_sent: happened, stage_2_response: {none_of: [overdue]}}",
        "{stage_1_response_sent: happened, compliment_passed_on: not_happened}",
    ],
)
def test_that_it_is_not_so_is_always_so(test: str, tmp_path: Path) -> None:
    assert [code for code, _ in codes(tmp_path, test)] == ["condition_always_holds"]


@pytest.mark.parametrize(
    "test",
    [
        "{stage_1_response: overdue}",
        "{stage_1_response: met_late}",
        "{stage_2_request: lapsed}",
        "{stage_2_requested: not_happened}",
        "{stage_1_response_sent: happened, stage_2_response_sent: not_happened}",
        "{complaint_not_accepted: not_happened}",
        "{stage_2_refused: not_happened}",
    ],
)
def test_what_may_be_either_way_is_not_told(test: str, tmp_path: Path) -> None:
    """Nor that what was refused, and is on record all the same, has not happened."""
    assert codes(tmp_path, test) == []


@pytest.mark.parametrize("late", ["refused", "unstated", "{decided_by: the council}"])
def test_a_late_request_is_met_late_unless_it_is_refused(late: str, tmp_path: Path) -> None:
    found = faults_in(tmp_path, SOUND, (ASKED, "if: {acknowledge: met, stage_1_response: {none_of: [met_late]}}"))
    assert found == ()
    asked = (
        'stage_2_response_sent: {to: closed, who: council, source: "3"}',
        'stage_2_response_sent: {to: closed, who: council, if: {stage_2_request: met_late}, source: "3"}',
    )
    found = faults_in(tmp_path, SOUND, asked, ("late: refused", f"late: {late}"))
    assert [fault.code for fault in found] == (["condition_never_holds"] if late == "refused" else [])
