"""The engine against the naive twin, on drawn profiles, histories and days."""

from hypothesis import HealthCheck, given, settings

from complaint_rules import assess
from tests.property.rendering import case_of, procedure_of
from tests.property.strategies import ask, questions

ROW = (
    "timescale", "occurrence", "basis", "responsible", "started_by", "started_on",
    "first_due", "due", "latest", "aim_due", "earliest", "state", "done_on",
)  # fmt: skip
MOVE = ("event", "basis", "to", "permission", "decided_by", "closes", "late_until")


def plain(value):
    """Write enums as their words and leave the rest."""
    return getattr(value, "value", value)


def rows_of(answer):
    """Return the engine's rows in the twin's shape."""
    return [{name: plain(getattr(row, name)) for name in ROW} | {"readings": pairs_of(row)} for row in answer.due_dates]


def pairs_of(row):
    """Return the dates and states of a row's readings, where they differ in these."""
    pairs = sorted({(one.due, plain(one.state)) for one in row.readings}, key=str)
    return pairs if len(pairs) > 1 else []


def moves_of(answer):
    """Return the engine's moves in the twin's shape."""
    return [
        {name: plain(getattr(move, name)) for name in MOVE} | {"missing_facts": sorted(move.missing_facts)}
        for move in answer.transitions
    ]


def irregularities_of(answer):
    """Return what the engine reports, once each, but for what the twin leaves out."""
    found = {(one.code, one.event, one.on, plain(one.basis)) for one in answer.irregularities}
    return sorted(one for one in found if one[0] != "no_effect")


def keyed(rows, *names):
    """Return rows by what names them, with only the keys that both sides have."""
    return {tuple(row[name] for name in names): row for row in rows}


PARTS = ("who", "what", "time_limit")


def acceptance_of(answer):
    """Return what the answer says of acceptance, the council's first, in the twin's words."""
    return [
        {
            "basis": plain(one.basis),
            "judged_on": one.judged_on,
            "permission": plain(one.permission),
            **{part: plain(getattr(one, part).permission) for part in PARTS},
            "missing": {part: sorted(getattr(one, part).missing_facts) for part in PARTS},
            "closes": one.closes,
            "ombudsman": (one.ombudsman.event, plain(one.ombudsman.permission)) if one.ombudsman else None,
            "routes": {route.procedure: plain(route.permission) for route in one.routes},
        }
        for one in (answer.acceptance, *answer.acceptance.beside)
    ]


def assert_same(answer, expected):
    """Assert that the engine's answer is the twin's: stage, status, clocks, moves, acceptance and irregularities."""
    assert (answer.stage, plain(answer.status) or "open") == (expected["stage"], expected["status"])
    actual = keyed(rows_of(answer), "basis", "timescale", "occurrence")
    wanted = keyed(expected["due_dates"], "basis", "timescale", "occurrence")
    assert actual.keys() == wanted.keys()
    for key, row in wanted.items():
        shown = {name: row[name] for name in ROW} | {"readings": sorted(row["readings"], key=str)}
        assert actual[key] == shown
    moves = keyed(moves_of(answer), "basis", "event")
    wanted_moves = keyed(expected["transitions"], "basis", "event")
    assert moves.keys() == wanted_moves.keys()
    for key, move in wanted_moves.items():
        assert moves[key] == {name: move[name] for name in MOVE} | {"missing_facts": move["missing_facts"]}
    assert acceptance_of(answer) == expected["acceptance"]
    assert irregularities_of(answer) == [one for one in expected["irregularities"] if one[0] != "no_effect"]


class TestTheEngineIsTheTwin:
    """What docs/meaning.md says is one thing, however it is computed."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(questions())
    def test_every_answer_is_equal(self, question):
        """Stage, status, every date, state, permission, missing fact and irregularity are the twin's."""
        assert_same(assess(procedure_of(question), case_of(question), question["as_of"]), ask(question))
