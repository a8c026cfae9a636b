"""The page: the text of one file, the places of its values, and the mistakes found on it."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from complaint_rules.errors import Fault
from complaint_rules.profiles.reading.bounds import LONGEST_SHOWN, MOST_FAULTS
from complaint_rules.profiles.reading.showing import Steps, shown, written_path
from complaint_rules.values import frozen

__all__ = ["Mark", "Mistake", "Node", "Page", "Reading", "StopReadingError", "too_many_faults"]


_NEXT_LINE = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)[^\s#-]")


class Mark(NamedTuple):
    """A place on the page, both numbers from 1, and the first line of the source that stands there."""

    line: int
    column: int
    text: str


class Mistake(NamedTuple):
    """What is wrong with a piece of text, before it is known where the piece stands."""

    code: str
    message: str
    mend: str


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """A value or a key on the page: where its source begins and ends, and what it hangs from."""

    start: int
    end: int
    value: Any = None
    parent: "Node | None" = None
    key: "Node | None" = None
    step: str | int = ""
    children: "dict[str | int, Node]" = field(default_factory=dict)

    def steps(self) -> Steps:
        """Return the path from the root to here."""
        climbed: list[str | int] = []
        node = self
        while node.parent is not None:
            climbed.append(node.step)
            node = node.parent
        return tuple(reversed(climbed))


class StopReadingError(Exception):
    """Nothing sensible can be read after this; the mistake is already on the page."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


class Page:
    """The text of one file, and the faults found on it so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.is_full = False

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins; only a mistake has a place."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1."""
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def mark(self, node: Node) -> Mark:
        """Return the place of a node, and what stands there."""
        return Mark(*self.place(node.start), self.shown(node))

    def shown(self, node: Node) -> str:
        """Return the source of a node; of a text under a bar, its first line."""
        source = self.text[node.start : node.end]
        if isinstance(node.value, str) and source[:1] in {"|", ">"}:
            source = source.partition("\n")[2]
        return shown(source)

    def around(self, index: int) -> str:
        """Return the line that holds this place; of a very long line, the part from shortly before it."""
        line, column = self.place(index)
        begin = self._lines[line - 1] if column < LONGEST_SHOWN // 2 else index - LONGEST_SHOWN // 4
        return self.text[begin : begin + 2 * LONGEST_SHOWN].partition("\n")[0]

    def goes_on_in_column(self, index: int) -> bool:
        """Say whether the next line that says anything begins in the same column as the text at this place."""
        column = self.place(index)[1]
        following = _NEXT_LINE.match(self.text, self.text.find("\n", index) + 1)
        return following is not None and len(following[1]) == column - 1

    def add(self, mistake: Mistake, index: int, *, path: Steps = (), text: str = "") -> None:
        """Note a mistake; stop reading when there are as many as anybody would mend."""
        if len(self.faults) == MOST_FAULTS:
            self.is_full = True
            raise StopReadingError(self)
        line, column = self.place(index)
        self.faults.append(
            Fault(
                code=mistake.code,
                message=mistake.message,
                mend=mistake.mend,
                file=self.file,
                line=line,
                column=column,
                path=written_path(path),
                text=shown(text),
            ),
        )

    def stop(self, mistake: Mistake, index: int, *, path: Steps = (), text: str = "") -> StopReadingError:
        """Add a mistake after which there is no going on; the caller raises what this returns."""
        self.add(mistake, index, path=path, text=text)
        return StopReadingError(self)

    def forget(self, kept: int) -> None:
        """Forget all faults but the first few; they are looked for again by the other parser."""
        del self.faults[kept:]
        self.is_full = False

    def in_order(self) -> list[Fault]:
        """Return the faults in the order of the page."""
        ordered = sorted(self.faults, key=lambda fault: (fault.line, fault.column))
        return [*ordered, too_many_faults(self.file)] if self.is_full else ordered


def too_many_faults(file: str) -> Fault:
    """Return the fault that says that there are more than were looked for."""
    return Fault(
        code="more_faults",
        message=f"there are more than {MOST_FAULTS} mistakes; the others were not looked for",
        mend="mend these first, then check the file again",
        file=file,
    )


@frozen
class Reading:
    """A file that was read without a fault: its plain value, and the place of every part of it.

    The places are seldom asked for, so a good page may be read again for them, when the first one is.
    """

    value: Any
    file: str
    _page: Page = field(repr=False, compare=False)
    _root: Callable[[], Node] = field(repr=False, compare=False)

    def mark(self, path: Steps, *, key: bool = False) -> Mark:
        """Return the place of the value at this path, or of its key.

        What is not there (a missing key) has the place of the key that it is missing under. An item of a list
        has no key of its own: it is its own place.
        """
        node = self._root()
        for step in path:
            child = node.children.get(step)
            if child is None:
                key = True
                break
            node = child
        return self._page.mark(node.key if key and node.key is not None else node)

    def tree(self) -> tuple[str, Node]:
        """Return the text of the page, and the tree of what stands in it, each with its place in the text."""
        return self._page.text, self._root()
