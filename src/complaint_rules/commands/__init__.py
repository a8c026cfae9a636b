"""The commands, one file each: what it takes, and what it prints. Thin: every answer comes from the library."""

from argparse import ArgumentParser
from importlib import import_module

from complaint_rules.commands.arguments import ANSWERED, FAULTY, MISUNDERSTOOD

__all__ = ["ANSWERED", "COMMANDS", "FAULTY", "MISUNDERSTOOD", "add_commands"]

COMMANDS = (
    "assess",
    "explain",
    "route",
    "conform",
    "diff",
    "compare",
    "impact",
    "profiles",
    "check",
    "test",
    "page",
    "new",
    "fmt",
    "words",
    "schema",
)
"""In the order in which the help lists them."""


def add_commands(parser: ArgumentParser) -> None:
    """Add every command to the parser of `complaint-rules`."""
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    for name in COMMANDS:
        import_module(f"complaint_rules.commands.{name}").add(commands)
