"""`conform`: hold a profile against its law, clause by clause."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from complaint_rules.baselines import NOTHING_KNOWN, Compared, baseline_text, compare, read_baseline
from complaint_rules.commands.arguments import (
    ANSWERED,
    FAULTY,
    MISUNDERSTOOD,
    Commands,
    add_format,
    as_json,
    day,
    print_report,
)
from complaint_rules.conformance.findings import NOT_HELD_YET, Conformity
from complaint_rules.explanation.conformity import BECAUSE, conformity_in_brief
from complaint_rules.loading import Paged, load_profile, load_with_pages
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.questions import conform
from complaint_rules.reports import FORMS
from complaint_rules.terms import Basis


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("conform", help="hold a profile against its law, clause by clause")
    command.add_argument("profile", metavar="PROFILE", help="a name that `profiles` lists, or a path")
    command.add_argument("--as-of", type=day, required=True, metavar="DATE", help="the day it is judged on")
    command.add_argument("--procedure", metavar="NAME", help="only this procedure")
    command.add_argument("--against", metavar="PACK", help="this law or guidance alone, under which it need not stand")
    command.add_argument("--baseline", type=Path, metavar="FILE", help="known findings: fail on others only")
    command.add_argument("--write-baseline", type=Path, metavar="FILE", help="keep what is found as known")
    command.add_argument("--brief", action="store_true", help="as text, one line for each finding held against it")
    add_format(command, *FORMS)
    command.set_defaults(run=_conform)


def _conform(chosen: argparse.Namespace) -> int:
    paged = load_with_pages(chosen.profile) if chosen.format in FORMS else Paged(load_profile(chosen.profile))
    profile = paged.profile
    # Read first: a mistake in it need not wait for the judgement, which takes seconds.
    known = read_baseline(chosen.baseline, profile.name) if chosen.baseline else NOTHING_KNOWN
    named = [profile.procedure(chosen.procedure)] if chosen.procedure else list(profile.procedures.values())
    judged = list(_judged(named, chosen))
    if not judged:
        held = f"can be held against `{chosen.against}`" if chosen.against else "stands under a law"
        message = f"nothing to judge: no such procedure of `{profile.name}` {held}"
        print(f"complaint-rules: {message}", file=sys.stderr)
        return MISUNDERSTOOD
    if _warned_of_what_was_not_judged(judged):
        return MISUNDERSTOOD
    compared = compare(judged, known)
    if chosen.write_baseline:
        chosen.write_baseline.write_text(baseline_text(profile.name, chosen.as_of, judged), encoding="utf-8")
    if chosen.format == "json":
        print(as_json(_conformance(profile, chosen.as_of, judged, compared)))
    elif chosen.format in FORMS:
        _report(judged, compared, paged, chosen)
    else:
        told = (("\n".join(conformity_in_brief(each)) if chosen.brief else each.explain()) for each in judged)
        print("\n\n".join([*told, _summary(judged, compared, brief=chosen.brief)]))
    faulty = any(each.faults for each in judged)
    return FAULTY if faulty or (compared.new and not chosen.write_baseline) else ANSWERED


def _warned_of_what_was_not_judged(judged: Iterable[Conformity]) -> bool:
    """Say of which law nothing could be judged; return whether there is none else, or whether one is held today."""
    packs = [(each.procedure, pack) for each in judged for pack in each.packs]
    for procedure, pack in packs:
        if pack.not_judged:
            said = f"nothing of `{pack.pack}` could be judged for `{procedure}`: {BECAUSE[pack.not_judged]}"
            print(f"complaint-rules: {said}", file=sys.stderr)
    unknown = any(pack.not_judged not in ("", NOT_HELD_YET) for _, pack in packs)
    return unknown or all(pack.not_judged for _, pack in packs)


def _judged(named: Iterable[Procedure], chosen: argparse.Namespace) -> Iterator[Conformity]:
    """Yield what is judged: against its packs, or against the procedure of its name in one pack."""
    if chosen.against is None:
        found = (conform(procedure, chosen.as_of) for procedure in named if procedure.packs)
        yield from (each for each in found if each.packs)
        return
    pack = load_profile(chosen.against)
    for procedure in named:
        against = pack.procedures.get(procedure.id)
        if against is not None and against.basis is not Basis.COUNCIL:
            yield conform(procedure, chosen.as_of, against)


def _report(judged: list[Conformity], compared: Compared, paged: Paged, chosen: argparse.Namespace) -> None:
    from complaint_rules.reports.conforming import Ground, report_of  # noqa: PLC0415 - only these forms need it

    baseline = str(chosen.baseline) if chosen.baseline else ""
    print_report(report_of(judged, Ground(paged.pages, compared, baseline)), chosen.format)


def _conformance(profile: Profile, as_of: date, judged: list[Conformity], compared: Compared) -> dict[str, Any]:
    return {
        "profile": profile.name,
        "title": profile.title,
        "edition": "; ".join(dict.fromkeys(each.edition for each in judged)),
        "as_of": as_of.isoformat(),
        "procedures": [each.to_dict() for each in judged],
        "new": [finding.id for finding in compared.new],
        "known": [finding.id for finding in compared.known],
        "gone": list(compared.gone),
        "worse": [one.to_dict() for one in compared.worse],
        "improved": [one.to_dict() for one in compared.improved],
        "unsized": list(compared.unsized),
    }


def _summary(judged: Iterable[Conformity], compared: Compared, *, brief: bool) -> str:
    explained = sum(len(each.explained) for each in judged)
    counts = f"{len(compared.new)} new, {len(compared.known)} known, {explained} explained, {len(compared.gone)} gone"
    worse = {one.finding.id for one in compared.worse}
    new = [one.id for one in compared.new if one.id not in worse and (not brief or compared.known)]
    moved = [("Worse", compared.worse), ("Improved", compared.improved)]
    told = [("New", new), *((word, [one.told for one in ones]) for word, ones in moved), ("Gone", compared.gone)]
    lines = [f"  {word}: {one}" for word, ids in told for one in ids]
    return "\n".join([f"Findings: {counts}.", *lines, *_to_write_again(compared)])


def _to_write_again(compared: Compared) -> Iterator[str]:
    """Say why the baseline should be written again, where it should."""
    if compared.unsized:
        yield (
            f"Of {len(compared.unsized)} known findings the baseline does not say how much was found, so that none of"
            " them is seen to become worse: write it again with --write-baseline."
        )
    elif compared.improved:
        yield "What has improved may become as bad again unseen: write the baseline again with --write-baseline."
    if compared.explained:
        ids = ", ".join(compared.explained)
        yield f"A deviation explains what the baseline knows ({ids}), which would hide its end: write it again."
