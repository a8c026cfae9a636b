"""A duty of the law's that the page has under another name: the finding of its silence names the rule that it may be."""

import pytest

from complaint_rules.explanation.conformity import conformity_in_brief
from tests.conformance.conftest import RULES, changed, council

NAMED = changed("          stage_2_response:\n", "          stage_2_reply:\n")
HINT = "If your `stage_2_reply` (4) is this duty, write `fulfils: stage_2_response` in it."
SECOND = """\
          second_reply:
            who: council
            within: 25 working days
            after: stage_2_requested
            done_by: stage_2_response_sent
            source: "4a"
"""


def perhaps(judged):
    """Return the rule that may be the duty on which the page is found silent; nothing if there is none."""
    (finding,) = [one for one in judged.held_against if one.key.endswith("stage_2_response/no_date")]
    return finding.perhaps.name if finding.perhaps is not None else ""


class TestNamedOtherwise:
    """The rule ends as the duty does, and fulfils nothing."""

    def test_in_words(self, held):
        """It is named with its place, and what to write in it, in full and in brief."""
        judged = held(council(NAMED))
        assert f"      Council, 2024: no rule of the profile.\n      {HINT}\n" in judged.explain()
        (line,) = [line for line in conformity_in_brief(judged) if "silent: stage 2 response" in line]
        assert f" {HINT} [" in line

    def test_for_programs(self, held):
        """Its name and its place are in the JSON; of what is no silence there is nothing."""
        (finding,) = held(council(NAMED)).held_against
        said = finding.to_dict(held().as_of)["perhaps"]
        assert (said["rule"], said["source"]["place"]) == ("stage_2_reply", "4")
        (later,) = held(council(changed("within: 10 working days", "within: 11 working days"))).held_against
        assert later.to_dict(held().as_of)["perhaps"] is None

    def test_with_it_written_nothing_is_found(self, held):
        """What the finding tells to write makes it go away."""
        written = NAMED.replace("stage_2_reply:\n", "stage_2_reply:\n            fulfils: stage_2_response\n")
        assert held(council(written)).held_against == ()

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("done_by: stage_2_response_sent", "done_by: panel_held"),
            ("stage_2_reply:\n", "stage_2_reply:\n            fulfils: stage_1_response\n"),
        ],
    )
    def test_what_ends_otherwise_or_is_another_duty_is_not_named(self, held, old, new):
        """A rule that another event ends, and one that says what it fulfils, are other things."""
        assert NAMED.count(old) == 1
        assert perhaps(held(council(NAMED.replace(old, new)))) == ""

    def test_the_complainant_s_time_is_no_duty_of_the_council_s(self, held):
        """A window that ends with the same event is not the council's answer."""
        window = NAMED.replace(
            "stage_2_reply:\n            who: council", "stage_2_reply:\n            who: complainant"
        )
        window = window.replace(
            "done_by: stage_2_response_sent", "done_by: stage_2_response_sent\n            late: refused"
        )
        assert perhaps(held(council(window))) == ""

    def test_of_two_the_one_that_begins_alike(self, held):
        """One starts with the acceptance of the request and one with the request, as the duty does."""
        first = NAMED.replace("after: stage_2_requested", "after: stage_2_accepted")
        moves = "        moves:\n          ombudsman_approached:\n"
        both = first.replace(moves, SECOND + moves)
        assert perhaps(held(council(first))) == "stage_2_reply"
        assert perhaps(held(council(both))) == "second_reply"

    def test_a_move_is_no_rule_about_time(self, held):
        """Silence about a move names no timescale."""
        without = RULES[: RULES.index("        moves:\n          ombudsman_approached")]
        (finding,) = held(council(without)).held_against
        assert (finding.clause.name, finding.perhaps) == ("ombudsman_approached", None)
