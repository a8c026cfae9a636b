"""From plain values to a document model; every mistake becomes a fault with its place on the page.

pydantic finds the mistakes, and this package tells them: in the words of the format, once for each place, and
without the names of the models. A place is found by walking the value and the model's annotations together,
because pydantic's own path also names the branch of a union that was tried (`places`). Where a union fails in
every branch, the branch that got furthest speaks; where none got anywhere, all that would fit is named (`unions`).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from complaint_rules.errors import ComplaintRulesError, Fault, ProfileError
from complaint_rules.profiles.reading import MOST_FAULTS, Reading, too_many_faults
from complaint_rules.profiles.validating.finding import converted_values, problem_of
from complaint_rules.profiles.validating.places import kinds_of
from complaint_rules.profiles.validating.problems import Problem
from complaint_rules.profiles.validating.telling import told_fault
from complaint_rules.profiles.validating.unions import furthest_of_all

__all__ = ["validate"]

M = TypeVar("M", bound=BaseModel)

# A union gives several details for one fault; beyond this many, a hostile file would cost more than it is worth.
MOST_DETAILS: Final = 20 * MOST_FAULTS


def validate(model: type[M], reading: Reading, *, error: type[ComplaintRulesError] = ProfileError) -> M:
    """Return the reading as a document of this model, nothing converted on the way.

    Even where the model is lax, `true` is not the number 1, and texts, numbers and dates never pass for each
    other. A validator may raise `PydanticCustomError(code, message, {"mend": ...})` to word the fault itself, and
    say with `"at": (...)` at which place below its own the fault is. Raises `error` with every fault, in the
    order of the page.
    """
    problems: list[Problem] = []
    document: M | None = None
    try:
        document = model.model_validate(reading.value)
    except ValidationError as failed:
        details = failed.errors(include_url=False)
        found = [problem_of(model, reading.value, detail) for detail in details[:MOST_DETAILS]]
        problems = furthest_of_all(found)
    told = {problem.path for problem in problems}
    converted = islice(converted_values(kinds_of(model), reading.value, ()), MOST_DETAILS)
    problems += [problem for problem in converted if problem.path not in told]
    if document is None or problems:
        raise error(_in_order((told_fault(problem, reading) for problem in problems), reading.file))
    return document


def _in_order(faults: Iterable[Fault], file: str) -> list[Fault]:
    """Return each fault once, in the order of the page, and not more than anybody would mend at once."""
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column))
    more = [too_many_faults(file)] if len(ordered) > MOST_FAULTS else []
    return ordered[:MOST_FAULTS] + more
