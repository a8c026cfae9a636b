"""What may be said of a case under a procedure: facts with values, and events with details."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from hypothesis import strategies as st

from complaint_rules.cases.case import Event
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord
from complaint_rules.testing.days import days_of
from complaint_rules.testing.looked_at import LookedAt, looked_at, rules_of

__all__ = ["an_event", "events", "facts", "facts_on", "now_and_then"]

# A complaint may be late by the day: these lie on both sides of twelve months, and of less and more.
_BEFORE: Final = (0, 1, 30, 200, 365, 366, 400, 1000)


def facts(procedure: Procedure, on: date | None = None) -> st.SearchStrategy[dict[str, object]]:
    """Draw values for some of the facts that a procedure knows, mostly for those on which its rules turn.

    Days lie within three years before `on`, or before a day that is drawn. Shrinks to no facts at all.
    """
    known = looked_at(procedure)
    if on is not None:
        return facts_on(known, on)
    return days_of(procedure).flatmap(lambda day: facts_on(known, day))


def events(procedure: Procedure, on: date | None = None) -> st.SearchStrategy[Event]:
    """Draw one event that a procedure knows, whether or not it makes sense, with some of what it may carry.

    It happens on `on`, or on a day that is drawn. Shrinks to an event with no more details than it must have.
    """
    known = looked_at(procedure)
    kinds = st.sampled_from(sorted(procedure.event_words))
    when = days_of(procedure) if on is None else st.just(on)
    return st.tuples(kinds, when).flatmap(lambda drawn: an_event(known, *drawn))


def now_and_then(draw: st.DrawFn, one_in: int = 4) -> bool:
    """Say yes to one in so many; shrinks to no."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


@st.composite
def facts_on(draw: st.DrawFn, known: LookedAt, day: date, most: int = 6) -> dict[str, object]:
    """Draw values for at most so many facts on which the rules turn, and for one of the others."""
    words = known.procedure.fact_words
    every = sorted(words)
    if not every:
        return {}
    tested = [name for name in every if name in known.facts]
    names = draw(st.lists(st.sampled_from(tested or every), max_size=most, unique=True))
    names += draw(st.lists(st.sampled_from(every), max_size=1))
    return {name: draw(_values(words[name], known.facts.get(name, ()), day)) for name in names}


def _values(word: FactWord, tested: tuple[str, ...], day: date) -> st.SearchStrategy[object]:
    """Draw a value of a fact; of its words, those that a rule asks for come up more often."""
    if word.type is FactType.YES_NO:
        return st.booleans()
    if word.type is FactType.NUMBER:
        return st.integers(0, 5)
    if word.type is FactType.DATE:
        return st.sampled_from(_BEFORE).map(lambda days: day - timedelta(days=days))
    asked = [one for one in word.words if one in tested]
    return st.sampled_from((*asked, *word.words))


@st.composite
def an_event(draw: st.DrawFn, known: LookedAt, kind: str, on: date) -> Event:
    """Draw what an event says besides its kind and day, any of it left out now and then that may be."""
    procedure = known.procedure
    word = procedure.event_words[kind]
    if word.records_facts:
        return Event(kind, on, **draw(facts_on(known, on, most=3)))
    details = {name: draw(_detail(name, procedure, on)) for name in _said(draw, word, procedure)}
    return Event(kind, on, **details)


def _said(draw: st.DrawFn, word: EventWord, procedure: Procedure) -> list[str]:
    """Choose which details an event says: the day that it speaks of always, an outcome mostly, the rest sometimes."""
    found = [name for name in sorted(word.carries) if name in _SELDOM and now_and_then(draw, _SELDOM[name])]
    if "outcome" in word.carries and procedure.vocabulary.outcomes and not now_and_then(draw):
        found.append("outcome")
        found += ["outcomes"] if now_and_then(draw, 6) else []
    return [*found, *(["for"] if word.speaks_of_a_day else []), *(["at"] if now_and_then(draw, 8) else [])]


_SELDOM: Final[Mapping[str, int]] = {"contains": 4, "of": 3, "until": 2}


def _detail(name: str, procedure: Procedure, on: date) -> st.SearchStrategy[object]:
    words = procedure.vocabulary
    near = st.integers(-3, 90).map(lambda days: on + timedelta(days=days))
    named = sorted({rule.name for each in rules_of(procedure) for rule in each.timescales})
    found: Mapping[str, st.SearchStrategy[object]] = {
        "at": st.sampled_from((time(9), time(12), time(16, 59), time(17), time(17, 1), time(23, 59))),
        "contains": st.lists(st.sampled_from(words.contents or ("",)), max_size=3, unique=True),
        "for": near,
        "of": st.sampled_from(named or ("",)),
        "outcome": st.sampled_from(words.outcomes or ("",)),
        "outcomes": st.lists(st.sampled_from(words.outcomes or ("",)), min_size=1, max_size=3),
        "until": near,
    }
    return found[name]
