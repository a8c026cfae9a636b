"""Running worked cases: each expectation held against the answer, and what was not met told with its working."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from complaint_rules.assessment.assess import Assessment
from complaint_rules.case_files import Difference, WorkedCase, differences, read_worked_cases
from complaint_rules.errors import CaseError, ComplaintRulesError
from complaint_rules.profiles.case_document import AcceptanceExpected, DueExpected, Expected, MoveExpected
from complaint_rules.questions import assess
from complaint_rules.trials.answering import answer_of
from complaint_rules.trials.expectations import slips
from complaint_rules.trials.results import FileResult, Mismatch, Place, TrialResult

Steps = tuple[str | int, ...]


def read_trials(path: Path, tested: Path | None = None) -> tuple[WorkedCase, ...]:
    """Read a file of worked cases. Raises as `read_worked_cases` does, and for what they expect of no such name."""
    found = read_worked_cases(path, tested)
    faults = [fault for worked in found for fault in slips(worked)]
    if faults:
        raise CaseError(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return found


def run_files(files: Iterable[tuple[Path, Path | None]]) -> Iterator[FileResult]:
    """Run the cases of files, each for the profile file that is tested, or none where only the cases are named.

    Each file is run by itself: the mistakes of one hide nothing of the others. It is run once for each profile.
    """
    pairs = tuple(dict.fromkeys(files))
    of_a_profile = {path for path, tested in pairs if tested is not None}
    for path, tested in (pair for pair in pairs if pair[1] is not None or pair[0] not in of_a_profile):
        try:
            yield FileResult(str(path), tuple(run_trial(worked) for worked in read_trials(path, tested)))
        except ComplaintRulesError as error:
            yield FileResult(str(path), faults=error.faults)


def run_trial(worked: WorkedCase) -> TrialResult:
    """Run one case."""
    days = enumerate(worked.expected)
    return TrialResult(
        name=worked.name,
        procedure=worked.procedure.id,
        place=place_of(worked, "name"),
        mismatches=tuple(one for at, expected in days for one in _mismatches(worked, at, expected)),
        unconfirmed=tuple(_unconfirmed(worked)),
    )


def place_of(worked: WorkedCase, *steps: str | int) -> Place:
    """Return where something of a case is written."""
    mark = worked.mark(*steps)
    return Place(worked.file, mark.line, mark.column)


def notices(worked: WorkedCase) -> bool:
    """Say whether any expectation is not met, stopping at the first; a case that cannot be asked is noticed too."""
    try:
        return any(
            True
            for expected in worked.expected
            for _ in differences(expected, answer_of(worked.procedure, worked.case, expected.as_of))
        )
    except CaseError:
        return True


def _mismatches(worked: WorkedCase, at: int, expected: Expected) -> Iterator[Mismatch]:
    try:
        answer = answer_of(worked.procedure, worked.case, expected.as_of)
    except CaseError as error:
        place = place_of(worked, "expect", at, "as_of")
        yield Mismatch(place, expected.as_of, "the question", "an answer", str(error))
        return
    found = list(differences(expected, answer))
    spoken = assess(worked.procedure, worked.case, expected.as_of) if found else None
    for one in found:
        assert spoken is not None
        yield Mismatch(
            place=place_of(worked, "expect", at, *one.path),
            as_of=one.as_of,
            what=one.what,
            expected=_said(one.expected),
            actual=_said(one.actual),
            working=_working(expected, one, spoken),
        )


def _said(value: object) -> str:
    """Write a value as the file would."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_said(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_said, value))}]"
    if isinstance(value, set):
        return " or ".join(sorted(", ".join(f"{key}: {said}" for key, said in one) for one in value)) or "none"
    return str(value)


def _working(expected: Expected, difference: Difference, answer: Assessment) -> str:
    """Return how the answer was reached of which an expectation was not met."""
    section, *rest = difference.path
    if section == "due":
        return _of_row(expected.due[_number(rest)], answer)
    if section in ("moves", "escalation"):
        written = expected.moves if section == "moves" else expected.escalation or []
        move = written[_number(rest)]
        return (_is_no_escalation(move, answer) if section == "escalation" else "") + _of_move(move, answer)
    if section == "acceptance":
        return _of_acceptance(expected, rest, answer)
    return "\n".join(f"{one.explain()} [{one.code}]" for one in answer.irregularities)


def _number(steps: Iterable[str | int]) -> int:
    return next(step for step in steps if isinstance(step, int))


def _of_row(row: DueExpected, answer: Assessment) -> str:
    rows = [one for one in answer.due_dates if (one.timescale, one.basis.value) == (row.timescale, row.basis)]
    meant = [one for one in rows if one.occurrence == row.occurrence]
    if meant or not rows:
        return "\n\n".join(one.explain() for one in meant)
    return f"It has started {len(rows)} time{'s' if len(rows) > 1 else ''} by then."


def _is_no_escalation(move: MoveExpected, answer: Assessment) -> str:
    """Say where a line belongs that stands among the escalations, and is of a move that takes the case nowhere."""
    rows = [one for one in answer.transitions if (one.event, one.basis.value) == (move.event, move.basis)]
    if not rows or any(one.goes_further for one in rows):
        return ""
    return f"`{move.event}` takes the case to no further stage, and is no escalation: write this line under `moves`.\n"


def _of_move(move: MoveExpected, answer: Assessment) -> str:
    moves = (one for one in answer.transitions if (one.event, one.basis.value) == (move.event, move.basis))
    return "\n\n".join(one.explain() for one in moves)


def _of_acceptance(expected: Expected, rest: Sequence[str | int], answer: Assessment) -> str:
    """Return how the answer of the basis was reached of which the line is, and of no other."""
    written = expected.acceptance
    line = written[_number(rest)] if isinstance(written, list) else written
    sides = (answer.acceptance.alone, *answer.acceptance.beside)
    return "\n\n".join(one.explain() for one in sides if line is not None and one.basis.value == line.basis)


def _unconfirmed(worked: WorkedCase) -> Iterator[Place]:
    for at, expected in enumerate(worked.expected):
        for steps in _to_confirm(expected):
            yield place_of(worked, "expect", at, *steps)


def _to_confirm(expected: Expected) -> Iterator[Steps]:
    """Yield the places below a day at which it says that something is to be confirmed."""
    if expected.confirm:
        yield ("confirm",)
    acceptance = expected.acceptance
    lists: tuple[tuple[str, Sequence[DueExpected | MoveExpected | AcceptanceExpected]], ...] = (
        ("due", expected.due),
        ("moves", expected.moves),
        ("escalation", expected.escalation or []),
        ("acceptance", acceptance if isinstance(acceptance, list) else []),
    )
    yield from ((key, at, "confirm") for key, rows in lists for at, row in enumerate(rows) if row.confirm)
    if acceptance is not None and not isinstance(acceptance, list) and acceptance.confirm:
        yield ("acceptance", "confirm")
