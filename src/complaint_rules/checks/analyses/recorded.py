"""Where an event can happen of which no move of the procedure speaks, as far as its word says so.

Such an event can be recorded anywhere. But a stage's answer is sent in that stage, praise is received in no procedure
that complaints begin, and a panel meets in the stage in which the law of a procedure has it. Of a page's own words
nothing of the kind is known.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from complaint_rules.checks.analyses.places import Places, stage_ids
from complaint_rules.misspellings import numbers_in
from complaint_rules.procedures.conditions import NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, CLOSED, OMBUDSMAN, SUSPENDED, WITHDRAWN, Timescale
from complaint_rules.procedures.tables import anchor_names

MATTERS: Final = ("complaint", "representation", "comment", "compliment", "enquiry")
"""How the words of what can be brought to a council begin."""

ON_THE_WAY: Final = ("requested", "accepted", "refused", "skip", "acknowledged")
"""Parts of the words for what happens on the way into a stage, and not only in it."""

_OF_A_STAGE: Final = re.compile(
    r"stage_[123]_(?:requested|accepted|refused|acknowledged|skip_agreed|response_sent|response_received)"
)
"""The standard words that have the number of the stage in which what they mean happens, or that it leads into."""

_OF_OTHER_MATTERS: Final = re.compile(
    r"comment_(?:received|acknowledged)|compliment_(?:received|passed_on|answered)|enquiry_(?:received|response_sent)"
)

_OF_A_PANEL: Final = re.compile(
    r"panel_(?:appointed|meeting_scheduled|papers_sent|held|held_in_absence|findings_sent|findings_received)"
)

ELSEWHERE: Final = BESIDE_THE_STAGES | {CLOSED, OMBUDSMAN}

COMES_BACK_FROM: Final = {"complaint_resumed": SUSPENDED, "complaint_reinstated": WITHDRAWN}
"""What happens only to a complaint that was set aside; where no move sets one aside it cannot."""

PANEL: Final = "panel_"
"""How the words begin of what a review panel does, or is done for it: the law that has one has it in one stage."""

_ORDERS: Final = (
    ("complaint_received", "complaint_acknowledged", "stage_1_response_sent", "stage_1_response_received"),
    *(
        (f"stage_{number}_requested", f"stage_{number}_acknowledged", f"stage_{number}_response_sent")
        for number in (2, 3)
    ),
    ("stage_2_requested", "stage_2_response_received"),
    ("stage_2_response_sent", "stage_2_response_received", "stage_3_requested"),
    ("stage_1_response_received", "stage_2_requested"),
    ("panel_appointed", "panel_held", "panel_findings_sent", "panel_findings_received", "stage_3_response_sent"),
    ("panel_papers_sent", "panel_held"),
    ("statement_of_complaint_agreed", "investigation_completed"),
    ("complaint_withdrawn", "withdrawal_confirmed"),
    ("advocate_requested", "advocate_appointed"),
    ("comment_received", "comment_acknowledged"),
    ("compliment_received", "compliment_passed_on"),
    ("compliment_received", "compliment_answered"),
    ("enquiry_received", "enquiry_response_sent"),
)
"""What happens once, in the order in which it does: nothing is answered before it was received."""


def comes_before(event: str, other: str) -> bool:
    """Say whether an event comes before another, or is that other, by what their words mean."""
    return any(event in order and other in order and order.index(event) <= order.index(other) for order in _ORDERS)


def recorded_in(procedure: Procedure, places: Places, event: str, beside: Timescale | None) -> frozenset[str] | None:
    """Return the places in which an event can happen that needs no move; None where nothing says so.

    What `beside`, the rule that is looked at, itself says of the event is no reason; but where it asks whether the
    event has happened, its author has thought of when it does.
    """
    if beside is not None and event in beside.condition.names(NameKind.EVENT):
        return None
    if _is_of_another_matter(procedure, event) or _is_of_no_stage(procedure, event):
        return frozenset()
    if event in COMES_BACK_FROM and COMES_BACK_FROM[event] not in places.reached:
        return frozenset()
    if beside is not None and beside.stages & ELSEWHERE:
        # Where a case is set aside or over, what was under way in its stage may yet be told.
        return None
    home = _by_its_number(procedure, places, event) or _by_the_law(procedure, places, event, beside)
    return home or None


def _is_of_another_matter(procedure: Procedure, event: str) -> bool:
    """Say whether an event is of praise, say, where only complaints begin; a word of an author's own may be of any."""
    begun_by = {_matter(move.event) for move in procedure.begins}
    return bool(_OF_OTHER_MATTERS.fullmatch(event)) and "" not in begun_by and _matter(event) not in begun_by


def _is_of_no_stage(procedure: Procedure, event: str) -> bool:
    """Say whether an event has a higher number than the last stage: beyond a stage that has none it may be anything."""
    last, numbers = numbers_in(stage_ids(procedure)[-1]) if stage_ids(procedure) else [], numbers_in(event)
    return bool(_OF_A_STAGE.fullmatch(event)) and len(last) == len(numbers) == 1 and int(numbers[0]) > int(last[0])


def _matter(event: str) -> str:
    return next((matter for matter in MATTERS if event.startswith(f"{matter}_")), "")


def _by_its_number(procedure: Procedure, places: Places, event: str) -> frozenset[str]:
    """Return the stage of an event's number, and for what leads into it those from which it is entered."""
    numbers = numbers_in(event) if _OF_A_STAGE.fullmatch(event) else []
    stages = [stage for stage in stage_ids(procedure) if numbers and numbers_in(stage) == numbers]
    if len(stages) != 1 or stages[0] not in places.reached:
        return frozenset()
    into = [way for way in places.ways if way.to == stages[0]]
    said = set(event.split("_"))
    on_the_way = not said.isdisjoint(ON_THE_WAY)
    if "acknowledged" in said:
        on_the_way = not any("requested" in way.move.event for way in into)
    before = (way.origin for way in into if way.origin and way.origin not in ELSEWHERE)
    return frozenset({stages[0], *(before if on_the_way else ())})


def _by_the_law(procedure: Procedure, places: Places, event: str, beside: Timescale | None) -> frozenset[str]:
    """Return the stages in which a law has its panel, with those where the procedure does; all must be its own."""
    if not _OF_A_PANEL.fullmatch(event):
        return frozenset()
    looked_for = {stage for pack in procedure.packs for stage in _looked_for_in(pack, event)}
    stages = {stage for stage in looked_for if stage not in ELSEWHERE}
    if not stages or not stages <= places.reached:
        return frozenset()
    own = [rule for rule in _waiting(procedure, event) if beside is None or rule.name != beside.name]
    if any(not rule.stages for rule in own):
        return frozenset()
    return frozenset(looked_for).union(*(rule.stages for rule in own))


def _looked_for_in(pack: Procedure, event: str) -> Iterator[str]:
    """Yield the stages in which a law waits for an event, or grants it as of right."""
    yield from (stage for rule in _waiting(pack, event) for stage in rule.stages)
    moves = pack.tables.moves.get(event, ())
    yield from (stage for move in moves if move.decision is None for stage in move.stages or {""})


def _waiting(procedure: Procedure, event: str) -> tuple[Timescale, ...]:
    """Return the timescales that are counted from an event or ended by it; of a panel's, by any of its events."""
    return _all_waiting(procedure).get(PANEL if event.startswith(PANEL) else event, ())


@lru_cache(maxsize=16)
def _all_waiting(procedure: Procedure) -> Mapping[str, tuple[Timescale, ...]]:
    found: dict[str, list[Timescale]] = {}
    for rule in procedure.timescales:
        for name in {PANEL if name.startswith(PANEL) else name for name in rule.done_by | anchor_names(rule)}:
            found.setdefault(name, []).append(rule)
    return MappingProxyType({name: tuple(rules) for name, rules in found.items()})
