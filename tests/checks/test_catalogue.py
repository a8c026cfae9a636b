"""Each fault of the catalogue has a broken profile whose whole output is asserted, a sound one beside it, and a page."""

from importlib import import_module
from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.checks import CHECKS, Check
from complaint_rules.loading import shipped_packs, shipped_profiles

HERE = Path(__file__).parent / "profiles"
PAGES = Path(__file__).parents[2] / "docs" / "checks"
DAY = "2026-06-01"
EACH = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)


def checked(path: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the exit code and what the command says, as from the folder of the profiles."""
    code = main(["check", path, "--as-of", DAY])
    out, err = capsys.readouterr()
    return code, (out + err).replace(f"{HERE}/", "")


@EACH
def test_the_broken_profile_is_told_in_these_words(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding, and no other, is told with its line, its text and its mend."""
    code, said = checked(str(HERE / check.code / "broken.yaml"), capsys)
    assert (code, said) == (1, (HERE / check.code / "broken.txt").read_text(encoding="utf-8"))
    assert f"[{check.code}]" in said
    assert said.count("    mend: ") == said.count(f"[{check.code}]")


@EACH
def test_the_sound_profile_has_no_fault(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes near to the fault and is none is not told."""
    code, said = checked(str(HERE / check.code / "sound.yaml"), capsys)
    assert code == 0, said


@EACH
def test_the_mistake_is_small(check: Check) -> None:
    """Both files are one profile but for few lines, so that the mistake is what is found."""
    broken, sound = (
        (HERE / check.code / name).read_text(encoding="utf-8").splitlines() for name in ("broken.yaml", "sound.yaml")
    )
    assert 0 < len(set(broken) ^ set(sound)) <= 12


@EACH
def test_its_page_says_what_why_and_how(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    """The page says what the fault is, why it matters, with an example and the mend; the documentation has it."""
    assert check.page.startswith(f"{check.name}.\n")
    assert all(part in check.page for part in ("**Why it matters.**", "**Example.**", "```yaml", "**Mend.**"))
    assert main(["check", "--explain", check.code]) == 0
    assert capsys.readouterr().out == (PAGES / f"{check.code}.md").read_text(encoding="utf-8").split("\n\n", 1)[1]


@EACH
def test_its_file_is_named_by_its_code(check: Check) -> None:
    """One file a fault."""
    assert import_module(f"complaint_rules.checks.{check.code}").CHECK is check


def test_the_index_lists_every_page() -> None:
    """Nothing is listed that is not there, and nothing is there that is not listed."""
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [line.partition("](")[0].removeprefix("- [") for line in index.splitlines() if line.startswith("- [")] == [
        check.code for check in CHECKS
    ]
    assert {path.stem for path in PAGES.glob("*.md")} == {"README", "messages", *(check.code for check in CHECKS)}
    assert [check.code for check in CHECKS] == sorted(check.code for check in CHECKS)


@pytest.mark.parametrize("name", [*shipped_profiles(), *shipped_packs()])
def test_what_ships_has_no_fault(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every shipped profile and pack passes every check."""
    code, said = checked(name, capsys)
    assert code == 0, said
