"""A good page: its values at once, without their places.

Nearly every file that is read has nothing wrong with it, and then nobody asks where its values stand. So a page is
read here first, its words weighed as they are in `building`; at whatever is out of the ordinary this reading is given
up, and the page is read from its beginning with care.
"""

from collections.abc import Callable
from typing import Any, Final

from yaml import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from complaint_rules.profiles.reading.bounds import DEEPEST
from complaint_rules.profiles.reading.letters import weighed_letters
from complaint_rules.profiles.reading.page import Mistake
from complaint_rules.profiles.reading.words import plain_value, weighed_key, weighed_quotation

__all__ = ["CareNeededError", "GoodPage"]

_BARS: Final = frozenset("|>")

Weigh = Callable[[str], Any]
"""Returns what a word without quotes means."""


class CareNeededError(Exception):
    """The page has to be read with care: it may have a mistake, or a corner in which the two YAML parsers differ."""


class GoodPage:
    """Makes plain values of libyaml's events, and gives up where anything might be wrong."""

    def __init__(self, text: str, next_event: Callable[[], Event | None]) -> None:
        self.text = text
        self.next_event: Callable[[], Any] = next_event
        self.keys: set[str] = set()

    def value(self) -> Any:
        """Return the value of the one document that the page holds. Raises `CareNeededError`."""
        self.next_event()
        begin = self.next_event()
        if begin.__class__ is not DocumentStartEvent or begin.version or begin.tags:
            raise CareNeededError
        found = self._value(self.next_event(), _meaning, DEEPEST)
        self.next_event()
        if self.next_event().__class__ is not StreamEndEvent:
            raise CareNeededError
        return found

    def _value(self, event: Any, weigh: Weigh, deeper: int) -> Any:
        if event.anchor is not None or event.tag is not None:
            raise CareNeededError
        if event.__class__ is ScalarEvent:
            return self._quotation(event) if event.style else weigh(event.value)
        if not deeper:
            raise CareNeededError
        read = self._block if event.__class__ is MappingStartEvent else self._list
        return read(_meaning_in_brackets if event.flow_style else _meaning, deeper - 1)

    def _block(self, weigh: Weigh, deeper: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event = self.next_event()
        while event.__class__ is not MappingEndEvent:
            key = self._key(event)
            if key in found:
                raise CareNeededError
            found[key] = self._value(self.next_event(), weigh, deeper)
            event = self.next_event()
        return found

    def _list(self, weigh: Weigh, deeper: int) -> list[Any]:
        found: list[Any] = []
        event = self.next_event()
        while event.__class__ is not SequenceEndEvent:
            found.append(self._value(event, weigh, deeper))
            event = self.next_event()
        return found

    def _key(self, event: Any) -> str:
        if event.__class__ is not ScalarEvent or event.anchor is not None or event.tag is not None:
            raise CareNeededError
        key: str = event.value
        # The same few keys stand in rule after rule. What is a key in quotes need not be one without.
        if event.style or key not in self.keys:
            if event.style in _BARS or "?" in key or weighed_key(key, quoted=bool(event.style)):
                raise CareNeededError
            if not event.style:
                self.keys.add(key)
        return key

    def _quotation(self, event: Any) -> str:
        begin = event.start_mark.index
        if event.style in _BARS and "#" in self.text[begin : begin + 4]:
            raise CareNeededError
        meaning = weighed_quotation(event.value, escapes=event.style == '"', json=False)
        if not isinstance(meaning, str):
            raise CareNeededError
        return meaning


def _meaning(word: str) -> Any:
    meaning = plain_value(word) if word else None
    if meaning is None or isinstance(meaning, Mistake) or (isinstance(meaning, str) and weighed_letters(meaning)):
        raise CareNeededError
    return meaning


def _meaning_in_brackets(word: str) -> Any:
    if "?" in word:
        raise CareNeededError
    return _meaning(word)
