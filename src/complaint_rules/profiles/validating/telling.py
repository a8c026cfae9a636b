"""Telling: from a problem to the fault that people read, with its place on the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.misspellings import digits_meant
from complaint_rules.profiles.models import PERIOD
from complaint_rules.profiles.reading import Reading, shown, written_path
from complaint_rules.profiles.validating.problems import BLOCK, DATE, LIST, NUMBER, SORTS, TEXT, TRUTH, Problem, named

__all__ = ["told_fault"]

_FOUND: Final[Mapping[Any, str]] = {**SORTS, int: "a number"}


def told_fault(problem: Problem, reading: Reading) -> Fault:
    """Return the problem as a fault, at its place on the page."""
    mark = reading.mark(problem.path, key=problem.is_key or problem.at_key)
    message, mend = _message_and_mend(problem)
    return Fault(
        code=problem.code,
        message=message,
        mend=mend,
        file=reading.file,
        line=mark.line,
        column=mark.column,
        path=written_path(problem.path),
        text="" if problem.code == "missing_key" else mark.text,
    )


def _message_and_mend(problem: Problem) -> tuple[str, str]:
    if problem.message:
        return problem.message, problem.mend
    if problem.code == "unknown_key":
        message = f"`{shown(str(problem.found))}` is not a key of {named(problem.path[:-1])}"
        return message, problem.mend or "take it away, or look its name up in the description of the format"
    if problem.code == "unknown_word" and isinstance(problem.found, str):
        return _unknown_word(problem)
    return _wrong_type(problem)


def _unknown_word(problem: Problem) -> tuple[str, str]:
    subject = "is not a key that may stand here" if problem.is_key else f"is not a word for {named(problem.path)}"
    mend = did_you_mean(str(problem.found), problem.words) or "look the words up in the description of the format"
    others = [sort for sort in problem.expected if sort != TEXT]
    also = f"; or write {_either(others)}" if others and not problem.is_typing_slip() else ""
    return f"`{shown(str(problem.found))}` {subject}", mend + also


def _wrong_type(problem: Problem) -> tuple[str, str]:
    wanted = [*problem.expected, *(f"`{word}`" for word in problem.words)]
    found = _FOUND.get(type(problem.found), "something else")
    other = "other " if found == BLOCK and any("block" in sort for sort in problem.expected) else ""
    typed = digits_meant(problem.found) if isinstance(problem.found, str) and TEXT not in problem.expected else None
    if typed is not None and {DATE, NUMBER} & set(problem.expected):
        return f"{named(problem.path)} must be {_either(wanted)}, and has {typed.told}", f"write `{typed.text}`"
    message = f"{named(problem.path)} must be {_either(wanted)}, not {found.replace('keys', other + 'keys')}"
    return message, _mend_of_sort(problem)


def _mend_of_sort(problem: Problem) -> str:
    if not problem.expected:
        return did_you_mean("", problem.words)
    if problem.told == PERIOD and type(problem.found) is int:
        return _say_of_what(problem.found)
    if TEXT in problem.expected:
        return _mend_to_text(problem.found)
    mends = {
        NUMBER: "write it in digits, without quotes, such as `10`",
        TRUTH: "write `true` or `false`, without quotes",
        DATE: "write year, month and day, without quotes: `2024-03-18`",
        LIST: "put it in square brackets, or write each item on a line of its own after a dash",
        BLOCK: "write its keys on the lines below, each with a colon and its value",
    }
    return mends.get(problem.expected[0], mends[BLOCK])


def _say_of_what(number: int) -> str:
    """Return how to write a period that has no unit."""
    *most, last = (f"`{number} {unit}`" for unit in ("working days", "calendar days", "weeks", "months"))
    return f"say of what: {', '.join(most)} or {last}"


def _mend_to_text(value: Any) -> str:
    if isinstance(value, date):
        return "write the date in words, such as `18 March 2024`"
    if isinstance(value, int):
        return f'put it in quotes: `"{str(value).lower()}"`'
    return "write one text; put it in quotes if it has a colon, a comma or brackets in it"


def _either(choices: Sequence[str]) -> str:
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last
