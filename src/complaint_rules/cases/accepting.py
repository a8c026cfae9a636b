"""Whether a complaint may be taken, part by part: what each rule of acceptance finds, and tests that ask for a part.

A move or a bar may ask how a part comes out: that a complaint be declined which acceptance refuses, and no other.
"""

from datetime import date
from typing import NamedTuple

from complaint_rules.cases.algebra import (
    Because,
    Bounds,
    Effect,
    Finding,
    Level,
    answer,
    capping,
    granting,
    window,
)
from complaint_rules.cases.judging import HOLDS, Judgement, choose, judge, truth_of, unique
from complaint_rules.cases.measuring import forwards
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import WHAT, WHO, Clause, Condition
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow, Anchor, TimeLimit
from complaint_rules.procedures.tables import Touched
from complaint_rules.terms import Basis, Permission, Truth
from complaint_rules.timescales import Period

Answered = tuple[Permission, tuple[str, ...]]
"""A part's answer, and the names that are missing where it is undetermined."""


def findings_of_part(part: AcceptancePart, standing: Standing, judged_on: date) -> list[Finding]:
    """Return what each row finds by which somebody may complain, or may complain of something."""
    allowed = [granting(row, judge(row.condition, standing, judged_on), row.decision, standing) for row in part.allowed]
    excluded = [
        capping(row, judge(row.condition, standing, judged_on), row.decision, standing) for row in part.excluded
    ]
    return allowed + excluded


def answer_of(findings: list[Finding], *, granted: bool) -> Answered:
    """Add the findings of one part up; where the page lists nobody who may, it sets no bar (`granted`)."""
    if not findings:
        return Permission.ENTITLED, ()
    return answer([*findings, _no_bar(findings[0])] if granted else findings)


def _no_bar(like: Finding) -> Finding:
    return Finding(Effect.GRANTS, like.rule, Level.ENTITLED, Level.ENTITLED, Because.TEST, HOLDS)


# What is outside a law or a guidance.


def outside(standing: Standing, as_of: date) -> tuple[Finding, ...]:
    """Return by what a pack's own acceptance settles that the complaint is outside it; nothing where it does not.

    Nothing, too, for the council's own procedure: what it took on it has promised (docs/meaning.md, What is outside).
    """
    if standing.procedure.basis is Basis.COUNCIL:
        return ()
    judged_on, rules = standing.began_on or as_of, standing.procedure.acceptance
    for part in (rules.who, rules.what):
        if keeps_out(part, standing, judged_on):
            return _telling(part, findings_of_part(part, standing, judged_on))
    return ()


def is_silent(touched: Touched, standing: Standing, as_of: date) -> bool:
    """Say whether a basis says nothing of a move: a pack that is not for such a complaint, and a move not open then."""
    return standing.procedure.tables.open_outside.isdisjoint(touched.names) and bool(outside(standing, as_of))


def keeps_out(part: AcceptancePart, standing: Standing, day: date) -> bool:
    """Say whether a part is refused for good. Asked of every case, and nearly always answered by its first rows."""
    for row in part.lasting:
        if truth_of(row.condition, standing, day) is Truth.HOLDS and _refuses(row, standing):
            return True
    for row in part.allowed:
        if truth_of(row.condition, standing, day) is not Truth.FAILS and not _decided_against(row, standing):
            return False
    return bool(part.allowed)


def _refuses(row: AcceptanceRow, standing: Standing) -> bool:
    return row.decision is None or _decided_against(row, standing)


def _decided_against(row: AcceptanceRow, standing: Standing) -> bool:
    return row.decision is not None and standing.facts.get(row.decision.recorded_as) is False


def _telling(part: AcceptancePart, findings: list[Finding]) -> tuple[Finding, ...]:
    """Return those by which a complaint is kept out: the bars that last, and the list if nothing on it may hold."""
    bars = [one for one in findings if one.effect is Effect.CAPS and one.favour is Level.REFUSED]
    grants = [one for one in findings if one.effect is Effect.GRANTS]
    on_the_list = any(one.favour > Level.REFUSED for one in grants)
    return (*(one for one in bars if one.rule in part.lasting), *(() if on_the_list else grants))


# The time limit.


class _ChosenLimit(NamedTuple):
    """The start and the length of a time limit in a case; None where no row is known to hold, for want of what."""

    anchor: Anchor | None
    period: Period | None
    passed_over: tuple[str, ...]


def _chosen(limit: TimeLimit, standing: Standing, judged_on: date) -> _ChosenLimit:
    anchors, periods = limit.terms.anchor, limit.terms.within
    assert anchors is not None
    assert periods is not None
    start, length = choose(anchors, standing, judged_on), choose(periods, standing, judged_on)
    return _ChosenLimit(
        anchors.rows[start.row].value if start.row >= 0 else None,
        periods.rows[length.row].value if length.row >= 0 else None,
        (*start.passed_over, *length.passed_over),
    )


def _counted(anchor: Anchor, period: Period | None, limit: TimeLimit, standing: Standing) -> date | None:
    anchored = standing.anchored(anchor)
    if anchored is None or period is None:
        return None
    return forwards(period, anchored[0].day, limit.counting, standing).day


def end_of_limit(limit: TimeLimit, standing: Standing, judged_on: date) -> date | None:
    """Return the last day of a time limit, if its start and its length are known."""
    anchor, period, _ = _chosen(limit, standing, judged_on)
    return _counted(anchor, period, limit, standing) if anchor is not None else None


def finding_of_limit(limit: TimeLimit, standing: Standing, judged_on: date) -> Finding:
    """Return how a time limit caps a complaint that was made on a day."""
    end = end_of_limit(limit, standing, judged_on)
    if end is not None:
        return window(limit, Bounds(limit.late, limit.counting, (judged_on > end,), ends=end), standing, judged_on)
    anchor, period, names = _chosen(limit, standing, judged_on)
    if anchor is not None:
        awaited = standing.awaited_groups(anchor)
        known = Anchor(tuple(group for group in anchor.groups if group not in awaited))
        # Of the later of two days one may be enough: if it is not too late by that one, no other makes it so.
        least = _counted(known, period, limit, standing)
        if least is not None and judged_on <= least:
            return window(limit, Bounds(limit.late, limit.counting, (False,)), standing, judged_on)
        names = (*names, *sorted(name for group in awaited for name in group))
    return _unknown_limit(limit, unique(names))


def _unknown_limit(limit: TimeLimit, names: tuple[str, ...]) -> Finding:
    """Return the finding of a limit whose start is not known: it may bar, or not."""
    judged = Judgement(Truth.UNKNOWN, (), names)
    return Finding(Effect.CAPS, limit, Level.REFUSED, Level.ENTITLED, Because.DATE_UNKNOWN, judged, limit.late.decision)


# Tests that ask for a part.


def part_answered(name: str, standing: Standing, day: date) -> Answered:
    """Return how a part of acceptance comes out, by the version that took the case and on the day on which it began."""
    standing = standing.at_receipt
    judged_on, rules = standing.began_on or day, standing.procedure.acceptance
    if name in (WHO, WHAT):
        part = rules.who if name == WHO else rules.what
        return answer_of(findings_of_part(part, standing, judged_on), granted=not part.allowed)
    return answer_of([finding_of_limit(limit, standing, judged_on) for limit in rules.time_limits], granted=True)


def judge_of_move(condition: Condition, standing: Standing, day: date) -> Judgement:
    """Judge a test of a move or a bar, which may ask for parts of acceptance too."""
    if not condition.parts:
        return judge(condition, standing, day)
    plain = judge(condition.plain, standing, day)
    found = [(clause, *_judge_part(clause, standing, day)) for clause in condition.parts]
    failing = (*plain.failing, *(clause for clause, truth, _ in found if truth is Truth.FAILS))
    if failing:
        return Judgement(Truth.FAILS, failing)
    if plain.truth is Truth.HOLDS and all(truth is Truth.HOLDS for _, truth, _ in found):
        return HOLDS
    return Judgement(Truth.UNKNOWN, (), unique((*plain.unknown, *(name for *_, names in found for name in names))))


def truth_of_move(condition: Condition, standing: Standing, day: date) -> Truth:
    """Return the truth of a test of a move or a bar and no more."""
    if not condition.parts:
        return truth_of(condition, standing, day)
    return judge_of_move(condition, standing, day).truth


def _judge_part(clause: Clause, standing: Standing, day: date) -> tuple[Truth, tuple[str, ...]]:
    permission, missing = part_answered(clause.name, standing, day)
    if permission is Permission.UNDETERMINED:
        return Truth.UNKNOWN, missing
    return Truth.HOLDS if (permission.value in clause.words) is not clause.negated else Truth.FAILS, ()
