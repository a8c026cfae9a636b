"""What a hand-written file never reaches. The bounds keep a hostile file from costing more than a few seconds."""

from typing import Final

__all__ = [
    "DEEPEST",
    "LONGEST_NUMBER",
    "LONGEST_SHOWN",
    "MOST_BYTES",
    "MOST_FAULTS",
    "MOST_READ_TWICE",
    "MOST_VALUES",
]

MOST_BYTES: Final = 1024 * 1024
MOST_VALUES: Final = 30_000

# Beyond this many letters libyaml's word is taken for what is broken: the parser in Python would need seconds.
MOST_READ_TWICE: Final = 100_000
DEEPEST: Final = 50
LONGEST_NUMBER: Final = 9

# Nobody mends more than this at one sitting.
MOST_FAULTS: Final = 100
LONGEST_SHOWN: Final = 72
