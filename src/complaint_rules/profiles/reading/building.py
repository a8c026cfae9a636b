"""Building: from events to values, each hung in its place in the tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    MarkedYAMLError,
    NodeEvent,
    ScalarEvent,
)

from complaint_rules.profiles.reading.bounds import DEEPEST, LONGEST_SHOWN, MOST_READ_TWICE, MOST_VALUES
from complaint_rules.profiles.reading.broken import (
    BRACKET,
    COLON,
    CURLY,
    KEY_OUT_OF_PLACE,
    closed_late,
    explained,
    index_of,
    opened_curly,
)
from complaint_rules.profiles.reading.letters import weighed_letters
from complaint_rules.profiles.reading.page import Mistake, Node, Page, StopReadingError
from complaint_rules.profiles.reading.refused import (
    ALIAS,
    ANCHOR,
    CUT_BY_COMMA,
    DIRECTIVE,
    DOCUMENTS,
    EMPTY_FILE,
    EMPTY_ITEM,
    EMPTY_VALUE,
    KEY_BLOCK,
    NOT_SET_IN,
    TAG,
    TOO_DEEP,
    TOO_MANY,
)
from complaint_rules.profiles.reading.showing import shown
from complaint_rules.profiles.reading.words import plain_value, weighed_key, weighed_quotation

__all__ = ["Builder", "UnsureError"]


class UnsureError(Exception):
    """The two YAML parsers may differ here."""


@dataclass(slots=True, eq=False, repr=False)
class _Frame:
    """A list or a block of keys that is still open. A key waits here for its value.

    `unfilled` is a key without a value, the keys after which may be meant to stand below it.
    """

    node: Node
    keyed: bool
    flow: bool
    key: Node | None = None
    unfilled: str = ""


class Builder:
    """Makes plain values of events, with no recursion. `fast` events come from libyaml and may be doubted."""

    def __init__(self, page: Page, *, fast: bool = False, json: bool = False) -> None:
        self.page = page
        self.fast = fast
        self.json = json
        self.root: Node | None = None
        self.last: Node | None = None
        self.frames: list[_Frame] = []
        self.count = 0

    def build(self, events: Iterator[Event]) -> Node:
        """Return the root of the one document that these events hold."""
        for event in events:
            if isinstance(event, NodeEvent):
                self._take(event)
            elif isinstance(event, CollectionEndEvent):
                self._close(event)
            elif isinstance(event, DocumentStartEvent):
                self._begin(event)
        if self.root is None:
            raise self.page.stop(EMPTY_FILE, 0)
        return self.root

    def stumbled(self, problem: MarkedYAMLError) -> StopReadingError:
        """Say in plain words where the parser could not go on; the caller raises what this returns."""
        mistake, index = explained(problem)
        opened = self._quotation_before(index_of(problem.problem_mark))
        if opened is not None:
            index, mistake = opened.start, closed_late(self.page.place(opened.end)[0])
            return self.page.stop(mistake, index, text=self.page.text[index : opened.end].partition("\n")[0])
        curly = self._opened_curly_before(index_of(problem.problem_mark)) if mistake in (COLON, BRACKET) else None
        if curly is not None:
            return self.page.stop(CURLY, curly, text=self.page.text[curly:].partition("\n")[0])
        if mistake is COLON:
            return self._colon_out_of_place(index)
        if mistake is BRACKET and self.frames and self.frames[-1].flow:
            index = self.frames[-1].node.start
        return self.page.stop(mistake, index, text=self.page.text[index : index + 2 * LONGEST_SHOWN])

    def _quotation_before(self, index: int) -> Node | None:
        """Return a text in quotes of several lines just before the place: its mark was likely meant to open another."""
        last, text = self.last, self.page.text
        if last is None or last.end > index or text[last.start] not in "\"'" or text[last.end : index].strip(" "):
            return None
        return last if "\n" in text[last.start : last.end] else None

    def _opened_curly_before(self, index: int) -> int | None:
        """Return where a text in curly quotation marks begins in the line of a place, before it."""
        begin = self.page.text.rfind("\n", 0, index) + 1
        found = opened_curly(self.page.text[begin:index])
        return begin + found if found >= 0 else None

    def _colon_out_of_place(self, index: int) -> StopReadingError:
        """Tell a colon inside a text from a key that stands where none can."""
        line = self.page.around(index)
        begin = self.page.text.rfind("\n", 0, index) + 1
        before = self.page.text[begin:index]
        if ": " in before:
            return self.page.stop(COLON, index, text=line)
        return self.page.stop(KEY_OUT_OF_PLACE, begin + len(before) - len(before.lstrip()), text=line)

    def _begin(self, event: DocumentStartEvent) -> None:
        index = index_of(event.start_mark)
        if self.root is not None:
            raise self.page.stop(DOCUMENTS, index, text=self.page.around(index))
        if event.version or event.tags:
            self._doubt()
            self.page.add(DIRECTIVE, index, text=self.page.around(index))

    def _doubt(self) -> None:
        """Leave whatever libyaml might see otherwise to the parser in Python."""
        if self.fast and len(self.page.text) <= MOST_READ_TWICE:
            raise UnsureError

    def _take(self, event: NodeEvent) -> None:
        """Take a key, a value or the beginning of a list or block."""
        begin, end = event.start_mark, event.end_mark
        assert begin is not None
        assert end is not None
        node = self.last = Node(begin.index, end.index)
        self.count += 1
        if self.count > MOST_VALUES:
            raise self.page.stop(TOO_MANY, node.start)
        if not self.frames:
            self.root = node
            self._take_value(event, node, None)
            return
        frame = self.frames[-1]
        node.parent = frame.node
        if frame.keyed and frame.key is None:
            self._take_key(event, node, frame)
            return
        _hang(node, frame)
        self._take_value(event, node, frame)
        _keep(node, frame.node)

    def _weigh_node(self, event: NodeEvent, node: Node) -> None:
        """Refuse anchors, aliases and tags, and leave doubtful corners to the parser in Python."""
        if event.anchor is not None:
            self._refuse(ALIAS if isinstance(event, AliasEvent) else ANCHOR, node)
        if getattr(event, "tag", None) is not None:
            self._refuse(TAG, node)
        if isinstance(event, ScalarEvent) and self._is_doubtful(event):
            self._doubt()

    def _refuse(self, mistake: Mistake, node: Node) -> None:
        self._doubt()
        end = node.end if mistake is ALIAS else node.start + 2 * LONGEST_SHOWN
        self._fault(mistake, node, text=self.page.text[node.start : end])

    def _is_doubtful(self, event: ScalarEvent) -> bool:
        """Tell whether libyaml takes what the parser in Python refuses (`[why?]`, `|#`) or places it elsewhere."""
        if event.style in {"|", ">"}:
            return "#" in self.page.text[index_of(event.start_mark) :][:4]
        if event.style:
            return False
        return not event.value or ("?" in event.value and self.frames != [] and self.frames[-1].flow)

    def _fault(self, mistake: Mistake, node: Node, text: str = "") -> None:
        self.page.add(mistake, node.start, path=node.steps(), text=text or self.page.shown(node))

    def _open(self, event: CollectionStartEvent, node: Node) -> None:
        node.value = {} if isinstance(event, MappingStartEvent) else []
        node.end = node.start + 2 * LONGEST_SHOWN
        if len(self.frames) == DEEPEST:
            raise self.page.stop(TOO_DEEP, node.start, text=self.page.shown(node))
        self.frames.append(_Frame(node, isinstance(event, MappingStartEvent), bool(event.flow_style)))

    def _close(self, event: CollectionEndEvent) -> None:
        frame = self.frames.pop()
        if frame.flow:
            frame.node.end = index_of(event.end_mark)

    def _take_key(self, event: NodeEvent, node: Node, frame: _Frame) -> None:
        frame.key = node
        if not isinstance(event, ScalarEvent) or event.tag is not None or event.anchor is not None:
            node.step = shown(self.page.text[node.start : node.start + LONGEST_SHOWN])
        self._weigh_node(event, node)
        if isinstance(event, ScalarEvent):
            self._take_name(event, node, frame)
        elif isinstance(event, CollectionStartEvent):
            self._fault(KEY_BLOCK, node)
            self._open(event, node)

    def _take_name(self, event: ScalarEvent, node: Node, frame: _Frame) -> None:
        node.step = text = event.value
        mistake = weighed_key(text, quoted=bool(event.style)) or (
            self._twice(text, frame) if text in frame.node.children else None
        )
        if mistake is None:
            node.value = text
        else:
            self._fault(mistake, node)

    def _twice(self, text: str, frame: _Frame) -> Mistake | None:
        first = frame.node.children.get(text)
        if first is None or first.key is None:
            return None
        line, _ = self.page.place(first.key.start)
        unfilled = f"; if it belongs to `{shown(frame.unfilled)}`, which has no value, set it in by two spaces more"
        return Mistake(
            "duplicate_key",
            f"`{shown(text)}` stands here a second time; the first is in line {line}",
            "keep one of the two, or give this one its own name" + (unfilled if frame.unfilled else ""),
        )

    def _take_value(self, event: NodeEvent, node: Node, frame: _Frame | None) -> None:
        self._weigh_node(event, node)
        if isinstance(event, ScalarEvent):
            meaning = self._meaning(event, node, frame)
            if isinstance(meaning, Mistake):
                self._fault(meaning, node)
            else:
                node.value = meaning
        elif isinstance(event, CollectionStartEvent):
            self._open(event, node)

    def _meaning(self, event: ScalarEvent, node: Node, frame: _Frame | None) -> str | int | date | Mistake:
        """Return the value that this text stands for, or its mistake."""
        text = event.value
        if event.style:
            return weighed_quotation(text, escapes=event.style == '"', json=self.json)
        if not text:
            return self._empty(node, frame)
        meaning = plain_value(text) if event.tag is None else text
        return (weighed_letters(meaning) or meaning) if isinstance(meaning, str) else meaning

    def _empty(self, node: Node, frame: _Frame | None) -> Mistake:
        """Say what is missing; what is not there has the place of its key."""
        if frame is None:
            raise self.page.stop(EMPTY_FILE, 0)
        if node.key is None:
            return EMPTY_ITEM
        node.start, node.end = node.key.start, node.key.end
        if frame.flow:
            curly = self._opened_curly_before(node.start)
            if curly is None:
                return CUT_BY_COMMA
            node.start = curly
            return CURLY
        if self.page.goes_on_in_column(node.start):
            frame.unfilled = str(node.step)
            return NOT_SET_IN
        return EMPTY_VALUE


def _hang(node: Node, frame: _Frame) -> None:
    """Give a value its place among the others, under the key that waits for it."""
    if frame.key is None:
        node.step = len(frame.node.children)
    else:
        node.step, node.key, frame.key = frame.key.step, frame.key, None


def _keep(node: Node, parent: Node) -> None:
    """Put the value into the list or block that it hangs from, unless its key was refused."""
    if node.key is None:
        parent.value.append(node.value)
    elif isinstance(node.key.value, str):
        parent.value[node.step] = node.value
    else:
        return
    parent.children[node.step] = node
