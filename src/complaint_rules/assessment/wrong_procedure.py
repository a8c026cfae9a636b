"""Whether a case, or a part of it, is taken through the wrong procedure of its council (docs/meaning.md, Acceptance).

A statutory complaint that is handled as a corporate one is a fault that the Ombudsman finds often (law.md, F-6). All is
judged on the day on which the case began, and told only where it is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from complaint_rules.assessment.replayed import Replayed
from complaint_rules.assessment.split_parts import apart, part_split_off
from complaint_rules.cases.accepting import findings_of_part
from complaint_rules.cases.algebra import Effect, Level, capping
from complaint_rules.cases.judging import judge, truth_of, unique
from complaint_rules.cases.standing import Irregularity, Standing
from complaint_rules.procedures.conditions import Condition, NameKind
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow, AcceptanceRules
from complaint_rules.terms import Basis, Splitting, Truth

Rows = tuple[AcceptanceRow, ...]


class Wrong(NamedTuple):
    """What is irregular of the procedure by which a case was taken, and the rows on which that rests."""

    told: Irregularity
    rows: Rows


class _Begun(NamedTuple):
    """A case as it stands, the day on which it began, and the event that began it."""

    standing: Standing
    on: date
    event: str

    @property
    def procedure(self) -> Procedure:
        """Return the procedure by the version that took the case."""
        return self.standing.procedure

    @property
    def rules(self) -> AcceptanceRules:
        """Return what its page says of who may complain, and of what."""
        return self.procedure.acceptance

    def irregular(self, code: str, basis: Basis, about: Iterable[str], rows: Rows, day: date | None = None) -> Wrong:
        """Return an irregularity of the event that began the case."""
        return Wrong(Irregularity(code, self.event, self.on, basis, tuple(about), day), unique(rows))


def in_the_wrong_procedure(case: Replayed) -> Iterator[Wrong]:
    """Report a case that a procedure took although its page refuses it, or a law governs it, or a part, elsewhere.

    One that the council declined was not taken.
    """
    began_on, words = case.council.began_on, case.procedure.event_words
    if began_on is None or any(words[kind].declines for kind in case.known.kinds if kind in words):
        return
    event = next(one.kind for one in case.known.events if one.on == began_on)
    begun = _Begun(case.council.at_receipt, began_on, event)
    governed = _governed_elsewhere(begun)
    if governed:
        yield begun.irregular("statutory_matter_elsewhere", Basis.LAW, governed, _all(governed))
    else:
        yield from _by_the_page(begun)
    yield from _parts_governed_elsewhere(begun, governed)


# By a law.


def _governed_elsewhere(begun: _Begun) -> dict[str, Rows]:
    """Return the procedures under a law that takes this complaint, and that this one is not under, with the rows."""
    own = [pack.acceptance for pack in begun.procedure.packs]
    found: dict[str, Rows] = {}
    for sibling in begun.procedure.siblings:
        laws = [law for law in sibling.laws if law not in own and grants(law, begun.standing, begun.on)]
        if laws:
            found[sibling.id] = tuple(row for rules in (*laws, sibling.acceptance) for row in _holding(rules, begun))
    return found


def _parts_governed_elsewhere(begun: _Begun, whole: Iterable[str]) -> Iterator[Wrong]:
    """Report each part of which a law, asked as if the part were the whole, takes what this procedure keeps."""
    known, facts = begun.procedure.fact_words, begun.standing.facts
    for word in known.values():
        value = facts.get(word.name)
        if not word.part_of or value not in known[word.part_of].words:
            continue
        part = begun._replace(standing=replace(begun.standing, facts={**facts, word.part_of: value}))
        gone = {*whole, *_where_parts_go(begun)}
        governed = {name: rows for name, rows in _governed_elsewhere(part).items() if name not in gone}
        if governed:
            yield begun.irregular("statutory_part_elsewhere", Basis.LAW, governed, _all(governed), begun.on)


def _where_parts_go(begun: _Begun) -> Iterator[str]:
    """Yield where parts go by the page, with nothing left to decide or to know."""
    standing = begun.standing
    for row in (*begun.rules.who.split_off, *begun.rules.what.split_off):
        found = capping(row, judge(row.condition, standing, begun.on), row.decision, standing)
        if not found.fails and part_split_off(apart(found, standing)).answer is Splitting.GOES:
            yield row.elsewhere


def _holding(rules: AcceptanceRules, begun: _Begun) -> Iterator[AcceptanceRow]:
    """Yield the rows by which somebody may complain, or may complain of something, that hold."""
    rows = (*rules.who.allowed, *rules.what.allowed)
    return (row for row in rows if truth_of(row.condition, begun.standing, begun.on) is Truth.HOLDS)


def _all(governed: dict[str, Rows]) -> Rows:
    return tuple(row for rows in governed.values() for row in rows)


def grants(rules: AcceptanceRules, standing: Standing, judged_on: date) -> bool:
    """Say whether rules are known to take such a person and matter, as of right or as it was decided.

    Nothing that is known bars it then.
    """
    return all(_part_grants(part, standing, judged_on) for part in (rules.who, rules.what))


def _part_grants(part: AcceptancePart, standing: Standing, judged_on: date) -> bool:
    findings = findings_of_part(part, standing, judged_on)
    granted = any(one.against is Level.ENTITLED for one in findings if one.effect is Effect.GRANTS)
    return granted and all(one.favour is Level.ENTITLED for one in findings if one.effect is Effect.CAPS)


# By the procedure's own page.


def _by_the_page(begun: _Begun) -> Iterator[Wrong]:
    """Report a case that its own page refuses: by who else may take it, or where it belongs, or that it is not here."""
    basis, refusing = begun.procedure.basis, _refusing(begun.rules, begun)
    if not refusing:
        return
    takers = tuple(_takers(begun))
    sending = tuple(row for row in _bars(begun.rules, begun, lasting=True) if row.elsewhere)
    for_good = _refusing_for_good(begun)
    if takers:
        yield begun.irregular("wrong_procedure", basis, takers, refusing)
    elif sending:
        yield begun.irregular("belongs_elsewhere", basis, unique(row.elsewhere for row in sending), sending)
    elif for_good and not _own_law_takes(begun):
        yield begun.irregular("not_of_this_procedure", basis, (), for_good)


def _takers(begun: _Begun) -> Iterator[str]:
    for other in begun.procedure.siblings:
        if other.id != begun.procedure.id and other.takes_complaints and not _refusing(other.acceptance, begun):
            yield other.id


def _own_law_takes(begun: _Begun) -> bool:
    """Say whether a law under which the procedure stands takes what its page leaves out, so that it does right."""
    laws = (pack.acceptance for pack in begun.procedure.packs if pack.basis is Basis.LAW)
    return any(grants(law, begun.standing, begun.on) for law in laws)


def _refusing(rules: AcceptanceRules, begun: _Begun) -> Rows:
    """Return the rows by which rules are known to refuse such a person or matter; none where they are not."""
    lists = (
        part.allowed for part in (rules.who, rules.what) if all(_fails(row.condition, begun) for row in part.allowed)
    )
    return (*_bars(rules, begun), *(row for rows in lists for row in rows))


def _refusing_for_good(begun: _Begun) -> Rows:
    """Return those rows that no event can turn: the lists of which all fail by facts, and the bars that last."""
    lists = (
        part.allowed
        for part in (begun.rules.who, begun.rules.what)
        if all(_fails(_of_facts(row.condition), begun) for row in part.allowed)
    )
    return (*_bars(begun.rules, begun, lasting=True), *(row for rows in lists for row in rows))


def _of_facts(condition: Condition) -> Condition:
    return Condition(tuple(clause for clause in condition.clauses if clause.kind is NameKind.FACT))


def _fails(condition: Condition, begun: _Begun) -> bool:
    return truth_of(condition, begun.standing, begun.on) is Truth.FAILS


def _bars(rules: AcceptanceRules, begun: _Begun, *, lasting: bool = False) -> Rows:
    """Return the bars that hold and leave nothing to decide; of those that last, or of all."""
    rows = (row for part in (rules.who, rules.what) for row in (part.lasting if lasting else part.excluded))
    holding = (row for row in rows if truth_of(row.condition, begun.standing, begun.on) is Truth.HOLDS)
    return tuple(row for row in holding if row.decision is None)
