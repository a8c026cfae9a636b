"""A profile with its map: read, held against each other, and ready to be written out as a page."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from complaint_rules.citing.maps import map_paths
from complaint_rules.citing.written import WrittenRule, rules_of
from complaint_rules.compiling.versions import is_versions
from complaint_rules.errors import ProfileError
from complaint_rules.handbook.checking import Checker, MappedText, Source, Unmapped
from complaint_rules.handbook.copies import Copy
from complaint_rules.handbook.words import Words
from complaint_rules.loading import load_profile
from complaint_rules.procedures.in_force import nearest_to
from complaint_rules.procedures.procedure import Version
from complaint_rules.procedures.profile import Profile
from complaint_rules.profiles.document import ProfileDocument, SameAs, StageDocument, VersionsDocument
from complaint_rules.profiles.map_document import IndexDocument, MapDocument
from complaint_rules.profiles.reading import Reading, read_file
from complaint_rules.profiles.validating import validate


class Book(NamedTuple):
    """A profile, compiled and as it is written, with its rules; `texts` is empty where it has no map.

    `asked_for` is the name or the path by which it was asked for, as one would write it again. `version` says when
    it is in force, where it is one of several versions of a document.
    """

    profile: Profile
    document: ProfileDocument
    rules: tuple[WrittenRule, ...]
    texts: tuple[MappedText, ...]
    asked_for: str
    version: Version | None = None


def open_books(name_or_path: str, copy: Path | None = None, as_of: date | None = None) -> tuple[Book, ...]:
    """Load a profile with its map, or every version of one, each with its own; raises as `open_book` does.

    With a day, only those versions that could be in force on it; outside of all of them, the first or the last.
    """
    profile = load_profile(name_or_path)
    reading = read_file(Path(profile.origin))
    if not is_versions(reading):
        return (open_book(name_or_path, copy),)
    written, folder = validate(VersionsDocument, reading).versions, Path(profile.origin).parent
    books = [open_book(folder / one.file) for one in written]
    versions = [_version_of(book, profile) for book in books]
    chosen = range(len(versions)) if as_of is None else nearest_to(versions, as_of)
    if copy is not None:
        books = [open_book(folder / written[at].file, copy) if at in chosen else book for at, book in enumerate(books)]
    return tuple(books[at]._replace(asked_for=name_or_path, version=versions[at]) for at in chosen)


def _version_of(book: Book, joined: Profile) -> Version:
    """Return when a version is in force, as a procedure has it, one if possible of which it takes over cases."""
    versions = (version for procedure in joined.procedures.values() for version in procedure.versions)
    own = [version for version in versions if version.edition == book.profile.edition]
    return next((version for version in own if version.in_flight is not None), own[0])


def open_book(name_or_path: str | Path, copy: Path | None = None) -> Book:
    """Load a profile, by name or path, with its map. Raises `ProfileError`, with every fault of either.

    A profile without a map has no `texts`; its citations are held against the index, if it has that. A map must have an
    index. With the `copy` of the first document of the map, or of the profile, as plain text, headings and quotations
    are looked up in it, too.
    """
    profile = load_profile(name_or_path)
    reading = read_file(Path(profile.origin))
    document = validate(ProfileDocument, reading)
    rules = tuple(rules_of(document))
    paths = map_paths(Path(profile.origin))
    found = None if copy is None else Copy.of(copy)
    if paths[0].exists():
        return Book(profile, document, rules, _checked(reading, document, rules, paths, found), str(name_or_path))
    _look_up_without_map(reading, document, rules, paths[1], found)
    return Book(profile, document, rules, (), str(name_or_path))


def _look_up_without_map(
    reading: Reading, document: ProfileDocument, rules: tuple[WrittenRule, ...], path: Path, copy: Copy | None
) -> None:
    """Hold the citations of a profile without a map against its index, if there is one, and both against the copy."""
    index_reading = read_file(path) if path.exists() else None
    index = validate(IndexDocument, index_reading) if index_reading is not None else None
    checker = Unmapped(Source.of(reading), None if index_reading is None else Source.of(index_reading))
    if index is not None:
        checker.hold_against_index(document, index, rules)
    if copy is not None:
        checker.hold_against_copy(next(iter(document.documents)), index, rules, copy)
    if checker.faults():
        raise ProfileError(checker.faults())


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
