"""The document models: a profile as it is printed, key by key. What each key means is told in docs/format.md.

Nothing is computed, counted or decided here; names are resolved when compiling.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeGuard, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from complaint_rules.profiles.checks import checks_of

Item = TypeVar("Item")

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="lower-case letters, digits and underscores")]
ProfileName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", description="lower-case letters, digits and hyphens")]


def _as_list(value: Any) -> Any:
    """Let one thing stand for a list of one."""
    return value if isinstance(value, list) else [value]


Some = Annotated[list[Item], Field(min_length=1)]
OneOrMore = Annotated[list[Item], Field(min_length=1), BeforeValidator(_as_list)]


class Section(BaseModel):
    """The ground of every model: nothing unknown, nothing converted, nothing changed afterwards."""

    # Most models stand in another only, and none is wanted before a file is read.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return what pydantic is to check."""
        return checks_of(source, handler)


def keys_and_values(section: Section) -> dict[str, object]:
    """Return what a section says, under the keys as they are written; what it does not say is left out."""
    values = {info.alias or name: getattr(section, name) for name, info in type(section).model_fields.items()}
    return {key: value for key, value in values.items() if value is not None}


class SameAs(Section):
    """The page says it once for both: the same section of another procedure of this file."""

    same_as: Name


class Place(Section):
    """A place in a document other than the procedure's own."""

    document: str
    place: Text


class Reading(Section):
    """A key of the rule that is our reading of the page: what else it could be, and why it is open."""

    could_be: Some[Any]
    because: Text


class Rule(Section):
    """What every rule carries."""

    source: Text | Place
    note: Text | None = None
    readings: dict[str, Reading] = Field(default_factory=dict)


Word = bool | int | date | str


class NoneOf(Section):
    """None of these words."""

    none_of: Some[Word]


class FromUpTo(Section):
    """Between two numbers or days, both included; one end may be left out."""

    from_: int | date | None = Field(default=None, alias="from")
    up_to: int | date | None = None


Test = Annotated[dict[str, bool | int | date | str | Some[Word] | NoneOf | FromUpTo], Field(min_length=1)]


class CaseRow(Section):
    """One row of a by-case value: what it is, and when."""

    if_: Test | None = Field(default=None, alias="if")


class LengthRow(CaseRow):
    """One row of a length chosen by case."""

    then: Text


class LaterOf(Section):
    """All of these, the latest counts; a list inside is any of them."""

    later_of: Some[Text | Some[Text]]


Anchor = Text | LaterOf | Some[Text]


def as_anchor(value: object) -> Anchor | None:
    """Return an anchor as it was written somewhere in a list of readings, or None if it is none."""
    if isinstance(value, LaterOf) or _is_text(value):
        return value
    if isinstance(value, list):
        return value if value and all(map(_is_text, value)) else None
    try:
        return LaterOf.model_validate(value)
    except ValidationError:
        return None


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value != ""


class AnchorRow(CaseRow):
    """One row of an anchor chosen by case."""

    then: Anchor


After = Text | LaterOf | Some[Text] | Some[AnchorRow]
Length = Text | Some[LengthRow]


class EndDocument(Section):
    """A length and where it is counted from."""

    within: Text
    after: Anchor


class AimDocument(Section):
    """A date hoped for, with an anchor of its own."""

    within: Text
    after: Anchor | None = None


class CutOff(Section):
    """What comes after this hour counts as the next working day."""

    cut_off_hour: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


Forwards = Literal["trigger_is_day_zero", "closed_day_rolls", "beginning_with"]
Backwards = Literal["nth_day_before", "clear_days"]


class CountingOnly(Section):
    """How periods are counted, for one timescale."""

    forwards: Forwards | CutOff | None = None
    backwards: Backwards | None = None


class CountingDocument(Rule):
    """How periods are counted in the whole file."""

    forwards: Forwards | CutOff
    backwards: Backwards | None = None


class Decided(Section):
    """Somebody decides."""

    decided_by: Text | None = None
    considering: OneOrMore[Text] = Field(default_factory=list)
    recorded_as: Text | None = None
    if_refused: OneOrMore[str] = Field(default_factory=list)


class LateDocument(Decided):
    """A late request is decided upon, perhaps only until a last day."""

    until: EndDocument | None = None


LateValue = Literal["refused", "unstated"] | LateDocument


class ExtensionDocument(Rule):
    """On what conditions a timescale may be made longer."""

    up_to: Text | None = None
    adds: Text | None = None
    after: Anchor | None = None
    if_: Test | None = Field(default=None, alias="if")
    made_by: OneOrMore[str | Test]
    made_before: Literal["first_date", "date_in_force"] | None = None
    must_contain: OneOrMore[str] = Field(default_factory=list)


PartyWord = Literal["council", "complainant", "panel", "both"]
ClocksWord = Literal["cancel", "run_on", "resume", "restart", "unstated"]


class Timed(Rule):
    """The keys by which a length and its start are said."""

    within: Length | None = None
    at_least: Length | None = None
    on_or_before: date | Literal["no limit"] | None = None
    later_of: Some[EndDocument] | None = None
    after: After | None = None
    before: After | None = None
    late: LateValue | None = None
    counting: CountingOnly | None = None


class TimescaleDocument(Timed):
    """Somebody's time."""

    who: PartyWord
    during: OneOrMore[str] | None = None
    if_: Test | None = Field(default=None, alias="if")
    aim: Text | AimDocument | Some[LengthRow] | None = None
    restarted_by: OneOrMore[str] = Field(default_factory=list)
    done_by: OneOrMore[str]
    cancelled_by: OneOrMore[str] = Field(default_factory=list)
    agreed_date: OneOrMore[str] = Field(default_factory=list)
    waived_by: OneOrMore[str] = Field(default_factory=list)
    extension: ExtensionDocument | None = None
    fulfils: Text | None = None
    must_contain: OneOrMore[str] = Field(default_factory=list)


class TimeLimitDocument(Timed):
    """Until when a complaint may be made."""

    late: LateValue


class MoveDocument(Rule, Decided):
    """An event that may happen, and where it takes the case."""

    who: PartyWord
    during: OneOrMore[str] | None = None
    if_: Test | None = Field(default=None, alias="if")
    to: str | None = None
    elsewhere: str | None = None
    clocks: ClocksWord | None = None
    must_contain: OneOrMore[str] = Field(default_factory=list)


class BarDocument(Rule, Decided):
    """What holds an event back."""

    during: OneOrMore[str] | None = None
    if_: Test | None = Field(default=None, alias="if")
    elsewhere: str | None = None


class RowDocument(Rule, Decided):
    """One row of who may complain, or about what."""

    if_: Test = Field(alias="if")
    elsewhere: str | None = None


class SplitDocument(RowDocument):
    """A row that sends a part of the complaint elsewhere, and leaves the rest."""

    elsewhere: str


class PartDocument(Section):
    """One part of acceptance."""

    allowed: list[RowDocument] = Field(default_factory=list)
    excluded: list[RowDocument] = Field(default_factory=list)
    split_off: list[SplitDocument] = Field(default_factory=list)


class AcceptanceDocument(Section):
    """May this complaint be taken here: who, what, when."""

    who_may_complain: PartDocument | SameAs | None = None
    what_about: PartDocument | SameAs | None = None
    time_limit: list[TimeLimitDocument] | SameAs | None = None


class OutcomeRowDocument(Section):
    """Where every issue, or any of them, had one of these outcomes, so has the whole."""

    every: OneOrMore[str] = Field(default_factory=list)
    any: OneOrMore[str] = Field(default_factory=list)
    then: str


class SeveralIssuesDocument(Rule):
    """How the outcomes of several issues make one: the first row that holds."""

    rows: list[OutcomeRowDocument] = Field(min_length=1)


class StageDocument(Section):
    """A stage: its time and its moves."""

    title: Text | None = None
    timescales: dict[Name, TimescaleDocument] = Field(default_factory=dict)
    moves: dict[Name, OneOrMore[MoveDocument]] = Field(default_factory=dict)
    bars: dict[Name, OneOrMore[BarDocument]] = Field(default_factory=dict)


class ProcedureDocument(Section):
    """One procedure, in the order of the page."""

    title: Text
    document: str
    handles: Literal["complaint", "enquiry", "comment", "compliment"] = "complaint"
    stands_under: OneOrMore[str] = Field(default_factory=list)
    acceptance: AcceptanceDocument | SameAs | None = None
    outcome_of_several: SeveralIssuesDocument | SameAs | None = None
    begins: Annotated[dict[Name, OneOrMore[MoveDocument]], Field(min_length=1)] | SameAs
    stages: dict[Name, StageDocument | SameAs] = Field(min_length=1)
    at_any_stage: StageDocument | SameAs | None = None


class SourceDocument(Section):
    """A document that rules cite."""

    title: Text
    version: Text | None = None
    url: Text | None = None
    read: Text | None = None


class Closure(Section):
    """Days on which this council does not work."""

    from_: date = Field(alias="from")
    up_to: date
    because: Text


Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class LocalCalendar(Section):
    """A shipped calendar with the council's own closures."""

    based_on: str
    edition: Text
    source: Text
    weekdays: Some[Weekday] | None = None
    closed: list[Closure] = Field(default_factory=list)
    known_until: date | None = None


class EventDocument(Section):
    """A word for something that happens."""

    means: Text
    falls_back_on: Text | None = None
    counts_as: OneOrMore[str] = Field(default_factory=list)
    carries: list[Literal["for", "outcome", "contains", "until", "of"]] = Field(default_factory=list)
    records_facts: bool = False
    declines: bool = False


class FactDocument(Section):
    """A word for something that is so."""

    is_: Literal["yes_no", "number", "date"] | Some[Text] = Field(alias="is")
    asks: Text


class WordsDocument(Section):
    """Words that this profile adds."""

    events: dict[Name, EventDocument] = Field(default_factory=dict)
    facts: dict[Name, FactDocument] = Field(default_factory=dict)


class VocabularyDocument(WordsDocument):
    """The standard words."""

    outcomes: list[Name]
    contents: list[Name]


class InFlightDocument(Rule):
    """What happens to the cases in flight when a version takes the place of another."""

    rule: Literal["by_receipt", "by_stage_start", "by_event", "unstated"]


class VersionDocument(Section):
    """One version of a document: its file, and when it is in force."""

    file: Text
    from_: date | None = Field(default=None, alias="from")
    up_to: date | None = None
    cases_in_flight: InFlightDocument | None = None


class VersionsDocument(Section):
    """A file that joins the versions of one document."""

    profile: ProfileName
    title: Text
    readings_approved_by: Text | None = None
    versions: Some[VersionDocument]


class ProfileDocument(Section):
    """A whole file."""

    profile: ProfileName
    title: Text
    force: Literal["council", "law", "guidance"] = "council"
    edition: Text | None = None
    documents: dict[str, SourceDocument] = Field(min_length=1)
    readings_approved_by: Text | None = None
    calendars: dict[str, str | LocalCalendar] = Field(min_length=1)
    counting: CountingDocument
    bodies: dict[Name, Text] = Field(default_factory=dict)
    words: WordsDocument | None = None
    procedures: dict[Name, ProcedureDocument] = Field(min_length=1)
