"""The document models of a calendar: a table of proclaimed days, each with its source, or one council's closures."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic_core import PydanticCustomError

from complaint_rules.profiles.document import CalendarName, LocalCalendar, ProfileName, Text
from complaint_rules.profiles.sections import Section, Written

COMPUTED_FROM: Final = date(1972, 1, 1)
"""The first day on which the Act of 1971 that all the rules rest upon had force throughout."""

COMPUTED_UNTIL: Final = date(2060, 12, 31)
"""Beyond the published horizon days are computed by rule, and every answer that rests on them is provisional."""


class CorrectedDayDocument(Section):
    """One day that no rule gives by itself."""

    day: Annotated[date, "The day."]
    name: Annotated[Text, "What it is called, as answers say it."]
    kind: Annotated[
        Literal["added", "moved", "substitute", "removed"],
        "`added`: a day more. `moved`: in place of `replaces`, which is then an ordinary working day. "
        "`substitute`: because `replaces` falls on a weekend. `removed`: no holiday after all.",
    ]
    source: Annotated[Text, "Where it is written."]
    replaces: Annotated[date | None, "The day that it stands for; only where it is moved or a substitute."] = None
    announced: Annotated[date | None, "The day on which the public could first know."] = None
    note: Annotated[Text | None, "For the reader; never computed."] = None

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

    name: Annotated[ProfileName, "The name by which profiles call upon it; none that ships."]
    title: Annotated[Text, "What it is a table of."]
    edition: Annotated[Text, "Which edition this is; every answer carries it."]
    known_from: Annotated[date, "The first day for which it is known."]
    known_until: Annotated[date, "The last day that has been published; later dates are `provisional`."]
    based_on: Annotated[Literal["workalendar: GB"], "What gives the ordinary days, which `days` corrects."]
    source: Annotated[Text, "Where it comes from."]
    note: Annotated[Text | None, "For the reader; never computed."] = None
    days: Annotated[list[CorrectedDayDocument], "The days that no rule gives by itself."]

    def hold_together(self) -> None:
        """Ask for bounds in their order."""
        if not COMPUTED_FROM <= self.known_from <= self.known_until <= COMPUTED_UNTIL:
            message = "`known_from` must not be after `known_until`, and both must be from {first} to {last}"
            mend = "look these two days up again"
            told = {"first": COMPUTED_FROM.isoformat(), "last": COMPUTED_UNTIL.isoformat(), "mend": mend}
            raise PydanticCustomError("horizon_out_of_order", message, {**told, "at": ("known_until",)})


class ClosuresDocument(LocalCalendar):
    """A council's closures, in a file of their own: what a profile may say under `calendars`, with a name."""

    name: Annotated[ProfileName, "The name by which profiles call upon it; none that ships."]
    title: Annotated[Text, "Whose closures they are."]
    note: Annotated[Text | None, "For the reader; never computed."] = None
    based_on: Annotated[
        CalendarName,
        Written(told="the name of a calendar that ships with the library"),
        "The name of a calendar that ships with the library.",
    ]
