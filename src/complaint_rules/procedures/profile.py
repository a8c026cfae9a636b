"""A council's document, or a law, compiled: its procedures by name."""

from collections.abc import Mapping
from dataclasses import field

from complaint_rules.errors import CaseError, Fault, did_you_mean
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.terms import Basis
from complaint_rules.values import frozen


@frozen
class Profile:
    """A compiled file. `basis` says by what force it speaks; `origin` is the file that it was read from."""

    name: str
    title: str
    basis: Basis
    edition: str
    procedures: Mapping[str, Procedure] = field(repr=False)
    origin: str = ""

    def procedure(self, procedure_id: str) -> Procedure:
        """Return one procedure. Raises `CaseError`, naming the nearest, if the profile has none of that name."""
        if isinstance(procedure_id, str) and procedure_id in self.procedures:
            return self.procedures[procedure_id]
        message = f"the profile `{self.name}` has no procedure `{procedure_id}`"
        mend = did_you_mean(str(procedure_id), self.procedures)
        raise CaseError([Fault(code="unknown_procedure", message=message, mend=mend, text=str(procedure_id))])
