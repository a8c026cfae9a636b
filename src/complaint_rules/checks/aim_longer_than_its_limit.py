"""An aim is longer than its own limit.

The `aim` of a timescale ends after its `within` in every case, counted from the same start, and after the total to
which the timescale may be extended. Lengths in units of two kinds are counted over a year of the calendar; told is what
ends later from every day of it.

**Why it matters.** Who keeps to the aim is late. Mostly a digit is mistyped, or the two lengths have changed places,
and every case is told a date that the page does not give.

**Example.**

```yaml
stage_1_response:
  within: 1 working day
  aim: 24 working days
```

**Mend.** Look at the page for both. The aim is what is hoped for, `within` is what binds.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.counted import always_ends_sooner
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import ExtensionKind, Terms, Timescale
from complaint_rules.timescales import Period


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            found = next((found for terms in rule.terms if (found := _longer(terms, rule, procedure))), "")
            if found:
                mend = "look at the page for both, either may be mistyped; `within` is what binds"
                yield Found(subject.place(rule, "aim"), found, mend)


def _longer(terms: Terms, rule: Timescale, procedure: Procedure) -> str:
    """Return the aim and the limit that ends before it, of one reading, as a phrase; else nothing."""
    limits, aims = _limits(terms, rule), terms.aim.values() if terms.aim is not None else ()
    if not limits or not aims or terms.backwards or (rule.aim is not None and rule.aim.anchor is not None):
        return ""
    pairs = [(limit, aim) for limit in limits for aim in aims]
    if not all(limit and aim and always_ends_sooner(limit, aim, rule.counting, procedure) for limit, aim in pairs):
        return ""
    limit, aim = pairs[0]
    return f"`{rule.name}` has an aim of {aim}, and a limit of {limit} from the same start"


def _limits(terms: Terms, rule: Timescale) -> tuple[Period | None, ...]:
    """Return the lengths that bind, with the total of an extension; None among them where there is one unknown."""
    lengths = terms.within.values() if terms.within is not None else ()
    if rule.extension is None or not lengths:
        return lengths
    is_total = rule.extension.kind is ExtensionKind.UP_TO and terms.limit_anchor is None
    return (*lengths, terms.limit if is_total else None)


CHECK = Check("aim_longer_than_its_limit", "An aim is longer than its own limit", _look)
