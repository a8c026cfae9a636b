"""A finding may be left with a reason; what is left for nothing, or by a name that is none, is told."""

from pathlib import Path

import pytest

from complaint_rules.checks import run_checks
from complaint_rules.loading import pages

BROKEN = (Path(__file__).parent / "profiles" / "extension_not_longer" / "broken.yaml").read_text(encoding="utf-8")
STAGE = "procedures.corporate.stages.stage_1"


def written(tmp_path: Path, *lines: str, text: str = BROKEN) -> str:
    """Write the broken profile with these findings set aside."""
    path = tmp_path / "northshire.yaml"
    listed = "set_aside:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    path.write_text(text.replace("procedures:\n", f"{listed}procedures:\n", 1), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("at", ["", f", at: {STAGE}", f", at: {STAGE}.timescales.stage_1_response.extension.up_to"])
def test_a_finding_is_set_aside_everywhere_or_at_its_place(tmp_path: Path, at: str) -> None:
    """The reason stands beside it in what the check says."""
    (page,) = pages(written(tmp_path, f"finding: extension_not_longer, because: the page says so{at}"))
    checked = run_checks(page)
    assert checked.faults == ()
    assert [(fault.code, because) for fault, because in checked.set_aside] == [
        ("extension_not_longer", "the page says so")
    ]


def test_elsewhere_it_is_still_told(tmp_path: Path) -> None:
    """`stage_1` is no part of `stage_10`: a place holds for itself and what stands below it."""
    path = written(tmp_path, "finding: extension_not_longer, because: why not, at: procedures.corp")
    assert [fault.code for fault in run_checks(pages(path)[0]).faults] == [
        "set_aside_for_nothing",
        "extension_not_longer",
    ]


def test_what_is_left_for_nothing_is_told(tmp_path: Path) -> None:
    """A reason that no longer has a finding must not hide the next one."""
    sound = BROKEN.replace("up_to: 10 working days", "up_to: 20 working days")
    (page,) = pages(written(tmp_path, "finding: extension_not_longer, because: why not", text=sound))
    (fault,) = run_checks(page).faults
    assert (fault.code, fault.line, fault.text) == ("set_aside_for_nothing", 13, "extension_not_longer")


@pytest.mark.parametrize("at", ["", f", at: {STAGE}"])
def test_what_is_left_already_is_not_left_again(tmp_path: Path, at: str) -> None:
    """One of the two reasons would stand for nothing; where the first leaves less, both are needed."""
    first = f"finding: extension_not_longer, because: the page says so{at}"
    second = f"finding: extension_not_longer, because: so it is, at: {STAGE}.timescales.stage_1_response"
    (fault,) = run_checks(pages(written(tmp_path, first, second))[0]).faults
    assert (fault.code, fault.line, fault.message) == (
        "set_aside_for_nothing",
        14,
        f"`extension_not_longer` is set aside at {STAGE}.timescales.stage_1_response a second time",
    )
    elsewhere = f"finding: extension_not_longer, because: so it is, at: {STAGE}.moves"
    assert [fault.line for fault in run_checks(pages(written(tmp_path, elsewhere, second))[0]).faults] == [13]


def test_a_name_that_is_none_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A finding is known by its code."""
    (page,) = pages(written(tmp_path, "finding: extension_no_longer, because: why not"))
    fault = run_checks(page).faults[0]
    assert (fault.code, fault.mend) == ("unknown_finding", "did you mean `extension_not_longer`?")
