"""Timescales that hang on each other in a circle, so that none of them can ever start."""

from collections.abc import Iterable, Iterator, Mapping

from complaint_rules.procedures.rules import Timescale


def circles(timescales: Iterable[Timescale]) -> Iterator[tuple[str, ...]]:
    """Yield the names of each circle once, from the one that stands first; each is counted from the next."""
    hangs_on = {rule.name: _hangs_on(rule) for rule in timescales}
    told: set[str] = set()
    for name in hangs_on:
        circle = () if name in told else _way_back(name, hangs_on)
        if circle:
            told |= set(circle)
            yield circle


def _hangs_on(rule: Timescale) -> tuple[str, ...]:
    anchors = (anchor for terms in rule.terms if terms.anchor for anchor in terms.anchor.values())
    return tuple(anchor.timescale for anchor in anchors if anchor.timescale)


def _way_back(name: str, hangs_on: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the shortest way from a timescale back to itself; empty if there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for way in ways:
        for other in hangs_on.get(way[-1], ()):
            if other == name:
                return way
            if other not in seen:
                seen |= {other}
                ways.append((*way, other))
    return ()
