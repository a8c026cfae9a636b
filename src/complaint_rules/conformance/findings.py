"""What was found: each clause with its verdict, and each difference with the case that shows it."""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day, reading_to_dict, source
from complaint_rules.cases.case import Case, Event
from complaint_rules.conformance.sizes import Written
from complaint_rules.errors import Fault
from complaint_rules.procedures.clauses import Clause
from complaint_rules.procedures.deviations import Deviation
from complaint_rules.procedures.rules import ReadingTaken, Rule, Timescale
from complaint_rules.terms import Basis, ClockState, Permission
from complaint_rules.values import frozen

NOT_HELD_YET = "not_held_yet"
NO_CASE_FOUND = "no_case_found"
NO_SUCH_MOVE = "the_council_has_no_such_move"
ANOTHER_EVENT = "another_event_stands_for_it"
NEVER_STARTED = "the_council_s_time_never_started"


class Verdict(StrEnum):
    """How a clause of the law fares in the council's procedure.

    What is not called for needs no judgement: the page has no such matter, which is told where it counts.
    """

    MET = "met"
    STRONGER = "stronger"
    WEAKER = "weaker"
    SILENT = "silent"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    NOT_CALLED_FOR = "not_called_for"


class Difference(StrEnum):
    """In what council and law differ; it is part of a finding's id."""

    LATER = "later"
    EARLIER = "earlier"
    RESTARTED = "restarted"
    AFTER_RETURN = "after_return"
    AGREED = "agreed"
    EXTENDED = "extended"
    EXTENDED_AGAIN = "extended_again"
    CANCELLED = "cancelled"
    ONLY_AN_AIM = "only_an_aim"
    NO_DATE = "no_date"
    NOT_STATED = "not_stated"
    LESS_OPEN = "less_open"
    MORE_OPEN = "more_open"
    BEYOND_THE_LAW = "beyond_the_law"
    TAKEN_BACK = "taken_back"
    FURTHER_STAGE = "further_stage"
    CONTENT = "content"
    MORE_ASKED = "more_asked"


class Subject(StrEnum):
    """What of a case is compared."""

    DUE_DATE = "due_date"
    MOVE = "move"
    ACCEPTANCE = "acceptance"
    LETTER = "letter"


class DatedReading(NamedTuple):
    """One reading of the page with its date."""

    reading: str
    due: date | None


class Answer(NamedTuple):
    """What one side answers in the example. What does not bear on the subject is None or empty.

    `name` is the timescale, the move's event or the part of acceptance that answers; empty where that side has none.
    `due` is counted as `period` from `started_on`, unless it was extended; `state` is where the clock stands: what was
    cancelled binds nobody. `missing` is what the letter lacks of what that side asks for.
    """

    name: str
    due: date | None = None
    started_by: str = ""
    started_on: date | None = None
    period: str = ""
    state: ClockState | None = None
    extended_by: str = ""
    only_an_aim: bool = False
    readings: tuple[DatedReading, ...] = ()
    permission: Permission | None = None
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return the answer as plain data, every key present."""
        return {
            "name": self.name or None,
            "due": day(self.due),
            "started_by": self.started_by or None,
            "started_on": day(self.started_on),
            "period": self.period or None,
            "state": self.state.value if self.state else None,
            "extended_by": self.extended_by or None,
            "only_an_aim": self.only_an_aim,
            "readings": [{"reading": one.reading, "due": day(one.due)} for one in self.readings],
            "permission": self.permission.value if self.permission else None,
            "missing": list(self.missing),
        }


@frozen
class Example:
    """A case that shows the difference: `assess` on it gives the council's answer and the law's, as they stand here.

    It `lies_ahead` where it ends after the day of judgement, since the law is held beside no case that began early
    enough to end before it.
    """

    case: Case
    as_of: date
    subject: Subject
    council: Answer
    law: Answer
    lies_ahead: bool = False

    def to_dict(self) -> dict[str, Plain]:
        """Return the example as plain data, its facts and events as a case file has them."""
        return {
            "as_of": day(self.as_of),
            "lies_ahead": self.lies_ahead,
            "facts": {name: _plain(value) for name, value in self.case.facts.items()},
            "events": [_event(event) for event in self.case.events],
            "subject": self.subject.value,
            "council": self.council.to_dict(),
            "law": self.law.to_dict(),
        }


def _event(event: Event) -> Plain:
    details = {name: _plain(value) for name, value in event.details.items()}
    return {"on": day(event.on), "event": event.kind, **details}


def _plain(value: object) -> Plain:
    if isinstance(value, date):
        return day(value)
    return [str(one) for one in value] if isinstance(value, tuple) else value  # type: ignore[return-value]


class Size(NamedTuple):
    """How much is found: what a finding is compared by when it is found again on another day.

    `council` and `law` are the times on which the two answers rest, as they are written. `permission` is the council's,
    and `missing` what is too little in a letter, or too much asked for in it.
    """

    council: tuple[Written, ...] = ()
    law: tuple[Written, ...] = ()
    permission: Permission | None = None
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Plain]:
        """Return the size as plain data, every key present."""
        return {
            "council": {one.name: one.text for one in self.council},
            "law": {one.name: one.text for one in self.law},
            "permission": self.permission.value if self.permission else None,
            "missing": list(self.missing),
        }


@frozen(kw_only=True)
class Finding:
    """One difference between a clause of the law and one rule of the council's, with the case that shows it.

    `edition` is that of the council's document, and names the version of it where there are several.
    `rule` is the council's rule by its clause name, empty where the council has none. `reading` names the reading of
    the page on which it hangs, where there is one. `times` are those on which the council's answer and the law's rest.
    `perhaps` is a timescale of the page that fulfils nothing and could be the duty on which the page is silent.
    """

    procedure: str
    edition: str
    pack: str
    basis: Basis
    clause: Clause
    difference: Difference
    verdict: Verdict
    rule: str
    written: Rule | None
    example: Example
    against_the_complainant: bool = True
    reading: str = ""
    deviation: Deviation | None = None
    perhaps: Timescale | None = None
    times: tuple[tuple[Written, ...], tuple[Written, ...]] = ((), ())

    @property
    def size(self) -> Size:
        """Return how much is found."""
        own, law = self.example.council, self.example.law
        missing = own.missing if self.difference is Difference.MORE_ASKED else law.missing
        return Size(*self.times, permission=own.permission, missing=missing)

    @property
    def id(self) -> str:
        """Return a name that stays as long as the same clause differs in the same way by the same rule."""
        return "/".join(part for part in (self.procedure, self.key) if part)

    @property
    def key(self) -> str:
        """Return the id within its procedure."""
        parts = (self.pack, self.clause.name, self.difference.value, self.rule)
        return "/".join(part for part in parts if part)

    @property
    def counts(self) -> bool:
        """Say whether it is held against the procedure: neither to the complainant's good nor explained."""
        return self.against_the_complainant and self.verdict is not Verdict.STRONGER

    @property
    def readings(self) -> tuple[ReadingTaken, ...]:
        """Return the readings of the page on which the council's side rests."""
        return self.written.readings if self.written is not None else ()

    def to_dict(self, as_of: date, words: Words = NO_WORDS) -> dict[str, Plain]:
        """Return the finding as plain data, every key present."""
        return {
            "id": self.id,
            "edition": self.edition,
            "difference": self.difference.value,
            "verdict": self.verdict.value,
            "counts": self.counts,
            "council_rule": self.rule or None,
            "council_source": source(self.written.citation) if self.written else {},
            "law_source": source(self.clause.rule.citation),
            "reading": self.reading or None,
            "perhaps": _named(self.perhaps),
            "size": self.size.to_dict(),
            "readings_taken": [reading_to_dict(one) for one in self.readings],
            "text": words.explain(self),
            "example": self.example.to_dict(),
            "deviation": dict(self.deviation.to_dict(as_of)) if self.deviation else None,
        }


def _named(rule: Timescale | None) -> Plain:
    return {"rule": rule.name, "source": source(rule.citation)} if rule is not None else None


@frozen(kw_only=True)
class Judgement:
    """One clause of the law: its verdict, on how many cases it rests, and what was found.

    `because` says why a clause cannot be judged, or why that is not called for, by a stable code.
    """

    clause: Clause
    verdict: Verdict
    tried: int
    findings: tuple[Finding, ...] = ()
    because: str = ""

    def to_dict(self, as_of: date, words: Words = NO_WORDS) -> dict[str, Plain]:
        """Return the judgement as plain data, every key present."""
        return {
            "clause": self.clause.name,
            "kind": self.clause.kind.value,
            "verdict": self.verdict.value,
            "tried": self.tried,
            "because": self.because or None,
            "source": source(self.clause.rule.citation),
            "findings": [finding.to_dict(as_of, words) for finding in self.findings],
        }


@frozen(kw_only=True)
class PackJudged:
    """A procedure held against one law or guidance."""

    pack: str
    title: str
    edition: str
    basis: Basis
    judgements: tuple[Judgement, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, in the order of the clauses."""
        return tuple(finding for judged in self.judgements for finding in judged.findings)

    @property
    def not_judged(self) -> str:
        """Return why nothing of it at all could be judged, by its code; nothing if something was."""
        if any(one.tried or one.findings for one in self.judgements):
            return ""
        return NOT_HELD_YET if any(one.because == NOT_HELD_YET for one in self.judgements) else NO_CASE_FOUND

    def to_dict(self, as_of: date, words: Words = NO_WORDS) -> dict[str, Plain]:
        """Return it as plain data, every key present."""
        return {
            "pack": self.pack,
            "title": self.title,
            "edition": self.edition,
            "basis": self.basis.value,
            "judged": not self.not_judged,
            "clauses": [judged.to_dict(as_of, words) for judged in self.judgements],
        }


@frozen(kw_only=True)
class Conformity:
    """A procedure held against every law and guidance that it stands under, on a day; law first, guidance after.

    `edition` is that of the council's document which was judged: of several versions the one in force on the day.
    `could_be` names others that could be in force on it as well. `faults` are deviations that explain nothing that was
    found.
    """

    profile: str
    procedure: str
    title: str
    edition: str
    as_of: date
    packs: tuple[PackJudged, ...]
    could_be: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    words: Words = field(default=NO_WORDS, compare=False, repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return everything that was found, law first."""
        return tuple(finding for pack in self.packs for finding in pack.findings)

    @property
    def held_against(self) -> tuple[Finding, ...]:
        """Return the findings that count: weaker, silent or open, and not explained by a deviation that still lives."""
        return tuple(one for one in self.findings if one.counts and not is_explained(one, self.as_of))

    @property
    def explained(self) -> tuple[Finding, ...]:
        """Return the findings that a live deviation explains."""
        return tuple(one for one in self.findings if one.counts and is_explained(one, self.as_of))

    def explain(self) -> str:
        """Say it in plain words, law first and guidance after."""
        return self.words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return it as plain data, in the shape of the published JSON Schema."""
        return {
            "procedure": self.procedure,
            "title": self.title,
            "edition": self.edition,
            "could_be": list(self.could_be),
            "packs": [pack.to_dict(self.as_of, self.words) for pack in self.packs],
            "held_against": [finding.id for finding in self.held_against],
            "explained": [finding.id for finding in self.explained],
            "faults": [dict(fault.to_dict()) for fault in self.faults],
        }


def is_explained(finding: Finding, as_of: date) -> bool:
    """Say whether a finding has a deviation whose review is not overdue on the day."""
    return finding.deviation is not None and not finding.deviation.expired(as_of)


def whole_verdict(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict on a clause: the worst that was found, and met where nothing was."""
    found = {finding.verdict for finding in findings}
    worst_first = (Verdict.WEAKER, Verdict.CANNOT_BE_JUDGED, Verdict.SILENT, Verdict.STRONGER)
    return next((verdict for verdict in worst_first if verdict in found), Verdict.MET)
