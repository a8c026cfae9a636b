"""Which rules an event touches: laid out once for each procedure, so that no question goes through all the rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.rules import (
    NOT_ANY_STAGE,
    OMBUDSMAN,
    STAGE_LEFT,
    AcceptanceRules,
    Anchor,
    Bar,
    Lengths,
    Move,
    Rule,
    Terms,
    Timescale,
    tested_names,
)
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.timescales import Period
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar

R = TypeVar("R")


class Touched(NamedTuple):
    """The rules that an event touches under all the names that it counts as, each once, in the order of the file.

    `changing` says whether it may change a date: extend, agree upon, waive or restart one. `speaking` are those of its
    names that stand for the day that the event carries. `looked_for` says whether an aim or a limit is counted from it,
    apart from its clock's own start. `weighing` says whether a decision about it has factors that are facts.
    """

    names: tuple[str, ...]
    moves: tuple[Move, ...]
    begins: bool
    bars: tuple[Bar, ...]
    windows: tuple[Timescale, ...]
    ended: tuple[Timescale, ...]
    too_late: tuple[Timescale, ...]
    cancelled: tuple[Timescale, ...]
    extended: tuple[Timescale, ...]
    agreed: tuple[Timescale, ...]
    waived: tuple[Timescale, ...]
    restarted: tuple[Timescale, ...]
    started: tuple[Timescale, ...]
    choosing: tuple[Timescale, ...]
    changing: bool
    looked_for: bool
    weighing: bool
    speaking: frozenset[str]
    at: dict[str, "Here"]
    entering: dict[tuple[str, str], "Starting"]


class Here(NamedTuple):
    """What an event does in one place: the moves that stand there and do not lead to it, and what it may start there.

    `some_lead_back` says whether a move leads to the stage that was left, which only a case knows.
    """

    moves: tuple[Move, ...]
    some_lead_back: bool
    bars: tuple[Bar, ...]
    starting: "Starting"


class Starting(NamedTuple):
    """The timescales that an event may start, and those that hang on others and may start whatever the event.

    `some_have_tests` says whether some of them apply only on a condition.
    """

    rules: tuple[Timescale, ...]
    followers: tuple[Timescale, ...]
    some_have_tests: bool


class SimpleStart(NamedTuple):
    """A start about which there is nothing to ask: one event is the anchor, one period is counted in its calendar."""

    event: str
    lengths: Lengths
    period: Period
    calendar: WorkingCalendar


class Heard(NamedTuple):
    """What an event counts as on one basis; `others` are words besides that it may be taken for.

    `touched` is None where there are others: then it hangs on what else was recorded. `has_meaning` says whether the
    basis has any use for it.
    """

    names: tuple[str, ...]
    others: tuple[str, ...]
    touched: Touched | None
    has_meaning: bool


class Asked(NamedTuple):
    """A move's event, asked about in one place: what it touches, and whether a move for it may stand there.

    `touched` is None where that hangs on what else was recorded.
    """

    event: str
    touched: Touched | None
    may_stand: bool


@frozen(eq=False)
class Tables:
    """A procedure's rules by the events that touch them, in the file's order.

    What an event touches is put together when it is first asked for and kept: it never changes.
    `open_outside` are the moves of which a pack speaks even where the complaint is outside it.
    """

    moves: Mapping[str, tuple[Move, ...]]
    bars: Mapping[str, tuple[Bar, ...]]
    windows: Mapping[str, tuple[Timescale, ...]]
    ended_by: Mapping[str, tuple[Timescale, ...]]
    too_late_by: Mapping[str, tuple[Timescale, ...]]
    cancelled_by: Mapping[str, tuple[Timescale, ...]]
    extended_by: Mapping[str, tuple[Timescale, ...]]
    agreed_by: Mapping[str, tuple[Timescale, ...]]
    waived_by: Mapping[str, tuple[Timescale, ...]]
    restarted_by: Mapping[str, tuple[Timescale, ...]]
    started_by: Mapping[str, tuple[Timescale, ...]]
    choosing_by: Mapping[str, tuple[Timescale, ...]]
    started_on_entry: Mapping[str, tuple[Timescale, ...]]
    followers: tuple[Timescale, ...]
    names_of_followers: frozenset[str]
    followed: frozenset[str]
    looked_for: frozenset[str]
    names_of_lookers: frozenset[str]
    known_events: frozenset[str]
    words: Vocabulary
    stand_ins: Mapping[str, tuple[str, ...]]
    recording: frozenset[str]
    open_outside: frozenset[str]
    places: Mapping[int, int]
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _taken_for: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict, repr=False)
    _meaningful: dict[str, bool] = field(default_factory=dict, repr=False)
    _touched: dict[tuple[str, ...], Touched] = field(default_factory=dict, repr=False)
    _asked: dict[str, tuple[Asked, ...]] = field(default_factory=dict, repr=False)
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _heard: dict["Tables", dict[str, Heard]] = field(default_factory=dict, repr=False)

    def asked_in(self, place: str) -> tuple[Asked, ...]:
        """Return every move's event, each once, in the file's order, as one asks about it in a place."""
        found = self._asked.get(place)
        if found is None:
            found = self._asked[place] = tuple(self._asked_about(event, place) for event in self.moves)
        return found

    def _asked_about(self, event: str, place: str) -> Asked:
        if self.taken_for(event)[1]:
            return Asked(event, None, may_stand=True)
        touched = self.touched(self.names_of(event))
        return Asked(event, touched, bool(self.here(touched, place).moves))

    def names_of(self, kind: str) -> tuple[str, ...]:
        """Return everything that an event counts as by its word alone, itself first."""
        found = self._names.get(kind)
        if found is None:
            found = self._names[kind] = counts_as(kind, self.words)
        return found

    def taken_for(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what an event counts as, and the words besides that fall back on it: what it may be taken for."""
        found = self._taken_for.get(kind)
        if found is None:
            names = self.names_of(kind)
            others = (other for name in names for other in self.stand_ins.get(name, ()))
            found = self._taken_for[kind] = names, tuple(other for other in others if other not in names)
        return found

    def touched(self, names: tuple[str, ...]) -> Touched:
        """Return the rules that an event of these names touches."""
        found = self._touched.get(names)
        if found is None:
            found = self._touched[names] = self._put_together(names)
        return found

    def here(self, touched: Touched, place: str) -> Here:
        """Return what an event does in a place."""
        found = touched.at.get(place)
        if found is None:
            found = touched.at[place] = self._in_place(touched, place)
        return found

    def _in_place(self, touched: Touched, place: str) -> Here:
        standing = (move for move in touched.moves if stands_in(move, place))
        away = tuple(move for move in standing if not move.to or move.to != place)
        return Here(
            moves=away,
            some_lead_back=any(move.to == STAGE_LEFT for move in away),
            bars=tuple(bar for bar in touched.bars if stands_in(bar, place)),
            starting=self._starting(touched.started, place),
        )

    def _starting(self, rules: Iterable[Timescale], place: str, left: str = "") -> Starting:
        living = tuple(rule for rule in rules if lives_in(rule, place, left))
        followers = tuple(rule for rule in self.followers if lives_in(rule, place, left))
        return Starting(living, followers, any(rule.condition.clauses for rule in (*living, *followers)))

    def entering(self, touched: Touched, left: str, place: str) -> Starting:
        """Return what an event may start on the way to another place.

        That is by being an anchor, or by bringing the case into a stage.
        """
        key = left, place
        found = touched.entering.get(key)
        if found is None:
            table = self.started_on_entry
            entered = (*table.get(place, ()), *(table.get("", ()) if not left else ()))
            found = touched.entering[key] = self._starting(self.in_order((*touched.started, *entered)), place, left)
        return found

    def heard_by(self, other: "Tables") -> dict[str, Heard]:
        """Return what has been found out of this council's events as another basis, or its own, hears them."""
        found = self._heard.get(other)
        if found is None:
            found = self._heard[other] = {}
        return found

    def hear(self, kind: str, other: "Tables") -> Heard:
        """Find out what an event counts as on another basis, which may not know the council's own words."""
        if kind in other.words.events:
            names, others = other.taken_for(kind)
        else:
            taken = [other.taken_for(name) for name in self.names_of(kind)]
            names = tuple(dict.fromkeys(name for found, _ in taken for name in found))
            others = tuple(dict.fromkeys(one for _, found in taken for one in found if one not in names))
        has_meaning = any(other.gives_meaning(name) for name in self.names_of(kind))
        heard = Heard(names, others, None if others else other.touched(names), has_meaning)
        self.heard_by(other)[kind] = heard
        return heard

    def kinds_that_count_as(self, name: str) -> frozenset[str]:
        """Return the kinds of event that count as a name by their own word."""
        if not self._kinds:
            self._kinds.update(self._all_kinds())
        return self._kinds.get(name, frozenset({name}))

    def _all_kinds(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind in self.words.events:
            for name in self.names_of(kind):
                found.setdefault(name, {name}).add(kind)
        return {name: frozenset(kinds) for name, kinds in found.items()}

    def _put_together(self, names: tuple[str, ...]) -> Touched:
        moves = sorted(_any_of(names, self.moves), key=lambda move: self.places[id(move)])
        started = _named(_any_of(names, self.started_by))
        bars, windows = tuple(_any_of(names, self.bars)), _named(_any_of(names, self.windows))
        return Touched(
            names=names,
            moves=tuple(moves),
            begins=any(move.begins for move in moves),
            bars=bars,
            windows=windows,
            ended=_named(_any_of(names, self.ended_by)),
            too_late=_named(_any_of(names, self.too_late_by)),
            cancelled=_named(_any_of(names, self.cancelled_by)),
            extended=_named(_any_of(names, self.extended_by)),
            agreed=_named(_any_of(names, self.agreed_by)),
            waived=_named(_any_of(names, self.waived_by)),
            restarted=_named(_any_of(names, self.restarted_by)),
            started=tuple(sorted(started, key=lambda rule: self.places[id(rule)])),
            choosing=_named(_any_of(names, self.choosing_by)),
            changing=any(name in table for table in self._changing for name in names),
            looked_for=not self.looked_for.isdisjoint(names),
            weighing=any(_has_factors(rule) for rule in (*moves, *bars, *windows)),
            speaking=frozenset(name for name in names if self.speaks_of_a_day(name)),
            at={},
            entering={},
        )

    @property
    def _changing(self) -> tuple[Mapping[str, tuple[Timescale, ...]], ...]:
        return self.extended_by, self.agreed_by, self.waived_by, self.restarted_by

    def speaks_of_a_day(self, name: str) -> bool:
        """Say whether an event of that name stands for the day that it carries."""
        word = self.words.events.get(name)
        return word is not None and word.speaks_of_a_day

    def gives_meaning(self, kind: str) -> bool:
        """Say whether the procedure has any use for an event, under whatever name it may be taken for."""
        found = self._meaningful.get(kind)
        if found is None:
            found = self._meaningful[kind] = self._gives_meaning(kind)
        return found

    def _gives_meaning(self, kind: str) -> bool:
        if kind not in self.words.events or kind in self.recording:
            return kind in self.words.events
        word = self.words.events[kind]
        return not self.known_events.isdisjoint((kind, *word.counts_as, *self.stand_ins.get(kind, ())))

    def in_order(self, rules: Iterable[Timescale]) -> list[Timescale]:
        """Return timescales in the order of the file, each once."""
        unique = {id(rule): rule for rule in rules}.values()
        # A clock of an earlier version goes on by a rule that is not among these.
        return sorted(unique, key=lambda rule: self.places.get(id(rule), -1))


def _any_of(names: Sequence[str], table: Mapping[str, tuple[R, ...]]) -> Iterable[R]:
    return chain.from_iterable(table.get(name, ()) for name in names)


def _named(rules: Iterable[Timescale]) -> tuple[Timescale, ...]:
    """Return timescales once each, in the order in which they came."""
    return tuple({rule.name: rule for rule in rules}.values())


def _has_factors(rule: Rule) -> bool:
    """Say whether a decision about an event has factors that are to be on record with it."""
    late = rule.late if isinstance(rule, Timescale) else None
    own = rule.decision if isinstance(rule, Move | Bar) else None
    decision = late.decision if late is not None else own
    return decision is not None and bool(decision.factors)


def stands_in(rule: Move | Bar, place: str) -> bool:
    """Say whether a move or a bar stands in a place: its own stages, or any; in none yet, only what begins a case."""
    if isinstance(rule, Move) and rule.begins:
        return not place
    if not place:
        return False
    return place in rule.stages if rule.stages else place not in NOT_ANY_STAGE


def lives_in(rule: Timescale, place: str, or_in: str = "") -> bool:
    """Say whether a timescale may start in one of two places."""
    if rule.stages:
        return place in rule.stages or or_in in rule.stages
    return (bool(place) and place not in NOT_ANY_STAGE) or (bool(or_in) and or_in not in NOT_ANY_STAGE)


def counts_as(kind: str, words: Vocabulary) -> tuple[str, ...]:
    """Return an event's kind and all that it also counts as."""
    found, seen = [kind], {kind}
    for name in found:
        word = words.events.get(name)
        new = [other for other in (word.counts_as if word else ()) if other not in seen]
        seen.update(new)
        found += new
    return tuple(found)


def lay_out(
    moves: tuple[Move, ...],
    bars: tuple[Bar, ...],
    rules: tuple[Timescale, ...],
    acceptance: AcceptanceRules,
    words: Vocabulary,
) -> Tables:
    """Index a procedure's rules by the events that touch them; `moves` has those that begin a case first."""
    following = _by(rules, _followed)
    entering = (rule for rule in rules if starts_on_entry(rule, words))
    listed = (*moves, *rules)
    return Tables(
        moves=_by(moves, lambda move: (move.event,)),
        bars=_by(bars, lambda bar: (bar.event,)),
        windows=_by(rules, lambda rule: rule.done_by if rule.is_window else ()),
        ended_by=_by(rules, lambda rule: rule.done_by),
        too_late_by=_by(rules, lambda rule: rule.done_before),
        cancelled_by=_by(rules, lambda rule: rule.cancelled_by),
        extended_by=_by(rules, lambda rule: rule.extension.made_by if rule.extension else ()),
        agreed_by=_by(rules, lambda rule: rule.agreed_date),
        waived_by=_by(rules, lambda rule: rule.waived_by),
        restarted_by=_by(rules, lambda rule: rule.restarted_by),
        started_by=_by(rules, lambda rule: anchor_events(rule, words)),
        choosing_by=_by(rules, lambda rule: tested_names(rule, NameKind.EVENT)),
        started_on_entry=_by(entering, lambda rule: rule.stages or ("",)),
        followers=_named(chain.from_iterable(following.values())),
        names_of_followers=frozenset(rule.name for rules in following.values() for rule in rules),
        followed=frozenset(following),
        looked_for=frozenset(name for rule in rules for anchor in _anchors_apart(rule) for name in anchor.names),
        names_of_lookers=frozenset(rule.name for rule in rules if any(_anchors_apart(rule))),
        known_events=known_events(moves, bars, rules, words) | _events_accepted_on(acceptance, words),
        words=words,
        stand_ins=_stand_ins(words),
        open_outside=frozenset(move.event for move in moves if _is_open_outside(move, words)),
        recording=frozenset(word.name for word in words.events.values() if word.records_facts),
        places={id(rule): at for at, rule in enumerate(listed)},
    )


def _is_open_outside(move: Move, words: Vocabulary) -> bool:
    """Say whether a pack speaks of a move whatever the complaint is about: the way to the Ombudsman, and declining."""
    word = words.events.get(move.event)
    return move.to == OMBUDSMAN or (word is not None and word.declines)


def _by(rules: Iterable[R], keys: Callable[[R], Iterable[str]]) -> Mapping[str, tuple[R, ...]]:
    """Group rules under each of their keys, in the order given."""
    found: dict[str, list[R]] = {}
    for rule in rules:
        for key in keys(rule):
            found.setdefault(key, []).append(rule)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})


def _stand_ins(words: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Return for each event the words that fall back on it."""
    found: dict[str, list[str]] = {}
    for word in words.events.values():
        if word.falls_back_on:
            found.setdefault(word.falls_back_on, []).append(word.name)
    return MappingProxyType({name: tuple(others) for name, others in found.items()})


def simple_starts(
    rules: tuple[Timescale, ...], words: Vocabulary, calendars: Mapping[str, WorkingCalendar]
) -> Mapping[str, SimpleStart]:
    """Return how each timescale starts about whose start there is nothing to ask."""
    found = ((rule.name, _simple_start(rule, words, calendars)) for rule in rules)
    return MappingProxyType({name: simple for name, simple in found if simple is not None})


def _simple_start(rule: Timescale, words: Vocabulary, calendars: Mapping[str, WorkingCalendar]) -> SimpleStart | None:
    """Return how a timescale starts if no case can change it, nor its length, nor its first date; else None."""
    (terms, *_), made_by_facts = rule.terms, rule.extension.made_by_facts if rule.extension else ()
    if not rule.is_plain or terms.settled is None or terms.anchor is None or rule.aim or made_by_facts:
        return None
    period, names = terms.settled.within, terms.anchor.rows[0].value.groups
    calendar = calendars.get(period.unit) if period and rule.counting.is_plain_in(period.unit) else None
    one_event = terms.anchor.is_certain and len(names) == 1 and len(names[0]) == 1 and names[0][0] in words.events
    if not one_event or period is None or calendar is None:
        return None
    return SimpleStart(names[0][0], terms.settled, period, calendar)


def anchor_names(rule: Timescale) -> frozenset[str]:
    """Return every event and fact from which any reading of the timescale may be counted."""
    chosen = (anchor for terms in rule.terms if terms.anchor for anchor in terms.anchor.values())
    ends = (end.anchor for terms in rule.terms for end in terms.ends)
    return frozenset(name for anchor in (*chosen, *ends) for name in anchor.names)


def anchor_events(rule: Timescale, words: Vocabulary) -> frozenset[str]:
    """Return the events from which any reading of the timescale may be counted."""
    return frozenset(name for name in anchor_names(rule) if name in words.events)


def starts_on_entry(rule: Timescale, words: Vocabulary) -> bool:
    """Say whether some reading starts when its stage is entered: a fixed day, or an anchor that is a fact alone."""
    return any(terms.anchor is None and not terms.ends for terms in rule.terms) or any(
        _facts_alone(anchor.groups, words)
        for terms in rule.terms
        for anchor in (*(terms.anchor.values() if terms.anchor else ()), *(end.anchor for end in terms.ends))
    )


def _facts_alone(groups: tuple[tuple[str, ...], ...], words: Vocabulary) -> bool:
    return bool(groups) and all(name in words.facts for group in groups for name in group)


def _followed(rule: Timescale) -> frozenset[str]:
    """Return the timescales on whose dates this one hangs."""
    anchors = (anchor for terms in rule.terms if terms.anchor for anchor in terms.anchor.values())
    return frozenset(anchor.timescale for anchor in anchors if anchor.timescale)


def _anchors_apart(rule: Timescale) -> Iterable[Anchor]:
    """Yield the anchors of an aim and of an extension's total, where they have one of their own."""
    if rule.aim is not None and rule.aim.anchor is not None:
        yield rule.aim.anchor
    yield from (terms.limit_anchor for terms in rule.terms if terms.limit_anchor is not None)


def known_events(
    moves: tuple[Move, ...], bars: tuple[Bar, ...], rules: tuple[Timescale, ...], words: Vocabulary
) -> frozenset[str]:
    """Return every event to which the procedure gives a meaning: moved by, ended by, counted from, or tested."""
    found = {move.event for move in moves} | {bar.event for bar in bars}
    conditions = [move.condition for move in moves] + [bar.condition for bar in bars]
    anchors: list[Anchor] = []
    for rule in rules:
        found |= rule.done_by | rule.done_before | rule.cancelled_by
        found |= rule.restarted_by | rule.agreed_date | rule.waived_by
        found |= rule.extension.made_by if rule.extension else frozenset()
        conditions += _conditions(rule)
        anchors += _anchors(rule)
    found |= {name for condition in conditions for name in condition.names(NameKind.EVENT)}
    found |= {name for anchor in anchors for name in anchor.names}
    return frozenset(found) & frozenset(words.events)


def _events_accepted_on(acceptance: AcceptanceRules, words: Vocabulary) -> frozenset[str]:
    """Return every event on which it hangs whether a complaint may be taken."""
    rows = (*acceptance.who.rows, *acceptance.what.rows)
    terms = [limit.terms for limit in acceptance.time_limits]
    conditions = [row.condition for row in rows] + [one for each in terms for one in _that_choose(each)]
    tested = frozenset(name for condition in conditions for name in condition.names(NameKind.EVENT))
    anchors = (anchor for each in terms if each.anchor is not None for anchor in each.anchor.values())
    return (tested | frozenset(name for anchor in anchors for name in anchor.names)) & frozenset(words.events)


def _conditions(rule: Timescale) -> Iterable[Condition]:
    extension = (rule.extension.condition, *rule.extension.made_by_facts) if rule.extension else ()
    return (rule.condition, *extension, *(one for terms in rule.terms for one in _that_choose(terms)))


def _that_choose(terms: Terms) -> Iterable[Condition]:
    """Yield every test by which a length, an aim or a start is chosen."""
    for choice in (terms.anchor, terms.within, terms.at_least, terms.aim):
        yield from (row.condition for row in choice.rows) if choice is not None else ()


def _anchors(rule: Timescale) -> Iterable[Anchor]:
    for terms in rule.terms:
        yield from terms.anchor.values() if terms.anchor else ()
        yield from (end.anchor for end in terms.ends)
    yield from _anchors_apart(rule)
    yield from (rule.late.until.anchor,) if rule.late and rule.late.until else ()
