"""What could not have happened as recorded, on any basis; nothing that was recorded is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.routing import in_the_wrong_procedure
from complaint_rules.cases.happenings import counted_outcome
from complaint_rules.cases.standing import Irregularity
from complaint_rules.terms import Basis


@dataclass(frozen=True, slots=True)
class Reported:
    """An irregularity by its stable code, with the event and its day; `about` names what it concerns."""

    code: str
    event: str
    on: date
    basis: Basis
    about: tuple[str, ...] = ()
    day: date | None = None
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
            "text": self.explain(),
        }


def irregularities_of(case: Replayed, words: Words = NO_WORDS) -> tuple[Reported, ...]:
    """Return what is irregular: in the list itself, and in the history on each basis, in the order of days."""
    found = _found(case)
    if case.others:
        # What is so by one version only is not known to be so.
        others = [_found(way) for way in case.others]
        found = [one for one in found if all(one in other for other in others)]
    found.sort(key=lambda one: one.on)
    return tuple(Reported(one.code, one.event, one.on, one.basis, one.about, one.day, words) for one in found)


def _found(case: Replayed) -> list[Irregularity]:
    return [*_in_the_list(case), *in_the_wrong_procedure(case), *_in_the_history(case)]


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


def _in_the_history(case: Replayed) -> Iterator[Irregularity]:
    tried = {at for standing in case.standings for at in standing.extended}
    for at in sorted(tried):
        if not any(standing.extended.get(at) for standing in case.standings):
            event = case.known.events[at]
            of = event.details.get("of")
            about = (of,) if isinstance(of, str) else ()
            yield Irregularity("extension_of_no_clock", event.kind, event.on, case.procedure.basis, about)
    for standing in case.standings:
        yield from standing.irregularities
