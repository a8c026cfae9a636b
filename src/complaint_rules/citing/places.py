"""Where a citation leads: the places of a mapped document, the names by which they are cited, and finding them.

A citation is one place, or several with `;` between. A place is named by its heading, or by a heading above it and
its own with a comma between, and after a colon the citation may say what it means there: `Stage 1, 2: 'in time'`.
For a heading stands also its number (`5` for `5. Who may complain?`), what comes before a colon or dash in it
(`Stage 1` for `Stage 1: Local Resolution`), and whatever the map says that it is `cited_as`. Capitals, the kinds of
dash and of quotation marks make no difference. After a comma a paragraph, or an item of a list that the map does not
take apart, may be counted out in words: `Stage 1, last paragraph`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from complaint_rules.compiling.scope import Path
from complaint_rules.profiles.map_document import MappedDocument, MappedItem, MappedPart, MappedPlace
from complaint_rules.values import frozen

_TYPOGRAPHY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
_NUMBER = re.compile(r"([0-9]+|[ivx]+|[a-z])[.)] ")
_OPENING, _CLOSING = re.compile(r"(?<!\w)'(?=\w)"), re.compile(r"(?<=\S)'(?!\w)")
_CUT = re.compile(r": | - ")
_ORDINAL = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
_PARAGRAPH = re.compile(
    rf"(?:the )?{_ORDINAL}(?: and {_ORDINAL})* (?:paragraph|sentence)s?(?: but one)?|paragraphs? after the list"
)
_ITEM = re.compile(rf"(?:the )?{_ORDINAL}(?: and {_ORDINAL})* items?(?: but one)?")


def folded(text: str) -> str:
    """Write words without what two typists would do differently: capitals, dashes, quotation marks, spaces."""
    return " ".join(text.translate(_TYPOGRAPHY).split()).casefold()


class Name(NamedTuple):
    """One way to cite a place; `given` are its heading and what the map gives it, which come before what is cut."""

    words: str
    given: bool


@frozen(eq=False)
class MapPlace:
    """A place of a document: what the map says of it, where in the map, the places above it, and all its names."""

    written: MappedItem
    path: Path
    above: tuple["MapPlace", ...]
    names: tuple[Name, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note the names, which are looked through for every citation."""
        object.__setattr__(self, "names", tuple(_names(self)))

    @property
    def heading(self) -> str:
        """Return the heading as the document prints it."""
        return self.written.heading

    def title(self) -> str:
        """Name the place as one would cite it: after the headings above it, and by the name that the map gives it."""
        own = next(iter(self.written.cited_as), self.heading)
        return ", ".join(name.rstrip(": ") for name in (*(place.heading for place in self.above), own))

    def own_names(self) -> tuple[Name, ...]:
        """Return what the place is called beside the headings above it."""
        heading = folded(self.heading).rstrip(":. …")
        number = _NUMBER.match(heading)
        given = (heading, *(folded(name) for name in self.written.cited_as))
        cut = (*([number[1]] if number else ()), *(heading[: found.start()] for found in _CUT.finditer(heading)))
        return (*(Name(name, given=True) for name in given), *(Name(name, given=False) for name in cut))


def _names(place: MapPlace) -> Iterator[Name]:
    """Yield what a place is called: by itself, and after headings above it. An item's number alone is no name."""
    own = place.own_names()
    yield from (name for name in own if name.given or not place.above or not _is_number(name.words))
    for above in _above(place):
        yield from (Name(f"{above.words}, {name.words}", above.given and name.given) for name in own)


def _above(place: MapPlace) -> Iterator[Name]:
    """Yield the headings above a place by each of their names, one by itself and the higher before the lower."""
    found: list[Name] = []
    for higher in place.above:
        own = higher.own_names()
        chained = [Name(f"{first.words}, {then.words}", first.given and then.given) for first in found for then in own]
        found += [*own, *chained]
    yield from found


def _is_number(words: str) -> bool:
    return _NUMBER.fullmatch(f"{words}. ") is not None


def places_of(document: MappedDocument, path: Path) -> tuple[MapPlace, ...]:
    """Return the places of a mapped document in its order, each heading before what stands under it."""
    return tuple(_places(document.places, (*path, "places"), ()))


def _places(listed: Sequence[MappedItem], path: Path, above: tuple[MapPlace, ...]) -> Iterator[MapPlace]:
    for at, written in enumerate(listed):
        place = MapPlace(written, (*path, at), above)
        yield place
        yield from _places(below(written), (*path, at, "places"), (*above, place))


def below(written: MappedItem) -> Sequence[MappedItem]:
    """Return the places that stand under one."""
    return written.places if isinstance(written, MappedPlace | MappedPart) else ()


class Cited(NamedTuple):
    """One place of a citation: its words, and the places of the document that they name, which should be one."""

    words: str
    named: tuple[MapPlace, ...]


class _Match(NamedTuple):
    length: int
    given: bool
    place: MapPlace


def cited_places(source: str, places: tuple[MapPlace, ...]) -> tuple[Cited, ...]:
    """Return every place of a citation with what it names among the places of its document."""
    return tuple(Cited(words, _named(words, places)) for words in _split(source))


def _split(source: str) -> list[str]:
    """Part a citation at its semicolons, but for those inside what it quotes and those before a further quotation."""
    found: list[str] = []
    for piece in source.translate(_TYPOGRAPHY).split(";"):
        words = piece.strip()
        if found and (words[:1] in {"'", '"'} or _is_unfinished(found[-1])):
            found[-1] += f"; {words}"
        elif words:
            found.append(words)
    return found


def _is_unfinished(words: str) -> bool:
    return len(_OPENING.findall(words)) > len(_CLOSING.findall(words))


def _named(words: str, places: tuple[MapPlace, ...]) -> tuple[MapPlace, ...]:
    """Return the places with the longest name at the head of the words; one that was given beats one that was cut."""
    sought = folded(words)
    matches = [
        _Match(len(name.words), name.given, place)
        for place in places
        for name in place.names
        if sought.startswith(name.words) and _may_follow(sought[len(name.words) :], place)
    ]
    best = max((match[:2] for match in matches), default=None)
    return tuple(dict.fromkeys(match.place for match in matches if match[:2] == best))


def _may_follow(rest: str, place: MapPlace) -> bool:
    """Say whether a citation may go on like this after the name of a place."""
    if not rest or rest.startswith(":"):
        return True
    counted = [_PARAGRAPH] if below(place.written) else [_PARAGRAPH, _ITEM]
    where = rest.removeprefix(", ").partition(":")[0]
    return rest.startswith(", ") and any(way.fullmatch(where) for way in counted)
