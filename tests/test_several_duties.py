"""One timescale of a page that answers several duties: which date binds, what an extension means, what is known of it.

The law is made up: five working days to acknowledge, ten more from the acknowledgement, and fifteen in all from receipt.
All days are counted by hand; in June 2024 no bank holiday falls, and Monday is the 3rd, the 10th, the 17th and the 24th.
"""

from datetime import date

import pytest

from complaint_rules import Case, Event, assess, conform, load_profile
from complaint_rules.comparison.pairing import pairs
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document

LAW = """\
profile: an-act
title: An Act
force: law
documents: {act: {title: An Act, checked: provision_read}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: act
    begins: {complaint_received: {who: complainant, to: stage_1, source: "2"}}
    stages:
      stage_1:
        timescales:
          acknowledge: {who: council, within: 5 working days, after: complaint_received, done_by: complaint_acknowledged, source: "3"}
          soon:
            who: council
            within: 10 working days
            after: complaint_acknowledged
            done_by: stage_1_response_sent
            extension: {up_to: 15 working days, made_by: extension_notified, source: "5"}
            source: "4"
          whole:
            who: council
            within: 15 working days
            after: complaint_received
            done_by: stage_1_response_sent
            extension: {adds: 2 working days, made_by: extension_notified, source: "7"}
            source: "6"
"""
PAGE = """\
profile: northshire
title: Northshire
documents: {page: {title: How to complain}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  corporate:
    title: Complaints
    document: page
    stands_under: [an-act]
    begins: {complaint_received: {who: complainant, to: stage_1, source: "2"}}
    stages:
      stage_1:
        timescales:
          answer:
            who: council
            within: 15 working days
            after: complaint_received
            done_by: stage_1_response_sent
            fulfils: [soon, whole]
            source: "3"
"""


def june(day):
    """Return a day of June 2024."""
    return date(2024, 6, day)


def northshire(page=PAGE, law=LAW):
    """Return the page's procedure under the made-up law."""
    packs = {"an-act": compile_profile(read_document(law, "an-act.yaml"), shelf())}
    shelved = shelf()._replace(pack=packs.get, pack_names=tuple(packs))
    return compile_profile(read_document(page, "northshire.yaml"), shelved).procedure("corporate")


def asked(*events, page=PAGE, law=LAW, as_of=10):
    """Assess a complaint received on Monday 3 June, with more events by their days of June."""
    more = (Event(kind, june(day), **details) for day, kind, details in events)
    return assess(northshire(page, law), Case([Event("complaint_received", june(3)), *more]), june(as_of))


def acknowledged(day):
    """Return the acknowledgement on a day of June."""
    return day, "complaint_acknowledged", {}


def rows(answer, *names):
    """Return the rows of some timescales."""
    found = {row.timescale: row for row in answer.due_dates}
    return tuple(found[name] for name in names)


def dates(answer):
    """Return due date and binding basis of the council's answer, and of both duties of the law."""
    return [(row.due, row.binding) for row in rows(answer, "answer", "soon", "whole")]


class TestWhichDateBinds:
    """The law's fifteen working days from 3 June end on the 24th (the tenth is the 17th); so do the page's."""

    def test_each_duty_is_held_against_the_one_date(self):
        """Acknowledged on Wednesday the 5th, ten working days end on the 19th: five days before the page's date."""
        assert dates(asked(acknowledged(5))) == [(june(24), "law"), (june(19), "law"), (june(24), "council")]

    def test_the_council_binds_where_its_date_is_the_earlier_for_both(self):
        """Eight working days from the 3rd end on the 13th."""
        page = PAGE.replace("15 working days", "8 working days")
        assert dates(asked(acknowledged(5), page=page)) == [
            (june(13), "council"),
            (june(19), "council"),
            (june(24), "council"),
        ]

    def test_before_the_acknowledgement_only_the_whole_has_a_date(self):
        """Sixteen working days end on the 25th, the law's whole on the 24th."""
        page = PAGE.replace("15 working days", "16 working days")
        assert dates(asked(page=page, as_of=4)) == [(june(25), "law"), (None, "council"), (june(24), "law")]

    def test_of_a_cancelled_duty_the_other_counts(self):
        """A duty that the law gives up binds nobody; the other duty does."""
        law = LAW.replace(
            'extension: {adds: 2 working days, made_by: extension_notified, source: "7"}',
            "cancelled_by: complaint_allocated",
        )
        answer = asked((4, "complaint_allocated", {}), acknowledged(5), law=law)
        assert dates(answer) == [(june(24), "law"), (june(19), "law"), (june(24), "council")]
        assert rows(answer, "whole")[0].state == "cancelled"

    def test_a_duty_whose_date_is_open_leaves_it_open_unless_the_other_is_the_laws(self):
        """Read from the 5th ten working days end on the 19th, and from the allocation on Friday the 7th on the 21st."""
        law = LAW.replace(
            "after: complaint_acknowledged",
            "after: unstated\n            readings: {after: {could_be: [complaint_acknowledged, complaint_allocated], because: of what is not said}}",
        ).replace("force: law", "force: law\nreadings_approved_by: nobody")
        events = acknowledged(5), (7, "complaint_allocated", {})
        assert dates(asked(*events, law=law)) == [(june(24), None), (None, None), (june(24), "council")]
        later = PAGE.replace("15 working days", "16 working days")
        assert dates(asked(*events, law=law, page=later)) == [(june(25), "law"), (None, None), (june(24), "law")]

    def test_beside_guidance_the_council_binds_for_each(self):
        """Guidance never binds, though one of its dates is the earlier."""
        law = LAW.replace("force: law", "force: guidance")
        assert dates(asked(acknowledged(5), law=law)) == [
            (june(24), "council"),
            (june(19), "council"),
            (june(24), "council"),
        ]

    def test_law_and_guidance_for_one_rule(self):
        """A duty of law and another of guidance: the law's date of the 24th binds a page with sixteen working days."""
        law = LAW.replace("          soon:", "          early:").replace("[soon", "[early")
        guide = (
            LAW.replace("an-act", "a-guide")
            .replace("force: law", "force: guidance")
            .replace("          whole:", "          all:")
        )
        packs = {
            name: compile_profile(read_document(text, name), shelf())
            for name, text in (("an-act", law), ("a-guide", guide))
        }
        page = PAGE.replace("[an-act]", "[an-act, a-guide]").replace("[soon, whole]", "[whole, soon]")
        shelved = shelf()._replace(pack=packs.get, pack_names=tuple(packs))
        found = compile_profile(read_document(page.replace("15 working", "16 working"), "page"), shelved).procedure(
            "corporate"
        )
        answer = assess(
            found, Case([Event("complaint_received", june(3)), Event("complaint_acknowledged", june(5))]), june(10)
        )
        (council,) = rows(answer, "answer")
        assert [(row.timescale, row.basis, row.due) for row in council.others] == [
            ("whole", "law", june(24)),
            ("soon", "guidance", june(19)),
        ]
        assert (council.due, council.binding) == (june(25), "law")


class TestWhatIsTold:
    def test_the_duties_as_data(self):
        """A row names every duty that it answers, the law's row its own."""
        answer = asked(acknowledged(5)).to_dict()
        found = {row["timescale"]: row["duties"] for row in answer["due_dates"]}
        assert found == {
            "answer": ["soon", "whole"],
            "acknowledge": ["acknowledge"],
            "soon": ["soon"],
            "whole": ["whole"],
        }

    def test_the_rows_know_each_other(self):
        """The council's row has both of the law's beside it, each of them the council's."""
        council, soon, whole = rows(asked(acknowledged(5)), "answer", "soon", "whole")
        assert (council.others, soon.others, whole.others) == ((soon, whole), (council,), (council,))

    def test_in_english_which_date_counts_for_each(self):
        """The one date of the page counts for the whole, and not for the duty that ends before."""
        council, whole = (row.explain() for row in rows(asked(acknowledged(5)), "answer", "whole"))
        assert "Where council and law differ, the date that counts is that of the law.\n" in council
        assert "Where council and law differ, the date that counts is that of the council's procedure.\n" in whole

    def test_one_name_and_a_list_of_one_are_the_same(self):
        """`fulfils: whole` is `fulfils: [whole]`; the duty that it does not name has no other date beside it."""
        one, listed = (PAGE.replace("[soon, whole]", written) for written in ("whole", "[whole]"))
        assert asked(acknowledged(5), page=one).to_dict() == asked(acknowledged(5), page=listed).to_dict()
        assert dates(asked(acknowledged(5), page=one)) == [
            (june(24), "council"),
            (june(19), None),
            (june(24), "council"),
        ]


class TestAnExtensionNamedByTheCouncilsTimescale:
    """Acknowledged on the 5th. Fifteen working days from then end on the 26th; two after the 24th on the 26th too."""

    def test_it_extends_each_duty_by_its_own_rule(self):
        """The first to its total, the second by its amount."""
        told = 12, "extension_notified", {"of": "answer"}
        answer = asked(acknowledged(5), told, as_of=12)
        assert [row.due for row in rows(answer, "soon", "whole")] == [june(26), june(26)]
        assert [one.code for one in answer.irregularities] == []

    def test_named_by_one_duty_it_extends_that_one(self):
        """The other keeps its date."""
        told = 12, "extension_notified", {"of": "whole"}
        assert [row.due for row in rows(asked(acknowledged(5), told, as_of=12), "soon", "whole")] == [
            june(19),
            june(26),
        ]

    def test_without_a_name_it_is_not_clear_which(self):
        """Two clocks of the law run and both may be extended by the letter: neither is."""
        told = 12, "extension_notified", {}
        answer = asked(acknowledged(5), told, as_of=12)
        assert [row.due for row in rows(answer, "soon", "whole")] == [june(19), june(24)]
        assert [one.code for one in answer.irregularities if one.basis == "law"] == ["extension_ambiguous"]

    def test_one_of_them_may_be_past(self):
        """On Thursday the 20th the first duty is overdue since the 19th; the second still goes to the 26th."""
        told = 20, "extension_notified", {"of": "answer"}
        answer = asked(acknowledged(5), told, as_of=20)
        assert [row.due for row in rows(answer, "soon", "whole")] == [june(19), june(26)]
        assert [(one.code, one.about[0]) for one in answer.irregularities] == [("extension_too_late", "soon")]

    def test_a_name_that_stands_for_another_duty_is_not_the_laws_own(self):
        """The page's `soon` answers the law's `whole`: an extension of it is none of the law's `soon`."""
        page = PAGE.replace("          answer:", "          soon:").replace("[soon, whole]", "whole")
        answer = asked(acknowledged(5), (12, "extension_notified", {"of": "soon"}), page=page, as_of=12)
        found = {(row.timescale, row.basis): row.due for row in answer.due_dates}
        assert (found["soon", "law"], found["whole", "law"]) == (june(19), june(26))


class TestConformity:
    """A rule that answers both duties is held against both; one that answers a single duty leaves the other unanswered."""

    def held(self, page=PAGE):
        judged = conform(northshire(page), june(24))
        return sorted(
            f"{one.clause.name}/{one.difference.value}"
            for one in judged.held_against
            if "extension" not in one.clause.name
        )

    @pytest.mark.parametrize(
        ("fulfils", "unanswered"),
        [("[soon, whole]", []), ("soon", ["whole/no_date"]), ("whole", ["soon/no_date"])],
    )
    def test_what_no_rule_answers(self, fulfils, unanswered):
        """Only what the page does not name is told as a date that it does not set."""
        found = self.held(PAGE.replace("[soon, whole]", fulfils))
        assert [one for one in found if one.endswith("/no_date")] == ["acknowledge/no_date", *unanswered]

    def test_a_date_that_is_later_than_one_of_the_two_is_told_of_that_one(self):
        """Sixteen working days are one more than the whole gives; fifteen are as many."""
        found = self.held(PAGE.replace("15 working days", "16 working days"))
        assert "whole/later" in found
        assert "whole/later" not in self.held()


class TestOneRuleForTwoProcedures:
    """A stage taken over by `same_as` names the duties of both procedures' packs; each answers those of its own."""

    def test_each_procedure_has_the_duties_of_its_own_packs(self):
        """Cambridgeshire's stage 1 is one for both: ten working days from receipt."""
        found = {
            name: load_profile("cambridgeshire").procedure(name).duties["stage_1_response"]
            for name in ("childrens_statutory", "corporate")
        }
        assert found == {
            "childrens_statutory": ("stage_1_response",),
            "corporate": ("stage_1_response", "stage_1_response_whole"),
        }


class TestTwoEditionsOfAPage:
    """Timescales that share no name are the same clause by the duties that they answer."""

    @pytest.mark.parametrize(
        ("before", "others", "same"),
        [
            ("whole", ["[soon]", "[soon, whole]"], "new_2"),
            ("[soon, whole]", ["soon", "[soon, whole]"], "new_2"),
            ("[soon, whole]", ["acknowledge", "whole"], "new_2"),
            ("acknowledge", ["soon", "whole"], None),
        ],
    )
    def test_all_duties_alike_go_before_one_that_is_shared(self, before, others, same):
        """Of two newcomers the one that answers exactly the same, else one that answers any of it."""
        old = northshire(PAGE.replace("[soon, whole]", before))
        start = PAGE.index("          answer:")
        written = PAGE[start:]
        new = "".join(
            written.replace("answer:", f"new_{at}:").replace("[soon, whole]", fulfils)
            for at, fulfils in enumerate(others, 1)
        )
        found = {pair.old.name: pair.new for pair in pairs(old, northshire(PAGE[:start] + new)) if pair.old is not None}
        assert (found["answer"].name if found["answer"] else None) == same
