"""Answers in plain English, for people and for letters. It decides nothing: without it every answer is the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from complaint_rules.assessment.acceptance import Acceptance, Route, Verdict
from complaint_rules.assessment.answers import Reason
from complaint_rules.assessment.assess import Assessment, HeldBeside, StandsOtherwise
from complaint_rules.assessment.due_dates import DueDate, LedgerStep
from complaint_rules.assessment.governing_versions import GoverningVersion
from complaint_rules.assessment.irregularities import Reported
from complaint_rules.assessment.next_question import Question
from complaint_rules.assessment.routing import Routing
from complaint_rules.assessment.split_parts import PartSplitOff
from complaint_rules.assessment.transitions import Transition
from complaint_rules.citations import least_checked
from complaint_rules.conformance.findings import Conformity, Finding
from complaint_rules.explanation.conformity import conformity, finding_lines
from complaint_rules.explanation.phrases import SPEAKERS, cited, listed, long_day, plain_day, spoken, unless_certain
from complaint_rules.explanation.reasons import irregular, sentence
from complaint_rules.procedures.rules import InFlight, ReadingTaken
from complaint_rules.terms import Basis, ClockState, Party, Permission, Splitting
from complaint_rules.timescales import LedgerLine

STATES = {
    ClockState.NOT_STARTED: "not started",
    ClockState.RUNNING: "running",
    ClockState.PAUSED: "paused",
    ClockState.MET: "done in time",
    ClockState.MET_LATE: "done late",
    ClockState.OVERDUE: "overdue",
    ClockState.LAPSED: "lapsed",
    ClockState.CANCELLED: "no longer running",
    ClockState.UNDETERMINED: "not determined",
}

ANSWERS = {
    Permission.ENTITLED: "yes, as of right",
    Permission.DISCRETIONARY: "if so decided",
    Permission.REFUSED: "no",
    Permission.UNDETERMINED: "cannot be said yet",
}

PARTIES = {
    Party.COUNCIL: "the council",
    Party.COMPLAINANT: "the complainant",
    Party.PANEL: "the panel",
    Party.BOTH: "both sides",
}


class English:
    """The words of the library in English."""

    def reason(self, reason: Reason) -> str:
        """Say one reason in a sentence or two."""
        return sentence(reason)

    def explain(self, answer: object) -> str:
        """Say a whole answer."""
        lines = next(told for kind, told in _TOLD.items() if isinstance(answer, kind))
        return "\n".join(lines(answer))


ENGLISH = English()


# Due dates.


def _title(row: DueDate) -> str:
    again = f", occurrence {row.occurrence}" if row.occurrence > 1 else ""
    return f"{spoken(row.timescale).capitalize()}{again}, by {SPEAKERS[row.basis]} (for {PARTIES[row.responsible]})"


def when(row: DueDate) -> str:
    """Say a row's date in a phrase."""
    if row.readings:
        return _whichever((long_day(one.due) if one.due else STATES[one.state], one.reading) for one in row.readings)
    if row.due is None and row.state is ClockState.UNDETERMINED:
        return f"depends on {listed(map(spoken, row.missing_facts))}" if row.missing_facts else "no one date"
    if row.due is None:
        return _without_a_date(row) if row.started_on else "no date yet"
    return long_day(row.due)


def _whichever(told: Iterable[tuple[str, str]]) -> str:
    """Say what each reading of the page comes to; once if they all come to the same."""
    by_reading = tuple(told)
    if len({said for said, _ in by_reading}) == 1:
        return by_reading[0][0]
    return "; or ".join(f"{said} ({way})" for said, way in by_reading)


def _without_a_date(row: DueDate) -> str:
    return "no time is set for it" if row._rule.no_time_set else "as soon as possible, or no date"  # noqa: SLF001 - its own account


def _due_date(row: DueDate) -> Iterator[str]:
    yield f"{_title(row)}: {when(row)}. State: {STATES[row.state]}."
    yield f"  Source: {row.citation}."
    if row._standing.governing is not None:  # noqa: SLF001 - its own account
        yield f"  Version of the procedure: {row.version}."
    yield from (f"  {line}" for line in _circumstances(row))
    yield from (f"  {row.words.reason(reason)}" for reason in row.reasons)
    yield from (f"  {reading(taken)}" for taken in row._rule.readings)  # noqa: SLF001 - the rule's own account
    for step in row.ledger():
        yield from _step(step)


def _circumstances(row: DueDate) -> Iterator[str]:
    if row.done_on:
        yield f"Done on {long_day(row.done_on)}."
    furthest = row.still_extendable_each_way
    if furthest and row.state in (ClockState.RUNNING, ClockState.PAUSED):
        unsure = unless_certain(least_checked((row.extension_citation,)))
        told = _whichever((long_day(day) if day else "no day that is known", way) for way, day in furthest)
        yield f"It could be extended to {told} at the latest{unsure}."
    if row.aim_due and not row.only_an_aim:
        ends_nothing = "passing that ends no right" if row.is_window else "passing that breaks no limit"
        yield f"{'Invited' if row.is_window else 'Hoped for'} or usual by {long_day(row.aim_due)}; {ends_nothing}."
    if row.only_an_aim:
        yield "The page names an aim, not a limit."
    if row.earliest:
        yield f"Not before {long_day(row.earliest)}."
    if row.accurate_to_day:
        yield "The hour was not recorded, so this is accurate to the day."
    if row.provisional:
        yield "Provisional: bank holidays have not been published so far ahead."
    if row.missing_facts:
        yield f"Not known, and could change this: {listed(map(spoken, row.missing_facts))}."
    yield from _beside(row)


def _beside(row: DueDate) -> Iterator[str]:
    """Say which date counts, of those for the same duty, and what is not certain about it."""
    if row.others and row.basis is Basis.GUIDANCE:
        yield "It guides, and does not bind."
        return
    binding = [other for other in row.others if other.basis is not Basis.GUIDANCE]
    for other in row.others:
        if other.basis is Basis.GUIDANCE and other.due is not None:
            yield _guided(other, other.due, alone=len(row.others) == 1)
    if binding and row.binding:
        counting = [row] if row.basis is row.binding else [one for one in binding if one.binding is row.binding]
        unsure = unless_certain(least_checked(one.citation for one in counting or binding))
        yield f"Where council and law differ, the date that counts is that of {SPEAKERS[row.binding]}{unsure}."


def _guided(other: DueDate, due: date, *, alone: bool) -> str:
    """Say what guidance asks for; where the council's timescale answers more than that, which of its duties it is."""
    asked = "it" if alone else f"“{spoken(other.timescale)}”"
    unsure = unless_certain(other.citation.checked)
    return f"The guidance asks for {asked} by {long_day(due)}{unsure}; it guides, and does not bind."


def reading(taken: ReadingTaken) -> str:
    """Say which reading of the page was taken, and which others there are."""
    others = listed(taken.could_be, "or")
    if taken.key == "if":
        return f"Its condition can be read otherwise, {others}: {taken.because}."
    if taken.taken == "unstated":
        return f"The page does not state `{taken.key}`; it could be {others}: {taken.because}."
    return f"`{taken.key}` is read as {taken.taken}; it could be {others}: {taken.because}."


def _step(step: LedgerStep) -> Iterator[str]:
    to = long_day(step.end) if step.end else "no date"
    under = f" [{step.reading}]" if step.reading else ""
    told = {
        "counted": f"Counted{under}: {step.period} from {long_day(step.start)}, ending on {to}.",
        "extended": f"Extended{under} on {long_day(step.start)}, to {to}.",
        "agreed": f"Agreed{under} on {long_day(step.start)}: {to}.",
        "resumed": f"Resumed{under} on {long_day(step.start)} with what was left, ending on {to}.",
    }
    yield f"  {told[step.kind]}"
    yield from (f"    {_line(line)}" for line in step.lines)
    counted = sum(line.counted is not None for line in step.lines)
    skipped = sum(line.counted is None for line in step.lines) - 1
    if step.lines:
        yield f"    Sum: {counted} counted, {max(skipped, 0)} skipped."


def _line(line: LedgerLine) -> str:
    number = f"{line.counted:>3}" if line.counted is not None else "  –"
    note = f"  {line.note}" if line.note else ""
    return f"{number}  {long_day(line.day)}{note}{'  (provisional)' if line.provisional else ''}"


# Moves.


def _one_move(move: Transition) -> Iterator[str]:
    """Say of a move by itself also how the page was read."""
    yield from _transition(move)
    readings = dict.fromkeys(taken for reason in move.reasons for taken in reason.readings)
    yield from (f"  {reading(taken)}" for taken in readings)


def _transition(move: Transition) -> Iterator[str]:
    to = f" (to {spoken(move.to)})" if move.to else ""
    unsure = unless_certain(move.checked)
    yield f"{spoken(move.event).capitalize()}{to}, by {SPEAKERS[move.basis]}: {ANSWERS[move.permission]}{unsure}."
    if move.decided_by:
        yield f"  To be decided by: {move.decided_by}."
    if move.missing_facts:
        yield f"  Missing: {listed(map(spoken, move.missing_facts))}."
    days = {"From": move.opens, "Until": move.closes, "Late until": move.late_until}
    told = [f"{name.lower()} {plain_day(day)}" for name, day in days.items() if day]
    if told:
        yield f"  Open {' '.join(told)}."
    yield from (f"  {move.words.reason(reason)}" for reason in move.reasons)
    if move.letter:
        yield f"  A letter that refuses it holds: {listed(map(spoken, move.letter))}."


# Acceptance.


def _acceptance(answer: Acceptance) -> Iterator[str]:
    yield f"May this complaint be taken, by {SPEAKERS[answer.basis]}: {ANSWERS[answer.permission]}."
    for name, part in _parts(answer):
        yield from _verdict(name, part)
    routes = [
        f"{route.title} [{route.procedure}]" for route in answer.routes if route.permission is not Permission.REFUSED
    ]
    if routes:
        yield f"  Procedures that may take it: {listed(routes)}."
    yield from _ombudsman(answer)
    for each in (*answer.law, *answer.guidance):
        yield from _acceptance(each)


def _ombudsman(answer: Acceptance) -> Iterator[str]:
    move = answer.ombudsman
    if move is not None:
        unsure = unless_certain(move.checked)
        yield f"  The Ombudsman, if it is not taken: {move.name}: {ANSWERS[move.permission]}{unsure}."
        yield from (f"    {reason.explain()}" for reason in move.reasons)


def _parts(answer: Acceptance) -> tuple[tuple[str, Verdict], ...]:
    return ("Who", answer.who), ("What", answer.what), ("When", answer.time_limit)


def _verdict(name: str, part: Verdict) -> Iterator[str]:
    yield f"  {name}: {ANSWERS[part.permission]}."
    yield from (f"  {line}" for line in _grounds(part))


def _alone(part: Verdict) -> Iterator[str]:
    answer = ANSWERS[part.permission]
    yield f"{answer[0].upper()}{answer[1:]}."
    yield from _grounds(part)


def _grounds(part: Verdict) -> Iterator[str]:
    if part.missing_facts:
        yield f"  Missing: {listed(map(spoken, part.missing_facts))}."
    for reason in part.reasons:
        yield f"  {reason.explain()}"
        yield from (f"    {reading(taken)}" for taken in reason.readings)
    if part.elsewhere:
        yield f"  Where else: {listed(map(spoken, part.elsewhere_in_words), 'or')}."
    if part.letter:
        yield f"  A letter that refuses it holds: {listed(map(spoken, part.letter))}."
    for one in part.parts_split_off if part.permission is not Permission.REFUSED else ():
        if one.letter:
            contents = listed(map(spoken, one.letter))
            yield f"  A letter that sends a part to {spoken(one.elsewhere)} holds: {contents}."
        yield from _own_case(one)


# Routing.


def _routing(answer: Routing) -> Iterator[str]:
    yield f"{answer.profile}, as of {long_day(answer.as_of)}"
    yield _where_to(answer)
    for route in answer.routes:
        told = _route(route)
        yield f"  {next(told)}"
        if route.procedure != answer.to:
            yield from (f"  {line}" for line in told)
    if answer.acceptance:
        yield ""
        yield from _acceptance(answer.acceptance)
    elif not answer.taken_by:
        yield from _ombudsman_of_all(answer)
    if answer.question:
        yield ""
        first, *more = _question(answer.question)
        yield from (f"Ask next: {first}", *more)


def _ombudsman_of_all(answer: Routing) -> Iterator[str]:
    """Say once what the procedures, none of which takes it, and their laws say of the Ombudsman."""
    asked = [
        each for route in answer.routes if route.acceptance for each in (route.acceptance, *route.acceptance.beside)
    ]
    yield from dict.fromkeys(line for each in asked for line in _ombudsman(each))


def _question(question: Question) -> Iterator[str]:
    yield f"{question.asks} [{question.name}]"
    if question.words:
        yield f"  One of: {', '.join(question.words)}."
    yield from (f"    {word}: {meaning}." for word, meaning in question.means)


def _route(route: Route) -> Iterator[str]:
    """Say whether a procedure takes it, why, and what its law says."""
    yield f"{route.title} [{route.procedure}]: {ANSWERS[route.permission]}."
    if route.permission is not Permission.REFUSED:
        for part in route.parts_split_off:
            yield _part_split_off(part)
            yield from _own_case(part)
    yield from _deciding(zip(("Who", "What"), route.parts, strict=True), route.permission)
    for each in route.acceptance.beside if route.acceptance else ():
        yield f"  By {SPEAKERS[each.basis]}: {ANSWERS[each.permission]}."
        yield from (f"  {line}" for line in _deciding(_parts(each), each.permission))


def _deciding(parts: Iterable[tuple[str, Verdict]], permission: Permission) -> Iterator[str]:
    """Tell those parts that have the answer of the whole."""
    for name, part in parts:
        if part.permission is permission:
            yield from _verdict(name, part)


def _part_split_off(part: PartSplitOff) -> str:
    where = spoken(part.elsewhere)
    if part.answer is Splitting.GOES:
        return f"  A part of it goes to {where}."
    if part.could_be and not part.missing_facts:
        ways = listed(part.could_be, "or")
        return f"  A part of it belongs to {where}; what becomes of it the page does not say: {ways}."
    unsure = f", depending on {listed(map(spoken, part.missing_facts))}" if part.missing_facts else ""
    decided = f"; {part.decided_by} decides" if part.decided_by else ""
    return f"  A part of it may go to {where}{unsure}{decided}."


def _own_case(part: PartSplitOff) -> Iterator[str]:
    """Say of a part that another procedure takes that its time is not shown here, and how it is entered."""
    case = part.own_case
    if case is None or part.missing_facts:
        return
    received = f"received on {long_day(case.received_on)}" if case.received_on else "received when the whole is"
    entered = f"enter it as a case of its own, {received}"
    told = entered if part.answer is Splitting.GOES else f"if it goes there, {entered}"
    yield f"  The time for that part by {spoken(case.procedure)} is not shown here: {told}."


def _where_to(answer: Routing) -> str:
    titles = {route.procedure: f"{route.title} [{route.procedure}]" for route in answer.routes}
    if answer.to:
        return f"It goes by: {titles[answer.to]}."
    if answer.question:
        return "By which procedure it goes is not known yet."
    if answer.taken_by:
        several = listed(titles[name] for name in answer.taken_by)
        return f"More than one procedure takes it, and no law says which: {several}."
    return "No procedure of this council takes it."


# The whole.


def _assessment(answer: Assessment) -> Iterator[str]:
    yield f"{answer.profile}, {spoken(answer.procedure)}, as of {long_day(answer.as_of)}"
    yield _where(answer)
    yield from map(_otherwise, answer.stands_otherwise)
    yield from _versions(answer)
    yield ""
    yield "WHAT IS DUE"
    yield from _due_table(answer)
    yield ""
    yield "WHICH MOVES ARE OPEN"
    yield from _move_table(answer.transitions)
    if answer.escalation:
        yield ""
        yield "MAY IT GO FURTHER"
        for move in answer.escalation:
            yield from (f"  {line}" for line in _transition(move))
    yield ""
    yield from _acceptance(answer.acceptance)
    if answer.irregularities:
        yield ""
        yield "IRREGULAR IN THE HISTORY"
        yield from (f"  {one.explain()} [{one.code}]" for one in answer.irregularities)
    yield ""
    yield from (_only_version(one) for one in answer.versions if one.is_the_only_one)
    yield from map(_held_beside, answer.held_beside)
    yield f"Rests on: {listed(f'{name} {edition}' for name, edition in answer.editions)}."


def _where(answer: Assessment) -> str:
    if answer.stage is not None:
        return f"Stage: {spoken(answer.stage)}. Status: {answer.status or 'depends on the version'}."
    stages = dict.fromkeys(spoken(one.stage) for one in answer.versions if one.stage is not None)
    if stages:
        return f"Stage: {listed(stages, 'or')}, depending on the version."
    return "The case has not begun."


def _otherwise(beside: StandsOtherwise) -> str:
    """Say that by a law the complaint stands otherwise than by the page, which may say nothing of what happened."""
    return f"By {SPEAKERS[beside.basis]} ({beside.profile}) its status is: {beside.status}."


def _versions(answer: Assessment) -> Iterator[str]:
    """Say by which versions of the document the case goes, and why."""
    several = [one for one in answer.versions if not one.is_the_only_one]
    if several:
        yield ""
        yield "WHICH VERSION GOVERNS"
    for one in several:
        way = f" [{one.way}]" if one.way else ""
        went = any(other.since and other.way == one.way for other in answer.versions)
        yield f"  {one.version} ({_in_force(one)}): {_governs(one, went=went)}.{way}"
        yield from (f"    {reading(taken)}" for taken in (one.rule.readings if one.rule else ()))


def _only_version(one: GoverningVersion) -> str:
    rule = one.rule
    if rule is None:
        return f"The document ({one.version}) does not say from when it is in force, and is taken as in force."
    taken = "".join(f" {reading(each)}" for each in rule.readings)
    return f"The document ({one.version}) is {_in_force(one)}{cited(rule.citation)}.{taken}"


def _in_force(one: GoverningVersion) -> str:
    if not one.is_dated:
        return "it has no date, and is taken as in force"
    days = (("from", one.from_), ("up to", one.up_to))
    return f"in force {' '.join(f'{word} {plain_day(day)}' for word, day in days if day)}"


def _governs(one: GoverningVersion, *, went: bool) -> str:
    if one.by is None:
        return "took the case" + ("" if went else ", and governs it") if one.stage else "would take the case"
    rule = f", cases in flight changing over {spoken(one.by)}{cited(one.rule.citation if one.rule else None)}"
    if one.since is not None:
        return f"governs it since {long_day(one.since)}{rule}"
    if one.by is InFlight.BY_RECEIPT:
        return f"does not govern it, cases in flight going by receipt{cited(one.rule.citation if one.rule else None)}"
    return f"does not govern it yet{rule}"


def _held_beside(pack: HeldBeside) -> str:
    rule = pack.cases_begun
    days = {"from": rule.earliest, "up to": rule.latest}
    span = " ".join(f"{name} {plain_day(day)}" for name, day in days.items() if day)
    readings = "".join(f" {reading(taken)}" for taken in rule.readings)
    return f"{pack.profile} is held beside cases that began {span}{cited(rule.citation)}.{readings}"


def _due_table(answer: Assessment) -> Iterator[str]:
    waiting: dict[tuple[Basis, str], list[str]] = {}
    for row in answer.due_dates:
        if row.state is ClockState.NOT_STARTED:
            why = "Not for such a complaint" if row.outside_of_it else "Not started"
            waiting.setdefault((row.basis, why), []).append(
                spoken(row.timescale) + unless_certain(row.citation.checked)
            )
            continue
        again = f" ({row.occurrence})" if row.occurrence > 1 else ""
        yield f"  {row.basis.value:<9}{spoken(row.timescale) + again:<28}{STATES[row.state]:<18}{when(row)}"
        for line in (*_caveats(row), *_circumstances(row)):
            yield f"  {'':<9}{'':<28}{line}"
    for (basis, why), names in waiting.items():
        yield f"  {basis.value:<9}{why}: {', '.join(names)}."


def _caveats(row: DueDate) -> Iterator[str]:
    """Say what is not certain about the rule itself; elsewhere it stands beside the rule's source."""
    if row.citation.checked.caveat:
        yield f"{row.citation.checked.caveat.capitalize()}."


def _move_table(moves: Iterable[Transition]) -> Iterator[str]:
    closed: dict[Basis, list[str]] = {}
    for move in moves:
        if move.permission is Permission.REFUSED:
            closed.setdefault(move.basis, []).append(spoken(move.event) + unless_certain(move.checked))
            continue
        until = f" (until {plain_day(move.closes)})" if move.closes else ""
        missing = f"; missing: {listed(map(spoken, move.missing_facts))}" if move.missing_facts else ""
        decided = f" by {move.decided_by}" if move.decided_by and move.permission is Permission.DISCRETIONARY else ""
        told = f"{ANSWERS[move.permission]}{decided}{until}{missing}{unless_certain(move.checked)}"
        yield f"  {move.basis.value:<9}{spoken(move.event):<28}{told}"
    for basis, names in closed.items():
        yield f"  {basis.value:<9}Not open: {', '.join(names)}."


_TOLD: Mapping[type, Callable[[Any], Iterator[str]]] = {
    Reported: lambda one: iter((irregular(one),)),
    DueDate: _due_date,
    Transition: _one_move,
    Acceptance: _acceptance,
    Verdict: _alone,
    Route: _route,
    Routing: _routing,
    Question: _question,
    Conformity: conformity,
    Finding: finding_lines,
    Assessment: _assessment,
}
