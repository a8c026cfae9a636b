"""Every form, read back by its own reader, says of a finding all that there is to say, whatever its words are."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from complaint_rules.errors import Fault
from complaint_rules.reports import FORMS, written
from complaint_rules.reports.reported import Looked, Report, Reported, Rule, Standing, of_faults
from tests.reports.readers import SARIF, read_annotations, read_junit, read_sarif, said

HOSTILE = [
    "two\nlines",
    "\n\nof nothing\n",
    "a return\rand both\r\n",
    "100% of %0A, %25 and %3A",
    "::error file=x::not a command of ours",
    "a, b; c: d = e",
    "]]> <failure> &amp; &#10; <!-- \"'",
    "\x00\x01\x1b[31m\x7f\x85\u2028\ufffe",
    "{0} {{1}} {",
    "[a link](1) \\[ \\",
    "   \t\t   ",
    "Ünïcödé – 𝄞",
]
"""Texts that mean something to one form or another; none may change, end or start anything."""


def report(*found: Reported, baseline: str = "", rules: tuple[Rule, ...] = ()) -> Report:
    """Report findings of one thing that was looked for in one file."""
    looked = Looked(within="northshire.yaml", name="clock_never_ends", found=found)
    return Report(command="check", looked=(looked,), rules=rules, baseline=baseline)


def finding(message="it never ends", **more) -> Reported:
    """Report a finding in line 3."""
    place = {"file": "northshire.yaml", "line": 3, "column": 7, "key": "k"}
    return Reported(
        **{"code": "clock_never_ends", "name": "A clock can never end", "message": message, **place, **more}
    )


class TestHostileWords:
    """The same text as message, mend, reason, name, key and file."""

    @pytest.mark.parametrize("text", HOSTILE)
    def test_sarif(self, text):
        """Every text comes back, letter for letter."""
        one = finding(text, name=text, mend=text, because=text, standing=Standing.SET_ASIDE, page=text, key=text)
        run = read_sarif(written(report(one), "sarif"))
        (result,), (rule,) = run["results"], run["tool"]["driver"]["rules"]
        assert said(result) == f"{text}\nmend: {text}\nset aside: {text}"
        assert result["suppressions"][0]["justification"] == text
        assert (rule["shortDescription"]["text"], rule["help"]["markdown"]) == (text, text)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_junit(self, text):
        """Every text comes back, with what XML cannot have written out."""
        visible = text.translate({0: r"\x00", 1: r"\x01", 0x1B: r"\x1b", 0xFFFE: r"\ufffe"})
        looked = Looked(within=text, name=text, found=(finding(text, code=text, mend=text),))
        (case,) = read_junit(written(Report(command="check", looked=(looked,)), "junit"))
        assert case.failure == f"northshire.yaml:3:7: [{visible}] {visible}\nmend: {visible}"
        assert case[:2] == (visible, visible)
        assert (case.message, case.codes) == (f"1 found: {visible}", visible)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_annotations(self, text):
        """Every text comes back, in one line."""
        (one,) = read_annotations(
            written(report(finding(text, name=text, mend=text, file=f"x{text}".strip())), "github")
        )
        title = f"{text} [clock_never_ends]"
        file = Path(f"x{text}".strip()).as_posix()
        assert one == ("error", {"file": file, "line": "3", "col": "7", "title": title}, f"{text}\nmend: {text}")

    def test_half_a_letter(self):
        r"""A YAML file may write half of a pair (`\ud800`): no form fails on it, and each writes it out."""
        one = finding("half \ud800", name="\udfff", key="\ud800", code="c\ud800")
        (result,) = read_sarif(written(report(one), "sarif"))["results"]
        (case,) = read_junit(written(report(one), "junit"))
        (told,) = read_annotations(written(report(one), "github"))
        assert (said(result), told.message) == ("half \\ud800", "half \\ud800")
        assert (result["ruleId"], told.properties["title"]) == ("c\\ud800", "\\udfff [c\\ud800]")
        assert case.failure == "northshire.yaml:3:7: [c\\ud800] half \\ud800"


class TestPlaces:
    @pytest.mark.parametrize(
        ("file", "uri"),
        [
            ("northshire.yaml", "northshire.yaml"),
            ("./a/../northshire.yaml", "northshire.yaml"),
            ("profiles/north shire.yaml", "profiles/north%20shire.yaml"),
            ("a:b,c%20#?.yaml", "a%3Ab%2Cc%2520%23%3F.yaml"),
            ("..northshire.yaml", "..northshire.yaml"),
            ("Nørdshire.yaml", "N%C3%B8rdshire.yaml"),
        ],
    )
    def test_a_file_below_is_relative(self, tmp_path, monkeypatch, file, uri):
        """Whether it was named from here or whole: a relative reference, resolved against the root, leads to it."""
        monkeypatch.chdir(tmp_path)
        for name in (file, str(tmp_path / file)):
            (result,) = read_sarif(written(report(finding(file=name)), "sarif"))["results"]
            place = result["locations"][0]["physicalLocation"]
            assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
            assert place["region"] == {"startLine": 3, "startColumn": 7}
            (annotation,) = read_annotations(written(report(finding(file=name)), "github"))
            assert annotation.properties["file"] == unquote(uri)

    def test_a_file_elsewhere_is_whole(self, tmp_path, monkeypatch):
        """What is not below the folder of the command, such as a shipped profile, is named whole."""
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        for name in ("../there/a b.yaml", str(tmp_path / "there" / "a b.yaml")):
            (result,) = read_sarif(written(report(finding(file=name)), "sarif"))["results"]
            artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
            assert artifact == {"uri": (tmp_path / "there" / "a b.yaml").as_uri()}

    def test_what_has_no_line_has_no_region(self):
        """A file that is not there has no line; a name that nobody knows has no file."""
        bare = [finding(line=0, column=0), finding(line=2, column=0, key="l"), finding(file="", key="nortshire")]
        gone, line, unknown = read_sarif(written(report(*bare), "sarif"))["results"]
        assert gone["locations"][0]["physicalLocation"].keys() == {"artifactLocation"}
        assert line["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
        assert unknown["locations"] == [{"logicalLocations": [{"name": "nortshire"}]}]
        told = read_annotations(written(report(*bare), "github"))
        assert [set(one.properties) for one in told] == [{"file", "title"}, {"file", "line", "title"}, {"title"}]


class TestStanding:
    aside = finding("left", standing=Standing.SET_ASIDE, because="the page says so", key="aside")
    known = finding("known", standing=Standing.KNOWN, because="it stands in known.json", key="known")
    new = finding("new", key="new")

    def test_sarif_without_a_baseline(self):
        """Nothing is said to be new where nothing was compared; the reason stands with what is set aside."""
        new, aside = read_sarif(written(report(self.new, self.aside), "sarif"))["results"]
        assert (new["level"], new["suppressions"], "baselineState" in new) == ("error", [], False)
        reason = {"kind": "inSource", "status": "accepted", "justification": "the page says so"}
        assert (aside["level"], aside["suppressions"]) == ("note", [reason])

    def test_sarif_with_a_baseline(self):
        """What a baseline knows is unchanged, and suppressed outside the file."""
        found = (self.new, self.known, self.aside)
        results = read_sarif(written(report(*found, baseline="known.json"), "sarif"))["results"]
        assert [one["baselineState"] for one in results] == ["new", "unchanged", "unchanged"]
        reason = {"kind": "external", "status": "accepted", "justification": "it stands in known.json"}
        assert results[1]["suppressions"] == [reason]

    def test_junit(self):
        """What is new fails the test; what is not stands in its output, and skips a test in which there is nothing new."""
        (both,) = read_junit(written(report(self.new, self.aside), "junit"))
        assert both.failure == "northshire.yaml:3:7: [clock_never_ends] new"
        assert both.output == "northshire.yaml:3:7: [clock_never_ends] left\nset aside: the page says so"
        (only,) = read_junit(written(report(self.aside, self.known), "junit"))
        assert (only.failure, only.skipped) == (None, "2 known or set aside")
        assert only.output.count("[clock_never_ends]") == 2
        looked = Looked(within="f", name="c", not_judged="no day")
        (not_judged, well) = read_junit(
            written(Report(command="check", looked=(looked, Looked(within="f", name="d"))), "junit")
        )
        assert (not_judged.skipped, not_judged.failure) == ("no day", None)
        assert well == ("f", "d", None, "", "", None, "")

    def test_annotations(self):
        """Only what is new is an error."""
        told = read_annotations(written(report(self.new, self.known, self.aside), "github"))
        assert [one.name for one in told] == ["error", "notice", "notice"]
        title = "A clock can never end [clock_never_ends]"
        assert [one.properties["title"] for one in told] == [title, f"{title} (known)", f"{title} (set aside)"]
        assert told[2].message == "left\nset aside: the page says so"


def test_a_fingerprint_stays_when_lines_move():
    """It hangs on what is found and not on the line; two of one kind are told apart, in their order."""

    def fingerprints(*found):
        results = read_sarif(written(report(*found), "sarif"))["results"]
        return [one["partialFingerprints"]["complaintRules/v1"] for one in results]

    first, second = fingerprints(finding(), finding(line=9))
    assert fingerprints(finding(line=40, column=1), finding(line=49)) == [first, second]
    assert first != second
    assert (
        fingerprints(finding("told in other words", mend="otherwise", standing=Standing.SET_ASIDE, because="x"))[0]
        == first
    )
    assert fingerprints(finding(key="another"))[0] != first
    assert fingerprints(finding(code="another"))[0] != first


@pytest.mark.parametrize(
    "change",
    [
        {"level": "fatal"},
        {"message": {}},
        {"kind": None},
        {"lines": 3},
        {"locations": [{"physicalLocation": {"line": 1}}]},
    ],
)
def test_the_schema_of_sarif_is_sharp(change):
    """It refuses a word that is none, a message without a text, and a key that the standard does not have."""
    log = json.loads(written(report(finding()), "sarif"))
    assert SARIF.is_valid(log)
    log["runs"][0]["results"][0].update(change)
    assert not SARIF.is_valid(log)


def test_the_rules_that_are_known_are_listed_though_nothing_is_found():
    """A viewer shows what was looked for, with its page."""
    rule = Rule(code="clock_never_ends", name="A clock can never end", page="**Why it matters.** …")
    run = read_sarif(written(report(rules=(rule,)), "sarif"))
    page = {"text": rule.page, "markdown": rule.page}
    assert run["tool"]["driver"]["rules"] == [
        {"id": "clock_never_ends", "shortDescription": {"text": "A clock can never end"}, "help": page}
    ]
    assert run["results"] == []


def test_faults_for_which_nothing_was_done():
    """A command that could not begin reports why: each file's faults by their code."""
    faults = [
        Fault(code="unknown_word", message="m", file="a.yaml", line=1, column=2, path="x[0]", text="w", mend="d"),
        Fault(code="unknown_word", message="n", file="a.yaml", line=4, column=2),
        Fault(code="unknown_profile", message="there is no profile `x`", text="x"),
    ]
    report = of_faults("conform", faults)
    assert [said(one) for one in read_sarif(written(report, "sarif"))["results"]] == [
        "m\nat x[0]\nfound `w`\nmend: d",
        "n",
        "there is no profile `x`\nfound `x`",
    ]
    assert [case[:2] for case in read_junit(written(report, "junit"))] == [
        ("a.yaml", "unknown_word"),
        ("complaint-rules", "unknown_profile"),
    ]
    assert len(read_annotations(written(report, "github"))) == 3


def test_nothing_found_is_no_annotation():
    """An empty report is empty in a log; the others say that all is well."""
    assert written(report(), "github") == ""
    assert json.loads(written(report(), "sarif"))["runs"][0]["results"] == []
    assert [case.failure for case in read_junit(written(report(), "junit"))] == [None]
    assert FORMS == ("sarif", "junit", "github")
