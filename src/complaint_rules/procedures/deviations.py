"""Where a council says that it departs from a clause and why: comply or explain."""

from datetime import date

from complaint_rules.errors import Fault
from complaint_rules.values import frozen

NOWHERE = Fault(code="", message="")


@frozen
class Deviation:
    """A departure from one clause of a pack: the reason, who approved it, and when it is to be reviewed.

    `rule` narrows it to what one rule of the council's brings about; empty, it explains all that differs from the
    clause. It lives up to and including `review_on`. `place` is where it is written, as a fault without words.
    """

    pack: str
    clause: str
    reason: str
    approved_by: str
    review_on: date
    rule: str = ""
    place: Fault = NOWHERE

    def expired(self, as_of: date) -> bool:
        """Say whether its day of review has passed."""
        return as_of > self.review_on

    def to_dict(self, as_of: date) -> dict[str, str | int | bool | None]:
        """Return it as plain data."""
        return {
            "reason": self.reason,
            "approved_by": self.approved_by,
            "review_on": self.review_on.isoformat(),
            "expired": self.expired(as_of),
        }
