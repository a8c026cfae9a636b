"""Whether a row that keeps complaints out is idle: whatever is known, the other rows answer alike without it.

Trying every combination of what may be known is sure, and takes too long where a page asks for much. Of a row that has
no decision and names no other place less is enough, since all that it does is to cap at *refused*. It changes no answer

- where it fails;
- where the part is refused already: no row grants, or another row without a decision is known to hold;
- where another row without a decision is open for want of the same facts: two caps that may hold are as good as one.

What a row says of anything but the words of facts is taken for whatever is worst.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any, Final, NamedTuple

from complaint_rules.cases.judging import judge
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import Clause, Word
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Truth

__all__ = ["is_idle", "told_apart"]

_ANY_DAY: Final = date(2024, 6, 3)


def is_idle(row: AcceptanceRow, part: AcceptancePart, procedure: Procedure) -> bool:
    """Say whether a row that keeps out changes no answer of a part, of which it is not one of the rows."""
    names = tuple(clause.name for clause in row.condition.clauses if clause.words_of_fact)
    if not (names and part.allowed) or row.decision is not None or row.elsewhere:
        return False
    words = _words_of(names, (row, *part.rows))
    values = [(None, *told_apart(procedure, name, words[name])) for name in names]
    return all(_adds_nothing(row, part, _Known(procedure, names, known)) for known in product(*values))


def told_apart(procedure: Procedure, name: str, words: Iterable[object]) -> Iterator[Word]:
    """Yield the values of a fact that rows with these words can tell apart: of all the other words one is enough.

    Of numbers and days, those that are named and their neighbours.
    """
    fact, named = procedure.fact_words[name], frozenset(words)
    if fact.type is FactType.YES_NO:
        yield from (True, False)
        return
    if fact.type is not FactType.WORD:
        yield from sorted({near for word in named for near in _about(word)})
        return
    others = [word for word in fact.words if word not in named]
    yield from (*(word for word in fact.words if word in named), *others[:1])


def _about(word: object) -> Iterator[Any]:
    """Yield a number or a day, and those before and after it."""
    step: Any = timedelta(days=1) if isinstance(word, date) else 1
    yield from (word - step, word, word + step)


def _words_of(names: Sequence[str], rows: Iterable[AcceptanceRow]) -> Mapping[str, set[Word]]:
    found: dict[str, set[Word]] = {name: set() for name in names}
    for clause in (clause for row in rows for clause in row.condition.clauses if clause.name in found):
        found[clause.name].update(clause.words)
    return found


class _Told(NamedTuple):
    """What is certain of a row, whatever else may be known; no truth, if that hangs on something else."""

    truth: Truth | None
    unknown: frozenset[str] = frozenset()


class _Known:
    """What is known of some facts. Of all else anything may be so."""

    def __init__(self, procedure: Procedure, names: tuple[str, ...], values: tuple[Word | None, ...]) -> None:
        self.names = frozenset(names)
        facts: dict[str, object] = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        self.standing = Standing(procedure, facts, {})

    def of(self, row: AcceptanceRow) -> _Told:
        judged = judge(row.condition, self.standing, _ANY_DAY)
        if any(self._is_certain(clause) for clause in judged.failing):
            return _Told(Truth.FAILS)
        if all(self._is_certain(clause) for clause in row.condition.clauses):
            return _Told(judged.truth, frozenset(judged.unknown))
        return _Told(None)

    def _is_certain(self, clause: Clause) -> bool:
        return clause.words_of_fact and clause.name in self.names


def _adds_nothing(row: AcceptanceRow, part: AcceptancePart, known: _Known) -> bool:
    told = known.of(row)
    others = [known.of(other) for other in part.excluded if other.decision is None]
    refused = all(known.of(grant).truth is Truth.FAILS for grant in part.allowed)
    if told.truth is Truth.FAILS or refused or any(other.truth is Truth.HOLDS for other in others):
        return True
    open_too = (other for other in others if other.truth is Truth.UNKNOWN)
    return told.truth is Truth.UNKNOWN and any(told.unknown <= other.unknown for other in open_too)
