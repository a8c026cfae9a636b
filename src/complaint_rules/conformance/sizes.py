"""How much is found: the times by which both sides come out, as they are written, whatever the day of judgement.

Two dates lie further apart over a holiday than beside it, though nobody changed a rule. What is written stays. Nor is
the case that shows a difference the worst that there is, so that its days would say little.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Anchor, Rule, Terms, TimeLimit, Timescale
from complaint_rules.procedures.tables import anchor_names
from complaint_rules.terms import Basis
from complaint_rules.timescales import Period


class Written(NamedTuple):
    """One time by which a date comes out: whose it is by its clause's name, and how it is written, in one line."""

    name: str
    text: str


Rows = Iterable[DueDate]


def times_of(rule: Rule | None, name: str, side: Procedure, rows: Rows) -> tuple[Written, ...]:
    """Return the times on which one side's answer rests: that of its rule, and of what must end before it starts.

    `name` is the timescale by which that side answers, where the rule is none itself. A time that was extended in the
    case stands with the length to which it was.
    """
    if isinstance(rule, TimeLimit):
        return (Written("time_limit", _terms(rule.terms, extended=False)),)
    timescale = rule if isinstance(rule, Timescale) else side.timescale(name)
    if timescale is None:
        return ()
    own = [row for row in rows if row.basis is side.basis]
    extended = {row.timescale for row in own if row.extended_by}
    started = {row.timescale for row in own if row.started_on is not None} | {timescale.name}
    found = dict.fromkeys(one for one in _before(timescale, side, frozenset()) if one.name in started)
    return tuple(Written(one.name, written(one, extended=one.name in extended)) for one in found)


def _before(rule: Timescale, side: Procedure, seen: frozenset[str]) -> Iterator[Timescale]:
    """Yield a timescale; of the council's duties, which are played on last days, after those whose end it waits for."""
    for event in sorted(anchor_names(rule)) if side.basis is Basis.COUNCIL and not rule.is_window else ():
        for other in side.tables.ended_by.get(event, ()):
            if not other.is_window and other.name not in seen | {rule.name}:
                yield from _before(other, side, seen | {rule.name})
    yield rule


def written(rule: Timescale, *, extended: bool) -> str:
    """Say how long a timescale is and from when it is counted, under each reading; or to what it may be extended."""
    if extended and rule.extension is not None and rule.extension.adds is not None:
        return f"{written(rule, extended=False)}, and {rule.extension.adds}"
    if rule.no_time_set:
        return f"no time set{_since(rule.terms[0], None)}"
    return "; or ".join(dict.fromkeys(_terms(terms, extended=extended) for terms in rule.terms))


def _terms(terms: Terms, *, extended: bool) -> str:
    if terms.ends:
        return "the later of " + " and ".join(f"{end.within} after {_anchor(end.anchor)}" for end in terms.ends)
    if terms.on_or_before is not None:
        return f"on or before {terms.on_or_before}"
    since = terms.limit_anchor if extended and terms.limit_anchor is not None else None
    return f"{_length(terms, extended=extended)}{_since(terms, since)}"


def _length(terms: Terms, *, extended: bool) -> str:
    if extended:
        return str(terms.limit or "no limit")
    said = [("", terms.within), ("at least ", terms.at_least), ("an aim of ", terms.aim)]
    told = [f"{word}{_periods(choice)}" for word, choice in said if choice is not None]
    return " and ".join(told[:1] if terms.within is not None else told) or "as soon as possible"


def _periods(choice: Choice[Period | None]) -> str:
    return " or ".join(str(period or "as soon as possible") for period in choice.values())


def _since(terms: Terms, other: Anchor | None) -> str:
    anchors = (other,) if other is not None else terms.anchor.values() if terms.anchor is not None else ()
    told = _anchor(anchors[0]) if len(anchors) == 1 else _any_of(anchors)
    return f" {'before' if terms.backwards else 'after'} {told}" if told else ""


def _anchor(anchor: Anchor) -> str:
    return anchor.timescale or " and ".join(" or ".join(group) for group in anchor.groups)


def _any_of(anchors: Iterable[Anchor]) -> str:
    """Name what may start a time whose start is chosen by case, each once."""
    names = (name for anchor in anchors for name in (anchor.timescale, *sorted(anchor.names)) if name)
    return " or ".join(dict.fromkeys(names))
