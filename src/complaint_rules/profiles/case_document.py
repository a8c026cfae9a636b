"""The document models of a case file and of a file of worked cases."""

from datetime import date
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from complaint_rules.profiles.document import Text
from complaint_rules.profiles.sections import AtLeast, First, Section, empty


def _as_day(value: Any) -> Any:
    """Refuse what is no day in words that hold for YAML and for JSON."""
    if isinstance(value, date):
        return value
    mend = {"mend": "write year, month and day, as in 2024-03-18"}
    raise PydanticCustomError("wrong_type", "this must be a day such as 2024-03-18", mend)


Day = Annotated[date, First(_as_day)]


NOTHING = "none"
"""How a worked case says that there is no date, no move, no stage; YAML's own empty values are refused."""


def _as_day_or_nothing(value: Any) -> Any:
    return None if value == NOTHING else _as_day(value)


DayOrNothing = Annotated[date | None, First(_as_day_or_nothing)]


class EventDocument(Section):
    """One event: its day, its kind, and whatever its word carries."""

    others = "allow"

    on: Day
    event: Text

    @property
    def details(self) -> dict[str, Any]:
        """Return what is said of the event besides its day and kind."""
        return dict(self.__pydantic_extra__ or {})


class CaseDocument(Section):
    """A case: which procedure it runs under, what is known, what happened."""

    profile: Text
    procedure: Text
    facts: dict[str, Any] = empty(dict)
    events: list[EventDocument] = empty(list)
    title: Text | None = None
    note: Text | None = None


class UnroutedCaseDocument(CaseDocument):
    """A case of which the procedure may not be known yet."""

    procedure: Text | None = None  # type: ignore[assignment]


class DueExpected(Section):
    """What a row of due dates must say; only the keys that are written are compared, and `none` is a value.

    `applies: false` says that there is no such timescale in the case. `confirm: true`, here and below, says that no
    person has counted it yet: it is never as expected.
    """

    timescale: Text
    basis: Text = "council"
    occurrence: int = 1
    applies: bool | None = None
    responsible: Text | None = None
    first_due: DayOrNothing = None
    due: DayOrNothing = None
    latest: DayOrNothing = None
    aim_due: DayOrNothing = None
    earliest: DayOrNothing = None
    started_by: Text | None = None
    started_on: DayOrNothing = None
    period: Text | None = None
    state: Text | None = None
    done_on: DayOrNothing = None
    provisional: bool | None = None
    binding: Text | None = None
    missing_facts: list[Text] | None = None
    readings: list[dict[str, date | str]] | None = None
    confirm: bool | None = None


class MoveExpected(Section):
    """What a move must say."""

    event: Text
    basis: Text = "council"
    who: Text | None = None
    permission: Text | None = None
    to: Text | None = None
    opens: DayOrNothing = None
    closes: DayOrNothing = None
    late_until: DayOrNothing = None
    invited_until: DayOrNothing = None
    elsewhere: Text | None = None
    considering: list[Text] | None = None
    decided_by: Text | None = None
    missing_facts: list[Text] | None = None
    confirm: bool | None = None


class AcceptanceExpected(Section):
    """What the answer about acceptance must say.

    `decided_by` is of the time limit; `deciders` and the lists after it are of all parts together, in their order.
    `split_off_if_decided` has where a part goes if the `split_deciders` decide so.
    """

    basis: Text = "council"
    permission: Text | None = None
    who: Text | None = None
    what: Text | None = None
    time_limit: Text | None = None
    closes: DayOrNothing = None
    decided_by: Text | None = None
    deciders: list[Text] | None = None
    considering: list[Text] | None = None
    elsewhere: list[Text] | None = None
    split_off: list[Text] | None = None
    split_off_if_decided: list[Text] | None = None
    split_deciders: list[Text] | None = None
    letter: list[Text] | None = None
    routes: list[Text] | None = None
    missing_facts: list[Text] | None = None
    confirm: bool | None = None


class IrregularityExpected(Section):
    """What an irregularity must say; the code alone may be written as a text."""

    code: Text
    event: Text | None = None
    on: DayOrNothing = None
    basis: Text | None = None
    about: list[Text] | None = None


class Expected(Section):
    """What must be due and open on one day."""

    as_of: Day
    stage: Text | None = None
    status: Text | None = None
    due: list[DueExpected] = empty(list)
    moves: list[MoveExpected] = empty(list)
    escalation: list[MoveExpected] | None = None
    acceptance: list[AcceptanceExpected] | AcceptanceExpected | None = None
    irregularities: list[Text | IrregularityExpected] | None = None
    confirm: bool | None = None


class WorkedCaseDocument(Section):
    """A case with its answers, counted by hand from the page."""

    name: Text
    procedure: Text
    why: Text
    facts: dict[str, Any] = empty(dict)
    events: list[EventDocument] = empty(list)
    expect: Annotated[list[Expected], AtLeast(1)]


class WorkedCasesDocument(Section):
    """A file of worked cases."""

    profile: Text
    note: Text | None = None
    cases: Annotated[list[WorkedCaseDocument], AtLeast(1)]
