"""By which procedure of a council a complaint goes.

Every procedure of the profile is asked whether it takes such a person and such a matter. Where several do, the one that
a law governs comes first: a statutory complaint that is handled as a corporate one is a fault that the Ombudsman finds
often (law.md, F-6), whatever the council's own page says.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from complaint_rules.assessment.acceptance import Acceptance, Route, routes_of
from complaint_rules.assessment.answers import NO_WORDS, Plain, Words, day
from complaint_rules.assessment.each_way import acceptance_each_way, joined_routes, versions_that_judge
from complaint_rules.assessment.next_question import Question, next_question_of, next_question_on
from complaint_rules.assessment.replayed import Replayed, replayed, require_types
from complaint_rules.assessment.wrong_procedure import grants
from complaint_rules.cases.accepting import keeps_out
from complaint_rules.cases.admission import heard_by_each
from complaint_rules.cases.case import Case
from complaint_rules.cases.judging import truth_of
from complaint_rules.cases.standing import Standing
from complaint_rules.procedures.in_force import possible_on
from complaint_rules.procedures.profile import Profile
from complaint_rules.procedures.rules import AcceptancePart
from complaint_rules.terms import Basis, Permission, Truth
from complaint_rules.values import frozen

TAKEN = (Permission.ENTITLED, Permission.DISCRETIONARY)


@frozen
class Routing:
    """Which of a council's procedures takes a complaint, as far as it is known who complains, and of what.

    `routes` has every procedure with its whole answer, refused ones too, in the order of the profile. `to` is the one
    by which it goes: the only one that takes it, or of several the one that a law governs, those giving way whose law
    is not for such a complaint; empty where that is not known yet, where none takes it, or where the pages name
    several and no law says which. It may be named while a bar may yet keep the complaint out. `acceptance` is that
    procedure's whole answer, and `question` what to ask next: first what decides the procedure, then what decides
    whether it may be taken there.
    """

    profile: str
    as_of: date
    routes: tuple[Route, ...]
    to: str
    acceptance: Acceptance | None
    question: Question | None
    words: Words = NO_WORDS

    @property
    def taken_by(self) -> tuple[str, ...]:
        """The procedures that take it, as of right or if so decided."""
        return tuple(route.procedure for route in self.routes if route.permission in TAKEN)

    def explain(self) -> str:
        """Say in plain words by which procedure it goes, and why."""
        return self.words.explain(self)

    def to_dict(self) -> dict[str, Plain]:
        """Return the answer as plain data."""
        return {
            "profile": self.profile,
            "as_of": day(self.as_of),
            "to": self.to or None,
            "taken_by": list(self.taken_by),
            "routes": [route.to_dict() for route in self.routes],
            "acceptance": self.acceptance.to_dict() if self.acceptance else None,
            "question": self.question.to_dict() if self.question else None,
        }


def routing_of(profile: Profile, case: Case, as_of: date, words: Words = NO_WORDS) -> Routing:
    """Return by which procedure of a profile a case goes. Raises `CaseError` for a case that is malformed."""
    routes, cases = _asked(profile, case, as_of, words)
    to = _chosen(routes, cases)
    acceptance = next((route.acceptance for route in routes if route.procedure == to), None)
    if to:
        question = next_question_of(next(each for each in cases if each.procedure.id == to), words)
    else:
        question = _question(routes, cases, words) or _judgement(_possible(routes, cases), profile, case, words)
    return Routing(profile.name, as_of, routes, to, acceptance, question, words)


def _asked(profile: Profile, case: Case, as_of: date, words: Words) -> tuple[tuple[Route, ...], list[Replayed]]:
    """Ask every procedure of a profile whether it takes a case; return the answers, and the case as each has it."""
    procedures = tuple(profile.procedures.values())
    require_types(procedures[0], case)
    heard = zip(procedures, heard_by_each(case, procedures), strict=True)
    answered = {procedure.id: replayed(procedure, each, as_of) for procedure, each in heard}
    first = next(filter(_is_in_force, answered.values()), next(iter(answered.values())))
    routes = tuple(
        replace(route, acceptance=acceptance_each_way(answered[route.procedure], words))
        for route in _routes(first, words)
    )
    return routes, [answered[route.procedure] for route in routes]


def _is_in_force(case: Replayed) -> bool:
    """Say whether some version of the document could be in force that has the procedure, so that it can be asked."""
    governing = case.council.governing
    return governing is None or bool(possible_on(governing.versions, case.council.began_on or case.as_of))


def _routes(case: Replayed, words: Words) -> tuple[Route, ...]:
    councils = [way.council.at_receipt for way in case.ways]
    found = [routes_of(council, council.began_on or case.as_of, words) for council in councils]
    return joined_routes(found, versions_that_judge(case))


def _chosen(routes: tuple[Route, ...], cases: list[Replayed]) -> str:
    """Return the one procedure that takes it, if no other might; of several the one that a law governs.

    A page that says nothing of what it is for takes everything, which its law does not; so it gives way to the others.
    """
    possible = [route for route in routes if route.permission is not Permission.REFUSED]
    lawful = {case.procedure.id for case in cases if any(_takes(pack, case.as_of) for pack in case.standings[1:])}
    governed = [route for route in possible if route.procedure in lawful]
    outside = {case.procedure.id for case in cases if _is_outside_its_law(case)}
    others = [route for route in possible if route.procedure not in outside]
    found = governed if len(governed) == 1 else others or possible
    certain = len(found) == 1 and (found[0].permission in TAKEN or _may_but_be_barred(found[0], cases))
    return found[0].procedure if certain else ""


def _is_outside_its_law(case: Replayed) -> bool:
    """Say whether every law of a procedure keeps out for good what the procedure's page does not list either."""
    laws = _laws_of(case)
    return bool(laws) and all(any(_keeps_out(law, part, case) for part in (_who, _what)) for law in laws)


def _laws_of(case: Replayed) -> list[Standing]:
    return [pack for pack in case.standings[1:] if pack.procedure.basis is Basis.LAW]


def _keeps_out(law: Standing, part: Callable[[Standing], AcceptancePart], case: Replayed) -> bool:
    councils = (way.council.at_receipt for way in case.ways)
    return keeps_out(part(law), law, law.began_on or case.as_of) and not any(
        _lists(part(council), council, case.as_of) for council in councils
    )


def _who(standing: Standing) -> AcceptancePart:
    return standing.procedure.acceptance.who


def _what(standing: Standing) -> AcceptancePart:
    return standing.procedure.acceptance.what


def _may_but_be_barred(route: Route, cases: list[Replayed]) -> bool:
    """Say whether a procedure takes such a person and lists such a matter, so that nothing but a bar is open."""
    case = next(each for each in cases if each.procedure.id == route.procedure)
    councils = [way.council.at_receipt for way in case.ways]
    return route.parts[0].permission in TAKEN and all(
        _lists(_what(council), council, case.as_of) for council in councils
    )


def _lists(part: AcceptancePart, council: Standing, as_of: date) -> bool:
    """Say whether a page names such a person or matter among those that it takes."""
    judged_on = council.began_on or as_of
    return any(truth_of(row.condition, council, judged_on) is Truth.HOLDS for row in part.allowed)


def _question(routes: tuple[Route, ...], cases: list[Replayed], words: Words) -> Question | None:
    """Return what to ask next about who complains and of what, by the first procedure for which it is not known.

    Where several pages take it whatever is answered, the laws may tell them apart.
    """
    asked = zip(routes, cases, strict=True)
    open_ones = (case for route, case in asked if route.permission is Permission.UNDETERMINED)
    possible = _possible(routes, cases)
    laws = ((law, case) for case in possible for law in _laws_of(case) if len(possible) > 1)
    for standing, case in (*((each.council.at_receipt, each) for each in open_ones), *laws):
        found = next_question_on(standing, standing.began_on or case.as_of, case.procedure, ("who", "what"))
        if found is not None:
            return replace(found, language=words)
    return None


def _possible(routes: tuple[Route, ...], cases: list[Replayed]) -> list[Replayed]:
    """Return the case as those procedures have it that may take it."""
    asked = zip(routes, cases, strict=True)
    return [case for route, case in asked if route.permission is not Permission.REFUSED]


def _judgement(possible: list[Replayed], profile: Profile, case: Case, words: Words) -> Question | None:
    """Return what a law leaves somebody to judge, where one answer leads to another procedure than the other."""
    left_open = (found for each in possible for law in _laws_of(each) for found in _left_open(law, each.as_of))
    for law, part, name in left_open:
        supposed = (Case(case.events, {**case.facts, name: answer}) for answer in (True, False))
        first, other = (_chosen(*_asked(profile, each, possible[0].as_of, words)) for each in supposed)
        word = law.procedure.question(name)
        if first != other and word is not None:
            return Question(name, word.asks, word.type, word.words, part, law.procedure.basis, word.means, words)
    return None


def _left_open(law: Standing, as_of: date) -> Iterator[tuple[Standing, str, str]]:
    """Yield the decisions by which a law may take such a person or matter, and that are not on record."""
    judged_on, rules = law.began_on or as_of, law.procedure.acceptance
    for part, rows in (("who", rules.who.allowed), ("what", rules.what.allowed)):
        for row in rows:
            name = row.decision.recorded_as if row.decision is not None else ""
            if name and name not in law.facts and truth_of(row.condition, law, judged_on) is Truth.HOLDS:
                yield law, part, name


def _takes(standing: Standing, as_of: date) -> bool:
    is_law = standing.procedure.basis is Basis.LAW
    return is_law and grants(standing.procedure.acceptance, standing, standing.began_on or as_of)
