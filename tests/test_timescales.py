"""Periods counted by every convention: by hand around holidays, against the law's examples, and by rule."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from complaint_rules.errors import CaseError
from complaint_rules.terms import Backwards, Forwards
from complaint_rules.timescales import (
    Counting,
    LedgerLine,
    Period,
    Reckoned,
    after_resuming,
    first_day_before,
    last_day,
    ledger,
    ledger_before,
    left_over,
    parse_period,
)
from complaint_rules.working_days import (
    Closure,
    CorrectedDay,
    CorrectionKind,
    WorkingCalendar,
    bank_holiday_calendar,
)


def shipped_calendar() -> WorkingCalendar:
    path = Path(__file__).parents[1] / "profiles" / "calendars" / "england-and-wales.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = document["days"]
    corrections = [
        CorrectedDay(row["day"], row["name"], CorrectionKind(row["kind"]), row.get("replaces")) for row in rows
    ]
    return bank_holiday_calendar(
        document["name"],
        document["edition"],
        document["known_from"],
        date(2060, 12, 31),
        document["known_until"],
        corrections,
    )


ENGLAND = shipped_calendar()
DAY_ZERO = Counting(Forwards.TRIGGER_IS_DAY_ZERO, Backwards.NTH_DAY_BEFORE)
CLEAR = Counting(Forwards.TRIGGER_IS_DAY_ZERO, Backwards.CLEAR_DAYS)
ROLLS = Counting(Forwards.CLOSED_DAY_ROLLS)
CUT_OFF = Counting(Forwards.CUT_OFF_HOUR, cut_off=time(17))
BEGINNING = Counting(Forwards.BEGINNING_WITH)
LATE, EARLY = time(17, 30), time(9)


def working_days(n, trigger, counting=DAY_ZERO, calendar=ENGLAND, at=None):
    return last_day(Period(n, "working days"), trigger, counting, calendar, at).day


def almanac(count, unit, trigger, counting=DAY_ZERO):
    return last_day(Period(count, unit), trigger, counting, None).day


def week_from(monday):
    return [monday + timedelta(days=n) for n in range(7)]


# Each table: the Monday of the week of receipt, the number of working days, and the answers for a receipt on Monday
# to Sunday, counted by hand on a wall calendar with the closed days struck out.

# December 2018. Open: Mon 17, Tue 18, Wed 19, Thu 20, Fri 21, Mon 24, Thu 27, Fri 28, Mon 31, Wed 2 Jan, Thu 3,
# Fri 4. Closed: the weekends, Tue 25 Christmas Day, Wed 26 Boxing Day, Tue 1 January.
BEFORE_CHRISTMAS_2018 = (date(2018, 12, 17), 5)
CHRISTMAS_WEEK_2018 = (date(2018, 12, 24), 3)
# December 2026. Open: Mon 21 to Thu 24, Tue 29, Wed 30, Thu 31, Mon 4 Jan. Closed: Fri 25, Sat 26, Sun 27, Mon 28
# for Boxing Day, Fri 1 January.
CHRISTMAS_WEEK_2026 = (date(2026, 12, 21), 3)
# Easter 2024. Open: Mon 25 to Thu 28 March, Tue 2 to Fri 5 April. Closed: Fri 29 Good Friday, the weekend, Mon 1 April.
EASTER_2024 = (date(2024, 3, 25), 3)
# November 2018. Mon 5 to Fri 9, Mon 12 to Fri 16: nothing but a weekend between.
ORDINARY_2018 = (date(2018, 11, 5), 3)

FORWARDS_BY_HAND = [
    # trigger_is_day_zero
    (DAY_ZERO, None, BEFORE_CHRISTMAS_2018, "12-24 12-27 12-28 12-31 01-02 01-02 01-02"),
    (DAY_ZERO, None, CHRISTMAS_WEEK_2018, "12-31 12-31 12-31 01-02 01-03 01-03 01-03"),
    (DAY_ZERO, None, CHRISTMAS_WEEK_2026, "12-24 12-29 12-30 12-31 12-31 12-31 12-31"),
    (DAY_ZERO, None, EASTER_2024, "03-28 04-02 04-03 04-04 04-04 04-04 04-04"),
    (DAY_ZERO, None, ORDINARY_2018, "11-08 11-09 11-12 11-13 11-14 11-14 11-14"),
    # closed_day_rolls: a receipt on a closed day is as one on the next working day.
    (ROLLS, None, BEFORE_CHRISTMAS_2018, "12-24 12-27 12-28 12-31 01-02 01-03 01-03"),
    (ROLLS, None, CHRISTMAS_WEEK_2018, "12-31 01-02 01-02 01-02 01-03 01-04 01-04"),
    (ROLLS, None, CHRISTMAS_WEEK_2026, "12-24 12-29 12-30 12-31 01-04 01-04 01-04"),
    (ROLLS, None, EASTER_2024, "03-28 04-02 04-03 04-04 04-05 04-05 04-05"),
    (ROLLS, None, ORDINARY_2018, "11-08 11-09 11-12 11-13 11-14 11-15 11-15"),
    # cut_off_hour, in time for the day: the same as closed_day_rolls.
    (CUT_OFF, EARLY, BEFORE_CHRISTMAS_2018, "12-24 12-27 12-28 12-31 01-02 01-03 01-03"),
    (CUT_OFF, EARLY, CHRISTMAS_WEEK_2018, "12-31 01-02 01-02 01-02 01-03 01-04 01-04"),
    (CUT_OFF, EARLY, EASTER_2024, "03-28 04-02 04-03 04-04 04-05 04-05 04-05"),
    (CUT_OFF, EARLY, ORDINARY_2018, "11-08 11-09 11-12 11-13 11-14 11-15 11-15"),
    # cut_off_hour, too late for the day: as on the next working day; a closed day has no hours to be late in.
    (CUT_OFF, LATE, BEFORE_CHRISTMAS_2018, "12-27 12-28 12-31 01-02 01-03 01-03 01-03"),
    (CUT_OFF, LATE, CHRISTMAS_WEEK_2018, "01-02 01-02 01-02 01-03 01-04 01-04 01-04"),
    (CUT_OFF, LATE, CHRISTMAS_WEEK_2026, "12-29 12-30 12-31 01-04 01-04 01-04 01-04"),
    (CUT_OFF, LATE, EASTER_2024, "04-02 04-03 04-04 04-05 04-05 04-05 04-05"),
    (CUT_OFF, LATE, ORDINARY_2018, "11-09 11-12 11-13 11-14 11-15 11-15 11-15"),
    # beginning_with: the day of receipt is day one if it is open, else the next working day is.
    (BEGINNING, None, BEFORE_CHRISTMAS_2018, "12-21 12-24 12-27 12-28 12-31 01-02 01-02"),
    (BEGINNING, None, CHRISTMAS_WEEK_2018, "12-28 12-31 12-31 12-31 01-02 01-03 01-03"),
    (BEGINNING, None, CHRISTMAS_WEEK_2026, "12-23 12-24 12-29 12-30 12-31 12-31 12-31"),
    (BEGINNING, None, EASTER_2024, "03-27 03-28 04-02 04-03 04-04 04-04 04-04"),
    (BEGINNING, None, ORDINARY_2018, "11-07 11-08 11-09 11-12 11-13 11-14 11-14"),
]

# Backwards: the Monday of the week of the meeting, `at least 3 working days before`.
# Christmas 2018: the meeting from Mon 31 December to Sun 6 January; open before it Wed 19, Thu 20, Fri 21, Mon 24,
# Thu 27, Fri 28, Mon 31, Wed 2, Thu 3, Fri 4. Easter 2024: from Mon 1 to Sun 7 April; open before it Mon 25 to
# Thu 28 March, Tue 2 to Fri 5 April. Ordinary: from Mon 12 to Sun 18 November 2018.
BACKWARDS_BY_HAND = [
    (DAY_ZERO, date(2018, 12, 31), "12-24 12-27 12-27 12-28 12-31 01-02 01-02"),
    (DAY_ZERO, date(2024, 4, 1), "03-26 03-26 03-27 03-28 04-02 04-03 04-03"),
    (DAY_ZERO, date(2018, 11, 12), "11-07 11-08 11-09 11-12 11-13 11-14 11-14"),
    (CLEAR, date(2018, 12, 31), "12-21 12-24 12-24 12-27 12-28 12-31 12-31"),
    (CLEAR, date(2024, 4, 1), "03-25 03-25 03-26 03-27 03-28 04-02 04-02"),
    (CLEAR, date(2018, 11, 12), "11-06 11-07 11-08 11-09 11-12 11-13 11-13"),
]


def dates_near(anchor, month_days):
    """Read each month and day as the date nearest to the anchor."""
    found = []
    for month_day in month_days.split():
        month, day = map(int, month_day.split("-"))
        years = (anchor.year - 1, anchor.year, anchor.year + 1)
        found.append(min((date(year, month, day) for year in years), key=lambda one: abs(one - anchor)))
    return found


class TestByHand:
    """Every convention by name, for a receipt on each day of the week around Christmas, Easter and a weekend."""

    @pytest.mark.parametrize(("counting", "at", "week", "expected"), FORWARDS_BY_HAND)
    def test_forwards(self, counting, at, week, expected):
        """The last day is the one counted by hand, whatever the weekday of receipt."""
        monday, n = week
        found = [working_days(n, day, counting, at=at) for day in week_from(monday)]
        assert found == dates_near(monday, expected)

    @pytest.mark.parametrize(("counting", "monday", "expected"), BACKWARDS_BY_HAND)
    def test_backwards(self, counting, monday, expected):
        """The last day that leaves three working days is the one counted by hand, on whatever weekday the meeting is."""
        three = Period(3, "working days")
        found = [first_day_before(three, day, counting, ENGLAND).day for day in week_from(monday)]
        assert found == dates_near(monday, expected)

    def test_one_working_day_beginning_with_an_open_day_is_that_day(self):
        """Where the day itself counts, the first working day is the day itself."""
        assert working_days(1, date(2018, 11, 9), BEGINNING) == date(2018, 11, 9)
        assert working_days(1, date(2018, 11, 10), BEGINNING) == date(2018, 11, 12)

    @pytest.mark.parametrize(
        ("at", "expected"),
        [(time(16, 59, 59), date(2018, 11, 6)), (time(17), date(2018, 11, 7)), (time(0), date(2018, 11, 6))],
    )
    def test_the_cut_off_hour_itself_is_too_late(self, at, expected):
        """Monday at 17:00 sharp is Tuesday, a second earlier is still Monday."""
        assert working_days(1, date(2018, 11, 5), CUT_OFF, at=at) == expected

    def test_an_unknown_hour_is_taken_as_in_time_and_said(self):
        """On a working day without an hour the answer is accurate to the day; on a closed day no hour is needed."""
        ten = Period(10, "working days")
        assert last_day(ten, date(2018, 11, 5), CUT_OFF, ENGLAND) == Reckoned(date(2018, 11, 19), None, True)
        assert not last_day(ten, date(2018, 11, 5), CUT_OFF, ENGLAND, EARLY).accurate_to_day
        assert not last_day(ten, date(2018, 11, 4), CUT_OFF, ENGLAND).accurate_to_day

    def test_closures_of_the_council_are_closed_days(self):
        """With the council closed from 24 December to 1 January, a receipt in between rolls to 2 January."""
        local = ENGLAND.with_closures(
            "local", "t", [Closure(date(2018, 12, 24), date(2019, 1, 1), "Christmas closure")]
        )
        assert working_days(1, date(2018, 12, 27), ROLLS, local) == date(2019, 1, 3)
        assert working_days(1, date(2018, 12, 27), DAY_ZERO, local) == date(2019, 1, 2)


class TestTheAlmanac:
    """Calendar days, weeks, months and years go by the almanac and take no notice of closed days."""

    @pytest.mark.parametrize(
        ("count", "unit", "trigger", "expected"),
        [
            (1, "calendar days", date(2024, 3, 28), date(2024, 3, 29)),
            (28, "calendar days", date(2024, 2, 15), date(2024, 3, 14)),
            (2, "weeks", date(2024, 3, 18), date(2024, 4, 1)),
            (1, "months", date(2024, 1, 31), date(2024, 2, 29)),
            (1, "months", date(2023, 1, 31), date(2023, 2, 28)),
            (4, "months", date(1978, 9, 30), date(1979, 1, 30)),
            (6, "months", date(2025, 8, 31), date(2026, 2, 28)),
            (3, "months", date(2024, 2, 29), date(2024, 5, 29)),
            (1, "years", date(2023, 2, 28), date(2024, 2, 28)),
            (1, "years", date(2024, 2, 29), date(2025, 2, 28)),
            (4, "years", date(2024, 2, 29), date(2028, 2, 29)),
            (1, "years", date(2025, 3, 15), date(2026, 3, 15)),
        ],
    )
    def test_after(self, count, unit, trigger, expected):
        """A period after a day ends on the corresponding day, or on the last day of a shorter month."""
        assert almanac(count, unit, trigger) == expected

    @pytest.mark.parametrize(
        ("count", "unit", "trigger", "expected"),
        [
            (1, "calendar days", date(2024, 3, 28), date(2024, 3, 28)),
            (7, "calendar days", date(2024, 3, 28), date(2024, 4, 3)),
            (1, "weeks", date(2024, 3, 28), date(2024, 4, 3)),
            (6, "months", date(2026, 1, 10), date(2026, 7, 9)),
            (12, "months", date(2025, 3, 15), date(2026, 3, 14)),
            # Six whole months from the first of one are six calendar months, and end with the last of them.
            (6, "months", date(2026, 3, 1), date(2026, 8, 31)),
            (1, "months", date(2026, 2, 1), date(2026, 2, 28)),
            (1, "years", date(2023, 3, 1), date(2024, 2, 29)),
            # The month has no such day: its last day, none given away.
            (6, "months", date(2025, 8, 31), date(2026, 2, 28)),
            (6, "months", date(2025, 8, 30), date(2026, 2, 28)),
            (6, "months", date(2025, 8, 29), date(2026, 2, 28)),
            (6, "months", date(2025, 8, 28), date(2026, 2, 27)),
            (1, "years", date(2024, 2, 29), date(2025, 2, 28)),
        ],
    )
    def test_beginning_with(self, count, unit, trigger, expected):
        """A period beginning with a day ends on the day before the corresponding one."""
        assert almanac(count, unit, trigger, BEGINNING) == expected

    @pytest.mark.parametrize(
        ("count", "unit", "anchor", "nth", "clear"),
        [
            (5, "calendar days", date(2024, 4, 1), date(2024, 3, 27), date(2024, 3, 26)),
            (2, "weeks", date(2024, 4, 1), date(2024, 3, 18), date(2024, 3, 17)),
            (1, "months", date(2024, 3, 31), date(2024, 2, 29), date(2024, 2, 28)),
            (1, "months", date(2024, 4, 15), date(2024, 3, 15), date(2024, 3, 14)),
            (1, "years", date(2024, 2, 29), date(2023, 2, 28), date(2023, 2, 27)),
        ],
    )
    def test_before(self, count, unit, anchor, nth, clear):
        """Backwards it is the corresponding day, and one day earlier where the days between must be clear."""
        period = Period(count, unit)
        assert first_day_before(period, anchor, DAY_ZERO, None).day == nth
        assert first_day_before(period, anchor, CLEAR, None).day == clear

    def test_a_closed_day_moves_a_trigger_only_with_a_calendar(self):
        """One month from Good Friday 2024 that rolls to 2 April is 2 May; with no calendar it stays 29 April."""
        month, good_friday = Period(1, "months"), date(2024, 3, 29)
        assert last_day(month, good_friday, ROLLS, ENGLAND).day == date(2024, 5, 2)
        assert last_day(month, good_friday, ROLLS, None).day == date(2024, 4, 29)
        assert last_day(month, good_friday, DAY_ZERO, ENGLAND).day == date(2024, 4, 29)


class TestHours:
    """Hours run from the moment; without one the answer is good to the day."""

    @pytest.mark.parametrize(
        ("hours", "at", "day", "until"),
        [
            (24, time(14, 30), date(2024, 3, 30), time(14, 30)),
            (48, time(0), date(2024, 3, 31), time(0)),
            (2, time(23), date(2024, 3, 30), time(1)),
            (1, time(9), date(2024, 3, 29), time(10)),
        ],
    )
    def test_from_a_moment(self, hours, at, day, until):
        """From a time on Friday 29 March 2024 the end is exact, closed days or not."""
        for counting in (DAY_ZERO, BEGINNING):
            found = last_day(Period(hours, "hours"), date(2024, 3, 29), counting, None, at)
            assert found == Reckoned(day, until, False)

    @pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (72, 3)])
    def test_from_a_day(self, hours, days):
        """Without a time, whole days are taken, a begun one in full, and the answer says so."""
        found = last_day(Period(hours, "hours"), date(2024, 3, 29), DAY_ZERO, None)
        assert found == Reckoned(date(2024, 3, 29) + timedelta(days=days), None, True)

    def test_from_a_closed_day_that_rolls(self):
        """Moved from Good Friday to Tuesday 2 April, 24 hours end on Wednesday, at an hour that nobody can know."""
        found = last_day(Period(24, "hours"), date(2024, 3, 29), ROLLS, ENGLAND, time(14, 30))
        assert found == Reckoned(date(2024, 4, 3), None, True)

    def test_backwards(self):
        """Two days before a meeting, to the hour if its hour is known; clear days change nothing for hours."""
        meeting, two_days = date(2024, 4, 3), Period(48, "hours")
        for counting in (DAY_ZERO, CLEAR):
            assert first_day_before(two_days, meeting, counting, None) == Reckoned(date(2024, 4, 1), None, True)
            exact = first_day_before(two_days, meeting, counting, None, time(10))
            assert exact == Reckoned(date(2024, 4, 1), time(10), False)


class TestTheLawsExamples:
    """The worked dates of the digest of the law, T-1 to T-14, as far as they are arithmetic."""

    @pytest.mark.parametrize(
        ("trigger", "n", "expected"),
        [
            pytest.param(date(2026, 6, 1), 10, date(2026, 6, 15), id="T-1 stage 1"),
            pytest.param(date(2026, 6, 1), 20, date(2026, 6, 29), id="T-1 stage 1 extended"),
            pytest.param(date(2022, 9, 8), 10, date(2022, 9, 23), id="T-2 state funeral"),
            pytest.param(date(2020, 5, 1), 3, date(2020, 5, 6), id="T-3 VE day"),
            pytest.param(date(2022, 5, 26), 10, date(2022, 6, 13), id="T-4 jubilee"),
            pytest.param(date(2025, 11, 3), 25, date(2025, 12, 8), id="T-5 stage 2"),
            pytest.param(date(2025, 11, 3), 65, date(2026, 2, 5), id="T-5 stage 2 extended"),
            pytest.param(date(2025, 12, 1), 25, date(2026, 1, 8), id="T-6 from the statement"),
            pytest.param(date(2025, 12, 1), 65, date(2026, 3, 5), id="T-6 from the statement, extended"),
            pytest.param(date(2025, 12, 5), 20, date(2026, 1, 7), id="T-7 asking for a panel"),
            pytest.param(date(2025, 12, 8), 10, date(2025, 12, 22), id="T-8 chair"),
            pytest.param(date(2025, 12, 8), 30, date(2026, 1, 22), id="T-8 panel meets"),
            pytest.param(date(2026, 1, 22), 5, date(2026, 1, 29), id="T-8 panel reports"),
            pytest.param(date(2026, 1, 29), 15, date(2026, 2, 19), id="T-8 response"),
            pytest.param(date(2025, 11, 8), 3, date(2025, 11, 12), id="T-9 Saturday"),
            pytest.param(date(2025, 11, 9), 3, date(2025, 11, 12), id="T-9 Sunday"),
            pytest.param(date(2025, 11, 10), 3, date(2025, 11, 13), id="T-9 Monday"),
            pytest.param(date(2026, 12, 24), 1, date(2026, 12, 29), id="T-10 one day"),
            pytest.param(date(2026, 12, 24), 10, date(2027, 1, 12), id="T-10 ten days"),
            pytest.param(date(2027, 12, 24), 1, date(2027, 12, 29), id="T-11 one day"),
            pytest.param(date(2027, 12, 24), 10, date(2028, 1, 12), id="T-11 ten days"),
            pytest.param(date(2026, 3, 2), 5, date(2026, 3, 9), id="T-12 acknowledgement"),
            pytest.param(date(2026, 3, 9), 10, date(2026, 3, 23), id="T-12 acknowledged at the last"),
            pytest.param(date(2026, 3, 2), 10, date(2026, 3, 16), id="T-12 acknowledged at once"),
        ],
    )
    def test_working_days(self, trigger, n, expected):
        """The date is the one that the digest gives."""
        assert working_days(n, trigger) == expected

    @pytest.mark.parametrize(("n", "expected"), [(10, date(2026, 6, 16)), (20, date(2026, 6, 30))])
    def test_t1_with_the_scottish_holiday(self, n, expected):
        """T-1: with a holiday anywhere in the United Kingdom, 15 June 2026 in Scotland makes it a day later."""
        world_cup = Closure(date(2026, 6, 15), date(2026, 6, 15), "World Cup bank holiday (Scotland)")
        anywhere = ENGLAND.with_closures("united-kingdom", "t", [world_cup])
        assert working_days(n, date(2026, 6, 1), calendar=anywhere) == expected

    def test_t6_is_four_weeks_after_t5(self):
        """T-6: counting from the statement four weeks later puts the outer limit 28 days later."""
        later = working_days(65, date(2025, 12, 1)) - working_days(65, date(2025, 11, 3))
        assert later == timedelta(days=28)

    def test_t13_twelve_months(self):
        """T-13: beginning with 15 March 2025 a year's last day is 14 March 2026; after it, the anniversary."""
        assert almanac(12, "months", date(2025, 3, 15), BEGINNING) == date(2026, 3, 14)
        assert almanac(1, "years", date(2025, 3, 15), BEGINNING) == date(2026, 3, 14)
        assert almanac(1, "years", date(2025, 3, 15)) == date(2026, 3, 15)

    def test_t14_six_months_commencing_on_the_day(self):
        """T-14: six months commencing on 10 January 2026 have 9 July as their last day."""
        assert almanac(6, "months", date(2026, 1, 10), BEGINNING) == date(2026, 7, 9)


class TestPausing:
    """A paused clock keeps the days that were left, in its own unit, and goes on with them."""

    def test_working_days_left(self):
        """Due on Thursday 4 April 2024 and paused on Wednesday 27 March, 28 March and 2 to 4 April are left."""
        assert left_over("working days", date(2024, 4, 4), date(2024, 3, 27), ENGLAND) == 4
        assert after_resuming("working days", 4, date(2024, 5, 3), ENGLAND) == date(2024, 5, 10)

    @pytest.mark.parametrize("unit", ["calendar days", "weeks", "months", "years", "hours"])
    def test_calendar_days_left(self, unit):
        """For every unit of the almanac it is calendar days that are left."""
        assert left_over(unit, date(2024, 4, 4), date(2024, 3, 27), None) == 8
        assert after_resuming(unit, 8, date(2024, 5, 3), None) == date(2024, 5, 11)

    def test_nothing_left(self):
        """With nothing left it is due on the day of resuming, or on the next working day if that day is closed."""
        assert left_over("working days", date(2024, 3, 27), date(2024, 3, 27), ENGLAND) == 0
        assert left_over("working days", date(2024, 3, 27), date(2024, 4, 2), ENGLAND) == 0
        assert left_over("weeks", date(2024, 3, 27), date(2024, 4, 2), None) == 0
        assert after_resuming("working days", 0, date(2024, 3, 28), ENGLAND) == date(2024, 3, 28)
        assert after_resuming("working days", 0, date(2024, 3, 29), ENGLAND) == date(2024, 4, 2)
        assert after_resuming("weeks", 0, date(2024, 3, 29), None) == date(2024, 3, 29)

    def test_fewer_than_none_left(self):
        """Less than nothing cannot be left."""
        with pytest.raises(ValueError, match="cannot resume with -1 days left"):
            after_resuming("weeks", -1, date(2024, 3, 29), None)


def lines(*rows):
    return [(f"{line.day:%m-%d}", line.counted, line.note) for line in rows]


class TestTheLedger:
    """The count written out: each day counted or skipped, and why."""

    def test_working_days(self):
        """Three working days from the Wednesday before Easter 2024."""
        assert lines(*ledger(Period(3, "working days"), date(2024, 3, 27), DAY_ZERO, ENGLAND)) == [
            ("03-27", None, "day zero"),
            ("03-28", 1, ""),
            ("03-29", None, "Good Friday"),
            ("03-30", None, "Saturday"),
            ("03-31", None, "Sunday"),
            ("04-01", None, "Easter Monday"),
            ("04-02", 2, ""),
            ("04-03", 3, ""),
        ]

    def test_from_a_closed_day(self):
        """A trigger on a closed day is day zero, and the ledger says that it is closed."""
        first, *_ = ledger(Period(1, "working days"), date(2024, 3, 30), DAY_ZERO, ENGLAND)
        assert lines(first) == [("03-30", None, "day zero (Saturday)")]

    def test_a_closed_day_that_rolls(self):
        """From Saturday to day zero on Tuesday, every day has its reason."""
        assert lines(*ledger(Period(1, "working days"), date(2024, 3, 30), ROLLS, ENGLAND)) == [
            ("03-30", None, "falls on a closed day (Saturday): taken as the next day that is worked"),
            ("03-31", None, "Sunday"),
            ("04-01", None, "Easter Monday"),
            ("04-02", None, "day zero"),
            ("04-03", 1, ""),
        ]

    def test_the_cut_off_hour(self):
        """The hour that came too late is given, and so is one that is not known."""
        one = Period(1, "working days")
        assert lines(*ledger(one, date(2018, 11, 5), CUT_OFF, ENGLAND, LATE)) == [
            ("11-05", None, "came at 17:30, not before 17:00: taken as the next day that is worked"),
            ("11-06", None, "day zero"),
            ("11-07", 1, ""),
        ]
        assert lines(*ledger(one, date(2018, 11, 5), CUT_OFF, ENGLAND)) == [
            ("11-05", None, "day zero (hour not known, taken as before 17:00)"),
            ("11-06", 1, ""),
        ]

    def test_beginning_with(self):
        """Where the day itself counts it is number one; a closed one is skipped."""
        two = Period(2, "working days")
        assert lines(*ledger(two, date(2018, 11, 9), BEGINNING, ENGLAND)) == [
            ("11-09", 1, "the day itself counts"),
            ("11-10", None, "Saturday"),
            ("11-11", None, "Sunday"),
            ("11-12", 2, ""),
        ]
        assert lines(ledger(two, date(2018, 11, 10), BEGINNING, ENGLAND)[0]) == [("11-10", None, "Saturday")]

    def test_months_clipped(self):
        """Each month from 31 January is counted from there, so that March is whole again after February."""
        assert lines(*ledger(Period(2, "months"), date(2024, 1, 31), DAY_ZERO, None)) == [
            ("01-31", None, "day zero"),
            ("02-29", 1, "the month has no day 31: its last day"),
            ("03-31", 2, "the corresponding day"),
        ]

    def test_months_beginning_with(self):
        """Months beginning with a day end before the corresponding one."""
        assert lines(*ledger(Period(2, "months"), date(2026, 1, 31), BEGINNING, None)) == [
            ("01-31", None, "the day itself counts"),
            ("02-28", 1, "the month has no day 31: its last day"),
            ("03-30", 2, "the day before the corresponding day"),
        ]

    def test_calendar_days_take_no_notice_of_closed_days(self):
        """Calendar days count whether or not a calendar is at hand."""
        found = ledger(Period(2, "calendar days"), date(2024, 3, 29), DAY_ZERO, ENGLAND)
        assert lines(*found) == [
            ("03-29", None, "day zero (Good Friday)"),
            ("03-30", 1, ""),
            ("03-31", 2, ""),
        ]

    def test_hours(self):
        """Hours have the moment on which they end, if it can be known."""
        exact = ledger(Period(24, "hours"), date(2024, 3, 29), DAY_ZERO, None, time(14, 30))
        assert lines(*exact) == [("03-29", None, "day zero"), ("03-30", 24, "until 14:30")]
        by_day = ledger(Period(24, "hours"), date(2024, 3, 29), DAY_ZERO, None)
        assert lines(by_day[-1]) == [("03-30", 24, "the hour is not known: accurate to the day")]

    def test_hours_until_midnight(self):
        """Midnight is an hour like any other."""
        exact = ledger(Period(24, "hours"), date(2024, 3, 29), DAY_ZERO, None, time(0))
        assert lines(exact[-1]) == [("03-30", 24, "until 00:00")]

    def test_backwards(self):
        """Two working days before the Wednesday after Easter."""
        two = Period(2, "working days")
        expected = [
            ("04-03", None, "day zero"),
            ("04-02", 1, ""),
            ("04-01", None, "Easter Monday"),
            ("03-31", None, "Sunday"),
            ("03-30", None, "Saturday"),
            ("03-29", None, "Good Friday"),
            ("03-28", 2, ""),
        ]
        assert lines(*ledger_before(two, date(2024, 4, 3), DAY_ZERO, ENGLAND)) == expected
        assert lines(*ledger_before(two, date(2024, 4, 3), CLEAR, ENGLAND)) == [
            *expected,
            ("03-27", None, "leaves 2 working days clear"),
        ]

    def test_backwards_by_the_almanac(self):
        """Weeks and hours go back as they go on."""
        assert lines(*ledger_before(Period(2, "weeks"), date(2024, 4, 1), CLEAR, None)) == [
            ("04-01", None, "day zero"),
            ("03-25", 1, "the corresponding day"),
            ("03-18", 2, "the corresponding day"),
            ("03-17", None, "leaves 2 weeks clear"),
        ]
        assert lines(*ledger_before(Period(24, "hours"), date(2024, 4, 1), CLEAR, None, time(9))) == [
            ("04-01", None, "day zero"),
            ("03-31", 24, "until 09:00"),
        ]

    def test_provisional_days_are_marked_and_said_once(self):
        """From the first day beyond the horizon every line is provisional, and the first says until when is known."""
        found = ledger(Period(2, "working days"), date(2028, 12, 29), DAY_ZERO, ENGLAND)
        assert [line.provisional for line in found] == [False, False, False, True, True, True]
        assert [line.note for line in found if "published" in line.note] == [
            "New Year’s Day; provisional: `england-and-wales` is published until 2028-12-31"
        ]

    def test_the_almanac_is_never_provisional(self):
        """Months do not depend on the calendar, unless a closed day could have moved their start."""
        beyond = date(2029, 3, 1)
        certain = ledger(Period(1, "months"), beyond, DAY_ZERO, ENGLAND)
        moved = ledger(Period(1, "months"), beyond, ROLLS, ENGLAND)
        before = ledger(Period(9, "months"), date(2028, 6, 1), ROLLS, ENGLAND)
        assert not any(line.provisional for line in (*certain, *before))
        assert all(line.provisional for line in moved)

    def test_a_line_is_plain(self):
        """A line is a value: equal lines are equal."""
        first = ledger(Period(1, "calendar days"), date(2024, 3, 1), DAY_ZERO, None)[0]
        assert first == LedgerLine(date(2024, 3, 1), None, "day zero", provisional=False)


FIXED = ("hours", "calendar days", "weeks", "months", "years")
triggers = st.dates(date(2008, 1, 1), date(2035, 12, 31))
all_units = st.sampled_from((*FIXED, "working days"))
countings = st.sampled_from((DAY_ZERO, ROLLS, CUT_OFF, BEGINNING))
both_backwards = st.sampled_from((DAY_ZERO, CLEAR))
hours_of_day = st.none() | st.times()
periods = st.builds(Period, st.integers(1, 70), all_units)
counts = st.integers(1, 120)


class TestTheLedgerIsTheCount:
    """The ledger shows the very count that gives the date: it ends on the day, and its last number is the period."""

    @given(periods, triggers, countings, hours_of_day)
    def test_forwards(self, period, trigger, counting, at):
        """The ledger ends where `last_day` says, with the period's number, every number once and in order."""
        found = ledger(period, trigger, counting, ENGLAND, at)
        numbers = [line.counted for line in found if line.counted is not None]
        assert found[-1].day == last_day(period, trigger, counting, ENGLAND, at).day
        assert found[-1].counted == period.count
        assert numbers == ([period.count] if period.unit == "hours" else list(range(1, period.count + 1)))
        assert found[0].day == trigger
        assert [line.day for line in found] == sorted(line.day for line in found)

    @given(periods, triggers, both_backwards, hours_of_day)
    def test_backwards(self, period, anchor, counting, at):
        """Backwards it ends where `first_day_before` says; clear days add one line that does not count."""
        found = ledger_before(period, anchor, counting, ENGLAND, at)
        numbers = [line.counted for line in found if line.counted is not None]
        assert found[-1].day == first_day_before(period, anchor, counting, ENGLAND, at).day
        assert numbers[-1] == period.count
        assert [line.day for line in found] == sorted((line.day for line in found), reverse=True)

    @given(st.integers(1, 70), triggers, countings, hours_of_day)
    def test_every_day_is_accounted_for(self, n, trigger, counting, at):
        """No day between trigger and due date is missing, and each is counted or has its reason, never both."""
        found = ledger(Period(n, "working days"), trigger, counting, ENGLAND, at)
        days = [line.day for line in found]
        assert days == [trigger + timedelta(days=n) for n in range(len(days))]
        for line in found:
            if line.counted is not None:
                assert ENGLAND.is_working_day(line.day)
            else:
                assert line.note


class TestConventionsStandInOrder:
    """Counting the day itself is never later than not counting it; what moves the trigger never makes it earlier."""

    @given(counts, all_units, triggers)
    def test_beginning_with_is_first(self, n, unit, trigger):
        """The same period with the day itself in it ends no later."""
        period = Period(n, unit)
        within = last_day(period, trigger, BEGINNING, ENGLAND).day
        assert within <= last_day(period, trigger, DAY_ZERO, ENGLAND).day

    @given(counts, all_units.filter(lambda unit: unit != "hours"), triggers, hours_of_day)
    def test_rolling_is_later(self, n, unit, trigger, at):
        """Rolling a closed day moves the end later or not at all, and a cut-off hour later still."""
        period = Period(n, unit)
        plain, rolled, cut = (
            last_day(period, trigger, counting, ENGLAND, at).day for counting in (DAY_ZERO, ROLLS, CUT_OFF)
        )
        assert plain <= rolled <= cut

    @given(counts, all_units.filter(lambda unit: unit != "hours"), triggers)
    def test_clear_days_are_earlier(self, n, unit, anchor):
        """Leaving the days clear takes an earlier day."""
        period = Period(n, unit)
        clear = first_day_before(period, anchor, CLEAR, ENGLAND).day
        assert clear < first_day_before(period, anchor, DAY_ZERO, ENGLAND).day < anchor

    @given(counts, triggers, countings, hours_of_day)
    def test_working_days_end_on_a_working_day(self, n, trigger, counting, at):
        """Every due date in working days is a working day."""
        assert ENGLAND.is_working_day(working_days(n, trigger, counting, at=at))

    @given(counts, triggers)
    def test_clear_days_lie_between(self, n, anchor):
        """Between the day found and the anchor lie exactly as many working days as must be clear."""
        found = first_day_before(Period(n, "working days"), anchor, CLEAR, ENGLAND).day
        clear = ENGLAND.days(found + timedelta(days=1), anchor - timedelta(days=1))
        assert len(list(clear)) == n


class TestMonths:
    """N months after a day end on the same day of the month, or on the last day of a month that has none."""

    @given(st.integers(1, 60), triggers)
    def test_corresponding_day_or_month_end(self, n, trigger):
        """The month is n months on; the day is the same, or the month's last and smaller."""
        end = almanac(n, "months", trigger)
        assert (end.year * 12 + end.month) - (trigger.year * 12 + trigger.month) == n
        assert end.day == trigger.day or (end.day < trigger.day and (end + timedelta(days=1)).day == 1)

    @given(st.integers(1, 20), triggers)
    def test_a_year_is_twelve_months(self, n, trigger):
        """Years are counted as twelve months each, in every convention."""
        for counting in (DAY_ZERO, BEGINNING):
            assert almanac(n, "years", trigger, counting) == almanac(12 * n, "months", trigger, counting)

    @given(st.integers(1, 60), triggers)
    def test_periods_beginning_with_a_day_leave_no_gap(self, n, trigger):
        """Months beginning with the first of a month end with the last of one."""
        end = almanac(n, "months", trigger.replace(day=1), BEGINNING)
        assert (end + timedelta(days=1)).day == 1

    @given(st.integers(1, 60), triggers, triggers)
    def test_a_later_trigger_never_ends_earlier(self, n, one, other):
        """Of two triggers the earlier never has the later end."""
        for counting in (DAY_ZERO, BEGINNING):
            ends = [almanac(n, "months", day, counting) for day in sorted((one, other))]
            assert ends == sorted(ends)


class TestResuming:
    """To resume on the day of suspension changes nothing; to resume later never brings the date forward."""

    @given(counts, triggers, st.sampled_from((*FIXED, "working days")), st.integers(0, 200))
    def test_at_once(self, n, trigger, unit, offset):
        """Paused and resumed on one day, the due date stays."""
        due = last_day(Period(n, unit), trigger, DAY_ZERO, ENGLAND).day
        on = trigger + timedelta(days=offset)
        assume(on <= due)
        assert after_resuming(unit, left_over(unit, due, on, ENGLAND), on, ENGLAND) == due

    @given(counts, triggers, st.integers(0, 60), st.integers(0, 200))
    def test_later(self, n, trigger, offset, pause):
        """The longer the pause, the later the date."""
        due, on = working_days(n, trigger), trigger + timedelta(days=offset)
        assume(on <= due)
        left = left_over("working days", due, on, ENGLAND)
        assert after_resuming("working days", left, on + timedelta(days=pause), ENGLAND) >= due


class TestPhrases:
    """A period is written as people say it."""

    @pytest.mark.parametrize(
        ("text", "period"),
        [
            ("10 working days", Period(10, "working days")),
            ("1 working day", Period(1, "working days")),
            ("1 year", Period(1, "years")),
            ("12 months", Period(12, "months")),
            ("24 hours", Period(24, "hours")),
            ("  28   calendar days ", Period(28, "calendar days")),
            ("5 school days", Period(5, "school days")),
        ],
    )
    def test_read(self, text, period):
        """Singular and plural are read alike, and spaces are no matter."""
        assert parse_period(text, ("working days", "school days")) == period

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("ten working days", "write a whole number and a unit"),
            ("-3 weeks", "write a whole number and a unit"),
            ("1.5 weeks", "write a whole number and a unit"),
            ("weeks", "write a whole number and a unit"),
            ("", "write a whole number and a unit"),
            ("0 weeks", "at least 1, got 0 weeks"),
            ("10 days", "it does not say which days; use one of `calendar days`, `working days`"),
            ("3 wokring days", "did you mean `working days`"),
            ("1 Month", "write `1 month`, which always goes by the calendar"),
            ("2 working days (48 hours)", "use one of `calendar days`, `hours`, `months`, `weeks`, `working days`"),
            ("1 calendar month", "write `1 month`, which"),
            ("2 calendar weeks", "write `2 weeks`, which"),
            ("1 calendar year", "write `1 year`, which"),
            ("1 calender month", "use one of `calendar days`, `hours`, `months`"),
            ("101 years", "`101 years` is more than a hundred years: write the number that the page has"),
            ("1201 months", "is more than a hundred years"),
            ("5219 weeks", "is more than a hundred years"),
            ("36526 working days", "is more than a hundred years"),
            ("876601 hours", "is more than a hundred years"),
            (f"{'9' * 5000} working days", "`999999999999… working days` is more than a hundred years"),
            ("2 fortnights", "use one of `calendar days`, `hours`, `months`"),
        ],
    )
    def test_refused(self, text, said):
        """What cannot be read is refused with what was probably meant."""
        with pytest.raises(ValueError, match=said.replace("(", r"\(")):
            parse_period(text, ("working days",))

    @pytest.mark.parametrize("text", ["100 years", "1200 months", "5218 weeks", "36525 working days", "876600 hours"])
    def test_a_hundred_years_are_a_period(self, text):
        """Nothing that a page could mean is refused as too long."""
        assert str(parse_period(text, ("working days",))) == text

    def test_a_unit_of_no_calendar_is_refused(self):
        """Working days are a unit only where a calendar defines them."""
        with pytest.raises(ValueError, match="`working days` is not a unit of time here"):
            parse_period("10 working days")

    @given(st.builds(Period, st.integers(1, 100), all_units))
    def test_said_and_read_again(self, period):
        """What a period says of itself reads back as the same period."""
        assert parse_period(str(period), ("working days",)) == period

    @pytest.mark.parametrize(
        ("period", "said"),
        [
            (Period(1, "working days"), "1 working day"),
            (Period(1, "years"), "1 year"),
            (Period(10, "working days"), "10 working days"),
        ],
    )
    def test_said(self, period, said):
        """One is said in the singular."""
        assert str(period) == said


class TestRefusals:
    """What cannot be counted is refused; nothing is guessed."""

    def test_working_days_need_their_calendar(self):
        """A unit that a calendar defines cannot be counted without it, in any of the questions."""
        ten, day = Period(10, "working days"), date(2024, 3, 18)
        for ask in (
            lambda: last_day(ten, day, DAY_ZERO, None),
            lambda: first_day_before(ten, day, DAY_ZERO, None),
            lambda: ledger(ten, day, DAY_ZERO, None),
            lambda: ledger_before(ten, day, DAY_ZERO, None),
            lambda: left_over("working days", day, day, None),
            lambda: after_resuming("working days", 1, day, None),
        ):
            with pytest.raises(ValueError, match="without the calendar that defines them"):
                ask()

    def test_backwards_needs_its_convention(self):
        """Backwards is counted only by a convention that was named."""
        with pytest.raises(ValueError, match="nth_day_before or clear_days"):
            first_day_before(Period(1, "weeks"), date(2024, 3, 18), BEGINNING, None)

    def test_a_cut_off_hour_goes_with_its_convention(self):
        """The convention without the hour, and the hour without the convention, are refused."""
        with pytest.raises(ValueError, match="cut-off hour goes with `cut_off_hour`"):
            Counting(Forwards.CUT_OFF_HOUR)
        with pytest.raises(ValueError, match="cut-off hour goes with `cut_off_hour`"):
            Counting(Forwards.TRIGGER_IS_DAY_ZERO, cut_off=time(17))

    @pytest.mark.parametrize("unit", [*FIXED, "working days"])
    def test_a_moment_is_no_date(self, unit):
        """A moment in place of a day is refused, in every unit and both ways."""
        moment, one = datetime(2024, 3, 18, 9, tzinfo=UTC), Period(1, unit)
        for ask in (last_day, first_day_before, ledger, ledger_before):
            with pytest.raises(CaseError, match="not_a_date"):
                ask(one, moment, DAY_ZERO, ENGLAND)
        with pytest.raises(CaseError, match="not_a_date"):
            left_over(unit, moment, date(2024, 3, 1), ENGLAND)
        with pytest.raises(CaseError, match="not_a_date"):
            after_resuming(unit, 1, moment, ENGLAND)

    def test_a_time_with_a_zone_of_its_own(self):
        """A time of day is the clock's in London, and carries no zone."""
        with pytest.raises(CaseError, match="time_with_zone"):
            last_day(Period(1, "hours"), date(2024, 3, 18), DAY_ZERO, None, time(9, tzinfo=UTC))

    @pytest.mark.parametrize("period", [Period(9000, "years"), Period(4_000_000, "calendar days")])
    def test_beyond_all_dates(self, period):
        """A period that leaves the years 1 to 9999 is refused as such, both ways."""
        for ask in (last_day, first_day_before):
            with pytest.raises(CaseError, match="date_out_of_range"):
                ask(period, date(2024, 3, 18), DAY_ZERO, None)

    def test_hours_beyond_all_dates(self):
        """Hours too end with the year 9999."""
        with pytest.raises(CaseError, match="date_out_of_range"):
            last_day(Period(48, "hours"), date(9999, 12, 31), DAY_ZERO, None, time(9))

    def test_beyond_the_calendar(self):
        """Working days beyond the last year of the calendar are refused, with its bounds."""
        with pytest.raises(CaseError, match="2006-01-01 to 2060-12-31"):
            working_days(10, date(2060, 12, 27))

    def test_a_period_of_nothing(self):
        """A period is at least one of its unit."""
        with pytest.raises(ValueError, match="at least 1, got 0 weeks"):
            Period(0, "weeks")
