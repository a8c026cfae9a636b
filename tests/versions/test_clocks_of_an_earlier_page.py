"""A clock keeps the page that started it: whatever moves, restarts, agrees or waives by that page still does.

The two pages are alike in their stages. The old one counts ten days of a calendar in which 7 to 11 January 2019 are
closed; the new one counts five ordinary working days. The case is received on Tuesday 18 December 2018 or later and
changes over on 1 January 2019 by event. Dates are counted by hand.
"""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile

PAGE = """\
profile: westshire
title: Westshire
edition: {edition}
documents: {{page: {{title: Page, version: {edition}}}}}
calendars:
  working days: {calendar}
counting: {{forwards: trigger_is_day_zero, source: "1"}}
procedures:
  childrens_statutory:
    title: Complaints
    document: page{law}
    begins:
      complaint_received: {{who: complainant, to: stage_1, source: "2"}}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            who: council
            within: {days} working days
            after: {after}
            done_by: stage_1_response_sent
            source: "3"
            {more}
        moves:
          stage_2_requested: {{who: complainant, to: stage_2, source: "4"}}
      stage_2: {{title: Stage 2}}
"""
CLOSED = """
    based_on: england-and-wales
    edition: closures of 2019
    source: notice
    closed: [{from: 2019-01-07, up_to: 2019-01-11, because: the move to the new building}]"""


@pytest.fixture
def westshire(tmp_path):
    """Return a function that writes the two pages, the old one with more of its own, and joins them by event."""

    def joined(more="", after="complaint_received", way="by_event", law=""):
        old = PAGE.format(edition="old", calendar=CLOSED, days=10, after=after, more=more, law=law)
        new = PAGE.format(
            edition="new", calendar="england-and-wales", days=5, after="complaint_received", more="", law=""
        )
        (tmp_path / "old.yaml").write_text(old)
        (tmp_path / "new.yaml").write_text(new)
        path = tmp_path / "joined.yaml"
        path.write_text(
            "profile: westshire\ntitle: Westshire\nversions:\n  - file: old.yaml\n  - file: new.yaml\n"
            f'    from: 2019-01-01\n    cases_in_flight: {{rule: {way}, source: "1"}}\n'
        )
        return load_profile(path).procedure("childrens_statutory")

    return joined


def answered(procedure, as_of, *listed, received="2018-12-27"):
    """Assess a case of events on days."""
    events = [Event("complaint_received", date.fromisoformat(received))]
    events += [Event(kind, date.fromisoformat(on), **dict(*more)) for kind, on, *more in listed]
    return assess(procedure, Case(events), date.fromisoformat(as_of))


def row_of(answer, basis="council"):
    """Return version, date and state of the last stage 1 row."""
    row = [row for row in answer.due_dates if (row.timescale, row.basis) == ("stage_1_response", basis)][-1]
    return row.version, row.due.isoformat(), row.state.value


NOTHING_SAID = ("complaint_allocated", "2019-01-02")
"""An event by which a case changes over, and of which neither page makes anything."""


class TestWhatTheOldPageSays:
    def test_its_calendar_counts_on(self, westshire):
        """From 27 December ten open days: 28, 31; 2, 3, 4; closed until the 11th; 14-18."""
        answer = answered(westshire(), "2019-01-03", NOTHING_SAID)
        assert row_of(answer) == ("old", "2019-01-18", "running")
        editions = dict(answer.editions)
        assert editions["westshire"] == "old; new"
        assert editions["england-and-wales, working days of this council"].endswith("; closures of 2019")
        assert editions["england-and-wales"].startswith("seen-")
        (row,) = [row for row in answer.due_dates if row.timescale == "stage_1_response"]
        notes = {line.day: line.note for step in row.ledger() for line in step.lines}
        assert notes[date(2019, 1, 9)] == "the move to the new building"

    def test_an_amount_is_added_in_its_own_calendar(self, westshire):
        """Three working days on from 4 January are the 16th where the week between is closed."""
        # Received on 17 December, ten: 18-21, 24, 27, 28, 31; 2, 3. Three more from 3 January: 4, 14, 15.
        more = "extension: {adds: 3 working days, made_by: extension_notified, source: '5'}"
        procedure = westshire(more)
        answer = answered(
            procedure, "2019-01-03", NOTHING_SAID, ("extension_notified", "2019-01-03"), received="2018-12-17"
        )
        assert row_of(answer) == ("old", "2019-01-15", "running")

    def test_a_restart_counts_afresh_by_the_old_page(self, westshire):
        """From 4 January ten open days of the old calendar: 14-18, 21-25."""
        procedure = westshire("restarted_by: written_record_produced")
        answer = answered(procedure, "2019-01-04", ("written_record_produced", "2019-01-04"))
        assert row_of(answer) == ("old", "2019-01-25", "running")

    def test_an_agreed_date_and_a_waiver_of_the_old_page(self, westshire):
        """The new page knows neither."""
        agreed = ("plan_agreed", "2019-01-03", {"for": date(2019, 2, 1)})
        answer = answered(westshire("agreed_date: plan_agreed"), "2019-01-04", agreed)
        assert (row_of(answer), answer.irregularities) == (("old", "2019-02-01", "running"), ())
        waived = answered(westshire("waived_by: plan_agreed"), "2019-01-04", agreed)
        assert row_of(waived) == ("old", "2019-01-18", "cancelled")

    def test_a_waiver_that_finds_no_clock_is_told_once(self, westshire):
        """Where the clock was done before, nothing was left to waive."""
        sent, plan = ("stage_1_response_sent", "2018-12-31"), ("plan_agreed", "2019-01-03", {"for": date(2019, 2, 1)})
        answer = answered(westshire("agreed_date: plan_agreed"), "2019-01-04", sent, plan)
        assert [(one.code, one.about) for one in answer.irregularities] == [
            ("agreed_date_of_no_clock", ("stage_1_response",))
        ]

    def test_a_repeat_for_another_day_moves_the_old_clock(self, westshire):
        """A later start agreed anew in 2019 moves the clock that an agreement of 2018 had started."""
        # Ten open days from 14 January: 15-18, 21-25, 28.
        first = ("later_start_agreed", "2018-12-28", {"for": date(2019, 1, 3)})
        again = ("later_start_agreed", "2019-01-04", {"for": date(2019, 1, 14)})
        procedure = westshire(after="later_start_agreed")
        # From 3 January: 4, 14-18, 21-24.
        assert row_of(answered(procedure, "2019-01-03", first, NOTHING_SAID)) == ("old", "2019-01-24", "running")
        assert row_of(answered(procedure, "2019-01-04", first, again)) == ("old", "2019-01-28", "running")

    def test_a_by_case_start_of_the_old_page_is_chosen_again(self, westshire):
        """Its clock moves to the written record once there is one, as its own page says."""
        after = "[{if: {written_record_produced: happened}, then: written_record_produced}, {then: complaint_received}]"
        answer = answered(westshire(after=after), "2019-01-04", ("written_record_produced", "2019-01-04"))
        assert row_of(answer) == ("old", "2019-01-25", "running")

    def test_a_clock_that_the_old_page_never_started_does_not_start_by_it(self, westshire):
        """An anchor of the old page that happens in 2019 starts nothing any more."""
        procedure = westshire(after="later_start_agreed")
        answer = answered(procedure, "2019-01-04", ("later_start_agreed", "2019-01-04", {"for": date(2019, 1, 14)}))
        (row,) = [row for row in answer.due_dates if row.timescale == "stage_1_response"]
        assert (row.version, row.due, row.state) == ("new", None, "not_started")

    def test_leaving_the_stage_by_the_new_page_cancels_the_old_clock(self, westshire):
        """What becomes of running clocks is said by the move that leaves."""
        answer = answered(westshire(), "2019-01-04", ("stage_2_requested", "2019-01-04"))
        assert row_of(answer) == ("old", "2019-01-18", "cancelled")


class TestTheLaw:
    def test_a_law_that_only_the_old_page_names_is_still_asked(self, westshire):
        """A case that goes by both pages stands under the law of either; the law has no versions."""
        answer = answered(westshire(law="\n    stands_under: children-2006"), "2019-01-04", NOTHING_SAID)
        # By the Regulations ten working days from 27 December: 28, 31; 2-4, 7-11.
        version, due, state = row_of(answer, "law")
        assert (version.startswith("SI 2006/1738"), due, state) == (True, "2019-01-11", "running")
        council = next(row for row in answer.due_dates if (row.timescale, row.basis) == ("stage_1_response", "council"))
        # The council's date of the 18th answers the law's duty, and the earlier one binds.
        assert (council.duties, council.binding) == (("stage_1_response",), "law")

    def test_a_case_of_the_new_page_alone_is_not_under_it(self, westshire):
        """Received in 2019, it is the new page's, which names no law."""
        answer = answered(westshire(law="\n    stands_under: children-2006"), "2019-01-04", received="2019-01-02")
        assert {row.basis.value for row in answer.due_dates} == {"council"}
        # Five from 2 January: 3, 4, 7, 8, 9.
        assert row_of(answer) == ("new", "2019-01-09", "running")
