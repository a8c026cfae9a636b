"""What is held against each other over the calendar: lengths in units of two kinds, and duties counted from duties."""

from pathlib import Path

import pytest

from complaint_rules.checks import run_checks
from complaint_rules.loading import pages
from tests.checks.faults_in import faults_in

PROFILES = Path(__file__).parent / "profiles"
EXTENDED = (PROFILES / "extension_not_longer" / "sound.yaml").read_text(encoding="utf-8")
ACKNOWLEDGED = (PROFILES / "acknowledgement_after_the_answer" / "sound.yaml").read_text(encoding="utf-8")
WINDOW = (PROFILES / "window_closes_before_it_opens" / "sound.yaml").read_text(encoding="utf-8")
AFTER_RECEIPT = "stage_1_response: {who: council, after: complaint_received"
OPEN = "after: complaint_received, within: 11 working days"


def codes(tmp_path: Path, text: str, *changes: tuple[str, str]) -> list[str]:
    """Return the codes of what is found in a profile with pieces of it written otherwise."""
    return [fault.code for fault in faults_in(tmp_path, text, *changes)]


@pytest.mark.parametrize(
    ("total", "is_longer"),
    [
        # Ten working days from a Sunday end on the Friday of the second week, the twelfth day; from other days later.
        ("10 calendar days", False),
        ("1 week", False),
        ("12 calendar days", False),
        ("13 calendar days", True),
        ("1 month", True),
    ],
)
def test_an_extension_in_another_unit(tmp_path: Path, total: str, is_longer: bool) -> None:
    found = codes(tmp_path, EXTENDED, ("up_to: 20 working days", f"up_to: {total}"))
    assert found == ([] if is_longer else ["extension_not_longer"])


@pytest.mark.parametrize(
    ("total", "is_longer"), [("5 working days", False), ("10 working days", False), ("11 working days", True)]
)
def test_an_extension_of_an_aim(tmp_path: Path, total: str, is_longer: bool) -> None:
    """Beside a limit it is the limit that is extended, and the aim stays."""
    changes = (("within: 10 working days", "aim: 10 working days"), ("up_to: 20 working days", f"up_to: {total}"))
    assert codes(tmp_path, EXTENDED, *changes) == ([] if is_longer else ["extension_not_longer"])
    both = ("within: 10 working days", "within: 4 working days\n            aim: 3 working days")
    assert codes(tmp_path, EXTENDED, both, changes[1]) == []


@pytest.mark.parametrize(
    ("first", "other", "told"),
    [
        ("25 working days", "10 working days", "the 25 working days that it has where `complex: true`"),
        ("10 working days", "5 weeks", "the 5 weeks that it has in all other cases"),
        ("20 working days", "20 working days", "20 working days, 20 working days, which is no longer"),
        # The page may give one total for both; and of a month it hangs on the days whether it is longer.
        ("20 working days", "10 working days", ""),
        ("as soon as possible", "10 working days", ""),
        ("1 month", "10 working days", ""),
    ],
)
def test_an_extension_of_a_length_that_is_chosen_by_case(tmp_path: Path, first: str, other: str, told: str) -> None:
    within = f"within: [{{if: {{complex: true}}, then: {first}}}, {{then: {other}}}]"
    found = faults_in(tmp_path, EXTENDED, ("within: 10 working days", within))
    assert [fault.code for fault in found] == (["extension_not_longer"] if told else [])
    assert all(told in fault.message for fault in found)


@pytest.mark.parametrize(
    ("only", "made_by", "is_found"),
    [
        ("", "[extension_notified]", True),
        ("if: {complex: true}, ", "[extension_notified]", True),
        ("if: {complex: false}, ", "[extension_notified]", False),
        ("", "[extension_notified, {complex: false}]", True),
        ("", "[{complex: false}]", False),
        # An event that had not happened when the length was chosen may have happened when more time is asked for.
        ("if: {mediation_offered: happened}, ", "[extension_notified]", True),
    ],
)
def test_an_extension_that_leaves_a_band_out(tmp_path: Path, only: str, made_by: str, is_found: bool) -> None:
    within = "within: [{if: {complex: false}, then: 10 working days}, {if: {complex: true}, then: 25 working days}]"
    changes = (("within: 10 working days", within), ("up_to: 20", f"{only}up_to: 20"))
    found = codes(tmp_path, EXTENDED, *changes, ("made_by: [extension_notified]", f"made_by: {made_by}"))
    assert found == (["extension_not_longer"] if is_found else [])


@pytest.mark.parametrize(
    ("window", "opens_in_time"),
    [
        # The acknowledgement may take three working days and the answer ten more from there: thirteen.
        ("13 working days", False),
        ("14 working days", True),
        ("1 week", False),
        ("2 months", True),
    ],
)
def test_a_window_that_closes_before_a_duty_counted_from_another(
    tmp_path: Path, window: str, opens_in_time: bool
) -> None:
    after_another = AFTER_RECEIPT.replace("complaint_received", "complaint_acknowledged")
    changes = ((AFTER_RECEIPT, after_another), (OPEN, f"after: complaint_received, within: {window}"))
    assert codes(tmp_path, WINDOW, *changes) == ([] if opens_in_time else ["window_closes_before_it_opens"])


@pytest.mark.parametrize(
    ("least", "opens_in_time"), [("1 month", True), ("22 calendar days", True), ("6 weeks", False)]
)
def test_a_window_that_opens_after_it_has_closed(tmp_path: Path, least: str, opens_in_time: bool) -> None:
    """A month has 31 days at most; a window of one day is one."""
    found = codes(tmp_path, WINDOW, ("at_least: 2 weeks", f"at_least: {least}"))
    assert found == ([] if opens_in_time else ["window_closes_before_it_opens"])


@pytest.mark.parametrize(
    ("time", "found"),
    [
        # Ten working days are two weeks from most days, and eighteen days of the calendar at the most, over Christmas.
        ("14 calendar days", []),
        ("3 weeks", ["acknowledgement_after_the_answer"]),
        ("1 month", ["acknowledgement_after_the_answer"]),
        ("11 working days", ["acknowledgement_after_the_answer"]),
        ("10 working days", []),
    ],
)
def test_an_acknowledgement_in_another_unit_than_the_answer(tmp_path: Path, time: str, found: list[str]) -> None:
    written = "acknowledge: {who: council, after: complaint_received, within: 10 working days"
    assert codes(tmp_path, ACKNOWLEDGED, (written, written.replace("10 working days", time))) == found


def test_an_acknowledgement_that_is_an_aim_is_told_at_it(tmp_path: Path) -> None:
    """The place is that of the time which is written, and it has no other."""
    text = ACKNOWLEDGED.replace(
        "after: complaint_received, within: 10 working days", "after: complaint_received, aim: 3 weeks", 1
    )
    path = tmp_path / "northshire.yaml"
    path.write_text(text, encoding="utf-8")
    (fault,) = run_checks(pages(str(path))[0]).faults
    assert (fault.code, fault.path.rpartition(".")[2], fault.text) == (
        "acknowledgement_after_the_answer",
        "aim",
        "3 weeks",
    )


@pytest.mark.parametrize("event", ["complaint_resumed", "complaint_reinstated"])
def test_nothing_comes_back_that_was_never_set_aside(tmp_path: Path, event: str) -> None:
    """No move suspends a complaint here, and none withdraws it."""
    found = codes(tmp_path, ACKNOWLEDGED, ("done_by: [complaint_acknowledged]", f"done_by: [{event}]"))
    assert found == ["clock_never_ends"]
