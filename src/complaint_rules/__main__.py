"""The command `complaint-rules`: assess, explain, route, conform, profiles, check, page, schema.

Thin: every answer comes from the library.

Exit codes: 0 answered; 1 a profile or case has faults, or `conform` found what is new; 2 the command itself was not
understood, or there was nothing to judge.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeAlias

from complaint_rules.assessment.assess import Assessment
from complaint_rules.assessment.due_dates import DueDate
from complaint_rules.assessment.transitions import Transition
from complaint_rules.baselines import Compared, baseline_text, compare, read_baseline
from complaint_rules.case_files import read_case, read_unrouted_case
from complaint_rules.conformance.findings import Conformity
from complaint_rules.errors import ComplaintRulesError, did_you_mean
from complaint_rules.json_schema import assessment_schema, conformance_schema
from complaint_rules.loading import Known, Loaded, check, every_calendar, every_profile, load_profile
from complaint_rules.procedures.profile import Profile
from complaint_rules.questions import assess, conform, route
from complaint_rules.version import VERSION
from complaint_rules.working_days import WorkingCalendar

ANSWERED, FAULTY, MISUNDERSTOOD = 0, 1, 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = _parser()
    _complete(parser)
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    _print_anywhere()
    try:
        return run(chosen)
    except ComplaintRulesError as error:
        _show_faults(error, chosen)
        return FAULTY
    except BrokenPipeError:
        sys.stderr.close()
        return ANSWERED


def _print_anywhere() -> None:
    """Let a terminal that lacks a letter of ours show a stand-in for it rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _show_faults(error: ComplaintRulesError, chosen: argparse.Namespace) -> None:
    if getattr(chosen, "format", "text") == "json":
        print(_json({"faults": [fault.to_dict() for fault in error.faults]}))
    else:
        print(error, file=sys.stderr)


def _complete(parser: argparse.ArgumentParser) -> None:
    try:
        from argcomplete import autocomplete  # noqa: PLC0415 - the extra `cli`
    except ImportError:
        return
    autocomplete(parser)


def _day(text: str) -> date:
    message = f"`{text}` is no day; write it as 2024-03-18"
    if not _DAY.fullmatch(text):
        raise argparse.ArgumentTypeError(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(message) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="complaint-rules", description="What is due in a complaint, which moves are open, and why."
    )
    parser.add_argument("--version", action="version", version=f"complaint-rules {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_assess(commands)
    _add_explain(commands)
    _add_route(commands)
    _add_conform(commands)
    _add_profiles(commands)
    _add_check(commands)
    _add_page(commands)
    _add_schema(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - has no public name


def _add_format(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text", help="for people, or for programs")


def _add_case(command: argparse.ArgumentParser) -> None:
    command.add_argument("case", type=Path, metavar="CASE", help="a case file, YAML or JSON")
    command.add_argument(
        "--as-of", type=_day, required=True, metavar="DATE", help="the day of the question, as 2024-03-18"
    )
    _add_format(command)


def _add_assess(commands: Commands) -> None:
    command = commands.add_parser("assess", help="answer every question of a case on a day")
    _add_case(command)
    command.set_defaults(run=_assess)


def _add_explain(commands: Commands) -> None:
    command = commands.add_parser("explain", help="show the day-by-day count and the reasons of one timescale or move")
    _add_case(command)
    command.add_argument(
        "name", metavar="NAME", help="a timescale, as stage_1_response, or a move, as stage_2_requested"
    )
    command.add_argument("--basis", choices=("council", "law", "guidance"), help="only the answer of this basis")
    command.set_defaults(run=_explain)


def _add_route(commands: Commands) -> None:
    command = commands.add_parser(
        "route", help="by which procedure a complaint goes, may it be taken, what to ask next"
    )
    _add_case(command)
    command.set_defaults(run=_route)


def _add_conform(commands: Commands) -> None:
    command = commands.add_parser("conform", help="hold a profile against its law, clause by clause")
    command.add_argument("profile", metavar="PROFILE", help="a name that `profiles` lists, or a path")
    command.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="the day it is judged on")
    command.add_argument("--procedure", metavar="NAME", help="only this procedure")
    command.add_argument("--baseline", type=Path, metavar="FILE", help="known findings: fail on others only")
    command.add_argument("--write-baseline", type=Path, metavar="FILE", help="keep what is found as known")
    _add_format(command)
    command.set_defaults(run=_conform)


def _add_profiles(commands: Commands) -> None:
    command = commands.add_parser("profiles", help="list the profiles, law packs and calendars that can be named")
    _add_format(command)
    command.set_defaults(run=_profiles)


def _add_check(commands: Commands) -> None:
    command = commands.add_parser("check", help="does a profile or a calendar load and compile?")
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="profiles and calendars: paths, or names that `profiles` lists"
    )
    _add_format(command)
    command.set_defaults(run=_check)


def _add_page(commands: Commands) -> None:
    command = commands.add_parser("page", help="print a profile in plain words, to be held beside its document")
    command.add_argument(
        "profile", metavar="PROFILE", help="a profile or law pack: a path, or a name that `profiles` lists"
    )
    command.add_argument(
        "--against", type=Path, metavar="TEXT", help="a plain-text copy of the document, to look its words up in"
    )
    command.set_defaults(run=_page)


def _add_schema(commands: Commands) -> None:
    command = commands.add_parser("schema", help="print the JSON Schema of what a command prints with --format json")
    command.add_argument("of", nargs="?", choices=tuple(SCHEMAS), default="assess", help="which command (assess)")
    command.set_defaults(run=_schema)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _assess(chosen: argparse.Namespace) -> int:
    answer = _answer(chosen)
    print(_json(answer.to_dict()) if chosen.format == "json" else answer.explain())
    return ANSWERED


def _answer(chosen: argparse.Namespace) -> Assessment:
    read = read_case(chosen.case)
    return assess(read.procedure, read.case, chosen.as_of)


def _explain(chosen: argparse.Namespace) -> int:
    answer = _answer(chosen)
    rows = [row for row in answer.due_dates if row.timescale == chosen.name and chosen.basis in (None, row.basis)]
    moves = [move for move in answer.transitions if move.event == chosen.name and chosen.basis in (None, move.basis)]
    if not rows and not moves:
        names = {row.timescale for row in answer.due_dates if chosen.basis in (None, row.basis)}
        names |= {move.event for move in answer.transitions if chosen.basis in (None, move.basis)}
        where = f" by the basis {chosen.basis}; it is known to: {_bases(answer, chosen.name)}" if chosen.basis else ""
        message = f"this case has no timescale and no move `{chosen.name}`{where}"
        mend = did_you_mean(chosen.name, names)
        print(f"complaint-rules: {message}{'; ' + mend if mend else ''}", file=sys.stderr)
        return MISUNDERSTOOD
    if chosen.format == "json":
        print(_json({"due_dates": _with_ledgers(rows), "transitions": [move.to_dict() for move in moves]}))
    else:
        print("\n\n".join(_explained(rows, moves)))
    return ANSWERED


def _route(chosen: argparse.Namespace) -> int:
    profile, case = read_unrouted_case(chosen.case)
    answer = route(profile, case, chosen.as_of)
    print(_json(answer.to_dict()) if chosen.format == "json" else answer.explain())
    return ANSWERED


def _bases(answer: Assessment, name: str) -> str:
    found = {row.basis.value for row in answer.due_dates if row.timescale == name}
    found |= {move.basis.value for move in answer.transitions if move.event == name}
    return ", ".join(sorted(found)) or "no basis"


def _with_ledgers(rows: Iterable[DueDate]) -> list[object]:
    return [{**row.to_dict(), "ledger": [step.to_dict() for step in row.ledger()]} for row in rows]


def _explained(rows: Iterable[DueDate], moves: Iterable[Transition]) -> list[str]:
    return [*(row.explain() for row in rows), *(move.explain() for move in moves)]


def _profiles(chosen: argparse.Namespace) -> int:
    profiles = [_described(known, _profile_keys) for known in every_profile()]
    calendars = [_described(known, _calendar_keys) for known in every_calendar()]
    if chosen.format == "json":
        print(_json({"profiles": profiles, "calendars": calendars}))
        return ANSWERED
    for each in profiles:
        print(_listed(each, "{title}, {edition}"))
        for procedure, title in each.get("procedures", {}).items():
            print(f"    {procedure:<22}{title}")
    for each in calendars:
        print("calendar", _listed(each, "{edition}, known until {known_until}"))
    return ANSWERED


def _described(known: Known[Loaded], keys: Callable[[Loaded], dict[str, Any]]) -> dict[str, Any]:
    named = {"name": known.name, "origin": known.origin}
    try:
        return {**named, **keys(known.load())}
    except ComplaintRulesError as error:
        return {**named, "fault": str(error), "faults": [fault.to_dict() for fault in error.faults]}


def _profile_keys(profile: Profile) -> dict[str, Any]:
    titles = {each.id: each.title for each in profile.procedures.values()}
    return {"title": profile.title, "edition": profile.edition, "procedures": titles}


def _calendar_keys(calendar: WorkingCalendar) -> dict[str, Any]:
    return {"edition": calendar.edition, "known_until": calendar.known_until.isoformat()}


def _listed(each: dict[str, Any], good: str) -> str:
    broken = "cannot be loaded: {fault}"
    return ("{name} ({origin}): " + (broken if "fault" in each else good)).format(**each)


def _check(chosen: argparse.Namespace) -> int:
    results = [_checked(name) for name in chosen.files]
    if chosen.format == "json":
        print(_json({"files": [{"file": name, "faults": faults} for name, faults, _ in results]}))
    else:
        for name, faults, text in results:
            print(text or f"{name}: loads and compiles", file=sys.stderr if faults else sys.stdout)
    return FAULTY if any(faults for _, faults, _ in results) else ANSWERED


def _checked(name: str) -> tuple[str, list[object], str]:
    try:
        check(name)
    except ComplaintRulesError as error:
        return name, [fault.to_dict() for fault in error.faults], str(error)
    return name, [], ""


def _page(chosen: argparse.Namespace) -> int:
    from complaint_rules.handbook import open_book, page  # noqa: PLC0415 - no other command needs it

    print(page(open_book(chosen.profile, chosen.against)), end="")
    return ANSWERED


def _conform(chosen: argparse.Namespace) -> int:
    profile = load_profile(chosen.profile)
    named = [profile.procedure(chosen.procedure)] if chosen.procedure else list(profile.procedures.values())
    judged = [conform(procedure, chosen.as_of) for procedure in named if procedure.packs]
    if not judged:
        message = f"nothing to judge: no such procedure of `{profile.name}` stands under a law"
        print(f"complaint-rules: {message}", file=sys.stderr)
        return MISUNDERSTOOD
    compared = compare(judged, read_baseline(chosen.baseline, profile.name) if chosen.baseline else ())
    if chosen.write_baseline:
        chosen.write_baseline.write_text(baseline_text(profile.name, chosen.as_of, judged), encoding="utf-8")
    if chosen.format == "json":
        print(_json(_conformance(profile, chosen.as_of, judged, compared)))
    else:
        print("\n\n".join([*(each.explain() for each in judged), _summary(judged, compared)]))
    faulty = any(each.faults for each in judged)
    return FAULTY if faulty or (compared.new and not chosen.write_baseline) else ANSWERED


def _conformance(profile: Profile, as_of: date, judged: list[Conformity], compared: Compared) -> dict[str, Any]:
    return {
        "profile": profile.name,
        "title": profile.title,
        "edition": profile.edition,
        "as_of": as_of.isoformat(),
        "procedures": [each.to_dict() for each in judged],
        "new": [finding.id for finding in compared.new],
        "known": [finding.id for finding in compared.known],
        "gone": list(compared.gone),
    }


def _summary(judged: Iterable[Conformity], compared: Compared) -> str:
    explained = sum(len(each.explained) for each in judged)
    counts = f"{len(compared.new)} new, {len(compared.known)} known, {explained} explained, {len(compared.gone)} gone"
    told = [("New", [finding.id for finding in compared.new]), ("Gone", compared.gone)]
    lines = [f"  {word}: {one}" for word, ids in told for one in ids]
    return "\n".join([f"Findings: {counts}.", *lines])


SCHEMAS: dict[str, Callable[[], dict[str, object]]] = {"assess": assessment_schema, "conform": conformance_schema}


def _schema(chosen: argparse.Namespace) -> int:
    print(_json(SCHEMAS[chosen.of]()))
    return ANSWERED


if __name__ == "__main__":
    sys.exit(main())
