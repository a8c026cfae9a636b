"""What could not have happened as recorded, on any basis; nothing that was recorded is dropped."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from typing import NamedTuple

from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day, source
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.wrong_procedure import Wrong, in_the_wrong_procedure
from complaint_rules.cases.accepting import outside
from complaint_rules.cases.factors import factors_of_acceptance
from complaint_rules.cases.happenings import as_seen_by, counted_outcome
from complaint_rules.cases.judging import unique
from complaint_rules.cases.standing import Irregularity, Standing
from complaint_rules.citations import Checked, Citation, least_checked
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Rule
from complaint_rules.terms import Basis
from complaint_rules.values import frozen


@frozen
class Reported:
    """An irregularity by its stable code, with the event and its day; `about` names what it concerns.

    `checked` says how far the rules were checked on which it rests: the least of them. `sources` are the places by
    which a case is in the wrong procedure, or by which a factor had to be weighed, something was to be done before, or
    a letter must hold something to make the time longer; of others none are named.
    """

    code: str
    event: str
    on: date
    basis: Basis
    about: tuple[str, ...] = ()
    day: date | None = None
    checked: Checked = Checked.DOCUMENT_READ
    sources: tuple[Citation, ...] = ()
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    def explain(self) -> str:
        """Say in plain words what is irregular."""
        return self.words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the irregularity as plain data."""
        return {
            "code": self.code,
            "event": self.event,
            "on": day(self.on),
            "basis": self.basis.value,
            "about": list(self.about),
            "day": day(self.day),
            "checked": self.checked.value,
            "sources": [source(one) for one in self.sources],
            "text": self.explain(),
        }


def irregularities_of(case: Replayed, words: Words = NO_WORDS) -> tuple[Reported, ...]:
    """Return what is irregular: in the list itself, and in the history on each basis, in the order of days."""
    found = _found(case)
    if case.others:
        # What is so by one version only is not known to be so.
        others = [[one[:2] for one in _found(way)] for way in case.others]
        found = [one for one in found if all(one[:2] in other for other in others)]
    found.sort(key=lambda one: one.told.on)
    return tuple(
        Reported(one.code, one.event, one.on, one.basis, one.about, one.day, checked, sources, words)
        for one, checked, sources in found
    )


class _Found(NamedTuple):
    """What is irregular, how far its rules were checked, and where they are written, if that is told."""

    told: Irregularity
    checked: Checked = Checked.DOCUMENT_READ
    sources: tuple[Citation, ...] = ()


def _found(case: Replayed) -> list[_Found]:
    wrong = (_cited(one) for one in in_the_wrong_procedure(case))
    return [*map(_Found, _in_the_list(case)), *wrong, *_in_the_history(case)]


def _cited(one: Wrong) -> _Found:
    sources = unique(row.citation for row in one.rows)
    return _Found(one.told, least_checked(sources), sources)


def _in_the_list(case: Replayed) -> Iterator[Irregularity]:
    basis, tables, governing = case.procedure.basis, case.procedure.tables, case.council.governing
    for event in case.known.out_of_order:
        yield Irregularity("out_of_order", event.kind, event.on, basis)
    heard = [tables.heard_by(standing.procedure.tables) for standing in case.standings]
    for at, event in enumerate(case.known.events):
        meant = heard[0][event.kind].has_meaning if governing is None else governing.gives_meaning(event.kind, at)
        if not meant and not any(each[event.kind].has_meaning for each in heard[1:]):
            yield Irregularity("no_effect", event.kind, event.on, basis)
        procedure = case.procedure if governing is None else governing.procedure_at(at)
        outcome, counted = event.details.get("outcome"), counted_outcome(event, procedure)
        if isinstance(outcome, str) and counted is not None and counted != outcome:
            yield Irregularity("outcome_not_as_counted", event.kind, event.on, basis, (counted,))


def _in_the_history(case: Replayed) -> Iterator[_Found]:
    yield from map(_Found, _vain_extensions(case))
    for standing in case.standings:
        procedure = standing.procedure
        for one in (*spoken_of(standing, case), *_factors(standing, case)):
            sources = () if one.citation is None else (one.citation,)
            yield _Found(one, least_checked(sources or [rule.citation for rule in _rules_of(one, procedure)]), sources)


def spoken_of(standing: Standing, case: Replayed) -> Iterable[Irregularity]:
    """Return what is irregular on a basis; where the complaint is outside it, by the moves alone of which it speaks."""
    found, procedure = standing.irregularities, standing.procedure
    if not found or not outside(standing, case.as_of):
        return found
    open_outside = procedure.tables.open_outside
    heard = as_seen_by(procedure, case.known, case.procedure)
    spoken_of = {(each.kind, each.on) for each in heard if not open_outside.isdisjoint(each.names)}
    of_moves = (one for one in found if not any(map(procedure.timescale, one.about)))
    return [one for one in of_moves if (one.event, one.on) in spoken_of]


def _factors(standing: Standing, case: Replayed) -> Iterator[Irregularity]:
    standing = standing.at_receipt
    if standing.began_on is not None:
        event = next(one.kind for one in case.known.events if one.on == standing.began_on)
        yield from factors_of_acceptance(standing, event, standing.began_on)


def _vain_extensions(case: Replayed) -> Iterator[Irregularity]:
    """Yield the extensions that met no clock on any basis that knows them and is for such a complaint."""
    tried = {at for standing in case.standings for at in standing.extended}
    for at in sorted(tried):
        knowing = [standing for standing in case.standings if at in standing.extended]
        met = (standing for standing in knowing if standing.extended[at])
        if _any_inside(met, case) or not _any_inside(knowing, case):
            continue
        event = case.known.events[at]
        of = event.details.get("of")
        about = (of,) if isinstance(of, str) else ()
        yield Irregularity("extension_of_no_clock", event.kind, event.on, case.procedure.basis, about)


def _any_inside(standings: Iterable[Standing], case: Replayed) -> bool:
    return any(not outside(standing, case.as_of) for standing in standings)


def _rules_of(one: Irregularity, procedure: Procedure) -> Iterator[Rule]:
    """Yield the rules by which something is irregular: of the timescales that it names, else the moves of its event."""
    clocks = [rule for name in one.about if (rule := procedure.timescale(name)) is not None]
    for rule in clocks:
        yield rule
        if rule.extension is not None:
            yield rule.extension
    word = procedure.vocabulary.events.get(one.event)
    for name in (one.event, *(word.counts_as if word else ())) if not clocks else ():
        yield from procedure.tables.moves.get(name, ())
