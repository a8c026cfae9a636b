"""Whatever a question returns says itself, in words and as plain data: every value that is reached from an answer."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, assess, conform, load_profile, next_question, route
from complaint_rules.case_files import WorkedCase, read_worked_cases
from complaint_rules.loading import shipped_profiles

CASES = Path(__file__).parents[2] / "profiles" / "cases"
WORKED = [case for path in sorted(CASES.rglob("*.yaml")) for case in read_worked_cases(path)[::40]]
PARTICULARS = {"LedgerStep", "DatedReading", "GoverningVersion", "HeldBeside", "OwnCase", "PartSplitOff"}
"""What docs/embedding.md names as said by what it belongs to."""
ROOMS = ("complaint_rules.assessment.", "complaint_rules.conformance.")
OF_CONFORMITY = {"PackJudged", "Judgement", "Finding", "Example", "Answer"}
"""What a conformity holds is said by it: as of its day, and in its words."""


def _values(found: object, seen: set[int]) -> Iterator[object]:
    """Yield every value of ours that is reached by public names."""
    if isinstance(found, tuple):
        for one in found:
            yield from _values(one, seen)
    elif type(found).__module__.startswith(ROOMS) and not isinstance(found, str) and id(found) not in seen:
        seen.add(id(found))
        yield found
    else:
        return
    for name in _names(type(found)):
        yield from _values(getattr(found, name), seen)


def _names(kind: type) -> list[str]:
    """Return the names of what can be read off a value, and not of what it does."""
    return [
        name for name in dir(kind) if name[0] != "_" and not callable(getattr(kind, name, None)) and name != "words"
    ]


def _says_itself(value: object) -> None:
    plain = value.to_dict()  # type: ignore[attr-defined]
    assert json.loads(json.dumps(plain)) == plain
    if type(value).__name__ not in PARTICULARS:
        assert value.explain().strip()  # type: ignore[attr-defined]
        assert "None" not in value.explain()  # type: ignore[attr-defined]


def _kinds(answer: object) -> set[str]:
    kept = list(_values(answer, set()))
    for value in kept:
        if type(value).__name__ not in OF_CONFORMITY:
            _says_itself(value)
    return {kind.__name__ for value in kept for kind in type(value).__mro__ if kind.__module__.startswith(ROOMS)}


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: f"{Path(worked.file).stem}: {worked.name}")
def test_every_value_of_an_assessment_says_itself(worked: WorkedCase) -> None:
    answer = assess(worked.procedure, worked.case, worked.expected[-1].as_of)
    found = _kinds(answer)
    assert {"Assessment", "Transition", "Acceptance", "Verdict", "Reason"} <= found
    assert ("DueDate" in found) is bool(answer.due_dates)


@pytest.mark.parametrize("facts", [{}, {"subject": "early_help"}, {"complainant": "parent"}], ids=str)
@pytest.mark.parametrize("profile", shipped_profiles())
def test_every_value_of_a_routing_says_itself(profile: str, facts: dict[str, object]) -> None:
    day, council = date(2026, 5, 1), load_profile(profile)
    assert {"Routing", "Route", "Acceptance", "Verdict", "Reason"} <= _kinds(route(council, Case([], facts), day))
    for procedure in council.procedures.values():
        question = next_question(procedure, Case([], facts), day)
        assert question is None or _kinds(question) == {"Question"}


def test_a_conformity_says_itself() -> None:
    judged = conform(load_profile("northumberland").procedure("childrens_statutory"), date(2026, 5, 1))
    assert _kinds(judged) >= {"Conformity", "PackJudged", "Judgement", "Finding"}


def test_a_reason_and_a_part_say_what_the_whole_says() -> None:
    """Read off Northumberland's leaflet: adult social care is not what it is for."""
    procedure = load_profile("northumberland").procedure("childrens_statutory")
    answer = assess(procedure, Case([], {"subject": "adult_social_care"}), date(2019, 5, 1)).acceptance
    (reason,) = answer.what.reasons
    assert answer.what.explain().splitlines() == [
        "No.",
        f"  {reason.explain()}",
        (
            "    Its condition can be read otherwise, only the functions of the Regulations or every service of Children's "
            "Services: 'Children's Social Services' is not spelled out, and the heading of the page says 'Children's Services'."
        ),
    ]
    assert reason.explain() in answer.explain()
    assert reason.to_dict() == answer.what.to_dict()["reasons"][0] == answer.to_dict()["what"]["reasons"][0]  # type: ignore[call-overload,index]
    assert reason.to_dict()["text"] == reason.explain()
