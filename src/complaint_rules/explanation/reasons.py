"""One sentence for each kind of reason and irregularity, by its code. A code without a sentence fails the tests."""

from collections.abc import Callable, Mapping
from datetime import date

from complaint_rules.assessment.answers import Reason
from complaint_rules.assessment.irregularities import Reported
from complaint_rules.explanation.phrases import SPEAKERS, cited, clause, listed, long_day, spoken, unless_certain

About = Mapping[str, object]


def sentence(reason: Reason) -> str:
    """Say one reason, with where it is written and what about it is a reading."""
    said = SENTENCES[reason.code](reason.about, SPEAKERS[reason.basis])
    text = f"{said}{cited(reason.citation)}."
    if reason.note:
        text += f" Note: {reason.note.rstrip('.')}."
    return text


def _day(about: About, key: str = "day") -> str:
    value = about.get(key)
    return long_day(value) if isinstance(value, date) else "a day that is not known"


def _names(about: About, key: str = "names", last: str = "and") -> str:
    value = about.get(key)
    return listed((spoken(str(name)) for name in value), last) if isinstance(value, tuple | list) else ""


def _depends(about: About) -> str:
    return _names(about) or "how the page is read"


def in_words(factor: str) -> str:
    """Return a factor as it is read: a fact's name in words, a text as it is."""
    return spoken(factor) if factor.isidentifier() else factor


def _by(about: About) -> str:
    considering = about.get("considering")
    weighed = f", weighing {_plain(considering)}" if isinstance(considering, tuple) and considering else ""
    return f"{about.get('by') or 'somebody'} decides{weighed}"


def _plain(items: tuple[object, ...]) -> str:
    return "; ".join(in_words(str(item)) for item in items)


def _plain_or(about: About, key: str) -> str:
    value = about.get(key)
    return listed(map(str, value), "or") if isinstance(value, tuple) else ""


def _failing(about: About) -> str:
    clauses = about.get("clauses")
    return listed(clause(one) for one in clauses) if isinstance(clauses, tuple) else ""


def _nowhere(about: About) -> str:
    stages = _names(about, "stages", "or")
    return f"this belongs to {stages}" if stages else "this belongs to another stage"


SENTENCES: dict[str, Callable[[About, str], str]] = {
    "allowed": lambda _, who: f"{who[0].upper()}{who[1:]} allows it",
    "test_fails": lambda about, who: f"By {who} this is open only if {_failing(about)}",
    "grants_if_known": lambda about, who: f"{who[0].upper()}{who[1:]} allows it, depending on {_depends(about)}",
    "caps_if_known": lambda about, who: (
        f"{who[0].upper()}{who[1:]} may stand against it, depending on {_depends(about)}"
    ),
    "barred": lambda _, who: f"{who[0].upper()}{who[1:]} rules it out",
    "barred_unless_decided": lambda about, _: f"It is not a matter of right: {_by(about)}",
    "decision_needed": lambda about, _: f"This is a matter of discretion: {_by(about)}",
    "decided_for": lambda about, _: f"It was decided in the complainant's favour by {about.get('by')}",
    "decided_against": lambda about, _: f"It was decided against by {about.get('by')}",
    "window_not_yet_open": lambda about, _: f"The time for this begins on {_day(about)}",
    "length_not_known": lambda about, _: (
        f"How long it is depends on {_names(about)}" if about.get("names") else "The page gives no length for this case"
    ),
    "window_open": lambda about, _: f"The time for this runs up to and including {_day(about)}",
    "window_without_end": lambda *_: "No last day has been fixed for this",
    "window_closed": lambda about, _: (
        f"The time for this ended on {_day(about)}" + (f"; {_by(about)}" if about.get("by") else "")
    ),
    "window_closed_on_some_readings": lambda *_: "Whether the time for this has ended depends on how the page is read",
    "late_until_passed": lambda about, _: (
        f"The time for this ended on {_day(about)}, and so has the time to accept it late"
    ),
    "invitation_passed": lambda about, _: (
        f"The complainant was invited to do this by {_day(about)}; that has passed, the right has not"
    ),
    "date_unknown": lambda *_: "When the time limit ends is not known",
    "split_off": lambda about, _: f"A part of it goes to {spoken(str(about.get('elsewhere')))}; the rest stays here",
    "split_off_if_decided": lambda about, _: (
        f"The rest stays here, and a part of it may go to {spoken(str(about.get('elsewhere')))}: {_by(about)}"
    ),
    "split_off_unstated": lambda about, _: (
        f"A part of it belongs to {spoken(str(about.get('elsewhere')))}, and what becomes of such a complaint the page "
        f"does not say; it could be {_plain_or(about, 'could_be')}"
    ),
    "split_off_if_known": lambda about, _: (
        f"A part of it may go to {spoken(str(about.get('elsewhere')))}, depending on {_depends(about)}"
        + (f"; {_by(about)}" if about.get("by") else "")
    ),
    "page_is_silent": lambda *_: "The page sets no bar here",
    "keeps_out_only": lambda *_: "The page keeps out only the following, none of which applies",
    "kept_out_if": lambda about, _: (
        f"Kept out if {_failing(about)}" + (f", unless decided otherwise by {about['by']}" if about.get("by") else "")
    ),
    "outside_of_it": lambda _, who: f"{who[0].upper()}{who[1:]} is not for such a complaint",
    "not_here": lambda about, _: f"Not open now: {_nowhere(about)}",
    "not_begun": lambda *_: "No complaint has been made yet",
    "already_begun": lambda *_: "The case has begun already",
    "already_there": lambda about, _: f"The case is already there{_at(about)}",
    "nowhere_to_go": lambda *_: "There is nothing to come back to",
    "waits_for": lambda about, _: f"Not running: waiting for {_names(about, last='or')}",
    "applies_if": lambda about, _: f"Whether there is such a timescale depends on {_names(about)}",
    "page_leaves_open": lambda *_: "The page can be read in more than one way, and each reading is given",
    "versions_leave_open": lambda about, _: (
        f"It is not known which version of the procedure governs, and each is given: {_plain_or(about, 'versions')}"
    ),
    "counted_from": lambda about, _: _counted(about),
    "stands_in_for": lambda about, _: (
        f"{spoken(str(about.get('missing'))).capitalize()} was not recorded; "
        f"{spoken(str(about.get('event')))} stands in for it"
    ),
    "extended": lambda about, _: (
        f"Extended to {_day(about, 'to')} ({spoken(str(about.get('event')))}, {_day(about, 'on')})"
    ),
    "paused_since": lambda about, _: (
        f"Paused since {_day(about, 'on')}; the date is what it would be if it went on on {_day(about, 'today')}"
    ),
    "cancelled_by": lambda about, _: f"No longer running since {_day(about, 'on')} ({spoken(str(about.get('event')))})",
}


def _at(about: About) -> str:
    return f" ({spoken(str(about['stage']))})" if about.get("stage") else ""


def _counted(about: About) -> str:
    start = f"{_day(about)} ({spoken(str(about.get('event')))})"
    period = about.get("period")
    return f"{period} counted from {start}" if period else f"Started on {start}"


def irregular(one: Reported) -> str:
    """Say what is irregular about an event."""
    about = listed(spoken(name) for name in one.about)
    turned = long_day(one.day) if one.day is not None else ""
    told = IRREGULARITIES[one.code].format(about=about or "any timescale", day=turned)
    if one.code in _ABOUT_THE_LIST:
        return f"{spoken(one.event).capitalize()}, {long_day(one.on)}. {told[0].upper()}{told[1:]}."
    # A citation says itself how far it was checked.
    resting_on = f" ({'; '.join(map(str, one.sources))})" if one.sources else unless_certain(one.checked)
    return f"{spoken(one.event).capitalize()}, {long_day(one.on)}. By {SPEAKERS[one.basis]}: {told}{resting_on}."


_ABOUT_THE_LIST = frozenset({"out_of_order", "no_effect", "extension_of_no_clock"})

IRREGULARITIES = {
    "out_of_order": "it was listed after an event of a later day; events are taken in the order of their days",
    "no_effect": "this procedure and its law give it no meaning",
    "statutory_matter_elsewhere": ("it takes such a complaint, and {about} stands under it; this procedure does not"),
    "statutory_part_elsewhere": (
        "it takes a part of this complaint, and {about} stands under it; this procedure does not, and the time for "
        "that part by {about} is not shown here: enter it as a case of its own, received on {day}"
    ),
    "wrong_procedure": "this procedure does not take such a complaint; {about} may",
    "belongs_elsewhere": "this procedure does not take such a complaint, which belongs to {about}",
    "not_of_this_procedure": "this procedure does not take such a complaint, and no other that this profile holds may",
    "outcome_not_as_counted": "the outcomes of its issues make {about}, by the way that this procedure counts them",
    "before_the_case_began": "the case had not begun",
    "move_refused": "it was not open then; it stays on record and moves nothing",
    "extension_too_late": "it came after {day}, the date in force of {about}, and changes nothing",
    "extension_beyond_limit": "the new date of {about} lies beyond the limit and was capped at {day}",
    "extension_of_no_clock": "there was nothing running that it could extend ({about})",
    "extension_ambiguous": "it does not say which it extends ({about}), so it changes nothing",
    "extension_not_allowed": "the conditions for extending {about} were not met, so it changes nothing",
    "extension_without_content": "it lacks what it must contain to make {about} longer, so it changes nothing",
    "extension_not_later": "its date is not later than the date in force of {about}, so it changes nothing",
    "extension_without_date": "it names no new date for {about}, and there is no limit to take instead",
    "extension_again": "{about} had been extended already, and can be once",
    "duty_not_done": "“{about}” was to come before it, and is not on record",
    "content_missing": "the letter lacks what it must contain ({about})",
    "factor_not_weighed": "it was decided, and it is not on record what had to be weighed ({about})",
    "agreed_date_of_no_clock": "nothing was running whose date it could replace ({about})",
    "waiver_of_no_clock": "nothing was running that could be waived ({about})",
    "date_not_later": "the day it names lies before the present start of {about}, so it changes nothing",
    "too_early": "{about} may not be before {day}",
    "no_version_in_force": "no version of the procedure was in force on that day, and {about} is taken for it",
    "procedure_not_in_version": (
        "{about}, the version in force since {day}, does not have this procedure, so the case goes on by its own"
    ),
    "stage_not_in_version": ("the version in force since {day} does not have {about}, so the case goes on by its own"),
}
