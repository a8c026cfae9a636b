"""Clauses about time: a duty with its extension, or the complainant's window, beside the council's own clocks.

Several of the council's timescales may answer one duty: an investigation and the adjudication that follows it are
together the one answer that the law times. Each step that has a last day of its own in the council's procedure happens
on that day, so that what the whole may take is what the council allows itself.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from complaint_rules.assessment.due_dates import DueDate, due_dates_of
from complaint_rules.conformance.bench import Bench, Differs, Tried
from complaint_rules.conformance.findings import Answer, DatedReading, Difference, Subject, Verdict
from complaint_rules.conformance.lettered import try_letter
from complaint_rules.conformance.plans import WEEK, Plan, Step, Until, Wait, met_by
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Extension, Move, Rule, Timescale
from complaint_rules.procedures.tables import anchor_names
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Basis, ClockState, Party

_NEXT_DAY = Wait(days=1)
_BY_POST = Wait(days=2)
_TRIED_BEFORE = 3
"""Before how many of the last events an extension is tried, besides after them all."""
_OVER = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED, ClockState.UNDETERMINED})


def try_timescale(bench: Bench, tried: Tried) -> None:
    """Try a duty or a window: what starts it, in which order and with which gaps, each as the council has it too."""
    duty = tried.clause.rule
    assert isinstance(duty, Timescale)
    for plan in plans_of(bench, duty):
        for weekday in bench.stage.weekdays:
            _compare(bench, tried, duty, bench.play(plan, weekday=weekday))
        for played in bench.play_before_closures(plan):
            _compare(bench, tried, duty, played)
        for event in sorted(duty.done_by) if duty.must_contain else ():
            try_letter(bench, tried, bench.settled(plan.then(Step(event)), (duty,)), event, duty.party)


def try_extension(bench: Bench, tried: Tried) -> None:
    """Try an extension: made by every event that may make it on either side, with its condition met and not met."""
    duty = next(rule for rule in bench.law.timescales if rule.extension is tried.clause.rule)
    for plan in whole_plans_of(bench, duty):
        for extended in extended_plans(bench, duty, plan):
            _compare(bench, tried, duty, bench.play(extended), was_extended=True)
            last = extended.steps[-1] if extended.steps else None
            if duty.extension is not None and last is not None and last.event in duty.extension.made_by:
                try_letter(bench, tried, extended, last.event, Party.COUNCIL)


def answering(bench: Bench, duty: Timescale) -> tuple[Timescale, ...]:
    """Return the council's timescales that answer a duty of the law, or are parts of the answer."""
    return tuple(rule for rule in bench.council.timescales if bench.council.duties.get(rule.name) == duty.name)


# Comparing.


def _compare(bench: Bench, tried: Tried, duty: Timescale, played: Played | None, *, was_extended: bool = False) -> None:
    if played is None or not played.went_as_planned:
        return
    rows = due_dates_of(played.standings)
    law = _last(rows, duty, bench.law.basis)
    if law is None or law.state in _OVER or law.started_on is None:
        return
    rules = answering(bench, duty)
    found = [(rule, row) for rule in rules if (row := _last(rows, rule, Basis.COUNCIL)) is not None]
    if was_extended and not any(row.extended_by for row in (law, *(row for _, row in found))):
        return
    tried.cases += 1
    if not any(rule.name in bench.council.answers.get(duty.name, ()) for rule in rules):
        bench.note(tried, played, _silence(duty, law))
        return
    for rule, row in found:
        if row.state not in (ClockState.NOT_STARTED, ClockState.CANCELLED):
            _compare_dates(bench, tried, played, _Pair(duty, rule, law, row))


class _Pair(NamedTuple):
    duty: Timescale
    rule: Timescale
    law: DueDate
    council: DueDate


def _last(rows: Iterable[DueDate], rule: Timescale, basis: Basis) -> DueDate | None:
    found = [row for row in rows if row.timescale == rule.name and row.basis is basis]
    return found[-1] if found else None


def _silence(duty: Timescale, law: DueDate) -> Differs:
    """Return the finding of a clause that the council's procedure does not have: no limit binds no complainant."""
    difference = Difference.NOT_STATED if law.due is None else Difference.NO_DATE
    verdict = Verdict.STRONGER if duty.is_window else Verdict.SILENT
    return Differs(difference, verdict, None, Subject.DUE_DATE, Answer(""), _answer(law), not duty.is_window)


def _answer(row: DueDate) -> Answer:
    readings = tuple(DatedReading(one.reading, one.due) for one in row.readings)
    return Answer(
        name=row.timescale,
        due=row.due,
        started_by=row.started_by or "",
        started_on=row.started_on,
        period=row.period or "",
        extended_by=row.extended_by,
        only_an_aim=row.only_an_aim,
        readings=readings,
    )


def _compare_dates(bench: Bench, tried: Tried, played: Played, pair: _Pair) -> None:
    if pair.law.due is None:
        tried.because = tried.because or ("as_soon_as_possible" if pair.council.due is not None else "")
        return
    for differs in _differences(bench, pair):
        bench.note(tried, played, differs)


def _differences(bench: Bench, pair: _Pair) -> Iterator[Differs]:
    law, council, window = pair.law, pair.council, pair.duty.is_window
    assert law.due is not None
    dues = [one.due for one in council.readings] or [council.due]
    worse = [due is None or (due < law.due if window else due > law.due) for due in dues]
    better = [due is None or (due > law.due if window else due < law.due) for due in dues]
    if window:
        worse = [bad and due is not None for bad, due in zip(worse, dues, strict=True)]
    answers = (Subject.DUE_DATE, _answer(council), _answer(law))
    if any(worse):
        difference = Difference.EARLIER if window else Difference.LATER
        yield Differs(difference, _open_or(Verdict.WEAKER, worse), pair.rule, *answers, reading=_which(council, worse))
    elif council.only_an_aim and not law.only_an_aim and not window:
        yield Differs(Difference.ONLY_AN_AIM, Verdict.WEAKER, pair.rule, *answers)
    elif all(better) and pair.rule.name in bench.council.answers.get(pair.duty.name, ()):
        difference = Difference.LATER if window else Difference.EARLIER
        yield Differs(difference, Verdict.STRONGER, pair.rule, *answers, against_the_complainant=False)


def _open_or(verdict: Verdict, worse: list[bool]) -> Verdict:
    """Return the verdict, unless it hangs on how the page is read."""
    return verdict if all(worse) else Verdict.CANNOT_BE_JUDGED


def _which(council: DueDate, worse: list[bool]) -> str:
    """Return the readings of the page under which it is worse, where it is not so under all."""
    if all(worse):
        return ""
    return "; ".join(one.reading for one, bad in zip(council.readings, worse, strict=True) if bad)


# Planning.


def plans_of(bench: Bench, duty: Timescale) -> list[Plan]:
    """Return plans after which the law's clock runs, and the council's as far as may be.

    They are in the order of the law's file; of those that begin alike the shortest comes first.
    """
    rules = answering(bench, duty)
    found: dict[Plan, None] = {}
    for started in _started(bench, duty):
        with_own = [plan for days in (0, WEEK) for plan in _with_own(started, rules, bench.council, days)]
        received = [each for plan in with_own for each in _received(plan, (duty, *rules), bench)]
        settled = [bench.settled(plan, (duty, *rules, *_moves_of(plan, bench))) for plan in received]
        found |= dict.fromkeys(sorted(settled, key=lambda plan: len(plan.steps)))
    return list(found)


def whole_plans_of(bench: Bench, duty: Timescale) -> list[Plan]:
    """Return of these only the plans with all that the council's clocks wait for, to be extended."""
    rules = answering(bench, duty)
    found: dict[Plan, None] = {}
    for started in _started(bench, duty):
        for days in (0, WEEK):
            *_, plan = _with_own(started, rules, bench.council, days)
            found[bench.settled(plan, (duty, *rules, *_moves_of(plan, bench)))] = None
    return list(found)


def _with_own(plan: Plan, rules: Iterable[Timescale], council: Procedure, days: int) -> Iterator[Plan]:
    """Yield a plan as it is, and with what each of the council's timescales waits for, one after the other."""
    yield plan
    for rule in rules:
        plan = _filled(plan, rule, council, days)
        yield plan


def _received(plan: Plan, rules: Iterable[Timescale], bench: Bench) -> Iterator[Plan]:
    """Yield a plan as it is, and with each letter's receipt some days after its sending, where a clock asks for it."""
    yield plan
    words = bench.council.event_words
    for name in sorted({name for rule in rules for name in anchor_names(rule)}):
        sent = words[name].falls_back_on if name in words else ""
        if sent in plan.events and name not in plan.events:
            at = plan.events.index(sent) + 1
            yield plan._replace(steps=(*plan.steps[:at], Step(name, _BY_POST), *plan.steps[at:]))


def _moves_of(plan: Plan, bench: Bench) -> Iterator[Rule]:
    for event in dict.fromkeys(plan.events):
        yield from (*bench.law.tables.moves.get(event, ()), *bench.council.tables.moves.get(event, ()))


def _started(bench: Bench, rule: Timescale, depth: int = 3) -> Iterator[Plan]:
    """Yield plans after which a timescale of the law has started, one for each anchor and each way to it.

    Of several events that come to the same, those that the council's procedure knows stand for all.
    """
    for condition, anchor in _anchors(rule):
        if anchor.timescale and depth:
            other = bench.law.timescale(anchor.timescale)
            yield from _started(bench, other, depth - 1) if other is not None else ()
            continue
        for names in product(*(_known(group, bench.council) for group in anchor.groups)):
            yield from _arrived(bench, rule, names, condition)


def _known(group: tuple[str, ...], council: Procedure) -> tuple[str, ...]:
    return tuple(name for name in group if council.tables.gives_meaning(name)) or group


def _anchors(rule: Timescale) -> Iterator[tuple[Condition, Anchor]]:
    for terms in rule.terms:
        if terms.anchor is not None:
            yield from ((row.condition, row.value) for row in reversed(terms.anchor.rows))
        yield from ((Condition(), end.anchor) for end in terms.ends)


def _arrived(bench: Bench, rule: Timescale, names: tuple[str, ...], condition: Condition) -> Iterator[Plan]:
    """Yield plans in which these events have happened and facts are known where a timescale lives, its tests met."""
    facts = {name: True for name in names if name in bench.law.vocabulary.facts}
    events = [_sent(name, bench.law) for name in names if name not in facts]
    moves = bench.law.tables.moves
    moved = [name for name in events if any(_leads(move, rule) for move in moves.get(name, ()))]
    home = bench.law_ways.to(_home(rule, bench.law))
    plans = _moved_by(bench, rule, moved[0]) if moved else iter([home] if home is not None else [])
    whole = Condition((*condition.clauses, *rule.condition.clauses))
    for plan in plans:
        ready = met_by(whole, plan, bench.law)
        supposed = ready[0].supposing(facts) if ready is not None else None
        if supposed is not None:
            yield supposed.then(*(Step(name) for name in events if name not in supposed.events))


def _sent(name: str, procedure: Procedure) -> str:
    """Return the event that is recorded where a receipt is not."""
    return procedure.vocabulary.events[name].falls_back_on or name


def _leads(move: Move, rule: Timescale) -> bool:
    """Say whether a move leads to where a timescale lives."""
    return bool(move.to) and (rule.any_stage or move.to in rule.stages)


def _moved_by(bench: Bench, rule: Timescale, name: str) -> Iterator[Plan]:
    """Yield the plans that end with a move to where a timescale lives: as the law has it, then as the council."""
    leading = [move for move in bench.law.tables.moves[name] if _leads(move, rule)]
    own = [move for move in bench.council.tables.moves.get(name, ()) if move.to]
    for ways, moves in ((bench.law_ways, leading), (bench.council_ways, own)):
        yield from (plan.then(Step(name, wait)) for move in moves for plan, wait in ways.along(move))


def _home(rule: Timescale, procedure: Procedure) -> str:
    named = [stage.id for stage in procedure.stages if stage.id in rule.stages]
    beside = sorted(rule.stages)
    first = next((move.to for move in procedure.begins), "")
    return (named or beside or [first])[0]


def _filled(plan: Plan, rule: Timescale, council: Procedure, days: int, seen: frozenset[str] = frozenset()) -> Plan:
    """Return the plan with what the council's timescale still waits for.

    What ends another of the council's clocks happens on that clock's last day; anything else so many days later.
    """
    if rule.name in seen:
        return plan
    for anchor in _chosen(rule, plan):
        other = council.timescale(anchor.timescale) if anchor.timescale else None
        plan = _filled(plan, other, council, days, seen | {rule.name}) if other is not None else plan
        for group in anchor.groups:
            if not _has_happened(group, plan, council):
                plan = _waited_for(plan, group[0], council, days, seen | {rule.name})
    return plan


def _chosen(rule: Timescale, plan: Plan) -> Iterator[Anchor]:
    """Yield the anchors that count in a plan: of each reading the first row of which nothing is against."""
    for terms in rule.terms:
        rows = terms.anchor.rows if terms.anchor is not None else ()
        yield from [row.value for row in rows if _may_hold(row.condition, plan)][:1]
        yield from (end.anchor for end in terms.ends)


def _may_hold(condition: Condition, plan: Plan) -> bool:
    facts = dict(plan.facts)
    for clause in condition.clauses:
        if clause.kind is NameKind.EVENT and not clause.negated and clause.name not in plan.events:
            return False
        if clause.kind is NameKind.FACT and facts.get(clause.name) not in clause.words:
            return False
    return True


def _has_happened(group: tuple[str, ...], plan: Plan, council: Procedure) -> bool:
    counted = {name for event in plan.events for name in council.tables.names_of(event)}
    words = council.event_words
    fallen_back = {name for name in group if name in words and words[name].falls_back_on in counted}
    return bool(fallen_back) or not counted.isdisjoint(group) or not {name for name, _ in plan.facts}.isdisjoint(group)


def _waited_for(plan: Plan, name: str, council: Procedure, days: int, seen: frozenset[str]) -> Plan:
    word = council.fact_words.get(name)
    if word is not None:
        return plan.otherwise({name: True}) if word.type is FactType.DATE else plan
    for other in council.tables.ended_by.get(name, ()):
        if not other.is_window:
            plan = _filled(plan, other, council, days, seen)
    return plan.then(Step(name, Wait(Until.LAST_DAY, days))) if name not in plan.events else plan


# Extensions.


def extended_plans(bench: Bench, duty: Timescale, plan: Plan) -> Iterator[Plan]:
    """Yield a plan with the extension made: by facts alone, and by each event, as early as it can be."""
    assert duty.extension is not None
    rules = (duty, *answering(bench, duty))
    extensions = [rule.extension for rule in rules if rule.extension is not None]
    made_by = sorted({name for one in extensions for name in one.made_by})
    own = [rule.name for rule in rules[1:] if rule.extension is not None]
    for supposed in _with_condition(bench, duty, plan):
        yield supposed
        # Without `of`, as most would write it; and naming the clock, where several could be meant.
        for name, of in product(made_by, ("", *own) if len(own) > 1 else ("",)):
            step = _letter(bench, name, of, extensions)
            for at in range(len(plan.steps), max(len(plan.steps) - _TRIED_BEFORE, 0), -1):
                yield supposed._replace(steps=(*supposed.steps[:at], step, *supposed.steps[at:]))


def _with_condition(bench: Bench, duty: Timescale, plan: Plan) -> Iterator[Plan]:
    assert duty.extension is not None
    tests = [duty.extension.condition, *duty.extension.made_by_facts]
    facts = {name for test in tests for name in test.names(NameKind.FACT)}
    without = plan._replace(facts=tuple(item for item in plan.facts if item[0] not in facts))
    ready = met_by(tests[0], without, bench.law)
    if ready is not None and ready[0] != plan:
        yield ready[0]
    yield plan


def _letter(bench: Bench, name: str, of: str, extensions: Iterable[Extension]) -> Step:
    """Return the event that extends, with what either side wants in the letter."""
    carries = bench.council.event_words[name].carries
    contents = tuple(sorted({content for one in extensions for content in one.must_contain}))
    details = {"of": of, "contains": contents}
    return Step(name, _NEXT_DAY).saying(**{key: said for key, said in details.items() if key in carries and said})
