"""The table of proclaimed days: what it holds, what it does to the rules, and what was known before it."""

from datetime import date

import pytest

from complaint_rules.working_days import CorrectedDay, CorrectionKind, bank_holiday_calendar

# Every moved or added day, 2006 to 2028, with the day that a moved one replaced.
MOVED = {
    date(2012, 6, 4): date(2012, 5, 28),
    date(2020, 5, 8): date(2020, 5, 4),
    date(2022, 6, 2): date(2022, 5, 30),
}
ADDED = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def as_known_on(day, corrections):
    return bank_holiday_calendar(
        "england-and-wales",
        f"as known on {day}",
        date(2006, 1, 1),
        date(2028, 12, 31),
        date(2028, 12, 31),
        corrections,
        as_known_on=day,
    )


class TestTheTable:
    def test_moved_days(self, corrections):
        """The table moves exactly the three days that were moved."""
        moved = {row.day: row.replaces for row in corrections if row.kind is CorrectionKind.MOVED}
        assert moved == MOVED

    def test_added_days(self, corrections):
        """The table adds exactly the five days that were added."""
        assert {row.day for row in corrections if row.kind is CorrectionKind.ADDED} == ADDED

    def test_substitute_days_stand_for_a_weekend_day_just_before(self, corrections):
        """A substitute is a weekday at most three days after the weekend day that it makes up for."""
        substitutes = [row for row in corrections if row.kind is CorrectionKind.SUBSTITUTE]
        assert len(substitutes) == 20
        for row in substitutes:
            assert row.replaces.weekday() >= 5 > row.day.weekday()
            assert 1 <= (row.day - row.replaces).days <= 3

    def test_every_weekend_holiday_has_its_substitute(self, corrections):
        """Wherever Christmas Day, Boxing Day or New Year's Day falls on a weekend, the table has the day instead."""
        replaced = {row.replaces for row in corrections if row.kind is CorrectionKind.SUBSTITUTE}
        fixed = [date(year, *day) for year in range(2006, 2029) for day in ((1, 1), (12, 25), (12, 26))]
        assert {day for day in fixed if day.weekday() >= 5} == replaced

    def test_days_are_in_order_named_and_sourced(self, corrections):
        """The rows are in order of date, no day twice, each with a name and a source."""
        days = [row.day for row in corrections]
        assert days == sorted(set(days))
        assert all(row.name and row.source for row in corrections)

    def test_announcements_come_before_the_day(self, corrections):
        """What is known of an announcement lies before the day, and every moved or added day has one."""
        for row in corrections:
            assert row.announced is None or row.announced < row.day
            assert row.announced or row.kind is CorrectionKind.SUBSTITUTE

    def test_an_unknown_announcement_is_said_to_be_unknown(self, document):
        """A row without `announced` says so in its note."""
        for row in document["days"]:
            assert ("announced" in row) != ("announced unknown" in row["note"]), row["day"]


class TestTheNames:
    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (date(2024, 3, 29), "Good Friday"),
            (date(2024, 4, 1), "Easter Monday"),
            (date(2024, 5, 6), "Early May bank holiday"),
            (date(2024, 8, 26), "Summer bank holiday"),
            (date(2020, 5, 8), "Early May bank holiday (VE day)"),
            (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
            (date(2022, 12, 26), "Boxing Day"),
            (date(2022, 12, 27), "Christmas Day (substitute day)"),
            (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
            (date(2033, 12, 27), "Christmas Day or Boxing Day (substitute day)"),
            (date(2024, 3, 30), "Saturday"),
            (date(2024, 3, 31), "Sunday"),
            (date(2022, 12, 25), "Sunday"),
            (date(2020, 5, 4), ""),
            (date(2022, 5, 30), ""),
            (date(2012, 5, 28), ""),
        ],
    )
    def test_why_closed(self, england, day, reason):
        """A closed day is named as GOV.UK names it, and a day from which a holiday was moved is open."""
        assert england.why_closed(day) == reason

    def test_easter_sunday_is_no_holiday_of_its_own(self, england):
        """Where Sundays are worked Easter Sunday is worked too: no law of England and Wales closes it."""
        every_day = england.with_closures("all week", "test", (), weekdays=tuple(range(7)))
        assert every_day.is_working_day(date(2024, 3, 31))
        assert every_day.why_closed(date(2022, 12, 25)) == "Christmas Day"


class TestAsKnownOn:
    """A bank holiday proclaimed while a clock runs moves its date; what was computed before stays explicable."""

    def test_before_the_funeral_was_proclaimed(self, england, corrections):
        """T-2: received on 8 September 2022, ten working days are 23 September, and were 22 September that day."""
        assert england.add(date(2022, 9, 8), 10) == date(2022, 9, 23)
        assert as_known_on(date(2022, 9, 8), corrections).add(date(2022, 9, 8), 10) == date(2022, 9, 22)
        assert as_known_on(date(2022, 9, 10), corrections).add(date(2022, 9, 8), 10) == date(2022, 9, 23)

    def test_before_ve_day_was_moved(self, england, corrections):
        """T-3: received on 1 May 2020, three working days are 6 May; with 4 May still a holiday they were 7 May."""
        assert england.add(date(2020, 5, 1), 3) == date(2020, 5, 6)
        before = as_known_on(date(2019, 1, 1), corrections)
        assert before.add(date(2020, 5, 1), 3) == date(2020, 5, 7)
        assert before.why_closed(date(2020, 5, 4)) == "Early May bank holiday"
        assert before.is_working_day(date(2020, 5, 8))

    def test_before_the_jubilee_was_announced(self, england, corrections):
        """T-4: received on 26 May 2022, ten working days are 13 June; by the rule alone they were 10 June."""
        assert england.add(date(2022, 5, 26), 10) == date(2022, 6, 13)
        assert as_known_on(date(2020, 1, 1), corrections).add(date(2022, 5, 26), 10) == date(2022, 6, 10)

    def test_substitutes_of_unknown_announcement_are_taken_as_known(self, corrections):
        """Substitute days follow a standing practice, so they are left in."""
        assert not as_known_on(date(2006, 1, 1), corrections).is_working_day(date(2027, 12, 28))


class TestCorrectedDay:
    def test_a_moved_day_says_what_it_replaces(self):
        """A moved day without the day that it replaces is refused."""
        with pytest.raises(ValueError, match="must say which day it replaces"):
            CorrectedDay(date(2020, 5, 8), "x", CorrectionKind.MOVED)

    def test_an_added_day_replaces_none(self):
        """An added day that replaces another is refused."""
        with pytest.raises(ValueError, match="a day that is added replaces no other"):
            CorrectedDay(date(2020, 5, 8), "x", CorrectionKind.ADDED, replaces=date(2020, 5, 4))

    def test_a_holiday_can_be_taken_away(self):
        """A day that is removed is worked, and was a holiday until its removal was announced."""
        removed = CorrectedDay(
            date(2027, 5, 3), "Early May bank holiday", CorrectionKind.REMOVED, announced=date(2026, 6, 1)
        )
        assert as_known_on(date(2026, 6, 1), [removed]).is_working_day(date(2027, 5, 3))
        assert not as_known_on(date(2026, 5, 31), [removed]).is_working_day(date(2027, 5, 3))
