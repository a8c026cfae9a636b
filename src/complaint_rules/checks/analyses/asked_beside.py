"""What other rules ask where a test is asked: those that must let a thing happen before the test matters.

A time that is made longer asks both the `if` of the extension and the test that makes it; a bar matters where a move
could be granted, and a timescale where a move has begun it. Facts stay as they are between the two, and what has
happened stays so; anything else may change. A test for what was not recorded is left out: while a fact is not known,
a move is not refused.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from complaint_rules.checks.analyses.happening import Step, meets, running_in, standing_for
from complaint_rules.checks.analyses.places import Places
from complaint_rules.checks.analyses.recorded import recorded_in
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, NOT_RECORDED, Clause, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Bar, Decision, Extension, Move, Timescale
from complaint_rules.procedures.tables import anchor_names, lives_in, stands_in

IsHere = Callable[[Step], bool]


class Beside(NamedTuple):
    """Several tests, one of which holds wherever another is asked, and who asks it, in words; or none at all."""

    tests: tuple[tuple[Clause, ...], ...] = ()
    asked_by: str = ""


NOTHING: Final = Beside()


def moves_by(
    procedure: Procedure, places: Places, events: Iterable[str], rule: Timescale | None, is_here: IsHere
) -> tuple[Move, ...]:
    """Return the moves without which none of some events happens in some places; none where one is only recorded."""
    found: dict[int, Move] = {}
    for kind in {kind for event in events for kind in standing_for(procedure, event)}:
        if kind in procedure.tables.moves:
            ways = (way for way in places.of_event.get(kind, ()) if is_here(Step(way.origin, way.to)))
            found |= {id(way.move): way.move for way in ways}
            continue
        recorded = recorded_in(procedure, places, kind, rule)
        if recorded is None or any(is_here(Step(place, place)) for place in recorded):
            return ()
    return tuple(found.values())


def beside_a_bar(procedure: Procedure, places: Places, bar: Bar) -> Beside:
    """Return the tests of the moves that a bar could hold back."""
    if not bar.condition.clauses:
        return NOTHING
    moves = moves_by(procedure, places, (bar.event,), None, lambda step: stands_in(bar, step.origin))
    return Beside(_of_moves(moves, but=frozenset()), "every move that it could hold back asks for")


def beside_a_clock(procedure: Procedure, places: Places, clock: Timescale) -> Beside:
    """Return the tests of the moves by which a timescale could begin."""
    names = anchor_names(clock)
    if not clock.condition.clauses or not names or not names <= procedure.vocabulary.events.keys():
        return NOTHING
    moves = moves_by(procedure, places, names, clock, lambda step: lives_in(clock, step.to, step.origin))
    return Beside(_of_moves(moves, but=names), "every move by which it could begin asks for")


def beside_an_extension(procedure: Procedure, places: Places, clock: Timescale) -> Beside:
    """Return the tests of the moves that could make a timescale longer, with what itself asks."""
    rule, asked = clock.extension, lasting(clock.condition.clauses)
    if rule is None or not rule.condition.clauses:
        return NOTHING
    running = running_in(procedure, clock)
    moves = moves_by(procedure, places, rule.made_by, clock, lambda step: step.origin in running)
    if rule.made_by_facts or not moves:
        return Beside((asked,) if asked else (), "its timescale asks for")
    tests = tuple((*asked, *test) for test in _of_moves(moves, but=rule.made_by))
    return Beside(tests, "its timescale, or every move by which it could be made, asks for")


def beside_its_decision(decision: Decision | None, *, matters_if: bool) -> Beside:
    """Return what a rule's own decision must have been for the rule to matter; nothing where none is recorded.

    A move grants, and a row allows, what was decided in the complainant's favour; a row excludes what was not.
    """
    if decision is None or not decision.recorded_as:
        return NOTHING
    return Beside(
        ((Clause(decision.recorded_as, NameKind.FACT, (matters_if,)),),), "its own decision comes to nothing without"
    )


def beside_what_makes_it(rule: Extension) -> Beside:
    """Return the test of an extension itself, beside one that makes it."""
    asked = lasting(rule.condition.clauses)
    return Beside((asked,) if asked else (), "the `if` of the extension asks for")


def _of_moves(moves: Iterable[Move], but: frozenset[str]) -> tuple[tuple[Clause, ...], ...]:
    return tuple(
        tuple(clause for clause in lasting(move.condition.clauses) if clause.name not in but) for move in moves
    )


class Excluded(NamedTuple):
    """An event that a timescale never meets: what every move by it asks for, and what is so where there is the time."""

    event: str
    asked: tuple[Clause, ...]
    so_already: tuple[Clause, ...]

    def __str__(self) -> str:
        """Write it as a phrase."""
        asked, there = in_backticks(self.asked, " or "), in_backticks(self.so_already, " or ")
        return f"`{self.event}` is open only where {asked}, and this is there only where {there}"


def excluded(
    procedure: Procedure, places: Places, clock: Timescale, event: str, also: Iterable[Clause] = ()
) -> Excluded | None:
    """Return why an event never happens while a timescale runs, by its `if`; None where it may happen.

    `also` is what is asked of the event besides.
    """
    so_already = (*lasting(clock.condition.clauses), *lasting(also))
    running = running_in(procedure, clock) if so_already else frozenset()
    moves = moves_by(procedure, places, (event,), clock, lambda step: step.origin in running) if so_already else ()
    tests = [tuple(clause for clause in move.condition.clauses if _is_settled(clause, event)) for move in moves]
    return _excluded(procedure, tests, event, so_already)


def excluded_start(procedure: Procedure, places: Places, clock: Timescale, event: str) -> Excluded | None:
    """Return why an event never starts a timescale, by its `if`; None where it may."""
    so_already = lasting(clock.condition.clauses)
    if not so_already or event not in procedure.vocabulary.events:
        return None
    moves = moves_by(procedure, places, (event,), clock, lambda step: lives_in(clock, step.to, step.origin))
    return _excluded(procedure, [lasting(move.condition.clauses) for move in moves], event, so_already)


def _excluded(
    procedure: Procedure, tests: Sequence[tuple[Clause, ...]], event: str, so_already: tuple[Clause, ...]
) -> Excluded | None:
    parts = apart(Ground(procedure), tests, so_already)
    asked = {part for test in tests for part in test}
    told = tuple(part for part in parts if part in asked), tuple(part for part in parts if part in so_already)
    return Excluded(event, *told) if parts else None


def apart(ground: Ground, tests: Iterable[Sequence[Clause]], beside: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return what of each test, and what beside it, no case satisfies together; nothing if one may be satisfied."""
    found: dict[Clause, None] = {}
    names = {clause.name for clause in beside}
    for test in tests:
        shared = [clause for clause in test if clause.name in names]
        parts = ground.contradiction(shared, beside) if shared else ()
        if not any(part in beside for part in parts):
            # That a test contradicts itself is told of it alone.
            return ()
        found |= dict.fromkeys(parts)
    return tuple(found)


def excluded_ends(procedure: Procedure, places: Places, clock: Timescale) -> tuple[Excluded, ...]:
    """Return why each event never happens that could end a timescale, or call it off; nothing where one may."""
    if not lasting(clock.condition.clauses):
        return ()
    ends = sorted(clock.done_by | clock.cancelled_by | clock.waived_by)
    found = [excluded(procedure, places, clock, event) for event in ends if meets(procedure, places, clock, event)]
    return () if None in found else tuple(one for one in found if one)


def _is_settled(clause: Clause, event: str) -> bool:
    """Say whether a clause asks for a known fact, or whether another event has happened."""
    if clause.kind is NameKind.EVENT:
        return clause.name != event and set(clause.words) <= {HAPPENED, NOT_HAPPENED}
    return _is_of_a_known_fact(clause)


def lasting(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return what a test asks for that does not change: facts that are known, and that something has happened."""
    return tuple(clause for clause in clauses if clause.just_happened or _is_of_a_known_fact(clause))


def _is_of_a_known_fact(clause: Clause) -> bool:
    return clause.kind is NameKind.FACT and (clause.negated or NOT_RECORDED not in clause.words)
