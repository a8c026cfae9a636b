"""How many examples a property gets: few by default, more in CI, many when `COMPLAINT_RULES_EXAMPLES=thorough`."""

import os

from hypothesis import HealthCheck, settings

SLOW_BUT_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

for name, examples in (("default", 60), ("ci", 150), ("thorough", 1500)):
    settings.register_profile(name, max_examples=examples, deadline=None, suppress_health_check=SLOW_BUT_FINE)
settings.load_profile(os.environ.get("COMPLAINT_RULES_EXAMPLES", "default"))
