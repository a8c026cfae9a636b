"""Whose mistake it was: the author's of a profile (`ProfileError`) or the caller's (`CaseError`).

Both carry a tuple of `Fault`, every one that was found, in the order of the file. A fault says what is wrong
and how to mend it; where it has a place in a file it says that too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields

from complaint_rules.misspellings import LONGEST_MISSPELT, like, meant_by, misspelt
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
    near = next(iter(like(word, choices, NEAR, 1)), "")
    if near:
        return f"did you mean `{near}`?"
    return _use_one_of(choices) if 0 < len(choices) <= FEW else otherwise


def which_name(word: str, known: Mapping[str, str], otherwise: str = "") -> str:
    """Return how to mend a name that is none of those that are known, each of which comes with its meaning.

    Proposed is a name of which it is a misspelling, or the beginning; else those few in whose name or meaning it
    stands. One that only shares letters or an ending with it means something else (`stage_2_started` is not
    `stage_2_accepted`), and is not. Where there is none, all that may stand there are told, or `otherwise` if they are
    many.
    """
    near = misspelt(word, known, shortened=True)
    if near:
        return f"did you mean `{near}`?"
    choices = sorted(known)
    if 0 < len(choices) <= FEW:
        return _use_one_of(choices)
    meant = _explained(word, known)
    return f"{meant} if not, {otherwise}" if meant and otherwise else meant or otherwise


def which_of(word: str, known: Iterable[str] | Mapping[str, str], otherwise: str = "") -> str:
    """Return how to mend a word of a closed list: what it was meant for if it is misspelt, else the words of the list.

    `known` may have what each means. A word that is only like another may mean something else (`grandparent` is no
    `parent`): before the list those few are told in whose name or meaning it stands. Where there is none and the list
    is long, `otherwise` is said, or without it the list all the same.
    """
    said = known if isinstance(known, Mapping) else dict.fromkeys(known, "")
    near = misspelt(word, said)
    if near:
        return f"did you mean `{near}`?"
    choices = sorted(said)
    meant = _explained(word, said) if any(said.values()) else ""
    if meant:
        return f"{meant} if not, {_use_one_of(choices)}"
    return _use_one_of(choices) if choices and (len(choices) <= FEW or not otherwise) else otherwise


def _explained(word: str, said: Mapping[str, str]) -> str:
    """Return the few known words in whose name or meaning a word stands, each with its meaning; nothing for many."""
    found = meant_by(word, said)
    told = (f"`{name}` ({said[name]})" if said[name] else f"`{name}`" for name in found)
    return f"did you mean {' or '.join(told)}?" if 0 < len(found) <= MOST_EXPLAINED else ""


FEW = 12
"""How many words are told where none is near: more would bury the reader."""

MOST_EXPLAINED = 3
"""How many words are told with their meanings."""


def in_backticks(names: Iterable[object], between: str = ", ") -> str:
    """Write names as messages do, each in backticks."""
    return between.join(f"`{name}`" for name in names)


def _use_one_of(choices: Iterable[str]) -> str:
    return "use one of " + in_backticks(choices)


NEAR = 0.7
"""From how much likeness on a word may have been meant for another; less of it is chance, as two common endings are."""
