"""What a program waits for before its first question: the import of the library, and the first profile.

Each time is the least of several, each in a Python of its own, since the byte-code is kept and nothing else. The import
is held against that of the three libraries without which this one could not be, pydantic having made one model.

    python benchmarks/importing.py [--rounds 15] [--profile cambridgeshire] [--strict]

With `--strict` it fails where a bound is passed; the bounds are meant for a machine that does nothing else.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

IMPORT_BOUND = LOAD_BOUND = 30.0
"""In milliseconds: what the import may cost above its peers, and what the first profile may cost after it."""

PEERS = """
import pydantic, yaml, workalendar.europe
class OneModel(pydantic.BaseModel):
    pass
"""
LIBRARY = "import complaint_rules"
ANSWERS = "from complaint_rules import Case, Event, assess, load_profile"
LOAD = "complaint_rules.load_profile({profile!r})"
TIMED = """
from time import perf_counter
{before}
began = perf_counter()
{timed}
print((perf_counter() - began) * 1000)
"""


def milliseconds(timed: str, before: str, environment: Mapping[str, str]) -> float:
    """Return how long a piece of code takes in a Python of its own."""
    code = TIMED.format(before=before, timed=timed)
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return float(found.stdout)


def least(rounds: int, pieces: Mapping[str, tuple[str, str]]) -> dict[str, float]:
    """Return the least time of each piece. They take turns, so that a busy moment falls on none alone."""
    with tempfile.TemporaryDirectory() as kept:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = kept
        for timed, before in pieces.values():
            milliseconds(timed, before, environment)
        times = [
            {name: milliseconds(timed, before, environment) for name, (timed, before) in pieces.items()}
            for _ in range(rounds)
        ]
    return {name: min(each[name] for each in times) for name in pieces}


def main() -> int:
    """Measure, print one line for each, and say whether the bounds are kept."""
    parser = argparse.ArgumentParser(description="What a program waits for before its first question.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", default="cambridgeshire")
    parser.add_argument("--strict", action="store_true", help="fail where a bound is passed")
    chosen = parser.parse_args()
    pieces = {
        "peers": (PEERS, ""),
        "library": (LIBRARY, ""),
        "answers": (ANSWERS, ""),
        "besides": (ANSWERS, PEERS),
        "load": (LOAD.format(profile=chosen.profile), LIBRARY),
    }
    times = least(chosen.rounds, pieces)
    above = max(times["library"], times["answers"]) - times["peers"]
    print(f"import of the peers      {times['peers']:7.1f} ms")
    print(
        f"import of the library    {times['library']:7.1f} ms  {_against(times, 'library')}, bound {IMPORT_BOUND:+.0f}"
    )
    print(f"  with what answers      {times['answers']:7.1f} ms  {_against(times, 'answers')}")
    print(f"  the same after the peers {times['besides']:5.1f} ms  for a program that has them anyway")
    print(f"first profile after it   {times['load']:7.1f} ms  {chosen.profile}, bound {LOAD_BOUND:.0f}")
    return int(chosen.strict and (above > IMPORT_BOUND or times["load"] > LOAD_BOUND))


def _against(times: Mapping[str, float], name: str) -> str:
    return f"{times[name] / times['peers']:.2f} of the peers, {times[name] - times['peers']:+.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
