"""What breaks one line alone hides nothing below it; what may reach further stops the reading."""

import pytest

from complaint_rules.errors import ProfileError
from complaint_rules.profiles.reading import read_document


def told(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ProfileError) as raised:
        read_document(text, "northshire.yaml")
    return [(fault.line, fault.code) for fault in raised.value.faults]


BRACKET = "asked: {is: yes_no, asks: Has it been asked, and why?}"
COLON = "source: A1: the page"


def test_all_that_is_wrong_is_told_at_once() -> None:
    """A bracket with an unquoted text in it, two colons, and a `yes` before, between and behind."""
    text = f"read: yes\n{BRACKET}\n{COLON}\nlooked: no\nbelow:\n  - title: Stage 1: Investigation\n  - on: off\n"
    assert told(text) == [
        (1, "yes_or_no_word"),
        (2, "unclosed_bracket"),
        (2, "empty_value"),
        (3, "colon_in_text"),
        (4, "yes_or_no_word"),
        (6, "colon_in_text"),
        (7, "yes_or_no_word"),
    ]


def test_a_list_of_rows_in_braces() -> None:
    assert told("rows:\n  - {if: a, then: Has it been, and why?}\n  - {if: b}\nread: yes\n")[-1] == (
        4,
        "yes_or_no_word",
    )


@pytest.mark.parametrize(
    "broken",
    [
        "asked: {is: yes_no,\n  asks: Has it been, and why?}",
        "asked: [one, two",
        "asked: {is: one: two,\n  of: three}",
    ],
)
def test_what_may_reach_beyond_its_line_stops_the_reading(broken: str) -> None:
    """What would be told of the lines below might be no mistake of theirs."""
    assert all(code != "yes_or_no_word" for _, code in told(f"{broken}\nread: yes\n"))


def test_each_is_told_once_and_the_places_stay() -> None:
    text = f"title: one\ntitle: A: b\n{COLON}\n"
    assert told(text) == [(2, "duplicate_key"), (2, "colon_in_text"), (3, "colon_in_text")]


def test_a_file_with_very_many_is_read_a_bounded_number_of_times() -> None:
    text = "".join(f"key_{number}: a: b\n" for number in range(60))
    assert [line for line, _ in told(text)] == list(range(1, 22))
