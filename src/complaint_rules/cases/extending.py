"""What changes a running clock's date: extensions, agreed dates, waivers, restarts. Each that cannot be is reported."""

from datetime import date

from complaint_rules.cases.clocks import Clock, Count, Track
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.judging import judge
from complaint_rules.cases.measuring import Start, added, limit_of, start_from
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.rules import Extension, ExtensionKind, Timescale
from complaint_rules.terms import Truth

FACT = "fact"


def extend(happening: Happening, standing: Standing, duties: dict[str, str]) -> None:
    """Extend the clock that the event means: the one it names, else the one that is running and can be extended."""
    tables = standing.procedure.tables
    rules = {rule.name: rule for name in happening.names for rule in tables.extended_by.get(name, ())}
    of = happening.event.details.get("of")
    if not rules:
        return
    if isinstance(of, str):
        rules = {name: rule for name, rule in rules.items() if name in (of, duties.get(of))}
    running = [clock for rule in rules.values() if (clock := _extendable(rule, standing)) is not None]
    if not running:
        standing.report("extension_of_no_clock", happening.kind, happening.on, *([of] if isinstance(of, str) else []))
    elif len(running) > 1:
        names = (clock.rule.name for clock in running)
        standing.report("extension_ambiguous", happening.kind, happening.on, *names)
    else:
        _extend_clock(running[0], happening, standing)


def _extendable(rule: Timescale, standing: Standing) -> Clock | None:
    clock = standing.last(rule.name)
    return clock if clock is not None and clock.live else None


def _extend_clock(clock: Clock, happening: Happening, standing: Standing) -> None:
    extension = clock.rule.extension
    assert extension is not None
    name = clock.rule.name
    _check_contents(happening, extension.must_contain, name, standing)
    if judge(extension.condition, standing, happening.on).truth is Truth.FAILS:
        standing.report("extension_not_allowed", happening.kind, happening.on, name)
        return
    codes = {
        _extend_track(track, clock.rule, extension, happening, standing) for track in clock.tracks if not track.waiting
    }
    for code, day in sorted((code for code in codes if code[0]), key=str):
        standing.report(code, happening.kind, happening.on, name, day=day)


def _extend_track(
    track: Track, rule: Timescale, extension: Extension, happening: Happening, standing: Standing
) -> tuple[str, date | None]:
    """Extend one reading; return the code of what is irregular about it, with the day it turns on, or nothing."""
    if track.past(happening.on):
        return "extension_too_late", track.due
    if track.due is None:
        return "extension_not_later", None
    if extension.kind is ExtensionKind.ADDS and track.times_added:
        return "extension_again", None
    until = happening.event.details.get("until")
    limit = _limit(track, rule, extension, standing)
    if not isinstance(until, date) and limit is None:
        return "extension_without_date", None
    target = min(filter(None, (until if isinstance(until, date) else None, limit)))
    if target <= track.due:
        return ("", None) if track.extended_by == FACT else ("extension_not_later", track.due)
    _set(track, target, happening.kind, happening.on, extension)
    capped = isinstance(until, date) and limit is not None and until > limit
    return ("extension_beyond_limit", limit) if capped else ("", None)


def _limit(track: Track, rule: Timescale, extension: Extension, standing: Standing) -> date | None:
    if extension.kind is ExtensionKind.ADDS and extension.adds is not None and track.due is not None:
        return added(track.due, extension.adds, standing)
    return limit_of(track, rule, standing) if extension.kind is ExtensionKind.UP_TO else None


def _set(track: Track, target: date, by: str, on: date, extension: Extension) -> None:
    track.due = target
    track.due_at = None
    track.extended_by, track.extended_on = by, on
    track.times_added += extension.kind is ExtensionKind.ADDS
    if track.latest is not None:
        track.latest = max(track.latest, target)
    track.working = (*track.working, Count("extended", on, target))


def extend_by_facts(clock: Clock, standing: Standing) -> None:
    """Extend a clock that has just started, if a fact known by its first date makes it longer."""
    extension = clock.rule.extension
    if extension is None or not extension.made_by_facts:
        return
    for track in clock.tracks:
        if not track.waiting and track.due is not None and not track.extended_by:
            for condition in extension.made_by_facts:
                _extend_by_fact(track, clock.rule, condition, extension, standing)


def _extend_by_fact(
    track: Track, rule: Timescale, condition: Condition, extension: Extension, standing: Standing
) -> None:
    assert track.due is not None
    start = track.started_on or track.due
    judged = judge(condition, standing, start).truth, judge(extension.condition, standing, start).truth
    if judged[0] is not Truth.HOLDS or judged[1] is Truth.FAILS:
        return
    known = [standing.since[name] for name in condition.names(NameKind.FACT) if name in standing.since]
    limit = _limit(track, rule, extension, standing)
    if any(day > track.due for day in known):
        standing.report("extension_too_late", "facts_recorded", max(known), rule.name, day=track.due)
    elif limit is not None and limit > track.due:
        _set(track, limit, FACT, max(known, default=start), extension)


def _check_contents(happening: Happening, must_contain: tuple[str, ...], about: str, standing: Standing) -> None:
    contains = happening.event.details.get("contains")
    if not isinstance(contains, tuple):
        return
    present = {*contains, *(("new_date",) if "until" in happening.event.details else ())}
    missing = [content for content in must_contain if content not in present]
    if missing:
        standing.report("content_missing", happening.kind, happening.on, about, *missing)


def check_contents(happening: Happening, must_contain: tuple[str, ...], about: str, standing: Standing) -> None:
    """Report a letter that says what it contains and lacks what it must."""
    _check_contents(happening, must_contain, about, standing)


def agree_date(happening: Happening, standing: Standing) -> None:
    """Let the day that both sides agreed take the place of the due date."""
    for name in happening.names:
        for rule in standing.procedure.tables.agreed_by.get(name, ()):
            clock = standing.last(rule.name)
            if clock is not None and clock.live:
                for track in clock.tracks:
                    if not track.waiting:
                        day = happening.spoken_day
                        track.due, track.due_at = day, None
                        track.extended_by, track.extended_on = happening.kind, happening.on
                        track.latest = max(track.latest, day) if track.latest else track.latest
                        track.working = (*track.working, Count("agreed", happening.on, day))


def waive(happening: Happening, standing: Standing) -> None:
    """Cancel the clocks that somebody waived."""
    for name in happening.names:
        for rule in standing.procedure.tables.waived_by.get(name, ()):
            clock = standing.last(rule.name)
            if clock is not None and clock.started and not clock.ended:
                clock.cancelled_on, clock.cancelled_by, clock.paused = happening.on, happening.kind, False


def count_afresh(happening: Happening, standing: Standing) -> None:
    """Restart the clocks that count afresh from the event."""
    for name in happening.names:
        for rule in standing.procedure.tables.restarted_by.get(name, ()):
            clock = standing.last(rule.name)
            if clock is not None and clock.live:
                _restart_clock(clock, happening, standing)


def _restart_clock(clock: Clock, happening: Happening, standing: Standing) -> None:
    day = happening.spoken_day
    for track in clock.tracks:
        if track.waiting:
            continue
        if track.anchored_on is not None and day < track.anchored_on:
            standing.report("date_not_later", happening.kind, happening.on, clock.rule.name, day=day)
        else:
            start_from(Start(happening.kind, day, happening.at), track, clock.rule, standing, day)
    extend_by_facts(clock, standing)
