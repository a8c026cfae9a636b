"""Grounds that a page has twice: as a fact, known when the complaint comes, and as an event, when it is found later.

It is one ground, and one finding. It is judged by the event: a word of the council's own reaches a law by what the
event counts as, and a fact of its own by nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from complaint_rules.procedures.conditions import Clause, NameKind
from complaint_rules.procedures.rules import Bar, Move, Rule


def said_by_an_event_too(rule: Rule | None, about: Sequence[Move] | Sequence[Bar]) -> bool:
    """Say whether a rule has a twin beside it that differs only in testing an event where it tests a fact.

    `about` are the council's moves, or its bars, about one event. Twins stand next to each other on the page; of one
    that could be the twin of either neighbour it is that of the first.
    """
    return any(fact is rule for fact in _twins(about))


def _twins(about: Sequence[Move] | Sequence[Bar]) -> Iterator[Move | Bar]:
    """Yield each rule that tests a fact where its neighbour tests an event."""
    at = 0
    while at + 1 < len(about):
        first, second = about[at : at + 2]
        found = [fact for fact, event in ((first, second), (second, first)) if _is_twin(fact, event)]
        yield from found
        at += 2 if found else 1


def _is_twin(fact: Move | Bar, event: Move | Bar) -> bool:
    if _besides(fact) != _besides(event):
        return False
    own, its = set(fact.condition.clauses), set(event.condition.clauses)
    return _kinds(own - its) == [NameKind.FACT] and _kinds(its - own) == [NameKind.EVENT]


def _besides(rule: Move | Bar) -> tuple[object, ...]:
    """Return all that makes two rules the same but for their tests: what they do, where, and where it is written."""
    leads = (rule.who, rule.to, rule.clocks, rule.must_contain) if isinstance(rule, Move) else ()
    return (type(rule), rule.citation, rule.event, rule.stages, rule.decision, rule.elsewhere, *leads)


def _kinds(clauses: Iterable[Clause]) -> list[NameKind]:
    return [clause.kind for clause in clauses]
