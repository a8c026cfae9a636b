"""The command `complaint-rules`: what it prints, where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator, meta

import complaint_rules
from complaint_rules import assess, load_profile
from complaint_rules.__main__ import main
from complaint_rules.case_files import read_case, read_worked_cases
from complaint_rules.json_schema import assessment_schema
from tests.share import share

HERE = Path(__file__).parent
PROFILES = HERE.parent / "profiles"
SOURCE = Path(complaint_rules.__file__).parents[1]
WORKED = [case for path in sorted((PROFILES / "cases").rglob("*.yaml")) for case in read_worked_cases(path)]
SCHEMA = Draft202012Validator(assessment_schema(), validate_formats=True)

CASE = """\
profile: cambridgeshire
procedure: childrens_statutory
facts: {complainant: parent, subject: part_3_function, grounds_arose_on: 2024-01-08}
events:
  - {on: 2024-03-18, event: complaint_received}
  - {on: 2024-04-10, event: stage_1_response_sent, outcome: not_upheld}
"""


@pytest.fixture
def case(tmp_path):
    """Write a case file and return its path as the command takes it."""
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(capsys):
    """Run the command and return its exit code and what it printed."""

    def run(*arguments):
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return code, printed.out, printed.err

    return run


def spawn(folder, *arguments, **environment):
    """Run the command as a process of its own, from another folder."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    command = [sys.executable, "-W", "error", "-m", "complaint_rules", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")


class TestAssess:
    def test_text_answers_every_question(self, run, case):
        """Printed for people: what is due, which moves are open, may it go further, may it be taken, on what it rests."""
        code, out, err = run("assess", case, "--as-of", "2024-04-11")
        assert (code, err) == (0, "")
        assert out.startswith(
            "cambridgeshire, childrens statutory, as of Thursday 11 April 2024\nStage: stage 1. Status: open."
        )
        for heading in (
            "WHAT IS DUE",
            "WHICH MOVES ARE OPEN",
            "MAY IT GO FURTHER",
            "May this complaint be taken",
            "Rests on: ",
        ):
            assert heading in out
        # Ten working days from Monday 18 March 2024; Good Friday and Easter Monday, 29 March and 1 April, are closed.
        assert re.search(r"council +stage 1 response +done late +Wednesday 3 April 2024", out)

    def test_text_needs_no_colour(self, run, case):
        """Nothing printed holds an escape code or a tab."""
        for arguments in (
            ("assess", case),
            ("explain", case, "stage_1_response"),
            ("explain", case, "stage_2_requested"),
        ):
            _, out, _ = run(*arguments, "--as-of", "2024-04-11")
            assert "\x1b" not in out
            assert "\t" not in out

    def test_json_is_the_library_s_own_answer(self, run, case):
        """Printed for programs: `to_dict()`, and nothing else."""
        code, out, err = run("assess", case, "--as-of", "2024-04-11", "--format", "json")
        read = read_case(Path(case))
        assert (code, err) == (0, "")
        assert json.loads(out) == assess(read.procedure, read.case, date(2024, 4, 11)).to_dict()

    @pytest.mark.parametrize(
        "worked", share(WORKED, 8, first=1), ids=lambda worked: f"{Path(worked.file).stem}: {worked.name}"
    )
    @pytest.mark.uncounted
    def test_every_answer_fits_the_published_schema(self, worked):
        """Whatever a worked case is answered long before and long after is valid; of its own days test_worked_cases.py tells."""
        for day in (date(2006, 1, 1), date(2050, 1, 1)):
            answer = assess(worked.procedure, worked.case, day).to_dict()
            assert not [error.message for error in SCHEMA.iter_errors(json.loads(json.dumps(answer)))]

    def test_the_schema_is_sharp(self, run, case):
        """The schema refuses a day that is none, a word that is none, and a key that is missing."""
        _, out, _ = run("assess", case, "--as-of", "2024-04-11", "--format", "json")
        for change in ({"as_of": "11 April 2024"}, {"status": "waiting"}, {"due_dates": [{}]}):
            assert list(SCHEMA.iter_errors({**json.loads(out), **change}))
        missing = json.loads(out)
        del missing["editions"]
        assert list(SCHEMA.iter_errors(missing))

    def test_the_answer_is_that_of_the_day(self, run, case):
        """Asked as of the day before the answer was sent, the answer does not exist."""
        _, out, _ = run("assess", case, "--as-of", "2024-04-09", "--format", "json")
        row = next(row for row in json.loads(out)["due_dates"] if row["timescale"] == "stage_1_response")
        assert (row["due"], row["state"], row["done_on"]) == ("2024-04-03", "overdue", None)

    def test_the_same_question_has_the_same_answer(self, run, case):
        """Asked twice, it prints the same, letter for letter."""
        assert run("assess", case, "--as-of", "2024-04-11") == run("assess", case, "--as-of", "2024-04-11")


class TestExplain:
    def test_a_timescale_day_by_day(self, run, case):
        """Each day from the trigger to the date is printed once, counted or with the reason why it does not count."""
        code, out, err = run("explain", case, "stage_1_response", "--as-of", "2024-04-11", "--basis", "council")
        assert (code, err) == (0, "")
        days = [line for line in out.splitlines() if re.match(r"^ +(\d+|–)  \w+day \d", line)]
        assert len(days) == 17  # Monday 18 March to Wednesday 3 April 2024
        assert [line.split()[0] for line in days if not line.strip().startswith("–")] == [str(n) for n in range(1, 11)]
        assert re.search(r"–  Friday 29 March 2024 +Good Friday", out)
        assert re.search(r"–  Monday 1 April 2024 +Easter Monday", out)
        assert re.search(r" 10  Wednesday 3 April 2024", out)
        assert "Sum: 10 counted, 6 skipped." in out

    def test_each_basis_by_itself_or_both(self, run, case):
        """Without `--basis` the council's count and the law's are printed, with it only the one asked for."""
        counts = {}
        for basis in ("council", "law", None):
            chosen = ("--basis", basis) if basis else ()
            _, out, _ = run("explain", case, "stage_1_response", "--as-of", "2024-04-11", *chosen)
            counts[basis] = ("by the council's procedure" in out, "by the law" in out)
        assert counts == {"council": (True, False), "law": (False, True), None: (True, True)}

    def test_a_move_with_its_reasons(self, run, case):
        """A move is explained with its answer, its days and the places where it is written."""
        code, out, _ = run("explain", case, "stage_2_requested", "--as-of", "2024-04-11", "--basis", "council")
        assert code == 0
        assert out.startswith("Stage 2 requested (to stage 2), by the council's procedure: yes, as of right.")
        assert "until 10 April 2025" in out
        assert "Dissatisfaction with Stage 1" in out

    def test_json_has_the_ledger(self, run, case):
        """For programs each row has its working, with every day."""
        _, out, _ = run(
            "explain", case, "stage_1_response", "--as-of", "2024-04-11", "--basis", "law", "--format", "json"
        )
        found = json.loads(out)
        (row,) = found["due_dates"]
        (step,) = row["ledger"]
        assert found["transitions"] == []
        assert (step["step"], step["from"], step["to"], step["period"]) == (
            "counted",
            "2024-03-18",
            "2024-04-03",
            "10 working days",
        )
        assert step["days"][-1] == {"day": "2024-04-03", "counted": 10, "note": "", "provisional": False}

    def test_an_unknown_name_is_answered_with_the_nearest(self, run, case):
        """A slip in the name is exit code 2, with what was probably meant."""
        code, out, err = run("explain", case, "stage_1_respons", "--as-of", "2024-04-11")
        assert (code, out) == (2, "")
        assert "`stage_1_respons`" in err
        assert "did you mean `stage_1_response`?" in err

    # Fails: "this case has no timescale and no move `stage_1_response`; did you mean `stage_1_response`?".
    def test_a_name_that_another_basis_has_is_not_called_unknown(self, run, case):
        """Where only another basis has it, the answer says which."""
        code, _, err = run("explain", case, "stage_1_response", "--as-of", "2024-04-11", "--basis", "guidance")
        assert code == 2
        assert "did you mean `stage_1_response`" not in err
        assert "council" in err


class TestProfiles:
    def test_each_shipped_profile_and_law_is_listed(self, run):
        """The list names profiles, law packs and their procedures."""
        code, out, _ = run("profiles")
        assert code == 0
        for name in (
            "cambridgeshire (shipped)",
            "children-2006 (law)",
            "childrens_statutory",
            "corporate",
            "member_enquiry",
        ):
            assert name in out

    def test_json(self, run):
        """For programs each has its name, origin, title, edition and procedures."""
        _, out, _ = run("profiles", "--format", "json")
        listed = {each["name"]: each for each in json.loads(out)["profiles"]}
        assert set(listed["cambridgeshire"]) == {"name", "origin", "title", "edition", "procedures"}
        assert set(listed["cambridgeshire"]["procedures"]) == set(load_profile("cambridgeshire").procedures)

    def test_calendars_are_listed_too(self, run):
        """A calendar that a profile may name is listed with its edition and its horizon; broken offers are in `test_offered_profiles`."""
        _, out, _ = run("profiles", "--format", "json")
        listed = {each["name"]: each for each in json.loads(out)["calendars"]}
        assert set(listed["england-and-wales"]) == {"name", "origin", "edition", "known_until"}
        _, out, _ = run("profiles")
        assert re.search(
            r"^calendar england-and-wales \(shipped\): .*, known until \d{4}-12-31$", out, flags=re.MULTILINE
        )


class TestCheck:
    broken = HERE / "profiles_broken" / "compiling" / "ten_mistakes.yaml"

    def test_good_ones(self, run):
        """A shipped name, a law and a path that load are said to, and the exit code is 0."""
        path = PROFILES / "cambridgeshire.yaml"
        code, out, err = run("check", "cambridgeshire", "children-2006", path, "--as-of", "2026-06-01")
        assert (code, err) == (0, "")
        assert out.splitlines() == [f"{name}: no fault found" for name in ("cambridgeshire", "children-2006", path)]

    def test_without_a_day_it_says_what_was_not_judged(self, run):
        """Whether a calendar reaches far enough hangs on the day; nobody is to take it for judged."""
        code, out, err = run("check", "cambridgeshire")
        assert (code, out) == (0, "cambridgeshire: no fault found\n")
        assert err.startswith("not judged, since no day was given (--as-of): ")
        assert {"calendar_ends_too_soon", "source_not_looked_at"} <= set(err.replace(",", "").split())

    def test_that_no_place_was_looked_up_is_said(self, run, tmp_path):
        """A profile without the headings of its document is sound as far as was looked, and told how far that is."""
        path = tmp_path / "northumberland.yaml"
        path.write_bytes((PROFILES / "northumberland.yaml").read_bytes())
        index = tmp_path / "maps" / "northumberland.index.yaml"
        code, out, err = run("check", path, "--as-of", "2026-06-01")
        told = "no place was looked up: maps/northumberland.index.yaml, with the headings of the document, is not beside it"
        assert (code, err) == (0, "")
        assert out == f"{path}: no fault found\n    {told}\n"
        _, out, _ = run("check", path, "northumberland", "--format", "json")
        assert [each["places_not_looked_up"] for each in json.loads(out)["files"]] == [[str(index)], []]

    def test_a_broken_one(self, run):
        """Every fault of a broken profile is printed as an error, and the exit code is 1."""
        code, out, err = run("check", self.broken)
        assert (code, out) == (1, "")
        assert len(re.findall(rf"^{re.escape(str(self.broken))}:\d+:\d+: .* \[\w+\]$", err, flags=re.MULTILINE)) == 10

    def test_several(self, run):
        """Good and bad together: each is told, and one bad one makes the exit code 1."""
        code, out, err = run("check", "cambridgeshire", self.broken, "cambridgshire")
        assert (code, out) == (1, "cambridgeshire: no fault found\n")
        assert "did you mean `cambridgeshire`?" in err
        assert "[unknown_calendar]" in err

    def test_json(self, run):
        """For programs each file has the list of its faults, empty where there is none."""
        code, out, err = run("check", "cambridgeshire", self.broken, "--format", "json")
        good, bad = json.loads(out)["files"]
        assert (code, err) == (1, "")
        assert (good["file"], good["faults"], good["set_aside"]) == ("cambridgeshire", [], [])
        assert len(bad["faults"]) == 10
        assert set(bad["faults"][0]) == {"code", "message", "mend", "file", "line", "column", "path", "text"}


class TestSchema:
    def test_it_is_printed(self, run):
        """The schema is printed as JSON, and is itself valid."""
        code, out, _ = run("schema")
        assert code == 0
        assert json.loads(out) == assessment_schema()
        meta.validate(json.loads(out))


class TestBadInput:
    @pytest.mark.parametrize(
        "content",
        [
            b"\x00\x01\x02\xff\xfe",
            b"\x89PNG\r\n\x1a\n\x00",
            b"",
            b"[",
            b"- x",
            b"profile: cambridgeshire",
            b"\xff\xfep\x00",
            b"a: &a [*a]",
            b"{" * 5000,
        ],
    )
    @pytest.mark.parametrize("name", ["case.yaml", "case.json"])
    def test_a_file_of_anything_is_a_fault_of_the_file(self, run, tmp_path, content, name):
        """Whatever a file holds, it is refused with exit code 1 and its place, and no traceback."""
        path = tmp_path / name
        path.write_bytes(content)
        for arguments in (("assess", path, "--as-of", "2024-04-11"), ("check", path)):
            code, out, err = run(*arguments)
            assert (code, out) == (1, "")
            assert "[" in err

    def test_no_such_file(self, run, tmp_path):
        """A file that is not there is named, with what may have been meant."""
        (tmp_path / "case.yaml").write_text(CASE)
        code, out, err = run("assess", tmp_path / "cas.yaml", "--as-of", "2024-04-11")
        assert (code, out) == (1, "")
        assert str(tmp_path / "cas.yaml") in err
        assert "did you mean `case.yaml`?" in err

    def test_a_folder(self, run, tmp_path):
        """A folder is no case and no profile."""
        for arguments in (("assess", tmp_path, "--as-of", "2024-04-11"), ("check", tmp_path)):
            code, _, err = run(*arguments)
            assert code == 1
            assert "folder" in err

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
    def test_a_file_that_may_not_be_read(self, run, case):
        """A file without the right to read it is named with the reason."""
        Path(case).chmod(0)
        code, _, err = run("assess", case, "--as-of", "2024-04-11")
        assert code == 1
        assert "cannot be read" in err

    @pytest.mark.parametrize("day", ["2024-02-30", "18/03/2024", "today", "", "2024-3-18", "2024-04-11T10:00"])
    def test_a_day_that_is_none(self, run, case, day):
        """A day that is not written as the format has it is exit code 2, with how to write it."""
        code, out, err = run("assess", case, f"--as-of={day}")
        assert (code, out) == (2, "")
        assert f"`{day}` is no day; write it as 2024-03-18" in err

    # Fails: both are taken, although the mend says to write 2024-03-18 and a case file refuses them.
    @pytest.mark.parametrize("day", ["20240411", "2024-W15-4"])
    def test_a_day_in_another_spelling(self, run, case, day):
        """A day is written in one way, on the command line as in a file."""
        code, _, _ = run("assess", case, f"--as-of={day}")
        assert code == 2

    def test_the_day_is_never_taken_from_the_clock(self, run, case):
        """Without the day of the question there is no answer."""
        code, out, err = run("assess", case)
        assert (code, out) == (2, "")
        assert "--as-of" in err

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("assesss",),
            ("assess",),
            ("check",),
            ("explain", "case.yaml"),
            ("assess", "case.yaml", "--as-of", "2024-04-11", "--format", "xml"),
        ],
    )
    def test_a_command_that_is_none(self, run, arguments):
        """What the command does not understand is exit code 2, told as an error."""
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "usage:" in err

    def test_faults_of_a_case_as_json(self, run, tmp_path):
        """Asked for JSON, the faults are JSON too, and the exit code is 1."""
        path = tmp_path / "case.yaml"
        path.write_text(CASE.replace("not_upheld", "notupheld"))
        code, out, err = run("assess", path, "--as-of", "2024-04-11", "--format", "json")
        (fault,) = json.loads(out)["faults"]
        assert (code, err) == (1, "")
        assert (fault["code"], fault["line"], fault["mend"]) == ("unknown_word", 6, "did you mean `not_upheld`?")

    def test_a_day_before_the_calendar(self, run, tmp_path):
        """An event before the calendar begins is refused, and its day is named."""
        path = tmp_path / "case.yaml"
        path.write_text(CASE.replace("2024-03-18", "2005-03-18"))
        code, out, err = run("assess", path, "--as-of", "2024-04-11")
        assert (code, out) == (1, "")
        assert "2005-03-18" in err


class TestProcess:
    def test_from_another_folder(self, tmp_path):
        """Run as a process from elsewhere, a case is found by a relative path and answered."""
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        (tmp_path / "case.yaml").write_text(CASE)
        done = spawn(folder, "assess", "../case.yaml", "--as-of", "2024-04-11", "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        assert not list(SCHEMA.iter_errors(json.loads(done.stdout)))

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("profiles",), 0),
            (("schema",), 0),
            (("--version",), 0),
            (("--help",), 0),
            (("check", "cambridgshire"), 1),
            (("assess", "gone.yaml", "--as-of", "2024-04-11"), 1),
            (("assess", "gone.yaml", "--as-of", "yesterday"), 2),
            ((), 2),
        ],
    )
    def test_exit_codes(self, tmp_path, arguments, code):
        """0 answered, 1 a profile or case has faults, 2 the command was not understood; never a traceback."""
        done = spawn(tmp_path, *arguments)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False)
        assert bool(done.stdout) is (code == 0)

    def test_the_surroundings_change_nothing(self, tmp_path):
        """Neither the time zone, the language nor a terminal changes a letter of the answer."""
        (tmp_path / "case.yaml").write_text(CASE)
        arguments = ("assess", "case.yaml", "--as-of", "2024-04-11")
        plain = spawn(tmp_path, *arguments, PYTHONIOENCODING="utf-8")
        other = spawn(
            tmp_path,
            *arguments,
            PYTHONIOENCODING="utf-8",
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            TERM="xterm-256color",
            FORCE_COLOR="1",
        )
        assert plain.stdout == other.stdout != ""

    # Fails: a UnicodeEncodeError with its traceback, for the dash in the count and in the titles of documents.
    def test_a_terminal_that_has_no_dashes(self, tmp_path):
        """Where the terminal cannot show a letter, the rest is still printed."""
        (tmp_path / "case.yaml").write_text(CASE)
        done = spawn(
            tmp_path, "explain", "case.yaml", "stage_1_response", "--as-of", "2024-04-11", PYTHONIOENCODING="ascii"
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)

    def test_a_reader_that_stops_reading(self, tmp_path):
        """When whoever reads the output stops, nothing is said about it."""
        (tmp_path / "case.yaml").write_text(CASE)
        command = [sys.executable, "-m", "complaint_rules", "schema"]
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.stdout.close()
            assert b"Traceback" not in process.stderr.read()
