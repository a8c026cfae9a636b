"""What the library promises of every profile and every history, each promise a class with its rule."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from complaint_rules import Case, Event, assess, load_profile
from complaint_rules.assessment.assess import assess as wordless
from complaint_rules.terms import Basis, CaseStatus, ClockState, Permission
from tests.property.rendering import case_of, procedure_of
from tests.property.strategies import questions

SHIPPED = {
    name: load_profile("cambridgeshire").procedure(name)
    for name in ("childrens_statutory", "corporate", "member_enquiry")
}
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "complainant": st.sampled_from(["parent", "other_person", "child_in_need"]),
        "made": st.sampled_from(["in_writing", "orally"]),
        "complex": st.booleans(),
        "grounds_arose_on": DAYS,
        "concurrent_proceedings": st.sampled_from(["none", "court"]),
        "would_prejudice": st.booleans(),
        "late_complaint_accepted": st.booleans(),
    },
)


def answer_to(question, **changes):
    """Assess a drawn question."""
    changed = question | changes
    return assess(procedure_of(changed), case_of(changed), changed["as_of"])


@st.composite
def shipped_cases(draw):
    """Draw a walk through a shipped procedure by the moves and acts that it knows; leaves out days out of order."""
    name = draw(st.sampled_from(sorted(SHIPPED)))
    procedure = SHIPPED[name]
    known = sorted({event for base in (procedure, *procedure.packs) for event in base.tables.known_events})
    day = draw(DAYS)
    events = [Event(next(iter(procedure.begins)).event, day)]
    for _ in range(draw(st.integers(0, 9))):
        day += timedelta(days=draw(st.sampled_from([0, 1, 3, 7, 15, 30, 100])))
        answer = assess(procedure, Case(events), day)
        open_moves = [move.event for move in answer.transitions if move.permission is not Permission.REFUSED]
        kind = draw(st.sampled_from(open_moves * 2 + known))
        word = procedure.vocabulary.events.get(kind) or procedure.packs[0].vocabulary.events[kind]
        details = {"for": day + timedelta(days=draw(st.integers(0, 40)))} if word.speaks_of_a_day else {}
        if "outcome" in word.carries and draw(st.booleans()):
            details["outcome"] = draw(st.sampled_from(procedure.vocabulary.outcomes))
        events.append(Event(kind, day, **details))
    return procedure, Case(events, draw(FACTS)), min(day + timedelta(days=draw(st.integers(0, 60))), date(2027, 12, 31))


class TestAProfileThatCompilesNeverMakesAnAssessmentRaise:
    """Design 6: a profile that passes the checks never makes an assessment raise; any list of known events is answered."""

    @given(questions())
    def test_on_drawn_profiles(self, question):
        """Every drawn profile that compiles answers every history of known events."""
        answer_to(question)

    @given(shipped_cases())
    def test_on_the_shipped_ones(self, drawn):
        """Every walk through a shipped procedure has an answer that is plain data and can be said in English."""
        answer = assess(*drawn)
        assert answer.to_dict()
        assert answer.explain()
        assert all(row.explain() for row in answer.due_dates)
        assert all(move.explain() for move in answer.transitions)


class TestTheMovesOfferedAreExactlyTheMovesAccepted:
    """Design 6: a move that is not refused on a day is followed when it is recorded on that day, and no other is."""

    @given(questions(with_packs=False))
    def test_on_drawn_profiles(self, question):
        """Recording a move on the day of the question is irregular exactly where the move was refused.

        Leaves out the words that fall back on others: recording a receipt changes what was taken to have happened
        before, and with it the history itself.
        """
        procedure, case, as_of = procedure_of(question), case_of(question), question["as_of"]
        now = assess(procedure, case, as_of)
        for move in now.transitions:
            word = procedure.vocabulary.events[move.event]
            if word.falls_back_on:
                continue
            details = {"for": as_of} if word.speaks_of_a_day else {}
            after = assess(procedure, Case((*case.events, Event(move.event, as_of, **details)), case.facts), as_of)
            refused = _refusals(after, move.event, as_of) - _refusals(now, move.event, as_of)
            if now.stage is not None or move.permission is not Permission.REFUSED:
                assert refused == int(move.permission is Permission.REFUSED), move.event

    @given(shipped_cases())
    def test_on_the_shipped_ones(self, drawn):
        """The stage that an open move names is the stage in which the case then stands."""
        procedure, case, as_of = drawn
        for move in assess(procedure, case, as_of).transitions:
            if move.basis is Basis.COUNCIL and move.permission is not Permission.REFUSED and move.to:
                word = procedure.vocabulary.events[move.event]
                details = {"for": as_of} if word.speaks_of_a_day else {}
                after = assess(procedure, Case((*case.events, Event(move.event, as_of, **details)), case.facts), as_of)
                beside = {"suspended": CaseStatus.SUSPENDED, "withdrawn": CaseStatus.WITHDRAWN}
                assert after.status is beside[move.to] if move.to in beside else after.stage == move.to


def _refusals(answer, event, day):
    """Count how often an event was refused on a day."""
    return sum((one.code, one.event, one.on) == ("move_refused", event, day) for one in answer.irregularities)


class TestTheFutureDoesNotChangeThePast:
    """Design 2.9: events after the day of the question do not exist."""

    @given(questions())
    def test_an_answer_on_a_day_does_not_change_when_later_events_are_added(self, question):
        """The answer with all events is the answer with those up to the day."""
        until = [event for event in question["case"]["events"] if event["on"] <= question["as_of"]]
        cut = answer_to(question, case=question["case"] | {"events": until})
        whole = answer_to(question)
        assert (whole.due_dates, whole.transitions, whole.stage) == (cut.due_dates, cut.transitions, cut.stage)


class TestExtendingNeverBringsADateForward:
    """Design 2.6: an extension goes to a total or by an amount, is capped at its limit, and never shortens."""

    @given(questions(with_packs=False))
    def test_no_date_in_force_lies_before_the_first_one_unless_it_was_agreed(self, question):
        """`due` is never before `first_due`, and never after `latest`, but where both sides agreed another day."""
        for row in answer_to(question).due_dates:
            agreed = row.extended_by == "date_agreed"
            if row.first_due and row.due and not agreed and not row.readings:
                assert row.due >= row.first_due
                assert row.latest is None or row.latest >= row.due


class TestEveryDueWorkingDayIsAWorkingDay:
    """Design 6: a date that was counted in working days is a working day."""

    @given(shipped_cases())
    def test_on_the_shipped_ones(self, drawn):
        """Each first date in working days is open in the calendar of England and Wales."""
        procedure, _, _ = drawn
        calendar = procedure.calendars["working days"]
        for row in assess(*drawn).due_dates:
            if row.first_due and row.period and row.period.endswith(("working days", "working day")):
                assert calendar.is_working_day(row.first_due), row


class TestNobodyIsLeftWithoutAWayOn:
    """Design 6: in every open state the complainant has a move, a dated wait, or, all being exhausted, the Ombudsman."""

    @given(shipped_cases())
    def test_on_the_shipped_ones(self, drawn):
        """Unless the case is closed, somebody's date is running or the complainant has a move that is not refused."""
        procedure, case, as_of = drawn
        answer = assess(procedure, case, as_of)
        if answer.status is CaseStatus.CLOSED or answer.stage in (None, "ombudsman"):
            return
        moves = [
            move
            for move in answer.transitions
            if move.permission is not Permission.REFUSED and move.who.value in ("complainant", "both")
        ]
        waits = [row for row in answer.due_dates if row.state in (ClockState.RUNNING, ClockState.OVERDUE) and row.due]
        assert moves or waits


class TestAMissingFactNeverEntitles:
    """Design 2.7: a missing fact never yields `entitled`: what is entitled without a fact stays so when it is learned."""

    @given(questions(with_packs=False), st.booleans())
    def test_learning_a_fact_never_takes_an_entitlement_away(self, question, value):
        """What is entitled while `allowed` is unknown is entitled whichever way it turns out, in the same stage."""
        events = [e for e in question["case"]["events"] if e["event"] != "noted"]
        facts = {name: known for name, known in question["case"]["facts"].items() if name not in ("allowed", "hard")}
        unknown = answer_to(question, case={"events": events, "facts": facts})
        known = answer_to(question, case={"events": events, "facts": facts | {"hard": value}})
        if unknown.stage != known.stage or _states(unknown) != _states(known):
            return
        learned = {(move.basis, move.event): move.permission for move in known.transitions}
        for move in unknown.transitions:
            if move.permission is Permission.ENTITLED:
                assert learned[move.basis, move.event] is Permission.ENTITLED


def _states(answer):
    """Return the states of all clocks, on which tests may turn."""
    return [(row.timescale, row.occurrence, row.state, row.due) for row in answer.due_dates]


class TestEveryDateHasItsLedger:
    """Issue: every date has its ledger, each day from trigger to due date, counted or skipped and why, and the sum."""

    @given(shipped_cases())
    def test_the_last_day_of_the_count_is_the_first_due_date(self, drawn):
        """The days counted are as many as the period says, every other day has a reason, and the last is the date."""
        for row in assess(*drawn).due_dates:
            for step in row.ledger():
                if step.kind == "counted" and step.period and step.period.unit == "working days":
                    counted = [line for line in step.lines if line.counted is not None]
                    assert len(counted) == step.period.count
                    assert counted[-1].day == step.end
                    assert all(line.note for line in step.lines if line.counted is None)


class TestTheEnglishDecidesNothing:
    """Design 5: delete the explanation and every answer stays the same."""

    @given(shipped_cases())
    def test_answers_without_words_are_equal(self, drawn):
        """An assessment made without the English compares equal, and its data differ in the texts alone."""
        with_words, without = assess(*drawn), wordless(*drawn)
        assert with_words == without
        assert _without_texts(with_words.to_dict()) == _without_texts(without.to_dict())


def _without_texts(data):
    """Return data with every `text` taken out."""
    if isinstance(data, dict):
        return {key: _without_texts(value) for key, value in data.items() if key != "text"}
    return [_without_texts(item) for item in data] if isinstance(data, list) else data
