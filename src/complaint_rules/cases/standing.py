"""Where a case stands in one procedure while its history is replayed: stage, clocks, what has happened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import NamedTuple

from complaint_rules.cases.case import Event
from complaint_rules.cases.clocks import Clock
from complaint_rules.cases.governing import Governing
from complaint_rules.cases.happenings import Happening
from complaint_rules.citations import Citation
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    STAGE_LEFT,
    SUSPENDED,
    WITHDRAWN,
    Anchor,
    Bar,
    Move,
    Timescale,
)
from complaint_rules.procedures.tables import Here, Touched, stands_in
from complaint_rules.terms import Basis, CaseStatus


class Irregularity(NamedTuple):
    """What could not have happened as recorded, by a stable code. It is reported, never raised.

    `about` names the timescale or the contents concerned, `day` the date that it turns on; `citation` is where the rule
    is written that asks for what is missing.
    """

    code: str
    event: str
    on: date
    basis: Basis
    about: tuple[str, ...] = ()
    day: date | None = None
    citation: Citation | None = None


class Seen(NamedTuple):
    """One time that a name happened: the recorded kind, the day it stands for, its hour and outcome."""

    kind: str
    on: date
    day: date
    at: time | None
    outcome: str | None
    assumed: bool
    place_in_list: int
    contains: tuple[str, ...] | None = None


def _seen_as(name: str, plain: Seen, happening: Happening) -> Seen:
    """Return what was seen as it stands for one name: assumed or not, and for the event's own day or one it carries."""
    day = happening.spoken_day if name in happening.touched.speaking else plain.on
    return plain._replace(day=day, at=plain.at if day == plain.on else None, assumed=name in happening.assumed)


@dataclass(slots=True, eq=False, repr=False)
class StageLeft:
    """A step beside the stages: what was left, and the clocks that were set aside for the return."""

    place: str
    clocks: list[Clock] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Standing:
    """The state of the fold.

    `unheard` are the facts that hold from their day, which has not come yet: no move knows of them.
    `hanging` are the clocks that hang on others' dates; `started` are those that others may hang on and that had
    started when the last step ended, by their identity. `governing` says by which versions of the procedure the case
    goes, where there are several: `procedure` is then the one that governs it now.
    """

    procedure: Procedure
    facts: dict[str, object]
    since: dict[str, Event]
    unheard: frozenset[str] = frozenset()
    place: str = ""
    began_on: date | None = None
    left: list[StageLeft] = field(default_factory=list)
    happened: defaultdict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    clocks: dict[str, list[Clock]] = field(default_factory=dict)
    entered: dict[str, int] = field(default_factory=dict)
    extended: dict[int, bool] = field(default_factory=dict)
    hanging: list[Clock] = field(default_factory=list)
    started: set[int] = field(default_factory=set)
    irregularities: list[Irregularity] = field(default_factory=list)
    governing: Governing | None = None

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
        """Note that an event happened, under each name that it counts as; some stand for the day that it carries."""
        touched, happened = happening.touched, self.happened
        special = happening.assumed or touched.speaking
        plain = Seen(
            happening.kind, happening.on, happening.on, happening.at, happening.outcome, False,  # noqa: FBT003
            happening.place_in_list, happening.contains,
        )  # fmt: skip
        for name in touched.names:
            seen = _seen_as(name, plain, happening) if special else plain
            happened[name].append(seen)

    def last(self, name: str) -> Clock | None:
        """Return the last occurrence of a timescale."""
        occurrences = self.clocks.get(name)
        return occurrences[-1] if occurrences else None

    def clock_of(self, rule: Timescale) -> Clock | None:
        """Return the last occurrence of a timescale, if it runs by this rule and not by that of another version."""
        occurrences = self.clocks.get(rule.name)
        return occurrences[-1] if occurrences and occurrences[-1].rule is rule else None

    def seen_by(self, rule: Timescale) -> "Standing":
        """Return the same standing as the version sees it to which a timescale belongs: with its words and calendars.

        What the fold changes in it (clocks, and what has happened) it changes in this one; the place is today's.
        """
        if self.governing is None or id(rule) in self.procedure.tables.places:
            return self
        return replace(self, procedure=self.governing.procedure_of(rule))

    @property
    def as_heard(self) -> "Standing":
        """Return the standing as moves and bars see it: without the facts of which they have not heard yet."""
        if not self.unheard:
            return self
        heard = {name: value for name, value in self.facts.items() if name not in self.unheard}
        return replace(self, facts=heard, unheard=frozenset())

    @property
    def at_receipt(self) -> "Standing":
        """Return the standing as the version sees it that took the case, which judges whether it may be taken."""
        if self.governing is None or not self.governing.past:
            return self
        return replace(self, procedure=self.governing.procedures[0])

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Return the procedure by each version that has governed the case, the one that governs now last."""
        return (self.procedure,) if self.governing is None else self.governing.procedures

    @property
    def timescales(self) -> Sequence[Timescale]:
        """Return every timescale, each name once: those of earlier versions that the last one lacks if they started."""
        if self.governing is None or not self.governing.past:
            return self.procedure.timescales
        own = {rule.name for rule in self.procedure.timescales}
        earlier = {clock.rule.name: clock.rule for clocks in self.clocks.values() for clock in clocks}
        return (*(rule for name, rule in earlier.items() if name not in own), *self.procedure.timescales)

    @property
    def names_of_lookers(self) -> frozenset[str]:
        """Return the timescales with an aim or a limit that is counted apart, of every version that governs clocks."""
        found = self.procedure.tables.names_of_lookers
        earlier = self.governing.procedures if self.governing is not None else ()
        return found.union(*(procedure.tables.names_of_lookers for procedure in earlier))

    def held_by(self, happening: Happening) -> tuple[str, ...] | None:
        """Return what a letter contains, as far as it was said; a receipt has what was sent."""
        if happening.contains is not None:
            return happening.contains
        word = self.procedure.vocabulary.events.get(happening.kind)
        sent = self.last_seen(word.falls_back_on) if word is not None and word.falls_back_on else None
        return sent.contains if sent is not None else None

    def last_seen(self, name: str) -> Seen | None:
        """Return the last time that a name happened."""
        seen = self.happened.get(name)
        return seen[-1] if seen else None

    def knows(self, name: str) -> bool:
        """Say whether an event has happened, or a fact is known."""
        return name in self.happened or name in self.facts

    def awaited_groups(self, anchor: Anchor) -> tuple[tuple[str, ...], ...]:
        """Return the groups of an anchor of which nothing has happened and nothing is known."""
        return tuple(group for group in anchor.groups if not any(self.knows(name) for name in group))

    def destination(self, move: Move) -> str:
        """Return where a move leads, or nothing where it leads nowhere from here."""
        if move.to != STAGE_LEFT:
            return move.to
        return self.left[-1].place if self.left else ""

    def holds_here(self, rule: Move | Bar) -> bool:
        """Say whether the place of the case is one in which a rule stands."""
        return stands_in(rule, self.place)

    def here(self, touched: Touched) -> Here:
        """Return what an event does in the place where the case stands."""
        return touched.at.get(self.place) or self.procedure.tables.here(touched, self.place)

    def live_moves(self, touched: Touched) -> Sequence[Move]:
        """Return the moves for an event that are live: that stand here, and lead somewhere else if they lead at all."""
        here = self.here(touched)
        if not here.some_lead_back:
            return here.moves
        nowhere = ("", self.place)
        return [move for move in here.moves if move.to != STAGE_LEFT or self.destination(move) not in nowhere]

    def anchored(self, anchor: Anchor) -> tuple[Seen, str] | None:
        """Return the latest happening on which an anchor rests, and its name, once all its groups have happened.

        A date fact counts as having happened on its day.
        """
        if len(anchor.groups) == 1:
            return self._latest_of(anchor.groups[0])
        found = [self._latest_of(group) for group in anchor.groups]
        if not found or any(one is None for one in found):
            return None
        return max((one for one in found if one is not None), key=lambda one: (one[0].day, one[0].place_in_list))

    def _latest_of(self, group: tuple[str, ...]) -> tuple[Seen, str] | None:
        if len(group) == 1 and group[0] in self.happened:
            return self.happened[group[0]][-1], group[0]
        events = [(seen, name) for name in group if (seen := self.last_seen(name)) is not None]
        days = [
            (Seen(name, day, day, None, None, assumed=False, place_in_list=-1), name)
            for name in group
            if isinstance(day := self.facts.get(name), date)
        ]
        return max(events + days, key=lambda one: (one[0].place_in_list, one[0].day), default=None)

    def report(
        self, code: str, event: str, on: date, *about: str, day: date | None = None, citation: Citation | None = None
    ) -> None:
        """Report what could not have happened as recorded."""
        self.irregularities.append(Irregularity(code, event, on, self.procedure.basis, about, day, citation))
