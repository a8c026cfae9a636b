"""Rules of a profile to rules of a procedure: decisions, moves, bars, timescales, acceptance rows."""

from datetime import date, time
from itertools import product

from complaint_rules.compiling.scope import Path, Scope, keys_of, phrase
from complaint_rules.compiling.values import UNSTATED, anchor, choice, end, length, period, test
from complaint_rules.procedures.conditions import Choice
from complaint_rules.procedures.rules import (
    SUSPENDED,
    AcceptancePart,
    AcceptanceRow,
    Aim,
    Anchor,
    Bar,
    ClocksOnLeaving,
    Decision,
    Extension,
    ExtensionKind,
    Late,
    LateRequest,
    Move,
    Terms,
    TimeLimit,
    Timescale,
)
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.profiles.document import (
    AimDocument,
    BarDocument,
    CountingDocument,
    CountingOnly,
    CutOff,
    Decided,
    ExtensionDocument,
    LateDocument,
    MoveDocument,
    PartDocument,
    RowDocument,
    Rule,
    Timed,
    TimeLimitDocument,
    TimescaleDocument,
)
from complaint_rules.terms import Backwards, Forwards, Party
from complaint_rules.timescales import Counting, Period

NO_LIMIT = "no limit"
MOST_READINGS = 12


def decision(rule: Decided, scope: Scope, path: Path) -> Decision | None:
    """Return who decides, or None where nobody does."""
    if rule.decided_by is None:
        for key in ("considering", "recorded_as", "if_refused"):
            if getattr(rule, key):
                message = f"`{key}` belongs to a decision, and nobody decides here"
                scope.fault("decision_without_decider", (*path, key), message, "say who in `decided_by`", key=True)
        return None
    recorded = rule.recorded_as or ""
    if recorded and scope.fact(recorded, (*path, "recorded_as")):
        fact = scope.words.facts[recorded]
        if fact.type is not FactType.YES_NO:
            message = f"`{recorded}` is not a yes_no fact"
            scope.fault("decision_not_yes_no", (*path, "recorded_as"), message, "record the decision in a yes_no fact")
    refused = scope.contained(rule.if_refused, (*path, "if_refused"))
    return Decision(rule.decided_by, tuple(rule.considering), recorded, refused)


def _stages(during: list[str] | None, home: str, scope: Scope, path: Path) -> frozenset[str]:
    if during is None:
        return frozenset({home} if home else ())
    return frozenset(name for name in during if scope.known("stage", name, scope.stages, (*path, "during")))


def _body(name: str | None, scope: Scope, path: Path) -> str:
    if name is not None:
        scope.known(
            "procedure_or_body",
            name,
            (*scope.document.procedures, *scope.document.bodies),
            (*path, "elsewhere"),
        )
    return name or ""


def move(event: str, rule: MoveDocument, home: str | None, scope: Scope, path: Path) -> Move:
    """Compile a move that stands in the block of a stage; `home` is empty for `at_any_stage`, None for `begins`."""
    begins = home is None
    targets = (*scope.stages, *(() if begins else ("stage_left",)))
    if rule.to is not None:
        scope.known("stage", rule.to, targets, (*path, "to"))
    elif begins:
        scope.fault("begins_nowhere", path, f"`{event}` begins the case but leads to no stage", "add `to`")
    if rule.to == SUSPENDED and rule.clocks is None:
        message = "a move to `suspended` must say what becomes of the clocks"
        mend = "add `clocks`: run_on, resume, restart, cancel or unstated"
        scope.fault("suspension_without_clocks", path, message, mend)
    return Move(
        event=event,
        who=Party(rule.who),
        stages=frozenset() if home is None else _stages(rule.during, home, scope, path),
        begins=begins,
        condition=test(rule.if_, scope, (*path, "if")),
        decision=decision(rule, scope, path),
        to=rule.to or "",
        elsewhere=_body(rule.elsewhere, scope, path),
        clocks=ClocksOnLeaving(rule.clocks) if rule.clocks else None,
        clocks_could_be=_clocks_could_be(rule, scope, path),
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path, keys_of(rule)),
    )


def _clocks_could_be(rule: MoveDocument, scope: Scope, path: Path) -> tuple[ClocksOnLeaving, ...]:
    if rule.clocks != UNSTATED:
        return ()
    could_be = _unstated(rule, "clocks", scope, path)
    words = [word.value for word in ClocksOnLeaving if word is not ClocksOnLeaving.UNSTATED]
    place = (*path, "readings", "clocks", "could_be")
    known = [str(word) for word in could_be if scope.known("treatment_of_clocks", str(word), words, place)]
    return tuple(ClocksOnLeaving(word) for word in known)


def _unstated(rule: Rule, key: str, scope: Scope, path: Path) -> list[object]:
    """Return what an unstated key could be, noting when the rule does not say."""
    reading = rule.readings.get(key)
    if reading is not None and len(reading.could_be) > 1:
        return list(reading.could_be)
    message = f"`{key}` is unstated, but its readings are not given"
    mend = f"add `readings: {{{key}: {{could_be: [one, another], because: why}}}}` with at least two"
    scope.fault("unstated_without_readings", (*path, key), message, mend, key=True)
    return []


def bar(event: str, rule: BarDocument, home: str, scope: Scope, path: Path) -> Bar:
    """Compile a bar."""
    return Bar(
        event=event,
        stages=_stages(rule.during, home, scope, path),
        condition=test(rule.if_, scope, (*path, "if")),
        decision=decision(rule, scope, path),
        elsewhere=_body(rule.elsewhere, scope, path),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path, keys_of(rule)),
    )


# Timescales.


def counting(rule: CountingDocument | CountingOnly, base: Counting | None = None) -> Counting:
    """Compile how periods are counted; what is not said is as in `base`."""
    written = rule.forwards
    if written is None:
        assert base is not None
        forwards, hour = base.forwards, base.cut_off
    elif isinstance(written, CutOff):
        forwards, hour = Forwards.CUT_OFF_HOUR, time.fromisoformat(written.cut_off_hour)
    else:
        forwards, hour = Forwards(written), None
    backwards = Backwards(rule.backwards) if rule.backwards else (base.backwards if base else None)
    return Counting(forwards, backwards, hour)


def timescale(name: str, rule: TimescaleDocument, home: str, scope: Scope, path: Path) -> Timescale:
    """Compile a timescale that stands in the block of a stage (`home`; empty for `at_any_stage`)."""
    _check_lengths(rule, scope, path)
    counted = _own_counting(rule, scope, path)
    late = _late(rule, scope, path)
    if rule.who == "complainant" and late is None and rule.on_or_before != NO_LIMIT and _can_close(rule):
        message = f"the window `{name}` does not say what a late request meets"
        scope.fault("window_without_late", path, message, "add `late`: refused, unstated, or who decides")
    events = {
        key: scope.events(getattr(rule, key), (*path, key))
        for key in ("done_by", "cancelled_by", "restarted_by", "agreed_date", "waived_by")
    }
    _check_agreed(events["agreed_date"], scope, path)
    return Timescale(
        name=name,
        party=Party(rule.who),
        stages=_stages(rule.during, home, scope, path),
        home=home,
        terms=_all_terms(rule, scope, path),
        counting=counted,
        condition=test(rule.if_, scope, (*path, "if")),
        aim=_aim(rule, scope, (*path, "aim")),
        late=late,
        extension=_extension(rule.extension, scope, (*path, "extension")),
        fulfils=rule.fulfils or "",
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path, keys_of(rule)),
        **events,
    )


def _can_close(rule: TimescaleDocument) -> bool:
    return any((rule.within, rule.at_least, rule.on_or_before, rule.later_of))


def _own_counting(rule: Timed, scope: Scope, path: Path) -> Counting:
    counted = counting(rule.counting, scope.counting) if rule.counting else scope.counting
    if rule.before is not None and counted.backwards is None:
        message = "a period is counted backwards, and the file does not say how"
        mend = "add `backwards: nth_day_before` or `backwards: clear_days` to `counting`"
        scope.fault("backwards_without_convention", (*path, "before"), message, mend, key=True)
    return counted


def _check_lengths(rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    counted = rule.within is not None or rule.at_least is not None
    anchors = sum(value is not None for value in (rule.after, rule.before))
    if not (counted or rule.aim or rule.on_or_before or rule.later_of):
        message = "the timescale has no length"
        scope.fault(
            "timescale_without_length",
            path,
            message,
            "add `within`, `at_least`, `aim`, `on_or_before` or `later_of`",
        )
    if (counted and anchors != 1) or anchors > 1:
        message = "a length is counted from one anchor, `after` or `before`"
        scope.fault("anchor_missing_or_double", path, message, "write either `after` or `before`")
    if anchors and isinstance(rule.aim, AimDocument) and rule.aim.after and _is_aim_alone(rule):
        message = "an aim alone is counted from one anchor"
        scope.fault("anchor_missing_or_double", path, message, "write `after` once, for the aim or for the timescale")
    if rule.aim and not anchors and not (isinstance(rule.aim, AimDocument) and rule.aim.after):
        scope.fault("anchor_missing_or_double", path, "an aim is counted from an anchor", "add `after`")
    if counted and (rule.on_or_before or rule.later_of):
        message = "a length, a fixed day and several ends exclude each other"
        scope.fault("lengths_exclude_each_other", path, message, "keep one of them")


def _is_aim_alone(rule: TimescaleDocument) -> bool:
    return rule.within is None and rule.at_least is None and rule.on_or_before is None and not rule.later_of


def _check_agreed(events: frozenset[str], scope: Scope, path: Path) -> None:
    for name in sorted(events):
        if not scope.words.events[name].speaks_of_a_day:
            message = f"`{name}` does not carry `for`, the day that was agreed"
            scope.fault("agreed_date_without_day", (*path, "agreed_date"), message, "let its word carry `for`")


def _all_terms(rule: TimescaleDocument, scope: Scope, path: Path) -> tuple[Terms, ...]:
    """Return one `Terms` for each combination of what is unstated; one alone where nothing is."""
    unstated = _unstated_keys(rule, scope, path)
    combined = list(product(*unstated.values()))
    if len(combined) > MOST_READINGS:
        message = f"what is unstated here can be read in {len(combined)} ways"
        scope.fault("too_many_readings", path, message, f"take some readings; at most {MOST_READINGS} are computed")
        combined = combined[:1]
    return tuple(_terms(rule, dict(zip(unstated, values, strict=True)), scope, path) for values in combined)


def _unstated_keys(rule: TimescaleDocument, scope: Scope, path: Path) -> dict[str, list[object]]:
    keys = ("after", "before", "within", "at_least")
    found = {key: _unstated(rule, key, scope, path) for key in keys if getattr(rule, key) == UNSTATED}
    if rule.extension is not None:
        for key in ("after", "up_to"):
            if getattr(rule.extension, key) == UNSTATED:
                found[f"extension.{key}"] = _unstated(rule.extension, key, scope, (*path, "extension"))
    return {key: values or [None] for key, values in found.items()}


def _terms(rule: TimescaleDocument, taken: dict[str, object], scope: Scope, path: Path) -> Terms:
    def value(key: str) -> tuple[object, Path]:
        if key in taken:
            return taken[key], (*path, "readings", key, "could_be")
        return getattr(rule, key), (*path, key)

    limit, limit_anchor = _limit(rule.extension, taken, scope, (*path, "extension"))
    ends = (end(item, scope, (*path, "later_of", at)) for at, item in enumerate(rule.later_of or ()))
    anchored = "before" if rule.before is not None else "after"
    written, place = value(anchored)
    if written is None and isinstance(rule.aim, AimDocument) and _is_aim_alone(rule):
        written, place = rule.aim.after, (*path, "aim", "after")
    return Terms(
        reading="; ".join(f"{key}: {phrase(item)}" for key, item in taken.items()),
        anchor=choice(written, scope, place, anchor) if written else None,
        backwards=rule.before is not None,
        within=_length(*value("within"), scope),
        at_least=_length(*value("at_least"), scope),
        on_or_before=rule.on_or_before if isinstance(rule.on_or_before, date) else None,
        ends=tuple(item for item in ends if item is not None),
        limit=limit,
        limit_anchor=limit_anchor,
    )


def _length(written: object, place: Path, scope: Scope) -> Choice[Period | None] | None:
    return choice(written, scope, place, length) if written else None


def _limit(
    rule: ExtensionDocument | None, taken: dict[str, object], scope: Scope, path: Path
) -> tuple[Period | None, Anchor | None]:
    if rule is None:
        return None, None
    up_to = taken.get("extension.up_to", rule.up_to)
    after = taken.get("extension.after", rule.after)
    counted = period(str(up_to), scope, (*path, "up_to")) if up_to and up_to != NO_LIMIT else None
    return counted, anchor(after, scope, (*path, "after")) if after else None


def _extension(rule: ExtensionDocument | None, scope: Scope, path: Path) -> Extension | None:
    if rule is None:
        return None
    if (rule.up_to is None) == (rule.adds is None):
        message = "an extension goes to a total or by an amount"
        scope.fault("extension_total_or_amount", path, message, "write either `up_to` or `adds`")
    adds = period(rule.adds, scope, (*path, "adds")) if rule.adds else None
    kind = ExtensionKind.ADDS if rule.adds else ExtensionKind.UP_TO
    events = [item for item in rule.made_by if isinstance(item, str)]
    tests = [item for item in rule.made_by if not isinstance(item, str)]
    return Extension(
        kind=ExtensionKind.NO_LIMIT if rule.up_to == NO_LIMIT else kind,
        adds=adds,
        condition=test(rule.if_, scope, (*path, "if")),
        made_by=scope.events(events, (*path, "made_by")),
        made_by_facts=tuple(test(item, scope, (*path, "made_by")) for item in tests),
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path, keys_of(rule)),
    )


def _aim(rule: TimescaleDocument, scope: Scope, path: Path) -> Aim | None:
    """Compile an aim; one that stands alone lends its anchor to the timescale."""
    written = rule.aim
    if written is None:
        return None
    if isinstance(written, str):
        counted = period(written, scope, path)
        return Aim(counted) if counted else None
    counted = period(written.within, scope, (*path, "within"))
    own = written.after is not None and not _is_aim_alone(rule)
    return Aim(counted, anchor(written.after, scope, (*path, "after")) if own else None) if counted else None


def _late(rule: Timed, scope: Scope, path: Path) -> LateRequest | None:
    if rule.late is None:
        return None
    if not isinstance(rule.late, LateDocument):
        return LateRequest(Late(rule.late))
    place = (*path, "late")
    if rule.late.decided_by is None:
        scope.fault(
            "late_without_decider",
            place,
            "a late request is decided, but not said by whom",
            "add `decided_by`",
        )
    until = end(rule.late.until, scope, (*place, "until")) if rule.late.until else None
    return LateRequest(Late.DECIDED, decision(rule.late, scope, place), until)


# Acceptance.


def part(document: PartDocument, scope: Scope, path: Path) -> AcceptancePart:
    """Compile who may complain, or about what."""
    allowed, excluded = (
        tuple(_row(row, scope, (*path, key, at)) for at, row in enumerate(getattr(document, key)))
        for key in ("allowed", "excluded")
    )
    return AcceptancePart(allowed, excluded)


def _row(row: RowDocument, scope: Scope, path: Path) -> AcceptanceRow:
    return AcceptanceRow(
        condition=test(row.if_, scope, (*path, "if")),
        decision=decision(row, scope, path),
        elsewhere=_body(row.elsewhere, scope, path),
        citation=scope.citation(row, path),
        note=row.note or "",
        readings=scope.readings(row, path, keys_of(row)),
    )


def time_limit(rule: TimeLimitDocument, scope: Scope, path: Path) -> TimeLimit | None:
    """Compile until when a complaint may be made."""
    if rule.after is None or rule.within is None:
        message = "a time limit says `within` what period `after` what"
        scope.fault("time_limit_incomplete", path, message, "add `within` and `after`")
        return None
    late = _late(rule, scope, path)
    terms = Terms(
        anchor=choice(rule.after, scope, (*path, "after"), anchor),
        within=choice(rule.within, scope, (*path, "within"), length),
    )
    return TimeLimit(
        terms=terms,
        late=late or LateRequest(Late.UNSTATED),
        counting=_own_counting(rule, scope, path),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path, keys_of(rule)),
    )
