"""The fold: a case's history replayed over one procedure. State is derived from the events each time, never stored.

For each event, in this order: is it allowed; what does it end and cancel; what does it extend; where does it take
the case, and what becomes of the clocks that it leaves or comes back to; which timescales choose again; which start.
docs/meaning.md says each in full. Nothing here knows an event by name.
"""

from datetime import date

from complaint_rules.cases import changing_over, extending, pausing, starting
from complaint_rules.cases.case import Event
from complaint_rules.cases.clocks import Clock
from complaint_rules.cases.factors import look_at_factors
from complaint_rules.cases.governing import Governing
from complaint_rules.cases.happenings import NONE, Happening, Known, as_seen_by
from complaint_rules.cases.judging import truth_of
from complaint_rules.cases.standing import StageLeft, Standing
from complaint_rules.cases.weighing import permit
from complaint_rules.citations import Citation
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    NOT_ANY_STAGE,
    STAGE_LEFT,
    Move,
    Timescale,
)
from complaint_rules.procedures.tables import lives_in
from complaint_rules.terms import Party, Permission, Truth


def replay(procedure: Procedure, known: Known, as_of: date, council: Procedure) -> Standing:
    """Return where the case stands in a procedure, the council's own or a pack's, at the end of a day."""
    duties = council.duties if procedure is not council else {}
    standing = Standing(procedure, dict(known.facts), dict(known.since), NONE.union(*known.first_told.values()))
    for happening in as_seen_by(procedure, known, council):
        _learn(known, happening, standing)
        _take(happening, standing, duties)
    starting.refresh_followers(as_of, standing)
    return standing


def replay_declined(procedure: Procedure, known: Known, as_of: date, council: Procedure) -> Standing:
    """Return where the case would stand if after all that is known the complaint were declined and the case closed."""
    standing = replay(procedure, known, as_of, council)
    words = [word for word in procedure.vocabulary.events.values() if word.declines]
    names = tuple(dict.fromkeys(name for word in words for name in (word.name, *word.counts_as)))
    event = Event(names[0] if names else "", as_of)
    touched = procedure.tables.touched(names)
    happening = Happening(event, event.kind, as_of, touched, frozenset(), len(known.events), left=standing.place)
    standing.remember(happening)
    if standing.place != CLOSED:
        _go(Move(event=event.kind, who=Party.COUNCIL, to=CLOSED, citation=Citation("", "")), happening, standing)
    _start(happening, standing)
    return standing


def replay_by_versions(governing: Governing, known: Known, as_of: date) -> Standing:
    """Return where the case stands at the end of a day by the versions of the council's procedure that govern it."""
    facts, since = dict(known.facts), dict(known.since)
    unheard = NONE.union(*known.first_told.values())
    standing = Standing(governing.version.procedure, facts, since, unheard, governing=governing)
    for at in range(len(known.events)):
        happening = changing_over.next_happening(at, standing)
        _learn(known, happening, standing)
        _take(happening, standing, {})
    starting.refresh_followers(as_of, standing)
    return standing


def _take(happening: Happening, standing: Standing, duties: extending.Duties) -> None:
    if not standing.place:
        _begin(happening, standing)
        return
    touched = happening.touched
    move, refused = _followed(happening, standing) if touched.moves else (None, False)
    happening.left = standing.place
    rows = starting.rows_chosen(happening, standing) if touched.choosing else {}
    if refused:
        standing.report("move_refused", happening.kind, happening.on)
    standing.remember(happening)
    if touched.looked_for:
        extending.look_again(happening, standing)
    if touched.ended:
        _end(happening, touched.ended, standing, refused=refused)
    if touched.too_late and not refused:
        _report_undone(happening, touched.too_late, standing)
    if touched.cancelled:
        _cancel(happening, touched.cancelled, standing)
    if touched.changing:
        extending.change_dates(happening, touched, standing, duties)
    if move is not None:
        _make(move, happening, standing)
    if touched.choosing:
        starting.choose_again(happening, rows, standing)
    _start(happening, standing)


def _learn(known: Known, happening: Happening, standing: Standing) -> None:
    """Let facts be heard of, or have other values, from now on; one that makes a clock longer extends it if it runs."""
    if happening.place_in_list in known.first_told:
        standing.unheard -= known.first_told[happening.place_in_list]
    replaced = known.replaced.get(happening.place_in_list)
    if not replaced:
        return
    standing.facts |= replaced
    standing.since |= dict.fromkeys(replaced, happening.event)
    extending.extend_by_new_facts(frozenset(replaced), standing)


def _followed(happening: Happening, standing: Standing) -> tuple[Move | None, bool]:
    """Return the move that is followed, and whether it is refused."""
    permitted = permit(happening.touched, standing, happening.on)
    if happening.touched.weighing:
        look_at_factors(happening, standing)
    if permitted.permission is Permission.REFUSED:
        return None, True
    return permitted.followed, False


def _begin(happening: Happening, standing: Standing) -> None:
    touched = happening.touched
    permitted = permit(touched, standing, happening.on) if touched.moves else None
    if touched.begins and touched.weighing:
        look_at_factors(happening, standing)
    standing.remember(happening)
    if touched.begins and permitted is not None and permitted.permission is Permission.REFUSED:
        standing.report("move_refused", happening.kind, happening.on)
    elif permitted is not None and permitted.followed is not None:
        extending.check_contents(happening, permitted.followed.must_contain, permitted.followed.event, standing)
        standing.entered[""] = happening.place_in_list
        standing.began_on = happening.on
        _check_in_force(happening, standing)
        _enter(permitted.followed.to, happening, standing)
        _start(happening, standing)
    elif permitted is not None or touched.ended:
        standing.report("before_the_case_began", happening.kind, happening.on)


def _check_in_force(happening: Happening, standing: Standing) -> None:
    """Report a case that began when its document, which has no versions, was not in force."""
    in_force = standing.procedure.in_force
    if in_force is not None and not in_force.holds(happening.on):
        edition = standing.procedure.editions.profile
        standing.report("no_version_in_force", happening.kind, happening.on, edition)


def _start(happening: Happening, standing: Standing) -> None:
    starting.start_clocks(happening, standing)
    if standing.hanging:
        starting.refresh_followers(happening.on, standing)


# Ends and cancellations.


def _end(happening: Happening, ended: tuple[Timescale, ...], standing: Standing, *, refused: bool) -> None:
    clockless = [rule for rule in ended if rule.must_contain and _applies_without_a_clock(rule, happening, standing)]
    for rule in ended:
        if rule in clockless and not (refused and rule.is_window):
            extending.check_contents(happening, rule.must_contain, rule.name, standing)
        clock = standing.clock_of(rule)
        if clock is not None and clock.is_open and not (refused and rule.is_window):
            _end_clock(clock, happening, standing if standing.governing is None else standing.seen_by(rule))


def _applies_without_a_clock(rule: Timescale, happening: Happening, standing: Standing) -> bool:
    """Say whether a letter is one that a timescale asks for here, though nothing has started it."""
    clock = standing.last(rule.name)
    started = clock is not None and clock.started
    holds = lives_in(rule, standing.place) and truth_of(rule.condition, standing, happening.on) is Truth.HOLDS
    return holds and not started


def _end_clock(clock: Clock, happening: Happening, standing: Standing) -> None:
    rule = clock.rule
    if clock.follows:
        clock.tracks = starting.following_tracks(clock, happening.on, standing)
    elif clock.paused:
        clock.tracks = pausing.if_it_went_on(clock, happening.on, standing)
    clock.done_on, clock.done_at, clock.done_by = happening.on, happening.at, happening.kind
    if rule.must_contain:
        extending.check_contents(happening, rule.must_contain, rule.name, standing)
    first = clock.tracks[0].earliest
    if first is not None and all(track.earliest and happening.on < track.earliest for track in clock.tracks):
        standing.report("too_early", happening.kind, happening.on, rule.name, day=first)


def _report_undone(happening: Happening, duties: tuple[Timescale, ...], standing: Standing) -> None:
    """Report the duties that were to be done before this event, and that are not done under any reading."""
    for rule in duties:
        clock = standing.clock_of(rule)
        if clock is not None and clock.is_open_throughout:
            standing.report("duty_not_done", happening.kind, happening.on, rule.name, citation=rule.citation)


def _cancel(happening: Happening, cancelled: tuple[Timescale, ...], standing: Standing) -> None:
    for rule in cancelled:
        clock = standing.clock_of(rule)
        if clock is not None:
            _cancel_all(clock, happening)
            clock.settle(happening.kind, happening.on)


# Moves.


def _make(move: Move, happening: Happening, standing: Standing) -> None:
    if move.must_contain:
        extending.check_contents(happening, move.must_contain, move.event, standing)
    if move.to:
        stage = standing.stage if standing.governing is not None else None
        _go(move, happening, standing)
        if standing.governing is not None:
            changing_over.on_entering_from(stage, happening, standing)


def _go(move: Move, happening: Happening, standing: Standing) -> None:
    target = standing.destination(move)
    coming_back = move.to == STAGE_LEFT
    going_beside = target in BESIDE_THE_STAGES and not coming_back
    place = standing.place
    clocks = _leave(target, move, happening, standing)
    if going_beside:
        standing.left.append(StageLeft(place, clocks))
        _enter(target, happening, standing)
        return
    for clock in clocks:
        for track in clock.tracks:
            # Between ordinary stages nothing is set aside for a return.
            track.set_aside = None
    steps = [standing.left.pop()] if coming_back else _all_steps(standing)
    _enter(target, happening, standing)
    for step in steps:
        # Those that hang on others come after the others.
        for clock in sorted(step.clocks, key=lambda clock: bool(clock.follows)):
            pausing.come_back(clock, move, happening, standing.seen_by(clock.rule))


def _all_steps(standing: Standing) -> list[StageLeft]:
    steps, standing.left = standing.left, []
    return steps


def _enter(place: str, happening: Happening, standing: Standing) -> None:
    standing.place = place
    standing.entered[place] = happening.place_in_list


def _leave(target: str, move: Move, happening: Happening, standing: Standing) -> list[Clock]:
    """Treat the running clocks of the stage left as the move says; return those that were set aside."""
    leaving_beside = standing.place in BESIDE_THE_STAGES and (target not in BESIDE_THE_STAGES or move.to == STAGE_LEFT)
    found = []
    for clocks in standing.clocks.values():
        clock = clocks[-1]
        if clock.done_on is not None:
            continue
        if not clock.rule.stages:
            if target in NOT_ANY_STAGE:
                _cancel_all(clock, happening)
                clock.settle(happening.kind, happening.on)
        elif standing.place in clock.rule.stages and target not in clock.rule.stages:
            if leaving_beside:
                _cancel_all(clock, happening)
            else:
                clock.tracks = pausing.put_aside(clock, move, happening, standing.seen_by(clock.rule))
                found.append(clock)
            clock.settle(happening.kind, happening.on)
    return found


def _cancel_all(clock: Clock, happening: Happening) -> None:
    for track in clock.running_tracks:
        if track.in_time(happening.on):
            track.cancel(happening.kind, happening.on)
