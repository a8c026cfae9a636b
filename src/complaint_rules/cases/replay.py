"""The fold: a case's history replayed over one procedure. State is derived from the events each time, never stored.

For each event, in this order: is it allowed; what does it end and cancel; what does it extend; where does it take
the case, and what becomes of the clocks that it leaves or comes back to; which timescales choose again; which start.
docs/meaning.md says each in full. Nothing here knows an event by name.
"""

from collections.abc import Mapping
from datetime import date

from complaint_rules.cases import extending, pausing, starting
from complaint_rules.cases.clocks import Clock
from complaint_rules.cases.happenings import Happening, Known, as_seen_by
from complaint_rules.cases.standing import StageLeft, Standing, touched
from complaint_rules.cases.weighing import Weighed, weigh
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    NOT_ANY_STAGE,
    STAGE_LEFT,
    Move,
)
from complaint_rules.terms import Permission


def replay(procedure: Procedure, known: Known, as_of: date, duties: Mapping[str, str] | None = None) -> Standing:
    """Return where the case stands in a procedure at the end of a day.

    `duties` names, for a law pack, the duty that each of the council's timescales answers.
    """
    standing = Standing(procedure, known.facts, known.since)
    for happening in as_seen_by(procedure, known):
        _take(happening, standing, duties or {})
    starting.refresh_followers(as_of, standing)
    return standing


def _take(happening: Happening, standing: Standing, duties: Mapping[str, str]) -> None:
    if not standing.begun:
        _begin(happening, standing)
        return
    weighed = _weighed(happening, standing)
    refused = weighed is not None and weighed.permission is Permission.REFUSED
    move = None if weighed is None or refused else weighed.followed
    rows = starting.rows_chosen(happening, standing)
    before = _started(standing)
    if refused:
        standing.report("move_refused", happening.kind, happening.on)
    standing.remember(happening)
    extending.look_again(happening, standing)
    _end(happening, standing, refused=refused)
    _cancel(happening, standing)
    extending.change_dates(happening, standing, duties)
    left = standing.place
    if move is not None:
        extending.check_contents(happening, move.must_contain, move.event, standing)
        if move.to:
            _go(move, happening, standing)
    starting.choose_again(happening, rows, standing)
    _start(happening, starting.Step(happening, left, before), standing)


def _started(standing: Standing) -> frozenset[int]:
    return frozenset(id(clock) for clocks in standing.clocks.values() for clock in clocks if clock.started)


def _weighed(happening: Happening, standing: Standing) -> Weighed | None:
    """Weigh the event, if it is a move under any of its names; one that is no move is simply an act."""
    if not any(name in standing.procedure.tables.moves for name in happening.names):
        return None
    return weigh(happening.names, standing, happening.on)


def _begin(happening: Happening, standing: Standing) -> None:
    tables = standing.procedure.tables
    begins = any(move.begins for name in happening.names for move in tables.moves.get(name, ()))
    weighed = _weighed(happening, standing)
    standing.remember(happening)
    if begins and weighed is not None and weighed.permission is Permission.REFUSED:
        standing.report("move_refused", happening.kind, happening.on)
    elif weighed is not None and weighed.followed is not None:
        extending.check_contents(happening, weighed.followed.must_contain, weighed.followed.event, standing)
        standing.entered[""] = happening.place_in_list
        standing.began_on = happening.on
        _enter(weighed.followed.to, happening, standing)
        _start(happening, starting.Step(happening, ""), standing)
    elif weighed is not None or any(name in tables.ended_by for name in happening.names):
        standing.report("before_the_case_began", happening.kind, happening.on)


def _start(happening: Happening, step: starting.Step, standing: Standing) -> None:
    starting.start_clocks(step, standing)
    starting.refresh_followers(happening.on, standing)


# Ends and cancellations.


def _end(happening: Happening, standing: Standing, *, refused: bool) -> None:
    for rule in touched(standing.procedure.tables.ended_by, happening.names):
        clock = standing.last(rule.name)
        if clock is None or not clock.open_tracks or (refused and rule.is_window):
            continue
        if any(track.paused for track in clock.tracks):
            clock.tracks = pausing.if_it_went_on(clock, happening.on, standing)
        clock.done_on, clock.done_at, clock.done_by = happening.on, happening.at, happening.kind
        extending.check_contents(happening, rule.must_contain, rule.name, standing)
        firsts = [track.earliest for track in clock.tracks]
        if all(first is not None and happening.on < first for first in firsts):
            standing.report("too_early", happening.kind, happening.on, rule.name, day=firsts[0])


def _cancel(happening: Happening, standing: Standing) -> None:
    for rule in touched(standing.procedure.tables.cancelled_by, happening.names):
        clock = standing.last(rule.name)
        if clock is not None:
            for track in clock.running_tracks:
                if track.in_time(happening.on):
                    track.cancel(happening.kind, happening.on)
            clock.settle(happening.kind, happening.on)


# Moves.


def _go(move: Move, happening: Happening, standing: Standing) -> None:
    target = standing.destination(move)
    coming_back = move.to == STAGE_LEFT
    going_beside = target in BESIDE_THE_STAGES and not coming_back
    place = standing.place
    clocks = _leave(target, move, happening, standing)
    if going_beside:
        standing.left.append(StageLeft(place, clocks))
        _enter(target, happening, standing)
        return
    steps = [standing.left.pop()] if coming_back else _all_steps(standing)
    _enter(target, happening, standing)
    for step in steps:
        # Those that hang on others come after the others.
        for clock in sorted(step.clocks, key=lambda clock: bool(clock.follows)):
            pausing.come_back(clock, move, happening, standing)


def _all_steps(standing: Standing) -> list[StageLeft]:
    steps, standing.left = standing.left, []
    return steps


def _enter(place: str, happening: Happening, standing: Standing) -> None:
    standing.place = place
    standing.entered[place] = happening.place_in_list


def _leave(target: str, move: Move, happening: Happening, standing: Standing) -> list[Clock]:
    """Treat the running clocks of the stage left as the move says; return those that were set aside."""
    leaving_beside = standing.place in BESIDE_THE_STAGES and (target not in BESIDE_THE_STAGES or move.to == STAGE_LEFT)
    found = []
    for clocks in standing.clocks.values():
        clock = clocks[-1]
        if clock.rule.any_stage:
            if target in NOT_ANY_STAGE:
                _cancel_all(clock, happening)
                clock.settle(happening.kind, happening.on)
        elif standing.place in clock.rule.stages and target not in clock.rule.stages:
            if leaving_beside:
                _cancel_all(clock, happening)
            else:
                clock.tracks = pausing.put_aside(clock, move, happening, standing)
                found.append(clock)
            clock.settle(happening.kind, happening.on)
    return found


def _cancel_all(clock: Clock, happening: Happening) -> None:
    for track in clock.running_tracks:
        if track.in_time(happening.on):
            track.cancel(happening.kind, happening.on)
