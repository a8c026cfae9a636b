"""An event is named where it cannot happen.

One of the events that start a timescale happens only where the timescale does not stand; or one of those that end,
cancel, restart, extend or waive it, or agree upon its day, happens only where it does not run. An event happens where a
move is made by it; one that is only recorded, in the stage whose number it has, or, of a panel, where the law of the
procedure has its panel. Or every move by it asks for what the `if` of the timescale, or of its extension, excludes; or
what ends, cancels or waives the timescale comes, by what its word means, before that from which it is counted, or is
that itself. That nothing at all starts a timescale, or ends it, is told by `clock_never_starts` and
`clock_never_ends`.

**Why it matters.** The word promises what never happens: the clock is not called off, not begun anew, not made longer.
Mostly it is the word of another stage.

**Example.**

```yaml
stage_1:
  timescales:
    stage_1_response: {after: complaint_received, done_by: stage_1_response_sent, cancelled_by: panel_held, …}
```

**Mend.** Name the event that was meant, or take the word away.
"""

from collections.abc import Iterable, Iterator

from complaint_rules.checks.analyses.asked_beside import excluded, excluded_ends, excluded_start
from complaint_rules.checks.analyses.happening import (
    can_end,
    can_start,
    comes_before_its_start,
    ends_before_it_starts,
    meets,
    starts_by,
)
from complaint_rules.checks.analyses.places import Places, places_of
from complaint_rules.checks.analyses.written_tests import section_at
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale
from complaint_rules.procedures.tables import anchor_names

ENDED = ("ended", "cancelled", "waived")
MEND = "name the event that was meant, or take this one away"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        places = places_of(procedure)
        for rule in procedure.timescales:
            if can_start(procedure, places, rule):
                yield from _starting(subject, procedure, places, rule)
                yield from _running(subject, procedure, places, rule)


def _starting(subject: Subject, procedure: Procedure, places: Places, rule: Timescale) -> Iterator[Found]:
    for name in sorted(anchor_names(rule)):
        if not starts_by(procedure, places, rule, name):
            why: str = "which cannot happen where it stands, nor lead there"
        elif found := excluded_start(procedure, places, rule, name):
            why = f"since {found}"
        else:
            continue
        message = f"`{rule.name}` never starts by `{name}`, {why}"
        yield _at(subject, subject.place(rule, _key_of_start(rule)), name, message)


def _key_of_start(rule: Timescale) -> str:
    if any(terms.ends for terms in rule.terms):
        return "later_of"
    return "before" if any(terms.backwards for terms in rule.terms) else "after"


def _running(subject: Subject, procedure: Procedure, places: Places, rule: Timescale) -> Iterator[Found]:
    ends = can_end(procedure, places, rule) and not excluded_ends(procedure, places, rule)
    for path, events, what in _named(subject, rule):
        for event in sorted(events):
            never = _never(procedure, places, rule, event, what) if ends or what != "ended" else ""
            if never:
                yield _at(subject, path, event, f"`{rule.name}` is never {what} by `{event}`, {never}")


def _never(procedure: Procedure, places: Places, rule: Timescale, event: str, what: str) -> str:
    """Return why an event never happens while a timescale runs, as a phrase; nothing where it may."""
    if not meets(procedure, places, rule, event):
        return "which cannot happen while it runs"
    if what in ENDED and comes_before_its_start(rule, event) and not ends_before_it_starts(rule):
        starts = in_backticks(sorted(anchor_names(rule)))
        return f"which comes before {starts}, from which it is counted" if f"`{event}`" != starts else "which starts it"
    also = rule.extension.condition.clauses if what == "extended" and rule.extension is not None else ()
    found = excluded(procedure, places, rule, event, also)
    return f"since {found}" if found else ""


def _at(subject: Subject, path: Path, event: str, message: str) -> Found:
    """Return the finding at the event itself, where it stands by itself or in a list."""
    written = section_at(subject, path)
    if isinstance(written, list) and event in written:
        return Found((*path, written.index(event)), message, MEND)
    return Found(path, message, MEND, key=written != event)


def _named(subject: Subject, rule: Timescale) -> Iterator[tuple[Path, Iterable[str], str]]:
    place = subject.place(rule)
    yield (*place, "done_by"), rule.done_by, "ended"
    yield (*place, "cancelled_by"), rule.cancelled_by, "cancelled"
    yield (*place, "restarted_by"), rule.restarted_by, "restarted"
    yield (*place, "waived_by"), rule.waived_by, "waived"
    yield (*place, "agreed_date"), rule.agreed_date, "given another day"
    if rule.extension is not None:
        yield subject.place(rule.extension, "made_by"), rule.extension.made_by, "extended"


CHECK = Check("event_out_of_place", "An event is named where it cannot happen", _look)
