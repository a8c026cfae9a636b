"""What is so already where a test is asked: what cannot have happened by then, in the places where its rule stands."""

from collections.abc import Iterable, Iterator

from complaint_rules.checks.analyses.happening import running_in, steps_by
from complaint_rules.checks.analyses.places import Places
from complaint_rules.procedures.conditions import NOT_HAPPENED, Clause, Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import STAGE_LEFT, Timescale
from complaint_rules.terms import ClockState


def not_by_then(
    procedure: Procedure, places: Places, condition: Condition, asked_in: frozenset[str], but: str = ""
) -> tuple[Clause, ...]:
    """Return that what a test names has not begun, is not done, or has not happened when it is asked in some places.

    Of `but`, the event that is weighed by the test, nothing is said: it is just happening.
    """
    names = (clause for clause in condition.clauses if clause.name != but)
    return tuple(found for clause in names for found in _of(procedure, places, clause, asked_in))


def _of(procedure: Procedure, places: Places, clause: Clause, asked_in: frozenset[str]) -> Iterator[Clause]:
    if clause.kind is NameKind.EVENT and not _has_happened(procedure, places, clause.name, asked_in):
        yield Clause(clause.name, NameKind.EVENT, (NOT_HAPPENED,))
    rule = procedure.timescale(clause.name) if clause.kind is NameKind.TIMESCALE else None
    if rule is None:
        return
    if not is_on_the_way(places, running_in(procedure, rule), asked_in):
        yield Clause(rule.name, NameKind.TIMESCALE, (ClockState.NOT_STARTED.value,))
    elif not any(_has_happened(procedure, places, event, asked_in, rule) for event in rule.done_by):
        yield Clause(rule.name, NameKind.TIMESCALE, (ClockState.MET.value, ClockState.MET_LATE.value), negated=True)


def _has_happened(
    procedure: Procedure, places: Places, event: str, asked_in: frozenset[str], rule: Timescale | None = None
) -> bool:
    steps = steps_by(procedure, places, event, rule)
    return steps is None or is_on_the_way(places, (step.to for step in steps), asked_in)


def is_on_the_way(places: Places, begun_in: Iterable[str], asked_in: frozenset[str]) -> bool:
    """Say whether a case may come from one of some places to one of others, or they have one in common."""
    start = frozenset(begun_in)
    found, waiting = set(start), sorted(start)
    while waiting and not found & asked_in:
        place = waiting.pop()
        # Who was set aside on the way comes back to a stage in which the case has been since.
        onward = (way for way in places.from_place.get(place, ()) if way.move.to != STAGE_LEFT or place in start)
        new = {way.to for way in onward} - found
        found |= new
        waiting += sorted(new)
    return not found.isdisjoint(asked_in)
