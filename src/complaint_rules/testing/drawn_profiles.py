"""Small sound profiles, drawn whole: they compile, and no check finds a fault in them."""

import json
from typing import Any, Final

from hypothesis import strategies as st

from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf
from complaint_rules.procedures.profile import Profile
from complaint_rules.profiles.reading import read_document
from complaint_rules.testing.said import now_and_then

__all__ = ["profile_files", "profiles"]

UNITS: Final = ("working days", "calendar days", "weeks")
STAGES: Final = ("stage_1", "stage_2", "stage_3")

Block = dict[str, Any]


def profiles() -> st.SearchStrategy[Profile]:
    """Draw a small profile of one procedure, `main`, that compiles and in which no check finds a fault.

    It has one to three stages, in each an acknowledgement and an answer with what may hang on them (a total to which
    it is extended, an aim, a reading left open), windows with what a late request meets, suspension, withdrawal, the
    Ombudsman, and who may complain. Shrinks to one stage with nothing besides.
    """
    return _compiled()


def profile_files() -> st.SearchStrategy[str]:
    """Draw the file of such a profile, as JSON: to be written to a path that ends in `.json`, and loaded from there."""
    return _files().map(lambda file: json.dumps(file, indent=2))


@st.composite
def _compiled(draw: st.DrawFn) -> Profile:
    return compile_profile(read_document(draw(profile_files()), "drawn.json", json=True), shelf())


@st.composite
def _files(draw: st.DrawFn) -> Block:
    forwards = draw(st.sampled_from(("trigger_is_day_zero", "closed_day_rolls", "beginning_with")))
    file: Block = {
        "profile": "drawn",
        "title": "A council",
        "edition": "1",
        "documents": {
            "page": {"title": "How to complain", "version": "1", "read": "in full", "checked": "document_read"}
        },
        "readings_approved_by": "nobody: it is drawn",
        "calendars": {"working days": "england-and-wales"},
        "counting": {"forwards": forwards, "backwards": "nth_day_before", "source": "1"},
        "bodies": {"ombudsman": "the Ombudsman"},
        "procedures": {"main": draw(_procedures())},
    }
    return file


@st.composite
def _procedures(draw: st.DrawFn) -> Block:
    stages = STAGES[: draw(st.integers(1, 3))]
    begins = {"to": "stage_1", "who": "complainant", "source": "1"}
    blocks = {stage: draw(_stages(at, stages)) for at, stage in enumerate(stages)}
    moves: Block = {"ombudsman_approached": {"to": "ombudsman", "who": "complainant", "source": "9"}}
    # What holds at any stage does not hold where a case has ended.
    blocks["closed"] = {"title": "Closed", "moves": dict(moves)}
    if now_and_then(draw, 2):
        moves["complaint_withdrawn"] = {"to": "withdrawn", "who": "complainant", "source": "9"}
    if now_and_then(draw, 2):
        clocks = draw(st.sampled_from(("run_on", "resume", "restart", "cancel")))
        moves["complaint_suspended"] = {"to": "suspended", "who": "council", "clocks": clocks, "source": "9"}
        resumed = {"to": "stage_left", "who": "council", "source": "9"}
        blocks["suspended"] = {"title": "Suspended", "moves": {"complaint_resumed": resumed}}
    found: Block = {"title": "Complaints", "document": "page", "begins": {"complaint_received": begins}}
    found |= {"acceptance": draw(_acceptance())} if now_and_then(draw, 2) else {}
    return {**found, "stages": blocks, "at_any_stage": {"moves": moves}}


@st.composite
def _stages(draw: st.DrawFn, at: int, stages: tuple[str, ...]) -> Block:
    """Draw a stage: its answer, what may come before it, and the way on from it, which opens when it is given."""
    stage, begun = stages[at], "complaint_received" if at == 0 else f"{stages[at]}_requested"
    answered = f"{stage}_response_sent"
    unit, number = draw(st.sampled_from(UNITS)), draw(st.integers(2, 30))
    response = draw(_responses(begun, answered, number, unit))
    timescales: Block = {f"{stage}_response": response}
    if now_and_then(draw, 2):
        done = "complaint_acknowledged" if at == 0 else f"{stage}_acknowledged"
        name = "acknowledge" if at == 0 else f"{stage}_acknowledge"
        period = _period(draw(st.integers(1, number - 1)), unit)
        timescales[name] = _duty(begun, done, period, "2")
    moves: Block = {"complaint_closed": {"to": "closed", "who": "council", "source": "4"}}
    if at + 1 < len(stages):
        asked = f"{stages[at + 1]}_requested"
        timescales[f"{stages[at + 1]}_request"] = draw(_windows(answered, asked))
        moves[asked] = {"to": stages[at + 1], "who": "complainant", "if": {answered: "happened"}, "source": "4"}
    return {"title": f"Stage {at + 1}", "timescales": timescales, "moves": moves}


def _duty(begun: str, done: str, period: str, source: str) -> Block:
    return {"who": "council", "after": begun, "within": period, "done_by": [done], "source": source}


def _period(number: int, unit: str) -> str:
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


@st.composite
def _responses(draw: st.DrawFn, begun: str, answered: str, number: int, unit: str) -> Block:
    """Draw the council's time to answer, with what may hang on it."""
    found: Block = _duty(begun, answered, _period(number, unit), "3")
    kind = draw(st.sampled_from(("plain", "extended", "without_limit", "aim", "open")))
    if kind == "extended":
        total = _period(number + draw(st.integers(1, 30)), unit)
        found["extension"] = {"up_to": total, "made_by": ["extension_notified"], "source": "3"}
    if kind == "without_limit":
        found["extension"] = {"up_to": "no limit", "made_by": ["extension_agreed"], "source": "3"}
    if kind == "aim":
        found["aim"] = _period(draw(st.integers(1, number - 1)), unit)
    if kind == "open":
        could_be = [found["within"], _period(number + draw(st.integers(1, 10)), unit)]
        found |= {"within": "unstated", "readings": {"within": {"could_be": could_be, "because": "two numbers"}}}
    return found


@st.composite
def _windows(draw: st.DrawFn, answered: str, asked: str) -> Block:
    """Draw the complainant's time to go further, with what a late request meets."""
    decided: Block = {"decided_by": "the complaints manager"}
    late = draw(st.sampled_from(("refused", decided, {**decided, "recorded_as": "late_complaint_accepted"})))
    period = _period(draw(st.integers(5, 40)), draw(st.sampled_from(UNITS)))
    found: Block = {"who": "complainant", "after": answered, "within": period, "late": late}
    return {**found, "done_by": [asked], "source": "4"}


@st.composite
def _acceptance(draw: st.DrawFn) -> Block:
    """Draw who may complain, and until when."""
    who = draw(st.lists(st.sampled_from(("parent", "child_looked_after", "foster_carer")), min_size=1, unique=True))
    limit: Block = {"within": "12 months", "after": "grounds_arose_on", "late": "refused", "source": "5"}
    decided = {"decided_by": "the complaints manager", "considering": ["good reason for the delay"]}
    limit |= {"late": decided} if draw(st.booleans()) else {}
    allowed = [{"if": {"complainant": who}, "source": "5"}]
    return {"who_may_complain": {"allowed": allowed}, "time_limit": [limit]}
