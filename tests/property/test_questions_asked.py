"""What is asked of a person about acceptance, on every procedure that ships and for every way of answering."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from complaint_rules import Case, acceptance, load_profile, next_question, route
from complaint_rules.assessment.acceptance import Acceptance, acceptance_by
from complaint_rules.assessment.next_question import Question, answers_worth_trying
from complaint_rules.assessment.replayed import replayed
from complaint_rules.assessment.routing import Routing
from complaint_rules.loading import shipped_profiles
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.vocabulary import FactType
from tests.share import share

DAY = date(2019, 5, 1)
DAYS = (DAY, date(2026, 3, 31), date(2026, 4, 1), date(2027, 6, 1))
"""Long before the Code, on both sides of the day from which it is held beside cases that begin, and well after it."""
NAMES = shipped_profiles()
PROCEDURES = [(name, each) for name in NAMES for each in load_profile(name).procedures]
CONVERSATIONS = 8
"""On each of the days."""
TRIED_OUT = len(share(list(range(4)), 2))
"""How many of them each of whose questions is answered in every way, which takes long."""

Facts = dict[str, object]


def _values(question: Question, procedure: Procedure, facts: Facts, day: date) -> tuple[object, ...]:
    standings = replayed(procedure, Case([], facts), day).standings
    standing = next(each for each in standings if each.procedure.basis is question.basis)
    word = procedure.question(question.name)
    assert word is not None
    return answers_worth_trying(word, standing, day)


def _conversation(procedure: Procedure, day: date, luck: random.Random) -> Iterator[tuple[Question | None, Facts]]:
    facts: Facts = {}
    while (question := next_question(procedure, Case([], facts), day)) is not None:
        yield question, facts
        facts = {**facts, question.name: luck.choice(_values(question, procedure, facts, day))}
    yield None, facts


def _luck(*seed: object) -> random.Random:
    return random.Random(" ".join(map(str, seed)))  # noqa: S311


def _told(answer: Acceptance, part: str) -> str:
    return str(getattr(answer, part).permission)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(("profile", "name"), PROCEDURES)
class TestWhatIsAsked:
    """Answering the questions always ends in an answer, and no question is asked whose answer can't matter (issue 4)."""

    def test_it_ends_in_an_answer_and_nothing_is_asked_twice(self, profile: str, name: str, day: date) -> None:
        procedure, luck = load_profile(profile).procedure(name), _luck(profile, name, day)
        for _ in range(CONVERSATIONS):
            *turns, (_, facts) = _conversation(procedure, day, luck)
            answer = acceptance(procedure, Case([], facts), day)
            for each in (answer, *answer.beside):
                assert each.permission != "undetermined", facts
            asked = [question.name for question, _ in turns if question is not None]
            assert len(asked) == len(set(asked))

    def test_two_answers_to_each_question_can_differ(self, profile: str, name: str, day: date) -> None:
        """Tried without the library's own search: every combination of answers to the names that are missing."""
        procedure, luck = load_profile(profile).procedure(name), _luck(profile, name, day)
        for question, facts in (turn for _ in range(TRIED_OUT) for turn in _conversation(procedure, day, luck)):
            if question is None or question.name not in procedure.fact_words:
                continue
            standing = next(
                each
                for each in replayed(procedure, Case([], facts), day).standings
                if each.procedure.basis is question.basis
            )
            open_ones = [
                one
                for one in getattr(acceptance_by(standing, day), question.part).missing_facts
                if one != question.name
            ]
            words = [procedure.fact_words[one] for one in open_ones if one in procedure.fact_words]
            rest = [answers_worth_trying(word, standing, day) for word in words]
            found = set()
            for values in product(*rest):
                others = dict(zip((word.name for word in words), values, strict=True))
                for value in _values(question, procedure, facts, day):
                    answer = _supposed(procedure, {**facts, **others, question.name: value}, question, day)
                    found.add((values, _told(answer, question.part)))
            by_rest: dict[object, set[str]] = {}
            for values, told in found:
                by_rest.setdefault(values, set()).add(told)
            assert any(len(told) > 1 for told in by_rest.values()), (question, facts)


def _supposed(procedure: Procedure, facts: Facts, question: Question, day: date) -> Acceptance:
    answer = acceptance(procedure, Case([], facts), day)
    return next(each for each in (answer, *answer.beside) if each.basis is question.basis)


# By which procedure.


def _answers(question: Question, profile: Profile, day: date) -> tuple[object, ...]:
    """Return one answer for each way in which some procedure of the profile, or its law, tells answers apart."""
    if question.type is FactType.WORD:
        return question.words
    found: dict[object, None] = {}
    for procedure in profile.procedures.values():
        word = procedure.question(question.name)
        for standing in replayed(procedure, Case(), day).standings if word is not None else ():
            found |= dict.fromkeys(answers_worth_trying(word, standing, day))  # type: ignore[arg-type]
    return tuple(found)


def _routed(profile: Profile, day: date, luck: random.Random) -> tuple[Routing, list[str], Facts]:
    """Answer what `route` asks, until it asks no more; return its last answer, what it asked, and what it was told."""
    facts: Facts = {}
    asked: list[str] = []
    while (question := (found := route(profile, Case([], facts), day)).question) is not None:
        asked.append(question.name)
        assert len(asked) == len(set(asked)), asked
        facts = {**facts, question.name: luck.choice(_answers(question, profile, day))}
    return found, asked, facts


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("profile", NAMES)
def test_whatever_is_answered_a_complaint_is_routed_to_an_answer(profile: str, day: date) -> None:
    """Every fact that `route` asks for it takes: those of a law's words too, under which not all procedures stand."""
    luck = _luck(profile, day)
    for _ in range(CONVERSATIONS):
        found, _, facts = _routed(load_profile(profile), day, luck)
        assert all(each.permission != "undetermined" for each in found.routes) or found.to, facts
        if found.acceptance is not None:
            for each in (found.acceptance, *found.acceptance.beside):
                assert each.permission != "undetermined", facts


@pytest.mark.parametrize(
    ("profile", "complainant", "subject", "fact"),
    [
        ("ncc", "service_user", "adult_social_care", "resolved_at_once_before"),
        ("cambridgeshire", "parent", "early_help", "first_request"),
    ],
)
def test_a_question_of_a_law_s_own_words_is_put_and_its_answer_taken(
    profile: str, complainant: str, subject: str, fact: str
) -> None:
    """The words of the adult regulations are no words of the council's corporate procedure, nor are the Code's."""
    council, day = load_profile(profile), date(2026, 6, 3)
    told: Facts = {"subject": subject, "complainant": complainant, "grounds_arose_on": date(2026, 5, 1)}
    asked = []
    while (question := route(council, Case([], told), day).question) is not None:
        asked.append(question.name)
        told[question.name] = question.words[0] if question.words else False
    assert fact in asked
    assert any(fact not in procedure.fact_words for procedure in council.procedures.values())
