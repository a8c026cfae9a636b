"""The document models of a case file and of a file of worked cases."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from complaint_rules.profiles.document import Section, Text


def _as_day(value: Any) -> Any:
    """Refuse what is no day in words that hold for YAML and for JSON."""
    if isinstance(value, date):
        return value
    mend = {"mend": "write year, month and day, as in 2024-03-18"}
    raise PydanticCustomError("wrong_type", "this must be a day such as 2024-03-18", mend)


Day = Annotated[date, BeforeValidator(_as_day)]


class EventDocument(Section):
    """One event: its day, its kind, and whatever its word carries."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

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
    facts: dict[str, Any] = Field(default_factory=dict)
    events: list[EventDocument] = Field(default_factory=list)
    title: Text | None = None
    note: Text | None = None


class DueExpected(Section):
    """What a row of due dates must say; only the keys that are written are compared."""

    timescale: Text
    basis: Text = "council"
    occurrence: int = 1
    first_due: Day | None = None
    due: Day | None = None
    latest: Day | None = None
    aim_due: Day | None = None
    earliest: Day | None = None
    started_by: Text | None = None
    started_on: Day | None = None
    period: Text | None = None
    state: Text | None = None
    done_on: Day | None = None
    provisional: bool | None = None
    binding: Text | None = None
    missing_facts: list[Text] | None = None
    readings: list[dict[str, date | str]] | None = None


class MoveExpected(Section):
    """What a move must say."""

    event: Text
    basis: Text = "council"
    permission: Text | None = None
    to: Text | None = None
    opens: Day | None = None
    closes: Day | None = None
    late_until: Day | None = None
    invited_until: Day | None = None
    decided_by: Text | None = None
    missing_facts: list[Text] | None = None


class AcceptanceExpected(Section):
    """What the answer about acceptance must say."""

    basis: Text = "council"
    permission: Text | None = None
    who: Text | None = None
    what: Text | None = None
    time_limit: Text | None = None
    closes: Day | None = None
    decided_by: Text | None = None
    routes: list[Text] | None = None
    missing_facts: list[Text] | None = None


class Expected(Section):
    """What must be due and open on one day."""

    as_of: Day
    stage: Text | None = None
    status: Text | None = None
    due: list[DueExpected] = Field(default_factory=list)
    moves: list[MoveExpected] = Field(default_factory=list)
    escalation: list[MoveExpected] | None = None
    acceptance: list[AcceptanceExpected] | AcceptanceExpected | None = None
    irregularities: list[Text] | None = None


class WorkedCaseDocument(Section):
    """A case with its answers, counted by hand from the page."""

    name: Text
    procedure: Text
    why: Text
    facts: dict[str, Any] = Field(default_factory=dict)
    events: list[EventDocument] = Field(default_factory=list)
    expect: list[Expected] = Field(min_length=1)


class WorkedCasesDocument(Section):
    """A file of worked cases."""

    profile: Text
    note: Text | None = None
    cases: list[WorkedCaseDocument] = Field(min_length=1)
