"""Whether acceptance lets in every case of a test, as far as it turns on what the test asks for."""

from collections.abc import Sequence

from complaint_rules.checks.analyses.satisfying import Ground, are_apart
from complaint_rules.procedures.conditions import Clause, Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow


def is_let_in(procedure: Procedure, clauses: Sequence[Clause]) -> bool:
    """Say whether the parts of acceptance that turn on what a test asks for hold nothing against any case of it.

    Nothing is said of a test that asks for something on which neither part turns.
    """
    ground = Ground(procedure)
    parts = [(part, _names(part)) for part in (procedure.acceptance.who, procedure.acceptance.what)]
    asked = {clause.name for clause in clauses}
    if not asked or not asked <= frozenset().union(*(names for _, names in parts)):
        return False
    return all(_lets_in(ground, part, clauses) for part, names in parts if not asked.isdisjoint(names))


def _names(part: AcceptancePart) -> frozenset[str]:
    return frozenset(name for row in (*part.allowed, *part.excluded) for name in _asked(row))


def _asked(row: AcceptanceRow) -> frozenset[str]:
    recorded = {row.decision.recorded_as} if row.decision is not None and row.decision.recorded_as else set()
    return frozenset({clause.name for clause in row.condition.clauses} | recorded)


def _lets_in(ground: Ground, part: AcceptancePart, clauses: Sequence[Clause]) -> bool:
    asked = {clause.name for clause in clauses}
    bars = (row for row in part.excluded if not asked.isdisjoint(_asked(row)))
    if any(not _is_in_favour(ground, row, clauses) and may_hold(ground, row.condition, clauses) for row in bars):
        return False
    grants = [row for row in part.allowed if not asked.isdisjoint(_asked(row))]
    # Where no row that grants asks for any of it, it can only be that one bars it.
    return not grants or any(_grants(ground, row, clauses) for row in grants)


def may_hold(ground: Ground, condition: Condition, clauses: Sequence[Clause]) -> bool:
    """Say whether some case satisfies a test beside others, as far as both ask for the same."""
    asked = {clause.name for clause in clauses}
    # What only the other asks for rules nothing out; a law may ask for words that the page does not know.
    shared = tuple(clause for clause in condition.clauses if clause.name in asked)
    apart = any(are_apart(one, other) for one in shared for other in clauses if one.name == other.name)
    return not apart and ground.satisfying((*shared, *clauses)) is not None


def _grants(ground: Ground, row: AcceptanceRow, clauses: Sequence[Clause]) -> bool:
    as_of_right = row.decision is None or _is_in_favour(ground, row, clauses)
    return as_of_right and all(ground.always(clause, clauses) for clause in row.condition.clauses)


def _is_in_favour(ground: Ground, row: AcceptanceRow, clauses: Sequence[Clause]) -> bool:
    """Say whether somebody decides on a row, and by the test has decided in the complainant's favour."""
    recorded = row.decision.recorded_as if row.decision is not None else ""
    asked = any(clause.name == recorded for clause in clauses)
    return asked and ground.always(Clause(recorded, NameKind.FACT, (True,)), clauses)
