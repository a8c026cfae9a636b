"""The words of a procedure: each event and fact, what it means, and what may be said of it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class FactType(StrEnum):
    """What kind of answer a fact is."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    WORD = "word"


class EventWord(NamedTuple):
    """A kind of event: its meaning, what it also counts as, what it falls back on, what it carries.

    `declines` says that by it the council does not take the case, so that it was not taken by the wrong procedure.
    """

    name: str
    means: str
    falls_back_on: str = ""
    counts_as: tuple[str, ...] = ()
    carries: frozenset[str] = frozenset()
    records_facts: bool = False
    declines: bool = False

    @property
    def speaks_of_a_day(self) -> bool:
        """Say whether the event stands for the day that it carries as `for`."""
        return "for" in self.carries


class FactWord(NamedTuple):
    """A fact: its type, the words it may be (for a word), and the question that one would ask a person.

    `means` says of some of its words what they mean. `from_its_day` says that no move before the day on which it
    was recorded knows of it, as of what is decided on a day; any other was so all along. A fact that is `part_of`
    another says of a part of the complaint what that one says of the whole.
    """

    name: str
    type: FactType
    words: tuple[str, ...] = ()
    asks: str = ""
    means: tuple[tuple[str, str], ...] = ()
    from_its_day: bool = False
    part_of: str = ""


class Vocabulary(NamedTuple):
    """Every event, fact, outcome and content that a case may name; `means` has what outcomes and contents mean."""

    events: Mapping[str, EventWord]
    facts: Mapping[str, FactWord]
    outcomes: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    means: Mapping[str, str] = MappingProxyType({})

    def said_of(self, names: Iterable[str]) -> dict[str, str]:
        """Return what each of some names means: an event, an outcome or a content; of a fact its question."""
        return {name: self._said_of(name) for name in names}

    def _said_of(self, name: str) -> str:
        event, fact = self.events.get(name), self.facts.get(name)
        return event.means if event else fact.asks if fact else self.means.get(name, "")
