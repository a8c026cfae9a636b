"""Problems: what is wrong at one place, before it is known whether it is told; and the sorts of values."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from complaint_rules.errors import did_you_mean

__all__ = ["BLOCK", "DATE", "LIST", "NUMBER", "SORTS", "TEXT", "TRUTH", "Crossing", "Problem", "Steps", "named"]

Steps: TypeAlias = tuple[str | int, ...]

TEXT: Final = "text"
NUMBER: Final = "a whole number"
TRUTH: Final = "`true` or `false`"
DATE: Final = "a date"
LIST: Final = "a list"
BLOCK: Final = "a block of keys"
SORTS: Final[Mapping[Any, str]] = {
    str: TEXT,
    int: NUMBER,
    float: NUMBER,
    bool: TRUTH,
    date: DATE,
    list: LIST,
    dict: BLOCK,
}


class Crossing(NamedTuple):
    """A union that the path to a problem went through: where it is, and the branch that was tried."""

    place: Steps
    branch: str


class Problem(NamedTuple):
    """What is wrong at one place, before it is known whether it is told.

    `expected` says which sorts of value would fit and `words` which words or keys; both empty when the value is
    of the right sort and its content is wrong. `beside` is how many keys stand in the block that an unknown key
    is in. `told` describes how what may stand there is written, where that is described. `meant` is where an unknown
    key would be right, where that is known.
    """

    code: str
    path: Steps
    found: Any = None
    message: str = ""
    mend: str = ""
    is_key: bool = False
    at_key: bool = False
    expected: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    beside: int = 0
    told: str = ""
    meant: Steps = ()

    def is_typing_slip(self) -> bool:
        """Tell whether a known word is so near that it must have been meant."""
        return isinstance(self.found, str) and did_you_mean(self.found, self.words).startswith("did you mean")


def named(path: Steps) -> str:
    """Name a place as people would: its key, or which item of which list."""
    if not path:
        return "the file"
    last = path[-1]
    return f"item {last + 1} of {named(path[:-1])}" if isinstance(last, int) else f"`{last}`"
