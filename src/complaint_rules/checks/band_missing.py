"""A value chosen by case has no row for some cases.

Each row asks for facts alone, none stands without `if`, and there are values of these facts for which no row holds. The
first such case is named.

Not told: numbers below the first band if that begins with 0 or 1, days before the first band (a page need not say what
held before it), an aim beside another length (there need not be one in every case), and lists that ask for events or
timescales besides. Nor a list in which two rows have one test: that one of them was to be another is told as
`condition_never_holds`.

**Why it matters.** In such a case the timescale has no date, and no fact that could be given will bring one.

**Example.**

```yaml
within:
  - {if: {pages: {up_to: 10}}, then: 10 working days}
  - {if: {pages: {from: 12}}, then: 20 working days}      # and eleven pages?
```

**Mend.** Let the bands meet, or add a last row without `if`.
"""

from collections.abc import Iterable, Iterator, Sequence

from complaint_rules.checks.analyses.satisfying import Case, Ground, Value, fits
from complaint_rules.checks.analyses.taking import Sought, Tried, left_over
from complaint_rules.checks.analyses.written_tests import ByCase, Judged, by_cases_of, in_all_that_share
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import Clause, NameKind
from complaint_rules.procedures.procedure import Procedure

MEND = "let the rows meet, or add a last one without `if`"


def _look(subject: Subject) -> Iterator[Found]:
    yield from in_all_that_share(judged for procedure in subject.procedures for judged in _judged(subject, procedure))


def _judged(subject: Subject, procedure: Procedure) -> Iterator[Judged]:
    ground, tried = Ground(procedure), Tried()
    for by_case in by_cases_of(subject, procedure):
        yield _in_rows(by_case, ground, tried)


def _in_rows(by_case: ByCase, ground: Ground, tried: Tried) -> Judged:
    clauses = [clause for row in by_case.choice.rows for clause in row.condition.clauses]
    facts_alone = all(clause.kind is NameKind.FACT for clause in clauses)
    ends_open = any(not row.condition.clauses for row in by_case.choice.rows)
    if ends_open or not facts_alone or by_case.is_beside_another or _says_one_test_twice(by_case):
        return by_case.path, ()
    missing = _missing(by_case, clauses, ground, tried)
    if isinstance(missing, Sought):
        return by_case.path, ()
    told = " and ".join(f"`{name}` is {value.told}" for name, value in missing.items() if value.told)
    return by_case.path, (Found(by_case.path, f"no row holds where {told}", MEND, key=True),)


def _says_one_test_twice(by_case: ByCase) -> bool:
    tests = [frozenset(row.condition.clauses) for row in by_case.choice.rows]
    return len(set(tests)) < len(tests)


def _missing(by_case: ByCase, clauses: Sequence[Clause], ground: Ground, tried: Tried) -> Case | Sought:
    """Return the first case that no row takes, though it can be."""
    given = [clause for clause in by_case.given if clause.kind is NameKind.FACT]
    allowed = {
        name: [value for value in values if _is_looked_at(name, value, given) and not _is_before(name, value, clauses)]
        for name, values in ground.all_values((*clauses, *given)).items()
    }
    rows = {at: row.condition.clauses for at, row in enumerate(by_case.choice.rows)}
    return left_over(ground, rows, allowed, tried).found


def _is_looked_at(name: str, value: Value, given: Iterable[Clause]) -> bool:
    return all(fits(clause, value) for clause in given if clause.name == name)


def _is_before(name: str, value: Value, clauses: Sequence[Clause]) -> bool:
    """Say whether a number or a day lies before every band of its name, where a page may begin with one."""
    lows = [clause.between.low for clause in clauses if clause.name == name and clause.between]
    if value.measure is None or not lows or None in lows:
        return False
    first = min(lows)  # type: ignore[type-var]
    return value.measure < first and (not isinstance(first, int) or first <= 1)  # type: ignore[operator]


CHECK = Check("band_missing", "A value chosen by case has no row for some cases", _look)
