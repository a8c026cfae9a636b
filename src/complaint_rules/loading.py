"""Finding a profile by name or path: shipped ones, a file of one's own, or one that another package offers."""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path

from complaint_rules.compiling import Shelf, compile_calendar, compile_profile, compile_vocabulary
from complaint_rules.errors import Fault, ProfileError, did_you_mean
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.reading import read_file
from complaint_rules.working_days import WorkingCalendar

__all__ = ["load_profile", "shipped_profiles"]

ENTRY_POINTS = "complaint_rules.profiles"
SUFFIXES = (".yaml", ".yml")


@cache
def shipped_folder() -> Path:
    """Return where the shipped files are: inside the installed package, or beside the source of a checkout."""
    installed = Path(str(files("complaint_rules"))) / "shipped"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "profiles"


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the councils' profiles that ship with the library."""
    return tuple(name for name in _names(shipped_folder()) if name != "vocabulary")


def shipped_packs() -> tuple[str, ...]:
    """Return the names of the law packs that ship with the library."""
    return _names(shipped_folder() / "law")


def shipped_calendars() -> tuple[str, ...]:
    """Return the names of the calendars that ship with the library."""
    return _names(shipped_folder() / "calendars")


def offered_profiles() -> dict[str, EntryPoint]:
    """Return the profiles that other installed packages offer, unloaded, so that a broken one harms no other."""
    return {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}


def load_profile(name_or_path: str | Path) -> Profile:
    """Load a profile: a shipped name, a path, or a name that another installed package offers.

    Shipped profiles and law packs are loaded once. Raises `ProfileError`, with every fault found.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or name.endswith(SUFFIXES) or "/" in name or "\\" in name:
        return _load_file(Path(name_or_path))
    if name in shipped_profiles():
        return _shipped(name)
    pack = _pack(name)
    if pack is not None:
        return pack
    offered = offered_profiles()
    if name in offered:
        return _load_file(_offered_path(offered[name]))
    known = (*shipped_profiles(), *shipped_packs(), *offered)
    message = f"there is no profile `{name}`"
    mend = did_you_mean(name, known, "give the path of a file that ends in .yaml")
    raise ProfileError([Fault(code="unknown_profile", message=message, mend=mend, text=name)])


def _offered_path(entry: EntryPoint) -> Path:
    try:
        found = entry.load()
        return Path(str(found() if callable(found) else found))
    except Exception as error:
        message = f"the package that offers the profile `{entry.name}` could not say where it is: {error}"
        mend = f"let `{entry.value}` be a path, or a function that returns one"
        raise ProfileError([Fault(code="broken_offer", message=message, mend=mend, text=entry.value)]) from error


def _load_file(path: Path) -> Profile:
    return compile_profile(read_file(path), shelf())


@cache
def _shipped(name: str) -> Profile:
    return _load_file(shipped_folder() / f"{name}.yaml")


@cache
def _pack(name: str) -> Profile | None:
    if name not in shipped_packs():
        return None
    return compile_profile(read_file(shipped_folder() / "law" / f"{name}.yaml"), shelf())


@cache
def _calendar(name: str) -> WorkingCalendar | None:
    if name not in shipped_calendars():
        return None
    return compile_calendar(read_file(shipped_folder() / "calendars" / f"{name}.yaml"))


@cache
def _vocabulary() -> Vocabulary:
    return compile_vocabulary(read_file(shipped_folder() / "vocabulary.yaml"))


@cache
def shelf() -> Shelf:
    """Return what every profile may call upon."""
    return Shelf(_vocabulary(), _calendar, shipped_calendars(), _pack, shipped_packs())


def every_profile() -> Iterator[tuple[str, str]]:
    """Yield each known profile's name and where it comes from: `shipped`, `law`, or the package that offers it."""
    yield from ((name, "shipped") for name in shipped_profiles())
    yield from ((name, "law") for name in shipped_packs())
    for name, entry in offered_profiles().items():
        yield name, entry.dist.name if entry.dist else "offered"
