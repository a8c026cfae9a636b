"""Totals and aims with a start of their own are judged where it can only be an earlier one, or only a later one."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

TEXT = (Path(__file__).parent / "profiles" / "extension_not_longer" / "sound.yaml").read_text(encoding="utf-8")
RULE = "            after: complaint_received\n            within: 10 working days"
TOTAL = "up_to: 20 working days"
CLOSING = "          stage_1_response_sent: {to: closed, who: council"
STAGE_2 = """          stage_2_requested: {to: stage_2, who: complainant, source: "3"}
          stage_1_response_sent: {to: closed, who: council"""
BEFORE_ANY_STAGE = "    at_any_stage:"
SECOND = """      stage_2:
        moves:
          complaint_closed: {to: closed, who: council, source: "5"}
    at_any_stage:"""


def codes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    return [fault.code for fault in faults_in(folder, TEXT, *changes)]


def counted_from(start: str, key: str = "") -> tuple[str, str]:
    more = f"\n            {key}" if key else ""
    return (RULE, RULE.replace("complaint_received", start) + more)


@pytest.mark.parametrize(
    ("own", "total", "is_longer"),
    [
        # Its own start, written out; and in a list that says nothing more.
        ("complaint_received", "10 working days, after: complaint_received", False),
        ("complaint_received", "11 working days, after: complaint_received", True),
        # What is received comes before what is acknowledged, and what begins the case before all else.
        ("complaint_acknowledged", "10 working days, after: complaint_received", False),
        ("mediation_offered", "10 working days, after: complaint_received", False),
        ("[mediation_offered, complaint_acknowledged]", "10 working days, after: complaint_received", False),
        # Which of these comes first is not known, and what comes later makes the total a longer one.
        ("mediation_offered", "10 working days, after: complaint_acknowledged", True),
        ("complaint_received", "10 working days, after: complaint_acknowledged", True),
        ("complaint_received", "2 working days, after: grounds_arose_on", True),
        ("complaint_acknowledged", "10 working days, after: {later_of: [complaint_received, mediation_offered]}", True),
        # A day that was agreed may lie far ahead of the letter that says so.
        ("complaint_received", "2 working days, after: later_start_agreed", True),
    ],
)
def test_a_total_with_a_start_of_its_own(tmp_path: Path, own: str, total: str, is_longer: bool) -> None:
    found = codes(tmp_path, counted_from(own), (TOTAL, f"up_to: {total}"))
    assert found == ([] if is_longer else ["extension_not_longer"])


@pytest.mark.parametrize(
    ("could_be", "found"),
    [
        ("[complaint_received, complaint_acknowledged]", ["extension_not_longer"]),
        ("[mediation_offered, complaint_acknowledged]", []),
    ],
)
def test_a_total_of_which_the_start_is_left_open(tmp_path: Path, could_be: str, found: list[str]) -> None:
    """One of its readings has the start of the timescale itself."""
    readings = f"readings: {{after: {{could_be: {could_be}, because: it is not said}}}}"
    assert codes(tmp_path, (TOTAL, f"up_to: 5 working days, after: unstated, {readings}")) == found


@pytest.mark.parametrize(
    ("own", "aim", "is_longer"),
    [
        ("complaint_received", "{within: 11 working days, after: complaint_received}", True),
        ("complaint_received", "{within: 10 working days, after: complaint_acknowledged}", False),
        ("complaint_received", "{within: 11 working days, after: complaint_acknowledged}", True),
        # All happens after what begins the case; but what was offered may have been before the acknowledgement.
        ("complaint_received", "{within: 11 working days, after: mediation_offered}", True),
        ("complaint_acknowledged", "{within: 11 working days, after: mediation_offered}", False),
        ("complaint_acknowledged", "{within: 11 working days, after: complaint_received}", False),
        ("complaint_received", "{within: 11 working days, after: became_aware_on}", False),
        # The earlier of two may be the one that comes before.
        ("complaint_acknowledged", "{within: 3 weeks, after: [complaint_received, stage_1_response_sent]}", False),
    ],
)
def test_an_aim_with_a_start_of_its_own(tmp_path: Path, own: str, aim: str, is_longer: bool) -> None:
    without = ('            extension: {up_to: 20 working days, made_by: [extension_notified], source: "2"}\n', "")
    found = codes(tmp_path, counted_from(own, f"aim: {aim}"), without)
    assert found == (["aim_longer_than_its_limit"] if is_longer else [])


@pytest.mark.parametrize(("again", "found"), [("", ["aim_longer_than_its_limit"]), ("restarted_by", [])])
def test_a_limit_that_begins_anew_ends_later(tmp_path: Path, again: str, found: list[str]) -> None:
    """It may begin anew long after the day from which the aim is counted."""
    more = "aim: {within: 25 working days, after: complaint_acknowledged}"
    more += f"\n            {again}: mediation_offered" if again else ""
    assert codes(tmp_path, counted_from("complaint_received", more)) == found


@pytest.mark.parametrize(
    ("event", "found"), [("complaint_closed", ["aim_longer_than_its_limit"]), ("complaint_acknowledged", [])]
)
def test_what_happens_in_a_later_stage_alone_comes_later(tmp_path: Path, event: str, found: list[str]) -> None:
    """The file is closed in stage 2, and no way leads back to where the offer starts the time."""
    own = counted_from("mediation_offered", f"aim: {{within: 25 working days, after: {event}}}")
    ombudsman = ("during: [stage_1, closed]", "during: [stage_1, stage_2, closed]")
    assert codes(tmp_path, (CLOSING, STAGE_2), (BEFORE_ANY_STAGE, SECOND), ombudsman, own) == found


@pytest.mark.parametrize(
    ("own", "ends", "at", "why"),
    [
        (
            "advocate_appointed",
            "done_by: [stage_1_response_sent, advocate_requested]",
            "done_by[1]",
            "which comes before `advocate_appointed`, from which it is counted",
        ),
        (
            "advocate_appointed",
            "done_by: stage_1_response_sent\n            cancelled_by: advocate_appointed",
            "cancelled_by",
            "which starts it",
        ),
        (
            "advocate_appointed",
            "done_by: stage_1_response_sent\n            waived_by: [extension_agreed, advocate_requested]",
            "waived_by[1]",
            "which comes before `advocate_appointed`, from which it is counted",
        ),
        # It may be counted from the one and ended by the other; and anew from what cancelled it.
        ("[advocate_appointed, mediation_offered]", "done_by: [stage_1_response_sent, advocate_requested]", "", ""),
        (
            "advocate_requested",
            "done_by: stage_1_response_sent\n            restarted_by: advocate_appointed",
            "",
            "",
        ),
    ],
)
def test_one_of_several_ends_that_comes_before_the_start(
    tmp_path: Path, own: str, ends: str, at: str, why: str
) -> None:
    changes = (counted_from(own), ("done_by: [stage_1_response_sent]", ends))
    found = faults_in(tmp_path, TEXT, *changes)
    assert [fault.code for fault in found] == (["event_out_of_place"] if at else [])
    assert all(fault.path.endswith(f"stage_1_response.{at}") and fault.message.endswith(why) for fault in found)


STAGES = (Path(__file__).parent / "profiles" / "clock_starts_on_leaving" / "sound.yaml").read_text(encoding="utf-8")
PLAN = "plan: {who: council, after: stage_2_requested, within"


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("stage_3_requested", ["clock_starts_on_leaving"]),
        ("{later_of: [stage_3_requested, ombudsman_approached]}", []),
        ("[stage_3_requested, stage_2_requested]", []),
        ("[stage_3_requested, complaint_acknowledged]", []),
        ("stage_2_response_sent", []),
        ("grounds_arose_on", []),
    ],
)
def test_a_time_that_starts_as_its_stage_is_left(tmp_path: Path, start: str, found: list[str]) -> None:
    """What else may start it does so while the case is there."""
    changes = ((PLAN, PLAN.replace("stage_2_requested", start)),)
    assert [fault.code for fault in faults_in(tmp_path, STAGES, *changes)] == found


def test_it_may_be_said_that_it_runs_in_the_other_stage(tmp_path: Path) -> None:
    """The page prints it under the stage that is left."""
    printed = PLAN.replace("stage_2_requested", "stage_3_requested").replace("{who", "{during: stage_3, who")
    assert faults_in(tmp_path, STAGES, (PLAN, printed)) == ()
