"""The facts of a complaint by which one row of acceptance decides, and no other beside it.

They are looked for among what may be known of the facts that the rows of its part ask about, the plainest first. Where
the answer is known, with the row and without it, nothing that is known besides changes either. So if no such facts are
found, and there was time to try all, the row decides nowhere: another row, or the list on which nothing holds, always
does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from complaint_rules.assessment.acceptance import Verdict, acceptance_of
from complaint_rules.assessment.next_question import answers_worth_trying
from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case, Event
from complaint_rules.conformance.plans import NOTHING, holds_of, met_by
from complaint_rules.procedures.conditions import NOT_RECORDED, Clause, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.trials.plain_days import worked_day
from complaint_rules.trials.rows_deciding import part_named, part_of, said_of
from complaint_rules.trials.settling import plain_words

__all__ = ["Alone", "decides_nowhere", "deciding_alone"]

_MOST: Final = 1_000
"""So many combinations are looked at; of a row that decides in none of these it is not known whether it ever does."""

_ANY_DAY: Final = date(2024, 6, 3)
_WEEK: Final = timedelta(days=7)
Facts = Mapping[str, object]


class Alone(NamedTuple):
    """A case that one row decides by itself, and what is said of its part that would be otherwise without the row."""

    case: Case
    keys: tuple[str, ...]


def deciding_alone(row: AcceptanceRow, procedure: Procedure, as_of: date) -> Alone | None:
    """Return a case that a row decides by itself: by its answer, or else by what is said beside that."""
    for by_permission in (True, False):
        search = _Search.of(row, procedure, as_of, by_permission=by_permission)
        found = next(search.found({}), None) if search is not None else None
        if search is not None and found is not None:
            return Alone(Case(search.events, dict(found)), search.changed_by_it(found))
    return None


@lru_cache(maxsize=512)
def decides_nowhere(row: AcceptanceRow, procedure: Procedure) -> bool:
    """Say whether a row changes nothing that is said of its part, whatever is known, as far as all could be tried."""
    search = _Search.of(row, procedure, _ANY_DAY, by_permission=False)
    return search is not None and next(search.found({}), None) is None and search.left > 0


@dataclass(slots=True, eq=False)
class _Search:
    row: AcceptanceRow
    part: str
    procedure: Procedure
    events: tuple[Event, ...]
    as_of: date
    by_permission: bool
    left: int = _MOST

    @classmethod
    def of(cls, row: AcceptanceRow, procedure: Procedure, as_of: date, *, by_permission: bool) -> "_Search | None":
        """Return the search for a row, after the events that its test asks for; none where these cannot be planned."""
        planned = met_by(row.condition, NOTHING, procedure)
        if planned is None:
            return None
        names = planned[0].events
        kinds = (procedure.begins[0].event, *names) if names and procedure.begins else names
        days = (worked_day(procedure, as_of - (len(kinds) - at) * _WEEK) for at in range(len(kinds)))
        events = tuple(Event(kind, day) for kind, day in zip(kinds, days, strict=True))
        alone = replace(procedure, packs=())
        return cls(row, part_of(row, procedure), alone, events, as_of, by_permission)

    def found(self, facts: Facts) -> Iterator[Facts]:
        """Yield these facts, with as many more as it takes, where the row decides."""
        for name, values in self._own(facts):
            yield from self._with_each(facts, name, values)
            return
        if self.left == 0:
            return
        self.left -= 1
        answer = self._answer(facts)
        other = answer.if_failing((self.row,))
        wanted = next((name for name in self._missing(answer, other) if name not in facts), None)
        if other is not answer and wanted is not None:
            yield from self._with_each(facts, wanted, self._values(wanted, facts))
        elif self._differ(answer, other):
            yield facts

    def _with_each(self, facts: Facts, name: str, values: Iterable[object]) -> Iterator[Facts]:
        for value in values:
            yield from self.found({**facts, name: value})

    def _missing(self, *answers: Verdict) -> Iterator[str]:
        """Yield the facts that could still change one of two answers."""
        for answer in answers:
            yield from (name for name in answer.missing_facts if name in self.procedure.fact_words)

    def _differ(self, answer: Verdict, other: Verdict) -> bool:
        return (answer.permission is not other.permission) if self.by_permission else bool(self._told(answer, other))

    def _told(self, answer: Verdict, other: Verdict) -> tuple[str, ...]:
        mine, its = (said_of({self.part: verdict}) for verdict in (answer, other))
        return tuple(key for key, said in mine.items() if said != its[key])

    def changed_by_it(self, facts: Facts) -> tuple[str, ...]:
        """Return what is said of the part, and is not nothing, that would be otherwise without the row."""
        answer = self._answer(facts)
        said = said_of({self.part: answer})
        return tuple(key for key in self._told(answer, answer.if_failing((self.row,))) if said[key])

    def _answer(self, facts: Facts) -> Verdict:
        known = replayed(self.procedure, Case(self.events, dict(facts)), self.as_of)
        found: Verdict = getattr(acceptance_of(known), self.part)
        return found

    def _own(self, facts: Facts) -> Iterator[tuple[str, list[object]]]:
        """Yield the facts that the row itself asks about and the values by which its test holds."""
        for clause in self.row.condition.clauses:
            if clause.kind is NameKind.FACT and clause.name not in facts and NOT_RECORDED not in clause.words:
                values = (*_ends(clause), *self._values(clause.name, facts))
                yield clause.name, [value for value in dict.fromkeys(values) if holds_of(clause, value)]  # type: ignore[arg-type]

    def _values(self, name: str, facts: Facts) -> Iterable[object]:
        """Return a value of a fact for each way in which the rows tell them apart, the plainest first."""
        word = self.procedure.fact_words[name]
        if word.type is FactType.WORD:
            return self._apart(plain_words(self.procedure, word), name)
        if word.type is FactType.YES_NO:
            return (False, True)
        standing = replayed(self.procedure, Case(self.events, dict(facts)), self.as_of).council
        tried = answers_worth_trying(word, standing, self.as_of)
        # Next to what the rows name is plainer than the number that stands for all others.
        return (*tried[1:], tried[0]) if word.type is FactType.NUMBER else tried

    def _apart(self, words: Iterable[str], name: str) -> Iterator[str]:
        """Yield the first of all words that no test of the part tells apart."""
        rows = part_named(self.part, self.procedure).rows
        tests = [clause for row in rows for clause in row.condition.clauses if clause.name == name]
        seen: set[tuple[bool, ...]] = set()
        for word in words:
            told = tuple(holds_of(test, word) for test in tests)
            if told not in seen:
                seen.add(told)
                yield word


def _ends(clause: Clause) -> Iterator[object]:
    """Yield the ends of an interval: on them, and next to them, it is told whether the row is right."""
    if clause.between is not None:
        yield from (end for end in (clause.between.high, clause.between.low) if end is not None)
