"""Two moves both apply and lead to different places.

Two moves for one event stand in the same stage, nobody decides on either, one case can meet the tests of both, and they
lead to different stages. The case that meets both is told. Where else the complainant is sent (`elsewhere`) may be
several bodies, and is not looked at; and what stands under a stage goes before what stands under `at_any_stage`.

**Why it matters.** The engine follows the one that stands first in the file; that the page means that one, nobody has
said. Moving a line changes where complaints go.

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

from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.rules import Move
from complaint_rules.procedures.tables import stands_in


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places, ground = ("", *sorted(places_of(procedure).reached)), Ground(procedure)
        pairs = (pair for moves in procedure.tables.moves.values() for pair in combinations(moves, 2))
        for first, second in pairs:
            shared = [place for place in places if stands_in(first, place) and stands_in(second, place)]
            found = _both(ground, first, second) if shared else None
            if found is not None:
                where = f"in `{shared[0]}`" if shared[0] else "at the beginning"
                message = (
                    f"two moves by `{first.event}` apply {where} where {', '.join(found) or 'nothing else is asked'}, "
                    f"the one to {_told(first)}, the other to {_told(second)}"
                )
                mend = "give each the test by which the page tells them apart"
                yield Found((*subject.place(second), "to"), message, mend, key=True)


def _both(ground: Ground, first: Move, second: Move) -> tuple[str, ...] | None:
    """Return a case in which two moves both grant and lead apart, name by name; None where there is none."""
    if first.to == second.to or first.decision or second.decision or bool(first.stages) is not bool(second.stages):
        return None
    asked = {clause.name: clause for clause in (*second.condition.clauses, *first.condition.clauses)}
    case = ground.satisfying((*first.condition.clauses, *second.condition.clauses))
    if case is None:
        return None
    return tuple(f"{name}: {value.told}" if value.told else str(asked[name]) for name, value in case.items())


def _told(move: Move) -> str:
    return f"`{move.to}`" if move.to else "nowhere: the case stays"


CHECK = Check("moves_disagree", "Two moves both apply and lead to different places", _look)
