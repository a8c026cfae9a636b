"""A window is counted from the request that it is for.

The complainant's time to ask for something begins with nothing but the asking: every event from which it is counted is
one of those that end it. A wait before one may ask again (`at_least`) may well begin so, and is not told. The same
where a time limit for complaining is counted from the complaint, or from what happens only after it.

**Why it matters.** The window is never open before it is used, and bounds nothing: a request is never late. Mostly the
page counts it from an answer.

**Example.**

```yaml
stage_2_request: {who: complainant, after: stage_2_requested, within: 20 working days, done_by: stage_2_requested, …}
```

**Mend.** Count it from what the page counts it from: here `stage_1_response_received`, or `stage_1_response_sent`.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.happening import steps_by
from complaint_rules.checks.analyses.lengths import starts_of
from complaint_rules.checks.analyses.places import Places, places_of
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for window in procedure.timescales:
            if window.is_window and _begins_with_its_end(window):
                events = in_backticks(sorted(window.done_by))
                message = f"`{window.name}` is counted from what ends it: {events}"
                mend = (
                    "count it from what the page counts it from, such as the answer that one may be dissatisfied with"
                )
                yield Found((*subject.place(window), "after"), message, mend)
        yield from _of_limits(subject, procedure)


def _of_limits(subject: Subject, procedure: Procedure) -> Iterator[Found]:
    places = places_of(procedure)
    for limit in procedure.acceptance.time_limits:
        names = {
            name for anchor in (limit.terms.anchor.values() if limit.terms.anchor else ()) for name in anchor.names
        }
        if names and all(_comes_with_the_case(procedure, places, name) for name in names):
            events = in_backticks(sorted(names))
            message = f"the time for complaining is counted from {events}, so that no complaint is ever late"
            mend = "count it from what the page counts it from, such as `grounds_arose_on` or `became_aware_on`"
            yield Found((*subject.place(limit), "after"), message, mend)


def _comes_with_the_case(procedure: Procedure, places: Places, name: str) -> bool:
    """Say whether a name is an event that begins a case or can happen only when it has begun."""
    return name in procedure.vocabulary.events and steps_by(procedure, places, name, None) is not None


def _begins_with_its_end(window: Timescale) -> bool:
    starts = starts_of(window)
    waits = any(terms.at_least for terms in window.terms)
    return bool(starts) and not waits and all(start.names and start.names <= window.done_by for start in starts)


CHECK = Check("window_counted_from_its_request", "A window is counted from the request that it is for", _look)
