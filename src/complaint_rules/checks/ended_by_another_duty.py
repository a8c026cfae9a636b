"""A timescale is ended by what ends another duty than its own.

It has the name of a duty of its law or guidance, nothing that ends it ends that duty, and each event that does ends
another duty of the law, or another timescale of the procedure. The sending of a letter and its receipt are one end.

Not told: a timescale that says in `fulfils` which duty it answers.

**Why it matters.** The timescale answers its duty no more: `conform` says that the page is silent on it, and in a case
what was done in time stands as not done until something else happens.

**Example.**

```yaml
stands_under: [children-2006]
…
panel_findings: {who: panel, within: 5 working days, after: panel_held, done_by: stage_3_response_sent, …}
```

**Mend.** Name the event that ends the duty: `done_by: panel_findings_sent`. If the page does end it otherwise, set the
finding aside and say where the page says so.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for pack in procedure.packs:
            for duty in pack.timescales:
                rule = procedure.timescale(duty.name)
                others = _ends_of_others(rule, procedure, pack) if rule else {}
                if rule and others:
                    ended = ", ".join(f"`{event}`, which ends `{others[event]}`" for event in sorted(rule.done_by))
                    message = f"`{rule.name}` is ended by {ended}"
                    own = in_backticks(sorted(duty.done_by), " or ")
                    mend = f"did you mean {own}, by which `{pack.profile}` has it end?"
                    yield Found((*subject.place(rule), "done_by"), message, mend)


def _ends_of_others(rule: Timescale, procedure: Procedure, pack: Procedure) -> dict[str, str]:
    """Return what else ends by the events of a rule that does not answer the duty of its name; or nothing."""
    if rule.fulfils or rule.name in procedure.answers.get(rule.name, ()):
        return {}
    others = [other for other in (*pack.timescales, *procedure.timescales) if other.name != rule.name]
    found = {event: other.name for other in reversed(others) for event in other.done_by}
    return found if rule.done_by <= found.keys() else {}


CHECK = Check("ended_by_another_duty", "A timescale is ended by what ends another duty than its own", _look)
