"""What `conform` finds, as a report: each clause of each law, and of a finding the rule of the page that differs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from complaint_rules.baselines import Compared, Moved
from complaint_rules.compiling import Compiled
from complaint_rules.conformance.findings import Conformity, Finding, Judgement, PackJudged, Verdict, is_explained
from complaint_rules.errors import Fault
from complaint_rules.explanation.conformity import BECAUSE, FORCES, VERDICTS, finding_lines
from complaint_rules.explanation.phrases import spoken
from complaint_rules.reports.reported import Looked, Report, Reported, Rule, Standing, of_fault

DEVIATIONS = "deviations"
"""What is looked at besides the clauses: that each deviation explains something."""

MEND = "mend the rule if it is not what the page says; else explain it under `deviations`, or keep it in a baseline"


class Ground(NamedTuple):
    """What a report of findings rests on: the pages that were judged, what was known, and the baseline's name."""

    pages: tuple[Compiled, ...]
    compared: Compared
    baseline: str = ""


def report_of(judged: Iterable[Conformity], ground: Ground) -> Report:
    """Report what is held against the procedures: new, known from the baseline, or explained by the author.

    What is to the complainant's good, or is not held against a procedure, is no finding here.
    """
    judged = tuple(judged)
    looked = (one for conformity in judged for one in _looked(conformity, ground))
    packs = (pack for conformity in judged for pack in conformity.packs)
    rules = {rule.code: rule for pack in packs for rule in _rules(pack)}
    return Report(command="conform", looked=tuple(looked), rules=tuple(rules.values()), baseline=ground.baseline)


def _looked(conformity: Conformity, ground: Ground) -> Iterator[Looked]:
    for pack in conformity.packs:
        for judgement in pack.judgements:
            told = (_reported(one, pack, conformity, ground) for one in judgement.findings if one.counts)
            yield Looked(
                within=f"{conformity.profile}.{conformity.procedure}.{pack.pack}",
                name=judgement.clause.name,
                found=tuple(told),
                not_judged=_not_judged(judgement, pack),
            )
    yield Looked(
        within=f"{conformity.profile}.{conformity.procedure}",
        name=DEVIATIONS,
        found=tuple(map(of_fault, conformity.faults)),
    )


def _not_judged(judgement: Judgement, pack: PackJudged) -> str:
    if judgement.findings or judgement.verdict not in (Verdict.CANNOT_BE_JUDGED, Verdict.NOT_CALLED_FOR):
        return ""
    return f"{VERDICTS[judgement.verdict]}: {BECAUSE[judgement.because].format(force=FORCES[pack.basis])}"


def _reported(finding: Finding, pack: PackJudged, conformity: Conformity, ground: Ground) -> Reported:
    place = _place(finding, conformity, ground.pages)
    rule = _rule(finding, pack)
    differs, *rest = finding_lines(finding)
    standing, because = _standing(finding, conformity, ground)
    return Reported(
        code=rule.code,
        name=rule.name,
        message=f"{spoken(finding.clause.name)}: {differs}",
        mend=MEND if standing is Standing.NEW else "",
        detail=(*rest, *_than_known(finding, ground), f"  Finding: {finding.id}"),
        file=place.file,
        line=place.line,
        column=place.column,
        page=rule.page,
        standing=standing,
        because=because,
        key=finding.id,
    )


def _standing(finding: Finding, conformity: Conformity, ground: Ground) -> tuple[Standing, str]:
    """Return where a finding stands, and why: a deviation of the author's goes before a baseline."""
    deviation = finding.deviation
    if deviation is not None and is_explained(finding, conformity.as_of):
        until = f"approved by {deviation.approved_by}, to be reviewed on {deviation.review_on}"
        return Standing.SET_ASIDE, f"{deviation.reason} ({until})"
    if finding.id in {known.id for known in ground.compared.known}:
        smaller = _moved(finding, ground.compared.improved)
        again = f", and was more there ({smaller.was}): write the baseline again" if smaller else ""
        return Standing.KNOWN, f"it stands in {ground.baseline}{again}"
    return Standing.NEW, ""


def _moved(finding: Finding, moved: Iterable[Moved]) -> Moved | None:
    return next((one for one in moved if one.finding.id == finding.id), None)


def _than_known(finding: Finding, ground: Ground) -> tuple[str, ...]:
    """Say what a known finding was before it became worse."""
    worse = _moved(finding, ground.compared.worse)
    return (f"  Worse than in {ground.baseline}: {worse.was} → {worse.now}",) if worse else ()


# The rules of the law, as what can be found.


def _rules(pack: PackJudged) -> Iterator[Rule]:
    for judgement in pack.judgements:
        yield from (_rule(finding, pack) for finding in judgement.findings if finding.counts)


def _rule(finding: Finding, pack: PackJudged) -> Rule:
    clause, differs = finding.clause, spoken(finding.difference.value)
    name = f"{spoken(clause.name)}: {differs}"
    page = (
        f"The council's procedure and the {FORCES[pack.basis]} differ ({differs}) in `{clause.name}`"
        f" of {pack.title}, {pack.edition}: {clause.rule.citation}."
    )
    return Rule(code=f"{pack.pack}/{clause.name}/{finding.difference.value}", name=name, page=page)


# Where on the page.


def _place(finding: Finding, conformity: Conformity, pages: Iterable[Compiled]) -> Fault:
    """Return the place of the council's rule, or of what may be it under another name; else that of the procedure."""
    rule = finding.written or finding.perhaps
    for page in pages:
        path = page.faults.places.get(id(rule.citation)) if rule is not None else None
        if path is not None:
            return page.faults.placed("", path, "", "", key=True)
    page = _page(conformity, tuple(pages))
    return page.faults.placed("", ("procedures", conformity.procedure), "", "", key=True)


def _page(conformity: Conformity, pages: tuple[Compiled, ...]) -> Compiled:
    """Return the newest page that has the procedure."""
    return next(page for page in reversed(pages) if conformity.procedure in page.profile.procedures)
