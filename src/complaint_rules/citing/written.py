"""Every rule that is written in a profile, with its path in the file; nothing needs to know which kinds there are."""

from collections.abc import Iterator
from typing import NamedTuple

from complaint_rules.compiling.scope import Path, dotted
from complaint_rules.profiles.document import Place, ProfileDocument, Rule, SameAs
from complaint_rules.profiles.sections import Section, keys_and_values


class WrittenRule(NamedTuple):
    """A rule as it is written, where in the file, in which document it is cited, and at which words there.

    `id` names it by its path in the file, `childrens_statutory.stages.stage_1.timescales.acknowledge`; the only
    one of a list has no number.
    """

    rule: Rule
    path: Path
    id: str
    document: str
    source: str

    @property
    def source_path(self) -> Path:
        """Return where in the file the citation stands."""
        return (*self.path, "source", "place") if isinstance(self.rule.source, Place) else (*self.path, "source")

    @property
    def procedure(self) -> str:
        """Return the procedure in which it stands; nothing for a rule of the whole file."""
        return str(self.path[1]) if self.path[0] == "procedures" else ""


def rules_of(document: ProfileDocument) -> Iterator[WrittenRule]:
    """Yield every rule of a profile in the order of the file; one that others take over, where it is written."""
    first = next(iter(document.documents))
    for rule, path, shown in _rules(document, (), ()):
        home = document.procedures[str(path[1])].document if path[0] == "procedures" else first
        cited, name = rule.source, dotted(shown).removeprefix("procedures.")
        if isinstance(cited, Place):
            yield WrittenRule(rule, path, name, cited.document or home, cited.place)
        else:
            yield WrittenRule(rule, path, name, home, cited)


def _rules(value: object, path: Path, shown: Path) -> Iterator[tuple[Rule, Path, Path]]:
    if isinstance(value, Rule):
        yield value, path, shown
    alone = isinstance(value, list) and len(value) == 1
    for step, below in _parts(value):
        yield from _rules(below, (*path, step), shown if alone else (*shown, step))


def _parts(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, Section):
        yield from keys_and_values(value).items()
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def takers(document: ProfileDocument) -> dict[Path, tuple[str, ...]]:
    """Return which procedures take a section over by `same_as`, by the path at which the section is written out."""
    found: dict[Path, tuple[str, ...]] = {}
    for path, section in _links(document.procedures, ("procedures",)):
        there: Path = ("procedures", section.same_as, *path[2:])
        found[there] = (*found.get(there, ()), str(path[1]))
    return found


def _links(value: object, path: Path) -> Iterator[tuple[Path, SameAs]]:
    if isinstance(value, SameAs):
        yield path, value
        return
    for step, below in _parts(value):
        yield from _links(below, (*path, step))


def shared_with(path: Path, taken: dict[Path, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the other procedures in which the rule at a path holds too."""
    return tuple(dict.fromkeys(name for cut in range(2, len(path) + 1) for name in taken.get(path[:cut], ())))
