"""Every exit code that the page on the command gives is shown, for each command and each reason, in every form."""

import re
import subprocess
import sys
from errno import EACCES
from os import strerror
from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.commands import COMMANDS
from complaint_rules.loading import shipped_folder
from complaint_rules.reports import FORMS

DOCS = Path(__file__).parents[1] / "docs"
DAY = ("--as-of", "2024-04-11")
GOOD, BAD, GONE = ("case.yaml", "bad.yaml", "gone.yaml")
CASE = """\
profile: cambridgeshire
procedure: childrens_statutory
events:
  - {on: 2024-03-18, event: complaint_received}
"""
PROFILE = """\
profile: northshire
title: Northshire County Council
documents: {page: {title: Complaints, version: "2024"}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  childrens_statutory:
    title: Complaints
    document: page
    stands_under: [children-2006]
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            {who: council, within: 10 working days, after: complaint_received, done_by: stage_1_response_sent, source: "3"}
        moves:
          complaint_withdrawn: {who: complainant, to: withdrawn, source: "4"}
          ombudsman_approached: {who: complainant, to: ombudsman, source: "5"}
"""
DEVIATION = """\
    deviations:
      - {pack: children-2006, clause: complaint_received, reason: x, approved_by: y, review_on: 2030-01-01}
    begins:
"""
# Monday 18 March 2024; 29 March and 1 April are Good Friday and Easter Monday; 19 to 22 are 1 to 4, 25 to 28 are 5 to 8.
WORKED = """\
profile: ./good.yaml
cases:
  - name: Ten working days over Easter
    procedure: childrens_statutory
    why: 2 and 3 April are 9 and 10.
    events:
      - {on: 2024-03-18, event: complaint_received}
    expect:
      - as_of: 2024-03-18
        due:
          - {timescale: stage_1_response, due: 2024-04-03}
"""
NEVER_ENDS = PROFILE.replace("done_by: stage_1_response_sent", "done_by: complaint_received")
FILES = {
    GOOD: CASE,
    BAD: CASE.replace("complaint_received", "complaint_recieved"),
    "of_bad.yaml": CASE.replace("cambridgeshire", "./broken.yaml"),
    "of_good.yaml": CASE.replace("cambridgeshire", "./good.yaml"),
    "good.yaml": PROFILE,
    "longer.yaml": PROFILE.replace("10 working days", "20 working days"),
    "broken.yaml": PROFILE.replace("england-and-wales", "england"),
    "never_ends.yaml": NEVER_ENDS,
    "left.yaml": NEVER_ENDS.replace(
        "procedures:\n", "set_aside:\n  - {finding: clock_never_ends, because: so it is}\nprocedures:\n"
    ),
    "deviates.yaml": PROFILE.replace("    begins:\n", DEVIATION),
    "under_the_code.yaml": PROFILE.replace("childrens_statutory", "corporate").replace(
        "children-2006", "lgsco-code-2024"
    ),
    "under_nothing.yaml": PROFILE.replace("    stands_under: [children-2006]\n", ""),
    "laid_out.yaml": "profile: northshire\ntitle: Northshire County Council\n",
    "loose.yaml": "profile:   northshire\ntitle: Northshire County Council\n",
    "written.yaml": "profile:   northshire\ntitle: Northshire County Council\n",
    "torn.yaml": "profile: {northshire\n",
    "known.json": '{"profile": "another", "judged_on": "2024-01-01", "findings": []}',
    "copy.txt": "nothing of the document",
    "worked.yaml": WORKED,
    "different.yaml": WORKED.replace("2024-04-03", "2024-04-04"),
    "misspelt.yaml": WORKED.replace("complaint_received", "complaint_recieved"),
    "of_broken.yaml": WORKED.replace("./good.yaml", "./broken.yaml"),
    "unconfirmed.yaml": WORKED.replace("due: 2024-04-03", "confirm: [due]"),
}

# By command, exit code and the words of the page: what is typed.
SHOWN = {
    ("assess", 0, "answered"): [(GOOD, *DAY)],
    ("assess", 1, "the case or its profile has faults"): [(BAD, *DAY), (GONE, *DAY), ("of_bad.yaml", *DAY)],
    ("assess", 2, "not understood"): [(GOOD,), (GOOD, "--as-of", "today"), (GOOD, *DAY, "--format", "sarif")],
    ("explain", 0, "answered"): [(GOOD, "stage_1_response", *DAY)],
    ("explain", 1, "the case or its profile has faults"): [(BAD, "stage_1_response", *DAY), ("of_bad.yaml", "x", *DAY)],
    ("explain", 2, "not understood"): [(GOOD, *DAY)],
    ("explain", 2, "the case has no such timescale or move"): [(GOOD, "stage_9_response", *DAY)],
    ("route", 0, "answered"): [(GOOD, *DAY)],
    ("route", 1, "the case or its profile has faults"): [(BAD, *DAY), ("of_bad.yaml", *DAY)],
    ("route", 2, "not understood"): [(GOOD,)],
    ("conform", 0, "nothing new"): [("good.yaml", *DAY, "--baseline", "own.json")],
    ("conform", 0, "a baseline was written"): [("good.yaml", *DAY, "--write-baseline", "other.json")],
    ("conform", 1, "something new"): [("good.yaml", *DAY)],
    ("conform", 1, "the profile, a deviation or the baseline has faults"): [
        ("broken.yaml", *DAY),
        ("deviates.yaml", *DAY, "--write-baseline", "other.json"),
        ("good.yaml", *DAY, "--baseline", "known.json"),
        ("good.yaml", *DAY, "--baseline", GONE),
    ],
    ("conform", 1, "no such procedure"): [("good.yaml", *DAY, "--procedure", "corporate")],
    ("conform", 2, "not understood"): [("good.yaml",), ("good.yaml", *DAY, "--format", "xml")],
    ("conform", 2, "no procedure stands under a law"): [("under_nothing.yaml", *DAY)],
    ("conform", 2, "nothing could be judged"): [
        ("under_the_code.yaml", *DAY),
        ("under_the_code.yaml", *DAY, "--write-baseline", "none.json"),
    ],
    ("conform", 2, "the baseline cannot be written"): [
        ("good.yaml", *DAY, "--write-baseline", "nowhere/own.json"),
        ("good.yaml", *DAY, "--write-baseline", "empty"),
    ],
    ("diff", 0, "nothing that is meant differs"): [("good.yaml", "good.yaml")],
    ("diff", 0, "`--exit-zero`"): [("good.yaml", "longer.yaml", "--exit-zero")],
    ("diff", 1, "something differs"): [("good.yaml", "longer.yaml")],
    ("diff", 1, "a profile has faults"): [("good.yaml", "broken.yaml"), (GONE, "good.yaml", "--exit-zero")],
    ("diff", 2, "not understood"): [("good.yaml",), ("good.yaml", "longer.yaml", "--as-of", "today")],
    ("compare", 0, "nothing that is meant differs"): [("good.yaml", "good.yaml")],
    ("compare", 0, "`--exit-zero`"): [("good.yaml", "longer.yaml", "--exit-zero")],
    ("compare", 1, "something differs"): [("good.yaml", "longer.yaml")],
    ("compare", 1, "a profile has faults"): [("good.yaml", "broken.yaml"), (GONE, "good.yaml", "--exit-zero")],
    ("compare", 2, "not understood"): [("good.yaml",), ("good.yaml", "longer.yaml", "--as-of", "today")],
    ("impact", 0, "no case moves"): [("of_good.yaml", "good.yaml", *DAY)],
    ("impact", 0, "`--exit-zero`"): [("of_good.yaml", "longer.yaml", *DAY, "--exit-zero")],
    ("impact", 1, "a case moves, or could not be answered"): [
        ("of_good.yaml", "longer.yaml", *DAY),
        ("of_good.yaml", BAD, "good.yaml", *DAY),
    ],
    ("impact", 1, "the new profile has faults"): [("of_good.yaml", "broken.yaml", *DAY, "--exit-zero")],
    ("impact", 2, "not understood"): [("of_good.yaml", "good.yaml"), ("good.yaml",)],
    ("impact", 2, "there is no case file"): [("empty", "good.yaml", *DAY)],
    ("profiles", 0, "listed, broken ones with what is wrong"): [()],
    ("profiles", 2, "not understood"): [("cambridgeshire",)],
    ("check", 0, "no fault"): [("good.yaml",), ("cambridgeshire",), ("--explain", "clock_never_ends")],
    ("check", 0, "what the author set aside is none"): [("left.yaml",)],
    ("check", 1, "a fault"): [("never_ends.yaml",), ("broken.yaml",), (GONE,), ("good.yaml", "never_ends.yaml")],
    ("check", 2, "not understood"): [("good.yaml", "--format", "xml"), ("good.yaml", "--as-of", "today")],
    ("check", 2, "no file was named"): [()],
    ("check", 2, "`--explain` has no such page"): [("--explain", "clock_never_end")],
    ("test", 0, "as expected"): [("worked.yaml",)],
    ("test", 1, "a difference"): [("different.yaml",)],
    ("test", 1, "something to be confirmed"): [("unconfirmed.yaml",)],
    ("test", 1, "less than `--at-least`"): [("worked.yaml", "good.yaml", "--at-least", "100")],
    ("test", 1, "faults of the cases or the profile"): [("misspelt.yaml",), ("of_broken.yaml",)],
    ("test", 2, "not understood"): [
        (),
        ("worked.yaml", "--at-least", "many"),
        ("worked.yaml", "--sample", "3"),
        ("worked.yaml", "--into", "empty"),
        ("worked.yaml", "--all"),
    ],
    ("test", 2, "nothing to run"): [("under_nothing.yaml",)],
    ("test", 2, "a form that only the cases have"): [("good.yaml", "--coverage", "--format", "sarif")],
    ("test", 2, "the proposals cannot be written"): [("good.yaml", "--journeys", "--all", "--into", "copy.txt")],
    ("page", 0, "printed"): [("good.yaml",)],
    ("page", 1, "the profile or its map has faults"): [("broken.yaml",), ("mapped.yaml",)],
    ("page", 2, "not understood"): [()],
    ("new", 0, "printed or written"): [("northshire", "--under", "children-2006", "--title", "Northshire")],
    ("new", 1, "the name, the title or the packs cannot be"): [
        ("North Shire", "--under", "children-2006", "--title", "x"),
        ("northshire", "--under", "children-206", "--title", "x"),
    ],
    ("new", 2, "not understood"): [("northshire",)],
    ("new", 2, "the file is there, or cannot be written"): [
        ("northshire", "--under", "children-2006", "--title", "x", "--into", "good.yaml"),
    ],
    ("fmt", 0, "laid out"): [("written.yaml",)],
    ("fmt", 0, "with `--check`, all are already"): [("laid_out.yaml", "--check")],
    ("fmt", 1, "a file has faults of YAML"): [("torn.yaml",)],
    # Shown by a test of its own: it takes a file that may be read and not written, which no superuser has.
    ("fmt", 1, "a file cannot be written"): [],
    ("fmt", 1, "with `--check`, one is laid out otherwise"): [("loose.yaml", "--check")],
    ("fmt", 2, "not understood"): [()],
    ("words", 0, "found"): [("allocat",), ()],
    ("words", 1, "the profile has faults"): [("allocat", "--of", "broken.yaml")],
    ("words", 2, "not understood"): [("allocat", "--of")],
    ("words", 2, "no word is near"): [("qqqqqqqq",)],
    ("schema", 0, "printed"): [(), ("conform",)],
    ("schema", 2, "not understood"): [("of_nothing",)],
}
SAME_IN_EVERY_FORM = ("check", "conform")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write the files above, a baseline of the good profile, and a profile whose map names a document that it has not."""
    folder = tmp_path_factory.mktemp("exit_codes")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "mapped.yaml").write_text(PROFILE.replace("northshire", "mapped"), encoding="utf-8")
    (folder / "maps").mkdir()
    (folder / "empty").mkdir()
    map_of = (shipped_folder() / "maps" / "ncc.yaml").read_text(encoding="utf-8")
    (folder / "maps" / "mapped.yaml").write_text(map_of.replace("ncc", "mapped", 1), encoding="utf-8")
    baseline = ("--write-baseline", str(folder / "own.json"))
    assert code_of("conform", str(folder / "good.yaml"), *DAY, *baseline) == 0
    return folder


@pytest.fixture
def folder(written, monkeypatch):
    """Work in the folder with these files."""
    monkeypatch.chdir(written)


def code_of(*arguments: str) -> int:
    """Return the exit code of a command."""
    try:
        return main(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)


def documented() -> set[tuple[str, int, str]]:
    """Return each reason of the page's table with its command and its code."""
    text = (DOCS / "command.md").read_text(encoding="utf-8").partition("## Exit codes\n")[2]
    rows = [re.split(r" ?\| ?", line)[1:-1] for line in text.splitlines() if line.startswith("| `")]
    return {
        (row[0].strip("`"), code, reason)
        for row in rows
        for code, cell in enumerate(row[1:])
        for reason in cell.split("; ")
        if reason
    }


def test_the_page_and_these_tests_have_the_same_rows():
    """Every command has its row, and each reason of a row is shown below."""
    assert documented() == set(SHOWN)
    assert {command for command, _, _ in documented()} == set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "code", "arguments"),
    [(command, code, each) for (command, code, _), every in SHOWN.items() for each in every],
)
def test_each_reason_has_its_code(folder, capsys, command, code, arguments):
    """The exit code is that of the page; on 2 nothing is on standard output."""
    capsys.readouterr()
    assert code_of(command, *arguments) == code
    printed = capsys.readouterr()
    # Where every file is laid out already there is nothing to say.
    assert bool(printed.out + printed.err) is not (command == "fmt" and code == 0 and "--check" in arguments)
    assert "Traceback" not in printed.err
    assert code != 2 or (printed.out, bool(printed.err)) == ("", True)


@pytest.mark.uncounted
@pytest.mark.parametrize(
    ("command", "code", "arguments"),
    [
        (command, code, each)
        for (command, code, _), every in SHOWN.items()
        if command in SAME_IN_EVERY_FORM
        for each in every
        if "--format" not in each and "--explain" not in each
    ],
)
def test_the_form_changes_no_code(folder, capsys, command, code, arguments):
    """What fails in one form fails in all."""
    assert {code_of(command, *arguments, "--format", form) for form in ("json", *FORMS)} == {code}


def test_fmt_of_a_file_that_cannot_be_written(folder, capsys, monkeypatch):
    """It is told by its name, and nothing is lost."""

    def refused(path, _):
        raise PermissionError(EACCES, strerror(EACCES), str(path))

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert code_of("fmt", "loose.yaml") == 1
    assert capsys.readouterr().err == "loose.yaml: not written: permission denied\n"
    assert Path("loose.yaml").read_text(encoding="utf-8") == FILES["loose.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("conform", "good.yaml", *DAY, "--write-baseline", "nowhere/own.json"),
            "`nowhere/own.json` is not written: no such file",
        ),
        (("conform", "good.yaml", *DAY, "--write-baseline", "empty"), "`empty` is not written: is a directory"),
        (("test", "good.yaml", "--journeys", "--all", "--into", "copy.txt"), "`copy.txt` is not written: file exists"),
        (("test", "good.yaml", "--sample", "3"), "--sample is said of mutants: ask for these by --mutate"),
        (("test", "good.yaml", "--all"), "--into and --all are said of proposals: ask for these by --journeys"),
    ],
)
def test_what_cannot_be_done_is_said(folder, capsys, arguments, said):
    """In a sentence, with the name of the file."""
    assert code_of(*arguments) == 2
    assert f"complaint-rules: {said}" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the machine has no device that is always full")
def test_an_answer_that_cannot_be_written_is_no_traceback(folder):
    """Where the disk is full the command ends with a sentence, and once."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "complaint_rules", "check", "good.yaml"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (
        2,
        b"complaint-rules: the answer is not written: no space left on device\n",
    )
