"""A calendar of working days: which days are open, why the others are closed, and counting between them.

Counting is two look-ups. For every day from `first_day` on, `_before` holds how many open days stand before
it, `_through` how many with the day itself; `_open_days` holds the open days in order. The nth open day after
a day is `_open_days[_through[day] + n - 1]`, the nth before it `_open_days[_before[day] - n]`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date, datetime
from itertools import accumulate, compress

from complaint_rules.errors import CaseError, Fault
from complaint_rules.values import frozen

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The English names in the order of `date.weekday()`; Python's own depend on the locale."""

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


def require_date(day: object) -> None:
    """Accept a plain date and nothing else.

    A `datetime` is refused although it is a kind of date: it compares and adds differently, and its civil day
    depends on a time zone that only the caller knows. Raises `CaseError` (`not_a_date`).
    """
    if isinstance(day, date) and not isinstance(day, datetime):
        return
    fault = Fault(
        code="not_a_date",
        message=f"expected a calendar date without a time of day, got a {type(day).__name__}",
        mend="pass a `datetime.date`: the day in Europe/London on which it happened",
        text=repr(day),
    )
    raise CaseError([fault])


@frozen
class Closure:
    """Days on which no work is done, from `first` to `last`, both included, and the reason in words."""

    first: date
    last: date
    because: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a closure ends before it begins: {self.first} to {self.last} ({self.because})")

    def ordinals(self) -> range:
        """Return the closed days as proleptic ordinals."""
        return range(self.first.toordinal(), self.last.toordinal() + 1)


@frozen
class WorkingCalendar:
    """The working days from `first_day` to `last_day`, both included.

    `edition` names the state of the sources that it rests on. Days after `known_until` are computed by rule
    and not yet published: they are provisional. `weekdays` are the days of the week that are worked, Monday
    being 0; `closures` take further days out, and of two that overlap the first gives the reason. A day
    outside the calendar raises `CaseError` (`date_outside_calendar`), never a guess.
    """

    name: str
    edition: str
    first_day: date
    last_day: date
    known_until: date
    weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY
    closures: tuple[Closure, ...] = field(default=(), repr=False)
    _first_ordinal: int = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _through: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _open_days: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _reasons: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._check()
        reasons: dict[int, str] = {}
        for closure in self.closures:
            for ordinal in closure.ordinals():
                reasons.setdefault(ordinal, closure.because)
        ordinals = range(self.first_day.toordinal(), self.last_day.toordinal() + 1)
        is_open = self._open_flags(ordinals, reasons)
        self._keep("_first_ordinal", ordinals.start)
        opened = tuple(accumulate(is_open, initial=0))
        self._keep("_before", opened[:-1])
        self._keep("_through", opened[1:])
        self._keep("_open_days", tuple(map(date.fromordinal, compress(ordinals, is_open))))
        self._keep("_reasons", reasons)

    def _check(self) -> None:
        for day in (self.first_day, self.last_day, self.known_until):
            require_date(day)
        if self.last_day < self.first_day:
            raise ValueError(f"`{self.name}` ends before it begins: {self.first_day} to {self.last_day}")
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError(f"`{self.name}`: weekdays are numbers from 0 (Monday) to 6, at least one")

    def _keep(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _open_flags(self, ordinals: range, closed: Iterable[int]) -> bytearray:
        week = bytes(date.fromordinal(ordinals.start + n).weekday() in self.weekdays for n in range(7))
        flags = bytearray(week * (len(ordinals) // 7 + 1))[: len(ordinals)]
        for ordinal in closed:
            if ordinal in ordinals:
                flags[ordinal - ordinals.start] = 0
        return flags

    def add(self, day: date, n: int) -> date:
        """Return the nth working day strictly after `day`, or strictly before it where n is negative.

        For n = 0 that is `day` itself if it is worked, else the next working day.
        """
        if day.__class__ is not date:
            require_date(day)
        offset = day.toordinal() - self._first_ordinal
        # Guarded by hand, since Python would count a negative index from the far end of the calendar.
        if offset >= 0:
            try:
                nth = self._through[offset] + n - 1 if n > 0 else self._before[offset] + n
                if nth >= 0:
                    return self._open_days[nth]
            except IndexError:
                pass
        self._offset(day)
        raise self._outside(f"counting {n:+d} working days from {day.isoformat()}", day)

    def count(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`.

        The number is negative where `end` is earlier: those after `end` up to and including `start`.
        """
        return self._through[self._offset(end)] - self._through[self._offset(start)]

    def is_working_day(self, day: date) -> bool:
        """Say whether work is done on the day."""
        offset = self._offset(day)
        return self._through[offset] != self._before[offset]

    def why_closed(self, day: date) -> str:
        """Return the reason in words, or nothing for a working day.

        A day of the week that is never worked gives its own name, also where a holiday falls on it.
        """
        self._offset(day)
        if day.weekday() not in self.weekdays:
            return WEEKDAYS[day.weekday()]
        return self._reasons.get(day.toordinal(), "")

    def is_provisional(self, day: date) -> bool:
        """Say whether the day lies beyond what has been published."""
        return day > self.known_until

    def with_closures(
        self,
        name: str,
        edition: str,
        closures: Iterable[Closure],
        *,
        weekdays: tuple[int, ...] | None = None,
        known_until: date | None = None,
    ) -> "WorkingCalendar":
        """Return a calendar of this one's closed days and the given closures besides.

        Unless `weekdays` says otherwise the same days of the week are worked. It is known for as long as both
        are: `known_until` can bring this calendar's horizon nearer, never push it out.
        """
        return replace(
            self,
            name=name,
            edition=edition,
            closures=(*self.closures, *closures),
            weekdays=self.weekdays if weekdays is None else weekdays,
            known_until=self.known_until if known_until is None else min(known_until, self.known_until),
        )

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield the working days from `start` to `end`, both included."""
        yield from self._open_days[self._before[self._offset(start)] : self._through[self._offset(end)]]

    def _offset(self, day: date) -> int:
        require_date(day)
        if not self.first_day <= day <= self.last_day:
            raise self._outside(day.isoformat(), day)
        return day.toordinal() - self._first_ordinal

    def _outside(self, what: str, day: date) -> CaseError:
        bounds = f"{self.first_day.isoformat()} to {self.last_day.isoformat()}"
        fault = Fault(
            code="date_outside_calendar",
            message=f"{what} leaves the calendar `{self.name}`: expected a day from {bounds}",
            mend="check the date; if it is right, the calendar has to be built for more years",
            text=day.isoformat(),
        )
        return CaseError([fault])
