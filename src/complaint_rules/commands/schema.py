"""`schema`: the JSON Schemas of what the library reads and prints."""

import argparse

from complaint_rules.commands.arguments import ANSWERED, Commands, as_json

SCHEMAS = {
    "assess": "assessment_schema",
    "route": "routing_schema",
    "conform": "conformance_schema",
    "diff": "comparison_schema",
    "compare": "comparison_schema",
    "impact": "impact_schema",
}
"""What each command prints, by the name of the function that says it."""


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("schema", help="print the JSON Schema of what a command prints with --format json")
    command.add_argument("of", nargs="?", choices=tuple(SCHEMAS), default="assess", help="which command (assess)")
    command.set_defaults(run=_schema)


def _schema(chosen: argparse.Namespace) -> int:
    from complaint_rules import json_schema  # noqa: PLC0415 - no other command needs it, nor all that it names

    print(as_json(getattr(json_schema, SCHEMAS[chosen.of])()))
    return ANSWERED
