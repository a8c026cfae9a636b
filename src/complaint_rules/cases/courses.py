"""By which versions of its procedure a case may have gone: one course, or several where the profile cannot tell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from complaint_rules.cases.case import Case
from complaint_rules.cases.changing_over import as_if_asked
from complaint_rules.cases.governing import Governing
from complaint_rules.cases.happenings import Happening, Known, as_seen_by, known_on
from complaint_rules.cases.replay import replay, replay_by_versions
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.in_force import nearest_to, possible_on
from complaint_rules.procedures.procedure import Procedure, Version
from complaint_rules.procedures.rules import InFlight
from complaint_rules.values import frozen


class Course(NamedTuple):
    """The case replayed by the versions that govern it in one way; `label` says in which, if there are others.

    `asked` is the council's standing as it would be for an event that were recorded on the day of the question: by
    event, a case changes over with the first one.
    """

    label: str
    known: Known
    standings: tuple[Standing, ...]
    asked: Standing


@frozen
class _Histories:
    """A case as each version of a procedure knows and hears it."""

    versions: tuple[Version, ...]
    known: tuple[Known, ...]
    seen: tuple[tuple[Happening, ...], ...]
    as_of: date

    def through(self, start: int, ways: Mapping[int, InFlight]) -> Standing:
        governing = Governing(self.versions, self.seen, ways, start)
        return replay_by_versions(governing, self.known[start], self.as_of)

    def asked(self, start: int, ways: Mapping[int, InFlight], standing: Standing) -> Standing:
        """Return the standing for an event that were recorded on the day of the question, which it is most often."""
        assert standing.governing is not None
        if not standing.governing.due(InFlight.BY_EVENT, self.as_of):
            return standing
        again = self.through(start, ways)
        as_if_asked(self.as_of, len(self.known[start].events), again)
        return again


def courses_of(procedure: Procedure, case: Case, as_of: date) -> tuple[Course, ...]:
    """Return every way in which the versions of a procedure may govern a case, each once."""
    versions = procedure.versions
    known = tuple(known_on(case, as_of, version.procedure) for version in versions)
    seen = tuple(
        tuple(as_seen_by(version.procedure, heard, version.procedure))
        for version, heard in zip(versions, known, strict=True)
    )
    histories = _Histories(versions, known, seen, as_of)
    alone = [histories.through(at, {}) for at in range(len(versions))]
    starts = _takers(versions, alone, as_of)
    found = [one for start in starts for one in _courses_from(start, alone[start], histories, named=len(starts) > 1)]
    return tuple({_went_by(course): course for course in reversed(found)}.values())[::-1]


def _takers(versions: Sequence[Version], alone: Sequence[Standing], as_of: date) -> Sequence[int]:
    """Return the versions that may have taken the case: those that could be in force on the day on which it began.

    Where one is certain to have taken it, one by which it began only later has not.
    """
    began = [(at, day) for at, standing in enumerate(alone) if (day := standing.began_on) is not None]
    found = [(at, day) for at, day in began if at in nearest_to(versions, day)]
    certain = [day for _, day in found if len(nearest_to(versions, day)) == 1]
    takers = [at for at, day in found if not any(sooner < day for sooner in certain)]
    return takers or nearest_to(versions, as_of)


def _courses_from(start: int, alone: Standing, histories: _Histories, *, named: bool) -> Iterator[Course]:
    """Yield a course for each way in which a case that one version took may have changed over to later ones."""
    versions = histories.versions
    later = [at for at in range(start + 1, len(versions)) if _came_into_force(versions[at], alone, histories.as_of)]
    said = {at: rule for at in later if (rule := versions[at].in_flight) is not None}
    for chosen in product(*(rule.ways for rule in said.values())):
        ways = dict(zip(said, chosen, strict=True))
        over = {at: way for at, way in ways.items() if way is not InFlight.BY_RECEIPT}
        standing = histories.through(start, over) if over else alone
        if alone.began_on is not None and not possible_on(versions, alone.began_on):
            _report_nothing_in_force(standing, histories.seen[start])
        open_ways = {at: way for at, way in ways.items() if len(said[at].ways) > 1}
        asked = histories.asked(start, over, standing)
        yield _course(_label(start, open_ways, versions, named=named), standing, asked, histories)


def _came_into_force(version: Version, standing: Standing, as_of: date) -> bool:
    """Say whether a version took another's place while the case was in flight."""
    return version.from_ is not None and standing.began_on is not None and standing.began_on < version.from_ <= as_of


def _report_nothing_in_force(standing: Standing, seen: Sequence[Happening]) -> None:
    assert standing.began_on is not None
    assert standing.governing is not None
    began = seen[standing.entered[""]]
    edition = standing.governing.versions[(*standing.governing.past, standing.governing.at)[0]].edition
    standing.report("no_version_in_force", began.kind, began.on, edition)


def _label(start: int, ways: Mapping[int, InFlight], versions: Sequence[Version], *, named: bool) -> str:
    """Name a course: by which version the case is taken, where that is not known, and how it changes over."""
    taken = [f"by the version {versions[start].edition}"] if named else []
    to = {at: f" to {versions[at].edition}" if len(ways) > 1 else "" for at in ways}
    changes = (f"cases in flight{to[at]} {way.value.replace('_', ' ')}" for at, way in ways.items())
    return "; ".join([*taken, *changes])


def _course(label: str, standing: Standing, asked: Standing, histories: _Histories) -> Course:
    """Return a course with each law under which one of its versions stands."""
    governing = standing.governing
    assert governing is not None
    known = histories.known[governing.at]
    packs = {pack.profile: pack for procedure in governing.procedures for pack in procedure.packs}
    held = (pack for pack in packs.values() if pack.is_held_beside(standing.began_on or histories.as_of))
    laws = (replay(pack, known, histories.as_of, standing.procedure) for pack in held)
    return Course(label, known, (standing, *laws), asked)


def _went_by(course: Course) -> tuple[object, ...]:
    """Return what tells one course from another: which version took the case, each change, and what it would be now."""
    governing, asked = course.standings[0].governing, course.asked.governing
    assert governing is not None
    assert asked is not None
    return (*governing.past, governing.at, *governing.changes, asked.at)
