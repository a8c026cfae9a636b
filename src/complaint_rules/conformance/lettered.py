"""Clauses about letters: what the law wants in one, against what the council asks for in the same letter."""

from complaint_rules.assessment.irregularities import spoken_of
from complaint_rules.cases.standing import Standing
from complaint_rules.conformance.bench import Bench, Differs, Tried
from complaint_rules.conformance.findings import Answer, Difference, Subject, Verdict
from complaint_rules.conformance.plans import Plan
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Extension, Move, Timescale
from complaint_rules.terms import Party


def try_letter(bench: Bench, tried: Tried, plan: Plan, event: str, who: Party) -> None:
    """Try the letter with which a plan ends: it holds what one side asks for, and the other may miss something.

    The council writes what its own procedure asks for; the complainant writes what the law does.
    """
    lawful, own = (asked_for(event, side) for side in (bench.law, bench.council))
    if set(lawful) == set(own) or "contains" not in bench.council.event_words[event].carries:
        return
    if isinstance(tried.clause.rule, Extension) and not _extended(event, bench, tried):
        # A page without more time has no letter about it.
        return
    by_complainant = who is Party.COMPLAINANT
    written = plan.steps[-1].saying(contains=lawful if by_complainant else own)
    played = bench.play(plan._replace(steps=(*plan.steps[:-1], written)))
    if played is None or not played.went_as_planned:
        return
    tried.cases += 1
    council, law = _missing(played.council, played, event), _missing(played.law, played, event)
    answers = Answer(event if own else "", missing=council), Answer(event if lawful else "", missing=law)
    rule = _rule(event, bench, tried)
    if by_complainant and council:
        bench.note(tried, played, Differs(Difference.MORE_ASKED, Verdict.WEAKER, rule, Subject.LETTER, *answers))
    elif law and not by_complainant:
        verdict = Verdict.WEAKER if own else Verdict.SILENT
        bench.note(tried, played, Differs(Difference.CONTENT, verdict, rule, Subject.LETTER, *answers))


def asked_for(event: str, side: Procedure) -> tuple[str, ...]:
    """Return everything that a side asks for in a letter: as a move, as the end of a timescale, as what extends one."""
    tables = side.tables
    names = (event, *tables.stand_ins.get(event, ()))
    rules: list[Move | Timescale | Extension] = []
    for name in names:
        rules += [*tables.moves.get(name, ()), *tables.ended_by.get(name, ())]
        rules += [rule.extension for rule in tables.extended_by.get(name, ()) if rule.extension is not None]
    return tuple(dict.fromkeys(content for rule in rules for content in rule.must_contain))


def _missing(side: Standing, played: Played, event: str) -> tuple[str, ...]:
    """Return what one side misses in the last letter of the case; the rule that misses it stands first in `about`."""
    found = spoken_of(side, played.standings)
    reported = [one for one in found if one.code == "content_missing" and one.event == event]
    return tuple(dict.fromkeys(content for one in reported for content in one.about[1:]))


def _rule(event: str, bench: Bench, tried: Tried) -> Move | Timescale | Extension | None:
    """Return the council's rule about a letter: the first that asks for something in it, else the first.

    One letter may extend the clocks of several stages. Of a clause about more time it is the extension of the clocks
    that answer that duty, if they have one.
    """
    tables = bench.council.tables
    names = (event, *tables.stand_ins.get(event, ()))
    extended = _extended(event, bench, tried) or [rule for name in names for rule in tables.extended_by.get(name, ())]
    rules: list[Move | Timescale | Extension] = [rule.extension for rule in extended if rule.extension is not None]
    for name in names:
        rules += [*tables.ended_by.get(name, ()), *tables.moves.get(name, ())]
    return next(iter((*(rule for rule in rules if rule.must_contain), *rules)), None)


def _extended(event: str, bench: Bench, tried: Tried) -> list[Timescale]:
    """Return the council's timescales for the duty whose extension is tried that a letter extends; none of another."""
    tables = bench.council.tables
    duties = {rule.name for rule in bench.law.timescales if rule.extension is tried.clause.rule}
    answering = {name for name, own in bench.council.duties.items() if not duties.isdisjoint(own)}
    names = (event, *tables.stand_ins.get(event, ()))
    return [rule for name in names for rule in tables.extended_by.get(name, ()) if rule.name in answering]
