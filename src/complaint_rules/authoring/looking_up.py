"""The words that a file may use, and the ones that somebody probably means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from complaint_rules.loading import load_profile, shelf
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord, Vocabulary
from complaint_rules.values import frozen

__all__ = ["KnownWord", "looked_up", "narrowed", "words_known"]

NEAR: Final = 0.75
"""How alike two words must be, as `difflib` measures it, for one to be taken for the other."""

TELLING: Final = 6
"""So many letters a word must have to be looked for by itself where the whole text is nowhere."""

_SORTS: Final = ("event", "fact", "outcome", "content")


@frozen
class KnownWord:
    """A word with its sort (`event`, `fact`, `outcome` or `content`), what it means, and what may be said with it.

    `values` are those of a fact, and `values_mean` what some of them mean; `carries` what may be said of an event. `of`
    is the profile whose word it is, and empty for a standard word. `from_its_day` says of a fact that no move before
    the day on which it is recorded knows of it.
    """

    sort: str
    name: str
    means: str = ""
    values: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    counts_as: tuple[str, ...] = ()
    falls_back_on: str = ""
    of: str = ""
    values_mean: tuple[tuple[str, str], ...] = ()
    from_its_day: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return the word as plain data, every key present."""
        return {
            "sort": self.sort,
            "name": self.name,
            "means": self.means,
            "values": list(self.values),
            "values_mean": dict(self.values_mean),
            "carries": list(self.carries),
            "counts_as": list(self.counts_as),
            "falls_back_on": self.falls_back_on,
            "from_its_day": self.from_its_day,
            "of": self.of,
        }

    def __str__(self) -> str:
        """Show the word as people look it up."""
        head = f"{self.sort:<8} {self.name}{f': {self.means}' if self.means else ''}"
        more = (
            f"is {', '.join(self.values)}" if self.values else "",
            *(f"  {value}: {means}" for value, means in self.values_mean),
            "holds from the day on which it is recorded" if self.from_its_day else "",
            f"carries {', '.join(self.carries)}" if self.carries else "",
            f"counts as {', '.join(self.counts_as)}" if self.counts_as else "",
            f"falls back on {self.falls_back_on}" if self.falls_back_on else "",
            f"a word of {self.of}" if self.of else "",
        )
        return "\n".join((head, *(f"         {line}" for line in more if line)))


_NEXT: Final = ("stage_2_requested", "stage_3_requested", "ombudsman_approached")
_SET_ASIDE: Final = ("complaint_suspended", "complaint_resumed")
_LATE: Final = ("grounds_arose_on", "became_aware_on", "late_complaint_accepted")
_MORE_TIME: Final = ("extension_notified", "extension_agreed", "new_date", "reason")
_PANELS_DAY: Final = ("panel_meeting_scheduled", "panel_held")
_INFORMAL: Final = ("representation_received", "representation_resolved")

SAID_OTHERWISE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reject": ("complaint_not_accepted", "stage_2_refused", "stage_3_refused"),
        "escalat": _NEXT,
        "next stage": (*_NEXT, "how_to_ask"),
        "not satisfied": (*_NEXT, "how_to_ask"),
        "dissatisf": (*_NEXT, "how_to_ask"),
        "not happy": (*_NEXT, "how_to_ask"),
        "unhappy": (*_NEXT, "how_to_ask"),
        "appeal": _NEXT,
        "consent": ("extension_agreed", "stage_1_skip_agreed", "later_start_agreed", "early_referral_agreed"),
        "previous": ("complaint_resubmitted", "complaint_reinstated"),
        "received your complaint": ("complaint_acknowledged",),
        "receipt": ("complaint_received", "complaint_acknowledged"),
        "assign": ("complaint_allocated", "investigator_appointed", "manager_named"),
        "adjudicat": ("stage_2_response_sent", "stage_2_response_received"),
        "hearing": _PANELS_DAY,
        "invit": _PANELS_DAY,
        "extend": _MORE_TIME,
        "delay": _MORE_TIME,
        "holding": _MORE_TIME,
        "hold": _SET_ASIDE,
        "pause": _SET_ASIDE,
        "freez": _SET_ASIDE,
        "frozen": _SET_ASIDE,
        "informal": _INFORMAL,
        "early resolution": _INFORMAL,
        "service request": _INFORMAL,
        "vexatious": ("restriction_imposed",),
        "months": _LATE,
        "time limit": _LATE,
        "lgo": ("ombudsman_approached", "ombudsman_details"),
        "lgsco": ("ombudsman_approached", "ombudsman_details"),
        "apolog": ("actions",),
        "remed": ("actions",),
    }
)
"""What pages say, or how a word of that begins, and the standard words for it, beside those of which it is said."""


def words_known(profile: str | None = None) -> tuple[KnownWord, ...]:
    """Return the standard words, and after those of each sort the profile's own.

    Raises `ProfileError`, with every fault of the profile.
    """
    standard = shelf().vocabulary
    found = list(_words(standard, ""))
    if profile is not None:
        loaded = load_profile(profile)
        own = dict.fromkeys(
            word for each in loaded.procedures.values() for word in _words(each.vocabulary, loaded.name)
        )
        names = {(word.sort, word.name) for word in found}
        found += [word for word in own if (word.sort, word.name) not in names]
    return tuple(sorted(found, key=lambda word: _SORTS.index(word.sort)))


def _words(vocabulary: Vocabulary, of: str) -> Iterator[KnownWord]:
    yield from (_event(word, of) for word in vocabulary.events.values())
    yield from (_fact(word, of) for word in vocabulary.facts.values())
    yield from (KnownWord("outcome", name, vocabulary.means[name], of=of) for name in vocabulary.outcomes)
    yield from (KnownWord("content", name, vocabulary.means[name], of=of) for name in vocabulary.contents)


def _event(word: EventWord, of: str) -> KnownWord:
    carries = tuple(sorted(word.carries))
    return KnownWord("event", word.name, word.means, (), carries, word.counts_as, word.falls_back_on, of)


def _fact(word: FactWord, of: str) -> KnownWord:
    sorts = {FactType.YES_NO: ("true", "false"), FactType.NUMBER: ("a number",), FactType.DATE: ("a day",)}
    values = sorts.get(word.type, word.words)
    return KnownWord(
        "fact", word.name, word.asks, values, of=of, values_mean=word.means, from_its_day=word.from_its_day
    )


def looked_up(text: str, known: Iterable[KnownWord]) -> tuple[KnownWord, ...]:
    """Return the words in whose name, values or meaning the text occurs, and those for what pages say otherwise.

    If there is none, those that are near it, or else those in which one of its longer words occurs.
    """
    words = tuple(known)
    sought = _spoken(text)
    meant = {name for said, names in SAID_OTHERWISE.items() if f" {said}" in f" {sought}" for name in names}
    found = tuple(word for word in words if word.name in meant or any(sought in each for each in _said(word)))
    near = found or tuple(word for word in words if _is_near(sought, word))
    return near or tuple(
        word for word in words if any(part in each for part in _longer(sought) for each in _said(word))
    )


def _longer(text: str) -> tuple[str, ...]:
    """Return the words of a text of several that are long enough to tell something."""
    parts = text.split()
    return tuple(part for part in parts if len(part) >= TELLING) if len(parts) > 1 else ()


def narrowed(text: str, word: KnownWord) -> KnownWord:
    """Return a word with those of its values alone in which a text occurs, unless its name or meaning has it.

    A fact with many values is found by one of them; the others are not what was looked for.
    """
    sought = _spoken(text)
    means = dict(word.values_mean)
    found = [each for each in word.values if sought in _spoken(each) or sought in _spoken(means.get(each, ""))]
    if not found or any(sought in _spoken(each) for each in (word.name, word.means)):
        return word
    rest = len(word.values) - len(found)
    others = (f"{rest} others",) if rest else ()
    return replace(
        word, values=(*found, *others), values_mean=tuple(each for each in word.values_mean if each[0] in found)
    )


def _spoken(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())


def _said(word: KnownWord) -> Iterator[str]:
    yield from map(_spoken, (word.name, word.means, *word.values, *(means for _, means in word.values_mean)))


def _is_near(sought: str, word: KnownWord) -> bool:
    """Say whether each word of a text is nearly one of those that are said of a known word."""
    said = [one for text in _said(word) for one in text.split()]
    return all(any(_alike(part, one) for one in said) for part in sought.split()) if sought else False


def _alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second.strip(".,?:;'()"))
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
