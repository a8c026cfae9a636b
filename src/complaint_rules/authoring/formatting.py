"""A file laid out in the house's way, with its comments, and with its meaning proven to be the same."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from complaint_rules.authoring.key_order import every_model, in_order, model_of_file, order_of
from complaint_rules.authoring.layout import Steps, laid_out
from complaint_rules.authoring.pieces import Entry, Group
from complaint_rules.authoring.taking_apart import pieces_of
from complaint_rules.errors import Fault, ProfileError
from complaint_rules.profiles.document import ProfileDocument
from complaint_rules.profiles.reading import Reading, read_document, read_file

__all__ = ["formatted", "in_the_layout_of_profiles"]

Head = tuple[str, ...]

_SECTIONS: Final = ("acceptance", "outcome_of_several", "begins", "stages", "at_any_stage")


def formatted(path: Path) -> tuple[str, str]:
    """Return the text of a file as it is, and as the house lays it out.

    Raises `ProfileError` with every fault of the YAML; and with `meaning_would_change` where the new text would not
    be read as the old one is, which would be a mistake of this library.
    """
    if path.suffix == ".json":
        message, mend = "this is JSON, and only YAML is laid out", "leave it to a formatter of JSON"
        raise ProfileError([Fault(code="not_yaml", message=message, mend=mend, file=str(path))])
    reading = read_file(path)
    text, _ = reading.tree()
    head, whole = found = pieces_of(reading)
    model = model_of_file(reading.value)
    ordered = whole if model is None else in_order(whole, model)
    new = laid_out(head, ordered, _wants_blank)
    _prove(reading, found, new)
    return text, new


def in_the_layout_of_profiles(head: Head, whole: Group) -> str:
    """Return the text of a profile that was put together from pieces."""
    return laid_out(head, in_order(whole, ProfileDocument), _wants_blank)


def _wants_blank(steps: Steps, entry: Entry) -> bool:
    """Say before which entries of a profile a blank line stands: procedures, their sections, and stages."""
    if steps[0] != "procedures":
        return False
    if len(steps) == 3:  # noqa: PLR2004 - a section of a procedure
        return steps[2] in _SECTIONS and isinstance(entry.value, Group) and not entry.value.flow
    return len(steps) <= 2 or (len(steps) == 4 and steps[2] == "stages")  # noqa: PLR2004 - a stage


def _prove(reading: Reading, old: tuple[Head, Group], new: str) -> None:
    """Read the new text, and compare: every value, the order of all names, and every comment with its entry."""
    again = read_document(new, reading.file)
    same = again.value == reading.value and _same_order(reading.value, again.value)
    if not same or _comments(*pieces_of(again)) != _comments(*old):
        message = "laid out anew, this file would not be read as it is now; nothing was written"
        mend = "this is a mistake of the library: send the file to those who keep it"
        raise ProfileError([Fault(code="meaning_would_change", message=message, mend=mend, file=reading.file)])


def _same_order(old: Any, new: Any) -> bool:
    """Say whether names stand in the order in which they stood; only the keys of the format may have moved."""
    if isinstance(old, dict):
        moved = list(old) != list(new)
        return not (moved and set(old) - _keys_of_the_format()) and all(_same_order(old[key], new[key]) for key in old)
    return not isinstance(old, list) or all(map(_same_order, old, new))


@cache
def _keys_of_the_format() -> frozenset[str]:
    return frozenset(key for model in every_model() for key in order_of(model))


def _comments(head: Head, whole: Group) -> dict[Steps, tuple[str, ...]]:
    """Return every comment, by the path of its entry or of the group that it ends."""
    found = ((steps, tuple(filter(None, lines))) for steps, lines in _comments_below(whole, ()))
    return {("head",): tuple(filter(None, head)), **{steps: lines for steps, lines in found if lines}}


def _comments_below(group: Group, steps: Steps) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    for at, entry in enumerate(group.entries):
        here = (*steps, entry.key or str(at))
        yield here, (*entry.above, entry.beside)
        if isinstance(entry.value, Group):
            yield from _comments_below(entry.value, here)
    yield (*steps, "end"), tuple(line for entry in group.entries for line in entry.below)
