"""`explain`: how one timescale was counted, day by day, or why a move is open or not."""

import argparse
import sys
from collections.abc import Iterable

from complaint_rules.assessment.assess import Assessment
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.transitions import Transition
from complaint_rules.commands.arguments import ANSWERED, MISUNDERSTOOD, Commands, add_case, as_json
from complaint_rules.commands.assess import answered
from complaint_rules.errors import did_you_mean


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("explain", help="show the day-by-day count and the reasons of one timescale or move")
    add_case(command)
    command.add_argument(
        "name", metavar="NAME", help="a timescale, as stage_1_response, or a move, as stage_2_requested"
    )
    command.add_argument("--basis", choices=("council", "law", "guidance"), help="only the answer of this basis")
    command.set_defaults(run=_explain)


def _explain(chosen: argparse.Namespace) -> int:
    answer = answered(chosen)
    rows = [row for row in answer.due_dates if row.timescale == chosen.name and chosen.basis in (None, row.basis)]
    moves = [move for move in answer.transitions if move.event == chosen.name and chosen.basis in (None, move.basis)]
    if not rows and not moves:
        names = {row.timescale for row in answer.due_dates if chosen.basis in (None, row.basis)}
        names |= {move.event for move in answer.transitions if chosen.basis in (None, move.basis)}
        where = f" by the basis {chosen.basis}; it is known to: {_bases(answer, chosen.name)}" if chosen.basis else ""
        message = f"this case has no timescale and no move `{chosen.name}`{where}"
        mend = did_you_mean(chosen.name, names)
        print(f"complaint-rules: {message}{'; ' + mend if mend else ''}", file=sys.stderr)
        return MISUNDERSTOOD
    if chosen.format == "json":
        print(as_json({"due_dates": _with_ledgers(rows), "transitions": [move.to_dict() for move in moves]}))
    else:
        print("\n\n".join(_explained(rows, moves)))
    return ANSWERED


def _bases(answer: Assessment, name: str) -> str:
    found = {row.basis.value for row in answer.due_dates if row.timescale == name}
    found |= {move.basis.value for move in answer.transitions if move.event == name}
    return ", ".join(sorted(found)) or "no basis"


def _with_ledgers(rows: Iterable[DueDate]) -> list[object]:
    return [{**row.to_dict(), "ledger": [step.to_dict() for step in row.ledger()]} for row in rows]


def _explained(rows: Iterable[DueDate], moves: Iterable[Transition]) -> list[str]:
    return [*(row.explain() for row in rows), *(move.explain() for move in moves)]
