"""The answers of an assessment for whoever looks at few of them: each sort is made when it is asked for."""

from datetime import date
from functools import cached_property

from complaint_rules.assessment.acceptance import Acceptance
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.each_way import acceptance_each_way, due_dates_each_way, transitions_each_way
from complaint_rules.assessment.irregularities import Reported, irregularities_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.assessment.transitions import Transition, escalation_of
from complaint_rules.cases.case import Case
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.terms import CaseStatus


class OnDemand:
    """What `assess` answers, without words, under the same names. Raises `CaseError` at once, as `assess` does."""

    def __init__(self, procedure: Procedure, case: Case, as_of: date) -> None:
        """Replay the case."""
        self.case = case
        self._then = replayed(procedure, case, as_of)

    @property
    def stage(self) -> str | None:
        """Where the case stands; None where that is not known, or nowhere."""
        stages = {way.council.stage for way in self._then.ways}
        return stages.pop() if len(stages) == 1 else None

    @property
    def status(self) -> CaseStatus | None:
        """Whether the case is open; None where that is not known, or before it began."""
        found = {way.council.status for way in self._then.ways}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def due_dates(self) -> tuple[DueDate, ...]:
        """Every timescale."""
        return due_dates_each_way(self._then)

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """Every move."""
        return transitions_each_way(self._then)

    @property
    def escalation(self) -> tuple[Transition, ...]:
        """The moves that lead further."""
        return escalation_of(self.transitions)

    @cached_property
    def acceptance(self) -> Acceptance:
        """May the complaint be taken."""
        return acceptance_each_way(self._then)

    @cached_property
    def irregularities(self) -> tuple[Reported, ...]:
        """What happened otherwise than the rules have it."""
        return irregularities_of(self._then)
