"""A map against the profile's citations, both ways, and against the index of the document's headings."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from complaint_rules.citing.maps import Headings, headings_of, no_place, unplaced
from complaint_rules.citing.places import MapPlace, below, cited_places, folded, places_of
from complaint_rules.citing.written import WrittenRule
from complaint_rules.compiling.scope import Faults, Path
from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.handbook.copies import Copy
from complaint_rules.profiles.document import ProfileDocument
from complaint_rules.profiles.map_document import Contradiction, IndexDocument, IndexedHeading, MapDocument
from complaint_rules.profiles.reading import Reading


class Source(NamedTuple):
    """A file that was read, as a document model, with its places for faults."""

    reading: Reading
    faults: Faults

    @classmethod
    def of(cls, reading: Reading) -> "Source":
        """Return a reading with no fault noted yet."""
        return cls(reading, Faults(reading))

    def check_documents(self, names: Iterable[str], document: ProfileDocument) -> None:
        """Note under `documents` each name of a document that the profile does not have."""
        for name in names:
            if name not in document.documents:
                mend = did_you_mean(name, document.documents)
                message = f"the profile has no document `{name}`"
                self.faults.add("unknown_document", ("documents", name), message, mend, key=True)


class RulesAtPlace(NamedTuple):
    """A place of a document with the rules that cite it, in the order of the profile."""

    place: MapPlace
    rules: tuple[WrittenRule, ...]


class Disagreement(NamedTuple):
    """A contradiction of the document with the places between which it is."""

    written: Contradiction
    places: tuple[MapPlace, ...]


class MappedText(NamedTuple):
    """One document of a profile, place by place, with its rules and its contradictions."""

    document: str
    places: tuple[RulesAtPlace, ...]
    contradictions: tuple[Disagreement, ...]


class Checker:
    """Holds one profile against its map and the map against its index; `faults` are all that was found."""

    def __init__(self, profile: Source, profile_map: Source, index: Source) -> None:
        self._profile, self._map, self._index = profile, profile_map, index

    def faults(self) -> list[Fault]:
        """Return every fault: the profile's citations first, then the map, then the index."""
        return [fault for each in (self._profile, self._map, self._index) for fault in each.faults.in_order()]

    # The map and the profile.

    def texts(
        self, document: ProfileDocument, written: MapDocument, rules: tuple[WrittenRule, ...]
    ) -> tuple[MappedText, ...]:
        """Return each mapped document with the rules that cite its places."""
        self._check_documents(document, written, rules)
        return tuple(self._text(name, written, rules) for name in written.documents)

    def _check_documents(self, document: ProfileDocument, written: MapDocument, rules: tuple[WrittenRule, ...]) -> None:
        self._check_name(self._map, "map", written.map, document.profile)
        self._map.check_documents(written.documents, document)
        for rule in rules:
            if rule.document not in written.documents and rule.document in document.documents:
                message = f"the map leaves out the document `{rule.document}`, which this rule cites"
                mend = "add its headings to the map and to the index"
                self._profile.faults.add("document_not_mapped", rule.source_path, message, mend)

    def _check_name(self, source: Source, key: str, name: str, expected: str) -> None:
        if name != expected:
            message = f"this is the {key} of the profile `{name}`, but it stands beside `{expected}`"
            source.faults.add(f"{key}_of_another_profile", (key,), message, f"write `{key}: {expected}`")

    def _text(self, name: str, written: MapDocument, rules: tuple[WrittenRule, ...]) -> MappedText:
        mapped, path = written.documents[name], ("documents", name)
        places = places_of(mapped, path)
        citing: dict[MapPlace, list[WrittenRule]] = {place: [] for place in places}
        for rule in rules:
            if rule.document == name:
                for place in self._cited(rule.source, places, self._profile, rule.source_path):
                    citing[place].append(rule)
        self._check_reasons(citing)
        found = tuple(
            Disagreement(one, tuple(self._between(one, places, (*path, "contradictions", at))))
            for at, one in enumerate(mapped.contradictions)
        )
        return MappedText(name, tuple(RulesAtPlace(place, tuple(listed)) for place, listed in citing.items()), found)

    def _between(self, one: Contradiction, places: tuple[MapPlace, ...], path: Path) -> Iterator[MapPlace]:
        for at, words in enumerate(one.between):
            yield from self._cited(words, places, self._map, (*path, "between", at))

    def _cited(self, source: str, places: tuple[MapPlace, ...], file: Source, path: Path) -> Iterator[MapPlace]:
        """Yield the places that a citation names, once each, noting what names none or more than one."""
        found: dict[MapPlace, None] = {}
        for words, named in cited_places(source, places):
            if len(named) == 1:
                found[named[0]] = None
                continue
            shown = words.partition(": ")[0]
            if named:
                listed = " and ".join(f"`{place.title()}`" for place in named)
                message = f"`{shown}` may be any of the places {listed}"
                file.faults.add("place_ambiguous", path, message, "write the heading above it, a comma, and the place")
            else:
                message, mend = no_place(words, Headings(places, "map"))
                file.faults.add("unknown_place", path, message, mend)
        yield from found

    def _check_reasons(self, citing: dict[MapPlace, list[WrittenRule]]) -> None:
        for place, rules in citing.items():
            if rules and place.written.none is not None:
                message = f"no rule is said to come from `{place.heading}`, but {_told(rules)}"
                mend = "take `none` away; what else stands there goes under `left_out`"
                self._map.faults.add("reason_beside_rules", (*place.path, "none"), message, mend, key=True)
            if not rules and not _is_explained(place):
                message = f"no rule cites `{place.heading}`, and the map does not say why"
                mend = "add `none: why`, or let the rule that comes from it cite it"
                self._map.faults.add("place_without_rules", (*place.path, "heading"), message, mend)

    # The map and the index.

    def hold_against_index(self, document: ProfileDocument, written: MapDocument, index: IndexDocument) -> None:
        """Note every heading that only the map or only the index has, and every one out of its order."""
        self._check_name(self._index, "index", index.index, document.profile)
        for name in written.documents:
            if name not in index.documents:
                message, mend = f"the index leaves out the document `{name}`", "add its headings to the index"
                self._map.faults.add("document_not_indexed", ("documents", name), message, mend, key=True)
        for name, indexed in index.documents.items():
            path = ("documents", name)
            if name not in written.documents:
                message, mend = f"the map leaves out the document `{name}`", "add its places to the map"
                self._index.faults.add("document_not_mapped", path, message, mend, key=True)
                continue
            self._check_lines(indexed.headings, (*path, "headings"))
            self._compare(places_of(written.documents[name], path), indexed.headings, (*path, "headings"))

    def _check_lines(self, headings: list[IndexedHeading], path: Path) -> None:
        for at in range(1, len(headings)):
            if headings[at].line < headings[at - 1].line:
                message = f"line {headings[at].line} comes after line {headings[at - 1].line}"
                mend = "put the headings in the order of the document"
                self._index.faults.add("lines_out_of_order", (*path, at, "line"), message, mend)

    def _compare(self, places: tuple[MapPlace, ...], headings: list[IndexedHeading], path: Path) -> None:
        """Walk both in step; where they part, say what the one has and the other lacks."""
        mapped, listed = [folded(place.heading) for place in places], [folded(one.words) for one in headings]
        for at in _missing(listed, mapped):
            message = f"`{headings[at].words}` stands in the index and not here in the map"
            self._index.faults.add("heading_not_in_map", (*path, at, "words"), message, "add it to the map")
        for at in _missing(mapped, listed):
            message = f"`{places[at].heading}` stands in the map and not here in the index"
            mend = did_you_mean(places[at].heading, [one.words for one in headings], "")
            place = (*places[at].path, "heading")
            self._map.faults.add("heading_not_in_index", place, message, _if_near(mend) or "see the document")

    # The copy of the document, where there is one.

    def hold_against_copy(
        self, text: MappedText, index: IndexDocument, rules: tuple[WrittenRule, ...], copy: Copy
    ) -> None:
        """Note what the index, the map and the citations of one document say and its copy does not.

        Map and index must agree already.
        """
        path = ("documents", text.document, "headings")
        headings = index.documents[text.document].headings
        own = tuple(rule for rule in rules if rule.document == text.document)
        places = tuple(each.place for each in text.places)
        found = (
            (self._profile, copy.quotations(own)),
            (self._profile, copy.misplaced(own, places, headings)),
            (self._map, copy.left_out(places, headings)),
            (self._index, copy.headings(headings, path)),
        )
        for file, amiss in found:
            for one in amiss:
                file.faults.add(one.code, one.place, one.message, one.mend)


class Unmapped:
    """Holds a profile that has no map against the bare index of its documents, if it has one, and against a copy."""

    def __init__(self, profile: Source, index: Source | None) -> None:
        self._profile, self._index = profile, index

    def faults(self) -> list[Fault]:
        """Return every fault: the profile's citations first, then the index."""
        return [fault for each in (self._profile, self._index) if each is not None for fault in each.faults.in_order()]

    def hold_against_index(
        self, document: ProfileDocument, index: IndexDocument, rules: tuple[WrittenRule, ...]
    ) -> None:
        """Note an index of another profile or document, and each citation that names no heading of its own."""
        assert self._index is not None
        if index.index != document.profile:
            message = f"this is the index of the profile `{index.index}`, but it stands beside `{document.profile}`"
            mend = f"write `index: {document.profile}`"
            self._index.faults.add("index_of_another_profile", ("index",), message, mend)
        self._index.check_documents(index.documents, document)
        for rule in (rule for rule in rules if rule.document in index.documents):
            for amiss in unplaced(rule.source, headings_of(index, rule.document)):
                self._profile.faults.add("unknown_place", rule.source_path, amiss.message, amiss.mend)

    def hold_against_copy(
        self, name: str, index: IndexDocument | None, rules: tuple[WrittenRule, ...], copy: Copy
    ) -> None:
        """Note what the index and the citations of one document say and its copy does not."""
        for one in copy.quotations(tuple(rule for rule in rules if rule.document == name)):
            self._profile.faults.add(one.code, one.place, one.message, one.mend)
        if index is not None and self._index is not None and name in index.documents:
            for one in copy.headings(index.documents[name].headings, ("documents", name, "headings")):
                self._index.faults.add(one.code, one.place, one.message, one.mend)


def _missing(these: list[str], those: list[str]) -> Iterator[int]:
    """Yield the place in the first list of each item that the second lacks, in its order."""
    matcher = SequenceMatcher(None, these, those, autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("delete", "replace"):
            yield from range(start, end)


def _is_explained(place: MapPlace) -> bool:
    """Say whether the map says why there is no rule, here or for a whole heading above, or goes on below."""
    return bool(below(place.written)) or any(each.written.none is not None for each in (*place.above, place))


def _told(rules: list[WrittenRule]) -> str:
    more = f" and {len(rules) - 1} more" if len(rules) > 1 else ""
    return f"`{rules[0].id}`{more} cites it"


def _if_near(mend: str) -> str:
    return mend if mend.startswith("did you mean") else ""
