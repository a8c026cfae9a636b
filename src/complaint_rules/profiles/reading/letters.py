"""Letters: which characters may stand in a file, and which only look like others."""

import re
import unicodedata
from typing import Final

from complaint_rules.profiles.reading.page import Mistake, Page
from complaint_rules.profiles.reading.showing import WITHOUT_INK, is_visible, shown

__all__ = ["lookalike", "strange_letter", "unseen_in", "weighed_characters", "weighed_letters"]

_TAB = Mistake("tab", "a tab stands here, and YAML sets lines in with spaces only", "use spaces, two for each step in")

_ON_EVERY_KEYBOARD: Final = b"\n\t" + bytes(range(ord(" "), ord("~") + 1))

# The first word of a letter's name in Unicode tells its alphabet; micro and the ordinals are used in English.
_AT_HOME: Final = frozenset({"LATIN", "MICRO", "FEMININE", "MASCULINE", "MODIFIER"})


def weighed_characters(page: Page) -> str:
    """Note the characters that may not stand in a file; return the text with stand-ins for them.

    The stand-ins are as long as what they stand for, so that every place stays the same.
    """
    unwelcome = "".join(letter for letter in _odd_letters(page.text) if not is_visible(letter))
    # A last line without its end is measured differently by the two parsers.
    cleared = page.text if page.text.endswith("\n") else page.text + "\n"
    if unwelcome:
        pattern = re.compile(f"[{re.escape(unwelcome)}]")
        for found in pattern.finditer(page.text):
            page.add(_unseen(found[0]), found.start(), text=page.around(found.start()))
        cleared = pattern.sub("\ufffd", cleared)
    _weigh_tabs(page)
    return cleared


def _odd_letters(text: str) -> set[str]:
    """Return the letters of a text that are not on every keyboard; nearly all are, and those are dropped at once."""
    letters = text.encode("utf-8", "surrogatepass").translate(None, _ON_EVERY_KEYBOARD)
    return set(letters.decode("utf-8", "surrogatepass"))


def _weigh_tabs(page: Page) -> None:
    """Stop at a tab: what stands after it cannot be placed."""
    first = page.text.find("\t")
    if first >= 0:
        lines = sum("\t" in line for line in page.text.split("\n"))
        also = f"; {lines} lines of this file have tabs" if lines > 1 else ""
        raise page.stop(_TAB._replace(message=_TAB.message + also), first, text=page.around(first))


def unseen_in(text: str) -> Mistake | None:
    """Return the mistake of a character that was written as an escape; line ends and tabs may be."""
    if text.isascii() and text.isprintable():
        return None
    return next((_unseen(letter) for letter in text if letter not in "\n\t" and not is_visible(letter)), None)


def _unseen(letter: str) -> Mistake:
    name = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
    if unicodedata.category(letter) == "Zs":
        return Mistake(
            "odd_space", f"this space is not an ordinary one ({name})", "type an ordinary space in its place"
        )
    if unicodedata.category(letter) == "Cf" or letter in WITHOUT_INK:
        return Mistake("hidden_character", f"a character that cannot be seen stands here ({name})", "delete it")
    return Mistake("control_character", f"a character that is no letter or sign stands here ({name})", "delete it")


def weighed_letters(text: str) -> Mistake | None:
    """Return the mistake of a value whose letters may deceive, if it has one."""
    if text.isascii():
        return None
    if " " not in text and re.fullmatch(r"[a-z0-9_\-]*(?:(?:[^\W\x00-\x7f]|[\u0300-\u036f])[a-z0-9_\-]*)+", text):
        letter = strange_letter(text)
        again = "type it in plain letters, a to z; text for people begins with a capital or has several words"
        return lookalike(text, letter)._replace(mend=again)
    letter = _foreign_letter(text)
    return lookalike(text, letter) if letter else None


def strange_letter(word: str) -> str:
    """Return the first letter or digit of the word that is not plain English, or nothing."""
    return next((letter for letter in word if letter > "\x7f" and unicodedata.category(letter)[0] in "LMN"), "")


def _foreign_letter(text: str) -> str:
    """Return the first letter that only looks like a Latin one, by the Latin letters beside it, or nothing.

    Digits of other scripts count as well, wherever they stand.
    """
    if not any(letter > "\x7f" and _is_foreign(letter) for letter in text):
        return ""
    for word in (found[0] for found in re.finditer(r"\w+", text)):
        foreign = [letter for letter in word if letter > "\x7f" and _is_foreign(letter)]
        mixed = len(foreign) < sum(letter.isalpha() for letter in word)
        if foreign and (mixed or any(letter.isdecimal() for letter in foreign)):
            return foreign[0]
    return ""


def _is_foreign(letter: str) -> bool:
    alphabet = unicodedata.name(letter, "").partition(" ")[0]
    return letter.isdecimal() or (letter.isalpha() and alphabet not in _AT_HOME)


def lookalike(word: str, letter: str) -> Mistake:
    """Return the mistake of a word with a letter in it that is taken for another."""
    name = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
    return Mistake(
        "lookalike_letter",
        f"`{letter}` in `{shown(word)}` is not the letter or digit that it may look like ({name})",
        "type the word again in plain letters, a to z",
    )
