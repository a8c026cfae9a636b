"""Clauses about time: a duty with its extension, or the complainant's window, beside the council's own clocks.

Several of the council's timescales may answer one duty: an investigation and the adjudication that follows it are
together the one answer that the law times. Each step that has a last day of its own in the council's procedure happens
on that day, so that what the whole may take is what the council allows itself.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from complaint_rules.assessment.due_dates import DueDate, due_dates_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case
from complaint_rules.conformance.bench import Bench, Differs, Tried
from complaint_rules.conformance.changing import Change, changes, extended, extended_further
from complaint_rules.conformance.findings import NEVER_STARTED, Answer, DatedReading, Difference, Subject, Verdict
from complaint_rules.conformance.gaps import BY_POST, has_last_day, other_gaps
from complaint_rules.conformance.lettered import asked_for, try_letter
from complaint_rules.conformance.plans import WEEK, Plan, Step, Until, Wait, met_by
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Move, Timescale
from complaint_rules.procedures.tables import anchor_names, lives_in
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Basis, ClockState, Party

_OVER = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED, ClockState.UNDETERMINED})
_BY_EXTENDING = frozenset({Difference.EXTENDED, Difference.EXTENDED_AGAIN})
_DONE_OR_OVER = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED, ClockState.MET, ClockState.MET_LATE})


def try_timescale(bench: Bench, tried: Tried) -> None:
    """Try a duty or a window: what starts it, in which order and with which gaps, each as the council has it too."""
    duty = tried.clause.rule
    assert isinstance(duty, Timescale)
    plans = plans_of(bench, duty)
    for plan in plans:
        for weekday in bench.stage.weekdays:
            _compare(bench, tried, duty, bench.play(plan, weekday=weekday))
        for played in bench.play_before_closures(plan):
            _compare(bench, tried, duty, played)
        for event in _letters(bench, duty):
            try_letter(bench, tried, bench.settled(plan.then(Step(event)), (duty,)), event, duty.party)
    for plan in _with_other_gaps(bench, duty, plans):
        _compare(bench, tried, duty, bench.play(plan))
    if bench.council.answers.get(duty.name):
        _try_changes(bench, tried, duty)
        tried.because = tried.because or (NEVER_STARTED if tried.cases and not tried.ran else "")


def _letters(bench: Bench, duty: Timescale) -> list[str]:
    """Return the letters that end a duty of which the law says what they hold, and of which the council says something.

    A page that has neither the duty nor anything about its letter is silent once, and not of the letter besides.
    """
    answered = bool(bench.council.answers.get(duty.name))
    ending = sorted(duty.done_by) if duty.must_contain else []
    return [event for event in ending if answered or asked_for(event, bench.council)]


def try_extension(bench: Bench, tried: Tried) -> None:
    """Try an extension: made by every event that may make it on either side, with its condition met and not met."""
    duty = next(rule for rule in bench.law.timescales if rule.extension is tried.clause.rule)
    plans = extensible_plans(bench, duty)
    for plan in plans:
        for made in extended(bench, duty, plan):
            _compare(bench, tried, duty, bench.play(made), was_extended=True)
            last = made.steps[-1] if made.steps else None
            if duty.extension is not None and last is not None and last.event in duty.extension.made_by:
                try_letter(bench, tried, made, last.event, Party.COUNCIL)
    for plan in _with_other_gaps(bench, duty, plans):
        for made in extended(bench, duty, plan):
            _compare(bench, tried, duty, bench.play(made), was_extended=True)
    for plan in short_plans(bench, duty):
        before = bench.settled_for(duty, plan)
        if _no_worse(bench, tried, duty, before):
            for change in extended_further(bench, duty, before):
                _compare_changed(bench, tried, duty, change)


def _try_changes(bench: Bench, tried: Tried, duty: Timescale) -> None:
    """Try what changes the clock once it runs on both sides."""
    for plan in short_plans(bench, duty):
        played = bench.play(bench.settled_for(duty, plan))
        if played is not None and _no_worse(bench, tried, duty, played.plan):
            for change in changes(bench, duty, plan, played):
                _compare_changed(bench, tried, duty, change)


def _with_other_gaps(bench: Bench, duty: Timescale, plans: list[Plan]) -> list[Plan]:
    """Return besides some plans those with other gaps between the starts of the law's clock and the council's."""
    found: dict[Plan, None] = {}
    for plan in plans:
        seen = _seen(bench, duty, bench.play(plan))
        if seen is not None:
            found |= dict.fromkeys(other_gaps(seen.played, _starts(seen)))
    return [plan for plan in found if plan not in plans]


def _starts(seen: "_Seen") -> set[date]:
    """Return the days on which a duty's clocks start, each of them under every reading."""
    rows = (seen.law, *(pair.council for pair in seen.pairs))
    days = {one.started_on for row in rows for one in row.readings or (row,)}
    return {day for day in days if day is not None}


# Comparing.


def _compare(bench: Bench, tried: Tried, duty: Timescale, played: Played | None, *, was_extended: bool = False) -> None:
    if played is None or not played.went_as_planned:
        return
    rows = due_dates_of(played.standings)
    law = _last(rows, duty, bench.law.basis)
    if law is None or law.state in _OVER or law.started_on is None:
        return
    rules = bench.answering(duty)
    found = [(rule, row) for rule in rules if (row := _last(rows, rule, Basis.COUNCIL)) is not None]
    if was_extended and not _is_extended_while_both_run(bench, duty, played, (law, *(row for _, row in found))):
        return
    tried.cases += 1
    if not any(rule.name in bench.council.answers.get(duty.name, ()) for rule in rules):
        bench.note(tried, played, _silence(duty, law))
        return
    for rule, row in found:
        tried.ran = tried.ran or row.state is not ClockState.NOT_STARTED
        if row.state not in (ClockState.NOT_STARTED, ClockState.CANCELLED):
            _compare_dates(bench, tried, played, _Pair(duty, rule, law, row))


def _is_extended_while_both_run(bench: Bench, duty: Timescale, played: Played, rows: tuple[DueDate, ...]) -> bool:
    """Say whether some clock was extended, and by no letter that came before the clocks of both sides ran.

    A letter that one side's clock was too late for says how early it was sent, and not how much more time there is.
    """
    if not any(row.extended_by for row in rows):
        return False
    rules = (duty, *bench.answering(duty))
    letters = {name for rule in rules if rule.extension is not None for name in rule.extension.made_by}
    events = played.case.events
    at = next((at for at, event in enumerate(events) if event.kind in letters), len(events))
    return at + 1 >= len(events) or _both_run(bench, duty, Case(events[:at], played.case.facts), events[at].on)


def _both_run(bench: Bench, duty: Timescale, case: Case, day: date) -> bool:
    rows = due_dates_of(replayed(bench.council, case, day))
    law = _last(rows, duty, bench.law.basis)
    own = (_last(rows, rule, Basis.COUNCIL) for rule in bench.answering(duty))
    return law is not None and _is_open(law) and any(row is not None and _is_open(row) for row in own)


class _Pair(NamedTuple):
    duty: Timescale
    rule: Timescale
    law: DueDate
    council: DueDate


def _compare_changed(bench: Bench, tried: Tried, duty: Timescale, change: Change) -> None:
    """Compare what a change of a clock makes of both sides' dates; only what is worse for the complainant is noted.

    What is worse without the change was found there, and says nothing of the change.
    """
    judged = _no_worse(bench, tried, duty, *change.before)
    after = _seen(bench, duty, bench.play(change.plan)) if judged else None
    if after is None:
        return
    tried.cases += 1
    still_open = [pair for pair in after.pairs if _is_open(pair.council)]
    for pair in still_open:
        if pair.rule in judged:
            _note_change(bench, tried, after.played, pair, change)
    gone = [pair for pair in after.pairs if pair.rule in judged and _is_over_before(pair.council, after.law)]
    if gone and not still_open and not duty.is_window and not _is_begun_again(bench, duty, change):
        answers = (Subject.DUE_DATE, _answer(gone[-1].council), _answer(after.law))
        bench.note(tried, after.played, Differs(change.lost, Verdict.WEAKER, gone[-1].rule, *answers))


class _Seen(NamedTuple):
    """A played case in which the law's clock has a date: its row, and the council's timescales that answer it."""

    played: Played
    law: DueDate
    pairs: list[_Pair]


def _seen(bench: Bench, duty: Timescale, played: Played | None) -> _Seen | None:
    """Return what stands in a case; None where an event is refused, or the law names no date or waits for a return."""
    if played is None or not played.went_as_planned:
        return None
    rows = due_dates_of(played.standings)
    law = _last(rows, duty, bench.law.basis)
    if law is None or not _binds(duty, law):
        return None
    found = [(rule, _last(rows, rule, Basis.COUNCIL)) for rule in bench.answering(duty)]
    return _Seen(played, law, [_Pair(duty, rule, law, row) for rule, row in found if row is not None])


def _no_worse(bench: Bench, tried: Tried, duty: Timescale, *plans: Plan) -> frozenset[Timescale]:
    """Return the council's timescales that run beside the law's and are no worse than it after each of some plans."""
    for plan in plans:
        if plan not in tried.no_worse:
            seen = _seen(bench, duty, bench.play(plan))
            runs = seen is not None and _is_open(seen.law)
            tried.no_worse[plan] = frozenset(_running_no_worse(seen.pairs) if seen is not None and runs else ())
    first, *more = (tried.no_worse[plan] for plan in plans)
    return first.intersection(*more)


def _running_no_worse(pairs: Iterable[_Pair]) -> Iterator[Timescale]:
    yield from (pair.rule for pair in pairs if _is_open(pair.council) and not any(_worse(pair)))


def _binds(duty: Timescale, law: DueDate) -> bool:
    """Say whether the law's clock has a date that is still to be kept; of a window also one that the law has lifted."""
    lifted = duty.is_window and law.state is ClockState.CANCELLED
    return law.due is not None and (lifted or (_is_open(law) and law.state is not ClockState.PAUSED))


def _is_open(row: DueDate) -> bool:
    return row.state not in _DONE_OR_OVER


def _is_over_before(row: DueDate, law: DueDate) -> bool:
    """Say whether the council's clock was cancelled, or was done before the law's present one began."""
    started, done = law.started_on, row.done_on
    return row.state is ClockState.CANCELLED or (started is not None and done is not None and done < started)


def _note_change(bench: Bench, tried: Tried, played: Played, pair: _Pair, change: Change) -> None:
    worse = _worse(pair)
    if _is_lifted(pair, change):
        worse = [True]
    elif pair.law.state is ClockState.CANCELLED or not any(worse):
        return
    rule = pair.rule.extension if change.difference in _BY_EXTENDING else pair.rule
    answers = (Subject.DUE_DATE, _answer(pair.council), _answer(pair.law))
    reading = _which(pair.council, worse)
    bench.note(
        tried, played, Differs(change.difference, _open_or(Verdict.WEAKER, worse), rule, *answers, reading=reading)
    )


def _is_lifted(pair: _Pair, change: Change) -> bool:
    """Say whether the law has lifted the complainant's last day where the council's stays."""
    waived = pair.law.state is ClockState.CANCELLED and change.by in pair.duty.waived_by
    return pair.duty.is_window and waived and pair.council.due is not None


def _is_begun_again(bench: Bench, duty: Timescale, change: Change) -> bool:
    """Say whether the council's clock runs once more when what it waits for has happened again after the change."""
    anchors = {name for rule in bench.answering(duty) for name in anchor_names(rule)}
    steps = [step for step in change.plan.steps if step.event in anchors and step.event != change.by]
    again = _seen(bench, duty, bench.play(change.plan.then(*steps))) if steps else None
    return again is not None and any(_is_open(pair.council) for pair in again.pairs)


def _worse(pair: _Pair) -> list[bool]:
    """Say for each reading of the council's page whether the complainant is worse off by it than by the law."""
    law, dues = pair.law.due, [one.due for one in pair.council.readings] or [pair.council.due]
    assert law is not None
    if pair.duty.is_window:
        return [due is not None and due < law for due in dues]
    return [due is None or due > law for due in dues]


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
        state=row.state,
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
    worse = _worse(pair)
    better = [due is None or (due > law.due if window else due < law.due) for due in dues]
    answers = (Subject.DUE_DATE, _answer(council), _answer(law))
    if pair.rule.no_time_set and council.due is None:
        yield Differs(Difference.NO_DATE, Verdict.SILENT, pair.rule, *answers)
    elif any(worse):
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
    rules = bench.answering(duty)
    found: dict[Plan, None] = {}
    for started in _started(bench, duty):
        with_own = [plan for days in (0, WEEK) for plan in _with_own(bench, duty, started, days)]
        received = [each for plan in with_own for each in _received(plan, (duty, *rules), bench)]
        settled = [bench.settled_for(duty, plan) for plan in received]
        found |= dict.fromkeys(sorted(settled, key=lambda plan: len(plan.steps)))
    return list(found)


def short_plans(bench: Bench, duty: Timescale) -> list[Plan]:
    """Return the plans as short as they may be and with all that the council's clocks wait for at once, to be changed.

    Only the facts that they need are in them.
    """
    found: dict[Plan, None] = {}
    for started in _started(bench, duty):
        found |= dict.fromkeys(_with_own(bench, duty, started, 0))
    return list(found)


def extensible_plans(bench: Bench, duty: Timescale) -> list[Plan]:
    """Return of the settled plans only those with all that the council's clocks wait for, to be extended."""
    found: dict[Plan, None] = {}
    for started in _started(bench, duty):
        for days in (0, WEEK):
            *_, plan = _with_own(bench, duty, started, days)
            found[bench.settled_for(duty, plan)] = None
    return list(found)


def _with_own(bench: Bench, duty: Timescale, plan: Plan, days: int) -> Iterator[Plan]:
    """Yield a plan as it is, and with what each of the council's timescales waits for, one after the other."""
    yield plan
    for rule in bench.answering(duty):
        filled = _filled(plan, rule, bench.council, days)
        runs = _may_run(bench, duty, filled, rule)
        plan = filled if runs else _filled_together(bench, plan, rule, days) or filled
        yield plan


def _may_run(bench: Bench, duty: Timescale, plan: Plan, rule: Timescale) -> bool:
    """Say whether a plan is refused by neither side, and the council's timescale has started or lives where it ends."""
    played = bench.play(bench.settled_for(duty, plan))
    if played is None or not played.went_as_planned:
        return False
    return played.council.last(rule.name) is not None or lives_in(rule, played.council.place)


def _filled_together(bench: Bench, plan: Plan, rule: Timescale, days: int) -> Plan | None:
    """Return the plan led on to where the council's timescale lives, and there with what it waits for.

    The law's side is led nowhere else, and the tests of both sides are met. None where there is no such plan.
    """
    at = bench.places_after(plan)
    if at is None:
        return None
    further = None if lives_in(rule, at.council) else bench.both_ways.on_from(plan, at, rule.stages)
    if further is not None:
        steps = (_in_its_time(step, bench.council, days) for step in further.steps[len(plan.steps) :])
        plan = further._replace(steps=(*plan.steps, *steps))
        at = bench.places_after(plan) or at
    return bench.both_ways.as_allowed(plan, at, _filled(plan, rule, bench.council, days))


def _in_its_time(step: Step, council: Procedure, days: int) -> Step:
    """Return a step on its last day by the council's procedure, else so many days later; unless it waits for a date."""
    if step.wait.until is not Until.DAYS:
        return step
    return step._replace(wait=Wait(Until.LAST_DAY if has_last_day(step.event, council) else Until.DAYS, days))


def _received(plan: Plan, rules: Iterable[Timescale], bench: Bench) -> Iterator[Plan]:
    """Yield a plan as it is, and with each letter's receipt some days after its sending, where a clock asks for it."""
    yield plan
    words = bench.council.event_words
    for name in sorted({name for rule in rules for name in anchor_names(rule)}):
        sent = words[name].falls_back_on if name in words else ""
        if sent in plan.events and name not in plan.events:
            at = plan.events.index(sent) + 1
            yield plan._replace(steps=(*plan.steps[:at], Step(name, BY_POST), *plan.steps[at:]))


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
    home = bench.plans_to(bench.law_ways, _home(rule, bench.law))[-1:]
    plans = _moved_by(bench, rule, moved[0]) if moved else iter(home)
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
        yield from (plan.then(Step(name, wait)) for move in moves for plan, wait in bench.along(ways, move))


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
    return plan.then(_in_its_time(Step(name), council, days)) if name not in plan.events else plan
