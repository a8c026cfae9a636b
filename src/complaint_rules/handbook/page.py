"""The page of a profile, in Markdown: every rule in plain words, in the order of its document, to be held beside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from complaint_rules.citing.places import MapPlace
from complaint_rules.citing.written import WrittenRule, shared_with, takers
from complaint_rules.compiling.scope import Path, keys_of
from complaint_rules.explanation import english
from complaint_rules.explanation.phrases import listed, plain_day, spoken
from complaint_rules.handbook.book import Book, words_of
from complaint_rules.handbook.checking import Disagreement, MappedText, RulesAtPlace
from complaint_rules.handbook.sentences import WAYS_IN_FLIGHT, about, told
from complaint_rules.handbook.words import Words
from complaint_rules.procedures.procedure import Version
from complaint_rules.profiles.document import (
    BarDocument,
    CasesBegunDocument,
    CountingDocument,
    ExtensionDocument,
    InForceDocument,
    MoveDocument,
    Place,
    Reading,
    RowDocument,
    SeveralIssuesDocument,
    TimeLimitDocument,
    TimescaleDocument,
    pack_named,
)

Lines = Iterator[str]

KINDS = {
    CountingDocument: "how days are counted",
    BarDocument: "what stands against it",
    ExtensionDocument: "more time",
    TimeLimitDocument: "until when one may complain",
    SeveralIssuesDocument: "how several issues make one outcome",
    CasesBegunDocument: "which cases it is for",
    InForceDocument: "when it is in force",
}
PARTS = {
    ("who_may_complain", "allowed"): "who may complain",
    ("who_may_complain", "excluded"): "who may not complain here",
    ("what_about", "allowed"): "what it may be about",
    ("what_about", "excluded"): "what it may not be about here",
    ("who_may_complain", "split_off"): "what part goes elsewhere",
    ("what_about", "split_off"): "what part goes elsewhere",
}
CLAUSES = ("done_by", "made_by")
"""Keys whose events end or change something by happening; under other keys an event stands for its day."""
ROWS = {"allowed": "taken", "excluded": "not taken", "split_off": "split off"}
CHECKED = {
    "document_read": "the document itself was read",
    "provision_read": "the provision itself was read",
    "regulators_page_read": "only the regulator's page about it was read",
    "second_hand": "it is known at second hand only",
    "from_memory": "it was written from memory, and not looked up",
}
"""How far what a place says was checked."""
SECTIONS = {
    "acceptance": "may it be taken",
    "cases_begun": "which cases",
    "outcome_of_several": "outcomes",
    "begins": "how it begins",
    "at_any_stage": "at any stage",
}
_MARKDOWN = re.compile(r"([\\`*_<>\[\]])")


def page(book: Book) -> str:
    """Write the page of a profile. It is the same for the same files, letter for letter."""
    return _Page(book).written()


def pages(books: Sequence[Book]) -> str:
    """Write the pages of the versions of one document one after the other, the oldest first; of one book, its page."""
    return "\n".join(page(book) for book in books)


def in_force(version: Version) -> str:
    """Say when a version is in force."""
    if not version.is_dated:
        return "it has no date, and is taken as in force"
    days = (("from", version.from_), ("up to", version.up_to))
    return " ".join(f"{word} {plain_day(day)}" for word, day in days if day is not None)


def _plain(text: str) -> str:
    """Keep words from being taken for Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _is_silent(rule: WrittenRule) -> bool:
    """Say whether the document does not say what a rule would have: what a request meets that comes too late."""
    return getattr(rule.rule, "late", None) == "unstated" and "late" not in rule.rule.readings


class _Page:
    """Writes one page. A rule that is said in several places is told in the first, and named in the others."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._document = book.document
        self._takers = takers(book.document)
        self._words = {name: words_of(book, name) for name in book.profile.procedures}
        self._told: dict[Path, MapPlace] = {}

    def written(self) -> str:
        lines = [*self._head(), *(self._mapped() if self._book.texts else self._unmapped())]
        return "\n".join(lines).rstrip() + "\n"

    # The head.

    def _head(self) -> Lines:
        document = self._document
        yield f"# {_plain(document.title)}"
        yield ""
        yield "Every rule of the profile in plain words, to be held beside the document. This page is made from the"
        yield f"profile; whoever finds a mistake mends `{self._book.asked_for}` and has the page made again with"
        yield f"`complaint-rules page {self._book.asked_for}`."
        yield ""
        yield from self._facts()
        yield ""
        yield from self._how_to_read()
        yield ""

    def _facts(self) -> Lines:
        document = self._document
        for each in document.documents.values():
            version = f", {_plain(each.version)}" if each.version else ""
            yield f"- The document: *{_plain(each.title)}*{version}."
            if each.read:
                yield f"  How far it was read: {_plain(each.read)}."
            if each.checked:
                yield f"  How it was checked: {CHECKED[each.checked]}."
        yield f"- Edition: {_plain(self._book.profile.edition)}."
        yield from self._version(self._book.version)
        yield f"- By what force it speaks: {document.force}."
        if document.readings_approved_by:
            yield f"- Who stands for the readings: {_plain(document.readings_approved_by)}."
        for name, procedure in document.procedures.items():
            packs = [pack_named(pack) for pack in procedure.stands_under]
            under = f"; it stands under {listed(packs)}" if packs else ""
            yield f"- Procedure `{name}`: {_plain(procedure.title)}{under}."
        calendars = self._book.profile.procedures[next(iter(document.procedures))].calendars
        for unit, calendar in calendars.items():
            yield f"- {unit.capitalize()}: those of the calendar `{calendar.name}`, {_plain(calendar.edition)}."

    def _version(self, version: Version | None) -> Lines:
        """Say when a version of a document is in force, and what becomes of the cases that it finds."""
        if version is None:
            if self._document.force == "council" and self._document.in_force is None:
                yield "- In force: it has no date, and is taken as in force."
            return
        yield f"- In force: {in_force(version)}."
        if version.in_flight is not None:
            rule = version.in_flight
            yield f"- Cases begun before: {WAYS_IN_FLIGHT[rule.way]} Said at: {_plain(str(rule.citation))}."
            if rule.note:
                yield f"  Note: {_plain(rule.note.rstrip('.'))}."
            yield from (f"  {_plain(english.reading(taken))}" for taken in rule.readings)

    def _how_to_read(self) -> Lines:
        readings = sum(len(rule.rule.readings) for rule in self._book.rules)
        silent = sum(map(_is_silent, self._book.rules))
        rules = _count(len(self._book.rules), "rule")
        open_places = _count(readings, "place")
        unsaid = f", and {_count(silent, 'place')} where it does not say what holds" if silent else ""
        yield f"There are {rules} here, with {open_places} where the document can be read in more than one way{unsaid}."
        yield ""
        yield "- **Reading** marks what the document leaves open and the profile has taken in one way."
        yield "- **Left open** marks what the document leaves open and the profile does too: every way is computed."
        if self._book.texts:
            yield "- **Contradiction** marks places of the document that do not agree, and which of them is followed."
            yield "- **Not a rule** says of what stands in the document why nothing is computed from it."
        yield ""
        yield "The words in typewriter letters at the end of a rule are where it stands in the profile."

    # Beside the document.

    def _mapped(self) -> Lines:
        for text in self._book.texts:
            if len(self._book.texts) > 1:
                yield f"## {_plain(self._document.documents[text.document].title)}"
                yield ""
            yield from self._text(text)

    def _text(self, text: MappedText) -> Lines:
        highest = 2 if len(self._book.texts) == 1 else 3
        for each in text.places:
            yield f"{'#' * (highest + len(each.place.above))} {_plain(each.place.heading)}"
            yield ""
            if each.place.written.cited_as:
                yield from (f"*Cited as: {_plain('; '.join(each.place.written.cited_as))}.*", "")
            yield from self._place(each)
            yield from self._contradictions(each.place, text)
            yield from self._left_out(each.place)
        yield from self._all_contradictions(text)

    def _place(self, each: RulesAtPlace) -> Lines:
        before = [rule for rule in each.rules if rule.path in self._told]
        for where, rules in groupby((rule for rule in each.rules if rule.path not in self._told), self._where):
            yield from (f"*{where}*", "")
            for rule in rules:
                self._told[rule.path] = each.place
                yield from self._rule(rule)
            yield ""
        if before:
            yield from (
                f"- {self._name(rule)}: told under *{_plain(self._told[rule.path].title())}*." for rule in before
            )
            yield ""

    def _contradictions(self, place: MapPlace, text: MappedText) -> Lines:
        for each in text.contradictions:
            others = [other.title() for other in each.places if other is not place]
            if place in each.places:
                beside = f" with {listed(f'*{_plain(other)}*' for other in others)}" if others else ""
                yield f"**Contradiction**{beside}: {_settled(each)}"
                yield ""

    def _left_out(self, place: MapPlace) -> Lines:
        if place.written.none is not None:
            yield f"**Not a rule**: {_sentence(place.written.none)}"
            yield ""
        for each in place.written.left_out:
            yield f"- **Not a rule**: “{_plain(each.words)} …” – {_sentence(each.why)}"
        if place.written.left_out:
            yield ""

    def _all_contradictions(self, text: MappedText) -> Lines:
        if text.contradictions:
            yield "## Where the document does not agree with itself"
            yield ""
            for each in text.contradictions:
                between = listed(f"*{_plain(place.title())}*" for place in dict.fromkeys(each.places))
                yield f"- {between}: {_settled(each)}"
            yield ""

    # Without a map: in the order of the profile.

    def _unmapped(self) -> Lines:
        for where, rules in groupby(self._book.rules, self._where):
            yield from (f"## {where}", "")
            for rule in rules:
                yield from self._rule(rule)
            yield ""

    # One rule.

    def _rule(self, rule: WrittenRule) -> Lines:
        words = self._words[rule.procedure or next(iter(self._words))]
        yield f"- {self._name(rule)}"
        event = rule.path[-2] if isinstance(rule.rule, MoveDocument | BarDocument) else None
        if isinstance(event, str):
            yield f"  - What happens: {_sentence(words.happening(event))}"
        yield f"  - {' '.join(map(_plain, told(rule.rule, words)))}"
        if rule.rule.note:
            yield f"  - Note: {_sentence(rule.rule.note)}"
        for key, reading in rule.rule.readings.items():
            yield f"  - {_reading(key, reading, keys_of(rule.rule).get(key), words)}"
        yield f"  - Said at: {_plain(self._said_at(rule))}. `{rule.id}`"

    def _said_at(self, rule: WrittenRule) -> str:
        several = len(self._document.documents) > 1
        title = f"{self._document.documents[rule.document].title}, " if several else ""
        checked = rule.rule.source.checked if isinstance(rule.rule.source, Place) else None
        return f"{title}{rule.source}".rstrip(".") + (f" ({CHECKED[checked]})" if checked else "")

    def _name(self, rule: WrittenRule) -> str:
        return f"**{_plain(_title(rule))}** ({_kind(rule)})"

    def _where(self, rule: WrittenRule) -> str:
        """Say in which procedures and at which stage a rule stands."""
        if not rule.procedure:
            return "The whole document"
        names = (rule.procedure, *shared_with(rule.path, self._takers))
        titles = "; ".join(self._document.procedures[name].title for name in names)
        return _plain(f"{titles} – {self._section(rule)}")

    def _section(self, rule: WrittenRule) -> str:
        section = str(rule.path[2])
        if section != "stages":
            return SECTIONS.get(section, spoken(section))
        return self._words[rule.procedure].stages.get(str(rule.path[3])) or spoken(str(rule.path[3]))


def _title(rule: WrittenRule) -> str:
    """Name a rule by the event, timescale or part that it is about."""
    names = [step for step in rule.path if isinstance(step, str)]
    if isinstance(rule.rule, RowDocument):
        return PARTS.get((names[-2], names[-1]), spoken(names[-2])).capitalize()
    if isinstance(rule.rule, ExtensionDocument):
        return spoken(names[-2]).capitalize()
    return spoken(names[-1]).capitalize()


def _kind(rule: WrittenRule) -> str:
    if isinstance(rule.rule, TimescaleDocument):
        return {"complainant": "the complainant's time", "council": "the council's time"}.get(rule.rule.who, "time")
    if isinstance(rule.rule, MoveDocument):
        return "a step that begins a case" if "begins" in rule.path else "a step"
    if isinstance(rule.rule, RowDocument):
        return ROWS[str(rule.path[-2])]
    return next((text for kind, text in KINDS.items() if isinstance(rule.rule, kind)), "a rule")


def _reading(key: str, reading: Reading, taken: object, words: Words) -> str:
    others = "; or ".join(words.loose(value, clause=key in CLAUSES) for value in reading.could_be)
    if taken == "unstated":
        said = f"**Left open**: the document does not say {about(key)}. It could be: {others}."
    elif key in ("if", "late", *CLAUSES) or not isinstance(taken, str | int):
        said = f"**Reading**: {about(key)} – as told here. It could also be: {others}."
    else:
        said = f"**Reading**: {about(key)} – {words.loose(taken)}. It could also be: {others}."
    return f"{_marked(said)} {_sentence(f'Why: {reading.because}')}"


def _marked(text: str) -> str:
    """Keep what is bold bold, and the rest from being taken for Markdown."""
    head, _, rest = text.partition("**: ")
    return f"{head}**: {_plain(rest)}"


def _sentence(text: str) -> str:
    """End with a full stop, and begin with a capital."""
    words = _plain(text)
    ended = words if words.endswith((".", "?", ".'", "?'")) else f"{words}."
    return f"{ended[0].upper()}{ended[1:]}"


def _settled(one: Disagreement) -> str:
    return f"{_sentence(one.written.what)} Followed: {_sentence(one.written.taken)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
