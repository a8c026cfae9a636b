"""What a comparison finds: each clause and each other matter with its change, and the cases that show it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from complaint_rules.assessment.answers import Plain, day, source
from complaint_rules.cases.case import Case, Event
from complaint_rules.citations import Citation
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.rules import Rule
from complaint_rules.values import frozen


class Change(StrEnum):
    """How a clause of the second procedure stands to the same clause of the first.

    `stricter` binds the council more or gives the complainant more, `weaker` the other way round, as in conformance.
    `incomparable` is both in different cases, or another answer that is better for nobody. `no_case_found` is changed
    without a case that shows it; `told_otherwise` means the same and is written elsewhere or in other words.
    """

    EQUAL = "equal"
    STRICTER = "stricter"
    WEAKER = "weaker"
    INCOMPARABLE = "incomparable"
    ADDED = "added"
    TAKEN_AWAY = "taken_away"
    NO_CASE_FOUND = "no_case_found"
    TOLD_OTHERWISE = "told_otherwise"

    @property
    def is_of_meaning(self) -> bool:
        """Say whether something else is meant, and not only told in another place or other words."""
        return self not in (Change.EQUAL, Change.TOLD_OTHERWISE)


class Effect(StrEnum):
    """For whom an answer is the better one, when it takes the place of another."""

    BETTER = "better_for_the_complainant"
    WORSE = "worse_for_the_complainant"
    OTHER = "another_answer"


class Subject(StrEnum):
    """What of a case is compared."""

    DUE_DATE = "due_date"
    MOVE = "move"
    ACCEPTANCE = "acceptance"
    LETTER = "letter"
    STANDING = "standing"


Answer = Mapping[str, Plain]
"""What one side answers, in the keys of an assessment's plain data."""


class KeyChanged(NamedTuple):
    """A key of a rule, by the name that it has in a profile, and what it says on both sides; empty for nothing."""

    key: str
    old: str
    new: str

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {"key": self.key, "old": self.old or None, "new": self.new or None}


@frozen
class Put:
    """A case as one side is asked about it, and its answer; None where that side has no such rule.

    What a side has no word for it is not told; an event of the other side's own is told by what it counts as.
    """

    case: Case
    answer: Answer | None

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, its facts and events as a case file has them."""
        return {
            "facts": {name: _plain(value) for name, value in self.case.facts.items()},
            "events": [_event(event) for event in self.case.events],
            "answer": dict(self.answer) if self.answer is not None else None,
        }


@frozen
class Example:
    """A case that shows a change: `assess` on it, as each side is asked, gives the two answers that stand here."""

    subject: Subject
    effect: Effect
    as_of: date
    old: Put
    new: Put

    def to_dict(self) -> dict[str, Plain]:
        """Return the example as plain data."""
        return {
            "subject": self.subject.value,
            "effect": self.effect.value,
            "as_of": day(self.as_of),
            "old": self.old.to_dict(),
            "new": self.new.to_dict(),
        }


def _event(event: Event) -> Plain:
    return {"on": day(event.on), "event": event.kind, **{name: _plain(said) for name, said in event.details.items()}}


def _plain(value: object) -> Plain:
    if isinstance(value, date):
        return day(value)
    return [str(one) for one in value] if isinstance(value, tuple) else value  # type: ignore[return-value]


@frozen(kw_only=True)
class ClauseCompared:
    """One clause on both sides: how it changed, in which keys, in how many cases it was tried, and what shows it.

    `old` and `new` are its names, empty on the side that has no such clause. `bound` is the party whose duty, window,
    move or decision it is; it is the council's where the council decides.
    """

    old: str
    new: str
    kind: ClauseKind
    change: Change
    bound: str
    keys: tuple[KeyChanged, ...] = ()
    tried: int = 0
    examples: tuple[Example, ...] = ()
    old_rule: Rule | None = None
    new_rule: Rule | None = None

    @property
    def name(self) -> str:
        """Return the name by which it is told: the new one, if it has one."""
        return self.new or self.old

    @property
    def effects(self) -> frozenset[Effect]:
        """Return for whom the change is better, over all the cases that were tried."""
        return frozenset(example.effect for example in self.examples)

    @property
    def better_for(self) -> tuple[str, ...]:
        """Return the parties for whom it is better in some case."""
        return _parties(self, Effect.BETTER, Effect.WORSE)

    @property
    def worse_for(self) -> tuple[str, ...]:
        """Return the parties for whom it is worse in some case."""
        return _parties(self, Effect.WORSE, Effect.BETTER)

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, every key present."""
        return {
            "clause": self.name,
            "old": self.old or None,
            "new": self.new or None,
            "kind": self.kind.value,
            "change": self.change.value,
            "better_for": list(self.better_for),
            "worse_for": list(self.worse_for),
            "keys": [key.to_dict() for key in self.keys],
            "tried": self.tried,
            "old_source": source(_citation(self.old_rule)),
            "new_source": source(_citation(self.new_rule)),
            "examples": [example.to_dict() for example in self.examples],
        }


def _parties(clause: ClauseCompared, for_complainant: Effect, for_other: Effect) -> tuple[str, ...]:
    found = {"complainant": for_complainant in clause.effects, clause.bound: for_other in clause.effects}
    return tuple(party for party, is_so in found.items() if is_so)


def _citation(rule: Rule | None) -> Citation | None:
    return rule.citation if rule is not None else None


class Matter(StrEnum):
    """What else of a procedure is compared, besides its clauses."""

    TITLE = "title"
    EVENT_WORD = "event_word"
    FACT_WORD = "fact_word"
    WORD = "word"
    CALENDAR = "calendar"
    STAGE = "stage"
    OUTCOME_OF_SEVERAL = "outcome_of_several"
    STANDS_UNDER = "stands_under"
    DEVIATION = "deviation"
    CASES_BEGUN = "cases_begun"
    IN_FORCE = "in_force"
    HANDLES = "handles"
    ELSEWHERE = "elsewhere"
    VERSION = "version"


@frozen(kw_only=True)
class MatterCompared:
    """One other matter on both sides, as each has it in words; `days` are those on which two calendars differ."""

    matter: Matter
    name: str
    change: Change
    old: str = ""
    new: str = ""
    days: tuple[date, ...] = ()
    tried: int = 0
    examples: tuple[Example, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, every key present."""
        return {
            "matter": self.matter.value,
            "name": self.name,
            "change": self.change.value,
            "old": self.old or None,
            "new": self.new or None,
            "days": [day(one) for one in self.days],
            "tried": self.tried,
            "examples": [example.to_dict() for example in self.examples],
        }


@frozen(kw_only=True)
class ProcedureCompared:
    """One procedure on both sides; `equal` clauses are among `clauses`, the changed ones in the order of the file."""

    procedure: str
    change: Change
    clauses: tuple[ClauseCompared, ...] = ()
    matters: tuple[MatterCompared, ...] = ()

    @property
    def is_different(self) -> bool:
        """Say whether anything of its meaning changed."""
        every = (self.change, *(one.change for one in self.clauses), *(one.change for one in self.matters))
        return any(change.is_of_meaning for change in every)

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, every key present."""
        return {
            "procedure": self.procedure,
            "change": self.change.value,
            "clauses": [clause.to_dict() for clause in self.clauses],
            "matters": [matter.to_dict() for matter in self.matters],
        }


class Side(NamedTuple):
    """One of the two profiles that are compared."""

    profile: str
    title: str
    edition: str

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return dict(self._asdict())


@frozen(kw_only=True)
class Comparison:
    """Two profiles held against each other; the cases that were tried end with `as_of` or shortly before it."""

    old: Side
    new: Side
    as_of: date
    procedures: tuple[ProcedureCompared, ...]

    @property
    def is_different(self) -> bool:
        """Say whether anything of the meaning changed."""
        return any(one.is_different for one in self.procedures)

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, in the shape of the published JSON Schema."""
        return {
            "old": self.old.to_dict(),
            "new": self.new.to_dict(),
            "as_of": day(self.as_of),
            "different": self.is_different,
            "procedures": [one.to_dict() for one in self.procedures],
        }
