"""A timescale of one stage is ended by the answer of another.

It stands in a stage with a number, every event that ends it has another number, the same event exists with the number
of the stage, and no timescale of the stage is ended by that. The complainant's time is not told: a request for
the next stage ends it.

**Why it matters.** The answer of this stage ends nothing: it is told as overdue although it was sent, and the other
answer ends it long after.

**Example.**

```yaml
stage_1:
  timescales:
    stage_1_response: {who: council, after: complaint_received, done_by: stage_2_response_sent, …}
```

**Mend.** Name the answer of this stage: `done_by: stage_1_response_sent`.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.misspellings import numbers_in, with_number
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            meant = _meant(rule, procedure)
            if meant:
                message = f"`{rule.name}` stands in `{rule.home}`, and what ends it is of another stage"
                yield Found((*subject.place(rule), "done_by"), message, f"did you mean `{meant}`?")


def _meant(rule: Timescale, procedure: Procedure) -> str:
    """Return the event of its own stage that ends no timescale there, where all that end it are of others."""
    if rule.is_window or len(numbers_in(rule.home)) != 1 or rule.stages != {rule.home}:
        return ""
    (number,) = numbers_in(rule.home)
    own = [with_number(event, number) for event in sorted(rule.done_by)]
    here = {event for other in procedure.timescales if rule.home in other.stages for event in other.done_by}
    fits = own and all(name in procedure.event_words and name not in here for name in own)
    return own[0] if fits else ""


CHECK = Check("ended_by_another_stage", "A timescale of one stage is ended by the answer of another", _look)
