"""The command `conform`: its exit codes, its baseline, its JSON."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from complaint_rules import conform, load_profile
from complaint_rules.__main__ import main
from complaint_rules.json_schema import conformance_schema

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = Draft202012Validator(conformance_schema(), format_checker=FormatChecker())
DAY = ("--as-of", "2025-12-01")
NOT_YET = (
    "nothing of `lgsco-code-2024` could be judged for `corporate`: on this day it is not held beside cases that begin"
)


def _unjudged(pack):
    """Return the clauses of a pack that cannot be judged, and of which nothing was found."""
    return [one for one in pack.judgements if one.verdict.value == "cannot_be_judged" and not one.findings]


@pytest.fixture
def run(capsys):
    """Run the command and return its exit code and what it printed."""

    def run(*arguments):
        capsys.readouterr()
        try:
            code = main(["conform", *map(str, arguments)])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


class TestConform:
    @pytest.mark.uncounted
    def test_findings_are_new_without_a_baseline(self, run):
        """Everything that is held against it is new: the text ends with the ids, and the exit code is 1."""
        code, out, err = run("ncc", *DAY)
        procedures = load_profile("ncc").procedures.values()
        judged = [conform(procedure, date(2025, 12, 1)) for procedure in procedures if procedure.packs]
        ids = [finding.id for each in judged for finding in each.held_against]
        told = "\n\n".join(each.explain() for each in judged)
        # The Code is held beside cases begun from 1 April 2026 on.
        assert (code, err) == (1, f"complaint-rules: {NOT_YET}\n")
        assert out == f"{told}\n\nFindings: {len(ids)} new, 0 known, 0 explained, 0 gone.\n" + "".join(
            f"  New: {one}\n" for one in ids
        )

    def test_in_brief_each_finding_has_one_line(self, run):
        """As many lines as findings are held against it, each with its id, the counts of each law, and the same exit code."""
        code, out, err = run("northumberland", *DAY, "--brief")
        procedures = load_profile("northumberland").procedures.values()
        judged = [conform(procedure, date(2025, 12, 1)) for procedure in procedures if procedure.packs]
        held = [finding for each in judged for finding in each.held_against]
        lines = out.splitlines()
        assert (code, err) == (1, "")
        assert held
        for finding in held:
            (line,) = (line for line in lines if line.endswith(f" [{finding.id}]"))
            assert line.startswith(f"  {finding.verdict.value.replace('_', ' ')}: ")
            assert f"({finding.clause.rule.citation.place})" in line
        silent = [line.partition(" [")[0] for line in lines if line.startswith("  silent: ")]
        assert len(silent) == len(set(silent)) > 1
        packs = sum(len(each.packs) for each in judged)
        assert sum(" clauses: " in line for line in lines) == packs
        assert lines[-1] == f"Findings: {len(held)} new, 0 known, 0 explained, 0 gone."
        unjudged = [line for line in lines if line.startswith("  cannot be judged: ") and not line.endswith("]")]
        reasons = [{one.because for one in _unjudged(pack)} for each in judged for pack in each.packs]
        assert len(unjudged) == sum(map(len, reasons)) > 0
        assert len([line for line in lines if line]) == len(judged) + 2 * packs + len(held) + len(unjudged) + 1

    @pytest.mark.uncounted
    def test_with_its_own_baseline_nothing_is_new(self, run, tmp_path):
        """Writing a baseline makes what is found known; with it the check passes."""
        path = tmp_path / "known.json"
        statutory = ("--procedure", "childrens_statutory")
        assert run("ncc", *DAY, *statutory, "--write-baseline", path)[0] == 0
        written = json.loads(path.read_text(encoding="utf-8"))
        assert (written["profile"], written["judged_on"]) == ("ncc", "2025-12-01")
        assert written["findings"] == sorted(written["findings"])
        code, out, _ = run("ncc", "--as-of", "2026-07-01", *statutory, "--baseline", path)
        assert (code, out.splitlines()[-1]) == (
            0,
            f"Findings: 0 new, {len(written['findings'])} known, 0 explained, 0 gone.",
        )

    @pytest.mark.uncounted
    def test_only_what_is_new_fails(self, run, tmp_path):
        """Of a baseline that lacks one finding and has one more, the one is new and the other gone."""
        path = tmp_path / "known.json"
        run("ncc", *DAY, "--write-baseline", path)
        written = json.loads(path.read_text(encoding="utf-8"))
        lacking = written["findings"].pop(3)
        written["findings"].append("childrens_statutory/children-2006/nothing")
        path.write_text(json.dumps(written), encoding="utf-8")
        code, out, _ = run("ncc", *DAY, "--baseline", path, "--format", "json")
        answer = json.loads(out)
        assert (code, answer["new"], answer["gone"]) == (1, [lacking], ["childrens_statutory/children-2006/nothing"])
        held = [one for each in answer["procedures"] for one in each["held_against"]]
        assert answer["known"] == [one for one in held if one != lacking]

    def test_json_fits_the_published_schema(self, run):
        """What is printed for programs is valid, and the schema is sharp."""
        _, out, _ = run("northumberland", *DAY, "--format", "json")
        answer = json.loads(out)
        assert not [error.message for error in SCHEMA.iter_errors(answer)]
        for change in ({"as_of": "1 December"}, {"new": None}, {"procedures": [{}]}):
            assert list(SCHEMA.iter_errors({**answer, **change}))

    def test_the_published_schema_is_the_one_that_is_printed(self, capsys):
        """The file in docs is what `schema conform` prints."""
        assert main(["schema", "conform"]) == 0
        assert capsys.readouterr().out == (DOCS / "conformance.schema.json").read_text(encoding="utf-8")
        Draft202012Validator.check_schema(conformance_schema())


class TestNothingJudged:
    """Before its first case nothing of a law can be judged; that is said on standard error, whatever else was found."""

    def test_if_that_is_all_it_is_an_error(self, run, tmp_path):
        """On the eve of 1 April 2026 there is nothing to judge: code 2, and no baseline that would know nothing."""
        path = tmp_path / "known.json"
        code, out, err = run("ncc", "--as-of", "2026-03-31", "--procedure", "corporate", "--write-baseline", path)
        assert (code, err) == (2, f"complaint-rules: {NOT_YET}\n")
        assert out == ""
        assert not path.exists()

    def test_on_the_day_itself_it_is_judged(self, run):
        """What is found on the first day is what is found half a year later."""
        found = [
            run("ncc", "--as-of", day, "--procedure", "corporate", "--format", "json")
            for day in ("2026-04-01", "2026-10-01")
        ]
        assert [(code, err) for code, _, err in found] == [(1, ""), (1, "")]
        first, later = (json.loads(out) for _, out, _ in found)
        assert first["new"] == later["new"]
        assert len(first["new"]) > 5

    def test_beside_another_law_it_does_not_fail(self, run, tmp_path):
        """The other procedures are judged; that the Code is not in use yet is told, and is no fault."""
        path = tmp_path / "known.json"
        code, _, err = run("ncc", "--as-of", "2026-03-31", "--write-baseline", path)
        assert (code, err, path.exists()) == (0, f"complaint-rules: {NOT_YET}\n", True)


class TestAgainst:
    """`--against`: one pack alone, under which the page need not stand."""

    def test_only_the_guidance_is_judged_and_calls_itself_so(self, run):
        """Every finding is of that pack, in the same procedure, and the exit code is that of what is held against it."""
        code, out, err = run("northumberland", *DAY, "--against", "getting-the-best-2006", "--format", "json")
        answer = json.loads(out)
        (judged,) = answer["procedures"]
        assert (code, err, judged["procedure"]) == (1, "", "childrens_statutory")
        assert [(pack["pack"], pack["basis"]) for pack in judged["packs"]] == [("getting-the-best-2006", "guidance")]
        assert all("/getting-the-best-2006/" in one for one in answer["new"])
        assert not [error.message for error in SCHEMA.iter_errors(answer)]

    def test_what_the_page_has_at_the_days_of_the_guidance_is_met(self):
        """Cambridgeshire's panel is appointed within ten working days, its papers go out ten before, and the panel writes in five."""
        pack = load_profile("getting-the-best-2006").procedure("childrens_statutory")
        page = load_profile("cambridgeshire").procedure("childrens_statutory")
        judged = conform(page, date(2025, 12, 1), pack)
        met = {one.clause.name for held in judged.packs for one in held.judgements if one.verdict == "met"}
        assert {"panel_appointment", "panel_papers", "panel_findings", "stage_3_response"} <= met
        held = {one.key for one in judged.held_against}
        assert "getting-the-best-2006/stage_3_acknowledge/no_date" in held

    def test_a_law_by_name_is_what_is_judged_without_it(self, run):
        """Held against the law under which it stands, the findings are the same."""
        with_it = run("northumberland", *DAY, "--against", "children-2006", "--brief")
        assert with_it == run("northumberland", *DAY, "--brief")

    def test_a_council_is_no_law(self, run):
        """Another council's page is nothing to be held against."""
        message = "complaint-rules: nothing to judge: no such procedure of `northumberland` can be held against `ncc`\n"
        assert run("northumberland", *DAY, "--against", "ncc") == (2, "", message)


class TestMistakes:
    def test_the_day_is_always_given(self, run):
        """Without a day there is no judgement."""
        code, _, err = run("cambridgeshire")
        assert code == 2
        assert "--as-of" in err

    def test_a_profile_under_no_law_has_nothing_to_judge(self, run):
        """A law itself stands under none."""
        assert run("children-2006", *DAY) == (
            2,
            "",
            "complaint-rules: nothing to judge: no such procedure of `children-2006` stands under a law\n",
        )

    def test_a_procedure_that_there_is_not(self, run):
        """It is told as every unknown procedure is."""
        code, _, err = run("cambridgeshire", *DAY, "--procedure", "childrens_statuory")
        assert (code, err) == (
            1,
            (
                "the profile `cambridgeshire` has no procedure `childrens_statuory` [unknown_procedure]\n"
                "    found `childrens_statuory`\n"
                "    mend: did you mean `childrens_statutory`?\n"
            ),
        )

    def test_the_baseline_of_another_profile(self, run, tmp_path):
        """A baseline belongs to one profile."""
        path = tmp_path / "known.json"
        path.write_text('{"profile": "ncc", "judged_on": "2025-12-01", "findings": []}', encoding="utf-8")
        code, _, err = run("cambridgeshire", *DAY, "--baseline", path)
        assert (code, err) == (
            1,
            (
                f"{path}:1:13: this is the baseline of `ncc`, not of `cambridgeshire` [baseline_of_another_profile]\n"
                "    at profile\n"
                "    found `ncc`\n"
                "    mend: name the baseline that was written for this profile, or write one with --write-baseline\n"
            ),
        )

    @pytest.mark.parametrize(
        "text", ["", "[]", "{", '{"profile": "cambridgeshire"}', '{"profile": 1, "judged_on": "x", "findings": [1]}']
    )
    def test_a_baseline_that_is_none(self, run, tmp_path, text):
        """Whatever is wrong with the file is told with its place, and nothing is judged."""
        path = tmp_path / "known.json"
        path.write_text(text, encoding="utf-8")
        code, out, err = run("cambridgeshire", *DAY, "--baseline", path)
        assert (code, out) == (1, "")
        assert str(path) in err
