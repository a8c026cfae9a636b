"""Both answers to one case: what bears on a clause, whether it differs, and for whom the new one is better."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date

from complaint_rules.assessment.acceptance import Verdict
from complaint_rules.assessment.answers import Plain, day
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.on_demand import OnDemand
from complaint_rules.assessment.transitions import Transition
from complaint_rules.cases.admission import admit
from complaint_rules.cases.case import Case, Event
from complaint_rules.cases.extending import FACT
from complaint_rules.comparison.changes import Answer, Effect, Example, Put, Subject
from complaint_rules.errors import CaseError
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import EventWord
from complaint_rules.terms import ClockState, Party, Permission
from complaint_rules.values import frozen

Asked = Callable[[OnDemand], Answer | None]
"""Takes out of what is said of a case what bears on a clause; None where there is nothing."""


@frozen(eq=False)
class Court:
    """Two procedures, each without its laws, that are asked about the same cases."""

    old: Procedure
    new: Procedure
    _answered: dict[tuple[bool, str, date], OnDemand | None] = field(init=False, default_factory=dict, repr=False)

    @classmethod
    def of(cls, old: Procedure, new: Procedure) -> "Court":
        """Take two procedures without what stands beside them: the answers by their own rules are the same."""
        return cls(*(replace(side, packs=(), versions=(), deviations=()) for side in (old, new)))

    def ask(self, case: Case, as_of: date, views: "Iterable[View]") -> Iterator[Example]:
        """Yield an example for each view of the case in which the two answers differ."""
        old, new = (self._answer(case, as_of, is_new=is_new) for is_new in (False, True))
        if old is None or new is None:
            return
        for view in views:
            mine, theirs = view.of_old(old), view.of_new(new)
            effect = view.effect(mine, theirs)
            if effect is not None:
                yield Example(view.subject, effect, as_of, Put(old.case, mine), Put(new.case, theirs))

    def _answer(self, case: Case, as_of: date, *, is_new: bool) -> OnDemand | None:
        # The same case is tried for many clauses, and made anew for each.
        key = (is_new, repr(case), as_of)
        if key not in self._answered:
            side, other = (self.new, self.old) if is_new else (self.old, self.new)
            self._answered[key] = _asked(side, put_to(side, case, other.vocabulary.events), as_of)
        return self._answered[key]


def _asked(side: Procedure, case: Case, as_of: date) -> OnDemand | None:
    try:
        return OnDemand(side, case, as_of)
    except (CaseError, OverflowError):
        return None


# A case in the words of one side.


def put_to(side: Procedure, case: Case, others: Mapping[str, EventWord]) -> Case:
    """Return a case as a side is asked about it: what it has no word for is left out, or told by what it counts as."""
    if _is_admitted(side, case):
        return case
    facts = {name: value for name, value in case.facts.items() if _is_admitted(side, Case((), {name: value}))}
    events = (_event_put_to(side, event, others) for event in case.events)
    return Case((event for event in events if event is not None), facts)


def _event_put_to(side: Procedure, event: Event, others: Mapping[str, EventWord]) -> Event | None:
    word = others.get(event.kind)
    kinds = (event.kind, *(word.counts_as if word is not None else ()))
    plainer = [event.details, {name: said for name, said in event.details.items() if name == "outcome"}, {}]
    tried = (Event(kind, event.on, **details) for kind in kinds for details in plainer)
    return next((one for one in tried if _is_admitted(side, Case([one]))), None)


def _is_admitted(side: Procedure, case: Case) -> bool:
    # To look for what could have been meant by an unknown word takes long, and nobody would read it.
    if (
        any(event.kind not in side.event_words for event in case.events)
        or not case.facts.keys() <= side.fact_words.keys()
    ):
        return False
    try:
        admit(case, side)
    except CaseError:
        return False
    return True


# What bears on a clause.


@frozen(eq=False)
class View:
    """What of the answers is compared for a clause, on each side by its own names."""

    subject: Subject
    of_old: Asked
    of_new: Asked
    effect: Callable[[Answer | None, Answer | None], Effect | None]


def due_view(old: str, new: str, party: Party) -> View:
    """Compare the last row of a timescale; a side that has none is named by an empty name."""
    window = party is Party.COMPLAINANT
    return View(Subject.DUE_DATE, _due(old), _due(new), lambda one, two: _effect_of_dates(one, two, window=window))


def move_view(event: str, who: Party) -> View:
    """Compare whether a move may be made."""
    asked = _move(event)
    by_council = who is Party.COUNCIL
    return View(Subject.MOVE, asked, asked, lambda one, two: _effect_of_permissions(one, two, reverse=by_council))


def windowed_move_view(event: str) -> View:
    """Compare whether the complainant may make a move for which both sides have a window.

    A last day that an answer has not is then not without end: by several readings it is several days, which the
    window's own row compares one by one.
    """
    asked = _move(event)
    return View(Subject.MOVE, asked, asked, _effect_in_a_window)


def part_view(kind: ClauseKind) -> View:
    """Compare one part of acceptance."""
    asked = _part(kind)
    return View(Subject.ACCEPTANCE, asked, asked, lambda one, two: _effect_of_permissions(one, two, reverse=False))


def letter_view(event: str, who: Party) -> View:
    """Compare what is missing in the last letter of the case."""
    by_complainant = who is Party.COMPLAINANT
    asked = _letter(event)
    return View(Subject.LETTER, asked, asked, lambda one, two: _effect_of_letters(one, two, reverse=by_complainant))


def standing_view() -> View:
    """Compare where the case stands, every clock of it, and every move."""
    return View(Subject.STANDING, _standing, _standing, lambda one, two: None if one == two else Effect.OTHER)


# Rows as plain data, without their reasons: to say those takes longer than to reach the answer.


def _due(name: str) -> Asked:
    def asked(answer: OnDemand) -> Answer | None:
        rows = [row for row in answer.due_dates if row.timescale == name]
        return _row_said(rows[-1]) if rows else None

    return asked


def _row_said(row: DueDate) -> Answer:
    return {
        "timescale": row.timescale,
        "state": row.state.value,
        "started_by": row.started_by,
        "started_on": day(row.started_on),
        "period": row.period,
        "first_due": day(row.first_due),
        "due": day(row.due),
        "latest": day(row.latest),
        "aim_due": day(row.aim_due),
        "earliest": day(row.earliest),
        "only_an_aim": row.only_an_aim,
        "extended_by": row.extended_by or None,
        "responsible": row.responsible.value,
        "readings": [reading.to_dict() for reading in row.readings],
    }


def _move(event: str) -> Asked:
    def asked(answer: OnDemand) -> Answer | None:
        found = next((move for move in answer.transitions if move.event == event), None)
        return _move_said(found) if found is not None else None

    return asked


def _move_said(move: Transition) -> Answer:
    return {
        "event": move.event,
        "permission": move.permission.value,
        "who": move.who.value,
        "to": move.to,
        "decided_by": move.decided_by,
        "considering": list(move.considering),
        "letter": list(move.letter),
        "elsewhere": move.elsewhere or None,
        "opens": day(move.opens),
        "closes": day(move.closes),
        "late_until": day(move.late_until),
        "invited_until": day(move.invited_until),
        "missing_facts": list(move.missing_facts),
    }


def _part(kind: ClauseKind) -> Asked:
    def asked(answer: OnDemand) -> Answer | None:
        whole = answer.acceptance
        if kind is ClauseKind.WHO:
            return _part_said(kind, whole.who)
        if kind is ClauseKind.WHAT:
            return _part_said(kind, whole.what)
        days = {"closes": day(whole.closes), "late_until": day(whole.late_until)}
        return {**_part_said(kind, whole.time_limit), **days}

    return asked


def _part_said(kind: ClauseKind, part: Verdict) -> dict[str, Plain]:
    return {
        "part": kind.value,
        "permission": part.permission.value,
        "decided_by": part.decided_by,
        "considering": list(part.considering),
        "elsewhere": list(part.elsewhere),
        "split_off": list(part.split_off),
        "letter": list(part.letter),
        "missing_facts": list(part.missing_facts),
    }


def _letter(event: str) -> Asked:
    def asked(answer: OnDemand) -> Answer:
        found = [one for one in answer.irregularities if one.code == "content_missing" and one.event == event]
        missing = dict.fromkeys(content for one in found for content in one.about[1:])
        return {"event": event, "missing": list(missing)}

    return asked


def _standing(answer: OnDemand) -> Answer:
    clocks: dict[str, Plain] = {
        f"{row.timescale}.{row.occurrence}": [row.state.value, row.due.isoformat() if row.due else None]
        for row in answer.due_dates
        if row.state is not ClockState.NOT_STARTED
    }
    status = answer.status.value if answer.status else None
    moves: dict[str, Plain] = {move.event: move.permission.value for move in answer.transitions}
    return {"stage": answer.stage, "status": status, "clocks": clocks, "moves": moves}


# For whom a new answer is better.

_INPUTS = frozenset({"timescale", "started_by", "started_on", "period", "extended_by"})
"""What leads to a date, and is no answer by itself."""
_NO_END = "9999"
"""Stands for no last day, which is later than any."""
_ORDER = {Permission.REFUSED.value: 0, Permission.DISCRETIONARY.value: 1, Permission.ENTITLED.value: 2}


def _judged(good: int, bad: int, *, differs: bool) -> Effect | None:
    if good and not bad:
        return Effect.BETTER
    if bad and not good:
        return Effect.WORSE
    return Effect.OTHER if differs else None


def _effect_of_dates(old: Answer | None, new: Answer | None, *, window: bool) -> Effect | None:
    """Judge a row: time that ends later is better for whose time it is. A duty that there is not is worse."""
    alive = [one is not None and one["state"] not in _OVER for one in (old, new)]
    if not any(alive):
        return None if _same_but(old, new, _INPUTS) or old is None or new is None else Effect.OTHER
    if old is None or new is None:
        return Effect.BETTER if (new is None) is window else Effect.WORSE
    if not all(alive):
        return Effect.OTHER if window else Effect.WORSE if alive[0] else Effect.BETTER
    longer, shorter = _longer_and_shorter(old, new, ("due", "latest", "first_due", "aim_due"))
    if longer and shorter and _has_been_extended(old, new):
        # How far it could still go does not make good to which day it was extended.
        longer, shorter = _longer_and_shorter(old, new, ("due",))
    good, bad = (longer, shorter) if window else (shorter, longer)
    return _judged(good, bad, differs=not _same_but(old, new, _INPUTS))


def _has_been_extended(old: Answer, new: Answer) -> bool:
    """Say whether both clocks were extended, or one by a fact alone.

    A letter that one clock alone took may have come before the other ran: that says how early it was sent.
    """
    by = {old["extended_by"], new["extended_by"]}
    return FACT in by or None not in by


def _longer_and_shorter(old: Answer, new: Answer, keys: Iterable[str]) -> tuple[int, int]:
    """Return in how many respects a row leaves more time than another, and in how many less."""
    pairs = [(_ends(old, key), _ends(new, key)) for key in keys]
    longer = sum(min(two) >= min(one) and max(two) >= max(one) and one != two for one, two in pairs)
    shorter = sum(min(two) <= min(one) and max(two) <= max(one) and one != two for one, two in pairs)
    longer += new["only_an_aim"] is True and old["only_an_aim"] is False
    shorter += new["only_an_aim"] is False and old["only_an_aim"] is True
    return longer, shorter


_OVER = frozenset({ClockState.NOT_STARTED.value, ClockState.CANCELLED.value})


def _ends(row: Answer, key: str) -> list[str]:
    """Return the days of a row under each reading; where nothing sooner is hoped for, its last day is the aim."""
    if key == "aim_due":
        return [str(row[key])] if row[key] else _ends(row, "due")
    readings = row["readings"]
    assert isinstance(readings, list)
    days = [one.get(key) for one in readings if isinstance(one, dict)] or [row[key]]
    return sorted(str(day or _NO_END) for day in days)


def _same_but(old: Answer | None, new: Answer | None, apart: frozenset[str]) -> bool:
    if old is None or new is None:
        return old is new
    return all(old[key] == new[key] for key in old if key not in apart)


def _effect_of_permissions(old: Answer | None, new: Answer | None, *, reverse: bool) -> Effect | None:
    """Judge a permission: more open is better for the complainant, save where it is a power of the council's."""
    mine, theirs = _permission(old), _permission(new)
    if old is None or new is None:
        good, bad = (theirs > mine, theirs < mine) if mine >= 0 and theirs >= 0 else (False, False)
        differs = mine != theirs
    else:
        later = [_later(old, new, key) for key in ("closes", "late_until", "opens")]
        earlier_opening = later.pop()
        known = mine >= 0 and theirs >= 0
        good = bool((known and theirs > mine) or (theirs == mine and (max(later) > 0 or earlier_opening < 0)))
        bad = bool((known and theirs < mine) or (theirs == mine and (min(later) < 0 or earlier_opening > 0)))
        differs = not _same_but(old, new, frozenset())
    better, worse = (bad, good) if reverse else (good, bad)
    return _judged(better, worse, differs=differs)


def _effect_in_a_window(old: Answer | None, new: Answer | None) -> Effect | None:
    effect = _effect_of_permissions(old, new, reverse=False)
    if effect is None or old is None or new is None or old["permission"] != new["permission"]:
        return effect
    return Effect.OTHER if None in (old["closes"], new["closes"]) and old["closes"] != new["closes"] else effect


def _permission(answer: Answer | None) -> int:
    """Return how open an answer is; what there is no rule for is refused, and -1 is not determined."""
    return 0 if answer is None else _ORDER.get(str(answer["permission"]), -1)


def _later(old: Answer, new: Answer, key: str) -> int:
    """Return 1 where a day of the new answer is later, -1 where it is earlier, 0 where they do not compare."""
    mine, theirs = old.get(key), new.get(key)
    if mine == theirs:
        return 0
    if key == "closes":
        mine, theirs = mine or _NO_END, theirs or _NO_END
    return 0 if mine is None or theirs is None else 1 if str(theirs) > str(mine) else -1


def _effect_of_letters(old: Answer | None, new: Answer | None, *, reverse: bool) -> Effect | None:
    """Judge a letter: the more the council's must hold, the better; the more the complainant's must, the worse."""
    asked = [set(_missing(one)) for one in (old, new)]
    good, bad = asked[1] > asked[0], asked[1] < asked[0]
    better, worse = (bad, good) if reverse else (good, bad)
    return _judged(better, worse, differs=asked[0] != asked[1])


def _missing(answer: Answer | None) -> list[str]:
    found = answer["missing"] if answer is not None else []
    assert isinstance(found, list)
    return [str(one) for one in found]
