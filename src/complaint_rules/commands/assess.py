"""`assess`: answer every question of a case on a day."""

import argparse

from complaint_rules.assessment.assess import Assessment
from complaint_rules.case_files import read_case
from complaint_rules.commands.arguments import ANSWERED, Commands, add_case, as_json
from complaint_rules.questions import assess


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("assess", help="answer every question of a case on a day")
    add_case(command)
    command.set_defaults(run=_assess)


def _assess(chosen: argparse.Namespace) -> int:
    answer = answered(chosen)
    print(as_json(answer.to_dict()) if chosen.format == "json" else answer.explain())
    return ANSWERED


def answered(chosen: argparse.Namespace) -> Assessment:
    """Assess the case that was named, on the day that was given."""
    read = read_case(chosen.case)
    return assess(read.procedure, read.case, chosen.as_of)
