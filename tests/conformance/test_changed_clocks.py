"""A made-up council whose clock, once it runs, is changed otherwise than its law knows it; each date counted by hand.

All are judged on Monday 1 December 2025. There is no bank holiday between 20 October and that day, so that ten working
days from a Monday are two weeks.
"""

from datetime import date

import pytest

from complaint_rules.terms import ClockState
from tests.conformance.conftest import RULES, changed, council, law
from tests.conformance.test_made_up import keys

STAGE_1 = '            source: "2"\n'
"""The last line of the duty to answer at stage 1."""


def day(number, month=11):
    """Return a day of 2025."""
    return date(2025, month, number)


def duty(*lines):
    """Return the rules with more lines in the duty to answer at stage 1."""
    return changed(STAGE_1, "".join(f"            {line}\n" for line in lines) + STAGE_1)


def window(*lines):
    """Return the rules with a window for the request for stage 2, with more lines in it."""
    head = "          stage_2_request:\n            who: complainant\n            within: 20 working days\n"
    rest = (
        "            after: stage_1_response_sent\n            done_by: stage_2_requested\n            late: refused\n"
    )
    more = "".join(f"            {line}\n" for line in lines)
    return changed(
        "        moves:\n          stage_2_requested:\n",
        f"{head}{rest}{more}            source: '6'\n        moves:\n          stage_2_requested:\n",
    )


def beside(left_by, back_by, place, clocks, *, to="stage_left", rules=RULES):
    """Return rules by which a case is put aside, and taken up again."""
    said = f"clocks: {clocks}, " if clocks else ""
    return (
        f"{rules}      {place}:\n        moves:\n          {back_by}: {{who: complainant, to: {to}, source: '7'}}\n"
        f"    at_any_stage:\n      moves:\n        {left_by}: {{who: council, to: {place}, {said}source: '8'}}\n"
    )


def suspended(clocks, **more):
    """Return rules by which a complaint is suspended and resumed."""
    return beside("complaint_suspended", "complaint_resumed", "suspended", clocks, **more)


def withdrawn(clocks, **more):
    """Return rules by which a complaint is withdrawn and reinstated."""
    return beside("complaint_withdrawn", "complaint_reinstated", "withdrawn", clocks, **more)


def extension(up_to, *more, made_by="extension_notified"):
    """Return the line of an extension."""
    return f"extension: {{{', '.join((f'up_to: {up_to}', f'made_by: {made_by}', *more))}, source: '9'}}"


def verdicts(judged):
    """Return the verdict on each clause."""
    return {one.clause.name: one.verdict.value for one in judged.packs[0].judgements}


def shown(judged):
    """Return of the one finding its key, what happened on which day, and the council's date and the law's."""
    (finding,) = judged.held_against
    return finding.key.removeprefix("made-up-law/"), *history_and_dates(finding)


def history_and_dates(finding):
    """Return what happened on which day, and the council's date and the law's."""
    example = finding.example
    events = [(event.kind, event.on) for event in example.case.events]
    return events, (example.council.due, example.law.due)


def found(judged, key):
    """Return the one finding of that key."""
    (finding,) = (one for one in judged.held_against if one.key == f"made-up-law/{key}")
    return finding


class TestRestarted:
    def test_a_clock_that_starts_again_where_the_law_s_does_not(self, held):
        """Received on the 17th, the statement agreed on the 24th: two weeks from there are the 8th, by the law the 1st."""
        assert shown(held(council(duty("restarted_by: statement_of_complaint_agreed")))) == (
            "stage_1_response/restarted/stage_1_response",
            [("complaint_received", day(17)), ("statement_of_complaint_agreed", day(24))],
            (day(8, 12), day(1, 12)),
        )

    def test_a_later_start_that_is_agreed(self, held):
        """Agreed on the 24th that it starts on 1 December: the council's two weeks end on the 15th, the law's on the 1st."""
        assert shown(held(council(duty("restarted_by: later_start_agreed")))) == (
            "stage_1_response/restarted/stage_1_response",
            [("complaint_received", day(17)), ("later_start_agreed", day(24))],
            (day(15, 12), day(1, 12)),
        )

    def test_an_anchor_that_is_moved(self, held):
        """A meeting fixed for the 17th, and then for 1 December: two weeks from there end on the 15th, by the law on the 1st."""
        named = "after: {later_of: [complaint_received, panel_meeting_scheduled]}"
        judged = held(council(changed("after: complaint_received", named)))
        assert history_and_dates(found(judged, "stage_1_response/restarted/stage_1_response")) == (
            [
                ("complaint_received", day(17)),
                ("panel_meeting_scheduled", day(17)),
                ("panel_meeting_scheduled", day(24)),
            ],
            (day(15, 12), day(1, 12)),
        )

    def test_a_start_on_the_day_of_which_an_event_speaks(self, held):
        """A meeting fixed on the 24th, for that day: two weeks from there end on 8 December, from the receipt on the 1st."""
        named = "after: {later_of: [complaint_received, panel_meeting_scheduled]}"
        judged = held(council(changed("after: complaint_received", named)))
        assert history_and_dates(found(judged, "stage_1_response/later/stage_1_response")) == (
            [("complaint_received", day(17)), ("panel_meeting_scheduled", day(24))],
            (day(8, 12), day(1, 12)),
        )

    def test_a_window_that_starts_again_by_the_law_alone(self, held):
        """Answered on the 10th, met on the 17th: by the law twenty working days from there, by the council from the 10th."""
        judged = held(council(window()), law(rules=window("restarted_by: resolution_meeting_held")))
        key, events, dates = shown(judged)
        assert (key, events[-1]) == ("stage_2_request/restarted/stage_2_request", ("resolution_meeting_held", day(24)))
        assert (events[-2], dates) == (("stage_1_response_sent", day(17)), (day(15, 12), day(22, 12)))

    def test_a_second_start_that_only_the_law_knows(self, held):
        """Answered on the 18th; a meeting on the 25th starts the law's clock once more, until 9 December."""
        lawful = changed("after: complaint_received", "after: [complaint_received, resolution_meeting_held]")
        judged = held(council(), law(rules=lawful))
        key, events, dates = shown(judged)
        assert key == "stage_1_response/no_date/stage_1_response"
        assert events == [
            ("complaint_received", day(10)),
            ("stage_1_response_sent", day(11)),
            ("resolution_meeting_held", day(18)),
        ]
        assert dates[1] == day(2, 12)
        assert judged.held_against[0].example.council.state is ClockState.MET


class TestAgreed:
    def test_a_date_that_the_law_does_not_let_them_agree_upon(self, held):
        """Agreed on the day after receipt for a week after the law's last day."""
        judged = held(council(duty("agreed_date: plan_agreed")))
        assert shown(judged) == (
            "stage_1_response/agreed/stage_1_response",
            [("complaint_received", day(17)), ("plan_agreed", day(18))],
            (day(8, 12), day(1, 12)),
        )
        assert judged.held_against[0].example.case.events[-1].details["for"] == day(8, 12)

    def test_an_earlier_date_that_only_the_law_lets_them_agree_upon(self, held):
        """By the law it is then the agreed day, by the council's procedure still the first date."""
        assert shown(held(council(), law(rules=duty("agreed_date: plan_agreed")))) == (
            "stage_1_response/agreed/stage_1_response",
            [("complaint_received", day(17)), ("plan_agreed", day(18))],
            (day(1, 12), day(19)),
        )


class TestWaived:
    def test_a_duty_that_the_council_lets_lapse(self, held):
        """Something ends the council's clock without an answer; the law's runs on to 8 December."""
        judged = held(council(duty("waived_by: complaint_allocated")))
        key, events, dates = shown(judged)
        assert (key, events) == (
            "stage_1_response/cancelled/stage_1_response",
            [("complaint_received", day(17)), ("complaint_allocated", day(18))],
        )
        assert dates[1] == day(1, 12)
        assert judged.held_against[0].example.council.state is ClockState.CANCELLED
        assert "stage 1 response: cancelled\n" in judged.explain()

    def test_a_last_day_that_only_the_law_lifts(self, held):
        """The law holds the limit against nobody after a meeting; the council's stays."""
        judged = held(council(window()), law(rules=window("waived_by: resolution_meeting_held")))
        key, events, _ = shown(judged)
        assert (key, events[-1][0]) == ("stage_2_request/cancelled/stage_2_request", "resolution_meeting_held")
        assert "by the law: stage 2 request: cancelled\n" in judged.explain()

    def test_a_clock_that_another_takes_over(self, held):
        """What is cancelled in favour of another clock for the same duty is not let lapse."""
        other = (
            "          second_clock: {who: council, within: 9 working days, after: complaint_received, "
            "done_by: stage_1_response_sent, fulfils: stage_1_response, source: '2'}\n        moves:\n          stage_2_requested:\n"
        )
        rules = duty("cancelled_by: complaint_allocated")
        assert keys(held(council(rules.replace("        moves:\n          stage_2_requested:\n", other)))) == []


class TestExtended:
    def test_an_extension_where_the_law_has_none(self, held):
        """Twenty working days from the 17th are 15 December; the law's ten end on the 1st."""
        assert shown(held(council(duty(extension("20 working days"))))) == (
            "stage_1_response/extended/stage_1_response.extension",
            [("complaint_received", day(17)), ("extension_notified", day(18))],
            (day(15, 12), day(1, 12)),
        )

    def test_a_second_extension_that_the_law_does_not_allow(self, held):
        """Told in time of the 24th, and then of more: by the law what is told after the first date puts nothing off."""
        lawful = duty(extension("20 working days", "made_before: first_date"))
        judged = held(council(duty(extension("20 working days"))), law(rules=lawful))
        assert shown(judged) == (
            "stage_1_response.extension/extended_again/stage_1_response.extension",
            [("complaint_received", day(3)), ("extension_notified", day(4)), ("extension_notified", day(24))],
            (day(1, 12), day(24)),
        )
        first, second = (event.details["until"] for event in judged.held_against[0].example.case.events[1:])
        assert (first, second) == (day(24), day(8, 12))

    def test_an_extension_to_any_day(self, held):
        """The law's goes to twenty working days, 15 December; the council's to the day that was told, a week later."""
        judged = held(council(duty(extension("no limit"))), law(rules=duty(extension("20 working days"))))
        assert keys(judged)[0] == "stage_1_response.extension/later/stage_1_response"
        assert judged.held_against[0].example.council.due == day(22, 12)
        assert judged.held_against[0].example.law.due == day(15, 12)


class TestAfterReturn:
    def test_a_clock_that_starts_afresh_where_the_law_s_runs_on(self, held):
        """Suspended on Tuesday 21 October, resumed on 18 November, with nine of ten days left: 1 December, or 2 December."""
        judged = held(council(suspended("restart")), law(rules=suspended("resume")))
        assert keys(judged) == [f"{name}/after_return/{name}" for name in ("stage_1_response", "stage_2_response")]
        assert history_and_dates(judged.held_against[0]) == (
            [
                ("complaint_received", day(20, 10)),
                ("complaint_suspended", day(21, 10)),
                ("complaint_resumed", day(18)),
            ],
            (day(2, 12), day(1, 12)),
        )

    def test_a_suspension_that_the_law_does_not_know(self, held):
        """By the law the two weeks from 20 October end on 3 November, whatever the council suspends."""
        finding = found(held(council(suspended("resume"))), "stage_1_response/after_return/stage_1_response")
        assert (finding.example.council.due, finding.example.law.due) == (day(1, 12), day(3))

    def test_a_page_that_leaves_open_what_becomes_of_the_clock(self, held):
        """Afresh or going on: later than the law under one reading, and which one is said."""
        open_ = suspended("unstated").replace(
            "source: '8'}", "source: '8', readings: {clocks: {could_be: [restart, resume], because: it is not said}}}"
        )
        finding = held(council(open_), law(rules=suspended("resume"))).held_against[0]
        assert (finding.verdict.value, finding.reading) == ("cannot_be_judged", "clocks: restart")
        assert [one.due for one in finding.example.council.readings] == [day(2, 12), day(1, 12)]

    def test_a_suspension_without_return(self, held):
        """A council that knows no way back lets the clock stand still."""
        rules = suspended("resume").replace(
            "          complaint_resumed: {who: complainant, to: stage_left, source: '7'}\n",
            "          complaint_closed: {who: council, to: closed, source: '7'}\n",
        )
        finding = found(judged := held(council(rules)), "stage_1_response/after_return/stage_1_response")
        # Suspended on Tuesday 18 November with nine of the ten days left: were it resumed on the 25th, they would end on 8 December.
        assert finding.example.council.state is ClockState.PAUSED
        assert history_and_dates(finding)[1] == (day(8, 12), day(1, 12))
        assert ", if it went on that day\n" in judged.explain()

    def test_a_complaint_that_is_taken_up_again_without_a_clock(self, held):
        """Withdrawn and reinstated: by the law ten working days more, by the council's procedure none."""
        lawful = withdrawn("", to="stage_1").replace(
            "after: complaint_received", "after: [complaint_received, complaint_reinstated]"
        )
        judged = held(council(withdrawn("", to="stage_1")), law(rules=lawful))
        finding = found(judged, "stage_1_response/after_return/stage_1_response")
        assert finding.example.case.events[-1].on == day(18)
        assert (finding.example.council.state, finding.example.law.due) == (ClockState.CANCELLED, day(2, 12))

    def test_a_clock_that_waits_for_its_own_start_again(self, held):
        """A council that allots each complaint anew has a clock once it has: it is no later than what was found without."""
        lawful = withdrawn("", to="stage_1").replace(
            "after: complaint_received", "after: [complaint_received, complaint_reinstated]"
        )
        own = withdrawn("", to="stage_1").replace("after: complaint_received", "after: complaint_allocated")
        assert keys(held(council(own), law(rules=lawful))) == ["stage_1_response/later/stage_1_response"]


class TestSound:
    """What is as the law has it, or better for the complainant, is not found."""

    everything = suspended(
        "resume",
        rules=duty(
            "restarted_by: later_start_agreed",
            "agreed_date: plan_agreed",
            "waived_by: complaint_allocated",
            extension("20 working days", "made_before: first_date"),
        ),
    )

    def test_all_that_the_law_knows_and_nothing_else(self, held):
        """Word for word the law, with everything that changes a clock: nothing is found, and more cases were tried."""
        judged = held(council(self.everything), law(rules=self.everything))
        assert judged.findings == ()
        assert set(verdicts(judged).values()) == {"met"}
        tried = {one.clause.name: one.tried for one in judged.packs[0].judgements}
        plain = {one.clause.name: one.tried for one in held().packs[0].judgements}
        assert tried["stage_1_response"] > plain["stage_1_response"]

    @pytest.mark.parametrize(
        ("own", "lawful"),
        [
            (duty(), duty("restarted_by: statement_of_complaint_agreed")),
            (duty(), duty("waived_by: complaint_allocated")),
            (suspended("resume"), suspended("restart")),
            (window("restarted_by: resolution_meeting_held"), window()),
            (window("waived_by: resolution_meeting_held"), window()),
            (window(extension("30 working days")), window()),
            (duty(extension("20 working days", "made_before: first_date")), duty(extension("20 working days"))),
        ],
    )
    def test_what_gives_the_complainant_no_less(self, held, own, lawful):
        """A clock that runs on where the law's starts again, a window that is longer: nothing is held against it."""
        assert keys(held(council(own), law(rules=lawful))) == []
