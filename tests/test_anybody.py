"""A page that takes everybody, or everything, is written as it says so: a row of `allowed` without `if`."""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, acceptance, load_profile
from complaint_rules.terms import Permission

DAY = date(2026, 6, 10)
PAGE = """\
profile: shire
title: Shire Council
documents: {page: {title: How to complain}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  main:
    title: Complaints
    document: page
    acceptance:
      who_may_complain:
        allowed: [ROW]
        excluded: [{if: {complainant: mp_or_councillor}, source: "3"}]
    begins: {complaint_received: {who: complainant, to: stage_1, source: "4"}}
    stages: {stage_1: {title: One}}
"""


def _written(folder: Path, row: str) -> Path:
    path = folder / "shire.yaml"
    path.write_text(PAGE.replace("ROW", row), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("complainant", "permission"),
    [("parent", Permission.ENTITLED), ("mp_or_councillor", Permission.REFUSED), (None, Permission.UNDETERMINED)],
)
def test_everybody_is_taken_whom_nothing_keeps_out(
    tmp_path: Path, complainant: str | None, permission: Permission
) -> None:
    procedure = load_profile(_written(tmp_path, '{source: "2: anybody may complain"}')).procedure("main")
    facts = {} if complainant is None else {"complainant": complainant}
    assert acceptance(procedure, Case([], facts), DAY).who.permission is permission


def test_a_decision_may_be_about_everybody(tmp_path: Path) -> None:
    procedure = load_profile(_written(tmp_path, '{decided_by: the manager, source: "2"}')).procedure("main")
    found = acceptance(procedure, Case([], {"complainant": "parent"}), DAY).who
    assert (found.permission, found.decided_by) == (Permission.DISCRETIONARY, "the manager")
