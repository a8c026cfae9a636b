"""`profiles`: the profiles, law packs and calendars that can be named."""

import argparse
from collections.abc import Callable
from typing import Any

from complaint_rules.commands.arguments import ANSWERED, Commands, add_format, as_json
from complaint_rules.errors import ComplaintRulesError
from complaint_rules.loading import Known, Loaded, every_calendar, every_profile
from complaint_rules.procedures.profile import Profile
from complaint_rules.working_days import WorkingCalendar


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("profiles", help="list the profiles, law packs and calendars that can be named")
    add_format(command)
    command.set_defaults(run=_profiles)


def _profiles(chosen: argparse.Namespace) -> int:
    profiles = [_described(known, _profile_keys) for known in every_profile()]
    calendars = [_described(known, _calendar_keys) for known in every_calendar()]
    if chosen.format == "json":
        print(as_json({"profiles": profiles, "calendars": calendars}))
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
