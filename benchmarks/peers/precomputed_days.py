"""Counting working days by hand: two look-ups in lists that were made beforehand, with the range checked."""

from datetime import date, timedelta


class PrecomputedDays:
    """The working days between two dates, from a list of those that are closed."""

    def __init__(self, first: date, last: date, closed: set[date]) -> None:
        """Lay out the lists: for each day how many working days stand before it, and the working days in order."""
        self.first = first.toordinal()
        self.open_days: list[date] = []
        self.through: list[int] = []
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            if day.weekday() < 5 and day not in closed:
                self.open_days.append(day)
            self.through.append(len(self.open_days))

    def add(self, day: date, n: int) -> date:
        """Return the nth working day after a day."""
        offset = day.toordinal() - self.first
        if offset < 0 or offset >= len(self.through):
            raise ValueError(f"{day} is outside the calendar")
        nth = self.through[offset] + n - 1
        if nth >= len(self.open_days):
            raise ValueError(f"{n} working days from {day} leave the calendar")
        return self.open_days[nth]

    def before(self, day: date, n: int) -> date:
        """Return the nth working day before a day."""
        offset = day.toordinal() - self.first
        if offset < 1 or offset >= len(self.through):
            raise ValueError(f"{day} is outside the calendar")
        nth = self.through[offset - 1] - n
        if nth < 0:
            raise ValueError(f"{n} working days before {day} leave the calendar")
        return self.open_days[nth]
