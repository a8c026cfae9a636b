"""Stages more than the law's: where it lets the complainant go to the Ombudsman, the page may have a stage to go."""

from collections.abc import Iterator
from typing import NamedTuple

from complaint_rules.cases.standing import Standing
from complaint_rules.conformance.bench import Bench, Differs, Tried
from complaint_rules.conformance.findings import Answer, Difference, Subject, Verdict
from complaint_rules.conformance.permitted import is_shared, try_move, weighed_on
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.rules import OMBUDSMAN, Move
from complaint_rules.procedures.tables import stands_in
from complaint_rules.terms import Party, Permission

_OPEN = frozenset({Permission.ENTITLED, Permission.DISCRETIONARY})


class _Onward(NamedTuple):
    """A move of the complainant's to a further stage, and how it is weighed."""

    move: Move
    permission: Permission


def try_move_to_its_end(bench: Bench, tried: Tried) -> None:
    """Try a move of the law; and of one to the Ombudsman, whether the council has a stage more before him."""
    try_move(bench, tried)
    move = tried.clause.rule
    assert isinstance(move, Move)
    if move.to == OMBUDSMAN and move.who is Party.COMPLAINANT and move.decision is None:
        _try_further_stage(bench, tried, move)


def _try_further_stage(bench: Bench, tried: Tried, move: Move) -> None:
    onwards = [one for one in bench.council.moves if one.who is Party.COMPLAINANT]
    for plan, wait in bench.along(bench.law_ways, move):
        played = bench.play(bench.settled(plan, (move, *onwards)), wait)
        if played is None or not is_shared(played, bench) or not _law_ends_here(played, move):
            continue
        tried.cases += 1
        if not _council_ends_here(played, move.event):
            for one in _onwards(played.council, played):
                _note(bench, tried, played, one)


def _law_ends_here(played: Played, move: Move) -> bool:
    """Say whether by the law the complainant may go to the Ombudsman from here, of right and after no further stage."""
    found = weighed_on(move.event, played.law, played)
    is_open = found is not None and found[1] is move and found[0].permission is Permission.ENTITLED
    is_a_stage = played.law.procedure.stage_order(played.law.place) >= 0
    return is_open and is_a_stage and not any(_onwards(played.law, played))


def _council_ends_here(played: Played, event: str) -> bool:
    """Say whether the page sends the complainant to the Ombudsman from this stage as of right.

    That he may be approached at any time is said of every stage, and ends none.
    """
    found = weighed_on(event, played.council, played)
    if found is None or found[1] is None:
        return False
    return bool(found[1].stages) and found[0].permission is Permission.ENTITLED


def _onwards(side: Standing, played: Played) -> Iterator[_Onward]:
    """Yield the complainant's moves from where a case stands on one side to a further stage of its own."""
    order = side.procedure.stage_order
    for move in side.procedure.moves:
        further = move.to != OMBUDSMAN and order(move.to) > order(side.place) if move.to else False
        if further and move.who is Party.COMPLAINANT and stands_in(move, side.place):
            found = weighed_on(move.event, side, played)
            if found is not None and found[1] is move and found[0].permission in _OPEN:
                yield _Onward(move, found[0].permission)


def _note(bench: Bench, tried: Tried, played: Played, onward: _Onward) -> None:
    event = onward.move.event
    lawful = weighed_on(event, played.law, played)
    law = Answer(event, permission=lawful[0].permission) if lawful is not None else Answer("")
    council = Answer(event, permission=onward.permission)
    differs = Differs(Difference.FURTHER_STAGE, Verdict.WEAKER, onward.move, Subject.MOVE, council, law)
    bench.note(tried, played, differs)
