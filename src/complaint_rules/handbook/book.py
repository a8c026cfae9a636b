"""A profile with its map: read, held against each other, and ready to be written out as a page."""

from pathlib import Path
from typing import NamedTuple

from complaint_rules.errors import ProfileError
from complaint_rules.handbook.checking import Checker, MappedText, Source
from complaint_rules.handbook.copies import Copy
from complaint_rules.handbook.words import Words
from complaint_rules.handbook.written import WrittenRule, rules_of
from complaint_rules.loading import load_profile
from complaint_rules.procedures.profile import Profile
from complaint_rules.profiles.document import ProfileDocument, SameAs, StageDocument
from complaint_rules.profiles.map_document import IndexDocument, MapDocument
from complaint_rules.profiles.reading import Reading, read_file
from complaint_rules.profiles.validating import validate

FOLDER = "maps"
"""The folder beside a profile in which its map and its index stand."""


class Book(NamedTuple):
    """A profile, compiled and as it is written, with its rules; `texts` is empty where it has no map."""

    profile: Profile
    document: ProfileDocument
    rules: tuple[WrittenRule, ...]
    texts: tuple[MappedText, ...]


def map_paths(profile: Path) -> tuple[Path, Path]:
    """Return where the map and the index of a profile's file are: `maps/<name>.yaml`, `maps/<name>.index.yaml`."""
    folder = profile.parent / FOLDER
    return folder / f"{profile.stem}.yaml", folder / f"{profile.stem}.index.yaml"


def open_book(name_or_path: str, copy: Path | None = None) -> Book:
    """Load a profile, by name or path, with its map. Raises `ProfileError`, with every fault of either.

    A profile without a map and without an index has no `texts`; one that has either must have both. With the `copy`
    of the first document of the map, as plain text, headings and quotations are looked up in it, too.
    """
    profile = load_profile(name_or_path)
    reading = read_file(Path(profile.origin))
    document = validate(ProfileDocument, reading)
    rules = tuple(rules_of(document))
    paths = map_paths(Path(profile.origin))
    if not any(path.exists() for path in paths):
        return Book(profile, document, rules, ())
    found = None if copy is None else Copy.of(copy)
    return Book(profile, document, rules, _checked(reading, document, rules, paths, found))


def words_of(book: Book, procedure: str) -> Words:
    """Return the names of one of its procedures as people would say them."""
    procedures = book.document.procedures
    stages = {each: _stage_title(book, procedure, each) for each in procedures[procedure].stages}
    elsewhere = {name: each.title for name, each in procedures.items()} | book.document.bodies
    return Words(book.profile.procedure(procedure), stages, elsewhere)


def _stage_title(book: Book, procedure: str, stage: str) -> str:
    """Return what the page calls a stage; one that is the same as another's is called the same."""
    written = book.document.procedures[procedure].stages.get(stage)
    if isinstance(written, SameAs):
        written = book.document.procedures[written.same_as].stages.get(stage)
    return (written.title if isinstance(written, StageDocument) else None) or ""


def _checked(
    reading: Reading,
    document: ProfileDocument,
    rules: tuple[WrittenRule, ...],
    paths: tuple[Path, Path],
    copy: Copy | None,
) -> tuple[MappedText, ...]:
    map_reading, index_reading = (read_file(path) for path in paths)
    written, index = validate(MapDocument, map_reading), validate(IndexDocument, index_reading)
    checker = Checker(Source.of(reading), Source.of(map_reading), Source.of(index_reading))
    texts = checker.texts(document, written, rules)
    checker.hold_against_index(document, written, index)
    if copy is not None and not checker.faults():
        checker.hold_against_copy(texts[0], index, rules, copy)
    found = checker.faults()
    if found:
        raise ProfileError(found)
    return texts
