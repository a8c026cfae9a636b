"""Histories of one complaint: straight on through a procedure, then about; and some that are nonsense throughout."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from hypothesis import strategies as st

from complaint_rules.assessment.assess import Assessment
from complaint_rules.cases.case import Case, Event
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, CLOSED, OMBUDSMAN
from complaint_rules.questions import assess
from complaint_rules.terms import ClockState, Permission
from complaint_rules.testing.days import LAST, after, days_of
from complaint_rules.testing.looked_at import LookedAt, looked_at
from complaint_rules.testing.said import an_event, facts_on, now_and_then

__all__ = ["cases", "histories", "likely_cases"]

ASIDE: Final = BESIDE_THE_STAGES | {CLOSED, OMBUDSMAN}
MOST_EVENTS: Final = 18
OVER: Final = frozenset({ClockState.NOT_STARTED, ClockState.CANCELLED, ClockState.MET, ClockState.MET_LATE})


def cases(procedure: Procedure) -> st.SearchStrategy[Case]:
    """Draw a case that a procedure admits: its facts, and a history as `histories` draws them.

    Shrinks to a case of which nothing is known.
    """
    known = looked_at(procedure)
    likely = likely_cases(known)
    return st.one_of(likely, likely, likely, _wild_cases(known))


def histories(procedure: Procedure) -> st.SearchStrategy[tuple[Event, ...]]:
    """Draw the events of one case: mostly such as may well happen, one after another, and some that could not have.

    What may well happen next is taken from the library's own answer: a move that is open, what a clock waits for, what
    a rule asks for. Then come events that lead aside, events that are out of place or out of order, and histories of
    known events on any days. All of them are admitted. Shrinks to an empty history.
    """
    return cases(procedure).map(lambda case: case.events)


@st.composite
def _wild_cases(draw: st.DrawFn, known: LookedAt) -> Case:
    """Draw known events, each once, on any days in any order."""
    procedure = known.procedure
    kinds = st.tuples(st.sampled_from(sorted(procedure.event_words)), days_of(procedure))
    # A number first: lists of any length are mostly short, and there are a hundred kinds of events to be reached.
    number = min(draw(st.integers(0, 30)), len(procedure.event_words))
    drawn = draw(st.lists(kinds, min_size=number, max_size=number, unique_by=lambda one: one[0]))
    happened = [draw(an_event(known, kind, on)) for kind, on in drawn]
    return Case(happened, draw(facts_on(known, draw(days_of(procedure)))))


@st.composite
def likely_cases(draw: st.DrawFn, known: LookedAt) -> Case:
    """Draw a case that goes straight on for a while, then about, with two events changed round now and then."""
    day = draw(days_of(known.procedure))
    case = Case([], draw(facts_on(known, day)))
    straight = draw(st.integers(0, 12))
    for number in range(MOST_EVENTS):
        # Drawn before each event and not as a number of them, so that Hypothesis can leave any of them out.
        if not draw(st.integers(0, 30)):
            break
        answer = assess(known.procedure, case, day)
        day = draw(_next_day(day, answer)) if number else day
        kind = draw(_next_kind(answer, known, straight_on=number < straight))
        case = Case([*case.events, draw(an_event(known, kind, day))], case.facts)
    if now_and_then(draw, 8) and len(case.events) > 1:
        at = draw(st.integers(0, len(case.events) - 2))
        before, (one, other), later = case.events[:at], case.events[at : at + 2], case.events[at + 2 :]
        case = Case([*before, other, one, *later], case.facts)
    return case


class _Likely(NamedTuple):
    """The events that may well come next: those that lead onward, that are owed or open, and that lead aside."""

    onward: list[str]
    acts: list[str]
    aside: list[str]


def _next_kind(answer: Assessment, known: LookedAt, *, straight_on: bool) -> st.SearchStrategy[str]:
    """Draw the next event: one that leads onward or is owed; or, if not straight on, one that leads aside, or any."""
    (onward, acts, aside), every = _likely(answer, known), sorted(known.procedure.event_words)
    pools = (onward, onward, acts) if straight_on else (onward, acts, onward, acts, aside, every)
    return st.sampled_from([pool for pool in pools if pool] or [every]).flatmap(st.sampled_from)


def _likely(answer: Assessment, known: LookedAt) -> _Likely:
    words = known.procedure.event_words
    moves = [move for move in answer.transitions if move.permission is not Permission.REFUSED]
    onward = [move.event for move in moves if move.to and move.to not in ASIDE]
    aside = [move.event for move in moves if move.to in ASIDE]
    acts = [move.event for move in moves if not move.to]
    if answer.stage is not None:
        acts += _awaited(answer, known)
        acts += [word.name for word in words.values() if word.records_facts]
    return _Likely(*([kind for kind in kinds if kind in words] for kinds in (onward, acts, aside)))


def _awaited(answer: Assessment, known: LookedAt) -> Iterator[str]:
    """Yield what unlocks a move here, and what a clock turns on, waits for, or is ended by."""
    here = {answer.stage, answer.status.value if answer.status else None}
    for place in sorted(filter(None, here)):
        yield from known.unlocking.get(place, ()) * 2
    for row in answer.due_dates:
        waiting = known.waiting.get((row.basis.value, row.timescale))
        if waiting is not None:
            yield from waiting.tested
            yield from waiting.ends if row.state not in OVER else ()
            starts_here = row.state is ClockState.NOT_STARTED and row.stage in {*here, "at_any_stage"}
            yield from waiting.starts if starts_here else ()


def _next_day(day: date, answer: Assessment) -> st.SearchStrategy[date]:
    """Draw the day of the next event: soon, or on a date of the answer or the day after it."""
    soon = st.sampled_from((0, 1, 2, 3, 5, 8, 13, 20, 30, 70)).map(lambda days: after(day, days))
    ahead = sorted({one for one in _dates(answer) if day <= one <= LAST - timedelta(days=400)})
    if not ahead:
        return soon
    on_it = st.sampled_from(ahead).flatmap(lambda one: st.sampled_from((one, after(one, 1))))
    return st.one_of(soon, soon, on_it)


def _dates(answer: Assessment) -> Iterator[date]:
    found = [day for row in answer.due_dates for day in (row.due, row.latest, row.aim_due, row.earliest)]
    found += [day for move in answer.transitions for day in (move.closes, move.late_until)]
    yield from (day for day in found if day is not None)
