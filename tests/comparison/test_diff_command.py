"""The commands `diff` and `compare`: what they print, their exit codes, their JSON."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from complaint_rules.__main__ import main
from complaint_rules.json_schema import comparison_schema, impact_schema
from tests.comparison.conftest import text_of

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = Draft202012Validator(comparison_schema(), format_checker=FormatChecker())
DAY = ("--as-of", "2025-12-01")


@pytest.fixture
def run(capsys):
    """Run the command and return its exit code and what it printed."""

    def run(*arguments):
        code = main([*map(str, arguments)])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def edition(tmp_path):
    """Write an edition of a page with eleven days in place of ten."""
    path = tmp_path / "new.yaml"
    text = text_of("northumberland")
    old = "            aim: 10 working days"
    assert text.count(old) == 1
    path.write_text(text.replace(old, "            aim: 11 working days"), encoding="utf-8")
    return path


class TestDiff:
    def test_text(self, run, edition):
        """The clause, for whom, what is written, both places, and the case with both answers."""
        code, out = run("diff", "northumberland", edition, *DAY)
        assert code == 1
        place = (
            "Children's Services Complaints & Compliments (undated), STEP 1: 'This will normally be completed within 10"
        )
        lines = out[out.index("  stage_1_response: ") :].splitlines()
        assert lines[0].startswith("  stage_1_response: WEAKER (better for the council, worse for the complainant; ")
        assert lines[1] == "    aim: 10 working days → 11 working days"
        assert [line.partition(place)[0] for line in lines[2:4]] == ["    Old: ", "    New: "]
        # Counted by hand: no bank holiday lies between.
        counted = "working days from Monday 17 November 2025 (complaint received), an aim only; aim due:"
        assert lines[4:] == [
            "    Example, with complex no:",
            "      Monday 17 November 2025: complaint received",
            "      Asked on Monday 24 November 2025:",
            f"        old: Monday 1 December 2025, 10 {counted} Monday 1 December 2025",
            f"        new: Tuesday 2 December 2025, 11 {counted} Tuesday 2 December 2025",
        ]

    def test_equal(self, run):
        """A profile beside itself: nothing differs, exit code 0; without a day it ends with the published calendar."""
        code, out = run("diff", "northumberland", "northumberland")
        assert (code, out.splitlines()[-1]) == (0, "Nothing that is meant differs.")
        assert "The cases that were tried end on Sunday 31 December 2028 or before." in out

    def test_exit_zero(self, run, edition):
        """It can be asked for that a difference is no failure."""
        assert run("diff", "northumberland", edition, *DAY, "--exit-zero")[0] == 0

    def test_a_profile_that_there_is_not(self, capsys):
        """It is told as everywhere."""
        assert main(["diff", "northumberland", "cambridgeshir", *DAY]) == 1
        assert "did you mean `cambridgeshire`?" in capsys.readouterr().err


class TestCompare:
    def test_text(self, run):
        """Two councils are called by their names, and what only one has is said to be only there."""
        code, out = run("compare", "ncc", "northumberland", *DAY)
        assert code == 1
        assert out.startswith(
            "ncc: NCC (the page names the council only by these letters) [ncc, undated]\nnorthumberland: "
        )
        assert "compliment: the whole procedure is only in northumberland\n" in out
        assert "TOLD OTHERWISE" not in out

    def test_json_fits_the_published_schema(self, run):
        """What is printed for programs is valid, and the schema is sharp."""
        answer = json.loads(run("compare", "ncc", "northumberland", *DAY, "--format", "json")[1])
        assert not [error.message for error in SCHEMA.iter_errors(answer)]
        assert answer["different"] is True
        for change in ({"as_of": "1 December"}, {"old": None}, {"procedures": [{}]}):
            assert list(SCHEMA.iter_errors({**answer, **change}))


@pytest.mark.parametrize(
    ("name", "of", "schema"),
    [
        ("comparison", "diff", comparison_schema),
        ("comparison", "compare", comparison_schema),
        ("impact", "impact", impact_schema),
    ],
)
def test_the_published_schema_is_the_one_that_is_printed(run, name, of, schema):
    """The file in docs is what `schema` prints."""
    assert run("schema", of) == (0, (DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema())
