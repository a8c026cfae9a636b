"""The whole answer for one case on one day."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from typing import NamedTuple, TypeVar

from complaint_rules.assessment.acceptance import Acceptance
from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day, reading_to_dict, source
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.each_way import acceptance_each_way, due_dates_each_way, transitions_each_way
from complaint_rules.assessment.governing_versions import GoverningVersion, governing_versions
from complaint_rules.assessment.irregularities import Reported, irregularities_of
from complaint_rules.assessment.replayed import Replayed, replayed
from complaint_rules.assessment.transitions import Transition, escalation_of
from complaint_rules.cases.accepting import outside
from complaint_rules.cases.case import Case
from complaint_rules.cases.judging import unique
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import CasesBegun
from complaint_rules.terms import Basis, CaseStatus
from complaint_rules.values import frozen
from complaint_rules.version import VERSION

Value = TypeVar("Value")


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


class StandsOtherwise(NamedTuple):
    """Where a case stands by a pack that knows of something of which the page says nothing, or the other way round."""

    profile: str
    basis: Basis
    stage: str | None
    status: CaseStatus

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "profile": self.profile,
            "basis": self.basis.value,
            "stage": self.stage,
            "status": self.status.value,
        }


@frozen(kw_only=True)
class Assessment:
    """What is due, what is open and what is irregular in a case as of a day, council and law side by side.

    `stage` and `status` are the council's; both are None before the case has begun. `editions` names what the
    answer rests on, so that it can be replayed years later. `versions` are those of the procedure that govern the case,
    where its document has several; where the profile cannot tell which do, `stage` and `status` are None if they
    differ. `held_beside` are those packs that are for some cases only, `stands_otherwise` those by which
    its status is another, as where the page says nothing of a withdrawal.
    """

    profile: str
    procedure: str
    as_of: date
    stage: str | None
    status: CaseStatus | None
    editions: tuple[tuple[str, str], ...]
    held_beside: tuple[HeldBeside, ...] = ()
    stands_otherwise: tuple[StandsOtherwise, ...] = ()
    due_dates: tuple[DueDate, ...]
    transitions: tuple[Transition, ...]
    acceptance: Acceptance
    irregularities: tuple[Reported, ...]
    versions: tuple[GoverningVersion, ...] = ()
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
            "stands_otherwise": [each.to_dict() for each in self.stands_otherwise],
            "due_dates": [row.to_dict() for row in self.due_dates],
            "transitions": [move.to_dict() for move in self.transitions],
            "escalation": [move.to_dict() for move in self.escalation],
            "acceptance": self.acceptance.to_dict(),
            "irregularities": [one.to_dict() for one in self.irregularities],
            "versions": [version.to_dict() for version in self.versions],
        }


def assess(procedure: Procedure, case: Case, as_of: date, words: Words = NO_WORDS) -> Assessment:
    """Assess a case. Raises `CaseError` for a malformed case; every list of known events has an answer."""
    return assessment_of(procedure, replayed(procedure, case, as_of), words)


def assessment_of(procedure: Procedure, case_then: Replayed, words: Words = NO_WORDS) -> Assessment:
    """Assess a case that was replayed over a procedure."""
    return Assessment(
        profile=procedure.profile,
        procedure=procedure.id,
        as_of=case_then.as_of,
        stage=_same([way.council.stage for way in case_then.ways]),
        status=_same([way.council.status for way in case_then.ways]),
        editions=_editions(case_then),
        held_beside=_held_beside(case_then),
        stands_otherwise=_stands_otherwise(case_then),
        due_dates=due_dates_each_way(case_then, words),
        transitions=transitions_each_way(case_then, words),
        acceptance=acceptance_each_way(case_then, words),
        irregularities=irregularities_of(case_then, words),
        versions=governing_versions(case_then),
        words=words,
    )


def _same(values: Sequence[Value]) -> Value | None:
    return values[0] if len(values) == 1 or all(other == values[0] for other in values) else None


def _editions(case: Replayed) -> tuple[tuple[str, str], ...]:
    """Return what the answer rests on; of a document with versions, all those that govern, in their order."""
    if case.council.governing is not None:
        return _editions_of_versions(case)
    found = {"complaint-rules": VERSION}
    for standing in case.standings:
        procedure = standing.procedure
        found[procedure.profile] = procedure.editions.profile
        found |= procedure.editions.calendars
    return tuple(found.items())


def _editions_of_versions(case: Replayed) -> tuple[tuple[str, str], ...]:
    found: dict[str, tuple[str, ...]] = {"complaint-rules": (VERSION,)}
    for procedure in (each for way in case.ways for standing in way.standings for each in standing.procedures):
        rests_on = {procedure.profile: procedure.editions.profile, **procedure.editions.calendars}
        for name, edition in rests_on.items():
            found[name] = unique((*found.get(name, ()), edition))
    return tuple((name, "; ".join(editions)) for name, editions in found.items())


def _held_beside(case: Replayed) -> tuple[HeldBeside, ...]:
    packs = (standing.procedure for standing in case.standings[1:])
    return tuple(
        HeldBeside(pack.profile, pack.basis, pack.cases_begun) for pack in packs if pack.cases_begun is not None
    )


def _stands_otherwise(case: Replayed) -> tuple[StandsOtherwise, ...]:
    """Return the packs by which it stands otherwise; before it began, and where it is not for one, that has no say."""
    return tuple(
        StandsOtherwise(one.procedure.profile, one.procedure.basis, one.stage, one.status)
        for one in case.standings[1:]
        if one.status not in (None, case.council.status) and not outside(one, case.as_of)
    )
