"""How paths and pieces of a file are shown to people: on one line, short, and with nothing that cannot be seen."""

import re
from typing import Final, TypeAlias

from complaint_rules.profiles.reading.bounds import LONGEST_SHOWN

__all__ = ["WITHOUT_INK", "Steps", "is_visible", "shown", "written_path"]

Steps: TypeAlias = tuple[str | int, ...]

# These have no width or no ink, yet Unicode counts them among letters and signs.
WITHOUT_INK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)


def written_path(path: Steps) -> str:
    """Return the path as people read it: `stages.stage_1.moves[2]`."""
    written = "".join(_written_step(step) for step in path)
    return shown(written.removeprefix("."), longest=200)


def _written_step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(r"[\w -]+", step) else f'["{step}"]'


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return the first line of the text, cut to a readable length, with what cannot be seen written out."""
    line = text.strip(" \n").partition("\n")[0].rstrip(" ")
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    if line.isascii() and line.isprintable():
        return line
    return "".join(letter if is_visible(letter) else f"[U+{ord(letter):04X}]" for letter in line)


def is_visible(letter: str) -> bool:
    """Tell whether people can see this character for what it is; the ordinary space counts, and no other."""
    return letter.isprintable() and letter not in WITHOUT_INK
