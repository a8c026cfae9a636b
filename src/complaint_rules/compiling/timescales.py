"""The time that a page gives: timescales, their extensions, aims and late requests, and until when one may complain."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import islice, product
from math import prod

from complaint_rules.compiling.rules import Listed, decided, stages_of, unstated
from complaint_rules.compiling.scope import UNSTATED, Path, Scope, phrase
from complaint_rules.compiling.values import (
    NO_TIME_SET,
    anchor,
    choice,
    end,
    length,
    period,
    start,
    test,
)
from complaint_rules.procedures.conditions import Choice, Condition, always
from complaint_rules.procedures.rules import (
    EVENTS_OF_A_CLOCK,
    Aim,
    Anchor,
    ContentsAre,
    Extension,
    ExtensionKind,
    Late,
    LateRequest,
    MadeBefore,
    Terms,
    TimeLimit,
    Timescale,
)
from complaint_rules.profiles.document import (
    AimDocument,
    CountingDocument,
    CountingOnly,
    CutOff,
    ExtensionDocument,
    LateDocument,
    Test,
    Timed,
    TimeLimitDocument,
    TimescaleDocument,
)
from complaint_rules.terms import Backwards, Forwards, Party
from complaint_rules.timescales import Counting, Period

NO_LIMIT = "no limit"
MOST_READINGS = 12
NOT_OF_A_TIME_LIMIT = ("at_least", "before", "on_or_before", "later_of")

Taken = Mapping[str, tuple[object, Path]]
"""Of each key that is unstated, the reading that is taken, and its place."""


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
    _check_no_time_set(name, rule, scope, path)
    counted = _own_counting(rule, scope)
    _check_backwards(rule, counted, scope, path)
    late = _late(rule, scope, path)
    _check_late(name, rule, scope, path)
    events = {key: scope.events(getattr(rule, key), (*path, key)) for key in EVENTS_OF_A_CLOCK}
    _check_agreed(rule.agreed_date, scope, path)
    return Timescale(
        name=name,
        party=Party(rule.who),
        stages=stages_of(rule.during, home, scope, path),
        home=home,
        terms=_all_terms(rule, scope, path),
        counting=counted,
        condition=test(rule.if_, scope, (*path, "if")),
        aim=_aim(rule, scope, (*path, "aim")),
        late=late,
        extension=_extension(rule.extension, scope, (*path, "extension")),
        fulfils=tuple(dict.fromkeys(rule.fulfils)),
        no_time_set=rule.within == NO_TIME_SET,
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
        **events,
    )


def _check_late(name: str, rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    """Note a window that does not say what a late request meets, and a duty that does: nobody asks for anything."""
    is_window = rule.who == "complainant"
    if is_window and rule.late is None and rule.on_or_before != NO_LIMIT and _can_close(rule):
        message = f"the window `{name}` does not say what a late request meets"
        mend = "add `late`: refused, unstated, or who decides"
        if "late" not in rule.readings:
            mend += "; or is it the council's time? then write `who: council`"
        scope.fault("window_without_late", path, message, mend)
    if not is_window and rule.late is not None:
        message = f"`late` says what a request after a window meets, and the time of `{name}` is not the complainant's"
        mend = "write `who: complainant`, or take `late` away"
        scope.fault("late_of_a_duty", (*path, "late"), message, mend, key=True)


def _check_no_time_set(name: str, rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    """Note what only a duty can have, and a duty without a time that is counted otherwise than from its start."""
    if rule.within == NO_TIME_SET and (rule.after is None or rule.at_least is not None):
        message = f"`{NO_TIME_SET}` has no first day, and is not counted back"
        scope.fault(
            "no_time_set_is_counted", (*path, "within"), message, "write `after`, and no `before` or `at_least`"
        )
    if rule.who == "complainant":
        _check_duties_alone(name, rule, scope, path)


def _check_duties_alone(name: str, rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    if rule.within == NO_TIME_SET:
        message = f"`{NO_TIME_SET}` is said of a duty, and the time of `{name}` is the complainant's"
        mend = "write `on_or_before: no limit` where the complainant has no last day"
        scope.fault("only_of_a_duty", (*path, "within"), message, mend)
    if rule.done_before:
        message = f"`done_before` is said of a duty, and the time of `{name}` is the complainant's"
        mend = "take it away, or write whose duty it is: `who: council`"
        scope.fault("only_of_a_duty", (*path, "done_before"), message, mend, key=True)


def _can_close(rule: TimescaleDocument) -> bool:
    return any((rule.within, rule.at_least, rule.on_or_before, rule.later_of))


def _own_counting(rule: Timed, scope: Scope) -> Counting:
    return counting(rule.counting, scope.counting) if rule.counting else scope.counting


def _check_backwards(rule: TimescaleDocument, counted: Counting, scope: Scope, path: Path) -> None:
    if rule.before is not None and counted.backwards is None:
        message = "a period is counted backwards, and the file does not say how"
        mend = "add `backwards: nth_day_before` or `backwards: clear_days` to `counting`"
        scope.fault("backwards_without_convention", (*path, "before"), message, mend, key=True)


def _check_lengths(rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    lengths = [_is_counted(rule), rule.on_or_before is not None, rule.later_of is not None]
    if not any(lengths) and rule.aim is None:
        message = "the timescale has no length"
        mend = "add `within`, `at_least`, `aim`, `on_or_before` or `later_of`"
        if rule.who != "complainant":
            mend += "; where the page sets no time, write `within: no time set`"
        scope.fault("timescale_without_length", path, message, mend)
    if sum(lengths) > 1:
        message = "a length, a fixed day and several ends exclude each other"
        scope.fault("lengths_exclude_each_other", path, message, "keep one of them")
    else:
        _check_anchors(rule, scope, path)


def _is_counted(rule: TimescaleDocument) -> bool:
    return rule.within is not None or rule.at_least is not None


def _check_anchors(rule: TimescaleDocument, scope: Scope, path: Path) -> None:
    """Note where an anchor is missing or one too many, once."""
    anchors = sum(value is not None for value in (rule.after, rule.before))
    aim_has_own = isinstance(rule.aim, AimDocument) and rule.aim.after is not None
    if (_is_counted(rule) and anchors != 1) or anchors > 1:
        message = "a length is counted from one anchor, `after` or `before`"
        scope.fault("anchor_missing_or_double", path, message, "write either `after` or `before`")
    elif anchors and aim_has_own and _is_aim_alone(rule):
        message = "an aim alone is counted from one anchor"
        scope.fault("anchor_missing_or_double", path, message, "write `after` once, for the aim or for the timescale")
    elif rule.aim is not None and not anchors and not aim_has_own:
        scope.fault("anchor_missing_or_double", path, "an aim is counted from an anchor", "add `after`")


def _is_aim_alone(rule: TimescaleDocument) -> bool:
    return rule.within is None and rule.at_least is None and rule.on_or_before is None and not rule.later_of


def _check_agreed(names: list[str], scope: Scope, path: Path) -> None:
    for at, name in enumerate(names):
        word = scope.words.events.get(name)
        if word is not None and not word.speaks_of_a_day:
            message = f"`{name}` does not carry `for`, the day that was agreed"
            scope.fault("agreed_date_without_day", (*path, "agreed_date", at), message, "let its word carry `for`")


def _all_terms(rule: TimescaleDocument, scope: Scope, path: Path) -> tuple[Terms, ...]:
    """Return one `Terms` for each combination of what is unstated; one alone where nothing is."""
    keys = _unstated_keys(rule, scope, path)
    number = prod(map(len, keys.values()))
    if number > MOST_READINGS:
        message = f"what is unstated here can be read in {number} ways"
        scope.fault("too_many_readings", path, message, f"take some readings; at most {MOST_READINGS} are computed")
    combined = islice(product(*keys.values()), 1 if number > MOST_READINGS else None)
    return tuple(_terms(rule, dict(zip(keys, values, strict=True)), scope, path) for values in combined)


def _unstated_keys(rule: TimescaleDocument, scope: Scope, path: Path) -> dict[str, Listed]:
    keys = ("after", "before", "within", "at_least")
    found = {key: unstated(rule, key, scope, path) for key in keys if getattr(rule, key) == UNSTATED}
    if rule.extension is not None:
        place = (*path, "extension")
        of_extension = (key for key in ("after", "up_to") if getattr(rule.extension, key) == UNSTATED)
        found |= {f"extension.{key}": unstated(rule.extension, key, scope, place) for key in of_extension}
    return {key: values or [(None, path)] for key, values in found.items()}


def _terms(rule: TimescaleDocument, taken: Taken, scope: Scope, path: Path) -> Terms:
    def value(key: str) -> tuple[object, Path]:
        return taken[key] if key in taken else (getattr(rule, key), (*path, key))

    limit, limit_anchor = _limit(rule.extension, taken, scope, (*path, "extension"))
    ends = (end(item, scope, (*path, "later_of", at)) for at, item in enumerate(rule.later_of or ()))
    backwards = rule.before is not None
    return Terms(
        reading="; ".join(f"{key}: {phrase(item)}" for key, (item, _) in taken.items()),
        anchor=_start(*value("before" if backwards else "after"), scope) or _lent(rule, scope, path),
        backwards=backwards,
        within=_length(*value("within"), scope),
        at_least=_length(*value("at_least"), scope),
        aim=_aimed(rule, scope, (*path, "aim")),
        on_or_before=rule.on_or_before if isinstance(rule.on_or_before, date) else None,
        ends=tuple(item for item in ends if item is not None),
        limit=limit,
        limit_anchor=limit_anchor,
    )


def _start(written: object, place: Path, scope: Scope) -> Choice[Anchor] | None:
    return None if written is None else choice(written, scope, place, start)


def _lent(rule: TimescaleDocument, scope: Scope, path: Path) -> Choice[Anchor] | None:
    """Return the anchor that an aim which stands alone lends to its timescale."""
    if not isinstance(rule.aim, AimDocument) or rule.aim.after is None or not _is_aim_alone(rule):
        return None
    return choice(rule.aim.after, scope, (*path, "aim", "after"), anchor)


def _length(written: object, place: Path, scope: Scope) -> Choice[Period | None] | None:
    if written == NO_TIME_SET:
        return always(None)
    return None if written is None else choice(written, scope, place, length)


def _limit(
    rule: ExtensionDocument | None, taken: Taken, scope: Scope, path: Path
) -> tuple[Period | None, Anchor | None]:
    if rule is None:
        return None, None
    up_to, total_place = taken.get("extension.up_to", (rule.up_to, (*path, "up_to")))
    after, start_place = taken.get("extension.after", (rule.after, (*path, "after")))
    counted = None if up_to is None or up_to == NO_LIMIT else period(up_to, scope, total_place)
    return counted, None if after is None else anchor(after, scope, start_place)


def _extension(rule: ExtensionDocument | None, scope: Scope, path: Path) -> Extension | None:
    if rule is None:
        return None
    if (rule.up_to is None) == (rule.adds is None):
        message = "an extension goes to a total or by an amount"
        scope.fault("extension_total_or_amount", path, message, "write either `up_to` or `adds`")
    adds = period(rule.adds, scope, (*path, "adds")) if rule.adds else None
    kind = ExtensionKind.ADDS if rule.adds else ExtensionKind.UP_TO
    events, tests = _made_by(rule.made_by, scope, (*path, "made_by"))
    return Extension(
        kind=ExtensionKind.NO_LIMIT if rule.up_to == NO_LIMIT else kind,
        adds=adds,
        condition=test(rule.if_, scope, (*path, "if")),
        made_by=events,
        made_by_facts=tests,
        made_before=MadeBefore(rule.made_before) if rule.made_before else MadeBefore.DATE_IN_FORCE,
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        contents_are=_contents_are(rule, scope, path),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
    )


def _contents_are(rule: ExtensionDocument, scope: Scope, path: Path) -> ContentsAre:
    if rule.contents_are is not None and not rule.must_contain:
        message = "`contents_are` says what the contents of the notice are, and it need contain nothing"
        mend = "say in `must_contain` what, or leave `contents_are` out"
        scope.fault("contents_of_nothing", (*path, "contents_are"), message, mend)
    return ContentsAre(rule.contents_are or ContentsAre.ASKED_FOR)


def _made_by(listed: Iterable[str | Test], scope: Scope, path: Path) -> tuple[frozenset[str], tuple[Condition, ...]]:
    """Return the events that extend a timescale, and the tests on facts that do."""
    placed = [(item, (*path, at)) for at, item in enumerate(listed)]
    events = frozenset(item for item, place in placed if isinstance(item, str) and scope.event(item, place))
    return events, tuple(test(item, scope, place) for item, place in placed if not isinstance(item, str))


def _aim(rule: TimescaleDocument, scope: Scope, path: Path) -> Aim | None:
    """Compile an aim; one that stands alone lends its anchor to the timescale."""
    written = rule.aim
    if not isinstance(written, AimDocument) or written.after is None or _is_aim_alone(rule):
        return None if written is None else Aim()
    return Aim(anchor(written.after, scope, (*path, "after")))


def _aimed(rule: TimescaleDocument, scope: Scope, path: Path) -> Choice[Period | None] | None:
    """Compile the length of an aim, which may be chosen by case."""
    if rule.aim is None:
        return None
    written, place = (rule.aim.within, (*path, "within")) if isinstance(rule.aim, AimDocument) else (rule.aim, path)
    return choice(written, scope, place, period)


def _late(rule: Timed, scope: Scope, path: Path) -> LateRequest | None:
    if rule.late is None:
        return None
    if not isinstance(rule.late, LateDocument):
        return LateRequest(Late(rule.late))
    place = (*path, "late")
    decision = decided(rule.late, scope, place)
    if decision is None:
        message = "a late request is decided, but not said by whom"
        scope.fault("late_without_decider", place, message, "add `decided_by`")
    until = end(rule.late.until, scope, (*place, "until")) if rule.late.until else None
    return LateRequest(Late.DECIDED, decision, until)


# Acceptance.


def time_limit(rule: TimeLimitDocument, scope: Scope, path: Path) -> TimeLimit | None:
    """Compile until when a complaint may be made."""
    strange = [key for key in NOT_OF_A_TIME_LIMIT if getattr(rule, key) is not None]
    for key in strange:
        message = f"a time limit has no `{key}`: it takes `within`, `after`, `late` and `counting`"
        mend = "say `within` what period `after` what a complaint may be made"
        scope.fault("not_of_a_time_limit", (*path, key), message, mend, key=True)
    late = _late(rule, scope, path)
    if rule.after is None or rule.within is None:
        if not strange:
            message = "a time limit says `within` what period `after` what"
            missing = [f"`{key}`" for key in ("within", "after") if getattr(rule, key) is None]
            scope.fault("time_limit_incomplete", path, message, f"add {' and '.join(missing)}")
        return None
    terms = Terms(
        anchor=choice(rule.after, scope, (*path, "after"), anchor),
        within=choice(rule.within, scope, (*path, "within"), length),
    )
    return TimeLimit(
        terms=terms,
        late=late or LateRequest(Late.UNSTATED),
        counting=_own_counting(rule, scope),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
    )
