"""Checks: a short way from what a document model says to what pydantic checks.

pydantic finds out by itself what a model allows, but it reckons with everything that an annotation could say, and for
the models of a profile that takes longer than reading one. They say only a few things, and each of these is told to
pydantic here in a line or two. Whatever else a model says is left to pydantic. A test holds the two ways equal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, SchemaValidator, core_schema

__all__ = ["checker_of", "checks_of"]

M = TypeVar("M", bound=BaseModel)

_PLAIN: Final[Mapping[Any, Callable[[], CoreSchema]]] = {
    str: core_schema.str_schema,
    int: core_schema.int_schema,
    bool: core_schema.bool_schema,
    date: core_schema.date_schema,
    Any: core_schema.any_schema,
}
_BOUNDS: Final = ("min_length", "pattern")
_OF_THE_WHOLE: Final = "model_validators"
_BOUNDED: Final = frozenset({"str", "list", "dict"})


def checks_of(model: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return what pydantic is to check of a model; `handler` is pydantic's own way."""
    if _has_code(model):
        return handler(model)
    checks = _Checks(handler)
    return core_schema.definitions_schema(checks.of(model), list(checks.models.values()))


@cache
def checker_of(model: type[M]) -> Callable[[object], M]:
    """Return what makes a document of plain values; it raises pydantic's `ValidationError`.

    A model that says only what is told here has no need of what pydantic makes for every model besides, such as a way
    to write it; and no plugins of pydantic are looked for among all the packages that are installed.
    """
    try:
        checks = checks_of(model, _NotTold())
    except NotImplementedError:
        return model.model_validate
    return SchemaValidator(checks, _config(model)).validate_python


class _NotTold(GetCoreSchemaHandler):
    """Pydantic's own way, where there is none."""

    def __call__(self, _: object, /) -> CoreSchema:
        raise NotImplementedError

    def generate_schema(self, _: object, /) -> CoreSchema:
        raise NotImplementedError


def _has_code(model: type[BaseModel]) -> bool:
    """Tell whether a model has validators of its fields or the like, which are pydantic's to place."""
    decorators = model.__pydantic_decorators__
    return any(getattr(decorators, sort) for sort in decorators.__slots__ if sort != _OF_THE_WHOLE) or any(
        validator.info.mode != "after" for validator in decorators.model_validators.values()
    )


class _Checks:
    """The checks of a model, and of every other that stands in it under its name."""

    def __init__(self, handler: GetCoreSchemaHandler) -> None:
        self.handler = handler
        self.models: dict[str, CoreSchema] = {}
        self.told: dict[Any, CoreSchema] = {}

    def of(self, annotation: Any, metadata: Sequence[Any] = ()) -> CoreSchema:
        """Return the checks of an annotation and what is said of it besides."""
        if metadata:
            return self._of(annotation, metadata)
        # The same few annotations stand in model after model.
        checks = self.told.get(annotation)
        if checks is None:
            checks = self.told[annotation] = self._of(annotation, ())
        return checks

    def _of(self, annotation: Any, metadata: Sequence[Any]) -> CoreSchema:
        checks = _all_narrowed(self._bare(annotation), metadata)
        if checks is not None:
            return checks
        return self.handler.generate_schema(Annotated[annotation, *metadata] if metadata else annotation)

    def _bare(self, annotation: Any) -> CoreSchema | None:
        """Return the checks of an annotation by itself, or None if it is none of those that are told here."""
        origin = get_origin(annotation)
        if origin is None:
            return _PLAIN[annotation]() if annotation in _PLAIN else self._of_model(annotation)
        parts = get_args(annotation)
        if origin is Annotated:
            return self.of(parts[0], parts[1:])
        if origin in {Union, UnionType}:
            return self._of_union(parts)
        if origin is list:
            return core_schema.ListSchema(type="list", items_schema=self.of(parts[0]))
        if origin is dict:
            keys, values = map(self.of, parts)
            return core_schema.DictSchema(type="dict", keys_schema=keys, values_schema=values)
        return core_schema.LiteralSchema(type="literal", expected=[*parts]) if origin is Literal else None

    def _of_union(self, parts: tuple[Any, ...]) -> CoreSchema:
        choices = [self.of(part) for part in parts if part is not NoneType]
        checks = choices[0] if len(choices) == 1 else core_schema.UnionSchema(type="union", choices=[*choices])
        return core_schema.NullableSchema(type="nullable", schema=checks) if NoneType in parts else checks

    def _of_model(self, model: Any) -> CoreSchema | None:
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or _has_code(model):
            return None
        name = f"{model.__module__}.{model.__qualname__}"
        if name not in self.models:
            fields = {key: self._of_field(info) for key, info in model.model_fields.items()}
            block = core_schema.model_fields_schema(fields, model_name=model.__name__)
            checks: CoreSchema = core_schema.model_schema(model, block, config=_config(model))
            for validator in model.__pydantic_decorators__.model_validators.values():
                checks = core_schema.no_info_after_validator_function(validator.func, checks)
            self.models[name] = cast("CoreSchema", {**checks, "ref": name})
        return core_schema.definition_reference_schema(name)

    def _of_field(self, info: FieldInfo) -> core_schema.ModelField:
        checks = self.of(info.annotation, info.metadata)
        if info.default_factory is not None:
            factory = cast("Callable[[], Any]", info.default_factory)
            checks = core_schema.WithDefaultSchema(type="default", schema=checks, default_factory=factory)
        elif not info.is_required():
            checks = core_schema.WithDefaultSchema(type="default", schema=checks, default=info.default)
        field = core_schema.ModelField(type="model-field", schema=checks)
        if info.alias is not None:
            field["validation_alias"] = field["serialization_alias"] = info.alias
        return field


def _config(model: type[BaseModel]) -> core_schema.CoreConfig:
    said = model.model_config
    extra = said["extra"] or "ignore"
    return core_schema.CoreConfig(title=model.__name__, extra_fields_behavior=extra, strict=said["strict"])


def _all_narrowed(checks: CoreSchema | None, items: Iterable[Any]) -> CoreSchema | None:
    for item in items:
        checks = None if checks is None else _narrowed(checks, item)
    return checks


def _narrowed(checks: CoreSchema, item: Any) -> CoreSchema | None:
    """Return the checks as one thing said of an annotation narrows them, or None if it is none of those told here."""
    if isinstance(item, FieldInfo):
        return _all_narrowed(checks, item.metadata)
    if isinstance(item, BeforeValidator):
        return core_schema.no_info_before_validator_function(cast("Callable[[Any], Any]", item.func), checks)
    bounds = {key: getattr(item, key) for key in _BOUNDS if getattr(item, key, None) is not None}
    return cast("CoreSchema", {**checks, **bounds}) if bounds and checks["type"] in _BOUNDED else None
