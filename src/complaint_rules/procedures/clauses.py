"""The clauses of a procedure: every rule by a name that a person can write down, and that stays as the page does."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Move, Rule, TimeLimit, Timescale


class ClauseKind(StrEnum):
    """What a clause governs: somebody's duty in time, the complainant's window, a permission, or who and what."""

    DUTY = "duty"
    WINDOW = "window"
    EXTENSION = "extension"
    MOVE = "move"
    BAR = "bar"
    WHO = "who_may_complain"
    WHAT = "what_about"
    TIME_LIMIT = "time_limit"


class Clause(NamedTuple):
    """One rule by its name.

    It is named by its timescale or its event, `<timescale>.extension`, `<event>.bar`, or its part of acceptance; the
    second rule of one name and those after it are numbered: `stage_2_requested.2`.
    """

    name: str
    kind: ClauseKind
    rule: Rule


def clauses(procedure: Procedure) -> tuple[Clause, ...]:
    """Return every rule of a procedure with its name, in the order of the file."""
    seen: Counter[str] = Counter()
    found = []
    for name, kind, rule in _plain(procedure):
        seen[name] += 1
        numbered = name if seen[name] == 1 else f"{name}.{seen[name]}"
        found.append(Clause(numbered, kind, rule))
    return tuple(found)


def _plain(procedure: Procedure) -> Iterator[tuple[str, ClauseKind, Rule]]:
    acceptance = procedure.acceptance
    for kind, part in ((ClauseKind.WHO, acceptance.who), (ClauseKind.WHAT, acceptance.what)):
        rows: tuple[AcceptanceRow, ...] = (*part.allowed, *part.excluded)
        yield from ((kind.value, kind, row) for row in rows)
    limits: tuple[TimeLimit, ...] = acceptance.time_limits
    yield from ((ClauseKind.TIME_LIMIT.value, ClauseKind.TIME_LIMIT, limit) for limit in limits)
    moves: tuple[Move, ...] = (*procedure.begins, *procedure.moves)
    yield from ((move.event, ClauseKind.MOVE, move) for move in moves)
    bars: tuple[Bar, ...] = procedure.bars
    yield from ((f"{bar.event}.bar", ClauseKind.BAR, bar) for bar in bars)
    for rule in procedure.timescales:
        yield from _of_timescale(rule)


def _of_timescale(rule: Timescale) -> Iterator[tuple[str, ClauseKind, Rule]]:
    yield rule.name, ClauseKind.WINDOW if rule.is_window else ClauseKind.DUTY, rule
    if rule.extension is not None:
        yield f"{rule.name}.extension", ClauseKind.EXTENSION, rule.extension
