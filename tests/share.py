"""How many of the worked cases a slow test goes over: some in the default command, all in a thorough run."""

import os
from typing import Any


def share(of: list[Any], one_in: int, first: int = 0) -> list[Any]:
    """Return one in so many, from the `first` on; all of them with `COMPLAINT_RULES_EXAMPLES=thorough`."""
    return of if os.environ.get("COMPLAINT_RULES_EXAMPLES") == "thorough" else of[first::one_in]
