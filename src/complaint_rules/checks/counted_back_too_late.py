"""A time is counted back from an event that is known only when it has happened.

The anchor of `before` has neither an event whose word carries the day that it speaks of (`for`), nor a date fact, nor a
timescale: its day is not known before it has come.

**Why it matters.** What is to be done some days before has no date until it is too late, and what was done in time ends
nothing, since nothing runs yet.

**Example.**

```yaml
panel_papers: {who: council, at_least: 10 working days, before: panel_held, done_by: panel_papers_sent, …}
```

**Mend.** Name the event by which the day is fixed, here `panel_meeting_scheduled`; or let a word of your own carry it:
`carries: [for]`.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.tables import anchor_names

MEND = "name the event by which the day is fixed: one that carries `for`, a date fact, or a timescale"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            names = sorted(anchor_names(rule))
            if names and _is_known_too_late(procedure, rule):
                listed = in_backticks(names, " or ")
                message = f"`{rule.name}` is counted back from {listed}, which is known only when it has happened"
                yield Found((*subject.place(rule), "before"), message, _mend(procedure, names[0]))


def _is_known_too_late(procedure: Procedure, rule: Timescale) -> bool:
    """Say whether all that a time is counted back from is recorded only once it has happened."""
    words = procedure.vocabulary.events
    if not all(terms.backwards for terms in rule.terms):
        return False
    anchors = [anchor for terms in rule.terms if terms.anchor is not None for anchor in terms.anchor.values()]
    names = {name for anchor in anchors for name in anchor.names}
    return all(anchor.names for anchor in anchors) and all(
        name in words and not words[name].speaks_of_a_day for name in names
    )


def _mend(procedure: Procedure, name: str) -> str:
    """Name the event that carries a day and is of the same thing, by the first part of its name."""
    thing = name.partition("_")[0]
    words = procedure.vocabulary.events.values()
    fixed = [word.name for word in words if word.speaks_of_a_day and word.name.partition("_")[0] == thing]
    return f"did you mean `{fixed[0]}`? If not, {MEND}" if len(fixed) == 1 else MEND


CHECK = Check(
    "counted_back_too_late", "A time is counted back from an event that is known only when it has happened", _look
)
