"""The vocabulary of a profile: the standard words and its own, checked to be one name space."""

from collections.abc import Mapping
from types import MappingProxyType

from complaint_rules.compiling.scope import WHERE_TO_LOOK, Faults
from complaint_rules.errors import did_you_mean, which_name
from complaint_rules.procedures.conditions import PARTS_OF_ACCEPTANCE
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord, Vocabulary
from complaint_rules.profiles.document import EventDocument, FactDocument, VocabularyDocument, WordsDocument

_SHARED = "name the fact that says of the whole what this one says of a part, with the same words"

EMPTY = Vocabulary(MappingProxyType({}), MappingProxyType({}))


def standard_vocabulary(document: VocabularyDocument, faults: Faults) -> Vocabulary:
    """Compile the standard words."""
    means = MappingProxyType({**document.outcomes, **document.contents})
    base = EMPTY._replace(outcomes=tuple(document.outcomes), contents=tuple(document.contents), means=means)
    return with_words(base, document, (), faults)


def with_words(base: Vocabulary, words: WordsDocument | None, path: tuple[str, ...], faults: Faults) -> Vocabulary:
    """Return the vocabulary with a profile's own words added, if it has any."""
    if words is None:
        return base
    events = {name: _event(name, word) for name, word in words.events.items()}
    facts = {name: _fact(name, word) for name, word in words.facts.items()}
    for kind, added in (("events", events), ("facts", facts)):
        for name in added:
            if name in base.events or name in base.facts or (kind == "facts" and name in events):
                message = f"`{name}` is a word already"
                mend = "choose another name; to a standard word nothing can be added"
                faults.add("word_defined_twice", (*path, kind, name), message, mend, key=True)
            elif name in PARTS_OF_ACCEPTANCE:
                message = f"`{name}` is what a test calls a part of acceptance"
                faults.add("word_defined_twice", (*path, kind, name), message, "choose another name", key=True)
    known = {**base.events, **events}
    for name, word in events.items():
        _check_links(word, known, (*path, "events", name), faults)
    for name, fact in words.facts.items():
        _check_meanings(fact, (*path, "facts", name, "means"), faults)
    asked = {**base.facts, **{name: word for name, word in facts.items() if name not in base.facts}}
    for name, asking in facts.items():
        _check_part(asking, asked, (*path, "facts", name, "part_of"), faults)
    return base._replace(events=MappingProxyType(known), facts=MappingProxyType(asked))


def _check_links(word: EventWord, known: dict[str, EventWord], path: tuple[str, ...], faults: Faults) -> None:
    for key, names in (("falls_back_on", (word.falls_back_on,)), ("counts_as", word.counts_as)):
        for at, other in enumerate(names):
            if other and other not in known:
                message = f"there is no event `{other}`"
                mend = which_name(other, {name: each.means for name, each in known.items()}, WHERE_TO_LOOK["event"])
                faults.add("unknown_event", (*path, key, at), message, mend)


def _check_meanings(word: FactDocument, path: tuple[str, ...], faults: Faults) -> None:
    """Note what is said to have a meaning and is no word of its fact."""
    known = word.is_ if isinstance(word.is_, list) else []
    for value in word.means:
        if value not in known:
            mend = did_you_mean(value, known, "only a fact that is one of several words has words to explain")
            faults.add("meaning_of_no_word", (*path, value), f"`{value}` is no word of this fact", mend, key=True)


def _check_part(word: FactWord, known: Mapping[str, FactWord], path: tuple[str, ...], faults: Faults) -> None:
    """Note what is to say of a part what another fact says of the whole, where the two have no word in common."""
    if not word.part_of:
        return
    whole = known.get(word.part_of)
    if whole is None or not set(whole.words) & set(word.words) or whole is word:
        sharing = {name for name, each in known.items() if set(each.words) & set(word.words)} - {word.name}
        message = f"there is no other fact `{word.part_of}` that has a word of `{word.name}`"
        faults.add("part_of_no_fact", path, message, did_you_mean(word.part_of, sharing, _SHARED))


def _event(name: str, word: EventDocument) -> EventWord:
    return EventWord(
        name,
        word.means,
        word.falls_back_on or "",
        tuple(word.counts_as),
        frozenset(word.carries),
        word.records_facts,
        word.declines,
    )


def _fact(name: str, word: FactDocument) -> FactWord:
    from_its_day = word.holds == "from_its_day"
    if isinstance(word.is_, list):
        means = tuple(word.means.items())
        return FactWord(name, FactType.WORD, tuple(word.is_), word.asks, means, from_its_day, word.part_of or "")
    return FactWord(name, FactType(word.is_), (), word.asks, from_its_day=from_its_day, part_of=word.part_of or "")
