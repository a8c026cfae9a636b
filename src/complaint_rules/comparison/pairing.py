"""Which clause of one procedure is the same clause of the other: by name, by what it says, by the duty it answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from complaint_rules.comparison.meaning import exact, said
from complaint_rules.procedures.clauses import Clause, ClauseKind, clauses
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Extension, Move, Rule, Timescale


class Pair(NamedTuple):
    """A clause on both sides; None on the side that has no such clause."""

    old: Clause | None
    new: Clause | None

    @property
    def any(self) -> Clause:
        """Return the clause as the new side has it, else as the old one does."""
        clause = self.new or self.old
        assert clause is not None
        return clause


def pairs(old: Procedure, new: Procedure) -> tuple[Pair, ...]:
    """Return every clause of either side with its other, in the order of the new file; what was taken away is last."""
    mine, theirs = _Clauses(old), _Clauses(new)
    found = [*_timescales(mine, theirs), *_groups(mine, theirs)]
    order = {id(clause.rule): at for at, clause in enumerate((*theirs.every, *mine.every))}
    return tuple(sorted(found, key=lambda pair: order[id(pair.any.rule)]))


def duties_joined(paired: Iterable[Pair]) -> dict[str, str]:
    """Return for each timescale of the old side the new one that is the same, by their names."""
    rules = ((pair.old.rule, pair.new.rule) for pair in paired if pair.old is not None and pair.new is not None)
    return {one.name: two.name for one, two in rules if isinstance(one, Timescale) and isinstance(two, Timescale)}


class _Clauses:
    """The clauses of one side, and of each extension the timescale that it extends."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.every = (*clauses(procedure), *_split_off(procedure))
        self.extended = {id(rule.extension): rule for rule in procedure.timescales}

    def said(self, clause: Clause) -> object:
        return exact(said(clause.rule, self.extended.get(id(clause.rule))))

    def of_timescales(self) -> dict[str, Clause]:
        return {one.rule.name: one for one in self.every if isinstance(one.rule, Timescale)}

    def extension_of(self, clause: Clause | None) -> Clause | None:
        extension = getattr(clause.rule, "extension", None) if clause is not None else None
        return next((one for one in self.every if extension is not None and one.rule is extension), None)


def _split_off(procedure: Procedure) -> Iterator[Clause]:
    acceptance = procedure.acceptance
    for kind, part in ((ClauseKind.WHO, acceptance.who), (ClauseKind.WHAT, acceptance.what)):
        for at, row in enumerate(part.split_off, 1):
            yield Clause(f"{kind.value}.split_off{'' if at == 1 else f'.{at}'}", kind, row)


# Timescales: by name, then by the duty that they answer. An extension goes with its timescale.


def _timescales(mine: _Clauses, theirs: _Clauses) -> Iterator[Pair]:
    olds, news = mine.of_timescales(), theirs.of_timescales()
    joined = {name: name for name in olds if name in news}
    for name in olds:
        free = [other for other in news if other not in {*olds, *joined.values()}]
        same = _by_duty(mine.procedure.duties.get(name, ()), free, theirs.procedure.duties)
        if name not in joined and same is not None:
            joined[name] = same
    both = [Pair(olds[name], news[other]) for name, other in joined.items()]
    gone = [Pair(clause, None) for name, clause in olds.items() if name not in joined]
    come = [Pair(None, clause) for name, clause in news.items() if name not in joined.values()]
    for pair in (*both, *gone, *come):
        yield pair
        extensions = Pair(mine.extension_of(pair.old), theirs.extension_of(pair.new))
        if any(extensions):
            yield extensions


def _by_duty(duties: tuple[str, ...], free: list[str], theirs: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the first of some timescales that answers the same duties, else the first that shares one of them."""
    alike = (other for other in free if theirs.get(other) == duties != ())
    sharing = (other for other in free if not set(duties).isdisjoint(theirs.get(other, ())))
    return next(chain(alike, sharing), None)


# Everything else: of rules that share a name, first those that say the same, then the likest.


def _groups(mine: _Clauses, theirs: _Clauses) -> Iterator[Pair]:
    grouped: dict[str, tuple[list[Clause], list[Clause]]] = {}
    for at, side in enumerate((mine, theirs)):
        for clause in side.every:
            if not isinstance(clause.rule, Timescale | Extension):
                grouped.setdefault(_group(clause, side.procedure), ([], []))[at].append(clause)
    for olds, news in grouped.values():
        yield from _matched(olds, news, lambda one, two: mine.said(one) == theirs.said(two))
        yield from _matched(olds, news, lambda one, two: _place(one.rule) == _place(two.rule))
        yield from _matched(olds, news, lambda one, two: _is_akin(one.rule, two.rule))
        yield from (Pair(clause, None) for clause in olds)
        yield from (Pair(None, clause) for clause in news)


def _group(clause: Clause, procedure: Procedure) -> str:
    rule = clause.rule
    if isinstance(rule, AcceptanceRow):
        part = procedure.acceptance.who if clause.kind is ClauseKind.WHO else procedure.acceptance.what
        lists = {"allowed": part.allowed, "excluded": part.excluded, "split_off": part.split_off}
        where = next(name for name, rows in lists.items() if any(row is rule for row in rows))
        return f"{clause.kind.value}.{where}"
    return f"{clause.kind.value}.{getattr(rule, 'event', '')}"


def _matched(olds: list[Clause], news: list[Clause], alike: Callable[[Clause, Clause], bool]) -> Iterator[Pair]:
    """Yield the pairs that are alike, and take them out of both lists."""
    for old in tuple(olds):
        new = next((one for one in news if alike(old, one)), None)
        if new is not None:
            olds.remove(old)
            news.remove(new)
            yield Pair(old, new)


def _place(rule: Rule) -> object:
    """Return what tells rules of one name apart: where they stand and what they ask for."""
    if isinstance(rule, Move | Bar):
        return rule.stages, exact(rule.condition)
    return exact(rule.condition) if isinstance(rule, AcceptanceRow) else None


def _is_akin(old: Rule, new: Rule) -> bool:
    """Say whether two rules may be one that changed: rows that ask about the same, and all other rules."""
    if isinstance(old, AcceptanceRow) and isinstance(new, AcceptanceRow):
        names = ({clause.name for clause in row.condition.clauses} for row in (old, new))
        first, second = names
        return not first.isdisjoint(second)
    return True
