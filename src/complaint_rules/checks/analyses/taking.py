"""Which cases the rows of a list take between them: a search, name by name, that ends after so many values tried.

How many cases there are doubles with every fact that the rows ask for, and whether some of them is left to no row can
take as long to find out. So the search gives up after a while; then nothing is known, and nothing is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from complaint_rules.checks.analyses.satisfying import (
    Case,
    Ground,
    Value,
    are_apart,
    by_name,
    can_be,
    fits,
    missing_in,
)
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, Clause, Condition, NameKind
from complaint_rules.values import frozen

MOST_TRIED = 5_000
"""So many values are tried in one search: several times what the longest list of a council's needs."""

MOST_TRIED_IN_ALL = 20_000
"""So many in all the lists of a procedure. A list that comes after those that took them all is not looked at."""


class Tried:
    """How many values have been tried in the lists of a procedure."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0

    @property
    def left(self) -> int:
        """Return how many a search may still try."""
        return min(MOST_TRIED, MOST_TRIED_IN_ALL - self.count)


class Sought(Enum):
    """How a search ended that found no case."""

    NONE_LEFT = "none left"
    GIVEN_UP = "given up"


Rows = Mapping[int, Sequence[Clause]]


@frozen
class Left:
    """What a search for a case that no row takes has found: the case, or how it ended; the rows that took others."""

    found: Case | Sought
    takers: frozenset[int] = frozenset()


def left_over(ground: Ground, rows: Rows, allowed: Mapping[str, Sequence[Value]], tried: Tried) -> Left:
    """Look for the first case of the values allowed, in their order, that can be and that no row takes."""
    return _Search(ground, rows, allowed).run(tried)


class _Search:
    """One search: the case as far as it is chosen, and what is still to be tried of each of its names."""

    def __init__(self, ground: Ground, rows: Rows, allowed: Mapping[str, Sequence[Value]]) -> None:
        self.rows, self.allowed, self.names = rows, allowed, tuple(allowed)
        self.waits = ground.waits(self.names)
        self.ending = _by_last_name(rows, self.names)
        self.case: dict[str, Value] = {}
        self.takers: set[int] = set()

    def run(self, tried: Tried) -> Left:
        """Go through the cases until one is left over, there are no more, or too many values have been tried."""
        waiting: list[Iterator[Value]] = []
        if tried.left <= 0:
            return Left(Sought.GIVEN_UP)
        most = tried.count + tried.left
        while len(self.case) < len(self.names):
            waiting.append(iter(self.allowed[self.names[len(waiting)]]))
            while waiting and not self._has_next(self.names[len(waiting) - 1], waiting[-1], tried):
                waiting.pop()
            if not waiting or tried.count >= most:
                return Left(Sought.GIVEN_UP if waiting else Sought.NONE_LEFT, frozenset(self.takers))
        return Left(dict(self.case))

    def _has_next(self, name: str, values: Iterator[Value], tried: Tried) -> bool:
        """Go on to the next value of a name with which the case can be and is not taken; say whether there is one."""
        for value in values:
            tried.count += 1
            self.case[name] = value
            if self._may_go_on(name):
                return True
        self.case.pop(name, None)
        return False

    def _may_go_on(self, name: str) -> bool:
        for at in self.ending.get(name, ()):
            if holds(self.rows[at], self.case):
                self.takers.add(at)
                return False
        missing = missing_in(self.case) if self.waits else frozenset()
        return all(can_be(rule, self.case[one], missing) for one, rule in self.waits.items() if one in self.case)


def _by_last_name(rows: Rows, names: Sequence[str]) -> dict[str, list[int]]:
    """Group rows by that of their names that is chosen last: then it is known whether they take the case."""
    order = {name: at for at, name in enumerate(names)}
    found: dict[str, list[int]] = {}
    for index, clauses in rows.items():
        last = max((clause.name for clause in clauses), key=order.__getitem__)
        found.setdefault(last, []).append(index)
    return found


def holds(clauses: Iterable[Clause], case: Case) -> bool:
    """Say whether all clauses hold of a case."""
    return all(fits(clause, case[clause.name]) for clause in clauses)


def taken_by(
    ground: Ground, at: int, rows: Sequence[Condition], given: Sequence[Clause], tried: Tried
) -> tuple[int, ...]:
    """Return the earlier rows that take every case of a row, each case being known to be theirs.

    None of them could be left out; one alone comes before several. A row that asks for a fact which is perhaps not
    known takes nothing for certain. Nothing where the search gives up.
    """
    own = (*rows[at].clauses, *given)
    earlier = {index: clauses for index, clauses in _certain(at, rows, own) if _meet(ground, clauses, own)}
    asked = (*own, *(clause for clauses in earlier.values() for clause in clauses))
    fitting = by_name(own)
    allowed = {
        name: [value for value in values if all(fits(clause, value) for clause in fitting.get(name, ()))]
        for name, values in ground.all_values(asked).items()
    }
    left = left_over(ground, earlier, allowed, tried)
    if left.found is not Sought.NONE_LEFT:
        return ()
    alone = (index for index, clauses in earlier.items() if all(ground.always(clause, own) for clause in clauses))
    one = next(alone, None)
    return (
        (one,) if one is not None else _fewer(ground, {at: earlier[at] for at in sorted(left.takers)}, allowed, tried)
    )


def _certain(at: int, rows: Sequence[Condition], own: Sequence[Clause]) -> Iterator[tuple[int, tuple[Clause, ...]]]:
    """Yield the earlier rows that want for no fact where these clauses are known to hold."""
    known = {clause.name for clause in own}
    for index, row in enumerate(rows[:at]):
        if all(clause.name in known or _is_ever_known(clause) for clause in row.clauses):
            yield index, row.clauses


def _meet(ground: Ground, one: Sequence[Clause], other: Sequence[Clause]) -> bool:
    """Say whether clauses and others have some value in common of each name that both ask about."""
    shared = {clause.name for clause in one} & {clause.name for clause in other}
    asked = by_name(clause for clause in (*one, *other) if clause.name in shared)
    if any(are_apart(first, last) for first, *_, last in asked.values()):
        return False
    return all(
        any(all(fits(clause, value) for clause in asked[name]) for value in values)
        for name, values in ground.all_values(clause for clauses in asked.values() for clause in clauses).items()
    )


def _fewer(ground: Ground, rows: Rows, allowed: Mapping[str, Sequence[Value]], tried: Tried) -> tuple[int, ...]:
    """Return the rows without those that can be left out, the later first."""
    for index in reversed(tuple(rows)):
        fewer = {other: clauses for other, clauses in rows.items() if other != index}
        if left_over(ground, fewer, allowed, tried).found is Sought.NONE_LEFT:
            rows = fewer
    return tuple(rows)


def _is_ever_known(clause: Clause) -> bool:
    """Say whether a clause never wants for a fact: it asks whether an event happened, or on which days."""
    return clause.kind is NameKind.EVENT and (
        clause.between is not None or set(clause.words) <= {HAPPENED, NOT_HAPPENED}
    )
