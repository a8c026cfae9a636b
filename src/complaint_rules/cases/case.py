"""What a caller knows of one complaint: dated events and facts, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from types import MappingProxyType

from complaint_rules.errors import CaseError, Fault
from complaint_rules.values import frozen

Detail = object


@frozen
class Event:
    """Something that happened on a day. Its kind is a word of the vocabulary, and so are its details.

    Details: `outcome`, `contains` (a list), `of` (a timescale), `until` and `for` (days; write `for_` where Python
    reserves the word), `at` (the hour, a `datetime.time`). The event that records facts takes each fact as a
    detail, or all of them as `facts`. Raises `CaseError` if the day is not a `datetime.date`.
    """

    kind: str
    on: date
    details: Mapping[str, Detail]

    def __init__(self, kind: str, on: date, **details: Detail) -> None:
        if not isinstance(on, date) or isinstance(on, datetime):
            raise CaseError([_wrong(f"the event `{kind}`", "a day (datetime.date)", on)])
        if not isinstance(kind, str):
            raise CaseError([_wrong("the kind of an event", "a word of the vocabulary", kind)])
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "on", on)
        settled = {name.removesuffix("_"): _settled(value) for name, value in details.items()}
        object.__setattr__(self, "details", MappingProxyType(settled))

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle an event by what was said of it."""
        return _event_again, (self.kind, self.on, _plain(self.details))

    @property
    def facts(self) -> Mapping[str, Detail]:
        """Return the facts that an event records, however they were written: each by itself, or as `facts`."""
        together = self.details.get("facts")
        apart = {name: value for name, value in self.details.items() if name not in ("facts", "at")}
        return {**apart, **together} if isinstance(together, Mapping) else apart

    def __repr__(self) -> str:
        """Show the event as it is written."""
        details = "".join(f", {name}={value!r}" for name, value in self.details.items())
        return f"Event({self.kind!r}, {self.on!r}{details})"

    def __hash__(self) -> int:
        """Hash by what is certain to be hashable."""
        return hash((self.kind, self.on, tuple(self.details)))


@frozen
class Case:
    """The events of one complaint, in the order in which they were recorded, and the facts that hold from its start."""

    events: tuple[Event, ...]
    facts: Mapping[str, Detail] = field(hash=False)

    def __init__(self, events: Iterable[Event] = (), facts: Mapping[str, Detail] | None = None) -> None:
        if not isinstance(events, Iterable) or isinstance(events, str | bytes | Mapping):
            raise CaseError([_wrong("the events of the case", "a list of events", events)])
        listed = tuple(events)
        wrong = [
            _wrong(f"event {at} of the case", "an Event", one)
            for at, one in enumerate(listed, 1)
            if not isinstance(one, Event)
        ]
        if facts is not None and not isinstance(facts, Mapping):
            wrong.append(_wrong("the facts of the case", "a mapping of fact to value", facts))
        if wrong:
            raise CaseError(wrong)
        object.__setattr__(self, "events", listed)
        object.__setattr__(self, "facts", MappingProxyType(dict(facts or {})))

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle a case by its events and facts."""
        return Case, (self.events, _plain(self.facts))


def _event_again(kind: str, on: date, details: dict[str, Detail]) -> Event:
    return Event(kind, on, **details)


def _plain(details: Mapping[str, Detail]) -> dict[str, Detail]:
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in details.items()}


def _settled(value: Detail) -> Detail:
    """Return a value that the caller cannot change afterwards."""
    if isinstance(value, list | set | frozenset):
        return tuple(value)
    return MappingProxyType(dict(value)) if isinstance(value, Mapping) else value


def _wrong(what: str, expected: str, came: object) -> Fault:
    return Fault(code="malformed_case", message=f"{what} must be {expected}, got {type(came).__name__} `{came}`")
