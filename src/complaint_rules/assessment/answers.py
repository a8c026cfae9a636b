"""What every answer is made of: reasons as data, and the words in which they may be said."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from complaint_rules.citations import Citation
from complaint_rules.procedures.rules import ReadingTaken, Rule
from complaint_rules.terms import Basis
from complaint_rules.values import frozen

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""Data that JSON can hold."""


class Words(Protocol):
    """Something that can say an answer in plain language. It decides nothing."""

    def reason(self, reason: "Reason") -> str:
        """Say one reason."""

    def explain(self, answer: object) -> str:
        """Say a whole answer."""


class NoWords:
    """Says nothing: the answers as they are without any language."""

    def reason(self, reason: "Reason") -> str:  # noqa: ARG002
        """Say nothing."""
        return ""

    def explain(self, answer: object) -> str:  # noqa: ARG002
        """Say nothing."""
        return ""


NO_WORDS = NoWords()


@frozen
class Reason:
    """One ground of an answer: a stable code, what it is about, where it is written, and what is open about it."""

    code: str
    about: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    citation: Citation | None = None
    note: str = ""
    readings: tuple[ReadingTaken, ...] = ()
    basis: Basis = Basis.COUNCIL
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    def explain(self) -> str:
        """Say it in a sentence or two, with where it is written."""
        return self.words.reason(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data; `text` is empty where there are no words."""
        return reason_to_dict(self, self.words)


def reason_for(rule: Rule, code: str, basis: Basis, **about: object) -> Reason:
    """Return a reason that rests on a rule."""
    return Reason(code, MappingProxyType(about), rule.citation, rule.note, rule.readings, basis)


def said(reasons: Iterable[Reason], words: Words) -> tuple[Reason, ...]:
    """Return reasons that explain themselves in the given words."""
    # Written out, since `replace` takes several times as long, and an answer has hundreds of reasons.
    return tuple(
        Reason(each.code, each.about, each.citation, each.note, each.readings, each.basis, words) for each in reasons
    )


def reason_to_dict(reason: Reason, words: Words) -> dict[str, Plain]:
    """Return a reason as plain data; `text` is empty where there are no words."""
    found: dict[str, Plain] = {
        "code": reason.code,
        "text": words.reason(reason),
        "source": source(reason.citation),
    }
    if reason.note:
        found["note"] = reason.note
    if reason.readings:
        found["readings_taken"] = [reading_to_dict(reading) for reading in reason.readings]
    return found


def reading_to_dict(reading: ReadingTaken) -> Plain:
    """Return a reading of the page as plain data."""
    return {
        "key": reading.key,
        "taken": reading.taken,
        "could_be": list(reading.could_be),
        "because": reading.because,
    }


def source(citation: Citation | None) -> Plain:
    """Return a citation as plain data; nothing for a reason that rests on no rule."""
    return dict(citation.to_dict()) if citation is not None else {}


def day(value: date | None) -> str | None:
    """Write a day as ISO 8601."""
    return value.isoformat() if value is not None else None
