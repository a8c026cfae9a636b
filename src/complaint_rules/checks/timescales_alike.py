"""Two timescales of a stage are alike.

They have the same `who`, start, length, tests, contents and end; only their names, sources and notes differ.

**Why it matters.** The second says nothing that the first does not. Mostly a rule was copied and what makes it another
one was not written: an event ends both, and what the page has for the second is never asked for.

**Example.**

```yaml
investigating_officer: {who: council, within: no time set, after: stage_2_requested, done_by: investigator_appointed, …}
independent_person: {who: council, within: no time set, after: stage_2_requested, done_by: investigator_appointed, …}
```

**Mend.** Write what the page has for this one: `done_by: independent_person_appointed`. If both are the same, take one
away; one rule that answers several duties of its law names them all in `fulfils`.
"""

from collections.abc import Hashable, Iterator
from typing import Any, Final, NamedTuple

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale

_TOLD: Final = ("source", "note", "readings")
_STEM: Final = 6
"""So many letters of two words are alike where they are of one stem: `investigator`, `investigation`."""


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        seen: dict[tuple[Path, Hashable], Timescale] = {}
        for rule in procedure.timescales:
            path = subject.place(rule)
            first = seen.setdefault((path[:-1], _meaning(_written(subject, path))), rule)
            if first is not rule:
                yield _found(subject, first, rule, procedure)


def _written(subject: Subject, path: Path) -> object:
    """Return what is written at a place of the file."""
    found: Any = subject.page.faults.reading.value
    for step in path:
        found = found[step]
    return found


def _meaning(written: object) -> Hashable:
    """Return what is written without what is only told; one item may stand for a list of it, in any order."""
    if isinstance(written, dict):
        kept = {key: _meaning(value) for key, value in written.items() if key not in _TOLD}
        return frozenset({**kept, **_left_open(written)}.items())
    if isinstance(written, list):
        items = [_meaning(item) for item in written]
        names = all(isinstance(item, str) for item in items)
        return items[0] if len(items) == 1 else frozenset(items) if names else tuple(items)
    return (type(written), written) if isinstance(written, bool) else written


def _left_open(written: dict[str, object]) -> dict[str, Hashable]:
    """Return the readings of what is left open, which is what the rule says there."""
    readings = written.get("readings")
    of = readings if isinstance(readings, dict) else {}
    return {f"{key} could be": _meaning(of[key].get("could_be")) for key in of if written.get(key) == "unstated"}


def _found(subject: Subject, first: Timescale, second: Timescale, procedure: Procedure) -> Found:
    """Tell it of the one whose name is like another event's than that which ends it, or of the second."""
    for rule, other in ((second, first), (first, second)):
        meant = _meant(rule, procedure)
        if meant:
            message = f"`{rule.name}` is the same as `{other.name}`, and ends by the same"
            return Found((*subject.place(rule), "done_by"), message, f"did you mean `{meant}`?")
    message = f"`{second.name}` is the same as `{first.name}` above: who, start, length and end"
    mend = "write what the page has for this one; if both are the same, take one away"
    return Found(subject.place(second), message, mend, key=True)


class _Likeness(NamedTuple):
    """Whether two names begin with words of one stem, and how many words are the same."""

    begins: bool
    words: int


_NONE: Final = _Likeness(begins=False, words=0)


def _meant(rule: Timescale, procedure: Procedure) -> str:
    """Return the event by which a timescale's name suggests that it ends, if no other ends by it; else nothing."""
    taken = {event for other in procedure.timescales for event in other.done_by}
    free = {event: _likeness(rule.name, event) for event in procedure.event_words if event not in taken}
    best = max(free.values(), default=_NONE)
    liked = [event for event, likeness in free.items() if likeness == best]
    own = max(_likeness(rule.name, event) for event in rule.done_by)
    return liked[0] if best.begins and len(liked) == 1 and best > own else ""


def _likeness(name: str, event: str) -> _Likeness:
    words, others = name.split("_"), event.split("_")
    return _Likeness(words[0][:_STEM] == others[0][:_STEM], len(set(words) & set(others)))


CHECK = Check("timescales_alike", "Two timescales of a stage are alike", _look)
