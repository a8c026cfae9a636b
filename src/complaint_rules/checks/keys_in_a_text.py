"""A text has keys of the format in it.

What looks like the keys of a rule (`who: council`, `done_by:`, `made_by:`, `could_be:`) stands inside a text.

**Why it matters.** Lines that are set in as far as a longer text above them belong to that text. The rule that they
were meant for is not there, and nothing else tells of it.

**Example.**

```yaml
acknowledge:
  source: >-
    page 2, first paragraph
    stage_1_response:
      who: council
```

**Mend.** Set the lines of the rule in less, as far as those of its neighbours.
"""

import re
from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path

_KEYS: Final = re.compile(r"(?:^|[\s{])(who: (?:council|complainant|panel|both)\b|(?:done|made)_by: \w+|could_be: \S+)")


def _look(subject: Subject) -> Iterator[Found]:
    for path, text in _texts((), subject.page.faults.reading.value):
        found = _KEYS.search(text)
        if found is not None:
            message = f"this text has keys of a rule in it: `{' '.join(found[1].split())}`"
            yield Found(path, message, "set the lines of the rule in less than the text, as far as its neighbours")


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Yield every text of a file, with its place."""
    if isinstance(value, str):
        yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        yield from _texts((*path, step), below)


CHECK = Check("keys_in_a_text", "A text has keys of the format in it", _look)
