"""A time is more than three times as long as its law or guidance gives.

The council's longest time for a duty is more than three times the longest that the law or guidance gives for the
same duty. What the procedure says of that clause under `deviations` is explained, and not told.

**Why it matters.** A council may be slower than its Code and say so; mostly it is a digit typed twice, and every case
is told a date that the page does not give. `conform` tells every difference, this one the likely slip.

**Example.**

```yaml
stands_under: [lgsco-code-2024]
…
acknowledge: {who: council, after: complaint_received, within: 50 working days, …}      # the Code gives five
```

**Mend.** Look at the page. If it does say so, set the finding aside, and say where the page says it.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.answered import answered
from complaint_rules.checks.analyses.counted import always_ends_sooner
from complaint_rules.checks.analyses.lengths import longest
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.timescales import Period

TIMES = 3


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule, duty, pack in answered(procedure):
            found = _far_longer(rule, duty, procedure)
            if found:
                mend = "look at the page: a digit may be mistyped"
                length = "within" if any(terms.within for terms in rule.terms) else "aim"
                yield Found(subject.place(rule, length), f"{found} by `{pack.profile}`", mend)


def _far_longer(rule: Timescale, duty: Timescale, procedure: Procedure) -> str:
    own, given = longest(rule), longest(duty)
    if rule.is_window or duty.is_window or own is None or given is None:
        return ""
    most = Period(TIMES * given.count, given.unit)
    if not always_ends_sooner(most, own, rule.counting, procedure):
        return ""
    return f"`{rule.name}` has {own}, more than {TIMES} times the {given} that `{duty.name}` has"


CHECK = Check("far_longer_than_the_law", "A time is more than three times as long as its law or guidance gives", _look)
