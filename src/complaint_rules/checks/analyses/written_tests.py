"""Every test of a procedure with its place on the page, and every value that is chosen by tests."""

from collections.abc import Iterable, Iterator
from keyword import iskeyword
from typing import Any

from complaint_rules.checks.analyses.asked_beside import (
    NOTHING,
    Beside,
    beside_a_bar,
    beside_a_clock,
    beside_an_extension,
    beside_its_decision,
    beside_what_makes_it,
)
from complaint_rules.checks.analyses.by_then import not_by_then
from complaint_rules.checks.analyses.happening import running_in
from complaint_rules.checks.analyses.on_arrival import happened_already, so_already
from complaint_rules.checks.analyses.places import places_of
from complaint_rules.checks.subject import Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.procedures.conditions import ALWAYS, Choice, Clause, Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Extension, Move, Terms, TimeLimit, Timescale
from complaint_rules.procedures.tables import stands_in
from complaint_rules.profiles.document import ExtensionDocument
from complaint_rules.profiles.sections import Section
from complaint_rules.values import frozen

HAS_HAPPENED = ("happened",)


@frozen
class Tested:
    """A test and where it is written. `given` is what must be so already wherever it is asked: in `asked_in`.

    `beside` is what other rules ask there too, which may say the same again. `rule` is that whose test
    it is; `arrived` is what of all that is given each way has brought that leads where it is asked.
    """

    path: Path
    condition: Condition
    given: tuple[Clause, ...] = ()
    asked_in: frozenset[str] = frozenset()
    beside: Beside = NOTHING
    rule: Move | Bar | Timescale | None = None
    arrived: tuple[Clause, ...] = ()


@frozen
class ByCase:
    """A value chosen by tests: where it is written, its rows, and what must be so already where it is chosen.

    `is_beside_another` is said of an aim that stands beside a length: there need not be one in every case.
    """

    path: Path
    choice: Choice[Any]
    given: tuple[Clause, ...] = ()
    is_beside_another: bool = False

    def place(self, at: int) -> Path:
        """Return where the test of a row is written, or the row itself where it has none."""
        return (*self.path, at, "if") if self.choice.rows[at].condition.clauses else (*self.path, at)


def tests_of(subject: Subject, procedure: Procedure) -> Iterator[Tested]:
    """Yield every test of a procedure but those of the values that are chosen by case."""
    places = places_of(procedure)
    acceptance = procedure.acceptance
    kept_out = {id(row) for part in (acceptance.who, acceptance.what) for row in (*part.excluded, *part.split_off)}
    before: tuple[AcceptanceRow | Move, ...] = (*acceptance.who.rows, *acceptance.what.rows, *procedure.begins)
    for rule in before:
        beside = beside_its_decision(rule.decision, matters_if=id(rule) not in kept_out)
        yield from _one(rule.condition, subject.place(rule, "if"), (), beside)
    after: tuple[Move | Bar, ...] = (*procedure.moves, *procedure.bars)
    for each in after:
        standing = frozenset(place for place in places.reached if stands_in(each, place))
        by_then = not_by_then(procedure, places, each.condition, standing, each.event)
        beside = (
            beside_a_bar(procedure, places, each)
            if isinstance(each, Bar)
            else beside_its_decision(each.decision, matters_if=True)
        )
        already = so_already(procedure, each.condition, standing, each.event)
        given = tuple(dict.fromkeys((*begun(procedure), *already, *by_then)))
        if each.condition.clauses:
            yield Tested(subject.place(each, "if"), each.condition, given, standing, beside, each, already)
    for clock in procedure.timescales:
        running = running_in(procedure, clock)
        by_then = not_by_then(procedure, places, clock.condition, running)
        beside, begun_by = beside_a_clock(procedure, places, clock), started(clock, procedure)
        already = tuple(one for one in happened_already(procedure, clock.condition, running) if one not in begun_by)
        if clock.condition.clauses:
            given = (*begun_by, *already, *by_then)
            yield Tested(subject.place(clock, "if"), clock.condition, given, running, beside, clock, already)
        if clock.extension is not None:
            beside = beside_an_extension(procedure, places, clock)
            by_then = not_by_then(procedure, places, clock.extension.condition, running)
            yield from _of_extension(clock.extension, subject, begun(procedure), by_then, beside)


def conditions_of(procedure: Procedure) -> Iterator[Condition]:
    """Yield the same tests without their places."""
    acceptance = procedure.acceptance
    yield from (row.condition for row in (*acceptance.who.rows, *acceptance.what.rows))
    yield from (move.condition for move in (*procedure.begins, *procedure.moves))
    yield from (bar.condition for bar in procedure.bars)
    for clock in procedure.timescales:
        yield clock.condition
        if clock.extension is not None:
            yield from (clock.extension.condition, *clock.extension.made_by_facts)


def _one(
    condition: Condition, path: Path, given: tuple[Clause, ...] = (), beside: Beside = NOTHING
) -> Iterator[Tested]:
    if condition.clauses:
        yield Tested(path, condition, given, beside=beside)


def _of_extension(
    rule: Extension, subject: Subject, given: tuple[Clause, ...], by_then: tuple[Clause, ...], beside: Beside
) -> Iterator[Tested]:
    yield from _one(rule.condition, subject.place(rule, "if"), (*given, *by_then), beside)
    written = section_at(subject, subject.place(rule))
    listed = written.made_by if isinstance(written, ExtensionDocument) else []
    places = (at for at, item in enumerate(listed) if not isinstance(item, str))
    for at, condition in zip(places, rule.made_by_facts, strict=True):
        yield from _one(condition, subject.place(rule, "made_by", at), given, beside_what_makes_it(rule))


def section_at(subject: Subject, path: Path) -> object:
    """Return what stands in the document at a place of the page."""
    found: Any = subject.page.document
    for step in path:
        if isinstance(found, Section) and isinstance(step, str):
            # A key such as `if` is a word of Python's own, and has another name there.
            found = getattr(found, f"{step}_" if iskeyword(step) else step)
        else:
            found = found[step]
    return found


def row_with(subject: Subject, path: Path, text: str) -> Path:
    """Return the row of a value chosen by case in which a text stands; where none has it, the place of the whole."""
    written = section_at(subject, path)
    rows = [getattr(row, "then", None) for row in written] if isinstance(written, list) else []
    return (*path, rows.index(text), "then") if text in rows else path


def begun(procedure: Procedure) -> tuple[Clause, ...]:
    """Return what has happened in every case that has begun: the one event that begins one.

    Nothing where there are several, or where it is taken to have happened when another was recorded.
    """
    events = {move.event for move in procedure.begins}
    words = procedure.vocabulary.events
    certain = [name for name in events if len(events) == 1 and not words[name].falls_back_on]
    return tuple(Clause(name, NameKind.EVENT, HAS_HAPPENED) for name in certain)


def started(clock: Timescale, procedure: Procedure) -> tuple[Clause, ...]:
    """Return what must have happened when a timescale starts, whichever way its page is read."""
    words = procedure.vocabulary.events
    found = (frozenset(_needed(terms)) & frozenset(words) for terms in clock.terms)
    names = frozenset.intersection(*found)
    counted_from = tuple(Clause(name, NameKind.EVENT, HAS_HAPPENED) for name in sorted(names))
    return (*counted_from, *(clause for clause in begun(procedure) if clause not in counted_from))


def _needed(terms: Terms) -> Iterator[str]:
    """Yield what an anchor cannot do without: a group of one name, where no test chooses the anchor."""
    if terms.anchor is not None and terms.anchor.is_certain:
        yield from (group[0] for group in terms.anchor.rows[0].value.groups if len(group) == 1)


def by_cases_of(subject: Subject, procedure: Procedure) -> Iterator[ByCase]:
    """Yield every value of a procedure that is chosen by tests: lengths, and days from which they are counted."""
    for clock in procedure.timescales:
        yield from _of_clock(clock, subject, procedure)
    for limit in procedure.acceptance.time_limits:
        yield from _of_limit(limit, subject)


def _of_clock(clock: Timescale, subject: Subject, procedure: Procedure) -> Iterator[ByCase]:
    # What is chosen by case is never unstated, so that every reading has the same rows.
    terms = clock.terms[0]
    facts = tuple(clause for clause in clock.condition.clauses if clause.kind is NameKind.FACT)
    given = (*clock.condition.clauses, *started(clock, procedure))
    for key, choice in (("within", terms.within), ("at_least", terms.at_least)):
        yield from _chosen(choice, subject.place(clock, key), given)
    yield from _chosen(terms.aim, subject.place(clock, "aim"), given, is_beside_another=not terms.aim_alone)
    # An anchor is chosen again when an event that its rows test happens later.
    certain = (*facts, *begun(procedure))
    yield from _chosen(terms.anchor, subject.place(clock, "before" if terms.backwards else "after"), certain)


def _of_limit(limit: TimeLimit, subject: Subject) -> Iterator[ByCase]:
    yield from _chosen(limit.terms.within, subject.place(limit, "within"))
    yield from _chosen(limit.terms.anchor, subject.place(limit, "after"))


def _chosen(
    choice: Choice[Any] | None, path: Path, given: tuple[Clause, ...] = (), *, is_beside_another: bool = False
) -> Iterator[ByCase]:
    if choice is not None and any(row.condition != ALWAYS for row in choice.rows):
        yield ByCase(path, choice, given, is_beside_another)


Judged = tuple[Path, tuple[Found, ...]]
"""A place of the page, and what was found there for one procedure."""


def in_all_that_share(judged: Iterable[Judged]) -> Iterator[Found]:
    """Yield what was found at a place for every procedure that takes it over: for one of them it may have its sense."""
    by_path: dict[Path, list[tuple[Found, ...]]] = {}
    for path, found in judged:
        by_path.setdefault(path, []).append(found)
    for each in by_path.values():
        places = [{(one.path, one.key) for one in found} for found in each]
        yield from (one for one in each[0] if all((one.path, one.key) in place for place in places))
