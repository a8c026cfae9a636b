"""What a procedure takes it sends elsewhere.

A row of `excluded`, or of `split_off` for a part, sends elsewhere all that a row of `allowed` under `what_about` takes;
or `split_off` lists nothing but what `allowed` lists. Both rows ask for that alone, and leave nothing to decide.

Or some words of a list in a row of `allowed`, of who or of what, are excluded by a row that asks for nothing else and
leaves nothing to decide: they grant nothing.

Not told: a procedure that takes all but a few, and sends a part elsewhere that it would take as a whole.

**Why it matters.** The procedure takes what belongs to another and nothing of its own, or sends its own away. Mostly
`none_of` was left out in one of the two, and every complaint is told the wrong procedure.

**Example.**

```yaml
what_about:
  allowed: [{if: {subject: [social_work, adult_social_care]}, …}]       # all but these two
  split_off: [{if: {part_about: [social_work, adult_social_care]}, elsewhere: statutory, …}]
```

**Mend.** Write `{none_of: […]}` in the row that is meant the other way round; or take out of one what the other has.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from complaint_rules.checks.analyses.written_tests import section_at
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.errors import in_backticks
from complaint_rules.procedures.conditions import Clause
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import AcceptancePart, AcceptanceRow

_FEW: Final = 3


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        # Of one row that is meant the other way round several others may speak.
        told: set[Path] = set()
        for found in _contradicted(subject, procedure):
            if found.path not in told:
                told.add(found.path)
                yield found
        yield from _granting_nothing(subject, procedure)


class _InBoth(NamedTuple):
    """A word that a row of `allowed` names, and that a row of `excluded` keeps out: each row with its test."""

    word: str
    taken: AcceptanceRow
    named_in: Clause
    row: AcceptanceRow
    kept_out_by: Clause


def _granting_nothing(subject: Subject, procedure: Procedure) -> Iterator[Found]:
    """Yield each word of a row of `allowed` that is kept out whatever else is so."""
    what = procedure.acceptance.what
    for part in (procedure.acceptance.who, what):
        for one in _in_both(part, procedure):
            all_kept_out = set(one.named_in.words) <= _words(one.kept_out_by, procedure)
            if part is what and _listed(one.taken) and all_kept_out:
                # That is told of the whole row.
                continue
            line = subject.line(_word_at(subject, one.row, one.kept_out_by, one.word))
            message = f"`{one.word}` grants nothing here: it is excluded outright in line {line}"
            mend = f"take `{one.word}` out, if the page does not take it; else out of what is excluded"
            yield Found(_word_at(subject, one.taken, one.named_in, one.word), message, mend)


def _in_both(part: AcceptancePart, procedure: Procedure) -> Iterator[_InBoth]:
    kept_out = [(row, clause, _words(clause, procedure)) for row in part.excluded if (clause := _listed(row))]
    for taken in part.allowed:
        for clause in taken.condition.clauses:
            for word in clause.words if clause.words_of_fact and not clause.negated else ():
                # Once is enough, where several rows keep it out.
                rows = ((row, other) for row, other, words in kept_out if other.name == clause.name and word in words)
                yield from (_InBoth(str(word), taken, clause, *found) for found in islice(rows, 1))


def _word_at(subject: Subject, row: AcceptanceRow, clause: Clause, word: str) -> Path:
    """Return where a word is written in a test, or the whole test where it does not stand there by itself."""
    path = subject.place(row, "if", clause.name)
    written = section_at(subject, path)
    return (*path, written.index(word)) if isinstance(written, list) and word in written else path


def _contradicted(subject: Subject, procedure: Procedure) -> Iterator[Found]:
    what = procedure.acceptance.what
    for taken in what.allowed:
        for kind, rows in (("split_off", what.split_off), ("excluded", what.excluded)):
            for row in rows:
                found = _found(subject, taken, kind, row, procedure)
                yield from (found,) if found else ()


def _found(subject: Subject, taken: AcceptanceRow, kind: str, row: AcceptanceRow, procedure: Procedure) -> Found | None:
    own, other = _listed(taken), _listed(row)
    if not own or not other or own.name != _of_the_whole(other, procedure):
        return None
    takes, sends = _words(own, procedure), _words(other, procedure) & _all_words(own, procedure)
    if not takes or not sends:
        return None
    if takes < sends:
        message = f"this sends elsewhere all that a row of `allowed` takes: {_told(own)}"
        return Found((*subject.place(row), "if", other.name), message, f"did you mean {_turned(other)}?")
    # Who takes all but a few may well send a part elsewhere that stands for itself; who lists it takes it.
    lists = own.negated is other.negated and kind == "split_off"
    if takes == sends or (takes > sends and lists):
        where = f" to `{row.elsewhere}`" if row.elsewhere else " elsewhere"
        message = f"this takes what a row of `{kind}` sends{where}: {_told(other)}"
        there = f"; or is it the row of `{kind}`" if takes == sends else ""
        return Found((*subject.place(taken), "if", own.name), message, f"did you mean {_turned(own)}{there}?")
    return None


def _words(clause: Clause, procedure: Procedure) -> set[str]:
    """Return what a test leaves of the words of its fact."""
    return {word for word in _all_words(clause, procedure) if (word in clause.words) is not clause.negated}


def _all_words(clause: Clause, procedure: Procedure) -> set[str]:
    return set(procedure.fact_words[clause.name].words)


def _turned(clause: Clause) -> str:
    """Write a test the other way round."""
    if clause.negated:
        return f"`{clause.name}: […]`, these and no others"
    return f"`{clause.name}: {{none_of: […]}}`, all but these"


def _listed(row: AcceptanceRow) -> Clause | None:
    """Return the list of words for which a row asks, if it asks for that alone and leaves nothing to decide."""
    clause = row.condition.clauses[0] if len(row.condition.clauses) == 1 else None
    return None if clause is None or row.decision or not clause.words_of_fact else clause


def _of_the_whole(clause: Clause, procedure: Procedure) -> str:
    """Return the fact that says of the whole what a clause asks of the whole, or of a part."""
    word = procedure.fact_words.get(clause.name)
    return (word.part_of if word else "") or clause.name


def _told(clause: Clause) -> str:
    """Tell what a test asks for: of a long list, its first few words."""
    few = in_backticks(clause.words[:_FEW])
    more = f" and {len(clause.words) - _FEW} more" if len(clause.words) > _FEW else ""
    return f"{'all but ' if clause.negated else ''}{few}{more}"


CHECK = Check("taken_and_sent_elsewhere", "What a procedure takes it sends elsewhere", _look)
