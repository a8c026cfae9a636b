"""What is so already wherever a case is, whichever way it came there: what has happened, and which clocks have started.

A place that one move alone leads into is entered by its event; what has happened before stays so on the way from place
to place. Nothing is said of an event that may only have been taken to have happened.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from complaint_rules.checks.analyses.by_then import is_on_the_way
from complaint_rules.checks.analyses.happening import standing_for, steps_by
from complaint_rules.checks.analyses.places import Places, Way, places_of
from complaint_rules.procedures.conditions import HAPPENED, Clause, Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Terms, Timescale
from complaint_rules.procedures.tables import anchor_names, lives_in
from complaint_rules.terms import ClockState

Names = frozenset[str]


def happened_already(procedure: Procedure, condition: Condition, asked_in: Names) -> tuple[Clause, ...]:
    """Return that the events that a test names have happened wherever it is asked: before, or in the same step."""
    return tuple(one for one in so_already(procedure, condition, asked_in, "") if one.kind is NameKind.EVENT)


def so_already(procedure: Procedure, condition: Condition, asked_in: Names, but: str) -> tuple[Clause, ...]:
    """Return that what a test names has happened, or has started, wherever it is asked.

    Of `but`, the event that is weighed by the test, nothing is said: it may be about to happen for the first time.
    """
    known = _in_all(_known_in(procedure), asked_in)
    names = (clause for clause in condition.clauses if clause.name != but)
    return tuple(found for clause in names for found in _of(procedure, clause, known - {but}))


def _of(procedure: Procedure, clause: Clause, known: Names) -> Iterator[Clause]:
    rule = procedure.timescale(clause.name) if clause.kind is NameKind.TIMESCALE else None
    if clause.kind is NameKind.EVENT and clause.name in known:
        yield Clause(clause.name, NameKind.EVENT, (HAPPENED,))
    elif rule is not None and not rule.condition.clauses and rule.name in known:
        yield Clause(rule.name, NameKind.TIMESCALE, (ClockState.NOT_STARTED.value,), negated=True)


def _in_all(known: Mapping[str, Names], asked_in: Names) -> Names:
    found = [known[place] for place in sorted(asked_in)]
    return frozenset.intersection(*found) if found else frozenset()


@lru_cache(maxsize=8)
def _known_in(procedure: Procedure) -> Mapping[str, Names]:
    """Return for each place the events that have happened and the timescales that have started, if they ever do."""
    brought = [(way, _brought_by(procedure, way)) for way in places_of(procedure).ways]
    found: dict[str, Names] = {"": frozenset()}
    changed = True
    while changed:
        changed = False
        for way, names in brought:
            if way.origin not in found or way.to == "":
                continue
            here = (found[way.origin] | names) & found.get(way.to, found[way.origin] | names)
            changed |= here != found.get(way.to)
            found[way.to] = here
    return MappingProxyType(found)


def _brought_by(procedure: Procedure, way: Way) -> Names:
    """Return what has happened, and what has started unless its own test fails, when a case has gone a way."""
    names = procedure.tables.names_of(way.move.event)
    happened = {name for name in names if _is_itself(procedure, name)}
    started = {
        rule.name
        for name in happened
        for rule in procedure.tables.started_by.get(name, ())
        if lives_in(rule, way.to, way.origin) and all(_starts_at_once(procedure, terms, name) for terms in rule.terms)
    }
    return frozenset(happened | started)


def _is_itself(procedure: Procedure, event: str) -> bool:
    """Say whether an event has happened only where it was recorded, and not where another is taken for it."""
    return not procedure.vocabulary.events[event].falls_back_on


def _starts_at_once(procedure: Procedure, terms: Terms, event: str) -> bool:
    """Say whether one reading of a timescale starts as an event happens, whatever else the case is."""
    if terms.anchor is None or terms.backwards or terms.ends or not terms.anchor.is_certain:
        return False
    (groups,) = {row.value.groups for row in terms.anchor.rows[:1]}
    return len(groups) == 1 and event in groups[0] and not procedure.tables.speaks_of_a_day(event)


@lru_cache(maxsize=8)
def ended_for_good(procedure: Procedure) -> Mapping[str, Names]:
    """Return for each duty the events that leave it neither running nor overdue for the rest of the case.

    It has started wherever they happen, if it ever does, and nothing that starts it happens again. The complainant's
    time is left out: a request that is refused ends none.
    """
    places = places_of(procedure)
    known = _known_in(procedure)
    duties = (rule for rule in procedure.timescales if not rule.is_window and _starts_once(procedure, places, rule))
    return MappingProxyType({rule.name: frozenset(_ends(procedure, places, rule, known)) for rule in duties})


def _ends(procedure: Procedure, places: Places, rule: Timescale, known: Mapping[str, Names]) -> Iterator[str]:
    for event in rule.done_by:
        steps = steps_by(procedure, places, event, None)
        where: Iterable[str] = places.reached if steps is None else {step.origin for step in steps}
        if _is_itself(procedure, event) and all(rule.name in known[place] for place in where):
            yield from procedure.tables.kinds_that_count_as(event)


def _starts_once(procedure: Procedure, places: Places, rule: Timescale) -> bool:
    """Say whether all that starts a timescale are moves to which no case comes a second time."""
    names = anchor_names(rule)
    if not names or not names <= procedure.vocabulary.events.keys():
        return False
    kinds = {kind for name in names for kind in standing_for(procedure, name)}
    if not kinds <= procedure.tables.moves.keys():
        return False
    ways = (way for kind in kinds for way in places.of_event.get(kind, ()))
    return not any(is_on_the_way(places, (way.to,), frozenset({way.origin})) for way in ways)
