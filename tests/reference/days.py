"""Counting by walking the calendar one day at a time (design 2.3 and 2.4; format.md, `counting`).

A calendar is a function `is_open(day) -> bool`. Nothing here is fast, and nothing needs to be.
"""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
UNDATED = ("as soon as possible", "no time set", "no limit")


def parse(period):
    """Return `(number, unit in the plural)` of a phrase such as `1 working day`."""
    number, _, unit = period.partition(" ")
    return int(number), unit if unit.endswith("s") else unit + "s"


def unit_of(period):
    """Return the unit of a period; days of the calendar for what has none."""
    return "calendar days" if period is None or period in UNDATED else parse(period)[1]


def nth_open_day(start, number, is_open, step=ONE_DAY):
    """Walk from `start`, which is day zero, until `number` open days have been met."""
    day = start
    while number > 0:
        day += step
        if is_open(day):
            number -= 1
    return day


def corresponding_date(day, months):
    """Return the same number in the month `months` away, or the last day of that month (`Dodds v Walker`)."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def plain(day, number, unit):
    """Go `number` units that need no calendar from `day`; hours without an hour to begin at are rounded up to whole days."""
    if unit == "hours":
        whole = (abs(number) + 23) // 24
        return day + ONE_DAY * (whole if number > 0 else -whole)
    if unit == "calendar days":
        return day + ONE_DAY * number
    if unit == "weeks":
        return day + ONE_DAY * 7 * number
    return corresponding_date(day, number * {"months": 1, "years": 12}[unit])


def start_of(day, hour, convention, units):
    """Return the day and the hour from which is counted, where closed days or a cut-off move them."""
    is_open = next(iter(units.values()), None)
    if is_open is None or not (convention == "closed_day_rolls" or isinstance(convention, dict)):
        return day, hour
    if not is_open(day):
        return nth_open_day(day, 1, is_open), None
    if isinstance(convention, dict) and hour is not None and hour >= convention["cut_off_hour"]:
        return nth_open_day(day, 1, is_open), None
    return day, hour


def minutes_on(hour, number):
    """Return the minutes from midnight to so many hours after an hour, which is written `HH:MM`."""
    return int(hour[:2]) * 60 + int(hour[3:]) + number * 60


def end_hour(period, day, hour, convention, units):
    """Return the hour at which a period of hours ends on its last day; nothing where it is not known."""
    if period in UNDATED or parse(period)[1] != "hours":
        return None
    _, hour = start_of(day, hour, convention, units)
    if hour is None:
        return None
    minutes = minutes_on(hour, parse(period)[0])
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def forward(period, day, convention, units, hour=None):
    """Return the last day of a period counted from `day` (nothing for a period without a date)."""
    if period in UNDATED:
        return None
    number, unit = parse(period)
    day, hour = start_of(day, hour, convention, {unit: units[unit]} if unit in units else units)
    if unit in units:
        return nth_open_day(day - ONE_DAY if convention == "beginning_with" else day, number, units[unit])
    if unit == "hours" and hour is not None:
        return day + ONE_DAY * (minutes_on(hour, number) // (24 * 60))
    end = plain(day, number, unit)
    if convention != "beginning_with" or unit == "hours":
        return end
    return end if unit in ("months", "years") and end.day != day.day else end - ONE_DAY


def backward(period, day, convention, units):
    """Return the day that lies a period before `day`: the Nth day before, or with N days clear between."""
    if period in UNDATED:
        return None
    number, unit = parse(period)
    if unit in units:
        return nth_open_day(day, number + (convention == "clear_days"), units[unit], -ONE_DAY)
    end = plain(day, -number, unit)
    return end - ONE_DAY if convention == "clear_days" and unit != "hours" else end


def carried_over(end, paused_on, returned_on, unit, units):
    """Return `end` after a pause: the units strictly after `paused_on` up to `end`, counted from the return."""
    if end is None or end < paused_on:
        return end
    counts = units.get(unit, lambda _day: True)
    left, day = 0, paused_on
    while day < end:
        day += ONE_DAY
        left += counts(day)
    if left == 0 and unit in units:
        return nth_open_day(returned_on - ONE_DAY, 1, counts)
    return nth_open_day(returned_on, left, counts)


def calendar(spec, calendars):
    """Return `is_open` of a shipped calendar's name, or of one based on it with its own closures."""
    if isinstance(spec, str):
        return calendars[spec]
    base = calendars[spec["based_on"]]
    closures = spec.get("closed", [])
    weekdays = spec.get("weekdays")

    def is_open(day):
        shut = any(closure["from"] <= day <= closure["up_to"] for closure in closures)
        off = weekdays is not None and day.strftime("%A").lower() not in weekdays
        return base(day) and not shut and not off

    return is_open
