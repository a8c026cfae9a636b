"""What a letter must hold is asked of it whenever it is sent, whether or not the clock that it ends was started."""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile

RECEIVED = Event("complaint_received", date(2024, 1, 2))
DAY = date(2024, 7, 1)


def lacking(profile: str, *events: Event, **facts: object) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is missing in the letters of a case, each with its basis and the rule that asks for it."""
    procedure = load_profile(profile).procedure("childrens_statutory")
    found = assess(procedure, Case([RECEIVED, *events], facts), DAY).irregularities
    return [(one.basis.value, one.about) for one in found if one.code == "content_missing"]


ANSWERED = Event("stage_1_response_sent", date(2024, 1, 12), contains=[])


@pytest.mark.parametrize("allocated", [(), (Event("complaint_allocated", date(2024, 1, 3)),)])
def test_an_answer_is_asked_for_its_contents_once_allocated_or_not(allocated: tuple[Event, ...]) -> None:
    """Northamptonshire counts the days from allocation; that the answer is in writing does not hang on it (7, Stage 1)."""
    assert lacking("northamptonshire", *allocated, ANSWERED) == [
        ("council", ("stage_1_response", "in_writing", "actions"))
    ]


def test_the_council_s_own_contents_are_asked_for_without_the_event_from_which_it_counts() -> None:
    """Cambridgeshire's answer at stage 2 (Stage 2 adjudication): no end of the investigation is on record."""
    letter = Event("stage_2_response_sent", date(2024, 3, 1), contains=["decision"])
    asked = (Event("stage_1_response_sent", date(2024, 1, 12)), Event("stage_2_requested", date(2024, 1, 15)))
    found = lacking("cambridgeshire", *asked, letter)
    assert ("council", ("stage_2_response", "actions", "panel_right", "how_to_ask", "time_to_ask", "reports")) in found
    assert [about[0] for basis, about in found if basis == "council"] == ["stage_2_response"]


def test_a_letter_of_another_stage_is_not_asked_for_anything() -> None:
    """Northumberland: an answer of stage 2 that is sent at stage 1 stands there for nothing."""
    letter = Event("stage_2_response_sent", date(2024, 1, 12), contains=[])
    assert lacking("northumberland", letter) == []


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"complainant": "representative_of_child"}, False),
        ({"complainant": "representative_of_child", "sufficient_interest": False}, True),
        ({"complainant": "parent", "sufficient_interest": False}, False),
    ],
)
def test_only_what_is_known_to_apply_is_asked_for(facts: dict[str, object], asked: bool) -> None:
    """Cambridgeshire writes to a representative without enough interest; whether he has it must be decided first."""
    letter = Event("complaint_not_accepted", date(2024, 1, 5), contains=[])
    contents = [
        part for basis, about in lacking("cambridgeshire", letter, **facts) if basis == "council" for part in about
    ]
    assert ("no_further_action" in contents) is asked


def test_of_a_letter_whose_contents_are_not_known_nothing_is_missing() -> None:
    assert lacking("northamptonshire", Event("stage_1_response_sent", date(2024, 1, 12))) == []


def test_a_second_letter_after_the_clock_was_ended_is_not_asked_again() -> None:
    allocated = Event("complaint_allocated", date(2024, 1, 3))
    again = Event("stage_1_response_sent", date(2024, 1, 15), contains=[])
    assert len(lacking("northamptonshire", allocated, ANSWERED, again)) == 1


@pytest.mark.parametrize(
    ("outcome", "letter", "line"),
    [
        ("upheld", ("in_writing", "reasons"), "  A letter that refuses it holds: in writing and reasons."),
        ("not_upheld", (), ""),
    ],
)
def test_what_a_refusal_must_say_is_told_where_there_may_be_one(
    outcome: str, letter: tuple[str, ...], line: str
) -> None:
    """Cambridgeshire refuses nobody stage 2 "without due consideration and written explanation"; one as of right, never."""
    case = Case([RECEIVED, Event("stage_1_response_sent", date(2024, 1, 12), outcome=outcome)], {})
    answer = assess(load_profile("cambridgeshire").procedure("childrens_statutory"), case, date(2024, 1, 15))
    (move,) = (one for one in answer.transitions if one.event == "stage_2_requested" and one.basis.value == "council")
    assert move.letter == tuple(move.to_dict()["letter"]) == letter
    assert [one for one in move.explain().splitlines() if "letter" in one] == ([line] if line else [])
