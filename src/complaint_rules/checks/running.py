"""The run of the catalogue over a page: what is found, what the author has set aside, and what was not judged."""

from collections.abc import Iterator
from datetime import date

from complaint_rules.checks.catalogue import CHECKS
from complaint_rules.checks.following import follows
from complaint_rules.checks.subject import Check, Subject
from complaint_rules.compiling import Compiled
from complaint_rules.compiling.scope import Faults
from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.profiles.document import SetAsideDocument
from complaint_rules.values import frozen


@frozen
class Checked:
    """What the checks say of a page, in the order of the file.

    `set_aside` are the findings that the author leaves, each with the reason; `not_judged` the codes of those checks
    for which a day is needed and none was given.
    """

    file: str
    faults: tuple[Fault, ...]
    set_aside: tuple[tuple[Fault, str], ...] = ()
    not_judged: tuple[str, ...] = ()


def run_checks(page: Compiled, as_of: date | None = None, *, leaving: frozenset[str] = frozenset()) -> Checked:
    """Look for every fault of the catalogue on a page that compiles, but for those whose codes are left out."""
    subject = Subject(page, as_of)
    judged = tuple(check for check in CHECKS if check.code not in leaving and (as_of or not check.needs_day))
    found = _in_order(fault for check in judged for fault in _faults(check, subject))
    written = page.document.set_aside
    left = {fault: one.because for fault in found for one in written if _is_set_aside(fault, one)}
    first = [fault for fault in found if fault not in left]
    told = [fault for fault in first if not follows(fault, first)]
    told += _of_setting_aside(written, found, page.faults, {check.code for check in CHECKS if check not in judged})
    return Checked(
        file=page.faults.reading.file,
        faults=tuple(_in_order(told)),
        set_aside=tuple(left.items()),
        not_judged=tuple(check.code for check in CHECKS if check not in judged),
    )


def _in_order(faults: Iterator[Fault] | list[Fault]) -> list[Fault]:
    """Return faults once each, in the order of the file: a section may be taken over by several procedures."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column, fault.code))


def _faults(check: Check, subject: Subject) -> Iterator[Fault]:
    for found in check.look(subject):
        yield subject.page.faults.placed(check.code, found.path, found.message, found.mend, key=found.key)


def _is_set_aside(fault: Fault, written: SetAsideDocument) -> bool:
    """Say whether the author leaves a finding: its code everywhere, or at a place and below it."""
    if fault.code != written.finding:
        return False
    at = written.at
    return at is None or fault.path == at or fault.path.startswith((f"{at}.", f"{at}["))


def _of_setting_aside(
    written: list[SetAsideDocument], found: list[Fault], page: Faults, not_judged: set[str]
) -> Iterator[Fault]:
    codes = {check.code for check in CHECKS}
    for at, one in enumerate(written):
        place = ("set_aside", at, "finding")
        if one.finding not in codes:
            mend = did_you_mean(one.finding, codes, "see the codes in docs/checks")
            yield page.placed("unknown_finding", place, f"there is no finding `{one.finding}`", mend, key=False)
        elif one.finding not in not_judged:
            message = _for_nothing(one, written[:at], found)
            if message:
                yield page.placed("set_aside_for_nothing", place, message, "take this away", key=False)


def _for_nothing(one: SetAsideDocument, before: list[SetAsideDocument], found: list[Fault]) -> str:
    """Return what is wrong where nothing is set aside by this that is not set aside already; else nothing."""
    where = f" at {one.at}" if one.at else ""
    own = [fault for fault in found if _is_set_aside(fault, one)]
    if not own:
        return f"`{one.finding}` is set aside{where}, and is not found there any more"
    if all(any(_is_set_aside(fault, other) for other in before) for fault in own):
        return f"`{one.finding}` is set aside{where} a second time"
    return ""
