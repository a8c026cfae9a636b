"""Who decides is called `we`.

`decided_by` is a word that stands for whoever writes the page, or reads it: *we*, *us*, *you*, *they*. It is told in
the answers, and those are read elsewhere than on the page.

**Why it matters.** Nobody who reads the answer knows who *we* is: "this is a matter of discretion: we decides".

**Example.**

```yaml
stage_2_accepted: {who: council, to: stage_2, decided_by: we, …}
```

**Mend.** Write whom the page means: `decided_by: the Council`, or the person or post that it names elsewhere.
"""

from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path

_STAND_FOR_SOMEBODY: Final = frozenset({"we", "us", "i", "me", "you", "they", "them"})


def _look(subject: Subject) -> Iterator[Found]:
    for path, text in _deciders((), subject.page.faults.reading.value):
        if text.strip().lower() in _STAND_FOR_SOMEBODY:
            mend = "write whom the page means, such as `the Council`, or the person or post that it names elsewhere"
            yield Found(path, f"`{text}` does not say who decides", mend)


def _deciders(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Yield who decides, wherever the file says it, with the place."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        if step == "decided_by" and isinstance(below, str):
            yield (*path, step), below
        yield from _deciders((*path, step), below)


CHECK = Check("decider_not_named", "Who decides is called `we`", _look)
