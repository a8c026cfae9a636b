"""Every way through the stages of what ships is gone by some worked case, so that how stages follow on one another is held too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaint_rules import load_profile
from complaint_rules.case_files import read_worked_cases
from complaint_rules.trials.places_reached import places_reached
from complaint_rules.trials.ways_through import ways_through

CASES = Path(__file__).parents[2] / "profiles" / "cases"
# Of the files of each only those without which a way would be missing: to replay all of them would take several times as long.
NEEDED = {
    "northamptonshire": (
        "ways-through",
        "early-referral-and-the-ombudsman",
        "comments",
        "compliments",
        "meetings-before-and-after-stage-2",
    ),
    "ncc": ("ways-through", "the-panel", "adult-one-stage-and-ombudsman", "corporate-stage-2-and-ombudsman"),
    "cambridgeshire": (
        "ways-through",
        "enquiries-and-compliments",
        "asking-for-the-panel",
        "mp-and-councillor-enquiries",
        "decisions-duties-and-letters-in-every-stage",
    ),
    "northumberland": ("compliments", "the-panel-and-the-ombudsman"),
    "unnamed-council": ("the-refusal-in-writing", "the-panel-and-the-ombudsman"),
    "law/children-2006": ("ways-through", "starts-and-letters", "while-regulation-8-stands"),
    "law/adults-2009": ("ways-through",),
    "law/lgsco-code-2024": ("ways-through",),
    "law/getting-the-best-2006": ("ways-through",),
}


def gone(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ways that the cases in those files go: each as the procedure and the places, up to a stage or a status that is expected."""
    joined = "-" if name.startswith("law/") else "/"
    for stem in NEEDED[name]:
        for worked in read_worked_cases(CASES / f"{name}{joined}{stem}.yaml"):
            for expected in worked.expected:
                if expected.stage is not None or expected.status is not None:
                    yield worked.procedure.id, places_reached(worked.procedure, worked.case, expected.as_of)


@pytest.mark.uncounted
@pytest.mark.parametrize("name", NEEDED)
def test_a_worked_case_goes_every_way_through_the_stages(name: str) -> None:
    """Of every procedure, also where it takes the moves over from another."""
    procedures = load_profile(name.removeprefix("law/")).procedures.values()
    ways = {(one.id, way.places) for one in procedures for way in ways_through(one)}
    assert ways
    assert ways - set(gone(name)) == set()
