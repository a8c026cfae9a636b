"""Leaves of a profile to values: periods, tests, by-case values, anchors."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from complaint_rules.compiling.scope import Path, Scope, phrase, value_errors
from complaint_rules.errors import did_you_mean
from complaint_rules.procedures.conditions import (
    ALWAYS,
    HAPPENED,
    NOT_HAPPENED,
    Between,
    Choice,
    Clause,
    Condition,
    NameKind,
    Row,
    Word,
    always,
)
from complaint_rules.procedures.rules import Anchor, End
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.profiles.document import CaseRow, EndDocument, FromUpTo, LaterOf, NoneOf, Test, as_anchor
from complaint_rules.terms import ClockState
from complaint_rules.timescales import Period, parse_period

AS_SOON_AS_POSSIBLE = "as soon as possible"
UNSTATED = "unstated"
STATES = tuple(state.value for state in ClockState if state is not ClockState.UNDETERMINED)

Value = TypeVar("Value")


def period(text: str, scope: Scope, path: Path) -> Period | None:
    """Return the period that a phrase says, or None with the fault noted."""
    with value_errors(scope, "no_period", path):
        return parse_period(text, scope.units)
    return None


def length(text: str, scope: Scope, path: Path) -> Period | None:
    """Return a period, or None for a duty without a date."""
    return None if text == AS_SOON_AS_POSSIBLE else period(text, scope, path)


def choice(value: Any, scope: Scope, path: Path, compile_leaf: Callable[[Any, Scope, Path], Value]) -> Choice[Value]:
    """Compile a by-case value, or a plain one as the choice that is no choice."""
    if not (isinstance(value, list) and value and isinstance(value[0], CaseRow)):
        return always(compile_leaf(value, scope, path))
    rows = tuple(
        Row(test(row.if_, scope, (*path, at, "if")), compile_leaf(row.then, scope, (*path, at, "then")))
        for at, row in enumerate(value)
    )
    for at, row in enumerate(rows[:-1]):
        if row.condition == ALWAYS:
            message = "a row without `if` always counts, so the rows after it never do"
            scope.fault("hidden_row", (*path, at), message, "give it an `if`, or put it last")
    return Choice(rows)


def test(written: Test | None, scope: Scope, path: Path) -> Condition:
    """Compile a test; without one the rule always applies."""
    if not written:
        return ALWAYS
    clauses = (_clause(name, value, scope, (*path, name)) for name, value in written.items())
    return Condition(tuple(clause for clause in clauses if clause is not None))


def _clause(name: str, value: object, scope: Scope, path: Path) -> Clause | None:
    kind = _kind(name, scope, path)
    if kind is None:
        return None
    if isinstance(value, FromUpTo):
        return _between(name, kind, value, scope, path)
    negated = isinstance(value, NoneOf)
    listed = value.none_of if isinstance(value, NoneOf) else value
    words = tuple(listed) if isinstance(listed, list) else (listed,)
    allowed = _words(name, kind, scope)
    for word in words:
        _check_word(name, word, allowed, scope, path)
    return Clause(name, kind, words, negated)


def _kind(name: str, scope: Scope, path: Path) -> NameKind | None:
    if name in scope.words.facts:
        return NameKind.FACT
    if name in scope.timescales:
        return NameKind.TIMESCALE
    if name in scope.words.events:
        return NameKind.EVENT
    choices = (*scope.words.facts, *scope.words.events, *scope.timescales)
    message = f"`{name}` is neither a fact nor an event nor a timescale of this procedure"
    scope.fault("unknown_name", path, message, did_you_mean(name, choices), key=True)
    return None


def _words(name: str, kind: NameKind, scope: Scope) -> tuple[Word, ...] | type:
    if kind is NameKind.TIMESCALE:
        return STATES
    if kind is NameKind.EVENT:
        carries_outcome = "outcome" in scope.words.events[name].carries
        return (HAPPENED, NOT_HAPPENED, *(scope.words.outcomes if carries_outcome else ()))
    fact = scope.words.facts[name]
    types: dict[FactType, type] = {FactType.NUMBER: int, FactType.DATE: date}
    return types.get(fact.type) or ((True, False) if fact.type is FactType.YES_NO else fact.words)


def _check_word(name: str, word: Word, allowed: tuple[Word, ...] | type, scope: Scope, path: Path) -> None:
    choices = () if isinstance(allowed, type) else allowed
    fits = type(word) is allowed or any(word == other and type(word) is type(other) for other in choices)
    if not fits:
        mend = did_you_mean(phrase(word), (phrase(other) for other in choices))
        scope.fault("word_out_of_domain", path, f"`{name}` is never `{phrase(word)}`", mend)


def _between(name: str, kind: NameKind, value: FromUpTo, scope: Scope, path: Path) -> Clause | None:
    ends = tuple(end for end in (value.from_, value.up_to) if end is not None)
    fact = scope.words.facts.get(name)
    expected = int if fact is not None and fact.type is FactType.NUMBER else date
    countable = kind is NameKind.EVENT or (fact is not None and fact.type in (FactType.NUMBER, FactType.DATE))
    if not countable or not ends or any(type(end) is not expected for end in ends):
        message = f"`{name}` cannot be compared with {phrase(value) or 'nothing'}"
        scope.fault(
            "no_interval",
            path,
            message,
            "`from` and `up_to` take numbers for a number, days for a day or an event",
        )
        return None
    return Clause(name, kind, between=Between(value.from_, value.up_to))


def anchor(value: Any, scope: Scope, path: Path) -> Anchor:
    """Compile day zero: an event, a date fact, a timescale, any of several, or the latest of several.

    What a reading could be comes as it was written, and is looked at first.
    """
    value = as_anchor(value)
    if value is None:
        message = "an anchor is a name, a list of names, or `{later_of: [names]}`"
        scope.fault("no_anchor", path, message, "write the event, fact or timescale that it is counted from")
        return Anchor()
    if isinstance(value, str):
        return _single(value, scope, path)
    if isinstance(value, LaterOf):
        listed = [(item if isinstance(item, list) else [item]) for item in value.later_of]
        groups = (_group(names, scope, (*path, "later_of", at)) for at, names in enumerate(listed))
        return Anchor(tuple(group for group in groups if group))
    return Anchor((_group(value, scope, path),))


def _single(name: str, scope: Scope, path: Path) -> Anchor:
    if name in scope.timescales and name not in scope.words.events:
        return Anchor(timescale=name)
    return Anchor((_group([name], scope, path),))


def _group(names: list[str], scope: Scope, path: Path) -> tuple[str, ...]:
    dates = tuple(name for name, fact in scope.words.facts.items() if fact.type is FactType.DATE)
    choices = (*scope.words.events, *dates, *scope.timescales)
    found = []
    for name in names:
        if name in scope.timescales and name not in scope.words.events:
            message = f"`{name}` is a timescale; it can only be an anchor by itself"
            scope.fault("timescale_among_events", path, message, "write it alone, or count from events")
        elif name in scope.words.events or name in dates:
            found.append(name)
        else:
            message = f"`{name}` is neither an event nor a date fact nor a timescale of this procedure"
            scope.fault("unknown_anchor", path, message, did_you_mean(name, choices))
    return tuple(found)


def end(value: EndDocument, scope: Scope, path: Path) -> End | None:
    """Compile a length with its own anchor."""
    counted = period(value.within, scope, (*path, "within"))
    start = anchor(value.after, scope, (*path, "after"))
    return None if counted is None else End(counted, start)
