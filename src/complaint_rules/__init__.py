"""English councils' complaint procedures as rules: what is due and when, which moves are open, and why.

`load_profile` finds a council's procedure; `Case` and `Event` say what happened; `assess` answers. `conform` holds the
procedure itself against the law.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from complaint_rules.version import VERSION as __version__  # noqa: N811 - the name that Python expects

if TYPE_CHECKING:
    from complaint_rules.cases.case import Case, Event
    from complaint_rules.errors import CaseError, ComplaintRulesError, Fault, ProfileError
    from complaint_rules.loading import load_profile
    from complaint_rules.procedures.procedure import Procedure
    from complaint_rules.procedures.profile import Profile
    from complaint_rules.questions import (
        acceptance,
        allowed_transitions,
        assess,
        conform,
        due_dates,
        escalation_eligibility,
        next_question,
        route,
    )
else:
    # A third of the library is for answering. Whoever only loads or checks profiles does not wait for it, and pytest,
    # which imports the plugin in every project where the library is installed, waits for nothing.
    _FOUND_IN = {
        **dict.fromkeys(("Case", "Event"), "complaint_rules.cases.case"),
        **dict.fromkeys(("CaseError", "ComplaintRulesError", "Fault", "ProfileError"), "complaint_rules.errors"),
        "load_profile": "complaint_rules.loading",
        "Procedure": "complaint_rules.procedures.procedure",
        "Profile": "complaint_rules.procedures.profile",
        **dict.fromkeys(
            (
                "acceptance",
                "allowed_transitions",
                "assess",
                "conform",
                "due_dates",
                "escalation_eligibility",
                "next_question",
                "route",
            ),
            "complaint_rules.questions",
        ),
    }

    def __getattr__(name: str) -> object:
        """Import what is asked for by this name for the first time, and keep it."""
        if name not in _FOUND_IN:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_FOUND_IN[name]), name)
        return found

    def __dir__() -> list[str]:
        """Name these among the others, so that completion offers them."""
        return sorted({*globals(), *_FOUND_IN})


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
    "conform",
    "due_dates",
    "escalation_eligibility",
    "load_profile",
    "next_question",
    "route",
]
