"""Gaps: what happens between the start of one side's clock and that of the other's, early and late.

Clocks that start on one day run alike, whatever came before. Where one starts after the other, the days between decide
whose date comes first; and how many there are hangs on when something was done, not on either side's rules.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from complaint_rules.conformance.plans import AT_ONCE, ON_THE_LAST_DAY, Plan, Until, Wait
from complaint_rules.conformance.playing import Played
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.terms import Party

BY_POST = Wait(days=2)
"""How long a letter takes; that it is there on the day of its sending is tried without a receipt."""


def other_gaps(played: Played, starts: Collection[date]) -> Iterator[Plan]:
    """Yield a played plan with what stands between the first and the last start at once, or on its last day.

    Each such event by itself, then all of them: at once the gap is as small as it can be, and on the last days that the
    council's procedure sets, or a week later where it sets none, as large as its page lets it be.
    """
    council, steps = played.council.procedure, played.plan.steps
    between = [at for at in _between(played, starts) if _hangs_on_nothing(steps[at].wait)]
    early = dict.fromkeys(between, AT_ONCE)
    late = dict.fromkeys((at for at in between if has_last_day(steps[at].event, council)), ON_THE_LAST_DAY)
    alone = [{at: wait} for waits in (early, late) for at, wait in waits.items()]
    tried = dict.fromkeys(_waiting(played.plan, waits) for waits in (*alone, early, late))
    yield from (plan for plan in tried if plan != played.plan)


def has_last_day(event: str, council: Procedure) -> bool:
    """Say whether an event ends a clock of the council's own, so that it has a last day by its procedure."""
    return any(rule.party is not Party.COMPLAINANT for rule in council.tables.ended_by.get(event, ()))


def _between(played: Played, starts: Collection[date]) -> Iterator[int]:
    """Yield the places in the plan of what happened after the first of the starts, up to and on the last."""
    first, last = min(starts), max(starts)
    for at, event in enumerate(played.case.events):
        if at and first < event.on <= last:
            yield at


def _hangs_on_nothing(wait: Wait) -> bool:
    """Say whether an event may as well come sooner: it waits for no date to pass, and not for the post."""
    return wait.until in (Until.DAYS, Until.LAST_DAY) and wait != BY_POST


def _waiting(plan: Plan, waits: Mapping[int, Wait]) -> Plan:
    """Return the plan with some of its steps waiting otherwise."""
    steps = (step._replace(wait=waits.get(at, step.wait)) for at, step in enumerate(plan.steps))
    return plan._replace(steps=tuple(steps))
