"""`schema`: the JSON Schemas of what the library reads and prints."""

import argparse
from collections.abc import Callable

from complaint_rules.commands.arguments import ANSWERED, Commands, as_json
from complaint_rules.json_schema import assessment_schema, conformance_schema, routing_schema

SCHEMAS: dict[str, Callable[[], dict[str, object]]] = {
    "assess": assessment_schema,
    "route": routing_schema,
    "conform": conformance_schema,
}


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("schema", help="print the JSON Schema of what a command prints with --format json")
    command.add_argument("of", nargs="?", choices=tuple(SCHEMAS), default="assess", help="which command (assess)")
    command.set_defaults(run=_schema)


def _schema(chosen: argparse.Namespace) -> int:
    print(as_json(SCHEMAS[chosen.of]()))
    return ANSWERED
