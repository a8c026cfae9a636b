"""A clock can never start.

Nothing that the timescale is counted from can happen in a stage where the timescale stands: the event is a move that is
made in other stages only, or one that is only recorded and happens in another stage (by its number, or, of a panel, by
the law of the procedure) or in another procedure. Or the stage `during` which it runs is never reached, or it is
counted from the date of a timescale that has none (`as soon as possible`, `no limit`).

**Why it matters.** The date that the page promises never appears. Nobody misses it, since nothing says that it is
missing: the row stands at `not_started` for ever.

**Example.**

```yaml
stage_1:
  moves:
    stage_2_requested: {to: stage_2, who: complainant, source: "3"}
stage_3:
  timescales:
    stage_2_response: {who: council, after: stage_2_requested, within: 25 working days, …}   # belongs under stage_2
```

**Mend.** Put the timescale under the stage in which its clock runs (or say so with `during`), or count it from what
happens there.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.happening import can_start
from complaint_rules.checks.analyses.places import places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        lost = set(stage_ids(procedure)) - places.reached
        for rule in procedure.timescales:
            if rule.stages and rule.stages <= lost:
                # That the stage is never reached is told of the stage.
                continue
            if not can_start(procedure, places, rule):
                message = f"`{rule.name}` can never start: {_why(rule)}"
                mend = "put it under the stage where its clock runs, or count it from what happens there"
                yield Found(subject.place(rule), message, mend, key=True)


def _why(rule: Timescale) -> str:
    anchors = [anchor for terms in rule.terms for anchor in (terms.anchor.values() if terms.anchor else ())]
    followed = sorted({anchor.timescale for anchor in anchors if anchor.timescale})
    if followed:
        return f"it is counted from {in_backticks(followed, ' or ')}, which never has a date"
    names = sorted({name for anchor in anchors for name in anchor.names})
    where = in_backticks(sorted(rule.stages), " or ") if rule.stages else "any stage"
    return f"{in_backticks(names, ' or ') or 'what it waits for'} cannot happen in {where}, nor lead there"


CHECK = Check("clock_never_starts", "A clock can never start", _look)
