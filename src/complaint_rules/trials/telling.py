"""Results of worked cases as text, for the command and for pytest alike."""

from collections.abc import Iterator
from textwrap import indent

from complaint_rules.trials.coverage import Coverage
from complaint_rules.trials.journeys import Proposed
from complaint_rules.trials.mutating import Fate, Mutation
from complaint_rules.trials.results import FileResult, Mismatch, Outcome, TrialResult, counted


def told_file(result: FileResult) -> str:
    """Say what is wrong in one file; nothing where all is as expected."""
    failed = (trial for trial in result.trials if trial.outcome is not Outcome.AS_EXPECTED)
    return "\n\n".join((*(str(fault) for fault in result.faults), *(told_trial(trial) for trial in failed)))


def told_trial(trial: TrialResult) -> str:
    """Say what differs in one case, each difference with its place and its working."""
    return "\n".join(_lines(trial))


def _lines(trial: TrialResult) -> Iterator[str]:
    yield f"{trial.place}: {trial.name}"
    told: set[str] = set()
    for one in trial.mismatches:
        yield f"  {one.place}: {_difference(one)}"
        if one.working and one.working not in told:
            told.add(one.working)
            yield indent(one.working, "      ")
    for place in trial.unconfirmed:
        yield f"  {place}: to be confirmed: count it, write the values, and take `confirm` away"


def _difference(one: Mismatch) -> str:
    return f"as of {one.as_of}: {one.what}: expected {one.expected}, got {one.actual}"


def told_summary(results: tuple[FileResult, ...]) -> str:
    """Say how many cases of how many files came out how."""
    counts = counted(results)
    said = [f"{counts[Outcome.AS_EXPECTED]} as expected"]
    said += [f"{counts[Outcome.DIFFERENT]} different"] if counts[Outcome.DIFFERENT] else []
    said += [f"{counts[Outcome.TO_BE_CONFIRMED]} to be confirmed"] if counts[Outcome.TO_BE_CONFIRMED] else []
    said += [f"{_of(counts['files_with_faults'], 'file')} with mistakes"] if counts["files_with_faults"] else []
    return f"{_of(counts['cases'], 'case')} in {_of(len(results), 'file')}: {', '.join(said)}."


def _of(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def told_coverage(found: Coverage) -> str:
    """Say how many rules are exercised, each that is not with its place, and each way that no case goes."""
    lines = [f"{found.profile}: {found.exercised} of {len(found.rules)} rules exercised, {_hundredths(found.percent)}."]
    lines += [f"  {rule.place}: not exercised: {', '.join(rule.clauses)}" for rule in found.missing]
    lines += [f"  {way.place}: no case goes: {', '.join(way.clauses)}" for way in found.ways_missing]
    return "\n".join(lines)


def told_mutation(found: Mutation) -> str:
    """Say how many mutants were noticed, and of each that survived what was changed to what, and where."""
    counts = {fate: len(found.having(fate)) for fate in Fate}
    tried = f"{len(found.judged)} of {found.of}" if len(found.judged) < found.of else f"{found.of}"
    said = (
        f"{counts[Fate.NOTICED]} noticed, {counts[Fate.SURVIVED]} survived, "
        f"{counts[Fate.REFUSED]} refused, {counts[Fate.EQUIVALENT]} equivalent"
    )
    lines = [f"{found.profile}: {tried} mutants: {said}. Score: {_hundredths(found.percent)}."]
    lines += [f"  {one.place}: survived: {one.change} ({one.path})" for one in found.having(Fate.SURVIVED)]
    return "\n".join(lines)


def told_journeys(found: tuple[Proposed, ...]) -> str:
    """Say of each proposed case where it was written, and of what none was found for where it stands."""
    if not found:
        return "No case is missing: every rule is exercised, and every way through the stages is gone."
    return "\n".join(_proposed(one) for one in found)


def _proposed(one: Proposed) -> str:
    if one.path is None:
        return f"{one.place}: no case found for {one.clause}: write it by hand"
    return (
        f"{one.path}: {'to be confirmed' if one.is_new else 'stands there already, and was left alone'}: {one.clause}"
    )


def _hundredths(percent: float) -> str:
    """Write a percentage; what is not all never shows as 100 %."""
    return f"{min(round(percent, 1), 99.9) if percent < 100 else 100} %"  # noqa: PLR2004
