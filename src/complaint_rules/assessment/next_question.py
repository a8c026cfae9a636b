"""What to ask next: the facts that acceptance turns on, one at a time, and none whose answer cannot matter.

The order is that of a conversation: who complains, about what, and when it happened; within each, the order of the
page. The council's rules come first, then those of the law beside them. A fact is asked for only where two answers to
it can lead to two different answers of the part in which it is missing, whatever else turns out; that is tried out on
the rules themselves, with one answer for each way in which they tell answers apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta

from complaint_rules.assessment.acceptance import Acceptance, Verdict, acceptance_by
from complaint_rules.assessment.answers import NO_WORDS, Plain, Words
from complaint_rules.assessment.replayed import Replayed
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.conditions import Between, Clause
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import FactType, FactWord
from complaint_rules.terms import Basis, Permission
from complaint_rules.values import frozen

ONE_DAY = timedelta(days=1)
PARTS = ("who", "what", "time_limit")
AGES = tuple(timedelta(days=days) for days in (0, 100, 200, 400, 800, 8000))
"""How long ago something may have happened: one for each side of any time limit that a page is likely to set."""


@frozen
class Question:
    """One fact to ask a person for: its name, the words of the question, and what may answer it.

    `part` says which part of acceptance turns on it: `who`, `what` or `time_limit`. `words` are the answers that may
    be given where it is one of a list, and `means` says what some of them mean; `language` is in what it explains
    itself.
    """

    name: str
    asks: str
    type: FactType
    words: tuple[str, ...]
    part: str
    basis: Basis
    means: tuple[tuple[str, str], ...] = ()
    language: Words = field(default=NO_WORDS, compare=False, repr=False)

    def explain(self) -> str:
        """Say the question, its name, and what may answer it."""
        return self.language.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the question as plain data."""
        return {
            "name": self.name,
            "asks": self.asks,
            "type": self.type.value,
            "words": list(self.words),
            "means": dict(self.means),
            "part": self.part,
            "basis": self.basis.value,
        }


def next_question_of(case: Replayed, words: Words = NO_WORDS) -> Question | None:
    """Return what to ask next; None where nothing is open any more, or nothing that could be asked would settle it.

    Once one part is refused, nothing else about it is asked on that basis.
    """
    for way in case.ways:
        for standing in (way.council.at_receipt, *way.standings[1:]):
            judged_on = standing.began_on or case.as_of
            found = next_question_on(standing, judged_on, way.procedure)
            if found is not None:
                return replace(found, language=words)
    return None


def next_question_on(
    standing: Standing, judged_on: date, procedure: Procedure, parts: Sequence[str] = PARTS
) -> Question | None:
    """Return what to ask next on one basis, about some parts of acceptance or all."""
    answer = acceptance_by(standing, judged_on)
    if answer.permission is Permission.REFUSED:
        return None
    for part in parts:
        for name in _part(answer, part).missing_facts:
            word = procedure.question(name)
            if word is not None and _matters(word, part, standing, judged_on):
                return Question(name, word.asks, word.type, word.words, part, answer.basis, word.means)
    return None


def _part(answer: Acceptance, part: str) -> Verdict:
    found: Verdict = getattr(answer, part)
    return found


# What can matter.


def _matters(word: FactWord, part: str, standing: Standing, judged_on: date) -> bool:
    """Say whether two answers to a question can lead to different answers of a part, whatever else turns out."""
    if word.name not in standing.procedure.vocabulary.facts:
        # What was not said of an event: its outcome. It is on record or not, and cannot be supposed.
        return True
    tried = answers_worth_trying(word, standing, judged_on)
    first, *others = (_supposing(standing, {word.name: value}) for value in tried)
    return any(_can_differ(first, other, part, judged_on) for other in others)


def _supposing(standing: Standing, facts: Mapping[str, object]) -> Standing:
    return replace(standing, facts={**standing.facts, **facts})


def _can_differ(one: Standing, other: Standing, part: str, judged_on: date) -> bool:
    """Say whether some further facts, the same for both, make a part's two answers differ."""
    answers = [_part(acceptance_by(each, judged_on), part) for each in (one, other)]
    facts = one.procedure.vocabulary.facts
    missing = (name for answer in answers for name in answer.missing_facts if name in facts)
    name = next(missing, None)
    if name is None:
        return answers[0].permission is not answers[1].permission
    return any(
        _can_differ(_supposing(one, {name: value}), _supposing(other, {name: value}), part, judged_on)
        for value in answers_worth_trying(facts[name], one, judged_on)
    )


def answers_worth_trying(word: FactWord, standing: Standing, judged_on: date) -> tuple[object, ...]:
    """Return one answer to a question for each way in which the rules of acceptance tell its answers apart."""
    clauses = [clause for clause in _clauses(standing.procedure) if clause.name == word.name]
    if word.type is FactType.YES_NO:
        return (True, False)
    if word.type is FactType.WORD:
        alike = {tuple(_holds(clause, each) for clause in clauses): each for each in reversed(word.words)}
        return tuple(each for each in word.words if each in alike.values())
    steps = [step for clause in clauses if clause.between for step in _about(clause.between, word.type)]
    ages = [judged_on - age for age in AGES] if word.type is FactType.DATE else [1]
    return tuple(dict.fromkeys((*ages, *steps)))


def _holds(clause: Clause, value: object) -> bool:
    held = clause.between.holds(value) if clause.between else value in clause.words
    return held is not clause.negated


def _about(between: Between, kind: FactType) -> Iterator[object]:
    """Yield what lies on either side of each end of an interval."""
    for end in (between.low, between.high):
        if isinstance(end, date) and kind is FactType.DATE:
            yield from (end - ONE_DAY, end, end + ONE_DAY)
        elif isinstance(end, int) and kind is FactType.NUMBER:
            yield from (end - 1, end, end + 1)


def _clauses(procedure: Procedure) -> Iterator[Clause]:
    rules = procedure.acceptance
    for row in (*rules.who.rows, *rules.what.rows):
        yield from row.condition.clauses
    for limit in rules.time_limits:
        for choice in (limit.terms.anchor, limit.terms.within):
            for line in choice.rows if choice is not None else ():
                yield from line.condition.clauses
