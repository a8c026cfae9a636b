"""A stage can never be reached.

No chain of moves leads from the beginning of a case to the stage, whatever the facts are.

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
too.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.places import places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        reached = places_of(procedure).reached
        for stage in stage_ids(procedure):
            if stage not in reached:
                message = f"no move leads to `{stage}`: what stands under it never applies"
                mend = f"write `to: {stage}` in the move that brings a case there"
                yield Found(("procedures", procedure.id, "stages", stage), message, mend, key=True)


CHECK = Check("stage_never_reached", "A stage can never be reached", _look)
