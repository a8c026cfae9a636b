"""A length is not the one that its source quotes.

The `source` of a timescale, of a window of `time_limit` or of an extension quotes the page (`Stage 2: 'within sixty
five working days'`), the quotation names a period or several, and the rule has none of them; or, where it has several
lengths and as many are quoted, one of each is left over. Numbers may be in figures or in words. Days of which the page
does not say which agree with days of any kind, 12 months with a year, two weeks with a fortnight and with 14 calendar
days. What is added to a length (`a further ten working days`) agrees with `adds`, and with the total in `up_to`; what
something may take in all (`this may take up to twenty working days`) agrees with `adds` only as the total.

Not told: a rule without a length, a citation that quotes no period, and periods that the quotation has for something
else: another reading of the key, the length beside its extension, or one that the page has named before (`inclusive of
the 3 days`).

**Why it matters.** The quotation is what a reader holds beside the page, and it is right; the number is what every date
is counted by. A digit or a unit is mistyped, and no other check can know.

**Example.**

```yaml
stage_2_response:
  within: 56 working days
  source: "Stage 2: 'The investigation can take up to sixty five working days'"
```

**Mend.** Write the length that the page has. If the words quoted speak of another time, quote those that give this one.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from complaint_rules.checks.analyses.quoted import Quoted, Words, quoted_in
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.citing.written import WrittenRule
from complaint_rules.compiling.scope import Path
from complaint_rules.profiles.document import (
    AimDocument,
    ExtensionDocument,
    LateDocument,
    LengthRow,
    Reading,
    Timed,
)
from complaint_rules.timescales import Period, parse_period


class _Length(NamedTuple):
    """A length of a rule: where it is written, and what it is.

    `beside` is what else the words quoted may speak of: other readings, or the extension. `extended` are the lengths
    that an extension makes longer, and `added` what its total comes to without them, or its amount with them.
    """

    path: Path
    period: Period
    beside: tuple[Period, ...] = ()
    extended: tuple[Period, ...] = ()
    added: tuple[Period, ...] = ()

    def is_quoted(self, words: Words, units: Collection[str]) -> bool:
        """Say whether the words have it: as a period, or as a number without a unit."""
        return any(self.agrees(one, units) for one in words.periods) or any(
            one.count in words.numbers for one in (self.period, *self.added)
        )

    def agrees(self, quoted: Quoted, units: Collection[str]) -> bool:
        """Say whether it is what is quoted, or comes to that."""
        own = () if quoted.whole and self.path[-1] == "adds" else (self.period,)
        return any(quoted.agrees(one, units) for one in (*own, *self.added))

    def mended(self, quoted: Quoted, units: Collection[str]) -> list[str]:
        """Return how to write what is quoted in its place: in a total together with what it comes on top of."""
        meant = quoted.written(self.period.unit, units)
        if quoted.whole and self.path[-1] == "adds":
            return [f"`up_to: {meant}`"]
        upon = [one.count for one in self.extended if one.unit == meant.unit]
        more = upon if quoted.more and self.path[-1] == "up_to" else []
        return [f"`{Period(meant.count + count, meant.unit)}`" for count in more or (0,)]

    def is_of_another(self, quoted: Quoted, units: Collection[str]) -> bool:
        """Say whether what is quoted is another time that the rule has; what is added is not what it is added to."""
        others = self.beside if quoted.more else (*self.beside, *self.extended)
        return any(quoted.agrees(one, units) for one in others)


def _look(subject: Subject) -> Iterator[Found]:
    units = tuple(subject.page.document.calendars)
    written = {rule.path: rule for rule in subject.written}
    for path, one in written.items():
        if isinstance(one.rule, Timed):
            own = tuple(_lengths(one.rule, path, units))
            extension = written.get((*path, "extension"))
            added = tuple(_extended(extension, own, units)) if extension else ()
            beside = (*_until(one.rule, units), *(length.period for length in added))
            found = tuple(_judged(one, tuple(one._replace(beside=(*one.beside, *beside)) for one in own), units))
            yield from found
            # Where the length itself is wrong, what the extension comes to with it says nothing.
            yield from _judged(extension, added, units) if extension and not found else ()


def _lengths(rule: Timed, path: Path, units: Collection[str]) -> Iterator[_Length]:
    for key in ("within", "at_least", "aim"):
        for below, text in _texts(getattr(rule, key, None), key):
            yield from _length((*path, *below), text, rule.readings.get(key), units)
    for at, end in enumerate(rule.later_of or ()):
        yield from _length((*path, "later_of", at, "within"), end.within, None, units)


def _texts(value: object, key: str) -> Iterator[tuple[Path, str]]:
    """Yield each text of a length, with its place: it may be chosen by case, or have a start of its own."""
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, AimDocument):
        yield (key, "within"), value.within
    elif isinstance(value, list):
        yield from (((key, at, "then"), row.then) for at, row in enumerate(value) if isinstance(row, LengthRow))


def _length(path: Path, text: str, reading: Reading | None, units: Collection[str]) -> Iterator[_Length]:
    others = (_period(other, units) for other in (reading.could_be if reading else ()))
    period = _period(text, units)
    if period:
        yield _Length(path, period, tuple(filter(None, others)))


def _period(text: object, units: Collection[str]) -> Period | None:
    """Return a period, or None for what is none: `as soon as possible`, or a reading in words."""
    try:
        return parse_period(text, units) if isinstance(text, str) else None
    except ValueError:
        return None


def _until(rule: Timed, units: Collection[str]) -> Iterator[Period]:
    """Yield until when a late request may be decided, which the same words may give."""
    until = rule.late.until if isinstance(rule.late, LateDocument) else None
    found = _period(until.within, units) if until else None
    yield from (found,) if found else ()


def _extended(extension: WrittenRule, own: tuple[_Length, ...], units: Collection[str]) -> Iterator[_Length]:
    """Yield the total or the amount of an extension, with what it comes to beside the lengths that it extends."""
    rule = extension.rule
    if not isinstance(rule, ExtensionDocument):
        return
    key, text, sign = ("adds", rule.adds, 1) if rule.adds else ("up_to", rule.up_to or "", -1)
    for one in _length((*extension.path, key), text, rule.readings.get(key), units):
        extended = tuple(length.period for length in own)
        counts = (one.period.count + sign * period.count for period in extended if period.unit == one.period.unit)
        added = tuple(Period(count, one.period.unit) for count in counts if count > 0)
        yield one._replace(extended=extended, added=added)


def _judged(rule: WrittenRule, lengths: tuple[_Length, ...], units: Collection[str]) -> Iterator[Found]:
    words = quoted_in(rule.source, units) if lengths else Words()
    wrong = [length for length in lengths if not length.is_quoted(words, units)]
    quoted = _left_over(lengths, wrong, words, units) if wrong and words.periods else []
    if quoted:
        phrases = ", ".join(f"`{one.words}`" for one in quoted)
        mended = " or ".join(dict.fromkeys(text for one in quoted for text in wrong[0].mended(one, units)))
        mend = f"write {mended}; or, if these words are of another time, quote those that give this one"
        yield Found(wrong[0].path, f"{_named(rule)} has {wrong[0].period}, and its source quotes {phrases}", mend)


def _left_over(
    lengths: tuple[_Length, ...], wrong: list[_Length], words: Words, units: Collection[str]
) -> list[Quoted]:
    """Return the periods quoted that the rule should have: it has none of them, or one of each is left over."""
    new = [one for one in words.periods if not one.named_before]
    left = [one for one in new if not any(length.agrees(one, units) for length in lengths)]
    if len(wrong) < len(lengths):
        left = [one for one in left if not one.aside]
        left = left if len(wrong) == len(left) == 1 else []
    return [one for one in left if not any(length.is_of_another(one, units) for length in wrong)]


def _named(rule: WrittenRule) -> str:
    """Name a rule by its timescale, or by the list in which it stands."""
    *above, last = rule.path
    return (
        f"the extension of `{above[-1]}`"
        if last == "extension"
        else f"`{last if isinstance(last, str) else above[-1]}`"
    )


CHECK = Check("length_not_as_quoted", "A length is not the one that its source quotes", _look)
