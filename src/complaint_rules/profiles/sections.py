"""Sections: the ground of the document models, and what may be said of a value besides its type.

A plain text among the annotations of a field is what an editor shows of its key; nothing is checked by it.
"""

from collections.abc import Callable, Mapping
from inspect import get_annotations
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, NamedTuple, NoReturn, TypeVar

from complaint_rules.values import frozen

Kind = TypeVar("Kind")

REQUIRED: Final = object()
"""What stands for a field that has no default."""


@frozen
class AtLeast:
    """A text, a list or a block has so many letters, items or keys."""

    number: int


@frozen
class Written:
    """How a text is written: as a pattern, and told in words."""

    pattern: str = ""
    told: str = ""


@frozen
class Called:
    """What a text names: an event, a fact, a stage, a period. Nothing is checked by it; editors suggest words by it."""

    kind: str


@frozen
class First:
    """A function sees the value before anything else, and returns what is to be checked."""

    see: Callable[[Any], Any]


def empty(kind: Callable[[], Kind]) -> Kind:
    """Return what stands for a list or a block that was left out: an empty one, which nobody changes."""
    return kind()


class Section:
    """The ground of every model: nothing unknown, nothing converted, nothing changed afterwards.

    A model is a class whose annotations say what may be written under each key. It is no model of pydantic's, since
    those cost every program that imports the library more than all the rest; `checks` has pydantic check what is said
    here, and `models` turns it into models of pydantic's where there are mistakes to tell.
    """

    # Where pydantic keeps what it read.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    __pydantic_extra__: dict[str, Any] | None
    __pydantic_fields_set__: set[str]

    others: ClassVar[Literal["forbid", "allow"]] = "forbid"
    """Whether there may be keys besides."""

    beside: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    """What an editor shows of those; nothing is checked by it."""

    def hold_together(self) -> None:
        """Raise `PydanticCustomError` where fields, each right by itself, contradict each other."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"`{name}` cannot be set: a section stays as it was read")


class Said(NamedTuple):
    """What a model says of a field: what may be written, and what stands for it where nothing is."""

    annotation: Any
    default: Any


def fields_of(model: type[Section]) -> dict[str, Said]:
    """Return the fields of a model by their names, those of its grounds first."""
    grounds = [kind for kind in reversed(model.__mro__) if issubclass(kind, Section) and kind is not Section]
    found: dict[str, Said] = {}
    for ground in grounds:
        for name, annotation in get_annotations(ground).items():
            found[name] = Said(annotation, vars(ground).get(name, REQUIRED))
    return found


def is_checked(mark: object) -> bool:
    """Say whether a mark of an annotation narrows what may be written; the others are for people."""
    return not isinstance(mark, str | Called)


def key_of(name: str) -> str:
    """Return the key under which a field is written; a word that Python reserves has an underscore at its end."""
    return name.removesuffix("_")


def keys_and_values(section: Section) -> dict[str, Any]:
    """Return what a section says, under the keys as they are written; what it does not say is left out."""
    return {key_of(name): value for name, value in vars(section).items() if value is not None}


def as_written(section: Section) -> dict[str, Any]:
    """Return what is written in a section, under its keys, and nothing that stands for what is not."""
    written = section.__pydantic_fields_set__
    return {key_of(name): value for name, value in vars(section).items() if name in written}
