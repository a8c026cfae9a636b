"""The schemas for editors take every file that loads, and refuse every mistake of shape; each key says what it means."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from complaint_rules.__main__ import main
from complaint_rules.authoring.editor_schemas import EDITOR_SCHEMAS, editor_schema
from complaint_rules.commands.schema import READ
from complaint_rules.profiles.reading import read_file

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "profiles"
BROKEN = ROOT / "tests" / "profiles_broken"
SCHEMAS = {kind: Draft7Validator(editor_schema(kind), format_checker=FormatChecker()) for kind in EDITOR_SCHEMAS}


def as_editors_read(value):
    """Return a value as a YAML server has it: a day is a text there."""
    if isinstance(value, dict):
        return {key: as_editors_read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_editors_read(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def wrong(kind, path_or_value):
    """Return what the schema of a kind of file finds wrong with a file or a value."""
    value = read_file(path_or_value).value if isinstance(path_or_value, Path) else path_or_value
    return [error.message for error in SCHEMAS[kind].iter_errors(as_editors_read(value))]


def files():
    """Return every sound file of the repository, with its kind."""
    kinds = {
        "profile": [
            *(path for path in SHIPPED.glob("*.yaml") if path.stem != "vocabulary"),
            *SHIPPED.glob("law/*.yaml"),
            *(ROOT / "tests").glob("hardest_rules/**/*.yaml"),
            *(ROOT / "tests").glob("checks/profiles/*/*.yaml"),
        ],
        "cases": [*SHIPPED.glob("cases/*/*.yaml")],
        "case": [ROOT / "docs" / "example-case.yaml"],
        "calendar": [*SHIPPED.glob("calendars/*.yaml")],
        "map": [*SHIPPED.glob("maps/*.yaml")],
        "vocabulary": [SHIPPED / "vocabulary.yaml"],
    }
    return [(kind, path) for kind, paths in kinds.items() for path in paths]


@pytest.mark.uncounted
@pytest.mark.parametrize(("kind", "path"), files(), ids=lambda one: one.stem if isinstance(one, Path) else one)
def test_every_sound_file_passes(kind, path):
    assert wrong(kind, path) == []


@pytest.mark.parametrize("path", sorted(BROKEN.glob("validating/*.yaml")), ids=lambda path: path.stem)
def test_every_mistake_of_shape_is_found(path):
    """All of these are keys and values that cannot stand there; see below for what a schema cannot know."""
    assert wrong("profile", path)


FOUND_IN_CASES = {
    "date_in_quotes": False,  # an editor reads both kinds of day as text
    "detail_called_kind": False,  # what an event carries is said by its word
    "duplicate_key": False,  # YAML itself, told by every editor
    "for_missing": False,
    "for_not_a_day": True,
    "impossible_date": True,
    "missing_day": True,
    "missing_key": False,  # the procedure, which `route` does without
    "unknown_content": True,
    "unknown_detail": False,
    "unknown_event": False,  # it might be a word of the profile's own
    "unknown_fact": False,
    "unknown_key": True,
    "unknown_outcome": True,
}


def test_the_shape_of_a_sentence():
    """A key that is none, a word that is none, a period that is none, and a name that is none are found."""
    good = read_file(ROOT / "tests" / "checks" / "profiles" / "extension_not_longer" / "sound.yaml").value
    text = json.dumps(as_editors_read(good))
    mistakes = {
        '"within": "10 working days"': ['"within": "ten working days"', '"within": 10', '"wihtin": "10 working days"'],
        '"who": "council"': ['"who": "the council"', '"who": ["council"]'],
        '"working days": "england-and-wales"': ['"working days": 5'],
        '"forwards": "trigger_is_day_zero"': ['"forwards": "day_zero"'],
        '"done_by": ["stage_1_response_sent"]': ['"done_by": "Stage 1 response"', '"done_by": []'],
    }
    for right, others in mistakes.items():
        assert right in text
        for other in others:
            assert wrong("profile", json.loads(text.replace(right, other, 1))), other


@pytest.mark.parametrize(
    ("test", "fits"),
    [
        ({"complainant": "parent"}, True),
        ({"complainant": ["parent", "foster_carer"]}, True),
        ({"complainant": {"none_of": ["parent"]}}, True),
        ({"complainant": "parnt"}, False),
        ({"complainant": {"none_of": "parent"}}, False),
        ({"complex": True}, True),
        ({"complex": "true"}, False),
        ({"complex": "not_recorded"}, True),
        ({"who_may_complain": "refused"}, True),
        ({"who_may_complain": "not_recorded"}, False),
        ({"stage_1_response_sent": "upheld"}, True),
        ({"complaint_received": "upheld"}, False),
        ({"complaint_received": {"from": "2020-04-24"}}, True),
        ({"complaint_received": {"from": "24 April 2020"}}, False),
        ({"complaint_received": {}}, False),
        ({"grounds_arose_on": {"up_to": "2020-04-24"}}, True),
        ({"a_word_of_ones_own": "anything"}, True),
        ({}, False),
    ],
)
def test_the_values_of_the_standard_words_are_known_in_tests(test, fits):
    """To the values of a standard word nothing can be added, so any other is a mistake."""
    good = read_file(ROOT / "tests" / "checks" / "profiles" / "extension_not_longer" / "sound.yaml").value
    for procedure in good["procedures"].values():
        procedure["stages"]["stage_1"]["timescales"]["stage_1_response"]["if"] = test
    assert (wrong("profile", good) == []) is fits


@pytest.mark.parametrize(("name", "found"), FOUND_IN_CASES.items())
def test_what_is_found_in_case_files(name, found):
    """What a schema can know of a case: days, closed words, keys; not what the profile alone knows."""
    path = ROOT / "tests" / "cases_broken" / f"{name}.yaml"
    try:
        value = read_file(path).value
    except Exception:  # noqa: BLE001 - the reader refuses more than an editor's YAML does
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert bool(wrong("case", value)) is found


def keys_without_a_word(schema, path=""):
    """Yield every key that says nothing of itself, of a schema and of all that is within it."""
    for key, one in schema.get("properties", {}).items() if isinstance(schema, dict) else ():
        if not one.get("description"):
            yield f"{path}.{key}"
    below = schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    for at, one in below:
        yield from keys_without_a_word(one, f"{path}.{at}")


@pytest.mark.parametrize("kind", EDITOR_SCHEMAS)
def test_every_key_says_what_it_means(kind):
    """An editor shows it; a key without a word would leave the author alone."""
    definitions = editor_schema(kind)["definitions"]
    assert [where for name, one in definitions.items() for where in keys_without_a_word(one, name)] == []


@pytest.mark.parametrize("kind", EDITOR_SCHEMAS)
def test_the_published_schema_is_the_one_that_the_command_prints(kind, capsys):
    """The file in the documentation is the present one, and a valid schema."""
    assert main(["schema", kind]) == 0
    printed = capsys.readouterr().out
    assert printed == (ROOT / "docs" / f"{kind}.schema.json").read_text(encoding="utf-8")
    Draft7Validator.check_schema(json.loads(printed))


def test_the_command_prints_the_schema_of_every_kind_of_file():
    assert tuple(EDITOR_SCHEMAS) == READ


def test_events_are_suggested_with_what_they_mean():
    """The words of the vocabulary stand among the definitions, each with its meaning."""
    schema = editor_schema("profile")["definitions"]
    told = schema["event"]["anyOf"][0]
    suggested = dict(zip(told["enum"], told["enumDescriptions"], strict=True))
    assert suggested["stage_2_requested"] == "The complainant asked for stage 2."
    assert schema["tests"]["properties"]["made"]["description"] == "Was the complaint made in writing or orally?"
    assert "children-2006" in schema["timescales"]["properties"]["stage_2_response"]["description"]


@pytest.mark.parametrize("kind", ["profile"])
def test_every_key_is_told_in_the_page_of_the_format_too(kind):
    """What an editor shows is that page in short: a key that only one of them knows would be a second truth."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    blocks = [one for name, one in editor_schema(kind)["definitions"].items() if name.endswith(("Document", "Only"))]
    keys = {key for block in blocks for key in block["properties"]}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", page)] == []
