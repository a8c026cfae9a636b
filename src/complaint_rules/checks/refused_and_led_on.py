"""A stage is refused, and the complaint goes there or further.

The council's move by which it refuses a stage, as `stage_2_refused` says by its name, leads from another stage to the
one that is refused, or to one behind it that may be asked for too. Only a stage that is asked for is looked at:
one may well go past what nobody need ask for.

**Why it matters.** Who is refused is told that the complaint is where it was not let in, with that stage's dates.

**Example.**

```yaml
stage_2_refused: {to: stage_3, who: council, decided_by: the complaints manager, …}
```

**Mend.** Write the stage from which it was asked for, or where the page says that the complaint then is: `closed`.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Move
from complaint_rules.terms import Party


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        asked_for = [stage.id for stage in procedure.stages if f"{stage.id}_requested" in procedure.event_words]
        for move in procedure.moves:
            refused = move.event.removesuffix("_refused")
            if refused != move.event and refused in asked_for and _leads_on(move, refused, asked_for):
                where = "there" if move.to == refused else f"behind it, to `{move.to}`"
                message = f"`{move.event}` refuses `{refused}`, and leads {where}"
                meant = _asked_from(refused, procedure)
                mend = f"did you mean `{meant}`?" if meant else "write the stage from which it was asked for"
                yield Found((*subject.place(move), "to"), message, mend)


def _leads_on(move: Move, refused: str, asked_for: list[str]) -> bool:
    if move.who is not Party.COUNCIL or move.to not in asked_for:
        return False
    return asked_for.index(move.to) >= asked_for.index(refused) and move.stages != {move.to}


def _asked_from(refused: str, procedure: Procedure) -> str:
    """Return the one stage before it from which a move leads to the stage that is refused; nothing if several do."""
    order = procedure.stage_order
    leading = [move.stages for move in procedure.moves if move.to == refused]
    before = {stage for stages in leading for stage in stages if -1 < order(stage) < order(refused)}
    return before.pop() if len(before) == 1 else ""


CHECK = Check("refused_and_led_on", "A stage is refused, and the complaint goes there or further", _look)
