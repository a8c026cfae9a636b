"""A baseline knows how much was found: what became worse is new, and what became smaller is told and fails nothing.

A made-up council under the made-up law, which gives ten working days from receipt at stage 1. Judged on Monday 1 December
2025 and on Monday 5 January 2026, when the days counted lie over Christmas.
"""

import json
from datetime import date

import pytest

from complaint_rules import CaseError, conform
from complaint_rules.__main__ import main
from complaint_rules.baselines import baseline_text, compare, read_baseline
from tests.conformance.conftest import AS_OF, RULES, compiled, council, law

OVER_CHRISTMAS = date(2026, 1, 5)
STAGE_1 = '            source: "2"\n'
LONGER = "            extension: {up_to: %s, made_by: extension_notified, source: '8'}\n" + STAGE_1
WINDOW = "          stage_2_request: {who: complainant, within: %s, after: stage_1_response_sent, done_by: stage_2_requested, late: refused, source: '6'}\n        moves:\n          stage_2_requested:\n"
LATER = "corporate/made-up-law/stage_1_response/later/stage_1_response"


def within(period, rules=RULES):
    """Return the rules with another time for stage 1."""
    return rules.replace("within: 10 working days", f"within: {period}")


def extended(period):
    """Return the rules with an extension of stage 1."""
    return RULES.replace(STAGE_1, LONGER % period)


def asked_within(period):
    """Return the rules with a window for asking for stage 2."""
    return RULES.replace("        moves:\n          stage_2_requested:\n", WINDOW % period)


@pytest.fixture
def again(tmp_path):
    """Compare what is found by some rules with the baseline of others, each judged on its day."""

    def again(before, after, *laws, days=(AS_OF, AS_OF)):
        found = [
            conform(compiled(council(rules), *laws).procedure("corporate"), day)
            for rules, day in zip((before, after), days, strict=True)
        ]
        path = tmp_path / "known.json"
        path.write_text(baseline_text("northshire", days[0], found[:1]), encoding="utf-8")
        return compare(found[1:], read_baseline(path, "northshire"))

    return again


def told(moved):
    """Return of each finding that moved its id, what was and what is."""
    return [(one.finding.id, one.was, one.now) for one in moved]


class TestWorse:
    def test_a_longer_time_is_new(self, again):
        """Twelve working days were known, twenty are not."""
        compared = again(within("12 working days"), within("20 working days"))
        assert [one.id for one in compared.new] == [LATER]
        assert (compared.known, compared.gone, compared.improved) == ((), (), ())
        assert told(compared.worse) == [
            (
                LATER,
                "stage_1_response: 12 working days after complaint_received",
                "stage_1_response: 20 working days after complaint_received",
            )
        ]

    def test_a_later_extension_is_new(self, again):
        """Stage 1 as the law has it, but thirty days if extended where thirty-five become possible; the law has no extension."""
        compared = again(extended("30 working days"), extended("35 working days"))
        (moved,) = compared.worse
        assert moved.finding.key == "made-up-law/stage_1_response/extended/stage_1_response.extension"
        assert "30 working days after complaint_received" in moved.was
        assert "35 working days after complaint_received" in moved.now
        assert compared.new == (moved.finding,)

    def test_a_step_before_it_that_may_take_longer(self, again):
        """Counted from the allocation, whose own last day moves from the third working day to the eighth."""
        step = "          allocate: {who: council, within: %s working days, after: complaint_received, done_by: complaint_allocated, source: '9'}\n          stage_1_response:\n"
        rules = [
            RULES.replace("after: complaint_received\n", "after: complaint_allocated\n").replace(
                "          stage_1_response:\n", step % days
            )
            for days in (3, 8)
        ]
        compared = again(*rules)
        assert [one.finding.id for one in compared.worse] == [LATER]
        assert "allocate: 8 working days" in compared.worse[0].now

    @pytest.mark.parametrize(
        ("period", "start"), [("11 working days", "complaint_allocated"), ("3 weeks", "complaint_received")]
    )
    def test_what_is_written_otherwise_is_new(self, again, period, start):
        """Another start or another unit cannot be held against what was, even where its number is smaller."""
        rules = within(period).replace("after: complaint_received\n", f"after: {start}\n")
        assert [one.finding.id for one in again(within("12 working days"), rules).worse] == [LATER]

    def test_one_number_less_and_another_more(self, again):
        """The allocation a day sooner and the answer two days later: worse in one thing is worse."""
        step = "          allocate: {who: council, within: %s working days, after: complaint_received, done_by: complaint_allocated, source: '9'}\n          stage_1_response:\n"
        rules = [
            within(f"{answer} working days", RULES)
            .replace("after: complaint_received\n", "after: complaint_allocated\n")
            .replace("          stage_1_response:\n", step % allocation)
            for allocation, answer in ((3, 10), (2, 12), (2, 9))
        ]
        assert [one.finding.id for one in again(rules[0], rules[1]).worse] == [LATER]
        assert [one.finding.id for one in again(rules[0], rules[2]).improved] == [LATER]

    def test_a_shorter_window_is_worse(self, again):
        """Of the complainant's time less is worse: fifteen days to ask for stage 2 where the law has none, and then ten."""
        compared = again(asked_within("15 working days"), asked_within("10 working days"))
        assert [one.finding.rule for one in compared.worse] == ["stage_2_request"]

    def test_a_window_in_another_unit_may_be_worse(self, again):
        """A year and twenty working days are not held against each other."""
        compared = again(asked_within("1 year"), asked_within("20 working days"))
        assert [one.finding.rule for one in compared.worse] == ["stage_2_request"]

    def test_a_refusal_where_somebody_decided(self, again):
        """Left to a manager was known; barred altogether is worse."""
        bar = "        bars:\n          stage_2_requested: {if: {stage_1_response_sent: upheld}, %ssource: '9'}\n      stage_2:\n"
        rules = [RULES.replace("      stage_2:\n", bar % said, 1) for said in ("decided_by: a manager, ", "")]
        assert told(again(*rules).worse) == [
            ("corporate/made-up-law/stage_2_requested/less_open/stage_2_requested.bar", "discretionary", "refused")
        ]
        assert [one.now for one in again(*reversed(rules)).improved] == ["discretionary"]

    def test_a_power_that_was_decided_upon(self, again):
        """Of a power that is the council's own it is the other way round: without a decision it is worse."""
        power = "        moves:\n          stage_2_refused: {who: council, during: [stage_1, stage_2], to: closed, %ssource: '9'}\n          stage_2_requested:\n"
        rules = [
            RULES.replace("        moves:\n          stage_2_requested:\n", power % said)
            for said in ("decided_by: a manager, ", "")
        ]
        worse = again(*rules).worse
        assert {one.finding.difference.value for one in worse} == {"taken_back"}
        assert {(one.was, one.now) for one in worse} == {("discretionary", "entitled")}

    def test_a_letter_that_holds_less(self, again):
        """The law wants reasons and the decision; the page asked for the decision, and now for neither."""
        wanted = RULES.replace("must_contain: [reasons]", "must_contain: [reasons, decision]")
        some = RULES.replace("must_contain: [reasons]", "must_contain: [decision]")
        nothing = RULES.replace("            must_contain: [reasons]\n", "")
        compared = again(some, nothing, law(rules=wanted))
        assert [one.now for one in compared.worse] == ["silent, the letter: decision"]
        assert [one.was for one in again(nothing, some, law(rules=wanted)).improved] == ["silent, the letter: decision"]

    def test_an_open_reading_that_is_settled_for_the_worse(self, again):
        """Later under one reading was known; later by the page's own word is worse."""
        after = "after: unstated\n            readings: {after: {could_be: [complaint_received, complaint_allocated], because: it is not said}}\n"
        rules = [RULES.replace("after: complaint_received\n", text) for text in (after, "after: complaint_allocated\n")]
        (moved,) = again(*rules).worse
        assert (moved.was.partition(",")[0], moved.now.partition(",")[0]) == ("cannot be judged", "weaker")

    def test_the_law_became_shorter(self, tmp_path):
        """The page is what it was; a new edition of the law gives nine days where it gave ten."""
        shorter = law(rules=within("9 working days"))
        found = [
            conform(compiled(council(within("12 working days")), *laws).procedure("corporate"), AS_OF)
            for laws in ((), (shorter,))
        ]
        path = tmp_path / "known.json"
        path.write_text(baseline_text("northshire", AS_OF, found[:1]), encoding="utf-8")
        (moved,) = compare(found[1:], read_baseline(path, "northshire")).worse
        assert "law's stage_1_response: 9 working days after complaint_received" in moved.now


class TestNotWorse:
    def test_on_another_day_the_same_is_the_same(self, again):
        """Over Christmas the two dates lie further apart, and nothing is worse: what is written is what was written."""
        rules = within("4 weeks")
        found = [conform(compiled(council(rules)).procedure("corporate"), day) for day in (AS_OF, OVER_CHRISTMAS)]
        examples = [one.held_against[0].example for one in found]
        assert len({one.council.due - one.law.due for one in examples}) == 2
        compared = again(rules, rules, days=(AS_OF, OVER_CHRISTMAS))
        assert [one.id for one in compared.known] == [LATER]
        assert (compared.new, compared.worse, compared.improved) == ((), (), ())

    def test_less_on_a_day_with_more_between_is_improved(self, again):
        """Thirteen working days become twelve; over Christmas they are more days of the calendar, and fewer all the same."""
        compared = again(within("13 working days"), within("12 working days"), days=(AS_OF, OVER_CHRISTMAS))
        assert [one.id for one in compared.known] == [LATER]
        assert [one.finding.id for one in compared.improved] == [LATER]
        assert (compared.new, compared.worse) == ((), ())

    def test_what_is_gone(self, again):
        """Ten days are what the law gives."""
        compared = again(within("12 working days"), RULES)
        assert (compared.gone, compared.new, compared.known) == ((LATER,), (), ())


class TestExplained:
    """What a deviation explains is found all the same."""

    def test_it_is_not_gone(self, tmp_path):
        """Twelve days were known; with a reason they are explained until Monday 1 December 2025, and known again on the 2nd."""
        more = (
            "    deviations:\n      - {pack: made-up-law, clause: stage_1_response, reason: we are few, "
            "approved_by: the Director, review_on: 2025-12-01}\n"
        )
        path = tmp_path / "known.json"
        before = conform(compiled(council(within("12 working days"))).procedure("corporate"), AS_OF)
        path.write_text(baseline_text("northshire", AS_OF, [before]), encoding="utf-8")
        rules = compiled(council(within("12 working days"), more=more)).procedure("corporate")
        on_the_day, after = (
            compare([conform(rules, day)], read_baseline(path, "northshire")) for day in (AS_OF, date(2025, 12, 2))
        )
        assert (on_the_day.gone, on_the_day.explained, on_the_day.known) == ((), (LATER,), ())
        assert (after.gone, after.explained, [one.id for one in after.known]) == ((), (), [LATER])


class TestCommand:
    """The same on the command line, where a file of twelve days becomes one of twenty, or of eleven."""

    page = """\
profile: northshire
title: Northshire County Council
documents: {page: {title: Complaints, version: "2024"}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  childrens_statutory:
    title: Complaints
    document: page
    stands_under: [children-2006]
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response: {who: council, within: 12 working days, after: complaint_received, done_by: stage_1_response_sent, source: "3"}
"""
    later = "childrens_statutory/children-2006/stage_1_response/later/stage_1_response"

    @pytest.fixture
    def run(self, capsys, tmp_path, monkeypatch):
        """Run `conform` on the page with another time, beside the baseline of the page as it is."""
        monkeypatch.chdir(tmp_path)

        def run(period, *more, known=True):
            (tmp_path / "northshire.yaml").write_text(self.page.replace("12 working days", period), encoding="utf-8")
            capsys.readouterr()
            arguments = ["conform", "northshire.yaml", "--as-of", "2025-12-01", *more]
            code = main([*arguments, *(("--baseline", "known.json") if known else ())])
            return code, capsys.readouterr().out

        assert run("12 working days", "--write-baseline", "known.json", known=False)[0] == 0
        return run

    def test_worse_fails(self, run):
        """The exit code is 1, and the line says what was and what is; as data it is among the new, and under `worse`."""
        code, out = run("20 working days")
        (line,) = [line for line in out.splitlines() if line.startswith("  Worse: ")]
        assert code == 1
        assert line == (
            f"  Worse: {self.later} (stage_1_response: 12 working days after complaint_received"
            " → stage_1_response: 20 working days after complaint_received)"
        )
        assert "  New: " not in out
        answer = json.loads(run("20 working days", "--format", "json")[1])
        assert (answer["new"], [one["id"] for one in answer["worse"]]) == ([self.later], [self.later])
        code, out = run("20 working days", "--format", "github")
        assert (code, out.count("::error")) == (1, 1)
        assert "Worse than in known.json: stage_1_response: 12 working days" in out

    def test_better_passes_and_says_to_write_it_again(self, run):
        """The exit code is 0; in each form the advice is there."""
        code, out = run("11 working days")
        assert (code, out.count("  Improved: ")) == (0, 1)
        assert out.endswith("may become as bad again unseen: write the baseline again with --write-baseline.\n")
        answer = json.loads(run("11 working days", "--format", "json")[1])
        assert (answer["new"], [one["id"] for one in answer["improved"]]) == ([], [self.later])
        code, out = run("11 working days", "--format", "sarif")
        assert code == 0
        assert "and was more there (stage_1_response: 12 working days after complaint_received" in out

    def test_a_baseline_of_ids_alone_is_read(self, run, tmp_path):
        """What an earlier version wrote knows the findings; that nothing is seen to become worse is told."""
        path = tmp_path / "known.json"
        written = json.loads(path.read_text(encoding="utf-8"))
        del written["found"]
        path.write_text(json.dumps(written), encoding="utf-8")
        code, out = run("20 working days")
        count = len(written["findings"])
        assert (code, "  Worse: " in out) == (0, False)
        assert out.splitlines()[-1] == (
            f"Of {count} known findings the baseline does not say how much was found, so that none of them is seen to"
            " become worse: write it again with --write-baseline."
        )
        answer = json.loads(run("20 working days", "--format", "json")[1])
        assert sorted(answer["unsized"]) == written["findings"]

    @pytest.mark.parametrize(
        "found",
        ['{"x": {"verdict": "met"}}', '{"x": {}}', '{"x": 1}', '{"x": {"verdict": "weaker", "missing": "two"}}', "[]"],
    )
    def test_what_was_found_is_checked(self, tmp_path, found):
        """A size that is none is the fault of the file, with its place."""
        path = tmp_path / "known.json"
        head = '{"profile": "northshire", "judged_on": "2025-12-01", "findings": ["x"], "found": '
        path.write_text(f"{head}{found}}}", encoding="utf-8")
        with pytest.raises(CaseError) as raised:
            read_baseline(path, "northshire")
        assert "found" in str(raised.value)
