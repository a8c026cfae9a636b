"""Playing: a plan becomes a case with days, near the day of judgement, and the engine replays it on both sides."""

from dataclasses import field
from datetime import date, timedelta
from typing import NamedTuple

from complaint_rules.assessment.replayed import Replayed, replayed
from complaint_rules.cases.case import Case, Event
from complaint_rules.cases.standing import Standing
from complaint_rules.conformance.plans import A_WEEK, Ahead, Plan, Step, Until, Wait
from complaint_rules.errors import CaseError
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Party
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar

_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=28)
"""How long before the first event the days of date facts lie."""
_TRIES = 16
_REFUSED = frozenset({"move_refused", "before_the_case_began", "out_of_order"})


class _Dated(NamedTuple):
    case: Case
    asked_on: date


class Played(NamedTuple):
    """A plan as it was played: a case, the day on which it is asked about, and where it stands on both sides."""

    plan: Plan
    case: Case
    asked_on: date
    standings: Replayed

    @property
    def council(self) -> Standing:
        """Return where it stands by the council's procedure."""
        return self.standings.standings[0]

    @property
    def law(self) -> Standing:
        """Return where it stands by the law pack."""
        return self.standings.standings[1]

    @property
    def went_as_planned(self) -> bool:
        """Say whether neither side refused any of its events."""
        return not any(map(refused_by, self.standings.standings))

    @property
    def went_as_the_council_allows(self) -> bool:
        """Say whether the council's procedure refused none of its events, whatever the law says of them."""
        return not refused_by(self.council)

    @property
    def went_as_the_law_allows(self) -> bool:
        """Say whether the law refused none of its events, whatever the council's procedure says of them."""
        return not refused_by(self.law)


def refused_by(side: Standing) -> bool:
    """Say whether one side's rules refused an event of a case."""
    return any(one.code in _REFUSED for one in side.irregularities)


@frozen(eq=False)
class Stage:
    """Where plans are played: a procedure with one law beside it, on or before the day of judgement.

    `first_day` is that of the first case beside which the law is held: a case that would have begun before it begins as
    soon after it as it can, and may then end after the day of judgement. `only_worked_days` puts off to the next day
    that is worked what would happen on one that is not.
    """

    procedure: Procedure
    as_of: date
    first_day: date | None = None
    only_worked_days: bool = False
    _played: dict[tuple[Plan, Wait, int], Played | None] = field(init=False, default_factory=dict, repr=False)

    @property
    def calendar(self) -> WorkingCalendar | None:
        """Return the first calendar of the council's."""
        return next(iter(self.procedure.calendars.values()), None)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Return the days of the week on which cases begin: the first that is worked, and the first that is not."""
        worked = self.calendar.weekdays if self.calendar else (0,)
        closed = [day for day in range(7) if day not in worked]
        return (min(worked), *closed[:1])

    def play(self, plan: Plan, asked: Wait = A_WEEK, weekday: int = 0) -> Played | None:
        """Return the plan as played on the latest days that end with the day of judgement.

        Where the law is held beside no such case it is played on later ones. None where its days leave the calendar.
        """
        key = (plan, asked, weekday)
        if key not in self._played:
            try:
                self._played[key] = self._play(plan, asked, weekday)
            except (CaseError, OverflowError):
                self._played[key] = None
        return self._played[key]

    def _play(self, plan: Plan, asked: Wait, weekday: int) -> Played | None:
        played = self._replayed(plan, self._latest(plan, asked, weekday))
        if played is None and self.first_day is not None:
            return self._replayed(plan, self._from(self._first_start(self.first_day, weekday), plan, asked))
        return played

    def _replayed(self, plan: Plan, dated: _Dated | None) -> Played | None:
        """Return what a case comes to; None where the law is not held beside it: it says nothing of this one."""
        if dated is None:
            return None
        standings = replayed(self.procedure, *dated)
        return Played(plan, *dated, standings) if standings.is_beside_its_packs else None

    def _first_start(self, day: date, weekday: int) -> date:
        start = day + timedelta(days=(weekday - day.weekday()) % 7)
        while not self._is_fit(start, weekday):
            start += _WEEK
        return start

    def _latest(self, plan: Plan, asked: Wait, weekday: int) -> _Dated | None:
        """Go back by as many weeks as the case ends too late, then forward again while it still ends in time.

        Whole weeks keep the day of the week. A case over the holidays is longer, so going back may go too far.
        """
        least = timedelta(
            days=sum(wait.days for wait in (*(step.wait for step in plan.steps[1:]), asked) if _is_sure(wait))
        )
        start, weeks = self._weekday_before(self.as_of - least, weekday), 0
        for _ in range(_TRIES):
            start -= weeks * _WEEK
            dated = self._fitting(start, plan, asked, weekday)
            if isinstance(dated, _Dated):
                return self._later(start, plan, asked, dated) if weeks > 1 else dated
            weeks = dated
        return None

    def _later(self, start: date, plan: Plan, asked: Wait, dated: _Dated) -> _Dated:
        later = self._fitting(start + _WEEK, plan, asked, start.weekday())
        return self._later(start + _WEEK, plan, asked, later) if isinstance(later, _Dated) else dated

    def _fitting(self, start: date, plan: Plan, asked: Wait, weekday: int) -> _Dated | int:
        """Return the plan with its days from a start, or by how many weeks that is too late or does not fit."""
        if not self._is_fit(start, weekday):
            return 1
        dated = self._from(start, plan, asked)
        over = (dated.asked_on - self.as_of).days
        return dated if over <= 0 else -(-over // 7)

    def _weekday_before(self, day: date, weekday: int) -> date:
        return day - timedelta(days=(day.weekday() - weekday) % 7)

    def _is_fit(self, start: date, weekday: int) -> bool:
        """Say whether a case may begin on a day: one of a weekday that is worked begins on no holiday."""
        calendar = self.calendar
        return calendar is None or weekday not in calendar.weekdays or calendar.is_working_day(start)

    def _from(self, start: date, plan: Plan, asked: Wait) -> _Dated:
        facts = self._facts(plan, start)
        events: list[Event] = []
        day = start
        for step in plan.steps:
            if events:
                day = self._next(step.wait, step, events, facts, day)
            on = self._worked(day)
            events.append(Event(step.event, on, **self._said(step, events, facts, on)))
        asked_on = self._next(asked, None, events, facts, day) if events else self.as_of
        return _Dated(Case(events, facts), asked_on)

    def _worked(self, day: date) -> date:
        return self.calendar.add(day, 0) if self.only_worked_days and self.calendar is not None else day

    def _facts(self, plan: Plan, start: date) -> dict[str, object]:
        """Return the facts of a plan; a day that is only supposed to be known lies before the first event."""
        words = self.procedure.fact_words
        supposed = {name for name, value in plan.facts if words[name].type is FactType.DATE and value is True}
        return {name: start - _LONGEST if name in supposed else value for name, value in plan.facts}

    def _said(self, step: Step, events: list[Event], facts: dict[str, object], day: date) -> dict[str, object]:
        """Return what is said of an event, its day ahead counted from the dates as they stand on its own day.

        One that must speak of a day, and is not said to, speaks of its own.
        """
        word = self.procedure.event_words.get(step.event)
        own: dict[str, object] = {"for": day} if word is not None and word.speaks_of_a_day else {}
        return own | {
            name: self._ahead(said, events, facts, day) if isinstance(said, Ahead) else said
            for name, said in step.details
        }

    def _ahead(self, ahead: Ahead, events: list[Event], facts: dict[str, object], day: date) -> date:
        sides = replayed(self.procedure, Case(events, facts), day).standings if ahead.after else ()
        dues = [due for side in sides for name in ahead.after for due in _dues(side, name, furthest=ahead.beyond)]
        return max([day, *dues]) + timedelta(days=ahead.days)

    def _next(self, wait: Wait, step: Step | None, events: list[Event], facts: dict[str, object], day: date) -> date:
        plain = day + timedelta(days=wait.days)
        if wait.until is Until.DAYS:
            return plain
        standings = replayed(self.procedure, Case(events, facts), day)
        if wait.until is Until.PASSED:
            dues = [due for side in standings.standings for name in wait.names for due in _dues(side, name)]
            return max([plain, *(due + _ONE_DAY for due in dues)])
        if wait.until is Until.IN_FORCE:
            dues = [due for side in standings.standings for name in wait.names for due in _dues(side, name)]
            return max(day, min(dues)) if dues else plain
        council = standings.council
        ended = council.procedure.tables.ended_by.get(step.event if step else "", ())
        dues = [due for rule in ended if rule.party is not Party.COMPLAINANT for due in _dues(council, rule.name)]
        return max(day, min(dues)) if dues else plain


def _is_sure(wait: Wait) -> bool:
    """Say whether a wait is never shorter than its days."""
    return wait.until in (Until.DAYS, Until.PASSED)


def _dues(side: Standing, name: str, *, furthest: bool = False) -> list[date]:
    """Return the dates in force of a timescale's last occurrence, under each reading; none once it has ended.

    The furthest are those to which they could still be extended, where that has a limit.
    """
    clock = side.last(name)
    if clock is None or not clock.is_open:
        return []
    dates = (track.latest or track.due if furthest else track.due for track in clock.open_tracks)
    return [due for due in dates if due is not None]
