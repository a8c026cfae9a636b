"""Whose mistake it was: the author's of a profile (`ProfileError`) or the caller's (`CaseError`).

Both carry a tuple of `Fault`, every one that was found, in the order of the file. A fault says what is wrong
and how to mend it; where it has a place in a file it says that too.
"""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import NamedTuple

from complaint_rules.values import frozen


@frozen(kw_only=True)
class Fault:
    """One mistake: a stable `code`, what is wrong, where, the offending text and how to mend it.

    `line` and `column` count from 1. `path` is the place inside the document, in dots and brackets
    (`procedures.corporate.stages.stage_1`). Empty text and zeros mean that the fault has no such place.
    """

    code: str
    message: str
    mend: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        """Cut what nobody wrote by hand and nobody would read to the end."""
        object.__setattr__(self, "message", _readable(self.message))
        object.__setattr__(self, "mend", _readable(self.mend))

    def __str__(self) -> str:
        """Render the fault as people read it: place, message, the offending text, the mend."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"
        rest = (
            f"    at {_readable(self.path)}" if self.path else "",
            f"    found `{self.text}`" if self.text else "",
            f"    mend: {self.mend}" if self.mend else "",
        )
        return "\n".join((head, *(line for line in rest if line)))

    def to_dict(self) -> dict[str, str | int]:
        """Return the fault as plain data, every key present."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


_TOO_LONG = re.compile(r"([^\s/\\.]{70})[^\s/\\.]{31,}?(`?)(?=[\s/\\.:,;]|$)")
"""A name of more than a hundred letters; the path of a file may well be longer."""


def _readable(text: str) -> str:
    return _TOO_LONG.sub(r"\1…\2", text) if len(text) > LONGEST_MISSPELT else text


class ComplaintRulesError(Exception):
    """Any mistake that this library reports; `faults` holds every one that was found."""

    faults: tuple[Fault, ...]

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ProfileError(ComplaintRulesError):
    """The author's mistake: a profile, law pack, calendar or vocabulary cannot be read or does not hold together."""


class CaseError(ComplaintRulesError):
    """The caller's mistake: a case that is malformed, or a question that cannot be asked of it."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean …?` for the nearest known word, or the words to choose from when none is near.

    `otherwise` is said where there is nothing to choose from or too much to list: where to look, or what to do.
    """
    choices = sorted(known)
    near = _nearest(word, choices, NEAR)
    if near:
        return f"did you mean `{near}`?"
    return _use_one_of(choices) if 0 < len(choices) <= FEW else otherwise


def which_of(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return how to mend a word of a closed list: what it was meant for if it is misspelt, else the words of the list.

    A word that is only like another may mean something else (`grandparent` is no `parent`), so that the whole list is
    told, however long. Where none is like it and the list is long, `otherwise` is said.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake has need of it

    choices = sorted(known)
    near = _nearest(word, choices, LIKE)
    if near and get_close_matches(word, [near], cutoff=MISSPELT):
        return f"did you mean `{near}`?"
    if 0 < len(choices) <= FEW:
        return _use_one_of(choices)
    return f"did you mean `{near}`? if not, {_use_one_of(choices)}" if near else otherwise


_IN_WORDS = {word: str(number) for number, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)}
_NUMBER = re.compile(rf"[0-9]+|(?<![a-z])(?:{'|'.join(_IN_WORDS)})(?![a-z])")

FEW = 12
"""How many words are told where none is near: more would bury the reader."""

MISSPELT = 0.81
"""From how much likeness on a word is taken for a misspelling of another, and not for one of another meaning."""


def _use_one_of(choices: Iterable[str]) -> str:
    return "use one of " + ", ".join(f"`{choice}`" for choice in choices)


NEAR = 0.7
"""From how much likeness on a word may have been meant for another; less of it is chance, as two common endings are."""

LIKE = 0.6
"""From how much likeness on a word is worth naming before the whole list of those that may stand here."""

LONGEST_MISSPELT = 100
MOST_CHOICES = 1_000
"""Longer words, or more of them, are not held against each other: that takes long, and nobody wrote them by hand."""


def _nearest(word: str, choices: list[str], likeness: float) -> str:
    """Return the choice that is nearest to a word, or nothing where none is so like it.

    One with other numbers is not near: `stage_2` is another stage than `stage_1`, and not the same misspelt.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake has need of it

    if len(word) > LONGEST_MISSPELT or len(choices) > MOST_CHOICES:
        return ""
    if with_digits(word) in choices:
        return with_digits(word)
    numbers = numbers_in(word)
    like = [choice for choice in choices if len(choice) <= LONGEST_MISSPELT and numbers_in(choice) == numbers]
    return next(iter(get_close_matches(word, like, n=1, cutoff=likeness)), "")


_LIKE_DIGITS = {"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8", "Z": "2"}
_TO_DIGITS = {ord(letter): digit for letter, digit in _LIKE_DIGITS.items()}
_DIGITS = re.compile(r"[0-9]+(?:[-:][0-9]+)*")


class DigitsMeant(NamedTuple):
    """A number, a date or an hour as it was meant, and how what was typed in it is told."""

    text: str
    told: str


def digits_meant(word: str) -> DigitsMeant | None:
    """Return what was meant where letters stand for digits: an `O` for a nought, an `l` for a one; else None."""
    letters = [letter for letter in dict.fromkeys(word) if letter in _LIKE_DIGITS]
    meant = word.translate(_TO_DIGITS)
    if not letters or not _DIGITS.fullmatch(meant):
        return None
    told = " and ".join(f"the letter `{letter}` for the digit `{_LIKE_DIGITS[letter]}`" for letter in letters)
    return DigitsMeant(meant, told)


_LOOKS_LIKE_A_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9lIoO]+(?![A-Za-z0-9])")


def with_digits(name: str) -> str:
    """Return a name with digits for the letters in it that stand alone and look like digits: `stage_l` is `stage_1`."""
    return _LOOKS_LIKE_A_NUMBER.sub(lambda found: found[0].translate(_TO_DIGITS), name)


def numbers_in(word: str) -> list[str]:
    """Return the numbers in a word, `one` being 1: a page may write either."""
    return [_IN_WORDS.get(number, number) for number in _NUMBER.findall(word.lower())]
