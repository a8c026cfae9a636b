"""The property test of docs/property-testing.md: the case system has it, and copies with a bug planted do not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
# That a bug is found takes seconds; making what shows it small takes a minute, and is for whoever reads it.
WITHOUT_SHRINKING = """
from hypothesis import Phase, settings
settings.register_profile("found", phases=[Phase.explicit, Phase.generate])
settings.load_profile("found")
"""
PLANTED = {
    "nothing": ("", ""),
    "the events of a day in the order of their names": (
        "later.recorded_on <= :known_on)\nORDER BY happened_on, place",
        "later.recorded_on <= :known_on)\nORDER BY happened_on, kind",
    ),
    "what a letter contained is lost": (
        "details = json.dumps(dict(event.details), default=written)",
        "details = json.dumps({k: v for k, v in event.details.items() if k != 'contains'}, default=written)",
    ),
}


def ran(folder, old, new):
    """Run the example's property against a copy of the case system in which a piece is written otherwise."""
    system = (EXAMPLES / "case_system.py").read_text(encoding="utf-8")
    assert not old or system.count(old) == 1
    (folder / "case_system.py").write_text(system.replace(old, new) if old else system, encoding="utf-8")
    shutil.copy(EXAMPLES / "test_case_system.py", folder)
    (folder / "conftest.py").write_text(WITHOUT_SHRINKING, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", str(folder)]
    path = os.pathsep.join([str(ROOT / "src"), str(folder)])
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )


@pytest.mark.uncounted
@pytest.mark.parametrize("bug", PLANTED)
def test_the_planted_bug_is_found(tmp_path, bug):
    """The property holds of the case system as it is, and fails of each copy with a bug in it."""
    done = ran(tmp_path, *PLANTED[bug])
    assert ("1 passed" if bug == "nothing" else "1 failed") in done.stdout, done.stdout + done.stderr
    assert bug == "nothing" or "test_what_was_recorded_is_what_is_asked" in done.stdout
