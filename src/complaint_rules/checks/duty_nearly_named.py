"""A timescale is named almost like a duty of its law.

A timescale answers the duty of the law or guidance that has its name, or the one that it names in `fulfils`. This one
answers none, its name is one or two letters away from that of a duty, and nothing else of the procedure answers that
duty. A name with another number is another name.

**Why it matters.** `conform` says that the page is silent on the duty, and no answer shows the law's date beside the
council's.

**Example.**

```yaml
stands_under: [lgsco-code-2024]
…
stage_1_reponse: {who: council, after: complaint_acknowledged, within: 10 working days, …}
```

**Mend.** Give the timescale the duty's name; or, if it is another thing, set the finding aside and say what it is.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.misspellings import numbers_in
from complaint_rules.procedures.procedure import Procedure

FARTHEST = 2


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        unanswered = _unanswered(procedure)
        for rule in procedure.timescales:
            if rule.name in procedure.duties or rule.fulfils:
                continue
            duty = next((name for name in unanswered if _is_near(rule.name, name)), "")
            if duty:
                message = f"`{rule.name}` answers no duty of the law, and nothing answers its `{duty}`"
                yield Found(subject.place(rule), message, f"did you mean `{duty}`?", key=True)


def _unanswered(procedure: Procedure) -> tuple[str, ...]:
    duties = dict.fromkeys(rule.name for pack in procedure.packs for rule in pack.timescales)
    answered = {name for several in procedure.duties.values() for name in several}
    # What another timescale is called already no second one can be called.
    return tuple(name for name in duties if name not in answered and procedure.timescale(name) is None)


def _is_near(name: str, duty: str) -> bool:
    return numbers_in(name) == numbers_in(duty) and _letters_apart(name, duty) <= FARTHEST


def _letters_apart(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out or changed to make one word of another."""
    if abs(len(one) - len(other)) > FARTHEST:
        return FARTHEST + 1
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, wanted in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted)))
        before = row
    return before[-1]


CHECK = Check("duty_nearly_named", "A timescale is named almost like a duty of its law", _look)
