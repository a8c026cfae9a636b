"""A window is counted from the day on which what opens it is due.

The complainant's time to ask for something begins with a timescale, which stands for its due date, while the request
may be made only when that timescale is done: the move asks that what ends it has happened, or stands in a stage to
which only that leads. A move that is open also when nothing came in time may well have such a window, and is not told.

**Why it matters.** The two days are not the same. A council that answers late takes the time for asking away, or all
of it; the right to ask can be over before the answer was sent. Mostly the name of the event was meant.

**Example.**

```yaml
stage_1_response: {who: council, after: complaint_received, within: 10 working days, done_by: stage_1_response_sent, …}
stage_2_request: {who: complainant, after: stage_1_response, within: 20 working days, done_by: stage_2_requested, …}
…
stage_2_requested: {to: stage_2, who: complainant, if: {stage_1_response_sent: happened}, …}
```

**Mend.** Count it from what happens: `after: stage_1_response_sent`. Where the page does count from the day on which
the answer is due, look whether the move waits for the answer on that page too.
"""

from collections.abc import Iterator

from complaint_rules.checks.analyses.places import Places, places_of
from complaint_rules.checks.analyses.written_tests import section_at
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import NOT_HAPPENED, Clause, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Move, Timescale
from complaint_rules.procedures.tables import stands_in
from complaint_rules.terms import ClockState

_DONE = frozenset({ClockState.MET.value, ClockState.MET_LATE.value})


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for window in procedure.timescales:
            for duty in _counted_from(window, procedure) if window.is_window else ():
                if _waits_for(window, duty, procedure):
                    message = (
                        f"`{window.name}` is counted from the day on which `{duty.name}` is due, "
                        "and what it is for is open only when that is done"
                    )
                    meant = in_backticks(sorted(duty.done_by), " or ")
                    yield Found(_written_at(subject, window, duty.name), message, f"did you mean {meant}?")


def _counted_from(window: Timescale, procedure: Procedure) -> Iterator[Timescale]:
    """Yield each timescale for whose due date the start of a window stands, in any reading and case."""
    anchors = [terms.anchor.values() for terms in window.terms if terms.anchor and not terms.backwards]
    for name in dict.fromkeys(anchor.timescale for some in anchors for anchor in some):
        followed = procedure.timescale(name) if name else None
        if followed is not None and not followed.is_window:
            yield followed


def _waits_for(window: Timescale, duty: Timescale, procedure: Procedure) -> bool:
    """Say whether everything that a window is for may be asked only when a duty is done."""
    places = places_of(procedure)
    ends = {kind for event in duty.done_by for kind in _standing_for(procedure, event)}
    moves = [move for move in procedure.moves if move.event in window.done_by]
    return bool(moves) and all(_asks_for(move, duty, ends) or _is_led_to_by(places, move, ends) for move in moves)


def _standing_for(procedure: Procedure, event: str) -> tuple[str, ...]:
    tables = procedure.tables
    return (*tables.kinds_that_count_as(event), *tables.stand_ins.get(event, ()))


def _asks_for(move: Move, duty: Timescale, ends: set[str]) -> bool:
    return any(
        _has_come(clause)
        if clause.name in ends and clause.kind is NameKind.EVENT
        else clause.name == duty.name and not clause.negated and _DONE.issuperset(clause.words)
        for clause in move.condition.clauses
    )


def _has_come(clause: Clause) -> bool:
    """Say whether an event must have happened for a clause of a test to hold."""
    return clause.between is not None or clause.negated == (NOT_HAPPENED in clause.words)


def _is_led_to_by(places: Places, move: Move, ends: set[str]) -> bool:
    """Say whether a case comes only by some events to where a move is made."""
    ways = [way for way in places.ways if way.to != way.origin and stands_in(move, way.to)]
    return bool(ways) and all(way.move.event in ends for way in ways)


def _written_at(subject: Subject, window: Timescale, name: str) -> Path:
    """Return where a window names what it is counted from: its `after`, a row of it, or one of its readings."""
    path = (*subject.place(window), "after")
    written = section_at(subject, path)
    rows = [row.then for row in written] if isinstance(written, list) and not isinstance(written[0], str) else []
    if name in rows:
        return (*path, rows.index(name), "then")
    if written == name:
        return path
    could_be = (*subject.place(window), "readings", "after", "could_be")
    readings = section_at(subject, could_be)
    return (*could_be, readings.index(name)) if isinstance(readings, list) and name in readings else path


CHECK = Check("window_counted_from_a_due_date", "A window is counted from the day on which what opens it is due", _look)
