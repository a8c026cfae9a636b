"""What the checks say of tests and rows, against going through every case; and that they go through few."""

from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from complaint_rules import ProfileError, load_profile
from complaint_rules.checks.analyses.satisfying import Ground, can_be, fits, missing_in
from complaint_rules.checks.analyses.taking import MOST_TRIED, Sought, Tried, left_over, taken_by
from complaint_rules.loading import pages
from complaint_rules.procedures.conditions import Between, Clause, Condition, NameKind

FACTS = 40
PROFILE = """\
profile: northshire
title: Northshire
documents: {page: {title: A page, version: "1"}}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}
words:
  facts: {pages: {is: number, asks: "?"}, colour: {is: [red, green, blue], asks: "?"}, FACTS}
procedures:
  main:
    title: A procedure
    document: page
    begins: {complaint_received: {to: stage_1, who: complainant, source: "1"}}
    stages:
      stage_1:
        timescales:
          answer: {who: council, after: complaint_acknowledged, within: 3 working days, source: "1",
                   done_by: [stage_1_response_sent, complaint_not_accepted]}
        moves: {complaint_closed: {to: closed, who: council, source: "1"}}
""".replace("FACTS", ", ".join(f'f{at}: {{is: yes_no, asks: "?"}}' for at in range(FACTS)))


def _ground(folder: Path) -> Ground:
    path = folder / "northshire.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    (page,) = pages(str(path))
    return Ground(page.profile.procedures["main"])


def _words(name: str, kind: NameKind, *words: str | bool) -> st.SearchStrategy[Clause]:
    some = st.lists(st.sampled_from(words), min_size=1, max_size=len(words) - 1, unique=True).map(tuple)
    return st.builds(Clause, st.just(name), st.just(kind), some, st.booleans())


EVENTS = ("complaint_acknowledged", "stage_1_response_sent", "complaint_not_accepted")
HAPPENING = [_words(name, NameKind.EVENT, "happened", "not_happened") for name in EVENTS]
STATES = _words("answer", NameKind.TIMESCALE, "met", "met_late", "running", "not_started", "overdue")
COLOURS = _words("colour", NameKind.FACT, "red", "green", "blue")
ANSWERS = _words("f0", NameKind.FACT, True, False)
NUMBERS = st.builds(
    lambda low, more: Clause("pages", NameKind.FACT, between=Between(low, low + more)),
    st.integers(0, 5),
    st.integers(0, 3),
)
CLAUSES = st.one_of(*HAPPENING, STATES, STATES, COLOURS, ANSWERS, NUMBERS)
TESTS = st.lists(CLAUSES, min_size=1, max_size=4, unique_by=lambda clause: clause.name).map(tuple)


def every_case(ground, clauses):
    """Return every case that the clauses tell apart and that can be."""
    values = ground.all_values(clauses)
    waits = ground.waits(values)
    cases = (dict(zip(values, chosen, strict=True)) for chosen in product(*values.values()))
    return [case for case in cases if all(can_be(rule, case[name], missing_in(case)) for name, rule in waits.items())]


def holds(clauses, case):
    """Say whether all of them hold of a case."""
    return all(fits(clause, case[clause.name]) for clause in clauses)


def is_possible(ground, clauses):
    """Say whether some case satisfies all."""
    return any(holds(clauses, case) for case in every_case(ground, clauses))


class TestAgainstEveryCase:
    """What is found name by name is what going through all cases finds."""

    @given(own=TESTS, already=TESTS)
    def test_contradictions(self, tmp_path_factory, own, already):
        """Told just where no case is left; and then nothing told could be left out."""
        ground = _ground(tmp_path_factory.getbasetemp())
        found = ground.contradiction(own, already)
        assert bool(found) is not is_possible(ground, (*own, *already))
        if found:
            assert set(found) <= {*own, *already}
            assert set(found) & set(own)
            assert not is_possible(ground, found)
            for at in range(len(found)):
                left = (*found[:at], *found[at + 1 :])
                assert not set(left) & set(own) or is_possible(ground, left)

    @given(clause=CLAUSES, already=TESTS)
    def test_what_always_holds(self, tmp_path_factory, clause, already):
        """A part of a test that every case satisfies, where others are so already."""
        ground = _ground(tmp_path_factory.getbasetemp())
        cases = [case for case in every_case(ground, (clause, *already)) if holds(already, case)]
        assert ground.always(clause, already) is all(holds((clause,), case) for case in cases)

    @given(rows=st.lists(TESTS, min_size=2, max_size=4))
    def test_rows_that_take_another(self, tmp_path_factory, rows):
        """The rows told take every case of the last one, and without any of them some case is left."""
        ground, own = _ground(tmp_path_factory.getbasetemp()), rows[-1]
        known = {clause.name for clause in own} | set(EVENTS)
        earlier = {at: row for at, row in enumerate(rows[:-1]) if {clause.name for clause in row} <= known}

        def takes_all(some):
            asked = (*own, *(clause for at in some for clause in earlier[at]))
            cases = [case for case in every_case(ground, asked) if holds(own, case)]
            return all(any(holds(earlier[at], case) for at in some) for case in cases)

        if not is_possible(ground, own):
            return
        found = taken_by(ground, len(rows) - 1, [Condition(row) for row in rows], (), Tried())
        assert bool(found) is takes_all(earlier)
        assert not found or takes_all(found)
        assert not any(takes_all(set(found) - {at}) for at in found)


class TestFewAreTried:
    """How long it takes does not double with every fact."""

    def test_rows_that_leave_a_case(self, tmp_path):
        """Forty rows that each ask for another fact leave the case in which all are false: two values of each."""
        ground, tried = _ground(tmp_path), Tried()
        rows = {at: (Clause(f"f{at}", NameKind.FACT, (True,)),) for at in range(FACTS)}
        found = left_over(ground, rows, ground.all_values(row[0] for row in rows.values()), tried).found
        assert [value.told for value in found.values()] == ["false"] * FACTS
        assert tried.count == 2 * FACTS

    def test_a_search_that_finds_nothing_gives_up(self, tmp_path):
        """The last fact rules out every case, which only going through the others would show: nothing is known."""
        ground, tried = _ground(tmp_path), Tried()
        rows = {at: (Clause("f39", NameKind.FACT, (bool(at),)),) for at in range(2)}
        allowed = ground.all_values(Clause(f"f{at}", NameKind.FACT, (True,)) for at in range(FACTS))
        assert left_over(ground, rows, allowed, tried).found is Sought.GIVEN_UP
        assert tried.count < MOST_TRIED + 2 * FACTS

    def test_nothing_is_tried_when_all_is_used_up(self, tmp_path):
        """A list that comes after those that took all tries is not looked at."""
        ground, tried = _ground(tmp_path), Tried()
        tried.count = 1_000_000
        row = (Clause("f0", NameKind.FACT, (True, False)),)
        assert left_over(ground, {0: row}, ground.all_values(row), tried).found is Sought.GIVEN_UP


def test_a_list_of_more_rows_than_are_read_is_refused(tmp_path):
    """Fifty rows are read, as fifty clauses of a test are."""
    for rows, faults in ((49, []), (50, ["too_much"])):
        listed = ", ".join(
            f"{{if: {{pages: {{from: {at}, up_to: {at}}}}}, then: {at + 1} weeks}}" for at in range(rows)
        )
        path = tmp_path / "northshire.yaml"
        path.write_text(PROFILE.replace("3 working days", f"[{listed}, {{then: 1 week}}]"), encoding="utf-8")
        found = []
        try:
            load_profile(str(path))
        except ProfileError as error:
            found = [fault.code for fault in error.faults]
        assert found == faults
