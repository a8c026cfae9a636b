"""What excludes all that must be so beside it is told: a test of more time, of a bar, and of a time that a move begins."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

TEXT = (Path(__file__).parent / "profiles" / "extension_not_longer" / "sound.yaml").read_text(encoding="utf-8")
EXTENSION = 'extension: {up_to: 20 working days, made_by: [extension_notified], source: "2"}'
RULE = "            after: complaint_received\n            within: 10 working days"
MOVE = '          mediation_offered: {who: council, source: "3"}'
BARS = """        bars:
          mediation_offered: {if: %s, source: "4"}
    at_any_stage:"""
NEVER = "condition_never_holds"


def told(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Return what is found, with the text at which it is told."""
    return [(fault.code, fault.path.partition("stage_1.")[2]) for fault in faults_in(folder, TEXT, *changes)]


def extended(if_: str, made_by: str) -> tuple[str, str]:
    return (EXTENSION, f'extension: {{up_to: 20 working days, if: {if_}, made_by: {made_by}, source: "2"}}')


def moved(*tests: str) -> tuple[str, str]:
    """Offer mediation by a move for each test."""
    moves = "".join(f'\n            - {{who: council, if: {test}, source: "3"}}' for test in tests)
    return (MOVE, f"          mediation_offered:{moves}")


@pytest.mark.parametrize(
    ("if_", "made_by", "place"),
    [
        ("{complex: true}", "[extension_notified, {complex: false}]", "made_by[1].complex"),
        ("{complex: true}", "{complex: false}", "made_by.complex"),
        ("{complex: true}", "[{made: orally}, {complex: {none_of: [true]}}]", "made_by[1].complex"),
        ("{made: [in_writing]}", "[extension_notified, {complex: true, made: orally}]", "made_by[1].made"),
        ("{complex: true}", "[extension_notified, {complex: true}]", ""),
        ("{complex: true}", "[extension_notified, {made: orally}]", ""),
    ],
)
def test_what_makes_a_time_longer_beside_the_extension(tmp_path: Path, if_: str, made_by: str, place: str) -> None:
    where = f"timescales.stage_1_response.extension.{place}"
    assert told(tmp_path, extended(if_, made_by)) == ([(NEVER, where)] if place else [])


@pytest.mark.parametrize(("complex_", "is_told"), [("false", True), ("true", False)])
def test_an_extension_beside_its_timescale(tmp_path: Path, complex_: str, is_told: bool) -> None:
    own = (RULE, f"{RULE}\n            if: {{complex: {complex_}}}")
    found = told(tmp_path, own, extended("{complex: true}", "extension_notified"))
    assert found == ([(NEVER, "timescales.stage_1_response.extension.if.complex")] if is_told else [])


@pytest.mark.parametrize(
    ("tests", "made_by", "is_told"),
    [
        (("{complex: false}",), "[mediation_offered]", True),
        (("{complex: false}", "{complex: false, made: orally}"), "[mediation_offered]", True),
        (("{complex: false}", "{made: orally}"), "[mediation_offered]", False),
        (("{complex: false}",), "[mediation_offered, extension_notified]", False),
        (("{complex: false}",), "[mediation_offered, {complex: true}]", False),
    ],
)
def test_an_extension_beside_the_moves_that_make_it(
    tmp_path: Path, tests: tuple[str, ...], made_by: str, is_told: bool
) -> None:
    """Each of them is refused in every case that may be extended."""
    found = told(tmp_path, moved(*tests), extended("{complex: true}", made_by))
    assert [one for one in found if one[0] == NEVER] == (
        [(NEVER, "timescales.stage_1_response.extension.if.complex")] if is_told else []
    )


@pytest.mark.parametrize(
    ("tests", "own", "is_told"),
    [
        (("{complex: false}",), "{complex: true}", True),
        (("{complex: false}",), "{complex: false}", False),
        (("{complex: false}", "{made: orally}"), "{complex: true}", False),
        # As long as nothing is recorded the move is not refused, and what is recorded later was so all along.
        (("{complex: not_recorded}",), "{complex: true}", False),
        (("{complaint_acknowledged: not_happened}",), "{complaint_acknowledged: happened}", False),
    ],
)
def test_a_time_beside_the_moves_by_which_it_begins(
    tmp_path: Path, tests: tuple[str, ...], own: str, is_told: bool
) -> None:
    begun = (RULE, f"            after: mediation_offered\n            within: 10 working days\n            if: {own}")
    found = told(tmp_path, begun, moved(*tests))
    assert found == ([(NEVER, "timescales.stage_1_response.if.complex")] if is_told else [])


@pytest.mark.parametrize(
    ("tests", "bar", "is_told"),
    [
        (("{complex: false}",), "{complex: true}", True),
        (("{complex: false}",), "{made: orally}", False),
        (("{complex: false}", "{made: orally}"), "{complex: true}", False),
        # Until it is recorded the move could be made, and the bar says that it may not.
        (("{complex: false}",), "{complex: not_recorded}", False),
    ],
)
def test_a_bar_beside_the_moves_that_it_holds_back(
    tmp_path: Path, tests: tuple[str, ...], bar: str, is_told: bool
) -> None:
    found = told(tmp_path, moved(*tests), ("    at_any_stage:", BARS % bar))
    assert found == ([(NEVER, "bars.mediation_offered.if.complex")] if is_told else [])
