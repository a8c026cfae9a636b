"""Whether two compiled procedures must give every case the same answers: shown cheaply, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from itertools import product
from math import prod
from typing import Any, Final

from complaint_rules.assessment.acceptance import Verdict, acceptance_by
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart
from complaint_rules.trials.idle_rows import is_idle, told_apart

__all__ = ["is_equivalent", "sketch"]

_LEFT_OUT = frozenset({"citation", "note", "readings", "editions", "packs", "tables", "simple_starts", "calendars"})
"""What says where a rule stands, or is made from the rules."""

_MOST: Final = 3_000
"""So many combinations of facts are tried; a part that asks for more is not shown to be the same."""

_ANY_DAY: Final = date(2024, 6, 3)


def is_equivalent(one: Procedure, other: Procedure) -> bool:
    """Say whether two procedures are the same rules, or differ in rows of acceptance alone that always answer alike."""
    if sketch(one) == sketch(other):
        return True
    if sketch(_without_parts(one)) != sketch(_without_parts(other)):
        return False
    return all(_answers_alike(one, other, part) for part in ("who", "what"))


def sketch(value: Any) -> Any:
    """Return rules as nested values that can be compared: without where they are written, and what is made of them."""
    if is_dataclass(value) and not isinstance(value, type):
        said = (one.name for one in fields(value) if one.init and one.name not in _LEFT_OUT)
        return type(value).__name__, tuple((name, sketch(getattr(value, name))) for name in said)
    if isinstance(value, Mapping):
        return tuple((key, sketch(one)) for key, one in value.items())
    if isinstance(value, frozenset):
        return frozenset(sketch(one) for one in value)
    if isinstance(value, Iterable) and not isinstance(value, str | Enum):
        return tuple(sketch(one) for one in value)
    return value


def _without_parts(procedure: Procedure) -> Procedure:
    """Return a procedure of which nothing is said of who may complain and about what, here and beside it.

    What its siblings say is compared where each of them is the procedure itself.
    """
    acceptance = replace(procedure.acceptance, who=AcceptancePart(), what=AcceptancePart())
    siblings = tuple(replace(one, acceptance=acceptance) for one in procedure.siblings)
    return replace(procedure, acceptance=acceptance, siblings=siblings)


def _answers_alike(one: Procedure, other: Procedure, part: str) -> bool:
    """Say whether a part of acceptance gives the same answer for whatever may be known of the facts that it asks."""
    parts: tuple[AcceptancePart, AcceptancePart] = getattr(one.acceptance, part), getattr(other.acceptance, part)
    if sketch(parts[0]) == sketch(parts[1]):
        return True
    values = _values(parts, one)
    if values is None or prod(map(len, values.values())) > _MOST:
        return _differ_in_idle_rows(*parts, one)
    combined = product(*values.values())
    return all(_said(one, part, values, known) == _said(other, part, values, known) for known in combined)


def _differ_in_idle_rows(one: AcceptancePart, other: AcceptancePart, procedure: Procedure) -> bool:
    """Say whether two parts differ in rows alone that keep out, and all of these are idle."""
    first, second = ([sketch(row) for row in part.excluded] for part in (one, other))
    shared = [row for row in one.excluded if sketch(row) in second]
    if sketch(replace(one, excluded=())) != sketch(replace(other, excluded=())):
        return False
    if [sketch(row) for row in shared] != [row for row in second if row in first]:
        return False
    rest = replace(one, excluded=tuple(shared))
    own = [row for row in one.excluded if sketch(row) not in second]
    its = [row for row in other.excluded if sketch(row) not in first]
    return all(is_idle(row, rest, procedure) for row in (*own, *its))


def _values(parts: Iterable[AcceptancePart], procedure: Procedure) -> dict[str, tuple[object, ...]] | None:
    """Return what may be known of each fact, None being nothing; no facts where a part asks for anything else.

    Of a fact's words those that no row names are all alike, so that one stands for them; so are the numbers, or the
    days, between two that rows name.
    """
    named: dict[str, set[object]] = {}
    for row in (row for part in parts for row in part.rows):
        for clause in row.condition.clauses:
            if clause.kind is not NameKind.FACT:
                return None
            ends = (clause.between.low, clause.between.high) if clause.between is not None else ()
            named.setdefault(clause.name, set()).update((*clause.words, *(end for end in ends if end is not None)))
        if row.decision is not None and row.decision.recorded_as:
            named.setdefault(row.decision.recorded_as, set())
    return {name: (None, *told_apart(procedure, name, words)) for name, words in named.items()}


def _said(procedure: Procedure, part: str, values: Mapping[str, object], known: tuple[object, ...]) -> object:
    facts = {name: value for name, value in zip(values, known, strict=True) if value is not None}
    answer = acceptance_by(Standing(procedure, facts, {}), _ANY_DAY)
    found: Verdict = getattr(answer, part)
    lists = (found.considering, found.elsewhere, found.parts_split_off, found.letter)
    return found.permission, sorted(found.missing_facts), found.decided_by, lists
