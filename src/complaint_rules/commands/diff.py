"""`diff`: what changed between two editions of one profile, for whom, and the cases that show it."""

import argparse

from complaint_rules.commands.arguments import ANSWERED, FAULTY, Commands, add_format, as_json, day
from complaint_rules.loading import load_profile


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("diff", help="what changed between two editions of a profile, and for whom")
    command.add_argument("old", metavar="OLD", help="a name that `profiles` lists, or a path")
    command.add_argument("new", metavar="NEW", help="the same of the edition that takes its place")
    add_options(command)
    command.set_defaults(run=_diff)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what every comparison takes besides the two profiles."""
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="when the cases end; else the last day that both calendars know"
    )
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 although something differs")
    add_format(command)


def _diff(chosen: argparse.Namespace) -> int:
    return compared(chosen, chosen.old, chosen.new, two_councils=False)


def compared(chosen: argparse.Namespace, old: str, new: str, *, two_councils: bool) -> int:
    """Print one profile held against another, and return the exit code."""
    from complaint_rules.comparison.comparing import comparison_of  # noqa: PLC0415 - no other command needs it
    from complaint_rules.comparison.telling import told  # noqa: PLC0415

    found = comparison_of(load_profile(old), load_profile(new), chosen.as_of)
    sides = (found.old.profile, found.new.profile) if two_councils else ("old", "new")
    print(as_json(found.to_dict()) if chosen.format == "json" else told(found, sides, two_councils=two_councils))
    return FAULTY if found.is_different and not chosen.exit_zero else ANSWERED
