"""One council's procedure, or one law's, ready to be asked: its stages in order, its rules, and where to find each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.rules import AcceptanceRules, Anchor, Bar, Move, Timescale, tested_names
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.terms import Basis
from complaint_rules.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in the order in which a complaint climbs, by its id and the name that the page prints."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Where to find the rules that an event touches; derived from the procedure's rules, in the file's order."""

    moves: Mapping[str, tuple[Move, ...]]
    bars: Mapping[str, tuple[Bar, ...]]
    windows: Mapping[str, tuple[Timescale, ...]]
    ended_by: Mapping[str, tuple[Timescale, ...]]
    cancelled_by: Mapping[str, tuple[Timescale, ...]]
    extended_by: Mapping[str, tuple[Timescale, ...]]
    agreed_by: Mapping[str, tuple[Timescale, ...]]
    waived_by: Mapping[str, tuple[Timescale, ...]]
    restarted_by: Mapping[str, tuple[Timescale, ...]]
    started_by: Mapping[str, tuple[Timescale, ...]]
    choosing_by: Mapping[str, tuple[Timescale, ...]]
    started_on_entry: Mapping[str, tuple[Timescale, ...]]
    following: Mapping[str, tuple[Timescale, ...]]
    known_events: frozenset[str]
    places: Mapping[int, int]

    def place_of(self, move: Move) -> int:
        """Return where in the file a move stands among the others."""
        return self.places[id(move)]


@dataclass(frozen=True, slots=True)
class Editions:
    """On what an answer rests: the profile's edition and its calendars'."""

    profile: str
    calendars: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another procedure of the same profile, as far as routing needs it."""

    id: str
    title: str
    acceptance: AcceptanceRules


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Procedure:
    """A compiled procedure. `packs` are the same matter under each law or guidance that it stands under."""

    id: str
    title: str
    profile: str
    profile_title: str
    basis: Basis
    editions: Editions
    vocabulary: Vocabulary
    calendars: Mapping[str, WorkingCalendar]
    stages: tuple[Stage, ...]
    begins: tuple[Move, ...]
    moves: tuple[Move, ...]
    bars: tuple[Bar, ...]
    timescales: tuple[Timescale, ...]
    acceptance: AcceptanceRules
    packs: tuple["Procedure", ...] = ()
    duties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    siblings: tuple[Sibling, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    readings_approved_by: str = ""
    tables: Tables = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay out the tables."""
        object.__setattr__(self, "tables", lay_out(self))

    def __str__(self) -> str:
        """Name the procedure as one would on paper."""
        return f"{self.profile_title}: {self.title}"

    def timescale(self, name: str) -> Timescale | None:
        """Return the timescale of that name, or None."""
        return next((rule for rule in self.timescales if rule.name == name), None)

    def stage_order(self, stage: str) -> int:
        """Return how far along a stage is; the Ombudsman is furthest, places beside the stages are nowhere (-1)."""
        if stage == "ombudsman":
            return len(self.stages)
        return next((at for at, known in enumerate(self.stages) if known.id == stage), -1)


def lay_out(procedure: Procedure) -> Tables:
    """Index a procedure's rules by the events that touch them."""
    rules = procedure.timescales
    return Tables(
        moves=_by(procedure.begins + procedure.moves, lambda move: (move.event,)),
        bars=_by(procedure.bars, lambda bar: (bar.event,)),
        windows=_by(rules, lambda rule: rule.done_by if rule.is_window else ()),
        ended_by=_by(rules, lambda rule: rule.done_by),
        cancelled_by=_by(rules, lambda rule: rule.cancelled_by),
        extended_by=_by(rules, lambda rule: rule.extension.made_by if rule.extension else ()),
        agreed_by=_by(rules, lambda rule: rule.agreed_date),
        waived_by=_by(rules, lambda rule: rule.waived_by),
        restarted_by=_by(rules, lambda rule: rule.restarted_by),
        started_by=_by(rules, lambda rule: anchor_events(rule, procedure.vocabulary)),
        choosing_by=_by(rules, lambda rule: tested_names(rule, NameKind.EVENT)),
        started_on_entry=_by(
            (rule for rule in rules if starts_on_entry(rule, procedure.vocabulary)),
            lambda rule: rule.stages or ("",),
        ),
        following=_by(rules, _followed),
        known_events=known_events(procedure),
        places={id(move): at for at, move in enumerate(procedure.begins + procedure.moves)},
    )


def _by(rules: Iterable, keys) -> Mapping:  # type: ignore[no-untyped-def, type-arg]  # noqa: ANN001
    """Group rules under each of their keys, in the order given."""
    found: dict[str, list[object]] = {}
    for rule in rules:
        for key in keys(rule):
            found.setdefault(key, []).append(rule)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})


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


def known_events(procedure: Procedure) -> frozenset[str]:
    """Return every event to which the procedure gives a meaning: moved by, ended by, counted from, or tested."""
    moves = procedure.begins + procedure.moves
    found = {move.event for move in moves} | {bar.event for bar in procedure.bars}
    conditions = [move.condition for move in moves] + [bar.condition for bar in procedure.bars]
    anchors: list[Anchor] = []
    for rule in procedure.timescales:
        found |= rule.done_by | rule.cancelled_by | rule.restarted_by | rule.agreed_date | rule.waived_by
        found |= rule.extension.made_by if rule.extension else frozenset()
        conditions += _conditions(rule)
        anchors += _anchors(rule)
    found |= {name for condition in conditions for name in condition.names(NameKind.EVENT)}
    found |= {name for anchor in anchors for name in anchor.names}
    return frozenset(found) & frozenset(procedure.vocabulary.events)


def _conditions(rule: Timescale) -> Iterable[Condition]:
    choices = (choice for terms in rule.terms for choice in (terms.anchor, terms.within, terms.at_least) if choice)
    extension = (rule.extension.condition, *rule.extension.made_by_facts) if rule.extension else ()
    return (rule.condition, *extension, *(row.condition for choice in choices for row in choice.rows))


def _anchors(rule: Timescale) -> Iterable[Anchor]:
    for terms in rule.terms:
        yield from terms.anchor.values() if terms.anchor else ()
        yield from (end.anchor for end in terms.ends)
        yield from (terms.limit_anchor,) if terms.limit_anchor else ()
    yield from (rule.aim.anchor,) if rule.aim and rule.aim.anchor else ()
    yield from (rule.late.until.anchor,) if rule.late and rule.late.until else ()
