"""Two moves both apply and give different answers.

Two moves for one event stand in the same stage, one case can meet the tests of both, and they lead to different stages,
or give the right to different people; or, where somebody decides on both or on neither, their letters are to hold
different things, or the running clocks fare differently. The case that meets both is told. Or one is of right wherever
the other is left to somebody's decision, so that nobody ever decides.

Where else the complainant is sent (`elsewhere`) may be several bodies, and is not looked at; nor is what the letters
hold by which a complaint is not taken, for that hangs on the reason. What stands under a stage goes before what stands
under `at_any_stage`.

**Why it matters.** The engine follows a right before what is decided, and else the move that stands first in the file;
that the page means that one, nobody has said. Moving a line changes where complaints go.

**Example.**

```yaml
stage_2_requested:
  - {to: stage_2, who: complainant, if: {stage_1_response_sent: happened}, source: "3"}
  - {to: stage_3, who: complainant, if: {complex: true}, source: "5"}      # and when it is both?
```

Where one move differs from several that agree, or leads elsewhere than its name says, it is told at that one, with the
lines of the others; else at the later of the two.

**Mend.** Give each the test by which the page tells them apart: `complex: false` in the first.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from complaint_rules.checks.analyses.places import places_of, stage_ids
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import ClocksOnLeaving, Move
from complaint_rules.procedures.tables import stands_in

APART: Final = "give each the test by which the page tells them apart"


class Pair(NamedTuple):
    """Two moves that both apply, the key in which they differ, and the case: where it is and what is so in it."""

    first: Move
    second: Move
    key: str
    place: str
    case: tuple[str, ...]

    def other(self, move: Move) -> Move:
        """Return the one of the two that a move is not."""
        return self.second if move is self.first else self.first


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places, ground = ("", *sorted(places_of(procedure).reached)), Ground(procedure)
        for moves in procedure.tables.moves.values():
            pairs: list[Pair] = []
            for first, second in combinations(moves, 2):
                shared = [place for place in places if stands_in(first, place) and stands_in(second, place)]
                pair = _pair(ground, shared[0], first, second) if shared else None
                if pair is not None:
                    pairs.append(pair)
                elif shared:
                    yield from _never_decided(subject, ground, places, first, second)
            yield from _told_of(pairs, subject, procedure)


def _pair(ground: Ground, place: str, first: Move, second: Move) -> Pair | None:
    key = _that_differs(ground.procedure, first, second)
    case = _both(ground, first, second) if key else None
    return None if case is None else Pair(first, second, key, place, case)


def _never_decided(
    subject: Subject, ground: Ground, places: tuple[str, ...], first: Move, second: Move
) -> Iterator[Found]:
    for right, decided in ((first, second), (second, first)):
        if _covers(ground, places, right, decided):
            message = f"nobody decides on this: wherever it applies, another move by `{right.event}` does, as of right"
            yield Found((*subject.place(decided), "decided_by"), message, APART, key=True)
            return


def _told_of(pairs: Sequence[Pair], subject: Subject, procedure: Procedure) -> Iterator[Found]:
    """Yield the pairs; those that have one move in common once, at that one."""
    for key in dict.fromkeys(pair.key for pair in pairs):
        alike = [pair for pair in pairs if pair.key == key]
        odd = _odd_one(alike, procedure)
        if odd is None:
            yield from (_found(pair.second, [pair], subject) for pair in alike)
        else:
            yield _found(odd, alike, subject, _value(alike[0].other(odd), key))


def _odd_one(pairs: Sequence[Pair], procedure: Procedure) -> Move | None:
    """Return the move that differs from others which agree, or that leads elsewhere than its name says, if any."""
    key, (first, second) = pairs[0].key, pairs[0][:2]
    if len(pairs) == 1:
        stage = next((stage for stage in stage_ids(procedure) if first.event == f"{stage}_requested"), None)
        leading = [move for move in (first, second) if move.to == stage]
        return pairs[0].other(leading[0]) if key == "to" and len(leading) == 1 else None
    common = next((move for move in (first, second) if all(move in pair[:2] for pair in pairs)), None)
    if common is None or len({_value(pair.other(common), key) for pair in pairs}) > 1:
        return None
    return common


def _value(move: Move, key: str) -> str:
    """Return what a move says in a key, as it would be written; nothing for a list, or where it says nothing."""
    if key == "must_contain":
        return ""
    return {"to": move.to or "", "who": move.who.value, "clocks": _clocks(move).value}[key]


def _found(move: Move, pairs: Sequence[Pair], subject: Subject, meant: str = "") -> Found:
    """Return what is told at one of the moves of some pairs, and what it was perhaps meant to say."""
    key, place = pairs[0].key, pairs[0].place
    where = f"in `{place}`" if place else "at the beginning"
    cases = "; or where ".join(", ".join(pair.case) or "nothing else is asked" for pair in pairs)
    others = [pair.other(move) for pair in pairs]
    lines = " and ".join(str(subject.line((*subject.place(other), key), key=True)) for other in others)
    told = _told(move, others[0], key)
    if len(others) == 1:
        message = f"two moves by `{move.event}` apply {where} where {cases}, {told} (line {lines})"
    else:
        told = told.replace("the other", "the others", 1)
        message = f"several moves by `{move.event}` apply {where}, {told} (lines {lines}): where {cases}"
    mend = f"did you mean `{key}: {meant}`? if not, {APART}" if meant else APART
    return Found((*subject.place(move), key), message, mend, key=True)


def _that_differs(procedure: Procedure, first: Move, second: Move) -> str:
    """Return the first key in which two moves give different answers, nothing where they agree."""
    if bool(first.stages) is not bool(second.stages):
        return ""
    if first.to != second.to:
        return "to"
    if first.who is not second.who:
        return "who"
    if (first.decision is None) is not (second.decision is None) or procedure.event_words[first.event].declines:
        return ""
    if set(first.must_contain) != set(second.must_contain):
        return "must_contain"
    return "clocks" if _clocks(first) is not _clocks(second) else ""


def _clocks(move: Move) -> ClocksOnLeaving:
    return move.clocks or ClocksOnLeaving.CANCEL


def _both(ground: Ground, first: Move, second: Move) -> tuple[str, ...] | None:
    """Return a case in which two moves both grant, name by name; None where there is none."""
    asked = {clause.name: clause for clause in (*second.condition.clauses, *first.condition.clauses)}
    case = ground.satisfying((*first.condition.clauses, *second.condition.clauses))
    if case is None:
        return None
    return tuple(f"{name}: {value.told}" if value.told else str(asked[name]) for name, value in case.items())


def _covers(ground: Ground, places: tuple[str, ...], right: Move, decided: Move) -> bool:
    """Say whether a move that nobody decides on applies wherever one does on which somebody decides."""
    if right.decision is not None or decided.decision is None:
        return False
    if not all(stands_in(right, place) for place in places if stands_in(decided, place)):
        return False
    return all(ground.always(clause, decided.condition.clauses) for clause in right.condition.clauses)


def _told(here: Move, other: Move, key: str) -> str:
    if key == "to":
        return f"this one to {_whither(here)}, the other to {_whither(other)}"
    if key == "who":
        return f"this one for the {here.who.value}, the other for the {other.who.value}"
    if key == "must_contain":
        return "and what their letters are to hold differs from the other's"
    return f"and of the clocks this one says `{_clocks(here)}`, the other `{_clocks(other)}`"


def _whither(move: Move) -> str:
    return f"`{move.to}`" if move.to else "nowhere: the case stays"


CHECK = Check("moves_disagree", "Two moves both apply and give different answers", _look)
