"""A case as known on a day: events in order, what each counts as, and which facts hold and since when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from complaint_rules.cases.case import Case, Event
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.several_issues import outcome_of_several
from complaint_rules.procedures.tables import Heard, Tables, Touched

NONE: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False, repr=False)
class Happening:
    """An event as a procedure sees it: its own kind, and all that it touches under everything else that it counts as.

    `assumed` are the kinds for which it stands in because they were not recorded; `at`, `outcome` and `contains` are
    its hour, its outcome and its contents, if they were. While it is taken, `left` is the place where the case was
    before it, and `newly` are the clocks that others may hang on and that it has started, by their identity.
    """

    event: Event
    kind: str
    on: date
    touched: Touched
    assumed: frozenset[str]
    place_in_list: int
    at: time | None = None
    outcome: str | None = None
    contains: tuple[str, ...] | None = None
    left: str = ""
    newly: Sequence[int] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything that the event counts as, its own kind first."""
        return self.touched.names

    @property
    def spoken_day(self) -> date:
        """Return the day that the event stands for as an anchor: the one that it carries, else its own."""
        day = self.event.details.get("for")
        return day if isinstance(day, date) else self.on


class Said(NamedTuple):
    """What was said of an event: its hour, its outcome and its contents, where they are what they should be.

    The outcome is the one that was recorded, else what the outcomes of several issues make.
    """

    at: time | None = None
    outcome: str | None = None
    contains: tuple[str, ...] | None = None


NOTHING_SAID = Said()


class Known(NamedTuple):
    """What is known on a day; `said` has what was said of each of the events.

    `facts` are those of the start, and for a fact that became known later the first value that was recorded: it holds
    from the start too. `since` has the event that recorded it. `replaced` has, for each event that gives a fact another
    value, what it is from then on. `first_told` has, for each event that was the first to record facts which hold from
    their day only, the names of these.
    """

    events: tuple[Event, ...]
    facts: Mapping[str, object]
    since: Mapping[str, Event]
    replaced: Mapping[int, Mapping[str, object]]
    first_told: Mapping[int, frozenset[str]]
    out_of_order: tuple[Event, ...]
    kinds: frozenset[str]
    said: tuple[Said, ...]


def known_on(case: Case, as_of: date, procedure: Procedure) -> Known:
    """Return the case as it was known at the end of a day."""
    seen = [event for event in case.events if event.on <= as_of]
    misplaced = tuple(after for before, after in pairwise(seen) if after.on < before.on)
    ordered = sorted(seen, key=attrgetter("on")) if misplaced else seen
    recording = procedure.tables.recording.union(*(pack.tables.recording for pack in procedure.packs))
    facts: dict[str, object] = dict(case.facts)
    since: dict[str, Event] = {}
    replaced: dict[int, dict[str, object]] = {}
    first_told: dict[int, frozenset[str]] = {}
    latest = dict(facts)
    words = procedure.fact_words
    for at, event in enumerate(ordered):
        if event.kind in recording:
            for name, value in event.facts.items():
                if name not in facts:
                    facts[name], since[name] = value, event
                    if name in words and words[name].from_its_day:
                        first_told[at] = first_told.get(at, NONE) | {name}
                elif latest[name] != value:
                    replaced.setdefault(at, {})[name] = value
                latest[name] = value
    kinds = frozenset([event.kind for event in ordered])
    said = tuple([_said(event, procedure) if event.details else NOTHING_SAID for event in ordered])
    return Known(tuple(ordered), facts, since, replaced, first_told, misplaced, kinds, said)


def as_seen_by(procedure: Procedure, known: Known, council: Procedure) -> Iterator[Happening]:
    """Yield each event with everything that it counts as for this procedure.

    A law pack does not know a council's own words, but may know what they count as.
    """
    tables, listening = procedure.tables, council.tables
    heard_before = listening.heard_by(tables)
    for at, event in enumerate(known.events):
        kind = event.kind
        heard = heard_before.get(kind) or listening.hear(kind, tables)
        touched, assumed = (heard.touched, NONE) if heard.touched else _taken_for_others(heard, at, known, tables)
        yield Happening(event, kind, event.on, touched, assumed, at, *known.said[at])


def _taken_for_others(heard: Heard, at: int, known: Known, tables: Tables) -> tuple[Touched, frozenset[str]]:
    """Return what an event touches that stands in for others, and for which: those that were not recorded."""
    missing = [other for other in heard.others if not _recorded_itself(other, at, known.events, known.kinds, tables)]
    taken = dict.fromkeys(name for other in missing for name in tables.names_of(other))
    return tables.touched((*heard.names, *taken)), frozenset(taken)


def _said(event: Event, procedure: Procedure) -> Said:
    details = event.details
    at, outcome, contains = details.get("at"), details.get("outcome"), details.get("contains")
    return Said(
        at if isinstance(at, time) else None,
        outcome if isinstance(outcome, str) else counted_outcome(event, procedure),
        contains if isinstance(contains, tuple) else None,
    )


def counted_outcome(event: Event, procedure: Procedure) -> str | None:
    """Return the outcome that the outcomes of an event's several issues make, as the procedure counts them."""
    outcomes = event.details.get("outcomes")
    return outcome_of_several(outcomes, procedure.outcome_of_several) if isinstance(outcomes, tuple) else None


def names_if_recorded(kind: str, on: date, known: Known, tables: Tables) -> tuple[str, ...]:
    """Return everything that an event would count as if it were recorded now, after all that is known."""
    names, others = tables.taken_for(kind)
    if not others:
        return names
    events = (*known.events, Event(kind, on))
    kinds = known.kinds | {kind}
    at = len(known.events)
    return (*names, *(other for other in others if not _recorded_itself(other, at, events, kinds, tables)))


def _recorded_itself(name: str, at: int, events: tuple[Event, ...], kinds: frozenset[str], tables: Tables) -> bool:
    """Say whether the real event was recorded on the same day, or later and before the next of the same kind.

    `kinds` are those of all the events: where none of them is the real one, there is nothing to look for.
    """
    real = tables.kinds_that_count_as(name)
    if kinds.isdisjoint(real):
        return False
    for later in events[at + 1 :]:
        if later.kind == events[at].kind:
            break
        if later.kind in real:
            return True
    return any(other.on == events[at].on and other.kind in real for other in events[:at])
