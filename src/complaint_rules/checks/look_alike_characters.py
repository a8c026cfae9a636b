"""A letter or sign only looks like the one that is meant.

Many mistakes of this kind are refused when the file is read: invisible characters, spaces that are none, a letter of
another alphabet inside a word, digits of another script. This tells the rest:

- a word all of whose letters look like Latin ones and are none, in a text that is otherwise Latin (the C of
  `Stage C` typed on a Cyrillic keyboard);
- letters and signs of double width, mathematical letters, and numerals that are one character (`Stage Ⅱ`);
- a whole text in curly quotation marks, which are none to YAML and so are part of the text;
- a letter for a digit in a name of the profile's own (`stage_l_response`), where other names have a digit in its place;
- a typographic hyphen, dash or minus in a name (a document's, a unit's, a value of a fact), and in a `source` every one
  but the two dashes, which count as hyphens where places are compared.

Looked through are names and texts of up to a hundred characters; notes, reasons and what was read are left alone, since
nothing is compared with them.

**Why it matters.** Two names that look alike are two names. A place that is cited with another letter is not found in
the document, and nobody sees why.

**Example.**

```yaml
source: "Stage Ⅱ, second paragraph"      # one character, which looks like II
```

**Mend.** Type the word again on an English keyboard.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.misspellings import with_digits

LONGEST: Final = 100
FOR_PEOPLE: Final = frozenset({"note", "because", "read", "approved_by", "reason"})
NAMES_UNDER: Final = (("documents",), ("calendars",))
DASHES: Final = "\u2013\u2014"
OPENING: Final = "\u201c\u201d\u201e\u2018\u201a"
CLOSING: Final = "\u201d\u201c\u2019"

_LIKE_LATIN: Final = str.maketrans(
    # Cyrillic, capitals and small letters; then Greek.
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423"
    "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455\u0501\u051b\u051d\u04bb"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd",
    "ABESIJKMHOPCTXYaeijopcyxsdqwhABEZHIKMNOPTYXov",
)


class Strange(NamedTuple):
    """A character, where it stands in its text, and what to write in its place."""

    at: int
    character: str
    meant: str


def _look(subject: Subject) -> Iterator[Found]:
    value = subject.page.faults.reading.value
    for path, text, is_key in _texts(value, ()):
        if text.isascii():
            continue
        if not is_key and _is_in_curly_marks(text, path, subject):
            message = f"`{text[0]}` and `{text[-1]}` are no quotation marks of YAML, and are taken for part of the text"
            yield Found(path, message, 'write `"` in place of both')
            continue
        if len(text) > LONGEST:
            continue
        strange = next(_strange(text, path, is_name=_is_name(path, is_key=is_key)), None)
        if strange is not None:
            yield _found(strange, text, path, subject, is_key=is_key)
    yield from _letters_for_digits(subject)


def _letters_for_digits(subject: Subject) -> Iterator[Found]:
    """Yield each name of the page's own that is another, or like others, but for a letter in the place of a digit."""
    own = tuple(_own_names(subject))
    doubtful = [(path, name) for path, name in own if with_digits(name) != name]
    if not doubtful:
        return
    packs = (pack for procedure in subject.procedures for pack in procedure.packs)
    words = subject.procedures[0].vocabulary
    others = {*words.events, *words.facts, *(name for _, name in own)}
    others |= {rule.name for pack in packs for rule in pack.timescales}
    shapes = {_shape(name) for name in others if with_digits(name) == name}
    for path, name in doubtful:
        meant = with_digits(name)
        if _shape(meant) in shapes:
            at = next(at for at, letter in enumerate(name) if letter != meant[at])
            message = f"`{name[at]}` in `{name}` is a letter, and other names have a digit in its place"
            yield Found(path, message, f"write `{meant}`, wherever it is named", key=True)


def _shape(name: str) -> str:
    """Return a name with its numbers left out."""
    return re.sub(r"[0-9]+", "0", name)


def _own_names(subject: Subject) -> Iterator[tuple[Path, str]]:
    """Yield the names that the page itself gives to events, facts, stages and timescales, each with its place."""
    page = subject.page.document
    if page.words is not None:
        yield from ((("words", "events", name), name) for name in page.words.events)
        yield from ((("words", "facts", name), name) for name in page.words.facts)
    for id_, procedure in page.procedures.items():
        for stage, block in procedure.stages.items():
            path: Path = ("procedures", id_, "stages", stage)
            yield path, stage
            yield from (((*path, "timescales", name), name) for name in getattr(block, "timescales", ()))


def _is_in_curly_marks(text: str, path: Path, subject: Subject) -> bool:
    """Say whether a text stands in curly quotation marks, and in no others."""
    first, last = text[0], text[-1]
    if first not in OPENING or last not in CLOSING or any(mark in text[1:-1] for mark in OPENING):
        return False
    return subject.page.faults.reading.mark(path).text.startswith(first)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str, bool]]:
    """Yield every key and every text of the page with its place, but for what is only told to people."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*path, key), key, True
            if key not in FOR_PEOPLE:
                yield from _texts(below, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _texts(item, (*path, at))
    elif isinstance(value, str):
        yield path, value, False


def _is_name(path: Path, *, is_key: bool) -> bool:
    """Say whether something is a name: a document, a unit, or a value of a fact."""
    return path[:-1] in NAMES_UNDER if is_key else path[:2] == ("words", "facts") and path[3:4] == ("is",)


def _strange(text: str, path: Path, *, is_name: bool) -> Iterator[Strange]:
    hyphens_count = is_name or "source" in path
    for at, character in enumerate(text):
        if character.isascii():
            continue
        if hyphens_count and _is_hyphen(character) and (is_name or character not in DASHES):
            yield Strange(at, character, "-")
        elif _is_compatible(character):
            yield Strange(at, character, unicodedata.normalize("NFKC", character))
    yield from _foreign_words(text)


def _is_hyphen(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character == "\u2212"


def _is_compatible(character: str) -> bool:
    """Say whether a character is a plain one in another dress: wide, mathematical, or a numeral in one piece."""
    kind = unicodedata.name(character, "").partition(" ")[0]
    is_dressed = kind in {"FULLWIDTH", "MATHEMATICAL"} or unicodedata.name(character, "").startswith("ROMAN NUMERAL")
    return is_dressed and unicodedata.normalize("NFKC", character).isascii()


def _foreign_words(text: str) -> Iterator[Strange]:
    """Yield the first letter of each word that is foreign throughout and looks Latin, where the rest is Latin."""
    if not any(letter.isascii() and letter.isalpha() for letter in text):
        return
    begin = 0
    for word in "".join(letter if letter.isalnum() else " " for letter in text).split(" "):
        letters = [letter for letter in word if letter.isalpha()]
        if letters and all(ord(letter) in _LIKE_LATIN for letter in letters):
            yield Strange(begin + word.index(letters[0]), letters[0], letters[0].translate(_LIKE_LATIN))
        begin += len(word) + 1


def _found(strange: Strange, text: str, path: Path, subject: Subject, *, is_key: bool) -> Found:
    mark = subject.page.faults.reading.mark(path, key=is_key)
    offset = mark.text.find(text)
    where = f" in column {mark.column + offset + strange.at}" if offset >= 0 else ""
    name = f"U+{ord(strange.character):04X} {unicodedata.name(strange.character, '')}".rstrip()
    message = f"`{strange.character}`{where} only looks like `{strange.meant}`: it is {name}"
    return Found(path, message, f"type `{strange.meant}` in its place", key=is_key)


CHECK = Check("look_alike_characters", "A letter or sign only looks like the one that is meant", _look)
