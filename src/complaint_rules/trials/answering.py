"""The answers that worked cases ask for, and no others: an assessment as plain data, made key by key when looked at.

A whole assessment as plain data costs five times as much as the assessment, and a worked case looks at a tenth of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from complaint_rules.assessment.on_demand import OnDemand
from complaint_rules.cases.case import Case
from complaint_rules.procedures.procedure import Procedure


class _Row(Mapping[str, object]):
    """A row as plain data: each key is the attribute of its name."""

    def __init__(self, row: object) -> None:
        self.row = row

    def __getitem__(self, key: str) -> object:
        return _plain(getattr(self.row, key))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [item.to_dict() if hasattr(item, "to_dict") else item for item in value]
    return value or None if value == "" else value


class Answer(Mapping[str, object]):
    """An assessment as `differences` reads it."""

    def __init__(self, assessment: OnDemand) -> None:
        self.assessment = assessment

    def __getitem__(self, key: str) -> object:
        found = self.assessment
        if key in ("due_dates", "transitions", "escalation", "irregularities"):
            return [_Row(row) for row in getattr(found, key)]
        return found.acceptance.to_dict() if key == "acceptance" else _plain(getattr(found, key))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def answer_of(procedure: Procedure, case: Case, as_of: date) -> Answer:
    """Assess a case without words. Raises `CaseError` as `assess` does."""
    return Answer(OnDemand(procedure, case, as_of))
