"""Decoding: from a file's bytes to its letters."""

from complaint_rules.profiles.reading.bounds import MOST_BYTES
from complaint_rules.profiles.reading.page import Mistake, Page

__all__ = ["decoded"]

_TOO_LARGE = Mistake(
    "too_large",
    "the file is larger than 1 MiB",
    "divide it, or check that it is the file you mean; a profile is far smaller",
)
_UTF_16 = Mistake("not_utf8", "the file is not saved as UTF-8 but as UTF-16", "save it again with the encoding UTF-8")
_NOT_UTF_8 = Mistake(
    "not_utf8",
    "the file is not saved as UTF-8: this letter cannot be read",
    "save it again with the encoding UTF-8 (older Windows editors call it Unicode or offer it when saving)",
)


def decoded(text: str | bytes, file: str) -> str:
    """Return the text without its byte order mark, its lines ending alike."""
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise Page("", file).stop(_TOO_LARGE, 0)
    return _tidied(_from_bytes(text, file) if isinstance(text, bytes) else text)


def _tidied(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _from_bytes(content: bytes, file: str) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Page("", file).stop(_UTF_16, 0)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        good = _tidied(content[: problem.start].decode("utf-8"))
        page = Page(good + "\ufffd", file)
        raise page.stop(_NOT_UTF_8, len(good), text=page.around(len(good))) from None
