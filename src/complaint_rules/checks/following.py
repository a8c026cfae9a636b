"""Which findings only follow from others, and would be gone with them: one slip is told once, where it is."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from complaint_rules.errors import Fault

_OF_THE_STAGE: Final = ("stage_never_reached",)
_OF_THE_TEXT: Final = ("look_alike_characters",)

CAUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "clock_never_starts": (*_OF_THE_STAGE, "window_counted_from_a_due_date", "counted_from_another_stage"),
        "clock_never_ends": (
            *_OF_THE_STAGE,
            "window_counted_from_its_request",
            "ended_by_another_stage",
            "clock_never_starts",
            "clock_starts_on_leaving",
            "condition_never_holds",
        ),
        "event_out_of_place": (
            *_OF_THE_STAGE,
            "ended_by_another_stage",
            "clock_starts_on_leaving",
            "condition_never_holds",
        ),
        "ended_by_another_duty": ("ended_by_another_stage", "clock_never_ends"),
        "timescales_alike": ("ended_by_another_stage", "ended_by_another_duty"),
        "complainant_left_waiting": (*_OF_THE_STAGE, "stage_never_left"),
        **dict.fromkeys(
            (
                "acknowledgement_after_the_answer",
                "aim_longer_than_its_limit",
                "extension_not_longer",
                "far_longer_than_the_law",
            ),
            ("length_not_as_quoted", "digits_turned_round"),
        ),
        "digits_turned_round": ("length_not_as_quoted",),
        "place_not_in_document": _OF_THE_TEXT,
        "condition_never_holds": _OF_THE_STAGE,
        "condition_always_holds": _OF_THE_STAGE,
    }
)
"""For each code those that may be the cause: of the whole procedure for a stage, of the text itself for what only looks
like another, of the same rule for any other."""

_PROCEDURE = re.compile(r"procedures\.[^.\[]+")
_RULE = re.compile(r".*\.(?:timescales\.[^.\[]+|moves\.[^.\[]+(?:\[\d+\])?|stages\.[^.\[]+)(?=$|[.\[])")


def follows(fault: Fault, told: Iterable[Fault]) -> bool:
    """Say whether a finding hangs on another of those that are told."""
    causes = CAUSES.get(fault.code, ())
    return any((other.code in causes and _is_about(other, fault)) or _brings_back(other, fault) for other in told)


def _brings_back(cause: Fault, fault: Fault) -> bool:
    """Say whether a complainant waits in the very stage to which the mend of a move, made elsewhere, takes it back."""
    if (fault.code, cause.code) != ("complainant_left_waiting", "condition_never_holds"):
        return False
    procedure, _, stage = fault.path.partition(".stages.")
    return cause.path.startswith(f"{procedure}.") and f"`during: {stage}`" in cause.mend


def _is_about(cause: Fault, fault: Fault) -> bool:
    if cause.code in _OF_THE_TEXT:
        return cause.path == fault.path
    place = _PROCEDURE if cause.code in _OF_THE_STAGE else _RULE
    own, other = place.match(fault.path), place.match(cause.path)
    return own is not None and other is not None and own.group() == other.group()
