"""Baselines: the findings that a council knows of, in a file, so that a check fails only on what is new or worse."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from complaint_rules.conformance.findings import Conformity, Difference, Finding, Size, Verdict
from complaint_rules.conformance.sizes import Written
from complaint_rules.errors import CaseError, Fault
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.rules import Timescale
from complaint_rules.profiles.baseline_document import BaselineDocument, FoundDocument
from complaint_rules.profiles.reading import read_file
from complaint_rules.profiles.validating import validate
from complaint_rules.terms import Permission
from complaint_rules.values import frozen

__all__ = ["NOTHING_KNOWN", "Compared", "Known", "baseline_text", "compare", "read_baseline"]


class Found(NamedTuple):
    """What was found under one id: the verdict, and how much."""

    verdict: Verdict
    size: Size


Known = Mapping[str, Found | None]
"""What a baseline knows: by id what was found, or None where it was written by a version that kept ids alone."""

NOTHING_KNOWN: Known = {}


@frozen
class Moved:
    """A known finding of which another amount is found than was known: what was, and what is, in a few words."""

    finding: Finding
    was: str
    now: str

    @property
    def told(self) -> str:
        """Say it in a line: the id, and what became of what."""
        return f"{self.finding.id} ({self.was} → {self.now})"

    def to_dict(self) -> dict[str, str]:
        """Return it as plain data."""
        return {"id": self.finding.id, "was": self.was, "now": self.now}


@frozen
class Compared:
    """What was found against what was known: new findings, known ones, and the ids of those that are gone.

    `worse` are known ones that became worse, which stand among the new; `improved` those that became smaller, which
    stand among the known. `unsized` are the ids of known ones of which the baseline does not say how much was found.
    `explained` are the ids of what it knows and a deviation explains today: they are found, and not gone.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[str, ...]
    worse: tuple[Moved, ...] = ()
    improved: tuple[Moved, ...] = ()
    unsized: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()


def read_baseline(path: Path, profile: str) -> Known:
    """Return what a baseline knows. Raises `CaseError` for a file that is none, or another profile's."""
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
    return {one: _read(document.found[one]) if one in document.found else None for one in document.findings}


def _read(found: FoundDocument) -> Found:
    own, law = (tuple(Written(*item) for item in side.items()) for side in (found.council, found.law))
    permission = Permission(found.permission) if found.permission else None
    return Found(Verdict(found.verdict), Size(own, law, permission, tuple(found.missing)))


def compare(found: Sequence[Conformity], known: Known) -> Compared:
    """Compare what is held against a profile's procedures with what a baseline knows."""
    findings = [finding for each in found for finding in each.held_against]
    explained = {finding.id for each in found for finding in each.explained}
    moved = [_Judged(one, before, _change(one, before)) for one in findings if (before := known.get(one.id))]
    worse = tuple(_told(one) for one in moved if one.change is _Change.WORSE)
    is_worse = {one.finding.id for one in worse}
    return Compared(
        new=tuple(one for one in findings if one.id not in known or one.id in is_worse),
        known=tuple(one for one in findings if one.id in known and one.id not in is_worse),
        gone=tuple(sorted(set(known) - {finding.id for finding in findings} - explained)),
        worse=worse,
        improved=tuple(_told(one) for one in moved if one.change is _Change.BETTER),
        unsized=tuple(one.id for one in findings if one.id in known and known[one.id] is None),
        explained=tuple(sorted(explained & set(known))),
    )


def baseline_text(profile: str, as_of: date, found: Iterable[Conformity]) -> str:
    """Write a baseline: the id of everything that is held against the profile on the day, in order, and how much is."""
    held = {finding.id: finding for each in found for finding in each.held_against}
    ids = sorted(held)
    document = {
        "profile": profile,
        "judged_on": as_of.isoformat(),
        "findings": ids,
        "found": {one: _kept(held[one]) for one in ids},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _kept(finding: Finding) -> dict[str, object]:
    size = {key: value for key, value in finding.size.to_dict().items() if value not in (None, {}, [])}
    return {"verdict": finding.verdict.value, **size}


# Worse or better than was known.


class _Change(Enum):
    BETTER = -1
    SAME = 0
    WORSE = 1


class _Judged(NamedTuple):
    finding: Finding
    before: Found
    change: _Change


_OPEN = {Permission.REFUSED: 0, Permission.UNDETERMINED: 1, Permission.DISCRETIONARY: 2, Permission.ENTITLED: 3}
_POWERS = frozenset({Difference.BEYOND_THE_LAW, Difference.TAKEN_BACK})
"""Where it is the council's power that is too much: there the more open is the worse."""
_OF_WINDOWS = frozenset({ClauseKind.WINDOW, ClauseKind.TIME_LIMIT})
_NUMBER = re.compile(r"\b\d+\b")
"""A number by itself; the numbers of stages are parts of names."""


def _change(finding: Finding, before: Found) -> _Change:
    """Return what became of a known finding: worse if it is in anything, and better if it is in something and so."""
    changes = set(_changes(finding, before))
    return _Change.WORSE if _Change.WORSE in changes else _Change.BETTER if changes else _Change.SAME


def _changes(finding: Finding, before: Found) -> Iterator[_Change]:
    """Yield every way in which a finding is another than it was."""
    size, was = finding.size, before.size
    sizes = [
        _sign((finding.verdict is not Verdict.CANNOT_BE_JUDGED) - (before.verdict is not Verdict.CANNOT_BE_JUDGED)),
        _of_permissions(was.permission, size.permission, finding),
        _of_letters(set(was.missing), set(size.missing)),
        _of_times(was, size, finding),
    ]
    yield from (change for change in sizes if change is not _Change.SAME)


def _sign(number: int) -> _Change:
    return _Change((number > 0) - (number < 0))


def _of_permissions(was: Permission | None, now: Permission | None, finding: Finding) -> _Change:
    if was is None or now is None:
        return _Change.SAME
    closed = _OPEN[was] - _OPEN[now]
    return _sign(-closed if finding.difference in _POWERS else closed)


def _of_letters(was: set[str], now: set[str]) -> _Change:
    return _Change.WORSE if now - was else _Change.BETTER if was - now else _Change.SAME


def _of_times(was: Size, now: Size, finding: Finding) -> _Change:
    """Compare the times as they are written, each number with its own: what is longer anywhere is worse.

    So is what is written otherwise, and not only with other numbers: it cannot be held against what was.
    """
    own, law = _longer(was.council, now.council), _longer(was.law, now.law)
    if own is None or law is None:
        return _Change.WORSE
    signs = {*own, *(-sign for sign in law)} - {0}
    if _is_better_longer(finding):
        signs = {-sign for sign in signs}
    return _Change(max(signs, default=0))


def _longer(was: tuple[Written, ...], now: tuple[Written, ...]) -> list[int] | None:
    """Return for each number in some times whether it is more than before; None where other things are written too."""
    before, after = (" ".join(f"{one.name}: {one.text}" for one in times) for times in (was, now))
    if _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
        return None
    pairs = zip(*(map(int, _NUMBER.findall(text)) for text in (before, after)), strict=True)
    return [(new > old) - (new < old) for old, new in pairs]


def _is_better_longer(finding: Finding) -> bool:
    """Say whether it is the complainant's own time that is too short."""
    rule = finding.written
    return finding.clause.kind in _OF_WINDOWS or (isinstance(rule, Timescale) and rule.is_window)


def _told(judged: _Judged) -> Moved:
    finding, before, _ = judged
    was, now = _parts(before), _parts(Found(finding.verdict, finding.size))
    only = (", ".join(part for part in one if part not in other) for one, other in ((was, now), (now, was)))
    return Moved(finding, *(said or "nothing" for said in only))


def _parts(found: Found) -> list[str]:
    """Say what was found in parts, of which those that differ are told."""
    verdict, size = found
    times = [
        f"{whose}{one.name}: {one.text}" for whose, side in (("", size.council), ("law's ", size.law)) for one in side
    ]
    lacking = [f"the letter: {content}" for content in size.missing]
    permission = [size.permission.value] if size.permission else []
    return [verdict.value.replace("_", " "), *permission, *times, *lacking]
