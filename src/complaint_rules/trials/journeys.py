"""Journeys: proposed cases for rules that none exercises, with events and days, and the answers left for a person.

A journey leads a case to where a rule decides something, and asks about it on both sides of its limit. Which answer is
right is not said: every line has `confirm: true`, and fails until a person has counted it from the page.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from complaint_rules.assessment.acceptance import acceptance_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case, Event
from complaint_rules.conformance.plans import NOTHING, Plan, Step, Ways, met_by
from complaint_rules.conformance.playing import Played, Stage
from complaint_rules.errors import CaseError
from complaint_rules.loading import pages
from complaint_rules.procedures.conditions import ALWAYS, Condition
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Extension, Move, TimeLimit, Timescale
from complaint_rules.procedures.tables import stands_in
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.trials.coverage import Covered, coverage_of
from complaint_rules.trials.exercising import Item, items
from complaint_rules.trials.gathering import Gathered
from complaint_rules.trials.results import Place
from complaint_rules.values import frozen

ONE_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """A day on which a journey asks, and the lines that a person is to fill in."""

    as_of: date
    lines: tuple[str, ...]


@frozen
class Journey:
    """A proposed case: which rule it is for, what happens, and on which days what is asked."""

    procedure: str
    clause: str
    facts: Mapping[str, object]
    events: tuple[Event, ...]
    asked: tuple[Asked, ...]

    @property
    def file_name(self) -> str:
        """Return a name for its file: the procedure and the rule."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.procedure}-{self.clause}".lower()).strip("-") + ".yaml"

    def text(self, profile: str) -> str:
        """Write it as a file of one worked case, valid but to be confirmed."""
        facts = ", ".join(f"{name}: {_plain(value)}" for name, value in self.facts.items())
        events = "".join(f"      - {{on: {event.on}, event: {event.kind}{_details(event)}}}\n" for event in self.events)
        days = "".join(_day(asked) for asked in self.asked)
        return (
            f"profile: {profile}\n"
            "cases:\n"
            f"  - name: {_plain(f'To be confirmed, {self.procedure} {self.clause}')}\n"
            f"    procedure: {self.procedure}\n"
            "    why: to be counted by hand from the page\n"
            f"    facts: {{{facts}}}\n"
            + (f"    events:\n{events}" if events else "    events: []\n")
            + f"    expect:\n{days}"
        )


def _day(asked: Asked) -> str:
    return f"      - as_of: {asked.as_of}\n" + "".join(f"        {line}\n" for line in asked.lines)


def _details(event: Event) -> str:
    return "".join(f", {name}: {_plain(value)}" for name, value in event.details.items())


def _plain(value: object) -> str:
    """Write a value as YAML does; a text that might be taken for something else is put in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        return json.dumps(value, ensure_ascii=False)
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, list | tuple) else str(value)


def journeys(procedure: Procedure, wanted: Iterable[str]) -> Iterator[tuple[str, Journey | None]]:
    """Yield a journey for each clause that is wanted, or nothing where no way to it was found."""
    guide = _Guide(procedure)
    names = set(wanted)
    for item in items(procedure):
        if item.clause in names:
            yield item.clause, guide.to(item)


def write_journey(journey: Journey, folder: Path, profile: str | Path) -> bool:
    """Write a journey to a folder, and say whether it was: nothing is, where there is a file of its name already."""
    named = profile if isinstance(profile, str) else Path(os.path.relpath(profile, folder)).as_posix()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with (folder / journey.file_name).open("x", encoding="utf-8") as file:
            file.write(journey.text(named))
    except FileExistsError:
        return False
    return True


@frozen
class Proposed:
    """What came of a rule: the file of its journey, whether that was written now, or none where no way was found."""

    clause: str
    place: Place
    path: Path | None = None
    is_new: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        path = str(self.path) if self.path else None
        return {"clause": self.clause, **self.place.to_dict(), "path": path, "is_new": self.is_new}


def propose(gathered: Gathered, folder: Path, *, every: bool = False) -> tuple[Proposed, ...]:
    """Write a journey for each rule of a profile that no case exercises, or for every rule. Nothing is overwritten."""
    assert gathered.profile is not None
    (found,) = coverage_of([gathered])
    procedures = {name: one for page in pages(str(gathered.profile)) for name, one in page.profile.procedures.items()}
    named = gathered.profile if gathered.is_path else gathered.name
    return tuple(_proposed(rule, procedures, folder, named) for rule in (found.rules if every else found.missing))


def _proposed(rule: Covered, procedures: Mapping[str, Procedure], folder: Path, profile: str | Path) -> Proposed:
    """Propose a journey in the first of the procedures that have a rule in which there is a way to it."""
    for named in rule.clauses:
        procedure, clause = named.split(": ", 1)
        for _, journey in journeys(procedures[procedure], [clause]):
            if journey is not None:
                is_new = write_journey(journey, folder, profile)
                return Proposed(named, rule.place, folder / journey.file_name, is_new)
    return Proposed(rule.clauses[0], rule.place)


class _Guide:
    """Finds the ways of one procedure; cases end before the days of which no bank holidays are published."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.ways = Ways(procedure)
        known = [calendar.known_until for calendar in procedure.calendars.values()]
        self.stage = Stage(procedure, min(known, default=date(2024, 12, 31)) - timedelta(days=366))

    def to(self, item: Item) -> Journey | None:
        """Return a journey to a rule, or to the part of one."""
        rule = item.rule
        found: Iterator[tuple[Case, tuple[Asked, ...]]] = iter(())
        if isinstance(rule, AcceptanceRow):
            found = self._to_row(rule)
        elif isinstance(rule, TimeLimit):
            found = self._to_time_limit(rule)
        elif isinstance(rule, Move):
            found = self._to_move(rule)
        elif isinstance(rule, Bar):
            found = self._to_bar(rule)
        elif isinstance(rule, Timescale):
            found = self._to_timescale(rule, _condition_of(item), late=item.below == ("late",))
        elif isinstance(rule, Extension):
            found = self._to_extension(rule)
        case, asked = next(found, (None, ()))
        if case is None:
            return None
        return Journey(self.procedure.id, item.clause, case.facts, case.events, asked)

    # Acceptance.

    def _to_row(self, row: AcceptanceRow) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        ready = met_by(row.condition, NOTHING, self.procedure)
        if ready is not None:
            facts = {name: self._fact(name, value) for name, value in ready[0].facts}
            yield Case((), facts), (Asked(self.stage.as_of, (self._acceptance(),)),)

    def _to_time_limit(self, limit: TimeLimit) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        """Ask on the last day and on the next, nothing having been received yet."""
        anchors = limit.terms.anchor.values() if limit.terms.anchor else ()
        for anchor in anchors:
            facts = {name: self.stage.as_of for name in sorted(anchor.names) if name in self.procedure.fact_words}
            closes = acceptance_of(replayed(self.procedure, Case((), facts), self.stage.as_of)).closes
            if closes is not None:
                days = (closes, closes + ONE_DAY)
                yield Case((), facts), tuple(Asked(day, (self._acceptance(),)) for day in days)

    def _fact(self, name: str, value: object) -> object:
        is_day = self.procedure.fact_words[name].type is FactType.DATE
        return self.stage.as_of if is_day and value is True else value

    def _acceptance(self) -> str:
        return f"acceptance: {{basis: {self.procedure.basis.value}, confirm: true}}"

    # Moves.

    def _to_move(self, move: Move) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        """Ask on the eve of the event, and on its day where the case then stands."""
        for plan, wait in self.ways.along(move):
            played = self.stage.play(plan.then(Step(move.event, wait)))
            if played is not None and played.case.events:
                on = played.case.events[-1].on
                line = self._move(move.event)
                yield played.case, (Asked(on - ONE_DAY, (line,)), Asked(on, ("confirm: true",)))

    def _to_bar(self, bar: Bar) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        for place in self._places():
            plan = self.ways.to(place) if stands_in(bar, place) else None
            ready = met_by(bar.condition, plan, self.procedure) if plan is not None else None
            played = self.stage.play(*ready) if ready is not None else None
            if played is not None:
                yield played.case, (Asked(played.asked_on, (self._move(bar.event),)),)

    def _move(self, event: str) -> str:
        return f"moves: [{{event: {event}, basis: {self.procedure.basis.value}, confirm: true}}]"

    # Time.

    def _to_timescale(
        self, rule: Timescale, row: Condition, *, late: bool = False
    ) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        """Ask on the last day and on the next; of a late request, whether what ends the window may still be done."""
        for played in self._started(rule, row):
            dues = [track.due for track in played.council.clocks[rule.name][-1].tracks if track.due is not None]
            days = (max(dues), max(dues) + ONE_DAY) if dues else (played.case.events[-1].on,)
            lines = (self._due(rule.name), *((self._move(min(rule.done_by)),) if late else ()))
            yield played.case, tuple(Asked(day, lines) for day in days)

    def _to_extension(self, extension: Extension) -> Iterator[tuple[Case, tuple[Asked, ...]]]:
        """Extend on the day after the start, and ask on the new last day and on the next."""
        rule = next(one for one in self.procedure.timescales if one.extension is extension)
        for event in sorted(extension.made_by):
            for played in self._started(rule, extension.condition):
                on = played.case.events[-1].on
                facts = dict(played.case.facts)
                case = Case((*played.case.events, Event(event, on, of=rule.name)), facts)
                dues = self._dues(case, rule, on)
                days = (max(dues), max(dues) + ONE_DAY) if dues else (on,)
                yield case, tuple(Asked(day, (self._due(rule.name),)) for day in days)

    def _dues(self, case: Case, rule: Timescale, on: date) -> list[date]:
        try:
            clocks = replayed(self.procedure, case, on).council.clocks.get(rule.name, [])
        except CaseError:
            return []
        return [track.due for clock in clocks[-1:] for track in clock.tracks if track.due is not None]

    def _started(self, rule: Timescale, row: Condition) -> Iterator[Played]:
        """Yield the cases in which a timescale has started: in each of its places, by each event of its start."""
        for plan in self._plans(rule, row):
            played = self.stage.play(plan)
            clocks = played.council.clocks.get(rule.name, []) if played is not None else []
            if played is not None and played.case.events and clocks and clocks[-1].started:
                yield played

    def _plans(self, rule: Timescale, row: Condition) -> Iterator[Plan]:
        for place in self._places():
            plan = self.ways.to(place)
            wanted = Condition((*rule.condition.clauses, *row.clauses))
            ready = met_by(wanted, plan, self.procedure) if plan is not None else None
            if ready is not None:
                yield ready[0]
                yield from (_with_all(ready[0], groups) for groups in _starts(rule))

    def _due(self, name: str) -> str:
        return f"due: [{{timescale: {name}, basis: {self.procedure.basis.value}, confirm: true}}]"

    def _places(self) -> tuple[str, ...]:
        stages, moves = self.procedure.stages, self.procedure.moves
        return tuple(dict.fromkeys((*(stage.id for stage in stages), *(move.to for move in moves))))


def _starts(rule: Timescale) -> Iterator[tuple[str, ...]]:
    """Yield for each way of starting the events and facts that it waits for, one of each group."""
    for terms in rule.terms:
        for anchor in terms.anchor.values() if terms.anchor else ():
            if anchor.groups:
                yield tuple(group[0] for group in anchor.groups)
                yield tuple(group[-1] for group in anchor.groups)


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
