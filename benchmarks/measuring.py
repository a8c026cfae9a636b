"""Timing: the best of many short runs, each contender in turn, so that a busy machine slows them all alike."""

from collections.abc import Callable, Mapping
from time import perf_counter

ROUNDS = 40
LEAST_SECONDS = 0.002


def best_times(contenders: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the best time of one call of each, in microseconds."""
    often = {name: _how_often(call) for name, call in contenders.items()}
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, call in contenders.items():
            best[name] = min(best[name], _timed(call, often[name]))
    return best


def _how_often(call: Callable[[], object]) -> int:
    """Return how many calls make a run long enough to be timed."""
    call()
    once = _timed(call, 1) / 1e6
    return max(1, int(LEAST_SECONDS / max(once, 1e-9)))


def _timed(call: Callable[[], object], times: int) -> float:
    begun = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - begun) / times * 1e6


def told(title: str, times: Mapping[str, float], ours: str) -> str:
    """Write the times beside each other, each as so many times ours."""
    lines = [title]
    for name, time in times.items():
        ratio = "" if name == ours else f"{time / times[ours]:10.2f} times ours"
        lines.append(f"  {name:<58}{time:12.2f} µs{ratio}")
    return "\n".join(lines)
