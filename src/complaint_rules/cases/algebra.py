"""The algebra of an answer: what grants, what caps, and which unknowns make the difference.

Every rule about an event either grants (entitled, or discretionary where somebody decides) or caps (refused, or
discretionary). The answer is the lower of the best grant and the lowest cap, on refused < discretionary < entitled;
no grant is refused. It is computed with every unknown against and with every unknown in favour: if both agree that
is the answer, if not it is undetermined, and the unknowns that alone make the difference are what is missing.
"""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from complaint_rules.cases.judging import HOLDS, Judgement, unique
from complaint_rules.cases.measuring import day_of_end
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.rules import Decision, Late, LateRequest, Rule
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


def refusal_holds(permission: Permission, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what a letter of refusal must hold: what every rule asks for by which it is, or may be, refused."""
    if permission is Permission.ENTITLED:
        return ()
    decisions = (one.decision for one in findings if one.decision and not _allows(one))
    return unique(content for decision in decisions for content in decision.if_refused)


def _allows(finding: Finding) -> bool:
    """Say whether a rule has no part in a refusal: it does not bear on the case, or was decided in favour.

    What would grant and was decided against grants nothing, and is what it is refused by.
    """
    if finding.effect is Effect.GRANTS and finding.because is Because.DECIDED_AGAINST:
        return finding.judgement.truth is Truth.FAILS
    return finding.fails or finding.because is Because.DECIDED_FOR


def answer(findings: Sequence[Finding]) -> tuple[Permission, tuple[str, ...]]:
    """Return the answer that findings add up to, and the names that are missing."""
    against, favour = _levels(findings)
    if against is favour:
        return PERMISSIONS[against], ()
    return Permission.UNDETERMINED, _missing(findings, against, favour)


def _levels(findings: Sequence[Finding], turned: Finding | None = None) -> tuple[Level, Level]:
    """Return the level with every unknown against and with every unknown in favour; one rule may be turned about."""
    best_against = best_favour = Level.NOTHING
    low_against = low_favour = Level.ENTITLED
    for one in findings:
        against, favour = (one.favour, one.against) if one is turned else (one.against, one.favour)
        # Every answer comes by here many times, and `max` and `min` would take longer than all else in the loop.
        if one.effect is Effect.GRANTS:
            best_against = against if against > best_against else best_against  # noqa: FURB136
            best_favour = favour if favour > best_favour else best_favour  # noqa: FURB136
        else:
            low_against = against if against < low_against else low_against  # noqa: FURB136
            low_favour = favour if favour < low_favour else low_favour  # noqa: FURB136
    return lower(best_against, low_against), lower(best_favour, low_favour)


def lower(best: Level, lowest: Level) -> Level:
    """Return the lower of the best grant and the lowest cap; no grant is refused."""
    return Level.REFUSED if best is Level.NOTHING else min(best, lowest)


PERMISSIONS = {
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


def granting(rule: Rule, judged: Judgement, decision: Decision | None, standing: Standing) -> Finding:
    """Find what a rule that grants, grants, as its test was judged."""
    if decision is None and judged is HOLDS:
        return Finding(Effect.GRANTS, rule, Level.ENTITLED, Level.ENTITLED, Because.TEST, judged)
    level, because = decided(decision, standing, Level.NOTHING, Level.ENTITLED)
    favour = Level.NOTHING if judged.truth is Truth.FAILS else level
    against = level if judged.truth is Truth.HOLDS else Level.NOTHING
    return Finding(Effect.GRANTS, rule, against, favour, because, judged, decision)


def capping(rule: Rule, judged: Judgement, decision: Decision | None, standing: Standing) -> Finding:
    """Find at what a rule that caps, caps, as its test was judged."""
    level, because = (
        decided(decision, standing, Level.REFUSED, Level.ENTITLED) if decision else (Level.REFUSED, Because.TEST)
    )
    against = Level.ENTITLED if judged.truth is Truth.FAILS else level
    favour = level if judged.truth is Truth.HOLDS else Level.ENTITLED
    return Finding(Effect.CAPS, rule, against, favour, because, judged, decision)


def decided(decision: Decision | None, standing: Standing, if_not: Level, if_so: Level) -> tuple[Level, Because]:
    """Return the level that a decision leaves, and why; where nobody decides, that of what is so."""
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
    level, because = decided(late.decision, standing, Level.REFUSED, Level.ENTITLED)
    return level, level, Because.WINDOW_CLOSED if because is Because.DECISION_NEEDED else because


def late_until(late: LateRequest, counting: Counting, standing: Standing) -> date | None:
    """Return the last day on which a late request may still be decided upon, if there is one and it is known."""
    return day_of_end(late.until, counting, standing) if late.until is not None else None
