"""One council's procedure, or one law's, ready to be asked: its stages in order, its rules and its words."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType

from complaint_rules.procedures.deviations import Deviation
from complaint_rules.procedures.rules import AcceptanceRules, Bar, CasesBegun, CasesInFlight, InFlight, Move, Timescale
from complaint_rules.procedures.several_issues import OutcomeOfSeveral
from complaint_rules.procedures.tables import SimpleStart, Tables, lay_out, simple_starts
from complaint_rules.procedures.vocabulary import EventWord, FactType, FactWord, Vocabulary
from complaint_rules.terms import Basis
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar


@frozen
class Stage:
    """A stage in the order in which a complaint climbs, by its id and the name that the page prints."""

    id: str
    title: str


@frozen
class Editions:
    """On what an answer rests: the profile's edition and its calendars'."""

    profile: str
    calendars: Mapping[str, str]


@frozen
class Sibling:
    """A procedure of the same profile, as far as routing needs it; `laws` are those it stands under.

    `takes_complaints` is false of one that is for comments or compliments: no complaint goes there.
    """

    id: str
    title: str
    acceptance: AcceptanceRules
    laws: tuple[AcceptanceRules, ...] = ()
    takes_complaints: bool = True


@frozen
class Dropped:
    """The version of a document that has a procedure no longer: from when, and what it says of the cases in flight."""

    edition: str
    from_: date | None
    in_flight: CasesInFlight

    def takes_over(self, way: InFlight, began_on: date, on: date) -> bool:
        """Say whether a case would change over to it in one way on a day, if it had the procedure."""
        return self.from_ is not None and began_on < self.from_ <= on and self.in_flight.ways == (way,)


@frozen(kw_only=True, eq=False)
class Version:
    """A procedure as one version of its document has it, and when that version is in force, both days included.

    A day is None where neither the version nor its neighbour gives one. `earliest` and `latest` are the days between
    which it could be in force all the same. `in_flight` is None for the first version that has the procedure. `dropped`
    is what comes after the last that has it, where a newer one does not.
    """

    edition: str
    procedure: "Procedure"
    from_: date | None
    up_to: date | None
    earliest: date
    latest: date
    in_flight: CasesInFlight | None = None
    dropped: Dropped | None = None

    @property
    def is_dated(self) -> bool:
        """Say whether it is known from when or up to when it is in force."""
        return self.from_ is not None or self.up_to is not None


@frozen(kw_only=True, eq=False)
class Procedure:
    """A compiled procedure. `packs` are the same matter under each law or guidance that it stands under.

    `cases_begun` says of a pack beside which cases it is held: those that began in a span of days, or all (None).
    `in_force` says when the document of a council is in force; None where no day of it is known, and it is taken as
    in force, and where the document has `versions`, which say it.

    `event_words` and `fact_words` are those of its own vocabulary and of its packs': all that a case may use.
    `duties` names, for each timescale of this procedure, the duties of its packs that it fulfils, mostly one.
    `answers` names, for each duty of a pack, the timescales of this procedure that answer it, in the order of the
    file: those that fulfil it and are ended by the same letter, be it by its sending or its receipt. `deviations` are
    where the council says that it departs from a clause of a pack, and why.
    `versions` has the procedure by each version of its document, the oldest first, where there are several: what else
    it says is then the newest's, with the words of all.
    """

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
    outcome_of_several: OutcomeOfSeveral | None = None
    packs: tuple["Procedure", ...] = ()
    cases_begun: CasesBegun | None = None
    in_force: CasesBegun | None = None
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    siblings: tuple[Sibling, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    readings_approved_by: str = ""
    deviations: tuple[Deviation, ...] = ()
    versions: tuple[Version, ...] = ()
    event_words: Mapping[str, EventWord] = field(init=False, repr=False)
    fact_words: Mapping[str, FactWord] = field(init=False, repr=False)
    answers: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    tables: Tables = field(init=False, repr=False)
    simple_starts: Mapping[str, SimpleStart] = field(init=False, repr=False)
    _order: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay out the tables and bring the words together."""
        bases = (*reversed(self.packs), self)
        words = {word.name: word for base in bases for word in base.vocabulary.events.values()}
        facts = {word.name: word for base in bases for word in base.vocabulary.facts.values()}
        object.__setattr__(self, "event_words", MappingProxyType(words))
        object.__setattr__(self, "fact_words", MappingProxyType(facts))
        object.__setattr__(self, "answers", MappingProxyType(_answers(self)))
        tables = lay_out(self.begins + self.moves, self.bars, self.timescales, self.acceptance, self.vocabulary)
        simple = simple_starts(self.timescales, self.vocabulary, self.calendars)
        object.__setattr__(self, "simple_starts", simple)
        object.__setattr__(self, "tables", tables)
        object.__setattr__(self, "_order", {stage.id: at for at, stage in enumerate(self.stages)})

    def __str__(self) -> str:
        """Name the procedure as one would on paper."""
        return f"{self.profile_title}: {self.title}"

    def question(self, name: str) -> FactWord | None:
        """Return what to ask a person for a name in `missing_facts`: the words of the question, and what may answer it.

        For an outcome that was not recorded (`<event>.outcome`) it is which of the outcomes it was. None for a name
        that neither this procedure nor its packs know.
        """
        event = self.event_words.get(name.removesuffix(".outcome"))
        if name.endswith(".outcome") and event is not None:
            asks = f"What was the outcome, when {event.means}?"
            return FactWord(name, FactType.WORD, self.vocabulary.outcomes, asks)
        return self.fact_words.get(name)

    def timescale(self, name: str) -> Timescale | None:
        """Return the timescale of that name, or None."""
        return next((rule for rule in self.timescales if rule.name == name), None)

    def is_held_beside(self, began_on: date) -> bool:
        """Say of a pack whether it is held beside a case that began on a day, or that may begin on it."""
        return self.cases_begun is None or self.cases_begun.holds(began_on)

    def stage_order(self, stage: str) -> int:
        """Return how far along a stage is; the Ombudsman is furthest, places beside the stages are nowhere (-1)."""
        if stage == "ombudsman":
            return len(self.stages)
        return self._order.get(stage, -1)


def under(procedure: Procedure, pack: Procedure) -> Procedure:
    """Return a procedure as if it stood under one pack alone and explained nothing, to be held against it."""
    known = {rule.name for rule in pack.timescales}
    named = {rule.name: rule.fulfils or (rule.name,) for rule in procedure.timescales}
    duties = {name: tuple(duty for duty in several if duty in known) for name, several in named.items()}
    fulfilled = MappingProxyType({name: several for name, several in duties.items() if several})
    return replace(procedure, packs=(pack,), duties=fulfilled, deviations=())


def _answers(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    duties = {rule.name: rule for pack in procedure.packs for rule in pack.timescales}
    for rule in procedure.timescales:
        for name in procedure.duties.get(rule.name, ()):
            duty = duties.get(name)
            if duty is not None and ends_alike(rule, duty, procedure):
                found.setdefault(name, []).append(rule.name)
    return {duty: tuple(names) for duty, names in found.items()}


def ends_alike(rule: Timescale, duty: Timescale, procedure: Procedure) -> bool:
    """Say whether one event may end a timescale of the procedure and a duty of a pack."""
    return not _endings(rule, procedure).isdisjoint(_endings(duty, procedure))


def _endings(rule: Timescale, procedure: Procedure) -> set[str]:
    words = (procedure.event_words[event] for event in rule.done_by if event in procedure.event_words)
    return {*rule.done_by, *(word.falls_back_on for word in words if word.falls_back_on)}
