"""Tests as values: what must hold of a case for a rule to apply, and values chosen by such tests."""

from dataclasses import field
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from complaint_rules.values import frozen

Word = str | bool | int | date
"""A word that a name can stand at: a fact's value, an event's outcome, a timescale's state."""

HAPPENED = "happened"
NOT_HAPPENED = "not_happened"
NOT_RECORDED = "not_recorded"
"""The word of a fact that nothing was said of: for what must have been decided before something is done."""

WHO = "who_may_complain"
WHAT = "what_about"
TIME_LIMIT = "time_limit"
PARTS_OF_ACCEPTANCE = (WHO, WHAT, TIME_LIMIT)
"""The names by which a move or a bar may ask whether the complaint may be taken, one for each part of acceptance."""

Value = TypeVar("Value")


class NameKind(Enum):
    """What a name in a test stands for; they share one name space."""

    FACT = "fact"
    EVENT = "event"
    TIMESCALE = "timescale"
    ACCEPTANCE = "acceptance"


@frozen
class Between:
    """An inclusive interval of numbers or days; an end that is None is open."""

    low: int | date | None
    high: int | date | None

    def holds(self, value: object) -> bool:
        """Say whether the value lies between the ends, both included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)  # type: ignore[operator]

    def __str__(self) -> str:
        """Write the interval as a phrase."""
        ends = (
            f"from {self.low}" if self.low is not None else "",
            f"up to {self.high}" if self.high is not None else "",
        )
        return " ".join(end for end in ends if end)


@frozen
class Clause:
    """One name and what it must be: one of `words` (or none of them, if `negated`), or within an interval."""

    name: str
    kind: NameKind
    words: tuple[Word, ...] = ()
    negated: bool = False
    between: Between | None = None
    just_happened: bool = field(init=False, compare=False, repr=False)
    words_of_fact: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note whether it asks no more than that an event has happened, or for a fact's words, as most do."""
        asks = self.kind is NameKind.EVENT and self.words == (HAPPENED,) and not self.negated and self.between is None
        object.__setattr__(self, "just_happened", asks)
        object.__setattr__(self, "words_of_fact", self.kind is NameKind.FACT and self.between is None)

    def __str__(self) -> str:
        """Write the clause as the profile does."""
        if self.between is not None:
            return f"{self.name}: {self.between}"
        words = ", ".join(str(word).lower() if isinstance(word, bool) else str(word) for word in self.words)
        return f"{self.name}: {'none of ' if self.negated else ''}{words}"


@frozen
class Condition:
    """All of its clauses must hold. Without clauses it always does.

    `parts` are those of its clauses that ask for a part of acceptance.
    """

    clauses: tuple[Clause, ...] = ()
    parts: tuple[Clause, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note which clauses ask for a part of acceptance: few rules have any."""
        parts = tuple(clause for clause in self.clauses if clause.kind is NameKind.ACCEPTANCE)
        object.__setattr__(self, "parts", parts)

    @property
    def plain(self) -> "Condition":
        """Return the test without what it asks of acceptance."""
        return Condition(tuple(clause for clause in self.clauses if clause.kind is not NameKind.ACCEPTANCE))

    def names(self, kind: NameKind) -> frozenset[str]:
        """Return the names of one kind that the condition asks about."""
        return frozenset(clause.name for clause in self.clauses if clause.kind is kind)


ALWAYS = Condition()


@frozen
class Row(Generic[Value]):
    """One line of a by-case value: the value where the condition is known to hold."""

    condition: Condition
    value: Value


@frozen
class Choice(Generic[Value]):
    """A value chosen by case: the first row known to hold counts. A plain value is one row that always holds."""

    rows: tuple[Row[Value], ...]

    @property
    def is_certain(self) -> bool:
        """Say whether no test chooses: the first row always holds."""
        return bool(self.rows) and not self.rows[0].condition.clauses

    def names(self, kind: NameKind) -> frozenset[str]:
        """Return the names of one kind that decide which row counts."""
        return frozenset(name for row in self.rows for name in row.condition.names(kind))

    def values(self) -> tuple[Value, ...]:
        """Return every value that could be chosen, in the order of the page."""
        return tuple(row.value for row in self.rows)


def always(value: Value) -> Choice[Value]:
    """Return the choice that is no choice."""
    return Choice((Row(ALWAYS, value),))
