"""A procedure that a newer page has and the older has not, or the other way about.

Northshire's page of 2015 has a procedure for informal complaints, that of 2019 has one for children instead; the
corporate one stands in both. Every date was counted by hand; Tuesday 25 and Wednesday 26 December 2018 and Tuesday
1 January 2019 were bank holidays.
"""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile, route

OLD, NEW = "October 2015", "January 2019"
PAGE = """\
profile: northshire
title: Northshire County Council
edition: %s
documents:
  policy: {title: Complaints Policy}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
"""
PROCEDURE = """\
  %s:
    title: Complaints
    document: policy
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            {who: council, within: 5 working days, after: complaint_received, done_by: stage_1_response_sent, source: "3"}
        moves:
          stage_2_requested: {who: complainant, to: stage_2, source: "4"}
      stage_2:
        timescales:
          stage_2_response:
            {who: council, within: 10 working days, after: stage_2_requested, done_by: stage_2_response_sent, source: "5"}
"""
BOTH = "unstated, readings: {rule: {could_be: [by_receipt, by_event], because: the page does not say}}"
EVENTS = (
    Event("complaint_received", date(2018, 12, 18)),
    Event("stage_1_response_sent", date(2019, 1, 3)),
    Event("stage_2_requested", date(2019, 1, 7)),
    Event("stage_2_response_sent", date(2019, 1, 21)),
)


@pytest.fixture
def northshire(tmp_path):
    """Return a function that joins the two pages by a rule for cases in flight, with a day or without."""

    def joined(rule="by_receipt", day="from: 2019-01-01, "):
        for stem, edition, names in (("old", OLD, ("corporate", "informal")), ("new", NEW, ("corporate", "children"))):
            text = PAGE % edition + "".join(PROCEDURE % name for name in names)
            (tmp_path / f"{stem}.yaml").write_text(text, encoding="utf-8")
        path = tmp_path / "joined.yaml"
        path.write_text(
            "profile: northshire\ntitle: Northshire\nreadings_approved_by: me\nversions:\n  - {file: old.yaml}\n"
            f'  - {{file: new.yaml, {day}cases_in_flight: {{rule: {rule}, source: "1"}}}}\n',
            encoding="utf-8",
        )
        return load_profile(path)

    return joined


def told(answer):
    """Return what is irregular, and on which day."""
    return [(one.code, one.on, one.about) for one in answer.irregularities]


class TestAProcedureThatEnds:
    @pytest.mark.parametrize(
        ("rule", "reported"),
        [
            ("by_receipt", []),
            # The first event of the new page's time, and the first stage entered in it.
            ("by_event", [("procedure_not_in_version", date(2019, 1, 3), (NEW,))]),
            ("by_stage_start", [("procedure_not_in_version", date(2019, 1, 7), (NEW,))]),
            (BOTH, []),
        ],
    )
    def test_a_case_in_flight_goes_on_by_the_page_that_has_it(self, northshire, rule, reported):
        """Whatever is said of cases in flight: the new page has nothing by which it could go on."""
        answer = assess(northshire(rule).procedure("informal"), Case(EVENTS), date(2019, 1, 21))
        rows = [(row.timescale, row.version, row.due, row.state) for row in answer.due_dates]
        assert rows == [
            # From Tuesday 18 December: 19-21, 24, 27.
            ("stage_1_response", OLD, date(2018, 12, 27), "met_late"),
            # From Monday 7 January: 8-11, 14-18, 21.
            ("stage_2_response", OLD, date(2019, 1, 21), "met"),
        ]
        assert told(answer) == reported
        assert [one.version for one in answer.versions] == [OLD]

    def test_it_is_said(self, northshire):
        """With the version and its day."""
        answer = assess(northshire("by_event").procedure("informal"), Case(EVENTS), date(2019, 1, 21))
        assert (
            "January 2019, the version in force since Tuesday 1 January 2019, does not have this procedure, so the case "
            "goes on by its own"
        ) in answer.explain()

    @pytest.mark.parametrize(("received", "reported"), [(date(2018, 12, 31), []), (date(2019, 1, 1), [OLD])])
    def test_a_case_that_begins_after_its_end(self, northshire, received, reported):
        """It is taken by the last page that had it, and that is reported; what follows is not reported again."""
        case = Case([Event("complaint_received", received), Event("stage_1_response_sent", date(2019, 1, 2))])
        answer = assess(northshire("by_event").procedure("informal"), case, date(2019, 1, 2))
        codes = [one.about[0] for one in answer.irregularities if one.code == "no_version_in_force"]
        assert codes == reported
        assert ("procedure_not_in_version" in [one.code for one in answer.irregularities]) is not bool(reported)


class TestAProcedureThatIsNew:
    @pytest.mark.parametrize(("received", "reported"), [(date(2018, 12, 31), [NEW]), (date(2019, 1, 1), [])])
    def test_a_case_that_begins_before_it(self, northshire, received, reported):
        """It is taken by the first page that has it, and that is reported; nothing was in flight there."""
        case = Case([Event("complaint_received", received)])
        answer = assess(northshire("by_event").procedure("children"), case, date(2019, 1, 2))
        assert [one.about[0] for one in answer.irregularities if one.code == "no_version_in_force"] == reported
        assert [one.version for one in answer.versions] == [NEW]


class TestWhichProcedureTakesIt:
    @pytest.mark.parametrize(
        ("day", "procedures"),
        [(date(2018, 12, 31), ["corporate", "informal"]), (date(2019, 1, 1), ["corporate", "children"])],
    )
    def test_those_of_the_page_of_that_day(self, northshire, day, procedures):
        """A complaint that has not begun goes by no procedure that is not there yet, or no more."""
        assert [each.procedure for each in route(northshire(), Case([]), day).routes] == procedures

    def test_where_no_page_has_a_day(self, northshire):
        """Either could be in force: what both have takes it, and what one has may."""
        found = route(northshire(day=""), Case([]), date(2019, 1, 1))
        assert {each.procedure: each.permission.value for each in found.routes} == {
            "corporate": "entitled",
            "informal": "undetermined",
            "children": "undetermined",
        }

    def test_every_procedure_can_be_asked(self, northshire):
        """The newest page's first, then those that only older ones have."""
        assert list(northshire().procedures) == ["corporate", "children", "informal"]
