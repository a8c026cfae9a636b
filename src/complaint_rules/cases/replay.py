"""The fold: a case's history replayed over one procedure. State is derived from the events each time, never stored.

For each event, in this order: is it allowed; what does it end and cancel; what does it extend; where does it take
the case, and what becomes of the clocks that it leaves or comes back to; which timescales choose again; which start.
docs/meaning.md says each in full. Nothing here knows an event by name.
"""

from collections.abc import Mapping
from datetime import date

from complaint_rules.cases import extending, starting
from complaint_rules.cases.clocks import Clock, SetAside, Track, split
from complaint_rules.cases.happenings import Happening, Known, as_seen_by
from complaint_rules.cases.measuring import Start, resume, start_from, what_is_left
from complaint_rules.cases.standing import StageLeft, Standing
from complaint_rules.cases.weighing import Weighed, weigh
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    NOT_ANY_STAGE,
    STAGE_LEFT,
    ClocksOnLeaving,
    Move,
)
from complaint_rules.terms import Permission

CANCEL = (ClocksOnLeaving.CANCEL,)
RUN_ON = (ClocksOnLeaving.RUN_ON,)
RESTART = (ClocksOnLeaving.RESTART,)


def replay(procedure: Procedure, known: Known, as_of: date, duties: Mapping[str, str] | None = None) -> Standing:
    """Return where the case stands in a procedure at the end of a day.

    `duties` names, for a law pack, the duty that each of the council's timescales answers.
    """
    standing = Standing(procedure, known.facts, known.since)
    for happening in as_seen_by(procedure, known):
        _take(happening, standing, dict(duties or {}))
    starting.refresh_followers(as_of, standing)
    return standing


def _take(happening: Happening, standing: Standing, duties: dict[str, str]) -> None:
    if not standing.begun:
        _begin(happening, standing)
        return
    weighed = _weighed(happening, standing)
    refused = weighed is not None and weighed.permission is Permission.REFUSED
    move = None if weighed is None or refused else weighed.followed
    if refused:
        standing.report("move_refused", happening.kind, happening.on)
    standing.remember(happening)
    _end(happening, standing, refused=refused)
    _cancel(happening, standing)
    _change_dates(happening, standing, duties)
    left = standing.place
    if move is not None:
        extending.check_contents(happening, move.must_contain, move.event, standing)
        if move.to:
            _go(move, happening, standing)
    starting.choose_again(happening, standing)
    _start(happening, left, standing)


def _weighed(happening: Happening, standing: Standing) -> Weighed | None:
    """Weigh the event, if it is a move under any of its names; one that is no move is simply an act."""
    if not any(name in standing.procedure.tables.moves for name in happening.names):
        return None
    return weigh(happening.names, standing, happening.on)


def _begin(happening: Happening, standing: Standing) -> None:
    tables = standing.procedure.tables
    weighed = _weighed(happening, standing)
    standing.remember(happening)
    if weighed is not None and weighed.permission is not Permission.REFUSED and weighed.followed is not None:
        _enter(weighed.followed.to, happening, standing)
        _start(happening, "", standing, first=True)
    elif weighed is not None or any(name in tables.ended_by for name in happening.names):
        standing.report("before_the_case_began", happening.kind, happening.on)


def _start(happening: Happening, left: str, standing: Standing, *, first: bool = False) -> None:
    if left != standing.place:
        starting.start_on_entry(happening, standing, first=first)
    starting.start_on_event(happening, left, standing)
    for clocks in standing.clocks.values():
        extending.extend_by_facts(clocks[-1], standing)
    starting.refresh_followers(happening.on, standing)


# Ends, cancellations, changes of date.


def _end(happening: Happening, standing: Standing, *, refused: bool) -> None:
    tables = standing.procedure.tables
    for rule in {rule.name: rule for name in happening.names for rule in tables.ended_by.get(name, ())}.values():
        clock = standing.last(rule.name)
        if clock is None or not clock.started or clock.ended or (refused and rule.is_window):
            continue
        clock.done_on, clock.done_at, clock.done_by, clock.paused = (
            happening.on,
            happening.at,
            happening.kind,
            False,
        )
        extending.check_contents(happening, rule.must_contain, rule.name, standing)
        early = {track.earliest for track in clock.tracks if track.earliest and happening.on < track.earliest}
        for day in sorted(early):
            standing.report("too_early", happening.kind, happening.on, rule.name, day=day)


def _cancel(happening: Happening, standing: Standing) -> None:
    tables = standing.procedure.tables
    for name in happening.names:
        for rule in tables.cancelled_by.get(name, ()):
            clock = standing.last(rule.name)
            if clock is not None and clock.live and clock.in_time(happening.on):
                clock.cancelled_on, clock.cancelled_by = happening.on, happening.kind


def _change_dates(happening: Happening, standing: Standing, duties: dict[str, str]) -> None:
    extending.extend(happening, standing, duties)
    extending.agree_date(happening, standing)
    extending.waive(happening, standing)
    extending.count_afresh(happening, standing)
    starting.refresh_followers(happening.on, standing)


# Moves.


def _go(move: Move, happening: Happening, standing: Standing) -> None:
    target = standing.destination(move)
    place = standing.place
    modes = _modes(move)
    coming_back = move.to == STAGE_LEFT
    going_beside = target in BESIDE_THE_STAGES and not coming_back
    if place in BESIDE_THE_STAGES and not going_beside:
        _leave(target, happening, CANCEL, standing)
        steps = [standing.left.pop()] if coming_back else _all_steps(standing)
        _enter(target, happening, standing)
        for step in steps:
            _come_back(step, modes if move.clocks is not None else None, happening, standing)
    else:
        set_aside = _leave(target, happening, modes, standing)
        if going_beside:
            standing.left.append(StageLeft(place, modes, set_aside))
        _enter(target, happening, standing)


def _all_steps(standing: Standing) -> list[StageLeft]:
    steps, standing.left = standing.left, []
    return steps


def _modes(move: Move) -> tuple[ClocksOnLeaving, ...]:
    if move.clocks is ClocksOnLeaving.UNSTATED:
        return move.clocks_could_be or CANCEL
    return (move.clocks or ClocksOnLeaving.CANCEL,)


def _enter(place: str, happening: Happening, standing: Standing) -> None:
    standing.place = place
    standing.entered[place] = happening.place_in_list


def _leave(target: str, happening: Happening, modes: tuple[ClocksOnLeaving, ...], standing: Standing) -> list[Clock]:
    """Treat the running clocks of the stage left as the move says; return those that were set aside."""
    found = []
    for clocks in standing.clocks.values():
        clock = clocks[-1]
        if not clock.live or not clock.in_time(happening.on):
            continue
        if clock.rule.any_stage:
            if target in NOT_ANY_STAGE:
                clock.cancelled_on, clock.cancelled_by = happening.on, happening.kind
        elif standing.place in clock.rule.stages and target not in clock.rule.stages and modes != RUN_ON:
            _set_aside(clock, happening, modes, standing)
            found.append(clock)
    return found


def _set_aside(clock: Clock, happening: Happening, modes: tuple[ClocksOnLeaving, ...], standing: Standing) -> None:
    left = what_is_left(clock, happening.on, standing) if clock.follows is None else ()
    clock.set_aside = SetAside(happening.on, modes, left)
    if modes == CANCEL:
        clock.cancelled_on, clock.cancelled_by = happening.on, happening.kind
    else:
        clock.paused = True


def _come_back(
    step: StageLeft, overruled: tuple[ClocksOnLeaving, ...] | None, happening: Happening, standing: Standing
) -> None:
    for clock in step.clocks:
        cancelled_since = clock.cancelled_on is not None and step.modes != CANCEL
        if clock.done_on is not None or cancelled_since or clock.set_aside is None:
            continue
        modes = overruled or step.modes
        goes_on = standing.place in clock.rule.stages and modes != CANCEL
        if goes_on and modes != RESTART:
            clock.cancelled_on, clock.cancelled_by, clock.paused = None, "", False
            clock.tracks = _gone_on(clock, modes, happening, standing)
            continue
        if clock.cancelled_on is None:
            clock.cancelled_on, clock.cancelled_by, clock.paused = happening.on, happening.kind, False
        if goes_on and clock.follows is None:
            standing.clocks[clock.rule.name].append(_once_more(clock, happening, standing))


def _once_more(clock: Clock, happening: Happening, standing: Standing) -> Clock:
    """Return the next occurrence of a clock that restarts in full."""
    again = Clock(clock.rule, clock.occurrence + 1, [split(track, "") for track in clock.tracks])
    for track in again.tracks:
        if not track.waiting:
            start_from(Start(happening.kind, happening.on, happening.at), track, clock.rule, standing, happening.on)
    return again


def _gone_on(clock: Clock, modes: tuple[ClocksOnLeaving, ...], happening: Happening, standing: Standing) -> list[Track]:
    assert clock.set_aside is not None
    if clock.follows is not None:
        return clock.tracks
    found = []
    for track, left in zip(clock.tracks, clock.set_aside.left, strict=True):
        for mode in modes:
            going = split(track, f"clocks: {mode}" if len(modes) > 1 else "")
            if not going.waiting and mode is ClocksOnLeaving.RESUME:
                resume(going, left, happening.on, standing)
            elif not going.waiting and mode is ClocksOnLeaving.RESTART:
                start_from(Start(happening.kind, happening.on, happening.at), going, clock.rule, standing, happening.on)
            found.append(going)
    return found


def if_it_went_on(clock: Clock, day: date, standing: Standing) -> list[Track]:
    """Return the tracks of a paused clock as they would be if it went on that day."""
    assert clock.set_aside is not None
    found = []
    for track, left in zip(clock.tracks, clock.set_aside.left, strict=True):
        for mode in clock.set_aside.modes:
            going = split(track, f"clocks: {mode}" if len(clock.set_aside.modes) > 1 else "")
            if not going.waiting and mode is ClocksOnLeaving.RESUME:
                resume(going, left, day, standing)
            elif not going.waiting and mode is ClocksOnLeaving.RESTART:
                kept = going.started_by, going.started_on
                start_from(Start(going.started_by, day), going, clock.rule, standing, day)
                going.started_by, going.started_on = kept
            found.append(going)
    return found
