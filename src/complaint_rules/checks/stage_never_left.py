"""A stage can never be left.

A case can come to the stage, and no move leads from there to another stage, to `closed` or to `ombudsman`, nor does a
law that the procedure stands under lead to the Ombudsman. That it can be suspended, withdrawn or not accepted there is
not enough: a complaint that was taken and is not withdrawn stays for ever.

**Why it matters.** The case never ends, its next stage never opens, and the complainant is told of no way on.

**Example.**

```yaml
stage_1:
  timescales:
    stage_1_response: {after: complaint_received, within: 10 working days, done_by: [stage_1_response_sent], …}
  # and neither a request for stage 2, nor what closes the case
```

**Mend.** Write the move that the page has: the request for the next stage, the answer that closes the complaint, or the
complainant's way to the Ombudsman.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.places import leads_to_the_ombudsman, places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        if leads_to_the_ombudsman(procedure):
            continue
        places = places_of(procedure)
        for stage in stage_ids(procedure):
            declined = (procedure.event_words[way.move.event].declines for way in places.out_of(stage))
            if stage in places.reached and all(declined):
                message = f"no move leads out of `{stage}` to another stage, to `closed` or to `ombudsman`"
                mend = "write the move that the page has: the next request, what closes the case, or the Ombudsman"
                yield Found(("procedures", procedure.id, "stages", stage), message, mend, key=True)


CHECK = Check("stage_never_left", "A stage can never be left", _look)
