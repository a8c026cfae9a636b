"""`test` in every form: each worked case, and each difference at the expectation that was not met."""

from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.reports import FORMS
from tests.reports.readers import read_annotations, read_junit, read_sarif, said
from tests.trials.conftest import CASES, PROFILE

STAGES = "cases/stages.yaml"
# 17 June 2024 is counted in the case itself; the eighteenth and the permission are wrong, the last is not counted.
DIFFERENT = CASES.replace("due: 2024-06-17, state", "due: 2024-06-18, state").replace("entitled", "refused")
UNCONFIRMED = CASES.replace("- {event: stage_2_requested,", "- {confirm: true, event: stage_2_requested,")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run `test` on Marsham's cases in a form, from its folder, and return the exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    Path("cases").mkdir()
    Path("marsham.yaml").write_text(PROFILE, encoding="utf-8")

    def run(form, cases, *arguments):
        Path(STAGES).write_text(cases, encoding="utf-8")
        capsys.readouterr()
        code = main(["test", STAGES, *arguments, "--format", form])
        return code, capsys.readouterr().out

    return run


def line_of(words: str, text: str) -> int:
    """Return the line in which words first stand, from 1."""
    return next(at for at, line in enumerate(text.splitlines(), 1) if words in line)


def test_what_differs_is_a_result_at_its_expectation(run):
    """Each with what was expected and what came, and how it was counted."""
    code, out = run("sarif", DIFFERENT)
    date, permission = read_sarif(out)["results"]
    places = [one["locations"][0]["physicalLocation"] for one in (date, permission)]
    assert (code, [one["ruleId"] for one in (date, permission)]) == (1, ["different", "different"])
    assert {one["artifactLocation"]["uri"] for one in places} == {STAGES}
    lines = [line_of("2024-06-18, state", DIFFERENT), line_of("refused", DIFFERENT)]
    assert [one["region"]["startLine"] for one in places] == lines
    first, *working = said(date).splitlines()
    assert first.startswith("Ten working days: as of 2024-06-17: ")
    assert first.endswith("expected 2024-06-18, got 2024-06-17")
    assert any("Sum: 10 counted" in line for line in working)


def test_each_case_is_a_test(run):
    """A case that comes out as expected passes, and only the other fails."""
    code, out = run("junit", CASES)
    names = ["loads", "Ten working days", "Stage 2 after an answer"]
    assert (code, [(case.name, case.failure) for case in read_junit(out)]) == (0, [(name, None) for name in names])
    code, out = run("junit", DIFFERENT.replace("refused", "entitled"))
    assert (code, [case.name for case in read_junit(out) if case.failure]) == (1, ["Ten working days"])


def test_annotations(run):
    """A line for each difference, and none where all is as expected."""
    assert run("github", CASES) == (0, "")
    code, out = run("github", DIFFERENT)
    assert (code, [one.properties["line"] for one in read_annotations(out)]) == (
        1,
        [str(line_of("2024-06-18, state", DIFFERENT)), str(line_of("refused", DIFFERENT))],
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_run_is_told(run, form):
    """Mistakes of the file are findings too."""
    code, out = run(form, CASES.replace("complaint_received", "complaint_recieved", 1))
    assert (code, "did you mean `complaint_received`?" in out) == (1, True)


@pytest.mark.parametrize("option", ["--coverage", "--mutate"])
def test_what_cases_leave_out_has_no_such_form(run, option):
    """Nothing that can fail a run is left out of its report."""
    assert run("junit", CASES, option) == (2, "")
