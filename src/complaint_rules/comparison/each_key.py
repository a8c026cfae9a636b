"""Each key that changed by itself: a procedure that takes over one key of a clause, and keeps all else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from complaint_rules.comparison.answering import Court, View
from complaint_rules.comparison.changes import Effect, Example
from complaint_rules.comparison.meaning import field_of
from complaint_rules.comparison.trying import Asked
from complaint_rules.comparison.verdicts import Seen
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Rule

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
    for alone in courts:
        for one in _of_no_use_to_anybody(alone, asked, views):
            others = (each for each in court.ask(*one, views) if each.effect is Effect.OTHER)
            if found := next(others, None):
                return found
    return None


def _of_no_use_to_anybody(court: Court, asked: Sequence[Asked], views: Sequence[View]) -> tuple[Asked, ...]:
    """Return the cases that two procedures answer otherwise, if no answer is ever better or worse; else none."""
    seen, found = Seen(), []
    for one in asked:
        examples = tuple(court.ask(*one, views))
        seen.add(examples)
        found += [one] if examples else []
    return tuple(found) if set(seen.found) == {Effect.OTHER} else ()


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
