"""May the Ombudsman be approached about a complaint that is not taken: what a page says of a case that was declined."""

from dataclasses import dataclass
from datetime import date

from complaint_rules.assessment.answers import Plain, Words
from complaint_rules.assessment.transitions import Transition
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.weighing import weigh
from complaint_rules.procedures.rules import OMBUDSMAN
from complaint_rules.terms import Permission


@dataclass(slots=True, eq=False, repr=False)
class OmbudsmanOpen(Transition):
    """The move by which the complainant goes to the Ombudsman, as it stood if the complaint were declined that day."""

    @property
    def name(self) -> str:
        """The Ombudsman as the page names him; the name of the move where it does not."""
        return self._standing.procedure.bodies.get(self.elsewhere, self.elsewhere or self.event)

    def in_words(self, words: Words) -> dict[str, Plain]:
        """Return it as plain data, its reasons in the given words."""
        return {**super(OmbudsmanOpen, self).in_words(words), "name": self.name}


def ombudsman_open(declined: Standing, as_of: date, words: Words) -> OmbudsmanOpen | None:
    """Return the move to the Ombudsman that is open in a case that was declined and closed; None if none is.

    An event leads to the Ombudsman if one of its moves does, wherever in the procedure that stands.
    """
    procedure = declined.procedure
    for event in dict.fromkeys(move.event for move in procedure.moves if move.to == OMBUDSMAN):
        touched = procedure.tables.touched((event,))
        found = weigh(touched, declined, as_of)
        if found.permission is not Permission.REFUSED:
            return OmbudsmanOpen(event, found.permission, found.missing, words, declined, touched, as_of, found)
    return None
