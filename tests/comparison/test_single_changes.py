"""One piece of a shipped profile written otherwise: diff finds that clause alone, on the right side, with a true case."""

import pytest

from complaint_rules import assess, load_profile
from complaint_rules.comparison.comparing import comparison_of
from tests.comparison.conftest import AS_OF, changes, compared, compiled, text_of

STAGE_1 = """\
          stage_1_response:
            who: council
            within: 10 working days
            after: complaint_received
"""
LATE = "            late: {decided_by: Customer Care Manager, if_refused: [in_writing, reasons]}\n"
LATE_SOURCE = '            source: "Dissatisfaction with Stage 1 - All complaints; Timescales with Stage 2'
UPHELD = """\
            if: {stage_1_response_sent: upheld}
            decided_by: Customer Care Manager
            considering: [the complaint was upheld in its entirety at Stage 1]
            if_refused: [in_writing, reasons]
            source: "Dissatisfaction with Stage 1 - All complaints"
            note: the exception to the rule that no request is refused without due consideration and written explanation
            readings:
              if:
                could_be: ["such a request goes no further by itself, without consideration and without an explanation"]
                because: >-
                  'An exception to this would be' may except such a complaint from the right to progress (taken, with the Customer Care Manager deciding on the request as on every
                  other), or from the due consideration and the written explanation
"""
SKIPPED = "            to: stage_2\n            decided_by: "
AGREED = "            after: statement_of_complaint_agreed\n"

# What is written otherwise, the clause, the key, the change, and for whom it is better.
CASES = {
    "number": (
        (f"            within: 25 working days\n{AGREED}", f"            within: 26 working days\n{AGREED}"),
        ("stage_2_investigation", "within", "weaker", ("council",)),
    ),
    "unit": (
        (f"            within: 25 working days\n{AGREED}", f"            within: 25 calendar days\n{AGREED}"),
        ("stage_2_investigation", "within", "stricter", ("complainant",)),
    ),
    "window": (
        (
            "            within: 20 working days\n            after: stage_2_response_received\n",
            "            within: 19 working days\n            after: stage_2_response_received\n",
        ),
        ("stage_3_request", "within", "weaker", ("council",)),
    ),
    "start": (
        (STAGE_1, STAGE_1.replace("complaint_received", "complaint_acknowledged")),
        ("stage_1_response", "after", "weaker", ("council",)),
    ),
    "who decides": (
        (f"{SKIPPED}Customer Care Manager", f"{SKIPPED}Service Director"),
        ("stage_1_skip_agreed", "decision", "incomparable", ()),
    ),
    "late": (
        (LATE + LATE_SOURCE, "            late: refused\n" + LATE_SOURCE),
        ("stage_2_request", "late", "weaker", ("council",)),
    ),
    "extension": (
        ("              up_to: 65 working days", "              up_to: 60 working days"),
        ("stage_2_investigation.extension", "up_to", "stricter", ("complainant",)),
    ),
    "what extends": (
        (
            "              up_to: 65 working days\n              made_by: extension_notified",
            "              up_to: 65 working days\n              made_by: extension_agreed",
        ),
        ("stage_2_investigation.extension", "made_by", "stricter", ("complainant",)),
    ),
    "bar": (
        (UPHELD, ("            if: {stage_1_response_sent: upheld}\n"
         '            source: "Dissatisfaction with Stage 1 - All complaints"\n')),
        ("stage_2_requested.bar", "decision", "weaker", ("council",)),
    ),
    "bar of another outcome": (
        (UPHELD, UPHELD.replace("sent: upheld", "sent: partially_upheld")),
        ("stage_2_requested.bar", "if", "incomparable", ("complainant", "council")),
    ),
    "who may complain": (
        ("{complainant: mp_or_councillor}", "{complainant: [mp_or_councillor, foster_carer]}"),
        ("who_may_complain", "if", "weaker", ("council",)),
    ),
    "time limit": (
        ("        - within: 1 year\n          after: grounds", "        - within: 11 months\n          after: grounds"),
        ("time_limit", "within", "weaker", ("council",)),
    ),
    "letter": (
        (
            "must_contain: [decision, actions, panel_right, how_to_ask, time_to_ask, reports]",
            "must_contain: [decision, actions, panel_right, how_to_ask, reports]",
        ),
        ("stage_2_response", "must_contain", "weaker", ("council",)),
    ),
    "where": (
        ("            during: stage_1\n            who: council\n            to: stage_2", "            during: [stage_1, closed]\n            who: council\n            to: stage_2"),
        ("stage_1_skip_agreed", "during", "weaker", ("council",)),
    ),
    "where to": (
        ("          stage_2_refused:\n            who: council\n            to: stage_1", "          stage_2_refused:\n            who: council\n            to: closed"),
        ("stage_2_refused", "to", "incomparable", ()),
    ),
    "counted back": (
        ("            at_least: 10 working days\n            before: panel", "            at_least: 12 working days\n            before: panel"),
        ("panel_papers", "at_least", "stricter", ("complainant",)),
    ),
    "panel's number": (
        ("            within: 5 working days\n            after: panel_held", "            within: 7 working days\n            after: panel_held"),
        ("panel_findings", "within", "weaker", ("panel",)),
    ),
    "no date": (
        ("            within: no time set\n            after: resolution_meeting_held", "            within: 5 working days\n            after: resolution_meeting_held"),
        ("meeting_letter", "within", "stricter", ("complainant",)),
    ),
    "restart": (
        ("            restarted_by: resolution_meeting_held\n", ""),
        ("stage_3_request", "restarted_by", "weaker", ("council",)),
    ),
    "test": (
        ("            if: {complainant: [other_person, representative_of_child]}\n            within: no time set\n            after: complaint_received\n            done_by: parental", "            if: {complainant: other_person}\n            within: no time set\n            after: complaint_received\n            done_by: parental"),
        ("parental_permission", "if", "weaker", ("council",)),
    ),
}  # fmt: skip


@pytest.mark.uncounted
@pytest.mark.parametrize("name", CASES)
def test_finds_exactly_that_clause_on_the_right_side(name):
    """Nothing else of the council's document is called changed, and the case that shows it is told truly."""
    written, (clause, key, change, better) = CASES[name]
    old, new, comparison = compared("cambridgeshire", *written)
    found = changes(comparison)
    # A section that the corporate procedure takes over with `same_as` changes there too.
    assert {at for _, at in found} == {clause}
    one = found["childrens_statutory", clause]
    assert ([each.key for each in one.keys], one.change.value, one.better_for) == ([key], change, better)
    for example in one.examples:
        for profile, put in ((old, example.old), (new, example.new)):
            assert_answered(profile.procedure("childrens_statutory"), put, example)
        assert example.old.answer != example.new.answer
    assert one.examples


def assert_answered(procedure, put, example):
    """Ask the whole profile, its laws beside it, about the example, and find the answer that it tells."""
    answer = assess(procedure, put.case, example.as_of).to_dict()
    subject, told = example.subject.value, put.answer
    if subject == "due_date":
        rows = [row for row in answer["due_dates"] if row["basis"] == "council"]
        mine = [row for row in rows if row["timescale"] == (told or {}).get("timescale")]
        assert told is None or told == {key: mine[-1][key] for key in told}
    elif subject == "move":
        (mine,) = [one for one in answer["transitions"] if (one["basis"], one["event"]) == ("council", told["event"])]
        assert told == {key: mine[key] for key in told}
    elif subject == "acceptance":
        part = {"who_may_complain": "who", "what_about": "what", "time_limit": "time_limit"}[told["part"]]
        mine = {**answer["acceptance"], **answer["acceptance"][part], "part": told["part"]}
        assert told == {key: mine[key] for key in told}
    elif subject == "letter":
        missing = [one for one in answer["irregularities"] if one["code"] == "content_missing"]
        mine = [one["about"][1:] for one in missing if (one["event"], one["basis"]) == (told["event"], "council")]
        assert told["missing"] == [content for contents in mine for content in contents]
    else:
        assert (told["stage"], told["status"]) == (answer["stage"], answer["status"])


def test_a_date_is_the_one_counted_by_hand():
    """Ten working days from Monday 17 November 2025 end on Monday 1 December, eleven on the Tuesday after."""
    _, _, comparison = compared("cambridgeshire", STAGE_1, STAGE_1.replace("10 working", "11 working"))
    (example,) = changes(comparison)["childrens_statutory", "stage_1_response"].examples
    assert [(event.kind, event.on.isoformat()) for event in example.old.case.events] == [
        ("complaint_received", "2025-11-17")
    ]
    assert (example.old.answer["due"], example.new.answer["due"]) == ("2025-12-01", "2025-12-02")


def test_a_date_that_can_no_longer_be_agreed():
    """A plan with a day of its own had put the date off or forward; without it the page's own date stays."""
    old, new, comparison = compared("ncc", "            agreed_date: plan_agreed\n", "")
    ((name, one),) = changes(comparison).items()
    assert (name, [key.key for key in one.keys]) == (("adult_social_care", "stage_1_response"), ["agreed_date"])
    assert one.examples
    for example in one.examples:
        assert "plan_agreed" in [event.kind for event in example.old.case.events]
        for profile, put in ((old, example.old), (new, example.new)):
            assert_answered(profile.procedure(name[0]), put, example)


WINDOW = "            within: 20 working days\n            after: unstated\n            done_by: stage_3_requested\n"
ANSWER = "            within: 20 working days\n            after: stage_2_requested\n            done_by: stage_2_response_sent\n            fulfils: [stage_2_response, stage_2_response_whole]"
# From Saturday 15 November 2025 twenty working days end on Friday 12 December (the first is Monday 17 November), 28
# calendar days on the Saturday after. From Wednesday 4 December 2024 they end on Monday 6 January 2025, because
# 25 and 26 December and 1 January are no working days, and 28 calendar days on Wednesday 1 January.
OF_28_DAYS = {("2024-12-04", "2025-01-06", "2025-01-01"), ("2025-11-15", "2025-12-12", "2025-12-13")}


@pytest.mark.parametrize(
    ("profile", "clause", "piece", "for_later"),
    [
        ("northumberland", ("childrens_statutory", "stage_3_request"), WINDOW, "better"),
        ("ncc", ("corporate", "stage_2_response"), ANSWER, "worse"),
    ],
)
def test_another_unit_is_longer_on_one_day_and_shorter_on_another(profile, clause, piece, for_later):
    """Over Christmas twenty working days are more than 28 calendar days, from a Saturday in a plain month they are less."""
    old, new, comparison = compared(profile, piece, piece.replace("20 working", "28 calendar"))
    one = changes(comparison)[clause]
    assert (one.change.value, len(one.examples)) == ("incomparable", 2)
    found = {}
    for example in one.examples:
        answers = (example.old.answer, example.new.answer)
        found[example.effect.value] = (answers[0]["started_on"], *(answer["due"] for answer in answers))
        for side, put in ((old, example.old), (new, example.new)):
            assert_answered(side.procedure(clause[0]), put, example)
    assert set(found.values()) == OF_28_DAYS
    assert found[f"{for_later}_for_the_complainant"][2] == "2025-12-13"


LEFT_OPEN = f"{WINDOW}            late: unstated"


@pytest.mark.parametrize("within", ["25 working", "15 working"])
def test_of_two_keys_neither_is_lost(within):
    """More time, or less, for the panel, and a late request refused of which nothing was said: both are told."""
    now = LEFT_OPEN.replace("20 working", within).replace("late: unstated", "late: refused")
    old, new, comparison = compared("northumberland", LEFT_OPEN, now)
    one = changes(comparison)["childrens_statutory", "stage_3_request"]
    assert ([key.key for key in one.keys], one.change.value) == (["late", "within"], "incomparable")
    dated, moved = one.examples
    assert dated.effect.value == ("better" if within == "25 working" else "worse") + "_for_the_complainant"
    assert (moved.subject.value, moved.effect.value) == ("move", "another_answer")
    assert [put.answer["permission"] for put in (moved.old, moved.new)] == ["undetermined", "refused"]
    for example in one.examples:
        for side, put in ((old, example.old), (new, example.new)):
            assert_answered(side.procedure("childrens_statutory"), put, example)


def test_of_two_keys_that_both_give_more_there_is_no_other_answer():
    """More time, and a decision where a late request was refused, is better and nothing besides."""
    shorter = LATE.replace(
        "late: {decided_by: Customer Care Manager, if_refused: [in_writing, reasons]}", "late: refused"
    )
    asking = (
        "            within: 1 year\n            aim: {within: 20 working days, after: stage_1_response_received}\n"
    )
    text = text_of("cambridgeshire")
    assert LATE + LATE_SOURCE in text
    assert asking in text
    old = text.replace(LATE + LATE_SOURCE, shorter + LATE_SOURCE, 1).replace(
        asking, asking.replace("1 year", "6 months"), 1
    )
    one = changes(comparison_of(compiled("cambridgeshire", old), load_profile("cambridgeshire"), AS_OF))
    found = one["childrens_statutory", "stage_2_request"]
    assert {key.key for key in found.keys} == {"within", "late"}
    assert found.change.value == "stricter"


class TestOtherMatters:
    def test_outcome_of_several(self):
        """An answer on issues of which one was upheld now counts as upheld, and stage 2 is left to a decision."""
        _, new, comparison = compared(
            "cambridgeshire",
            "{any: [upheld, partially_upheld], then: partially_upheld}",
            "{any: [upheld, partially_upheld], then: upheld}",
        )
        found = changes(comparison)
        assert {name for _, name in found} == {"outcome_of_several"}
        one = found["childrens_statutory", "outcome_of_several"]
        assert (one.matter.value, one.change.value) == ("outcome_of_several", "incomparable")
        (example,) = one.examples
        assert example.old.answer["moves"]["stage_2_requested"] == "entitled"
        assert example.new.answer["moves"]["stage_2_requested"] == "discretionary"
        assert_answered(new.procedure("childrens_statutory"), example.new, example)

    def test_calendar(self):
        """Two days more on which the council is closed: the days are named, and what ran over them is later."""
        closure = "{from: 2025-10-06, up_to: 2025-10-07, because: moving house}"
        _, new, comparison = compared(
            "cambridgeshire",
            "  working days: england-and-wales",
            "  working days: {based_on: england-and-wales, edition: ours, known_until: 2028-12-31, source: Intranet,\n"
            f"    closed: [{closure}]}}",
        )
        found = changes(comparison)
        assert {name for _, name in found} == {"working days"}
        one = found["childrens_statutory", "working days"]
        assert [day.isoformat() for day in one.days] == ["2025-10-06", "2025-10-07"]
        # The complainant's windows end later too: better in one case, worse in another.
        assert (one.change.value, len(one.examples)) == ("incomparable", 2)
        duty = next(each for each in one.examples if each.effect.value == "worse_for_the_complainant")
        assert duty.old.answer["due"] < duty.new.answer["due"]
        assert_answered(new.procedure("childrens_statutory"), duty.new, duty)
        assert found["member_enquiry", "working days"].change.value == "weaker"

    def test_word(self):
        """A draft that counts as the answer itself ends the clock of the answer."""
        _, _, comparison = compared(
            "cambridgeshire",
            "stage_1_draft_sent: {means:",
            "stage_1_draft_sent: {counts_as: [stage_1_response_sent], means:",
        )
        found = changes(comparison)
        assert {name for _, name in found} == {"stage_1_draft_sent"}
        one = found["childrens_statutory", "stage_1_draft_sent"]
        assert (one.matter.value, one.change.value) == ("event_word", "incomparable")
        clocks = [put.answer["clocks"]["stage_1_response.1"][0] for put in (one.examples[0].old, one.examples[0].new)]
        assert clocks == ["running", "met"]

    def test_fact_that_holds_from_the_start(self):
        """A decision that is taken to have been true all along is told, on both sides."""
        _, _, comparison = compared(
            "cambridgeshire",
            'although only money is sought?"\n      holds: from_its_day\n',
            'although only money is sought?"\n',
        )
        one = changes(comparison)["childrens_statutory", "compensation_complaint_considered"]
        assert (one.matter.value, "holds from its day" in one.old, "holds from its day" in one.new) == (
            "fact_word",
            True,
            False,
        )

    def test_note_and_place(self):
        """What is told in other words means the same: it is told, and the two are not different."""
        _, _, comparison = compared(
            "cambridgeshire", "            note: from receipt, not", "            note: From receipt, not"
        )
        assert {(name, one.change.value) for (_, name), one in changes(comparison).items()} == {
            ("stage_1_response", "told_otherwise")
        }
        assert not comparison.is_different

    def test_order_of_a_list(self):
        """In whatever order the values of a test are written, it is the same test."""
        _, _, comparison = compared(
            "cambridgeshire",
            "{subject: [part_3_function, adoption_function, special_guardianship_support]}",
            "{subject: [special_guardianship_support, part_3_function, adoption_function]}",
        )
        assert not changes(comparison)

    def test_a_law_less(self):
        """A law that is no longer stood under is told, and nothing else."""
        _, _, comparison = compared("cambridgeshire", "    stands_under: [children-2006]\n", "")
        found = changes(comparison)
        assert {(one.matter.value, name, one.change.value) for (_, name), one in found.items()} == {
            ("stands_under", "children-2006", "taken_away")
        }
