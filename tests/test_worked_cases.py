"""Every worked case in `profiles/cases` gets the answers that a person counted by hand from the page."""

from collections import defaultdict
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from complaint_rules import Procedure, assess, due_dates, load_profile
from complaint_rules.case_files import WorkedCase, differences, read_worked_cases
from complaint_rules.citations import Citation
from complaint_rules.json_schema import assessment_schema
from complaint_rules.loading import shipped_packs, shipped_profiles
from complaint_rules.procedures.rules import Terms, Timescale
from tests.share import share

CASES = Path(__file__).parents[1] / "profiles" / "cases"
FILES = sorted(CASES.rglob("*.yaml"))
SCHEMA = Draft202012Validator(assessment_schema(), validate_formats=True)
WORKED = [case for path in FILES for case in read_worked_cases(path)]
_EACH = [
    # The branches of one in four are counted, which takes most of the time; the answers are held to the page in each.
    pytest.param(case, marks=[pytest.mark.uncounted] if at % 4 else [])
    for at, case in enumerate(WORKED)
]


@pytest.mark.parametrize("worked", _EACH, ids=[f"{Path(case.file).stem}: {case.name}" for case in WORKED])
def test_the_answers_are_those_of_the_page(worked: WorkedCase) -> None:
    """Each expectation of the case is what the assessment says, and all that it says fits the published schema."""
    answers = [
        (expected, assess(worked.procedure, worked.case, expected.as_of).to_dict()) for expected in worked.expected
    ]
    found = [difference for expected, answer in answers for difference in differences(expected, answer)]
    assert not found, "\n".join(str(difference) for difference in found)
    assert not [error.message for _, answer in answers for error in SCHEMA.iter_errors(answer)]


def written_otherwise(section: Any, **written: object) -> Any:
    """Return a section as it would be with some keys written otherwise."""
    other = object.__new__(type(section))
    vars(other).update(vars(section) | written)
    object.__setattr__(other, "__pydantic_fields_set__", section.__pydantic_fields_set__ | set(written))
    return other


@pytest.mark.uncounted
def test_a_wrong_expectation_is_noticed() -> None:
    """Changing any one day of a worked case by a day makes it fail, so the comparison compares."""
    changed = 0
    for worked in share(WORKED, 12):
        for expected in worked.expected:
            answer = assess(worked.procedure, worked.case, expected.as_of).to_dict()
            for row in expected.due:
                if row.due is not None:
                    moved = written_otherwise(row, due=row.due + timedelta(days=1))
                    assert list(differences(written_otherwise(expected, due=[moved]), answer))
                    changed += 1
    assert changed > 100


STATUTORY = {"childrens_statutory", "adult_social_care"}
SHIPPED = (*shipped_profiles(), *shipped_packs())
PROCEDURES = [load_profile(name).procedure(of) for name in SHIPPED for of in load_profile(name).procedures]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: f"{procedure.profile}-{procedure.id}")
def test_each_procedure_has_cases_enough(procedure: Procedure) -> None:
    """A statutory procedure has at least twelve, another with a clock four, one without some."""
    written = [case for case in WORKED if case.procedure is procedure]
    least = 12 if procedure.id in STATUTORY else 4 if any(_has_a_date(rule) for rule in procedure.timescales) else 1
    assert len(written) >= least


def _has_a_date(rule: Timescale) -> bool:
    return any(terms.settled is None or _ends(terms) or terms.on_or_before or terms.ends for terms in rule.terms)


def _ends(terms: Terms) -> bool:
    """Say whether there is a last day; `at_least` counted forwards gives a first one only."""
    assert terms.settled is not None
    within, at_least, aim = terms.settled
    return bool(within or aim or (at_least and terms.backwards))


@pytest.mark.uncounted
@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: f"{procedure.profile}-{procedure.id}")
def test_every_timescale_with_a_date_has_both_sides_of_its_limit(procedure: Procedure) -> None:
    """In some case each is still in time, and in some case it has passed or was done late."""
    for rule in procedure.timescales:
        if _has_a_date(rule):
            seen = _states(procedure.profile)[rule.name, rule.citation]
            assert seen & {"running", "met"}, f"{rule.name}: no case in which it is in time"
            assert seen & {"overdue", "met_late", "lapsed"}, f"{rule.name}: no case in which it has passed"


@cache
def _states(profile: str) -> dict[tuple[str, Citation], set[str]]:
    """Return every state in which a worked case of a profile leaves each timescale of its own procedure, by each reading of it.

    What the page says once for several procedures is one timescale.
    """
    found: dict[tuple[str, Citation], set[str]] = defaultdict(set)
    for worked in (one for one in WORKED if one.procedure.profile == profile):
        for expected in worked.expected:
            for row in due_dates(worked.procedure, worked.case, expected.as_of):
                if row.basis is worked.procedure.basis:
                    found[row.timescale, row.citation] |= {
                        row.state.value,
                        *(reading.state.value for reading in row.readings),
                    }
    return found
