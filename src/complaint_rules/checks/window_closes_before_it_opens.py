"""A window closes before it opens.

The complainant's time to ask for something ends before the council has to have done what opens it: the request may be
made only when the council has acted, and the council's own time, counted from the same event, or from what ends
another duty that is counted from it, is as long as the window or longer. Or a timescale opens by its `at_least` only
after it has closed by its `within`. Lengths in units of two kinds are counted over a year of the calendar; told is what
closes too soon from every day of it.

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

from complaint_rules.checks.analyses.counted import always_ends_sooner, earliest_due, latest_end, some_days
from complaint_rules.checks.analyses.lengths import longest, same_start, shortest, starts_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Terms, Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        duties = [rule for rule in procedure.timescales if not rule.is_window]
        for window in procedure.timescales:
            if any(_opens_too_late(terms, window, procedure) for terms in window.terms):
                message = f"`{window.name}` closes by its `within` before it opens by its `at_least`"
                mend = "look at the page for both, either may be mistyped"
                yield Found((*subject.place(window), "at_least"), message, mend)
            opened_by = _opened_by(procedure, window) if window.is_window else frozenset()
            for duty in duties:
                found = _closes_first(window, duty, procedure) if opened_by & duty.done_by else ""
                if found:
                    mend = "count the window from what opens it"
                    yield Found((*subject.place(window), "within"), found, mend)


def _opens_too_late(terms: Terms, rule: Timescale, procedure: Procedure) -> bool:
    """Say whether the last day of one reading comes before its first in every case."""
    pairs = [
        (last, first)
        for last in (terms.within.values() if terms.within else ())
        for first in (terms.at_least.values() if terms.at_least else ())
    ]
    return bool(pairs) and all(
        last and first and always_ends_sooner(last, first, rule.counting, procedure) for last, first in pairs
    )


def _opened_by(procedure: Procedure, window: Timescale) -> frozenset[str]:
    """Return the events that must have happened before every request that the window is for."""
    moves = [move for move in procedure.moves if move.event in window.done_by]
    needed = [
        {clause.name for clause in move.condition.clauses if clause.kind is NameKind.EVENT and clause.just_happened}
        for move in moves
    ]
    return frozenset(set.intersection(*needed)) if needed else frozenset()


def _closes_first(window: Timescale, duty: Timescale, procedure: Procedure) -> str:
    """Return how a window closes before a duty is due, as a phrase; nothing where it does not, or cannot be said."""
    own, other = longest(window), shortest(duty)
    if not same_start(window, duty) or own is None or other is None or own.unit != other.unit:
        return _closes_first_on_the_calendar(window, duty, procedure)
    if own.count > other.count:
        return ""
    return (
        f"`{window.name}` closes after {own}, and what opens it is due only after {other} "
        f"from the same start (`{duty.name}`)"
    )


def _closes_first_on_the_calendar(window: Timescale, duty: Timescale, procedure: Procedure) -> str:
    """Return the same of two that are not counted in one unit from one start, where it is so from every day."""
    starts = starts_of(window)
    if len(starts) != 1:
        return ""
    (start,) = starts
    ends = []
    for day in some_days(procedure):
        closes, due = latest_end(window, day, procedure), earliest_due(duty, start, day, procedure)
        if closes is None or due is None or closes > due:
            return ""
        ends.append((day, closes, due))
    day, closes, due = ends[0]
    return f"`{window.name}` from {day} closes on {closes}, and what opens it is due only on {due} (`{duty.name}`)"


CHECK = Check("window_closes_before_it_opens", "A window closes before it opens", _look)
