"""The same answers from `transitions` and `workalendar`: two machines with guards, and dates by adding working days.

One machine for the council's procedure and one for the Regulations, each with the moves that the library knows for this
case, their sources, and the same tests as guards. The dates come from the table of `table_replay`, each counted by
workalendar from its event, as one would write it without lists of one's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transitions import Machine
from workalendar.europe import UnitedKingdom

from benchmarks.peers.precomputed_days import PrecomputedDays
from benchmarks.peers.table_replay import Answer, Recorded, replay

STATES = ["nowhere", "stage_1", "stage_2", "stage_3", "closed", "suspended", "withdrawn", "ombudsman"]
HERE = ["stage_1", "stage_2", "stage_3"]


@dataclass
class Complaint:
    """The model of a machine: what has happened, what is known, and the windows that have an end."""

    facts: dict[str, Any]
    today: date = date.min
    outcomes: dict[str, str | None] = field(default_factory=dict)
    closes: dict[str, date] = field(default_factory=dict)
    state: str = "nowhere"

    def answered_1(self) -> bool:
        """Say whether stage 1 has been answered."""
        return "stage_1_response_sent" in self.outcomes

    def answered_2(self) -> bool:
        """Say whether stage 2 has been answered."""
        return "stage_2_response_sent" in self.outcomes

    def upheld_2(self) -> bool:
        """Say whether it was upheld at stage 2."""
        return self.outcomes.get("stage_2_response_sent") == "upheld"

    def in_time_2(self) -> bool:
        """Say whether the time to ask for stage 2 has yet to pass."""
        return self.today <= self.closes.get("stage_2_request", date.max)

    def in_time_3(self) -> bool:
        """Say whether the time to ask for stage 3 has yet to pass."""
        return self.today <= self.closes.get("stage_3_request", date.max)

    def proceedings(self) -> bool:
        """Say whether other proceedings are under way."""
        return self.facts.get("concurrent_proceedings", "none") != "none"

    def prejudiced(self) -> bool:
        """Say whether they would be prejudiced."""
        return bool(self.facts.get("would_prejudice"))

    def proceedings_forbid_nothing(self) -> bool:
        """Say whether it may be considered: while other proceedings would be prejudiced it may not."""
        return not (self.proceedings() and self.prejudiced())

    def proposed_change(self) -> bool:
        """Say whether it is about a proposed change."""
        return bool(self.facts.get("about_proposed_change"))

    def ended(self) -> bool:
        """Say whether other proceedings have ended."""
        return "proceedings_ended" in self.outcomes


COUNCIL: list[dict[str, Any]] = [
    {"trigger": "complaint_received", "source": "nowhere", "dest": "stage_1"},
    {"trigger": "stage_2_requested", "source": ["stage_1", "closed"], "dest": "stage_2",
     "conditions": ["answered_1", "in_time_2"]},
    {"trigger": "resolution_meeting_held", "source": ["stage_1", "stage_2"], "dest": "="},
    {"trigger": "complaint_closed", "source": ["stage_1", "stage_2"], "dest": "closed"},
    {"trigger": "stage_1_skip_agreed", "source": "stage_1", "dest": "stage_2"},
    {"trigger": "stage_2_refused", "source": "stage_2", "dest": "stage_1"},
    {"trigger": "stage_3_requested", "source": "stage_2", "dest": "stage_3", "conditions": ["answered_2", "in_time_3"]},
    {"trigger": "stage_3_refused", "source": "stage_3", "dest": "stage_2"},
    {"trigger": "early_referral_agreed", "source": "stage_2", "dest": "ombudsman", "conditions": ["upheld_2"]},
    {"trigger": "ombudsman_approached", "source": HERE, "dest": "="},
    {"trigger": "complaint_resubmitted", "source": "suspended", "dest": "stage_1", "conditions": ["ended"]},
    {"trigger": "complaint_resumed", "source": "suspended", "dest": "stage_1"},
    {"trigger": "complaint_reinstated", "source": "withdrawn", "dest": "stage_1"},
    {"trigger": "complaint_withdrawn", "source": HERE, "dest": "withdrawn"},
    {"trigger": "complaint_suspended", "source": HERE, "dest": "suspended", "conditions": ["proceedings"]},
    {"trigger": "redress_authorised", "source": HERE, "dest": "="},
    {"trigger": "restriction_imposed", "source": HERE, "dest": "="},
    {"trigger": "decision_deferred", "source": HERE, "dest": "=", "conditions": ["proposed_change"]},
]  # fmt: skip

LAW: list[dict[str, Any]] = [
    {"trigger": "complaint_received", "source": "nowhere", "dest": "stage_1"},
    {"trigger": "stage_1_skip_agreed", "source": "stage_1", "dest": "stage_2",
     "conditions": ["proceedings_forbid_nothing"]},
    {"trigger": "response_accepted", "source": HERE, "dest": "closed"},
    {"trigger": "stage_2_requested", "source": "stage_1", "dest": "stage_2",
     "conditions": ["answered_1", "proceedings_forbid_nothing"]},
    {"trigger": "stage_3_requested", "source": "stage_2", "dest": "stage_3",
     "conditions": ["answered_2", "in_time_3", "proceedings_forbid_nothing"]},
    *(
        {"trigger": trigger, "source": [*HERE, "suspended", "withdrawn", "closed", "ombudsman"],
         "dest": "=", "conditions": ["proceedings_forbid_nothing"]}
        for trigger in ("stage_1_response_sent", "stage_2_response_sent", "panel_held", "stage_3_response_sent")
    ),
    {"trigger": "ombudsman_approached", "source": HERE, "dest": "="},
    {"trigger": "complaint_resubmitted", "source": "suspended", "dest": "stage_1", "conditions": ["ended"]},
    {"trigger": "complaint_resumed", "source": "suspended", "dest": "stage_1"},
    {"trigger": "complaint_reinstated", "source": "withdrawn", "dest": "stage_1"},
    {"trigger": "complaint_withdrawn", "source": HERE, "dest": "withdrawn"},
    {"trigger": "complaint_suspended", "source": HERE, "dest": "suspended",
     "conditions": ["proceedings", "prejudiced"]},
]  # fmt: skip

BASES = {"council": COUNCIL, "law": LAW}
TRIGGERS = {basis: tuple(dict.fromkeys(move["trigger"] for move in moves)) for basis, moves in BASES.items()}


def machines() -> dict[str, Machine]:
    """Return one machine for each basis, without a model: they are made once and used for every case."""
    return {
        basis: Machine(model=None, states=STATES, initial="nowhere", transitions=moves, auto_transitions=False)
        for basis, moves in BASES.items()
    }


class WorkalendarDays(PrecomputedDays):
    """The same counting, done by workalendar each time."""

    def __init__(self, calendar: UnitedKingdom) -> None:
        """Count in one of its calendars."""
        self.calendar = calendar

    def add(self, day: date, n: int) -> date:
        """Return the nth working day after a day."""
        return self.calendar.add_working_days(day, n)

    def before(self, day: date, n: int) -> date:
        """Return the nth working day before a day."""
        return self.calendar.sub_working_days(day, n)


def fresh(
    machine: Machine, basis: str, events: list[Recorded], facts: dict[str, Any], dates: list[Answer]
) -> Complaint:
    """Return a model that has taken the events that its machine knows, on the day of the last one."""
    complaint = Complaint(facts)
    complaint.closes = {name: due for kind, name, _, _, due, _, _, _ in dates if kind == basis and due is not None}
    machine.add_model(complaint, initial="nowhere")
    for kind, on, _, _ in events:
        complaint.today = on
        complaint.outcomes[kind] = None
        if kind in TRIGGERS[basis]:
            may: Callable[[], bool] = getattr(complaint, f"may_{kind}")
            if may():
                getattr(complaint, kind)()
    machine.remove_model(complaint)
    return complaint


def probe(complaint: Complaint, basis: str) -> list[tuple[str, bool]]:
    """Ask the machine of every move whether it may be made."""
    return [(trigger, getattr(complaint, f"may_{trigger}")()) for trigger in TRIGGERS[basis]]


def assessed(
    made: dict[str, Machine], days: PrecomputedDays, events: list[Recorded], facts: dict[str, Any], as_of: date
) -> tuple[list[Answer], dict[str, list[tuple[str, bool]]]]:
    """Return every date and every move with its answer, council and law both."""
    dates = replay(events, days, as_of)
    found = {}
    for basis, machine in made.items():
        complaint = fresh(machine, basis, events, facts, dates)
        complaint.today = as_of
        found[basis] = probe(complaint, basis)
    return dates, found
