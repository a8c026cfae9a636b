"""Does a test hold in a case on a day? Known, known not to, or not known, and for want of which names."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import (
    HAPPENED,
    NOT_HAPPENED,
    NOT_RECORDED,
    Choice,
    Clause,
    Condition,
    NameKind,
)
from complaint_rules.terms import ClockState, Truth

Value = TypeVar("Value")


class Judgement(NamedTuple):
    """The truth of a test, the clauses that failed, and the names for want of which it is not known."""

    truth: Truth
    failing: tuple[Clause, ...] = ()
    unknown: tuple[str, ...] = ()


HOLDS = Judgement(Truth.HOLDS)


def judge(condition: Condition, standing: Standing, day: date) -> Judgement:
    """Judge a test: it fails if one clause fails, else it is unknown if one is unknown."""
    if not condition.clauses:
        return HOLDS
    failing: list[Clause] = []
    unknown: list[str] = []
    for clause in condition.clauses:
        if clause.just_happened and clause.name in standing.happened:
            continue
        truth, missing = _judge_clause(clause, standing, day)
        if truth is Truth.FAILS:
            failing.append(clause)
        elif truth is Truth.UNKNOWN:
            unknown.append(missing)
    if failing:
        return Judgement(Truth.FAILS, tuple(failing))
    return Judgement(Truth.UNKNOWN, (), tuple(filter(None, unknown))) if unknown else HOLDS


def truth_of(condition: Condition, standing: Standing, day: date) -> Truth:
    """Return the truth of a test and no more: what `judge` says, without which clauses and which names."""
    found = Truth.HOLDS
    facts, happened = standing.facts, standing.happened
    for clause in condition.clauses:
        name = clause.name
        if clause.just_happened:
            if name not in happened:
                return Truth.FAILS
        elif clause.words_of_fact and name in facts:
            if (facts[name] in clause.words) is clause.negated:
                return Truth.FAILS
        else:
            truth, _ = _judge_clause(clause, standing, day)
            if truth is Truth.FAILS:
                return truth
            if truth is Truth.UNKNOWN:
                found = truth
    return found


def _judge_clause(clause: Clause, standing: Standing, day: date) -> tuple[Truth, str]:
    if clause.kind is NameKind.FACT:
        return _judge_fact(clause, standing), clause.name
    if clause.kind is NameKind.EVENT:
        return _judge_event(clause, standing)
    clock = standing.last(clause.name)
    state = clock.agreed_state(day) if clock else ClockState.NOT_STARTED
    if state is ClockState.UNDETERMINED:
        # No fact is missing where the readings of the page disagree.
        return Truth.UNKNOWN, ""
    return _truth(state.value in clause.words, clause), ""


def _judge_fact(clause: Clause, standing: Standing) -> Truth:
    if clause.name not in standing.facts:
        return _truth(holds=True, clause=clause) if NOT_RECORDED in clause.words else Truth.UNKNOWN
    value = standing.facts[clause.name]
    if clause.between is not None:
        return _truth(clause.between.holds(value), clause)
    return _truth(value in clause.words, clause)


def _judge_event(clause: Clause, standing: Standing) -> tuple[Truth, str]:
    seen = standing.last_seen(clause.name)
    if clause.between is not None:
        return (Truth.FAILS if seen is None else _truth(clause.between.holds(seen.on), clause)), clause.name
    if seen is None:
        return _truth(NOT_HAPPENED in clause.words, clause), clause.name
    if HAPPENED in clause.words:
        return _truth(holds=True, clause=clause), clause.name
    asks_outcome = any(word not in (HAPPENED, NOT_HAPPENED) for word in clause.words)
    if asks_outcome and seen.outcome is None:
        return Truth.UNKNOWN, f"{clause.name}.outcome"
    return _truth(seen.outcome in clause.words, clause), clause.name


def _truth(holds: bool, clause: Clause) -> Truth:  # noqa: FBT001 - the one place where a plain truth becomes ours
    return Truth.HOLDS if holds is not clause.negated else Truth.FAILS


class Chosen(NamedTuple):
    """Which row of a by-case value counts (-1: none is known to), and the unknown names of rows passed over."""

    row: int
    passed_over: tuple[str, ...] = ()


FIRST = Chosen(0)


def choose(choice: Choice[Value], standing: Standing, day: date) -> Chosen:
    """Choose the first row that is known to hold."""
    if not choice.rows[0].condition.clauses:
        return FIRST
    passed: list[str] = []
    for at, row in enumerate(choice.rows):
        truth = truth_of(row.condition, standing, day)
        if truth is Truth.HOLDS:
            return Chosen(at, unique(passed) if passed else ())
        if truth is Truth.UNKNOWN:
            passed += judge(row.condition, standing, day).unknown
    return Chosen(-1, unique(passed))


def unique(items: Iterable[Value]) -> tuple[Value, ...]:
    """Return names, or other items, once each, in the order in which they came."""
    return tuple(dict.fromkeys(items))
