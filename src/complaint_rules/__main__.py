"""The command `complaint-rules`. Each command is a file of `commands`.

Exit codes: 0 answered; 1 a profile or case has faults, or `conform` found what is new; 2 the command itself was not
understood, or there was nothing to judge.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from complaint_rules.commands import ANSWERED, FAULTY, MISUNDERSTOOD, add_commands
from complaint_rules.commands.arguments import as_json, print_report
from complaint_rules.errors import ComplaintRulesError
from complaint_rules.reports import FORMS
from complaint_rules.reports.reported import of_faults
from complaint_rules.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = _parser()
    _complete(parser)
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    _print_anywhere()
    try:
        code = run(chosen)
        sys.stdout.flush()
    except ComplaintRulesError as error:
        _show_faults(error, chosen)
        return FAULTY
    except BrokenPipeError:
        sys.stderr.close()
        return ANSWERED
    except OSError as problem:
        return _not_written(problem)
    return code


def _not_written(problem: OSError) -> int:
    """Say which file could not be written; what cannot be read is told as a fault of its own."""
    what = "the answer" if problem.filename is None else f"`{problem.filename}`"
    reason = (problem.strerror or "it cannot be written").lower()
    print(f"complaint-rules: {what} is not written: {reason}", file=sys.stderr)
    if problem.filename is None and isinstance(sys.stdout, TextIOWrapper):
        # Else what is left of the answer would be tried once more as the command ends, and fail with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return MISUNDERSTOOD


def _print_anywhere() -> None:
    """Let a terminal that lacks a letter of ours show a stand-in for it rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _show_faults(error: ComplaintRulesError, chosen: argparse.Namespace) -> None:
    form = getattr(chosen, "format", "text")
    if form == "json":
        print(as_json({"faults": [fault.to_dict() for fault in error.faults]}))
    elif form in FORMS:
        print_report(of_faults(chosen.command, error.faults), form)
    else:
        print(error, file=sys.stderr)


def _complete(parser: argparse.ArgumentParser) -> None:
    try:
        from argcomplete import autocomplete  # noqa: PLC0415 - the extra `cli`
    except ImportError:
        return
    autocomplete(parser)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="complaint-rules", description="What is due in a complaint, which moves are open, and why."
    )
    parser.add_argument("--version", action="version", version=f"complaint-rules {VERSION}")
    add_commands(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
