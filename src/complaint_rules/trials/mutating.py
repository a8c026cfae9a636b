"""Whether the worked cases of a profile notice each of its mutants."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from complaint_rules.case_files import WorkedCase
from complaint_rules.checks import run_checks
from complaint_rules.compiling import Compiled
from complaint_rules.errors import ProfileError
from complaint_rules.loading import Paged, paged_as_read
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.profiles.reading import Reading, read_file
from complaint_rules.trials.coverage import coverage
from complaint_rules.trials.equivalence import is_equivalent
from complaint_rules.trials.mutants import Mutant, changed, mutants, mutants_of_joining, texts
from complaint_rules.trials.results import Place
from complaint_rules.trials.running import notices, read_trials
from complaint_rules.values import frozen

Steps = tuple[str | int, ...]


class Fate(StrEnum):
    """What became of a mutant.

    `noticed`: a case came out otherwise. `survived`: none did. `refused`: it does not compile, or `check` finds what it
    did not find before. `equivalent`: it compiles to the very rules of the profile, or its rows of acceptance answer
    alike whatever is known of the facts that they ask about, so that no case can notice it.
    """

    NOTICED = "noticed"
    SURVIVED = "survived"
    REFUSED = "refused"
    EQUIVALENT = "equivalent"


@frozen
class Judged:
    """A mutant with its fate and its place; `noticed_by` names the first case that noticed it."""

    place: Place
    path: str
    sort: str
    change: str
    fate: Fate
    noticed_by: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            **self.place.to_dict(),
            "path": self.path,
            "sort": self.sort,
            "change": self.change,
            "fate": self.fate.value,
            "noticed_by": self.noticed_by,
        }


@frozen
class Mutation:
    """What the cases of a profile notice. `of` is how many mutants there are, of which a sample may have been tried."""

    profile: str
    judged: tuple[Judged, ...]
    of: int

    def having(self, fate: Fate) -> tuple[Judged, ...]:
        """Return the mutants of one fate, in the order of the page."""
        return tuple(one for one in self.judged if one.fate is fate)

    @property
    def percent(self) -> float:
        """Return how many of a hundred were noticed, of those that could be; all, where there are none."""
        noticed, survived = len(self.having(Fate.NOTICED)), len(self.having(Fate.SURVIVED))
        return 100.0 * noticed / (noticed + survived) if noticed + survived else 100.0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "profile": self.profile,
            "percent": round(self.percent, 1),
            "mutants": self.of,
            "tried": len(self.judged),
            "counts": {fate.value: len(self.having(fate)) for fate in Fate},
            "survivors": [one.to_dict() for one in self.having(Fate.SURVIVED)],
        }


def mutate(profile: str, path: Path, files: Sequence[Path], sample: int | None = None, jobs: int = 1) -> Mutation:
    """Try every mutant of a profile, or so many evenly spread over the page, on the cases of files.

    Of a file that joins versions, what it says itself is changed, and then each version's own file.
    """
    workbench = Workbench(path, files, sample)
    total = len(workbench.mutants)
    numbers = spread(total, sample)
    if jobs == 1:
        judged = [workbench.judge(number) for number in numbers]
    else:
        with get_context("spawn").Pool(jobs, _open_workbench, (path, tuple(files), sample)) as pool:
            judged = pool.map(_judge, numbers, chunksize=8)
    return Mutation(profile, tuple(judged), total)


def spread(total: int, sample: int | None) -> tuple[int, ...]:
    """Return so many numbers below a total, evenly spread; always the same ones."""
    if sample is None or sample >= total:
        return tuple(range(total))
    return tuple(at * total // sample for at in range(sample))


_OF_SOURCES = frozenset({"place_not_in_document"})
"""Findings that no mutant can add, since none changes a source; to look for them takes long."""
_WORKBENCH: "list[Workbench]" = []
"""The workbench of a process that takes part of the mutants."""


def _open_workbench(path: Path, files: Sequence[Path], sample: int | None) -> None:
    _WORKBENCH.append(Workbench(path, files, sample))


def _judge(number: int) -> Judged:
    return _WORKBENCH[-1].judge(number)


class Workbench:
    """A profile as it was read, its mutants, and its cases: those that exercise a rule before the others.

    A file that joins versions is read with each of theirs, and a mutant is of one of these files.
    """

    def __init__(self, path: Path, files: Sequence[Path], sample: int | None = None) -> None:
        self.path = path
        self.sample = sample
        self.readings: dict[Path, Reading] = {}
        self.paged = paged_as_read(path, self._read)
        self.known = {page.faults.reading.file: _found(page) for page in self.paged.pages}
        self.changes = tuple(self._changes())
        self.mutants = tuple(mutant for _, mutant in self.changes)
        self.cases = tuple(case for file in files for case in read_trials(file, path))
        self.takers = {page.faults.reading.file: _takers(page.faults.reading.value) for page in self.paged.pages}
        self.words = {(case.file, case.at): frozenset(texts(case.written)) for case in self.cases}

    @cached_property
    def exercising(self) -> Mapping[tuple[str, Steps], tuple[WorkedCase, ...]]:
        """The cases that exercise each rule, by its file and place; to find them pays only where much is tried."""
        if self.sample is not None and self.sample <= len(self.cases):
            return {}
        found = coverage(str(self.path), self.paged.pages, self.cases).rules
        return {(rule.place.file, rule.path): rule.cases for rule in found if rule.cases}

    def _read(self, path: Path) -> Reading:
        self.readings[path] = read_file(path)
        return self.readings[path]

    def _changes(self) -> Iterator[tuple[Reading, Mutant]]:
        """Yield every mutant with the file that it changes: one that joins before its versions."""
        joining = self.readings[self.path]
        if "versions" in joining.value:
            yield from ((joining, mutant) for mutant in mutants_of_joining(joining.value))
        for page in self.paged.pages:
            reading = page.faults.reading
            yield from ((reading, mutant) for mutant in mutants(reading.value, page.profile.procedures))

    def judge(self, number: int) -> Judged:
        """Compile a mutant once, and ask the cases, each until the first that notices."""
        reading, mutant = self.changes[number]
        fate, case = self._fate(reading, mutant)
        mark = reading.mark(mutant.path)
        place = Place(reading.file, mark.line, mark.column)
        by = f"{case.file}: {case.name}" if case else ""
        return Judged(place, _dotted(mutant.path), mutant.sort, str(mutant), fate, by)

    def _fate(self, reading: Reading, mutant: Mutant) -> tuple[Fate, WorkedCase | None]:
        try:
            paged = self._compiled(reading, mutant)
        except ProfileError:
            return Fate.REFUSED, None
        pages = (page for page in paged.pages if page.faults.reading.file == reading.file)
        if any(_found(page) - self.known[reading.file] for page in pages):
            return Fate.REFUSED, None
        procedures = paged.profile.procedures
        for worked in self._in_order(reading.file, mutant):
            if notices(replace(worked, procedure=procedures[worked.procedure.id])):
                return Fate.NOTICED, worked
        return (Fate.EQUIVALENT if self._is_the_same(paged, reading) else Fate.SURVIVED), None

    def _compiled(self, reading: Reading, mutant: Mutant) -> Paged:
        """Return the profile with the one file changed; the others are as they were read."""
        now = replace(reading, value=changed(reading.value, mutant.path, mutant.now))
        return paged_as_read(self.path, lambda path: now if self.readings[path] is reading else self.readings[path])

    def _in_order(self, file: str, mutant: Mutant) -> Iterator[WorkedCase]:
        """Yield the cases that could notice: those that exercise the rule, of its procedures, then all others.

        Of each those come first that have the most words of the change, and of its place.
        """
        above = ((file, mutant.path[:end]) for end in range(len(mutant.path), 0, -1))
        first = next((self.exercising[rule] for rule in above if rule in self.exercising), ())
        touched = self.takers[file].get(str(mutant.path[1]), ()) if mutant.path[0] == "procedures" else ()
        second = (case for case in self.cases if case.procedure.id in touched)
        said = frozenset(texts((mutant.path, mutant.was, mutant.now)))

        def strange(case: WorkedCase) -> int:
            return -len(said & self.words[case.file, case.at])

        groups = (sorted(group, key=strange) for group in (first, second, self.cases))
        yield from {(case.file, case.at): case for group in groups for case in group}.values()

    def _is_the_same(self, paged: Paged, reading: Reading) -> bool:
        """Say whether the file that was changed says the very same: a version's by itself, else all that it joins."""
        changed_file = next((page for page in paged.pages if page.faults.reading.file == reading.file), None)
        if changed_file is None:
            return _are_the_same(self.paged.profile.procedures, paged.profile.procedures)
        own = next(page for page in self.paged.pages if page.faults.reading is reading)
        return _are_the_same(own.profile.procedures, changed_file.profile.procedures)


def _are_the_same(own: Mapping[str, Procedure], procedures: Mapping[str, Procedure]) -> bool:
    return all(is_equivalent(own[name], procedure) for name, procedure in procedures.items())


def _takers(written: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return of each procedure of a page those whose rules its own may be: itself, and those that take them over."""
    taking = {name: set(_taken_over(block)) for name, block in written["procedures"].items()}
    return {name: (name, *(other for other, names in taking.items() if name in names)) for name in taking}


def _taken_over(written: Any) -> Iterator[str]:
    if isinstance(written, dict):
        for key, value in written.items():
            yield from [value] if key == "same_as" else _taken_over(value)


def _found(page: Compiled) -> frozenset[tuple[str, str]]:
    return frozenset((fault.code, fault.path) for fault in run_checks(page, leaving=_OF_SOURCES).faults)


def _dotted(path: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
