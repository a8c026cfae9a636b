"""What changes a running clock's date: extensions, agreed dates, waivers, restarts. Each that cannot be is reported."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from complaint_rules.cases.clocks import Clock, Count, Track
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.judging import judge
from complaint_rules.cases.measuring import Start, added, furthest, look_for_aim, look_for_limit, start_from
from complaint_rules.cases.standing import Standing
from complaint_rules.citations import Citation
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.rules import ContentsAre, Extension, ExtensionKind, MadeBefore, Timescale
from complaint_rules.procedures.tables import Touched
from complaint_rules.terms import Truth

FACT = "fact"


class Finding(NamedTuple):
    """What is irregular about one reading of a clock: its code, the day it turns on, and where the rule is written."""

    code: str
    day: date | None = None
    citation: Citation | None = None


Duties = Mapping[str, tuple[str, ...]]
"""Of each timescale of the council, by its name, the duties of a pack that it fulfils."""


def change_dates(happening: Happening, touched: Touched, standing: Standing, duties: Duties) -> None:
    """Let an event extend, agree, waive and restart what it can."""
    if touched.extended:
        _extend(happening, touched.extended, standing, duties)
    if touched.agreed:
        _agree_date(happening, touched.agreed, standing)
    if touched.waived:
        _waive(happening, touched.waived, standing)
    if touched.restarted:
        _count_afresh(happening, touched.restarted, standing)


def look_again(happening: Happening, standing: Standing) -> None:
    """Count again an aim or a limit whose own anchor has just happened."""
    names = standing.names_of_lookers
    for clock in [clocks[-1] for name, clocks in standing.clocks.items() if name in names]:
        seen = standing.seen_by(clock.rule)
        for track in clock.open_tracks:
            aim, limit = clock.rule.aim, track.terms.limit_anchor
            if aim is not None and aim.anchor is not None and not aim.anchor.names.isdisjoint(happening.names):
                look_for_aim(track, clock.rule, seen)
            if limit is not None and not limit.names.isdisjoint(happening.names):
                look_for_limit(track, clock.rule, seen)


# Extensions.


def _extend(happening: Happening, rules: tuple[Timescale, ...], standing: Standing, duties: Duties) -> None:
    """Extend what the event means: each timescale that it names, else the one that is running and can be extended."""
    of = happening.event.details.get("of")
    if not isinstance(of, str) or not of:
        standing.extended[happening.place_in_list] = _extend_one(happening, rules, standing)
        return
    # A name of the council's stands in a pack for every duty that it fulfils there.
    meant = [tuple(rule for rule in rules if rule.name == name) for name in duties.get(of, (of,))]
    found = [_extend_one(happening, each, standing) for each in meant]
    standing.extended[happening.place_in_list] = any(found)


def _extend_one(happening: Happening, rules: tuple[Timescale, ...], standing: Standing) -> bool:
    """Extend the one clock of some timescales that is running; say whether there was one that runs or has run out."""
    clocks = [clock for rule in rules if (clock := standing.clock_of(rule)) is not None and clock.runs]
    running = [clock for clock in clocks if clock.in_time(happening.on)]
    if len(running) > 1:
        standing.report("extension_ambiguous", happening.kind, happening.on, *(clock.rule.name for clock in running))
    elif clocks:
        # One whose date has passed is extended too late.
        meant = (running or clocks)[0]
        _extend_clock(meant, happening, standing.seen_by(meant.rule))
    return bool(clocks)


def _extend_clock(clock: Clock, happening: Happening, standing: Standing) -> None:
    extension = clock.rule.extension
    assert extension is not None
    if extension.must_contain and all(track.in_time(happening.on) for track in clock.tracks):
        check_contents(happening, extension.must_contain, clock.rule.name, standing)
    found = [
        _extend_track(track, clock.rule, extension, happening, standing) if track.runs else [] for track in clock.tracks
    ]
    _report_common(found, clock.rule.name, happening, standing)


def _report_common(found: list[list[Finding]], about: str, happening: Happening, standing: Standing) -> None:
    """Report what is irregular under every reading."""
    if not all(found):
        return
    said = {finding.code: finding for findings in found for finding in findings}
    for code, last in sorted(said.items()):
        if all(any(code == one.code for one in findings) for findings in found):
            standing.report(code, happening.kind, happening.on, about, day=last.day, citation=last.citation)


def _extend_track(
    track: Track, rule: Timescale, extension: Extension, happening: Happening, standing: Standing
) -> list[Finding]:
    """Extend one reading; return what is irregular about it, each with the day it turns on."""
    if track.past(happening.on):
        return [Finding("extension_too_late", track.due)]
    if track.due is None:
        return []
    if _is_too_late_for(extension, track, happening.on):
        return [Finding("extension_too_late", track.first_due)]
    if judge(extension.condition, standing, happening.on).truth is Truth.FAILS:
        return [Finding("extension_not_allowed")]
    if extension.contents_are is ContentsAre.CONDITION and _lacking(happening, extension.must_contain, standing):
        return [Finding("extension_without_content", citation=extension.citation)]
    if extension.kind is ExtensionKind.ADDS and track.times_added:
        return [Finding("extension_again")]
    until = happening.event.details.get("until")
    return _extend_to(track, rule, until if isinstance(until, date) else None, happening, standing)


def _is_too_late_for(extension: Extension, track: Track, on: date) -> bool:
    """Say whether an extension that must be made before the first date comes after it, whatever was promised since."""
    first_only = extension.made_before is MadeBefore.FIRST_DATE
    return first_only and track.first_due is not None and on > track.first_due


def _extend_to(
    track: Track, rule: Timescale, until: date | None, happening: Happening, standing: Standing
) -> list[Finding]:
    assert rule.extension is not None
    assert track.due is not None
    limit = _limit(track, rule, rule.extension, standing)
    dates = [day for day in (until, limit) if day is not None]
    if not dates:
        return [Finding("extension_without_date")]
    found: list[Finding] = [Finding("extension_beyond_limit", limit)] if until and limit and until > limit else []
    if min(dates) <= track.due:
        return found if track.extended_by == FACT else [*found, Finding("extension_not_later", track.due)]
    _set(track, min(dates), Start(happening.kind, happening.on), rule, standing)
    return found


def _limit(track: Track, rule: Timescale, extension: Extension, standing: Standing) -> date | None:
    if extension.kind is ExtensionKind.ADDS and extension.adds is not None and track.due is not None:
        return added(track.due, extension.adds, rule.counting, standing)
    return track.limit if extension.kind is ExtensionKind.UP_TO else None


def _set(track: Track, target: date, by: Start, rule: Timescale, standing: Standing) -> None:
    track.due, track.due_at = target, None
    track.extended_by, track.extended_on = by.event, by.day
    track.times_added += 1
    track.latest = furthest(track, rule, standing)
    track.working = (*track.working, Count("extended", by.day, target))


def extend_by_facts(track: Track, rule: Timescale, standing: Standing) -> None:
    """Extend a track that has just started, if a fact known by its first date makes it longer."""
    extension = rule.extension
    if extension is None or track.waiting or track.first_due is None:
        return
    start = track.started_on or track.first_due
    if judge(extension.condition, standing, start).truth is Truth.FAILS:
        return
    for condition in extension.made_by_facts:
        if judge(condition, standing, start).truth is Truth.HOLDS:
            _extend_by_fact(track, rule, condition, standing)


def extend_by_new_facts(names: frozenset[str], standing: Standing) -> None:
    """Look again at the extensions of running clocks that are made by facts of these names."""
    for clocks in standing.clocks.values():
        clock = clocks[-1]
        extension = clock.rule.extension
        if extension is not None and any(names & test.names(NameKind.FACT) for test in extension.made_by_facts):
            for track in clock.running_tracks:
                extend_by_facts(track, clock.rule, standing.seen_by(clock.rule))


def _extend_by_fact(track: Track, rule: Timescale, condition: Condition, standing: Standing) -> None:
    assert rule.extension is not None
    assert track.due is not None
    assert track.first_due is not None
    known = [standing.since[name] for name in condition.names(NameKind.FACT) if name in standing.since]
    late = [event for event in known if event.on > track.first_due]
    limit = _limit(track, rule, rule.extension, standing)
    if late:
        last = max(late, key=lambda event: event.on)
        standing.report("extension_too_late", last.kind, last.on, rule.name, day=track.first_due)
    elif limit is not None and limit > track.due and not track.times_added:
        on = max((event.on for event in known), default=track.started_on or track.first_due)
        _set(track, limit, Start(FACT, on), rule, standing)


def keep_extension(track: Track, given: Track, rule: Timescale, standing: Standing) -> None:
    """Keep an extension that was given before the clock was moved to another day, if it reaches further."""
    if given.due is not None and track.due is not None and given.due > track.due:
        track.due, track.times_added = given.due, given.times_added
        track.extended_by, track.extended_on = given.extended_by, given.extended_on
        track.latest = furthest(track, rule, standing)
        track.working = (*track.working, *(count for count in given.working if count.kind == "extended"))


def check_contents(happening: Happening, must_contain: tuple[str, ...], about: str, standing: Standing) -> None:
    """Report a letter that says what it contains and lacks what it must."""
    missing = _lacking(happening, must_contain, standing)
    if missing:
        standing.report("content_missing", happening.kind, happening.on, about, *missing)


def _lacking(happening: Happening, must_contain: tuple[str, ...], standing: Standing) -> tuple[str, ...]:
    """Return what a letter lacks of what it must contain; nothing where it is not known what it contains."""
    contains = standing.held_by(happening) if must_contain else None
    if contains is None:
        return ()
    present = {*contains, *(("new_date",) if "until" in happening.event.details else ())}
    return tuple(content for content in must_contain if content not in present)


# Agreed dates, waivers, restarts.


def _agree_date(happening: Happening, rules: tuple[Timescale, ...], standing: Standing) -> None:
    """Let the day that both sides agreed take the place of the due date of what runs."""
    tracks = [(track, rule) for rule in rules for track in _last_tracks(rule, standing)]
    agreed = [(track, rule) for track, rule in tracks if track.in_time(happening.on) or _is_still_an_aim(track)]
    for track, rule in agreed:
        track.due, track.due_at = happening.spoken_day, None
        track.extended_by, track.extended_on = happening.kind, happening.on
        track.latest = furthest(track, rule, standing.seen_by(rule))
        track.working = (*track.working, Count("agreed", happening.on, track.due))
    if not agreed:
        standing.report("agreed_date_of_no_clock", happening.kind, happening.on, *_names(rules))


def _is_still_an_aim(track: Track) -> bool:
    """Say whether a track runs by an aim alone, and no other date was given or agreed: passing it has ended nothing."""
    return track.runs and track.terms.aim_alone and track.due == track.first_due


def _last_tracks(rule: Timescale, standing: Standing) -> list[Track]:
    clock = standing.clock_of(rule)
    return clock.open_tracks if clock is not None else []


def _names(rules: tuple[Timescale, ...]) -> tuple[str, ...]:
    """Return the names of timescales, each once: two versions may have one of the same name."""
    return tuple(dict.fromkeys(rule.name for rule in rules))


def _waive(happening: Happening, rules: tuple[Timescale, ...], standing: Standing) -> None:
    waived = [track for rule in rules for track in _last_tracks(rule, standing)]
    for track in waived:
        track.cancel(happening.kind, happening.on)
    for rule in rules:
        clock = standing.clock_of(rule)
        if clock is not None and clock.done_on is None:
            clock.settle(happening.kind, happening.on)
    if not waived:
        standing.report("waiver_of_no_clock", happening.kind, happening.on, *_names(rules))


def _count_afresh(happening: Happening, rules: tuple[Timescale, ...], standing: Standing) -> None:
    for rule in rules:
        clock = standing.clock_of(rule)
        if clock is not None:
            running, seen = clock.running_tracks, standing.seen_by(rule)
            found = [_restart(track, clock, happening, seen) if track in running else [] for track in clock.tracks]
            _report_common(found, rule.name, happening, standing)


def _restart(track: Track, clock: Clock, happening: Happening, standing: Standing) -> list[Finding]:
    day = happening.spoken_day
    if track.anchored_on is not None and day < track.anchored_on:
        return [Finding("date_not_later", day)]
    if clock.follows:
        own = clock.rule.terms.index(track.terms)
        clock.follows = tuple((at, other) for at, other in clock.follows if at != own)
    at_hour = None if day != happening.on else happening.at
    track.ends = tuple((end, day, at_hour) for end, *_ in track.ends)
    start_from(Start(happening.kind, day, at_hour), track, clock.rule, standing, happening.on)
    extend_by_facts(track, clock.rule, standing)
    return []
