"""A value chosen by case has no row for some cases.

Each row asks for facts alone, none stands without `if`, and there are values of these facts for which no row holds. The
first such case is named.

Not told: numbers below the first band if that begins with 0 or 1, days before the first band (a page need not say what
held before it), an aim beside another length (there need not be one in every case), and lists that ask for events or
timescales besides.

**Why it matters.** In such a case the timescale has no date, and no fact that could be given will bring one.

**Example.**

```yaml
within:
  - {if: {pages: {up_to: 10}}, then: 10 working days}
  - {if: {pages: {from: 12}}, then: 20 working days}      # and eleven pages?
```

**Mend.** Let the bands meet, or add a last row without `if`.
"""

from collections.abc import Iterator, Sequence

from complaint_rules.checks.analyses.satisfying import Case, Ground, fits
from complaint_rules.checks.analyses.written_tests import ByCase, Judged, by_cases_of, in_all_that_share
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import Clause, NameKind

MEND = "let the rows meet, or add a last one without `if`"


def _look(subject: Subject) -> Iterator[Found]:
    yield from in_all_that_share(
        _judged(by_case, Ground(procedure))
        for procedure in subject.procedures
        for by_case in by_cases_of(subject, procedure)
    )


def _judged(by_case: ByCase, ground: Ground) -> Judged:
    clauses = [clause for row in by_case.choice.rows for clause in row.condition.clauses]
    facts_alone = all(clause.kind is NameKind.FACT for clause in clauses)
    ends_open = any(not row.condition.clauses for row in by_case.choice.rows)
    if ends_open or not facts_alone or by_case.is_beside_another:
        return by_case.path, ()
    missing = next(_missing(by_case, clauses, ground), None)
    if missing is None:
        return by_case.path, ()
    told = " and ".join(f"`{name}` is {value.told}" for name, value in missing.items() if value.told)
    return by_case.path, (Found(by_case.path, f"no row holds where {told}", MEND, key=True),)


def _missing(by_case: ByCase, clauses: Sequence[Clause], ground: Ground) -> Iterator[Case]:
    """Yield each case that no row takes, though it can be."""
    given = [clause for clause in by_case.given if clause.kind is NameKind.FACT]
    rows = [row.condition.clauses for row in by_case.choice.rows]
    for case in ground.cases((*clauses, *given)):
        taken = any(_holds(row, case) for row in rows)
        if not taken and _holds(given, case) and not _is_before_all(case, clauses):
            yield case


def _holds(clauses: Sequence[Clause], case: Case) -> bool:
    return all(fits(clause, case[clause.name]) for clause in clauses)


def _is_before_all(case: Case, clauses: Sequence[Clause]) -> bool:
    """Say whether a number or a day of the case lies before every band of its name, where a page may begin with one."""
    return any(_is_before(name, case, clauses) for name in case)


def _is_before(name: str, case: Case, clauses: Sequence[Clause]) -> bool:
    measure = case[name].measure
    lows = [clause.between.low for clause in clauses if clause.name == name and clause.between]
    if measure is None or not lows or None in lows:
        return False
    first = min(lows)  # type: ignore[type-var]
    return measure < first and (not isinstance(first, int) or first <= 1)  # type: ignore[operator]


CHECK = Check("band_missing", "A value chosen by case has no row for some cases", _look)
