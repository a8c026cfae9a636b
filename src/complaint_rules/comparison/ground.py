"""The ground of a comparison: two procedures side by side, with everything that trying a clause of them needs."""

from datetime import date

from complaint_rules.comparison.answering import Court
from complaint_rules.comparison.pairing import Pair, duties_joined, pairs
from complaint_rules.comparison.trying import bench
from complaint_rules.conformance.bench import Bench
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.values import frozen


@frozen(eq=False)
class Ground:
    """Two procedures with everything that comparing them needs, and the day on which the tried cases end.

    `forwards` plans cases from the old procedure's clauses, `backwards` from the new one's.
    """

    old: Procedure
    new: Procedure
    as_of: date
    pairs: tuple[Pair, ...]
    court: Court
    forwards: Bench
    backwards: Bench

    @classmethod
    def of(cls, old: Procedure, new: Procedure, as_of: date) -> "Ground":
        """Set two procedures side by side."""
        paired = pairs(old, new)
        joined = duties_joined(paired)
        turned = {theirs: mine for mine, theirs in joined.items()}
        benches = bench(new, old, as_of, turned), bench(old, new, as_of, joined)
        return cls(old, new, as_of, paired, Court.of(old, new), *benches)

    @property
    def same_documents(self) -> bool:
        """Say whether both rest on the same documents of the same versions, so that a whole citation compares."""
        return _documents(self.old) == _documents(self.new)

    def other_name(self, timescale: str) -> str:
        """Return what the other side calls a timescale."""
        sides = (self.forwards.council.duties, self.backwards.council.duties)
        return next((name for duties in sides for name in duties.get(timescale, ())), timescale)


def _documents(side: Procedure) -> set[tuple[str, str]]:
    rules = (*side.begins, *side.moves, *side.bars, *side.timescales)
    return {(rule.citation.document, rule.citation.version) for rule in rules}
