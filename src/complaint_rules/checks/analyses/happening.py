"""Where an event can happen, and what can happen while a clock runs, whatever the facts are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from complaint_rules.checks.analyses.periods import has_a_date
from complaint_rules.checks.analyses.places import Places, Way, places_of
from complaint_rules.checks.analyses.recorded import comes_before, recorded_in
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, Anchor, ClocksOnLeaving, Timescale
from complaint_rules.procedures.tables import anchor_names, lives_in, starts_on_entry

LEFT_OPEN: Final = frozenset(
    {ClocksOnLeaving.RUN_ON, ClocksOnLeaving.RESUME, ClocksOnLeaving.RESTART, ClocksOnLeaving.UNSTATED}
)
"""What leaves a clock open in a place where it does not live: running, or paused until the case comes back."""


class Step(NamedTuple):
    """A place where an event can happen, and the place where the case is then."""

    origin: str
    to: str


def steps_by(procedure: Procedure, places: Places, event: str, rule: Timescale | None) -> tuple[Step, ...] | None:
    """Return where an event can happen, or one that stands for it; None where it can be recorded anywhere."""
    found: list[Step] = []
    for kind in standing_for(procedure, event):
        if kind in procedure.tables.moves:
            found += (Step(way.origin, way.to) for way in places.of_event.get(kind, ()))
            continue
        recorded = recorded_in(procedure, places, kind, rule)
        if recorded is None:
            return None
        found += (Step(place, place) for place in sorted(recorded))
    return tuple(found)


def standing_for(procedure: Procedure, event: str) -> tuple[str, ...]:
    """Return the event and all that is taken for it: what counts as it, and what falls back on it or it on."""
    tables, word = procedure.tables, procedure.vocabulary.events.get(event)
    kinds = {*tables.kinds_that_count_as(event), *tables.stand_ins.get(event, ())}
    kinds |= {word.falls_back_on} if word is not None and word.falls_back_on else set()
    return tuple(sorted(kinds))


def can_start(procedure: Procedure, places: Places, rule: Timescale) -> bool:
    """Say whether some reading of a timescale can start in some place that a case comes to."""
    if not any(lives_in(rule, place) for place in places.reached):
        return False
    anchors = [anchor for terms in rule.terms for anchor in (terms.anchor.values() if terms.anchor else ())]
    anchors += [end.anchor for terms in rule.terms for end in terms.ends]
    return not anchors or any(_can_come(procedure, places, rule, anchor) for anchor in anchors)


def _can_come(procedure: Procedure, places: Places, rule: Timescale, anchor: Anchor) -> bool:
    if anchor.timescale:
        followed = procedure.timescale(anchor.timescale)
        return followed is None or has_a_date(followed)
    named = [name for group in anchor.groups for name in group]
    return any(starts_by(procedure, places, rule, name) for name in named)


def starts_by(procedure: Procedure, places: Places, rule: Timescale, name: str) -> bool:
    """Say whether a timescale can start by an event, or a fact, where it stands."""
    steps = steps_by(procedure, places, name, rule) if name in procedure.vocabulary.events else None
    return steps is None or any(lives_in(rule, step.to, step.origin) for step in steps)


def can_end(procedure: Procedure, places: Places, rule: Timescale) -> bool:
    """Say whether something that is done, or that calls it off, can happen while a timescale runs."""
    ends = rule.done_by | rule.cancelled_by | rule.waived_by
    return any(meets(procedure, places, rule, event) for event in ends) and not ends_before_it_starts(rule)


def meets(procedure: Procedure, places: Places, rule: Timescale, event: str) -> bool:
    """Say whether an event can happen while a timescale runs."""
    steps = steps_by(procedure, places, event, rule)
    return steps is None or not running_in(procedure, rule).isdisjoint(step.origin for step in steps)


@lru_cache(maxsize=256)
def running_in(procedure: Procedure, rule: Timescale) -> frozenset[str]:
    """Return the places in which a timescale may run: where it starts, and where it goes on or is left running."""
    places = places_of(procedure)
    found = set(_starting_in(procedure, places, rule))
    waiting = sorted(found)
    while waiting:
        place = waiting.pop()
        new = {way.to for way in places.from_place.get(place, ()) if _goes_on(way, rule)} - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


def _starting_in(procedure: Procedure, places: Places, rule: Timescale) -> Iterable[str]:
    """Yield the places where the case is when a timescale has started: all where it lives, if nothing says where."""
    steps = [steps_by(procedure, places, name, rule) for name in sorted(anchor_names(rule))]
    follows = any(anchor.timescale for terms in rule.terms if terms.anchor for anchor in terms.anchor.values())
    if follows or starts_on_entry(rule, procedure.vocabulary) or not steps or None in steps:
        yield from (place for place in places.reached if lives_in(rule, place))
    yield from (step.to for some in steps for step in some or () if lives_in(rule, step.to, step.origin))


def _goes_on(way: Way, rule: Timescale) -> bool:
    """Say whether a clock goes on along a way; one that is paused beside the stages comes back to its stage alone."""
    kept = {way.move.clocks, *way.move.clocks_could_be}
    left_open = LEFT_OPEN if way.to in BESIDE_THE_STAGES else {ClocksOnLeaving.RUN_ON}
    return lives_in(rule, way.to) or not kept.isdisjoint(left_open)


def ends_before_it_starts(rule: Timescale) -> bool:
    """Say whether all that ends a timescale comes, by its words, before all from which it is counted."""
    ends = rule.done_by | rule.cancelled_by | rule.waived_by
    return bool(ends) and all(comes_before_its_start(rule, end) for end in ends)


def comes_before_its_start(rule: Timescale, event: str) -> bool:
    """Say whether an event comes, by its word, before all from which a timescale is counted, or is that itself."""
    if any(terms.backwards or terms.anchor is None for terms in rule.terms):
        return False
    starts = anchor_names(rule)
    # Of the complainant's time that is counted from its own request another check tells.
    if not starts or (rule.is_window and starts & (rule.done_by | rule.cancelled_by | rule.waived_by)):
        return False
    return all(comes_before(event, start) for start in starts)
