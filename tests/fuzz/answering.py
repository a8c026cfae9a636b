"""What the library makes of a file, whatever is in it: nothing, or faults; anything else is a crash."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from complaint_rules import CaseError, ProfileError
from complaint_rules.case_files import read_case
from complaint_rules.checks import run_checks
from complaint_rules.compiling import compile_page
from complaint_rules.loading import load_profile, pages, shelf
from complaint_rules.profiles.map_document import MapDocument
from complaint_rules.profiles.reading import read_document
from complaint_rules.profiles.validating import validate
from complaint_rules.questions import assess

# A file as a whole has no line, and neither have the mistakes that were not looked for.
WITHOUT_A_LINE = {"more_faults", "file_missing", "file_unreadable", "not_a_file"}


def answer(kind, content):
    """Return the faults of a file of some kind; raises whatever is no mistake of its author's."""
    try:
        KINDS[kind](content)
    except (ProfileError, CaseError) as error:
        return error.faults
    return ()


def badly_told(faults, content):
    """Return those faults that have no place, or one that is not in the file."""
    lines = content.count(b"\n") + content.count(b"\r") + 2
    return [
        str(fault)[:200]
        for fault in faults
        if fault.code not in WITHOUT_A_LINE
        and not (fault.file and 0 < fault.line <= lines and fault.column > 0 and fault.message and fault.mend)
    ]


def _read_text(content):
    read_document(content, "text.yaml")


def _check_profile(content, *, json=False):
    page = compile_page(read_document(content, "profile.yaml", json=json), shelf())
    faults = run_checks(page).faults
    if faults:
        raise ProfileError(faults)


def _read_map(content):
    validate(MapDocument, read_document(content, "map.yaml"))


def _at_a_path(read, content):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.yaml"
        path.write_bytes(content)
        read(path)


def _assess_case(path):
    found = read_case(path)
    with suppress(CaseError):  # such as a day that no calendar knows: it has its event, and no place in a file
        assess(found.procedure, found.case, max((event.on for event in found.case.events), default=DAY)).to_dict()


DAY = date(2024, 3, 18)
KINDS = {
    "calendars": lambda content: _at_a_path(lambda path: pages(str(path)), content),
    "cases": lambda content: _at_a_path(_assess_case, content),
    "maps": _read_map,
    "profiles": _check_profile,
    "profiles as json": lambda content: _check_profile(content, json=True),
    "texts": _read_text,
    "versions": lambda content: _at_a_path(load_profile, content),
}
