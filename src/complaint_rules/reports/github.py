"""Workflow commands of GitHub Actions: a line for each finding, which GitHub shows beside the line of the file.

What is new is an error; what is set aside or known is a notice, so that it does not count among the errors, of which
GitHub shows ten for each step. Where nothing is found nothing is written.
"""

from collections.abc import Iterator

from complaint_rules.reports.places import from_here
from complaint_rules.reports.reported import NAMES, Level, Report, Reported, Standing, without_halves

_COMMANDS = {Level.ERROR: "error", Level.NOTE: "notice"}
_IN_DATA = {ord(letter): f"%{ord(letter):02X}" for letter in "%\r\n"}
_IN_PROPERTY = {**_IN_DATA, ord(":"): "%3A", ord(","): "%2C"}


def written(report: Report) -> str:
    """Write a report as workflow commands."""
    return "\n".join(map(_command, report.found))


def _command(one: Reported) -> str:
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in _properties(one))
    return f"::{_COMMANDS[one.level]} {properties}::{_escaped(one.text, _IN_DATA)}"


def _properties(one: Reported) -> Iterator[tuple[str, str]]:
    if one.file:
        yield "file", from_here(one.file) or one.file
    if one.file and one.line:
        yield "line", str(one.line)
    if one.file and one.line and one.column:
        yield "col", str(one.column)
    standing = "" if one.standing is Standing.NEW else f" ({NAMES[one.standing]})"
    yield "title", f"{one.name} [{one.code}]{standing}"


def _escaped(text: str, escapes: dict[int, str]) -> str:
    return without_halves(text).translate(escapes)
