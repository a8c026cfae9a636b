"""Two moves by one event that both apply: in what their answers may differ, and in what they must not."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "moves_disagree" / "sound.yaml").read_text(encoding="utf-8")
FIRST = '- {to: stage_2, who: complainant, if: {stage_1_response_sent: happened}, source: "3"}'
SECOND = '- {to: closed, who: complainant, if: {stage_1_response_sent: not_happened, complex: true}, source: "3"}'


def told(folder: Path, first: str, second: str) -> list[tuple[str, str]]:
    """Return the code and the key of what is told of two moves."""
    moves = ((FIRST, f'- {{{first}, source: "3"}}'), (SECOND, f'- {{{second}, source: "3"}}'))
    return [(fault.code, fault.path.rpartition("[1].")[2]) for fault in faults_in(folder, SOUND, *moves)]


SENT = "who: complainant, to: stage_2, if: {stage_1_response_sent: happened}"
COMPLEX = "who: complainant, to: stage_2, if: {complex: true}"
DECIDED = "decided_by: the head of service"


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        (SENT, COMPLEX.replace("stage_2", "closed"), "to"),
        (SENT, f"{COMPLEX.replace('stage_2', 'closed')}, {DECIDED}", "to"),
        (f"{SENT}, {DECIDED}", COMPLEX.replace("stage_2", "closed"), "to"),
        (SENT, COMPLEX.replace("complainant", "both"), "who"),
        (SENT, f"{COMPLEX.replace('complainant', 'both')}, {DECIDED}", "who"),
        (SENT, f"{COMPLEX}, must_contain: [reasons]", "must_contain"),
        (f"{SENT}, {DECIDED}", f"{COMPLEX}, {DECIDED}, must_contain: [reasons]", "must_contain"),
        (SENT, f"{COMPLEX}, clocks: run_on", "clocks"),
        (SENT, f"{SENT[:-1]}, complex: true}}, {DECIDED}", "decided_by"),
    ],
)
def test_different_answers_are_told(first: str, second: str, key: str, tmp_path: Path) -> None:
    assert told(tmp_path, first, second) == [("moves_disagree", key)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SENT, COMPLEX),
        (SENT, f"{COMPLEX}, clocks: cancel"),
        (SENT, f"{COMPLEX}, {DECIDED}"),
        (SENT, f"{COMPLEX}, {DECIDED}, clocks: run_on"),
        (SENT, f"{COMPLEX}, {DECIDED}, must_contain: [reasons]"),
        (SENT, f"who: complainant, to: stage_2, if: {{stage_1_response: overdue}}, {DECIDED}"),
        (SENT, f"who: complainant, to: stage_2, if: {{stage_1_response: [overdue, met_late]}}, {DECIDED}"),
        (f"{SENT[:-1]}, complex: false}}", f"{COMPLEX.replace('stage_2', 'closed')}, {DECIDED}"),
    ],
)
def test_a_right_beside_a_discretion_that_goes_further_is_not(first: str, second: str, tmp_path: Path) -> None:
    """Whoever waits for an answer may be let on by a decision, and then the clock may run on."""
    assert told(tmp_path, first, second) == []


def test_the_move_that_leads_elsewhere_than_its_name_is_told(tmp_path: Path) -> None:
    """Though it stands first, with the line of the other."""
    third = f'{FIRST}\n            - {{who: complainant, to: stage_2, if: {{complex: false}}, source: "4"}}'
    moves = ((FIRST, third.replace("stage_2", "closed", 1)), (SECOND, SECOND.replace("closed", "stage_2")))
    (fault,) = faults_in(tmp_path, SOUND, *moves)
    assert (fault.code, fault.path.rpartition("stage_2_requested")[2]) == ("moves_disagree", "[0].to")
    assert "this one to `closed`, the other to `stage_2` (line 23)" in fault.message
    assert fault.mend.startswith("did you mean `to: stage_2`?")
