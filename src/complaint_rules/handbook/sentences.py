"""Each kind of rule in plain sentences. What a rule says under a key that has no sentence is still told, as written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from complaint_rules.compiling.scope import phrase
from complaint_rules.explanation.phrases import listed, plain_day, spoken
from complaint_rules.handbook.words import Words, quoted
from complaint_rules.profiles.document import (
    AimDocument,
    BarDocument,
    CasesBegunDocument,
    CountingDocument,
    CountingOnly,
    CutOff,
    Decided,
    EndDocument,
    ExtensionDocument,
    InFlightDocument,
    InForceDocument,
    KeptOutDocument,
    LateDocument,
    LengthRow,
    MoveDocument,
    RowDocument,
    Rule,
    SeveralIssuesDocument,
    SplitDocument,
    TimeLimitDocument,
    TimescaleDocument,
)
from complaint_rules.profiles.sections import keys_and_values

SOON = "as soon as possible"
NO_TIME_SET = "no time set"
NO_LIMIT = "no limit"
WHO = {"council": "The council", "complainant": "The complainant", "panel": "The panel", "both": "Both sides"}
FORWARDS = {
    "trigger_is_day_zero": "The day of the event itself is not counted; the first working day after it is day one.",
    "closed_day_rolls": "What happens on a closed day counts as on the next open day, which is not counted itself.",
    "beginning_with": "The day of the event itself is day one.",
}
BACKWARDS = {
    "nth_day_before": "Counted backwards, ten working days before a day is the tenth working day before it.",
    "clear_days": "Counted backwards, there must be that many whole days between the two.",
}
CLOCKS = {
    "cancel": "What was running at the stage that is left no longer counts.",
    "run_on": "What was running goes on.",
    "resume": "What was running stops, and on return goes on with the days that were left.",
    "restart": "What was running stops, and on return begins again in full.",
    "unstated": "What becomes of the time that was running, the page does not say.",
}
GOES = {
    "suspended": "The case is then suspended.",
    "withdrawn": "The case is then withdrawn.",
    "closed": "The case is then closed.",
    "ombudsman": "The case goes to the Ombudsman.",
    "stage_left": "The case goes back to the stage that it came from.",
}
KEYS = {
    "adds": "how much more time there is",
    "after": "from which day it is counted",
    "aim": "how long is hoped for",
    "at_least": "how long before",
    "backwards": "how days are counted backwards",
    "before": "before which day",
    "clocks": "what becomes of the time that was running",
    "decided_by": "who decides",
    "done_by": "what ends it",
    "during": "at which stage",
    "forwards": "how days are counted",
    "if": "in which cases",
    "late": "what a late request meets",
    "goes": "what becomes of a complaint of which a part belongs elsewhere",
    "made_by": "what gives more time",
    "to": "where the case goes",
    "up_to": "how long it may become",
    "who": "who",
    "within": "how long it is",
}
"""What a reading is about, by the key of the rule."""

Sentences = Iterator[str]


def told(rule: Rule, words: Words) -> tuple[str, ...]:
    """Return what a rule says, sentence by sentence, without its source, note and readings."""
    for kind, tell in TELLERS:
        if isinstance(rule, kind):
            return (*tell(rule, words), *_untold(rule, TOLD[kind]))
    return tuple(_untold(rule, frozenset()))


def _untold(rule: Rule, keys: frozenset[str]) -> Sentences:
    """Tell what no sentence tells, so that nothing which is written goes unread."""
    for key, value in keys_and_values(rule).items():
        if key not in keys and key not in ("source", "note", "readings") and value not in ([], {}):
            yield f"{spoken(key).capitalize()}: {spoken(phrase(value))}."


def about(key: str) -> str:
    """Say what a key of a rule is about."""
    return KEYS.get(key, spoken(key))


# What many rules have.


def _stop(text: str) -> str:
    """End a sentence that may have its own end already."""
    return text if text.endswith((".", "?”", "?")) else f"{text}."


def _if(test: Any, words: Words) -> Sentences:
    if test:
        yield _stop(f"Only if {words.test(test)}")


def _contents(names: list[str], what: str = "The letter must hold") -> Sentences:
    if names:
        yield f"{what}: {'; '.join(map(spoken, names))}."


def _factor(factor: str) -> str:
    return spoken(factor) if factor.isidentifier() else factor


def _decision(rule: Decided, words: Words) -> Sentences:
    if rule.decided_by is not None:
        weighed = f", weighing: {'; '.join(map(_factor, rule.considering))}" if rule.considering else ""
        yield _stop(f"It is for a decision, by: {rule.decided_by}{weighed}")
    if rule.recorded_as is not None:
        yield f"What was decided is the answer to {words.loose(rule.recorded_as)}."
    yield from _contents(rule.if_refused, "A refusal must give")


def _elsewhere(name: str | None, words: Words, lead: str = "Instead") -> Sentences:
    if name is not None:
        yield _stop(f"{lead}: {words.body(name)}")


def _during(stages: list[str] | None, words: Words, what: str = "Only while the case is at") -> Sentences:
    if stages is not None:
        yield f"{what} {words.stages_listed(stages)}."


# Time.


def _length(value: Any, words: Words) -> str:
    if isinstance(value, list) and all(isinstance(row, LengthRow) for row in value):
        return words.by_case([(row.if_, row.then) for row in value])
    return str(value)


def _duration(rule: TimescaleDocument | TimeLimitDocument, who: str, words: Words) -> Sentences:
    if rule.within is not None:
        start = words.anchor(rule.before if rule.after is None else rule.after)
        yield _within(_length(rule.within, words), start, who, backwards=rule.before is not None, stated=_states(rule))
    if rule.at_least is not None:
        length = _length(rule.at_least, words)
        if rule.before is not None:
            yield f"{who} must do this at least {length} before {words.anchor(rule.before)}."
        else:
            yield f"This may be done {length} after {words.anchor(rule.after)} at the earliest."
    if rule.on_or_before is not None:
        fixed = rule.on_or_before
        yield "There is no last day." if fixed == NO_LIMIT else f"{who} has until {_day(fixed)}."
    if rule.later_of:
        yield f"{who} has until the later of: {'; '.join(_end(each, words) for each in rule.later_of)}."


def _day(value: Any) -> str:
    return plain_day(value) if hasattr(value, "year") else str(value)


def _states(rule: TimescaleDocument | TimeLimitDocument) -> bool:
    """Say whether the page states from which day the time is counted."""
    return "unstated" not in (rule.after, rule.before)


def _within(length: str, start: str, who: str, *, backwards: bool, stated: bool) -> str:
    if not stated:
        return f"{who} has {length}; from which day, the page does not say."
    if " if " in length:
        return f"{who} has, counted from {start}: {length}."
    if length == SOON:
        return f"{who} must do this as soon as possible after {start}; there is no last day."
    if length == NO_TIME_SET:
        return f"{who} must do this after {start}; no time is set for it."
    if backwards:
        return f"{who} may do this not more than {length} before {start}."
    return f"{who} has {length}, counted from {start}."


def _end(end: EndDocument, words: Words) -> str:
    return f"{end.within}, counted from {words.anchor(end.after)}"


def _aim(rule: TimescaleDocument, words: Words) -> Sentences:
    if rule.aim is None:
        return
    own = rule.aim.after if isinstance(rule.aim, AimDocument) else None
    start = own if own is not None else rule.after
    length = rule.aim.within if isinstance(rule.aim, AimDocument) else _length(rule.aim, words)
    counted = "" if start is None else f", counted from {words.anchor(start)}"
    if rule.who == "complainant":
        yield f"The complainant is invited to do this within {length}{counted}; passing that ends no right."
    else:
        yield f"What is aimed for or usual is {length}{counted}; when that has passed it is reported, and nothing else."


def _timescale(rule: TimescaleDocument, words: Words) -> Sentences:
    who = WHO[rule.who]
    yield from _duration(rule, who, words)
    yield from _aim(rule, words)
    yield from _if(rule.if_, words)
    yield from _during(rule.during, words, "It may begin while the case is at")
    yield _stop(
        f"{'The right is used' if rule.who == 'complainant' else 'It is done'} once {words.happenings(rule.done_by)}"
    )
    yield from _late(rule.late, words)
    yield from _what_else_happens(rule, words)
    yield from _own_counting(rule.counting)
    yield from _contents(rule.must_contain)
    if rule.fulfils:
        yield from _fulfilled(rule.fulfils)


def _fulfilled(duties: list[str]) -> Sentences:
    named = listed(quoted(spoken(duty)) for duty in duties)
    if len(duties) == 1:
        yield f"It is part of what the law calls {named}."
    else:
        yield f"It is one answer, or part of one, to what law or guidance calls {named}."


def _what_else_happens(rule: TimescaleDocument, words: Words) -> Sentences:
    told_of = (
        (rule.restarted_by, "It is counted afresh once {}"),
        (rule.done_before, "It is reported as not done if before that {}"),
        (rule.cancelled_by, "It no longer matters once {}"),
        (rule.agreed_date, "Another day takes its place once {}"),
        (rule.waived_by, "It is held against nobody once {}"),
    )
    yield from (_stop(text.format(words.happenings(events))) for events, text in told_of if events)


def _late(late: Any, words: Words) -> Sentences:
    if late == "refused":
        yield "After that it is refused."
    elif late == "unstated":
        yield "What a later request meets, the page does not say."
    elif isinstance(late, LateDocument):
        until = f", up to {_end(late.until, words)}" if late.until else ""
        yield f"After that it is not a matter of right{until}."
        yield from _decision(late, words)


def _own_counting(counting: CountingOnly | None) -> Sentences:
    if counting is not None:
        yield from _counted(counting.forwards, counting.backwards)


def _counted(forwards: Any, backwards: str | None) -> Sentences:
    if isinstance(forwards, CutOff):
        yield f"What comes at {forwards.cut_off_hour} or later counts as if it came on the next working day."
    elif forwards is not None:
        yield FORWARDS[forwards]
    if backwards is not None:
        yield BACKWARDS[backwards]


def _counting(rule: CountingDocument, _: Words) -> Sentences:
    yield from _counted(rule.forwards, rule.backwards)


def _extension(rule: ExtensionDocument, words: Words) -> Sentences:
    events = [item for item in rule.made_by if isinstance(item, str)]
    tests = [words.test(item) for item in rule.made_by if not isinstance(item, str)]
    made = " – or ".join((*((words.happenings(events),) if events else ()), *tests))
    if rule.adds is not None:
        yield _stop(f"There may be {rule.adds} more, if {made}")
    elif rule.up_to == NO_LIMIT:
        yield _stop(f"There may be more time, up to the day that is named, if {made}")
    else:
        yield _stop(f"There may be more time, up to {rule.up_to} in all{_total_from(rule, words)}, if {made}")
    yield from _if(rule.if_, words)
    if rule.made_before == "first_date":
        yield "It must be done before the first of all the dates has passed."
    yield from _contents(rule.must_contain)
    if rule.contents_are == "condition":
        yield "A letter that lacks any of that makes the time no longer."


def _total_from(rule: ExtensionDocument, words: Words) -> str:
    if rule.after is None:
        return " from the same day"
    return "" if rule.after == "unstated" else f", counted from {words.anchor(rule.after)}"


def _time_limit(rule: TimeLimitDocument, words: Words) -> Sentences:
    yield from _duration(rule, "Whoever complains", words)
    yield from _late(rule.late, words)
    yield from _own_counting(rule.counting)


# Moves, bars and acceptance.


def _move(rule: MoveDocument, words: Words) -> Sentences:
    yield f"{WHO[rule.who]} may do this{' together' if rule.who == 'both' else ''}."
    yield from _during(rule.during, words)
    yield from _if(rule.if_, words)
    yield from _decision(rule, words)
    yield _goes(rule.to, words)
    if rule.clocks is not None:
        yield CLOCKS[rule.clocks]
    yield from _elsewhere(rule.elsewhere, words, "It goes to")
    yield from _contents(rule.must_contain, "It must hold")


def _goes(to: str | None, words: Words) -> str:
    if to is None:
        return "The case stays where it is."
    return GOES.get(to) or f"The case goes to {words.stage(to)}."


def _bar(rule: BarDocument, words: Words) -> Sentences:
    if rule.decided_by is None:
        yield "This may not be done, whatever else allows it."
    else:
        yield "This is no matter of right, whatever else allows it."
    yield from _during(rule.during, words)
    yield from _if(rule.if_, words)
    yield from _decision(rule, words)
    yield from _elsewhere(rule.elsewhere, words)


def _row(rule: RowDocument, words: Words) -> Sentences:
    yield _stop(f"If {words.test(rule.if_)}") if rule.if_ else "Without any condition."
    yield from _decision(rule, words)
    yield from _elsewhere(rule.elsewhere, words)


def _split(rule: SplitDocument, words: Words) -> Sentences:
    yield _stop(f"If {words.test(rule.if_)}")
    if rule.goes is not None:
        yield _stop(f"That part belongs to: {words.body(rule.elsewhere)}")
        yield "What becomes of such a complaint the page does not say."
        yield from _decision(rule, words)
        return
    decided = ", if so decided" if rule.decided_by is not None else ""
    yield _stop(f"That part goes to: {words.body(rule.elsewhere)}{decided}")
    yield "The rest of the complaint is not touched by this."
    yield from _decision(rule, words)


# Outcomes, and the cases of a pack.


def _several_issues(rule: SeveralIssuesDocument, _: Words) -> Sentences:
    for row in rule.rows:
        parts = (("every issue is", row.every), ("any issue is", row.any))
        asked = " and ".join(f"{lead} {listed(map(spoken, names), 'or')}" for lead, names in parts if names)
        yield f"If {asked}, the whole complaint is {spoken(row.then)}."


def _cases_begun(rule: CasesBegunDocument, _: Words) -> Sentences:
    yield f"It is held beside the cases that began {_span(rule) or 'on any day'}."


def _in_force(rule: InForceDocument, _: Words) -> Sentences:
    yield f"It is in force {_span(rule)}."


def _span(rule: CasesBegunDocument | InForceDocument) -> str:
    ends = (("from", rule.from_), ("up to", rule.up_to))
    return " ".join(f"{word} {plain_day(day)}" for word, day in ends if day is not None)


def _in_flight(rule: InFlightDocument, _: Words) -> Sentences:
    yield WAYS_IN_FLIGHT[rule.rule]


WAYS_IN_FLIGHT = {
    "by_receipt": "A case goes to its end by the version that was in force when it was received.",
    "by_stage_start": "A case changes over to the new version when it next enters a stage.",
    "by_event": "A case changes over to the new version with the first thing that happens in its time.",
    "unstated": "The document does not say what becomes of cases in flight.",
}


DECIDED = ("decided_by", "considering", "recorded_as", "if_refused")
LENGTHS = ("within", "at_least", "on_or_before", "later_of", "after", "before", "late", "counting")

TOLD: Mapping[type[Rule], frozenset[str]] = {
    TimescaleDocument: frozenset(
        (
            *LENGTHS,
            *("who", "during", "if", "aim", "restarted_by", "done_by", "done_before", "cancelled_by"),
            *("agreed_date", "waived_by"),
            *("extension", "fulfils", "must_contain"),
        )
    ),
    TimeLimitDocument: frozenset(LENGTHS),
    ExtensionDocument: frozenset(
        ("up_to", "adds", "after", "if", "made_by", "made_before", "must_contain", "contents_are")
    ),
    MoveDocument: frozenset((*DECIDED, "who", "during", "if", "to", "elsewhere", "clocks", "must_contain")),
    BarDocument: frozenset((*DECIDED, "during", "if", "elsewhere")),
    SplitDocument: frozenset((*DECIDED, "if", "elsewhere", "goes")),
    KeptOutDocument: frozenset((*DECIDED, "if", "elsewhere")),
    RowDocument: frozenset((*DECIDED, "if", "elsewhere")),
    SeveralIssuesDocument: frozenset(("rows",)),
    CasesBegunDocument: frozenset(("from", "up_to")),
    InForceDocument: frozenset(("from", "up_to")),
    InFlightDocument: frozenset(("rule",)),
    CountingDocument: frozenset(("forwards", "backwards")),
}
"""The keys of each kind of rule that its sentences tell; an extension is a rule by itself."""

TELLERS: tuple[tuple[type[Rule], Callable[[Any, Words], Sentences]], ...] = (
    (TimescaleDocument, _timescale),
    (TimeLimitDocument, _time_limit),
    (ExtensionDocument, _extension),
    (MoveDocument, _move),
    (BarDocument, _bar),
    (SplitDocument, _split),
    (KeptOutDocument, _row),
    (RowDocument, _row),
    (SeveralIssuesDocument, _several_issues),
    (CasesBegunDocument, _cases_begun),
    (InForceDocument, _in_force),
    (InFlightDocument, _in_flight),
    (CountingDocument, _counting),
)
