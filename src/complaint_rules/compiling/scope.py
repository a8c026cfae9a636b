"""What a name may stand for while a file is compiled, and every fault found so far."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from complaint_rules.citations import Citation
from complaint_rules.errors import Fault, did_you_mean
from complaint_rules.procedures.rules import ReadingTaken
from complaint_rules.procedures.vocabulary import Vocabulary
from complaint_rules.profiles.document import Place, ProcedureDocument, ProfileDocument, Rule
from complaint_rules.profiles.reading import Reading
from complaint_rules.timescales import Counting

Path = tuple[str | int, ...]

COMPUTED_IF_UNSTATED = frozenset({"after", "before", "within", "at_least", "extension.after", "extension.up_to"})


@dataclass(slots=True)
class Faults:
    """Collects mistakes with their places, so that an author sees all of them at once."""

    reading: Reading
    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, path: Path, message: str, mend: str = "", *, key: bool = False) -> None:
        """Note a mistake at a place of the file; `key` points at the key rather than at its value."""
        mark = self.reading.mark(path, key=key)
        self.found.append(
            Fault(
                code=code,
                message=message,
                mend=mend,
                file=self.reading.file,
                line=mark.line,
                column=mark.column,
                path=dotted(path),
                text=mark.text,
            )
        )


def dotted(path: Path) -> str:
    """Write a place as people read it: `procedures.corporate.begins[0]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that can be used at one place of a file. A procedure's own scope narrows the file's."""

    document: ProfileDocument
    words: Vocabulary
    counting: Counting
    faults: Faults
    units: tuple[str, ...]
    procedure: ProcedureDocument | None = None
    stages: tuple[str, ...] = ()
    timescales: frozenset[str] = frozenset()
    contents: tuple[str, ...] = ()

    def narrowed(self, procedure: ProcedureDocument, stages: Iterable[str], timescales: Iterable[str]) -> "Scope":
        """Return the scope inside one procedure."""
        return replace(self, procedure=procedure, stages=tuple(stages), timescales=frozenset(timescales))

    def fault(self, code: str, path: Path, message: str, mend: str = "", *, key: bool = False) -> None:
        """Note a mistake."""
        self.faults.add(code, path, message, mend, key=key)

    def known(self, kind: str, name: str, choices: Iterable[str], path: Path, *, key: bool = False) -> bool:
        """Say whether a name is one of the choices; if not, note it with the nearest one."""
        choices = tuple(choices)
        if name in choices:
            return True
        self.fault(f"unknown_{kind}", path, f"there is no {kind} `{name}`", did_you_mean(name, choices), key=key)
        return False

    def events(self, names: Iterable[str], path: Path) -> frozenset[str]:
        """Return those of the names that are events, noting the others."""
        listed = list(names)
        return frozenset(
            name for at, name in enumerate(listed) if self.known("event", name, self.words.events, (*path, at))
        )

    def fact(self, name: str, path: Path) -> bool:
        """Say whether a name is a fact."""
        return self.known("fact", name, self.words.facts, path)

    def contained(self, names: Iterable[str], path: Path) -> tuple[str, ...]:
        """Return those of the names that are contents of letters, noting the others."""
        return tuple(
            name for at, name in enumerate(names) if self.known("content", name, self.words.contents, (*path, at))
        )

    def citation(self, rule: Rule, path: Path) -> Citation:
        """Return where a rule is written."""
        at_place = isinstance(rule.source, Place)
        default = self.procedure.document if self.procedure else next(iter(self.document.documents))
        name = rule.source.document if isinstance(rule.source, Place) else default
        place = rule.source.place if isinstance(rule.source, Place) else rule.source
        source = self.document.documents.get(name)
        if source is None:
            if at_place:
                self.known("document", name, self.document.documents, (*path, "source", "document"))
            return Citation(name, place)
        return Citation(source.title, place, source.version or "", source.url or "", source.read or "")

    def readings(self, rule: Rule, path: Path, value_of: Mapping[str, object]) -> tuple[ReadingTaken, ...]:
        """Return the readings that a rule rests on, noting readings of keys that it does not have."""
        return tuple(
            ReadingTaken(
                key,
                phrase(value_of[key]),
                tuple(phrase(other) for other in reading.could_be),
                reading.because,
            )
            for key, reading in rule.readings.items()
            if self._has_key(key, path, value_of)
        )

    def _has_key(self, key: str, path: Path, value_of: Mapping[str, object]) -> bool:
        if value_of.get(key) is not None:
            return True
        mend = did_you_mean(key, (name for name, value in value_of.items() if value is not None))
        self.fault(
            "reading_of_absent_key",
            (*path, "readings", key),
            f"this rule has no `{key}` to read",
            mend,
            key=True,
        )
        return False


def keys_of(rule: Rule) -> dict[str, object]:
    """Return a rule's keys as the file spells them, with their values."""
    fields = type(rule).model_fields
    return {info.alias or name: getattr(rule, name) for name, info in fields.items()}


def phrase(value: object) -> str:
    """Write a value of the file in one line, as the file would."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(phrase(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {phrase(item)}" for key, item in value.items())
    if hasattr(value, "model_dump"):
        return phrase(value.model_dump(by_alias=True, exclude_none=True))
    return str(value)


@contextmanager
def value_errors(scope: Scope, code: str, path: Path) -> Iterator[None]:
    """Turn a `ValueError` raised inside into a fault at a place."""
    try:
        yield
    except ValueError as error:
        scope.fault(code, path, str(error))
