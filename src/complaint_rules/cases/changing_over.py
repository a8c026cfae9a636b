"""A case in flight changes over from one version of its procedure to another.

Nothing starts, ends or moves by the change itself. From then on the moves, bars and starts are the new version's; a
clock that runs keeps the rule that started it, and what an event does to it is what that rule's version says.
"""

from dataclasses import replace
from datetime import date
from itertools import chain

from complaint_rules.cases.governing import ChangedOver, Governing
from complaint_rules.cases.happenings import Happening
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, CLOSED, OMBUDSMAN, InFlight, Timescale
from complaint_rules.procedures.tables import Touched

NO_STAGES = BESIDE_THE_STAGES | {CLOSED, OMBUDSMAN, ""}


def next_happening(at: int, standing: Standing) -> Happening:
    """Return the next event as the version sees it that takes it, with what it does to the clocks of earlier ones."""
    governing = standing.governing
    assert governing is not None
    _change_over(InFlight.BY_EVENT, governing.seen[governing.at][at], at, standing)
    return _heard(at, governing, standing)


def as_if_asked(as_of: date, heard: int, standing: Standing) -> None:
    """Let a case change over to the version that would take an event if it were recorded on the day of the question."""
    governing = standing.governing
    assert governing is not None
    for to in governing.due(InFlight.BY_EVENT, as_of) if standing.begun else ():
        if not _lacking(governing.versions[to].procedure, standing):
            standing.procedure = governing.change_over(ChangedOver(to, InFlight.BY_EVENT, as_of, heard))
            _hear_again(heard, governing, standing)
            return


def on_entering_from(stage: str | None, happening: Happening, standing: Standing) -> None:
    """Let a case that has come from a stage into another change over to the version that takes such cases."""
    governing, at = standing.governing, happening.place_in_list
    assert governing is not None
    entered = standing.place != stage and standing.place not in NO_STAGES
    if entered and _change_over(InFlight.BY_STAGE_START, happening, at + 1, standing):
        heard = _heard(at, governing, standing)
        # The new version's timescales have no row yet that they could choose again.
        running = tuple(rule for rule in heard.touched.choosing if standing.clock_of(rule) is not None)
        happening.touched = heard.touched._replace(choosing=running)
        happening.assumed = heard.assumed


def _change_over(way: InFlight, happening: Happening, heard_so_far: int, standing: Standing) -> bool:
    """Let the latest version govern to which the case may change over in this way; say whether there is one.

    It must have every place where the case stands or to which it may come back. That one has not is reported once.
    """
    governing, on = standing.governing, happening.on
    assert governing is not None
    _report_dropped(way, happening, standing)
    for to in governing.due(way, on) if standing.begun else ():
        lacking = _lacking(governing.versions[to].procedure, standing)
        if not lacking:
            standing.procedure = governing.change_over(ChangedOver(to, way, on, happening.place_in_list))
            _hear_again(heard_so_far, governing, standing)
            return True
        if to not in governing.reported:
            governing.reported.add(to)
            standing.report("stage_not_in_version", happening.kind, on, lacking, day=governing.versions[to].from_)
    return False


def _report_dropped(way: InFlight, happening: Happening, standing: Standing) -> None:
    """Report once that a case would change over to a version that no longer has its procedure, and does not."""
    governing, began_on = standing.governing, standing.began_on
    assert governing is not None
    dropped, place = governing.versions[-1].dropped, len(governing.versions)
    if dropped is None or began_on is None or place in governing.reported:
        return
    if dropped.takes_over(way, began_on, happening.on):
        governing.reported.add(place)
        standing.report("procedure_not_in_version", happening.kind, happening.on, dropped.edition, day=dropped.from_)


def _lacking(procedure: Procedure, standing: Standing) -> str:
    """Return the first place that a version lacks of those where the case stands or to which it may come back."""
    known = {*(stage.id for stage in procedure.stages), *NO_STAGES}
    places = (standing.place, *(step.place for step in standing.left))
    return next((place for place in places if place not in known), "")


def _hear_again(so_far: int, governing: Governing, standing: Standing) -> None:
    """Add what the events so far count as by the words of the new version; what they counted as they go on to be."""
    again = Standing(standing.procedure, {}, {})
    for happening in governing.seen[governing.at][:so_far]:
        again.remember(happening)
    for name, heard in again.happened.items():
        known = standing.happened[name]
        places = {seen.place_in_list for seen in known}
        known += [seen for seen in heard if seen.place_in_list not in places]
        known.sort(key=lambda seen: seen.place_in_list)


def _heard(at: int, governing: Governing, standing: Standing) -> Happening:
    happening = governing.seen[governing.at][at]
    earlier = tuple(governing.seen[before][at].touched for before in governing.past)
    if any(standing.clock_of(rule) is not None for each in earlier for rule in _acting(each)):
        governing.acting.add(at)
    return replace(happening, touched=with_earlier(happening.touched, earlier, standing, happening.on))


def _acting(touched: Touched) -> tuple[Timescale, ...]:
    """Return the timescales to whose clocks an event does something."""
    names = ("ended", "too_late", "cancelled", "extended", "agreed", "waived", "restarted", "started", "choosing")
    return tuple(chain.from_iterable(getattr(touched, name) for name in names))


def with_earlier(touched: Touched, earlier: tuple[Touched, ...], standing: Standing, day: date) -> Touched:
    """Return what an event touches, with what it touches by earlier versions of the clocks that run by them.

    The moves, bars and starts are those of the version that governs; a rule acts on no clock but its own.
    """
    if not earlier:
        return touched
    every = (touched, *earlier)
    running = {name: tuple(_running(name, earlier, standing, day)) for name in ("choosing", "started")}
    return touched._replace(
        windows=_of_all("windows", every),
        ended=_of_all("ended", every),
        too_late=_of_all("too_late", every),
        cancelled=_of_all("cancelled", every),
        extended=_of_all("extended", every),
        agreed=_of_all("agreed", every),
        waived=_of_all("waived", every),
        restarted=_of_all("restarted", every),
        started=(*touched.started, *running["started"]),
        choosing=(*touched.choosing, *running["choosing"]),
        changing=any(each.changing for each in every),
        looked_for=any(each.looked_for for each in every),
        at={},
        entering={},
    )


def _of_all(name: str, every: tuple[Touched, ...]) -> tuple[Timescale, ...]:
    return tuple(chain.from_iterable(getattr(each, name) for each in every))


def _running(name: str, earlier: tuple[Touched, ...], standing: Standing, day: date) -> list[Timescale]:
    """Return the timescales of earlier versions whose clock goes on: they move it, and open no other."""
    found = []
    for rule in _of_all(name, earlier):
        clock = standing.clock_of(rule)
        if clock is not None and not clock.over(day):
            found.append(rule)
    return found
