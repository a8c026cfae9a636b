"""The judgement: a procedure held against each law and guidance that it stands under, clause by clause."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from complaint_rules.assessment.answers import NO_WORDS, Words
from complaint_rules.cases.admission import require_day
from complaint_rules.conformance.accepted import try_row, try_time_limit
from complaint_rules.conformance.bench import Bench, Tried
from complaint_rules.conformance.findings import (
    ANOTHER_EVENT,
    NO_CASE_FOUND,
    NO_SUCH_MOVE,
    NOT_HELD_YET,
    Conformity,
    Finding,
    Judgement,
    PackJudged,
    Verdict,
    whole_verdict,
)
from complaint_rules.conformance.further import try_move_to_its_end
from complaint_rules.conformance.permitted import try_bar
from complaint_rules.conformance.timed import try_extension, try_timescale
from complaint_rules.errors import Fault
from complaint_rules.procedures.clauses import Clause, ClauseKind, clauses
from complaint_rules.procedures.deviations import Deviation
from complaint_rules.procedures.in_force import in_force_on
from complaint_rules.procedures.procedure import Procedure, under
from complaint_rules.procedures.rules import Move
from complaint_rules.terms import Basis, Party

_HOW: Mapping[ClauseKind, Callable[[Bench, Tried], None]] = {
    ClauseKind.DUTY: try_timescale,
    ClauseKind.WINDOW: try_timescale,
    ClauseKind.EXTENSION: try_extension,
    ClauseKind.MOVE: try_move_to_its_end,
    ClauseKind.BAR: try_bar,
    ClauseKind.WHO: try_row,
    ClauseKind.WHAT: try_row,
    ClauseKind.TIME_LIMIT: try_time_limit,
}


def conformity_of(
    procedure: Procedure, as_of: date, words: Words = NO_WORDS, against: Procedure | None = None
) -> Conformity:
    """Hold a procedure against every pack that it stands under, on a day. Raises `CaseError` for a day that is none.

    With `against` it is held against that pack's procedure alone, whether it stands under it or not.

    Of several versions of its document that one is judged, by itself, which is in force on the day; of those that could
    be, the newest.
    """
    require_day(as_of)
    *others, procedure = in_force_on(procedure, as_of)
    procedure = procedure if against is None else under(procedure, against)
    law_first = sorted(procedure.packs, key=lambda pack: pack.basis is Basis.GUIDANCE)
    packs = tuple(_held_against(procedure, pack, as_of) for pack in law_first)
    found = [finding for pack in packs for finding in pack.findings]
    return Conformity(
        profile=procedure.profile,
        procedure=procedure.id,
        title=procedure.title,
        edition=procedure.editions.profile,
        could_be=tuple(other.editions.profile for other in others),
        as_of=as_of,
        packs=packs,
        faults=tuple(_explaining_nothing(procedure.deviations, found)),
        words=words,
    )


def _held_against(procedure: Procedure, pack: Procedure, as_of: date) -> PackJudged:
    bench = Bench.of(procedure, pack, as_of)
    judged = [_judged(bench, clause) for clause in clauses(bench.law)]
    silent = {_event(one) for one in judged if one.verdict is Verdict.SILENT}
    called_for = (_not_called_for(one) if _is_told(one, bench, silent) else one for one in judged)
    return PackJudged(
        pack=pack.profile,
        title=pack.profile_title,
        edition=pack.editions.profile,
        basis=pack.basis,
        judgements=tuple(_with_deviations(one, procedure.deviations) for one in called_for),
    )


def _judged(bench: Bench, clause: Clause) -> Judgement:
    tried = Tried(clause)
    _HOW[clause.kind](bench, tried)
    findings = tuple(_without_the_contrary(tried.findings))
    if findings or (tried.cases and not tried.because):
        return Judgement(clause=clause, verdict=whole_verdict(findings), tried=tried.cases, findings=findings)
    nothing = NO_CASE_FOUND if bench.law.is_held_beside(bench.as_of) else NOT_HELD_YET
    because = tried.because or nothing
    verdict = Verdict.NOT_CALLED_FOR if because in (NO_SUCH_MOVE, ANOTHER_EVENT) else Verdict.CANNOT_BE_JUDGED
    return Judgement(clause=clause, verdict=verdict, tried=tried.cases, because=because)


def _event(judged: Judgement) -> str:
    return judged.clause.rule.event if isinstance(judged.clause.rule, Move) else ""


def _is_told(judged: Judgement, bench: Bench, silent: Collection[str]) -> bool:
    """Say whether no case need show that the page lacks a move: it is a power, or another clause tells of it."""
    move = judged.clause.rule
    if judged.because != NO_CASE_FOUND or not isinstance(move, Move) or move.event in bench.council.tables.moves:
        return False
    return move.who is Party.COUNCIL or move.event in silent


def _not_called_for(judged: Judgement) -> Judgement:
    return replace(judged, verdict=Verdict.NOT_CALLED_FOR, because=NO_SUCH_MOVE)


def _without_the_contrary(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out that a rule is sometimes stronger where it is sometimes weaker: what counts is that it may be."""
    findings = tuple(findings)
    weaker = {one.rule for one in findings if one.verdict is not Verdict.STRONGER}
    yield from (one for one in findings if one.verdict is not Verdict.STRONGER or one.rule not in weaker)


# Comply or explain.


def _with_deviations(judged: Judgement, deviations: Iterable[Deviation]) -> Judgement:
    deviations = tuple(deviations)
    found = (replace(one, deviation=_explaining(one, deviations)) for one in judged.findings)
    return replace(judged, findings=tuple(found))


def _explaining(finding: Finding, deviations: Iterable[Deviation]) -> Deviation | None:
    """Return the deviation that speaks of a finding: one that names the council's rule before one that does not."""
    matching = [one for one in deviations if explains(one, finding)]
    return max(matching, key=lambda one: bool(one.rule), default=None)


def explains(deviation: Deviation, finding: Finding) -> bool:
    """Say whether a deviation speaks of a finding that counts."""
    same = (deviation.pack, deviation.clause) == (finding.pack, finding.clause.name)
    return same and finding.counts and deviation.rule in ("", finding.rule)


def _explaining_nothing(deviations: Iterable[Deviation], findings: Iterable[Finding]) -> Iterator[Fault]:
    found = tuple(findings)
    for deviation in deviations:
        if not any(explains(deviation, finding) for finding in found):
            by = f" by `{deviation.rule}`" if deviation.rule else ""
            message = f"nothing that was found differs from `{deviation.clause}` of `{deviation.pack}`{by}"
            mend = "take the deviation away, or name the clause that differs"
            yield replace(deviation.place, code="deviation_without_finding", message=message, mend=mend)
