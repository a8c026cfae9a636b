"""What `check` says of files, as a report: of each file whether it loads, and each check of the catalogue."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from complaint_rules.checks import CHECKS
from complaint_rules.errors import Fault
from complaint_rules.reports.reported import Looked, Report, Rule, of_fault

LOADS = "loads"
SET_ASIDE = "set_aside"
"""What is looked at besides the catalogue: that a file loads, and that what is set aside in it is there."""

NO_DAY = "not judged, since no day was given (--as-of)"


class FileChecked(NamedTuple):
    """What is said of one file: its faults, what its author set aside and why, and what was not judged.

    `looked_for` are the codes of the catalogue; there are none for a calendar, or for a file that does not load.
    `no_headings` are the files in which the headings of its documents would stand, without which no place is looked up.
    """

    file: str
    faults: tuple[Fault, ...]
    set_aside: tuple[tuple[Fault, str], ...] = ()
    not_judged: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()
    no_headings: tuple[Path, ...] = ()


def report_of(results: Iterable[FileChecked]) -> Report:
    """Report what was checked."""
    return Report(
        command="check", looked=tuple(one for result in results for one in _looked(result)), rules=tuple(RULES.values())
    )


RULES = {check.code: Rule(code=check.code, name=check.name, page=check.page) for check in CHECKS}


def _looked(result: FileChecked) -> Iterator[Looked]:
    if not result.looked_for:
        yield _one(result, LOADS, result.faults)
        return
    yield _one(result, LOADS, ())
    for code in result.looked_for:
        yield _one(result, code, (fault for fault in result.faults if fault.code == code))
    yield _one(result, SET_ASIDE, (fault for fault in result.faults if fault.code not in RULES))


def _one(result: FileChecked, name: str, faults: Iterable[Fault]) -> Looked:
    told = [of_fault(fault, RULES.get(fault.code)) for fault in faults]
    left = ((fault, because) for fault, because in result.set_aside if fault.code == name)
    told += [of_fault(fault, RULES.get(fault.code), because) for fault, because in left]
    not_judged = NO_DAY if name in result.not_judged else ""
    return Looked(within=result.file, name=name, found=tuple(told), not_judged=not_judged)
