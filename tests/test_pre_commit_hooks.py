"""The hooks that other repositories may use, run by pre-commit itself on good and broken files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import complaint_rules
from complaint_rules.commands import COMMANDS

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
BROKEN = ROOT / "tests" / "checks" / "profiles" / "clock_never_ends" / "broken.yaml"
SOUND = BROKEN.with_name("sound.yaml")
NORTHSHIRE = ROOT / "tests" / "offered" / "northshire"
CLOSURES = NORTHSHIRE / "src" / "northshire_complaints" / "closures.yaml"
CHECK, TEST, FMT = "complaint-rules-check", "complaint-rules-test", "complaint-rules-fmt"


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run pre-commit in a folder, with its cache there too."""
    path = os.pathsep.join((str(folder.parent / "bin"), os.environ["PATH"]))
    source = str(Path(complaint_rules.__file__).parents[1])
    environment = {**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "cache"), "PATH": path, "PYTHONPATH": source}
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")


@pytest.fixture
def repository(tmp_path):
    """Make a repository that has the hooks, installed already: what pre-commit does with them is all its own."""
    folder = tmp_path / "repository"
    (folder / "profiles" / "cases").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "complaint-rules"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m complaint_rules "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "profiles" / "northshire.yaml").write_bytes(SOUND.read_bytes())
    (folder / "profiles" / "closures.yml").write_bytes(CLOSURES.read_bytes())
    (folder / "profiles" / "cases" / "a-case.yaml").write_text("no: profile\n", encoding="utf-8")
    (folder / "other.yaml").write_text("no: profile\n", encoding="utf-8")
    (folder / "profiles" / "notes.txt").write_text("no profile\n", encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder


def test_pre_commit_takes_the_manifest(tmp_path):
    """It is what pre-commit wants such a file to be, and every hook is a command that there is."""
    (tmp_path / "anywhere").mkdir()
    done = pre_commit(tmp_path / "anywhere", "validate-manifest", str(MANIFEST))
    assert (done.returncode, done.stderr) == (0, "")
    for hook in HOOKS:
        program, command, *_ = hook["entry"].split()
        assert (program, command in COMMANDS, hook["language"]) == ("complaint-rules", True, "python")


def test_good_profiles_and_calendars_pass(repository):
    """What is neither profile nor calendar is not looked at."""
    done = pre_commit(repository, "run", CHECK, "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "profiles/northshire.yaml: no fault found" in done.stdout
    assert "profiles/closures.yml: no fault found" in done.stdout
    assert done.stdout.count("no fault found") == 2


def test_a_broken_profile_fails_with_its_places(repository):
    """The commit is held up, and what is shown is what `check` says."""
    (repository / "profiles" / "northshire.yaml").write_bytes(BROKEN.read_bytes())
    done = pre_commit(repository, "run", CHECK, "--all-files")
    assert done.returncode == 1
    expected = BROKEN.with_name("broken.txt").read_text(encoding="utf-8")
    place = expected.partition(": ")[0].rpartition("broken.yaml")[2]
    assert f"profiles/northshire.yaml{place}: " in done.stdout
    assert "    mend: name the event by which it is done" in done.stdout


def test_only_the_files_of_the_commit_are_looked_at(repository):
    """A commit that touches no profile runs nothing."""
    done = pre_commit(repository, "run", "--files", "other.yaml", "profiles/notes.txt")
    assert (done.returncode, done.stdout.count("(no files to check)Skipped")) == (0, len(HOOKS))
    done = pre_commit(repository, "run", CHECK, "--files", "profiles/cases/a-case.yaml")
    assert (done.returncode, done.stdout.count("(no files to check)Skipped")) == (0, 1)


@pytest.fixture
def northshire(repository):
    """Put a council's profile there with the case that it confirmed."""
    profile = repository / "profiles" / "northshire.yaml"
    profile.write_bytes(CLOSURES.with_name("northshire.yaml").read_bytes())
    (repository / "profiles" / "closures.yaml").write_bytes(CLOSURES.read_bytes())
    text = (NORTHSHIRE / "checks" / "worked.yaml").read_text(encoding="utf-8")
    case = repository / "profiles" / "cases" / "a-case.yaml"
    case.write_text(text.replace(": northshire", ": ../northshire.yaml"), encoding="utf-8")
    return profile


def test_a_changed_limit_is_held_against_every_case(repository, northshire):
    """Though only the profile is in the commit, the cases are tried, and one of them tells."""
    touched = ("run", TEST, "--files", "profiles/northshire.yaml", "--verbose")
    done = pre_commit(repository, *touched)
    assert (done.returncode, "1 case in 1 file: 1 as expected." in done.stdout) == (0, True), done.stdout
    northshire.write_text(northshire.read_text(encoding="utf-8").replace("within: 10", "within: 11"), encoding="utf-8")
    done = pre_commit(repository, *touched)
    assert (done.returncode, "expected 2025-01-09, got 2025-01-10" in done.stdout) == (1, True), done.stdout


def test_a_file_is_laid_out_once(repository, northshire):
    """The commit is held up by what was laid out, and the next one is not."""
    touched = ("run", FMT, "--files", "profiles/northshire.yaml")
    assert pre_commit(repository, *touched).returncode == 1
    laid_out = northshire.read_text(encoding="utf-8")
    assert laid_out != CLOSURES.with_name("northshire.yaml").read_text(encoding="utf-8")
    assert pre_commit(repository, *touched).returncode == 0
    assert northshire.read_text(encoding="utf-8") == laid_out
