"""Changes of which one knows by thought that they are better in one case and worse in another: diff must say so.

Each is of the small council of the examples. Most count from another start: what comes first then hangs on how early or
late something was done, be it the answer of a council that does not keep its own time.
"""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, Event, assess
from complaint_rules.comparison.comparing import comparison_of
from tests.comparison.conftest import changes, compiled, otherwise
from tests.comparison.test_single_changes import assert_answered

PAGE = (Path(__file__).parents[2] / "docs/examples/small-council.yaml").read_text(encoding="utf-8")
AS_OF = date(2026, 7, 31)
WINDOW = "            within: 20 working days\n            after: stage_1_response_sent\n"
FIRST = "            within: 10 working days\n            after: complaint_received\n"
SECOND = "            within: 20 working days\n            after: stage_2_requested\n            done_by: stage_2_resp"
LONGER = "              up_to: 20 working days\n              made_by: extension_notified\n"
ASKED = ("  facts:\n", "  facts:\n    urgent: {is: yes_no, asks: 'Urgent?'}\n    hard: {is: yes_no, asks: 'Hard?'}\n    seen_on: {is: date, asks: 'When?'}\n")  # fmt: skip
LATE = ("late: refused", "late: {decided_by: the Manager, until: {within: 6 months, after: stage_1_response_sent}}")
FROM_RECEIPT = WINDOW.replace("20 working", "30 working").replace("stage_1_response_sent", "complaint_received")
FROM_DUE_DATE = WINDOW.replace("stage_1_response_sent", "stage_1_response")

# What both editions have, what the new one has instead, and the clause.
CASES = {
    "from receipt": ((), (WINDOW, FROM_RECEIPT), "stage_2_request"),
    "from the due date": ((), (WINDOW, FROM_DUE_DATE), "stage_2_request"),
    "from receipt, very long": ((), (WINDOW, FROM_RECEIPT.replace("30", "100")), "stage_2_request"),
    "the later of two": (
        (),
        (
            WINDOW,
            (
                "            later_of:\n              - {within: 30 working days, after: complaint_received}\n"
                "              - {within: 10 working days, after: stage_1_response_sent}\n"
            ),
        ),
        "stage_2_request",
    ),
    "from a day that is a fact": (
        (ASKED,),
        (WINDOW, "            within: 6 months\n            after: seen_on\n"),
        "stage_2_request",
    ),
    "by case": (
        (),
        (
            WINDOW,
            (
                "            within: 30 working days\n            after:\n"
                "              - {if: {complainant: representative}, then: stage_1_response_sent}\n"
                "              - then: complaint_received\n"
            ),
        ),
        "stage_2_request",
    ),
    "a late request": (
        (LATE,),
        ("{within: 6 months, after: stage_1_response_sent}", "{within: 8 months, after: complaint_received}"),
        "stage_2_request",
    ),
    "a duty from the acknowledgement": (
        ((FIRST, FIRST.replace("complaint_received", "complaint_acknowledged")),),
        (FIRST.replace("complaint_received", "complaint_acknowledged"), FIRST.replace("10", "12")),
        "stage_1_response",
    ),
    "a duty from the end of a window": (
        (),
        (SECOND, SECOND.replace("20", "5").replace("after: stage_2_requested", "after: stage_2_request")),
        "stage_2_response",
    ),
    "how far from the notice": (
        (),
        (LONGER, LONGER.replace("20 working days", "14 working days\n              after: extension_notified")),
        "stage_1_response.extension",
    ),
    "further, but once": (
        (),
        (LONGER, f"{LONGER.replace('20', '25')}              made_before: first_date\n"),
        "stage_1_response.extension",
    ),
    "a length for two facts together": (
        (ASKED,),
        (
            FIRST,
            (
                "            within:\n              - {if: {urgent: true, hard: true}, then: 15 working days}\n"
                "              - then: 8 working days\n            after: complaint_received\n"
            ),
        ),
        "stage_1_response",
    ),
}


def edition(*pieces):
    """Return the small council with pieces written otherwise, each of which must be there."""
    text = PAGE
    for old, new in pieces:
        assert old in text
        text = text.replace(old, new, 1)
    return compiled("small-council", text)


@pytest.mark.parametrize("name", CASES)
def test_better_in_one_case_and_worse_in_another(name):
    """There is a dated case on each side, and `assess` on it gives the two days."""
    both, change, clause = CASES[name]
    old, new = edition(*both), edition(*both, change)
    comparison = comparison_of(old, new, AS_OF)
    ((found, one),) = changes(comparison).items()
    assert (found, one.change.value) == (("corporate", clause), "incomparable")
    assert [example.effect.value for example in one.examples] == [
        "better_for_the_complainant",
        "worse_for_the_complainant",
    ]
    for example in one.examples:
        for profile, put in ((old, example.old), (new, example.new)):
            assert_answered(profile.procedure("corporate"), put, example)


# An answer on the last day of a time that was made longer, and one five weeks late. Twenty working days from Monday 29
# June end on 27 July, from Monday 3 August (31 August is a bank holiday) on 1 September. Thirty from Monday 1 June end on
# 13 July, and so do ten and then twenty.
LATER = (
    (FROM_RECEIPT, ("2026-06-10", "2026-06-29"), "2026-07-27", "2026-07-13"),
    (FROM_DUE_DATE, ("", "2026-08-03"), "2026-09-01", "2026-07-13"),
)


@pytest.mark.parametrize(("now", "days", "before", "after"), LATER)
def test_whose_answer_comes_late_has_lost_the_window(now, days, before, after):
    """What such a change does to a complainant is real: the day was still to come, and is past."""
    notified, sent = days
    events = [Event("complaint_received", date(2026, 6, 1))]
    if notified:
        until = date.fromisoformat(sent)
        events.append(Event("extension_notified", date.fromisoformat(notified), until=until, contains=("reason", "new_date")))  # fmt: skip
    events.append(Event("stage_1_response_sent", date.fromisoformat(sent), outcome="not_upheld"))
    found = []
    for profile in (edition(), edition((WINDOW, now))):
        answer = assess(profile.procedure("corporate"), Case(events, {}), events[-1].on).to_dict()
        (row,) = [one for one in answer["due_dates"] if one["timescale"] == "stage_2_request"]
        found.append(row["due"])
    assert found == [before, after]


def test_a_receipt_from_which_an_aim_is_counted():
    """Twenty working days from the receipt are invited, or 25 from the sending: a letter may be long on its way."""
    start = "aim: {within: 20 working days, after: stage_1_response_received}"
    new = otherwise("cambridgeshire", start, "aim: {within: 25 working days, after: stage_1_response_sent}")
    old = otherwise("cambridgeshire", start, start)
    one = changes(comparison_of(old, new, AS_OF))["childrens_statutory", "stage_2_request"]
    assert one.change.value == "incomparable"
    assert [example.new.answer["aim_due"] > example.old.answer["aim_due"] for example in one.examples] == [True, False]


def test_counted_back_over_holidays():
    """Before Friday 2 January 2026 ten working days go back to 16 December, 15 calendar days to the 18th; in May to less."""
    piece = "            at_least: 10 working days\n            before: panel"
    old = otherwise("cambridgeshire", piece, piece)
    new = otherwise("cambridgeshire", piece, piece.replace("10 working", "15 calendar"))
    one = changes(comparison_of(old, new, AS_OF))["childrens_statutory", "panel_papers"]
    assert one.change.value == "incomparable"
    assert [example.new.answer["due"] < example.old.answer["due"] for example in one.examples] == [True, False]


@pytest.mark.parametrize(
    ("piece", "clause", "change"),
    [(SECOND, "stage_2_response", "stricter"), (WINDOW, "stage_2_request", "weaker")],
)
def test_an_aim_before_the_last_day(piece, clause, change):
    """Without an aim it is the last day for which one may hope: an earlier one binds the council more."""
    aimed = piece.replace("20 working days\n", "20 working days\n            aim: 15 working days\n")
    one = changes(comparison_of(edition(), edition((piece, aimed)), AS_OF))["corporate", clause]
    assert one.change.value == change


def test_two_days_of_a_time_limit():
    """A year from one day, and a year and a half from another: each may be the later."""
    piece = "        - within: 1 year\n          after: grounds_arose_on\n"
    old = otherwise("cambridgeshire", piece, piece)
    new = otherwise(
        "cambridgeshire", piece, piece.replace("1 year", "18 months").replace("grounds_arose", "became_aware")
    )
    one = changes(comparison_of(old, new, AS_OF))["childrens_statutory", "time_limit"]
    assert one.change.value == "incomparable"
    assert all({"grounds_arose_on", "became_aware_on"} <= set(example.old.case.facts) for example in one.examples)


HELD = "          resolution_meeting_held: {who: council, source: x}\n"
LETTER = """\
          meeting_letter:
            who: council
            within: 5 working days
            after: resolution_meeting_held
            done_by: written_record_produced
            source: x
"""
AT_STAGE_1 = "        moves:\n          stage_2_requested:\n"
AT_STAGE_2 = "        moves:\n          ombudsman_approached:\n"
BAR = "        excluded:\n"


def test_a_rule_of_one_side_alone_has_a_case():
    """A letter after a meeting that the old page knows at stage 2 only; a bar from an event."""
    met = (AT_STAGE_2, AT_STAGE_2.replace("moves:\n", f"moves:\n{HELD}"))
    letter = (AT_STAGE_1, LETTER + AT_STAGE_1.replace("moves:\n", f"moves:\n{HELD}"))
    barred = (BAR, f"{BAR}          - if: {{resolution_meeting_held: happened}}\n            source: x\n")
    old, new = edition(met), edition(met, letter, barred)
    found = changes(comparison_of(old, new, AS_OF))
    for name in ("meeting_letter", "what_about"):
        (example,) = found["corporate", name].examples
        assert "resolution_meeting_held" in [event.kind for event in example.new.case.events]
        assert example.old.answer != example.new.answer
        assert_answered(new.procedure("corporate"), example.new, example)
