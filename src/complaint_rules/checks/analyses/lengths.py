"""How long a timescale is, in every reading and every case, where that is one unit."""

from collections.abc import Iterator

from complaint_rules.procedures.rules import Anchor, Timescale
from complaint_rules.timescales import Period


def periods(rule: Timescale) -> Iterator[Period | None]:
    """Yield each length that a timescale may have; None for one without a date."""
    for terms in rule.terms:
        for choice in (terms.within, terms.aim) if terms.within is None else (terms.within,):
            yield from (row.value for row in choice.rows) if choice is not None else ()


def shortest(rule: Timescale) -> Period | None:
    """Return the shortest length; None where the lengths cannot be held against each other."""
    found = _comparable(rule)
    return min(found, key=lambda period: period.count) if found else None


def longest(rule: Timescale) -> Period | None:
    """Return the longest length; None where the lengths cannot be held against each other."""
    found = _comparable(rule)
    return max(found, key=lambda period: period.count) if found else None


def _comparable(rule: Timescale) -> list[Period]:
    found = list(periods(rule))
    known = [period for period in found if period is not None]
    return known if len(known) == len(found) and len({period.unit for period in known}) == 1 else []


def same_start(rule: Timescale, other: Timescale) -> bool:
    """Say whether two timescales are counted forwards from the same, in every reading and every case."""
    return bool(starts := starts_of(rule)) and starts == starts_of(other)


def starts_of(rule: Timescale) -> frozenset[Anchor]:
    """Return what a timescale is counted forwards from, in any reading and case; nothing where one is not."""
    if any(terms.backwards or terms.anchor is None for terms in rule.terms):
        return frozenset()
    return frozenset(anchor for terms in rule.terms if terms.anchor for anchor in terms.anchor.values())
