"""Which rules a worked case exercises: those that decided something in an answer of which the case expects something.

That is: the timescale of a line of `due` that has started, with the rows by which its start and its length were chosen,
and its extension if that gave it its date or its furthest date; of a move and of acceptance the rules that grant, cap
or leave it open, and a window that closes it, or whose last day is expected; and the move that brought the case to
the `stage`, or the `status`, that is expected, with the way through the stages by which it came there. A rule whose
test fails decides nothing: that another rule decides is told by that rule.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from complaint_rules.assessment.acceptance import Acceptance
from complaint_rules.assessment.answers import Reason
from complaint_rules.assessment.assess import Assessment, assess, assessment_of
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.next_question import PARTS
from complaint_rules.assessment.replayed import Replayed, replayed
from complaint_rules.assessment.transitions import Transition
from complaint_rules.case_files import WorkedCase
from complaint_rules.cases.case import Case
from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.judging import choose
from complaint_rules.cases.standing import Standing
from complaint_rules.citations import Citation
from complaint_rules.errors import CaseError
from complaint_rules.procedures.clauses import clauses
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, Rule, Terms, TimeLimit, Timescale
from complaint_rules.profiles.case_document import AcceptanceExpected, DueExpected, Expected, MoveExpected
from complaint_rules.profiles.sections import as_written
from complaint_rules.terms import ClockState, Permission
from complaint_rules.trials.deciding_alone import decides_nowhere
from complaint_rules.trials.places_reached import places_reached, through
from complaint_rules.trials.rows_deciding import changing, part_of

Path = tuple[str | int, ...]

_NOTHING_DECIDED = frozenset(
    {
        "test_fails",
        "not_here",
        "not_begun",
        "already_begun",
        "already_there",
        "nowhere_to_go",
        "page_is_silent",
        "keeps_out_only",
        "kept_out_if",
    }
)
_OPEN = frozenset({"window_open", "window_without_end"})
_ENDS = frozenset({"closes", "late_until", "invited_until", "opens", "time_limit"})
_LATE = frozenset({"window_closed", "window_closed_on_some_readings", "late_until_passed"})
_GRANTING = frozenset({"allowed", "grants_if_known", "decision_needed"})
_DECISIONS = frozenset({"decided_for", "decided_against"})
_PARTS = frozenset(PARTS)
_IF_KNOWN = frozenset({"grants_if_known", "caps_if_known", "date_unknown"})


class Name(NamedTuple):
    """A rule, or a row of one, by its profile, its edition, its procedure, and the name of the clause."""

    profile: str
    edition: str
    procedure: str
    clause: str


class Item(NamedTuple):
    """What there is to exercise: its name, the rule that it is or is a part of, and where below that it is written."""

    clause: str
    rule: Rule
    below: Path = ()


def items(procedure: Procedure) -> Iterator[Item]:
    """Yield every rule of a procedure, every row of a by-case value, and every treatment of a late request."""
    for clause in clauses(procedure):
        yield Item(clause.name, clause.rule)
        if isinstance(clause.rule, Timescale):
            yield from _rows_of(clause.name, clause.rule)
        if isinstance(clause.rule, Timescale | TimeLimit) and clause.rule.late is not None:
            yield Item(f"{clause.name}.late", clause.rule, ("late",))
    for name, part in (("who_may_complain", procedure.acceptance.who), ("what_about", procedure.acceptance.what)):
        yield from _split_off(name, part)


def _rows_of(name: str, rule: Timescale) -> Iterator[Item]:
    for key, choice in _choices(rule.terms[0]):
        if len(choice.rows) > 1:
            yield from (Item(f"{name}.{key}[{at}]", rule, (key, at)) for at in range(len(choice.rows)))
        elif key == "aim" and not rule.terms[0].aim_alone:
            yield Item(f"{name}.aim", rule, ("aim",))


def _choices(terms: Terms) -> Iterator[tuple[str, Choice[Any]]]:
    """Yield what may be chosen by case in a timescale, under the keys of the format."""
    choices: dict[str, Choice[Any] | None] = {
        "before" if terms.backwards else "after": terms.anchor,
        "within": terms.within,
        "at_least": terms.at_least,
        "aim": terms.aim,
    }
    yield from ((key, choice) for key, choice in choices.items() if choice is not None)


def _split_off(name: str, part: AcceptancePart) -> Iterator[Item]:
    for at, row in enumerate(part.split_off):
        yield Item(f"{name}.split_off" + (f".{at + 1}" if at else ""), row)


@lru_cache(maxsize=64)
def _clauses_by_citation(procedure: Procedure) -> dict[int, str]:
    """Return the clause of each citation: every rule has one of its own."""
    whole = (item for item in items(procedure) if not item.below)
    return {id(item.rule.citation): item.clause for item in whole}


def exercised(worked: WorkedCase) -> frozenset[Name]:
    """Return what a case exercises; a day that cannot be asked about exercises nothing."""
    found: set[Name] = set()
    for expected in worked.expected:
        try:
            case_then = replayed(worked.procedure, worked.case, expected.as_of)
            answer = assessment_of(worked.procedure, case_then)
        except CaseError:
            continue
        found.update(_Looking(worked, case_then, answer).at(expected))
    return frozenset(found)


class _Looking:
    """What one day's expectations rest on."""

    def __init__(self, worked: WorkedCase, case_then: Replayed, answer: Assessment) -> None:
        self.worked = worked
        self.answer = answer
        self.standings = tuple(standing for way in case_then.ways for standing in (*way.standings, *way.asked_of))
        self.procedures = _sides(worked.procedure)

    def at(self, expected: Expected) -> Iterator[Name]:
        """Yield the names of what decided something that is expected on the day."""
        for row in expected.due:
            yield from self._of_row(row)
        for move in (*expected.moves, *(expected.escalation or ())):
            yield from self._of_move(move)
        acceptance = expected.acceptance
        for one in acceptance if isinstance(acceptance, list) else filter(None, [acceptance]):
            yield from self._of_acceptance(one)
        if expected.irregularities:
            yield from self._of_irregularities()
        written = set(as_written(expected))
        for key in {"stage", "status"} & written:
            yield from _moved(self.worked.procedure, self.worked.case, expected.as_of, key)
        if {"stage", "status", "confirm"} & written:
            yield self._through(expected.as_of)

    def name(self, citation: Citation | None, below: str = "") -> Iterator[Name]:
        """Yield the name of the rule that has a citation, or of a part of it."""
        yield from _named(self.procedures, citation, below)

    def _through(self, as_of: date) -> Name:
        """Return the name of the way that the case has gone through the stages, come to its end or not."""
        procedure = self.standings[0].procedure
        places = places_reached(self.worked.procedure, self.worked.case, as_of)
        return Name(procedure.profile, procedure.editions.profile, procedure.id, through(places))

    # Due dates.

    def _of_row(self, row: DueExpected) -> Iterator[Name]:
        for found in self.answer.due_dates:
            key = (found.timescale, found.basis.value, found.occurrence)
            if key == (row.timescale, row.basis, row.occurrence) and found.state is not ClockState.NOT_STARTED:
                yield from self.name(found.citation)
                yield from self._of_extension(row, found)
                yield from self._of_choices(row)
                if row.aim_due is not None:
                    yield from self.name(found.citation, ".aim")

    def _of_extension(self, row: DueExpected, found: DueDate) -> Iterator[Name]:
        furthest = row.latest is not None and found.latest != found.due
        if found.extended_by or furthest:
            yield from self.name(found.extension_citation)

    def _of_choices(self, row: DueExpected) -> Iterator[Name]:
        for standing in self.standings:
            clocks = standing.clocks.get(row.timescale, [])
            if standing.procedure.basis.value == row.basis and len(clocks) >= row.occurrence:
                yield from self._chosen(clocks[row.occurrence - 1], standing)

    def _chosen(self, clock: Clock, standing: Standing) -> Iterator[Name]:
        for track in clock.tracks:
            if not track.waiting:
                seen = standing.seen_by(clock.rule)
                for key, at in _rows_taken(track, seen, self.answer.as_of):
                    yield from self.name(clock.rule.citation, f".{key}[{at}]")

    # Moves.

    def _of_move(self, row: MoveExpected) -> Iterator[Name]:
        for move in self.answer.transitions:
            if (move.event, move.basis.value) == (row.event, row.basis):
                yield from self._of_reasons(move.reasons, set(as_written(row)))
                yield from self._of_late_until(move, row)
                yield from self._of_aim(move, row)

    def _of_late_until(self, move: Transition, row: MoveExpected) -> Iterator[Name]:
        if row.late_until is not None and move.late_until is not None:
            for reason in move.reasons:
                if reason.code in _OPEN:
                    yield from self.name(reason.citation, ".late")

    def _of_aim(self, move: Transition, row: MoveExpected) -> Iterator[Name]:
        """Yield the aims of the windows of a move of which the invitation is expected."""
        if row.invited_until is not None and move.invited_until is not None:
            for side in self.procedures:
                for rule in side.tables.windows.get(move.event, ()) if side.basis is move.basis else ():
                    yield from self.name(rule.citation, ".aim")

    def _of_reasons(self, reasons: tuple[Reason, ...], asked: set[str]) -> Iterator[Name]:
        anyway = _refused_anyway(reasons)
        silent = _NOTHING_DECIDED | (frozenset() if _ENDS & asked else _OPEN | (_LATE if anyway else frozenset()))
        for reason in reasons:
            if reason.code not in silent:
                yield from self.name(reason.citation)
                if reason.code in _LATE | _DECISIONS and not anyway:
                    yield from self.name(reason.citation, ".late")

    # Acceptance.

    def _of_acceptance(self, row: AcceptanceExpected) -> Iterator[Name]:
        asked = set(as_written(row)) - {"basis", "confirm", "routes"}
        whole = self.answer.acceptance
        for each in (whole, *whole.law, *whole.guidance):
            if each.basis.value == row.basis:
                yield from self._of_rows(each, asked)
                yield from self._of_reasons(_of_time_limit(each, asked), asked | {"closes"})

    def _of_rows(self, acceptance: Acceptance, asked: set[str]) -> Iterator[Name]:
        for side in self.procedures:
            for row, decides in changing(acceptance, side, asked) if side.basis is acceptance.basis else ():
                if decides or (_asks_for(part_of(row, side), asked) and decides_nowhere(row, side)):
                    yield from self.name(row.citation)

    def _of_irregularities(self) -> Iterator[Name]:
        for one in self.answer.irregularities:
            rules = (side.timescale(name) for side in self.procedures for name in one.about)
            for rule in rules:
                if one.code.startswith("extension_") and rule is not None and rule.extension is not None:
                    yield from self.name(rule.extension.citation)


def _refused_anyway(reasons: Iterable[Reason]) -> bool:
    """Say whether a move is refused whatever its window: a bar holds it back, or nothing grants it."""
    codes = {reason.code for reason in reasons}
    return "barred" in codes or (not _NOTHING_DECIDED.isdisjoint(codes) and _GRANTING.isdisjoint(codes))


def _of_time_limit(acceptance: Acceptance, asked: set[str]) -> tuple[Reason, ...]:
    """Return the reasons of the time limit that are behind what is expected of acceptance.

    Where only the answer on the whole is expected, another part may be the reason for it. Where the answer is known,
    what might hold is no reason; where it is undetermined, only the one limit for want of which it is so.
    """
    limit, whole = acceptance.time_limit, asked == {"permission"}
    reasons: tuple[Reason, ...] = limit.reasons
    if not _asks_for("time_limit", asked) or (whole and limit.permission is not acceptance.permission):
        return ()
    if not asked <= {"permission", "time_limit"}:
        return reasons
    unknown = {id(reason.citation) for reason in reasons if reason.code in _IF_KNOWN}
    if limit.permission is not Permission.UNDETERMINED:
        return tuple(reason for reason in reasons if id(reason.citation) not in unknown)
    left_open = unknown | {id(reason.citation) for reason in reasons if reason.code in _LATE}
    others = (acceptance.who, acceptance.what) if whole else ()
    several = any(part.permission is Permission.UNDETERMINED for part in others)
    return tuple(reason for reason in reasons if {id(reason.citation)} == left_open and not several)


def _asks_for(part: str, asked: set[str]) -> bool:
    """Say whether something is expected of a part of acceptance, or of the whole; while nothing is said, it is."""
    return not asked or bool(asked - (_PARTS - {part}))


def _rows_taken(track: Track, standing: Standing, as_of: date) -> Iterator[tuple[str, int]]:
    """Yield the rows by which the start and the length of a track were chosen."""
    lengths = track.lengths._asdict() if track.lengths else {}
    for key, choice in _choices(track.terms):
        if key in ("after", "before"):
            yield key, track.row
            continue
        taken = [at for at, value in enumerate(choice.values()) if value == lengths.get(key)]
        chosen = choose(choice, standing, as_of).row
        yield from ((key, at) for at in ([chosen] if chosen in taken else taken[:1]))


def _sides(procedure: Procedure) -> tuple[Procedure, ...]:
    """Return a procedure with its packs, and each of its versions."""
    versions = tuple(version.procedure for version in procedure.versions)
    return (*versions, *(() if versions else (procedure,)), *procedure.packs)


def _named(procedures: Iterable[Procedure], citation: Citation | None, below: str = "") -> Iterator[Name]:
    for side in procedures:
        clause = _clauses_by_citation(side).get(id(citation))
        if clause is not None:
            yield Name(side.profile, side.editions.profile, side.id, clause + below)


def _moved(procedure: Procedure, case: Case, as_of: date, key: str) -> Iterator[Name]:
    """Yield the move that brought a case to its stage, or its status: the last event before which that was otherwise.

    A complaint that is withdrawn keeps its stage, so that its stage says nothing of the move by which it was.
    """
    events = tuple(event for event in case.events if event.on <= as_of)
    stands = _standing(procedure, case, as_of, len(events), key)
    for number in range(len(events), 0, -1):
        event = events[number - 1]
        if _standing(procedure, case, event.on, number - 1, key) != stands:
            before = assess(procedure, Case(events[: number - 1], case.facts), event.on)
            moves = (move for move in before.transitions if move.event == event.kind)
            for reason in (reason for move in moves if move.basis is procedure.basis for reason in move.reasons):
                if reason.code not in _NOTHING_DECIDED | _OPEN:
                    yield from _named(_sides(procedure), reason.citation)
            return


def _standing(procedure: Procedure, case: Case, day: date, number: int, key: str) -> str | None:
    council = replayed(procedure, Case(case.events[:number], case.facts), day).council
    return council.stage if key == "stage" else council.status
