"""The cases in which a clause is tried: those that conformance would plan for it, with either side as the law."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from typing import NamedTuple

from complaint_rules.cases.case import Case, Event
from complaint_rules.conformance.accepted import days_of, facts_meeting
from complaint_rules.conformance.bench import Bench, conditions
from complaint_rules.conformance.changing import changes, extended, extended_further
from complaint_rules.conformance.permitted import situations_of
from complaint_rules.conformance.plans import A_WEEK, AT_ONCE, NOTHING, Fact, Plan, Wait, holds_of, met_by
from complaint_rules.conformance.playing import Played
from complaint_rules.conformance.timed import extensible_plans, plans_of, short_plans
from complaint_rules.procedures.clauses import Clause
from complaint_rules.procedures.conditions import Clause as Test
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Extension, Move, Rule, TimeLimit, Timescale
from complaint_rules.procedures.tables import anchor_names
from complaint_rules.terms import Basis
from complaint_rules.working_days import WorkingCalendar

_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=60)
"""How far ahead lies a day that an event speaks of."""
_AGO = tuple(timedelta(days=days) for days in (28, 364, 371, 1120))
"""How long ago a day of a time limit lies in the cases tried: both sides of a year, and long past it."""

_YEAR, _MONTH = 366, 30
_BEFORE = 21
"""How many days before a spell of holidays cases start, or after its first day where time is counted backwards.

A time of a few days must reach it, and one of weeks.
"""


class Asked(NamedTuple):
    """A case and the day on which it is asked about."""

    case: Case
    as_of: date


def bench(one: Procedure, other: Procedure, as_of: date, joined: dict[str, str]) -> Bench:
    """Set one procedure up with the other in the place of a law; `joined` are the timescales that are the same."""
    duties = {name: (same,) for name, same in joined.items()}
    alone = replace(one, basis=Basis.COUNCIL, versions=(), deviations=(), duties=duties)
    return Bench.of(alone, _in_place_of_a_law(other), as_of)


def _in_place_of_a_law(procedure: Procedure) -> Procedure:
    return replace(procedure, basis=Basis.LAW, packs=(), versions=(), deviations=(), cases_begun=None, in_force=None)


def cases_for(bench: Bench, clause: Clause) -> Iterator[Asked]:
    """Yield cases in which a clause of the side that is in the place of a law should apply."""
    rule = clause.rule
    if isinstance(rule, AcceptanceRow):
        yield from _of_a_row(bench, rule)
    elif isinstance(rule, TimeLimit):
        yield from _limited(bench, rule)
    else:
        yield from (Asked(one.case, one.asked_on) for one in _played(bench, rule) if one and one.went_as_planned)
    if isinstance(rule, Timescale):
        speaking = (name for name in sorted(anchor_names(rule)) if bench.law.tables.speaks_of_a_day(name))
        yield from followed(everywhere(bench), speaking, bench.council, ())


# The same cases on other days.


def on_other_days(asked: Iterable[Asked], bench: Bench, *, backwards: bool = False) -> Iterator[Asked]:
    """Yield each case as if its last event had happened on other days: before a year's holidays, and in plain weeks.

    What is counted backwards reaches holidays from the days after them.

    Which of two times ends later may hang on the day. No case ends after the day of the comparison.
    """
    for one, start in product(tuple(asked), _starts(bench, backwards=backwards)):
        by = start - one.case.events[-1].on if one.case.events else timedelta()
        if by and one.as_of + by <= bench.as_of:
            yield _moved(one, by)


def _moved(asked: Asked, by: timedelta) -> Asked:
    """Return a case with every day in it so much earlier or later."""

    def moved(said: Mapping[str, object]) -> dict[str, object]:
        return {name: value + by if isinstance(value, date) else value for name, value in said.items()}

    events = (Event(event.kind, event.on + by, **moved(event.details)) for event in asked.case.events)
    return Asked(Case(events, moved(asked.case.facts)), asked.as_of + by)


def _starts(bench: Bench, *, backwards: bool) -> tuple[date, ...]:
    """Return days of the year up to the comparison: those by each spell of holidays, a plain week, one a month."""
    year = tuple(bench.as_of - timedelta(days=back) for back in range(_YEAR))[::-1]
    holidays = [day for day in year if _is_holiday(bench.stage.calendar, day)]
    spells = [day for day, after in pairwise(holidays) if after - day <= _WEEK]
    first = [day for at, day in enumerate(spells) if at == 0 or day - spells[at - 1] > _WEEK]
    away = 1 if backwards else -1
    near = [day + away * timedelta(days=days) for day in first for days in range(_BEFORE, 0, -1)]
    bounds = (year[0], *holidays, year[-1])
    longest = max(pairwise(bounds), key=lambda bound: bound[1] - bound[0])[0]
    plain = [longest + timedelta(days=ahead) for ahead in range(1, 8)]
    return tuple(dict.fromkeys((*near, *plain, *year[::_MONTH])))


def _is_holiday(calendar: WorkingCalendar | None, day: date) -> bool:
    """Say whether a day is closed though its day of the week is worked."""
    if calendar is None or not calendar.first_day <= day <= calendar.last_day:
        return False
    return day.weekday() in calendar.weekdays and not calendar.is_working_day(day)


def _of_a_row(bench: Bench, row: AcceptanceRow) -> Iterator[Asked]:
    """Yield cases that a row is about; a word that only its own side has, or an event, is planned for by itself."""
    known = [Asked(Case((), facts), bench.as_of) for facts in facts_meeting(row.condition, bench)]
    ready = met_by(row.condition, NOTHING, bench.law)
    if known or ready is None:
        yield from known
        return
    facts = dict(ready[0].facts)
    if not ready[0].events:
        yield Asked(Case((), facts), bench.as_of)
    placed = (one._replace(case=Case(one.case.events, {**one.case.facts, **facts})) for one in everywhere(bench))
    yield from followed(placed, ready[0].events, bench.law, ())


def of_one_side(bench: Bench, rule: Rule) -> Iterator[Asked]:
    """Yield cases in which a clause that the other side lacks answers, though that side refuses what leads there."""
    plans: Iterable[tuple[Plan, Wait]] = ()
    if isinstance(rule, Timescale):
        plans = ((plan, A_WEEK) for plan in plans_of(bench, rule))
    elif isinstance(rule, Move):
        plans = ((bench.settled(plan, (rule,)), wait) for plan, wait in bench.law_ways.along(rule))
    for plan, wait in plans:
        played = bench.play(plan, wait)
        if played is not None and played.went_as_the_law_allows and not played.went_as_planned:
            yield Asked(played.case, played.asked_on)


def _limited(bench: Bench, rule: TimeLimit) -> Iterator[Asked]:
    """Yield cases with the days from which a time limit is counted, and those from which the other side's are."""
    others = bench.council.acceptance.time_limits
    days = (*days_of(rule, bench.law), *(name for limit in others for name in days_of(limit, bench.council)))
    names = sorted(set(days))
    for agos in product(_AGO, repeat=len(names)):
        facts = {name: bench.as_of - ago for name, ago in zip(names, agos, strict=True)}
        yield Asked(Case((), facts), bench.as_of)


def _played(bench: Bench, rule: Rule) -> Iterator[Played | None]:
    if isinstance(rule, Timescale):
        yield from _of_a_timescale(bench, rule)
        if rule.is_window:
            for event in sorted(rule.done_by & frozenset(bench.law.tables.moves)):
                yield from _of_a_move(bench, event)
    elif isinstance(rule, Extension):
        yield from _of_an_extension(bench, rule)
    elif isinstance(rule, Move | Bar):
        yield from _of_a_move(bench, rule.event)


def _of_a_timescale(bench: Bench, rule: Timescale) -> Iterator[Played | None]:
    for plan in plans_of(bench, rule):
        yield from (bench.play(plan, weekday=weekday) for weekday in bench.stage.weekdays)
        yield from bench.play_before_closures(plan)


def _of_an_extension(bench: Bench, rule: Extension) -> Iterator[Played | None]:
    duty = next(one for one in bench.law.timescales if one.extension is rule)
    for plan in extensible_plans(bench, duty):
        yield bench.play(plan)
        yield from (bench.play(made) for made in extended(bench, duty, plan))


def _of_a_move(bench: Bench, event: str) -> Iterator[Played | None]:
    yield from (bench.play(*situation) for situation in situations_of(bench, event))


def changed_cases(bench: Bench, rule: Rule) -> Iterator[Asked]:
    """Yield cases in which a clock of the side in the place of a law is changed as it runs: restarted, agreed, …."""
    for owner in (one for one in bench.law.timescales if rule is one or one.extension is rule):
        for plan in short_plans(bench, owner):
            played = (bench.play(changed) for changed in _changed(bench, owner, plan))
            yield from (Asked(one.case, one.asked_on) for one in played if one is not None and one.went_as_planned)


def _changed(bench: Bench, rule: Timescale, plan: Plan) -> Iterator[Plan]:
    before = bench.play(bench.settled_for(rule, plan))
    if before is not None:
        yield from (change.plan for change in changes(bench, rule, plan, before))
    if before is not None and rule.extension is not None:
        yield from (change.plan for change in extended_further(bench, rule, before.plan))


# The same cases otherwise.


def tests_of(rule: Rule) -> Iterator[Condition]:
    """Yield every test of a rule; of an extension, whether it may be made."""
    yield from conditions(rule)
    if isinstance(rule, Extension):
        yield from (rule.condition, *rule.made_by_facts)


def varied(asked: Iterable[Asked], tests: Iterable[Test], bench: Bench) -> Iterator[Asked]:
    """Yield each case otherwise in one fact that a test names, or in the outcome of one event."""
    asked = tuple(asked)
    for one, test in product(asked, tuple(dict.fromkeys(tests))):
        if test.kind is NameKind.FACT:
            for value in (*bench.values(test.name), *_around(test)):
                yield one._replace(case=Case(one.case.events, {**one.case.facts, test.name: value}))
        if test.kind is NameKind.EVENT:
            for outcome in (word for word in bench.council.vocabulary.outcomes if word in test.words):
                yield one._replace(case=Case(_with_outcome(one.case.events, test.name, outcome), one.case.facts))


def met_at_once(asked: Iterable[Asked], conditions: Iterable[Condition], bench: Bench) -> Iterator[Asked]:
    """Yield each case with every fact at once as a condition asks for it that tests more than one."""
    several = ([test for test in one.clauses if test.kind is NameKind.FACT] for one in conditions)
    wanted = tuple(tests for tests in several if len(tests) > 1)
    for one, tests in product(tuple(asked), wanted):
        values = {test.name: _meeting(test, bench) for test in tests}
        if None not in values.values():
            yield one._replace(case=Case(one.case.events, {**one.case.facts, **values}))


def _meeting(test: Test, bench: Bench) -> Fact | None:
    return next((value for value in (*bench.values(test.name), *_around(test)) if holds_of(test, value)), None)


def _around(test: Test) -> Iterator[Fact]:
    """Yield the ends of an interval, and what lies just outside of it."""
    ends = (test.between.low, test.between.high) if test.between is not None else ()
    for end, beyond in zip(ends, (-1, 1), strict=False):
        if isinstance(end, date):
            yield from (end, end + timedelta(days=beyond))
        elif end is not None:
            yield from (end, end + beyond)


def _with_outcome(events: Iterable[Event], name: str, outcome: str) -> Iterator[Event]:
    for event in events:
        yield Event(name, event.on, **{**event.details, "outcome": outcome}) if event.kind == name else event


# What may follow.


def followed(
    asked: Iterable[Asked], events: Iterable[str], side: Procedure, contents: tuple[str, ...]
) -> Iterator[Asked]:
    """Yield each case with each of the events on the day of the question, and asked about a week later.

    A letter is written with nothing of what it may hold, and with all of it but one.
    """
    names = tuple(events)
    for one, name in product(tuple(asked), names):
        for details in _details(name, one.as_of, side, contents):
            more = Event(name, one.as_of, **details)
            yield Asked(Case((*one.case.events, more), one.case.facts), one.as_of + _WEEK)


def _details(name: str, day: date, side: Procedure, contents: tuple[str, ...]) -> Iterator[dict[str, object]]:
    word = side.event_words.get(name)
    if word is None:
        return
    said: dict[str, object] = {"for": day + _AHEAD} if word.speaks_of_a_day else {}
    if "contains" in word.carries and contents:
        yield {**said, "contains": ()}
        yield from ({**said, "contains": tuple(one for one in contents if one != left)} for left in contents)
    elif "outcome" in word.carries:
        yield from ({**said, "outcome": outcome} for outcome in side.vocabulary.outcomes)
    else:
        yield said


# Cases for what is no clause.


def everywhere(bench: Bench) -> Iterator[Asked]:
    """Yield a case for each place to which the procedures' moves lead, asked about at once."""
    places = ("", *(stage.id for stage in bench.law.stages if stage.id))
    for ways in (bench.law_ways, bench.council_ways):
        for place in places:
            plan = ways.to(place)
            played = None if plan is None else bench.play(bench.settled(plan, ()), AT_ONCE)
            if played is not None:
                yield Asked(played.case, played.asked_on)


def before_closures(bench: Bench, rule: Timescale, eve: date) -> Iterator[Asked]:
    """Yield cases in which a timescale runs and that end on the eve of days on which only one side is closed."""
    stage = replace(bench.stage, as_of=eve)
    for plan in plans_of(bench, rule):
        played = stage.play(plan, AT_ONCE, eve.weekday())
        if played is not None and played.went_as_planned:
            yield Asked(played.case, played.asked_on)


def with_several_outcomes(asked: Asked, event: str, outcomes: tuple[str, ...]) -> Asked:
    """Return a case with an event more that says the outcome of each of several issues."""
    more = Event(event, asked.as_of, outcomes=outcomes)
    return Asked(Case((*asked.case.events, more), asked.case.facts), asked.as_of)
