"""The common value of all forms: what was looked at, and what was found there."""

from collections.abc import Iterable
from enum import StrEnum

from complaint_rules.errors import Fault
from complaint_rules.values import frozen


class Level(StrEnum):
    """How much it weighs: an error fails the run, a note is told only."""

    ERROR = "error"
    NOTE = "note"


class Standing(StrEnum):
    """Where a finding stands: new; known, since a baseline has it; or set aside by the author, with a reason."""

    NEW = "new"
    KNOWN = "known"
    SET_ASIDE = "set_aside"


@frozen(kw_only=True)
class Reported:
    """One thing that was found: its code and name, what is wrong, how to mend it, and where.

    `line` and `column` count from 1, in characters; 0 says that there is no such place, and an empty `file` that it is
    in none. `detail` are further lines on it. `page` is the Markdown page on its code, where there is one. `because` is
    the reason for which it is set aside, or how it is known. `key` says which finding it is, whatever line it is in.
    """

    code: str
    name: str
    message: str
    mend: str = ""
    detail: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    column: int = 0
    page: str = ""
    standing: Standing = Standing.NEW
    because: str = ""
    key: str = ""

    @property
    def level(self) -> Level:
        """Return how much it weighs: only what is new fails a run."""
        return Level.ERROR if self.standing is Standing.NEW else Level.NOTE

    @property
    def text(self) -> str:
        """Return all that is said of it but its place: what is wrong, the further lines, the mend, the reason."""
        mend = (f"mend: {self.mend}",) if self.mend else ()
        because = (f"{NAMES[self.standing]}: {self.because}",) if self.because else ()
        return "\n".join((self.message, *self.detail, *mend, *because))

    @property
    def told(self) -> str:
        """Return it whole, as text: its place, its code, and what is said of it."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: [{self.code}] {self.text}" if place else f"[{self.code}] {self.text}"


NAMES = {Standing.NEW: "new", Standing.KNOWN: "known", Standing.SET_ASIDE: "set aside"}


@frozen(kw_only=True)
class Rule:
    """One thing that can be found: its code, its name, and the Markdown page on it, empty where there is none."""

    code: str
    name: str
    page: str = ""


@frozen(kw_only=True)
class Looked:
    """One thing that was looked for in one place, so that what is well is seen too.

    `within` is the file or the procedure. `not_judged` says why it was not looked for; empty where it was.
    """

    within: str
    name: str
    found: tuple[Reported, ...] = ()
    not_judged: str = ""


@frozen(kw_only=True)
class Report:
    """What a command looked at. `rules` are those that it knows, found or not.

    `baseline` is the file of what was known; empty where there was none, so that nothing can be said to be new.
    """

    command: str
    looked: tuple[Looked, ...]
    rules: tuple[Rule, ...] = ()
    baseline: str = ""

    @property
    def found(self) -> tuple[Reported, ...]:
        """Return everything that was found."""
        return tuple(one for looked in self.looked for one in looked.found)


def without_halves(text: str) -> str:
    r"""Write out halves of letters: YAML lets a text hold `\ud800` by itself, which no form can."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def of_fault(fault: Fault, rule: Rule | None = None, because: str = "") -> Reported:
    """Report a fault; one with a reason is set aside."""
    at = (f"at {fault.path}",) if fault.path else ()
    text = (f"found `{fault.text}`",) if fault.text else ()
    return Reported(
        code=fault.code,
        name=rule.name if rule else fault.code.replace("_", " "),
        message=fault.message,
        mend=fault.mend,
        detail=(*at, *text),
        file=fault.file,
        line=fault.line,
        column=fault.column,
        page=rule.page if rule else "",
        standing=Standing.SET_ASIDE if because else Standing.NEW,
        because=because,
        key=f"{fault.code}/{fault.path}/{fault.text}",
    )


def of_faults(command: str, faults: Iterable[Fault]) -> Report:
    """Report mistakes for which a command could not do its work, each file's under the name of its code."""
    found: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.file, fault.code), []).append(fault)
    return Report(command=command, looked=tuple(by_code(found)))


def by_code(found: dict[tuple[str, str], list[Fault]]) -> Iterable[Looked]:
    """Yield faults that are none of a catalogue: one thing looked for in each file for each code."""
    for (file, code), faults in found.items():
        yield Looked(within=file or "complaint-rules", name=code, found=tuple(map(of_fault, faults)))
