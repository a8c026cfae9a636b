"""Checks: from what a document model says to what pydantic's core checks.

Annotations can say everything that pydantic understands, and to find out what they say takes it longer than reading a
file. Documents say only a few things, and each is told to the core here in a line or two; anything else is left to
pydantic. A test holds this way equal to pydantic's own, of every document that there is.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from complaint_rules.profiles.sections import (
    REQUIRED,
    AtLeast,
    Called,
    First,
    Said,
    Section,
    Written,
    fields_of,
    is_checked,
    key_of,
)

__all__ = ["checked", "checks_of"]

S = TypeVar("S", bound=Section)

_PLAIN: Final[Mapping[Any, Callable[[], CoreSchema]]] = {
    str: core_schema.str_schema,
    int: core_schema.int_schema,
    bool: core_schema.bool_schema,
    date: core_schema.date_schema,
    Any: core_schema.any_schema,
}
_VALIDATORS: Final[dict[type[Section], SchemaValidator]] = {}
_TOLD_HERE: Final = (AtLeast, Called, First, Written, str)


def checked(model: type[S], value: object) -> S:
    """Return a value as a document of this model. Raises pydantic's `ValidationError`, with all that is wrong."""
    if model not in _VALIDATORS:
        _VALIDATORS[model] = SchemaValidator(checks_of(model))
    found: S = _VALIDATORS[model].validate_python(value)
    return found


def checks_of(model: type[Section]) -> CoreSchema:
    """Return what pydantic's core is to check of a document."""
    checks = _Checks()
    return core_schema.definitions_schema(checks.of(model), list(checks.models.values()))


class _Checks:
    """The checks of a model, and of every other that stands in it under its name."""

    def __init__(self) -> None:
        self.models: dict[str, CoreSchema] = {}
        self.found: dict[Any, CoreSchema] = {}

    def of(self, annotation: Any) -> CoreSchema:
        """Return the checks of an annotation; most stand in many places."""
        if annotation not in self.found:
            self.found[annotation] = self._of(annotation)
        return self.found[annotation]

    def _of(self, annotation: Any) -> CoreSchema:
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is None:
            return self._of_type(annotation)
        if origin is Annotated and all(isinstance(mark, _TOLD_HERE) for mark in parts[1:]):
            return _narrowed(self.of(parts[0]), tuple(filter(is_checked, parts[1:])))
        if origin in {Union, UnionType}:
            return self._of_union(parts)
        if origin is list:
            return core_schema.ListSchema(type="list", items_schema=self.of(parts[0]))
        if origin is dict:
            keys, values = map(self.of, parts)
            return core_schema.DictSchema(type="dict", keys_schema=keys, values_schema=values)
        if origin is Literal:
            return core_schema.LiteralSchema(type="literal", expected=[*parts])
        return _left_to_pydantic(annotation)

    def _of_type(self, kind: Any) -> CoreSchema:
        if kind in _PLAIN:
            return _PLAIN[kind]()
        return self._of_model(kind) if issubclass(kind, Section) else _left_to_pydantic(kind)

    def _of_union(self, parts: tuple[Any, ...]) -> CoreSchema:
        choices = [self.of(part) for part in parts if part is not NoneType]
        checks = choices[0] if len(choices) == 1 else core_schema.UnionSchema(type="union", choices=[*choices])
        return core_schema.NullableSchema(type="nullable", schema=checks) if NoneType in parts else checks

    def _of_model(self, model: type[Section]) -> CoreSchema:
        name = f"{model.__module__}.{model.__qualname__}"
        if name not in self.models:
            fields = {name: self._of_field(name, said) for name, said in fields_of(model).items()}
            block = core_schema.model_fields_schema(fields, model_name=model.__name__)
            config = core_schema.CoreConfig(title=model.__name__, extra_fields_behavior=model.others, strict=True)
            self.models[name] = _held_together(model, core_schema.model_schema(model, block, config=config), name)
        return core_schema.definition_reference_schema(name)

    def _of_field(self, name: str, said: Said) -> core_schema.ModelField:
        checks = self.of(said.annotation)
        if isinstance(said.default, list | dict):
            checks = core_schema.WithDefaultSchema(type="default", schema=checks, default_factory=said.default.copy)
        elif said.default is not REQUIRED:
            checks = core_schema.WithDefaultSchema(type="default", schema=checks, default=said.default)
        field = core_schema.ModelField(type="model-field", schema=checks)
        if key_of(name) != name:
            field["validation_alias"] = field["serialization_alias"] = key_of(name)
        return field


def _held_together(model: type[Section], checks: core_schema.ModelSchema, name: str) -> CoreSchema:
    """Return the checks of a model, under its name, with what it says of its fields together if it says anything."""
    if model.hold_together is Section.hold_together:
        return {**checks, "ref": name}

    def hold_together(section: Section) -> Section:
        section.hold_together()
        return section

    return core_schema.no_info_after_validator_function(hold_together, checks, ref=name)


def _narrowed(checks: CoreSchema, marks: tuple[Any, ...]) -> CoreSchema:
    """Return the checks as what is said besides narrows them."""
    for mark in marks:
        if isinstance(mark, First):
            checks = core_schema.no_info_before_validator_function(mark.see, checks)
        elif isinstance(mark, AtLeast):
            checks = {**checks, "min_length": mark.number}
        elif mark.pattern:
            checks = {**checks, "pattern": mark.pattern}
    return checks


def _left_to_pydantic(annotation: Any) -> CoreSchema:
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415 - no document that ships has need of it

    return TypeAdapter(annotation, config=ConfigDict(strict=True)).core_schema
