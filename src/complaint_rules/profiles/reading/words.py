"""Words: what a value without quotes means, what a text in quotes stands for, and what may be a key."""

import re
from datetime import date
from typing import Final

from complaint_rules.profiles.reading.bounds import LONGEST_NUMBER
from complaint_rules.profiles.reading.letters import lookalike, strange_letter, unseen_in, weighed_letters
from complaint_rules.profiles.reading.page import Mistake
from complaint_rules.profiles.reading.refused import EMPTY_KEY, MERGE
from complaint_rules.profiles.reading.showing import shown

__all__ = ["plain_value", "weighed_key", "weighed_quotation"]

_YES_OR_NO: Final = frozenset({"yes", "no", "on", "off", "y", "n"})
_NOTHING: Final = frozenset({"null", "~"})
_TRUTH: Final = frozenset({"true", "false"})
_SPECIAL: Final = _YES_OR_NO | _NOTHING | _TRUTH

_WHOLE_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DATE_AND_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?"
    r"[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?)?"
)
_TIME: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?")
_ODD_NUMBER: Final = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)")
_DECIMAL: Final = re.compile(
    r"[-+]?(?:(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|nan))", re.IGNORECASE
)

_NULL = Mistake(
    "null_value",
    "this stands for nothing, and nothing is never a value here",
    "write the value, or leave the key out; if the word itself is meant, put it in quotes",
)
_NUMBER_TOO_LONG = Mistake(
    "number_too_long",
    f"a number has at most {LONGEST_NUMBER} digits",
    "put it in quotes if it is a reference or a telephone number",
)
_QUOTED_DATE = Mistake("quoted_date", "a date stands in quotes, which makes it a text", "take the quotes away")


def plain_value(word: str) -> str | int | bool | date | Mistake:
    """Return what a word without quotes means, or why it may not stand without them."""
    if word[:1] in "0123456789+-.":
        return _number_or_text(word)
    lower = word.lower()
    if lower not in _SPECIAL:
        return word
    if lower in _TRUTH:
        return word == "true" if word == lower else _true_or_false(word)
    return _yes_or_no(word) if lower in _YES_OR_NO else _NULL


def _number_or_text(word: str) -> str | int | date | Mistake:
    # Most are periods such as `10 working days`; of all that is refused only a date with a time has a space.
    if " " in word and word[4:5] != "-":
        return word
    if _WHOLE_NUMBER.fullmatch(word):
        return int(word) if len(word.lstrip("-")) <= LONGEST_NUMBER else _NUMBER_TOO_LONG
    if _DATE.fullmatch(word):
        return _day(word)
    for pattern, mistake in _NUMBERS_REFUSED:
        if pattern.fullmatch(word):
            return mistake(word)
    return word


def weighed_quotation(text: str, *, escapes: bool, json: bool) -> str | date | Mistake:
    """Return what a text in quotes or under a bar stands for; in JSON it may be a date."""
    if _DATE.fullmatch(text):
        day = _day(text)
        return day if json or isinstance(day, Mistake) else _QUOTED_DATE
    unseen = unseen_in(text) if escapes else None
    return unseen or weighed_letters(text) or text


def weighed_key(text: str, *, quoted: bool) -> Mistake | None:
    """Return the mistake of a key, if it has one. The words `on` and `no` are keys like any other."""
    if not text:
        return EMPTY_KEY
    if not quoted:
        if text == "<<":
            return MERGE
        if not isinstance(plain_value(text), str) and text.lower() not in _YES_OR_NO:
            return _key_not_text(text)
    if text.isascii() and text.isprintable():
        return None
    letter = strange_letter(text)
    return unseen_in(text) or (lookalike(text, letter) if letter else None)


def _key_not_text(text: str) -> Mistake:
    quoted = f'`"{shown(text)}"`'
    return Mistake("key_not_text", f"the key `{shown(text)}` is not a text", f"put it in quotes: {quoted}")


def _day(word: str) -> date | Mistake:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return Mistake(
            "impossible_date",
            f"there is no such day as `{word}`",
            "look the date up again; it is year-month-day",
        )


def _true_or_false(word: str) -> Mistake:
    return Mistake("true_false_spelling", f"`{word}` is not written in small letters", f"write `{word.lower()}`")


def _yes_or_no(word: str) -> Mistake:
    return Mistake(
        "yes_or_no_word",
        f"`{word}` is a word to some readers of YAML and true or false to others",
        f'write `true` or `false`; if the word itself is meant, put it in quotes: `"{word}"`',
    )


def _loose_date(word: str) -> Mistake:
    year, month, day = word.split("-")
    tidy = f"{year}-{month:0>2}-{day:0>2}"
    return Mistake("date_spelling", "a date has two digits for the month and two for the day", f"write `{tidy}`")


def _date_and_time(word: str) -> Mistake:
    day = re.split(r"[Tt \t]", word)[0]
    return Mistake("date_with_time", "a date stands here with a time of day", f"write the date alone: `{day}`")


def _time(word: str) -> Mistake:
    return Mistake(
        "time_without_quotes",
        f"`{shown(word)}` is a time to people and a number to some readers of YAML",
        f'put it in quotes: `"{shown(word)}"`',
    )


def _odd_number(word: str) -> Mistake:
    return Mistake(
        "number_spelling",
        f"`{shown(word)}` is not a number in plain digits",
        "write it like `7` or `1500`; put it in quotes if it is a reference or a telephone number",
    )


def _decimal(word: str) -> Mistake:
    return Mistake(
        "decimal_number",
        f"`{shown(word)}` is a number with a fraction, and every number here is whole",
        f'if it is a heading or a version, put it in quotes: `"{shown(word)}"`',
    )


_NUMBERS_REFUSED: Final = (
    (_LOOSE_DATE, _loose_date),
    (_DATE_AND_TIME, _date_and_time),
    (_TIME, _time),
    (_ODD_NUMBER, _odd_number),
    (_DECIMAL, _decimal),
)
