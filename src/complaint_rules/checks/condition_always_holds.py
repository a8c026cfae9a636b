"""Every case satisfies a part of a test.

The part names every value of a fact, every outcome, every answer that a part of acceptance can have, or asks that a
timescale not be in a state that it cannot have; or the `if` of a timescale asks that an event has happened from which
it is counted; or a rule of a stage asks that the event has happened which begins every case, or without which no case
comes to the stage, or that one has not which can happen only in a later stage. What follows on the end of a case may
say by which it ended, though there be one alone.

A test asks only for facts that are known. A part that names every value of a fact changes one thing: it makes the rule
wait until the fact is known.

**Why it matters.** The rule reads as if it applied in some cases alone. A caseworker is asked for a fact that changes
nothing.

**Example.**

```yaml
stage_1_response:
  after: complaint_received
  if: {made: [in_writing, orally]}       # there is no third way
```

**Mend.** Take the part away, or name the values that were meant.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.recorded import ELSEWHERE
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.analyses.written_tests import (
    Tested,
    begun,
    by_cases_of,
    in_all_that_share,
    tests_of,
)
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import HAPPENED, Clause
from complaint_rules.procedures.procedure import Procedure

NOT_YET = "where this is asked, it cannot be otherwise yet"
ON_ARRIVAL = "it is so on every way that leads where this is asked"
MEND = "take it away, or name what was meant"


def _look(subject: Subject) -> Iterator[Found]:
    yield from in_all_that_share(
        (tested.path, tuple(_in_test(tested, Ground(procedure), begun(procedure))))
        for procedure in subject.procedures
        for tested in _every_test(subject, procedure)
    )


def _every_test(subject: Subject, procedure: Procedure) -> Iterator[Tested]:
    yield from tests_of(subject, procedure)
    for by_case in by_cases_of(subject, procedure):
        given = tuple(clause for clause in begun(procedure) if clause in by_case.given)
        yield from (Tested(by_case.place(at), row.condition, given) for at, row in enumerate(by_case.choice.rows))


def _in_test(tested: Tested, ground: Ground, at_the_beginning: tuple[Clause, ...]) -> Iterator[Found]:
    for clause in tested.condition.clauses:
        if ground.always(clause, ()):
            message = f"every case satisfies `{clause}`"
        elif tested.given and ground.always(clause, tested.given) and not ground.contradiction((clause,), tested.given):
            why = _why(clause, tested, ground, at_the_beginning)
            if why == NOT_YET and clause.name in ground.procedure.tables.moves:
                # What was refused is on record all the same, and a page may ask whether it is.
                continue
            if why == ON_ARRIVAL and tested.rule is not None and tested.rule.stages & ELSEWHERE:
                # Whoever says what follows on an end says of which end, though there be no other.
                continue
            message = f"every case satisfies `{clause}`: {why}"
        else:
            continue
        yield Found((*tested.path, clause.name), message, MEND, key=True)


def _why(clause: Clause, tested: Tested, ground: Ground, at_the_beginning: tuple[Clause, ...]) -> str:
    if ground.always(clause, at_the_beginning):
        return "it begins every case"
    if any(given.name == clause.name for given in tested.arrived):
        return ON_ARRIVAL
    if clause.words == (HAPPENED,) and not clause.negated:
        return "what this is counted from has happened when it is asked"
    return NOT_YET


CHECK = Check("condition_always_holds", "Every case satisfies a part of a test", _look)
