"""A made-up council under a made-up law: what is found, and what is not, when one line of its rules is changed."""

from datetime import date

import pytest

from complaint_rules import CaseError
from tests.conformance.conftest import AS_OF, RULES, changed, council, law


def keys(judged):
    """Return the keys of what is held against the procedure."""
    return [finding.key.removeprefix("made-up-law/") for finding in judged.held_against]


class TestTheSame:
    def test_a_procedure_that_says_what_the_law_says_has_nothing_found(self, held):
        """Word for word the law: every clause is met, and says in how many cases."""
        judged = held()
        verdicts = {one.clause.name: (one.verdict.value, one.tried > 0) for one in judged.packs[0].judgements}
        assert set(verdicts.values()) == {("met", True)}
        assert list(verdicts) == [
            "complaint_received",
            "stage_2_requested",
            "ombudsman_approached",
            "stage_1_response",
            "stage_2_response",
        ]
        assert judged.findings == ()
        assert judged.held_against == ()

    def test_its_words(self, held):
        """The whole text of a procedure with nothing found."""
        counts = {one.clause.name: one.tried for one in held().packs[0].judgements}
        told = [f"{name.replace('_', ' ')} ({count} case{'s' if count > 1 else ''})" for name, count in counts.items()]
        assert held().explain() == (
            "northshire: Complaints [corporate, 2024], as of Monday 1 December 2025\n"
            "\n"
            "LAW: The made-up-law [made-up-law, first]\n"
            "  5 clauses: 5 met.\n"
            "\n"
            f"  No difference found: {', '.join(told[:-1])} and {told[-1]}."
        )


class TestDifferences:
    @pytest.mark.parametrize(
        ("old", "new", "key"),
        [
            ("within: 10 working days", "within: 11 working days", "stage_1_response/later/stage_1_response"),
            ("within: 10 working days", "within: 2 weeks", "stage_1_response/later/stage_1_response"),
            ("within: 10 working days", "aim: 10 working days", "stage_1_response/only_an_aim/stage_1_response"),
            ("after: complaint_received", "after: complaint_allocated", "stage_1_response/later/stage_1_response"),
            ("            must_contain: [reasons]\n", "", "stage_1_response/content/stage_1_response"),
            (
                "if: {stage_1_response_sent: happened}",
                "if: {stage_1_response_sent: not_upheld}",
                "stage_2_requested/less_open/stage_2_requested",
            ),
            (
                "            to: stage_2\n",
                "            to: stage_2\n            decided_by: a manager\n",
                "stage_2_requested/less_open/stage_2_requested",
            ),
            (
                "            to: stage_2\n",
                "            to: stage_2\n            must_contain: [in_writing]\n",
                "stage_2_requested/more_asked/stage_2_requested",
            ),
            ("          stage_2_response:\n", "          stage_2_reply:\n", "stage_2_response/no_date"),
        ],
    )
    def test_one_line_weaker_is_found(self, held, old, new, key):
        """Each change for the worse is found, and nothing else."""
        assert keys(held(council(changed(old, new)))) == [key]

    def test_a_fortnight_is_not_ten_working_days_over_a_holiday(self, held):
        """Two weeks end sooner or on the same day, but received on a Saturday they end a day later than ten working days."""
        (finding,) = held(council(changed("within: 10 working days", "within: 2 weeks"))).held_against
        (event,) = finding.example.case.events
        # Saturday 22 November: ten working days end on Friday 5 December, two weeks on Saturday the 6th.
        assert event.on == date(2025, 11, 22)
        assert (finding.example.council.due, finding.example.law.due) == (date(2025, 12, 6), date(2025, 12, 5))

    @pytest.mark.parametrize(
        ("old", "new", "clause", "verdict"),
        [
            ("within: 10 working days", "within: 9 working days", "stage_1_response", "stronger"),
            ("            if: {stage_1_response_sent: happened}\n", "", "stage_2_requested", "stronger"),
            ("must_contain: [reasons]", "must_contain: [reasons, decision]", "stage_1_response", "met"),
        ],
    )
    def test_one_line_stronger_is_not_held_against_it(self, held, old, new, clause, verdict):
        """A change for the better is told and counts for nothing."""
        judged = held(council(changed(old, new)))
        assert keys(judged) == []
        assert {one.clause.name: one.verdict.value for one in judged.packs[0].judgements}[clause] == verdict

    def test_a_window_of_its_own(self, held):
        """A last day for a request where the law has none: once it has passed the request is refused."""
        window = (
            "          stage_2_request: {who: complainant, within: 20 working days, after: stage_1_response_sent, "
            "done_by: stage_2_requested, late: refused, source: '6'}\n        moves:\n          stage_2_requested:\n"
        )
        judged = held(council(changed("        moves:\n          stage_2_requested:\n", window)))
        (finding,) = judged.held_against
        assert finding.key == "made-up-law/stage_2_requested/less_open/stage_2_request"
        # Answered on Monday 27 October, twenty working days end on Monday 24 November; asked on the day after.
        assert [event.on for event in finding.example.case.events] == [date(2025, 10, 20), date(2025, 10, 27)]
        assert finding.example.as_of == date(2025, 11, 25)
        assert (finding.example.council.permission.value, finding.example.law.permission.value) == (
            "refused",
            "entitled",
        )

    def test_a_window_that_is_shorter_than_the_law_s(self, held):
        """Of two last days for a request the earlier gives the complainant less."""
        line = "          stage_2_request: {who: complainant, within: %s working days, after: stage_1_response_sent, done_by: stage_2_requested, late: refused, source: '6'}\n"
        both = [
            changed(
                "        moves:\n          stage_2_requested:\n",
                line % days + "        moves:\n          stage_2_requested:\n",
            )
            for days in (20, 15)
        ]
        assert "stage_2_request/earlier/stage_2_request" in keys(held(council(both[1]), law(rules=both[0])))
        longer = held(council(both[0]), law(rules=both[1]))
        assert keys(longer) == []
        assert {one.clause.name: one.verdict.value for one in longer.packs[0].judgements}[
            "stage_2_request"
        ] == "stronger"

    @pytest.mark.parametrize(
        "closed",
        [
            "{from: 2025-11-24, up_to: 2025-11-28, because: moving house}",
            "{from: 2025-03-04, up_to: 2025-03-05, because: a flood}",
        ],
    )
    def test_a_closure_of_the_council_s_own_stops_no_clock_of_the_law(self, held, closed):
        """A council that was closed in the year before the judgement has later dates than the law."""
        calendar = (
            "calendars:\n  working days:\n    based_on: england-and-wales\n    edition: '2025'\n    source: the intranet\n"
            f"    closed: [{closed}]\n"
        )
        text = council().replace("calendars:\n  working days: england-and-wales\n", calendar)
        assert keys(held(text)) == [
            "stage_1_response/later/stage_1_response",
            "stage_2_response/later/stage_2_response",
        ]

    def test_a_reading_that_is_left_open(self, held):
        """From receipt or from allocation: later under one reading, and which one is said."""
        text = council(
            changed(
                "after: complaint_received",
                "after: unstated\n            readings: {after: {could_be: [complaint_received, complaint_allocated], because: it is not said}}",
            )
        )
        (finding,) = held(text).held_against
        assert (finding.verdict.value, finding.reading) == ("cannot_be_judged", "after: complaint_allocated")


class TestForce:
    def test_guidance_comes_after_the_law_and_apart_from_it(self, held):
        """A procedure under both: law first, each finding under its own heading."""
        text = council(
            changed("within: 10 working days", "within: 12 working days"), under="[made-up-guidance, made-up-law]"
        )
        judged = held(text, law(), law("made-up-guidance", "guidance"))
        assert [(pack.pack, pack.basis.value) for pack in judged.packs] == [
            ("made-up-law", "law"),
            ("made-up-guidance", "guidance"),
        ]
        said = judged.explain()
        assert said.index("LAW: The made-up-law") < said.index("GUIDANCE: The made-up-guidance")
        assert (
            "runs out later than the guidance allows. [corporate/made-up-guidance/stage_1_response/later/stage_1_response]"
            in said
        )


class TestDays:
    @pytest.mark.parametrize("as_of", [date(2025, 1, 1), date(2024, 2, 29), date(2027, 12, 27)])
    def test_on_whatever_day_it_is_judged_the_same_is_found(self, held, as_of):
        """The ids do not hang on the day, and no example lies after it."""
        text = council(changed("within: 10 working days", "within: 12 working days"))
        assert keys(held(text, as_of=as_of)) == keys(held(text)) == ["stage_1_response/later/stage_1_response"]
        assert all(one.example.as_of <= as_of for one in held(text, as_of=as_of).findings)

    def test_a_day_that_no_calendar_covers_is_refused(self, held):
        """Nothing can be counted there."""
        with pytest.raises(CaseError):
            held(as_of="2025-12-01")

    def test_the_day_is_part_of_the_answer(self, held):
        """What is judged says on which day."""
        assert held().as_of == AS_OF


class TestWhatElseALawSays:
    barred = RULES.replace(
        "      stage_2:\n",
        "        bars:\n          stage_2_requested: {if: {stage_1_response_sent: upheld}, source: '9'}\n      stage_2:\n",
    )

    def test_a_bar_that_the_council_does_not_have(self, held):
        """What the law holds back and the council lets pass is to the complainant's good."""
        judged = held(council(), law(rules=self.barred))
        verdicts = {one.clause.name: one.verdict.value for one in judged.packs[0].judgements}
        assert (verdicts["stage_2_requested.bar"], keys(judged)) == ("stronger", [])

    def test_a_bar_that_both_have(self, held):
        """Held back by both alike, nothing differs; by the council alone it is less open than the law."""
        assert not held(council(self.barred), law(rules=self.barred)).findings
        assert keys(held(council(self.barred))) == ["stage_2_requested/less_open/stage_2_requested.bar"]

    def test_no_date_can_show_what_is_as_soon_as_possible(self, held):
        """The law names no date, the council one: the clause cannot be judged, and nothing is held against it."""
        judged = held(council(), law(rules=changed("within: 25 working days", "within: as soon as possible")))
        (one,) = [one for one in judged.packs[0].judgements if one.verdict.value == "cannot_be_judged"]
        assert (one.clause.name, one.because, keys(judged)) == ("stage_2_response", "as_soon_as_possible", [])
        said = "Cannot be judged: stage 2 response: the law names no date, and no date can show what is as soon as possible."
        assert said in judged.explain()

    def test_a_duty_without_a_time_is_stated_where_the_law_has_none_either(self, held):
        """Where the law names a date the page is silent on that alone, by its own rule."""
        untimed = changed("within: 25 working days", "within: no time set")
        soon = law(rules=changed("within: 25 working days", "within: as soon as possible"))
        judged = held(council(untimed), soon)
        assert {one.verdict.value for one in judged.packs[0].judgements} == {"met"}
        (finding,) = held(council(untimed)).held_against
        assert finding.key == "made-up-law/stage_2_response/no_date/stage_2_response"
        written = [(one.name, one.text) for one in finding.size.council]
        assert (finding.verdict.value, written) == (
            "silent",
            [("stage_2_response", "no time set after stage_2_requested")],
        )

    def test_a_page_that_is_silent_of_a_duty_is_silent_of_its_letter_too(self, held):
        """What the letter must hold is no finding besides, unless the page asks for something in it."""
        notice = (
            "          notice: {who: council, within: 5 working days, after: complaint_received, "
            'done_by: complaint_acknowledged, must_contain: [due_date], source: "9"}\n'
        )
        lawful = law(
            rules=changed(
                "        timescales:\n          stage_1_response:\n",
                f"        timescales:\n{notice}          stage_1_response:\n",
            )
        )
        assert keys(held(council(), lawful)) == ["notice/no_date"]

    ending = """\
    at_any_stage:
      moves:
        contact_restricted: {who: %s, source: "7"}
        contact_ended: {who: council, if: {contact_restricted: happened}, to: closed, decided_by: a manager, source: "8"}
"""
    ended = """\
words:
  events:
    contact_restricted: {means: contact was restricted}
    contact_ended: {means: contact and any investigation were ended}
procedures:
"""

    def test_a_power_to_end_what_the_law_says_must_be_considered(self, held):
        """It is found where all that it waits for is the council's own doing, and not where it is somebody else's."""
        text = council(RULES + self.ending % "council").replace("procedures:\n", self.ended)
        assert keys(held(text)) == [
            "complaint_received/taken_back/contact_ended",
            "stage_2_requested/taken_back/contact_ended",
        ]
        finding = held(text).held_against[0]
        assert [(event.kind, event.on) for event in finding.example.case.events] == [
            ("complaint_received", date(2025, 11, 17)),
            ("contact_restricted", date(2025, 11, 24)),
        ]
        assert keys(held(council(RULES + self.ending % "complainant").replace("procedures:\n", self.ended))) == []

    def test_who_went_to_the_ombudsman_is_there_whatever_the_council_does(self, held):
        """A page on which the case stays where it is takes nothing back by closing it."""
        stays = changed(
            "            if: {stage_2_response_sent: happened}\n            to: ombudsman\n",
            "            if: {stage_2_response_sent: happened}\n",
        )
        closing = """\
    at_any_stage:
      moves:
        complaint_closed: {who: council, if: {ombudsman_approached: happened}, to: closed, source: "8"}
"""
        assert keys(held(council(stays + closing))) == []

    def test_an_extension_by_a_letter_without_end(self, held):
        """The law gives ten days more once it is complex; the council, on any letter, thirty."""
        line = "            extension: {up_to: %s working days, made_by: extension_notified%s, source: '8'}\n            source: \"2\"\n"
        lawful = changed('            source: "2"\n', line % (20, ", if: {complex: true}"))
        own = changed('            source: "2"\n', line % (30, ""))
        assert keys(held(council(own), law(rules=lawful))) == ["stage_1_response.extension/later/stage_1_response"]
        assert keys(held(council(lawful), law(rules=lawful))) == []

    def test_a_letter_about_more_time_is_judged_by_the_clock_that_it_extends(self, held):
        """Both stages are extended by the same letter; the law wants a reason in that of stage 2, and the page in neither."""
        more = "            extension: {up_to: 40 working days, made_by: extension_notified%s, source: '8'}\n"
        first, second = ('            source: "2"\n', '            source: "4"\n')
        own = RULES.replace(first, more % "" + first).replace(second, more % "" + second)
        lawful = RULES.replace(first, more % "" + first).replace(second, more % ", must_contain: [reason]" + second)
        found = keys(held(council(own), law(rules=lawful)))
        assert found == ["stage_2_response.extension/content/stage_2_response.extension"]


class TestSaidOnce:
    """What a page says in another event of the law's, or in two words of its own, is no silence, and one finding."""

    raised = '      complaint_received: {who: complainant, to: stage_1, source: "1"}\n'
    informally = raised.replace("complaint_received", "representation_received")

    def test_a_page_without_an_informal_way_in(self, held):
        """By the law either event begins a case alike, and the page knows one of them: nothing is held against it."""
        judged = held(council(), law(rules=changed(self.raised, self.raised + self.informally)))
        (one,) = [one for one in judged.packs[0].judgements if one.clause.name == "representation_received"]
        assert (one.verdict.value, one.because) == ("not_called_for", "another_event_stands_for_it")
        assert keys(judged) == []
        assert "knows no such event, and another by which a case begins alike by the law." in judged.explain()

    @pytest.mark.parametrize(
        "otherwise", [("to: stage_1", "to: stage_2"), ('source: "1"', 'source: "1", if: {made: orally}')]
    )
    def test_a_way_in_that_leads_elsewhere_is_missing(self, held, otherwise):
        """What begins at another stage, or on another condition, no other event stands for."""
        lawful = changed(self.raised, self.raised + self.informally.replace(*otherwise))
        assert keys(held(council(), law(rules=lawful))) == ["representation_received/not_stated"]

    words = """\
words:
  events:
    repeated_found: {means: the complaint was found to be one that was answered before}
  facts:
    repeated: {is: yes_no, asks: "Was the complaint answered before?"}
procedures:
"""

    def declining(self, *tests):
        """Return a council's text by which it declines a complaint on these tests, under a law by which it never may."""
        lines = "".join(f"            - {{who: council, if: {test}, to: closed, source: '9'}}\n" for test in tests)
        rules = changed(
            "        moves:\n          stage_2_requested:\n",
            f"        moves:\n          complaint_not_accepted:\n{lines}          stage_2_requested:\n",
        )
        return council(rules).replace("procedures:\n", self.words)

    lawful = law(
        rules=changed(
            "        moves:\n          stage_2_requested:\n",
            "        moves:\n          complaint_not_accepted: {who: council, if: {made: orally}, to: closed, source: '9'}\n"
            "          stage_2_requested:\n",
        )
    )
    fact, event, other = ("{repeated: true}", "{repeated_found: happened}", "{complex: true}")

    def beyond(self, judged):
        """Return the rules by which the council takes a power that it does not have."""
        return [one.rule for one in judged.held_against if one.difference.value == "beyond_the_law"]

    def test_a_ground_that_is_a_fact_and_an_event_is_found_once(self, held):
        """It is judged by the event; a third ground beside them is found by itself."""
        judged = held(self.declining(self.fact, self.event, self.other), self.lawful)
        assert self.beyond(judged) == ["complaint_not_accepted.3", "complaint_not_accepted.2"]

    def test_each_by_itself_is_found(self, held):
        """A fact without an event, and an event without a fact."""
        assert self.beyond(held(self.declining(self.fact), self.lawful)) == ["complaint_not_accepted"]
        assert self.beyond(held(self.declining(self.event), self.lawful)) == ["complaint_not_accepted"]

    def test_a_ground_from_another_place_is_another(self, held):
        """Of two places of the page each has its own finding."""
        text = self.declining(self.fact, self.event)
        text = text.replace("happened}, to: closed, source: '9'", "happened}, to: closed, source: '10'")
        assert sorted(self.beyond(held(text, self.lawful))) == ["complaint_not_accepted", "complaint_not_accepted.2"]

    def test_what_its_event_counts_as_reaches_the_law(self, held):
        """The law lets it be declined once it was suspended; the council's own event counts as that."""
        allowed = law(
            rules=changed(
                "        moves:\n          stage_2_requested:\n",
                "        moves:\n          complaint_not_accepted: {who: council, if: {complaint_suspended: happened}, to: closed, source: '9'}\n"
                "          stage_2_requested:\n",
            )
        )
        both = self.declining(self.fact, self.event)
        assert self.beyond(held(both, allowed)) == ["complaint_not_accepted.2"]
        known = both.replace("answered before}\n", "answered before, counts_as: [complaint_suspended]}\n")
        assert self.beyond(held(known, allowed)) == []


class TestAStageMore:
    """The law ends with stage 2; the page has a third stage before the Ombudsman, or a way round it."""

    ended = (
        "          ombudsman_approached:\n            who: complainant\n            if: {stage_2_response_sent: happened}\n"
        '            to: ombudsman\n            source: "5"\n'
    )
    asked = "          stage_3_requested: {who: complainant, if: {stage_2_response_sent: happened}, to: stage_3, source: '6'}\n"
    third = (
        "      stage_3:\n        moves:\n          ombudsman_approached: {who: complainant, if: {stage_3_response_sent: happened},"
        " to: ombudsman, source: '7'}\n"
    )
    at_any_time = "    at_any_stage:\n      moves:\n        ombudsman_approached: {who: complainant, source: '8'}\n"
    key = "ombudsman_approached/further_stage/stage_3_requested"

    def test_it_is_found_with_its_case(self, held):
        """Once stage 2 is answered the page has stage 3 to offer, and the law the Ombudsman."""
        own = changed(self.ended, self.asked + self.third)
        judged = held(council(own))
        assert keys(judged) == ["ombudsman_approached/less_open/ombudsman_approached", self.key]
        finding = judged.held_against[1]
        assert [(event.kind, event.on) for event in finding.example.case.events] == [
            ("complaint_received", date(2025, 11, 3)),
            ("stage_1_response_sent", date(2025, 11, 10)),
            ("stage_2_requested", date(2025, 11, 17)),
            ("stage_2_response_sent", date(2025, 11, 24)),
        ]
        answers = finding.example.council, finding.example.law
        assert [(one.name, one.permission and one.permission.value) for one in answers] == [
            ("stage_3_requested", "entitled"),
            ("", None),
        ]
        assert (
            "- Weaker: The law lets the complainant go to the Ombudsman here, where the council's procedure has a stage more."
            in judged.explain()
        )

    def test_that_he_may_be_approached_at_any_time_ends_no_stage(self, held):
        """The page says so of every stage, and has the third one all the same."""
        own = changed(self.ended, self.asked + self.third) + self.at_any_time
        assert keys(held(council(own))) == [self.key]

    def test_a_page_that_ends_here_too(self, held):
        """A third stage beside the way to the Ombudsman is offered, and not in the way."""
        assert keys(held(council(changed(self.ended, self.ended + self.asked + self.third)))) == []

    def test_a_law_that_has_the_stage_too(self, held):
        """Nothing is more than the law's where the law goes on to stage 3 itself."""
        both = changed(self.ended, self.ended + self.asked + self.third)
        own = changed(self.ended, self.asked + self.third)
        assert self.key not in keys(held(council(own), law(rules=both)))

    def test_a_stage_that_the_council_may_open(self, held):
        """It is the complainant's way that is longer; what the council does by itself is another thing."""
        own = changed(
            self.ended,
            (self.asked + self.third).replace("{who: complainant, if: {stage_2", "{who: council, if: {stage_2"),
        )
        assert self.key not in keys(held(council(own)))


class TestCasesBegun:
    """A law that is held beside cases begun from Wednesday 3 September 2025 on, whose first Monday is 8 September."""

    later = law().replace(
        "    document: page\n", '    document: page\n    cases_begun: {from: 2025-09-03, source: "0"}\n'
    )
    own = council(changed("within: 25 working days", "within: 26 working days"))
    key = "stage_2_response/later/stage_2_response"

    def test_on_its_first_day_it_is_judged_by_a_case_that_lies_ahead(self, held):
        """Asked for on the second Monday after the complaint: of the 22nd the twenty-fifth working day is 27 October."""
        judged = held(self.own, self.later, as_of=date(2025, 9, 3))
        (finding,) = judged.held_against
        assert finding.key == f"made-up-law/{self.key}"
        example = finding.example
        assert [event.on for event in example.case.events] == [date(2025, 9, 8), date(2025, 9, 15), date(2025, 9, 22)]
        assert (example.as_of, example.lies_ahead) == (date(2025, 9, 29), True)
        assert (example.council.due, example.law.due) == (date(2025, 10, 28), date(2025, 10, 27))
        assert (
            "  Example, on days that lie ahead, since earlier cases are not held against the law:" in judged.explain()
        )

    @pytest.mark.parametrize("as_of", [date(2025, 9, 3), date(2025, 9, 10), date(2025, 9, 24), AS_OF])
    def test_the_same_verdicts_on_every_day(self, held, as_of):
        """Clause by clause, as many cases are tried on the first day as three months later."""

        def judged(day):
            pack = held(self.own, self.later, as_of=day).packs[0]
            return [(one.clause.name, one.verdict, one.tried) for one in pack.judgements]

        assert judged(as_of) == judged(AS_OF)

    def test_no_case_is_of_the_time_before_it(self, held):
        """Every example began on the first day or after it, and lies ahead only where it ends after the day."""
        for as_of in (date(2025, 9, 3), date(2025, 9, 24), AS_OF):
            (finding,) = held(self.own, self.later, as_of=as_of).held_against
            assert finding.example.case.events[0].on >= date(2025, 9, 3)
            assert finding.example.lies_ahead is (as_of < date(2025, 9, 29))

    def test_before_its_first_day_nothing_is_judged(self, held):
        """The day before, each clause says why, and so does the head of the law."""
        judged = held(self.own, self.later, as_of=date(2025, 9, 2))
        assert {one.because for one in judged.packs[0].judgements} == {"not_held_yet"}
        assert (judged.packs[0].not_judged, judged.packs[0].to_dict(AS_OF)["judged"]) == ("not_held_yet", False)
        said = "  NOTHING OF IT COULD BE JUDGED: on this day it is not held beside cases that begin."
        assert said in judged.explain().splitlines()
