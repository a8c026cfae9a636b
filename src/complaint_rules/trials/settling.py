"""Settling: the facts by which nothing is left open but what a journey is for, each with a plain value.

Without them most answers come out undetermined, and whoever writes that down has tested nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from complaint_rules.assessment.acceptance import Verdict, acceptance_of
from complaint_rules.assessment.due_dates import due_dates_of
from complaint_rules.assessment.next_question import PARTS, answers_worth_trying
from complaint_rules.assessment.replayed import replayed
from complaint_rules.assessment.transitions import Transition, transitions_of
from complaint_rules.cases.case import Case, Event
from complaint_rules.conformance.plans import Plan, taken
from complaint_rules.errors import CaseError
from complaint_rules.procedures.conditions import TIME_LIMIT, WHAT, WHO
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import FactType, FactWord
from complaint_rules.terms import Permission

NAMES = dict(zip(PARTS, (WHO, WHAT, TIME_LIMIT), strict=True))
"""The name that each part of acceptance has in a test."""
ORDER = (Permission.REFUSED, Permission.DISCRETIONARY, Permission.UNDETERMINED, Permission.ENTITLED)
"""From what opens least to what opens most; what is undetermined may yet be as of right once more is known."""
WEEK = timedelta(days=7)
_FACTS_AT_MOST = 40


def taken_otherwise(procedure: Procedure, facts: Mapping[str, object], as_of: date, part: str) -> dict[str, object]:
    """Return facts of a complaint that every part of acceptance takes, but for the one part and what is known."""
    found = dict(facts)
    for other in (other for other in PARTS if other != part):
        more = taken(NAMES[other], Plan(facts=tuple(found.items())), procedure)  # type: ignore[arg-type]
        found = {**on_days(procedure, more, as_of), **found}
    for other in (*(other for other in PARTS if other != part), part):
        found = _settled_part(procedure, found, as_of, other)
    return found


def on_days(procedure: Procedure, facts: Mapping[str, object], before: date) -> dict[str, object]:
    """Return facts with days for those that are only supposed to be known: each a week before the next."""
    words = procedure.fact_words
    days = [name for name in words if words[name].type is FactType.DATE and facts.get(name) is True]
    dated = {name: before - (len(days) - at) * WEEK for at, name in enumerate(days)}
    return {**facts, **dated}


def _settled_part(procedure: Procedure, facts: dict[str, object], as_of: date, part: str) -> dict[str, object]:
    """Return facts with those more for want of which a part is undetermined, as far as there are plain ones."""
    for _ in range(_FACTS_AT_MOST):
        missing = _part_of(procedure, facts, as_of, part)[0].missing_facts
        wanted = [name for name in missing if name in procedure.fact_words and name not in facts]
        if not wanted:
            break
        tried = [{**facts, wanted[0]: answer} for answer in _answers(wanted[0], procedure, facts, as_of)]
        facts = max(
            tried, key=lambda each: [ORDER.index(one.permission) for one in _part_of(procedure, each, as_of, part)]
        )
    return facts


def _part_of(procedure: Procedure, facts: Mapping[str, object], as_of: date, part: str) -> tuple[Verdict, ...]:
    """Return the answer of a part of acceptance, and beside it that of each law."""
    whole = acceptance_of(replayed(procedure, Case((), facts), as_of))
    return tuple(getattr(each, part) for each in (whole, *whole.beside))


def _answers(name: str, procedure: Procedure, facts: Mapping[str, object], as_of: date) -> tuple[object, ...]:
    """Return the answers to a question in the order in which they are plain: no before yes."""
    word = procedure.fact_words[name]
    if word.type is FactType.YES_NO:
        return (False, True)
    standing = replayed(procedure, Case((), facts), as_of).council.at_receipt
    return plain_words(procedure, word) or answers_worth_trying(word, standing, as_of)


def plain_words(procedure: Procedure, word: FactWord) -> tuple[str, ...]:
    """Return the words of a fact in the order in which they are plain.

    First what the page says that it takes, then what is nothing in particular (the last `other_…`), then the rest.
    """
    rows = (*procedure.acceptance.who.allowed, *procedure.acceptance.what.allowed)
    clauses = (clause for row in rows for clause in row.condition.clauses if clause.name == word.name)
    named = [str(each) for clause in clauses if not clause.negated for each in clause.words]
    others = [each for each in word.words if each.startswith("other_")][-1:]
    return tuple(dict.fromkeys((*(each for each in named if each in word.words), *others, *word.words)))


# Moves and timescales.


def permission_of(procedure: Procedure, case: Case, event: str, day: date) -> Permission:
    """Return whether a move may be made on a day, by the council's rules; refused where it cannot be asked."""
    move = _move(procedure, case, event, day)
    return move.permission if move is not None else Permission.REFUSED


def opened(procedure: Procedure, case: Case, event: str, day: date) -> Case:
    """Return a case with the facts and the outcomes by which a move is open on a day, as far as they are missing."""
    asked: set[str] = set()
    for _ in range(_FACTS_AT_MOST):
        move = _move(procedure, case, event, day)
        names = [name for name in move.missing_facts if name not in asked] if move is not None else []
        if not names:
            break
        asked.add(names[0])
        tried = [case, *_supposing(procedure, case, names[0], day)]
        case = max(tried, key=lambda each: ORDER.index(permission_of(procedure, each, event, day)))
    return case


def measured(procedure: Procedure, case: Case, timescale: str) -> Case:
    """Return a case with the facts more, each with its plain answer, by which the length of a timescale is known."""
    for _ in range(_FACTS_AT_MOST):
        rows = due_dates_of(replayed(procedure, case, case.events[-1].on))
        row = next((row for row in rows if (row.timescale, row.basis) == (timescale, procedure.basis)), None)
        wanted = [name for name in row.missing_facts if name not in case.facts] if row is not None else []
        supposed = next(_supposing(procedure, case, wanted[0], case.events[-1].on), None) if wanted else None
        if supposed is None:
            break
        case = supposed
    return case


def _move(procedure: Procedure, case: Case, event: str, day: date) -> Transition | None:
    try:
        found = transitions_of(replayed(procedure, case, day))
    except CaseError:
        return None
    return next((move for move in found if (move.event, move.basis) == (event, procedure.basis)), None)


def _supposing(procedure: Procedure, case: Case, name: str, day: date) -> Iterator[Case]:
    """Yield a case with each thing that could be said of a fact, or of the outcome of an event."""
    word = procedure.fact_words.get(name)
    if word is not None:
        answers = {FactType.YES_NO: (False, True), FactType.DATE: (day - WEEK,), FactType.NUMBER: (1,)}
        for answer in answers.get(word.type, plain_words(procedure, word)):
            yield Case(case.events, {**case.facts, name: answer})
        return
    kind = name.removesuffix(".outcome")
    for at in [at for at, event in enumerate(case.events) if event.kind == kind][-1:]:
        event = case.events[at]
        for outcome in procedure.vocabulary.outcomes:
            said = Event(event.kind, event.on, **{**event.details, "outcome": outcome})
            yield Case((*case.events[:at], said, *case.events[at + 1 :]), case.facts)
