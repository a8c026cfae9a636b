"""`impact`: which open cases move when a new profile takes the place of theirs."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from complaint_rules.case_files import CaseFile, read_case
from complaint_rules.commands.arguments import (
    ANSWERED,
    FAULTY,
    MISUNDERSTOOD,
    Commands,
    add_format,
    as_json,
    day,
)
from complaint_rules.errors import ComplaintRulesError
from complaint_rules.loading import load_profile

_SUFFIXES = (".yaml", ".yml", ".json")


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("impact", help="which open cases move when a new profile takes the place of theirs")
    command.add_argument("cases", nargs="+", type=Path, metavar="CASES", help="case files, or folders of them")
    command.add_argument("new", metavar="NEW", help="the new profile: a path, or a name that `profiles` lists")
    command.add_argument("--as-of", type=day, required=True, metavar="DATE", help="the day of the question")
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 although cases move")
    add_format(command)
    command.set_defaults(run=_impact)


def _impact(chosen: argparse.Namespace) -> int:
    from complaint_rules.comparison.impact import Named, impact_of  # noqa: PLC0415 - no other command needs it

    files = list(_files(chosen.cases))
    if not files:
        print("complaint-rules: there is no case file in what was named", file=sys.stderr)
        return MISUNDERSTOOD
    new = load_profile(chosen.new)
    read, unread = _read(files)
    named = (Named(str(path), case.procedure, case.case) for path, case in read)
    found = impact_of(named, new, chosen.as_of, [(str(path), error) for path, error in unread])
    print(as_json(found.to_dict()) if chosen.format == "json" else found.explain())
    return FAULTY if (found.cases or found.faulty) and not chosen.exit_zero else ANSWERED


def _files(named: Iterable[Path]) -> Iterator[Path]:
    for path in named:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix in _SUFFIXES)
        else:
            yield path


def _read(files: Iterable[Path]) -> tuple[list[tuple[Path, CaseFile]], list[tuple[Path, ComplaintRulesError]]]:
    read: list[tuple[Path, CaseFile]] = []
    unread: list[tuple[Path, ComplaintRulesError]] = []
    for path in files:
        try:
            read.append((path, read_case(path)))
        except ComplaintRulesError as error:
            unread.append((path, error))
    return read, unread
