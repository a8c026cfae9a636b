"""The document models: a profile as it is printed, key by key. What each key means is told in docs/format.md.

Nothing is computed, counted or decided here; names are resolved when compiling. The text that stands in an annotation
is what an editor shows of the key: docs/format.md in short.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeGuard, TypeVar

from pydantic_core import ValidationError

from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.sections import AtLeast, Called, First, Section, Written, empty

Item = TypeVar("Item")

Text = Annotated[str, AtLeast(1)]
Name = Annotated[str, Written(r"^[a-z][a-z0-9_]*$", "lower-case letters, digits and underscores")]
ProfileName = Annotated[str, Written(r"^[a-z][a-z0-9-]*$", "lower-case letters, digits and hyphens")]


EventName = Annotated[str, Called("event")]
EventKey = Annotated[Name, Called("event")]
FactName = Annotated[str, Called("fact")]
OutcomeName = Annotated[str, Called("outcome")]
ContentName = Annotated[str, Called("content")]
StageName = Annotated[str, Called("stage")]
StageKey = Annotated[Name, Called("stage")]
TimescaleName = Annotated[Text, Called("timescale")]
TimescaleKey = Annotated[Name, Called("timescale")]
ProcedureKey = Annotated[Name, Called("procedure")]
PackName = Annotated[str, Called("pack")]
CalendarName = Annotated[str, Called("calendar")]
PeriodText = Annotated[Text, Called("period")]
AnchorName = Annotated[Text, Called("anchor")]
TestName = Annotated[str, Called("test")]


def _as_list(value: Any) -> Any:
    """Let one thing stand for a list of one."""
    return value if isinstance(value, list) else [value]


Some = Annotated[list[Item], AtLeast(1)]
OneOrMore = Annotated[list[Item], AtLeast(1), First(_as_list)]


class SameAs(Section):
    """The page says it once for both: the same section of another procedure of this file."""

    same_as: Annotated[Name, "The procedure of this file that has this section; nothing may be added to it."]


CheckedWord = Literal["document_read", "provision_read", "regulators_page_read", "second_hand", "from_memory"]


class Place(Section):
    """A place in a document other than the procedure's own, or one that was checked otherwise than the rest of it."""

    document: Annotated[str | None, "One of the file's `documents`. Default: the procedure's `document`."] = None
    place: Annotated[Text, "The heading or paragraph, in the page's own words."]
    checked: Annotated[
        CheckedWord | None,
        "How far this place was checked, where not as far as the rest of its document.",
    ] = None


class Reading(Section):
    """A key of the rule that is our reading of the page: what else it could be, and why it is open."""

    could_be: Annotated[
        Some[Any],
        "The other values that the page can be read to say. With `unstated` as the value: all of them.",
    ]
    because: Annotated[Text, "Why the page can be read in several ways; in its own words where possible."]


class Rule(Section):
    """What every rule carries."""

    source: Annotated[
        Text | Place,
        "Where the page says it: a place in the procedure's document, or `{document, place, checked}`.",
    ]
    note: Annotated[Text | None, "For the reader; never computed."] = None
    readings: Annotated[
        dict[str, Reading],
        "Keys of this rule that are our reading of the page, each with what else it could be and why.",
    ] = empty(dict)


Word = bool | int | date | str


class NoneOf(Section):
    """None of these words."""

    none_of: Annotated[Some[Word], "Holds where it is known to be none of these."]


class FromUpTo(Section):
    """Between two numbers or days, both included; one end may be left out."""

    from_: Annotated[int | date | None, "The first number or day, itself included."] = None
    up_to: Annotated[int | date | None, "The last number or day, itself included."] = None


Test = Annotated[dict[TestName, bool | int | date | str | Some[Word] | NoneOf | FromUpTo], AtLeast(1)]


class CaseRow(Section):
    """One row of a by-case value: what it is, and when."""

    if_: Annotated[Test | None, "The row holds only where all of this is known to hold; without it, always."] = None


class LengthRow(CaseRow):
    """One row of a length chosen by case."""

    then: Annotated[PeriodText, "The period, where this row holds."]


class LaterOf(Section):
    """All of these, the latest counts; a list inside is any of them."""

    later_of: Annotated[
        Some[AnchorName | Some[AnchorName]], "All of these must have happened; a list inside: any of it."
    ]


Anchor = AnchorName | LaterOf | Some[AnchorName]


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

    then: Annotated[Anchor, "Day zero, where this row holds."]


After = AnchorName | LaterOf | Some[AnchorName] | Some[AnchorRow]
Length = PeriodText | Some[LengthRow]


class EndDocument(Section):
    """A length and where it is counted from."""

    within: Annotated[PeriodText, "The period, as `10 working days`."]
    after: Annotated[Anchor, "Day zero: an event or a date fact, any of a list, or the latest of several."]


class AimDocument(Section):
    """A date hoped for, with an anchor of its own."""

    within: Annotated[PeriodText, "The period that is hoped for."]
    after: Annotated[Anchor | None, "Its own day zero. Default: that of the timescale."] = None


class CutOff(Section):
    """What comes after this hour counts as the next working day."""

    cut_off_hour: Annotated[
        Annotated[str, Written(r"^([01]\d|2[0-3]):[0-5]\d$")],
        'What comes at this hour or later counts as the next working day: "17:00".',
    ]


Forwards = Literal["trigger_is_day_zero", "closed_day_rolls", "beginning_with"]
Backwards = Literal["nth_day_before", "clear_days"]


class CountingOnly(Section):
    """How periods are counted, for one timescale."""

    forwards: Annotated[Forwards | CutOff | None, "How a period after a day is counted."] = None
    backwards: Annotated[Backwards | None, "How a period before a day is counted; required where one is."] = None


class CountingDocument(Rule):
    """How periods are counted in the whole file."""

    forwards: Annotated[Forwards | CutOff, "How a period after a day is counted."]
    backwards: Annotated[Backwards | None, "How a period before a day is counted; required where one is."] = None


class Decided(Section):
    """Somebody decides."""

    decided_by: Annotated[Text | None, "Who decides: a person or a post. Then nothing is as of right."] = None
    considering: Annotated[
        OneOrMore[Text],
        "The factors that the page names: texts, or yes_no facts that are to be on record when it is decided.",
    ] = empty(list)
    recorded_as: Annotated[
        FactName | None,
        "The yes_no fact that holds what was decided; true is in the complainant's favour.",
    ] = None
    if_refused: Annotated[OneOrMore[ContentName], "What the letter of refusal must contain."] = empty(list)


class LateDocument(Decided):
    """A late request is decided upon, perhaps only until a last day."""

    until: Annotated[EndDocument | None, "The last day on which a late request can still be let in."] = None


LateValue = Literal["refused", "unstated"] | LateDocument


class ExtensionDocument(Rule):
    """On what conditions a timescale may be made longer."""

    up_to: Annotated[PeriodText | None, "The total, from the same day zero; or `no limit`. This or `adds`."] = None
    adds: Annotated[PeriodText | None, "What is added to the length. This or `up_to`."] = None
    after: Annotated[Anchor | None, "A day zero of its own for `up_to`. Default: that of the timescale."] = None
    if_: Annotated[Test | None, "It can be made longer only where this is known to hold."] = None
    made_by: Annotated[
        OneOrMore[EventName | Test],
        "The events that extend it, or tests on facts that extend it without one.",
    ]
    made_before: Annotated[
        Literal["first_date", "date_in_force"] | None,
        "Before which date it must be made. Default: `date_in_force`.",
    ] = None
    must_contain: Annotated[OneOrMore[ContentName], "What the notice must contain."] = empty(list)
    contents_are: Annotated[
        Literal["asked_for", "condition"] | None,
        "What becomes of a notice that is known to lack what it must contain: `asked_for` makes the time longer all "
        "the same, `condition` does not. Default: `asked_for`.",
    ] = None


PartyWord = Literal["council", "complainant", "panel", "both"]
ClocksWord = Literal["cancel", "run_on", "resume", "restart", "unstated"]


class Timed(Rule):
    """The keys by which a length and its start are said."""

    within: Annotated[
        Length | None,
        "With `after`: the last day. With `before`: the first day. By case: rows of `if` and `then`.",
    ] = None
    at_least: Annotated[
        Length | None,
        "With `before`: the last day. With `after`: the first day, and `within` may give the last.",
    ] = None
    on_or_before: Annotated[date | Literal["no limit"] | None, "A fixed last day, or `no limit`."] = None
    later_of: Annotated[
        Some[EndDocument] | None,
        "The later of several ends, each with a length and a day zero of its own.",
    ] = None
    after: Annotated[
        After | None,
        "Day zero: an event, a date fact or a timescale (its due date); any of a list; or `later_of`.",
    ] = None
    before: Annotated[After | None, "The day back from which it is counted."] = None
    late: Annotated[
        LateValue | None,
        "What a request after the window meets: `refused`, `unstated`, or a decision. Required for a window that "
        "can close.",
    ] = None
    counting: Annotated[CountingOnly | None, "How this one is counted. Default: as the file."] = None


class TimescaleDocument(Timed):
    """Somebody's time."""

    who: Annotated[
        PartyWord,
        "Whose time it is. The complainant's is a window and lapses; everybody else's is a duty and is breached.",
    ]
    during: Annotated[
        OneOrMore[StageName] | None,
        "The stages in which it may start. Default: the stage under which it stands.",
    ] = None
    if_: Annotated[Test | None, "There is such a timescale only where this is known to hold."] = None
    aim: Annotated[
        PeriodText | AimDocument | Some[LengthRow] | None,
        "Hoped for, usual, invited: passing it is reported and ends no right. Alone, it is the only date there is.",
    ] = None
    restarted_by: Annotated[
        OneOrMore[EventName],
        "Events from which it counts afresh, if it has started.",
    ] = empty(list)
    done_by: Annotated[OneOrMore[EventName], "The events that end it. A window bounds the moves of these events."]
    done_before: Annotated[
        OneOrMore[EventName],
        "Of a duty: events with which what it belongs to is over. One that happens while it is not done is reported.",
    ] = empty(list)
    cancelled_by: Annotated[
        OneOrMore[EventName],
        "Events after which it no longer matters, if it is still in time.",
    ] = empty(list)
    agreed_date: Annotated[
        OneOrMore[EventName],
        "Events that carry `for`: the day that they speak of takes the place of the due date.",
    ] = empty(list)
    waived_by: Annotated[OneOrMore[EventName], "Events after which the limit is held against nobody."] = empty(list)
    extension: Annotated[
        ExtensionDocument | None,
        "On what conditions it may be made longer: a rule of its own.",
    ] = None
    fulfils: Annotated[
        OneOrMore[TimescaleName],
        "The timescales of the law packs that it answers. Default: the one of its own name.",
    ] = empty(list)
    must_contain: Annotated[OneOrMore[ContentName], "What the letter that ends it must contain."] = empty(list)


class TimeLimitDocument(Timed):
    """Until when a complaint may be made."""

    late: Annotated[LateValue, "What a complaint after the limit meets: `refused`, `unstated`, or a decision."]


class MoveDocument(Rule, Decided):
    """An event that may happen, and where it takes the case."""

    who: Annotated[PartyWord, "Who makes the move."]
    during: Annotated[
        OneOrMore[StageName] | None,
        "The stages in which it holds. Default: the stage under which it stands.",
    ] = None
    if_: Annotated[Test | None, "It holds only where this is known to."] = None
    to: Annotated[
        StageName | None,
        "The stage that the case goes to, or `stage_left`: back. Default: the case stays.",
    ] = None
    elsewhere: Annotated[
        str | None,
        "The procedure or body that people are sent to: a procedure of this file, or one of `bodies`.",
    ] = None
    clocks: Annotated[
        ClocksWord | None,
        "What becomes of the running clocks of the stage that is left. Default: `cancel`.",
    ] = None
    must_contain: Annotated[OneOrMore[ContentName], "What the letter must contain."] = empty(list)


class BarDocument(Rule, Decided):
    """What holds an event back."""

    during: Annotated[
        OneOrMore[StageName] | None,
        "The stages in which it holds. Default: the stage under which it stands.",
    ] = None
    if_: Annotated[Test | None, "It holds only where this is known to."] = None
    elsewhere: Annotated[
        str | None,
        "The procedure or body that people are sent to: a procedure of this file, or one of `bodies`.",
    ] = None


class RowDocument(Rule, Decided):
    """One row of who may complain, or about what."""

    if_: Annotated[Test | None, "Whom, or what matter, this row is about. Default: everybody, everything."] = None
    elsewhere: Annotated[str | None, "The procedure or body that people are sent to instead."] = None


class KeptOutDocument(RowDocument):
    """One row of whom, or what, the procedure does not take: never everybody."""

    if_: Annotated[Test, "Whom, or what matter, this row is about."]


class SplitDocument(KeptOutDocument):
    """A row that sends a part of the complaint elsewhere, and leaves the rest."""

    elsewhere: Annotated[str, "The procedure or body that the part goes to."]
    goes: Annotated[
        Literal["unstated"] | None,
        "`unstated`, with its readings: the page does not say what becomes of such a part. Default: it goes.",
    ] = None


class PartDocument(Section):
    """One part of acceptance."""

    allowed: Annotated[
        list[RowDocument],
        "Who, or what, is taken; a row without `if` takes everybody, or everything. Without `allowed` the page is "
        "silent and sets no bar.",
    ] = empty(list)
    excluded: Annotated[list[KeptOutDocument], "Who, or what, is not taken, whatever else allows it."] = empty(list)
    split_off: Annotated[list[SplitDocument], "A part that goes elsewhere, while the rest stays."] = empty(list)


class AcceptanceDocument(Section):
    """May this complaint be taken here: who, what, when."""

    who_may_complain: Annotated[PartDocument | SameAs | None, "Who may complain by this procedure."] = None
    what_about: Annotated[PartDocument | SameAs | None, "What may be complained of by this procedure."] = None
    time_limit: Annotated[
        list[TimeLimitDocument] | SameAs | None,
        "Until when a complaint may be made; the event that begins the case ends it.",
    ] = None


class OutcomeRowDocument(Section):
    """Where every issue, or any of them, had one of these outcomes, so has the whole."""

    every: Annotated[OneOrMore[OutcomeName], "The row holds where all the outcomes are among these."] = empty(list)
    any: Annotated[OneOrMore[OutcomeName], "The row holds where one of the outcomes is among these."] = empty(list)
    then: Annotated[OutcomeName, "The outcome of the whole, where this row holds."]


class SeveralIssuesDocument(Rule):
    """How the outcomes of several issues make one: the first row that holds."""

    rows: Annotated[
        Annotated[list[OutcomeRowDocument], AtLeast(1)],
        "Looked through in order; the first that holds counts.",
    ]


class StageDocument(Section):
    """A stage: its time and its moves."""

    title: Annotated[Text | None, "What the page calls the stage."] = None
    timescales: Annotated[
        dict[TimescaleKey, TimescaleDocument],
        "Everybody's time in this stage, by name.",
    ] = empty(dict)
    moves: Annotated[
        dict[EventKey, OneOrMore[MoveDocument]],
        "The events that may happen in this stage, and where they take the case.",
    ] = empty(dict)
    bars: Annotated[dict[EventKey, OneOrMore[BarDocument]], "What holds an event back; no move lifts it."] = empty(dict)


class CasesBegunDocument(Rule):
    """The cases beside which a pack is held, by the day on which they began."""

    from_: Annotated[date | None, "The first day on which such a case began."] = None
    up_to: Annotated[date | None, "The last day on which such a case began."] = None


class InForceDocument(Rule):
    """From when and up to when the document is in force, both days included."""

    from_: Annotated[date | None, "The first day on which it is in force."] = None
    up_to: Annotated[date | None, "The last day on which it is in force."] = None


class PinnedPack(Section):
    """A law pack in one edition and no other."""

    pack: Annotated[PackName, "The name of a law pack."]
    edition: Annotated[Text, "Its edition; of another the profile is not held to anything."]


class DeviationDocument(Section):
    """Comply or explain: the procedure departs from a clause of a pack, and the council says why, and until when."""

    pack: Annotated[PackName, "The law pack."]
    clause: Annotated[Text, "The clause, by the name that `complaint-rules conform` prints."]
    rule: Annotated[Text | None, "The rule of this procedure that departs from it. Default: whichever does."] = None
    reason: Annotated[Text, "Why the council departs from it."]
    approved_by: Annotated[Text, "Who stands for that."]
    review_on: Annotated[
        date,
        "The day on which it is to be looked at again, and after which it no longer explains anything.",
    ]


class ProcedureDocument(Section):
    """One procedure, in the order of the page."""

    title: Annotated[Text, "What the page calls the procedure."]
    document: Annotated[str, "The one of `documents` in which its rules are written."]
    handles: Annotated[
        Literal["complaint", "enquiry", "comment", "compliment"],
        "What it is for; no complaint is routed to one for comments or compliments. Default: `complaint`.",
    ] = "complaint"
    stands_under: Annotated[
        OneOrMore[PackName | PinnedPack],
        "The packs of law and guidance that it is held against.",
    ] = empty(list)
    deviations: Annotated[list[DeviationDocument], "Where it departs from a clause of a pack, and why."] = empty(list)
    cases_begun: Annotated[
        CasesBegunDocument | None,
        "In a pack: the cases that it is held beside, by the day on which they began. Default: all.",
    ] = None
    acceptance: Annotated[
        AcceptanceDocument | SameAs | None,
        "May this complaint be taken here: who, about what, until when.",
    ] = None
    outcome_of_several: Annotated[
        SeveralIssuesDocument | SameAs | None,
        "How the outcomes of several issues make one.",
    ] = None
    begins: Annotated[
        Annotated[dict[EventKey, OneOrMore[MoveDocument]], AtLeast(1)] | SameAs,
        "The events that open a case, and the stage to which they take it.",
    ]
    stages: Annotated[
        Annotated[dict[StageKey, StageDocument | SameAs], AtLeast(1)],
        "The stages, in the order in which a complaint climbs.",
    ]
    at_any_stage: Annotated[
        StageDocument | SameAs | None,
        "Shaped like a stage; live everywhere but in `closed`, `withdrawn` and `ombudsman`.",
    ] = None


def pack_named(written: str | PinnedPack) -> str:
    """Return the name of a pack that a procedure stands under, pinned or not."""
    return written if isinstance(written, str) else written.pack


class SourceDocument(Section):
    """A document that rules cite; when somebody last looked whether it has changed, and how often somebody is to."""

    title: Annotated[Text, "The title on the document."]
    version: Annotated[Text | None, "What it calls this version of itself."] = None
    url: Annotated[Text | None, "Where it can be found."] = None
    read: Annotated[Text | None, "In words: how far it could be read."] = None
    checked: Annotated[
        CheckedWord | None,
        "In one word: how far it was checked. Required of a pack; otherwise `document_read`.",
    ] = None
    looked_at: Annotated[date | None, "The day on which somebody last looked whether the document has changed."] = None
    look_again_after: Annotated[
        PeriodText | None, "How long after `looked_at` it is time to look again, as `12 months`."
    ] = None


class Closure(Section):
    """Days on which this council does not work."""

    from_: Annotated[date, "The first closed day."]
    up_to: Annotated[date, "The last closed day."]
    because: Annotated[Text, "Why, as the answer should say it."]


Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class LocalCalendar(Section):
    """A shipped calendar with the council's own closures."""

    based_on: Annotated[
        CalendarName,
        "The calendar that it is based on: its name, or the path of its file from the folder of this one.",
    ]
    edition: Annotated[Text, "Which edition of the closures this is; raise it whenever one changes."]
    source: Annotated[Text, "Where the closures are written."]
    weekdays: Annotated[
        Some[Weekday] | None,
        "The days of the week on which there is work. Default: those of the calendar below.",
    ] = None
    closed: Annotated[list[Closure], "The days on which this council does not work."] = empty(list)
    known_until: Annotated[
        date | None,
        "The last day for which closures have been decided; later dates are `provisional`.",
    ] = None


class EventDocument(Section):
    """A word for something that happens."""

    means: Annotated[Text, "What has happened, in plain words: `the complainant asked for stage 2`."]
    falls_back_on: Annotated[
        Annotated[Text, Called("event")] | None,
        "Taken to have happened when only this other event was recorded.",
    ] = None
    counts_as: Annotated[OneOrMore[EventName], "The other events that it is, too."] = empty(list)
    carries: Annotated[
        list[Literal["for", "outcome", "contains", "until", "of"]],
        "What may be said of it: `for` (the day it speaks of), `outcome`, `contains`, `until` (a new date), `of` "
        "(a timescale).",
    ] = empty(list)
    records_facts: Annotated[bool, "By it facts become known. Default: no."] = False
    declines: Annotated[bool, "By it the council does not take the case. Default: no."] = False


class FactDocument(Section):
    """A word for something that is so."""

    is_: Annotated[
        Literal["yes_no", "number", "date"] | Some[Text],
        "The sort of answer: `yes_no`, `number`, `date`, or the list of its words.",
    ]
    asks: Annotated[Text, "The question that one would ask a person."]
    means: Annotated[dict[str, Text], "What its values mean, told with the question."] = empty(dict)
    holds: Annotated[
        Literal["from_the_start", "from_its_day"],
        "`from_its_day`: what is decided, said or comes about on a day; a move before the day on which it is recorded "
        "is weighed as if nothing were known of it. Default: `from_the_start`, however late it is recorded.",
    ] = "from_the_start"
    part_of: Annotated[str | None, "The fact that says of the whole complaint what this one says of a part of it."] = (
        None
    )


class WordsDocument(Section):
    """Words that this profile adds."""

    events: Annotated[dict[Name, EventDocument], "Words for things that happen, by name."] = empty(dict)
    facts: Annotated[dict[Name, FactDocument], "Words for things that are so, by name."] = empty(dict)


class VocabularyDocument(WordsDocument):
    """The standard words."""

    outcomes: Annotated[dict[Name, Text], "The outcomes of an answer, each with what it means."]
    contents: Annotated[dict[Name, Text], "What a letter may contain, each with what it means."]


class InFlightDocument(Rule):
    """What happens to the cases in flight when a version takes the place of another."""

    rule: Annotated[
        Literal["by_receipt", "by_stage_start", "by_event", "unstated"],
        "What happens to the cases begun before.",
    ]


class VersionDocument(Section):
    """One version of a document: its file, and when it is in force."""

    file: Annotated[Text, "The path of the version's own profile, from the folder of this file."]
    from_: Annotated[
        date | None,
        "The first day on which it is in force. Default: the day after the one before it, or none.",
    ] = None
    up_to: Annotated[
        date | None,
        "The last day on which it is in force. Default: the day before the next one, or none.",
    ] = None
    cases_in_flight: Annotated[
        InFlightDocument | None,
        "What happens to the cases begun before; required of every version but the first.",
    ] = None


class VersionsDocument(Section):
    """A file that joins the versions of one document."""

    profile: Annotated[ProfileName, "The name used in case files; each version has the same."]
    title: Annotated[Text, "Whose document it is."]
    readings_approved_by: Annotated[
        Text | None,
        "Who stands for the readings; required when `cases_in_flight` has any.",
    ] = None
    versions: Annotated[
        Some[VersionDocument],
        "The versions of the document, the oldest first, without gap or overlap.",
    ]


class SetAsideDocument(Section):
    """A finding of `check` that the author has looked at and leaves: which, where (if not everywhere), and why."""

    finding: Annotated[Annotated[Name, Called("finding")], "The code of the finding."]
    at: Annotated[Text | None, "The place, as the finding prints it, or a part of it. Default: everywhere."] = None
    because: Annotated[Text, "Why it is left."]


class ProfileDocument(Section):
    """A whole file."""

    profile: Annotated[ProfileName, "The name used in case files: lower-case letters, digits and hyphens."]
    title: Annotated[Text, "Whose document it is."]
    force: Annotated[Literal["council", "law", "guidance"], "The basis of its answers. Default: `council`."] = "council"
    edition: Annotated[
        Text | None,
        "What this edition calls itself; raise it whenever a rule changes. Default: the version of the first document.",
    ] = None
    documents: Annotated[
        Annotated[dict[str, SourceDocument], AtLeast(1)],
        "The documents that the rules are written in, each by a short name.",
    ]
    readings_approved_by: Annotated[Text | None, "Who stands for the readings; required when there are any."] = None
    calendars: Annotated[
        Annotated[dict[Annotated[str, Called("unit")], CalendarName | LocalCalendar], AtLeast(1)],
        "What counts as an open day, for each unit of periods: `working days: england-and-wales`.",
    ]
    counting: Annotated[CountingDocument, "How periods are counted in the whole file: a rule, with its source."]
    in_force: Annotated[
        InForceDocument | None,
        "From when and up to when the document is in force: a rule, with its source. Default: taken as in force.",
    ] = None
    bodies: Annotated[dict[Name, Text], "Where `elsewhere` may send people, in words, by name."] = empty(dict)
    words: Annotated[WordsDocument | None, "Words that this profile adds to the standard ones."] = None
    set_aside: Annotated[
        list[SetAsideDocument],
        "Findings of `check` that the author has looked at and leaves.",
    ] = empty(list)
    procedures: Annotated[
        Annotated[dict[ProcedureKey, ProcedureDocument], AtLeast(1)],
        "The procedures, by name. One that stands under a pack has the pack's own.",
    ]
