"""Faults: everything that is wrong with a file, once for each place, in the order of the page."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Final

from pydantic import BaseModel, ValidationError

from complaint_rules.errors import Fault
from complaint_rules.profiles.reading import MOST_FAULTS, Reading, too_many_faults
from complaint_rules.profiles.validating.belonging import with_belonging
from complaint_rules.profiles.validating.finding import converted_values, problem_of
from complaint_rules.profiles.validating.places import kinds_of
from complaint_rules.profiles.validating.problems import Problem
from complaint_rules.profiles.validating.telling import told_fault
from complaint_rules.profiles.validating.unions import furthest_of_all

__all__ = ["faults_of", "with_keys_among_names"]

# A union gives several details for one fault; beyond this many, a hostile file would cost more than it is worth.
MOST_DETAILS: Final = 10 * MOST_FAULTS


def faults_of(model: type[BaseModel], reading: Reading, failure: ValidationError | None) -> list[Fault]:
    """Return what pydantic found, if it found anything, and what a lax model would have converted."""
    problems = [] if failure is None else _found(model, reading, failure)
    told = {problem.path for problem in problems}
    converted = islice(converted_values(kinds_of(model), reading.value, ()), MOST_DETAILS)
    problems += [problem for problem in converted if problem.path not in told]
    placed = with_belonging(model, reading.value, problems)
    return _in_order((told_fault(problem, reading) for problem in placed), reading.file)


def with_keys_among_names(
    model: type[BaseModel], reading: Reading, failure: ValidationError, faults: list[Fault]
) -> list[Fault]:
    """Return mistakes of a reading; of a key among names, and the keys that stand twice below it, the first alone."""
    told = with_belonging(model, reading.value, _found(model, reading, failure))
    for shallow in (told_fault(problem, reading) for problem in told if problem.code == "unknown_key"):
        twice = [fault for fault in faults if fault.code == "duplicate_key" and _is_below(fault, shallow)]
        if twice:
            down_to = f"set it in further, with the lines below it up to line {twice[0].line - 1}, "
            mend = shallow.mend.replace("set it in further, ", down_to)
            faults = [*(fault for fault in faults if fault not in twice), replace(shallow, mend=mend)]
    return _in_order(faults, reading.file)


def _is_below(fault: Fault, shallow: Fault) -> bool:
    """Say whether a key stands in the block of another."""
    return fault.path.rpartition(".")[0] == shallow.path


def _found(model: type[BaseModel], reading: Reading, failure: ValidationError) -> list[Problem]:
    details = failure.errors(include_url=False)
    return furthest_of_all([problem_of(model, reading.value, detail) for detail in details[:MOST_DETAILS]])


def _in_order(faults: Iterable[Fault], file: str) -> list[Fault]:
    """Return each fault once, in the order of the page, and not more than anybody would mend at once."""
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column))
    more = [too_many_faults(file)] if len(ordered) > MOST_FAULTS else []
    return ordered[:MOST_FAULTS] + more
