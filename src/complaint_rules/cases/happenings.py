"""A case as known on a day: events in order, what each counts as, and which facts hold and since when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from complaint_rules.cases.case import Case, Event
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.tables import Tables

NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Happening:
    """An event as a procedure sees it: its own kind and everything else that it counts as.

    `assumed` are the kinds for which it stands in because they were not recorded; `at` and `outcome` are its hour and
    its outcome, if they were.
    """

    event: Event
    kind: str
    on: date
    names: tuple[str, ...]
    assumed: frozenset[str]
    place_in_list: int
    at: time | None = None
    outcome: str | None = None

    @property
    def spoken_day(self) -> date:
        """Return the day that the event stands for as an anchor: the one that it carries, else its own."""
        day = self.event.details.get("for")
        return day if isinstance(day, date) else self.on


class Known(NamedTuple):
    """What is known on a day.

    `facts` are those of the start, and for a fact that became known later the first value that was recorded: it holds
    from the start too. `since` has the event that recorded it. `replaced` has, for each event that gives a fact another
    value, what it is from then on.
    """

    events: tuple[Event, ...]
    facts: Mapping[str, object]
    since: Mapping[str, Event]
    replaced: Mapping[int, Mapping[str, object]]
    out_of_order: tuple[Event, ...]


def known_on(case: Case, as_of: date, procedure: Procedure) -> Known:
    """Return the case as it was known at the end of a day."""
    seen = [event for event in case.events if event.on <= as_of]
    misplaced = tuple(after for before, after in pairwise(seen) if after.on < before.on)
    ordered = sorted(seen, key=attrgetter("on")) if misplaced else seen
    recording = procedure.tables.recording.union(*(pack.tables.recording for pack in procedure.packs))
    facts: dict[str, object] = dict(case.facts)
    since: dict[str, Event] = {}
    replaced: dict[int, dict[str, object]] = {}
    latest = dict(facts)
    for at, event in enumerate(ordered):
        if event.kind in recording:
            for name, value in event.facts.items():
                if name not in facts:
                    facts[name], since[name] = value, event
                elif latest[name] != value:
                    replaced.setdefault(at, {})[name] = value
                latest[name] = value
    return Known(tuple(ordered), facts, since, replaced, misplaced)


def as_seen_by(procedure: Procedure, known: Known, council: Procedure) -> Iterator[Happening]:
    """Yield each event with everything that it counts as for this procedure.

    A law pack does not know a council's own words, but may know what they count as.
    """
    tables = procedure.tables
    kinds = {event.kind for event in known.events}
    for at, event in enumerate(known.events):
        kind, assumed = event.kind, NONE
        names, others = tables.taken_for(kind)
        if kind not in tables.words.events:
            names, others = _by_the_councils_word(kind, tables, council)
        if others:
            missing = [other for other in others if not _recorded_itself(other, at, known.events, kinds, tables)]
            taken = dict.fromkeys(name for other in missing for name in tables.names_of(other))
            names, assumed = (*names, *taken), frozenset(taken)
        said = (_hour(event), _outcome(event)) if event.details else ()
        yield Happening(event, kind, event.on, names, assumed, at, *said)


def _by_the_councils_word(kind: str, tables: Tables, council: Procedure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what an event that a pack has no word for counts as there, and what it may be taken for besides."""
    taken = [tables.taken_for(name) for name in council.tables.names_of(kind)]
    names = tuple(dict.fromkeys(name for found, _ in taken for name in found))
    return names, tuple(dict.fromkeys(other for _, found in taken for other in found if other not in names))


def _hour(event: Event) -> time | None:
    hour = event.details.get("at")
    return hour if isinstance(hour, time) else None


def _outcome(event: Event) -> str | None:
    found = event.details.get("outcome")
    return found if isinstance(found, str) else None


def names_if_recorded(kind: str, on: date, known: Known, tables: Tables) -> tuple[str, ...]:
    """Return everything that an event would count as if it were recorded now, after all that is known."""
    names, others = tables.taken_for(kind)
    if not others:
        return names
    events = (*known.events, Event(kind, on))
    kinds = {event.kind for event in events}
    at = len(known.events)
    return (*names, *(other for other in others if not _recorded_itself(other, at, events, kinds, tables)))


def _recorded_itself(name: str, at: int, events: tuple[Event, ...], kinds: set[str], tables: Tables) -> bool:
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
