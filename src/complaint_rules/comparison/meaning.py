"""What a rule says, key by key: a value that is equal where the same is meant, and a phrase that shows it.

Nothing is left out but what changes no answer: where it is written, its note, and why a page was read so.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from complaint_rules.citations import Citation
from complaint_rules.comparison.changes import KeyChanged
from complaint_rules.procedures.conditions import Between, Choice, Clause, Condition, Row
from complaint_rules.procedures.rules import Aim, Anchor, Decision, End, Extension, Rule, Terms, Timescale
from complaint_rules.timescales import Counting, Period

TOLD = frozenset({"citation", "note", "readings"})
"""The keys of a rule that change no answer."""
_OF_THE_EXTENSION = frozenset({"limit", "limit_anchor"})
_NOT_ITS_OWN = frozenset({"terms", "extension", "name", "event"})
_LISTS = frozenset({"words", "clauses", "must_contain", "if_refused"})
"""Fields whose items all hold, or any of which does: in whatever order they are written."""
_KEYS = {
    "party": "who",
    "stages": "during",
    "home": "printed under",
    "condition": "if",
    "anchor": "after",
    "backwards": "counted backwards",
    "ends": "later_of",
    "limit": "up_to",
    "limit_anchor": "up_to, after",
    "made_by_facts": "made_by (facts)",
    "clocks_could_be": "clocks, could be",
}

Said = Mapping[str, object]


def said(rule: Rule, of: Timescale | None = None) -> dict[str, object]:
    """Return every key of a rule with its value; of an extension, the timescale that it extends is given too."""
    found = {_KEYS.get(name, name): getattr(rule, name) for name in _given(type(rule), TOLD | _NOT_ITS_OWN)}
    if isinstance(rule, Timescale):
        found |= {"aim, after": found.pop("aim"), **_terms(rule.terms, apart=_OF_THE_EXTENSION)}
        if found.pop("no_time_set"):
            found["within"] = "no time set"
    elif isinstance(rule, Extension) and of is not None:
        found |= _terms(of.terms, apart=frozenset(_given(Terms)) - _OF_THE_EXTENSION)
    elif (terms := getattr(rule, "terms", None)) is not None:
        found |= _terms((terms,), apart=frozenset())
    return found


def field_of(rule: Rule, key: str) -> str:
    """Return the field of a rule in which a key is; empty where it is no field of its own."""
    name = next((name for name, said_as in _KEYS.items() if said_as == key), key.partition(",")[0])
    given = _given(type(rule))
    return name if name in given else "terms" if "terms" in given else ""


def _given(kind: Any, apart: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the names of what is given when a value of a kind is made, in their order."""
    return _names_given(kind, apart)


@cache
def _names_given(kind: Any, apart: frozenset[str]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.init and each.name not in apart)


def _terms(terms: tuple[Terms, ...], apart: frozenset[str]) -> dict[str, object]:
    """Return each key with its value in every reading, or once where all have it alike."""
    found: dict[str, object] = {}
    for name in _given(Terms, apart | {"reading"}):
        values = tuple(getattr(each, name) for each in terms)
        alike = all(exact(value) == exact(values[0]) for value in values)
        found[_KEYS.get(name, name)] = values[0] if alike else _Readings(values)
    return found


class _Readings(tuple[object, ...]):
    """One value for each reading of the page."""

    __slots__ = ()


def exact(value: object) -> object:
    """Return a value that is equal to another's exactly where nothing in them differs."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if isinstance(value, Enum):
        return kind.__name__, value.value
    if is_dataclass(value):
        named = _given(kind, TOLD)
        return kind.__name__, tuple([_in_any_order(name, getattr(value, name)) for name in named])
    if isinstance(value, frozenset | set):
        return "set", tuple(sorted(map(repr, map(exact, value))))
    if isinstance(value, Mapping):
        return "mapping", tuple(sorted((repr(name), exact(one)) for name, one in value.items()))
    if isinstance(value, tuple | list):
        return "list", type(value) is _Readings, tuple(map(exact, value))
    return kind.__name__, value


def _in_any_order(name: str, value: object) -> object:
    """Return what a field says exactly; of what is only listed the order does not matter."""
    return exact(frozenset(value)) if name in _LISTS and isinstance(value, tuple) else exact(value)


def keys_changed(old: Said, new: Said) -> tuple[KeyChanged, ...]:
    """Return the keys in which two rules differ, in the order of the first."""
    names = dict.fromkeys((*old, *new))
    differing = (name for name in names if _in_any_order(name, old.get(name)) != _in_any_order(name, new.get(name)))
    return tuple(KeyChanged(name, shown(old.get(name)), shown(new.get(name))) for name in differing)


def counted_otherwise(old: Said, new: Said, *, on_other_days: bool) -> tuple[str, ...]:
    """Return the keys by which it hangs on the day on which side the time is the longer one.

    They say it in other units or count it otherwise; or, where the sides work `on_other_days`, they say a time at all.
    """
    keys = [changed.key for changed in keys_changed(old, new)]
    units = {key: (_units(old.get(key)), _units(new.get(key))) for key in keys}
    by_day = (key for key in keys if key == "counting" or units[key][0] != units[key][1])
    return tuple(by_day) or tuple(key for key in keys if on_other_days and any(units[key]))


def _units(value: object) -> frozenset[str]:
    """Return the units of every period that a value has in it."""
    if isinstance(value, Period):
        return frozenset({value.unit})
    inside: tuple[object, ...] = ()
    if isinstance(value, tuple | list | frozenset):
        inside = tuple(value)
    elif is_dataclass(value) and not isinstance(value, Enum):
        inside = tuple(getattr(value, name) for name in _given(type(value), TOLD))
    return frozenset().union(*map(_units, inside))


def told_changed(old: Rule, new: Rule, *, whole: bool) -> tuple[KeyChanged, ...]:
    """Return in what two rules that say the same are told otherwise.

    Without `whole` only the place in the document is compared: a new edition's title stands at every rule.
    """
    texts = {"source": (_place(old.citation, whole), _place(new.citation, whole)), "note": (old.note, new.note)}
    found = [KeyChanged(key, *both) for key, both in texts.items() if both[0] != both[1]]
    if old.readings != new.readings:
        said = ("; ".join(f"{one.key}: {one.because}" for one in rule.readings) for rule in (old, new))
        found.append(KeyChanged("readings", *said))
    return tuple(found)


def _place(citation: Citation, whole: bool) -> str:  # noqa: FBT001 - one of two ways of saying a place
    return str(citation) if whole else f"{citation.place} ({citation.checked.value})"


# In words.


def shown(value: object) -> str:
    """Write a value as a profile would, more or less; nothing for nothing."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str | int | date | Period | Between):
        return "" if value is None else str(value)
    if isinstance(value, _Readings):
        return " or ".join(shown(one) or "nothing" for one in value)
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(map(shown, value)))
    return _composed(value)


def _composed(value: object) -> str:
    if isinstance(value, Choice):
        return "; ".join(map(_row, value.rows))
    if isinstance(value, Condition):
        return " and ".join(map(str, value.clauses))
    if isinstance(value, Aim):
        return shown(value.anchor) or "the same start"
    if isinstance(value, Anchor):
        return value.timescale or " and ".join(" or ".join(group) for group in value.groups)
    if isinstance(value, End):
        return f"{value.within} after {shown(value.anchor)}"
    if isinstance(value, Clause | Counting | Decision) or is_dataclass(value):
        return _parts(value)
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    return str(value)


def _row(row: Row[object]) -> str:
    value = shown(row.value) or "no date"
    return f"{value} if {shown(row.condition)}" if row.condition.clauses else value


def _parts(value: object) -> str:
    if isinstance(value, Clause):
        return str(value)
    named = ((name, shown(getattr(value, name))) for name in _given(type(value)))
    return ", ".join(f"{name.rstrip('_')} {text}" for name, text in named if text)
