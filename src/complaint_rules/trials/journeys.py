"""Journeys: proposed cases for what none exercises, with events and days, and the answers left for a person.

A journey leads a case to where a rule decides something, and asks about it on both sides of its limit; or it leads a
case by a way through the stages, and asks at each step. Which answer is right is not said: every line has
`confirm: true`, and fails until a person has counted it from the page.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from complaint_rules.cases.case import Event
from complaint_rules.compiling import Compiled
from complaint_rules.errors import ComplaintRulesError
from complaint_rules.loading import load_profile, pages
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.trials.coverage import Covered, coverage_of
from complaint_rules.trials.exercising import exercised
from complaint_rules.trials.gathering import Gathered
from complaint_rules.trials.guiding import Asked, Guide, Way
from complaint_rules.trials.plain_days import Within
from complaint_rules.trials.results import Place
from complaint_rules.trials.running import read_trials
from complaint_rules.values import frozen

_WIDTH = 139
"""What a line may hold without the brace that ends it."""


@frozen
class Journey:
    """A proposed file: which rule, or way through the stages, it is for, and one case or several, each a way to it.

    `edition` is that of the version whose rule it is, where newer ones follow.
    """

    procedure: str
    clause: str
    ways: tuple[Way, ...]
    edition: str = ""

    @property
    def file_name(self) -> str:
        """Return a name for its file: the edition, where it is not the newest, the procedure and the rule."""
        name = f"{self.edition} {self.procedure}-{self.clause}"
        return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".yaml"

    @property
    def asks(self) -> int:
        """Return how many lines there are to fill in."""
        return sum(len(asked.lines) for way in self.ways for asked in way.asked)

    def text(self, profile: str) -> str:
        """Write it as a file of worked cases, valid but to be confirmed."""
        cases = "".join(self._case(way, again=at > 0) for at, way in enumerate(self.ways))
        return f"profile: {profile}\ncases:\n{cases}"

    def _case(self, way: Way, *, again: bool) -> str:
        facts = [f"{name}: {_plain(value)}" for name, value in way.case.facts.items()]
        events = "".join(_event(event) for event in way.case.events)
        name = f"{self.procedure} {self.clause}{', the other way round' * again}"
        name += f", {self.edition}" if self.edition else ""
        return (
            f"  - name: {_plain(name)}\n"
            f"    procedure: {self.procedure}\n"
            "    why: to be counted by hand from the page\n"
            + _flowing("    facts: ", facts, indent=6)
            + (f"    events:\n{events}" if events else "    events: []\n")
            + f"    expect:\n{''.join(map(_day, way.asked))}"
        )

    def is_part_of(self, other: "Journey") -> bool:
        """Say whether another asks all that it asks, of the same cases on the same days."""
        pairs = zip(self.ways, other.ways, strict=False)
        alike = (self.procedure, len(self.ways)) == (other.procedure, len(other.ways))
        return alike and all(mine.is_part_of(theirs) for mine, theirs in pairs)


def _day(asked: Asked) -> str:
    return f"      - as_of: {asked.as_of}\n" + "".join(f"        {line}\n" for line in asked.lines)


def _event(event: Event) -> str:
    details = (f"{name}: {_plain(value)}" for name, value in event.details.items())
    return _flowing("      - ", [f"on: {event.on}", f"event: {event.kind}", *details], indent=10)


def _flowing(lead: str, pairs: Sequence[str], *, indent: int) -> str:
    """Write pairs in braces, with a new line before one that would make a line wider than `fmt` leaves it."""
    first, *others = (f"{pair}{', '[: at < len(pairs) - 1]}" for at, pair in enumerate(pairs)) if pairs else ("",)
    text = f"{lead}{{{first}"
    for pair in others:
        is_too_wide = len(text.rpartition("\n")[2]) + len(f" {pair}") > _WIDTH
        text += f"\n{' ' * indent}{pair}" if is_too_wide else f" {pair}"
    return f"{text}}}\n"


def _plain(value: object) -> str:
    """Write a value as YAML does; a text that might be taken for something else is put in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        return json.dumps(value, ensure_ascii=False)
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, list | tuple) else str(value)


def journeys(
    procedure: Procedure, wanted: Iterable[str], within: Within | None = None, edition: str = ""
) -> Iterator[tuple[str, Journey | None]]:
    """Yield a journey for each clause, or way through the stages, that is wanted, or nothing where none was found.

    `within` is when its page is in force, where that is one of several versions; `edition` names an older one.
    """
    guide = Guide(procedure, within)
    names = set(wanted)
    for clause, ways in guide.all_of(names):
        yield clause, Journey(procedure.id, clause, ways, edition) if ways else None


def write_journey(journey: Journey, folder: Path, profile: str | Path) -> tuple[Path, bool]:
    """Write a journey to a folder, and return its file and whether it was written now.

    No file is overwritten. One that has its name and is for another rule, as after a rule was put in before one of the
    same name, is passed over, and the next free number taken.
    """
    named = profile if isinstance(profile, str) else Path(os.path.relpath(profile, folder)).as_posix()
    folder.mkdir(parents=True, exist_ok=True)
    first = folder / journey.file_name
    for number in count(1):
        path = first if number == 1 else first.with_stem(f"{first.stem}-{number}")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(journey.text(named))
        except FileExistsError:
            if _may_be_for(path, journey):
                return path, False
        else:
            return path, True
    raise AssertionError


def _may_be_for(path: Path, journey: Journey) -> bool:
    """Say whether a file is for the rule of a journey; one that cannot be read may be anything, and is left alone."""
    try:
        found = read_trials(path)
    except ComplaintRulesError:
        return True
    mine = (worked for worked in found if worked.procedure.id == journey.procedure)
    names = (name for worked in mine for name in exercised(worked) if journey.edition in ("", name.edition))
    return any(name.clause == journey.clause for name in names)


@frozen
class Proposed:
    """What came of a rule or a way: the file of its journey, whether it was written now, or none if none was found."""

    clause: str
    place: Place
    path: Path | None = None
    is_new: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        path = str(self.path) if self.path else None
        return {"clause": self.clause, **self.place.to_dict(), "path": path, "is_new": self.is_new}


def propose(gathered: Gathered, folder: Path, *, every: bool = False) -> tuple[Proposed, ...]:
    """Write a journey for each rule that no case exercises, and each way through the stages that none goes.

    Or for every one. Nothing is overwritten, and what would be asked by the journey of another rule, too, is not
    written a second time. A rule of an older version has cases that begin, and are asked about, as far as its limits
    go, while that version is in force.
    """
    assert gathered.profile is not None
    (found,) = coverage_of([gathered])
    sides = {page.faults.reading.file: dict(_sides(page, gathered)) for page in pages(str(gathered.profile))}
    named = gathered.profile if gathered.is_path else gathered.name
    asked_for = (*found.rules, *found.ways) if every else (*found.missing, *found.ways_missing)
    wanted = [(rule, *_found(rule, sides[rule.place.file])) for rule in asked_for]
    kept = _without_parts(journey for _, _, journey in wanted if journey is not None)
    written = {journey: write_journey(journey, folder, named) for journey in dict.fromkeys(kept.values())}
    return tuple(
        Proposed(clause, rule.place, *(written[kept[journey]] if journey is not None else ()))
        for rule, clause, journey in wanted
    )


class _Side(NamedTuple):
    """A procedure as one page has it; when that page is in force, and its edition, where it is an older version."""

    procedure: Procedure
    within: Within | None = None
    edition: str = ""


def _sides(page: Compiled, gathered: Gathered) -> Iterator[tuple[str, _Side]]:
    """Yield each procedure of a page by its name."""
    joined = load_profile(gathered.name).procedures
    for name, procedure in page.profile.procedures.items():
        edition, versions = procedure.editions.profile, joined[name].versions
        own = next((one for one in versions if one.procedure.editions.profile == edition), None)
        newer = own is not None and own is not versions[-1]
        yield name, _Side(procedure, (own.earliest, own.latest) if own else None, edition if newer else "")


def _found(rule: Covered, sides: Mapping[str, _Side]) -> tuple[str, Journey | None]:
    """Return a journey in the first of the procedures that have a rule in which there is a way to it."""
    for named in rule.clauses:
        procedure, clause = named.split(": ", 1)
        side = sides[procedure]
        for _, journey in journeys(side.procedure, [clause], side.within, side.edition):
            if journey is not None:
                return named, journey
    return rule.clauses[0], None


def _without_parts(found: Iterable[Journey]) -> dict[Journey, Journey]:
    """Return for each journey the one that asks all of it: another, or itself."""
    listed = list(found)
    wider = {journey: [other for other in listed if journey.is_part_of(other)] for journey in listed}
    return {journey: max(others, key=lambda other: other.asks) for journey, others in wider.items()}
