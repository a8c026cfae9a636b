"""The front door: one text or one file, read strictly."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from complaint_rules.errors import ComplaintRulesError, Fault, ProfileError, did_you_mean
from complaint_rules.profiles.reading.bounds import MOST_BYTES
from complaint_rules.profiles.reading.broken import ONE_LINE, without_value
from complaint_rules.profiles.reading.decoding import decoded
from complaint_rules.profiles.reading.page import Page, Reading, StopReadingError
from complaint_rules.profiles.reading.showing import shown
from complaint_rules.profiles.reading.yaml_text import read_yaml

__all__ = ["Amend", "read_document", "read_file"]

Amend: TypeAlias = Callable[[Reading, list[Fault]], list[Fault]]
"""How the mistakes of a file are told by what else is known of it: from what could be read of it, and them."""

SHORTEST_COUNTED = 50_000
"""A text is read again twenty times at most."""


def read_document(
    text: str | bytes,
    file: str,
    *,
    json: bool = False,
    error: type[ComplaintRulesError] = ProfileError,
    amend: Amend | None = None,
) -> Reading:
    """Read one document, strictly.

    `file` is its name in the faults. Raises `error` with every fault of the text, in the order of the page. Where the
    text could be read to its end, `amend` may tell the faults otherwise.
    """
    try:
        page = Page(decoded(text, file), file)
        reading = _read_json(page) if json else read_yaml(page)
    except StopReadingError as stopped:
        found = stopped.page if json else _read_on(stopped.page)
        raise error(found.in_order()) from None
    if page.faults:
        raise error(amend(reading, page.in_order()) if amend else page.in_order())
    return reading


def _read_on(stopped: Page) -> Page:
    """Return a page with what is wrong behind the line at which reading stopped, too, where that is for certain.

    A line whose value alone is broken is read once more with another value in its place. What is read again and again
    is not longer, together, than the longest file.
    """
    kept: list[Fault] = []
    page = stopped
    for _ in range(MOST_BYTES // max(len(page.text), SHORTEST_COUNTED)):
        last = page.faults[-1]
        mended = without_value(page.text, last.line) if last.code in ONE_LINE else None
        if mended is None:
            break
        kept += (fault for fault in page.faults if fault.line == last.line)
        page = Page(mended, page.file)
        try:
            read_yaml(page)
        except StopReadingError:
            continue
        break
    page.faults[:] = dict.fromkeys((*kept, *page.faults))
    return page


def _read_json(page: Page) -> Reading:
    from complaint_rules.profiles.reading.json_text import read_json  # noqa: PLC0415 - most programs read no JSON

    return read_json(page)


def read_file(path: Path, *, error: type[ComplaintRulesError] = ProfileError, amend: Amend | None = None) -> Reading:
    """Read one file, strictly; `.json` is read as JSON and anything else as YAML.

    Raises `error` with every fault of the file, or with one that says why it cannot be opened. `amend`: as for
    `read_document`.
    """
    try:
        if not path.is_file():
            raise error([_not_a_file(path)])
        with path.open("rb") as stream:
            # One byte more than is allowed shows that there is too much, whatever the size of the file.
            content = stream.read(MOST_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or "it cannot be opened").lower()
        raise error([_file_fault(path, "file_unreadable", f"the file cannot be read: {reason}", "")]) from None
    return read_document(content, str(path), json=path.suffix == ".json", error=error, amend=amend)


def _file_fault(path: Path, code: str, message: str, mend: str) -> Fault:
    return Fault(code=code, message=message, mend=mend, file=shown(str(path), longest=200))


def _not_a_file(path: Path) -> Fault:
    if path.is_dir():
        return _file_fault(path, "not_a_file", "this is a folder, not a file", "name one file inside the folder")
    if path.exists():
        return _file_fault(path, "not_a_file", "this is not an ordinary file", "name a YAML or JSON file")
    siblings = [sibling.name for sibling in path.parent.glob(f"*{path.suffix}")] if path.parent.is_dir() else []
    near = did_you_mean(path.name, siblings)
    mend = near if near.startswith("did you mean") else "check the name and the folder"
    return _file_fault(path, "file_missing", "there is no such file", mend)
