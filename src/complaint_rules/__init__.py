"""English councils' complaint procedures as rules: what is due and when, which moves are open, and why.

`load_profile` finds a council's procedure; `Case` and `Event` say what happened; `assess` answers.
"""

from complaint_rules.cases.case import Case, Event
from complaint_rules.errors import CaseError, ComplaintRulesError, Fault, ProfileError
from complaint_rules.loading import load_profile
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.questions import (
    acceptance,
    allowed_transitions,
    assess,
    due_dates,
    escalation_eligibility,
)
from complaint_rules.version import VERSION as __version__  # noqa: N811 - the name that Python expects

__all__ = [
    "Case",
    "CaseError",
    "ComplaintRulesError",
    "Event",
    "Fault",
    "Procedure",
    "Profile",
    "ProfileError",
    "__version__",
    "acceptance",
    "allowed_transitions",
    "assess",
    "due_dates",
    "escalation_eligibility",
    "load_profile",
]
