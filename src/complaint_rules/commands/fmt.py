"""`fmt`: lay files out in the house's way, with their comments and their meaning kept."""

import argparse
import sys
from pathlib import Path

from complaint_rules.commands.arguments import ANSWERED, FAULTY, Commands
from complaint_rules.errors import ComplaintRulesError


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("fmt", help="lay files out in the house's way; comments and meaning are kept")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="profiles, cases, calendars, maps: YAML")
    command.add_argument("--check", action="store_true", help="write nothing; say which files are laid out otherwise")
    command.set_defaults(run=_fmt)


def _fmt(chosen: argparse.Namespace) -> int:
    results = [_laid_out(path, only_look=chosen.check) for path in chosen.files]
    return FAULTY if FAULTY in results else ANSWERED


def _laid_out(path: Path, *, only_look: bool) -> int:
    from complaint_rules.authoring.formatting import formatted  # noqa: PLC0415 - no other command needs it

    try:
        old, new = formatted(path)
        if old != new and not only_look:
            path.write_bytes(new.encode())
    except ComplaintRulesError as error:
        print(error, file=sys.stderr)
        return FAULTY
    except OSError as problem:
        print(f"{path}: not written: {(problem.strerror or 'it cannot be').lower()}", file=sys.stderr)
        return FAULTY
    if old != new:
        print(f"{path}: {'would be laid out otherwise' if only_look else 'laid out'}")
    return FAULTY if only_look and old != new else ANSWERED
