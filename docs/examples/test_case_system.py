"""The case system of this folder, held to what must be true of every case: `docs/property-testing.md`.

pytest docs/examples/test_case_system.py
"""
# ruff: noqa: INP001

from datetime import date

from case_system import CaseSystem, Fact, Stamp
from hypothesis import HealthCheck, given, settings

from complaint_rules import Case, assess, load_profile
from complaint_rules.testing import cases

PROFILE = load_profile("northumberland")
PROCEDURE = PROFILE.procedure("childrens_statutory")
LATER = date(2028, 6, 1)


def recorded(system: CaseSystem, case: Case) -> None:
    """Record a case as a person would, all of it on one day long after it happened."""
    stamp = Stamp(LATER, "Ada")
    system.open_case("C-1", PROFILE.name, PROCEDURE.id)
    for name, value in case.facts.items():
        system.learn("C-1", Fact(name, value), stamp)
    for event in case.events:
        system.record("C-1", event, stamp)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases(PROCEDURE))
def test_what_was_recorded_is_what_is_asked(case: Case) -> None:
    """The case comes out of the tables as it went in, its events by their days, and is answered alike."""
    by_day = Case(sorted(case.events, key=lambda event: event.on), case.facts)
    with CaseSystem(":memory:", {PROFILE.name: PROFILE}) as system:
        recorded(system, by_day)
        procedure, asked = system.ask("C-1")
        assert asked == by_day
        assert assess(procedure, asked, LATER) == assess(PROCEDURE, by_day, LATER)
