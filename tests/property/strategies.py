"""Profiles, histories and questions, drawn at random: first a profile, then a history that fits it.

Everything drawn is plain data, shaped as a YAML file would be read. The words are our own (`VOCABULARY`), so that
nothing here leans on a shipped file; some facts of them hold from the start, and some from their day only. `questions`
is the one to use; each strategy says what it leaves out.
"""

from datetime import date, timedelta

import holidays
from hypothesis import strategies as st

from complaint_rules.testing.days import AWKWARD
from tests.reference.reading import listed, resolved
from tests.reference.twin import answer

PLAIN_EVENTS = ["acknowledged", "allocated", "met", "advised", "skipped"]
CHANGES = [
    "asked_further",
    "asked_again",
    "halted",
    "taken_up",
    "retracted",
    "revived",
    "ended",
    "reopened",
    "appealed",
]
EVENTS = {
    "begun": {},
    "begun_orally": {"counts_as": "begun"},
    **{name: {} for name in PLAIN_EVENTS},
    "answered": {"carries": ["outcome", "contains"]},
    "answer_received": {"falls_back_on": "answered", "carries": ["outcome"]},
    **{name: {} for name in CHANGES},
    "prolonged": {"carries": ["of", "until", "contains"]},
    "prolonging_agreed": {"counts_as": "prolonged", "carries": ["of", "until", "contains"]},
    "scheduled": {"carries": ["for"]},
    "date_agreed": {"carries": ["for"]},
    "start_put_off": {"carries": ["for"]},
    "time_waived": {},
    "noted": {"records_facts": True},
    "turned_away": {"declines": True},
}
FACTS = {
    "hard": {"is": "yes_no", "asks": "Is it hard?"},
    "kind": {"is": ["plain", "knotty", "odd"], "asks": "Of what kind is it?", "holds": "from_its_day"},
    "issues": {"is": "number", "asks": "How many issues are there?"},
    "grounds_on": {"is": "date", "asks": "When did it happen?", "holds": "from_its_day"},
    "aware_on": {"is": "date", "asks": "When did the person learn of it?"},
    "allowed": {"is": "yes_no", "asks": "Was it allowed?", "holds": "from_its_day"},
    "late_allowed": {"is": "yes_no", "asks": "Was it taken late?"},
}
OUTCOMES = ["upheld", "partly_upheld", "not_upheld"]
CONTENTS = ["reasons", "new_date", "how_to_ask"]
VOCABULARY = {
    "events": {name: {"means": f"it was {name}", **word} for name, word in EVENTS.items()},
    "facts": FACTS,
    "outcomes": {name: f"it was {name}" for name in OUTCOMES},
    "contents": {name: f"what it says of {name}" for name in CONTENTS},
}
ANCHORS = ["begun", *PLAIN_EVENTS, "answered", "answer_received", "asked_further", "asked_again", "scheduled"]
STATES = ["not_started", "running", "paused", "met", "met_late", "overdue", "lapsed", "cancelled"]
FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
PLACE = "somewhere on the page"

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2041))


def england_and_wales(day):
    """Tell whether a day is a working day in England and Wales, by a source that is not ours."""
    return day.weekday() < 5 and day not in _BANK_HOLIDAYS


CALENDARS = {"england-and-wales": england_and_wales}


def ask(question):
    """Put a question to the naive twin."""
    return answer(**question, vocabulary=VOCABULARY, calendars=CALENDARS)


def seldom(draw, one_in=4):
    """Return True now and then; shrinks to False."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


def a_rule(**keys):
    """Return a rule with a source."""
    return {**keys, "source": PLACE}


ENTERED_BY = {
    "stage_1": "begun",
    "stage_2": "asked_further",
    "stage_3": "asked_again",
    "suspended": "halted",
    "withdrawn": "retracted",
    "closed": "ended",
    "ombudsman": "appealed",
}


class Budget:
    """How many keys of a file may still be left `unstated`, and which anchors suit the block being drawn."""

    def __init__(self, left):
        self.left = left
        self.anchors = ANCHORS

    def enter(self, stage):
        """Favour the event that brings a case into the stage."""
        entering = ENTERED_BY.get(stage, "begun")
        near = [entering, *(["answered", "answer_received"] if stage.startswith("stage") else [])]
        self.anchors = [entering] * 8 + near * 2 + ANCHORS

    def unstated(self, draw, rule, key, values):
        """Leave a key unstated now and then, with its readings."""
        if self.left and seldom(draw, 4):
            self.left -= 1
            rule[key] = "unstated"
            rule.setdefault("readings", {})[key] = {"could_be": values, "because": "the page does not say"}


# Periods, anchors, tests


UNITS = ["working days", "calendar days", "weeks", "months", "hours", "years", "school days"]


@st.composite
def periods(draw, low=1, high=12):
    """Draw a dated period in any unit; leaves out `0` and the undated phrases."""
    unit = draw(st.sampled_from(UNITS))
    most = {"years": 1, "months": 3, "weeks": 5, "hours": 72}.get(unit, high)
    number = draw(st.integers(min(low, most), most))
    return f"{number} {unit[:-1] if number == 1 else unit}"


def longer(draw, period):
    """Draw the same unit, some more of it."""
    number, unit = period.split(" ", 1)
    more = int(number) + draw(st.integers(1, 12))
    return f"{more} {unit if unit.endswith('s') else unit + 's'}"


@st.composite
def event_anchors(draw, budget):
    """Draw an event, or a list of which the first counts."""
    name = draw(st.sampled_from(budget.anchors))
    other = draw(st.sampled_from(ANCHORS))
    return [name, other] if seldom(draw) and other != name else name


def two_anchors(draw, budget):
    """Draw two different events."""
    name = draw(st.sampled_from(budget.anchors))
    return [name, draw(st.sampled_from([other for other in ANCHORS if other != name]))]


@st.composite
def anchors_of_all(draw, budget):
    """Draw `later_of` with two events or lists of events."""
    return {"later_of": draw(st.lists(event_anchors(budget), min_size=2, max_size=2, unique_by=str))}


@st.composite
def anchors(draw, timescales, budget):
    """Draw any anchor; leaves out facts and timescales inside `later_of`."""
    kind = draw(st.sampled_from(["event", "event", "event", "all", "fact", "timescale"]))
    if kind == "all":
        return draw(anchors_of_all(budget))
    if kind == "fact":
        return draw(st.sampled_from(["grounds_on", "aware_on"]))
    if kind == "timescale" and timescales:
        return draw(st.sampled_from(timescales))
    return draw(event_anchors(budget))


@st.composite
def fact_conditions(draw):
    """Draw one part of a test on a fact."""
    name = draw(st.sampled_from(["hard", "kind", "issues", "grounds_on"]))
    if name == "hard":
        return {name: draw(st.booleans())}
    if name == "kind":
        words = draw(st.lists(st.sampled_from(FACTS["kind"]["is"]), min_size=1, max_size=2, unique=True))
        return {name: draw(st.sampled_from([words[0], words, {"none_of": words}]))}
    if name == "issues":
        return {name: draw(st.sampled_from([{"up_to": 2}, {"from": 3}, {"from": 2, "up_to": 4}]))}
    return {name: draw(st.sampled_from([{"from": date(2020, 1, 1)}, {"up_to": date(2022, 6, 30)}]))}


@st.composite
def event_conditions(draw):
    """Draw one part of a test on an event."""
    name = draw(st.sampled_from(["answered", "answer_received", "advised", "allocated", "met"]))
    if name in ("answered", "answer_received") and draw(st.booleans()):
        words = draw(st.lists(st.sampled_from([*OUTCOMES, "not_happened"]), min_size=1, max_size=2, unique=True))
        return {name: draw(st.sampled_from([words[0], words, {"none_of": words}]))}
    if seldom(draw, 6):
        return {name: {"from": date(2020, 4, 24), "up_to": date(2022, 9, 25)}}
    return {name: draw(st.sampled_from(["happened", "not_happened"]))}


@st.composite
def conditions(draw, timescales=()):
    """Draw a test of one or two parts; timescales come in only where they are named."""
    kinds = [fact_conditions(), event_conditions()]
    if timescales:
        words = st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True)
        kinds.append(st.builds(lambda name, some: {name: some}, st.sampled_from(list(timescales)), words))
    test = draw(st.one_of(kinds))
    return test | draw(st.one_of(kinds)) if seldom(draw) else test


@st.composite
def by_cases(draw, leaves, tests=None):
    """Draw one or two rows with a test and, mostly, a last one without."""
    row = st.builds(lambda test, leaf: {"if": test, "then": leaf}, conditions() if tests is None else tests, leaves)
    rows = draw(st.lists(row, min_size=1, max_size=2))
    return rows if seldom(draw, 6) else [*rows, {"then": draw(leaves)}]


def decision(draw, recorded="allowed"):
    """Draw the keys of a decision, with or without the fact that records it, and factors that are a fact or none."""
    keys = {"decided_by": draw(st.sampled_from(["the manager", "the chair"]))}
    keys |= draw(st.sampled_from([{}, {"considering": ["good reasons", "hard"]}, {"considering": ["hard"]}]))
    return keys | ({"recorded_as": recorded} if draw(st.booleans()) else {})


# Timescales


FORMS = [
    "within",
    "within",
    "within",
    "within",
    "within",
    "both",
    "before",
    "first_day_before",
    "on_or_before",
    "later_of",
    "aim",
    "first_day",
]


@st.composite
def timescales(draw, names, budget, stages, late_events):
    """Draw one timescale.

    Leaves out: windows with an aim alone, and windows that stand only where their own moves lead; extensions and
    restarts of what is not counted forwards from an event, by-case `before`, and periods without a date where there is
    an extension.
    """
    who = draw(st.sampled_from(["council", "complainant", "panel", "both"]))
    rule = {"who": who}
    form = draw(st.sampled_from(FORMS))
    if form == "aim" and who == "complainant":
        form = "within"
    FORM_OF[form](draw, rule, names, budget)
    if who == "complainant":
        add_late(draw, rule, budget)
    moves = [*late_events, "answered", "acknowledged"] if who == "complainant" else ["answered", "acknowledged", "met"]
    rule["done_by"] = some(draw, moves)
    if seldom(draw):
        rule["if"] = draw(conditions(names))
    if seldom(draw, 6):
        rule["during"] = draw(st.sampled_from([stages[0], stages[-1], stages]))
        if who == "complainant" and rule["during"] == stages[-1] and {*listed(rule["done_by"])} & {*late_events}:
            del rule["during"]
    if who != "complainant" and seldom(draw, 5):
        rule["done_before"] = some(draw, ["answered", "met", "asked_again"])
    if seldom(draw, 5):
        rule["cancelled_by"] = some(draw, ["met", "advised", "skipped"])
    if seldom(draw, 6) and form not in ("on_or_before", "later_of", "aim"):
        own_start = st.builds(lambda p, a: {"within": p, "after": a}, periods(), event_anchors(budget))
        rule["aim"] = draw(st.one_of(periods(), own_start, by_cases(periods())))
    if seldom(draw, 6):
        rule["counting"] = draw(countings())
    if seldom(draw, 6):
        rule["must_contain"] = some(draw, CONTENTS)
    if seldom(draw, 8):
        rule["waived_by"] = "time_waived"
    return rule | {"source": PLACE}


def some(draw, words):
    """Draw one word, or a list of two."""
    found = draw(st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True))
    return found[0] if len(found) == 1 else found


def add_late(draw, rule, budget):
    """Draw what a late request meets."""
    kind = draw(st.sampled_from(["refused", "decision", "until", "unstated"]))
    rule["late"] = "refused"
    if kind in ("decision", "until"):
        rule["late"] = decision(draw, "late_allowed")
    if kind == "until":
        anchor = draw(st.sampled_from(["begun", "answered"]))
        rule["late"]["until"] = {"within": draw(st.sampled_from(["2 months", "40 working days"])), "after": anchor}
    if kind == "unstated":
        budget.unstated(draw, rule, "late", ["refused"])


def within_form(draw, rule, names, budget):
    """Draw a last day counted forwards, with an extension, a restart or an agreed date."""
    rule["within"] = draw(periods())
    rule["after"] = draw(event_anchors(budget))
    kind = draw(
        st.sampled_from(["extension", "plain", "extension", "by_case", "by_case_after", "any_anchor", "undated"])
    )
    if kind == "extension":
        rule["extension"] = draw(extensions(rule, budget))
    if kind == "by_case":
        rule["within"] = draw(by_cases(st.one_of(periods(), st.just("as soon as possible"))))
    if kind == "by_case_after":
        rule["after"] = draw(by_cases(st.one_of(event_anchors(budget), anchors_of_all(budget)), event_conditions()))
    if kind == "any_anchor":
        rule["after"] = draw(anchors(names, budget))
        if rule["after"] in names:
            return
    if kind == "undated":
        rule["within"] = draw(
            st.sampled_from(["as soon as possible", *(["no time set"] * (rule["who"] != "complainant"))])
        )
    if seldom(draw):
        rule["restarted_by"] = some(draw, ["start_put_off", "met"])
    if seldom(draw):
        rule["agreed_date"] = "date_agreed"
    if kind in ("plain", "extension"):
        budget.unstated(draw, rule, "after", two_anchors(draw, budget))
    if kind == "plain":
        budget.unstated(draw, rule, "within", [draw(periods()), draw(periods())])


def both_form(draw, rule, names, budget):
    """Draw a first and a last day counted forwards."""
    period = draw(periods(high=6))
    rule.update(at_least=period, within=longer(draw, period), after=draw(event_anchors(budget)))
    budget.unstated(draw, rule, "at_least", [period, draw(periods())])


def first_day_form(draw, rule, names, budget):
    """Draw a first day counted forwards, without a last one."""
    rule.update(at_least=draw(periods()), after=draw(event_anchors(budget)))


def before_form(draw, rule, names, budget):
    """Draw a last day counted backwards from an event, a fact or another timescale."""
    rule["at_least"] = draw(st.one_of(periods(), by_cases(periods())))
    rule["before"] = draw(st.sampled_from(["scheduled", "scheduled", "answered", "grounds_on", *names]))
    if rule["before"] == "scheduled":
        budget.unstated(draw, rule, "before", ["scheduled", "answered"])


def first_day_before_form(draw, rule, names, budget):
    """Draw a first day counted backwards, the day itself being the last."""
    rule.update(within=draw(periods()), before=draw(st.sampled_from(["scheduled", "answered", *names])))


def on_or_before_form(draw, rule, names, budget):
    """Draw a fixed day, or none."""
    days = st.dates(FIRST, LAST)
    rule["on_or_before"] = draw(st.one_of(st.sampled_from(AWKWARD), days, st.just("no limit")))
    if draw(st.booleans()):
        rule["after"] = draw(st.sampled_from(["answered", "scheduled", "grounds_on"]))


def later_of_form(draw, rule, names, budget):
    """Draw the later of two ends, both from events or both from facts."""
    found = draw(st.sampled_from([two_anchors(draw, budget), ["grounds_on", "aware_on"]]))
    rule["later_of"] = [{"within": draw(periods()), "after": one} for one in found]


def aim_form(draw, rule, names, budget):
    """Draw an aim and nothing else."""
    rule["aim"] = draw(by_cases(periods()) if seldom(draw) else periods())
    rule["after"] = draw(event_anchors(budget))
    if seldom(draw):
        rule["agreed_date"] = "date_agreed"


FORM_OF = {
    "within": within_form,
    "both": both_form,
    "first_day": first_day_form,
    "before": before_form,
    "first_day_before": first_day_before_form,
    "on_or_before": on_or_before_form,
    "later_of": later_of_form,
    "aim": aim_form,
}


@st.composite
def extensions(draw, timescale, budget):
    """Draw an extension: to a total, without limit, or by an amount; by events or by tests on facts."""
    rule = {}
    kind = draw(st.sampled_from(["up_to", "up_to", "no limit", "adds"]))
    if kind == "adds":
        rule["adds"] = draw(periods())
    else:
        rule["up_to"] = longer(draw, timescale["within"]) if kind == "up_to" else "no limit"
    made_by = st.sampled_from(
        ["prolonged", "prolonged", "prolonging_agreed", {"hard": True}, {"kind": ["knotty", "odd"]}]
    )
    rule["made_by"] = draw(st.lists(made_by, min_size=1, max_size=2, unique_by=str))
    if kind == "up_to":
        if seldom(draw):
            rule["after"] = draw(st.sampled_from(["begun", "allocated"]))
        budget.unstated(draw, rule, "after", ["begun", "allocated"])
        budget.unstated(draw, rule, "up_to", [rule["up_to"], longer(draw, timescale["within"])])
    if seldom(draw):
        rule["if"] = draw(conditions())
    if seldom(draw):
        rule["must_contain"] = some(draw, CONTENTS)
        rule["contents_are"] = draw(st.sampled_from(["asked_for", "condition"]))
    if seldom(draw):
        rule["made_before"] = draw(st.sampled_from(["first_date", "date_in_force"]))
    return rule | {"source": PLACE}


@st.composite
def countings(draw):
    """Draw the conventions; a cut-off hour counts as day zero, for the events here have no time of day."""
    forwards = [
        "trigger_is_day_zero",
        "trigger_is_day_zero",
        "closed_day_rolls",
        "beginning_with",
        {"cut_off_hour": "17:00"},
    ]
    return {
        "forwards": draw(st.sampled_from(forwards)),
        "backwards": draw(st.sampled_from(["nth_day_before", "clear_days"])),
    }


# Moves and bars


@st.composite
def moves(draw, budget, names, **keys):
    """Draw a move with what may hang on it; leaves out `resume` and the like except into and out of a suspension."""
    rule = {"who": draw(st.sampled_from(["complainant", "council", "both"])), **keys}
    if seldom(draw, 3):
        rule["if"] = draw(conditions(names))
    if seldom(draw):
        rule |= decision(draw)
    if seldom(draw, 8):
        rule["must_contain"] = some(draw, CONTENTS)
    to = rule.get("to")
    if to in ("suspended", "withdrawn") or rule.pop("returning", False):
        modes = ["cancel", "resume", "restart"]
        if to == "suspended" or draw(st.booleans()):
            rule["clocks"] = draw(
                st.sampled_from(modes if to not in ("suspended", "withdrawn") else [*modes, "run_on"])
            )
            budget.unstated(draw, rule, "clocks", ["resume", "restart"])
    elif to and seldom(draw):
        rule["clocks"] = draw(st.sampled_from(["run_on", "cancel"]))
    return rule | {"source": PLACE}


@st.composite
def one_or_two(draw, budget, names, **keys):
    """Draw one move for an event, or a list of two."""
    found = [draw(moves(budget, names, **keys))]
    if seldom(draw):
        found.append(draw(moves(budget, names, **keys)))
    return found if len(found) > 1 else found[0]


@st.composite
def bars(draw, names):
    """Draw a bar."""
    rule = {} if seldom(draw) else {"if": draw(conditions(names))}
    return a_rule(**rule, **(decision(draw) if seldom(draw) else {}))


def stage_moves(draw, stage, stages, budget, names):
    """Draw the moves printed under a stage: the way on, and some that leave the case where it is."""
    found = {}
    place = stages.index(stage)
    onward = [*stages, "closed"][place + 1]
    event = ["asked_further", "asked_again", "ended"][place]
    found[event] = draw(one_or_two(budget, names, to=onward))
    if seldom(draw) and place:
        found["skipped"] = draw(moves(budget, names, to=stage, during=stages[0]))
    if seldom(draw):
        found["answered"] = draw(moves(budget, names))
    if seldom(draw):
        found["met"] = draw(
            moves(budget, names, **({"to": stages[0]} if draw(st.booleans()) else {"elsewhere": "ombudsman"}))
        )
    if seldom(draw, 8):
        found["answer_received"] = draw(moves(budget, names, to="closed"))
    return found


def beside(draw, event, stages, budget, names):
    """Draw the moves by which a case comes back."""
    to = draw(st.sampled_from(["stage_left", "stage_left", *stages]))
    found = {event: draw(one_or_two(budget, names, to=to, returning=True))}
    for rule in listed(found[event]):
        rule.pop("returning", None)
    return found


# Profiles


@st.composite
def procedures(draw, budget):
    """Draw a procedure of one to three stages with everything that may stand in it, except acceptance."""
    stages = ["stage_1", "stage_2", "stage_3"][: draw(st.sampled_from([2, 1, 3, 2]))]
    names, blocks = [], {}
    for stage in [*stages, *(one for one in ("suspended", "withdrawn", "closed", "ombudsman") if seldom(draw, 3))]:
        blocks[stage] = draw_block(draw, stage, stages, budget, names)
    for stage, event in (("suspended", "taken_up"), ("withdrawn", "revived")):
        blocks.setdefault(stage, {"title": stage})["moves"] = beside(draw, event, stages, budget, names)
    if "closed" in blocks:
        blocks["closed"]["moves"] = {"reopened": draw(moves(budget, names, to=stages[0]))}
    rules = {
        "title": "A procedure",
        "document": "page",
        "begins": {"begun": draw(beginnings(budget, stages))},
        "stages": blocks,
    }
    if not seldom(draw):
        rules["at_any_stage"] = draw_anywhere(draw, stages, budget, names)
    return rules


@st.composite
def beginnings(draw, budget, stages):
    """Draw the move that opens a case, mostly without conditions."""
    if seldom(draw, 6):
        return draw(one_or_two(budget, [], to=stages[0]))
    return a_rule(who="complainant", to=stages[0])


def draw_block(draw, stage, stages, budget, names):
    """Draw the timescales, moves and bars of one block, adding the new names to `names`."""
    block = {"title": stage, "timescales": {}}
    budget.enter(stage)
    events = [["asked_further", "asked_again", "ended"][stages.index(stage)]] if stage in stages else ["taken_up"]
    for _ in range(draw(st.integers(0 if names else 1, 3))):
        name = f"time_{len(names) + 1}"
        rule = draw(timescales(list(names), budget, stages, events))
        if stage not in stages:
            rule.pop("during", None)
        block["timescales"][name] = rule
        names.append(name)
    if stage in stages:
        block["moves"] = stage_moves(draw, stage, stages, budget, list(names))
        if seldom(draw, 3):
            block["bars"] = {draw(st.sampled_from(list(block["moves"]))): draw(bars(list(names)))}
    return block


def draw_anywhere(draw, stages, budget, names):
    """Draw `at_any_stage`; leaves out clocks there that start without an event, and `during`."""
    block = {"moves": {}}
    budget.enter("at_any_stage")
    for event, to in (
        ("halted", "suspended"),
        ("retracted", "withdrawn"),
        ("ended", "closed"),
        ("turned_away", "closed"),
        ("appealed", "ombudsman"),
    ):
        if draw(st.booleans()) or event == "halted":
            block["moves"][event] = draw(one_or_two(budget, list(names), to=to))
    if seldom(draw, 3):
        rule = {"who": "council"}
        within_form(draw, rule, [], budget)
        rule["done_by"] = some(draw, ["acknowledged", "met"])
        if rule["after"] not in ("grounds_on", "aware_on"):
            block["timescales"] = {"time_anywhere": rule | {"source": PLACE}}
    if seldom(draw, 3) and block["moves"]:
        block["bars"] = {draw(st.sampled_from(list(block["moves"]))): draw(bars(list(names)))}
    return block


@st.composite
def profiles(draw, name="council", force="council"):
    """Draw a whole file with one procedure, `main`; leaves out acceptance, words of its own, and `weekdays`.

    Now and then there is a second procedure, `side`, that is the same as the first throughout.
    """
    main = draw(procedures(Budget(2)))
    found = {
        "profile": name,
        "title": "A council",
        "force": force,
        "documents": {"page": {"title": "A page", "version": "1", "read": "in full", "checked": "provision_read"}},
        "readings_approved_by": "nobody",
        "calendars": {
            "working days": "england-and-wales",
            "school days": {
                "based_on": "england-and-wales",
                "edition": "1",
                "closed": [
                    {"from": date(year, 12, 20), "up_to": date(year + 1, 1, 3), "because": "holidays"}
                    for year in range(2016, 2030)
                ],
                "known_until": date(2029, 12, 31),
                "source": PLACE,
            },
        },
        "counting": draw(countings()) | {"source": PLACE},
        "bodies": {"ombudsman": "the Ombudsman"},
        "procedures": {"main": main},
    }
    if seldom(draw, 6):
        found["procedures"]["side"] = the_same(main)
    return found


def the_same(main):
    """Return a procedure that is the same as the main one, section by section."""
    same = {"same_as": "main"}
    side = {"title": "Another", "document": "page", "begins": same, "stages": dict.fromkeys(main["stages"], same)}
    return side | ({"at_any_stage": same} if "at_any_stage" in main else {})


# Histories


ENDS = ("done_by", "done_before", "cancelled_by", "restarted_by", "agreed_date", "waived_by")


def plausible(rules, found):
    """Return the events that may well come next, by the twin's own answer: open moves, and what the clocks wait for."""
    words = [row["event"] for row in found["transitions"] if row["permission"] != "refused"]
    words += [word for word in words if word not in ("ended", "appealed", "retracted")] * 2
    if found["stage"] is None:
        return words or ["begun"]
    blocks = [*rules["stages"].values(), rules.get("at_any_stage", {})]
    written = {name: rule for block in blocks for name, rule in block.get("timescales", {}).items()}
    for row in found["due_dates"]:
        rule = written.get(row["timescale"], {})
        words += tested_by(rule.get("after"))
        if row["state"] in ("running", "overdue", "lapsed", "undetermined"):
            words += [word for key in ENDS for word in listed(rule.get(key))]
            made_by = listed(rule.get("extension", {}).get("made_by"))
            words += [word for word in made_by if isinstance(word, str)] * 6
        if row["state"] == "not_started" and row["stage"] in (found["stage"], found["status"], "at_any_stage"):
            words += events_in(rule.get("after", rule.get("before")))
    return [*words, "noted"]


def tested_by(anchor):
    """Return the events that the rows of a by-case anchor test."""
    rows = [row for row in listed(anchor) if isinstance(row, dict)]
    return [word for row in rows for word in row.get("if", {}) if word in EVENTS] * 2


def events_in(anchor):
    """Return every event named in an anchor, by case or not."""
    if isinstance(anchor, dict):
        return [word for item in anchor.get("later_of", [anchor.get("then")]) for word in events_in(item)]
    if isinstance(anchor, list):
        return [word for item in anchor for word in events_in(item)]
    return [anchor] if anchor in EVENTS else []


@st.composite
def fact_values(draw):
    """Draw values for some of the facts."""
    strategies = {
        "hard": st.booleans(),
        "kind": st.sampled_from(FACTS["kind"]["is"]),
        "issues": st.integers(1, 5),
        "grounds_on": st.one_of(st.sampled_from(AWKWARD), st.dates(date(2018, 1, 1), date(2025, 12, 31))),
        "aware_on": st.one_of(st.sampled_from(AWKWARD), st.dates(date(2018, 1, 1), date(2025, 12, 31))),
        "allowed": st.booleans(),
        "late_allowed": st.booleans(),
    }
    names = draw(st.lists(st.sampled_from(sorted(FACTS)), max_size=5, unique=True))
    return {name: draw(strategies[name]) for name in names}


def details(draw, event, names):
    """Draw what an event carries, any of it left out now and then."""
    carries = listed(EVENTS[event["event"]].get("carries"))
    near = st.integers(-3, 40).map(lambda days: event["on"] + timedelta(days=days))
    if "outcome" in carries and not seldom(draw):
        event["outcome"] = draw(st.sampled_from(OUTCOMES))
    if "contains" in carries and seldom(draw):
        event["contains"] = draw(st.lists(st.sampled_from(CONTENTS), max_size=2, unique=True))
    if "of" in carries and draw(st.booleans()):
        event["of"] = draw(st.sampled_from(names))
    if "until" in carries and draw(st.booleans()):
        event["until"] = draw(near)
    if "for" in carries:
        event["for"] = draw(near)
    if "records_facts" in EVENTS[event["event"]]:
        event["facts"] = draw(fact_values())
    return event


@st.composite
def histories(draw, question):
    """Draw a case: mostly a walk through the procedure, sometimes nonsense (out of place, repeated, out of order).

    Leaves out: unknown words (those are refused when a case is read), times of day, `for` missing where it is carried.
    """
    rules = resolved(question["profile"], ("procedures", question["procedure"]))
    names = [name for block in rules["stages"].values() for name in block.get("timescales", {})]
    day, events = draw(st.sampled_from(AWKWARD)) + timedelta(days=draw(st.integers(0, 9))), []
    case = {"facts": draw(fact_values()), "events": events}
    for _ in range(draw(st.sampled_from([5, 4, 7, 6, 3, 2, 8, 10, 1, 0]))):
        pool = list(EVENTS) if seldom(draw, 8) else plausible(rules, ask(question | {"case": case, "as_of": day}))
        events.append(details(draw, {"on": day, "event": draw(st.sampled_from(pool))}, names))
        day += timedelta(days=draw(st.sampled_from([0, 1, 2, 3, 5, 8, 13, 20, 30, 70])))
    if seldom(draw, 8) and len(events) > 1:
        number = draw(st.integers(0, len(events) - 2))
        events[number], events[number + 1] = events[number + 1], events[number]
    return case


def dates_in(found):
    """Return every date of an answer."""
    dates = [value for row in found["due_dates"] for value in row.values() if isinstance(value, date)]
    dates += [due for row in found["due_dates"] for due, _ in row["readings"] if due]
    return dates + [value for row in found["transitions"] for value in row.values() if isinstance(value, date)]


@st.composite
def days_of_asking(draw, question):
    """Draw a day on or beside a date of the answer, on the day of an event, or some time after the last one."""
    days = sorted({event["on"] for event in question["case"]["events"]}) or [AWKWARD[0]]
    last_event = days[-1]
    days += sorted(set(dates_in(ask(question | {"as_of": last_event}))))
    late = [day for day in days if day >= last_event]
    day = draw(st.sampled_from(days if seldom(draw, 3) else late))
    return min(max(day + timedelta(days=draw(st.sampled_from([0, 1, -1, 5, 40]))), FIRST), LAST)


@st.composite
def questions(draw, with_packs=True):
    """Draw a profile, mostly without a law pack, a history that fits it and a day on which to ask."""
    profile, packs = draw(profiles()), {}
    if with_packs and seldom(draw, 3):
        packs["law"] = draw(profiles("law", "law"))
        profile["procedures"]["main"]["stands_under"] = ["law"]
        if seldom(draw, 3):
            packs["law"]["procedures"]["main"]["acceptance"] = draw(acceptances())
        if seldom(draw, 3):
            packs["law"]["force"] = draw(st.sampled_from(["law", "guidance"]))
            packs["law"]["procedures"]["main"]["cases_begun"] = draw(spans())
        link(draw, profile["procedures"]["main"], packs["law"]["procedures"]["main"])
    procedure = draw(st.sampled_from(sorted(profile["procedures"])))
    question = {"profile": profile, "procedure": procedure, "packs": packs}
    question["case"] = draw(histories(question))
    return question | {"as_of": draw(days_of_asking(question))}


@st.composite
def acceptances(draw):
    """Draw what a pack takes, by a row or two of each sort; leaves out where else to go, and the time limit."""
    rows = st.builds(lambda test, more: a_rule(**{"if": test}, **more), conditions(), row_decisions())
    sides = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("allowed", "excluded"), st.lists(rows, min_size=1, max_size=2))
    )
    return {"who_may_complain": draw(sides), "what_about": draw(sides)}


@st.composite
def row_decisions(draw):
    """Draw a decision on a row now and then."""
    return decision(draw) if seldom(draw, 3) else {}


@st.composite
def spans(draw):
    """Draw the cases beside which a pack is held, from or up to an awkward day or both."""
    first, last = sorted((draw(st.sampled_from(AWKWARD)), draw(st.sampled_from(AWKWARD))))
    ends = draw(st.sampled_from([{"from": first}, {"up_to": last}, {"from": first, "up_to": last}]))
    return ends | {"source": PLACE}


def link(draw, rules, law):
    """Let a timescale of the council fulfil one of the law now and then, or several."""
    duties = [name for block in law["stages"].values() for name in block.get("timescales", {})]
    for block in rules["stages"].values():
        for rule in block.get("timescales", {}).values():
            if seldom(draw):
                several = draw(st.lists(st.sampled_from(duties), min_size=1, max_size=3, unique=True))
                rule["fulfils"] = several[0] if len(several) == 1 and draw(st.booleans()) else several
