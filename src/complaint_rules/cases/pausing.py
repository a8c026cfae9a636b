"""Clocks set aside when their stage is left, and what becomes of them upon return."""

from datetime import date

from complaint_rules.cases.clocks import Clock, Track, split
from complaint_rules.cases.extending import extend_by_facts
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.measuring import Start, begin, restart, resume, set_aside
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.rules import ClocksOnLeaving, Move

GOES_ON = (ClocksOnLeaving.RESUME, ClocksOnLeaving.RESTART)


def _modes(move: Move) -> tuple[ClocksOnLeaving, ...]:
    if move.clocks is ClocksOnLeaving.UNSTATED:
        return move.clocks_could_be or (ClocksOnLeaving.CANCEL,)
    return (move.clocks or ClocksOnLeaving.CANCEL,)


def _modes_for(track: Track, move: Move) -> tuple[ClocksOnLeaving, ...]:
    """Return the modes still open for a track: a reading of `clocks` holds for its move throughout the case."""
    taken = dict(track.modes_taken).get(_id(move))
    return (taken,) if taken is not None and move.clocks is ClocksOnLeaving.UNSTATED else _modes(move)


def _id(move: Move) -> str:
    return f"{move.event}, {move.citation.place}"


def put_aside(clock: Clock, move: Move, happening: Happening, standing: Standing) -> list[Track]:
    """Return the clock's tracks, those in time treated as the move says, under each reading of what it says."""
    found = []
    for track in clock.tracks:
        if clock.done_on is not None or not track.in_time(happening.on):
            found.append(track)
            continue
        modes = _modes_for(track, move)
        for mode in modes:
            named = move.clocks is ClocksOnLeaving.UNSTATED and len(modes) > 1
            aside = split(track, _id(move), mode, named=named) if named else track
            if mode is not ClocksOnLeaving.RUN_ON:
                set_aside(aside, mode, happening.on, standing)
                aside.paused = mode in GOES_ON
            if mode is ClocksOnLeaving.CANCEL:
                aside.cancel(happening.kind, happening.on)
            found.append(aside)
    return found


def come_back(clock: Clock, move: Move, happening: Happening, standing: Standing) -> None:
    """Let a clock that was set aside go on upon return, as the returning move says, or else the leaving one."""
    if clock.done_on is not None:
        return
    restarted: list[Track] = []
    tracks: list[Track] = []
    for track in clock.tracks:
        if track.set_aside is None or (track.cancelled_on is not None and track.set_aside.mode in GOES_ON):
            tracks.append(track)
            continue
        for going, mode in _goings(track, move):
            tracks.append(going)
            if standing.place not in clock.rule.stages:
                _stay_behind(going, happening)
            elif _go_on(going, mode, clock, happening, standing):
                restarted.append(going)
    clock.tracks = tracks
    if restarted and len(restarted) == len([track for track in tracks if track.started_by]):
        standing.clocks[clock.rule.name].append(_once_more(clock, restarted, happening, standing))
    else:
        for track in restarted:
            _restart(track, clock, happening, standing)
    clock.settle(happening.kind, happening.on)


def _goings(track: Track, move: Move) -> list[tuple[Track, ClocksOnLeaving]]:
    """Return a track once for each way in which it may go on: as the returning move says, else as the leaving one."""
    assert track.set_aside is not None
    if move.clocks is None:
        return [(track, track.set_aside.mode)]
    modes = _modes_for(track, move)
    if len(modes) == 1:
        return [(track, modes[0])]
    return [(split(track, _id(move), mode, named=True), mode) for mode in modes]


def _stay_behind(track: Track, happening: Happening) -> None:
    track.set_aside = None
    if track.cancelled_on is None:
        track.cancel(happening.kind, happening.on)


def _go_on(track: Track, mode: ClocksOnLeaving, clock: Clock, happening: Happening, standing: Standing) -> bool:
    """Let a track go on; return whether it is to restart."""
    if mode is ClocksOnLeaving.CANCEL:
        _stay_behind(track, happening)
        return False
    track.cancelled_on, track.cancelled_by, track.paused = None, "", False
    if mode is ClocksOnLeaving.RESTART:
        return True
    if mode is ClocksOnLeaving.RESUME and not _hangs_on_another(track, clock):
        resume(track, clock.rule, happening.on, standing)
    track.set_aside = None
    return False


def _hangs_on_another(track: Track, clock: Clock) -> bool:
    return any(terms is track.terms and clock.followed_by(at) for at, terms in enumerate(clock.rule.terms))


def _restart(track: Track, clock: Clock, happening: Happening, standing: Standing) -> None:
    track.set_aside = None
    if not _hangs_on_another(track, clock):
        restart(track, clock.rule, Start(happening.kind, happening.on, happening.at), standing)
        extend_by_facts(track, clock.rule, standing)


def _once_more(clock: Clock, restarted: list[Track], happening: Happening, standing: Standing) -> Clock:
    """Cancel a clock that restarts in full, and return its next occurrence."""
    follows = tuple((at, standing.last(other.rule.name) or other) for at, other in clock.follows)
    again = Clock(clock.rule, clock.occurrence + 1, follows=follows)
    again.opened_at = happening.place_in_list
    if follows:
        standing.hanging.append(again)
    for track in restarted:
        fresh = split(track, "", ClocksOnLeaving.RESTART, named=False)
        fresh.lengths = None
        _restart(fresh, again, happening, standing)
        again.tracks.append(fresh)
        track.cancel(happening.kind, happening.on)
        track.set_aside = None
    again.tracks += [begin(track.terms, -1, ()) for track in clock.tracks if not track.started_by]
    return again


def if_it_went_on(clock: Clock, day: date, standing: Standing) -> list[Track]:
    """Return the tracks of a clock as they would be if the paused ones went on that day."""
    found, reported = [], len(standing.irregularities)
    for track in clock.tracks:
        if not track.paused or track.set_aside is None or _hangs_on_another(track, clock):
            found.append(track)
            continue
        going = split(track, "", ClocksOnLeaving.RESUME, named=False)
        if track.set_aside.mode is ClocksOnLeaving.RESUME:
            resume(going, clock.rule, day, standing)
        else:
            restart(going, clock.rule, Start(track.started_by, day), standing)
            extend_by_facts(going, clock.rule, standing)
            going.started_by, going.started_on = track.started_by, track.started_on
        found.append(going)
    del standing.irregularities[reported:]
    return found
