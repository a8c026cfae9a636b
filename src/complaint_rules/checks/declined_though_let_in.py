"""A complaint is declined that was let in.

An event whose word `declines` has a move that is open only to cases which acceptance lets in; or a duty that nothing
but such an event ends, a letter of refusal, is owed only there. Its test asks

- that what a row of acceptance, or the late request of a time limit, has `recorded_as` be true, which is always in the
  complainant's favour, and beside it for nothing but what that row asks for too;
- that a part of acceptance be `entitled`, and for nothing else;
- for facts on which the rows of `allowed` and `excluded` turn, where some row allows it as of right, if any of
  `allowed` turns on them, and none excludes it.

A test that asks besides for anything else has another reason to decline, and is not told.

**Why it matters.** Who was let in is told that the complaint may be declined, and whom the decision keeps out is not.

**Example.**

```yaml
acceptance:
  who_may_complain:
    allowed:
      - {if: {complainant: other_person}, decided_by: the council, recorded_as: sufficient_interest, source: "2"}
…
complaint_not_accepted: {who: council, if: {sufficient_interest: true}, to: closed, source: "2"}
```

**Mend.** Ask for the other word: here `sufficient_interest: false`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from complaint_rules.checks.analyses.let_in import is_let_in, may_hold
from complaint_rules.checks.analyses.satisfying import Ground
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, TIME_LIMIT, Clause, Condition, NameKind, Word
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRules, Decision, Move, Timescale
from complaint_rules.terms import Permission
from complaint_rules.values import frozen

DECIDED: Final = "by which it is let in"
ASK: Final = "look at acceptance, and ask here for what it is declined for"
OTHER_WORD: Final[Mapping[Word, Word]] = MappingProxyType(
    {True: False, False: True, HAPPENED: NOT_HAPPENED, NOT_HAPPENED: HAPPENED}
)


@frozen
class _Row:
    """A row of acceptance, or a time limit, on which somebody decides, and what else is asked of the same case."""

    recorded_as: str
    condition: Condition
    names: frozenset[str]


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        rows = tuple(row for each in (procedure, *procedure.packs) for row in _decided(each.acceptance))
        for rule in _declining(procedure):
            decided = tuple(_in_favour(rule.condition, rows, procedure))
            for clause in decided:
                yield Found((*subject.place(rule), "if", clause.name), _told(rule, (clause,), DECIDED), _mend(clause))
            if not decided and is_let_in(procedure, rule.condition.clauses):
                yield _by_acceptance(subject, procedure, rule)


def _by_acceptance(subject: Subject, procedure: Procedure, rule: Move | Timescale) -> Found:
    """Return the finding at the word that alone is wrong, or else at the whole test."""
    clauses, place = rule.condition.clauses, (*subject.place(rule), "if")
    told = _told(rule, clauses, "and acceptance has nothing against it")
    for clause in clauses:
        other = _turned_about(clause)
        if other and not is_let_in(procedure, [other if one is clause else one for one in clauses]):
            return Found((*place, clause.name), told, f"did you mean `{other}`? If not, {ASK}")
    return Found((*place, clauses[0].name), told, ASK) if len(clauses) == 1 else Found(place, told, ASK, key=True)


def _turned_about(clause: Clause) -> Clause | None:
    """Return a clause with the other of yes and no, or for an event that it has not happened if it has."""
    single = len(clause.words) == 1 and not clause.negated and isinstance(clause.words[0], bool | str)
    other = OTHER_WORD.get(clause.words[0]) if single else None
    return replace(clause, words=(other,)) if other is not None else None


def _declining(procedure: Procedure) -> Iterator[Move | Timescale]:
    """Yield the moves by which a complaint is declined, and the duties that nothing else ends."""
    declines = {name for name, word in procedure.vocabulary.events.items() if word.declines}
    yield from (move for move in (*procedure.begins, *procedure.moves) if move.event in declines)
    yield from (rule for rule in procedure.timescales if not rule.is_window and rule.done_by <= declines)


def _decided(acceptance: AcceptanceRules) -> Iterator[_Row]:
    """Yield what is decided of whether a complaint may be taken; what is split off is of a part of it."""
    for part in (acceptance.who, acceptance.what):
        for row in (*part.allowed, *part.excluded):
            if _recorded(row.decision):
                yield _Row(_recorded(row.decision), row.condition, _names(row.condition))
    recorded = {_recorded(limit.late.decision) for limit in acceptance.time_limits}
    for limit in acceptance.time_limits:
        if _recorded(limit.late.decision):
            anchors = limit.terms.anchor.values() if limit.terms.anchor is not None else ()
            names = frozenset(name for anchor in anchors for name in anchor.names)
            # Where each of several limits is decided on apart, another than this one may have passed.
            all_of_them = frozenset({TIME_LIMIT} if len(recorded) == 1 else ())
            yield _Row(_recorded(limit.late.decision), Condition(), names | all_of_them)


def _recorded(decision: Decision | None) -> str:
    return decision.recorded_as if decision is not None else ""


def _names(condition: Condition) -> frozenset[str]:
    return frozenset(clause.name for clause in condition.clauses)


def _in_favour(condition: Condition, rows: tuple[_Row, ...], procedure: Procedure) -> Iterator[Clause]:
    """Yield what a test asks for in the complainant's favour, if it asks for nothing else that could be a reason."""
    ground, asked = Ground(procedure), _names(condition)
    about = (row for row in rows if row.recorded_as in asked)
    here = [row for row in about if may_hold(ground, row.condition, condition.clauses)]
    decided = {row.recorded_as for row in here}
    favourable = [clause for clause in condition.clauses if _lets_in(clause, decided)]
    theirs = {name for row in here if row.recorded_as in {one.name for one in favourable} for name in row.names}
    if all(clause in favourable or clause.name in theirs for clause in condition.clauses):
        yield from favourable


def _lets_in(clause: Clause, decided: set[str]) -> bool:
    if clause.kind is NameKind.ACCEPTANCE:
        return not clause.negated and set(clause.words) == {Permission.ENTITLED.value}
    if clause.kind is not NameKind.FACT or clause.name not in decided:
        return False
    return False in clause.words and True not in clause.words if clause.negated else clause.words == (True,)


def _told(rule: Move | Timescale, clauses: Sequence[Clause], why: str) -> str:
    where = in_backticks(clauses, " and ")
    if isinstance(rule, Move):
        return f"`{rule.event}` declines the complaint where {where}, {why}"
    return f"`{rule.name}`, which ends only when the complaint is declined, is owed where {where}, {why}"


def _mend(clause: Clause) -> str:
    meant = "refused" if clause.kind is NameKind.ACCEPTANCE else "false"
    return f"did you mean `{clause.name}: {meant}`? If not, {ASK}"


CHECK = Check("declined_though_let_in", "A complaint is declined that was let in", _look)
