"""What the rules of a procedure look at: the events that they wait for, and the facts on which they turn."""

from collections.abc import Iterable, Iterator, Mapping

from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRules, Bar, Decision, Move, Terms, Timescale
from complaint_rules.values import frozen

__all__ = ["LookedAt", "Waiting", "looked_at", "rules_of"]


@frozen
class Waiting:
    """Of one timescale: the events that end or change it, those that start it, and those on which its length turns."""

    ends: tuple[str, ...]
    starts: tuple[str, ...]
    tested: tuple[str, ...]


@frozen
class LookedAt:
    """What a procedure looks at, on every basis and in every version.

    `waiting` is by basis and timescale; `unlocking` has for each stage the events that its moves ask for; `facts` the
    facts that are tested, each with the words that are asked for.
    """

    procedure: Procedure
    waiting: Mapping[tuple[str, str], Waiting]
    unlocking: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        """Name the procedure: Hypothesis shows what a strategy was made of."""
        return f"<{self.procedure}>"


def rules_of(procedure: Procedure) -> tuple[Procedure, ...]:
    """Return a procedure with its versions and with the packs that any of them stands under, each once."""
    own = (procedure, *(version.procedure for version in procedure.versions))
    every = {id(each): each for one in own for each in (one, *one.packs)}
    return tuple(every.values())


def looked_at(procedure: Procedure) -> LookedAt:
    """Find out what a procedure looks at."""
    every = rules_of(procedure)
    unlocking: dict[str, list[str]] = {}
    for move in (move for each in every for move in each.moves):
        for stage in move.stages:
            unlocking.setdefault(stage, []).extend(sorted(move.condition.names(NameKind.EVENT)))
    return LookedAt(
        procedure=procedure,
        waiting={(each.basis.value, rule.name): _waiting(rule) for each in every for rule in each.timescales},
        unlocking={stage: tuple(events) for stage, events in unlocking.items()},
        facts=_facts(every),
    )


def _waiting(rule: Timescale) -> Waiting:
    ends = rule.done_by | rule.done_before | rule.cancelled_by | rule.restarted_by | rule.agreed_date | rule.waived_by
    extended = rule.extension.made_by if rule.extension else frozenset()
    anchors = [anchor for terms in rule.terms if terms.anchor for anchor in terms.anchor.values()]
    anchors += [end.anchor for terms in rule.terms for end in terms.ends]
    tested = {name for terms in rule.terms for test in _tests(terms) for name in test.names(NameKind.EVENT)}
    starts = {name for anchor in anchors for name in anchor.names}
    return Waiting(tuple(sorted(ends | extended)), tuple(sorted(starts)), tuple(sorted(tested)))


def _tests(terms: Terms) -> Iterator[Condition]:
    for rows in (choice.rows for choice in (terms.within, terms.at_least, terms.aim) if choice is not None):
        yield from (row.condition for row in rows)
    yield from (row.condition for row in terms.anchor.rows) if terms.anchor is not None else ()


def _facts(every: Iterable[Procedure]) -> dict[str, tuple[str, ...]]:
    """Return the facts that are tested, or that record a decision, with the words that are asked for."""
    found: dict[str, list[str]] = {}
    for each in every:
        for condition in _conditions(each):
            for clause in (clause for clause in condition.clauses if clause.kind is NameKind.FACT):
                found.setdefault(clause.name, []).extend(word for word in clause.words if isinstance(word, str))
        for decision in _decisions(each):
            for name in (decision.recorded_as, *decision.factors) if decision is not None else ():
                if name:
                    found.setdefault(name, [])
        for rule in each.timescales:
            for name in _waiting(rule).starts:
                if name in each.vocabulary.facts:
                    found.setdefault(name, [])
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}


def _conditions(procedure: Procedure) -> Iterator[Condition]:
    yield from (rule.condition for rule in _moved(procedure))
    for timescale in procedure.timescales:
        yield timescale.condition
        yield from (test for terms in timescale.terms for test in _tests(terms))
        if timescale.extension is not None:
            yield from (timescale.extension.condition, *timescale.extension.made_by_facts)
    yield from (row.condition for row in (*procedure.acceptance.who.rows, *procedure.acceptance.what.rows))
    yield from (test for limit in procedure.acceptance.time_limits for test in _tests(limit.terms))


def _moved(procedure: Procedure) -> tuple[Move | Bar, ...]:
    return (*procedure.begins, *procedure.moves, *procedure.bars)


def _decisions(procedure: Procedure) -> Iterator[Decision | None]:
    yield from (rule.decision for rule in _moved(procedure))
    yield from (rule.late.decision for rule in procedure.timescales if rule.late is not None)
    yield from _decisions_of_acceptance(procedure.acceptance)


def _decisions_of_acceptance(rules: AcceptanceRules) -> Iterator[Decision | None]:
    yield from (row.decision for row in (*rules.who.rows, *rules.what.rows))
    yield from (limit.late.decision for limit in rules.time_limits)
