"""The page of each version of a document, and which of them is held against the law."""

import json

import pytest

from complaint_rules import conform, load_profile
from complaint_rules.__main__ import main
from complaint_rules.explanation.english import ENGLISH
from tests.versions.test_cases_in_flight import HERE, NEW, OLD, date

BY_RECEIPT = "    from: 2019-01-01\n    cases_in_flight: {rule: by_receipt, source: '1.1', note: said in the preface}\n"
UNDATED = (
    "    cases_in_flight:\n      rule: unstated\n      source: '1.1'\n"
    "      readings: {rule: {could_be: [by_receipt, by_event], because: the page does not say}}\n"
)


@pytest.fixture
def joined(tmp_path):
    """Return a function that joins two versions of Northshire's page, both under the children's regulations."""

    def join(keys):
        for stem in ("2015", "2019"):
            text = (HERE / f"{stem}.yaml").read_text().replace("  corporate:\n", "  childrens_statutory:\n")
            lead, title, rest = text.partition("    document: policy\n")
            (tmp_path / f"{stem}.yaml").write_text(f"{lead}{title}    stands_under: children-2006\n{rest}")
        path = tmp_path / "northshire.yaml"
        head = "profile: northshire\ntitle: Northshire\nreadings_approved_by: me\nversions:\n"
        path.write_text(f"{head}  - file: 2015.yaml\n  - file: 2019.yaml\n{keys}")
        return path

    return join


@pytest.fixture
def run(capsys):
    """Run the command, and return its exit code and what it printed."""

    def run(*arguments):
        code = main([str(each) for each in arguments])
        return code, *capsys.readouterr()

    return run


class TestThePage:
    def test_each_version_has_its_page_and_its_days(self, joined, run):
        """The first version ends on the eve of the day from which the second is in force."""
        code, out, err = run("page", joined(BY_RECEIPT))
        assert (code, err) == (0, "")
        lines = out.splitlines()
        first, second = (at for at, line in enumerate(lines) if line == "# Northshire County Council")
        assert {f"- Edition: {OLD}.", "- In force: up to 31 December 2018."} <= set(lines[first:second])
        assert {f"- Edition: {NEW}.", "- In force: from 1 January 2019."} <= set(lines[second:])
        assert (
            "- Cases begun before: A case goes to its end by the version that was in force when it was received. "
            "Said at: Complaints Policy (January 2019), 1.1."
        ) in lines[second:]
        assert "  Note: said in the preface." in lines[second:]
        assert not [line for line in lines[first:second] if line.startswith("- Cases begun before")]

    @pytest.mark.parametrize(("day", "edition"), [("2018-12-31", OLD), ("2019-01-01", NEW), ("1999-01-01", OLD)])
    def test_of_a_day_there_is_one(self, joined, run, day, edition):
        _, out, _ = run("page", joined(BY_RECEIPT), "--as-of", day)
        assert out.count("# Northshire County Council") == 1
        assert f"- Edition: {edition}." in out

    def test_one_without_a_day_says_so_with_what_its_page_leaves_open(self, joined, run):
        _, out, _ = run("page", joined(UNDATED))
        assert out.count("- In force: it has no date, and is taken as in force.") == 2
        assert "- Cases begun before: The document does not say what becomes of cases in flight." in out
        assert "the page does not say" in out

    def test_each_page_has_the_days_of_its_own_version_though_its_first_procedure_is_new(self, joined, run):
        """The page of 2019 begins with a procedure that the page of 2015 does not have."""
        path = joined(BY_RECEIPT)
        later = path.with_name("2019.yaml")
        new = (
            "  advice:\n    title: Advice\n    document: policy\n"
            "    begins: {complaint_received: {who: complainant, to: stage_1, source: '9'}}\n"
            "    stages: {stage_1: {title: One}}\n"
        )
        later.write_text(later.read_text().replace("procedures:\n", f"procedures:\n{new}"))
        _, out, _ = run("page", path)
        days = [line for line in out.splitlines() if line.startswith(("- Edition", "- In force", "- Cases begun"))]
        assert [line.split(":")[1].strip() for line in days] == [
            f"{OLD}.",
            "up to 31 December 2018.",
            f"{NEW}.",
            "from 1 January 2019.",
            "A case goes to its end by the version that was in force when it was received. Said at",
        ]

    def test_a_text_is_held_against_one_version(self, joined, run, tmp_path):
        """Without a day it is not known against which; with one it is looked up, here without a map to look up by."""
        copy = tmp_path / "copy.txt"
        copy.write_text("Complaints Policy")
        path = joined(BY_RECEIPT)
        code, out, err = run("page", path, "--against", copy)
        assert (code, out) == (2, "")
        assert f"there are several: {OLD}, {NEW}; say which with --as-of" in err
        assert run("page", path, "--against", copy, "--as-of", "2019-01-01")[0] == 0

    def test_of_a_profile_without_versions_the_day_changes_nothing(self, run):
        assert run("page", "northumberland", "--as-of", "2019-01-01") == run("page", "northumberland")


class TestConformity:
    @pytest.mark.parametrize(("day", "edition"), [("2018-12-28", OLD), ("2019-01-01", NEW)])
    def test_the_version_of_the_day_is_judged_and_named(self, joined, run, day, edition):
        path = joined(BY_RECEIPT)
        code, out, _ = run("conform", path, "--as-of", day, "--format", "json")
        answer = json.loads(out)
        (judged,) = answer["procedures"]
        assert (code, answer["edition"], judged["edition"], judged["could_be"]) == (1, edition, edition, [])
        findings = [found for pack in judged["packs"] for clause in pack["clauses"] for found in clause["findings"]]
        assert findings
        assert {found["edition"] for found in findings} == {edition}

    def test_its_own_rules_are_held_against_the_law(self, joined):
        """Ten working days for stage 1 are the law's; fifteen are more. Northshire's other page is not looked at."""
        procedure = load_profile(joined(BY_RECEIPT)).procedure("childrens_statutory")
        found = {day: conform(procedure, date.fromisoformat(day)) for day in ("2018-12-28", "2019-06-03")}
        later = {
            day: [one.key for one in each.held_against if one.key.startswith("children-2006/stage_1_response/later")]
            for day, each in found.items()
        }
        assert later == {"2018-12-28": [], "2019-06-03": ["children-2006/stage_1_response/later/stage_1_response"]}
        finding = next(one for one in found["2019-06-03"].held_against if one.key == later["2019-06-03"][0])
        assert f"Council, {NEW}: Complaints Policy" in ENGLISH.explain(finding)
        assert found["2019-06-03"].explain().splitlines()[0] == (
            f"northshire: Complaints [childrens_statutory, {NEW}], as of Monday 3 June 2019"
        )

    def test_where_it_is_not_known_which_is_in_force_the_newest_is_judged_and_the_others_named(self, joined):
        judged = conform(load_profile(joined(UNDATED)).procedure("childrens_statutory"), date(2019, 6, 3))
        assert (judged.edition, judged.could_be) == (NEW, (OLD,))
        assert f"the newest is judged, and it could be {OLD}." in judged.explain()
