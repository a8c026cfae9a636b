"""What is asked of a person about acceptance, on every procedure that ships and for every way of answering."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from complaint_rules import Case, acceptance, load_profile, next_question
from complaint_rules.assessment.acceptance import Acceptance, acceptance_by
from complaint_rules.assessment.next_question import Question, answers_worth_trying
from complaint_rules.assessment.replayed import replayed
from complaint_rules.procedures.procedure import Procedure

DAY = date(2019, 5, 1)
NAMES = ("cambridgeshire", "northamptonshire", "northumberland", "unnamed-council", "ncc")
PROCEDURES = [(name, each) for name in NAMES for each in load_profile(name).procedures]
CONVERSATIONS = 25


def _values(question: Question, procedure: Procedure, facts: dict[str, object]) -> tuple[object, ...]:
    standings = replayed(procedure, Case([], facts), DAY).standings
    standing = next(each for each in standings if each.procedure.basis is question.basis)
    word = procedure.question(question.name)
    assert word is not None
    return answers_worth_trying(word, standing, DAY)


def _conversation(procedure: Procedure, luck: random.Random) -> Iterator[tuple[Question, dict[str, object]]]:
    facts: dict[str, object] = {}
    while (question := next_question(procedure, Case([], facts), DAY)) is not None:
        yield question, facts
        facts = {**facts, question.name: luck.choice(_values(question, procedure, facts))}
    yield question, facts  # type: ignore[misc]


def _told(answer: Acceptance, part: str) -> str:
    return str(getattr(answer, part).permission)


@pytest.mark.parametrize(("profile", "name"), PROCEDURES)
class TestWhatIsAsked:
    """Answering the questions always ends in an answer, and no question is asked whose answer can't matter (issue 4)."""

    def test_it_ends_in_an_answer(self, profile: str, name: str) -> None:
        procedure, luck = load_profile(profile).procedure(name), random.Random(profile + name)  # noqa: S311
        for _ in range(CONVERSATIONS):
            *_, (_, facts) = _conversation(procedure, luck)
            answer = acceptance(procedure, Case([], facts), DAY)
            for each in (answer, *answer.law):
                assert each.permission != "undetermined", facts

    def test_no_fact_is_asked_for_twice(self, profile: str, name: str) -> None:
        procedure, luck = load_profile(profile).procedure(name), random.Random(profile + name)  # noqa: S311
        for _ in range(CONVERSATIONS):
            asked = [question.name for question, _ in _conversation(procedure, luck) if question is not None]
            assert len(asked) == len(set(asked))

    def test_two_answers_to_each_question_can_differ(self, profile: str, name: str) -> None:
        """Tried without the library's own search: every combination of answers to the names that are missing."""
        procedure, luck = load_profile(profile).procedure(name), random.Random(profile + name)  # noqa: S311
        for question, facts in (turn for _ in range(4) for turn in _conversation(procedure, luck)):
            if question is None or question.name not in procedure.fact_words:
                continue
            standing = next(
                each
                for each in replayed(procedure, Case([], facts), DAY).standings
                if each.procedure.basis is question.basis
            )
            open_ones = [
                one
                for one in getattr(acceptance_by(standing, DAY), question.part).missing_facts
                if one != question.name
            ]
            words = [procedure.fact_words[one] for one in open_ones if one in procedure.fact_words]
            rest = [answers_worth_trying(word, standing, DAY) for word in words]
            found = set()
            for values in product(*rest):
                others = dict(zip((word.name for word in words), values, strict=True))
                found |= {
                    (
                        values,
                        _told(_supposed(procedure, {**facts, **others, question.name: value}, question), question.part),
                    )
                    for value in _values(question, procedure, facts)
                }
            by_rest: dict[object, set[str]] = {}
            for values, told in found:
                by_rest.setdefault(values, set()).add(told)
            assert any(len(told) > 1 for told in by_rest.values()), (question, facts)


def _supposed(procedure: Procedure, facts: dict[str, object], question: Question) -> Acceptance:
    answer = acceptance(procedure, Case([], facts), DAY)
    return next(each for each in (answer, *answer.law) if each.basis is question.basis)
