"""The algebra of an answer: what grants, what caps, and which unknowns make the difference.

Every live rule about an event either grants (entitled, or discretionary where somebody decides) or caps (refused, or
discretionary). The answer is the lower of the best grant and the lowest cap, on refused < discretionary < entitled;
no grant is refused. It is computed with every unknown against and with every unknown in favour: if both agree that
is the answer, if not it is undetermined, and the unknowns that alone make the difference are what is missing.
"""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.judging import HOLDS, Judgement, choose, judge, truth_of, unique
from complaint_rules.cases.measuring import day_of_end
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import Condition
from complaint_rules.procedures.rules import Decision, Late, LateRequest, Move, Rule, Terms, Timescale
from complaint_rules.procedures.tables import Touched, lives_in
from complaint_rules.terms import Permission, Truth
from complaint_rules.timescales import Counting


class Level(IntEnum):
    """The order of answers. `NOTHING` is a grant that grants nothing."""

    NOTHING = -1
    REFUSED = 0
    DISCRETIONARY = 1
    ENTITLED = 2


class Effect(StrEnum):
    """What a rule does to an answer."""

    GRANTS = "grants"
    CAPS = "caps"


class Because(StrEnum):
    """Why a rule has the effect that it has; the English for each stands in `explanation`."""

    TEST = "test"
    DECISION_NEEDED = "decision_needed"
    DECIDED_FOR = "decided_for"
    DECIDED_AGAINST = "decided_against"
    WINDOW_NOT_YET_OPEN = "window_not_yet_open"
    WINDOW_OPEN = "window_open"
    WINDOW_CLOSED = "window_closed"
    WINDOW_CLOSED_ON_SOME_READINGS = "window_closed_on_some_readings"
    INVITATION_PASSED = "invitation_passed"
    LATE_UNTIL_PASSED = "late_until_passed"
    DATE_UNKNOWN = "date_unknown"


class Finding(NamedTuple):
    """One rule's part in an answer: its level with its unknowns against and in favour, and why."""

    effect: Effect
    rule: Rule
    against: Level
    favour: Level
    because: Because
    judgement: Judgement
    decision: Decision | None = None
    day: date | None = None

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the names for want of which the rule's effect is not known."""
        return self.judgement.unknown

    @property
    def fails(self) -> bool:
        """Say whether the rule has no effect at all."""
        nothing = Level.NOTHING if self.effect is Effect.GRANTS else Level.ENTITLED
        return self.against is nothing and self.favour is nothing


class Weighed(NamedTuple):
    """An answer with every finding that bears on it; `followed` is the move that would be made."""

    permission: Permission
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    followed: Move | None = None


def answer(findings: Sequence[Finding]) -> tuple[Permission, tuple[str, ...]]:
    """Return the answer that findings add up to, and the names that are missing."""
    against, favour = _levels(findings)
    if against is favour:
        return _PERMISSIONS[against], ()
    return Permission.UNDETERMINED, _missing(findings, against, favour)


def _levels(findings: Sequence[Finding], turned: Finding | None = None) -> tuple[Level, Level]:
    """Return the level with every unknown against and with every unknown in favour; one rule may be turned about."""
    best_against = best_favour = Level.NOTHING
    low_against = low_favour = Level.ENTITLED
    for one in findings:
        against, favour = (one.favour, one.against) if one is turned else (one.against, one.favour)
        if one.effect is Effect.GRANTS:
            best_against, best_favour = max(best_against, against), max(best_favour, favour)
        else:
            low_against, low_favour = min(low_against, against), min(low_favour, favour)
    return _lower(best_against, low_against), _lower(best_favour, low_favour)


def _lower(best: Level, lowest: Level) -> Level:
    return Level.REFUSED if best is Level.NOTHING else min(best, lowest)


_PERMISSIONS = {
    Level.REFUSED: Permission.REFUSED,
    Level.DISCRETIONARY: Permission.DISCRETIONARY,
    Level.ENTITLED: Permission.ENTITLED,
}


def _missing(findings: Sequence[Finding], against: Level, favour: Level) -> tuple[str, ...]:
    """Return the unknown names of those rules which alone, turned about, change one of the two answers."""
    found: list[str] = []
    for turned in findings:
        if turned.against is not turned.favour and _levels(findings, turned) != (against, favour):
            found += turned.unknown
    return unique(found)


def granting(rule: Rule, condition: Condition, decision: Decision | None, standing: Standing, day: date) -> Finding:
    """Find what a rule that grants, grants."""
    judged = judge(condition, standing, day)
    if decision is None and judged is HOLDS:
        return Finding(Effect.GRANTS, rule, Level.ENTITLED, Level.ENTITLED, Because.TEST, judged)
    level, because = _decided(decision, standing, Level.NOTHING, Level.ENTITLED)
    favour = Level.NOTHING if judged.truth is Truth.FAILS else level
    against = level if judged.truth is Truth.HOLDS else Level.NOTHING
    return Finding(Effect.GRANTS, rule, against, favour, because, judged, decision)


def capping(rule: Rule, condition: Condition, decision: Decision | None, standing: Standing, day: date) -> Finding:
    """Find at what a rule that caps, caps."""
    judged = judge(condition, standing, day)
    level, because = (
        _decided(decision, standing, Level.REFUSED, Level.ENTITLED) if decision else (Level.REFUSED, Because.TEST)
    )
    against = Level.ENTITLED if judged.truth is Truth.FAILS else level
    favour = level if judged.truth is Truth.HOLDS else Level.ENTITLED
    return Finding(Effect.CAPS, rule, against, favour, because, judged, decision)


def _decided(decision: Decision | None, standing: Standing, if_not: Level, if_so: Level) -> tuple[Level, Because]:
    if decision is None:
        return if_so, Because.TEST
    recorded = standing.facts.get(decision.recorded_as) if decision.recorded_as else None
    if recorded is None:
        return Level.DISCRETIONARY, Because.DECISION_NEEDED
    return (if_so, Because.DECIDED_FOR) if recorded else (if_not, Because.DECIDED_AGAINST)


class Bounds(NamedTuple):
    """How a window bounds its moves on a day: where it stands under each reading, and where it ends if all agree.

    `closed` and `early` say for each reading whether the day lies after its end or before its first day. `unknown`
    are the names for want of which it is not known.
    """

    late: LateRequest | None
    counting: Counting
    closed: tuple[bool, ...]
    early: tuple[bool, ...] = ()
    ends: date | None = None
    first: date | None = None
    unknown: tuple[str, ...] = ()


def window(rule: Rule, bounds: Bounds, standing: Standing, day: date) -> Finding:
    """Find how a window caps on a day."""
    levels = [_level_in_window(bounds, at, standing, day) for at in range(len(bounds.closed))]
    if bounds.unknown:
        levels = [_late(bounds, standing, day), (Level.ENTITLED, Level.ENTITLED, Because.WINDOW_OPEN), *levels]
    against = min((level[0] for level in levels), default=Level.ENTITLED)
    favour = max((level[1] for level in levels), default=Level.ENTITLED)
    because = _because(bounds, levels)
    judgement = Judgement(Truth.UNKNOWN, (), bounds.unknown) if bounds.unknown else HOLDS
    decision = bounds.late.decision if bounds.late and because is not Because.WINDOW_OPEN else None
    ends = bounds.first if because is Because.WINDOW_NOT_YET_OPEN else bounds.ends
    return Finding(Effect.CAPS, rule, against, favour, because, judgement, decision, ends)


def _because(bounds: Bounds, levels: Sequence[tuple[Level, Level, Because]]) -> Because:
    kinds = {level[2] for level in levels}
    if bounds.unknown:
        return Because.DATE_UNKNOWN
    if len(kinds) == 1:
        return kinds.pop()
    return Because.WINDOW_CLOSED_ON_SOME_READINGS if kinds else Because.WINDOW_OPEN


def _level_in_window(bounds: Bounds, at: int, standing: Standing, day: date) -> tuple[Level, Level, Because]:
    if bounds.early and bounds.early[at]:
        return Level.REFUSED, Level.REFUSED, Because.WINDOW_NOT_YET_OPEN
    if not bounds.closed[at] or bounds.late is None:
        return Level.ENTITLED, Level.ENTITLED, Because.WINDOW_OPEN
    return _late(bounds, standing, day)


def _late(bounds: Bounds, standing: Standing, day: date) -> tuple[Level, Level, Because]:
    late = bounds.late
    if late is None:
        return Level.ENTITLED, Level.ENTITLED, Because.WINDOW_OPEN
    if late.kind is Late.UNSTATED:
        return Level.REFUSED, Level.ENTITLED, Because.WINDOW_CLOSED
    if late.kind is Late.REFUSED or late.decision is None:
        return Level.REFUSED, Level.REFUSED, Because.WINDOW_CLOSED
    until = late_until(late, bounds.counting, standing)
    if until is not None and day > until:
        return Level.REFUSED, Level.REFUSED, Because.LATE_UNTIL_PASSED
    level, because = _decided(late.decision, standing, Level.REFUSED, Level.ENTITLED)
    return level, level, Because.WINDOW_CLOSED if because is Because.DECISION_NEEDED else because


def late_until(late: LateRequest, counting: Counting, standing: Standing) -> date | None:
    """Return the last day on which a late request may still be decided upon, if there is one and it is known."""
    return day_of_end(late.until, counting, standing) if late.until is not None else None


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
    plain = _permit_plainly(touched, standing, day)
    if plain is not None:
        return plain
    weighed = weigh(touched, standing, day)
    return Permitted(weighed.permission, weighed.missing, weighed.followed)


def _permit_plainly(touched: Touched, standing: Standing, day: date) -> Permitted | None:
    """Answer where every test is known to hold or to fail, and every window is open or not there; else None."""
    best, followed = Level.NOTHING, None
    for move in standing.live_moves(touched):
        truth = truth_of(move.condition, standing, day) if move.condition.clauses else Truth.HOLDS
        if truth is Truth.UNKNOWN:
            return None
        if truth is Truth.HOLDS:
            level = _granted(move.decision, standing)
            if level > best:
                best, followed = level, move
    if followed is None:
        return NOT_PERMITTED
    lowest = _lowest_cap(touched, standing, day)
    return None if lowest is None else Permitted(_PERMISSIONS[min(best, lowest)], (), followed)


def _granted(decision: Decision | None, standing: Standing) -> Level:
    return Level.ENTITLED if decision is None else _decided(decision, standing, Level.NOTHING, Level.ENTITLED)[0]


def _capped(decision: Decision | None, standing: Standing) -> Level:
    return Level.REFUSED if decision is None else _decided(decision, standing, Level.REFUSED, Level.ENTITLED)[0]


def _lowest_cap(touched: Touched, standing: Standing, day: date) -> Level | None:
    """Return the lowest of what caps in the plain way, or None where something is unknown or a window is not open."""
    lowest = Level.ENTITLED
    for bar in standing.here(touched).bars if touched.bars else ():
        truth = truth_of(bar.condition, standing, day)
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
    moves = standing.live_moves(touched)
    findings = [granting(move, move.condition, move.decision, standing, day) for move in moves]
    followed = _followed(moves, findings)
    findings += [capping(bar, bar.condition, bar.decision, standing, day) for bar in standing.here(touched).bars]
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
