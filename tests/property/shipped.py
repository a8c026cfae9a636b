"""Every procedure that ships, found by listing the files, and histories drawn from the words that it knows.

The files are read twice: compiled, for the engine, and as plain dicts, for the naive twin. Nothing here names a council.
"""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import strategies as st

from complaint_rules import assess, load_profile
from tests.property.rendering import case_of
from tests.property.strategies import AWKWARD, CALENDARS, ENDS, FIRST, LAST, seldom
from tests.reference.reading import listed, resolved
from tests.reference.twin import answer, procedures_of_packs

FOLDER = Path(__file__).parents[2] / "profiles"
BESIDE_OR_LAST = ("closed", "withdrawn", "ombudsman", "suspended")


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
def rules_of(profile, name):
    """Return a procedure and what stands for it in its packs, as plain data, each with its basis."""
    file = read(f"{profile}.yaml")
    council = resolved(file, ("procedures", name))
    found = [(file, council), *procedures_of_packs(council, name, packs_of(profile, name))]
    return [(one.get("force", "council"), rules) for one, rules in found]


@cache
def timescales_of(profile, name):
    """Return every timescale of a procedure and of its packs as it is written, by its basis and name."""
    return {
        (basis, timescale): rule
        for basis, rules in rules_of(profile, name)
        for block in (*rules["stages"].values(), rules.get("at_any_stage", {}))
        for timescale, rule in block.get("timescales", {}).items()
    }


# The engine and the twin


def ask_twin(question):
    """Put a question to the naive twin."""
    profile, name = question["procedure"]
    return answer(
        profile=read(f"{profile}.yaml"),
        procedure=name,
        packs=packs_of(profile, name),
        every_pack={
            pack: one for each in read(f"{profile}.yaml")["procedures"] for pack, one in packs_of(profile, each).items()
        },
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
def fact_values(draw, procedure, day, most=6):
    """Draw values for some facts, mostly those that the rules look at; days lie within three years before `day`."""
    _, facts = words_of(*procedure)
    before = st.sampled_from([0, 1, 30, 200, 365, 366, 400, 1000]).map(lambda days: day - timedelta(days=days))
    kinds = {"yes_no": st.booleans(), "number": st.integers(0, 5), "date": before}
    tested = tested_facts(*procedure)
    names = draw(st.lists(st.sampled_from(sorted(tested) or sorted(facts)), max_size=most, unique=True))
    names += draw(st.lists(st.sampled_from(sorted(facts)), max_size=1))
    return {name: draw(_values(facts[name]["is"], tested.get(name), kinds)) for name in names}


def _values(kind, tested, kinds):
    """Return the strategy for a fact; of its words, those that a rule asks for come up more often."""
    if not isinstance(kind, list):
        return kinds[kind]
    return st.one_of(st.sampled_from(tested), st.sampled_from(kind)) if tested else st.sampled_from(kind)


@cache
def tested_facts(profile, name):
    """Return the facts that the rules look at, with the words that they ask for."""
    _, facts = words_of(profile, name)
    found = {}
    for _, rules in rules_of(profile, name):
        for key, value in _pairs(rules):
            if key in facts:
                words = facts[key]["is"] if isinstance(facts[key]["is"], list) else []
                found.setdefault(key, []).extend(_named(value, words))
    return found


def _pairs(value):
    """Return every key with its value, however deep."""
    if isinstance(value, dict):
        return [*value.items(), *(pair for item in value.values() for pair in _pairs(item))]
    return [pair for item in value for pair in _pairs(item)] if isinstance(value, list) else []


def details(draw, event, procedure):
    """Draw what an event carries, any of it left out now and then but for the day of which it speaks."""
    events, _ = words_of(*procedure)
    carries, vocabulary = events[event["event"]].get("carries", []), read("vocabulary.yaml")
    near = st.integers(-3, 90).map(lambda days: event["on"] + timedelta(days=days))
    if "outcome" in carries and not seldom(draw):
        event["outcome"] = draw(st.sampled_from(list(vocabulary["outcomes"])))
    if "contains" in carries and seldom(draw):
        event["contains"] = draw(st.lists(st.sampled_from(list(vocabulary["contents"])), max_size=3, unique=True))
    if "of" in carries and seldom(draw, 3):
        event["of"] = draw(st.sampled_from(sorted({name for _, name in timescales_of(*procedure)})))
    if "until" in carries and draw(st.booleans()):
        event["until"] = draw(near)
    if "for" in carries:
        event["for"] = draw(near)
    if events[event["event"]].get("records_facts"):
        event["facts"] = draw(fact_values(procedure, event["on"], most=3))
    return event


def plausible(found, procedure):
    """Return the events that may well come next: those that lead onward, those that are owed or open, those that lead aside."""
    moves = [move for move in found.transitions if move.permission != "refused"]
    onward = [move.event for move in moves if move.to and move.to not in BESIDE_OR_LAST]
    aside = [move.event for move in moves if move.to in BESIDE_OR_LAST]
    acts = [move.event for move in moves if not move.to]
    if found.stage is not None:
        here = (found.stage, found.status.value)
        acts += [word for place in here for word in unlocking(*procedure).get(place, ())] * 2
        for row in found.due_dates:
            ends, anchors, tested = awaited(*procedure)[row.basis, row.timescale]
            acts += tested
            if row.state not in ("not_started", "cancelled", "met", "met_late"):
                acts += ends
            if row.state == "not_started" and row.stage in (*here, "at_any_stage"):
                acts += anchors
        acts.append("facts_recorded")
    return onward, acts, aside


@cache
def awaited(profile, name):
    """Return for each timescale the events that end or change it, those that start it, and those on which it turns."""
    events, _ = words_of(profile, name)
    found = {}
    for key, rule in timescales_of(profile, name).items():
        ends, anchors = ([rule.get(one) for one in keys] for keys in ((*ENDS, "extension"), ("after", "before")))
        rows = [row for one in ("after", "within", "aim") for row in listed(rule.get(one)) if isinstance(row, dict)]
        found[key] = [_named(some, events) for some in (ends, anchors, [row.get("if") for row in rows])]
    return found


@cache
def unlocking(profile, name):
    """Return the events that the moves of each stage ask for."""
    events, _ = words_of(profile, name)
    found = {}
    for _, rules in rules_of(profile, name):
        for stage, block in rules["stages"].items():
            for move in (move for some in block.get("moves", {}).values() for move in listed(some)):
                for place in listed(move.get("during", stage)):
                    found.setdefault(place, []).extend(_named(move.get("if"), events))
    return found


def _named(value, words):
    """Return every one of the words that is named anywhere in a value, be it as a key or in a list."""
    if isinstance(value, dict):
        return [word for key, item in value.items() for word in (*_named(key, words), *_named(item, words))]
    if isinstance(value, list):
        return [word for item in value for word in _named(item, words)]
    return [value] if isinstance(value, str) and value in words else []


def dates_in(found):
    """Return every date of an answer that a clock or a move has."""
    days = [day for row in found.due_dates for day in (row.due, row.latest, row.aim_due, row.earliest)]
    days += [day for move in found.transitions for day in (move.closes, move.late_until)]
    return sorted({day for day in days if day})


@st.composite
def cases(draw, procedure):
    """Draw a case: straight on through the procedure for a while, then about, with some nonsense, listed in any order.

    Leaves out: unknown words (those are refused when a case is read), hours, and `for` missing where it is carried.
    """
    day = draw(st.one_of(st.sampled_from(AWKWARD), st.dates(date(2018, 1, 1), date(2025, 6, 30))))
    case = {"facts": draw(fact_values(procedure, day)), "events": []}
    question = {"procedure": procedure, "case": case, "as_of": day}
    found = ask_engine(question)
    straight = draw(st.sampled_from([6, 4, 8, 2, 10, 1, 12, 0]))
    for number in range(straight + draw(st.integers(0, 6))):
        event = draw(_next_kinds(found, procedure, straight_on=number < straight))
        case["events"].append(details(draw, {"on": day, "event": event}, procedure))
        found = ask_engine(question | {"as_of": day})
        day = draw(_next_days(day, found))
    if seldom(draw, 8) and len(case["events"]) > 1:
        number = draw(st.integers(0, len(case["events"]) - 2))
        case["events"][number : number + 2] = reversed(case["events"][number : number + 2])
    return case


def _next_kinds(found, procedure, *, straight_on):
    """Draw the next event: one that leads onward or is owed; or, if not straight on, one that leads aside, or any at all."""
    onward, acts, aside = plausible(found, procedure)
    known = sorted(words_of(*procedure)[0])
    pools = (onward, onward, acts) if straight_on else (onward, acts, onward, acts, aside, known)
    return st.sampled_from([pool for pool in pools if pool] or [known]).flatmap(st.sampled_from)


def _next_days(day, found):
    """Draw the day of the next event: soon, or on a date of the answer or just after it."""
    ahead = [one for one in dates_in(found) if day <= one <= LAST - timedelta(days=400)]
    soon = st.sampled_from([0, 1, 2, 3, 5, 8, 13, 20, 30, 70]).map(
        lambda days: min(day + timedelta(days=days), LAST - timedelta(days=300))
    )
    if not ahead:
        return soon
    return st.one_of(
        soon, soon, st.sampled_from(ahead).flatmap(lambda one: st.sampled_from([one, one + timedelta(days=1)]))
    )


@st.composite
def questions(draw, procedure):
    """Draw a case and a day: on or beside a date of the answer, on the day of an event, or some time after the last."""
    question = {"procedure": procedure, "case": draw(cases(procedure)), "as_of": FIRST}
    days = sorted({event["on"] for event in question["case"]["events"]}) or [AWKWARD[0]]
    last_event = days[-1]
    days += dates_in(ask_engine(question, as_of=last_event))
    late = [day for day in days if day >= last_event]
    day = draw(st.sampled_from(days if seldom(draw, 3) else late)) + timedelta(
        days=draw(st.sampled_from([0, 1, -1, 5, 40]))
    )
    return question | {"as_of": min(max(day, FIRST), LAST)}
