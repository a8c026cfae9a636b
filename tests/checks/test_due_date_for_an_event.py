"""A window that begins with a due date: told where what it is for waits until that is done, and there alone."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

CODE = "window_counted_from_a_due_date"
BROKEN = (Path(__file__).parent / "profiles" / CODE / "broken.yaml").read_text(encoding="utf-8")
ASKS = "if: {stage_1_response_sent: happened}"
AFTER = "after: stage_1_response,"
ROWS = "after: [{if: {complex: true}, then: stage_1_response_sent}, {then: stage_1_response}],"
LED_TO = """\
          stage_1_response_sent: {to: answered, who: council, source: "3"}
          complaint_closed: {to: closed, who: council, source: "3"}
      answered:
        moves:
          stage_2_requested: {to: stage_2, who: complainant, source: "3"}
          ombudsman_approached: {to: ombudsman, who: complainant, source: "4"}
"""
CLOSED = '          complaint_closed: {to: closed, who: council, source: "3"}\n'
REQUEST = f'          stage_2_requested:\n            - {{to: stage_2, who: complainant, {ASKS}, source: "3"}}\n'


@pytest.mark.parametrize(
    "asks",
    [
        ASKS,
        "if: {stage_1_response_received: happened}",
        "if: {stage_1_response_sent: [not_upheld, partially_upheld]}",
        "if: {stage_1_response_sent: {none_of: [not_happened, upheld]}}",
        "if: {stage_1_response: [met, met_late]}",
    ],
)
def test_a_request_that_waits_for_the_answer_is_told(asks: str, tmp_path: Path) -> None:
    """However the move says that it waits for it."""
    assert [fault.code for fault in faults_in(tmp_path, BROKEN, (ASKS, asks))] == [CODE]


@pytest.mark.parametrize(
    "asks",
    [
        "if: {complex: true}",
        "if: {stage_1_response: overdue}",
        "if: {stage_1_response: [met, met_late, overdue]}",
        "if: {stage_1_response_sent: [upheld, not_happened]}",
        "if: {stage_1_response_sent: {none_of: [upheld]}}",
    ],
)
def test_a_request_that_may_come_without_an_answer_is_not(asks: str, tmp_path: Path) -> None:
    """Its time may well run from the day on which the answer should have come."""
    assert CODE not in [fault.code for fault in faults_in(tmp_path, BROKEN, (ASKS, asks))]


def test_a_stage_to_which_only_the_answer_leads_is_as_good_as_a_test(tmp_path: Path) -> None:
    changes = ((REQUEST, ""), (CLOSED, LED_TO), (AFTER, f"during: answered, {AFTER}"))
    assert [fault.code for fault in faults_in(tmp_path, BROKEN, *changes)] == [CODE]


def test_of_a_start_by_case_the_row_is_told(tmp_path: Path) -> None:
    (fault,) = faults_in(tmp_path, BROKEN, (AFTER, ROWS))
    assert fault.path.endswith("stage_2_request.after[1].then")
    assert (fault.text, fault.mend) == ("stage_1_response", "did you mean `stage_1_response_sent`?")


def test_what_follows_from_it_is_not_told_besides(tmp_path: Path) -> None:
    """A duty for which no time is set has no due date, so that the window could not start either."""
    faults = faults_in(tmp_path, BROKEN, ("within: 10 working days", "within: no time set"))
    assert [fault.code for fault in faults] == [CODE]
