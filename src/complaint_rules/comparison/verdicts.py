"""The verdict on a change: from all the cases in which the two answers differ, the first of each kind kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from complaint_rules.comparison.changes import Change, Effect, Example

_ONE_WAY = {Effect.BETTER: Change.STRICTER, Effect.WORSE: Change.WEAKER, Effect.OTHER: Change.INCOMPARABLE}


@dataclass(slots=True, eq=False)
class Seen:
    """In how many cases a change was tried, and the first case of each effect that it was seen to have."""

    tried: int = 0
    found: dict[Effect, Example] = field(default_factory=dict)

    def add(self, examples: Iterable[Example]) -> None:
        """Count a case with the differences in it."""
        self.tried += 1
        for example in examples:
            self.found.setdefault(example.effect, example)

    @property
    def is_both(self) -> bool:
        """Say whether it is better in one case and worse in another, so that no further case can tell more."""
        return Effect.BETTER in self.found and Effect.WORSE in self.found

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return a case for each effect; one that is better for nobody counts only where there is no other."""
        told = [self.found[effect] for effect in (Effect.BETTER, Effect.WORSE) if effect in self.found]
        return tuple(told or self.found.values())

    @property
    def change(self) -> Change:
        """Return how what was changed stands to what it was."""
        effects = [example.effect for example in self.examples]
        if len(effects) > 1:
            return Change.INCOMPARABLE
        return _ONE_WAY[effects[0]] if effects else Change.NO_CASE_FOUND
