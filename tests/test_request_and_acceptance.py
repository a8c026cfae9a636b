"""What docs/format.md says of asking and deciding: a decision on one move, and two moves where somebody decides later."""

import re
from datetime import date
from pathlib import Path
from textwrap import indent

from complaint_rules import Case, Event, Procedure, assess, load_profile

ROOT = Path(__file__).parents[1]
(EXAMPLE,) = (
    block
    for block in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "format.md").read_text(encoding="utf-8"), re.DOTALL)
    if "stage_2_accepted" in block
)
PROFILE = """\
profile: northshire
title: Northshire County Council
edition: May 2024
documents: {page: {title: How to complain, version: "2024"}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: page
    begins: {complaint_received: {to: stage_1, who: complainant, source: "1"}}
    stages:
      stage_1:
        timescales:
          stage_1_response: {who: council, after: complaint_received, aim: 10 working days, done_by: stage_1_response_sent, source: "2"}
"""
RECEIVED = Event("complaint_received", date(2024, 6, 3))
SENT = Event("stage_1_response_sent", date(2024, 6, 10))
REQUEST = Event("stage_2_requested", date(2024, 6, 12))


def procedure(folder: Path, stage_2: str = EXAMPLE) -> Procedure:
    path = folder / "northshire.yaml"
    path.write_text(PROFILE + indent(stage_2, "      "), encoding="utf-8")
    return load_profile(str(path)).procedure("corporate")


def test_the_request_leads_nowhere_and_the_acceptance_on(tmp_path: Path) -> None:
    case = Case([RECEIVED, SENT, REQUEST])
    assert assess(procedure(tmp_path), case, date(2024, 6, 12)).stage == "stage_1"
    case = Case([RECEIVED, SENT, REQUEST, Event("stage_2_accepted", date(2024, 6, 14))])
    answer = assess(procedure(tmp_path), case, date(2024, 6, 14))
    assert answer.stage == "stage_2"
    # 25 working days after Friday 14 June 2024: 17 June is the first, Friday 19 July the twenty-fifth.
    assert {row.due for row in answer.due_dates if row.timescale == "stage_2_response"} == {date(2024, 7, 19)}


def test_a_move_with_a_decision_takes_the_case_on_at_its_event(tmp_path: Path) -> None:
    """Nobody is on record as having decided."""
    one = 'stage_2: {moves: {stage_2_requested: {during: stage_1, who: complainant, to: stage_2, decided_by: the Council, source: "3"}}}'
    assert assess(procedure(tmp_path, one), Case([RECEIVED, SENT, REQUEST]), date(2024, 6, 12)).stage == "stage_2"


def test_what_was_refused_has_happened_to_a_test(tmp_path: Path) -> None:
    """The request came before the answer and was refused; the acceptance asks that there was one."""
    early = Event("stage_2_requested", date(2024, 6, 5))
    answer = assess(procedure(tmp_path), Case([RECEIVED, early, SENT]), date(2024, 6, 11))
    assert {one.code for one in answer.irregularities} == {"move_refused"}
    (accepted,) = (move for move in answer.transitions if move.event == "stage_2_accepted")
    assert accepted.permission.value == "discretionary"


def test_a_duty_with_an_aim_alone_is_overdue_and_nothing_is_irregular(tmp_path: Path) -> None:
    """10 working days after Monday 3 June 2024 end on Monday 17 June."""
    late = Event("stage_1_response_sent", date(2024, 6, 20))
    for events, day, state in (
        ([RECEIVED], date(2024, 6, 17), "running"),
        ([RECEIVED], date(2024, 6, 18), "overdue"),
        ([RECEIVED, late], date(2024, 6, 20), "met_late"),
    ):
        answer = assess(procedure(tmp_path), Case(events), day)
        (row,) = (one for one in answer.due_dates if one.timescale == "stage_1_response")
        assert (row.state.value, row.due) == (state, date(2024, 6, 17))
        assert answer.irregularities == ()
