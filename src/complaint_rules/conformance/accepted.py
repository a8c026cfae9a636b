"""Clauses about who may complain, about what, and until when: the parts of acceptance, asked value by value."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import product

from complaint_rules.assessment.acceptance import Acceptance, acceptance_of
from complaint_rules.assessment.replayed import replayed
from complaint_rules.cases.case import Case
from complaint_rules.conformance.bench import Bench, Differs, Tried
from complaint_rules.conformance.findings import Answer, Difference, Subject, Verdict
from complaint_rules.conformance.plans import NOTHING, Fact, holds_of, met_by
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow, Rule, TimeLimit
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Permission

_ORDER = {Permission.REFUSED: 0, Permission.DISCRETIONARY: 1, Permission.ENTITLED: 2}
_MONTHS_AGO = tuple(timedelta(days=days) for days in (28, 364, 371, 1120))
"""How long ago a day of a time limit lies in the cases tried: both sides of a year, and long past it."""


def try_row(bench: Bench, tried: Tried) -> None:
    """Try a row of who or what: with each of the values that it names."""
    row = tried.clause.rule
    assert isinstance(row, AcceptanceRow)
    for facts in facts_meeting(row.condition, bench):
        _compare(bench, tried, facts)


def try_time_limit(bench: Bench, tried: Tried) -> None:
    """Try a time limit: with its day on both sides of it, and with each other day that the council looks at."""
    limits = [tried.clause.rule, *bench.council.acceptance.time_limits]
    names = sorted({name for limit in limits for name in days_of(limit, bench.council)})
    for agos in product(_MONTHS_AGO, repeat=len(names)):
        _compare(bench, tried, {name: bench.as_of - ago for name, ago in zip(names, agos, strict=True)})


def days_of(limit: Rule, council: Procedure) -> Iterator[str]:
    """Yield the facts from whose day a time limit is counted."""
    assert isinstance(limit, TimeLimit)
    assert limit.terms.anchor is not None
    for anchor in limit.terms.anchor.values():
        words = ((name, council.fact_words.get(name)) for name in anchor.names)
        yield from (name for name, word in words if word is not None and word.type is FactType.DATE)


def facts_meeting(condition: Condition, bench: Bench) -> Iterator[dict[str, Fact]]:
    """Yield facts by which a row is met, one set for each value of the first fact that it names."""
    facts = [clause for clause in condition.clauses if clause.kind is NameKind.FACT]
    ready = met_by(condition, NOTHING, bench.law)
    if not facts or ready is None:
        return
    first = facts[0]
    for value in bench.values(first.name):
        if holds_of(first, value):
            yield from _with_what_the_council_asks({**dict(ready[0].facts), first.name: value}, bench)


def _with_what_the_council_asks(facts: dict[str, Fact], bench: Bench) -> Iterator[dict[str, Fact]]:
    """Yield facts with an answer to whatever else the council's rows ask: plain ones, then each of them otherwise."""
    own = bench.council.acceptance
    rows = (*own.who.allowed, *own.who.excluded, *own.what.allowed, *own.what.excluded)
    tests = [clause for row in rows for clause in row.condition.clauses if clause.kind is NameKind.FACT]
    named = {name for row in rows if _names(row, facts) for name in row.condition.names(NameKind.FACT)}
    asked = sorted(named - set(facts))
    plain = {name: value for name in asked if (value := bench.plain_value(name, tests)) is not None}
    facts = {**_nothing_that_bars(bench), **facts}
    yield {**facts, **plain}
    yield from ({**facts, **plain, name: value} for name in asked for value in bench.values(name))


def _nothing_that_bars(bench: Bench) -> dict[str, Fact]:
    """Return the first fact of each row by which the law bars, such that it bars nothing; not who, nor of what."""
    law = bench.law.acceptance
    bars = [row.condition for part in (law.who, law.what) for row in part.excluded]
    granted = {
        name for part in (law.who, law.what) for row in part.allowed for name in row.condition.names(NameKind.FACT)
    }
    tests = [clause for bar in bars for clause in bar.clauses if clause.kind is NameKind.FACT]
    firsts = dict.fromkeys(next(iter(bar.clauses)).name for bar in bars if bar.clauses)
    values = {name: bench.plain_value(name, tests) for name in firsts if name not in granted}
    return {name: value for name, value in values.items() if value is not None}


def _compare(bench: Bench, tried: Tried, facts: dict[str, Fact]) -> None:
    case = Case((), facts)
    standings = replayed(bench.council, case, bench.as_of)
    if not standings.is_beside_its_packs:
        return
    council = acceptance_of(standings)
    (law,) = council.beside
    kind = tried.clause.kind
    lawful, allowed = (_verdict(side, kind) for side in (law, council))
    if lawful is Permission.UNDETERMINED or (allowed is Permission.UNDETERMINED and council.missing_facts):
        return
    tried.cases += 1
    part = _part(kind, bench.council)
    answers = Answer(kind.value if part else "", permission=allowed), Answer(kind.value, permission=lawful)
    played = Played(NOTHING, case, bench.as_of, standings)
    if not part:
        # A page that lists nobody sets no bar.
        bench.note(
            tried,
            played,
            Differs(Difference.NOT_STATED, Verdict.SILENT, None, Subject.ACCEPTANCE, *answers, False),  # noqa: FBT003
        )
    for difference, verdict in _judged(lawful, allowed):
        against = verdict is not Verdict.STRONGER
        differs = Differs(difference, verdict, _rule(part, facts), Subject.ACCEPTANCE, *answers, against)
        bench.note(tried, played, differs)


def _verdict(side: Acceptance, kind: ClauseKind) -> Permission:
    parts = {ClauseKind.WHO: side.who, ClauseKind.WHAT: side.what, ClauseKind.TIME_LIMIT: side.time_limit}
    return parts[kind].permission


def _part(kind: ClauseKind, council: Procedure) -> tuple[Rule, ...]:
    own = council.acceptance
    parts: dict[ClauseKind, AcceptancePart] = {ClauseKind.WHO: own.who, ClauseKind.WHAT: own.what}
    part = parts.get(kind)
    return own.time_limits if part is None else (*part.allowed, *part.excluded)


def _judged(lawful: Permission, allowed: Permission) -> Iterator[tuple[Difference, Verdict]]:
    if allowed is Permission.UNDETERMINED:
        if lawful is not Permission.REFUSED:
            yield Difference.LESS_OPEN, Verdict.CANNOT_BE_JUDGED
    elif _ORDER[allowed] < _ORDER[lawful]:
        yield Difference.LESS_OPEN, Verdict.WEAKER
    elif _ORDER[allowed] > _ORDER[lawful]:
        yield Difference.MORE_OPEN, Verdict.STRONGER


def _rule(part: Iterable[Rule], facts: dict[str, Fact]) -> Rule | None:
    """Return the first row of the council's that names one of the values, else its first row."""
    rows = tuple(part)
    named = (row for row in rows if isinstance(row, AcceptanceRow) and _names(row, facts))
    return next(named, rows[0] if rows else None)


def _names(row: AcceptanceRow, facts: dict[str, Fact]) -> bool:
    return any(clause.name in facts and holds_of(clause, facts[clause.name]) for clause in row.condition.clauses)
