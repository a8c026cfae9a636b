"""`route`: by which procedure a complaint goes, may it be taken there, and what to ask next."""

import argparse

from complaint_rules.case_files import read_unrouted_case
from complaint_rules.commands.arguments import ANSWERED, Commands, add_case, as_json
from complaint_rules.questions import route


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "route", help="by which procedure a complaint goes, may it be taken, what to ask next"
    )
    add_case(command)
    command.set_defaults(run=_route)


def _route(chosen: argparse.Namespace) -> int:
    profile, case = read_unrouted_case(chosen.case)
    answer = route(profile, case, chosen.as_of)
    print(as_json(answer.to_dict()) if chosen.format == "json" else answer.explain())
    return ANSWERED
