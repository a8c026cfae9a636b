"""Which cases satisfy a test: every name of it with each of its values that the test can tell apart.

Facts may be anything that their word allows; that nothing is recorded is looked at only where a test asks for it. An
event has happened or not, with an outcome and on a day. A part of acceptance is answered as its rules can answer. A
timescale is in one of the states that it can have; and one that was met was ended by something, one that has started
was counted from something.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from complaint_rules.checks.analyses.answers import never_answered
from complaint_rules.checks.analyses.periods import has_a_date
from complaint_rules.procedures.conditions import (
    HAPPENED,
    NOT_HAPPENED,
    NOT_RECORDED,
    Clause,
    NameKind,
    Word,
)
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import ClocksOnLeaving, Late, Timescale
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import ClockState, Permission
from complaint_rules.values import frozen

DONE = frozenset({ClockState.MET, ClockState.MET_LATE})
NOT_A_START = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED})
OPEN = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.OVERDUE})
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


def are_apart(one: Clause, other: Clause) -> bool:
    """Say whether it is seen at once that no value of a fact fits two clauses about it."""
    if one.kind is not NameKind.FACT or one.negated or other.negated:
        return False
    if one.between is None or other.between is None:
        return one.between is other.between and set(one.words).isdisjoint(other.words)
    ends = ((one.between.high, other.between.low), (other.between.high, one.between.low))
    return any(high is not None and low is not None and high < low for high, low in ends)  # type: ignore[operator]


@frozen
class Ground:
    """The names of one procedure, and what they can be.

    `ended` has for a timescale the events that leave it neither running nor overdue, if all that has happened has
    taken effect.
    """

    procedure: Procedure
    ended: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def values(self, name: str, clauses: Iterable[Clause]) -> tuple[Value, ...]:
        """Return one word for each that these clauses tell apart, and every number or day at which they change."""
        return self._apart([clause for clause in clauses if clause.name == name])

    def all_values(self, clauses: Iterable[Clause]) -> dict[str, tuple[Value, ...]]:
        """Return the same for every name of the clauses, in their order."""
        return {name: self._apart(asked) for name, asked in by_name(clauses).items()}

    def _apart(self, asked: list[Clause]) -> tuple[Value, ...]:
        found: dict[tuple[object, ...], Value] = {}
        # States that a test does not tell apart hang on other events each: what is overdue was not done.
        states = asked[0].kind is NameKind.TIMESCALE
        for value in self._every(asked[0], asked):
            apart = (
                value.words if states else value.measure,
                NOT_HAPPENED in value.words,
                *(fits(clause, value) for clause in asked),
            )
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
            unanswered = never_answered(self.procedure, clause.name)
            yield from (Value(frozenset({answer.value})) for answer in Permission if answer not in unanswered)
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

    def waits(self, names: Iterable[str]) -> dict[str, Timescale]:
        """Return which names are timescales: what state one can be in hangs on the events that have happened."""
        words = self.procedure.vocabulary
        others = [name for name in names if name not in words.facts and name not in words.events]
        found = ((name, self.procedure.timescale(name)) for name in others)
        return {name: rule for name, rule in found if rule is not None}

    def contradiction(self, clauses: Sequence[Clause], given: Sequence[Clause] = ()) -> tuple[Clause, ...]:
        """Return few of the clauses that no case satisfies together, where the others are so already.

        None of them could be left out. What is given comes last. Nothing where some case satisfies them all.
        """
        found = [self._fewer(some, clauses) for some in self._tied((*clauses, *given)) if not self._is_possible(some)]
        return min(found, key=len, default=())

    def _tied(self, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, ...]]:
        """Yield the clauses about each name, and for a timescale those about the events on which its state hangs.

        No case satisfies all clauses just where none satisfies one of these: an event that may have happened rules
        out no state of a timescale, so that each name can be chosen for itself.
        """
        asked = by_name(clauses)
        waits = self.waits(asked)
        for name in asked:
            names = {name, *_hangs_on(waits[name]), *self.ended.get(name, ())} if name in waits else {name}
            yield tuple(clause for clause in clauses if clause.name in names)

    def _fewer(self, some: tuple[Clause, ...], own: Sequence[Clause]) -> tuple[Clause, ...]:
        """Return some of the clauses without those that can be left out, the later first; an own one always stays."""
        for clause in reversed(some):
            left = tuple(one for one in some if one is not clause)
            if any(one in own for one in left) and not self._is_possible(left):
                some = left
        return some

    def _is_possible(self, clauses: Sequence[Clause]) -> bool:
        return self.satisfying(clauses) is not None

    def satisfying(self, clauses: Sequence[Clause]) -> Case | None:
        """Return a case that satisfies all of these clauses; None where none does."""
        return self._chosen(self._fitting(clauses))

    def _fitting(self, clauses: Sequence[Clause]) -> dict[str, list[Value]]:
        """Return the values of each name that fit all clauses about it."""
        return {
            name: [value for value in self._apart(asked) if all(fits(clause, value) for clause in asked)]
            for name, asked in by_name(clauses).items()
        }

    def _chosen(self, allowed: Mapping[str, Sequence[Value]]) -> Case | None:
        """Choose one of the values allowed for each name, so that the case can be; None where that cannot be done.

        Name by name: that an event has happened rules out nothing, so it has wherever it may.
        """
        if not all(allowed.values()):
            return None
        waits = self.waits(allowed)
        case = {name: min(values, key=_has_not_happened) for name, values in allowed.items()}
        missing = missing_in(case)
        certain = {name for name, values in allowed.items() if not any(_has_not_happened(value) for value in values)}
        for name, rule in waits.items():
            over = OPEN if not certain.isdisjoint(self.ended.get(name, ())) else frozenset()
            states = [value for value in allowed[name] if can_be(rule, value, missing) and value.words.isdisjoint(over)]
            if not states:
                return None
            case[name] = states[0]
        return case

    def always(self, clause: Clause, given: Sequence[Clause]) -> bool:
        """Say whether a clause holds in every case that there can be, where others are so already."""
        values = self._apart([one for one in (clause, *given) if one.name == clause.name])
        about = [one for one in given if one.name == clause.name]
        other = [value for value in values if not fits(clause, value) and all(fits(one, value) for one in about)]
        return self._chosen({**self._fitting(given), clause.name: other}) is None


def by_name(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    """Group clauses by the name that they ask about, in their order."""
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        found.setdefault(clause.name, []).append(clause)
    return found


def missing_in(case: Case) -> frozenset[str]:
    """Return the names of a case that have not happened."""
    return frozenset(name for name, value in case.items() if _has_not_happened(value))


def _has_not_happened(value: Value) -> bool:
    return NOT_HAPPENED in value.words


def can_be(rule: Timescale, value: Value, missing: frozenset[str]) -> bool:
    """Say whether a timescale can be in a state when these events have not happened."""
    state = ClockState(str(next(iter(value.words))))
    if state in DONE and rule.done_by <= missing:
        return False
    return state in NOT_A_START or not _lacks_its_start(rule, missing)


def _hangs_on(rule: Timescale) -> frozenset[str]:
    """Return the events without which a timescale is not in some of its states."""
    anchors = (anchor for terms in rule.terms if terms.anchor is not None for anchor in terms.anchor.values())
    return rule.done_by.union(*(anchor.names for anchor in anchors))


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


def _lacks_its_start(rule: Timescale, missing: frozenset[str]) -> bool:
    """Say whether a timescale cannot have started, whichever way it is read, where these events have not happened."""
    anchors = [terms.anchor for terms in rule.terms]
    return all(
        choice is not None
        and choice.is_certain
        and any(group and missing.issuperset(group) for group in choice.rows[0].value.groups)
        for choice in anchors
    )


def _ends_with_its_day(rule: Timescale, procedure: Procedure) -> bool:
    """Say whether a request that comes after a window is refused however the page is read, and none is recorded."""
    bounds = len(rule.terms) == 1 and not rule.terms[0].aim_alone and not rule.waived_by
    refused = rule.late is not None and rule.late.kind is Late.REFUSED
    return bounds and refused and rule.done_by <= procedure.tables.moves.keys()


def never_of(rule: Timescale, procedure: Procedure) -> dict[ClockState, str]:
    """Return the states that a timescale can never have, each with the reason."""
    found = {ClockState.UNDETERMINED: "no test can ask for it"}
    if rule.is_window:
        found[ClockState.OVERDUE] = "it is the complainant's time, which lapses and is never overdue"
    else:
        whose = "both sides'" if rule.party.value == "both" else f"the {rule.party.value}'s"
        found[ClockState.LAPSED] = f"it is {whose} time, which is overdue and never lapses"
    if rule.is_window and _ends_with_its_day(rule, procedure):
        found[ClockState.MET_LATE] = "a late request is refused, and ends nothing"
    if not has_a_date(rule) and not rule.agreed_date:
        undated = dict.fromkeys((ClockState.OVERDUE, ClockState.LAPSED, ClockState.MET_LATE), "it has no date to pass")
        found = undated | found
    if not any(move.clocks in PAUSING for move in (*procedure.begins, *procedure.moves)):
        found[ClockState.PAUSED] = "no move of this procedure pauses what runs"
    return found
