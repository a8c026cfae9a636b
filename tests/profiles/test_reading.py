"""The reader of YAML and JSON: what it takes, what it refuses, and in which words."""

import json as json_text
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from complaint_rules.errors import CaseError, ProfileError
from complaint_rules.profiles.reading import read_document, read_file, words, written_path, yaml_text
from complaint_rules.profiles.reading.letters import weighed_letters

BROKEN = Path(__file__).parents[1] / "profiles_broken" / "reading"

PROFILE = """\
profile: northshire
title: Northshire — children’s complaints (£5, § 17)
documents:
  page: {title: "Procedure: complaints", version: "3.0"}
stages:
  stage_1:
    who: council
    on: 2024-03-18
    no: [10 working days, 20, true]
    note: |
      First line.
      Second line.
"""


def faults(text, **options):
    """Return what the reader says against this text."""
    with pytest.raises(ProfileError) as caught:
        read_document(text, "file", **options)
    return caught.value.faults


def codes(text, **options):
    """Return the codes of the faults."""
    return [fault.code for fault in faults(text, **options)]


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    """Read with each of the two parsers."""
    if request.param == "libyaml" and yaml_text._CParser is None:
        pytest.skip("PyYAML was built without libyaml")
    if request.param == "python":
        monkeypatch.setattr(yaml_text, "_CParser", None)


class TestBrokenFiles:
    @pytest.mark.usefixtures("parser")
    @pytest.mark.parametrize("path", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
    def test_every_mistake_is_told_in_full(self, path):
        """Each broken file is refused in exactly the words beside it, by both parsers."""
        with pytest.raises(ProfileError) as caught:
            read_document(path.read_bytes(), path.name)
        assert str(caught.value) == path.with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")

    def test_every_file_has_its_words(self):
        """No broken file lacks its expected words, and no words lack their file."""
        stems = {suffix: {path.stem for path in BROKEN.glob(f"*{suffix}")} for suffix in (".yaml", ".expected")}
        assert stems[".yaml"] == stems[".expected"] != set()

    @pytest.mark.parametrize("path", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
    def test_every_fault_has_a_mend_and_a_place(self, path):
        """Each fault says where it is and how to mend it."""
        for fault in faults(path.read_bytes()):
            assert fault.mend
            assert fault.line >= 1
            assert fault.column >= 1


class TestValues:
    @pytest.mark.usefixtures("parser")
    def test_a_profile_becomes_plain_values(self):
        """Text, numbers, truth, dates, lists and blocks come out as Python's own."""
        assert read_document(PROFILE, "file").value == {
            "profile": "northshire",
            "title": "Northshire — children’s complaints (£5, § 17)",
            "documents": {"page": {"title": "Procedure: complaints", "version": "3.0"}},
            "stages": {
                "stage_1": {
                    "who": "council",
                    "on": date(2024, 3, 18),
                    "no": ["10 working days", 20, True],
                    "note": "First line.\nSecond line.\n",
                },
            },
        }

    @pytest.mark.usefixtures("parser")
    @pytest.mark.parametrize(
        "word",
        ["7.1.2", "3.0, May 2019", "reg 17:2", "+", ".", "1,000", "2024-03", "e5", "none", "yes_no", "<<", "="],
    )
    def test_words_that_only_resemble_numbers_are_text(self, word):
        """Text that no reader of YAML takes for anything else needs no quotes."""
        assert read_document(f"key: {word}", "file").value == {"key": word}

    @pytest.mark.parametrize("key", ["on", "no", "yes", "Off", "y", "N"])
    def test_yes_and_no_are_keys_like_any_other(self, key):
        """The words that are refused as values are ordinary keys."""
        assert read_document(f"{key}: 1", "file").value == {key: 1}

    @pytest.mark.parametrize("text", ["key: ''", "key: {}", "key: []"])
    def test_what_is_written_as_empty_is_empty(self, text):
        """Quotes, braces and brackets with nothing between them are values."""
        assert not read_document(text, "file").value["key"]

    @pytest.mark.parametrize("number", ["0", "-5", "-0", "999999999"])
    def test_whole_numbers(self, number):
        """Plain digits are numbers, up to nine of them."""
        assert read_document(f"key: {number}", "file").value == {"key": int(number)}

    def test_accents_and_typographic_signs_are_ordinary_text(self):
        """Ordinary text may have accents, dashes, curly quotes and signs of money, composed or not."""
        text = "Café – ‘naïve’ résumé… €5 cafe\u0301, 5 µg, nº 3"
        assert read_document(f"key: {text}", "file").value == {"key": text}

    @pytest.mark.usefixtures("parser")
    def test_a_byte_order_mark_and_windows_lines_do_no_harm(self):
        """What Windows editors add to a file changes neither values nor places."""
        plain = read_document(PROFILE, "file")
        windows = read_document(b"\xef\xbb\xbf" + PROFILE.replace("\n", "\r\n").encode(), "file")
        assert windows.value == plain.value
        assert windows.mark(("stages", "stage_1", "no", 1)) == plain.mark(("stages", "stage_1", "no", 1))

    def test_escapes_for_line_ends_and_tabs_are_text(self):
        """The escapes for a line end and a tab may stand in double quotes."""
        assert read_document(r'key: "one\n\ttwo"', "file").value == {"key": "one\n\ttwo"}


class TestMarks:
    @pytest.mark.usefixtures("parser")
    def test_the_value_and_its_key_have_places(self):
        """Every value and every key knows its line, its column and its source."""
        found = read_document(PROFILE, "file")
        assert found.mark(("stages", "stage_1", "on")) == (8, 9, "2024-03-18")
        assert found.mark(("stages", "stage_1", "on"), key=True) == (8, 5, "on")
        assert found.mark(("documents", "page", "title")) == (4, 17, '"Procedure: complaints"')
        assert found.mark(("documents", "page")) == (4, 9, '{title: "Procedure: complaints", version: "3.0"}')
        assert found.mark(("stages", "stage_1", "no", 1)) == (9, 27, "20")
        assert found.mark(("stages", "stage_1", "note")) == (10, 11, "First line.")

    def test_what_is_missing_has_the_place_of_the_key_above(self):
        """A missing key, however deep, is placed at the nearest key that is there."""
        found = read_document(PROFILE, "file")
        assert found.mark(("stages", "stage_1", "source", "page")) == (6, 3, "stage_1")
        assert found.mark(("stages", "stage_1", "no", 9)) == (9, 5, "no")
        assert found.mark(("missing",)) == (1, 1, "profile: northshire")

    def test_an_item_is_its_own_key(self):
        """Items have no keys, so that their place is the same either way."""
        found = read_document(PROFILE, "file")
        path = ("stages", "stage_1", "no", 0)
        assert found.mark(path, key=True) == found.mark(path)

    @pytest.mark.usefixtures("parser")
    def test_columns_count_letters(self):
        """Columns count letters as people see them, not bytes."""
        assert read_document('{title: "—é😀", who: panel}', "file").mark(("who",)) == (1, 21, "panel")

    def test_long_text_is_cut(self):
        """A mark shows no more of a long text than fits on a line."""
        text = read_document("key: " + "word " * 100, "file").mark(("key",)).text
        assert len(text) == 72
        assert text.endswith("…")

    def test_a_path_is_written_in_dots_and_brackets(self):
        """Keys are joined by dots; items and unusual keys stand in brackets."""
        assert written_path(("stages", "stage_1", "moves", 2)) == "stages.stage_1.moves[2]"
        assert written_path(("calendars", "working days", "a.b")) == 'calendars.working days["a.b"]'
        assert written_path(()) == ""


class TestWholeFiles:
    def test_a_file_is_read_by_its_suffix(self, tmp_path):
        """`.json` is read as JSON, where a date may stand in quotes."""
        path = tmp_path / "case.json"
        path.write_text('{"on": "2024-03-18"}')
        assert read_file(path).value == {"on": date(2024, 3, 18)}
        assert read_file(path).file == str(path)

    def test_a_missing_file_names_the_nearest(self, tmp_path):
        """A name that is nearly right is answered with the right one."""
        (tmp_path / "northshire.yaml").write_text("a: 1")
        with pytest.raises(ProfileError) as caught:
            read_file(tmp_path / "northshir.yaml")
        assert str(caught.value) == (
            f"{tmp_path}/northshir.yaml: there is no such file [file_missing]\n"
            "    mend: did you mean `northshire.yaml`?"
        )

    @pytest.mark.parametrize("name", ["none/such.yaml", "\0.yaml", "x" * 300])
    def test_no_file_has_no_traceback(self, tmp_path, name):
        """Whatever the name, a file that is not there is an author's mistake."""
        with pytest.raises(ProfileError) as caught:
            read_file(tmp_path / name)
        assert caught.value.faults[0].code in {"file_missing", "file_unreadable"}

    def test_a_folder_is_no_file(self, tmp_path):
        """A folder in place of a file is named as such."""
        with pytest.raises(ProfileError, match=r"this is a folder, not a file \[not_a_file\]"):
            read_file(tmp_path)

    def test_a_device_is_no_file(self):
        """What is neither file nor folder is not opened."""
        with pytest.raises(ProfileError, match=r"not an ordinary file \[not_a_file\]"):
            read_file(Path("/dev/null"))

    def test_a_file_that_may_not_be_opened(self, tmp_path, monkeypatch):
        """The reason that the system gives is passed on."""

        def refuse(*_):
            raise PermissionError(13, "Permission denied")

        path = tmp_path / "a.yaml"
        path.touch()
        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(ProfileError, match=r"cannot be read: permission denied \[file_unreadable\]"):
            read_file(path)

    def test_a_large_file_is_not_read_to_its_end(self, tmp_path):
        """A file of more than 1 MiB is refused by its size alone."""
        path = tmp_path / "large.yaml"
        path.write_bytes(b"#" * (1024 * 1024 + 1))
        with pytest.raises(ProfileError, match=r"larger than 1 MiB \[too_large\]"):
            read_file(path)

    def test_windows_letters_are_placed(self):
        """A file in an older encoding is refused at its first foreign letter."""
        (fault,) = faults("title: one\nnote: £5".encode("latin-1"))
        assert (fault.code, fault.line, fault.column, fault.text) == ("not_utf8", 2, 7, "note: �")

    def test_utf_16_is_named(self):
        """A file in UTF-16 is told from one that is merely broken."""
        (fault,) = faults("title: one".encode("utf-16"))
        assert fault.message == "the file is not saved as UTF-8 but as UTF-16"

    def test_a_case_files_mistake_is_the_callers(self, tmp_path):
        """The same faults may be raised as the caller's mistake."""
        with pytest.raises(CaseError, match="yes_or_no_word"):
            read_document("made: yes", "case.yaml", error=CaseError)
        with pytest.raises(CaseError, match="file_missing"):
            read_file(tmp_path / "case.yaml", error=CaseError)

    @pytest.mark.usefixtures("parser")
    @pytest.mark.parametrize(
        "letter", ["\x00", "\x85", "\u2028", "\ud800", "\ue000", "\ufe0f", "\u00ad", "\u3000", "\r"]
    )
    def test_letters_without_ink_are_refused(self, letter):
        """No character passes that people cannot see, as itself or as an escape."""
        as_itself = codes(f"title: a{letter}b")
        assert as_itself[0] in {"control_character", "hidden_character", "odd_space"}
        assert codes(f'title: "a\\u{ord(letter):04x}b"') == as_itself
        assert codes(f'title: 1\n"a\\u{ord(letter):04x}b": 2') == as_itself

    def test_an_alias_is_no_key(self):
        """An alias in place of a key is refused as an alias, and what follows is still read."""
        assert codes("*a : no") == ["yaml_alias", "yes_or_no_word"]

    def test_a_hundred_mistakes_are_enough(self):
        """After a hundred faults the reader stops and says so."""
        found = faults("- ~\n" * 500)
        assert len(found) == 101
        assert found[-1].message == "there are more than 100 mistakes; the others were not looked for"

    def test_too_many_values(self):
        """Keys and values are counted, and a hundred thousand are too many."""
        assert codes("[" + "a, " * 100_000 + "]") == ["too_many_values"]

    @pytest.mark.usefixtures("parser")
    def test_fifty_steps_are_deep_enough(self):
        """Fifty lists within each other are read; the fifty-first is refused."""
        assert read_document("[" * 50 + "]" * 50, "file")
        assert codes("[" * 51 + "]" * 51) == ["too_deep"]


class TestJson:
    def test_json_has_the_same_values_and_places(self):
        """JSON gives the values that YAML gives, with line and column, and dates from their quotes."""
        text = '{\n\t"on": "2024-03-18", "list": [1, -2, true, false, {}, []],\r\n  "text": "\\ud83d\\ude00 \\u00e9\\n\\/"\n}'
        found = read_document(text, "case.json", json=True)
        assert found.value == {
            "on": date(2024, 3, 18),
            "list": [1, -2, True, False, {}, []],
            "text": "😀 é\n/",
        }
        assert found.mark(("list", 3)) == (2, 44, "false")
        assert found.mark(("list",)) == (2, 30, "[1, -2, true, false, {}, []]")
        assert found.mark(("text",), key=True) == (3, 3, '"text"')

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"a": 1,\n "a": 2}', "2:2: `a` stands here a second time; the first is in line 1 [duplicate_key]"),
            ('{"a": null}', "1:7: this stands for nothing, and nothing is never a value here [null_value]"),
            ('{"a": 1.5}', "1:7: `1.5` is a number with a fraction, and every number here is whole [decimal_number]"),
            ('{"a": 007}', "1:7: `007` is not a number in plain digits [number_spelling]"),
            ('{"a": 1234567890}', "1:7: a number has at most 9 digits [number_too_long]"),
            ('{"on": "2024-02-30"}', "1:8: there is no such day as `2024-02-30` [impossible_date]"),
            ('{"a": yes}', "1:7: this is no value of JSON [broken_json]"),
            ('{"a": NaN}', "1:7: this is no value of JSON [broken_json]"),
            ('{"a": }', "1:7: a value should stand here [broken_json]"),
            ('{"a" 1}', "1:6: a colon should stand here, after the key [broken_json]"),
            ('{"a": 1 "b": 2}', "1:9: a comma or the closing bracket should stand here [broken_json]"),
            ("[1 2]", "1:4: a comma or the closing bracket should stand here [broken_json]"),
            ('{"a": 1,}', "1:9: a key in double quotes should stand here [broken_json]"),
            ("{a: 1}", "1:2: a key in double quotes should stand here [broken_json]"),
            ("[1,\n", "1:4: a value should stand here [broken_json]"),
            ("[1] 2", "1:5: nothing should stand here, after the end [broken_json]"),
            (
                '["a\n"]',
                "1:2: the text that begins here is not closed on its line, or has a wrong backslash in it [broken_json]",
            ),
            (
                r'["\q"]',
                "1:2: the text that begins here is not closed on its line, or has a wrong backslash in it [broken_json]",
            ),
            (
                r'["a\u202eb"]',
                "1:2: a character that cannot be seen stands here (U+202E RIGHT-TO-LEFT OVERRIDE) [hidden_character]",
            ),
            ("", "1:1: the file says nothing [empty_file]"),
            ("[" * 51, "1:51: this is set in more than 50 steps deep [too_deep]"),
        ],
    )
    def test_mistakes_have_places(self, text, expected):
        """Each mistake in JSON is told with line and column."""
        with pytest.raises(ProfileError) as caught:
            read_document(text, "case.json", json=True)
        assert str(caught.value).partition("\n")[0] == f"case.json:{expected}"
        assert caught.value.faults[0].mend


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "braces in brackets": "[{" * 500_000,
    "dashes": "- " * 500_000,
    "questions": "? " * 500_000,
    "objects": '{"a":' * 200_000,
    "laughs": "a: &a [x]\nb: [" + "*a, " * 250_000 + "]",
    "tags": "!!x " * 250_000,
    "nulls": "- ~\n" * 250_000,
    "duplicates": "a: b\n" * 200_000,
    "hidden": "\u200b" * 340_000,
    "returns": "\r" * 1_000_000,
    "nothing": "\0" * 1_000_000,
    "tabs": "\t" * 1_000_000,
    "digits": "1" * 1_000_000,
    "colons": "1" + ":1" * 500_000,
    "lone colons": ": " * 500_000,
    "quote": '"' + "\\" * 1_000_000,
    "quotes": '"' * 1_000_000,
    "mixed letters": "aа " * 250_000,
    "one long word": "a" * 1_000_000 + "é",
    "long key": "? " + "k" * 1_000_000,
    "stairs": "".join(" " * step + "a:\n" for step in range(1400)),
    "directives": "%YAML 1.1\n" * 100_000,
    "bytes": b"\xff" * 1_000_000,
    "wide": "{" + ",".join(f"k{number}: v" for number in range(49_000)),
    "blank lines": "\n" * 1_000_000,
}


class TestHostileFiles:
    @pytest.mark.parametrize("json", [False, True], ids=["yaml", "json"])
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_megabyte_of_anything_ends_soon(self, name, json):
        """A hostile megabyte is read or refused within seconds, and never breaks the reader."""
        begun = time.process_time()
        assert len(str(outcome(HOSTILE[name], json=json))) < 1_100_000
        # Of the processor's time, so that a busy machine does not count; measuring coverage does.
        assert time.process_time() - begun < (5 if sys.gettrace() is None else 60)


KEYS = st.text("abcdefghijklmnopqrstuvwxyz_ -.:#'\"019", min_size=1, max_size=8)
TEXTS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Po", "Pd", "Sm"), max_codepoint=0xFF))
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-999_999_999, 999_999_999),
    st.dates(),
    TEXTS.filter(lambda text: not words._DATE.fullmatch(text)),
    st.sampled_from(
        ["yes", "null", "~", "10:30", "5.1", "007", "true", "<<", "a: b", "# c", "- d", "", "two\nlines\n"]
    ),
).filter(lambda value: not isinstance(value, str) or weighed_letters(value) is None)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
FRAGMENTS = st.sampled_from(
    [
        *"\"':-?#[]{},|>&*!%@`~\\\n\t ",
        ": ",
        "- ",
        "\n  ",
        "---\n",
        "<<: ",
        "{?a}",
        "no",
        "5.1",
        "\u200b",
        "\u0430",
        "\r",
        "\x85",
    ],
)


@st.composite
def mutated_profiles(draw):
    """Return a profile with a few letters put in or taken out."""
    text = PROFILE
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(FRAGMENTS) + text[place + draw(st.integers(0, 3)) :]
    return text


class Writer(yaml.SafeDumper):
    """YAML's own writer, with quotes round the words that other readers of YAML take for something else."""


def written_text(writer, text):
    """Put quotes round what would not be text without them."""
    style = None if isinstance(words.plain_value(text), str) else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Writer.add_representer(str, written_text)


def outcome(text, *, json=False):
    """Return all that the reader gives for a text: the value, or the rendered faults."""
    try:
        found = read_document(text, "file", json=json)
    except ProfileError as error:
        return str(error)
    return found.value


def places(value, path=()):
    """Yield the path of every part of a value."""
    yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, step))


class TestWhateverTheTextTheReaderAnswersOrRefuses:
    """Whatever the text, the reader answers or refuses; nothing else comes out, and both parsers agree."""

    @given(
        st.text(max_size=60) | st.lists(FRAGMENTS | st.just("a")).map("".join) | st.binary(max_size=40), st.booleans()
    )
    @example("a: [b\n, c:\n, d]", False)
    def test_any_text(self, text, json):
        """Arbitrary text gives a value or an author's mistake."""
        outcome(text, json=json)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=mutated_profiles() | st.lists(FRAGMENTS | st.sampled_from("ab")).map("".join))
    @example(text="[a?b]")
    @example(text="a: |#b\n")
    @example(text="?")
    @example(text="[<<: ]")
    @example(text="a: {? }\n")
    @example(text='"\\U00110000"')
    @example(text='"7": 1\nb: {7: 2}')
    @example(text="a?: 1\nb: {a?: 2}")
    @example(text="'a': 1\na: 2")
    @example(text="[" * 50 + "]" * 50)
    @example(text="[" * 51 + "]" * 51)
    @example(text="--- a\n--- b")
    def test_both_parsers_agree(self, monkeypatch, text):
        """The parser in C, at once or with care, and the one in Python give the same values and the same faults."""
        fast = outcome(text)
        with monkeypatch.context() as patch:
            patch.setattr(yaml_text, "_CParser", None)
            assert outcome(text) == fast


class TestWhatIsWrittenIsRead:
    """A plain value that is written as YAML or JSON is read back the same, each part at its own place."""

    @given(VALUES, st.booleans())
    def test_yaml_round_trip(self, value, flow):
        """What YAML's own writer writes is read back equal, and every mark is where its source stands."""
        text = yaml.dump(value, Dumper=Writer, default_flow_style=flow, allow_unicode=True)
        found = read_document(text, "file")
        assert found.value == value
        lines = text.split("\n")
        for path in places(value):
            for mark in (found.mark(path), found.mark(path, key=True)):
                shown = mark.text.removesuffix("…")
                assert lines[mark.line - 1][mark.column - 1 :].startswith((shown, "|", ">"))

    @given(VALUES, st.sampled_from([None, 2, "\t"]))
    def test_json_round_trip(self, value, indent):
        """What JSON's own writer writes is read back equal."""
        text = json_text.dumps(value, default=date.isoformat, indent=indent)
        assert read_document(text, "file", json=True).value == value
