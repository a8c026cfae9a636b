"""Every fault that is looked for, by code."""

from types import ModuleType

from complaint_rules.checks import (
    acknowledgement_after_the_answer,
    clock_never_ends,
    clock_never_starts,
    complainant_left_waiting,
    event_never_used,
    extension_not_longer,
    moves_disagree,
    stage_never_left,
    stage_never_reached,
    to_be_filled_in,
    window_closes_before_it_opens,
)
from complaint_rules.checks.subject import Check

MODULES: tuple[ModuleType, ...] = (
    acknowledgement_after_the_answer,
    clock_never_ends,
    clock_never_starts,
    complainant_left_waiting,
    event_never_used,
    extension_not_longer,
    moves_disagree,
    stage_never_left,
    stage_never_reached,
    to_be_filled_in,
    window_closes_before_it_opens,
)

CHECKS: tuple[Check, ...] = tuple(module.CHECK for module in MODULES)
"""In the order of their codes."""


def check_named(code: str) -> Check | None:
    """Return the check of a code, or None."""
    return next((check for check in CHECKS if check.code == code), None)
