"""The document models of a map: every heading of a document, and why no rule comes from those from which none does.

A map is held against an index, the bare list of the document's headings as somebody found them who read it from
the first line to the last. Both are told in docs/maps.md.
"""

from typing import Annotated

from complaint_rules.profiles.document import OneOrMore, ProfileName, Some, Text
from complaint_rules.profiles.sections import AtLeast, Section, empty


class LeftOut(Section):
    """What a place says besides its rules, by its first words, and why no rule comes from it."""

    words: Text
    why: Text


class MappedItem(Section):
    """A heading or a named item, in the document's own words; `none` says why no rule comes from it."""

    heading: Text
    cited_as: OneOrMore[Text] = empty(list)
    none: Text | None = None
    left_out: list[LeftOut] = empty(list)


class MappedPart(MappedItem):
    """A heading below another one."""

    places: list[MappedItem] = empty(list)


class MappedPlace(MappedItem):
    """A heading of the first order; a third level is as deep as a map goes."""

    places: list[MappedPart] = empty(list)


class Contradiction(Section):
    """Places of the document that do not agree, and which of them the profile follows."""

    between: Annotated[list[Text], AtLeast(2)]
    what: Text
    taken: Text


class MappedDocument(Section):
    """One document from top to bottom."""

    places: Some[MappedPlace]
    contradictions: list[Contradiction] = empty(list)


class MapDocument(Section):
    """A whole map: the documents of one profile, by their names in it."""

    map: ProfileName
    documents: Annotated[dict[str, MappedDocument], AtLeast(1)]


class IndexedHeading(Section):
    """A heading or a named item, and the line on which it stands in the copy that was read."""

    line: int
    words: Text


class IndexedDocument(Section):
    """One document's headings, in its order; `copy` says which copy of it was read, and how far."""

    read: Text
    headings: Some[IndexedHeading]


class IndexDocument(Section):
    """A whole index: the documents of one profile, by their names in it."""

    index: ProfileName
    documents: Annotated[dict[str, IndexedDocument], AtLeast(1)]
