"""The weighing of an event as a move, before it takes effect: every live rule about it, and the windows that bound it.

How what is found adds up to an answer is told in `algebra`.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from complaint_rules.cases.accepting import judge_of_move, truth_of_move
from complaint_rules.cases.algebra import (
    PERMISSIONS,
    Because,
    Bounds,
    Effect,
    Finding,
    Level,
    answer,
    capping,
    decided,
    granting,
    window,
)
from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.judging import HOLDS, choose, judge, unique
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.rules import Decision, Move, Terms, Timescale
from complaint_rules.procedures.tables import Touched, lives_in
from complaint_rules.terms import Permission, Truth


class Weighed(NamedTuple):
    """An answer with every finding that bears on it; `followed` is the move that would be made."""

    permission: Permission
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    followed: Move | None = None


def bounding(rule: Timescale, standing: Standing) -> Clock | None:
    """Return the clock by which a window bounds its moves, if under some reading it has started and still counts."""
    clock = standing.clock_of(rule)
    if clock is None or not any(counts(track) for track in clock.tracks):
        return None
    return clock


def counts(track: Track) -> bool:
    """Say whether a window counts under one reading: started, and neither paused nor cancelled nor only an aim."""
    return track.runs and not track.terms.aim_alone


def _window_of(rule: Timescale, standing: Standing, day: date) -> Finding | None:
    clock = standing.clock_of(rule)
    if clock is not None and _is_plainly_open(clock, day):
        due = clock.tracks[0].due
        return Finding(Effect.CAPS, rule, Level.ENTITLED, Level.ENTITLED, Because.WINDOW_OPEN, HOLDS, None, due)
    clock = bounding(rule, standing)
    if clock is None:
        unknown = _unknown_start(rule, standing, day)
        return window(rule, Bounds(rule.late, rule.counting, (), unknown=unknown), standing, day) if unknown else None
    tracks, standing = clock.tracks, standing.seen_by(rule)
    ends = {track.due for track in tracks}
    first = {track.earliest for track in tracks}
    bounds = Bounds(
        rule.late,
        rule.counting,
        closed=tuple(counts(track) and track.past(day) for track in tracks),
        early=tuple(counts(track) and track.earliest is not None and day < track.earliest for track in tracks),
        ends=ends.pop() if len(ends) == 1 else None,
        first=first.pop() if len(first) == 1 else None,
        unknown=unique(name for track in tracks for name in _unknown_of(track, standing)),
    )
    return window(rule, bounds, standing, day)


def _is_plainly_open(clock: Clock, day: date) -> bool:
    """Say whether a window counts, is open, and nothing about it is not known: by far the commonest case."""
    only = clock.tracks[0]
    settled = len(clock.tracks) == 1 and only.earliest is None and not only.passed_over
    return settled and counts(only) and not only.past(day)


def _unknown_of(track: Track, standing: Standing) -> tuple[str, ...]:
    """Return the names for want of which a window's dates might be others: those of rows that were passed over."""
    return tuple(name for name in track.passed_over if counts(track) and name not in standing.facts)


def _unknown_start(rule: Timescale, standing: Standing, day: date) -> tuple[str, ...]:
    """Return the facts for want of which a window of this stage has not started; none if it waits for an event."""
    last = standing.last(rule.name)
    gone = last is not None and (last.ended or last.rule is not rule)
    if rule.late is None or not standing.begun or not lives_in(rule, standing.place) or gone:
        return ()
    judged = judge(rule.condition, standing, day)
    if judged.truth is Truth.FAILS:
        return ()
    waits = [facts_awaited(terms, standing, day) for terms in rule.terms]
    known = [facts for facts in waits if facts is not None]
    return unique((*judged.unknown, *(name for facts in known for name in facts))) if known else ()


def facts_awaited(terms: Terms, standing: Standing, day: date) -> tuple[str, ...] | None:
    """Return the date facts for which an anchor waits, nothing if it has all; None if it waits for an event."""
    if terms.anchor is None:
        return () if terms.on_or_before else None
    chosen = choose(terms.anchor, standing, day)
    if chosen.row < 0:
        return chosen.passed_over or None
    anchor = terms.anchor.rows[chosen.row].value
    facts = standing.procedure.vocabulary.facts
    empty = standing.awaited_groups(anchor)
    if anchor.timescale or any(name not in facts for group in empty for name in group):
        return None
    return tuple(name for group in empty for name in group)


class Permitted(NamedTuple):
    """An answer without its grounds; `followed` is the move that would be made if it is not refused."""

    permission: Permission
    missing: tuple[str, ...] = ()
    followed: Move | None = None


NOT_PERMITTED = Permitted(Permission.REFUSED)


def permit(touched: Touched, standing: Standing, day: date) -> Permitted:
    """Answer what `weigh` would, without its findings where nothing that bears on the answer is unknown."""
    standing = standing.as_heard
    plain = _permit_plainly(touched, standing, day)
    if plain is not None:
        return plain
    weighed = weigh(touched, standing, day)
    return Permitted(weighed.permission, weighed.missing, weighed.followed)


def _permit_plainly(touched: Touched, standing: Standing, day: date) -> Permitted | None:
    """Answer where every test is known to hold or to fail, and every window is open or not there; else None."""
    best, followed = Level.NOTHING, None
    for move in standing.live_moves(touched):
        truth = truth_of_move(move.condition, standing, day) if move.condition.clauses else Truth.HOLDS
        if truth is Truth.UNKNOWN:
            return None
        if truth is Truth.HOLDS:
            level = _granted(move.decision, standing)
            if level > best:
                best, followed = level, move
    if followed is None:
        return NOT_PERMITTED
    lowest = _lowest_cap(touched, standing, day)
    return None if lowest is None else Permitted(PERMISSIONS[min(best, lowest)], (), followed)


def _granted(decision: Decision | None, standing: Standing) -> Level:
    return Level.ENTITLED if decision is None else decided(decision, standing, Level.NOTHING, Level.ENTITLED)[0]


def _capped(decision: Decision | None, standing: Standing) -> Level:
    return Level.REFUSED if decision is None else decided(decision, standing, Level.REFUSED, Level.ENTITLED)[0]


def _lowest_cap(touched: Touched, standing: Standing, day: date) -> Level | None:
    """Return the lowest of what caps in the plain way, or None where something is unknown or a window is not open."""
    lowest = Level.ENTITLED
    for bar in standing.here(touched).bars if touched.bars else ():
        truth = truth_of_move(bar.condition, standing, day)
        if truth is Truth.UNKNOWN:
            return None
        if truth is Truth.HOLDS:
            lowest = min(lowest, _capped(bar.decision, standing))
    for rule in touched.windows:
        clock = standing.clock_of(rule)
        plain = clock is not None and _is_plainly_open(clock, day)
        if not plain and (bounding(rule, standing) is not None or _unknown_start(rule, standing, day)):
            return None
    return lowest


def weigh(touched: Touched, standing: Standing, day: date) -> Weighed:
    """Weigh an event on a day, before it takes effect, under every name that it counts as."""
    standing = standing.as_heard
    moves = standing.live_moves(touched)
    findings = [granting(move, judge_of_move(move.condition, standing, day), move.decision, standing) for move in moves]
    followed = _followed(moves, findings)
    bars = standing.here(touched).bars
    findings += [capping(bar, judge_of_move(bar.condition, standing, day), bar.decision, standing) for bar in bars]
    for rule in touched.windows:
        found = _window_of(rule, standing, day)
        if found is not None:
            findings.append(found)
    permission, missing = answer(findings)
    return Weighed(permission, tuple(findings), missing, followed)


def _followed(moves: Sequence[Move], grants: Sequence[Finding]) -> Move | None:
    """Return the move that grants most, with its unknowns against, then in favour; of equals the first in the file."""
    if len(moves) == 1:
        return None if grants[0].fails else moves[0]
    standing = [(move, finding) for move, finding in zip(moves, grants, strict=True) if not finding.fails]
    best = max(standing, key=lambda one: (one[1].against, one[1].favour), default=None)
    return best[0] if best else None
