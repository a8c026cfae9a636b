"""Names of a profile as a complaints manager would say them: events by what they mean, facts by what they ask."""

from collections.abc import Mapping, Sequence
from datetime import date

from complaint_rules.compiling.scope import phrase
from complaint_rules.explanation.phrases import listed, plain_day, spoken
from complaint_rules.procedures.conditions import HAPPENED, NOT_HAPPENED, PARTS_OF_ACCEPTANCE
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.profiles.document import AnchorRow, FromUpTo, LaterOf, NoneOf, Test
from complaint_rules.values import frozen

SETTLED_PLACES = {
    "suspended": "suspended",
    "withdrawn": "withdrawn",
    "closed": "closed",
    "ombudsman": "the Ombudsman",
    "stage_left": "the stage that it came from",
}
"""What is called a stage in a file and is none to a reader."""


CONVENTIONS = {
    "trigger_is_day_zero": "the day of the event is not counted",
    "closed_day_rolls": "what happens on a closed day counts as on the next open day",
    "beginning_with": "the day of the event is day one",
    "nth_day_before": "the tenth day before is ten days before",
    "clear_days": "whole days must lie between",
    "restart": "it begins again in full",
    "resume": "it goes on with the days that were left",
    "run_on": "it goes on",
    "cancel": "it no longer counts",
}
"""Words of the format that a reading may hold."""


def quoted(words: str) -> str:
    """Put words into quotation marks."""
    return f"“{words}”"


@frozen
class Words:
    """The names of one procedure: `stages` and `elsewhere` are their titles, by id."""

    procedure: Procedure
    stages: Mapping[str, str]
    elsewhere: Mapping[str, str]

    def happening(self, name: str) -> str:
        """Say what an event is, as a clause: `the complainant asked for stage 2`."""
        word = self.procedure.event_words.get(name)
        return word.means if word else spoken(name)

    def day(self, name: str) -> str:
        """Say which day a name stands for: an event's, a date fact's, or the last day of a timescale."""
        event, fact = self.procedure.event_words.get(name), self.procedure.fact_words.get(name)
        if event is not None:
            return f"the day {'that was named when' if event.speaks_of_a_day else 'on which'} {event.means}"
        if fact is not None:
            return f"the day that answers the question {quoted(fact.asks)}"
        return f"the last day of {quoted(spoken(name))}"

    def anchor(self, written: object) -> str:
        """Say from which day a period is counted."""
        if isinstance(written, LaterOf):
            return f"the latest of these days: {'; '.join(self.anchor(each) for each in written.later_of)}"
        if isinstance(written, Sequence) and not isinstance(written, str):
            rows = [each for each in written if isinstance(each, AnchorRow)]
            if rows:
                return self._rows([(row.if_, self.anchor(row.then)) for row in rows])
            days = [self.anchor(each) for each in written]
            return days[0] if len(days) == 1 else f"the first of these days: {'; '.join(days)}"
        return self.day(str(written))

    def _rows(self, rows: list[tuple[Test | None, str]]) -> str:
        told = [f"{value} if {self.test(test)}" if test else f"otherwise {value}" for test, value in rows]
        return "; ".join(told)

    def by_case(self, rows: Sequence[tuple[Test | None, str]]) -> str:
        """Say a value that is chosen by case."""
        return self._rows(list(rows))

    def happenings(self, names: Sequence[str], last: str = "or") -> str:
        """Say several events as one clause."""
        return listed((self.happening(name) for name in names), f", {last}" if len(names) > 1 else last).replace(
            " ,", ","
        )

    # Tests.

    def test(self, written: Test) -> str:
        """Say what must hold."""
        return listed(self.clause(name, value) for name, value in written.items())

    def clause(self, name: str, value: object) -> str:
        """Say what one name must be."""
        fact = self.procedure.fact_words.get(name)
        if fact is not None:
            if fact.type is FactType.YES_NO and isinstance(value, bool):
                return f"the answer to {quoted(fact.asks)} is {'yes' if value else 'no'}"
            return f"the answer to {quoted(fact.asks)} is {self._value(value)}"
        if name in self.procedure.event_words:
            return self._event_clause(name, value)
        if name in PARTS_OF_ACCEPTANCE:
            return f"the answer on acceptance, {quoted(spoken(name))}, is {self._value(value)}"
        return f"{quoted(spoken(name))} is {self._value(value)}"

    def _event_clause(self, name: str, value: object) -> str:
        means = self.happening(name)
        if value == HAPPENED:
            return means
        if value == NOT_HAPPENED:
            return f"it has not happened that {means}"
        if isinstance(value, FromUpTo):
            return f"{means} {self._value(value)}"
        return f"{means}, with the outcome {self._value(value)}"

    def _value(self, value: object) -> str:
        if isinstance(value, NoneOf):
            return f"none of these: {listed(map(_word, value.none_of), 'or')}"
        if isinstance(value, FromUpTo):
            ends = (("from", value.from_), ("up to", value.up_to))
            return " ".join(f"{word} {_word(end)}" for word, end in ends if end is not None)
        if isinstance(value, list):
            return listed(map(_word, value), "or")
        return _word(value)

    # Places.

    def stage(self, name: str) -> str:
        """Name a stage as the page does."""
        title = self.stages.get(name)
        return quoted(title) if title else SETTLED_PLACES.get(name, spoken(name))

    def stages_listed(self, names: Sequence[str]) -> str:
        """Name several stages."""
        return listed((self.stage(name) for name in names), "or")

    def body(self, name: str) -> str:
        """Name another procedure or body."""
        return self.elsewhere.get(name, spoken(name))

    def loose(self, value: object, *, clause: bool = False) -> str:
        """Say a value that may be a name of anything, or words already, as readings hold them.

        An event is told as a day, or, where a `clause` is wanted, as what happens.
        """
        text = phrase(value)
        if text in self.procedure.event_words:
            return self.happening(text) if clause else self.day(text)
        fact = self.procedure.fact_words.get(text)
        if fact is not None:
            return self.day(text) if fact.type is FactType.DATE else quoted(fact.asks)
        if text in self.stages or text in SETTLED_PLACES:
            return self.stage(text)
        return CONVENTIONS.get(text) or spoken(text)


def _word(word: object) -> str:
    if isinstance(word, bool):
        return "yes" if word else "no"
    return plain_day(word) if isinstance(word, date) else spoken(str(word))
