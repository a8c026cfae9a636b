"""What came of running worked cases: plain values, for whoever writes them out in one form or another."""

from datetime import date
from enum import StrEnum

from complaint_rules.errors import Fault
from complaint_rules.values import frozen


class Outcome(StrEnum):
    """What came of a case. One to be confirmed has an expectation that nobody has counted yet; it is a failure."""

    AS_EXPECTED = "as_expected"
    DIFFERENT = "different"
    TO_BE_CONFIRMED = "to_be_confirmed"


@frozen
class Place:
    """Where something is written; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write the place as people and editors read it."""
        return f"{self.file}:{self.line}:{self.column}"

    def to_dict(self) -> dict[str, str | int]:
        """Return the place as plain data."""
        return {"file": self.file, "line": self.line, "column": self.column}


@frozen
class Mismatch:
    """One expectation that was not met, and where it is written.

    `what` is the key and what it is said of, in words. `working` is how the answer was reached: the day-by-day ledger
    of a timescale, the reasons of a move.
    """

    place: Place
    as_of: date
    what: str
    expected: str
    actual: str
    working: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            **self.place.to_dict(),
            "as_of": self.as_of.isoformat(),
            "what": self.what,
            "expected": self.expected,
            "actual": self.actual,
            "working": self.working,
        }


@frozen
class TrialResult:
    """What came of one case. `unconfirmed` are the places of the expectations that a person has yet to count."""

    name: str
    procedure: str
    place: Place
    mismatches: tuple[Mismatch, ...] = ()
    unconfirmed: tuple[Place, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        if self.mismatches:
            return Outcome.DIFFERENT
        return Outcome.TO_BE_CONFIRMED if self.unconfirmed else Outcome.AS_EXPECTED

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "name": self.name,
            "procedure": self.procedure,
            **self.place.to_dict(),
            "outcome": self.outcome.value,
            "differences": [one.to_dict() for one in self.mismatches],
            "unconfirmed": [one.to_dict() for one in self.unconfirmed],
        }


@frozen
class FileResult:
    """What came of one file: its cases, or the mistakes for which none of them was run."""

    file: str
    trials: tuple[TrialResult, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_as_expected(self) -> bool:
        """Say whether every case came out as expected."""
        return not self.faults and all(trial.outcome is Outcome.AS_EXPECTED for trial in self.trials)

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "file": self.file,
            "cases": [trial.to_dict() for trial in self.trials],
            "faults": [fault.to_dict() for fault in self.faults],
        }


def counted(results: tuple[FileResult, ...]) -> dict[str, int]:
    """Return how many cases had each outcome, and how many files had mistakes."""
    outcomes = [trial.outcome for result in results for trial in result.trials]
    found = {outcome.value: outcomes.count(outcome) for outcome in Outcome}
    return {"cases": len(outcomes), **found, "files_with_faults": sum(bool(result.faults) for result in results)}
