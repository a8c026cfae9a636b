"""Which known word is meant by one that is none: a misspelling is told from a word that only shares letters with it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

__all__ = [
    "DigitsMeant",
    "digits_meant",
    "is_misspelt",
    "like",
    "meant_by",
    "misspelt",
    "numbers_in",
    "with_digits",
    "with_number",
]

LIKE: Final = 0.6
"""From how much likeness on it is looked whether a word is another one misspelt: a coarse sieve before a fine one."""

MOST_LIKE: Final = 8
"""How many that pass the coarse sieve are put through the fine one."""

LONGEST_MISSPELT: Final = 100
MOST_CHOICES: Final = 1_000
"""Longer words, or more of them, are not held against each other: that takes long, and nobody wrote them by hand."""

_WRONG: Final = ((2, 0), (7, 1))
"""Up to how long a part of a name is misspelt with how many letters; a longer one with two."""

_STEM: Final = 4
_ENDING: Final = 3
"""How much two forms of a word have in common before the ending, and how many letters one has there more, at most."""

_TELLING: Final = 2
"""Of how many parts a name is at least that is taken for the beginning of another."""

_IN_WORDS = {word: str(number) for number, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)}
_NUMBER = re.compile(rf"[0-9]+|(?<![a-z])(?:{'|'.join(_IN_WORDS)})(?![a-z])")
_BETWEEN_PARTS = re.compile(r"[\s_-]+")


def numbers_in(word: str) -> list[str]:
    """Return the numbers in a word, `one` being 1: a page may write either."""
    return [_IN_WORDS.get(number, number) for number in _NUMBER.findall(word.lower())]


def with_number(name: str, number: str) -> str:
    """Return a name such as `stage_2_response` with another number, or nothing where it has none or the same."""
    found = numbers_in(name)
    return name.replace(f"_{found[0]}_", f"_{number}_") if len(found) == 1 and found[0] != number else ""


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


def like(word: str, choices: list[str], likeness: float, most: int) -> list[str]:
    """Return the choices that are so like a word, as `difflib` measures it, the nearest first.

    One with other numbers is not: `stage_2` is another stage than `stage_1`, and not the same misspelt.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake has need of it

    if len(word) > LONGEST_MISSPELT or len(choices) > MOST_CHOICES:
        return []
    if with_digits(word) in choices:
        return [with_digits(word)]
    numbers = numbers_in(word)
    comparable = [choice for choice in choices if len(choice) <= LONGEST_MISSPELT and numbers_in(choice) == numbers]
    return get_close_matches(word, comparable, n=most, cutoff=likeness)


def misspelt(word: str, known: Iterable[str], *, shortened: bool = False) -> str:
    """Return the known word of which one is a misspelling, the nearest; or nothing."""
    near = like(word, sorted(known), LIKE, MOST_LIKE)
    return next((choice for choice in near if is_misspelt(word, choice, shortened=shortened)), "")


def is_misspelt(word: str, known: str, *, shortened: bool = False) -> bool:
    """Say whether a word is another one misspelt: letters changed, its parts put together, divided or in another order.

    Each part of the one must be like that of the other. With `shortened` a part may be lacking, or stand there besides,
    after the first: `stage_2_response` for `stage_2_response_sent`.
    """
    first, second = _parts(word), _parts(known)
    if _edits("".join(first), "".join(second)) <= 1 or sorted(first) == sorted(second):
        return True
    if len(first) == len(second):
        return all(map(_is_part_misspelt, first, second))
    return shortened and _has_one_part_more(*sorted((first, second), key=len))


def _has_one_part_more(few: list[str], many: list[str]) -> bool:
    """Say whether a name has one part more than another, after the first. One that is not so is another."""
    if len(few) < _TELLING or len(many) - len(few) > 1 or "not" in {*many} - {*few}:
        return False
    rest = iter(many[1:])
    return _is_part_misspelt(few[0], many[0]) and all(
        any(_is_part_misspelt(part, other) for other in rest) for part in few[1:]
    )


def meant_by(word: str, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return the known words in whose name or meaning a word stands, whole.

    One whose meaning sends the reader on to another of them (`a grandparent is an other_person`) is left out.
    """
    sought = " ".join(_parts(word))
    if not sought or len(word) > LONGEST_MISSPELT or len(said) > MOST_CHOICES:
        return ()
    whole = re.compile(rf"\b{re.escape(sought)}\b")
    found = [name for name, means in said.items() if whole.search(f"{' '.join(_parts(name))} {means}".lower())]
    return tuple(name for name in found if not any(f"`{other}`" in said[name] for other in found))


def _parts(word: str) -> list[str]:
    return [_IN_WORDS.get(part, part) for part in _BETWEEN_PARTS.split(word.lower()) if part]


def _is_part_misspelt(part: str, known: str) -> bool:
    """Say whether a part of a name is one of another misspelt, or another form of the word.

    Other forms are `request` and `requested`, `partly` and `partially`: the one has letters besides, in one place.
    """
    few, many = sorted((part, known), key=len)
    stem = next((at for at, (one, other) in enumerate(zip(few, many, strict=False)) if one != other), len(few))
    if stem >= _STEM and len(many) - len(few) <= _ENDING and many.endswith(few[stem:]):
        return True
    return _edits(part, known) <= next((wrong for longest, wrong in _WRONG if len(many) <= longest), 2)


def _edits(first: str, second: str) -> int:
    """Return how many letters are changed, lacking, too many, or change places with the next between two words."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first):
        below = [at + 1]
        for place, other in enumerate(second):
            cost = min(below[place] + 1, row[place + 1] + 1, row[place] + (letter != other))
            swapped = at and place and letter == second[place - 1] and first[at - 1] == other
            below.append(min(cost, before[place - 1] + 1) if swapped else cost)
        before, row = row, below
    return row[-1]
