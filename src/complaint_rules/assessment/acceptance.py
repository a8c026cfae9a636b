"""May this complaint be taken here: who, what, when; and by which procedure of this council."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from complaint_rules.assessment.answers import NO_WORDS, Plain, Reason, Words, day, reason_to_dict
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.transitions import finding_reasons
from complaint_rules.cases.judging import Judgement, choose, unique
from complaint_rules.cases.measuring import forwards
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.weighing import (
    Because,
    Bounds,
    Effect,
    Finding,
    Level,
    answer,
    capping,
    granting,
    late_until,
    window,
)
from complaint_rules.procedures.rules import AcceptancePart, TimeLimit
from complaint_rules.terms import Basis, Permission, Truth

_LOWEST_FIRST = (Permission.REFUSED, Permission.UNDETERMINED, Permission.DISCRETIONARY, Permission.ENTITLED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One part's answer. A part on which the page is silent is entitled, and says so."""

    permission: Permission
    reasons: tuple[Reason, ...] = ()
    missing_facts: tuple[str, ...] = ()
    decided_by: str | None = None
    considering: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def to_dict(self, words: Words) -> dict[str, Plain]:
        """Return the part as plain data."""
        return {
            "permission": self.permission.value,
            "reasons": [reason_to_dict(reason, words) for reason in self.reasons],
            "missing_facts": list(self.missing_facts),
            "decided_by": self.decided_by,
            "considering": list(self.considering),
            "elsewhere": list(self.elsewhere),
        }


@dataclass(frozen=True, slots=True)
class Route:
    """A procedure of this council, and whether it takes such a person and matter."""

    procedure: str
    title: str
    permission: Permission
    missing_facts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return the route as plain data."""
        return {
            "procedure": self.procedure,
            "title": self.title,
            "permission": self.permission.value,
            "missing_facts": list(self.missing_facts),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """May this complaint be taken, judged on `judged_on`: the day the case began, or the day of the question.

    `closes` is the last day on which it could have been made in time. `law` has the same answer by each pack.
    """

    basis: Basis
    judged_on: date
    permission: Permission
    who: Verdict
    what: Verdict
    time_limit: Verdict
    closes: date | None = None
    late_until: date | None = None
    routes: tuple[Route, ...] = ()
    law: tuple["Acceptance", ...] = ()
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """Return every fact for want of which a part is undetermined."""
        return unique(name for part in (self.who, self.what, self.time_limit) for name in part.missing_facts)

    def explain(self) -> str:
        """Say the answer and its reasons in plain words."""
        return self.words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the answer as plain data, every key present."""
        return {
            "basis": self.basis.value,
            "judged_on": day(self.judged_on),
            "permission": self.permission.value,
            "missing_facts": list(self.missing_facts),
            "who": self.who.to_dict(self.words),
            "what": self.what.to_dict(self.words),
            "time_limit": self.time_limit.to_dict(self.words),
            "closes": day(self.closes),
            "late_until": day(self.late_until),
            "routes": [route.to_dict() for route in self.routes],
            "law": [each.to_dict() for each in self.law],
        }


def acceptance_of(case: Replayed, words: Words = NO_WORDS) -> Acceptance:
    """Return whether the complaint may be taken, by the council's procedure and beside it by each law pack."""
    council, *packs = (_answer(standing, case, words) for standing in case.standings)
    return Acceptance(
        basis=council.basis,
        judged_on=council.judged_on,
        permission=council.permission,
        who=council.who,
        what=council.what,
        time_limit=council.time_limit,
        closes=council.closes,
        late_until=council.late_until,
        routes=tuple(_routes(case)),
        law=tuple(packs),
        words=words,
    )


def _answer(standing: Standing, case: Replayed, words: Words) -> Acceptance:
    rules, basis = standing.procedure.acceptance, standing.procedure.basis
    judged_on = standing.began_on or case.as_of
    who = _part(rules.who, standing, judged_on)
    what = _part(rules.what, standing, judged_on)
    limits = [_time_limit(limit, standing, judged_on) for limit in rules.time_limits]
    when = _verdict([finding for finding, _ in limits], basis, silent=not limits, granted=True)
    ends = [end for _, end in limits if end is not None]
    lates = [
        end for limit in rules.time_limits if (end := late_until(limit.late, limit.counting, standing)) is not None
    ]
    return Acceptance(
        basis=basis,
        judged_on=judged_on,
        permission=min((who.permission, what.permission, when.permission), key=_LOWEST_FIRST.index),
        who=who,
        what=what,
        time_limit=when,
        closes=min(ends, default=None),
        late_until=min(lates, default=None),
        words=words,
    )


def _part(part: AcceptancePart, standing: Standing, judged_on: date) -> Verdict:
    findings = [granting(row, row.condition, row.decision, standing, judged_on) for row in part.allowed]
    findings += [capping(row, row.condition, row.decision, standing, judged_on) for row in part.excluded]
    silent = not part.allowed
    return _verdict(findings, standing.procedure.basis, silent=silent and not part.excluded, granted=silent)


def _verdict(findings: Sequence[Finding], basis: Basis, *, silent: bool, granted: bool) -> Verdict:
    """Add findings up; where the page lists nobody who may, it sets no bar (`granted`)."""
    if silent:
        return Verdict(Permission.ENTITLED, (Reason("page_is_silent", basis=basis),))
    weighed = [*findings, *([_no_bar(findings[0])] if granted else [])]
    permission, missing = answer(weighed)
    open_ones = [one for one in findings if one.decision and not one.fails]
    deciding = open_ones[0].decision if open_ones and permission is not Permission.ENTITLED else None
    reasons = tuple(reason for one in findings for reason in finding_reasons(one, basis))
    elsewhere = tuple(
        place
        for one in findings
        if one.effect is Effect.CAPS
        and one.judgement.truth is Truth.HOLDS
        and (place := getattr(one.rule, "elsewhere", ""))
    )
    return Verdict(
        permission,
        reasons,
        missing,
        deciding.by if deciding else None,
        deciding.considering if deciding else (),
        elsewhere,
    )


def _no_bar(like: Finding) -> Finding:
    return Finding(Effect.GRANTS, like.rule, Level.ENTITLED, Level.ENTITLED, Because.TEST, Judgement(Truth.HOLDS))


def _time_limit(limit: TimeLimit, standing: Standing, judged_on: date) -> tuple[Finding, date | None]:
    assert limit.terms.anchor is not None
    assert limit.terms.within is not None
    start = choose(limit.terms.anchor, standing, judged_on)
    length = choose(limit.terms.within, standing, judged_on)
    anchor = limit.terms.anchor.rows[start.row].value if start.row >= 0 else None
    period = limit.terms.within.rows[length.row].value if length.row >= 0 else None
    anchored = standing.anchored(anchor) if anchor else None
    if anchored is None or period is None:
        names = (*start.passed_over, *length.passed_over, *(sorted(anchor.names) if anchor else ()))
        return _unknown_limit(limit, unique(names)), None
    end = forwards(period, anchored[0].day, limit.counting, standing).day
    return window(limit, Bounds(limit.late, limit.counting, (judged_on > end,), ends=end), standing, judged_on), end


def _unknown_limit(limit: TimeLimit, names: tuple[str, ...]) -> Finding:
    """Return the finding of a limit whose start is not known: it may bar, or not."""
    judged = Judgement(Truth.UNKNOWN, (), names)
    return Finding(Effect.CAPS, limit, Level.REFUSED, Level.ENTITLED, Because.DATE_UNKNOWN, judged, limit.late.decision)


def _routes(case: Replayed) -> Iterator[Route]:
    standing = case.council
    judged_on = standing.began_on or case.as_of
    for sibling in case.procedure.siblings:
        parts = [_part(part, standing, judged_on) for part in (sibling.acceptance.who, sibling.acceptance.what)]
        permission = min((part.permission for part in parts), key=_LOWEST_FIRST.index)
        missing = unique(name for part in parts for name in part.missing_facts)
        yield Route(sibling.id, sibling.title, permission, missing)
