"""The places of a procedure, and which of its moves leads from which to which, whatever else they ask for."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    NOT_ANY_STAGE,
    OMBUDSMAN,
    STAGE_LEFT,
    Move,
    Timescale,
)
from complaint_rules.procedures.tables import lives_in, stands_in


class Way(NamedTuple):
    """A move, where it is made, and where it takes the case: the same place where it leaves it."""

    origin: str
    move: Move
    to: str


class Places(NamedTuple):
    """The places that a case may come to, and every way between them, the one into the first place from none.

    `of_event` and `from_place` have the ways by the event that takes a case along them, and by where they begin.
    """

    reached: frozenset[str]
    ways: tuple[Way, ...]
    of_event: Mapping[str, tuple[Way, ...]]
    from_place: Mapping[str, tuple[Way, ...]]

    def out_of(self, place: str) -> Iterator[Way]:
        """Yield the ways that take a case from a place to another for good: not to where it may come back from."""
        return (way for way in self.from_place.get(place, ()) if way.to not in {place, *BESIDE_THE_STAGES})


@lru_cache(maxsize=8)
def places_of(procedure: Procedure) -> Places:
    """Follow every move from where cases begin. A case that comes back may come back to any stage that it can leave."""
    moves = (*procedure.begins, *procedure.moves)
    reached, waiting, ways = {""}, [""], []
    while waiting:
        origin = waiting.pop()
        for move in moves:
            if stands_in(move, origin):
                ways.append(Way(origin, move, move.to or origin))
                if ways[-1].to not in reached | {STAGE_LEFT}:
                    reached.add(ways[-1].to)
                    waiting.append(ways[-1].to)
    left = _left_for(ways)
    every = tuple(each for way in ways for each in _ways_back(way, left))
    return Places(
        frozenset(reached - {""}), every, _by(every, lambda way: way.move.event), _by(every, attrgetter("origin"))
    )


def _left_for(ways: list[Way]) -> dict[str, set[str]]:
    """Return for each place those from which a case may have come there."""
    found: dict[str, set[str]] = {}
    for way in ways:
        if way.to != way.origin:
            found.setdefault(way.to, set()).add(way.origin)
    return found


def _by(ways: tuple[Way, ...], key: Callable[[Way], str]) -> dict[str, tuple[Way, ...]]:
    found: dict[str, list[Way]] = {}
    for way in ways:
        found.setdefault(key(way), []).append(way)
    return {name: tuple(some) for name, some in found.items()}


def _ways_back(way: Way, left: Mapping[str, set[str]]) -> Iterator[Way]:
    """Yield a way, or, of one back to the stage that was left, each that it may be."""
    if way.to != STAGE_LEFT:
        yield way
        return
    yield from (way._replace(to=stage) for stage in sorted(left.get(way.origin, ())))


def stage_ids(procedure: Procedure) -> tuple[str, ...]:
    """Return the stages that the page has, in their order; the end and the places beside the stages are none."""
    return tuple(stage.id for stage in procedure.stages if stage.id not in {"", CLOSED, OMBUDSMAN, *BESIDE_THE_STAGES})


def clocks_in(procedure: Procedure, place: str) -> Iterator[Timescale]:
    """Yield the timescales that may run in a place."""
    return (rule for rule in procedure.timescales if lives_in(rule, place))


def leads_to_the_ombudsman(procedure: Procedure) -> bool:
    """Say whether a law or guidance that a procedure stands under has a way to the Ombudsman."""
    return any(move.to == OMBUDSMAN for pack in procedure.packs for move in pack.moves)


def is_open(place: str) -> bool:
    """Say whether a case in a place is still under way."""
    return place not in NOT_ANY_STAGE
