"""A calendar of working days: which days are open, why the others are closed, and counting between them.

Counting is two look-ups. For every day from `first_day` on, `_before` holds how many open days stand before
it, `_through` how many with the day itself; `_open_days` holds the open days in order. The nth open day after
a day is `_open_days[_through[day] + n - 1]`, the nth before it `_open_days[_before[day] - n]`.

The three are laid out for the days that are published, which nearly every question is about, and for all the days of
the calendar when a question first goes beyond those.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from itertools import accumulate, compress, repeat

from complaint_rules.errors import CaseError, Fault
from complaint_rules.values import frozen

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The English names in the order of `date.weekday()`; Python's own depend on the locale."""

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
_ONE_DAY = timedelta(days=1)


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
        self._keep("_reasons", self._reasons_of_closures())
        self._keep("_first_ordinal", self.first_day.toordinal())
        self._lay_out(min(self.known_until, self.last_day))

    def _reasons_of_closures(self) -> dict[int, str]:
        """Return why each day of the calendar is closed; each is looked at once, however many closures overlap."""
        first_day, day_after = self.first_day.toordinal(), self.last_day.toordinal() + 1
        reasons: dict[int, str] = {}
        closed_until: dict[int, int] = {}
        for closure in self.closures:
            days = closure.ordinals()
            day, end = max(days.start, first_day), min(days.stop, day_after)
            while day < end:
                if day in reasons:
                    day = closed_until[day]
                else:
                    reasons[day], closed_until[day] = closure.because, end
                    day += 1
        return reasons

    def _lay_out(self, last_day: date) -> None:
        """Lay out the three tables up to a day. What is there already stays as it is."""
        ordinals = range(self._first_ordinal, last_day.toordinal() + 1)
        is_open = self._open_flags(ordinals)
        opened = tuple(accumulate(is_open, initial=0))
        days = accumulate(repeat(_ONE_DAY, len(ordinals) - 1), initial=self.first_day)
        # The days come first: whoever asks meanwhile finds every day that the other two lead to.
        self._keep("_open_days", tuple(compress(days, is_open)))
        self._keep("_before", opened[:-1])
        self._keep("_through", opened[1:])

    def _check(self) -> None:
        for day in (self.first_day, self.last_day, self.known_until):
            require_date(day)
        if self.last_day < self.first_day:
            raise ValueError(f"`{self.name}` ends before it begins: {self.first_day} to {self.last_day}")
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError(f"`{self.name}`: weekdays are numbers from 0 (Monday) to 6, at least one")

    def _keep(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _open_flags(self, ordinals: range) -> bytearray:
        week = bytes(date.fromordinal(ordinals.start + n).weekday() in self.weekdays for n in range(7))
        flags = bytearray(week * (len(ordinals) // 7 + 1))[: len(ordinals)]
        for ordinal in self._reasons:
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
        if self._lay_out_the_rest():
            return self.add(day, n)
        self._offset(day)
        raise self._outside(f"counting {n:+d} working days from {day.isoformat()}", day)

    def count(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`.

        The number is negative where `end` is earlier: those after `end` up to and including `start`.
        """
        first, last = self._offset(start), self._offset(end)
        return self._through[last] - self._through[first]

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
        first, last = self._offset(start), self._offset(end)
        yield from self._open_days[self._before[first] : self._through[last]]

    def _offset(self, day: date) -> int:
        """Return where a day stands in the tables, which reach that far from now on."""
        require_date(day)
        if not self.first_day <= day <= self.last_day:
            raise self._outside(day.isoformat(), day)
        offset = day.toordinal() - self._first_ordinal
        if offset >= len(self._through):
            self._lay_out_the_rest()
        return offset

    def _lay_out_the_rest(self) -> bool:
        """Lay out the days beyond those that are published, and say whether there were any left to lay out."""
        if len(self._through) > self.last_day.toordinal() - self._first_ordinal:
            return False
        self._lay_out(self.last_day)
        return True

    def _outside(self, what: str, day: date) -> CaseError:
        bounds = f"{self.first_day.isoformat()} to {self.last_day.isoformat()}"
        fault = Fault(
            code="date_outside_calendar",
            message=f"{what} leaves the calendar `{self.name}`: expected a day from {bounds}",
            mend="check the date; if it is right, the calendar has to be built for more years",
            text=day.isoformat(),
        )
        return CaseError([fault])
