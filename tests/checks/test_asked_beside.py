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


def ended_by(tests: tuple[str, ...], event: str, own: str) -> tuple[tuple[str, str], ...]:
    """Let an event of several moves end the time to answer, which there is in some cases only."""
    rule = f"{RULE}\n            if: {own}\n            done_by: {event}"
    return moved(*tests), (f"{RULE}\n            done_by: [stage_1_response_sent]", rule)


@pytest.mark.parametrize(
    ("tests", "own", "is_told"),
    [
        (("{complex: false}",), "{complex: true}", True),
        (("{complex: false}", "{made: orally, complex: false}"), "{complex: {none_of: [false]}}", True),
        (("{complex: false}", "{made: in_writing}"), "{complex: true, made: orally}", True),
        (("{complex: false}", "{made: in_writing}"), "{complex: true}", False),
        (("{complex: not_recorded}",), "{complex: true}", False),
        # What had not happened when the time began may have when it ends; what had, has.
        (("{complaint_acknowledged: happened}",), "{complaint_acknowledged: not_happened}", False),
        (("{complaint_acknowledged: not_happened}",), "{complaint_acknowledged: happened}", True),
    ],
)
def test_a_time_beside_the_moves_that_end_it(tmp_path: Path, tests: tuple[str, ...], own: str, is_told: bool) -> None:
    """They are refused wherever there is such a time, so that nothing ends it."""
    found = told(tmp_path, *ended_by(tests, "mediation_offered", own))
    assert found == ([("clock_never_ends", "timescales.stage_1_response.done_by")] if is_told else [])


def test_it_is_told_which_tests_are_apart(tmp_path: Path) -> None:
    (fault,) = faults_in(tmp_path, TEXT, *ended_by(("{complex: false}",), "mediation_offered", "{complex: true}"))
    assert fault.message == (
        "`stage_1_response` can never end: `mediation_offered` is open only where `complex: false`, "
        "and this is there only where `complex: true`"
    )


@pytest.mark.parametrize(
    ("written", "instead", "place"),
    [
        ("done_by: [stage_1_response_sent]", "done_by: [stage_1_response_sent, mediation_offered]", "done_by[1]"),
        (RULE, f"{RULE}\n            cancelled_by: mediation_offered", "cancelled_by"),
        (RULE, f"{RULE}\n            waived_by: [mediation_offered]", "waived_by[0]"),
        (RULE, f"{RULE}\n            restarted_by: mediation_offered", "restarted_by"),
        (
            "complaint_received\n            within",
            "[complaint_received, mediation_offered]\n            within",
            "after[1]",
        ),
        ("made_by: [extension_notified]", "made_by: [extension_notified, mediation_offered]", "extension.made_by[1]"),
    ],
)
def test_one_event_of_several_beside_its_timescale(tmp_path: Path, written: str, instead: str, place: str) -> None:
    """What else ends it, starts it or makes it longer does so; that one does nothing."""
    own = ("            done_by: [stage", "            if: {complex: true}\n            done_by: [stage")
    found = told(tmp_path, moved("{complex: false}"), (written, instead), own)
    assert found == [("event_out_of_place", f"timescales.stage_1_response.{place}")]


def test_a_move_that_contradicts_itself_is_told_alone(tmp_path: Path) -> None:
    """It is not told of the time, nor of its end, that the move excludes what they ask for."""
    changes = ended_by(("{complex: false, complaint_received: not_happened}",), "mediation_offered", "{made: orally}")
    assert told(tmp_path, *changes) == [(NEVER, "moves.mediation_offered[0].if.complaint_received")]


def test_what_follows_from_a_test_is_not_told_beside_it(tmp_path: Path) -> None:
    """One move begins and ends the time; that its test is wrong is told once."""
    begun = (RULE, RULE.replace("complaint_received", "mediation_offered"))
    own = ("            done_by: [stage", "            cancelled_by: mediation_offered\n            done_by: [stage")
    apart = ("            within: 10", "            if: {complex: true}\n            within: 10")
    found = told(tmp_path, moved("{complex: false}"), begun, own, apart)
    assert found == [(NEVER, "timescales.stage_1_response.if.complex")]


@pytest.mark.parametrize(
    ("test", "is_told"),
    [("{complex: false}", True), ("{complex: {none_of: [true]}}", True), ("{complex: not_recorded}", False)],
)
def test_a_move_beside_its_own_decision(tmp_path: Path, test: str, is_told: bool) -> None:
    """It is granted by what the decision holds when it was taken in the complainant's favour, and by nothing else."""
    decided = (
        f'mediation_offered: {{who: council, if: {test}, decided_by: the Council, recorded_as: complex, source: "3"}}'
    )
    found = told(tmp_path, (MOVE.strip(), decided))
    assert found == ([(NEVER, "moves.mediation_offered.if.complex")] if is_told else [])


@pytest.mark.parametrize(
    ("part", "word", "is_told"), [("allowed", "false", True), ("excluded", "true", True), ("excluded", "false", False)]
)
def test_a_row_of_acceptance_beside_its_own_decision(tmp_path: Path, part: str, word: str, is_told: bool) -> None:
    row = f'{{if: {{sufficient_interest: {word}}}, decided_by: the Council, recorded_as: sufficient_interest, source: "3"}}'
    acceptance = f"    acceptance: {{who_may_complain: {{{part}: [{row}]}}}}\n    begins:"
    found = [fault.path for fault in faults_in(tmp_path, TEXT, ("    begins:", acceptance)) if fault.code == NEVER]
    where = f"procedures.corporate.acceptance.who_may_complain.{part}[0].if.sufficient_interest"
    assert found == ([where] if is_told else [])
