"""A good page: its values at once, without their places.

Nearly every file that is read has nothing wrong with it, and then nobody asks where its values stand. So a page is
read here first, its words weighed as they are in `building`; at whatever is out of the ordinary this reading is given
up, and the page is read from its beginning with care.
"""

from collections.abc import Callable
from typing import Any

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


class CareNeededError(Exception):
    """The page has to be read with care: it may have a mistake, or a corner in which the two YAML parsers differ."""


class GoodPage:
    """Makes plain values of libyaml's events, and gives up where anything might be wrong."""

    def __init__(self, text: str, next_event: Callable[[], Event | None]) -> None:
        self.text = text
        self.next_event: Callable[[], Any] = next_event
        self.good_keys: set[str] = set()

    def value(self) -> Any:
        """Return the value of the one document that the page holds. Raises `CareNeededError`."""
        self.next_event()
        begin = self.next_event()
        if begin.__class__ is not DocumentStartEvent or begin.version or begin.tags:
            raise CareNeededError
        found = self._value(self.next_event(), flow=False, deeper=DEEPEST)
        self.next_event()
        if self.next_event().__class__ is not StreamEndEvent:
            raise CareNeededError
        return found

    def _value(self, event: Any, *, flow: bool, deeper: int) -> Any:
        if event.anchor is not None or event.tag is not None:
            raise CareNeededError
        if event.__class__ is ScalarEvent:
            return self._quoted(event) if event.style else _plain(event.value, flow=flow)
        if not deeper:
            raise CareNeededError
        read = self._block if event.__class__ is MappingStartEvent else self._list
        return read(flow=event.flow_style, deeper=deeper - 1)

    def _block(self, *, flow: bool, deeper: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event = self.next_event()
        while event.__class__ is not MappingEndEvent:
            key = self._key(event, flow=flow)
            if key in found:
                raise CareNeededError
            found[key] = self._value(self.next_event(), flow=flow, deeper=deeper)
            event = self.next_event()
        return found

    def _list(self, *, flow: bool, deeper: int) -> list[Any]:
        found: list[Any] = []
        event = self.next_event()
        while event.__class__ is not SequenceEndEvent:
            found.append(self._value(event, flow=flow, deeper=deeper))
            event = self.next_event()
        return found

    def _key(self, event: Any, *, flow: bool) -> str:
        if event.__class__ is not ScalarEvent or event.anchor is not None or event.tag is not None:
            raise CareNeededError
        key: str = event.value
        if event.style or key not in self.good_keys:
            self._weigh_key(key, event.style, flow=flow)
        return key

    def _weigh_key(self, key: str, style: str | None, *, flow: bool) -> None:
        if style in {"|", ">"} or (flow and "?" in key) or weighed_key(key, quoted=bool(style)):
            raise CareNeededError
        # The same keys stand in rule after rule. One good in quotes or outside of brackets need not be elsewhere.
        if not style and "?" not in key:
            self.good_keys.add(key)

    def _quoted(self, event: Any) -> str:
        begin = event.start_mark.index
        if event.style in {"|", ">"} and "#" in self.text[begin : begin + 4]:
            raise CareNeededError
        meaning = weighed_quotation(event.value, escapes=event.style == '"', json=False)
        if not isinstance(meaning, str):
            raise CareNeededError
        return meaning


def _plain(text: str, *, flow: bool) -> Any:
    if not text or (flow and "?" in text):
        raise CareNeededError
    meaning = plain_value(text)
    if meaning.__class__ is Mistake or (meaning.__class__ is str and weighed_letters(text)):
        raise CareNeededError
    return meaning
