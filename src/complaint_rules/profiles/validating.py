"""From plain values to a document model; every mistake becomes a fault with its place on the page.

pydantic finds the mistakes, and this module tells them: in the words of the format, once for each place, and
without the names of the models. A place is found by walking the value and the model's annotations together,
because pydantic's own path also names the branch of a union that was tried. Where a union fails in every branch,
the branch that got furthest speaks; where none got anywhere, all that would fit is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    BeforeValidator,
    PlainValidator,
    ValidationError,
    WrapValidator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from complaint_rules.errors import ComplaintRulesError, Fault, ProfileError, did_you_mean
from complaint_rules.profiles.reading import MOST_FAULTS, Reading, shown, too_many_faults, written_path

__all__ = ["validate"]

M = TypeVar("M", bound=BaseModel)
Steps: TypeAlias = tuple[str | int, ...]

# A union gives several details for one fault; beyond this many, a hostile file would cost more than it is worth.
MOST_DETAILS: Final = 20 * MOST_FAULTS


def validate(model: type[M], reading: Reading, *, error: type[ComplaintRulesError] = ProfileError) -> M:
    """Return the reading as a document of this model, nothing converted on the way.

    Even where the model is lax, `true` is not the number 1, and texts, numbers and dates never pass for each
    other. A validator may raise `PydanticCustomError(code, message, {"mend": ...})` to word the fault itself, and
    say with `"at": (...)` at which place below its own the fault is. Raises `error` with every fault, in the
    order of the page.
    """
    problems: list[_Problem] = []
    document: M | None = None
    try:
        document = model.model_validate(reading.value)
    except ValidationError as failed:
        details = failed.errors(include_url=False)
        found = [_problem(model, reading.value, detail) for detail in details[:MOST_DETAILS]]
        problems = _furthest_of_all(found)
    told = {problem.path for problem in problems}
    converted = islice(_converted(_kinds(model), reading.value, ()), MOST_DETAILS)
    problems += [problem for problem in converted if problem.path not in told]
    if document is None or problems:
        raise error(_in_order((_fault(problem, reading) for problem in problems), reading.file))
    return document


def _in_order(faults: Iterable[Fault], file: str) -> list[Fault]:
    """Return each fault once, in the order of the page, and not more than anybody would mend at once."""
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column))
    more = [too_many_faults(file)] if len(ordered) > MOST_FAULTS else []
    return ordered[:MOST_FAULTS] + more


# Problems -----------------------------------------------------------------------------------------


class _Crossing(NamedTuple):
    """A union that the path to a problem went through: where it is, and the branch that was tried."""

    place: Steps
    branch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """What is wrong at one place, before it is known whether it is told.

    `expected` says which sorts of value would fit and `words` which words or keys; both empty when the value is
    of the right sort and its content is wrong. `beside` is how many keys stand in the block that an unknown key
    is in.
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
    crossings: tuple[_Crossing, ...] = ()
    beside: int = 0

    def is_typing_slip(self) -> bool:
        """Tell whether a known word is so near that it must have been meant."""
        return isinstance(self.found, str) and did_you_mean(self.found, self.words).startswith("did you mean")


_TEXT: Final = "text"
_NUMBER: Final = "a whole number"
_TRUTH: Final = "`true` or `false`"
_DATE: Final = "a date"
_LIST: Final = "a list"
_BLOCK: Final = "a block of keys"

# pydantic's names for a value of the wrong sort, and the sort that it wants.
_EXPECTED: Final[Mapping[str, str]] = {
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "dataclass_type": _BLOCK,
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "dict_type": _BLOCK,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "frozen_set_type": _LIST,
    "int_from_float": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "iterable_type": _LIST,
    "list_type": _LIST,
    "mapping_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "model_type": _BLOCK,
    "set_type": _LIST,
    "string_type": _TEXT,
    "tuple_type": _LIST,
}
_SORTS: Final[Mapping[Any, str]] = {
    str: _TEXT,
    int: _NUMBER,
    float: _NUMBER,
    bool: _TRUTH,
    date: _DATE,
    list: _LIST,
    dict: _BLOCK,
}
_FOUND: Final[Mapping[Any, str]] = {**_SORTS, int: "a number"}
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("gt", "greater than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
    "multiple_of": ("multiple_of", "a multiple of"),
}
_COMPARE: Final = "compare it with the description of the format"
_PYDANTICS_OWN: Final = frozenset(get_args(ErrorType))


def _problem(model: type[BaseModel], value: Any, detail: ErrorDetails) -> _Problem:
    """Return what pydantic found, at its place on the page."""
    spot = _spot(model, value, detail["loc"])
    context = detail.get("ctx", {})
    told = _told_by_validator(detail, context) or _told(detail["type"], context, spot)
    at = tuple(context.get("at", ())) if isinstance(context.get("at", ()), list | tuple) else ()
    path = (*(told.path or spot.path), *at)
    # A block or a list begins on the line below its key, but it is the key that people look for.
    at_key = told.at_key and isinstance(spot.found, dict | list) and not at
    is_key = told.is_key or spot.is_key
    return replace(told, path=path, is_key=is_key, at_key=at_key, crossings=spot.crossings)


def _told_by_validator(detail: ErrorDetails, context: Mapping[str, Any]) -> _Problem | None:
    """Return the problem in a validator's own words, if it was a validator that found it."""
    kind = detail["type"]
    if kind in {"value_error", "assertion_error"}:
        words = str(context.get("error", "")).partition("\n")[0]
        return _Problem(code="wrong_value", path=(), message=words, at_key=True)
    # pydantic words some faults of its own as a validator would; they name types.
    is_pydantics = kind in _PYDANTICS_OWN or detail["msg"].startswith("Input ")
    if is_pydantics and "mend" not in context:
        return None
    return _Problem(code=kind, path=(), message=detail["msg"], mend=str(context.get("mend", "")), at_key=True)


def _told(kind: str, context: Mapping[str, Any], spot: "_Spot") -> _Problem:
    """Return the problem in the words of the format."""
    if kind in _EXPECTED:
        return _Problem(code="wrong_type", path=(), found=spot.found, expected=(_EXPECTED[kind],))
    if kind in {"enum", "literal_error"}:
        words = _quoted_words(context.get("expected", ""))
        code = "unknown_word" if isinstance(spot.found, str) else "wrong_type"
        return _Problem(code=code, path=(), found=spot.found, words=words)
    if kind == "missing":
        return _missing(spot.path)
    if kind == "extra_forbidden":
        key = str(spot.path[-1])
        return _Problem(code="unknown_key", path=(), found=key, words=spot.known_keys, is_key=True, beside=spot.beside)
    if kind.startswith("union_tag"):
        return _wrong_tag(context, spot)
    return _wrong_content(kind, context, spot)


def _missing(path: Steps) -> _Problem:
    key = path[-1]
    subject = f"item {key + 1}" if isinstance(key, int) else f"the key `{key}`"
    mend = "add the item" if isinstance(key, int) else f"add `{key}:` with its value"
    message = f"{subject} is missing from {_named(path[:-1])}"
    return _Problem(code="missing_key", path=path, message=message, mend=mend, is_key=True)


def _wrong_tag(context: Mapping[str, Any], spot: "_Spot") -> _Problem:
    """Return the problem of the key that tells which sort of block this is."""
    key = str(context.get("discriminator", "")).strip("'")
    if not isinstance(spot.found, dict) or key.endswith("()"):
        # The sort is told by a function of the whole value, so that no key can be named.
        return _content("wrong_value", f"{_named(spot.path)} is of no known sort", _COMPARE)
    if key not in spot.found:
        return _missing((*spot.path, key))
    words = _quoted_words(context.get("expected_tags", ""))
    return _Problem(code="unknown_word", path=(*spot.path, key), found=spot.found[key], words=words)


def _quoted_words(listed: object) -> tuple[str, ...]:
    """Return the words of a list such as `'a', 'b' or 'c'`."""
    return tuple(found[1] for found in re.finditer(r"'([^']*)'", str(listed)))


def _wrong_content(kind: str, context: Mapping[str, Any], spot: "_Spot") -> _Problem:
    """Return the problem of a value of the right sort."""
    name = _named(spot.path)
    if kind == "string_pattern_mismatch":
        whose = f"the keys of {_named(spot.path[:-1])}" if spot.is_key else name
        form = f"in {spot.told}" if spot.told else "like others of its sort"
        return _content(
            "wrong_form", f"`{shown(str(spot.found))}` is not written as {whose} must be", f"write it {form}"
        )
    if kind == "string_too_short" and context.get("min_length") == 1:
        return _content("empty_text", f"{name} has no text", "write the text, or leave the key out")
    if kind in {"too_short", "string_too_short"}:
        least = _counted(context.get("min_length"), kind)
        return _content("too_few", f"{name} needs at least {least}", "add what is missing, or leave the key out")
    if kind in {"too_long", "string_too_long"}:
        most = _counted(context.get("max_length"), kind)
        return _content("too_many", f"{name} may have at most {most}", "shorten it")
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        limit = f"{words} {context.get(bound)}"
        return _content("out_of_range", f"{name} must be {limit}", f"write a number that is {limit}")
    return _content("wrong_value", f"{name} cannot have this value", _COMPARE)


def _content(code: str, message: str, mend: str) -> _Problem:
    return _Problem(code=code, path=(), message=message, mend=mend, at_key=True)


def _counted(number: object, kind: str) -> str:
    noun = "letter" if kind.startswith("string") else "entry"
    plural = "letters" if kind.startswith("string") else "entries"
    return f"{number} {noun if number == 1 else plural}"


# Places: the value and the annotations, walked together --------------------------------------------


class _Kind(NamedTuple):
    """One sort of value that may stand at a place; a union has several.

    `told` describes how it is written. `opaque` kinds have a validator that sees the value first and may change
    its sort.
    """

    type: Any
    told: str = ""
    opaque: bool = False


class _Spot(NamedTuple):
    """Where a problem is: its path on the page, what stands there, and what may stand there."""

    path: Steps
    found: Any
    kinds: tuple[_Kind, ...]
    known_keys: tuple[str, ...] = ()
    is_key: bool = False
    crossings: tuple[_Crossing, ...] = ()
    beside: int = 0

    @property
    def told(self) -> str:
        return next((kind.told for kind in self.kinds if kind.told), "")


def _spot(model: type[BaseModel], value: Any, location: Sequence[str | int]) -> _Spot:
    """Follow pydantic's path, stepping over the branches of unions that it names."""
    spot = _Spot((), value, _kinds(model))
    in_union = len(spot.kinds) > 1
    above: tuple[_Kind, ...] = ()
    for step in location:
        if step == "[key]":
            return spot._replace(is_key=True, kinds=_kinds_of_keys(above), found=spot.path[-1])
        above = spot.kinds
        if in_union and _is_branch(step, spot):
            spot = _into_branch(str(step), spot)
            in_union = "union[" in str(step)
        else:
            spot = _down(step, spot)
            in_union = len(spot.kinds) > 1
    return spot


def _is_branch(step: str | int, spot: _Spot) -> bool:
    """Tell whether this step of pydantic's path names a branch and not a key of the page."""
    is_on_page = isinstance(spot.found, dict) and step in spot.found
    return isinstance(step, str) and (not is_on_page or any(_fits(step, kind) for kind in spot.kinds))


def _into_branch(branch: str, spot: _Spot) -> _Spot:
    fitting = tuple(kind for kind in spot.kinds if _fits(branch, kind))
    crossings = (*spot.crossings, _Crossing(spot.path, branch))
    return spot._replace(kinds=fitting or spot.kinds, crossings=crossings)


def _down(step: str | int, spot: _Spot) -> _Spot:
    """Go one step down the page. A single thing that stands for a list of one is its own first item."""
    below = tuple(kind for parent in spot.kinds for kind in _below(parent, step))
    if isinstance(step, int):
        if not isinstance(spot.found, list):
            return spot._replace(kinds=below)
        found = spot.found[step] if step < len(spot.found) else None
        return spot._replace(path=(*spot.path, step), found=found, kinds=below)
    # What is not a block here was made one by a validator; its keys are not on the page.
    block = spot.found if isinstance(spot.found, dict) else {}
    known = tuple(key for kind in spot.kinds for key in _keys_of(kind.type))
    lower = spot._replace(path=(*spot.path, step), found=block.get(step), kinds=below)
    return lower._replace(known_keys=known, beside=len(block))


def _kinds_of_keys(kinds: Iterable[_Kind]) -> tuple[_Kind, ...]:
    """Return what the keys of these blocks may be."""
    parts = (get_args(kind.type) for kind in kinds if get_origin(kind.type) is dict)
    return tuple(found for part in parts for found in _kinds(part[0]))


def _kinds(annotation: Any, told: str = "", *, opaque: bool = False) -> tuple[_Kind, ...]:
    """Return every sort of value that the annotation allows, nothing aside."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        description = next((item.description for item in metadata if isinstance(item, FieldInfo)), None)
        return _kinds(inner, description or told, opaque=opaque or _sees_first(metadata))
    if get_origin(annotation) in {Union, UnionType}:
        members = (member for member in get_args(annotation) if member is not type(None))
        return tuple(kind for member in members for kind in _kinds(member, told, opaque=opaque))
    if hasattr(annotation, "__value__"):
        return _kinds(annotation.__value__, told, opaque=opaque)
    if _is_model(annotation) and "root" in annotation.model_fields and annotation.__pydantic_root_model__:
        return _kinds_of_field(annotation, "root")
    return (_Kind(annotation, told, opaque),)


def _sees_first(metadata: Iterable[Any]) -> bool:
    return any(isinstance(item, BeforeValidator | PlainValidator | WrapValidator) for item in metadata)


def _kinds_of_field(model: type[BaseModel], name: str) -> tuple[_Kind, ...]:
    info = model.model_fields[name]
    decorators = model.__pydantic_decorators__.field_validators.values()
    opaque = any(
        found.info.mode != "after" and (name in found.info.fields or "*" in found.info.fields) for found in decorators
    )
    return _kinds(info.annotation, info.description or "", opaque=opaque or _sees_first(info.metadata))


def _below(kind: _Kind, step: str | int) -> tuple[_Kind, ...]:
    """Return what may stand at this key or item of a value of this kind."""
    if _is_model(kind.type):
        names = [name for name in kind.type.model_fields if step in _keys_of_field(kind.type, name)]
        return tuple(found for name in names for found in _kinds_of_field(kind.type, name))
    inner = [part for part in get_args(kind.type) if part is not Ellipsis]
    origin = get_origin(kind.type)
    if not inner or origin is Literal:
        return ()
    if isinstance(step, int) and origin is tuple and step < len(inner):
        return _kinds(inner[step])
    return _kinds(inner[-1]) if isinstance(step, str) or origin is not dict else ()


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _keys_of(annotation: Any) -> tuple[str, ...]:
    """Return the keys that a block of this model may have, as they are written on the page."""
    if not _is_model(annotation):
        return ()
    return tuple(key for name in annotation.model_fields for key in _keys_of_field(annotation, name))


def _keys_of_field(model: type[BaseModel], name: str) -> tuple[str, ...]:
    alias = model.model_fields[name].validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias] if alias is not None else []
    keys = [str(choice.path[0]) if isinstance(choice, AliasPath) else choice for choice in choices]
    by_name = model.model_config.get("populate_by_name") or model.model_config.get("validate_by_name")
    return (*keys, name) if by_name or not keys else tuple(keys)


def _fits(branch: str, kind: _Kind) -> bool:
    """Tell whether pydantic may mean this kind by the branch, which it names by a sort, a model or a tag."""
    container = re.match(r"(list|tuple|dict|set|frozenset)\[", branch)
    if container:
        return get_origin(kind.type) is not None and get_origin(kind.type).__name__ == container[1]
    if branch == getattr(kind.type, "__name__", "") or (_is_model(kind.type) and branch in _tags(kind.type)):
        return True
    if get_origin(kind.type) is Literal:
        return "literal[" in branch
    word = getattr(get_origin(kind.type) or kind.type, "__name__", "")
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", branch) is not None


def _tags(model: type[BaseModel]) -> frozenset[str]:
    """Return the words by which a tagged union may know this model."""
    literals = (info.annotation for info in model.model_fields.values() if get_origin(info.annotation) is Literal)
    words = (word for literal in literals for word in get_args(literal))
    return frozenset(str(word.value) if isinstance(word, Enum) else str(word) for word in words)


def _converted(kinds: Sequence[_Kind], value: Any, path: Steps) -> Iterator[_Problem]:
    """Yield every value that a lax model would have converted: `true` for 1, "7" for 7, 0 for a date."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in entries:
            below = [found for kind in kinds if not kind.opaque for found in _below(kind, step)]
            yield from _converted(below, inner, (*path, step))
        return
    sorts = [kind.type for kind in kinds]
    plain = bool(sorts) and all(sort in {str, int, float, bool, date} for sort in sorts)
    if plain and not any(kind.opaque for kind in kinds) and type(value) not in _accepted(sorts):
        expected = tuple(dict.fromkeys(_SORTS[sort] for sort in sorts))
        yield _Problem(code="wrong_type", path=path, found=value, expected=expected)


def _accepted(sorts: Sequence[Any]) -> set[Any]:
    return {*sorts, int} if float in sorts else set(sorts)


# Unions: one problem for each place ----------------------------------------------------------------


def _furthest_of_all(problems: Sequence[_Problem], depth: int = 0) -> list[_Problem]:
    """Keep, of each union, the problems of the branch that got furthest."""
    kept = [problem for problem in problems if len(problem.crossings) <= depth]
    unions: dict[Steps, dict[str, list[_Problem]]] = {}
    for problem in problems:
        if len(problem.crossings) > depth:
            place, branch = problem.crossings[depth]
            unions.setdefault(place, {}).setdefault(branch, []).append(problem)
    for place, tried in unions.items():
        branches = [_outside(place, _furthest_of_all(branch, depth + 1)) for branch in tried.values()]
        kept += _furthest(place, branches)
    return kept


def _outside(place: Steps, branch: list[_Problem]) -> list[_Problem]:
    """Let a block none of whose keys this branch knows count as a value of the wrong sort."""
    below = [problem for problem in branch if len(problem.path) == len(place) + 1]
    unknown = [problem for problem in below if problem.code == "unknown_key" and not problem.is_typing_slip()]
    if not unknown or len(unknown) < unknown[0].beside:
        return branch
    missing = [f"`{problem.path[-1]}`" for problem in below if problem.code == "missing_key"]
    sort = f"a block with {' and '.join(missing or ['other keys'])}"
    return [_Problem(code="wrong_type", path=place, found={}, expected=(sort,))]


def _furthest(place: Steps, branches: Sequence[list[_Problem]]) -> list[_Problem]:
    """Return the problems of the branch that got furthest, or one that names all that would fit."""
    best = max(branches, key=lambda branch: _distance(place, branch))
    outside = [problem for branch in branches for problem in branch if _depth_of(place, problem) < _ENTERED]
    words = [problem for problem in outside if problem.is_typing_slip()]
    if words and _distance(place, best)[0] != _ENTERED:
        return words[:1]
    return [_joined(outside)] if _distance(place, best)[0] < _ENTERED else best


_WRONG_SORT, _WRONG_WORD, _ENTERED, _WRONG_CONTENT = range(4)


def _depth_of(place: Steps, problem: _Problem) -> int:
    """Return how far a branch got until this problem: not to the sort, to the word, inside, or all the way."""
    if problem.path != place or problem.is_key:
        return _ENTERED
    if problem.expected:
        return _WRONG_SORT
    return _WRONG_WORD if problem.words else _WRONG_CONTENT


_STRANGE: Final = frozenset({"missing_key", "unknown_key"})


def _distance(place: Steps, branch: Sequence[_Problem]) -> tuple[int, ...]:
    """Return how far a branch got; the greater, the further."""
    strange = [problem for problem in branch if problem.code in _STRANGE]
    near = [problem for problem in strange if len(problem.path) == len(place) + 1]
    # A key mistyped is missing under its own name too, and both speak for this branch.
    slips = 2 * sum(problem.is_typing_slip() for problem in near)
    unfit = [problem for problem in branch if len(problem.path) == len(place) + 1 and problem.code not in _STRANGE]
    return (
        min(_depth_of(place, problem) for problem in branch),
        -max(len(near) - slips, 0),
        -len(unfit),
        max(len(problem.path) for problem in branch),
        -len(branch),
    )


def _joined(problems: Sequence[_Problem]) -> _Problem:
    """Return one problem that names everything that would fit."""
    expected = tuple(dict.fromkeys(sort for problem in problems for sort in problem.expected))
    words = tuple(dict.fromkeys(word for problem in problems for word in problem.words))
    is_word = bool(words) and isinstance(problems[0].found, str)
    return replace(problems[0], code="unknown_word" if is_word else "wrong_type", expected=expected, words=words)


# Telling ------------------------------------------------------------------------------------------


def _fault(problem: _Problem, reading: Reading) -> Fault:
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


def _message_and_mend(problem: _Problem) -> tuple[str, str]:
    if problem.message:
        return problem.message, problem.mend
    if problem.code == "unknown_key":
        known = did_you_mean(str(problem.found), problem.words)
        message = f"`{shown(str(problem.found))}` is not a key of {_named(problem.path[:-1])}"
        return message, known or "take it away, or look its name up in the description of the format"
    if problem.code == "unknown_word" and isinstance(problem.found, str):
        return _unknown_word(problem)
    return _wrong_type(problem)


def _unknown_word(problem: _Problem) -> tuple[str, str]:
    subject = "is not a key that may stand here" if problem.is_key else f"is not a word for {_named(problem.path)}"
    mend = did_you_mean(str(problem.found), problem.words) or "look the words up in the description of the format"
    others = [sort for sort in problem.expected if sort != _TEXT]
    also = f"; or write {_either(others)}" if others and not problem.is_typing_slip() else ""
    return f"`{shown(str(problem.found))}` {subject}", mend + also


def _wrong_type(problem: _Problem) -> tuple[str, str]:
    wanted = [*problem.expected, *(f"`{word}`" for word in problem.words)]
    found = _FOUND.get(type(problem.found), "something else")
    other = "other " if found == _BLOCK and any("block" in sort for sort in problem.expected) else ""
    message = f"{_named(problem.path)} must be {_either(wanted)}, not {found.replace('keys', other + 'keys')}"
    return message, _mend_of_sort(problem)


def _mend_of_sort(problem: _Problem) -> str:
    if not problem.expected:
        return did_you_mean("", problem.words)
    if _TEXT in problem.expected:
        return _mend_to_text(problem.found)
    mends = {
        _NUMBER: "write it in digits, without quotes, such as `10`",
        _TRUTH: "write `true` or `false`, without quotes",
        _DATE: "write year, month and day, without quotes: `2024-03-18`",
        _LIST: "put it in square brackets, or write each item on a line of its own after a dash",
        _BLOCK: "write its keys on the lines below, each with a colon and its value",
    }
    return mends.get(problem.expected[0], mends[_BLOCK])


def _mend_to_text(value: Any) -> str:
    if isinstance(value, date):
        return "write the date in words, such as `18 March 2024`"
    if isinstance(value, int):
        return f'put it in quotes: `"{str(value).lower()}"`'
    return "write one text; put it in quotes if it has a colon, a comma or brackets in it"


def _either(choices: Sequence[str]) -> str:
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last


def _named(path: Steps) -> str:
    """Name a place as people would: its key, or which item of which list."""
    if not path:
        return "the file"
    last = path[-1]
    return f"item {last + 1} of {_named(path[:-1])}" if isinstance(last, int) else f"`{last}`"
