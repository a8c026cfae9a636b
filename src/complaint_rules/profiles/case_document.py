"""The document models of a case file and of a file of worked cases."""

from datetime import date
from types import MappingProxyType
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from complaint_rules.misspellings import digits_meant
from complaint_rules.profiles.document import ContentName, OutcomeName, Text, TimescaleName
from complaint_rules.profiles.sections import AtLeast, Called, First, Section, empty

CaseFacts = dict[Annotated[str, Called("fact")], Any]
BasisName = Annotated[Text, Called("basis")]
PermissionName = Annotated[Text, Called("permission")]
EventText = Annotated[Text, Called("event")]
StageText = Annotated[Text, Called("stage")]
ProcedureText = Annotated[Text, Called("procedure")]
FactText = Annotated[Text, Called("missing fact")]
ContentText = Annotated[Text, Called("content")]


def _as_day(value: Any) -> Any:
    """Refuse what is no day in words that hold for YAML and for JSON."""
    if isinstance(value, date):
        return value
    typed = digits_meant(value) if isinstance(value, str) else None
    meant = f"it has {typed.told}: write `{typed.text}`" if typed else ""
    mend = {"mend": meant or "write year, month and day, as in 2024-03-18"}
    raise PydanticCustomError("wrong_type", "this must be a day such as 2024-03-18", mend)


Day = Annotated[date, First(_as_day)]


NOTHING = "none"
"""How a worked case says that there is no date, no move, no stage; YAML's own empty values are refused."""


def _as_day_or_nothing(value: Any) -> Any:
    return None if value == NOTHING else _as_day(value)


DayOrNothing = Annotated[date | None, First(_as_day_or_nothing), Called("day or none")]


class EventDocument(Section):
    """One event: its day, its kind, and whatever its word carries."""

    others = "allow"
    beside = MappingProxyType(
        {
            "outcome": Annotated[OutcomeName, "The outcome of an answer."],
            "outcomes": Annotated[list[OutcomeName], "In place of `outcome`: one for each issue of the complaint."],
            "contains": Annotated[list[ContentName], "What the letter contains."],
            "until": Annotated[date, "The new date that was told or agreed."],
            "for": Annotated[date, "The day that was fixed: of a meeting, a start, a plan."],
            "of": Annotated[TimescaleName, "The timescale that it is about."],
            "at": Annotated[str, Called("hour"), "The hour, where a cut-off hour or hours are counted."],
            "facts": Annotated[CaseFacts, "The facts that became known; each may also stand by itself."],
        }
    )

    on: Annotated[Day, "The day on which it happened."]
    event: Annotated[EventText, "What happened: a standard word, or one of the profile's `words`."]

    @property
    def details(self) -> dict[str, Any]:
        """Return what is said of the event besides its day and kind."""
        return dict(self.__pydantic_extra__ or {})


class CaseDocument(Section):
    """A case: which procedure it runs under, what is known, what happened."""

    profile: Annotated[Text, "The name of the profile, or its path from the folder of this file."]
    procedure: Annotated[ProcedureText, "The procedure of the profile that the case runs under."]
    facts: Annotated[CaseFacts, "What is known from the start: facts and their values."] = empty(dict)
    events: Annotated[list[EventDocument], "What happened, in the order in which it was recorded."] = empty(list)
    title: Annotated[Text | None, "For the reader."] = None
    note: Annotated[Text | None, "For the reader."] = None


class UnroutedCaseDocument(CaseDocument):
    """A case of which the procedure may not be known yet."""

    procedure: Annotated[
        ProcedureText | None, "The procedure of the profile that the case runs under; only `route` does without."
    ] = None  # type: ignore[assignment]


class DueExpected(Section):
    """What a row of due dates must say; only the keys that are written are compared, and `none` is a value.

    `applies: false` says that there is no such timescale in the case. `confirm: true`, here and below, says that no
    person has counted it yet: it is never as expected.
    """

    timescale: Annotated[TimescaleName, "The timescale."]
    basis: Annotated[BasisName, "Whose answer this is: `council` (if not said), `law` or `guidance`."] = "council"
    occurrence: Annotated[int, "Which of its clocks, where it starts several times. Default: 1."] = 1
    applies: Annotated[bool | None, "`false`: there is no such timescale in the case."] = None
    responsible: Annotated[Text | None, "Whose time it is: `council`, `complainant`, `panel` or `both`."] = None
    first_due: Annotated[DayOrNothing, "The last day before it was made longer, or `none`."] = None
    due: Annotated[DayOrNothing, "The last day, or `none`."] = None
    latest: Annotated[DayOrNothing, "The last day if it were made longer as far as it can be, or `none`."] = None
    aim_due: Annotated[DayOrNothing, "The day that is hoped for, or `none`."] = None
    earliest: Annotated[DayOrNothing, "The first day on which it may be done, or `none`."] = None
    started_by: Annotated[EventText | None, "The event that is day zero."] = None
    started_on: Annotated[DayOrNothing, "Day zero, or `none`."] = None
    period: Annotated[Text | None, "The length, as `10 working days`."] = None
    state: Annotated[Annotated[Text, Called("state")] | None, "How it stands on the day."] = None
    done_on: Annotated[DayOrNothing, "The day on which it was done, or `none`."] = None
    provisional: Annotated[bool | None, "Whether the date rests on days that are not published yet."] = None
    binding: Annotated[Text | None, "Whose date counts, where they differ: `council`, `law` or `none`."] = None
    missing_facts: Annotated[list[FactText] | None, "The facts that would have to be known."] = None
    readings: Annotated[
        list[dict[str, date | str]] | None, "Where the page leaves it open: each reading with its dates."
    ] = None
    confirm: Annotated[bool | None, "`true`: no person has counted this yet, so it is never as expected."] = None


class MoveExpected(Section):
    """What a move must say."""

    event: Annotated[EventText, "The event of the move."]
    basis: Annotated[BasisName, "Whose answer this is: `council` (if not said), `law` or `guidance`."] = "council"
    who: Annotated[Text | None, "Who makes the move."] = None
    permission: Annotated[
        PermissionName | None, "The answer: `entitled`, `discretionary`, `refused` or `undetermined`."
    ] = None
    to: Annotated[StageText | None, "The stage that it leads to."] = None
    opens: Annotated[DayOrNothing, "The first day on which it may be made, or `none`."] = None
    closes: Annotated[DayOrNothing, "The last day on which it may be made, or `none`."] = None
    late_until: Annotated[DayOrNothing, "The last day on which a late one can still be let in, or `none`."] = None
    invited_until: Annotated[DayOrNothing, "The day up to which it is invited, or `none`."] = None
    elsewhere: Annotated[Text | None, "Where people are sent instead."] = None
    considering: Annotated[list[Text] | None, "The factors that are weighed."] = None
    decided_by: Annotated[Text | None, "Who decides."] = None
    letter: Annotated[list[ContentText] | None, "What a letter of refusal must contain."] = None
    missing_facts: Annotated[list[FactText] | None, "The facts that would have to be known."] = None
    confirm: Annotated[bool | None, "`true`: no person has counted this yet, so it is never as expected."] = None


class AcceptanceExpected(Section):
    """What the answer about acceptance must say.

    `decided_by` is of the time limit; `deciders` and the lists after it are of all parts together, in their order.
    `split_off_if_decided` has where a part goes if the `split_deciders` decide so.
    """

    basis: Annotated[BasisName, "Whose answer this is: `council` (if not said), `law` or `guidance`."] = "council"
    permission: Annotated[
        PermissionName | None, "The answer: `entitled`, `discretionary`, `refused` or `undetermined`."
    ] = None
    who: Annotated[PermissionName | None, "The answer of this part."] = None
    what: Annotated[PermissionName | None, "The answer of this part."] = None
    time_limit: Annotated[PermissionName | None, "The answer of this part."] = None
    closes: Annotated[DayOrNothing, "The last day for complaining, or `none`."] = None
    decided_by: Annotated[Text | None, "Who decides about the time limit."] = None
    deciders: Annotated[list[Text] | None, "Who decides, of all parts together."] = None
    considering: Annotated[list[Text] | None, "The factors, of all parts together."] = None
    elsewhere: Annotated[list[Text] | None, "Where people are sent instead."] = None
    split_off: Annotated[list[Text] | None, "Where parts of the complaint go."] = None
    split_off_if_decided: Annotated[list[Text] | None, "Where parts of the complaint go if that is decided."] = None
    split_off_unstated: Annotated[
        list[Text] | None, "Where parts of the complaint belong, where the page does not say what becomes of them."
    ] = None
    split_deciders: Annotated[list[Text] | None, "Who decides on that."] = None
    split_considering: Annotated[list[Text] | None, "The factors that are weighed in it."] = None
    split_letter: Annotated[list[ContentText] | None, "What a letter must contain that sends a part away."] = None
    letter: Annotated[list[ContentText] | None, "What a letter of refusal must contain."] = None
    routes: Annotated[list[Text] | None, "The procedures by which it could go instead."] = None
    missing_facts: Annotated[list[FactText] | None, "The facts that would have to be known."] = None
    confirm: Annotated[bool | None, "`true`: no person has counted this yet, so it is never as expected."] = None


class IrregularityExpected(Section):
    """What an irregularity must say; the code alone may be written as a text."""

    code: Annotated[Text, "Its code."]
    event: Annotated[EventText | None, "The event that it is about."] = None
    on: Annotated[DayOrNothing, "The day on which it happened, or `none`."] = None
    basis: Annotated[BasisName | None, "By whose rules: `council`, `law` or `guidance`."] = None
    about: Annotated[list[Text] | None, "What more it names."] = None


class Expected(Section):
    """What must be due and open on one day."""

    as_of: Annotated[Day, "The day of the question."]
    stage: Annotated[StageText | None, "Where the case stands, or `none`."] = None
    status: Annotated[Annotated[Text, Called("status")] | None, "`open`, `suspended`, `withdrawn` or `closed`."] = None
    due: Annotated[list[DueExpected], "Lines of dates; what is left out is not compared."] = empty(list)
    moves: Annotated[list[MoveExpected], "Lines of moves; what is left out is not compared."] = empty(list)
    escalation: Annotated[list[MoveExpected] | None, "The moves that lead further, all of them."] = None
    acceptance: Annotated[
        list[AcceptanceExpected] | AcceptanceExpected | None,
        "What is said of taking the complaint; one line, or one for each basis.",
    ] = None
    irregularities: Annotated[
        list[Text | IrregularityExpected] | None,
        "All that is irregular, by its codes; `[]` says that there is nothing.",
    ] = None
    confirm: Annotated[bool | None, "`true`: no person has counted this yet, so it is never as expected."] = None


class WorkedCaseDocument(Section):
    """A case with its answers, counted by hand from the page."""

    name: Annotated[Text, "What happens in it, in one sentence."]
    procedure: Annotated[ProcedureText, "The procedure of the profile that the case runs under."]
    why: Annotated[Text, "The page's words, and the days counted by hand."]
    facts: Annotated[CaseFacts, "What is known from the start: facts and their values."] = empty(dict)
    events: Annotated[list[EventDocument], "What happened, in the order in which it was recorded."] = empty(list)
    expect: Annotated[
        Annotated[list[Expected], AtLeast(1)], "The days of the question, each with the answers that a person counted."
    ]


class WorkedCasesDocument(Section):
    """A file of worked cases."""

    profile: Annotated[Text, "The name of the profile, or its path from the folder of this file."]
    note: Annotated[Text | None, "For the reader."] = None
    cases: Annotated[Annotated[list[WorkedCaseDocument], AtLeast(1)], "The cases, each with its answers."]
