"""No form loses a finding, and none makes one up: whatever was found, each form has it as often, by the same code."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from complaint_rules.checks import CHECKS
from complaint_rules.commands.check import _as_data, _told
from complaint_rules.errors import Fault
from complaint_rules.reports import written
from complaint_rules.reports.checking import FileChecked, report_of
from complaint_rules.reports.reported import Report, of_faults
from tests.reports.readers import read_annotations, read_junit, read_sarif, said

CATALOGUE = tuple(check.code for check in CHECKS)
OTHERS = ("unknown_word", "unknown_finding", "set_aside_for_nothing", "yaml")
PIECES = [
    "\n",
    "\r",
    "%",
    "%0A",
    ":",
    "::",
    ",",
    "{",
    "}",
    "<",
    "]]>",
    "&amp;",
    '"',
    "'",
    "\x00",
    "\x1b",
    "\x85",
    "\u2028",
]
WORDS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=5), max_size=4).map("".join)
LINES = st.integers(0, 5)


@st.composite
def faults(draw, codes: tuple[str, ...]) -> Fault:
    """Draw a fault of any words, of few places and codes, so that many are alike."""
    line = draw(LINES)
    return Fault(
        code=draw(st.sampled_from(codes)),
        message="there is " + draw(WORDS),
        mend=draw(WORDS),
        file=draw(st.sampled_from(["", "northshire.yaml", "a b/c,d:e%.yaml"])),
        line=line,
        column=draw(LINES) if line else 0,
        path=draw(WORDS),
        text=draw(WORDS),
    )


@st.composite
def checked(draw) -> FileChecked:
    """Draw what `check` says of a file that loads, or of one that does not."""
    name = draw(st.sampled_from(["northshire.yaml", "a b/c,d:e%.yaml", "northshire", "]]>&"]))
    if draw(st.booleans()):
        return FileChecked(name, tuple(draw(st.lists(faults(OTHERS), max_size=4))))
    left = st.tuples(faults(CATALOGUE), WORDS.map(lambda words: f"because {words}"))
    found, aside = draw(st.lists(faults(CATALOGUE + OTHERS), max_size=5)), draw(st.lists(left, max_size=3))
    return FileChecked(name, tuple(found), tuple(aside), looked_for=CATALOGUE)


def visible(text: str) -> str:
    """Write out the letters that XML cannot have, as it is promised."""
    good = set("\t\n\r")
    return (
        "".join(one if ord(one) >= 32 or one in good else f"\\x{ord(one):02x}" for one in text)
        .replace("\ufffe", "\\ufffe")
        .replace("\uffff", "\\uffff")
    )


def words(fault: Fault, because: str = "") -> str:
    """Return what each form must say of a fault."""
    said = [fault.message, f"at {fault.path}", f"found `{fault.text}`", f"mend: {fault.mend}", f"set aside: {because}"]
    there = [True, fault.path, fault.text, fault.mend, because]
    return "\n".join(one for one, is_there in zip(said, there, strict=True) if is_there)


def whole(fault: Fault, because: str = "") -> str:
    """Return what a form without places of its own must say: the place and the code before the words."""
    place = ":".join(str(part) for part in (fault.file, fault.line, fault.column) if part)
    return f"{place}: [{fault.code}] {words(fault, because)}" if place else f"[{fault.code}] {words(fault, because)}"


def in_sarif(report: Report) -> Counter:
    """Return code, level and words of each result."""
    results = read_sarif(written(report, "sarif"))["results"]
    return Counter((one["ruleId"], one["level"], said(one)) for one in results)


def in_annotations(report: Report) -> Counter:
    """Return code, level and words of each command."""
    levels = {"error": "error", "notice": "note"}
    told = read_annotations(written(report, "github"))
    return Counter(
        (one.properties["title"].rpartition("[")[2].partition("]")[0], levels[one.name], one.message) for one in told
    )


@given(st.lists(checked(), max_size=3))
def test_all_that_is_found_is_in_every_form(results: list[FileChecked]) -> None:
    """By code, by level and by its words: what was drawn, and that as often as it was drawn."""
    new = [fault for result in results for fault in result.faults]
    aside = [one for result in results for one in result.set_aside]
    expected = Counter((fault.code, "error", words(fault)) for fault in new)
    expected += Counter((fault.code, "note", words(fault, because)) for fault, because in aside)
    report = report_of(results)
    assert in_sarif(report) == expected
    assert in_annotations(report) == expected
    cases = read_junit(written(report, "junit"))
    assert sum(int(case.message.partition(" ")[0]) for case in cases if case.failure is not None) == len(new)
    told = Counter(line for case in cases for text in (case.failure, case.output) for line in (text or "").split("\n"))
    held = [*map(whole, new), *(whole(*one) for one in aside)]
    lines = Counter(line for one in held for line in visible(one).split("\n"))
    assert {line: count for line, count in told.items() if line} == {
        line: count for line, count in lines.items() if line
    }


@given(st.lists(checked(), max_size=3))
def test_text_and_json_have_the_same(results: list[FileChecked]) -> None:
    """What people read and what programs read are the drawn faults, too."""
    for result in results:
        told = list(_told(result))
        assert told[: len(result.faults)] == [str(fault) for fault in result.faults]
        data = _as_data(result)
        assert data["faults"] == [fault.to_dict() for fault in result.faults]
        assert [one["because"] for one in data["set_aside"]] == [because for _, because in result.set_aside]


@given(st.lists(faults(CATALOGUE + OTHERS), max_size=6))
def test_what_kept_a_command_from_beginning_is_in_every_form(found: list[Fault]) -> None:
    """The same of faults for which nothing was looked at."""
    report = of_faults("conform", found)
    expected = Counter((fault.code, "error", words(fault)) for fault in found)
    assert in_sarif(report) == in_annotations(report) == expected
    failures = [case for case in read_junit(written(report, "junit")) if case.failure is not None]
    counted = Counter({})
    for case in failures:
        counted[case.codes] += int(case.message.partition(" ")[0])
    assert counted == Counter(fault.code for fault in found)
