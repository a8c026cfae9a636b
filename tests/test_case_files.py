"""Case files: what is read from them, and how their mistakes are told.

Each file in `cases_broken` has a mistake or several; beside most of them stand the words in which it must be told.
"""

import json
import shutil
from datetime import date, time
from pathlib import Path

import pytest

from complaint_rules import CaseError, ComplaintRulesError, Event, assess
from complaint_rules.case_files import read_case, read_worked_cases

BROKEN = Path(__file__).parent / "cases_broken"
PROFILES = Path(__file__).parents[1] / "profiles"
FILES = sorted(path for path in BROKEN.iterdir() if path.suffix in (".yaml", ".json"))
TOLD = [path for path in FILES if path.with_name(f"{path.name}.expected").exists()]

GOOD = """\
profile: cambridgeshire
procedure: childrens_statutory
title: A complaint about a placement
note: every key that a case file may have
facts: {complainant: parent, grounds_arose_on: 2024-01-08, complex: false}
events:
  - {on: 2024-03-18, event: complaint_received, at: "14:30"}
  - {on: 2024-03-20, event: complaint_acknowledged, contains: [manager_named, due_date]}
  - {on: 2024-03-21, event: later_start_agreed, for: 2024-03-25}
  - {on: 2024-03-22, event: facts_recorded, made: in_writing}
  - {on: 2024-03-26, event: extension_notified, of: stage_1_response, until: 2024-04-15}
  - {on: 2024-04-15, event: stage_1_response_sent, outcome: not_upheld}
"""
GOOD_JSON = {
    "profile": "cambridgeshire",
    "procedure": "childrens_statutory",
    "title": "A complaint about a placement",
    "note": "every key that a case file may have",
    "facts": {"complainant": "parent", "grounds_arose_on": "2024-01-08", "complex": False},
    "events": [
        {"on": "2024-03-18", "event": "complaint_received", "at": "14:30"},
        {"on": "2024-03-20", "event": "complaint_acknowledged", "contains": ["manager_named", "due_date"]},
        {"on": "2024-03-21", "event": "later_start_agreed", "for": "2024-03-25"},
        {"on": "2024-03-22", "event": "facts_recorded", "made": "in_writing"},
        {"on": "2024-03-26", "event": "extension_notified", "of": "stage_1_response", "until": "2024-04-15"},
        {"on": "2024-04-15", "event": "stage_1_response_sent", "outcome": "not_upheld"},
    ],
}


def written(folder, text, name="case.yaml"):
    """Write a case file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(name, error=CaseError):
    """Return the faults of a broken case file."""
    with pytest.raises(error) as caught:
        read_case(BROKEN / name)
    return caught.value.faults


def told(name, error=CaseError):
    """Return line, column, code and offending text of each fault of a broken case file."""
    return [(fault.line, fault.column, fault.code, fault.text) for fault in faults(name, error)]


class TestGoodFiles:
    def test_everything_that_a_case_file_may_say_is_read(self, tmp_path):
        """Every key and every kind of detail becomes the event that it says."""
        read = read_case(written(tmp_path, GOOD))
        assert (read.procedure.profile, read.procedure.id) == ("cambridgeshire", "childrens_statutory")
        assert dict(read.case.facts) == {
            "complainant": "parent",
            "grounds_arose_on": date(2024, 1, 8),
            "complex": False,
        }
        assert read.case.events == (
            Event("complaint_received", date(2024, 3, 18), at=time(14, 30)),
            Event("complaint_acknowledged", date(2024, 3, 20), contains=["manager_named", "due_date"]),
            Event("later_start_agreed", date(2024, 3, 21), **{"for": date(2024, 3, 25)}),
            Event("facts_recorded", date(2024, 3, 22), made="in_writing"),
            Event("extension_notified", date(2024, 3, 26), of="stage_1_response", until=date(2024, 4, 15)),
            Event("stage_1_response_sent", date(2024, 4, 15), outcome="not_upheld"),
        )

    def test_yaml_and_json_are_read_alike(self, tmp_path):
        """The same case in YAML and in JSON gets the same answer, word for word."""
        cases = [
            read_case(written(tmp_path, GOOD)),
            read_case(written(tmp_path, json.dumps(GOOD_JSON), "case.json")),
        ]
        assert cases[0].case == cases[1].case
        answers = [assess(read.procedure, read.case, date(2024, 4, 16)) for read in cases]
        assert answers[0] == answers[1]
        assert answers[0].to_dict() == answers[1].to_dict()
        assert answers[0].explain() == answers[1].explain()

    def test_a_case_may_have_neither_facts_nor_events(self, tmp_path):
        """What is not known may be left out."""
        read = read_case(written(tmp_path, "profile: cambridgeshire\nprocedure: corporate\n"))
        assert (read.case.events, dict(read.case.facts)) == ((), {})

    def test_facts_may_be_recorded_one_by_one_or_together(self, tmp_path):
        """`facts_recorded` takes each fact by itself, or all of them under `facts`."""
        head = (
            "profile: cambridgeshire\nprocedure: corporate\nevents:\n  - {on: 2024-03-18, event: complaint_received}\n"
        )
        apart = "  - {on: 2024-03-19, event: facts_recorded, complex: true, complainant: parent}\n"
        together = "  - {on: 2024-03-19, event: facts_recorded, facts: {complex: true, complainant: parent}}\n"
        reads = [read_case(written(tmp_path, head + line)) for line in (apart, together)]
        first, second = (assess(read.procedure, read.case, date(2024, 3, 20)) for read in reads)
        assert first == second

    @pytest.mark.parametrize("name", ["mine.yaml", "sub/mine.yaml", "../mine.yaml", "mine.yml"])
    def test_a_path_as_profile_is_taken_from_beside_the_case_file(self, tmp_path, name, monkeypatch):
        """A profile that is a path is looked for from the folder of the case file, wherever one stands."""
        folder = tmp_path / "cases"
        profile = (folder / name).resolve()
        profile.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        shutil.copy(PROFILES / "cambridgeshire.yaml", profile)
        monkeypatch.chdir("/")
        read = read_case(written(folder, f"profile: {name}\nprocedure: corporate\n"))
        assert read.procedure.id == "corporate"

    def test_an_absolute_path_is_taken_as_it_is(self, tmp_path):
        """A profile may be named by its whole path."""
        read = read_case(written(tmp_path, f"profile: {PROFILES / 'cambridgeshire.yaml'}\nprocedure: corporate\n"))
        assert read.procedure.title.startswith("3 Stage")


class TestBrokenFiles:
    @pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
    def test_every_mistake_is_told_in_full(self, path):
        """Each broken file is refused in exactly the words beside it, as a mistake of the case."""
        with pytest.raises(CaseError) as caught:
            read_case(path)
        expected = path.with_name(f"{path.name}.expected").read_text(encoding="utf-8").rstrip("\n")
        assert str(caught.value).replace(str(path), path.name) == expected

    @pytest.mark.parametrize(
        "path", [path for path in FILES if path.stem != "no_such_profile_file"], ids=lambda path: path.name
    )
    def test_every_fault_has_its_place_in_the_file(self, path):
        """Each fault names the file, a line and a column that are in it."""
        lines = path.read_text(encoding="utf-8").splitlines()
        for fault in faults(path.name):
            assert fault.file == str(path)
            assert 1 <= fault.line <= len(lines)
            assert 1 <= fault.column <= len(lines[fault.line - 1])

    def test_each_fact_of_the_wrong_type_is_told(self):
        """Four facts of four types, each with something else in it, are told at their places with their questions."""
        assert told("fact_of_wrong_type.yaml") == [
            (4, 16, "fact_of_wrong_type", "5"),
            (5, 12, "fact_of_wrong_type", "so"),
            (6, 21, "fact_of_wrong_type", "last year"),
            (7, 9, "fact_of_wrong_type", "true"),
        ]
        assert [fault.mend for fault in faults("fact_of_wrong_type.yaml")][
            1
        ] == "Does the council consider the complaint complex?"

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("contents_not_in_a_list.yaml", (10, 15, "detail_of_wrong_type", "decision")),
            ("for_not_a_day.yaml", (13, 10, "detail_of_wrong_type", "next week")),
            ("no_hour.yaml", (8, 9, "detail_of_wrong_type", "9 o'clock")),
            ("truth_in_quotes.json", (4, 24, "fact_of_wrong_type", "true")),
            ("no_day.json", (6, 12, "wrong_type", '"18 March 2024"')),
        ],
    )
    def test_a_detail_of_the_wrong_type_is_told_at_its_place(self, name, expected):
        """What is said of an event must be of the sort that its word carries."""
        assert told(name) == [expected]

    @pytest.mark.parametrize(
        "name", ["fact_of_wrong_type.yaml", "for_not_a_day.yaml", "no_hour.yaml", "contents_not_in_a_list.yaml"]
    )
    def test_a_message_about_a_file_has_no_words_of_python(self, name):
        """Whoever wrote the file knows texts, numbers, days and lists, but not Python's names for them."""
        messages = " ".join(fault.message for fault in faults(name))
        assert not [word for word in ("got str", "got int", "got bool", "datetime", "True") if word in messages]

    @pytest.mark.parametrize("name", ["contents_not_in_a_list.yaml", "for_not_a_day.yaml", "no_hour.yaml"])
    def test_a_detail_of_the_wrong_type_has_a_mend(self, name):
        """Every fault says how to mend it."""
        assert all(fault.mend for fault in faults(name))

    def test_the_mend_of_a_date_in_json_can_be_followed(self):
        """A day in JSON stands in quotes, and the mend says nothing else."""
        (fault,) = faults("no_day.json")
        assert "without quotes" not in fault.mend

    def test_an_outcome_in_a_list_is_not_lost(self):
        """An outcome is one word; a list of one is a mistake and not an outcome that is not known."""
        assert [line for line, *_ in told("outcome_in_a_list.yaml")] == [10]

    @pytest.mark.parametrize("name", ["kind", "self", "on_", "for_"])
    def test_a_detail_may_have_any_name(self, tmp_path, name):
        """A detail that no event carries is told as such, whatever it is called."""
        text = (BROKEN / "detail_called_kind.yaml").read_text().replace("kind: letter", f"{name}: letter")
        with pytest.raises(CaseError) as caught:
            read_case(written(tmp_path, text))
        assert [(fault.line, fault.code) for fault in caught.value.faults] == [(8, "unknown_detail")]

    @pytest.mark.parametrize(
        "path", [path for path in FILES if path.stem != "no_such_profile_file"], ids=lambda path: path.name
    )
    def test_every_mistake_has_a_mend(self, path):
        """Every fault says how to mend it."""
        assert all(fault.mend for fault in faults(path.name))

    def test_a_name_like_no_other_is_told_where_to_look(self, tmp_path):
        """Where nothing is near and there is too much to list, the mend says where the words are."""
        text = "profile: cambridgeshire\nprocedure: corporate\nfacts: {xyzzy: 1}\nevents:\n  - {on: 2024-03-18, event: xyzzy}\n  - {on: 2024-03-19, event: complaint_acknowledged, contains: [xyzzy]}\n"
        with pytest.raises(CaseError) as caught:
            read_case(written(tmp_path, text))
        assert [fault.code for fault in caught.value.faults] == ["unknown_fact", "unknown_event", "unknown_word"]
        assert all(fault.mend for fault in caught.value.faults)
        assert all("`complaint-rules words` lists" in fault.mend for fault in caught.value.faults[1:])

    def test_a_fact_with_a_dot_in_its_name_has_its_place(self, tmp_path):
        """A dot in a name is part of the name."""
        with pytest.raises(CaseError) as caught:
            read_case(written(tmp_path, "profile: cambridgeshire\nprocedure: corporate\nfacts: {com.plex: true}\n"))
        assert [(fault.line, fault.column, fault.text) for fault in caught.value.faults] == [(3, 9, "com.plex")]

    def test_a_profile_file_that_is_not_there_is_named(self):
        """The path that was looked for is told."""
        (fault,) = faults("no_such_profile_file.yaml", ComplaintRulesError)
        assert (fault.code, Path(fault.file)) == ("file_missing", BROKEN / "mine.yaml")

    def test_a_faulty_profile_is_the_profiles_mistake(self, tmp_path):
        """The mistakes of a profile are told with its own file and lines."""
        text = (PROFILES / "cambridgeshire.yaml").read_text().replace("to: stage_3", "to: stage_4")
        profile = written(tmp_path, text, "mine.yaml")
        with pytest.raises(ComplaintRulesError) as caught:
            read_case(written(tmp_path, "profile: mine.yaml\nprocedure: corporate\n"))
        assert {(fault.code, fault.file) for fault in caught.value.faults} == {("unknown_stage", str(profile))}


class TestWorkedCases:
    def test_a_mistake_in_one_of_several_cases_is_placed_in_it(self, tmp_path):
        """The fault of the second case has the place of the second case."""
        case = "  - name: {name}\n    procedure: corporate\n    why: it is so\n    facts: {{complainant: {who}}}\n    expect: [{{as_of: 2024-03-18}}]\n"
        text = (
            "profile: cambridgeshire\ncases:\n"
            + case.format(name="first", who="parent")
            + case.format(name="second", who="parnt")
        )
        with pytest.raises(CaseError) as caught:
            read_worked_cases(written(tmp_path, text))
        (fault,) = caught.value.faults
        assert (fault.line, fault.column, fault.text) == (11, 26, "parnt")

    def test_the_mistakes_of_all_the_cases_are_told_at_once(self, tmp_path):
        """One wrong case does not hide another."""
        case = "  - {{name: first, procedure: {procedure}, why: w, facts: {{complainant: {who}}}, expect: [{{as_of: 2024-03-18}}]}}\n"
        rows = (("corporate", "parnt"), ("corporat", "parent"), ("corporate", "parent"), ("corporate", "tenannt"))
        text = "profile: cambridgeshire\ncases:\n" + "".join(
            case.format(procedure=procedure, who=who) for procedure, who in rows
        )
        with pytest.raises(CaseError) as caught:
            read_worked_cases(written(tmp_path, text))
        assert [(fault.line, fault.path) for fault in caught.value.faults] == [
            (3, "cases[0].facts.complainant"),
            (4, "cases[1].procedure"),
            (6, "cases[3].facts.complainant"),
        ]

    def test_a_profile_that_is_not_there_is_placed_in_the_file(self, tmp_path):
        """An unknown profile has the line in which it is named."""
        text = "profile: cambridgshire\ncases:\n  - {name: first, procedure: corporate, why: w, expect: [{as_of: 2024-03-18}]}\n"
        with pytest.raises(CaseError) as caught:
            read_worked_cases(written(tmp_path, text))
        assert [(fault.line, fault.code) for fault in caught.value.faults] == [(1, "unknown_profile")]

    def test_a_file_of_worked_cases_is_no_case(self):
        """A worked case given as a case is told what is missing and what does not belong."""
        with pytest.raises(CaseError) as caught:
            read_case(PROFILES / "cases" / "cambridgeshire" / "stage-1-draft.yaml")
        assert [fault.code for fault in caught.value.faults] == ["missing_key", "unknown_key"]
