"""The periods that a page is quoted with, and the lengths that are held against them."""

from pathlib import Path

import pytest

from complaint_rules.checks.analyses.quoted import quoted_in
from complaint_rules.timescales import parse_period
from tests.checks.faults_in import faults_in

UNITS = ("working days", "school days")
SOUND = (Path(__file__).parent / "profiles" / "length_not_as_quoted" / "sound.yaml").read_text(encoding="utf-8")
ACKNOWLEDGED = "source: \"2: 'within three days'\""
EXTENDED = "source: \"2: 'up to a further ten working days'\""
ANSWERED = "source: \"2: 'within 10 working days, or twenty-five (25) working days'\""


def counted(words: str) -> list[tuple[int, str]]:
    """Return how many of which unit each period that is quoted has."""
    return [(one.number, f"{one.kind} {one.unit}".strip()) for one in quoted_in(f"4, 2: '{words}'", UNITS).periods]


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("within 5 working days of it", [(5, "working day")]),
        ("sixty-five working days", [(65, "working day")]),
        ("sixty five working days", [(65, "working day")]),
        ("a 10-working-day limit", [(10, "working day")]),
        ("within twenty (20) days", [(20, "day")]),
        ("one hundred and twenty days", [(120, "day")]),
        ("10 to 20 school days", [(10, "school day"), (20, "school day")]),
        ("2 working days (48hrs)", [(2, "working day"), (48, "hour")]),
        ("a year, or 12 calendar months", [(12, "month"), (1, "year")]),
        ("a fortnight", [(1, "fortnight")]),
        ("within a working day", [(1, "working day")]),
        # Not periods: how often, how old, how long a thing is open, half a number.
        ("twice a year, 24 hours a day, 5 days per week", []),
        ("under 18 years old", []),
        ("10 reports a month", []),
        ("2.5 days", []),
        ("if it is a working day", []),
    ],
)
def test_what_is_read_of_a_quotation(words: str, periods: list[tuple[int, str]]) -> None:
    assert counted(words) == periods


def test_what_is_not_quoted_is_not_read() -> None:
    assert quoted_in("Stage 1, within 10 days: the council's 5 days", UNITS).periods == ()


@pytest.mark.parametrize(
    ("words", "period", "agree"),
    [
        ("10 days", "10 working days", True),
        ("10 days", "10 calendar days", True),
        ("10 working days", "10 calendar days", False),
        ("10 working days", "10 school days", False),
        ("10 business days", "10 working days", True),
        ("10 calendar days", "10 working days", False),
        ("28 calendar days", "4 weeks", True),
        ("a fortnight", "14 calendar days", True),
        ("a fortnight", "2 weeks", True),
        ("two weeks", "10 working days", False),
        ("12 months", "1 year", True),
        ("12 months", "12 weeks", False),
        ("24 hours", "24 hours", True),
        ("24 hours", "1 working day", False),
    ],
)
def test_which_lengths_agree(words: str, period: str, agree: bool) -> None:
    (quoted,) = quoted_in(f"'{words}'", UNITS).periods
    assert quoted.agrees(parse_period(period, UNITS), UNITS) is agree


@pytest.mark.parametrize(
    "changes",
    [
        # The number alone is quoted.
        ((EXTENDED, "source: \"2: 'extended to thirty-five, or by 50 percent'\""),),
        # What the quotation has is the length beside the extension.
        ((EXTENDED, "source: \"2: 'more than the 10 working days'\""),),
        ((ANSWERED, "source: \"2: 'at most 35 working days'\""),),
        # The page has named it before, of something else.
        ((ACKNOWLEDGED, "source: \"2: 'inclusive of the 5 days for that'\""),),
        # It is another reading of the key.
        (
            ("within: 3 working days", "within: 5 working days"),
            (ACKNOWLEDGED, f"{ACKNOWLEDGED}\n            readings: {{within: {{could_be: [3 weeks], because: it}}}}"),
            ("'within three days'", "'within three weeks'"),
        ),
        (
            ("within: 3 working days", "within: as soon as possible"),
            (ACKNOWLEDGED, "source: \"2: 'within 5 days'\""),
        ),
        # Of two lengths one is quoted, and beside it, in brackets, something that is inside it.
        ((ANSWERED, "source: \"2: 'within 10 working days (inclusive of the 3 days to acknowledge)'\""),),
    ],
)
def test_what_is_not_told(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    assert faults_in(tmp_path, SOUND, *changes) == ()


@pytest.mark.parametrize(
    ("change", "at", "mend"),
    [
        (
            ("within: 3 working days", "aim: {within: 4 working days}"),
            "acknowledge.aim.within",
            "write `3 working days`",
        ),
        (("within: 3 working days", "at_least: 4 calendar days"), "acknowledge.at_least", "write `3 calendar days`"),
        (("up_to: 35 working days", "adds: 20 working days"), "extension.adds", "write `10 working days`"),
        (
            ("up_to: 35 working days", "up_to: 45 working days"),
            "extension.up_to",
            "write `35 working days` or `20 working days`",
        ),
    ],
)
def test_where_it_is_told_and_what_to_write(tmp_path: Path, change: tuple[str, str], at: str, mend: str) -> None:
    (fault,) = faults_in(tmp_path, SOUND, change)
    assert fault.code == "length_not_as_quoted"
    assert fault.path.endswith(at)
    assert fault.mend.startswith(f"{mend};")


def test_an_endless_citation_takes_no_time() -> None:
    assert quoted_in("'a " * 100_000, UNITS).periods == ()
