"""By which versions of a procedure a case goes: the one that governs it now, those before, and when it changed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from complaint_rules.cases.happenings import Happening
from complaint_rules.procedures.procedure import Procedure, Version
from complaint_rules.procedures.rules import InFlight, Timescale


class ChangedOver(NamedTuple):
    """A change from one version to another: to which, in which way, when, and with which event of the list."""

    to: int
    way: InFlight
    on: date
    place_in_list: int


@dataclass(slots=True, eq=False)
class Governing:
    """The versions of a procedure while one case is replayed through them.

    `seen` has the events as each version hears them. `ways` says, for each version to which the case may yet change
    over, in which way it does. `at` is the version that governs now; `reported` are those of which it was told that
    they lack the stage where the case stands. `acting` are the events, by their place in the list, that do something to
    the clocks of an earlier version.
    """

    versions: tuple[Version, ...]
    seen: Sequence[Sequence[Happening]]
    ways: Mapping[int, InFlight]
    at: int
    past: list[int] = field(default_factory=list)
    changes: list[ChangedOver] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)
    acting: set[int] = field(default_factory=set)

    @property
    def version(self) -> Version:
        """Return the version that governs now."""
        return self.versions[self.at]

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Return the procedure by each version that has governed the case, in their order."""
        return tuple(self.versions[at].procedure for at in (*self.past, self.at))

    def procedure_of(self, rule: Timescale) -> Procedure:
        """Return the procedure, of those that have governed the case, to which a timescale belongs."""
        return next(procedure for procedure in self.procedures if id(rule) in procedure.tables.places)

    def procedure_at(self, place_in_list: int) -> Procedure:
        """Return the procedure by the version that took an event."""
        governed = [0, *(change.place_in_list for change in self.changes)]
        return next(
            procedure
            for procedure, first in zip(reversed(self.procedures), reversed(governed), strict=True)
            if place_in_list >= first
        )

    def gives_meaning(self, event: str, place_in_list: int) -> bool:
        """Say whether the version that took an event has any use for it, or a clock of an earlier one had."""
        tables = self.procedure_at(place_in_list).tables
        return place_in_list in self.acting or tables.heard_by(tables)[event].has_meaning

    def due(self, way: InFlight, on: date) -> Sequence[int]:
        """Return the versions to which the case may change over in one way on a day, the latest first."""
        later = range(len(self.versions) - 1, self.at, -1)
        return [at for at in later if self.ways.get(at) is way and self._has_begun(at, on)]

    def _has_begun(self, at: int, on: date) -> bool:
        first = self.versions[at].from_
        return first is not None and first <= on

    def change_over(self, change: ChangedOver) -> Procedure:
        """Let another version govern from an event on, and return the procedure by it."""
        self.past.append(self.at)
        self.at = change.to
        self.changes.append(change)
        return self.version.procedure
