"""What other rules ask where a test is asked: those that must let a thing happen before the test matters.

A time that is made longer asks both the `if` of the extension and the test that makes it; a bar matters where a move
could be granted, and a timescale where a move has begun it. Facts stay as they are between the two, and what has
happened stays so; anything else may change. A test for what was not recorded is left out: while a fact is not known,
a move is not refused.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from complaint_rules.checks.analyses.happening import Step, running_in, standing_for
from complaint_rules.checks.analyses.places import Places
from complaint_rules.checks.analyses.recorded import recorded_in
from complaint_rules.procedures.conditions import NOT_RECORDED, Clause, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Bar, Extension, Move, Timescale
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
    moves = moves_by(procedure, places, (bar.event,), None, lambda step: stands_in(bar, step.origin))
    return Beside(_of_moves(moves, but=frozenset()), "every move that it could hold back asks for")


def beside_a_clock(procedure: Procedure, places: Places, clock: Timescale) -> Beside:
    """Return the tests of the moves by which a timescale could begin."""
    names = anchor_names(clock)
    if not names or not names <= procedure.vocabulary.events.keys():
        return NOTHING
    moves = moves_by(procedure, places, names, clock, lambda step: lives_in(clock, step.to, step.origin))
    return Beside(_of_moves(moves, but=names), "every move by which it could begin asks for")


def beside_an_extension(procedure: Procedure, places: Places, clock: Timescale) -> Beside:
    """Return the tests of the moves that could make a timescale longer, with what itself asks."""
    rule, asked = clock.extension, lasting(clock.condition.clauses)
    assert rule is not None
    running = running_in(procedure, clock)
    moves = moves_by(procedure, places, rule.made_by, clock, lambda step: step.origin in running)
    if rule.made_by_facts or not moves:
        return Beside((asked,) if asked else (), "its timescale asks for")
    tests = tuple((*asked, *test) for test in _of_moves(moves, but=rule.made_by))
    return Beside(tests, "its timescale, or every move by which it could be made, asks for")


def beside_what_makes_it(rule: Extension) -> Beside:
    """Return the test of an extension itself, beside one that makes it."""
    asked = lasting(rule.condition.clauses)
    return Beside((asked,) if asked else (), "the `if` of the extension asks for")


def _of_moves(moves: Iterable[Move], but: frozenset[str]) -> tuple[tuple[Clause, ...], ...]:
    return tuple(
        tuple(clause for clause in lasting(move.condition.clauses) if clause.name not in but) for move in moves
    )


def lasting(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return what a test asks for that does not change: facts that are known, and that something has happened."""
    return tuple(clause for clause in clauses if clause.just_happened or _is_of_a_known_fact(clause))


def _is_of_a_known_fact(clause: Clause) -> bool:
    return clause.kind is NameKind.FACT and (clause.negated or NOT_RECORDED not in clause.words)
