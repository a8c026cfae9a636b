"""An extension is not longer than what it extends.

A timescale of ten working days whose extension goes up to a total of ten, or fewer, cannot be made longer by it; nor
can one whose extension goes up to ten calendar days. Both are counted from the same start, in units of two kinds over a
year of the calendar: told is what is longer from no day of it.

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
    if terms.limit is None or terms.limit_anchor is not None or terms.within is None:
        return ""
    lengths = [row.value for row in terms.within.rows if row.value is not None]
    # A total must be longer than one of the lengths at least: a page may give one total for plain and complex cases.
    longer = (not never_ends_later(terms.limit, length, rule.counting, procedure) for length in lengths)
    if not lengths or any(longer):
        return ""
    return f"to {terms.limit} at most, and has {', '.join(str(length) for length in lengths)}"


CHECK = Check("extension_not_longer", "An extension is not longer than what it extends", _look)
