"""What the README shows is what happens."""

import doctest
from pathlib import Path

import pytest

from complaint_rules.__main__ import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_are_true() -> None:
    """Every example of the README and of the pages behind it prints what it says."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
        assert result.failed == 0, page


def test_the_printed_count_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    """The day-by-day count in the README is the command's own output, line for line."""
    case = str(ROOT / "docs" / "example-case.yaml")
    assert main(["explain", case, "stage_1_response", "--as-of", "2019-01-21", "--basis", "council"]) == 0
    assert capsys.readouterr().out.strip() in README


def test_every_page_that_the_readme_names_is_there() -> None:
    """A link to a page of the documentation leads somewhere."""
    pages = {part.split(")")[0] for part in README.split("](")[1:]}
    assert pages
    assert all((ROOT / page).is_file() for page in pages)


def test_the_published_schema_is_the_one_that_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema in the documentation is the present one."""
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8")
