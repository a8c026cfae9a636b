"""Counting open days: by hand on a small calendar, by rule on the real one, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_rules.errors import CaseError
from complaint_rules.working_days import Closure, WorkingCalendar

# Well inside the calendar of 2006 to 2060, so that what is counted from here stays inside.
days = st.dates(date(2008, 1, 1), date(2040, 12, 31))
numbers = st.integers(-400, 400)
ONE_DAY = timedelta(days=1)


def walked(calendar, day, n):
    """Count day by day, as one would with a finger on the wall calendar."""
    if n == 0:
        while calendar.why_closed(day):
            day += ONE_DAY
        return day
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while calendar.why_closed(day):
            day += step
    return day


def small(**changes):
    """March 2024: the 1st is a Friday, Good Friday is the 29th."""
    given_values = {
        "name": "march",
        "edition": "test",
        "first_day": date(2024, 3, 1),
        "last_day": date(2024, 3, 31),
        "known_until": date(2024, 3, 20),
        "closures": (Closure(date(2024, 3, 29), date(2024, 3, 29), "Good Friday"),),
    }
    return WorkingCalendar(**(given_values | changes))


class TestByHand:
    @pytest.mark.parametrize(
        ("n", "expected"),
        [(1, 18), (2, 19), (5, 22), (9, 28), (0, 18), (-1, 15), (-2, 14), (-11, 1)],
    )
    def test_from_a_saturday(self, n, expected):
        """From Saturday 16 March: Monday 18 is the first after it, Friday 15 the first before."""
        assert small().add(date(2024, 3, 16), n) == date(2024, 3, expected)

    @pytest.mark.parametrize(("n", "expected"), [(1, 19), (0, 18), (-1, 15), (8, 28), (-11, 1)])
    def test_from_a_working_day(self, n, expected):
        """From Monday 18 March the day itself is neither the first after nor the first before."""
        assert small().add(date(2024, 3, 18), n) == date(2024, 3, expected)

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (1, 1, 0),
            (1, 4, 1),
            (2, 4, 1),
            (4, 4, 0),
            (15, 17, 0),
            (15, 18, 1),
            (28, 31, 0),
            (18, 15, -1),
            (1, 31, 19),
        ],
    )
    def test_count(self, start, end, expected):
        """Days are counted after the start up to and including the end, backwards as less than nothing."""
        assert small().count(date(2024, 3, start), date(2024, 3, end)) == expected

    def test_days(self):
        """The working days between two days include both."""
        assert [day.day for day in small().days(date(2024, 3, 14), date(2024, 3, 18))] == [14, 15, 18]

    def test_provisional_after_the_horizon(self):
        """The last published day is certain, the day after it is not."""
        assert not small().is_provisional(date(2024, 3, 20))
        assert small().is_provisional(date(2024, 3, 21))

    def test_other_weekdays(self):
        """A calendar may be worked on other days: from Tuesday to Saturday the next after a Saturday is Tuesday."""
        calendar = small(weekdays=(1, 2, 3, 4, 5))
        assert calendar.add(date(2024, 3, 16), 1) == date(2024, 3, 19)
        assert calendar.why_closed(date(2024, 3, 18)) == "Monday"


class TestClosures:
    """A council's own closed days come on top of the bank holidays."""

    CHRISTMAS = Closure(date(2026, 12, 24), date(2027, 1, 3), "Christmas closure")

    def test_a_closure_is_skipped_and_named(self, england):
        """Closed from 24 December to 3 January, the first working day after 23 December is 4 January."""
        local = england.with_closures("local", "2026", [self.CHRISTMAS])
        assert local.add(date(2026, 12, 23), 1) == date(2027, 1, 4)
        assert local.why_closed(date(2026, 12, 24)) == "Christmas closure"
        assert (local.name, local.edition) == ("local", "2026")

    def test_the_bank_holiday_gives_the_reason(self, england):
        """Where a closure covers a bank holiday, the bank holiday is the reason; a Saturday stays a Saturday."""
        local = england.with_closures("local", "2026", [self.CHRISTMAS])
        assert local.why_closed(date(2026, 12, 25)) == "Christmas Day"
        assert local.why_closed(date(2026, 12, 26)) == "Saturday"

    def test_the_calendar_itself_is_not_changed(self, england):
        """The calendar from which a local one is made counts as before."""
        england.with_closures("local", "2026", [self.CHRISTMAS])
        assert england.add(date(2026, 12, 23), 1) == date(2026, 12, 24)

    def test_the_nearer_horizon_counts(self, england):
        """A local calendar is known for as long as both it and the bank holidays are."""
        nearer = england.with_closures("local", "2026", (), known_until=date(2027, 3, 31))
        farther = england.with_closures("local", "2026", (), known_until=date(2050, 1, 1))
        assert nearer.known_until == date(2027, 3, 31)
        assert farther.known_until == date(2028, 12, 31)

    def test_a_closure_may_reach_beyond_the_calendar(self):
        """What lies outside the calendar cannot be asked about, so it does no harm."""
        local = small().with_closures("local", "t", [Closure(date(2024, 3, 25), date(2024, 4, 7), "Easter")])
        assert local.why_closed(date(2024, 3, 25)) == "Easter"

    def test_a_closure_that_ends_before_it_begins_is_refused(self):
        """The mistake is named, with its dates and its reason."""
        with pytest.raises(ValueError, match=r"ends before it begins: 2024-01-02 to 2024-01-01 \(Christmas\)"):
            Closure(date(2024, 1, 2), date(2024, 1, 1), "Christmas")

    @given(days, st.integers(-60, 60), st.integers(0, 40), st.integers(-120, 120))
    def test_closures_never_bring_a_date_nearer(self, day, offset, length, n):
        """Closing days moves what is counted forwards later and what is counted backwards earlier, or not at all."""
        first = day + timedelta(days=offset)
        closure = Closure(first, first + timedelta(days=length), "closed")
        moved, plain = small_around(day, closure).add(day, n), small_around(day).add(day, n)
        assert moved >= plain if n >= 0 else moved <= plain


def small_around(day, *closures):
    """Build four years around the day; to build the whole calendar for each example would take long."""
    return WorkingCalendar(
        "around",
        "test",
        day - timedelta(days=700),
        day + timedelta(days=700),
        day,
        closures=closures,
    )


class TestCountingAgreesWithAWalk:
    """The nth working day is found by walking from day to day and counting those that are not closed."""

    @given(days, numbers)
    def test_add(self, england, day, n):
        """Two look-ups find the same day as a walk."""
        assert england.add(day, n) == walked(england, day, n)

    @given(days, days)
    def test_count(self, england, start, end):
        """The number between two days is the number of open days that one passes."""
        first, last = sorted((start, end))
        passed = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        open_days = sum(not england.why_closed(day) for day in passed)
        assert england.count(start, end) == (open_days if start <= end else -open_days)


class TestCountingIsConsistent:
    """Adding and counting are each other's inverse, keep the order of days, and give working days only."""

    @given(days, st.integers(1, 400))
    def test_count_undoes_add(self, england, day, n):
        """Between a day and the nth working day after it lie n working days."""
        assert england.count(day, england.add(day, n)) == n

    @given(days, st.integers(1, 400))
    def test_back_from_a_working_day(self, england, day, n):
        """From a working day, n on and n back is where one began."""
        day = england.add(day, 0)
        assert england.add(england.add(day, n), -n) == day

    @given(days, numbers)
    def test_every_result_is_a_working_day(self, england, day, n):
        """No count ends on a closed day."""
        assert england.is_working_day(england.add(day, n))
        assert england.why_closed(england.add(day, n)) == ""

    @given(days, days, numbers)
    def test_a_later_start_never_ends_earlier(self, england, one, other, n):
        """Of two days the earlier never leads to the later end."""
        assert england.add(min(one, other), n) <= england.add(max(one, other), n)

    @given(days, numbers)
    def test_more_days_end_later(self, england, day, n):
        """One working day more is a later day; only from an open day's own self (0) is there a step of its own."""
        assert england.add(day, n) <= england.add(day, n + 1)
        assert n in {-1, 0} or england.add(day, n) < england.add(day, n + 1)

    @given(days)
    def test_open_or_a_reason(self, england, day):
        """A day is open exactly where there is no reason for its being closed."""
        assert england.is_working_day(day) == (england.why_closed(day) == "")


class TestBeyondWhatIsPublished:
    """Until when a calendar is published changes no answer, whichever question is the first."""

    @given(
        st.dates(date(2024, 2, 1), date(2024, 4, 30)),
        st.dates(date(2024, 2, 25), date(2024, 4, 5)),
        st.dates(date(2024, 2, 25), date(2024, 4, 5)),
        st.integers(-25, 25),
    )
    def test_every_answer_is_the_same(self, known_until, day, other, n):
        """Each question is put to a calendar of its own, published to some day, and to one published to its end."""

        def answer(ask, known):
            try:
                return ask(small(known_until=known))
            except CaseError as error:
                return str(error)

        for ask in (
            lambda calendar: calendar.add(day, n),
            lambda calendar: calendar.count(day, other),
            lambda calendar: calendar.is_working_day(day),
            lambda calendar: list(calendar.days(day, other)),
        ):
            assert answer(ask, known_until) == answer(ask, date(2024, 3, 31))


class TestRefusals:
    @pytest.mark.parametrize("method", ["is_working_day", "why_closed"])
    def test_a_day_outside_the_calendar(self, england, method):
        """A day before the calendar begins is refused, with the days that it could have been."""
        with pytest.raises(CaseError, match="2006-01-01 to 2060-12-31") as caught:
            getattr(england, method)(date(2005, 12, 31))
        (fault,) = caught.value.faults
        assert (fault.code, fault.text) == ("date_outside_calendar", "2005-12-31")

    @pytest.mark.parametrize(
        ("day", "n"),
        [
            (date(2005, 12, 31), 1),
            (date(2005, 12, 31), 0),
            (date(2005, 12, 1), 500),
            (date(2006, 1, 3), -1),
            (date(2006, 1, 9), -40),
            (date(2060, 12, 31), 1),
            (date(2060, 12, 31), 100_000),
            (date(2061, 1, 1), -1),
            (date(1, 1, 1), 1),
            (date(9999, 12, 31), -1),
        ],
    )
    def test_counting_out_of_the_calendar(self, england, day, n):
        """Counting from or to a day outside the calendar is refused, never wrapped round to its other end."""
        with pytest.raises(CaseError, match="england-and-wales") as caught:
            england.add(day, n)
        assert caught.value.faults[0].code == "date_outside_calendar"

    def test_the_edges_themselves_can_be_counted_to(self, england):
        """The first working day of 2006 is 3 January, the last of 2060 is Friday 31 December."""
        assert england.add(date(2006, 1, 4), -1) == england.add(date(2006, 1, 1), 1) == date(2006, 1, 3)
        assert england.add(date(2060, 12, 30), 1) == date(2060, 12, 31)

    def test_either_end_of_a_count(self, england):
        """Both days of a count must lie in the calendar."""
        for start, end in ((date(2005, 1, 1), date(2024, 1, 1)), (date(2024, 1, 1), date(2061, 1, 1))):
            with pytest.raises(CaseError, match="date_outside_calendar"):
                england.count(start, end)

    @pytest.mark.parametrize("moment", [datetime(2024, 3, 18, 9, tzinfo=UTC), "2024-03-18", 738963, None])
    @pytest.mark.parametrize("ask", ["add", "count", "is_working_day", "why_closed"])
    def test_what_is_no_date(self, england, ask, moment):
        """A moment, a text or a number is refused by name: only a civil day can be counted from."""
        others = {"add": (1,), "count": (date(2024, 3, 18),)}.get(ask, ())
        with pytest.raises(CaseError, match=f"got a {type(moment).__name__}") as caught:
            getattr(england, ask)(moment, *others)
        assert caught.value.faults[0].code == "not_a_date"

    def test_a_kind_of_date_is_a_date(self, england):
        """A subclass of date without a time of day counts like any other."""

        class CivilDay(date):
            pass

        assert england.add(CivilDay(2024, 3, 18), 10) == date(2024, 4, 3)

    @pytest.mark.parametrize("weekdays", [(), (7,), (-1, 0)])
    def test_weekdays_that_are_none(self, weekdays):
        """A calendar needs at least one day of the week, by its number."""
        with pytest.raises(ValueError, match="at least one"):
            small(weekdays=weekdays)

    def test_a_calendar_that_ends_before_it_begins(self):
        """The days of a calendar are in order."""
        with pytest.raises(ValueError, match="ends before it begins"):
            small(last_day=date(2024, 2, 1))

    def test_a_calendar_in_which_all_is_closed(self):
        """Where no day is ever worked, counting leaves the calendar instead of going on for ever."""
        calendar = small(closures=(Closure(date(2024, 3, 1), date(2024, 3, 31), "closed"),))
        with pytest.raises(CaseError, match="date_outside_calendar"):
            calendar.add(date(2024, 3, 10), 0)
