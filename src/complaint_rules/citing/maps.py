"""The map and the index beside a profile: where they are, and the places that they give its documents."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from complaint_rules.citing.places import MapPlace, cited_places, places_of
from complaint_rules.errors import did_you_mean
from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.map_document import IndexDocument, MapDocument, MappedPlace
from complaint_rules.profiles.reading import read_file
from complaint_rules.profiles.validating import validate

FOLDER = "maps"
"""The folder beside a profile in which its map and its index stand."""

SEE_MAPS = "write it as the document does, or add the place to the "


def map_paths(profile: Path) -> tuple[Path, Path]:
    """Return where the map and the index of a profile's file are: `maps/<name>.yaml`, `maps/<name>.index.yaml`."""
    folder = profile.parent / FOLDER
    return folder / f"{profile.stem}.yaml", folder / f"{profile.stem}.index.yaml"


class Headings(NamedTuple):
    """The places of one document. `source` is the file that has them: its map, or the bare index of its headings."""

    places: tuple[MapPlace, ...]
    source: str


class Unplaced(NamedTuple):
    """Words of a citation that name no place of the document: what is wrong, and what was probably meant."""

    message: str
    mend: str


def headings_beside(profile: Path) -> Mapping[str, Headings]:
    """Return the places of each document that is mapped beside a profile, or at least indexed.

    Raises `ProfileError`, with every fault of the map or of the index.
    """
    mapped, indexed = map_paths(profile)
    found: dict[str, Headings] = {}
    if indexed.is_file():
        index = validate(IndexDocument, read_file(indexed))
        found.update({name: headings_of(index, name) for name in index.documents})
    if mapped.is_file():
        written = validate(MapDocument, read_file(mapped))
        for name, document in written.documents.items():
            found[name] = Headings(places_of(document, ("documents", name)), "map")
    return MappingProxyType(found)


def headings_of(index: IndexDocument, name: str) -> Headings:
    """Return the places of a document that is indexed and not mapped: its headings, each by itself."""
    return Headings(tuple(_of_index(one.words) for one in index.documents[name].headings), "index")


def _of_index(words: str) -> MapPlace:
    # An index has no levels: every heading stands by itself.
    return MapPlace(checked(MappedPlace, {"heading": words}), (), ())


def unplaced(source: str, headings: Headings) -> Iterator[Unplaced]:
    """Yield each part of a citation that names no place of its document; what could be several is none of these."""
    for words, named in cited_places(source, headings.places):
        if not named and not (headings.source == "index" and _names_a_heading(words, headings.places)):
            yield no_place(words, headings)


def _names_a_heading(words: str, places: tuple[MapPlace, ...]) -> bool:
    """Say whether a part between commas is a heading: an index does not know which stand above which."""
    parts = words.partition(": ")[0].split(", ")
    return any(named for part in parts for cited in cited_places(part, places) for named in cited.named)


def no_place(words: str, headings: Headings) -> Unplaced:
    """Say of words that they name no place, with the nearest one."""
    cited = words.partition(": ")[0]
    message = f"`{cited}` is no place of the document, as its {headings.source} has it"
    names = {name for place in headings.places for name in (place.heading, place.title(), *place.written.cited_as)}
    near = did_you_mean(cited, names)
    return Unplaced(message, near if near.startswith("did you mean") else SEE_MAPS + headings.source)
