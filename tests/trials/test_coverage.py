"""Coverage by clause: a rule is exercised only if it decided something in an answer of which a case expects something."""

import json

import pytest

STAGES = "cases/stages.yaml"
RULES = {
    "complaint_received",
    "stage_2_requested",
    "stage_2_requested.bar",
    "stage_1_response",
    "stage_1_response.extension",
    "stage_2_request",
    "stage_2_request.late",
    "stage_2_response",
    "stage_2_response.within[0]",
    "stage_2_response.within[1]",
}


def case(events, expect, facts="{}"):
    """Return one worked case: its events as pairs, and what it expects on one day."""
    listed = "".join(f"      - {{on: {on}, event: {event}}}\n" for on, event in events)
    return (
        "profile: ../marsham.yaml\ncases:\n  - name: one\n    procedure: corporate\n    why: counted\n"
        f"    facts: {facts}\n    events:\n{listed}    expect:\n      - {{{expect}}}\n"
    )


@pytest.fixture
def exercised(marsham, run):
    """Return a function: what one case exercises of Marsham's rules."""

    def exercised(*words, **more):
        (marsham / STAGES).write_text(case(*words, **more), encoding="utf-8")
        code, out, _ = run("test", marsham / "marsham.yaml", "--coverage", "--format", "json")
        answer = json.loads(out)
        assert code == 0, out
        (found,) = answer["coverage"]
        missing = {name.removeprefix("corporate: ") for rule in found["missing"] for name in rule["clauses"]}
        assert found["rules"] == len(RULES)
        assert missing <= RULES
        return RULES - missing

    return exercised


RECEIVED = ("2024-06-03", "complaint_received")
ANSWERED = ("2024-06-10", "stage_1_response_sent, outcome: not_upheld")
UPHELD = ("2024-06-10", "stage_1_response_sent, outcome: upheld")
REQUESTED = ("2024-06-12", "stage_2_requested")
EXTENDED = ("2024-06-10", "extension_notified, until: 2024-06-24")
STAGE_2 = "moves: [{event: stage_2_requested, permission: "


@pytest.mark.parametrize(
    ("events", "expect", "facts", "rules"),
    [
        ([RECEIVED], "as_of: 2024-06-03, due: [{timescale: stage_1_response, state: running}]", "{}", {"stage_1_response"}),
        ([RECEIVED], "as_of: 2024-06-03, stage: stage_1", "{}", {"complaint_received"}),
        ([RECEIVED], "as_of: 2024-06-03, status: open", "{}", {"complaint_received"}),
        ([RECEIVED, ANSWERED, REQUESTED], "as_of: 2024-06-14, stage: stage_2", "{}", {"stage_2_requested"}),
        ([RECEIVED, ANSWERED, REQUESTED], "as_of: 2024-06-14, status: open", "{}", {"complaint_received"}),
        ([RECEIVED], "as_of: 2024-06-03, due: [{timescale: stage_2_response, state: not_started}]", "{}", set()),
        ([RECEIVED], "as_of: 2024-06-03, " + STAGE_2 + "refused}]", "{}", set()),
        ([RECEIVED, ANSWERED], "as_of: 2024-06-11, " + STAGE_2 + "entitled}]", "{}", {"stage_2_requested"}),
        (
            [RECEIVED, ANSWERED],
            "as_of: 2024-06-11, " + STAGE_2 + "entitled, closes: 2024-07-08}]",
            "{}",
            {"stage_2_requested", "stage_2_request"},
        ),
        (
            [RECEIVED, ANSWERED],
            "as_of: 2024-07-09, " + STAGE_2 + "discretionary}]",
            "{}",
            {"stage_2_requested", "stage_2_request", "stage_2_request.late"},
        ),
        (
            [RECEIVED, UPHELD],
            "as_of: 2024-07-09, " + STAGE_2 + "refused}]",
            "{}",
            {"stage_2_requested", "stage_2_requested.bar"},
        ),
        (
            [RECEIVED, UPHELD],
            "as_of: 2024-06-11, " + STAGE_2 + "refused}]",
            "{}",
            {"stage_2_requested", "stage_2_requested.bar"},
        ),
        (
            [RECEIVED, EXTENDED],
            "as_of: 2024-06-11, due: [{timescale: stage_1_response, due: 2024-06-24}]",
            "{complex: true}",
            {"stage_1_response", "stage_1_response.extension"},
        ),
        (
            [RECEIVED],
            "as_of: 2024-06-03, due: [{timescale: stage_1_response, latest: 2024-07-01}]",
            "{complex: true}",
            {"stage_1_response", "stage_1_response.extension"},
        ),
        (
            [RECEIVED, EXTENDED],
            "as_of: 2024-06-11, irregularities: [extension_not_allowed]",
            "{complex: false}",
            {"stage_1_response.extension"},
        ),
        (
            [RECEIVED, ANSWERED, REQUESTED],
            "as_of: 2024-06-12, due: [{timescale: stage_2_response, state: running}]",
            "{complex: false}",
            {"stage_2_response", "stage_2_response.within[1]"},
        ),
        (
            [RECEIVED, ANSWERED, REQUESTED],
            "as_of: 2024-06-12, due: [{timescale: stage_2_response, state: running}]",
            "{complex: true}",
            {"stage_2_response", "stage_2_response.within[0]"},
        ),
        ([RECEIVED, ANSWERED, REQUESTED], "as_of: 2024-06-12, irregularities: []", "{}", set()),
    ],
)  # fmt: skip
def test_what_an_expectation_exercises(exercised, events, expect, facts, rules):
    """Exactly the rules by which the expected answer is as it is, and none that only stood beside it."""
    assert exercised(events, expect, facts) == rules


ACCEPTANCE = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {complainant: parent}, source: page 5}
      what_about:
        excluded:
          - {if: {complex: true}, decided_by: the Complaints Officer, source: page 5}
          - {if: {subject: school}, source: page 5}
      time_limit:
        - {within: 12 months, after: grounds_arose_on, late: unstated, source: page 6}
    begins:
"""


@pytest.fixture
def of_acceptance(marsham, run, changed):
    """Return a function: which rows of acceptance one expectation of it exercises."""
    changed("marsham.yaml", swap=[("    begins:\n", ACCEPTANCE)])

    def of_acceptance(facts, expect):
        line = f"as_of: 2024-06-03, acceptance: {{{expect}}}"
        (marsham / STAGES).write_text(case([RECEIVED], line, facts), encoding="utf-8")
        code, out, _ = run("test", marsham / "marsham.yaml", "--coverage", "--format", "json")
        (found,) = json.loads(out)["coverage"]
        missing = {name.removeprefix("corporate: ") for rule in found["missing"] for name in rule["clauses"]}
        assert code == 0, out
        return {"who_may_complain", "what_about", "what_about.2", "time_limit", "time_limit.late"} - missing

    return of_acceptance


@pytest.mark.parametrize(
    ("facts", "expect", "rules"),
    [
        ("{complex: true}", "permission: undetermined", set()),
        ("{complex: true, complainant: parent}", "what: undetermined", {"what_about.2"}),
        (
            "{complex: true, complainant: parent, grounds_arose_on: 2024-05-01}",
            "permission: undetermined",
            {"what_about.2"},
        ),
        ("{grounds_arose_on: 2023-05-01}", "time_limit: undetermined", {"time_limit", "time_limit.late"}),
        ("{complex: true, subject: school}", "what: refused", {"what_about.2"}),
        ("{complex: true, subject: adult_social_care}", "what: discretionary", {"what_about"}),
        ("{complainant: parent}", "who: entitled", {"who_may_complain"}),
        ("{complainant: parent}", "permission: undetermined", set()),
        ("{subject: school}", "permission: refused", {"what_about.2"}),
    ],
)
def test_what_an_answer_on_acceptance_exercises(of_acceptance, facts, expect, rules):
    """Of an answer that is undetermined the one row for want of which it is so; of the whole the part that decides."""
    assert of_acceptance(facts, expect) == rules


BESIDE = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {complainant: [child_looked_after, care_leaver]}, source: page 5}
          - {if: {complainant: representative_of_child}, source: page 5}
          - {if: {was_asked: true}, decided_by: the Complaints Officer, source: page 5}
          - {if: {complainant: care_leaver, complex: true}, source: page 6}
        excluded:
          - {if: {complainant: [tenant, care_leaver], lacks_capacity: true}, elsewhere: home, source: page 5}
          - {if: {complainant: mp_or_councillor}, source: page 5}
          - {if: {lacks_capacity: true, complex: true}, source: page 5}
    begins:
"""
WORDS = """\
words:
  facts:
    was_asked: {is: yes_no, asks: "Did the person who is served ask for it?"}
    lacks_capacity: {is: yes_no, asks: "Can the person who is served not decide on it?"}
procedures:
"""
OTHERS_SAY_NO = "was_asked: false, complex: false, lacks_capacity: false"


@pytest.fixture
def of_who(marsham, run, changed):
    """Return a function: which of seven rows of who may complain one expectation exercises, by their numbers."""
    bodies = "bodies: {home: the home}\n"
    changed("marsham.yaml", swap=[("    begins:\n", BESIDE), ("procedures:\n", f"{bodies}{WORDS}")])

    def of_who(facts, expect):
        line = f"as_of: 2024-06-03, acceptance: {{{expect}}}"
        (marsham / STAGES).write_text(case([RECEIVED], line, f"{{{facts}}}"), encoding="utf-8")
        code, out, _ = run("test", marsham / "marsham.yaml", "--coverage", "--format", "json")
        assert code == 0, out
        (found,) = json.loads(out)["coverage"]
        missing = {name.removeprefix("corporate: ") for rule in found["missing"] for name in rule["clauses"]}
        names = ["who_may_complain", *(f"who_may_complain.{number}" for number in range(2, 8))]
        return {number for number, name in enumerate(names, 1) if name not in missing}

    return of_who


@pytest.mark.parametrize(
    ("facts", "expect", "rows"),
    [
        # Let in as of right by the first row, whatever somebody would decide of the third.
        ("complainant: child_looked_after, was_asked: true, complex: false", "who: entitled", {1}),
        ("complainant: other_person, was_asked: true, complex: false", "who: discretionary", {3}),
        # On the list twice, and so by neither alone; nor by the fourth row, which takes nobody whom the first does not.
        ("complainant: care_leaver, complex: true, lacks_capacity: false", "who: entitled", {4}),
        # Kept out twice: only where to go instead hangs on one of the rows.
        ("complainant: care_leaver, complex: true, lacks_capacity: true", "who: refused", {4}),
        ("complainant: care_leaver, complex: true, lacks_capacity: true", "elsewhere: [home]", {4, 5}),
        ("complainant: care_leaver, complex: false, lacks_capacity: true", "who: refused", {5}),
        # Not on the list in any case; but it says where to go.
        (f"complainant: tenant, {OTHERS_SAY_NO}", "who: refused", set()),
        ("complainant: tenant, was_asked: false, lacks_capacity: true", "who: refused", set()),
        ("complainant: tenant, was_asked: false, lacks_capacity: true", "elsewhere: [home]", {5}),
        # The sixth row could keep out only whom the third would let in.
        (f"complainant: mp_or_councillor, {OTHERS_SAY_NO}", "who: refused", set()),
        ("complainant: mp_or_councillor, was_asked: true, complex: false", "who: refused", {6}),
    ],
)  # fmt: skip
def test_a_row_that_another_one_outdoes_decides_nothing(of_who, facts, expect, rows):
    """A row of acceptance is exercised where something that is expected would be otherwise without it."""
    assert of_who(facts, expect) == rows


def test_a_row_that_never_decides_is_exercised_where_it_holds(of_who, changed):
    """Whoever is on no list is refused, and a page may say so once more: no case could show that row by itself."""
    facts = f"complainant: mp_or_councillor, {OTHERS_SAY_NO}"
    alone = "          - {if: {was_asked: true}, decided_by: the Complaints Officer, source: page 5}\n"
    changed("marsham.yaml", swap=[(alone, alone.replace("if: {", "if: {complainant: other_person, "))])
    assert of_who(facts, "who: refused") == {6}
    assert of_who(facts, "what: entitled") == set()


def test_what_is_not_exercised_is_listed_with_its_place(marsham, run):
    """Each rule at the line of its key; a row of a by-case value at its own place."""
    code, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
    lines = (marsham / "marsham.yaml").read_text().splitlines()
    extension = next(at for at, line in enumerate(lines, 1) if line.strip() == "extension:")
    assert code == 0
    assert f"{marsham / 'marsham.yaml'}: 3 of 10 rules exercised, 30.0 %.\n" in out
    assert f"  {marsham / 'marsham.yaml'}:{extension}:13: not exercised: corporate: stage_1_response.extension\n" in out


@pytest.mark.parametrize(("least", "code"), [("30", 0), ("30.1", 1), ("100", 1), ("0", 0)])
def test_at_least_fails_under_it(marsham, run, least, code):
    """Three of ten rules are thirty percent."""
    assert run("test", marsham / "marsham.yaml", "--at-least", least)[0] == code


@pytest.mark.parametrize("words", [("--at-least", "101"), ("--at-least", "most"), ("--jobs", "0"), ("--sample", "x")])
def test_a_number_that_is_none_is_not_understood(marsham, run, words):
    """Percentages lie between 0 and 100, and numbers begin with 1."""
    with pytest.raises(SystemExit) as stopped:
        run("test", marsham / "marsham.yaml", *words)
    assert stopped.value.code == 2


def test_a_section_that_two_procedures_have_is_one_rule(marsham, run, changed):
    """What one procedure takes over from another is written once, and exercised if it is in either."""
    changed(
        "marsham.yaml",
        swap=[
            (
                "procedures:\n",
                "procedures:\n  schools:\n    title: Schools\n    document: leaflet\n    begins: {same_as: corporate}\n    stages:\n      stage_1: {same_as: corporate}\n      stage_2: {same_as: corporate}\n",
            )
        ],
    )
    _, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
    assert "3 of 10 rules exercised" in out
    assert "not exercised: schools: complaint_received, corporate: complaint_received\n" in out


def test_cases_alone_are_held_against_the_profiles_that_they_name(marsham, run):
    """A file of cases covers the profile that it names, by its path."""
    _, out, _ = run("test", marsham / STAGES, "--coverage")
    assert "marsham.yaml: 3 of 10 rules exercised, 30.0 %." in out


def test_there_is_no_coverage_of_cases_that_fail(marsham, run, changed):
    """What is not as expected is told first, and alone."""
    changed(STAGES, swap=[("due: 2024-06-17", "due: 2024-06-18")])
    code, out, _ = run("test", marsham / "marsham.yaml", "--coverage")
    assert code == 1
    assert "rules exercised" not in out
    assert out.endswith(
        "1 different.\nWhich rules are exercised is not looked at as long as a case is not as expected.\n"
    )
