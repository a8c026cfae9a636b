"""Whether two tests can hold in one case, and a case in which they do, written as the tests are."""

from collections.abc import Mapping

from complaint_rules.procedures.conditions import Clause, Condition, NameKind
from complaint_rules.procedures.vocabulary import FactType, FactWord

Witness = tuple[str, ...]


def together(one: Condition, other: Condition, facts: Mapping[str, FactWord]) -> Witness | None:
    """Return clauses that hold where both tests do, one for each name; None where none can.

    What cannot be held against each other (an interval and a word) is taken to go together.
    """
    clauses: dict[str, list[Clause]] = {}
    for clause in (*one.clauses, *other.clauses):
        clauses.setdefault(clause.name, []).append(clause)
    found = []
    for name, about in clauses.items():
        said = _said_of(name, about, facts)
        if said is None:
            return None
        found.append(said)
    return tuple(found)


def _said_of(name: str, about: list[Clause], facts: Mapping[str, FactWord]) -> str | None:
    """Return what a name may be for all of its clauses to hold, as a phrase; None where nothing can."""
    asked = [clause for clause in about if clause.between is None]
    if len(asked) < len(about):
        return "; ".join(str(clause) for clause in about)
    words = _words(about, facts.get(name))
    left = [word for word in words if all((word in clause.words) is not clause.negated for clause in asked)]
    if left:
        return f"{name}: {str(left[0]).lower() if isinstance(left[0], bool) else left[0]}"
    return str(about[0]) if all(clause.negated for clause in asked) and not words else None


def _words(about: list[Clause], fact: FactWord | None) -> tuple[object, ...]:
    """Return every word that the name could stand at, as far as it matters here."""
    if about[0].kind is NameKind.FACT and fact is not None and fact.type is FactType.YES_NO:
        return True, False
    if about[0].kind is NameKind.FACT and fact is not None and fact.words:
        return fact.words
    return tuple(dict.fromkeys(word for clause in about if not clause.negated for word in clause.words))
