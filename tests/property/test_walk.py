"""A complaint walked event by event through the Cambridgeshire statutory procedure, as a case system would."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from complaint_rules import Case, Event, assess, load_profile
from complaint_rules.terms import Basis, CaseStatus, ClockState, Permission

PROCEDURE = load_profile("cambridgeshire").procedure("childrens_statutory")


class Walk(RuleBasedStateMachine):
    """Only open moves and plain acts are made, so the history stays regular; each answer must follow from the last."""

    def __init__(self):
        super().__init__()
        self.events: list[Event] = []
        self.facts = {"complainant": "parent", "made": "in_writing"}
        self.today = date(2018, 1, 2)

    def answer(self):
        """Assess the case as it stands today."""
        return assess(PROCEDURE, Case(self.events, self.facts), self.today)

    @initialize(day=st.dates(date(2018, 1, 1), date(2025, 6, 30)))
    def receive(self, day):
        """Receive a complaint."""
        self.today = day
        self.events.append(Event("complaint_received", day))

    @rule(days=st.integers(1, 40))
    def wait(self, days):
        """Let time pass with nothing happening: a clock only ever goes from running to late, by one reading or by all."""
        before = {(r.basis, r.timescale, r.occurrence): r.state for r in self.answer().due_dates}
        self.today += timedelta(days=days)
        for row in self.answer().due_dates:
            was = before[row.basis, row.timescale, row.occurrence]
            if was is ClockState.RUNNING:
                by_one_reading = row.state is ClockState.UNDETERMINED and row.due is None
                assert by_one_reading or row.state in (ClockState.RUNNING, ClockState.OVERDUE, ClockState.LAPSED)
            else:
                assert row.state is was or ClockState.UNDETERMINED in (row.state, was)

    @rule(data=st.data())
    def make_a_move(self, data):
        """Make an open move: the case stands where the move said, and nothing is irregular."""
        moves = [
            m for m in self.answer().transitions if m.basis is Basis.COUNCIL and m.permission is not Permission.REFUSED
        ]
        if not moves:
            return
        move = data.draw(st.sampled_from(moves))
        refused_before = self.refusals()
        self.events.append(Event(move.event, self.today))
        answer = self.answer()
        assert self.refusals() == refused_before
        if move.to == "suspended":
            assert answer.status is CaseStatus.SUSPENDED
        elif move.to == "withdrawn":
            assert answer.status is CaseStatus.WITHDRAWN
        elif move.to:
            assert answer.stage == move.to

    @precondition(lambda self: self.answer().status is CaseStatus.OPEN)
    @rule(outcome=st.sampled_from(["upheld", "not_upheld", "partially_upheld"]))
    def answer_the_stage(self, outcome):
        """Answer the stage: its clock is done, in time exactly if the date had not passed."""
        stage = self.answer().stage
        if stage not in ("stage_1", "stage_2", "stage_3"):
            return
        self.events.append(Event(f"{stage}_response_sent", self.today, outcome=outcome))
        for row in self.answer().due_dates:
            if row.timescale == f"{stage}_response" and row.done_on == self.today and row.due and not row.readings:
                assert (row.state is ClockState.MET) == (self.today <= row.due)

    def refusals(self):
        """Count the council's refused moves so far."""
        return sum(one.code == "move_refused" and one.basis is Basis.COUNCIL for one in self.answer().irregularities)

    @invariant()
    def every_answer_is_whole(self):
        """Find the stage among the procedure's, and a row for every timescale that applies to every case."""
        answer = self.answer()
        assert answer.stage in (None, "stage_1", "stage_2", "stage_3", "closed", "ombudsman")
        names = {row.timescale for row in answer.due_dates if row.basis is Basis.COUNCIL}
        to_every_case = {rule.name for rule in PROCEDURE.timescales if not rule.condition.clauses}
        assert to_every_case <= names <= {rule.name for rule in PROCEDURE.timescales}


TestWalk = Walk.TestCase
TestWalk.settings = settings(stateful_step_count=15)
