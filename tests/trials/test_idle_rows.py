"""Rows that keep out what is kept out without them, shown where there are too many facts to try every combination."""

import random
from dataclasses import replace
from datetime import date

import pytest

from complaint_rules.assessment.acceptance import acceptance_by
from complaint_rules.cases.standing import Standing
from complaint_rules.loading import load_profile
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.trials.equivalence import is_equivalent
from complaint_rules.trials.idle_rows import is_idle

ROWS = """\
    acceptance:
      what_about:
        allowed:
          - {if: {subject: [early_help, send_service]}, source: page 5}
        excluded:
          - {if: {subject: court_matter}, elsewhere: corporate, source: page 6}
          - {if: {subject: [tribunal_matter, school]}, source: page 6}
          - {if: {stage_1_response_sent: happened}, source: page 6}
    begins:
"""
"""A part that asks what happened: of it not every combination can be tried."""


@pytest.fixture
def alike(marsham, changed):
    """Return a function: whether Marsham's procedure is equivalent to itself with one piece of the rows changed."""

    def alike(old, new, rows=ROWS):
        changed("marsham.yaml", swap=[("    begins:\n", rows)])
        own = load_profile(marsham / "marsham.yaml").procedure("corporate")
        changed("marsham.yaml", swap=[(old, new)])
        return is_equivalent(own, load_profile(marsham / "marsham.yaml").procedure("corporate"))

    return alike


def test_a_matter_that_no_row_takes(alike):
    """A school is not taken, whether a row says so or none; and what is not known is asked for by the first row too."""
    assert alike("[tribunal_matter, school]", "tribunal_matter")


AGES = """\
    acceptance:
      who_may_complain:
        allowed:
          - {if: {child_age: {from: 12}}, source: page 5}
          - {if: {child_age: {up_to: 11}}, decided_by: the Complaints Officer, source: page 5}
        excluded:
          - {if: {child_age: {from: 25}}, source: page 6}
    begins:
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        # Of twelve years the first row takes everybody as of right, whatever the second says of them.
        ("up_to: 11", "up_to: 12", True),
        ("up_to: 11", "up_to: 10", False),
        ("from: 12", "from: 13", False),
        ("from: 25", "from: 24", False),
    ],
)
def test_numbers_are_tried_on_both_sides_of_what_rows_name(alike, changed, old, new, same):
    """Between two that are named all are alike."""
    own = '{facts: {child_age: {is: number, asks: "How old is the child?"}}}'
    changed("marsham.yaml", swap=[("procedures:\n", f"words: {own}\nprocedures:\n")])
    assert alike(old, new, AGES) is same


def test_a_row_as_a_whole(alike):
    """The row says why, and nothing hangs on it."""
    assert alike("          - {if: {subject: [tribunal_matter, school]}, source: page 6}\n", "")


def test_a_matter_that_a_row_takes(alike):
    """Early help would be kept out."""
    assert not alike("[tribunal_matter, school]", "[tribunal_matter, early_help]")


def test_a_row_that_says_where_to_go(alike):
    """To say where else a matter belongs is an answer."""
    assert not alike("subject: court_matter", "subject: disciplinary_matter")


SCHOOL = "{if: {subject: [tribunal_matter, school]}, source"
DECIDED = SCHOOL.replace(", source", ", decided_by: the Manager, source")


def test_a_row_by_which_somebody_comes_to_decide(alike):
    """That somebody decides, and who, is an answer."""
    assert not alike(SCHOOL, DECIDED)


def test_a_row_by_which_somebody_decides(alike):
    """So it is where the matter of such a row is another."""
    assert not alike("[tribunal_matter, school]", "tribunal_matter", rows=ROWS.replace(SCHOOL, DECIDED))


def test_the_only_row_that_asks_for_a_fact(alike):
    """Where no other row is open for want of the fact, what is missing could differ; that it does not is not shown."""
    rows = ROWS.replace("          - {if: {subject: court_matter}, elsewhere: corporate, source: page 6}\n", "")
    assert not alike("          - {if: {subject: [tribunal_matter, school]}, source: page 6}\n", "", rows=rows)


def test_a_part_that_lists_nobody_who_may(alike):
    """Without rows that grant, what no row keeps out is taken."""
    rows = ROWS.replace(
        "        allowed:\n          - {if: {subject: [early_help, send_service]}, source: page 5}\n", ""
    )
    assert not alike("[tribunal_matter, school]", "tribunal_matter", rows=rows)


def test_a_row_that_asks_what_happened(alike):
    """An event may happen, whatever the facts are."""
    assert not alike("stage_1_response_sent: happened", "stage_2_response_sent: happened")


def test_another_row_that_keeps_the_same_out(alike):
    """Where the one holds, so does the other."""
    again = "          - {if: {complex: {none_of: [false]}}, source: page 6}\n    begins:\n"
    rows = ROWS.replace("    begins:\n", "          - {if: {complex: true}, source: page 7}\n" + again)
    assert alike(again, "    begins:\n", rows=rows)


def _with_excluded(procedure, rows):
    what = replace(procedure.acceptance.what, excluded=rows)
    return replace(procedure, acceptance=replace(procedure.acceptance, what=what))


def _drawn_facts(procedure, rng):
    """Return something known of each fact that the matter asks for, or nothing."""
    rows = procedure.acceptance.what.rows
    names = [clause.name for row in rows for clause in row.condition.clauses if clause.words_of_fact]
    names += [row.decision.recorded_as for row in rows if row.decision and row.decision.recorded_as]
    drawn = {}
    for name in sorted(set(names)):
        fact = procedure.fact_words[name]
        values = fact.words if fact.type is FactType.WORD else (True, False)
        value = rng.choice((None, *values))
        if value is not None:
            drawn[name] = value
    return drawn


def _said(procedure, facts):
    what = acceptance_by(Standing(procedure, facts, {}), date(2024, 6, 3)).what
    deciding = (what.decided_by, what.considering, what.letter)
    return what.permission, sorted(what.missing_facts), what.elsewhere, deciding, what.parts_split_off


def _idle_rows(name):
    """Yield each idle row of a profile with its procedure, and with the procedure without it."""
    for procedure in load_profile(name).procedures.values():
        excluded = procedure.acceptance.what.excluded
        for at, row in enumerate(excluded):
            without = _with_excluded(procedure, (*excluded[:at], *excluded[at + 1 :]))
            if is_idle(row, without.acceptance.what, procedure):
                yield row, procedure, without


@pytest.mark.parametrize(
    ("name", "how_many"),
    [("cambridgeshire", 4), ("northamptonshire", 1), ("unnamed-council", 0), ("children-2006", 0), ("adults-2009", 3)],
)
def test_what_is_shown_to_be_idle_changes_no_answer(name, how_many):
    """For facts that are drawn, and for each word of the row's own, the answers with it and without it are the same.

    The idle rows are those on schools, other directorates and crimes, that name no other place.
    """
    rng = random.Random(5)  # noqa: S311 - nothing is kept secret
    found = list(_idle_rows(name))
    assert len(found) == how_many
    for row, procedure, without in found:
        for word in (word for clause in row.condition.clauses for word in clause.words):
            for _ in range(50):
                facts = _drawn_facts(procedure, rng)
                known = facts | {row.condition.clauses[0].name: word}
                assert _said(procedure, facts) == _said(without, facts), facts
                assert _said(procedure, known) == _said(without, known), known
