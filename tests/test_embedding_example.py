"""The case system of the documentation, at work. Every date was counted on a calendar, and again with `holidays`."""

import importlib.util
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
import pytest

from complaint_rules import CaseError, Event, Profile, load_profile
from complaint_rules.__main__ import main as command

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "examples" / "case_system.py"
PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
PROFILE = ROOT / "profiles" / "cambridgeshire.yaml"


def _imported() -> ModuleType:
    spec = importlib.util.spec_from_file_location("case_system", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["case_system"] = module
    spec.loader.exec_module(module)
    return module


example: Any = _imported()
Fact = example.Fact

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2030))


def counted(start: date, working_days: int) -> date:
    """Count working days from a day, which is day zero, without the library: one day at a time."""
    day = start
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and day not in BANK_HOLIDAYS
    return day


def by(day: date) -> Any:
    return example.Stamp(day, "Ada")


# Easter 2024: Good Friday 29 March, Easter Monday 1 April.
MONDAY = date(2024, 3, 18)
"""The day of receipt in most of the cases below."""
TENTH = date(2024, 4, 3)  # 19 20 21 22 | 25 26 27 28 | 2 3
THIRD = date(2024, 3, 21)  # 19 20 21
EARLIER = date(2024, 3, 14)
TENTH_FROM_EARLIER = date(2024, 3, 28)  # 15 | 18 19 20 21 22 | 25 26 27 28


def test_the_dates_of_this_file_are_those_of_another_calendar() -> None:
    """What was counted by hand above and below is what the `holidays` package counts."""
    assert MONDAY.strftime("%A") == "Monday"
    assert counted(MONDAY, 10) == TENTH
    assert counted(MONDAY, 3) == THIRD
    assert counted(EARLIER, 10) == TENTH_FROM_EARLIER
    assert counted(MONDAY, 7) == date(2024, 3, 27)  # 19 20 21 22 | 25 26 27
    assert counted(MONDAY, 20) == date(2024, 4, 17)  # to 3 April ten, then 4 5 | 8 9 10 11 12 | 15 16 17
    assert counted(date(2024, 4, 3), 3) == date(2024, 4, 8)  # 4 5 | 8
    assert counted(date(2024, 3, 25), 10) == date(2024, 4, 10)  # 26 27 28 | 2 3 4 5 | 8 9 10
    assert counted(date(2024, 4, 5), 3) == date(2024, 4, 10)  # 8 9 10
    assert counted(date(2024, 4, 2), 1) == TENTH  # so one working day before the 3rd is the 2nd
    assert date(2028, 12, 18).strftime("%A") == "Monday"
    assert counted(date(2028, 12, 18), 10) == date(2029, 1, 4)  # 19 20 21 22 | 27 28 29 | 2 3 4


@pytest.fixture(scope="module")
def profiles() -> dict[str, Profile]:
    return {"cambridgeshire": load_profile("cambridgeshire")}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cases.sqlite"


@pytest.fixture
def system(database: Path, profiles: dict[str, Profile]) -> Iterator[Any]:
    """Return a system with one statutory complaint by a parent, received on 18 March 2024."""
    with example.CaseSystem(database, profiles) as opened:
        opened.open_case("C-1", "cambridgeshire", "childrens_statutory")
        opened.record("C-1", Event("complaint_received", MONDAY), by(MONDAY))
        opened.learn("C-1", Fact("complainant", "parent"), by(MONDAY))
        yield opened


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Profile]:
    """Return a maker of edited copies of the profile."""

    def edit(*changes: tuple[str, str]) -> Profile:
        text = PROFILE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "cambridgeshire.yaml"
        path.write_text(text, encoding="utf-8")
        return load_profile(path)

    return edit


STAGE_1 = """          stage_1_response:
            who: council
            within: {}"""
EDITION = ("edition: January 2018", "edition: April 2024")


def response_within(period: str) -> tuple[str, str]:
    return STAGE_1.format("10 working days"), STAGE_1.format(period)


def due(system: Any, case_id: str, timescale: str, as_of: date, known_on: date = date.max) -> date | None:
    told = example.promise(*system.ask(case_id, known_on), timescale, as_of)
    return told.due if told else None


def rows(database: Path, statement: str, *values: object) -> list[Any]:
    connection = sqlite3.connect(database)
    try:
        with connection:
            return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


class TestRecording:
    """Malformed entries are refused and leave nothing; irregular ones are kept with what is irregular; all stay."""

    @pytest.mark.parametrize(
        ("event", "code"),
        [
            (Event("stage_1_response_sent", date(2024, 3, 21), outcome="rejected"), "unknown_word"),
            (Event("stage_one_answered", date(2024, 3, 21)), "unknown_event"),
            (Event("complaint_withdrawn", date(2024, 3, 21), outcome="upheld"), "unknown_detail"),
            (Event("extension_notified", date(2024, 3, 21), until="2024-04-12"), "detail_of_wrong_type"),
            (Event("extension_notified", date(2024, 3, 21), until=datetime(2024, 4, 12, 9)), "detail_of_wrong_type"),  # noqa: DTZ001
            (Event("panel_meeting_scheduled", date(2024, 3, 21)), "detail_missing"),
            (Event("complaint_acknowledged", date(2024, 3, 25)), "not_yet"),
        ],
    )
    def test_a_malformed_event_is_refused_and_leaves_nothing(
        self, system: Any, database: Path, event: Event, code: str
    ) -> None:
        before = system.case_file("C-1")
        with pytest.raises(CaseError) as caught:
            system.record("C-1", event, by(date(2024, 3, 21)))
        assert [fault.code for fault in caught.value.faults] == [code]
        assert system.case_file("C-1") == before
        assert rows(database, "SELECT count(*) FROM events") == [(1,)]

    def test_a_day_that_no_calendar_covers_is_refused(self, system: Any, database: Path) -> None:
        """A year mistyped is found when the whole case is asked, and the row is not kept."""
        system.open_case("C-2", "cambridgeshire", "childrens_statutory")
        with pytest.raises(CaseError, match="date_outside_calendar"):
            system.record("C-2", Event("complaint_received", date(1924, 3, 18)), by(MONDAY))
        assert rows(database, "SELECT count(*) FROM events WHERE case_id = 'C-2'") == [(0,)]

    @pytest.mark.parametrize(
        ("fact", "code"),
        [
            (Fact("complainant", "mother"), "unknown_word"),
            (Fact("grounds_arose_on", "2024-02-01"), "fact_of_wrong_type"),
            (Fact("weather", "fine"), "unknown_fact"),
        ],
    )
    def test_a_malformed_fact_is_refused(self, system: Any, database: Path, fact: Any, code: str) -> None:
        with pytest.raises(CaseError) as caught:
            system.learn("C-1", fact, by(MONDAY))
        assert [fault.code for fault in caught.value.faults] == [code]
        assert rows(database, "SELECT count(*) FROM facts") == [(1,)]

    def test_an_irregular_event_is_kept_with_its_reports(self, system: Any, database: Path) -> None:
        """Stage 3 was asked for in stage 1: refused by council and law, on record, and nothing moves."""
        receipt = system.record("C-1", Event("stage_3_requested", date(2024, 3, 25)), by(date(2024, 3, 25)))
        assert len(receipt.reports) == 2
        assert all(report.startswith("Stage 3 requested, Monday 25 March 2024.") for report in receipt.reports)
        assert rows(database, "SELECT event, fact, code FROM reports") == [(receipt.entry, None, "move_refused")] * 2
        assert [one["event"] for one in system.case_file("C-1")["events"]] == [
            "complaint_received",
            "stage_3_requested",
        ]
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 25)) == TENTH

    def test_a_late_holding_letter_is_kept_and_extends_nothing(self, system: Any) -> None:
        late = Event("extension_notified", date(2024, 4, 8), until=date(2024, 4, 17))
        receipt = system.record("C-1", late, by(date(2024, 4, 8)))
        assert len(receipt.reports) == 2  # by the council's procedure and by the law
        assert all("Wednesday 3 April 2024" in report for report in receipt.reports)
        assert due(system, "C-1", "stage_1_response", date(2024, 4, 8)) == TENTH

    def test_a_holding_letter_in_time_comes_back_from_the_database_as_it_was_given(self, system: Any) -> None:
        held = Event("extension_notified", date(2024, 3, 28), until=date(2024, 4, 12), contains=["reason"])
        assert system.record("C-1", held, by(date(2024, 3, 28))).reports == ()
        _, case = system.ask("C-1")
        assert case.events[-1] == held
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 28)) == date(2024, 4, 12)

    def test_an_hour_comes_back_as_an_hour(self, system: Any) -> None:
        event = Event("complaint_acknowledged", date(2024, 3, 19), at=time(9, 30))
        system.record("C-1", event, by(date(2024, 3, 19)))
        assert system.ask("C-1")[1].events[-1] == event

    def test_a_report_is_made_once(self, system: Any) -> None:
        """What was irregular before is not reported with each later entry."""
        system.record("C-1", Event("stage_3_requested", date(2024, 3, 25)), by(date(2024, 3, 25)))
        assert (
            system.record("C-1", Event("complaint_acknowledged", date(2024, 3, 26)), by(date(2024, 3, 26))).reports
            == ()
        )

    @pytest.mark.parametrize("table", ["cases", "events", "facts", "reports", "letters"])
    def test_nothing_is_ever_changed_or_deleted(self, system: Any, database: Path, table: str) -> None:
        system.record("C-1", Event("stage_3_requested", date(2024, 3, 25)), by(date(2024, 3, 25)))
        system.send("C-1", "stage_1_response", date(2024, 3, 25))
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = 99"):  # noqa: S608
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                rows(database, statement)

    def test_an_entry_corrects_its_own_case_only(self, system: Any) -> None:
        system.open_case("C-2", "cambridgeshire", "childrens_statutory")
        with pytest.raises(sqlite3.IntegrityError):
            system.record("C-2", Event("complaint_received", MONDAY), by(MONDAY), instead_of=1)

    def test_a_procedure_that_there_is_not_opens_no_case(self, system: Any) -> None:
        with pytest.raises(CaseError, match="did you mean `childrens_statutory`"):
            system.open_case("C-2", "cambridgeshire", "childrens_statutary")
        assert system.case_ids() == ("C-1",)


class TestCorrecting:
    """A correction is a row more; the question may be asked as of a day, and with what was known on a day."""

    def test_the_day_of_receipt_was_wrong(self, system: Any) -> None:
        """It had reached a social worker on the 14th; on 25 March somebody found out."""
        system.record("C-1", Event("complaint_received", EARLIER), by(date(2024, 3, 25)), instead_of=1)
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 20)) == TENTH_FROM_EARLIER
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 20), known_on=date(2024, 3, 24)) == TENTH
        assert (
            due(system, "C-1", "stage_1_response", date(2024, 3, 20), known_on=date(2024, 3, 25)) == TENTH_FROM_EARLIER
        )

    def test_before_anything_was_known_there_is_no_date(self, system: Any) -> None:
        assert due(system, "C-1", "stage_1_response", MONDAY, known_on=date(2024, 3, 17)) is None

    def test_an_event_that_never_happened(self, system: Any) -> None:
        receipt = system.record("C-1", Event("complaint_withdrawn", date(2024, 3, 20)), by(date(2024, 3, 20)))
        assert example.promise(*system.ask("C-1"), "stage_1_response", date(2024, 3, 21)).state == "cancelled"
        system.never_happened("C-1", receipt.entry, by(date(2024, 3, 22)))
        told = example.promise(*system.ask("C-1"), "stage_1_response", date(2024, 3, 22))
        assert (told.due, told.state) == (TENTH, "running")
        then = example.promise(*system.ask("C-1", date(2024, 3, 21)), "stage_1_response", date(2024, 3, 22))
        assert then.state == "cancelled"

    def test_a_correction_may_be_corrected(self, system: Any) -> None:
        second = system.record("C-1", Event("complaint_received", EARLIER), by(date(2024, 3, 25)), instead_of=1)
        system.record("C-1", Event("complaint_received", MONDAY), by(date(2024, 3, 26)), instead_of=second.entry)
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 26)) == TENTH

    def test_an_entry_is_corrected_once(self, system: Any) -> None:
        system.record("C-1", Event("complaint_received", EARLIER), by(date(2024, 3, 25)), instead_of=1)
        with pytest.raises(sqlite3.IntegrityError):
            system.record("C-1", Event("complaint_received", MONDAY), by(date(2024, 3, 25)), instead_of=1)

    def test_what_is_typed_in_late_stands_in_the_order_of_its_day(self, system: Any) -> None:
        """Late typing is no irregularity: the list is given in the order in which things happened."""
        day = date(2024, 4, 2)
        system.record("C-1", Event("stage_1_response_sent", day, outcome="upheld"), by(day))
        receipt = system.record("C-1", Event("complaint_acknowledged", date(2024, 3, 20)), by(day))
        assert receipt.reports == ()
        assert [one["on"] for one in system.case_file("C-1")["events"]] == ["2024-03-18", "2024-03-20", "2024-04-02"]

    def test_a_corrected_event_keeps_its_place_in_the_day(self, system: Any) -> None:
        day = date(2024, 4, 2)
        sent = system.record("C-1", Event("stage_1_response_sent", day), by(day))
        system.record("C-1", Event("stage_2_requested", day), by(day))
        system.record("C-1", Event("stage_1_response_sent", day, outcome="not_upheld"), by(day), instead_of=sent.entry)
        kinds = [one["event"] for one in system.case_file("C-1")["events"]]
        assert kinds == ["complaint_received", "stage_1_response_sent", "stage_2_requested"]
        assert due(system, "C-1", "stage_2_request", day) == date(2025, 4, 2)

    def test_a_fact_recorded_wrongly_and_a_fact_learned_later(self, system: Any, database: Path) -> None:
        """The wrong one is replaced from the start; the later one is known from its day."""
        system.learn("C-1", Fact("complainant", "foster_carer"), by(date(2024, 3, 20)), instead_of=1)
        system.learn("C-1", Fact("subject", "part_3_function", date(2024, 3, 21)), by(date(2024, 3, 22)))
        asked = system.case_file("C-1")
        assert asked["facts"] == {"complainant": "foster_carer"}
        assert asked["events"][1] == {"on": "2024-03-21", "event": "facts_recorded", "subject": "part_3_function"}
        assert system.case_file("C-1", date(2024, 3, 19))["facts"] == {"complainant": "parent"}
        assert rows(database, "SELECT count(*) FROM facts") == [(3,)]

    def test_a_fact_that_is_not_known_after_all(self, system: Any) -> None:
        system.learn("C-1", Fact("complainant", None), by(date(2024, 3, 20)), instead_of=1)
        assert "complainant" in [question.name for question in system.ask_next("C-1", date(2024, 3, 20))]


class TestAskingPeople:
    """What is undetermined for want of a fact is asked for in the vocabulary's words, until it is known."""

    def test_the_questions_are_the_vocabularys(self, system: Any) -> None:
        asked = {question.name: question for question in system.ask_next("C-1", MONDAY)}
        questions = [asked["subject"], asked["grounds_arose_on"]]
        assert [question.text for question in questions] == [
            "What is the complaint about?",
            "On what day did the matter complained of happen?",
        ]
        assert "part_3_function" in questions[0].choices
        assert questions[1].answer == "date"

    def test_what_moves_a_date_is_asked_first(self, system: Any) -> None:
        """Who complains decides when the law's ten days begin."""
        system.learn("C-1", Fact("complainant", None), by(MONDAY), instead_of=1)
        assert system.ask_next("C-1", MONDAY)[0].text == "Who is complaining?"

    def test_undetermined_and_then_answered(self, system: Any) -> None:
        today = date(2024, 3, 19)
        assert _acceptance(system, today) == "undetermined"
        system.learn("C-1", Fact("subject", "part_3_function", today), by(today))
        assert _acceptance(system, today) == "undetermined"
        system.learn("C-1", Fact("grounds_arose_on", date(2024, 2, 1), today), by(today))
        assert _acceptance(system, today) == "undetermined"
        system.learn("C-1", Fact("outside_remit", "none", today), by(today))
        assert _acceptance(system, today) == "undetermined"
        system.learn("C-1", Fact("concurrent_proceedings", "none", today), by(today))
        assert _acceptance(system, today) == "entitled"
        asked = {question.name for question in system.ask_next("C-1", today)}
        assert not asked & {"complainant", "subject", "grounds_arose_on"}

    def test_out_of_time_is_a_decision_and_the_decision_settles_it(self, system: Any) -> None:
        """What happened on 17 March 2023 was to be complained of by 17 March 2024; it came a day later."""
        system.learn("C-1", Fact("subject", "part_3_function"), by(MONDAY))
        system.learn("C-1", Fact("grounds_arose_on", date(2023, 3, 17)), by(MONDAY))
        system.learn("C-1", Fact("outside_remit", "none"), by(MONDAY))
        system.learn("C-1", Fact("concurrent_proceedings", "none"), by(MONDAY))
        assert _acceptance(system, MONDAY) == "discretionary"
        system.learn("C-1", Fact("late_complaint_accepted", value=True, known_on=THIRD), by(THIRD))
        assert _acceptance(system, THIRD) == "entitled"

    def test_an_outcome_that_was_not_recorded_is_asked_for(self, system: Any) -> None:
        """A complaint upheld in its entirety goes to stage 2 only if so decided: without the outcome nobody can say."""
        day = date(2024, 4, 2)
        sent = system.record("C-1", Event("stage_1_response_sent", day), by(day))
        last = system.ask_next("C-1", day)[-1]
        assert (last.name, last.choices) == (
            "stage_1_response_sent.outcome",
            ("upheld", "partially_upheld", "not_upheld", "cannot_be_determined"),
        )
        assert _stage_2(system, day) == ("undetermined", date(2025, 4, 2))
        system.record("C-1", Event("stage_1_response_sent", day, outcome="not_upheld"), by(day), instead_of=sent.entry)
        assert _stage_2(system, day) == ("entitled", date(2025, 4, 2))

    def test_what_only_the_law_wants_to_know_is_asked_too(self, database: Path, edited: Callable[..., Profile]) -> None:
        """A page that does not say what may be complained about leaves the law to ask."""
        text = PROFILE.read_text(encoding="utf-8")
        start = text.index("      what_about:\n")
        profile = edited((text[start : text.index("      time_limit:\n", start)], ""))
        with example.CaseSystem(database, {"cambridgeshire": profile}) as system:
            system.open_case("C-1", "cambridgeshire", "childrens_statutory")
            system.record("C-1", Event("complaint_received", MONDAY), by(MONDAY))
            assert example.assess(*system.ask("C-1"), MONDAY).acceptance.what.permission == "entitled"
            assert "subject" in [question.name for question in system.ask_next("C-1", MONDAY)]

    def test_every_fact_of_the_vocabulary_has_a_question(self, profiles: dict[str, Profile]) -> None:
        for procedure in profiles["cambridgeshire"].procedures.values():
            for base in (procedure, *procedure.packs):
                for name in base.vocabulary.facts:
                    assert example.question_for(name, procedure).text.endswith("?")


def _acceptance(system: Any, today: date) -> str:
    return example.assess(*system.ask("C-1"), today).acceptance.permission.value


def _stage_2(system: Any, today: date) -> tuple[str, date | None]:
    moves = example.escalation_eligibility(*system.ask("C-1"), today)
    move = next(move for move in moves if move.event == "stage_2_requested" and move.basis == "council")
    return move.permission.value, move.closes


class TestDiary:
    """What the council owes over all cases, each once, soonest first."""

    @pytest.fixture
    def system(self, system: Any) -> Any:
        """Return the system with what is owed on receipt and has no date of its own done.

        The law has the complainant told (2006 Regulations, reg 11); the page has the complaint passed on and a Manager found.
        """
        for kind in ("information_given", "complaint_forwarded", "complaint_allocated"):
            system.record("C-1", Event(kind, MONDAY), by(MONDAY))
        return system

    def test_what_the_law_alone_asks_for_is_a_task_too(self, system: Any) -> None:
        """The page does not speak of it: information on receipt is owed by the law, and has no day."""
        system.open_case("C-2", "cambridgeshire", "childrens_statutory")
        system.record("C-2", Event("complaint_received", MONDAY), by(MONDAY))
        told = [
            (task.case_id, task.note)
            for task in system.what_to_do_today(MONDAY).tasks
            if task.timescale == "information"
        ]
        assert told == [("C-2", "no date is set")]

    def test_what_falls_due_in_the_next_days(self, system: Any) -> None:
        found = [(task.timescale, task.due, task.state) for task in system.what_to_do_today(MONDAY, days=16).tasks]
        assert found == [
            ("acknowledge", THIRD, "running"),
            ("stage_1_draft", date(2024, 4, 2), "running"),
            ("stage_1_response", TENTH, "running"),
        ]
        assert [task.due for task in system.what_to_do_today(MONDAY, days=3).tasks] == [THIRD]
        assert system.what_to_do_today(MONDAY, days=2).tasks == ()

    def test_what_is_overdue_stays_until_it_is_done(self, system: Any) -> None:
        today = date(2024, 4, 4)
        assert [(task.timescale, task.state) for task in system.what_to_do_today(today, days=0).tasks] == [
            ("acknowledge", "overdue"),
            ("stage_1_draft", "overdue"),
            ("stage_1_response", "overdue"),
        ]
        for kind in ("complaint_acknowledged", "stage_1_draft_sent", "stage_1_response_sent"):
            system.record("C-1", Event(kind, today), by(today))
        assert system.what_to_do_today(today).tasks == ()

    def test_the_earlier_of_council_and_law_is_shown_once(self, system: Any) -> None:
        """A later start was agreed: the law counts from the 25th, to 10 April; the council's page knows no such thing."""
        later = Event("later_start_agreed", date(2024, 3, 19), for_=date(2024, 3, 25))
        system.record("C-1", later, by(date(2024, 3, 19)))
        shown = [task for task in system.what_to_do_today(THIRD, days=30).tasks if task.timescale == "stage_1_response"]
        assert [task.due for task in shown] == [TENTH]
        assert "by the law (for the council): Wednesday 10 April 2024" in system.why("C-1", "stage_1_response", THIRD)
        assert due(system, "C-1", "stage_1_response", THIRD) == TENTH

    def test_several_cases_stand_in_one_order(self, system: Any) -> None:
        """An MP's enquiry of 14 March is due before the complaint of the 18th."""
        system.open_case("E-1", "cambridgeshire", "member_enquiry")
        for kind in ("enquiry_received", "enquiry_acknowledged", "enquiry_draft_sent"):
            system.record("E-1", Event(kind, EARLIER), by(MONDAY))
        found = [(task.case_id, task.due) for task in system.what_to_do_today(MONDAY, days=16).tasks]
        assert found == [("C-1", THIRD), ("E-1", TENTH_FROM_EARLIER), ("C-1", date(2024, 4, 2)), ("C-1", TENTH)]

    def test_a_duty_without_a_date_is_shown_and_said_once(self, system: Any) -> None:
        """Council and law both ask for the withdrawal to be confirmed, and neither sets a day."""
        system.record("C-1", Event("complaint_withdrawn", date(2024, 3, 20)), by(date(2024, 3, 20)))
        found = system.what_to_do_today(date(2024, 3, 20)).tasks
        assert [(task.timescale, task.due, task.note) for task in found] == [
            ("withdrawal_confirmation", None, "no date is set")
        ]

    def test_what_was_left_undone_in_a_closed_case_is_history(self, system: Any) -> None:
        """The complaint was never acknowledged; once the file is closed nobody is sent to do it."""
        day = date(2024, 4, 2)
        system.record("C-1", Event("stage_1_response_sent", day, outcome="upheld"), by(day))
        assert [task.timescale for task in system.what_to_do_today(day).tasks] == ["acknowledge"]
        system.record("C-1", Event("complaint_closed", day), by(day))
        assert system.what_to_do_today(day).tasks == ()

    def test_the_complainants_time_is_no_task(self, system: Any) -> None:
        """Answered on 2 April 2024, so stage 2 may be asked for until 2 April 2025."""
        day = date(2024, 4, 2)
        system.record("C-1", Event("complaint_acknowledged", MONDAY), by(day))
        system.record("C-1", Event("stage_1_response_sent", day, outcome="upheld"), by(day))
        assert due(system, "C-1", "stage_2_request", day) == date(2025, 4, 2)
        assert system.what_to_do_today(day, days=366).tasks == ()

    def test_a_page_that_can_be_read_in_two_ways(self, system: Any) -> None:
        """Three working days from the request (Wednesday 3 April) or from its acceptance (Friday 5 April)."""
        system.open_case("K-1", "cambridgeshire", "corporate")
        for event in (
            Event("complaint_received", MONDAY),
            Event("stage_1_response_sent", date(2024, 4, 2), outcome="not_upheld"),
            Event("stage_2_requested", date(2024, 4, 3)),
            Event("stage_2_accepted", date(2024, 4, 5)),
        ):
            system.record("K-1", event, by(date(2024, 4, 5)))
        shown = [
            task for task in system.what_to_do_today(date(2024, 4, 5)).tasks if task.timescale == "stage_2_acknowledge"
        ]
        assert [task.due for task in shown] == [date(2024, 4, 8)]
        assert "several ways" in shown[0].note
        with pytest.raises(LookupError):
            system.send("K-1", "stage_2_acknowledge", date(2024, 4, 5))
        assert "Wednesday 10 April 2024" in system.why("K-1", "stage_2_acknowledge", date(2024, 4, 5))
        day = date(2024, 4, 9)  # late by the one reading, in time by the other, and done by both
        system.record("K-1", Event("stage_2_acknowledged", day), by(day))
        assert "stage_2_acknowledge" not in [task.timescale for task in system.what_to_do_today(day).tasks]

    def test_no_letter_where_the_councils_page_leaves_the_date_open(self, system: Any) -> None:
        """Withdrawn and taken up again: the law counts afresh, to 10 April; the page does not say what happens."""
        system.record("C-1", Event("complaint_withdrawn", date(2024, 3, 20)), by(date(2024, 3, 20)))
        system.record("C-1", Event("complaint_reinstated", date(2024, 3, 25)), by(date(2024, 3, 25)))
        with pytest.raises(LookupError):
            system.send("C-1", "stage_1_response", date(2024, 3, 25))
        assert "by the law (for the council): Wednesday 10 April 2024" in system.why(
            "C-1", "stage_1_response", date(2024, 3, 25)
        )

    def test_a_duty_that_comes_again(self, system: Any) -> None:
        """Contact was restricted twice: the second review falls due six months after the second time."""
        for event in (
            Event("restriction_imposed", MONDAY),
            Event("restrictions_reviewed", date(2024, 9, 2)),
            Event("restriction_imposed", date(2024, 10, 1)),
        ):
            system.record("C-1", event, by(date(2024, 10, 1)))
        assert due(system, "C-1", "restriction_review", date(2024, 9, 1)) == date(2024, 9, 18)
        assert due(system, "C-1", "restriction_review", date(2024, 10, 1)) == date(2025, 4, 1)

    def test_a_date_beyond_the_published_bank_holidays_is_provisional(self, system: Any) -> None:
        """Ten working days from 18 December 2028 end on 4 January 2029; bank holidays are published to 2028."""
        received = date(2028, 12, 18)
        system.open_case("C-2", "cambridgeshire", "childrens_statutory")
        system.record("C-2", Event("complaint_received", received), by(received))
        system.learn("C-2", Fact("complainant", "parent"), by(received))
        diary = {
            task.timescale: task for task in system.what_to_do_today(received, days=20).tasks if task.case_id == "C-2"
        }
        assert (diary["stage_1_response"].due, diary["stage_1_response"].note) == (date(2029, 1, 4), "provisional")
        assert diary["acknowledge"].note == ""
        system.send("C-2", "stage_1_response", received)
        assert "Provisional" in system.why_the_letter_said(1)

    def test_a_case_that_cannot_be_asked_stops_no_other(self, system: Any, database: Path) -> None:
        """A word that a later edition of a profile no longer has, say: put there behind the system's back."""
        system.open_case("C-2", "cambridgeshire", "childrens_statutory")
        rows(
            database,
            "INSERT INTO events VALUES (99, 'C-2', 'pigeon_sent', '2024-03-18', '{}', 99, '2024-03-18', 'Ada', NULL)",
        )
        diary = system.what_to_do_today(MONDAY, days=3)
        assert [task.case_id for task in diary.tasks] == ["C-1"]
        assert [fault.code for fault in diary.unanswered["C-2"]] == ["unknown_event"]
        system.record("C-2", Event("complaint_received", MONDAY), by(MONDAY), instead_of=99)
        assert system.what_to_do_today(MONDAY, days=3).unanswered == {}


class TestLetters:
    """A letter is kept with what it rests on; asked again, it says whether it still holds, and if not, why."""

    TODAY = date(2024, 3, 20)

    def test_a_letter_that_holds(self, system: Any) -> None:
        system.send("C-1", "stage_1_response", self.TODAY)
        (finding,) = system.audit()
        assert (finding.stated, finding.holds, finding.because) == (TENTH, True, "")

    def test_what_happens_afterwards_does_not_change_a_letter(self, system: Any) -> None:
        """An extension of 28 March is no correction of what was true on the 20th."""
        system.send("C-1", "stage_1_response", self.TODAY)
        later = Event("extension_notified", date(2024, 3, 28), until=date(2024, 4, 17))
        system.record("C-1", later, by(date(2024, 3, 28)))
        assert due(system, "C-1", "stage_1_response", date(2024, 3, 28)) == date(2024, 4, 17)
        (finding,) = system.audit()
        assert (finding.holds, finding.record) == (True, ())

    def test_the_record_was_corrected(self, system: Any) -> None:
        system.send("C-1", "stage_1_response", self.TODAY)
        system.record("C-1", Event("complaint_received", EARLIER), by(date(2024, 3, 25)), instead_of=1)
        (finding,) = system.audit()
        assert not finding.holds
        assert (finding.by_todays_rules, finding.by_todays_record) == (TENTH, TENTH_FROM_EARLIER)
        assert finding.editions == ()
        assert finding.because == (
            "the record changed (no longer complaint_received on 2024-03-18; now complaint_received on 2024-03-14)"
        )

    def test_a_new_edition_of_the_page(self, system: Any, database: Path, edited: Callable[..., Profile]) -> None:
        """Seven working days in place of ten: 27 March."""
        system.send("C-1", "stage_1_response", self.TODAY)
        profile = edited(EDITION, response_within("7 working days"))
        with example.CaseSystem(database, {"cambridgeshire": profile}) as later:
            (finding,) = later.audit()
        assert (finding.by_todays_rules, finding.by_todays_record) == (date(2024, 3, 27), date(2024, 3, 27))
        assert finding.because.startswith("the rules changed (cambridgeshire: January 2018 -> April 2024; ")
        assert finding.record == ()

    def test_a_new_edition_and_a_correction(self, system: Any, database: Path, edited: Callable[..., Profile]) -> None:
        """Each is given its own share. Seven working days from 14 March end on 25 March."""
        assert counted(EARLIER, 7) == date(2024, 3, 25)  # 15 | 18 19 20 21 22 | 25
        system.send("C-1", "stage_1_response", self.TODAY)
        system.record("C-1", Event("complaint_received", EARLIER), by(date(2024, 3, 25)), instead_of=1)
        profile = edited(EDITION, response_within("7 working days"))
        with example.CaseSystem(database, {"cambridgeshire": profile}) as later:
            (finding,) = later.audit()
        assert (finding.by_todays_rules, finding.by_todays_record) == (date(2024, 3, 27), date(2024, 3, 25))
        assert "the rules changed" in finding.because
        assert "and the record changed" in finding.because

    def test_a_file_edited_under_the_same_edition(
        self, system: Any, database: Path, edited: Callable[..., Profile]
    ) -> None:
        """The edition is what the page calls itself; that the file is another is seen by its content."""
        system.send("C-1", "stage_1_response", self.TODAY)
        with example.CaseSystem(database, {"cambridgeshire": edited(response_within("7 working days"))}) as later:
            (finding,) = later.audit()
        assert finding.by_todays_rules == date(2024, 3, 27)
        assert [change.split(":")[0] for change in finding.editions] == ["cambridgeshire (its file)"]

    def test_a_longer_time_by_the_council_moves_no_promise(
        self, system: Any, database: Path, edited: Callable[..., Profile]
    ) -> None:
        """Twelve working days would be 5 April; the law's ten still bind."""
        assert counted(MONDAY, 12) == date(2024, 4, 5)
        system.send("C-1", "stage_1_response", self.TODAY)
        with example.CaseSystem(
            database, {"cambridgeshire": edited(EDITION, response_within("12 working days"))}
        ) as later:
            (finding,) = later.audit()
        assert finding.holds
        assert finding.because == ""
        assert finding.editions[0] == "cambridgeshire: January 2018 -> April 2024"

    def test_an_older_calendar_is_named(self, system: Any, database: Path) -> None:
        """A letter that was kept under an older calendar, and holds: what changed is told all the same."""
        system.send("C-1", "stage_1_response", self.TODAY)
        (row,) = rows(database, "SELECT editions FROM letters")
        editions = json.loads(row[0])
        present = editions["england-and-wales"]
        rows(database, "DROP TRIGGER letters_UPDATE")
        older = json.dumps(editions | {"england-and-wales": "seen-2023-01-01"})
        rows(database, "UPDATE letters SET editions = ?", older)
        (finding,) = system.audit()
        assert finding.holds
        assert finding.editions == (f"england-and-wales: seen-2023-01-01 -> {present}",)

    def test_a_letter_that_can_no_longer_be_asked(
        self, system: Any, database: Path, edited: Callable[..., Profile]
    ) -> None:
        """The procedure went out of the profile: the letter's own working is still there."""
        system.send("C-1", "stage_1_response", self.TODAY)
        profile = edited(("  member_enquiry:\n", "  members:\n"), ("elsewhere: member_enquiry", "elsewhere: members"))
        with example.CaseSystem(database, {"cambridgeshire": profile}) as later:
            assert later.audit()[0].holds
        rows(database, "INSERT INTO cases VALUES ('E-1', 'cambridgeshire', 'member_enquiry')")
        system.record("E-1", Event("enquiry_received", MONDAY), by(MONDAY))
        system.send("E-1", "enquiry_response", self.TODAY)
        with example.CaseSystem(database, {"cambridgeshire": profile}) as later:
            found = later.audit()[1]
            assert (found.holds, found.because) == (False, "it can no longer be asked")
            assert [fault.code for fault in found.faults] == ["unknown_procedure"]
            assert "Wednesday 3 April 2024" in later.why_the_letter_said(2)

    def test_the_working_is_kept_with_the_letter(self, system: Any) -> None:
        letter = system.send("C-1", "stage_1_response", self.TODAY)
        working = system.why_the_letter_said(letter)
        assert "     10  Wednesday 3 April 2024" in working
        assert "Friday 29 March 2024  Good Friday" in working

    def test_what_was_asked_is_a_case_file(
        self, system: Any, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The command gives, from what was kept, the answer that was kept."""
        system.learn("C-1", Fact("grounds_arose_on", date(2024, 2, 1), THIRD), by(THIRD))
        held = Event("extension_notified", date(2024, 3, 28), until=date(2024, 4, 12))
        system.record("C-1", held, by(date(2024, 3, 28)))
        system.send("C-1", "stage_1_response", date(2024, 3, 28))
        ((asked, answer, stated),) = rows(database, "SELECT asked, answer, stated FROM letters")
        path = tmp_path / "letter.json"
        path.write_text(asked, encoding="utf-8")
        assert command(["assess", str(path), "--as-of", "2024-03-28", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == json.loads(answer)
        assert stated == "2024-04-12"

    def test_no_letter_states_a_date_that_is_past_or_none(self, system: Any) -> None:
        for timescale in ("stage_1_response", "stage_2_response", "no_such_timescale"):
            with pytest.raises(LookupError):
                system.send("C-1", timescale, date(2024, 4, 4))


class TestThreads:
    """Any number of threads may ask and record at once, each with its own system over the one database."""

    def test_two_threads(self, database: Path, profiles: dict[str, Profile]) -> None:
        """Each logs twenty complaints of its own day and sees the dates of that day only."""
        with example.CaseSystem(database, profiles):
            pass

        def work(name: str, received: date) -> set[date | None]:
            with example.CaseSystem(database, profiles) as system:
                for number in range(20):
                    case_id = f"{name}-{number}"
                    system.open_case(case_id, "cambridgeshire", "childrens_statutory")
                    system.record(case_id, Event("complaint_received", received), by(MONDAY))
                return {due(system, f"{name}-{number}", "stage_1_response", MONDAY) for number in range(20)}

        with ThreadPoolExecutor(2) as threads:
            found = list(threads.map(work, ("A", "B"), (MONDAY, EARLIER)))
        assert found == [{TENTH}, {TENTH_FROM_EARLIER}]
        with example.CaseSystem(database, profiles) as system:
            shown = [
                task for task in system.what_to_do_today(MONDAY, days=16).tasks if task.timescale == "stage_1_response"
            ]
        assert [task.due for task in shown] == [TENTH_FROM_EARLIER] * 20 + [TENTH] * 20


class TestOurWords:
    """The system's own words lead to words of the vocabulary, and none is lost silently."""

    def test_every_word_is_known(self, profiles: dict[str, Profile]) -> None:
        known = profiles["cambridgeshire"].procedure("childrens_statutory").vocabulary.events
        assert {kind for kind in example.OUR_WORDS.values() if kind} <= set(known)

    def test_an_action_is_translated_with_what_it_carries(self) -> None:
        event = example.translated("Stage 1 letter posted", TENTH, outcome="upheld")
        assert event == Event("stage_1_response_sent", TENTH, outcome="upheld")
        assert example.translated("Note on file", TENTH) is None
        with pytest.raises(KeyError):
            example.translated("Stage 1 letter emailed", TENTH)

    def test_what_json_cannot_hold_is_not_stored(self) -> None:
        with pytest.raises(TypeError):
            example.written(object())

    def test_what_may_be_missing_is_a_fact_an_outcome_or_an_event(self, profiles: dict[str, Profile]) -> None:
        procedure = profiles["cambridgeshire"].procedure("childrens_statutory")
        asked = example.question_for("stage_1_response_sent", procedure)
        assert (asked.text, asked.answer) == ("On what day: stage 1 response sent?", "date")


def test_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    """What the example prints when it is run."""
    example.main()
    told = capsys.readouterr().out
    for line in (
        "  2024-03-21  C-1  acknowledge: running",
        "  2024-04-03  C-1  stage_1_response: running",
        "  letter 1 stated 2024-04-03; today it is 2024-03-28",
        "  What is the complaint about?",
        "  What was the outcome, when the answer at stage 1 was sent?",
        "May it go to stage 2, by the council: entitled, until 2025-03-28",
        "May it go to stage 2, by the law: entitled, until no last day",
        "     10  Wednesday 3 April 2024",
    ):
        assert line in told.splitlines() or f" {line}" in told.splitlines(), line


def test_the_page_quotes_the_example() -> None:
    """Every block of Python or SQL on the page that is no dialogue stands so in the example."""
    blocks = [block.split("\n```")[0] for fence in ("python", "sql") for block in PAGE.split(f"```{fence}\n")[1:]]
    quoted = [block for block in blocks if ">>>" not in block]
    text = EXAMPLE.read_text(encoding="utf-8")
    assert len(quoted) == 4
    for block in quoted:
        assert block in text, block


def test_the_page_leads_somewhere() -> None:
    """Every link of the page is to a file that is there, or to one of its own headings."""
    headings = {
        line.lstrip("# ").lower().replace("`", "").replace(" ", "-")
        for line in PAGE.splitlines()
        if line.startswith("#")
    }
    links = {part.split(")")[0] for part in PAGE.split("](")[1:]}
    assert {link[1:] for link in links if link.startswith("#")} <= headings
    assert all((ROOT / "docs" / link.split("#")[0]).exists() for link in links if not link.startswith("#"))
