"""`conform` in every form: what is held against a procedure, at the rule by which it differs."""

import json
from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.loading import shipped_folder
from complaint_rules.reports import FORMS
from tests.reports.readers import read_annotations, read_junit, read_sarif, said

DAY = ("--as-of", "2025-12-01")
LAW = "children-2006"
PAGE = """\
profile: northshire
title: Northshire County Council
documents: {page: {title: Complaints, version: "2024"}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  childrens_statutory:
    title: Complaints about children
    document: page
    stands_under: [children-2006]
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            {who: council, within: 30 working days, after: complaint_received, done_by: stage_1_response_sent, source: "3"}
"""
LATER = f"{LAW}/stage_1_response/later"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run `conform` on the page in a form, from its folder, and return the exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(form, *arguments, page=PAGE, files=("northshire.yaml",)):
        Path("northshire.yaml").write_text(page, encoding="utf-8")
        capsys.readouterr()
        code = main(["conform", *files, *DAY, *map(str, arguments), "--format", form])
        printed = capsys.readouterr()
        assert printed.err == ""
        return code, printed.out

    return run


def place(result: dict) -> tuple[str, int]:
    """Return the file and the line of a result."""
    where = result["locations"][0]["physicalLocation"]
    return where["artifactLocation"]["uri"], where["region"]["startLine"]


def line_of(words: str, page: str = PAGE) -> int:
    """Return the line of a page in which words first stand, from 1."""
    return next(at for at, line in enumerate(page.splitlines(), 1) if words in line)


def test_every_form_has_what_is_held_against_it(run):
    """The ids of the JSON are in every form, each once, and the exit code is 1."""
    code, out = run("json")
    (procedure,) = json.loads(out)["procedures"]
    held = sorted(procedure["held_against"])
    assert (code, len(held) > 5) == (1, True)
    code, out = run("sarif")
    results = read_sarif(out)["results"]
    assert (code, sorted(said(one).partition("  Finding: ")[2].splitlines()[0] for one in results)) == (1, held)
    assert sorted(f"childrens_statutory/{one['ruleId']}" for one in results) == sorted(
        "/".join(name.split("/")[:4]) for name in held
    )
    code, out = run("github")
    annotations = read_annotations(out)
    assert (code, {one.name for one in annotations}) == (1, {"error"})
    assert sorted(one.message.partition("  Finding: ")[2].splitlines()[0] for one in annotations) == held
    code, out = run("junit")
    failures = [line for case in read_junit(out) for line in (case.failure or "").splitlines()]
    assert (code, sorted(line[11:] for line in failures if line.startswith("  Finding: "))) == (1, held)


def test_a_finding_points_at_the_council_s_rule(run):
    """What is late points at the timescale; what the page leaves out points at the procedure, in its own line."""
    results = {one["ruleId"]: one for one in read_sarif(run("sarif")[1])["results"]}
    assert place(results[LATER]) == ("northshire.yaml", line_of("stage_1_response:"))
    silent = results[f"{LAW}/stage_2_requested/not_stated"]
    assert place(silent) == ("northshire.yaml", line_of("childrens_statutory:"))


@pytest.mark.uncounted
def test_a_shipped_profile_has_its_places_too(run):
    """A name leads to the file of the profile, and the rule's own line there."""
    code, out = run("sarif", "--procedure", "childrens_statutory", files=["unnamed-council"])
    path = shipped_folder() / "unnamed-council.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    results = read_sarif(out)["results"]
    assert (code, {place(one)[0] for one in results}) == (1, {path.resolve().as_uri()})
    for one in results:
        *_, rule = said(one).partition("  Finding: ")[2].splitlines()[0].split("/")
        timescale = "by the rule `stage_2_response`" in said(one)
        assert not timescale or lines[place(one)[1] - 1].strip() == f"{rule}:"


def test_of_versions_each_rule_is_in_its_own_file(run, tmp_path):
    """The rule of the version in force is in that version's file, whatever the file that joins them is called."""
    old = PAGE.replace("profile: northshire\n", 'profile: northshire\nedition: "2020"\n').replace(
        "30 working", "10 working"
    )
    new = PAGE.replace("profile: northshire\n", '# the new page\nprofile: northshire\nedition: "2024"\n')
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    joined = (
        "profile: northshire\ntitle: Northshire\nversions:\n  - {file: old.yaml, up_to: 2024-03-31}\n"
        '  - {file: new.yaml, cases_in_flight: {rule: by_receipt, source: "9"}}\n'
    )
    code, out = run("sarif", page=joined)
    results = {one["ruleId"]: one for one in read_sarif(out)["results"]}
    assert code == 1
    assert place(results[LATER]) == ("new.yaml", line_of("stage_1_response:", new))


def test_a_section_of_another_procedure_is_pointed_at_there(run):
    """Of a stage that is `same_as` another's, the rule is where it is written."""
    own = PAGE.replace("    stands_under: [children-2006]\n", "")
    own = own.replace("childrens_statutory", "corporate")
    beside = (
        "  childrens_statutory:\n    title: Children\n    document: page\n    stands_under: [children-2006]\n"
        "    begins: {same_as: corporate}\n    stages:\n      stage_1: {same_as: corporate}\n"
    )
    page = own + beside
    results = {one["ruleId"]: one for one in read_sarif(run("sarif", page=page)[1])["results"]}
    assert place(results[LATER]) == ("northshire.yaml", line_of("stage_1_response:", page))
    assert place(results[f"{LAW}/stage_2_requested/not_stated"])[1] == line_of("childrens_statutory:", page)


def test_what_a_baseline_knows_fails_nothing(run):
    """Known findings are unchanged and suppressed, notices, and skipped tests; a new one beside them is none of these."""
    assert run("sarif", "--write-baseline", "known.json")[0] == 0
    for form in FORMS:
        assert run(form, "--baseline", "known.json")[0] == 0
    known = json.loads(Path("known.json").read_text(encoding="utf-8"))
    (gone,) = [one for one in known["findings"] if LATER in one]
    Path("known.json").write_text(json.dumps({**known, "findings": [one for one in known["findings"] if one != gone]}))
    code, out = run("sarif", "--baseline", "known.json")
    states = {
        one["ruleId"]: (one["baselineState"], one["level"], one["suppressions"]) for one in read_sarif(out)["results"]
    }
    reason = {"kind": "external", "status": "accepted", "justification": "it stands in known.json"}
    assert (code, states.pop(LATER)) == (1, ("new", "error", []))
    assert all(state == ("unchanged", "note", [reason]) for state in states.values())
    assert states
    code, out = run("github", "--baseline", "known.json")
    errors = [one for one in read_annotations(out) if one.name == "error"]
    assert (code, len(errors), LATER in errors[0].properties["title"]) == (1, 1, True)
    code, out = run("junit", "--baseline", "known.json")
    assert (code, [case.name for case in read_junit(out) if case.failure]) == (1, ["stage_1_response"])


def test_what_a_deviation_explains_is_set_aside(run):
    """The reason, who approved it and the day of its review stand with the finding."""
    deviation = (
        "    deviations:\n      - {pack: children-2006, clause: stage_1_response, reason: agreed, "
        "approved_by: the Director, review_on: 2026-03-31}\n"
    )
    page = PAGE.replace("    begins:\n", deviation + "    begins:\n")
    results = {one["ruleId"]: one for one in read_sarif(run("sarif", page=page)[1])["results"]}
    (reason,) = results[LATER]["suppressions"]
    assert reason["justification"] == "agreed (approved by the Director, to be reviewed on 2026-03-31)"
    assert reason["kind"] == "inSource"
    (case,) = [case for case in read_junit(run("junit", page=page)[1]) if case.name == "stage_1_response"]
    assert (case.failure, case.skipped) == (None, "1 known or set aside")


def test_a_deviation_that_explains_nothing_is_told(run):
    """It is a fault of the page, at its own place."""
    deviation = (
        "    deviations:\n      - {pack: children-2006, clause: complaint_received, reason: agreed, "
        "approved_by: the Director, review_on: 2026-03-31}\n"
    )
    page = PAGE.replace("    begins:\n", deviation + "    begins:\n")
    results = {one["ruleId"]: one for one in read_sarif(run("sarif", page=page)[1])["results"]}
    assert place(results["deviation_without_finding"]) == (
        "northshire.yaml",
        line_of("clause: complaint_received", page),
    )
    (case,) = [case for case in read_junit(run("junit", page=page)[1]) if case.name == "deviations"]
    assert case.codes == "deviation_without_finding"


def test_what_is_met_and_what_cannot_be_judged(run):
    """A clause that is met is a test that passes; one that cannot be judged is skipped, and says why."""
    cases = {case.name: case for case in read_junit(run("junit", page=PAGE.replace("30 working", "10 working"))[1])}
    assert (cases["stage_1_response"].failure, cases["stage_1_response"].skipped) == (None, None)
    assert cases["deviations"].failure is None
    said_why = [case.skipped for case in cases.values() if case.skipped]
    assert said_why
    assert {why.partition(":")[0] for why in said_why} == {"cannot be judged", "not called for"}


@pytest.mark.parametrize("form", FORMS)
def test_a_profile_that_does_not_load(run, form):
    """Its faults are told in the form that was asked for, and the exit code is 1."""
    code, out = run(form, page=PAGE.replace("england-and-wales", "england"))
    assert code == 1
    if form == "sarif":
        (result,) = read_sarif(out)["results"]
        assert (result["ruleId"], place(result)) == ("unknown_calendar", ("northshire.yaml", 4))
    elif form == "junit":
        (case,) = read_junit(out)
        assert (case.name, case.failure.partition(": [")[0]) == ("unknown_calendar", "northshire.yaml:4:27")
    else:
        (one,) = read_annotations(out)
        assert one.properties["title"] == "unknown calendar [unknown_calendar]"


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_no_profile(run, form):
    """It is told in the form that was asked for, though it has no place in any file."""
    code, out = run(form, files=["northshire"])
    assert (code, "there is no profile `northshire`" in out) == (1, True)
