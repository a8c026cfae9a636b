"""Where clocks start: on an event, on entering a stage, with another clock, or upon choosing another row."""

from collections.abc import Iterable
from datetime import date

from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.judging import choose, judge, unique
from complaint_rules.cases.measuring import Start, begin, measure, start_from
from complaint_rules.cases.standing import Seen, Standing, lives_in
from complaint_rules.procedures.rules import Anchor, Terms, Timescale
from complaint_rules.terms import Truth


def start_on_event(happening: Happening, left: str, standing: Standing) -> None:
    """Start every timescale whose chosen anchor the event completes, in the stage left or entered."""
    for rule in _touched(standing.procedure.tables.started_by, happening.names):
        if lives_in(rule, left, standing.place) and _applies(rule, happening.on, standing):
            for at, terms in enumerate(rule.terms):
                _start_reading(rule, at, terms, happening, standing)
    _follow(happening.on, left, standing)


def _touched(table: object, names: Iterable[str]) -> tuple[Timescale, ...]:
    found: dict[str, Timescale] = {}
    for name in names:
        for rule in table.get(name, ()):  # type: ignore[attr-defined]
            found.setdefault(rule.name, rule)
    return tuple(found.values())


def _applies(rule: Timescale, day: date, standing: Standing) -> bool:
    return judge(rule.condition, standing, day).truth is Truth.HOLDS


def _start_reading(rule: Timescale, at: int, terms: Terms, happening: Happening, standing: Standing) -> None:
    if terms.ends:
        _start_ends(rule, at, happening, standing)
        return
    if terms.anchor is None:
        return
    chosen = choose(terms.anchor, standing, happening.on)
    if chosen.row < 0:
        return
    anchor = terms.anchor.rows[chosen.row].value
    completed = set(happening.names) & anchor.names
    anchored = standing.anchored(anchor) if completed else None
    if anchored is None:
        return
    moves_it = any(standing.procedure.vocabulary.events[name].speaks_of_a_day for name in completed)
    track = _track_to_start(rule, at, happening.on, standing, moving=moves_it)
    if track is not None:
        track.row, track.passed_over = chosen.row, chosen.passed_over
        _anchor(track, rule, anchored, standing, happening.on)


def _start_ends(rule: Timescale, at: int, happening: Happening, standing: Standing) -> None:
    terms = rule.terms[at]
    completed = [end for end in terms.ends if set(happening.names) & end.anchor.names and standing.anchored(end.anchor)]
    track = _track_to_start(rule, at, happening.on, standing, moving=True) if completed else None
    if track is None:
        return
    first = standing.anchored(completed[0].anchor)
    if track.waiting and first is not None:
        _anchor(track, rule, first, standing, happening.on)
    else:
        measure(track, rule, standing, happening.on)


def _track_to_start(rule: Timescale, at: int, day: date, standing: Standing, *, moving: bool) -> Track | None:
    """Return the track that an anchor starts: a waiting one, a running one that moves, or one of a new occurrence.

    A reading that had not started when the clock was over starts nothing more.
    """
    clock = standing.last(rule.name)
    if clock is not None and not clock.over(day):
        track = clock.tracks[at] if at < len(clock.tracks) else None
        return track if track is not None and not clock.paused and (track.waiting or moving) else None
    if clock is not None and clock.cancelled_on is None and clock.tracks[min(at, len(clock.tracks) - 1)].waiting:
        return None
    fresh = Clock(rule, clock.occurrence + 1 if clock else 1)
    fresh.tracks = [begin(terms, -1, ()) for terms in rule.terms]
    standing.clocks.setdefault(rule.name, []).append(fresh)
    return fresh.tracks[at]


def _anchor(track: Track, rule: Timescale, anchored: tuple[Seen, str], standing: Standing, day: date) -> None:
    seen, name = anchored
    start_from(Start(seen.kind, seen.day, seen.at, name if seen.assumed else ""), track, rule, standing, day)


# On entering a stage.


def start_on_entry(happening: Happening, standing: Standing, *, first: bool) -> None:
    """Start the timescales of a stage that hang on facts or on a fixed day."""
    table = standing.procedure.tables.started_on_entry
    for rule in (*table.get(standing.place, ()), *(table.get("", ()) if first else ())):
        if _applies(rule, happening.on, standing):
            for at, terms in enumerate(rule.terms):
                _start_here(rule, at, terms, happening, standing)


def _start_here(rule: Timescale, at: int, terms: Terms, happening: Happening, standing: Standing) -> None:
    day = happening.on
    words = standing.procedure.vocabulary
    if terms.anchor is None and not terms.ends:
        track = _track_to_start(rule, at, day, standing, moving=False)
        if track is not None:
            start_from(Start(happening.kind, day), track, rule, standing, day)
        return
    chosen = choose(terms.anchor, standing, day) if terms.anchor else None
    anchors = (
        [end.anchor for end in terms.ends]
        if chosen is None or terms.anchor is None
        else ([terms.anchor.rows[chosen.row].value] if chosen.row >= 0 else [])
    )
    known = [
        one
        for anchor in anchors
        if all(name in words.facts for name in anchor.names) and (one := standing.anchored(anchor))
    ]
    track = _track_to_start(rule, at, day, standing, moving=False) if known else None
    if track is not None:
        track.passed_over = chosen.passed_over if chosen else ()
        _anchor(track, rule, known[0], standing, day)


# With another clock.


def _follow(day: date, left: str, standing: Standing) -> None:
    """Start the timescales that hang on others: one occurrence for each of theirs."""
    for name, followers in standing.procedure.tables.following.items():
        followed = standing.last(name)
        if followed is None or not followed.started:
            continue
        for rule in followers:
            last = standing.last(rule.name)
            if last is not None and (last.follows is followed or not last.over(day)):
                continue
            if lives_in(rule, left, standing.place) and _applies(rule, day, standing):
                clock = Clock(rule, last.occurrence + 1 if last else 1, follows=followed)
                standing.clocks.setdefault(rule.name, []).append(clock)
    refresh_followers(day, standing)


def refresh_followers(day: date, standing: Standing) -> None:
    """Count anew the dates of every clock that hangs on another's date in force."""
    for clocks in standing.clocks.values():
        for clock in clocks:
            if clock.follows is not None:
                clock.tracks = following_tracks(clock.rule, clock.follows, clock.follows.tracks, day, standing)


def following_tracks(
    rule: Timescale, followed: Clock, tracks: Iterable[Track], day: date, standing: Standing
) -> list[Track]:
    """Return the tracks of a timescale that hangs on another clock's date in force, for each reading of both."""
    found = []
    for terms in rule.terms:
        for other in tracks:
            track = begin(terms, 0, ())
            track.reading = "; ".join(part for part in (terms.reading, other.reading) if part)
            if not other.waiting and other.due is not None:
                track.waiting = False
                track.started_by, track.started_on, track.anchored_on = followed.rule.name, other.due, other.due
                measure(track, rule, standing, day)
            found.append(track)
    return found


# Choosing again.


def choose_again(happening: Happening, standing: Standing) -> None:
    """Let each timescale whose by-case anchor tests the event choose its row again, unless its date has passed."""
    for rule in _touched(standing.procedure.tables.choosing_by, happening.names):
        clock = standing.last(rule.name)
        if clock is None:
            _start_late(rule, happening.on, standing)
        elif not clock.ended and not clock.paused and (clock.in_time(happening.on) or not clock.started):
            for track in clock.tracks:
                _choose_track(track, rule, happening.on, standing)


def _start_late(rule: Timescale, day: date, standing: Standing) -> None:
    """Start a clock whose new row turns out to have its anchor behind it."""
    if not (lives_in(rule, standing.place) and _applies(rule, day, standing)):
        return
    fresh = Clock(rule, 1, [begin(terms, -1, ()) for terms in rule.terms])
    for track in fresh.tracks:
        _choose_track(track, rule, day, standing)
    if fresh.started:
        standing.clocks[rule.name] = [fresh]


def _choose_track(track: Track, rule: Timescale, day: date, standing: Standing) -> None:
    if track.terms.anchor is None:
        return
    chosen = choose(track.terms.anchor, standing, day)
    if chosen.row in (track.row, -1):
        return
    track.row, track.passed_over = chosen.row, unique((*chosen.passed_over,))
    anchored = _already(track.terms.anchor.rows[chosen.row].value, rule, standing)
    if anchored is None:
        track.waiting = True
        track.started_on = track.anchored_on = track.first_due = track.due = track.latest = track.earliest = None
        track.started_by, track.working = "", ()
    else:
        _anchor(track, rule, anchored, standing, day)


def _already(anchor: Anchor, rule: Timescale, standing: Standing) -> tuple[Seen, str] | None:
    """Return where an anchor has happened: for several groups since ever, for one since the stage was entered."""
    if len(anchor.groups) != 1:
        return standing.anchored(anchor)
    entered = max((standing.entered.get(stage, 0) for stage in rule.stages), default=0)
    (group,) = anchor.groups
    seen = [(one, name) for name in group for one in standing.happened.get(name, ()) if one.place_in_list >= entered]
    return min(seen, key=lambda one: one[0].place_in_list, default=None)
