"""An event is used wherever some rule asks for it."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

BROKEN = (Path(__file__).parent / "profiles" / "event_never_used" / "broken.yaml").read_text(encoding="utf-8")
WITHIN = "within: 10 working days"
STAGES = "    stages:\n"
LIMIT = "    acceptance: {time_limit: [{%s, late: refused, source: '5'}]}\n" + STAGES
ROWS = "[{if: {mediation_offered: happened}, then: %s}, {then: %s}]"


@pytest.mark.parametrize(
    "change",
    [
        (WITHIN, f"within: {ROWS % ('15 working days', '10 working days')}"),
        (WITHIN, f"{WITHIN}\n            aim: {ROWS % ('5 working days', '3 working days')}"),
        (WITHIN, f"{WITHIN}\n            at_least: {ROWS % ('5 working days', '3 working days')}"),
        ("after: complaint_received", f"after: {ROWS % ('mediation_offered', 'complaint_received')}"),
        (STAGES, LIMIT % f"within: {ROWS % ('2 years', '1 year')}, after: grounds_arose_on"),
        (STAGES, LIMIT % f"within: 1 year, after: {ROWS % ('complaint_received', 'grounds_arose_on')}"),
    ],
    ids=["within", "aim", "at_least", "after", "limit", "start of a limit"],
)
def test_an_event_that_a_row_asks_for_is_used(tmp_path: Path, change: tuple[str, str]) -> None:
    """Whatever is chosen by the row."""
    assert [fault.code for fault in faults_in(tmp_path, BROKEN)] == ["event_never_used"]
    assert "event_never_used" not in [fault.code for fault in faults_in(tmp_path, BROKEN, change)]
