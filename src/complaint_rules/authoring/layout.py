"""The house's layout: from pieces to text. Two blanks a step, and nothing wider than it has to be.

What stands inside braces or brackets stays there as long as it fits on a line. Where it does not, words are broken at
a comma, if it can be at one of the outer braces, and a group with prose in it is written out, each key or item on its
own line. Text is never broken.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from complaint_rules.authoring.pieces import Entry, Group, Leaf, entries_below

__all__ = ["WIDTH", "Steps", "laid_out"]

WIDTH: Final = 140
STEP: Final = "  "
_BLANK_IN_TEXT: Final = " "
"""A blank line that belongs to a text under a bar, and is not for the layout to take away."""

Steps = tuple[str, ...]
WantsBlank = Callable[[Steps, Entry], bool]
Lines = Iterator[str]


def laid_out(head: tuple[str, ...], whole: Group, wants_blank: WantsBlank = lambda _, __: False) -> str:
    """Return the text of a file. `wants_blank` says before which entries a blank line stands in any case."""
    lines = [*head, *_Layout(wants_blank).block(whole, "", ())]
    return "\n".join("" if line == _BLANK_IN_TEXT else line for line in _single_blanks(lines)) + "\n"


def _single_blanks(lines: list[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


class _Layout:
    def __init__(self, wants_blank: WantsBlank) -> None:
        self.wants_blank = wants_blank

    def block(self, group: Group, indent: str, steps: Steps) -> Lines:
        """Yield the lines of a group on lines of its own."""
        for entry in group.entries:
            here = (*steps, entry.key)
            if self.wants_blank(here, entry) and entry.above[:1] != ("",):
                yield ""
            yield from _comments(entry.above, indent)
            yield from self._keyed(entry, indent, here) if group.is_map else self._item(entry, indent, here)
            yield from _comments(entry.below, indent)

    def _keyed(self, entry: Entry, indent: str, steps: Steps) -> Lines:
        value, lead = entry.value, f"{indent}{entry.key}:"
        beside = f"  {entry.beside}" if entry.beside else ""
        if isinstance(value, Leaf):
            yield from _leaf(value, f"{lead} ", indent + STEP, beside)
        elif value.flow and (lines := _fitted(value, f"{lead} ", indent + STEP)):
            yield from _with_beside(lines, beside)
        else:
            yield f"{lead}{beside}"
            yield from self.block(value, indent + STEP, steps)

    def _item(self, entry: Entry, indent: str, steps: Steps) -> Lines:
        value, lead = entry.value, f"{indent}- "
        beside = f"  {entry.beside}" if entry.beside else ""
        if isinstance(value, Leaf):
            yield from _leaf(value, lead, indent + STEP, beside)
        elif value.flow and (lines := _fitted(value, lead, indent + 2 * STEP)):
            yield from _with_beside(lines, beside)
        else:
            yield from (f"{indent}{entry.beside}" for _ in entry.beside[:1])
            yield from self._under_a_dash(value, indent, steps)

    def _under_a_dash(self, value: Group, indent: str, steps: Steps) -> Lines:
        """Yield a group whose first line has the dash; comments above its first entry go above the dash."""
        dashed = False
        for line in self.block(value, indent + STEP, steps):
            if dashed or not line or line.lstrip().startswith("#"):
                yield line if dashed else line[len(STEP) :]
            else:
                yield f"{indent}- {line[len(indent) + len(STEP) :]}"
                dashed = True


def _comments(lines: tuple[str, ...], indent: str) -> Lines:
    yield from (f"{indent}{line}" if line else "" for line in lines)


def _with_beside(lines: list[str], beside: str) -> Lines:
    yield from lines[:-1]
    yield f"{lines[-1]}{beside}"


def _leaf(leaf: Leaf, lead: str, indent: str, beside: str) -> Lines:
    first, *rest = leaf.lines
    yield f"{lead}{first}{beside}"
    yield from (f"{indent}{line}" if line else _BLANK_IN_TEXT for line in rest)


# Inside braces and brackets.


def _fitted(group: Group, lead: str, indent: str) -> list[str]:
    """Return a group in braces or brackets on as many lines as it takes; nothing where it is to be written out."""
    broken = list(_filled(_tokens(group), lead, indent, at_breaks=True))
    if all(len(line) <= WIDTH for line in broken):
        return broken
    if any(" " in leaf for leaf in _leaves(group)):
        return []
    return list(_filled(_tokens(group), lead, indent, at_breaks=False))


def _leaves(group: Group) -> Iterator[str]:
    yield from (entry.value.lines[0] for entry in entries_below(group) if isinstance(entry.value, Leaf))


class _Token(NamedTuple):
    """A piece of a group; between it and the next a line may end.

    `breaks`: its author began a line with it. `pieces`: of how many the entry is made that begins with it.
    """

    text: str
    breaks: bool
    pieces: int = 1


def _tokens(group: Group, *, breaks: bool = False) -> list[_Token]:
    opening, closing = "{}" if group.is_map else "[]"
    if not group.entries:
        return [_Token(opening + closing, breaks)]
    last = len(group.entries) - 1
    found: list[_Token] = []
    for at, entry in enumerate(group.entries):
        begin = opening if at == 0 else ""
        lead = f"{begin}{entry.key}: " if group.is_map else begin
        found += _entry_tokens(entry, lead, closing if at == last else ",", breaks=breaks if at == 0 else entry.breaks)
    return found


def _entry_tokens(entry: Entry, lead: str, end: str, *, breaks: bool) -> list[_Token]:
    if isinstance(entry.value, Leaf):
        return [_Token(f"{lead}{entry.value.lines[0]}{end}", breaks)]
    below = _tokens(entry.value, breaks=breaks)
    below[0] = below[0]._replace(text=lead + below[0].text, pieces=len(below))
    below[-1] = below[-1]._replace(text=below[-1].text + end)
    return below


def _filled(tokens: list[_Token], lead: str, indent: str, *, at_breaks: bool) -> Lines:
    """Yield lines: broken where the author did, or wherever the next entry does not fit any more.

    An entry that is too wide for any line, because of the group in it, begins on this one and is broken inside.
    """
    line = f"{lead}{tokens[0].text}"
    for at, token in enumerate(tokens[1:], start=1):
        if token.breaks if at_breaks else _goes_below(tokens[at : at + token.pieces], line, indent):
            yield line
            line = f"{indent}{token.text}"
        else:
            line += f" {token.text}"
    yield line


def _goes_below(entry: list[_Token], line: str, indent: str) -> bool:
    """Say whether an entry begins the next line: if only there it fits whole, or if nothing of it fits here."""
    whole = " ".join(token.text for token in entry)
    kept_together = whole if len(indent) + len(whole) <= WIDTH else entry[0].text
    return len(line) + 1 + len(kept_together) > WIDTH
