"""Plans: which events lead a case to where a rule applies, before any of them has a day.

A plan is found from a procedure's own moves: the shortest way to a place, each move with the events and facts that its
test asks for. Whether the plan really leads there is for the engine to say when it is played.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from heapq import heappop, heappush
from typing import NamedTuple

from complaint_rules.procedures.conditions import (
    HAPPENED,
    NOT_HAPPENED,
    NOT_RECORDED,
    TIME_LIMIT,
    WHAT,
    WHO,
    Clause,
    Condition,
    NameKind,
)
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import CLOSED, STAGE_LEFT, SUSPENDED, WITHDRAWN, AcceptancePart, Move
from complaint_rules.procedures.tables import stands_in
from complaint_rules.procedures.vocabulary import FactType, FactWord
from complaint_rules.terms import ClockState, Party, Permission
from complaint_rules.values import frozen

Fact = str | bool | int | date

WEEK = 7
_PASSED = frozenset({ClockState.OVERDUE.value, ClockState.LAPSED.value, ClockState.MET_LATE.value})


class Until(Enum):
    """How long a step waits after the one before it."""

    DAYS = "days"
    LAST_DAY = "last_day"
    IN_FORCE = "in_force"
    PASSED = "passed"


class Wait(NamedTuple):
    """So many days; or until a last day; or until timescales have passed.

    The last day is that of the council's clocks that the event ends, or the first of the dates in force of timescales.
    Where there is no such clock, it is the days.
    """

    until: Until = Until.DAYS
    days: int = WEEK
    names: tuple[str, ...] = ()


A_WEEK = Wait()
AT_ONCE = Wait(days=0)
ON_THE_LAST_DAY = Wait(Until.LAST_DAY)


def when_passed(names: Iterable[str]) -> Wait:
    """Return the wait until the day after these timescales' dates."""
    return Wait(Until.PASSED, WEEK, tuple(names))


def while_in_force(names: Iterable[str]) -> Wait:
    """Return the wait until the first of these timescales' dates in force, on whichever side."""
    return Wait(Until.IN_FORCE, WEEK, tuple(names))


class Ahead(NamedTuple):
    """The day of which an event speaks: so many days after its own day, and after timescales' dates on both sides.

    The dates are those in force, or, where it goes beyond them, the furthest to which they could be extended.
    """

    days: int = WEEK
    after: tuple[str, ...] = ()
    beyond: bool = False


class Step(NamedTuple):
    """An event of a plan and how long after the one before it comes; `details` is what is said of it."""

    event: str
    wait: Wait = A_WEEK
    details: tuple[tuple[str, object], ...] = ()

    def saying(self, **details: object) -> "Step":
        """Return the step with more said of its event."""
        return self._replace(details=tuple({**dict(self.details), **details}.items()))


class Plan(NamedTuple):
    """Events in their order, and the facts of the case."""

    steps: tuple[Step, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """Return the kinds of its events."""
        return tuple(step.event for step in self.steps)

    def then(self, *steps: Step) -> "Plan":
        """Return the plan with steps more."""
        return self._replace(steps=(*self.steps, *steps))

    def supposing(self, facts: Mapping[str, Fact]) -> "Plan | None":
        """Return the plan with facts more; None where one of them contradicts it."""
        mine = dict(self.facts)
        if any(mine.get(name, value) != value for name, value in facts.items()):
            return None
        return self._replace(facts=tuple({**mine, **facts}.items()))

    def otherwise(self, facts: Mapping[str, Fact]) -> "Plan":
        """Return the plan with these facts in place of what it supposes of them."""
        return self._replace(facts=tuple({**dict(self.facts), **facts}.items()))

    def with_outcome(self, event: str, outcome: str) -> "Plan":
        """Return the plan with an outcome said of the last event of a kind."""
        at = max(at for at, step in enumerate(self.steps) if step.event == event)
        steps = (*self.steps[:at], self.steps[at].saying(outcome=outcome), *self.steps[at + 1 :])
        return self._replace(steps=steps)


NOTHING = Plan()


# What a test asks for.


def met_by(
    condition: Condition, plan: Plan, procedure: Procedure, on_the_way: frozenset[str] = frozenset()
) -> tuple[Plan, Wait] | None:
    """Return a plan after which a test should hold, and how long to wait; None where nothing can be planned for it.

    `on_the_way` are the events whose own tests are being met.
    """
    wait = A_WEEK
    for clause in condition.clauses:
        if clause.kind is NameKind.TIMESCALE:
            wait = when_passed((clause.name,)) if _PASSED.intersection(map(str, clause.words)) else wait
            continue
        more = _clause_met(clause, plan, procedure, on_the_way)
        if more is None:
            return None
        plan = more
    return plan, wait


def _clause_met(clause: Clause, plan: Plan, procedure: Procedure, on_the_way: frozenset[str]) -> Plan | None:
    if clause.kind is NameKind.EVENT:
        return _event_met(clause, plan, procedure, on_the_way)
    if clause.kind is NameKind.ACCEPTANCE:
        return _acceptance_met(clause, plan, procedure)
    return _fact_met(clause, plan, procedure)


def _acceptance_met(clause: Clause, plan: Plan, procedure: Procedure) -> Plan | None:
    """Return a plan under which a part comes out as asked, by one row alone; none for the day of a time limit."""
    part = {WHO: procedure.acceptance.who, WHAT: procedure.acceptance.what}.get(clause.name)
    for condition, decided, permission in _ways_out(part) if part else ():
        met = met_by(condition, plan, procedure) if (permission.value in clause.words) is not clause.negated else None
        settled = met[0].supposing(decided) if met is not None else None
        if settled is not None:
            return settled
    return None


def taken(name: str, plan: Plan, procedure: Procedure) -> dict[str, Fact]:
    """Return the facts by which a part of acceptance takes a complaint as of right: of a time limit, that it is recent.

    What the plan supposes already is left as it is, and where that makes it impossible there are none.
    """
    if name == TIME_LIMIT:
        anchors = (limit.terms.anchor for limit in procedure.acceptance.time_limits)
        named = (name for choice in anchors if choice for anchor in choice.values() for name in sorted(anchor.names))
        return {name: True for name in named if name in procedure.fact_words}
    entitled = Clause(name, NameKind.ACCEPTANCE, (Permission.ENTITLED.value,))
    met = _acceptance_met(entitled, plan, procedure)
    return dict(met.facts) if met is not None else {}


def _ways_out(part: AcceptancePart) -> Iterator[tuple[Condition, dict[str, Fact], Permission]]:
    """Yield for each row what must hold and be decided, and the answer to which that leads."""
    for row in part.excluded:
        if row.decision is None:
            yield row.condition, {}, Permission.REFUSED
    for row in part.allowed:
        if row.decision is None:
            yield row.condition, {}, Permission.ENTITLED
        elif row.decision.recorded_as:
            yield row.condition, {row.decision.recorded_as: False}, Permission.REFUSED
        if row.decision is not None:
            yield row.condition, {}, Permission.DISCRETIONARY


def _event_met(clause: Clause, plan: Plan, procedure: Procedure, on_the_way: frozenset[str]) -> Plan | None:
    wanted = NOT_HAPPENED if clause.negated and HAPPENED in clause.words else HAPPENED
    if not clause.negated and clause.between is None:
        wanted = str(clause.words[0])
    if wanted == NOT_HAPPENED:
        return None if clause.name in plan.events else plan
    if clause.name not in plan.events:
        plan = _with_event(clause.name, plan, procedure, on_the_way)
    return plan if wanted == HAPPENED else plan.with_outcome(clause.name, wanted)


def _with_event(name: str, plan: Plan, procedure: Procedure, on_the_way: frozenset[str]) -> Plan:
    """Return a plan with an event more: one that is a move after what the move asks for, if that can be planned."""
    moves = procedure.tables.moves.get(name, ()) if name not in on_the_way else ()
    found = (met_by(move.condition, plan, procedure, on_the_way | {name}) for move in sorted(moves, key=toll))
    ready, wait = next((each for each in found if each is not None), (plan, A_WEEK))
    return ready if name in ready.events else ready.then(Step(name, wait))


def _fact_met(clause: Clause, plan: Plan, procedure: Procedure) -> Plan | None:
    word = procedure.fact_words.get(clause.name)
    mine = dict(plan.facts)
    if NOT_RECORDED in clause.words and not clause.negated:
        return None if clause.name in mine else plan
    values = [*([mine[clause.name]] if clause.name in mine else ()), *(_values(clause, word) if word else ())]
    value = next((value for value in values if holds_of(clause, value)), None)
    return None if value is None else plan.supposing({clause.name: value})


def _values(clause: Clause, word: FactWord) -> Iterator[Fact]:
    yield from clause.words
    if clause.between is not None:
        yield from (end for end in (clause.between.low, clause.between.high) if end is not None)
    yield from word.words
    if word.type is FactType.YES_NO:
        yield from (False, True)


def holds_of(clause: Clause, value: Fact) -> bool:
    """Say whether a clause about a fact holds of a value."""
    if clause.between is not None:
        return clause.between.holds(value)
    return (value in clause.words) is not clause.negated


# The ways to a place.


@frozen(eq=False)
class Ways:
    """The shortest plans by which a procedure leads a case to each of its places.

    What somebody must decide, what both sides must agree upon and what takes a date that has passed costs more than a
    step, so that the ordinary way is taken first.
    """

    procedure: Procedure
    _found: dict[str, Plan] = field(default_factory=dict, repr=False)

    def to(self, place: str) -> Plan | None:
        """Return the plan that leads to a place; the empty plan for the place before any."""
        if not self._found:
            self._found.update(self._search())
        return self._found.get(place)

    def along(self, move: Move) -> Iterator[tuple[Plan, Wait]]:
        """Yield for each place where a move stands the plan after which it should be open, and how long to wait."""
        for place in self.places_of(move):
            plan = self.to(place)
            ready = None if plan is None else met_by(move.condition, plan, self.procedure)
            if ready is not None:
                yield ready

    def places_of(self, move: Move) -> tuple[str, ...]:
        """Return the places where a move stands, in the order in which a complaint climbs."""
        named = (stage.id for stage in self.procedure.stages if stage.id)
        places = dict.fromkeys(("", *named, SUSPENDED, WITHDRAWN, CLOSED))
        return tuple(place for place in places if stands_in(move, place))

    def onwards(self, place: str, to: str, plan: Plan) -> Iterator[Plan]:
        """Yield the plans by which a move leads on from one place to another, the most ordinary moves first."""
        found = [(move, further) for move, further in self._onwards(place, plan) if move.to == to]
        yield from (further for _, further in sorted(found, key=lambda one: toll(one[0])))

    def _search(self) -> dict[str, Plan]:
        found: dict[str, Plan] = {}
        number = 0
        waiting: list[tuple[int, int, str, Plan]] = [(0, number, "", NOTHING)]
        while waiting:
            cost, _, place, plan = heappop(waiting)
            if place in found:
                continue
            found[place] = plan
            for move, further in self._onwards(place, plan):
                number += 1
                late = 2 * (further.steps[-1].wait.until is Until.PASSED)
                price = cost + len(further.steps) - len(plan.steps) + toll(move) + late
                heappush(waiting, (price, number, move.to, further))
        return found

    def _onwards(self, place: str, plan: Plan) -> Iterator[tuple[Move, Plan]]:
        for move in (*self.procedure.begins, *self.procedure.moves):
            if move.to in ("", place, STAGE_LEFT) or not stands_in(move, place):
                continue
            ready = met_by(move.condition, plan, self.procedure)
            if ready is not None:
                yield move, ready[0].then(Step(move.event, ready[1]))


def toll(move: Move) -> int:
    """Return what a move costs besides its step: more where it hangs on a decision or an agreement."""
    return 2 * (move.decision is not None) + 2 * (move.who is Party.BOTH) + (move.who is Party.COUNCIL)
