"""Where a key belongs that may not stand where it stands: misspelt, called otherwise, or set in too far or too little.

Taking such a key away would lose what the page says, so that is the last thing to be told. The nearest place that knows
the key speaks: a block around it, the blocks that stand open before it, or one that could be written beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from complaint_rules.errors import did_you_mean
from complaint_rules.profiles.validating.places import Kind, keys_of, kinds_below, kinds_of, required_keys_of
from complaint_rules.profiles.validating.problems import Problem, Steps, named

__all__ = ["with_belonging"]

_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "after": ("from", "start", "starts", "since", "begins", "counted_from", "starting_from"),
    "within": ("deadline", "due", "limit", "time", "length", "period", "time_limit", "duration", "target", "days"),
    "who": ("by", "whose", "party", "owner", "responsible", "actor"),
    "done_by": (
        "ended_by",
        "ends",
        "end",
        "ends_with",
        "met_by",
        "done",
        "finished_by",
        "completed_by",
        "fulfilled_by",
    ),
    "up_to": ("maximum", "max", "total", "limit", "within", "until"),
    "source": ("reference", "ref", "page", "place", "citation", "cited", "section", "heading", "where"),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
    "if": ("when", "condition", "only_if", "where", "unless", "case"),
    "to": ("leads_to", "goes_to", "next", "stage", "next_stage"),
    "must_contain": ("contains", "content", "contents", "letter_contains", "includes"),
    "title": ("name", "label", "called"),
    "because": ("reason", "why"),
    "could_be": ("or", "alternatives", "options"),
    "considering": ("factors", "taking_into_account", "criteria"),
    "decided_by": ("discretion_of", "decides", "decider", "decision_by"),
    "elsewhere": ("send_to", "refer_to", "signpost_to", "instead"),
}
"""What people write for a key of the format, which is told only where that key may stand and does not."""


class _Spot(NamedTuple):
    """A block of the page: where it is, what stands in it, and what may stand in its place."""

    path: Steps
    value: Any
    kinds: tuple[Kind, ...]

    def below(self, step: str | int) -> "_Spot":
        """Return what stands under a key or at a place of a list."""
        kinds = tuple(found for kind in self.kinds for found in kinds_below(kind, step))
        return _opened((*self.path, step), self.value[step], kinds)

    def lacks(self, key: str) -> bool:
        """Say whether this block may have a key, and has it not."""
        return isinstance(self.value, dict) and key not in self.value and key in self.known

    @property
    def known(self) -> tuple[str, ...]:
        """Return the keys that may stand here; of a block with names of its own there are none."""
        return tuple(key for kind in self.kinds for key in keys_of(kind.type))

    @property
    def entries(self) -> tuple[Kind, ...]:
        """Return what may stand under the names of a block whose names are its own."""
        inner = tuple(kind for kind in self.kinds if get_origin(kind.type) is dict)
        return _unlisted(tuple(found for kind in inner for found in kinds_of(get_args(kind.type)[1])))


def _opened(path: Steps, value: Any, kinds: tuple[Kind, ...]) -> _Spot:
    return _Spot(path, value, kinds if isinstance(value, list) else _unlisted(kinds))


def _unlisted(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Let what may be a list be one of its items too."""
    items = (found for kind in kinds if get_origin(kind.type) is list for found in kinds_of(get_args(kind.type)[0]))
    return (*kinds, *items)


def with_belonging(model: type[BaseModel], value: Any, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems, each unknown key with where it belongs, and without what is missing only because of it."""
    root = _opened((), value, kinds_of(model))
    told = [_placed(root, problem) for problem in _too_shallow(root, problems)]
    meant = {problem.meant for problem in told if problem.meant} | set(_fallen_into(root, told))
    yield from (problem for problem in told if problem.code != "missing_key" or problem.path not in meant)


def _placed(root: _Spot, problem: Problem) -> Problem:
    if problem.code != "unknown_key" or problem.mend:
        return problem
    key = str(problem.path[-1])
    along = _along(root, problem.path[:-1])
    here, value = along[-1], along[-1].value.get(key) if isinstance(along[-1].value, dict) else None
    return (
        _too_deep(along, key, value, problem)
        or _one_above(here, key, value, problem)
        or _beside(here, key, problem)
        or _by_another_name(here, key, problem)
        or _misspelt(here, key, problem)
        or problem
    )


def _along(root: _Spot, path: Steps) -> list[_Spot]:
    """Return the block at each step of a path, the file first."""
    spots = [root]
    for step in path:
        spots.append(spots[-1].below(step))
    return spots


def _too_deep(along: list[_Spot], key: str, value: Any, problem: Problem) -> Problem | None:
    """Return the problem of a key that a block around its own knows, or among the names of which it would stand."""
    for outer, inner in reversed(list(pairwise(along))):
        if outer.lacks(key) or _is_an_entry(outer, value):
            mend = f"it is likely set in too far: as far as {named(inner.path)}, it belongs to {named(outer.path)}"
            return problem._replace(mend=mend, meant=(*outer.path, key))
    return None


def _is_an_entry(outer: _Spot, value: Any) -> bool:
    """Say whether a block has what every entry of another must have, those being blocks with names of their own."""
    block = value[0] if isinstance(value, list) and value else value
    return isinstance(block, dict) and any(_is_whole(kind, block.keys()) for kind in outer.entries)


def _is_whole(kind: Kind, written: AbstractSet[Any]) -> bool:
    """Say whether some keys are all that a block must have; of one that need have none, mostly such as it may have."""
    required, known = required_keys_of(kind.type), set(keys_of(kind.type))
    return required <= written if required else 2 * len(known & written) > len(written)


def _one_above(here: _Spot, key: str, value: Any, problem: Problem) -> Problem | None:
    """Return the problem of a key that a block standing open above it knows, or among the names of which it belongs."""
    above = _open_above(here, key)
    home = next((spot for spot in above if spot.lacks(key) or _is_an_entry(spot, value)), None)
    if home is None:
        return None
    mend = f"it is likely set in too little: further in, it belongs to {named(home.path)} above"
    return problem._replace(mend=mend, meant=(*home.path, key))


def _open_above(here: _Spot, key: str) -> Iterator[_Spot]:
    """Yield the blocks that would still be open where a key stands, were it set in further; the innermost first."""
    steps = list(here.value) if isinstance(here.value, dict) else []
    before = steps[: steps.index(key)] if key in steps else []
    opened: list[_Spot] = []
    spot = here.below(before[-1]) if before else None
    while spot is not None and spot.value and isinstance(spot.value, dict | list):
        opened.append(spot)
        last = next(reversed(spot.value)) if isinstance(spot.value, dict) else len(spot.value) - 1
        spot = spot.below(last)
    yield from reversed(opened)


def _by_another_name(here: _Spot, key: str, problem: Problem) -> Problem | None:
    meant = next((meant for meant, names in _SYNONYMS.items() if key in names and here.lacks(meant)), None)
    if meant is None:
        return None
    return problem._replace(mend=f"did you mean `{meant}`?", meant=(*here.path, meant))


def _misspelt(here: _Spot, key: str, problem: Problem) -> Problem | None:
    written = here.value if isinstance(here.value, dict) else {}
    twice = _near(key, (word for word in problem.words if word in written))
    known = _near(key, problem.words)
    if twice and twice == known:
        return problem._replace(mend=f"`{twice}` stands here already: keep one of the two")
    if known:
        return problem._replace(mend=f"did you mean `{known}`?", meant=(*here.path, known))
    listed = did_you_mean(key, (word for word in problem.words if word not in written))
    return problem._replace(mend=listed, meant=(*here.path, listed)) if listed else None


def _near(key: str, words: Iterable[str]) -> str:
    """Return the one of some words that a key was meant for, if it looks like one."""
    found = did_you_mean(key, words)
    return found.removeprefix("did you mean `").removesuffix("`?") if found.startswith("did you mean") else ""


def _beside(here: _Spot, key: str, problem: Problem) -> Problem | None:
    """Return the problem of a key that one block knows which may be written here."""
    blocks = {name: _opened((*here.path, name), {}, _kinds_under(here, name)) for name in here.known}
    homes = [name for name, block in blocks.items() if key in block.known]
    if len(homes) != 1:
        return None
    return problem._replace(mend=f"write it under `{homes[0]}`, which has such a key")


def _kinds_under(here: _Spot, name: str) -> tuple[Kind, ...]:
    return tuple(found for kind in here.kinds for found in kinds_below(kind, name))


# A key among names.


def _too_shallow(root: _Spot, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems; those of one entry that is a key of the entry above it, and no entry, as one."""
    told: set[Steps] = set()
    for problem in problems:
        found = next(_entries_that_are_keys(root, problem), None)
        if found is None:
            yield problem
        elif found.path not in told:
            told.add(found.path)
            yield found


def _entries_that_are_keys(root: _Spot, problem: Problem) -> Iterator[Problem]:
    """Yield a problem for each entry on the way to one that is a key, set in too far or too little, and no entry."""
    along = _as_far_as_there_is(root, problem.path)
    for at, (outer, entry) in enumerate(pairwise(along)):
        key = str(entry.path[-1])
        if not outer.entries or _is_whole_entry(outer, entry.value):
            continue
        inner = next((spot for spot in _open_above(outer, key) if spot.lacks(key)), None)
        around = next((spot for spot in reversed(along[:at]) if spot.lacks(key)), None)
        home = inner or around
        if home is None or not (_is_no_entry(outer, entry.value) or _is_rather_a_key(outer, entry.value, home, key)):
            continue
        if inner is not None:
            yield _key_among_names(outer, entry, inner, "above", "further")
        else:
            yield _key_among_names(outer, entry, home, "around it", f"as far as {named(outer.path)}")


def _as_far_as_there_is(root: _Spot, path: Steps) -> list[_Spot]:
    """Return the block at each step of a path for as long as something stands there."""
    spots = [root]
    for step in path:
        value = spots[-1].value
        if not (step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))):
            break
        spots.append(spots[-1].below(step))
    return spots


def _key_among_names(outer: _Spot, entry: _Spot, home: _Spot, where: str, how: str) -> Problem:
    key = entry.path[-1]
    message = f"`{key}` stands among the names of {named(outer.path)}, and is a key of {named(home.path)} {where}"
    mend = f"set it in {how}, so that it belongs to {named(home.path)}; or write out what it is by itself"
    return Problem("unknown_key", entry.path, message=message, mend=mend, is_key=True, meant=(*home.path, key))


def _is_no_entry(outer: _Spot, value: Any) -> bool:
    """Say whether what stands under a name of its own has nothing of what such a block must have."""
    required = [required_keys_of(kind.type) for kind in outer.entries]
    has = set(value) if isinstance(value, dict) else set()
    return any(required) and not any(needed & has for needed in required)


def _is_whole_entry(outer: _Spot, value: Any) -> bool:
    """Say whether what stands under a name of its own has all that such a block must have."""
    has = set(value) if isinstance(value, dict) else set()
    return any(required_keys_of(kind.type) <= has for kind in outer.entries if required_keys_of(kind.type))


def _is_rather_a_key(outer: _Spot, value: Any, home: _Spot, key: str) -> bool:
    """Say whether a block has what stands under a key of another and in no entry; more may have fallen into it."""
    if not isinstance(value, dict):
        return False
    of_an_entry = {known for kind in outer.entries for known in keys_of(kind.type)}
    meant = _Spot((), value, _kinds_under(home, key))
    if any(name in meant.known and name not in of_an_entry for name in value):
        return True
    blocks = [block for block in value.values() if isinstance(block, dict)]
    whole = any(required_keys_of(kind.type) <= block.keys() for kind in meant.entries for block in blocks)
    return bool(meant.entries) and (whole or not of_an_entry.issuperset(value))


def _fallen_into(root: _Spot, told: Sequence[Problem]) -> Iterator[Steps]:
    """Yield where the keys belong that stand in a block only because it is set in too little."""
    for problem in told:
        if problem.meant and problem.message:
            value = _as_far_as_there_is(root, problem.path)[-1].value
            yield from ((*problem.meant[:-1], name) for name in (value if isinstance(value, dict) else ()))
