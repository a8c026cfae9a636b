"""Which of two starts is the later, whatever the case: by what their words mean, or by where they can happen.

A start is an anchor. One that waits for another timescale, and an event that stands for a day which it carries, are put
in no order with any other than themselves; nor is a fact, which may be any day.
"""

from collections.abc import Callable, Iterable

from complaint_rules.checks.analyses.by_then import is_on_the_way
from complaint_rules.checks.analyses.happening import meets, running_in, steps_by
from complaint_rules.checks.analyses.places import Places, places_of
from complaint_rules.checks.analyses.recorded import comes_before
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Timescale
from complaint_rules.procedures.tables import lives_in

NoLater = Callable[[str, str], bool]


def starts_no_later(start: Anchor, own: Choice[Anchor] | None, rule: Timescale, procedure: Procedure) -> bool:
    """Say whether a start of another kind is never after that of a timescale, as long as this one is open."""
    places = places_of(procedure)

    def is_earlier(one: str, other: str) -> bool:
        return _in_words(one, other, procedure) or _is_over_when_it_starts(procedure, places, rule, one)

    return own is not None and all(_is_no_later(start, each, is_earlier, procedure) for each in own.values())


def starts_no_sooner(start: Anchor, own: Choice[Anchor] | None, rule: Timescale, procedure: Procedure) -> bool:
    """Say whether a start of another kind is never before that of a timescale, however often that begins anew."""
    places = places_of(procedure)

    def is_earlier(one: str, other: str) -> bool:
        return _in_words(one, other, procedure) or _has_begun_by_then(procedure, places, rule, one, other)

    if own is None or (rule.restarted_by and any(start != each for each in own.values())):
        return False
    return all(_is_no_later(each, start, is_earlier, procedure) for each in own.values())


def _is_no_later(one: Anchor, other: Anchor, is_earlier: NoLater, procedure: Procedure) -> bool:
    """Say whether the latest of one anchor's groups, each the first of its names, is not after that of another's."""
    if one == other:
        return True
    if not (_are_events(one, procedure) and _are_events(other, procedure)):
        return False
    return all(any(_first_no_later(group, each, is_earlier) for each in other.groups) for group in one.groups)


def _first_no_later(group: Iterable[str], other: Iterable[str], is_earlier: NoLater) -> bool:
    return all(any(name == one or is_earlier(name, one) for name in group) for one in other)


def _are_events(anchor: Anchor, procedure: Procedure) -> bool:
    """Say whether an anchor waits for events alone, each of which stands for the day on which it happens."""
    words = procedure.vocabulary.events
    return bool(anchor.names) and all(name in words and not words[name].speaks_of_a_day for name in anchor.names)


def _in_words(one: str, other: str, procedure: Procedure) -> bool:
    """Say whether an event is never after another by its word: it comes first, or is taken for the other at once."""
    return comes_before(one, other) or procedure.vocabulary.events[other].falls_back_on == one


def _is_over_when_it_starts(procedure: Procedure, places: Places, rule: Timescale, event: str) -> bool:
    """Say whether an event happens on the way to where a timescale runs, and never while it does."""
    steps = steps_by(procedure, places, event, rule)
    if not steps or meets(procedure, places, rule, event):
        return False
    return is_on_the_way(places, (step.to for step in steps), running_in(procedure, rule))


def _has_begun_by_then(procedure: Procedure, places: Places, rule: Timescale, own: str, event: str) -> bool:
    """Say whether no case comes from an event to where a timescale starts by one of its own."""
    starts = steps_by(procedure, places, own, rule)
    begun_from = frozenset(step.origin for step in starts or () if lives_in(rule, step.to, step.origin))
    if not begun_from or begun_from == {""}:
        # Of what is recorded before a case has begun nothing is counted.
        return begun_from == {""}
    steps = steps_by(procedure, places, event, None)
    return bool(steps) and not is_on_the_way(places, (step.to for step in steps or ()), begun_from)
