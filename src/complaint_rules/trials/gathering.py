"""Where worked cases are found: files, folders, and those that stand beside a profile."""

from collections.abc import Iterator
from pathlib import Path

from complaint_rules.errors import CaseError
from complaint_rules.loading import SUFFIXES, load_profile
from complaint_rules.profiles.reading import read_file
from complaint_rules.values import frozen


@frozen
class Gathered:
    """The files of worked cases that something names; `profile` is the path of the profile, if it names one."""

    name: str
    files: tuple[Path, ...]
    profile: Path | None = None

    @property
    def is_path(self) -> bool:
        """Say whether it was named by a path, and not by a name that `profiles` lists."""
        return self.name.endswith((*SUFFIXES, ".json"))


def gather(name: str) -> Gathered:
    """Return the worked cases that are meant by a file of them, a folder, or a profile's name or path.

    Those of a profile stand in `cases/<its name>/` beside it, or in `cases/` under its name or path. Raises
    `CaseError` for a file that cannot be read, and `ProfileError` for a profile that cannot.
    """
    path = Path(name)
    if path.is_dir():
        return Gathered(name, _files_in(path))
    if name.endswith((*SUFFIXES, ".json")) and not _is_profile(path):
        return Gathered(name, (path,))
    profile = load_profile(name)
    origin = Path(profile.origin)
    return Gathered(name, tuple(_beside(origin, profile.name)), origin)


def _files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file()))


def _is_profile(path: Path) -> bool:
    """Say whether a file means to be a profile, or a file that joins the versions of one."""
    written = read_file(path, error=CaseError).value
    return isinstance(written, dict) and "cases" not in written and not {"procedures", "versions"}.isdisjoint(written)


def _beside(origin: Path, name: str) -> Iterator[Path]:
    """Yield the files of a profile's cases; the packs, in a folder of their own, have theirs beside the profiles'."""
    own = origin.parent / "cases" / name
    if own.is_dir():
        yield from _files_in(own)
        return
    folder = origin.absolute().parent
    shared = (origin.parent / "cases", folder.parent / "cases" / folder.name)
    for folder in shared:
        yield from (path for path in _files_in(folder) if _is_of(path, origin, name))


def _is_of(path: Path, origin: Path, name: str) -> bool:
    """Say whether a file of cases names a profile; one that cannot be read is said to, so that its faults are told."""
    try:
        written = read_file(path, error=CaseError).value
    except CaseError:
        return True
    named = written.get("profile") if isinstance(written, dict) else None
    if not isinstance(named, str):
        return True
    return named == name or (path.parent / named).resolve() == origin.resolve()
