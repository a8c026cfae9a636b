"""The hardest rules of four councils' documents, and of a council that nobody has seen, said in the format alone.

Every date was counted on a calendar with the bank holidays of the `holidays` package; none comes from this library.
"""

from datetime import date as D  # noqa: N812 - it stands four hundred times in what follows
from datetime import time
from pathlib import Path

import pytest

from complaint_rules import Case, Event, ProfileError, assess, load_profile

# A test with this mark shows where the library does otherwise than docs/format.md or docs/meaning.md says, or where
# neither says enough. It is right and the answer is not: take the mark away when that is mended.
cannot_be_said = pytest.mark.xfail(
    strict=True,
    raises=ProfileError,
    reason="docs/format.md: cannot be said, so compiling refuses it and nothing is passed over",
)

FOLDER = Path(__file__).parent / "hardest_rules"
PROFILES = {
    name: load_profile(FOLDER / f"{name}.yaml")
    for name in ("northamptonshire", "northumberland", "unnamed-council", "ncc", "imagined")
}


class Asked:
    """One case of one procedure, asked on one day."""

    def __init__(self, profile, procedure, events, facts, as_of):
        listed = [Event(kind, on, **dict(*details)) for kind, on, *details in events]
        self.answer = assess(PROFILES[profile].procedure(procedure), Case(listed, facts), as_of)
        self.stage, self.status = self.answer.stage, self.answer.status
        self.acceptance = self.answer.acceptance
        self.codes = [one.code for one in self.answer.irregularities]
        assert self.answer.explain()
        assert self.answer.to_dict()

    def clock(self, name, occurrence=None, basis="council"):
        rows = [row for row in self.answer.due_dates if (row.timescale, row.basis) == (name, basis)]
        return next(row for row in rows if row.occurrence == occurrence) if occurrence else rows[-1]

    def move(self, name, basis="council"):
        return next(move for move in self.answer.transitions if (move.event, move.basis) == (name, basis))

    def may(self, name, basis="council"):
        return self.move(name, basis).permission.value


def asker(profile, procedure="childrens_statutory"):
    def ask(as_of, *events, **facts):
        return Asked(profile, procedure, events, facts, as_of)

    return ask


def dates(row):
    """Return the due date under each reading, by the reading."""
    return {reading.reading: reading.due for reading in row.readings}


def states(row):
    return {reading.reading: reading.state.value for reading in row.readings}


class TestNorthamptonshire:
    ask = staticmethod(asker("northamptonshire"))
    received = ("complaint_received", D(2019, 5, 2))
    allocated = ("complaint_allocated", D(2019, 5, 7))
    answered = ("stage_1_response_sent", D(2019, 5, 20), {"outcome": "not_upheld"})

    def test_an_informal_matter_is_hoped_to_be_settled_in_two_working_days(self):
        """Section 7, Representations: '2 working days (48hrs)' is an aim, read in working days over a bank holiday."""
        row = self.ask(D(2019, 5, 8), ("representation_received", D(2019, 5, 3))).clock("representation_response")
        assert (row.due, row.only_an_aim, row.state) == (D(2019, 5, 8), True, "running")  # Mon 6 May is closed
        assert row.to_dict()["readings_taken"][0]["could_be"] == ["48 hours"]

    def test_going_formal_ends_the_informal_aim_and_starts_the_clock_for_allocation(self):
        """Section 7, Stage 1: not resolved informally, the complaint is directed to its service within 3 working days."""
        asked = self.ask(D(2019, 5, 2), ("representation_received", D(2019, 5, 1)), self.received)
        assert (asked.stage, asked.clock("representation_response").state) == ("stage_1", "cancelled")
        assert asked.clock("allocate").due == D(2019, 5, 8)

    def test_ten_days_run_from_allocation_and_not_from_receipt(self):
        """Section 7, Stage 1: 'within 10 working days following allocation'; the law's ten run from receipt."""
        before = self.ask(D(2019, 5, 6), self.received)
        after = self.ask(D(2019, 5, 7), self.received, self.allocated)
        assert before.clock("stage_1_response").state == "not_started"
        assert after.clock("stage_1_response").due == D(2019, 5, 21)
        assert after.clock("stage_1_response", basis="law").due == D(2019, 5, 17)
        assert after.clock("stage_1_response").binding == "law"

    def test_how_far_it_may_go_is_open_before_anything_is_extended(self):
        """Section 7, Stage 1 and Appendix 1: 20 days of what kind and from what is unsaid, so `latest` has readings."""
        row = self.ask(D(2019, 5, 7), self.received, self.allocated).clock("stage_1_response")
        assert (row.due, row.latest) == (D(2019, 5, 21), None)
        assert {reading.latest for reading in row.readings} == {
            D(2019, 6, 5),
            D(2019, 5, 27),
            D(2019, 6, 3),
            D(2019, 5, 22),
        }

    def test_an_extension_goes_to_one_of_four_days(self):
        """Section 7, Stage 1 and Appendix 1: a total of 20 working or calendar days from allocation or from receipt."""
        row = self.ask(D(2019, 5, 15), self.received, self.allocated, ("extension_notified", D(2019, 5, 15))).clock(
            "stage_1_response"
        )
        assert (row.due, row.state, row.first_due) == (None, "running", D(2019, 5, 21))
        assert {reading.due for reading in row.readings} == {
            D(2019, 6, 5),
            D(2019, 5, 27),
            D(2019, 6, 3),
            D(2019, 5, 22),
        }

    def test_between_the_readings_it_is_not_known_whether_the_answer_is_late(self):
        """Section 7, Stage 1: 'a delayed response' cannot be told on a day between the readings of the 20 days."""
        asked = self.ask(D(2019, 5, 28), self.received, self.allocated, ("extension_notified", D(2019, 5, 15)))
        assert asked.clock("stage_1_response").state == "undetermined"
        assert sorted(states(asked.clock("stage_1_response")).values()) == ["overdue", "overdue", "running", "running"]
        assert (asked.may("stage_2_requested"), asked.move("stage_2_requested").missing_facts) == (
            "undetermined",
            (),
        )

    def test_a_delayed_answer_opens_stage_2_at_the_teams_discretion(self):
        """Section 7, Stage 1: unhappy with a 'delayed' response, but a stage one answer may still be required."""
        in_time = self.ask(D(2019, 5, 21), self.received, self.allocated)
        late = self.ask(D(2019, 5, 22), self.received, self.allocated)
        assert (in_time.may("stage_2_requested"), in_time.move("stage_2_requested").opens) == (
            "refused",
            D(2019, 5, 22),
        )
        assert (late.may("stage_2_requested"), late.may("stage_2_requested", "law")) == ("discretionary", "entitled")
        assert "may still be required" in late.move("stage_2_requested").considering[0]

    def test_the_stage_1_answer_is_still_owed_in_stage_2(self):
        """Section 7, Stage 1: 'we may still require a response to be made to you at stage one', so its clock runs on."""
        events = (self.received, self.allocated, ("stage_2_requested", D(2019, 5, 22)))
        waiting = self.ask(D(2019, 5, 28), *events)
        answered = self.ask(D(2019, 5, 29), *events, ("stage_1_response_sent", D(2019, 5, 29)))
        assert (waiting.stage, waiting.clock("stage_1_response").state) == ("stage_2", "overdue")
        assert (answered.stage, answered.clock("stage_1_response").state) == ("stage_2", "met_late")
        assert answered.clock("stage_2_request").state == "not_started"

    def test_a_refused_extension_opens_stage_2_before_the_answer_is_late(self):
        """Section 7, Stage 1: 'do not agree to an extension of the timescales'; the running clock runs on."""
        asked = self.ask(D(2019, 5, 16), self.received, self.allocated, ("extension_refused", D(2019, 5, 15)))
        moved = self.ask(
            D(2019, 5, 17),
            self.received,
            self.allocated,
            ("extension_refused", D(2019, 5, 15)),
            ("stage_2_requested", D(2019, 5, 16)),
        )
        assert asked.may("stage_2_requested") == "discretionary"
        assert (moved.stage, moved.clock("stage_1_response").state, moved.clock("stage_1_response").due) == (
            "stage_2",
            "running",
            D(2019, 5, 21),
        )

    def test_twenty_working_days_to_accept_or_reject(self):
        """Section 7, Stage 1: from receiving the reply; what a late rejection meets is unsaid, so it is undetermined."""
        events = (self.received, self.allocated, self.answered, ("stage_1_response_received", D(2019, 5, 23)))
        last, after = self.ask(D(2019, 6, 21), *events), self.ask(D(2019, 6, 22), *events)
        assert (last.clock("stage_2_request").due, last.may("stage_2_requested"), last.may("response_accepted")) == (
            D(2019, 6, 21),
            "entitled",
            "entitled",
        )
        assert (
            after.clock("stage_2_request").state,
            after.may("stage_2_requested"),
            after.may("response_accepted"),
        ) == ("lapsed", "undetermined", "undetermined")

    def test_receipt_falls_back_on_sending_and_says_so(self):
        """Section 7, Stage 1: 'once you have received our reply'; where receipt is not recorded, sending stands in."""
        row = self.ask(D(2019, 5, 21), self.received, self.allocated, self.answered).clock("stage_2_request")
        assert (row.due, row.assumed) == (D(2019, 6, 18), "stage_1_response_received")

    def test_acceptance_closes_the_complaint(self):
        """Section 7, Stage 1: 'if you accept the decision and proposed actions, the complaint will be closed'."""
        asked = self.ask(
            D(2019, 6, 3), self.received, self.allocated, self.answered, ("response_accepted", D(2019, 6, 3))
        )
        assert (asked.status, asked.may("stage_2_requested")) == ("closed", "refused")

    def test_the_council_counts_from_the_record_of_complaint_and_the_law_from_the_request(self):
        """Section 7, Stage 2: 25 working days once the 'Record of Complaint' is agreed, at most 65; reg 17: from the request."""
        events = (self.received, self.allocated, self.answered, ("stage_2_requested", D(2019, 6, 5)))
        before = self.ask(D(2019, 6, 18), *events, made="in_writing")
        asked = self.ask(D(2019, 6, 19), *events, ("statement_of_complaint_agreed", D(2019, 6, 19)), made="in_writing")
        assert before.clock("stage_2_response").state == "not_started"
        assert (asked.clock("stage_2_response").due, asked.clock("stage_2_response").latest) == (
            D(2019, 7, 24),
            D(2019, 9, 19),
        )
        assert asked.clock("stage_2_response", basis="law").due == D(2019, 7, 10)

    stage_2 = (
        received,
        allocated,
        answered,
        ("stage_2_requested", D(2019, 6, 5)),
        ("statement_of_complaint_agreed", D(2019, 6, 19)),
    )

    def test_the_panel_from_a_request_of_an_unsaid_beginning_to_the_directors_letter(self):
        """Section 7, Stage 3: 20 working days from the response 'being made to you', then 30, 5 and 15 working days."""
        events = (
            *self.stage_2,
            ("stage_2_response_sent", D(2019, 7, 24), {"outcome": "partially_upheld"}),
            ("stage_2_response_received", D(2019, 7, 29)),
        )
        between = self.ask(D(2019, 8, 22), *events)
        assert dates(between.clock("stage_3_request")) == {
            "after: stage_2_response_sent": D(2019, 8, 21),
            "after: stage_2_response_received": D(2019, 8, 27),
        }
        assert (between.may("stage_3_requested"), self.ask(D(2019, 8, 21), *events).may("stage_3_requested")) == (
            "undetermined",
            "entitled",
        )
        rest = (
            ("stage_3_requested", D(2019, 8, 12), {"contains": ["in_writing", "reasons"]}),
            ("panel_held_in_absence", D(2019, 9, 20)),
            ("panel_findings_sent", D(2019, 9, 27)),
        )
        asked = self.ask(D(2019, 9, 27), *events, *rest)
        assert (asked.clock("panel_meeting").due, asked.clock("panel_meeting").state) == (D(2019, 9, 24), "met")
        assert (asked.clock("panel_findings").due, asked.clock("stage_3_response").due) == (
            D(2019, 9, 27),
            D(2019, 10, 18),
        )
        assert "content_missing" in asked.codes

    @pytest.mark.parametrize(
        ("outcome", "answer", "missing"),
        [
            ({"outcome": "upheld"}, "discretionary", ()),
            ({"outcome": "not_upheld"}, "refused", ()),
            ({}, "undetermined", ("stage_2_response_sent.outcome",)),
        ],
    )
    def test_early_referral_where_everything_was_upheld(self, outcome, answer, missing):
        """Section 7, Early Referrals: 'where all the complaints have already been upheld', at the Ombudsman's discretion."""
        move = self.ask(D(2019, 7, 25), *self.stage_2, ("stage_2_response_sent", D(2019, 7, 24), outcome)).move(
            "early_referral_agreed"
        )
        assert (move.permission, move.missing_facts) == (answer, missing)

    @pytest.mark.parametrize(
        ("ground", "answer"),
        [
            ("court", "discretionary"),
            ("criminal", "discretionary"),
            ("safeguarding", "discretionary"),
            ("tribunal", "refused"),
            ("none", "refused"),
        ],
    )
    def test_three_grounds_of_suspension(self, ground, answer):
        """Section 7, Suspending a complaint: court proceedings, criminal investigations or safeguarding concerns."""
        assert (
            self.ask(D(2019, 5, 14), self.received, self.allocated, concurrent_proceedings=ground).may(
                "complaint_suspended"
            )
            == answer
        )

    def test_after_a_suspension_the_clock_goes_on_in_one_of_two_ways(self):
        """Section 7, Suspending a complaint and 11: 'on hold' or 'reconsidered', five days left or ten afresh."""
        events = (
            self.received,
            self.allocated,
            ("complaint_suspended", D(2019, 5, 14)),
            ("proceedings_ended", D(2019, 6, 6)),
        )
        held = self.ask(D(2019, 6, 10), *events, concurrent_proceedings="court")
        back = self.ask(
            D(2019, 6, 18), *events, ("complaint_resubmitted", D(2019, 6, 10)), concurrent_proceedings="court"
        )
        assert (held.stage, held.status, held.clock("stage_1_response").state) == ("stage_1", "suspended", "paused")
        assert sorted(dates(held.clock("stage_1_response")).values()) == sorted(
            [D(2019, 6, 17)] * 4 + [D(2019, 6, 24)] * 4
        )
        row = back.clock("stage_1_response")
        assert (back.stage, back.status, row.state, row.due) == ("stage_1", "open", "undetermined", None)
        assert {reading.due for reading in row.readings} == {D(2019, 6, 17), D(2019, 6, 24)}

    def test_a_withdrawn_complaint_may_be_picked_up_within_the_year(self):
        """Section 7, Withdrawing a complaint: 'the above time limit may apply' to picking the complaint up again."""
        events = (self.received, self.allocated, ("complaint_withdrawn", D(2019, 5, 14)))
        ask = lambda day, **facts: self.ask(day, *events, **facts).may("complaint_reinstated")  # noqa: E731
        assert ask(D(2019, 12, 3), grounds_arose_on=D(2018, 12, 3)) == "entitled"
        assert ask(D(2019, 12, 4), grounds_arose_on=D(2018, 12, 3)) == "discretionary"
        assert ask(D(2019, 12, 4), grounds_arose_on=D(2018, 12, 3), late_complaint_accepted=True) == "entitled"
        assert ask(D(2019, 12, 4), grounds_arose_on=D(2018, 12, 3), late_complaint_accepted=False) == "refused"

    def test_without_the_day_of_the_events_picking_up_again_is_not_certain(self):
        """Section 7, Withdrawing a complaint: the limit cannot be judged while nobody knows when the events occurred."""
        move = self.ask(D(2030, 1, 2), self.received, ("complaint_withdrawn", D(2019, 5, 14))).move(
            "complaint_reinstated"
        )
        assert (move.permission, move.missing_facts) == ("undetermined", ("grounds_arose_on",))

    def test_picked_up_again_the_clock_starts_in_full(self):
        """Section 7, Withdrawing a complaint: 'pick up the complaint again', read as a fresh ten days."""
        asked = self.ask(
            D(2019, 6, 10),
            self.received,
            self.allocated,
            ("complaint_withdrawn", D(2019, 5, 14)),
            ("complaint_reinstated", D(2019, 6, 10)),
            grounds_arose_on=D(2019, 4, 1),
        )
        assert (asked.stage, asked.clock("stage_1_response").occurrence, asked.clock("stage_1_response").due) == (
            "stage_1",
            2,
            D(2019, 6, 24),
        )

    def test_a_comment_is_only_acknowledged(self):
        """Section 9: within 3 working days, over the August bank holiday, and nothing more."""
        ask = asker("northamptonshire", "comment")
        received = ("comment_received", D(2019, 8, 23))
        assert ask(D(2019, 8, 27), received).clock("comment_acknowledge").due == D(2019, 8, 29)
        assert ask(D(2019, 8, 28), received, ("comment_acknowledged", D(2019, 8, 28))).status == "closed"


class TestNorthumberland:
    ask = staticmethod(asker("northumberland"))
    received = ("complaint_received", D(2022, 5, 23))
    answered = ("stage_1_response_sent", D(2022, 6, 8), {"outcome": "not_upheld"})

    def test_ten_working_days_are_only_normal(self):
        """STEP 1: 'normally be completed within 10 working days', over the two days of the Jubilee; no limit is stated."""
        row = self.ask(D(2022, 6, 9), self.received, complex=True).clock("stage_1_response")
        assert (row.due, row.only_an_aim, row.state, row.latest) == (D(2022, 6, 8), True, "overdue", None)

    def test_longer_if_it_is_agreed_in_advance_to_a_day_however_far(self):
        """STEP 1: 'this may take a bit longer but we will agree this with you in advance', with no furthest day."""
        row = self.ask(
            D(2022, 9, 1), self.received, ("extension_agreed", D(2022, 6, 8), {"until": D(2022, 9, 30)}), complex=True
        ).clock("stage_1_response")
        assert (row.due, row.first_due, row.state) == (D(2022, 9, 30), D(2022, 6, 8), "running")

    def test_agreed_after_the_ten_days_it_is_not_in_advance(self):
        """STEP 1: 'agree this with you in advance', so an agreement on the day after changes nothing."""
        asked = self.ask(
            D(2022, 6, 9), self.received, ("extension_agreed", D(2022, 6, 9), {"until": D(2022, 9, 30)}), complex=True
        )
        assert (asked.clock("stage_1_response").due, asked.clock("stage_1_response").state) == (
            D(2022, 6, 8),
            "overdue",
        )
        assert "extension_too_late" in asked.codes

    def test_agreed_without_a_day_there_is_nothing_to_go_to(self):
        """STEP 1: 'a bit longer' names no day, and an agreement that names none cannot move the date."""
        asked = self.ask(D(2022, 6, 1), self.received, ("extension_agreed", D(2022, 6, 1)), complex=True)
        assert (asked.clock("stage_1_response").due, "extension_without_date" in asked.codes) == (D(2022, 6, 8), True)

    def test_only_a_complicated_complaint_may_take_longer(self):
        """STEP 1: 'if the complaint is complicated'; for any other an agreement changes nothing."""
        asked = self.ask(
            D(2022, 6, 1), self.received, ("extension_agreed", D(2022, 6, 1), {"until": D(2022, 7, 1)}), complex=False
        )
        assert (asked.clock("stage_1_response").due, "extension_not_allowed" in asked.codes) == (D(2022, 6, 8), True)

    def test_being_told_is_not_agreeing(self):
        """STEP 1: 'we will agree this with you'; a notice extends the law's ten days to twenty and not the council's."""
        asked = self.ask(D(2022, 6, 1), self.received, ("extension_notified", D(2022, 6, 1)), complainant="parent")
        assert asked.clock("stage_1_response").due == D(2022, 6, 8)
        assert asked.clock("stage_1_response", basis="law").due == D(2022, 6, 22)
        assert "extension_of_no_clock" not in asked.codes

    stage_2 = (received, answered, ("stage_2_requested", D(2022, 9, 5)))

    def test_a_request_for_step_2_has_no_limit_of_time(self):
        """STEP 2: 'you can ask for an investigation', at any time after the response and not before it."""
        assert self.ask(D(2022, 6, 7), self.received).may("stage_2_requested") == "refused"
        assert self.ask(D(2026, 6, 8), self.received, self.answered).may("stage_2_requested") == "entitled"

    def test_twenty_five_working_days_and_then_sixty_five(self):
        """STEP 2: 25 working days over the day of the State Funeral, and 65 when the complainant is told why and when."""
        row = self.ask(D(2022, 9, 5), *self.stage_2).clock("stage_2_response")
        told = ("extension_notified", D(2022, 10, 11), {"until": D(2022, 12, 30), "contains": ["reason"]})
        asked = self.ask(D(2022, 10, 12), *self.stage_2, told)
        assert (row.due, row.latest) == (D(2022, 10, 11), D(2022, 12, 6))
        assert (asked.clock("stage_2_response").due, "extension_beyond_limit" in asked.codes) == (D(2022, 12, 6), True)

    def test_told_why_but_not_when_is_reported(self):
        """STEP 2: 'we will tell you why, and let you know when you can expect a reply': two things a letter must hold."""
        asked = self.ask(
            D(2022, 10, 3), *self.stage_2, ("extension_notified", D(2022, 10, 3), {"contains": ["reason"]})
        )
        assert "content_missing" in asked.codes

    def test_the_panel_is_asked_for_within_twenty_working_days_of_the_reply(self):
        """STEP 3: 'within 20 working days of the reply', over Christmas; afterwards the page does not say."""
        events = (
            *self.stage_2,
            ("stage_2_response_sent", D(2022, 12, 9)),
            ("stage_2_response_received", D(2022, 12, 13)),
        )
        asked, after = (
            self.ask(D(2023, 1, 11), *events, complainant="parent"),
            self.ask(D(2023, 1, 12), *events, complainant="parent"),
        )
        assert (asked.clock("stage_3_request").due, asked.may("stage_3_requested")) == (D(2023, 1, 11), "entitled")
        assert (after.may("stage_3_requested"), after.may("stage_3_requested", "law")) == ("undetermined", "entitled")
        assert (
            after.clock("stage_3_request", basis="law").due,
            after.clock("stage_3_request", basis="law").binding,
        ) == (D(2023, 1, 13), "law")

    def test_where_the_leaflet_is_silent_only_the_law_has_dates(self):
        """STEP 3 gives the panel no time; regulation 19 has 30 working days from the request."""
        asked = self.ask(
            D(2023, 1, 6),
            *self.stage_2,
            ("stage_2_response_sent", D(2022, 12, 9)),
            ("stage_3_requested", D(2023, 1, 6)),
        )
        assert [(row.basis, row.due) for row in asked.answer.due_dates if row.timescale == "panel_meeting"] == [
            ("law", D(2023, 2, 17))
        ]
        assert asked.may("ombudsman_approached") == "refused"


class TestUnnamedCouncil:
    ask = staticmethod(asker("unnamed-council"))
    received = ("complaint_received", D(2023, 4, 27))
    acknowledged = ("complaint_acknowledged", D(2023, 5, 2))
    allocated = ("complaint_allocated", D(2023, 5, 3))

    def test_two_working_days_to_write(self):
        """Stage one: 'we will write to you within two working days', over the bank holiday of 1 May."""
        row = self.ask(D(2023, 5, 2), self.received, self.acknowledged).clock("acknowledge")
        assert (row.due, row.state) == (D(2023, 5, 2), "met")

    def test_ten_working_days_from_one_of_three_beginnings(self):
        """Stage one: from receipt, acknowledgement or allocation is unsaid; the coronation's holiday counts for none."""
        row = self.ask(D(2023, 5, 3), self.received, self.acknowledged, self.allocated).clock("stage_1_response")
        assert dates(row) == {
            "after: complaint_received": D(2023, 5, 15),
            "after: complaint_acknowledged": D(2023, 5, 17),
            "after: complaint_allocated": D(2023, 5, 18),
        }
        assert (row.due, row.state) == (None, "running")

    def test_a_beginning_that_was_not_recorded_leaves_the_state_open(self):
        """Stage one: with receipt alone on record one reading runs and two have not started."""
        row = self.ask(D(2023, 4, 28), self.received).clock("stage_1_response")
        assert row.state == "undetermined"
        assert states(row) == {
            "after: complaint_received": "running",
            "after: complaint_acknowledged": "not_started",
            "after: complaint_allocated": "not_started",
        }

    def test_between_the_readings_it_is_overdue_by_one_alone(self):
        """Stage one: on 16 May the ten days from receipt are over and the others are not."""
        row = self.ask(D(2023, 5, 16), self.received, self.acknowledged, self.allocated).clock("stage_1_response")
        assert (row.state, sorted(states(row).values())) == ("undetermined", ["overdue", "running", "running"])

    @pytest.mark.parametrize("how", ["fact", "event"])
    def test_twenty_working_days_where_it_is_complex(self, how):
        """Stage one: 'if the issue is complex this may take up to twenty working days', by the fact or by a letter."""
        events = (
            self.received,
            self.acknowledged,
            self.allocated,
            *([("extension_notified", D(2023, 5, 10))] if how == "event" else []),
        )
        row = self.ask(D(2023, 5, 10), *events, **({"complex": True} if how == "fact" else {})).clock(
            "stage_1_response"
        )
        assert dates(row) == {
            "after: complaint_received": D(2023, 5, 30),
            "after: complaint_acknowledged": D(2023, 6, 1),
            "after: complaint_allocated": D(2023, 6, 2),
        }

    answered = ("stage_1_response_sent", D(2023, 5, 15))
    stage_2 = (received, acknowledged, allocated, answered, ("stage_2_requested", D(2023, 6, 12)))

    def test_answered_in_time_on_every_reading_it_is_met(self):
        """Stage one: an answer on the earliest of the three days is in time whatever the page means."""
        assert (
            self.ask(D(2023, 5, 15), self.received, self.acknowledged, self.allocated, self.answered)
            .clock("stage_1_response")
            .state
            == "met"
        )

    def test_answered_between_the_readings_it_is_open_whether_it_was_late(self):
        """Stage one: an answer on 16 May is late if the ten days run from receipt."""
        row = self.ask(
            D(2023, 5, 16), self.received, self.acknowledged, self.allocated, ("stage_1_response_sent", D(2023, 5, 16))
        ).clock("stage_1_response")
        assert (row.state, sorted(states(row).values())) == ("undetermined", ["met", "met", "met_late"])

    def test_sixty_five_working_days_from_one_of_two_beginnings(self):
        """Stage two: 'up to sixty five working days' of what is not said; the law has 25 from the request."""
        asked = self.ask(
            D(2023, 6, 26), *self.stage_2, ("statement_of_complaint_agreed", D(2023, 6, 26)), made="in_writing"
        )
        assert dates(asked.clock("stage_2_response")) == {
            "after: stage_2_requested": D(2023, 9, 12),
            "after: statement_of_complaint_agreed": D(2023, 9, 26),
        }
        assert asked.clock("stage_2_response", basis="law").due == D(2023, 7, 17)

    def test_no_limit_for_the_panel_but_the_laws(self):
        """Stage three: 'you can ask for a review', with no time; regulation 18(2) has 20 working days."""
        asked = self.ask(D(2023, 10, 10), *self.stage_2, ("stage_2_response_sent", D(2023, 9, 11)))
        assert (asked.may("stage_3_requested"), asked.may("stage_3_requested", "law")) == ("entitled", "discretionary")
        assert asked.clock("stage_3_request", basis="law").due == D(2023, 10, 9)

    @pytest.mark.parametrize(("arose", "answer"), [(D(2022, 4, 27), "entitled"), (D(2022, 4, 26), "discretionary")])
    def test_more_than_twelve_months_ago(self, arose, answer):
        """What can you complain about?: 'more than 12 months ago we may not accept your complaint'."""
        assert (
            self.ask(D(2023, 4, 27), self.received, grounds_arose_on=arose).acceptance.time_limit.permission == answer
        )

    def test_when_it_happened_is_asked_for(self):
        """What can you complain about?: without the day the time limit is undetermined and names what is missing."""
        acceptance = self.ask(D(2023, 4, 27), self.received, complainant="child_in_need").acceptance
        assert (acceptance.permission, acceptance.missing_facts) == ("undetermined", ("grounds_arose_on",))

    def test_somebody_with_a_close_enough_interest(self):
        """Who can make a complaint?: 'anyone else who we believe has a close enough interest'."""
        who = lambda **facts: self.ask(D(2023, 4, 27), self.received, **facts).acceptance.who.permission  # noqa: E731
        assert who(complainant="other_person") == "discretionary"
        assert who(complainant="other_person", sufficient_interest=True) == "entitled"
        assert who(complainant="other_person", sufficient_interest=False) == "refused"


class TestNcc:
    corporate = staticmethod(asker("ncc", "corporate"))
    children = staticmethod(asker("ncc", "childrens_statutory"))
    adults = staticmethod(asker("ncc", "adult_social_care"))
    raised = ("representation_received", D(2018, 8, 3), {"at": time(16, 30)})

    def test_twenty_four_hours_or_one_working_day(self):
        """All Complaints: 'within 24 hours'; Stage 1: 'in 1 working day'. Raised on a Friday at half past four."""
        row = self.corporate(D(2018, 8, 3), self.raised).clock("representation_response")
        assert dates(row) == {"within: 24 hours": D(2018, 8, 4), "within: 1 working day": D(2018, 8, 6)}

    def test_over_the_weekend_it_is_open_whether_a_formal_complaint_must_be_recorded(self):
        """Stage 1, first column: a formal complaint 'if no immediate resolution can be found', undetermined on Sunday."""
        answers = [self.corporate(D(2018, 8, day), self.raised).may("complaint_received") for day in (4, 5, 6, 7)]
        assert answers == ["refused", "undetermined", "undetermined", "entitled"]

    def test_an_hour_late_on_one_reading(self):
        """All Complaints: settled on Saturday at half past five is late by the hours and in time by the working day."""
        row = self.corporate(
            D(2018, 8, 4), self.raised, ("representation_resolved", D(2018, 8, 4), {"at": time(17, 30)})
        ).clock("representation_response")
        assert states(row) == {"within: 24 hours": "met_late", "within: 1 working day": "met"}

    def test_a_failed_informal_resolution_comes_back_as_a_complaint(self):
        """Stage 1, first column: 'a service fails to carry out the agreed informal resolution, and the Council is re-contacted'."""
        closed = (self.raised, ("representation_resolved", D(2018, 8, 3)))
        may = lambda **facts: self.corporate(D(2018, 8, 7), *closed, **facts).may("complaint_received")  # noqa: E731
        assert (may(), may(informal_resolution_failed=True), may(informal_resolution_failed=False)) == (
            "undetermined",
            "entitled",
            "refused",
        )
        asked = self.corporate(
            D(2018, 8, 7), *closed, ("complaint_received", D(2018, 8, 7)), informal_resolution_failed=True
        )
        assert (asked.stage, asked.status) == ("stage_1", "open")

    formal = (raised, ("complaint_received", D(2018, 8, 7)))

    def test_fifteen_working_days_with_the_three_inside_them(self):
        """Stage 1, first column: 15 working days 'inclusive of the 3 days for acknowledgement', which moves nothing."""
        asked = self.corporate(D(2018, 8, 14), *self.formal, ("complaint_acknowledged", D(2018, 8, 14)))
        assert (asked.clock("acknowledge").due, asked.clock("acknowledge").state) == (D(2018, 8, 10), "met_late")
        assert (asked.clock("stage_1_response").due, asked.clock("stage_1_response").latest) == (
            D(2018, 8, 29),
            D(2018, 8, 29),
        )

    def test_twenty_working_days_of_escalation(self):
        """Stage 2, first column: 'within 20 working days of escalation to stage 2'."""
        asked = self.corporate(
            D(2018, 9, 10),
            *self.formal,
            ("stage_1_response_sent", D(2018, 8, 29)),
            ("stage_2_requested", D(2018, 9, 10)),
        )
        assert asked.clock("stage_2_response").due == D(2018, 10, 8)

    received = ("complaint_received", D(2018, 12, 17))

    @pytest.mark.parametrize(
        ("event", "complex_", "due"),
        [
            ("extension_agreed", True, D(2019, 1, 17)),
            ("extension_agreed", False, D(2019, 1, 3)),
            ("extension_notified", True, D(2019, 1, 3)),
        ],
    )
    def test_the_complainant_must_co_operate_and_the_issue_be_complex(self, event, complex_, due):
        """Stage 1, second column: 20 days 'with the co-operation of the complainant, depending on the complexity'."""
        asked = self.children(D(2018, 12, 20), self.received, (event, D(2018, 12, 20)), complex=complex_)
        assert (asked.clock("stage_1_response").due, asked.clock("stage_1_response").first_due) == (due, D(2019, 1, 3))
        assert asked.clock("acknowledge").due == D(2018, 12, 19)

    def test_co_operation_comes_before_the_first_date_has_passed(self):
        """Stage 1, second column: agreed on the day after the tenth, the answer is late all the same."""
        asked = self.children(D(2019, 1, 4), self.received, ("extension_agreed", D(2019, 1, 4)), complex=True)
        assert (asked.clock("stage_1_response").state, "extension_too_late" in asked.codes) == ("overdue", True)

    investigated = (received, ("stage_1_response_sent", D(2019, 1, 3)), ("stage_2_requested", D(2019, 2, 1)))

    def test_sixty_five_working_days_depending_on_complexity(self):
        """Stage 2, second column: 'up to 25 working days but can be extended up to 65', by the fact alone."""
        plain, hard = (
            self.children(D(2019, 2, 1), *self.investigated, complex=it).clock("stage_2_response")
            for it in (False, True)
        )
        assert (plain.due, plain.latest, hard.due) == (D(2019, 3, 8), D(2019, 5, 8), D(2019, 5, 8))

    def test_the_panels_periods_of_which_two_have_no_beginning(self):
        """Stage 3: request within 20 working days, panel within 30 'of the request', formal response within 15."""
        events = (
            *self.investigated,
            ("stage_2_response_sent", D(2019, 5, 3)),
            ("stage_2_response_received", D(2019, 5, 8)),
        )
        assert set(dates(self.children(D(2019, 5, 8), *events).clock("stage_3_request")).values()) == {
            D(2019, 6, 4),
            D(2019, 6, 6),
        }
        assert self.children(D(2019, 6, 5), *events).may("stage_3_requested") == "undetermined"
        asked = self.children(
            D(2019, 7, 8),
            *events,
            ("stage_3_requested", D(2019, 5, 20)),
            ("panel_held", D(2019, 7, 1)),
            ("panel_findings_received", D(2019, 7, 8)),
        )
        assert asked.clock("panel_meeting").due == D(2019, 7, 2)
        assert dates(asked.clock("stage_3_response")) == {
            "after: panel_held": D(2019, 7, 22),
            "after: panel_findings_received": D(2019, 7, 29),
        }

    adult = ("complaint_received", D(2018, 3, 1))

    def test_usual_days_for_straightforward_and_other_complaints(self):
        """Complaint resolution: 'straightforward complaints within 10 working days', others usually within 20."""
        plain, hard = (
            self.adults(D(2018, 3, 1), self.adult, complex=False),
            self.adults(D(2018, 3, 1), self.adult, complex=True),
        )
        assert (plain.clock("straightforward_response").due, plain.clock("straightforward_response").only_an_aim) == (
            D(2018, 3, 15),
            True,
        )
        assert (hard.clock("other_response").due, hard.clock("other_response").only_an_aim) == (D(2018, 3, 29), True)
        assert not [row for row in hard.answer.due_dates if row.timescale == "straightforward_response"]

    def test_which_of_the_two_is_asked_for(self):
        """Complaint resolution: while nobody has said whether it is straightforward, both rows name the missing fact."""
        asked = self.adults(D(2018, 3, 1), self.adult)
        assert {asked.clock(name).missing_facts for name in ("straightforward_response", "other_response")} == {
            ("complex",)
        }

    def test_the_agreed_timetable_takes_the_place_of_the_usual_days(self):
        """Complaint resolution: 'a timetable is also agreed with the complainant', and 'may be updated if necessary'."""
        agreed = ("plan_agreed", D(2018, 3, 7), {"for": D(2018, 5, 18)})
        updated = ("plan_agreed", D(2018, 5, 2), {"for": D(2018, 4, 27)})
        once, twice = (
            self.adults(D(2018, 5, 1), self.adult, agreed, complex=True),
            self.adults(D(2018, 5, 2), self.adult, agreed, updated, complex=True),
        )
        assert (once.clock("other_response").due, once.clock("other_response").state) == (D(2018, 5, 18), "running")
        assert (twice.clock("other_response").due, twice.clock("other_response").state) == (D(2018, 4, 27), "overdue")

    def test_an_agreed_day_is_more_than_an_aim(self):
        """Complaint resolution: the usual days are hoped for, but the timetable is agreed."""
        row = self.adults(
            D(2018, 5, 1), self.adult, ("plan_agreed", D(2018, 3, 7), {"for": D(2018, 5, 18)}), complex=True
        ).clock("other_response")
        assert not row.only_an_aim

    @pytest.mark.parametrize(
        ("received", "last"),
        [(D(2018, 3, 1), D(2018, 8, 31)), (D(2018, 8, 31), D(2019, 2, 28)), (D(2018, 3, 15), D(2018, 9, 14))],
    )
    def test_six_months_beginning_with_the_day_of_receipt(self, received, last):
        """'As defined by regulations': the day of receipt is the first of the six months."""
        assert self.adults(received, ("complaint_received", received)).clock("relevant_period").due == last

    def test_the_six_months_are_longer_if_that_is_agreed_before_they_end(self):
        """'As defined by regulations': such longer period as is agreed before the six months end, without limit."""
        row = self.adults(
            D(2018, 9, 1),
            self.adult,
            ("extension_agreed", D(2018, 8, 31), {"until": D(2018, 12, 31), "of": "relevant_period"}),
        ).clock("relevant_period")
        assert (row.due, row.latest, row.state) == (D(2018, 12, 31), None, "running")


class TestImagined:
    service = staticmethod(asker("imagined", "service"))
    enquiry = staticmethod(asker("imagined", "member_enquiry"))
    letters = staticmethod(asker("imagined", "correspondence"))
    school = staticmethod(asker("imagined", "school"))
    repairs = staticmethod(asker("imagined", "repairs"))
    received = ("complaint_received", D(2025, 4, 11))

    @pytest.mark.parametrize(
        ("issues", "due"),
        [(1, D(2025, 4, 29)), (3, D(2025, 4, 29)), (4, D(2025, 5, 14)), (10, D(2025, 5, 14)), (15, D(2025, 6, 12))],
    )
    def test_the_number_of_issues_chooses_the_period(self, issues, due):
        """Handbook, 5: 10, 20 or 40 working days by bands of issues, the acknowledgement included."""
        assert self.service(D(2025, 4, 11), self.received, number_of_issues=issues).clock("stage_1_response").due == due

    def test_a_gap_between_the_bands_has_no_date(self):
        """Handbook, 5: nothing is said of 11 to 14 issues."""
        assert self.service(D(2025, 4, 11), self.received, number_of_issues=12).clock("stage_1_response").due is None

    def test_an_unknown_number_of_issues_is_asked_for(self):
        """Handbook, 5: without the number there is no date, and the row says which fact is missing."""
        row = self.service(D(2025, 4, 11), self.received, complainant="tenant").clock("stage_1_response")
        assert (row.due, row.missing_facts) == (None, ("number_of_issues",))

    def test_of_an_unknown_date_nobody_can_say_that_it_has_not_passed(self):
        """Handbook, 5: two years on, every band is over; not knowing which it was does not make the answer in time."""
        assert self.service(D(2027, 4, 12), self.received).clock("stage_1_response").state != "running"

    def test_it_starts_on_the_last_of_the_events_that_apply_to_this_case(self):
        """Handbook, 5: from the decision on a third person's interest, or from an advocate who was asked for."""
        ask = lambda *events, **facts: self.service(  # noqa: E731
            D(2025, 4, 30), self.received, *events, number_of_issues=2, **facts
        ).clock("stage_1_response")
        assert ask(complainant="other_person").state == "not_started"
        assert ask(("sufficient_interest_decided", D(2025, 4, 30)), complainant="other_person").due == D(2025, 5, 15)
        assert ask(("advocate_requested", D(2025, 4, 14)), complainant="tenant").state == "not_started"
        assert ask(
            ("advocate_requested", D(2025, 4, 14)), ("advocate_appointed", D(2025, 4, 24)), complainant="tenant"
        ).due == D(2025, 5, 9)

    def test_the_acknowledgement_starts_the_next_clock(self):
        """Handbook, 4: first contact within five working days of the acknowledgement, over Easter."""
        asked = self.service(D(2025, 4, 15), self.received, ("complaint_acknowledged", D(2025, 4, 15)))
        assert (asked.clock("acknowledge").due, asked.clock("first_contact").due) == (D(2025, 4, 16), D(2025, 4, 24))

    def test_both_parties_have_a_clock_at_once(self):
        """Handbook, 5: the council's ten days go on while the complainant has five to answer questions."""
        asked = self.service(D(2025, 4, 16), self.received, ("questions_sent", D(2025, 4, 16)), number_of_issues=1)
        ours, theirs = asked.clock("stage_1_response"), asked.clock("complainants_answers")
        assert [(row.responsible, row.due, row.state) for row in (ours, theirs)] == [
            ("council", D(2025, 4, 29), "running"),
            ("complainant", D(2025, 4, 25), "running"),
        ]

    def test_a_late_answer_is_decided_upon_for_a_time_and_then_refused(self):
        """Handbook, 5: after five working days the manager decides, after ten nobody does."""
        answers = [
            self.service(day, self.received, ("questions_sent", D(2025, 4, 16))).may("questions_answered")
            for day in (D(2025, 4, 25), D(2025, 4, 26), D(2025, 5, 2), D(2025, 5, 3))
        ]
        assert answers == ["entitled", "discretionary", "discretionary", "refused"]

    def test_backwards_from_a_due_date_that_moves(self):
        """Handbook, 5: checked two working days before the answer is due, also when that was put off by ten."""
        first = self.service(D(2025, 4, 22), self.received, number_of_issues=1)
        moved = self.service(
            D(2025, 4, 22),
            self.received,
            ("extension_agreed", D(2025, 4, 22), {"contains": ["reason"]}),
            number_of_issues=1,
        )
        assert first.clock("draft_check").due == D(2025, 4, 25)
        assert (moved.clock("stage_1_response").due, moved.clock("draft_check").due, moved.codes) == (
            D(2025, 5, 14),
            D(2025, 5, 12),
            [],
        )

    answered = (received, ("stage_1_response_sent", D(2025, 4, 28), {"outcome": "not_upheld"}))

    def test_invited_within_ten_and_refused_after_twenty(self):
        """Handbook, 6: 'preferably within ten working days and not later than twenty'."""
        move = self.service(D(2025, 5, 28), *self.answered, about_school=False).move("stage_2_requested")
        assert (move.permission, move.invited_until, move.closes) == ("entitled", D(2025, 5, 13), D(2025, 5, 28))
        assert self.service(D(2025, 5, 29), *self.answered, about_school=False).may("stage_2_requested") == "refused"

    def test_the_director_may_waive_the_limit_even_after_it_has_passed(self):
        """Handbook, 6: 'the Director may waive it'."""
        asked = self.service(D(2025, 7, 1), *self.answered, ("time_limit_waived", D(2025, 7, 1)), about_school=False)
        assert (asked.clock("stage_2_request").state, asked.may("stage_2_requested")) == ("cancelled", "entitled")

    def test_an_optional_step_uses_up_no_right_and_starts_the_window_afresh(self):
        """Handbook, 6: mediation between the stages, twenty working days from it."""
        asked = self.service(D(2025, 5, 19), *self.answered, ("mediation_held", D(2025, 5, 19)), about_school=False)
        assert (asked.stage, asked.clock("stage_2_request").due, asked.may("stage_2_requested")) == (
            "stage_1",
            D(2025, 6, 17),
            "entitled",
        )
        assert asked.move("stage_2_requested").invited_until == D(2025, 6, 3)

    def test_a_request_must_say_why_and_what_is_wanted(self):
        """Handbook, 6: a request that is known to lack its reasons is taken and reported."""
        asked = self.service(
            D(2025, 5, 12),
            *self.answered,
            ("stage_2_requested", D(2025, 5, 12), {"contains": ["wished_outcome"]}),
            about_school=False,
        )
        assert (asked.stage, asked.codes) == ("stage_2", ["content_missing"])

    def test_bars_send_elsewhere_or_leave_it_to_somebody(self):
        """Handbook, 6: about a school it goes to the school; where contact is restricted the Monitoring Officer decides."""

        def ask(*events, **facts):
            return self.service(D(2025, 5, 12), *self.answered, *events, **facts).move("stage_2_requested")

        restricted = ("restriction_imposed", D(2025, 5, 1))
        assert (ask(about_school=True).permission, ask(about_school=True).elsewhere) == ("refused", "school")
        assert (ask(restricted, about_school=False).permission, ask(restricted, about_school=False).decided_by) == (
            "discretionary",
            "Monitoring Officer",
        )
        assert (ask().permission, ask().missing_facts) == ("undetermined", ("about_school",))

    def test_a_stage_is_skipped_if_the_director_has_decided(self):
        """Handbook, 6: straight to stage 2, for two reasons that the Director weighs; its clocks start then."""
        move = self.service(D(2025, 4, 14), self.received).move("stage_1_skip_agreed")
        assert (move.permission, move.decided_by, len(move.considering)) == ("discretionary", "the Director", 2)
        assert self.service(D(2025, 4, 14), self.received, skip_approved=False).may("stage_1_skip_agreed") == "refused"
        asked = self.service(
            D(2025, 5, 12),
            self.received,
            ("stage_1_skip_agreed", D(2025, 5, 12)),
            number_of_issues=1,
            skip_approved=True,
        )
        assert (asked.stage, asked.clock("whole_stage_2").due) == ("stage_2", D(2025, 8, 12))

    stage_2 = (*answered, ("stage_2_requested", D(2025, 5, 12)))

    def test_a_clock_for_the_whole_stage_around_its_steps(self):
        """Handbook, 7: 65 working days around 5 to name, 25 to investigate and 15 to answer."""
        events = (*self.stage_2, ("investigator_named", D(2025, 5, 15)), ("investigation_completed", D(2025, 6, 20)))
        asked = self.service(D(2025, 6, 20), *events, about_school=False)
        assert [
            asked.clock(name).due
            for name in ("whole_stage_2", "name_investigator", "investigation", "stage_2_response")
        ] == [D(2025, 8, 12), D(2025, 5, 19), D(2025, 6, 20), D(2025, 7, 11)]
        done = self.service(D(2025, 8, 13), *events, ("stage_2_response_sent", D(2025, 8, 13)), about_school=False)
        assert (done.clock("whole_stage_2").state, done.clock("stage_2_response").state) == ("met_late", "met_late")

    def test_an_objection_closes_quickly(self):
        """Handbook, 7: three working days to object to the investigator, while the investigation runs."""
        named = (*self.stage_2, ("investigator_named", D(2025, 5, 15)))
        assert (
            self.service(D(2025, 5, 20), *named, about_school=False).may("objection_made"),
            self.service(D(2025, 5, 21), *named, about_school=False).may("objection_made"),
        ) == ("entitled", "refused")

    def test_a_day_on_which_both_agree(self):
        """Handbook, 7: the meeting within ten working days, or on the day that both agree."""
        events = (*self.stage_2, ("stage_2_response_sent", D(2025, 7, 11)))
        assert self.service(D(2025, 7, 11), *events, about_school=False).clock("outcome_meeting").due == D(2025, 7, 25)
        agreed = self.service(
            D(2025, 7, 14), *events, ("meeting_agreed", D(2025, 7, 14), {"for": D(2025, 9, 3)}), about_school=False
        )
        assert agreed.clock("outcome_meeting").due == D(2025, 9, 3)

    def test_routes_between_procedures(self):
        """Handbook, 2 and 8: members and schools have their own procedures, and the answer names them."""
        acceptance = self.service(
            D(2025, 4, 11), complainant="mp_or_councillor", subject="school", concurrent_proceedings="none"
        ).acceptance
        assert (acceptance.permission, acceptance.who.elsewhere, acceptance.what.elsewhere) == (
            "refused",
            ("member_enquiry",),
            ("school",),
        )
        assert {route.procedure for route in acceptance.routes if route.permission == "entitled"} >= {"member_enquiry"}
        asked = self.service(D(2025, 5, 13), *self.stage_2, about_school=True)
        assert asked.stage == "stage_1"  # the bar held the request back

    def test_a_ground_of_exclusion_that_is_weighed(self):
        """Handbook, 2: a matter before a court is left to the Monitoring Officer, who weighs whether the two overlap."""
        what = self.service(D(2025, 4, 11), subject="social_work", concurrent_proceedings="court").acceptance.what
        assert (what.permission, what.decided_by, what.considering) == (
            "discretionary",
            "Monitoring Officer",
            ("whether the two overlap",),
        )

    def test_the_time_limit_runs_from_the_later_of_two_days_and_lateness_has_an_end(self):
        """Handbook, 3: twelve months from knowing, at the manager's discretion until three years from the events."""
        limit = lambda day, **facts: self.service(day, **facts).acceptance.time_limit.permission  # noqa: E731
        known = {"grounds_arose_on": D(2023, 6, 1), "became_aware_on": D(2024, 5, 31)}
        assert [limit(day, **known) for day in (D(2025, 5, 31), D(2025, 6, 1), D(2026, 6, 1), D(2026, 6, 2))] == [
            "entitled",
            "discretionary",
            "discretionary",
            "refused",
        ]
        assert limit(D(2025, 5, 31), grounds_arose_on=D(2023, 6, 1)) == "undetermined"

    def test_a_suspension_keeps_the_days_that_are_left(self):
        """Handbook, 10: paused with five working days left, and five after it resumes."""
        events = (self.received, ("complaint_suspended", D(2025, 4, 22)))
        asked = self.service(
            D(2025, 6, 2),
            *events,
            ("complaint_resumed", D(2025, 6, 2)),
            number_of_issues=1,
            concurrent_proceedings="tribunal",
        )
        assert (asked.clock("stage_1_response").due, asked.clock("stage_1_response").occurrence) == (D(2025, 6, 9), 1)
        assert asked.clock("draft_check").due == D(2025, 6, 5)

    @pytest.mark.parametrize(
        ("hour", "due", "sure"),
        [(time(15, 59), D(2025, 5, 12), True), (time(16, 0), D(2025, 5, 13), True), (None, D(2025, 5, 12), False)],
    )
    def test_what_comes_after_four_has_come_on_the_next_working_day(self, hour, due, sure):
        """Handbook, 11: a Friday before a bank holiday; without the hour the answer is accurate to the day."""
        row = self.enquiry(D(2025, 5, 2), ("enquiry_received", D(2025, 5, 2), {"at": hour} if hour else {})).clock(
            "enquiry_response"
        )
        assert (row.due, row.accurate_to_day) == (due, not sure)

    @pytest.mark.parametrize(("done", "state"), [(time(14, 0), "met"), (time(14, 1), "met_late")])
    def test_four_hours_on_the_same_day(self, done, state):
        """Handbook, 11: a holding reply within four hours, which no day can tell apart."""
        row = self.enquiry(
            D(2025, 5, 2),
            ("enquiry_received", D(2025, 5, 2), {"at": time(10, 0)}),
            ("complaint_acknowledged", D(2025, 5, 2), {"at": done}),
        ).clock("enquiry_holding_reply")
        assert (row.due, row.state) == (D(2025, 5, 2), state)

    def test_a_target_that_is_a_range(self):
        """Handbook, 12: 'in ten to fifteen working days'."""
        row = self.letters(D(2025, 4, 28), ("complaint_received", D(2025, 4, 28))).clock("reply")
        assert (row.aim_due, row.due, row.only_an_aim) == (D(2025, 5, 13), D(2025, 5, 20), False)

    def test_a_procedure_that_loops(self):
        """Handbook, 12: reply and further points as often as there is something new, each time with its own clock."""
        events = (
            ("complaint_received", D(2025, 4, 28)),
            ("reply_sent", D(2025, 5, 19)),
            ("points_sent", D(2025, 5, 20)),
        )
        asked = self.letters(D(2025, 5, 20), *events)
        assert (
            asked.stage,
            asked.clock("reply", 1).state,
            asked.clock("reply", 2).aim_due,
            asked.clock("reply", 2).due,
        ) == ("considering", "met", D(2025, 6, 4), D(2025, 6, 11))
        again = self.letters(D(2025, 6, 16), *events, ("reply_sent", D(2025, 6, 12)), ("points_sent", D(2025, 6, 16)))
        assert [(again.clock("reply", n).state) for n in (1, 2, 3)] == ["met", "met_late", "running"]
        assert (again.clock("points", 1).due, again.clock("points", 2).due) == (D(2025, 6, 2), D(2025, 6, 26))

    def test_two_calendars_in_one_procedure(self):
        """Policy, 2: 15 school days over half-term for the head, 15 working days for telling the authority."""
        asked = self.school(D(2024, 10, 23), ("complaint_received", D(2024, 10, 23)))
        assert (asked.clock("stage_1_response").due, asked.clock("authority_told").due) == (
            D(2024, 11, 20),
            D(2024, 11, 13),
        )
        assert asked.clock("acknowledge").due == D(2024, 10, 25)

    def test_what_comes_in_the_holidays_has_come_on_the_next_school_day(self):
        """Policy, 2: received in half-term on 30 October, so day zero is Monday 4 November."""
        assert self.school(D(2024, 10, 30), ("complaint_received", D(2024, 10, 30))).clock("acknowledge").due == D(
            2024, 11, 6
        )

    def test_beyond_the_published_terms_a_date_is_provisional(self):
        """Policy, 2: the term dates are known until 31 August 2025; working days are known for longer."""
        asked = self.school(D(2025, 8, 18), ("complaint_received", D(2025, 8, 18)))
        assert (asked.clock("stage_1_response").provisional, asked.clock("authority_told").provisional) == (True, False)

    head = (("complaint_received", D(2024, 11, 4)), ("stage_1_response_sent", D(2024, 11, 22)))
    panel = (*head, ("stage_2_requested", D(2024, 12, 3)))

    def test_an_earliest_and_a_latest_day(self):
        """Policy, 4: the panel 'not sooner than ten and not later than twenty school days', over Christmas."""
        row = self.school(D(2024, 12, 3), *self.panel).clock("panel_meeting")
        assert (row.earliest, row.due) == (D(2024, 12, 17), D(2025, 1, 14))
        assert "too_early" in self.school(D(2024, 12, 16), *self.panel, ("panel_held", D(2024, 12, 16))).codes
        assert "too_early" not in self.school(D(2024, 12, 17), *self.panel, ("panel_held", D(2024, 12, 17))).codes

    def test_backwards_from_the_last_day_for_the_panel(self):
        """Policy, 4: the chair is told five school days before the last day for the panel."""
        assert self.school(D(2024, 12, 3), *self.panel).clock("chair_told").due == D(2025, 1, 7)

    def test_clear_days_before_a_meeting_that_is_put_off(self):
        """Policy, 5: five clear school days before the meeting, wherever it is moved to."""
        fixed = ("panel_meeting_scheduled", D(2024, 12, 5), {"for": D(2025, 1, 10)})
        moved = ("panel_meeting_scheduled", D(2024, 12, 20), {"for": D(2025, 1, 15)})
        assert self.school(D(2024, 12, 5), *self.panel, fixed).clock("panel_papers").due == D(2024, 12, 19)
        row = self.school(D(2024, 12, 20), *self.panel, fixed, moved).clock("panel_papers")
        assert (row.due, row.occurrence, row.state) == (D(2025, 1, 7), 1, "running")

    def test_the_complainants_papers_have_a_first_and_a_last_day(self):
        """Policy, 5: not sooner than ten and not later than three school days before the meeting."""
        events = (*self.panel, ("panel_meeting_scheduled", D(2024, 12, 5), {"for": D(2025, 1, 10)}))
        row = self.school(D(2024, 12, 5), *events).clock("complainants_papers")
        assert (row.earliest, row.due) == (D(2024, 12, 13), D(2025, 1, 7))
        answers = [
            self.school(day, *events).may("complainant_papers_sent")
            for day in (D(2024, 12, 13), D(2025, 1, 7), D(2025, 1, 8))
        ]
        assert answers == ["entitled", "entitled", "discretionary"]

    def test_before_the_first_day_of_a_window_its_move_is_not_open(self):
        """Policy, 5: on the day before the tenth school day the complainant may not yet send papers, and is told from when."""
        events = (*self.panel, ("panel_meeting_scheduled", D(2024, 12, 5), {"for": D(2025, 1, 10)}))
        move = self.school(D(2024, 12, 12), *events).move("complainant_papers_sent")
        assert (move.permission, move.opens) == ("refused", D(2024, 12, 13))

    def test_how_late_is_counted_like_the_window_itself(self):
        """Policy, 3: 15 school days from an answer sent in half-term; rolling belongs to the acknowledgement alone."""
        events = (("complaint_received", D(2024, 10, 9)), ("stage_1_response_sent", D(2024, 10, 30)))
        assert self.school(D(2024, 11, 20), *events).move("stage_2_requested").late_until == D(2024, 11, 22)

    def test_a_fixed_day_in_the_calendar(self):
        """Policy, 9: complaints about this year's admissions are taken up until 15 May 2025."""
        begun = ("admission_complaint_made", D(2025, 5, 1))
        assert [self.school(D(2025, 5, day), begun).may("points_sent") for day in (15, 16)] == ["entitled", "refused"]

    @pytest.mark.parametrize(
        ("done", "state"),
        [((4, time(15, 30)), "met"), ((4, time(15, 31)), "met_late"), ((4, None), "met"), ((5, None), "met_late")],
    )
    def test_forty_eight_hours_from_the_hour(self, done, state):
        """Handbook, 13: a visit within 48 hours of Friday half past three, weekend or not."""
        day, hour = done
        row = self.repairs(
            D(2025, 5, 5),
            ("complaint_received", D(2025, 5, 2), {"at": time(15, 30)}),
            ("visit_made", D(2025, 5, day), {"at": hour} if hour else {}),
        ).clock("visit")
        assert (row.due, row.state) == (D(2025, 5, 4), state)

    def test_without_the_hour_hours_are_accurate_to_the_day(self):
        """Handbook, 13: 48 hours from a day whose hour is not known end on the second day after it."""
        row = self.repairs(D(2025, 5, 2), ("complaint_received", D(2025, 5, 2))).clock("visit")
        assert (row.due, row.accurate_to_day) == (D(2025, 5, 4), True)

    @pytest.mark.parametrize(
        ("received", "due"), [(D(2025, 10, 24), D(2025, 11, 7)), (D(2025, 10, 27), D(2025, 11, 3))]
    )
    def test_a_new_edition_counts_for_complaints_from_its_day_on(self, received, due):
        """Handbook, 13: from 27 October 2025 an inspection takes five working days instead of ten."""
        assert self.repairs(received, ("complaint_received", received)).clock("inspection").due == due

    def test_four_weeks_beginning_with_the_day(self):
        """Handbook, 13: the day of the complaint is the first of the 28."""
        assert self.repairs(D(2025, 5, 2), ("complaint_received", D(2025, 5, 2))).clock("repair").due == D(2025, 5, 29)

    @pytest.mark.parametrize(
        ("assessed", "closes"),
        [(None, D(2025, 11, 2)), (D(2025, 6, 2), D(2025, 11, 2)), (D(2025, 9, 1), D(2025, 12, 1))],
    )
    def test_the_later_of_two_windows(self, assessed, closes):
        """Handbook, 14: six months from the complaint or three from the assessment, whichever is later."""
        events = (("complaint_received", D(2025, 5, 2)), *([("loss_assessed", assessed)] if assessed else []))
        assert self.repairs(D(2025, 9, 2), *events).move("payment_claimed").closes == closes
        assert self.repairs(closes, *events).may("payment_claimed") == "entitled"

    def test_after_the_later_window_it_is_refused_and_what_it_starts_has_no_date(self):
        """Handbook, 14: refused on the day after; a claim in time is decided 'as soon as possible'."""
        begun = ("complaint_received", D(2025, 5, 2))
        assert self.repairs(D(2025, 11, 3), begun).may("payment_claimed") == "refused"
        row = self.repairs(D(2026, 11, 3), begun, ("payment_claimed", D(2025, 11, 2))).clock("payment_decision")
        assert (row.due, row.state) == (None, "running")


HEAD = """
profile: hardest-edges
title: One rule alone
documents: {page: {title: A page}}
readings_approved_by: the authors of these tests
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, backwards: nth_day_before, source: a page}
procedures:
  p:
    title: One rule alone
    document: page
    begins: {complaint_received: {who: complainant, to: stage_1, source: a page}}
"""
ACKNOWLEDGE = "acknowledge: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_acknowledged, source: a page}"
ASK = "        moves: {stage_2_requested: {who: complainant, to: closed, source: a page}}"


class TestOneRuleAlone:
    """Smallest cases of what is open. The complaint is received on Monday 3 March 2025; no bank holiday before 18 April."""

    @pytest.fixture
    def ask(self, tmp_path):
        def ask(as_of, *events, clocks=(), rest=ASK, before="", **facts):
            page = tmp_path / "edges.yaml"
            timescales = "".join(f"          {line}\n" for clock in clocks for line in clock.splitlines())
            stage = (
                f"      stage_1:\n        title: One\n{'        timescales:' if clocks else ''}\n{timescales}{rest}\n"
            )
            page.write_text(f"{HEAD}{before}\n    stages:\n{stage}")
            PROFILES["edges"] = load_profile(page)
            return Asked("edges", "p", (("complaint_received", D(2025, 3, 3)), *events), facts, as_of)

        return ask

    @cannot_be_said
    def test_a_time_limit_may_be_the_later_of_two_windows(self, ask):
        """docs/format.md, Acceptance: `time_limit` is a list of windows, and a window may have `later_of`."""
        limit = "    acceptance: {time_limit: [{later_of: [{within: 1 year, after: grounds_arose_on}, {within: 6 months, after: became_aware_on}], late: refused, source: a page}]}"
        assert ask(
            D(2025, 3, 3), before=limit, grounds_arose_on=D(2024, 1, 8), became_aware_on=D(2025, 1, 8)
        ).acceptance.closes == D(2025, 7, 8)

    @cannot_be_said
    def test_a_time_limit_may_be_a_fixed_day(self, ask):
        """docs/format.md, Acceptance: a window may have `on_or_before`."""
        assert ask(
            D(2025, 3, 3),
            before="    acceptance: {time_limit: [{on_or_before: 2025-03-31, late: refused, source: a page}]}",
        ).acceptance.closes == D(2025, 3, 31)

    @cannot_be_said
    def test_a_time_limit_may_have_an_unstated_beginning(self, ask):
        """docs/format.md, On every rule: `unstated` may stand for `after`, and a time limit is a window like another."""
        limit = "    acceptance: {time_limit: [{within: 1 year, after: unstated, late: refused, source: a page, readings: {after: {could_be: [grounds_arose_on, became_aware_on], because: unsaid}}}]}"
        assert (
            ask(
                D(2025, 3, 3), before=limit, grounds_arose_on=D(2024, 1, 8), became_aware_on=D(2025, 1, 8)
            ).acceptance.permission
            == "undetermined"
        )

    def test_a_procedure_without_timescales_may_have_a_time_limit_with_an_end(self, ask):
        """docs/format.md, A decision: `late` may have `until`, whatever else the procedure has."""
        limit = "    acceptance: {time_limit: [{within: 1 year, after: grounds_arose_on, late: {decided_by: M, until: {within: 3 years, after: grounds_arose_on}}, source: a page}]}"
        assert ask(D(2025, 3, 3), before=limit, grounds_arose_on=D(2024, 1, 8)).acceptance.permission == "discretionary"

    @cannot_be_said
    @pytest.mark.parametrize(
        ("keys", "field", "day"),
        [
            (
                "aim: {within: 2 working days, after: acknowledge}, within: 20 working days, after: complaint_received",
                "aim_due",
                D(2025, 3, 12),
            ),
            (
                "within: 10 working days, after: complaint_received, extension: {up_to: 20 working days, after: acknowledge, made_by: extension_notified, source: a page}",
                "latest",
                D(2025, 4, 7),
            ),
            (
                "later_of: [{within: 20 working days, after: acknowledge}, {within: 6 working days, after: complaint_received}]",
                "due",
                D(2025, 4, 7),
            ),
        ],
    )
    def test_an_anchor_may_be_a_timescale_wherever_an_anchor_stands(self, ask, keys, field, day):
        """docs/format.md, An anchor is an event, a date fact, or a timescale, which stands for its due date (10 March)."""
        clock = f"answer: {{who: council, {keys}, done_by: stage_1_response_sent, source: a page}}"
        assert getattr(ask(D(2025, 3, 3), clocks=(ACKNOWLEDGE, clock)).clock("answer"), field) == day

    @cannot_be_said
    def test_late_until_may_hang_on_a_timescale(self, ask):
        """docs/format.md, `late` with `until: {within, after}`: after is an anchor; five working days from 10 March."""
        clock = "w: {who: complainant, within: 2 working days, after: complaint_received, done_by: stage_2_requested, late: {decided_by: M, until: {within: 5 working days, after: acknowledge}}, source: a page}"
        assert ask(D(2025, 3, 18), clocks=(ACKNOWLEDGE, clock)).may("stage_2_requested") == "refused"

    def test_readings_may_mix_a_due_date_and_an_event(self, ask):
        """docs/format.md, On every rule: every value in `could_be` is computed, a timescale's due date and an event's day alike."""
        clock = "papers: {who: council, at_least: 5 working days, before: unstated, done_by: panel_papers_sent, source: a page, readings: {before: {could_be: [panel_meeting_scheduled, meeting], because: unsaid}}}"
        meeting = "meeting: {who: council, within: 30 working days, after: complaint_received, done_by: panel_held, source: a page}"
        row = ask(
            D(2025, 3, 4), ("panel_meeting_scheduled", D(2025, 3, 4), {"for": D(2025, 4, 4)}), clocks=(meeting, clock)
        ).clock("papers")
        assert set(dates(row).values()) == {D(2025, 3, 28), D(2025, 4, 7)}

    def test_a_reading_that_cannot_be_a_period_is_a_mistake_of_the_author(self, ask):
        """A mistake in a file is a `ProfileError` with its place, and never anything else; here a number without a unit."""
        clock = "answer: {who: council, within: unstated, after: complaint_received, done_by: stage_1_response_sent, source: a page, readings: {within: {could_be: [10, 20], because: unsaid}}}"
        with pytest.raises(ProfileError):
            ask(D(2025, 3, 3), clocks=(clock,))

    def test_a_window_that_closed_on_one_reading_and_never_opened_on_the_other(self, ask):
        """docs/meaning.md, Grants and caps: if its readings disagree whether it has closed, it is unknown between the two."""
        clock = "w: {who: complainant, within: 10 working days, after: unstated, done_by: stage_2_requested, late: refused, source: a page, readings: {after: {could_be: [complaint_received, complaint_acknowledged], because: unsaid}}}"
        assert ask(D(2025, 3, 18), clocks=(clock,)).may("stage_2_requested") == "undetermined"

    @pytest.mark.parametrize(
        ("keys", "missing"),
        [
            (
                "within: [{if: {complex: true}, then: 10 working days}, {if: {complex: false}, then: 20 working days}], after: complaint_received",
                "complex",
            ),
            ("if: {complex: true}, within: 10 working days, after: complaint_received", "complex"),
            ("within: 1 year, after: grounds_arose_on", "grounds_arose_on"),
        ],
    )
    def test_a_window_that_turns_on_a_missing_fact_never_yields_entitled(self, ask, keys, missing):
        """A missing fact never yields `entitled`; docs/meaning.md: a test that is unknown makes its rule unknown."""
        move = ask(
            D(2030, 3, 4),
            clocks=(f"w: {{who: complainant, {keys}, done_by: stage_2_requested, late: refused, source: a page}}",),
        ).move("stage_2_requested")
        assert (move.permission, move.missing_facts) == ("undetermined", (missing,))

    def test_before_the_first_day_there_is_no_right_yet(self, ask):
        """docs/format.md, The complainant's time is a window that bounds its moves, and `at_least` with `after` is its first day."""
        clock = "w: {who: complainant, at_least: 8 weeks, after: complaint_received, done_by: stage_2_requested, late: refused, source: a page}"
        move = ask(D(2025, 3, 10), clocks=(clock,)).move("stage_2_requested")
        assert (move.permission, move.opens) == ("refused", D(2025, 4, 28))

    @cannot_be_said
    def test_clocks_resume_when_an_ordinary_stage_is_left_again(self, ask):
        """docs/format.md, Moves: `resume` is 'the days left go on upon return'; eight days are left when mediation begins."""
        clock = "answer: {who: council, within: 10 working days, after: complaint_received, done_by: stage_1_response_sent, source: a page}"
        rest = """        moves: {resolution_meeting_held: {who: both, to: mediation, clocks: resume, source: a page}}
      mediation:
        moves: {complaint_resumed: {who: both, to: stage_1, source: a page}}"""
        row = ask(
            D(2025, 4, 1),
            ("resolution_meeting_held", D(2025, 3, 5)),
            ("complaint_resumed", D(2025, 4, 1)),
            clocks=(clock,),
            rest=rest,
        ).clock("answer")
        assert (row.state, row.due) == ("running", D(2025, 4, 11))

    @cannot_be_said
    def test_to_the_stage_left_from_an_ordinary_stage(self, ask):
        """docs/format.md, Moves: `stage_left` is 'back to where the case came from', of whatever stage it stands in."""
        rest = """        moves: {resolution_meeting_held: {who: both, to: mediation, source: a page}}
      mediation:
        moves: {complaint_resumed: {who: both, to: stage_left, source: a page}}"""
        assert (
            ask(D(2025, 3, 6), ("resolution_meeting_held", D(2025, 3, 5)), rest=rest).may("complaint_resumed")
            == "entitled"
        )

    def test_while_suspended_a_clock_that_may_run_on_is_not_simply_paused(self, ask):
        """docs/meaning.md, Comes back: unstated is 'each way, as readings', and on 1 April it is overdue if it runs on."""
        clock = "answer: {who: council, within: 10 working days, after: complaint_received, done_by: stage_1_response_sent, source: a page}"
        rest = "        moves: {complaint_suspended: {who: council, to: suspended, clocks: unstated, source: a page, readings: {clocks: {could_be: [run_on, cancel], because: unsaid}}}}"
        row = ask(D(2025, 4, 1), ("complaint_suspended", D(2025, 3, 7)), clocks=(clock,), rest=rest).clock("answer")
        assert states(row) == {"clocks: run_on": "overdue", "clocks: cancel": "cancelled"}

    @pytest.mark.parametrize("event", ["stage_1_response_sent", "complaint_allocated"])
    def test_a_waiver_given_in_advance_counts_or_is_reported(self, ask, event):
        """docs/format.md, `waived_by`: 'then the limit is held against nobody', also if waived the day before it starts."""
        clock = f"w: {{who: complainant, within: 5 working days, after: {event}, waived_by: response_accepted, done_by: stage_2_requested, late: refused, source: a page}}"
        asked = ask(D(2025, 4, 1), ("response_accepted", D(2025, 3, 4)), (event, D(2025, 3, 5)), clocks=(clock,))
        assert asked.may("stage_2_requested") == "entitled" or asked.codes

    def test_a_day_agreed_in_advance_counts_or_is_reported(self, ask):
        """docs/format.md, `agreed_date`: its day takes the place of the due date, also if agreed before the clock starts."""
        clock = "answer: {who: council, within: 5 working days, after: complaint_allocated, agreed_date: plan_agreed, done_by: stage_1_response_sent, source: a page}"
        asked = ask(
            D(2025, 3, 5),
            ("plan_agreed", D(2025, 3, 4), {"for": D(2025, 6, 4)}),
            ("complaint_allocated", D(2025, 3, 5)),
            clocks=(clock,),
        )
        assert asked.clock("answer").due == D(2025, 6, 4) or asked.codes

    @pytest.mark.parametrize(
        ("keys", "second", "first"),
        [
            (
                "later_of: [{within: 10 working days, after: complaint_received}, {within: 3 working days, after: complaint_allocated}]",
                ("complaint_allocated", D(2025, 3, 6)),
                (),
            ),
            (
                "within: 5 working days, after: panel_meeting_scheduled",
                ("panel_meeting_scheduled", D(2025, 3, 6), {"for": D(2025, 3, 11)}),
                (("panel_meeting_scheduled", D(2025, 3, 3), {"for": D(2025, 3, 10)}),),
            ),
        ],
    )
    def test_an_extension_that_was_given_is_not_lost(self, ask, keys, second, first):
        """Extending never brings a date forward; docs/meaning.md loses an extension only for `restarted_by`."""
        clock = f"answer: {{who: council, {keys}, done_by: stage_1_response_sent, extension: {{up_to: 20 working days, made_by: extension_notified, source: a page}}, source: a page}}"
        asked = ask(D(2025, 3, 6), *first, ("extension_notified", D(2025, 3, 5)), second, clocks=(clock,))
        assert asked.clock("answer").due >= D(2025, 3, 31) or asked.codes
