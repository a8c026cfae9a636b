"""Which versions of a procedure govern a case, since when, and by what rule."""

from collections.abc import Iterator
from datetime import date

from complaint_rules.assessment.answers import Plain, day, reading_to_dict, source
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.cases.governing import Governing
from complaint_rules.procedures.procedure import Version
from complaint_rules.procedures.rules import CasesBegun, CasesInFlight, InFlight
from complaint_rules.terms import Basis
from complaint_rules.values import frozen


@frozen
class GoverningVersion:
    """A version that governs a case, or that came into force while the case was in flight and does not.

    `from_` and `up_to` are when it is in force; both are None where it has no date and is taken as in force. `since` is
    the day on which the case changed over to it, and `by` the way in which it did, or by which it did not; both are
    None for the version that took the case. `rule` is what the page says of cases in flight; for a document that has
    no versions (`is_the_only_one`), what it says of when it is in force. `way` says under which of several readings all
    this is so, and `stage` where the case then stands.
    """

    version: str
    from_: date | None
    up_to: date | None
    governs: bool
    since: date | None
    by: InFlight | None
    rule: CasesInFlight | CasesBegun | None
    way: str
    stage: str | None
    is_the_only_one: bool = False

    @property
    def is_dated(self) -> bool:
        """Say whether it is known from when or up to when it is in force."""
        return self.from_ is not None or self.up_to is not None

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        rule = self.rule
        return {
            "version": self.version,
            "from": day(self.from_),
            "up_to": day(self.up_to),
            "governs": self.governs,
            "since": day(self.since),
            "by": self.by.value if self.by else None,
            "source": source(rule.citation) if rule else {},
            "readings_taken": [reading_to_dict(reading) for reading in rule.readings] if rule else [],
            "way": self.way,
            "stage": self.stage,
        }


def governing_versions(case: Replayed) -> tuple[GoverningVersion, ...]:
    """Return the versions in their order, for each way in which they may govern; where there is one page, that.

    A pack asked by itself has none: it says of itself beside which cases it is held.
    """
    if case.council.governing is None:
        return (_alone(case),) if case.procedure.basis is Basis.COUNCIL else ()
    return tuple(
        found
        for way in case.ways
        if (governing := way.council.governing) is not None
        for found in _governing(governing, way)
    )


def _governing(governing: Governing, way: Replayed) -> Iterator[GoverningVersion]:
    changes = {change.to: change for change in governing.changes}
    governed = (*governing.past, governing.at)
    for at, version in enumerate(governing.versions):
        if at == governed[0]:
            yield _version(version, way, governs=True)
        elif at in changes:
            yield _version(version, way, governs=True, since=changes[at].on, by=changes[at].way)
        elif at > governed[0] and _came_into_force(version, way):
            yield _version(version, way, governs=False, by=governing.ways.get(at, InFlight.BY_RECEIPT))


def _alone(case: Replayed) -> GoverningVersion:
    """Return the only version that there is, which governs every case, whether or not it was in force."""
    procedure, rule = case.council.procedure, case.council.procedure.in_force
    dates = (rule.earliest, rule.latest) if rule is not None else (None, None)
    governs = procedure.editions.profile, *dates, True, None, None
    return GoverningVersion(*governs, rule, "", case.council.stage, is_the_only_one=True)


def _came_into_force(version: Version, way: Replayed) -> bool:
    began, first = way.council.began_on, version.from_
    return began is not None and first is not None and began < first <= way.as_of


def _version(
    version: Version, way: Replayed, *, governs: bool, since: date | None = None, by: InFlight | None = None
) -> GoverningVersion:
    rule = version.in_flight if by is not None else None
    dates = version.from_, version.up_to
    return GoverningVersion(version.edition, *dates, governs, since, by, rule, way.way, way.council.stage)
