"""What an editor suggests: the standard words with their meaning, and the names that the law packs have.

Where nothing can be added to the words (outcomes, contents, the values of a standard fact) no other is right.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias, get_args

from complaint_rules.compiling.values import ANSWERS
from complaint_rules.loading import load_profile, shelf, shipped_calendars, shipped_packs
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, NOT_RECORDED, PARTS_OF_ACCEPTANCE
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord, Vocabulary
from complaint_rules.profiles.document import FromUpTo, NoneOf
from complaint_rules.profiles.sections import Section, fields_of
from complaint_rules.terms import Basis, CaseStatus, ClockState, Permission

Schema: TypeAlias = dict[str, object]
Meanings: TypeAlias = Mapping[str, str]
Labelled: TypeAlias = tuple[str, Schema]

DAY: Final[Schema] = {
    "type": "string",
    "format": "date",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
NAME: Final = r"^[a-z][a-z0-9_]*$"
PERIOD: Final = r"^\s*0*[1-9][0-9]*\s+[^\s0-9]"
HOUR: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

_PLACES_BESIDE: Final = {
    "suspended": "Consideration is stopped because of other proceedings. Exists without being written.",
    "withdrawn": "The complaint was withdrawn. Exists without being written.",
    "closed": "The case is closed. Exists without being written.",
    "ombudsman": "The complaint is with the Ombudsman. Exists without being written.",
}
_STAGE_LEFT: Final = {"stage_left": "Back to the stage that the case came from."}
_PARTS: Final = dict.fromkeys(PARTS_OF_ACCEPTANCE, "A part of acceptance: in the `if` of a move or a bar only.")
_PERIODS: Final = {
    "as soon as possible": "A duty without a date.",
    "no time set": "A duty that the page states, and for which it sets no time: `within` alone takes this.",
    "no limit": "No last day; of a fixed day, and of an extension's total.",
    "unstated": "The page does not say; every one of the `readings` is computed.",
}


class Suggestions(NamedTuple):
    """What is known of words: by the kind of name, as values and as keys; and what a word's own values are."""

    named: Mapping[str, Schema]
    keys: Mapping[str, Meanings]
    values: Mapping[tuple[str, str], Labelled]


def suggestions() -> Suggestions:
    """Return what the vocabulary, the law packs and the calendars that ship suggest."""
    words, packs = shelf().vocabulary, [load_profile(name) for name in shipped_packs()]
    laws = [procedure for pack in packs for procedure in pack.procedures.values()]
    keys = {**_of_the_vocabulary(words), **_of_the_laws(laws)}
    keys["test"] = {**keys["fact"], **keys["event"], **keys["timescale"], **_PARTS}
    names = {pack.name: f"{pack.title} ({pack.basis.value})" for pack in packs}
    days = {word.name: word.asks for word in words.facts.values() if word.type is FactType.DATE}
    named = {**_open_names(keys, days), "pack": _closed(names), **_closed_words(words), **_shapes()}
    return Suggestions(named, keys, _values(words))


def _of_the_vocabulary(words: Vocabulary) -> dict[str, Meanings]:
    return {
        "event": {word.name: _sentence(word.means) for word in words.events.values()},
        "fact": {word.name: word.asks for word in words.facts.values()},
    }


def _of_the_laws(laws: list[Procedure]) -> dict[str, Meanings]:
    stages = {stage.id: stage.title for law in laws for stage in law.stages if stage.id}
    return {
        "timescale": _clocks(laws),
        "stage": {**stages, **_PLACES_BESIDE},
        "procedure": {law.id: f"{law.title}: the id that {law.profile} has for it." for law in laws},
        "unit": {"working days": "Days that are open by this calendar, as in `10 working days`."},
    }


def _open_names(keys: Mapping[str, Meanings], days: Meanings) -> dict[str, Schema]:
    """Return the names to which an author may add."""
    return {
        "event": _open(keys["event"]),
        "fact": _open(keys["fact"]),
        "missing fact": _open(keys["fact"], ""),
        "anchor": _open({**keys["event"], **days}),
        "timescale": _open(keys["timescale"]),
        "stage": _open({**keys["stage"], **_STAGE_LEFT}),
        "procedure": _open(keys["procedure"], ""),
        "calendar": _open(dict.fromkeys(shipped_calendars(), "A calendar that ships with the library."), ""),
    }


def _closed_words(words: Vocabulary) -> dict[str, Schema]:
    """Return the words besides which there are no others."""
    return {
        "outcome": _closed({name: _sentence(words.means[name]) for name in words.outcomes}),
        "content": _closed({name: _sentence(words.means[name]) for name in words.contents}),
        "basis": _closed(tuple(Basis)),
        "permission": _closed(tuple(Permission)),
        "state": _closed(tuple(ClockState)),
        "status": _closed((*CaseStatus, "none")),
    }


def _shapes() -> dict[str, Schema]:
    """Return what is known by how it is written."""
    period: Schema = {"type": "string", "pattern": PERIOD, "examples": ["10 working days"]}
    return {
        "finding": {"type": "string", "pattern": NAME},
        "period": {"anyOf": [_told(_PERIODS), period]},
        "hour": {"type": "string", "pattern": HOUR},
        "day or none": {"anyOf": [DAY, _told({"none": "There is no such day."})]},
    }


def _clocks(laws: Iterable[Procedure]) -> dict[str, str]:
    """Return the names of the laws' timescales, which a council's have if they are to answer them."""
    found: dict[str, list[str]] = {}
    for law in laws:
        for rule in law.timescales:
            found.setdefault(rule.name, []).append(f"{law.profile}, {rule.citation.place}")
    return {name: f"Answers the clause of this name: {'; '.join(places)}." for name, places in found.items()}


def _values(words: Vocabulary) -> dict[tuple[str, str], Labelled]:
    """Return what each standard word may be: as a fact of a case, and in a test."""
    known = {name: value for name, word in words.facts.items() if (value := _value_of(word)) is not None}
    tested = {name: _test_of_fact(label, value) for name, (label, value) in known.items()}
    happened = {name: _test_of_event(word, words) for name, word in words.events.items()}
    answered = ("test of acceptance", _tested({"enum": [*ANSWERS]}))
    return {
        **{("fact", name): value for name, value in known.items()},
        **{("test", name): value for name, value in {**tested, **happened}.items()},
        **{("test", part): answered for part in PARTS_OF_ACCEPTANCE},
    }


def _value_of(word: FactWord) -> Labelled | None:
    if word.type is FactType.WORD:
        return word.name, _valued(word)
    if word.type is FactType.YES_NO:
        return "a yes or no", {"type": "boolean"}
    return ("a day", DAY) if word.type is FactType.DATE else None


def _valued(word: FactWord) -> Schema:
    """Return the values of a fact, with what they mean where that is said."""
    means = dict(word.means)
    told = {"enumDescriptions": [means.get(value, "") for value in word.words]} if means else {}
    return {"enum": [*word.words], **told}


def _test_of_fact(label: str, value: Schema) -> Labelled:
    """Return the test of a fact, which may also ask whether it was given at all."""
    given: Schema = {"anyOf": [value, {"const": NOT_RECORDED}]}
    return f"test of {label}", _tested(given, word_is_day=value == DAY)


def _test_of_event(word: EventWord, words: Vocabulary) -> Labelled:
    outcomes = words.outcomes if "outcome" in word.carries else ()
    label = "test of an answer" if outcomes else "test of an event"
    return label, _tested({"enum": [HAPPENED, NOT_HAPPENED, *outcomes]}, word_is_day=True)


def _tested(value: Schema, *, word_is_day: bool = False) -> Schema:
    """Return what a test may say of a name: one value, any of a list, none of one, or between two days."""
    listed = {"type": "array", "minItems": 1, "items": value}
    none_of = {
        "type": "object",
        "properties": {"none_of": {**listed, "description": _told_of(NoneOf, "none_of")}},
        "required": ["none_of"],
        "additionalProperties": False,
    }
    return {"anyOf": [value, listed, none_of, *([_between(DAY)] if word_is_day else [])]}


def _between(bound: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "from": {**bound, "description": _told_of(FromUpTo, "from_")},
            "up_to": {**bound, "description": _told_of(FromUpTo, "up_to")},
        },
        "minProperties": 1,
        "additionalProperties": False,
    }


def _told_of(section: type[Section], key: str) -> str:
    """Return what a key means by the document that has it."""
    return next(mark for mark in get_args(fields_of(section)[key].annotation) if isinstance(mark, str))


def _told(meanings: Meanings) -> Schema:
    """Return words with their meanings: editors show `enumDescriptions`, and nothing is checked by it."""
    return {"enum": [*meanings], "enumDescriptions": [*meanings.values()]}


def _open(meanings: Meanings, pattern: str = NAME) -> Schema:
    """Return known names, and any other that is written like one."""
    other: Schema = {"type": "string", **({"pattern": pattern} if pattern else {"minLength": 1})}
    return {"anyOf": [_told(meanings), other]}


def _closed(words: Meanings | tuple[str, ...]) -> Schema:
    """Return words besides which there are no others."""
    return _told(words) if isinstance(words, Mapping) else {"enum": [str(word) for word in words]}


def _sentence(means: str) -> str:
    return f"{means[:1].upper()}{means[1:]}."
