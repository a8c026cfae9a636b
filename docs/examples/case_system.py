"""A small case system on SQLite, and how it asks `complaint_rules` about its cases.

It keeps what people recorded, never changes it, and derives everything else each time anew. It reads no clock: the
day is always given. `docs/embedding.md` is the page about it. To see it at work:

    python docs/examples/case_system.py
"""
# ruff: noqa: INP001, T201

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from complaint_rules import (
    Case,
    CaseError,
    Event,
    Fault,
    Procedure,
    Profile,
    assess,
    due_dates,
    escalation_eligibility,
    load_profile,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (
    case_id     TEXT PRIMARY KEY,
    profile     TEXT NOT NULL,     -- whose document
    procedure   TEXT NOT NULL      -- which procedure of it
);
CREATE TABLE IF NOT EXISTS events (
    entry       INTEGER PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases,
    kind        TEXT,              -- a word of the vocabulary; none: the entry that this one replaces never happened
    happened_on TEXT,              -- the day of the thing itself, on the clock in London
    details     TEXT NOT NULL,     -- JSON: outcome, until, of, for, contains, at
    place       INTEGER NOT NULL,  -- the order among the events of one day
    recorded_on TEXT NOT NULL,     -- the day on which somebody typed it in
    recorded_by TEXT NOT NULL,
    instead_of  INTEGER UNIQUE,    -- the entry that this one replaces
    UNIQUE (case_id, entry),
    FOREIGN KEY (case_id, instead_of) REFERENCES events (case_id, entry)
);
CREATE TABLE IF NOT EXISTS facts (
    entry       INTEGER PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases,
    name        TEXT NOT NULL,     -- a word of the vocabulary
    value       TEXT NOT NULL,     -- JSON; null: not known after all
    known_on    TEXT,              -- the day on which the council learned it; none: from the start
    recorded_on TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    instead_of  INTEGER UNIQUE,
    UNIQUE (case_id, entry),
    FOREIGN KEY (case_id, instead_of) REFERENCES facts (case_id, entry)
);
CREATE TABLE IF NOT EXISTS reports (
    event       INTEGER REFERENCES events,
    fact        INTEGER REFERENCES facts,
    code        TEXT NOT NULL,     -- what was irregular when the entry was made
    text        TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS letters (
    letter      INTEGER PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases,
    sent_on     TEXT NOT NULL,
    timescale   TEXT NOT NULL,
    stated      TEXT NOT NULL,     -- the date in the letter
    asked       TEXT NOT NULL,     -- the case as it was known, as a case file: `complaint-rules assess` reads it
    answer      TEXT NOT NULL,     -- the whole answer
    editions    TEXT NOT NULL,     -- on what the answer rested
    working     TEXT NOT NULL      -- the date explained, counted day by day
);
"""

TABLES = ("cases", "events", "facts", "reports", "letters")

APPEND_ONLY = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: record a correction'); END;
"""

STANDING_EVENTS = """
SELECT kind, happened_on, details FROM events AS mine
WHERE case_id = :case_id AND kind IS NOT NULL AND recorded_on <= :known_on AND NOT EXISTS (
    SELECT 1 FROM events AS later WHERE later.instead_of = mine.entry AND later.recorded_on <= :known_on)
ORDER BY happened_on, place
"""

STANDING_FACTS = """
SELECT name, value, known_on FROM facts AS mine
WHERE case_id = :case_id AND value <> 'null' AND recorded_on <= :known_on AND NOT EXISTS (
    SELECT 1 FROM facts AS later WHERE later.instead_of = mine.entry AND later.recorded_on <= :known_on)
ORDER BY known_on, entry
"""

ADD_EVENT = """
INSERT INTO events (case_id, kind, happened_on, details, place, recorded_on, recorded_by, instead_of)
VALUES (:case_id, :kind, :happened_on, :details,
    coalesce((SELECT place FROM events WHERE entry = :instead_of), (SELECT coalesce(max(entry), 0) + 1 FROM events)),
    :recorded_on, :recorded_by, :instead_of)
"""

ADD_FACT = """
INSERT INTO facts (case_id, name, value, known_on, recorded_on, recorded_by, instead_of)
VALUES (:case_id, :name, :value, :known_on, :recorded_on, :recorded_by, :instead_of)
"""

ADD_LETTER = """
INSERT INTO letters (case_id, sent_on, timescale, stated, asked, answer, editions, working)
VALUES (:case_id, :sent_on, :timescale, :stated, :asked, :answer, :editions, :working)
"""

# Our words and the vocabulary's.

OUR_WORDS: Mapping[str, str | None] = {
    "Complaint reached us": "complaint_received",
    "Acknowledgement posted": "complaint_acknowledged",
    "Holding letter posted": "extension_notified",
    "Stage 1 letter posted": "stage_1_response_sent",
    "Stage 2 asked for": "stage_2_requested",
    "Schedule of complaint signed": "statement_of_complaint_agreed",
    "Withdrawn": "complaint_withdrawn",
    "Case logged": None,  # the day on which we typed it in starts no clock
    "Note on file": None,
}


def translated(ours: str, on: date, **details: object) -> Event | None:
    """Say in the vocabulary what our system calls otherwise; nothing for what no rule speaks of.

    Raises `KeyError` for an action that nobody has mapped: silence would be a clock that never starts.
    """
    kind = OUR_WORDS[ours]
    return Event(kind, on, **details) if kind is not None else None


# Cases as plain data, and back.


def written(value: object) -> object:
    """Write a day or an hour as text, for JSON."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def typed(name: str, value: object, procedure: Procedure) -> object:
    """Give a stored value its type again: days and hours are stored as text."""
    if not isinstance(value, str):
        return value
    if name == "at":
        return time.fromisoformat(value)
    fact = question(name, procedure)
    is_day = name in ("until", "for") or (fact is not None and fact.answer == "date")
    return date.fromisoformat(value) if is_day else value


def case_from(asked: Mapping[str, Any], procedure: Procedure) -> Case:
    """Make a case of the data of a case file."""
    facts = {name: typed(name, value, procedure) for name, value in asked["facts"].items()}
    return Case([event_from(one, procedure) for one in asked["events"]], facts)


def event_from(told: Mapping[str, Any], procedure: Procedure) -> Event:
    """Make an event of the data of one in a case file."""
    details = {name: typed(name, value, procedure) for name, value in told.items() if name not in ("event", "on")}
    return Event(told["event"], date.fromisoformat(told["on"]), **details)


# Questions to people.


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask a person: the fact that is missing, the vocabulary's question, and what an answer may be."""

    name: str
    text: str
    answer: str
    choices: tuple[str, ...] = ()


def question(name: str, procedure: Procedure) -> Question | None:
    """Return the question for a fact or an outcome, in the council's words or the law's; nothing for another name."""
    word = procedure.question(name)
    return Question(name, word.asks, word.type.value, word.words) if word is not None else None


def question_for(name: str, procedure: Procedure) -> Question:
    """Return the question for anything that `missing_facts` can name: a fact, `<event>.outcome`, or an event."""
    fact = question(name, procedure)
    if fact is not None:
        return fact
    return Question(name, f"On what day: {name.replace('_', ' ')}?", "date")


def missing(procedure: Procedure, case: Case, today: date) -> Iterator[str]:
    """Yield what is not known: first what moves a date, then what bears on taking it, then on going further."""
    answer = assess(procedure, case, today)
    for row in answer.due_dates:
        if row.state in ("running", "overdue", "paused", "undetermined"):
            yield from row.missing_facts
    for each in (answer.acceptance, *answer.acceptance.law):
        if each.permission == "undetermined":
            yield from each.missing_facts
    for move in answer.escalation:
        if move.permission == "undetermined":
            yield from move.missing_facts


# Dates that are promised.


@dataclass(frozen=True, slots=True)
class Promise:
    """The date that counts for a timescale, with its working."""

    due: date
    state: str
    provisional: bool
    working: str


def promise(procedure: Procedure, case: Case, timescale: str, as_of: date) -> Promise | None:
    """Return the date that counts where council and law both have one; nothing if there is none, or several.

    Where a timescale has started more than once, its last occurrence is meant.
    """
    latest = {row.basis: row for row in due_dates(procedure, case, as_of) if row.timescale == timescale}
    counts = next((row for row in latest.values() if row.due and row.binding in (None, row.basis)), None)
    if counts is None or counts.due is None or any(row.readings for row in latest.values()):
        return None
    return Promise(counts.due, counts.state.value, counts.provisional, counts.explain())


# The diary.


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the council owes, and by when; `due` is the earliest date where the page has several readings."""

    case_id: str
    timescale: str
    due: date | None
    state: str
    note: str = ""

    def __str__(self) -> str:
        """Write the task as a line of the diary."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.due or 'no date'}  {self.case_id}  {self.timescale}: {self.state}{note}"


@dataclass(frozen=True, slots=True)
class Diary:
    """What is owed over all cases, soonest first, and the cases that could not be asked."""

    tasks: tuple[Task, ...]
    unanswered: Mapping[str, tuple[Fault, ...]]


def tasks(case_id: str, procedure: Procedure, case: Case, today: date, until: date) -> Iterator[Task]:
    """Yield what the council owes in a case up to a day, what is overdue, and what has no date of its own."""
    answer = assess(procedure, case, today)
    wanted = ("running",) if answer.status == "closed" else ("running", "overdue", "undetermined")
    for row in answer.due_dates:
        is_ours = row.responsible != "complainant" and row.binding in (None, row.basis)
        if is_ours and row.state in wanted and row.done_on is None:
            due = row.due or min((one.due for one in row.readings if one.due), default=None)
            asked = ", ".join(row.missing_facts) if due is None else ""
            notes = {
                "the page can be read in several ways; this is the earliest": bool(row.readings),
                "no date is set": due is None and not asked,
                f"no date until it is known: {asked}": bool(asked),
                "an aim, not a limit": row.only_an_aim,
                "provisional": row.provisional,
            }
            if due is None or due <= until:
                note = "; ".join(text for text, holds in notes.items() if holds)
                yield Task(case_id, row.timescale, due, row.state.value, note)


# What was kept, and whether it still holds.


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who recorded something, and on what day."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What became known, and when: without a day, from the start. The value None takes a fact back."""

    name: str
    value: object
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an entry: its number, and what is irregular in the case since it was made."""

    entry: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A letter asked again: its date by today's rules, and by today's rules and record, with what has changed."""

    letter: int
    case_id: str
    timescale: str
    stated: date
    by_todays_rules: date | None
    by_todays_record: date | None
    editions: tuple[str, ...]
    record: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether the letter would state the same date today."""
        return self.stated == self.by_todays_rules == self.by_todays_record

    @property
    def because(self) -> str:
        """Say why it would not."""
        rules = f"the rules changed ({'; '.join(self.editions) or 'no edition says so'})"
        record = f"the record changed ({'; '.join(self.record)})"
        grounds = {
            "it can no longer be asked": bool(self.faults),
            rules: not self.faults and self.by_todays_rules != self.stated,
            record: not self.faults and self.by_todays_record != self.by_todays_rules,
        }
        return " and ".join(ground for ground, holds in grounds.items() if holds)


def changes(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Say which editions are not what they were."""
    names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    return tuple(f"{name}: {then.get(name, 'none')} -> {now.get(name, 'none')}" for name in names)


def differences(then: Mapping[str, Any], now: Mapping[str, Any], on: date) -> tuple[str, ...]:
    """Say what of a case file, up to a day, is recorded otherwise than it was."""
    before, after = (said(asked, on) for asked in (then, now))
    gone = [f"no longer {one}" for one in before if one not in after]
    return (*gone, *(f"now {one}" for one in after if one not in before))


def said(asked: Mapping[str, Any], on: date) -> list[str]:
    """Write out what a case file says up to a day, each thing in a phrase."""
    facts = [f"{name} = {value}" for name, value in asked["facts"].items()]
    return facts + [phrase(one) for one in asked["events"] if one["on"] <= on.isoformat()]


def phrase(told: Mapping[str, Any]) -> str:
    """Write an event of a case file in a phrase."""
    details = "".join(f", {name} = {value}" for name, value in told.items() if name not in ("event", "on"))
    return f"{told['event']} on {told['on']}{details}"


class CaseSystem:
    """The cases of one database, under profiles that were loaded when the program started. One for each thread."""

    def __init__(self, database: str | Path, profiles: Mapping[str, Profile]) -> None:
        self._profiles = dict(profiles)
        self._files = {
            name: sha256(Path(profile.origin).read_bytes()).hexdigest()[:12] for name, profile in profiles.items()
        }
        self._database = sqlite3.connect(database)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA foreign_keys = ON")
        self._database.executescript(SCHEMA)
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                self._database.executescript(APPEND_ONLY.format(table=table, verb=verb))

    def __enter__(self) -> Self:
        """Use the system for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self._database.close()

    # Recording.

    def open_case(self, case_id: str, profile: str, procedure: str) -> None:
        """Keep a new case. Raises `CaseError` for a procedure that the profile does not have."""
        self._profiles[profile].procedure(procedure)
        with self._database:
            self._database.execute("INSERT INTO cases VALUES (?, ?, ?)", (case_id, profile, procedure))

    def record(self, case_id: str, event: Event, stamp: Stamp, instead_of: int | None = None) -> Receipt:
        """Keep an event, or correct the one that it stands `instead_of`.

        A malformed event is refused with `CaseError`, and nothing of it is kept. One that could not have happened so
        is kept as it was recorded, with what is irregular about it.
        """
        if event.on > stamp.on:
            message = f"`{event.kind}` on {event.on} has not happened yet"
            raise CaseError([Fault(code="not_yet", message=message, mend="record it on its day")])
        procedure, _ = self.ask(case_id)
        due_dates(procedure, Case([event]), stamp.on)  # as it was given, before it is stored as text
        details = json.dumps(dict(event.details), default=written)
        return self._keep_event(case_id, (event.kind, event.on.isoformat(), details), stamp, instead_of)

    def never_happened(self, case_id: str, entry: int, stamp: Stamp) -> Receipt:
        """Take an event back that was recorded in error; the entry stays on file."""
        return self._keep_event(case_id, (None, None, "{}"), stamp, entry)

    def learn(self, case_id: str, fact: Fact, stamp: Stamp, instead_of: int | None = None) -> Receipt:
        """Keep a fact, or correct the one that it stands `instead_of`. Raises `CaseError` for one that is malformed."""
        procedure, _ = self.ask(case_id)
        due_dates(procedure, Case([], {} if fact.value is None else {fact.name: fact.value}), stamp.on)
        row = {
            "case_id": case_id,
            "name": fact.name,
            "value": json.dumps(fact.value, default=written),
            "known_on": fact.known_on.isoformat() if fact.known_on else None,
            "recorded_on": stamp.on.isoformat(),
            "recorded_by": stamp.by,
            "instead_of": instead_of,
        }
        return self._keep(ADD_FACT, row, stamp)

    def _keep_event(
        self, case_id: str, what: tuple[str | None, str | None, str], stamp: Stamp, instead_of: int | None
    ) -> Receipt:
        kind, happened_on, details = what
        row = {
            "case_id": case_id,
            "kind": kind,
            "happened_on": happened_on,
            "details": details,
            "recorded_on": stamp.on.isoformat(),
            "recorded_by": stamp.by,
            "instead_of": instead_of,
        }
        return self._keep(ADD_EVENT, row, stamp)

    def _keep(self, statement: str, row: Mapping[str, Any], stamp: Stamp) -> Receipt:
        """Add a row, unless the case can then not be answered; keep what is irregular since."""
        column = "event" if statement is ADD_EVENT else "fact"
        add = f"INSERT INTO reports ({column}, code, text) VALUES (?, ?, ?)"  # noqa: S608 - one of two words
        before: tuple[tuple[str, str], ...] = ()
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            with suppress(CaseError):  # a row that a new edition has made malformed may be what is corrected
                before = self._irregular(row["case_id"], stamp.on)
            entry = self._database.execute(statement, row).lastrowid or 0
            reports = [one for one in self._irregular(row["case_id"], stamp.on) if one not in before]
            self._database.executemany(add, [(entry, code, text) for code, text in reports])
        return Receipt(entry, tuple(text for _, text in reports))

    def _irregular(self, case_id: str, today: date) -> tuple[tuple[str, str], ...]:
        answer = assess(*self.ask(case_id), today)
        return tuple((one.code, one.explain()) for one in answer.irregularities)

    # Asking.

    def ask(self, case_id: str, known_on: date = date.max) -> tuple[Procedure, Case]:
        """Return a case as it was known at the end of a day, with its procedure."""
        asked = self.case_file(case_id, known_on)
        procedure = self._profiles[asked["profile"]].procedure(asked["procedure"])
        return procedure, case_from(asked, procedure)

    def case_file(self, case_id: str, known_on: date = date.max) -> dict[str, Any]:
        """Return the case as plain data, in the shape of a case file."""
        which = {"case_id": case_id, "known_on": known_on.isoformat()}
        case = self._database.execute("SELECT profile, procedure FROM cases WHERE case_id = ?", (case_id,)).fetchone()
        facts: dict[str, Any] = {}
        events: list[dict[str, Any]] = []
        for row in self._database.execute(STANDING_FACTS, which):
            value = json.loads(row["value"])
            if row["known_on"] is None:
                facts[row["name"]] = value
            else:
                events.append({"on": row["known_on"], "event": "facts_recorded", row["name"]: value})
        events += [
            {"on": row["happened_on"], "event": row["kind"], **json.loads(row["details"])}
            for row in self._database.execute(STANDING_EVENTS, which)
        ]
        events.sort(key=lambda one: str(one["on"]))
        return {"profile": case["profile"], "procedure": case["procedure"], "facts": facts, "events": events}

    def case_ids(self) -> tuple[str, ...]:
        """Return every case."""
        return tuple(row["case_id"] for row in self._database.execute("SELECT case_id FROM cases ORDER BY case_id"))

    def what_to_do_today(self, today: date, days: int = 10) -> Diary:
        """Return what falls due in the next so many days over all cases; a case that cannot be asked stops no other."""
        found: list[Task] = []
        unanswered: dict[str, tuple[Fault, ...]] = {}
        for case_id in self.case_ids():
            try:
                found += tasks(case_id, *self.ask(case_id), today, today + timedelta(days=days))
            except CaseError as error:
                unanswered[case_id] = error.faults
        found.sort(key=lambda task: (task.due or today, task.case_id))
        return Diary(tuple(dict.fromkeys(found)), unanswered)

    def ask_next(self, case_id: str, today: date) -> tuple[Question, ...]:
        """Return what to ask about a case, the most pressing first."""
        procedure, case = self.ask(case_id)
        return tuple(question_for(name, procedure) for name in dict.fromkeys(missing(procedure, case, today)))

    def why(self, case_id: str, timescale: str, as_of: date, known_on: date = date.max) -> str:
        """Explain the dates of a timescale, counted day by day: as of a day, with what was known on a day."""
        rows = due_dates(*self.ask(case_id, known_on), as_of)
        return "\n".join(row.explain() for row in rows if row.timescale == timescale)

    # Letters.

    def send(self, case_id: str, timescale: str, today: date) -> int:
        """Keep a letter that states the date of a timescale, with everything on which the date rests.

        Raises `LookupError` if there is no one date to state: see `ask_next` and `why`.
        """
        procedure, case = self.ask(case_id)
        told = promise(procedure, case, timescale, today)
        if told is None or told.state != "running":
            raise LookupError(f"case {case_id} has no running date to state for {timescale}")
        answer = assess(procedure, case, today)
        row = {
            "case_id": case_id,
            "sent_on": today.isoformat(),
            "timescale": timescale,
            "stated": told.due.isoformat(),
            "asked": json.dumps(self.case_file(case_id)),
            "answer": json.dumps(answer.to_dict()),
            "editions": json.dumps(self._rests_on(dict(answer.editions))),
            "working": told.working,
        }
        with self._database:
            return self._database.execute(ADD_LETTER, row).lastrowid or 0

    def _rests_on(self, editions: dict[str, str]) -> dict[str, str]:
        """Return the editions of an answer, and which content the profile's own file had."""
        return editions | {f"{name} (its file)": self._files[name] for name in editions if name in self._files}

    def why_the_letter_said(self, letter: int) -> str:
        """Return the working that was kept with a letter: it needs nothing to be computed again."""
        row = self._database.execute("SELECT working FROM letters WHERE letter = ?", (letter,)).fetchone()
        return str(row["working"])

    def audit(self) -> tuple[Finding, ...]:
        """Ask every letter's question again, and say which would state another date today, and why."""
        letters = self._database.execute("SELECT * FROM letters ORDER BY letter").fetchall()
        return tuple(self._asked_again(letter) for letter in letters)

    def _asked_again(self, letter: sqlite3.Row) -> Finding:
        asked, on = json.loads(letter["asked"]), date.fromisoformat(letter["sent_on"])
        by_rules = by_record = None
        editions: tuple[str, ...] = ()
        record: tuple[str, ...] = ()
        faults: tuple[Fault, ...] = ()
        try:
            procedure, now = self.ask(letter["case_id"])
            then = case_from(asked, procedure)
            record = differences(asked, self.case_file(letter["case_id"]), on)
            by_rules = promise(procedure, then, letter["timescale"], on)
            by_record = promise(procedure, now, letter["timescale"], on)
            today = self._rests_on(dict(assess(procedure, then, on).editions))
            editions = changes(json.loads(letter["editions"]), today)
        except CaseError as error:
            faults = error.faults
        return Finding(
            letter["letter"],
            letter["case_id"],
            letter["timescale"],
            date.fromisoformat(letter["stated"]),
            by_rules.due if by_rules else None,
            by_record.due if by_record else None,
            editions,
            record,
            faults,
        )


# A short story.


def main() -> None:
    """Tell it."""
    profiles = {"cambridgeshire": load_profile("cambridgeshire")}
    with CaseSystem(":memory:", profiles) as system:
        system.open_case("C-1", "cambridgeshire", "childrens_statutory")
        received = logged(system)
        refused(system)
        corrected(system, received)
        answered(system)
        print("\nAnd why the letter of 20 March said what it said:")
        print(system.why_the_letter_said(1))


def logged(system: CaseSystem) -> int:
    """Log a complaint, and acknowledge it with a date."""
    stamp = Stamp(date(2024, 3, 18), "Ada")
    receipt = system.record("C-1", Event("complaint_received", date(2024, 3, 18)), stamp)
    system.learn("C-1", Fact("complainant", "parent"), stamp)
    print("18 March 2024: a parent's complaint is logged. To do in the next three weeks:")
    for task in system.what_to_do_today(date(2024, 3, 18), days=21).tasks:
        print(f"  {task}")
    system.record("C-1", Event("complaint_acknowledged", date(2024, 3, 20)), Stamp(date(2024, 3, 20), "Ada"))
    letter = system.send("C-1", "stage_1_response", date(2024, 3, 20))
    print(f"20 March 2024: letter {letter} acknowledges it and states when the answer is due.")
    return receipt.entry


def refused(system: CaseSystem) -> None:
    """Try to record what is malformed, and then what could not have happened."""
    stamp = Stamp(date(2024, 3, 21), "Ben")
    try:
        system.record("C-1", Event("stage_1_response_sent", date(2024, 3, 21), outcome="rejected"), stamp)
    except CaseError as error:
        print("21 March 2024: refused, nothing is kept:")
        print(f"  {error.faults[0].message}; {error.faults[0].mend}")
    receipt = system.record("C-1", Event("stage_3_requested", date(2024, 3, 21)), stamp)
    print("21 March 2024: kept, and reported:")
    for report in receipt.reports:
        print(f"  {report}")
    system.never_happened("C-1", receipt.entry, Stamp(date(2024, 3, 22), "Ben"))
    print("22 March 2024: it was another complainant's letter, and is taken back.")


def corrected(system: CaseSystem, received: int) -> None:
    """Find out that the complaint had reached a social worker earlier."""
    earlier = Event("complaint_received", date(2024, 3, 14))
    system.record("C-1", earlier, Stamp(date(2024, 3, 25), "Ada"), instead_of=received)
    print("25 March 2024: the complaint had reached a social worker on the 14th. The letters, asked again:")
    for finding in system.audit():
        print(f"  letter {finding.letter} stated {finding.stated}; today it is {finding.by_todays_record}")
        print(f"    because {finding.because}")


def answered(system: CaseSystem) -> None:
    """Answer the complaint without saying how, and see what has to be asked."""
    today = date(2024, 3, 28)
    response = system.record("C-1", Event("stage_1_response_sent", today), Stamp(today, "Ada"))
    print("28 March 2024: the answer is posted. Still to be asked:")
    for question in system.ask_next("C-1", today):
        print(f"  {question.text}")
    told = Event("stage_1_response_sent", today, outcome="not_upheld")
    system.record("C-1", told, Stamp(today, "Ada"), instead_of=response.entry)
    for move in escalation_eligibility(*system.ask("C-1"), today):
        if move.event == "stage_2_requested":
            print(f"May it go to stage 2, by the {move.basis}: {move.permission}, until {move.closes or 'no last day'}")


if __name__ == "__main__":
    main()
