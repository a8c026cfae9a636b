"""Mutants: a profile with one value changed, as a slip of the pen or a misreading of the page would change it.

Changed are numbers, units, the events from which one counts and by which a time ends, parties, conditions, stages,
decisions, what a late request meets, what becomes of clocks, how days are counted, what a word of the profile's own
does, what law it stands under, and whole rules, which are taken away. Titles, notes, sources and readings that were not
taken are not: no answer depends on them. What is not written is not put in, but for `made_before`, of which one of two
words is meant in any case. The order is that of the page, and nothing is drawn.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from complaint_rules.compiling.scope import phrase
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, EVENTS_OF_A_CLOCK, NOT_ANY_STAGE
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import ClockState, Permission
from complaint_rules.timescales import FIXED_UNITS

Path = tuple[str | int, ...]
Block = Mapping[str, Any]

REMOVED = "(taken away)"
"""What stands for a value that is not there any more; no value of a profile is written so."""

_PERIOD = re.compile(r"(\d+) (.+)")
_WITHOUT_NUMBER = frozenset({"as soon as possible", "no time set", "no limit"})
_UNSTATED = "unstated"
_PARTIES = {"council": "complainant", "complainant": "council", "panel": "council", "both": "complainant"}
_CLOCKS = {"cancel": "run_on", "run_on": "cancel", "resume": "restart", "restart": "resume"}
_FORWARDS = {"trigger_is_day_zero": "beginning_with", "closed_day_rolls": "trigger_is_day_zero"}
_BACKWARDS = {"nth_day_before": "clear_days", "clear_days": "nth_day_before"}
_MADE_BEFORE = {"date_in_force": "first_date", "first_date": "date_in_force"}
_CONTENTS_ARE = {"asked_for": "condition", "condition": "asked_for"}
_DECISION = ("decided_by", "considering", "recorded_as", "if_refused")
_FORCES = {"law": "guidance", "guidance": "law"}
_HOLDS = {"from_its_day": "from_the_start", "from_the_start": "from_its_day"}
_NO_STEPS = BESIDE_THE_STAGES | NOT_ANY_STAGE
_IN_FLIGHT = ("by_receipt", "by_stage_start", "by_event")
_HAPPENED = {"happened": "not_happened", "not_happened": "happened"}
_ACCEPTANCE = ("who_may_complain", "what_about", "time_limit")
_PERMISSIONS = tuple(permission.value for permission in Permission)
_STATES = tuple(state.value for state in ClockState)


class Mutant(NamedTuple):
    """One change: at which place of the page, of what sort, what stood there and what stands there now."""

    path: Path
    sort: str
    was: Any
    now: Any
    said: str = ""

    def __str__(self) -> str:
        """Say what was changed to what."""
        if self.said:
            return self.said
        now = self.now if self.now == REMOVED else f"`{phrase(self.now)}`"
        return f"{self.sort}: `{phrase(self.was)}` to {now}"


def changed(written: Any, path: Path, now: Any) -> Any:
    """Return what is written with one value changed or taken away; all else is what it was, and the same."""
    step, *rest = path
    copied: Any = list(written) if isinstance(written, list) else dict(written)
    if rest:
        copied[step] = changed(written[step], tuple(rest), now)
    elif now == REMOVED:
        del copied[step]
    else:
        copied[step] = now
    return copied


def mutants(written: Block, procedures: Mapping[str, Procedure]) -> Iterator[Mutant]:
    """Yield every mutant of a profile as it was read, whose procedures as compiled are given."""
    if written.get("force") in _FORCES:
        yield Mutant(("force",), "law", written["force"], _FORCES[written["force"]])
    yield from _calendars(("calendars",), written["calendars"])
    yield from _counting(("counting",), written["counting"])
    yield from _span(("in_force",), written.get("in_force", {}))
    yield from _own_words(("words",), written.get("words", {}))
    units = tuple(written["calendars"])
    for name, block in written["procedures"].items():
        words = _Words(procedures[name], block, units)
        for one in words.of_procedure(("procedures", name), block):
            if one.now != one.was:
                yield one


def mutants_of_joining(written: Block) -> Iterator[Mutant]:
    """Yield every mutant of a file that joins versions: the day of each change, and what becomes of cases in flight."""
    versions = written["versions"]
    for at, version in enumerate(versions):
        if at and "from" in version:
            yield _change_later(versions, at)
        elif "up_to" in version or "from" in version:
            yield from _days_later(("versions", at), {key: version[key] for key in _own_ends(versions, at)})
        rule = version.get("cases_in_flight")
        if rule is not None:
            yield from _in_flight(("versions", at, "cases_in_flight"), rule)


def _change_later(versions: list[Any], at: int) -> Mutant:
    """Return one version that follows a day later; if the one before says when it ended, it says it a day later."""
    day = versions[at]["from"]
    before, own = dict(versions[at - 1]), {**versions[at], "from": day + timedelta(days=1)}
    if "up_to" in before:
        before["up_to"] += timedelta(days=1)
    now = [*versions[: at - 1], before, own, *versions[at + 1 :]]
    return Mutant(("versions",), "version", day, now, f"version: `from: {day}` to `{own['from']}`, of {own['file']}")


def _own_ends(versions: list[Any], at: int) -> Iterator[str]:
    """Yield the days of a version that are not those of a change: its first, or its last where none follows."""
    if at == 0 and "from" in versions[at]:
        yield "from"
    if "up_to" in versions[at] and "from" not in (versions[at + 1] if at + 1 < len(versions) else {}):
        yield "up_to"


def _in_flight(path: Path, rule: Block) -> Iterator[Mutant]:
    word = rule["rule"]
    if word != _UNSTATED:
        yield Mutant((*path, "rule"), "version", word, _next(word, _IN_FLIGHT))
        return
    for other in rule.get("readings", {}).get("rule", {}).get("could_be", ()):
        yield Mutant((*path, "rule"), "reading", word, other)


def _items(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield the items of a list with their places; one thing may stand for a list of one."""
    if isinstance(value, list):
        yield from (((*path, at), item) for at, item in enumerate(value))
    else:
        yield path, value


def _counting(path: Path, written: Block) -> Iterator[Mutant]:
    forwards = written.get("forwards")
    if isinstance(forwards, str):
        yield Mutant((*path, "forwards"), "counting", forwards, _FORWARDS.get(forwards, "trigger_is_day_zero"))
    elif forwards:
        hour = forwards["cut_off_hour"]
        later = f"{(int(hour[:2]) + 1) % 24:02}{hour[2:]}"
        yield Mutant((*path, "forwards"), "counting", hour, "trigger_is_day_zero")
        yield Mutant((*path, "forwards", "cut_off_hour"), "number", hour, later)
    backwards = written.get("backwards")
    if backwards:
        yield Mutant((*path, "backwards"), "counting", backwards, _BACKWARDS[backwards])


def _span(path: Path, written: Block) -> Iterator[Mutant]:
    """Yield a span of days without which there is none, and its first and its last day, each a day later."""
    if written:
        yield Mutant(path, "rule", path[-1], REMOVED)
        yield from _days_later(path, written)


def _days_later(path: Path, written: Block) -> Iterator[Mutant]:
    for key in ("from", "up_to", "known_until"):
        day = written.get(key)
        if day is not None:
            yield Mutant((*path, key), "number", day, day + timedelta(days=1))


def _calendars(path: Path, written: Block) -> Iterator[Mutant]:
    """Yield the mutants of the council's own closures; a calendar that ships, or has its own file, is left alone."""
    for unit, calendar in written.items():
        if not isinstance(calendar, str):
            place = (*path, unit)
            yield from _dropped((*place, "weekdays"), "counting", calendar.get("weekdays", []))
            yield from _days_later(place, calendar)
            for at, closure in enumerate(calendar.get("closed", ())):
                yield Mutant((*place, "closed", at), "rule", f"the closure from {closure['from']}", REMOVED)
                yield from _days_later((*place, "closed", at), closure)


def _own_words(path: Path, written: Block) -> Iterator[Mutant]:
    """Yield the mutants of what the profile's own words do.

    What an event carries, and the words of a fact, are left alone: a case that says what there is not is told so.
    """
    for name, word in written.get("events", {}).items():
        place = (*path, "events", name)
        yield from _without(place, "word", word, ("falls_back_on", "records_facts", "declines"))
        yield from _dropped((*place, "counts_as"), "word", word.get("counts_as", []))
    for name, word in written.get("facts", {}).items():
        place = (*path, "facts", name)
        if "holds" in word:
            yield Mutant((*place, "holds"), "word", word["holds"], _HOLDS[word["holds"]])
        yield from _without(place, "word", word, ("part_of",))


def _without(path: Path, sort: str, rule: Block, keys: Iterable[str]) -> Iterator[Mutant]:
    """Yield a rule without each of its keys that it has; a key that says *no* is left alone."""
    for key in keys:
        if rule.get(key):
            yield Mutant((*path, key), sort, rule[key], REMOVED)


def _dropped(path: Path, sort: str, listed: Any) -> Iterator[Mutant]:
    """Yield a list without each of its items; of a single one, without the key."""
    found = list(_items(path, listed))
    for place, item in found:
        yield Mutant(place if len(found) > 1 else path, sort, item, REMOVED)


def _whole(path: Path, listed: Any, title: str) -> Iterator[tuple[Path, Any, Mutant]]:
    """Yield the rules under a key, each with its place, and as it is taken away: the last with the key."""
    found = list(_items(path, listed))
    for place, rule in found:
        yield place, rule, Mutant(place if len(found) > 1 else path, "rule", title, REMOVED)


def _decision(path: Path, rule: Block) -> Iterator[Mutant]:
    """Yield what a decision weighs, how it is recorded, and what its refusal holds, each left out."""
    yield from _dropped((*path, "considering"), "decision", rule.get("considering", []))
    yield from _without(path, "decision", rule, ("recorded_as",))
    yield from _dropped((*path, "if_refused"), "letter", rule.get("if_refused", []))


class _Words:
    """What may stand in place of a word in one procedure: its own events, stages, units, and the values of facts."""

    def __init__(self, procedure: Procedure, written: Block, units: tuple[str, ...]) -> None:
        self.procedure = procedure
        self.units = units
        self.events = tuple(dict.fromkeys(word for word in texts(written) if word in procedure.event_words))
        self.stages = tuple(stage for stage, block in written["stages"].items() if stage)

    def of_procedure(self, path: Path, written: Block) -> Iterator[Mutant]:
        """Yield the mutants of one procedure, without those of sections that it takes over from another."""
        yield from _without(path, "condition", written, ("handles",))
        yield from _dropped((*path, "stands_under"), "law", written.get("stands_under", []))
        yield from _span((*path, "cases_begun"), written.get("cases_begun", {}))
        yield from self._acceptance((*path, "acceptance"), written.get("acceptance", {}))
        yield from self._several((*path, "outcome_of_several"), written.get("outcome_of_several", {}))
        yield from self._moves((*path, "begins"), written["begins"])
        yield from _reordered((*path, "stages"), written["stages"])
        for stage, block in written["stages"].items():
            yield from self._stage((*path, "stages", stage), block)
        yield from self._stage((*path, "at_any_stage"), written.get("at_any_stage", {}))

    def _stage(self, path: Path, written: Block) -> Iterator[Mutant]:
        if "same_as" in written:
            yield from _taken_over(path, written)
            return
        for name, rule in written.get("timescales", {}).items():
            yield Mutant((*path, "timescales", name), "rule", f"the timescale {name}", REMOVED)
            yield from self._timescale((*path, "timescales", name), rule)
        yield from self._moves((*path, "moves"), written.get("moves", {}))
        for event, bars in written.get("bars", {}).items():
            for place, bar, without in _whole((*path, "bars", event), bars, f"the bar of {event}"):
                yield without
                yield from self._permission(place, bar)

    def _moves(self, path: Path, written: Block) -> Iterator[Mutant]:
        if "same_as" in written:
            yield from _taken_over(path, written)
            return
        for event, moves in written.items():
            for place, move, without in _whole((*path, event), moves, f"the move {event}"):
                yield without
                yield from self._move(place, move)

    def _move(self, path: Path, move: Block) -> Iterator[Mutant]:
        yield Mutant((*path, "who"), "party", move["who"], _PARTIES[move["who"]])
        if move.get("to") is not None:
            yield Mutant((*path, "to"), "stage", move["to"], _next(move["to"], self.stages))
            yield Mutant((*path, "to"), "stage", move["to"], REMOVED)
        yield from self._clocks(path, move)
        yield from self._permission(path, move)
        yield from self._letters(path, move)

    def _permission(self, path: Path, rule: Block) -> Iterator[Mutant]:
        """Yield the mutants of what a move, a bar and a row of acceptance have alike."""
        yield from self._during(path, rule)
        yield from self._test((*path, "if"), rule.get("if", {}))
        if "decided_by" in rule:
            without = {key: value for key, value in rule.items() if key not in _DECISION}
            said = f"decision: `decided_by: {rule['decided_by']}` to (taken away): nobody decides any more"
            yield Mutant(path, "decision", rule["decided_by"], without, said)
        yield from _decision(path, rule)
        yield from _without(path, "decision", rule, ("goes",))
        yield from _without(path, "stage", rule, ("elsewhere",))

    def _clocks(self, path: Path, move: Block) -> Iterator[Mutant]:
        word = move.get("clocks")
        if word == _UNSTATED:
            yield from self._as_stated(path, move, "clocks")
        elif word:
            yield Mutant((*path, "clocks"), "clocks", word, _CLOCKS[word])

    def _during(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield from _dropped((*path, "during"), "stage", rule.get("during", []))

    def _letters(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield from _dropped((*path, "must_contain"), "letter", rule.get("must_contain", []))

    # Acceptance.

    def _acceptance(self, path: Path, written: Block) -> Iterator[Mutant]:
        yield from _taken_over(path, written)
        for part in ("who_may_complain", "what_about"):
            block = written.get(part, {})
            yield from _taken_over((*path, part), block)
            for key, rows in block.items():
                for at, row in enumerate(rows if key != "same_as" else ()):
                    place = (*path, part, key, at)
                    yield Mutant(place, "condition", f"a row of {key}", REMOVED)
                    yield from self._permission(place, row)
        yield from self._time_limit((*path, "time_limit"), written.get("time_limit", []))

    def _time_limit(self, path: Path, written: Any) -> Iterator[Mutant]:
        yield from _taken_over(path, written)
        for place, limit, without in _whole(path, [] if "same_as" in written else written, "a time limit"):
            yield without
            yield from self._timed(place, limit)

    def _several(self, path: Path, written: Block) -> Iterator[Mutant]:
        outcomes = self.procedure.vocabulary.outcomes
        yield from _taken_over(path, written)
        for place, row, without in _whole((*path, "rows"), written.get("rows", []), "a row of outcome_of_several"):
            yield without
            yield Mutant((*place, "then"), "condition", row["then"], _next(row["then"], outcomes))
            for key in ("every", "any"):
                if isinstance(row.get(key), list) and len(row[key]) > 1:
                    yield from _dropped((*place, key), "condition", row[key])

    # Time.

    def _timescale(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield Mutant((*path, "who"), "party", rule["who"], _PARTIES[rule["who"]])
        yield from self._during(path, rule)
        yield from self._test((*path, "if"), rule.get("if", {}))
        yield from self._timed(path, rule)
        yield from self._aim(path, rule)
        for key in EVENTS_OF_A_CLOCK:
            yield from self._ended((*path, key), rule.get(key, []))
        yield from self._letters(path, rule)
        if "extension" in rule:
            yield Mutant((*path, "extension"), "condition", "the extension", REMOVED)
            yield from self._extension((*path, "extension"), rule["extension"])
        yield from _dropped((*path, "fulfils"), "law", rule.get("fulfils", []))

    def _ended(self, path: Path, listed: Any) -> Iterator[Mutant]:
        found = list(_items(path, listed))
        required = path[-1] == "done_by"
        for place, name in found:
            if len(found) > 1 or not required:
                yield Mutant(place if len(found) > 1 else path, "end", name, REMOVED)
            else:
                yield Mutant(place, "end", name, self._other(name))

    def _timed(self, path: Path, rule: Block) -> Iterator[Mutant]:
        for key in ("within", "at_least"):
            if rule.get(key) == _UNSTATED:
                yield from self._as_stated(path, rule, key)
            elif key in rule:
                yield from self._length((*path, key), rule[key])
        for key in ("after", "before"):
            if rule.get(key) == _UNSTATED:
                yield from self._as_stated(path, rule, key)
            elif key in rule:
                yield from self._start((*path, key), rule[key])
        for at, end in enumerate(rule.get("later_of", ())):
            yield from self._end((*path, "later_of", at), end)
            yield Mutant((*path, "later_of", at), "start", end, REMOVED)
        yield from self._fixed(path, rule)
        if rule.get("late") == _UNSTATED:
            yield from self._as_stated(path, rule, "late")
        yield from self._late((*path, "late"), rule.get("late"))
        yield from _counting((*path, "counting"), rule.get("counting", {}))

    def _fixed(self, path: Path, rule: Block) -> Iterator[Mutant]:
        day = rule.get("on_or_before")
        if isinstance(day, date):
            yield Mutant((*path, "on_or_before"), "number", day, day + timedelta(days=1))
        elif day is not None:
            other = {key: value for key, value in rule.items() if key != "on_or_before"}
            within = f"10 {self._unit('')}"
            yield Mutant(path, "number", day, {**other, "within": within}, f"number: `{day}` to `{within}`")

    def _aim(self, path: Path, rule: Block) -> Iterator[Mutant]:
        aim = rule.get("aim")
        by_case = isinstance(aim, list)
        if aim:
            yield Mutant((*path, "aim"), "number", "the aim, by case" if by_case else aim, REMOVED)
        if isinstance(aim, dict):
            yield from self._length((*path, "aim", "within"), aim["within"])
            if "after" in aim:
                yield from self._start((*path, "aim", "after"), aim["after"])
        elif aim is not None:
            yield from self._length((*path, "aim"), aim)

    def _end(self, path: Path, end: Block) -> Iterator[Mutant]:
        yield from self._length((*path, "within"), end["within"])
        yield from self._start((*path, "after"), end["after"])

    def _late(self, path: Path, late: Any) -> Iterator[Mutant]:
        if late == "refused":
            yield Mutant(path, "late", late, "unstated")
        elif isinstance(late, dict):
            said = f"late: a decision by `{late['decided_by']}` to `refused`"
            yield Mutant(path, "late", late, "refused", said)
            yield from _decision(path, late)
            if "until" in late:
                yield from self._end((*path, "until"), late["until"])
                yield Mutant((*path, "until"), "late", late["until"], REMOVED)

    def _extension(self, path: Path, rule: Block) -> Iterator[Mutant]:
        for key in ("up_to", "adds"):
            if rule.get(key) == _UNSTATED:
                yield from self._as_stated(path, rule, key)
            elif key in rule:
                yield from self._length((*path, key), rule[key])
        if rule.get("after") == _UNSTATED:
            yield from self._as_stated(path, rule, "after")
        elif "after" in rule:
            yield from self._start((*path, "after"), rule["after"])
        yield from self._test((*path, "if"), rule.get("if", {}))
        before = rule.get("made_before", "date_in_force")
        yield Mutant((*path, "made_before"), "late", before, _MADE_BEFORE[before])
        yield from self._letters(path, rule)
        if "must_contain" in rule:
            contents = rule.get("contents_are", "asked_for")
            yield Mutant((*path, "contents_are"), "letter", contents, _CONTENTS_ARE[contents])
        for place, made_by in _items((*path, "made_by"), rule["made_by"]):
            if isinstance(made_by, str):
                yield Mutant(place, "end", made_by, self._other(made_by))
            else:
                yield from self._test(place, made_by)

    def _as_stated(self, path: Path, rule: Block, key: str) -> Iterator[Mutant]:
        """Yield what the page leaves open as each of the things that it could be, and of several without each."""
        could_be = rule.get("readings", {}).get(key, {}).get("could_be", ())
        for other in could_be:
            yield Mutant((*path, key), "reading", _UNSTATED, other)
        if len(could_be) > 2:  # noqa: PLR2004 - of two, one left out is the other one stated
            yield from _dropped((*path, "readings", key, "could_be"), "reading", could_be)

    def _length(self, path: Path, written: Any) -> Iterator[Mutant]:
        if isinstance(written, list):
            for at, row in enumerate(written):
                yield from _row_left_out((*path, at), written)
                yield from self._test((*path, at, "if"), row.get("if", {}))
                yield from self._length((*path, at, "then"), row["then"])
            return
        matched = _PERIOD.fullmatch(written)
        if matched is None:
            if written in _WITHOUT_NUMBER:
                yield Mutant(path, "number", written, f"10 {self._unit('')}")
            return
        number, unit = int(matched[1]), matched[2]
        yield Mutant(path, "number", written, f"{number + 1} {_plural(unit)}")
        if number > 1:
            yield Mutant(path, "number", written, f"{number - 1} {_plural(unit)}")
        yield Mutant(path, "unit", written, f"{number} {self._unit(_plural(unit))}")

    def _unit(self, unit: str) -> str:
        """Return another unit: calendar days for working ones, working days for all others."""
        return next(own for own in (*self.units, *sorted(FIXED_UNITS)) if own != unit)

    def _start(self, path: Path, written: Any) -> Iterator[Mutant]:
        if isinstance(written, str):
            yield Mutant(path, "start", written, self._other(written))
        elif isinstance(written, dict):
            groups = written["later_of"]
            for at, group in enumerate(groups):
                yield Mutant((*path, "later_of", at), "start", group, REMOVED)
                yield from self._start((*path, "later_of", at), group)
        elif written and isinstance(written[0], dict):
            for at, row in enumerate(written):
                yield from _row_left_out((*path, at), written)
                yield from self._test((*path, at, "if"), row.get("if", {}))
                yield from self._start((*path, at, "then"), row["then"])
        else:
            yield from self._dropped_or_other(path, written)

    def _dropped_or_other(self, path: Path, names: list[str]) -> Iterator[Mutant]:
        for at, name in enumerate(names):
            if len(names) > 1:
                yield Mutant((*path, at), "start", name, REMOVED)
            else:
                yield Mutant((*path, at), "start", name, self._other(name))

    def _other(self, name: str) -> str:
        """Return the event of this procedure whose name is nearest: the one that is most easily written instead."""
        others = (event for event in self.events if event != name)
        return max(others, key=lambda other: (SequenceMatcher(None, name, other).ratio(), other), default=name)

    # Conditions.

    def _test(self, path: Path, test: Block) -> Iterator[Mutant]:
        for name, value in test.items():
            alone = len(test) == 1
            yield Mutant(path if alone else (*path, name), "condition", {name: value}, REMOVED)
            yield from self._words((*path, name), name, value)

    def _words(self, path: Path, name: str, value: Any) -> Iterator[Mutant]:
        if isinstance(value, dict):
            listed = value.get("none_of")
            if listed is not None:
                yield from self._of_list((*path, "none_of"), name, listed)
            for key in ("from", "up_to"):
                yield from _moved_bound((*path, key), value.get(key))
        elif isinstance(value, list):
            yield from self._of_list(path, name, value)
        else:
            yield Mutant(path, "condition", value, self._another(name, value))

    def _of_list(self, path: Path, name: str, listed: list[Any]) -> Iterator[Mutant]:
        for at, word in enumerate(listed):
            now = REMOVED if len(listed) > 1 else self._another(name, word)
            yield Mutant((*path, at), "condition", word, now)

    def _another(self, name: str, word: Any) -> Any:
        if isinstance(word, bool):
            return not word
        if isinstance(word, int):
            return word + 1
        if isinstance(word, date):
            return word + timedelta(days=1)
        return _HAPPENED.get(word) or _next(word, self._choices(name, word))

    def _choices(self, name: str, word: str) -> tuple[str, ...]:
        if name in _ACCEPTANCE:
            return _PERMISSIONS
        fact = self.procedure.fact_words.get(name)
        if fact is not None and fact.type is FactType.WORD:
            return fact.words
        return self.procedure.vocabulary.outcomes if word in self.procedure.vocabulary.outcomes else _STATES


def _taken_over(path: Path, written: Any) -> Iterator[Mutant]:
    """Yield a section without which nothing is taken over, if it is one that is the same as another procedure's."""
    if "same_as" in written:
        yield Mutant(path, "rule", f"{path[-1]}, the same as of {written['same_as']}", REMOVED)


def _reordered(path: Path, written: Block) -> Iterator[Mutant]:
    """Yield each two neighbouring stages the other way round: what leads further is told by their order."""
    names = list(written)
    for one, other in pairwise(name for name in names if name not in _NO_STEPS):
        order = [other if name == one else one if name == other else name for name in names]
        now = {name: written[name] for name in order}
        yield Mutant(path, "stage", f"`{one}` before `{other}`", now, f"stage: `{other}` before `{one}`")


def _row_left_out(place: Path, rows: list[Block]) -> Iterator[Mutant]:
    if len(rows) > 1:
        yield Mutant(place, "condition", "a row", REMOVED)


def _moved_bound(path: Path, bound: int | date | None) -> Iterator[Mutant]:
    if isinstance(bound, date):
        yield from (Mutant(path, "number", bound, bound + timedelta(days=by)) for by in (1, -1))
    elif bound is not None:
        yield from (Mutant(path, "number", bound, bound + by) for by in (1, -1))


def _next(word: str, choices: Iterable[str]) -> str:
    """Return the word after one, round about."""
    listed = [choice for choice in choices if choice]
    at = listed.index(word) if word in listed else -1
    return listed[(at + 1) % len(listed)] if listed else word


def _plural(unit: str) -> str:
    return unit if unit.endswith("s") else f"{unit}s"


def texts(written: Any) -> Iterator[str]:
    """Yield every key and every text of what is written, in its order."""
    if isinstance(written, dict):
        for key, value in written.items():
            yield key
            yield from texts(value)
    elif isinstance(written, list | tuple):
        for item in written:
            yield from texts(item)
    elif isinstance(written, str):
        yield written
