"""What is so in every case that has begun: the one event that begins it has happened."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "condition_never_holds" / "sound.yaml").read_text(encoding="utf-8")
OF_A_MOVE = "if: {stage_1_response: cancelled, stage_1_response_sent: not_happened}"
OF_A_TIMESCALE = "if: {stage_1_response_sent: not_upheld}"
OF_A_ROW = "if: {complex: true, made: orally}"
NEVER, ALWAYS = "condition_never_holds", "condition_always_holds"
ANOTHER = (
    'source: "1"}\n    outcome_of_several',
    'source: "1"}\n      representation_received: {to: stage_1, who: complainant, source: "1"}\n    outcome_of_several',
)


@pytest.mark.parametrize(("word", "code"), [("not_happened", NEVER), ("happened", ALWAYS)])
@pytest.mark.parametrize("where", [OF_A_MOVE, OF_A_TIMESCALE, OF_A_ROW])
def test_the_event_that_begins_every_case(tmp_path: Path, where: str, word: str, code: str) -> None:
    """Asked for in a stage it has always happened, and never not."""
    found = faults_in(tmp_path, SOUND, (where, where.replace("}", f", complaint_received: {word}}}")))
    assert [fault.code for fault in found] == [code]
    assert "complaint_received" in found[0].message


@pytest.mark.parametrize("word", ["happened", "not_happened"])
def test_one_of_two_events_that_begin_a_case_is_not_certain(tmp_path: Path, word: str) -> None:
    """A case may have begun by the other."""
    asked = OF_A_MOVE.replace("}", f", complaint_received: {word}}}")
    assert [fault.code for fault in faults_in(tmp_path, SOUND, ANOTHER, (OF_A_MOVE, asked))] == []


def test_what_is_asked_before_the_case_has_begun_is_not_certain(tmp_path: Path) -> None:
    """Whether a complaint may be taken is asked of one that is still to come."""
    row = "{if: {complaint_received: not_happened}, source: '1'}"
    accepted = f"    acceptance: {{who_may_complain: {{allowed: [{row}]}}}}\n    stages:\n"
    assert [fault.code for fault in faults_in(tmp_path, SOUND, ("    stages:\n", accepted))] == []
