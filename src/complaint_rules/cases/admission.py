"""Is a case well formed for a procedure? Unknown words and wrong types raise; what could not have happened does not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from complaint_rules.cases.case import Case, Event
from complaint_rules.errors import CaseError, Fault, did_you_mean, which_name, which_of
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord
from complaint_rules.values import frozen

TYPES = {
    FactType.YES_NO: (bool, "true or false"),
    FactType.NUMBER: (int, "a whole number"),
    FactType.DATE: (date, "a day such as 2024-03-18"),
    FactType.WORD: (str, "one of its words"),
}

_IN_EVENT = re.compile(r"events\[(\d+)\]")

LISTS = {"contains": "contents", "outcomes": "the outcomes of its issues"}


def require_day(as_of: date) -> None:
    """Raise `CaseError` unless the day of the question is a plain day."""
    if not isinstance(as_of, date) or isinstance(as_of, datetime):
        message = f"`as_of` must be a day (datetime.date), got {type(as_of).__name__} `{as_of}`"
        raise CaseError([Fault(code="malformed_case", message=message)])


def admit(case: Case, procedure: Procedure) -> None:
    """Raise `CaseError`, with every fault found, if the case uses unknown words or values of the wrong type."""
    faults = [*_fact_faults(case, procedure), *_event_faults(case, procedure)]
    if faults:
        raise CaseError(faults)


def heard_by_each(case: Case, procedures: Sequence[Procedure]) -> tuple[Case, ...]:
    """Return a case that no procedure has taken yet as each of some hears it: with the facts and events that it knows.

    Raises `CaseError`, with every fault found, for what is well formed in none of them.
    """
    recording = frozenset(event.kind for event in case.events if _records_facts(event, procedures))
    faulty = [_by_item(case, procedure, recording) for procedure in procedures]
    faults = [fault for item in faulty[0] if all(item in each for each in faulty) for fault in _best(item, faulty)]
    if faults:
        raise CaseError(faults)
    return tuple(_without(frozenset(each), case) if each else case for each in faulty)


def _records_facts(event: Event, procedures: Sequence[Procedure]) -> bool:
    words = (procedure.event_words.get(event.kind) for procedure in procedures)
    return all(word is not None and word.records_facts for word in words)


def _by_item(case: Case, procedure: Procedure, recording: frozenset[str]) -> dict[str, list[Fault]]:
    """Return the faults of a case by what a procedure can do without: a fact, one recorded later, or an event."""
    found: dict[str, list[Fault]] = {}
    for fault in (*_fact_faults(case, procedure), *_event_faults(case, procedure)):
        found.setdefault(_item(fault.path, case, recording), []).append(fault)
    return found


def _item(path: str, case: Case, recording: frozenset[str]) -> str:
    """Return what a fault is about: one fact, or the whole of an event that records none."""
    in_event = _IN_EVENT.match(path)
    if in_event is None or case.events[int(in_event[1])].kind in recording:
        return path
    return in_event[0]


def _best(item: str, faulty: Sequence[Mapping[str, list[Fault]]]) -> list[Fault]:
    """Return what is wrong with an item, as the first procedure says it that knows something near."""
    near = (each[item] for each in faulty if any(fault.mend.startswith("did you mean") for fault in each[item]))
    return next(near, faulty[0][item])


def _without(items: frozenset[str], case: Case) -> Case:
    events = (
        _event_without(items, f"events[{at}]", event)
        for at, event in enumerate(case.events)
        if f"events[{at}]" not in items
    )
    return Case(events, {name: value for name, value in case.facts.items() if f"facts.{name}" not in items})


def _event_without(items: frozenset[str], path: str, event: Event) -> Event:
    unheard = [name for name in event.facts if f"{path}.{name}" in items]
    if not unheard:
        return event
    heard = {name: value for name, value in event.facts.items() if name not in unheard}
    hour = {name: value for name, value in event.details.items() if name == "at"}
    return Event(event.kind, event.on, facts=heard, **hour)


def _fact_faults(case: Case, procedure: Procedure) -> Iterator[Fault]:
    for name, value in case.facts.items():
        if not _is_sound(name, value, procedure):
            yield from _fact_fault(name, value, f"facts.{name}", procedure)


def _is_sound(name: str, value: object, procedure: Procedure) -> bool:
    """Say whether a fact is known and its value is one that it may have, as nearly always."""
    word = procedure.fact_words.get(name)
    return word is not None and type(value) is TYPES[word.type][0] and (not word.words or value in word.words)


def _fact_fault(name: str, value: object, path: str, procedure: Procedure) -> Iterator[Fault]:
    word = procedure.fact_words.get(name)
    if word is None:
        mend = which_name(str(name), {each.name: each.asks for each in procedure.fact_words.values()})
        yield _fault("unknown_fact", path, name, f"there is no fact `{name}`", mend)
        return
    kind, expected = TYPES[word.type]
    if type(value) is not kind:
        message = f"the fact `{name}` must be {expected}, got {shown(value)}"
        mend = _one_and_its_parts(word, procedure) if isinstance(value, list | tuple) and word.words else word.asks
        yield _fault("fact_of_wrong_type", path, value, message, mend)
    elif word.words and value not in word.words:
        mend = which_of(str(value), {each: dict(word.means).get(each, "") for each in word.words})
        yield _fault("unknown_word", path, value, f"`{name}` is never `{value}`", mend)


def _one_and_its_parts(word: FactWord, procedure: Procedure) -> str:
    """Say how several are entered: one word, and another as the fact that is a part of this one, if there is one."""
    parts = [f"`{each.name}`" for each in procedure.fact_words.values() if each.part_of == word.name]
    if parts:
        return f"write the main one as `{word.name}`, and what is in part about another as {' or '.join(parts)}"
    return f"write one word for `{word.name}`; for another there is a case of its own"


def _event_faults(case: Case, procedure: Procedure) -> Iterator[Fault]:
    for at, event in enumerate(case.events):
        word = procedure.event_words.get(event.kind)
        if word is not None and not event.details and not word.speaks_of_a_day:
            continue
        path = f"events[{at}]"
        if word is None:
            message = f"there is no event `{event.kind}`"
            mend = which_name(event.kind, {each.name: each.means for each in procedure.event_words.values()})
            yield _fault("unknown_event", path, event.kind, message, mend)
        elif word.records_facts:
            yield from _not_a_block(event, path)
            for name, value in event.facts.items():
                yield from _fact_fault(name, value, f"{path}.{name}", procedure)
        else:
            yield from _detail_faults(event, word, path, procedure)


def _not_a_block(event: Event, path: str) -> Iterator[Fault]:
    """Yield a fault where `facts` is written and is no block of facts and values."""
    together = event.details.get("facts")
    if together is not None and not isinstance(together, Mapping):
        message = f"`facts` of `{event.kind}` on {event.on} must be facts with their values, got {shown(together)}"
        yield _fault("detail_of_wrong_type", f"{path}.facts", together, message, "write `facts: {name: value}`")


@frozen
class _Detail:
    """One thing said of an event, with its place in the case."""

    event: Event
    name: str
    value: object
    path: str

    def __str__(self) -> str:
        return f"`{self.name}` of `{self.event.kind}` on {self.event.on}"

    def fault(self, code: str, what: str, mend: str = "") -> Fault:
        return _fault(code, self.path, self.value, f"{self} {what}", mend)


def _detail_faults(event: Event, word: EventWord, path: str, procedure: Procedure) -> Iterator[Fault]:
    for name, value in event.details.items():
        detail = _Detail(event, name, value, f"{path}.{name}")
        yield from _detail_fault(detail, word, procedure)
    if word.speaks_of_a_day and "for" not in event.details:
        message = f"`{event.kind}` on {event.on} does not say for which day"
        yield _fault("detail_missing", path, event.kind, message, "add `for`, a day")


def _carried(word: EventWord) -> tuple[str, ...]:
    """Return what may be said of an event: what its word carries, an hour, and with an outcome those of its issues."""
    return (*word.carries, *(("outcomes",) if "outcome" in word.carries else ()), "at")


def _detail_fault(detail: _Detail, word: EventWord, procedure: Procedure) -> Iterator[Fault]:
    name, value = detail.name, detail.value
    carried = _carried(word)
    if name not in carried:
        message = f"`{word.name}` on {detail.event.on} carries no `{name}`"
        yield _fault("unknown_detail", detail.path, name, message, did_you_mean(name, carried))
    elif name in ("for", "until") and (not isinstance(value, date) or isinstance(value, datetime)):
        yield detail.fault(
            "detail_of_wrong_type", f"must be a day, got {shown(value)}", "write a day such as 2024-03-18"
        )
    elif name in ("outcome", "of") and not isinstance(value, str):
        yield detail.fault(
            "detail_of_wrong_type", f"must be one word, got {shown(value)}", "write one word, without brackets"
        )
    elif name == "at" and isinstance(value, time) and value.tzinfo is not None:
        what = f"must be an hour on the clock in London, without a time zone, got {shown(value)}"
        yield detail.fault("detail_of_wrong_type", what, "leave the zone out")
    elif name == "at" and not isinstance(value, time):
        mend = 'write an hour such as "14:30"'
        yield detail.fault("detail_of_wrong_type", f"must be an hour of the day, got {shown(value)}", mend)
    elif name in LISTS and not isinstance(value, tuple):
        what = f"must be a list of {LISTS[name]}, got {shown(value)}"
        yield detail.fault("detail_of_wrong_type", what, "put it in square brackets")
    else:
        yield from _word_fault(detail, procedure)


SEE_THE_WORDS = "see the words that `complaint-rules words` lists"
"""What to say of a long list in which nothing is near."""


def _word_fault(detail: _Detail, procedure: Procedure) -> Iterator[Fault]:
    known = _choices(detail.name, procedure)
    words = detail.value if isinstance(detail.value, tuple) else (detail.value,)
    for word in words if known is not None else ():
        if word not in (known or ()):
            mend = which_of(str(word), procedure.vocabulary.said_of(known or ()), SEE_THE_WORDS)
            yield _fault("unknown_word", detail.path, word, f"{detail} is never `{word}`", mend)


def _choices(detail: str, procedure: Procedure) -> tuple[str, ...] | None:
    """Return the words that a detail may be; None where it is no word."""
    if detail in ("outcome", "outcomes"):
        return procedure.vocabulary.outcomes
    if detail == "contains":
        return procedure.vocabulary.contents
    bases = (procedure, *(version.procedure for version in procedure.versions), *procedure.packs)
    return tuple(dict.fromkeys(rule.name for base in bases for rule in base.timescales)) if detail == "of" else None


def shown(value: object) -> str:
    """Show a value that came, with what sort of thing it is in plain words."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, datetime):
        return f"a day with an hour, `{value}`"
    sorts: dict[type, str] = {str: "text", int: "a number", date: "a day", time: "an hour", tuple: "a list"}
    sort = next((word for kind, word in sorts.items() if isinstance(value, kind)), type(value).__name__)
    return f"{sort}, `{', '.join(map(str, value)) if isinstance(value, tuple) else value}`"


def _fault(code: str, path: str, text: object, message: str, mend: str = "") -> Fault:
    return Fault(code=code, path=path, text=str(text), message=message, mend=mend)
