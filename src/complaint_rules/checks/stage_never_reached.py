"""A stage can never be reached.

No chain of moves leads from the beginning of a case to the stage, whatever the facts are. A stage to which moves lead
from this one alone is not told besides; nor is what no clock or complainant can come to because the stage is missing.
Told at the move itself is one that leads to the stage and stands under it, as pages print the request for stage 2
under *Stage 2*: no case is there before. Where one other move alone may have been meant to lead there (its event is
named after the stage, or starts a clock of it, or it leads to where it is made), that is told at the move.

**Why it matters.** All that the page says under the stage is lost: its clocks never start, and a request for it is
reported as something that could not have happened.

**Example.**

```yaml
stages:
  stage_1:
    moves:
      stage_2_requested: {who: complainant, source: "3"}     # leads nowhere
  stage_2:
    timescales: …
```

**Mend.** Let the move that brings the case there lead `to` the stage. The second of two moves for one event must say so
too. A move that stands under the stage to which it leads needs `during` with the stage in which it is made
(`during: stage_1`), or moves there.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.places import places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Move
from complaint_rules.procedures.tables import anchor_names


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        first = _first_lost(procedure)
        for stage in stage_ids(procedure):
            if stage in first:
                under_it = [_under_itself(subject, procedure, move) for move in _moves_under(procedure, stage)]
                yield from under_it or (_found(subject, procedure, stage),)


def _moves_under(procedure: Procedure, stage: str) -> Iterator[Move]:
    """Yield the moves that lead to a stage that is never reached, and are made in it, or nowhere else that is."""
    reached = places_of(procedure).reached
    for move in procedure.moves:
        if move.to == stage and stage in move.stages and reached.isdisjoint(move.stages):
            yield move


def _under_itself(subject: Subject, procedure: Procedure, move: Move) -> Found:
    message = (
        f"`{move.event}` leads to `{move.to}` and stands under `{move.to}` itself, where no case is before: "
        "it is never made, and what stands under the stage never applies"
    )
    before = _stage_before(procedure, move.to)
    during = f"write `during: {before}` in it, if that is" if before else "write `during` in it, with"
    mend = f"{during} the stage in which it is made; or move it there"
    return Found(subject.place(move), message, mend, key=True)


def _stage_before(procedure: Procedure, stage: str) -> str:
    """Return the nearest stage before one, in the order of the page, to which a case comes."""
    stages, reached = stage_ids(procedure), places_of(procedure).reached
    before = [each for each in stages[: stages.index(stage)] if each in reached]
    return before[-1] if before else ""


def _found(subject: Subject, procedure: Procedure, stage: str) -> Found:
    message = f"no move leads to `{stage}`: what stands under it never applies"
    heading = ("procedures", procedure.id, "stages", stage)
    meant = _perhaps_meant(procedure, stage)
    if len(meant) == 1:
        (move,) = meant
        leads = f"this one by `{move.event}` leads {f'to `{move.to}`' if move.to else 'nowhere'}"
        path = (*subject.place(move), "to") if move.to else subject.place(move)
        mend = f"write `to: {stage}`; the stage is in line {subject.line(heading, key=True)}"
        return Found(path, f"{message}; {leads}", mend, key=not move.to)
    lines = [str(subject.line(subject.place(move))) for move in meant]
    named = f": perhaps in one of lines {', '.join(lines)}" if lines else ""
    return Found(heading, message, f"write `to: {stage}` in the move that brings a case there{named}", key=True)


def _perhaps_meant(procedure: Procedure, stage: str) -> list[Move]:
    """Return the moves by whose name a case comes to a stage; else those that start a clock of it; else circles."""
    moves = [move for move in (*procedure.begins, *procedure.moves) if move.to != stage]
    by_name = [move for move in moves if move.event in (f"{stage}_requested", f"{stage}_accepted")]
    starts = _starts_of(procedure, stage)
    by_start = [move for move in moves if move.event in starts and stage not in move.stages]
    return by_name or by_start or [move for move in moves if move.to in move.stages]


def _starts_of(procedure: Procedure, stage: str) -> frozenset[str]:
    """Return the names from which the clocks are counted that run in one stage alone."""
    own = (rule for rule in procedure.timescales if rule.stages == {stage})
    return frozenset(name for rule in own for name in anchor_names(rule))


def _first_lost(procedure: Procedure) -> frozenset[str]:
    """Return the stages that are never reached, without those that would be if others of them were."""
    reached = places_of(procedure).reached
    lost = [stage for stage in stage_ids(procedure) if stage not in reached]
    onward = {stage: _reached_from(procedure, stage) for stage in lost}
    # Of stages that lead to one another alone, the first.
    return frozenset(
        stage
        for at, stage in enumerate(lost)
        if not any(
            stage in onward[other] and (other not in onward[stage] or lost.index(other) < at)
            for other in lost
            if other != stage
        )
    )


def _reached_from(procedure: Procedure, stage: str) -> frozenset[str]:
    """Return every place to which moves lead from a stage, if a case came there."""
    found, waiting = {stage}, [stage]
    while waiting:
        place = waiting.pop()
        for move in procedure.moves:
            if move.to and move.to not in found and place in move.stages:
                found.add(move.to)
                waiting.append(move.to)
    return frozenset(found)


CHECK = Check("stage_never_reached", "A stage can never be reached", _look)
