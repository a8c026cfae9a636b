"""A starting profile: the law's own procedures, with what the law asks above each rule, to be made the council's.

What is written is the law's procedure as the packs have it, so it has no fault and departs from nothing. What only
the council's page can say (where a rule is written, what the document is called) is left to be filled in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final, get_args

from complaint_rules.authoring.formatting import in_the_layout_of_profiles
from complaint_rules.authoring.pieces import Entry, Group, Leaf, quoted, written_value
from complaint_rules.authoring.taking_apart import pieces_of
from complaint_rules.checks.to_be_filled_in import PLACEHOLDER
from complaint_rules.citations import Checked
from complaint_rules.citing.written import WrittenRule
from complaint_rules.compiling.scope import Path as Place
from complaint_rules.compiling.scope import phrase
from complaint_rules.errors import Fault, ProfileError, did_you_mean
from complaint_rules.handbook.book import Book, open_book, words_of
from complaint_rules.handbook.sentences import about, told
from complaint_rules.loading import shipped_packs, shipped_profiles
from complaint_rules.profiles.document import Place as SourcePlace
from complaint_rules.profiles.document import ProcedureDocument, ProfileDocument, ProfileName
from complaint_rules.profiles.reading import read_document, read_file
from complaint_rules.profiles.sections import Written
from complaint_rules.profiles.validating import validate

__all__ = ["starting_profile"]

HEAD: Final = (
    "# A starting profile: each rule is as the law has it, and above it stands what the law asks. Hold it beside your",
    "# page, rule by rule. Where the page says something else, write that. What the page says nothing of, take away:",
    "# the law's own answer stands beside the council's all the same. `source` is the place on your page; `decided_by`",
    "# is a post or a person. The words above a rule can go once it is done.",
    "# An editor explains the keys as you write, given the schema (`complaint-rules schema profile >",
    "# profile.schema.json`), and as first line of this file `# yaml-language-server: $schema=profile.schema.json`.",
    f"# `complaint-rules check FILE` finds every `{PLACEHOLDER}` that is left, and everything else that is wrong;",
    "# `complaint-rules conform FILE --as-of DATE` says where the page gives less than the law.",
)
DOCUMENT: Final = "procedure"
_TO_FILL_IN: Final = Leaf((quoted(PLACEHOLDER),))
"""In quotes, so that whatever takes its place may have a colon or a comma in it."""

_COLUMNS: Final = 110
_NOT_A_COUNCILS: Final = frozenset({"note", "readings"})
_THE_COUNCIL: Final = frozenset({"authority", "council"})
_LENGTHS: Final = frozenset({"within", "at_least", "aim", "after"})

_OF_RULES: Final = frozenset({"timescales", "moves", "bars"})
_OF_ONE_PACK: Final = frozenset({"acceptance", "begins", "outcome_of_several"})
"""The sections that are taken whole from one pack, where two speak of one procedure."""

Comments = Mapping[Place, tuple[str, ...]]


def starting_profile(name: str, title: str, packs: Iterable[str]) -> str:
    """Return the text of a profile of this name and title that stands under these law packs.

    A procedure of which both a law and a guidance speak stands under both: its rules are the law's, and those that only
    the guidance has.

    Raises `ProfileError` where the name or the title cannot be a profile's, where there is no such pack, and where two
    packs cannot stand in one file.
    """
    faults = [*_faults_of_name(name), *(fault for pack in packs for fault in _faults_of_pack(pack))]
    if faults:
        raise ProfileError(faults)
    books = [open_book(pack) for pack in packs]
    faults = list(_faults_together(books))
    if faults:
        raise ProfileError(faults)
    text = in_the_layout_of_profiles(HEAD, Group(tuple(_entries(name, title, books)), is_map=True))
    validate(ProfileDocument, read_document(text, "the starting profile"))
    return text


# What cannot be written.


def _faults_of_name(name: str) -> Iterator[Fault]:
    (written,) = (mark for mark in get_args(ProfileName)[1:] if isinstance(mark, Written))
    if not re.fullmatch(written.pattern, name):
        message = f"`{name}` cannot be the name of a profile"
        yield Fault(code="malformed_text", message=message, mend=f"write {written.told}", text=name)
    elif name in (*shipped_profiles(), *shipped_packs()):
        message = f"`{name}` is the name of a profile that ships with the library"
        yield Fault(code="profile_name_taken", message=message, mend="give it a name of its own", text=name)


def _faults_of_pack(pack: str) -> Iterator[Fault]:
    if pack not in shipped_packs():
        mend = did_you_mean(pack, shipped_packs())
        yield Fault(code="unknown_law_pack", message=f"there is no law pack `{pack}`", mend=mend, text=pack)


def _faults_together(books: list[Book]) -> Iterator[Fault]:
    """Yield what stands in the way of one file for several packs: what each of them says in its own way."""
    said: dict[tuple[str, str], tuple[object, str]] = {}
    for book in books:
        for what, name, value in _of_the_whole_file(book):
            known, pack = said.setdefault((what, name), (value, book.document.profile))
            if known != value:
                message = f"`{pack}` and `{book.document.profile}` cannot stand in one file: both have {what} `{name}`"
                yield Fault(code="packs_apart", message=message, mend="write a profile for each of them", text=name)


def _of_the_whole_file(book: Book) -> Iterator[tuple[str, str, object]]:
    document = book.document
    yield "ways of counting,", "counting", (document.counting.forwards, document.counting.backwards)
    yield from (("a calendar for", unit, phrase(calendar)) for unit, calendar in document.calendars.items())
    yield from (("a body", name, text) for name, text in document.bodies.items())
    force = "law" if document.force == "law" else "guidance"
    yield from ((f"as {force} the procedure", name, procedure) for name, procedure in document.procedures.items())
    if document.words is not None:
        yield from (("an event", name, phrase(word)) for name, word in document.words.events.items())
        yield from (("a fact", name, phrase(word)) for name, word in document.words.facts.items())


# What is written.


def _entries(name: str, title: str, books: list[Book]) -> Iterator[Entry]:
    yield _entry("profile", name)
    yield _entry("title", title)
    to_fill_in = Group(tuple(Entry(key, _TO_FILL_IN) for key in ("title", "version", "read")), is_map=True)
    yield Entry("documents", Group((Entry(DOCUMENT, to_fill_in),), is_map=True))
    taken = [_Taken(book) for book in books]
    procedures = Group(tuple(_procedures(taken)), is_map=True)
    for key in ("calendars", "counting", "bodies", "words"):
        found = [entry for each in taken for entry in each.at(key)]
        if found:
            merged = _merged(found)
            yield _without_idle(merged, frozenset(_named_in(procedures))) if key == "words" else merged
    yield Entry("procedures", procedures)


def _procedures(taken: list["_Taken"]) -> Iterator[Entry]:
    """Yield each procedure once, in the order of the packs; where law and guidance have it, the law's rules first."""
    found: dict[str, list[tuple[_Taken, Entry]]] = {}
    for each in taken:
        for entry in each.procedures():
            found.setdefault(entry.key, []).append((each, entry))
    for of_one in found.values():
        names = [each.book.document.profile for each, _ in of_one]
        by_law = sorted(of_one, key=lambda one: one[0].book.document.force != "law")
        first, *others = (entry for _, entry in by_law)
        for other in others:
            first = _with_more(first, other)
        yield _standing_under(first, names)


def _with_more(first: Entry, other: Entry) -> Entry:
    """Return a section with what only the other has, down to single timescales, moves and bars, and not into these."""
    if first.key in _OF_ONE_PACK or not (_is_map(first.value) and _is_map(other.value)):
        return first
    assert isinstance(first.value, Group)
    assert isinstance(other.value, Group)
    known = {entry.key for entry in first.value.entries}
    more = [entry for entry in other.value.entries if entry.key not in known]
    alike = {entry.key: entry for entry in other.value.entries if first.key not in _OF_RULES}
    both = [_with_more(one, alike[one.key]) if one.key in alike else one for one in first.value.entries]
    return replace(first, value=replace(first.value, entries=(*both, *more), flow=False))


def _standing_under(procedure: Entry, packs: list[str]) -> Entry:
    assert isinstance(procedure.value, Group)
    under = _entry("stands_under", packs)
    entries = (under if one.key == under.key else one for one in procedure.value.entries)
    return replace(procedure, value=replace(procedure.value, entries=tuple(entries)))


def _entry(key: str, value: Any) -> Entry:
    return Entry(key, written_value(value))


def _merged(found: list[Entry]) -> Entry:
    """Return one entry with what stands in several: names that are the same stand once."""
    first, *others = found
    for other in others:
        if isinstance(first.value, Group) and isinstance(other.value, Group) and first.key != "counting":
            first = replace(first, value=_both(first.value, other.value))
    return first


def _without_idle(words: Entry, named: frozenset[str]) -> Entry:
    """Return the words without those that only rules named which were not taken."""
    assert isinstance(words.value, Group)
    kinds = []
    for kind in words.value.entries:
        assert isinstance(kind.value, Group)
        kept = tuple(word for word in kind.value.entries if word.key in named)
        kinds += [replace(kind, value=replace(kind.value, entries=kept))] if kept else []
    return replace(words, value=replace(words.value, entries=tuple(kinds)))


def _named_in(value: Leaf | Group) -> Iterator[str]:
    """Yield every name in what is written."""
    if isinstance(value, Leaf):
        yield from re.findall("[a-z_0-9]+", " ".join(value.lines))
        return
    for entry in value.entries:
        yield entry.key
        yield from _named_in(entry.value)


def _both(first: Group, second: Group) -> Group:
    known = {entry.key: entry for entry in first.entries}
    more = [entry for entry in second.entries if entry.key not in known]
    alike = {entry.key: entry for entry in second.entries if entry.key in known}
    merged = [_merged([entry, alike[entry.key]]) if entry.key in alike else entry for entry in first.entries]
    return replace(first, entries=(*merged, *more), flow=False)


class _Taken:
    """What is taken from one pack: its rules as they are written, without its sources, notes and readings."""

    def __init__(self, book: Book) -> None:
        self.book = book
        _, self.whole = pieces_of(read_file(Path(book.profile.origin)))
        self.asked: Comments = MappingProxyType({rule.path: tuple(_asked(book, rule)) for rule in book.rules})

    def at(self, key: str) -> Iterator[Entry]:
        """Yield the entry of the whole file under a key, if the pack has it."""
        yield from (self._council(entry, ()) for entry in self.whole.entries if entry.key == key)

    def procedures(self) -> Iterator[Entry]:
        """Yield its procedures, standing under it."""
        (all_of_them,) = (entry.value for entry in self.whole.entries if entry.key == "procedures")
        assert isinstance(all_of_them, Group)
        yield from (self._procedure(entry) for entry in all_of_them.entries)

    def _procedure(self, entry: Entry) -> Entry:
        assert isinstance(entry.value, Group)
        under = _entry("stands_under", [self.book.document.profile])
        left_out = {"document", "cases_begun", "stands_under"}
        own = (one for one in entry.value.entries if one.key not in left_out)
        taken = (self._council(one, ("procedures", entry.key)) for one in own)
        return Entry(entry.key, replace(entry.value, entries=(_entry("document", DOCUMENT), under, *taken), flow=False))

    def _council(self, entry: Entry, above: Place, number: int | None = None) -> Entry:
        """Return an entry as a council's profile would begin with it, with what the law asks above a rule."""
        place = (*above, entry.key if number is None else number)
        asked = self.asked.get(place) or (self.asked.get((*place, 0)) if _is_map(entry.value) else None) or ()
        return Entry(entry.key, self._value(entry, place), tuple(asked), breaks=entry.breaks)

    def _value(self, entry: Entry, place: Place) -> Leaf | Group:
        value = _lasting(entry) if entry.key in _LENGTHS else entry.value
        if entry.key == "source" or (entry.key == "decided_by" and _is_the_councils(value)):
            return _TO_FILL_IN
        if isinstance(value, Leaf):
            return value
        kept = [one for one in value.entries if one.key not in _NOT_A_COUNCILS and not _is_bygone(one)]
        named = value.is_map
        entries = [self._council(one, place, None if named else at) for at, one in enumerate(kept)]
        lines = any(
            entry.has_comments or (isinstance(entry.value, Group) and not entry.value.flow) for entry in entries
        )
        return replace(value, entries=tuple(entries), flow=value.flow and not lines)


def _is_map(value: Leaf | Group) -> bool:
    return isinstance(value, Group) and value.is_map


def _is_the_councils(decider: Leaf | Group) -> bool:
    """Say whether a law names no more than the council: which post or person it is only the page can say."""
    return isinstance(decider, Leaf) and " ".join(decider.lines).strip("\"'").removeprefix("the ") in _THE_COUNCIL


# Lengths for days that are past.


def _is_for_bygone_days(row: Entry) -> bool:
    """Say whether a row of a by-case value holds for a span of days that has ended, and for no other."""
    tests = [one.value for one in _below(row.value) if one.key == "if"]
    spans = [span.value for test in tests for span in _below(test)]
    return bool(spans) and all("up_to" in {one.key for one in _below(span)} for span in spans)


def _is_bygone(entry: Entry) -> bool:
    """Say whether a length is said for bygone days alone."""
    rows = [row for row in _below(entry.value) if not row.key]
    return entry.key in _LENGTHS and bool(rows) and all(map(_is_for_bygone_days, rows))


def _lasting(entry: Entry) -> Leaf | Group:
    """Return a length without its rows for bygone days; as a plain one if a single row without a test is left."""
    rows = [row for row in _below(entry.value) if not row.key]
    lasting = [row for row in rows if not _is_for_bygone_days(row)]
    if len(lasting) == len(rows) or not isinstance(entry.value, Group):
        return entry.value
    alone = [one.value for one in _below(lasting[0].value)] if len(lasting) == 1 else []
    return alone[0] if len(alone) == 1 else replace(entry.value, entries=tuple(lasting))


def _below(value: Leaf | Group) -> tuple[Entry, ...]:
    return value.entries if isinstance(value, Group) else ()


# What the law asks, above each rule.


def _asked(book: Book, rule: WrittenRule) -> Iterator[str]:
    """Yield the comment above a rule: what the law asks, and where; its note; how else it can be read."""
    words = words_of(book, rule.procedure or next(iter(book.profile.procedures)))
    source = book.document.documents[rule.document]
    document = "" if rule.document == _home(book, rule) else f", {source.title}"
    place = rule.rule.source
    caveat = Checked((place.checked if isinstance(place, SourcePlace) else None) or source.checked or "").caveat
    where = f"{book.document.profile}{document}, {rule.source}{f' ({caveat})' if caveat else ''}"
    yield from _wrapped(f"{where}: {' '.join(told(rule.rule, words))}")
    if rule.rule.note:
        yield from _wrapped(f"Note: {rule.rule.note}")
    for key, reading in rule.rule.readings.items():
        others = "; or ".join(phrase(other) for other in reading.could_be)
        yield from _wrapped(f"The law can be read otherwise ({about(key)}): {others}. Why: {reading.because}")


def _home(book: Book, rule: WrittenRule) -> str:
    """Return the document that a rule cites without naming it."""
    procedures: Mapping[str, ProcedureDocument] = book.document.procedures
    return procedures[rule.procedure].document if rule.procedure else next(iter(book.document.documents))


def _wrapped(text: str) -> Iterator[str]:
    first, *more = wrap(" ".join(text.split()), _COLUMNS, break_long_words=False, break_on_hyphens=False)
    yield f"# {first}"
    yield from (f"#   {line}" for line in more)
