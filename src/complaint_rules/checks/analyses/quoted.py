"""The periods that a citation quotes from its page, in figures or in words, and whether a period is one of them."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from complaint_rules.citing.places import folded
from complaint_rules.terms import Unit
from complaint_rules.timescales import FIXED_UNITS, Period

_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNTS: Final = {
    **{word: count for count, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * count for count, word in enumerate(_TENS, 2)},
}

_MORE: Final = ("further", "additional", "more", "extra", "another")
_FILLING: Final = frozenset((*_MORE, "full", "clear", "whole", "complete", "normal", "maximum"))
_TAKEN: Final = ("take up to ", "takes up to ", "taking up to ")
_NAMED_BEFORE: Final = ("the ", "these ", "those ", "inclusive of ", "including ")
_KINDS: Final = frozenset(("working", "business", "office", "school", "calendar", "consecutive"))
_BY_THE_ALMANAC: Final = frozenset(("calendar", "consecutive"))
_LENGTHS: Final = re.compile("hour|hr|day|week|fortnight|month|year")
_LONGEST: Final = 2_000
"""How much of a citation is read, in characters: nobody wrote a longer one by hand."""
_DAYS: Final = {"week": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "year": 12}


class _Patterns:
    """The patterns, compiled when first something is quoted: most of their time goes into that.

    They are of words whose numbers are in figures already.
    """

    def __init__(self) -> None:
        small = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))})"
        hundreds = rf"(?:a|{'|'.join(_ONES)}) hundred(?:(?: and)? {small})?"
        unit = r"(?P<kind>(?:[a-z]+[ -]){0,2}?)(?P<unit>hour|hr|day|week|fortnight|month|year)s?\b"
        rest = r"(?! (?:old|of age)\b| (?:a|per|each|every) (?:day|week|month|year)\b)"
        self.quotation = re.compile(r"""(?<!\w)'(?=\S)(.{1,1000}?)(?<=\S)'(?!\w)|"(.{1,1000}?)\"""")
        self.number = re.compile(rf"\b(?:{hundreds}|{small})\b")
        self.brackets = re.compile(r"\([^()]*\)")
        self.period = re.compile(
            rf"(?<![\w.,])(?:(?P<first>[0-9]{{1,4}})(?: ?(?:-|to|or|and) ?))??(?P<more>(?:{'|'.join(_MORE)}) )?"
            rf"(?P<count>[0-9]{{1,4}})(?![0-9])(?: ?\([0-9]{{1,4}}\))?[ -]?{unit}{rest}"
        )
        self.a_period = re.compile(
            rf"(?<!s )(?<!once )(?<!twice )(?<!half )\b(?P<count>another|within a|an|a)[ -]{unit}{rest}"
        )
        self.bare = re.compile(r"(?<![\w.,])(?<!stage )(?<!step )(?<!section )(?<!paragraph )([0-9]{1,4})(?![\w,.]*\w)")


@cache
def _patterns() -> _Patterns:
    return _Patterns()


class Quoted(NamedTuple):
    """A period that a page is quoted with: its words, how many of which unit, and what kind of days, if it says.

    `more` says that it comes on top of another period, `whole` that something takes it in all (`may take up to`);
    `aside` that it stands in brackets; `named_before` that the page has named it already (`inclusive of the 3 days`),
    and may have said there of what.
    """

    words: str
    number: int
    unit: str
    kind: str = ""
    more: bool = False
    aside: bool = False
    named_before: bool = False
    whole: bool = False

    def agrees(self, period: Period, units: Collection[str]) -> bool:
        """Say whether a period is this one; `units` are those that the file's calendars define."""
        if self.unit in _MONTHS:
            return self.number * _MONTHS[self.unit] == _months(period)
        if self.unit == "hour":
            return period == Period(self.number, Unit.HOURS.value)
        days = self.number * _DAYS.get(self.unit, 1)
        if days == _days(period):
            return self.unit in _DAYS or self.kind in ("", *_BY_THE_ALMANAC)
        return self.number == period.count and self.unit == "day" and self._is_kind(period.unit, units)

    def _is_kind(self, unit: str, units: Collection[str]) -> bool:
        if unit in FIXED_UNITS or self.kind in _BY_THE_ALMANAC:
            return False
        return not self.kind or unit == f"{self.kind} days" or f"{self.kind} days" not in units

    def written(self, like: str, units: Collection[str]) -> Period:
        """Return it as a period: days of which the page does not say which as those of the unit `like`."""
        if self.unit != "day":
            unit, times = ("week", 2) if self.unit == "fortnight" else (self.unit, 1)
            return Period(self.number * times, f"{unit}s")
        if self.kind in _BY_THE_ALMANAC:
            return Period(self.number, Unit.CALENDAR_DAYS.value)
        if f"{self.kind} days" in units:
            return Period(self.number, f"{self.kind} days")
        is_like = like.endswith(" days") and (not self.kind or like in units)
        return Period(self.number, like if is_like else next(iter(units), Unit.CALENDAR_DAYS.value))


def _days(period: Period) -> int:
    """Return how many days of the almanac a period has, if it is of days or weeks; else nought."""
    return period.count * {Unit.CALENDAR_DAYS.value: 1, Unit.WEEKS.value: 7}.get(period.unit, 0)


def _months(period: Period) -> int:
    return period.count * {Unit.MONTHS.value: 1, Unit.YEARS.value: 12}.get(period.unit, 0)


class Words(NamedTuple):
    """What a citation quotes: its periods, and the numbers beside them that no unit follows (`or twenty`)."""

    periods: tuple[Quoted, ...] = ()
    numbers: frozenset[int] = frozenset()


def quoted_in(source: str, units: Collection[str]) -> Words:
    """Return the periods of all that a citation quotes, in its order."""
    periods: list[Quoted] = []
    numbers: set[int] = set()
    text = folded(source[:_LONGEST])
    for found in _patterns().quotation.finditer(text) if _LENGTHS.search(text) else ():
        words = found[1] or found[2]
        figures, begins = _in_figures(words)
        spans = []
        for at, several in _periods(figures, units):
            said = words[begins[at.start()] : begins[at.end()]]
            periods += [one._replace(words=said) for one in several]
            spans.append(at.span())
        bare = (one for one in _patterns().bare.finditer(figures))
        numbers |= {int(one[1]) for one in bare if not any(begin <= one.start() < end for begin, end in spans)}
    return Words(tuple(dict.fromkeys(periods)), frozenset(numbers))


def _in_figures(words: str) -> tuple[str, list[int]]:
    """Write every number of a text in figures; return with it where each of its characters stood."""
    figures, begins, last = "", [], 0
    for found in _patterns().number.finditer(words):
        before, number = words[last : found.start()], str(_number(found[0]))
        figures += before + number
        begins += [*range(last, found.start()), *[found.start()] * len(number)]
        last = found.end()
    return figures + words[last:], [*begins, *range(last, len(words) + 1)]


def _periods(words: str, units: Collection[str]) -> Iterator[tuple[re.Match[str], list[Quoted]]]:
    brackets = [one.span() for one in _patterns().brackets.finditer(words)]
    for found in (*_patterns().period.finditer(words), *_patterns().a_period.finditer(words)):
        said = found["kind"].replace("-", " ").split()
        kinds = [word for word in said if word not in _FILLING]
        if len(kinds) <= 1 and all(kind in _KINDS or f"{kind} days" in units for kind in kinds):
            aside = any(begin < found.start() < end for begin, end in brackets)
            named, taken = (words[: found.start()].endswith(ends) for ends in (_NAMED_BEFORE, _TAKEN))
            several = _of_match(found, said, "".join(kinds))
            yield (
                found,
                [one._replace(aside=aside, named_before=named, whole=taken and not one.more) for one in several],
            )


def _of_match(found: re.Match[str], said: list[str], kind: str) -> list[Quoted]:
    """Return the period of a match, and the one before it in `10 to 20 days`; nothing where it is none."""
    unit = {"hr": "hour"}.get(found["unit"], found["unit"])
    named = found.groupdict()
    counts = [int(one) if one.isdigit() else 1 for one in (named.get("first"), found["count"]) if one]
    kind = "" if unit != "day" and kind in _BY_THE_ALMANAC else kind
    is_none = (kind and unit != "day") or (unit == "day" and found["count"] in ("a", "an")) or 0 in counts
    more = bool(named.get("more") or found["count"] == "another" or set(said) & set(_MORE))
    return [] if is_none else [Quoted("", count, unit, kind, more) for count in counts]


def _number(words: str) -> int:
    """Return a number that is written in words; `a` hundred is one."""
    hundreds, found, rest = words.rpartition(" hundred")
    if found:
        return 100 * _COUNTS.get(hundreds, 1) + (_number(rest.removeprefix(" and").strip()) if rest else 0)
    return sum(_COUNTS[word] for word in words.replace("-", " ").split())
