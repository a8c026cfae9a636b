"""Broken YAML: what the parser stumbled over, in plain words."""

import re
from typing import Any, Final

from yaml import MarkedYAMLError

from complaint_rules.profiles.reading.page import Mistake
from complaint_rules.profiles.reading.refused import ALIAS, ANCHOR, DIRECTIVE, TAG

__all__ = [
    "BAD_ESCAPE",
    "BRACKET",
    "COLON",
    "CURLY",
    "KEY_OUT_OF_PLACE",
    "ONE_LINE",
    "closed_late",
    "explained",
    "index_of",
    "opened_curly",
    "without_value",
]

BAD_ESCAPE = Mistake(
    "bad_escape",
    "a backslash inside double quotes changes what follows it, and this one cannot",
    "write the backslash twice, or use single quotes",
)
_UNCLOSED_QUOTE = Mistake(
    "unclosed_quote",
    "the quotation mark that opens here is never closed",
    'close it; inside double quotes write `\\"` for the mark itself, inside single quotes write it twice',
)
_BAR = Mistake(
    "text_under_bar",
    "`|` and `>` at the beginning promise a text in the lines below",
    "put a text that begins with one of these signs in quotes",
)
BRACKET = Mistake(
    "unclosed_bracket",
    "the bracket or brace that opens here is not closed, or a comma is missing inside it",
    "close it or add the comma; put text with brackets, braces, commas or `?` in it in quotes",
)
_INDENT = Mistake(
    "uneven_lines",
    "this line does not fit what stands above it",
    "set it in with as many spaces as its neighbours; after a text in quotes nothing may follow on the line",
)
COLON = Mistake(
    "colon_in_text",
    "a text has a colon with a space in it, which makes it look like a key",
    "put the whole text in quotes",
)
CURLY = Mistake(
    "curly_quotation_marks",
    "`\u201c` and `\u201d` are no quotation marks of YAML: colons and commas between them part the text",
    'write `"` in place of both',
)
_OPENED_CURLY: Final = re.compile(r"(?:^|[:\-,\[{] ?) *([\u2018\u2019\u201a\u201c\u201d\u201e])")
KEY_OUT_OF_PLACE = Mistake(
    "key_out_of_place",
    "no key can begin here: the text above is a value that runs on to this line",
    "set this line in like its neighbours; or write a space after the colon above",
)
_NO_COLON = Mistake(
    "key_without_colon",
    "a key should stand here, but no colon with a space follows",
    "write `key: value`; set the next line of a longer text in by two more spaces, or put the text in quotes",
)
_DASH = Mistake(
    "dash_out_of_place",
    "a dash begins an item of a list, and no list can begin here",
    "begin the list on a line of its own under the key",
)
_SIGN = Mistake("sign_at_start", "a text cannot begin with this sign", "put the text in quotes")
_BROKEN = Mistake(
    "broken_yaml",
    "this cannot be read as keys, values and lists",
    "compare the line and the one above it with a line that works: spaces, colons, quotes",
)

# What the parser's own words tell, in the order in which they are tried; and whether the mistake stands where
# the parser stumbled or where it had begun.
_STUMBLES: Final = (
    (r"quoted scalar.*(end of stream|document separator)", True, _UNCLOSED_QUOTE),
    (r"double-quoted scalar|parsing a quoted scalar", False, BAD_ESCAPE),
    (r"block scalar", True, _BAR),
    (r"scanning an alias", True, ALIAS),
    (r"scanning an anchor|two anchors", True, ANCHOR),
    (r"directive", False, DIRECTIVE),
    (r" tag|tag handle", True, TAG),
    (r"flow (sequence|mapping|node)", True, BRACKET),
    (r"document start", False, _INDENT),
    (r"block (mapping|collection)", False, _INDENT),
    (r"mapping (values|keys) are not allowed", False, COLON),
    (r"could not find expected ':'", True, _NO_COLON),
    (r"sequence entries are not allowed", False, _DASH),
    (r"cannot start any token", False, _SIGN),
)


def explained(problem: MarkedYAMLError) -> tuple[Mistake, int]:
    """Return what was wrong in plain words, and where."""
    told = f"{problem.context or ''} | {problem.problem or ''}"
    for pattern, at_beginning, mistake in _STUMBLES:
        if re.search(pattern, told):
            mark = problem.context_mark if at_beginning else problem.problem_mark
            return mistake, index_of(mark or problem.problem_mark)
    return _BROKEN, index_of(problem.problem_mark)


def opened_curly(line: str) -> int:
    """Return where a text begins with a curly quotation mark that is still open at the end of a line, or -1."""
    found = list(_OPENED_CURLY.finditer(line))
    begin = found[-1].start(1) if found else -1
    return -1 if found and "\u201d" in line[begin + 1 :] else begin


def closed_late(line: int) -> Mistake:
    """Return the mistake of a text in quotes that runs on to the next quotation mark, in a line below."""
    message = f"the quotation mark that opens here is closed in line {line} only, and there the line goes on"
    return _UNCLOSED_QUOTE._replace(message=message)


def index_of(mark: Any) -> int:
    """Return where a mark of the parser stands in the text."""
    return mark.index if mark is not None else 0


ONE_LINE: Final = frozenset({COLON.code, BRACKET.code})
"""What may be wrong with the value of one line alone, so that the lines below are as they seem."""

_BEFORE_VALUE: Final = re.compile(r"\s*(?:(?:- +)*[^\s{}\[\],:#\"']+: +(?=\S)|(?:- +)+(?=[{\[]))")


def without_value(text: str, line: int) -> str | None:
    """Return a text with another value, as long, in one line; None where the value may not end with its line."""
    lines = text.split("\n")
    written = lines[line - 1].rstrip()
    before = _BEFORE_VALUE.match(written)
    if before is None:
        return None
    value = written[before.end() :]
    closed = {"{": "}", "[": "]"}.get(value[0])
    ends = value.endswith(closed) if closed else value[0] not in "\"'|>&*" and value[-1] not in ",}]"
    if not ends:
        return None
    lines[line - 1] = f"{before.group()}x".ljust(len(lines[line - 1]))
    return "\n".join(lines)
