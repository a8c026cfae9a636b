"""Every worked case computed a second time, by the naive twin: what a person counted by hand, and what docs/meaning.md says."""

import pytest

from complaint_rules import assess
from complaint_rules.case_files import read_worked_cases
from tests.property.shipped import CALENDARS, FOLDER, packs_of, read
from tests.property.test_engine_equals_twin import assert_same
from tests.reference.twin import answer
from tests.share import share

LAWS = {path.stem for path in (FOLDER / "law").glob("*.yaml")}
FILES = sorted((FOLDER / "cases").rglob("*.yaml"))
WORKED = [case for path in FILES for case in read_worked_cases(path)]
ASKED = share(WORKED, 8)
"""Each is asked of the twin in a thorough run, one in eight in the default command: the twin is slow."""


def second_answer(worked, as_of):
    """Ask the twin what a worked case asks the engine; a pack is asked by itself."""
    profile, procedure = worked.procedure.profile, worked.procedure.id
    is_law = profile in LAWS
    file = read(f"law/{profile}.yaml" if is_law else f"{profile}.yaml")
    beside = {} if is_law else {name: packs_of(profile, name) for name in file["procedures"]}
    return answer(
        profile=file,
        procedure=procedure,
        packs=beside.get(procedure, {}),
        every_pack={name: pack for packs in beside.values() for name, pack in packs.items()},
        vocabulary=read("vocabulary.yaml"),
        calendars=CALENDARS,
        case={"facts": dict(worked.case.facts), "events": [_plain(event, worked) for event in worked.case.events]},
        as_of=as_of,
    )


def _plain(event, worked):
    """Return an event as the twin has it: the facts that it records apart from what it says of itself."""
    details = {key: list(value) if isinstance(value, tuple) else value for key, value in event.details.items()}
    facts = {key: value for key, value in details.items() if key in worked.procedure.fact_words}
    plain = {"event": event.kind, "on": event.on, **{key: details[key] for key in details if key not in facts}}
    return plain | ({"facts": facts} if facts else {})


class TestTheTwinSaysWhatTheEngineSays:
    """An answer that two programs, written apart, and a person with a calendar agree upon is right, or all three are wrong."""

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_on_each_day_of_a_worked_case(self, path):
        """Stage, status, every date, state, permission, missing fact and irregularity are the twin's."""
        assert [worked for worked in WORKED if worked.file == str(path)]
        for worked in (one for one in ASKED if one.file == str(path)):
            for as_of in sorted({expected.as_of for expected in worked.expected}):
                assert_same(assess(worked.procedure, worked.case, as_of), second_answer(worked, as_of))
