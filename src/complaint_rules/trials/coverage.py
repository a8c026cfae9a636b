"""Coverage by clause: which rules of a profile no worked case exercises, each with its place.

Beside the rules, which ways through the stages no case goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from complaint_rules.case_files import WorkedCase
from complaint_rules.compiling import Compiled
from complaint_rules.loading import pages
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.trials.exercising import Name, exercised, items
from complaint_rules.trials.gathering import Gathered
from complaint_rules.trials.places_reached import THROUGH
from complaint_rules.trials.results import Place
from complaint_rules.trials.running import read_trials
from complaint_rules.trials.ways_through import ways_through
from complaint_rules.values import frozen


@frozen
class Covered:
    """A rule, a row of one, or a way through the stages (with its last move's place), and the cases that exercise it.

    `clauses` has its name in each procedure that has it: a section that another takes over (`same_as`) is one rule.
    """

    clauses: tuple[str, ...]
    place: Place
    path: tuple[str | int, ...]
    cases: tuple[WorkedCase, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        names = [f"{case.file}: {case.name}" for case in self.cases]
        return {"clauses": list(self.clauses), **self.place.to_dict(), "cases": names}


@frozen
class Coverage:
    """What the cases exercise of one profile; the ways through its stages are not counted among its rules."""

    profile: str
    rules: tuple[Covered, ...]
    ways: tuple[Covered, ...] = ()

    @property
    def missing(self) -> tuple[Covered, ...]:
        """Return what no case exercises, in the order of the page."""
        return tuple(rule for rule in self.rules if not rule.cases)

    @property
    def ways_missing(self) -> tuple[Covered, ...]:
        """Return the ways through the stages that no case goes."""
        return tuple(way for way in self.ways if not way.cases)

    @property
    def exercised(self) -> int:
        """Return how many are exercised."""
        return len(self.rules) - len(self.missing)

    @property
    def percent(self) -> float:
        """Return how many of a hundred are exercised; a profile without rules has nothing missing."""
        return 100.0 * self.exercised / len(self.rules) if self.rules else 100.0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "profile": self.profile,
            "percent": round(self.percent, 1),
            "exercised": self.exercised,
            "rules": len(self.rules),
            "missing": [rule.to_dict() for rule in self.missing],
            "ways": len(self.ways),
            "ways_missing": [way.to_dict() for way in self.ways_missing],
        }


def coverage(profile: str, written: Iterable[Compiled], cases: Iterable[WorkedCase]) -> Coverage:
    """Return what cases exercise of a profile, whose pages are those of all its versions."""
    by_name: dict[Name, list[WorkedCase]] = {}
    for worked in cases:
        for name in exercised(worked):
            by_name.setdefault(name, []).append(worked)
    pages_of_it = tuple(written)
    return Coverage(
        profile,
        tuple(rule for page in pages_of_it for rule in _covered(page, _written(page), by_name)),
        tuple(way for page in pages_of_it for way in _covered(page, _ways(page), by_name)),
    )


def coverage_of(gathered: Iterable[Gathered]) -> tuple[Coverage, ...]:
    """Return what gathered cases exercise: of each profile that was named, or that cases alone name."""
    found: list[Coverage] = []
    for each in gathered:
        cases = tuple(case for path in each.files for case in read_trials(path, each.profile))
        named = {str(case.profile): None for case in cases}
        for profile in [each.name] if each.profile is not None else named:
            path = str(each.profile or profile)
            own = cases if each.profile is not None else (case for case in cases if str(case.profile) == profile)
            found.append(coverage(profile, pages(path), own))
    return tuple(found)


_Written = Iterator[tuple[Name, tuple[str | int, ...]]]


def _covered(page: Compiled, written: _Written, by_name: Mapping[Name, list[WorkedCase]]) -> Iterator[Covered]:
    """Yield what is written on a page in its order, each once, though several procedures take it over."""
    found: dict[tuple[tuple[str | int, ...], str], list[Name]] = {}
    for name, path in written:
        found.setdefault((path, _way_of(name)), []).append(name)
    for path, way in sorted(found, key=lambda one: (_mark(page, one[0]), one[1])):
        names = found[path, way]
        cases = {(case.file, case.at): case for name in names for case in by_name.get(name, ())}
        clauses = tuple(f"{name.procedure}: {name.clause}" for name in names)
        yield Covered(clauses, _place(page, path), path, tuple(cases.values()))


def _way_of(name: Name) -> str:
    """Return a way by its name: several have one last move, and so one place."""
    return name.clause if name.clause.startswith(THROUGH) else ""


def _written(page: Compiled) -> _Written:
    """Yield everything there is to exercise on a page, with its place."""
    for procedure in page.profile.procedures.values():
        for item in items(procedure):
            path = (*page.faults.places[id(item.rule.citation)], *item.below)
            yield _named(procedure, item.clause), path


def _ways(page: Compiled) -> _Written:
    """Yield every way through the stages of a page, with the place of its last move."""
    for procedure in page.profile.procedures.values():
        for way in ways_through(procedure):
            yield _named(procedure, way.clause), page.faults.places[id(way.last.citation)]


def _named(procedure: Procedure, clause: str) -> Name:
    return Name(procedure.profile, procedure.editions.profile, procedure.id, clause)


def _mark(page: Compiled, path: tuple[str | int, ...]) -> tuple[int, int]:
    place = _place(page, path)
    return place.line, place.column


def _place(page: Compiled, path: tuple[str | int, ...]) -> Place:
    fault = page.faults.placed("", path, "", "", key=True)
    return Place(fault.file, fault.line, fault.column)
