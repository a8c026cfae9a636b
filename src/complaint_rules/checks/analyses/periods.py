"""Every period that a procedure counts, each with the rule that counts it."""

from collections.abc import Iterator
from typing import NamedTuple

from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import LateRequest, Terms, Timescale
from complaint_rules.timescales import Period


class Counted(NamedTuple):
    """A period and the name of the rule that counts it."""

    period: Period
    name: str


def periods_of(procedure: Procedure) -> Iterator[Counted]:
    """Yield every period of a procedure: lengths, aims, extensions, and until when a late request is decided."""
    for clock in procedure.timescales:
        yield from (Counted(period, clock.name) for period in _of_clock(clock))
    for limit in procedure.acceptance.time_limits:
        yield from (Counted(period, "time_limit") for period in (*_of_terms(limit.terms), *_of_late(limit.late)))


def _of_clock(clock: Timescale) -> Iterator[Period]:
    for terms in clock.terms:
        yield from _of_terms(terms)
    if clock.extension is not None and clock.extension.adds is not None:
        yield clock.extension.adds
    yield from _of_late(clock.late)


def _of_terms(terms: Terms) -> Iterator[Period]:
    yield from lengths_of(terms)
    yield from (period for period in (terms.aim.values() if terms.aim else ()) if period is not None)
    yield from (end.within for end in terms.ends)
    yield from (terms.limit,) if terms.limit is not None else ()


def lengths_of(terms: Terms) -> Iterator[Period]:
    """Yield the lengths that bind: those chosen by case, each."""
    for choice in (terms.within, terms.at_least):
        yield from (period for period in (choice.values() if choice else ()) if period is not None)


def has_a_date(clock: Timescale) -> bool:
    """Say whether a timescale has a date in some reading and some case: it is not only `as soon as possible`."""
    lengths = (choice for terms in clock.terms for choice in (terms.within, terms.at_least, terms.aim) if choice)
    dated = any(period is not None for choice in lengths for period in choice.values())
    return dated or any(terms.on_or_before or terms.ends for terms in clock.terms)


def _of_late(late: LateRequest | None) -> Iterator[Period]:
    if late is not None and late.until is not None:
        yield late.until.within
