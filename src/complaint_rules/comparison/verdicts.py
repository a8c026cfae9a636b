"""The verdict on a change: from all the cases in which the two answers differ, the first of each kind kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from complaint_rules.comparison.changes import Change, Effect, Example, Subject

_ONE_WAY = {Effect.BETTER: Change.STRICTER, Effect.WORSE: Change.WEAKER, Effect.OTHER: Change.INCOMPARABLE}


def _shows_dates(example: Example) -> bool:
    """Say whether both answers have a date and the two differ, or it is not about dates: the plainest of examples."""
    if example.subject is not Subject.DUE_DATE or example.old.answer is None or example.new.answer is None:
        return True
    dues = [answer["due"] for answer in (example.old.answer, example.new.answer)]
    return None not in dues and dues[0] != dues[1]


@dataclass(slots=True, eq=False)
class Seen:
    """In how many cases a change was tried, and the first case of each effect that it was seen to have."""

    tried: int = 0
    found: dict[Effect, Example] = field(default_factory=dict)
    beside: Example | None = None
    """A case of another answer that counts beside what is better or worse: one of several keys gives it by itself."""

    def add(self, examples: Iterable[Example]) -> None:
        """Count a case with the differences in it."""
        self.tried += 1
        for example in examples:
            before = self.found.get(example.effect)
            if before is None or (_shows_dates(example) and not _shows_dates(before)):
                self.found[example.effect] = example

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return a case for each effect; one that is better for nobody counts only where there is no other."""
        told = [self.found[effect] for effect in (Effect.BETTER, Effect.WORSE) if effect in self.found]
        return tuple((*told, *([self.beside] if self.beside else ())) if told else self.found.values())

    @property
    def hides_another(self) -> bool:
        """Say whether it is better or worse alone, and a case was seen with an answer that is better for nobody."""
        return Effect.OTHER in self.found and self.change in (Change.STRICTER, Change.WEAKER)

    @property
    def is_settled(self) -> bool:
        """Say whether no further case can tell more: it is better in one and worse in another, each plain to see."""
        both = Effect.BETTER in self.found and Effect.WORSE in self.found
        return both and all(map(_shows_dates, self.examples))

    @property
    def is_plain(self) -> bool:
        """Say whether a case was found that shows it plainly."""
        return any(map(_shows_dates, self.examples))

    @property
    def change(self) -> Change:
        """Return how what was changed stands to what it was."""
        effects = [example.effect for example in self.examples]
        if len(effects) > 1:
            return Change.INCOMPARABLE
        return _ONE_WAY[effects[0]] if effects else Change.NO_CASE_FOUND
