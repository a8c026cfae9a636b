"""Finding profiles and calendars: shipped ones by name, files of one's own, and what other packages offer.

A shipped name always means what ships with the library. Only a name that does not is looked up among the
offers of installed packages, so that none of them can change or break what ships.
"""

import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Generic, NamedTuple, NoReturn, TypeVar

from complaint_rules.compiling import (
    Compiled,
    Shelf,
    compile_calendar,
    compile_page,
    compile_vocabulary,
    is_calendar,
)
from complaint_rules.compiling.scope import Faults
from complaint_rules.compiling.versions import Files, compile_versions, is_versions
from complaint_rules.errors import Fault, ProfileError, did_you_mean
from complaint_rules.offers import Kind, Offer, find_offer, offers
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.document import ProfileDocument
from complaint_rules.profiles.reading import Reading, read_file
from complaint_rules.profiles.validating import keys_twice_explained
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar

__all__ = ["load_profile", "shipped_profiles"]

SUFFIXES = (".yaml", ".yml")

Loaded = TypeVar("Loaded", bound=Profile | WorkingCalendar)


@cache
def shipped_folder() -> Path:
    """Return where the shipped files are: inside the installed package, or beside the source of a checkout."""
    here = Path(__file__).parent
    installed = here / "shipped"
    return installed if installed.is_dir() else here.resolve().parents[1] / "profiles"


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.iterdir() if path.suffix == ".yaml"))


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the councils' profiles that ship with the library."""
    return tuple(name for name in _names(shipped_folder()) if name != "vocabulary")


def shipped_packs() -> tuple[str, ...]:
    """Return the names of the law packs that ship with the library."""
    return _names(shipped_folder() / "law")


def shipped_calendars() -> tuple[str, ...]:
    """Return the names of the calendars that ship with the library."""
    return _names(shipped_folder() / "calendars")


def load_profile(name_or_path: str | Path) -> Profile:
    """Load a profile: a shipped name, a path, or a name that another installed package offers.

    Shipped profiles and law packs are loaded once. Raises `ProfileError`, with every fault found.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or _is_path(name):
        return _load_file(Path(name_or_path))
    if name in shipped_profiles():
        return _shipped(name)
    pack = _pack(name)
    if pack is not None:
        return pack
    offer = find_offer("profile", name)
    if offer is not None:
        return _load_offer(offer, _load_file)
    message = f"there is no profile `{name}`"
    mend = did_you_mean(name, _known("profile"), "give the path of a file that ends in .yaml")
    raise ProfileError([Fault(code="unknown_profile", message=message, mend=mend, text=name)])


def _is_path(name: str) -> bool:
    return name.endswith(SUFFIXES) or "/" in name or "\\" in name


def _known(kind: Kind) -> tuple[str, ...]:
    """Return every name of a kind that can be asked for, once each."""
    return tuple(dict.fromkeys((*_shipped_names(kind), *(offer.name for offer in offers(kind)))))


def _shipped_names(kind: Kind) -> tuple[str, ...]:
    return shipped_calendars() if kind == "calendar" else (*shipped_profiles(), *shipped_packs())


class Paged(NamedTuple):
    """A profile, and each of its versions with its page beside it, where they were asked for."""

    profile: Profile
    pages: tuple[Compiled, ...] = ()


def load_with_pages(name: str) -> Paged:
    """Load a profile anew, so that each of its rules has its place on a page. Raises as `load_profile`."""
    path = _path_of(name)
    return _paged(_read_profile(path), path.parent)


def pages(name: str) -> tuple[Compiled, ...]:
    """Read the profile of a name or path anew, each of its versions with its page beside it; of a calendar, none.

    Raises `ProfileError`, with every fault found.
    """
    try:
        path = _path_of(name)
    except ProfileError as error:
        if error.faults[0].code != "unknown_profile" or _calendar(name, None) is None:
            raise
        return ()
    reading = _read_profile(path)
    if is_calendar(reading):
        _own_calendar(reading)
        return ()
    return _paged(reading, path.parent).pages


def _path_of(name: str) -> Path:
    return Path(name) if _is_path(name) else Path(load_profile(name).origin)


def _load_file(path: Path) -> Profile:
    return _paged(_read_profile(path), path.parent).profile


_read_profile = partial(read_file, amend=partial(keys_twice_explained, ProfileDocument))
"""Read the file of a profile: where a key stands twice, what a profile has in that place may say why."""


def paged_as_read(path: Path, read: Callable[[Path], Reading]) -> Paged:
    """Compile a profile, or join its versions, from what `read` gives for its file and for those of its versions.

    Raises `ProfileError`, with every fault found.
    """
    return _paged(read(path), path.parent, read)


def _paged(reading: Reading, folder: Path, read: Callable[[Path], Reading] = _read_profile) -> Paged:
    """Compile a profile, or join its versions, whose paths begin at the folder where the file is."""
    if not is_versions(reading):
        page = compile_page(reading, shelf(folder))
        return Paged(page.profile, (page,))
    found: list[Compiled] = []

    def compile_version(name: str, version: Reading) -> Profile:
        found.append(compile_page(version, shelf((folder / name).parent)))
        return found[-1].profile

    files = Files(partial(_version_file, folder, read), compile_version, near=partial(_near_files, folder))
    return Paged(compile_versions(reading, files), tuple(found))


def _version_file(folder: Path, read: Callable[[Path], Reading], name: str) -> Reading | None:
    path = folder / name
    return read(path) if path.is_file() else None


def _near_files(folder: Path, name: str) -> tuple[str, ...]:
    """Return the files that could have been meant by a path that leads to none."""
    siblings = _siblings(folder, Path(name).parent)
    return tuple(sibling for sibling in siblings if did_you_mean(name, [sibling]).startswith("did you mean"))


@cache
def _shipped(name: str) -> Profile:
    return _load_file(shipped_folder() / f"{name}.yaml")


@cache
def _pack(name: str) -> Profile | None:
    if name not in shipped_packs():
        return None
    return _load_file(shipped_folder() / "law" / f"{name}.yaml")


@cache
def _vocabulary() -> Vocabulary:
    return compile_vocabulary(read_file(shipped_folder() / "vocabulary.yaml"))


def shelf(folder: Path | None = None) -> Shelf:
    """Return what a profile may call upon; the paths in it begin at `folder`, where the profile is."""
    calendar, near = partial(_calendar, folder=folder), partial(_calendar_names, folder=folder)
    return Shelf(_vocabulary(), calendar, near, _pack, shipped_packs())


# Calendars.


def _calendar(name: str, folder: Path | None) -> WorkingCalendar | None:
    """Return the calendar of a name or path that a profile has written, if there is one."""
    if _is_path(name):
        path = None if folder is None else folder / name
        return _calendar_file(path) if path is not None and os.path.isfile(path) else None  # noqa: PTH113
    if name in shipped_calendars():
        return _shipped_calendar(name)
    offer = find_offer("calendar", name)
    return None if offer is None else _load_offer(offer, _calendar_file)


def _calendar_names(name: str, folder: Path | None) -> tuple[str, ...]:
    """Return what could have been written instead of a name or path that leads to no calendar."""
    if not _is_path(name):
        return _known("calendar")
    return () if folder is None else _near_files(folder, name)


def _siblings(folder: Path, beside: Path) -> tuple[str, ...]:
    try:
        return tuple((beside / file.name).as_posix() for file in (folder / beside).iterdir() if _is_path(file.name))
    except OSError:
        return ()


@cache
def _shipped_calendar(name: str) -> WorkingCalendar:
    return _compiled(read_file(shipped_folder() / "calendars" / f"{name}.yaml"))


def _compiled(reading: Reading) -> WorkingCalendar:
    """Compile a calendar. It may rest on shipped ones only, so that none ever rests on itself."""
    return compile_calendar(reading, _find_shipped_calendar, lambda _: shipped_calendars())


def _find_shipped_calendar(name: str) -> WorkingCalendar | None:
    return _shipped_calendar(name) if name in shipped_calendars() else None


def _calendar_file(path: Path) -> WorkingCalendar:
    return _own_calendar(read_file(path))


def _own_calendar(reading: Reading) -> WorkingCalendar:
    """Compile a calendar that does not ship. An answer names its calendars, so none may pass for a shipped one."""
    calendar = _compiled(reading)
    shipped = shipped_folder() / "calendars" / f"{calendar.name}.yaml"
    if shipped.is_file() and shipped.resolve() != Path(reading.file).resolve():
        message = f"`{calendar.name}` is the name of a calendar that ships with the library"
        mend = "give it a name of its own, such as the council's"
        raise ProfileError([Faults(reading).placed("calendar_name_taken", ("name",), message, mend, key=False)])
    return calendar


# What other packages offer.


def _load_offer(offer: Offer, load: Callable[[Path], Loaded]) -> Loaded:
    """Load what is offered. Its first fault always names the package and the entry point."""
    if offer.name in _shipped_names(offer.kind):
        problem = "that is the name of one that ships with the library; the offer is never used"
        raise ProfileError([offer.fault("offer_name_taken", problem, "let the package choose another name")])
    path = offer.path()
    try:
        loaded = load(path)
    except ProfileError as error:
        mend = "mend what is told below, or ask those who keep the package to"
        heading = offer.fault("offer_with_faults", "its file cannot be loaded", mend)
        raise ProfileError([heading, *error.faults]) from error
    if loaded.name != offer.name:
        problem = f"its file calls itself `{loaded.name}`"
        raise ProfileError([offer.fault("offer_misnamed", problem, f"give both the same name, here or in {path}")])
    return loaded


# What can be asked for.


@frozen
class Known(Generic[Loaded]):
    """A name that can be asked for, and where it comes from: `shipped`, `law`, or the package that offers it."""

    name: str
    origin: str
    load: Callable[[], Loaded]


def every_profile() -> Iterator[Known[Profile]]:
    """Yield every profile that can be asked for, unloaded, so that a broken one harms no other."""
    for origin, names in (("shipped", shipped_profiles()), ("law", shipped_packs())):
        yield from (Known(name, origin, partial(load_profile, name)) for name in names)
    yield from _every_offer("profile", _load_file)


def every_calendar() -> Iterator[Known[WorkingCalendar]]:
    """Yield every calendar that can be asked for, unloaded."""
    yield from (Known(name, "shipped", partial(_shipped_calendar, name)) for name in shipped_calendars())
    yield from _every_offer("calendar", _calendar_file)


def _every_offer(kind: Kind, load: Callable[[Path], Loaded]) -> Iterator[Known[Loaded]]:
    try:
        found = offers(kind)
    except ProfileError as error:
        yield Known(f"complaint_rules.{kind}s", "installed packages", partial(_fail, error))
        return
    yield from (Known(offer.name, offer.package, partial(_load_offer, offer, load)) for offer in found)


def _fail(error: ProfileError) -> NoReturn:
    raise error
