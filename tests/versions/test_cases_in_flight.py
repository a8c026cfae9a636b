"""Which version of a document governs a case, and what becomes of cases in flight.

Northshire is made up: ten working days for stage 1 and three stages until the end of 2018, fifteen and two stages from
2019 on, five from July 2023. Every date below was counted by hand from these pages and a calendar; Tuesday 25 and
Wednesday 26 December 2018 and Tuesday 1 January 2019 were bank holidays.
"""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, CaseError, Event, acceptance, assess, due_dates, load_profile, next_question, route
from complaint_rules.case_files import differences, read_worked_cases

HERE = Path(__file__).parent / "northshire"
OLD, NEW, NEWEST = "October 2015", "January 2019", "July 2023"
BOTH = "readings: {rule: {could_be: [by_receipt, by_event], because: the page does not say}}"


def profile(tmp_path, *versions):
    """Join versions: each is its file's stem and further keys, separated by semicolons."""
    listed = "".join(
        f"  - file: {HERE / stem}.yaml\n" + "".join(f"    {key.strip()}\n" for key in keys.split(";") if key)
        for stem, keys in versions
    )
    path = tmp_path / "joined.yaml"
    path.write_text(f"profile: northshire\ntitle: Northshire\nreadings_approved_by: me\nversions:\n{listed}")
    return load_profile(path)


def rule(way, more=""):
    return f'from: 2019-01-01; cases_in_flight: {{rule: {way}, source: "1.1"{more and ", " + more}}}'


@pytest.fixture
def northshire(tmp_path):
    """Return a function that joins the first two versions by a rule for cases in flight."""
    return lambda way, more="": profile(tmp_path, ("2015", ""), ("2019", rule(way, more))).procedure("corporate")


def events(*listed):
    """Return a case of events, each its kind and its day, with details if any."""
    return Case([Event(kind, date.fromisoformat(on), **dict(*more)) for kind, on, *more in listed])


def days(procedure, case, as_of, *names):
    """Return version, date and state of the council's rows of these names."""
    rows = due_dates(procedure, case, date.fromisoformat(as_of))
    return [(row.version, row.due and row.due.isoformat(), row.state.value) for row in rows if row.timescale in (names)]


class TestByReceipt:
    @pytest.mark.parametrize(
        ("received", "version", "due"),
        [
            # From Monday 31 December ten working days: 2, 3, 4, 7-11, 14, 15 January.
            ("2018-12-31", OLD, "2019-01-15"),
            # From Tuesday 1 January, a bank holiday, fifteen: 2-4, 7-11, 14-18, 21, 22 January.
            ("2019-01-01", NEW, "2019-01-22"),
        ],
    )
    def test_the_version_of_the_day_of_receipt_governs(self, northshire, received, version, due):
        """The last day of the one version, and the first of the other."""
        case = events(("complaint_received", received))
        assert days(northshire("by_receipt"), case, "2019-01-10", "stage_1_response") == [(version, due, "running")]

    def test_it_governs_to_the_end(self, northshire):
        """A case received in 2018 has three stages in 2019 and after."""
        case = events(
            ("complaint_received", "2018-12-18"),
            ("stage_1_response_sent", "2019-01-04"),
            ("stage_2_requested", "2019-01-14"),
            ("stage_2_response_sent", "2019-02-18"),
            ("stage_3_requested", "2019-02-20"),
        )
        answer = assess(northshire("by_receipt"), case, date(2019, 3, 1))
        assert answer.stage == "stage_3"
        assert {row.version for row in answer.due_dates} == {OLD}
        assert dict(answer.editions)["northshire"] == OLD
        assert [(one.version, one.governs, one.by) for one in answer.versions] == [
            (OLD, True, None),
            (NEW, False, "by_receipt"),
        ]

    def test_a_case_that_has_not_begun_is_asked_of_the_version_of_the_day(self, northshire):
        """Ten months after the matter one version would still take a complaint, the other not."""
        case = Case([], {"grounds_arose_on": date(2018, 3, 5)})
        procedure = northshire("by_receipt")
        asked = [acceptance(procedure, case, date(2018, 12, 31)), acceptance(procedure, case, date(2019, 1, 1))]
        assert [(one.permission, one.closes) for one in asked] == [
            ("entitled", date(2019, 3, 5)),
            ("refused", date(2018, 9, 5)),
        ]


HELD = [
    ("complaint_received", "2018-12-18"),
    ("extension_notified", "2019-01-03"),
    ("stage_1_response_sent", "2019-01-10"),
    ("stage_2_requested", "2019-01-14"),
]
"""Ten working days from 18 December end on 4 January (19, 20, 21, 24, 27, 28, 31; 2, 3, 4), twenty on the 18th."""


class TestByEvent:
    def test_a_clock_keeps_its_version_and_the_next_one_has_the_new(self, northshire):
        """The stage 1 clock of 2018 is extended and met by its own rule; what starts in 2019 goes by the new page."""
        found = days(
            northshire("by_event"), events(*HELD), "2019-01-16", "stage_1_response", "stage_2_request",
            "stage_2_acknowledgement", "stage_2_response", "stage_3_response",
        )  # fmt: skip
        assert found == [
            (OLD, "2019-01-18", "met"),
            # Two months from 10 January; twenty working days would be 7 February.
            (NEW, "2019-03-10", "met"),
            # Three working days from Monday 14 January; twenty are 15-18, 21-25, 28 January to 1, 4-8, 11 February.
            (NEW, "2019-01-17", "running"),
            (NEW, "2019-02-11", "running"),
        ]

    def test_what_the_new_page_does_not_know_still_extends_an_old_clock(self, northshire):
        """A notice extends by the page of 2015 only; nothing about it is irregular."""
        answer = assess(northshire("by_event"), events(*HELD[:2]), date(2019, 1, 3))
        (row,) = [row for row in answer.due_dates if row.timescale == "stage_1_response"]
        assert (row.due, row.extended_on) == (date(2019, 1, 18), date(2019, 1, 3))
        assert answer.irregularities == ()

    def test_what_only_the_new_page_knows_extends_no_old_clock(self, tmp_path):
        """The page of 2015 is extended by any notice; that of 2023 by an agreement alone, which a notice is not."""
        keys = 'from: 2023-07-01; cases_in_flight: {rule: by_event, source: "1.1"}'
        procedure = profile(tmp_path, ("2019", ""), ("2015", keys)).procedure("corporate")
        # Ten of the fifteen days from 22 June 2023 are over on the 6th of July: 23, 26-30 June, 3-6; the last is the 13th.
        case = events(("complaint_received", "2023-06-22"), ("extension_notified", "2023-07-05"))
        answer = assess(procedure, case, date(2023, 7, 6))
        (row,) = [row for row in answer.due_dates if row.timescale == "stage_1_response"]
        assert (row.version, row.due, row.latest) == (NEW, date(2023, 7, 13), date(2023, 7, 27))
        assert [one.code for one in answer.irregularities] == ["extension_of_no_clock"]

    @pytest.mark.parametrize(
        ("answered", "version", "closes"),
        [
            # Twenty working days from Monday 31 December: 2-4, 7-11, 14-18, 21-25, 28, 29 January.
            ("2018-12-31", OLD, "2019-01-29"),
            ("2019-01-01", NEW, "2019-03-01"),
        ],
    )
    def test_both_sides_of_the_first_day(self, northshire, answered, version, closes):
        """An answer on the last day of one version opens its window; one on the next day the other's."""
        case = events(("complaint_received", "2018-12-18"), ("stage_1_response_sent", answered))
        assert days(northshire("by_event"), case, "2019-01-02", "stage_2_request") == [(version, closes, "running")]

    def test_a_window_of_the_old_page_still_bounds_the_request(self, northshire):
        """Answered in 2018, the twenty working days end on 29 January 2019, whatever the new page gives."""
        begun = [("complaint_received", "2018-12-18"), ("stage_1_response_sent", "2018-12-31")]
        procedure = northshire("by_event")
        case = events(*begun, ("facts_recorded", "2019-01-02", {"complex": True}))
        moves = {
            as_of: next(
                (move.permission.value, move.closes)
                for move in assess(procedure, case, as_of).transitions
                if move.event == "stage_2_requested"
            )
            for as_of in (date(2019, 1, 29), date(2019, 1, 30))
        }
        assert list(moves.values()) == [("entitled", date(2019, 1, 29)), ("refused", date(2019, 1, 29))]
        late = assess(procedure, events(*begun, ("stage_2_requested", "2019-01-30")), date(2019, 1, 30))
        assert (late.stage, [one.code for one in late.irregularities]) == ("stage_1", ["move_refused"])

    def test_a_move_that_is_asked_about_is_weighed_by_the_page_that_would_take_it(self, northshire):
        """In 2018 stage 3 may be asked for; from 1 January it may not, though nothing else has happened since."""
        case = events(
            ("complaint_received", "2018-11-01"),
            ("stage_1_response_sent", "2018-11-15"),
            ("stage_2_requested", "2018-12-03"),
        )
        procedure = northshire("by_event")
        for day, moves in (
            ("2018-12-31", ["complaint_suspended", "stage_3_requested"]),
            ("2019-01-01", ["ombudsman_approached"]),
        ):
            answer = assess(procedure, case, date.fromisoformat(day))
            assert [move.event for move in answer.transitions if move.permission != "refused"] == moves
            for event in ("stage_3_requested", "ombudsman_approached"):
                recorded = Case([*case.events, Event(event, date.fromisoformat(day))])
                told = [one.code for one in assess(procedure, recorded, date.fromisoformat(day)).irregularities]
                assert (told == []) is (event in moves)
            # The clock that runs is the old page's, and no version has changed for it.
            assert [row.version for row in answer.due_dates if row.timescale == "stage_2_response"] == [OLD]

    def test_a_suspension_across_the_change(self, northshire):
        """Suspended in 2018 with days left and resumed in 2019: the clock goes on with what was left of its own time."""
        # From 18 December ten days end on 4 January; suspended on the 20th, eight are left: 21, 24, 27, 28, 31; 2, 3, 4.
        # Resumed on Monday 7 January, eight from then: 8-11, 14-17.
        case = events(
            ("complaint_received", "2018-12-18"),
            ("complaint_suspended", "2018-12-20"),
            ("complaint_resumed", "2019-01-07"),
        )
        procedure = northshire("by_event")
        assert days(procedure, case, "2019-01-08", "stage_1_response") == [(OLD, "2019-01-17", "running")]
        after = Case([*case.events, Event("stage_1_response_sent", date(2019, 1, 17))])
        assert days(procedure, after, "2019-01-18", "stage_1_response", "stage_2_request") == [
            (OLD, "2019-01-17", "met"),
            (NEW, "2019-03-17", "running"),
        ]

    def test_a_repeat_opens_the_next_clock_by_the_new_page_only_when_the_old_one_is_over(self, northshire):
        """A second answer in time is ignored; after the window has closed it opens one by the new page."""
        begun = [("complaint_received", "2018-12-18"), ("stage_1_response_sent", "2018-12-31")]
        procedure = northshire("by_event")
        early = events(*begun, ("stage_1_response_sent", "2019-01-29"))
        assert days(procedure, early, "2019-01-29", "stage_2_request") == [(OLD, "2019-01-29", "running")]
        later = events(*begun, ("stage_1_response_sent", "2019-01-30"))
        assert days(procedure, later, "2019-01-30", "stage_2_request") == [
            (OLD, "2019-01-29", "lapsed"),
            (NEW, "2019-03-30", "running"),
        ]

    def test_a_case_in_a_stage_that_the_new_page_lacks_goes_on_by_its_own(self, northshire):
        """There is no stage 3 any more; who was in it stays in it, and that is reported once."""
        case = events(
            ("complaint_received", "2018-10-01"),
            ("stage_1_response_sent", "2018-10-10"),
            ("stage_2_requested", "2018-10-15"),
            ("stage_2_response_sent", "2018-11-12"),
            # Thirty working days from 17 December: 18-21, 24, 27, 28, 31; 2-4, 7-11, 14-18, 21-25, 28-31 January.
            ("stage_3_requested", "2018-12-17"),
            ("facts_recorded", "2019-01-02", {"complex": True}),
            ("facts_recorded", "2019-01-03", {"complex": True}),
        )
        answer = assess(northshire("by_event"), case, date(2019, 1, 4))
        assert (answer.stage, dict(answer.editions)["northshire"]) == ("stage_3", OLD)
        assert [row.due for row in answer.due_dates if row.timescale == "stage_3_response"] == [date(2019, 1, 31)]
        (told,) = answer.irregularities
        assert told.explain() == (
            "Facts recorded, Wednesday 2 January 2019. By the council's procedure: the version in force since "
            "Tuesday 1 January 2019 does not have stage 3, so the case goes on by its own."
        )
        after = Case(
            [*case.events, Event("ombudsman_approached", date(2019, 1, 8)), Event("facts_recorded", date(2019, 1, 9))]
        )
        assert [one.since for one in assess(northshire("by_event"), after, date(2019, 1, 9)).versions] == [
            None,
            date(2019, 1, 9),
        ]

    def test_a_word_of_the_old_page_is_known_to_the_new(self, northshire):
        """A form that only the old page names counts as a receipt whenever it came."""
        case = events(("complaint_form_sent_in", "2019-01-02"))
        # Fifteen from 2 January: 3, 4, 7-11, 14-18, 21-23.
        assert days(northshire("by_event"), case, "2019-01-02", "stage_1_response") == [(NEW, "2019-01-23", "running")]


class TestByStageStart:
    def test_the_case_changes_over_when_it_enters_a_stage(self, northshire):
        """Stage 1 is finished by the old page, its window too; stage 2 goes by the new one."""
        found = days(
            northshire("by_stage_start"), events(*HELD), "2019-01-16", "stage_1_response", "stage_2_request",
            "stage_2_acknowledgement", "stage_2_response",
        )  # fmt: skip
        assert found == [
            (OLD, "2019-01-18", "met"),
            # Twenty working days from 10 January: 11, 14-18, 21-25, 28 January to 1, 4-7 February.
            (OLD, "2019-02-07", "met"),
            (NEW, "2019-01-17", "running"),
            (NEW, "2019-02-11", "running"),
        ]

    @pytest.mark.parametrize(("asked", "version", "due"), [
        # Twenty-five from 31 December: 2-4, 7-11, 14-18, 21-25, 28 January to 1, 4, 5 February.
        ("2018-12-31", OLD, "2019-02-05"),
        # Twenty from 1 January: 2-4, 7-11, 14-18, 21-25, 28, 29.
        ("2019-01-01", NEW, "2019-01-29"),
    ])  # fmt: skip
    def test_both_sides_of_the_first_day(self, northshire, asked, version, due):
        """A stage entered on the last day of one version is that version's."""
        case = events(
            ("complaint_received", "2018-12-10"), ("stage_1_response_sent", "2018-12-20"), ("stage_2_requested", asked)
        )
        assert days(northshire("by_stage_start"), case, "2019-01-02", "stage_2_response") == [(version, due, "running")]

    def test_coming_back_to_the_stage_that_was_left_is_no_start(self, northshire):
        """A case suspended in stage 1 and resumed in 2019 is still the old page's until it goes on to stage 2."""
        case = events(
            ("complaint_received", "2018-12-18"),
            ("complaint_suspended", "2018-12-20"),
            ("complaint_resumed", "2019-01-07"),
            ("stage_1_response_sent", "2019-01-17"),
        )
        # Twenty working days from 17 January: 18, 21-25, 28 January to 1, 4-8, 11-14 February.
        assert days(northshire("by_stage_start"), case, "2019-01-18", "stage_2_request") == [
            (OLD, "2019-02-14", "running")
        ]

    def test_a_stage_that_the_new_page_lacks_is_entered_by_the_old_one(self, northshire):
        """A request for stage 3 in 2019 is made by the page by which stage 2 was; it is reported."""
        case = events(
            ("complaint_received", "2018-10-01"),
            ("stage_1_response_sent", "2018-10-10"),
            ("stage_2_requested", "2018-10-15"),
            ("stage_2_response_sent", "2018-11-12"),
            ("stage_3_requested", "2019-01-07"),
        )
        answer = assess(northshire("by_stage_start"), case, date(2019, 1, 8))
        # Thirty from 7 January: 8-11, 14-18, 21-25, 28 January to 1, 4-8, 11-15, 18 February.
        rows = [(row.version, row.due) for row in answer.due_dates if row.timescale == "stage_3_response"]
        assert rows == [(OLD, date(2019, 2, 18))]
        assert [(one.code, one.about) for one in answer.irregularities] == [("stage_not_in_version", ("stage_3",))]


class TestThreeVersions:
    @pytest.fixture
    def procedure(self):
        """Return the profile that is committed beside: by receipt in 2019, by stage start in 2023."""
        return load_profile(HERE.with_suffix(".yaml")).procedure("corporate")

    def test_each_change_has_its_own_rule(self, procedure):
        """A case of 2018 does not change over in 2019, and does when it enters a stage after June 2023."""
        case = events(
            ("complaint_received", "2018-12-18"),
            ("stage_1_response_sent", "2023-06-20"),
            ("stage_2_requested", "2023-07-03"),
        )
        answer = assess(procedure, case, date(2023, 7, 4))
        rows = {row.timescale: (row.version, row.due) for row in answer.due_dates if row.due}
        assert rows == {
            "stage_1_response": (OLD, date(2019, 1, 4)),
            # Twenty working days from 20 June 2023: 21-23, 26-30 June, 3-7, 10-14, 17, 18 July.
            "stage_2_request": (OLD, date(2023, 7, 18)),
            # Three from Monday 3 July; twelve: 4-7, 10-14, 17-19.
            "stage_2_acknowledgement": (NEWEST, date(2023, 7, 6)),
            "stage_2_response": (NEWEST, date(2023, 7, 19)),
        }
        assert [(one.version, one.governs, one.since) for one in answer.versions] == [
            (OLD, True, None),
            (NEW, False, None),
            (NEWEST, True, date(2023, 7, 3)),
        ]
        assert dict(answer.editions)["northshire"] == f"{OLD}; {NEWEST}"

    def test_the_answer_says_which_governs_and_why(self, procedure):
        """In words: each version that came in force, with where the page says what becomes of cases in flight."""
        case = events(
            ("complaint_received", "2018-12-18"),
            ("stage_1_response_sent", "2023-06-20"),
            ("stage_2_requested", "2023-07-03"),
        )
        text = assess(procedure, case, date(2023, 7, 4)).explain()
        assert text[text.index("WHICH VERSION") : text.index("WHAT IS DUE")].splitlines() == [
            "WHICH VERSION GOVERNS",
            "  October 2015 (in force up to 31 December 2018): took the case.",
            (
                "  January 2019 (in force from 1 January 2019 up to 30 June 2023): does not govern it, cases in flight going "
                "by receipt (Note to Managers (December 2018), first paragraph)."
            ),
            (
                "  July 2023 (in force from 1 July 2023): governs it since Monday 3 July 2023, cases in flight changing over "
                "by stage start (Complaints Policy (July 2023), 1.1)."
            ),
            "",
        ]

    @pytest.mark.parametrize(
        ("received", "version"),
        [("2018-12-31", OLD), ("2019-01-01", NEW), ("2023-06-30", NEW), ("2023-07-01", NEWEST)],
    )
    def test_each_takes_the_cases_of_its_own_days(self, procedure, received, version):
        """A day that one neighbour gives, the other has too."""
        found = days(procedure, events(("complaint_received", received)), received, "stage_1_response")
        assert [row[0] for row in found] == [version]


class TestNotKnown:
    """Where the profile cannot tell which version governs, the answer gives each."""

    def test_cases_in_flight_unstated(self, northshire):
        """Alike is the answer; what differs is told both ways."""
        answer = assess(northshire("unstated", BOTH), events(*HELD), date(2019, 1, 18))
        rows = {row.timescale: row for row in answer.due_dates}
        same = rows["stage_1_response"]
        assert (same.version, same.due, same.readings) == (OLD, date(2019, 1, 18), ())
        second = rows["stage_2_response"]
        assert (second.version, second.due, second.state) == (f"{OLD} or {NEW}", None, "running")
        assert [(one.reading, one.due, one.state) for one in second.readings] == [
            # Twenty-five working days from 14 January end on 18 February, twenty on the 11th.
            ("by the version October 2015 (cases in flight by receipt)", date(2019, 2, 18), "running"),
            ("by the version January 2019 (cases in flight by event)", date(2019, 2, 11), "running"),
        ]
        only_new = rows["stage_2_acknowledgement"]
        assert (only_new.state, only_new.due) == ("undetermined", None)
        assert [(one.state, one.due) for one in only_new.readings] == [
            ("not_started", None),
            ("overdue", date(2019, 1, 17)),
        ]
        assert answer.stage == "stage_2"

    def test_one_date_past_and_the_other_to_come_is_undetermined(self, northshire):
        """Between the two last days nobody can say whether it is overdue."""
        procedure = northshire("unstated", BOTH)
        found = [
            days(procedure, events(*HELD), day, "stage_2_response")
            for day in ("2019-02-11", "2019-02-12", "2019-02-19")
        ]
        assert [row[2] for ((*row,),) in found] == ["running", "undetermined", "overdue"]

    def test_a_move_on_which_they_differ(self, northshire):
        """By one version there is a third stage, by the other the Ombudsman comes next; both reasons are given."""
        answer = assess(northshire("unstated", BOTH), events(*HELD), date(2019, 1, 18))
        moves = {move.event: move for move in answer.transitions}
        assert {event: move.permission.value for event, move in moves.items() if move.permission != "refused"} == {
            "complaint_suspended": "undetermined",
            "stage_3_requested": "undetermined",
            "ombudsman_approached": "undetermined",
        }
        asked = moves["ombudsman_approached"]
        assert (asked.to, asked.missing_facts) == ("ombudsman", ())
        assert asked.explain().splitlines() == [
            "Ombudsman approached (to ombudsman), by the council's procedure: cannot be said yet.",
            (
                "  It is not known which version of the procedure governs, and each is given: by the version October 2015 "
                "(cases in flight by receipt) or by the version January 2019 (cases in flight by event)."
            ),
            "  Not open now: this belongs to stage 3 (Complaints Policy (October 2015), 4.3).",
            "  The council's procedure allows it (Complaints Policy (January 2019), 3.3).",
        ]

    def test_before_the_change_there_is_nothing_to_choose(self, northshire):
        """Asked on the last day of the old version, its answer is the only one."""
        answer = assess(northshire("unstated", BOTH), events(*HELD), date(2018, 12, 31))
        assert [one.version for one in answer.versions] == [OLD]
        assert not [row for row in answer.due_dates if row.readings]

    def test_ways_that_come_to_the_same_are_one(self, northshire):
        """No stage was entered since the change, so that by stage and by receipt are the same."""
        could_be = BOTH.replace("by_event", "by_stage_start")
        answer = assess(northshire("unstated", could_be), events(HELD[0]), date(2019, 1, 2))
        assert [(one.version, one.way) for one in answer.versions] == [(OLD, ""), (NEW, "")]

    def test_nothing_has_happened_since_the_change_and_something_may(self, northshire):
        """The dates are the same either way; a request made today would be weighed by the one page or by the other."""
        case = events(
            ("complaint_received", "2018-11-01"),
            ("stage_1_response_sent", "2018-11-15"),
            ("stage_2_requested", "2018-12-03"),
        )
        answer = assess(northshire("unstated", BOTH), case, date(2019, 1, 2))
        assert not [row for row in answer.due_dates if row.readings]
        asked = {move.event: move.permission.value for move in answer.transitions if move.permission != "refused"}
        assert asked["stage_3_requested"] == asked["ombudsman_approached"] == "undetermined"

    def test_no_dates_at_all(self, tmp_path):
        """Both versions are taken as in force, the answer says so, and gives both."""
        keys = 'cases_in_flight: {rule: by_receipt, source: "1.1"}'
        procedure = profile(tmp_path, ("2015", ""), ("2019", keys)).procedure("corporate")
        case = Case([Event("complaint_received", date(2018, 12, 18))], {"grounds_arose_on": date(2018, 5, 1)})
        answer = assess(procedure, case, date(2019, 1, 5))
        (row,) = [row for row in answer.due_dates if row.timescale == "stage_1_response"]
        assert [(one.reading, one.due, one.state) for one in row.readings] == [
            (f"by the version {OLD}", date(2019, 1, 4), "overdue"),
            # Fifteen from 18 December: to 4 January ten, then 7-11.
            (f"by the version {NEW}", date(2019, 1, 11), "running"),
        ]
        assert row.state == "undetermined"
        assert [(one.version, one.is_dated, one.to_dict()["from"]) for one in answer.versions] == [
            (OLD, False, None),
            (NEW, False, None),
        ]
        assert f"  {OLD} (it has no date, and is taken as in force): took the case" in answer.explain()
        # A year from 1 May 2018 by the one, half a year by the other.
        accepted = answer.acceptance
        assert (accepted.permission, accepted.time_limit.permission, accepted.closes) == (
            "undetermined",
            "undetermined",
            None,
        )
        assert [reason.code for reason in accepted.time_limit.reasons] == [
            "versions_leave_open",
            "window_open",
            "window_closed",
        ]

    def test_a_part_of_which_the_two_pages_do_not_say_the_same(self, tmp_path):
        """By the one page somebody decides whether the part goes elsewhere, by the other it goes."""
        row = "      what_about:\n        split_off:\n          - {if: {complex: true}, elsewhere: corporate, %ssource: '1.6'}\n"
        decided = {"2015": "decided_by: the clerk, ", "2019": ""}
        for stem, more in decided.items():
            text = (HERE / f"{stem}.yaml").read_text(encoding="utf-8")
            (tmp_path / f"{stem}.yaml").write_text(
                text.replace("      time_limit:\n", row % more + "      time_limit:\n")
            )
        keys = 'cases_in_flight: {rule: by_receipt, source: "1.1"}'
        (tmp_path / "joined.yaml").write_text(
            f"profile: northshire\ntitle: Northshire\nversions:\n  - file: 2015.yaml\n  - file: 2019.yaml\n    {keys}\n"
        )
        joined = load_profile(tmp_path / "joined.yaml")
        case = Case([Event("complaint_received", date(2018, 12, 18))], {"complex": True})
        part = acceptance(joined.procedure("corporate"), case, date(2019, 1, 5)).what
        told = [(one.answer.value, one.decided_by) for one in part.parts_split_off]
        assert told == [("undetermined", "the clerk"), ("undetermined", None)]
        assert part.split_off == ()
        (found,) = route(joined, case, date(2019, 1, 5)).routes
        assert found.parts_split_off == part.parts_split_off

    def test_a_date_on_one_side_only(self, tmp_path):
        """Two undated versions before a dated one: either may have taken a case of 2022, only the third one of 2024."""
        undated = 'cases_in_flight: {rule: by_receipt, source: "1.1"}'
        dated = f"from: 2023-07-01; {undated}"
        procedure = profile(tmp_path, ("2015", ""), ("2019", undated), ("2023", dated)).procedure("corporate")
        for received, versions in (("2022-03-01", f"{OLD} or {NEW}"), ("2024-03-01", NEWEST)):
            ((version, _, _),) = days(procedure, events(("complaint_received", received)), received, "stage_1_response")
            assert version == versions

    def test_before_the_first_version_the_first_is_taken_and_that_is_said(self, tmp_path):
        """A case from before any version, and one from after the last."""
        procedure = profile(tmp_path, ("2019", "from: 2019-01-01; up_to: 2023-06-30")).procedure("corporate")
        for received in ("2018-12-31", "2023-07-01"):
            answer = assess(procedure, events(("complaint_received", received)), date.fromisoformat(received))
            (told,) = answer.irregularities
            assert (told.code, told.about) == ("no_version_in_force", (NEW,))
        assert told.explain() == (
            "Complaint received, Saturday 1 July 2023. By the council's procedure: no version of the procedure was in "
            "force on that day, and January 2019 is taken for it."
        )

    def test_the_questions_agree_with_the_whole(self, northshire):
        """Asked one by one, the questions give what the assessment gives."""
        procedure, case, day = northshire("unstated", BOTH), events(*HELD), date(2019, 1, 18)
        answer = assess(procedure, case, day)
        assert due_dates(procedure, case, day) == answer.due_dates
        assert acceptance(procedure, case, day) == answer.acceptance
        asked = next_question(procedure, case, day)
        assert (asked.name, asked.part) == ("grounds_arose_on", "time_limit")


class TestWhatIsAskedOfTheWhole:
    def test_acceptance_is_judged_by_the_version_that_took_the_case(self, northshire):
        """Received in December, eight months after the matter: the page of 2019 has nothing to say of it."""
        case = Case(events(*HELD).events, {"grounds_arose_on": date(2018, 4, 20)})
        answer = acceptance(northshire("by_event"), case, date(2019, 1, 18))
        assert (answer.permission, answer.closes) == ("entitled", date(2019, 4, 20))

    def test_a_case_is_routed_by_the_version_in_force(self, tmp_path):
        """Routing asks the version of the day."""
        joined = profile(tmp_path, ("2015", ""), ("2019", rule("by_receipt")))
        case = Case([], {"grounds_arose_on": date(2018, 4, 20)})
        found = [route(joined, case, day).acceptance.permission for day in (date(2018, 12, 31), date(2019, 1, 1))]
        assert found == ["entitled", "refused"]

    def test_what_each_version_and_the_guidance_say_is_told_where_it_is_not_known_which_governs(self, tmp_path):
        """Two pages without a day, of which only the later excludes schools; the Code is beside both from April 2026."""
        under, excluded = (
            "    stands_under: [lgsco-code-2024]\n    acceptance:\n",
            "      what_about: {excluded: [{if: {subject: school}, elsewhere: school, source: '9'}]}\n",
        )
        for stem, more in (("2015", ""), ("2019", excluded)):
            text = (HERE / f"{stem}.yaml").read_text().replace("    acceptance:\n", under + more)
            text = text.replace("counting: {", "bodies: {school: the school}\ncounting: {", 1)
            (tmp_path / f"{stem}.yaml").write_text(text)
        path = tmp_path / "joined.yaml"
        in_flight = "{rule: by_receipt, source: '1'}"
        path.write_text(
            "profile: northshire\ntitle: Northshire\nversions:\n"
            f"  - file: 2015.yaml\n  - file: 2019.yaml\n    cases_in_flight: {in_flight}\n"
        )
        facts = {"subject": "school", "grounds_arose_on": date(2026, 4, 20)}
        found = route(load_profile(path), Case([], facts), date(2026, 5, 1))
        (only,) = found.routes
        assert (found.to, only.permission, only.elsewhere) == ("", "undetermined", ("school",))
        told = {reason.code for part in only.parts for reason in part.reasons}
        assert {"versions_leave_open", "barred"} <= told
        assert [each.basis for each in only.acceptance.guidance] == ["guidance"]
        assert "The council's procedure rules it out" in found.explain()

    @pytest.mark.parametrize(("subject", "speaks"), [("adult_social_care", True), ("early_help", False)])
    def test_a_law_speaks_of_its_own_matters_whichever_version_governs(self, tmp_path, subject, speaks):
        """Two pages without a day, both under the Regulations of 2009; of another matter these have the Ombudsman alone."""
        for stem in ("2015", "2019"):
            text = (HERE / f"{stem}.yaml").read_text().replace("  corporate:\n", "  adult_social_care:\n")
            text = text.replace("    acceptance:\n", "    stands_under: [adults-2009]\n    acceptance:\n")
            (tmp_path / f"{stem}.yaml").write_text(text)
        path = tmp_path / "joined.yaml"
        path.write_text(
            "profile: northshire\ntitle: Northshire\nversions:\n"
            "  - file: 2015.yaml\n  - file: 2019.yaml\n    cases_in_flight: {rule: by_receipt, source: '1'}\n"
        )
        case = Case(
            [Event("complaint_received", date(2026, 5, 1))], {"subject": subject, "complainant": "service_user"}
        )
        answer = assess(load_profile(path).procedure("adult_social_care"), case, date(2026, 5, 1))
        by_law = {move.event for move in answer.transitions if move.basis == "law"}
        assert len(answer.versions) > 1
        assert "ombudsman_approached" in by_law
        assert ("complaint_withdrawn" in by_law) is speaks

    def test_an_unknown_word_is_refused_and_a_word_of_any_version_is_not(self, northshire):
        """A case may use the words of every version."""
        with pytest.raises(CaseError):
            assess(northshire("by_receipt"), events(("complaint_form_sent", "2019-01-02")), date(2019, 1, 2))
        of = events(
            ("complaint_received", "2019-01-02"), ("extension_agreed", "2019-01-03", {"of": "stage_3_response"})
        )
        assert assess(northshire("by_receipt"), of, date(2019, 1, 3)).stage == "stage_1"

    def test_a_procedure_without_versions_says_its_edition_and_that_it_is_taken_as_in_force(self):
        """The row names the edition of the page, which says no day; it is the only one and governs."""
        procedure = load_profile(HERE / "2015.yaml").procedure("corporate")
        whole = assess(procedure, events(HELD[0]), date(2019, 1, 2))
        (only,) = whole.to_dict()["versions"]
        assert {key: only[key] for key in ("version", "from", "up_to", "governs", "since", "by", "source")} == {
            "version": OLD, "from": None, "up_to": None, "governs": True, "since": None, "by": None, "source": {}
        }  # fmt: skip
        assert {row["version"] for row in whole.to_dict()["due_dates"]} == {OLD}
        said = f"The document ({OLD}) does not say from when it is in force, and is taken as in force."
        assert said in whole.explain().splitlines()
        assert not whole.irregularities

    @pytest.mark.parametrize(
        ("received", "reported"),
        [
            ("2018-12-31", ["no_version_in_force"]),
            ("2019-01-01", []),
            ("2023-06-30", []),
            ("2023-07-01", ["no_version_in_force"]),
        ],
    )
    def test_a_page_that_says_when_it_is_in_force(self, tmp_path, received, reported):
        """Both days are included; a case of another day is answered by the page all the same, and told."""
        text = (HERE / "2015.yaml").read_text(encoding="utf-8")
        dated = "in_force: {from: 2019-01-01, up_to: 2023-06-30, source: '1.1'}\nprocedures:"
        path = tmp_path / "northshire.yaml"
        path.write_text(text.replace("procedures:", dated, 1), encoding="utf-8")
        procedure = load_profile(path).procedure("corporate")
        answer = assess(procedure, events(("complaint_received", received)), date.fromisoformat(received))
        assert [one.code for one in answer.irregularities] == reported
        (only,) = answer.to_dict()["versions"]
        assert (only["from"], only["up_to"], only["source"]["place"]) == ("2019-01-01", "2023-06-30", "1.1")
        assert f"The document ({OLD}) is in force from 1 January 2019 up to 30 June 2023 (" in answer.explain()
        assert [row for row in answer.due_dates if row.timescale == "stage_1_response" and row.due]

    def test_a_pack_asked_by_itself_has_no_version(self):
        """A pack says of itself beside which cases it is held; it is no page that could be out of force."""
        procedure = load_profile("children-2006").procedure("childrens_statutory")
        assert assess(procedure, events(HELD[0]), date(2019, 1, 2)).versions == ()


WORKED = read_worked_cases(Path(__file__).parent / "cases" / "in-flight-in-2019-and-2023.yaml")


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked.name)
def test_worked_cases(worked):
    """Each expectation that was counted by hand is what the assessment says."""
    for expected in worked.expected:
        found = list(differences(expected, assess(worked.procedure, worked.case, expected.as_of).to_dict()))
        assert not found, "\n".join(map(str, found))
