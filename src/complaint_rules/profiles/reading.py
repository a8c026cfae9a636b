"""The one reader of YAML and JSON: from text to plain values, each with its place on the page.

The format is a small part of YAML, chosen so that the same letters mean the same thing to every reader:
text, whole numbers, `true` and `false`, dates, lists, and keys with values. All else that YAML can say (tags,
anchors, merge keys, nulls, words that turn into other things) is refused, and the refusal says what to write
instead. Events come in and plain values go out; YAML's constructors are never used, so nothing in a file can
run code.

Two parsers may stand behind this. libyaml is ten times faster, but in a few corners it takes what the parser
in Python refuses. Wherever the two could differ the one in Python decides, and a file reads alike everywhere.
"""

import json as json_text
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import yaml
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from complaint_rules.errors import ComplaintRulesError, Fault, ProfileError, did_you_mean

try:
    from yaml._yaml import CParser as _CParser
except ImportError:  # pragma: no cover - PyYAML was built without libyaml
    _CParser = None  # type: ignore[assignment, misc]

__all__ = [
    "MOST_FAULTS",
    "Mark",
    "Reading",
    "read_document",
    "read_file",
    "shown",
    "too_many_faults",
    "written_path",
]

Steps: TypeAlias = tuple[str | int, ...]

# What a hand-written file never reaches. The bounds keep a hostile file from costing more than a few seconds.
MOST_BYTES: Final = 1024 * 1024
MOST_VALUES: Final = 100_000
# Beyond this many letters libyaml's word is taken for what is broken: the parser in Python would need seconds.
MOST_READ_TWICE: Final = 100_000
DEEPEST: Final = 50
LONGEST_NUMBER: Final = 9
# Nobody mends more than this at one sitting.
MOST_FAULTS: Final = 100
LONGEST_SHOWN: Final = 72


# What a reading is --------------------------------------------------------------------------------


class Mark(NamedTuple):
    """A place on the page, both numbers from 1, and the first line of the source that stands there."""

    line: int
    column: int
    text: str


class _Mistake(NamedTuple):
    """What is wrong with a piece of text, before it is known where the piece stands."""

    code: str
    message: str
    mend: str


@dataclass(slots=True, eq=False)
class _Node:
    """A value or a key on the page: where its source begins and ends, and what it hangs from."""

    start: int
    end: int
    value: Any = None
    parent: "_Node | None" = None
    key: "_Node | None" = None
    step: str | int = ""
    children: "dict[str | int, _Node]" = field(default_factory=dict)

    def steps(self) -> Steps:
        """Return the path from the root to here."""
        climbed: list[str | int] = []
        node = self
        while node.parent is not None:
            climbed.append(node.step)
            node = node.parent
        return tuple(reversed(climbed))


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read without a fault: its plain value, and the place of every part of it."""

    value: Any
    file: str
    _root: _Node = field(repr=False, compare=False)
    _page: "_Page" = field(repr=False, compare=False)

    def mark(self, path: Steps, *, key: bool = False) -> Mark:
        """Return the place of the value at this path, or of its key.

        What is not there (a missing key) has the place of the key that it is missing under. An item of a list
        has no key of its own: it is its own place.
        """
        node = self._root
        for step in path:
            child = node.children.get(step)
            if child is None:
                key = True
                break
            node = child
        return self._page.mark(node.key if key and node.key is not None else node)


def written_path(path: Steps) -> str:
    """Return the path as people read it: `stages.stage_1.moves[2]`."""
    written = "".join(_written_step(step) for step in path)
    return shown(written.removeprefix("."), longest=200)


def _written_step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(r"[\w -]+", step) else f'["{step}"]'


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return the first line of the text, cut to a readable length, with what cannot be seen written out."""
    line = text.strip(" \n").partition("\n")[0].rstrip(" ")
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    return "".join(letter if _is_visible(letter) else f"[U+{ord(letter):04X}]" for letter in line)


# The page and the mistakes found on it ------------------------------------------------------------


class _StopReadingError(Exception):
    """Nothing sensible can be read after this; the mistake is already on the page."""

    def __init__(self, page: "_Page") -> None:
        super().__init__()
        self.page = page


class _UnsureError(Exception):
    """The two YAML parsers may differ here."""


class _Page:
    """The text of one file, and the faults found on it so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.is_full = False
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1."""
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def mark(self, node: _Node) -> Mark:
        return Mark(*self.place(node.start), self.shown(node))

    def shown(self, node: _Node) -> str:
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

    def add(self, mistake: _Mistake, index: int, *, path: Steps = (), text: str = "") -> None:
        if len(self.faults) == MOST_FAULTS:
            self.is_full = True
            raise _StopReadingError(self)
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

    def stop(self, mistake: _Mistake, index: int, *, path: Steps = (), text: str = "") -> _StopReadingError:
        """Add a mistake after which there is no going on; the caller raises what this returns."""
        self.add(mistake, index, path=path, text=text)
        return _StopReadingError(self)

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


# The front door -----------------------------------------------------------------------------------


def read_document(
    text: str | bytes, file: str, *, json: bool = False, error: type[ComplaintRulesError] = ProfileError
) -> Reading:
    """Read one document, strictly.

    `file` is its name in the faults. Raises `error` with every fault of the text, in the order of the page.
    """
    try:
        page = _Page(_decoded(text, file), file)
        root = _root_of(page, json=json)
    except _StopReadingError as stopped:
        raise error(stopped.page.in_order()) from None
    if page.faults:
        raise error(page.in_order())
    return Reading(root.value, file, root, page)


def read_file(path: Path, *, error: type[ComplaintRulesError] = ProfileError) -> Reading:
    """Read one file, strictly; `.json` is read as JSON and anything else as YAML.

    Raises `error` with every fault of the file, or with one that says why it cannot be opened.
    """
    try:
        if not path.is_file():
            raise error([_not_a_file(path)])
        with path.open("rb") as stream:
            # One byte more than is allowed shows that there is too much, whatever the size of the file.
            content = stream.read(MOST_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or "it cannot be opened").lower()
        raise error([_file_fault(path, "file_unreadable", f"the file cannot be read: {reason}", "")]) from None
    return read_document(content, str(path), json=path.suffix == ".json", error=error)


def _file_fault(path: Path, code: str, message: str, mend: str) -> Fault:
    return Fault(code=code, message=message, mend=mend, file=shown(str(path), longest=200))


def _not_a_file(path: Path) -> Fault:
    if path.is_dir():
        return _file_fault(path, "not_a_file", "this is a folder, not a file", "name one file inside the folder")
    if path.exists():
        return _file_fault(path, "not_a_file", "this is not an ordinary file", "name a YAML or JSON file")
    siblings = [sibling.name for sibling in path.parent.glob(f"*{path.suffix}")] if path.parent.is_dir() else []
    near = did_you_mean(path.name, siblings)
    mend = near if near.startswith("did you mean") else "check the name and the folder"
    return _file_fault(path, "file_missing", "there is no such file", mend)


def _root_of(page: _Page, *, json: bool) -> _Node:
    """Read the page, going on after a mistake for as long as the rest still makes sense."""
    if json:
        return _from_json(page)
    cleared = _weighed_characters(page)
    kept = len(page.faults)
    if _CParser is not None:
        builder = _Builder(page, fast=True)
        try:
            return builder.build(_events(_CParser(cleared)))
        except _UnsureError:
            page.forget(kept)
        except yaml.MarkedYAMLError as problem:
            if len(cleared) > MOST_READ_TWICE:
                raise builder.stumbled(problem) from None
            page.forget(kept)
    return _from_pure_yaml(page, cleared)


def _from_pure_yaml(page: _Page, cleared: str) -> _Node:
    parser, builder = _PureParser(cleared), _Builder(page)
    try:
        return builder.build(_events(parser))
    except yaml.MarkedYAMLError as problem:
        raise builder.stumbled(problem) from None
    except (ValueError, OverflowError):  # an escape such as "\UFFFFFFFF" names no letter
        index = parser.index
        raise page.stop(_BAD_ESCAPE, index, text=page.around(index)) from None


class _PureParser(Reader, Scanner, Parser):
    """YAML's parser in Python, from text to events and no further."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _events(parser: Any) -> Iterator[Event]:
    while parser.check_event():
        yield parser.get_event()


# Letters: how the text is decoded, and which letters may stand in it ------------------------------

_TOO_LARGE = _Mistake(
    "too_large",
    "the file is larger than 1 MiB",
    "divide it, or check that it is the file you mean; a profile is far smaller",
)
_UTF_16 = _Mistake("not_utf8", "the file is not saved as UTF-8 but as UTF-16", "save it again with the encoding UTF-8")
_NOT_UTF_8 = _Mistake(
    "not_utf8",
    "the file is not saved as UTF-8: this letter cannot be read",
    "save it again with the encoding UTF-8 (older Windows editors call it Unicode or offer it when saving)",
)
_TAB = _Mistake("tab", "a tab stands here, and YAML sets lines in with spaces only", "use spaces, two for each step in")

# These have no width or no ink, yet Unicode counts them among letters and signs.
_WITHOUT_INK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)


def _decoded(text: str | bytes, file: str) -> str:
    """Return the text without its byte order mark, its lines ending alike."""
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise _Page("", file).stop(_TOO_LARGE, 0)
    decoded = _from_bytes(text, file) if isinstance(text, bytes) else text
    return _tidied(decoded)


def _tidied(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _from_bytes(content: bytes, file: str) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _Page("", file).stop(_UTF_16, 0)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        good = _tidied(content[: problem.start].decode("utf-8"))
        page = _Page(good + "\ufffd", file)
        raise page.stop(_NOT_UTF_8, len(good), text=page.around(len(good))) from None


def _weighed_characters(page: _Page) -> str:
    """Note the characters that may not stand in a file; return the text with stand-ins for them.

    The stand-ins are as long as what they stand for, so that every place stays the same.
    """
    unwelcome = "".join(letter for letter in set(page.text) if letter not in "\n\t" and not _is_visible(letter))
    # A last line without its end is measured differently by the two parsers.
    cleared = page.text if page.text.endswith("\n") else page.text + "\n"
    if unwelcome:
        pattern = re.compile(f"[{re.escape(unwelcome)}]")
        for found in pattern.finditer(page.text):
            page.add(_unseen(found[0]), found.start(), text=page.around(found.start()))
        cleared = pattern.sub("\ufffd", cleared)
    _weigh_tabs(page)
    return cleared


def _weigh_tabs(page: _Page) -> None:
    """Stop at a tab: what stands after it cannot be placed."""
    first = page.text.find("\t")
    if first >= 0:
        lines = sum("\t" in line for line in page.text.split("\n"))
        also = f"; {lines} lines of this file have tabs" if lines > 1 else ""
        raise page.stop(_TAB._replace(message=_TAB.message + also), first, text=page.around(first))


def _is_visible(letter: str) -> bool:
    """Tell whether people can see this character for what it is; the ordinary space counts, and no other."""
    return letter.isprintable() and letter not in _WITHOUT_INK


def _unseen(letter: str) -> _Mistake:
    name = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
    if unicodedata.category(letter) == "Zs":
        return _Mistake(
            "odd_space", f"this space is not an ordinary one ({name})", "type an ordinary space in its place"
        )
    if unicodedata.category(letter) == "Cf" or letter in _WITHOUT_INK:
        return _Mistake("hidden_character", f"a character that cannot be seen stands here ({name})", "delete it")
    return _Mistake("control_character", f"a character that is no letter or sign stands here ({name})", "delete it")


def _strange_letter(word: str) -> str:
    """Return the first letter or digit of the word that is not plain English, or nothing."""
    return next((letter for letter in word if letter > "\x7f" and unicodedata.category(letter)[0] in "LMN"), "")


def _foreign_letter(text: str) -> str:
    """Return the first letter that only looks like a Latin one, by the Latin letters beside it, or nothing.

    Digits of other scripts count as well, wherever they stand.
    """
    for word in (found[0] for found in re.finditer(r"\w+", text)):
        foreign = [letter for letter in word if letter > "\x7f" and _is_foreign(letter)]
        mixed = len(foreign) < sum(letter.isalpha() for letter in word)
        if foreign and (mixed or any(letter.isdecimal() for letter in foreign)):
            return foreign[0]
    return ""


# The first word of a letter's name in Unicode tells its alphabet; micro and the ordinals are used in English.
_AT_HOME: Final = frozenset({"LATIN", "MICRO", "FEMININE", "MASCULINE", "MODIFIER"})


def _is_foreign(letter: str) -> bool:
    alphabet = unicodedata.name(letter, "").partition(" ")[0]
    return letter.isdecimal() or (letter.isalpha() and alphabet not in _AT_HOME)


def _lookalike(word: str, letter: str) -> _Mistake:
    name = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
    return _Mistake(
        "lookalike_letter",
        f"`{letter}` in `{shown(word)}` is not the letter or digit that it may look like ({name})",
        "type the word again in plain letters, a to z",
    )


def _weighed_letters(text: str) -> _Mistake | None:
    """Return the mistake of a value whose letters may deceive, if it has one."""
    if text.isascii():
        return None
    if re.fullmatch(r"[a-z0-9_\-]*(?:(?:[^\W\x00-\x7f]|[\u0300-\u036f])[a-z0-9_\-]*)+", text):
        letter = _strange_letter(text)
        again = "type it in plain letters, a to z; text for people begins with a capital or has several words"
        return _lookalike(text, letter)._replace(mend=again)
    letter = _foreign_letter(text)
    return _lookalike(text, letter) if letter else None


# Words: what a value without quotes means ---------------------------------------------------------

_YES_OR_NO: Final = frozenset({"yes", "no", "on", "off", "y", "n"})
_NOTHING: Final = frozenset({"null", "~"})
_TRUTH: Final = frozenset({"true", "false"})

_WHOLE_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DATE_AND_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?"
    r"[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?)?"
)
_TIME: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?")
_ODD_NUMBER: Final = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)")
_DECIMAL: Final = re.compile(
    r"[-+]?(?:(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|nan))", re.IGNORECASE
)


def _plain_value(word: str) -> str | int | bool | date | _Mistake:
    """Return what a word without quotes means, or why it may not stand without them."""
    if word[:1] in "0123456789+-.":
        return _number_or_text(word)
    lower = word.lower()
    if lower in _TRUTH:
        return word == "true" if word == lower else _true_or_false(word)
    if lower in _YES_OR_NO:
        return _yes_or_no(word)
    return _NULL if lower in _NOTHING else word


def _number_or_text(word: str) -> str | int | date | _Mistake:
    if _WHOLE_NUMBER.fullmatch(word):
        return int(word) if len(word.lstrip("-")) <= LONGEST_NUMBER else _NUMBER_TOO_LONG
    if _DATE.fullmatch(word):
        return _day(word)
    for pattern, mistake in _NUMBERS_REFUSED:
        if pattern.fullmatch(word):
            return mistake(word)
    return word


def _day(word: str) -> date | _Mistake:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return _Mistake(
            "impossible_date",
            f"there is no such day as `{word}`",
            "look the date up again; it is year-month-day",
        )


_NULL = _Mistake(
    "null_value",
    "this stands for nothing, and nothing is never a value here",
    "write the value, or leave the key out; if the word itself is meant, put it in quotes",
)


def _true_or_false(word: str) -> _Mistake:
    return _Mistake("true_false_spelling", f"`{word}` is not written in small letters", f"write `{word.lower()}`")


def _yes_or_no(word: str) -> _Mistake:
    return _Mistake(
        "yes_or_no_word",
        f"`{word}` is a word to some readers of YAML and true or false to others",
        f'write `true` or `false`; if the word itself is meant, put it in quotes: `"{word}"`',
    )


_NUMBER_TOO_LONG = _Mistake(
    "number_too_long",
    f"a number has at most {LONGEST_NUMBER} digits",
    "put it in quotes if it is a reference or a telephone number",
)


def _loose_date(word: str) -> _Mistake:
    year, month, day = word.split("-")
    tidy = f"{year}-{month:0>2}-{day:0>2}"
    return _Mistake("date_spelling", "a date has two digits for the month and two for the day", f"write `{tidy}`")


def _date_and_time(word: str) -> _Mistake:
    day = re.split(r"[Tt \t]", word)[0]
    return _Mistake("date_with_time", "a date stands here with a time of day", f"write the date alone: `{day}`")


def _time(word: str) -> _Mistake:
    return _Mistake(
        "time_without_quotes",
        f"`{shown(word)}` is a time to people and a number to some readers of YAML",
        f'put it in quotes: `"{shown(word)}"`',
    )


def _odd_number(word: str) -> _Mistake:
    return _Mistake(
        "number_spelling",
        f"`{shown(word)}` is not a number in plain digits",
        "write it like `7` or `1500`; put it in quotes if it is a reference or a telephone number",
    )


def _decimal(word: str) -> _Mistake:
    return _Mistake(
        "decimal_number",
        f"`{shown(word)}` is a number with a fraction, and every number here is whole",
        f'if it is a heading or a version, put it in quotes: `"{shown(word)}"`',
    )


_NUMBERS_REFUSED: Final = (
    (_LOOSE_DATE, _loose_date),
    (_DATE_AND_TIME, _date_and_time),
    (_TIME, _time),
    (_ODD_NUMBER, _odd_number),
    (_DECIMAL, _decimal),
)

_QUOTED_DATE = _Mistake("quoted_date", "a date stands in quotes, which makes it a text", "take the quotes away")


# Building: from events to values ------------------------------------------------------------------

_TAG = _Mistake(
    "yaml_tag",
    "text that begins with `!` is a tag of YAML, and no tags are used here",
    "take the tag away, or put the whole text in quotes",
)
_ANCHOR = _Mistake(
    "yaml_anchor",
    "text that begins with `&` is an anchor of YAML, and no anchors are used here",
    "write the value out where it is needed; put the whole text in quotes if the sign belongs to it",
)
_ALIAS = _Mistake(
    "yaml_alias",
    "text that begins with `*` is an alias of YAML, and no aliases are used here",
    "write the value out; put the whole text in quotes if the sign belongs to it",
)
_MERGE = _Mistake(
    "merge_key",
    "`<<` merges one block into another in YAML, and nothing is merged here",
    "write the keys out",
)
_DIRECTIVE = _Mistake(
    "yaml_directive",
    "a line that begins with `%` gives orders to YAML, and none are needed",
    "delete the line",
)
_DOCUMENTS = _Mistake(
    "several_documents",
    "`---` begins a second document, and one file holds one",
    "put it in a file of its own",
)
_EMPTY_FILE = _Mistake("empty_file", "the file says nothing", "write its first key, such as `profile:` or `procedure:`")
_KEY_BLOCK = _Mistake(
    "key_not_text",
    "a list or a block stands where a key should",
    "write a word, a colon and the value; put text that begins with `[` or `{` in quotes",
)
_EMPTY_KEY = _Mistake("key_not_text", "a key is missing before the colon", "write the key, or take the colon away")
_EMPTY_VALUE = _Mistake("empty_value", "no value stands here", "write the value, or leave the key out")
_EMPTY_ITEM = _Mistake("empty_value", "an item of the list is empty", "write the item, or take its dash or comma away")
_CUT_BY_COMMA = _Mistake(
    "empty_value",
    "no value stands here; inside braces every comma begins a new key",
    'if this is the rest of a text with a comma in it, put the whole text in quotes: `note: "one, two"`',
)
_TOO_DEEP = _Mistake(
    "too_deep",
    f"this is set in more than {DEEPEST} steps deep",
    "no rule needs that: check the brackets and the spaces before it",
)
_TOO_MANY = _Mistake(
    "too_many_values",
    f"the file has more than {MOST_VALUES} keys and values",
    "divide it, or check that it is the file you mean",
)


@dataclass(slots=True)
class _Frame:
    """A list or a block of keys that is still open. A key waits here for its value."""

    node: _Node
    keyed: bool
    flow: bool
    key: _Node | None = None


class _Builder:
    """Makes plain values of events, with no recursion. `fast` events come from libyaml and may be doubted."""

    def __init__(self, page: _Page, *, fast: bool = False, json: bool = False) -> None:
        self.page = page
        self.fast = fast
        self.json = json
        self.root: _Node | None = None
        self.frames: list[_Frame] = []
        self.count = 0

    def build(self, events: Iterator[Event]) -> _Node:
        """Return the root of the one document that these events hold."""
        for event in events:
            if isinstance(event, NodeEvent):
                self._take(event)
            elif isinstance(event, CollectionEndEvent):
                self._close(event)
            elif isinstance(event, DocumentStartEvent):
                self._begin(event)
        if self.root is None:
            raise self.page.stop(_EMPTY_FILE, 0)
        return self.root

    def stumbled(self, problem: yaml.MarkedYAMLError) -> _StopReadingError:
        """Say in plain words where the parser could not go on; the caller raises what this returns."""
        mistake, index = _explained(problem)
        if mistake is _COLON:
            return self._colon_out_of_place(index)
        if mistake is _BRACKET and self.frames and self.frames[-1].flow:
            index = self.frames[-1].node.start
        return self.page.stop(mistake, index, text=self.page.text[index : index + 2 * LONGEST_SHOWN])

    def _colon_out_of_place(self, index: int) -> _StopReadingError:
        """Tell a colon inside a text from a key that stands where none can."""
        line = self.page.around(index)
        begin = self.page.text.rfind("\n", 0, index) + 1
        before = self.page.text[begin:index]
        if ": " in before:
            return self.page.stop(_COLON, index, text=line)
        return self.page.stop(_KEY_OUT_OF_PLACE, begin + len(before) - len(before.lstrip()), text=line)

    def _begin(self, event: DocumentStartEvent) -> None:
        index = _index_of(event.start_mark)
        if self.root is not None:
            raise self.page.stop(_DOCUMENTS, index, text=self.page.around(index))
        if event.version or event.tags:
            self._doubt()
            self.page.add(_DIRECTIVE, index, text=self.page.around(index))

    def _doubt(self) -> None:
        """Leave whatever libyaml might see otherwise to the parser in Python."""
        if self.fast and len(self.page.text) <= MOST_READ_TWICE:
            raise _UnsureError

    def _take(self, event: NodeEvent) -> None:
        """Take a key, a value or the beginning of a list or block."""
        node = _Node(_index_of(event.start_mark), _index_of(event.end_mark))
        self.count += 1
        if self.count > MOST_VALUES:
            raise self.page.stop(_TOO_MANY, node.start)
        frame = self.frames[-1] if self.frames else None
        is_key = frame is not None and frame.keyed and frame.key is None
        self._hang(node, frame, is_key=is_key)
        self._weigh_node(event, node)
        if frame is not None and is_key:
            self._take_key(event, node, frame)
        else:
            self._take_value(event, node, frame)
        if isinstance(event, CollectionStartEvent):
            self._open(event, node)

    def _hang(self, node: _Node, frame: _Frame | None, *, is_key: bool) -> None:
        """Give the node its place in the tree."""
        if frame is None:
            self.root = node
            return
        node.parent = frame.node
        if is_key:
            node.step = shown(self.page.text[node.start : node.start + LONGEST_SHOWN])
        elif frame.keyed:
            node.key, frame.key = frame.key, None
            node.step = node.key.step if node.key is not None else ""
        else:
            node.step = len(frame.node.children)

    def _weigh_node(self, event: NodeEvent, node: _Node) -> None:
        """Refuse anchors, aliases and tags, and leave doubtful corners to the parser in Python."""
        for mistake, found in (
            (_ALIAS, isinstance(event, AliasEvent)),
            (_ANCHOR, event.anchor is not None and not isinstance(event, AliasEvent)),
            (_TAG, getattr(event, "tag", None) is not None),
        ):
            if found:
                self._doubt()
                end = node.end if mistake is _ALIAS else node.start + 2 * LONGEST_SHOWN
                self._fault(mistake, node, text=self.page.text[node.start : end])
        if isinstance(event, ScalarEvent) and self._is_doubtful(event):
            self._doubt()

    def _is_doubtful(self, event: ScalarEvent) -> bool:
        """Tell whether libyaml takes what the parser in Python refuses (`[why?]`, `|#`) or places it elsewhere."""
        if event.style in {"|", ">"}:
            return "#" in self.page.text[_index_of(event.start_mark) :][:4]
        if event.style:
            return False
        return not event.value or ("?" in event.value and self.frames != [] and self.frames[-1].flow)

    def _fault(self, mistake: _Mistake, node: _Node, text: str = "") -> None:
        self.page.add(mistake, node.start, path=node.steps(), text=text or self.page.shown(node))

    def _open(self, event: CollectionStartEvent, node: _Node) -> None:
        node.end = node.start + 2 * LONGEST_SHOWN
        if len(self.frames) == DEEPEST:
            raise self.page.stop(_TOO_DEEP, node.start, text=self.page.shown(node))
        self.frames.append(_Frame(node, isinstance(event, MappingStartEvent), bool(event.flow_style)))

    def _close(self, event: CollectionEndEvent) -> None:
        frame = self.frames.pop()
        if frame.flow:
            frame.node.end = _index_of(event.end_mark)

    def _take_key(self, event: NodeEvent, node: _Node, frame: _Frame) -> None:
        frame.key = node
        if isinstance(event, CollectionStartEvent):
            node.value = {} if isinstance(event, MappingStartEvent) else []
        if not isinstance(event, ScalarEvent):
            if isinstance(event, CollectionStartEvent):
                self._fault(_KEY_BLOCK, node)
            return
        mistake = _weighed_key(event) or self._twice(event.value, frame)
        node.step = event.value
        if mistake is None:
            node.value = event.value
        else:
            self._fault(mistake, node)

    def _twice(self, text: str, frame: _Frame) -> _Mistake | None:
        first = frame.node.children.get(text)
        if first is None or first.key is None:
            return None
        line, _ = self.page.place(first.key.start)
        return _Mistake(
            "duplicate_key",
            f"`{shown(text)}` stands here a second time; the first is in line {line}",
            "keep one of the two, or give this one its own name",
        )

    def _take_value(self, event: NodeEvent, node: _Node, frame: _Frame | None) -> None:
        if isinstance(event, CollectionStartEvent):
            node.value = {} if isinstance(event, MappingStartEvent) else []
        elif isinstance(event, ScalarEvent):
            self._take_scalar(event, node, frame)
        if frame is not None:
            self._keep(node, frame.node.value)

    def _keep(self, node: _Node, siblings: dict[str, Any] | list[Any]) -> None:
        """Put the value into the list or block that it hangs from, unless its key was refused."""
        if node.parent is None or (node.key is not None and not isinstance(node.key.value, str)):
            return
        node.parent.children[node.step] = node
        if isinstance(siblings, list):
            siblings.append(node.value)
        else:
            siblings[str(node.step)] = node.value

    def _take_scalar(self, event: ScalarEvent, node: _Node, frame: _Frame | None) -> None:
        meaning = self._meaning(event, node, frame)
        if isinstance(meaning, _Mistake):
            self._fault(meaning, node)
        else:
            node.value = meaning

    def _meaning(self, event: ScalarEvent, node: _Node, frame: _Frame | None) -> str | int | date | _Mistake:
        """Return the value that this text stands for, or its mistake."""
        text = event.value
        if event.style:
            return _weighed_quotation(text, escapes=event.style == '"', json=self.json)
        if not text:
            return self._empty(node, frame)
        meaning = _plain_value(text) if event.tag is None else text
        return (_weighed_letters(meaning) or meaning) if isinstance(meaning, str) else meaning

    def _empty(self, node: _Node, frame: _Frame | None) -> _Mistake:
        """Say what is missing; what is not there has the place of its key."""
        if frame is None:
            raise self.page.stop(_EMPTY_FILE, 0)
        if node.key is None:
            return _EMPTY_ITEM
        node.start, node.end = node.key.start, node.key.end
        return _CUT_BY_COMMA if frame.flow else _EMPTY_VALUE


def _weighed_key(event: ScalarEvent) -> _Mistake | None:
    """Return the mistake of a key, if it has one. The words `on` and `no` are keys like any other."""
    text = event.value
    if not text:
        return _EMPTY_KEY
    if not event.style:
        if text == "<<":
            return _MERGE
        if text.lower() not in _YES_OR_NO and not isinstance(_plain_value(text), str):
            return _key_not_text(text)
    letter = _strange_letter(text)
    return _unseen_in(text) or (_lookalike(text, letter) if letter else None)


def _key_not_text(text: str) -> _Mistake:
    quoted = f'`"{shown(text)}"`'
    return _Mistake("key_not_text", f"the key `{shown(text)}` is not a text", f"put it in quotes: {quoted}")


def _weighed_quotation(text: str, *, escapes: bool, json: bool) -> str | date | _Mistake:
    """Return what a text in quotes or under a bar stands for; in JSON it may be a date."""
    if _DATE.fullmatch(text):
        day = _day(text)
        return day if json or isinstance(day, _Mistake) else _QUOTED_DATE
    unseen = _unseen_in(text) if escapes else None
    return unseen or _weighed_letters(text) or text


def _unseen_in(text: str) -> _Mistake | None:
    """Return the mistake of a character that was written as an escape; line ends and tabs may be."""
    if text.isascii() and text.isprintable():
        return None
    return next((_unseen(letter) for letter in text if letter not in "\n\t" and not _is_visible(letter)), None)


# Broken YAML: what the parser stumbled over, in plain words ---------------------------------------

_BAD_ESCAPE = _Mistake(
    "bad_escape",
    "a backslash inside double quotes changes what follows it, and this one cannot",
    "write the backslash twice, or use single quotes",
)
_UNCLOSED_QUOTE = _Mistake(
    "unclosed_quote",
    "the quotation mark that opens here is never closed",
    'close it; inside double quotes write `\\"` for the mark itself, inside single quotes write it twice',
)
_BAR = _Mistake(
    "text_under_bar",
    "`|` and `>` at the beginning promise a text in the lines below",
    "put a text that begins with one of these signs in quotes",
)
_BRACKET = _Mistake(
    "unclosed_bracket",
    "the bracket or brace that opens here is not closed, or a comma is missing inside it",
    "close it or add the comma; put text with brackets, braces, commas or `?` in it in quotes",
)
_INDENT = _Mistake(
    "uneven_lines",
    "this line does not fit what stands above it",
    "set it in with as many spaces as its neighbours; after a text in quotes nothing may follow on the line",
)
_COLON = _Mistake(
    "colon_in_text",
    "a text has a colon with a space in it, which makes it look like a key",
    "put the whole text in quotes",
)
_KEY_OUT_OF_PLACE = _Mistake(
    "key_out_of_place",
    "no key can begin here: the text above is a value that runs on to this line",
    "set this line in like its neighbours; or write a space after the colon above",
)
_NO_COLON = _Mistake(
    "key_without_colon",
    "a key should stand here, but no colon with a space follows",
    "write `key: value`; set the next line of a longer text in by two more spaces, or put the text in quotes",
)
_DASH = _Mistake(
    "dash_out_of_place",
    "a dash begins an item of a list, and no list can begin here",
    "begin the list on a line of its own under the key",
)
_SIGN = _Mistake("sign_at_start", "a text cannot begin with this sign", "put the text in quotes")
_BROKEN = _Mistake(
    "broken_yaml",
    "this cannot be read as keys, values and lists",
    "compare the line and the one above it with a line that works: spaces, colons, quotes",
)

# What the parser's own words tell, in the order in which they are tried; and whether the mistake stands where
# the parser stumbled or where it had begun.
_STUMBLES: Final = (
    (r"quoted scalar.*(end of stream|document separator)", True, _UNCLOSED_QUOTE),
    (r"double-quoted scalar|parsing a quoted scalar", False, _BAD_ESCAPE),
    (r"block scalar", True, _BAR),
    (r"scanning an alias", True, _ALIAS),
    (r"scanning an anchor|two anchors", True, _ANCHOR),
    (r"directive", False, _DIRECTIVE),
    (r" tag|tag handle", True, _TAG),
    (r"flow (sequence|mapping|node)", True, _BRACKET),
    (r"document start", False, _INDENT),
    (r"block (mapping|collection)", False, _INDENT),
    (r"mapping (values|keys) are not allowed", False, _COLON),
    (r"could not find expected ':'", True, _NO_COLON),
    (r"sequence entries are not allowed", False, _DASH),
    (r"cannot start any token", False, _SIGN),
)


def _explained(problem: yaml.MarkedYAMLError) -> tuple[_Mistake, int]:
    """Return what was wrong in plain words, and where."""
    told = f"{problem.context or ''} | {problem.problem or ''}"
    for pattern, at_beginning, mistake in _STUMBLES:
        if re.search(pattern, told):
            mark = problem.context_mark if at_beginning else problem.problem_mark
            return mistake, _index_of(mark or problem.problem_mark)
    return _BROKEN, _index_of(problem.problem_mark)


def _index_of(mark: Any) -> int:
    return mark.index if mark is not None else 0


# JSON: the same events from the stricter text -----------------------------------------------------

_JSON_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_JSON_WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
_JSON_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_JSON_SPACE: Final = re.compile(r"[ \t\r\n]*")

_JSON_VALUE = _Mistake(
    "broken_json",
    "a value should stand here",
    "write a text in double quotes, a number, `true`, `false`, `[` or `{`",
)
_JSON_KEY = _Mistake(
    "broken_json",
    "a key in double quotes should stand here",
    'write `"key": value`; no comma stands after the last one',
)
_JSON_COLON = _Mistake("broken_json", "a colon should stand here, after the key", 'write `"key": value`')
_JSON_COMMA = _Mistake(
    "broken_json",
    "a comma or the closing bracket should stand here",
    "add the comma between two values, or close the bracket",
)
_JSON_END = _Mistake(
    "broken_json", "nothing should stand here, after the end", "take the rest away; one file holds one value"
)
_JSON_WORD_ALONE = _Mistake(
    "broken_json",
    "this is no value of JSON",
    "put a text in double quotes; write `true` and `false` in small letters",
)
_JSON_TEXT = _Mistake(
    "broken_json",
    "the text that begins here is not closed on its line, or has a wrong backslash in it",
    "close it with a double quote; write a line end as `\\n` and a backslash as `\\\\`",
)


class _JsonScanner:
    """Turns JSON into the events that YAML would give.

    It keeps a stack of what JSON's grammar expects next, so that depth needs no recursion.
    """

    def __init__(self, page: _Page) -> None:
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

    def _stop(self, mistake: _Mistake) -> _StopReadingError:
        index = min(self.index, max(len(self.page.text) - 1, 0))
        return self.page.stop(mistake, index, text=self.page.text[index : index + LONGEST_SHOWN])

    def _next_is(self, sign: str) -> bool:
        """Step over the sign if it stands here."""
        if not self.page.text.startswith(sign, self.index):
            return False
        self.index += 1
        return True

    def _mark(self, index: int) -> yaml.Mark:
        return yaml.Mark(self.page.file, index, 0, 0, None, 0)

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
            text = json_text.loads(found[0] if found else "")
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


def _from_json(page: _Page) -> _Node:
    if not page.text.strip():
        raise page.stop(_EMPTY_FILE, 0)
    return _Builder(page, json=True).build(_JsonScanner(page).events())
