"""Periods and the days on which they end: counted by a named convention, and shown day by day.

A period keeps its unit. Units that a calendar defines (working days, school days) count that calendar's open
days. Calendar days, weeks, months and years go by the almanac and may end on a closed day: no rule of law
moves them (Interpretation Act 1978, Sch 1; Dodds v Walker [1981] 1 WLR 1027). All days are civil days in
Europe/London, and nothing here knows what day it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from complaint_rules.errors import CaseError, Fault, did_you_mean
from complaint_rules.misspellings import digits_meant
from complaint_rules.terms import Backwards, Forwards, Unit
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar, require_date

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

FIXED_UNITS = frozenset(unit.value for unit in Unit if unit is not Unit.WORKING_DAYS)
"""The units that mean the same everywhere; every other unit is defined by a calendar."""

_DAYS = {Unit.CALENDAR_DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_BY_THE_ALMANAC = frozenset(
    spelling for unit in (*_MONTHS, Unit.WEEKS) for spelling in (unit.value, unit.value.removesuffix("s"))
)
_ONE_DAY = timedelta(days=1)
_HOURS_IN_A_DAY = 24
_DAYS_IN_A_CENTURY = 36_525
_AT_MOST: dict[str, int] = {
    Unit.YEARS: 100,
    Unit.MONTHS: 1200,
    Unit.WEEKS: 5218,
    Unit.HOURS: _HOURS_IN_A_DAY * _DAYS_IN_A_CENTURY,
}
"""The longest period of each unit; of any other, which is a sort of days, as many as a century has."""
_DIGITS = 12


@frozen
class Period:
    """So many of one unit, as `10 working days`; the unit is always written in the plural."""

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a period is at least 1, got {self.count} {self.unit}")

    def __str__(self) -> str:
        """Say the period as one would in a letter: `1 year`, `10 working days`."""
        return f"{self.count} {_singular(self.unit) if self.count == 1 else self.unit}"

    @property
    def needs_calendar(self) -> bool:
        """Say whether the unit is defined by a calendar."""
        return self.unit not in FIXED_UNITS


def parse_period(text: str, calendar_units: Iterable[str] = ()) -> Period:
    """Read a phrase such as `10 working days` or `1 year`.

    `calendar_units` are the units, in the plural, that the calendars at hand define. Raises `ValueError`,
    whose text says what is wrong and what was probably meant.
    """
    count, _, spelling = " ".join(text.split()).partition(" ")
    if not (count.isascii() and count.isdigit()) or not spelling or spelling[0].isdecimal():
        typed = digits_meant(count)
        if typed is not None and spelling:
            raise ValueError(f"`{text}` has {typed.told}: write `{typed.text} {spelling}`")
        raise ValueError(f"`{text}` is no period: write a whole number and a unit, as in `10 working days`")
    units = (*sorted(FIXED_UNITS), *calendar_units)
    spellings = {spelling: unit for unit in units for spelling in (unit, _singular(unit))}
    if spelling not in spellings:
        raise ValueError(f"`{spelling}` is not a unit of time here{_meant(count, spelling, units)}")
    if len(count) > _DIGITS or int(count) > _AT_MOST.get(spellings[spelling], _DAYS_IN_A_CENTURY):
        raise ValueError(
            f"`{_shortened(count)} {spelling}` is more than a hundred years: write the number that the page has"
        )
    return Period(int(count), spellings[spelling])


def _shortened(count: str) -> str:
    return count if len(count) <= _DIGITS else f"{count[:_DIGITS]}…"


def _meant(count: str, spelling: str, units: tuple[str, ...]) -> str:
    plain = spelling.lower().removeprefix("calendar ")
    if plain in _BY_THE_ALMANAC and plain != spelling:
        return f": write `{count} {plain}`, which always goes by the calendar"
    if spelling in ("day", "days"):
        kinds = ", ".join(f"`{unit}`" for unit in units if unit.endswith(" days"))
        return f": it does not say which days; use one of {kinds}"
    hint = did_you_mean(spelling.lower(), units)
    return f": {hint}" if hint else ""


def _singular(unit: str) -> str:
    return unit.removesuffix("s")


@frozen
class Counting:
    """How periods are counted, each way by its name. From the hour `cut_off` on, a day counts as the next."""

    forwards: Forwards
    backwards: Backwards | None = None
    cut_off: time | None = None

    def __post_init__(self) -> None:
        if (self.forwards is Forwards.CUT_OFF_HOUR) != (self.cut_off is not None):
            raise ValueError(f"a cut-off hour goes with `{Forwards.CUT_OFF_HOUR}` and with nothing else")

    @property
    def looks_at_closed_days(self) -> bool:
        """Say whether a trigger on a closed day is moved."""
        return self.forwards in (Forwards.CLOSED_DAY_ROLLS, Forwards.CUT_OFF_HOUR)

    def is_plain_in(self, unit: str) -> bool:
        """Say whether a period of this unit ends on the calendar's nth day after its trigger, whatever the hour."""
        return self.forwards is Forwards.TRIGGER_IS_DAY_ZERO and unit not in FIXED_UNITS


class Reckoned(NamedTuple):
    """The day on which a period ends, itself in time; `at` is given only for a period of hours.

    `accurate_to_day` says that the hour would have mattered and was not known.
    """

    day: date
    at: time | None = None
    accurate_to_day: bool = False


@frozen
class LedgerLine:
    """One line of the count: the day, its number if it counts, and in words why it does not or what it is.

    `provisional` marks a day for which the calendar is not yet published.
    """

    day: date
    counted: int | None
    note: str = ""
    provisional: bool = False


@frozen
class _Start:
    """Day zero, the hour where it still holds, and how the trigger came to be that day."""

    day: date
    at: time | None
    certain: bool = True
    because: str = ""

    def moved_from(self, trigger: date) -> bool:
        return self.day != trigger


def last_day(
    period: Period,
    trigger: date,
    counting: Counting,
    calendar: WorkingCalendar | None,
    at: time | None = None,
) -> Reckoned:
    """Return the last day on which the act is in time, counting forwards from the trigger.

    `at` is the hour of the trigger, on the clock in London. It matters for periods of hours and for a cut-off
    hour; where it matters and is not known, the answer is accurate to the day. The conventions that look at
    closed days leave the trigger as it is where no calendar is given. Hours run from the moment itself, so
    `beginning_with` changes nothing for them; once a closed day has moved their start, the hour is not known.
    """
    if calendar is not None and counting.is_plain_in(period.unit):
        # By far the commonest question, and asked for every clock of every case: two look-ups and no more.
        return Reckoned(calendar.add(trigger, period.count))
    _require_calendar(period, calendar)
    start = _day_zero(trigger, at, counting, calendar)
    if period.unit == Unit.HOURS:
        return _hours_on(period.count, start)
    counts_itself = counting.forwards is Forwards.BEGINNING_WITH
    if calendar is not None and period.needs_calendar:
        day = calendar.add(_shift(start.day, -counts_itself), period.count)
    else:
        day = _end(period.unit, period.count, start.day, counts_itself=counts_itself)
    return Reckoned(day, accurate_to_day=not start.certain)


def first_day_before(
    period: Period,
    anchor: date,
    counting: Counting,
    calendar: WorkingCalendar | None,
    at: time | None = None,
) -> Reckoned:
    """Return the last day that is still the whole period before the anchor.

    For `at least 10 working days before` that is the tenth working day before it, or, counted in clear days,
    the eleventh, with ten between. `at` is the hour of the anchor; hours have no clear days.
    """
    require_date(anchor)
    _require_calendar(period, calendar)
    backwards = _require_backwards(counting)
    if period.unit == Unit.HOURS:
        return _hours_on(-period.count, _Start(anchor, _civil(at)))
    clear = int(backwards is Backwards.CLEAR_DAYS)
    if calendar is not None and period.needs_calendar:
        return Reckoned(calendar.add(anchor, -period.count - clear))
    return Reckoned(_shift(_stepped(anchor, period.unit, -period.count), -clear))


def left_over(unit: str, due: date, on: date, calendar: WorkingCalendar | None) -> int:
    """Return the whole days left when a clock is paused: after `on`, up to and including `due`.

    They are the calendar's days for a unit that it defines, and calendar days for every other unit. Nothing
    is left once the due date has come; whoever pauses a clock that is already overdue must keep its date.
    """
    if unit in FIXED_UNITS:
        require_date(due)
        require_date(on)
        return max(0, (due - on).days)
    return max(0, _calendar_of(unit, calendar).count(on, due))


def after_resuming(unit: str, left: int, on: date, calendar: WorkingCalendar | None) -> date:
    """Return the new due date of a clock that resumes `on` a day, itself day zero, with `left` days to run.

    With none left it is due on that day, or on the next day of the calendar that defines the unit.
    """
    if left < 0:
        raise ValueError(f"a clock cannot resume with {left} days left")
    if unit in FIXED_UNITS:
        require_date(on)
        return _shift(on, left)
    return _calendar_of(unit, calendar).add(on, left)


def ledger(
    period: Period,
    trigger: date,
    counting: Counting,
    calendar: WorkingCalendar | None,
    at: time | None = None,
) -> tuple[LedgerLine, ...]:
    """Write out the count that `last_day` makes, from the trigger to the due date.

    Days are written one by one, counted or skipped with the reason; weeks, months and years a step to a line.
    """
    _require_calendar(period, calendar)
    start = _day_zero(trigger, at, counting, calendar)
    if period.unit == Unit.HOURS:
        lines = [*_opening(trigger, start, calendar), _hours_line(period, _hours_on(period.count, start))]
    elif counting.forwards is Forwards.BEGINNING_WITH:
        lines = _from_day_one(period, trigger, calendar)
    else:
        lines = [*_opening(trigger, start, calendar), *_counted(period, start.day, 1, calendar)]
    rests_on_calendar = period.needs_calendar or (
        counting.looks_at_closed_days and calendar is not None and calendar.is_provisional(start.day)
    )
    return _with_horizon(lines, calendar if rests_on_calendar else None)


def ledger_before(
    period: Period,
    anchor: date,
    counting: Counting,
    calendar: WorkingCalendar | None,
    at: time | None = None,
) -> tuple[LedgerLine, ...]:
    """Write out the count that `first_day_before` makes, from the anchor back to the day found."""
    end = first_day_before(period, anchor, counting, calendar, at)
    day_zero = LedgerLine(anchor, None, "day zero")
    if period.unit == Unit.HOURS:
        return (day_zero, _hours_line(period, end))
    lines = [day_zero, *_counted(period, anchor, -1, calendar)]
    if counting.backwards is Backwards.CLEAR_DAYS:
        one_more = Period(1, period.unit if period.needs_calendar else Unit.CALENDAR_DAYS)
        *skipped, final = _walk(one_more, lines[-1].day, -1, calendar)
        lines += [*skipped, replace(final, counted=None, note=f"leaves {period} clear")]
    return _with_horizon(lines, calendar if period.needs_calendar else None)


# Where the count starts.


def _day_zero(trigger: date, at: time | None, counting: Counting, calendar: WorkingCalendar | None) -> _Start:
    require_date(trigger)
    start = _Start(trigger, _civil(at))
    if calendar is None or not counting.looks_at_closed_days:
        return start
    if closed := calendar.why_closed(trigger):
        return _Start(calendar.add(trigger, 0), None, because=f"falls on a closed day ({closed})")
    if counting.cut_off is None:
        return start
    hour = f"{counting.cut_off:%H:%M}"
    if at is None:
        return _Start(trigger, None, certain=False, because=f"hour not known, taken as before {hour}")
    if at >= counting.cut_off:
        return _Start(calendar.add(trigger, 1), None, because=f"came at {at:%H:%M}, not before {hour}")
    return start


def _civil(at: time | None) -> time | None:
    if at is None or at.tzinfo is None:
        return at
    fault = Fault(
        code="time_with_zone",
        message="expected the time on the clock in London, got one with a time zone of its own",
        mend="convert it to Europe/London and leave the zone out",
        text=at.isoformat(),
    )
    raise CaseError([fault])


# Counting.


def _end(unit: str, n: int, day: date, *, counts_itself: bool) -> date:
    """Return where n units from the day end, or n units beginning with the day: the day before that.

    Six months beginning with 1 March end on 31 August. Beginning with 31 August they end on 28 February, the
    last day of a month that has no 31st; to go back a day from there would take a day from the period.
    """
    corresponding = _stepped(day, unit, n)
    cut_short = unit in _MONTHS and corresponding.day != day.day
    return corresponding if cut_short or not counts_itself else _shift(corresponding, -1)


def _stepped(day: date, unit: str, n: int) -> date:
    """Go n calendar days, weeks, months or years on, or back; in a shorter month to its last day."""
    if unit in _DAYS:
        return _shift(day, n * _DAYS[Unit(unit)])
    months = n * _MONTHS[Unit(unit)]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return _clipped(day, months, f"{n} {unit}")


def _clipped(day: date, months: int, distance: str) -> date:
    """Go months on or back to a month that has no such day: to its last day."""
    try:
        return day + _months(months)
    except (ValueError, OverflowError):
        raise _beyond_all_dates(day, distance) from None


@cache
def _months(n: int) -> "relativedelta":
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - one in sixty days has need of it

    return relativedelta(months=n)


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _beyond_all_dates(day, f"{days} calendar days") from None


def _hours_on(hours: int, start: _Start) -> Reckoned:
    if start.at is None:
        whole_days = -(-abs(hours) // _HOURS_IN_A_DAY)
        return Reckoned(_shift(start.day, whole_days if hours > 0 else -whole_days), accurate_to_day=True)
    try:
        moment = datetime.combine(start.day, start.at) + timedelta(hours=hours)
    except OverflowError:
        raise _beyond_all_dates(start.day, f"{hours} hours") from None
    return Reckoned(moment.date(), moment.time())


# The ledger.


def _opening(trigger: date, start: _Start, calendar: WorkingCalendar | None) -> Iterator[LedgerLine]:
    """Yield the trigger as day zero; or as moved, the closed days that it is moved over, and day zero."""
    if calendar is None or not start.moved_from(trigger):
        remark = start.because or (calendar.why_closed(trigger) if calendar else "")
        yield LedgerLine(trigger, None, f"day zero ({remark})" if remark else "day zero")
        return
    yield LedgerLine(trigger, None, f"{start.because}: taken as the next day that is worked")
    day = _shift(trigger, 1)
    while day < start.day:
        yield LedgerLine(day, None, calendar.why_closed(day))
        day += _ONE_DAY
    yield LedgerLine(start.day, None, "day zero")


def _from_day_one(period: Period, trigger: date, calendar: WorkingCalendar | None) -> list[LedgerLine]:
    """Count with the trigger as day one, where it is a day that can be counted at all."""
    if _goes_by_steps(period):
        return [
            LedgerLine(trigger, None, "the day itself counts"),
            *_steps(period, trigger, counts_itself=True),
        ]
    first, *rest = _walk(period, _shift(trigger, -1), 1, calendar)
    return [replace(first, note=first.note or "the day itself counts"), *rest]


def _counted(period: Period, zero: date, direction: int, calendar: WorkingCalendar | None) -> list[LedgerLine]:
    if _goes_by_steps(period):
        return _steps(period, zero, direction)
    return _walk(period, zero, direction, calendar)


def _walk(period: Period, zero: date, direction: int, calendar: WorkingCalendar | None) -> list[LedgerLine]:
    """Go day by day from the day after `zero` (before it, if the direction is -1) to the last that counts."""
    asked = calendar if period.needs_calendar else None
    lines: list[LedgerLine] = []
    day, counted = zero, 0
    while counted < period.count:
        day = _shift(day, direction)
        closed = asked.why_closed(day) if asked else ""
        counted += not closed
        lines.append(LedgerLine(day, None if closed else counted, closed))
    return lines


def _steps(period: Period, start: date, direction: int = 1, *, counts_itself: bool = False) -> list[LedgerLine]:
    """Take each step from the start, not from the step before it, which may have been clipped."""
    return [_step(period.unit, n, start, direction, counts_itself) for n in range(1, period.count + 1)]


def _step(unit: str, counted: int, start: date, direction: int, counts_itself: bool) -> LedgerLine:  # noqa: FBT001
    corresponding = _stepped(start, unit, direction * counted)
    if unit in _MONTHS and corresponding.day != start.day:
        note = f"the month has no day {start.day}: its last day"
    else:
        note = "the day before the corresponding day" if counts_itself else "the corresponding day"
    return LedgerLine(_end(unit, direction * counted, start, counts_itself=counts_itself), counted, note)


def _hours_line(period: Period, end: Reckoned) -> LedgerLine:
    note = f"until {end.at:%H:%M}" if end.at else "the hour is not known: accurate to the day"
    return LedgerLine(end.day, period.count, note)


def _with_horizon(lines: list[LedgerLine], calendar: WorkingCalendar | None) -> tuple[LedgerLine, ...]:
    """Mark the provisional days and say once where the published calendar ends."""
    if calendar is None or not any(calendar.is_provisional(line.day) for line in lines):
        return tuple(lines)
    marked = [replace(line, provisional=calendar.is_provisional(line.day)) for line in lines]
    first = next(index for index, line in enumerate(marked) if line.provisional)
    horizon = f"provisional: `{calendar.name}` is published until {calendar.known_until.isoformat()}"
    note = marked[first].note
    marked[first] = replace(marked[first], note=f"{note}; {horizon}" if note else horizon)
    return tuple(marked)


def _goes_by_steps(period: Period) -> bool:
    return period.unit in (Unit.WEEKS, Unit.MONTHS, Unit.YEARS)


# What cannot be asked.


def _require_calendar(period: Period, calendar: WorkingCalendar | None) -> None:
    if period.needs_calendar:
        _calendar_of(period.unit, calendar)


def _calendar_of(unit: str, calendar: WorkingCalendar | None) -> WorkingCalendar:
    if calendar is None:
        raise ValueError(f"`{unit}` cannot be counted without the calendar that defines them")
    return calendar


def _require_backwards(counting: Counting) -> Backwards:
    if counting.backwards is None:
        raise ValueError("this counting does not say how to count backwards: nth_day_before or clear_days")
    return counting.backwards


def _beyond_all_dates(day: date, distance: str) -> CaseError:
    fault = Fault(
        code="date_out_of_range",
        message=f"{distance} from {day.isoformat()} is a date that no calendar has (years 1 to 9999)",
        mend="check the date and the length of the period",
        text=day.isoformat(),
    )
    return CaseError([fault])
