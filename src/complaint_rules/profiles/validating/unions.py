"""Unions: of all the branches that were tried, one problem for each place."""

from collections.abc import Sequence
from typing import Final

from complaint_rules.profiles.validating.problems import Problem, Steps

__all__ = ["furthest_of_all"]

_WRONG_SORT, _WRONG_WORD, _ENTERED, _WRONG_CONTENT = range(4)
_STRANGE: Final = frozenset({"missing_key", "unknown_key"})


def furthest_of_all(problems: Sequence[Problem], depth: int = 0) -> list[Problem]:
    """Keep, of each union, the problems of the branch that got furthest."""
    kept = [problem for problem in problems if len(problem.crossings) <= depth]
    unions: dict[Steps, dict[str, list[Problem]]] = {}
    for problem in problems:
        if len(problem.crossings) > depth:
            place, branch = problem.crossings[depth]
            unions.setdefault(place, {}).setdefault(branch, []).append(problem)
    for place, tried in unions.items():
        branches = [_outside(place, furthest_of_all(branch, depth + 1)) for branch in tried.values()]
        kept += _furthest(place, branches)
    return kept


def _outside(place: Steps, branch: list[Problem]) -> list[Problem]:
    """Let a block none of whose keys this branch knows count as a value of the wrong sort."""
    below = [problem for problem in branch if len(problem.path) == len(place) + 1]
    unknown = [problem for problem in below if problem.code == "unknown_key" and not problem.is_typing_slip()]
    if not unknown or len(unknown) < unknown[0].beside:
        return branch
    missing = [f"`{problem.path[-1]}`" for problem in below if problem.code == "missing_key"]
    sort = f"a block with {' and '.join(missing or ['other keys'])}"
    return [Problem(code="wrong_type", path=place, found={}, expected=(sort,))]


def _furthest(place: Steps, branches: Sequence[list[Problem]]) -> list[Problem]:
    """Return the problems of the branch that got furthest, or one that names all that would fit."""
    best = max(branches, key=lambda branch: _distance(place, branch))
    outside = [problem for branch in branches for problem in branch if _depth_of(place, problem) < _ENTERED]
    words = [problem for problem in outside if problem.is_typing_slip()]
    if words and _distance(place, best)[0] != _ENTERED:
        return words[:1]
    return [_joined(outside)] if _distance(place, best)[0] < _ENTERED else best


def _depth_of(place: Steps, problem: Problem) -> int:
    """Return how far a branch got until this problem: not to the sort, to the word, inside, or all the way."""
    if problem.path != place or problem.is_key:
        return _ENTERED
    if problem.expected:
        return _WRONG_SORT
    return _WRONG_WORD if problem.words else _WRONG_CONTENT


def _distance(place: Steps, branch: Sequence[Problem]) -> tuple[int, ...]:
    """Return how far a branch got; the greater, the further."""
    strange = [problem for problem in branch if problem.code in _STRANGE]
    near = [problem for problem in strange if len(problem.path) == len(place) + 1]
    # A key mistyped is missing under its own name too, and both speak for this branch.
    slips = 2 * sum(problem.is_typing_slip() for problem in near)
    unfit = [problem for problem in branch if len(problem.path) == len(place) + 1 and problem.code not in _STRANGE]
    return (
        min(_depth_of(place, problem) for problem in branch),
        -max(len(near) - slips, 0),
        -len(unfit),
        max(len(problem.path) for problem in branch),
        -len(branch),
    )


def _joined(problems: Sequence[Problem]) -> Problem:
    """Return one problem that names everything that would fit."""
    expected = tuple(dict.fromkeys(sort for problem in problems for sort in problem.expected))
    words = tuple(dict.fromkeys(word for problem in problems for word in problem.words))
    is_word = bool(words) and isinstance(problems[0].found, str)
    return problems[0]._replace(code="unknown_word" if is_word else "wrong_type", expected=expected, words=words)
