"""A council of which this library knows nothing: its two pages, their map and its worked cases are YAML and nothing else.

The pages, and how far they were read, are named at the head of `another_council/greenwich.yaml`.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from complaint_rules import assess, conform, load_profile
from complaint_rules.case_files import WorkedCase, differences, read_worked_cases
from complaint_rules.conformance.findings import Conformity
from complaint_rules.handbook import open_book, page

COUNCIL = Path(__file__).parent / "another_council"
PROFILE = load_profile(COUNCIL / "greenwich.yaml")
WORKED = [case for path in sorted((COUNCIL / "cases").glob("*.yaml")) for case in read_worked_cases(path)]
JUDGED_ON = date(2026, 11, 20)


def test_the_council_wrote_no_python() -> None:
    """Nothing in its folder is a program."""
    assert {path.suffix for path in COUNCIL.rglob("*") if path.is_file()} == {".yaml"}


@pytest.mark.parametrize("worked", WORKED, ids=lambda case: case.name)
def test_the_answers_are_those_of_the_page(worked: WorkedCase) -> None:
    """Each expectation of the case, counted by hand, is what the assessment says."""
    found = [
        str(difference)
        for expected in worked.expected
        for difference in differences(expected, assess(worked.procedure, worked.case, expected.as_of).to_dict())
    ]
    assert not found, "\n".join(found)


def test_every_timescale_of_the_council_has_a_day_in_some_case() -> None:
    """No timescale is left untried, and with all of them there are cases enough."""
    tried = {(worked.procedure.id, row.timescale) for worked in WORKED for one in worked.expected for row in one.due}
    written = {(of, rule.name) for of in PROFILE.procedures for rule in PROFILE.procedure(of).timescales}
    assert written <= tried
    assert len(WORKED) >= 16


def test_a_day_that_was_counted_wrong_is_noticed() -> None:
    """The tenth working day over Easter is Wednesday 8 April, so an answer of a day later differs."""
    worked = next(case for case in WORKED if "over Easter" in case.name)
    answer = assess(worked.procedure, worked.case, date(2026, 4, 8)).to_dict()
    (row,) = [row for row in answer["due_dates"] if (row["timescale"], row["basis"]) == ("stage_1_response", "council")]
    row["due"] = (date(2026, 4, 8) + timedelta(days=1)).isoformat()
    (difference,) = differences(worked.expected[0], answer)
    assert (difference.expected, difference.actual) == ("2026-04-08", "2026-04-09")


def test_every_heading_of_the_pages_has_its_rules() -> None:
    """The map leaves no heading without a rule, and no rule cites a place that the pages do not have."""
    written = page(open_book(str(COUNCIL / "greenwich.yaml")))
    for heading in ("### Stage three - review", "### Stage two - review"):
        assert heading in written


@cache
def judged(procedure: str) -> Conformity:
    """Return one of the procedures held against its law."""
    return conform(PROFILE.procedure(procedure), JUDGED_ON)


def held_against(procedure: str, *differences_meant: str) -> set[tuple[str, str]]:
    """Return clause and verdict of every finding of these kinds that counts, by the rule of the page that it names."""
    found = judged(procedure).held_against
    return {
        (f"{one.clause.name}/{one.difference.value}/{one.rule}", one.verdict.value)
        for one in found
        if one.difference.value in differences_meant
    }


# What is found was read beside the pages and the law, one by one; in brackets the law's place.


def test_what_the_statutory_page_says_otherwise_than_the_law() -> None:
    """Of what the page does say, this is less than the Regulations ask, or may be."""
    assert held_against("childrens_statutory", "later", "less_open", "more_asked", "only_an_aim", "content") == {
        # A designated officer's matter, or one of no named function: the page takes it elsewhere, and in law it is decided
        # whether it was done under a listed function (regs 3 to 5).
        ("what_about.3/less_open/what_about", "weaker"),
        ("what_about.3/less_open/what_about.2", "weaker"),
        # From receipt it is the law's own date, from asking a manager it is later (reg 14(1)).
        ("stage_1_response/later/stage_1_response", "cannot_be_judged"),
        # Twenty days without any cause; the law wants it to be complex (reg 14(5)).
        ("stage_1_response.extension/later/stage_1_response", "weaker"),
        # Whether stage one has ended hangs on when its ten days began (reg 17(1)(b)).
        ("stage_2_requested.2/less_open/stage_2_requested.2", "cannot_be_judged"),
        # From the request, as in law, or from the investigator's appointment (reg 17(3)).
        ("stage_2_response/later/stage_2_response", "cannot_be_judged"),
        # The page asks for no letter that tells of the panel (reg 17(8)), nor of the reason for more time (reg 17(6)).
        ("stage_2_response/content/stage_2_response", "silent"),
        ("stage_2_response.extension/content/stage_2_response.extension", "silent"),
        # "On rare occasions ... we can call together"; in law whoever asks in time has a panel (reg 19(1)).
        ("stage_3_requested/less_open/stage_3_requested", "weaker"),
    }


def test_of_which_dates_the_statutory_page_says_nothing() -> None:
    """The notice of more time, and everything from the panel on, has a last day in law alone."""
    assert {clause for clause, _ in held_against("childrens_statutory", "no_date")} == {
        "stage_2_extension_notice/no_date/",
        "panel_meeting/no_date/",
        "panel_findings/no_date/",
        "stage_3_response/no_date/",
    }


def test_what_the_statutory_page_does_not_speak_of() -> None:
    """Withdrawal, suspension, the Ombudsman, an oral complaint, and an Independent Person beside the investigator."""
    assert {clause.split("/")[0] for clause, _ in held_against("childrens_statutory", "not_stated")} == {
        "stage_1_skip_agreed",
        "response_accepted",
        "response_accepted.2",
        "response_accepted.3",
        "ombudsman_approached.3",
        "ombudsman_approached.4",
        "complaint_resubmitted",
        "complaint_resumed",
        "complaint_withdrawn",
        "information",
        "sufficient_interest_decision",
        "written_record",
        "comments_on_record",
        "independent_person",
        "panel_appointment",
        "terms_of_resolution",
        "suspension_notice",
        "withdrawal_confirmation",
    }


def test_what_the_corporate_page_says_otherwise_than_the_code() -> None:
    """It aims where the Code has limits, wants reasons where the Code wants none, and has a last day for asking.

    The page's fifteen and twenty days answer the Code's two periods taken together (`stage_1_response_whole`,
    `stage_2_response_whole`) as well: fifteen is all that these give, twenty is five less; but each is an aim. Who
    acknowledges early has less by the Code than fifteen.
    """
    assert held_against("corporate", "later", "less_open", "more_asked", "only_an_aim", "content") == {
        ("acknowledge/only_an_aim/acknowledge", "weaker"),
        ("stage_1_response/only_an_aim/stage_1_response", "weaker"),
        # Acknowledged on the day of receipt, the Code's ten days end before the page's fifteen (6.3).
        ("stage_1_response/later/stage_1_response", "weaker"),
        ("stage_1_response_whole/only_an_aim/stage_1_response", "weaker"),
        ("stage_1_response.extension/only_an_aim/stage_1_response", "weaker"),
        ("stage_2_requested/more_asked/stage_2_requested", "weaker"),
        # What a request after the twenty working days meets is not said.
        ("stage_2_requested/less_open/stage_2_request", "cannot_be_judged"),
        ("stage_2_acknowledge/only_an_aim/stage_2_acknowledge", "weaker"),
        ("stage_2_response/only_an_aim/stage_2_response", "weaker"),
        ("stage_2_response_whole/only_an_aim/stage_2_response", "weaker"),
        # A letter in writing is aimed at; that it tells of the Ombudsman is not said.
        ("stage_2_response/content/stage_2_response", "weaker"),
        ("stage_2_response.extension/only_an_aim/stage_2_response", "weaker"),
    }


def test_fifteen_days_are_more_than_ten_from_an_acknowledgement_at_once() -> None:
    """On Monday 9 November 2026, received and acknowledged: two weeks by the Code, three by the page."""
    (one,) = [
        one for one in judged("corporate").held_against if one.id.endswith("/stage_1_response/later/stage_1_response")
    ]
    assert {event.on for event in one.example.case.events} == {date(2026, 11, 9)}
    assert (one.example.council.due, one.example.law.due) == (date(2026, 11, 30), date(2026, 11, 23))


def test_no_date_of_the_code_is_without_one_of_the_corporate_page():
    """Every last day that the Code sets has one beside it; it was said of the two wholes that the page sets none."""
    assert held_against("corporate", "no_date") == set()


def test_the_panel_in_the_example_of_its_finding() -> None:
    """The case beside the finding: answered at stage 2 on a Monday, asked a week later, a right in law for four weeks."""
    (one,) = [one for one in judged("childrens_statutory").held_against if one.clause.name == "stage_3_requested"]
    assert [event.on.isoformat() for event in one.example.case.events] == [
        "2026-10-19",
        "2026-10-26",
        "2026-11-02",
        "2026-11-09",
    ]
    assert (one.example.council.permission, one.example.law.permission) == ("discretionary", "entitled")
