"""Every fault that is looked for, by code."""

from types import ModuleType

from complaint_rules.checks import (
    acknowledgement_after_the_answer,
    aim_longer_than_its_limit,
    band_missing,
    bands_overlap,
    calendar_ends_too_soon,
    case_not_set_aside,
    clock_never_ends,
    clock_never_starts,
    clock_starts_on_leaving,
    closure_in_statutory_clock,
    complainant_left_waiting,
    condition_always_holds,
    condition_never_holds,
    declined_though_let_in,
    duty_nearly_named,
    ended_by_another_stage,
    event_never_used,
    event_out_of_place,
    extension_not_longer,
    fact_never_asked,
    far_longer_than_the_law,
    keys_in_a_text,
    look_alike_characters,
    looked_at_later,
    move_of_the_other_side,
    moves_disagree,
    one_place_for_all_rules,
    place_not_in_document,
    reading_of_what_is_taken,
    said_twice_in_a_list,
    source_not_looked_at,
    stage_never_left,
    stage_never_reached,
    stands_under_no_law,
    text_cut_at_a_comma,
    to_be_filled_in,
    window_closes_before_it_opens,
    window_counted_from_its_request,
)
from complaint_rules.checks.subject import Check

MODULES: tuple[ModuleType, ...] = (
    acknowledgement_after_the_answer,
    aim_longer_than_its_limit,
    band_missing,
    bands_overlap,
    calendar_ends_too_soon,
    case_not_set_aside,
    clock_never_ends,
    clock_never_starts,
    clock_starts_on_leaving,
    closure_in_statutory_clock,
    complainant_left_waiting,
    condition_always_holds,
    condition_never_holds,
    declined_though_let_in,
    duty_nearly_named,
    ended_by_another_stage,
    event_never_used,
    event_out_of_place,
    extension_not_longer,
    fact_never_asked,
    far_longer_than_the_law,
    keys_in_a_text,
    look_alike_characters,
    looked_at_later,
    move_of_the_other_side,
    moves_disagree,
    one_place_for_all_rules,
    place_not_in_document,
    reading_of_what_is_taken,
    said_twice_in_a_list,
    source_not_looked_at,
    stage_never_left,
    stage_never_reached,
    stands_under_no_law,
    text_cut_at_a_comma,
    to_be_filled_in,
    window_closes_before_it_opens,
    window_counted_from_its_request,
)

CHECKS: tuple[Check, ...] = tuple(module.CHECK for module in MODULES)
"""In the order of their codes."""


def check_named(code: str) -> Check | None:
    """Return the check of a code, or None."""
    return next((check for check in CHECKS if check.code == code), None)
