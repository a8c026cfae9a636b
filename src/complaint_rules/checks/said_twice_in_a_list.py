"""The same word stands twice in a list.

An event of `done_by` or `after`, a stage of `during`, a word of a test, a content of a letter, a factor, or any other
item of a list stands there a second time.

**Why it matters.** The second says nothing. Mostly another word was meant there, and what the page says of that is
lost: of `[parent, parent]` the one was the foster carer.

**Example.**

```yaml
complaint_not_accepted: {who: council, if: {complainant: [parent, parent]}, …}
```

**Mend.** Write the other word that was meant, or take this one away.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path, phrase


def _look(subject: Subject) -> Iterator[Found]:
    for path, listed in _lists((), subject.page.faults.reading.value):
        seen: set[tuple[type, object]] = set()
        for at, item in enumerate(listed):
            if isinstance(item, dict | list):
                continue
            # `true` is not 1.
            if (type(item), item) in seen:
                message = f"`{phrase(item)}` stands in this list already"
                yield Found((*path, at), message, "write the other word that was meant, or take this one away")
            seen.add((type(item), item))


def _lists(path: Path, value: object) -> Iterator[tuple[Path, list[object]]]:
    """Yield every list of a file, with its place."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, list):
        yield path, value
    for step, below in inside:
        yield from _lists((*path, step), below)


CHECK = Check("said_twice_in_a_list", "The same word stands twice in a list", _look)
