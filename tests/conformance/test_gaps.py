"""A made-up law and council whose clocks start with different events: what lies between them, early and late.

All are judged on Monday 1 December 2025. Between 20 October and 25 December every week has its five working days, so that
ten working days from a Monday are two weeks.
"""

from datetime import date, timedelta

import pytest

from complaint_rules.conformance.bench import Bench
from complaint_rules.conformance.gaps import BY_POST, other_gaps
from complaint_rules.conformance.plans import A_WEEK, AT_ONCE, ON_THE_LAST_DAY, Plan, Step, when_passed
from tests.conformance.conftest import AS_OF, RULES, changed, compiled, council, law
from tests.conformance.test_made_up import keys

FROM_RECEIPT = "            within: 10 working days\n            after: complaint_received\n"
STAGE_1 = '            source: "2"\n'
"""The last line of the duty to answer at stage 1."""


def day(number, month=11):
    """Return a day of 2025."""
    return date(2025, month, number)


def counted(within, after, *more, rules=RULES):
    """Return the rules with the answer at stage 1 counted otherwise, and more lines in it."""
    lines = (f"within: {within} working days", f"after: {after}", *more)
    return rules.replace(FROM_RECEIPT, "".join(f"            {line}\n" for line in lines))


def acknowledged_by(days, rules=RULES):
    """Return the rules with a last day for the acknowledgement."""
    line = f"          acknowledge: {{who: council, within: {days} working days, after: complaint_received, done_by: complaint_acknowledged, source: '9'}}\n"
    return rules.replace("          stage_1_response:\n", f"{line}          stage_1_response:\n")


FROM_ACKNOWLEDGEMENT = law(rules=counted(10, "complaint_acknowledged"))


class TestEarly:
    def test_acknowledged_at_once_the_law_s_days_end_first(self, held):
        """Fifteen working days from receipt are ten from an acknowledgement a week later, and five more than ten from the day itself."""
        (finding,) = held(council(counted(15, "complaint_received")), FROM_ACKNOWLEDGEMENT).held_against
        assert finding.key == "made-up-law/stage_1_response/later/stage_1_response"
        assert [(event.kind, event.on) for event in finding.example.case.events] == [
            ("complaint_received", day(24)),
            ("complaint_acknowledged", day(24)),
        ]
        assert (finding.verdict.value, finding.example.as_of) == ("weaker", day(1, 12))
        # Three weeks from Monday 24 November, and two.
        assert (finding.example.council.due, finding.example.law.due) == (day(15, 12), day(8, 12))

    @pytest.mark.parametrize(("within", "expected"), [(10, []), (11, ["stage_1_response/later/stage_1_response"])])
    def test_ten_days_from_receipt_never_end_later(self, held, within, expected):
        """However early it was acknowledged, that was not before the receipt: ten days keep the law, eleven do not."""
        assert keys(held(council(counted(within, "complaint_received")), FROM_ACKNOWLEDGEMENT)) == expected

    def test_two_events_that_come_between_are_both_at_once(self, held):
        """With either of them a week later the law's ten days end with the council's fifteen; with both at once, before."""
        both = law(rules=counted(10, "{later_of: [complaint_acknowledged, complaint_allocated]}"))
        (finding,) = held(council(counted(15, "complaint_received")), both).held_against
        assert {event.on for event in finding.example.case.events} == {day(24)}
        assert (finding.example.council.due, finding.example.law.due) == (day(15, 12), day(8, 12))

    def test_what_a_reading_leaves_open_is_settled_where_it_is_worse_by_each(self, held):
        """From receipt or from the acknowledgement: a week apart only one is later than the law's fourteen days, at once both are."""
        own = counted(
            15,
            "unstated",
            "readings: {after: {could_be: [complaint_received, complaint_acknowledged], because: it is not said}}",
        )
        assert keys(held(council(own), law(rules=counted(15, "complaint_acknowledged")))) == []
        (finding,) = held(council(own), law(rules=counted(14, "complaint_acknowledged"))).held_against
        assert (finding.verdict.value, finding.difference.value, finding.reading) == ("weaker", "later", "")
        assert {event.on for event in finding.example.case.events} == {day(24)}
        # The fourteenth working day after Monday 24 November is Friday 12 December; the fifteenth is the Monday after it.
        assert (finding.example.council.due, finding.example.law.due) == (day(15, 12), day(12, 12))

    def test_an_extension(self, held):
        """Twenty-five days from receipt are twenty from an acknowledgement a week later, and five more than twenty from the day itself."""
        longer = "extension: {up_to: 20 working days, made_by: extension_notified, source: '8'}"
        judged = held(
            council(counted(25, "complaint_received")), law(rules=counted(10, "complaint_acknowledged", longer))
        )
        (finding,) = [one for one in judged.held_against if one.clause.name == "stage_1_response.extension"]
        assert (finding.difference.value, finding.rule) == ("later", "stage_1_response")
        received, acknowledged, extended = (event.on for event in finding.example.case.events)
        assert (received, acknowledged, extended) == (day(17), day(17), day(18))
        # Twenty working days from Monday 17 November are four weeks; the twenty-fifth is Monday 22 December.
        assert (finding.example.council.due, finding.example.law.due) == (day(22, 12), day(15, 12))

    def test_an_extension_that_is_long_enough_however_early(self, held):
        """Twenty days from receipt are never more than twenty from the acknowledgement."""
        longer = "extension: {up_to: 20 working days, made_by: extension_notified, source: '8'}"
        judged = held(
            council(counted(20, "complaint_received")), law(rules=counted(10, "complaint_acknowledged", longer))
        )
        assert keys(judged) == ["stage_1_response/later/stage_1_response"]

    extended = "extension: {up_to: %s working days, made_by: extension_notified, source: '8'}"

    @pytest.mark.parametrize(("total", "expected"), [(20, []), (26, ["later"])])
    def test_a_letter_comes_once_the_clocks_of_both_sides_run(self, held, total, expected):
        """Sent before the acknowledgement it would lengthen the council's days alone, and show nothing of how many there are.

        Twenty from receipt are never more than twenty from an acknowledgement; twenty-six from it are, even a week later.
        """
        judged = held(
            council(counted(10, "complaint_received", self.extended % total)),
            law(rules=counted(10, "complaint_acknowledged", self.extended % 20)),
        )
        found = [one for one in judged.held_against if one.clause.name == "stage_1_response.extension"]
        assert [one.difference.value for one in found] == expected
        for one in found:
            assert [event.kind for event in one.example.case.events][1:] == [
                "complaint_acknowledged",
                "extension_notified",
            ]


class TestLate:
    window = "          stage_2_request: {who: complainant, within: %s working days, after: %s, done_by: stage_2_requested, late: refused, source: '6'}\n"

    def rules(self, within, after):
        """Return the rules with a window for asking for stage 2, and fifteen working days for the acknowledgement."""
        line = self.window % (within, after)
        return acknowledged_by(
            15,
            changed(
                "        moves:\n          stage_2_requested:\n",
                f"{line}        moves:\n          stage_2_requested:\n",
            ),
        )

    def test_a_window_from_an_earlier_event_closes_first_if_the_later_is_late(self, held):
        """Twenty days from receipt are more than ten from an acknowledgement after a week, and less than ten from the fifteenth day."""
        judged = held(
            council(self.rules(20, "complaint_received")), law(rules=self.rules(10, "complaint_acknowledged"))
        )
        (finding,) = [one for one in judged.held_against if one.clause.name == "stage_2_request"]
        assert finding.difference.value == "earlier"
        received, acknowledged = (event.on for event in finding.example.case.events)
        assert acknowledged - received == timedelta(weeks=3)
        # Received on Monday 3 November: four weeks end on 1 December, two weeks from the 24th on 8 December.
        assert (received, finding.example.council.due, finding.example.law.due) == (day(3), day(1, 12), day(8, 12))

    def test_a_window_that_is_long_enough_on_the_last_day_too(self, held):
        """Twenty-five days from receipt are ten from the fifteenth day, which is the last for the acknowledgement."""
        judged = held(
            council(self.rules(25, "complaint_received")), law(rules=self.rules(10, "complaint_acknowledged"))
        )
        assert "stage_2_request/earlier/stage_2_request" not in keys(judged)


class TestWhichGaps:
    steps = (
        Step("complaint_received"),
        Step("complaint_acknowledged"),
        Step("complaint_allocated"),
        Step("stage_1_response_sent"),
    )

    def waits(self, *steps, starts):
        """Return how each of the other plans waits for its steps after the first, its clocks having started with these."""
        procedure = compiled(council(acknowledged_by(3))).procedure("corporate")
        played = Bench.of(procedure, procedure.packs[0], AS_OF).play(Plan(steps))
        days = {event.on for event in played.case.events if event.kind in starts}
        return [tuple(step.wait for step in plan.steps[1:]) for plan in other_gaps(played, days)]

    def test_each_alone_and_all_together(self):
        """After the first start, up to and with the last; what has a last day by the council's procedure also on that."""
        found = self.waits(*self.steps, starts={"complaint_received", "complaint_allocated"})
        assert found == [
            (AT_ONCE, A_WEEK, A_WEEK),
            (A_WEEK, AT_ONCE, A_WEEK),
            (ON_THE_LAST_DAY, A_WEEK, A_WEEK),
            (AT_ONCE, AT_ONCE, A_WEEK),
        ]

    def test_what_comes_before_both_clocks_moves_neither_against_the_other(self):
        """Nothing is tried of it; nor of anything where both start on one day."""
        assert self.waits(*self.steps, starts={"complaint_allocated", "stage_1_response_sent"}) == [
            (A_WEEK, A_WEEK, AT_ONCE),
            (A_WEEK, A_WEEK, ON_THE_LAST_DAY),
        ]
        assert self.waits(*self.steps, starts={"complaint_allocated"}) == []

    @pytest.mark.parametrize("wait", [when_passed(("stage_1_response",)), BY_POST, AT_ONCE])
    def test_what_cannot_come_sooner(self, wait):
        """A date that must have passed, a letter in the post, and what came at once."""
        received, _, allocated, _ = self.steps
        steps = received, allocated._replace(wait=wait)
        assert self.waits(*steps, starts={"complaint_received", "complaint_allocated"}) == []
