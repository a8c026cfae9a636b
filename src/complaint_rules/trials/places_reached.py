"""The places through which a case has come by the council's procedure, in their order."""

from datetime import date

from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case
from complaint_rules.procedures.procedure import Procedure

THROUGH = "through "
"""How the name of a way through the stages begins."""


def places_reached(procedure: Procedure, case: Case, as_of: date) -> tuple[str, ...]:
    """Return each stage, or end, at which a case stood on or before a day, one time for as long as it stayed there.

    A case that is suspended or withdrawn is where it left. Raises `CaseError` for a day that cannot be asked about.
    """
    events = tuple(event for event in case.events if event.on <= as_of)
    found: list[str] = []
    for number, event in enumerate(events, 1):
        stage = replayed(procedure, Case(events[:number], case.facts), event.on).council.stage
        if stage is not None and stage not in found[-1:]:
            found.append(stage)
    return tuple(found)


def through(places: tuple[str, ...]) -> str:
    """Return the name, among those of clauses, of a way through these places."""
    return THROUGH + " > ".join(places)
