"""`compare`: two councils' procedures side by side, by what they answer."""

import argparse

from complaint_rules.commands.arguments import Commands
from complaint_rules.commands.diff import add_options, compared


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("compare", help="in what two councils' procedures differ, and for whom")
    command.add_argument("one", metavar="A", help="a name that `profiles` lists, or a path")
    command.add_argument("other", metavar="B", help="the same of another council")
    add_options(command)
    command.set_defaults(run=_compare)


def _compare(chosen: argparse.Namespace) -> int:
    return compared(chosen, chosen.one, chosen.other, two_councils=True)
