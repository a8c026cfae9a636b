"""An acknowledgement is due after the answer.

The council's time to acknowledge (`acknowledge`, `stage_2_acknowledge`, …) is longer than its time to answer the same
thing, counted from the same event: in the same unit, or in another by which it ends later whatever the day.

**Why it matters.** One of the two numbers is wrong: nobody acknowledges what has been answered. Mostly a unit or a
digit was mistyped, and every case is told a wrong date.

**Example.**

```yaml
acknowledge: {after: complaint_received, within: 15 working days, done_by: [complaint_acknowledged], …}
stage_1_response: {after: complaint_received, within: 10 working days, done_by: [stage_1_response_sent], …}
```

**Mend.** Look at the page, and mend the one that it does not say.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.counted import always_ends_sooner
from complaint_rules.checks.analyses.lengths import longest, same_start, shortest
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale

ACKNOWLEDGE = "acknowledge"
ANSWERS = ("_response", "_answer")


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            for answer in procedure.timescales if rule.name.endswith(ACKNOWLEDGE) else ():
                found = _comes_later(rule, answer, procedure)
                if found:
                    key = "aim" if rule.terms[0].aim_alone else "within"
                    yield Found((*subject.place(rule), key), found, "look at the page, and mend the one that is wrong")


def _comes_later(rule: Timescale, answer: Timescale, procedure: Procedure) -> str:
    if not answer.name.endswith(ANSWERS) or answer.party is not rule.party or not same_start(rule, answer):
        return ""
    own, other = shortest(rule), longest(answer)
    if own is None or other is None or not always_ends_sooner(other, own, rule.counting, procedure):
        return ""
    return f"`{rule.name}` is due after {own}, later than the answer (`{answer.name}`: {other})"


CHECK = Check("acknowledgement_after_the_answer", "An acknowledgement is due after the answer", _look)
