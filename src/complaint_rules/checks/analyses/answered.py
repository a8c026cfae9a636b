"""Which timescales are held against which duties of the law and guidance, but for those that the procedure explains."""

from collections.abc import Iterator
from typing import NamedTuple

from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


class Answered(NamedTuple):
    """A timescale, the duty against which it is held, and the pack that has the duty."""

    rule: Timescale
    duty: Timescale
    pack: Procedure


def answered(procedure: Procedure) -> Iterator[Answered]:
    """Yield each timescale with each duty that it answers whole: it ends with the same letter."""
    yield from (one for one in fulfilled(procedure) if one.rule.name in procedure.answers.get(one.duty.name, ()))


def fulfilled(procedure: Procedure) -> Iterator[Answered]:
    """Yield each timescale with each duty that it fulfils, perhaps in part; not where `deviations` speak of both."""
    for rule in procedure.timescales:
        for duty, pack in duties_of(procedure, rule):
            clause = (pack.profile, duty.name)
            departed = {one.rule for one in procedure.deviations if (one.pack, one.clause) == clause}
            if not departed & {"", rule.name}:
                yield Answered(rule, duty, pack)


def duties_of(procedure: Procedure, rule: Timescale) -> Iterator[tuple[Timescale, Procedure]]:
    """Yield the duties of law and guidance that a timescale fulfils, each with its pack."""
    names = procedure.duties.get(rule.name, ())
    yield from ((duty, pack) for pack in procedure.packs for duty in pack.timescales if duty.name in names)
