"""A statutory complaint of twelve events, council and law both: every date, and every move with its permission."""

from datetime import date
from typing import Any

from tests.property.shipped import ask_twin
from workalendar.europe import UnitedKingdom

from benchmarks.counting import FIRST, LAST, closed_days
from benchmarks.measuring import best_times, told
from benchmarks.peers import state_machine
from benchmarks.peers.precomputed_days import PrecomputedDays
from benchmarks.peers.table_replay import Answer, Recorded, replay
from complaint_rules import Case, Event, allowed_transitions, assess, due_dates, load_profile
from complaint_rules.assessment.assess import Assessment

PROCEDURE = load_profile("cambridgeshire").procedure("childrens_statutory")
FACTS: dict[str, Any] = {"complainant": "parent", "made": "in_writing", "subject": "part_3_function"}
EVENTS: tuple[tuple[str, date, dict[str, Any]], ...] = (
    ("complaint_received", date(2019, 1, 7), {}),
    ("complaint_acknowledged", date(2019, 1, 9), {}),
    ("extension_notified", date(2019, 1, 18), {"until": date(2019, 1, 30)}),
    ("stage_1_response_sent", date(2019, 1, 29), {"outcome": "not_upheld"}),
    ("stage_2_requested", date(2019, 2, 11), {}),
    ("statement_of_complaint_agreed", date(2019, 2, 25), {}),
    ("extension_notified", date(2019, 3, 14), {"until": date(2019, 5, 1)}),
    ("investigation_completed", date(2019, 4, 12), {}),
    ("stage_2_response_sent", date(2019, 4, 29), {"outcome": "partially_upheld"}),
    ("stage_3_requested", date(2019, 5, 14), {}),
    ("panel_held", date(2019, 6, 20), {}),
    ("panel_findings_sent", date(2019, 6, 26), {}),
)
AS_OF = date(2019, 7, 1)
CASE = Case([Event(kind, on, **details) for kind, on, details in EVENTS], FACTS)
RECORDED: list[Recorded] = [(kind, on, details.get("until"), "") for kind, on, details in EVENTS]


def whole() -> Assessment:
    """Assess, and look at every date and every permission."""
    found = assess(PROCEDURE, CASE, AS_OF)
    for row in found.due_dates:
        _ = row.started_on, row.first_due, row.due, row.latest, row.state, row.done_on
    for move in found.transitions:
        _ = move.permission
    return found


def twins_answer() -> dict[str, Any]:
    """Return what the naive twin says of the case, from the YAML alone."""
    events = [{"event": kind, "on": on, **details} for kind, on, details in EVENTS]
    case = {"facts": FACTS, "events": events}
    found: dict[str, Any] = ask_twin(
        {"procedure": ("cambridgeshire", "childrens_statutory"), "case": case, "as_of": AS_OF}
    )
    return found


def differences(
    expected: dict[str, Any], by_hand: list[Answer], composed: list[Answer], moves: dict[str, Any]
) -> list[str]:
    """Return every answer, ours or a peer's, that is not the twin's."""
    wanted = {(row["basis"], row["timescale"]): tuple(row[key] for key in _KEYS) for row in expected["due_dates"]}
    ours = {(str(row.basis), row.timescale): _said(row) for row in whole().due_dates}
    wrong = [] if ours == wanted else [f"due dates: {sorted(ours.items() ^ wanted.items(), key=str)}"]
    for name, found in (("by hand", by_hand), ("composed", composed)):
        theirs = {(basis, timescale): tuple(rest) for basis, timescale, *rest in found}
        wrong += [] if theirs == wanted else [f"{name}: {sorted(theirs.items() ^ wanted.items(), key=str)}"]
    permissions = {(row["basis"], row["event"]): row["permission"] for row in expected["transitions"]}
    said = {(str(move.basis), move.event): str(move.permission) for move in whole().transitions}
    wrong += [] if said == permissions else [f"permissions: {sorted(said.items() ^ permissions.items())}"]
    open_ones = {key for key, permission in permissions.items() if permission in ("entitled", "discretionary")}
    probed = {(basis, event) for basis, found in moves.items() for event, may in found if may}
    return wrong + ([] if probed == open_ones else [f"composed moves: {sorted(probed ^ open_ones)}"])


_KEYS = ("started_on", "first_due", "due", "latest", "state", "done_on")


def _said(row: Any) -> tuple[Any, ...]:
    return tuple(str(getattr(row, key)) if key == "state" else getattr(row, key) for key in _KEYS)


def measure() -> tuple[list[str], list[str]]:
    """Return what to print, and every answer that is not the twin's."""
    lists = PrecomputedDays(FIRST, LAST, closed_days(PROCEDURE.calendars["working days"]))
    machines, bought = state_machine.machines(), state_machine.WorkalendarDays(UnitedKingdom())
    dates, moves = state_machine.assessed(machines, bought, RECORDED, FACTS, AS_OF)
    wrong = differences(twins_answer(), replay(RECORDED, lists, AS_OF), dates, moves)
    held = {basis: state_machine.fresh(machines[basis], basis, RECORDED, FACTS, dates) for basis in machines}
    for complaint in held.values():
        complaint.today = AS_OF
    all_of_it = {
        "this library: assess, every date and permission read": whole,
        "by hand: one table, dates alone": lambda: replay(RECORDED, lists, AS_OF),
        "transitions and workalendar": lambda: state_machine.assessed(machines, bought, RECORDED, FACTS, AS_OF),
        "this library: assess(…).to_dict(), with all its English": lambda: assess(PROCEDURE, CASE, AS_OF).to_dict(),
    }
    open_now = {
        "this library: allowed_transitions, from the events": lambda: allowed_transitions(PROCEDURE, CASE, AS_OF),
        "transitions: replaying the events, then may_…": lambda: [
            state_machine.probe(state_machine.fresh(machine, basis, RECORDED, FACTS, dates), basis)
            for basis, machine in machines.items()
        ],
        "transitions: may_… alone, its state held": lambda: [state_machine.probe(held[basis], basis) for basis in held],
        "this library: due_dates": lambda: due_dates(PROCEDURE, CASE, AS_OF),
    }
    return [
        told("Twelve events, council and law", times := best_times(all_of_it), next(iter(times))),
        told("What is open now", times := best_times(open_now), next(iter(times))),
    ], wrong
