"""Dates that were counted by hand from the policy, with the staff handbook beside it."""

from datetime import date
from pathlib import Path

import northshire_complaints

from complaint_rules import Case, Event, due_dates, load_profile


def test_the_name_means_our_own_profile():
    here = Path(northshire_complaints.__file__).parent
    assert Path(load_profile("northshire").origin).parent == here


def test_ten_working_days_over_christmas():
    procedure = load_profile("northshire").procedure("childrens_statutory")
    case = Case([Event("complaint_received", date(2024, 12, 18))])
    rows = due_dates(procedure, case, as_of=date(2024, 12, 18))
    due = {row.basis.value: row.due for row in rows if row.timescale == "stage_1_response"}
    assert due == {"council": date(2025, 1, 9), "law": date(2025, 1, 6)}
