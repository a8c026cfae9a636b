"""What is due and when: one row for each occurrence of each timescale, the council's and the law's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from complaint_rules.assessment.answers import (
    NO_WORDS,
    Plain,
    Reason,
    Words,
    day,
    reading_to_dict,
    reason_for,
    reason_to_dict,
    source,
)
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.cases.clocks import Clock, Count, Track
from complaint_rules.cases.judging import choose, judge, unique
from complaint_rules.cases.measuring import calendar_for
from complaint_rules.cases.pausing import if_it_went_on
from complaint_rules.cases.standing import Standing
from complaint_rules.cases.starting import following_tracks
from complaint_rules.citations import Citation
from complaint_rules.procedures.rules import Timescale
from complaint_rules.terms import Basis, ClockState, Forwards, Party, Truth
from complaint_rules.timescales import Counting, LedgerLine, Period, ledger, ledger_before
from complaint_rules.working_days import WorkingCalendar

_PLAIN = Counting(Forwards.TRIGGER_IS_DAY_ZERO)
"""Days that were left are counted on from the day of resuming, which is day zero."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A timescale of a case on a day. Dates are inclusive: done on `due` is in time.

    `first_due` is before any extension, `due` the date in force, `latest` the furthest it could go. Where the
    page can be read in several ways that disagree, `due` is None and `readings` has each. `binding` is the
    basis whose date counts where council and law both have one for the same `duty`.
    """

    timescale: str
    occurrence: int
    stage: str
    basis: Basis
    responsible: Party
    started_by: str | None
    started_on: date | None
    period: str | None
    first_due: date | None
    due: date | None
    latest: date | None
    state: ClockState
    done_on: date | None
    provisional: bool
    citation: Citation
    aim_due: date | None = None
    earliest: date | None = None
    only_an_aim: bool = False
    assumed: str = ""
    accurate_to_day: bool = False
    extended_by: str = ""
    extended_on: date | None = None
    duty: str = ""
    binding: Basis | None = None
    missing_facts: tuple[str, ...] = ()
    readings: tuple[DatedReading, ...] = ()
    reasons: tuple[Reason, ...] = ()
    words: Words = field(default=NO_WORDS, compare=False, repr=False)
    _rule: Timescale = field(repr=False, compare=False)
    _tracks: tuple[Track, ...] = field(repr=False, compare=False)
    _standing: Standing = field(repr=False, compare=False)

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

    def to_dict(self) -> dict[str, Plain]:
        """Return the row as plain data, every key present; the ledger is not in it."""
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
            "duty": self.duty or None,
            "binding": self.binding.value if self.binding else None,
            "missing_facts": list(self.missing_facts),
            "readings": [reading.to_dict() for reading in self.readings],
            "reasons": [reason_to_dict(reason, self.words) for reason in self.reasons],
            "readings_taken": [reading_to_dict(reading) for reading in self._rule.readings],
        }


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
    rows = [row for standing in case.standings for row in _rows(standing, case, words)]
    return tuple(_paired(rows, case))


def _rows(standing: Standing, case: Replayed, words: Words) -> Iterator[DueDate]:
    for rule in standing.procedure.timescales:
        clocks = standing.clocks.get(rule.name, [])
        if clocks:
            yield from (_row(clock, standing, case, words) for clock in clocks)
        else:
            judged = judge(rule.condition, standing, case.as_of)
            if judged.truth is not Truth.FAILS:
                yield _waiting_row(rule, standing, case, judged.unknown, words)


def _stage(rule: Timescale) -> str:
    if rule.any_stage:
        return "at_any_stage"
    return next(iter(rule.stages)) if len(rule.stages) == 1 else rule.home


def _shown(clock: Clock, standing: Standing, as_of: date) -> list[Track]:
    """Return the tracks to show: of a paused clock, what they would be if it went on today."""
    if clock.done_on is not None:
        return clock.tracks
    return following_tracks(clock, as_of, standing) if clock.follows else if_it_went_on(clock, as_of, standing)


def _row(clock: Clock, standing: Standing, case: Replayed, words: Words) -> DueDate:
    rule, as_of = clock.rule, case.as_of
    tracks = _shown(clock, standing, as_of)
    states = {clock.state(track, as_of) for track in tracks}
    first = next((track for track in tracks if not track.waiting), tracks[0])
    passed = unique(name for track in tracks for name in track.passed_over)
    return DueDate(
        timescale=rule.name,
        occurrence=clock.occurrence,
        stage=_stage(rule),
        basis=standing.procedure.basis,
        responsible=rule.party,
        started_by=_common(track.started_by or None for track in tracks),
        started_on=_common(track.started_on for track in tracks),
        period=_common(str(track.period) if track.period else None for track in tracks),
        first_due=_common(track.first_due for track in tracks),
        due=_common(track.due for track in tracks),
        latest=_common(track.latest for track in tracks),
        state=states.pop() if len(states) == 1 else ClockState.UNDETERMINED,
        done_on=clock.done_on,
        provisional=any(_provisional(track, standing) for track in tracks),
        citation=rule.citation,
        aim_due=_common(track.due if track.terms.aim_alone else track.aim_due for track in tracks),
        earliest=_common(track.earliest for track in tracks),
        only_an_aim=rule.aim is not None and all(track.terms.aim_alone and not track.extended_by for track in tracks),
        assumed=first.assumed,
        accurate_to_day=any(track.accurate_to_day for track in tracks),
        extended_by=first.extended_by,
        extended_on=first.extended_on,
        missing_facts=passed,
        readings=_readings(clock, tracks, as_of),
        reasons=tuple(_reasons(clock, tracks, first, standing, as_of)),
        words=words,
        _rule=rule,
        _tracks=tuple(tracks),
        _standing=standing,
    )


def _common(values: Iterable):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN202
    """Return the value on which all agree, else None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _provisional(track: Track, standing: Standing) -> bool:
    """Say whether a date of the track, or the furthest it could go, lies beyond what the calendar has published."""
    if track.due is None or track.period is None:
        return False
    calendar: WorkingCalendar | None = standing.procedure.calendars.get(track.period.unit)
    days = [track.due, track.latest, track.anchored_on if track.terms.backwards else None]
    return calendar is not None and any(calendar.is_provisional(day) for day in days if day is not None)


def _readings(clock: Clock, tracks: list[Track], as_of: date) -> tuple[DatedReading, ...]:
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


def _reasons(clock: Clock, tracks: list[Track], first: Track, standing: Standing, as_of: date) -> Iterator[Reason]:
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
            found += [
                name for group in anchor.groups if not any(standing.knows(name) for name in group) for name in group
            ]
            if not found:
                found += sorted(anchor.names)
    return unique(found)


def _waiting_row(
    rule: Timescale, standing: Standing, case: Replayed, unknown: tuple[str, ...], words: Words
) -> DueDate:
    basis = standing.procedure.basis
    facts = standing.procedure.vocabulary.facts
    awaited = _awaited(rule, standing, case.as_of)
    missing = unique((*unknown, *(name for name in awaited if name in facts)))
    reasons = [reason_for(rule, "waits_for", basis, timescale=rule.name, names=awaited)] if awaited else []
    if unknown:
        reasons.append(reason_for(rule, "applies_if", basis, names=unknown))
    return DueDate(
        timescale=rule.name,
        occurrence=1,
        stage=_stage(rule),
        basis=basis,
        responsible=rule.party,
        started_by=None,
        started_on=None,
        period=None,
        first_due=None,
        due=None,
        latest=None,
        state=ClockState.NOT_STARTED,
        done_on=None,
        provisional=False,
        citation=rule.citation,
        missing_facts=missing,
        reasons=tuple(reasons),
        words=words,
        _rule=rule,
        _tracks=(),
        _standing=standing,
    )


# Council and law together.


def _paired(rows: list[DueDate], case: Replayed) -> Iterator[DueDate]:
    duties = case.procedure.duties
    laws = {row.timescale: row for row in rows if row.basis is not Basis.COUNCIL}
    councils: dict[str, DueDate] = {}
    for row in rows:
        duty = duties.get(row.timescale, "") if row.basis is Basis.COUNCIL else ""
        if duty in laws and _answers(row, laws[duty]):
            councils[duty] = row
    for row in rows:
        duty = duties.get(row.timescale, "") if row.basis is Basis.COUNCIL else row.timescale
        pair = councils.get(duty), laws.get(duty)
        if pair[0] is None or pair[1] is None or row not in pair:
            yield replace(row, duty=duty if row.basis is not Basis.COUNCIL or duty else "")
        else:
            yield replace(row, duty=duty, binding=_binding(pair[0], pair[1]))


def _answers(row: DueDate, law: DueDate) -> bool:
    return bool(row._rule.done_by & law._rule.done_by)  # noqa: SLF001


def _binding(council: DueDate, law: DueDate) -> Basis | None:
    if any(row.due is None and row.readings for row in (council, law)):
        return None
    if council.due is None or law.due is None:
        return council.basis if council.due else (law.basis if law.due else None)
    law_binds = law.due > council.due if law.responsible is Party.COMPLAINANT else law.due < council.due
    return law.basis if law_binds else council.basis
