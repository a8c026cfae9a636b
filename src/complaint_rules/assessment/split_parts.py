"""What part of a complaint goes elsewhere while the rest stays, and who decides that it does."""

from complaint_rules.assessment.answers import Plain, Reason, reason_for
from complaint_rules.cases.algebra import Because, Finding
from complaint_rules.procedures.rules import Decision
from complaint_rules.terms import Basis, Splitting, Truth
from complaint_rules.values import frozen


@frozen
class PartSplitOff:
    """A part of a complaint that goes, or may go, `elsewhere`; the rest stays here (docs/meaning.md, Acceptance).

    `decided_by` has yet to decide it, weighing `considering`; None where nobody has to. `letter` is what a letter must
    hold that sends the part away. `missing_facts` are those for want of which it is undetermined.
    """

    elsewhere: str
    answer: Splitting
    decided_by: str | None = None
    considering: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {
            "elsewhere": self.elsewhere,
            "answer": self.answer.value,
            "decided_by": self.decided_by,
            "considering": list(self.considering),
            "letter": list(self.letter),
            "missing_facts": list(self.missing_facts),
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
    )


def splitting_reason(finding: Finding, basis: Basis) -> Reason:
    """Return the reason that such a row gives."""
    part = part_split_off(finding)
    about: dict[str, object] = {"elsewhere": part.elsewhere, "names": part.missing_facts}
    if part.decided_by:
        about |= {"by": part.decided_by, "considering": part.considering}
    return reason_for(finding.rule, _code(part.answer), basis, **about)


def _code(answer: Splitting) -> str:
    if answer is Splitting.GOES:
        return "split_off"
    return "split_off_if_decided" if answer is Splitting.IF_DECIDED else "split_off_if_known"


def _answer(finding: Finding) -> Splitting:
    if finding.judgement.truth is not Truth.HOLDS:
        return Splitting.UNDETERMINED
    return Splitting.IF_DECIDED if _waiting(finding) else Splitting.GOES


def _waiting(finding: Finding) -> Decision | None:
    """Return the decision of a row as long as nobody has recorded it."""
    return finding.decision if finding.because is Because.DECISION_NEEDED else None
