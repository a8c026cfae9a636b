"""What several commands take and give: a case, a day, a format, and the exit codes."""

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import TypeAlias

from complaint_rules.reports import Report, written

ANSWERED, FAULTY, MISUNDERSTOOD = 0, 1, 2
"""Exit codes: answered; a file has faults, or what was looked for was found; there was nothing to do it with."""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - has no public name

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(text: str) -> date:
    """Read a day. Raises `ArgumentTypeError` for what is none."""
    message = f"`{text}` is no day; write it as 2024-03-18"
    if not _DAY.fullmatch(text):
        raise argparse.ArgumentTypeError(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(message) from None


def add_format(command: argparse.ArgumentParser, *reports: str) -> None:
    """Let a command print for people or for programs, and in those forms of reports that it has."""
    choices = ("text", "json", *reports)
    command.add_argument("--format", choices=choices, default="text", help="for people, or for programs")


def add_case(command: argparse.ArgumentParser) -> None:
    """Let a command be asked of a case on a day."""
    command.add_argument("case", type=Path, metavar="CASE", help="a case file, YAML or JSON")
    command.add_argument(
        "--as-of", type=day, required=True, metavar="DATE", help="the day of the question, as 2024-03-18"
    )
    add_format(command)


def as_json(value: object) -> str:
    """Write a value as JSON, for people to read too."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def print_report(report: Report, form: str) -> None:
    """Print a report in one of the forms that other programs read; where a form has nothing to say, not even a line."""
    text = written(report, form)
    if text:
        print(text)
