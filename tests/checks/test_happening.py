"""Where an event can happen: a wrong one put into a rule of a shipped profile neither starts its clock nor ends it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from complaint_rules import load_profile
from complaint_rules.checks.analyses.happening import can_end, can_start, running_in
from complaint_rules.checks.analyses.places import Places, places_of
from complaint_rules.loading import shipped_profiles
from complaint_rules.misspellings import numbers_in
from complaint_rules.procedures.conditions import always
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Timescale

ANSWERS = tuple(f"stage_{number}_response_sent" for number in (1, 2, 3))
OTHER_MATTERS = ("comment_acknowledged", "compliment_passed_on", "enquiry_response_sent")

Clock = tuple[Procedure, Places, Timescale]


def clocks(profile: str) -> Iterator[Clock]:
    """Yield each timescale of the complaints of a profile that stands in one stage with a number, and may start."""
    for procedure in load_profile(profile).procedures.values():
        if not {move.event for move in procedure.begins} & {"complaint_received", "representation_received"}:
            continue
        places = places_of(procedure)
        for rule in procedure.timescales:
            if len(rule.stages) == 1 and numbers_in(rule.home) and rule.stages == {rule.home}:
                yield procedure, places, rule


def of_another_stage(rule: Timescale) -> Iterator[str]:
    asked = {clause.name for clause in rule.condition.clauses}
    yield from (event for event in ANSWERS if numbers_in(event) != numbers_in(rule.home) and event not in asked)
    yield from OTHER_MATTERS


def ended_by(rule: Timescale, event: str) -> Timescale:
    return replace(rule, done_by=frozenset({event}), cancelled_by=frozenset(), waived_by=frozenset())


def started_by(rule: Timescale, event: str) -> Timescale:
    terms = (replace(one, anchor=always(Anchor(((event,),)))) for one in rule.terms if one.anchor)
    return replace(rule, terms=tuple(terms))


def leads_in(places: Places, rule: Timescale, event: str) -> bool:
    """Say whether a move by the event stands in the stage, or leads there: then it may well begin what runs there."""
    return any(rule.home in {way.origin, way.to} for way in places.of_event.get(event, ()))


def left_running_until(procedure: Procedure, rule: Timescale, event: str) -> bool:
    """Say whether a clock is left running when its stage is left, into the stage that has the number of the event."""
    numbers = numbers_in(event)
    return any(numbers and numbers_in(place) == numbers for place in running_in(procedure, rule))


@pytest.mark.parametrize("profile", shipped_profiles())
def test_the_answer_of_another_stage_ends_nothing(profile: str) -> None:
    """Nor does what is done about praise or comments."""
    found = [
        (procedure.id, rule.name, event)
        for procedure, places, rule in clocks(profile)
        for event in of_another_stage(rule)
        if not leads_in(places, rule, event) and not left_running_until(procedure, rule, event)
        if can_end(procedure, places, ended_by(rule, event))
    ]
    assert found == []


@pytest.mark.parametrize("profile", shipped_profiles())
def test_the_answer_of_another_stage_starts_nothing(profile: str) -> None:
    """A clock that stands in a stage is started by what happens there or leads there."""
    found = [
        (procedure.id, rule.name, event)
        for procedure, places, rule in clocks(profile)
        for event in of_another_stage(rule)
        if not leads_in(places, rule, event) and rule.terms[0].anchor
        if can_start(procedure, places, started_by(rule, event))
    ]
    assert found == []


@pytest.mark.parametrize("profile", shipped_profiles())
def test_as_the_page_has_it_each_of_them_starts_and_ends(profile: str) -> None:
    """So the rules above are not empty, and what is right is not told."""
    found = list(clocks(profile))
    assert found
    assert all(can_start(*clock) and can_end(*clock) for clock in found)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("stage_1_response_sent", "complaint_acknowledged"),
        ("stage_1_response_received", "stage_1_response_sent"),
        ("complaint_acknowledged", "complaint_acknowledged"),
        ("panel_findings_sent", "panel_held"),
        ("stage_3_response_sent", "panel_findings_received"),
    ],
)
def test_what_comes_first_ends_nothing_that_begins_later(start: str, end: str) -> None:
    """An answer is not acknowledged, and a panel does not meet after its findings."""
    procedure = load_profile("unnamed-council").procedure("childrens_statutory")
    stage = "stage_3" if end.startswith("panel") else "stage_1"
    rule = procedure.timescale("acknowledge")
    assert rule is not None
    rule = replace(rule, stages=frozenset({stage}), home=stage)
    places = places_of(procedure)
    assert can_end(procedure, places, started_by(ended_by(rule, start), end)) is (start != end)
    assert not can_end(procedure, places, started_by(ended_by(rule, end), start))
