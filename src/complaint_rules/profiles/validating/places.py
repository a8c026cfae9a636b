"""Places: the value and the model's annotations, walked together."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import AliasChoices, AliasPath, BaseModel, BeforeValidator, PlainValidator, WrapValidator
from pydantic.fields import FieldInfo

from complaint_rules.profiles.validating.problems import Crossing, Steps

__all__ = ["Kind", "Spot", "keys_of", "kinds_below", "kinds_of", "required_keys_of", "spot_at"]


class Kind(NamedTuple):
    """One sort of value that may stand at a place; a union has several.

    `told` describes how it is written. `opaque` kinds have a validator that sees the value first and may change
    its sort.
    """

    type: Any
    told: str = ""
    opaque: bool = False


class Spot(NamedTuple):
    """Where a problem is: its path on the page, what stands there, and what may stand there."""

    path: Steps
    found: Any
    kinds: tuple[Kind, ...]
    known_keys: tuple[str, ...] = ()
    is_required: bool = False
    is_key: bool = False
    crossings: tuple[Crossing, ...] = ()
    beside: int = 0

    @property
    def told(self) -> str:
        """Return how what may stand here is written, as far as it is described."""
        return next((kind.told for kind in self.kinds if kind.told), "")


def spot_at(model: type[BaseModel], value: Any, location: Sequence[str | int]) -> Spot:
    """Follow pydantic's path, stepping over the branches of unions that it names."""
    spot = Spot((), value, kinds_of(model))
    in_union = len(spot.kinds) > 1
    above: tuple[Kind, ...] = ()
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


def _is_branch(step: str | int, spot: Spot) -> bool:
    """Tell whether this step of pydantic's path names a branch and not a key of the page."""
    is_on_page = isinstance(spot.found, dict) and step in spot.found
    return isinstance(step, str) and (not is_on_page or any(_fits(step, kind) for kind in spot.kinds))


def _into_branch(branch: str, spot: Spot) -> Spot:
    fitting = tuple(kind for kind in spot.kinds if _fits(branch, kind))
    crossings = (*spot.crossings, Crossing(spot.path, branch))
    return spot._replace(kinds=fitting or spot.kinds, crossings=crossings)


def _down(step: str | int, spot: Spot) -> Spot:
    """Go one step down the page. A single thing that stands for a list of one is its own first item."""
    below = tuple(kind for parent in spot.kinds for kind in kinds_below(parent, step))
    if isinstance(step, int):
        if not isinstance(spot.found, list):
            return spot._replace(kinds=below)
        found = spot.found[step] if step < len(spot.found) else None
        return spot._replace(path=(*spot.path, step), found=found, kinds=below)
    # What is not a block here was made one by a validator; its keys are not on the page.
    block = spot.found if isinstance(spot.found, dict) else {}
    known = tuple(key for kind in spot.kinds for key in keys_of(kind.type))
    lower = spot._replace(path=(*spot.path, step), found=block.get(step), kinds=below)
    required = any(step in required_keys_of(kind.type) for kind in spot.kinds)
    return lower._replace(known_keys=known, is_required=required, beside=len(block))


def _kinds_of_keys(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return what the keys of these blocks may be."""
    parts = (get_args(kind.type) for kind in kinds if get_origin(kind.type) is dict)
    return tuple(found for part in parts for found in kinds_of(part[0]))


def kinds_of(annotation: Any, told: str = "", *, opaque: bool = False) -> tuple[Kind, ...]:
    """Return every sort of value that the annotation allows, nothing aside."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        described = (item.description for item in metadata if isinstance(item, FieldInfo))
        description = next(filter(None, described), None)
        return kinds_of(inner, description or told, opaque=opaque or _sees_first(metadata))
    if get_origin(annotation) in {Union, UnionType}:
        members = (member for member in get_args(annotation) if member is not type(None))
        return tuple(kind for member in members for kind in kinds_of(member, told, opaque=opaque))
    if hasattr(annotation, "__value__"):
        return kinds_of(annotation.__value__, told, opaque=opaque)
    if _is_model(annotation) and "root" in annotation.model_fields and annotation.__pydantic_root_model__:
        return _kinds_of_field(annotation, "root")
    return (Kind(annotation, told, opaque),)


def _sees_first(metadata: Iterable[Any]) -> bool:
    return any(isinstance(item, BeforeValidator | PlainValidator | WrapValidator) for item in metadata)


def _kinds_of_field(model: type[BaseModel], name: str) -> tuple[Kind, ...]:
    info = model.model_fields[name]
    decorators = model.__pydantic_decorators__.field_validators.values()
    opaque = any(
        found.info.mode != "after" and (name in found.info.fields or "*" in found.info.fields) for found in decorators
    )
    return kinds_of(info.annotation, info.description or "", opaque=opaque or _sees_first(info.metadata))


def kinds_below(kind: Kind, step: str | int) -> tuple[Kind, ...]:
    """Return what may stand at this key or item of a value of this kind."""
    if _is_model(kind.type):
        names = [name for name in kind.type.model_fields if step in _keys_of_field(kind.type, name)]
        return tuple(found for name in names for found in _kinds_of_field(kind.type, name))
    inner = [part for part in get_args(kind.type) if part is not Ellipsis]
    origin = get_origin(kind.type)
    if not inner or origin is Literal:
        return ()
    if isinstance(step, int) and origin is tuple and step < len(inner):
        return kinds_of(inner[step])
    return kinds_of(inner[-1]) if isinstance(step, str) or origin is not dict else ()


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def keys_of(annotation: Any) -> tuple[str, ...]:
    """Return the keys that a block of this model may have, as they are written on the page."""
    if not _is_model(annotation):
        return ()
    return tuple(key for name in annotation.model_fields for key in _keys_of_field(annotation, name))


def required_keys_of(annotation: Any) -> frozenset[str]:
    """Return the keys that a block of this model must have."""
    if not _is_model(annotation):
        return frozenset()
    fields = annotation.model_fields
    return frozenset(key for name in fields if fields[name].is_required() for key in _keys_of_field(annotation, name))


def _keys_of_field(model: type[BaseModel], name: str) -> tuple[str, ...]:
    alias = model.model_fields[name].validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias] if alias is not None else []
    keys = [str(choice.path[0]) if isinstance(choice, AliasPath) else choice for choice in choices]
    by_name = model.model_config.get("populate_by_name") or model.model_config.get("validate_by_name")
    return (*keys, name) if by_name or not keys else tuple(keys)


def _fits(branch: str, kind: Kind) -> bool:
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
