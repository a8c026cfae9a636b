"""What no page of a council's reaches: several times the largest that is known.

What is asked of a profile takes the longer the more of its rules hang together, and some of it grows with the square of
them. So a file that is no larger than a file may be is refused where it has more of something than this, before
anything of it is compiled. `same_as` counts as often as it is written.
"""

from collections.abc import Iterator, Mapping, Sized
from typing import Any, Final

from complaint_rules.compiling.scope import Faults, Path
from complaint_rules.profiles.document import (
    AcceptanceDocument,
    LocalCalendar,
    PartDocument,
    ProcedureDocument,
    ProfileDocument,
    SameAs,
    StageDocument,
)

__all__ = [
    "MOST_CLAUSES",
    "MOST_CLOSURES",
    "MOST_ROWS",
    "MOST_VERSIONS",
    "check_closures",
    "check_size",
    "check_versions",
]

MOST_CALENDARS: Final = 20
MOST_CLAUSES: Final = 50
MOST_CLOSURES: Final = 500
MOST_DEVIATIONS: Final = 200
MOST_EVENTS: Final = 500
MOST_FACTS: Final = 200
MOST_MOVES_OF_AN_EVENT: Final = 100
MOST_PROCEDURES: Final = 50
MOST_ROWS: Final = 50
MOST_RULES: Final = 2_000
MOST_STAGES: Final = 50
MOST_TIMESCALES: Final = 200
MOST_VERSIONS: Final = 50
MOST_WORDS_OF_A_FACT: Final = 300


def check_size(document: ProfileDocument, faults: Faults) -> None:
    """Note whatever a profile has too much of."""
    for path, most, what, found in _sizes(document):
        _check(path, most, what, found, faults)


def check_closures(calendar: LocalCalendar, path: Path, faults: Faults) -> None:
    """Note more closures than a council has."""
    _check(path, MOST_CLOSURES, "closures", len(calendar.closed), faults)


def check_versions(versions: Sized, faults: Faults) -> None:
    """Note more versions than a document has: each is a file to be read."""
    _check(("versions",), MOST_VERSIONS, "versions", len(versions), faults)


def _check(path: Path, most: int, what: str, found: int, faults: Faults) -> None:
    if found > most:
        message = f"there are {found} {what} here, more than the {most} that are read"
        mend = "divide the file, or check that it is the one you mean; no page of a council's has so many"
        faults.add("too_much", path, message, mend, key=True)


def _sizes(document: ProfileDocument) -> Iterator[tuple[Path, int, str, int]]:
    yield ("calendars",), MOST_CALENDARS, "calendars", len(document.calendars)
    if document.words is not None:
        yield ("words", "events"), MOST_EVENTS, "events", len(document.words.events)
        yield ("words", "facts"), MOST_FACTS, "facts", len(document.words.facts)
        for name, word in document.words.facts.items():
            listed: Sized = word.is_ if isinstance(word.is_, list) else ()
            yield ("words", "facts", name, "is"), MOST_WORDS_OF_A_FACT, "words of a fact", len(listed)
    yield ("procedures",), MOST_PROCEDURES, "procedures", len(document.procedures)
    yield ("procedures",), MOST_RULES, "rules", sum(_rules(one, document) for one in document.procedures.values())
    for name, procedure in document.procedures.items():
        yield from _sizes_of(procedure, ("procedures", name))


def _sizes_of(procedure: ProcedureDocument, path: Path) -> Iterator[tuple[Path, int, str, int]]:
    stages = [stage for stage in (*procedure.stages.values(), procedure.at_any_stage) if stage is not None]
    blocks = [stage for stage in stages if isinstance(stage, StageDocument)]
    yield (*path, "stages"), MOST_STAGES, "stages", len(procedure.stages)
    yield (*path, "deviations"), MOST_DEVIATIONS, "deviations", len(procedure.deviations)
    yield (*path, "stages"), MOST_TIMESCALES, "timescales", sum(len(block.timescales) for block in blocks)
    moves: dict[str, int] = {}
    for block in blocks:
        for event, listed in block.moves.items():
            moves[event] = moves.get(event, 0) + len(listed)
    for event, number in moves.items():
        yield (*path, "stages"), MOST_MOVES_OF_AN_EVENT, f"moves by `{event}`", number


def _rules(procedure: ProcedureDocument, document: ProfileDocument) -> int:
    """Return how many rules a procedure has, those that it takes over among them."""
    begins = _followed(procedure.begins, "begins", document)
    stages = [_stage(name, stage, document) for name, stage in procedure.stages.items()]
    anywhere = _followed(procedure.at_any_stage, "at_any_stage", document)
    acceptance = _followed(procedure.acceptance, "acceptance", document)
    found = sum(_rules_under(stage) for stage in (*stages, anywhere))
    return found + _listed(begins) + _rows(acceptance, document)


def _followed(section: Any, key: str, document: ProfileDocument) -> Any:
    """Return a section, or the one that it is the same as; None where there is none."""
    if not isinstance(section, SameAs):
        return section
    other = document.procedures.get(section.same_as)
    return None if other is None else getattr(other, key)


def _stage(name: str, stage: StageDocument | SameAs, document: ProfileDocument) -> Any:
    stages = _followed(stage, "stages", document)
    return stages.get(name) if isinstance(stages, Mapping) else stages


def _rules_under(stage: Any) -> int:
    if not isinstance(stage, StageDocument):
        return 0
    return len(stage.timescales) + _listed(stage.moves) + _listed(stage.bars)


def _listed(rules: Any) -> int:
    return sum(map(len, rules.values())) if isinstance(rules, Mapping) else 0


def _rows(acceptance: Any, document: ProfileDocument) -> int:
    if not isinstance(acceptance, AcceptanceDocument):
        return 0
    keys = ("who_may_complain", "what_about", "time_limit")
    return sum(_rows_of(_part(getattr(acceptance, key), key, document)) for key in keys)


def _part(section: Any, key: str, document: ProfileDocument) -> Any:
    other = _followed(section, "acceptance", document)
    return getattr(other, key) if isinstance(other, AcceptanceDocument) else other


def _rows_of(part: Any) -> int:
    if isinstance(part, PartDocument):
        return len(part.allowed) + len(part.excluded) + len(part.split_off)
    return len(part) if isinstance(part, list) else 0
