"""A comparison in plain English: each clause that changed, for whom, and the case with both answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from complaint_rules.assessment.answers import Plain
from complaint_rules.cases.case import Case
from complaint_rules.comparison.changes import (
    Answer,
    Change,
    ClauseCompared,
    Comparison,
    Effect,
    Example,
    MatterCompared,
    ProcedureCompared,
    Subject,
)
from complaint_rules.explanation.phrases import listed, long_day, plain_day, spoken
from complaint_rules.procedures.rules import Rule

Sides = tuple[str, str]
"""What the two sides are called: `old` and `new`, or the names of two councils."""

CHANGES: Mapping[Change, str] = {
    Change.EQUAL: "equal",
    Change.STRICTER: "stricter",
    Change.WEAKER: "weaker",
    Change.INCOMPARABLE: "incomparable",
    Change.ADDED: "added",
    Change.TAKEN_AWAY: "taken away",
    Change.NO_CASE_FOUND: "changed, no case found that shows it",
    Change.TOLD_OTHERWISE: "told otherwise",
}
_PERMISSIONS = {
    "entitled": "yes, as of right",
    "discretionary": "only if so decided",
    "refused": "no",
    "undetermined": "not determined",
}
_DAYS_SHOWN = 12


def told(found: Comparison, sides: Sides = ("old", "new"), *, two_councils: bool = False) -> str:
    """Say a whole comparison. Of two councils it is not told that each writes the same in another place."""
    return "\n".join(_comparison(found, sides, two_councils=two_councils))


def _comparison(found: Comparison, sides: Sides, *, two_councils: bool) -> Iterator[str]:
    for name, side in zip(sides, (found.old, found.new), strict=True):
        yield f"{_label(name)}: {side.title} [{side.profile}, {side.edition}]"
    yield f"The cases that were tried end on {long_day(found.as_of)} or before."
    for procedure in found.procedures:
        yield ""
        yield from _procedure(procedure, sides, two_councils=two_councils)
    if not found.is_different:
        yield "" if found.procedures else "There is no procedure on either side."
        yield "Nothing that is meant differs."


def _procedure(found: ProcedureCompared, sides: Sides, *, two_councils: bool) -> Iterator[str]:
    if found.change is not Change.EQUAL:
        yield f"{found.procedure}: the whole procedure is {_there(found.change, sides)}"
        return
    every = [*(one.change for one in found.clauses), *(one.change for one in found.matters)]
    counts = [f"{every.count(change)} {CHANGES[change]}" for change in Change if change in every]
    yield f"{found.procedure}: {listed(counts)}"
    for clause in found.clauses:
        if clause.change.is_of_meaning or (clause.change is Change.TOLD_OTHERWISE and not two_councils):
            yield ""
            yield from (f"  {line}" for line in _clause(clause, sides))
    for matter in found.matters:
        if matter.change.is_of_meaning or not two_councils:
            yield ""
            yield from (f"  {line}" for line in _matter(matter, sides))


def _label(side: str) -> str:
    return side.capitalize() if side in ("old", "new") else side


def _there(change: Change, sides: Sides) -> str:
    if sides == ("old", "new"):
        return CHANGES[change]
    return f"only in {sides[1] if change is Change.ADDED else sides[0]}"


def _headline(change: Change, sides: Sides) -> str:
    return (_there(change, sides) if change in (Change.ADDED, Change.TAKEN_AWAY) else CHANGES[change]).upper()


# One clause.


def _clause(found: ClauseCompared, sides: Sides) -> Iterator[str]:
    yield f"{_name(found)}: {_headline(found.change, sides)}{_for_whom(found)}"
    for key in found.keys:
        yield f"  {key.key}: {key.old or 'nothing'} → {key.new or 'nothing'}"
    for side, rule in zip(sides, (found.old_rule, found.new_rule), strict=True):
        yield f"  {_label(side)}: {_cited(rule)}"
    for example in found.examples:
        yield from (f"  {line}" for line in _example(example, sides))


def _name(found: ClauseCompared) -> str:
    both = found.old and found.new and found.old != found.new
    return f"{found.old} / {found.new}" if both else found.name


def _for_whom(found: ClauseCompared) -> str:
    better = f"better for the {listed(found.better_for)}" if found.better_for else ""
    worse = f"worse for the {listed(found.worse_for)}" if found.worse_for else ""
    said = [part for part in (better, worse) if part]
    if found.change is Change.INCOMPARABLE and better:
        said = ["better for the complainant in one case, worse in another"]
    if found.change is Change.INCOMPARABLE and Effect.OTHER in found.effects and (better or worse):
        said = [f"{better or worse} in one case, another answer that is better for nobody in another"]
    if not said and found.examples:
        said = ["another answer, better for nobody"]
    tried = f"{found.tried} {'case' if found.tried == 1 else 'cases'} tried" if found.change.is_of_meaning else ""
    text = "; ".join(part for part in (", ".join(said), tried) if part)
    return f" ({text})" if text else ""


def _cited(rule: Rule | None) -> str:
    return f"{rule.citation}." if rule is not None else "nothing is written."


def _example(example: Example, sides: Sides) -> Iterator[str]:
    fuller = max((example.old.case, example.new.case), key=lambda case: (len(case.events), len(case.facts)))
    facts = listed(f"{spoken(name)} {_value(value)}" for name, value in fuller.facts.items())
    yield f"Example{', with ' + facts if facts else ''}:"
    for event in fuller.events:
        said = listed(f"{spoken(name)} {_value(value)}" for name, value in event.details.items())
        yield f"  {long_day(event.on)}: {spoken(event.kind)}{', ' + said if said else ''}"
    yield f"  Asked on {long_day(example.as_of)}:"
    both = example.old.answer, example.new.answer
    for side, put, other in zip(sides, (example.old, example.new), both[::-1], strict=True):
        yield f"    {side}: {_answer(put.answer, other, example.subject)}{_not_told(fuller, put.case)}"


def _not_told(whole: Case, part: Case) -> str:
    """Say what a side was not told, having no word for it."""
    events = [event.kind for event in whole.events if event not in part.events]
    facts = [name for name in whole.facts if name not in part.facts]
    without = listed(map(spoken, (*events, *facts)))
    return f" (asked without, or in its own word for: {without})" if without else ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return plain_day(value)
    if isinstance(value, tuple | list):
        return listed(map(spoken, map(str, value))) or "nothing of what may be asked for"
    return spoken(str(value))


# Answers.


def _answer(answer: Answer | None, other: Answer | None, subject: Subject) -> str:
    if answer is None:
        return "nothing is said"
    main, keys = _MAIN[subject](answer), _SAID[subject]
    differing = (key for key in answer if key not in keys and other is not None and answer[key] != other.get(key))
    return "; ".join([main, *(f"{spoken(key)}: {_shown(answer[key])}" for key in differing)])


def _due(answer: Answer) -> str:
    readings = answer["readings"]
    if isinstance(readings, list) and readings:
        dated = (one for one in readings if isinstance(one, dict))
        return "; or ".join(f"{_shown(one['due']) if one['due'] else 'no date'} ({one['reading']})" for one in dated)
    if answer["state"] == "not_started":
        return "not started"
    due = _shown(answer["due"]) if answer["due"] else "as soon as possible, or no date"
    since = f" ({spoken(str(answer['started_by']))})" if answer["started_by"] else ""
    counted = f", {answer['period']} from {_shown(answer['started_on'])}{since}" if answer["period"] else ""
    return f"{due}{counted}{', an aim only' if answer['only_an_aim'] else ''}"


def _permitted(answer: Answer) -> str:
    return _PERMISSIONS[str(answer["permission"])]


def _letter(answer: Answer) -> str:
    missing = answer["missing"]
    lacking = listed(map(spoken, map(str, missing))) if isinstance(missing, list) else ""
    return f"the letter lacks {lacking}" if lacking else "nothing is missing in the letter"


def _stands(answer: Answer) -> str:
    return f"it stands in {spoken(str(answer['stage']))}" if answer["stage"] else "it has not begun"


_MAIN = {
    Subject.DUE_DATE: _due,
    Subject.MOVE: _permitted,
    Subject.ACCEPTANCE: _permitted,
    Subject.LETTER: _letter,
    Subject.STANDING: _stands,
}
_SAID: Mapping[Subject, frozenset[str]] = {
    Subject.DUE_DATE: frozenset(
        {"timescale", "due", "started_by", "started_on", "period", "only_an_aim", "readings", "first_due"}
    ),
    Subject.MOVE: frozenset({"event", "permission"}),
    Subject.ACCEPTANCE: frozenset({"part", "permission"}),
    Subject.LETTER: frozenset({"event", "missing"}),
    Subject.STANDING: frozenset({"stage"}),
}


def _shown(value: Plain) -> str:
    if value is None or value == []:
        return "none"
    if isinstance(value, dict):
        return listed(f"{spoken(name)} {_shown(one)}" for name, one in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    try:
        return long_day(date.fromisoformat(str(value)))
    except ValueError:
        return _value(value)


# Other matters.


def _matter(found: MatterCompared, sides: Sides) -> Iterator[str]:
    tried = f" ({found.tried} cases tried)" if found.tried else ""
    yield f"{spoken(found.matter.value)} {found.name}: {_headline(found.change, sides)}{tried}"
    for side, text in zip(sides, (found.old, found.new), strict=True):
        yield f"  {_label(side)}: {text or 'nothing'}"
    if found.days:
        yield f"  Days that one works and the other does not: {_days(found.days)}"
    for example in found.examples:
        yield from (f"  {line}" for line in _example(example, sides))


def _days(days: Iterable[date]) -> str:
    every = [plain_day(day) for day in days]
    more = len(every) - _DAYS_SHOWN
    return listed([*every[:_DAYS_SHOWN], f"{more} more"] if more > 0 else every)
