"""`schema`: the JSON Schemas of what the library prints, and of the files that it reads."""

import argparse

from complaint_rules.commands.arguments import ANSWERED, Commands, as_json

PRINTED = {
    "assess": "assessment_schema",
    "route": "routing_schema",
    "conform": "conformance_schema",
    "diff": "comparison_schema",
    "compare": "comparison_schema",
    "impact": "impact_schema",
}
"""What each command prints, by the name of the function that says it."""

READ = ("profile", "case", "cases", "calendar", "map", "vocabulary")


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("schema", help="print the JSON Schema of what a command prints, or of a file")
    told = "what a command prints with --format json (assess), or a kind of file, for editors"
    command.add_argument("of", nargs="?", choices=(*PRINTED, *READ), default="assess", help=told)
    command.set_defaults(run=_schema)


def _schema(chosen: argparse.Namespace) -> int:
    print(as_json(_of_command(chosen.of) if chosen.of in PRINTED else _of_file(chosen.of)))
    return ANSWERED


def _of_command(command: str) -> dict[str, object]:
    from complaint_rules import json_schema  # noqa: PLC0415 - no other command needs it, nor all that it names

    schema: dict[str, object] = getattr(json_schema, PRINTED[command])()
    return schema


def _of_file(kind: str) -> dict[str, object]:
    from complaint_rules.authoring.editor_schemas import editor_schema  # noqa: PLC0415 - no other command needs it

    return editor_schema(kind)
