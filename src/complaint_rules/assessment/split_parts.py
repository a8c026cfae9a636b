"""What part of a complaint goes elsewhere while the rest stays, and who decides that it does."""

from complaint_rules.assessment.answers import Plain, Reason, reason_for
from complaint_rules.cases.algebra import Because, Finding
from complaint_rules.procedures.rules import AcceptanceRow, Decision
from complaint_rules.terms import Basis, Splitting, Truth
from complaint_rules.values import frozen


@frozen
class PartSplitOff:
    """A part of a complaint that goes, or may go, `elsewhere`; the rest stays here (docs/meaning.md, Acceptance).

    `decided_by` has yet to decide it, weighing `considering`; None where nobody has to. `letter` is what a letter must
    hold that sends the part away. `missing_facts` are those for want of which it is undetermined; `could_be` is what
    could become of such a part where the page does not say.
    """

    elsewhere: str
    answer: Splitting
    decided_by: str | None = None
    considering: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    could_be: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "elsewhere": self.elsewhere,
            "answer": self.answer.value,
            "decided_by": self.decided_by,
            "considering": list(self.considering),
            "letter": list(self.letter),
            "missing_facts": list(self.missing_facts),
            "could_be": list(self.could_be),
        }


def part_split_off(finding: Finding) -> PartSplitOff:
    """Return what a row says that was found to split a part off, or perhaps to."""
    waiting = _waiting(finding)
    return PartSplitOff(
        elsewhere=str(getattr(finding.rule, "elsewhere", "")),
        answer=_answer(finding),
        decided_by=waiting.by if waiting else None,
        considering=waiting.considering if waiting else (),
        letter=finding.decision.if_refused if finding.decision else (),
        missing_facts=finding.unknown,
        could_be=_could_be(finding),
    )


def splitting_reason(finding: Finding, basis: Basis) -> Reason:
    """Return the reason that such a row gives."""
    part = part_split_off(finding)
    about: dict[str, object] = {"elsewhere": part.elsewhere, "names": part.missing_facts, "could_be": part.could_be}
    if part.decided_by:
        about |= {"by": part.decided_by, "considering": part.considering}
    return reason_for(finding.rule, _code(part), basis, **about)


def _code(part: PartSplitOff) -> str:
    if part.answer is Splitting.GOES:
        return "split_off"
    if part.answer is Splitting.IF_DECIDED:
        return "split_off_if_decided"
    return "split_off_unstated" if part.could_be and not part.missing_facts else "split_off_if_known"


def _could_be(finding: Finding) -> tuple[str, ...]:
    return finding.rule.could_be if isinstance(finding.rule, AcceptanceRow) else ()


def _answer(finding: Finding) -> Splitting:
    if finding.judgement.truth is not Truth.HOLDS or _could_be(finding):
        return Splitting.UNDETERMINED
    return Splitting.IF_DECIDED if _waiting(finding) else Splitting.GOES


def _waiting(finding: Finding) -> Decision | None:
    """Return the decision of a row as long as nobody has recorded it."""
    return finding.decision if finding.because is Because.DECISION_NEEDED else None
