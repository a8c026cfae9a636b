"""One slip is told once: what would be gone with it is not told besides, unless the author leaves the slip."""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import ProfileError, load_profile
from complaint_rules.checks import run_checks
from complaint_rules.loading import pages, shipped_folder
from tests.checks.faults_in import faults_in

BROKEN = Path(__file__).parent / "profiles"


def spoilt(profile: str, folder: Path, written: str, instead: str) -> str:
    """Write a shipped profile with each of some pieces written otherwise; return its path."""
    text = (shipped_folder() / f"{profile}.yaml").read_text(encoding="utf-8")
    assert written in text
    path = folder / f"{profile}.yaml"
    path.write_text(text.replace(written, instead), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("profile", "stage", "lines"),
    [("unnamed-council", "stage_2", 1), ("northumberland", "stage_2", 1), ("ncc", "stage_2", 2), ("ncc", "stage_3", 1)],
)
def test_of_a_stage_that_is_never_reached_only_that_is_told(
    profile: str, stage: str, lines: int, tmp_path: Path
) -> None:
    """Nor that those after it are not, where moves lead on from it; once for each procedure."""
    (page,) = pages(spoilt(profile, tmp_path, f"            to: {stage}\n", ""))
    faults = [fault for fault in run_checks(page, date(2026, 6, 1)).faults if "place" not in fault.code]
    assert [fault.code for fault in faults] == ["stage_never_reached"] * lines
    assert all(f"no move leads to `{stage}`" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("profile", "procedure"),
    [("ncc", "corporate"), ("ncc", "childrens_statutory"), ("cambridgeshire", "corporate")],
)
def test_a_procedure_that_its_law_knows_by_another_id_is_told_once(
    profile: str, procedure: str, tmp_path: Path
) -> None:
    """All that calls it by the law's id is right, and so are the law's duties."""
    with pytest.raises(ProfileError) as raised:
        load_profile(spoilt(profile, tmp_path, f"\n  {procedure}:\n", f"\n  {procedure}_x:\n"))
    assert [fault.code for fault in raised.value.faults] == ["pack_without_procedure"]


def test_another_name_that_is_none_is_told_all_the_same(tmp_path: Path) -> None:
    text = Path(spoilt("ncc", tmp_path, "\n  corporate:\n", "\n  corporate_x:\n")).read_text(encoding="utf-8")
    path = tmp_path / "ncc.yaml"
    path.write_text(text.replace("elsewhere: corporate\n", "elsewhere: nowhere\n", 1), encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load_profile(str(path))
    assert sorted(fault.code for fault in raised.value.faults) == [
        "pack_without_procedure",
        "unknown_procedure_or_body",
    ]


def test_what_follows_is_told_where_the_author_leaves_the_cause(tmp_path: Path) -> None:
    """Else a clock that never ends would be hidden for good."""
    text = (BROKEN / "ended_by_another_stage" / "broken.yaml").read_text(encoding="utf-8")
    assert [fault.code for fault in faults_in(tmp_path, text)] == ["ended_by_another_stage"]
    left = 'set_aside: [{finding: ended_by_another_stage, because: "so the page"}]\nprocedures:\n'
    assert [fault.code for fault in faults_in(tmp_path, text, ("procedures:\n", left))] == ["clock_never_ends"]
