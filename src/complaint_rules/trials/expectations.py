"""Slips in what a worked case expects: names and words that its procedure does not have, told with their place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from complaint_rules.case_files import WorkedCase
from complaint_rules.compiling.scope import dotted
from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.explanation.reasons import IRREGULARITIES
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.profiles.case_document import (
    NOTHING,
    AcceptanceExpected,
    DueExpected,
    Expected,
    IrregularityExpected,
    MoveExpected,
)
from complaint_rules.profiles.sections import as_written
from complaint_rules.terms import Basis, CaseStatus, ClockState, Party, Permission

Steps = tuple[str | int, ...]

_PERMISSIONS = tuple(each.value for each in Permission)
_WORDS = {
    "state": ("state", tuple(each.value for each in ClockState)),
    "status": ("status", tuple(each.value for each in CaseStatus)),
    "permission": ("permission", _PERMISSIONS),
    "time_limit": ("permission", _PERMISSIONS),
    "what": ("permission", _PERMISSIONS),
    "responsible": ("party", tuple(each.value for each in Party)),
    "binding": ("basis", tuple(each.value for each in Basis)),
}
"""The keys whose words are the same in every procedure."""


class _Slip(NamedTuple):
    kind: str
    name: str
    choices: Iterable[str]
    steps: Steps


def slips(worked: WorkedCase) -> tuple[Fault, ...]:
    """Return every name in what a case expects that its procedure, or its law, does not have."""
    names = _Names(worked.procedure)
    found = (slip for at, expected in enumerate(worked.expected) for slip in _of_day(expected, names, ("expect", at)))
    return tuple(_fault(worked, slip) for slip in found)


def _fault(worked: WorkedCase, slip: _Slip) -> Fault:
    mark = worked.mark(*slip.steps)
    return Fault(
        code=f"unknown_{slip.kind}",
        message=f"there is no {slip.kind} `{slip.name}` in {worked.procedure.profile}, {worked.procedure.id}",
        mend=did_you_mean(slip.name, slip.choices, "see `complaint-rules assess`, which lists them for a case"),
        file=worked.file,
        line=mark.line,
        column=mark.column,
        path=dotted(("cases", worked.at, *slip.steps)),
        text=mark.text,
    )


class _Names:
    """What can be asked of a procedure by each basis."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        versions = [version.procedure for version in procedure.versions]
        self.sides = (procedure, *procedure.packs, *versions)
        self.bases = tuple(dict.fromkeys(side.basis.value for side in self.sides))
        # A law of another procedure says that the case, or a part of it, belongs there.
        laws = (Basis.LAW.value for sibling in procedure.siblings if sibling.laws)
        self.bases_of_irregularities = tuple(dict.fromkeys((*self.bases, *laws)))

    def timescales(self, basis: str) -> set[str]:
        return {rule.name for side in self._of(basis) for rule in side.timescales}

    def moves(self, basis: str) -> set[str]:
        return {move.event for side in self._of(basis) for move in (*side.begins, *side.moves)}

    def stages(self) -> set[str]:
        """Return every place in which a case can stand."""
        moves = (move for side in self.sides for move in (*side.begins, *side.moves))
        named = {stage.id for side in self.sides for stage in side.stages}
        return {NOTHING, *named, *(move.to for move in moves if move.to)}

    def _of(self, basis: str) -> Iterator[Procedure]:
        return (side for side in self.sides if side.basis.value == basis)


def _of_day(expected: Expected, names: _Names, steps: Steps) -> Iterator[_Slip]:
    if expected.stage is not None and expected.stage not in names.stages():
        yield _Slip("stage", expected.stage, names.stages(), (*steps, "stage"))
    yield from _of_words(expected, (*steps,))
    for at, row in enumerate(expected.due):
        yield from _of_row(row, "timescale", names, (*steps, "due", at))
    for key, moves in (("moves", expected.moves), ("escalation", expected.escalation or [])):
        for at, move in enumerate(moves):
            yield from _of_row(move, "event", names, (*steps, key, at))
    yield from _of_acceptance(expected, names, (*steps, "acceptance"))
    for at, one in enumerate(expected.irregularities or ()):
        yield from _of_irregularity(one, names, (*steps, "irregularities", at))


def _of_irregularity(one: str | IrregularityExpected, names: _Names, steps: Steps) -> Iterator[_Slip]:
    code, place = (one, steps) if isinstance(one, str) else (one.code, (*steps, "code"))
    if code not in IRREGULARITIES:
        yield _Slip("irregularity", code, IRREGULARITIES, place)
    if not isinstance(one, str) and one.basis is not None and one.basis not in names.bases_of_irregularities:
        yield _Slip("basis", one.basis, names.bases_of_irregularities, (*steps, "basis"))


def _of_row(row: DueExpected | MoveExpected, key: str, names: _Names, steps: Steps) -> Iterator[_Slip]:
    """Yield what is wrong with a line of due dates or moves; of one whose basis there is not, only that."""
    if row.basis not in names.bases:
        yield _Slip("basis", row.basis, names.bases, (*steps, "basis"))
        return
    name = getattr(row, key)
    known = names.timescales(row.basis) if key == "timescale" else names.moves(row.basis)
    if name not in known:
        yield _Slip("timescale" if key == "timescale" else "move", name, known, (*steps, key))
    yield from _of_words(row, steps)
    if isinstance(row, MoveExpected):
        yield from _of_move(row, names, steps)


def _of_move(row: MoveExpected, names: _Names, steps: Steps) -> Iterator[_Slip]:
    if row.to is not None and row.to not in names.stages():
        yield _Slip("stage", row.to, names.stages(), (*steps, "to"))
    parties = tuple(each.value for each in Party)
    if row.who is not None and row.who not in parties:
        yield _Slip("party", row.who, parties, (*steps, "who"))


def _of_acceptance(expected: Expected, names: _Names, steps: Steps) -> Iterator[_Slip]:
    written = expected.acceptance
    if written is None:
        return
    listed = written if isinstance(written, list) else [written]
    for at, one in enumerate(listed):
        below = (*steps, at) if isinstance(written, list) else steps
        if one.basis not in names.bases:
            yield _Slip("basis", one.basis, names.bases, (*below, "basis"))
        if one.who is not None and one.who not in _PERMISSIONS:
            yield _Slip("permission", one.who, _PERMISSIONS, (*below, "who"))
        yield from _of_words(one, below)


def _of_words(section: Expected | DueExpected | MoveExpected | AcceptanceExpected, steps: Steps) -> Iterator[_Slip]:
    for key, value in as_written(section).items():
        if key in _WORDS and isinstance(value, str) and value not in (NOTHING, *_WORDS[key][1]):
            yield _Slip(_WORDS[key][0], value, _WORDS[key][1], (*steps, key))
