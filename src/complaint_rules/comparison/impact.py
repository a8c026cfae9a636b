"""Which open cases move when a new profile takes the place of theirs, and which of them first to look at."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from complaint_rules.assessment.answers import NO_WORDS, Plain, day
from complaint_rules.assessment.assess import Assessment
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.transitions import Transition
from complaint_rules.cases.case import Case
from complaint_rules.errors import CaseError, ComplaintRulesError, Fault
from complaint_rules.explanation.english import ANSWERS, ENGLISH, STATES, when
from complaint_rules.explanation.phrases import long_day, spoken
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.questions import assess
from complaint_rules.terms import CaseStatus, ClockState, Party, Permission
from complaint_rules.values import frozen


class Urgency(StrEnum):
    """What a change does to a case, the most pressing first.

    `newly_barred` is a right of the complainant's: a move that is refused now, a window that has lapsed, or a complaint
    that would no longer be taken.
    """

    NEWLY_OVERDUE = "newly_overdue"
    NEWLY_BARRED = "newly_barred"
    OTHER_DATE = "other_date"
    OTHER_MOVE = "other_move"


class Named(NamedTuple):
    """A case by a name, with the procedure that it runs under today."""

    name: str
    procedure: Procedure
    case: Case


class Stated(NamedTuple):
    """An answer in a phrase, with its reasons; empty where that side has nothing to say of it."""

    answer: str = ""
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {"answer": self.answer or None, "reasons": list(self.reasons)}


@frozen
class Moved:
    """One answer of a case that is another by the new profile; `name` is a timescale, a move or `acceptance`."""

    urgency: Urgency
    name: str
    basis: str
    old: Stated
    new: Stated

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "urgency": self.urgency.value,
            "name": self.name,
            "basis": self.basis,
            "old": self.old.to_dict(),
            "new": self.new.to_dict(),
        }


@frozen
class CaseMoved:
    """A case with the answers that move, the most pressing first."""

    name: str
    procedure: str
    moved: tuple[Moved, ...]

    @property
    def urgency(self) -> Urgency:
        """Return the most pressing of its changes."""
        return self.moved[0].urgency

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "case": self.name,
            "procedure": self.procedure,
            "urgency": self.urgency.value,
            "moved": [one.to_dict() for one in self.moved],
        }


@frozen(kw_only=True)
class Impact:
    """What a new profile does to the cases of one day.

    `unmoved` are open and answered alike, `closed` are closed or withdrawn, `of_others` run under another profile's
    name. `faulty` are those that could not be read, or not be asked of the new profile, with their faults.
    """

    profile: str
    edition: str
    as_of: date
    cases: tuple[CaseMoved, ...]
    unmoved: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    of_others: tuple[str, ...] = ()
    faulty: tuple[tuple[str, tuple[Fault, ...]], ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, in the shape of the published JSON Schema."""
        return {
            "profile": self.profile,
            "edition": self.edition,
            "as_of": day(self.as_of),
            "cases": [case.to_dict() for case in self.cases],
            "unmoved": list(self.unmoved),
            "closed": list(self.closed),
            "of_others": list(self.of_others),
            "faulty": [
                {"case": name, "faults": [dict(fault.to_dict()) for fault in faults]} for name, faults in self.faulty
            ],
        }

    def explain(self) -> str:
        """Say it in plain English."""
        return "\n".join(_impact(self))


def impact_of(
    cases: Iterable[Named], new: Profile, as_of: date, unread: Iterable[tuple[str, ComplaintRulesError]] = ()
) -> Impact:
    """Say of each case what moves when a profile takes the place of the one of its name, on a day.

    `unread` are the cases that could not be read; they are told with the others. No case stops another.
    """
    moved: list[CaseMoved] = []
    apart: dict[str, list[str]] = {"unmoved": [], "closed": [], "of_others": []}
    faulty = [(name, error.faults) for name, error in unread]
    for case in cases:
        try:
            found = _place_of(case, new, as_of)
        except CaseError as error:
            faulty.append((case.name, error.faults))
            continue
        if isinstance(found, CaseMoved):
            moved.append(found)
        else:
            apart[found].append(case.name)
    order = tuple(Urgency)
    return Impact(
        profile=new.name,
        edition=new.edition,
        as_of=as_of,
        cases=tuple(sorted(moved, key=lambda one: order.index(one.urgency))),
        faulty=tuple(faulty),
        **{name: tuple(names) for name, names in apart.items()},
    )


def _place_of(case: Named, new: Profile, as_of: date) -> CaseMoved | str:
    """Return what moves in a case, or where else it belongs."""
    if case.procedure.profile != new.name:
        return "of_others"
    before = assess(case.procedure, case.case, as_of)
    if before.status in (CaseStatus.CLOSED, CaseStatus.WITHDRAWN):
        return "closed"
    after = assess(new.procedure(case.procedure.id), case.case, as_of)
    order = tuple(Urgency)
    found = sorted(_moved(before, after), key=lambda one: order.index(one.urgency))
    return CaseMoved(case.name, case.procedure.id, tuple(found)) if found else "unmoved"


# What moves.


def _moved(before: Assessment, after: Assessment) -> Iterator[Moved]:
    yield from _dates(before, after)
    yield from _moves(before, after)
    old, new = before.acceptance, after.acceptance
    if old.permission is not new.permission:
        barred = new.permission is Permission.REFUSED
        urgency = Urgency.NEWLY_BARRED if barred else Urgency.OTHER_MOVE
        stated = (Stated(ANSWERS[one.permission], _texts(one.who, one.what, one.time_limit)) for one in (old, new))
        yield Moved(urgency, "acceptance", old.basis.value, *stated)


_OF_A_ROW = ("state", "due", "latest", "aim_due", "first_due", "earliest", "readings")
_OF_A_MOVE = ("permission", "to", "decided_by", "elsewhere", "opens", "closes", "late_until", "invited_until")
_OF_A_REFUSAL = ("permission", "opens")


def _dates(before: Assessment, after: Assessment) -> Iterator[Moved]:
    olds, news = (_rows(one) for one in (before, after))
    for key in dict.fromkeys((*olds, *news)):
        old, new = olds.get(key), news.get(key)
        if _said(old, _OF_A_ROW) != _said(new, _OF_A_ROW) and not _is_over_alike(old, new):
            basis, name, occurrence = key
            named = name if occurrence == 1 else f"{name}.{occurrence}"
            yield Moved(_urgency_of_row(old, new), named, basis, _row_stated(old), _row_stated(new))


def _is_over_alike(old: DueDate | None, new: DueDate | None) -> bool:
    """Say whether a clock has ended the same way on both sides: its date is nobody's business any more."""
    return old is not None and new is not None and old.state is new.state and old.state in _OVER


_OVER = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED})


def _rows(answer: Assessment) -> dict[tuple[str, str, int], DueDate]:
    """Return the rows that have started, by what they are."""
    started = (row for row in answer.due_dates if row.state is not ClockState.NOT_STARTED)
    return {(row.basis.value, row.timescale, row.occurrence): row for row in started}


def _urgency_of_row(old: DueDate | None, new: DueDate | None) -> Urgency:
    states = [row.state if row is not None else None for row in (old, new)]
    if states[0] is not states[1] and states[1] is ClockState.OVERDUE:
        return Urgency.NEWLY_OVERDUE
    lapsed = states[0] is not states[1] and states[1] is ClockState.LAPSED
    return Urgency.NEWLY_BARRED if lapsed and new is not None and not new.only_an_aim else Urgency.OTHER_DATE


def _row_stated(row: DueDate | None) -> Stated:
    if row is None:
        return Stated()
    return Stated(f"{when(row)}, {STATES[row.state]}", _texts(row))


def _moves(before: Assessment, after: Assessment) -> Iterator[Moved]:
    olds, news = ({(one.basis.value, one.event): one for one in side.transitions} for side in (before, after))
    for key in dict.fromkeys((*olds, *news)):
        old, new = olds.get(key), news.get(key)
        if (old is None and _is_refused(new)) or (new is None and _is_refused(old)):
            continue
        # What stays refused is told only if it opens on another day.
        keys = _OF_A_REFUSAL if _is_refused(old) and _is_refused(new) else _OF_A_MOVE
        if _said(old, keys) != _said(new, keys):
            basis, event = key
            yield Moved(_urgency_of_move(old, new), event, basis, _move_stated(old), _move_stated(new))


def _is_refused(move: Transition | None) -> bool:
    return move is not None and move.permission is Permission.REFUSED


def _urgency_of_move(old: Transition | None, new: Transition | None) -> Urgency:
    # What the old page leaves open is not refused by it.
    open_before = old is not None and not _is_refused(old)
    shut_now = new is None or new.permission is Permission.REFUSED
    is_a_right = old is not None and old.who is not Party.COUNCIL
    return Urgency.NEWLY_BARRED if open_before and shut_now and is_a_right else Urgency.OTHER_MOVE


def _move_stated(move: Transition | None) -> Stated:
    if move is None:
        return Stated()
    closes = f", until {long_day(move.closes)}" if move.closes and not _is_refused(move) else ""
    by = f", decided by {move.decided_by}" if move.decided_by else ""
    return Stated(f"{ANSWERS[move.permission]}{by}{closes}", _texts(move))


def _said(answer: DueDate | Transition | None, keys: tuple[str, ...]) -> Mapping[str, Plain] | None:
    if answer is None:
        return None
    whole = answer.in_words(NO_WORDS)
    return {key: whole[key] for key in keys}


def _texts(*answers: object) -> tuple[str, ...]:
    reasons = (reason for answer in answers for reason in getattr(answer, "reasons", ()))
    return tuple(dict.fromkeys(ENGLISH.reason(reason) for reason in reasons))


# In words.

_URGENCIES = {
    Urgency.NEWLY_OVERDUE: "Newly overdue",
    Urgency.NEWLY_BARRED: "Newly barred",
    Urgency.OTHER_DATE: "Other dates",
    Urgency.OTHER_MOVE: "Other moves",
}


def _impact(found: Impact) -> Iterator[str]:
    yield f"{found.profile}, {found.edition}, as of {long_day(found.as_of)}: {_counted(found)}."
    for urgency in Urgency:
        cases = [case for case in found.cases if case.urgency is urgency]
        if cases:
            yield ""
            yield f"{_URGENCIES[urgency]}: {len(cases)}"
        for case in cases:
            yield from (f"  {line}" for line in _case(case))
    for name, faults in found.faulty:
        yield ""
        yield f"Could not be answered: {name}"
        yield from (f"  {line}" for fault in faults for line in str(fault).splitlines())


def _counted(found: Impact) -> str:
    counts = {
        "move": found.cases,
        "do not": found.unmoved,
        "closed or withdrawn": found.closed,
        "of another profile": found.of_others,
        "could not be answered": found.faulty,
    }
    return ", ".join(f"{len(names)} {word}" for word, names in counts.items() if names or word == "move")


def _case(case: CaseMoved) -> Iterator[str]:
    yield f"{case.name} [{case.procedure}]"
    for one in case.moved:
        yield f"  {spoken(one.name)}, by the {one.basis}'s rules" + f" ({_URGENCIES[one.urgency].lower()}):"
        for side, stated in (("old", one.old), ("new", one.new)):
            yield f"    {side}: {stated.answer or 'nothing is said'}"
            yield from (f"      {reason}" for reason in stated.reasons)
