"""Climbing: the ways that lead a case through the stages of two procedures at once.

What is one step for one side may take two for the other: the law's stage begins with the request, the page's with the
council's acceptance, with a statement that both agree upon, or with the panel's appointment. The shortest way of one
side alone then leaves the other behind, or is refused by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from complaint_rules.conformance.plans import A_WEEK, NOTHING, Plan, Step, Until, Wait, met_by, toll
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import STAGE_LEFT, Move
from complaint_rules.procedures.tables import Tables, stands_in
from complaint_rules.values import frozen

_Moves = tuple[Move | None, ...]
"""A move of the council's and one of the law's by one event; None where that side knows no such move."""


class Places(NamedTuple):
    """Where one case stands by the council's procedure and by the law; empty before it has begun."""

    council: str = ""
    law: str = ""


class Climbed(NamedTuple):
    """A plan, and where it leads on both sides; `price` is what it costs by the tolls of its moves."""

    plan: Plan
    places: Places
    price: int = 0


@frozen(eq=False)
class Climbs:
    """The shortest plans that lead a case to a place of the council's and one of the law's, refused by neither.

    Every move on the way meets the tests of both sides, and so does each event that such a test asks for. Whether a
    plan really leads there is for the engine to say when it is played.
    """

    council: Procedure
    law: Procedure
    _found: dict[Places, Plan] = field(default_factory=dict, repr=False)

    def to(self, council: str | None = None, law: str | None = None) -> Plan | None:
        """Return the plan that leads to a place on each side, wherever the other is where that is None."""
        if not self._found:
            self._found.update(self._search(Climbed(NOTHING, Places())))
        wanted = (council, law)
        return next((plan for places, plan in self._found.items() if _is_at(places, wanted)), None)

    def on_from(self, plan: Plan, places: Places, council: Iterable[str]) -> Plan | None:
        """Return a plan with what leads the council's side on to one of its places, and the law's nowhere else."""
        wanted = {Places(place, places.law) for place in council}
        found = self._search(Climbed(plan, places))
        return next((further for onto, further in found if onto in wanted), None)

    def as_allowed(self, plan: Plan, places: Places, longer: Plan) -> Plan | None:
        """Return a longer plan with what the tests of both sides ask for before each of its further steps."""
        at = Climbed(longer._replace(steps=plan.steps), places)
        for step in longer.steps[len(plan.steps) :]:
            found = next(self._happening(step, at), None)
            if found is None:
                return None
            at = found
        return at.plan

    def _search(self, start: Climbed) -> Iterator[tuple[Places, Plan]]:
        found: set[Places] = set()
        number = 0
        waiting: list[tuple[int, int, Climbed]] = [(0, number, start)]
        while waiting:
            _, _, reached = heappop(waiting)
            if reached.places in found:
                continue
            found.add(reached.places)
            yield reached.places, reached.plan
            for further in self._onwards(reached):
                if further.places not in found:
                    number += 1
                    heappush(waiting, (further.price, number, further))

    def _onwards(self, reached: Climbed) -> Iterator[Climbed]:
        """Yield where each move that leads on by either side brings the case."""
        sides = zip((self.council, self.law), reached.places, strict=True)
        leading = [
            move.event for side, place in sides for move in (*side.begins, *side.moves) if _leads_on(move, place)
        ]
        for event in dict.fromkeys(leading):
            yield from self._happening(Step(event), reached)

    def _happening(self, step: Step, reached: Climbed, needed: frozenset[str] = frozenset()) -> Iterator[Climbed]:
        """Yield where a case stands once an event has happened to it; nothing where either side is sure to refuse it.

        `needed` are the events of whose tests it is itself a part: one that asks for itself never happens.
        """
        for moves in product(*self._standing(step.event, reached.places)) if step.event not in needed else ():
            ready = self._ready(moves, reached, needed | {step.event})
            if ready is not None:
                plan, wait = ready[0], ready[1] if _is_for_a_date(ready[1]) else step.wait
                onto = Places(*map(_onto, moves, reached.places))
                tolls = sum(toll(move) for move in moves if move is not None)
                late = 2 * _is_for_a_date(wait)
                price = reached.price + len(plan.steps) + 1 - len(reached.plan.steps) + late + tolls
                yield Climbed(plan.then(step._replace(wait=wait)), onto, price)

    def _standing(self, event: str, places: Places) -> Iterator[_Moves]:
        """Yield for each side its moves by an event that stand where the case is: None where it knows no such move."""
        for side, place in zip((self.council, self.law), places, strict=True):
            moves = _moves_by(event, self.council.tables, side.tables)
            yield tuple(move for move in moves if stands_in(move, place)) if moves else (None,)

    def _ready(self, moves: _Moves, reached: Climbed, needed: frozenset[str]) -> tuple[Plan, Wait] | None:
        """Return the plan after which the tests of both sides' moves hold, and how long to wait then."""
        waited = A_WEEK
        for move, side in zip(moves, (self.council, self.law), strict=True):
            ready = (reached.plan, waited) if move is None else met_by(move.condition, reached.plan, side)
            further = self._with_what_is_needed(reached, ready[0], needed) if ready is not None else None
            if ready is None or further is None:
                return None
            reached = further
            waited = max(waited, ready[1], key=_is_for_a_date)
        return reached.plan, waited

    def _with_what_is_needed(self, reached: Climbed, ready: Plan, needed: frozenset[str]) -> Climbed | None:
        """Return a plan with the events that a test asks for, each as both sides allow it where the case stays.

        One that leads the case elsewhere is a way of its own, which the search takes first.
        """
        known = len(reached.plan.steps)
        at = reached._replace(plan=ready._replace(steps=ready.steps[:known]))
        for step in ready.steps[known:]:
            staying = (one for one in self._happening(step, at, needed) if one.places == at.places)
            found = at if step.event in at.plan.events else next(staying, None)
            if found is None:
                return None
            at = found
        return at


def _moves_by(event: str, council: Tables, side: Tables) -> tuple[Move, ...]:
    """Return the moves that an event of the council's words makes on a side, under whatever it counts as there."""
    heard = council.heard_by(side).get(event) or council.hear(event, side)
    return side.touched(heard.names).moves


def _is_for_a_date(wait: Wait) -> bool:
    return wait.until is Until.PASSED


def _leads_on(move: Move, place: str) -> bool:
    return move.to not in ("", place, STAGE_LEFT) and stands_in(move, place)


def _onto(move: Move | None, place: str) -> str:
    return place if move is None or move.to in ("", STAGE_LEFT) else move.to


def _is_at(places: Places, wanted: tuple[str | None, str | None]) -> bool:
    return all(want in (None, place) for want, place in zip(wanted, places, strict=True))
