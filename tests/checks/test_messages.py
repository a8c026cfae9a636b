"""Each code that can be told before the checks has its sentence, and no sentence is of a code that cannot."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import complaint_rules
from complaint_rules.__main__ import main
from complaint_rules.checks import CHECKS, messages
from complaint_rules.trials.expectations import _WORDS

SOURCE = Path(complaint_rules.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "checks" / "messages.md"
TESTS = Path(__file__).parents[1]

AT_FIRST = {"Mistake", "_content", "_fault", "add", "fault", "placed", "wrong", "PydanticCustomError"}
"""The calls whose first argument is a code."""
AT_SECOND = {"Amiss", "_file_fault"}
BY_NAME = {"Fault", "Problem", "replace", "_replace"}
"""The calls that have `code=`."""
UNKNOWN = {"known", "_Slip"}
"""The calls whose first argument is the sort of name of which there is none."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the source with the name of what is called."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def words(given: ast.expr) -> set[str]:
    """Return the words that an argument may be: one, or one of two."""
    if isinstance(given, ast.IfExp):
        return words(given.body) | words(given.orelse)
    return {given.value} if isinstance(given, ast.Constant) and isinstance(given.value, str) else set()


def codes_of(name: str, call: ast.Call) -> set[str]:
    """Return the codes that a call gives."""
    if name in UNKNOWN and call.args:
        return {f"unknown_{word}" for word in words(call.args[0])}
    if name == "_check_name":
        return {f"{word}_of_another_profile" for word in words(call.args[1])}
    given = [*call.args[:1]] if name in AT_FIRST else [*call.args[1:2]] if name in AT_SECOND else []
    given += [word.value for word in call.keywords if name in BY_NAME and word.arg == "code"]
    return {word for each in given for word in words(each) if word}


def written() -> set[str]:
    """Return every code that stands in the source, and those that it puts together."""
    found = {code for name, call in calls() for code in codes_of(name, call)}
    return found | {f"unknown_{kind}" for kind, _ in _WORDS.values()}


def test_each_code_has_its_sentence_and_no_other() -> None:
    """A new code needs a sentence, and a code that is gone needs none."""
    checks = {check.code for check in CHECKS}
    assert written() - checks == {*messages()}


def test_each_code_that_a_broken_file_is_told_has_its_sentence() -> None:
    """The codes in what is asserted of broken profiles, however the source comes to them."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*_broken/**/*.expected"))
    codes = {*re.findall(r" \[([a-z]\w+)\]$", told, flags=re.MULTILINE)}
    assert len(codes) > 100
    assert codes <= {*messages()} | {check.code for check in CHECKS}


@pytest.mark.parametrize("code", messages())
def test_it_says_what_and_how(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What it means is one sentence, and how to mend it another."""
    said = messages()[code].said
    assert re.match(r"[A-Z`].*\.$", said)
    assert len(re.split(r"\. (?=[A-Z])", said)) >= 2
    assert main(["check", "--explain", code]) == 0
    assert capsys.readouterr().out.startswith(f"{said}\n")


def test_the_codes_are_in_order() -> None:
    """Whoever adds one sees where."""
    assert [*messages()] == sorted(messages())


def test_the_documentation_has_them_all() -> None:
    """One line for each, as the command has it."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        f"- `{code}`: {message.said}" for code, message in messages().items()
    ]


def test_a_code_that_is_misspelt_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    """Of messages as of checks."""
    assert main(["check", "--explain", "no_periods"]) == 2
    assert "did you mean `no_period`?" in capsys.readouterr().err
    assert main(["check", "--explain", "band_mising"]) == 2
    assert "did you mean `band_missing`?" in capsys.readouterr().err
