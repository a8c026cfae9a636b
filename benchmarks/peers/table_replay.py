"""A replay as one would write it by hand for one procedure: a table of rows, a table of moves, one pass, dates only.

It knows Cambridgeshire's statutory procedure and the Regulations of 2006 beside it, and nothing that a complaint in
writing that is never suspended does not need: no readings, no missing facts, no permissions, no reasons, no ledger.
What it does, it does for any such history: events in any order, extensions that name what they extend, clocks that
end with their stage.
"""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from benchmarks.peers.precomputed_days import PrecomputedDays

YEAR, NO_DATE = 0, -1
"""Stand for a length of one year, and for a duty without a date, where others have their number of working days."""


@dataclass(frozen=True, slots=True)
class Row:
    """One timescale of the table, and the stages in which it may start."""

    basis: str
    name: str
    stages: tuple[str, ...]
    after: str
    days: int
    done_by: str
    extended_by: str = ""
    up_to: int = 0
    window: bool = False
    cancelled_by: str = ""
    answers: str = ""


ONE, TWO, THREE = ("stage_1",), ("stage_2",), ("stage_3",)
ROWS = (
    Row("council", "acknowledge", ONE, "complaint_received", 3, "complaint_acknowledged"),
    Row("council", "forwarding", ONE, "complaint_received", NO_DATE, "complaint_forwarded",
        cancelled_by="complaint_acknowledged"),
    Row("council", "allocate", ONE, "complaint_received", NO_DATE, "complaint_allocated"),
    Row("council", "stage_1_response", ONE, "complaint_received", 10, "stage_1_response_sent",
        "extension_notified", 20),
    Row("council", "stage_2_request", ONE, "stage_1_response_sent", YEAR, "stage_2_requested", window=True),
    Row("council", "feedback", ONE, "stage_1_response_sent", 20, "feedback_returned", window=True,
        cancelled_by="stage_2_requested"),
    Row("council", "stage_2_decision", TWO, "stage_2_requested", NO_DATE, "stage_2_accepted",
        cancelled_by="statement_of_complaint_agreed"),
    Row("council", "investigating_officer", TWO, "stage_2_requested", NO_DATE, "investigator_appointed"),
    Row("council", "independent_person", TWO, "stage_2_requested", NO_DATE, "independent_person_appointed"),
    Row("council", "schedule_of_complaint", TWO, "stage_2_requested", NO_DATE, "statement_of_complaint_agreed"),
    Row("council", "stage_2_investigation", TWO, "statement_of_complaint_agreed", 25, "investigation_completed",
        "extension_notified", 65, cancelled_by="stage_2_response_sent", answers="stage_2_response"),
    Row("council", "stage_2_response", TWO, "investigation_completed", 20, "stage_2_response_sent"),
    Row("council", "stage_3_request", TWO, "stage_2_response_sent", 20, "stage_3_requested", window=True),
    Row("council", "stage_3_decision", THREE, "stage_3_requested", NO_DATE, "stage_3_accepted",
        cancelled_by="panel_held"),
    Row("council", "panel_appointment", THREE, "stage_3_requested", 10, "panel_appointed"),
    Row("council", "panel_meeting", THREE, "stage_3_requested", 30, "panel_held"),
    Row("council", "panel_findings", THREE, "panel_held", 5, "panel_findings_sent"),
    Row("council", "stage_3_response", THREE, "panel_findings_sent", 15, "stage_3_response_sent"),
    Row("law", "information", ONE, "complaint_received", NO_DATE, "information_given"),
    Row("law", "stage_1_response", ONE, "complaint_received", 10, "stage_1_response_sent", "extension_notified", 20),
    Row("law", "stage_2_response", TWO, "stage_2_requested", 25, "stage_2_response_sent", "extension_notified", 65),
    Row("law", "independent_person", TWO, "stage_2_requested", NO_DATE, "independent_person_appointed"),
    Row("law", "stage_2_extension_notice", TWO, "stage_2_requested", 25, "extension_notified"),
    Row("law", "stage_3_request", TWO, "stage_2_response_sent", 20, "stage_3_requested", window=True),
    Row("law", "panel_appointment", THREE, "stage_3_requested", NO_DATE, "panel_appointed"),
    Row("law", "panel_meeting", THREE, "stage_3_requested", 30, "panel_held"),
    Row("law", "panel_findings", THREE, "panel_held", 5, "panel_findings_sent"),
    Row("law", "stage_3_response", THREE, "panel_findings_sent", 15, "stage_3_response_sent"),
)  # fmt: skip

NOT_STARTED = (
    ("council", "actions_follow_up"),
    ("council", "correspondence"),
    ("council", "implementation"),
    ("council", "compensation_report"),
    ("council", "delay_warning"),
    ("council", "meeting_letter"),
    ("council", "panel_papers"),
    ("council", "restriction_review"),
    ("council", "solicitors_information"),
    ("council", "withdrawal_confirmation"),
    ("law", "ombudsman_approach"),
    ("law", "reinstatement"),
    ("law", "resubmission"),
    ("law", "suspension_notice"),
    ("law", "terms_of_resolution"),
    ("law", "withdrawal_confirmation"),
)

MOVES = {
    ("", "complaint_received"): "stage_1",
    ("stage_1", "stage_2_requested"): "stage_2",
    ("stage_2", "stage_3_requested"): "stage_3",
}

DRAFT = "stage_1_draft"
"""The one row that hangs on another: a working day before the answer of stage 1 is due, cancelled by the answer."""


def _by(key: str) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in ROWS:
        if event := getattr(row, key):
            found.setdefault(event, []).append(row)
    return {event: tuple(rows) for event, rows in found.items()}


STARTS, ENDS, EXTENDS, CANCELS = _by("after"), _by("done_by"), _by("extended_by"), _by("cancelled_by")


class Clock:
    """One row that has started."""

    __slots__ = ("cancelled", "done_on", "due", "first_due", "latest", "row", "started_on")

    def __init__(self, row: Row, started_on: date, first_due: date | None, latest: date | None) -> None:
        """Start the row on a day."""
        self.row, self.started_on = row, started_on
        self.first_due = self.due = first_due
        self.latest = latest
        self.done_on: date | None = None
        self.cancelled = False

    @property
    def open(self) -> bool:
        """Say whether it is neither done nor cancelled."""
        return self.done_on is None and not self.cancelled

    def in_time(self, day: date) -> bool:
        """Say whether its date, if it has one, has not passed."""
        return self.due is None or day <= self.due


Recorded = tuple[str, date, date | None, str]
"""An event: its kind, its day, the new date and the timescale that it names."""
Answer = tuple[str, str, date | None, date | None, date | None, date | None, str, date | None]
"""Basis, name, started on, first due, due, latest, state, done on."""


def replay(events: list[Recorded], days: PrecomputedDays, as_of: date) -> list[Answer]:
    """Return every row of the table for the events up to a day."""
    clocks: dict[tuple[str, str], Clock] = {}
    stage = ""
    for kind, on, until, of in sorted(events, key=itemgetter(1)):
        if on > as_of:
            break
        for row in ENDS.get(kind, ()):
            clock = clocks.get((row.basis, row.name))
            if clock is not None and clock.open:
                clock.done_on = on
        for row in CANCELS.get(kind, ()):
            clock = clocks.get((row.basis, row.name))
            if clock is not None and clock.open and clock.in_time(on):
                clock.cancelled = True
        _extend(kind, on, until, of, clocks)
        left, stage = stage, MOVES.get((stage, kind), stage)
        if left != stage:
            _leave(left, on, clocks)
        _start(kind, on, (left, stage), clocks, days)
    found = [_answer(clock, as_of) for clock in clocks.values()]
    found += [(basis, name, None, None, None, None, "not_started", None) for basis, name in NOT_STARTED]
    found.append(_draft(clocks["council", "stage_1_response"], days, as_of))
    return found


def _extend(kind: str, on: date, until: date | None, of: str, clocks: dict[tuple[str, str], Clock]) -> None:
    for row in EXTENDS.get(kind, ()):
        clock = clocks.get((row.basis, row.name))
        if clock is None or clock.due is None or clock.latest is None:
            continue
        if clock.open and on <= clock.due and of in ("", row.name, row.answers):
            clock.due = max(clock.due, min(until or clock.latest, clock.latest))


def _leave(stage: str, on: date, clocks: dict[tuple[str, str], Clock]) -> None:
    for clock in clocks.values():
        if stage in clock.row.stages and clock.open and clock.in_time(on):
            clock.cancelled = True


def _start(
    kind: str, on: date, stages: tuple[str, str], clocks: dict[tuple[str, str], Clock], days: PrecomputedDays
) -> None:
    for row in STARTS.get(kind, ()):
        if (row.basis, row.name) not in clocks and (stages[0] in row.stages or stages[1] in row.stages):
            first = _last_day(row, on, days)
            latest = days.add(on, row.up_to) if row.up_to else first
            clocks[row.basis, row.name] = Clock(row, on, first, latest)


def _last_day(row: Row, on: date, days: PrecomputedDays) -> date | None:
    if row.days == NO_DATE:
        return None
    return days.add(on, row.days) if row.days else _one_year_after(on)


def _one_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _answer(clock: Clock, as_of: date) -> Answer:
    row, due, done = clock.row, clock.due, clock.done_on
    if done is not None:
        state = "met" if clock.in_time(done) else "met_late"
    elif clock.cancelled:
        state = "cancelled"
    elif clock.in_time(as_of):
        state = "running"
    else:
        state = "lapsed" if row.window else "overdue"
    return row.basis, row.name, clock.started_on, clock.first_due, due, clock.latest, state, done


def _draft(answered: Clock, days: PrecomputedDays, as_of: date) -> Answer:
    assert answered.due is not None
    due = days.before(answered.due, 1)
    if answered.done_on is not None and answered.done_on <= due:
        state = "cancelled"
    else:
        state = "running" if as_of <= due else "overdue"
    return "council", DRAFT, answered.due, due, due, due, state, None
