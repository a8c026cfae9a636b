"""What every shipped procedure says to a case that is malformed, and to one that is only strange.

Malformed is refused with a `CaseError` that holds all faults at once and names each event; strange is answered.
The procedures are found by listing, so a new profile is covered by being there.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from complaint_rules import (
    Case,
    CaseError,
    Event,
    acceptance,
    allowed_transitions,
    assess,
    due_dates,
    escalation_eligibility,
)
from tests.property.shipped import PROCEDURES, compiled, in_words, read, timescales_of, words_of

every_procedure = pytest.mark.parametrize("procedure", PROCEDURES, ids=in_words)

DAY = date(2024, 6, 3)
QUESTIONS = (assess, due_dates, allowed_transitions, escalation_eligibility, acceptance)
MOMENT = datetime(2024, 6, 3, 10, tzinfo=UTC)
NOT_OF_THE_KIND = {
    "yes_no": ["true", 1, None, ["true"], DAY],
    "number": ["3", True, 2.5, None, DAY],
    "date": ["2024-06-03", 20240603, None, MOMENT, True],
}
NOT_A_WORD = ["xyzzy", "", 5, None, True, ["parent"]]
NOT_OF_THE_DETAIL = {
    "outcome": ["xyzzy", 5, None, True, ["upheld"], MOMENT],
    "of": ["xyzzy", 5, None, True, DAY],
    "until": ["2024-06-03", 5, None, MOMENT, True],
    "for": ["2024-06-03", 5, None, MOMENT, True],
    "contains": ["reasons", 5, None, ["xyzzy"], [5], [None], {"reasons": True}],
    "at": ["10:00", 10, None, MOMENT, time(10, tzinfo=UTC)],
}


def begins(procedure):
    """Return the event that begins most cases of a procedure."""
    return compiled(*procedure).begins[-1].event


def known(procedure):
    """Return every event that a case of the procedure may have, with what it must carry."""
    events, _ = words_of(*procedure)
    return [(name, {"for": DAY} if "for" in word.get("carries", []) else {}) for name, word in events.items()]


def faults(make):
    """Return the faults for which a question is refused."""
    with pytest.raises(CaseError) as caught:
        make()
    return caught.value.faults


def faults_of(procedure, events=(), facts=None):
    """Return the faults for which a case is refused."""
    return faults(lambda: assess(compiled(*procedure), Case(events, facts), DAY))


def answer_to(procedure, events=(), facts=None, as_of=DAY):
    """Return the answer to a case."""
    return assess(compiled(*procedure), Case(events, facts), as_of)


class TestWords:
    """An unknown word is refused, and the nearest known one is named."""

    @every_procedure
    def test_an_unknown_event(self, procedure):
        """Each event that the procedure knows, with a slip in it, is no event, at any place in the list."""
        events, _ = words_of(*procedure)
        for name, _details in known(procedure):
            wrong = f"{name}x"
            (fault,) = faults_of(procedure, [Event(begins(procedure), DAY), Event(wrong, DAY)])
            assert (fault.code, fault.path, fault.text) == ("unknown_event", "events[1]", wrong)
            assert f"`{wrong}`" in fault.message
            assert [word for word in events if f"did you mean `{word}`?" == fault.mend] == [name]

    @every_procedure
    @pytest.mark.parametrize("name", ["", " ", "complaint received", "COMPLAINT_RECEIVED", "🙂", "on", "facts"])
    def test_a_name_that_is_like_no_event(self, procedure, name):
        """Whatever the name, the fault says where it stands."""
        (fault,) = faults_of(procedure, [Event(begins(procedure), DAY), Event(name, DAY)])
        assert (fault.code, fault.path) == ("unknown_event", "events[1]")

    @every_procedure
    def test_an_unknown_fact(self, procedure):
        """Each fact that the procedure knows, with a slip in it, is no fact, given with the case or recorded later."""
        _, facts = words_of(*procedure)
        for name in facts:
            (fault,) = faults_of(procedure, facts={f"{name}x": True})
            assert (fault.code, fault.path) == ("unknown_fact", f"facts.{name}x")
            assert fault.mend == f"did you mean `{name}`?"
            (later,) = faults_of(procedure, [Event("facts_recorded", DAY, facts={f"{name}x": True})])
            assert (later.code, later.path) == ("unknown_fact", f"events[0].{name}x")


class TestTypes:
    """A value of the wrong type is refused and never converted, also where Python would take it for the right one."""

    @every_procedure
    def test_a_fact_of_the_wrong_type(self, procedure):
        """Each fact, with each value that is not of its kind, given with the case, recorded by name or as `facts`."""
        _, facts = words_of(*procedure)
        for name, word in facts.items():
            for value in NOT_OF_THE_KIND.get(str(word["is"]), NOT_A_WORD):
                given = faults_of(procedure, facts={name: value})
                apart = faults_of(procedure, [Event("facts_recorded", DAY, **{name: value})])
                together = faults_of(procedure, [Event("facts_recorded", DAY, facts={name: value})])
                assert [fault.code for fault in given] in (["fact_of_wrong_type"], ["unknown_word"]), (name, value)
                assert [fault.code for fault in (*apart, *together)] == [given[0].code] * 2
                assert (given[0].path, apart[0].path, together[0].path) == (
                    f"facts.{name}",
                    f"events[0].{name}",
                    f"events[0].{name}",
                )
                assert all(f"`{name}`" in fault.message for fault in (*given, *apart, *together))

    @every_procedure
    def test_a_detail_of_the_wrong_type(self, procedure):
        """Each detail that an event carries, with each value that it cannot have; the event and its day are named."""
        events, _ = words_of(*procedure)
        for name, must in known(procedure):
            carried = () if events[name].get("records_facts") else (*events[name].get("carries", []), "at")
            for detail in carried:
                for value in NOT_OF_THE_DETAIL[detail]:
                    (fault,) = faults_of(procedure, [Event(name, DAY, **{**must, detail: value})])
                    assert (fault.code, fault.path) in [
                        ("detail_of_wrong_type", f"events[0].{detail}"),
                        ("unknown_word", f"events[0].{detail}"),
                    ], (name, detail, value)
                    assert f"`{detail}` of `{name}` on {DAY}" in fault.message

    @every_procedure
    def test_a_detail_that_the_event_does_not_carry(self, procedure):
        """An event says what its word carries and nothing else; what it must carry may not be left out."""
        events, _ = words_of(*procedure)
        good = {"outcome": "upheld", "of": "xyzzy", "until": DAY, "for": DAY, "contains": ["reasons"], "colour": "red"}
        for name, must in known(procedure):
            for detail in good.keys() - set(events[name].get("carries", [])):
                found = faults_of(procedure, [Event(name, DAY, **{**must, detail: good[detail]})])
                code = "unknown_fact" if events[name].get("records_facts") else "unknown_detail"
                assert [(fault.code, fault.path) for fault in found] == [(code, f"events[0].{detail}")], (name, detail)
            if must:
                (fault,) = faults_of(procedure, [Event(name, DAY)])
                assert fault.code == "detail_missing"
                assert f"`{name}` on {DAY}" in fault.message

    @every_procedure
    @pytest.mark.parametrize("value", [5, True, ["complex"], "complex", DAY])
    def test_facts_that_are_recorded_together_and_are_no_block(self, procedure, value):
        """`facts` of an event are names with values."""
        assert {fault.path for fault in faults_of(procedure, [Event("facts_recorded", DAY, facts=value)])} == {
            "events[0].facts"
        }

    @every_procedure
    @pytest.mark.parametrize("question", QUESTIONS)
    @pytest.mark.parametrize("as_of", [MOMENT, "2024-06-03", 20240603, None, True])
    def test_the_day_of_the_question(self, procedure, question, as_of):
        """Every question is asked as of a day, and not of a moment, a text or a number."""
        case = Case([Event(begins(procedure), DAY)])
        (fault,) = faults(lambda: question(compiled(*procedure), case, as_of))
        assert "`as_of` must be a day (datetime.date)" in fault.message

    @every_procedure
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_what_is_no_case(self, procedure, question):
        """Every question is asked about a case."""
        for case in ([Event(begins(procedure), DAY)], None, {"events": []}, "case"):
            (fault,) = faults(lambda case=case: question(compiled(*procedure), case, DAY))
            assert "expected a Case" in fault.message


class TestEveryFaultAtOnce:
    """A case is read to its end: all its faults are told together, in the order in which they stand."""

    @every_procedure
    def test_a_case_with_a_fault_in_everything(self, procedure):
        """Facts first, then the events in the order of the list, each named by its place."""
        events, facts = words_of(*procedure)
        outcome, speaks = (
            next(name for name, word in events.items() if detail in word.get("carries", []))
            for detail in ("outcome", "for")
        )
        kinds = {name: NOT_OF_THE_KIND.get(str(word["is"]), NOT_A_WORD)[0] for name, word in facts.items()}
        case = [
            Event("complaint_recieved", DAY),
            Event(outcome, DAY, outcome="xyzzy", colour="red", at="10:00"),
            Event(speaks, DAY),
            Event("facts_recorded", DAY, complx=True, complex="true"),
            Event(begins(procedure), DAY),
            Event("xyzzy", DAY),
        ]
        found = faults_of(procedure, case, {**kinds, "complx": True})
        assert [fault.path for fault in found] == [
            *(f"facts.{name}" for name in kinds),
            "facts.complx",
            "events[0]",
            "events[1].outcome",
            "events[1].colour",
            "events[1].at",
            "events[2]",
            "events[3].complx",
            "events[3].complex",
            "events[5]",
        ]
        assert all(fault.message for fault in found)

    @every_procedure
    def test_faults_of_events_that_come_after_the_day_are_told_too(self, procedure):
        """A case is malformed or not, whatever the day of the question."""
        (fault,) = faults_of(procedure, [Event(begins(procedure), DAY), Event("xyzzy", DAY + timedelta(days=400))])
        assert fault.path == "events[1]"


class TestTheCalendar:
    """A working day that no calendar knows is refused with its day; where none is counted there is nothing to refuse."""

    @every_procedure
    def test_a_day_before_the_calendar(self, procedure):
        """A case of 2005 is refused where its date is in working days, and answered where it is not."""
        counted = [
            row.period
            for row in answer_to(procedure, [Event(begins(procedure), DAY)]).due_dates
            if row.first_due and "working" in (row.period or "")
        ]
        early = date(2005, 12, 20)
        if not counted:
            assert answer_to(procedure, [Event(begins(procedure), early)], as_of=early).stage
            return
        found = faults(lambda: answer_to(procedure, [Event(begins(procedure), early)], as_of=early))
        assert {fault.code for fault in found} == {"date_outside_calendar"}
        assert all(str(early) in fault.message and "2006-01-01 to " in fault.message for fault in found)

    @every_procedure
    @pytest.mark.parametrize("day", [date.min, date(2005, 12, 31), date.max], ids=str)
    def test_a_day_far_from_any_calendar(self, procedure, day):
        """Each event, and each after the one that begins, is answered on such a day or refused by its day, and never crashes."""
        refused = set()
        for name, details in known(procedure):
            for events in ([Event(name, day, **details)], [Event(begins(procedure), day), Event(name, day, **details)]):
                try:
                    answer_to(procedure, events, as_of=day)
                except CaseError as error:
                    refused |= {(fault.code, fault.text) for fault in error.faults}
        assert refused <= {(code, str(day)) for code in ("date_outside_calendar", "date_out_of_range")}

    @every_procedure
    @pytest.mark.parametrize("day", [date.min, date(2005, 1, 1)])
    def test_a_question_before_the_calendar(self, procedure, day):
        """On a day before the first event nothing has happened, whatever the calendar."""
        assert answer_to(procedure, [Event(begins(procedure), DAY)], as_of=day) == answer_to(procedure, as_of=day)


@pytest.mark.uncounted
class TestWhatIsOnlyStrange:
    """What could not have happened as recorded is answered, reported, and dropped never."""

    @every_procedure
    def test_an_empty_history(self, procedure):
        """Before anything has happened nothing runs, nothing is irregular, and the moves open are those that begin."""
        answer = answer_to(procedure)
        assert (answer.stage, answer.status, answer.irregularities) == (None, None, ())
        assert {row.state.value for row in answer.due_dates} == {"not_started"}
        open_moves = {
            move.event for move in answer.transitions if move.permission != "refused" and move.basis == "council"
        }
        assert open_moves == {move.event for move in compiled(*procedure).begins}

    @every_procedure
    def test_events_out_of_order(self, procedure):
        """Each event, listed before the one that begins the case and dated after it, is put in its place and reported."""
        first, after = Event(begins(procedure), DAY), DAY + timedelta(days=9)
        for name, details in known(procedure):
            second = Event(name, after, **details)
            mixed, ordered = (
                answer_to(procedure, events, as_of=after) for events in ([second, first], [first, second])
            )
            assert (mixed.stage, mixed.due_dates, mixed.transitions) == (
                ordered.stage,
                ordered.due_dates,
                ordered.transitions,
            )
            found = [(one.code, one.event, one.on) for one in mixed.irregularities]
            assert sorted(found) == sorted(
                [*((one.code, one.event, one.on) for one in ordered.irregularities), ("out_of_order", first.kind, DAY)]
            )

    @every_procedure
    def test_a_duplicate_of_the_event_that_begins(self, procedure):
        """A complaint that was recorded twice is one complaint: its dates and its stage are those of the first."""
        event = Event(begins(procedure), DAY)
        once, twice, later = (
            answer_to(procedure, events, as_of=DAY + timedelta(days=2))
            for events in ([event], [event, event], [event, Event(event.kind, DAY + timedelta(days=1))])
        )
        for answer in (twice, later):
            assert (answer.stage, answer.status, answer.due_dates) == (once.stage, once.status, once.due_dates)

    @every_procedure
    def test_every_event_twice(self, procedure):
        """Each event recorded twice over, on the day on which the case began, has an answer."""
        first = Event(begins(procedure), DAY)
        for name, details in known(procedure):
            assert answer_to(procedure, [first, *[Event(name, DAY, **details)] * 2]).to_dict()

    @every_procedure
    @pytest.mark.parametrize("days", [0, 1, 30], ids=["one day", "day after day", "month after month"])
    def test_every_event_that_is_known(self, procedure, days):
        """All events in one history, forwards and backwards, from the first to the last and from the last to the first."""
        listed = [
            Event(name, DAY + timedelta(days=days * at), **details)
            for at, (name, details) in enumerate(known(procedure))
        ]
        facts = {name: word["is"][0] for name, word in words_of(*procedure)[1].items() if isinstance(word["is"], list)}
        for events in (listed, listed[::-1], [Event(begins(procedure), DAY), *listed], [*listed, *listed]):
            for as_of in (DAY, listed[-1].on):
                answer = answer_to(procedure, events, facts, as_of)
                assert answer.to_dict()
                assert answer.explain()

    @every_procedure
    def test_every_content_and_every_timescale_may_be_named(self, procedure):
        """A letter may hold anything that the words have, and speak of any timescale."""
        vocabulary, names = read("vocabulary.yaml"), sorted({name for _, name in timescales_of(*procedure)})
        first = Event(begins(procedure), DAY)
        for name in names:
            letter = Event("extension_notified", DAY, of=name, until=DAY, contains=list(vocabulary["contents"]))
            assert answer_to(procedure, [first, letter]).to_dict()
        for name, word in words_of(*procedure)[0].items():
            outcomes = list(vocabulary["outcomes"]) if "outcome" in word.get("carries", []) else []
            for outcome in outcomes:
                assert answer_to(procedure, [first, Event(name, DAY, outcome=outcome)]).to_dict()
