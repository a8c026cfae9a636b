"""Several issues in one complaint: how the outcomes of the issues make the outcome of the whole."""

from collections.abc import Sequence
from typing import NamedTuple

from complaint_rules.procedures.rules import Rule
from complaint_rules.values import frozen


class OutcomeRow(NamedTuple):
    """One line of the page: where every issue, or any of them, had one of these outcomes, so has the whole."""

    every: frozenset[str]
    any_of: frozenset[str]
    outcome: str

    def holds(self, outcomes: frozenset[str]) -> bool:
        """Say whether the line is about issues with these outcomes."""
        return (not self.every or outcomes <= self.every) and (not self.any_of or not outcomes.isdisjoint(self.any_of))


@frozen(kw_only=True, eq=False)
class OutcomeOfSeveral(Rule):
    """How a page counts several issues into one: the first line that holds gives the outcome."""

    rows: tuple[OutcomeRow, ...]


def outcome_of_several(outcomes: Sequence[str], rule: OutcomeOfSeveral | None) -> str | None:
    """Return the outcome of the whole, or None where the page does not say.

    Issues that all came out alike need no rule: so did the whole.
    """
    found = frozenset(outcomes)
    if len(found) == 1:
        return next(iter(found))
    return next((row.outcome for row in rule.rows if row.holds(found)), None) if rule is not None and found else None
