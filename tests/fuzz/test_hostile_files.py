"""Hostile files: every one ends soon, in little memory, with nothing or with faults that have a place."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from complaint_rules.profiles.reading import yaml_text
from tests.fuzz.growing import FOLDERS, corpus, grown, why

THOROUGH = os.environ.get("COMPLAINT_RULES_EXAMPLES") == "thorough"
PARSERS = ["python", *(["libyaml"] if yaml_text._CParser is not None else [])]
RUNS = [(folder, parser) for parser in PARSERS for folder in FOLDERS]
if not THOROUGH:
    # What is compiled is the same whichever parser read it.
    RUNS = [(folder, parser) for folder, parser in RUNS if folder == "texts" or parser == PARSERS[-1]]


def sizes(folder):
    """Return the size of a grown file, and the numbers of copies; 190 are within what is read of most things."""
    if THOROUGH:
        return ("1000000", "18", "48", "98", "190", "450", "1900", "0")
    return ("30000", "0") if folder == "texts" else ("30000", "190")


pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured as Linux tells it")


def ran(*arguments):
    """Run the measuring process, and return what it says of each file."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.fuzz.measured", *arguments]
    path = os.pathsep.join([str(root / "src"), str(root)])
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


class TestHostileFiles:
    @pytest.mark.parametrize(("folder", "parser"), RUNS)
    def test_each_is_answered_soon_in_little_memory(self, folder, parser):
        """By either parser: no crash, no end of memory or time, and every fault has its place in the file."""
        found = ran(parser, folder, *sizes(folder))
        assert len(found) == len(corpus(folder)) * (len(sizes(folder)) - 1)
        assert [one for one in found if "crash" in one] == []
        assert [one for one in found if one["badly_told"]] == []

    def test_what_misbehaves_is_noticed(self):
        """Too much memory, no end, and an error that is no author's mistake are each told of."""
        eaten, hung, crashed = ran(PARSERS[-1], "planted", "0")
        assert "MemoryError" in eaten["crash"]
        assert "signal" in hung["crash"]
        assert hung["seconds"] > 3
        assert "RecursionError" in crashed["crash"]

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_each_says_why_it_is_there(self, folder):
        """A file of the corpus is small, has its reason in its first line, and grows."""
        for path in corpus(folder):
            assert len(why(path)) > 15, path
            assert path.stat().st_size < 4_000, path
            assert len(grown(path, times=9)) >= len(grown(path, times=1)), path
