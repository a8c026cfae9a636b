"""The strategies for those who embed: what they draw is admitted, and reaches what there is to be reached."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date, time

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from complaint_rules import Case, Event, assess, load_profile
from complaint_rules.checks import run_checks
from complaint_rules.compiling import compile_page
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document
from complaint_rules.terms import ClockState, Permission
from complaint_rules.testing import cases, days, events, facts, histories, profile_files, profiles
from tests.property.shipped import PROCEDURES, compiled, in_words

THOROUGH = os.environ.get("COMPLAINT_RULES_EXAMPLES") == "thorough"
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None)
STATUTORY = load_profile("northumberland").procedure("childrens_statutory")
every_procedure = pytest.mark.parametrize("procedure", PROCEDURES, ids=in_words)


def smallest(strategy, wanted=lambda _: True, draws=20):
    """Return the smallest value that is wanted, as Hypothesis would show it."""
    found = settings(SLOW, max_examples=draws, phases=(Phase.generate, Phase.shrink), database=None, derandomize=True)
    return find(strategy, wanted, settings=found)


class _Quiet:
    """A procedure whose name alone is told, since Hypothesis writes out whatever it has found."""

    def __init__(self, rules):
        self._rules = rules

    def __getattr__(self, name):
        return getattr(self._rules, name)

    def __repr__(self):
        return f"<{self._rules.id}>"


def look_at(rules, seen, draws):
    """Draw so many cases of a procedure, and count what is in them and in their answers."""

    @settings(SLOW, max_examples=draws, derandomize=True, database=None)
    @given(cases(rules))
    def look(case):
        seen.update(("event", event.kind) for event in case.events)
        for day in sorted({event.on for event in case.events})[-4:]:
            answer = assess(rules, case, day)
            seen[("stage", answer.stage)] += 1
            seen.update(("permission", move.permission) for move in answer.transitions)
            seen.update(("state", row.state) for row in answer.due_dates)

    look()


class TestEveryCaseIsAdmitted:
    """Nothing that is drawn for a procedure is refused as malformed, on any day."""

    @every_procedure
    @settings(SLOW, max_examples=6)
    @given(data=st.data())
    def test_cases(self, procedure, data):
        """A drawn case is answered on the day of its last event, and long after."""
        rules = compiled(*procedure)
        case = data.draw(cases(rules))
        last = max((event.on for event in case.events), default=date(2024, 3, 18))
        assert assess(rules, case, last).to_dict()
        assert assess(rules, case, date(2028, 6, 1)).to_dict()

    @every_procedure
    @settings(SLOW, max_examples=6)
    @given(data=st.data())
    def test_facts_and_events_by_themselves(self, procedure, data):
        """Facts alone are a case, and so is any one event; each has the day that it was drawn for."""
        rules, day = compiled(*procedure), data.draw(days())
        event = data.draw(events(rules, day))
        assert event.on == day
        assert assess(rules, Case([event], data.draw(facts(rules, day))), day).to_dict()

    @settings(SLOW, max_examples=30)
    @given(data=st.data())
    def test_cases_of_a_profile_that_was_drawn(self, data):
        """A drawn profile and a case of it go together."""
        rules = data.draw(profiles()).procedure("main")
        assert assess(rules, data.draw(cases(rules)), date(2028, 6, 1)).to_dict()


class TestProfiles:
    """A drawn profile is one that an author could be proud of."""

    @settings(SLOW)
    @given(profile_files())
    def test_they_compile_and_no_check_finds_a_fault(self, file):
        """Of every profile that is drawn, and the file is one that can be kept."""
        page = compile_page(read_document(file, "drawn.json", json=True), shelf())
        assert run_checks(page, date(2024, 3, 18)).faults == ()
        assert page.profile.procedure("main").timescales

    @pytest.mark.parametrize(
        "wanted",
        [
            lambda rules: sum(stage.id.startswith("stage") for stage in rules.stages) == 3,
            lambda rules: any(rule.extension for rule in rules.timescales),
            lambda rules: any(rule.aim for rule in rules.timescales),
            lambda rules: any(len(rule.terms) > 1 for rule in rules.timescales),
            lambda rules: rules.acceptance.time_limits,
        ],
        ids=["three stages", "an extension", "an aim", "a reading left open", "a time limit"],
    )
    def test_they_differ(self, wanted):
        """Among two hundred is one with three stages, one with an extension, with an aim, and so on."""
        found = settings(SLOW, max_examples=200, phases=(Phase.generate,), database=None, derandomize=True)
        assert find(profiles().map(lambda profile: _Quiet(profile.procedure("main"))), wanted, settings=found)


class TestWhatIsReached:
    """Every stage, every permission, every state of a clock, and whatever an event may say."""

    @pytest.mark.uncounted
    def test_over_the_shipped_procedures(self):
        """Eighty cases of each of five procedures reach all of their stages, and every permission and state there is."""
        reached = Counter()
        for procedure in PROCEDURES:
            if procedure[1] in {"childrens_statutory", "adult_social_care"}:
                rules, seen = compiled(*procedure), Counter()
                look_at(rules, seen, 80)
                assert [stage.id for stage in rules.stages if stage.id and not seen[("stage", stage.id)]] == [], (
                    procedure
                )
                reached.update(seen)
        assert [word for word in Permission if not reached[("permission", word)]] == []
        assert [state for state in ClockState if not reached[("state", state)]] == []

    @pytest.mark.parametrize("detail", ["outcome", "outcomes", "contains", "of", "until", "for", "at"])
    def test_every_detail(self, detail):
        """Whatever an event may say, some event says."""
        event = smallest(events(STATUTORY), lambda event: detail in event.details, 200)
        assert detail in event.details
        assert detail != "at" or isinstance(event.details["at"], time)


class TestShrinking:
    """What Hypothesis shows in the end is small."""

    @pytest.mark.parametrize(
        ("strategy", "plainest"),
        [
            (cases(STATUTORY), Case([], {})),
            (histories(STATUTORY), ()),
            (facts(STATUTORY), {}),
            (days(), date(2024, 3, 18)),
            (days(date(2030, 1, 1), date(2030, 2, 1)), date(2030, 1, 1)),
        ],
        ids=["a case", "a history", "facts", "a day", "a day of a span"],
    )
    def test_the_plainest_of_each(self, strategy, plainest):
        """Nothing, or what is plainest."""
        assert smallest(strategy) == plainest


class TestValues:
    """What is drawn is a value."""

    def test_a_drawn_event_is_a_value(self):
        """Nothing of it can be changed."""
        event = smallest(events(STATUTORY))
        assert isinstance(event, Event)
        with pytest.raises(AttributeError):
            event.kind = "another"


class TestWithoutTheExtra:
    """The library needs no Hypothesis, and its strategies say what they need."""

    def run(self, program):
        """Run a program for which there is no Hypothesis."""
        hidden = f"import sys; sys.modules['hypothesis'] = None; {program}"
        return subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)

    def test_the_message(self):
        """It names the extra."""
        done = self.run("import complaint_rules.testing")
        assert (
            "ImportError: complaint_rules.testing needs Hypothesis: pip install 'complaint-rules[testing]'"
            in done.stderr
        )

    def test_the_library_itself(self):
        """Everything else is as it was."""
        done = self.run(
            "import complaint_rules as c; print(c.load_profile('ncc').name); from complaint_rules import assess"
        )
        assert (done.stdout, done.stderr) == ("ncc\n", "")
