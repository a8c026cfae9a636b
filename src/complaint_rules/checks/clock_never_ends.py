"""A clock can never end.

Each event in `done_by` (and in `cancelled_by` and `waived_by`) is a move that can be made only before the clock starts:
after it, no stage has that move any more.

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

from complaint_rules.checks.analyses.happening import can_end, can_start
from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.subject import Check, Found, Subject


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        for rule in procedure.timescales:
            if can_start(procedure, places, rule) and not can_end(procedure, places, rule):
                events = ", ".join(f"`{event}`" for event in sorted(rule.done_by))
                message = f"`{rule.name}` can never end: {events} cannot happen any more when it has started"
                yield Found((*subject.place(rule), "done_by"), message, "name the event by which it is done", key=True)


CHECK = Check("clock_never_ends", "A clock can never end", _look)
