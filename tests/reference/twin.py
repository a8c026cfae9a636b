"""The naive twin: what `docs/meaning.md` says, done in the most plodding way there is.

It takes plain dicts and returns plain dicts. For every question it replays the history from the beginning, once
over the council's procedure and once over each law pack, looks at every rule for every event, and counts days one
at a time. Where the page leaves a reading open, every combination of readings is replayed side by side: each is a
*world* with clocks of its own, while the place of the case is one for all of them.

Left out: reasons, `provisional`, `opens`. Acceptance, and the pairing of council and law, are in files of their own.
The decisions taken where the page is silent stand at the end of this file.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from tests.reference.acceptance import acceptance, outside, part_of_acceptance, rules_that_hold, wrong_procedure
from tests.reference.algebra import DISCRETIONARY, ENTITLED, NO_CAP, REFUSED, answered
from tests.reference.days import backward, calendar, carried_over, end_hour, forward, unit_of
from tests.reference.pairing import bind, fulfilled
from tests.reference.reading import (
    FAILS,
    HOLDS,
    UNKNOWN,
    View,
    all_words,
    day_for,
    hour_of,
    in_order,
    is_by_case,
    is_date,
    known_facts,
    last,
    listed,
    resolved,
    taken_for,
    with_outcome,
)

BESIDE = ("suspended", "withdrawn")
OVER = ("closed", "withdrawn", "ombudsman")
NO_LIMIT = "no limit"


def answer(*, profile, procedure, packs, vocabulary, calendars, case, as_of, every_pack=None):
    """Replay the case over the council's procedure and each pack, and tell where it stands on `as_of`.

    `every_pack` are those of all the profile's procedures, if there are more than this one's.
    """
    replays, events, listed_too_late, event_words = replayed(
        profile=profile,
        procedure=procedure,
        packs=packs,
        vocabulary=vocabulary,
        calendars=calendars,
        case=case,
        as_of=as_of,
    )
    rows = [row for replay in replays for row in replay.due_dates()]
    bind(rows, replays, event_words)
    irregularities = {("out_of_order", event["event"], event["on"], "council") for event in listed_too_late}
    irregularities |= extensions_of_no_clock(events, [replay for replay in replays if not outside(replay)])
    for replay in replays:
        irregularities |= replay.irregularities()
    irregularities |= wrong_procedure(replays[0], events, profile, procedure, every_pack or packs)
    return {
        "stage": replays[0].stage(),
        "status": replays[0].status(),
        "due_dates": rows,
        "transitions": [row for replay in replays for row in replay.transitions(events)],
        "acceptance": [acceptance(replay) for replay in replays],
        "irregularities": sorted(irregularities),
    }


def replayed(*, profile, procedure, packs, vocabulary, calendars, case, as_of):
    """Replay the case over the council's procedure and each pack; return the replays, the events and what was late."""
    council = resolved(profile, ("procedures", procedure))
    event_words, fact_words = all_words(vocabulary, profile, *packs.values())
    events, listed_too_late = in_order(case, as_of)
    facts, told_by, later_facts, unheard = known_facts(case, events, event_words, fact_words)
    events = [with_outcome(event, council) for event in events]
    events = [{**event, "words": taken_for(event, place, events, event_words)} for place, event in enumerate(events)]
    replays = []
    for file, rules in [(profile, council), *procedures_of_packs(council, procedure, packs)]:
        if replays and not held_beside(rules, replays[0].began_on or as_of):
            continue
        replay = Replay(
            file=file,
            rules=rules,
            words=(event_words, fact_words),
            calendars=calendars,
            facts=(dict(facts), dict(told_by), later_facts, unheard),
            as_of=as_of,
            council=council,
        )
        for event in events:
            replay.take(event)
        replay.look_at_factors_of_acceptance(events)
        replays.append(replay)
    return replays, events, listed_too_late, event_words


def procedures_of_packs(council, procedure, packs):
    """Return each pack the procedure stands under, with its procedure of the same name or its only one."""
    found = []
    for name in council.get("stands_under", []):
        pack = packs[name]
        ids = list(pack["procedures"])
        if procedure in ids or len(ids) == 1:
            found.append((pack, resolved(pack, ("procedures", procedure if procedure in ids else ids[0]))))
    return found


def held_beside(pack, began_on):
    """Tell whether a pack is held beside a case that began on this day (A procedure: `cases_begun`)."""
    span = pack.get("cases_begun", {})
    return span.get("from", began_on) <= began_on <= span.get("up_to", began_on)


def extensions_of_no_clock(events, replays):
    """Report an extension that met no clock on any basis that knows it (Extension)."""
    found = set()
    for number, event in enumerate(events):
        known = [replay.extensions[number] for replay in replays if number in replay.extensions]
        if known and not any(known):
            found.add(("extension_of_no_clock", event["event"], event["on"], "council"))
    return found


@dataclass
class Run:
    """One occurrence of one timescale in one world."""

    name: str
    occurrence: int
    waiting: bool = True
    started_by: str | None = None
    anchor: date | None = None
    hour: str | None = None
    row: int | None = None
    linked: "Run | None" = None
    within: str | None = None
    at_least: str | None = None
    aim: str | None = None
    ends: dict = field(default_factory=dict)
    missing: set = field(default_factory=set)
    first_due: date | None = None
    due: date | None = None
    due_hour: str | None = None
    limit: date | None = None
    aim_due: date | None = None
    earliest: date | None = None
    extended_by_fact: bool = False
    added: bool = False
    dated_anew: bool = False
    stopped_on: date | None = None
    stopped_how: str | None = None
    visit: int | None = None
    cancelled: bool = False
    done_on: date | None = None
    done_hour: str | None = None
    begun_at: int | None = None
    length_unknown: bool = False

    @property
    def paused(self):
        """Tell whether the clock stands still."""
        return self.stopped_how in ("resume", "restart") and not self.cancelled and self.done_on is None


class Replay:
    """One history over one procedure."""

    def __init__(self, *, file, rules, words, calendars, facts, as_of, council):
        self.file, self.rules, self.as_of, self.council = file, rules, as_of, council
        self.basis = file.get("force", "council")
        self.event_words, self.fact_words = words
        self.facts, self.told_by, self.later_facts, self.unheard = facts
        self.units = {unit: calendar(spec, calendars) for unit, spec in file["calendars"].items()}
        self.blocks = blocks_of(rules)
        self.timescales = {
            name: {"block": block, "rule": rule}
            for block, content in self.blocks
            for name, rule in content.get("timescales", {}).items()
        }
        self.moves = [one for block, content in self.blocks for one in entries(block, content.get("moves", {}))]
        self.moves = entries("begins", rules["begins"]) + self.moves
        self.bars = [one for block, content in self.blocks for one in entries(block, content.get("bars", {}))]
        self.worlds = [
            {"readings": choice, "runs": {}, "reports": set(), "of_moves": set()} for choice in self.choices()
        ]
        self.place, self.began_on = None, None
        self.visits = []
        self.visit_count = 0
        self.seen = []
        self.entered = {}
        self.extensions = {}
        self.counts = {}
        told = (dict(self.facts), dict(self.told_by), self.later_facts, self.unheard)
        self.how_to_tell_it = {"file": file, "rules": rules, "words": words, "calendars": calendars, "facts": told}

    def told_again(self):
        """Return the same history told once more."""
        again = Replay(**self.how_to_tell_it, as_of=self.as_of, council=self.council)
        for event in self.seen:
            again.take(event)
        return again

    def be_declined(self):
        """Let the complaint be declined at the end of all, and the case be closed (Acceptance)."""
        declining = {word for word, said in self.event_words.items() if said.get("declines")}
        words = declining | {other for word in declining for other in listed(self.event_words[word].get("counts_as"))}
        event = {"event": "declined", "on": self.as_of, "words": words}
        place_before, self.number = self.place, len(self.seen)
        self.seen.append(event)
        if self.place != "closed":
            self.move({"id": "declined", "rule": {"to": "closed"}}, "closed", event)
        self.start_clocks(event, place_before)

    # The readings (format.md, "On every rule")

    def choices(self):
        """Return every way of reading what is `unstated`, except `late`, which is weighed as unknown."""
        open_points = {}
        for name, timescale in self.timescales.items():
            note_unstated(open_points, name, timescale["rule"], ("after", "before", "within", "at_least"))
            note_unstated(open_points, f"{name}.extension", timescale["rule"].get("extension", {}), ("after", "up_to"))
        for move in self.moves:
            note_unstated(open_points, move["id"], move["rule"], ("clocks",))
        return [dict(zip(open_points, combination, strict=True)) for combination in product(*open_points.values())]

    def value(self, world, rule_id, rule, key):
        """Return what a key of a rule says in this world."""
        value = rule.get(key)
        return world["readings"][rule_id, key] if value == "unstated" else value

    # Where the case stands

    def stage(self):
        """Return the stage; beside the stages, the one that the case left."""
        place = self.place
        for visit in reversed(self.visits):
            if place in BESIDE:
                place = visit["left"]
        return place

    def status(self):
        """Return the status that the place gives."""
        return self.place if self.place in ("suspended", "withdrawn", "closed") else "open"

    def destination(self, rule):
        """Return the place to which a move leads, or None if it leads nowhere."""
        if rule.get("to") == "stage_left":
            return self.visits[-1]["left"] if self.place in BESIDE else None
        return rule.get("to")

    def belongs(self, name):
        """Return the stages to which a timescale belongs: `during`, or else where it stands."""
        timescale = self.timescales[name]
        return listed(timescale["rule"].get("during")) or [timescale["block"]]

    # The four answers

    def is_live(self, entry):
        """Tell whether a move or a bar is live where the case is."""
        if self.place is None or entry["block"] == "begins":
            return self.place is None and entry["block"] == "begins"
        stages = listed(entry["rule"].get("during")) or [entry["block"]]
        here = self.place in stages or ("at_any_stage" in stages and self.place not in OVER)
        leads = entry["rule"].get("to")
        return here and not (leads and self.destination(entry["rule"]) in (None, self.place))

    def weigh(self, words, day):
        """Weigh a move for an event taken for `words`, as if nothing were known of what holds from a later day only."""
        known = self.facts
        self.facts = {name: value for name, value in known.items() if self.unheard.get(name, -1) < len(self.seen) + 1}
        found = self.weighed(words, day)
        self.facts = known
        return found

    def weighed(self, words, day):
        """Weigh it: the lower of the best grant and the lowest cap."""
        view = self.view(day, Later(self, day))
        grants = [self.grant(one, view) for one in self.moves if one["event"] in words and self.is_live(one)]
        grants = [one for one in grants if one]
        caps = [self.cap(one, view) for one in self.bars if one["event"] in words and self.is_live(one)]
        caps = [one for one in caps if one] + [self.window(name, day) for name in self.windows(words)]
        followed = max(grants, key=lambda one: (one["against"], one["favour"]), default=None)
        found = answered(grants, caps)
        is_open = found["permission"] in ("discretionary", "undetermined")
        return {
            **found,
            "rules": [(one["rule"], one is followed or one in caps) for one in grants + caps if one["holds"]],
            "followed": followed["entry"] if followed else None,
            "decided_by": decider(followed, caps) if is_open else None,
        }

    def grant(self, entry, view):
        """Grant what the decision leaves; where the test is unknown, nothing or that."""
        truth, names = view.test(entry["rule"].get("if"))
        if truth == FAILS:
            return None
        level = self.decided(entry["rule"], ENTITLED, REFUSED)
        against = REFUSED if truth == UNKNOWN else level
        known = {"holds": truth != UNKNOWN, "names": names, "rule": entry["rule"]}
        return {"entry": entry, "against": against, "favour": level, **known}

    def cap(self, entry, view):
        """Cap at refused or as the decision leaves; where the test is unknown, so or not at all."""
        truth, names = view.test(entry["rule"].get("if"))
        if truth == FAILS:
            return None
        level = self.decided(entry["rule"], NO_CAP, REFUSED) if "decided_by" in entry["rule"] else REFUSED
        favour = NO_CAP if truth == UNKNOWN else level
        return {"against": level, "favour": favour, "names": names, "rule": entry["rule"], "holds": truth != UNKNOWN}

    def decided(self, rule, granted, refused):
        """Return what a decision leaves: what it gave, what it took, or `discretionary` if not recorded."""
        if "decided_by" not in rule:
            return granted
        if rule.get("recorded_as") not in self.facts:
            return DISCRETIONARY
        return granted if self.facts[rule["recorded_as"]] is True else refused

    def windows(self, words):
        """Return the complainant's timescales that bound the moves of these events."""
        return [
            name
            for name, timescale in self.timescales.items()
            if timescale["rule"]["who"] == "complainant" and set(listed(timescale["rule"]["done_by"])) & set(words)
        ]

    def window(self, name, day):
        """Cap from the day after the window closed; where its readings disagree, by the range of them."""
        rule = self.timescales[name]["rule"]
        levels = [level for world in self.worlds for level in self.late(world, name, day)]
        names = self.facts_wanted(name, day)
        if names:
            levels += [NO_CAP, *self.when_late(self.worlds[0], name, day)]
        late = rule.get("late") if isinstance(rule.get("late"), dict) else {}
        holds = not names and all(self.meets_a_decision(world, name, day) for world in self.worlds)
        return {"against": min(levels), "favour": max(levels), "names": names, "rule": late, "holds": holds}

    def meets_a_decision(self, world, name, day):
        """Tell whether a request on this day is late, and not too late to be decided upon."""
        run = self.last_run(world, name)
        if not self.has_closed(world, run, day):
            return False
        until = self.late_until(world, name, run, day)
        return not (until and day > until)

    def facts_wanted(self, name, day):
        """Return the names for want of which it is not known when a window ends, or whether it has begun."""
        rule, runs = self.timescales[name]["rule"], [self.last_run(world, name) for world in self.worlds]
        if any(self.counts_as_window(run) for run in runs):
            counting = [run for run in runs if self.counts_as_window(run) and not self.is_aim_alone(name)]
            return {one for run in counting for one in run.missing if one not in self.facts}
        ended = runs[0] is not None and all(run is not None and (run.done_on or run.cancelled) for run in runs)
        stages = self.belongs(name)
        here = self.place in stages or ("at_any_stage" in stages and self.place not in OVER)
        view = self.view(day)
        truth, names = view.test(rule.get("if"))
        if "late" not in rule or self.place is None or not here or ended or truth == FAILS:
            return set()
        waits = [self.facts_awaited(world, name, rule, view) for world in self.worlds]
        known = [facts for facts in waits if facts is not None]
        return set(names).union(*known) if known else set()

    def facts_awaited(self, world, name, rule, view):
        """Return the date facts for which an anchor waits; None if it waits for an event."""
        if "on_or_before" in rule and not is_date(rule["on_or_before"]):
            return None
        if "on_or_before" in rule and "after" not in rule:
            return set()
        if "after" not in rule and "before" not in rule:
            return None
        anchor, _, passed_over = self.chosen_anchor(world, name, view)
        if anchor is None:
            return set(passed_over) or None
        if isinstance(anchor, str) and anchor in self.timescales:
            return None
        groups = anchor["later_of"] if isinstance(anchor, dict) else [anchor]
        empty = [listed(group) for group in groups if self.day_of_anchor(world, group, None) is None]
        words = {word for group in empty for word in group}
        return words if words <= set(self.fact_words) else None

    def late(self, world, name, day):
        """Return the caps that a window may set in one world."""
        run = self.last_run(world, name)
        if self.counts_as_window(run) and not self.is_aim_alone(name):
            earliest = self.dates(world, run, day).earliest
            if earliest is not None and day < earliest:
                return [REFUSED]
        if not self.has_closed(world, run, day):
            return [NO_CAP]
        return self.when_late(world, name, day)

    def when_late(self, world, name, day):
        """Return the caps that a window may set once it has closed."""
        rule, run = self.timescales[name]["rule"], self.last_run(world, name)
        late = rule.get("late")
        if late is None:
            return [NO_CAP]
        if late == "unstated":
            return [REFUSED, NO_CAP]
        if late == "refused":
            return [REFUSED]
        until = self.late_until(world, name, run, day)
        return [REFUSED if until and day > until else self.decided(late, NO_CAP, REFUSED)]

    def has_closed(self, world, run, day):
        """Tell whether a window that counts has a date that has passed, used or not."""
        if not self.counts_as_window(run) or self.is_aim_alone(run.name):
            return False
        due = self.dates(world, run, day).due
        return due is not None and day > due

    def counts_as_window(self, run):
        """Tell whether a window has started and is not paused, cancelled or waived."""
        return run is not None and not run.waiting and not run.cancelled and not run.paused

    def late_until(self, world, name, run, day):
        """Return the day until which a late request may still be taken."""
        rule = self.timescales[name]["rule"]
        late = rule.get("late")
        if not isinstance(late, dict) or "until" not in late:
            return None
        until = late["until"]
        if "after" not in until:
            return self.forward(rule, until["within"], run.anchor, run.hour)
        start, hour = self.day_of_anchor(world, until["after"], day), self.hour_of_anchor(world, until["after"])
        return self.forward(rule, until["within"], start, hour)

    # What an event does, in this order

    def take(self, event):
        """Do what one event does."""
        self.number = len(self.seen)
        self.learn(event)
        if self.place is None:
            self.before_the_case(event)
        else:
            self.during_the_case(event)

    def learn(self, event):
        """Let facts have other values from this event on, and extend what runs by those that make it longer."""
        changed = self.later_facts.get(self.number, {})
        for name, value in changed.items():
            self.facts[name], self.told_by[name] = value, event
        for name, timescale in self.timescales.items():
            made_by = listed(timescale["rule"].get("extension", {}).get("made_by"))
            if any(set(test) & set(changed) for test in made_by if not isinstance(test, str)):
                for world in self.worlds:
                    run = self.last_run(world, name)
                    if self.is_open(run) and not run.paused:
                        self.extend_by_facts(world, run)

    def report(self, code, event, world=None, *, of_move=False):
        """Report an irregularity, in one world or in all of them: of a move, or of a timescale."""
        for one in self.worlds if world is None else [world]:
            one["reports"].add((code, event["event"], event["on"], self.basis))
            if of_move and self.speaks_outside_of(event["words"]):
                one["of_moves"].add((code, event["event"], event["on"], self.basis))

    def speaks_outside_of(self, words):
        """Tell whether an event is one of which a pack speaks though the complaint is outside it."""
        return any(
            one["rule"].get("to") == "ombudsman" or self.event_words[one["event"]].get("declines")
            for move in self.moves
            if move["event"] in words
            for one in self.moves
            if one["event"] == move["event"]
        )

    def irregularities(self):
        """Return what is to be reported however the page is read."""
        reported = "of_moves" if outside(self) else "reports"
        return set.intersection(*(world[reported] for world in self.worlds))

    def before_the_case(self, event):
        """1. Before the case: an event that begins it enters a stage; any other is only remembered."""
        begins = [one for one in self.moves if one["block"] == "begins" and one["event"] in event["words"]]
        verdict = self.weigh(event["words"], event["on"])
        if begins:
            self.look_at_factors(verdict, event)
        self.seen.append(event)
        if begins and verdict["permission"] == "refused":
            self.report("move_refused", event, of_move=True)
        elif begins and self.destination(verdict["followed"]["rule"]):
            self.check_contents(verdict["followed"]["rule"], event, of_move=True)
            self.place, self.began_on = self.destination(verdict["followed"]["rule"]), event["on"]
            in_force = self.file.get("in_force", {})
            if not in_force.get("from", event["on"]) <= event["on"] <= in_force.get("up_to", event["on"]):
                self.report("no_version_in_force", event, of_move=True)
            self.entered[self.place] = self.entered["at_any_stage"] = self.number
            self.start_clocks(event, None)
        elif self.is_a_move(event) or self.ends_something(event):
            self.report("before_the_case_began", event, of_move=True)

    def look_at_factors(self, verdict, event):
        """Factors: report what is not on record of the decisions about an event that is weighed as a move."""
        for rule, rests in verdict["rules"]:
            recorded = rule.get("recorded_as") in self.facts
            if "decided_by" in rule and (recorded or (rests and verdict["permission"] != "refused")):
                self.check_factors(rule, event)

    def check_factors(self, rule, event):
        """Report a decision of which a factor that is a fact is not known."""
        factors = [one for one in listed(rule.get("considering")) if one in self.fact_words]
        if any(one not in self.facts for one in factors):
            self.report("factor_not_weighed", event, of_move=True)

    def look_at_factors_of_acceptance(self, events):
        """Factors: the same of acceptance, on the day on which the case began, of the decisions that are recorded."""
        if self.began_on is None or outside(self):
            return
        first = next(event for event in events if event["on"] == self.began_on)
        for rule in rules_that_hold(self, self.began_on):
            if rule.get("recorded_as") in self.facts:
                self.check_factors(rule, first)

    def is_a_move(self, event):
        """Tell whether the event is a move anywhere in the procedure."""
        return any(one["event"] in event["words"] for one in self.moves)

    def ends_something(self, event):
        """Tell whether the event ends a timescale of the procedure."""
        return any(set(listed(one["rule"]["done_by"])) & set(event["words"]) for one in self.timescales.values())

    def during_the_case(self, event):
        """2 to 9: weigh the event, then let it do its work in the order of the page."""
        refused, followed = False, None
        if self.is_a_move(event):
            verdict = self.weigh(event["words"], event["on"])
            self.look_at_factors(verdict, event)
            refused = verdict["permission"] == "refused"
            followed = None if refused else verdict["followed"]
            if refused:
                self.report("move_refused", event, of_move=True)
            else:
                self.check_contents(followed["rule"], event, of_move=True)
        rows_before = self.rows_now(event["on"])
        self.seen.append(event)
        self.look_again(event)
        self.end_clocks(event, refused)
        self.share_ends()
        if not refused:
            self.look_for_undone(event)
        self.cancel_clocks(event)
        self.share_ends()
        self.extend_clocks(event)
        self.agree_waive_restart(event)
        self.share_ends()
        place_before = self.place
        if followed and self.destination(followed["rule"]):
            self.move(followed, self.destination(followed["rule"]), event)
        self.share_ends()
        self.choose_again(event, rows_before)
        self.start_clocks(event, place_before)

    def check_contents(self, rule, event, world=None, *, of_move=False):
        """Report a letter whose `contains` is given and lacks what it must hold."""
        if self.lacks(rule, event):
            self.report("content_missing", event, world, of_move=of_move)

    def lacks(self, rule, event):
        """Tell whether it is given what a letter contains, and something that it must hold is not among it."""
        letter = event
        sent = self.event_words.get(event["event"], {}).get("falls_back_on")
        if "contains" not in event and sent:
            letter = last(sent, [one for one in self.seen if one is not event]) or event
        if "contains" not in letter:
            return False
        holds = set(letter["contains"]) | ({"new_date"} if "until" in event else set())
        return bool(set(rule.get("must_contain", [])) - holds)

    def end_clocks(self, event, refused):
        """3. Ends: the last occurrence, if started, not done and not cancelled; a refused event ends no window."""
        clockless = [name for name in self.timescales if self.applies_without_a_clock(name, event)]
        for name, timescale in self.timescales.items():
            rule = timescale["rule"]
            if not set(listed(rule["done_by"])) & set(event["words"]):
                continue
            if refused and rule["who"] == "complainant":
                continue
            if name in clockless:
                self.check_contents(rule, event)
            lagging = self.lagging(name)
            for world in self.worlds:
                run = self.last_run(world, name)
                if self.is_open(run):
                    for one in (world, *lagging):
                        self.check_contents(rule, event, one)
                    earliest = self.dates(world, run, event["on"]).earliest
                    if earliest is not None and event["on"] < earliest:
                        self.report("too_early", event, world)
                    self.freeze(world, run, event["on"])
                    run.done_on, run.done_hour = event["on"], hour_of(event)

    def look_for_undone(self, event):
        """3. Ends: a duty that was to be done before this event, and has started and is neither done nor cancelled."""
        for name, timescale in self.timescales.items():
            if set(listed(timescale["rule"].get("done_before"))) & set(event["words"]):
                for world in self.worlds:
                    if self.is_open(self.last_run(world, name)):
                        self.report("duty_not_done", event, world)

    def applies_without_a_clock(self, name, event):
        """Tell whether a timescale that has not started in any world is one of this stage, and is known to apply."""
        stages = self.belongs(name)
        here = self.place in stages or ("at_any_stage" in stages and self.place not in OVER)
        applies = self.view(event["on"]).test(self.timescales[name]["rule"].get("if"))[0] == HOLDS
        return here and applies and not self.begun(name)

    def share_ends(self):
        """Let the readings under which a clock had not started end with it, when it has ended under all others."""
        for name in self.timescales:
            begun = self.begun(name)
            ended = all(run.done_on or run.cancelled for run in begun)
            if begun and (ended or any(run.done_on for run in begun)):
                for world in self.lagging(name):
                    run = self.last_run(world, name)
                    ended_run = run if run is not None and run.waiting else self.new_run(world, name)
                    ended_run.waiting = False
                    ended_run.done_on = next((one.done_on for one in begun if one.done_on), None)
                    ended_run.cancelled, ended_run.begun_at = ended_run.done_on is None, -1

    def begun(self, name):
        """Return the last occurrence of a clock, under each reading under which it has started."""
        return [run for _, run in self.last_runs(name) if not run.waiting]

    def lagging(self, name):
        """Return the worlds in which the last occurrence of a clock has not started though it has in others."""
        runs = [(world, self.last_run(world, name)) for world in self.worlds] if self.begun(name) else []
        return [world for world, run in runs if run is None or run.waiting]

    def cancel_clocks(self, event):
        """4. Cancels: every running timescale, still in time."""
        for name, timescale in self.timescales.items():
            if set(listed(timescale["rule"].get("cancelled_by"))) & set(event["words"]):
                for world, run in self.last_runs(name):
                    if self.state(world, run, event["on"]) in ("running", "undetermined"):
                        self.cancel(world, run, event["on"])

    # 5. Extends, agrees, waives, restarts

    def extend_clocks(self, event):
        """5. Extends the timescale named, or the only one running that the event may extend."""
        extendable = [name for name in self.timescales if self.may_extend(name, event)]
        if not extendable:
            return
        view = self.view(event["on"])
        self.extensions[self.number] = False
        for world in self.worlds:
            for code in self.extend_in(world, extendable, event, view):
                self.report(code, event, world)

    def may_extend(self, name, event):
        """Tell whether the event stands in `made_by` of this timescale's extension."""
        made_by = listed(self.timescales[name]["rule"].get("extension", {}).get("made_by"))
        return bool({one for one in made_by if isinstance(one, str)} & set(event["words"]))

    def extend_in(self, world, extendable, event, view):
        """Find the clock in one world, extend it, and return what there is to report."""
        if "of" in event:
            meant = [name for name in extendable if self.is_meant(event["of"], name)]
            return set().union(*(self.extend_the_one(world, [name], event, view) for name in meant))
        return self.extend_the_one(world, extendable, event, view)

    def extend_the_one(self, world, extendable, event, view):
        """Extend the one clock of these timescales that runs, and return what there is to report."""
        runs = [self.last_run(world, name) for name in extendable]
        states = [self.state(world, run, event["on"]) for run in runs]
        running = [run for run, state in zip(runs, states, strict=True) if state == "running"]
        too_late = [run for run, state in zip(runs, states, strict=True) if state in ("overdue", "lapsed")]
        self.extensions[self.number] |= bool(running or too_late)
        if len(running) > 1:
            return {"extension_ambiguous"}
        if running:
            return self.extend(world, running[0], event, view)
        return {"extension_too_late"} if too_late else set()

    def is_meant(self, of, name):
        """Tell whether `of` names this timescale, or a timescale of the council's that fulfils it."""
        if self.rules is self.council:
            return of == name
        return name in fulfilled(self.council).get(of, [of])

    def extend(self, world, run, event, view):
        """Extend one running clock by an event, and return what there is to report."""
        rule = self.timescales[run.name]["rule"]
        extension = rule["extension"]
        self.check_contents(extension, event, world)
        if run.due is None or run.linked:
            return set()
        if extension.get("made_before") == "first_date" and event["on"] > self.dates(world, run, event["on"]).first_due:
            return {"extension_too_late"}
        if view.test(extension.get("if"))[0] == FAILS:
            return {"extension_not_allowed"}
        if extension.get("contents_are") == "condition" and self.lacks(extension, event):
            return {"extension_without_content"}
        if "adds" in extension and run.added:
            return {"extension_again"}
        limit = self.limit_of_extension(run)
        new, codes = event.get("until", limit), set()
        if new is None:
            return {"extension_without_date"}
        if limit and new > limit:
            new, codes = limit, {"extension_beyond_limit"}
        if new <= run.due:
            return codes if run.extended_by_fact else codes | {"extension_not_later"}
        run.due, run.due_hour, run.added, run.dated_anew = new, None, True, True
        return codes

    def limit_of_extension(self, run):
        """Return the furthest day that the extension allows, or None if it sets none."""
        rule = self.timescales[run.name]["rule"]
        if "adds" in rule["extension"]:
            return self.forward(rule, rule["extension"]["adds"], run.due)
        return run.limit

    def agree_waive_restart(self, event):
        """5. An agreed date replaces the due date, a waiver cancels the clock, a restart counts afresh."""
        self.report_nothing_to_change(event)
        for name, timescale in self.timescales.items():
            rule = timescale["rule"]
            dated, waived, restarted = (
                [word for word in listed(rule.get(key)) if word in event["words"]]
                for key in ("agreed_date", "waived_by", "restarted_by")
            )
            for world in self.worlds:
                run = self.last_run(world, name)
                if dated and self.may_be_agreed(world, run, event["on"]) and "for" in event:
                    run.due, run.due_hour, run.dated_anew = event["for"], None, True
                if waived and self.is_open(run):
                    self.cancel(world, run, event["on"])
                if restarted and self.is_open(run) and not run.paused:
                    self.restart(world, run, event, day_for(restarted[0], event, self.event_words))

    def may_be_agreed(self, world, run, day):
        """Tell whether a date may be agreed: the clock is in time, or has only ever had an aim."""
        state = self.state(world, run, day)
        still_an_aim = run is not None and self.is_aim_alone(run.name) and run.due == run.first_due
        return state in ("running", "undetermined") or (still_an_aim and state in ("overdue", "lapsed"))

    def report_nothing_to_change(self, event):
        """Report an agreed date for which nothing runs, and a waiver for which nothing is open."""
        for key, code in (("agreed_date", "agreed_date_of_no_clock"), ("waived_by", "waiver_of_no_clock")):
            names = [n for n, one in self.timescales.items() if set(listed(one["rule"].get(key))) & set(event["words"])]
            runs = [(world, self.last_run(world, name)) for world in self.worlds for name in names]
            running = any(self.may_be_agreed(world, run, event["on"]) for world, run in runs)
            found = running if key == "agreed_date" else any(self.is_open(run) for _, run in runs)
            if names and not found:
                self.report(code, event)

    def restart(self, world, run, event, day):
        """Count a clock afresh from a day; one before the present anchor changes nothing."""
        present = self.dates(world, run, event["on"]).anchor
        if present and day < present:
            self.report("date_not_later", event, world)
        else:
            self.count_afresh(world, run, event["event"], day)

    def count_afresh(self, world, run, started_by, day):
        """Anchor a clock anew on a day, every end of it."""
        run.linked, run.ends = None, dict.fromkeys(run.ends, (day, self.hour_of_start(started_by, day)))
        self.anchor(world, run, started_by, day)

    # 6. Moves and 7. Comes back

    def move(self, followed, to, event):
        """6. Moves: treat the clocks of the stage that is left, then be in the other."""
        leaving, back = self.place, self.place in BESIDE and to not in BESIDE
        one_step = followed["rule"].get("to") == "stage_left"
        self.visit_count += 1
        last_runs = [one for name in self.timescales for one in self.last_runs(name)]
        states = [self.state(world, run, event["on"]) for world, run in last_runs]
        for (world, run), state in zip(last_runs, states, strict=True):
            if state in ("running", "undetermined"):
                self.leave(world, run, followed, to, event["on"])
        popped = []
        if one_step:
            popped = [self.visits.pop()]
        elif to in BESIDE:
            self.visits.append({"left": leaving, "id": self.visit_count})
        else:
            popped, self.visits = self.visits, []
        self.place = to
        self.entered[to] = self.number
        if back or one_step:
            self.come_back(followed, popped, event)

    def leave(self, world, run, followed, to, day):
        """Cancel, pause or leave running one clock that belongs to the stage left and not to the new one."""
        stages = self.belongs(run.name)
        if "at_any_stage" in stages:
            if to in OVER:
                self.cancel(world, run, day)
        elif self.place in stages and to not in stages:
            how = self.value(world, followed["id"], followed["rule"], "clocks") or "cancel"
            if self.place in BESIDE and (to not in BESIDE or followed["rule"].get("to") == "stage_left"):
                how = "cancel"
            if how == "run_on":
                return
            run.stopped_on, run.stopped_how, run.visit = day, how, self.visit_count
            if how == "cancel":
                self.cancel(world, run, day)

    def come_back(self, followed, popped, event):
        """7. Comes back: the clocks stopped upon the visit go on; what is paused for another stage is cancelled."""
        visits = {visit["id"] for visit in popped}
        for name in sorted(self.timescales, key=lambda name: any(run.linked for _, run in self.last_runs(name))):
            self.open_again(name, visits, followed, event)
            for world, run in self.last_runs(name):
                if run is None or run.done_on or run.begun_at == self.number:
                    continue
                if run.visit in visits and self.place in self.belongs(name):
                    how = self.value(world, followed["id"], followed["rule"], "clocks") or run.stopped_how
                    self.go_on(world, run, how, event["on"], event["event"])
                elif run.paused and self.place not in BESIDE and self.place not in self.belongs(name):
                    self.cancel(world, run, event["on"])

    def open_again(self, name, visits, followed, event):
        """Cancel a clock that restarts under every reading, and start its next occurrence in full."""
        runs = [(world, run) for world, run in self.last_runs(name) if not run.waiting and run.begun_at != -1]
        ways = [
            self.value(world, followed["id"], followed["rule"], "clocks") or run.stopped_how
            for world, run in runs
            if run.visit in visits and not run.done_on and self.place in self.belongs(name)
        ]
        if not runs or len(ways) < len(runs) or set(ways) != {"restart"}:
            return
        for world in self.worlds:
            waits = self.last_run(world, name)
            if waits is None or waits.waiting:
                waits = waits or self.new_run(world, name)
                waits.waiting, waits.cancelled, waits.begun_at = False, True, -1
        for world, run in runs:
            again = self.new_run(world, name)
            again.waiting, again.row, again.ends = False, run.row, dict(run.ends)
            again.linked = self.last_run(world, run.linked.name) if run.linked else None
            again.missing, again.started_by, again.anchor = set(run.missing), run.started_by, run.anchor
            self.choose_periods(world, again, self.view(event["on"]))
            self.cancel(world, run, event["on"])
            run.stopped_on = run.stopped_how = run.visit = None
            again.begun_at = self.number
            if not again.linked:
                self.go_on(world, again, "restart", event["on"], event["event"])

    def go_on(self, world, run, how, day, started_by):
        """Let a stopped clock go on: resumed, restarted, running on as it was, or cancelled for good."""
        paused_on = run.stopped_on
        run.stopped_on = run.stopped_how = run.visit = None
        run.cancelled = how == "cancel"
        if run.linked:
            return
        if how == "resume":
            unit = unit_of(self.leading_period(run))
            run.due_hour = None if run.due and run.due >= paused_on else run.due_hour
            run.first_due, run.due, run.limit = (
                carried_over(end, paused_on, day, unit, self.units) for end in (run.first_due, run.due, run.limit)
            )
        if how == "restart" and self.is_fixed(run):
            self.anchor(world, run, run.started_by, run.anchor)
        elif how == "restart":
            self.count_afresh(world, run, started_by, day)

    def is_fixed(self, run):
        """Tell whether the date of a clock does not depend on when it started."""
        rule = self.timescales[run.name]["rule"]
        return "on_or_before" in rule or "before" in rule

    def leading_period(self, run):
        """Return the period whose unit the clock counts in."""
        rule = self.timescales[run.name]["rule"]
        ends = [end["within"] for end in rule.get("later_of", [])]
        return run.within or run.at_least or (ends[0] if ends else run.aim)

    # 8. Chooses again

    def rows_now(self, day):
        """Return the row that each by-case `after` chooses at this moment."""
        view = self.view(day)
        return {
            name: view.choose(one["rule"]["after"])[0]
            for name, one in self.timescales.items()
            if is_by_case(one["rule"].get("after"))
        }

    def choose_again(self, event, rows_before):
        """8. Chooses again: a clock not done and not past its date, whose by-case `after` tests the event."""
        rows_after, view = self.rows_now(event["on"]), self.view(event["on"])
        for name, row in rows_after.items():
            rule = self.timescales[name]["rule"]
            tested = {word for one in rule["after"] for word in one.get("if", {})}
            if not tested & set(event["words"]):
                continue
            for world in self.worlds:
                run = self.last_run(world, name)
                waits = run is None or run.waiting
                if waits and not self.may_start(name, self.place, view):
                    continue
                row_before = run.row if run else rows_before[name]
                if row != row_before and self.state(world, run, event["on"]) in (
                    "running",
                    "not_started",
                    "undetermined",
                ):
                    self.anchor_where_it_happened(world, run or self.new_run(world, name), row, view)

    def anchor_where_it_happened(self, world, run, row, view):
        """Anchor a clock where the anchor of its new row has already happened, or let it wait."""
        rule = self.timescales[run.name]["rule"]
        was_waiting, run.row, run.linked = run.waiting, row, None
        run.missing = view.choose(rule["after"])[1]
        found = self.already_happened(world, run.name, rule["after"][row]["then"]) if row is not None else None
        if found is None:
            run.waiting, run.stopped_how, run.stopped_on, run.visit = True, None, None, None
            run.anchor = run.started_by = run.first_due = run.due = run.limit = run.aim_due = run.earliest = None
            return
        if was_waiting:
            self.choose_periods(world, run, view)
            run.begun_at = self.number
        run.waiting = False
        started_by, day, run.linked = found
        if run.linked:
            run.started_by, run.anchor = started_by, None
        else:
            self.anchor(world, run, started_by, day)

    def already_happened(self, world, name, anchor):
        """Return what started it, the day and the clock hung on, if the anchor happened since the stage was entered."""
        if isinstance(anchor, dict):
            days = [self.day_of_anchor(world, item, None) for item in anchor["later_of"]]
            words = {word for item in anchor["later_of"] for word in listed(item)}
            latest = next((event for event in reversed(self.seen) if words & set(event["words"])), None)
            return None if None in days else (latest["event"], max(days), None)
        if isinstance(anchor, str) and anchor in self.fact_words:
            return (anchor, self.facts[anchor], None) if anchor in self.facts else None
        if isinstance(anchor, str) and anchor in self.timescales:
            other = self.last_run(world, anchor)
            return None if other is None or other.waiting else (anchor, None, other)
        entries_ = [self.entered[stage] for stage in self.belongs(name) if stage in self.entered]
        since = self.seen[max(entries_) :] if entries_ else []
        found = [
            (event["event"], day_for(word, event, self.event_words), word)
            for event in since
            for word in listed(anchor)
            if word in event["words"]
        ]
        if not found:
            return None
        carries = "for" in listed(self.event_words[found[0][2]].get("carries"))
        return (*(found[-1] if carries else found[0])[:2], None)

    # 9. Starts

    def may_start(self, name, place_before, view):
        """Tell whether the stage is the one left or entered, and the `if` holds."""
        stages = self.belongs(name)
        here = [place for place in (place_before, self.place) if place is not None]
        in_place = any(place in stages or ("at_any_stage" in stages and place not in OVER) for place in here)
        return in_place and view.test(self.timescales[name]["rule"].get("if"))[0] == HOLDS

    def start_clocks(self, event, place_before):
        """9. Starts: every timescale whose chosen anchor the event completes, where it may start."""
        view = self.view(event["on"])
        ready = [name for name in self.timescales if self.may_start(name, place_before, view)]
        running = {name for name in ready if self.still_runs_somewhere(name, event["on"])}
        for world in self.worlds:
            for name in ready:
                self.start_by_event(
                    world, name, event, view, enters=self.enters(name, place_before), runs=name in running
                )
            hanging = [name for name in ready if self.may_hang(name)]
            for _ in hanging:
                for name in hanging:
                    self.start_by_timescale(world, name, view, place_before)

    def enters(self, name, place_before):
        """Tell whether the event has brought the case into the timescale's stage (`at_any_stage`: into being)."""
        if self.place == place_before:
            return False
        stages = self.belongs(name)
        return self.place in stages or ("at_any_stage" in stages and place_before is None)

    def chosen_anchor(self, world, name, view):
        """Return the anchor that holds now, the number of its row, and the names passed over."""
        rule = self.timescales[name]["rule"]
        anchor = self.value(world, name, rule, "after" if "after" in rule else "before")
        if not is_by_case(anchor):
            return anchor, None, set()
        row, missing_names = view.choose(anchor)
        return (None if row is None else anchor[row]["then"]), row, missing_names

    def start_by_event(self, world, name, event, view, *, enters, runs):
        """Start, move or ignore one clock upon one event."""
        anchor, row, names = self.chosen_anchor(world, name, view)
        found = self.completed(world, name, anchor, event, enters)
        if found is None:
            return
        started_by, day, carries_for = found
        run = self.last_run(world, name)
        state = self.state(world, run, event["on"])
        if state == "paused":
            return
        if state in ("running", "overdue", "undetermined") or (run and not run.waiting and runs):
            self.repeat(world, run, event, day, carries_for)
            return
        if run is None or not run.waiting:
            run = self.new_run(world, name)
        run.waiting, run.row, run.missing, run.begun_at = False, row, set(names), self.number
        self.choose_periods(world, run, view)
        self.note_ends(world, run, event)
        self.anchor(world, run, started_by, day)

    def completed(self, world, name, anchor, event, enters):
        """Return what started it, the day, and whether the word carries `for`, if the event completes the anchor."""
        rule = self.timescales[name]["rule"]
        if "on_or_before" in rule and "after" not in rule:
            return (event["event"], event["on"], False) if enters else None
        if "later_of" in rule:
            return self.completed_end(rule["later_of"], event, enters)
        if anchor is None and not {"after", "before"} & set(rule) and isinstance(rule.get("aim"), dict):
            anchor = rule["aim"]["after"]
        if anchor is None:
            return None
        return self.completed_anchor(world, anchor, event, enters)

    def completed_anchor(self, world, anchor, event, enters):
        """Look at an event, any of several, all of several, or a fact."""
        if isinstance(anchor, dict):
            words = [word for item in anchor["later_of"] for word in listed(item) if word in event["words"]]
            days = [self.day_of_anchor(world, item, None) for item in anchor["later_of"]]
            return (event["event"], max(days), self.carries_for(words[0])) if words and None not in days else None
        if isinstance(anchor, str) and anchor in self.fact_words:
            return (anchor, self.facts[anchor], False) if enters and anchor in self.facts else None
        words = [word for word in listed(anchor) if word in event["words"]]
        if not words:
            return None
        return event["event"], day_for(words[0], event, self.event_words), self.carries_for(words[0])

    def completed_end(self, ends, event, enters):
        """Several ends start with the first of their anchors."""
        for end in ends:
            found = self.completed_anchor(None, end["after"], event, enters)
            if found:
                return (*found[:2], False)
        return None

    def carries_for(self, word):
        """Tell whether a word carries the day of which it speaks."""
        return "for" in listed(self.event_words[word].get("carries"))

    def note_ends(self, world, run, event):
        """Note the days from which several ends are counted, as far as they are known."""
        for number, end in enumerate(self.timescales[run.name]["rule"].get("later_of", [])):
            day = self.day_of_anchor(world, end["after"], event["on"])
            if day is not None:
                run.ends[number] = day, self.hour_of_anchor(world, end["after"])

    def repeat(self, world, run, event, day, carries_for):
        """Ignore a repeat, unless it carries `for` and moves the clock, or is a further end that joins the others."""
        rule = self.timescales[run.name]["rule"]
        if carries_for:
            due, added, by_fact, anew = run.due, run.added, run.extended_by_fact, run.dated_anew
            due_hour = run.due_hour
            self.anchor(world, run, event["event"], day)
            if added and due and run.due and due > run.due:
                run.due, run.added, run.extended_by_fact, run.dated_anew = due, added, by_fact, anew
                run.due_hour = due_hour
        for number, end in enumerate(rule.get("later_of", [])):
            found = self.completed_anchor(world, end["after"], event, enters=False)
            if found and number not in run.ends:
                run.ends[number] = found[1], self.hour_of_anchor(world, end["after"])
                further, hour = (
                    self.forward(rule, end["within"], *run.ends[number]),
                    self.end_hour(rule, end["within"], *run.ends[number]),
                )
                if (further, hour or "24") > (run.due, run.due_hour or "24"):
                    run.due, run.due_hour = further, hour
                run.first_due = max(run.first_due, further)

    def may_hang(self, name):
        """Tell whether a timescale may be anchored on another one, under any reading."""
        rule = self.timescales[name]["rule"]
        key = "after" if "after" in rule else "before"
        anchors = rule["readings"][key]["could_be"] if rule.get(key) == "unstated" else listed(rule.get(key))
        anchors = [one["then"] if isinstance(one, dict) and "then" in one else one for one in anchors]
        return any(isinstance(one, str) and one in self.timescales for one in anchors)

    def start_by_timescale(self, world, name, view, place_before):
        """Start a timescale anchored on another with each occurrence of that one."""
        anchor, row, names = self.chosen_anchor(world, name, view)
        if not isinstance(anchor, str) or anchor not in self.timescales:
            return
        other = self.last_run(world, anchor)
        if other is None or other.waiting or not (other.begun_at == self.number or self.enters(name, place_before)):
            return
        run = self.last_run(world, name)
        if run is not None and run.linked is other:
            return
        if run is None or not run.waiting:
            run = self.new_run(world, name)
        run.waiting, run.row, run.missing, run.begun_at = False, row, set(names), self.number
        run.linked, run.started_by = other, anchor
        self.choose_periods(world, run, view)

    # Clocks

    def last_run(self, world, name):
        """Return the last occurrence of a timescale, or None where this world lacks it: readings share their occurrences."""
        runs = world["runs"].get(name, [])
        return runs[-1] if runs and len(runs) == self.counts[name] else None

    def last_runs(self, name):
        """Return each world with the last occurrence of a timescale, where it has that."""
        return [(world, self.last_run(world, name)) for world in self.worlds if self.last_run(world, name)]

    def new_run(self, world, name):
        """Open the next occurrence."""
        runs = world["runs"].setdefault(name, [])
        runs.append(Run(name, len(runs) + 1))
        self.counts[name] = max(self.counts.get(name, 0), len(runs))
        return runs[-1]

    def is_open(self, run):
        """Tell whether a clock has started and is neither done nor cancelled."""
        return run is not None and not run.waiting and run.done_on is None and not run.cancelled

    def freeze(self, world, run, day):
        """Write down the dates of a clock as they stand on the day on which it ends."""
        dates = self.dates(world, run, day)
        run.first_due, run.due, run.due_hour, run.limit = dates.first_due, dates.due, dates.due_hour, dates.limit
        run.aim_due, run.earliest, run.anchor = dates.aim_due, dates.earliest, dates.anchor
        run.stopped_how = run.stopped_on = run.visit = None

    def cancel(self, world, run, day):
        """Cancel a clock; its dates stay as they were."""
        if run.linked:
            dates = self.dates(world, run, day)
            run.first_due, run.due, run.limit = dates.first_due, dates.due, dates.limit
            run.aim_due, run.earliest, run.anchor = dates.aim_due, dates.earliest, dates.anchor
        run.cancelled = True

    def choose_periods(self, world, run, view):
        """Choose the by-case periods of a clock that starts."""
        rule = self.timescales[run.name]["rule"]
        for key in ("within", "at_least", "aim"):
            value = self.value(world, run.name, rule, key)
            if isinstance(value, dict):
                value = value["within"]
            if is_by_case(value):
                row, names = view.choose(value)
                if key != "aim" or self.is_aim_alone(run.name):
                    run.missing |= names
                    run.length_unknown |= row is None
                value = None if row is None else value[row]["then"]
            setattr(run, key, value)

    # Dates

    def convention(self, rule, direction):
        """Return the counting convention of a rule, or of the file."""
        return rule.get("counting", {}).get(direction) or self.file["counting"].get(direction)

    def forward(self, rule, period, day, hour=None):
        """Count forwards as the rule counts; nothing from nothing."""
        if period is None or day is None:
            return None
        return forward(period, day, self.convention(rule, "forwards"), self.units, hour)

    def end_hour(self, rule, period, day, hour):
        """Return the hour at which a period of hours ends, if it is known at which it began."""
        if period is None or day is None:
            return None
        return end_hour(period, day, hour, self.convention(rule, "forwards"), self.units)

    def hour_of_start(self, started_by, day):
        """Return the hour of the event by which a clock starts, if it counts for the day on which it happened."""
        found = [event for event in self.seen if (event["event"], event["on"]) == (started_by, day)]
        return hour_of(found[-1]) if found else None

    def when(self, world, anchor):
        """Return the day for which an anchor stands and where in the list its happening is, to tell which is the later."""
        words = set(listed(anchor))
        places = [place for place, event in enumerate(self.seen) if words & set(event["words"])]
        return self.day_of_anchor(world, anchor, None) or date.min, max(places, default=-1)

    def hour_of_anchor(self, world, anchor):
        """Return the hour of the happening for whose day an anchor stands, if it happened on that day."""
        if isinstance(anchor, dict):
            return self.hour_of_anchor(world, max(anchor["later_of"], key=lambda item: self.when(world, item)))
        for event in reversed(self.seen):
            for word in listed(anchor):
                if word in event["words"]:
                    return hour_of(event) if day_for(word, event, self.event_words) == event["on"] else None
        return None

    def backward(self, rule, period, day):
        """Count backwards as the rule counts."""
        if period is None or day is None:
            return None
        return backward(period, day, self.convention(rule, "backwards"), self.units)

    def anchor(self, world, run, started_by, day):
        """Count a clock in full from `day`: its dates, its limit, and what facts extend."""
        run.started_by, run.anchor, run.hour = started_by, day, self.hour_of_start(started_by, day)
        if run.stopped_on:
            run.stopped_on = max(run.stopped_on, day)
        run.extended_by_fact = run.added = run.dated_anew = False
        self.count(world, run)
        self.extend_by_facts(world, run)

    def count(self, world, run):
        """Work out first_due, due, earliest, aim and limit from the anchor."""
        rule, day, hour = self.timescales[run.name]["rule"], run.anchor, run.hour
        run.due_hour = None
        if "on_or_before" in rule:
            run.due = rule["on_or_before"] if is_date(rule["on_or_before"]) else None
        elif "later_of" in rule:
            known = [(end["within"], *run.ends[n]) for n, end in enumerate(rule["later_of"]) if n in run.ends]
            ends = [(self.forward(rule, *one), self.end_hour(rule, *one)) for one in known]
            run.due, run.due_hour = max(ends, key=lambda end: (end[0], end[1] or "24"), default=(None, None))
        elif "before" in rule:
            run.due = self.backward(rule, run.at_least, day) if "at_least" in rule else day
            run.earliest = self.backward(rule, run.within, day)
        elif "within" in rule or "at_least" in rule:
            run.due, run.due_hour = (
                self.forward(rule, run.within, day, hour),
                self.end_hour(rule, run.within, day, hour),
            )
            run.earliest = self.forward(rule, run.at_least, day, hour)
        else:
            period = self.leading_period(run)
            run.due, run.due_hour = self.forward(rule, period, day, hour), self.end_hour(rule, period, day, hour)
        run.first_due = run.due
        run.aim_due = self.aim(world, run)
        run.limit = self.limit(world, run)

    def aim(self, world, run):
        """Return the day hoped for, counted from the same anchor or from its own."""
        rule = self.timescales[run.name]["rule"]
        aim = rule.get("aim")
        if isinstance(aim, dict) and "after" in aim:
            start, hour = self.day_of_anchor(world, aim["after"], None), self.hour_of_anchor(world, aim["after"])
            return self.forward(rule, run.aim, start, hour)
        return self.forward(rule, run.aim, run.anchor, run.hour)

    def limit(self, world, run):
        """Return the day of the total to which an extension may go, or None."""
        rule = self.timescales[run.name]["rule"]
        extension = rule.get("extension", {})
        up_to = self.value(world, f"{run.name}.extension", extension, "up_to")
        after = self.value(world, f"{run.name}.extension", extension, "after")
        if up_to is None or up_to == NO_LIMIT:
            return None
        if after is None:
            return self.forward(rule, up_to, run.anchor, run.hour)
        return self.forward(rule, up_to, self.day_of_anchor(world, after, None), self.hour_of_anchor(world, after))

    def extend_by_facts(self, world, run):
        """Extend to the limit by a test in `made_by`, if its facts were known on or before the first date."""
        extension = self.timescales[run.name]["rule"].get("extension", {})
        view = self.view(None, Later(self, self.seen[-1]["on"] if self.seen else None))
        for test in listed(extension.get("made_by")):
            if isinstance(test, str) or run.first_due is None or view.test(test)[0] != HOLDS:
                continue
            if view.test(extension.get("if"))[0] == FAILS:
                continue
            told = [self.told_by[name] for name in test if self.told_by[name] is not None]
            too_late = [event for event in told if event["on"] > run.first_due]
            limit = self.limit_of_extension(run)
            if too_late:
                self.report("extension_too_late", max(too_late, key=lambda event: event["on"]), world)
            elif limit and limit > run.due and not run.added:
                run.due, run.added, run.extended_by_fact, run.dated_anew = limit, True, True, True
                run.due_hour = None

    def day_of_anchor(self, world, anchor, day):
        """Return the day for which an anchor stands now: its last happening, the fact, or the date in force."""
        if isinstance(anchor, dict):
            days = [self.day_of_anchor(world, item, day) for item in anchor["later_of"]]
            return None if None in days else max(days)
        if isinstance(anchor, str) and anchor in self.fact_words:
            return self.facts.get(anchor)
        if isinstance(anchor, str) and anchor in self.timescales:
            run = self.last_run(world, anchor)
            return None if run is None or run.waiting else self.dates(world, run, day or self.seen[-1]["on"]).due
        for event in reversed(self.seen):
            for word in listed(anchor):
                if word in event["words"]:
                    return day_for(word, event, self.event_words)
        return None

    def dates(self, world, run, day):
        """Return a copy of a clock with its dates as they are, or would be if it went on, on a day."""
        dates = copy(run)
        dates.ends = dict(run.ends)
        if run.done_on or run.cancelled or run.waiting:
            return dates
        if run.linked:
            dates.anchor = self.dates(world, run.linked, day).due if not run.linked.waiting else None
            self.count(world, dates)
        elif run.paused:
            reports = set(world["reports"])
            self.go_on(world, dates, run.stopped_how, day, run.started_by)
            dates.anchor, world["reports"] = run.anchor, reports
        return dates

    def look_again(self, event):
        """Count again what hangs on an anchor of its own, an aim or a total, when that has happened."""
        for name, timescale in self.timescales.items():
            rule = timescale["rule"]
            aim = rule["aim"] if isinstance(rule.get("aim"), dict) else {}
            for world, run in self.last_runs(name):
                after = self.value(world, f"{name}.extension", rule.get("extension", {}), "after")
                if self.is_open(run) and set(event["words"]) & words_of_anchor(aim.get("after")):
                    run.aim_due = self.aim(world, run)
                if self.is_open(run) and set(event["words"]) & words_of_anchor(after):
                    run.limit = self.limit(world, run)

    def state(self, world, run, day):
        """Return the state of a clock on a day."""
        if run is None or run.waiting:
            return "not_started"
        if run.cancelled:
            return "cancelled"
        dates = self.dates(world, run, day) if run.linked or run.paused else run
        due = dates.due
        if run.done_on:
            hours = run.done_on == due and run.done_hour and dates.due_hour
            late = due is not None and (run.done_hour > dates.due_hour if hours else run.done_on > due)
            return "met_late" if late else "met"
        if run.linked and run.linked.waiting:
            return "not_started"
        if run.paused:
            return "paused"
        if run.length_unknown and due is None:
            return "undetermined"
        if due is None or day <= due:
            return "running"
        return "lapsed" if self.timescales[run.name]["rule"]["who"] == "complainant" else "overdue"

    def states(self, day):
        """Return for every timescale the states of its last occurrence, one for each way of reading the page."""
        return {
            name: {self.state(world, self.last_run(world, name), day) for world in self.worlds}
            for name in self.timescales
        }

    def view(self, day, states=None):
        """Return what a test may look at on a day; the states of the clocks as they are now, or looked up later."""
        states = self.states(day) if states is None else states
        return View(self.facts, self.seen, states, self.fact_words, self.event_words, accepted=self.accepted_on(day))

    def accepted_on(self, day):
        """Return how to ask for a part of acceptance, judged on the day on which the case began, or on this one."""
        return lambda name: part_of_acceptance(self, name, self.began_on or day)

    def still_runs_somewhere(self, name, day):
        """Tell whether under some reading the last occurrence has not ended; readings share their occurrences."""
        if any(self.last_run(world, name) is None or self.last_run(world, name).waiting for world in self.worlds):
            return True
        states = [self.state(world, run, day) for world, run in self.last_runs(name) if run.begun_at != self.number]
        return any(state in ("running", "paused", "overdue", "undetermined") for state in states)

    # The answers

    def due_dates(self):
        """Return a row for every occurrence, and for every timescale that has none and whose `if` does not fail."""
        view = self.view(self.as_of)
        rows = []
        for name in self.timescales:
            kept_out = outside(self) and self.timescales[name]["block"] != "ombudsman"
            count = 0 if kept_out else self.counts.get(name, 0)
            if count == 0 and view.test(self.timescales[name]["rule"].get("if"))[0] == FAILS:
                continue
            if kept_out:
                rows.append(self.row_of_what_is_not_for_it(name))
                continue
            rows += [self.due_date(name, number, view) for number in range(max(count, 1))]
        return rows

    def row_of_what_is_not_for_it(self, name):
        """Return the one row of a timescale of a pack that is not for such a complaint: it has not started."""
        never = Replay(**self.how_to_tell_it, as_of=self.as_of, council=self.council)
        return {**never.due_date(name, 0, never.view(self.as_of)), "missing_facts": []}

    def due_date(self, name, number, view):
        """Return the row of one occurrence: what all readings agree on, and where they disagree the readings."""
        seen = [self.seen_in(world, name, number) for world in self.worlds]
        pairs = {(one["due"], one["state"]) for one in seen}
        row = {
            "timescale": name,
            "occurrence": number + 1,
            "stage": self.timescales[name]["block"],
            "basis": self.basis,
        }
        row["responsible"] = self.timescales[name]["rule"]["who"]
        for key in seen[0].keys() - {"missing"}:
            row[key] = agreed(one[key] for one in seen)
        row["state"] = row["state"] or "undetermined"
        missing_names = set().union(*(one["missing"] for one in seen))
        if any(one["state"] == "not_started" for one in seen):
            missing_names |= self.missing_to_start(name, view)
        row["missing_facts"] = sorted(missing_names)
        row["readings"] = sorted(pairs, key=lambda pair: (str(pair[0] or ""), pair[1])) if len(pairs) > 1 else []
        return row

    def seen_in(self, world, name, number):
        """Return what one world says of one occurrence."""
        runs = world["runs"].get(name, [])
        run = runs[number] if number < len(runs) else Run(name, number + 1)
        dates = self.dates(world, run, self.as_of)
        state = self.state(world, run, self.as_of)
        if state == "not_started":
            dates = Run(name, number + 1)
        return {
            "started_by": dates.started_by and run.started_by,
            "started_on": dates.anchor,
            "first_due": dates.first_due,
            "due": dates.due,
            "latest": self.latest(dates),
            "aim_due": dates.first_due if self.is_aim_alone(name) else dates.aim_due,
            "earliest": dates.earliest,
            "state": state,
            "done_on": run.done_on,
            "only_an_aim": self.is_aim_alone(name) and state != "not_started" and not run.dated_anew,
            "missing": run.missing,
        }

    def is_aim_alone(self, name):
        """Tell whether an aim is the only date that a timescale has."""
        rule = self.timescales[name]["rule"]
        return not {"within", "at_least", "on_or_before", "later_of"} & set(rule)

    def latest(self, dates):
        """Return the furthest that a date could go by its extension."""
        extension = self.timescales[dates.name]["rule"].get("extension")
        if dates.due is None or extension is None:
            return dates.due
        limit = dates.due if "adds" in extension and dates.added else self.limit_of_extension(dates)
        return None if limit is None else max(limit, dates.due)

    def missing_to_start(self, name, view):
        """Return the unknown names for want of which a timescale may not have started."""
        rule = self.timescales[name]["rule"]
        names = set(view.test(rule.get("if"))[1])
        for world in self.worlds:
            anchor, _, passed_over = self.chosen_anchor(world, name, view)
            names |= passed_over
            anchors = [anchor, *(end["after"] for end in rule.get("later_of", []))]
            names |= {one for some in anchors for one in words_of_anchor(some) if self.is_unknown_fact(one)}
        return names

    def is_unknown_fact(self, name):
        """Tell whether a name is a fact that was not given."""
        return name in self.fact_words and name not in self.facts

    def transitions(self, events):
        """Return a row for each event that is a move of the procedure."""
        names = dict.fromkeys(one["event"] for one in self.moves)
        if outside(self):
            names = [name for name in names if self.speaks_outside_of(self.words_if_recorded(name, events))]
        return [self.transition(name, events) for name in names]

    def words_if_recorded(self, name, events):
        """Return what an event would be taken for if it happened on the day of the question."""
        return taken_for({"event": name, "on": self.as_of}, len(events), events, self.event_words)

    def transition(self, name, events):
        """Weigh one event as if it happened on the day of the question."""
        words = self.words_if_recorded(name, events)
        verdict = self.weigh(words, self.as_of)
        meant = [one for one in self.moves if one["event"] in words]
        live = [one for one in meant if self.is_live(one)]
        entry = verdict["followed"] or (live or meant)[0]
        closes, late_until = self.closing(words)
        return {
            "event": name,
            "basis": self.basis,
            "to": self.destination(entry["rule"]),
            "permission": verdict["permission"],
            "missing_facts": verdict["missing_facts"],
            "decided_by": verdict["decided_by"],
            "closes": closes,
            "late_until": late_until,
        }

    def closing(self, words):
        """Return the earliest due date of the windows that count, and until when a late request may be taken."""
        found = []
        for name in self.windows(words):
            runs = [(world, self.last_run(world, name)) for world in self.worlds]
            if self.is_aim_alone(name) or not all(self.counts_as_window(run) for _, run in runs):
                continue
            due = agreed(self.dates(world, run, self.as_of).due for world, run in runs)
            if due is not None:
                found.append((due, agreed(self.late_until(world, name, run, self.as_of) for world, run in runs)))
        return min(found, key=lambda one: one[0], default=(None, None))


class Later(dict):
    """The states of the timescales on a day, looked up only when a test asks for one."""

    def __init__(self, replay, day):
        super().__init__()
        self.replay, self.day = replay, day

    def __missing__(self, name):
        return {self.replay.state(world, self.replay.last_run(world, name), self.day) for world in self.replay.worlds}


def blocks_of(rules):
    """Return the blocks of a procedure: its stages in the order of the file, then `at_any_stage`."""
    return [*rules["stages"].items(), ("at_any_stage", rules.get("at_any_stage", {}))]


def entries(block, rules):
    """Return the moves or bars of a block one by one, each with a name of its own."""
    return [
        {"id": f"{block}.{event}.{number}", "block": block, "event": event, "rule": rule}
        for event, some in rules.items()
        for number, rule in enumerate(listed(some))
    ]


def note_unstated(points, rule_id, rule, keys):
    """Note what could be meant by each key of a rule that is `unstated`."""
    for key in keys:
        if rule.get(key) == "unstated":
            points[rule_id, key] = rule["readings"][key]["could_be"]


def words_of_anchor(anchor):
    """Return every name in an anchor."""
    if isinstance(anchor, dict):
        return {word for item in anchor["later_of"] for word in listed(item)}
    return set(listed(anchor))


def agreed(values):
    """Return the one value that all have, or None."""
    found = list(values)
    return found[0] if all(one == found[0] for one in found) else None


def decider(followed, caps):
    """Return who decides: on the move that is followed, or else on the first cap that leaves it open."""
    for one in (followed, *caps):
        if one and DISCRETIONARY in (one["against"], one["favour"]):
            return one["rule"].get("decided_by")
    return None


DECISIONS = """
What `docs/meaning.md` and `docs/format.md` leave open, and how it is read here.

History and words
 1. `out_of_order` is reported for each event whose day lies before that of the event listed just before it.
 2. Facts recorded by an event stand under its key `facts`; a fact that becomes known holds from the start, with the
    event that told it; a value that replaces another holds from that event on, before anything else that it does. Of a
    fact that holds from its day the weighing of that event itself knows, and so does that of the windows.
 3. The words of the vocabulary, the profile and its packs are one list for every basis.
 4. An event taken for several words is one event: the moves, bars, windows and clocks of all of them are pooled.
 5. `counts_as` is followed to its end; one word that falls back on another takes what it counts as with it; a fall back
    is not followed further. "The real one" is any event that counts as it.
 6. A pack answers with its procedure of the same name, or with its only one; a pack that has neither is silent.
Place
 7. `during` stands in place of the block, for moves, bars and timescales alike.
 8. Before the case begins only the moves of `begins` are live, not those of `at_any_stage`. A beginning that is refused
    is reported as `move_refused` and remembered. A `begins` move without `to` begins nothing.
 9. `stage_left` leads back only from `suspended` and `withdrawn`; elsewhere it leads nowhere and is not live.
10. Coming back to a named stage leaves every place beside; the reported `stage` in `closed` is `closed`.
11. `to` of a move that leaves the case where it is, is None. `decided_by` is given with `discretionary` only: the one
    who decides on the move followed, else on the first discretionary cap (bars in file order, then windows).
Answers
12. A rule has a decision when it has `decided_by`; without `recorded_as` it is never recorded.
13. A timescale whose readings disagree, or whose length is not known, makes a test unknown but is no missing fact; one
    not started is known to be so.
14. `none_of` about an event not recorded holds. `{from, up_to}` looks at `on`, also where `for` is carried.
15. An event is on record after it was weighed and before it ends anything. Its own weighing does not see it.
16. A window caps by its last occurrence; a window without a date, with an aim alone or without `late`, never caps, and
    one with an aim alone closes nothing.
17. `late.until` counts from the last happening of its anchor (or the window's own anchor); not happened: no end to it.
18. A refused event moves nothing and ends no window; everything else it does: duties end, clocks are cancelled,
    extended, waived, restarted, started.
Clocks
19. `as soon as possible`, `no time set`, `no limit`, by-case periods without a known row, and `at_least` with `after` alone: no date.
20. By-case `within` and `at_least` are chosen when an occurrence starts and kept through every restart of it.
21. `later_of` of a timescale: it starts with the first of its anchors; the date is the later of the ends whose anchors
    have happened (since ever), and a further one that happens while it runs joins them.
22. An `aim`, `extension` or `late.until` with an `after` of its own looks at the last happening of that anchor, and is
    counted again when it happens again while the clock is open.
23. An aim alone makes the date: `first_due`, `due` and `aim_due` are the same, and it can be overdue. An extension or an
    agreed date moves `due` alone; a date may be agreed after an aim alone has passed, if none was given before.
24. A clock whose date is counted backwards without `at_least` is due on the day of the anchor itself.
25. A refused event may start clocks, as any other. `at_any_stage` starts none where it is live neither before
    nor after.
26. A repeat that carries `for` moves the clock also when it is paused or an overdue duty, and loses its extension.
27. A clock anchored on another opens an occurrence with each of that one's, even if its own last is not done; it needs
    its stage and its `if` like any other. Its date is fixed when it is done or cancelled. It cannot be extended; while
    paused its date is still derived.
28. A fact-anchored clock, or one with `on_or_before`, starts at each entry into its stage, coming back included; in
    `at_any_stage` when the case begins.
29. All tests of one step look at the clocks as they were when the step began.
30. `started_by` is the event recorded (not the word it was taken for), the fact or the timescale; `started_on` is day
    zero (the `for` day, the fact's date, the other clock's date); `stage` of a row is the block where it is printed.
31. Choosing again: also for a clock that has not started, while the case is in its stage and its `if` holds; not for a
    cancelled one; no row known to hold: it waits. Of several happenings since the stage was last entered (coming back
    is entering) the first counts, with `for` the last.
32. An item of `later_of` stands for its last happening, a list inside it for the last happening of any.
Pausing
33. Units left are those of `within` (else `at_least`, else the first end, else the aim); months, weeks, years and hours
    leave calendar days. They are counted on with day zero whatever the convention. A date already past is kept;
    none left: the day of return. `earliest` and `aim_due` stay.
34. `restart` upon return counts from the day of return and is started by the returning event; a backward clock and a
    fixed date keep their anchor. `run_on` on a returning move: it runs as if it had not stopped.
35. A reading of `clocks` is one for the move throughout the case, whichever time it is made.
36. Done while paused: the date is what it would be if it went on that day, so it is met. Cancelled: the date it had.
    Anchored anew while paused: it has been paused since that day, if later.
37. Nested: paused clocks of a stage wait until the case is in a stage again. Running clocks of `suspended` or `withdrawn`
    themselves end with leaving, unless the move says `run_on`.
38. Clocks paused upon a move between two ordinary stages are not taken up again.
39. Clocks of `at_any_stage` cancelled on the way out do not come back.
Extension, agreed date, waiver, restart
40. Without `of`: the one that is running; if none is, one whose date has passed makes it `extension_too_late`.
    `of` names a clock that is not running and not past its date: no clock.
41. Order of looking: too late, not allowed, without content, again, without date, beyond limit, not later (the last two may both be
    reported). An unknown `if` does not stop it. A clock without a date cannot be extended, and nothing is said.
42. `extension_of_no_clock` and `out_of_order` are reported on the basis `council`. A basis that does not know the event
    as an extension, or where the case has not begun, has no say.
43. `latest` is never before `due`; `adds` once used: the due date.
44. Only `extension_not_later` is silenced by a fact that had extended it before, not `extension_again`.
45. An extension by facts is tried again whenever the clock counts afresh.
46. `content_missing` is reported for the letter that ends a clock, the move that is followed and the extension.
47. A waiver cancels also a clock that is paused or whose date has passed. An agreed date counts only while it runs.
48. Restarting: day for day with the present anchor counts afresh; an agreed date is lost too; a clock anchored on
    another is then counted from the event, backwards if it counts so; a fixed day stays.
49. An irregularity is reported where every reading of the page has it.
Counting
50. An hour is taken from the event whose name and day are those of the start; of two such the later recorded.
51. `closed_day_rolls` touches only units of `calendars`. `beginning_with` takes one day off the end of days, weeks,
    months and years, and nothing off hours. `clear_days` adds one day of the unit (one calendar day to weeks, months
    and years), and holds for `within` with `before` too.
52. `weekdays` of a calendar lists the open ones by their English names in small letters.
Rows
53. Where readings disagree on a value of a row it is None; an occurrence that a reading lacks is `not_started` there.
54. `missing_facts` of a clock that has started: the rows passed over when it chose; not started: the unknown names of
    its `if`, of its by-case anchor, and the date facts it waits for. `undetermined` never names timescales.
55. A pack's transitions are weighed for every word that is a move in that pack, the council's likewise. Where the
    complaint is outside it, it speaks of an event that would be taken for one by which a move of its leads to the
    Ombudsman, or for a move of its whose word declines; the event that makes such a move may be irregular by it.
"""
