"""A profile to procedures: every section in its place, `same_as` followed, every name resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from complaint_rules.compiling import rules
from complaint_rules.compiling.scope import Faults, Path, Scope, keys_of
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
    Move,
    TimeLimit,
    Timescale,
)
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.document import (
    AcceptanceDocument,
    PartDocument,
    ProcedureDocument,
    ProfileDocument,
    SameAs,
    StageDocument,
)
from complaint_rules.terms import Basis
from complaint_rules.working_days import WorkingCalendar

Found = TypeVar("Found")
ALWAYS_THERE = (SUSPENDED, WITHDRAWN, CLOSED, OMBUDSMAN)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a profile is compiled upon: its words, its calendars, and the law packs that may be named."""

    words: Vocabulary
    calendars: Mapping[str, WorkingCalendar]
    packs: Mapping[str, Mapping[str, Procedure]]


def compile_procedures(document: ProfileDocument, ground: Ground, faults: Faults) -> dict[str, Procedure]:
    """Return every procedure of a profile; its mistakes are noted in `faults`."""
    base = Scope(
        document=document,
        words=ground.words,
        counting=rules.counting(document.counting),
        faults=faults,
        units=tuple(document.calendars),
        contents=ground.words.contents,
    )
    base.citation(document.counting, ("counting",))
    base.readings(document.counting, ("counting",), keys_of(document.counting))
    _check_approval(document, base)
    compiled = {name: _Sections(document, name, base).compiled(ground) for name in document.procedures}
    siblings = tuple(Sibling(each.id, each.title, each.acceptance) for each in compiled.values())
    return {name: replace(procedure, siblings=siblings) for name, procedure in compiled.items()}


def _check_approval(document: ProfileDocument, scope: Scope) -> None:
    if document.readings_approved_by is None and _has_readings(document.model_dump()):
        message = "the profile rests on readings, and nobody stands for them"
        scope.fault("readings_not_approved", ("profile",), message, "add `readings_approved_by`")


def _has_readings(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value.get("readings")) or any(_has_readings(item) for item in value.values())
    return isinstance(value, list) and any(_has_readings(item) for item in value)


@dataclass(frozen=True, slots=True)
class _Sections:
    """One procedure's sections, each with the place where it is written; `same_as` leads to another's."""

    document: ProfileDocument
    name: str
    base: Scope

    @property
    def procedure(self) -> ProcedureDocument:
        return self.document.procedures[self.name]

    @property
    def path(self) -> Path:
        return ("procedures", self.name)

    def compiled(self, ground: Ground) -> Procedure:
        stages = self._stages()
        scope = self._scope(stages)
        moves, bars, timescales = self._rules(stages, scope)
        packs = tuple(self._packs(ground))
        own = self.document
        return Procedure(
            id=self.name,
            title=self.procedure.title,
            profile=own.profile,
            profile_title=own.title,
            basis=Basis(own.force),
            editions=self._editions(ground),
            vocabulary=ground.words,
            calendars=MappingProxyType(dict(ground.calendars)),
            stages=tuple(
                Stage(name, stage.title or name)
                for name, stage, _ in stages
                if name not in BESIDE_THE_STAGES | {CLOSED, OMBUDSMAN}
            ),
            begins=self._begins(scope),
            moves=moves,
            bars=bars,
            timescales=timescales,
            acceptance=self._acceptance(scope),
            packs=packs,
            duties=MappingProxyType(self._duties(timescales, packs, scope)),
            bodies=MappingProxyType(dict(own.bodies)),
            readings_approved_by=own.readings_approved_by or "",
        )

    def _editions(self, ground: Ground) -> Editions:
        first = next(iter(self.document.documents.values()))
        calendars = {calendar.name: calendar.edition for calendar in ground.calendars.values()}
        return Editions(self.document.edition or first.version or "undated", MappingProxyType(calendars))

    def _scope(self, stages: list[tuple[str, StageDocument, Path]]) -> Scope:
        self.base.known("document", self.procedure.document, self.document.documents, (*self.path, "document"))
        names = dict.fromkeys((*(name for name, _, _ in stages if name), *ALWAYS_THERE))
        clocks = [(name, path) for _, stage, path in stages for name in stage.timescales]
        for name, path in clocks:
            if sum(other == name for other, _ in clocks) > 1:
                message = f"the timescale `{name}` stands twice in this procedure"
                self.base.fault(
                    "timescale_twice", (*path, "timescales", name), message, "give one another name", key=True
                )
        return self.base.narrowed(self.procedure, names, (name for name, _ in clocks))

    # Following `same_as`.

    def _other(self, link: SameAs, path: Path) -> "_Sections | None":
        if link.same_as == self.name:
            self.base.fault("same_as_itself", path, "a section cannot be the same as itself", "name another procedure")
            return None
        if not self.base.known("procedure", link.same_as, self.document.procedures, (*path, "same_as")):
            return None
        return replace(self, name=link.same_as)

    def _end_of_link(self, link: SameAs, path: Path, found: Found | SameAs | None) -> Found | None:
        if found is None or isinstance(found, SameAs):
            message = f"`{link.same_as}` does not write this section itself"
            self.base.fault("same_as_nothing", path, message, "name the procedure in which it is written out")
            return None
        return found

    def _stage(self, name: str, written: StageDocument | SameAs, path: Path) -> tuple[StageDocument, Path]:
        if not isinstance(written, SameAs):
            return written, path
        other = self._other(written, path)
        found = (
            other.procedure.stages.get(name) if other and name else (other.procedure.at_any_stage if other else None)
        )
        stage = self._end_of_link(written, path, found) if other else None
        if stage is None or other is None:
            return StageDocument(), path
        return stage, (*other.path, *path[2:])

    def _stages(self) -> list[tuple[str, StageDocument, Path]]:
        """Return each block with its stage and its place; `at_any_stage` comes last, with no stage."""
        found = [
            (name, *self._stage(name, written, (*self.path, "stages", name)))
            for name, written in self.procedure.stages.items()
        ]
        if self.procedure.at_any_stage is not None:
            found.append(("", *self._stage("", self.procedure.at_any_stage, (*self.path, "at_any_stage"))))
        return found

    # The rules.

    def _rules(
        self, stages: list[tuple[str, StageDocument, Path]], scope: Scope
    ) -> tuple[tuple[Move, ...], tuple[Bar, ...], tuple[Timescale, ...]]:
        moves: list[Move] = []
        bars: list[Bar] = []
        clocks: list[Timescale] = []
        for home, stage, path in stages:
            for event, listed in stage.moves.items():
                places = self._event_places(event, len(listed), scope, (*path, "moves", event))
                moves += [rules.move(event, rule, home, scope, at) for rule, at in zip(listed, places, strict=True)]
            for event, listed_bars in stage.bars.items():
                places = self._event_places(event, len(listed_bars), scope, (*path, "bars", event))
                bars += [rules.bar(event, rule, home, scope, at) for rule, at in zip(listed_bars, places, strict=True)]
            clocks += [
                rules.timescale(name, rule, home, scope, (*path, "timescales", name))
                for name, rule in stage.timescales.items()
            ]
        return tuple(moves), tuple(bars), tuple(clocks)

    def _event_places(self, event: str, count: int, scope: Scope, path: Path) -> Iterator[Path]:
        scope.known("event", event, scope.words.events, path, key=True)
        return ((*path, at) for at in range(count))

    def _begins(self, scope: Scope) -> tuple[Move, ...]:
        written, path = self.procedure.begins, (*self.path, "begins")
        if isinstance(written, SameAs):
            other = self._other(written, path)
            found = self._end_of_link(written, path, other.procedure.begins) if other else None
            path = (*other.path, "begins") if other else path
            written = found or {}
        return tuple(
            rules.move(event, rule, None, scope, at)
            for event, listed in written.items()
            for rule, at in zip(listed, self._event_places(event, len(listed), scope, (*path, event)), strict=True)
        )

    # Acceptance.

    def _acceptance(self, scope: Scope) -> AcceptanceRules:
        written, path = self.procedure.acceptance, (*self.path, "acceptance")
        sections = self
        if isinstance(written, SameAs):
            other = self._other(written, path)
            written = self._end_of_link(written, path, other.procedure.acceptance) if other else None
            sections, path = (other, (*other.path, "acceptance")) if other else (self, path)
        if not isinstance(written, AcceptanceDocument):
            return AcceptanceRules()
        return AcceptanceRules(
            who=sections.part("who_may_complain", written.who_may_complain, scope, path),
            what=sections.part("what_about", written.what_about, scope, path),
            time_limits=sections.limits(written, scope, path),
        )

    def _linked(self, key: str, link: SameAs, path: Path) -> tuple[object, Path]:
        other = self._other(link, path)
        acceptance = other.procedure.acceptance if other else None
        found = getattr(acceptance, key) if isinstance(acceptance, AcceptanceDocument) else None
        return (self._end_of_link(link, path, found), (*other.path, "acceptance", key)) if other else (None, path)

    def part(self, key: str, written: PartDocument | SameAs | None, scope: Scope, path: Path) -> AcceptancePart:
        """Compile who may complain, or about what, following `same_as`."""
        place: Path = (*path, key)
        found: object = written
        if isinstance(written, SameAs):
            found, place = self._linked(key, written, place)
        return rules.part(found, scope, place) if isinstance(found, PartDocument) else AcceptancePart()

    def limits(self, written: AcceptanceDocument, scope: Scope, path: Path) -> tuple[TimeLimit, ...]:
        """Compile until when a complaint may be made, following `same_as`."""
        place: Path = (*path, "time_limit")
        found: object = written.time_limit
        if isinstance(found, SameAs):
            found, place = self._linked("time_limit", found, place)
        listed = found if isinstance(found, list) else []
        limits = (rules.time_limit(rule, scope, (*place, at)) for at, rule in enumerate(listed))
        return tuple(limit for limit in limits if limit is not None)

    # The law that it stands under.

    def _packs(self, ground: Ground) -> Iterator[Procedure]:
        for at, name in enumerate(self.procedure.stands_under):
            path = (*self.path, "stands_under", at)
            if not self.base.known("law_pack", name, ground.packs, path):
                continue
            if self.name in ground.packs[name]:
                yield ground.packs[name][self.name]
            else:
                message = f"the law pack `{name}` has no procedure `{self.name}`"
                self.base.fault("pack_without_procedure", path, message, "name the pack that governs this procedure")

    def _duties(self, timescales: tuple[Timescale, ...], packs: tuple[Procedure, ...], scope: Scope) -> dict[str, str]:
        known = {rule.name for pack in packs for rule in pack.timescales}
        written = {rule.name: rule.fulfils for rule in timescales if rule.fulfils}
        for name, duty in written.items() if packs else ():
            place = next(path for home, stage, path in self._stages() if name in stage.timescales)
            scope.known("duty", duty, known, (*place, "timescales", name, "fulfils"))
        return {
            rule.name: written.get(rule.name, rule.name)
            for rule in timescales
            if written.get(rule.name, rule.name) in known
        }
