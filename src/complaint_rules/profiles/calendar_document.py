"""The document model of a calendar: proclaimed, moved, added and substitute days, each with its source."""

from datetime import date
from typing import Literal

from complaint_rules.profiles.document import Section, Text


class CorrectedDayDocument(Section):
    """One day that no rule gives by itself."""

    day: date
    name: Text
    kind: Literal["added", "moved", "substitute", "removed"]
    source: Text
    replaces: date | None = None
    announced: date | None = None
    note: Text | None = None


class CalendarDocument(Section):
    """A calendar's table. `known_from` and `known_until` bound what has been published."""

    name: Text
    title: Text
    edition: Text
    known_from: date
    known_until: date
    based_on: Literal["workalendar: GB"]
    source: Text
    note: Text | None = None
    days: list[CorrectedDayDocument]
