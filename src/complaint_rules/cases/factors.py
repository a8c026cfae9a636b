"""Factors that are facts: what is to be on record with a decision, and is not (docs/meaning.md, Factors)."""

from collections.abc import Iterable, Iterator
from datetime import date

from complaint_rules.cases.accepting import finding_of_limit, findings_of_part, outside
from complaint_rules.cases.algebra import Because, Effect, Finding, capping
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.judging import judge
from complaint_rules.cases.standing import Irregularity, Standing
from complaint_rules.cases.weighing import weigh
from complaint_rules.procedures.rules import AcceptancePart
from complaint_rules.terms import Permission, Truth

_RECORDED = frozenset({Because.DECIDED_FOR, Because.DECIDED_AGAINST})
_OPEN = frozenset({Because.DECISION_NEEDED, Because.WINDOW_CLOSED})


def look_at_factors(happening: Happening, standing: Standing) -> None:
    """Report the factors that are not on record of the decisions about an event, before it takes effect."""
    weighed = weigh(happening.touched, standing, happening.on)
    refused = weighed.permission is Permission.REFUSED
    resting = (one for one in weighed.findings if one.effect is Effect.CAPS or one.rule is weighed.followed)
    made = [one for one in resting if one.because in _OPEN] if not refused else []
    recorded = (one for one in weighed.findings if one.because in _RECORDED)
    standing.irregularities += _not_weighed((*recorded, *made), happening.kind, happening.on, standing)


def factors_of_acceptance(standing: Standing, event: str, began_on: date) -> Iterator[Irregularity]:
    """Yield what is not on record of the decisions by which a complaint that was begun by an event was taken or not."""
    rules = standing.procedure.acceptance
    if not rules.weighing or outside(standing, began_on):
        return
    found = [one for part in (rules.who, rules.what) for one in _findings_of(part, standing, began_on)]
    found += [finding_of_limit(limit, standing, began_on) for limit in rules.time_limits]
    recorded = (one for one in found if one.because in _RECORDED)
    yield from _not_weighed(recorded, event, began_on, standing)


def _findings_of(part: AcceptancePart, standing: Standing, day: date) -> list[Finding]:
    split = [capping(row, judge(row.condition, standing, day), row.decision, standing) for row in part.split_off]
    return findings_of_part(part, standing, day) + split


def _not_weighed(findings: Iterable[Finding], event: str, on: date, standing: Standing) -> Iterator[Irregularity]:
    for one in findings:
        if one.decision is not None and one.judgement.truth is Truth.HOLDS:
            missing = tuple(name for name in one.decision.factors if name not in standing.facts)
            basis, citation = standing.procedure.basis, one.rule.citation
            if missing:
                yield Irregularity("factor_not_weighed", event, on, basis, missing, citation=citation)
