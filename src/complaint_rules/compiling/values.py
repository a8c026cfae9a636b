"""Leaves of a profile to values: periods, tests, by-case values, anchors."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from complaint_rules.compiling.bounds import MOST_CLAUSES, MOST_ROWS
from complaint_rules.compiling.scope import ADD_THE_WORD, UNSTATED, Path, Scope, kind_of, phrase, which_are_meant
from complaint_rules.errors import which_name, which_of
from complaint_rules.misspellings import digits_meant
from complaint_rules.procedures.conditions import (
    ALWAYS,
    HAPPENED,
    NOT_HAPPENED,
    NOT_RECORDED,
    PARTS_OF_ACCEPTANCE,
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
from complaint_rules.terms import ClockState, Permission
from complaint_rules.timescales import Period, parse_period

AS_SOON_AS_POSSIBLE = "as soon as possible"
NO_TIME_SET = "no time set"
STATES = tuple(state.value for state in ClockState if state is not ClockState.UNDETERMINED)
ANSWERS = tuple(answer.value for answer in Permission if answer is not Permission.UNDETERMINED)

WHICH_DAYS = "does not say which days"
READ_BY_ITSELF = ("within", "at_least", "up_to", "adds")
"""The keys of a rule that hold a period themselves, so that a reading names them."""

SHAPE_OF_A_PERIOD = "write a whole number and a unit, as in `10 working days`"

Value = TypeVar("Value")

_parsed = lru_cache(parse_period)
"""The same few periods stand in rule after rule, and in the law."""

_ADVICE = re.compile(r"(.+)[:;] ((?:did you mean|use one of|write) .+)")


def period(text: object, scope: Scope, path: Path) -> Period | None:
    """Return the period that a phrase says, or None with the fault noted."""
    if not isinstance(text, str):
        scope.fault("no_period", path, f"a period is a text, not {kind_of(text)}", SHAPE_OF_A_PERIOD)
        return None
    if text == UNSTATED:
        _cannot_be_unstated(scope, path)
        return None
    try:
        return _parsed(text, scope.units)
    except ValueError as error:
        told = _ADVICE.fullmatch(str(error))
        message, mend = told.groups() if told else (str(error), SHAPE_OF_A_PERIOD)
        scope.fault("no_period", path, message, mend + _as_a_reading(text, message, scope, path))
        return None


def _as_a_reading(text: str, message: str, scope: Scope, path: Path) -> str:
    """Return how to write a length of which the page does not say what days they are; nothing for another mistake."""
    of_the_rule = path[-1] in READ_BY_ITSELF and path[-2] not in ("aim", "until") and "later_of" not in path
    key = path[-1] if of_the_rule else ""
    if WHICH_DAYS not in message or not scope.units or "readings" in path:
        return ""
    other = text.replace(" day", " calendar day")
    example = f"readings: {{{key}: {{could_be: [{other}], because: the page says {text}}}}}"
    shown = f": `{example}`" if key else ""
    return f"; where the page does not say, write the one that is taken, and beside it the other as a reading{shown}"


def _cannot_be_unstated(scope: Scope, path: Path) -> None:
    message = "`unstated` cannot stand here"
    scope.fault("unstated_here", path, message, "write the reading that is taken, and the others under `readings`")


def length(text: object, scope: Scope, path: Path) -> Period | None:
    """Return a period, or None for a duty without a date."""
    return None if text == AS_SOON_AS_POSSIBLE else period(text, scope, path)


def choice(value: Any, scope: Scope, path: Path, compile_leaf: Callable[[Any, Scope, Path], Value]) -> Choice[Value]:
    """Compile a by-case value, or a plain one as the choice that is no choice."""
    if not (isinstance(value, list) and value and isinstance(value[0], CaseRow)):
        return always(compile_leaf(value, scope, path))
    if len(value) > MOST_ROWS:
        message = f"there are {len(value)} rows here, more than the {MOST_ROWS} that are read"
        scope.fault("too_much", path, message, "divide the rule, or check that it is the one you mean", key=True)
    rows = tuple(
        Row(test(row.if_, scope, (*path, at, "if")), compile_leaf(row.then, scope, (*path, at, "then")))
        for at, row in enumerate(value[:MOST_ROWS])
    )
    for at, row in enumerate(rows[:-1]):
        if row.condition == ALWAYS:
            message = "a row without `if` always counts, so the rows after it never do"
            scope.fault("hidden_row", (*path, at), message, "give it an `if`, or put it last")
    return Choice(rows)


def test(written: Test | None, scope: Scope, path: Path) -> Condition:
    """Compile a test; without one the rule always applies."""
    for name in written or ():
        if name in PARTS_OF_ACCEPTANCE:
            message = f"`{name}` is a part of acceptance, and only the `if` of a move or a bar can ask for one"
            mend = "test the facts on which that part turns"
            scope.fault("acceptance_not_asked_here", (*path, name), message, mend, key=True)
    return _test(written, scope, path)


def test_of_move(written: Test | None, scope: Scope, path: Path) -> Condition:
    """Compile a test of a move or a bar, which may ask for the parts of acceptance too."""
    return _test(written, scope, path)


def _test(written: Test | None, scope: Scope, path: Path) -> Condition:
    if not written:
        return ALWAYS
    if len(written) > MOST_CLAUSES:
        message = f"a test asks for {len(written)} things here, more than the {MOST_CLAUSES} that are read"
        scope.fault("too_much", path, message, "divide the rule, or check that it is the one you mean", key=True)
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
    listed, place = (value.none_of, (*path, "none_of")) if isinstance(value, NoneOf) else (value, path)
    words = tuple(listed) if isinstance(listed, list) else (listed,)
    allowed = _words(name, kind, scope)
    for at, word in enumerate(words):
        if not (kind is NameKind.FACT and word == NOT_RECORDED):
            _check_word(name, word, allowed, scope, (*place, at))
    return Clause(name, kind, words, negated)


def _kind(name: str, scope: Scope, path: Path) -> NameKind | None:
    if name in scope.words.facts:
        return NameKind.FACT
    if name in scope.timescales:
        return NameKind.TIMESCALE
    if name in scope.words.events:
        return NameKind.EVENT
    if name in PARTS_OF_ACCEPTANCE:
        return NameKind.ACCEPTANCE
    choices = scope.words.said_of((*scope.words.facts, *scope.words.events, *scope.timescales))
    message = f"`{name}` is neither a fact nor an event nor a timescale of this procedure"
    scope.fault("unknown_name", path, message, which_name(name, choices, ADD_THE_WORD), key=True)
    return None


def _words(name: str, kind: NameKind, scope: Scope) -> tuple[Word, ...] | type:
    if kind is NameKind.TIMESCALE:
        return STATES
    if kind is NameKind.ACCEPTANCE:
        return ANSWERS
    if kind is NameKind.EVENT:
        carries_outcome = "outcome" in scope.words.events[name].carries
        return (HAPPENED, NOT_HAPPENED, *(scope.words.outcomes if carries_outcome else ()))
    fact = scope.words.facts[name]
    return TYPES.get(fact.type) or ((True, False) if fact.type is FactType.YES_NO else fact.words)


TYPES: dict[FactType, type] = {FactType.NUMBER: int, FactType.DATE: date}
WHAT_TO_WRITE: dict[type, str] = {
    int: "write a whole number without quotes, or `{from: 1, up_to: 5}`",
    date: "write a day such as 2024-03-18, or `{from: 2024-03-18}`",
}


def _check_word(name: str, word: Word, allowed: tuple[Word, ...] | type, scope: Scope, path: Path) -> None:
    choices = () if isinstance(allowed, type) else allowed
    # `True` is 1 to Python; the choices of one name are all of one type.
    fits = type(word) is allowed or (word in choices and type(word) is type(choices[0]))
    if not fits:
        otherwise = _digits(word) or WHAT_TO_WRITE.get(allowed) if isinstance(allowed, type) else None
        fact = scope.words.facts.get(name)
        said = dict(fact.means) if fact else scope.words.means
        known = {phrase(other): said.get(phrase(other), "") for other in choices}
        mend = otherwise or which_of(phrase(word), known)
        scope.fault("word_out_of_domain", path, f"`{name}` is never `{phrase(word)}`", mend)


def _digits(word: object) -> str:
    """Return what to write for a number or a day in which letters stand for digits; nothing for anything else."""
    typed = digits_meant(word) if isinstance(word, str) else None
    return f"it has {typed.told}: write `{typed.text}`" if typed else ""


def _between(name: str, kind: NameKind, value: FromUpTo, scope: Scope, path: Path) -> Clause | None:
    ends = tuple(end for end in (value.from_, value.up_to) if end is not None)
    fact = scope.words.facts.get(name)
    expected = int if fact is not None and fact.type is FactType.NUMBER else date
    countable = kind is NameKind.EVENT or (fact is not None and fact.type in (FactType.NUMBER, FactType.DATE))
    if not countable or not ends or any(type(end) is not expected for end in ends):
        other = f"`{phrase(value)}`" if ends else "nothing"
        message = f"`{name}` cannot be compared with {other}"
        mend = "`from` and `up_to` take numbers for a number, days for a day or an event"
        scope.fault("no_interval", path, message, mend)
        return None
    between = Between(value.from_, value.up_to)
    if len(ends) > 1 and not between.holds(value.up_to):
        message = f"`from` ({phrase(value.from_)}) comes after `up_to` ({phrase(value.up_to)})"
        scope.fault("interval_ends_before_it_begins", path, message, "change the two round")
    return Clause(name, kind, between=between)


Refusal = Callable[[str, Scope, Path], None]


def start(value: Any, scope: Scope, path: Path) -> Anchor:
    """Compile day zero of a timescale: an anchor, or another timescale, which stands for its due date."""
    if isinstance(value, str) and scope.is_timescale(value):
        return Anchor(timescale=value)
    return _anchor(value, scope, path, _not_among_others)


def anchor(value: Any, scope: Scope, path: Path) -> Anchor:
    """Compile day zero of anything else: an event, a date fact, any of several, or the latest of several."""
    return _anchor(value, scope, path, _not_here)


def _anchor(value: Any, scope: Scope, path: Path, refuse: Refusal) -> Anchor:
    """Compile events and facts. What a reading could be comes as it was written, and is looked at first."""
    value = as_anchor(value)
    if value is None:
        message = "an anchor is a name, a list of names, or `{later_of: [names]}`"
        scope.fault("no_anchor", path, message, "write the event, fact or timescale that it is counted from")
        return Anchor()
    if isinstance(value, LaterOf):
        place = (*path, "later_of")
        groups = (_group(names, scope, (*place, at), refuse) for at, names in enumerate(value.later_of))
        return Anchor(tuple(group for group in groups if group))
    return Anchor((_group(value, scope, path, refuse),))


def _group(names: str | list[str], scope: Scope, path: Path, refuse: Refusal) -> tuple[str, ...]:
    listed = [names] if isinstance(names, str) else names
    return tuple(name for at, name in enumerate(listed) if _is_anchor(name, scope, (*path, at), refuse))


def _is_anchor(name: str, scope: Scope, path: Path, refuse: Refusal) -> bool:
    fact = scope.words.facts.get(name)
    if name in scope.words.events or (fact is not None and fact.type is FactType.DATE):
        return True
    if name == UNSTATED:
        _cannot_be_unstated(scope, path)
    elif scope.is_timescale(name):
        refuse(name, scope, path)
    elif fact is not None:
        message = f"`{name}` is a fact, but not a day, so nothing can be counted from it"
        scope.fault("unknown_anchor", path, message, "count from an event, or from a fact that is a `date`")
    else:
        message = f"`{name}` is neither an event nor a date fact nor a timescale of this procedure"
        dates = [fact.name for fact in scope.words.facts.values() if fact.type is FactType.DATE]
        mend = _several_anchors(name, {*scope.words.events, *dates})
        choices = scope.words.said_of((*scope.words.events, *dates, *scope.timescales))
        scope.fault("unknown_anchor", path, message, mend or which_name(name, choices, ADD_THE_WORD))
    return False


def _several_anchors(text: str, choices: Collection[str]) -> str:
    """Return how to write a text that is several anchors in one; nothing where it is not."""
    listed = f"[{', '.join(which_are_meant(text, choices))}]"
    if listed == "[]":
        return ""
    return (
        f"write `{listed}` for whichever happens first, or `{{later_of: {listed}}}` where all of it must have happened"
    )


def _not_among_others(name: str, scope: Scope, path: Path) -> None:
    message = f"`{name}` is a timescale; it can only be an anchor by itself"
    scope.fault("timescale_among_events", path, message, "write it alone, or count from events")


def _not_here(name: str, scope: Scope, path: Path) -> None:
    message = f"`{name}` is a timescale; only the `after` or `before` of a timescale can be counted from one"
    scope.fault("timescale_as_anchor_here", path, message, "count from an event, or from a fact that is a `date`")


def end(value: EndDocument, scope: Scope, path: Path) -> End | None:
    """Compile a length with its own anchor."""
    counted = period(value.within, scope, (*path, "within"))
    start = anchor(value.after, scope, (*path, "after"))
    return None if counted is None else End(counted, start)
