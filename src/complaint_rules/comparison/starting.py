"""Cases in which what starts a clock is early, on its last day, on an extended last day, and late.

Where the two sides count from two different starts, the days between them decide whose date comes first. How many there
are hangs on when something was done, and not on either side's rule: a duty that is kept in time in every case that is
tried would hide what becomes of the complainant whose answer comes late.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from itertools import islice, product

from complaint_rules.cases.case import Case
from complaint_rules.comparison.trying import Asked
from complaint_rules.conformance.bench import Bench
from complaint_rules.conformance.changing import extended
from complaint_rules.conformance.plans import (
    A_WEEK,
    AT_ONCE,
    Ahead,
    Plan,
    Step,
    Until,
    Wait,
    when_passed,
    while_in_force,
)
from complaint_rules.conformance.timed import extensible_plans, plans_of
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, ExtensionKind, Timescale
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.values import frozen

_PLANS = 3
"""How many ways to where the clocks run are tried with other days between their starts."""
_STEPS = 3
"""How many of the last events between the starts are each tried early and late."""
_LATE = (28, 400)
"""How many days late: longer than most windows, and longer than any time that a page counts in weeks or months."""
_MONTH = Ahead(28)
_AGO = tuple(timedelta(days=days) for days in (400, 28, 0))
"""How long before the case's last event, and before its first, a day lies from which a clock is counted."""


def with_other_starts(bench: Bench, rule: Timescale, other: Timescale, *, longer: bool = False) -> Iterator[Asked]:
    """Yield cases in which a clock runs on both sides, with other days between what starts it on the one and the other.

    `rule` is the clock of the side that is in the place of a law, `other` that of the council's. Where it is the limit
    of an extension that is counted from another start, the clock is made `longer` in each case.
    """
    starts = _Starts.of(bench, rule, other)
    found = dict.fromkeys(timed for plan in _ways(bench, rule, starts) for timed in _timed(starts, plan))
    plans = (each for plan in found for each in (_extended(bench, rule, plan) if longer else (plan,)))
    for plan, asked in product(plans, _asked_on(rule, other)):
        played = bench.play(plan, asked)
        if played is not None and played.went_as_planned:
            yield from _with_other_days(Asked(played.case, played.asked_on), starts)


def _asked_on(rule: Timescale, other: Timescale) -> Iterator[Wait]:
    """Yield when a case is asked about; where a late request has rules of its own, also after the last day."""
    yield A_WEEK
    if rule.late is not None or other.late is not None:
        yield when_passed((rule.name, other.name))


@frozen(eq=False)
class _Starts:
    """What starts a clock on either side: events, facts that are days, and timescales whose last day does."""

    bench: Bench
    names: frozenset[str]
    apart: frozenset[str]
    timescales: tuple[Timescale, ...]
    ended: dict[str, tuple[Timescale, ...]] = field(init=False, default_factory=dict, repr=False)

    @classmethod
    def of(cls, bench: Bench, rule: Timescale, other: Timescale) -> "_Starts":
        before = (*_before(rule, bench.law, frozenset()), *_before(other, bench.council, frozenset()))
        names = frozenset(name for one in (rule, other, *before) for anchor in _anchors(one) for name in anchor.names)
        apart = frozenset(name for one in (rule, other) for anchor in _anchors_apart(one) for name in anchor.names)
        return cls(bench, names, apart, before)

    def is_start(self, event: str) -> bool:
        """Say whether an event, or what it counts as or stands for, starts a clock on either side."""
        counted = {event, *(name for side in self._sides for name in side.tables.names_of(event))}
        words = self.bench.council.event_words
        return any(name in counted or (name in words and words[name].falls_back_on in counted) for name in self.names)

    def count(self, plan: Plan) -> int:
        """Return how many of a plan's events start a clock."""
        return sum(map(self.is_start, plan.events))

    def ended_by(self, event: str) -> tuple[Timescale, ...]:
        """Return the clocks of both sides that an event ends, each name once."""
        if event not in self.ended:
            found = (one for side in self._sides for one in side.tables.ended_by.get(event, ()))
            self.ended[event] = tuple({one.name: one for one in found}.values())
        return self.ended[event]

    @property
    def facts(self) -> list[str]:
        """Return the facts from whose day a clock is counted."""
        words = self.bench.council.fact_words
        return sorted(name for name in self.names if name in words and words[name].type is FactType.DATE)

    @property
    def _sides(self) -> tuple[Procedure, Procedure]:
        return self.bench.council, self.bench.law


def _before(rule: Timescale, side: Procedure, seen: frozenset[str]) -> Iterator[Timescale]:
    """Yield the timescales from whose last day a timescale is counted, and those from whose last day they are."""
    for name in dict.fromkeys(anchor.timescale for anchor in _anchors(rule) if anchor.timescale):
        one = side.timescale(name)
        if one is not None and name not in seen:
            yield one
            yield from _before(one, side, seen | {name})


def _anchors(rule: Timescale) -> Iterator[Anchor]:
    """Yield everything from which a time of a timescale is counted."""
    for terms in rule.terms:
        yield from terms.anchor.values() if terms.anchor is not None else ()
        yield from (end.anchor for end in terms.ends)
        yield from (terms.limit_anchor,) if terms.limit_anchor is not None else ()
    yield from _anchors_apart(rule)


def _anchors_apart(rule: Timescale) -> Iterator[Anchor]:
    """Yield what an aim and the last day of a late request are counted from, where that is another start."""
    if rule.aim is not None and rule.aim.anchor is not None:
        yield rule.aim.anchor
    if rule.late is not None and rule.late.until is not None:
        yield rule.late.until.anchor


# The ways to where the clocks run.


def _ways(bench: Bench, rule: Timescale, starts: _Starts) -> Iterator[Plan]:
    """Yield the plans in which most of what starts a clock happens, as they are and with the rest of it.

    The rest is what an aim, a limit or a late request waits for, and what is done where a clock waits for a last day.
    """
    plans = dict.fromkeys((*extensible_plans(bench, rule), *plans_of(bench, rule)))
    for plan in islice(_unlike(sorted(plans, key=starts.count, reverse=True)), _PLANS):
        done = [sorted(one.done_by) for one in starts.timescales if one.done_by.isdisjoint(plan.events)]
        whole = _with_the_rest(bench, starts, plan.then(*(Step(names[0]) for names in done if names)))
        yield from dict.fromkeys((bench.settled_for(rule, whole), plan))


def _with_the_rest(bench: Bench, starts: _Starts, plan: Plan) -> Plan:
    """Return a plan with each event more that starts a time; a receipt comes after the letter."""
    words = bench.council.event_words
    for name in sorted(name for name in starts.apart if name in words and name not in plan.events):
        sent = words[name].falls_back_on
        at = plan.events.index(sent) + 1 if sent in plan.events else len(plan.steps)
        plan = plan._replace(steps=(*plan.steps[:at], Step(name), *plan.steps[at:]))
    return plan


def _unlike(plans: Iterable[Plan]) -> Iterator[Plan]:
    """Yield the plans that differ in their events or facts; their days are chosen here."""
    yield from {(plan.events, plan.facts): plan for plan in plans}.values()


def _timed(starts: _Starts, plan: Plan) -> Iterator[Plan]:
    """Yield a plan with each event after the first start early, on its last day, on a longer one and late."""
    between = _between(starts, plan)
    yield _waiting(plan, dict.fromkeys(between, AT_ONCE))
    yield _waiting(plan, {at: _on_the_last_day(starts, plan, at) for at in between})
    for at in between:
        yield _waiting(plan, {at: _on_the_last_day(starts, plan, at)})
        yield from _on_a_longer_day(starts, plan, at)
    for days in _LATE:
        yield from (_waiting(plan, {at: _late(starts, plan, at, days)}) for at in between)
    for one in starts.timescales:
        yield from _made_longer(starts, plan, one)


def _between(starts: _Starts, plan: Plan) -> list[int]:
    """Return the places of what happens after the first event that starts a clock, up to the last."""
    places = [at for at, event in enumerate(plan.events) if starts.is_start(event)]
    ending = [
        at for at, event in enumerate(plan.events) if any(one in starts.timescales for one in starts.ended_by(event))
    ]
    return list(range(min(places) + 1, max((*places, *ending)) + 1))[-_STEPS:] if places else []


def _waiting(plan: Plan, waits: Mapping[int, Wait]) -> Plan:
    steps = (step._replace(wait=waits.get(at, step.wait)) for at, step in enumerate(plan.steps))
    return plan._replace(steps=tuple(steps))


def _names(starts: _Starts, plan: Plan, at: int) -> tuple[str, ...]:
    return tuple(one.name for one in starts.ended_by(plan.events[at]))


def _on_the_last_day(starts: _Starts, plan: Plan, at: int) -> Wait:
    names = _names(starts, plan, at)
    return while_in_force(names) if names else plan.steps[at].wait


def _late(starts: _Starts, plan: Plan, at: int, days: int) -> Wait:
    return Wait(Until.PASSED, days, _names(starts, plan, at))


def _on_a_longer_day(starts: _Starts, plan: Plan, at: int) -> Iterator[Plan]:
    """Yield a plan with each clock that an event ends made longer before, and the event on its new last day."""
    before = plan._replace(steps=plan.steps[:at])
    last = plan.steps[at]._replace(wait=while_in_force(_names(starts, plan, at)))
    for one in starts.ended_by(plan.events[at]):
        for longer in _extended(starts.bench, one, before):
            yield longer.then(last, *plan.steps[at + 1 :])


def _made_longer(starts: _Starts, plan: Plan, rule: Timescale) -> Iterator[Plan]:
    """Yield a plan with a clock made longer from whose last day another is counted, and that nothing in it ends."""
    if rule.done_by.isdisjoint(plan.events):
        yield from _extended(starts.bench, rule, plan)


def _extended(bench: Bench, rule: Timescale, plan: Plan) -> Iterator[Plan]:
    """Yield a plan with the letter that makes a clock longer; where that has no limit, by four weeks."""
    extension = rule.extension
    if extension is None:
        return
    for longer in extended(bench, rule, plan):
        letter = longer.steps[-1] if longer.steps else None
        if letter is not None and letter.event in extension.made_by and len(longer.steps) > len(plan.steps):
            says_a_day = "until" in bench.council.event_words[letter.event].carries
            by_a_month = extension.kind is ExtensionKind.NO_LIMIT and says_a_day
            last = letter.saying(until=_MONTH._replace(after=(rule.name,))) if by_a_month else letter
            yield longer._replace(steps=(*longer.steps[:-1], last))


# Days that are facts.


def _with_other_days(asked: Asked, starts: _Starts) -> Iterator[Asked]:
    """Yield a case, and with each day from which a clock is counted on other sides of its events."""
    yield asked
    events = asked.case.events
    for name in starts.facts if events else ():
        for day in _days_about(events[0].on, events[-1].on):
            yield asked._replace(case=Case(events, {**asked.case.facts, name: day}))


def _days_about(first: date, last: date) -> Iterator[date]:
    days = (day - ago for day in (first, last) for ago in _AGO)
    yield from dict.fromkeys(days)
