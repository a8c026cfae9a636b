"""What each key of each kind of rule is in plain words; every expected sentence was written by hand from docs/format.md."""

from datetime import date

import pytest

from complaint_rules.handbook.sentences import told
from complaint_rules.handbook.words import Words
from complaint_rules.loading import load_profile
from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.document import (
    BarDocument,
    CasesBegunDocument,
    CountingDocument,
    ExtensionDocument,
    InFlightDocument,
    InForceDocument,
    MoveDocument,
    RowDocument,
    SeveralIssuesDocument,
    SplitDocument,
    TimeLimitDocument,
    TimescaleDocument,
)

RECEIVED = "the day on which the complaint reached anyone in the council, in whatever form"
COMPLEX = "the answer to “Does the council consider the complaint complex?” is"


@pytest.fixture
def words():
    """Return the words of a procedure with two stages that have titles, and a body to go to."""
    procedure = load_profile("ncc").procedure("corporate")
    return Words(procedure, {"stage_1": "Stage one", "stage_2": "Stage two"}, {"lgo": "the Local Government Ombudsman"})


def said(kind, words, **keys):
    """Return the sentences of a rule with these keys; trailing underscores stand for keys that Python keeps."""
    return " ".join(
        told(checked(kind, {"source": "1"} | {key.rstrip("_"): value for key, value in keys.items()}), words)
    )


def timescale(words, **keys):
    """Return what is said of a timescale, without how it ends."""
    text = said(TimescaleDocument, words, **({"who": "council", "done_by": "complaint_acknowledged"} | keys))
    return text.replace(" It is done once the council wrote that it has the complaint.", "")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"within": "10 working days", "after": "complaint_received"}, f"The council has 10 working days, counted from {RECEIVED}."),
        ({"within": "as soon as possible", "after": "complaint_received"}, f"The council must do this as soon as possible after {RECEIVED}; there is no last day."),
        ({"within": "5 working days", "after": "unstated"}, "The council has 5 working days; from which day, the page does not say."),
        ({"within": [{"if": {"complex": True}, "then": "20 working days"}, {"then": "10 working days"}], "after": "complaint_received"}, f"The council has, counted from {RECEIVED}: 20 working days if {COMPLEX} yes; otherwise 10 working days."),
        ({"within": "1 month", "after": ["panel_held", "panel_meeting_scheduled"]}, "The council has 1 month, counted from the first of these days: the day on which the panel met; the day that was named when a day was fixed for the panel to meet."),
        ({"within": "1 month", "after": {"later_of": ["panel_held", ["panel_appointed", "panel_papers_sent"]]}}, "The council has 1 month, counted from the latest of these days: the day on which the panel met; the first of these days: the day on which the members of the review panel were appointed; the day on which the papers for the panel went out."),
        ({"within": "1 month", "after": "grounds_arose_on"}, "The council has 1 month, counted from the day that answers the question “On what day did the matter complained of happen?”."),
        ({"within": "1 month", "after": [{"if": {"complex": False}, "then": "panel_held"}, {"then": "panel_appointed"}]}, f"The council has 1 month, counted from the day on which the panel met if {COMPLEX} no; otherwise the day on which the members of the review panel were appointed."),
        ({"at_least": "10 working days", "before": "stage_1_response"}, "The council must do this at least 10 working days before the last day of “stage 1 response”."),
        ({"within": "1 week", "before": "panel_held"}, "The council may do this not more than 1 week before the day on which the panel met."),
        ({"at_least": "2 weeks", "after": "panel_held"}, "This may be done 2 weeks after the day on which the panel met at the earliest."),
        ({"on_or_before": "no limit"}, "There is no last day."),
        ({"later_of": [{"within": "1 week", "after": "panel_held"}, {"within": "1 month", "after": "panel_appointed"}]}, "The council has until the later of: 1 week, counted from the day on which the panel met; 1 month, counted from the day on which the members of the review panel were appointed."),
        ({"aim": "24 hours", "after": "complaint_received"}, f"What is aimed for or usual is 24 hours, counted from {RECEIVED}; when that has passed it is reported, and nothing else."),
        ({"aim": {"within": "1 week", "after": "panel_held"}}, "What is aimed for or usual is 1 week, counted from the day on which the panel met; when that has passed it is reported, and nothing else."),
        ({"on_or_before": "no limit", "if": {"complex": True}, "during": ["stage_1", "closed"]}, f"There is no last day. Only if {COMPLEX} yes. It may begin while the case is at “Stage one” or closed."),
        ({"on_or_before": "no limit", "cancelled_by": "complaint_closed", "restarted_by": "later_start_agreed"}, "There is no last day. It is counted afresh once at the complainant's request a later start was agreed. It no longer matters once the council closed its file."),
        ({"on_or_before": "no limit", "agreed_date": "plan_agreed", "waived_by": "extension_agreed"}, "There is no last day. Another day takes its place once a plan with a timetable was agreed with the complainant. It is held against nobody once the complainant agreed to more time; an agreement includes a notice."),
        ({"on_or_before": "no limit", "counting": {"forwards": {"cut_off_hour": "17:00"}, "backwards": "clear_days"}, "must_contain": ["new_date", "reason"], "fulfils": "stage_2_response"}, "There is no last day. What comes at 17:00 or later counts as if it came on the next working day. Counted backwards, there must be that many whole days between the two. The letter must hold: new date; reason. It is part of what the law calls “stage 2 response”."),
        ({"on_or_before": "no limit", "fulfils": ["acknowledge", "stage_2_response"]}, "There is no last day. It is one answer, or part of one, to what law or guidance calls “acknowledge” and “stage 2 response”."),
    ],
)  # fmt: skip
def test_a_timescale(words, keys, expected):
    """Its length, its start, its conditions, and what else becomes of it."""
    assert timescale(words, **keys) == expected


def test_a_fixed_day(words):
    """A day of the calendar is written as in a letter."""
    assert timescale(words, on_or_before=date(2024, 7, 31)) == "The council has until 31 July 2024."


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("refused", "After that it is refused."),
        ("unstated", "What a later request meets, the page does not say."),
        ({"decided_by": "the Manager", "considering": ["why", "how long"], "recorded_as": "late_complaint_accepted", "if_refused": ["reasons"], "until": {"within": "1 year", "after": "panel_held"}}, "After that it is not a matter of right, up to 1 year, counted from the day on which the panel met. It is for a decision, by: the Manager, weighing: why; how long. What was decided is the answer to “Has it been decided to take the complaint although it is out of time?”. A refusal must give: reasons."),
    ],
)  # fmt: skip
def test_the_complainant_s_time(words, late, expected):
    """A window is a right that is used, may be invited earlier, and may be exercised late as the page says."""
    text = said(
        TimescaleDocument,
        words,
        who="complainant",
        within="20 working days",
        after="stage_1_response_sent",
        aim="5 working days",
        done_by="stage_2_requested",
        late=late,
    )
    sent = "the day on which the answer at stage 1 was sent"
    assert text == (
        f"The complainant has 20 working days, counted from {sent}. "
        f"The complainant is invited to do this within 5 working days, counted from {sent}; passing that ends no right. "
        f"The right is used once the complainant asked for stage 2. {expected}"
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"up_to": "20 working days", "made_by": "extension_notified"}, "There may be more time, up to 20 working days in all from the same day, if the complainant was told that more time is needed."),
        ({"up_to": "no limit", "made_by": {"complex": True}}, f"There may be more time, up to the day that is named, if {COMPLEX} yes."),
        ({"adds": "5 working days", "made_by": ["extension_notified", "extension_refused", {"complex": True}]}, f"There may be 5 working days more, if the complainant was told that more time is needed, or the complainant did not agree to more time – or {COMPLEX} yes."),
        ({"up_to": "65 working days", "after": "panel_held", "made_by": "extension_notified", "made_before": "first_date", "if": {"complex": True}, "must_contain": "reason"}, f"There may be more time, up to 65 working days in all, counted from the day on which the panel met, if the complainant was told that more time is needed. Only if {COMPLEX} yes. It must be done before the first of all the dates has passed. The letter must hold: reason."),
        ({"adds": "5 working days", "made_by": "extension_notified", "must_contain": ["reason", "new_date"], "contents_are": "condition"}, "There may be 5 working days more, if the complainant was told that more time is needed. The letter must hold: reason; new date. A letter that lacks any of that makes the time no longer."),
        ({"up_to": "65 working days", "after": "unstated", "made_by": "extension_notified"}, "There may be more time, up to 65 working days in all, if the complainant was told that more time is needed."),
    ],
)  # fmt: skip
def test_an_extension(words, keys, expected):
    """To a total, by an amount or without limit; by whom, on what condition, until when."""
    assert said(ExtensionDocument, words, **keys) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"who": "complainant", "to": "stage_2", "during": "stage_1", "if": {"stage_1_response": ["overdue", "met_late"]}}, "The complainant may do this. Only while the case is at “Stage one”. Only if “stage 1 response” is overdue or met late. The case goes to “Stage two”."),
        ({"who": "both", "if": {"panel_held": "not_happened", "stage_2_response_sent": "upheld"}}, "Both sides may do this together. Only if it has not happened that the panel met and the council's answer at stage 2 was sent, with the reports, with the outcome upheld. The case stays where it is."),
        ({"who": "council", "to": "suspended", "clocks": "unstated", "decided_by": "the Director"}, "The council may do this. It is for a decision, by: the Director. The case is then suspended. What becomes of the time that was running, the page does not say."),
        ({"who": "complainant", "to": "ombudsman", "elsewhere": "lgo", "must_contain": ["reasons"]}, "The complainant may do this. The case goes to the Ombudsman. It goes to: the Local Government Ombudsman. It must hold: reasons."),
    ],
)  # fmt: skip
def test_a_move(words, keys, expected):
    """Who may do it, when, on whose decision, and where it leads."""
    assert said(MoveDocument, words, **keys) == expected


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        ("cancel", "What was running at the stage that is left no longer counts."),
        ("run_on", "What was running goes on."),
        ("resume", "What was running stops, and on return goes on with the days that were left."),
        ("restart", "What was running stops, and on return begins again in full."),
    ],
)
def test_what_becomes_of_the_time_that_was_running(words, clocks, expected):
    """Each of the words of the format has its sentence."""
    assert said(MoveDocument, words, who="panel", to="stage_left", clocks=clocks) == (
        f"The panel may do this. The case goes back to the stage that it came from. {expected}"
    )


def test_a_bar(words):
    """A bar refuses, or leaves to a decision, whatever else allows it."""
    keys = {"during": "stage_1", "if": {"panel_held": "happened"}}
    assert said(BarDocument, words, **keys, elsewhere="lgo") == (
        "This may not be done, whatever else allows it. Only while the case is at “Stage one”. Only if the panel met. Instead: the Local Government Ombudsman."
    )
    assert said(BarDocument, words, decided_by="the panel") == (
        "This is no matter of right, whatever else allows it. It is for a decision, by: the panel."
    )


def test_a_row_of_acceptance(words):
    """A row says of whom or of what, who decides, and where else to go."""
    text = said(
        RowDocument,
        words,
        if_={"complainant": {"none_of": ["parent", "foster_carer"]}, "stage_2_requested": {"up_to": None}},
        elsewhere="lgo",
    )
    assert text.startswith(
        "If the answer to “Who is complaining?” is none of these: parent or foster carer and the complainant asked for stage 2"
    )
    assert text.endswith(" Instead: the Local Government Ombudsman.")


def test_a_row_with_a_list_of_answers(words):
    """Yes and no are told as such in a list too."""
    assert said(RowDocument, words, if_={"complex": {"none_of": [True]}}) == f"If {COMPLEX} none of these: yes."


def test_a_row_with_days(words):
    """Bounds of days are written as in a letter, either end."""
    bounds = {"from": date(2020, 4, 24), "up_to": date(2020, 9, 25)}
    assert (
        said(RowDocument, words, if_={"panel_held": bounds})
        == "If the panel met from 24 April 2020 up to 25 September 2020."
    )


def test_a_row_that_splits_off_a_part(words):
    """A part goes elsewhere, and the rest stays."""
    assert said(SplitDocument, words, if_={"complex": False}, elsewhere="lgo") == (
        f"If {COMPLEX} no. That part goes to: the Local Government Ombudsman. The rest of the complaint is not touched by this."
    )


def test_a_row_that_splits_off_a_part_if_so_decided(words):
    """Who decides it is told, and on what."""
    row = {
        "if_": {"complex": False},
        "elsewhere": "lgo",
        "decided_by": "the manager",
        "considering": ["the time it takes"],
    }
    assert said(SplitDocument, words, **row) == (
        f"If {COMPLEX} no. That part goes to: the Local Government Ombudsman, if so decided. The rest of the complaint is "
        "not touched by this. It is for a decision, by: the manager, weighing: the time it takes."
    )


def test_several_issues(words):
    """Each row says of which outcomes it makes which."""
    rows = [
        {"every": ["upheld"], "then": "upheld"},
        {"any": ["upheld", "partially_upheld"], "every": "upheld", "then": "partially_upheld"},
    ]
    assert said(SeveralIssuesDocument, words, rows=rows) == (
        "If every issue is upheld, the whole complaint is upheld. "
        "If every issue is upheld and any issue is upheld or partially upheld, the whole complaint is partially upheld."
    )


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"from": date(2009, 4, 1)}, "from 1 April 2009"),
        ({"from": date(2009, 4, 1), "up_to": date(2026, 3, 31)}, "from 1 April 2009 up to 31 March 2026"),
        ({}, "on any day"),
    ],
)
def test_the_cases_of_a_pack(words, ends, expected):
    """A pack is held beside the cases that began within its days, both included."""
    assert said(CasesBegunDocument, words, **ends) == f"It is held beside the cases that began {expected}."


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"from": date(2019, 5, 1)}, "from 1 May 2019"),
        ({"up_to": date(2026, 3, 31)}, "up to 31 March 2026"),
        ({"from": date(2019, 5, 1), "up_to": date(2026, 3, 31)}, "from 1 May 2019 up to 31 March 2026"),
    ],
)
def test_when_a_document_is_in_force(words, days, expected):
    """Both days are days on which it is in force."""
    assert said(InForceDocument, words, **days) == f"It is in force {expected}."


def test_a_time_limit(words):
    """Until when one may complain, and what comes after."""
    assert said(TimeLimitDocument, words, within="12 months", after="became_aware_on", late="refused") == (
        "Whoever complains has 12 months, counted from the day that answers the question "
        "“On what day did the complainant learn of it?”. After that it is refused."
    )


@pytest.mark.parametrize(
    ("forwards", "expected"),
    [
        (
            "trigger_is_day_zero",
            "The day of the event itself is not counted; the first working day after it is day one.",
        ),
        (
            "closed_day_rolls",
            "What happens on a closed day counts as on the next open day, which is not counted itself.",
        ),
        ("beginning_with", "The day of the event itself is day one."),
        ({"cut_off_hour": "17:00"}, "What comes at 17:00 or later counts as if it came on the next working day."),
    ],
)
def test_how_days_are_counted(words, forwards, expected):
    """Each convention has its sentence, forwards and backwards."""
    backwards = "Counted backwards, ten working days before a day is the tenth working day before it."
    assert said(CountingDocument, words, forwards=forwards, backwards="nth_day_before") == f"{expected} {backwards}"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("by_receipt", "A case goes to its end by the version that was in force when it was received."),
        ("by_stage_start", "A case changes over to the new version when it next enters a stage."),
        ("by_event", "A case changes over to the new version with the first thing that happens in its time."),
        ("unstated", "The document does not say what becomes of cases in flight."),
    ],
)
def test_cases_in_flight(rule, said):
    """What a change of versions does to cases is told in a sentence."""
    words = Words(load_profile("ncc").procedure("corporate"), {}, {})
    assert told(checked(InFlightDocument, {"rule": rule, "source": "1"}), words) == (said,)
