"""Profile to procedure: the only room that sees both sides. A file compiles, or yields every fault that it has."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from complaint_rules.compiling.bounds import check_size
from complaint_rules.compiling.calendars import CalendarsOfFile, FindCalendar, NearNames, table_calendar
from complaint_rules.compiling.procedures import Ground, compile_procedures
from complaint_rules.compiling.scope import Faults
from complaint_rules.compiling.words import standard_vocabulary, with_words
from complaint_rules.errors import ProfileError
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.calendar_document import CalendarDocument, ClosuresDocument
from complaint_rules.profiles.document import ProfileDocument, VocabularyDocument, pack_named
from complaint_rules.profiles.reading import Reading
from complaint_rules.profiles.validating import validate
from complaint_rules.terms import Basis
from complaint_rules.working_days import WorkingCalendar

__all__ = [
    "Compiled",
    "Shelf",
    "compile_calendar",
    "compile_page",
    "compile_profile",
    "compile_vocabulary",
    "is_calendar",
]


class Shelf(NamedTuple):
    """What a profile may call upon by name: the standard words, calendars and law packs.

    `calendar_names` gives the names that could have been meant by one that is none; they are looked up only then.
    """

    vocabulary: Vocabulary
    calendar: FindCalendar
    calendar_names: NearNames
    pack: Callable[[str], Profile | None]
    pack_names: tuple[str, ...]


class Compiled(NamedTuple):
    """A profile with the page that it came from: `faults` knows the place of each of its rules."""

    profile: Profile
    document: ProfileDocument
    faults: Faults


def compile_profile(reading: Reading, shelf: Shelf) -> Profile:
    """Compile a profile or a law pack. Raises `ProfileError` with every fault found, in the order of the file."""
    return compile_page(reading, shelf).profile


def compile_page(reading: Reading, shelf: Shelf) -> Compiled:
    """Compile a profile or a law pack, and keep its page beside it. Raises `ProfileError` with every fault found."""
    document = validate(ProfileDocument, reading)
    faults = Faults(reading)
    check_size(document, faults)
    raise_found(faults)
    ground = Ground(
        words=with_words(shelf.vocabulary, document.words, ("words",), faults),
        calendars=CalendarsOfFile(shelf.calendar, shelf.calendar_names, faults).of_units(document),
        packs=_packs(document, shelf),
        pack_names=shelf.pack_names,
        packs_with=partial(_packs_with, document, shelf),
    )
    procedures = compile_procedures(document, ground, faults)
    raise_found(faults)
    edition = next(iter(procedures.values())).editions.profile
    profile = Profile(
        document.profile,
        document.title,
        Basis(document.force),
        edition,
        MappingProxyType(procedures),
        reading.file,
    )
    return Compiled(profile, document, faults)


def _packs(document: ProfileDocument, shelf: Shelf) -> Mapping[str, Mapping[str, Procedure]]:
    named = {pack_named(pack) for procedure in document.procedures.values() for pack in procedure.stands_under}
    found = {name: shelf.pack(name) for name in shelf.pack_names if name in named}
    return {name: pack.procedures for name, pack in found.items() if pack is not None}


def _packs_with(document: ProfileDocument, shelf: Shelf, procedure: str) -> tuple[str, ...]:
    """Return the packs that have a procedure; a pack itself is compiled without the others."""
    if document.force != "council":
        return ()
    packs = ((name, shelf.pack(name)) for name in shelf.pack_names)
    return tuple(name for name, pack in packs if pack is not None and procedure in pack.procedures)


def compile_vocabulary(reading: Reading) -> Vocabulary:
    """Compile the standard words."""
    document = validate(VocabularyDocument, reading)
    faults = Faults(reading)
    words = standard_vocabulary(document, faults)
    raise_found(faults)
    return words


def compile_calendar(reading: Reading, find: FindCalendar, near: NearNames) -> WorkingCalendar:
    """Compile a calendar's file: a table of bank holidays, or closures upon a calendar that `find` returns."""
    if not _is_closures(reading.value):
        return table_calendar(validate(CalendarDocument, reading))
    document = validate(ClosuresDocument, reading)
    faults = Faults(reading)
    calendar = CalendarsOfFile(find, near, faults).with_closures(document, ())
    raise_found(faults)
    assert calendar is not None
    return calendar


def is_calendar(reading: Reading) -> bool:
    """Tell whether a file means to be a calendar and not a profile."""
    return isinstance(reading.value, dict) and "based_on" in reading.value and "procedures" not in reading.value


def _is_closures(written: object) -> bool:
    """Tell a file of closures, which may lack some of its keys, from a table of bank holidays."""
    if not isinstance(written, dict):
        return False
    return "closed" in written or not ("days" in written or str(written.get("based_on")).startswith("workalendar"))


def raise_found(faults: Faults) -> None:
    """Raise what was found, once each, in the order of the file."""
    found = faults.in_order()
    if found:
        raise ProfileError(found)
