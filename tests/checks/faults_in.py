"""The faults that the checks find in a profile after pieces of it have been written otherwise."""

from pathlib import Path

from complaint_rules.checks import run_checks
from complaint_rules.errors import Fault
from complaint_rules.loading import pages


def faults_in(folder: Path, text: str, *changes: tuple[str, str]) -> tuple[Fault, ...]:
    """Return them; each piece stands in the text once."""
    for written, instead in changes:
        assert text.count(written) == 1, written
        text = text.replace(written, instead)
    path = folder / "northshire.yaml"
    path.write_text(text, encoding="utf-8")
    (page,) = pages(str(path))
    return tuple(run_checks(page).faults)
