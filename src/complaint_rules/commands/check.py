"""`check`: every fault of profiles and calendars."""

import argparse
import sys

from complaint_rules.commands.arguments import ANSWERED, FAULTY, Commands, add_format, as_json
from complaint_rules.errors import ComplaintRulesError
from complaint_rules.loading import check


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("check", help="does a profile or a calendar load and compile?")
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="profiles and calendars: paths, or names that `profiles` lists"
    )
    add_format(command)
    command.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    results = [_checked(name) for name in chosen.files]
    if chosen.format == "json":
        print(as_json({"files": [{"file": name, "faults": faults} for name, faults, _ in results]}))
    else:
        for name, faults, text in results:
            print(text or f"{name}: loads and compiles", file=sys.stderr if faults else sys.stdout)
    return FAULTY if any(faults for _, faults, _ in results) else ANSWERED


def _checked(name: str) -> tuple[str, list[object], str]:
    try:
        check(name)
    except ComplaintRulesError as error:
        return name, [fault.to_dict() for fault in error.faults], str(error)
    return name, [], ""
