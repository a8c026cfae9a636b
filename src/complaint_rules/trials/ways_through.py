"""Ways through the stages: every order of stages in which a procedure's moves can take a case, from first to last.

A move that asks for an event which happens nowhere on the way is none by which the way could go on.

A way is a sequence of places without one twice. What lies beside the stages (suspended, withdrawn) is no part of it: a
case comes back to the stage that it left.
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from complaint_rules.cases.case import Case
from complaint_rules.checks.analyses.happening import steps_by
from complaint_rules.checks.analyses.places import places_of
from complaint_rules.conformance.plans import NOTHING, Plan, Ways
from complaint_rules.conformance.playing import Stage
from complaint_rules.procedures.conditions import NOT_HAPPENED, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, CLOSED, OMBUDSMAN, STAGE_LEFT, Move
from complaint_rules.procedures.tables import stands_in
from complaint_rules.trials.places_reached import places_reached, through

_NOT_ON_A_WAY = BESIDE_THE_STAGES | {"", STAGE_LEFT}
_ENDS = frozenset({CLOSED, OMBUDSMAN})
_TRIES = 64


class WayThrough(NamedTuple):
    """The places of a way in their order, and the move by which it comes to the last of them."""

    places: tuple[str, ...]
    last: Move

    @property
    def clause(self) -> str:
        """Return its name among those of clauses."""
        return through(self.places)


def ways_through(procedure: Procedure) -> Iterator[WayThrough]:
    """Yield every way from where a case begins to its end: closed, at the Ombudsman, or where no move leads on."""
    yield from _ways_from(procedure, ("",), None)


def _ways_from(procedure: Procedure, places: tuple[str, ...], last: Move | None) -> Iterator[WayThrough]:
    onwards = _onwards(procedure, places)
    if last is not None and (not onwards or places[-1] in _ENDS):
        yield WayThrough(places[1:], last)
    for place, move in onwards.items():
        yield from _ways_from(procedure, (*places, place), move)


def _onwards(procedure: Procedure, places: tuple[str, ...]) -> dict[str, Move]:
    """Return the places to which a case can go from the last of these, but for those where it has been."""
    found: dict[str, Move] = {}
    for move in (*procedure.begins, *procedure.moves):
        leads_on = move.to not in _NOT_ON_A_WAY | set(places) and stands_in(move, places[-1])
        if leads_on and all(_can_have_happened(procedure, event, places) for event in _asked_for(move)):
            found.setdefault(move.to, move)
    return found


def _asked_for(move: Move) -> Iterator[str]:
    """Yield the events that must have happened for a move."""
    for clause in move.condition.clauses:
        if clause.kind is NameKind.EVENT and not clause.negated and NOT_HAPPENED not in clause.words:
            yield clause.name


def _can_have_happened(procedure: Procedure, event: str, places: tuple[str, ...]) -> bool:
    """Say whether an event has a place on the way so far, where it did not lead the case elsewhere."""
    steps = steps_by(procedure, places_of(procedure), event, None)
    beside = BESIDE_THE_STAGES | {STAGE_LEFT}
    kept = {*zip(places, places, strict=True), *pairwise(places)}
    return steps is None or any((step.origin, step.to) in kept or step.to in beside for step in steps)


def case_through(way: WayThrough, ways: Ways, stage: Stage) -> Case | None:
    """Return a case that goes this way by what the council's procedure allows; none if the first plans have none."""
    for plan in islice(_plans(way.places, "", NOTHING, ways), _TRIES):
        played = stage.play(plan)
        if played is not None and played.went_as_the_council_allows and _goes(ways.procedure, played.case, way):
            return played.case
    return None


def _goes(procedure: Procedure, case: Case, way: WayThrough) -> bool:
    return places_reached(procedure, case, case.events[-1].on) == way.places


def _plans(places: tuple[str, ...], place: str, plan: Plan, ways: Ways) -> Iterator[Plan]:
    """Yield the plans that go on from a place through these, the plainest moves first."""
    if not places:
        yield plan
        return
    for further in ways.onwards(place, places[0], plan):
        yield from _plans(places[1:], places[0], further, ways)
