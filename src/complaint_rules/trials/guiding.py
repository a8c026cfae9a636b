"""Guiding: the cases that lead to where a rule of a procedure decides something, and the days on which to ask.

Whatever else the answer hangs on is settled, so that it is the rule that decides it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from complaint_rules.assessment.acceptance import acceptance_of
from complaint_rules.assessment.due_dates import due_dates_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case, Event
from complaint_rules.cases.clocks import Track
from complaint_rules.conformance.plans import AT_ONCE, NOTHING, Plan, Step, Ways, met_by
from complaint_rules.conformance.playing import Played, Stage, refused_by
from complaint_rules.errors import CaseError
from complaint_rules.procedures.conditions import ALWAYS, Condition
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    STAGE_LEFT,
    AcceptanceRow,
    Bar,
    Extension,
    ExtensionKind,
    Move,
    TimeLimit,
    Timescale,
)
from complaint_rules.procedures.tables import stands_in
from complaint_rules.terms import Permission
from complaint_rules.trials.deciding_alone import Alone, deciding_alone
from complaint_rules.trials.exercising import Item, items
from complaint_rules.trials.places_reached import places_reached
from complaint_rules.trials.plain_days import Within, plain_day
from complaint_rules.trials.rows_deciding import part_of
from complaint_rules.trials.settling import WEEK, measured, on_days, opened, permission_of, taken_otherwise
from complaint_rules.trials.ways_through import WayThrough, case_through, ways_through
from complaint_rules.values import frozen

ONE_DAY = timedelta(days=1)
_STAGE, _STATUS = (f"confirm: true  # write `{key}`" for key in ("stage", "status"))
_WAYS_AT_MOST = 32
_OPEN = (Permission.ENTITLED, Permission.DISCRETIONARY)


class Asked(NamedTuple):
    """A day on which a journey asks, and the lines that a person is to fill in."""

    as_of: date
    lines: tuple[str, ...]


@frozen(eq=False)
class Way:
    """A case that leads to where a rule decides, and on which days what is asked."""

    case: Case
    asked: tuple[Asked, ...]

    def is_part_of(self, other: "Way") -> bool:
        """Say whether another asks all that it asks, of the same case on the same days."""
        return (self.case, [each.as_of for each in self.asked]) == (
            other.case,
            [each.as_of for each in other.asked],
        ) and all(set(mine.lines) <= set(theirs.lines) for mine, theirs in zip(self.asked, other.asked, strict=True))


class Guide:
    """Finds the ways of one procedure, of cases on plain days; `within` is when its page is in force, if it says so."""

    def __init__(self, procedure: Procedure, within: Within | None = None) -> None:
        self.procedure = procedure
        self.ways = Ways(procedure)
        self.stage = Stage(procedure, plain_day(procedure, within), only_worked_days=True)

    def all_of(self, names: Collection[str]) -> Iterator[tuple[str, tuple[Way, ...]]]:
        """Yield for each clause, and each way through the stages, that is named the ways to it, or none."""
        yield from ((item.clause, self.to(item)) for item in items(self.procedure) if item.clause in names)
        yield from ((way.clause, self.through(way)) for way in ways_through(self.procedure) if way.clause in names)

    def through(self, way: WayThrough) -> tuple[Way, ...]:
        """Return the case that goes a way through the stages: asked before each event, and where it then stands."""
        planned = case_through(way, self.ways, self.stage)
        return (self._step_by_step(planned),) if planned is not None else ()

    def to(self, item: Item) -> tuple[Way, ...]:
        """Return the ways to a rule, or to the part of one; none where none was found.

        Those come first whose events the council's procedure allows.
        """
        found = list[tuple[Way, ...]]()
        for ways in islice(self._found(item), _WAYS_AT_MOST):
            if all(self._is_allowed(way.case) for way in ways):
                return ways
            found.append(ways)
        return found[0] if found else ()

    def _is_allowed(self, case: Case) -> bool:
        return not case.events or not refused_by(replayed(self.procedure, case, case.events[-1].on).council)

    def _found(self, item: Item) -> Iterator[tuple[Way, ...]]:
        rule = item.rule
        if isinstance(rule, AcceptanceRow):
            yield from self._to_row(rule)
        elif isinstance(rule, TimeLimit):
            yield from self._to_time_limit(rule)
        elif isinstance(rule, Move):
            yield from self._to_move(rule)
        elif isinstance(rule, Bar):
            yield from self._to_bar(rule)
        elif isinstance(rule, Timescale):
            yield from self._to_timescale(rule, item)
        elif isinstance(rule, Extension):
            yield from self._to_extension(rule)

    def _step_by_step(self, planned: Case) -> Way:
        """Ask on the eve of each event that is a move whether it may be, and where the case stands if it leads on."""
        case, asked = Case(planned.events[:1], planned.facts), list[Asked]()
        for event in planned.events[1:]:
            eve = event.on - ONE_DAY
            known = opened(self.procedure, case, event.kind, eve)
            case = Case((*known.events, event), known.facts)
            if event.kind in self.procedure.tables.moves:
                asked.append(Asked(eve, (self._move(event.kind),)))
            if len(places_reached(self.procedure, case, event.on)) > len(places_reached(self.procedure, known, eve)):
                asked.append(Asked(event.on, (_STAGE,)))
        return Way(case, tuple(asked) or (Asked(case.events[0].on, (_STAGE,)),))

    # Acceptance.

    def _to_row(self, row: AcceptanceRow) -> Iterator[tuple[Way, ...]]:
        """Ask of a complaint that this row decides; of one that it never does, where its test holds."""
        as_of, part = self.stage.as_of, part_of(row, self.procedure)
        ready = met_by(row.condition, NOTHING, self.procedure)
        found = deciding_alone(row, self.procedure, as_of)
        if found is None and ready is not None:
            found = Alone(Case((), on_days(self.procedure, dict(ready[0].facts), as_of)), ())
        if found is not None:
            events = found.case.events
            settled = taken_otherwise(self.procedure, found.case.facts, events[0].on if events else as_of, part)
            asked = self._acceptance(part, *(key for key in found.keys if key not in (part, "permission")))
            yield (Way(Case(events, settled), (Asked(as_of, (asked,)),)),)

    def _to_time_limit(self, limit: TimeLimit) -> Iterator[tuple[Way, ...]]:
        """Ask on the last day and on the next, nothing having been received yet.

        Of several days on which it hangs each is the later once, so that the first and the last of them are told apart.
        """
        for anchor in limit.terms.anchor.values() if limit.terms.anchor else ():
            names = sorted(anchor.names & self.procedure.fact_words.keys())
            orders = (names, names[::-1]) if len(names) > 1 else (names,)
            ways = tuple(way for order in orders for way in self._until_when(order))
            if ways:
                yield ways

    def _until_when(self, names: list[str]) -> Iterator[Way]:
        days = {name: self.stage.as_of - 4 * at * WEEK for at, name in enumerate(names)}
        facts = taken_otherwise(self.procedure, days, self.stage.as_of, "time_limit")
        case = Case((), facts)
        closes = acceptance_of(replayed(self.procedure, case, self.stage.as_of)).closes
        if closes is not None:
            line = self._acceptance("time_limit")
            yield Way(case, (Asked(closes, (line,)), Asked(closes + ONE_DAY, (line,))))

    def _acceptance(self, *keys: str) -> str:
        basis, named = self.procedure.basis.value, ", ".join(f"`{key}`" for key in keys)
        return f"acceptance: {{basis: {basis}, confirm: true}}  # write {named} and `permission`"

    # Moves.

    def _to_move(self, move: Move) -> Iterator[tuple[Way, ...]]:
        """Ask on the eve of the event, and on its day where the case then stands."""
        for plan, wait in self.ways.along(move):
            played = self.stage.play(plan.then(Step(move.event, wait)))
            if played is not None and played.case.events:
                last = played.case.events[-1]
                eve = last.on - ONE_DAY
                before = opened(self.procedure, Case(played.case.events[:-1], played.case.facts), move.event, eve)
                case = Case((*before.events, last), before.facts)
                yield (Way(case, (Asked(eve, (self._move(move.event),)), Asked(last.on, (_stands(move),)))),)

    def _to_bar(self, bar: Bar) -> Iterator[tuple[Way, ...]]:
        for place in self._places():
            plan = self.ways.to(place) if stands_in(bar, place) else None
            ready = met_by(bar.condition, plan, self.procedure) if plan is not None else None
            played = self.stage.play(*ready) if ready is not None else None
            if played is not None:
                yield (Way(played.case, (Asked(played.asked_on, (self._move(bar.event),)),)),)

    def _move(self, event: str) -> str:
        basis = self.procedure.basis.value
        return f"moves: [{{event: {event}, basis: {basis}, confirm: true}}]  # write `permission`"

    # Time.

    def _to_timescale(self, rule: Timescale, item: Item) -> Iterator[tuple[Way, ...]]:
        """Ask on the last day and on the next; of a window, where what ends it can be done until then."""
        if item.below == ("aim",):
            yield from self._to_aim(rule)
            return
        if len(item.below) < 2:  # noqa: PLR2004 - no row of a length or a start that is chosen by case
            yield from self._to_window(rule, late=item.below == ("late",))
        if item.below != ("late",):
            for played in self._started(rule, _condition_of(item)):
                cases = self._both_orders(measured(self.procedure, played.case, rule.name), rule)
                yield tuple(self._on_both_sides(case, rule) for case in cases)

    def _to_window(self, rule: Timescale, *, late: bool) -> Iterator[tuple[Way, ...]]:
        """Ask whether what ends a window may still be done: until its last day it may, and on the next not so."""
        for event, plan in self._before_window(rule):
            played = self.stage.play(plan, AT_ONCE)
            dues = self._dues(played.case, rule) if played is not None else []
            if played is None or not dues:
                continue
            case = opened(self.procedure, played.case, event, max(dues))
            last = permission_of(self.procedure, case, event, max(dues))
            if last in _OPEN and permission_of(self.procedure, case, event, max(dues) + ONE_DAY) is not last:
                yield (self._on_both_sides(case, rule, *((self._move(event),) if late else ())),)

    def _before_window(self, rule: Timescale) -> Iterator[tuple[str, Plan]]:
        """Yield what should start a window, each time where a move that it bounds can be made."""
        moves = (move for move in self.procedure.moves if move.event in rule.done_by)
        for move in moves if rule.late is not None else ():
            for plan, _ in self.ways.along(move):
                ready = met_by(rule.condition, plan, self.procedure)
                for groups in ((), *_starts(rule)) if ready is not None else ():
                    assert ready is not None
                    yield move.event, _with_all(ready[0], groups)

    def _to_aim(self, rule: Timescale) -> Iterator[tuple[Way, ...]]:
        for played in self._started(rule, ALWAYS):
            aims = [track.aim_due for track in played.council.clocks[rule.name][-1].tracks if track.aim_due is not None]
            if aims:
                asked = (Asked(day, (self._due(rule.name, "`aim_due`"),)) for day in _both_sides(aims))
                yield (Way(played.case, tuple(asked)),)

    def _to_extension(self, extension: Extension) -> Iterator[tuple[Way, ...]]:
        """Extend from the start, by an event or by what is known; ask on the new last day and on the next."""
        rule = next(one for one in self.procedure.timescales if one.extension is extension)
        for case in (*self._extended_by_events(extension, rule), *self._extended_by_facts(extension, rule)):
            known = measured(self.procedure, case, rule.name)
            if any(track.extended_by for track in self._tracks(known, rule)):
                yield (self._on_both_sides(known, rule),)

    def _extended_by_events(self, extension: Extension, rule: Timescale) -> Iterator[Case]:
        for event in sorted(extension.made_by):
            for played in self._started(rule, extension.condition):
                made = Event(event, played.case.events[-1].on, **self._said(event, extension, played, rule))
                yield Case((*played.case.events, made), played.case.facts)

    def _said(self, event: str, extension: Extension, played: Played, rule: Timescale) -> dict[str, object]:
        """Return what is said of an event that extends, as far as its word carries it: no other may be said of it."""
        dues = self._dues(played.case, rule)
        endless = extension.kind is ExtensionKind.NO_LIMIT and dues
        said = {"of": rule.name, **({"until": max(dues) + 2 * WEEK} if endless else {})}
        word = self.procedure.event_words.get(event)
        return {name: value for name, value in said.items() if word is not None and name in word.carries}

    def _extended_by_facts(self, extension: Extension, rule: Timescale) -> Iterator[Case]:
        for known in extension.made_by_facts:
            wanted = Condition((*extension.condition.clauses, *known.clauses))
            yield from (played.case for played in self._started(rule, wanted))

    def _dues(self, case: Case, rule: Timescale) -> list[date]:
        """Return the dates in force of a timescale after the last event, under each reading."""
        return [track.due for track in self._tracks(case, rule) if track.due is not None]

    def _tracks(self, case: Case, rule: Timescale) -> Sequence[Track]:
        """Return a timescale's last clock after the last event, under each reading; nothing of what cannot be asked."""
        try:
            clocks = replayed(self.procedure, case, case.events[-1].on).council.clocks.get(rule.name, [])
        except CaseError:
            return ()
        return clocks[-1].tracks if clocks else ()

    def _both_orders(self, case: Case, rule: Timescale) -> Iterator[Case]:
        """Yield a case, and where the later of two events is its start, that with the two changed round."""
        yield case
        before, last = case.events[-2:] if len(case.events) > 1 else (None, case.events[-1])
        if before is not None and _are_later_of(rule, before.kind, last.kind):
            turned = (Event(last.kind, before.on, **last.details), Event(before.kind, last.on, **before.details))
            other = Case((*case.events[:-2], *turned), case.facts)
            if self._dues(other, rule):
                yield other

    def _started(self, rule: Timescale, row: Condition) -> Iterator[Played]:
        """Yield the cases in which a timescale has started: in each of its places, by each event of its start.

        Where the page leaves open from which event it counts, those come first in which it runs by every reading.
        """
        apart = _starts_by_reading(rule)
        for played, tracks in self._played(rule, row, [apart] if apart else []):
            if all(track.runs for track in tracks):
                yield played
        for played, tracks in self._played(rule, row, [(), *_starts(rule)]):
            if not all(track.waiting for track in tracks):
                yield played

    def _played(
        self, rule: Timescale, row: Condition, starts: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[Played, Sequence[Track]]]:
        """Yield the cases that come after each start to where a timescale stands, with its last clock's readings."""
        for place in self._places() if starts else ():
            plan = self.ways.to(place)
            wanted = Condition((*rule.condition.clauses, *row.clauses))
            ready = met_by(wanted, plan, self.procedure) if plan is not None else None
            for groups in starts if ready is not None else ():
                assert ready is not None
                played = self.stage.play(_with_all(ready[0], groups))
                clocks = played.council.clocks.get(rule.name, []) if played is not None else []
                if played is not None and played.case.events and clocks:
                    yield played, clocks[-1].tracks

    def _on_both_sides(self, case: Case, rule: Timescale, *lines: str) -> Way:
        """Ask on the last day and on the next, by each reading; of what has no date, on the day of the last event."""
        days = _both_sides(self._dues(case, rule)) or [case.events[-1].on]
        return Way(case, tuple(Asked(day, (self._due(rule.name, self._keys(case, rule, day)), *lines)) for day in days))

    def _keys(self, case: Case, rule: Timescale, day: date) -> str:
        """Return what is to be written of a timescale: where the page is read in several ways, what comes of each."""
        rows = due_dates_of(replayed(self.procedure, case, day))
        own = (row for row in rows if (row.timescale, row.basis) == (rule.name, self.procedure.basis))
        several = any(row.readings for row in own)
        return "`readings`, each with `due` and `state`" if several else "`due` and `state`"

    def _due(self, name: str, keys: str) -> str:
        return f"due: [{{timescale: {name}, basis: {self.procedure.basis.value}, confirm: true}}]  # write {keys}"

    def _places(self) -> tuple[str, ...]:
        stages, moves = self.procedure.stages, self.procedure.moves
        return tuple(dict.fromkeys((*(stage.id for stage in stages), *(move.to for move in moves))))


def _stands(move: Move) -> str:
    """Ask for what shows where a move leads: beside the stages, and back from there, a case keeps its stage."""
    return _STATUS if move.to in BESIDE_THE_STAGES | {STAGE_LEFT} else _STAGE


def _both_sides(dues: Iterable[date]) -> list[date]:
    """Return the last day and the next, of each of several last days."""
    return sorted({day for due in dues for day in (due, due + ONE_DAY)})


def _are_later_of(rule: Timescale, one: str, other: str) -> bool:
    """Say whether a timescale waits for two events, each by itself, and starts with the later."""
    anchors = (anchor for terms in rule.terms for anchor in (terms.anchor.values() if terms.anchor else ()))
    apart = (
        [{name for name in (one, other) if name in group} for group in anchor.groups]
        for anchor in anchors
        if len(anchor.groups) > 1
    )
    return any({one} in found and {other} in found for found in apart)


def _starts(rule: Timescale) -> Iterator[tuple[str, ...]]:
    """Yield for each way of starting the events and facts that it waits for, one of each group."""
    for terms in rule.terms:
        for anchor in terms.anchor.values() if terms.anchor else ():
            if anchor.groups:
                yield tuple(group[0] for group in anchor.groups)
                yield tuple(group[-1] for group in anchor.groups)


def _starts_by_reading(rule: Timescale) -> tuple[str, ...]:
    """Return all that a timescale waits for by any reading, if its readings differ in that; else nothing."""
    waited_for = {tuple(anchor.groups for anchor in terms.anchor.values()) for terms in rule.terms if terms.anchor}
    names = (name for groups in _starts(rule) for name in groups)
    return tuple(dict.fromkeys(names)) if len(waited_for) > 1 else ()


def _with_all(plan: Plan, names: Iterable[str]) -> Plan:
    missing = (name for name in names if name not in plan.events)
    return plan.then(*(Step(name) for name in missing))


def _condition_of(item: Item) -> Condition:
    """Return the test of the row of a by-case value that an item is, or none."""
    if len(item.below) != 2 or not isinstance(item.rule, Timescale):  # noqa: PLR2004 - a key, and the number of a row
        return ALWAYS
    key, at = item.below
    terms = item.rule.terms[0]
    choice = {"after": terms.anchor, "before": terms.anchor, "within": terms.within, "at_least": terms.at_least}.get(
        str(key), terms.aim
    )
    return choice.rows[int(at)].condition if choice is not None else ALWAYS
