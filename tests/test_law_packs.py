"""What is said of law and guidance: from when, how far it was checked, and that guidance does not pass for law.

Expected days are those of `profiles/cases/law`, counted by hand; here it is the words that are asserted, whole.
"""

import json
from datetime import date

import pytest

from complaint_rules import Case, Event, assess, load_profile
from complaint_rules.citations import Checked, Citation, least_checked
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf, shipped_packs
from complaint_rules.profiles.reading import read_document

REGULATIONS = (
    "Local Authority Social Services and National Health Service Complaints (England) Regulations 2009 (SI 2009/309)"
)
ADULT = load_profile("ncc").procedure("adult_social_care")
CORPORATE = load_profile("ncc").procedure("corporate")
CHILDREN = load_profile("children-2006").procedure("childrens_statutory")
RECEIVED = Event("complaint_received", date(2026, 1, 10))


def row(answer, timescale, basis):
    """Return the last row of a timescale on a basis."""
    return [one for one in answer.due_dates if (one.timescale, one.basis) == (timescale, basis)][-1]


def move(answer, event, basis):
    """Return a move on a basis."""
    return next(one for one in answer.transitions if (one.event, one.basis) == (event, basis))


def bases(answer):
    """Return every basis on which anything at all is answered."""
    rows = [one.basis for one in (*answer.due_dates, *answer.transitions, *answer.irregularities)]
    return {
        basis.value
        for basis in (*rows, *(each.basis for each in (*answer.acceptance.law, *answer.acceptance.guidance)))
    }


def corporate(received, *more, as_of):
    """Assess a case under NCC's corporate column."""
    return assess(CORPORATE, Case([Event("complaint_received", received), *more], {}), as_of)


class TestTheCodeIsDated:
    """It is used from 1 April 2026: beside older complaints it is not there at all, on whatever day one asks."""

    @pytest.mark.parametrize(
        ("received", "found"),
        [
            (date(2018, 5, 1), {"council"}),
            (date(2026, 3, 31), {"council"}),
            (date(2026, 4, 1), {"council", "guidance"}),
        ],
    )
    def test_it_is_held_beside_complaints_from_its_day_on(self, received, found):
        """By the day of receipt, not of the question."""
        answer = corporate(received, as_of=date(2026, 6, 1))
        assert bases(answer) == found
        assert ("guidance" in answer.explain()) is ("guidance" in found)
        assert ("lgsco-code-2024" in dict(answer.editions)) is ("guidance" in found)

    def test_the_answer_says_for_which_cases_it_is_and_how_that_is_known(self):
        """The day is known from what three councils tell, and whether it means the day of the complaint is a reading."""
        answer = corporate(date(2026, 4, 1), as_of=date(2026, 4, 2))
        assert answer.explain().splitlines()[-2] == (
            "lgsco-code-2024 is held beside cases that began from 1 April 2026 (Complaint Handling Code of the Local Government and Social Care "
            "Ombudsman (February 2024), used in the Ombudsman's casework from 1 April 2026, as Staffordshire, Shropshire and Buckinghamshire tell it; "
            "not confirmed: at second hand). `from` is read as 2026-04-01; it could be what is done from that day on, in older complaints too: whether "
            "it is the day of the complaint or of what is judged was not found said; it is taken for the complaint."
        )
        (found,) = answer.to_dict()["held_beside"]
        assert (found["profile"], found["basis"], found["from"], found["up_to"]) == (
            "lgsco-code-2024",
            "guidance",
            "2026-04-01",
            None,
        )
        assert found["source"]["checked"] == "second_hand"
        assert corporate(date(2026, 3, 31), as_of=date(2026, 4, 2)).to_dict()["held_beside"] == []

    @pytest.mark.parametrize(
        ("asked", "found"), [(date(2026, 3, 31), {"council"}), (date(2026, 4, 1), {"council", "guidance"})]
    )
    def test_before_a_complaint_it_is_the_day_of_the_question(self, asked, found):
        """Whether a complaint may be taken is asked of the rules of that day."""
        assert bases(assess(CORPORATE, Case([], {}), asked)) == found

    def test_what_an_older_complaint_is_told_later_is_not_irregular_by_it(self):
        """A letter of delay without the Ombudsman's details offends the Code alone, and that is not there."""
        events = [
            Event("complaint_acknowledged", date(2026, 4, 1)),
            Event("extension_notified", date(2026, 4, 2), contains=["reason"]),
        ]
        older = corporate(date(2026, 3, 31), *events, as_of=date(2026, 4, 3))
        newer = corporate(date(2026, 4, 1), *events, as_of=date(2026, 4, 3))
        assert {one.basis.value for one in older.irregularities} == {"council"}
        assert [(one.code, one.basis.value) for one in newer.irregularities] == [("content_missing", "guidance")]

    @pytest.mark.parametrize(
        ("received", "held"),
        [(date(2024, 5, 31), False), (date(2024, 6, 3), True), (date(2024, 6, 5), True), (date(2024, 6, 6), False)],
    )
    def test_a_pack_may_have_a_last_day_too(self, received, held):
        """Both days of a span are in it."""
        text = (PACK % "cases_begun: {from: 2024-06-03, up_to: 2024-06-05, source: '1'}", COUNCIL)
        pack = compile_profile(read_document(text[0], "pack"), shelf())
        shelved = shelf()._replace(pack={"pack": pack}.get, pack_names=("pack",))
        procedure = compile_profile(read_document(text[1], "council"), shelved).procedure("corporate")
        answer = assess(procedure, Case([Event("complaint_received", received)]), date(2024, 6, 10))
        assert ("law" in bases(answer)) is held


class TestWhatIsAcceptedAtStage2:
    """Before its answer what was answered at local resolution is accepted (reg 15(1)); after it, no panel is asked for (18)."""

    REQUESTED = (
        Event("complaint_received", date(2026, 6, 1)),
        Event("stage_1_response_sent", date(2026, 6, 12), outcome="upheld"),
        Event("stage_2_requested", date(2026, 6, 15)),
    )

    @pytest.mark.parametrize(
        ("more", "place"),
        [((), "reg 15(1)"), ((Event("stage_2_response_sent", date(2026, 6, 22), outcome="upheld"),), "reg 18")],
    )
    def test_by_which_rule(self, more, place):
        """Each of the two rules is followed in its time, and both close the case."""
        # Fails: reg 15(1) after the answer too, since its rule was live in all three stages and came first.
        facts = {"complainant": "parent", "subject": "part_3_function", "made": "in_writing"}
        found = move(
            assess(CHILDREN, Case([*self.REQUESTED, *more], facts), date(2026, 6, 23)), "response_accepted", "law"
        )
        places = [reason.citation.place for reason in found.reasons if reason.citation]
        assert (found.permission, found.to, places) == ("entitled", "closed", [place])


PACK = """\
profile: pack
title: An Act
force: law
documents:
  act: {title: An Act, checked: second_hand}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: act
    %s
    begins: {complaint_received: {who: complainant, to: stage_1, source: {place: "2", checked: provision_read}}}
    stages:
      stage_1:
        timescales:
          acknowledge:
            who: council
            within: 3 working days
            after: complaint_received
            done_by: complaint_acknowledged
            source: {place: "3", checked: provision_read}
            extension: {up_to: 5 working days, made_by: extension_notified, source: "4"}
        moves:
          stage_2_requested: {who: complainant, if: {acknowledge: overdue}, to: stage_2, source: {place: "5", checked: from_memory}}
      stage_2:
        moves:
          stage_3_requested: {who: complainant, source: {place: "6", checked: provision_read}}
"""
COUNCIL = """\
profile: northshire
title: Northshire
documents: {page: {title: How to complain}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: page
    stands_under: pack
    begins: {complaint_received: {who: complainant, to: stage_1, source: "2"}}
    stages: {stage_1: {title: Stage 1}}
"""


class TestGuidanceIsNotLaw:
    def test_it_never_binds_even_where_it_is_earlier(self):
        """The page's fifteen days from Tue 7 Apr end on 28 Apr, the Code's ten from Fri 10 Apr on 24 Apr.

        So do the Code's two periods together: five days end on 14 Apr, ten more on 28 Apr.
        """
        answer = corporate(
            date(2026, 4, 7), Event("complaint_acknowledged", date(2026, 4, 10)), as_of=date(2026, 4, 12)
        )
        council, code = (row(answer, "stage_1_response", basis) for basis in ("council", "guidance"))
        assert (council.due, code.due) == (date(2026, 4, 28), date(2026, 4, 24))
        assert (council.binding, code.binding) == ("council", "council")
        assert council.explain().splitlines()[:4] == [
            "Stage 1 response, by the council's procedure (for the council): Tuesday 28 April 2026. State: running.",
            "  Source: NCC Complaints Management (undated), Stage 1, first column: 'within 15 working days (inclusive of the 3 days for acknowledgement)'.",
            "  The guidance asks for “stage 1 response” by Friday 24 April 2026 (read on the regulator's page alone); it guides, and does not bind.",
            "  The guidance asks for “stage 1 response whole” by Tuesday 28 April 2026 (read on the regulator's page alone); it guides, and does not bind.",
        ]
        assert code.explain().splitlines()[:4] == [
            "Stage 1 response, by the guidance (for the council): Friday 24 April 2026. State: running.",
            "  Source: Complaint Handling Code of the Local Government and Social Care Ombudsman (February 2024), 6.3; read on the regulator's page alone.",
            "  It could be extended to Monday 11 May 2026 at the latest (read on the regulator's page alone).",
            "  It guides, and does not bind.",
        ]

    def test_it_stands_apart_in_the_answer_on_acceptance(self):
        """Law under `law`, guidance under `guidance`, as data too."""
        code = corporate(date(2026, 4, 7), as_of=date(2026, 4, 8)).acceptance
        law = assess(ADULT, Case([RECEIVED]), date(2026, 1, 10)).acceptance
        assert ([each.basis for each in code.law], [each.basis for each in code.guidance]) == ([], ["guidance"])
        assert ([each.basis for each in law.law], [each.basis for each in law.guidance]) == (["law"], [])
        assert [each["basis"] for each in code.to_dict()["guidance"]] == ["guidance"]

    def test_a_duty_that_both_know_is_the_laws(self):
        """Where a procedure stands under law and guidance, its duty answers the law's."""
        law = compile_profile(read_document(PACK % "", "pack"), shelf())
        guide = compile_profile(
            read_document(
                (PACK % "").replace("profile: pack", "profile: guide").replace("force: law", "force: guidance"), "guide"
            ),
            shelf(),
        )
        for names in ("[pack, guide]", "[guide, pack]"):
            shelved = shelf()._replace(pack={"pack": law, "guide": guide}.get, pack_names=("pack", "guide"))
            clock = "timescales: {acknowledge: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_acknowledged, source: '3'}}"
            text = COUNCIL.replace("stands_under: pack", f"stands_under: {names}").replace("title: Stage 1", clock)
            procedure = compile_profile(read_document(text, "council"), shelved).procedure("corporate")
            answer = assess(procedure, Case([Event("complaint_received", date(2024, 6, 3))]), date(2024, 6, 4))
            assert (row(answer, "acknowledge", "council").binding, row(answer, "acknowledge", "law").binding) == (
                "law",
                "law",
            )
            assert row(answer, "acknowledge", "guidance").binding is None


class TestHowFarAPlaceWasChecked:
    def test_a_citation_says_it_in_words_and_as_data(self):
        """What was read is cited as it is; what was not says so wherever it is cited."""
        said = {checked: str(Citation("An Act", "s 1", checked=checked)) for checked in Checked}
        assert said == {
            Checked.DOCUMENT_READ: "An Act, s 1",
            Checked.PROVISION_READ: "An Act, s 1",
            Checked.REGULATORS_PAGE_READ: "An Act, s 1; read on the regulator's page alone",
            Checked.SECOND_HAND: "An Act, s 1; not confirmed: at second hand",
            Checked.FROM_MEMORY: "An Act, s 1; not confirmed: from memory",
        }
        assert Citation("A page", "1").to_dict() == {"document": "A page", "place": "1", "checked": "document_read"}

    def test_an_answer_is_as_certain_as_its_least_checked_rule(self):
        """From memory is least; nothing to cite is a document that was read."""
        places = [
            Citation("An Act", "1", checked=one)
            for one in (Checked.SECOND_HAND, Checked.FROM_MEMORY, Checked.PROVISION_READ)
        ]
        assert least_checked(places) is Checked.FROM_MEMORY
        assert least_checked([places[0], None, places[2]]) is Checked.SECOND_HAND
        assert least_checked([]) is Checked.DOCUMENT_READ

    def test_it_is_the_documents_unless_the_place_says_otherwise(self):
        """A place of its own in the same document needs no document named."""
        procedure = compile_profile(read_document(PACK % "", "pack"), shelf()).procedure("corporate")
        clock = procedure.timescale("acknowledge")
        assert (clock.citation.document, clock.citation.place, clock.citation.checked) == (
            "An Act",
            "3",
            Checked.PROVISION_READ,
        )
        assert clock.extension.citation.checked is Checked.SECOND_HAND

    @pytest.mark.parametrize("name", shipped_packs())
    def test_no_rule_of_a_pack_passes_for_a_councils_own_document(self, name):
        """Of each it is said how far it was checked, and not that a council's page was read."""
        for procedure in load_profile(name).procedures.values():
            rules = (*procedure.begins, *procedure.moves, *procedure.bars, *procedure.timescales)
            assert Checked.DOCUMENT_READ not in {rule.citation.checked for rule in rules}

    def test_the_regulations_that_were_not_read_say_so(self):
        """Regulation 14 is from memory and regulation 13 at second hand; regulations 6, 8 and 9 were read."""
        found = {
            rule.citation.place: rule.citation.checked.value
            for rule in load_profile("adults-2009").procedure("adult_social_care").timescales
        }
        assert found == {
            "reg 8(1)(c)": "provision_read",
            "reg 13, as two practitioners' pages restate it": "second_hand",
            "reg 13(8)": "from_memory",
            "reg 9": "provision_read",
            "reg 14(2) to (4)": "from_memory",
            "reg 14(4)": "from_memory",
            "s 26B(1) to (3)": "provision_read",
        }


class TestNothingUncertainPassesForCertain:
    """Every sentence and every line of a table that rests on an unconfirmed rule says that it does."""

    def answer(self, as_of=date(2026, 2, 1)):
        """Assess an oral complaint about adult care, acknowledged late and without the offer."""
        events = [RECEIVED, Event("complaint_acknowledged", date(2026, 1, 16), contains=["procedure_named"])]
        facts = {
            "complainant": "service_user",
            "subject": "adult_social_care",
            "made": "orally",
            "complex": False,
            "became_aware_on": date(2026, 1, 5),
        }
        return assess(ADULT, Case(events, facts), as_of)

    def test_a_due_date(self):
        """In its source, in its reasons, and where the council's row says that the law's date counts."""
        council, law = (row(self.answer(), "stage_1_response", basis) for basis in ("council", "law"))
        assert law.explain().splitlines()[:3] == [
            "Stage 1 response, by the law (for the council): Thursday 9 July 2026. State: running.",
            f"  Source: {REGULATIONS}, reg 14(2) to (4); not confirmed: from memory.",
            "  Where council and law differ, the date that counts is that of the law (not confirmed: from memory).",
        ]
        assert (
            "  Where council and law differ, the date that counts is that of the law (not confirmed: from memory)."
            in council.explain().splitlines()
        )
        assert f"({REGULATIONS}, reg 14(2) to (4); not confirmed: from memory)" in law.to_dict()["reasons"][0]["text"]
        assert law.to_dict()["source"]["checked"] == law.to_dict()["reasons"][0]["source"]["checked"] == "from_memory"

    def test_an_irregularity(self):
        """The letter that lacks what it must, by a rule known at second hand."""
        (found,) = self.answer().irregularities
        assert found.explain() == (
            "Complaint acknowledged, Friday 16 January 2026. By the law: the letter lacks what it must contain (acknowledge and discussion offered) "
            "(not confirmed: at second hand)."
        )
        assert found.to_dict()["checked"] == "second_hand"

    def test_a_move_and_why_it_is_open(self):
        """Its first line and each of its reasons."""
        withdrawing = move(self.answer(), "complaint_withdrawn", "law")
        assert withdrawing.explain().splitlines() == [
            "Complaint withdrawn (to withdrawn), by the law: yes, as of right (not confirmed: from memory).",
            (
                f"  The law allows it ({REGULATIONS}, the Regulations as a whole; not confirmed: from memory). "
                "Note: that nothing is owed once it is withdrawn was not read anywhere."
            ),
        ]
        assert withdrawing.to_dict()["checked"] == "from_memory"

    def test_a_move_that_looks_at_a_clock_is_no_more_certain_than_the_clock(self):
        """The move stands in a provision that was read, the clock that it waits for does not."""
        text = (
            (PACK % "")
            .replace('place: "3", checked: provision_read', 'place: "3", checked: from_memory')
            .replace('place: "5", checked: from_memory', 'place: "5", checked: provision_read')
        )
        procedure = compile_profile(read_document(text, "pack"), shelf()).procedure("corporate")
        answer = assess(procedure, Case([Event("complaint_received", date(2024, 6, 3))]), date(2024, 6, 10))
        asked = move(answer, "stage_2_requested", "law")
        assert (asked.permission, asked.checked) == ("entitled", Checked.FROM_MEMORY)
        assert (
            asked.explain().splitlines()[0]
            == "Stage 2 requested (to stage 2), by the law: yes, as of right (not confirmed: from memory)."
        )

    def test_how_far_a_date_could_go_by_an_extension_that_is_less_certain(self):
        """The three days were read, the five at second hand only."""
        procedure = compile_profile(read_document(PACK % "", "pack"), shelf()).procedure("corporate")
        answer = assess(procedure, Case([Event("complaint_received", date(2024, 6, 3))]), date(2024, 6, 4))
        assert (
            "  It could be extended to Monday 10 June 2024 at the latest (not confirmed: at second hand)."
            in row(answer, "acknowledge", "law").explain().splitlines()
        )

    def test_the_tables_of_the_whole_answer(self):
        """A line of its own below what is due; in brackets behind what waits, what is open and what is not."""
        lines = self.answer().explain().splitlines()
        at = next(at for at, line in enumerate(lines) if line.startswith("  law      stage 1 response"))
        assert lines[at + 1].strip() == "Not confirmed: from memory."
        assert "  law      Not started: response period (not confirmed: from memory), lead body." in lines
        assert "  law      complaint withdrawn         yes, as of right (not confirmed: from memory)" in lines
        closed = next(line for line in lines if line.startswith("  law      Not open:"))
        assert "complaint received (not confirmed: at second hand)" in closed

    def test_acceptance(self):
        """Each reason is cited, and says it."""
        reasons = [reason["text"] for reason in self.answer().acceptance.law[0].to_dict()["who"]["reasons"]]
        assert all("reg 5; not confirmed: from memory" in text for text in reasons)

    def test_what_was_read_carries_no_such_words(self):
        """The 2006 Regulations were read whole, and nothing is said against them."""
        procedure = load_profile("northumberland").procedure("childrens_statutory")
        facts = {"complainant": "parent", "subject": "part_3_function", "made": "in_writing"}
        answer = assess(procedure, Case([Event("complaint_received", date(2024, 6, 3))], facts), date(2024, 6, 20))
        assert "not confirmed" not in answer.explain()
        assert "not confirmed" not in json.dumps(answer.to_dict())
