"""The document models: a profile as it is printed, key by key. What each key means is told in docs/format.md.

Nothing is computed, counted or decided here; names are resolved when compiling.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeGuard, TypeVar

from pydantic_core import ValidationError

from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.sections import AtLeast, First, Section, Written, empty

Item = TypeVar("Item")

Text = Annotated[str, AtLeast(1)]
Name = Annotated[str, Written(r"^[a-z][a-z0-9_]*$", "lower-case letters, digits and underscores")]
ProfileName = Annotated[str, Written(r"^[a-z][a-z0-9-]*$", "lower-case letters, digits and hyphens")]


def _as_list(value: Any) -> Any:
    """Let one thing stand for a list of one."""
    return value if isinstance(value, list) else [value]


Some = Annotated[list[Item], AtLeast(1)]
OneOrMore = Annotated[list[Item], AtLeast(1), First(_as_list)]


class SameAs(Section):
    """The page says it once for both: the same section of another procedure of this file."""

    same_as: Name


CheckedWord = Literal["document_read", "provision_read", "regulators_page_read", "second_hand", "from_memory"]


class Place(Section):
    """A place in a document other than the procedure's own, or one that was checked otherwise than the rest of it."""

    document: str | None = None
    place: Text
    checked: CheckedWord | None = None


class Reading(Section):
    """A key of the rule that is our reading of the page: what else it could be, and why it is open."""

    could_be: Some[Any]
    because: Text


class Rule(Section):
    """What every rule carries."""

    source: Text | Place
    note: Text | None = None
    readings: dict[str, Reading] = empty(dict)


Word = bool | int | date | str


class NoneOf(Section):
    """None of these words."""

    none_of: Some[Word]


class FromUpTo(Section):
    """Between two numbers or days, both included; one end may be left out."""

    from_: int | date | None = None
    up_to: int | date | None = None


Test = Annotated[dict[str, bool | int | date | str | Some[Word] | NoneOf | FromUpTo], AtLeast(1)]


class CaseRow(Section):
    """One row of a by-case value: what it is, and when."""

    if_: Test | None = None


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
        return checked(LaterOf, value)
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

    cut_off_hour: Annotated[str, Written(r"^([01]\d|2[0-3]):[0-5]\d$")]


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
    considering: OneOrMore[Text] = empty(list)
    recorded_as: Text | None = None
    if_refused: OneOrMore[str] = empty(list)


class LateDocument(Decided):
    """A late request is decided upon, perhaps only until a last day."""

    until: EndDocument | None = None


LateValue = Literal["refused", "unstated"] | LateDocument


class ExtensionDocument(Rule):
    """On what conditions a timescale may be made longer."""

    up_to: Text | None = None
    adds: Text | None = None
    after: Anchor | None = None
    if_: Test | None = None
    made_by: OneOrMore[str | Test]
    made_before: Literal["first_date", "date_in_force"] | None = None
    must_contain: OneOrMore[str] = empty(list)


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
    if_: Test | None = None
    aim: Text | AimDocument | Some[LengthRow] | None = None
    restarted_by: OneOrMore[str] = empty(list)
    done_by: OneOrMore[str]
    cancelled_by: OneOrMore[str] = empty(list)
    agreed_date: OneOrMore[str] = empty(list)
    waived_by: OneOrMore[str] = empty(list)
    extension: ExtensionDocument | None = None
    fulfils: Text | None = None
    must_contain: OneOrMore[str] = empty(list)


class TimeLimitDocument(Timed):
    """Until when a complaint may be made."""

    late: LateValue


class MoveDocument(Rule, Decided):
    """An event that may happen, and where it takes the case."""

    who: PartyWord
    during: OneOrMore[str] | None = None
    if_: Test | None = None
    to: str | None = None
    elsewhere: str | None = None
    clocks: ClocksWord | None = None
    must_contain: OneOrMore[str] = empty(list)


class BarDocument(Rule, Decided):
    """What holds an event back."""

    during: OneOrMore[str] | None = None
    if_: Test | None = None
    elsewhere: str | None = None


class RowDocument(Rule, Decided):
    """One row of who may complain, or about what."""

    if_: Test
    elsewhere: str | None = None


class SplitDocument(RowDocument):
    """A row that sends a part of the complaint elsewhere, and leaves the rest."""

    elsewhere: str


class PartDocument(Section):
    """One part of acceptance."""

    allowed: list[RowDocument] = empty(list)
    excluded: list[RowDocument] = empty(list)
    split_off: list[SplitDocument] = empty(list)


class AcceptanceDocument(Section):
    """May this complaint be taken here: who, what, when."""

    who_may_complain: PartDocument | SameAs | None = None
    what_about: PartDocument | SameAs | None = None
    time_limit: list[TimeLimitDocument] | SameAs | None = None


class OutcomeRowDocument(Section):
    """Where every issue, or any of them, had one of these outcomes, so has the whole."""

    every: OneOrMore[str] = empty(list)
    any: OneOrMore[str] = empty(list)
    then: str


class SeveralIssuesDocument(Rule):
    """How the outcomes of several issues make one: the first row that holds."""

    rows: Annotated[list[OutcomeRowDocument], AtLeast(1)]


class StageDocument(Section):
    """A stage: its time and its moves."""

    title: Text | None = None
    timescales: dict[Name, TimescaleDocument] = empty(dict)
    moves: dict[Name, OneOrMore[MoveDocument]] = empty(dict)
    bars: dict[Name, OneOrMore[BarDocument]] = empty(dict)


class CasesBegunDocument(Rule):
    """The cases beside which a pack is held, by the day on which they began."""

    from_: date | None = None
    up_to: date | None = None


class PinnedPack(Section):
    """A law pack in one edition and no other."""

    pack: str
    edition: Text


class DeviationDocument(Section):
    """Comply or explain: the procedure departs from a clause of a pack, and the council says why, and until when."""

    pack: str
    clause: Text
    rule: Text | None = None
    reason: Text
    approved_by: Text
    review_on: date


class ProcedureDocument(Section):
    """One procedure, in the order of the page."""

    title: Text
    document: str
    handles: Literal["complaint", "enquiry", "comment", "compliment"] = "complaint"
    stands_under: OneOrMore[str | PinnedPack] = empty(list)
    deviations: list[DeviationDocument] = empty(list)
    cases_begun: CasesBegunDocument | None = None
    acceptance: AcceptanceDocument | SameAs | None = None
    outcome_of_several: SeveralIssuesDocument | SameAs | None = None
    begins: Annotated[dict[Name, OneOrMore[MoveDocument]], AtLeast(1)] | SameAs
    stages: Annotated[dict[Name, StageDocument | SameAs], AtLeast(1)]
    at_any_stage: StageDocument | SameAs | None = None


def pack_named(written: str | PinnedPack) -> str:
    """Return the name of a pack that a procedure stands under, pinned or not."""
    return written if isinstance(written, str) else written.pack


class SourceDocument(Section):
    """A document that rules cite; when somebody last looked whether it has changed, and how often somebody is to."""

    title: Text
    version: Text | None = None
    url: Text | None = None
    read: Text | None = None
    checked: CheckedWord | None = None
    looked_at: date | None = None
    look_again_after: Text | None = None


class Closure(Section):
    """Days on which this council does not work."""

    from_: date
    up_to: date
    because: Text


Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class LocalCalendar(Section):
    """A shipped calendar with the council's own closures."""

    based_on: str
    edition: Text
    source: Text
    weekdays: Some[Weekday] | None = None
    closed: list[Closure] = empty(list)
    known_until: date | None = None


class EventDocument(Section):
    """A word for something that happens."""

    means: Text
    falls_back_on: Text | None = None
    counts_as: OneOrMore[str] = empty(list)
    carries: list[Literal["for", "outcome", "contains", "until", "of"]] = empty(list)
    records_facts: bool = False
    declines: bool = False


class FactDocument(Section):
    """A word for something that is so."""

    is_: Literal["yes_no", "number", "date"] | Some[Text]
    asks: Text
    means: dict[str, Text] = empty(dict)


class WordsDocument(Section):
    """Words that this profile adds."""

    events: dict[Name, EventDocument] = empty(dict)
    facts: dict[Name, FactDocument] = empty(dict)


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
    from_: date | None = None
    up_to: date | None = None
    cases_in_flight: InFlightDocument | None = None


class VersionsDocument(Section):
    """A file that joins the versions of one document."""

    profile: ProfileName
    title: Text
    readings_approved_by: Text | None = None
    versions: Some[VersionDocument]


class SetAsideDocument(Section):
    """A finding of `check` that the author has looked at and leaves: which, where (if not everywhere), and why."""

    finding: Name
    at: Text | None = None
    because: Text


class ProfileDocument(Section):
    """A whole file."""

    profile: ProfileName
    title: Text
    force: Literal["council", "law", "guidance"] = "council"
    edition: Text | None = None
    documents: Annotated[dict[str, SourceDocument], AtLeast(1)]
    readings_approved_by: Text | None = None
    calendars: Annotated[dict[str, str | LocalCalendar], AtLeast(1)]
    counting: CountingDocument
    bodies: dict[Name, Text] = empty(dict)
    words: WordsDocument | None = None
    set_aside: list[SetAsideDocument] = empty(list)
    procedures: Annotated[dict[Name, ProcedureDocument], AtLeast(1)]
