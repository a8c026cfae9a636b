"""`test`: worked cases as the author's tests."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from complaint_rules.commands.arguments import (
    ANSWERED,
    FAULTY,
    MISUNDERSTOOD,
    Commands,
    add_format,
    as_json,
    print_report,
)
from complaint_rules.reports import FORMS

if TYPE_CHECKING:
    from complaint_rules.trials.coverage import Coverage
    from complaint_rules.trials.gathering import Gathered
    from complaint_rules.trials.journeys import Proposed
    from complaint_rules.trials.mutating import Mutation
    from complaint_rules.trials.results import FileResult


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("test", help="run worked cases: whether the answers are those that a person counted")
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="files or folders of worked cases; or profiles, whose cases stand in `cases/` beside them",
    )
    command.add_argument("--coverage", action="store_true", help="list the rules that no case exercises")
    command.add_argument("--mutate", action="store_true", help="change each value of a profile: does a case notice?")
    command.add_argument(
        "--at-least", type=_percent, metavar="PERCENT", help="fail if fewer rules are exercised, or mutants noticed"
    )
    command.add_argument("--sample", type=_number, metavar="N", help="try N mutants, evenly spread, always the same")
    command.add_argument("--jobs", type=_number, default=1, metavar="N", help="try mutants in N processes (1)")
    command.add_argument("--journeys", action="store_true", help="propose cases for rules that none exercises")
    command.add_argument("--into", type=Path, metavar="DIR", help="where proposed cases go; none is overwritten")
    command.add_argument("--all", action="store_true", help="propose a case for every rule")
    add_format(command, *FORMS)
    command.set_defaults(run=_test)


def _percent(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:  # noqa: PLR2004 - that is what a percentage is
        raise argparse.ArgumentTypeError(f"`{text}` is no percentage; write a number from 0 to 100")
    return found


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 1")
    return int(text)


class _Run(NamedTuple):
    """All that was run: what came of the cases, and of what was asked besides."""

    results: "tuple[FileResult, ...]"
    coverage: "tuple[Coverage, ...]" = ()
    mutation: "tuple[Mutation, ...]" = ()
    journeys: "tuple[Proposed, ...] | None" = None
    left_out: str = ""

    def is_good(self, at_least: float | None) -> bool:
        """Say whether all came out as expected, and as much of it as was asked for."""
        scores = [*(each.percent for each in self.coverage), *(each.percent for each in self.mutation)]
        return all(result.is_as_expected for result in self.results) and min(scores, default=100.0) >= (at_least or 0)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        from complaint_rules.trials.results import counted  # noqa: PLC0415

        return {
            "files": [result.to_dict() for result in self.results],
            "counts": counted(self.results),
            "coverage": [each.to_dict() for each in self.coverage],
            "mutation": [each.to_dict() for each in self.mutation],
            "journeys": [each.to_dict() for each in self.journeys or ()],
        }

    def told(self) -> Iterator[str]:
        """Yield it as text."""
        from complaint_rules.trials.telling import (  # noqa: PLC0415
            told_coverage,
            told_file,
            told_journeys,
            told_mutation,
            told_summary,
        )

        yield from filter(None, map(told_file, self.results))
        yield told_summary(self.results)
        yield from map(told_coverage, self.coverage)
        yield from map(told_mutation, self.mutation)
        if self.journeys is not None:
            yield told_journeys(self.journeys)
        if self.left_out:
            yield f"{self.left_out} not looked at as long as a case is not as expected."


def _test(chosen: argparse.Namespace) -> int:
    from complaint_rules.trials.gathering import gather  # noqa: PLC0415 - no other command runs cases
    from complaint_rules.trials.running import run_files  # noqa: PLC0415

    if chosen.at_least is not None and not chosen.mutate:
        chosen.coverage = True
    message = _wanting(chosen)
    if message:
        return _misunderstood(message)
    if chosen.format in FORMS and (chosen.coverage or chosen.mutate or chosen.journeys):
        return _misunderstood(f"what cases leave out has no form `{chosen.format}`: ask for text or json")
    gathered = [gather(name) for name in chosen.files]
    strange = next((each for each in gathered if each.profile is None), None)
    if strange is not None and (chosen.mutate or chosen.journeys):
        return _misunderstood(f"`{strange.name}` is no profile: --mutate and --journeys look at one")
    results = tuple(run_files((path, each.profile) for each in gathered for path in each.files))
    if not any(result.trials or result.faults for result in results) and not chosen.journeys:
        return _nothing(gathered)
    run = _Run(results, left_out=_asked_besides(chosen))
    if all(result.is_as_expected for result in results):
        run = _Run(results, _coverage(chosen, gathered), _mutation(chosen, gathered), _journeys(chosen, gathered))
    _print(run, chosen.format)
    return ANSWERED if run.is_good(chosen.at_least) else FAULTY


def _wanting(chosen: argparse.Namespace) -> str:
    """Return what is asked for without what it belongs to; nothing where all is whole."""
    if chosen.journeys and chosen.into is None:
        return "--journeys writes files: say where by --into DIR"
    if (chosen.into is not None or chosen.all) and not chosen.journeys:
        return "--into and --all are said of proposals: ask for these by --journeys"
    if chosen.sample is not None and not chosen.mutate:
        return "--sample is said of mutants: ask for these by --mutate"
    return ""


def _asked_besides(chosen: argparse.Namespace) -> str:
    """Return what was asked besides the cases, which is answered only where all are as expected."""
    asked = {
        "which rules are exercised": chosen.coverage,
        "which changes are noticed": chosen.mutate,
        "which cases are missing": chosen.journeys,
    }
    said = " and ".join(what for what, wanted in asked.items() if wanted)
    return said[:1].upper() + said[1:] + (" is" if said else "")


def _print(run: _Run, form: str) -> None:
    if form in FORMS:
        from complaint_rules.reports.trying import report_of  # noqa: PLC0415 - only these forms need it

        print_report(report_of(run.results), form)
    else:
        print(as_json(run.as_data()) if form == "json" else "\n".join(run.told()))


def _coverage(chosen: argparse.Namespace, gathered: "Sequence[Gathered]") -> "tuple[Coverage, ...]":
    if not chosen.coverage:
        return ()
    from complaint_rules.trials.coverage import coverage_of  # noqa: PLC0415

    return coverage_of(gathered)


def _mutation(chosen: argparse.Namespace, gathered: "Sequence[Gathered]") -> "tuple[Mutation, ...]":
    if not chosen.mutate:
        return ()
    from complaint_rules.trials.mutating import mutate  # noqa: PLC0415

    named = [(each.name, each.profile, each.files) for each in gathered if each.profile is not None]
    return tuple(mutate(name, path, files, chosen.sample, chosen.jobs) for name, path, files in named)


def _journeys(chosen: argparse.Namespace, gathered: "Sequence[Gathered]") -> "tuple[Proposed, ...] | None":
    if not chosen.journeys:
        return None
    from complaint_rules.trials.journeys import propose  # noqa: PLC0415

    return tuple(one for each in gathered for one in propose(each, chosen.into, every=chosen.all))


def _nothing(gathered: "Sequence[Gathered]") -> int:
    for each in gathered:
        beside = f"; the cases of a profile stand in `{each.profile.parent / 'cases'}`" if each.profile else ""
        offered = f"; `complaint-rules test {each.name} --journeys --into DIR` proposes some" if each.profile else ""
        _misunderstood(f"there are no worked cases in `{each.name}`{beside}{offered}")
    return MISUNDERSTOOD


def _misunderstood(message: str) -> int:
    print(f"complaint-rules: {message}", file=sys.stderr)
    return MISUNDERSTOOD
