"""Rules of a profile to rules of a procedure: decisions, moves, bars, acceptance rows."""

from complaint_rules.compiling.scope import UNSTATED, Path, Scope
from complaint_rules.compiling.values import test, test_of_move
from complaint_rules.errors import did_you_mean
from complaint_rules.procedures.rules import (
    BESIDE_THE_STAGES,
    STAGE_LEFT,
    SUSPENDED,
    AcceptancePart,
    AcceptanceRow,
    Bar,
    CasesBegun,
    ClocksOnLeaving,
    Decision,
    Move,
)
from complaint_rules.procedures.several_issues import OutcomeOfSeveral, OutcomeRow
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.profiles.document import (
    BarDocument,
    CasesBegunDocument,
    Decided,
    InForceDocument,
    MoveDocument,
    OutcomeRowDocument,
    PartDocument,
    RowDocument,
    Rule,
    SeveralIssuesDocument,
    SplitDocument,
)
from complaint_rules.terms import Party

Listed = list[tuple[object, Path]]
"""Values with the place of each."""

NO_DAY = "neither `from` nor `up_to` is given"
ON_RETURN = (ClocksOnLeaving.RESUME, ClocksOnLeaving.RESTART, ClocksOnLeaving.UNSTATED)


def decision(rule: Decided, scope: Scope, path: Path) -> Decision | None:
    """Return who decides, or None where nobody does."""
    if rule.decided_by is None:
        _check_nobody_decides(rule, scope, path)
    return decided(rule, scope, path)


def _check_nobody_decides(rule: Decided, scope: Scope, path: Path) -> None:
    key = next((key for key in ("considering", "recorded_as", "if_refused") if getattr(rule, key)), None)
    if key is not None:
        message = f"`{key}` belongs to a decision, and nobody decides here"
        scope.fault("decision_without_decider", (*path, key), message, "say who in `decided_by`", key=True)


def decided(rule: Decided, scope: Scope, path: Path) -> Decision | None:
    """Return a decision by whomever it is, its names checked even where nobody is named."""
    recorded = rule.recorded_as or ""
    if recorded and scope.fact(recorded, (*path, "recorded_as")):
        fact = scope.words.facts[recorded]
        if fact.type is not FactType.YES_NO:
            message = f"`{recorded}` is not a yes_no fact"
            scope.fault("decision_not_yes_no", (*path, "recorded_as"), message, "record the decision in a yes_no fact")
    refused = scope.contained(rule.if_refused, (*path, "if_refused"))
    factors = _factors(rule.considering, scope, (*path, "considering"))
    return Decision(rule.decided_by, tuple(rule.considering), recorded, refused, factors) if rule.decided_by else None


def _factors(considering: list[str], scope: Scope, path: Path) -> tuple[str, ...]:
    """Return the factors that are facts, noting names that are none, and facts that are not answered by yes or no."""
    named = [(name, (*path, at)) for at, name in enumerate(considering) if _is_name(name, scope)]
    return tuple(name for name, place in named if scope.fact(name, place) and _is_yes_no(name, scope, place))


def _is_name(factor: str, scope: Scope) -> bool:
    return factor in scope.words.facts or ("_" in factor and factor.isidentifier())


def _is_yes_no(name: str, scope: Scope, path: Path) -> bool:
    if scope.words.facts[name].type is FactType.YES_NO:
        return True
    message = f"the factor `{name}` is not a yes_no fact"
    scope.fault("factor_not_yes_no", path, message, "name a yes_no fact, or write the factor as a text")
    return False


def stages_of(during: list[str] | None, home: str, scope: Scope, path: Path) -> frozenset[str]:
    """Return the stages in which a rule is live; none means any."""
    if during is None:
        return frozenset({home} if home else ())
    listed = enumerate(during)
    return frozenset(name for at, name in listed if scope.known("stage", name, scope.stages, (*path, "during", at)))


def unstated(rule: Rule, key: str, scope: Scope, path: Path) -> Listed:
    """Return what an unstated key could be, each with its place, noting when the rule does not say."""
    reading = rule.readings.get(key)
    if reading is not None and len(reading.could_be) > 1:
        place = (*path, "readings", key, "could_be")
        return [(value, (*place, at)) for at, value in enumerate(reading.could_be)]
    message = f"`{key}` is unstated, but its readings are not given"
    mend = f"add `readings: {{{key}: {{could_be: [one, another], because: why}}}}` with at least two"
    scope.fault("unstated_without_readings", (*path, key), message, mend, key=True)
    return []


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
    stages = frozenset() if home is None else stages_of(rule.during, home, scope, path)
    _check_target(event, rule, scope, path, begins=home is None)
    _check_clocks(rule, scope, path, comes_back=home is not None and _live_beside(stages))
    if rule.to == STAGE_LEFT and home is not None and not _live_beside(stages):
        message = "only a case that was `suspended` or `withdrawn` can go back to the stage that it left"
        mend = "write this under `suspended` or `withdrawn`, or name the stage to which it leads"
        scope.fault("stage_left_from_a_stage", (*path, "to"), message, mend)
    return Move(
        event=event,
        who=Party(rule.who),
        stages=stages,
        begins=home is None,
        condition=test_of_move(rule.if_, scope, (*path, "if")),
        decision=decision(rule, scope, path),
        to=rule.to or "",
        elsewhere=_body(rule.elsewhere, scope, path),
        clocks=ClocksOnLeaving(rule.clocks) if rule.clocks else None,
        clocks_could_be=_clocks_could_be(rule, scope, path),
        must_contain=scope.contained(rule.must_contain, (*path, "must_contain")),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
    )


def _live_beside(stages: frozenset[str]) -> bool:
    """Say whether a move is live beside the stages; one of `at_any_stage` is, in `suspended`."""
    return not stages or bool(stages & BESIDE_THE_STAGES)


def _check_target(event: str, rule: MoveDocument, scope: Scope, path: Path, *, begins: bool) -> None:
    targets = (*scope.stages, *(() if begins else (STAGE_LEFT,)))
    if rule.to is not None:
        scope.known("stage", rule.to, targets, (*path, "to"))
    elif begins:
        scope.fault("begins_nowhere", path, f"`{event}` begins the case but leads to no stage", "add `to`")


def _check_clocks(rule: MoveDocument, scope: Scope, path: Path, *, comes_back: bool) -> None:
    if rule.to == SUSPENDED and rule.clocks is None:
        message = "a move to `suspended` must say what becomes of the clocks"
        mend = "add `clocks`: run_on, resume, restart, cancel or unstated"
        scope.fault("suspension_without_clocks", path, message, mend)
    leads = rule.to in BESIDE_THE_STAGES or (comes_back and rule.to is not None)
    if rule.clocks in ON_RETURN and not leads:
        message = f"`{rule.clocks}` is for a move into `suspended` or `withdrawn`, or back from there"
        scope.fault("clocks_without_return", (*path, "clocks"), message, "write `cancel` or `run_on`, or leave it out")


def _clocks_could_be(rule: MoveDocument, scope: Scope, path: Path) -> tuple[ClocksOnLeaving, ...]:
    if rule.clocks != UNSTATED:
        return ()
    could_be = unstated(rule, "clocks", scope, path)
    return tuple(ClocksOnLeaving(str(word)) for word, place in could_be if _is_treatment(str(word), scope, place))


def _is_treatment(word: str, scope: Scope, path: Path) -> bool:
    words = [each.value for each in ClocksOnLeaving if each is not ClocksOnLeaving.UNSTATED]
    if word in words:
        return True
    message = f"`{word}` is not a word for `clocks`"
    scope.fault("unknown_treatment_of_clocks", path, message, did_you_mean(word, words))
    return False


def bar(event: str, rule: BarDocument, home: str, scope: Scope, path: Path) -> Bar:
    """Compile a bar."""
    return Bar(
        event=event,
        stages=stages_of(rule.during, home, scope, path),
        condition=test_of_move(rule.if_, scope, (*path, "if")),
        decision=decision(rule, scope, path),
        elsewhere=_body(rule.elsewhere, scope, path),
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
    )


# Several issues.


def outcome_of_several(document: SeveralIssuesDocument, scope: Scope, path: Path) -> OutcomeOfSeveral:
    """Compile how the outcomes of several issues make one."""
    rows = (_outcome_row(row, scope, (*path, "rows", at)) for at, row in enumerate(document.rows))
    return OutcomeOfSeveral(
        rows=tuple(rows),
        citation=scope.citation(document, path),
        note=document.note or "",
        readings=scope.readings(document, path),
    )


def _outcome_row(row: OutcomeRowDocument, scope: Scope, path: Path) -> OutcomeRow:
    for key in ("every", "any"):
        for at, word in enumerate(getattr(row, key)):
            scope.known("outcome", word, scope.words.outcomes, (*path, key, at))
    scope.known("outcome", row.then, scope.words.outcomes, (*path, "then"))
    return OutcomeRow(frozenset(row.every), frozenset(row.any), row.then)


# Acceptance.


def part(document: PartDocument, scope: Scope, path: Path) -> AcceptancePart:
    """Compile who may complain, or about what."""
    _check_everybody(document.allowed, scope, (*path, "allowed"))
    allowed, excluded, split_off = (
        tuple(_row(row, scope, (*path, key, at)) for at, row in enumerate(getattr(document, key)))
        for key in ("allowed", "excluded", "split_off")
    )
    return AcceptancePart(allowed, excluded, split_off)


def _check_everybody(rows: list[RowDocument], scope: Scope, path: Path) -> None:
    """Note a row that takes everybody beside others, which could then never matter: its `if` is likely forgotten."""
    at = next((at for at, row in enumerate(rows) if row.if_ is None and row.decided_by is None), None)
    if at is not None and len(rows) > 1:
        message = "a row without `if` takes everybody, or everything, so that the other rows change nothing"
        mend = "give it its `if`; or, if it is what the page says, take the others away"
        scope.fault("row_beside_everybody", (*path, at), message, mend)


def _row(row: RowDocument, scope: Scope, path: Path) -> AcceptanceRow:
    is_unstated = isinstance(row, SplitDocument) and row.goes is not None
    return AcceptanceRow(
        could_be=tuple(str(value) for value, _ in unstated(row, "goes", scope, path)) if is_unstated else (),
        condition=test(row.if_, scope, (*path, "if")),
        decision=decision(row, scope, path),
        elsewhere=_body(row.elsewhere, scope, path),
        citation=scope.citation(row, path),
        note=row.note or "",
        readings=scope.readings(row, path),
    )


# The cases beside which a pack is held, and those for which a document is in force.


def cases_begun(rule: CasesBegunDocument | None, scope: Scope, path: Path) -> CasesBegun | None:
    """Compile from when until when cases must have begun for a pack to be held beside them; None for all cases."""
    if rule is None:
        return None
    if scope.document.force == "council":
        message = "`cases_begun` says beside which cases a pack is held, and this is no pack"
        scope.fault("cases_begun_of_a_council", path, message, "take it away", key=True)
    if rule.from_ is None and rule.up_to is None:
        scope.fault("cases_begun_without_a_day", path, NO_DAY, "give a day", key=True)
    return _days_begun(rule, scope, path)


def in_force(rule: InForceDocument | None, scope: Scope) -> CasesBegun | None:
    """Compile from when until when the document is in force; None where it has no day and is taken as in force."""
    if rule is None:
        return None
    path = ("in_force",)
    if scope.document.force != "council":
        message = "`in_force` says when a council's document is in force, and this is a pack"
        scope.fault("in_force_of_a_pack", path, message, "write `cases_begun` in its procedures", key=True)
    if rule.from_ is None and rule.up_to is None:
        scope.fault("in_force_without_a_day", path, NO_DAY, "give a day, or take it away", key=True)
    return _days_begun(rule, scope, path)


def _days_begun(rule: CasesBegunDocument | InForceDocument, scope: Scope, path: Path) -> CasesBegun:
    if rule.from_ is not None and rule.up_to is not None and rule.from_ > rule.up_to:
        message = f"`from` ({rule.from_}) comes after `up_to` ({rule.up_to})"
        scope.fault("interval_ends_before_it_begins", path, message, "change the two round")
    return CasesBegun(
        earliest=rule.from_,
        latest=rule.up_to,
        citation=scope.citation(rule, path),
        note=rule.note or "",
        readings=scope.readings(rule, path),
    )
