"""What is no clause: titles, words, calendars, stages, several issues, laws and deviations."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from complaint_rules.comparison.answering import due_view, standing_view
from complaint_rules.comparison.changes import Change, Matter, MatterCompared
from complaint_rules.comparison.ground import Ground
from complaint_rules.comparison.meaning import exact, shown
from complaint_rules.comparison.pairing import Pair
from complaint_rules.comparison.trying import before_closures, everywhere, followed, with_several_outcomes
from complaint_rules.comparison.verdicts import Seen
from complaint_rules.procedures.deviations import NOWHERE
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.several_issues import OutcomeRow, outcome_of_several
from complaint_rules.procedures.vocabulary import EventWord, FactWord
from complaint_rules.working_days import WorkingCalendar

_ONE_DAY = timedelta(days=1)
_RUNS_TRIED = 4
"""Before how many runs of days on which calendars differ cases are tried, the last ones first."""
_SETS_TRIED = 2
"""With how many sets of outcomes that come out differently cases are tried."""

Named = Mapping[str, object]


def matters(ground: Ground, old: Procedure, new: Procedure) -> Iterator[MatterCompared]:
    """Yield what differs besides the clauses; `old` and `new` are with all their versions."""
    sides = (ground.old, ground.new)
    for matter, of_side in _PLAIN.items():
        yield from _differing(matter, *map(of_side, sides))
    yield from _differing(Matter.VERSION, *map(_versions, (old, new)))
    for matter, told_by in _TOLD:
        yield from _told_otherwise(matter, *map(told_by, sides))
    yield from _words(ground)
    yield from _calendars(ground)
    yield from _several(ground)


# What is equal or not, by its name.


def _differing(matter: Matter, old: Named, new: Named) -> Iterator[MatterCompared]:
    for name in dict.fromkeys((*new, *old)):
        mine, theirs = old.get(name), new.get(name)
        if exact(mine) != exact(theirs):
            change = Change.NO_CASE_FOUND if name in old and name in new else _one_sided(name in new)
            yield MatterCompared(matter=matter, name=name, change=change, old=shown(mine), new=shown(theirs))


def _one_sided(is_new: bool) -> Change:  # noqa: FBT001 - which of two sides
    return Change.ADDED if is_new else Change.TAKEN_AWAY


def _told_otherwise(matter: Matter, old: Named, new: Named) -> Iterator[MatterCompared]:
    """Yield what both sides have and tell in other words; what only one of them has is told elsewhere."""
    shared = [{name: side[name] for name in side if name in old and name in new} for side in (old, new)]
    for one in _differing(matter, *shared):
        yield replace(one, change=Change.TOLD_OTHERWISE)


def _handled(side: Procedure) -> Named:
    own = next((one for one in side.siblings if one.id == side.id), None)
    return {"complaints": own.takes_complaints} if own is not None else {}


def _stages(side: Procedure) -> Named:
    return {stage.id: f"number {at}" for at, stage in enumerate((one for one in side.stages if one.id), 1)}


def _deviations(side: Procedure) -> Named:
    named = (("/".join(filter(None, (one.pack, one.clause, one.rule))), one) for one in side.deviations)
    return {name: replace(one, place=NOWHERE) for name, one in named}


def _begun(side: Procedure) -> Named:
    rule = side.cases_begun
    return {"cases_begun": (rule.earliest, rule.latest)} if rule is not None else {}


def _in_force(side: Procedure) -> Named:
    rule = side.in_force
    return {"in_force": (rule.earliest, rule.latest)} if rule is not None else {}


def _versions(side: Procedure) -> Named:
    in_flight = {one.edition: one.in_flight.ways if one.in_flight is not None else () for one in side.versions}
    return {one.edition: (one.from_, one.up_to, in_flight[one.edition]) for one in side.versions}


def _facts(side: Procedure) -> Named:
    return {name: _said_of_fact(word) for name, word in side.vocabulary.facts.items()}


def _said_of_fact(word: FactWord) -> tuple[object, ...]:
    return (word.type, word.words, word.part_of, *(("holds from its day",) if word.from_its_day else ()))


_PLAIN: Mapping[Matter, Callable[[Procedure], Named]] = {
    Matter.HANDLES: _handled,
    Matter.STAGE: _stages,
    Matter.STANDS_UNDER: lambda side: {pack.profile: pack.editions.profile for pack in side.packs},
    Matter.DEVIATION: _deviations,
    Matter.CASES_BEGUN: _begun,
    Matter.IN_FORCE: _in_force,
    Matter.FACT_WORD: _facts,
    Matter.WORD: lambda side: {"outcomes": side.vocabulary.outcomes, "contents": side.vocabulary.contents},
}
_TOLD: tuple[tuple[Matter, Callable[[Procedure], Named]], ...] = (
    (Matter.TITLE, lambda side: {"title": side.title, "readings_approved_by": side.readings_approved_by}),
    (Matter.STAGE, lambda side: {stage.id: stage.title for stage in side.stages if stage.id}),
    (Matter.ELSEWHERE, lambda side: side.bodies),
    (Matter.FACT_WORD, lambda side: {name: word.asks for name, word in side.vocabulary.facts.items()}),
    (Matter.EVENT_WORD, lambda side: {name: word.means for name, word in side.vocabulary.events.items()}),
)


# The words of events.


def _words(ground: Ground) -> Iterator[MatterCompared]:
    old, new = (side.vocabulary.events for side in (ground.old, ground.new))
    plain = [{name: word._replace(means="") for name, word in side.items()} for side in (old, new)]
    for one in _differing(Matter.EVENT_WORD, *plain):
        mine, theirs = old.get(one.name), new.get(one.name)
        told = replace(one, old=_said_of(mine), new=_said_of(theirs))
        yield told if mine is None or theirs is None else _tried_with_word(ground, told, mine, theirs)


def _tried_with_word(ground: Ground, compared: MatterCompared, old: EventWord, new: EventWord) -> MatterCompared:
    """Look for a case that shows what a word changes: with the event, or with the one that is recorded instead."""
    stood_for = {word.falls_back_on for word in (old, new) if word.falls_back_on}
    seen = Seen()
    for where in (ground.forwards, ground.backwards):
        for asked in followed(everywhere(where), sorted({compared.name, *stood_for}), where.council, ()):
            seen.add(ground.court.ask(*asked, (standing_view(),)))
    return replace(compared, change=seen.change, tried=seen.tried, examples=seen.examples)


def _said_of(word: EventWord | None) -> str:
    if word is None:
        return ""
    said = {
        "counts as": ", ".join(word.counts_as),
        "falls back on": word.falls_back_on,
        "carries": ", ".join(sorted(word.carries)),
        "records facts": "yes" if word.records_facts else "",
        "declines": "yes" if word.declines else "",
    }
    return "; ".join(f"{key} {text}" for key, text in said.items() if text) or "nothing besides itself"


# Calendars.


def _calendars(ground: Ground) -> Iterator[MatterCompared]:
    old, new = ground.old.calendars, ground.new.calendars
    for unit in dict.fromkeys((*new, *old)):
        mine, theirs = old.get(unit), new.get(unit)
        if mine is not None and theirs is not None:
            yield from _calendar(ground, unit, mine, theirs)
        else:
            names = [{unit: one.name} if one is not None else {} for one in (mine, theirs)]
            yield from _differing(Matter.CALENDAR, *names)


def _calendar(ground: Ground, unit: str, old: WorkingCalendar, new: WorkingCalendar) -> Iterator[MatterCompared]:
    days = differing_days(old, new)
    seen = _tried_before(ground, unit, days) if days else Seen()
    told = [f"{one.name}, edition {one.edition}, published until {one.known_until}" for one in (old, new)]
    if days or told[0] != told[1]:
        yield MatterCompared(
            matter=Matter.CALENDAR,
            name=unit,
            change=seen.change if days else Change.TOLD_OTHERWISE,
            old=told[0],
            new=told[1],
            days=days,
            tried=seen.tried,
            examples=seen.examples,
        )


def differing_days(old: WorkingCalendar, new: WorkingCalendar) -> tuple[date, ...]:
    """Return the days, of those that both calendars hold, on which one is worked and the other is not."""
    first, last = max(old.first_day, new.first_day), min(old.last_day, new.last_day)
    if (old.weekdays, old.closures) == (new.weekdays, new.closures) or first > last:
        return ()
    mine, theirs = (frozenset(side.days(first, last)) for side in (old, new))
    return tuple(sorted(mine ^ theirs))


def _tried_before(ground: Ground, unit: str, days: tuple[date, ...]) -> Seen:
    seen = Seen()
    for eve in _eves(days, ground.as_of):
        for pair in ground.pairs:
            _try_eve(ground, unit, pair, eve, seen)
        if seen.found:
            break
    return seen


def _try_eve(ground: Ground, unit: str, pair: Pair, eve: date, seen: Seen) -> None:
    """Try a timescale that both sides have, and that is counted in the calendar's unit, on the eve of a closure."""
    old, new = (clause.rule if clause is not None else None for clause in pair)
    if isinstance(old, Timescale) and isinstance(new, Timescale) and unit in _units(new):
        for asked in before_closures(ground.backwards, new, eve):
            seen.add(ground.court.ask(*asked, (due_view(old.name, new.name, new.party),)))


def _eves(days: tuple[date, ...], as_of: date) -> list[date]:
    """Return the eves of the last runs of days that had begun by a day, the latest first."""
    known = frozenset(days)
    firsts = [day for day in days if day - _ONE_DAY not in known and day <= as_of]
    return [day - _ONE_DAY for day in firsts[-_RUNS_TRIED:][::-1]]


def _units(rule: Timescale) -> frozenset[str]:
    lengths = (choice for terms in rule.terms for choice in (terms.within, terms.at_least, terms.aim) if choice)
    periods = (period for choice in lengths for period in choice.values() if period is not None)
    ends = (end.within for terms in rule.terms for end in terms.ends)
    return frozenset(period.unit for period in (*periods, *ends))


# Several issues.


def _several(ground: Ground) -> Iterator[MatterCompared]:
    old, new = ground.old.outcome_of_several, ground.new.outcome_of_several
    rows = [rule.rows if rule is not None else () for rule in (old, new)]
    if exact(rows[0]) == exact(rows[1]):
        return
    seen = _tried_with_several(ground)
    yield MatterCompared(
        matter=Matter.OUTCOME_OF_SEVERAL,
        name="outcome_of_several",
        change=seen.change if old is not None and new is not None else _one_sided(new is not None),
        old="; ".join(map(_outcome_row, rows[0])),
        new="; ".join(map(_outcome_row, rows[1])),
        tried=seen.tried,
        examples=seen.examples,
    )


def _tried_with_several(ground: Ground) -> Seen:
    old, new, words = ground.old.outcome_of_several, ground.new.outcome_of_several, ground.new.vocabulary
    sets = (found for size in (2, 3) for found in combinations(words.outcomes, size))
    differing = [found for found in sets if outcome_of_several(found, old) != outcome_of_several(found, new)]
    events = [word.name for word in words.events.values() if "outcome" in word.carries]
    meant = [event for event in events if ground.new.tables.gives_meaning(event)]
    seen = Seen()
    for outcomes in differing[:_SETS_TRIED]:
        for asked in everywhere(ground.backwards):
            for event in meant:
                several = with_several_outcomes(asked, event, outcomes)
                seen.add(ground.court.ask(*several, (standing_view(),)))
    return seen


def _outcome_row(row: OutcomeRow) -> str:
    said = {"every": row.every, "any": row.any_of}
    return f"{', '.join(f'{key} {shown(words)}' for key, words in said.items() if words)}: {row.outcome}"
