"""One answer where the profile cannot tell by which version of its document a case goes.

The case is replayed each way. What comes out alike is the answer; what does not is undetermined, with all of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import is_not
from types import MappingProxyType
from typing import TypeVar

from complaint_rules.assessment.acceptance import Acceptance, Route, Verdict, acceptance_of
from complaint_rules.assessment.answers import NO_WORDS, Plain, Reason, Words
from complaint_rules.assessment.due_dates import (
    NOTHING,
    DatedReading,
    DueDate,
    LedgerStep,
    alike,
    due_dates_of,
    in_pairs,
)
from complaint_rules.assessment.ombudsman import OmbudsmanOpen
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.split_parts import PartSplitOff
from complaint_rules.assessment.transitions import Transition, transitions_of
from complaint_rules.cases.judging import unique
from complaint_rules.procedures.rules import Rule
from complaint_rules.terms import Basis, ClockState, Permission, Splitting
from complaint_rules.values import frozen

Value = TypeVar("Value")


def _same(values: Iterable[Value]) -> Value | None:
    """Return what all of them are, or nothing where they differ."""
    first, *others = values
    return first if all(other == first for other in others) else None


def _label(version: str, way: str) -> str:
    """Name the version by which something is so, and in which of several ways, if that says more."""
    by_version = f"by the version {version}"
    return by_version if way in ("", by_version) else f"{by_version} ({way})"


def _agreed(permissions: Iterable[Permission]) -> Permission:
    return _same(permissions) or Permission.UNDETERMINED


def _reasons(
    versions: Iterable[str], answers: Iterable[tuple[Reason, ...]], basis: Basis, words: Words
) -> tuple[Reason, ...]:
    """Return that it hangs on the version, and then the reasons of each answer, each once."""
    about = MappingProxyType({"versions": unique(versions)})
    found = [Reason("versions_leave_open", about, basis=basis, words=words)]
    for reasons in answers:
        found += [reason for reason in reasons if reason not in found]
    return tuple(found)


# Due dates.


@frozen
class _RowOfWay:
    """A row as one way has it, if it has it; `version` is that of its clock, or of the case where there is none."""

    way: str
    version: str
    row: DueDate | None

    @property
    def label(self) -> str:
        return _label(self.version, self.way)

    @property
    def state(self) -> ClockState:
        return self.row.state if self.row is not None else ClockState.NOT_STARTED

    def readings(self) -> Iterator[DatedReading]:
        if self.row is None:
            yield DatedReading(self.label, ClockState.NOT_STARTED, None, None, None, None)
        elif self.row.readings:
            yield from (replace(one, reading=f"{self.label}; {one.reading}") for one in self.row.readings)
        else:
            row = self.row
            yield DatedReading(self.label, row.state, row.started_on, row.first_due, row.due, row.latest)


@dataclass(slots=True, eq=False, repr=False)
class DueEachWay(DueDate):
    """A timescale about which the versions that could govern the case do not say the same."""

    _ways: tuple[_RowOfWay, ...] = ()

    @property
    def _rows(self) -> Sequence[DueDate]:
        return [way.row for way in self._ways if way.row is not None]

    @property
    def version(self) -> str:
        """The versions by which it may count."""
        return " or ".join(unique(way.version for way in self._ways))

    @property
    def done_on(self) -> date | None:
        """The day on which it was done, if it was by every version."""
        return _same(way.row.done_on if way.row is not None else None for way in self._ways)

    @property
    def provisional(self) -> bool:
        """Say whether it is so by one of the versions."""
        return any(row.provisional for row in self._rows)

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts that are missing by one of the versions."""
        return unique(name for row in self._rows for name in row.missing_facts)

    @property
    def readings(self) -> tuple[DatedReading, ...]:
        """Each version's date and state, where they differ; the readings of the page alone where they do not."""
        rows = self._rows
        if len(rows) == len(self._ways) and all(row.readings == rows[0].readings != () for row in rows):
            return rows[0].readings
        found = tuple(one for way in self._ways for one in way.readings())
        return found if len({replace(one, reading="") for one in found}) > 1 else ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it stands as it does, by each of the versions."""
        return _reasons((way.label for way in self._ways), (row.reasons for row in self._rows), self.basis, self._words)

    def ledger(self) -> tuple[LedgerStep, ...]:
        """Write out how each version's date was reached."""
        return tuple(
            replace(step, reading="; ".join(part for part in (way.label, step.reading) if part))
            for way in self._ways
            if way.row is not None
            for step in way.row.ledger()
        )


def due_dates_each_way(case: Replayed, words: Words = NO_WORDS) -> tuple[DueDate, ...]:
    """Return every row of what is due, whichever version governs."""
    if not case.others:
        return due_dates_of(case, words)
    found = [{_key(row): row for row in due_dates_of(way, words)} for way in case.ways]
    keys = dict.fromkeys(key for rows in found for key in rows)
    rows = [_joined([_of_way(way, rows.get(key)) for way, rows in zip(case.ways, found, strict=True)]) for key in keys]
    bases = [standing.procedure.profile for way in case.ways for standing in way.standings]
    by_basis = [[row for row in rows if _key(row)[0] == basis] for basis in dict.fromkeys(bases)]
    return in_pairs(by_basis, [procedure for way in case.ways for procedure in way.council.procedures])


def _key(row: DueDate) -> tuple[str, str, int]:
    return row._standing.procedure.profile, row.timescale, row.occurrence  # noqa: SLF001 - its own account


def _of_way(way: Replayed, row: DueDate | None) -> _RowOfWay:
    version = row.version if row is not None else way.council.procedure.editions.profile
    return _RowOfWay(way.way, version, row)


def _joined(ways: Sequence[_RowOfWay]) -> DueDate:
    """Return the row that every way has, or one that says what each has."""
    rows = [way.row for way in ways if way.row is not None]
    first = rows[0]
    if len(rows) == len(ways) and all(_said(row) == _said(first) for row in rows):
        return first
    tracks = [track for row in rows for track in row._tracks]  # noqa: SLF001 - its own account
    agreed = [row._agreed for row in rows] + ([NOTHING] if len(rows) < len(ways) else [])  # noqa: SLF001
    state = _same(way.state for way in ways) or ClockState.UNDETERMINED
    return DueEachWay(
        state,
        tuple(dict.fromkeys(duty for row in rows for duty in row.duties)),
        first.words,
        first._rule,  # noqa: SLF001
        first._clock,  # noqa: SLF001
        tracks,
        alike(agreed),
        first._standing,  # noqa: SLF001
        first._as_of,  # noqa: SLF001
        _ways=tuple(ways),
    )


def _said(row: DueDate) -> dict[str, Plain]:
    """Return what a row says by itself, without the other basis beside it."""
    return {key: value for key, value in row.in_words(NO_WORDS).items() if key != "binding"}


# Moves.


@dataclass(slots=True, eq=False, repr=False)
class TransitionEachWay(Transition):
    """A move about which the versions that could govern the case do not say the same."""

    _versions: tuple[str, ...] = ()
    _ways: tuple[Transition, ...] = ()

    @property
    def to(self) -> str | None:
        """The stage to which it leads, if it is the same."""
        return _same(way.to for way in self._ways)

    @property
    def goes_further(self) -> bool:
        """Say whether it leads further than today's stage by one of the versions."""
        return any(way.goes_further for way in self._ways)

    @property
    def elsewhere(self) -> str:
        """Where to go instead, if it is the same."""
        return _same(way.elsewhere for way in self._ways) or ""

    @property
    def decided_by(self) -> str | None:
        """Who has yet to decide, if it is the same."""
        return _same(way.decided_by for way in self._ways)

    @property
    def considering(self) -> tuple[str, ...]:
        """What is weighed in deciding, by each of the versions."""
        return unique(factor for way in self._ways for factor in way.considering)

    @property
    def letter(self) -> tuple[str, ...]:
        """What a letter must hold that refuses it, by each of the versions."""
        return unique(content for way in self._ways for content in way.letter)

    @property
    def opens(self) -> date | None:
        """The first day, if it is the same."""
        return _same(way.opens for way in self._ways)

    @property
    def _last_days(self) -> tuple[date | None, date | None]:
        return _same(way.closes for way in self._ways), _same(way.late_until for way in self._ways)

    @property
    def invited_until(self) -> date | None:
        """The day until which it is invited, if it is the same."""
        return _same(way.invited_until for way in self._ways)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is as it is, by each of the versions."""
        return _reasons(self._versions, (way.reasons for way in self._ways), self.basis, self._words)


def transitions_each_way(case: Replayed, words: Words = NO_WORDS) -> tuple[Transition, ...]:
    """Return every move, whichever version governs."""
    if not case.others:
        return transitions_of(case, words)
    found = [{_key_of_move(move): move for move in transitions_of(way, words)} for way in case.ways]
    labels = tuple(_label(way.asked_of[0].procedure.editions.profile, way.way) for way in case.ways)
    keys = dict.fromkeys(key for moves in found for key in moves)
    joined = [_joined_move([moves.get(key) for moves in found], labels) for key in keys]
    bases = list(dict.fromkeys(standing.procedure.profile for way in case.ways for standing in way.standings))
    return tuple(sorted(joined, key=lambda move: bases.index(_key_of_move(move)[0])))


def _key_of_move(move: Transition) -> tuple[str, str]:
    return move._standing.procedure.profile, move.event  # noqa: SLF001 - its own account


def _joined_move(moves: Sequence[Transition | None], labels: tuple[str, ...]) -> Transition:
    """Return the move that every way has, or one that says what each has; by a version without it, it is refused."""
    known = [move for move in moves if move is not None]
    first = known[0]
    if len(known) == len(moves) and all(move == first for move in known):
        return first
    permission = _agreed(move.permission if move is not None else Permission.REFUSED for move in moves)
    missing = unique(name for move in known for name in move.missing_facts)
    about = (first.words, first._standing, first._touched, first._as_of)  # noqa: SLF001 - its own account
    return TransitionEachWay(first.event, permission, missing, *about, _versions=labels, _ways=tuple(known))


# Acceptance.


@dataclass(slots=True, eq=False, repr=False)
class VerdictEachWay(Verdict):
    """A part of acceptance about which the versions do not say the same."""

    _versions: tuple[str, ...] = ()
    _ways: tuple[Verdict, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is as it is, by each of the versions."""
        return _reasons(self._versions, (way.reasons for way in self._ways), self._basis, self._words)

    def if_failing(self, rules: Collection[Rule]) -> Verdict:
        """Return the answer as it would be if the tests of these rules failed, by each of the versions."""
        ways = [way.if_failing(rules) for way in self._ways]
        return _joined_part(ways, self._versions) if any(map(is_not, ways, self._ways)) else self

    @property
    def parts_split_off(self) -> tuple[PartSplitOff, ...]:
        """Each part that goes elsewhere, or may; undetermined where the versions do not say the same of it."""
        ways = [way.parts_split_off for way in self._ways]
        parts = dict.fromkeys(part for way in ways for part in way)
        unsure = (part if all(part in way for way in ways) else _undetermined(part) for part in parts)
        return tuple(dict.fromkeys(unsure))


def _undetermined(part: PartSplitOff) -> PartSplitOff:
    return replace(part, answer=Splitting.UNDETERMINED)


@dataclass(slots=True, eq=False, repr=False)
class AcceptanceEachWay(Acceptance):
    """May this complaint be taken, where it is not known by which version that is to be judged."""

    _versions: tuple[str, ...] = ()
    _ways: tuple[Acceptance, ...] = ()

    def _part(self, part: Callable[[Acceptance], Verdict]) -> Verdict:
        return _joined_part([part(way) for way in self._ways], self._versions)

    @property
    def who(self) -> Verdict:
        """May this person complain."""
        return self._part(lambda way: way.who)

    @property
    def what(self) -> Verdict:
        """May it be complained of here."""
        return self._part(lambda way: way.what)

    @property
    def time_limit(self) -> Verdict:
        """Was it made in time."""
        return self._part(lambda way: way.time_limit)

    @property
    def closes(self) -> date | None:
        """The last day on which it could have been made in time, if it is the same."""
        return _same(way.closes for way in self._ways)

    @property
    def late_until(self) -> date | None:
        """The last day on which a late one may still be decided upon, if it is the same."""
        return _same(way.late_until for way in self._ways)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Which procedures of this council take such a person and matter."""
        return joined_routes([way.routes for way in self._ways], self._versions)

    @property
    def ombudsman(self) -> OmbudsmanOpen | None:
        """The move to the Ombudsman if it were declined today, if it is the same."""
        return _same(way.ombudsman for way in self._ways)


def acceptance_each_way(case: Replayed, words: Words = NO_WORDS) -> Acceptance:
    """Return whether the complaint may be taken, whichever version judges it."""
    if not case.others:
        return acceptance_of(case, words)
    ways = tuple(acceptance_of(way, words) for way in case.ways)
    first = ways[0]
    if all(way == first for way in ways):
        return first
    standing = first._standing  # noqa: SLF001 - its own account
    labels = versions_that_judge(case)
    about = (first.judged_on, None, standing, first.beside, words, case.as_of, first._declined)  # noqa: SLF001
    return AcceptanceEachWay(*about, _versions=labels, _ways=ways)


def versions_that_judge(case: Replayed) -> tuple[str, ...]:
    """Return, for each way, by which version of the procedure it is judged whether the complaint may be taken."""
    return tuple(f"by the version {way.council.at_receipt.procedure.editions.profile}" for way in case.ways)


def _joined_part(parts: Sequence[Verdict], labels: tuple[str, ...]) -> Verdict:
    first = parts[0]
    if all(part == first for part in parts):
        return first
    return VerdictEachWay(
        _agreed(part.permission for part in parts),
        unique(name for part in parts for name in part.missing_facts),
        tuple(finding for part in parts for finding in part._findings),  # noqa: SLF001 - its own account
        first._basis,  # noqa: SLF001
        tuple(finding for part in parts for finding in part._split_off),  # noqa: SLF001
        first._words,  # noqa: SLF001
        first._bodies,  # noqa: SLF001
        _versions=labels,
        _ways=tuple(parts),
    )


def joined_routes(ways: Sequence[tuple[Route, ...]], versions: Sequence[str]) -> tuple[Route, ...]:
    """Return each procedure with the answer that every way gives, or that there is none; `versions` names the ways."""
    names = dict.fromkeys(route.procedure for routes in ways for route in routes)
    by_name = [{route.procedure: route for route in routes} for routes in ways]
    return tuple(_joined_route([routes.get(name) for routes in by_name], versions) for name in names)


def _joined_route(routes: Sequence[Route | None], versions: Sequence[str]) -> Route:
    """Return one procedure's answer each way; by a version that does not have the procedure, it is refused."""
    by_version = [(label, route) for label, route in zip(versions, routes, strict=True) if route is not None]
    labels, known = tuple(label for label, _ in by_version), [route for _, route in by_version]
    missing = unique(name for route in known for name in route.missing_facts)
    parts = tuple(_joined_part(each, labels) for each in zip(*(route.parts for route in known), strict=True))
    permission = _agreed(route.permission if route is not None else Permission.REFUSED for route in routes)
    return replace(known[0], permission=permission, missing_facts=missing, parts=parts)
