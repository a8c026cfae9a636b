"""The published JSON Schemas (2020-12) of what the command prints as data. Keys may be added; none is taken away."""

from enum import StrEnum

from complaint_rules.citations import Checked
from complaint_rules.comparison import changes, impact
from complaint_rules.conformance.findings import Difference, Subject, Verdict
from complaint_rules.procedures.clauses import ClauseKind
from complaint_rules.procedures.rules import InFlight
from complaint_rules.procedures.vocabulary import FactType
from complaint_rules.terms import Basis, CaseStatus, ClockState, Party, Permission, Splitting

Schema = dict[str, object]

DAY: Schema = {"type": ["string", "null"], "format": "date"}
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
NAMES: Schema = {"type": "array", "items": TEXT}
FLAG: Schema = {"type": "boolean"}


def _word(kind: type[StrEnum], *more: None) -> Schema:
    return {"enum": [*(each.value for each in kind), *more]}


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _due_date() -> Schema:
    days = ("started_on", "first_due", "due", "latest", "done_on", "aim_due", "earliest", "extended_on")
    return _object(
        {
            "timescale": TEXT,
            "occurrence": {"type": "integer", "minimum": 1},
            "stage": TEXT,
            "basis": _word(Basis),
            "responsible": _word(Party),
            "started_by": MAYBE,
            "period": MAYBE,
            "state": _word(ClockState),
            "provisional": FLAG,
            "source": _ref("source"),
            "only_an_aim": FLAG,
            "stands_in_for": MAYBE,
            "accurate_to_day": FLAG,
            "extended_by": MAYBE,
            "duties": NAMES,
            "binding": _word(Basis, None),
            "missing_facts": NAMES,
            "readings": _list(_ref("dated_reading")),
            "reasons": _list(_ref("reason")),
            "readings_taken": _list(_ref("reading_taken")),
            "version": TEXT,
            **dict.fromkeys(days, DAY),
        }
    )


def _transition(**more: Schema) -> Schema:
    return _object(
        {
            **more,
            "event": TEXT,
            "basis": _word(Basis),
            "who": _word(Party),
            "to": MAYBE,
            "permission": _word(Permission),
            "checked": _word(Checked),
            "reasons": _list(_ref("reason")),
            "missing_facts": NAMES,
            "decided_by": MAYBE,
            "considering": NAMES,
            "letter": NAMES,
            "elsewhere": MAYBE,
            **dict.fromkeys(("opens", "closes", "late_until", "invited_until"), DAY),
        }
    )


def _verdict() -> Schema:
    return _object(
        {
            "permission": _word(Permission),
            "reasons": _list(_ref("reason")),
            "missing_facts": NAMES,
            "decided_by": MAYBE,
            "considering": NAMES,
            "elsewhere": NAMES,
            "split_off": NAMES,
            "parts_split_off": _list(_ref("part_split_off")),
            "letter": NAMES,
        }
    )


def _part_split_off() -> Schema:
    return _object(
        {
            "elsewhere": TEXT,
            "answer": _word(Splitting),
            "decided_by": MAYBE,
            "considering": NAMES,
            "letter": NAMES,
            "missing_facts": NAMES,
            "could_be": NAMES,
            "own_case": _nullable(_object({"procedure": TEXT, "received_on": DAY})),
        }
    )


def _route() -> dict[str, Schema]:
    return {
        "procedure": TEXT,
        "title": TEXT,
        "permission": _word(Permission),
        "missing_facts": NAMES,
        "elsewhere": NAMES,
        "parts_split_off": _list(_ref("part_split_off")),
    }


def _acceptance() -> Schema:
    return _object(
        {
            "basis": _word(Basis),
            "judged_on": DAY,
            "permission": _word(Permission),
            "missing_facts": NAMES,
            "who": _ref("verdict"),
            "what": _ref("verdict"),
            "time_limit": _ref("verdict"),
            "closes": DAY,
            "late_until": DAY,
            "routes": _list(_object(_route())),
            "ombudsman": _nullable(_ref("ombudsman")),
            "law": _list(_ref("acceptance")),
            "guidance": _list(_ref("acceptance")),
        }
    )


def _reason_parts() -> dict[str, Schema]:
    """Return what says why: a source, a reason and a reading of the page."""
    source = {"document": TEXT, "place": TEXT, "checked": _word(Checked)}
    source |= dict.fromkeys(("version", "url", "read"), TEXT)
    reason = {
        "code": TEXT,
        "text": TEXT,
        "source": _ref("source"),
        "note": TEXT,
        "readings_taken": _list(_ref("reading_taken")),
    }
    taken = {"key": TEXT, "taken": TEXT, "could_be": NAMES, "because": TEXT}
    return {
        "source": _object(source, optional=tuple(source)),
        "reason": _object(reason, optional=("note", "readings_taken")),
        "reading_taken": _object(taken),
    }


def _dated_reading() -> Schema:
    reading = {"reading": TEXT, "state": _word(ClockState)}
    return _object(reading | dict.fromkeys(("started_on", "first_due", "due", "latest"), DAY))


def _held_beside() -> Schema:
    beside = {"profile": TEXT, "basis": _word(Basis), "from": DAY, "up_to": DAY, "source": _ref("source")}
    return _object({**beside, "readings_taken": _list(_ref("reading_taken"))})


def _stands_otherwise() -> Schema:
    return _object({"profile": TEXT, "basis": _word(Basis), "stage": MAYBE, "status": _word(CaseStatus)})


def _irregularity() -> Schema:
    return _object(
        {
            "code": TEXT,
            "event": TEXT,
            "on": DAY,
            "basis": _word(Basis),
            "about": NAMES,
            "day": DAY,
            "checked": _word(Checked),
            "sources": _list(_ref("source")),
            "text": TEXT,
        }
    )


def _version() -> Schema:
    return _object(
        {
            "version": TEXT,
            "from": DAY,
            "up_to": DAY,
            "governs": FLAG,
            "since": DAY,
            "by": {"enum": [*(way.value for way in InFlight if way is not InFlight.UNSTATED), None]},
            "source": _ref("source"),
            "readings_taken": _list(_ref("reading_taken")),
            "way": TEXT,
            "stage": MAYBE,
        }
    )


def _parts() -> dict[str, Schema]:
    return {
        "held_beside": _held_beside(),
        "stands_otherwise": _stands_otherwise(),
        **_reason_parts(),
        "dated_reading": _dated_reading(),
        "due_date": _due_date(),
        "transition": _transition(),
        "ombudsman": _transition(name=TEXT),
        "verdict": _verdict(),
        "part_split_off": _part_split_off(),
        "acceptance": _acceptance(),
        "irregularity": _irregularity(),
        "version": _version(),
    }


def assessment_schema() -> Schema:
    """Return the schema of `Assessment.to_dict()`, which is what `complaint-rules assess --format json` prints."""
    whole: dict[str, Schema] = {
        "profile": TEXT,
        "procedure": TEXT,
        "as_of": DAY,
        "stage": MAYBE,
        "status": _word(CaseStatus, None),
        "editions": {"type": "object", "additionalProperties": TEXT},
        "held_beside": _list(_ref("held_beside")),
        "stands_otherwise": _list(_ref("stands_otherwise")),
        "due_dates": _list(_ref("due_date")),
        "transitions": _list(_ref("transition")),
        "escalation": _list(_ref("transition")),
        "acceptance": _ref("acceptance"),
        "irregularities": _list(_ref("irregularity")),
        "versions": _list(_ref("version")),
    }
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A complaint assessed on a day",
    }
    return {**head, **_object(whole), "$defs": _parts()}


# Routing.


def routing_schema() -> Schema:
    """Return the schema of `Routing.to_dict()`, which is what `complaint-rules route --format json` prints."""
    question: dict[str, Schema] = {
        "name": TEXT,
        "asks": TEXT,
        "type": _word(FactType),
        "words": NAMES,
        "means": {"type": "object", "additionalProperties": TEXT},
        "part": {"enum": ["who", "what", "time_limit"]},
        "basis": _word(Basis),
    }
    whole: dict[str, Schema] = {
        "profile": TEXT,
        "as_of": DAY,
        "to": MAYBE,
        "taken_by": NAMES,
        "routes": _list(_object({**_route(), "acceptance": _ref("acceptance")})),
        "acceptance": _nullable(_ref("acceptance")),
        "question": _nullable(_object(question)),
    }
    parts = {name: part for name, part in _parts().items() if name in _ROUTING_PARTS}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "By which procedure a complaint goes",
    }
    return {**head, **_object(whole), "$defs": parts}


_ROUTING_PARTS = ("source", "reason", "reading_taken", "verdict", "part_split_off", "ombudsman", "acceptance")


# Conformance.


def _answer() -> Schema:
    dated = _object({"reading": TEXT, "due": DAY})
    return _object(
        {
            "name": MAYBE,
            "due": DAY,
            "started_by": MAYBE,
            "started_on": DAY,
            "period": MAYBE,
            "state": _word(ClockState, None),
            "extended_by": MAYBE,
            "only_an_aim": FLAG,
            "readings": _list(dated),
            "permission": _word(Permission, None),
            "missing": NAMES,
        }
    )


def _example() -> Schema:
    return _object(
        {
            "as_of": DAY,
            "lies_ahead": FLAG,
            "facts": {"type": "object"},
            "events": _list(_object({"on": DAY, "event": TEXT})),
            "subject": _word(Subject),
            "council": _ref("answer"),
            "law": _ref("answer"),
        }
    )


def _finding() -> Schema:
    deviation: dict[str, Schema] = {"reason": TEXT, "approved_by": TEXT, "review_on": DAY, "expired": FLAG}
    return _object(
        {
            "id": TEXT,
            "edition": TEXT,
            "difference": _word(Difference),
            "verdict": _word(Verdict),
            "counts": FLAG,
            "council_rule": MAYBE,
            "council_source": _ref("source"),
            "law_source": _ref("source"),
            "reading": MAYBE,
            "perhaps": {"anyOf": [_object({"rule": TEXT, "source": _ref("source")}), {"type": "null"}]},
            "size": _size(),
            "readings_taken": _list(_ref("reading_taken")),
            "text": TEXT,
            "example": _example(),
            "deviation": {"anyOf": [_object(deviation), {"type": "null"}]},
        }
    )


def _size() -> Schema:
    times: Schema = {"type": "object", "additionalProperties": TEXT}
    permission = _word(Permission, None)
    return _object({"council": times, "law": times, "permission": permission, "missing": NAMES})


def _clause() -> Schema:
    return _object(
        {
            "clause": TEXT,
            "kind": _word(ClauseKind),
            "verdict": _word(Verdict),
            "tried": {"type": "integer", "minimum": 0},
            "because": MAYBE,
            "source": _ref("source"),
            "findings": _list(_ref("finding")),
        }
    )


def _pack() -> Schema:
    return _object(
        {
            "pack": TEXT,
            "title": TEXT,
            "edition": TEXT,
            "basis": _word(Basis),
            "judged": FLAG,
            "clauses": _list(_ref("clause")),
        }
    )


def _conformance_parts() -> dict[str, Schema]:
    shared = {name: part for name, part in _reason_parts().items() if name != "reason"}
    return {**shared, "answer": _answer(), "finding": _finding(), "clause": _clause(), "pack": _pack()}


def conformance_schema() -> Schema:
    """Return the schema of what `complaint-rules conform --format json` prints."""
    procedure: dict[str, Schema] = {
        "procedure": TEXT,
        "title": TEXT,
        "edition": TEXT,
        "could_be": NAMES,
        "packs": _list(_ref("pack")),
        "held_against": NAMES,
        "explained": NAMES,
        "faults": _list(_fault()),
    }
    whole: dict[str, Schema] = {
        "profile": TEXT,
        "title": TEXT,
        "edition": TEXT,
        "as_of": DAY,
        "procedures": _list(_object(procedure)),
        "new": NAMES,
        "known": NAMES,
        "gone": NAMES,
        "worse": _list(_object({"id": TEXT, "was": TEXT, "now": TEXT})),
        "improved": _list(_object({"id": TEXT, "was": TEXT, "now": TEXT})),
        "unsized": NAMES,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Conformance",
        "description": "What `complaint-rules conform --format json` prints: each clause, and what differs.",
        **_object(whole),
        "$defs": _conformance_parts(),
    }


# Comparison, and what a change does to cases.


def _fault() -> Schema:
    count: Schema = {"type": "integer", "minimum": 0}
    place = dict.fromkeys(("code", "message", "mend", "file", "path", "text"), TEXT)
    return _object({**place, "line": count, "column": count})


def _comparison_parts() -> dict[str, Schema]:
    parties: Schema = _list({"enum": [party.value for party in Party]})
    number: Schema = {"type": "integer", "minimum": 0}
    put: dict[str, Schema] = {
        "facts": {"type": "object"},
        "events": _list(_object({"on": DAY, "event": TEXT})),
        "answer": {"type": ["object", "null"]},
    }
    example: dict[str, Schema] = {
        "subject": _word(changes.Subject),
        "effect": _word(changes.Effect),
        "as_of": DAY,
        "old": _ref("put"),
        "new": _ref("put"),
    }
    sides: dict[str, Schema] = {"old": MAYBE, "new": MAYBE}
    common: dict[str, Schema] = {
        **sides,
        "change": _word(changes.Change),
        "tried": number,
        "examples": _list(_ref("example")),
    }
    clause: dict[str, Schema] = {
        "clause": TEXT,
        "kind": _word(ClauseKind),
        "better_for": parties,
        "worse_for": parties,
        "keys": _list(_object({"key": TEXT, **sides})),
        "old_source": _ref("source"),
        "new_source": _ref("source"),
        **common,
    }
    matter: dict[str, Schema] = {"matter": _word(changes.Matter), "name": TEXT, "days": _list(DAY), **common}
    return {
        "source": _parts()["source"],
        "put": _object(put),
        "example": _object(example),
        "clause": _object(clause),
        "matter": _object(matter),
    }


def comparison_schema() -> Schema:
    """Return the schema of what `complaint-rules diff --format json` and `compare --format json` print."""
    side = _object({"profile": TEXT, "title": TEXT, "edition": TEXT})
    procedure: dict[str, Schema] = {
        "procedure": TEXT,
        "change": _word(changes.Change),
        "clauses": _list(_ref("clause")),
        "matters": _list(_ref("matter")),
    }
    whole: dict[str, Schema] = {
        "old": side,
        "new": side,
        "as_of": DAY,
        "different": FLAG,
        "procedures": _list(_object(procedure)),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Comparison",
        "description": "What `complaint-rules diff --format json` and `compare --format json` print.",
        **_object(whole),
        "$defs": _comparison_parts(),
    }


def impact_schema() -> Schema:
    """Return the schema of what `complaint-rules impact --format json` prints."""
    stated = _object({"answer": MAYBE, "reasons": NAMES})
    moved: dict[str, Schema] = {
        "urgency": _word(impact.Urgency),
        "name": TEXT,
        "basis": _word(Basis),
        "old": stated,
        "new": stated,
    }
    case: dict[str, Schema] = {
        "case": TEXT,
        "procedure": TEXT,
        "urgency": _word(impact.Urgency),
        "moved": _list(_object(moved)),
    }
    whole: dict[str, Schema] = {
        "profile": TEXT,
        "edition": TEXT,
        "as_of": DAY,
        "cases": _list(_object(case)),
        **dict.fromkeys(("unmoved", "closed", "of_others"), NAMES),
        "faulty": _list(_object({"case": TEXT, "faults": _list(_fault())})),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Impact",
        "description": "What `complaint-rules impact --format json` prints: the cases that a new profile moves.",
        **_object(whole),
    }
