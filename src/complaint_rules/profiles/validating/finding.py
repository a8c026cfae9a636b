"""Finding: what pydantic found and what a lax model would convert, each in the words of the format."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from complaint_rules.profiles.reading import shown
from complaint_rules.profiles.validating.places import Kind, Spot, kinds_below, spot_at
from complaint_rules.profiles.validating.problems import (
    BLOCK,
    DATE,
    LIST,
    NUMBER,
    SORTS,
    TEXT,
    TRUTH,
    Problem,
    Steps,
    named,
)

__all__ = ["converted_values", "problem_of"]

# pydantic's names for a value of the wrong sort, and the sort that it wants.
_EXPECTED: Final[Mapping[str, str]] = {
    "bool_parsing": TRUTH,
    "bool_type": TRUTH,
    "dataclass_type": BLOCK,
    "date_from_datetime_inexact": DATE,
    "date_from_datetime_parsing": DATE,
    "date_parsing": DATE,
    "date_type": DATE,
    "dict_type": BLOCK,
    "float_parsing": NUMBER,
    "float_type": NUMBER,
    "frozen_set_type": LIST,
    "int_from_float": NUMBER,
    "int_parsing": NUMBER,
    "int_parsing_size": NUMBER,
    "int_type": NUMBER,
    "iterable_type": LIST,
    "list_type": LIST,
    "mapping_type": BLOCK,
    "model_attributes_type": BLOCK,
    "model_type": BLOCK,
    "set_type": LIST,
    "string_type": TEXT,
    "tuple_type": LIST,
}
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("gt", "greater than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
    "multiple_of": ("multiple_of", "a multiple of"),
}
_COMPARE: Final = "compare it with the description of the format"
_PYDANTICS_OWN: Final = frozenset(get_args(ErrorType))


def problem_of(model: type[BaseModel], value: Any, detail: ErrorDetails) -> Problem:
    """Return what pydantic found, at its place on the page."""
    spot = spot_at(model, value, detail["loc"])
    context = detail.get("ctx", {})
    told = _told_by_validator(detail, context) or _told(detail["type"], context, spot)
    at = tuple(context.get("at", ())) if isinstance(context.get("at", ()), list | tuple) else ()
    path = (*(told.path or spot.path), *at)
    # A block or a list begins on the line below its key, but it is the key that people look for.
    at_key = told.at_key and isinstance(spot.found, dict | list) and not at
    is_key = told.is_key or spot.is_key
    return told._replace(path=path, is_key=is_key, at_key=at_key, crossings=spot.crossings)


def _told_by_validator(detail: ErrorDetails, context: Mapping[str, Any]) -> Problem | None:
    """Return the problem in a validator's own words, if it was a validator that found it."""
    kind = detail["type"]
    if kind in {"value_error", "assertion_error"}:
        words = str(context.get("error", "")).partition("\n")[0]
        return Problem(code="wrong_value", path=(), message=words, at_key=True)
    # pydantic words some faults of its own as a validator would; they name types.
    is_pydantics = kind in _PYDANTICS_OWN or detail["msg"].startswith("Input ")
    if is_pydantics and "mend" not in context:
        return None
    return Problem(code=kind, path=(), message=detail["msg"], mend=str(context.get("mend", "")), at_key=True)


def _told(kind: str, context: Mapping[str, Any], spot: Spot) -> Problem:
    """Return the problem in the words of the format."""
    if kind in _EXPECTED:
        return Problem(code="wrong_type", path=(), found=spot.found, expected=(_EXPECTED[kind],), told=spot.told)
    if kind in {"enum", "literal_error"}:
        words = _quoted_words(context.get("expected", ""))
        code = "unknown_word" if isinstance(spot.found, str) else "wrong_type"
        return Problem(code=code, path=(), found=spot.found, words=words)
    if kind == "missing":
        return _missing(spot.path)
    if kind == "extra_forbidden":
        key = str(spot.path[-1])
        return Problem(code="unknown_key", path=(), found=key, words=spot.known_keys, is_key=True, beside=spot.beside)
    if kind.startswith("union_tag"):
        return _wrong_tag(context, spot)
    return _wrong_content(kind, context, spot)


_VALUES = {
    "made_by": "the event that makes the time longer, such as `extension_notified`",
    "done_by": "the event that ends it, such as `stage_1_response_sent`",
    "who": "`council`, `complainant`, `panel` or `both`",
    "source": 'where the page says it, such as `Stage 1` or "2.3"',
    "is": "`yes_no`, `number`, `date`, or the list of its words",
    "asks": "the question that one would ask a person",
    "means": "what has happened, in plain words",
    "could_be": "the list of what else the page could mean",
    "because": "why the page can be read otherwise",
}
"""What the value of a key may be, of those that authors forget."""


def _missing(path: Steps) -> Problem:
    key = path[-1]
    subject = f"item {key + 1}" if isinstance(key, int) else f"the key `{key}`"
    value = f": {_VALUES[key]}" if key in _VALUES else ""
    mend = "add the item" if isinstance(key, int) else f"add `{key}:` with its value{value}"
    message = f"{subject} is missing from {named(path[:-1])}"
    return Problem(code="missing_key", path=path, message=message, mend=mend, is_key=True)


def _wrong_tag(context: Mapping[str, Any], spot: Spot) -> Problem:
    """Return the problem of the key that tells which sort of block this is."""
    key = str(context.get("discriminator", "")).strip("'")
    if not isinstance(spot.found, dict) or key.endswith("()"):
        # The sort is told by a function of the whole value, so that no key can be named.
        return _content("wrong_value", f"{named(spot.path)} is of no known sort", _COMPARE)
    if key not in spot.found:
        return _missing((*spot.path, key))
    words = _quoted_words(context.get("expected_tags", ""))
    return Problem(code="unknown_word", path=(*spot.path, key), found=spot.found[key], words=words)


def _quoted_words(listed: object) -> tuple[str, ...]:
    """Return the words of a list such as `'a', 'b' or 'c'`."""
    return tuple(found[1] for found in re.finditer(r"'([^']*)'", str(listed)))


def _wrong_content(kind: str, context: Mapping[str, Any], spot: Spot) -> Problem:
    """Return the problem of a value of the right sort."""
    name = named(spot.path)
    if kind == "string_pattern_mismatch":
        whose = f"the keys of {named(spot.path[:-1])}" if spot.is_key else name
        form = f"in {spot.told}" if spot.told else "like others of its sort"
        return _content(
            "wrong_form", f"`{shown(str(spot.found))}` is not written as {whose} must be", f"write it {form}"
        )
    if kind == "string_too_short" and context.get("min_length") == 1:
        return _content("empty_text", f"{name} has no text", f"write the text{_or_not(spot)}")
    if kind in {"too_short", "string_too_short"}:
        least = _counted(context.get("min_length"), kind)
        return _content("too_few", f"{name} needs at least {least}", f"add what is missing{_or_not(spot)}")
    if kind in {"too_long", "string_too_long"}:
        most = _counted(context.get("max_length"), kind)
        return _content("too_many", f"{name} may have at most {most}", "shorten it")
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        limit = f"{words} {context.get(bound)}"
        return _content("out_of_range", f"{name} must be {limit}", f"write a number that is {limit}")
    return _content("wrong_value", f"{name} cannot have this value", _COMPARE)


def _or_not(spot: Spot) -> str:
    """Say that a key may be left out, if it may: what must be written is asked for again if it is not."""
    return "" if spot.is_required else ", or leave the key out"


def _content(code: str, message: str, mend: str) -> Problem:
    return Problem(code=code, path=(), message=message, mend=mend, at_key=True)


def _counted(number: object, kind: str) -> str:
    noun = "letter" if kind.startswith("string") else "entry"
    plural = "letters" if kind.startswith("string") else "entries"
    return f"{number} {noun if number == 1 else plural}"


def converted_values(kinds: Sequence[Kind], value: Any, path: Steps) -> Iterator[Problem]:
    """Yield every value that a lax model would have converted: `true` for 1, "7" for 7, 0 for a date."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in entries:
            below = [found for kind in kinds if not kind.opaque for found in kinds_below(kind, step)]
            yield from converted_values(below, inner, (*path, step))
        return
    sorts = [kind.type for kind in kinds]
    plain = bool(sorts) and all(sort in {str, int, float, bool, date} for sort in sorts)
    if plain and not any(kind.opaque for kind in kinds) and type(value) not in _accepted(sorts):
        expected = tuple(dict.fromkeys(SORTS[sort] for sort in sorts))
        yield Problem(code="wrong_type", path=path, found=value, expected=expected)


def _accepted(sorts: Sequence[Any]) -> set[Any]:
    return {*sorts, int} if float in sorts else set(sorts)
