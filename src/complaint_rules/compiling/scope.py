"""What a name may stand for while a file is compiled, and every fault found so far."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple, get_args

from complaint_rules.citations import Checked, Citation
from complaint_rules.errors import Fault, ProfileError, did_you_mean, which_name
from complaint_rules.misspellings import LONGEST_MISSPELT, misspelt
from complaint_rules.procedures.rules import EVENTS_OF_A_CLOCK, STAGE_LEFT, ReadingTaken
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.document import Place, ProcedureDocument, ProfileDocument, Rule
from complaint_rules.profiles.reading import MOST_FAULTS, Reading, too_many_faults
from complaint_rules.profiles.sections import Section, as_written, fields_of, key_of
from complaint_rules.timescales import Counting

Path = tuple[str | int, ...]

ADD_THE_WORD = "see the words that `complaint-rules words` lists, or add it under `words`"
WHERE_TO_LOOK = {
    "clause": "see the clauses that `complaint-rules conform` lists",
    "content": "see the contents of letters that `complaint-rules words` lists",
    "document": "name one of the file's `documents`",
    "duty": "name a timescale of the law pack",
    "event": ADD_THE_WORD,
    "fact": ADD_THE_WORD,
    "outcome": "see the outcomes that `complaint-rules words` lists",
    "law_pack": "name a law pack that ships with the library",
    "procedure": "name a procedure of this file",
    "rule": "name a rule of this procedure, as `complaint-rules conform` does",
    "procedure_or_body": "name a procedure of this file, or add it under `bodies`",
    "stage": "name a stage of this procedure",
}
"""What to say where no known name is near and there are too many to list."""

NOT_READ = frozenset({"readings", "note"})
"""The keys of a rule that say nothing of which there could be several readings."""


NAMING_A_PROCEDURE = frozenset({"unknown_procedure", "unknown_procedure_or_body"})


READ_WHERE_IT_IS_MISSING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "window_without_late": frozenset({"late"}),
        "timescale_without_length": frozenset({"within", "at_least", "aim", "on_or_before", "later_of"}),
        "anchor_missing_or_double": frozenset({"after", "before"}),
        "time_limit_incomplete": frozenset({"within", "after"}),
        "extension_total_or_amount": frozenset({"up_to", "adds"}),
        "late_without_decider": frozenset({"decided_by"}),
        "decision_without_decider": frozenset({"decided_by"}),
        "suspension_without_clocks": frozenset({"clocks"}),
        "begins_nowhere": frozenset({"to"}),
    }
)
"""The mistakes by which a key is told as missing: that a reading of it has nothing to read is the same mistake."""


class Link(NamedTuple):
    """A `same_as`: where it is written, whose section it names, and the procedure that takes the section over."""

    path: Path
    origin: str
    procedure: str


@dataclass(slots=True, eq=False, repr=False)
class Faults:
    """Collects mistakes with their places, so that an author sees all of them at once.

    Where there are more than anybody would mend, those found so far are raised, and the others are not looked for.
    `taken_over` holds those found in a section while it is compiled for a procedure that takes it over. `places` has
    the place of each rule that was compiled, by the identity of its citation, which is its own. `misnamed` has the ids
    that the law packs know where a procedure that stands under one has another: what else names them is no mistake.
    """

    reading: Reading
    found: list[Fault] = field(default_factory=list)
    taken_over: list[tuple[Fault, Link]] = field(default_factory=list)
    places: dict[int, Path] = field(default_factory=dict)
    told: set[tuple[Fault, Path]] = field(default_factory=set)
    misnamed: set[str] = field(default_factory=set)

    def add(self, code: str, path: Path, message: str, mend: str, *, key: bool = False) -> None:
        """Note a mistake at a place of the file; `key` points at the key rather than at its value."""
        self.note(self.placed(code, path, message, mend, key=key))

    def take(self, faults: Iterable[Fault], path: Path) -> None:
        """Note the mistakes of what is called upon at a place: those that have no file of their own stand there."""
        mark = self.reading.mark(path)
        for fault in faults:
            here = replace(
                fault, file=self.reading.file, line=mark.line, column=mark.column, path=dotted(self._on_page(path))
            )
            self.note(fault if fault.file else here)

    def note(self, fault: Fault, link: Link | None = None) -> None:
        """Keep a mistake, which may be one of a section that is taken over by a link."""
        if link is None:
            self.found.append(fault)
        else:
            self.taken_over.append((fault, link))
        # What can be read in several ways is compiled as often, and is one mistake.
        self.told.add((fault, link.path if link else ()))
        if len(self.told) > MOST_FAULTS:
            raise ProfileError([*self.in_order()[:MOST_FAULTS], too_many_faults(self.reading.file)])

    def placed(self, code: str, path: Path, message: str, mend: str, *, key: bool) -> Fault:
        """Return a mistake with its place on the page."""
        place = self._on_page(path)
        mark = self.reading.mark(place, key=key)
        return Fault(
            code=code,
            message=message,
            mend=mend,
            file=self.reading.file,
            line=mark.line,
            column=mark.column,
            path=dotted(place),
            text=mark.text,
        )

    def _on_page(self, path: Path) -> Path:
        """Return the path without the first items of lists that are not written as lists: one thing by itself."""
        found: object = self.reading.value
        place: list[str | int] = []
        for step in path:
            if step == 0 and not isinstance(found, list):
                continue
            place.append(step)
            found = _below(found, step)
        return tuple(place)

    def in_order(self) -> list[Fault]:
        """Return every mistake once, in the order of the file; those of the files that it calls upon come after.

        What is wrong in a section by itself is told there; what is wrong with it only for a procedure that takes it
        over is told at that procedure's `same_as`.
        """
        own = {(fault.code, fault.line, fault.column) for fault in self.found}
        through = (
            self._through(fault, link)
            for fault, link in self.taken_over
            if (fault.code, fault.line, fault.column) not in own
        )
        every = (*self.found, *through)
        unique = dict.fromkeys(
            fault for fault in every if not self._hangs_on_an_id(fault) and not _reads_what_is_missing(fault, every)
        )
        return sorted(unique, key=lambda fault: (fault.file != self.reading.file, fault.file, fault.line, fault.column))

    def _hangs_on_an_id(self, fault: Fault) -> bool:
        """Say whether a mistake is none once a procedure has the id by which its law pack knows it."""
        if fault.code == "unknown_duty":
            return bool(self.misnamed)
        return fault.code in NAMING_A_PROCEDURE and fault.text in self.misnamed

    def _through(self, fault: Fault, link: Link) -> Fault:
        mark = self.reading.mark(link.path)
        message = f"this section is the same as that of `{link.origin}`, but in `{link.procedure}` {fault.message}"
        lacks = f"add what `{link.procedure}` lacks" if fault.code.startswith("unknown_") else fault.mend
        return replace(
            fault,
            message=message,
            mend=f"{lacks}, or write the section out here; the rule is in line {fault.line}",
            line=mark.line,
            column=mark.column,
            path=dotted(link.path),
            text=mark.text,
        )


def _reads_what_is_missing(fault: Fault, told: Iterable[Fault]) -> bool:
    """Say whether a reading has nothing to read because of a key of the same rule that is told as missing."""
    if fault.code != "reading_of_absent_key":
        return False
    rule, _, key = fault.path.rpartition(".readings.")
    missing = (other for other in told if key in READ_WHERE_IT_IS_MISSING.get(other.code, ()))
    return any(other.path.startswith(rule) and other.path[len(rule) : len(rule) + 1] in ("", ".") for other in missing)


def _below(found: object, step: str | int) -> object:
    if isinstance(found, dict):
        return found.get(step)
    inside = isinstance(found, list) and isinstance(step, int) and step < len(found)
    return found[step] if inside else None  # type: ignore[index]


def dotted(path: Path) -> str:
    """Write a place as people read it: `procedures.corporate.begins[0]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


class Scope(NamedTuple):
    """The names that can be used at one place of a file. A procedure's own scope narrows the file's."""

    document: ProfileDocument
    words: Vocabulary
    counting: Counting
    faults: Faults
    units: tuple[str, ...]
    procedure: ProcedureDocument | None = None
    stages: tuple[str, ...] = ()
    timescales: frozenset[str] = frozenset()
    link: Link | None = None

    def narrowed(self, procedure: ProcedureDocument, stages: Iterable[str], timescales: Iterable[str]) -> "Scope":
        """Return the scope inside one procedure."""
        return self._replace(procedure=procedure, stages=tuple(stages), timescales=frozenset(timescales))

    def through(self, link: Link | None) -> "Scope":
        """Return the scope for a section that is taken over by a link, if it is."""
        return self if link is None or self.link else self._replace(link=link)

    def fault(self, code: str, path: Path, message: str, mend: str, *, key: bool = False) -> None:
        """Note a mistake."""
        fault = self.faults.placed(code, path, message, mend, key=key)
        self.faults.note(fault, self.link)

    def known(self, kind: str, name: str, choices: Collection[str], path: Path, *, key: bool = False) -> bool:
        """Say whether a name is one of the choices; if not, note it with the nearest one."""
        if name in choices:
            return True
        message = f"there is no {kind.replace('_', ' ')} `{name}`"
        self.fault(f"unknown_{kind}", path, message, _instead(kind, name, choices, self.words), key=key)
        return False

    def is_timescale(self, name: str) -> bool:
        """Say whether a name is a timescale of this procedure, and not a word besides."""
        return name in self.timescales and name not in self.words.events and name not in self.words.facts

    def event(self, name: str, path: Path) -> bool:
        """Say whether a name is an event."""
        return self.known("event", name, self.words.events, path)

    def events(self, names: Collection[str], path: Path) -> frozenset[str]:
        """Return those of the names that are events, noting the others."""
        if not names:
            return frozenset()
        return frozenset(name for at, name in enumerate(names) if self._event_in(names, name, (*path, at)))

    def _event_in(self, names: Collection[str], name: str, path: Path) -> bool:
        """Say whether a name of a list is an event; one that is meant for another of the list is to be taken away."""
        if name in self.words.events:
            return True
        mend = _instead("event", name, self.words.events, self.words)
        meant = mend.removeprefix("did you mean `").removesuffix("`?")
        if meant in names:
            mend = f"`{meant}` stands in this list already: take this one away"
        self.fault("unknown_event", path, f"there is no event `{name}`", mend)
        return False

    def fact(self, name: str, path: Path) -> bool:
        """Say whether a name is a fact."""
        return self.known("fact", name, self.words.facts, path)

    def contained(self, names: Collection[str], path: Path) -> tuple[str, ...]:
        """Return those of the names that are contents of letters, noting the others."""
        if not names:
            return ()
        return tuple(
            name for at, name in enumerate(names) if self.known("content", name, self.words.contents, (*path, at))
        )

    def citation(self, rule: Rule, path: Path) -> Citation:
        """Return where a rule is written, and note its place in the file."""
        found = self._citation(rule, path)
        self.faults.places[id(found)] = path
        return found

    def _citation(self, rule: Rule, path: Path) -> Citation:
        named, place, checked = parts_of(rule.source)
        default = self.procedure.document if self.procedure else next(iter(self.document.documents))
        name = default if named is None else named
        source = self.document.documents.get(name)
        if source is None:
            if named is not None:
                self.known("document", name, self.document.documents, (*path, "source", "document"))
            return Citation(name, place)
        how = Checked(checked or source.checked or Checked.DOCUMENT_READ)
        return Citation(source.title, place, source.version or "", source.url or "", source.read or "", how)

    def readings(self, rule: Rule, path: Path) -> tuple[ReadingTaken, ...]:
        """Return the readings that a rule rests on, noting readings of keys that it does not have."""
        if not rule.readings:
            return ()
        value_of = keys_of(rule)
        for key, reading in rule.readings.items():
            for at, other in enumerate(reading.could_be if self._names_events(key, value_of) else ()):
                self._check_name(other, (*path, "readings", key, "could_be", at))
        return tuple(
            ReadingTaken(
                key,
                phrase(value_of[key]),
                tuple(phrase(other) for other in reading.could_be),
                reading.because,
            )
            for key, reading in rule.readings.items()
            if self._has_key(key, path, rule, value_of)
        )

    def _names_events(self, key: str, value_of: Mapping[str, object]) -> bool:
        """Say whether a reading is of a key that names events; what is left open there is checked with its rule."""
        return key in _NAMING_EVENTS and value_of.get(key) != UNSTATED

    def _check_name(self, other: object, path: Path) -> None:
        """Note what is written like an event or a fact and is one misspelt; any other text says what it means."""
        events, facts = self.words.events, self.words.facts
        if not isinstance(other, str) or not _NAME.fullmatch(other) or other in events or other in facts:
            return
        meant = misspelt(other, {*events, *facts})
        text, _ = self.faults.reading.tree() if meant else ("", None)
        if meant and not re.search(rf"^\s*{other}:", text, flags=re.MULTILINE):
            self.fault("unknown_event", path, f"there is no event or fact `{other}`", f"did you mean `{meant}`?")

    def _has_key(self, key: str, path: Path, rule: Rule, value_of: Mapping[str, object]) -> bool:
        if key in value_of:
            return True
        message, mend = f"this rule has no `{key}` to read", did_you_mean(key, value_of, "name a key that the rule has")
        if key in map(key_of, fields_of(type(rule))):
            message, mend = f"`{key}` is read here, and is not written in this rule", _write(key, rule)
        self.fault("reading_of_absent_key", (*path, "readings", key), message, mend, key=True)
        return False


def _write(key: str, rule: Rule) -> str:
    """Return how to write a key of which a rule has a reading alone: with its word, where it takes only one."""
    words = [word for part in get_args(get_args(_annotation(key, rule))[0]) for word in get_args(part)]
    has_one = len(words) == 1 and isinstance(words[0], str)
    written = f"`{key}: {words[0]}`" if has_one else f"`{key}:` with what is taken"
    return f"write {written}, or take the reading away"


def _annotation(key: str, rule: Rule) -> object:
    return next(said.annotation for name, said in fields_of(type(rule)).items() if key_of(name) == key)


def _instead(kind: str, name: str, choices: Collection[str], words: Vocabulary) -> str:
    """Return what to write in place of a name that is none of the choices."""
    several = which_are_meant(name, choices) if kind == "event" else ()
    if several:
        return f"write several as a list: `[{', '.join(several)}]`"
    if kind in _OF_THE_VOCABULARY:
        return which_name(name, words.said_of(choices), WHERE_TO_LOOK[kind])
    mend = did_you_mean(name, choices, WHERE_TO_LOOK[kind])
    # A stage that is none is mostly one that was left out, and another in its place would be another page.
    is_missing = kind == "stage" and name != STAGE_LEFT and not mend.startswith("did you mean")
    return f"write the stage `{name}` under `stages`, or {mend}" if is_missing else mend


UNSTATED = "unstated"
_NAMING_EVENTS = frozenset({*EVENTS_OF_A_CLOCK, "after", "before", "made_by"})
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_OF_THE_VOCABULARY = frozenset({"content", "event", "fact", "outcome"})
_BETWEEN_NAMES = re.compile(r",? (?:or|and) |[,/|] ?| [/|&] ")


def which_are_meant(text: str, choices: Collection[str]) -> tuple[str, ...]:
    """Return the names in a text that is several of them in one: `complaint_received or complaint_allocated`."""
    names = tuple(_BETWEEN_NAMES.split(text)) if len(text) <= LONGEST_MISSPELT else ()
    return names if len(names) > 1 and all(name in choices for name in names) else ()


def parts_of(source: str | Place) -> tuple[str | None, str, str | None]:
    """Return the document that a source names, if it does, its place, and how far that was checked, if it says so."""
    return (source.document, source.place, source.checked) if isinstance(source, Place) else (None, source, None)


def keys_of(rule: Rule) -> dict[str, object]:
    """Return the keys that are written in a rule and can be read in several ways, with their values."""
    return {key: value for key, value in as_written(rule).items() if key not in NOT_READ}


def phrase(value: object) -> str:
    """Write a value of the file in one line, as the file would."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(phrase(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {phrase(item)}" for key, item in value.items())
    if isinstance(value, Section):
        return phrase(as_written(value))
    return str(value)


def kind_of(value: object) -> str:
    """Name a value that is no text as an author would."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a block of keys"
    return f"`{phrase(value)}`"
