"""A window closes before it opens.

The complainant's time to ask for something ends before the council has to have done what opens it. Both are counted
from the same event in the same unit, the request may be made only when the council has acted, and the council's own
time is as long as the window or longer.

**Why it matters.** A council that takes all the time it has shuts its complainants out. Mostly the window runs from the
answer and not from the complaint.

**Example.**

```yaml
stage_1_response: {after: complaint_received, within: 20 working days, done_by: [stage_1_response_sent], …}
stage_2_request: {who: complainant, after: complaint_received, within: 15 working days, …}
…
stage_2_requested: {to: stage_2, who: complainant, if: {stage_1_response_sent: happened}, …}
```

**Mend.** Count the window from what opens it: `after: stage_1_response_sent`.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.lengths import longest, same_start, shortest
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        duties = [rule for rule in procedure.timescales if not rule.is_window]
        for window in procedure.timescales:
            opened_by = _opened_by(procedure, window) if window.is_window else frozenset()
            for duty in duties:
                found = _closes_first(window, duty) if opened_by & duty.done_by else ""
                if found:
                    mend = "count the window from what opens it"
                    yield Found((*subject.place(window), "within"), found, mend)


def _opened_by(procedure: Procedure, window: Timescale) -> frozenset[str]:
    """Return the events that must have happened before every request that the window is for."""
    moves = [move for move in procedure.moves if move.event in window.done_by]
    needed = [
        {clause.name for clause in move.condition.clauses if clause.kind is NameKind.EVENT and clause.just_happened}
        for move in moves
    ]
    return frozenset(set.intersection(*needed)) if needed else frozenset()


def _closes_first(window: Timescale, duty: Timescale) -> str:
    """Return how a window closes before a duty is due, as a phrase; nothing where it does not, or cannot be said."""
    own, other = longest(window), shortest(duty)
    if (
        own is None
        or other is None
        or own.unit != other.unit
        or not same_start(window, duty)
        or own.count > other.count
    ):
        return ""
    return (
        f"`{window.name}` closes after {own}, and what opens it is due only after {other} "
        f"from the same start (`{duty.name}`)"
    )


CHECK = Check("window_closes_before_it_opens", "A window closes before it opens", _look)
