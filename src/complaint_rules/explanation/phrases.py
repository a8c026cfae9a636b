"""The small change of the language: days, names, lists, citations."""

from collections.abc import Iterable
from datetime import date

from complaint_rules.citations import Checked, Citation
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, Clause, NameKind
from complaint_rules.terms import Basis

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905

SPEAKERS = {Basis.COUNCIL: "the council's procedure", Basis.LAW: "the law", Basis.GUIDANCE: "the guidance"}


def long_day(day: date) -> str:
    """Write a day as a letter would: `Friday 4 January 2019`."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def plain_day(day: date) -> str:
    """Write a day without its weekday: `4 January 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken(name: str) -> str:
    """Write a name of the vocabulary as words: `stage 1 response sent`."""
    return name.replace("_", " ")


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join items as a sentence does."""
    parts = list(items)
    if len(parts) < 2:  # noqa: PLR2004 - one item needs no joining
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def cited(citation: Citation | None) -> str:
    """Write where a rule stands, in brackets, or nothing."""
    return f" ({citation})" if citation is not None else ""


def unless_certain(checked: Checked) -> str:
    """Say in brackets what is not certain about a rule that was checked no further than this, or nothing."""
    return f" ({checked.caveat})" if checked.caveat else ""


def clause(test: Clause) -> str:
    """Say what a clause asks for."""
    name = spoken(test.name)
    if test.between is not None:
        return f"{name} {test.between}"
    if test.kind is NameKind.ACCEPTANCE:
        return f"acceptance, {name}, is {'none of ' if test.negated else ''}{listed(map(str, test.words), 'or')}"
    words = listed((_word(word) for word in test.words), "or")
    if test.kind is NameKind.EVENT and not test.negated:
        if test.words == (HAPPENED,):
            return f"there is first: {name}"
        if test.words == (NOT_HAPPENED,):
            return f"there is no: {name}"
        return f"{name} with the outcome {words}"
    return f"{name} is {'none of ' if test.negated else ''}{words}"


def _word(word: object) -> str:
    if isinstance(word, bool):
        return "so" if word else "not so"
    return plain_day(word) if isinstance(word, date) else spoken(str(word))
