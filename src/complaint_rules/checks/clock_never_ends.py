"""A clock can never end.

Each event in `done_by` (and in `cancelled_by` and `waived_by`) is a move that can be made only where the clock does not
run; or an event that is only recorded, and that happens in another stage (by its number, or, of a panel, by the law of
the procedure) or in another procedure; or it comes, by what its word means, before that from which the clock is
counted, or is that itself. Or every move by it asks for what the `if` of the timescale excludes: it is open only where
there is no such timescale.

**Why it matters.** Every case becomes overdue on this clock and stays so, whatever the council does.

**Example.**

```yaml
stage_1:
  timescales:
    acknowledge: {who: council, after: complaint_received, within: 2 working days, done_by: [complaint_received], …}
```

**Mend.** Name the event by which the thing is done: here `complaint_acknowledged`.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.asked_beside import excluded_ends
from complaint_rules.checks.analyses.happening import can_end, can_start, ends_before_it_starts
from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.tables import anchor_names


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        for rule in procedure.timescales:
            if can_start(procedure, places, rule) and not can_end(procedure, places, rule):
                message = f"`{rule.name}` can never end: {_why(rule)}"
                mend = f"name the event by which it is done{_or_the_other(rule)}"
                yield Found((*subject.place(rule), "done_by"), message, mend, key=True)
                continue
            ends = excluded_ends(procedure, places, rule)
            if ends:
                mend = "mend the one of the two tests that is wrong, or name the event by which it is done"
                yield Found(
                    (*subject.place(rule), "done_by"), f"`{rule.name}` can never end: {ends[0]}", mend, key=True
                )


def _why(rule: Timescale) -> str:
    events = ", ".join(f"`{event}`" for event in sorted(rule.done_by))
    if not ends_before_it_starts(rule):
        return f"{events} cannot happen while it runs"
    starts = ", ".join(f"`{name}`" for name in sorted(anchor_names(rule)))
    same = rule.done_by == anchor_names(rule)
    return f"{events} is what starts it" if same else f"{events} comes before {starts}, from which it is counted"


def _or_the_other(rule: Timescale) -> str:
    return ", or look at that from which it is counted" if ends_before_it_starts(rule) else ""


CHECK = Check("clock_never_ends", "A clock can never end", _look)
