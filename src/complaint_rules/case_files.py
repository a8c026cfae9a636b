"""Case files to cases: what a person wrote down of one complaint, with mistakes told as well as a profile's are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, time
from pathlib import Path
from typing import Any, cast

from complaint_rules.cases.admission import heard_by_each
from complaint_rules.cases.case import Case, Event
from complaint_rules.compiling.scope import dotted, phrase
from complaint_rules.errors import CaseError, Fault, ProfileError, did_you_mean
from complaint_rules.loading import SUFFIXES, load_profile
from complaint_rules.procedures.procedure import Procedure
from complaint_rules.procedures.profile import Profile
from complaint_rules.profiles.case_document import (
    NOTHING,
    CaseDocument,
    EventDocument,
    Expected,
    UnroutedCaseDocument,
    WorkedCaseDocument,
    WorkedCasesDocument,
)
from complaint_rules.profiles.reading import Mark, Reading, read_file
from complaint_rules.profiles.sections import Section, as_written
from complaint_rules.profiles.validating import validate
from complaint_rules.terms import Splitting
from complaint_rules.values import frozen

__all__ = [
    "CaseFile",
    "Difference",
    "WorkedCase",
    "differences",
    "read_case",
    "read_unrouted_case",
    "read_worked_cases",
]

Steps = tuple[str | int, ...]

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_PATH = re.compile(r"(facts|events)(?:\[(\d+)\])?(?:\.(.*))?", flags=re.DOTALL)


@frozen
class CaseFile:
    """A case with the procedure that it runs under."""

    procedure: Procedure
    case: Case
    file: str


@frozen
class WorkedCase:
    """A case with the answers that a person counted by hand.

    `profile` is its profile's name or path, as one would load it; `at` says which of the cases of its file it is.
    """

    name: str
    why: str
    procedure: Procedure
    case: Case
    expected: tuple[Expected, ...]
    file: str
    profile: str | Path = ""
    at: int = 0
    _reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def written(self) -> Any:
        """The case as it is written."""
        assert self._reading is not None
        return self._reading.value["cases"][self.at]

    def mark(self, *steps: str | int, key: bool = False) -> Mark:
        """Return where something of the case is written: `mark("expect", 0, "due", 1, "state")`."""
        assert self._reading is not None
        return self._reading.mark(("cases", self.at, *steps), key=key)


def read_case(path: Path) -> CaseFile:
    """Read a case file, YAML or JSON.

    Raises `CaseError` for the case's own mistakes, each with its line, and `ProfileError` for its profile's.
    """
    reading = read_file(path, error=CaseError)
    document = validate(CaseDocument, reading, error=CaseError)
    page = _Page(reading)
    procedure = page.procedure(_profile(document.profile, path, page), document.procedure)
    return CaseFile(procedure, _case(document, (procedure,), page), str(path))


def read_unrouted_case(path: Path) -> tuple[Profile, Case]:
    """Read a case file whose procedure may be left out, with its profile. It may use the words of any procedure.

    Raises as `read_case` does.
    """
    reading = read_file(path, error=CaseError)
    document = validate(UnroutedCaseDocument, reading, error=CaseError)
    page = _Page(reading)
    profile = _profile(document.profile, path, page)
    if document.procedure is not None:
        page.procedure(profile, document.procedure)
    return profile, _case(document, tuple(profile.procedures.values()), page)


def read_worked_cases(path: Path, tested: Path | None = None) -> tuple[WorkedCase, ...]:
    """Read a file of worked cases, for the profile file that is `tested`, or for the one that they name.

    A name means the file that is tested, if that calls itself so; without one, the profile of that name beside
    whose `cases/` the file stands, before any that ships. Raises as `read_case` does, with the mistakes of all its
    cases, and `CaseError` for cases of another profile than the one that is tested.
    """
    reading = read_file(path, error=CaseError)
    document = validate(WorkedCasesDocument, reading, error=CaseError)
    named, profile = _tested(document.profile, path, tested, _Page(reading))
    found: list[WorkedCase] = []
    faults: list[Fault] = []
    for at, written in enumerate(document.cases):
        try:
            found.append(_worked(written, profile, named, _Page(reading, ("cases", at))))
        except CaseError as error:
            faults += error.faults
    if faults:
        raise CaseError(faults)
    return tuple(found)


def _worked(written: WorkedCaseDocument, profile: Profile, named: str | Path, page: "_Page") -> WorkedCase:
    procedure = page.procedure(profile, written.procedure)
    return WorkedCase(
        name=written.name,
        why=written.why,
        procedure=procedure,
        case=_case(written, (procedure,), page),
        expected=tuple(written.expect),
        file=page.reading.file,
        profile=named,
        at=cast("int", page.place[-1]),
        _reading=page.reading,
    )


def _named(name: str, path: Path) -> str | Path:
    """Return what a file calls its profile as one would load it: a path begins at the folder of the file."""
    return path.parent / name if name.endswith(SUFFIXES) else name


def _tested(name: str, path: Path, tested: Path | None, page: "_Page") -> tuple[str | Path, Profile]:
    """Return which profile worked cases are for: as one would load it, and loaded."""
    named = _named(name, path)
    if tested is None:
        named = _beside(named, path) if isinstance(named, str) else named
        return named, _loaded(named, page)
    if _leads_to(named, tested):
        return named, _loaded(named, page)
    profile = load_profile(tested)
    if name == profile.name:
        return tested, profile
    message = f"these cases are for the profile `{name}`, and {tested} is tested"
    mend = f"name `{profile.name}`, or move the file to the cases of its profile"
    fault = Fault(code="cases_of_another_profile", message=message, mend=mend, text=name)
    raise CaseError([page.placed(fault, ("profile",))])


def _leads_to(named: str | Path, file: Path) -> bool:
    """Say whether what is named is that file.

    A name leads to a file that is the same letter for letter, too, as in a checkout of what is installed; one that
    there is not leads nowhere.
    """
    if isinstance(named, Path):
        return named.resolve() == file.resolve()
    try:
        return Path(load_profile(named).origin).read_bytes() == file.read_bytes()
    except (ProfileError, OSError):
        return False


def _beside(name: str, path: Path) -> str | Path:
    """Return the file of a name beside the `cases/` in which worked cases stand, else the name.

    Packs have a folder of their own, and the folder of their cases has its name.
    """
    for folder in (each for each in path.absolute().parents if each.name == "cases"):
        for place in (folder.parent, folder.parent / path.absolute().parent.name):
            file = place / f"{name}.yaml"
            if file.is_file() and _leads_to(name, file):
                return name
            if file.is_file() and _calls_itself(name, file):
                return file
    return name


def _calls_itself(name: str, file: Path) -> bool:
    """Say whether a file means to be a profile of a name."""
    written = read_file(file).value
    is_profile = isinstance(written, dict) and "cases" not in written
    return is_profile and written.get("profile") == name and not {"procedures", "versions"}.isdisjoint(written)


def _profile(name: str, path: Path, page: "_Page") -> Profile:
    return _loaded(_named(name, path), page)


def _loaded(named: str | Path, page: "_Page") -> Profile:
    try:
        return load_profile(named)
    except ProfileError as error:
        if any(fault.code != "unknown_profile" for fault in error.faults):
            raise
        raise CaseError(page.placed(fault, ("profile",)) for fault in error.faults) from error


def _case(document: CaseDocument | WorkedCaseDocument, procedures: Sequence[Procedure], page: "_Page") -> Case:
    """Return the case, in the words of any of some procedures."""
    faults = list(_unspeakable(document.events, procedures[0]))
    case = Case((_event(event) for event in document.events), document.facts)
    try:
        heard_by_each(case, procedures)
    except CaseError as error:
        faults += error.faults
    if faults:
        told = (page.told(fault) for fault in faults)
        raise CaseError(sorted(told, key=lambda fault: (fault.line, fault.column)))
    return case


def _event(document: EventDocument) -> Event:
    spoken = {name: value for name, value in document.details.items() if not _is_unspeakable(name)}
    return Event(document.event, document.on, **{name: _detail(name, value) for name, value in spoken.items()})


def _detail(name: str, value: object) -> object:
    is_hour = name == "at" and isinstance(value, str) and _HOUR.fullmatch(value)
    return time.fromisoformat(str(value)) if is_hour else value


def _is_unspeakable(name: str) -> bool:
    """Say whether a name is no detail of any event, because `Event` has it for itself."""
    return name in ("kind", "self") or name.endswith("_")


def _unspeakable(events: list[EventDocument], procedure: Procedure) -> Iterator[Fault]:
    for at, event in enumerate(events):
        word = procedure.event_words.get(event.event)
        for name in filter(_is_unspeakable, event.details):
            yield Fault(
                code="unknown_detail",
                message=f"`{event.event}` on {event.on} carries no `{name}`",
                mend=did_you_mean(name, (*(word.carries if word else ()), "at")),
                path=f"events[{at}].{name}",
                text=name,
            )


# Telling mistakes to whoever wrote the file.

_MENDS = {
    "unknown_event": "see the events that `complaint-rules words` lists, with `--of` those of the profile too",
    "unknown_fact": "see the facts that `complaint-rules words` lists, with `--of` those of the profile too",
    "unknown_word": "see the words that `complaint-rules words` lists",
    "unknown_procedure": "see the `procedures` of the profile",
}
_AT_ITS_KEY = ("unknown_fact", "unknown_detail")
_ABOUT_A_VALUE = ("unknown_word", "fact_of_wrong_type", "detail_of_wrong_type")


@frozen
class _Page:
    """A case as it is written: its file, and the place in it where the case stands."""

    reading: Reading
    place: Steps = ()

    def procedure(self, profile: Profile, name: str) -> Procedure:
        """Return the procedure that the case runs under."""
        try:
            return profile.procedure(name)
        except CaseError as error:
            raise CaseError(self.placed(fault, ("procedure",)) for fault in error.faults) from error

    def told(self, fault: Fault) -> Fault:
        """Return a fault of the case at its place."""
        return self.placed(fault, self._steps(fault))

    def placed(self, fault: Fault, steps: Steps) -> Fault:
        """Return a fault with the place of these steps inside the case."""
        path = (*self.place, *steps)
        mark = self.reading.mark(path, key=fault.code in _AT_ITS_KEY)
        value = self._at(steps)
        text = fault.text
        if fault.code in _ABOUT_A_VALUE:
            text = mark.text if isinstance(value, list | dict) else phrase(value)
        return replace(
            fault,
            mend=fault.mend or _MENDS.get(fault.code, ""),
            file=self.reading.file,
            line=mark.line,
            column=mark.column,
            path=dotted(path),
            text=text,
        )

    def _at(self, steps: Steps) -> object:
        found: Any = self.reading.value
        for step in (*self.place, *steps):
            found = found[step]
        return found

    def _steps(self, fault: Fault) -> Steps:
        """Return the place that a fault of the case means: its word, its fact, its item of a list."""
        matched = _PATH.fullmatch(fault.path)
        assert matched is not None
        section, number, name = matched.groups()
        steps: Steps = (section,) if number is None else (section, int(number))
        if fault.code == "unknown_event":
            return (*steps, "event")
        if name is None:
            return steps
        if section == "events" and name not in cast("dict[str, object]", self._at(steps)):
            return (*steps, "facts", name)
        value = self._at((*steps, name))
        if fault.code == "unknown_word" and isinstance(value, list):
            return (*steps, name, next(at for at, word in enumerate(value) if f"is never `{word}`" in fault.message))
        return (*steps, name)


# Comparing a worked case with the answer.


@frozen
class Difference:
    """One expectation that was not met; `path` is its place below the day: `("due", 1, "state")`."""

    as_of: date
    what: str
    expected: object
    actual: object
    path: Steps = ()

    def __str__(self) -> str:
        """Say what was expected and what came."""
        return f"as of {self.as_of}: {self.what}: expected {self.expected}, got {self.actual}"


def differences(expected: Expected, answer: Mapping[str, object]) -> Iterator[Difference]:
    """Yield each difference between what a person counted and an assessment as plain data."""
    as_of = expected.as_of
    for key in ("stage", "status"):
        if key in as_written(expected):
            yield from _differs(_Asked(as_of, key, (key,)), getattr(expected, key), answer[key])
    for at, row in enumerate(expected.due):
        found = _row(answer["due_dates"], timescale=row.timescale, basis=row.basis, occurrence=row.occurrence)
        asked = _Asked(as_of, f"{row.basis} {row.timescale} {row.occurrence}", ("due", at))
        if row.applies is False:
            yield from _differs(asked.below("applies"), expected=False, actual=found is not None)
        else:
            yield from _compare(asked, row, found)
    for name, key, moves in (
        ("transitions", "moves", expected.moves),
        ("escalation", "escalation", expected.escalation or []),
    ):
        for at, move in enumerate(moves):
            found = _row(answer[name], event=move.event, basis=move.basis)
            yield from _compare(_Asked(as_of, f"{move.basis} {move.event} ({name})", (key, at)), move, found)
    yield from _compare_acceptance(expected, answer)
    yield from _compare_irregularities(expected, answer)


@frozen
class _Asked:
    """What an expectation asks about: on which day, in words, and where it is written below the day."""

    as_of: date
    what: str
    path: Steps

    def below(self, key: str) -> "_Asked":
        return _Asked(self.as_of, f"{self.what} {key}", (*self.path, key))


def _row(rows: object, **keys: object) -> Mapping[str, object] | None:
    assert isinstance(rows, list)
    return next((row for row in rows if all(row[key] == value for key, value in keys.items())), None)


_ABOUT_THE_LINE = ("applies", "confirm")
"""What is said of the line of an expectation, and not of the answer."""


def _compare(asked: _Asked, expected: Section, found: Mapping[str, object] | None) -> Iterator[Difference]:
    if found is None:
        yield Difference(asked.as_of, asked.what, "a row", "none", asked.path)
        return
    for key, value in sorted(as_written(expected).items()):
        below = asked.below(key)
        if key in _ABOUT_THE_LINE:
            continue
        if key == "readings":
            yield from _differs(below, _as_set(value), _read_as(value, found[key]))
        elif key == "missing_facts":
            yield from _differs(below, sorted(value), sorted(found[key]))  # type: ignore[call-overload]
        else:
            yield from _differs(below, value, found[key])


def _as_set(readings: list[dict[str, object]]) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted((key, _in_a_reading(value)) for key, value in one.items())) for one in readings}


def _read_as(expected: list[dict[str, object]], found: object) -> set[tuple[tuple[str, str], ...]]:
    keys = {key for one in expected for key in one}
    assert isinstance(found, list)
    return {tuple(sorted((key, _in_a_reading(one[key])) for key in keys if key in one)) for one in found}


def _in_a_reading(value: object) -> str:
    return NOTHING if value is None else str(value)


def _compare_acceptance(expected: Expected, answer: Mapping[str, object]) -> Iterator[Difference]:
    written = expected.acceptance
    if written is None:
        return
    council = answer["acceptance"]
    assert isinstance(council, dict)
    bases = {council["basis"]: council} | {each["basis"]: each for each in (*council["law"], *council["guidance"])}
    for at, one in enumerate(written if isinstance(written, list) else [written]):
        found = bases.get(one.basis)
        flat = (
            {**found, **{part: found[part]["permission"] for part in ("who", "what", "time_limit")}} if found else None
        )
        if found is not None and flat is not None:
            flat |= of_all_parts(found)
            flat["routes"] = [route["procedure"] for route in found["routes"] if route["permission"] != "refused"]
        path: Steps = ("acceptance", at) if isinstance(written, list) else ("acceptance",)
        yield from _compare(_Asked(expected.as_of, f"{one.basis} acceptance", path), one, flat)


def _compare_irregularities(expected: Expected, answer: Mapping[str, object]) -> Iterator[Difference]:
    """Compare all codes, and beside them what is said of an irregularity as a block of keys."""
    written = expected.irregularities
    if written is None:
        return
    found = answer["irregularities"]
    assert isinstance(found, list)
    codes = {one if isinstance(one, str) else one.code for one in written}
    asked = _Asked(expected.as_of, "irregularities", ("irregularities",))
    yield from _differs(asked, sorted(codes), sorted({one["code"] for one in found}))
    for at, one in enumerate(written):
        if not isinstance(one, str) and one.code in {each["code"] for each in found}:
            said = {
                key: value.isoformat() if isinstance(value, date) else value for key, value in as_written(one).items()
            }
            if _row(found, **said) is None:
                actual = [{key: each[key] for key in said} for each in found if each["code"] == one.code]
                yield Difference(expected.as_of, f"irregularity {one.code}", said, actual, ("irregularities", at))


def of_all_parts(found: Mapping[str, Any]) -> dict[str, object]:
    """Return what is expected of the parts of acceptance together, of those parts as plain data."""
    parts = [found[part] for part in ("who", "what", "time_limit") if part in found]
    lists = ("considering", "elsewhere", "split_off", "letter")
    joined = {key: list(dict.fromkeys(item for part in parts for item in part[key])) for key in lists}
    deciders = list(dict.fromkeys(part["decided_by"] for part in parts if part["decided_by"]))
    apart = [one for part in parts for one in part["parts_split_off"]]
    return {
        **joined,
        "deciders": deciders,
        "decided_by": found["time_limit"]["decided_by"] if "time_limit" in found else None,
        "split_off_if_decided": [one["elsewhere"] for one in apart if one["answer"] == Splitting.IF_DECIDED],
        "split_off_unstated": [one["elsewhere"] for one in apart if one["could_be"] and not one["missing_facts"]],
        "split_deciders": list(dict.fromkeys(one["decided_by"] for one in apart if one["decided_by"])),
        "split_considering": list(dict.fromkeys(factor for one in apart for factor in one["considering"])),
        "split_letter": list(dict.fromkeys(content for one in apart for content in one["letter"])),
    }


def _differs(asked: _Asked, expected: object, actual: object) -> Iterator[Difference]:
    plain = expected.isoformat() if isinstance(expected, date) else None if expected == NOTHING else expected
    if plain != actual:
        yield Difference(asked.as_of, asked.what, plain, actual, asked.path)
