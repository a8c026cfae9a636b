"""Which timescales answer which duties of the law and guidance, but for those that the procedure explains."""

from collections.abc import Iterator
from typing import NamedTuple

from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Timescale


class Answered(NamedTuple):
    """A timescale, the duty that it answers, and the pack that has the duty."""

    rule: Timescale
    duty: Timescale
    pack: Procedure


def unexplained(procedure: Procedure) -> Iterator[Answered]:
    """Yield each timescale with each duty that it answers, but where `deviations` speak of that clause and rule."""
    for pack in procedure.packs:
        for duty in pack.timescales:
            clause = (pack.profile, duty.name)
            departed = {one.rule for one in procedure.deviations if (one.pack, one.clause) == clause}
            for name in procedure.answers.get(duty.name, ()):
                rule = procedure.timescale(name)
                if rule is not None and not departed & {"", rule.name}:
                    yield Answered(rule, duty, pack)
