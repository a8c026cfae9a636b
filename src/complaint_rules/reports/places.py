"""Files as reports name them: from the folder in which the command runs, with slashes, wherever that can be."""

import os
from pathlib import Path
from urllib.parse import quote


def from_here(file: str) -> str | None:
    """Return a file's path from the folder of the command; None for one that is not below it."""
    path, here = Path(os.path.abspath(file)), Path.cwd()  # noqa: PTH100 - `absolute` keeps the dots
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else None


def as_uri(path: str) -> str:
    """Write a path from here as a relative reference of a URI; every letter but the plain ones stands as its bytes."""
    return quote(os.fsencode(path), safe="/")
