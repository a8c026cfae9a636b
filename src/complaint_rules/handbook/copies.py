"""A map, its index and the quotations of a profile against a copy of the document, for whoever holds one.

The documents are not kept beside the profiles. A copy is plain text; what marks headings and emphasis in it is passed
over, and so are all quotation marks, since a quotation may lose those inside it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from complaint_rules.citing.places import MapPlace, cited_places, folded
from complaint_rules.citing.written import WrittenRule
from complaint_rules.compiling.scope import Path as Place
from complaint_rules.errors import Fault, ProfileError
from complaint_rules.profiles.map_document import IndexedHeading

LINES_OF_A_HEADING = 6
"""How many lines a heading may run over, empty ones among them."""

_MARKUP = re.compile(r"</?[a-z]+>|[*#_`'\"\[\]]")
_QUOTED = re.compile(r"(?<!\w)'(?=\S)(.+?)(?<=\S)'(?!\w)")


def bare(text: str) -> str:
    """Write words so that a copy and a quotation of it compare: without marks, dashes alike, in small letters."""
    return " ".join(_MARKUP.sub("", folded(text)).split())


class Amiss(NamedTuple):
    """What a copy does not have: under which key, what is wrong and how to mend it."""

    place: Place
    code: str
    message: str
    mend: str


class Copy:
    """The lines of one document's copy, as they are compared."""

    def __init__(self, text: str) -> None:
        self._lines = [bare(line) for line in text.splitlines()]
        self._whole = self._between(1, len(self._lines) + 1)

    @classmethod
    def of(cls, path: Path) -> "Copy":
        """Read a copy. Raises `ProfileError` where there is none."""
        try:
            return cls(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as problem:
            message = f"the copy of the document cannot be read: {(problem.strerror or 'it cannot be opened').lower()}"
            fault = Fault(code="copy_unreadable", message=message, mend="name a plain-text file", file=str(path))
            raise ProfileError([fault]) from None

    def _between(self, first: int, after: int) -> str:
        """Return the text from one line up to another, that one left out."""
        return " ".join(" ".join(self._lines[first - 1 : after - 1]).split())

    def headings(self, headings: list[IndexedHeading], path: Place) -> Iterator[Amiss]:
        """Yield every heading of the index that does not stand on its line."""
        for at, one in enumerate(headings):
            words = bare(one.words).rstrip("… ")
            if not self._begins(one.line, words):
                message = f"`{one.words}` does not stand on line {one.line} of the copy"
                yield Amiss((*path, at, "words"), "heading_not_in_copy", message, self._where(words))

    def _begins(self, line: int, words: str) -> bool:
        found = self._between(line, line + LINES_OF_A_HEADING) if 0 < line <= len(self._lines) else ""
        return self._lines[line - 1 : line] != [""] and found.removeprefix("- ").startswith(words)

    def _where(self, words: str) -> str:
        found = [number for number in range(1, len(self._lines) + 1) if self._begins(number, words)]
        return f"it stands on line {found[-1]}" if found else "write it as the document does"

    def left_out(self, places: tuple[MapPlace, ...], headings: list[IndexedHeading]) -> Iterator[Amiss]:
        """Yield the first words of what was left out that do not stand under their heading."""
        for at, place in enumerate(places):
            within = self._between(headings[at].line, self._end(at, places, headings))
            for number, one in enumerate(place.written.left_out):
                if bare(one.words).rstrip("… ") not in within:
                    message = f"`{one.words}` does not stand under `{place.heading}` in the copy"
                    where = (*place.path, "left_out", number, "words")
                    yield Amiss(where, "words_not_in_copy", message, "write its first words as the document does")

    def _end(self, at: int, places: tuple[MapPlace, ...], headings: list[IndexedHeading]) -> int:
        """Return the line of the next heading that does not stand under this one."""
        following = range(at + 1, len(places))
        after = (headings[other].line for other in following if places[at] not in places[other].above)
        return max(headings[at].line + 1, next(after, len(self._lines) + 1))

    def quotations(self, rules: tuple[WrittenRule, ...]) -> Iterator[Amiss]:
        """Yield every quotation of a citation that the copy does not hold; `...` in it passes words over."""
        for rule in rules:
            for piece in _quoted_in(rule.source):
                if piece not in self._whole:
                    message = f"the copy does not say `{piece}`"
                    yield Amiss(rule.source_path, "quotation_not_in_copy", message, "quote what the document says")

    def misplaced(
        self, rules: tuple[WrittenRule, ...], places: tuple[MapPlace, ...], headings: list[IndexedHeading]
    ) -> Iterator[Amiss]:
        """Yield every quotation of a citation that the copy holds, but not under the heading that is cited with it.

        What one rule quotes under several headings in turn is looked for under all of these, and in those above them.
        """
        for rule in rules:
            cited = cited_places(rule.source, places)
            under = [place for one in cited for place in one.named]
            if not under or not all(len(one.named) == 1 for one in cited):
                continue
            above = " ".join(bare(higher.heading) for place in under for higher in place.above)
            text = " ".join((above, *(self._under(places.index(place), places, headings) for place in under)))
            for piece in _quoted_in(rule.source):
                if piece in self._whole and piece not in text:
                    message = f"the copy does not say `{piece}` under `{under[0].heading}`"
                    yield Amiss(rule.source_path, "quotation_elsewhere", message, self._home(piece, places, headings))

    def _under(self, at: int, places: tuple[MapPlace, ...], headings: list[IndexedHeading]) -> str:
        return self._between(headings[at].line, self._end(at, places, headings))

    def _home(self, piece: str, places: tuple[MapPlace, ...], headings: list[IndexedHeading]) -> str:
        """Return under which of the headings a piece stands: the innermost."""
        found = [at for at in range(len(places)) if piece in self._under(at, places, headings)]
        return f"it stands under `{places[found[-1]].title()}`" if found else "it stands before the first heading"


def _quoted_in(source: str) -> Iterator[str]:
    """Yield the pieces of what a citation quotes, as a copy is compared with them."""
    for quoted in _QUOTED.findall(folded(source)):
        pieces = (bare(each).strip(" .,") for each in quoted.replace("…", "...").split("..."))
        yield from filter(None, pieces)
