"""Which rows of acceptance decide an answer: without them, what is expected of it would be something else.

A row whose test holds may decide nothing: somebody may be let in by another row as of right, or is kept out by another.
"""

from collections.abc import Collection, Iterator, Mapping

from complaint_rules.assessment.acceptance import LOWEST_FIRST, Acceptance, Verdict
from complaint_rules.assessment.next_question import PARTS
from complaint_rules.case_files import of_all_parts
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow
from complaint_rules.terms import Permission

__all__ = ["PARTS_OF_ROWS", "changing", "part_named", "part_of", "said_of"]

PARTS_OF_ROWS = ("who", "what")
"""The parts of acceptance that have rows."""
_UNDETERMINED = Permission.UNDETERMINED
_KEYS = ("considering", "elsewhere", "split_off", "letter", "decided_by")


def part_named(part: str, procedure: Procedure) -> AcceptancePart:
    """Return what a procedure says of who may complain, or about what."""
    found: AcceptancePart = getattr(procedure.acceptance, part)
    return found


def part_of(row: AcceptanceRow, procedure: Procedure) -> str:
    """Return the part of acceptance that has a row."""
    return next(part for part in PARTS_OF_ROWS if row in part_named(part, procedure).rows)


def changing(
    acceptance: Acceptance, procedure: Procedure, asked: Collection[str]
) -> Iterator[tuple[AcceptanceRow, bool]]:
    """Yield the rows of a procedure that bear on an answer, and whether something that is asked hangs on each alone.

    Where nothing is asked, it is everything that could be. What is undetermined hangs on the one rule for want of which
    it is so, if there is but one.
    """
    parts = {part: getattr(acceptance, part) for part in PARTS}
    answer = said_of(parts)
    keys = frozenset(asked) & answer.keys() if asked else answer.keys()
    for part in PARTS_OF_ROWS:
        for row in part_named(part, procedure).rows:
            without = parts[part].if_failing((row,))
            if without is not parts[part]:
                other = said_of({**parts, part: without})
                changed = (key for key in keys if answer[key] != other[key])
                yield row, any(answer[key] is not _UNDETERMINED or _is_open_for(row, key, parts) for key in changed)


def _is_open_for(row: AcceptanceRow, key: str, parts: Mapping[str, Verdict]) -> bool:
    asked = parts.values() if key == "permission" else [parts[key]]
    unsure = [part for part in asked if part.permission is _UNDETERMINED]
    return len(unsure) == 1 and unsure[0].open_rules == (row,)


def said_of(parts: Mapping[str, Verdict]) -> dict[str, object]:
    """Return what may be expected of parts of acceptance, each by itself and all together."""
    permissions = [part.permission for part in parts.values()]
    return {
        **of_all_parts({name: _plain(part) for name, part in parts.items()}),
        **{name: part.permission for name, part in parts.items()},
        "permission": min(permissions, key=LOWEST_FIRST.index),
        "missing_facts": {name for part in parts.values() for name in part.missing_facts},
    }


def _plain(part: Verdict) -> dict[str, object]:
    apart = [one.to_dict() for one in part.parts_split_off]
    return {**{key: getattr(part, key) for key in _KEYS}, "parts_split_off": apart}
