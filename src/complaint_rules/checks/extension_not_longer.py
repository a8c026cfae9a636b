"""An extension is not longer than what it extends.

A timescale of ten working days whose extension goes up to a total of ten, or fewer, cannot be made longer by it; nor
can one whose extension goes up to ten calendar days. Both are counted from the same start, in units of two kinds over a
year of the calendar: told is what is longer from no day of it. A total that has a start of its own (`after`) is judged
where that can only be the timescale's own, or an earlier one; where it is `unstated`, in each reading.

**Why it matters.** The extension never changes a date: a caseworker records one, the answer stays, and the council
believes that it is late.

**Example.**

```yaml
stage_1_response:
  within: 10 working days
  extension: {up_to: 10 working days, made_by: [extension_notified], source: "4.2"}
```

**Mend.** A total is counted from the start of the timescale: if the page allows ten more, write
`up_to: 20 working days` or `adds: 10 working days`.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.counted import never_ends_later
from complaint_rules.checks.analyses.in_order import starts_no_later
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Terms, Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            found = next((found for terms in rule.terms if (found := _not_longer(terms, rule, procedure))), "")
            if found and rule.extension is not None:
                message = f"`{rule.name}` may be extended {found}, which is no longer than it is without"
                mend = (
                    "look at the page for both numbers, either may be mistyped; "
                    "a total is counted from the same start: write the whole in `up_to`, or what is added in `adds`"
                )
                yield Found((*subject.place(rule, "extension"), "up_to"), message, mend)


def _not_longer(terms: Terms, rule: Timescale, procedure: Procedure) -> str:
    """Return the total and the length that is not shorter, as a phrase; nothing where the total is longer."""
    if terms.limit is None or terms.within is None or not _is_from_no_later(terms, rule, procedure):
        return ""
    lengths = [row.value for row in terms.within.rows if row.value is not None]
    # A total must be longer than one of the lengths at least: a page may give one total for plain and complex cases.
    longer = (not never_ends_later(terms.limit, length, rule.counting, procedure) for length in lengths)
    if not lengths or any(longer):
        return ""
    return f"to {terms.limit}{_counted_from(terms)} at most, and has {', '.join(str(length) for length in lengths)}"


def _is_from_no_later(terms: Terms, rule: Timescale, procedure: Procedure) -> bool:
    start = terms.limit_anchor
    return start is None or (not terms.backwards and starts_no_later(start, terms.anchor, rule, procedure))


def _counted_from(terms: Terms) -> str:
    """Return the start of its own that a total has, as a phrase."""
    names = sorted(terms.limit_anchor.names) if terms.limit_anchor is not None else []
    return f" from {' or '.join(f'`{name}`' for name in names)}" if names else ""


CHECK = Check("extension_not_longer", "An extension is not longer than what it extends", _look)
