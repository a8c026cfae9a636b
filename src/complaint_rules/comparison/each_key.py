"""Each key that changed by itself: a procedure that takes over one key of a clause, and keeps all else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from complaint_rules.comparison.answering import Court, View
from complaint_rules.comparison.changes import Effect, Example
from complaint_rules.comparison.meaning import field_of
from complaint_rules.comparison.trying import Asked
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Rule

_FEW = 6
"""In how many cases a key is tried by itself before all are."""
_OF_STAGES = frozenset({"stages", "home", "to"})


def of_a_key_alone(
    court: Court, rules: tuple[Rule, Rule], keys: Iterable[str], asked: Sequence[Asked], views: Sequence[View]
) -> Example | None:
    """Return a case with another answer that is better for nobody, if some key by itself gives it, and never another.

    What such a key does is not made good by a key that changed with it. `rules` are the clause on either side.
    """
    names = tuple(keys)
    courts = (
        *(Court.of(court.old, side) for side in _with_one_key(court.old, court.new, rules, names)),
        *(Court.of(side, court.new) for side in _with_one_key(court.new, court.old, rules[::-1], names)),
    )
    others = [(one, found) for one in asked if (found := _another(court.ask(*one, views))) is not None]
    for alone in courts:
        shown = next((told for one, told in others[:_FEW] if _another(alone.ask(*one, views)) is not None), None)
        if shown is not None and _is_better_for_nobody(alone, asked, views):
            return shown
    return None


def _another(examples: Iterable[Example]) -> Example | None:
    """Return an answer that is better for nobody, if there is one."""
    return next((each for each in examples if each.effect is Effect.OTHER), None)


def _is_better_for_nobody(court: Court, asked: Sequence[Asked], views: Sequence[View]) -> bool:
    """Say whether no case is answered better or worse; the first that is settles it."""
    return all(example.effect is Effect.OTHER for one in asked for example in court.ask(*one, views))


def _with_one_key(
    side: Procedure, other: Procedure, rules: tuple[Rule, ...], keys: tuple[str, ...]
) -> Iterator[Procedure]:
    """Yield a side once for each field in which the keys are, with that field as the other side has it.

    What it takes over may be counted by a calendar of the other side's; a stage that it has not it cannot take over.
    """
    mine, theirs = rules
    if type(mine) is not type(theirs):
        return
    stages = [{stage.id for stage in each.stages} for each in (side, other)]
    strange = _OF_STAGES if stages[0] != stages[1] else frozenset()
    able = replace(side, calendars={**other.calendars, **side.calendars})
    for name in dict.fromkeys(field_of(mine, key) for key in keys):
        if name and name not in strange:
            yield _with_rule(able, mine, replace(mine, **{name: getattr(theirs, name)}))


def _with_rule(side: Procedure, mine: Rule, changed: Rule) -> Procedure:
    """Return a procedure with a rule in the place of one of its own."""
    lists = {name: getattr(side, name) for name in ("begins", "moves", "bars", "timescales")}
    put: dict[str, Any] = {
        name: tuple(changed if one is mine else one for one in rules) for name, rules in lists.items()
    }
    return replace(side, **put)
