"""Where clocks start: on an event, on entering a stage, with another clock, or upon choosing another row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.extending import extend_by_facts, keep_extension
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.judging import choose, truth_of
from complaint_rules.cases.measuring import (
    Start,
    begin,
    begin_plainly,
    begin_simply,
    join_ends,
    look_for_aim,
    measure,
    note_ends,
    start_from,
)
from complaint_rules.cases.pausing import if_it_went_on
from complaint_rules.cases.standing import Seen, Standing
from complaint_rules.procedures.rules import Anchor, Terms, Timescale
from complaint_rules.procedures.tables import lives_in
from complaint_rules.terms import Truth


def start_clocks(happening: Happening, standing: Standing) -> None:
    """Start every timescale whose chosen anchor the event completes, in the stage left or entered."""
    tables = standing.procedure.tables
    if happening.left == standing.place:
        starting = standing.here(happening.touched).starting
    else:
        starting = tables.entering(happening.touched, happening.left, standing.place)
    ready, hanging = starting.rules, starting.followers
    if starting.some_have_tests:
        ready = tuple(rule for rule in ready if _applies(rule, happening.on, standing))
        hanging = tuple(rule for rule in hanging if _applies(rule, happening.on, standing))
    for rule in ready:
        _start_one(rule, happening, standing)
    if tables.followed:
        happening.newly = _newly_started(standing)
        if hanging and (happening.newly or happening.left != standing.place):
            _follow(hanging, happening, standing)
        standing.started.update(happening.newly)


def _start_one(rule: Timescale, happening: Happening, standing: Standing) -> None:
    """Start a timescale, in the simplest of three ways that will do."""
    simple = standing.procedure.simple_starts.get(rule.name)
    if simple is not None and rule.name not in standing.clocks and simple.event in happening.touched.names:
        track = begin_simply(rule, simple, standing)
        standing.clocks[rule.name] = [Clock(rule, 1, [track], (), happening.place_in_list)]
    elif not _start_plainly(rule, happening, standing):
        seen = standing.seen_by(rule)
        for at, terms in enumerate(rule.terms):
            _start_reading(rule, at, terms, happening, seen)


def _newly_started(standing: Standing) -> list[int]:
    """Return the clocks that others may hang on and that have started in this step, by their identity."""
    found = []
    for name in standing.procedure.tables.followed:
        for clock in standing.clocks.get(name, ()):
            if id(clock) not in standing.started and clock.started:
                found.append(id(clock))  # noqa: PERF401 - most often there is none, and a loop makes no list of them
    return found


def _start_plainly(rule: Timescale, happening: Happening, standing: Standing) -> bool:
    """Start the first occurrence of a plain timescale; say whether that was all that there was to do."""
    anchors = rule.terms[0].anchor
    if not rule.is_plain or anchors is None or rule.name in standing.clocks:
        return False
    chosen = choose(anchors, standing, happening.on)
    if chosen.row < 0:
        return True
    anchor = anchors.rows[chosen.row].value
    if anchor.names.isdisjoint(happening.touched.names):
        return False
    anchored = standing.anchored(anchor)
    if anchored is not None:
        track = begin_plainly(rule, chosen, anchored, standing, happening.on)
        standing.clocks[rule.name] = [Clock(rule, 1, [track], (), happening.place_in_list)]
        if rule.extension is not None and rule.extension.made_by_facts:
            extend_by_facts(track, rule, standing)
    return True


def _enters(rule: Timescale, happening: Happening, standing: Standing) -> bool:
    """Say whether the event brought the case into the timescale's stage (at any stage: into being)."""
    if happening.left == standing.place:
        return False
    return not happening.left if rule.any_stage else standing.place in rule.stages


def _applies(rule: Timescale, day: date, standing: Standing) -> bool:
    return not rule.condition.clauses or truth_of(rule.condition, standing, day) is Truth.HOLDS


def _start_reading(rule: Timescale, at: int, terms: Terms, happening: Happening, standing: Standing) -> None:
    if terms.ends:
        _start_ends(rule, at, happening, standing)
    elif terms.anchor is None:
        if _enters(rule, happening, standing):
            start = Start(happening.kind, happening.on)
            for track in _tracks_to_start(rule, at, happening, standing, moving=False):
                start_from(start, track, rule, standing, happening.on)
                extend_by_facts(track, rule, standing)
    else:
        _start_anchored(rule, at, terms, happening, standing)


def _start_anchored(rule: Timescale, at: int, terms: Terms, happening: Happening, standing: Standing) -> None:
    assert terms.anchor is not None
    chosen = choose(terms.anchor, standing, happening.on)
    if chosen.row < 0:
        return
    anchor = terms.anchor.rows[chosen.row].value
    anchored = _completed(anchor, rule, happening, standing)
    if anchored is None:
        return
    moving = not happening.touched.speaking.isdisjoint(anchor.names)
    for track in _tracks_to_start(rule, at, happening, standing, moving=moving):
        given = replace(track) if track.times_added else None
        track.row, track.passed_over = chosen.row, chosen.passed_over
        _anchor(track, rule, anchored, standing, happening.on)
        if given is not None:
            keep_extension(track, given, rule, standing)


def _completed(anchor: Anchor, rule: Timescale, happening: Happening, standing: Standing) -> tuple[Seen, str] | None:
    """Return where an anchor rests if this event completes it; one of facts alone is completed on entry."""
    if not anchor.names.isdisjoint(happening.names):
        return standing.anchored(anchor)
    if not _enters(rule, happening, standing):
        return None
    facts_alone = bool(anchor.names) and all(name in standing.procedure.vocabulary.facts for name in anchor.names)
    return standing.anchored(anchor) if facts_alone else None


def _start_ends(rule: Timescale, at: int, happening: Happening, standing: Standing) -> None:
    terms = rule.terms[at]
    found = (_completed(end.anchor, rule, happening, standing) for end in terms.ends)
    completed = [one for one in found if one is not None]
    if not completed:
        return
    for track in _tracks_to_start(rule, at, happening, standing, moving=True):
        fresh = note_ends(track, standing)
        if track.waiting:
            _anchor(track, rule, completed[0], standing, happening.on)
        elif fresh:
            join_ends(track, fresh, rule, standing)


def _tracks_to_start(
    rule: Timescale, at: int, happening: Happening, standing: Standing, *, moving: bool
) -> list[Track]:
    """Return the tracks of one reading that an anchor starts: waiting ones, running ones that move, or a new one's.

    A reading that had not started when the clock ended has ended with it.
    """
    clock = standing.last(rule.name)
    terms = rule.terms[at]
    if clock is None or (clock.over(happening.on) and not _opened_now(clock, happening)):
        clock = _next_occurrence(rule, happening, standing)
    if clock.done_on is not None:
        return []
    return [
        track
        for track in clock.tracks
        if track.terms is terms and track.cancelled_on is None and not track.paused and (track.waiting or moving)
    ]


def _opened_now(clock: Clock, happening: Happening) -> bool:
    return clock.opened_at == happening.place_in_list and not clock.ended


def _next_occurrence(rule: Timescale, happening: Happening, standing: Standing) -> Clock:
    last = standing.last(rule.name)
    clock = Clock(rule, last.occurrence + 1 if last else 1, [begin(terms, -1, ()) for terms in rule.terms])
    clock.opened_at = happening.place_in_list
    standing.clocks.setdefault(rule.name, []).append(clock)
    return clock


def _anchor(track: Track, rule: Timescale, anchored: tuple[Seen, str], standing: Standing, day: date) -> None:
    seen, name = anchored
    start_from(Start(seen.kind, seen.day, seen.at, name if seen.assumed else ""), track, rule, standing, day)
    extend_by_facts(track, rule, standing)


# With another clock.


def _follow(hanging: Sequence[Timescale], happening: Happening, standing: Standing) -> None:
    """Start the readings that hang on other clocks: one occurrence for each of theirs, or on entering their stage."""
    for _ in hanging:
        for rule in hanging:
            for at, terms in enumerate(rule.terms):
                followed = _followed(terms, happening, standing)
                if followed is not None:
                    _follow_one(rule, at, followed, happening, standing)
        refresh_followers(happening.on, standing)


def _followed(terms: Terms, happening: Happening, standing: Standing) -> Clock | None:
    if terms.anchor is None or not any(anchor.timescale for anchor in terms.anchor.values()):
        return None
    chosen = choose(terms.anchor, standing, happening.on)
    name = terms.anchor.rows[chosen.row].value.timescale if chosen.row >= 0 else ""
    return standing.last(name) if name else None


def _follow_one(rule: Timescale, at: int, followed: Clock, happening: Happening, standing: Standing) -> None:
    if not followed.started or not (id(followed) in happening.newly or _enters(rule, happening, standing)):
        return
    clock = standing.last(rule.name)
    if clock is not None and (clock.followed_by(at) is followed or _is_anothers(clock, rule, happening)):
        return
    waits = clock is not None and not clock.ended and any(t.waiting for t in clock.tracks if t.terms is rule.terms[at])
    if clock is None or not waits:
        clock = _next_occurrence(rule, happening, standing)
    clock.follows = (*((one, other) for one, other in clock.follows if one != at), (at, followed))
    if clock not in standing.hanging:
        standing.hanging.append(clock)


def _is_anothers(clock: Clock, rule: Timescale, happening: Happening) -> bool:
    """Say whether a clock goes on by the rule of another version, so that this one cannot open the next."""
    return clock.rule is not rule and not clock.over(happening.on)


def refresh_followers(day: date, standing: Standing) -> None:
    """Count anew the dates of every open clock that hangs on another's date in force."""
    for clock in standing.hanging:
        if clock.done_on is None and not _stands(clock) and clock.follows and not clock.ended:
            clock.tracks = following_tracks(clock, day, standing.seen_by(clock.rule))


def _stands(clock: Clock) -> bool:
    """Say whether nothing has changed for a clock that hangs on another by its one reading, as most often."""
    if len(clock.tracks) != 1 or len(clock.follows) != 1 or clock.rule.changes:
        return False
    own, followed = clock.tracks[0], clock.follows[0][1].tracks
    if len(followed) != 1 or own.waiting or own.paused or own.cancelled_on is not None:
        return False
    return not followed[0].paused and own.anchored_on == followed[0].due


def following_tracks(clock: Clock, day: date, standing: Standing) -> list[Track]:
    """Return a clock's tracks with those that hang on others counted from the others' dates in force.

    The date of a paused clock is what it would be if it went on that day.
    """
    found: list[Track] = []
    for at, terms in enumerate(clock.rule.terms):
        own = [track for track in clock.tracks if track.terms is terms]
        followed = clock.followed_by(at)
        if followed is None:
            found += own
            continue
        others = if_it_went_on(followed, day, standing) if followed.done_on is None else followed.tracks
        for number, other in enumerate(others):
            track = _hung_on(own[min(number, len(own) - 1)], other, followed)
            if track.anchored_on is not None and track.cancelled_on is None:
                measure(track, clock.rule, standing, day)
            elif not track.waiting and track.cancelled_on is None:
                look_for_aim(track, clock.rule, standing)
            found.append(track)
    return found


def _hung_on(own: Track, other: Track, followed: Clock) -> Track:
    """Return a track anchored on another clock's date in force; one that was cancelled keeps its own."""
    if own.cancelled_on is not None and not own.waiting:
        return own
    track = begin(own.terms, 0, own.passed_over)
    track.reading = "; ".join(part for part in (own.terms.reading, other.reading) if part)
    track.cancelled_on, track.cancelled_by = own.cancelled_on, own.cancelled_by
    track.paused, track.set_aside, track.lengths = own.paused, own.set_aside, own.lengths
    track.length_known, track.unknown_length = own.length_known, own.unknown_length
    # A reading that had not started when all others ended has ended with them: nothing started what hangs on it.
    track.waiting = other.waiting and not followed.ended
    if not other.waiting:
        track.started_by, track.started_on, track.anchored_on = followed.rule.name, other.due, other.due
    return track


# Choosing again.


def rows_chosen(happening: Happening, standing: Standing) -> dict[tuple[str, int], int]:
    """Return the row that each by-case anchor which tests the event chooses before it is on record."""
    return {
        (rule.name, at): choose(terms.anchor, standing, happening.on).row
        for rule in happening.touched.choosing
        for at, terms in enumerate(rule.terms)
        if terms.anchor is not None
    }


def choose_again(happening: Happening, before: Mapping[tuple[str, int], int], standing: Standing) -> None:
    """Let each timescale whose by-case anchor tests the event choose its row again, unless its date has passed."""
    for rule in happening.touched.choosing:
        clock = standing.last(rule.name)
        waits = clock is None or not clock.started
        if waits and not (lives_in(rule, standing.place) and _applies(rule, happening.on, standing)):
            continue
        if clock is not None and (clock.ended or clock.rule is not rule):
            continue
        seen = standing.seen_by(rule)
        fresh = clock or Clock(rule, 1, [begin(terms, -1, ()) for terms in rule.terms])
        for track in fresh.tracks:
            at = rule.terms.index(track.terms)
            present = before.get((rule.name, at), -1) if track.waiting and track.row < 0 else track.row
            if track.waiting or track.in_time(happening.on):
                _choose_track(track, rule, present, happening.on, seen)
        if clock is None and fresh.started:
            standing.clocks[rule.name] = [fresh]
        if not fresh.started:
            standing.started.discard(id(fresh))


def _choose_track(track: Track, rule: Timescale, present: int, day: date, standing: Standing) -> None:
    if track.terms.anchor is None:
        return
    chosen = choose(track.terms.anchor, standing, day)
    if chosen.row == present:
        return
    track.row, track.passed_over = chosen.row, chosen.passed_over
    anchored = _already(track.terms.anchor.rows[chosen.row].value, rule, standing) if chosen.row >= 0 else None
    if anchored is not None:
        _anchor(track, rule, anchored, standing, day)
        return
    track.waiting = True
    track.started_on = track.anchored_on = track.first_due = track.due = None
    track.latest = track.earliest = track.aim_due = track.lengths = None
    track.started_by, track.working = "", ()


def _already(anchor: Anchor, rule: Timescale, standing: Standing) -> tuple[Seen, str] | None:
    """Return where an anchor has happened: for several groups since ever, for one since the stage was entered."""
    if len(anchor.groups) != 1 or any(name in standing.facts for name in anchor.names):
        return standing.anchored(anchor)
    entered = [standing.entered[stage] for stage in rule.stages or ("",) if stage in standing.entered]
    since = max(entered, default=None)
    (group,) = anchor.groups
    seen = [
        (one, name)
        for name in group
        for one in standing.happened.get(name, ())
        if since is not None and one.place_in_list >= since
    ]
    if not seen:
        return None
    first = min(seen, key=lambda one: one[0].place_in_list)
    speaks = standing.procedure.tables.speaks_of_a_day(first[1])
    return max(seen, key=lambda one: one[0].place_in_list) if speaks else first
