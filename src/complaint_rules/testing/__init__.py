"""Strategies for Hypothesis, for whoever embeds the library: cases, their parts, and whole profiles (extra `testing`).

What is drawn are the library's own values, and every case that is drawn for a procedure is admitted by it. The page is
docs/property-testing.md.
"""

try:
    import hypothesis as _hypothesis
except ImportError as missing:
    raise ImportError(
        "complaint_rules.testing needs Hypothesis: pip install 'complaint-rules[testing]'", name="hypothesis"
    ) from missing

from complaint_rules.testing.days import days
from complaint_rules.testing.drawn_profiles import profile_files, profiles
from complaint_rules.testing.histories import cases, histories
from complaint_rules.testing.said import events, facts

__all__ = ["cases", "days", "events", "facts", "histories", "profile_files", "profiles"]

del _hypothesis
