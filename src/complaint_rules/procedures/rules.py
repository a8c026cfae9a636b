"""The rules of a procedure as compiled values: moves, bars, decisions, timescales. Nothing here knows a case."""

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from complaint_rules.citations import Citation
from complaint_rules.procedures.conditions import ALWAYS, Choice, Condition, NameKind
from complaint_rules.terms import Party
from complaint_rules.timescales import Counting, Period
from complaint_rules.values import frozen


@frozen
class ReadingTaken:
    """A place where the page leaves something open: which key, what was taken, what else it could be, and why.

    `taken` is `unstated` where no reading was taken and every one is computed.
    """

    key: str
    taken: str
    could_be: tuple[str, ...]
    because: str


@frozen(kw_only=True, eq=False)
class Rule:
    """What every rule carries: where it is written, a note for the reader, and the readings that it rests on."""

    citation: Citation
    note: str = ""
    readings: tuple[ReadingTaken, ...] = ()


@frozen
class Decision:
    """Somebody decides: who, weighing what, recorded in which fact (true: in the complainant's favour).

    `factors` are those of `considering` that are facts: they are to be on record with the decision.
    """

    by: str
    considering: tuple[str, ...] = ()
    recorded_as: str = ""
    if_refused: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()


class ClocksOnLeaving(StrEnum):
    """What becomes of the running clocks of a stage that is left."""

    CANCEL = "cancel"
    RUN_ON = "run_on"
    RESUME = "resume"
    RESTART = "restart"
    UNSTATED = "unstated"


STAGE_LEFT = "stage_left"
SUSPENDED = "suspended"
WITHDRAWN = "withdrawn"
CLOSED = "closed"
OMBUDSMAN = "ombudsman"
BESIDE_THE_STAGES = frozenset({SUSPENDED, WITHDRAWN})
NOT_ANY_STAGE = frozenset({CLOSED, WITHDRAWN, OMBUDSMAN})
"""Places in which the rules of `at_any_stage` are not live."""

EVENTS_OF_A_CLOCK = ("done_by", "done_before", "cancelled_by", "restarted_by", "agreed_date", "waived_by")
"""The keys of a timescale under which stand the events that do something to it once it runs."""


@frozen(kw_only=True, eq=False)
class Move(Rule):
    """An event that may happen, and where it takes the case. It grants; it never forbids.

    `stages` are those in which it is live (empty: at any stage, or, for a move that begins a case, before any).
    `to` is empty where the case stays. `clocks` is None where the move says nothing of them.
    """

    event: str
    who: Party
    stages: frozenset[str] = frozenset()
    begins: bool = False
    condition: Condition = ALWAYS
    decision: Decision | None = None
    to: str = ""
    elsewhere: str = ""
    clocks: ClocksOnLeaving | None = None
    clocks_could_be: tuple[ClocksOnLeaving, ...] = ()
    must_contain: tuple[str, ...] = ()


@frozen(kw_only=True, eq=False)
class Bar(Rule):
    """What holds an event back whatever else allows it: refused, or left to a decision."""

    event: str
    stages: frozenset[str] = frozenset()
    condition: Condition = ALWAYS
    decision: Decision | None = None
    elsewhere: str = ""


@frozen
class Anchor:
    """What day zero is: the latest of its groups, each group being any of its events or date facts.

    `timescale` is set instead where the anchor is another timescale's due date.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    timescale: str = ""
    names: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note every event and fact that the anchor may wait for."""
        object.__setattr__(self, "names", frozenset(name for group in self.groups for name in group))


@frozen
class End:
    """One of several ends, the later of which counts."""

    within: Period
    anchor: Anchor


class Lengths(NamedTuple):
    """The lengths chosen for one occurrence; None for one that there is not, that has no date, or that is not known."""

    within: Period | None
    at_least: Period | None
    aim: Period | None


@frozen(kw_only=True, eq=False)
class Terms:
    """One reading of a timescale's length and start. A page that leaves nothing open has exactly one.

    A length of None is a duty without a date (`as soon as possible`, `no time set`, `no limit`).
    `backwards`: the lengths are counted back from the anchor. `limit_anchor` is None where an extension's
    total is counted from the timescale's own anchor.
    """

    reading: str = ""
    anchor: Choice[Anchor] | None = None
    backwards: bool = False
    within: Choice[Period | None] | None = None
    at_least: Choice[Period | None] | None = None
    aim: Choice[Period | None] | None = None
    on_or_before: date | None = None
    ends: tuple[End, ...] = ()
    limit: Period | None = None
    limit_anchor: Anchor | None = None
    settled: Lengths | None = field(init=False, compare=False, repr=False)
    aim_alone: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note what no case changes: the lengths, where no test chooses them, and whether there is only an aim."""
        lengths = (self.within, self.at_least, self.aim)
        certain = all(length is None or length.is_certain for length in lengths)
        settled = Lengths(*(length.rows[0].value if length else None for length in lengths)) if certain else None
        aim_alone = not any(lengths[:2]) and self.on_or_before is None and not self.ends
        object.__setattr__(self, "settled", settled)
        object.__setattr__(self, "aim_alone", aim_alone)


class Late(StrEnum):
    """What a request meets after its window has closed."""

    REFUSED = "refused"
    DECIDED = "decided"
    UNSTATED = "unstated"


@frozen
class LateRequest:
    """How a late request is treated; `until` is the last day (from its own anchor) on which it may be decided."""

    kind: Late
    decision: Decision | None = None
    until: End | None = None


class MadeBefore(StrEnum):
    """Until when an extension may be made: until the date in force has passed, or the first date of all."""

    DATE_IN_FORCE = "date_in_force"
    FIRST_DATE = "first_date"


class ContentsAre(StrEnum):
    """What the contents of a notice of more time are: what it is to hold, or that without which it makes none."""

    ASKED_FOR = "asked_for"
    CONDITION = "condition"


class ExtensionKind(StrEnum):
    """An extension goes to a total, by an amount, or has no limit."""

    UP_TO = "up_to"
    ADDS = "adds"
    NO_LIMIT = "no_limit"


@frozen(kw_only=True, eq=False)
class Extension(Rule):
    """On what conditions a timescale may be made longer. Its total is in the timescale's `Terms`."""

    kind: ExtensionKind
    adds: Period | None = None
    condition: Condition = ALWAYS
    made_by: frozenset[str] = frozenset()
    made_by_facts: tuple[Condition, ...] = ()
    made_before: MadeBefore = MadeBefore.DATE_IN_FORCE
    must_contain: tuple[str, ...] = ()
    contents_are: ContentsAre = ContentsAre.ASKED_FOR


@frozen
class Aim:
    """A date that is hoped for, usual or invited; its length is in the timescale's `Terms`.

    `anchor` is None where it is the timescale's own.
    """

    anchor: Anchor | None = None


@frozen(kw_only=True, eq=False)
class Timescale(Rule):
    """Somebody's time, whole: what starts it, how long it is, what ends it. The complainant's is a window.

    `no_time_set` is of a duty that the document states, and for which it sets no time. `done_before` are the events
    with which what it belongs to is over: one that happens while it is not done is irregular.
    """

    name: str
    party: Party
    stages: frozenset[str]
    home: str
    terms: tuple[Terms, ...]
    counting: Counting
    condition: Condition = ALWAYS
    aim: Aim | None = None
    done_by: frozenset[str] = frozenset()
    cancelled_by: frozenset[str] = frozenset()
    restarted_by: frozenset[str] = frozenset()
    agreed_date: frozenset[str] = frozenset()
    waived_by: frozenset[str] = frozenset()
    late: LateRequest | None = None
    extension: Extension | None = None
    fulfils: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    done_before: frozenset[str] = frozenset()
    no_time_set: bool = False
    is_plain: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note whether it is plain, as most are: then a clock of it starts with fewer questions."""
        object.__setattr__(self, "is_plain", _is_plain(self))

    @property
    def changes(self) -> bool:
        """Say whether its dates may change otherwise than with its anchor: extended, agreed, or hoped for apart."""
        return self.extension is not None or bool(self.agreed_date) or self.aim is not None

    @property
    def is_window(self) -> bool:
        """Say whether it lapses (the complainant's time) rather than being breached."""
        return self.party is Party.COMPLAINANT

    @property
    def any_stage(self) -> bool:
        """Say whether it stands in `at_any_stage`."""
        return not self.stages


def _is_plain(rule: Timescale) -> bool:
    """Say whether a timescale is read in one way, counted forwards from events alone, and has a last day."""
    terms = rule.terms[0]
    if len(rule.terms) > 1 or terms.backwards or terms.ends or terms.anchor is None or terms.at_least is not None:
        return False
    return terms.within is not None and not any(anchor.timescale for anchor in terms.anchor.values())


class InFlight(StrEnum):
    """When a case that had begun before a version's first day changes over to it."""

    BY_RECEIPT = "by_receipt"
    BY_STAGE_START = "by_stage_start"
    BY_EVENT = "by_event"
    UNSTATED = "unstated"


@frozen(kw_only=True, eq=False)
class CasesInFlight(Rule):
    """What happens to the cases in flight when one version of a document takes the place of another.

    `could_be` has the ways that are computed where the page does not state which.
    """

    way: InFlight
    could_be: tuple[InFlight, ...] = ()

    @property
    def ways(self) -> tuple[InFlight, ...]:
        """Return the ways to compute: the one that the page states, else each that it could be."""
        return self.could_be if self.way is InFlight.UNSTATED else (self.way,)


@frozen(kw_only=True, eq=False)
class AcceptanceRow(Rule):
    """Who may complain, or about what: a row that grants, or one that caps.

    `could_be` is of a row that splits a part off, where the page does not say what becomes of it: what could.
    """

    condition: Condition
    decision: Decision | None = None
    elsewhere: str = ""
    could_be: tuple[str, ...] = ()


@frozen(kw_only=True, eq=False)
class TimeLimit(Rule):
    """Until when a complaint may be made."""

    terms: Terms
    late: LateRequest
    counting: Counting


@frozen(kw_only=True, eq=False)
class CasesBegun(Rule):
    """The cases that began between two days, both included; either may be None.

    Beside those a pack is held, or for those a document is in force.
    """

    earliest: date | None = None
    latest: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether a case that began on a day is one of them."""
        return (self.earliest is None or day >= self.earliest) and (self.latest is None or day <= self.latest)


@frozen
class AcceptancePart:
    """One part of acceptance; without `allowed` rows the page is silent and sets no bar.

    A row of `split_off` neither grants nor caps: it says that a part of the complaint goes elsewhere. `lasting` are the
    bars that stand for good: one that names an event stands for now, since what has come may go.
    """

    allowed: tuple[AcceptanceRow, ...] = ()
    excluded: tuple[AcceptanceRow, ...] = ()
    split_off: tuple[AcceptanceRow, ...] = ()
    lasting: tuple[AcceptanceRow, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note which bars stand for good."""
        lasting = tuple(row for row in self.excluded if not row.condition.names(NameKind.EVENT))
        object.__setattr__(self, "lasting", lasting)

    @property
    def rows(self) -> tuple[AcceptanceRow, ...]:
        """Return every row, in the order of the format."""
        return (*self.allowed, *self.excluded, *self.split_off)


@frozen
class AcceptanceRules:
    """May this complaint be taken here: who, what, when."""

    who: AcceptancePart = field(default_factory=AcceptancePart)
    what: AcceptancePart = field(default_factory=AcceptancePart)
    time_limits: tuple[TimeLimit, ...] = ()
    weighing: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note whether a decision has factors that are facts."""
        decisions = (
            *(row.decision for row in (*self.who.rows, *self.what.rows)),
            *(one.late.decision for one in self.time_limits),
        )
        object.__setattr__(self, "weighing", any(one is not None and one.factors for one in decisions))


def tested_names(rule: Timescale, kind: NameKind) -> frozenset[str]:
    """Return the names of one kind on which the row chosen for a timescale's anchor depends."""
    choices = (terms.anchor for terms in rule.terms if terms.anchor is not None)
    return frozenset(name for choice in choices for name in choice.names(kind))
