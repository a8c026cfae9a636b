"""The pytest plugin: worked cases as items, and nothing at all where it is not used."""

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import complaint_rules
import complaint_rules.trials.running
import complaint_rules.trials.telling
from tests.trials.conftest import CASES, PROFILE

pytest_plugins = "pytester"

SOURCE = Path(complaint_rules.__file__).parents[1]
OWN = "complaint_rules.pytest_plugin"
INI = "[pytest]\ncomplaint_rules_cases = checks/*.yaml more/worked-*.yaml\n"


@pytest.fixture(autouse=True)
def _no_other_plugin(monkeypatch):
    """Ours is named with `-p`: found a second time through its entry point, it would be refused as a double."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def project(pytester):
    """Return a project with Marsham's profile, its cases, and the option set."""
    pytester.path.joinpath("marsham.yaml").write_text(PROFILE)
    checks = pytester.mkdir("checks")
    checks.joinpath("stages.yaml").write_text(CASES)
    pytester.path.joinpath("pytest.ini").write_text(INI)
    return pytester


def run(pytester, *words):
    return pytester.runpytest_inprocess("-p", OWN, "-p", "no:cacheprovider", *words)


def test_each_case_is_an_item(project):
    """A file that a pattern names gives one item for each of its cases, by its name."""
    result = run(project, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["checks/stages.yaml::Ten working days PASSED*", "*::Stage 2 after an answer PASSED*"])


def test_a_failing_case_says_what_the_command_says(project):
    """Place, both values and the day-by-day count; no line of Python."""
    file = project.path / "checks" / "stages.yaml"
    file.write_text(CASES.replace("due: 2024-06-17", "due: 2024-06-18"))
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            f"{file}:*: as of 2024-06-17: council stage_1_response 1 due: expected 2024-06-18, got 2024-06-17".join(
                "**"
            ),
            "*10  Monday 17 June 2024*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_cases_are_of_the_profile_beside_them(pytester):
    """Though it bear the name of one that ships, the file beside `cases/` is what its cases are run against."""
    pytester.path.joinpath("ncc.yaml").write_text(
        PROFILE.replace("profile: marsham", "profile: ncc").replace("within: 10 working", "within: 11 working")
    )
    pytester.mkdir("cases").joinpath("stages.yaml").write_text(CASES.replace("../marsham.yaml", "ncc"))
    pytester.path.joinpath("pytest.ini").write_text("[pytest]\ncomplaint_rules_cases = cases/*.yaml\n")
    result = run(pytester)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*expected 2024-06-17, got 2024-06-18*"])


def test_what_is_to_be_confirmed_fails(project):
    """Nobody confirms a case by not looking at it."""
    project.path.joinpath("checks", "stages.yaml").write_text(CASES.replace("state: running}", "confirm: true}"))
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*to be confirmed*"])


def test_mistakes_of_a_file_are_errors_of_the_collection(project):
    """They are told with line and mend, and the exit code is pytest's for a broken collection."""
    project.path.joinpath("checks", "stages.yaml").write_text(CASES.replace("stage_1_response,", "stage_1_respons,"))
    result = run(project)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*unknown_timescale*", "*did you mean `stage_1_response`?*"])


def test_cases_of_one_name_are_numbered(project):
    """So that each can be chosen by its own name."""
    project.path.joinpath("checks", "stages.yaml").write_text(
        CASES.replace("Stage 2 after an answer", "Ten working days")
    )
    result = run(project, "--collect-only", "-q")
    result.stdout.fnmatch_lines(["*::Ten working days", "*::Ten working days (2)"])


def test_a_fault_of_the_engine_is_shown_as_pytest_shows_it(project, monkeypatch):
    """What is no difference keeps its traceback."""

    def fail(worked):
        raise RuntimeError("the engine is broken")

    monkeypatch.setattr("complaint_rules.trials.running.run_trial", fail)
    result = run(project)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*RuntimeError: the engine is broken*"])


@pytest.mark.parametrize("ini", ["[pytest]\n", "[pytest]\ncomplaint_rules_cases = other/*.yaml\n"])
def test_without_the_option_nothing_is_collected(project, ini):
    """Other YAML files are none of its business, broken or not."""
    project.path.joinpath("pytest.ini").write_text(ini)
    project.path.joinpath("checks", "stages.yaml").write_text("{broken")
    assert run(project).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_file_outside_the_root_is_left_alone(project, tmp_path_factory):
    """Patterns are paths from the root folder; what is named from elsewhere has none."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "checks"
    elsewhere.mkdir()
    (elsewhere / "stages.yaml").write_text(CASES)
    assert run(project, "--rootdir", str(project.path), str(elsewhere)).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_installed_package_offers_it_to_pytest():
    """Nobody who installs the library names the plugin: pytest finds it by the entry point."""
    offered = distribution("complaint-rules").entry_points.select(group="pytest11")
    assert [found.value for found in offered] == [OWN]


def test_importing_it_imports_neither_the_library_nor_yaml():
    """Every project where the library is installed imports the plugin, and pays for nothing that it does not use."""
    code = (
        f"import sys; sys.path.insert(0, {str(SOURCE)!r}); import pytest; before = set(sys.modules); import {OWN}; "
        "print(*sorted(set(sys.modules) - before))"
    )
    found = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in found.stdout.split() if name.startswith("complaint_rules")}
    assert ours == {"complaint_rules", "complaint_rules.version", OWN}
    assert not {"yaml", "pydantic", "pydantic_core", "dateutil", "workalendar"} & set(found.stdout.split())


def test_a_run_that_does_not_use_it_imports_nothing_either(pytester, monkeypatch):
    """Not even a whole run of pytest does, as long as no file is collected by it."""
    pytester.makepyfile(
        "import sys\n"
        "def test_nothing():\n"
        "    found = {name for name in sys.modules if name.startswith('complaint_rules') or name == 'yaml'}\n"
        f"    assert found <= {{'complaint_rules', 'complaint_rules.version', '{OWN}'}}\n"
    )
    pytester.path.joinpath("some.yaml").write_text("profile: ncc\n")
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    done = pytester.runpytest_subprocess("-p", OWN)
    done.assert_outcomes(passed=1)
