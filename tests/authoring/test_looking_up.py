"""An author who has only the wheel finds the words that there are, and the one that is meant."""

import json

import pytest

from complaint_rules.__main__ import main
from complaint_rules.authoring.looking_up import SAID_OTHERWISE, looked_up, words_known
from complaint_rules.loading import shelf

NEXT = ["stage_2_requested", "stage_3_requested", "ombudsman_approached"]


def names(text, profile=None):
    """Return the names of the words that a text is near to."""
    return [word.name for word in looked_up(text, words_known(profile))]


def test_all_are_listed_once_by_their_sort():
    """The vocabulary whole: events, then facts, outcomes and contents."""
    known, standard = words_known(), shelf().vocabulary
    everything = [*standard.events, *standard.facts, *standard.outcomes, *standard.contents]
    assert [word.name for word in known] == everything
    assert all(word.means for word in known)
    assert {word.of for word in known} == {""}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stage_2_requested", ["stage_2_requested"]),
        ("rejected", ["complaint_not_accepted", "stage_2_refused", "stage_3_refused"]),
        ("Escalate", ["stage_2_requested", "stage_3_requested", "ombudsman_approached"]),
        ("asked for an advocate", ["advocate_requested"]),
        ("Papers For The Panel", ["panel_papers_sent"]),
        ("foster carer", ["complainant"]),
        ("ombudsmen", ["early_referral_agreed", "ombudsman_approached", "ombudsman_details"]),
        ("legal action", ["subject", "concurrent_proceedings"]),
        ("appeal", [*NEXT, "subject", "concurrent_proceedings"]),
        ("not satisfied", [*NEXT, "how_to_ask"]),
        ("unhappy with the response", [*NEXT, "how_to_ask"]),
        ("Investigating Officer", ["manager_named"]),
        ("hearing", ["panel_meeting_scheduled", "panel_held"]),
        ("put on hold", ["complaint_suspended", "complaint_resumed"]),
        ("early resolution", ["representation_received", "representation_resolved"]),
        ("consent", ["extension_agreed", "stage_1_skip_agreed", "early_referral_agreed", "later_start_agreed"]),
        ("previously", ["complaint_resubmitted", "complaint_reinstated"]),
        ("senior manager", ["complaint_allocated", "manager_named"]),
        ("insurance", []),
        ("xyzzy", []),
        ("", [word.name for word in words_known()]),
    ],
)
def test_a_word_is_found_by_its_name_its_meaning_or_what_is_near(text, found):
    assert names(text) == found


def test_a_reason_for_more_time_is_told_from_the_reasons_of_a_decision():
    """One letter apart, and two things: an author who has one of them sees the other."""
    means = {word.name: word.means for word in words_known() if word.sort == "content"}
    assert "`reasons`" in means["reason"]
    assert "`reason`" in means["reasons"]


def test_what_pages_say_otherwise_leads_to_words_that_there_are():
    known = {word.name for word in words_known()}
    assert {name for meant in SAID_OTHERWISE.values() for name in meant} <= known


def test_the_words_of_a_profile_are_told_as_its_own():
    """Beside the standard ones, each once, also where several procedures have it."""
    own = [word for word in words_known("cambridgeshire") if word.of]
    assert "child_consulted" in [word.name for word in own]
    assert {word.of for word in own} == {"cambridgeshire"}
    assert len({(word.sort, word.name) for word in own}) == len(own)
    assert names("child_consulted") == []
    assert names("child_consulted", "cambridgeshire") == ["child_consulted"]


class TestCommand:
    def test_text(self, capsys):
        """A word stands with what it means and what may be said with it."""
        assert main(["words", "extension_agreed"]) == 0
        assert capsys.readouterr().out == (
            "event    extension_agreed: the complainant agreed to more time; an agreement includes a notice\n"
            "         carries contains, of, until\n"
            "         counts as extension_notified\n"
        )

    def test_what_the_values_of_a_fact_mean_is_told(self, capsys):
        """A value is found by its meaning, and told with it."""
        ((value, means), *_) = shelf().vocabulary.facts["subject"].means
        assert main(["words", means]) == 0
        assert f"           {value}: {means}\n" in capsys.readouterr().out

    def test_of_many_values_only_those_that_were_looked_for(self, capsys):
        """What is found by one value of a list is told with that one, and how many others there are."""
        assert main(["words", "review"]) == 0
        out = capsys.readouterr().out
        number = len(shelf().vocabulary.facts["subject"].words)
        assert f"         is part_3_function, adoption_function, {number - 2} others\n" in out
        assert "section_47_enquiry" not in out

    def test_json(self, capsys):
        """Every key is present."""
        assert main(["words", "made", "--format", "json"]) == 0
        found = {word["name"]: word for word in json.loads(capsys.readouterr().out)["words"]}
        assert found["made"] == {
            "sort": "fact",
            "name": "made",
            "means": "Was the complaint made in writing or orally?",
            "values": ["in_writing", "orally"],
            "values_mean": {},
            "carries": [],
            "counts_as": [],
            "falls_back_on": "",
            "from_its_day": False,
            "of": "",
        }

    def test_a_decision_holds_from_its_day(self, capsys):
        """Whoever looks a word up is told that no earlier move knows of it."""
        assert main(["words", "would_prejudice"]) == 0
        assert "         holds from the day on which it is recorded\n" in capsys.readouterr().out

    def test_nothing_is_near(self, capsys):
        assert main(["words", "xyzzy"]) == 2
        assert "no word is near `xyzzy`" in capsys.readouterr().err
