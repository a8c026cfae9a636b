"""A clock starts only when its stage is left.

Every event from which a timescale is counted is a move that takes the case out of the stages in which the timescale
stands, into another stage. What is counted from the end of the case, as a letter about its closing is, is not told.

**Why it matters.** While the case is in the stage nothing runs, and when it is over a date appears for what was to be
done in it. Mostly the event is that of another stage.

**Example.**

```yaml
stage_2:
  timescales:
    stage_2_investigation: {who: council, after: stage_3_requested, within: 25 working days, …}
  moves:
    stage_3_requested: {who: complainant, to: stage_3, source: "5"}
```

**Mend.** Count it from what happens in the stage. If it is right, and only printed there, say with `during` in which
stage it runs.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.happening import Step, steps_by
from complaint_rules.checks.analyses.places import Places, places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.tables import anchor_names, lives_in


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        for rule in procedure.timescales:
            whither = _left_for(procedure, places, rule)
            if whither:
                names, own = (in_backticks(sorted(each), " or ") for each in (anchor_names(rule), rule.stages))
                message = f"`{rule.name}` stands in {own}, and starts only by {names}, which leads on to `{whither}`"
                mend = f"count it from what happens in {own}; if it is to run in `{whither}`, write `during: {whither}`"
                yield Found((*subject.place(rule), "after"), message, mend)


def _left_for(procedure: Procedure, places: Places, rule: Timescale) -> str:
    """Return the first stage to which all that starts a timescale leads, out of those in which it stands."""
    names = anchor_names(rule)
    asks_for_itself = rule.is_window and not names.isdisjoint(rule.done_by)
    if not rule.stages or asks_for_itself or any(terms.backwards or terms.anchor is None for terms in rule.terms):
        return ""
    starts = tuple(_starts(procedure, places, rule, name) for name in sorted(names))
    leads_to = [step.to for some in starts for step in some]
    if not starts or not all(starts) or not set(leads_to) <= set(stage_ids(procedure)) - rule.stages:
        return ""
    return leads_to[0]


def _starts(procedure: Procedure, places: Places, rule: Timescale, name: str) -> tuple[Step, ...]:
    """Return where an event starts a timescale; nothing where it may be recorded anywhere, or is a fact."""
    steps = steps_by(procedure, places, name, rule) if name in procedure.vocabulary.events else None
    return tuple(step for step in steps or () if lives_in(rule, step.to, step.origin))


CHECK = Check("clock_starts_on_leaving", "A clock starts only when its stage is left", _look)
