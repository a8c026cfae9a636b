"""The set-ups of the page on CI are what GitHub, GitLab and pre-commit take, and every step of ours in them does its work."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import complaint_rules
from tests.reports.readers import read_annotations, read_junit, read_sarif

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
NORTHSHIRE = ROOT / "tests" / "offered" / "northshire" / "src" / "northshire_complaints"
WORKED = ROOT / "tests" / "offered" / "northshire" / "checks" / "worked.yaml"
CHECKERS = {
    ".github/workflows/procedure.yml": ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
    ".gitlab-ci.yml": ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    ".pre-commit-config.yaml": ("pre_commit", "validate-config"),
}
INSTALLING = ["pip install complaint-rules"] * 3
READERS = {"sarif": read_sarif, "junit": read_junit, "github": read_annotations}
TODAY = "2025-12-01"


class SetUp(NamedTuple):
    """A file of the page: where it goes, and what it says."""

    file: str
    text: str

    @property
    def data(self):
        """Return what the file says. YAML takes `on` for a yes, which does not matter here."""
        return yaml.safe_load(self.text)


SET_UPS = [
    SetUp(*found) for found in re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
]


def lines_of(set_up: SetUp) -> list[str]:
    """Return every line that a set-up has run by a shell."""
    if set_up.file.startswith(".github"):
        return [step["run"] for job in set_up.data["jobs"].values() for step in job["steps"] if "run" in step]
    jobs = (job for job in set_up.data.values() if isinstance(job, dict))
    return [line for job in jobs for key in ("before_script", "script") for line in job.get(key, ())]


LINES = [line for set_up in SET_UPS if "pre-commit" not in set_up.file for line in lines_of(set_up)]
OURS = [line for line in LINES if line.startswith("complaint-rules ")]


@pytest.fixture
def shell(tmp_path):
    """Run a line as the hosts do, where the profile is, on a given day, and return its exit code."""
    for name, text in (
        ("complaint-rules", f'exec "{sys.executable}" -m complaint_rules "$@"'),
        ("date", f'[ "$*" = +%F ] && echo {TODAY}'),
    ):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    folder = tmp_path / "repository"
    (folder / "profiles" / "cases").mkdir(parents=True)
    for name in ("northshire.yaml", "closures.yaml"):
        (folder / "profiles" / name).write_bytes((NORTHSHIRE / name).read_bytes())
    text = WORKED.read_text(encoding="utf-8")
    (folder / "profiles" / "cases" / "worked.yaml").write_text(text.replace(": northshire", ": ../northshire.yaml"))
    path = os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(Path(complaint_rules.__file__).parents[1])}

    def shell(line: str) -> tuple[int, str]:
        command = ["bash", "-e", "-c", line]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
        assert "Traceback" not in done.stderr
        form, target = re.fullmatch(r".*?(?:--format (\w+))?(?: > (\S+))?", line).groups()
        printed = (folder / target).read_text(encoding="utf-8") if target else done.stdout
        if form:
            READERS[form](printed)
        return done.returncode, printed

    shell.folder = folder
    return shell


def test_the_page_has_the_set_ups():
    """Two for GitHub, one for GitLab, one for pre-commit; every line that a shell runs is ours, or installs."""
    assert [set_up.file for set_up in SET_UPS] == [*list(CHECKERS)[:1], *CHECKERS]
    assert PAGE.count("```yaml") == len(SET_UPS)
    assert [line for line in LINES if line not in OURS] == INSTALLING
    assert len(OURS) == 9


@pytest.mark.parametrize("set_up", SET_UPS, ids=lambda set_up: set_up.file)
def test_each_is_what_its_host_takes(tmp_path, set_up):
    """The published schemas of GitHub and GitLab, and pre-commit's own, have nothing against it."""
    file = tmp_path / Path(set_up.file).name
    file.write_text(set_up.text, encoding="utf-8")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", *CHECKERS[set_up.file], str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    file.write_text(set_up.text.replace("runs-on:", "runs:").replace("script:", "skript:").replace("hooks:", "hoks:"))
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 1


def test_pre_commit_is_given_a_hook_that_there_is():
    """The id on the page is one of the manifest's."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = next(set_up.data for set_up in SET_UPS if "pre-commit" in set_up.file)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}


@pytest.mark.uncounted
def test_every_step_passes_on_a_good_profile(shell):
    """Once the baseline is written as the page says, each step passes and writes what its reader takes."""
    (once,) = re.findall(r"^```sh\n(.*?)\n```$", PAGE, flags=re.DOTALL | re.MULTILINE)
    assert shell(once)[0] == 0
    assert {line: shell(line)[0] for line in OURS} == dict.fromkeys(OURS, 0)


@pytest.mark.uncounted
def test_a_step_fails_on_what_is_new(shell):
    """Without the findings in the baseline `conform` fails; `check` does not."""
    (shell.folder / "known.json").write_text(f'{{"profile": "northshire", "judged_on": "{TODAY}", "findings": []}}')
    assert {line: shell(line)[0] for line in OURS} == {line: int(" conform " in line) for line in OURS}


@pytest.mark.uncounted
def test_a_step_fails_on_a_date_that_is_another(shell):
    """Eleven days where the case was confirmed with ten: the cases tell, and the ten days of the law do."""
    profile = shell.folder / "profiles" / "northshire.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("within: 10", "within: 11"), encoding="utf-8")
    assert {shell(line)[0] for line in OURS if " test " in line} == {1}


@pytest.mark.uncounted
def test_every_step_fails_on_a_broken_profile(shell):
    """What does not load fails each of them, and each says where it is wrong."""
    profile = shell.folder / "profiles" / "northshire.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("closures.yaml", "closure.yaml"), encoding="utf-8")
    assert text.count("closures.yaml") == 1
    for line in OURS:
        code, printed = shell(line)
        assert code == 1
        assert "profiles/northshire.yaml" in printed
        assert "closure.yaml" in printed
