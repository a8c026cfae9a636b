"""From an anchor's day to a clock's dates, by the profile's own counting."""

from datetime import date, time
from typing import NamedTuple

from complaint_rules.cases.clocks import Count, Counted, SetAside, Track
from complaint_rules.cases.judging import Chosen, choose, unique
from complaint_rules.cases.standing import Seen, Standing
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.rules import ClocksOnLeaving, End, ExtensionKind, Lengths, Terms, Timescale
from complaint_rules.procedures.tables import SimpleStart
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
    found = calendars.get(period.unit)
    return found if found is not None else next(iter(calendars.values()), None)


def forwards(period: Period, start: date, counting: Counting, standing: Standing, at: time | None = None) -> Reckoned:
    """Return the last day of a period counted from a day."""
    return last_day(period, start, counting, calendar_for(period, standing), at)


def backwards(period: Period, anchor: date, counting: Counting, standing: Standing) -> Reckoned:
    """Return the last day that leaves a whole period before a day."""
    return first_day_before(period, anchor, counting, calendar_for(period, standing))


def day_of_end(end: End, counting: Counting, standing: Standing) -> date | None:
    """Return the day on which an end falls, once its anchor has happened."""
    anchored = standing.anchored(end.anchor)
    return forwards(end.within, anchored[0].day, counting, standing, anchored[0].at).day if anchored else None


class _Length(NamedTuple):
    period: Period | None
    passed_over: tuple[str, ...] = ()
    known: bool = True


_NO_LENGTH = _Length(None)


def _chosen(choice: Choice[Period | None] | None, standing: Standing, day: date) -> _Length:
    if choice is None:
        return _NO_LENGTH
    row, passed_over = choose(choice, standing, day)
    return _Length(choice.rows[row].value if row >= 0 else None, passed_over, row >= 0)


def measure(track: Track, rule: Timescale, standing: Standing, day: date) -> None:
    """Set a track's dates from its anchor's day; an extension that it had is gone.

    By-case lengths are chosen when an occurrence starts, and kept when it counts afresh.
    """
    if track.lengths is None:
        _choose_lengths(track, standing, day)
    assert track.lengths is not None
    within, at_least, _ = track.lengths
    track.extended_by, track.extended_on, track.times_added = "", None, 0
    track.first_due = track.earliest = track.due_at = None
    track.working = ()
    if track.terms.ends:
        _measure_ends(track, rule, standing)
    elif track.terms.on_or_before is not None:
        track.first_due = track.terms.on_or_before
    elif track.terms.backwards:
        _measure_backwards(track, rule, within, at_least, standing)
    else:
        _measure_forwards(track, rule, within, at_least, standing)
    track.due = track.first_due
    track.aim_due = _aim(track, rule, standing)
    look_for_limit(track, rule, standing)


def _choose_lengths(track: Track, standing: Standing, day: date) -> None:
    terms = track.terms
    if terms.settled is not None:
        track.lengths = terms.settled
        track.length_known, track.unknown_length = True, ()
        return
    within, at_least = _chosen(terms.within, standing, day), _chosen(terms.at_least, standing, day)
    aim = _chosen(terms.aim, standing, day)
    track.lengths = Lengths(within.period, at_least.period, aim.period)
    # An aim beside a limit may be unknown without anything else being so.
    bearing = (within, at_least, aim) if terms.aim_alone else (within, at_least)
    track.length_known = within.known and at_least.known and (aim.known or not terms.aim_alone)
    passed = (*within.passed_over, *at_least.passed_over, *aim.passed_over)
    track.unknown_length = unique(name for length in bearing for name in length.passed_over) if passed else ()
    if passed:
        track.passed_over = unique((*track.passed_over, *track.unknown_length))


def note_ends(track: Track, standing: Standing) -> tuple[Counted, ...]:
    """Note the days from which several ends are counted, as far as they are known; return those that are new."""
    before = {at for at, *_ in track.ends}
    known = [(at, standing.anchored(end.anchor)) for at, end in enumerate(track.terms.ends) if at not in before]
    fresh = tuple((at, found[0].day, found[0].at) for at, found in known if found is not None)
    track.ends = (*track.ends, *fresh)
    return fresh


def join_ends(track: Track, fresh: tuple[Counted, ...], rule: Timescale, standing: Standing) -> None:
    """Let further ends join those of a running clock: the later date counts, and what was given or agreed stays."""
    due, due_at, by, on = track.due, track.due_at, track.extended_by, track.extended_on
    joined = _latest_end(track, fresh, rule, standing)[0]
    _measure_ends(track, rule, standing)
    track.due, track.due_at = due, due_at
    if due is None or _when(joined) > (due, due_at or time.max):
        track.due, track.due_at = joined.day, joined.at
    track.extended_by, track.extended_on = by, on
    look_for_limit(track, rule, standing)


def _measure_ends(track: Track, rule: Timescale, standing: Standing) -> None:
    last, (end, start, at) = _latest_end(track, track.ends, rule, standing)
    track.period = track.terms.ends[0].within
    track.first_due, track.due_at, track.accurate_to_day = last.day, last.at, last.accurate_to_day
    track.working = (Count("counted", start, last.day, track.terms.ends[end].within, at=at),)


def _latest_end(
    track: Track, counted: tuple[Counted, ...], rule: Timescale, standing: Standing
) -> tuple[Reckoned, Counted]:
    found = [
        (forwards(track.terms.ends[end].within, start, rule.counting, standing, at), (end, start, at))
        for end, start, at in counted
    ]
    return max(found, key=lambda one: _when(one[0]))


def _when(end: Reckoned) -> tuple[date, time]:
    """Return when an end passes: of several on one day the one without an hour is the later."""
    return end.day, end.at or time.max


def _aim(track: Track, rule: Timescale, standing: Standing) -> date | None:
    """Return the day hoped for, counted from the same anchor or from its own, if that has happened."""
    if rule.aim is None or track.lengths is None or track.lengths.aim is None:
        return None
    if rule.aim.anchor is not None:
        return day_of_end(End(track.lengths.aim, rule.aim.anchor), rule.counting, standing)
    start = track.anchored_on
    return forwards(track.lengths.aim, start, rule.counting, standing, track.at).day if start else None


def look_for_aim(track: Track, rule: Timescale, standing: Standing) -> None:
    """Count the aim again, its own anchor having happened."""
    track.aim_due = _aim(track, rule, standing)


def look_for_limit(track: Track, rule: Timescale, standing: Standing) -> None:
    """Count the limit of an extension again, and with it the furthest date."""
    track.limit = limit_of(track, rule, standing)
    track.latest = furthest(track, rule, standing)


def _measure_forwards(
    track: Track, rule: Timescale, within: Period | None, at_least: Period | None, standing: Standing
) -> None:
    assert track.anchored_on is not None
    assert track.lengths is not None
    aim = track.lengths.aim if rule.aim and rule.aim.anchor is None and track.terms.within is None else None
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
    if track.terms.limit_anchor is not None:
        return day_of_end(End(track.terms.limit, track.terms.limit_anchor), rule.counting, standing)
    start = track.anchored_on
    return forwards(track.terms.limit, start, rule.counting, standing, track.at).day if start else None


def furthest(track: Track, rule: Timescale, standing: Standing) -> date | None:
    """Return the furthest day to which the date could go by its extension; without one it is the due date."""
    extension = rule.extension
    if extension is None or track.due is None:
        return track.due
    if extension.kind is ExtensionKind.NO_LIMIT:
        return None
    if extension.kind is ExtensionKind.ADDS and extension.adds is not None:
        return track.due if track.times_added else added(track.due, extension.adds, rule.counting, standing)
    return max(track.limit, track.due) if track.limit else None


def added(due: date, period: Period, counting: Counting, standing: Standing) -> date:
    """Return a date moved on by a period, counted from the date itself as the timescale counts."""
    return forwards(period, due, counting, standing).day


# Setting a track aside, and going on.


def set_aside(track: Track, mode: ClocksOnLeaving, on: date, standing: Standing) -> None:
    """Note what is left of a track's dates after a day, and how it goes on."""
    left = (_left(track, day, on, standing) for day in (track.first_due, track.due, track.limit))
    track.set_aside = SetAside(on, mode, *left)


def _unit(track: Track) -> Period:
    return track.period or Period(1, "calendar days")


def _left(track: Track, day: date | None, on: date, standing: Standing) -> int | None:
    if day is None or day < on:
        return None
    unit = _unit(track)
    return left_over(unit.unit, day, on, calendar_for(unit, standing))


def resume(track: Track, rule: Timescale, on: date, standing: Standing) -> None:
    """Let a track go on from a day with what was left of it; a date that had passed stays."""
    left, unit = track.set_aside, _unit(track)
    assert left is not None
    calendar = calendar_for(unit, standing)

    def gone_on(days: int | None, stays: date | None) -> date | None:
        return stays if days is None else after_resuming(unit.unit, days, on, calendar)

    track.first_due = gone_on(left.first_due, track.first_due)
    track.due = gone_on(left.due, track.due)
    track.limit = gone_on(left.latest, track.limit)
    track.latest = furthest(track, rule, standing)
    if left.due is not None:
        # The days left are days: at which hour the last of them ends nobody can say.
        track.accurate_to_day, track.due_at = track.accurate_to_day or track.due_at is not None, None
        counted = Period(max(left.due, 1), unit.unit)
        track.working = (*track.working, Count("resumed", on, track.due, counted, days=left.due))


def restart(track: Track, rule: Timescale, start: "Start", standing: Standing) -> None:
    """Let a track count in full from a day; a date counted backwards, or a fixed one, does not move."""
    fixed = track.terms.anchor is None and not track.terms.ends
    if track.terms.backwards or fixed:
        kept = Start(track.started_by, track.anchored_on or start.day, track.at, track.assumed)
        start_from(kept, track, rule, standing, start.day)
    else:
        track.ends = tuple((end, start.day, start.at) for end, *_ in track.ends)
        start_from(start, track, rule, standing, start.day)


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


def begin_simply(rule: Timescale, simple: SimpleStart, standing: Standing) -> Track:
    """Return a track that runs from its one event: what `begin_plainly` comes to where no case matters."""
    event, lengths, period, calendar = simple
    seen, terms = standing.happened[event][-1], rule.terms[0]
    day, at = seen.day, seen.at
    due = calendar.add(day, period.count)
    assumed = event if seen.assumed else ""
    track = Track(
        terms, terms.reading, 0, False, seen.kind, day, assumed, day, at, period, lengths, True, (), due, due,  # noqa: FBT003
    )  # fmt: skip
    track.latest = due
    track.working = (Count("counted", day, due, period, 0, at),)
    if rule.extension is not None:
        look_for_limit(track, rule, standing)
    return track


def begin_plainly(rule: Timescale, chosen: Chosen, anchored: tuple[Seen, str], standing: Standing, on: date) -> Track:
    """Return a track that runs from its anchor: what `begin` and `start_from` come to for a plain timescale."""
    (seen, name), terms = anchored, rule.terms[0]
    day = seen.day
    assumed = name if seen.assumed else ""
    track = Track(terms, terms.reading, chosen.row, False, seen.kind, day, assumed, day, seen.at)  # noqa: FBT003
    track.passed_over = chosen.passed_over
    _choose_lengths(track, standing, on)
    assert track.lengths is not None
    period = track.period = track.lengths.within
    if period is not None:
        end, track.due_at, track.accurate_to_day = forwards(period, day, rule.counting, standing, seen.at)
        track.first_due = track.due = track.latest = end
        track.working = (Count("counted", day, end, period, 0, seen.at),)
    if rule.aim is not None:
        track.aim_due = _aim(track, rule, standing)
    if rule.extension is not None:
        look_for_limit(track, rule, standing)
    return track


def begin(terms: Terms, row: int, passed_over: tuple[str, ...]) -> Track:
    """Return a track that knows its row and waits for its day."""
    return Track(terms, terms.reading, row, passed_over=passed_over)
