"""The schemas by which an editor checks and completes a file while it is written, made from the document models.

They are JSON Schemas of draft 7, the one that every editor's YAML server takes; what stands beside a `$ref` is for
people there, and binds nothing. A schema knows the shape of one file: whether a name is defined, and whether the rules
hold together, is told by `check`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from inspect import cleandoc
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from complaint_rules.authoring.suggestions import DAY, Schema, suggestions
from complaint_rules.profiles.calendar_document import CalendarDocument, ClosuresDocument
from complaint_rules.profiles.case_document import UnroutedCaseDocument, WorkedCasesDocument
from complaint_rules.profiles.document import ProfileDocument, VersionsDocument, VocabularyDocument
from complaint_rules.profiles.map_document import IndexDocument, MapDocument
from complaint_rules.profiles.sections import (
    REQUIRED,
    AtLeast,
    Called,
    First,
    Said,
    Section,
    Written,
    fields_of,
    key_of,
)

__all__ = ["EDITOR_SCHEMAS", "editor_schema"]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_PLAIN: Final[Mapping[Any, Schema]] = MappingProxyType(
    {
        str: {"type": "string"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        date: DAY,
        Any: {},
    }
)
_LEAST: Final = MappingProxyType({"string": "minLength", "array": "minItems", "object": "minProperties"})


class _Writer:
    """Writes the schema of a model, and of every other that stands in it under its name."""

    def __init__(self) -> None:
        self.suggested = suggestions()
        self.definitions: dict[str, Schema] = {}

    def of(self, annotation: Any) -> Schema:
        """Return the schema of an annotation."""
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._of_annotated(parts[0], parts[1:])
        if origin in {Union, UnionType}:
            return _any_of([self.of(part) for part in parts if part is not NoneType])
        if origin is list:
            return {"type": "array", "items": self.of(parts[0])}
        if origin is dict:
            return self._of_dict(*parts)
        if origin is Literal:
            return {"enum": [*parts]}
        return self._of_section(annotation) if _is_section(annotation) else dict(_PLAIN[annotation])

    def _of_annotated(self, annotation: Any, marks: tuple[Any, ...]) -> Schema:
        found = self.of(annotation)
        for mark in marks:
            found = self._marked(found, mark)
        return found

    def _marked(self, found: Schema, mark: Any) -> Schema:
        """Return a schema as a mark narrows it, and as people are told of it."""
        if isinstance(mark, str):
            return {**found, "description": mark}
        if isinstance(mark, Called):
            return self._defined(mark.kind, lambda: self.suggested.named[mark.kind])
        if isinstance(mark, AtLeast):
            return {**found, _LEAST[str(found["type"])]: mark.number}
        if isinstance(mark, Written):
            return {**found, "pattern": mark.pattern} if mark.pattern else found
        one = found.get("items")
        return {"anyOf": [one, found]} if isinstance(mark, First) and one is not None else found

    def _of_dict(self, key: Any, value: Any) -> Schema:
        """Return the schema of a block; words that can be suggested as its keys stand there with what they mean."""
        kind = next((mark.kind for mark in _marks(key) if isinstance(mark, Called)), "")
        pattern = next((mark.pattern for mark in _marks(key) if isinstance(mark, Written)), "")
        names: Schema = {"propertyNames": {"pattern": pattern}} if pattern else {}
        of_value, known = self.of(value), self.suggested.keys.get(kind, {})
        if not known:
            return {"type": "object", **names, "additionalProperties": of_value}
        keys = {name: {**self._of_key(kind, name, of_value), "description": means} for name, means in known.items()}
        block = {"properties": keys, **names, "additionalProperties": of_value}
        return {"type": "object", "allOf": [self._shared(f"{kind}s", block)]}

    def _shared(self, name: str, block: Schema, number: int = 1) -> Schema:
        """Return where a block stands that many keys have; of several kinds under one name each has its number."""
        numbered = name if number == 1 else f"{name}_{number}"
        if self.definitions.get(numbered, block) == block:
            return self._defined(numbered, lambda: block)
        return self._shared(name, block, number + 1)

    def _of_key(self, kind: str, name: str, otherwise: Schema) -> Schema:
        label, values = self.suggested.values.get((kind, name), ("", otherwise))
        return self._defined(label, lambda: values) if label else otherwise

    def _of_section(self, model: type[Section]) -> Schema:
        return self._defined(model.__name__, lambda: self._block(model))

    def _block(self, model: type[Section]) -> Schema:
        said = fields_of(model)
        keys = {key_of(name): self._of_field(one) for name, one in said.items()}
        beside = {name: self.of(annotation) for name, annotation in model.beside.items()}
        required = [key_of(name) for name, one in said.items() if one.default is REQUIRED]
        return {
            "type": "object",
            "title": cleandoc(model.__doc__ or "").splitlines()[0].removesuffix("."),
            "properties": {**keys, **beside},
            **({"required": required} if required else {}),
            "additionalProperties": model.others == "allow",
        }

    def _of_field(self, said: Said) -> Schema:
        default = {"default": said.default} if isinstance(said.default, str | bool | int) else {}
        return {**self.of(said.annotation), **default}

    def _defined(self, name: str, write: Callable[[], Schema]) -> Schema:
        """Return where a schema stands among the definitions; it is written once."""
        key = name.replace(" ", "_")
        if key not in self.definitions:
            self.definitions[key] = {}
            self.definitions[key] = write()
        return {"$ref": f"#/definitions/{key}"}


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def _marks(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


def _any_of(choices: list[Schema]) -> Schema:
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


_JOINS_VERSIONS: Final[Schema] = {"required": ["versions"]}
_IS_INDEX: Final[Schema] = {"required": ["index"]}
_IS_TABLE: Final[Schema] = {
    "not": {"required": ["closed"]},
    "anyOf": [
        {"required": ["days"]},
        {"properties": {"based_on": {"pattern": "^workalendar"}}, "required": ["based_on"]},
    ],
}
EDITOR_SCHEMAS: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        "profile": (
            "A profile, or the file that joins its versions",
            ProfileDocument,
            _JOINS_VERSIONS,
            VersionsDocument,
        ),
        "case": ("A case", UnroutedCaseDocument),
        "cases": ("Worked cases", WorkedCasesDocument),
        "calendar": (
            "A calendar: closures, or a table of bank holidays",
            ClosuresDocument,
            _IS_TABLE,
            CalendarDocument,
        ),
        "map": ("A map of a document, or the index of its headings", MapDocument, _IS_INDEX, IndexDocument),
        "vocabulary": ("The standard words", VocabularyDocument),
    }
)
"""By the word for the command: the title, what the file is, and the sign by which it is another thing."""


def editor_schema(name: str) -> Schema:
    """Return the schema of a kind of file, as a JSON Schema of draft 7."""
    title, model, *otherwise = EDITOR_SCHEMAS[name]
    writer = _Writer()
    whole = writer.of(model)
    if otherwise:
        sign, other = otherwise
        whole = {"if": sign, "then": writer.of(other), "else": whole}
    return {"$schema": DRAFT, "title": title, **whole, "definitions": dict(sorted(writer.definitions.items()))}
