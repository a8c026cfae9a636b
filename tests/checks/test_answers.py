"""How a part of acceptance can come out, and tests that ask for it."""

from pathlib import Path

import pytest

from tests.checks.faults_in import faults_in

SOUND = (Path(__file__).parent / "profiles" / "clock_never_ends" / "sound.yaml").read_text(encoding="utf-8")
BEGINS = "    begins:\n"
MOVE = "ombudsman_approached: {to: ombudsman, who: complainant, during: [stage_1, stage_2, closed]"
ALLOWED = "who_may_complain: {allowed: [{if: {complainant: service_user}, source: '2'}]}"
DECIDED = "who_may_complain: {allowed: [{if: {complainant: service_user}, decided_by: the council, source: '2'}]}"
EXCLUDED = "what_about: {excluded: [{if: {complex: true}, source: '2'}]}"
CAPPED = "what_about: {excluded: [{if: {complex: true}, decided_by: the council, source: '2'}]}"
IN_TIME = "time_limit: [{within: 12 months, after: grounds_arose_on, late: LATE, source: '2'}]"


@pytest.mark.parametrize(
    ("rules", "test", "found"),
    [
        (ALLOWED, "{who_may_complain: discretionary}", "never"),
        (ALLOWED, "{who_may_complain: [refused, entitled]}", "always"),
        (ALLOWED, "{who_may_complain: {none_of: [discretionary]}}", "always"),
        (ALLOWED, "{who_may_complain: {none_of: [refused, entitled]}}", "never"),
        # A word that is in vain beside another says no more than that it is not as of right.
        (ALLOWED, "{who_may_complain: [refused, discretionary]}", ""),
        (ALLOWED, "{what_about: discretionary}", "never"),
        (ALLOWED, "{what_about: refused}", "never"),
        (ALLOWED, "{time_limit: [refused, discretionary]}", "never"),
        (ALLOWED, "{time_limit: entitled}", "always"),
        (DECIDED, "{who_may_complain: discretionary}", ""),
        (DECIDED, "{who_may_complain: [refused, entitled]}", ""),
        (DECIDED, "{who_may_complain: [refused, discretionary, entitled]}", "always"),
        (EXCLUDED, "{what_about: discretionary}", "never"),
        (EXCLUDED, "{what_about: refused}", ""),
        (CAPPED, "{what_about: discretionary}", ""),
        (IN_TIME.replace("LATE", "refused"), "{time_limit: discretionary}", "never"),
        (IN_TIME.replace("LATE", "refused"), "{time_limit: refused}", ""),
        (IN_TIME.replace("LATE", "{decided_by: the council}"), "{time_limit: discretionary}", ""),
    ],
)
def test_an_answer_that_a_part_cannot_have(rules: str, test: str, found: str, tmp_path: Path) -> None:
    acceptance = (BEGINS, f"    acceptance:\n      {rules}\n{BEGINS}")
    faults = faults_in(tmp_path, SOUND, acceptance, (MOVE, f"{MOVE}, if: {test}"))
    told = [fault.code for fault in faults if fault.code.startswith("condition")]
    assert told == ([f"condition_{found}_holds"] if found else [])


def test_it_is_said_why(tmp_path: Path) -> None:
    asked = (MOVE, f"{MOVE}, if: {{who_may_complain: discretionary, what_about: refused}}")
    faults = faults_in(tmp_path, SOUND, (BEGINS, f"    acceptance:\n      {ALLOWED}\n{BEGINS}"), asked)
    assert [fault.message for fault in faults] == [
        "`who_may_complain` is never `discretionary`: nothing of it is left to anybody's decision",
        "`what_about` is never `refused`: this procedure has no rule of it, so that it keeps nothing out",
    ]
