"""A move under the stage to which it leads: told at the move, since what it lacks is where it is made."""

from pathlib import Path

from tests.checks.faults_in import faults_in

BROKEN = (Path(__file__).parent / "profiles" / "stage_never_reached" / "sound.yaml").read_text(encoding="utf-8")
REQUEST = """\
        moves:
          stage_2_requested:
            - {to: stage_2, who: complainant, if: {stage_1_response_sent: happened}, source: "3"}
"""
SENT = '          stage_2_response_sent: {to: closed, who: council, source: "3"}\n'


def moved(request: str) -> tuple[tuple[str, str], ...]:
    """Return the changes by which a request stands under stage 2."""
    return (REQUEST, ""), (SENT, SENT + request)


def test_it_is_told_at_the_move_with_the_stage_before(tmp_path: Path) -> None:
    request = '          stage_2_requested: {to: stage_2, who: complainant, source: "3"}\n'
    (fault,) = faults_in(tmp_path, BROKEN, *moved(request))
    assert (fault.code, fault.text) == ("stage_never_reached", "stage_2_requested")
    assert fault.path == "procedures.corporate.stages.stage_2.moves.stage_2_requested"
    assert "stands under `stage_2` itself, where no case is before" in fault.message
    assert fault.mend == "write `during: stage_1` in it, if that is the stage in which it is made; or move it there"


def test_each_of_several_is_told(tmp_path: Path) -> None:
    """With one of them mended the stage would be reached, and nothing would tell of the other any more."""
    request = '          stage_2_requested: {to: stage_2, who: complainant, source: "3"}\n'
    skip = '          stage_1_skip_agreed: {to: stage_2, who: both, source: "3"}\n'
    faults = faults_in(tmp_path, BROKEN, *moved(request + skip))
    assert [(fault.code, fault.text) for fault in faults] == [
        ("stage_never_reached", "stage_2_requested"),
        ("stage_never_reached", "stage_1_skip_agreed"),
    ]


def test_with_the_stage_in_which_it_is_made_it_is_sound(tmp_path: Path) -> None:
    request = '          stage_2_requested: {to: stage_2, who: complainant, during: stage_1, source: "3"}\n'
    assert faults_in(tmp_path, BROKEN, *moved(request)) == ()


def test_a_way_back_from_a_stage_behind_it_is_not_what_is_lacking(tmp_path: Path) -> None:
    """The stage has no move that leads there from before; that is told of the stage."""
    back = 'stage_3: {moves: {stage_2_accepted: {to: stage_2, who: council, source: "3"}}}\n'
    onward = '          stage_3_requested: {to: stage_3, who: complainant, source: "3"}\n'
    (fault,) = faults_in(tmp_path, BROKEN, *moved(onward + "      " + back))
    assert (fault.code, fault.path) == ("stage_never_reached", "procedures.corporate.stages.stage_2")
