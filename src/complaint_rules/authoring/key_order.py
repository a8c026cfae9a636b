"""In which order the keys of a section are written: that of the page of the format, and of every shipped profile.

What a rule is comes before where it is written, so `source`, `note` and `readings` stand last. The order of names (of
stages, timescales, facts) is the author's, and often means something; it is never changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from complaint_rules.authoring.pieces import Entry, Group
from complaint_rules.profiles.calendar_document import CalendarDocument, ClosuresDocument, CorrectedDayDocument
from complaint_rules.profiles.document import (
    AcceptanceDocument,
    BarDocument,
    KeptOutDocument,
    LocalCalendar,
    MoveDocument,
    ProfileDocument,
    RowDocument,
    Rule,
    SplitDocument,
    TimeLimitDocument,
    TimescaleDocument,
    VersionsDocument,
    VocabularyDocument,
)
from complaint_rules.profiles.sections import Section, fields_of, key_of

__all__ = ["every_model", "in_order", "model_of_file", "order_of"]

_LAST: Final = tuple(fields_of(Rule))
_DECIDED: Final = "decided_by considering recorded_as if_refused"
_ORDERS: Final[Mapping[type[Section], str]] = MappingProxyType(
    {
        TimescaleDocument: (
            "during who if at_least within on_or_before later_of aim after before restarted_by done_by done_before "
            "cancelled_by waived_by counting fulfils late must_contain agreed_date extension"
        ),
        TimeLimitDocument: "within at_least on_or_before later_of after before counting late",
        MoveDocument: ("during who if to clocks elsewhere decided_by considering must_contain recorded_as if_refused"),
        BarDocument: f"during if elsewhere {_DECIDED}",
        RowDocument: f"if elsewhere {_DECIDED}",
        KeptOutDocument: f"if elsewhere {_DECIDED}",
        SplitDocument: f"if elsewhere goes {_DECIDED}",
        VocabularyDocument: "events outcomes contents facts",
        LocalCalendar: "based_on edition source weekdays known_until closed",
        CorrectedDayDocument: "day name kind replaces announced source note",
        ClosuresDocument: "name title based_on edition source note weekdays known_until closed",
    }
)

_AS_ON_THE_PAGE: Final = (AcceptanceDocument,)
"""Pages differ in which of these they say first, and a profile is in the order of its page."""


def order_of(model: type[Section]) -> tuple[str, ...]:
    """Return the keys of a model in the order in which they are written."""
    declared = tuple(map(key_of, fields_of(model)))
    last = _LAST if issubclass(model, Rule) else ()
    first = _ORDERS[model].split() if model in _ORDERS else [key for key in declared if key not in last]
    return (*first, *last)


def every_model() -> set[type[Section]]:
    """Return every model whose keys have an order: those of the files that have one, and all that stand in them."""
    found: set[type[Section]] = set()
    waiting: list[Any] = [ProfileDocument, VersionsDocument, VocabularyDocument, CalendarDocument, ClosuresDocument]
    while waiting:
        for model in _everywhere(waiting.pop()):
            if model not in found:
                found.add(model)
                waiting += [said.annotation for said in fields_of(model).values()]
    return found


def _everywhere(annotation: Any) -> Iterator[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
    for part in get_args(annotation):
        yield from _everywhere(part)


def model_of_file(value: object) -> type[Section] | None:
    """Return what a file is, if its keys have an order; cases, maps and baselines are left as they are."""
    keys = set(value) if isinstance(value, dict) else set()
    if "procedures" in keys:
        return ProfileDocument
    if "versions" in keys:
        return VersionsDocument
    if "based_on" in keys:
        return CalendarDocument if "days" in keys else ClosuresDocument
    return VocabularyDocument if {"events", "outcomes"} <= keys else None


def in_order(group: Group, annotation: Any) -> Group:
    """Return a group with the keys of every section in it in their order."""
    keys = {_bare(entry.key) for entry in group.entries}
    model = next((one for one in _models(annotation) if keys <= set(map(key_of, fields_of(one)))), None)
    if not group.is_map or model is None:
        below = _below(annotation, dict if group.is_map else list)
        entries = group.entries if below is None else tuple(_with_value(entry, below) for entry in group.entries)
        return replace(group, entries=entries)
    said = fields_of(model)
    kinds = {key_of(name): one.annotation for name, one in said.items()}
    entries = tuple(_with_value(entry, kinds[_bare(entry.key)]) for entry in group.entries)
    return replace(group, entries=entries if model in _AS_ON_THE_PAGE else _moved(entries, order_of(model)))


def _moved(entries: tuple[Entry, ...], order: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return entries in their order; what belongs to a place, as the comment that ends the group, stays there."""
    found = sorted(entries, key=lambda entry: order.index(_bare(entry.key)))
    if found == list(entries):
        return entries
    moved = zip(found, entries, strict=True)
    return tuple(replace(entry, breaks=place.breaks, below=place.below) for entry, place in moved)


def _bare(key: str) -> str:
    return key.strip('"')


def _with_value(entry: Entry, annotation: Any) -> Entry:
    if not isinstance(entry.value, Group):
        return entry
    return replace(entry, value=in_order(entry.value, annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield what may stand for an annotation, without what is said besides."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _parts(parts[0])
    elif origin in {Union, UnionType}:
        for part in parts:
            yield from _parts(part)
    else:
        yield annotation


def _models(annotation: Any) -> Iterator[type[Section]]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Section):
            yield part
        elif get_origin(part) is list:
            yield from _models(get_args(part)[0])


def _below(annotation: Any, kind: type) -> Any:
    """Return what stands in a list or a block of names of this annotation; None where it is neither."""
    found = [get_args(part)[-1] for part in _parts(annotation) if get_origin(part) is kind]
    return Union[tuple(found)] if found else None  # noqa: UP007 - made of parts
