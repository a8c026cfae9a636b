"""What may change a clock once it runs: plans for each thing that either side knows to move, stop or end it.

Where the complainant comes off worse because of the change, and not without it, that is a difference of its own.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from complaint_rules.conformance.bench import Bench
from complaint_rules.conformance.findings import Difference
from complaint_rules.conformance.plans import A_WEEK, WEEK, Ahead, Plan, Step, Until, Wait, met_by, while_in_force
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.conditions import NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    NOT_ANY_STAGE,
    SUSPENDED,
    Extension,
    Move,
    Timescale,
)
from complaint_rules.procedures.tables import anchor_events, stands_in

NEXT_DAY = Wait(days=1)
_FOUR_WEEKS = Wait(days=28)
_TRIED_BEFORE = 3
"""Before how many of the last events an extension is tried, besides after them all."""
_ASIDE = BESIDE_THE_STAGES | {CLOSED}
_OUT = _ASIDE | NOT_ANY_STAGE
_FOR = "for"


class Change(NamedTuple):
    """A plan in which a clock is changed, and what it is called if the complainant loses by it.

    By none of the plans in `before` does the complainant lose: they are those without the change. `lost` is what it is
    called where the council's clock is gone and the law's is not. `by` is the event that changes.
    """

    plan: Plan
    before: tuple[Plan, ...]
    difference: Difference
    lost: Difference
    by: str = ""


def changes(bench: Bench, duty: Timescale, plan: Plan, played: Played) -> Iterator[Change]:
    """Yield everything that either side knows to change a clock of a duty that runs at the end of a plan.

    The plan's facts are those that it needs, and the rest is settled for each change; it was played settled.
    """
    for difference, lost, changed in _changed(bench, duty, plan, played):
        yield Change(bench.settled_for(duty, changed), (played.plan,), difference, lost, changed.events[-1])


_Kind = tuple[Difference, Difference, Plan]


def _changed(bench: Bench, duty: Timescale, plan: Plan, played: Played) -> Iterator[_Kind]:
    clocks = (duty, *bench.answering(duty))
    for again in (*_restarted(bench, clocks, plan), *_done_and_begun_again(bench, duty, plan, played)):
        yield Difference.RESTARTED, Difference.NO_DATE, again
    for agreed in _agreed(bench, clocks, plan):
        yield Difference.AGREED, Difference.AGREED, agreed
    for name in _named(rule.waived_by | rule.cancelled_by for rule in clocks):
        yield Difference.CANCELLED, Difference.CANCELLED, plan.then(_speaking(bench, name, NEXT_DAY, Ahead()))
    for longer in _extended_by_the_council(bench, clocks, plan) if duty.extension is None else ():
        yield Difference.EXTENDED, Difference.EXTENDED, longer
    for returned in _returned(bench, plan, played):
        yield Difference.AFTER_RETURN, Difference.AFTER_RETURN, returned


def _named(groups: Iterable[frozenset[str]]) -> list[str]:
    return sorted({name for group in groups for name in group})


def _carries(bench: Bench, name: str) -> frozenset[str]:
    return bench.council.event_words[name].carries


def _speaking(bench: Bench, name: str, wait: Wait, ahead: Ahead) -> Step:
    """Return the event with the day of which it speaks, where it speaks of one."""
    step = Step(name, wait)
    return step.saying(**{_FOR: ahead}) if _FOR in _carries(bench, name) else step


# Restarted and agreed upon.


def _restarted(bench: Bench, clocks: Iterable[Timescale], plan: Plan) -> Iterator[Plan]:
    """Yield a plan with the clock restarted, or moved by an anchor that speaks of a day and is said again."""
    clocks = tuple(clocks)
    words = bench.council.event_words
    anchors = _named(anchor_events(rule, bench.council.vocabulary) for rule in clocks)
    said = [name for name in anchors if name in words and _FOR in words[name].carries and name in plan.events]
    for name in (*_named(rule.restarted_by for rule in clocks), *said):
        yield plan.then(_speaking(bench, name, A_WEEK, Ahead()))


def _agreed(bench: Bench, clocks: Iterable[Timescale], plan: Plan) -> Iterator[Plan]:
    """Yield a plan with a date agreed: a week after all that are in force, and the day after the agreement."""
    names = tuple(dict.fromkeys(rule.name for rule in clocks))
    for name in _named(rule.agreed_date for rule in clocks):
        for ahead in (Ahead(WEEK, names, beyond=True), Ahead(days=1)):
            yield plan.then(_speaking(bench, name, NEXT_DAY, ahead))


# Set aside and taken up again.


class _Open(NamedTuple):
    """A move that stands in the place where a case is by one side's procedure."""

    side: Procedure
    place: str
    move: Move


def _open(bench: Bench, places: tuple[str, str]) -> Iterator[_Open]:
    """Yield every move that stands where a case is: by the law, and by the council's procedure."""
    for side, place in zip((bench.law, bench.council), places, strict=True):
        yield from (_Open(side, place, move) for move in side.moves if stands_in(move, place))


def _places(played: Played) -> tuple[str, str]:
    return played.law.place, played.council.place


def _moved(bench: Bench, places: tuple[str, str], event: str) -> tuple[str, str]:
    """Return where an event leads on both sides, if it is allowed."""
    found = [
        next((one.move.to for one in _open(bench, places) if one.side is side and _leads(one, event)), place)
        for side, place in zip((bench.law, bench.council), places, strict=True)
    ]
    return found[0], found[1]


def _leads(one: _Open, event: str) -> bool:
    return one.move.event == event and bool(one.move.to)


def _returned(bench: Bench, plan: Plan, played: Played) -> Iterator[Plan]:
    """Yield a plan with the case suspended, withdrawn or closed on the next day, and taken up again weeks later."""
    places = _places(played)
    leaving = (one for one in _open(bench, places) if one.move.to in _ASIDE and _is_known(bench, one))
    for left in dict.fromkeys(_after(bench, places, one, plan, NEXT_DAY) for one in leaving):
        if left is not None:
            yield from _taken_up(bench, left, _moved(bench, places, left.events[-1]))


def _taken_up(bench: Bench, left: Plan, places: tuple[str, str]) -> Iterator[Plan]:
    """Yield a plan with each return from where a case was put aside; as it is, where a suspended one cannot return."""
    returning = [one for one in _open(bench, places) if _is_return(one) and _is_known(bench, one)]
    for back in dict.fromkeys(_after(bench, places, one, left, _FOUR_WEEKS) for one in returning):
        if back is not None:
            yield back
    if not returning and SUSPENDED in places:
        yield left


def _is_known(bench: Bench, one: _Open) -> bool:
    """Say whether the council's procedure has such a move at all: if not, the clause of the law's move tells of it."""
    return one.move.event in bench.council.tables.moves


def _is_return(one: _Open) -> bool:
    return one.place in _ASIDE and one.place in one.move.stages and bool(one.move.to) and one.move.to not in _OUT


def _after(bench: Bench, places: tuple[str, str], one: _Open, plan: Plan, wait: Wait) -> Plan | None:
    """Return a plan with a move made, after whatever its test asks for; None where that cannot be planned from here."""
    ready = met_by(one.move.condition, plan, one.side)
    if ready is None or not all(_may_happen(bench, places, step.event) for step in ready[0].steps[len(plan.steps) :]):
        return None
    return ready[0].then(Step(one.move.event, ready[1] if ready[1].until is not Until.DAYS else wait))


def _may_happen(bench: Bench, places: tuple[str, str], event: str) -> bool:
    """Say whether neither side is sure to refuse an event where the case is: what is no move is never refused."""
    sides = zip((bench.law, bench.council), places, strict=True)
    found = ((side.tables.moves.get(event, ()), place) for side, place in sides)
    return all(not moves or any(stands_in(move, place) for move in moves) for moves, place in found)


def _done_and_begun_again(bench: Bench, duty: Timescale, plan: Plan, played: Played) -> Iterator[Plan]:
    """Yield a plan with the duty done, and what starts it by the law happening once more, where that may be."""
    for name in sorted(duty.done_by):
        done = plan.then(Step(name, NEXT_DAY))
        places = _moved(bench, _places(played), name)
        again = (*_moves_again(bench, duty, places, done), *_events_again(bench, duty, done))
        yield from (each for each in dict.fromkeys(again) if each is not None)


def _moves_again(bench: Bench, duty: Timescale, places: tuple[str, str], done: Plan) -> Iterator[Plan | None]:
    anchors = anchor_events(duty, bench.law.vocabulary)
    for one in _open(bench, places):
        if one.side is bench.law and one.move.event in anchors:
            yield _after(bench, places, one, done, A_WEEK)


def _events_again(bench: Bench, duty: Timescale, done: Plan) -> Iterator[Plan]:
    """Yield a plan with another event that starts the clock as well as the one that did, where that is no move."""
    moves = bench.law.tables.moves
    for name in sorted(_others(duty, done.events)):
        if name in bench.law.vocabulary.events and name not in moves:
            yield done.then(Step(name))


def _others(duty: Timescale, happened: tuple[str, ...]) -> set[str]:
    anchors = (anchor for terms in duty.terms if terms.anchor is not None for anchor in terms.anchor.values())
    groups = [group for anchor in anchors for group in anchor.groups if not set(happened).isdisjoint(group)]
    return {name for group in groups for name in group if name not in happened}


# Extended.


def extended(bench: Bench, duty: Timescale, plan: Plan) -> Iterator[Plan]:
    """Yield a plan with the extension made: by facts alone, and by each event, as early as it can be."""
    assert duty.extension is not None
    for supposed in _with_condition(bench, duty.extension, plan):
        yield supposed
        for step in _letters(bench, (duty, *bench.answering(duty))):
            for at in range(len(plan.steps), max(len(plan.steps) - _TRIED_BEFORE, 0), -1):
                yield supposed._replace(steps=(*supposed.steps[:at], step, *supposed.steps[at:]))


def extended_further(bench: Bench, duty: Timescale, plan: Plan) -> Iterator[Change]:
    """Yield a plan with an extension to a day beyond all others, and with a second one after a first of a week."""
    assert duty.extension is not None
    clocks = (duty, *bench.answering(duty))
    names = tuple(dict.fromkeys(rule.name for rule in clocks))
    beyond, a_week = Ahead(WEEK, names, beyond=True), Ahead(WEEK, names)
    for supposed in _with_condition(bench, duty.extension, plan):
        for letter in (each for each in _letters(bench, clocks) if "until" in _carries(bench, each.event)):
            far, once = (supposed.then(letter.saying(until=day)) for day in (beyond, a_week))
            yield Change(far, (supposed,), Difference.LATER, Difference.LATER)
            second = letter.saying(until=beyond)._replace(wait=while_in_force(names))
            yield Change(once.then(second), (once, far), Difference.EXTENDED_AGAIN, Difference.EXTENDED_AGAIN)


def _extended_by_the_council(bench: Bench, clocks: tuple[Timescale, ...], plan: Plan) -> Iterator[Plan]:
    """Yield a plan extended where only the council knows it: by facts, and by letters with and without a day."""
    beyond = Ahead(WEEK, tuple(dict.fromkeys(rule.name for rule in clocks)), beyond=True)
    for rule in clocks:
        for supposed in _with_condition(bench, rule.extension, plan) if rule.extension is not None else ():
            yield supposed
            for letter in _letters(bench, clocks):
                yield supposed.then(letter)
                if "until" in _carries(bench, letter.event):
                    yield supposed.then(letter.saying(until=beyond))


def _with_condition(bench: Bench, extension: Extension, plan: Plan) -> Iterator[Plan]:
    """Yield a plan with what an extension asks for, and as it is."""
    tests = [extension.condition, *extension.made_by_facts]
    facts = {name for test in tests for name in test.names(NameKind.FACT)}
    without = plan._replace(facts=tuple(item for item in plan.facts if item[0] not in facts))
    ready = met_by(tests[0], without, bench.law)
    if ready is not None and ready[0] != plan:
        yield ready[0]
    yield plan


def _letters(bench: Bench, clocks: tuple[Timescale, ...]) -> Iterator[Step]:
    """Yield the events that extend: without `of`, as most would write it, and with it where several could be meant."""
    extensions = [rule.extension for rule in clocks if rule.extension is not None]
    own = [rule.name for rule in clocks[1:] if rule.extension is not None]
    for name, of in product(_named(one.made_by for one in extensions), ("", *own) if len(own) > 1 else ("",)):
        yield _letter(bench, name, of, extensions)


def _letter(bench: Bench, name: str, of: str, extensions: Iterable[Extension]) -> Step:
    """Return the event that extends, with what either side wants in the letter."""
    contents = tuple(sorted({content for one in extensions for content in one.must_contain}))
    details = {"of": of, "contains": contents}
    return Step(name, NEXT_DAY).saying(
        **{key: said for key, said in details.items() if key in _carries(bench, name) and said}
    )
