"""Where a case stands in one procedure while its history is replayed: stage, clocks, what has happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from complaint_rules.cases.case import Event
from complaint_rules.cases.clocks import Clock
from complaint_rules.cases.happenings import Happening
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    NOT_ANY_STAGE,
    STAGE_LEFT,
    SUSPENDED,
    WITHDRAWN,
    Anchor,
    Bar,
    Move,
    Timescale,
)
from complaint_rules.terms import Basis, CaseStatus


@dataclass(frozen=True, slots=True)
class Irregularity:
    """What could not have happened as recorded, by a stable code. It is reported, never raised.

    `about` names the timescale or the contents concerned, `day` the date that it turns on.
    """

    code: str
    event: str
    on: date
    basis: Basis
    about: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One time that a name happened: the recorded kind, the day it stands for, its hour and outcome."""

    kind: str
    on: date
    day: date
    at: time | None
    outcome: str | None
    assumed: bool
    place_in_list: int


@dataclass(slots=True)
class StageLeft:
    """A step beside the stages: what was left, and the clocks that were set aside for the return."""

    place: str
    clocks: list[Clock] = field(default_factory=list)


@dataclass(slots=True)
class Standing:
    """The state of the fold. Nothing outside this room keeps one."""

    procedure: Procedure
    facts: Mapping[str, object]
    since: Mapping[str, Event]
    place: str = ""
    began_on: date | None = None
    left: list[StageLeft] = field(default_factory=list)
    happened: dict[str, list[Seen]] = field(default_factory=dict)
    clocks: dict[str, list[Clock]] = field(default_factory=dict)
    entered: dict[str, int] = field(default_factory=dict)
    extended: dict[int, bool] = field(default_factory=dict)
    irregularities: list[Irregularity] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        """Say whether a case has begun."""
        return bool(self.place)

    @property
    def stage(self) -> str | None:
        """Return the stage; while the case is beside the stages, the one that it left."""
        if self.place in BESIDE_THE_STAGES:
            return next(step.place for step in reversed(self.left) if step.place not in BESIDE_THE_STAGES)
        return self.place or None

    @property
    def status(self) -> CaseStatus | None:
        """Return the status, or None before a case has begun."""
        special = {
            SUSPENDED: CaseStatus.SUSPENDED,
            WITHDRAWN: CaseStatus.WITHDRAWN,
            CLOSED: CaseStatus.CLOSED,
        }
        return special.get(self.place, CaseStatus.OPEN) if self.begun else None

    def remember(self, happening: Happening) -> None:
        """Note that an event happened, under each name that it counts as."""
        event = happening.event
        for name in happening.names:
            assumed = name in happening.assumed
            word = self.procedure.vocabulary.events.get(name)
            day = happening.spoken_day if word is not None and word.speaks_of_a_day else event.on
            at = happening.at if day == event.on else None
            seen = Seen(event.kind, event.on, day, at, happening.outcome, assumed, happening.place_in_list)
            self.happened.setdefault(name, []).append(seen)

    def last(self, name: str) -> Clock | None:
        """Return the last occurrence of a timescale."""
        occurrences = self.clocks.get(name)
        return occurrences[-1] if occurrences else None

    def last_seen(self, name: str) -> Seen | None:
        """Return the last time that a name happened."""
        seen = self.happened.get(name)
        return seen[-1] if seen else None

    def knows(self, name: str) -> bool:
        """Say whether an event has happened, or a fact is known."""
        return name in self.happened or name in self.facts

    def destination(self, move: Move) -> str:
        """Return where a move leads, or nothing where it leads nowhere from here."""
        if move.to != STAGE_LEFT:
            return move.to
        return self.left[-1].place if self.left else ""

    def holds_here(self, rule: Move | Bar) -> bool:
        """Say whether the place of the case is one in which a rule stands."""
        if isinstance(rule, Move) and rule.begins:
            return not self.begun
        if not self.begun:
            return False
        return self.place in rule.stages if rule.stages else self.place not in NOT_ANY_STAGE

    def live_moves(self, names: Sequence[str]) -> tuple[Move, ...]:
        """Return the moves for an event, under each of its names, that are live here, in the order of the file."""
        moves = [move for name in names for move in self.procedure.tables.moves.get(name, ()) if self._is_live(move)]
        return tuple(moves) if len(names) == 1 else tuple(sorted(moves, key=self.procedure.tables.place_of))

    def _is_live(self, move: Move) -> bool:
        if not self.holds_here(move):
            return False
        return not move.to or self.destination(move) not in ("", self.place)

    def anchored(self, anchor: Anchor) -> tuple[Seen, str] | None:
        """Return the latest happening on which an anchor rests, and its name, once all its groups have happened.

        A date fact counts as having happened on its day.
        """
        found = [self._latest_of(group) for group in anchor.groups]
        if not found or any(one is None for one in found):
            return None
        return max((one for one in found if one is not None), key=lambda one: (one[0].day, one[0].place_in_list))

    def _latest_of(self, group: tuple[str, ...]) -> tuple[Seen, str] | None:
        events = [(seen, name) for name in group if (seen := self.last_seen(name)) is not None]
        days = [
            (Seen(name, day, day, None, None, assumed=False, place_in_list=-1), name)
            for name in group
            if isinstance(day := self.facts.get(name), date)
        ]
        return max(events + days, key=lambda one: (one[0].place_in_list, one[0].day), default=None)

    def report(self, code: str, event: str, on: date, *about: str, day: date | None = None) -> None:
        """Report what could not have happened as recorded."""
        self.irregularities.append(Irregularity(code, event, on, self.procedure.basis, about, day))


def lives_in(rule: Timescale, *places: str) -> bool:
    """Say whether a timescale may start in one of the places."""
    if rule.any_stage:
        return any(place and place not in NOT_ANY_STAGE for place in places)
    return any(place in rule.stages for place in places)


def touched(table: Mapping[str, tuple[Timescale, ...]], names: Iterable[str]) -> tuple[Timescale, ...]:
    """Return the timescales that a table has for any of the names, once each."""
    return tuple({rule.name: rule for name in names for rule in table.get(name, ())}.values())
