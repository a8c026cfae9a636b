"""Conformance in plain English: law first and guidance after, each finding with both places and its case."""

from collections.abc import Iterator, Mapping
from datetime import date

from complaint_rules.conformance.findings import (
    Answer,
    Conformity,
    Difference,
    Example,
    Finding,
    Judgement,
    PackJudged,
    Subject,
    Verdict,
    is_explained,
)
from complaint_rules.explanation.phrases import SPEAKERS, listed, long_day, plain_day, spoken
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.rules import Timescale
from complaint_rules.terms import Basis, ClockState, Permission

FORCES = {Basis.LAW: "law", Basis.GUIDANCE: "guidance", Basis.COUNCIL: "council"}

VERDICTS = {
    Verdict.MET: "met",
    Verdict.STRONGER: "stronger",
    Verdict.WEAKER: "weaker",
    Verdict.SILENT: "silent",
    Verdict.CANNOT_BE_JUDGED: "cannot be judged",
    Verdict.NOT_CALLED_FOR: "not called for",
}

BECAUSE = {
    "not_held_yet": "on this day it is not held beside cases that begin",
    "no_case_found": "no case was found in which it applies on both sides",
    "as_soon_as_possible": "the {force} names no date, and no date can show what is as soon as possible",
    "another_event_stands_for_it": (
        "the council's procedure knows no such event, and another by which a case begins alike by the {force}"
    ),
    "the_council_has_no_such_move": "the council's procedure has no such move",
    "the_council_s_time_never_started": "the council's own time for it started in none of the cases",
}

PERMISSIONS = {
    Permission.ENTITLED: "yes, as of right",
    Permission.DISCRETIONARY: "only if so decided",
    Permission.REFUSED: "no",
    Permission.UNDETERMINED: "not determined: the page leaves it open",
}

_OF_TIME = frozenset({ClauseKind.DUTY, ClauseKind.WINDOW, ClauseKind.EXTENSION})

_PLAIN: Mapping[Difference, str] = {
    Difference.LATER: "The council's time runs out later than the {force} allows",
    Difference.EARLIER: "The council's time runs out earlier than the {force} asks",
    Difference.RESTARTED: "Where the time starts again, the council's runs out later than the {force} allows",
    Difference.AFTER_RETURN: "After a suspension, withdrawal or closing the council has longer than the {force} gives",
    Difference.AGREED: "Where a date is agreed, the council's time runs out later than the {force} allows",
    Difference.EXTENDED: "The council's time may be extended where the {force} knows no extension",
    Difference.EXTENDED_AGAIN: "A second extension takes the council's time further than the {force} allows",
    Difference.CANCELLED: "The council's time may end without an answer where the {force}'s runs on",
    Difference.ONLY_AN_AIM: "The {force} sets a limit, the council's procedure only an aim",
    Difference.NO_DATE: "The {force} sets a date, the council's procedure none",
    Difference.NOT_STATED: "No rule of the council's profile says anything of it",
    Difference.LESS_OPEN: "The council's procedure allows less than the {force} does",
    Difference.MORE_OPEN: "The council's procedure allows more than the {force} does",
    Difference.BEYOND_THE_LAW: "The council takes a power here that the {force} does not give it",
    Difference.TAKEN_BACK: "What the {force} gives, the council's procedure may take back",
    Difference.FURTHER_STAGE: (
        "The {force} lets the complainant go to the Ombudsman here, where the council's procedure has a stage more"
    ),
    Difference.CONTENT: "The council's letter need not hold all that the {force} wants in it",
    Difference.MORE_ASKED: "The council's procedure asks more of the complainant than the {force} does",
}
_OF_A_WINDOW: Mapping[Difference, str] = {
    Difference.LATER: "The complainant has longer than the {force} gives",
    Difference.EARLIER: "The complainant has less time than the {force} gives",
    Difference.RESTARTED: "Where the time starts again, the complainant has less of it than the {force} gives",
    Difference.AFTER_RETURN: (
        "After a suspension, withdrawal or closing the complainant has less time than the {force} gives"
    ),
    Difference.AGREED: "Where a date is agreed, the complainant has less time than the {force} gives",
    Difference.EXTENDED_AGAIN: "Where it is extended again, the complainant has less time than the {force} gives",
    Difference.CANCELLED: "The {force} lifts the complainant's last day, the council's procedure does not",
    Difference.NO_DATE: "The {force} sets the complainant a last day, the council's procedure none",
}


def differs(finding: Finding) -> str:
    """Say in a sentence in what council and law, or guidance, differ."""
    window = finding.clause.kind is ClauseKind.WINDOW
    text = (_OF_A_WINDOW if window else {}).get(finding.difference, _PLAIN[finding.difference])
    if finding.verdict is Verdict.CANNOT_BE_JUDGED:
        text += f" under one reading of the page ({finding.reading or 'which is left open'}), and not under another"
    return text.format(force=FORCES[finding.basis]) + "."


def conformity(judged: Conformity) -> Iterator[str]:
    """Say how a procedure stands to every law and guidance."""
    yield f"{judged.profile}: {judged.title} [{judged.procedure}, {judged.edition}], as of {long_day(judged.as_of)}"
    if judged.could_be:
        others = listed(judged.could_be, "or")
        yield f"  The profile cannot tell which version is in force; the newest is judged, and it could be {others}."
    for pack in judged.packs:
        yield ""
        yield from _pack(pack, judged.as_of)
    for fault in judged.faults:
        yield ""
        yield str(fault)


def conformity_in_brief(judged: Conformity) -> Iterator[str]:
    """Say of each law how many clauses came out how, and of each finding that is held against the page one line."""
    yield f"{judged.profile}: {judged.title} [{judged.procedure}, {judged.edition}], as of {long_day(judged.as_of)}"
    for pack in judged.packs:
        yield from _counts(pack)
        held = (finding for one in pack.judgements for finding in one.findings if finding.counts)
        yield from (f"  {VERDICTS[one.verdict]}: {_which(one)}: {_in_brief(one)} [{one.id}]" for one in held)
        yield from (f"  {line}" for line in _together(pack, Verdict.CANNOT_BE_JUDGED))
    yield from map(str, judged.faults)


def _in_brief(finding: Finding) -> str:
    return " ".join((differs(finding), *_perhaps(finding)))


def _which(finding: Finding) -> str:
    """Name the clause of a finding, with its place, and the council's rule where that has another name."""
    clause, by = spoken(finding.clause.name), f", by {spoken(finding.rule)}" if finding.rule else ""
    return f"{clause} ({finding.clause.rule.citation.place}){by if finding.rule != finding.clause.name else ''}"


def _counts(pack: PackJudged) -> Iterator[str]:
    yield f"{FORCES[pack.basis].upper()}: {pack.title} [{pack.pack}, {pack.edition}]"
    counts = {verdict: sum(one.verdict is verdict for one in pack.judgements) for verdict in Verdict}
    told = [f"{counts[verdict]} {VERDICTS[verdict]}" for verdict in Verdict if counts[verdict]]
    yield f"  {len(pack.judgements)} clauses: {listed(told)}."
    if pack.not_judged:
        yield f"  NOTHING OF IT COULD BE JUDGED: {BECAUSE[pack.not_judged]}."


def _pack(pack: PackJudged, as_of: date) -> Iterator[str]:
    yield from _counts(pack)
    for one in pack.judgements:
        if one.findings:
            yield ""
            yield from (f"  {line}".rstrip() for line in _judgement(one, pack.basis, as_of))
    yield from _without_findings(pack)


def _judgement(judged: Judgement, basis: Basis, as_of: date) -> Iterator[str]:
    yield f"{spoken(judged.clause.name)}: {VERDICTS[judged.verdict].upper()} ({_cases(judged.tried)} tried)"
    yield f"  {FORCES[basis].capitalize()}: {judged.clause.rule.citation}."
    for finding in judged.findings:
        yield from (f"  {line}" for line in _finding(finding, as_of))


def _without_findings(pack: PackJudged) -> Iterator[str]:
    met = [one for one in pack.judgements if one.verdict is Verdict.MET]
    if met:
        yield ""
        yield (
            "  No difference found: " + listed(f"{spoken(one.clause.name)} ({_cases(one.tried)})" for one in met) + "."
        )
    for one in _bare(pack, Verdict.CANNOT_BE_JUDGED):
        yield f"  Cannot be judged: {spoken(one.clause.name)}: {_because(one.because, pack)}."
    yield from (f"  {line[:1].upper()}{line[1:]}" for line in _together(pack, Verdict.NOT_CALLED_FOR))


def _bare(pack: PackJudged, verdict: Verdict) -> Iterator[Judgement]:
    yield from (one for one in pack.judgements if one.verdict is verdict and not one.findings)


def _because(code: str, pack: PackJudged) -> str:
    return BECAUSE[code].format(force=FORCES[pack.basis])


def _together(pack: PackJudged, verdict: Verdict) -> Iterator[str]:
    """Say of the clauses that came out so without a finding which they are, one line for each reason, duties first."""
    found = sorted(_bare(pack, verdict), key=lambda one: one.clause.kind not in _OF_TIME)
    for code in dict.fromkeys(one.because for one in found):
        named = (f"{spoken(one.clause.name)} ({_place(one)})" for one in found if one.because == code)
        yield f"{VERDICTS[verdict]}: {', '.join(named)}: {_because(code, pack)}."


def _place(judged: Judgement) -> str:
    return judged.clause.rule.citation.place


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


def finding_lines(finding: Finding) -> Iterator[str]:
    """Say a finding by itself: what differs, where both stand, and the case."""
    yield differs(finding)
    yield f"  Clause: {finding.clause.rule.citation}."
    yield from _council_side(finding)
    yield from _example(finding.example, finding.basis)


def _finding(finding: Finding, as_of: date) -> Iterator[str]:
    held = "" if finding.counts else ", not held against it"
    yield f"- {VERDICTS[finding.verdict].capitalize()}{held}: {differs(finding)} [{finding.id}]"
    yield from (f"  {line}" for line in _deviation(finding, as_of))
    yield from _council_side(finding)
    yield from _example(finding.example, finding.basis)


def _deviation(finding: Finding, as_of: date) -> Iterator[str]:
    deviation = finding.deviation
    if deviation is None:
        return
    said = f"{deviation.reason.rstrip('.')} (approved by {deviation.approved_by})"
    review = plain_day(deviation.review_on)
    if is_explained(finding, as_of):
        yield f"Explained: {said}; to be reviewed on {review}."
    else:
        yield f"Was explained: {said}; its review was due on {review}, and so it counts again."


def _council_side(finding: Finding) -> Iterator[str]:
    if finding.written is None:
        yield f"  Council, {finding.edition}: no rule of the profile."
        yield from (f"  {line}" for line in _perhaps(finding))
        return
    yield f"  Council, {finding.edition}: {finding.written.citation}; by the rule `{finding.rule}`."
    for taken in finding.readings:
        if taken.taken != "unstated":
            yield f"  It rests on a reading of `{taken.key}`: {taken.because}."


def _perhaps(finding: Finding) -> Iterator[str]:
    """Say which rule of the page may be the duty under another name, and how to write it so."""
    rule = finding.perhaps
    if rule is not None:
        duty = finding.clause.rule.name if isinstance(finding.clause.rule, Timescale) else finding.clause.name
        yield f"If your `{rule.name}` ({rule.citation.place}) is this duty, write `fulfils: {duty}` in it."


def _example(example: Example, basis: Basis) -> Iterator[str]:
    facts = listed(f"{spoken(name)} {_value(value)}" for name, value in example.case.facts.items())
    ahead = f", on days that lie ahead, since earlier cases are not held against the {FORCES[basis]}"
    yield f"  Example{ahead if example.lies_ahead else ''}{', with ' + facts if facts else ''}:"
    for event in example.case.events:
        said = listed(f"{spoken(name)} {_value(value)}" for name, value in event.details.items())
        yield f"    {long_day(event.on)}: {spoken(event.kind)}{', ' + said if said else ''}"
    yield f"    Asked on {long_day(example.as_of)}:"
    for speaker, answer in ((Basis.COUNCIL, example.council), (basis, example.law)):
        yield f"      by {SPEAKERS[speaker]}: {_answer(answer, example.subject)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return plain_day(value)
    if isinstance(value, tuple):
        return listed(map(spoken, map(str, value))) or "nothing of what may be asked for"
    return spoken(str(value))


def _answer(answer: Answer, subject: Subject) -> str:
    if subject is Subject.LETTER:
        lacking = listed(map(spoken, answer.missing))
        return f"the letter lacks {lacking}" if lacking else "nothing is missing in the letter"
    if not answer.name and subject is not Subject.ACCEPTANCE:
        return "nothing is said"
    if subject is Subject.DUE_DATE:
        cancelled = answer.state is ClockState.CANCELLED
        return f"{spoken(answer.name)}: {'cancelled' if cancelled else _due(answer)}"
    assert answer.permission is not None
    return f"{spoken(answer.name) + ': ' if answer.name else ''}{PERMISSIONS[answer.permission]}"


def _due(answer: Answer) -> str:
    if answer.readings:
        dated = ((one.reading, long_day(one.due) if one.due else "no date") for one in answer.readings)
        return "; or ".join(f"{due} ({reading})" for reading, due in dated)
    counted = ""
    if answer.started_on is not None and answer.period:
        since = f" ({spoken(answer.started_by)})" if answer.started_by else ""
        extended = f", extended by: {spoken(answer.extended_by)}" if answer.extended_by else ""
        counted = f", {answer.period} from {plain_day(answer.started_on)}{since}{extended}"
    due = long_day(answer.due) if answer.due else "as soon as possible, or no date"
    paused = ", if it went on that day" if answer.state is ClockState.PAUSED else ""
    return f"{due}{counted}{paused}{', an aim only' if answer.only_an_aim else ''}"
