"""A timescale is counted from a due date of another stage.

It stands in a stage with a number, and `before` or `after` names a timescale that stands in another stage with
another number, while the same timescale exists with the number of its own stage. `after` one of a stage before is not
told: that day may well be known.

**Why it matters.** While this stage lasts the other has no due date, so that nothing is ever due, and nobody is told.

**Example.**

```yaml
stage_1:
  timescales:
    stage_1_draft: {who: council, at_least: 1 working day, before: stage_2_response, done_by: stage_1_draft_sent, …}
```

**Mend.** Name the timescale of this stage: `before: stage_1_response`.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.written_tests import row_with
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.misspellings import numbers_in, with_number
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            for key, other, meant in dict.fromkeys(_counted(rule, procedure)):
                path = row_with(subject, (*subject.place(rule), key), other)
                message = f"`{rule.name}` stands in `{rule.home}`, and `{other}`, from which it is counted, in another"
                yield Found(path, message, f"did you mean `{meant}`?")


def _counted(rule: Timescale, procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Yield each key that names a timescale of another stage, that timescale, and the one of this stage."""
    if len(numbers_in(rule.home)) != 1 or rule.stages != {rule.home}:
        return
    for terms in rule.terms:
        for anchor in terms.anchor.values() if terms.anchor else ():
            other = procedure.timescale(anchor.timescale) if anchor.timescale else None
            meant = _meant(rule, other, procedure, is_before=terms.backwards) if other else ""
            if other and meant:
                yield "before" if terms.backwards else "after", other.name, meant


def _meant(rule: Timescale, other: Timescale, procedure: Procedure, *, is_before: bool) -> str:
    """Return the timescale of its own stage, where the other can have no date while this one is live."""
    order = procedure.stage_order
    if not other.stages or rule.home in other.stages:
        return ""
    if not is_before and any(order(stage) < order(rule.home) for stage in other.stages):
        return ""
    own = procedure.timescale(with_number(other.name, numbers_in(rule.home)[0]))
    fits = own is not None and own is not rule and own is not other and rule.home in own.stages
    return own.name if own and fits else ""


CHECK = Check("counted_from_another_stage", "A timescale is counted from a due date of another stage", _look)
