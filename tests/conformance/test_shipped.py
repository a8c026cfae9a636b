"""What is found on the shipped profiles, with every date counted by hand.

All are judged on Monday 1 December 2025. Between the bank holidays of Monday 25 August and Thursday 25 December 2025 every
week has its five working days, so ten, twenty-five and sixty-five working days from a Monday are two, five and thirteen weeks.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from complaint_rules import assess, conform, load_profile
from complaint_rules.conformance.findings import Subject
from complaint_rules.json_schema import conformance_schema
from complaint_rules.loading import shipped_profiles

pytestmark = pytest.mark.uncounted
AS_OF = date(2025, 12, 1)
SCHEMA = Draft202012Validator(
    conformance_schema()["$defs"]["pack"] | {"$defs": conformance_schema()["$defs"]}, format_checker=FormatChecker()
)
UNDER_LAW = [
    (name, procedure.id)
    for name in shipped_profiles()
    for procedure in load_profile(name).procedures.values()
    if procedure.packs
]


def day_for(profile, procedure):
    """Return the day of judgement; a later one where a pack is not held beside the cases of that year."""
    packs = load_profile(profile).procedure(procedure).packs
    return AS_OF if all(pack.is_held_beside(AS_OF) for pack in packs) else date(2027, 12, 1)


@cache
def judged(profile, procedure="childrens_statutory"):
    """Return the judgement on a shipped procedure, made once."""
    return conform(load_profile(profile).procedure(procedure), day_for(profile, procedure))


def found(profile, key):
    """Return the one finding of that key."""
    (finding,) = (one for one in judged(profile).findings if one.key == f"children-2006/{key}")
    return finding


def history(finding):
    """Return the events of the example: what happened, on which day."""
    return [(event.kind, event.on) for event in finding.example.case.events]


def dates(finding):
    """Return the council's date and the law's."""
    return finding.example.council.due, finding.example.law.due


def permissions(finding):
    """Return the council's permission and the law's."""
    council, law = finding.example.council.permission, finding.example.law.permission
    return council and council.value, law and law.value


class TestTheSevenFindings:
    def test_allocation_instead_of_receipt(self):
        """Received on a Monday, allocated on the third working day: the ten days end on Thursday, by the law on Monday."""
        finding = found("northamptonshire", "stage_1_response/later/stage_1_response")
        assert history(finding) == [
            ("complaint_received", date(2025, 11, 17)),
            ("complaint_allocated", date(2025, 11, 20)),
        ]
        assert dates(finding) == (date(2025, 12, 4), date(2025, 12, 1))
        assert (finding.verdict.value, finding.counts) == ("weaker", True)

    @pytest.mark.parametrize(
        ("profile", "rule"), [("cambridgeshire", "stage_2_investigation"), ("northamptonshire", "stage_2_response")]
    )
    def test_the_agreed_statement_instead_of_the_request(self, profile, rule):
        """Asked for on 17 November, agreed a week later; with 25 and 26 December closed that is 31 December, not the 22nd."""
        finding = found(profile, f"stage_2_response/later/{rule}")
        assert history(finding) == [
            ("complaint_received", date(2025, 11, 3)),
            ("stage_1_response_sent", date(2025, 11, 10)),
            ("stage_2_requested", date(2025, 11, 17)),
            ("statement_of_complaint_agreed", date(2025, 11, 24)),
        ]
        assert dates(finding) == (date(2025, 12, 31), date(2025, 12, 22))
        assert finding.example.council.started_by == "statement_of_complaint_agreed"
        assert finding.example.law.started_by == "stage_2_requested"

    def test_twenty_days_of_adjudication_after_the_sixty_five(self):
        """The sixty-fifth day is Monday 24 November; the council's procedure adds twenty working days to it."""
        finding = found("cambridgeshire", "stage_2_response.extension/later/stage_2_response")
        assert history(finding) == [
            ("complaint_received", date(2025, 8, 11)),
            ("stage_1_response_sent", date(2025, 8, 18)),
            ("stage_2_requested", date(2025, 8, 25)),
            ("statement_of_complaint_agreed", date(2025, 8, 25)),
            ("extension_notified", date(2025, 8, 26)),
            ("investigation_completed", date(2025, 11, 24)),
        ]
        assert dates(finding) == (date(2025, 12, 22), date(2025, 11, 24))

    def test_a_stage_2_that_may_be_refused(self):
        """Once wholly upheld it is left to a manager; once asked for it may be refused; the law allows neither."""
        barred = found("cambridgeshire", "stage_2_requested/less_open/stage_2_requested.bar")
        assert permissions(barred) == ("discretionary", "entitled")
        assert barred.example.case.events[-1].details["outcome"] == "upheld"
        refused = found("cambridgeshire", "stage_2_requested/taken_back/stage_2_refused")
        assert history(refused)[-1] == ("stage_2_requested", date(2025, 11, 24))
        assert permissions(refused) == ("discretionary", "refused")

    def test_a_power_to_end_the_investigation(self):
        """Once contact was restricted it may be ended, and any investigation with it; the law has no such power.

        Nor does the page take back what the Ombudsman's Code gives by closing a complaint that has gone to him.
        """
        ended = found("cambridgeshire", "complaint_received/taken_back/contact_terminated")
        assert history(ended) == [
            ("complaint_received", date(2025, 11, 17)),
            ("restriction_imposed", date(2025, 11, 24)),
        ]
        assert permissions(ended) == ("discretionary", None)
        corporate = {one.key for one in judged("cambridgeshire", "corporate").findings}
        assert "lgsco-code-2024/complaint_received/taken_back/contact_terminated" in corporate
        assert not [key for key in corporate if "ombudsman_approached" in key and "taken_back" in key]

    @pytest.mark.parametrize(
        ("profile", "otherwise"),
        [
            ("cambridgeshire", {"panel_appointment": "cannot_be_judged"}),
            ("northamptonshire", {}),
            ("unnamed-council", {}),
            ("northumberland", {"independent_person": "silent", "sufficient_interest_decision": "silent"}),
            ("ncc", {"independent_person": "silent", "sufficient_interest_decision": "silent"}),
        ],
    )
    def test_duties_for_which_the_law_sets_no_time(self, profile, otherwise):
        """Who says that an Independent Person and a panel are appointed and that an interest is decided keeps the law.

        The leaflet has "a senior officer or an Independent Investigator", the table "Investigators"; neither decides who may
        complain. Cambridgeshire appoints the panel within ten working days, and no date can show what is as soon as possible.
        """
        duties = ("independent_person", "sufficient_interest_decision", "panel_appointment", "panel_appointed")
        verdicts = {one.clause.name: one.verdict.value for one in judged(profile).packs[0].judgements}
        assert {name: verdicts[name] for name in duties} == dict.fromkeys(duties, "met") | otherwise

    @pytest.mark.parametrize("profile", ["cambridgeshire", "northamptonshire"])
    def test_an_answer_at_stage_1_that_must_come_first(self, profile):
        """Ten working days from 10 November end on the 24th; from the 25th the law lets the complainant go on."""
        finding = found(profile, "stage_2_requested.2/less_open/stage_2_requested")
        assert (history(finding), finding.example.as_of) == (
            [("complaint_received", date(2025, 11, 10))],
            date(2025, 11, 25),
        )
        assert permissions(finding) == ("refused", "entitled")

    @pytest.mark.parametrize("profile", ["cambridgeshire", "northamptonshire", "unnamed-council", "ncc"])
    def test_a_missing_notice_by_day_25(self, profile):
        """Asked for on Monday 24 November: the notice is due on Wednesday 31 December, two days being closed."""
        finding = found(profile, "stage_2_extension_notice/no_date")
        assert dates(finding) == (None, date(2025, 12, 31))
        assert (finding.verdict.value, finding.example.council.name, finding.counts) == ("silent", "", True)

    def test_a_notice_by_day_25_that_is_there(self):
        """Northumberland's leaflet has it."""
        assert "children-2006/stage_2_extension_notice/no_date" not in {
            one.key for one in judged("northumberland").findings
        }

    def test_a_request_window_that_the_regulations_do_not_know(self):
        """Answered on 25 November 2024: after a year, from 26 November 2025, the council decides; the law has no limit."""
        finding = found("cambridgeshire", "stage_2_requested/less_open/stage_2_request")
        assert history(finding) == [
            ("complaint_received", date(2024, 11, 18)),
            ("stage_1_response_sent", date(2024, 11, 25)),
        ]
        assert finding.example.as_of == date(2025, 11, 26)
        assert permissions(finding) == ("discretionary", "entitled")

    @pytest.mark.parametrize("profile", ["cambridgeshire", "northamptonshire"])
    def test_discretion_where_regulation_8_leaves_none(self, profile):
        """Court proceedings of which the complainant wrote, and prejudice decided: the law stops it, the council may."""
        finding = found(profile, "complaint_suspended/less_open/complaint_suspended")
        facts = {"concurrent_proceedings": "court", "stated_in_writing": True, "would_prejudice": True}
        assert dict(finding.example.case.facts) == facts
        assert permissions(finding) == ("discretionary", "entitled")

    def test_a_suspension_for_which_the_regulations_have_no_ground(self):
        """Northamptonshire suspends for safeguarding work too; regulation 8 speaks of courts and the like."""
        finding = found("northamptonshire", "complaint_suspended/beyond_the_law/complaint_suspended")
        assert finding.example.case.facts["concurrent_proceedings"] == "safeguarding"
        assert permissions(finding) == ("discretionary", "refused")


class TestGuidance:
    def test_fifteen_days_that_hold_the_acknowledgement_and_ten_that_follow_it(self):
        """Received and acknowledged on Monday 9 November 2026: the Code's ten days end on the 23rd, NCC's fifteen on the 30th."""
        judged_on = conform(load_profile("ncc").procedure("corporate"), date(2026, 11, 22))
        (finding,) = (one for one in judged_on.findings if one.clause.name == "stage_1_response")
        assert (finding.difference.value, finding.verdict.value) == ("later", "weaker")
        assert history(finding) == [
            ("complaint_received", date(2026, 11, 9)),
            ("complaint_acknowledged", date(2026, 11, 9)),
        ]
        assert dates(finding) == (date(2026, 11, 30), date(2026, 11, 23))

    def test_a_third_stage_where_the_code_has_two(self):
        """Answered at stage 2 on Monday 22 November 2027: the Code ends there, at second hand; the page has a third stage."""
        (finding,) = (
            one for one in judged("cambridgeshire", "corporate").findings if one.difference.value == "further_stage"
        )
        assert finding.id == "corporate/lgsco-code-2024/ombudsman_approached.3/further_stage/stage_3_requested"
        assert history(finding) == [
            ("complaint_received", date(2027, 11, 1)),
            ("stage_1_response_sent", date(2027, 11, 8)),
            ("stage_2_requested", date(2027, 11, 15)),
            ("stage_2_response_sent", date(2027, 11, 22)),
        ]
        assert (finding.example.as_of, permissions(finding)) == (date(2027, 11, 29), ("entitled", None))
        assert finding.clause.rule.citation.checked.value == "second_hand"
        assert finding.to_dict(AS_OF)["law_source"]["checked"] == "second_hand"

    @pytest.mark.parametrize(
        ("profile", "procedure"),
        [("ncc", "corporate"), ("ncc", "adult_social_care"), ("northumberland", "childrens_statutory")],
    )
    def test_as_many_stages_as_the_law(self, profile, procedure):
        """Two by the Code, one for adults, three for children: these pages end where the law does."""
        assert "further_stage" not in {one.difference.value for one in judged(profile, procedure).findings}


class TestReadings:
    def test_what_the_page_leaves_open_is_not_judged(self):
        """Twenty days from sending or from receipt: from sending the complainant has less time. Which reading is said."""
        finding = found("northamptonshire", "stage_3_request/earlier/stage_3_request")
        assert (finding.verdict.value, finding.reading) == ("cannot_be_judged", "after: stage_2_response_sent")
        readings = {one.reading: one.due for one in finding.example.council.readings}
        sent, received = (event.on for event in finding.example.case.events[-2:])
        assert (received - sent).days == 2
        assert (
            readings["after: stage_2_response_sent"]
            < readings["after: stage_2_response_received"]
            == finding.example.law.due
        )

    def test_an_aim_is_no_limit(self):
        """Ten working days are usual, not promised; both dates are the same."""
        finding = found("northumberland", "stage_1_response/only_an_aim/stage_1_response")
        assert dates(finding)[0] == dates(finding)[1]
        assert (finding.example.council.only_an_aim, finding.example.law.only_an_aim) == (True, False)


@pytest.mark.parametrize(("profile", "procedure"), UNDER_LAW)
class TestEveryExample:
    """On the example of every finding `assess` gives exactly the two answers that the finding prints."""

    def test_assess_gives_both_answers(self, profile, procedure):
        loaded = load_profile(profile).procedure(procedure)
        findings = judged(profile, procedure).findings
        assert findings
        for finding in findings:
            example = finding.example
            answer = assess(loaded, example.case, example.as_of).to_dict()
            for basis, side in (("council", example.council), (finding.basis.value, example.law)):
                _ANSWERED[example.subject](answer, basis, side, finding)
            assert example.council != example.law or example.subject is Subject.ACCEPTANCE
            assert (example.as_of > day_for(profile, procedure)) is example.lies_ahead
            assert all(event.on <= example.as_of for event in example.case.events)

    def test_nothing_is_refused_on_the_way(self, profile, procedure):
        """What is shown could have happened: no event of it is refused by the procedure or the law."""
        loaded = load_profile(profile).procedure(procedure)
        for finding in judged(profile, procedure).findings:
            if finding.difference.value not in ("not_stated", "no_date"):
                codes = {one.code for one in assess(loaded, finding.example.case, finding.example.as_of).irregularities}
                assert not codes & {"move_refused", "before_the_case_began", "out_of_order"}

    def test_ids_are_unique(self, profile, procedure):
        """No two findings share an id."""
        ids = [finding.id for finding in judged(profile, procedure).findings]
        assert len(ids) == len(set(ids))

    def test_the_same_question_has_the_same_answer(self, profile, procedure):
        """Judged again, it is the same, letter for letter."""
        again = conform(load_profile(profile).procedure(procedure), day_for(profile, procedure))
        assert again.explain() == judged(profile, procedure).explain()

    def test_it_fits_the_published_schema(self, profile, procedure):
        """As data it is valid by the JSON Schema."""
        for pack in json.loads(json.dumps(judged(profile, procedure).to_dict()))["packs"]:
            assert not [error.message for error in SCHEMA.iter_errors(pack)]

    def test_every_finding_says_both_places(self, profile, procedure):
        """The words hold the id, the law's place and, where there is one, the council's."""
        said = judged(profile, procedure).explain()
        for finding in judged(profile, procedure).findings:
            assert f"[{finding.id}]" in said
            assert str(finding.clause.rule.citation) in said
            assert finding.written is None or str(finding.written.citation) in said


def _due(answer, basis, side, finding):
    rows = [row for row in answer["due_dates"] if (row["timescale"], row["basis"]) == (side.name, basis)]
    if not side.name:
        assert not rows
        return
    expected = {"due": side.due and side.due.isoformat(), "only_an_aim": side.only_an_aim, "state": side.state}
    assert {key: rows[-1][key] for key in expected} == expected
    dated = [{"reading": one.reading, "due": one.due and one.due.isoformat()} for one in side.readings]
    assert [{key: one[key] for key in ("reading", "due")} for one in rows[-1]["readings"]] == dated


def _move(answer, basis, side, finding):
    event = finding.example.council.name or finding.example.law.name
    moves = [move["permission"] for move in answer["transitions"] if (move["event"], move["basis"]) == (event, basis)]
    assert moves == ([side.permission.value] if side.permission else [])


def _part(answer, basis, side, finding):
    council = answer["acceptance"]
    bases = {"council": council, **{each["basis"]: each for each in (*council["law"], *council["guidance"])}}
    part = {"who_may_complain": "who", "what_about": "what", "time_limit": "time_limit"}[finding.clause.kind.value]
    assert bases[basis][part]["permission"] == side.permission.value


def _letter(answer, basis, side, finding):
    lacking = [
        one["about"][1:]
        for one in answer["irregularities"]
        if (one["code"], one["basis"]) == ("content_missing", basis)
    ]
    assert {content for one in lacking for content in one} == set(side.missing)


_ANSWERED = {Subject.DUE_DATE: _due, Subject.MOVE: _move, Subject.ACCEPTANCE: _part, Subject.LETTER: _letter}


def test_no_council_and_no_law_is_named_in_the_source():
    """What is found comes from the data: no profile's and no pack's name stands in the room."""
    root = Path(conform.__code__.co_filename).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "conformance").glob("*.py")))
    words = [*shipped_profiles(), "children-2006", "stage_1_response", "complaint_received", "complaint_suspended"]
    assert not [word for word in words if word in text]
