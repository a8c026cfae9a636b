"""Every worked case in `profiles/cases` gets the answers that a person counted by hand from the page."""

from datetime import timedelta
from pathlib import Path

import pytest

from complaint_rules import assess
from complaint_rules.case_files import WorkedCase, differences, read_worked_cases

CASES = Path(__file__).parents[1] / "profiles" / "cases"
FILES = sorted(CASES.rglob("*.yaml"))
WORKED = [case for path in FILES for case in read_worked_cases(path)]


@pytest.mark.parametrize("worked", WORKED, ids=[f"{Path(case.file).stem}: {case.name}" for case in WORKED])
def test_the_answers_are_those_of_the_page(worked: WorkedCase) -> None:
    """Each expectation of the case is what the assessment says."""
    found = [
        difference
        for expected in worked.expected
        for difference in differences(expected, assess(worked.procedure, worked.case, expected.as_of).to_dict())
    ]
    assert not found, "\n".join(str(difference) for difference in found)


def test_a_wrong_expectation_is_noticed() -> None:
    """Changing any one day of a worked case by a day makes it fail, so the comparison compares."""
    changed = 0
    for worked in WORKED:
        for expected in worked.expected:
            answer = assess(worked.procedure, worked.case, expected.as_of).to_dict()
            for row in expected.due:
                if row.due is not None:
                    moved = row.model_copy(update={"due": row.due + timedelta(days=1)})
                    assert list(differences(expected.model_copy(update={"due": [moved]}), answer))
                    changed += 1
    assert changed > 100


def test_each_council_has_cases_enough() -> None:
    """Cambridgeshire has at least the twenty cases that its limits need, for each of its procedures some."""
    cambridgeshire = [case for case in WORKED if case.procedure.profile == "cambridgeshire"]
    assert len(cambridgeshire) >= 20
    assert {case.procedure.id for case in cambridgeshire} == {"childrens_statutory", "corporate", "member_enquiry"}
