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

**Mend.** Give each the test by which the page tells them apart: `complex: false` in the first.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import ClocksOnLeaving, Move
from complaint_rules.procedures.tables import stands_in

APART: Final = "give each the test by which the page tells them apart"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places, ground = ("", *sorted(places_of(procedure).reached)), Ground(procedure)
        for moves in procedure.tables.moves.values():
            for first, second in combinations(moves, 2):
                yield from _of_two(subject, ground, places, first, second)


def _of_two(subject: Subject, ground: Ground, places: tuple[str, ...], first: Move, second: Move) -> Iterator[Found]:
    shared = [place for place in places if stands_in(first, place) and stands_in(second, place)]
    if not shared:
        return
    key = _that_differs(ground.procedure, first, second)
    case = _both(ground, first, second) if key else None
    if case is not None:
        where = f"in `{shared[0]}`" if shared[0] else "at the beginning"
        message = (
            f"two moves by `{first.event}` apply {where} where {', '.join(case) or 'nothing else is asked'}, "
            f"{_told(first, second, key)}"
        )
        yield Found((*subject.place(second), key), message, APART, key=True)
        return
    for right, decided in ((first, second), (second, first)):
        if _covers(ground, places, right, decided):
            message = f"nobody decides on this: wherever it applies, another move by `{right.event}` does, as of right"
            yield Found((*subject.place(decided), "decided_by"), message, APART, key=True)


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


def _told(first: Move, second: Move, key: str) -> str:
    if key == "to":
        return f"the one to {_whither(first)}, the other to {_whither(second)}"
    if key == "who":
        return f"the one for the {first.who.value}, the other for the {second.who.value}"
    if key == "must_contain":
        return "and what their letters are to hold differs"
    return f"and of the clocks the one says `{_clocks(first)}`, the other `{_clocks(second)}`"


def _whither(move: Move) -> str:
    return f"`{move.to}`" if move.to else "nowhere: the case stays"


CHECK = Check("moves_disagree", "Two moves both apply and give different answers", _look)
