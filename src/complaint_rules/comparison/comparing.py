"""The comparison: every procedure of two profiles, clause by clause, and what else they say."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice

from complaint_rules.cases.admission import require_day
from complaint_rules.comparison.answering import (
    View,
    due_view,
    letter_view,
    move_view,
    part_view,
    standing_view,
    windowed_move_view,
)
from complaint_rules.comparison.changes import (
    Change,
    ClauseCompared,
    Comparison,
    KeyChanged,
    ProcedureCompared,
    Side,
)
from complaint_rules.comparison.each_key import of_a_key_alone
from complaint_rules.comparison.ground import Ground
from complaint_rules.comparison.matters import matters
from complaint_rules.comparison.meaning import counted_otherwise, keys_changed, said, told_changed
from complaint_rules.comparison.pairing import Pair
from complaint_rules.comparison.starting import with_other_starts
from complaint_rules.comparison.trying import (
    Asked,
    cases_for,
    changed_cases,
    followed,
    met_at_once,
    of_one_side,
    on_other_days,
    tests_of,
    varied,
)
from complaint_rules.comparison.verdicts import Seen
from complaint_rules.conformance.bench import Bench
from complaint_rules.procedures.clauses import Clause
from complaint_rules.procedures.conditions import Condition
from complaint_rules.procedures.in_force import nearest_to
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.rules import (
    EVENTS_OF_A_CLOCK,
    AcceptanceRow,
    Bar,
    Extension,
    Move,
    Rule,
    TimeLimit,
    Timescale,
)
from complaint_rules.terms import Party

_WEEK = timedelta(days=7)
_FOLLOWED = 12
"""After how many of a clause's cases what may follow is tried."""
_VARIED = 6
"""How many of a clause's cases are tried otherwise in one fact or outcome."""
_ON_OTHER_DAYS = 3
"""How many of a clause's cases are tried on other days, where it hangs on the day which time is the longer one."""
_CHANGING = frozenset({*EVENTS_OF_A_CLOCK, "made_by", "made_before", "contents_are", "adds", "kind"})
_STARTS = frozenset({"after", "later_of", "aim, after", "up_to, after", "late"})
"""The keys that say from when a time is counted."""
_WHAT_FOLLOWS = frozenset({"to", "clocks", "clocks, could be"})


def comparison_of(old: Profile, new: Profile, as_of: date | None = None) -> Comparison:
    """Hold one profile against another. No case that is tried ends after `as_of`.

    Without a day it is the last one that the calendars of both have published. Where a profile has versions, those
    in force on that day are compared. Raises `CaseError` for a day that is none.
    """
    day = published_until(old, new) if as_of is None else as_of
    require_day(day)
    names = dict.fromkeys((*new.procedures, *old.procedures))
    compared = (_procedure(name, old.procedures.get(name), new.procedures.get(name), day) for name in names)
    return Comparison(old=_side(old), new=_side(new), as_of=day, procedures=tuple(compared))


def published_until(*profiles: Profile) -> date:
    """Return the last day that every calendar of the profiles has published; the last day of all where none has one."""
    procedures = (procedure for profile in profiles for procedure in profile.procedures.values())
    known = (calendar.known_until for procedure in procedures for calendar in procedure.calendars.values())
    return min(known, default=date.max - 60 * _WEEK)


def _side(profile: Profile) -> Side:
    return Side(profile.name, profile.title, profile.edition)


def _procedure(name: str, old: Procedure | None, new: Procedure | None, as_of: date) -> ProcedureCompared:
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.TAKEN_AWAY
        return ProcedureCompared(procedure=name, change=change)
    mine, theirs = _in_force(old, as_of), _in_force(new, as_of)
    ground = Ground.of(mine, theirs, as_of - _WEEK)
    clauses = tuple(_clause(ground, pair) for pair in ground.pairs)
    others = tuple(matters(ground, old, new))
    return ProcedureCompared(procedure=name, change=Change.EQUAL, clauses=clauses, matters=others)


def _in_force(procedure: Procedure, as_of: date) -> Procedure:
    """Return a procedure by the version of its document that is in force on a day: the latest of them."""
    if not procedure.versions:
        return procedure
    return procedure.versions[nearest_to(procedure.versions, as_of)[-1]].procedure


# One clause.


def _clause(ground: Ground, pair: Pair) -> ClauseCompared:
    keys = _keys(ground, pair)
    if pair.old is not None and pair.new is not None and not keys:
        told = told_changed(pair.old.rule, pair.new.rule, whole=ground.same_documents)
        return _compared(pair, Change.TOLD_OTHERWISE if told else Change.EQUAL, told, Seen())
    seen = Seen()
    views = tuple(_views(ground, pair, {key.key for key in keys}))
    tried: list[Asked] = []
    for asked in _cases(ground, pair, {key.key for key in keys}):
        tried.append(asked)
        seen.add(ground.court.ask(*asked, views))
        if seen.is_settled or (seen.is_plain and not keys):
            # Of a clause that only one side has nothing is to be weighed: one case shows what it does.
            break
    if pair.old is not None and pair.new is not None and len(keys) > 1 and seen.hides_another:
        rules = (pair.old.rule, pair.new.rule)
        seen.beside = of_a_key_alone(ground.court, rules, [key.key for key in keys], tried, views)
    change = Change.ADDED if pair.old is None else Change.TAKEN_AWAY if pair.new is None else seen.change
    return _compared(pair, change, keys, seen)


def _compared(pair: Pair, change: Change, keys: tuple[KeyChanged, ...], seen: Seen) -> ClauseCompared:
    return ClauseCompared(
        old=pair.old.name if pair.old is not None else "",
        new=pair.new.name if pair.new is not None else "",
        kind=pair.any.kind,
        change=change,
        bound=_bound(pair.any.rule).value,
        keys=keys,
        tried=seen.tried,
        examples=seen.examples,
        old_rule=pair.old.rule if pair.old is not None else None,
        new_rule=pair.new.rule if pair.new is not None else None,
    )


def _bound(rule: Rule) -> Party:
    """Return the party on the other side of the complainant: the one whose duty or move it is, else the council."""
    party = rule.party if isinstance(rule, Timescale) else rule.who if isinstance(rule, Move) else Party.COUNCIL
    return party if party is Party.PANEL else Party.COUNCIL


def _keys(ground: Ground, pair: Pair) -> tuple[KeyChanged, ...]:
    if pair.old is None or pair.new is None:
        return ()
    return keys_changed(_said(ground.old, pair.old), _said(ground.new, pair.new))


def _said(side: Procedure, clause: Clause) -> dict[str, object]:
    return said(clause.rule, next((one for one in side.timescales if one.extension is clause.rule), None))


# In which cases.


def _cases(ground: Ground, pair: Pair, keys: set[str]) -> Iterator[Asked]:
    for clause, where in ((pair.old, ground.forwards), (pair.new, ground.backwards)):
        if clause is None:
            continue
        plain = []
        for asked in cases_for(where, clause):
            plain.append(asked)
            yield asked
        if _is_counted_otherwise(ground, pair):
            yield from on_other_days(_of_each_kind(plain), where, backwards=_is_counted_back(clause.rule))
        yield from _from_other_starts(ground, pair, where, keys)
        if keys.intersection(_CHANGING):
            yield from changed_cases(where, clause.rule)
        tests = _tests(pair)
        yield from varied(plain[:_VARIED], [one for condition in tests for one in condition.clauses], where)
        yield from met_at_once(plain[:_VARIED], tests, where)
        events, contents = _what_may_follow(pair, keys)
        yield from followed(plain[:_FOLLOWED], events, where.council, contents)
        if pair.old is None or pair.new is None:
            yield from of_one_side(where, clause.rule)


def _from_other_starts(ground: Ground, pair: Pair, where: Bench, keys: set[str]) -> Iterator[Asked]:
    """Yield cases with other days between the starts from which the two sides count, where these are not the same."""
    clocks = [_clock_of(side, clause) for side, clause in ((ground.old, pair.old), (ground.new, pair.new))]
    one, other = clocks if where is ground.forwards else reversed(clocks)
    if one is not None and other is not None and keys & _STARTS:
        yield from with_other_starts(where, one, other, longer=isinstance(pair.any.rule, Extension))


def _clock_of(side: Procedure, clause: Clause | None) -> Timescale | None:
    """Return the timescale that a clause is, or that it extends."""
    rule = clause.rule if clause is not None else None
    return next((one for one in side.timescales if rule is one or (rule and one.extension is rule)), None)


def _is_counted_otherwise(ground: Ground, pair: Pair) -> bool:
    """Say whether it hangs on the day which of both sides' times is the longer one."""
    if pair.old is None or pair.new is None:
        return False
    calendars = [list(side.calendars.values()) for side in (ground.old, ground.new)]
    both = (_said(ground.old, pair.old), _said(ground.new, pair.new))
    return bool(counted_otherwise(*both, on_other_days=calendars[0] != calendars[1]))


def _of_each_kind(asked: Iterable[Asked]) -> Iterator[Asked]:
    """Yield the first few cases that differ in more than their days."""
    kinds: dict[object, Asked] = {}
    for one in asked:
        kinds.setdefault((tuple(event.kind for event in one.case.events), len(one.case.facts)), one)
    yield from islice(kinds.values(), _ON_OTHER_DAYS)


def _is_counted_back(rule: Rule) -> bool:
    return isinstance(rule, Timescale) and any(terms.backwards for terms in rule.terms)


def _tests(pair: Pair) -> tuple[Condition, ...]:
    """Return every test by which a duty or a window hangs on the case, on either side."""
    rules = (clause.rule for clause in pair if clause is not None)
    timed = (rule for rule in rules if isinstance(rule, Timescale | Extension))
    return tuple(condition for rule in timed for condition in tests_of(rule))


def _what_may_follow(pair: Pair, keys: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the events with which a change may show, and what their letters may hold."""
    rules = [clause.rule for clause in pair if clause is not None]
    whole = not keys
    contents = {content for rule in rules for content in getattr(rule, "must_contain", ())}
    events: set[str] = set()
    if whole or not keys.isdisjoint(("must_contain", "contents_are")):
        events |= _letters(pair) if contents else set()
    for key in EVENTS_OF_A_CLOCK:
        if key in keys:
            events |= frozenset.union(*(getattr(rule, key) for rule in rules))
    if keys & _WHAT_FOLLOWS:
        events |= {rule.event for rule in rules if isinstance(rule, Move)}
    return tuple(sorted(events)), tuple(sorted(contents))


# By what of the answers.


def _views(ground: Ground, pair: Pair, keys: set[str]) -> Iterator[View]:
    rule = pair.any.rule
    party = _party(pair)
    if isinstance(rule, AcceptanceRow | TimeLimit):
        yield part_view(pair.any.kind)
    if isinstance(rule, Timescale | Extension) and not (keys and keys <= {"must_contain", "late"}):
        yield due_view(*_names_of_clock(ground, pair), party)
    if isinstance(rule, Timescale) and party is Party.COMPLAINANT:
        both = pair.old is not None and pair.new is not None
        view = windowed_move_view if both else partial(move_view, who=Party.COMPLAINANT)
        yield from map(view, sorted(_letters(pair)))
    if isinstance(rule, Move | Bar) and not (keys and keys <= {"must_contain"}):
        yield move_view(rule.event, _mover(ground, rule.event))
    if not keys or "must_contain" in keys:
        yield from (letter_view(event, party) for event in sorted(_letters(pair)))
    if keys & _WHAT_FOLLOWS:
        yield standing_view()


def _letters(pair: Pair) -> frozenset[str]:
    """Return the events whose letter the rules ask for something in."""
    return frozenset().union(*(_letters_of(clause.rule) for clause in pair if clause is not None))


def _letters_of(rule: Rule) -> frozenset[str]:
    if isinstance(rule, Timescale):
        return rule.done_by
    if isinstance(rule, Extension):
        return rule.made_by
    return frozenset({rule.event}) if isinstance(rule, Move) else frozenset()


def _party(pair: Pair) -> Party:
    """Return whose time or move it is: the complainant's, if it is so on either side. Extensions are the council's."""
    rules = (clause.rule for clause in pair if clause is not None)
    parties = {one.party if isinstance(one, Timescale) else getattr(one, "who", Party.COUNCIL) for one in rules}
    return _complainant_first(parties)


def _complainant_first(parties: Iterable[Party]) -> Party:
    order = (Party.COMPLAINANT, Party.BOTH, Party.PANEL, Party.COUNCIL)
    return min(parties, key=order.index, default=Party.COUNCIL)


def _names_of_clock(ground: Ground, pair: Pair) -> tuple[str, str]:
    names = []
    for side, clause in ((ground.old, pair.old), (ground.new, pair.new)):
        owner = _clock_of(side, clause)
        names.append(owner.name if owner is not None else "")
    # An extension that one side lacks extends the same clock there.
    if isinstance(pair.any.rule, Extension):
        names = [name or ground.other_name(next(filter(None, names))) for name in names]
    return names[0], names[1]


def _mover(ground: Ground, event: str) -> Party:
    moves = (*ground.old.tables.moves.get(event, ()), *ground.new.tables.moves.get(event, ()))
    return _complainant_first(move.who for move in moves)
