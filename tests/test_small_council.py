"""The small council of the documentation: a whole profile that is sound and laid out, and has each rule exercised by a case."""

from pathlib import Path

import pytest

from complaint_rules import load_profile
from complaint_rules.__main__ import main

ROOT = Path(__file__).parents[1]
PROFILE = "docs/examples/small-council.yaml"
CASES = "docs/examples/small-council-cases.yaml"


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the documentation says that its commands run."""
    monkeypatch.chdir(ROOT)


def test_it_is_whole_and_small() -> None:
    """Two stages under the Ombudsman's Code, in as many lines as one looks through in one go."""
    procedure = load_profile(ROOT / PROFILE).procedure("corporate")
    assert [pack.profile for pack in procedure.packs] == ["lgsco-code-2024"]
    assert [stage.id for stage in procedure.stages if stage.id.startswith("stage_")] == ["stage_1", "stage_2"]
    assert 80 <= len((ROOT / PROFILE).read_text(encoding="utf-8").splitlines()) <= 130


def test_nothing_is_wrong_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    """No check finds anything, on a day on which its calendar is known; both files are laid out."""
    assert main(["check", PROFILE, "--as-of", "2026-11-22"]) == 0, capsys.readouterr().err
    assert "set aside" not in capsys.readouterr().out
    assert main(["fmt", "--check", PROFILE, CASES]) == 0


def test_its_cases_exercise_each_rule_as_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    """What the documentation shows is what the command prints."""
    assert main(["test", CASES, "--coverage", "--at-least", "100"]) == 0
    shown = f"$ complaint-rules test {CASES} --coverage --at-least 100\n{capsys.readouterr().out}```"
    assert shown in (ROOT / "docs" / "testing-a-profile.md").read_text(encoding="utf-8")


def test_its_schema_for_editors_is_where_it_says() -> None:
    """The first line of the profile leads an editor to the published schema."""
    first, *_ = (ROOT / PROFILE).read_text(encoding="utf-8").splitlines()
    assert (ROOT / PROFILE).parent.joinpath(first.partition("$schema=")[2]).resolve() == (
        ROOT / "docs" / "profile.schema.json"
    )


@pytest.mark.parametrize("page", ["docs/your-own-profile.md", "docs/format.md", "README.md"])
def test_the_pages_show_it(page: str) -> None:
    """Who reads how a profile is written finds a whole one."""
    assert "(docs/examples/small-council.yaml)" in (ROOT / page).read_text(encoding="utf-8").replace(
        "](examples/", "](docs/examples/"
    )
