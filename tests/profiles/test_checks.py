"""The short way from a document to pydantic's core says what pydantic's own way says, of every document that there is."""

import subprocess
import sys
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from complaint_rules.profiles import baseline_document, calendar_document, case_document, document, map_document
from complaint_rules.profiles.checks import checked, checks_of
from complaint_rules.profiles.models import model_of
from complaint_rules.profiles.sections import Section, as_written

MODULES = (document, case_document, calendar_document, map_document, baseline_document)
DOCUMENTS = sorted(
    {
        found
        for module in MODULES
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Section)
    },
    key=lambda section: section.__qualname__,
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
    if isinstance(schema, type) or callable(schema):
        return schema.__name__
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definitions":
        return plain(schema["schema"], known | {each["ref"]: each for each in schema["definitions"]})
    if schema.get("type") == "definition-ref":
        return plain(known[schema["schema_ref"]], known)
    # Faults are told in the order of the fields.
    said = {**schema, "fields": list(schema["fields"].items())} if "fields" in schema else schema
    if "default_factory" in said:
        said = {**said, "default_factory": None, "default": said["default_factory"]()}
    # pydantic 2.7 says of a block of keys that anything like one will do; nothing but a block ever comes.
    lax = {"strict"} if schema.get("strict") is False else set()
    return {key: plain(value, known) for key, value in said.items() if value is not None and key not in ASIDE | lax}


@pytest.mark.parametrize("section", DOCUMENTS, ids=lambda section: section.__qualname__)
def test_the_short_way_says_what_pydantics_own_says(section):
    model_of(section).model_rebuild(force=True)
    assert plain(checks_of(section), {}) == plain(model_of(section).__pydantic_core_schema__, {})


class Odd(Section):
    """A document that says what none does."""

    at_most: Annotated[str, Field(max_length=3)]
    part: float = 0.5
    pair: tuple[int, str] | None = None


def test_what_is_not_told_here_is_left_to_pydantic():
    assert checked(Odd, {"at_most": "one", "pair": (1, "one")}).part == 0.5
    with pytest.raises(ValidationError, match="at most 3 characters"):
        checked(Odd, {"at_most": "four"})
    with pytest.raises(ValidationError, match="valid number"):
        checked(Odd, {"at_most": "one", "part": "half"})
    assert plain(checks_of(Odd), {}) == plain(model_of(Odd).__pydantic_core_schema__, {})


def test_a_document_is_still_a_model_of_pydantics():
    schema = model_of(document.ProfileDocument).model_json_schema()
    assert {"profile", "documents", "procedures"} <= set(schema["required"])
    assert model_of(document.Place).model_validate({"document": "guide", "place": "page 2"}).model_dump() == {
        "document": "guide",
        "place": "page 2",
        "checked": None,
    }


def test_every_document_is_strict_since_good_files_of_strict_models_are_not_walked_again():
    assert [
        model_of(section).__qualname__ for section in DOCUMENTS if not model_of(section).model_config["strict"]
    ] == []


def test_a_document_says_what_is_written_under_its_keys_and_cannot_be_changed():
    word = checked(document.FactDocument, {"is": "date", "asks": "When?"})
    assert (as_written(word), word.is_) == ({"is": "date", "asks": "When?"}, "date")
    stage = checked(document.StageDocument, {"title": "Stage 1"})
    assert (as_written(stage), stage.moves) == ({"title": "Stage 1"}, {})
    with pytest.raises(AttributeError, match="`title` cannot be set"):
        stage.title = "Stage 2"


def test_what_is_left_out_is_nobody_elses():
    first, second = (checked(document.StageDocument, {}) for _ in range(2))
    first.moves["asked"] = []
    assert (second.moves, document.StageDocument().moves) == ({}, {})


def test_a_file_without_mistakes_needs_no_models_of_pydantics():
    code = (
        "import sys, complaint_rules; complaint_rules.load_profile('cambridgeshire'); print('pydantic' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
