"""`check`: every fault of profiles and calendars."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from complaint_rules.commands.arguments import (
    ANSWERED,
    FAULTY,
    MISUNDERSTOOD,
    Commands,
    add_format,
    as_json,
    day,
    print_report,
)
from complaint_rules.errors import ComplaintRulesError, Fault, did_you_mean
from complaint_rules.reports import FORMS

if TYPE_CHECKING:
    from complaint_rules.compiling import Compiled
    from complaint_rules.reports.checking import FileChecked

TO_FILL_IN = "to_be_filled_in"
AT_MOST_APART = 3
"""Up to how many places that are to be filled in are told one by one; a starting profile has dozens."""


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("check", help="every fault of profiles and calendars")
    command.add_argument(
        "files", nargs="*", metavar="FILE", help="profiles and calendars: paths, or names that `profiles` lists"
    )
    command.add_argument("--as-of", type=day, metavar="DATE", help="the day on which sources are judged")
    command.add_argument("--explain", metavar="CODE", help="print what the code of a fault means instead")
    add_format(command, *FORMS)
    command.set_defaults(run=_check, refuse=command.error)


def _check(chosen: argparse.Namespace) -> int:
    if chosen.explain is not None:
        return _explain(chosen.explain)
    if not chosen.files:
        chosen.refuse("name a profile or a calendar to check")
    results = [_checked(name, chosen.as_of) for name in chosen.files]
    if chosen.format == "json":
        print(as_json({"files": [_as_data(result) for result in results]}))
    elif chosen.format in FORMS:
        _report(results, chosen.format)
    else:
        for result in results:
            print("\n".join(_told(result)), file=sys.stderr if result.faults else sys.stdout)
        _tell_not_judged(results)
    return FAULTY if any(result.faults for result in results) else ANSWERED


def _report(results: "list[FileChecked]", form: str) -> None:
    from complaint_rules.reports.checking import report_of  # noqa: PLC0415 - only these forms need it

    print_report(report_of(results), form)
    _tell_not_judged(results)


def _explain(code: str) -> int:
    from complaint_rules.checks import CHECKS, check_named, messages  # noqa: PLC0415 - no other command needs them

    explained = check_named(code) or messages().get(code)
    if explained is None:
        mend = did_you_mean(code, (*(check.code for check in CHECKS), *messages()), "see docs/checks")
        print(f"complaint-rules: there is no page on `{code}`; {mend}", file=sys.stderr)
        return MISUNDERSTOOD
    print(explained.page)
    return ANSWERED


def _checked(name: str, as_of: date | None) -> "FileChecked":
    from complaint_rules.checks import CHECKS, run_checks  # noqa: PLC0415 - no other command needs them
    from complaint_rules.loading import pages  # noqa: PLC0415
    from complaint_rules.reports.checking import FileChecked  # noqa: PLC0415

    try:
        read = pages(name)
        found = [run_checks(page, as_of) for page in read]
    except ComplaintRulesError as error:
        return FileChecked(name, error.faults)
    return FileChecked(
        name,
        tuple(fault for each in found for fault in each.faults),
        tuple(one for each in found for one in each.set_aside),
        tuple(dict.fromkeys(code for each in found for code in each.not_judged)),
        tuple(check.code for check in CHECKS) if found else (),
        tuple(index for page in read for index in _missing_index(page)),
    )


def _missing_index(page: "Compiled") -> tuple[Path, ...]:
    """Return where the headings would stand of a council's profile beside which there are none."""
    from complaint_rules.citing.maps import map_paths  # noqa: PLC0415 - no other command needs them

    paths = map_paths(Path(page.faults.reading.file))
    looked_up = page.document.force != "council" or any(path.is_file() for path in paths)
    return () if looked_up else paths[1:]


def _as_data(result: "FileChecked") -> dict[str, Any]:
    return {
        "file": result.file,
        "faults": [fault.to_dict() for fault in result.faults],
        "set_aside": [{**fault.to_dict(), "because": because} for fault, because in result.set_aside],
        "not_judged": list(result.not_judged),
        "places_not_looked_up": [str(index) for index in result.no_headings],
    }


def _told(result: "FileChecked") -> Iterator[str]:
    left = [fault for fault in result.faults if fault.code == TO_FILL_IN]
    grouped = left if len(left) > AT_MOST_APART else []
    if grouped:
        yield from _told_together(result.file, grouped)
    yield from (str(fault) for fault in result.faults if fault not in grouped)
    if not result.faults:
        yield f"{result.file}: no fault found"
        for index in result.no_headings:
            beside = f"{index.parent.name}/{index.name}"
            yield f"    no place was looked up: {beside}, with the headings of the document, is not beside it"
    if result.set_aside:
        yield f"    {len(result.set_aside)} set aside by the author"


def _told_together(file: str, left: list[Fault]) -> Iterator[str]:
    """Tell what is still to be filled in by its number, and one line for each place."""
    yield f"{file}: {len(left)} places are still to be filled in [{TO_FILL_IN}]"
    yield f"    mend: {left[0].mend}"
    yield from (f"    {fault.line}:{fault.column}: {fault.path}" for fault in left)


def _tell_not_judged(results: "list[FileChecked]") -> None:
    codes = dict.fromkeys(code for result in results for code in result.not_judged)
    if codes:
        print(f"not judged, since no day was given (--as-of): {', '.join(codes)}", file=sys.stderr)
