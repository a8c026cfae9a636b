"""A text is cut in two at a comma.

In a list in brackets every comma begins a new item. An item of `considering` or `could_be` begins with *and*, *or*,
*but* or *nor*, so that it goes on with the one before it, and no quotes stand round it.

Not told: a text that was cut where nothing of the kind follows; it reads as two.

**Why it matters.** One factor is written down as two, and none of them is what the page says.

**Example.**

```yaml
considering: [the age of the child, understanding, and wishes]       # one factor, in three pieces
```

**Mend.** Put the whole text in quotes: `considering: ["the age of the child, understanding, and wishes"]`.
"""

from collections.abc import Iterator
from itertools import pairwise

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path

GOES_ON = ("and ", "or ", "but ", "nor ")
TEXTS = frozenset({"considering", "could_be"})


def _look(subject: Subject) -> Iterator[Found]:
    for path, texts in _texts((), subject.page.faults.reading.value):
        for at, (before, text) in enumerate(pairwise(texts), 1):
            if isinstance(text, str) and text.startswith(GOES_ON) and not _is_quoted(subject, (*path, at)):
                message = f"`{text}` goes on with the text before it, and stands as one of its own"
                yield Found((*path, at), message, f'put the whole text in quotes: "{before}, {text}"')


def _is_quoted(subject: Subject, path: Path) -> bool:
    """Say whether quotes stand round an item: then its author meant it for one."""
    return subject.page.faults.reading.mark(path).text.startswith(('"', "'"))


def _texts(path: Path, value: object) -> Iterator[tuple[Path, list[object]]]:
    """Yield every list of texts of a file in which people write sentences, with its place."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        if step in TEXTS and isinstance(below, list):
            yield (*path, step), below
        yield from _texts((*path, step), below)


CHECK = Check("text_cut_at_a_comma", "A text is cut in two at a comma", _look)
