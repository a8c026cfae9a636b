"""The shipped calendar, read plainly: the reader that judges calendar files has tests of its own."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from complaint_rules.working_days import (
    CorrectedDay,
    CorrectionKind,
    WorkingCalendar,
    bank_holiday_calendar,
)

ENGLAND_AND_WALES = Path(__file__).parents[2] / "profiles" / "calendars" / "england-and-wales.yaml"


@pytest.fixture(scope="session")
def document() -> dict:
    """Read the file as plain data."""
    return yaml.safe_load(ENGLAND_AND_WALES.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def corrections(document: dict) -> tuple[CorrectedDay, ...]:
    """Read the table of proclaimed days."""
    return tuple(
        CorrectedDay(
            day=row["day"],
            name=row["name"],
            kind=CorrectionKind(row["kind"]),
            replaces=row.get("replaces"),
            announced=row.get("announced"),
            source=row["source"],
        )
        for row in document["days"]
    )


@pytest.fixture(scope="session")
def england(document: dict, corrections: tuple[CorrectedDay, ...]) -> WorkingCalendar:
    """Build the calendar of England and Wales, 2006 to 2060, published until the end of 2028."""
    return bank_holiday_calendar(
        document["name"],
        document["edition"],
        document["known_from"],
        date(2060, 12, 31),
        document["known_until"],
        corrections,
    )
