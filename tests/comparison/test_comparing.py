"""What holds of every comparison: of a profile with itself, of two either way round, and of any number that is changed."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from complaint_rules import load_profile
from complaint_rules.comparison.comparing import comparison_of
from complaint_rules.errors import ProfileError
from complaint_rules.loading import shipped_packs, shipped_profiles
from tests.comparison.conftest import AS_OF, changes, compiled, otherwise, text_of

VERSIONS = Path(__file__).parents[1] / "versions"
MIRRORED = {
    "stricter": "weaker",
    "weaker": "stricter",
    "added": "taken_away",
    "taken_away": "added",
}
NUMBERS = re.compile(
    r"(?P<key>within|at_least|aim|up_to|adds): (?P<number>\d+) (?P<unit>hours|calendar|working|weeks?|months?|years?)"
)
# The first value of an `aim` with a start of its own stands under its `within`.
AT = [(name, at.span("number")) for name in shipped_profiles() for at in NUMBERS.finditer(text_of(name))]


@pytest.mark.parametrize("name", [*shipped_profiles(), *shipped_packs()])
def test_a_profile_is_equal_to_itself(name):
    """Every clause is equal, and nothing else is told."""
    again = load_profile(Path(load_profile(name).origin))
    comparison = comparison_of(load_profile(name), again, AS_OF)
    assert not comparison.is_different
    assert not changes(comparison)
    assert any(procedure.clauses for procedure in comparison.procedures)


@pytest.mark.uncounted
@pytest.mark.parametrize(("one", "other"), [("ncc", "northumberland"), ("unnamed-council", "cambridgeshire")])
def test_the_other_way_round_it_is_the_mirror(one, other):
    """What is stricter there is weaker here, on the same cases; what is added is taken away."""
    there, back = (comparison_of(load_profile(a), load_profile(b), AS_OF) for a, b in ((one, other), (other, one)))
    assert sorted(mirrored(there)) == sorted(told(back))


def told(comparison):
    """Yield every clause by its names, with how it changed and for whom."""
    for procedure in comparison.procedures:
        for clause in procedure.clauses:
            yield (clause.old, clause.new, clause.change.value, clause.better_for, clause.worse_for)


def mirrored(comparison):
    """Yield the same with the two sides exchanged."""
    for old, new, change, better, worse in told(comparison):
        yield (new, old, MIRRORED.get(change, change), worse, better)


@pytest.mark.uncounted
@settings(max_examples=max(settings().max_examples // 5, 1))
@given(at=st.sampled_from(AT), by=st.integers(1, 3))
def test_a_changed_number_is_always_found(at, by):
    """Whatever period of whatever page is made longer, it is found, and no clause that was not changed is told."""
    name, (start, end) = at
    text = text_of(name)
    number = int(text[start:end])
    try:
        edition = compiled(name, f"{text[:start]}{number + by}{text[end:]}")
    except ProfileError:
        # A reading may say what else it could be, and the page has checks of its own.
        assume(False)
    comparison = comparison_of(load_profile(name), edition, AS_OF)
    found = changes(comparison)
    assert comparison.is_different
    # The same section may stand in several procedures.
    assert len({clause for _, clause in found}) == 1
    for one in found.values():
        assert any(str(number) in key.old and str(number + by) in key.new for key in one.keys)


def test_versions_in_force_on_the_day_are_compared():
    """A file that joins versions says what the one in force says, knows the words of all, and is not the one before."""
    joined, new, old = (
        load_profile(VERSIONS / name) for name in ("northshire.yaml", "northshire/2023.yaml", "northshire/2019.yaml")
    )
    in_force = changes(comparison_of(new, joined, AS_OF))
    assert {(one.matter.value, one.change.value) for one in in_force.values()} == {
        ("version", "added"),
        ("event_word", "added"),
    }
    before = comparison_of(old, joined, AS_OF)
    assert any(clause.change.is_of_meaning for each in before.procedures for clause in each.clauses)


def test_another_day_from_which_the_document_is_in_force_is_told(tmp_path):
    """It says nothing of what is due; it says which cases the page is for."""
    text = (VERSIONS / "northshire/2019.yaml").read_text(encoding="utf-8")
    editions = []
    for first in ("2019-01-01", "2019-02-01"):
        path = tmp_path / f"{first}.yaml"
        dated = f"in_force: {{from: {first}, source: '1.1'}}\nprocedures:"
        path.write_text(text.replace("procedures:", dated, 1), encoding="utf-8")
        editions.append(load_profile(path))
    found = changes(comparison_of(*editions, AS_OF))
    assert {(one.matter.value, one.change.value) for one in found.values()} == {("in_force", "no_case_found")}


def test_a_clause_added_and_one_taken_away():
    """A bar that the new edition lacks is told with a case in which it had barred; the other way round it is added."""
    text = text_of("cambridgeshire")
    start = text.index("        bars:\n          new_issue_raised:\n")
    end = text.index("      suspended:\n", start)
    without = compiled("cambridgeshire", text[:start] + text[end:])
    taken, added = (
        comparison_of(*pair, AS_OF)
        for pair in ((load_profile("cambridgeshire"), without), (without, load_profile("cambridgeshire")))
    )
    for comparison, change, better in ((taken, "taken_away", "complainant"), (added, "added", "council")):
        one = changes(comparison)["childrens_statutory", "new_issue_raised.bar"]
        assert (one.change.value, one.better_for) == (change, (better,))


def test_two_changes_are_told_apart():
    """One duty longer, one shorter: each by itself."""
    both = otherwise(
        "cambridgeshire",
        "            within: 10 working days\n            after: stage_3_requested",
        "            within: 9 working days\n            after: stage_3_requested",
    )
    again = text_of("cambridgeshire").replace(
        "            within: 10 working days\n            after: stage_3_requested",
        "            within: 11 working days\n            after: stage_3_requested",
        1,
    )
    one = comparison_of(both, compiled("cambridgeshire", again), AS_OF)
    assert {name: each.change.value for (_, name), each in changes(one).items()} == {"panel_appointment": "weaker"}
