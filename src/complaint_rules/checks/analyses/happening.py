"""Where an event can happen, and what can happen after a clock has started, whatever the facts are."""

from collections.abc import Iterable

from complaint_rules.checks.analyses.periods import has_a_date
from complaint_rules.checks.analyses.places import Places, Way
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, OMBUDSMAN, Anchor, Timescale
from complaint_rules.procedures.tables import lives_in


def moves_by(procedure: Procedure, places: Places, event: str) -> tuple[Way, ...] | None:
    """Return the ways on which an event, or one that stands for it, takes a case; None where it needs no move.

    An event of which no move speaks can be recorded anywhere, and so can another that counts as it.
    """
    tables = procedure.tables
    kinds = {*tables.kinds_that_count_as(event), *tables.stand_ins.get(event, ())}
    word = procedure.vocabulary.events.get(event)
    kinds |= {word.falls_back_on} if word is not None and word.falls_back_on else set()
    # The moves that begin a case are among those of the tables.
    if not kinds <= procedure.tables.moves.keys():
        return None
    return tuple(way for kind in kinds for way in places.of_event.get(kind, ()))


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
    return any(_starts_it(procedure, places, rule, name) for name in named)


def _starts_it(procedure: Procedure, places: Places, rule: Timescale, name: str) -> bool:
    ways = moves_by(procedure, places, name) if name in procedure.vocabulary.events else None
    return ways is None or any(lives_in(rule, way.to, way.origin) for way in ways)


def can_end(procedure: Procedure, places: Places, rule: Timescale) -> bool:
    """Say whether something that is done, or that calls it off, can happen after a timescale has started."""
    after = _after(places, (place for place in places.reached if lives_in(rule, place)))
    for event in rule.done_by | rule.cancelled_by | rule.waived_by:
        ways = moves_by(procedure, places, event)
        if ways is None or any(way.origin in after for way in ways):
            return True
    return False


def _after(places: Places, start: Iterable[str]) -> frozenset[str]:
    """Return every place to which a case may come from some places, those included."""
    found = set(start)
    waiting = sorted(found)
    while waiting:
        place = waiting.pop()
        new = {way.to for way in places.from_place.get(place, ())} - found
        found |= new
        waiting += sorted(new)
    # From beside the stages, and from the Ombudsman, a case may come back.
    return frozenset(found) | (BESIDE_THE_STAGES & places.reached) | {OMBUDSMAN}
