"""A part is split off where there is none.

A row of `split_off` holds where the fact that says of a part what another says of the whole (`part_about`) has the
value by which there is no such part: `none`.

**Why it matters.** Of every complaint without such a part it is told that a part of it goes elsewhere. Mostly `none_of`
was left out, and then the complaint of which a part does belong elsewhere is kept whole.

**Example.**

```yaml
split_off:
  - {if: {part_about: [none]}, elsewhere: corporate_procedure, …}
```

**Mend.** Write `{none_of: [none]}` for any part at all, or name the parts that go elsewhere.
"""

from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.procedures.conditions import Clause
from complaint_rules.procedures.procedure import Procedure

NO_PART: Final = "none"


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        for row in procedure.acceptance.what.split_off:
            for clause in row.condition.clauses:
                if _holds_without(clause, procedure):
                    message = f"this holds where there is no such part: `{clause.name}` is `{NO_PART}`"
                    yield Found((*subject.place(row), "if", clause.name), message, _mend(clause))


def _holds_without(clause: Clause, procedure: Procedure) -> bool:
    word = procedure.fact_words.get(clause.name)
    if word is None or not word.part_of or NO_PART not in word.words:
        return False
    whole = procedure.fact_words.get(word.part_of)
    is_of_the_whole = whole is not None and NO_PART in whole.words
    return not is_of_the_whole and clause.words_of_fact and (NO_PART in clause.words) is not clause.negated


def _mend(clause: Clause) -> str:
    if clause.negated:
        return f"write `{NO_PART}` among the words of `none_of`"
    if len(clause.words) > 1:
        return f"take `{NO_PART}` out of the list"
    return f"write `{clause.name}: {{none_of: [{NO_PART}]}}` for any part at all, or name the parts that go elsewhere"


CHECK = Check("split_off_without_a_part", "A part is split off where there is none", _look)
