"""The bench: a council's procedure and one law side by side, with what every comparison of the two needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from complaint_rules.assessment.due_dates import due_dates_of
from complaint_rules.cases.weighing import Weighed
from complaint_rules.conformance.climbing import Climbs, Places
from complaint_rules.conformance.findings import Answer, Difference, Example, Finding, Subject, Verdict
from complaint_rules.conformance.plans import A_WEEK, AT_ONCE, Fact, Plan, Wait, Ways, holds_of, met_by, taken
from complaint_rules.conformance.playing import Played, Stage
from complaint_rules.conformance.sizes import Written, times_of
from complaint_rules.procedures.clauses import Clause, clauses
from complaint_rules.procedures.conditions import NOT_RECORDED, Condition, NameKind
from complaint_rules.procedures.conditions import Clause as TestClause
from complaint_rules.procedures.procedure import Procedure, ends_alike
from complaint_rules.procedures.rules import AcceptanceRow, Bar, Move, Rule, Timescale
from complaint_rules.procedures.tables import anchor_names
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Basis
from complaint_rules.values import frozen

_ONE_DAY = timedelta(days=1)


class Differs(NamedTuple):
    """A difference seen in one played case: in what, how judged, by which of the council's rules, both answers."""

    difference: Difference
    verdict: Verdict
    rule: Rule | None
    subject: Subject
    council: Answer
    law: Answer
    against_the_complainant: bool = True
    reading: str = ""


class Asked(NamedTuple):
    """A played case in which an event is asked about as a move, and how each side weighs it, by which of its rules."""

    played: Played
    council: tuple[Weighed, Move | None]
    law: tuple[Weighed, Move | None]


@dataclass(slots=True, eq=False)
class Tried:
    """What was seen while one clause was tried: in how many cases it applied, and the first case of each difference.

    `ran` says whether the council's time for it, if it has any, started in one of them. `no_worse` keeps for each plan
    the council's timescales that run at its end and are no worse than the law.
    """

    clause: Clause
    cases: int = 0
    because: str = ""
    ran: bool = False
    no_worse: dict[Plan, frozenset[Timescale]] = field(default_factory=dict)
    found: dict[tuple[Difference, str], Finding] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order in which they were first seen."""
        return tuple(self.found.values())


@frozen(eq=False)
class Bench:
    """A council's procedure with one law beside it, on the day of judgement.

    `asked` keeps for each event the cases in which it was asked about: several clauses may be about one event.
    """

    council: Procedure
    law: Procedure
    as_of: date
    stage: Stage
    council_ways: Ways
    law_ways: Ways
    both_ways: Climbs
    names: Mapping[int, str]
    asked: dict[str, tuple[Asked, ...]] = field(init=False, default_factory=dict, repr=False)
    _plain: dict[str, str] = field(init=False, default_factory=dict, repr=False)
    _led: dict[tuple[Basis, str], tuple[Plan, ...]] = field(init=False, default_factory=dict, repr=False)

    @classmethod
    def of(cls, procedure: Procedure, law: Procedure, as_of: date) -> "Bench":
        """Set up a procedure with one of its packs, and no other."""
        alone = replace(procedure, packs=(law,))
        names = {id(clause.rule): clause.name for clause in (*clauses(alone), *clauses(law))}
        begun = law.cases_begun
        first = begun.earliest if begun is not None and begun.holds(as_of) else None
        return cls(alone, law, as_of, Stage(alone, as_of, first), Ways(alone), Ways(law), Climbs(alone, law), names)

    def name(self, rule: Rule | None) -> str:
        """Return a rule's clause name; nothing for no rule."""
        return self.names.get(id(rule), "") if rule is not None else ""

    def play(self, plan: Plan, asked: Wait = A_WEEK, weekday: int | None = None) -> Played | None:
        """Play a plan; without a weekday the case begins on the first that is worked."""
        return self.stage.play(plan, asked, self.stage.weekdays[0] if weekday is None else weekday)

    def play_before_closures(self, plan: Plan) -> Iterator[Played]:
        """Yield a plan as played up to the eve of the last days on which one side works and the other does not."""
        eve = self._eve_of_closures()
        if eve is not None:
            played = replace(self.stage, as_of=eve, first_day=None).play(plan, AT_ONCE, eve.weekday())
            yield from (played,) if played is not None else ()

    def _eve_of_closures(self) -> date | None:
        """Return the eve of the last run of days, in the year up to the judgement, on which the calendars differ."""
        own, other = (next(iter(side.calendars.values()), None) for side in (self.council, self.law))
        if own is None or other is None or own == other:
            return None
        days = [self.as_of - timedelta(days=back) for back in range(366)]
        covered = (
            day for day in days if min(own.last_day, other.last_day) >= day >= max(own.first_day, other.first_day)
        )
        differing = {day for day in covered if own.is_working_day(day) is not other.is_working_day(day)}
        firsts = [day for day in differing if day - _ONE_DAY not in differing]
        return max(firsts) - _ONE_DAY if firsts else None

    def note(self, tried: Tried, played: Played, differs: Differs) -> None:
        """Keep a difference with its case, unless the same was seen in a case before it."""
        key = (differs.difference, self.name(differs.rule))
        before = tried.found.get(key)
        if before is not None and not (differs.verdict is Verdict.WEAKER and before.verdict is not Verdict.WEAKER):
            return
        lies_ahead = played.asked_on > self.as_of
        example = Example(played.case, played.asked_on, differs.subject, differs.council, differs.law, lies_ahead)
        tried.found[key] = Finding(
            procedure=self.council.id,
            edition=self.council.editions.profile,
            pack=self.law.profile,
            basis=self.law.basis,
            clause=tried.clause,
            difference=differs.difference,
            verdict=differs.verdict,
            rule=key[1],
            written=differs.rule,
            example=example,
            against_the_complainant=differs.against_the_complainant,
            reading=differs.reading,
            perhaps=self._perhaps(tried.clause) if differs.verdict is Verdict.SILENT and differs.rule is None else None,
            times=self._times(tried, played, differs),
        )

    def _perhaps(self, clause: Clause) -> Timescale | None:
        """Return a timescale of the page that fulfils nothing and ends as a duty does, and begins so if one does."""
        duty = clause.rule
        if not isinstance(duty, Timescale):
            return None
        own = [rule for rule in self.council.timescales if rule.name not in self.council.duties]
        alike = [rule for rule in own if rule.is_window is duty.is_window and ends_alike(rule, duty, self.council)]
        return max(alike, key=lambda rule: not anchor_names(rule).isdisjoint(anchor_names(duty)), default=None)

    def _times(self, tried: Tried, played: Played, differs: Differs) -> tuple[tuple[Written, ...], tuple[Written, ...]]:
        """Return the times on which both answers rest, where it is time that makes the difference."""
        if differs.subject is Subject.LETTER:
            return (), ()
        rows = due_dates_of(played.standings)
        own = times_of(differs.rule, differs.council.name, self.council, rows)
        return own, times_of(tried.clause.rule, differs.law.name, self.law, rows) if own else ()

    # Where plans lead.

    def plans_to(self, ways: Ways, place: str) -> tuple[Plan, ...]:
        """Return the plans that lead to a place by one side: its shortest, and one on which the other side comes along.

        The second is left out where the first already brings the other side to its place of that name, if it has one.
        """
        key = ways.procedure.basis, place
        if key not in self._led:
            own = ways.to(place)
            self._led[key] = tuple(dict.fromkeys((own, *self._together(ways, place, own)))) if own is not None else ()
        return self._led[key]

    def along(self, ways: Ways, move: Move) -> Iterator[tuple[Plan, Wait]]:
        """Yield after which plans a move of one side should be open in each of its places, and how long to wait."""
        for place in ways.places_of(move):
            yield from self.meeting(move.condition, ways, place)

    def meeting(self, condition: Condition, ways: Ways, place: str) -> Iterator[tuple[Plan, Wait]]:
        """Yield the plans that lead to a place and after which a test should hold, and how long to wait then.

        What the test asks for besides happens where both sides are: while one is left behind nothing more does.
        """
        plans = self.plans_to(ways, place)
        for plan in plans:
            ready = met_by(condition, plan, ways.procedure)
            if ready is not None and (plan is plans[-1] or ready[0].events == plan.events):
                yield ready

    def _together(self, ways: Ways, place: str, own: Plan) -> Iterator[Plan]:
        """Yield the plan that leads both sides to a place of one name, else one that the other side refuses nothing of.

        There is none where the side's own plan does the same, or where the engine does not go along.
        """
        at = self.places_after(own)
        if at == Places(place, place):
            return
        both = self.both_ways.to(place, place)
        if both is None and at is None:
            both = self.both_ways.to(*((place, None) if ways is self.council_ways else (None, place)))
        if both is not None and self.places_after(both) is not None:
            yield both

    def places_after(self, plan: Plan) -> Places | None:
        """Return where a case stands on both sides after a plan; None where either refuses an event of it."""
        played = self.play(self.settled(plan, self.moves_of(plan)))
        return Places(played.council.place, played.law.place) if played is not None and played.went_as_planned else None

    # What stands where.

    def answering(self, duty: Timescale) -> tuple[Timescale, ...]:
        """Return the council's timescales that answer a duty of the law, or are parts of the answer."""
        return tuple(rule for rule in self.council.timescales if duty.name in self.council.duties.get(rule.name, ()))

    def moves_of(self, plan: Plan) -> Iterator[Move]:
        """Yield the moves of both sides by the events of a plan."""
        for event in dict.fromkeys(plan.events):
            yield from (*self.law.tables.moves.get(event, ()), *self.council.tables.moves.get(event, ()))

    # What a case is to suppose where nothing special is tried.

    def settled(self, plan: Plan, rules: Iterable[Rule]) -> Plan:
        """Return a plan with an answer for everything that the rules ask, such that none of their tests is met by it.

        The days from which their timescales are counted are known.
        """
        rules = tuple(rules)
        asked = [clause for rule in rules for condition in conditions(rule) for clause in condition.clauses]
        plan = self._taken(self._with_outcomes(plan), asked)
        known = dict(plan.facts)
        # What a rule looks for as not recorded is left unsaid: that is how things stand before somebody decides.
        facts: dict[str, Fact] = {}
        unsaid = {clause.name for clause in asked if NOT_RECORDED in clause.words}
        for clause in asked:
            if clause.kind is NameKind.FACT and clause.name not in {**known, **facts} and clause.name not in unsaid:
                value = self.plain_value(clause.name, asked)
                facts |= {} if value is None else {clause.name: value}
        days = {name: True for rule in rules if isinstance(rule, Timescale) for name in self._days_of(rule)}
        return plan.otherwise({**days, **known, **facts})

    def _taken(self, plan: Plan, asked: Iterable[TestClause]) -> Plan:
        """Return a plan with the facts by which each part of acceptance that is asked for comes out as of right."""
        for part in dict.fromkeys(clause.name for clause in asked if clause.kind is NameKind.ACCEPTANCE):
            plan = plan.otherwise({**taken(part, plan, self.law), **dict(plan.facts)})
        return plan

    def settled_for(self, duty: Timescale, plan: Plan) -> Plan:
        """Return a plan settled for a duty, for what answers it, and for the moves of the plan."""
        return self.settled(plan, (duty, *self.answering(duty), *self.moves_of(plan)))

    def _days_of(self, rule: Timescale) -> Iterator[str]:
        """Yield the facts from whose day a timescale is counted."""
        words = self.council.fact_words
        yield from (name for name in sorted(anchor_names(rule)) if name in words and words[name].type is FactType.DATE)

    def plain_value(self, name: str, asked: Iterable[TestClause]) -> Fact | None:
        """Return a value of a fact that meets none of the tests that ask for it; None where there is none."""
        tests = [clause for clause in asked if clause.name == name and not clause.negated]
        return next((value for value in self.values(name) if not any(holds_of(test, value) for test in tests)), None)

    def values(self, name: str) -> tuple[Fact, ...]:
        """Return every value of a fact that is a word or yes or no; nothing for a number or a day."""
        word = self.council.fact_words.get(name) or self.law.fact_words.get(name)
        if word is None:
            return ()
        return (False, True) if word.type is FactType.YES_NO else word.words

    def _with_outcomes(self, plan: Plan) -> Plan:
        for event in dict.fromkeys(plan.events):
            word = self.council.event_words.get(event)
            said = any("outcome" in dict(step.details) for step in plan.steps if step.event == event)
            if word is not None and "outcome" in word.carries and not said:
                plan = plan.with_outcome(event, self.plain_outcome(event))
        return plan

    def plain_outcome(self, event: str) -> str:
        """Return an outcome that no test of either side names for an event, else the last there is."""
        if event not in self._plain:
            self._plain[event] = self._unnamed_outcome(event)
        return self._plain[event]

    def _unnamed_outcome(self, event: str) -> str:
        named = {str(word) for side in (self.council, self.law) for word in _outcomes_tested(event, side)}
        outcomes = self.council.vocabulary.outcomes
        return next((outcome for outcome in outcomes if outcome not in named), outcomes[-1])


def _outcomes_tested(event: str, side: Procedure) -> Iterator[object]:
    for rule in (*side.begins, *side.moves, *side.bars, *side.timescales):
        for condition in conditions(rule):
            yield from (word for clause in condition.clauses if clause.name == event for word in clause.words)


def conditions(rule: Rule) -> Iterator[Condition]:
    """Yield every test of a rule: whether it applies, and which of its values does."""
    if isinstance(rule, Move | Bar | AcceptanceRow):
        yield rule.condition
    if isinstance(rule, Timescale):
        yield rule.condition
        for terms in rule.terms:
            for choice in (terms.anchor, terms.within, terms.at_least, terms.aim):
                yield from (row.condition for row in choice.rows) if choice is not None else ()
        if rule.extension is not None:
            yield from (rule.extension.condition, *rule.extension.made_by_facts)
