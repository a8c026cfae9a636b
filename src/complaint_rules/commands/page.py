"""`page`: a profile in plain words, to be held beside its document."""

import argparse
from pathlib import Path

from complaint_rules.commands.arguments import ANSWERED, Commands
from complaint_rules.handbook import open_book, page


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("page", help="print a profile in plain words, to be held beside its document")
    command.add_argument(
        "profile", metavar="PROFILE", help="a profile or law pack: a path, or a name that `profiles` lists"
    )
    command.add_argument(
        "--against", type=Path, metavar="TEXT", help="a plain-text copy of the document, to look its words up in"
    )
    command.set_defaults(run=_page)


def _page(chosen: argparse.Namespace) -> int:
    print(page(open_book(chosen.profile, chosen.against)), end="")
    return ANSWERED
