"""The document models of a calendar: a table of proclaimed days, each with its source, or one council's closures."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic_core import PydanticCustomError

from complaint_rules.profiles.document import LocalCalendar, ProfileName, Text
from complaint_rules.profiles.sections import Section, Written

COMPUTED_FROM: Final = date(1972, 1, 1)
"""The first day on which the Act of 1971 that all the rules rest upon had force throughout."""

COMPUTED_UNTIL: Final = date(2060, 12, 31)
"""Beyond the published horizon days are computed by rule, and every answer that rests on them is provisional."""


class CorrectedDayDocument(Section):
    """One day that no rule gives by itself."""

    day: date
    name: Text
    kind: Literal["added", "moved", "substitute", "removed"]
    source: Text
    replaces: date | None = None
    announced: date | None = None
    note: Text | None = None

    def hold_together(self) -> None:
        """Ask for the day that a day stands for, where it stands for one."""
        stands_in = self.kind in {"moved", "substitute"}
        if stands_in and self.replaces is None:
            mend = {"mend": "add `replaces:` with the day that it stands for"}
            raise PydanticCustomError("replaces_nothing", "this day stands for another, and does not say which", mend)
        if not stands_in and self.replaces is not None:
            mend = {"mend": "take `replaces` away, or write `kind: moved` or `kind: substitute`"}
            raise PydanticCustomError("replaces_needlessly", "a day added or removed stands for no other", mend)


class CalendarDocument(Section):
    """A calendar's table. `known_from` and `known_until` bound what has been published."""

    name: ProfileName
    title: Text
    edition: Text
    known_from: date
    known_until: date
    based_on: Literal["workalendar: GB"]
    source: Text
    note: Text | None = None
    days: list[CorrectedDayDocument]

    def hold_together(self) -> None:
        """Ask for bounds in their order."""
        if not COMPUTED_FROM <= self.known_from <= self.known_until <= COMPUTED_UNTIL:
            message = "`known_from` must not be after `known_until`, and both must be from {first} to {last}"
            mend = "look these two days up again"
            told = {"first": COMPUTED_FROM.isoformat(), "last": COMPUTED_UNTIL.isoformat(), "mend": mend}
            raise PydanticCustomError("horizon_out_of_order", message, {**told, "at": ("known_until",)})


class ClosuresDocument(LocalCalendar):
    """A council's closures, in a file of their own: what a profile may say under `calendars`, with a name."""

    name: ProfileName
    title: Text
    note: Text | None = None
    based_on: Annotated[str, Written(told="the name of a calendar that ships with the library")]
