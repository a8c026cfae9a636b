"""Baselines: the findings that a council knows of, kept in a file, so that a check fails only on what is new."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from complaint_rules.conformance.findings import Conformity, Finding
from complaint_rules.errors import CaseError, Fault
from complaint_rules.profiles.baseline_document import BaselineDocument
from complaint_rules.profiles.reading import read_file
from complaint_rules.profiles.validating import validate
from complaint_rules.values import frozen

__all__ = ["Compared", "baseline_text", "compare", "read_baseline"]


@frozen
class Compared:
    """What was found against what was known: new findings, known ones, and the ids of those that are gone."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[str, ...]


def read_baseline(path: Path, profile: str) -> frozenset[str]:
    """Return the ids of a baseline's findings. Raises `CaseError` for a file that is none, or another profile's."""
    reading = read_file(path, error=CaseError)
    document = validate(BaselineDocument, reading, error=CaseError)
    if document.profile != profile:
        mark = reading.mark(("profile",))
        fault = Fault(
            code="baseline_of_another_profile",
            message=f"this is the baseline of `{document.profile}`, not of `{profile}`",
            mend="name the baseline that was written for this profile, or write one with --write-baseline",
            file=reading.file,
            line=mark.line,
            column=mark.column,
            path="profile",
            text=document.profile,
        )
        raise CaseError([fault])
    return frozenset(document.findings)


def compare(found: Iterable[Conformity], known: Iterable[str]) -> Compared:
    """Compare what is held against a profile's procedures with the ids of a baseline."""
    known = frozenset(known)
    findings = [finding for each in found for finding in each.held_against]
    ids = {finding.id for finding in findings}
    return Compared(
        new=tuple(finding for finding in findings if finding.id not in known),
        known=tuple(finding for finding in findings if finding.id in known),
        gone=tuple(sorted(known - ids)),
    )


def baseline_text(profile: str, as_of: date, found: Iterable[Conformity]) -> str:
    """Write a baseline: the id of everything that is held against the profile on the day, one a line, in order."""
    ids = sorted({finding.id for each in found for finding in each.held_against})
    document = {"profile": profile, "judged_on": as_of.isoformat(), "findings": ids}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
