"""Two rows of a value chosen by case overlap in part.

They ask for the same facts, agree in all but one, and of that one some values fit both rows, some only the first and
some only the second; and the rows give different values. The first row counts.

Not told: a row whose cases are all among those of a later one, since going from the narrow to the wide is how such a
list is written (`up_to: 10`, then `up_to: 20`); and one whose cases are all taken by those before it, the same test
written twice among them, which is told as `condition_never_holds`.

**Why it matters.** `up_to: 10` and `from: 10` both take ten, and the page most likely gives ten to one of them alone.
The order of the rows decides which, and nobody has decided it.

**Example.**

```yaml
within:
  - {if: {pages: {up_to: 10}}, then: 10 working days}
  - {if: {pages: {from: 10}}, then: 20 working days}
```

**Mend.** Let the second band begin where the first has ended. If the first is to count, set the finding aside and say
where the page says so.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.satisfying import Ground, Value, are_apart, fits
from complaint_rules.checks.analyses.written_tests import ByCase, Judged, by_cases_of, in_all_that_share
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import Clause, Condition, NameKind

MEND = "let one end where the other begins, both ends being included"


def _look(subject: Subject) -> Iterator[Found]:
    yield from in_all_that_share(
        judged
        for procedure in subject.procedures
        for by_case in by_cases_of(subject, procedure)
        for judged in _judged(by_case, Ground(procedure))
    )


def _judged(by_case: ByCase, ground: Ground) -> Iterator[Judged]:
    for at in range(len(by_case.choice.rows)):
        yield by_case.place(at), tuple(_with_earlier(by_case, at, ground))


def _with_earlier(by_case: ByCase, at: int, ground: Ground) -> Iterator[Found]:
    row, place = by_case.choice.rows[at], by_case.place(at)
    for index, earlier in enumerate(by_case.choice.rows[:at]):
        shared = _shared(earlier.condition, row.condition, ground) if earlier.value != row.value else None
        if shared is not None:
            name, value = shared
            message = f"`{name}` {value.told} is in this row and in row {index + 1}, which counts"
            yield Found((*place, name), message, MEND)


def _shared(one: Condition, other: Condition, ground: Ground) -> tuple[str, Value] | None:
    """Return the fact in which two tests overlap in part, and a value that fits both."""
    mine, theirs = ({clause.name: clause for clause in each.clauses} for each in (one, other))
    differing = [name for name in mine if mine[name] != theirs.get(name)]
    if mine.keys() != theirs.keys() or len(differing) != 1 or mine[differing[0]].kind is not NameKind.FACT:
        return None
    name = differing[0]
    value = _overlap(mine[name], theirs[name], ground)
    return None if value is None else (name, value)


def _overlap(one: Clause, other: Clause, ground: Ground) -> Value | None:
    if are_apart(one, other):
        return None
    values = ground.values(one.name, (one, other))
    found = {(fits(one, value), fits(other, value)): value for value in values}
    if (True, False) not in found or (False, True) not in found:
        return None
    return found.get((True, True))


CHECK = Check("bands_overlap", "Two rows of a value chosen by case overlap in part", _look)
