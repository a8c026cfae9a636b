"""Which cases satisfy a test: every name of it with each of its values that the test can tell apart.

Facts may be anything that their word allows; that nothing is recorded is looked at only where a test asks for it. An
event has happened or not, with an outcome and on a day. A timescale is in one of the states that it can have; and one
that was met was ended by something, one that has started was counted from something.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from typing import NamedTuple

from complaint_rules.checks.analyses.periods import has_a_date
from complaint_rules.procedures.conditions import (
    HAPPENED,
    NOT_HAPPENED,
    NOT_RECORDED,
    Clause,
    Condition,
    NameKind,
    Word,
)
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import ClocksOnLeaving, Timescale
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import ClockState, Permission
from complaint_rules.values import frozen

DONE = frozenset({ClockState.MET, ClockState.MET_LATE})
NOT_A_START = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED})
PAUSING = frozenset({ClocksOnLeaving.RESUME, ClocksOnLeaving.RESTART, ClocksOnLeaving.UNSTATED})


class Value(NamedTuple):
    """What a name may be in a case: the words that fit it, its number or its day, and how it is told to people."""

    words: frozenset[Word]
    measure: int | date | None = None
    told: str = ""


Case = Mapping[str, Value]


def fits(clause: Clause, value: Value) -> bool:
    """Say whether a clause holds of a value."""
    if clause.between is not None:
        return value.measure is not None and clause.between.holds(value.measure)
    return value.words.isdisjoint(clause.words) is clause.negated


@frozen
class Ground:
    """The names of one procedure, and what they can be."""

    procedure: Procedure

    def values(self, name: str, clauses: Iterable[Clause]) -> tuple[Value, ...]:
        """Return one word for each that these clauses tell apart, and every number or day at which they change."""
        asked = [clause for clause in clauses if clause.name == name]
        found: dict[tuple[object, ...], Value] = {}
        for value in self._every(asked[0], asked):
            apart = (value.measure, NOT_HAPPENED in value.words, *(fits(clause, value) for clause in asked))
            found.setdefault(apart, value)
        return tuple(found.values())

    def _every(self, clause: Clause, asked: list[Clause]) -> Iterator[Value]:
        if clause.kind is NameKind.TIMESCALE:
            rule = self.procedure.timescale(clause.name)
            never = never_of(rule, self.procedure) if rule is not None else {}
            yield from (Value(frozenset({state.value})) for state in ClockState if state not in never)
        elif clause.kind is NameKind.EVENT:
            yield from self._of_event(clause.name, asked)
        elif clause.kind is NameKind.ACCEPTANCE:
            yield from (Value(frozenset({answer.value})) for answer in Permission)
        else:
            yield from self._of_fact(clause.name, asked)

    def _of_event(self, name: str, asked: list[Clause]) -> Iterator[Value]:
        yield Value(frozenset({NOT_HAPPENED}))
        carries = "outcome" in self.procedure.vocabulary.events[name].carries
        outcomes = self.procedure.vocabulary.outcomes if carries else (HAPPENED,)
        for outcome, day in product(outcomes, measures(asked) or (None,)):
            yield Value(frozenset({HAPPENED, outcome}), day)

    def _of_fact(self, name: str, asked: list[Clause]) -> Iterator[Value]:
        fact = self.procedure.vocabulary.facts[name]
        if any(NOT_RECORDED in clause.words for clause in asked):
            yield Value(frozenset({NOT_RECORDED}), told=NOT_RECORDED)
        if fact.type in (FactType.NUMBER, FactType.DATE):
            yield from (Value(frozenset({one}), one, str(one)) for one in measures(asked))
            return
        words: tuple[Word, ...] = (True, False) if fact.type is FactType.YES_NO else fact.words
        yield from (Value(frozenset({word}), told=str(word).lower()) for word in words)

    def cases(self, clauses: Sequence[Clause]) -> Iterator[Case]:
        """Yield every case that can be, as far as these clauses tell cases apart."""
        names = dict.fromkeys(clause.name for clause in clauses)
        for values in product(*(self.values(name, clauses) for name in names)):
            case = dict(zip(names, values, strict=True))
            if all(self._can_be(name, case) for name in names):
                yield case

    def _can_be(self, name: str, case: Case) -> bool:
        """Say whether a timescale can be in its state when these events have not happened."""
        rule = self.procedure.timescale(name)
        if rule is None or name in self.procedure.vocabulary.facts or name in self.procedure.vocabulary.events:
            return True
        state = ClockState(next(iter(case[name].words)))  # type: ignore[arg-type]
        missing = {other for other, value in case.items() if NOT_HAPPENED in value.words}
        if state in DONE and rule.done_by <= missing:
            return False
        return state in NOT_A_START or not _lacks_its_start(rule, missing)

    def contradiction(self, clauses: Sequence[Clause], given: Sequence[Clause] = ()) -> tuple[Clause, ...]:
        """Return the fewest of the clauses that no case satisfies together, where the others are so already.

        What is given comes last. Nothing where some case satisfies them all.
        """
        listed = (*clauses, *given)
        if self._is_possible(listed):
            return ()
        for size in range(1, len(listed)):
            for some in combinations(listed, size):
                if some[0] not in given and not self._is_possible(some):
                    return some
        return listed

    def _is_possible(self, clauses: Sequence[Clause]) -> bool:
        return self.satisfying(clauses) is not None

    def satisfying(self, clauses: Sequence[Clause]) -> Case | None:
        """Return a case that satisfies all of these clauses; None where none does."""
        return next((case for case in self.cases(clauses) if _satisfies(clauses, case)), None)

    def always(self, clause: Clause, given: Sequence[Clause]) -> bool:
        """Say whether a clause holds in every case that there can be, where others are so already."""
        cases = self.cases((clause, *given))
        return all(fits(clause, case[clause.name]) for case in cases if all(fits(one, case[one.name]) for one in given))

    def taken_by(self, at: int, rows: Sequence[Condition], given: Sequence[Clause]) -> tuple[int, ...]:
        """Return the earlier rows that take every case of a row, each case being known to be theirs.

        A row that asks for a fact which is perhaps not known takes nothing for certain.
        """
        own = (*rows[at].clauses, *given)
        known = {clause.name for clause in own}
        earlier = {
            index: rows[index].clauses
            for index in range(at)
            if all(clause.name in known or _is_ever_known(clause) for clause in rows[index].clauses)
        }
        asked = (*own, *(clause for clauses in earlier.values() for clause in clauses))
        cases = [case for case in self.cases(asked) if _satisfies(own, case)]
        takers = {index: [_satisfies(clauses, case) for case in cases] for index, clauses in earlier.items()}
        for size in range(1, len(takers) + 1):
            for some in combinations(takers, size):
                if all(map(any, zip(*(takers[index] for index in some), strict=True))):
                    return some
        return ()


def _satisfies(clauses: Iterable[Clause], case: Case) -> bool:
    return all(fits(clause, case[clause.name]) for clause in clauses)


def _is_ever_known(clause: Clause) -> bool:
    """Say whether a clause never wants for a fact: it asks whether an event happened, or on which days."""
    return clause.kind is NameKind.EVENT and (
        clause.between is not None or set(clause.words) <= {HAPPENED, NOT_HAPPENED}
    )


def measures(asked: Iterable[Clause]) -> tuple[int | date, ...]:
    """Return the numbers or days at which these clauses begin or cease to hold, and those just beside them."""
    bounds = {end for clause in asked if clause.between for end in (clause.between.low, clause.between.high)}
    words = {word for clause in asked for word in clause.words if not isinstance(word, bool | str)}
    found = {near for bound in bounds | words if bound is not None for near in _about(bound)}
    return tuple(sorted(found))


def _about(bound: int | date) -> Iterator[int | date]:
    step = 1 if isinstance(bound, int) else timedelta(days=1)
    yield bound
    if bound != date.min:
        yield bound - step  # type: ignore[operator]
    if bound != date.max:
        yield bound + step  # type: ignore[operator]


def _lacks_its_start(rule: Timescale, missing: set[str]) -> bool:
    """Say whether a timescale cannot have started, whichever way it is read, where these events have not happened."""
    anchors = [terms.anchor for terms in rule.terms]
    return all(
        choice is not None
        and choice.is_certain
        and any(group and missing.issuperset(group) for group in choice.rows[0].value.groups)
        for choice in anchors
    )


def never_of(rule: Timescale, procedure: Procedure) -> dict[ClockState, str]:
    """Return the states that a timescale can never have, each with the reason."""
    found = {ClockState.UNDETERMINED: "no test can ask for it"}
    if rule.is_window:
        found[ClockState.OVERDUE] = "it is the complainant's time, which lapses and is never overdue"
    else:
        whose = "both sides'" if rule.party.value == "both" else f"the {rule.party.value}'s"
        found[ClockState.LAPSED] = f"it is {whose} time, which is overdue and never lapses"
    if not has_a_date(rule) and not rule.agreed_date:
        undated = dict.fromkeys((ClockState.OVERDUE, ClockState.LAPSED, ClockState.MET_LATE), "it has no date to pass")
        found = undated | found
    if not any(move.clocks in PAUSING for move in (*procedure.begins, *procedure.moves)):
        found[ClockState.PAUSED] = "no move of this procedure pauses what runs"
    return found
