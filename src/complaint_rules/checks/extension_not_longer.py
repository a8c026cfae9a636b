"""An extension is not longer than what it extends.

A timescale of ten working days whose extension goes up to a total of ten, or fewer, cannot be made longer by it; nor
can one whose extension goes up to ten calendar days. Both are counted from the same start, in units of two kinds over a
year of the calendar: told is what is longer from no day of it. A total that has a start of its own (`after`) is judged
where that can only be the timescale's own, or an earlier one; where it is `unstated`, in each reading. An aim
beside which no limit stands is extended as a limit is, and judged so.

Of a length that is chosen by case a total may equal some: a page may give one total for plain and complex cases. Told
is where it is no longer than each of them, and where it is shorter than one; but for those cases that the extension's
own tests leave out.

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

from collections.abc import Iterator, Sequence

from complaint_rules.checks.analyses.asked_beside import lasting
from complaint_rules.checks.analyses.counted import always_ends_sooner, never_ends_later
from complaint_rules.checks.analyses.in_order import starts_no_later
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.analyses.taking import Tried, taken_by
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import Choice, Clause, Condition, NameKind, Row
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Extension, Terms, Timescale
from complaint_rules.timescales import Period

Lengths = Choice[Period | None]


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for rule in procedure.timescales:
            found = next((found for terms in rule.terms if (found := _not_longer(terms, rule, procedure))), "")
            if found and rule.extension is not None:
                message = f"`{rule.name}` may be extended {found}"
                mend = (
                    "look at the page for both numbers, either may be mistyped; "
                    "a total is counted from the same start: write the whole in `up_to`, or what is added in `adds`"
                )
                yield Found((*subject.place(rule, "extension"), "up_to"), message, mend)


def _not_longer(terms: Terms, rule: Timescale, procedure: Procedure) -> str:
    """Return the total and the length that is not shorter, as a phrase; nothing where the total is longer."""
    total, lengths = terms.limit, terms.within or (terms.aim if terms.aim_alone else None)
    if total is None or lengths is None or not _is_from_no_later(terms, rule, procedure):
        return ""
    dated = [(at, row, row.value) for at, row in enumerate(lengths.rows) if row.value is not None]
    short = {at for at, _, length in dated if never_ends_later(total, length, rule.counting, procedure)}
    if not short:
        return ""
    extended = [(at, row, length) for at, row, length in dated if _is_extended(lengths, at, rule, procedure)]
    if extended and all(at in short for at, _, _ in extended):
        which = ", ".join(f"{'' if terms.within else 'an aim of '}{length}" for _, _, length in extended)
        return f"to {total}{_counted_from(terms)} at most, and has {which}, which is no longer than it is without"
    less = (
        f"to {total}{_counted_from(terms)} at most, which is less than the {length} {_where(row)}"
        for at, row, length in extended
        if at in short and always_ends_sooner(total, length, rule.counting, procedure)
    )
    return next(less, "")


def _where(row: Row[Period | None]) -> str:
    """Return the cases of a row, as a phrase."""
    asked = in_backticks(row.condition.clauses, " and ")
    return f"that it has where {asked}" if asked else "that it has in all other cases"


def _is_extended(lengths: Lengths, at: int, rule: Timescale, procedure: Procedure) -> bool:
    """Say whether some case of a row can be extended, by the facts for which the rule and the extension ask."""
    if rule.extension is None or len(lengths.rows) == 1:
        return rule.extension is not None
    ground, rows = Ground(procedure), [row.condition for row in lengths.rows]
    given = [_facts(*rule.condition.clauses, *asked) for asked in _asked(rule.extension)]
    return any(
        not ground.contradiction(_facts(*rows[at].clauses), some) and not taken_by(ground, at, rows, some, Tried())
        for some in given
    )


def _asked(rule: Extension) -> Iterator[Sequence[Clause]]:
    """Yield what is asked for an extension, in each way in which one is made: by an event, or by facts alone."""
    alone: tuple[Condition, ...] = rule.made_by_facts if not rule.made_by else ()
    yield from ((*rule.condition.clauses, *test.clauses) for test in alone)
    if not alone:
        yield rule.condition.clauses


def _facts(*clauses: Clause) -> tuple[Clause, ...]:
    """Return what is asked of facts that are known: what has happened may be otherwise when a length is chosen."""
    return tuple(clause for clause in lasting(clauses) if clause.kind is NameKind.FACT)


def _is_from_no_later(terms: Terms, rule: Timescale, procedure: Procedure) -> bool:
    start = terms.limit_anchor
    return start is None or (not terms.backwards and starts_no_later(start, terms.anchor, rule, procedure))


def _counted_from(terms: Terms) -> str:
    """Return the start of its own that a total has, as a phrase."""
    names = sorted(terms.limit_anchor.names) if terms.limit_anchor is not None else []
    return f" from {' or '.join(f'`{name}`' for name in names)}" if names else ""


CHECK = Check("extension_not_longer", "An extension is not longer than what it extends", _look)
