"""Comply or explain: what a deviation explains, until when, and what is wrong with one; and packs that are pinned."""

from datetime import date

import pytest

from complaint_rules.errors import ProfileError
from tests.conformance.conftest import AS_OF, changed, compiled, council, law

RULES = changed("within: 10 working days", "within: 12 working days")
ID = "corporate/made-up-law/stage_1_response/later/stage_1_response"


def deviation(clause="stage_1_response", review_on="2025-12-01", pack="made-up-law", more=""):
    """Return one deviation as it is written in a procedure."""
    return (
        f"      - pack: {pack}\n        clause: {clause}\n{more}        reason: agreed with the Ombudsman\n"
        f"        approved_by: the Cabinet\n        review_on: {review_on}\n"
    )


def explaining(*written):
    """Return a council that takes twelve days where the law gives ten, with these deviations."""
    return council(RULES, more="    deviations:\n" + "".join(written))


def told(text):
    """Return the words in which a text is refused."""
    with pytest.raises(ProfileError) as caught:
        compiled(text, law())
    return str(caught.value)


class TestExplained:
    def test_a_live_deviation_explains(self, held):
        """Up to and on the day of its review the finding is counted apart."""
        judged = held(explaining(deviation()), as_of=AS_OF)
        assert ([one.id for one in judged.explained], judged.held_against, judged.faults) == ([ID], (), ())
        assert (
            "Explained: agreed with the Ombudsman (approved by the Cabinet); to be reviewed on 1 December 2025."
            in judged.explain()
        )
        (finding,) = judged.findings
        assert finding.to_dict(AS_OF)["deviation"] == {
            "reason": "agreed with the Ombudsman",
            "approved_by": "the Cabinet",
            "review_on": "2025-12-01",
            "expired": False,
        }

    def test_an_expired_deviation_does_not(self, held):
        """On the day after its review was due the finding counts again."""
        judged = held(explaining(deviation(review_on="2025-11-30")), as_of=AS_OF)
        assert ([one.id for one in judged.held_against], judged.explained) == ([ID], ())
        assert (
            "Was explained: agreed with the Ombudsman (approved by the Cabinet); its review was due on 30 November 2025, and so it counts again."
            in judged.explain()
        )
        assert judged.findings[0].to_dict(AS_OF)["deviation"]["expired"] is True

    def test_one_that_matches_nothing_is_a_fault(self, held):
        """It would hide what comes later, so it is told with its place."""
        judged = held(explaining(deviation(), deviation("stage_2_response")))
        (fault,) = judged.faults
        assert str(fault) == (
            "northshire.yaml:20:17: nothing that was found differs from `stage_2_response` of `made-up-law` [deviation_without_finding]\n"
            "    at procedures.corporate.deviations[1].clause\n"
            "    found `stage_2_response`\n"
            "    mend: take the deviation away, or name the clause that differs"
        )

    def test_one_may_be_narrowed_to_a_rule(self, held):
        """It explains what that rule brings about, and nothing else."""
        narrowed = deviation(more="        rule: stage_1_response\n")
        assert [one.id for one in held(explaining(narrowed)).explained] == [ID]
        other = held(explaining(deviation(more="        rule: stage_2_response\n")))
        assert ([one.id for one in other.held_against], [fault.code for fault in other.faults]) == (
            [ID],
            ["deviation_without_finding"],
        )


class TestBroken:
    def test_a_clause_that_there_is_not(self):
        """The nearest one is offered."""
        assert told(explaining(deviation("stage_1_respons"))) == (
            "northshire.yaml:15:17: there is no clause `stage_1_respons` [unknown_clause]\n"
            "    at procedures.corporate.deviations[0].clause\n"
            "    found `stage_1_respons`\n"
            "    mend: did you mean `stage_1_response`?"
        )

    def test_a_pack_that_it_does_not_stand_under(self):
        """A deviation is from a law that holds."""
        assert told(explaining(deviation(pack="children-2006"))) == (
            "northshire.yaml:14:15: this procedure does not stand under `children-2006` [pack_not_stood_under]\n"
            "    at procedures.corporate.deviations[0].pack\n"
            "    found `children-2006`\n"
            "    mend: use one of `made-up-law`"
        )

    def test_what_is_missing_is_told_all_at_once(self):
        """Reason, approver and day of review are all required."""
        lines = told(
            council(RULES, more="    deviations:\n      - {pack: made-up-law, clause: stage_1_response}\n")
        ).splitlines()
        assert [line for line in lines if "[" in line and "northshire" in line] == [
            f"northshire.yaml:14:9: the key `{key}` is missing from item 1 of `deviations` [missing_key]"
            for key in ("reason", "approved_by", "review_on")
        ]

    def test_a_review_without_a_day(self):
        """A day is a day."""
        assert "[wrong_type]" in told(explaining(deviation(review_on="next year")))


class TestPinned:
    def test_the_edition_at_hand_is_taken(self, held):
        """Pinned to what there is, nothing changes."""
        text = council(RULES, under="[{pack: made-up-law, edition: first}]")
        assert [one.id for one in held(text).held_against] == [ID]

    def test_another_edition_is_refused(self):
        """A law that has changed must be read before it is stood under."""
        assert told(council(under="[{pack: made-up-law, edition: second}]")) == (
            "northshire.yaml:12:49: the law pack `made-up-law` is pinned to an edition that is not at hand [pack_edition_missing]\n"
            "    at procedures.corporate.stands_under[0].edition\n"
            "    found `second`\n"
            "    mend: the one at hand is `first`: read what has changed, and pin that"
        )


def test_a_day_of_review_is_the_last_day(held):
    """It lives up to and including that day."""
    text = explaining(deviation(review_on="2025-12-02"))
    assert [len(held(text, as_of=date(2025, 12, day)).explained) for day in (1, 2, 3)] == [1, 1, 0]
