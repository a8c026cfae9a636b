"""Mutants: a profile with one value changed, as a slip of the pen or a misreading of the page would change it.

Changed are numbers, units, the events from which one counts and by which a time ends, parties, conditions, stages,
decisions, what a late request meets, what becomes of clocks, and how days are counted. Titles, notes, sources and
readings that were not taken are not: no answer depends on them. The order is that of the page, and nothing is drawn.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from complaint_rules.compiling.scope import phrase
from complaint_rules.procedures.procedure import Procedure
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
_DECISION = ("decided_by", "considering", "recorded_as", "if_refused")
_ENDS = ("done_by", "done_before", "cancelled_by", "restarted_by", "agreed_date", "waived_by")
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

    def __str__(self) -> str:
        """Say what was changed to what."""
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
    yield from _counting(("counting",), written["counting"])
    yield from _days_later(("in_force",), written.get("in_force", {}))
    units = tuple(written["calendars"])
    for name, block in written["procedures"].items():
        words = _Words(procedures[name], block, units)
        for one in words.of_procedure(("procedures", name), block):
            if one.now != one.was:
                yield one


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


def _days_later(path: Path, written: Block) -> Iterator[Mutant]:
    """Yield the first and the last day of a span, each a day later."""
    for key in ("from", "up_to"):
        day = written.get(key)
        if day is not None:
            yield Mutant((*path, key), "number", day, day + timedelta(days=1))


class _Words:
    """What may stand in place of a word in one procedure: its own events, stages, units, and the values of facts."""

    def __init__(self, procedure: Procedure, written: Block, units: tuple[str, ...]) -> None:
        self.procedure = procedure
        self.units = units
        self.events = tuple(dict.fromkeys(word for word in texts(written) if word in procedure.event_words))
        self.stages = tuple(stage for stage, block in written["stages"].items() if stage)

    def of_procedure(self, path: Path, written: Block) -> Iterator[Mutant]:
        """Yield the mutants of one procedure, without those of sections that it takes over from another."""
        yield from self._acceptance((*path, "acceptance"), written.get("acceptance", {}))
        yield from self._several((*path, "outcome_of_several"), written.get("outcome_of_several", {}))
        yield from _days_later((*path, "cases_begun"), written.get("cases_begun", {}))
        yield from self._moves((*path, "begins"), written["begins"])
        for stage, block in written["stages"].items():
            yield from self._stage((*path, "stages", stage), block)
        yield from self._stage((*path, "at_any_stage"), written.get("at_any_stage", {}))

    def _stage(self, path: Path, written: Block) -> Iterator[Mutant]:
        if "same_as" in written:
            return
        for name, rule in written.get("timescales", {}).items():
            yield from self._timescale((*path, "timescales", name), rule)
        yield from self._moves((*path, "moves"), written.get("moves", {}))
        for event, bars in written.get("bars", {}).items():
            for place, bar in _items((*path, "bars", event), bars):
                yield Mutant(place, "condition", f"the bar of {event}", REMOVED)
                yield from self._permission(place, bar)

    def _moves(self, path: Path, written: Block) -> Iterator[Mutant]:
        if "same_as" in written:
            return
        for event, moves in written.items():
            for place, move in _items((*path, event), moves):
                yield from self._move(place, move)

    def _move(self, path: Path, move: Block) -> Iterator[Mutant]:
        yield Mutant((*path, "who"), "party", move["who"], _PARTIES[move["who"]])
        if move.get("to") is not None:
            yield Mutant((*path, "to"), "stage", move["to"], _next(move["to"], self.stages))
        yield from self._clocks(path, move)
        yield from self._permission(path, move)
        yield from self._letters(path, move)

    def _permission(self, path: Path, rule: Block) -> Iterator[Mutant]:
        """Yield the mutants of what a move, a bar and a row of acceptance have alike."""
        yield from self._during(path, rule)
        yield from self._test((*path, "if"), rule.get("if", {}))
        if "decided_by" in rule:
            yield Mutant(path, "decision", rule["decided_by"], {k: v for k, v in rule.items() if k not in _DECISION})
        if "recorded_as" in rule:
            yield Mutant((*path, "recorded_as"), "decision", rule["recorded_as"], REMOVED)
        if "goes" in rule:
            yield Mutant((*path, "goes"), "decision", rule["goes"], REMOVED)
        if "elsewhere" in rule:
            yield Mutant((*path, "elsewhere"), "stage", rule["elsewhere"], REMOVED)

    def _clocks(self, path: Path, move: Block) -> Iterator[Mutant]:
        word = move.get("clocks")
        if word == _UNSTATED:
            yield from self._as_stated(path, move, "clocks")
        elif word:
            yield Mutant((*path, "clocks"), "clocks", word, _CLOCKS[word])

    def _during(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield from self._dropped((*path, "during"), "stage", rule.get("during", []))

    def _letters(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield from self._dropped((*path, "must_contain"), "letter", rule.get("must_contain", []))

    def _dropped(self, path: Path, sort: str, listed: Any) -> Iterator[Mutant]:
        """Yield a list without each of its items; of a single one, without the key."""
        found = list(_items(path, listed))
        for place, item in found:
            yield Mutant(place if len(found) > 1 else path, sort, item, REMOVED)

    # Acceptance.

    def _acceptance(self, path: Path, written: Block) -> Iterator[Mutant]:
        for part in ("who_may_complain", "what_about"):
            for key, rows in written.get(part, {}).items():
                for at, row in enumerate(rows if key != "same_as" else ()):
                    place = (*path, part, key, at)
                    yield Mutant(place, "condition", f"a row of {key}", REMOVED)
                    yield from self._permission(place, row)
        limits = written.get("time_limit", [])
        for at, limit in enumerate(limits if isinstance(limits, list) else ()):
            yield from self._timed((*path, "time_limit", at), limit)

    def _several(self, path: Path, written: Block) -> Iterator[Mutant]:
        outcomes = self.procedure.vocabulary.outcomes
        for at, row in enumerate(written.get("rows", ())):
            place = (*path, "rows", at)
            yield Mutant((*place, "then"), "condition", row["then"], _next(row["then"], outcomes))
            for key in ("every", "any"):
                if isinstance(row.get(key), list) and len(row[key]) > 1:
                    yield from self._dropped((*place, key), "condition", row[key])

    # Time.

    def _timescale(self, path: Path, rule: Block) -> Iterator[Mutant]:
        yield Mutant((*path, "who"), "party", rule["who"], _PARTIES[rule["who"]])
        yield from self._during(path, rule)
        yield from self._test((*path, "if"), rule.get("if", {}))
        yield from self._timed(path, rule)
        yield from self._aim(path, rule)
        for key in _ENDS:
            yield from self._ended((*path, key), rule.get(key, []))
        yield from self._letters(path, rule)
        if "extension" in rule:
            yield Mutant((*path, "extension"), "condition", "the extension", REMOVED)
            yield from self._extension((*path, "extension"), rule["extension"])

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
        day = rule.get("on_or_before")
        if isinstance(day, date):
            yield Mutant((*path, "on_or_before"), "number", day, day + timedelta(days=1))
        yield from self._late((*path, "late"), rule.get("late"))
        yield from _counting((*path, "counting"), rule.get("counting", {}))

    def _aim(self, path: Path, rule: Block) -> Iterator[Mutant]:
        aim = rule.get("aim")
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
        if isinstance(late, str):
            yield Mutant(path, "late", late, "unstated" if late == "refused" else "refused")
        elif late:
            yield Mutant(path, "late", late, "refused")
            if "recorded_as" in late:
                yield Mutant((*path, "recorded_as"), "decision", late["recorded_as"], REMOVED)
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
        for place, made_by in _items((*path, "made_by"), rule["made_by"]):
            if isinstance(made_by, str):
                yield Mutant(place, "end", made_by, self._other(made_by))
            else:
                yield from self._test(place, made_by)

    def _as_stated(self, path: Path, rule: Block, key: str) -> Iterator[Mutant]:
        """Yield what the page leaves open as each of the things that it could be."""
        for other in rule.get("readings", {}).get(key, {}).get("could_be", ()):
            yield Mutant((*path, key), "reading", _UNSTATED, other)

    def _length(self, path: Path, written: Any) -> Iterator[Mutant]:
        if isinstance(written, list):
            for at, row in enumerate(written):
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
