"""The complainant is left with neither a move, nor a dated wait, nor the Ombudsman.

A case can come to a stage in which nothing is promised by a day, nothing can be asked for, and no way leads to the
Ombudsman; or in which all that is promised has been done and then nothing can be asked for. The same where all that can
be asked for must be asked in a window, a late request is refused, and nothing is said of what is left after that; and
where the council closes a case, or does not accept it, and no way leads on from there.

That the law has a way to the Ombudsman is not enough for what comes last: a council's page has to name it. Procedures
for comments and compliments are not looked at: nobody waits in them. Nor is the end of an enquiry.

**Why it matters.** The person has no date to hold the council to and nobody to turn to, and the answer to "what can I
do now?" is nothing at all. Mostly the page does say, and the rule was forgotten.

**Example.**

```yaml
stage_2:
  timescales:
    stage_2_response: {who: council, after: stage_2_requested, within: as soon as possible, …}
  # and no `ombudsman_approached` here or under `at_any_stage`
```

**Mend.** Write the date that the page gives, the request that can be made, or the way to the Ombudsman; a council's
page on complaints has to name the Ombudsman.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.periods import has_a_date
from complaint_rules.checks.analyses.places import Places, Way, clocks_in, leads_to_the_ombudsman, places_of, stage_ids
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import CLOSED, OMBUDSMAN, Late
from complaint_rules.terms import Basis, Party

COMPLAINANTS = frozenset({Party.COMPLAINANT, Party.BOTH})
MEND = "write the date, the request or the way to the Ombudsman that the page has"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        handles = subject.page.document.procedures[procedure.id].handles
        if handles in {"comment", "compliment"}:
            continue
        places = places_of(procedure)
        is_complaint = handles == "complaint" and procedure.basis is Basis.COUNCIL
        for stage in stage_ids(procedure):
            found = _left_with_nothing(procedure, places, stage) if stage in places.reached else ""
            found = found or (_left_in_the_end(procedure, places, stage) if is_complaint else "")
            if found:
                yield Found(("procedures", procedure.id, "stages", stage), found, MEND, key=True)
        yield from _left_when_closed(subject, places) if is_complaint else ()


def _left_with_nothing(procedure: Procedure, places: Places, stage: str) -> str:
    ways = tuple(places.out_of(stage))
    if leads_to_the_ombudsman(procedure) or any(way.to == OMBUDSMAN for way in ways):
        return ""
    asked = [way for way in ways if way.move.who in COMPLAINANTS]
    waits = any(has_a_date(rule) for rule in clocks_in(procedure, stage) if not rule.is_window)
    if not asked and not waits:
        return f"in `{stage}` the complainant has no move, no dated wait and no way to the Ombudsman"
    closing = any(way.to == CLOSED and way.move.who is Party.COUNCIL for way in ways)
    if asked and not closing and all(_shuts(way, procedure, stage) for way in asked):
        return f"once the time to ask has passed in `{stage}`, the complainant has no move and no way to the Ombudsman"
    return ""


def _left_in_the_end(procedure: Procedure, places: Places, stage: str) -> str:
    """Return that a stage leads nowhere when all is done in it, for a case that was taken and is not agreed upon."""
    ways = [way for way in places.out_of(stage) if not procedure.event_words[way.move.event].declines]
    # A stage that nothing leaves, whatever the law, is told by `stage_never_left`; and where one is never reached, what
    # would lead there may be all that is missing.
    if not places.reached.issuperset(stage_ids(procedure)) or (not ways and not leads_to_the_ombudsman(procedure)):
        return ""
    if any(way.to != CLOSED or way.move.who is Party.COUNCIL for way in ways) or (ways and _leads_on(places, CLOSED)):
        return ""
    return f"when all is done that `{stage}` promises, the complainant has no move and no way to the Ombudsman"


def _leads_on(places: Places, place: str) -> bool:
    return any(way.to == OMBUDSMAN or way.move.who in COMPLAINANTS for way in places.out_of(place))


def _left_when_closed(subject: Subject, places: Places) -> Iterator[Found]:
    """Yield the first move by which the council closes a case, if nothing leads on from there."""
    closing = (way.move for way in places.ways if way.to == CLOSED and way.move.who is Party.COUNCIL)
    move = None if _leads_on(places, CLOSED) else next(closing, None)
    if move is not None:
        message = f"`{move.event}` closes the case, and then the complainant has no move and no way to the Ombudsman"
        yield Found((*subject.place(move), "to"), message, MEND)


def _shuts(way: Way, procedure: Procedure, stage: str) -> bool:
    """Say whether a request can be made in a window only, after which it is refused."""
    windows = (rule for rule in clocks_in(procedure, stage) if rule.is_window and way.move.event in rule.done_by)
    return any(rule.late is not None and rule.late.kind is Late.REFUSED for rule in windows)


CHECK = Check(
    "complainant_left_waiting",
    "The complainant is left with neither a move, nor a dated wait, nor the Ombudsman",
    _look,
)
