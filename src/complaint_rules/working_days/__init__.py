"""What a working day is: calendars that count in constant time, both ways, and say why a day is closed."""

from complaint_rules.working_days.bank_holidays import CorrectedDay, CorrectionKind, bank_holiday_calendar
from complaint_rules.working_days.calendars import WEEKDAYS, Closure, WorkingCalendar, require_date

__all__ = [
    "WEEKDAYS",
    "Closure",
    "CorrectedDay",
    "CorrectionKind",
    "WorkingCalendar",
    "bank_holiday_calendar",
    "require_date",
]
