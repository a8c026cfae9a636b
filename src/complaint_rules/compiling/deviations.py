"""Comply or explain: deviations to values, and the editions to which packs are pinned."""

from collections.abc import Iterator
from dataclasses import replace

from complaint_rules.compiling.scope import Path, Scope
from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.procedures.clauses import clauses
from complaint_rules.procedures.deviations import Deviation
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.profiles.document import DeviationDocument, PinnedPack


def check_pin(written: str | PinnedPack, pack: Procedure, scope: Scope, path: Path) -> None:
    """Note a pack that is pinned to an edition other than the one at hand."""
    if isinstance(written, PinnedPack) and written.edition != pack.editions.profile:
        message = f"the law pack `{written.pack}` is pinned to an edition that is not at hand"
        mend = f"the one at hand is `{pack.editions.profile}`: read what has changed, and pin that"
        scope.fault("pack_edition_missing", (*path, "edition"), message, mend)


def with_deviations(procedure: Procedure, written: list[DeviationDocument], scope: Scope, path: Path) -> Procedure:
    """Return a procedure with its deviations, noting those that name what there is not."""
    if not written:
        return procedure
    _check_once(written, scope, path)
    found = (_deviation(each, procedure, scope, (*path, at)) for at, each in enumerate(written))
    return replace(procedure, deviations=tuple(one for one in found if one is not None))


def _check_once(written: list[DeviationDocument], scope: Scope, path: Path) -> None:
    seen = set()
    for at, each in enumerate(written):
        key = (each.pack, each.clause, each.rule)
        if key in seen:
            message = f"the deviation from `{each.clause}` is written twice"
            scope.fault("deviation_twice", (*path, at, "clause"), message, "take one of them away")
        seen.add(key)


def _deviation(written: DeviationDocument, procedure: Procedure, scope: Scope, path: Path) -> Deviation | None:
    pack = next((pack for pack in procedure.packs if pack.profile == written.pack), None)
    if pack is None:
        message = f"this procedure does not stand under `{written.pack}`"
        mend = did_you_mean(written.pack, (pack.profile for pack in procedure.packs), "name it in `stands_under` too")
        scope.fault("pack_not_stood_under", (*path, "pack"), message, mend)
        return None
    scope.known("clause", written.clause, tuple(_names(pack)), (*path, "clause"))
    if written.rule is not None:
        scope.known("rule", written.rule, tuple(_names(procedure)), (*path, "rule"))
    return Deviation(
        pack=written.pack,
        clause=written.clause,
        reason=written.reason,
        approved_by=written.approved_by,
        review_on=written.review_on,
        rule=written.rule or "",
        place=_place(scope, path),
    )


def _names(procedure: Procedure) -> Iterator[str]:
    return (clause.name for clause in clauses(procedure))


def _place(scope: Scope, path: Path) -> Fault:
    return scope.faults.placed("", (*path, "clause"), "", "", key=False)
