"""The calendar against sources that share no code with it: python-holidays, QuantLib, and the page of GOV.UK."""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
import pytest
import QuantLib
from workalendar.europe import UnitedKingdom

FIRST, LAST = date(2006, 1, 1), date(2028, 12, 31)

# Days on which a source is itself wrong: the day, and the evidence. Empty for the versions tested (holidays 0.109,
# QuantLib 1.44): all three agree on every day of the 23 years.
WRONG_IN_HOLIDAYS: dict[date, str] = {}
WRONG_IN_QUANTLIB: dict[date, str] = {}

# The weekday bank holidays of GOV.UK's list for England and Wales beyond the regular pattern, 2019 to 2028.
IRREGULAR_2019_TO_2028 = {
    date(2020, 5, 8), date(2020, 12, 28),
    date(2021, 12, 27), date(2021, 12, 28),
    date(2022, 1, 3), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19),
    date(2022, 12, 26), date(2022, 12, 27),
    date(2023, 1, 2), date(2023, 5, 8),
    date(2026, 12, 28), date(2027, 12, 27), date(2027, 12, 28), date(2028, 1, 3),
}  # fmt: skip


def every_day() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1)


def test_python_holidays_closes_the_same_days(england):
    """Every day from 2006 to 2028 is open or closed as python-holidays has it for England."""
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
    differing = {day for day in every_day() if england.is_working_day(day) != (day.weekday() < 5 and day not in theirs)}
    assert differing == set(WRONG_IN_HOLIDAYS)


@pytest.mark.parametrize("market", [QuantLib.UnitedKingdom.Settlement, QuantLib.UnitedKingdom.Exchange])
def test_quantlib_closes_the_same_days(england, market):
    """Every day from 2006 to 2028 is open or closed as QuantLib has it for London."""
    theirs = QuantLib.UnitedKingdom(market)
    differing = {
        day
        for day in every_day()
        if england.is_working_day(day) != theirs.isBusinessDay(QuantLib.Date(day.day, day.month, day.year))
    }
    assert differing == set(WRONG_IN_QUANTLIB)


def test_the_irregular_days_are_those_that_gov_uk_prints(corrections):
    """The table holds GOV.UK's irregular weekdays of 2019 to 2028, but for a Boxing Day on its own day."""
    in_table = {row.day for row in corrections if row.day.year >= 2019}
    assert in_table == IRREGULAR_2019_TO_2028 - {date(2022, 12, 26)}


def test_workalendar_alone_would_be_wrong(england):
    """The table is needed: of 23 years workalendar has one day wrong, the holiday for the coronation."""
    rules = UnitedKingdom()
    differing = [day for day in every_day() if rules.is_working_day(day) != england.is_working_day(day)]
    assert differing == [date(2023, 5, 8)]


def test_every_year_has_its_number_of_weekday_bank_holidays(england):
    """Eight a year, one more for each day that was added; a new year's substitute counts in the year it falls in."""
    extra = {2011: 1, 2012: 1, 2022: 2, 2023: 1}
    for year in range(2006, 2029):
        weekdays = [day for day in every_day() if day.year == year and day.weekday() < 5]
        closed = [day for day in weekdays if not england.is_working_day(day)]
        assert len(closed) == 8 + extra.get(year, 0), year
