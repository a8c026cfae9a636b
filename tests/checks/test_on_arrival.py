"""What has happened, and what has started and is over, wherever a test is asked."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "clock_never_ends" / "sound.yaml").read_text(encoding="utf-8")
IN_STAGE_1 = "if: {stage_1_response_sent: happened}"
IN_STAGE_2 = "stage_2_response_sent: {to: closed, who: council"
AT_ANY_STAGE = "during: [stage_1, stage_2, closed]"
RESPONSE = "stage_1_response: {who: council, after: complaint_received"
SECOND_RESPONSE = "stage_2_response: {who: council, after: stage_2_requested"
SKIP = 'source: "3"}\n      stage_2:'
BACK = """complaint_received: {to: stage_1, who: complainant, source: "5"}
          stage_2_response_sent: {to: closed, who: council"""

NEVER = "condition_never_holds"
ALWAYS = "condition_always_holds"


def codes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Return what is told of tests; what follows for stages and clocks is not looked at here."""
    return [fault.code for fault in faults_in(folder, SOUND, *changes) if fault.code.startswith("condition")]


def in_stage_1(test: str) -> tuple[str, str]:
    return (IN_STAGE_1, f"if: {test}")


def in_stage_2(test: str) -> tuple[str, str]:
    return (IN_STAGE_2, f"{IN_STAGE_2}, if: {test}")


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("{stage_2_requested: not_happened}", [NEVER]),
        ("{stage_2_requested: happened}", [ALWAYS]),
        ("{stage_2_response: not_started}", [NEVER]),
        ("{stage_1_response: not_started}", [NEVER]),
        ("{stage_2_response: {none_of: [not_started]}}", [ALWAYS]),
        # Whether the first was sent is asked of the request; one that was refused and made again is on record as well.
        ("{stage_1_response_sent: happened}", []),
        ("{stage_2_response: overdue}", []),
        ("{stage_2_response: [not_started, running]}", []),
        # The answer is about to be sent while its time runs.
        ("{stage_2_response_sent: not_happened, stage_2_response: [running, overdue]}", []),
    ],
)
def test_what_is_so_in_a_stage_that_one_event_leads_into(test: str, found: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, in_stage_2(test)) == found


@pytest.mark.parametrize("test", ["{stage_2_requested: not_happened}", "{stage_2_response: not_started}"])
def test_a_stage_that_is_entered_in_two_ways(test: str, tmp_path: Path) -> None:
    skip = (SKIP, SKIP.replace("\n", '\n          stage_1_skip_agreed: {to: stage_2, who: both, source: "3"}\n', 1))
    assert codes(tmp_path, in_stage_2(test), skip) == []


@pytest.mark.parametrize(("place", "found"), [("stage_2", [ALWAYS]), ("closed", []), ("[stage_1, closed]", [])])
def test_what_follows_on_an_end_may_say_on_which(place: str, found: list[str], tmp_path: Path) -> None:
    """And what stands in several places may ask whether it was gone through the second."""
    event = "stage_2_response_sent" if place == "closed" else "stage_2_requested"
    during = (AT_ANY_STAGE, f"during: {place}, if: {{{event}: happened}}")
    assert codes(tmp_path, during) == found


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("{stage_1_response_sent: happened, stage_1_response: [running, overdue]}", [NEVER]),
        ("{stage_1_response_sent: happened, stage_1_response: overdue}", [NEVER]),
        ("{stage_1_response_sent: happened, stage_1_response: [running, met]}", []),
        ("{stage_1_response_sent: not_happened, stage_1_response: overdue}", []),
        ("{stage_1_response: not_started}", [NEVER]),
        # A request that was refused ends no window.
        ("{stage_2_requested: happened, stage_2_request: lapsed}", []),
    ],
)
def test_what_has_ended_does_not_run(test: str, found: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, in_stage_1(test)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        # Whether it applies is asked as it starts: where it does not, it has not started, and is not running either.
        (f"{RESPONSE}, if: {{complex: true}}", ([NEVER], [])),
        # More than one may be acknowledged, and one after the answer.
        (RESPONSE.replace("complaint_received", "complaint_acknowledged"), ([], [])),
        (RESPONSE.replace("complaint_received", "[complaint_received, grounds_arose_on]"), ([], [NEVER])),
        (RESPONSE.replace("complaint_received", "grounds_arose_on"), ([], [])),
    ],
)
def test_a_clock_that_may_start_otherwise(written: str, found: tuple[list[str], list[str]], tmp_path: Path) -> None:
    over = in_stage_1("{stage_1_response_sent: happened, stage_1_response: overdue}")
    assert codes(tmp_path, over, (RESPONSE, written)) == found[0]
    assert codes(tmp_path, in_stage_1("{stage_1_response: not_started}"), (RESPONSE, written)) == found[1]


@pytest.mark.parametrize(("test", "found"), [("not_happened", [NEVER]), ("happened", [ALWAYS])])
def test_a_clock_of_a_stage_that_one_event_leads_into(test: str, found: list[str], tmp_path: Path) -> None:
    """It is counted from what may happen in any stage, but runs in this one alone."""
    written = f"{SECOND_RESPONSE}, if: {{stage_2_requested: {test}}}"
    assert (
        codes(tmp_path, (SECOND_RESPONSE, written.replace("after: stage_2_requested", "after: grounds_arose_on")))
        == found
    )


def test_a_clock_that_starts_again(tmp_path: Path) -> None:
    """The complaint may come back to its first stage, where the answer is due once more."""
    over = in_stage_1("{stage_1_response_sent: happened, stage_1_response: overdue}")
    assert codes(tmp_path, over, (IN_STAGE_2, BACK)) == []


def test_a_clock_that_starts_by_an_event_asks_of_those_before_it(tmp_path: Path) -> None:
    """As the answer is sent, its own time is still running, or overdue; and the request is about to start its clock."""
    late = "apology: {who: council, after: stage_1_response_sent, if: {stage_1_response: overdue}, within: 3 working days, "
    late += 'done_by: [complaint_acknowledged], source: "3"}'
    assert codes(tmp_path, (f"          {RESPONSE}", f"          {late}\n          {RESPONSE}")) == []
    early = SECOND_RESPONSE.replace("after", "if: {stage_1_response: [met, overdue]}, after")
    assert codes(tmp_path, (SECOND_RESPONSE, early)) == []
