"""What `test` finds, as a report: each worked case as one thing looked at, each difference at its expectation."""

from collections.abc import Iterable, Iterator

from complaint_rules.reports.checking import LOADS
from complaint_rules.reports.reported import Looked, Report, Reported, Rule, of_fault
from complaint_rules.trials.results import FileResult, Mismatch, Outcome, Place, TrialResult

DIFFERENT = Rule(code=Outcome.DIFFERENT.value, name="An answer is not what was counted")
TO_BE_CONFIRMED = Rule(code=Outcome.TO_BE_CONFIRMED.value, name="An expectation is yet to be counted")


def report_of(results: Iterable[FileResult]) -> Report:
    """Report what came of the worked cases of files."""
    looked = (one for result in results for one in _looked(result))
    return Report(command="test", looked=tuple(looked), rules=(DIFFERENT, TO_BE_CONFIRMED))


def _looked(result: FileResult) -> Iterator[Looked]:
    yield Looked(within=result.file, name=LOADS, found=tuple(map(of_fault, result.faults)))
    for trial in result.trials:
        different = (_different(trial, one) for one in trial.mismatches)
        unconfirmed = (_unconfirmed(trial, place) for place in trial.unconfirmed)
        yield Looked(within=result.file, name=trial.name, found=(*different, *unconfirmed))


def _different(trial: TrialResult, one: Mismatch) -> Reported:
    return Reported(
        code=DIFFERENT.code,
        name=DIFFERENT.name,
        message=f"{trial.name}: as of {one.as_of}: {one.what}: expected {one.expected}, got {one.actual}",
        detail=tuple(one.working.splitlines()),
        file=one.place.file,
        line=one.place.line,
        column=one.place.column,
        key=f"{trial.name}/{one.as_of}/{one.what}",
    )


def _unconfirmed(trial: TrialResult, place: Place) -> Reported:
    return Reported(
        code=TO_BE_CONFIRMED.code,
        name=TO_BE_CONFIRMED.name,
        message=f"{trial.name}: to be confirmed",
        mend="count it, write the values, and take `confirm` away",
        file=place.file,
        line=place.line,
        column=place.column,
        key=trial.name,
    )
