"""What a profile says and what a history tells, before anything is counted.

meaning.md, sections "What is known on a day", "What an event counts as", and the paragraph "Tests";
format.md, sections "A procedure" (`same_as`) and "Tests and by-case values".
"""

from datetime import date
from itertools import pairwise

HOLDS, FAILS, UNKNOWN = "holds", "fails", "unknown"
PARTS_OF_ACCEPTANCE = ("who_may_complain", "what_about", "time_limit")


def listed(value):
    """Return a list of one or more, whichever way it was written; nothing is the empty list."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def resolved(profile, path):
    """Return the section of the profile at `path`, every `same_as` in it followed."""
    section = profile
    for key in path:
        section = section[key]
        if isinstance(section, dict) and "same_as" in section:
            return resolved(profile, ("procedures", section["same_as"], *path[2:]))
    if isinstance(section, dict) and len(path) > 1:
        return {key: resolved(profile, (*path, key)) for key in section}
    return section


def all_words(vocabulary, *files):
    """Return the words of the vocabulary and of the files, later ones adding to the earlier."""
    events, facts = dict(vocabulary.get("events", {})), dict(vocabulary.get("facts", {}))
    for file in files:
        events |= file.get("words", {}).get("events", {})
        facts |= file.get("words", {}).get("facts", {})
    return events, facts


# What is known on a day


def in_order(case, as_of):
    """Return the events up to the day of the question in the order of their days, and those listed too late."""
    existing = [event for event in case["events"] if event["on"] <= as_of]
    late = [event for before, event in pairwise(existing) if event["on"] < before["on"]]
    return sorted(existing, key=lambda event: event["on"]), late


def known_facts(case, events, event_words, fact_words):
    """Return the first value of each fact, the event that told it (None: given with the case), and later values.

    The later values stand by the place in the list of the event that tells them. Last come the facts of which no move
    knows before they were told, each with the place of the event that told it first.
    """
    facts = dict(case.get("facts", {}))
    told_by = dict.fromkeys(facts)
    latest, later, unheard = dict(facts), {}, {}
    for place, event in enumerate(events):
        if event_words.get(event["event"], {}).get("records_facts"):
            for name, value in event.get("facts", {}).items():
                if name not in facts:
                    facts[name], told_by[name] = value, event
                    if fact_words[name].get("holds") == "from_its_day":
                        unheard[name] = place
                elif latest[name] != value:
                    later.setdefault(place, {})[name] = value
                latest[name] = value
    return facts, told_by, later, unheard


# What an event counts as


def own_words(name, event_words):
    """Return the event's name and everything it counts as."""
    words = [name]
    for word in words:
        words += [w for w in listed(event_words.get(word, {}).get("counts_as")) if w not in words]
    return words


def taken_for(event, place, events, event_words):
    """Return the words of the event at `place` in the list, those that fall back on it included."""
    own = own_words(event["event"], event_words)
    words = list(own)
    for word in event_words:
        source = event_words[word].get("falls_back_on")
        if source not in own or word in own:
            continue
        recorded = [own_words(other["event"], event_words) for other in events if other["on"] == event["on"]]
        if not any(word in some for some in recorded) and not recorded_later(
            word, source, events[place + 1 :], event_words
        ):
            words += [w for w in own_words(word, event_words) if w not in words]
    return words


def recorded_later(word, source, later_events, event_words):
    """Tell whether the real `word` comes later and before the next `source`."""
    for later in later_events:
        words = own_words(later["event"], event_words)
        if source in words:
            return False
        if word in words:
            return True
    return False


def day_for(word, event, event_words):
    """Return the day that the event stands for as an anchor."""
    carries = listed(event_words.get(word, {}).get("carries"))
    return event.get("for", event["on"]) if "for" in carries else event["on"]


def hour_of(event):
    """Return the hour at which an event happened as `HH:MM`, or None if it does not say."""
    return str(event["at"])[:5] if event.get("at") is not None else None


def last(word, seen):
    """Return the last event taken for `word`, or None."""
    return next((event for event in reversed(seen) if word in event["words"]), None)


# Tests


class View:
    """What a test may look at: the facts, the events so far, the states of the timescales on that day."""

    def __init__(self, facts, seen, states, fact_words, event_words, *, accepted=None):
        self.facts, self.seen, self.states, self.accepted = facts, seen, states, accepted
        self.fact_words, self.event_words = fact_words, event_words

    def test(self, test):
        """Return whether all parts hold, and the names that are not known if that decides it."""
        answers = [(*self.part(name, value), name) for name, value in (test or {}).items()]
        if any(truth == FAILS for truth, _, _ in answers):
            return FAILS, set()
        names = {name for _, missing, _ in answers for name in listed(missing)}
        return (UNKNOWN if any(truth == UNKNOWN for truth, _, _ in answers) else HOLDS), names

    def part(self, name, value):
        """Return the truth of one name, and what one would have to ask for if it is unknown."""
        if name in self.fact_words:
            return self.of_fact(name, value)
        if name in self.event_words:
            return self.of_event(name, value)
        if name in PARTS_OF_ACCEPTANCE:
            return self.of_acceptance(name, value)
        states = self.states[name]
        if len(states) > 1 or "undetermined" in states:
            return UNKNOWN, None
        return truth_of(value, lambda word: word in states), None

    def of_fact(self, name, value):
        """Look at a fact; one not given is unknown."""
        if name not in self.facts:
            if not is_range(value) and "not_recorded" in words_written(value):
                return (FAILS if isinstance(value, dict) else HOLDS), None
            return UNKNOWN, name
        given = self.facts[name]
        if is_range(value):
            return (HOLDS if within_range(given, value) else FAILS), None
        return truth_of(value, lambda word: type(word) is type(given) and word == given), None

    def of_acceptance(self, name, value):
        """Look at a part of acceptance; one that is undetermined is unknown, for want of the facts that it lacks."""
        part = self.accepted(name)
        if part["permission"] == "undetermined":
            return UNKNOWN, tuple(part["missing_facts"])
        return truth_of(value, lambda word: word == part["permission"]), None

    def of_event(self, name, value):
        """Look at the last occurrence of an event; one not recorded has not happened."""
        event = last(name, self.seen)
        if is_range(value):
            return (HOLDS if event and within_range(event["on"], value) else FAILS), None
        truth = truth_of(value, lambda word: word_of_event(word, event))
        return truth, (f"{name}.outcome" if truth == UNKNOWN else None)

    def choose(self, rows):
        """Return the number of the first row known to hold (None: no such row) and the names passed over."""
        missing = set()
        for number, row in enumerate(rows):
            truth, names = self.test(row.get("if"))
            if truth == HOLDS:
                return number, missing
            if truth == UNKNOWN:
                missing |= names
        return None, missing


def words_written(value):
    """Return the words of a value, those of `none_of` too."""
    return listed(value["none_of"] if isinstance(value, dict) else value)


def is_range(value):
    """Tell whether the value is written `{from, up_to}`."""
    return isinstance(value, dict) and "none_of" not in value


def within_range(given, value):
    """Tell whether the given number or date lies between the bounds, both included."""
    return ("from" not in value or value["from"] <= given) and ("up_to" not in value or given <= value["up_to"])


def word_of_event(word, event):
    """Return True, False or None (not known) for one word about the last occurrence of an event."""
    if word == "happened":
        return event is not None
    if word == "not_happened":
        return event is None
    if event is None:
        return False
    return event["outcome"] == word if "outcome" in event else None


def with_outcome(event, procedure):
    """Give an event that names the outcomes of its issues, and none of the whole, the one that they make."""
    issues = event.get("outcomes")
    if not issues or "outcome" in event:
        return event
    if all(issue == issues[0] for issue in issues):
        return {**event, "outcome": issues[0]}
    for row in procedure.get("outcome_of_several", {}).get("rows", []):
        every, any_of = listed(row.get("every", [])), listed(row.get("any", []))
        fits_every = not every or all(issue in every for issue in issues)
        fits_any = not any_of or any(issue in any_of for issue in issues)
        if fits_every and fits_any:
            return {**event, "outcome": row["then"]}
    return event


def truth_of(value, matches):
    """Join the words of a value: any of them, or none of them."""
    if isinstance(value, dict):
        flip = {HOLDS: FAILS, FAILS: HOLDS, UNKNOWN: UNKNOWN}
        return flip[truth_of(value["none_of"], matches)]
    found = [matches(word) for word in listed(value)]
    if any(found):
        return HOLDS
    return UNKNOWN if any(one is None for one in found) else FAILS


def is_by_case(value):
    """Tell whether a value is a list of rows."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "then" in value[0]


def is_date(value):
    """Tell whether the value is a day."""
    return isinstance(value, date)
