"""A length has the digits of its law's in another order.

The council's length for a duty, or the total to which it may be extended, has the same digits as one that the law or
guidance gives for the same duty in the same unit, in another order. A length that the law has too is not told, nor what
the procedure says of that clause under `deviations`.

**Why it matters.** Two digits change places easily, and every case is told a date that the page does not give.
`conform` tells every difference, this one the likely slip.

**Example.**

```yaml
stands_under: [children-2006]
…
stage_3_response: {who: council, after: panel_findings_received, within: 51 working days, …}    # the law gives 15
```

**Mend.** Look at the page. If it does say so, set the finding aside, and say where the page says it.
"""

from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.analyses.answered import fulfilled
from complaint_rules.checks.analyses.written_tests import row_with
from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path
from complaint_rules.procedures.rules import Timescale
from complaint_rules.timescales import Period

_KEYS: Final[tuple[tuple[str, ...], ...]] = (("within",), ("aim",), ("extension", "up_to"))


def _look(subject: Subject) -> Iterator[Found]:
    for procedure in subject.procedures:
        told: set[Path] = set()
        for rule, duty, pack in fulfilled(procedure):
            for keys, own, given in _turned(rule, duty):
                path = row_with(subject, (*subject.place(rule), *keys), str(own))
                whose = f"the extension of `{rule.name}`" if keys[0] == "extension" else f"`{rule.name}`"
                message = f"{whose} has {own}, and `{duty.name}` has {given} by `{pack.profile}`"
                if path not in told:
                    told.add(path)
                    yield Found(path, message, f"look at the page: are the digits of `{given}` turned round?")


def _turned(rule: Timescale, duty: Timescale) -> Iterator[tuple[tuple[str, ...], Period, Period]]:
    """Yield each length with the law's whose digits it has in another order, and the key in which it stands."""
    given = [period for keys in _KEYS for period in _lengths(duty, keys)]
    for keys in _KEYS:
        for own in _lengths(rule, keys):
            meant = next((one for one in given if _digits(one) == _digits(own)), None)
            if meant is not None and own not in given:
                yield keys, own, meant


def _digits(period: Period) -> tuple[list[str], str]:
    return sorted(str(period.count)), period.unit


def _lengths(rule: Timescale, keys: tuple[str, ...]) -> list[Period]:
    """Return what a timescale has in a key, in any reading and case."""
    if keys[-1] == "up_to":
        return [terms.limit for terms in rule.terms if terms.limit]
    choices = [terms.within if keys == ("within",) else terms.aim for terms in rule.terms]
    return [row.value for choice in choices if choice for row in choice.rows if row.value]


CHECK = Check("digits_turned_round", "A length has the digits of its law's in another order", _look)
