"""`test`: worked cases as the author's tests."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from complaint_rules.commands.arguments import ANSWERED, FAULTY, MISUNDERSTOOD, Commands, add_format, as_json

if TYPE_CHECKING:
    from complaint_rules.trials.gathering import Gathered
    from complaint_rules.trials.results import FileResult


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("test", help="run worked cases: whether the answers are those that a person counted")
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="files or folders of worked cases; or profiles, whose cases stand in `cases/` beside them",
    )
    add_format(command)
    command.set_defaults(run=_test)


def _test(chosen: argparse.Namespace) -> int:
    from complaint_rules.trials.gathering import gather  # noqa: PLC0415 - no other command runs cases
    from complaint_rules.trials.running import run_files  # noqa: PLC0415

    gathered = [gather(name) for name in chosen.files]
    results = tuple(run_files(path for each in gathered for path in each.files))
    if not any(result.trials or result.faults for result in results):
        return _nothing(gathered)
    if chosen.format == "json":
        print(as_json(_as_data(results)))
    else:
        print("\n".join(_told(results)))
    return ANSWERED if all(result.is_as_expected for result in results) else FAULTY


def _nothing(gathered: "list[Gathered]") -> int:
    for each in gathered:
        beside = f"; the cases of a profile stand in `{each.profile.parent / 'cases'}`" if each.profile else ""
        print(f"complaint-rules: there are no worked cases in `{each.name}`{beside}", file=sys.stderr)
    return MISUNDERSTOOD


def _as_data(results: "tuple[FileResult, ...]") -> dict[str, object]:
    from complaint_rules.trials.results import counted  # noqa: PLC0415

    return {"files": [result.to_dict() for result in results], "counts": counted(results)}


def _told(results: "tuple[FileResult, ...]") -> Iterator[str]:
    from complaint_rules.trials.telling import told_file, told_summary  # noqa: PLC0415

    for result in results:
        told = told_file(result)
        if told:
            yield told
    yield told_summary(results)
