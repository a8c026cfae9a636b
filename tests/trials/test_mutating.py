"""Mutation of profiles: every value changed in turn, and whether a worked case notices."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from complaint_rules.loading import load_profile, shipped_packs, shipped_profiles
from complaint_rules.profiles import document
from complaint_rules.profiles.reading import read_file
from complaint_rules.profiles.sections import Section
from complaint_rules.trials.equivalence import is_equivalent, sketch
from complaint_rules.trials.gathering import gather
from complaint_rules.trials.mutants import REMOVED, changed, mutants, mutants_of_joining
from complaint_rules.trials.mutating import Fate, Workbench, mutate, spread

STAGES = "cases/stages.yaml"
HARDEST = sorted(path for path in (Path(__file__).parents[1] / "hardest_rules").glob("*.yaml"))
ALL_SORTS = {
    "number", "unit", "start", "end", "party", "condition", "stage", "decision", "late", "letter", "clocks", "counting", "reading",
    "rule", "word", "law",
}  # fmt: skip
LEFT_ALONE = {
    # What says where a rule stands, and what its words mean.
    "source", "note", "because", "place", "checked", "document", "documents", "title", "version", "url", "read", "edition",
    "looked_at", "look_again_after", "readings_approved_by", "approved_by", "means", "asks", "bodies", "profile",
    # What only `check`, `conform` and whoever decides look at.
    "set_aside", "finding", "at", "deviations", "clause", "rule", "reason", "review_on", "decided_by",
    # What a case that uses it is told of at once, where it is not there.
    "carries", "is", "outcomes", "contents",
    # What is changed below: by its rows, by its items, or as the section that it stands for.
    "readings", "acceptance", "calendars", "counting", "procedures", "words", "events", "facts", "timescales", "moves",
    "bars", "same_as", "pack",
    # Calendars by name have files of their own, and so have versions.
    "based_on", "file", "versions", "cases_in_flight",
}  # fmt: skip
"""The keys of the format on which no mutant is, as docs/testing-a-profile.md tells."""


def mutants_of(name):
    profile = load_profile(name)
    return list(mutants(read_file(Path(profile.origin)).value, profile.procedures))


known_mutants = cache(mutants_of)
"""The mutants of a profile that no test changes."""


def _at(written, path):
    for step in path:
        written = written[step]
    return written


CLOSURES = """\
working days:
    based_on: england-and-wales
    edition: one
    source: page 1
    weekdays: [Monday, Tuesday]
    known_until: 2025-12-31
    closed: [{from: 2024-06-10, up_to: 2024-06-14, because: the fair}]
"""
WORDS = """\
words:
  events:
    heard: {means: the complainant has heard, falls_back_on: stage_1_response_sent}
    turned_down: {means: it was not taken, declines: true, counts_as: complaint_closed}
  facts:
    agreed: {is: yes_no, asks: "Has it been agreed?", holds: from_its_day}
procedures:
"""


class TestMutants:
    """What is changed to what."""

    def test_every_value_of_a_small_profile(self, marsham):
        """Every number, unit, event, party and condition of Marsham's, each once, in the order of the page."""
        found = [f"{mutant.path[-1]}, {mutant}" for mutant in mutants_of(marsham / "marsham.yaml")]
        assert found == [
            "forwards, counting: `trigger_is_day_zero` to `beginning_with`",
            "complaint_received, rule: `the move complaint_received` to (taken away)",
            "who, party: `complainant` to `council`",
            "to, stage: `stage_1` to `stage_2`",
            "to, stage: `stage_1` to (taken away)",
            "stages, stage: `stage_2` before `stage_1`",
            "stage_1_response, rule: `the timescale stage_1_response` to (taken away)",
            "who, party: `council` to `complainant`",
            "within, number: `10 working days` to `11 working days`",
            "within, number: `10 working days` to `9 working days`",
            "within, unit: `10 working days` to `10 calendar days`",
            "after, start: `complaint_received` to `stage_2_requested`",
            "done_by, end: `stage_1_response_sent` to `stage_2_response_sent`",
            "extension, condition: `the extension` to (taken away)",
            "up_to, number: `20 working days` to `21 working days`",
            "up_to, number: `20 working days` to `19 working days`",
            "up_to, unit: `20 working days` to `20 calendar days`",
            "if, condition: `complex: true` to (taken away)",
            "complex, condition: `true` to `false`",
            "made_before, late: `date_in_force` to `first_date`",
            "made_by, end: `extension_notified` to `complaint_received`",
            "stage_2_request, rule: `the timescale stage_2_request` to (taken away)",
            "who, party: `complainant` to `council`",
            "within, number: `20 working days` to `21 working days`",
            "within, number: `20 working days` to `19 working days`",
            "within, unit: `20 working days` to `20 calendar days`",
            "after, start: `stage_1_response_sent` to `stage_2_response_sent`",
            "late, late: a decision by `the Complaints Officer` to `refused`",
            "done_by, end: `stage_2_requested` to `stage_2_response_sent`",
            "stage_2_requested, rule: `the move stage_2_requested` to (taken away)",
            "who, party: `complainant` to `council`",
            "to, stage: `stage_2` to `stage_1`",
            "to, stage: `stage_2` to (taken away)",
            "if, condition: `stage_1_response_sent: happened` to (taken away)",
            "stage_1_response_sent, condition: `happened` to `not_happened`",
            "stage_2_requested, rule: `the bar of stage_2_requested` to (taken away)",
            "if, condition: `stage_1_response_sent: upheld` to (taken away)",
            "stage_1_response_sent, condition: `upheld` to `partially_upheld`",
            "stage_2_response, rule: `the timescale stage_2_response` to (taken away)",
            "who, party: `council` to `complainant`",
            "0, condition: `a row` to (taken away)",
            "if, condition: `complex: true` to (taken away)",
            "complex, condition: `true` to `false`",
            "then, number: `65 working days` to `66 working days`",
            "then, number: `65 working days` to `64 working days`",
            "then, unit: `65 working days` to `65 calendar days`",
            "1, condition: `a row` to (taken away)",
            "then, number: `25 working days` to `26 working days`",
            "then, number: `25 working days` to `24 working days`",
            "then, unit: `25 working days` to `25 calendar days`",
            "after, start: `stage_2_requested` to `stage_2_response_sent`",
            "done_by, end: `stage_2_response_sent` to `stage_1_response_sent`",
        ]

    @pytest.mark.parametrize("name", [*shipped_profiles(), *shipped_packs(), *HARDEST], ids=str)
    def test_each_changes_what_stands_there(self, name):
        """Of every profile at hand: the place is on the page, what stood there is another thing, and the rest is kept."""
        written = read_file(Path(load_profile(name).origin)).value
        found = known_mutants(name)
        assert found
        for mutant in found:
            assert mutant.now != mutant.was
            assert changed(written, mutant.path, mutant.now) != written or list(mutant.now) != list(
                _at(written, mutant.path)
            )
        assert max(Counter((mutant.path, str(mutant.now)) for mutant in found).values()) == 1

    def test_every_sort_is_met_somewhere(self):
        """No sort of change is left that no profile has a use for."""
        met = {
            mutant.sort for name in (*shipped_profiles(), *shipped_packs(), *HARDEST) for mutant in known_mutants(name)
        }
        assert met == ALL_SORTS

    def test_every_key_is_changed_or_left_alone(self, marsham, changed):
        """No key of the format is forgotten: some mutant is on it, or it is one of those that are left alone."""
        changed("marsham.yaml", swap=[("working days: england-and-wales\n", CLOSURES), ("procedures:\n", WORDS)])
        names = (*shipped_profiles(), *shipped_packs(), *HARDEST, marsham / "marsham.yaml")
        met = {
            next(step for step in reversed(one.path) if isinstance(step, str))
            for name in names
            for one in mutants_of(name)
        }
        sections = [one for one in vars(document).values() if isinstance(one, type) and issubclass(one, Section)]
        keys = {
            key.rstrip("_") for one in sections if one is not Section for key in vars(one).get("__annotations__", {})
        }
        assert keys - met == LEFT_ALONE - met
        assert keys >= LEFT_ALONE

    def test_closures_and_words_of_its_own(self, marsham, changed):
        """Of a calendar of the council's own each closure and weekday; of its own words what each of them does."""
        changed("marsham.yaml", swap=[("working days: england-and-wales\n", CLOSURES), ("procedures:\n", WORDS)])
        found = [
            f"{one.path[-1]}, {one}"
            for one in mutants_of(marsham / "marsham.yaml")
            if one.path[0] in ("calendars", "words")
        ]
        assert found == [
            "0, counting: `Monday` to (taken away)",
            "1, counting: `Tuesday` to (taken away)",
            "known_until, number: `2025-12-31` to `2026-01-01`",
            "0, rule: `the closure from 2024-06-10` to (taken away)",
            "from, number: `2024-06-10` to `2024-06-11`",
            "up_to, number: `2024-06-14` to `2024-06-15`",
            "falls_back_on, word: `stage_1_response_sent` to (taken away)",
            "declines, word: `true` to (taken away)",
            "counts_as, word: `complaint_closed` to (taken away)",
            "holds, word: `from_its_day` to `from_the_start`",
        ]

    def test_what_a_decision_weighs_and_how_it_is_refused(self, marsham, changed):
        """Each factor and each content of the letter of refusal is left out in turn; of a single one the key."""
        late = "{decided_by: the Complaints Officer, considering: [good reason, the harm], if_refused: in_writing}"
        changed("marsham.yaml", swap=[("late: {decided_by: the Complaints Officer}", f"late: {late}")])
        found = [(one.path[7:], str(one)) for one in mutants_of(marsham / "marsham.yaml") if "late" in one.path]
        assert found[1:] == [
            (("considering", 0), "decision: `good reason` to (taken away)"),
            (("considering", 1), "decision: `the harm` to (taken away)"),
            (("if_refused",), "letter: `in_writing` to (taken away)"),
        ]

    def test_what_is_said_of_a_change_is_not_all_that_is_left_of_the_rule(self, marsham, changed):
        """Of a rule that nobody decides on any more, of one that becomes a plain word, and of an aim by case."""
        move = "            to: stage_2\n"
        limit = "            after: complaint_received\n            done_by: stage_1_response_sent\n"
        swap = [
            (move, f"            decided_by: the Complaints Officer\n{move}"),
            ("            within: 10 working days\n", "            on_or_before: no limit\n"),
            (limit, f"{limit}            aim: [{{if: {{complex: true}}, then: 9 weeks}}]\n"),
        ]
        changed("marsham.yaml", swap=swap)
        said = [str(one) for one in mutants_of(marsham / "marsham.yaml")]
        for change in (
            "decision: `decided_by: the Complaints Officer` to (taken away): nobody decides any more",
            "late: a decision by `the Complaints Officer` to `refused`",
            "number: `no limit` to `10 working days`",
            "number: `the aim, by case` to (taken away)",
        ):
            assert change in said, said

    def test_the_page_itself_is_not_touched(self):
        """A change is made on a copy, down to the value and no further."""
        written = {"one": [1, {"two": 2}], "three": {"four": 4}}
        assert changed(written, ("one", 1, "two"), 5) == {"one": [1, {"two": 5}], "three": {"four": 4}}
        assert changed(written, ("one", 0), REMOVED) == {"one": [{"two": 2}], "three": {"four": 4}}
        assert changed(written, ("three",), date(2024, 6, 3))["three"] == date(2024, 6, 3)
        assert written == {"one": [1, {"two": 2}], "three": {"four": 4}}


class TestJoining:
    """What a file says that joins the versions of a document."""

    def test_a_change_comes_a_day_later_for_both(self):
        """One version begins a day later, and the one before ends a day later, if it says so; the other is left alone."""
        first, second = {"file": "a", "up_to": date(2018, 12, 31)}, {"file": "b", "from": date(2019, 1, 1)}
        (one,) = mutants_of_joining({"versions": [first, second]})
        assert one.now == [{**first, "up_to": date(2019, 1, 1)}, {**second, "from": date(2019, 1, 2)}]
        assert str(one) == "version: `from: 2019-01-01` to `2019-01-02`, of b"

    def test_the_first_and_the_last_day_of_all(self):
        """The day before which nothing is in force, and the day after which nothing is."""
        only = {"file": "a", "from": date(2018, 1, 1), "up_to": date(2018, 12, 31)}
        assert [str(one) for one in mutants_of_joining({"versions": [only]})] == [
            "number: `2018-01-01` to `2018-01-02`",
            "number: `2018-12-31` to `2019-01-01`",
        ]

    def test_what_becomes_of_cases_in_flight(self):
        """Each rule becomes the next; what the page leaves open becomes each of the things that it could be."""
        told = {"rule": "by_receipt", "source": "1"}
        left = {
            "rule": "unstated",
            "source": "1",
            "readings": {"rule": {"could_be": ["by_event", "by_receipt"], "because": "x"}},
        }
        versions = [{"file": "a"}, {"file": "b", "cases_in_flight": told}, {"file": "c", "cases_in_flight": left}]
        assert [str(one) for one in mutants_of_joining({"versions": versions})] == [
            "version: `by_receipt` to `by_stage_start`",
            "reading: `unstated` to `by_event`",
            "reading: `unstated` to `by_receipt`",
        ]

    def test_the_cases_of_a_whole_notice_what_each_version_says(self):
        """Northshire's: its cases go through all its versions, and a number of each that they count is noticed."""
        whole = Path(__file__).parents[1] / "versions" / "northshire.yaml"
        workbench = Workbench(whole, gather(str(whole)).files)
        counted = [at for at, one in enumerate(workbench.mutants) if "`3 working days` to `4 working days`" in str(one)]
        found = [workbench.judge(at) for at in counted]
        assert [(Path(one.place.file).stem, one.fate) for one in found] == [
            ("2019", Fate.SURVIVED),
            ("2023", Fate.NOTICED),
        ]


class TestFates:
    """What becomes of a mutant."""

    @pytest.fixture
    def judged(self, marsham):
        """Return a function: the fate of each mutant of Marsham's at a place, by what it changes."""

        def judged(place):
            path = marsham / "marsham.yaml"
            found = mutate("marsham", path, (marsham / STAGES,))
            return {one.change: one.fate for one in found.judged if one.path.endswith(place)}

        return judged

    def test_a_number_whose_date_is_counted_is_noticed(self, judged):
        """Ten working days are counted in a case, to the day."""
        assert set(judged("stage_1_response.within").values()) == {Fate.NOTICED}

    def test_a_number_of_which_nothing_is_expected_survives(self, judged):
        """No case expects anything of stage 2's own time."""
        assert set(judged("stage_2_response.within[1].then").values()) == {Fate.SURVIVED}

    def test_what_does_not_compile_is_refused(self, judged):
        """A window of the complainant's must say what a late request meets."""
        assert judged("stage_1_response.who") == {"party: `council` to `complainant`": Fate.REFUSED}

    def test_what_check_finds_is_refused(self, changed, judged):
        """An extension to a total that is no longer than the time itself compiles, and `check` tells of it."""
        changed("marsham.yaml", swap=[("up_to: 20 working days", "up_to: 11 working days")])
        assert judged("extension.up_to")["number: `11 working days` to `10 working days`"] is Fate.REFUSED

    def test_what_compiles_to_the_same_rule_is_told_apart(self, changed, judged):
        """`during` with the very stage under which it stands says nothing."""
        changed(
            "marsham.yaml",
            swap=[("          stage_2_response:\n", "          stage_2_response:\n            during: stage_2\n")],
        )
        assert judged("stage_2_response.during") == {"stage: `stage_2` to (taken away)": Fate.EQUIVALENT}

    def test_whose_move_it_is_is_noticed_by_a_case_that_says_it(self, changed, judged):
        """A meeting is nobody's by its word, so that no check finds it on the other side; the case says whose it is."""
        meeting = "        moves:\n          resolution_meeting_held: {who: complainant, source: page 3}\n"
        changed("marsham.yaml", swap=[("        moves:\n", meeting)])
        asked = "{event: resolution_meeting_held, who: complainant}\n          - "
        changed(
            STAGES, swap=[("{event: stage_2_requested, permission", f"{asked}{{event: stage_2_requested, permission")]
        )
        assert judged("moves.resolution_meeting_held.who") == {"party: `complainant` to `council`": Fate.NOTICED}

    def test_sketches_tell_rules_apart_and_not_their_sources(self, marsham, changed):
        """Two pages with the same rules and other notes are the same; with another number they are not."""
        own = load_profile(marsham / "marsham.yaml").procedure("corporate")
        changed("marsham.yaml", swap=[("source: page 4", "source: page 5")])
        noted = load_profile(marsham / "marsham.yaml").procedure("corporate")
        changed("marsham.yaml", swap=[("65 working", "66 working")])
        longer = load_profile(marsham / "marsham.yaml").procedure("corporate")
        assert sketch(own) == sketch(noted)
        assert sketch(own) != sketch(longer)


WHO = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {complainant: [parent, foster_carer]}, source: page 5}
          - {if: {complainant: {none_of: [parent, foster_carer]}}, decided_by: the Manager, source: page 5}
    begins:
"""


class TestEquivalence:
    """Rows of acceptance that answer alike for whatever may be known of their facts are the same to every case."""

    @pytest.fixture
    def alike(self, marsham, changed):
        """Return a function: whether Marsham's procedure is equivalent to itself with one piece of text changed."""

        def alike(old, new, who=WHO):
            changed("marsham.yaml", swap=[("    begins:\n", who)])
            own = load_profile(marsham / "marsham.yaml").procedure("corporate")
            changed("marsham.yaml", swap=[(old, new)])
            return is_equivalent(own, load_profile(marsham / "marsham.yaml").procedure("corporate"))

        return alike

    def test_a_word_that_another_row_grants_anyway(self, alike):
        """Of a parent nobody asks what the Manager decides, since a parent may complain as of right."""
        assert alike("none_of: [parent, foster_carer]", "none_of: [foster_carer]")

    def test_a_word_that_no_other_row_grants(self, alike):
        """Without the first row's word the Manager would decide."""
        assert not alike("[parent, foster_carer]}, source", "[parent]}, source")

    def test_a_row_that_says_what_holds_anyway(self, alike):
        """The order in which words are listed changes nothing."""
        assert alike("[parent, foster_carer]}, source", "[foster_carer, parent]}, source")

    def test_another_rule_besides(self, alike):
        """Rows that answer alike do not excuse a number elsewhere."""
        assert not alike("65 working days", "64 working days")

    def test_a_row_that_asks_what_happened_is_not_shown(self, alike):
        """Only what may be known of facts is tried."""
        told = WHO.replace(
            "{none_of: [parent, foster_carer]}", "{none_of: [parent, foster_carer]}, stage_1_response_sent: happened"
        )
        assert not alike("none_of: [parent, foster_carer]", "none_of: [foster_carer]", who=told)


class TestCommand:
    """`test PROFILE --mutate`."""

    def test_the_score_and_the_survivors_with_their_place(self, marsham, run):
        """Of those that could be noticed; each survivor with file, line, and what was changed to what."""
        path = marsham / "marsham.yaml"
        code, out, _ = run("test", path, "--mutate")
        line = next(at for at, text in enumerate(path.read_text().splitlines(), 1) if "then: 65 working days" in text)
        assert code == 0
        assert "52 mutants: " in out
        assert f"{path}:{line}:" in out
        assert "survived: number: `65 working days` to `66 working days` (procedures.corporate.stages.stage_2." in out

    def test_as_json_and_in_two_processes(self, marsham, run):
        """Two processes find what one finds, in the same order."""
        words = ("test", marsham / "marsham.yaml", "--mutate", "--format", "json")
        alone, shared = (json.loads(run(*words, "--jobs", jobs)[1])["mutation"] for jobs in "12")
        assert alone == shared
        (found,) = alone
        assert found["mutants"] == found["tried"] == sum(found["counts"].values()) == 52
        assert len(found["survivors"]) == found["counts"]["survived"]

    def test_at_least_is_for_the_score(self, marsham, run):
        """Under it the exit code is 1."""
        assert run("test", marsham / "marsham.yaml", "--mutate", "--at-least", "1")[0] == 0
        assert run("test", marsham / "marsham.yaml", "--mutate", "--at-least", "99")[0] == 1

    def test_a_sample_is_spread_and_always_the_same(self, marsham, run):
        """So many of all, from the first on, evenly."""
        assert spread(10, 3) == (0, 3, 6)
        assert spread(3, None) == spread(3, 5) == (0, 1, 2)
        _, out, _ = run("test", marsham / "marsham.yaml", "--mutate", "--sample", "6")
        assert "marsham.yaml: 6 of 52 mutants: " in out

    def test_only_a_profile_can_be_changed(self, marsham, run):
        """Cases alone name no one profile."""
        code, out, err = run("test", marsham / STAGES, "--mutate")
        assert (code, out) == (2, "")
        assert "is no profile" in err

    def test_a_file_that_joins_versions_is_changed_in_each_of_its_files(self, marsham, run):
        """The mutants of the joining file come first, then those of each version, each with the place in its own file."""
        path = marsham / "whole.yaml"
        path.write_text("profile: marsham\ntitle: Marsham\nversions:\n  - {file: marsham.yaml, from: 2024-01-01}\n")
        (marsham / STAGES).write_text((marsham / STAGES).read_text().replace("marsham.yaml", "whole.yaml"))
        code, out, _ = run("test", path, "--mutate", "--sample", "7")
        assert code == 0
        assert f"{path}: 7 of 53 mutants: " in out
        assert f"{path}:4:32: survived: number: `2024-01-01` to `2024-01-02` (versions[0].from)" in out
        assert f"{marsham / 'marsham.yaml'}:" in out

    def test_cases_that_fail_are_mended_first(self, marsham, run, changed):
        """Nothing is tried while the cases are not as expected."""
        changed(STAGES, swap=[("due: 2024-06-17", "due: 2024-06-18")])
        code, out, _ = run("test", marsham / "marsham.yaml", "--mutate")
        assert code == 1
        assert "mutants" not in out


FLOORS = [
    ("northumberland", None, 95),
    ("getting-the-best-2006", 30, 95),
    ("unnamed-council", 30, 95),
    ("ncc", 30, 95),
    ("lgsco-code-2024", 30, 95),
    ("adults-2009", 30, 95),
    ("children-2006", 40, 95),
    ("cambridgeshire", 20, 95),
    ("northamptonshire", 20, 95),
]
"""How many of a hundred mutants the shipped cases must notice; docs/testing-a-profile.md has the scores of all."""


@pytest.mark.parametrize(("name", "sample", "floor"), FLOORS, ids=[name for name, *_ in FLOORS])
@pytest.mark.uncounted
def test_the_cases_of_a_shipped_profile_notice(name, sample, floor):
    """The worked cases that ship notice what they did; of the longer profiles an even sample is tried."""
    gathered = gather(name)
    found = mutate(name, gathered.profile, gathered.files, sample)
    assert found.percent >= floor, [str(one.place) for one in found.having(Fate.SURVIVED)]
