"""The short way to pydantic's checks says what pydantic's own way says, of every document model that there is."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import SchemaValidator

from complaint_rules.profiles import calendar_document, case_document, document
from complaint_rules.profiles.checks import checker_of
from complaint_rules.profiles.document import Section

MODULES = (document, case_document, calendar_document)
MODELS = sorted(
    {
        found
        for module in MODULES
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Section)
    },
    key=lambda model: model.__qualname__,
)

# What pydantic notes for itself or for a JSON Schema, and what is so unless it is said otherwise.
ASIDE = {
    "metadata",
    "ref",
    "computed_fields",
    "custom_init",
    "root_model",
    "generic_origin",
    "default_factory_takes_data",
}


def plain(schema: Any, known: dict[str, Any]) -> Any:
    """Return a core schema with its definitions written out and what pydantic notes for itself left out."""
    if isinstance(schema, list | tuple):
        return [plain(item, known) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definitions":
        return plain(schema["schema"], known | {each["ref"]: each for each in schema["definitions"]})
    if schema.get("type") == "definition-ref":
        return plain(known[schema["schema_ref"]], known)
    # Faults are told in the order of the fields.
    said = {**schema, "fields": list(schema["fields"].items())} if "fields" in schema else schema
    # pydantic 2.7 says of a block of keys that anything like one will do; nothing but a block ever comes.
    lax = {"strict"} if schema.get("strict") is False else set()
    return {key: plain(value, known) for key, value in said.items() if key not in ASIDE | lax}


def built(model: type[BaseModel], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what pydantic checks of a model, worked out anew."""
    for each in MODELS:
        if "__pydantic_core_schema__" in vars(each):
            monkeypatch.delattr(each, "__pydantic_core_schema__")
    model.model_rebuild(force=True)
    return plain(model.__pydantic_core_schema__, {})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__qualname__)
def test_the_short_way_says_what_pydantics_own_says(model):
    with pytest.MonkeyPatch.context() as monkeypatch:
        short = built(model, monkeypatch)
        monkeypatch.delattr(Section, "__get_pydantic_core_schema__")
        own = built(model, monkeypatch)
    model.model_rebuild(force=True)
    assert short == own


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__qualname__)
def test_every_document_is_told_whole_and_needs_nothing_else_of_pydantic(model):
    assert isinstance(checker_of(model).__self__, SchemaValidator)


class Odd(Section):
    """A model that says what no document does."""

    at_most: Annotated[str, Field(max_length=3)]
    part: float = 0.5
    pair: tuple[int, str] | None = None


def test_what_is_not_told_here_is_left_to_pydantic():
    assert Odd(at_most="one", pair=(1, "one")).part == 0.5
    assert Odd.from_values({"at_most": "one"}) == Odd(at_most="one")
    for make in (Odd.model_validate, Odd.from_values):
        with pytest.raises(ValidationError, match="at most 3 characters"):
            make({"at_most": "four"})
    with pytest.raises(ValidationError, match="valid number"):
        Odd(at_most="one", part="half")


def test_a_model_is_still_one_of_pydantics():
    schema = document.ProfileDocument.model_json_schema()
    assert {"profile", "documents", "procedures"} <= set(schema["required"])
    assert document.Place.model_validate({"document": "guide", "place": "page 2"}).model_dump() == {
        "document": "guide",
        "place": "page 2",
        "checked": None,
    }


def test_every_document_is_strict_since_good_files_of_strict_models_are_not_walked_again():
    assert [model.__qualname__ for model in MODELS if not model.model_config.get("strict")] == []
