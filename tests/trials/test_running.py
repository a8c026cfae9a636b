"""`complaint-rules test`: worked cases run as the author's tests, and what is told where an expectation is not met."""

import json
from pathlib import Path

import pytest

from complaint_rules.loading import shipped_folder

STAGES = "cases/stages.yaml"


class TestWhatIsRun:
    """Files, folders and profiles are named alike, and none is passed over in silence."""

    @pytest.mark.parametrize("named", ["cases", STAGES, "marsham.yaml"])
    def test_a_file_a_folder_or_a_profile(self, marsham, run, named):
        """A file is its cases, a folder all its files, and a profile the cases beside it."""
        assert run("test", marsham / named) == (0, "2 cases in 1 file: 2 as expected.\n", "")

    def test_a_profile_in_the_folder_of_the_command(self, marsham, run, monkeypatch):
        """Its name alone has no folder above it."""
        monkeypatch.chdir(marsham)
        assert run("test", "marsham.yaml") == (0, "2 cases in 1 file: 2 as expected.\n", "")

    def test_a_file_is_run_once_however_often_it_is_named(self, marsham, run):
        """The same file by its own name and through its profile counts once."""
        code, out, _ = run("test", marsham / STAGES, marsham / "marsham.yaml")
        assert (code, out) == (0, "2 cases in 1 file: 2 as expected.\n")

    def test_a_profile_has_the_cases_that_name_it_and_no_others(self, marsham, run):
        """Beside it in `cases/` may be the cases of another profile."""
        (marsham / "cases" / "other.yaml").write_text("profile: ncc\ncases: []\n")
        assert run("test", marsham / "marsham.yaml")[0] == 0
        assert run("test", marsham / "cases")[0] == 1

    def test_a_folder_of_its_own_comes_first(self, marsham, run):
        """A folder `cases/<name>/` has all the cases of a profile."""
        (marsham / "cases" / "marsham").mkdir()
        text = (marsham / STAGES).read_text().replace("../", "../../")
        (marsham / "cases" / "marsham" / "own.yaml").write_text(text)
        (marsham / STAGES).write_text("profile: ../marsham.yaml\ncases: []\n")
        assert run("test", marsham / "marsham.yaml") == (0, "2 cases in 1 file: 2 as expected.\n", "")

    @pytest.mark.parametrize("named", ["ncc.yaml", "cases", "cases/ncc/stages.yaml"])
    def test_a_file_with_the_name_of_one_that_ships_is_tested_itself(self, shipped_name, run, named):
        """Its cases say its name, which would lead to the shipped profile: what that answers is nobody's question."""
        assert run("test", shipped_name / named) == (0, "2 cases in 1 file: 2 as expected.\n", "")
        path = shipped_name / "ncc.yaml"
        path.write_text(path.read_text().replace("within: 10 working", "within: 11 working"))
        code, out, _ = run("test", shipped_name / named)
        assert (code, "expected 2024-06-17, got 2024-06-18" in out) == (1, True)

    def test_what_its_cases_exercise_and_notice_is_of_that_file(self, shipped_name, run):
        """Coverage and mutants look at the file, and at its answers."""
        code, out, _ = run("test", shipped_name / "ncc.yaml", "--coverage", "--mutate", "--format", "json")
        answer = json.loads(out)
        # The answer of stage 1, the move to stage 2, and the window for it.
        assert (code, answer["coverage"][0]["exercised"]) == (0, 3)
        survived = [one["path"] for one in answer["mutation"][0]["survivors"]]
        assert not [path for path in survived if path.endswith("stage_1_response.within")]
        assert answer["mutation"][0]["counts"]["noticed"] > 0

    def test_two_editions_of_one_name_each_have_the_cases(self, shipped_name, run):
        """The file that is named is the one that is tested, whatever stands beside it."""
        text = (shipped_name / "ncc.yaml").read_text()
        other = shipped_name / "ncc-2025.yaml"
        other.write_text(text.replace("within: 10 working", "within: 11 working"))
        assert run("test", shipped_name / "ncc.yaml")[0] == 0
        assert run("test", other)[0] == 1
        _, out, _ = run("test", shipped_name / "ncc.yaml", other)
        assert out.endswith("4 cases in 2 files: 3 as expected, 1 different.\n")

    def test_cases_of_another_profile_in_its_own_folder_are_told(self, marsham, run):
        """They would be run against another profile than the one that is named."""
        (marsham / "cases" / "marsham").mkdir()
        (marsham / "marsham-2025.yaml").write_text((marsham / "marsham.yaml").read_text())
        text = (marsham / STAGES).read_text().replace("../marsham", "../../marsham-2025")
        (marsham / "cases" / "marsham" / "own.yaml").write_text(text)
        code, out, _ = run("test", marsham / "marsham.yaml")
        assert code == 1
        assert "own.yaml:1:10: these cases are for the profile `../../marsham-2025.yaml`" in out
        assert "[cases_of_another_profile]" in out
        assert "mend: name `marsham`, or move the file" in out

    @pytest.mark.parametrize("name", ["adults-2009", "lgsco-code-2024"])
    def test_a_shipped_pack_by_its_name(self, run, name):
        """The cases of the law packs stand in one folder, and each pack has those that name it."""
        code, out, _ = run("test", name)
        files = [
            path for path in (shipped_folder() / "cases" / "law").iterdir() if f"profile: {name}\n" in path.read_text()
        ]
        assert code == 0
        assert f" in {len(files)} files: " in out

    def test_nothing_to_run_is_told(self, marsham, run):
        """Without any case the exit code is 2, and it is said where cases would stand."""
        (marsham / STAGES).unlink()
        code, out, err = run("test", marsham / "marsham.yaml")
        assert (code, out) == (2, "")
        assert str(marsham / "cases") in err
        assert f"`complaint-rules test {marsham / 'marsham.yaml'} --journeys --into DIR` proposes some" in err

    def test_an_unknown_profile_is_told_with_the_nearest_name(self, run):
        """A slip in the name is a mistake as everywhere."""
        code, _, err = run("test", "northumberlan")
        assert code == 1
        assert "did you mean `northumberland`?" in err


class TestDifferences:
    """What is told of an expectation that is not met."""

    def test_each_has_its_place_both_values_and_the_ledger(self, marsham, run, changed):
        """Line and column are those of the value that was written; the count stands below, day by day."""
        changed("cases/stages.yaml", swap=[("due: 2024-06-17", "due: 2024-06-18")])
        code, out, _ = run("test", marsham / STAGES)
        lines = (marsham / STAGES).read_text().splitlines()
        line = next(at for at, text in enumerate(lines, 1) if "due: 2024-06-18" in text)
        column = lines[line - 1].index("2024-06-18") + 1
        told = f"{marsham / STAGES}:{line}:{column}: as of 2024-06-17: council stage_1_response 1 due: expected 2024-06-18, got 2024-06-17"
        assert code == 1
        assert told in out
        assert "10  Monday 17 June 2024" in out
        assert out.endswith("2 cases in 1 file: 1 as expected, 1 different.\n")

    def test_a_move_has_its_reasons(self, marsham, run, changed):
        """Of a move it is said why it is open or not."""
        changed(STAGES, swap=[("permission: entitled, to: stage_2", "permission: refused, to: stage_3")])
        changed("marsham.yaml", swap=[("      stage_2:\n", "      stage_3: {}\n      stage_2:\n")])
        code, out, _ = run("test", marsham / STAGES)
        assert code == 1
        assert "permission: expected refused, got entitled" in out
        assert "to: expected stage_3, got stage_2" in out
        assert "The time for this runs up to and including Monday 8 July 2024" in out
        assert out.count("The time for this runs") == 1, "the working is told once for all that differs of it"

    def test_a_move_that_leads_no_further_is_told_where_it_belongs(self, tmp_path, run):
        """It is no row of `escalation`, which has those alone that go further than today's stage."""
        case = (
            "profile: northumberland\ncases:\n  - name: one\n    procedure: childrens_statutory\n    why: read\n"
            "    facts: {complainant: parent}\n    events: [{on: 2024-06-03, event: complaint_received}]\n"
            "    expect:\n      - as_of: 2024-06-03\n        escalation: [{event: EVENT, permission: entitled}]\n"
        )
        told = "`EVENT` takes the case to no further stage, and is no escalation: write this line under `moves`."
        for event, times in (("stage_2_requested", 0), ("panel_appointed", 1)):
            (tmp_path / "one.yaml").write_text(case.replace("EVENT", event))
            _, out, _ = run("test", tmp_path / "one.yaml")
            assert out.count(told.replace("EVENT", event)) == times

    def test_acceptance_has_the_working_of_its_own_basis(self, tmp_path, run):
        """A line of the council's shows how the council's answer came, and not the law's beside it; and the other way."""
        case = (
            "profile: northumberland\ncases:\n  - name: one\n    procedure: childrens_statutory\n    why: counted\n"
            "    facts: {complainant: parent}\n    expect:\n      - as_of: 2024-06-03\n"
            "        acceptance: {basis: BASIS, who: refused}\n"
        )
        for basis, by, beside in (("council", "the council's procedure", "the law"), ("law", "the law", "the council")):
            (tmp_path / "one.yaml").write_text(case.replace("BASIS", basis))
            _, out, _ = run("test", tmp_path / "one.yaml")
            assert f"May this complaint be taken, by {by}" in out
            assert f"May this complaint be taken, by {beside}" not in out

    def test_as_json(self, marsham, run, changed):
        """Programs get every case with its outcome, and every difference with its place."""
        changed(STAGES, swap=[("due: 2024-06-17", "due: 2024-06-18")])
        code, out, _ = run("test", marsham / STAGES, "--format", "json")
        answer = json.loads(out)
        first, second = answer["files"][0]["cases"]
        assert code == 1
        assert (first["outcome"], second["outcome"]) == ("different", "as_expected")
        (one,) = first["differences"]
        assert (one["expected"], one["actual"], Path(one["file"])) == ("2024-06-18", "2024-06-17", marsham / STAGES)
        assert answer["counts"] == {
            "cases": 2, "as_expected": 1, "different": 1, "to_be_confirmed": 0, "files_with_faults": 0
        }  # fmt: skip

    def test_a_question_that_cannot_be_asked(self, marsham, run, changed):
        """Events that no calendar reaches are told at the day of the question, and the other cases are run."""
        changed(
            STAGES,
            swap=[
                ("2024-06-17", "1901-06-17"),
                (
                    "{on: 2024-06-03, event: complaint_received}\n    expect",
                    "{on: 1901-06-03, event: complaint_received}\n    expect",
                ),
            ],
        )
        code, out, _ = run("test", marsham / STAGES)
        assert code == 1
        assert "as of 1901-06-17: the question: expected an answer, got" in out
        assert out.endswith("2 cases in 1 file: 1 as expected, 1 different.\n")


class TestToBeConfirmed:
    """What nobody has counted yet is never as expected."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("state: running}", "state: running, confirm: true}"),
            ("closes: 2024-07-08}", "closes: 2024-07-08, confirm: true}"),
            ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        confirm: true"),
            ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        acceptance: {confirm: true}"),
            ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        acceptance: [{confirm: true}]"),
            ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        escalation: [{event: stage_2_requested, confirm: true}]"),
        ],
    )  # fmt: skip
    def test_it_fails_though_all_values_are_right(self, marsham, run, changed, old, new):
        """A line that says `confirm` is told with its place, and the exit code is 1."""
        changed(STAGES, swap=[(old, new)])
        if "escalation" in new:
            changed(
                STAGES,
                swap=[
                    (
                        "escalation: [{event: stage_2_requested, confirm: true}]",
                        "moves: [{event: stage_2_requested, confirm: true}]",
                    )
                ],
            )
        code, out, _ = run("test", marsham / STAGES)
        assert code == 1
        assert "to be confirmed: count it" in out
        assert "1 as expected, 1 to be confirmed." in out


SLIPS = [
    ("timescale: stage_1_response", "timescale: stage_1_respons", "unknown_timescale", "stage_1_response"),
    ("event: stage_2_requested, per", "event: stage_2_request, per", "unknown_move", "stage_2_requested"),
    ("state: running", "state: runing", "unknown_state", "running"),
    ("permission: entitled", "permission: entiteld", "unknown_permission", "entitled"),
    ("to: stage_2, closes", "to: stage2, closes", "unknown_stage", "stage_2"),
    ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        stage: stage1", "unknown_stage", "stage_1"),
    ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        status: opne", "unknown_status", "open"),
    ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        irregularities: [move_refuse]", "unknown_irregularity", "move_refused"),
    ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        acceptance: {who: entitle}", "unknown_permission", "entitled"),
    ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        acceptance: {what: entitle}", "unknown_permission", "entitled"),
    ("due: 2024-06-17, state", "responsible: councl, state", "unknown_party", "council"),
    ("permission: entitled, to", "who: complainan, to", "unknown_party", "complainant"),
]  # fmt: skip


class TestSlips:
    """A name that the procedure does not have is the author's mistake, not a row that is missing."""

    @pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip[2]}: {slip[1][-20:]}")
    def test_a_slip_is_told_with_its_place_and_what_was_meant(self, marsham, run, changed, slip):
        """The file is told of with line, column, code and the nearest name; none of its cases is run."""
        old, new, code, meant = slip
        changed(STAGES, swap=[(old, new)])
        exit_code, out, _ = run("test", marsham / STAGES)
        assert exit_code == 1
        assert f"[{code}]" in out
        assert f"did you mean `{meant}`?" in out
        assert f"{marsham / STAGES}:" in out
        assert "0 cases in 1 file" in out

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("timescale: stage_1_response, due", "timescale: stage_1_response, basis: law, due"),
            ("event: stage_2_requested, permission", "event: stage_2_requested, basis: law, permission"),
            ("- as_of: 2024-06-17", "- as_of: 2024-06-17\n        acceptance: {basis: law}"),
        ],
    )
    def test_a_basis_that_the_procedure_does_not_have(self, marsham, run, changed, old, new):
        """A procedure that stands under no law has no answer by it."""
        changed(STAGES, swap=[(old, new)])
        code, out, _ = run("test", marsham / STAGES)
        assert code == 1
        assert "[unknown_basis]" in out
        assert "use one of `council`" in out

    def test_all_slips_of_a_file_are_told_at_once(self, marsham, run, changed):
        """In the order of the file."""
        changed(STAGES, swap=[("state: running", "state: runing"), ("permission: entitled", "permission: entiteld")])
        _, out, _ = run("test", marsham / STAGES)
        assert out.index("unknown_state") < out.index("unknown_permission")


class TestWhatCanBeExpected:
    """What a line may say beside dates and permissions."""

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("stage_2_response, applies: false", 1),
            ("stage_2_response, state: not_started", 0),
            ("stage_1_response, applies: false", 1),
        ],
    )
    def test_a_timescale_that_there_is(self, marsham, run, changed, line, code):
        """`applies: false` is wrong of a timescale that the case has, started or not."""
        changed(STAGES, swap=[("stage_1_response, due: 2024-06-17, state: running", line)])
        assert run("test", marsham / STAGES)[0] == code

    def test_a_timescale_that_there_is_not(self, marsham, run, changed):
        """It is right of one whose condition fails."""
        changed("marsham.yaml", swap=[("stage_2_response:\n", "stage_2_response:\n            if: {complex: true}\n")])
        changed(
            STAGES,
            swap=[("state: running}", "state: running}\n          - {timescale: stage_2_response, applies: false}")],
        )
        changed(
            STAGES,
            swap=[
                (
                    "    events:\n      - {on: 2024-06-03, event: complaint_received}\n    expect",
                    "    facts: {complex: false}\n    events:\n      - {on: 2024-06-03, event: complaint_received}\n    expect",
                )
            ],
        )
        assert run("test", marsham / STAGES)[0] == 0
        changed(
            STAGES,
            swap=[
                (
                    "facts: {complex: false}\n    events:\n      - {on: 2024-06-03, event: complaint_received}\n    expect",
                    "facts: {complex: true}\n    events:\n      - {on: 2024-06-03, event: complaint_received}\n    expect",
                )
            ],
        )
        code, out, _ = run("test", marsham / STAGES)
        assert code == 1
        assert "applies: expected false, got true" in out

    @pytest.mark.parametrize(
        ("one", "code"),
        [
            ("move_refused", 0),
            ("{code: move_refused}", 0),
            ("{code: move_refused, event: stage_2_requested, on: 2024-06-05, basis: council}", 0),
            ("{code: move_refused, on: 2024-06-06}", 1),
            ("{code: move_refused, about: [stage_1_response]}", 1),
            ("{code: extension_again}", 1),
        ],
    )
    def test_an_irregularity_in_full(self, marsham, run, changed, one, code):
        """Beside its code may be said of which event, on which day, by which basis, and what it is about."""
        changed(
            STAGES,
            swap=[
                (
                    "complaint_received}\n    expect",
                    "complaint_received}\n      - {on: 2024-06-05, event: stage_2_requested}\n    expect",
                )
            ],
        )
        changed(STAGES, swap=[("- as_of: 2024-06-17", f"- as_of: 2024-06-17\n        irregularities: [{one}]")])
        found, out, _ = run("test", marsham / STAGES)
        assert found == code, out

    def test_a_slip_in_an_irregularity_in_full(self, marsham, run, changed):
        """Its code and its basis are looked up as everywhere."""
        changed(
            STAGES,
            swap=[
                (
                    "- as_of: 2024-06-17",
                    "- as_of: 2024-06-17\n        irregularities: [{code: move_refuse, basis: law}]",
                )
            ],
        )
        _, out, _ = run("test", marsham / STAGES)
        assert "[unknown_irregularity]" in out
        assert "[unknown_basis]" in out


@pytest.mark.usefixtures("left_open")
class TestReadings:
    """What is expected where the page can be read in several ways: what comes of each reading."""

    CASE = (
        "profile: ../marsham.yaml\ncases:\n  - name: one\n    procedure: corporate\n"
        "    why: Wed 12 June 2024 and five weeks are Wed 17 July, without a holiday; nothing was acknowledged.\n"
        "    facts: {complex: false}\n    events:\n"
        "      - {on: 2024-06-03, event: complaint_received}\n"
        "      - {on: 2024-06-10, event: stage_1_response_sent, outcome: not_upheld}\n"
        "      - {on: 2024-06-12, event: stage_2_requested}\n"
        "    expect:\n      - as_of: 2024-06-14\n        due: [{timescale: stage_2_response, readings: %s}]\n"
    )

    @pytest.mark.parametrize(
        "readings",
        [
            "[{due: 2024-07-17}, {due: none}]",
            "[{due: none, state: not_started}, {due: 2024-07-17, state: running}]",
            "[{due: 2024-07-17, latest: 2024-07-17, started_on: 2024-06-12}, {due: none, latest: none, started_on: none}]",
        ],
    )
    def test_a_reading_without_a_date_stands_beside_one_with_a_date(self, marsham, run, readings):
        """`none` is said of a reading as it is said of a line."""
        (marsham / STAGES).write_text(self.CASE % readings)
        assert run("test", marsham / STAGES) == (0, "1 case in 1 file: 1 as expected.\n", "")

    @pytest.mark.parametrize(
        ("readings", "told"),
        [
            (
                "[{due: 2024-07-18}, {due: none}]",
                "expected due: 2024-07-18 or due: none, got due: 2024-07-17 or due: none",
            ),
            ("[{due: 2024-07-17}]", "expected due: 2024-07-17, got due: 2024-07-17 or due: none"),
        ],
    )
    def test_what_is_otherwise_is_told_in_the_same_words(self, marsham, run, readings, told):
        """What came is written as one would write it."""
        (marsham / STAGES).write_text(self.CASE % readings)
        code, out, _ = run("test", marsham / STAGES)
        assert (code, told in out) == (1, True), out
