"""What a file is made of, as it is laid out: entries with their comments, in groups; and how a value is written."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from complaint_rules.profiles.reading import plain_value
from complaint_rules.values import frozen

__all__ = ["Entry", "Group", "Leaf", "quoted", "written_text", "written_value"]

_BEGINS_OTHERWISE: Final = tuple("-?:,[]{}#&*!|>'\"%@` ")
_IN_QUOTES: Final = re.compile(r"[,:\[\]{}()?#]")
"""Text with one of these goes in quotes (docs/format.md), though YAML would often do without."""


@frozen
class Leaf:
    """A text, a number, a day or a truth as it is written; of a text under a bar the bar, and each of its lines."""

    lines: tuple[str, ...]


@frozen
class Entry:
    """A key with its value, or an item of a list (without a key), and the comments above, beside and below it.

    Among the lines above and below an empty one stands for a blank line. What is below the last entry of a group
    ends the group. `breaks`: inside braces or brackets it began a new line.
    """

    key: str
    value: "Leaf | Group"
    above: tuple[str, ...] = ()
    beside: str = ""
    below: tuple[str, ...] = ()
    breaks: bool = False

    @property
    def has_comments(self) -> bool:
        """Say whether a comment belongs to it."""
        return any(self.above) or bool(self.beside) or any(self.below)


@frozen
class Group:
    """A block of keys or a list, on lines of its own or (`flow`) inside braces or brackets."""

    entries: tuple[Entry, ...]
    is_map: bool
    flow: bool = False


def written_value(value: Any) -> "Leaf | Group":
    """Return a plain value as the house writes it: what is short and made of words alone inside brackets."""
    if isinstance(value, Mapping):
        return Group(tuple(Entry(key, written_value(one)) for key, one in value.items()), is_map=True)
    if isinstance(value, list | tuple):
        words = all(isinstance(one, str | int | date) for one in value)
        return Group(tuple(Entry("", written_value(one)) for one in value), is_map=False, flow=words)
    if isinstance(value, bool):
        return Leaf(("true" if value else "false",))
    return Leaf((written_text(value) if isinstance(value, str) else str(value),))


def written_text(text: str) -> str:
    """Return a text as it is written: in quotes only where they are needed."""
    return text if _is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _is_plain(text: str) -> bool:
    """Say whether a text means the same without quotes, wherever it stands, and to people too."""
    if not text or text.startswith(_BEGINS_OTHERWISE) or text.endswith((" ", ":")) or not text.isprintable():
        return False
    return _IN_QUOTES.search(text) is None and plain_value(text) == text


def needless_quotes(written: str, value: object) -> bool:
    """Say whether a word stands in quotes that it does not need; round several words they are the author's choice."""
    return isinstance(value, str) and written[:1] in ("'", '"') and " " not in value and _is_plain(value)


def entries_below(group: Group) -> Iterator[Entry]:
    """Yield every entry of a group, and of the groups in it."""
    for entry in group.entries:
        yield entry
        if isinstance(entry.value, Group):
            yield from entries_below(entry.value)
