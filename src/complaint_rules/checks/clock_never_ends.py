"""A clock can never end.

Each event in `done_by` (and in `cancelled_by` and `waived_by`) is a move that can be made only where the clock does not
run; or an event that is only recorded, and that happens in another stage (by its number, or, of a panel, by the law of
the procedure) or in another procedure; or it comes, by what its word means, before that from which the clock is
counted, or is that itself. Or every move by it asks for what the `if` of the timescale excludes: it is open only where
there is no such timescale.

**Why it matters.** Every case becomes overdue on this clock and stays so, whatever the council does.

**Example.**

```yaml
stage_1:
  timescales:
    acknowledge: {who: council, after: complaint_received, within: 2 working days, done_by: [complaint_received], …}
```

Where it ends with what starts it, one of the two is wrong. What the name of the rule or the law's rule of that name has
is taken for right, and the other is told.

**Mend.** Name the event by which the thing is done: here `complaint_acknowledged`.
"""

from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.analyses.answered import duties_of
from complaint_rules.checks.analyses.asked_beside import excluded_ends
from complaint_rules.checks.analyses.happening import can_end, can_start, ends_before_it_starts
from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.misspellings import numbers_in
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.tables import anchor_names

END: Final = "name the event by which it is done"
START: Final = "count it from what comes before"
OR_THE_START: Final = "or look at that from which it is counted"
ONE_OF_THE_TESTS: Final = "mend the one of the two tests that is wrong, or name the event by which it is done"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        for rule in procedure.timescales:
            if can_start(procedure, places, rule) and not can_end(procedure, places, rule):
                yield _found(subject, procedure, rule)
                continue
            ends = excluded_ends(procedure, places, rule)
            if ends:
                message = f"`{rule.name}` can never end: {ends[0]}"
                yield Found((*subject.place(rule), "done_by"), message, ONE_OF_THE_TESTS, key=True)


def _found(subject: Subject, procedure: Procedure, rule: Timescale) -> Found:
    end = (*subject.place(rule), "done_by")
    message = f"`{rule.name}` can never end: "
    if not ends_before_it_starts(rule):
        return Found(end, f"{message}{in_backticks(sorted(rule.done_by))} cannot happen while it runs", END)
    start = (*subject.place(rule), "after")
    here, there = (start, end) if _is_well_ended(procedure, rule) else (end, start)
    line = f"line {subject.line(there, key=True)}"
    message += _of_the_start(rule, line) if here is start else _of_the_end(rule, line)
    return Found(here, message, _mend(procedure, rule, at_start=here is start))


def _of_the_end(rule: Timescale, line: str) -> str:
    ends, starts = in_backticks(sorted(rule.done_by)), anchor_names(rule)
    if rule.done_by == starts:
        return f"{ends} is what starts it ({line})"
    return f"{ends} comes before {in_backticks(sorted(starts))}, from which it is counted ({line})"


def _of_the_start(rule: Timescale, line: str) -> str:
    ends, starts = in_backticks(sorted(rule.done_by)), anchor_names(rule)
    if rule.done_by == starts:
        return f"it is counted from {ends}, which is what ends it ({line})"
    return f"it is counted from {in_backticks(sorted(starts))}, and {ends}, by which it is done, comes before ({line})"


def _is_well_ended(procedure: Procedure, rule: Timescale) -> bool:
    """Say whether what ends a rule is what its name or its law has, and what starts it is not what its law has."""
    duties = tuple(duties_of(procedure, rule))
    if any(anchor_names(rule) & anchor_names(duty) for duty, _ in duties):
        return False
    return any(rule.name in event for event in rule.done_by) or any(rule.done_by & duty.done_by for duty, _ in duties)


def _mend(procedure: Procedure, rule: Timescale, *, at_start: bool) -> str:
    """Return the mend with what the law has in that place; or, of the end, with the one event of the rule's name."""
    for duty, pack in duties_of(procedure, rule):
        given = anchor_names(duty) if at_start else duty.done_by
        if len(given) == 1 and given <= procedure.vocabulary.events.keys() and given != rule.done_by:
            there = f"{START if at_start else END}: by `{pack.profile}` {'from' if at_start else 'it is'}"
            return f"{there} {in_backticks(given)}"
    if at_start:
        return START
    meant = [event for event in procedure.vocabulary.events if _is_named_like(event, rule)]
    return f"{END}: did you mean `{meant[0]}`?" if len(meant) == 1 else f"{END}, {OR_THE_START}"


def _is_named_like(event: str, rule: Timescale) -> bool:
    """Say whether an event has a rule's name in its own, and is of the same matter as what starts the rule."""
    same_number = numbers_in(event) == numbers_in(rule.name)
    matters = {name.partition("_")[0] for name in anchor_names(rule)}
    return rule.name in event and same_number and event.partition("_")[0] in matters and event not in rule.done_by


CHECK = Check("clock_never_ends", "A clock can never end", _look)
