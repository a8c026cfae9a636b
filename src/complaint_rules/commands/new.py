"""`new`: a starting profile from law packs, to be made the council's own."""

import argparse
from pathlib import Path

from complaint_rules.commands.arguments import ANSWERED, Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("new", help="write a starting profile from law packs, to be filled in from your page")
    command.add_argument("name", metavar="NAME", help="the name of the profile, as northshire")
    told = "a law pack that a procedure of yours stands under; may be given several times"
    command.add_argument("--under", action="append", required=True, metavar="PACK", help=told)
    command.add_argument("--title", required=True, metavar="TITLE", help="whose document it is")
    command.add_argument("--into", type=Path, metavar="FILE", help="the file to write; it must not be there yet")
    command.set_defaults(run=_new)


def _new(chosen: argparse.Namespace) -> int:
    from complaint_rules.authoring.starting import starting_profile  # noqa: PLC0415 - no other command needs it

    text = starting_profile(chosen.name, chosen.title, dict.fromkeys(chosen.under))
    if chosen.into is None:
        print(text, end="")
        return ANSWERED
    with chosen.into.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(f"{chosen.into}: written; `complaint-rules check {chosen.into}` finds what is to be filled in")
    return ANSWERED
