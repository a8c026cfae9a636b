"""An aim is longer than its own limit.

The `aim` of a timescale ends after its `within` in every case, counted from the same start, and after the total to
which the timescale may be extended. Lengths in units of two kinds are counted over a year of the calendar; told is what
ends later from every day of it. An aim that has a start of its own (`after`) is judged where that can only be the
timescale's own, or a later one: the receipt of what was sent, what comes after it by its word, or what happens only in
a later stage.

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
from complaint_rules.checks.analyses.in_order import starts_no_later, starts_no_sooner
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, ExtensionKind, Terms, Timescale
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
    limits, aims = _limits(terms, rule, procedure), terms.aim.values() if terms.aim is not None else ()
    if not limits or not aims or terms.backwards or not _is_from_no_sooner(terms, rule, procedure):
        return ""
    pairs = [(limit, aim) for limit in limits for aim in aims]
    if not all(limit and aim and always_ends_sooner(limit, aim, rule.counting, procedure) for limit, aim in pairs):
        return ""
    limit, aim = pairs[0]
    hoped_for = f"an aim of {aim}{_start_of_its_own(terms, rule)}"
    return f"`{rule.name}` has {hoped_for}, and a limit of {limit} {_start(terms, rule)}"


def _limits(terms: Terms, rule: Timescale, procedure: Procedure) -> tuple[Period | None, ...]:
    """Return the lengths that bind, with the total of an extension; None among them where there is one unknown."""
    lengths = terms.within.values() if terms.within is not None else ()
    if rule.extension is None or not lengths:
        return lengths
    start = terms.limit_anchor
    is_total = rule.extension.kind is ExtensionKind.UP_TO and (
        start is None or starts_no_later(start, terms.anchor, rule, procedure)
    )
    return (*lengths, terms.limit if is_total else None)


def _is_from_no_sooner(terms: Terms, rule: Timescale, procedure: Procedure) -> bool:
    start = rule.aim.anchor if rule.aim is not None else None
    return start is None or starts_no_sooner(start, terms.anchor, rule, procedure)


def _start_of_its_own(terms: Terms, rule: Timescale) -> str:
    """Return from what else than the limit an aim is counted, as a phrase; nothing where both have one start."""
    start, own = rule.aim.anchor if rule.aim is not None else None, terms.anchor
    if start is None or own is None or all(start == each for each in own.values()):
        return ""
    return f" from {_any_of(start)}"


def _start(terms: Terms, rule: Timescale) -> str:
    if not _start_of_its_own(terms, rule) or terms.anchor is None:
        return "from the same start"
    return f"from {' or '.join(map(_any_of, terms.anchor.values()))}, which is no later"


def _any_of(start: Anchor) -> str:
    return in_backticks(sorted(start.names), " or ")


CHECK = Check("aim_longer_than_its_limit", "An aim is longer than its own limit", _look)
