"""One occurrence of a timescale in a case: where it started, under each reading, and what has become of it."""

from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import NamedTuple

from complaint_rules.procedures.rules import ClocksOnLeaving, Lengths, Terms, Timescale
from complaint_rules.terms import ClockState
from complaint_rules.timescales import Period


class Count(NamedTuple):
    """One step of the working behind a date: from which day what was counted, how, and where it ended."""

    kind: str
    start: date
    end: date | None
    period: Period | None = None
    days: int = 0
    at: time | None = None
    backwards: bool = False


class SetAside(NamedTuple):
    """When a track was set aside on leaving its stage, how it goes on, and what is left of each of its dates.

    What is left is in whole days of the period's unit; None for a date that it has not, or that had passed.
    """

    on: date
    mode: ClocksOnLeaving
    first_due: int | None = None
    due: int | None = None
    latest: int | None = None


Counted = tuple[int, date, time | None]
"""Which of several ends, by its place among the terms, and the day and the hour from which it is counted."""


@dataclass(slots=True, eq=False, repr=False)
class Track:
    """A clock under one reading of the page. A track that waits knows its row but not its day.

    `ends` has the days and hours from which its several ends are counted, by their place among the terms.
    """

    terms: Terms
    reading: str = ""
    row: int = -1
    waiting: bool = True
    started_by: str = ""
    started_on: date | None = None
    assumed: str = ""
    anchored_on: date | None = None
    at: time | None = None
    period: Period | None = None
    lengths: Lengths | None = None
    length_known: bool = True
    ends: tuple[Counted, ...] = ()
    first_due: date | None = None
    due: date | None = None
    due_at: time | None = None
    limit: date | None = None
    latest: date | None = None
    earliest: date | None = None
    aim_due: date | None = None
    accurate_to_day: bool = False
    extended_by: str = ""
    extended_on: date | None = None
    times_added: int = 0
    passed_over: tuple[str, ...] = ()
    unknown_length: tuple[str, ...] = ()
    working: tuple[Count, ...] = ()
    cancelled_on: date | None = None
    cancelled_by: str = ""
    paused: bool = False
    set_aside: SetAside | None = None
    modes_taken: tuple[tuple[str, ClocksOnLeaving], ...] = ()

    def past(self, day: date) -> bool:
        """Say whether the date in force has passed on a day; one without a date never does."""
        return self.due is not None and day > self.due

    @property
    def runs(self) -> bool:
        """Say whether it has started and is neither cancelled nor paused."""
        return not self.waiting and self.cancelled_on is None and not self.paused

    def in_time(self, day: date) -> bool:
        """Say whether it runs and its date has not passed."""
        if self.waiting or self.paused or self.cancelled_on is not None:
            return False
        return self.due is None or day <= self.due

    def cancel(self, by: str, on: date) -> None:
        """Let it no longer matter; its dates stay as they were."""
        self.cancelled_on, self.cancelled_by, self.paused = on, by, False


@dataclass(slots=True, eq=False, repr=False)
class Clock:
    """One occurrence. Its tracks agree unless the page leaves something open.

    `follows` has, by the place of a reading among the terms, the clock on whose date it hangs.
    """

    rule: Timescale
    occurrence: int
    tracks: list[Track] = field(default_factory=list)
    follows: tuple[tuple[int, "Clock"], ...] = ()
    opened_at: int = -1
    done_on: date | None = None
    done_at: time | None = None
    done_by: str = ""

    def followed_by(self, at: int) -> "Clock | None":
        """Return the clock on whose date one reading hangs."""
        for own, other in self.follows:
            if own == at:
                return other
        return None

    @property
    def started(self) -> bool:
        """Say whether some reading of it has started."""
        for track in self.tracks:  # noqa: SIM110 - these are asked for every clock of every event: a loop costs half
            if not track.waiting:
                return True
        return False

    @property
    def paused(self) -> bool:
        """Say whether it is set aside under some reading."""
        for track in self.tracks:  # noqa: SIM110
            if track.paused:
                return True
        return False

    @property
    def ended(self) -> bool:
        """Say whether it was done, or cancelled under every reading."""
        if self.done_on is None:
            for track in self.tracks:
                if track.cancelled_on is None:
                    return False
        return True

    @property
    def is_open(self) -> bool:
        """Say whether it is not done, and some reading of it has started and is not cancelled."""
        if self.done_on is None:
            for track in self.tracks:
                if not track.waiting and track.cancelled_on is None:
                    return True
        return False

    @property
    def is_open_throughout(self) -> bool:
        """Say whether it is not done, and has started and is not cancelled under every reading."""
        return self.done_on is None and all(not track.waiting and track.cancelled_on is None for track in self.tracks)

    @property
    def runs(self) -> bool:
        """Say whether it is not done, and some reading of it runs, also one whose date has passed."""
        if self.done_on is None:
            for track in self.tracks:
                if track.runs:
                    return True
        return False

    @property
    def open_tracks(self) -> list[Track]:
        """Return the tracks that have started and are neither cancelled nor done, paused ones included."""
        if self.done_on is not None:
            return []
        return [track for track in self.tracks if not track.waiting and track.cancelled_on is None]

    @property
    def running_tracks(self) -> list[Track]:
        """Return the tracks that run, also those whose date has passed."""
        if self.done_on is not None:
            return []
        return [track for track in self.tracks if not track.waiting and track.cancelled_on is None and not track.paused]

    def in_time(self, day: date) -> bool:
        """Say whether it runs under some reading by which its date has not passed."""
        if self.done_on is None:
            for track in self.tracks:
                if track.in_time(day):
                    return True
        return False

    def over(self, day: date) -> bool:
        """Say whether the next occurrence may open: done, cancelled or, for a window, lapsed, under every reading."""
        if self.ended:
            return True
        lapsed = all(not track.waiting and not track.paused and track.past(day) for track in self._not_cancelled)
        return self.rule.is_window and lapsed

    @property
    def _not_cancelled(self) -> list[Track]:
        return [track for track in self.tracks if track.cancelled_on is None]

    def settle(self, by: str, on: date) -> None:
        """Let the readings that had not started end with the clock, when it has ended under all others."""
        if self.is_open:
            return
        waiting = [track for track in self.tracks if track.waiting]
        started = [track for track in self.tracks if not track.waiting]
        if waiting and started and all(track.cancelled_on is not None for track in started):
            for track in waiting:
                track.cancel(by, on)

    def state(self, track: Track, day: date) -> ClockState:
        """Return where the clock stands on a day under one reading."""
        if track.cancelled_on is not None:
            return ClockState.CANCELLED
        if self.done_on is not None:
            return ClockState.MET_LATE if self._done_late(track) else ClockState.MET
        if track.waiting:
            return ClockState.NOT_STARTED
        if track.paused:
            return ClockState.PAUSED
        if not track.length_known and track.due is None:
            return ClockState.UNDETERMINED
        if not track.past(day):
            return ClockState.RUNNING
        return ClockState.LAPSED if self.rule.is_window else ClockState.OVERDUE

    def _done_late(self, track: Track) -> bool:
        assert self.done_on is not None
        if track.past(self.done_on):
            return True
        hours = track.due_at is not None and self.done_at is not None
        return hours and track.due == self.done_on and self.done_at > track.due_at  # type: ignore[operator]

    def agreed_state(self, day: date) -> ClockState:
        """Return the state on which all readings agree, or that it is undetermined."""
        if len(self.tracks) == 1:
            return self.state(self.tracks[0], day)
        states = {self.state(track, day) for track in self.tracks}
        return states.pop() if len(states) == 1 else ClockState.UNDETERMINED


def split(track: Track, event: str, mode: ClocksOnLeaving, *, named: bool) -> Track:
    """Return the track again under one way of treating clocks, which then holds for that move throughout the case."""
    taken = (*track.modes_taken, (event, mode)) if named else track.modes_taken
    label = f"clocks: {mode}" if named else ""
    reading = "; ".join(part for part in (track.reading, label) if part)
    return replace(track, reading=reading, modes_taken=taken)
