"""Which moves are open: every move that the procedure and its packs know, with its permission and reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from complaint_rules.assessment.answers import NO_WORDS, Plain, Reason, Words, day, reason_for, reason_to_dict, said
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.cases.accepting import outside
from complaint_rules.cases.algebra import Because, Effect, Finding, Level, late_until, refusal_holds
from complaint_rules.cases.changing_over import with_earlier
from complaint_rules.cases.clocks import Clock, Track
from complaint_rules.cases.happenings import names_if_recorded
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.weighing import NOT_PERMITTED, Weighed, bounding, counts, permit, weigh
from complaint_rules.citations import Checked, least_checked
from complaint_rules.procedures.conditions import ALWAYS, NameKind
from complaint_rules.procedures.rules import STAGE_LEFT, Move, Timescale
from complaint_rules.procedures.tables import Touched
from complaint_rules.terms import Basis, ClockState, Party, Permission, Truth

ONE_DAY = timedelta(days=1)


@dataclass(slots=True, eq=False, repr=False)
class Transition:
    """A move and whether it may be made on the day. Nothing in it can be set.

    All that bears on the answer is made when it is asked for.
    """

    _event: str
    _permission: Permission
    _missing: tuple[str, ...]
    _words: Words
    _standing: Standing
    _touched: Touched
    _as_of: date
    _weighed: Weighed | None = None

    @property
    def event(self) -> str:
        """The event that makes the move."""
        return self._event

    @property
    def basis(self) -> Basis:
        """By whose rule: the council's, the law's, or guidance."""
        return self._standing.procedure.basis

    @property
    def permission(self) -> Permission:
        """The answer."""
        return self._permission

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts and outcomes for want of which the answer is undetermined."""
        return self._missing

    @property
    def words(self) -> Words:
        """The language in which it explains itself."""
        return self._words

    @property
    def who(self) -> Party:
        """Who makes the move."""
        return self._move.who

    @property
    def to(self) -> str | None:
        """The stage to which it leads; None where the case stays where it is."""
        return self._standing.destination(self._move) or None

    @property
    def goes_further(self) -> bool:
        """Say whether it leads further than today's stage."""
        to, stage, order = self.to, self._standing.stage, self._standing.procedure.stage_order
        return bool(to and stage and order(to) > order(stage))

    @property
    def elsewhere(self) -> str:
        """The procedure or body to go to instead, or besides; empty if the page names none."""
        return _elsewhere(self._move, self._all)

    @property
    def decided_by(self) -> str | None:
        """Who has yet to decide."""
        decider = _decider(self._all)
        return decider.decision.by if decider and decider.decision else None

    @property
    def considering(self) -> tuple[str, ...]:
        """What is weighed in deciding."""
        decider = _decider(self._all)
        return decider.decision.considering if decider and decider.decision else ()

    @property
    def letter(self) -> tuple[str, ...]:
        """What a letter must hold that refuses it: what every rule asks for by which it is, or may be, refused."""
        return refusal_holds(self._permission, self._all.findings)

    @property
    def opens(self) -> date | None:
        """The first day on which it can be made, where a date decides."""
        return _opens(self._move, self._all, self._touched.windows, self._standing, self._as_of)

    @property
    def closes(self) -> date | None:
        """The last day of its window, itself in time."""
        return self._last_days[0]

    @property
    def late_until(self) -> date | None:
        """The last day on which a late one may still be decided upon."""
        return self._last_days[1]

    @property
    def _last_days(self) -> tuple[date | None, date | None]:
        """The last day of its window, and of a late one."""
        return _closing(self._touched.windows, self._standing)

    @property
    def invited_until(self) -> date | None:
        """The day until which the complainant is invited to make it; passing it ends no right."""
        return _invited(self._touched.windows, self._standing)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is as it is."""
        return said(self._grounds, self._words)

    @property
    def _grounds(self) -> Iterator[Reason]:
        """The reasons, without the words in which they are said."""
        return _reasons(self.event, self._all, self._standing, self._as_of)

    @property
    def checked(self) -> Checked:
        """How far the rules were checked on which the answer rests: the least of them."""
        return _least_checked(tuple(self._grounds), self._all, self._standing)

    @property
    def _all(self) -> Weighed:
        """Every finding that bears on the answer."""
        if self._weighed is None:
            self._weighed = weigh(self._touched, self._standing, self._as_of)
        return self._weighed

    @property
    def _move(self) -> Move:
        """The move that would be followed, else one that is live, else the first for the event in the file."""
        live = self._standing.live_moves(self._touched)
        return self._all.followed or live[0] if live else self._touched.moves[0]

    def explain(self) -> str:
        """Say the answer and its reasons in plain words."""
        return self.words.explain(self)

    def __eq__(self, other: object) -> bool:
        """Compare by value: two moves of which the same is said are equal, in whatever words."""
        return isinstance(other, Transition) and self.in_words(NO_WORDS) == other.in_words(NO_WORDS)

    def __hash__(self) -> int:
        """Hash by the move and its answer."""
        return hash((self.event, self.basis, self.permission))

    def __repr__(self) -> str:
        """Show the move and its answer."""
        return f"<Transition {self.event}, {self.basis.value}: {self.permission.value}>"

    def to_dict(self) -> dict[str, Plain]:
        """Return the move as plain data, every key present."""
        return self.in_words(self.words)

    def in_words(self, words: Words) -> dict[str, Plain]:
        """Return it as plain data, its reasons in the given words."""
        closes, late_until = self._last_days
        reasons = tuple(self._grounds)
        return {
            "event": self.event,
            "basis": self.basis.value,
            "who": self.who.value,
            "to": self.to,
            "permission": self.permission.value,
            "checked": _least_checked(reasons, self._all, self._standing).value,
            "reasons": [reason_to_dict(reason, words) for reason in reasons],
            "missing_facts": list(self.missing_facts),
            "decided_by": self.decided_by,
            "considering": list(self.considering),
            "letter": list(self.letter),
            "elsewhere": self.elsewhere or None,
            "opens": day(self.opens),
            "closes": day(closes),
            "late_until": day(late_until),
            "invited_until": day(self.invited_until),
        }


def transitions_of(case: Replayed, words: Words = NO_WORDS) -> tuple[Transition, ...]:
    """Return every move, refused ones too, the council's first, in the order of the file.

    A pack of which the complaint is outside has those alone of which it speaks all the same.
    """
    return tuple(move for standing in case.asked_of for move in _transitions(standing, case, words))


def escalation_of(transitions: tuple[Transition, ...]) -> tuple[Transition, ...]:
    """Return those of the moves that go further than today's stage."""
    return tuple(move for move in transitions if move.goes_further)


def _transitions(standing: Standing, case: Replayed, words: Words) -> Iterator[Transition]:
    as_of, tables = case.as_of, standing.procedure.tables
    kept_out = bool(outside(standing, as_of))
    for event, plain, may_stand in tables.asked_in(standing.place):
        touched = plain or tables.touched(names_if_recorded(event, as_of, case.known, tables))
        if standing.governing is not None:
            touched = _with_earlier(event, touched, standing, case)
        if kept_out and tables.open_outside.isdisjoint(touched.names):
            continue
        # Where nothing grants, nothing that caps can matter.
        found = permit(touched, standing, as_of) if may_stand else NOT_PERMITTED
        yield Transition(event, found.permission, found.missing, words, standing, touched, as_of)


def _with_earlier(event: str, touched: Touched, standing: Standing, case: Replayed) -> Touched:
    """Return what a move's event touches, with the windows of earlier versions that bound it still."""
    as_of, procedures = case.as_of, standing.procedures[:-1]
    earlier = (
        procedure.tables.touched(names_if_recorded(event, as_of, case.known, procedure.tables))
        for procedure in procedures
    )
    return with_earlier(touched, tuple(earlier), standing, as_of)


def _elsewhere(move: Move, weighed: Weighed) -> str:
    barred = (
        getattr(one.rule, "elsewhere", "") for one in weighed.findings if one.effect is Effect.CAPS and not one.fails
    )
    return next((place for place in barred if place), move.elsewhere)


def _decider(weighed: Weighed) -> Finding | None:
    """Return the finding by which somebody has yet to decide: the move that is followed, else the first cap."""
    if weighed.permission not in (Permission.DISCRETIONARY, Permission.UNDETERMINED):
        return None
    still_open = [one for one in weighed.findings if one.decision and Level.DISCRETIONARY in (one.against, one.favour)]
    followed = [one for one in still_open if one.rule is weighed.followed]
    caps = [one for one in still_open if one.effect is Effect.CAPS]
    return next(iter((*followed, *caps)), None)


# Days.


def _clocks(windows: tuple[Timescale, ...], standing: Standing) -> Iterator[Clock]:
    """Yield the clocks of the windows that count under every reading."""
    for rule in windows:
        clock = bounding(rule, standing)
        if clock is not None and all(counts(track) for track in clock.tracks):
            yield clock


def _closing(windows: tuple[Timescale, ...], standing: Standing) -> tuple[date | None, date | None]:
    """Return the earliest end of the windows that count, and until when that window's late request may be decided."""
    found = []
    for clock in _clocks(windows, standing):
        due = _agreed_due(clock)
        if due is not None:
            rule = clock.rule
            seen = standing.seen_by(rule)
            found.append((due, late_until(rule.late, rule.counting, seen) if rule.late else None))
    return min(found, key=lambda one: one[0], default=(None, None))


def _agreed_due(clock: Clock) -> date | None:
    """Return the date on which all readings agree."""
    dues = {track.due for track in clock.tracks}
    return dues.pop() if len(dues) == 1 else None


def _invited(windows: tuple[Timescale, ...], standing: Standing) -> date | None:
    clocks = (clock for rule in windows if (clock := standing.clock_of(rule)) is not None)
    tracks = (track for clock in clocks if all(each.runs for each in clock.tracks) for track in clock.tracks)
    # Where an aim is the only date that there is, it was counted as that.
    aims = (track.first_due if track.terms.aim_alone else track.aim_due for track in tracks)
    return min((aim for aim in aims if aim is not None), default=None)


def _opens(
    move: Move, weighed: Weighed, windows: tuple[Timescale, ...], standing: Standing, as_of: date
) -> date | None:
    """Return the day after a due date that the move waits for, or on which its window started."""
    tracks = [track for clock in _clocks(windows, standing) for track in clock.tracks]
    firsts = [first for track in tracks if (first := _first_day(track, standing))]
    if firsts:
        return max(firsts)
    clocks = (standing.last(name) for name in _waits(move, weighed, standing))
    dues = (_agreed_due(clock) for clock in clocks if clock and not _met(clock, as_of))
    return min((due + ONE_DAY for due in dues if due is not None and due < date.max), default=None)


def _waits(move: Move, weighed: Weighed, standing: Standing) -> list[str]:
    """Return the timescales that must pass first: of what opens it today, and of what would open it more freely.

    None, where it is open today without any having passed, and no other rule would give more.
    """
    granting = [(one.rule, one.against) for one in weighed.findings if _grants(one) and isinstance(one.rule, Move)]
    best = max((level for _, level in granting), default=Level.NOTHING)
    live = standing.live_moves(standing.procedure.tables.touched((move.event,))) or (move,)
    better = [_overdue_of(each) for each in live if _at_most(each) > best]
    today = [_overdue_of(each) for each, _ in granting]
    return [name for names in (*better, *(today if all(today) else ())) for name in names]


def _at_most(move: Move) -> Level:
    return Level.DISCRETIONARY if move.decision else Level.ENTITLED


def _grants(finding: Finding) -> bool:
    return finding.effect is Effect.GRANTS and finding.against >= Level.DISCRETIONARY


def _overdue_of(move: Move) -> list[str]:
    """Return the timescales that a move's test wants to be overdue."""
    return [
        clause.name
        for clause in move.condition.clauses
        if clause.kind is NameKind.TIMESCALE and ClockState.OVERDUE.value in clause.words
    ]


def _first_day(track: Track, standing: Standing) -> date | None:
    """Return the first day of a window; one counted from a day before the case began says nothing of when it opened."""
    first = track.earliest or (None if track.terms.backwards else track.started_on)
    began = standing.began_on
    return None if first and began and first < began else first


def _met(clock: Clock, as_of: date) -> bool:
    return clock.agreed_state(as_of) in (ClockState.MET, ClockState.CANCELLED)


# Reasons.

_CLOSED = {Because.WINDOW_CLOSED, Because.LATE_UNTIL_PASSED}
"""The time itself is over: of having been invited sooner nothing is left to say."""


def _reasons(event: str, weighed: Weighed, standing: Standing, as_of: date) -> Iterator[Reason]:
    basis = standing.procedure.basis
    if not any(one.effect is Effect.GRANTS for one in weighed.findings):
        yield _nowhere(event, standing)
    granted = any(map(_grants, weighed.findings))
    closed = any(finding.because in _CLOSED for finding in weighed.findings)
    for finding in weighed.findings:
        # What another rule would have asked for is no reason once one grants.
        if not (granted and finding.effect is Effect.GRANTS and finding.fails):
            yield from finding_reasons(finding, basis)
    for rule in standing.procedure.tables.windows.get(event, ()):
        invited = _invited((rule,), standing) if rule.aim else None
        if invited is not None and as_of > invited and not closed:
            yield reason_for(rule, Because.INVITATION_PASSED.value, basis, day=invited)


def _least_checked(reasons: tuple[Reason, ...], weighed: Weighed, standing: Standing) -> Checked:
    """Return how far the least checked rule was: of those that are given as reasons, and of the clocks they look at."""
    clauses = (clause for one in weighed.findings for clause in getattr(one.rule, "condition", ALWAYS).clauses)
    clocks = (standing.procedure.timescale(clause.name) for clause in clauses if clause.kind is NameKind.TIMESCALE)
    looked_at = (clock.citation for clock in clocks if clock is not None)
    return least_checked((*(reason.citation for reason in reasons), *looked_at))


def _nowhere(event: str, standing: Standing) -> Reason:
    moves = standing.procedure.tables.moves[event]
    first = moves[0]
    here = standing.stage
    if all(move.begins for move in moves):
        code = "already_begun"
    elif not standing.begun:
        code = "not_begun"
    elif any(standing.holds_here(move) for move in moves):
        code = "nowhere_to_go" if first.to == STAGE_LEFT else "already_there"
    else:
        code = "not_here"
    stages = tuple(dict.fromkeys(stage for move in moves for stage in sorted(move.stages)))
    return reason_for(first, code, standing.procedure.basis, event=event, stage=here, stages=stages)


def finding_reasons(finding: Finding, basis: Basis) -> Iterator[Reason]:
    """Yield the reasons that one rule gives: what it grants or caps, for want of what, and who decides."""
    rule, judged, decision = finding.rule, finding.judgement, finding.decision
    if judged.truth is Truth.FAILS:
        if finding.effect is Effect.GRANTS:
            yield reason_for(rule, "test_fails", basis, clauses=judged.failing)
        return
    if judged.truth is Truth.UNKNOWN:
        yield reason_for(rule, f"{finding.effect.value}_if_known", basis, names=judged.unknown)
        if finding.decision is None:
            return
    about = {
        "day": finding.day,
        "by": decision.by if decision else "",
        "considering": decision.considering if decision else (),
        "if_refused": decision.if_refused if decision else (),
    }
    yield reason_for(rule, _code(finding), basis, **about)


def _code(finding: Finding) -> str:
    grants = finding.effect is Effect.GRANTS
    if finding.because is Because.TEST:
        return "allowed" if grants else "barred"
    if finding.because is Because.DECISION_NEEDED and not grants:
        return "barred_unless_decided"
    if finding.because is Because.WINDOW_OPEN and finding.day is None:
        return "window_without_end"
    return finding.because.value
