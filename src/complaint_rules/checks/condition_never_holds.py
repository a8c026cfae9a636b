"""No case can satisfy a test.

A rule with such a test is never live, and a row with it never counts. It is told where

- a timescale is asked for a state that it cannot have: the complainant's time lapses and is never `overdue`, everybody
  else's is overdue and never `lapsed`, one without a date is neither, nothing is `paused` where no move pauses it, and
  no window is `met_late` after which a request is refused;
- a part of acceptance is asked for an answer that it cannot have: `discretionary` where nobody decides, anything but
  `entitled` where it has no rule;
- `none_of` leaves no value of a fact, or no outcome of an event;
- parts of a test contradict each other or what is so already: a timescale was met, and what alone ends it has not
  happened; a row asks for what the timescale's own `if` excludes; a rule of a stage asks that the event has not
  happened which begins every case, or that one has which can happen only in a later stage; or it asks for a state of a
  timescale of a later stage;
- a move asks that a timescale still run, or be overdue, and that the event has happened which ended it for good; that
  it has not started, where every case has started it; or that the event has not happened without which no case comes to
  the stage;
- a test asks for what excludes all that must be so beside it: one that makes a time longer, what the extension's own
  `if` asks for, and that what its timescale asks for; a timescale, what each move asks for by which it could begin; a
  bar, what each move asks for that it could hold back; a move, or a row of acceptance, that its own decision fell out
  as it must to change anything;
- the rows before it take all cases of a row, or one of them has the same test, in a value that is chosen by case; or
  they do in `outcome_of_several`.

A row that asks for a fact is passed over while the fact is not known. So a last row without `if` is not told, although
the rows before it name every value of a fact: it has the cases in which the fact is not known.

**Why it matters.** The rule reads as if it did something. What its author meant it to catch is caught by nothing.

**Example.**

```yaml
stage_2_requested:
  - {who: complainant, if: {stage_1_response: lapsed}, to: stage_2, source: "5"}    # the council's own time
```

**Mend.** Ask for what was meant (here `overdue`), put the narrower row first, write the test that a copied row was to
have, or take the rule away.
"""

from collections.abc import Iterator, Sequence

from complaint_rules.checks.analyses.answers import never_answered
from complaint_rules.checks.analyses.asked_beside import apart, lasting
from complaint_rules.checks.analyses.happening import standing_for
from complaint_rules.checks.analyses.on_arrival import ended_for_good
from complaint_rules.checks.analyses.places import stage_ids
from complaint_rules.checks.analyses.satisfying import Ground, Value, fits, never_of
from complaint_rules.checks.analyses.taking import Tried, taken_by
from complaint_rules.checks.analyses.written_tests import (
    ByCase,
    Judged,
    Tested,
    by_cases_of,
    in_all_that_share,
    tests_of,
)
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.errors import in_backticks
from complaint_rules.misspellings import numbers_in
from complaint_rules.procedures.conditions import Clause, Condition, NameKind, Word
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Bar, Move
from complaint_rules.procedures.several_issues import OutcomeRow
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import ClockState, Permission

ASK = "ask for what was meant, or take the rule away"
OTHER_SIDES = {ClockState.OVERDUE: ClockState.LAPSED, ClockState.LAPSED: ClockState.OVERDUE}
"""What the state in which the one side's time has passed is called of the other side's."""

ANOTHER = "write the test that was meant, or take this row away"
FIRST = "put the narrower row before the wider one, or take this row away"


def _look(subject: Subject) -> Iterator[Found]:
    yield from in_all_that_share(judged for procedure in subject.procedures for judged in _judged(subject, procedure))


def _judged(subject: Subject, procedure: Procedure) -> Iterator[Judged]:
    ground, tried = Ground(procedure), Tried()
    for tested in tests_of(subject, procedure):
        yield tested.path, tuple(_in_test(tested, _when_weighed(tested, ground)))
    for by_case in by_cases_of(subject, procedure):
        for at in range(len(by_case.choice.rows)):
            yield by_case.place(at), tuple(_in_row(by_case, at, ground, tried))
    if procedure.outcome_of_several is not None:
        rule, outcomes = procedure.outcome_of_several, procedure.vocabulary.outcomes
        yield subject.place(rule), tuple(_of_several(rule.rows, outcomes, subject.place(rule, "rows")))


def _when_weighed(tested: Tested, ground: Ground) -> Ground:
    """Return what the names of a move's test can be: what the events before it have ended is over, but by its own."""
    if not isinstance(tested.rule, Move | Bar) or not tested.condition.names(NameKind.TIMESCALE):
        return ground
    event = tested.rule.event
    own = {*standing_for(ground.procedure, event), *ground.procedure.tables.names_of(event)}
    ended = ended_for_good(ground.procedure)
    return Ground(ground.procedure, {name: events - own for name, events in ended.items()})


def _in_test(tested: Tested, ground: Ground) -> Iterator[Found]:
    impossible = tuple(
        found for clause in tested.condition.clauses for found in _in_clause(clause, tested.path, ground)
    )
    if impossible:
        yield from impossible
        return
    parts = ground.contradiction(tested.condition.clauses, tested.given)
    if parts:
        yield _contradicting(parts, tested, ground.procedure)
    elif tested.beside.tests:
        yield from _beside(tested, ground)


def _in_clause(clause: Clause, path: Path, ground: Ground) -> Iterator[Found]:
    """Yield each state that a timescale cannot have, or the whole clause where nothing satisfies it."""
    rule = ground.procedure.timescale(clause.name) if clause.kind is NameKind.TIMESCALE else None
    if rule is not None and not clause.negated:
        never = never_of(rule, ground.procedure)
        for at, word in enumerate(clause.words):
            because = never.get(ClockState(str(word)))
            if because:
                message = f"`{clause.name}` is never `{word}`: {because}"
                meant = OTHER_SIDES.get(ClockState(str(word)))
                is_free = meant is not None and meant not in never and meant.value not in clause.words
                mend = f"did you mean `{meant.value}`?" if meant is not None and is_free else ASK
                yield Found((*path, clause.name, at), message, mend)
    elif clause.kind is NameKind.ACCEPTANCE and not clause.negated and ground.contradiction((clause,)):
        unanswered = never_answered(ground.procedure, clause.name)
        words = in_backticks(clause.words, " nor ")
        message = f"`{clause.name}` is never {words}: {unanswered[Permission(str(clause.words[0]))]}"
        yield Found((*path, clause.name), message, ASK, key=True)
    elif ground.contradiction((clause,)):
        left_out = ", ".join(f"`{str(word).lower()}`" for word in clause.words)
        message = f"no case satisfies this: `{clause.name}` is always one of {left_out}, and here it is none of them"
        yield Found((*path, clause.name), message, ASK, key=True)


def _contradicting(parts: Sequence[Clause], tested: Tested, procedure: Procedure) -> Found:
    given = [clause for clause in parts if clause in tested.given and clause not in tested.condition.clauses]
    own = [clause for clause in parts if clause not in given]
    told = in_backticks(own, " and ")
    if given:
        already = in_backticks(given, " and ")
        message = f"no case satisfies {told}: where this is asked, {already} is so already"
    else:
        message = f"no case satisfies {told} together"
    is_to_come = given and not any(clause in tested.arrived for clause in given)
    meant = _of_the_same_stage(own[0], tested, procedure) if is_to_come else ""
    return Found((*tested.path, own[0].name), message, meant or ASK, key=True)


def _of_the_same_stage(clause: Clause, tested: Tested, procedure: Procedure) -> str:
    """Return how to ask for what happens in the one stage where something is asked that is of another; else nothing."""
    own = numbers_in(clause.name)
    stages = [stage for stage in sorted(tested.asked_in) if numbers_in(stage)]
    if len(own) != 1 or len(stages) != 1 or numbers_in(stages[0]) == own or own[0] not in clause.name:
        return ""
    meant = clause.name.replace(own[0], numbers_in(stages[0])[0], 1)
    timescales = {rule.name for rule in procedure.timescales}
    known = procedure.vocabulary.events if clause.kind is NameKind.EVENT else timescales
    if meant not in known:
        return ""
    stage = _stage_of_its_own(own[0], tested, procedure)
    other = f"; or `during: {stage}`, of which `{clause.name}` is?" if stage else ""
    return f"did you mean `{meant}`? it is of `{stages[0]}`, where this is asked{other}"


def _stage_of_its_own(number: str, tested: Tested, procedure: Procedure) -> str:
    """Return the one stage of a number, where the rule stands under another than that in which it is made."""
    home = tested.path[tested.path.index("stages") + 1] if "stages" in tested.path else ""
    stages = [stage for stage in stage_ids(procedure) if numbers_in(stage) == [number]]
    return stages[0] if len(stages) == 1 and home not in tested.asked_in else ""


def _beside(tested: Tested, ground: Ground) -> Iterator[Found]:
    """Yield what a test asks for and each other that must hold beside it excludes; told is what the first asks."""
    own = lasting(tested.condition.clauses)
    parts = apart(ground, tested.beside.tests, own)
    if parts:
        asked = [clause for clause in parts if clause in own]
        others = in_backticks((clause for clause in parts if clause not in own), " or ")
        told = in_backticks(asked, " and ")
        message = f"no case satisfies {told} here: {tested.beside.asked_by} {others}"
        yield Found((*tested.path, asked[0].name), message, ASK, key=True)


def _in_row(by_case: ByCase, at: int, ground: Ground, tried: Tried) -> Iterator[Found]:
    place, rows = by_case.place(at), [row.condition for row in by_case.choice.rows]
    impossible = tuple(_in_test(Tested(place, rows[at], by_case.given), ground))
    takers = () if impossible else taken_by(ground, at, rows, by_case.given, tried)
    yield from impossible
    same = next((taker for taker in takers if set(rows[taker].clauses) == set(rows[at].clauses)), None)
    if same is not None:
        message = f"this row has the same test as row {same + 1} of this list, and never counts"
        yield Found(place, message, _other_test(rows, at, ground))
    elif takers:
        yield Found(place, _taken(takers), FIRST)


def _other_test(rows: Sequence[Condition], at: int, ground: Ground) -> str:
    """Return how to mend a row that has the test of another: the one word that no row asks for, if there is one."""
    clause = rows[at].clauses[0] if len(rows[at].clauses) == 1 else None
    fact = ground.procedure.vocabulary.facts.get(clause.name) if clause else None
    if clause is None or fact is None or fact.type in (FactType.NUMBER, FactType.DATE):
        return ANOTHER
    words: Sequence[Word] = (True, False) if fact.type is FactType.YES_NO else fact.words
    asked = [one for row in rows for one in row.clauses if one.name == clause.name]
    left = [word for word in words if not any(fits(one, Value(frozenset({word}))) for one in asked)]
    return f"did you mean `{clause.name}: {str(left[0]).lower()}`?" if len(left) == 1 else ANOTHER


def _taken(takers: Sequence[int]) -> str:
    which = " and ".join(str(at + 1) for at in takers)
    return (
        f"row {which} of this list takes every case of this one, which never counts"
        if len(takers) == 1
        else f"rows {which} of this list take every case of this one, which never counts"
    )


def _of_several(rows: Sequence[OutcomeRow], outcomes: Sequence[str], path: Path) -> Iterator[Found]:
    """Yield each row for which no mixture of outcomes is left; issues that came out alike need none."""
    left = {mixture for mixture in _subsets(outcomes) if len(mixture) > 1}
    for at, row in enumerate(rows):
        taken = {mixture for mixture in left if row.holds(mixture)}
        if not taken:
            message = "no mixture of outcomes is left for this row: those before it take them all, or there is none"
            yield Found((*path, at), message, FIRST)
        left -= taken


def _subsets(outcomes: Sequence[str]) -> Iterator[frozenset[str]]:
    for chosen in range(1 << len(outcomes)):
        yield frozenset(outcome for at, outcome in enumerate(outcomes) if chosen >> at & 1)


CHECK = Check("condition_never_holds", "No case can satisfy a test", _look)
