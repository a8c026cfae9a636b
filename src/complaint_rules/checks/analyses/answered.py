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
    for pack in procedure.packs:
        for duty in pack.timescales:
            clause = (pack.profile, duty.name)
            departed = {one.rule for one in procedure.deviations if (one.pack, one.clause) == clause}
            for rule in procedure.timescales:
                if duty.name in procedure.duties.get(rule.name, ()) and not departed & {"", rule.name}:
                    yield Answered(rule, duty, pack)
