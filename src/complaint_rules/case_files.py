"""Case files to cases: what a person wrote down of one complaint, with mistakes told as well as a profile's are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from complaint_rules.cases.admission import admit
from complaint_rules.cases.case import Case, Event
from complaint_rules.errors import CaseError, Fault
from complaint_rules.loading import load_profile
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.profiles.case_document import (
    CaseDocument,
    EventDocument,
    Expected,
    WorkedCaseDocument,
    WorkedCasesDocument,
)
from complaint_rules.profiles.reading import Reading, read_file
from complaint_rules.profiles.validating import validate

__all__ = ["CaseFile", "WorkedCase", "read_case", "read_worked_cases"]

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with the procedure that it runs under."""

    procedure: Procedure
    case: Case
    file: str


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A case with the answers that a person counted by hand."""

    name: str
    why: str
    procedure: Procedure
    case: Case
    expected: tuple[Expected, ...]
    file: str


def read_case(path: Path) -> CaseFile:
    """Read a case file, YAML or JSON.

    Raises `CaseError` for the case's own mistakes, each with its line, and `ProfileError` for its profile's.
    """
    reading = read_file(path, error=CaseError)
    document = validate(CaseDocument, reading, error=CaseError)
    procedure = _procedure(document.profile, document.procedure, path, reading, ())
    case = _case(document, procedure, reading, ())
    return CaseFile(procedure, case, str(path))


def read_worked_cases(path: Path) -> tuple[WorkedCase, ...]:
    """Read a file of worked cases. Raises as `read_case` does."""
    reading = read_file(path, error=CaseError)
    document = validate(WorkedCasesDocument, reading, error=CaseError)
    return tuple(_worked(document, at, path, reading) for at in range(len(document.cases)))


def _worked(document: WorkedCasesDocument, at: int, path: Path, reading: Reading) -> WorkedCase:
    written = document.cases[at]
    place: tuple[str | int, ...] = ("cases", at)
    procedure = _procedure(document.profile, written.procedure, path, reading, place)
    case = _case(written, procedure, reading, place)
    return WorkedCase(written.name, written.why, procedure, case, tuple(written.expect), str(path))


def _procedure(profile: str, procedure: str, path: Path, reading: Reading, place: tuple[str | int, ...]) -> Procedure:
    beside = path.parent / profile
    loaded = load_profile(beside if profile.endswith((".yaml", ".yml")) else profile)
    try:
        return loaded.procedure(procedure)
    except CaseError as error:
        raise CaseError(_placed(error.faults, reading, place, at="procedure")) from error


def _case(
    document: CaseDocument | WorkedCaseDocument,
    procedure: Procedure,
    reading: Reading,
    place: tuple[str | int, ...],
) -> Case:
    case = Case((_event(event) for event in document.events), document.facts)
    try:
        admit(case, procedure)
    except CaseError as error:
        raise CaseError(_placed(error.faults, reading, place)) from error
    return case


def _event(document: EventDocument) -> Event:
    return Event(
        document.event,
        document.on,
        **{name: _detail(name, value) for name, value in document.details.items()},
    )


def _detail(name: str, value: object) -> object:
    is_hour = name == "at" and isinstance(value, str) and _HOUR.fullmatch(value)
    return time.fromisoformat(str(value)) if is_hour else value


def _placed(faults: tuple[Fault, ...], reading: Reading, place: tuple[str | int, ...], at: str = "") -> Iterator[Fault]:
    """Give faults their place in the file."""
    for fault in faults:
        steps = (*place, *_steps(fault.path or at))
        mark = reading.mark(steps)
        yield replace(fault, file=reading.file, line=mark.line, column=mark.column, text=fault.text or mark.text)


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(name or int(number) for name, number in _STEP.findall(path))


# Comparing a worked case with the answer.


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that was not met."""

    as_of: date
    what: str
    expected: object
    actual: object

    def __str__(self) -> str:
        """Say what was expected and what came."""
        return f"as of {self.as_of}: {self.what}: expected {self.expected}, got {self.actual}"


def differences(expected: Expected, answer: Mapping[str, object]) -> Iterator[Difference]:
    """Yield each difference between what a person counted and an assessment as plain data."""
    for key in ("stage", "status"):
        if key in expected.model_fields_set:
            yield from _differs(expected.as_of, key, getattr(expected, key), answer[key])
    for row in expected.due:
        found = _row(answer["due_dates"], timescale=row.timescale, basis=row.basis, occurrence=row.occurrence)
        yield from _compare(expected.as_of, f"{row.basis} {row.timescale} {row.occurrence}", row, found)
    for key, moves in (("transitions", expected.moves), ("escalation", expected.escalation or [])):
        for move in moves:
            found = _row(answer[key], event=move.event, basis=move.basis)
            yield from _compare(expected.as_of, f"{move.basis} {move.event} ({key})", move, found)
    yield from _compare_acceptance(expected, answer)
    if expected.irregularities is not None:
        codes = {one["code"] for one in answer["irregularities"]}  # type: ignore[attr-defined]
        yield from _differs(expected.as_of, "irregularities", sorted(set(expected.irregularities)), sorted(codes))


def _row(rows: object, **keys: object) -> Mapping[str, object] | None:
    assert isinstance(rows, list)
    return next((row for row in rows if all(row[key] == value for key, value in keys.items())), None)


def _compare(as_of: date, what: str, expected: object, found: Mapping[str, object] | None) -> Iterator[Difference]:
    if found is None:
        yield Difference(as_of, what, "a row", "none")
        return
    for key in sorted(expected.model_fields_set):  # type: ignore[attr-defined]
        value = getattr(expected, key)
        if key == "readings":
            yield from _differs(as_of, f"{what} {key}", _as_set(value), _read_as(value, found[key]))
        elif key == "missing_facts":
            yield from _differs(as_of, f"{what} {key}", sorted(value), sorted(found[key]))  # type: ignore[call-overload]
        else:
            yield from _differs(as_of, f"{what} {key}", value, found[key])


def _as_set(readings: list[dict[str, object]]) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted((key, str(value)) for key, value in one.items())) for one in readings}


def _read_as(expected: list[dict[str, object]], found: object) -> set[tuple[tuple[str, str], ...]]:
    keys = {key for one in expected for key in one}
    assert isinstance(found, list)
    return {tuple(sorted((key, str(one[key])) for key in keys if key in one)) for one in found}


def _compare_acceptance(expected: Expected, answer: Mapping[str, object]) -> Iterator[Difference]:
    written = expected.acceptance
    council = answer["acceptance"]
    assert isinstance(council, dict)
    bases = {"council": council} | {each["basis"]: each for each in council["law"]}
    for one in written if isinstance(written, list) else filter(None, [written]):
        found = bases.get(one.basis)
        flat = (
            {**found, **{part: found[part]["permission"] for part in ("who", "what", "time_limit")}} if found else None
        )
        if found is not None and flat is not None:
            flat["decided_by"] = found["time_limit"]["decided_by"]
            flat["routes"] = [route["procedure"] for route in found["routes"] if route["permission"] != "refused"]
        yield from _compare(expected.as_of, f"{one.basis} acceptance", one, flat)


def _differs(as_of: date, what: str, expected: object, actual: object) -> Iterator[Difference]:
    plain = expected.isoformat() if isinstance(expected, date) else expected
    if plain != actual:
        yield Difference(as_of, what, plain, actual)
