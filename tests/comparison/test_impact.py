"""Which cases move when an edition takes the place of another: in what order, with which answers, and what is left out."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from complaint_rules.__main__ import main
from complaint_rules.json_schema import impact_schema
from tests.comparison.conftest import text_of

SCHEMA = Draft202012Validator(impact_schema(), format_checker=FormatChecker())
AS_OF = date(2024, 4, 26)
STAGE_1 = "            within: 10 working days\n            after: complaint_received\n"
ASKING = "            within: 1 year\n            aim: {within: 20 working days, after: stage_1_response_received}\n"
LATE = "            late: {decided_by: Customer Care Manager, if_refused: [in_writing, reasons]}\n"
REFUSED = "          stage_2_refused:\n            who: council\n            to: stage_1\n            decided_by: "

EVENTS = {
    "a-move.yaml": """\
  - {on: 2024-03-04, event: complaint_received}
  - {on: 2024-03-08, event: stage_1_response_sent, outcome: not_upheld}
  - {on: 2024-03-15, event: stage_2_requested}
""",
    "b-date.yaml": "  - {on: 2024-04-22, event: complaint_received}\n",
    "c-barred.yaml": """\
  - {on: 2023-09-25, event: complaint_received}
  - {on: 2023-10-02, event: stage_1_response_sent, outcome: not_upheld}
""",
    "d-overdue.yaml": "  - {on: 2024-04-15, event: complaint_received}\n",
    "e-closed.yaml": """\
  - {on: 2024-04-15, event: complaint_received}
  - {on: 2024-04-17, event: complaint_withdrawn}
""",
    "f-unreadable.yaml": "  - {on: 2024-04-15, event: complaint_recieved}\n",
    "g-unmoved.yaml": """\
  - {on: 2024-01-08, event: complaint_received}
  - {on: 2024-01-10, event: stage_1_response_sent, outcome: not_upheld}
  - {on: 2024-01-15, event: stage_2_requested}
  - {on: 2024-03-01, event: stage_2_response_sent, outcome: not_upheld}
  - {on: 2024-03-15, event: stage_3_requested}
""",
}


@pytest.fixture
def folder(tmp_path):
    """Write the cases into a folder."""
    cases = tmp_path / "cases"
    cases.mkdir()
    for name, events in EVENTS.items():
        head = "profile: cambridgeshire\nprocedure: childrens_statutory\nfacts: {complainant: parent}\nevents:\n"
        (cases / name).write_text(head + events, encoding="utf-8")
    other = "profile: northumberland\nprocedure: childrens_statutory\nevents: []\n"
    (cases / "of-another.yaml").write_text(other, encoding="utf-8")
    return cases


@pytest.fixture
def edition(tmp_path):
    """Write an edition with eight days for the answer, half a year for asking, and another person who refuses."""
    text = text_of("cambridgeshire")
    for old, new in (
        (STAGE_1, STAGE_1.replace("10 working", "8 working")),
        (ASKING, ASKING.replace("1 year", "6 months")),
        (LATE, "            late: refused\n"),
        (REFUSED + "Customer Care Manager", REFUSED + "Service Director"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "new.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def run(folder, edition, capsys):
    """Run the command and return its exit code and what it printed."""

    def run(*more):
        code = main(["impact", str(folder), str(edition), "--as-of", AS_OF.isoformat(), *more])
        return code, capsys.readouterr().out

    return run


class TestImpact:
    def test_the_most_pressing_come_first(self, run):
        """Newly overdue, newly barred, other dates, moves; by hand: 8 working days from 15 April end on the 25th."""
        code, out = run("--format", "json")
        answer = json.loads(out)
        assert code == 1
        assert [(case["case"].rpartition("/")[2], case["urgency"]) for case in answer["cases"]] == [
            ("d-overdue.yaml", "newly_overdue"),
            ("c-barred.yaml", "newly_barred"),
            ("b-date.yaml", "other_date"),
            ("a-move.yaml", "other_move"),
        ]
        first, barred, dated, moved = (case["moved"][0] for case in answer["cases"])
        assert (first["name"], first["old"]["answer"], first["new"]["answer"]) == (
            "stage_1_response",
            "Monday 29 April 2024, running",
            "Thursday 25 April 2024, overdue",
        )
        assert (barred["old"]["answer"], barred["new"]["answer"]) == (
            "Wednesday 2 October 2024, running",
            "Tuesday 2 April 2024, lapsed",
        )
        # The first Monday in May is a bank holiday.
        assert (dated["old"]["answer"], dated["new"]["answer"]) == (
            "Tuesday 7 May 2024, running",
            "Thursday 2 May 2024, running",
        )
        assert moved["name"] == "stage_2_refused"
        assert moved["new"]["answer"] == "if so decided, decided by Service Director"
        assert all(one["new"]["reasons"] for one in (first, barred, dated, moved))

    def test_what_was_left_open_and_is_refused_is_newly_barred(self, tmp_path, capsys):
        """A later request to the panel met nothing that the page says; now the page says no.

        Answered on Monday 2 November 2026: 20 working days end on Monday 30 November, 25 on Monday 7 December.
        """
        text = text_of("northumberland")
        old = "            within: 20 working days\n            after: unstated\n            done_by: stage_3_requested\n            late: unstated"
        assert old in text
        new = old.replace("20 working", "25 working").replace("late: unstated", "late: refused")
        (tmp_path / "new.yaml").write_text(text.replace(old, new), encoding="utf-8")
        events = (
            "  - {on: 2026-10-12, event: complaint_received}\n"
            "  - {on: 2026-10-19, event: stage_1_response_sent, outcome: upheld}\n"
            "  - {on: 2026-10-26, event: stage_2_requested}\n"
            "  - {on: 2026-11-02, event: stage_2_response_sent, outcome: upheld}\n"
        )
        case = tmp_path / "late.yaml"
        case.write_text(f"profile: northumberland\nprocedure: childrens_statutory\nevents:\n{events}", encoding="utf-8")
        main(["impact", str(case), str(tmp_path / "new.yaml"), "--as-of", "2026-12-21", "--format", "json"])
        (moved,) = json.loads(capsys.readouterr().out)["cases"]
        assert moved["urgency"] == "newly_barred"
        barred = moved["moved"][0]
        assert (barred["name"], barred["urgency"]) == ("stage_3_requested", "newly_barred")
        assert (barred["old"]["answer"].partition(",")[0], barred["new"]["answer"]) == ("cannot be said yet", "no")

    def test_what_does_not_move_and_what_cannot_be_read_is_told(self, run):
        """One case cannot be read, one is withdrawn, one is another council's: none of them stops the others."""
        _, out = run("--format", "json")
        answer = json.loads(out)
        names = {key: [name.rpartition("/")[2] for name in answer[key]] for key in ("unmoved", "closed", "of_others")}
        assert names == {"unmoved": ["g-unmoved.yaml"], "closed": ["e-closed.yaml"], "of_others": ["of-another.yaml"]}
        (faulty,) = answer["faulty"]
        assert faulty["case"].endswith("f-unreadable.yaml")
        assert [(fault["code"], fault["line"]) for fault in faulty["faults"]] == [("unknown_event", 5)]

    def test_text(self, run):
        """For people: what there is, then each urgency with its cases."""
        code, out = run("--exit-zero")
        assert code == 0
        assert out.splitlines()[0] == (
            "cambridgeshire, January 2018, as of Friday 26 April 2024: "
            "4 move, 1 do not, 1 closed or withdrawn, 1 of another profile, 1 could not be answered."
        )
        headings = [line for line in out.splitlines() if line.endswith(": 1")]
        assert headings == ["Newly overdue: 1", "Newly barred: 1", "Other dates: 1", "Other moves: 1"]
        assert "did you mean `complaint_received`?" in out

    def test_a_case_that_the_new_profile_has_no_word_for(self, folder, capsys):
        """The new edition's fault is told for that case alone."""
        code = main(["impact", str(folder), "northumberland", "--as-of", AS_OF.isoformat(), "--format", "json"])
        answer = json.loads(capsys.readouterr().out)
        assert (code, len(answer["of_others"]), answer["unmoved"]) == (1, 6, [str(folder / "of-another.yaml")])

    def test_nothing_to_ask(self, tmp_path, capsys):
        """A folder without a case file is a question that was not understood."""
        assert main(["impact", str(tmp_path), "cambridgeshire", "--as-of", AS_OF.isoformat()]) == 2
        assert "there is no case file" in capsys.readouterr().err

    def test_json_fits_the_published_schema(self, run):
        """What is printed for programs is valid, and the schema is sharp."""
        answer = json.loads(run("--format", "json")[1])
        assert not [error.message for error in SCHEMA.iter_errors(answer)]
        for change in ({"as_of": "26 April"}, {"cases": [{}]}, {"faulty": None}):
            assert list(SCHEMA.iter_errors({**answer, **change}))
