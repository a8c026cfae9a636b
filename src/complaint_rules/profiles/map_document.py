"""The document models of a map: every heading of a document, and why no rule comes from those from which none does.

A map is held against an index, the bare list of the document's headings as somebody found them who read it from
the first line to the last. Both are told in docs/maps.md.
"""

from typing import Annotated

from complaint_rules.profiles.document import OneOrMore, ProfileName, Some, Text
from complaint_rules.profiles.sections import AtLeast, Section, empty


class LeftOut(Section):
    """What a place says besides its rules, by its first words, and why no rule comes from it."""

    words: Annotated[Text, "Its first words."]
    why: Annotated[Text, "Why no rule comes from it."]


class MappedItem(Section):
    """A heading or a named item, in the document's own words; `none` says why no rule comes from it."""

    heading: Annotated[Text, "The heading or item, in the document's own words."]
    cited_as: Annotated[OneOrMore[Text], "Other names by which rules cite it."] = empty(list)
    none: Annotated[Text | None, "Why no rule comes from it; it speaks for what stands under it, too."] = None
    left_out: Annotated[list[LeftOut], "What stands there besides the rules."] = empty(list)


class MappedPart(MappedItem):
    """A heading below another one."""

    places: Annotated[list[MappedItem], "The headings and items below it."] = empty(list)


class MappedPlace(MappedItem):
    """A heading of the first order; a third level is as deep as a map goes."""

    places: Annotated[list[MappedPart], "The headings and items below it."] = empty(list)


class Contradiction(Section):
    """Places of the document that do not agree, and which of them the profile follows."""

    between: Annotated[list[Text], AtLeast(2), "The places that do not agree."]
    what: Annotated[Text, "What each of them says."]
    taken: Annotated[Text, "Which of them the profile follows."]


class MappedDocument(Section):
    """One document from top to bottom."""

    places: Annotated[Some[MappedPlace], "Every heading of the first order, in the document's order."]
    contradictions: Annotated[list[Contradiction], "Places of the document that do not agree."] = empty(list)


class MapDocument(Section):
    """A whole map: the documents of one profile, by their names in it."""

    map: Annotated[ProfileName, "The name of the profile."]
    documents: Annotated[dict[str, MappedDocument], AtLeast(1), "The documents of the profile, by their names in it."]


class IndexedHeading(Section):
    """A heading or a named item, and the line on which it stands in the copy that was read."""

    line: Annotated[int, "The line on which it stands in the copy that was read."]
    words: Annotated[Text, "Its own words; a long item may be cut short with `…`."]


class IndexedDocument(Section):
    """One document's headings, in its order; `copy` says which copy of it was read, and how far."""

    read: Annotated[Text, "Which copy was read, and how far."]
    headings: Annotated[Some[IndexedHeading], "Every heading and named item, in the document's order."]


class IndexDocument(Section):
    """A whole index: the documents of one profile, by their names in it."""

    index: Annotated[ProfileName, "The name of the profile."]
    documents: Annotated[dict[str, IndexedDocument], AtLeast(1), "The documents of the profile, by their names in it."]
