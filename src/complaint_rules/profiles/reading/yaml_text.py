"""YAML: from text to events, by whichever of two parsers can be trusted with it.

Two parsers may stand behind this. libyaml is ten times faster, but in a few corners it takes what the parser
in Python refuses. Wherever the two could differ the one in Python decides, and a file reads alike everywhere.
"""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from yaml import Event, MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from complaint_rules.profiles.reading.bounds import MOST_READ_TWICE
from complaint_rules.profiles.reading.broken import BAD_ESCAPE
from complaint_rules.profiles.reading.building import Builder, UnsureError
from complaint_rules.profiles.reading.good_page import CareNeededError, GoodPage
from complaint_rules.profiles.reading.letters import weighed_characters
from complaint_rules.profiles.reading.page import Node, Page, Reading

try:
    from yaml._yaml import CParser as _CParser
except ImportError:  # pragma: no cover - PyYAML was built without libyaml
    _CParser = None  # type: ignore[assignment, misc]

__all__ = ["read_yaml"]


def read_yaml(page: Page) -> Reading:
    """Read the page: its values at once where nothing is wrong with it, and otherwise with care."""
    cleared = weighed_characters(page)
    # On a longer page there might be too many values.
    if _CParser is not None and not page.faults and len(cleared) <= MOST_READ_TWICE:
        try:
            value = GoodPage(cleared, _CParser(cleared).get_event).value()
        except (CareNeededError, MarkedYAMLError):
            pass
        else:
            return Reading(value, page.file, page, cache(partial(_with_care, page, cleared)))
    root = _with_care(page, cleared)
    return Reading(root.value, page.file, page, lambda: root)


def _with_care(page: Page, cleared: str) -> Node:
    """Read the page with the place of each value, going on after a mistake for as long as the rest makes sense."""
    kept = len(page.faults)
    if _CParser is not None:
        builder = Builder(page, fast=True)
        try:
            return builder.build(_events(_CParser(cleared)))
        except UnsureError:
            page.forget(kept)
        except MarkedYAMLError as problem:
            if len(cleared) > MOST_READ_TWICE:
                raise builder.stumbled(problem) from None
            page.forget(kept)
    return _from_pure_yaml(page, cleared)


def _from_pure_yaml(page: Page, cleared: str) -> Node:
    parser, builder = _PureParser(cleared), Builder(page)
    try:
        return builder.build(_events(parser))
    except MarkedYAMLError as problem:
        raise builder.stumbled(problem) from None
    except (ValueError, OverflowError):  # an escape such as "\UFFFFFFFF" names no letter
        index = parser.index
        raise page.stop(BAD_ESCAPE, index, text=page.around(index)) from None


class _PureParser(Reader, Scanner, Parser):
    """YAML's parser in Python, from text to events and no further."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _events(parser: Any) -> Iterator[Event]:
    """Return what a parser sees; after the end of the file it sees None."""
    return iter(parser.get_event, None)
