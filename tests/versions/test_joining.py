"""Every mistake that joining versions can find is told in full: where it is, what it says, and how to mend it.

Each file in `profiles_broken/versions` is the good one below with a mistake in it; beside it stand the words in which it
must be told. The files that they join are in `parts` there.
"""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from complaint_rules import load_profile
from complaint_rules.compiling import versions
from complaint_rules.errors import ProfileError
from complaint_rules.loading import pages

BROKEN = Path(__file__).parents[1] / "profiles_broken" / "versions"
FILES = sorted(BROKEN.glob("*.yaml"))
GOOD = """\
profile: northshire
title: Northshire
versions:
  - file: parts/old.yaml
    up_to: 2018-12-31
  - file: parts/new.yaml
    from: 2019-01-01
    cases_in_flight: {rule: by_receipt, source: "1.1"}
"""


def told(path, monkeypatch):
    """Return what is told of a file, which is named from its own folder."""
    monkeypatch.chdir(BROKEN)
    with pytest.raises(ProfileError) as caught:
        load_profile(Path(path.name))
    return caught.value.faults


def joined(tmp_path, text):
    """Load the good file with something in it written otherwise."""
    path = tmp_path / "joined.yaml"
    path.write_text(text.replace("parts/", f"{BROKEN}/parts/"))
    return load_profile(path)


class TestBrokenFiles:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_every_mistake_is_told_in_full(self, path, monkeypatch):
        """Each broken file is refused in exactly the words beside it."""
        expected = path.with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")
        assert "\n".join(map(str, told(path, monkeypatch))) == expected

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_the_text_of_a_fault_stands_at_its_place(self, path, monkeypatch):
        """At the line and column that a fault names stands the text that it quotes."""
        for fault in told(path, monkeypatch):
            lines = (BROKEN / fault.file).read_text(encoding="utf-8").splitlines()
            assert lines[fault.line - 1][fault.column - 1 :].startswith(fault.text.rstrip("…"))
            assert fault.mend

    def test_every_fault_of_the_source_has_a_broken_file(self):
        """A new fault needs a new file, and a fault that is gone needs none."""
        calls = (
            node for node in ast.walk(ast.parse(Path(versions.__file__).read_text())) if isinstance(node, ast.Call)
        )
        codes = {
            call.args[0].value
            for call in calls
            if getattr(call.func, "attr", "") == "wrong" and isinstance(call.args[0], ast.Constant)
        }
        words = "\n".join(path.with_suffix(".expected").read_text() for path in FILES)
        assert codes <= set(re.findall(r" \[(\w+)\]$", words, flags=re.MULTILINE))
        assert len(codes) > 15

    def test_checking_a_file_tells_the_same(self, monkeypatch):
        """`check` joins versions as loading does."""
        expected = told(BROKEN / "gap.yaml", monkeypatch)
        with pytest.raises(ProfileError) as caught:
            pages("gap.yaml")
        assert caught.value.faults == expected


class TestGoodFiles:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("", ""),
            ("    up_to: 2018-12-31\n", ""),
            ("    from: 2019-01-01\n", ""),
            ("    from: 2019-01-01\n", "    from: 2019-01-01\n    up_to: 9999-12-31\n"),
            ("up_to: 2018-12-31", "from: 0001-01-01"),
        ],
        ids=["both days", "the first day alone", "the last day alone", "for ever", "since ever"],
    )
    def test_a_day_that_one_neighbour_gives_is_enough(self, tmp_path, old, new):
        """The other's follows from it."""
        profile = joined(tmp_path, GOOD.replace(old, new))
        before, after = profile.procedure("corporate").versions
        assert (before.up_to, after.from_) == (date(2018, 12, 31), date(2019, 1, 1))
        assert (before.latest, after.earliest) == (date(2018, 12, 31), date(2019, 1, 1))

    def test_without_any_day_both_are_taken_as_in_force(self, tmp_path):
        """Neither has a first or a last day."""
        text = GOOD.replace("    up_to: 2018-12-31\n", "").replace("    from: 2019-01-01\n", "")
        for version in joined(tmp_path, text).procedure("corporate").versions:
            assert (version.from_, version.up_to, version.is_dated) == (None, None, False)
            assert (version.earliest, version.latest) == (date.min, date.max)

    def test_the_last_day_of_all_is_no_accident(self, tmp_path):
        """A version up to the last day there is has nothing after it, and what is written after it crashes nothing."""
        text = GOOD.replace("2018-12-31", "9999-12-31").replace("    from: 2019-01-01\n", "")
        before, after = joined(tmp_path, text).procedure("corporate").versions
        assert (before.up_to, after.from_) == (date.max, date.max)

    def test_the_profile_is_the_newest_with_the_name_of_the_whole(self, tmp_path):
        """Its edition is the newest's, its words those of all."""
        profile = joined(tmp_path, GOOD)
        procedure = profile.procedure("corporate")
        assert (profile.name, profile.title, profile.edition) == ("northshire", "Northshire", "January 2019")
        assert procedure.fact_words["urgent"].asks == "Is it urgent?"
        assert [version.edition for version in procedure.versions] == ["October 2015", "January 2019"]
        rule = procedure.versions[1].in_flight
        assert str(rule.citation) == "Complaints Policy (January 2019), 1.1"

    def test_a_source_may_be_in_another_document_of_the_versions_file(self, tmp_path):
        """A document is named as it is in that file."""
        text = GOOD.replace('source: "1.1"', "source: {document: policy, place: annex}")
        assert str(joined(tmp_path, text).procedure("corporate").versions[1].in_flight.citation).endswith("annex")

    def test_a_fact_may_have_more_words_in_one_version(self, tmp_path):
        """A case may use the words of both."""
        parts = tmp_path / "parts"
        parts.mkdir()
        for stem, words in (("old", "[low, high]"), ("new", "[high, highest]")):
            text = (BROKEN / "parts" / "other_fact.yaml").read_text().replace("[very, hardly]", words)
            (parts / f"{stem}.yaml").write_text(text.replace("January 2019\ndoc", f"{stem}\ndoc"))
        path = tmp_path / "joined.yaml"
        path.write_text(GOOD)
        assert load_profile(path).procedure("corporate").fact_words["urgent"].words == ("low", "high", "highest")
