"""What part of a complaint goes elsewhere while the rest stays, and who decides that it does."""

from datetime import date
from typing import NamedTuple

from complaint_rules.assessment.answers import Plain, Reason, day, reason_for
from complaint_rules.cases.algebra import Because, Finding
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.rules import AcceptanceRow, Decision
from complaint_rules.terms import Basis, Splitting, Truth
from complaint_rules.values import frozen


@frozen
class OwnCase:
    """How a part is entered that goes to another procedure of the council: its clocks are not shown where it came.

    It is a case of its own by `procedure`, received on the day on which the whole was: `received_on`, None as long as
    no case has begun.
    """

    procedure: str
    received_on: date | None

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data."""
        return {"procedure": self.procedure, "received_on": day(self.received_on)}


@frozen
class PartSplitOff:
    """A part of a complaint that goes, or may go, `elsewhere`; the rest stays here (docs/meaning.md, Acceptance).

    `decided_by` has yet to decide it, weighing `considering`; None where nobody has to. `letter` is what a letter must
    hold that sends the part away. `missing_facts` are those for want of which it is undetermined; `could_be` is what
    could become of such a part where the page does not say. `own_case` is how such a part is entered; None where
    `elsewhere` is no procedure of the council's, but a body.
    """

    elsewhere: str
    answer: Splitting
    decided_by: str | None = None
    considering: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    could_be: tuple[str, ...] = ()
    own_case: OwnCase | None = None

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
            "own_case": self.own_case.to_dict() if self.own_case else None,
        }


class Apart(NamedTuple):
    """What a row of `split_off` finds in a case, and how the part is entered that it sends to another procedure."""

    finding: Finding
    own_case: OwnCase | None = None


def apart(finding: Finding, standing: Standing) -> Apart:
    """Return a finding with the case that the part would be: none of the part of a body's."""
    place = str(getattr(finding.rule, "elsewhere", ""))
    is_procedure = any(each.id == place for each in standing.procedure.siblings)
    return Apart(finding, OwnCase(place, standing.began_on) if is_procedure else None)


def part_split_off(found: Apart) -> PartSplitOff:
    """Return what a row says that was found to split a part off, or perhaps to."""
    finding, own_case = found
    waiting = _waiting(finding)
    return PartSplitOff(
        elsewhere=str(getattr(finding.rule, "elsewhere", "")),
        answer=_answer(finding),
        decided_by=waiting.by if waiting else None,
        considering=waiting.considering if waiting else (),
        letter=finding.decision.if_refused if finding.decision else (),
        missing_facts=finding.unknown,
        could_be=_could_be(finding),
        own_case=own_case,
    )


def splitting_reason(found: Apart, basis: Basis) -> Reason:
    """Return the reason that such a row gives."""
    part = part_split_off(found)
    about: dict[str, object] = {"elsewhere": part.elsewhere, "names": part.missing_facts, "could_be": part.could_be}
    if part.decided_by:
        about |= {"by": part.decided_by, "considering": part.considering}
    return reason_for(found.finding.rule, _code(part), basis, **about)


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
