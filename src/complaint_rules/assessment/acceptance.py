"""May this complaint be taken here: who, what, when; and by which procedure of this council."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import MappingProxyType

from complaint_rules.assessment.answers import NO_WORDS, Plain, Reason, Words, day, reason_for, reason_to_dict, said
from complaint_rules.assessment.ombudsman import OmbudsmanOpen, ombudsman_open
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.split_parts import Apart, PartSplitOff, apart, part_split_off, splitting_reason
from complaint_rules.assessment.transitions import finding_reasons
from complaint_rules.cases.accepting import answer_of, end_of_limit, finding_of_limit, findings_of_part
from complaint_rules.cases.algebra import Because, Effect, Finding, answer, capping, late_until, refusal_holds
from complaint_rules.cases.judging import judge, unique
from complaint_rules.cases.replay import replay_declined
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow, Decision, Rule
from complaint_rules.terms import Basis, Permission, Splitting, Truth
from complaint_rules.values import frozen

_DECIDED = (Because.DECIDED_FOR, Because.DECIDED_AGAINST)
LOWEST_FIRST = (Permission.REFUSED, Permission.UNDETERMINED, Permission.DISCRETIONARY, Permission.ENTITLED)
"""The answers, from the lowest."""


@dataclass(slots=True, eq=False, repr=False)
class Verdict:
    """One part's answer. A part on which the page is silent is entitled, and says so. Nothing in it can be set."""

    _permission: Permission
    _missing: tuple[str, ...]
    _findings: tuple[Finding, ...]
    _basis: Basis
    _split_off: tuple[Apart, ...] = ()
    _words: Words = NO_WORDS
    _bodies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def permission(self) -> Permission:
        """The answer."""
        return self._permission

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts for want of which the answer is undetermined."""
        return self._missing

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is as it is."""
        if not self._findings:
            return said((Reason("page_is_silent", basis=self._basis), *self._apart()), self._words)
        granted = any(one.effect is Effect.GRANTS and not one.fails for one in self._findings)
        # What another row would have asked for is no reason once one grants.
        telling = (one for one in self._findings if not (granted and one.effect is Effect.GRANTS and one.fails))
        told = [reason for one in telling for reason in finding_reasons(one, self._basis)]
        return said((*(told or self._keeping_nobody_out()), *self._apart()), self._words)

    def _keeping_nobody_out(self) -> tuple[Reason, ...]:
        """Say of a page that lists only what it keeps out that nothing of it applies, each row with its place."""
        rows = (one.rule for one in self._findings)
        told = {
            (row.condition, row.citation): _kept_out_if(row, self._basis)
            for row in rows
            if isinstance(row, AcceptanceRow)
        }
        return (Reason("keeps_out_only", basis=self._basis), *told.values())

    def _apart(self) -> Iterator[Reason]:
        # Of what is refused as a whole no rest stays here.
        refused = self._permission is Permission.REFUSED
        return (splitting_reason(one, self._basis) for one in self._split_off if not refused)

    @property
    def open_rules(self) -> tuple[Rule, ...]:
        """The rules of which it is not known what they grant or keep out."""
        return tuple(one.rule for one in self._findings if one.against is not one.favour)

    def if_failing(self, rules: Collection[Rule]) -> "Verdict":
        """Return the answer as it would be if the tests of these rules failed; itself, where they find nothing."""
        if not any(one.rule in rules for one in self._bearing()):
            return self
        rest = [one for one in self._findings if one.rule not in rules]
        keeps_out_only = all(one.effect is Effect.CAPS for one in self._findings)
        permission, missing = answer_of(rest, granted=True) if keeps_out_only else answer(rest)
        split_off = tuple(one for one in self._split_off if one.finding.rule not in rules)
        return replace(self, _permission=permission, _missing=missing, _findings=tuple(rest), _split_off=split_off)

    def _bearing(self) -> Iterator[Finding]:
        yield from (one for one in (*self._findings, *(each.finding for each in self._split_off)) if not one.fails)

    @property
    def decided_by(self) -> str | None:
        """Who has yet to decide."""
        return self._decision.by if self._decision else None

    @property
    def considering(self) -> tuple[str, ...]:
        """What is weighed in deciding."""
        return self._decision.considering if self._decision else ()

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Where else such a complaint belongs."""
        barring = (one for one in self._findings if one.effect is Effect.CAPS and one.judgement.truth is Truth.HOLDS)
        places = (getattr(one.rule, "elsewhere", "") for one in barring)
        return tuple(place for place in places if place)

    @property
    def elsewhere_in_words(self) -> tuple[str, ...]:
        """Where else it belongs, as the page calls it; a procedure, and what the page has no words for, by its name."""
        return tuple(self._bodies.get(place, place) for place in self.elsewhere)

    @property
    def split_off(self) -> tuple[str, ...]:
        """Where a part of the complaint goes, while the rest stays here."""
        return unique(part.elsewhere for part in self.parts_split_off if part.answer is Splitting.GOES)

    @property
    def parts_split_off(self) -> tuple[PartSplitOff, ...]:
        """Each part of the complaint that goes elsewhere, or goes if so decided, or perhaps."""
        return tuple(dict.fromkeys(part_split_off(one) for one in self._split_off))

    @property
    def letter(self) -> tuple[str, ...]:
        """What a letter must hold that refuses: what every rule asks for by which it is, or may be, refused."""
        return refusal_holds(self._permission, self._findings)

    @property
    def _decision(self) -> Decision | None:
        if self._permission not in (Permission.DISCRETIONARY, Permission.UNDETERMINED):
            return None
        waiting = (one for one in self._findings if not one.fails and one.because not in _DECIDED)
        return next((one.decision for one in waiting if one.decision), None)

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        return isinstance(other, Verdict) and self.in_words(NO_WORDS) == other.in_words(NO_WORDS)

    def __hash__(self) -> int:
        """Hash by the answer."""
        return hash((self._permission, self._missing))

    def __repr__(self) -> str:
        """Show the answer."""
        return f"<Verdict {self._permission.value}>"

    def explain(self) -> str:
        """Say the part's answer and its reasons in plain words."""
        return self._words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the part as plain data, every key present."""
        return self.in_words(self._words)

    def in_words(self, words: Words) -> dict[str, Plain]:
        """Return it as plain data, its reasons in the given words."""
        return {
            "permission": self.permission.value,
            "reasons": [reason_to_dict(reason, words) for reason in self.reasons],
            "missing_facts": list(self.missing_facts),
            "decided_by": self.decided_by,
            "considering": list(self.considering),
            "elsewhere": list(self.elsewhere),
            "split_off": list(self.split_off),
            "parts_split_off": [part.to_dict() for part in self.parts_split_off],
            "letter": list(self.letter),
        }


def _kept_out_if(row: AcceptanceRow, basis: Basis) -> Reason:
    by = row.decision.by if row.decision else ""
    return reason_for(row, "kept_out_if", basis, clauses=row.condition.clauses, by=by)


@frozen
class Route:
    """A procedure of this council, and whether it takes such a person and matter.

    `acceptance` is the whole answer by that procedure, with its reasons and its law's; only `route` gives it.
    """

    procedure: str
    title: str
    permission: Permission
    missing_facts: tuple[str, ...] = ()
    parts: tuple[Verdict, ...] = ()
    acceptance: "Acceptance | None" = None
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Where such a complaint belongs instead, by this procedure's page."""
        return unique(place for part in self.parts for place in part.elsewhere)

    def explain(self) -> str:
        """Say in plain words whether the procedure takes it, and why."""
        return self.words.explain(self)

    @property
    def parts_split_off(self) -> tuple[PartSplitOff, ...]:
        """Each part of such a complaint that this procedure sends elsewhere, or may."""
        return tuple(dict.fromkeys(one for part in self.parts for one in part.parts_split_off))

    def to_dict(self) -> dict[str, Plain]:
        """Return the route as plain data; `acceptance` is a key only where it was asked for."""
        found: dict[str, Plain] = {
            "procedure": self.procedure,
            "title": self.title,
            "permission": self.permission.value,
            "missing_facts": list(self.missing_facts),
            "elsewhere": list(self.elsewhere),
            "parts_split_off": [part.to_dict() for part in self.parts_split_off],
        }
        return found | ({"acceptance": self.acceptance.to_dict()} if self.acceptance is not None else {})


@dataclass(slots=True, eq=False, repr=False)
class Acceptance:
    """May this complaint be taken, judged on `judged_on`. Nothing in it can be set."""

    _judged_on: date
    _closes: date | None
    _standing: Standing
    _packs: tuple["Acceptance", ...]
    _words: Words
    _as_of: date
    _declined: Callable[[], Standing]

    @property
    def basis(self) -> Basis:
        """By whose rule: the council's, the law's, or guidance."""
        return self._standing.procedure.basis

    @property
    def judged_on(self) -> date:
        """The day on which the case began, or the day of the question if it has not."""
        return self._judged_on

    @property
    def permission(self) -> Permission:
        """The answer on the whole: the lowest of the parts'."""
        return min((part.permission for part in (self.who, self.what, self.time_limit)), key=LOWEST_FIRST.index)

    @property
    def who(self) -> Verdict:
        """May this person complain."""
        return _part(self._standing.procedure.acceptance.who, self._standing, self._judged_on, self._words)

    @property
    def what(self) -> Verdict:
        """May it be complained of here."""
        return _part(self._standing.procedure.acceptance.what, self._standing, self._judged_on, self._words)

    @property
    def time_limit(self) -> Verdict:
        """Was it made in time."""
        limits = self._standing.procedure.acceptance.time_limits
        findings = [finding_of_limit(limit, self._standing, self._judged_on) for limit in limits]
        return replace(_verdict(findings, self.basis, granted=True), _words=self._words)

    @property
    def closes(self) -> date | None:
        """The last day on which it could have been made in time."""
        return self._closes

    @property
    def late_until(self) -> date | None:
        """The last day on which a late one may still be decided upon."""
        limits = self._standing.procedure.acceptance.time_limits
        lates = (late_until(limit.late, limit.counting, self._standing) for limit in limits)
        return min((late for late in lates if late is not None), default=None)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Which procedures of this council take such a person and matter; empty for a law pack."""
        return routes_of(self._standing, self._judged_on, self._words)

    @property
    def ombudsman(self) -> OmbudsmanOpen | None:
        """The move to the Ombudsman that were open if it were declined today; None where it is or must be taken.

        None, too, where these rules do not say that he may be approached then, or as long as the answer is not known.
        """
        if self.permission not in (Permission.REFUSED, Permission.DISCRETIONARY):
            return None
        return ombudsman_open(self._declined(), self._as_of, self._words)

    @property
    def beside(self) -> tuple["Acceptance", ...]:
        """The same answer by each pack, law and guidance, in the order in which the procedure names them."""
        return self._packs

    @property
    def alone(self) -> "Acceptance":
        """The same answer without those beside it."""
        return replace(self, _packs=()) if self._packs else self

    @property
    def law(self) -> tuple["Acceptance", ...]:
        """The same answer by each law."""
        return tuple(each for each in self._packs if each.basis is Basis.LAW)

    @property
    def guidance(self) -> tuple["Acceptance", ...]:
        """The same answer by each guidance, which does not bind."""
        return tuple(each for each in self._packs if each.basis is Basis.GUIDANCE)

    @property
    def words(self) -> Words:
        """The language in which it explains itself."""
        return self._words

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """Return every fact for want of which a part is undetermined."""
        return unique(name for part in (self.who, self.what, self.time_limit) for name in part.missing_facts)

    def explain(self) -> str:
        """Say the answer and its reasons in plain words."""
        return self.words.explain(self)

    def __eq__(self, other: object) -> bool:
        """Compare by value, in whatever words."""
        return isinstance(other, Acceptance) and self.in_words(NO_WORDS) == other.in_words(NO_WORDS)

    def __hash__(self) -> int:
        """Hash by the answer and its day."""
        return hash((self.permission, self.judged_on))

    def __repr__(self) -> str:
        """Show the answer."""
        return f"<Acceptance, {self.basis.value}: {self.permission.value}>"

    def to_dict(self) -> dict[str, Plain]:
        """Return the answer as plain data, every key present."""
        return self.in_words(self.words)

    def in_words(self, words: Words) -> dict[str, Plain]:
        """Return it as plain data, its reasons in the given words."""
        return {
            "basis": self.basis.value,
            "judged_on": day(self.judged_on),
            "permission": self.permission.value,
            "missing_facts": list(self.missing_facts),
            "who": self.who.in_words(words),
            "what": self.what.in_words(words),
            "time_limit": self.time_limit.in_words(words),
            "closes": day(self.closes),
            "late_until": day(self.late_until),
            "routes": [route.to_dict() for route in self.routes],
            "ombudsman": found.in_words(words) if (found := self.ombudsman) is not None else None,
            "law": [each.in_words(words) for each in self.law],
            "guidance": [each.in_words(words) for each in self.guidance],
        }


def acceptance_of(case: Replayed, words: Words = NO_WORDS) -> Acceptance:
    """Return whether the complaint may be taken, by the council's procedure and beside it by each law pack."""
    council, *packs = case.council.at_receipt, *case.standings[1:]
    beside = tuple(_answer(standing, case, case.procedure, (), words) for standing in packs)
    return _answer(council, case, council.procedure, beside, words)


def acceptance_by(standing: Standing, judged_on: date) -> Acceptance:
    """Return the answer by one basis alone, as its facts stand, judged on a day."""
    return Acceptance(judged_on, _closes(standing, judged_on), standing, (), NO_WORDS, judged_on, lambda: standing)


def _answer(
    standing: Standing, case: Replayed, council: Procedure, packs: tuple[Acceptance, ...], words: Words
) -> Acceptance:
    judged_on, as_of = standing.began_on or case.as_of, case.as_of
    declined = partial(replay_declined, standing.procedure, case.known, as_of, council)
    return Acceptance(judged_on, _closes(standing, judged_on), standing, packs, words, as_of, declined)


def _closes(standing: Standing, judged_on: date) -> date | None:
    limits = standing.procedure.acceptance.time_limits
    ends = (end_of_limit(limit, standing, judged_on) for limit in limits)
    return min((end for end in ends if end is not None), default=None)


def _part(part: AcceptancePart, standing: Standing, judged_on: date, words: Words) -> Verdict:
    findings = findings_of_part(part, standing, judged_on)
    split = (capping(row, judge(row.condition, standing, judged_on), row.decision, standing) for row in part.split_off)
    verdict = _verdict(findings, standing.procedure.basis, granted=not part.allowed)
    parts = tuple(apart(one, standing) for one in split if not one.fails)
    return replace(verdict, _split_off=parts, _words=words, _bodies=standing.procedure.bodies)


def _verdict(findings: list[Finding], basis: Basis, *, granted: bool) -> Verdict:
    permission, missing = answer_of(findings, granted=granted)
    return Verdict(permission, missing, tuple(findings), basis)


def routes_of(standing: Standing, judged_on: date, words: Words = NO_WORDS) -> tuple[Route, ...]:
    """Return each procedure of a council that is for complaints, with whether it takes such a person and matter."""
    return tuple(_routes(standing, judged_on, words))


def _routes(standing: Standing, judged_on: date, words: Words) -> Iterator[Route]:
    for sibling in standing.procedure.siblings:
        if not sibling.takes_complaints:
            continue
        rules = sibling.acceptance
        parts = tuple(_part(part, standing, judged_on, words) for part in (rules.who, rules.what))
        permission = min((part.permission for part in parts), key=LOWEST_FIRST.index)
        missing = unique(name for part in parts for name in part.missing_facts)
        yield Route(sibling.id, sibling.title, permission, missing, parts, words=words)
