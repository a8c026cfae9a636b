"""The field's words as types: who is bound, by what force, where a clock and a case stand, what an answer can be."""

from enum import Enum, StrEnum


class Basis(StrEnum):
    """The force behind an answer: the council's own document, the law, or guidance."""

    COUNCIL = "council"
    LAW = "law"
    GUIDANCE = "guidance"


class Party(StrEnum):
    """Whose time a timescale is, and who makes a move. The complainant's time lapses; all other time is a duty."""

    COUNCIL = "council"
    COMPLAINANT = "complainant"
    PANEL = "panel"
    BOTH = "both"


class ClockState(StrEnum):
    """Where a timescale stands on a day.

    `overdue` is a duty whose date has passed (never on the date itself); `lapsed` is a window that has closed.
    `undetermined` is given only where the page can be read in several ways and they disagree.
    """

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    UNDETERMINED = "undetermined"


class CaseStatus(StrEnum):
    """Where the case stands as a whole."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Permission(StrEnum):
    """The four answers. A missing fact never yields `entitled`."""

    ENTITLED = "entitled"
    DISCRETIONARY = "discretionary"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"


class Splitting(StrEnum):
    """Whether a part of a complaint goes elsewhere while the rest stays."""

    GOES = "goes"
    IF_DECIDED = "if_decided"
    UNDETERMINED = "undetermined"


class Truth(Enum):
    """Whether a test holds in a case: known to hold, known not to hold, or not known."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What a period counts. A unit is never converted into another.

    `WORKING_DAYS` stands for every unit that a calendar defines: working days, school days, and so on.
    """

    HOURS = "hours"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working days"


class Forwards(StrEnum):
    """How a period is counted from its trigger; design 2.3 gives the reason for each."""

    TRIGGER_IS_DAY_ZERO = "trigger_is_day_zero"
    CLOSED_DAY_ROLLS = "closed_day_rolls"
    CUT_OFF_HOUR = "cut_off_hour"
    BEGINNING_WITH = "beginning_with"


class Backwards(StrEnum):
    """How `at least N days before` is counted: the Nth day before, or N days clear between the two."""

    NTH_DAY_BEFORE = "nth_day_before"
    CLEAR_DAYS = "clear_days"
