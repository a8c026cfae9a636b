"""Published decisions of the Local Government and Social Care Ombudsman, entered as cases.

Each gives the Ombudsman's date under the start that the Ombudsman took, and the same fault. The decisions tell some days
by the month alone; then every working day of that month is tried. Dates are counted by hand from the bank holidays of
England: 6 and 27 May, 26 August and 25 and 26 December 2024; 25 and 26 December 2025 and 1 January 2026.
https://www.lgo.org.uk/decisions/children-s-care-services/ has them by their numbers.
"""

from datetime import date, timedelta

import pytest

from complaint_rules import Case, Event, allowed_transitions, assess, due_dates, load_profile
from complaint_rules.assessment.due_dates import DueDate

PARENT = {"complainant": "parent", "made": "in_writing", "subject": "part_3_function"}
THIN = load_profile("northumberland").procedure("childrens_statutory")
"""A page that leaves nearly everything to the Regulations."""
BY_STATEMENT = load_profile("cambridgeshire").procedure("childrens_statutory")
"""A page that counts stage 2 from the agreed statement, as some of the decisions do."""


def history(*events: tuple[str, date]) -> list[Event]:
    return [Event(kind, on) for kind, on in events]


def row(procedure: object, events: list[Event], as_of: date, basis: str, timescale: str) -> DueDate:
    found = due_dates(procedure, Case(events, PARENT), as_of)  # type: ignore[arg-type]
    return next(one for one in found if (one.basis, one.timescale) == (basis, timescale))


def working_days_of(year: int, month: int) -> list[date]:
    days = (date(year, month, 1) + timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == month and day.weekday() < 5]


class TestStageTwoIsLate:
    def test_24_004_450_cumberland(self) -> None:
        """Stage 2 was to start on 9 April 2024; on 11 September there was no answer: out of the statutory time.

        Sixty-five working days from 9 April: fifteen in April, twenty-one in May, twenty in June, nine in July.
        """
        request = date(2024, 4, 9)
        events = history(
            ("complaint_received", date(2024, 3, 4)), ("stage_1_response_sent", date(2024, 3, 18)),
            ("stage_2_requested", request),
        )  # fmt: skip
        found = row(THIN, events, date(2024, 9, 11), "law", "stage_2_response")
        assert (found.started_on, found.latest) == (request, date(2024, 7, 11))
        assert found.state == "overdue"

    @pytest.mark.parametrize("request_day", working_days_of(2025, 9))
    def test_25_030_380_merton(self, request_day: date) -> None:
        """Escalated in September 2025, an answer was due by the end of December; it came on 11 May 2026.

        From 1 September the sixty-fifth working day is 1 December; from 30 September it is 2 January, the first working
        day after the month that the Ombudsman names.
        """
        events = history(
            ("complaint_received", date(2025, 8, 1)), ("stage_1_response_sent", date(2025, 8, 15)),
            ("stage_2_requested", request_day), ("stage_2_response_sent", date(2026, 5, 11)),
        )  # fmt: skip
        found = row(THIN, events, date(2026, 5, 17), "law", "stage_2_response")
        assert found.latest is not None
        assert date(2025, 12, 1) <= found.latest <= date(2026, 1, 2)
        assert found.state == "met_late"

    @pytest.mark.parametrize("agreed", working_days_of(2023, 9))
    def test_24_002_249_haringey(self, agreed: date) -> None:
        """The complaint was agreed with the investigator in September 2023: at most 65 working days, thirteen weeks.

        The report came in February 2024. Here the Ombudsman counts from the agreed statement, as some pages do: thirteen
        weeks from September end in December, or with the days of Christmas by 3 January.
        """
        events = history(
            ("complaint_received", date(2023, 6, 1)), ("stage_1_response_sent", date(2023, 6, 15)),
            ("stage_2_requested", date(2023, 7, 3)), ("statement_of_complaint_agreed", agreed),
            ("investigation_completed", date(2024, 2, 1)),
        )  # fmt: skip
        found = row(BY_STATEMENT, events, date(2024, 3, 1), "council", "stage_2_investigation")
        assert found.latest is not None
        assert date(2023, 12, 1) <= found.latest <= date(2024, 1, 3)
        assert found.state == "met_late"
        by_the_request = row(BY_STATEMENT, events, date(2024, 3, 1), "law", "stage_2_response")
        assert by_the_request.latest == date(2023, 10, 3)


class TestThePanelIsLate:
    @pytest.mark.parametrize("request_day", working_days_of(2024, 1)[:5])
    def test_24_009_439_wokingham(self, request_day: date) -> None:
        """Asked for in early January 2024, no panel had been held: late.

        The decision speaks of twenty working days; regulation 19(4) has thirty (law.md, A-20), and so do we. By either
        count a panel that has not met by September is late.
        """
        events = history(
            ("complaint_received", date(2023, 6, 1)), ("stage_1_response_sent", date(2023, 6, 15)),
            ("stage_2_requested", date(2023, 7, 3)), ("stage_2_response_sent", date(2023, 12, 11)),
            ("stage_3_requested", request_day),
        )  # fmt: skip
        found = row(THIN, events, date(2024, 9, 2), "law", "panel_meeting")
        assert found.due is not None
        assert date(2024, 2, 12) <= found.due <= date(2024, 2, 19)
        assert found.state == "overdue"


class TestWhoMayGoOn:
    def test_23_002_843_wandsworth(self) -> None:
        """A panel that was asked for after the twenty working days may be refused; it need not be: no fault in that.

        The answer is received on 2 May 2023; nineteen working days of May follow (8 and 29 May are closed), one in June.
        """
        events = history(
            ("complaint_received", date(2022, 12, 1)), ("stage_1_response_sent", date(2022, 12, 15)),
            ("stage_2_requested", date(2023, 1, 10)), ("stage_2_response_sent", date(2023, 5, 2)),
            ("stage_2_response_received", date(2023, 5, 2)),
        )  # fmt: skip
        last_day = row(THIN, events, date(2023, 5, 20), "law", "stage_3_request").due
        assert last_day == date(2023, 6, 1)
        for day, permission in ((date(2023, 6, 1), "entitled"), (date(2023, 6, 2), "discretionary")):
            moves = allowed_transitions(THIN, Case(events, PARENT), day)
            asked = next(move for move in moves if (move.basis, move.event) == ("law", "stage_3_requested"))
            assert asked.permission == permission

    def test_22_008_976_manchester(self) -> None:
        """Stage 2 may not be refused because there is nothing to add: the law's clock runs on, whatever was written."""
        events = history(
            ("complaint_received", date(2024, 3, 4)), ("stage_1_response_sent", date(2024, 3, 18)),
            ("stage_2_requested", date(2024, 4, 9)), ("stage_2_refused", date(2024, 4, 11)),
        )  # fmt: skip
        refused = row(BY_STATEMENT, events, date(2024, 4, 12), "law", "stage_2_response")
        assert (refused.state, refused.due) == ("running", date(2024, 5, 15))
        assert row(BY_STATEMENT, events, date(2024, 5, 16), "law", "stage_2_response").state == "overdue"

    def test_23_008_191_central_bedfordshire(self) -> None:
        """A complaint that belongs in the statutory procedure was taken through the corporate one."""
        corporate = load_profile("cambridgeshire").procedure("corporate")
        case = Case(history(("complaint_received", date(2024, 3, 4))), PARENT)
        codes = [one.code for one in assess(corporate, case, date(2024, 4, 1)).irregularities]
        assert codes == ["statutory_matter_elsewhere"]
