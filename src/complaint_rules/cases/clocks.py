"""One occurrence of a timescale in a case: where it started, under each reading, and what has become of it."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from complaint_rules.procedures.rules import ClocksOnLeaving, Terms, Timescale
from complaint_rules.terms import ClockState
from complaint_rules.timescales import Period


@dataclass(frozen=True, slots=True)
class Count:
    """One step of the working behind a date: from which day what was counted, how, and where it ended."""

    kind: str
    start: date
    end: date | None
    period: Period | None = None
    days: int = 0
    at: time | None = None
    backwards: bool = False


@dataclass(slots=True)
class Track:
    """A clock under one reading of the page. A track that waits knows its row but not its day."""

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
    first_due: date | None = None
    due: date | None = None
    due_at: time | None = None
    latest: date | None = None
    earliest: date | None = None
    accurate_to_day: bool = False
    extended_by: str = ""
    extended_on: date | None = None
    times_added: int = 0
    passed_over: tuple[str, ...] = ()
    working: tuple[Count, ...] = ()

    def past(self, day: date) -> bool:
        """Say whether the date in force has passed on a day; one without a date never does."""
        return self.due is not None and day > self.due


@dataclass(frozen=True, slots=True)
class Left:
    """What was left of one track's dates when it was set aside, in whole days of the period's unit."""

    first_due: int | None
    due: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """When a clock was set aside on leaving its stage, how it goes on, and what was left of each track."""

    on: date
    modes: tuple[ClocksOnLeaving, ...]
    left: tuple[Left, ...]


@dataclass(slots=True)
class Clock:
    """One occurrence. Its tracks agree unless the page leaves something open."""

    rule: Timescale
    occurrence: int
    tracks: list[Track] = field(default_factory=list)
    follows: "Clock | None" = None
    done_on: date | None = None
    done_at: time | None = None
    done_by: str = ""
    cancelled_on: date | None = None
    cancelled_by: str = ""
    paused: bool = False
    set_aside: SetAside | None = None

    @property
    def started(self) -> bool:
        """Say whether some reading of it has started."""
        return any(not track.waiting for track in self.tracks)

    @property
    def ended(self) -> bool:
        """Say whether it was done or cancelled."""
        return self.done_on is not None or self.cancelled_on is not None

    @property
    def live(self) -> bool:
        """Say whether it has started and is neither done, cancelled nor paused."""
        return self.started and not self.ended and not self.paused

    def in_time(self, day: date) -> bool:
        """Say whether, under some reading, its date has not passed."""
        return any(not track.past(day) for track in self.tracks if not track.waiting)

    def over(self, day: date) -> bool:
        """Say whether a new occurrence may open: it was done, cancelled, or its window has lapsed."""
        return self.ended or (self.rule.is_window and self.live and not self.in_time(day))

    def state(self, track: Track, day: date) -> ClockState:
        """Return where the clock stands on a day under one reading."""
        if track.waiting:
            return ClockState.NOT_STARTED
        if self.done_on is not None:
            return ClockState.MET_LATE if self._done_late(track) else ClockState.MET
        if self.cancelled_on is not None:
            return ClockState.CANCELLED
        if self.paused:
            return ClockState.PAUSED
        if not track.past(day):
            return ClockState.RUNNING
        return ClockState.LAPSED if self.rule.is_window else ClockState.OVERDUE

    def _done_late(self, track: Track) -> bool:
        assert self.done_on is not None
        if track.past(self.done_on):
            return True
        hours = track.due_at is not None and self.done_at is not None
        return hours and track.due == self.done_on and self.done_at > track.due_at  # type: ignore[operator]

    def states(self, day: date) -> tuple[ClockState, ...]:
        """Return the state under each reading."""
        return tuple(self.state(track, day) for track in self.tracks)

    def agreed_state(self, day: date) -> ClockState:
        """Return the state on which all readings agree, or that it is undetermined."""
        states = set(self.states(day))
        return states.pop() if len(states) == 1 else ClockState.UNDETERMINED


def split(track: Track, reading: str) -> Track:
    """Return the track again under a further reading."""
    return replace(track, reading="; ".join(part for part in (track.reading, reading) if part))
