"""A fact of the profile's own words is never asked for.

A word under `words.facts` that no rule of the profile tests, counts from, or records a decision in. One that is
`part_of` another is asked for all the same: of such a part it is reported that a law governs it elsewhere.

**Why it matters.** A caseworker answers the question, and the answer changes nothing. Mostly the fact was meant for a
rule that is missing, or the rule names another word.

**Example.**

```yaml
words:
  facts:
    carer_informed: {is: yes_no, asks: "Was the carer told?"}     # and no rule names it
```

**Mend.** Write the rule that the fact belongs to, or take the word away.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.written_tests import by_cases_of, conditions_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import Condition
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Decision, LateRequest, Timescale


def _look(subject: Subject) -> Iterator[Found]:
    words = subject.page.document.words
    asked = {name for procedure in subject.procedures for name in _asked(subject, procedure)}
    for name, word in words.facts.items() if words else ():
        # Of what a part is about the laws of the other procedures are asked (docs/meaning.md, By which procedure).
        if name not in asked and word.part_of is None:
            message = f"the fact `{name}` is never asked for: no rule tests it, counts from it, or decides by it"
            mend = "write the rule that it belongs to, or take the word away"
            yield Found(("words", "facts", name), message, mend, key=True)


def _asked(subject: Subject, procedure: Procedure) -> Iterator[str]:
    """Yield every name that a procedure asks for, counts from, or records a decision in."""
    conditions: list[Condition] = [*conditions_of(procedure)]
    conditions += [row.condition for by_case in by_cases_of(subject, procedure) for row in by_case.choice.rows]
    yield from (clause.name for condition in conditions for clause in condition.clauses)
    for decision in _decisions(procedure):
        yield from (decision.recorded_as, *decision.factors) if decision is not None else ()
    yield from (name for anchor in _anchors(procedure) for name in anchor.names)


def _decisions(procedure: Procedure) -> Iterator[Decision | None]:
    acceptance = procedure.acceptance
    yield from (row.decision for row in (*acceptance.who.rows, *acceptance.what.rows))
    yield from (move.decision for move in (*procedure.begins, *procedure.moves))
    yield from (bar.decision for bar in procedure.bars)
    yield from (late.decision for late in _lates(procedure))


def _lates(procedure: Procedure) -> Iterator[LateRequest]:
    yield from (clock.late for clock in procedure.timescales if clock.late is not None)
    yield from (limit.late for limit in procedure.acceptance.time_limits)


def _anchors(procedure: Procedure) -> Iterator[Anchor]:
    for clock in procedure.timescales:
        yield from _anchors_of(clock)
    for limit in procedure.acceptance.time_limits:
        yield from limit.terms.anchor.values() if limit.terms.anchor else ()
    yield from (late.until.anchor for late in _lates(procedure) if late.until is not None)


def _anchors_of(clock: Timescale) -> Iterator[Anchor]:
    for terms in clock.terms:
        yield from terms.anchor.values() if terms.anchor else ()
        yield from (end.anchor for end in terms.ends)
        yield from (terms.limit_anchor,) if terms.limit_anchor else ()
    if clock.aim is not None and clock.aim.anchor is not None:
        yield clock.aim.anchor


CHECK = Check("fact_never_asked", "A fact of the profile's own words is never asked for", _look)
