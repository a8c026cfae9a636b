"""A move is given to the other side.

Its `who` is the council, and what the standard word means is something that the complainant does; or the other way
about. A word that says of neither that they do it is not told.

**Why it matters.** The complainant is told that there is nothing to be asked for, and the council that it may ask for
stage 2.

**Example.**

```yaml
stage_2_requested: {who: council, to: stage_2, …}      # the complainant asked for stage 2
```

**Mend.** Write the one who does it: here `who: complainant`.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.loading import shelf
from complaint_rules.terms import Party

OTHER = {Party.COMPLAINANT: Party.COUNCIL, Party.COUNCIL: Party.COMPLAINANT}


def _look(subject: Subject) -> Iterator[Found]:
    standard = shelf().vocabulary.events
    for procedure in subject.procedures:
        for move in (*procedure.begins, *procedure.moves):
            word, other = standard.get(move.event), OTHER.get(move.who)
            if word is not None and other is not None and _by_itself(other, word.means):
                message = f"`{move.event}` is given to the {move.who.value}, and means: {word.means}"
                yield Found((*subject.place(move), "who"), message, f"write `who: {other.value}`")


def _by_itself(side: Party, means: str) -> bool:
    """Say whether a word says that one side does it; what both do is either's move."""
    return means.startswith(f"the {side.value} ") and not means.startswith(f"the {side.value} and ")


CHECK = Check("move_of_the_other_side", "A move is given to the other side", _look)
