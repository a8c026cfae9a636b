"""Where a complainant is left with nothing at the end, though the law has a way on: of the page alone."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "complainant_left_waiting" / "sound.yaml").read_text(encoding="utf-8")
CLOSED = SOUND[SOUND.index("      closed:\n") :]
ANSWERED = "stage_2_response_sent: {to: closed, who: council, source"
AT_CLOSED = "procedures.corporate.stages.stage_1.moves"


def told(tmp_path: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Return what is told of the sound profile, held against the Code, with pieces of it written otherwise."""
    text = SOUND.replace("    document: page\n", "    document: page\n    stands_under: [lgsco-code-2024]\n")
    found = faults_in(tmp_path, text, *changes)
    return [(fault.path, fault.message) for fault in found if fault.code == "complainant_left_waiting"]


def test_after_the_last_answer(tmp_path: Path) -> None:
    """Stage 2 promises a dated answer, and then nothing leads out of it."""
    found = told(tmp_path, (ANSWERED, "stage_2_response_sent: {who: council, source"))
    message = "when all is done that `stage_2` promises, the complainant has no move and no way to the Ombudsman"
    assert found == [("procedures.corporate.stages.stage_2", message)]


def test_after_an_answer_that_closes_the_case(tmp_path: Path) -> None:
    """What stands under `at_any_stage` is not live in `closed`."""
    anywhere = CLOSED.replace("      closed:\n        moves:\n    ", "    at_any_stage:\n      moves:\n  ")
    closes = "closes the case, and then the complainant has no move and no way to the Ombudsman"
    for instead in ("", anywhere):
        assert told(tmp_path, (CLOSED, instead)) == [
            (f"{AT_CLOSED}.complaint_closed.to", f"`complaint_closed` {closes}")
        ]


def test_after_a_refusal(tmp_path: Path) -> None:
    """A complaint that is not accepted is at its end too, even where every stage leads to the Ombudsman."""
    refused = ("complaint_closed: {to: closed,", "complaint_not_accepted: {to: closed,")
    stages = CLOSED.replace("{to", "{during: [stage_1, stage_2], to")
    (found,) = told(tmp_path, refused, (CLOSED, stages))
    assert found[0] == f"{AT_CLOSED}.complaint_not_accepted.to"


@pytest.mark.parametrize("by", ["complainant", "both"])
def test_who_agrees_to_the_end_is_not_left(tmp_path: Path, by: str) -> None:
    """Nobody waits in a case that was closed with the complainant's consent, so long as there is another way too."""
    ways = CLOSED.replace("{to", "{during: [stage_1, stage_2], to")
    agreed = (ANSWERED, f"response_accepted: {{to: closed, who: {by}, source")
    assert (
        told(
            tmp_path,
            agreed,
            ("complaint_closed: {to: closed, who: council", f"representation_resolved: {{to: closed, who: {by}"),
            (CLOSED, ways),
        )
        == []
    )


def test_an_enquiry_may_simply_end(tmp_path: Path) -> None:
    """A member's question is answered, and that is that."""
    enquiry = ("    document: page\n", "    document: page\n    handles: enquiry\n")
    assert told(tmp_path, enquiry, (CLOSED, "")) == []
