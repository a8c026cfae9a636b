"""How many examples a property gets: the same sixty by default, many fresh ones with `COMPLAINT_RULES_EXAMPLES=thorough`.

And which tests the count of branches leaves out: what is drawn, and what goes over every worked case again, takes most of
the time and may find a branch by luck. Counted are the tests that mean the branch which they take.
"""

import os
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, Phase, settings

import complaint_rules

HERE = Path(__file__).parent
DRAWN = {HERE / "property", HERE / "fuzz"}

SLOW_BUT_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

# The plain test command gives properties their `default`; `thorough` is for an afternoon.
for name, examples in (("default", 60), ("thorough", 1500)):
    thorough = name == "thorough"
    settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,
        suppress_health_check=SLOW_BUT_FINE,
        derandomize=not thorough,
        # Making a drawn profile smaller takes minutes; it is worth them only to whoever hunts a fault.
        phases=tuple(Phase) if thorough else (Phase.explicit, Phase.generate),
    )
settings.load_profile(os.environ.get("COMPLAINT_RULES_EXAMPLES", "default"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the drawn tests as not counted; others are marked where they stand."""
    for item in items:
        if DRAWN.intersection(item.path.parents):
            item.add_marker("uncounted")


def pytest_collection_finish() -> None:
    """Import all that the library imports only when it is needed: in a test that is not counted nobody would see it."""
    for module in walk_packages(complaint_rules.__path__, "complaint_rules."):
        if module.name != "complaint_rules.pytest_plugin":
            import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no branch while such a test runs."""
    # pytest-cov's own `no_cover` does nothing in a process of xdist's, where it counts twice over.
    counting = sys.gettrace() if item.get_closest_marker("uncounted") else None
    if counting is None:
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counting)
