"""What is due and when: one row for each occurrence of each timescale, the council's and the law's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from complaint_rules.assessment.answers import (
    NO_WORDS,
    Plain,
    Reason,
    Words,
    day,
    reading_to_dict,
    reason_for,
    reason_to_dict,
    said,
    source,
)
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.transitions import finding_reasons
from complaint_rules.cases.accepting import outside
from complaint_rules.cases.algebra import Finding
from complaint_rules.cases.clocks import Clock, Count, Track
from complaint_rules.cases.judging import choose, judge, truth_of, unique
from complaint_rules.cases.measuring import calendar_for
from complaint_rules.cases.pausing import if_it_went_on
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.starting import following_tracks
from complaint_rules.citations import Citation
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import OMBUDSMAN, MadeBefore, Terms, Timescale
from complaint_rules.terms import Basis, ClockState, Forwards, Party, Truth
from complaint_rules.timescales import Counting, LedgerLine, Period, ledger, ledger_before
from complaint_rules.values import frozen
from complaint_rules.working_days import WorkingCalendar

_PLAIN = Counting(Forwards.TRIGGER_IS_DAY_ZERO)
"""Days that were left are counted on from the day of resuming, which is day zero."""


@frozen
class DatedReading:
    """What the row would be under one reading of the page."""

    reading: str
    state: ClockState
    started_on: date | None
    first_due: date | None
    due: date | None
    latest: date | None

    def to_dict(self) -> dict[str, Plain]:
        """Return the reading as plain data."""
        days = {name: day(getattr(self, name)) for name in ("started_on", "first_due", "due", "latest")}
        return {"reading": self.reading, "state": self.state.value, **days}


@frozen
class LedgerStep:
    """One step of the working: counted, extended, agreed or resumed, with its days written out."""

    kind: str
    start: date
    end: date | None
    period: Period | None
    lines: tuple[LedgerLine, ...]
    reading: str = ""

    def to_dict(self) -> dict[str, Plain]:
        """Return the step as plain data."""
        return {
            "step": self.kind,
            "from": day(self.start),
            "to": day(self.end),
            "period": str(self.period) if self.period else None,
            "reading": self.reading,
            "days": [
                {
                    "day": day(line.day),
                    "counted": line.counted,
                    "note": line.note,
                    "provisional": line.provisional,
                }
                for line in self.lines
            ],
        }


NOTHING = Track(Terms())
"""What is known of a timescale that has not started."""


@dataclass(slots=True, eq=False, repr=False)
class DueDate:
    """A timescale of a case on a day. Dates are inclusive: done on `due` is in time.

    `_agreed` is what all readings of the page have alike. Nothing in it can be set. Its reasons, its ledger and its
    English are made when they are asked for.
    """

    _state: ClockState
    _duties: tuple[str, ...]
    _words: Words
    _rule: Timescale
    _clock: Clock | None
    _tracks: Sequence[Track]
    _agreed: Track
    _standing: Standing
    _as_of: date
    _pairs: tuple[tuple["DueDate", "DueDate"], ...] = ()

    @property
    def state(self) -> ClockState:
        """Where it stands on the day; `undetermined` where the readings of the page disagree."""
        return self._state

    @property
    def basis(self) -> Basis:
        """By whose rule: the council's, the law's, or guidance."""
        return self._standing.procedure.basis

    @property
    def version(self) -> str:
        """The version of its document by which it counts: that of the rule that started it."""
        return self._standing.procedure.editions.profile

    @property
    def occurrence(self) -> int:
        """Which time it is that it has started in this case, from 1."""
        return self._clock.occurrence if self._clock is not None else 1

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties of law or guidance that it answers, by the names of the packs' timescales; empty for none."""
        return self._duties

    @property
    def words(self) -> Words:
        """The language in which it explains itself."""
        return self._words

    @property
    def timescale(self) -> str:
        """The name of the timescale."""
        return self._rule.name

    @property
    def stage(self) -> str:
        """The stage whose time it is, or `at_any_stage`."""
        return _stage(self._rule)

    @property
    def responsible(self) -> Party:
        """Whose time it is: the complainant's lapses, everybody else's is a duty."""
        return self._rule.party

    @property
    def citation(self) -> Citation:
        """Where the rule is written."""
        return self._rule.citation

    @property
    def started_by(self) -> str | None:
        """The event that started it, as recorded; for one that hangs on another, that timescale."""
        return self._agreed.started_by or None

    @property
    def started_on(self) -> date | None:
        """Day zero: the day from which it is counted."""
        return self._agreed.started_on

    @property
    def period(self) -> str | None:
        """Its length as a phrase, in its own unit."""
        return str(self._agreed.period) if self._agreed.period else None

    @property
    def first_due(self) -> date | None:
        """The date before any extension."""
        return self._agreed.first_due

    @property
    def due(self) -> date | None:
        """The date in force, itself in time. None where there is none, or where the readings of the page disagree."""
        return self._agreed.due

    @property
    def latest(self) -> date | None:
        """The furthest that it could go by its extension; None where that has no limit."""
        return self._agreed.latest

    @property
    def aim_due(self) -> date | None:
        """The date that is hoped for, usual or invited, if the page has one."""
        found = {track.first_due if track.terms.aim_alone else track.aim_due for track in self._tracks}
        return found.pop() if len(found) == 1 else None

    @property
    def earliest(self) -> date | None:
        """The first day on which it may be done, if it has one."""
        return self._agreed.earliest

    @property
    def done_on(self) -> date | None:
        """The day on which it was done; None if by some reading of the page it had ended before."""
        if self._clock is None:
            return None
        for track in self._tracks:
            if track.cancelled_on is not None:
                return None
        return self._clock.done_on

    @property
    def only_an_aim(self) -> bool:
        """Say whether passing its date ends no right and breaches no limit, there being only an aim."""
        if self._rule.aim is None or not self._tracks:
            return False
        return all(track.terms.aim_alone and not track.extended_by for track in self._tracks)

    @property
    def is_window(self) -> bool:
        """Say whether it is the complainant's own time, of which the end takes something away."""
        return self._rule.is_window

    @property
    def provisional(self) -> bool:
        """Say whether its date, or the furthest it could go, lies beyond the published bank holidays."""
        return any(_provisional(track, self._standing) for track in self._tracks)

    @property
    def accurate_to_day(self) -> bool:
        """Say whether an hour would have mattered and was not known."""
        return any(track.accurate_to_day for track in self._tracks)

    @property
    def assumed(self) -> str:
        """The event that was not recorded and for which another stood in as its start; empty if none did."""
        first = self._first
        return first.assumed if first else ""

    @property
    def extended_by(self) -> str:
        """The event that gave it its date in force in place of the first one; empty if none did."""
        first = self._first
        return first.extended_by if first else ""

    @property
    def extended_on(self) -> date | None:
        """The day of that event."""
        first = self._first
        return first.extended_on if first else None

    @property
    def extension_citation(self) -> Citation | None:
        """Where the page says that it may be made longer, if it does: what `latest` rests on."""
        return self._rule.extension.citation if self._rule.extension is not None else None

    @property
    def still_extendable_to(self) -> date | None:
        """The furthest to which an extension could still put it off on the day; None if none could any more.

        None also where the extension's own condition fails, or the first date has passed and it had to be made by then.
        """
        return self.latest if self.latest not in {None, self.due} and self._may_still_be_extended else None

    @property
    def still_extendable_each_way(self) -> tuple[tuple[str, date | None], ...]:
        """The furthest to which an extension could still put it off, by each reading where these disagree.

        Empty if none could any more; None for a reading by which there is no such day.
        """
        if not self.readings:
            furthest = self.still_extendable_to
            return (("", furthest),) if furthest is not None else ()
        if not self._may_still_be_extended or all(one.latest in {None, one.due} for one in self.readings):
            return ()
        return tuple((one.reading, one.latest) for one in self.readings)

    @property
    def _may_still_be_extended(self) -> bool:
        extension = self._rule.extension
        if extension is None:
            return False
        if extension.made_before is MadeBefore.FIRST_DATE and self.first_due and self._as_of > self.first_due:
            return False
        return judge(extension.condition, self._standing, self._as_of).truth is not Truth.FAILS

    @property
    def others(self) -> tuple["DueDate", ...]:
        """The rows of the same duties on the other side: the law's and the guidance's for the council's, and back."""
        return tuple(law if council is self else council for council, law in self._pairs)

    @property
    def binding(self) -> Basis | None:
        """The basis whose date counts where council and law both have one for the same duty; never that of guidance.

        Where the council's timescale answers several duties, the law's date counts for it if it does for one of them.
        """
        return _binding_of(self._pairs)

    @property
    def outside_of_it(self) -> bool:
        """Say whether the law or the guidance is not for such a complaint, so that nothing of its time runs."""
        return False

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts for want of which its start or its length is not certain."""
        if self._clock is None:
            return _missing(self._rule, self._standing, self._as_of)
        return unique(name for track in self._tracks for name in track.passed_over)

    @property
    def readings(self) -> tuple[DatedReading, ...]:
        """Each way of reading the page with its date, where they disagree."""
        return _readings(self._clock, self._tracks, self._as_of) if self._clock is not None else ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it stands as it does."""
        if self._clock is None or self._first is None:
            return said(_waiting_reasons(self._rule, self._standing, self._as_of), self._words)
        return said(_reasons(self._clock, self._tracks, self._first, self._standing, self._as_of), self._words)

    @property
    def _first(self) -> Track | None:
        """The first reading that has started, else the first."""
        started = (track for track in self._tracks if not track.waiting)
        return next(started, self._tracks[0] if self._tracks else None)

    def ledger(self) -> tuple[LedgerStep, ...]:
        """Write out how the date was reached, each day from the trigger to the due date, for each reading."""
        return tuple(
            _step(count, track.reading, self._rule.counting, self._standing)
            for track in self._tracks
            for count in track.working
        )

    def explain(self) -> str:
        """Say the date, its working and its reasons in plain words."""
        return self.words.explain(self)

    def __eq__(self, other: object) -> bool:
        """Compare by value: two rows that say the same are equal, in whatever words."""
        return isinstance(other, DueDate) and self.in_words(NO_WORDS) == other.in_words(NO_WORDS)

    def __hash__(self) -> int:
        """Hash by the timescale and its date."""
        return hash((self.timescale, self.basis, self.occurrence, self.due))

    def __repr__(self) -> str:
        """Show what it is, when it is due and where it stands."""
        due = self.due.isoformat() if self.due else None
        name = f"{self.timescale}, {self.basis.value}, occurrence {self.occurrence}"
        return f"<DueDate {name}: due {due}, {self.state.value}>"

    def to_dict(self) -> dict[str, Plain]:
        """Return the row as plain data, every key present; the ledger is not in it."""
        return self.in_words(self.words)

    def in_words(self, words: Words) -> dict[str, Plain]:
        """Return it as plain data, its reasons in the given words."""
        return {
            "timescale": self.timescale,
            "occurrence": self.occurrence,
            "stage": self.stage,
            "basis": self.basis.value,
            "responsible": self.responsible.value,
            "started_by": self.started_by,
            "started_on": day(self.started_on),
            "period": self.period,
            "first_due": day(self.first_due),
            "due": day(self.due),
            "latest": day(self.latest),
            "state": self.state.value,
            "done_on": day(self.done_on),
            "provisional": self.provisional,
            "source": source(self.citation),
            "aim_due": day(self.aim_due),
            "earliest": day(self.earliest),
            "only_an_aim": self.only_an_aim,
            "stands_in_for": self.assumed or None,
            "accurate_to_day": self.accurate_to_day,
            "extended_by": self.extended_by or None,
            "extended_on": day(self.extended_on),
            "duties": list(self.duties),
            "binding": self.binding.value if self.binding else None,
            "missing_facts": list(self.missing_facts),
            "readings": [reading.to_dict() for reading in self.readings],
            "reasons": [reason_to_dict(reason, words) for reason in self.reasons],
            "readings_taken": [reading_to_dict(reading) for reading in self._rule.readings],
            "version": self.version,
        }


@dataclass(slots=True, eq=False, repr=False)
class DueOutside(DueDate):
    """A timescale of a law or a guidance that is not for such a complaint: nothing of it runs."""

    _outside: tuple[Finding, ...] = ()

    @property
    def outside_of_it(self) -> bool:
        """Say that it is so."""
        return True

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """Nothing is missing."""
        return ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is not for such a complaint."""
        return said(_reasons_outside(self._outside, self.basis), self._words)


def _step(count: Count, reading: str, counting: Counting, standing: Standing) -> LedgerStep:
    lines: tuple[LedgerLine, ...] = ()
    if count.kind == "counted" and count.period is not None:
        calendar = calendar_for(count.period, standing)
        write = ledger_before if count.backwards else ledger
        lines = write(count.period, count.start, counting, calendar, count.at)
    elif count.kind == "resumed" and count.period is not None and count.days:
        lines = ledger(count.period, count.start, _PLAIN, calendar_for(count.period, standing))
    return LedgerStep(count.kind, count.start, count.end, count.period, lines, reading)


def due_dates_of(case: Replayed, words: Words = NO_WORDS) -> tuple[DueDate, ...]:
    """Return every row, the council's first; duties are paired with the law's."""
    return in_pairs([_rows_of(standing, case, words) for standing in case.standings], case.council.procedures)


def in_pairs(rows: Sequence[list[DueDate]], procedures: Iterable[Procedure]) -> tuple[DueDate, ...]:
    """Return the rows of each basis, the council's first, those of the council paired with the law's."""
    council, *packs = rows
    # Where law and guidance both know a duty, it is the law's that the council answers.
    by_force = (row for force in (Basis.GUIDANCE, Basis.LAW) for found in packs for row in found if row.basis is force)
    laws = {row.timescale: row for row in by_force}
    if laws:
        councils = {row.timescale: row for row in council}
        for procedure in procedures:
            _pair(councils, laws, procedure)
    return tuple(chain(council, *packs))


def _rows_of(standing: Standing, case: Replayed, words: Words) -> list[DueDate]:
    kept_out = outside(standing, case.as_of)
    return list(_rows_outside(kept_out, standing, case, words)) if kept_out else _rows(standing, case, words)


def _rows(standing: Standing, case: Replayed, words: Words) -> list[DueDate]:
    as_of, duties = case.as_of, case.procedure.duties
    is_council = standing.procedure.basis is Basis.COUNCIL
    one_page = standing.governing is None
    found = []
    for rule in standing.procedure.timescales if one_page else standing.timescales:
        own = duties.get(rule.name, ()) if is_council else (rule.name,)
        clocks = standing.clocks.get(rule.name)
        if clocks is None:
            if not rule.condition.clauses or truth_of(rule.condition, standing, as_of) is not Truth.FAILS:
                row = DueDate(ClockState.NOT_STARTED, own, words, rule, None, (), NOTHING, standing, as_of)
                found.append(row)
            continue
        for clock in clocks:
            seen = standing if one_page else standing.seen_by(clock.rule)
            tracks = clock.tracks if clock.done_on is not None else _shown(clock, seen, as_of)
            agreed = tracks[0] if len(tracks) == 1 else alike(tracks)
            state = clock.state(agreed, as_of) if len(tracks) == 1 else _state(clock, tracks, as_of)
            answered = own if seen is standing else seen.procedure.duties.get(rule.name, ())
            found.append(DueDate(state, answered, words, clock.rule, clock, tracks, agreed, seen, as_of))
    return found


def _rows_outside(kept_out: tuple[Finding, ...], standing: Standing, case: Replayed, words: Words) -> Iterator[DueDate]:
    """Yield the rows of a pack that is not for such a complaint: what it says of the Ombudsman stays as it is."""
    for row in _rows(standing, case, words):
        rule = row._rule  # noqa: SLF001 - its own account
        if rule.home == OMBUDSMAN:
            yield row
        elif row.occurrence == 1 and truth_of(rule.condition, standing, case.as_of) is not Truth.FAILS:
            about = (row.duties, words, rule, None, (), NOTHING, standing, case.as_of)
            yield DueOutside(ClockState.NOT_STARTED, *about, _outside=kept_out)


def alike(tracks: Sequence[Track]) -> Track:
    """Return a track with what all readings have alike, and nothing where they differ."""
    first = tracks[0]
    compared = ("started_on", "period", "first_due", "due", "latest", "earliest")
    differing: dict[str, Any] = {
        name: None for name in compared if any(getattr(track, name) != getattr(first, name) for track in tracks)
    }
    if any(track.started_by != first.started_by for track in tracks):
        differing["started_by"] = ""
    return replace(first, **differing)


def _state(clock: Clock, tracks: Sequence[Track], as_of: date) -> ClockState:
    states = {clock.state(track, as_of) for track in tracks}
    return states.pop() if len(states) == 1 else ClockState.UNDETERMINED


def _stage(rule: Timescale) -> str:
    if rule.any_stage:
        return "at_any_stage"
    return next(iter(rule.stages)) if len(rule.stages) == 1 else rule.home


def _shown(clock: Clock, standing: Standing, as_of: date) -> Sequence[Track]:
    """Return the tracks to show: of a paused clock, what they would be if it went on today."""
    if clock.follows:
        return following_tracks(clock, as_of, standing)
    return if_it_went_on(clock, as_of, standing) if clock.paused else clock.tracks


def _provisional(track: Track, standing: Standing) -> bool:
    """Say whether a date of the track, or the furthest it could go, lies beyond what the calendar has published."""
    if track.due is None or track.period is None:
        return False
    calendar: WorkingCalendar | None = standing.procedure.calendars.get(track.period.unit)
    days = [track.due, track.latest, track.anchored_on if track.terms.backwards else None]
    return calendar is not None and any(calendar.is_provisional(day) for day in days if day is not None)


def _readings(clock: Clock, tracks: Sequence[Track], as_of: date) -> tuple[DatedReading, ...]:
    if len(tracks) == 1:
        return ()
    shown = {(track.due, track.latest, track.started_on, clock.state(track, as_of)) for track in tracks}
    if len(shown) == 1:
        return ()
    return tuple(
        DatedReading(
            track.reading,
            clock.state(track, as_of),
            track.started_on,
            track.first_due,
            track.due,
            track.latest,
        )
        for track in tracks
    )


def _reasons(clock: Clock, tracks: Sequence[Track], first: Track, standing: Standing, as_of: date) -> Iterator[Reason]:
    rule, basis = clock.rule, standing.procedure.basis
    if first.waiting:
        yield reason_for(rule, "waits_for", basis, timescale=rule.name, names=_awaited(rule, standing, as_of))
        return
    if len({track.reading for track in tracks}) > 1:
        yield reason_for(rule, "page_leaves_open", basis, timescale=rule.name)
    if first.started_by:
        yield reason_for(
            rule, "counted_from", basis, event=first.started_by, day=first.anchored_on, period=first.period
        )
    if first.assumed:
        yield reason_for(rule, "stands_in_for", basis, event=first.started_by, missing=first.assumed)
    if first.extended_by and first.extended_on:
        extension = rule.extension or rule
        yield reason_for(extension, "extended", basis, event=first.extended_by, on=first.extended_on, to=first.due)
    if first.paused and first.set_aside is not None:
        yield reason_for(rule, "paused_since", basis, on=first.set_aside.on, today=as_of)
    if first.cancelled_on is not None:
        yield reason_for(rule, "cancelled_by", basis, event=first.cancelled_by, on=first.cancelled_on)
    if not first.length_known:
        yield reason_for(rule, "length_not_known", basis, names=first.unknown_length)


def _awaited(rule: Timescale, standing: Standing, as_of: date) -> tuple[str, ...]:
    """Return the names for which the chosen anchor still waits."""
    found: list[str] = []
    for terms in rule.terms:
        if terms.anchor is None:
            continue
        chosen = choose(terms.anchor, standing, as_of)
        anchors = (terms.anchor.rows[chosen.row].value,) if chosen.row >= 0 else terms.anchor.values()
        for anchor in anchors:
            found += [anchor.timescale] if anchor.timescale else []
            found += [name for group in standing.awaited_groups(anchor) for name in group]
            if not found:
                found += sorted(anchor.names)
    return unique(found)


def _missing(rule: Timescale, standing: Standing, as_of: date) -> tuple[str, ...]:
    """Return the facts for want of which a timescale that has not started may not start, or not be there at all."""
    unknown = judge(rule.condition, standing, as_of).unknown
    facts = standing.procedure.vocabulary.facts
    return unique((*unknown, *(name for name in _awaited(rule, standing, as_of) if name in facts)))


def _waiting_reasons(rule: Timescale, standing: Standing, as_of: date) -> Iterator[Reason]:
    basis, awaited = standing.procedure.basis, _awaited(rule, standing, as_of)
    if awaited:
        yield reason_for(rule, "waits_for", basis, timescale=rule.name, names=awaited)
    unknown = judge(rule.condition, standing, as_of).unknown
    if unknown:
        yield reason_for(rule, "applies_if", basis, names=unknown)


def _reasons_outside(findings: Iterable[Finding], basis: Basis) -> Iterator[Reason]:
    """Yield that a law or a guidance is not for such a complaint, and then each rule by which it is not."""
    yield Reason("outside_of_it", basis=basis)
    for one in findings:
        yield from finding_reasons(one, basis)


# Council and law together.


def _pair(councils: Mapping[str, DueDate], laws: Mapping[str, DueDate], procedure: Procedure) -> None:
    """Let each row of the council's that answers duties know the law's rows of them, and the other way about."""
    for duty, names in procedure.answers.items():
        law = laws.get(duty)
        council = next((councils[name] for name in reversed(names) if name in councils), None)
        if council is not None and law is not None and duty in council._duties:  # noqa: SLF001
            pairs = law._pairs = ((council, law),)  # noqa: SLF001
            # Two versions of a page may pair the same two rows.
            others = [each for each in council._pairs if each[1] is not law] if council._pairs else ()  # noqa: SLF001
            council._pairs = (*others, *pairs) if others else pairs  # noqa: SLF001


def _binding_of(pairs: Sequence[tuple[DueDate, DueDate]]) -> Basis | None:
    """Return whose date counts of those of one timescale and of all that it is held against.

    It is not known if for one of several it is not, unless the law's counts for another.
    """
    if len(pairs) == 1:
        return _binding(*pairs[0])
    found = {_binding(*pair) for pair in pairs}
    if Basis.LAW in found:
        return Basis.LAW
    return None if None in found else next(iter(found), None)


def _binding(council: DueDate, law: DueDate) -> Basis | None:
    if law.basis is Basis.GUIDANCE:
        return council.basis if council.due else None
    if any(row.due is None and any(one.due for one in row.readings) for row in (council, law)):
        return None
    if council.due is None or law.due is None:
        return council.basis if council.due else (law.basis if law.due else None)
    cancelled = [row.state is ClockState.CANCELLED for row in (council, law)]
    if cancelled[0] is not cancelled[1]:
        return law.basis if cancelled[0] else council.basis
    if council.only_an_aim and council.responsible is not Party.COMPLAINANT:
        return law.basis
    law_binds = law.due > council.due if law.responsible is Party.COMPLAINANT else law.due < council.due
    return law.basis if law_binds else council.basis
