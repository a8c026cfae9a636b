"""Where a rule is written: document, version and place, as the council or the law prints them."""

from collections.abc import Iterable
from enum import StrEnum

from complaint_rules.values import frozen


class Checked(StrEnum):
    """How far the source of a rule was checked when the rule was written down.

    `document_read` is a council's own document, read as it is printed; the others are said of law and guidance.
    """

    DOCUMENT_READ = "document_read"
    PROVISION_READ = "provision_read"
    REGULATORS_PAGE_READ = "regulators_page_read"
    SECOND_HAND = "second_hand"
    FROM_MEMORY = "from_memory"

    @property
    def caveat(self) -> str:
        """What must be said beside a rule that was checked no further; empty where its own words were read."""
        return _CAVEATS.get(self, "")


_CAVEATS = {
    Checked.REGULATORS_PAGE_READ: "read on the regulator's page alone",
    Checked.SECOND_HAND: "not confirmed: at second hand",
    Checked.FROM_MEMORY: "not confirmed: from memory",
}


@frozen
class Citation:
    """A place in a document. `read` says how far the document was read, `checked` how far this place of it was."""

    document: str
    place: str
    version: str = ""
    url: str = ""
    read: str = ""
    checked: Checked = Checked.DOCUMENT_READ

    def __str__(self) -> str:
        """Name the document, its version and the place, as one would in a letter, and what is not certain about it."""
        version = f" ({self.version})" if self.version else ""
        caveat = f"; {self.checked.caveat}" if self.checked.caveat else ""
        return f"{self.document}{version}, {self.place}{caveat}"

    def to_dict(self) -> dict[str, str]:
        """Return `document`, `place` and `checked` always; `version`, `url` and `read` where they are known."""
        found = {"document": self.document, "place": self.place, "checked": self.checked.value}
        extras = {"version": self.version, "url": self.url, "read": self.read}
        return found | {name: text for name, text in extras.items() if text}


def least_checked(citations: Iterable[Citation | None]) -> Checked:
    """Return how far the least checked of several places was: an answer is as certain as the least of its rules."""
    found = {citation.checked for citation in citations if citation is not None}
    return max(found, key=tuple(Checked).index, default=Checked.DOCUMENT_READ)
