"""A case as known on a day: events in order, what each counts as, and which facts hold and since when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from complaint_rules.cases.case import Case, Event
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a procedure sees it: its own kind and everything else that it counts as.

    `assumed` are the kinds for which it stands in because they were not recorded.
    """

    event: Event
    names: tuple[str, ...]
    assumed: frozenset[str] = frozenset()
    place_in_list: int = 0

    @property
    def kind(self) -> str:
        """Return the kind that was recorded."""
        return self.event.kind

    @property
    def on(self) -> date:
        """Return the day on which it happened."""
        return self.event.on

    @property
    def spoken_day(self) -> date:
        """Return the day that the event stands for as an anchor: the one that it carries, else its own."""
        day = self.event.details.get("for")
        return day if isinstance(day, date) else self.event.on

    @property
    def at(self) -> time | None:
        """Return the hour, if it was recorded."""
        hour = self.event.details.get("at")
        return hour if isinstance(hour, time) else None

    @property
    def outcome(self) -> str | None:
        """Return the outcome, if one was recorded."""
        found = self.event.details.get("outcome")
        return found if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known on a day. `since` has the event by which a fact was recorded after the start."""

    events: tuple[Event, ...]
    facts: Mapping[str, object]
    since: Mapping[str, Event]
    out_of_order: tuple[Event, ...]


def known_on(case: Case, as_of: date, vocabulary: Vocabulary, packs: tuple[Procedure, ...] = ()) -> Known:
    """Return the case as it was known at the end of a day."""
    recording = {
        word.name
        for words in (vocabulary, *(pack.vocabulary for pack in packs))
        for word in words.events.values()
        if word.records_facts
    }
    seen = [event for event in case.events if event.on <= as_of]
    ordered = sorted(seen, key=lambda event: event.on)
    facts: dict[str, object] = dict(case.facts)
    since: dict[str, Event] = {}
    for event in ordered:
        if event.kind in recording:
            for name, value in event.facts.items():
                if name not in facts or facts[name] != value:
                    facts[name], since[name] = value, event
    misplaced = tuple(after for before, after in pairwise(seen) if after.on < before.on)
    return Known(tuple(ordered), facts, since, misplaced)


def as_seen_by(procedure: Procedure, known: Known) -> Iterator[Happening]:
    """Yield each event with everything that it counts as for this procedure."""
    words = procedure.vocabulary
    fallbacks: dict[str, list[str]] = {}
    for word in words.events.values():
        if word.falls_back_on:
            fallbacks.setdefault(word.falls_back_on, []).append(word.name)
    for at, event in enumerate(known.events):
        names = _counts_as(event.kind, words)
        missing = (
            other
            for name in names
            for other in fallbacks.get(name, ())
            if other not in names and not _recorded_itself(other, at, known.events, words)
        )
        assumed = tuple(dict.fromkeys(name for other in missing for name in _counts_as(other, words)))
        yield Happening(event, (*names, *assumed), frozenset(assumed), at)


def _counts_as(kind: str, words: Vocabulary) -> tuple[str, ...]:
    found = [kind]
    for name in found:
        word = words.events.get(name)
        found += [other for other in (word.counts_as if word else ()) if other not in found]
    return tuple(found)


def names_if_recorded(kind: str, on: date, known: Known, words: Vocabulary) -> tuple[str, ...]:
    """Return everything that an event would count as if it were recorded now, after all that is known."""
    names = _counts_as(kind, words)
    events = (*known.events, Event(kind, on))
    assumed = (
        word.name
        for word in words.events.values()
        if word.falls_back_on in names and word.name not in names
        if not _recorded_itself(word.name, len(known.events), events, words)
    )
    return (*names, *assumed)


def _recorded_itself(name: str, at: int, events: tuple[Event, ...], words: Vocabulary) -> bool:
    """Say whether the real event was recorded on the same day, or later and before the next of the same kind."""
    for later in events[at + 1 :]:
        if later.kind == events[at].kind:
            break
        if name in _counts_as(later.kind, words):
            return True
    return any(other.on == events[at].on and name in _counts_as(other.kind, words) for other in events[:at])
