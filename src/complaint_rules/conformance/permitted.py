"""Clauses about what may be done: each move of the law, asked about in the situations that either side tells apart."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from complaint_rules.assessment.acceptance import acceptance_of
from complaint_rules.cases.accepting import is_silent
from complaint_rules.cases.algebra import Effect, Level
from complaint_rules.cases.algebra import Finding as Weight
from complaint_rules.cases.happenings import names_if_recorded
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.weighing import Weighed, weigh
from complaint_rules.conformance.bench import Asked, Bench, Differs, Tried, conditions
from complaint_rules.conformance.findings import ANOTHER_EVENT, NO_SUCH_MOVE, Answer, Difference, Subject, Verdict
from complaint_rules.conformance.lettered import try_letter
from complaint_rules.conformance.plans import A_WEEK, Fact, Plan, Step, Wait, Ways, holds_of, met_by, when_passed
from complaint_rules.conformance.playing import Played
from complaint_rules.conformance.said_twice import said_by_an_event_too
from complaint_rules.procedures.conditions import NOT_RECORDED, NameKind
from complaint_rules.procedures.conditions import Clause as TestClause
from complaint_rules.procedures.rules import (
    CLOSED,
    OMBUDSMAN,
    STAGE_LEFT,
    SUSPENDED,
    WITHDRAWN,
    Bar,
    ClocksOnLeaving,
    Move,
    Rule,
)
from complaint_rules.terms import Party, Permission

_OUT_OF_THE_STAGES = frozenset({CLOSED, SUSPENDED, WITHDRAWN})
_NOT_TO_BE_TAKEN_BACK = frozenset({STAGE_LEFT, OMBUDSMAN})
"""Where a move leads that no council can undo: who went to the Ombudsman is there, whatever becomes of the case."""
_ORDER = {Permission.REFUSED: 0, Permission.DISCRETIONARY: 1, Permission.ENTITLED: 2}


class Situation(NamedTuple):
    """A plan, and how long after it the question is asked."""

    plan: Plan
    asked: Wait


def try_move(bench: Bench, tried: Tried) -> None:
    """Try a move of the law: where it stands, and where anything of the council's about the same event stands."""
    move = tried.clause.rule
    assert isinstance(move, Move)
    if move.event not in bench.council.tables.moves:
        _try_silence(bench, tried, move)
        return
    for asked in _asked_of(bench, move.event):
        _compare(bench, tried, move, asked)
    for plan, wait in bench.along(bench.law_ways, move):
        ended = bench.settled(plan.then(Step(move.event, wait)), bench.council.tables.moves[move.event])
        try_letter(bench, tried, ended, move.event, move.who)
    if move.who is Party.COMPLAINANT and move.to and move.to not in _NOT_TO_BE_TAKEN_BACK:
        _try_taking_back(bench, tried, move)


# Asking.


def weighed_on(event: str, side: Standing, played: Played) -> tuple[Weighed, Move | None] | None:
    """Return how an event is weighed as a move on one side, and by which rule; None where that says nothing of it."""
    tables = side.procedure.tables
    if event not in tables.moves:
        return None
    touched = tables.touched(names_if_recorded(event, played.asked_on, played.standings.known, tables))
    if is_silent(touched, side, played.asked_on):
        return None
    weighed = weigh(touched, side, played.asked_on)
    live = side.live_moves(touched)
    return weighed, weighed.followed or (live[0] if live else touched.moves[0])


def _by_whom(weighed: Weighed, rule: Move | None) -> Rule | None:
    """Return the rule that makes an answer what it is: the lowest cap, where one is lower than what is granted."""
    caps = [one for one in weighed.findings if one.effect is Effect.CAPS and _level(one) < Level.ENTITLED]
    granted = [one.against for one in weighed.findings if one.effect is Effect.GRANTS]
    lowest = min(caps, key=_level, default=None)
    if lowest is not None and _level(lowest) < max(granted, default=Level.NOTHING):
        return lowest.rule
    return rule


def _level(weight: Weight) -> Level:
    return min(weight.against, weight.favour)


# Comparing.


def _asked_of(bench: Bench, event: str) -> tuple[Asked, ...]:
    """Return the cases on which both sides go along and both weigh an event, one for each situation told apart."""
    if event not in bench.asked:
        bench.asked[event] = tuple(_answered(bench, event))
    return bench.asked[event]


def _answered(bench: Bench, event: str) -> Iterator[Asked]:
    for plan, asked in situations_of(bench, event):
        played = bench.play(plan, asked)
        if played is not None and is_shared(played, bench):
            law, council = weighed_on(event, played.law, played), weighed_on(event, played.council, played)
            if law is not None and council is not None:
                yield Asked(played, council, law)


def _compare(bench: Bench, tried: Tried, move: Move, asked: Asked) -> None:
    played, council, law = asked
    if law[1] is not move:
        return
    lawful, allowed = law[0].permission, council[0].permission
    if Permission.UNDETERMINED in (lawful, allowed) and (lawful is Permission.UNDETERMINED or council[0].missing):
        return
    rule = _by_whom(*council)
    if _is_said_twice(bench, rule, move.event):
        return
    tried.cases += 1
    answers = Answer(move.event, permission=allowed), Answer(move.event, permission=lawful)
    for difference, verdict, against in _judged(move, lawful, allowed, _own(bench, move.event), played):
        reading = _reading(rule, verdict)
        bench.note(tried, played, Differs(difference, verdict, rule, Subject.MOVE, *answers, against, reading))


def _is_said_twice(bench: Bench, rule: Rule | None, event: str) -> bool:
    """Say whether the same ground is judged by an event, so that it need not be by a fact."""
    tables = bench.council.tables
    return any(said_by_an_event_too(rule, about.get(event, ())) for about in (tables.moves, tables.bars))


def _own(bench: Bench, event: str) -> tuple[Move, ...]:
    return bench.council.tables.moves.get(event, ())


Judged = tuple[Difference, Verdict, bool]


def _judged(
    move: Move, lawful: Permission, allowed: Permission, own: Iterable[Move], played: Played
) -> Iterator[Judged]:
    if allowed is Permission.UNDETERMINED:
        # Nothing is missing but the page's own word: it is refused under one reading at least.
        if lawful is not Permission.REFUSED:
            yield Difference.LESS_OPEN, Verdict.CANNOT_BE_JUDGED, True
    elif _ORDER[allowed] < _ORDER[lawful] and not _is_agreement(move, allowed):
        # A power of its own that the council does not take here harms nobody.
        not_taken = move.who is Party.COUNCIL and allowed is Permission.REFUSED
        yield Difference.LESS_OPEN, Verdict.SILENT if not_taken else Verdict.WEAKER, not not_taken
    elif _ORDER[allowed] > _ORDER[lawful]:
        if move.who is not Party.COUNCIL:
            yield Difference.MORE_OPEN, Verdict.STRONGER, False
        elif lawful is Permission.REFUSED and any(one.to for one in own) and _is_taken_by_law(played):
            yield Difference.BEYOND_THE_LAW, Verdict.WEAKER, True


def _is_agreement(move: Move, allowed: Permission) -> bool:
    """Say whether the council's deciding is no more than its part of what both sides agree upon."""
    return move.who is Party.BOTH and allowed is Permission.DISCRETIONARY


def _reading(rule: Rule | None, verdict: Verdict) -> str:
    """Return the readings on which an answer hangs: those that the page leaves open in the rule that gives it."""
    if rule is None or verdict is not Verdict.CANNOT_BE_JUDGED:
        return ""
    return "; ".join(f"{one.key}: {' or '.join(one.could_be)}" for one in rule.readings if one.taken == "unstated")


def is_shared(played: Played, bench: Bench) -> bool:
    """Say whether both sides went along: neither refused an event, and the council knows the moves that led law on."""
    own, lawful = bench.council.tables.moves, bench.law.tables.moves
    led = (event for event in played.plan.events if any(move.to for move in lawful.get(event, ())))
    return played.went_as_planned and all(event in own for event in led)


def _is_taken_by_law(played: Played) -> bool:
    """Say whether the law has a place for such a person and matter at all; what it refuses, a council may close."""
    return all(each.permission is not Permission.REFUSED for each in acceptance_of(played.standings).beside)


def _try_silence(bench: Bench, tried: Tried, move: Move) -> None:
    """Try a move that the council's procedure does not have; a power that it does not take is held against nobody."""
    if _stands_for_it(bench, move):
        tried.because = ANOTHER_EVENT
        return
    for plan, wait in bench.along(bench.law_ways, move):
        played = bench.play(bench.settled(plan, bench.law.tables.moves[move.event]), wait)
        asked = weighed_on(move.event, played.law, played) if played is not None else None
        if played is None or asked is None or asked[1] is not move or asked[0].permission not in _ORDER:
            continue
        tried.cases += 1
        answers = Answer(""), Answer(move.event, permission=asked[0].permission)
        if asked[0].permission is not Permission.REFUSED:
            against = move.who is not Party.COUNCIL
            bench.note(
                tried, played, Differs(Difference.NOT_STATED, Verdict.SILENT, None, Subject.MOVE, *answers, against)
            )


def _stands_for_it(bench: Bench, move: Move) -> bool:
    """Say whether the council knows another event by which the law begins a case alike: its way in stands for both.

    A page that has no informal way in says nothing less than the law: what reaches it is a complaint.
    """
    alike = (other for other in bench.law.begins if other is not move and _begin_alike(move, other))
    return move.begins and any(other.event in bench.council.tables.moves for other in alike)


def _begin_alike(one: Move, other: Move) -> bool:
    same = (one.to, one.who, one.condition) == (other.to, other.who, other.condition)
    return same and one.decision is None and other.decision is None


# Taking back what the law gives.


def _try_taking_back(bench: Bench, tried: Tried, move: Move) -> None:
    """Try whether the council may undo the move: send the case back, or out of the stages, where the law leaves it."""
    for plan, wait in bench.along(bench.law_ways, move):
        entered = plan.then(Step(move.event, wait))
        for undoing in bench.council.moves:
            if undoing.who is Party.COUNCIL and undoing.to and undoing.clocks is not ClocksOnLeaving.RUN_ON:
                _take_back(bench, tried, entered, undoing)


def _take_back(bench: Bench, tried: Tried, entered: Plan, undoing: Move) -> None:
    ready = met_by(undoing.condition, entered, bench.council)
    if ready is None or not _is_in_its_power(ready[0], entered, bench):
        return
    plan = bench.settled(ready[0], (undoing,))
    before = bench.play(plan, ready[1])
    if before is None or not is_shared(before, bench) or not _goes_back(before, undoing):
        return
    allowed = weighed_on(undoing.event, before.council, before)
    law = weighed_on(undoing.event, before.law, before)
    lawful = law[0].permission if law is not None else None
    if allowed is None or allowed[1] is not undoing or lawful not in (None, Permission.REFUSED):
        return
    if law is not None and _waits_for_a_decision(law[0]):
        return
    if allowed[0].permission not in (Permission.ENTITLED, Permission.DISCRETIONARY) or not _is_taken_by_law(before):
        return
    tried.cases += 1
    name = undoing.event if lawful is not None else ""
    answers = Answer(undoing.event, permission=allowed[0].permission), Answer(name, permission=lawful)
    bench.note(tried, before, Differs(Difference.TAKEN_BACK, Verdict.WEAKER, undoing, Subject.MOVE, *answers))


def _is_in_its_power(ready: Plan, entered: Plan, bench: Bench) -> bool:
    """Say whether all that a test asks for besides is the council's own doing, which the law does not know.

    What else must have happened (a claim that failed, proceedings) may well make what the law gives end.
    """
    steps = ready.events[len(entered.events) :]
    own, law = bench.council.tables.moves, bench.law.tables
    by_council = (
        bool(own.get(name)) and all(move.who is Party.COUNCIL and not move.to for move in own[name]) for name in steps
    )
    unknown = not any(law.gives_meaning(name) for name in steps)
    return ready.events[: len(entered.events)] == entered.events and all(by_council) and unknown


def _waits_for_a_decision(weighed: Weighed) -> bool:
    """Say whether something is held back as long as a decision is not on record."""
    caps = [one.rule for one in weighed.findings if one.effect is Effect.CAPS and not one.fails]
    return any(_is_unsaid(clause) for rule in caps for condition in conditions(rule) for clause in condition.clauses)


def _is_unsaid(test: TestClause) -> bool:
    return NOT_RECORDED in test.words


def _goes_back(played: Played, undoing: Move) -> bool:
    """Say whether a move leads back from where the case stands by the council's procedure, or out of the stages."""
    order, to = played.council.procedure.stage_order, played.council.destination(undoing)
    return to in _OUT_OF_THE_STAGES or -1 < order(to) < order(played.council.place)


# Planning.


def situations_of(bench: Bench, event: str) -> Iterator[Situation]:
    """Yield the situations that the rules of either side tell apart, each once, the plain ones first."""
    found: dict[Situation, None] = {}
    for ways, side in ((bench.law_ways, bench.law), (bench.council_ways, bench.council)):
        for rule in (*side.tables.moves.get(event, ()), *side.tables.bars.get(event, ())):
            for plan, wait in _along(bench, ways, rule):
                for varied in _varied(bench, event, plan):
                    found |= dict.fromkeys(_asked_at(bench, event, varied, wait))
    yield from sorted(found, key=lambda one: (len(one.plan.steps), one.asked != A_WEEK))


def _along(bench: Bench, ways: Ways, rule: Rule) -> Iterator[tuple[Plan, Wait]]:
    if isinstance(rule, Move):
        yield from bench.along(ways, rule)
        return
    assert isinstance(rule, Bar)
    for place in sorted(rule.stages) or [stage.id for stage in ways.procedure.stages if stage.id]:
        yield from bench.meeting(rule.condition, ways, place)


def _asked_at(bench: Bench, event: str, plan: Plan, wait: Wait) -> Iterator[Situation]:
    """Yield a plan asked about at once, and after every window that bounds the event has closed."""
    yield Situation(plan, wait)
    windows = [rule.name for side in (bench.council, bench.law) for rule in side.tables.windows.get(event, ())]
    if windows and plan.steps:
        yield Situation(plan, when_passed(dict.fromkeys(windows)))


def _varied(bench: Bench, event: str, plan: Plan) -> Iterator[Plan]:
    """Yield a plan as it is, and otherwise in one fact or outcome that the rules about the event tell apart."""
    rules = tuple(_about(bench, event))
    sides = (bench.council, bench.law)
    moved = [rule for name in plan.events for side in sides for rule in side.tables.moves.get(name, ())]
    tests = [clause for rule in rules for condition in conditions(rule) for clause in condition.clauses]
    plain = bench.settled(plan, (*rules, *moved))
    yield plain
    unsaid = {test.name for test in tests if _is_unsaid(test)}
    for name in dict.fromkeys(test.name for test in tests if test.kind is NameKind.FACT and test.name not in unsaid):
        for value in _told_apart(name, tests, bench):
            yield plain.otherwise({name: value})
    for test in tests:
        if test.kind is NameKind.EVENT and test.name in plan.events:
            outcomes = [word for word in bench.council.vocabulary.outcomes if word in test.words]
            yield from (plain.with_outcome(test.name, outcome) for outcome in outcomes)


def _about(bench: Bench, event: str) -> Iterator[Rule]:
    for side in (bench.law, bench.council):
        tables = side.tables
        yield from (*tables.moves.get(event, ()), *tables.bars.get(event, ()), *tables.windows.get(event, ()))


def _told_apart(name: str, tests: Iterable[TestClause], bench: Bench) -> Iterator[Fact]:
    """Yield one value of a fact for each way in which the tests about it can come out together."""
    mine = [test for test in tests if test.name == name]
    seen = set()
    for value in bench.values(name):
        signature = tuple(holds_of(test, value) for test in mine)
        if signature not in seen:
            seen.add(signature)
            yield value


# Bars of the law.


def try_bar(bench: Bench, tried: Tried) -> None:
    """Try what the law holds back, where its bar stands: the council may hold it back too, or less."""
    bar = tried.clause.rule
    assert isinstance(bar, Bar)
    if bar.event not in bench.council.tables.moves:
        tried.because = NO_SUCH_MOVE
        return
    for plan, wait in _along(bench, bench.law_ways, bar):
        for situation in _asked_at(bench, bar.event, bench.settled(plan, tuple(_about(bench, bar.event))), wait):
            _compare_barred(bench, tried, bar, situation)


def _compare_barred(bench: Bench, tried: Tried, bar: Bar, situation: Situation) -> None:
    played = bench.play(situation.plan, situation.asked)
    law = weighed_on(bar.event, played.law, played) if played is not None and is_shared(played, bench) else None
    if played is None or law is None or law[1] is None or _by_whom(*law) is not bar:
        return
    council = weighed_on(bar.event, played.council, played)
    if council is None or Permission.UNDETERMINED in (law[0].permission, council[0].permission):
        return
    tried.cases += 1
    answers = Answer(bar.event, permission=council[0].permission), Answer(bar.event, permission=law[0].permission)
    judged = _judged(law[1], law[0].permission, council[0].permission, _own(bench, bar.event), played)
    for difference, verdict, against in judged:
        rule = _by_whom(*council)
        bench.note(tried, played, Differs(difference, verdict, rule, Subject.MOVE, *answers, against))
