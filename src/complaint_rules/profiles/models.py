"""Models: the documents as models of pydantic's, for what takes more than checking: to tell what is wrong and where."""

from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

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

__all__ = ["PERIOD", "model_of"]

PERIOD: Final = "a number and a unit"
"""How a period is told to be written."""

_OF_A_PERIOD: Final = Called("period")

_MODELS: Final[dict[type[Section], type[BaseModel]]] = {}


def model_of(section: type[Section]) -> type[BaseModel]:
    """Return the model that says of everything what the document says."""
    if section not in _MODELS:
        fields: Any = {name: _field(name, said) for name, said in fields_of(section).items()}
        config = ConfigDict(extra=section.others, frozen=True, strict=True)
        validators = _validators(section)
        _MODELS[section] = create_model(section.__name__, __config__=config, __validators__=validators, **fields)
    return _MODELS[section]


def _field(name: str, said: Said) -> tuple[Any, Any]:
    alias = key_of(name) if key_of(name) != name else None
    return _translated(said.annotation), Field(... if said.default is REQUIRED else said.default, alias=alias)


def _validators(section: type[Section]) -> dict[str, Any]:
    if section.hold_together is Section.hold_together:
        return {}

    def hold_together(self: Any) -> Any:
        section.hold_together(self)
        return self

    return {"hold_together": model_validator(mode="after")(hold_together)}


def _translated(annotation: Any) -> Any:
    """Return an annotation with models in place of documents, and with pydantic's words for what is said besides."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return model_of(annotation)
    if origin is Annotated:
        marks = [_said_besides(mark) for mark in parts[1:] if is_checked(mark) or mark == _OF_A_PERIOD]
        return Annotated[_translated(parts[0]), *marks] if marks else _translated(parts[0])
    if origin in {Union, UnionType}:
        return Union[tuple(map(_translated, parts))]  # noqa: UP007 - made of parts
    return origin[tuple(map(_translated, parts))] if origin in {list, dict} else annotation


def _said_besides(mark: Any) -> Any:
    if isinstance(mark, AtLeast):
        return Field(min_length=mark.number)
    if isinstance(mark, Written):
        return Field(pattern=mark.pattern or None, description=mark.told or None)
    if mark == _OF_A_PERIOD:
        return Field(description=PERIOD)
    return BeforeValidator(mark.see) if isinstance(mark, First) else mark
