"""Proposed cases: ready files for rules that no case exercises, with every answer left for a person."""

import json
from dataclasses import replace
from datetime import date

import pytest

from complaint_rules.assessment.assess import assess
from complaint_rules.loading import load_profile
from complaint_rules.procedures.rules import CasesBegun
from complaint_rules.terms import Permission
from complaint_rules.trials.exercising import exercised, items
from complaint_rules.trials.journeys import journeys
from complaint_rules.trials.plain_days import plain_day
from complaint_rules.trials.running import read_trials
from complaint_rules.trials.ways_through import ways_through

MISSING = {
    "corporate-complaint-received.yaml",
    "corporate-stage-1-response-extension.yaml",
    "corporate-stage-2-request-late.yaml",
    "corporate-stage-2-requested-bar.yaml",
    "corporate-stage-2-response.yaml",
    "corporate-stage-2-response-within-0.yaml",
}
"""The second length of stage 2 has no file of its own: the first case of the response asks the same."""
THROUGH = "corporate-through-stage-1-stage-2.yaml"
"""The one way through the stages, at whose end no case is asked where it stands."""
UNCOVERED = len(MISSING) + 2
ACCEPTANCE = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {complainant: [parent]}, source: page 5}
      time_limit:
        - {within: 12 months, after: grounds_arose_on, late: refused, source: page 6}
    begins:
"""


BAR = "          stage_2_requested:\n            if: {stage_1_response_sent: upheld}\n            source: page 3\n"
FIRST = "            - {if: {stage_1_response_sent: cannot_be_determined}, source: page 3}\n"
SECOND = "            - {if: {stage_1_response_sent: upheld}, source: page 3}\n"

BESIDE = """\
    at_any_stage:
      moves:
        complaint_withdrawn: {who: complainant, to: withdrawn, source: page 7}
        complaint_suspended: {who: council, to: suspended, clocks: resume, source: page 8}
        complaint_resumed: {who: council, if: {complaint_suspended: happened}, to: stage_left, source: page 8}
"""


@pytest.fixture
def proposed(marsham, run):
    """Return a function: the files that are proposed, by name, with what the command said."""

    def proposed(*words):
        code, out, err = run("test", marsham / "marsham.yaml", "--journeys", "--into", marsham / "new", *words)
        assert (code, err) == (0, "")
        return {path.name: path for path in (marsham / "new").glob("*")}, out

    return proposed


def _states(worked, timescale):
    """Return the date and the state of a timescale on each day that is asked about."""
    answers = [assess(worked.procedure, worked.case, expected.as_of) for expected in worked.expected]
    rows = [row for answer in answers for row in answer.due_dates if row.timescale == timescale]
    return [(row.due, row.state.value) for row in rows if row.basis is worked.procedure.basis]


def test_one_file_for_each_rule_that_no_case_exercises(proposed):
    """Each is a valid file of one worked case, and its name says for which rule, or which way through the stages."""
    files, out = proposed()
    assert set(files) == {*MISSING, THROUGH}
    assert out.count("to be confirmed") == UNCOVERED
    assert all(len(read_trials(path)) == 1 for path in files.values())


def test_nothing_is_confirmed_by_not_looking(proposed, run):
    """As they are written all of them fail, and say what is to be counted."""
    files, _ = proposed("--all")
    code, out, _ = run("test", *files.values())
    assert code == 1
    assert f"{len(files)} to be confirmed." in out
    assert " 0 as expected" in out


def test_each_exercises_its_rule(proposed):
    """The case leads to where the rule decides what is asked."""
    files, _ = proposed("--all")
    for path in files.values():
        (worked,) = read_trials(path)
        clause = worked.name.removeprefix("corporate ")
        assert clause in {name.clause for name in exercised(worked)}, path.read_text()


def test_a_late_request_has_the_history_by_which_it_is_open_until_the_last_day(proposed):
    """The outcome that bars it is not the one that is said: the move is open on the last day, and not on the next."""
    files, _ = proposed()
    (worked,) = read_trials(files["corporate-stage-2-request-late.yaml"])
    answers = [assess(worked.procedure, worked.case, expected.as_of) for expected in worked.expected]
    moves = [next(move for move in answer.transitions if move.event == "stage_2_requested") for answer in answers]
    assert [move.permission for move in moves] == [Permission.ENTITLED, Permission.DISCRETIONARY]


def test_the_length_of_a_proposed_case_is_known(proposed):
    """A test of the length is answered, so that there is a day to count."""
    files, _ = proposed("--all")
    (worked,) = read_trials(files["corporate-stage-2-response.yaml"])
    assert worked.case.facts == {"complex": False}


def test_a_name_that_is_taken_by_another_rule_is_passed_over(marsham, changed, proposed):
    """Where a rule is put in before one of its name, the file of the old one keeps its name, and the new one gets its own."""
    proposed()
    new = marsham / "new" / "corporate-stage-2-requested-bar.yaml"
    counted = new.read_text().replace("confirm: true}", "permission: refused}")
    new.write_text(counted)
    (marsham / "cases" / "bar.yaml").write_text(counted)
    changed("marsham.yaml", swap=[(BAR, f"          stage_2_requested:\n{FIRST}{SECOND}")])
    files, out = proposed()
    assert new.read_text() == counted
    assert (
        f"{marsham / 'new' / 'corporate-stage-2-requested-bar-2.yaml'}: to be confirmed: corporate: stage_2_requested.bar\n"
        in out
    )
    (worked,) = read_trials(files["corporate-stage-2-requested-bar-2.yaml"])
    assert worked.case.events[-1].details["outcome"] == "cannot_be_determined"


def test_the_later_of_two_days_is_each_of_them_once(marsham, changed, proposed):
    """Both on one day could not tell the later from the first."""
    later = ACCEPTANCE.replace("after: grounds_arose_on", "after: {later_of: [grounds_arose_on, became_aware_on]}")
    changed("marsham.yaml", swap=[("    begins:\n", later)])
    files, _ = proposed()
    assert "corporate-time-limit-late.yaml" not in files
    days = [
        (worked.case.facts["grounds_arose_on"], worked.case.facts["became_aware_on"])
        for worked in read_trials(files["corporate-time-limit.yaml"])
    ]
    assert sorted(first < second for first, second in days) == [False, True]
    assert days[0] == days[1][::-1]


BY_DECISION = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {complainant: [child_looked_after, care_leaver]}, source: page 5}
          - {if: {child_agrees: true, child_age: {up_to: 11}}, decided_by: the Complaints Officer, source: page 5}
        excluded:
          - {if: {complainant: tenant}, elsewhere: landlord, source: page 5}
          - {if: {no_complaint_yet: happened}, source: page 5}
    begins:
"""
AGES = """\
bodies: {landlord: the landlord}
words:
  events: {no_complaint_yet: {means: It was found that nothing is complained of.}}
  facts: {child_age: {is: number, asks: "How old is the child?"}}
procedures:
"""


def test_a_row_of_acceptance_decides_its_case_alone(changed, proposed):
    """Nobody is a child who may complain as of right, where it is asked whom somebody lets in; nor on no list at all."""
    changed("marsham.yaml", swap=[("    begins:\n", BY_DECISION), ("procedures:\n", AGES)])
    files, out = proposed()
    assert "no case found" not in out
    texts = {row: files[f"corporate-who-may-complain{row}.yaml"].read_text() for row in ("", "-2", "-3", "-4")}
    found = {row: read_trials(files[f"corporate-who-may-complain{row}.yaml"])[0] for row in texts}
    answers = {row: assess(one.procedure, one.case, one.expected[0].as_of).acceptance.who for row, one in found.items()}
    assert {row: answer.permission.value for row, answer in answers.items()} == {
        "": "entitled",
        "-2": "discretionary",
        "-3": "refused",
        "-4": "refused",
    }
    assert found["-2"].case.facts["child_age"] == 11, "the last age of the row"
    assert found["-2"].case.facts["complainant"] not in ("child_looked_after", "care_leaver", "tenant")
    assert found["-3"].case.facts == {"complainant": "tenant", "child_agrees": True, "child_age": 10}
    assert [event.kind for event in found["-4"].case.events] == ["complaint_received", "no_complaint_yet"]
    assert found["-4"].case.facts["complainant"] == "child_looked_after"
    assert "# write `who`, `deciders` and `permission`" in texts["-2"]
    assert "# write `who`, `elsewhere` and `permission`" in texts["-3"]


def test_an_aim_is_asked_by_its_own_day(marsham, changed, proposed, run):
    """An aim beside a limit is a rule of its own, and only a line with its day exercises it."""
    changed(
        "marsham.yaml",
        swap=[("within: 10 working days\n", "within: 10 working days\n            aim: 5 working days\n")],
    )
    files, _ = proposed()
    (worked,) = read_trials(files["corporate-stage-1-response-aim.yaml"])
    # Received on Monday 20 September 2027: 21 to 24 are 1 to 4, Monday 27 is 5.
    assert [expected.as_of for expected in worked.expected] == [date(2027, 9, 27), date(2027, 9, 28)]
    aimed = files["corporate-stage-1-response-aim.yaml"].read_text().replace("confirm: true", "aim_due: 2027-09-27")
    (marsham / "cases" / "aim.yaml").write_text(aimed)
    _, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
    assert "corporate: stage_1_response.aim" not in out


def test_both_sides_of_a_limit(proposed):
    """A timescale is asked about on its last day and on the next."""
    files, _ = proposed("--all")
    (worked,) = read_trials(files["corporate-stage-1-response.yaml"])
    last, after = (expected.as_of for expected in worked.expected)
    assert (after - last).days == 1
    (row,) = (expected.due[0] for expected in worked.expected[:1])
    assert (row.timescale, row.confirm, row.due) == ("stage_1_response", True, None)


def test_the_days_are_plain_ones(proposed):
    """Nothing is counted over a bank holiday: the time of stage 2 ends before Christmas, also where it is the longer."""
    files, _ = proposed("--all")
    texts = [read_trials(path) for path in files.values()]
    days = [expected.as_of for found in texts for worked in found for expected in worked.expected]
    # In 2027 the summer bank holiday is Monday 30 August, and Christmas Day is a Saturday, kept on Monday 27 December.
    assert date(2027, 9, 1) < min(days) < max(days) < date(2027, 12, 25)
    (worked,) = read_trials(files["corporate-stage-2-response-within-0.yaml"])
    # Requested on Monday 20 September: thirteen weeks of five days end on Monday 20 December.
    assert [event.on for event in worked.case.events] == [date(2027, 9, 6), date(2027, 9, 13), date(2027, 9, 20)]
    assert [expected.as_of for expected in worked.expected] == [date(2027, 12, 20), date(2027, 12, 21)]


@pytest.mark.parametrize(
    ("span", "year"),
    [
        (CasesBegun(citation=None), 2027),
        (CasesBegun(citation=None, earliest=date(2027, 8, 1)), 2028),
        (CasesBegun(citation=None, latest=date(2026, 3, 31)), 2025),
        (CasesBegun(citation=None, earliest=date(2026, 4, 1), latest=date(2027, 9, 1)), 2026),
    ],
)
def test_the_days_are_those_of_the_page_and_of_the_law_beside_it(span, year):
    """A case begins while the page is in force, on the days beside which a pack is held, and while the version is."""
    procedure = load_profile("ncc").procedure("childrens_statutory")
    beside = replace(procedure, packs=tuple(replace(pack, cases_begun=span) for pack in procedure.packs))
    within = (span.earliest or date.min, span.latest or date.max)
    found = (plain_day(replace(procedure, in_force=span)), plain_day(beside), plain_day(procedure, within))
    assert found == (date(year, 9, 28),) * 3


def test_an_older_version_has_its_own(marsham, proposed):
    """A rule of an older page is asked about by a case of its time, in a file that has its edition, and decides it."""
    page = (marsham / "marsham.yaml").read_text()
    (marsham / "old.yaml").write_text(
        page.replace("May 2024", "May 2014").replace("65 working days", "60 working days")
    )
    in_flight = "cases_in_flight: {rule: by_receipt, source: page 1}"
    versions = f"  - {{file: old.yaml, up_to: 2019-12-31}}\n  - {{file: new.yaml, {in_flight}}}\n"
    (marsham / "new.yaml").write_text(page)
    (marsham / "marsham.yaml").write_text(f"profile: marsham\ntitle: Marsham\nversions:\n{versions}")
    files, _ = proposed()
    older = {name.removeprefix("may-2014-") for name in files if name.startswith("may-2014-")}
    assert older > MISSING
    (case,) = read_trials(files["may-2014-corporate-stage-2-response-within-0.yaml"])
    assert max(event.on for event in case.case.events) <= date(2019, 12, 31)
    assert ("May 2014", "stage_2_response.within[0]") in {(name.edition, name.clause) for name in exercised(case)}


def test_no_file_is_overwritten(proposed, marsham):
    """What stands there is left alone, and said."""
    proposed()
    own = marsham / "new" / "corporate-stage-2-response.yaml"
    own.write_text("mine")
    _, out = proposed()
    assert own.read_text() == "mine"
    assert out.count("stands there already, and was left alone") == UNCOVERED


def test_all_proposes_the_others_too(proposed):
    """Not only what is missing."""
    files, _ = proposed("--all")
    assert set(files) > MISSING
    # Ten rules: the window and its late request are asked in one file, and so are the response and its second length.
    # And the one way through the stages is asked in that of its last move.
    assert len(files) == 8


def test_acceptance_is_asked_without_events(marsham, changed, proposed):
    """A row by what it asks; until when one may complain on the last day and on the next."""
    changed("marsham.yaml", swap=[("    begins:\n", ACCEPTANCE)])
    files, _ = proposed()
    (row,) = read_trials(files["corporate-who-may-complain.yaml"])
    (limit,) = read_trials(files["corporate-time-limit.yaml"])
    assert (row.case.facts["complainant"], row.case.events) == ("parent", ())
    assert len(limit.expected) == 2
    for worked in (row, limit):
        first = assess(worked.procedure, worked.case, worked.expected[0].as_of)
        assert first.acceptance.permission is Permission.ENTITLED, "all that the row is not about is settled"
    assert all(expected.acceptance.confirm for expected in (*row.expected, *limit.expected))


@pytest.mark.parametrize(
    ("event", "status", "lost"),
    [
        ("complaint_withdrawn", "withdrawn", " to: withdrawn,"),
        ("complaint_suspended", "suspended", " to: suspended, clocks: resume,"),
        ("complaint_resumed", "open", " to: stage_left,"),
    ],
)
def test_a_move_beside_the_stages_is_asked_by_the_status(marsham, changed, proposed, run, *, event, status, lost):
    """Such a case keeps its stage: only the status shows the move, and a page that loses where it leads is noticed."""
    with (marsham / "marsham.yaml").open("a") as file:
        file.write(BESIDE)
    files, _ = proposed()
    text = files[f"corporate-{event.replace('_', '-')}.yaml"].read_text()
    assert "confirm: true  # write `status`\n" in text
    counted = text.replace("basis: council, confirm: true", "permission: entitled")
    (marsham / "cases" / "beside.yaml").write_text(counted.replace("confirm: true", f"status: {status}"))
    assert "3 as expected" in run("test", marsham / "marsham.yaml")[1]
    changed("marsham.yaml", swap=[(lost, "")])
    assert f"expected {status}, got " in run("test", marsham / "cases" / "beside.yaml")[1]


def test_the_stage_shows_nothing_of_a_withdrawal(marsham, proposed, run):
    """That the stage is kept does not exercise the move: it would be kept without it, too."""
    with (marsham / "marsham.yaml").open("a") as file:
        file.write(BESIDE)
    files, _ = proposed()
    lines = files["corporate-complaint-withdrawn.yaml"].read_text().splitlines(keepends=True)
    alone = [line for line in lines if "moves:" not in line and "as_of" not in line and "confirm:" not in line]
    day = next(line for line in reversed(lines) if "as_of" in line)
    for key, missing in (("stage: stage_1", True), ("status: withdrawn", False)):
        (marsham / "cases" / "beside.yaml").write_text(f"{''.join(alone)}{day}        {key}\n")
        _, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
        assert "3 as expected" in out
        assert ("corporate: complaint_withdrawn" in out) is missing


EXTENSION = "if: {complex: true}\n              made_by: extension_notified\n"


def test_of_an_extending_event_only_what_it_carries_is_said(marsham, changed, proposed):
    """Asking for an advocate is about no timescale: said to be, the file would be a mistake."""
    changed("marsham.yaml", swap=[(EXTENSION, "made_by: [{complex: true}, advocate_requested]\n")])
    files, _ = proposed()
    (worked,) = read_trials(files["corporate-stage-1-response-extension.yaml"])
    made = worked.case.events[-1]
    assert (made.kind, dict(made.details)) == ("advocate_requested", {})
    last, after = (expected.as_of for expected in worked.expected)
    assert (after - last).days == 1
    assert _states(worked, "stage_1_response") == [(last, "running"), (last, "overdue")]


def test_an_extension_is_made_by_a_fact_alone(marsham, changed, proposed):
    """Where the page has a longer time for a complex complaint, it is enough that the complaint is complex."""
    changed("marsham.yaml", swap=[(EXTENSION, "made_by: {complex: true}\n")])
    files, out = proposed()
    assert "no case found" not in out
    (worked,) = read_trials(files["corporate-stage-1-response-extension.yaml"])
    assert (worked.case.facts, [event.kind for event in worked.case.events]) == (
        {"complex": True},
        ["complaint_received"],
    )
    last, _ = (expected.as_of for expected in worked.expected)
    assert _states(worked, "stage_1_response") == [(last, "running"), (last, "overdue")]
    assert "stage_1_response.extension" in {name.clause for name in exercised(worked)}


@pytest.mark.usefixtures("left_open")
def test_where_the_page_leaves_the_start_open_each_reading_is_asked(proposed):
    """Both events have happened, each on its own day; each reading's last day and the next are asked, and its dates."""
    files, _ = proposed()
    path = files["corporate-stage-2-response.yaml"]
    (worked,) = read_trials(path)
    requested, acknowledged = worked.case.events[-2:]
    assert (requested.kind, acknowledged.kind) == ("stage_2_requested", "stage_2_acknowledged")
    assert requested.on < acknowledged.on
    days = [expected.as_of for expected in worked.expected]
    assert [(day - days[0]).days for day in days] == [0, 1, 7, 8], "a week later by the other reading"
    assert path.read_text().count("# write `readings`, each with `due` and `state`") == len(days)


MUCH = """\
    acceptance:
      what_about:
        excluded:
          - {if: {has_been_before_a_court_or_could_have_been: true}, source: page 5}
          - {if: {has_an_appeal_process_of_its_own_elsewhere: true}, source: page 5}
          - {if: {subject: school_admission}, source: page 5}
      time_limit:
        - {within: 12 months, after: grounds_arose_on, late: refused, source: page 6}
    begins:
"""
WORDS = """\
words:
  facts:
    has_been_before_a_court_or_could_have_been: {is: yes_no, asks: "Was it, or could it have been, before a court?"}
    has_an_appeal_process_of_its_own_elsewhere: {is: yes_no, asks: "Has the matter an appeal process of its own?"}
procedures:
"""


def test_a_proposed_file_is_laid_out(changed, proposed, run):
    """Nothing is left for `fmt` to do, however many facts there are to settle."""
    changed("marsham.yaml", swap=[("    begins:\n", MUCH), ("procedures:\n", WORDS)])
    files, _ = proposed("--all")
    facts = files["corporate-time-limit.yaml"].read_text().partition("    facts: ")[2].partition("    events:")[0]
    assert facts.count("\n") > 1
    assert run("fmt", "--check", *files.values())[0] == 0


@pytest.mark.uncounted
def test_the_files_of_a_whole_council_are_laid_out(run, tmp_path):
    """Of every sort of rule."""
    run("test", "ncc", "--journeys", "--all", "--into", tmp_path)
    assert run("fmt", "--check", *tmp_path.glob("*.yaml"))[0] == 0


@pytest.mark.parametrize(
    ("allowed", "subject"), [("", "other_council_service"), ("[social_work, early_help]", "social_work")]
)
def test_a_plain_complaint_is_about_what_the_page_takes(changed, proposed, allowed, subject):
    """What a row of `allowed` names; and where there is none, nothing in particular."""
    row = f"        allowed: [{{if: {{subject: {allowed}}}, source: page 5}}]\n" if allowed else ""
    about = MUCH.replace("      what_about:\n", f"      what_about:\n{row}")
    changed("marsham.yaml", swap=[("    begins:\n", about), ("procedures:\n", WORDS)])
    files, _ = proposed()
    (worked,) = read_trials(files["corporate-time-limit.yaml"])
    assert worked.case.facts["subject"] == subject


def test_a_rule_to_which_there_is_no_way_is_told(marsham, changed, proposed):
    """A stage to which no move leads is not reached, and its rules are for a person."""
    changed("marsham.yaml", swap=[("            to: stage_2\n", "")])
    changed("cases/stages.yaml", swap=[("to: stage_2, ", "")])
    files, out = proposed()
    assert "corporate-stage-2-response.yaml" not in files
    assert "no case found for corporate: stage_2_response: write it by hand" in out


def test_where_nothing_is_missing(marsham, run, tmp_path):
    """A profile whose every rule is exercised needs no more."""
    code, out, _ = run("test", "northumberland", "--journeys", "--into", tmp_path / "none")
    assert (code, "No case is missing" in out) == (0, True)
    assert not (tmp_path / "none").exists()


def test_as_json_and_without_a_folder(marsham, run):
    """Programs get the files; without `--into` nothing is written."""
    words = ("test", marsham / "marsham.yaml", "--journeys")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "--into DIR" in err
    _, out, _ = run(*words, "--into", marsham / "new", "--format", "json")
    assert {one["is_new"] for one in json.loads(out)["journeys"]} == {True}
    assert run("test", marsham / "cases", "--journeys", "--into", marsham / "new")[0] == 2


@pytest.mark.parametrize("name", ["northumberland", "ncc"])
def test_of_a_shipped_profile_every_rule_has_a_journey(name):
    """To every clause of the shorter profiles there is a way, and each way through their stages can be gone."""
    for procedure in load_profile(name).procedures.values():
        clauses = (item.clause for item in items(procedure))
        found = dict(journeys(procedure, [*clauses, *(way.clause for way in ways_through(procedure))]))
        assert [clause for clause, journey in found.items() if journey is None] == []


ACCEPTED = """\
        moves:
          stage_2_requested:
            {who: complainant, if: {stage_1_response_sent: happened}, source: page 3}
          stage_2_accepted:
            {who: council, if: {stage_2_requested: happened}, to: stage_2, source: page 3}
"""
ASKED = """\
        moves:
          stage_2_requested:
            who: complainant
            if: {stage_1_response_sent: happened}
            to: stage_2
            source: page 3
"""


def test_what_a_move_asks_for_is_itself_allowed(marsham, changed, proposed):
    """Where a request has to be accepted, it is one that could be made: the answer was sent before it."""
    after = "after: stage_2_requested"
    changed("marsham.yaml", swap=[(ASKED, ACCEPTED), (after, "after: stage_2_accepted")])
    (marsham / "cases" / "stages.yaml").unlink()
    files, out = proposed("--all")
    assert "no case found" not in out
    (worked,) = read_trials(files["corporate-stage-2-accepted.yaml"])
    assert [event.kind for event in worked.case.events] == [
        "complaint_received",
        "stage_1_response_sent",
        "stage_2_requested",
        "stage_2_accepted",
    ]
    for path in files.values():
        for one in read_trials(path):
            answer = assess(one.procedure, one.case, one.expected[-1].as_of)
            assert not any("refused" in each.code for each in answer.irregularities), path.name


# Ways through the stages.

ENDS = """\
            source: page 4
        moves:
          ombudsman_approached:
            {who: complainant, if: {stage_2_response_sent: happened}, to: ombudsman, source: page 4}
      closed:
        moves:
          stage_2_requested:
            {who: complainant, if: {complaint_not_accepted: not_happened}, to: stage_2, source: page 3}
          ombudsman_approached:
            {who: complainant, if: {complaint_not_accepted: happened}, to: ombudsman, source: page 5}
"""
CLOSES = """\
            source: page 3
          complaint_not_accepted: {who: council, to: closed, source: page 5}
          response_accepted:
            {who: complainant, if: {stage_1_response_sent: happened}, to: closed, source: page 3}
        bars:
"""
WAYS = {
    ("stage_1", "stage_2", "ombudsman"),
    ("stage_1", "closed"),
    ("stage_1", "closed", "ombudsman"),
    ("stage_1", "closed", "stage_2", "ombudsman"),
}
"""By hand from the moves above; none goes from stage 1 to the Ombudsman, and none back."""


@pytest.fixture
def with_ends(changed):
    """Let Marsham's page close a complaint that is accepted, or not taken, and send it to the Ombudsman."""
    last = "            done_by: stage_2_response_sent\n            source: page 4\n"
    changed(
        "marsham.yaml",
        swap=[
            (last, last.replace("            source: page 4\n", ENDS)),
            ("            source: page 3\n        bars:\n", CLOSES),
        ],
    )


def _ways(marsham):
    return {way.places for way in ways_through(load_profile(str(marsham / "marsham.yaml")).procedure("corporate"))}


@pytest.mark.usefixtures("with_ends")
def test_every_way_through_the_stages_has_its_journey(marsham):
    """Each once, with a case that goes it by what is allowed, and comes to its end."""
    assert _ways(marsham) == WAYS
    procedure = load_profile(str(marsham / "marsham.yaml")).procedure("corporate")
    found = dict(journeys(procedure, [f"through {' > '.join(places)}" for places in WAYS]))
    assert len(found) == len(WAYS)
    for clause, journey in found.items():
        (way,) = journey.ways
        answers = [assess(procedure, way.case, event.on) for event in way.case.events]
        gone = [answer.stage for answer in answers]
        places = [place for at, place in enumerate(gone) if gone[at - 1 : at] != [place]]
        assert f"through {' > '.join(places)}" == clause
        assert not any("refused" in one.code for one in answers[-1].irregularities)


@pytest.mark.usefixtures("with_ends")
def test_a_way_is_asked_step_by_step(proposed):
    """Before each event whether it may be, and where it moves the case, at which stage that stands."""
    files, _ = proposed()
    text = files["corporate-through-stage-1-stage-2-ombudsman.yaml"].read_text()
    # Received on Monday 23 August 2027 and a step each week, to 20 September; but Monday 30 August is a bank holiday.
    # An answer, for which the page has no move, is not asked about.
    events = ["stage_1_response_sent", "stage_2_requested", "stage_2_response_sent", "ombudsman_approached"]
    (worked,) = read_trials(files["corporate-through-stage-1-stage-2-ombudsman.yaml"])
    assert [event.kind for event in worked.case.events] == ["complaint_received", *events]
    days = [date(2027, 8, 23), date(2027, 8, 31), *(date(2027, 9, day) for day in (6, 13, 20))]
    assert [event.on for event in worked.case.events] == days
    asked = [expected.moves[0].event for expected in worked.expected if expected.moves]
    assert asked == events[1::2]
    moved = [expected.as_of for expected in worked.expected if expected.confirm]
    assert moved == [date(2027, 9, 6), date(2027, 9, 20)]
    assert text.count("confirm: true  # write `stage`") == 2


@pytest.mark.usefixtures("with_ends")
def test_a_way_needs_the_events_that_its_moves_ask_for(marsham, changed):
    """Who has accepted the answer was not turned away: that event leads elsewhere from where it can happen."""
    changed("marsham.yaml", swap=[("{complaint_not_accepted: not_happened}", "{response_accepted: happened}")])
    assert _ways(marsham) == WAYS
    changed("marsham.yaml", swap=[("if: {response_accepted: happened}", "if: {stage_2_response_sent: happened}")])
    assert _ways(marsham) == WAYS - {("stage_1", "closed", "stage_2", "ombudsman")}


def test_what_lies_beside_the_stages_is_no_part_of_a_way(marsham, changed):
    """A complaint that is suspended comes back to where it was."""
    before = _ways(marsham)
    changed("marsham.yaml", swap=[("    stages:\n", f"{BESIDE}    stages:\n")])
    assert _ways(marsham) == before == {("stage_1", "stage_2")}


GONE = """\
  - name: On to stage 2, after a time in which it was suspended
    procedure: corporate
    why: page 3
    facts: {complex: false}
    events:
      - {on: 2024-06-03, event: complaint_received}
      - {on: 2024-06-10, event: stage_1_response_sent, outcome: not_upheld}
      - {on: 2024-06-11, event: complaint_suspended}
      - {on: 2024-06-12, event: complaint_resumed}
      - {on: 2024-06-17, event: stage_2_requested}
    expect:
"""


@pytest.mark.parametrize(
    ("expect", "gone"),
    [
        ("      - {as_of: 2024-06-17, stage: stage_2}\n", True),
        ("      - {as_of: 2024-06-17, status: open}\n", True),
        ("      - {as_of: 2024-06-17, irregularities: []}\n", False),
        ("      - {as_of: 2024-06-16, stage: stage_1}\n", False),
    ],
)
def test_a_way_is_gone_where_a_case_is_asked_at_its_end(marsham, changed, run, expect, gone):
    """By its stage or its status; a case that is not yet there, or not asked, has not gone it. It counts as no rule."""
    changed("marsham.yaml", swap=[("    stages:\n", f"{BESIDE}    stages:\n")])
    changed("cases/stages.yaml", swap=[("cases:\n", f"cases:\n{GONE}{expect}")])
    _, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
    line = f"{marsham / 'marsham.yaml'}:"
    assert ("no case goes: corporate: through stage_1 > stage_2\n" in f"{out}\n") is not gone, out
    assert line in out
    found = json.loads(run("test", marsham / "marsham.yaml", "--coverage", "--format", "json")[1])["coverage"][0]
    assert (found["ways"], len(found["ways_missing"])) == (1, 0 if gone else 1)
    assert not any("through" in name for rule in found["missing"] for name in rule["clauses"])


def test_a_way_that_stands_in_a_file_is_not_written_again(proposed):
    """Neither before it is confirmed nor after."""
    files, _ = proposed()
    first = files[THROUGH].read_text()
    files, out = proposed()
    assert files[THROUGH].read_text() == first
    assert not any(name.startswith("corporate-through") for name in files if name != THROUGH)
    assert f"{THROUGH}: stands there already, and was left alone" in out
