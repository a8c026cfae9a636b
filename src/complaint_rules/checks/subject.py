"""What a check looks at, and what it gives."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from inspect import cleandoc
from typing import NamedTuple

from complaint_rules.citing.written import WrittenRule, rules_of
from complaint_rules.compiling import Compiled
from complaint_rules.compiling.scope import Path
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.rules import Rule
from complaint_rules.values import frozen


@frozen
class Subject:
    """A profile that compiles, with its page; `as_of` is the day on which it is judged, if one was given.

    `written` are the rules of the page as they are written, in its order.
    """

    page: Compiled
    as_of: date | None = None
    written: tuple[WrittenRule, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note the rules as they are written, which several checks go through."""
        object.__setattr__(self, "written", tuple(rules_of(self.page.document)))

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Return its procedures, in the order of the file."""
        return tuple(self.page.profile.procedures.values())

    def place(self, rule: Rule, *below: str | int) -> Path:
        """Return where a rule of the page is written, or what stands below it: `place(rule, "extension")`."""
        return (*self.page.faults.places[id(rule.citation)], *below)

    def line(self, path: Path, *, key: bool = False) -> int:
        """Return the line in which something of the page stands."""
        return self.page.faults.placed("", path, "", "", key=key).line


class Found(NamedTuple):
    """A finding: where, what is wrong, and how to mend it; `key` points at the key rather than at its value."""

    path: Path
    message: str
    mend: str
    key: bool = False


@frozen
class Check:
    """One fault that a profile can have: its code, its name, which states the fault, and how it is looked for.

    `needs_day`: it can be judged on a given day only.
    """

    code: str
    name: str
    look: Callable[[Subject], Iterator[Found]]
    needs_day: bool = False

    @property
    def page(self) -> str:
        """Return its page: what the fault is, why it matters, an example, and the mend."""
        return cleandoc(sys.modules[self.look.__module__].__doc__ or "")
