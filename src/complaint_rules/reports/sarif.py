"""SARIF 2.1.0 (OASIS): what code scanning and editors read.

What an author set aside is a result that is suppressed in the source, and what a baseline knows is one that is
unchanged and suppressed outside it; either way with the reason. The output is ASCII, so that no terminal or shell
between the command and the file can change a letter.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaint_rules.reports.places import as_uri, from_here
from complaint_rules.reports.reported import Report, Reported, Rule, Standing, without_halves
from complaint_rules.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "complaintRules/v1"
"""Our own name for it: code scanning keeps `primaryLocationLineHash` for itself."""

_STATES = {Standing.NEW: "new", Standing.KNOWN: "unchanged", Standing.SET_ASIDE: "unchanged"}
_SUPPRESSED = {Standing.KNOWN: "external", Standing.SET_ASIDE: "inSource"}

Json = dict[str, Any]


def written(report: Report) -> str:
    """Write a report as SARIF."""
    return json.dumps(_in_whole_letters({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}), indent=2)


def _in_whole_letters(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_whole_letters(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_whole_letters(one) for one in value]
    return without_halves(value) if isinstance(value, str) else value


def _run(report: Report) -> Json:
    rules = list(_rules(report))
    driver = {"name": "complaint-rules", "version": VERSION, "rules": [_rule(rule) for rule in rules]}
    indices = {rule.code: at for at, rule in enumerate(rules)}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"complaint-rules/{report.command}/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the command ran."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report, indices)),
    }


def _rules(report: Report) -> Iterator[Rule]:
    """Yield the rules that the command knows, and after them what else was found."""
    known = {rule.code: rule for rule in report.rules}
    yield from known.values()
    others = {one.code: Rule(code=one.code, name=one.name, page=one.page) for one in report.found}
    yield from (rule for code, rule in others.items() if code not in known)


def _rule(rule: Rule) -> Json:
    page = {"help": {"text": rule.page, "markdown": rule.page}} if rule.page else {}
    return {"id": rule.code, "shortDescription": {"text": rule.name}, **page}


def _results(report: Report, indices: dict[str, int]) -> Iterator[Json]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in report.found:
        seen[one.file, one.key] += 1
        state = {"baselineState": _STATES[one.standing]} if report.baseline else {}
        yield {
            "ruleId": one.code,
            "ruleIndex": indices[one.code],
            "level": one.level.value,
            "message": {"text": _without_placeholders(one.text)},
            "locations": [_location(one)],
            "partialFingerprints": {FINGERPRINT: _fingerprint(one, seen[one.file, one.key])},
            "suppressions": _suppressions(one),
            **state,
        }


def _without_placeholders(text: str) -> str:
    """Double the braces, as the standard asks, since a single pair holds the number of an argument."""
    return text.replace("{", "{{").replace("}", "}}")


def _fingerprint(one: Reported, occurrence: int) -> str:
    """Return what stays the same when lines move: which finding it is, and the how manieth of its kind in the file."""
    return sha256(f"{one.code}/{one.key}/{occurrence}".encode(errors="backslashreplace")).hexdigest()


def _suppressions(one: Reported) -> list[Json]:
    if one.standing not in _SUPPRESSED:
        return []
    return [{"kind": _SUPPRESSED[one.standing], "status": "accepted", "justification": one.because}]


def _location(one: Reported) -> Json:
    if not one.file:
        return {"logicalLocations": [{"name": one.key or one.code}]}
    region = {"region": {"startLine": one.line, **_column(one)}} if one.line else {}
    return {"physicalLocation": {"artifactLocation": _artifact(one.file), **region}}


def _column(one: Reported) -> Json:
    return {"startColumn": one.column} if one.column else {}


def _artifact(file: str) -> Json:
    here = from_here(file)
    if here is None:
        return {"uri": Path(os.path.abspath(file)).as_uri()}  # noqa: PTH100 - `absolute` keeps the dots
    return {"uri": as_uri(here), "uriBaseId": ROOT}
