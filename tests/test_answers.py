"""The questions as callers ask them in Python, and what the page of meaning says that no worked case shows.

Every date was counted by hand on a calendar. June 2024 has no bank holiday: from Monday 3 June ten working days end on
Monday 17 June, fifteen on Monday 24 June, twenty on Monday 1 July.
"""

import ast
import json
from copy import deepcopy
from dataclasses import FrozenInstanceError, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import holidays
import pytest
from jsonschema_rs import Draft202012Validator

import complaint_rules
from complaint_rules import (
    Case,
    CaseError,
    Event,
    ProfileError,
    acceptance,
    allowed_transitions,
    assess,
    due_dates,
    escalation_eligibility,
    load_profile,
)
from complaint_rules.assessment.answers import NO_WORDS, Reason
from complaint_rules.assessment.assess import assess as assess_without_words
from complaint_rules.assessment.irregularities import Reported
from complaint_rules.case_files import read_worked_cases
from complaint_rules.cases.algebra import Because
from complaint_rules.compiling import compile_profile
from complaint_rules.explanation.reasons import IRREGULARITIES, SENTENCES, irregular, sentence
from complaint_rules.json_schema import assessment_schema
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document
from complaint_rules.terms import Basis
from tests.share import share

SOURCE = Path(complaint_rules.__file__).parent
SCHEMA = Draft202012Validator(assessment_schema(), validate_formats=True)
WORKED = [
    case
    for path in sorted((Path(__file__).parents[1] / "profiles" / "cases").rglob("*.yaml"))
    for case in read_worked_cases(path)
]
STATUTORY = load_profile("cambridgeshire").procedure("childrens_statutory")
CORPORATE = load_profile("cambridgeshire").procedure("corporate")

HEAD = """\
profile: northshire
title: Northshire County Council
edition: May 2024
documents: {page: {title: How to complain, version: "2024"}}
readings_approved_by: the complaints manager
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, backwards: nth_day_before, source: "1"}
bodies: {ombudsman: the Ombudsman}
words:
  events:
    letter_received: {means: a letter of complaint came, counts_as: complaint_received}
    survey_made: {means: the case was looked into, records_facts: true}
    limit_waived: {means: the manager waived the limit}
procedures:
  childrens_statutory:
    title: Complaints about children
    document: page
"""
BEGINS = """\
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
"""
RESPONSE = {
    "who": "council",
    "within": "10 working days",
    "after": "complaint_received",
    "done_by": "stage_1_response_sent",
    "source": '"3"',
}


def june(day):
    """Return a day of June 2024; day 31 is 1 July."""
    return date(2024, 5, 31) + timedelta(day)


@cache
def compiled(text):
    """Compile a procedure from its text."""
    return compile_profile(read_document(text, "northshire.yaml"), shelf()).procedures["childrens_statutory"]


def procedure(more="", above="", **keys):
    """Return a procedure of one timescale with these keys in place of the usual ones, and with more below and above."""
    response = {**RESPONSE, **keys}
    lines = [f"            {key.rstrip('_')}: {value}\n" for key, value in response.items() if value]
    return compiled(HEAD + above + BEGINS + "".join(lines) + more)


def received(*events, on=1):
    """Return a complaint received on Monday 3 June, with the events that came after, by their days of June."""
    return Case(
        [
            Event("complaint_received", june(2 + on)),
            *(Event(kind, june(day), **dict(*more)) for day, kind, *more in events),
        ]
    )


def clock(answer, name="stage_1_response", basis="council", occurrence=None):
    """Return one row of an answer: the last occurrence if it is not said which."""
    rows = [row for row in answer.due_dates if (row.timescale, row.basis) == (name, basis)]
    return next(row for row in rows if row.occurrence == (occurrence or len(rows)))


def move(answer, name, basis="council"):
    """Return one move of an answer."""
    return next(one for one in answer.transitions if (one.event, one.basis) == (name, basis))


def codes(answer):
    """Return the codes of what is irregular."""
    return [one.code for one in answer.irregularities]


def reasons(answer):
    """Return every reason in an answer."""
    verdicts = [
        part for each in (answer.acceptance, *answer.acceptance.law) for part in (each.who, each.what, each.time_limit)
    ]
    return [reason for part in (*answer.due_dates, *answer.transitions, *verdicts) for reason in part.reasons]


def without_text(value):
    """Return plain data with everything said in words taken out."""
    if isinstance(value, dict):
        return {key: without_text(item) for key, item in value.items() if key != "text"}
    return [without_text(item) for item in value] if isinstance(value, list) else value


def _is_plain_data(found):
    """Assert that it goes through JSON and comes back the same, and says nothing of Python."""
    written = json.dumps(found)
    assert json.loads(written) == found
    assert not [word for word in ("datetime", "object at 0x", "<", "mappingproxy") if word in written]


class TestTheQuestions:
    case = Case(
        [
            Event("complaint_received", date(2024, 3, 18)),
            Event("stage_1_response_sent", date(2024, 4, 3), outcome="not_upheld"),
        ],
        {"complainant": "parent", "subject": "part_3_function", "grounds_arose_on": date(2024, 1, 8)},
    )
    day = date(2024, 4, 4)

    def test_each_part_can_be_asked_for_by_itself(self):
        """The parts of an assessment are what the single questions answer."""
        whole = assess(STATUTORY, self.case, self.day)
        assert due_dates(STATUTORY, self.case, self.day) == whole.due_dates
        assert allowed_transitions(STATUTORY, self.case, self.day) == whole.transitions
        assert escalation_eligibility(STATUTORY, self.case, self.day) == whole.escalation
        assert acceptance(STATUTORY, self.case, self.day) == whole.acceptance

    def test_going_further_is_those_moves_that_lead_to_a_later_stage(self):
        """Asking for stage 2 goes further than stage 1, closing the file does not."""
        further = {(one.event, one.basis.value) for one in escalation_eligibility(STATUTORY, self.case, self.day)}
        assert {("stage_2_requested", "council"), ("stage_2_requested", "law")} <= further
        assert ("complaint_closed", "council") not in further
        assert ("complaint_withdrawn", "law") not in further

    @pytest.mark.parametrize("worked", share(WORKED, 8), ids=lambda worked: f"{Path(worked.file).stem}: {worked.name}")
    @pytest.mark.uncounted
    def test_the_words_decide_nothing(self, worked):
        """With the words taken away every answer is the same, and only the texts are empty; it fits the published schema."""
        for expected in worked.expected:
            with_words = assess(worked.procedure, worked.case, expected.as_of)
            without = assess_without_words(worked.procedure, worked.case, expected.as_of, NO_WORDS)
            plain = with_words.to_dict()
            assert not [error.message for error in SCHEMA.iter_errors(plain)]
            assert without_text(plain) == without_text(without.to_dict())
            assert without.explain() == ""
        assert with_words == without
        _is_plain_data(plain)

    def test_an_answer_cannot_be_changed(self):
        """Nothing that is returned lets its parts be set."""
        answer = assess(STATUTORY, self.case, self.day)
        parts = [
            answer,
            answer.due_dates[0],
            answer.transitions[0],
            answer.acceptance,
            answer.acceptance.who,
            reasons(answer)[0],
        ]
        for part in parts:
            assert is_dataclass(part)
            with pytest.raises((AttributeError, TypeError)):
                part.words = None
            for name in ("state", "permission", "basis", "reasons", "due", "closes", "another"):
                with pytest.raises((AttributeError, TypeError)):
                    setattr(part, name, None)
        with pytest.raises(TypeError):
            reasons(answer)[0].about["day"] = None

    def test_a_case_cannot_be_changed(self):
        """Neither a case nor an event lets its parts be set, and what they were made of can change after."""
        facts, events, contains = {"complex": True}, [Event("complaint_received", self.day)], ["reason"]
        case = Case(events, facts)
        letter = Event("complaint_acknowledged", self.day, contains=contains)
        events.append(letter)
        facts["complex"] = False
        contains.append("new_date")
        assert (len(case.events), case.facts["complex"], letter.details["contains"]) == (1, True, ("reason",))
        with pytest.raises(FrozenInstanceError):
            case.facts = {}
        with pytest.raises(TypeError):
            letter.details["outcome"] = "upheld"

    # Fails: the event keeps the caller's own dictionary, and an answer given again is another.
    def test_facts_recorded_together_cannot_be_changed(self):
        """What is recorded as `facts` is settled when the event is made."""
        facts = {"complex": True}
        event = Event("facts_recorded", self.day, facts=facts)
        facts["complex"] = False
        assert event.facts["complex"] is True

    def test_equal_cases_are_equal(self):
        """Cases of equal events and facts are equal and hash alike, and so are their answers."""
        again = Case(list(self.case.events), dict(self.case.facts))
        assert again == self.case
        assert hash(again) == hash(self.case)
        assert assess(STATUTORY, again, self.day) == assess(STATUTORY, self.case, self.day)

    def test_the_editions_are_named(self):
        """An answer names the library, the profile, the law and the calendar on which it rests."""
        editions = dict(assess(STATUTORY, self.case, self.day).editions)
        assert editions["complaint-rules"] == complaint_rules.__version__
        assert editions["cambridgeshire"] == "January 2018"
        assert editions["children-2006"].startswith("SI 2006/1738")
        assert editions["england-and-wales"].startswith("seen-")

    def test_the_law_hears_a_councils_own_word(self, tmp_path):
        """A word that a profile adds counts in law as what it counts as, and is not without effect."""
        text = (Path(__file__).parents[1] / "profiles" / "cambridgeshire.yaml").read_text(encoding="utf-8")
        word = "    satisfied: {means: all is well now, counts_as: [response_accepted]}\n"
        path = tmp_path / "with-a-word.yaml"
        path.write_text(text.replace("words:\n  events:\n", f"words:\n  events:\n{word}"), encoding="utf-8")
        events = [
            Event("complaint_received", date(2024, 3, 18)),
            Event("stage_1_response_sent", date(2024, 4, 3), outcome="upheld"),
            Event("satisfied", date(2024, 4, 8)),
        ]
        answer = assess(load_profile(path).procedure("childrens_statutory"), Case(events), date(2024, 4, 8))
        states = {(row.basis.value, row.timescale): row.state.value for row in answer.due_dates}
        assert states["law", "terms_of_resolution"] == "running"
        assert answer.irregularities == ()

    def test_before_anything_has_happened(self):
        """A case without events has an answer: no stage, no dates, and the move that begins it."""
        answer = assess(STATUTORY, Case(), self.day)
        assert (answer.stage, answer.status, answer.escalation) == (None, None, ())
        assert {row.state.value for row in answer.due_dates} == {"not_started"}
        open_ones = [(one.basis, one.event) for one in answer.transitions if one.permission == "entitled"]
        assert open_ones == [
            ("council", "complaint_received"),
            ("law", "complaint_received"),
            ("law", "representation_received"),
        ]
        assert "The case has not begun." in answer.explain()


class TestWords:
    def codes_of_reasons(self):
        """Return every code of a reason that the source can give, read from its calls."""
        found = {one.value for one in Because if one is not Because.TEST} | {"grants_if_known", "caps_if_known"}
        for path in (SOURCE / "assessment").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("reason_for", "Reason"):
                    found |= {one.value for one in node.args[:2] if isinstance(one, ast.Constant)}
                if isinstance(node, ast.FunctionDef) and node.name in ("_nowhere", "_code"):
                    found |= {
                        one.value
                        for one in ast.walk(node)
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    }
        return found

    def codes_of_irregularities(self):
        """Return the codes of irregularities that the source reports, and every text of one word that it holds."""
        reported, words = set(), set()
        answers = SOURCE / "assessment"
        for path in (*(SOURCE / "cases").glob("*.py"), answers / "irregularities.py", answers / "wrong_procedure.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
                name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
                if (
                    name in ("report", "Irregularity", "irregular")
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    reported.add(node.args[0].value)
        return reported | {word for word in words if word.startswith("extension_")}, words

    def test_every_reason_has_its_sentence(self):
        """Each code that the source can give has a sentence, and each sentence a code."""
        assert self.codes_of_reasons() == set(SENTENCES)

    def test_every_irregularity_has_its_sentence(self):
        """Each code that the source can report has a sentence, and each sentence a code."""
        reported, words = self.codes_of_irregularities()
        assert reported <= set(IRREGULARITIES) <= words

    @pytest.mark.parametrize("code", sorted(SENTENCES))
    def test_a_reason_is_a_sentence(self, code):
        """A reason begins with a capital or a number, ends with a stop and leaves nothing unsaid."""
        day = date(2024, 6, 3)
        about = {
            "day": day,
            "on": day,
            "to": day,
            "today": day,
            "by": "the manager",
            "considering": ("the harm",),
            "names": ("made",),
            "clauses": (),
            "event": "complaint_received",
            "missing": "stage_1_response_received",
            "period": "1 year",
            "stage": "stage_1",
            "stages": ("stage_2",),
            "timescale": "acknowledge",
            "elsewhere": "corporate",
        }
        for basis in Basis:
            said = sentence(Reason(code, about, basis=basis, note="as the page says."))
            assert said[0].isupper() or said[0].isdigit()
            assert said.endswith("Note: as the page says.")
            assert not [word for word in ("None", "_", "{", "not known, ") if word in said]
        assert sentence(Reason(code))

    @pytest.mark.parametrize("code", sorted(IRREGULARITIES))
    def test_an_irregularity_is_a_sentence(self, code):
        """An irregularity names its event and its day and ends with a stop."""
        said = irregular(
            Reported(code, "extension_notified", date(2024, 6, 3), Basis.LAW, ("stage_1_response",), date(2024, 6, 17))
        )
        assert said.startswith("Extension notified, Monday 3 June 2024.")
        assert said.endswith(".")
        assert not [word for word in ("None", "_", "{") if word in said]
        assert irregular(Reported(code, "extension_notified", date(2024, 6, 3), Basis.LAW))

    def test_every_move_and_every_row_can_be_explained(self):
        """Everything in an answer says itself, with where it is written."""
        answer = assess(STATUTORY, TestTheQuestions.case, TestTheQuestions.day)
        for part in (*answer.due_dates, *answer.transitions, answer.acceptance):
            assert part.explain().strip()
            assert "None" not in part.explain()
        assert "Complaints Process, 1" in clock(answer).explain()


class TestMalformed:
    day = date(2024, 6, 3)

    def refused(self, make):
        """Return what is said against a malformed question."""
        with pytest.raises(CaseError) as caught:
            make()
        return str(caught.value)

    @pytest.mark.parametrize("on", [datetime(2024, 6, 3, tzinfo=UTC), "2024-06-03", 20240603, None])
    def test_the_day_of_an_event(self, on):
        """An event happens on a day, and not at a moment, a text or a number."""
        said = self.refused(lambda: Event("complaint_received", on))
        assert "the event `complaint_received` must be a day (datetime.date)" in said
        assert f"got {type(on).__name__} `{on}`" in said

    @pytest.mark.parametrize("kind", [5, None, ["complaint_received"]])
    def test_the_kind_of_an_event(self, kind):
        """An event has a word for what happened."""
        assert "the kind of an event must be a word" in self.refused(lambda: Event(kind, self.day))

    def test_events_that_are_none(self):
        """Each thing in the list that is no event is told, by its place."""
        said = self.refused(lambda: Case([Event("complaint_received", self.day), "complaint_closed", {"on": self.day}]))
        assert "event 2 of the case must be an Event, got str `complaint_closed`" in said
        assert "event 3 of the case must be an Event, got dict" in said

    # All fail with a TypeError: "object is not iterable".
    @pytest.mark.parametrize("events", [5, None, Event("complaint_received", date(2024, 6, 3))])
    def test_events_that_are_no_list(self, events):
        """What is no list of events is told as a mistake of the case."""
        assert "events" in self.refused(lambda: Case(events))

    @pytest.mark.parametrize("facts", [["complex"], "complex", 5])
    def test_facts_that_are_no_mapping(self, facts):
        """Facts are names with values."""
        assert "the facts of the case must be a mapping" in self.refused(lambda: Case((), facts))

    @pytest.mark.parametrize("as_of", [datetime(2024, 6, 3, tzinfo=UTC), "2024-06-03", None])
    @pytest.mark.parametrize("question", [assess, due_dates, allowed_transitions, escalation_eligibility, acceptance])
    def test_the_day_of_the_question(self, question, as_of):
        """Every question is asked as of a day."""
        assert "`as_of` must be a day (datetime.date)" in self.refused(lambda: question(STATUTORY, Case(), as_of))

    @pytest.mark.parametrize("question", [assess, due_dates, allowed_transitions, escalation_eligibility, acceptance])
    def test_what_is_asked_about(self, question):
        """Every question is asked of a procedure and a case."""
        assert "expected a Procedure, got Profile" in self.refused(
            lambda: question(load_profile("cambridgeshire"), Case(), self.day)
        )
        assert "expected a Case, got list" in self.refused(lambda: question(STATUTORY, [], self.day))

    def test_a_procedure_that_the_profile_has_not(self):
        """A slip in a procedure's name is answered with the nearest."""
        assert "did you mean `corporate`?" in self.refused(lambda: load_profile("cambridgeshire").procedure("corporat"))

    # Fails with a TypeError: "unhashable type".
    def test_a_procedure_that_is_no_name(self):
        """What is no name is no procedure's name."""
        assert self.refused(lambda: load_profile("cambridgeshire").procedure(["corporate"]))

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"complex": 1}, "the fact `complex` must be true or false, got a number, `1`"),
            ({"complex": "true"}, "the fact `complex` must be true or false, got text, `true`"),
            ({"complainant": "parnt"}, "did you mean `parent`?"),
            ({"complainant": ["parent"]}, "the fact `complainant` must be one of its words, got list"),
            ({"grounds_arose_on": "2024-01-08"}, "the fact `grounds_arose_on` must be a day"),
            ({"grounds_arose_on": datetime(2024, 1, 8, tzinfo=UTC)}, "the fact `grounds_arose_on` must be a day"),
            ({"complx": True}, "did you mean `complex`?"),
            ({5: True}, "there is no fact `5`"),
        ],
    )
    def test_a_fact(self, facts, said):
        """A fact has a known name and a value of its type, whether given with the case or recorded later."""
        assert said in self.refused(lambda: assess(STATUTORY, Case((), facts), self.day))
        later = Case([Event("facts_recorded", self.day, facts=facts)])
        assert said in self.refused(lambda: assess(STATUTORY, later, self.day))

    @pytest.mark.parametrize(
        ("kind", "details", "said"),
        [
            ("complaint_recieved", {}, "did you mean `complaint_received`?"),
            ("stage_1_response_sent", {"outcome": "notupheld"}, "did you mean `not_upheld`?"),
            ("stage_1_response_sent", {"outcome": 5}, "must be one word, got a number, `5`"),
            ("stage_1_response_sent", {"until": date(2024, 6, 3)}, "carries no `until`"),
            ("stage_1_response_sent", {"contains": "decision"}, "must be a list of contents"),
            ("stage_1_response_sent", {"contains": ["decison"]}, "did you mean `decision`?"),
            ("extension_notified", {"of": "stage_1_respons"}, "did you mean `stage_1_response`?"),
            ("extension_notified", {"until": "2024-06-03"}, "must be a day, got text"),
            ("later_start_agreed", {}, "does not say for which day"),
            ("later_start_agreed", {"for": datetime(2024, 6, 3, tzinfo=UTC)}, "must be a day, got a day with an hour"),
            ("complaint_received", {"at": "14:30"}, "must be an hour of the day"),
        ],
    )
    def test_a_detail(self, kind, details, said):
        """What is said of an event is of the sort and of the words that the event carries."""
        assert said in self.refused(lambda: assess(STATUTORY, Case([Event(kind, self.day, **details)]), self.day))

    def test_every_mistake_is_told_at_once(self):
        """A case with four mistakes is refused with four faults."""
        case = Case(
            [Event("complaint_recieved", self.day), Event("stage_1_response_sent", self.day, outcome="no")],
            {"complx": True, "made": "loudly"},
        )
        with pytest.raises(CaseError) as caught:
            assess(STATUTORY, case, self.day)
        assert [fault.path for fault in caught.value.faults] == [
            "facts.complx",
            "facts.made",
            "events[0]",
            "events[1].outcome",
        ]

    # Fail: a list passes, and then counts as not known (`outcome`) or as not said (`of`).
    @pytest.mark.parametrize(
        ("kind", "details"),
        [("stage_1_response_sent", {"outcome": ["upheld"]}), ("extension_notified", {"of": ["stage_1_response"]})],
    )
    def test_one_word_is_not_a_list(self, kind, details):
        """A list where one word belongs is refused and not passed over."""
        assert self.refused(lambda: assess(STATUTORY, Case([Event(kind, self.day, **details)]), self.day))

    # Fails: `carries no `for_``, although the page of `Event` says to write it so.
    def test_for_may_be_written_so_that_python_reads_it(self):
        """`for_` is `for`."""
        day = date(2024, 6, 10)
        assert Event("later_start_agreed", self.day, for_=day) == Event("later_start_agreed", self.day, **{"for": day})

    # The second fails with a TypeError: "can't compare offset-naive and offset-aware times".
    @pytest.mark.parametrize("zoned", ["complaint_received", "stage_1_response_sent"])
    def test_an_hour_with_a_time_zone(self, zoned):
        """Hours are those of the clock in London; one with a zone of its own is refused, wherever it stands."""
        zone = {zoned: UTC}
        events = [
            Event(kind, self.day, at=time(hour, tzinfo=zone.get(kind)))
            for kind, hour in (("complaint_received", 10), ("stage_1_response_sent", 14))
        ]
        assert "time zone" in self.refused(lambda: assess(procedure(within="4 hours"), Case(events), self.day))

    # Fails: "there is no fact `at`".
    def test_facts_may_be_recorded_at_an_hour(self):
        """The hour may be said of every event."""
        case = Case([Event("facts_recorded", self.day, at=time(10), complex=True)])
        assert assess(STATUTORY, case, self.day).irregularities == ()

    # Fails with an OverflowError from the day after.
    def test_the_last_day_of_all(self):
        """A date that has no day after it is answered or refused, and does not crash."""
        rules = procedure(
            extension='{up_to: no limit, made_by: extension_notified, source: "4"}',
            more='        moves:\n          stage_2_requested: {who: complainant, if: {stage_1_response: overdue}, source: "5"}\n',
        )
        assert clock(assess(rules, received((4, "extension_notified", {"until": date.max})), june(5))).due == date.max


class TestTheCalendar:
    def test_a_day_before_it_begins_is_refused(self):
        """An event of 2005 is a mistake of the case, and its day is named."""
        case = Case([Event("complaint_received", date(2005, 12, 20))])
        with pytest.raises(CaseError, match="2005-12-20") as caught:
            assess(STATUTORY, case, date(2006, 1, 3))
        assert caught.value.faults[0].code == "date_outside_calendar"
        assert "2006-01-01 to " in caught.value.faults[0].message

    def test_a_question_before_it_begins_has_an_answer(self):
        """On a day before the first event nothing has happened, whatever the calendar."""
        assert assess(STATUTORY, received(), date(2005, 1, 1)).stage is None

    def test_beyond_the_horizon_a_date_is_provisional(self):
        """Bank holidays are published to the end of 2028: dates of December 2028 are certain, those of 2029 are not."""
        answer = assess(STATUTORY, Case([Event("complaint_received", date(2028, 12, 20))]), date(2028, 12, 20))
        acknowledge, response, draft = (
            clock(answer, name) for name in ("acknowledge", "stage_1_response", "stage_1_draft")
        )
        # Thu 21, Fri 22, Wed 27 December; then 28, 29, and 2 to 5 and 8 January, Monday 1 January being closed.
        assert (acknowledge.due, acknowledge.provisional) == (date(2028, 12, 27), False)
        assert (response.due, response.provisional) == (date(2029, 1, 8), True)
        assert (draft.due, draft.provisional) == (date(2029, 1, 5), True)
        assert (clock(answer, basis="law").due, clock(answer, basis="law").provisional) == (date(2029, 1, 8), True)
        assert "Provisional" in response.explain()
        assert "(provisional)" in response.explain()

    def test_a_year_needs_no_bank_holidays(self):
        """A window of one year goes by the almanac and is certain beyond the horizon."""
        events = [Event("complaint_received", date(2028, 12, 1)), Event("stage_1_response_sent", date(2028, 12, 8))]
        row = clock(assess(STATUTORY, Case(events), date(2028, 12, 8)), "stage_2_request")
        assert (row.due, row.provisional) == (date(2029, 12, 8), False)

    # Fails: `latest` is Monday 15 January 2029, and nothing says that it is not certain.
    def test_the_furthest_date_beyond_the_horizon_is_provisional_too(self):
        """Where the due date is certain and the furthest is not, the row says so."""
        row = clock(assess(STATUTORY, Case([Event("complaint_received", date(2028, 12, 13))]), date(2028, 12, 13)))
        assert (row.due, row.latest) == (date(2028, 12, 29), date(2029, 1, 15))
        assert row.provisional

    def test_the_days_of_june(self):
        """The days by which the tests below are counted are those of another source of bank holidays."""
        closed = holidays.country_holidays("GB", subdiv="ENG", years=2024)
        worked = [day for day in (june(n) for n in range(4, 40)) if day.weekday() < 5 and day not in closed]
        assert [worked[n - 1] for n in (3, 5, 10, 15, 20)] == [june(6), june(10), june(17), june(24), june(31)]


class TestFactsRecordedLater:
    above = """\
    acceptance:
      time_limit:
        - {within: 1 year, after: grounds_arose_on, late: refused, source: "4"}
"""

    @pytest.mark.parametrize(
        "details",
        [{"grounds_arose_on": date(2023, 6, 3)}, {"facts": {"grounds_arose_on": date(2023, 6, 3)}}],
        ids=["by itself", "together"],
    )
    def test_they_are_known_from_that_day(self, details):
        """A fact recorded on 5 June is not known on 4 June and known on 5 June, however it is written."""
        rules = procedure(above=self.above)
        case = Case([Event("complaint_received", june(3)), Event("facts_recorded", june(5), **details)])
        before, after = (acceptance(rules, case, june(day)) for day in (4, 5))
        assert (before.permission, before.missing_facts) == ("undetermined", ("grounds_arose_on",))
        assert (after.permission, after.closes, after.judged_on) == ("entitled", june(3), june(3))

    def test_a_later_record_replaces_an_earlier_one(self):
        """Recorded again otherwise, the fact is what was recorded last, for the whole case."""
        rules = procedure(above=self.above)
        events = [
            Event("complaint_received", june(3)),
            Event("facts_recorded", june(5), grounds_arose_on=date(2023, 6, 2)),
        ]
        case = Case(events, {"grounds_arose_on": date(2024, 1, 8)})
        assert [acceptance(rules, case, june(day)).permission for day in (4, 5)] == ["entitled", "refused"]

    # Fails: `judged_on` is the day of the question, and the complaint made in time is refused as late.
    def test_the_day_on_which_the_case_began_is_that_of_any_event_that_begins_it(self):
        """A letter that counts as the complaint begins the case, and acceptance is judged on that day."""
        case = Case([Event("letter_received", june(3))], {"grounds_arose_on": date(2023, 6, 3)})
        answer = assess(procedure(above=self.above), case, june(12))
        assert (answer.stage, answer.acceptance.judged_on, answer.acceptance.permission) == (
            "stage_1",
            june(3),
            "entitled",
        )


class TestAPartThatGoesElsewhere:
    """A row of `split_off` with a decision: who decides is told, though the whole is taken as of right."""

    above = """\
    acceptance:
      what_about:
        split_off:
          - if: {complex: true}
            elsewhere: ombudsman
            decided_by: the manager
            considering: [how long a joint answer takes, what the other body says]
            recorded_as: late_complaint_accepted
            if_refused: [reasons]
            source: "4"
          - {if: {complex: true, would_prejudice: false}, elsewhere: ombudsman, source: "5"}
"""

    def what(self, **facts):
        """Return what is answered of the matter."""
        return acceptance(procedure(above=self.above), Case(received().events, facts), june(4)).what

    def apart(self, **facts):
        """Return how each part is split off, by whom, and for want of what."""
        return [
            (one.answer.value, one.decided_by, one.missing_facts)
            for one in self.what(would_prejudice=True, **facts).parts_split_off
        ]

    def test_it_goes_only_if_so_decided(self):
        """Nobody has decided: the part may go, and it is told who decides on what."""
        found = self.what(complex=True, would_prejudice=True)
        assert (found.permission, found.decided_by, found.split_off) == ("entitled", None, ())
        assert found.to_dict()["parts_split_off"] == [
            {
                "elsewhere": "ombudsman",
                "answer": "if_decided",
                "decided_by": "the manager",
                "considering": ["how long a joint answer takes", "what the other body says"],
                "letter": ["reasons"],
                "missing_facts": [],
                "could_be": [],
                "own_case": None,
            }
        ]

    @pytest.mark.parametrize(
        ("facts", "found"),
        [
            ({"complex": True}, [("if_decided", "the manager", ())]),
            ({"complex": True, "late_complaint_accepted": False}, [("goes", None, ())]),
            ({"complex": True, "late_complaint_accepted": True}, []),
            ({"complex": False}, []),
            ({}, [("undetermined", "the manager", ("complex",))]),
            ({"late_complaint_accepted": False}, [("undetermined", None, ("complex",))]),
            ({"late_complaint_accepted": True}, []),
        ],
    )
    def test_what_was_decided(self, facts, found):
        """Decided so it goes, decided otherwise it stays; where the test is not known it may go."""
        assert self.apart(**facts) == found

    def test_a_row_without_a_decision_goes_at_once(self):
        """Of two rows for one place each is told, and the place once."""
        found = self.what(complex=True, would_prejudice=False)
        assert [one.answer for one in found.parts_split_off] == ["if_decided", "goes"]
        assert found.split_off == ("ombudsman",)

    def test_it_is_said(self):
        """In the words of the answer: who decides, on what, and what the letter holds."""
        case = Case(received().events, {"complex": True, "would_prejudice": True})
        told = acceptance(procedure(above=self.above), case, june(4)).explain()
        assert (
            "The rest stays here, and a part of it may go to ombudsman: the manager decides, weighing how long a joint "
            "answer takes; what the other body says (" in told
        )
        assert "    A letter that sends a part to ombudsman holds: reasons.\n" in told
        unsure = acceptance(procedure(above=self.above), Case(received().events, {}), june(4)).explain()
        assert (
            "A part of it may go to ombudsman, depending on complex; the manager decides, weighing how long" in unsure
        )


class TestExtensions:
    up_to = '{up_to: 20 working days, made_by: [extension_notified, {complex: true}], source: "4"}'
    adds = '{adds: 5 working days, made_by: extension_notified, source: "4"}'
    no_limit = '{up_to: no limit, made_by: extension_notified, source: "4"}'

    def asked(self, extension, *events, facts=None, as_of=40, more="", **keys):
        """Return the answer about a response that may be extended."""
        case = received(*events)
        return assess(procedure(extension=extension, more=more, **keys), Case(case.events, facts or {}), june(as_of))

    def test_before_it_the_furthest_date_is_told(self):
        """Not extended, it is due on the tenth day and could go to the twentieth."""
        row = clock(self.asked(self.up_to, as_of=3))
        assert (row.first_due, row.due, row.latest, row.extended_by) == (june(17), june(17), june(31), "")

    def test_on_the_last_day(self):
        """On the due date itself it is in time, and without a date of its own it goes to the limit."""
        answer = self.asked(self.up_to, (17, "extension_notified"))
        row = clock(answer)
        assert (row.first_due, row.due, row.latest) == (june(17), june(31), june(31))
        assert (row.extended_by, row.extended_on, codes(answer)) == ("extension_notified", june(17), [])

    def test_too_late(self):
        """On the day after it changes nothing and is reported with the date that was in force."""
        answer = self.asked(self.up_to, (18, "extension_notified"))
        assert (clock(answer).due, clock(answer).extended_by) == (june(17), "")
        (one,) = answer.irregularities
        assert (one.code, one.on, one.about, one.day) == (
            "extension_too_late",
            june(18),
            ("stage_1_response",),
            june(17),
        )

    def test_capped(self):
        """A date beyond the limit is cut back to it and reported."""
        answer = self.asked(self.up_to, (5, "extension_notified", {"until": june(32)}))
        assert (clock(answer).due, codes(answer)) == (june(31), ["extension_beyond_limit"])
        assert answer.irregularities[0].day == june(31)

    @pytest.mark.parametrize("until", [17, 10])
    def test_not_later(self, until):
        """A date that is not later than the one in force changes nothing and is reported."""
        answer = self.asked(self.up_to, (5, "extension_notified", {"until": june(until)}))
        assert (clock(answer).due, codes(answer)) == (june(17), ["extension_not_later"])

    def test_to_a_total_it_may_be_made_longer_twice(self):
        """An extension to a total may be made in two steps, as long as each goes further."""
        answer = self.asked(
            self.up_to, (5, "extension_notified", {"until": june(19)}), (19, "extension_notified", {"until": june(26)})
        )
        assert (clock(answer).due, codes(answer)) == (june(26), [])

    def test_by_an_amount_once(self):
        """Five days more are counted from the date in force, and only once."""
        first = self.asked(self.adds, (5, "extension_notified"))
        again = self.asked(self.adds, (5, "extension_notified"), (20, "extension_notified"))
        assert (clock(first).due, codes(first)) == (june(24), [])
        assert (clock(again).due, codes(again)) == (june(24), ["extension_again"])

    def test_by_an_amount_capped(self):
        """A date beyond the amount is cut back to it."""
        answer = self.asked(self.adds, (5, "extension_notified", {"until": june(25)}))
        assert (clock(answer).due, codes(answer)) == (june(24), ["extension_beyond_limit"])

    def test_without_limit_and_without_date(self):
        """Where there is no limit the letter must name a date, else it changes nothing."""
        without = self.asked(self.no_limit, (5, "extension_notified"))
        named = self.asked(self.no_limit, (5, "extension_notified", {"until": june(60)}))
        assert (clock(without).due, clock(without).latest, codes(without)) == (
            june(17),
            None,
            ["extension_without_date"],
        )
        assert (clock(named).due, clock(named).latest, codes(named)) == (june(60), None, [])

    @pytest.mark.parametrize(
        ("facts", "due", "found"),
        [({"complex": False}, 17, ["extension_not_allowed"]), ({"complex": True}, 31, []), ({}, 31, [])],
    )
    def test_its_own_condition(self, facts, due, found):
        """A condition that fails allows no extension; one that is not known does not stand against it."""
        extension = '{up_to: 20 working days, if: {complex: true}, made_by: extension_notified, source: "4"}'
        answer = self.asked(extension, (5, "extension_notified"), facts=facts)
        assert (clock(answer).due, codes(answer)) == (june(due), found)

    def test_its_own_start(self):
        """A total may be counted from its own start: twenty working days from allocation on 6 June are 4 July."""
        extension = '{up_to: 20 working days, after: complaint_allocated, made_by: extension_notified, source: "4"}'
        answer = self.asked(extension, (6, "complaint_allocated"), (7, "extension_notified"))
        assert clock(answer).due == date(2024, 7, 4)

    # Fail: each is reported as `no_effect`, "this procedure and its law give it no meaning".
    @pytest.mark.parametrize(
        "keys",
        [
            {
                "extension": '{up_to: 20 working days, after: complaint_allocated, made_by: extension_notified, source: "4"}'
            },
            {
                "extension": '{up_to: 20 working days, if: {complaint_allocated: happened}, made_by: extension_notified, source: "4"}'
            },
            {"within": "[{if: {complaint_allocated: happened}, then: 20 working days}, {then: 10 working days}]"},
            {
                "who": "complainant",
                "late": "{decided_by: the manager, until: {within: 1 year, after: complaint_allocated}}",
            },
        ],
        ids=["an extension's start", "an extension's condition", "a length by case", "the last day of lateness"],
    )
    def test_an_event_that_a_rule_looks_at_has_a_meaning(self, keys):
        """What a rule of the procedure names is not reported as having no effect."""
        answer = assess(procedure(**keys), received((6, "complaint_allocated")), june(7))
        assert codes(answer) == []

    def test_an_agreement_includes_a_notice(self):
        """What counts as a notice extends as a notice does."""
        assert clock(self.asked(self.up_to, (5, "extension_agreed"))).extended_by == "extension_agreed"

    @pytest.mark.parametrize(
        "events",
        [[(5, "stage_1_response_sent"), (6, "extension_notified")], [(6, "extension_notified", {"of": "other"})]],
    )
    def test_of_no_clock(self, events):
        """Where nothing runs that it could extend it changes nothing and is reported, once."""
        other = '          other: {who: council, within: 5 working days, after: complaint_closed, done_by: complaint_allocated, source: "5"}\n'
        assert codes(self.asked(self.up_to, *events, more=other))[:1] == ["extension_of_no_clock"]
        assert codes(self.asked(self.up_to, *events, more=other)).count("extension_of_no_clock") == 1

    def test_ambiguous(self):
        """Where two run and it names neither, nothing changes; where it names one, that one is extended."""
        other = '          other:\n            who: council\n            within: 5 working days\n            after: complaint_received\n            done_by: complaint_allocated\n            extension: {up_to: 10 working days, made_by: extension_notified, source: "5"}\n            source: "5"\n'
        neither = self.asked(self.up_to, (5, "extension_notified"), more=other)
        one = self.asked(self.up_to, (5, "extension_notified", {"of": "other"}), more=other)
        assert (clock(neither).due, clock(neither, "other").due, codes(neither)) == (
            june(17),
            june(10),
            ["extension_ambiguous"],
        )
        assert set(neither.irregularities[0].about) == {"stage_1_response", "other"}
        assert (clock(one).due, clock(one, "other").due, codes(one)) == (june(17), june(17), [])

    @pytest.mark.parametrize(
        ("details", "found"),
        [
            ({"contains": ["reason"]}, ["content_missing"]),
            ({"contains": ["reason"], "until": june(20)}, []),
            ({"contains": []}, ["content_missing"]),
            ({}, []),
        ],
    )
    def test_what_the_letter_must_hold(self, details, found):
        """A letter that says what it holds and lacks something is reported; a new date that it carries counts as told."""
        extension = (
            '{up_to: 20 working days, made_by: extension_notified, must_contain: [reason, new_date], source: "4"}'
        )
        assert codes(self.asked(extension, (5, "extension_notified", details))) == found

    @pytest.mark.parametrize(
        ("details", "due", "found"),
        [
            ({"contains": ["reason"]}, 17, ["content_missing", "extension_without_content"]),
            ({"contains": ["reason"], "until": june(20)}, 20, []),
            ({"contains": ["new_date"], "until": june(20)}, 17, ["content_missing", "extension_without_content"]),
            ({}, 31, []),
        ],
    )
    def test_what_the_letter_must_hold_to_make_it_longer(self, details, due, found):
        """Where its contents are a condition, a letter that is known to lack one of them changes no date, and is cited."""
        extension = '{up_to: 20 working days, made_by: extension_notified, must_contain: [reason, new_date], contents_are: condition, source: "4"}'
        answer = self.asked(extension, (5, "extension_notified", details))
        assert (clock(answer).due, codes(answer)) == (june(due), found)
        cited = [str(place.place) for one in answer.irregularities[1:] for place in one.sources]
        assert cited == ["4" for _ in found[1:]]

    @pytest.mark.parametrize(("day", "due", "found"), [(3, 31, []), (17, 31, []), (18, 17, ["extension_too_late"])])
    def test_by_a_fact(self, day, due, found):
        """A fact known on or before the first date extends to the limit; known later it changes nothing."""
        answer = self.asked(self.up_to, (day, "facts_recorded", {"complex": True}))
        assert (clock(answer).due, sorted(set(codes(answer)))) == (june(due), found)

    def test_by_a_fact_given_with_the_case(self):
        """It is extended from the start, and a notice on top changes and says nothing."""
        answer = self.asked(self.up_to, (5, "extension_notified"), facts={"complex": True})
        assert (clock(answer).due, clock(answer).latest, codes(answer)) == (june(31), june(31), [])

    def test_by_a_fact_that_is_not_so(self):
        """A fact that is known not to hold, or not known, extends nothing."""
        assert clock(self.asked(self.up_to, facts={"complex": False})).due == june(17)
        assert clock(self.asked(self.up_to)).due == june(17)

    # Fails: it is reported again for every event that follows.
    def test_a_fact_known_too_late_is_reported_once(self):
        """However much happens after, the one record is one irregularity."""
        events = [
            (18, "facts_recorded", {"complex": True}),
            (19, "complaint_allocated"),
            (20, "complaint_acknowledged"),
            (21, "stage_1_response_sent"),
        ]
        assert codes(self.asked(self.up_to, *events)).count("extension_too_late") == 1

    # Fails: it is reported as `facts_recorded`, which is not in the case.
    def test_a_fact_known_too_late_is_reported_by_the_event_that_recorded_it(self):
        """No event is known by name: the one that is reported is the one that was recorded."""
        answer = self.asked(self.up_to, (18, "survey_made", {"complex": True}))
        assert {one.event for one in answer.irregularities} == {"survey_made"}

    def test_from_the_date_of_another_timescale(self):
        """The total of an extension is counted from events and facts; a timescale there is refused, not passed over."""
        other = '          other: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_allocated, source: "5"}\n'
        extension = '{up_to: 15 working days, after: other, made_by: extension_notified, source: "4"}'
        with pytest.raises(ProfileError, match="timescale"):
            self.asked(extension, (5, "extension_notified"), more=other)


class TestTheHistory:
    moves = '        moves:\n          stage_2_requested: {who: complainant, if: {stage_1_response_sent: happened}, to: stage_2, source: "5"}\n      stage_2: {title: Second}\n'

    def test_out_of_order(self):
        """Events are taken in the order of their days; what was listed out of order is reported and loses nothing."""
        events = [Event("stage_1_response_sent", june(10)), Event("complaint_received", june(3))]
        answer = assess(procedure(), Case(events), june(12))
        assert (clock(answer).state, clock(answer).done_on) == ("met", june(10))
        assert [(one.code, one.event, one.on) for one in answer.irregularities] == [
            ("out_of_order", "complaint_received", june(3))
        ]

    def test_events_of_one_day_are_in_the_order_of_the_list(self):
        """On one day the answer may be followed by the request, and not the other way round."""
        rules = procedure(more=self.moves)
        after = received((10, "stage_1_response_sent"), (10, "stage_2_requested"))
        before = received((10, "stage_2_requested"), (10, "stage_1_response_sent"))
        assert (assess(rules, after, june(10)).stage, codes(assess(rules, after, june(10)))) == ("stage_2", [])
        assert (assess(rules, before, june(10)).stage, codes(assess(rules, before, june(10)))) == (
            "stage_1",
            ["move_refused"],
        )

    def test_before_the_case_began(self):
        """What ends a timescale or moves a case before there is one is remembered and reported."""
        events = [Event("stage_1_response_sent", june(1)), Event("complaint_received", june(3))]
        answer = assess(procedure(more=self.moves), Case(events), june(12))
        assert (clock(answer).state, codes(answer)) == ("running", ["before_the_case_began"])
        assert move(answer, "stage_2_requested").permission == "entitled"

    def test_what_has_no_meaning_here(self):
        """An event that the procedure gives no meaning is reported and changes nothing."""
        answer = assess(procedure(), received((4, "panel_held")), june(12))
        assert (codes(answer), clock(answer).state) == (["no_effect"], "running")

    def test_a_refused_move_ends_a_duty_but_no_window(self):
        """An event that was refused as a move stays on record: it ends the council's time and not the complainant's."""
        window = '          ask: {who: complainant, within: 20 working days, after: complaint_received, done_by: stage_2_requested, late: refused, source: "6"}\n'
        duty = '          note_it: {who: council, within: 20 working days, after: complaint_received, done_by: stage_2_requested, source: "7"}\n'
        answer = assess(procedure(more=window + duty + self.moves), received((5, "stage_2_requested")), june(6))
        assert (answer.stage, codes(answer)) == ("stage_1", ["move_refused"])
        assert (clock(answer, "ask").state, clock(answer, "note_it").state) == ("running", "met")

    def test_a_letter_that_lacks_what_it_must_hold(self):
        """The letter that ends a timescale is weighed by what it says that it holds."""
        rules = procedure(must_contain="[decision, actions]")
        told = [
            assess(rules, received((5, "stage_1_response_sent", details)), june(6))
            for details in ({"contains": ["decision"]}, {"contains": ["decision", "actions"]}, {})
        ]
        assert [codes(answer) for answer in told] == [["content_missing"], [], []]
        assert told[0].irregularities[0].about == ("stage_1_response", "actions")
        assert clock(told[0]).state == "met"

    def test_too_early(self):
        """What was done before its first day is done, and reported with that day."""
        rules = procedure(at_least="5 working days")
        early, fit = (assess(rules, received((day, "stage_1_response_sent")), june(12)) for day in (7, 10))
        assert (clock(early).earliest, codes(early), early.irregularities[0].day) == (june(10), ["too_early"], june(10))
        assert codes(fit) == []

    def test_later_events_do_not_exist(self):
        """The answer of a day is the same whatever was recorded after it."""
        rules = procedure(more=self.moves)
        whole = received((10, "stage_1_response_sent"), (12, "stage_2_requested"))
        assert assess(rules, whole, june(10)) == assess(rules, Case(whole.events[:2]), june(10))

    def test_a_repeat_is_ignored_while_the_clock_runs_and_opens_another_once_it_was_done(self):
        """The same complaint again moves nothing; after the answer it starts a second occurrence."""
        again = assess(procedure(), received((5, "complaint_received")), june(6))
        after = assess(procedure(), received((5, "stage_1_response_sent"), (6, "complaint_received")), june(6))
        assert (clock(again).due, clock(again).occurrence) == (june(17), 1)
        assert (clock(after).due, clock(after).occurrence, clock(after, occurrence=1).state) == (june(20), 2, "met")


class TestOtherDates:
    def test_a_day_that_both_agreed(self):
        """The day that was agreed takes the place of the due date, earlier or later."""
        rules = procedure(agreed_date="plan_agreed")
        for day in (12, 40):
            row = clock(assess(rules, received((5, "plan_agreed", {"for": june(day)})), june(6)))
            assert (row.first_due, row.due, row.extended_by) == (june(17), june(day), "plan_agreed")

    def test_waived(self):
        """A limit that was waived is held against nobody, also when it had passed."""
        rules = procedure(waived_by="limit_waived")
        assert [clock(assess(rules, received((day, "limit_waived")), june(30))).state for day in (5, 20)] == [
            "cancelled"
        ] * 2

    def test_cancelled_only_while_in_time(self):
        """On its last day it can still be cancelled; once it has passed, it has passed."""
        rules = procedure(cancelled_by="response_accepted")
        assert [clock(assess(rules, received((day, "response_accepted")), june(30))).state for day in (17, 18)] == [
            "cancelled",
            "overdue",
        ]

    def test_counted_afresh(self):
        """Restarted on 12 June, ten working days end on 26 June, and an extension is lost."""
        rules = procedure(restarted_by="resolution_meeting_held", extension=TestExtensions.up_to)
        row = clock(assess(rules, received((5, "extension_notified"), (12, "resolution_meeting_held")), june(13)))
        assert (row.due, row.extended_by, row.started_by, row.occurrence) == (
            june(26),
            "",
            "resolution_meeting_held",
            1,
        )

    def test_not_counted_afresh_from_before_its_start(self):
        """A day before the present start changes nothing and is reported."""
        rules = procedure(restarted_by="later_start_agreed")
        answer = assess(rules, received((5, "later_start_agreed", {"for": june(1)})), june(6))
        later = assess(rules, received((5, "later_start_agreed", {"for": june(10)})), june(6))
        assert (clock(answer).due, codes(answer)) == (june(17), ["date_not_later"])
        assert (clock(later).due, codes(later)) == (june(24), [])

    def test_an_aim_ends_no_right(self):
        """A date that is hoped for is told beside the one in force, and alone it is the only one."""
        both, alone = (
            clock(assess(procedure(aim="5 working days", within=within), received(), june(3)))
            for within in ("10 working days", "")
        )
        assert (both.aim_due, both.due, both.only_an_aim) == (june(10), june(17), False)
        assert (alone.aim_due, alone.due, alone.only_an_aim) == (june(10), june(10), True)

    def test_an_aim_from_the_date_of_another_timescale(self):
        """An aim of its own anchor is counted from events and facts; a timescale there is refused, not passed over."""
        other = '          other: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_allocated, source: "5"}\n'
        with pytest.raises(ProfileError, match="timescale"):
            procedure(aim="{within: 5 working days, after: other}", more=other)

    def test_the_later_of_two_ends_one_from_the_date_of_another_timescale(self):
        """Each of several ends is counted from events and facts; a timescale there is refused, not passed over."""
        other = '          other: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_allocated, source: "5"}\n'
        ends = "[{within: 10 working days, after: complaint_received}, {within: 10 working days, after: other}]"
        with pytest.raises(ProfileError, match="timescale"):
            procedure(within="", after="", later_of=ends, more=other)

    # Fails: once it was done, the row that does not count starts a second occurrence from the other's date.
    def test_a_row_that_is_not_chosen_starts_nothing(self):
        """Where the case is not complex it is counted from receipt, and never from the other's date."""
        other = """\
          other:
            who: council
            within: 5 working days
            after:
              - {if: {complex: true}, then: stage_1_response}
              - {then: complaint_received}
            done_by: complaint_allocated
            source: "5"
"""
        case = Case(received((5, "complaint_allocated"), (6, "complaint_allocated")).events, {"complex": False})
        rows = [row for row in assess(procedure(more=other), case, june(7)).due_dates if row.timescale == "other"]
        assert [(row.due, row.state) for row in rows] == [(june(10), "met")]

    def test_hours_without_an_hour(self):
        """Where only the day is known, a period of hours is accurate to the day."""
        rules = procedure(within="4 hours")
        row = clock(assess(rules, received(), june(3)))
        timed = Case([Event("complaint_received", june(3), at=time(10))])
        assert (row.due, row.accurate_to_day) == (june(4), True)
        assert (clock(assess(rules, timed, june(3))).due, clock(assess(rules, timed, june(3))).accurate_to_day) == (
            june(3),
            False,
        )

    def test_a_duty_without_a_time_runs_until_it_is_done(self):
        """No day breaks it; what it was to be done before is told with its place when it comes first, and breaks nothing."""
        rules = procedure(within="no time set", done_before="complaint_allocated")
        late = received((100, "complaint_allocated"), (200, "stage_1_response_sent"))
        early = received((50, "stage_1_response_sent"), (100, "complaint_allocated"))
        row = clock(assess(rules, late, june(150)))
        assert (row.due, row.state) == (None, "running")
        assert "no time is set for it" in row.explain()
        assert clock(assess(rules, late, june(300))).state == "met"
        (told,) = assess(rules, late, june(300)).irregularities
        assert (told.code, told.event, told.on, told.about) == (
            "duty_not_done",
            "complaint_allocated",
            june(100),
            ("stage_1_response",),
        )
        assert [source.place for source in told.sources] == [row.citation.place]
        assert "“stage 1 response” was to come before it, and is not on record" in told.explain()
        assert assess(rules, early, june(300)).irregularities == ()

    def test_as_soon_as_possible_has_no_date(self):
        """A duty without a date runs, is never overdue, and ends when it is done."""
        rules = procedure(within="as soon as possible")
        row = clock(assess(rules, received(), june(300)))
        assert (row.due, row.state, row.started_on) == (None, "running", june(3))
        assert clock(assess(rules, received((200, "stage_1_response_sent")), june(300))).state == "met"


class TestSuspension:
    def asked(self, clocks, *events, as_of, back="", **keys):
        """Return the answer about a complaint that may be suspended."""
        readings = (
            ", readings: {clocks: {could_be: [resume, restart], because: nothing is said}}"
            if clocks == "unstated"
            else ""
        )
        more = f'        moves:\n          complaint_suspended: {{who: council, to: suspended, clocks: {clocks}, source: "5"{readings}}}\n'
        more += f'      suspended:\n        moves:\n          complaint_resumed: {{who: council, to: stage_left, {back}source: "6"}}\n'
        return assess(procedure(more=more, **keys), received(*events), june(as_of))

    suspended = (5, "complaint_suspended")
    resumed = (20, "complaint_resumed")

    def test_while_paused_the_date_is_what_it_would_be(self):
        """Eight of ten working days are left on 5 June; from 20 June they end on 2 July, from 21 June on 3 July."""
        for day, due in ((20, date(2024, 7, 2)), (21, date(2024, 7, 3))):
            answer = self.asked("resume", self.suspended, as_of=day)
            assert (answer.stage, answer.status, clock(answer).state, clock(answer).due) == (
                "stage_1",
                "suspended",
                "paused",
                due,
            )
        assert "Paused since Wednesday 5 June 2024" in clock(answer).explain()

    def test_resumed(self):
        """What was left goes on from the day of return, as the same occurrence."""
        row = clock(self.asked("resume", self.suspended, self.resumed, as_of=20))
        assert (row.due, row.first_due, row.state, row.occurrence, row.started_on) == (
            date(2024, 7, 2),
            date(2024, 7, 2),
            "running",
            1,
            june(3),
        )

    def test_restarted(self):
        """In full from the day of return, as the next occurrence; the one that was set aside is cancelled."""
        answer = self.asked("restart", self.suspended, self.resumed, as_of=20)
        assert (clock(answer).due, clock(answer).occurrence) == (date(2024, 7, 4), 2)
        assert clock(answer, occurrence=1).state == "cancelled"
        assert clock(self.asked("restart", self.suspended, as_of=20)).due == date(2024, 7, 4)

    def test_run_on(self):
        """A clock that runs on knows of no suspension."""
        row = clock(self.asked("run_on", self.suspended, as_of=18))
        assert (row.due, row.state) == (june(17), "overdue")

    def test_cancelled(self):
        """A clock that is cancelled does not come back, unless the returning move says so."""
        assert clock(self.asked("cancel", self.suspended, self.resumed, as_of=20)).state == "cancelled"
        row = clock(self.asked("cancel", self.suspended, self.resumed, as_of=20, back="clocks: resume, "))
        assert (row.state, row.due) == ("running", date(2024, 7, 2))

    def test_unstated(self):
        """Where the page does not say, each way is given with its date, and no date is taken."""
        row = clock(self.asked("unstated", self.suspended, self.resumed, as_of=20))
        assert (row.due, row.state, row.occurrence) == (None, "running", 1)
        assert {reading.reading: reading.due for reading in row.readings} == {
            "clocks: resume": date(2024, 7, 2),
            "clocks: restart": date(2024, 7, 4),
        }
        assert clock(self.asked("unstated", self.suspended, self.resumed, as_of=33)).state == "undetermined"

    def test_what_had_passed_stays_as_it_is(self):
        """A date that had passed when the case was suspended is not given back."""
        row = clock(self.asked("resume", (18, "complaint_suspended"), self.resumed, as_of=20))
        assert (row.due, row.state) == (june(17), "overdue")


class TestCouncilAndLaw:
    under = "    stands_under: [children-2006]\n"

    def pair(self, name, events, as_of, **keys):
        """Return the council's and the law's row of one duty."""
        answer = assess(procedure(above=self.under, **keys), received(*events), june(as_of))
        return clock(answer, name), clock(answer, name, "law")

    @pytest.mark.parametrize(
        ("within", "due", "binding"),
        [("5 working days", 10, "council"), ("10 working days", 17, "council"), ("15 working days", 24, "law")],
    )
    def test_for_a_duty_the_earlier_date_binds(self, within, due, binding):
        """The council's promise binds where it is shorter than the law, and the law where it is not."""
        council, law = self.pair("stage_1_response", (), 3, within=within)
        assert (council.due, law.due) == (june(due), june(17))
        assert (council.binding, law.binding) == (binding, binding)
        assert (council.duties, law.duties) == (("stage_1_response",), ("stage_1_response",))

    @pytest.mark.parametrize(
        ("within", "due", "binding"),
        [
            ("10 working days", june(24), "law"),
            ("20 working days", date(2024, 7, 8), "council"),
            ("1 year", date(2025, 6, 10), "council"),
        ],
    )
    def test_for_a_window_the_later_date_binds(self, within, due, binding):
        """The complainant has the longer of the two times: twenty working days from 10 June, by the law, are 8 July."""
        stages = f"""\
        moves:
          stage_2_requested: {{who: complainant, to: stage_2, source: "5"}}
      stage_2:
        timescales:
          stage_3_request: {{who: complainant, within: {within}, after: stage_2_response_received, done_by: stage_3_requested, late: refused, source: "6"}}
        moves:
          stage_3_requested: {{who: complainant, if: {{stage_2_response_sent: happened}}, to: stage_3, source: "7"}}
      stage_3: {{title: Third}}
"""
        events = ((4, "stage_1_response_sent"), (5, "stage_2_requested"), (10, "stage_2_response_sent"))
        council, law = self.pair("stage_3_request", events, 11, more=stages)
        assert (council.due, law.due) == (due, date(2024, 7, 8))
        assert (council.binding, law.binding) == (binding, binding)

    def test_where_only_one_has_a_date_that_one_binds(self):
        """A duty that the page promises as soon as possible is bound by the law's date."""
        council, law = self.pair("stage_1_response", (), 3, within="as soon as possible")
        assert (council.due, council.binding, law.binding) == (None, "law", "law")

    def test_a_timescale_of_another_name_that_fulfils_the_duty(self):
        """A timescale may answer a duty of another name, and is extended under that name as well."""
        other = '          answer_it: {who: council, within: 15 working days, after: complaint_received, done_by: stage_1_response_sent, fulfils: stage_1_response, source: "5"}\n'
        answer = assess(procedure(above=self.under, more=other, done_by="complaint_closed"), received(), june(3))
        assert (clock(answer, "answer_it").duties, clock(answer, "answer_it").binding) == (("stage_1_response",), "law")
        assert clock(answer).binding is None

    def test_each_basis_has_its_own_stage(self):
        """By the law the complainant may go on once the answer is overdue, whatever the page says."""
        answer = assess(procedure(above=self.under), received((18, "stage_2_requested")), june(18))
        assert (answer.stage, codes(answer)) == ("stage_1", [])
        assert clock(answer, "stage_2_response", "law").due == date(2024, 7, 23)


FROM_RECEIPT = {
    "after": "stage_1_response_received",
    "who": "complainant",
    "done_by": "stage_2_requested",
    "late": "refused",
}
UNSTATED = {
    "after": "unstated",
    "readings": "{after: {could_be: [complaint_received, complaint_allocated], because: it is not said}}",
}


class TestFallingBack:
    other = '          stage_1_answer: {who: council, within: 10 working days, after: complaint_received, done_by: stage_1_response_sent, source: "5"}\n'

    def row(self, *events, as_of=12):
        """Return the window that runs from receiving the answer."""
        return clock(assess(procedure(more=self.other, **FROM_RECEIPT), received(*events), june(as_of)))

    def test_receipt_that_was_not_recorded_is_taken_from_sending(self):
        """The answer says that sending stands in for receipt."""
        row = self.row((5, "stage_1_response_sent"))
        assert (row.started_by, row.started_on, row.assumed, row.due) == (
            "stage_1_response_sent",
            june(5),
            "stage_1_response_received",
            june(19),
        )
        assert row.to_dict()["stands_in_for"] == "stage_1_response_received"
        assert "Stage 1 response received was not recorded; stage 1 response sent stands in for it" in row.explain()

    def test_receipt_that_was_recorded_later_counts(self):
        """Once receipt is recorded nothing stands in for it, and it counts from there."""
        row = self.row((5, "stage_1_response_sent"), (7, "stage_1_response_received"))
        assert (row.started_by, row.started_on, row.assumed, row.due) == (
            "stage_1_response_received",
            june(7),
            "",
            june(21),
        )

    def test_until_then_sending_stands_in(self):
        """On the day before receipt is recorded it is not known, and sending stands in."""
        assert self.row((5, "stage_1_response_sent"), (7, "stage_1_response_received"), as_of=6).started_on == june(5)

    def test_receipt_on_the_same_day_counts(self):
        """Receipt on the day of sending is the real one, also if it was listed before."""
        for events in (
            ((5, "stage_1_response_sent"), (5, "stage_1_response_received")),
            ((5, "stage_1_response_received"), (5, "stage_1_response_sent")),
        ):
            assert (self.row(*events).started_on, self.row(*events).assumed) == (june(5), "")

    def test_its_outcome_is_taken_with_it(self):
        """A test on the outcome of receipt looks at the outcome of sending."""
        more = (
            self.other
            + '        moves:\n          stage_2_requested: {who: complainant, if: {stage_1_response_received: upheld}, source: "6"}\n'
        )
        rules = procedure(more=more, **FROM_RECEIPT)
        answers = [
            assess(rules, received((5, "stage_1_response_sent", details)), june(6))
            for details in ({"outcome": "upheld"}, {"outcome": "not_upheld"}, {})
        ]
        assert [move(answer, "stage_2_requested").permission for answer in answers] == [
            "entitled",
            "refused",
            "undetermined",
        ]
        assert move(answers[2], "stage_2_requested").missing_facts == ("stage_1_response_received.outcome",)


class TestReadings:
    def test_every_reading_is_computed(self):
        """Received on 3 and allocated on 6 June: due on 17 or on 20 June, and between the two it is not known."""
        rules = procedure(**UNSTATED)
        states = {}
        for day in (17, 18, 20, 21):
            row = clock(assess(rules, received((6, "complaint_allocated")), june(day)))
            assert {reading.due for reading in row.readings} == {june(17), june(20)}
            states[day] = row.state.value
        assert states == {17: "running", 18: "undetermined", 20: "undetermined", 21: "overdue"}
        assert (row.due, row.to_dict()["readings_taken"][0]["taken"]) == (None, "unstated")
        assert "The page can be read in more than one way" in row.explain()

    def test_where_the_readings_agree_there_is_one_date(self):
        """Received and allocated on one day, it is the same date however the page is read."""
        row = clock(assess(procedure(**UNSTATED), received((3, "complaint_allocated")), june(5)))
        assert (row.due, row.readings) == (june(17), ())

    def test_a_test_on_a_state_that_is_not_known_is_not_known(self):
        """What is open only once the answer is overdue cannot be said between the readings."""
        more = '        moves:\n          stage_2_requested: {who: complainant, if: {stage_1_response: overdue}, source: "5"}\n'
        rules = procedure(more=more, **UNSTATED)
        answers = [
            move(assess(rules, received((6, "complaint_allocated")), june(day)), "stage_2_requested")
            for day in (17, 18, 21)
        ]
        assert [one.permission for one in answers] == ["refused", "undetermined", "entitled"]

    @pytest.mark.parametrize(
        ("late", "permission", "decided_by"),
        [
            ("refused", "refused", None),
            ("unstated", "undetermined", None),
            ("{decided_by: the manager}", "discretionary", "the manager"),
        ],
    )
    def test_what_a_late_request_meets(self, late, permission, decided_by):
        """After a window has closed its move is refused, not known, or somebody's to decide; on its last day it is open."""
        more = '        moves:\n          stage_2_requested: {who: complainant, source: "5"}\n'
        rules = procedure(more=more, who="complainant", done_by="stage_2_requested", late=late)
        last, after = (move(assess(rules, received(), june(day)), "stage_2_requested") for day in (17, 18))
        assert (last.permission, last.closes, last.opens) == ("entitled", june(17), june(3))
        assert (after.permission, after.decided_by) == (permission, decided_by)

    @pytest.mark.parametrize(("recorded", "permission"), [(True, "entitled"), (False, "refused")])
    def test_a_late_request_that_was_decided_upon(self, recorded, permission):
        """Recorded for the complainant it is no cap, recorded against it refuses; after its own last day it is refused."""
        more = '        moves:\n          stage_2_requested: {who: complainant, source: "5"}\n'
        late = "{decided_by: the manager, recorded_as: late_complaint_accepted, until: {within: 20 working days, after: complaint_received}}"
        rules = procedure(more=more, who="complainant", done_by="stage_2_requested", late=late)
        case = Case(received().events, {"late_complaint_accepted": recorded})
        within, after = (move(assess(rules, case, june(day)), "stage_2_requested") for day in (31, 32))
        assert (within.permission, within.late_until, after.permission) == (permission, june(31), "refused")

    def test_a_reading_that_was_taken_is_told(self):
        """The value that is written is the one taken, and the others are named with the reason."""
        rules = procedure(readings="{within: {could_be: [10 calendar days], because: it says days}}")
        row = clock(assess(rules, received(), june(3)))
        assert row.due == june(17)
        assert row.to_dict()["readings_taken"] == [
            {"key": "within", "taken": "10 working days", "could_be": ["10 calendar days"], "because": "it says days"}
        ]
        assert "`within` is read as 10 working days; it could be 10 calendar days" in row.explain()

    def test_a_reading_of_several_keys_names_only_those_that_are_written(self):
        """A decision says who decides; what it does not say is not told as empty."""
        # Fails: "decided_by: the manager, considering: , if_refused: ".
        rules = procedure(
            who="complainant",
            late="{decided_by: the manager}",
            readings="{late: {could_be: [refused], because: nobody is named}}",
        )
        row = clock(assess(rules, received(), june(3)))
        assert row.to_dict()["readings_taken"][0]["taken"] == "decided_by: the manager"
        assert "`late` is read as decided_by: the manager; it could be refused" in row.explain()


def test_an_answer_can_be_kept_apart_from_the_case():
    """A case may be copied, and the copy answered alike."""
    # Fails: TypeError, "cannot pickle 'mappingproxy' object"; so a case cannot be sent to another process either.
    case = received((5, "stage_1_response_sent", {"outcome": "upheld"}))
    assert assess(procedure(), deepcopy(case), june(6)) == assess(procedure(), case, june(6))


class TestWhatThePageSaysNothingOf:
    """Where it stands by the law otherwise than by the page, and how the page was read, is said and not left to be guessed."""

    def test_a_withdrawal_that_the_page_does_not_know(self):
        """By regulation 7 it is withdrawn; the unnamed council's page has no withdrawal, so that by it the case stays open."""
        page = load_profile("unnamed-council").procedure("childrens_statutory")
        facts = {"complainant": "child_in_need", "subject": "part_3_function", "grounds_arose_on": date(2024, 5, 1)}
        case = Case([Event("complaint_received", june(3)), Event("complaint_withdrawn", june(5))], facts)
        before, after = assess(page, case, june(4)), assess(page, case, june(5))
        assert before.stands_otherwise == ()
        assert [one.to_dict() for one in after.stands_otherwise] == [
            {"profile": "children-2006", "basis": "law", "stage": "stage_1", "status": "withdrawn"}
        ]
        assert "Status: open.\nBy the law (children-2006) its status is: withdrawn." in after.explain()
        assert "By the law (children-2006) its status" not in before.explain()

    def test_a_law_that_is_not_for_it_has_no_say(self):
        """What is outside the Regulations is withdrawn by no regulation."""
        page = load_profile("unnamed-council").procedure("childrens_statutory")
        case = Case(
            [Event("complaint_received", june(3)), Event("complaint_withdrawn", june(5))], {"subject": "court_report"}
        )
        assert assess(page, case, june(5)).stands_otherwise == ()

    def test_how_long_by_each_reading(self):
        """Both readings end on Monday 17 June; only how far it may be put off hangs on how the page is read."""
        extension = (
            "{up_to: 20 working days, after: unstated, made_by: extension_notified, source: '3', readings: "
            "{after: {could_be: [complaint_received, later_start_agreed], because: it is not said}}}"
        )
        case = Case([Event("complaint_received", june(3)), Event("later_start_agreed", june(4), for_=june(4))])
        row = clock(assess(procedure(extension=extension), case, june(5)))
        # Twenty from 3 June end on Monday 1 July, from 4 June on Tuesday 2 July.
        assert row.still_extendable_each_way == (
            ("extension.after: complaint_received", date(2024, 7, 1)),
            ("extension.after: later_start_agreed", date(2024, 7, 2)),
        )
        assert row.explain().splitlines()[0].endswith(": Monday 17 June 2024. State: running.")
        assert (
            "It could be extended to Monday 1 July 2024 (extension.after: complaint_received); or Tuesday 2 July 2024 "
            "(extension.after: later_start_agreed) at the latest."
        ) in row.explain()

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ("council", "Hoped for or usual by Monday 10 June 2024; passing that breaks no limit."),
            ("complainant", "Invited or usual by Monday 10 June 2024; passing that ends no right."),
        ],
    )
    def test_whose_aim_it_is(self, who, said):
        """Five working days from Monday 3 June: a council's own hope is nobody's right."""
        done = {"done_by": "stage_2_requested", "late": "refused"} if who == "complainant" else {}
        row = clock(assess(procedure(who=who, aim="5 working days", **done), received(), june(4)))
        assert said in row.explain()

    def test_of_an_invitation_nothing_is_left_once_the_time_is_over(self):
        """Ten working days end on Monday 17 June, the invitation on the 10th: from the 18th on the right has passed as well."""
        more = '        moves:\n          stage_2_requested: {who: complainant, source: "5"}\n'
        rules = procedure(
            more=more, who="complainant", done_by="stage_2_requested", late="refused", aim="5 working days"
        )
        told = [move(assess(rules, received(), june(day)), "stage_2_requested").explain() for day in (17, 18)]
        assert ["the right has not" in one for one in told] == [True, False]

    def test_how_the_page_was_read_is_told_with_a_move_and_with_who_may_complain(self):
        """Asked about one move, its readings stand below its reasons."""
        more = '        moves:\n          stage_2_requested: {who: complainant, source: "5"}\n'
        rules = procedure(
            more=more,
            who="complainant",
            done_by="stage_2_requested",
            late="unstated",
            readings="{late: {could_be: [refused, taken as if in time], because: nothing is said}}",
        )
        asked = move(assess(rules, received(), june(18)), "stage_2_requested")
        assert asked.permission == "undetermined"
        assert asked.explain().splitlines()[-1].startswith("  The page does not state `late`; it could be refused or")
