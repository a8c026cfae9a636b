"""Every fault that is looked for, by code."""

from types import ModuleType

from complaint_rules.checks import event_never_used, extension_not_longer
from complaint_rules.checks.subject import Check

MODULES: tuple[ModuleType, ...] = (
    event_never_used,
    extension_not_longer,
)

CHECKS: tuple[Check, ...] = tuple(module.CHECK for module in MODULES)
"""In the order of their codes."""


def check_named(code: str) -> Check | None:
    """Return the check of a code, or None."""
    return next((check for check in CHECKS if check.code == code), None)
