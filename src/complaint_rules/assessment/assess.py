"""The whole answer for one case on one day."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from complaint_rules.assessment.acceptance import Acceptance, acceptance_of
from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day, reading_to_dict, source
from complaint_rules.assessment.due_dates import DueDate, due_dates_of
from complaint_rules.assessment.irregularities import Reported, irregularities_of
from complaint_rules.assessment.replayed import Replayed, replayed
from complaint_rules.assessment.transitions import Transition, escalation_of, transitions_of
from complaint_rules.cases.case import Case
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import CasesBegun
from complaint_rules.terms import Basis, CaseStatus
from complaint_rules.version import VERSION


class HeldBeside(NamedTuple):
    """A pack of law or guidance beside which the case is held because it began in the pack's time, and by what rule."""

    profile: str
    basis: Basis
    cases_begun: CasesBegun

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "profile": self.profile,
            "basis": self.basis.value,
            "from": day(self.cases_begun.earliest),
            "up_to": day(self.cases_begun.latest),
            "source": source(self.cases_begun.citation),
            "readings_taken": [reading_to_dict(reading) for reading in self.cases_begun.readings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What is due, what is open and what is irregular in a case as of a day, council and law side by side.

    `stage` and `status` are the council's; both are None before the case has begun. `editions` names what the
    answer rests on, so that it can be replayed years later; `held_beside` those packs that are for some cases only.
    """

    profile: str
    procedure: str
    as_of: date
    stage: str | None
    status: CaseStatus | None
    editions: tuple[tuple[str, str], ...]
    held_beside: tuple[HeldBeside, ...] = ()
    due_dates: tuple[DueDate, ...]
    transitions: tuple[Transition, ...]
    acceptance: Acceptance
    irregularities: tuple[Reported, ...]
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    @property
    def escalation(self) -> tuple[Transition, ...]:
        """The moves that go further than today's stage."""
        return escalation_of(self.transitions)

    def explain(self) -> str:
        """Say the whole answer in plain words."""
        return self.words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the answer as plain data, in the shape of the published JSON Schema."""
        return {
            "profile": self.profile,
            "procedure": self.procedure,
            "as_of": day(self.as_of),
            "stage": self.stage,
            "status": self.status.value if self.status else None,
            "editions": dict(self.editions),
            "held_beside": [each.to_dict() for each in self.held_beside],
            "due_dates": [row.to_dict() for row in self.due_dates],
            "transitions": [move.to_dict() for move in self.transitions],
            "escalation": [move.to_dict() for move in self.escalation],
            "acceptance": self.acceptance.to_dict(),
            "irregularities": [one.to_dict() for one in self.irregularities],
        }


def assess(procedure: Procedure, case: Case, as_of: date, words: Words = NO_WORDS) -> Assessment:
    """Assess a case. Raises `CaseError` for a malformed case; every list of known events has an answer."""
    case_then = replayed(procedure, case, as_of)
    return Assessment(
        profile=procedure.profile,
        procedure=procedure.id,
        as_of=as_of,
        stage=case_then.council.stage,
        status=case_then.council.status,
        editions=_editions(case_then),
        held_beside=_held_beside(case_then),
        due_dates=due_dates_of(case_then, words),
        transitions=transitions_of(case_then, words),
        acceptance=acceptance_of(case_then, words),
        irregularities=irregularities_of(case_then, words),
        words=words,
    )


def _editions(case: Replayed) -> tuple[tuple[str, str], ...]:
    found = {"complaint-rules": VERSION}
    for standing in case.standings:
        procedure = standing.procedure
        found[procedure.profile] = procedure.editions.profile
        found |= procedure.editions.calendars
    return tuple(found.items())


def _held_beside(case: Replayed) -> tuple[HeldBeside, ...]:
    packs = (standing.procedure for standing in case.standings[1:])
    return tuple(
        HeldBeside(pack.profile, pack.basis, pack.cases_begun) for pack in packs if pack.cases_begun is not None
    )
