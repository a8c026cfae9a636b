"""A profile to procedures: every section in its place, `same_as` followed, every name resolved."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from complaint_rules.compiling import deviations, rules, timescales
from complaint_rules.compiling.circles import circles
from complaint_rules.compiling.scope import Faults, Link, Path, Scope
from complaint_rules.compiling.values import period
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import PARTS_OF_ACCEPTANCE
from complaint_rules.procedures.procedure import Editions, Procedure, Sibling, Stage
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    CLOSED,
    OMBUDSMAN,
    SUSPENDED,
    WITHDRAWN,
    AcceptancePart,
    AcceptanceRules,
    Bar,
    CasesBegun,
    Move,
    TimeLimit,
    Timescale,
)
from complaint_rules.procedures.several_issues import OutcomeOfSeveral
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.document import (
    AcceptanceDocument,
    PartDocument,
    ProcedureDocument,
    ProfileDocument,
    SameAs,
    StageDocument,
    pack_named,
)
from complaint_rules.terms import Basis, Party
from complaint_rules.working_days import WorkingCalendar

Found = TypeVar("Found")
ALWAYS_THERE = (SUSPENDED, WITHDRAWN, CLOSED, OMBUDSMAN)


class Ground(NamedTuple):
    """What a profile is compiled upon: its words, its calendars, and the law packs that may be named.

    `packs_with` gives those that have a procedure of an id, which only a mistake asks for.
    """

    words: Vocabulary
    calendars: Mapping[str, WorkingCalendar]
    packs: Mapping[str, Mapping[str, Procedure]]
    pack_names: tuple[str, ...]
    packs_with: Callable[[str], tuple[str, ...]]


class _Block(NamedTuple):
    """What is written under a stage (`home`; empty for `at_any_stage`), where, and through which `same_as`."""

    home: str
    written: StageDocument
    path: Path
    link: Link | None = None


def compile_procedures(document: ProfileDocument, ground: Ground, faults: Faults) -> dict[str, Procedure]:
    """Return every procedure of a profile; its mistakes are noted in `faults`."""
    base = Scope(
        document=document,
        words=ground.words,
        counting=timescales.counting(document.counting),
        faults=faults,
        units=tuple(dict.fromkeys((*document.calendars, *ground.calendars))),
    )
    base.citation(document.counting, ("counting",))
    base.readings(document.counting, ("counting",))
    in_force = rules.in_force(document.in_force, base)
    _check_approval(document, base)
    _check_how_checked(document, base)
    _check_looking_again(document, base)
    opened = [_Sections(document, name, base, in_force).opened() for name in document.procedures]
    siblings = tuple(each.as_sibling(ground) for each in opened)
    known = _duties_known(opened, ground)
    return {each.sections.name: each.sections.compiled(each, siblings, ground, known) for each in opened}


def _duties_known(opened: list["_Opened"], ground: Ground) -> dict[Path, set[str]]:
    """Return for each section, by its place, the duties of the packs of all procedures that have it or take it over."""
    found: dict[Path, set[str]] = {}
    for each in opened:
        duties = {rule.name for pack in each.packs(ground) for rule in pack.timescales}
        for block in each.blocks:
            found.setdefault(block.path, set()).update(duties)
    return found


def _check_approval(document: ProfileDocument, scope: Scope) -> None:
    if document.readings_approved_by is None and _has_readings(scope.faults.reading.value):
        message = "the profile rests on readings, and nobody stands for them"
        scope.fault("readings_not_approved", ("profile",), message, "add `readings_approved_by`")


def _check_how_checked(document: ProfileDocument, scope: Scope) -> None:
    """Note each document of a law pack of which nobody said how far it was checked: none is certain unsaid."""
    for name, source in document.documents.items() if document.force != "council" else ():
        if source.checked is None:
            message = f"nothing says how far `{name}` was checked, and this is a pack of {document.force}"
            mend = "add `checked`: `provision_read`, `regulators_page_read`, `second_hand` or `from_memory`"
            scope.fault("not_said_how_checked", ("documents", name), message, mend, key=True)


def _check_looking_again(document: ProfileDocument, scope: Scope) -> None:
    """Note each document that is to be looked at again after no period of the almanac, or of which no day is known."""
    for name, source in document.documents.items():
        if source.look_again_after is None:
            continue
        path = ("documents", name, "look_again_after")
        period(source.look_again_after, scope._replace(units=()), path)
        if source.looked_at is None:
            message = f"`{name}` is to be looked at again, and nothing says when it was looked at"
            scope.fault("looked_at_no_day", path, message, "add `looked_at`, the day", key=True)


def _has_readings(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value.get("readings")) or any(_has_readings(item) for item in value.values())
    return isinstance(value, list) and any(_has_readings(item) for item in value)


class _Sections(NamedTuple):
    """One procedure's sections, each with the place where it is written; `same_as` leads to another's."""

    document: ProfileDocument
    name: str
    base: Scope
    in_force: CasesBegun | None

    @property
    def procedure(self) -> ProcedureDocument:
        return self.document.procedures[self.name]

    @property
    def path(self) -> Path:
        return ("procedures", self.name)

    def opened(self) -> "_Opened":
        blocks = self._blocks()
        scope = self._scope(blocks)
        return _Opened(self, blocks, scope, self._acceptance(scope))

    def compiled(
        self, opened: "_Opened", siblings: tuple[Sibling, ...], ground: Ground, known: Mapping[Path, set[str]]
    ) -> Procedure:
        blocks, scope = opened.blocks, opened.scope
        moves, bars, clocks = self._rules(blocks, scope)
        packs = tuple(self._packs(ground))
        self._check_duties(blocks if packs else [], known, scope)
        own = self.document
        procedure = Procedure(
            id=self.name,
            title=self.procedure.title,
            profile=own.profile,
            profile_title=own.title,
            basis=Basis(own.force),
            editions=self._editions(ground),
            vocabulary=ground.words,
            calendars=MappingProxyType(dict(ground.calendars)),
            stages=tuple(
                Stage(block.home, block.written.title or block.home)
                for block in blocks
                if block.home not in BESIDE_THE_STAGES | {CLOSED, OMBUDSMAN}
            ),
            begins=self._begins(scope),
            moves=moves,
            bars=bars,
            timescales=clocks,
            acceptance=opened.acceptance,
            outcome_of_several=self._outcome_of_several(scope),
            packs=packs,
            cases_begun=rules.cases_begun(self.procedure.cases_begun, scope, (*self.path, "cases_begun")),
            in_force=self.in_force,
            siblings=siblings,
            duties=MappingProxyType(_duties(clocks, packs)),
            bodies=MappingProxyType(dict(own.bodies)),
            readings_approved_by=own.readings_approved_by or "",
        )
        return deviations.with_deviations(procedure, self.procedure.deviations, scope, (*self.path, "deviations"))

    def _editions(self, ground: Ground) -> Editions:
        first = next(iter(self.document.documents.values()))
        calendars = {calendar.name: calendar.edition for calendar in ground.calendars.values()}
        return Editions(self.document.edition or first.version or "undated", MappingProxyType(calendars))

    def _scope(self, blocks: list[_Block]) -> Scope:
        self.base.known("document", self.procedure.document, self.document.documents, (*self.path, "document"))
        stages = dict.fromkeys((*(block.home for block in blocks if block.home), *ALWAYS_THERE))
        names = [name for block in blocks for name in block.written.timescales]
        scope = self.base.narrowed(self.procedure, stages, names)
        for block in blocks:
            for name in block.written.timescales:
                _check_name(name, names, scope.through(block.link), (*block.path, "timescales", name))
        return scope

    # Following `same_as`.

    def _other(self, section: SameAs, path: Path) -> "tuple[_Sections, Link] | None":
        """Return the procedure whose section is taken over, and the link to it."""
        if section.same_as == self.name:
            self.base.fault("same_as_itself", path, "a section cannot be the same as itself", "name another procedure")
            return None
        place = (*path, "same_as")
        if not self.base.known("procedure", section.same_as, self.document.procedures, place):
            return None
        return self._replace(name=section.same_as), Link(place, section.same_as, self.name)

    def _end_of_link(self, link: Link, found: Found | SameAs | None) -> Found | None:
        if found is None or isinstance(found, SameAs):
            message = f"`{link.origin}` does not write this section itself"
            mend = "name the procedure in which it is written out"
            self.base.fault("same_as_nothing", link.path[:-1], message, mend)
            return None
        return found

    def _block(self, home: str, written: StageDocument | SameAs, path: Path) -> _Block:
        if not isinstance(written, SameAs):
            return _Block(home, written, path)
        taken = self._other(written, path)
        if taken is None:
            return _Block(home, StageDocument(), path)
        other, link = taken
        procedure = other.procedure
        found = self._end_of_link(link, procedure.stages.get(home) if home else procedure.at_any_stage)
        return _Block(home, found, (*other.path, *path[2:]), link) if found else _Block(home, StageDocument(), path)

    def _blocks(self) -> list[_Block]:
        """Return what is written under each stage; `at_any_stage` comes last."""
        found = [
            self._block(name, written, (*self.path, "stages", name)) for name, written in self.procedure.stages.items()
        ]
        anywhere = self.procedure.at_any_stage
        return found if anywhere is None else [*found, self._block("", anywhere, (*self.path, "at_any_stage"))]

    # The rules.

    def _rules(
        self, blocks: list[_Block], scope: Scope
    ) -> tuple[tuple[Move, ...], tuple[Bar, ...], tuple[Timescale, ...]]:
        moves: list[Move] = []
        bars: list[Bar] = []
        clocks: list[Timescale] = []
        for block in blocks:
            inside, home, path = scope.through(block.link), block.home, block.path
            for event, rule, at in _listed(block.written.moves, inside, (*path, "moves")):
                moves.append(rules.move(event, rule, home, inside, at))
            for event, bar, at in _listed(block.written.bars, inside, (*path, "bars")):
                bars.append(rules.bar(event, bar, home, inside, at))
            for name, clock in block.written.timescales.items():
                clocks.append(timescales.timescale(name, clock, home, inside, (*path, "timescales", name)))
        self._check_circles(blocks, clocks, scope)
        self._check_windows(blocks, moves, clocks, scope)
        return tuple(moves), tuple(bars), tuple(clocks)

    def _check_circles(self, blocks: list[_Block], clocks: list[Timescale], scope: Scope) -> None:
        for circle in circles(clocks):
            block = next(block for block in blocks if circle[0] in block.written.timescales)
            key = "after" if block.written.timescales[circle[0]].before is None else "before"
            way = ", which is counted from ".join(f"`{name}`" for name in (*circle[1:], circle[0]))
            message = f"`{circle[0]}` is counted from {way}, in a circle"
            place = (*block.path, "timescales", circle[0], key)
            scope.through(block.link).fault("timescales_in_a_circle", place, message, "count one of them from an event")

    def _check_windows(self, blocks: list[_Block], moves: list[Move], clocks: list[Timescale], scope: Scope) -> None:
        """Note each window that stands only where its own moves lead: pages print it there, and it starts too late."""
        for window in (clock for clock in clocks if clock.party is Party.COMPLAINANT):
            ends = [move for move in moves if move.event in window.done_by]
            if ends and all(_leads_into(move, window) for move in ends):
                block = next(block for block in blocks if window.name in block.written.timescales)
                events = in_backticks(sorted({move.event for move in ends}))
                message = f"the window `{window.name}` stands only where {events} leads to, not where that can be done"
                before = ", ".join(sorted(frozenset[str]().union(*(move.stages for move in ends))))
                said = block.written.timescales[window.name].during
                instead = f" in place of `{', '.join(said)}`" if said else ""
                verb, below = ("write", ("during",)) if said else ("add", ())
                mend = f"{verb} `during: [{before}]`{instead}; else the window does not run before it is used"
                place = (*block.path, "timescales", window.name, *below)
                scope.through(block.link).fault("window_after_its_move", place, message, mend, key=not said)

    def _begins(self, scope: Scope) -> tuple[Move, ...]:
        written, path = self.procedure.begins, (*self.path, "begins")
        if isinstance(written, SameAs):
            taken = self._other(written, path)
            if taken is None:
                return ()
            other, link = taken
            scope, path = scope.through(link), (*other.path, "begins")
            written = self._end_of_link(link, other.procedure.begins) or {}
        return tuple(rules.move(event, rule, None, scope, at) for event, rule, at in _listed(written, scope, path))

    # Acceptance.

    def _acceptance(self, scope: Scope) -> AcceptanceRules:
        written, path = self.procedure.acceptance, (*self.path, "acceptance")
        sections = self
        if isinstance(written, SameAs):
            taken = self._other(written, path)
            if taken is None:
                return AcceptanceRules()
            sections, link = taken
            scope, path = scope.through(link), (*sections.path, "acceptance")
            written = self._end_of_link(link, sections.procedure.acceptance)
        if written is None:
            return AcceptanceRules()
        return AcceptanceRules(
            who=sections.part("who_may_complain", written.who_may_complain, scope, path),
            what=sections.part("what_about", written.what_about, scope, path),
            time_limits=sections.limits(written, scope, path),
        )

    def _linked(self, key: str, section: SameAs, scope: Scope, path: Path) -> tuple[object, Scope, Path]:
        taken = self._other(section, path)
        if taken is None:
            return None, scope, path
        other, link = taken
        acceptance = other.procedure.acceptance
        found = getattr(acceptance, key) if isinstance(acceptance, AcceptanceDocument) else None
        return self._end_of_link(link, found), scope.through(link), (*other.path, "acceptance", key)

    def part(self, key: str, written: PartDocument | SameAs | None, scope: Scope, path: Path) -> AcceptancePart:
        """Compile who may complain, or about what, following `same_as`."""
        place: Path = (*path, key)
        found: object = written
        if isinstance(written, SameAs):
            found, scope, place = self._linked(key, written, scope, place)
        return rules.part(found, scope, place) if isinstance(found, PartDocument) else AcceptancePart()

    def limits(self, written: AcceptanceDocument, scope: Scope, path: Path) -> tuple[TimeLimit, ...]:
        """Compile until when a complaint may be made, following `same_as`."""
        place: Path = (*path, "time_limit")
        found: object = written.time_limit
        if isinstance(found, SameAs):
            found, scope, place = self._linked("time_limit", found, scope, place)
        listed = found if isinstance(found, list) else []
        limits = (timescales.time_limit(rule, scope, (*place, at)) for at, rule in enumerate(listed))
        return tuple(limit for limit in limits if limit is not None)

    # Several issues.

    def _outcome_of_several(self, scope: Scope) -> OutcomeOfSeveral | None:
        written, path = self.procedure.outcome_of_several, (*self.path, "outcome_of_several")
        if isinstance(written, SameAs):
            taken = self._other(written, path)
            if taken is None:
                return None
            other, link = taken
            scope, path = scope.through(link), (*other.path, "outcome_of_several")
            written = self._end_of_link(link, other.procedure.outcome_of_several)
        return rules.outcome_of_several(written, scope, path) if written is not None else None

    # The law that it stands under.

    def _packs(self, ground: Ground) -> Iterator[Procedure]:
        written = self.procedure.stands_under
        named = [pack_named(pack) for pack in written]
        for at, name in enumerate(named):
            path = (*self.path, "stands_under", at)
            pinned = () if isinstance(written[at], str) else ("pack",)
            if not self.base.known("law_pack", name, ground.pack_names, (*path, *pinned)):
                continue
            if name in named[:at]:
                message = f"the law pack `{name}` is named twice"
                self.base.fault("law_pack_twice", path, message, "take one of them away")
            elif self.name in ground.packs[name]:
                pack = ground.packs[name][self.name]
                deviations.check_pin(written[at], pack, self.base, path)
                yield pack
            else:
                self._without_procedure(name, ground, path)

    def _without_procedure(self, pack: str, ground: Ground, path: Path) -> None:
        """Note a pack that has no such procedure; an id of the pack's that is taken here is not this procedure's."""
        free = [name for name in ground.packs[pack] if name not in self.document.procedures]
        having = ground.packs_with(self.name)
        message = f"the law pack `{pack}` has no procedure `{self.name}`"
        as_the_pack = [f"name the procedure as the pack does, {in_backticks(free)}"] if free else []
        governing = f"that has it, {in_backticks(having)}" if having else "that governs this procedure"
        ways = [*as_the_pack, f"name the pack {governing}"]
        self.base.fault("pack_without_procedure", path, message, "; or ".join(reversed(ways) if having else ways))
        self.base.faults.misnamed.update(free)

    def _check_duties(self, blocks: list[_Block], known: Mapping[Path, set[str]], scope: Scope) -> None:
        """Note what is fulfilled and is a duty of no pack; one rule for two procedures may name those of both's."""
        for block in blocks:
            for name, rule in block.written.timescales.items():
                for at, duty in enumerate(rule.fulfils):
                    place = (*block.path, "timescales", name, "fulfils", at)
                    scope.through(block.link).known("duty", duty, known[block.path], place)


def _duties(clocks: tuple[Timescale, ...], packs: tuple[Procedure, ...]) -> dict[str, tuple[str, ...]]:
    """Return for each timescale the duties of the packs that it fulfils: those that it names, else its own name."""
    known = {rule.name for pack in packs for rule in pack.timescales}
    named = {rule.name: rule.fulfils or (rule.name,) for rule in clocks}
    duties = {name: tuple(duty for duty in several if duty in known) for name, several in named.items()}
    return {name: several for name, several in duties.items() if several}


def _leads_into(move: Move, window: Timescale) -> bool:
    """Say whether a move leads to a stage of the window, and can be made in none of them."""
    return move.to in window.stages and bool(move.stages) and not move.stages & window.stages


class _Opened(NamedTuple):
    """A procedure of which is known what the others want to know of it: whom and what it takes."""

    sections: _Sections
    blocks: list[_Block]
    scope: Scope
    acceptance: AcceptanceRules

    def packs(self, ground: Ground) -> tuple[Procedure, ...]:
        """Return the packs that it stands under, as far as they are there; one that is not is noted elsewhere."""
        named = self.sections.procedure.stands_under
        found = (ground.packs.get(pack_named(name), {}).get(self.sections.name) for name in named)
        return tuple(pack for pack in found if pack is not None)

    def as_sibling(self, ground: Ground) -> Sibling:
        """Return it as the other procedures of its profile see it."""
        laws = tuple(pack.acceptance for pack in self.packs(ground) if pack.basis is Basis.LAW)
        procedure = self.sections.procedure
        takes_complaints = procedure.handles not in {"comment", "compliment"}
        return Sibling(self.sections.name, procedure.title, self.acceptance, laws, takes_complaints)


def _listed(written: Mapping[str, list[Found]], scope: Scope, path: Path) -> Iterator[tuple[str, Found, Path]]:
    """Yield the rules under each event with their places, noting what is no event."""
    for event, listed in written.items():
        scope.known("event", event, scope.words.events, (*path, event), key=True)
        for at, rule in enumerate(listed):
            yield event, rule, (*path, event, at)


def _check_name(name: str, names: list[str], scope: Scope, path: Path) -> None:
    """Note a timescale whose name stands for something else too."""
    for kind, words in (("event", scope.words.events), ("fact", scope.words.facts)):
        if name in words:
            message = (
                f"`{name}` is {'an' if kind == 'event' else 'a'} {kind} already, and a timescale cannot have its name"
            )
            scope.fault("timescale_named_like_a_word", path, message, "give the timescale another name", key=True)
    if name in PARTS_OF_ACCEPTANCE:
        message = f"`{name}` is what a test calls a part of acceptance, and a timescale cannot have its name"
        scope.fault("timescale_named_like_a_word", path, message, "give the timescale another name", key=True)
    if names.count(name) > 1:
        message = f"the timescale `{name}` stands twice in this procedure"
        scope.fault("timescale_twice", path, message, "give one another name", key=True)
