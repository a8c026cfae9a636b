"""A reading could be what is written.

Under `readings`, `could_be` of a key names the value that the rule has there, which is the one that was taken.

**Why it matters.** `could_be` has the other readings. One that is the same is none; mostly the rule was changed to the
other reading and the one that was given up is now nowhere, or a digit is wrong.

**Example.**

```yaml
acknowledge:
  within: 3 working days
  readings: {within: {could_be: [3 working days], because: "'promptly, and within three days'"}}     # 3 calendar days
```

**Mend.** Write what else it could be, or take the reading away.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path, phrase


def _look(subject: Subject) -> Iterator[Found]:
    for path, rule in _rules((), subject.page.faults.reading.value):
        readings = rule["readings"]
        for key, reading in readings.items() if isinstance(readings, dict) else ():
            others = reading.get("could_be") if isinstance(reading, dict) else None
            for at, other in enumerate(others if isinstance(others, list) else [others]):
                if key in rule and _alone(other) == _alone(rule[key]):
                    message = f"`{key}` could be `{phrase(other)}`, and that is what is written"
                    mend = "write what else it could be, or take the reading away"
                    yield Found((*path, "readings", key, "could_be", at), message, mend)


def _rules(path: Path, value: object) -> Iterator[tuple[Path, dict[str, object]]]:
    """Yield every block of a file that has readings, with its place."""
    if isinstance(value, dict) and "readings" in value:
        yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        yield from _rules((*path, step), below)


def _alone(value: object) -> object:
    """Return the one item of a list that has no other: both are written for it."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


CHECK = Check("reading_of_what_is_taken", "A reading could be what is written", _look)
