"""The questions as callers ask them: the same answers as in `assessment`, with their English attached."""

from datetime import date

from complaint_rules.assessment import assess as whole
from complaint_rules.assessment.acceptance import Acceptance
from complaint_rules.assessment.assess import Assessment
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.each_way import acceptance_each_way, due_dates_each_way, transitions_each_way
from complaint_rules.assessment.next_question import Question, next_question_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.assessment.routing import Routing, routing_of
from complaint_rules.assessment.transitions import Transition, escalation_of
from complaint_rules.cases.case import Case
from complaint_rules.conformance.findings import Conformity
from complaint_rules.explanation.english import ENGLISH
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile

__all__ = [
    "acceptance",
    "allowed_transitions",
    "assess",
    "conform",
    "due_dates",
    "escalation_eligibility",
    "next_question",
    "route",
]


def assess(procedure: Procedure, case: Case, as_of: date) -> Assessment:
    """Answer every question of a case at the end of the day `as_of`.

    Events after that day do not exist for the answer. Raises `CaseError` for a case that is malformed: an
    unknown word, a value of the wrong type, a day outside the calendar. A history that could not have happened
    so is answered, and what is wrong with it is in `irregularities`.
    """
    return whole.assess(procedure, case, as_of, ENGLISH)


def due_dates(procedure: Procedure, case: Case, as_of: date) -> tuple[DueDate, ...]:
    """Say what is due and when, each row by its basis: the council's own and each law pack's. Raises as `assess`."""
    return due_dates_each_way(replayed(procedure, case, as_of), ENGLISH)


def allowed_transitions(procedure: Procedure, case: Case, as_of: date) -> tuple[Transition, ...]:
    """Say of every move whether it may be made on the day, refused ones with what would unlock them.

    The moves that are not refused are exactly those that, recorded on that day, would be followed. (A receipt that is
    recorded at last may besides change what its sending had been taken for.) Raises as `assess`.
    """
    return transitions_each_way(replayed(procedure, case, as_of), ENGLISH)


def escalation_eligibility(procedure: Procedure, case: Case, as_of: date) -> tuple[Transition, ...]:
    """Say of the moves that go further than today's stage whether they may be made. Raises as `assess`."""
    return escalation_of(transitions_each_way(replayed(procedure, case, as_of), ENGLISH))


def acceptance(procedure: Procedure, case: Case, as_of: date) -> Acceptance:
    """Say whether the complaint may be taken: who, what, when, and by which procedure. Raises as `assess`."""
    return acceptance_each_way(replayed(procedure, case, as_of), ENGLISH)


def next_question(procedure: Procedure, case: Case, as_of: date) -> Question | None:
    """Say which fact to ask a person for next, so as to know whether the complaint may be taken; None if all is known.

    One at a time: record the answer among the case's facts and ask again. No fact is asked for whose answer cannot
    matter, and once a part is refused no more are. Raises as `assess`.
    """
    return next_question_of(replayed(procedure, case, as_of), ENGLISH)


def route(profile: Profile, case: Case, as_of: date) -> Routing:
    """Say by which of a council's procedures a complaint goes, and what to ask as long as that is not known.

    A comment or a compliment is no complaint, and the procedures for these are left out. Raises as `assess`.
    """
    return routing_of(profile, case, as_of, ENGLISH)


def conform(procedure: Procedure, as_of: date, against: Procedure | None = None) -> Conformity:
    """Hold a procedure against each law and guidance that it stands under, clause by clause, on a day.

    With `against` it is held against that procedure of a pack alone, as if it stood under it and explained nothing.

    Every difference comes with a made-up case, on which `assess` gives the two answers. The cases end with the day or
    shortly before it. Raises `CaseError` for a day that no calendar covers.
    """
    from complaint_rules.conformance.judging import conformity_of  # noqa: PLC0415 - no other question needs it

    return conformity_of(procedure, as_of, ENGLISH, against)
