"""The case replayed over the council's procedure and over each law pack: the ground of every question.

Where the procedure has versions and the profile cannot tell by which of them the case goes, it is replayed each way.
"""

from dataclasses import replace
from datetime import date

from complaint_rules.cases.admission import admit, require_day
from complaint_rules.cases.case import Case
from complaint_rules.cases.courses import courses_of
from complaint_rules.cases.happenings import Known, known_on
from complaint_rules.cases.replay import replay
from complaint_rules.cases.standing import Standing
from complaint_rules.errors import CaseError, Fault
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.values import frozen


@frozen(eq=False)
class Replayed:
    """One standing for each procedure that is held beside the case, the council's own first.

    `others` are the other ways in which versions of the procedure may govern the case; `way` says which this one is.
    `asked` is the council's standing for a move that were made on the day, where another version would take that.
    """

    procedure: Procedure
    case: Case
    as_of: date
    known: Known
    standings: tuple[Standing, ...]
    way: str = ""
    others: tuple["Replayed", ...] = ()
    asked: Standing | None = None

    @property
    def asked_of(self) -> tuple[Standing, ...]:
        """Return the standings by which a move would be weighed on the day."""
        return self.standings if self.asked is None else (self.asked, *self.standings[1:])

    @property
    def ways(self) -> tuple["Replayed", ...]:
        """Return every way in which versions may govern the case; one, unless the profile cannot tell."""
        return (self, *self.others)

    @property
    def council(self) -> Standing:
        """Return the standing in the council's own procedure."""
        return self.standings[0]

    @property
    def is_beside_its_packs(self) -> bool:
        """Say whether every pack is held beside the case, which some are only from a day on."""
        return len(self.standings) == 1 + len(self.procedure.packs)


def replayed(procedure: Procedure, case: Case, as_of: date) -> Replayed:
    """Replay a case. Raises `CaseError` for a case that is malformed or a day that no calendar covers."""
    require_types(procedure, case)
    require_day(as_of)
    admit(case, procedure)
    if procedure.versions:
        return _by_versions(procedure, case, as_of)
    known = known_on(case, as_of, procedure)
    council = replay(procedure, known, as_of, procedure)
    packs = [pack for pack in procedure.packs if pack.is_held_beside(council.began_on or as_of)]
    standings = (council, *(replay(pack, known, as_of, procedure) for pack in packs))
    return Replayed(procedure, case, as_of, known, standings)


def _by_versions(procedure: Procedure, case: Case, as_of: date) -> Replayed:
    courses = courses_of(procedure, case, as_of)
    first, *others = (
        Replayed(
            course.standings[0].procedure, case, as_of, course.known, course.standings, course.label, asked=course.asked
        )
        for course in courses
    )
    return replace(first, others=tuple(others)) if others else replace(first, way="")


def require_types(procedure: object, case: object) -> None:
    """Raise `CaseError` unless a question is about a procedure and a case."""
    for value, kind in ((procedure, Procedure), (case, Case)):
        if not isinstance(value, kind):
            message = f"expected a {kind.__name__}, got {type(value).__name__} `{value}`"
            raise CaseError([Fault(code="malformed_question", message=message)])
