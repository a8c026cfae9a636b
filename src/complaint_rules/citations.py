"""Where a rule is written: document, version and place, as the council or the law prints them."""

from complaint_rules.values import frozen


@frozen
class Citation:
    """A place in a document. `read` says how far the source itself was read when the rule was written down."""

    document: str
    place: str
    version: str = ""
    url: str = ""
    read: str = ""

    def __str__(self) -> str:
        """Name the document, its version and the place, as one would in a letter."""
        version = f" ({self.version})" if self.version else ""
        return f"{self.document}{version}, {self.place}"

    def to_dict(self) -> dict[str, str]:
        """Return `document` and `place` always; `version`, `url` and `read` where they are known."""
        found = {"document": self.document, "place": self.place}
        extras = {"version": self.version, "url": self.url, "read": self.read}
        return found | {name: text for name, text in extras.items() if text}
