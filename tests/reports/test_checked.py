"""`check` in every form: the same findings in each, and what is well among them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.checks import CHECKS, check_named
from complaint_rules.checks.subject import Check
from complaint_rules.reports import FORMS
from complaint_rules.reports.checking import FileChecked, report_of
from complaint_rules.reports.reported import Report
from tests.reports.readers import read_annotations, read_junit, read_sarif, said

TESTS = Path(__file__).parents[1]
BROKEN = [
    *sorted(TESTS.glob("checks/profiles/*/broken.yaml")),
    TESTS / "profiles_broken" / "compiling" / "ten_mistakes.yaml",
    *sorted((TESTS / "profiles_broken" / "validating").glob("*.yaml"))[:4],
    *sorted((TESTS / "profiles_broken" / "reading").glob("*.yaml"))[:4],
]
EXTENSION = TESTS / "checks" / "profiles" / "extension_not_longer" / "broken.yaml"


@pytest.fixture
def run(capsys):
    """Run `check` in a form, and return the exit code and what it printed."""

    def run(form, *arguments):
        capsys.readouterr()
        code = main(["check", *map(str, arguments), "--format", form])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def codes(form: str, text: str) -> Counter:
    """Return how often each code is in what was printed in a form."""
    if form == "json":
        return Counter(fault["code"] for file in json.loads(text)["files"] for fault in file["faults"])
    if form == "sarif":
        return Counter(result["ruleId"] for result in read_sarif(text)["results"])
    if form == "github":
        return Counter(one.properties["title"].rpartition("[")[2][:-1] for one in read_annotations(text))
    failures = (line for case in read_junit(text) for line in (case.failure or "").splitlines())
    return Counter(line.partition(": [")[2].partition("]")[0] for line in failures if ": [" in line)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_form_has_the_same_findings(run, path):
    """As often as the JSON has each code, so often has each form, and the exit code is 1."""
    code, out, _ = run("json", path)
    found = codes("json", out)
    assert (code, bool(found)) == (1, True)
    for form in FORMS:
        code, out, err = run(form, path)
        assert (code, err, codes(form, out)) == (1, "", found)


def test_what_is_well_is_a_test_that_passes(run):
    """Each check of the catalogue is one test of each file; only that which finds something fails."""
    broken, sound = EXTENSION, EXTENSION.with_name("sound.yaml")
    code, out, _ = run("junit", broken, sound)
    cases = read_junit(out)
    each = ["loads", *(check.code for check in CHECKS), "set_aside"]
    assert [(case.within, case.name) for case in cases] == [
        (str(file), name) for file in (broken, sound) for name in each
    ]
    failed = [case for case in cases if case.failure is not None]
    assert [(case.within, case.name, case.codes) for case in failed] == [
        (str(broken), "extension_not_longer", "extension_not_longer")
    ]
    assert (code, [case for case in cases if case.skipped is not None]) == (1, [])
    assert read_junit(run("junit", sound)[1]) == [case for case in cases if case.within == str(sound)]


def test_a_file_that_does_not_load_fails_one_test(run):
    """All that keeps it from loading is in one failure; what was not looked for is not said to be well."""
    (case,) = read_junit(run("junit", TESTS / "profiles_broken" / "compiling" / "ten_mistakes.yaml")[1])
    assert case.name == "loads"
    assert case.message.startswith("10 found: ")
    assert case.failure.count("\nmend: ") == 10


def test_a_calendar_has_nothing_but_that_it_loads(run):
    """No check of the catalogue looks at a calendar."""
    code, out, _ = run("junit", "england-and-wales")
    assert (code, [case.name for case in read_junit(out)]) == (0, ["loads"])


def test_sarif_has_the_pages_of_the_catalogue(run):
    """Every check is a rule with its name and its page; the finding points at its place, and says how to mend it."""
    code, out, _ = run("sarif", EXTENSION)
    read = read_sarif(out)
    rules = {rule["id"]: rule for rule in read["tool"]["driver"]["rules"]}
    for check in CHECKS:
        assert rules[check.code]["shortDescription"]["text"] == check.name
        assert rules[check.code]["help"]["markdown"] == check.page
    (result,) = read["results"]
    place = result["locations"][0]["physicalLocation"]["region"]
    told = run("text", EXTENSION)[2].splitlines()
    assert told[0].startswith(f"{EXTENSION}:{place['startLine']}:{place['startColumn']}: ")
    assert said(result).splitlines()[1:] == [line.strip() for line in told[1:]]
    assert (code, result["level"]) == (1, "error")


def test_what_the_author_set_aside_is_told_with_the_reason(run, tmp_path):
    """It is suppressed, or a notice, or a test that is skipped; and it fails nothing."""
    path = tmp_path / "northshire.yaml"
    aside = "set_aside:\n  - {finding: extension_not_longer, because: the page says so}\nprocedures:\n"
    path.write_text(EXTENSION.read_text(encoding="utf-8").replace("procedures:\n", aside, 1), encoding="utf-8")
    code, out, _ = run("sarif", path)
    (result,) = read_sarif(out)["results"]
    reason = {"kind": "inSource", "status": "accepted", "justification": "the page says so"}
    assert (code, result["level"], result["suppressions"]) == (0, "note", [reason])
    code, out, _ = run("github", path)
    (told,) = read_annotations(out)
    assert (code, told.name, told.message.splitlines()[-1]) == (0, "notice", "set aside: the page says so")
    code, out, _ = run("junit", path)
    (skipped,) = (case for case in read_junit(out) if case.skipped is not None)
    assert (code, skipped.name, skipped.failure) == (0, "extension_not_longer", None)
    assert skipped.output.endswith("set aside: the page says so")


def test_moving_the_lines_keeps_the_fingerprint(run, tmp_path):
    """Comments above a finding move it; it is the same finding."""
    path = tmp_path / "northshire.yaml"
    text = EXTENSION.read_text(encoding="utf-8")

    def fingerprints(text):
        path.write_text(text, encoding="utf-8")
        results = read_sarif(run("sarif", path)[1])["results"]
        lines = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in results]
        return lines, [one["partialFingerprints"] for one in results]

    (before, prints), (after, same) = fingerprints(text), fingerprints("# one\n# two\n# three\n" + text)
    assert [line + 3 for line in before] == after
    assert prints == same


def test_a_good_file_is_no_annotation(run):
    """In a log nothing is said, and the exit code is 0."""
    assert run("github", "cambridgeshire") == (0, "", "")


def test_what_needs_a_day_is_skipped_without_one():
    """A check that was not made is no test that passes."""
    needs_day = Check("needs_a_day", "It needs a day", lambda _: iter(()), needs_day=True)
    assert check_named(needs_day.code) is None
    result = FileChecked("northshire.yaml", (), not_judged=(needs_day.code,), looked_for=(needs_day.code,))
    report: Report = report_of([result])
    (looked,) = (one for one in report.looked if one.name == needs_day.code)
    assert looked.not_judged == "not judged, since no day was given (--as-of)"
