"""From a file to its pieces, with every comment at the entry that it belongs to.

A comment on a line of its own belongs to the entry below it; where that one is further left, to the block that ends
there. A comment beside something belongs to the entry of that line.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from complaint_rules.authoring.pieces import Entry, Group, Leaf, needless_quotes, written_text
from complaint_rules.profiles.reading import Node, Reading

__all__ = ["pieces_of"]

_COMMENT: Final = re.compile(r"(?:(?<=\s)|^)#[^\n]*", flags=re.MULTILINE)


class _Place(NamedTuple):
    """Where an entry begins, in which column, and the flow collection that it stands in, if it does."""

    node: Node
    start: int
    column: int
    flow: Node | None


@dataclass(slots=True, eq=False)
class _Notes:
    """What is written around an entry besides its value."""

    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def pieces_of(reading: Reading) -> tuple[tuple[str, ...], Group]:
    """Return the comments at the head of a file, and what it is made of."""
    text, root = reading.tree()
    page = _Page(text, root)
    page.allot()
    return tuple(page.head), page.group(root)


class _Page:
    """A file on the way to its pieces."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root
        self.places = sorted(self._places(root, None), key=lambda place: place.start)
        self.starts = [place.start for place in self.places]
        self.index = {id(place.node): at for at, place in enumerate(self.places)}
        self.spans = sorted(self._spans(root))
        self.notes: defaultdict[int, _Notes] = defaultdict(_Notes)
        self.head: list[str] = []

    # Where things are.

    def _places(self, node: Node, flow: Node | None) -> Iterator[_Place]:
        inside = node if self._is_flow(node) else flow
        for child in node.children.values():
            start = child.start if child.key is None else child.key.start
            if child.key is None and inside is None:
                start = self.text.rindex("-", 0, start)
            yield _Place(child, start, start - self.text.rfind("\n", 0, start) - 1, inside)
            yield from self._places(child, inside)

    def _spans(self, node: Node) -> Iterator[tuple[int, int]]:
        """Yield where keys and texts stand, so that a `#` in them is not taken for a comment."""
        if node.key is not None:
            yield node.key.start, node.key.end
        if not isinstance(node.value, dict | list):
            yield node.start, node.start + len(self._written(node))
        for child in node.children.values():
            yield from self._spans(child)

    def _is_flow(self, node: Node) -> bool:
        return isinstance(node.value, dict | list) and self.text[node.start] in "{["

    def _is_inside_text(self, at: int) -> bool:
        below = bisect_right(self.spans, (at, len(self.text))) - 1
        return below >= 0 and self.spans[below][0] <= at < self.spans[below][1]

    # Comments to their entries.

    def allot(self) -> None:
        """Give every comment and every blank line to an entry."""
        blank = False
        for begin, line in self._lines():
            comment = next(
                (one for one in _COMMENT.finditer(line) if not self._is_inside_text(begin + one.start())), None
            )
            if not line.strip():
                blank = not self._is_inside_text(begin)
            elif comment is None or line[: comment.start()].strip():
                self._content(begin, line, comment, blank=blank)
                blank = False
            else:
                self._alone(begin + comment.start(), comment.start(), comment.group().rstrip(), blank=blank)
                blank = False

    def _lines(self) -> Iterator[tuple[int, str]]:
        begin = 0
        for line in self.text.split("\n"):
            yield begin, line
            begin += len(line) + 1

    def _content(self, begin: int, line: str, comment: re.Match[str] | None, *, blank: bool) -> None:
        first = bisect_left(self.starts, begin)
        if blank and first < len(self.starts) and self.starts[first] < begin + len(line):
            (self._note(self.places[first]).above if first else self.head).append("")
        if comment is not None:
            self._beside(begin + comment.start(), comment.group().rstrip())

    def _note(self, place: _Place) -> _Notes:
        return self.notes[id(place.node)]

    def _beside(self, at: int, comment: str) -> None:
        place = self.places[bisect_left(self.starts, at) - 1]
        while place.flow is not None and not place.flow.start < at < place.flow.end:
            parent = place.node.parent
            assert parent is not None
            place = self.places[self.index[id(parent)]]
        self._note(place).beside.append(comment)

    def _alone(self, at: int, column: int, comment: str, *, blank: bool) -> None:
        following = bisect_left(self.starts, at)
        if following == 0:
            self.head += [*([""] if blank and self.head else []), comment]
            return
        lines = self._home(at, column, following)
        lines += [*([""] if blank else []), comment]

    def _home(self, at: int, column: int, following: int) -> list[str]:
        """Return the lines to which a comment on a line of its own goes."""
        before = self.places[following - 1]
        after = self.places[following] if following < len(self.places) else None
        if after is not None and self._is_of(after, before, at, column):
            return self._note(after).above
        while before.column > column or not self._may_end(before, at):
            parent = before.node.parent
            if parent is None or id(parent) not in self.index:
                break
            before = self.places[self.index[id(parent)]]
        if after is not None and after.node.parent is before.node.parent:
            return self._note(after).above
        return self._note(before).below

    def _is_of(self, after: _Place, before: _Place, at: int, column: int) -> bool:
        """Say whether a comment belongs to the entry after it, and does not end the block before it."""
        return column <= after.column or after.node.parent is before.node or self._shared_flow(at, after)

    def _shared_flow(self, at: int, after: _Place) -> bool:
        return after.flow is not None and after.flow.start < at < after.flow.end

    def _may_end(self, place: _Place, at: int) -> bool:
        """Say whether an entry can have a comment below it: inside braces only if they are still open there."""
        return place.flow is None or place.flow.start < at < place.flow.end

    # Pieces.

    def group(self, node: Node) -> Group:
        """Return a block or a list as a group."""
        quotes = isinstance(node.value, list) and any(map(self._needs_quotes, node.children.values()))
        entries = tuple(self._entry(child, quotes=quotes) for child in node.children.values())
        flow = self._is_flow(node) and not any(_needs_lines(entry) for entry in entries)
        return Group(entries, is_map=isinstance(node.value, dict), flow=flow or not entries)

    def _entry(self, node: Node, *, quotes: bool) -> Entry:
        notes = self.notes.get(id(node), _Notes())
        start = self.places[self.index[id(node)]].start
        breaks = not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip()
        key = "" if node.key is None else self._key(self.text[node.key.start : node.key.end], node.key.value)
        value = self.group(node) if isinstance(node.value, dict | list) else self._leaf(node, quotes=quotes)
        *more, beside = notes.beside or [""]
        return Entry(key, value, (*more, *notes.above), beside, tuple(notes.below), breaks)

    def _key(self, written: str, name: object) -> str:
        """Return a key without quotes that it does not need, so that it is known among those of its rule."""
        return name if isinstance(name, str) and needless_quotes(written, name) else written

    def _written(self, node: Node) -> str:
        """Return a text as it is written, without the blank lines after it, unless its bar keeps them (`|+`)."""
        written = self.text[node.start : node.end]
        return written.rstrip("\r\n") if written[:1] in "|>" and "+" in written[:3] else written.rstrip()

    def _needs_quotes(self, node: Node) -> bool:
        """Say whether a text keeps its quotes. The words beside it in a list keep theirs then: they are of one kind."""
        written = self._written(node)
        return written[:1] in ("'", '"') and not needless_quotes(written, node.value)

    def _leaf(self, node: Node, *, quotes: bool) -> Leaf:
        """Return a value as it is to be written. `quotes`: those that stand stay."""
        written = self._written(node)
        if written[:1] in "|>" and isinstance(node.value, str) and "\n" in written:
            bar, *lines = written.split("\n")
            least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            return Leaf((bar.strip(), *(line[least:].rstrip("\r") for line in lines)))
        if (needless_quotes(written, node.value) and not quotes) or "\n" in written:
            return Leaf((written_text(str(node.value)),))
        return Leaf((written,))


def _needs_lines(entry: Entry) -> bool:
    return entry.has_comments or (isinstance(entry.value, Group) and not entry.value.flow)
