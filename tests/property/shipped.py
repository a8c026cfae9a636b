"""Every procedure that ships, found by listing the files, and histories drawn from the words that it knows.

The files are read twice: compiled, for the engine, and as plain dicts, for the naive twin. Nothing here names a council.
"""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import strategies as st

from complaint_rules import Case, assess, load_profile
from tests.property.rendering import case_of
from tests.property.strategies import AWKWARD, CALENDARS, ENDS, FIRST, LAST, seldom
from tests.reference.reading import listed, resolved
from tests.reference.twin import answer

FOLDER = Path(__file__).parents[2] / "profiles"
PLACES_BESIDE_OR_LAST = ("closed", "withdrawn", "ombudsman", "suspended")


# The files as plain dicts


class _Plain(yaml.SafeLoader):
    """Reads `true` and `false` alone as truth values; YAML 1.1 would read `yes`, `no`, `on` and `off` so too."""


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in some if tag != "tag:yaml.org,2002:bool"]
    for letter, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@cache
def read(path):
    """Read a shipped file as plain data."""
    return yaml.load((FOLDER / path).read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506 - a safe loader


PROFILES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "vocabulary")
PROCEDURES = [(profile, name) for profile in PROFILES for name in read(f"{profile}.yaml")["procedures"]]


def in_words(procedure):
    """Name a procedure of a profile."""
    return "/".join(procedure)


@cache
def compiled(profile, name):
    """Return a procedure as the engine has it."""
    return load_profile(profile).procedure(name)


@cache
def packs_of(profile, name):
    """Return the law packs under which a procedure stands, as plain data."""
    rules = resolved(read(f"{profile}.yaml"), ("procedures", name))
    return {pack: read(f"law/{pack}.yaml") for pack in rules.get("stands_under", [])}


@cache
def words_of(profile, name):
    """Return the events and the facts of which a case under this procedure may speak."""
    files = [read("vocabulary.yaml"), *packs_of(profile, name).values(), read(f"{profile}.yaml")]
    events, facts = {}, {}
    for words in (file.get("words", file) for file in files):
        events |= words.get("events", {})
        facts |= words.get("facts", {})
    return events, facts


@cache
def timescales_of(profile, name):
    """Return every timescale of a procedure and of its packs as it is written, by its basis and name."""
    files = [read(f"{profile}.yaml"), *packs_of(profile, name).values()]
    return {
        (file.get("force", "council"), timescale): rule
        for file in files
        if name in file["procedures"]
        for block in _blocks(resolved(file, ("procedures", name)))
        for timescale, rule in block.get("timescales", {}).items()
    }


def _blocks(rules):
    return [*rules["stages"].values(), rules.get("at_any_stage", {})]


# The engine and the twin


def ask_twin(question):
    """Put a question to the naive twin."""
    profile, name = question["procedure"]
    return answer(
        profile=read(f"{profile}.yaml"),
        procedure=name,
        packs=packs_of(profile, name),
        vocabulary=read("vocabulary.yaml"),
        calendars=CALENDARS,
        case=question["case"],
        as_of=question["as_of"],
    )


def ask_engine(question, **changes):
    """Put a question to the engine."""
    asked = question | changes
    return assess(compiled(*asked["procedure"]), case_of(asked), asked["as_of"])


def with_events(question, *events):
    """Return the question with further events at the end of its list."""
    case = question["case"]
    return question | {"case": case | {"events": [*case["events"], *events]}}


# Histories


@st.composite
def fact_values(draw, facts, day, most=5):
    """Draw values for some of the facts; days lie within three years before `day`, or near it."""
    before = st.sampled_from([0, 1, 30, 200, 365, 366, 400, 1000]).map(lambda days: day - timedelta(days=days))
    kinds = {"yes_no": st.booleans(), "number": st.integers(0, 5), "date": before}
    names = draw(st.lists(st.sampled_from(sorted(facts)), max_size=most, unique=True))
    return {name: draw(_values(facts[name]["is"], kinds)) for name in names}


def _values(kind, kinds):
    return st.sampled_from(kind) if isinstance(kind, list) else kinds[kind]


def details(draw, event, procedure):
    """Draw what an event carries, any of it left out now and then but for the day of which it speaks."""
    events, facts = words_of(*procedure)
    carries, vocabulary = events[event["event"]].get("carries", []), read("vocabulary.yaml")
    near = st.integers(-3, 90).map(lambda days: event["on"] + timedelta(days=days))
    if "outcome" in carries and not seldom(draw):
        event["outcome"] = draw(st.sampled_from(vocabulary["outcomes"]))
    if "contains" in carries and seldom(draw):
        event["contains"] = draw(st.lists(st.sampled_from(vocabulary["contents"]), max_size=3, unique=True))
    if "of" in carries and seldom(draw, 3):
        event["of"] = draw(st.sampled_from(sorted({name for _, name in timescales_of(*procedure)})))
    if "until" in carries and draw(st.booleans()):
        event["until"] = draw(near)
    if "for" in carries:
        event["for"] = draw(near)
    if events[event["event"]].get("records_facts"):
        event["facts"] = draw(fact_values(facts, event["on"], most=3))
    return event


def plausible(found, procedure):
    """Return the events that may well come next: open moves, and what the clocks wait for; an answer most of all."""
    events, _ = words_of(*procedure)
    words = [move.event for move in found.transitions if move.permission != "refused"]
    words += [move.event for move in found.transitions if move.permission != "refused" and move.to not in PLACES_BESIDE_OR_LAST] * 2
    if found.stage is None:
        return words
    here = (found.stage, found.status, "at_any_stage")
    for row in found.due_dates:
        rule = timescales_of(*procedure)[row.basis, row.timescale]
        if row.state in ("running", "overdue", "lapsed", "undetermined", "paused"):
            words += _named([rule.get(key) for key in ENDS], events) * 2
            words += _named(rule.get("extension"), events) * 2
        words += _tested(rule, events)
        if row.state == "not_started" and row.stage in here:
            words += _named([rule.get("after"), rule.get("before")], events)
    return [*words, "facts_recorded"]


def _named(value, events):
    """Return every event that is named anywhere in a value, be it as a key or in a list."""
    if isinstance(value, dict):
        return [word for key, item in value.items() for word in (*_named(key, events), *_named(item, events))]
    if isinstance(value, list):
        return [word for item in value for word in _named(item, events)]
    return [value] if isinstance(value, str) and value in events else []


def _tested(rule, events):
    rows = [row for key in ("after", "within", "aim") for row in listed(rule.get(key)) if isinstance(row, dict)]
    return _named([row.get("if") for row in rows], events)


def dates_in(found):
    """Return every date of an answer that a clock or a move has."""
    days = [day for row in found.due_dates for day in (row.due, row.latest, row.aim_due, row.earliest)]
    days += [day for move in found.transitions for day in (move.closes, move.late_until)]
    return sorted({day for day in days if day})


@st.composite
def cases(draw, procedure):
    """Draw a case: mostly a walk through the procedure, sometimes nonsense (out of place, repeated, out of order).

    Leaves out: unknown words (those are refused when a case is read), hours, and `for` missing where it is carried.
    """
    events_known, facts = words_of(*procedure)
    day = draw(st.one_of(st.sampled_from(AWKWARD), st.dates(date(2018, 1, 1), date(2025, 6, 30))))
    case = {"facts": draw(fact_values(facts, day)), "events": []}
    question = {"procedure": procedure, "case": case, "as_of": day}
    found = ask_engine(question)
    for _ in range(draw(st.sampled_from([6, 5, 4, 7, 8, 3, 2, 10, 12, 1, 0]))):
        pool = sorted(events_known) if seldom(draw, 8) else plausible(found, procedure)
        case["events"].append(details(draw, {"on": day, "event": draw(st.sampled_from(pool))}, procedure))
        found = ask_engine(question | {"as_of": day})
        day = draw(_next_days(day, found))
    if seldom(draw, 8) and len(case["events"]) > 1:
        number = draw(st.integers(0, len(case["events"]) - 2))
        case["events"][number : number + 2] = reversed(case["events"][number : number + 2])
    return case


def _next_days(day, found):
    """Draw the day of the next event: soon, or on a date of the answer or just after it."""
    ahead = [one for one in dates_in(found) if day <= one <= LAST - timedelta(days=400)]
    soon = st.sampled_from([0, 1, 2, 3, 5, 8, 13, 20, 30, 70]).map(lambda days: min(day + timedelta(days=days), LAST - timedelta(days=300)))
    if not ahead:
        return soon
    return st.one_of(soon, soon, st.sampled_from(ahead).flatmap(lambda one: st.sampled_from([one, one + timedelta(days=1)])))


@st.composite
def questions(draw, procedure):
    """Draw a case and a day: on or beside a date of the answer, on the day of an event, or some time after the last."""
    question = {"procedure": procedure, "case": draw(cases(procedure)), "as_of": FIRST}
    days = sorted({event["on"] for event in question["case"]["events"]}) or [AWKWARD[0]]
    last_event = days[-1]
    days += dates_in(ask_engine(question, as_of=last_event))
    late = [day for day in days if day >= last_event]
    day = draw(st.sampled_from(days if seldom(draw, 3) else late)) + timedelta(days=draw(st.sampled_from([0, 1, -1, 5, 40])))
    return question | {"as_of": min(max(day, FIRST), LAST)}


def case_with(question, *kinds):
    """Return a case of the question's events and further ones on the day of the question."""
    return Case(case_of(with_events(question, *kinds)).events, question["case"]["facts"])
