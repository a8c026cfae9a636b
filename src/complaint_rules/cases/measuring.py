"""From an anchor's day to a clock's dates, by the profile's own counting."""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from complaint_rules.cases.clocks import Clock, Count, Left, Track
from complaint_rules.cases.judging import choose, unique
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.rules import End, ExtensionKind, Terms, Timescale
from complaint_rules.terms import Forwards
from complaint_rules.timescales import (
    Counting,
    Period,
    Reckoned,
    after_resuming,
    first_day_before,
    last_day,
    left_over,
)
from complaint_rules.working_days import WorkingCalendar


def calendar_for(period: Period, standing: Standing) -> WorkingCalendar | None:
    """Return the calendar that defines a period's unit; for other units the file's first, which knows closed days."""
    calendars = standing.procedure.calendars
    return calendars.get(period.unit) or next(iter(calendars.values()), None)


def forwards(period: Period, start: date, counting: Counting, standing: Standing, at: time | None = None) -> Reckoned:
    """Return the last day of a period counted from a day."""
    return last_day(period, start, counting, calendar_for(period, standing), at)


def backwards(period: Period, anchor: date, counting: Counting, standing: Standing) -> Reckoned:
    """Return the last day that leaves a whole period before a day."""
    return first_day_before(period, anchor, counting, calendar_for(period, standing))


def day_of_end(end: End, standing: Standing, counting: Counting | None = None) -> date | None:
    """Return the day on which an end falls, once its anchor has happened."""
    anchored = standing.anchored(end.anchor)
    if anchored is None:
        return None
    way = counting or next(iter(standing.procedure.timescales)).counting
    return forwards(end.within, anchored[0].day, way, standing).day


@dataclass(frozen=True, slots=True)
class _Length:
    period: Period | None
    passed_over: tuple[str, ...] = ()
    known: bool = True


def _chosen(choice: Choice[Period | None] | None, standing: Standing, day: date) -> _Length:
    if choice is None:
        return _Length(None)
    chosen = choose(choice, standing, day)
    if chosen.row < 0:
        return _Length(None, chosen.passed_over, known=False)
    return _Length(choice.rows[chosen.row].value, chosen.passed_over)


def measure(track: Track, rule: Timescale, standing: Standing, day: date) -> None:
    """Set a track's dates from its anchor's day; an extension that it had is gone."""
    assert track.anchored_on is not None
    terms = track.terms
    within = _chosen(terms.within, standing, day)
    at_least = _chosen(terms.at_least, standing, day)
    track.passed_over = unique((*track.passed_over, *within.passed_over, *at_least.passed_over))
    track.extended_by, track.extended_on, track.times_added = "", None, 0
    track.first_due = track.earliest = track.due_at = None
    track.working = ()
    if terms.ends:
        _measure_ends(track, rule, standing)
    elif terms.on_or_before is not None:
        track.first_due = terms.on_or_before
    elif terms.backwards:
        _measure_backwards(track, rule, within.period, at_least.period, standing)
    else:
        _measure_forwards(track, rule, within.period, at_least.period, standing)
    track.due = track.first_due
    track.latest = _furthest(track, rule, standing)


def _measure_ends(track: Track, rule: Timescale, standing: Standing) -> None:
    counted = [
        (anchored[0].day, end.within, forwards(end.within, anchored[0].day, rule.counting, standing).day)
        for end in track.terms.ends
        if (anchored := standing.anchored(end.anchor)) is not None
    ]
    start, period, last = max(counted, key=lambda one: one[2])
    track.period, track.first_due = period, last
    track.working = (Count("counted", start, last, period),)


def _measure_forwards(
    track: Track, rule: Timescale, within: Period | None, at_least: Period | None, standing: Standing
) -> None:
    assert track.anchored_on is not None
    aim = rule.aim.within if rule.aim and rule.aim.anchor is None and track.terms.within is None else None
    track.period = within or at_least or aim
    if at_least is not None:
        track.earliest = forwards(at_least, track.anchored_on, rule.counting, standing, track.at).day
    counted = within or (aim if at_least is None else None)
    if counted is None:
        return
    end = forwards(counted, track.anchored_on, rule.counting, standing, track.at)
    track.first_due, track.due_at, track.accurate_to_day = end.day, end.at, end.accurate_to_day
    track.working = (Count("counted", track.anchored_on, end.day, counted, at=track.at),)


def _measure_backwards(
    track: Track, rule: Timescale, within: Period | None, at_least: Period | None, standing: Standing
) -> None:
    assert track.anchored_on is not None
    track.period = at_least or within
    if within is not None:
        track.earliest = backwards(within, track.anchored_on, rule.counting, standing).day
        track.first_due = track.anchored_on
    if at_least is not None:
        track.first_due = backwards(at_least, track.anchored_on, rule.counting, standing).day
        track.working = (Count("counted", track.anchored_on, track.first_due, at_least, backwards=True),)


def limit_of(track: Track, rule: Timescale, standing: Standing) -> date | None:
    """Return the furthest day to which an extension may go *to*, or None where there is none or it is not known."""
    if track.terms.limit is None:
        return None
    start = track.anchored_on
    if track.terms.limit_anchor is not None:
        anchored = standing.anchored(track.terms.limit_anchor)
        start = anchored[0].day if anchored else None
    return forwards(track.terms.limit, start, rule.counting, standing, track.at).day if start else None


def _furthest(track: Track, rule: Timescale, standing: Standing) -> date | None:
    extension = rule.extension
    if extension is None or track.due is None:
        return track.due
    if extension.kind is ExtensionKind.NO_LIMIT:
        return None
    if extension.kind is ExtensionKind.ADDS and extension.adds is not None:
        return added(track.due, extension.adds, standing)
    limit = limit_of(track, rule, standing)
    return max(limit, track.due) if limit else track.due


def added(due: date, period: Period, standing: Standing) -> date:
    """Return a date moved on by a period, day zero being the date itself."""
    return forwards(period, due, Counting(Forwards.TRIGGER_IS_DAY_ZERO), standing).day


# Setting a clock aside, and going on.


def what_is_left(clock: Clock, on: date, standing: Standing) -> tuple[Left, ...]:
    """Return what is left of each track's dates after a day."""
    return tuple(
        Left(*(_left(track, day, on, standing) for day in (track.first_due, track.due, track.latest)))
        for track in clock.tracks
    )


def _unit(track: Track) -> Period:
    return track.period or Period(1, "calendar days")


def _left(track: Track, day: date | None, on: date, standing: Standing) -> int | None:
    if day is None or track.waiting:
        return None
    unit = _unit(track)
    return left_over(unit.unit, day, on, calendar_for(unit, standing))


def resume(track: Track, left: Left, on: date, standing: Standing) -> None:
    """Let a track go on from a day with what was left of it."""
    unit = _unit(track)

    def gone_on(days: int | None) -> date | None:
        return None if days is None else after_resuming(unit.unit, days, on, calendar_for(unit, standing))

    track.first_due, track.due, track.latest = (
        gone_on(left.first_due),
        gone_on(left.due),
        gone_on(left.latest),
    )
    if left.due is not None:
        track.working = (
            *track.working,
            Count("resumed", on, track.due, Period(left.due or 1, unit.unit), days=left.due),
        )


class Start(NamedTuple):
    """What a clock counts from: the event, its day, its hour if known, and the event that it stands in for."""

    event: str
    day: date
    at: time | None = None
    assumed: str = ""


def start_from(start: Start, track: Track, rule: Timescale, standing: Standing, day: date) -> None:
    """Let a track count from a start, as things stand on a day; an extension that it had is gone."""
    track.waiting = False
    track.started_by, track.started_on, track.anchored_on, track.at = start.event, start.day, start.day, start.at
    track.assumed = start.assumed
    measure(track, rule, standing, day)


def begin(terms: Terms, row: int, passed_over: tuple[str, ...]) -> Track:
    """Return a track that knows its row and waits for its day."""
    return Track(terms, terms.reading, row, passed_over=passed_over)
