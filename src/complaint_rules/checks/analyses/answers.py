"""How a part of acceptance can come out, by the rules that a procedure has of it."""

from collections.abc import Iterator
from typing import Final

from complaint_rules.procedures.conditions import WHAT, WHO
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart
from complaint_rules.terms import Permission

NO_RULE: Final = "this procedure has no rule of it, so that it keeps nothing out"
NO_DECISION: Final = "nothing of it is left to anybody's decision"


def never_answered(procedure: Procedure, name: str) -> dict[Permission, str]:
    """Return the answers that a part of acceptance never has, each with the reason; a test waits for what is not known.

    Without any rule everybody, and everything, is taken as of right; and only what somebody decides is discretionary.
    """
    found = {Permission.UNDETERMINED: "no test can ask for it"}
    decided = tuple(_decided(procedure, name))
    if not decided:
        return dict.fromkeys((Permission.DISCRETIONARY, Permission.REFUSED), NO_RULE) | found
    return found if any(decided) else {Permission.DISCRETIONARY: NO_DECISION} | found


def _decided(procedure: Procedure, name: str) -> Iterator[bool]:
    """Yield for each rule of a part whether somebody decides; what is split off decides nothing of the rest."""
    rules = procedure.acceptance
    if name in (WHO, WHAT):
        part: AcceptancePart = rules.who if name == WHO else rules.what
        yield from (row.decision is not None for row in (*part.allowed, *part.excluded))
    else:
        yield from (limit.late.decision is not None for limit in rules.time_limits)
