"""A withdrawal, a suspension or a closure leaves the case where it is.

The word says that the complaint was withdrawn, suspended or closed, and its move has no `to`; or what is suspended is
set aside as withdrawn, or the other way about. A move that sends people `elsewhere` is not told.

**Why it matters.** The case goes on as if nothing had happened: it keeps its stage, its clocks run, and answers fall
due that nobody waits for.

**Example.**

```yaml
complaint_withdrawn: {who: complainant, source: "Withdrawing a complaint"}
```

**Mend.** Say where it leads: `to: withdrawn`, `to: suspended` (with `clocks`) or `to: closed`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import BESIDE_THE_STAGES, Move

LEADS_TO: Final[Mapping[str, str]] = MappingProxyType(
    {"complaint_withdrawn": "withdrawn", "complaint_suspended": "suspended", "complaint_closed": "closed"}
)


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for move in procedure.moves:
            place = _meant(move.event, procedure)
            if _is_set_aside_as_the_other(place, move):
                message = f"`{move.event}` leads to `{move.to}`, which is another thing"
                yield Found((*subject.place(move), "to"), message, f"write `to: {place}`")
            elif place and not move.to and not move.elsewhere and place not in move.stages:
                message = f"`{move.event}` has no `to`, so the case stays where it is"
                clocks = ", and say in `clocks` what becomes of the clocks" if place == "suspended" else ""
                yield Found(subject.place(move), message, f"write `to: {place}`{clocks}")


def _is_set_aside_as_the_other(place: str, move: Move) -> bool:
    return place in BESIDE_THE_STAGES and move.to in BESIDE_THE_STAGES and move.to != place


def _meant(event: str, procedure: Procedure) -> str:
    """Return where an event leads by its word, or by the word that it counts as; nothing for any other."""
    word = procedure.event_words[event]
    return next((LEADS_TO[name] for name in (event, *word.counts_as) if name in LEADS_TO), "")


CHECK = Check("case_not_set_aside", "A withdrawal, a suspension or a closure leaves the case where it is", _look)
