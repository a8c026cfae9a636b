"""JSON: the same events from the stricter text."""

import json
import re
from collections.abc import Iterator
from typing import Final

from yaml import (
    CollectionEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml import Mark as YamlMark

from complaint_rules.profiles.reading.bounds import LONGEST_SHOWN
from complaint_rules.profiles.reading.building import Builder
from complaint_rules.profiles.reading.page import Mistake, Page, Reading, StopReadingError
from complaint_rules.profiles.reading.refused import EMPTY_FILE

__all__ = ["read_json"]

_JSON_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_JSON_WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
_JSON_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_JSON_SPACE: Final = re.compile(r"[ \t\r\n]*")
_JSON_VALUE = Mistake(
    "broken_json",
    "a value should stand here",
    "write a text in double quotes, a number, `true`, `false`, `[` or `{`",
)
_JSON_KEY = Mistake(
    "broken_json",
    "a key in double quotes should stand here",
    'write `"key": value`; no comma stands after the last one',
)
_JSON_COLON = Mistake("broken_json", "a colon should stand here, after the key", 'write `"key": value`')
_JSON_COMMA = Mistake(
    "broken_json",
    "a comma or the closing bracket should stand here",
    "add the comma between two values, or close the bracket",
)
_JSON_END = Mistake(
    "broken_json", "nothing should stand here, after the end", "take the rest away; one file holds one value"
)
_JSON_WORD_ALONE = Mistake(
    "broken_json",
    "this is no value of JSON",
    "put a text in double quotes; write `true` and `false` in small letters",
)
_JSON_TEXT = Mistake(
    "broken_json",
    "the text that begins here is not closed on its line, or has a wrong backslash in it",
    "close it with a double quote; write a line end as `\\n` and a backslash as `\\\\`",
)


def read_json(page: Page) -> Reading:
    """Read the page, up to the first place where it is no JSON."""
    if not page.text.strip():
        raise page.stop(EMPTY_FILE, 0)
    root = Builder(page, json=True).build(_JsonScanner(page).events())
    return Reading(root.value, page.file, page, lambda: root)


class _JsonScanner:
    """Turns JSON into the events that YAML would give.

    It keeps a stack of what JSON's grammar expects next, so that depth needs no recursion.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.index = 0
        self.expected = ["value"]

    def events(self) -> Iterator[Event]:
        while self.expected:
            self.index = self._after_space()
            event = getattr(self, "_" + self.expected.pop())()
            if event is not None:
                yield event
        self.index = self._after_space()
        if self.index < len(self.page.text):
            raise self._stop(_JSON_END)

    def _after_space(self) -> int:
        found = _JSON_SPACE.match(self.page.text, self.index)
        return found.end() if found else self.index

    def _stop(self, mistake: Mistake) -> StopReadingError:
        index = min(self.index, max(len(self.page.text) - 1, 0))
        return self.page.stop(mistake, index, text=self.page.text[index : index + LONGEST_SHOWN])

    def _next_is(self, sign: str) -> bool:
        """Step over the sign if it stands here."""
        if not self.page.text.startswith(sign, self.index):
            return False
        self.index += 1
        return True

    def _mark(self, index: int) -> YamlMark:
        return YamlMark(self.page.file, index, 0, 0, None, 0)

    def _value(self) -> Event:
        here = self._mark(self.index)
        if self._next_is("{"):
            self.expected.append("first_key")
            return MappingStartEvent(
                anchor=None, tag=None, implicit=True, start_mark=here, end_mark=here, flow_style=True
            )
        if self._next_is("["):
            self.expected.append("first_item")
            return SequenceStartEvent(
                anchor=None, tag=None, implicit=True, start_mark=here, end_mark=here, flow_style=True
            )
        return self._text() if self.page.text.startswith('"', self.index) else self._word()

    def _text(self) -> Event:
        found = _JSON_STRING.match(self.page.text, self.index)
        try:
            text = json.loads(found[0] if found else "")
        except ValueError:
            raise self._stop(_JSON_TEXT) from None
        return self._scalar(text, found.end() if found else self.index, '"')

    def _word(self) -> Event:
        found = _JSON_WORD.match(self.page.text, self.index)
        if found is None:
            raise self._stop(_JSON_VALUE)
        if found[0] not in {"true", "false", "null"} and not _JSON_NUMBER.fullmatch(found[0]):
            raise self._stop(_JSON_WORD_ALONE)
        return self._scalar(found[0], found.end(), None)

    def _scalar(self, text: str, end: int, style: str | None) -> Event:
        begin, self.index = self._mark(self.index), end
        return ScalarEvent(None, None, (style is None, True), text, begin, self._mark(end), style)

    def _first_item(self) -> Event | None:
        if self._next_is("]"):
            return self._end(SequenceEndEvent)
        self.expected += ["next_item", "value"]
        return None

    def _next_item(self) -> Event | None:
        if self._next_is("]"):
            return self._end(SequenceEndEvent)
        if not self._next_is(","):
            raise self._stop(_JSON_COMMA)
        self.expected += ["next_item", "value"]
        return None

    def _first_key(self) -> Event | None:
        if self._next_is("}"):
            return self._end(MappingEndEvent)
        self.expected += ["next_key", "value", "colon", "key"]
        return None

    def _next_key(self) -> Event | None:
        if self._next_is("}"):
            return self._end(MappingEndEvent)
        if not self._next_is(","):
            raise self._stop(_JSON_COMMA)
        self.expected += ["next_key", "value", "colon", "key"]
        return None

    def _key(self) -> Event:
        if not self.page.text.startswith('"', self.index):
            raise self._stop(_JSON_KEY)
        return self._text()

    def _colon(self) -> None:
        if not self._next_is(":"):
            raise self._stop(_JSON_COLON)

    def _end(self, kind: type[CollectionEndEvent]) -> Event:
        here = self._mark(self.index)
        return kind(here, here)
