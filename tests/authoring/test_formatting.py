"""A file laid out anew means the same, keeps every comment at its entry, and is not changed by laying it out again."""

import re
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from complaint_rules.__main__ import main
from complaint_rules.authoring import formatting
from complaint_rules.authoring.formatting import formatted
from complaint_rules.authoring.key_order import every_model, order_of
from complaint_rules.authoring.layout import WIDTH
from complaint_rules.errors import ProfileError
from complaint_rules.profiles.reading import read_document, read_file
from complaint_rules.profiles.sections import fields_of, key_of

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path for folder in ("profiles", "docs") for path in (ROOT / folder).rglob("*.yaml"))
OTHERS = sorted(
    path
    for folder in ("hardest_rules", "another_council", "offered", "versions", "checks")
    for path in (ROOT / "tests" / folder).rglob("*.yaml")
)


def readable(path):
    """Say whether a file is YAML as this library reads it."""
    try:
        read_file(path)
    except ProfileError:
        return False
    return True


def laid_out(tmp_path, text):
    """Return a text laid out."""
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return formatted(path)[1]


def whole_comments(text):
    """Return the comments that stand on lines of their own, as anybody sees them."""
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


def named(path):
    """Return by what a file is told from others."""
    return "-".join(path.parts[-2:])


@pytest.mark.uncounted
class TestEveryFile:
    @pytest.mark.parametrize("path", [path for path in OTHERS if readable(path)], ids=named)
    def test_twice_is_once_and_the_meaning_is_the_same(self, tmp_path, path):
        old, new = formatted(path)
        assert laid_out(tmp_path, new) == new
        assert read_document(new, "new").value == read_document(old, "old").value
        assert whole_comments(new) == whole_comments(old)

    @pytest.mark.parametrize("path", SHIPPED, ids=named)
    def test_what_ships_is_laid_out_so(self, path):
        """What `fmt --check` says of them; where this fails, `complaint-rules fmt FILE` lays the file out."""
        old, new = formatted(path)
        assert new == old

    def test_no_line_is_longer_than_its_text_makes_it(self):
        """What is too long is one text, which is never broken."""
        _, new = formatted(ROOT / "profiles" / "cambridgeshire.yaml")
        long = [line for line in new.splitlines() if len(line) > WIDTH and not line.lstrip().startswith("#")]
        assert all(re.search(r'"[^"]{90,}"|: [^"{[]{90,}|^ +[^ :]+ ', line) for line in long)


PROFILE = """\
# A council.


title: "Northshire"
profile: northshire   # its name
counting: {source: "1", forwards: trigger_is_day_zero}
# the page
documents:
    page: { title: How to complain,version: "2024" }
calendars: {working days: england-and-wales}
procedures:
  corporate:
    document: page
    title: Complaints
    begins: # how it opens
      complaint_received: {to: stage_1, who: complainant, source: "1"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            # where it is written
            source: "2"
            # how long
            within: 10 working days # counted
            done_by:
            - stage_1_response_sent   # by post
            - extension_notified
            who: council

            # from receipt
            after: complaint_received
            # acknowledge: taken away
        moves:
          stage_1_response_sent: {to: closed, # at once
            who: council, source: "2"}
# the end
"""
LAID_OUT = """\
# A council.

profile: northshire  # its name
title: Northshire
# the page
documents:
  page: {title: How to complain, version: "2024"}
calendars: {working days: england-and-wales}
counting: {forwards: trigger_is_day_zero, source: "1"}

procedures:

  corporate:
    title: Complaints
    document: page

    begins:  # how it opens
      complaint_received: {who: complainant, to: stage_1, source: "1"}

    stages:

      stage_1:
        timescales:
          stage_1_response:
            who: council
            # how long
            within: 10 working days  # counted

            # from receipt
            after: complaint_received
            done_by:
              - stage_1_response_sent  # by post
              - extension_notified
            # where it is written
            source: "2"
            # acknowledge: taken away
        moves:
          stage_1_response_sent:
            who: council
            to: closed  # at once
            source: "2"
# the end
"""


class TestLayout:
    def test_keys_go_to_their_places_and_take_their_comments_with_them(self, tmp_path):
        assert laid_out(tmp_path, PROFILE) == LAID_OUT

    def test_the_order_of_names_is_the_authors(self, tmp_path):
        """Stages, facts and events stand as they were written, whatever they are called."""
        text = LAID_OUT.replace("      stage_1:\n", "      stage_9: {title: Last}\n\n      stage_1:\n")
        assert laid_out(tmp_path, text) == text

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("a: 'one'\n", "a: one\n"),
            ("a: 'it''s so, they say'\n", "a: 'it''s so, they say'\n"),
            ('a: "2024"\n', 'a: "2024"\n'),
            ('a: "true"\n', 'a: "true"\n'),
            ('a: "two words"\n', 'a: "two words"\n'),
            ('a: ["one", "two"]\n', "a: [one, two]\n"),
            ('a: ["two words", "one"]\n', 'a: ["two words", "one"]\n'),
            ("a: one\n  line and another\n", "a: one line and another\n"),
            ("a:   {b:  1,c: [d,e]}\n", "a: {b: 1, c: [d, e]}\n"),
            ("a: {}\nb: []\n", "a: {}\nb: []\n"),
            ("on: 1\n", "on: 1\n"),
            ("a: >-\n      folded\n      text\n", "a: >-\n  folded\n  text\n"),
            ("a: |\n   one\n     two\n\n   three\n", "a: |\n  one\n    two\n\n  three\n"),
            ("a: |\n  one\n\n\n  two\n", "a: |\n  one\n\n\n  two\n"),
            ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
            ("- {a: 1}\n- - b\n  - c\n", "- {a: 1}\n- - b\n  - c\n"),
            ("a: 1\r\n# b\r\nc: 2\r\n", "a: 1\n# b\nc: 2\n"),
        ],
    )
    def test_small_things(self, tmp_path, written, expected):
        """Quotes round one word that needs none, blanks, blank lines, and texts under a bar."""
        assert laid_out(tmp_path, written) == expected

    def test_what_is_too_long_is_broken(self, tmp_path):
        """Words are broken at a comma; what has prose in it is written out, one key on a line."""
        words = ", ".join(f"word_number_{number}" for number in range(12))
        assert laid_out(tmp_path, f"a: [{words}]\n") == (
            f"a: [{', '.join(f'word_number_{number}' for number in range(9))},\n"
            "  word_number_9, word_number_10, word_number_11]\n"
        )
        prose = " ".join(["word"] * 14)
        assert (
            laid_out(tmp_path, f"a: {{b: {prose}, c: {prose}, d: x}}\n") == f"a:\n  b: {prose}\n  c: {prose}\n  d: x\n"
        )

    def test_the_longest_text_is_written_out_too(self, tmp_path):
        """A text wider than any line looks no better in braces."""
        prose = " ".join(["word"] * 40)
        assert laid_out(tmp_path, f"a: {{b: [c], d: {prose}}}\n") == f"a:\n  b: [c]\n  d: {prose}\n"

    def test_a_group_that_fits_on_a_line_is_kept_together(self, tmp_path):
        """What is too wide is broken at the comma of the outer braces, and inside the inner ones only if it must be."""
        words = ", ".join(f"word_number_{number}" for number in range(6))
        assert laid_out(tmp_path, f"- {{first: {'x' * 40}, second: [{words}], third: {{a: 1}}}}\n") == (
            f"- {{first: {'x' * 40},\n    second: [{words}], third: {{a: 1}}}}\n"
        )
        many = [f"word_number_{number}" for number in range(12)]
        assert laid_out(tmp_path, f"a: {{first: one, second: [{', '.join(many)}]}}\n") == (
            f"a: {{first: one, second: [{', '.join(many[:7])},\n  {', '.join(many[7:])}]}}\n"
        )

    def test_a_key_in_quotes_is_the_key(self, tmp_path):
        """It loses those that it does not need, and then has its place among the others."""
        assert "who: " in PROFILE
        assert laid_out(tmp_path, PROFILE.replace("who: ", "'who': ")) == LAID_OUT
        text = "'two words': d\n'on': e\n"
        assert laid_out(tmp_path, text) == text

    def test_lines_that_their_author_broke_stay_broken(self, tmp_path):
        text = "a:\n  - {b: 1,\n      c: 2}\n"
        assert laid_out(tmp_path, text) == text

    def test_every_key_of_the_format_has_its_place(self):
        """An order that lacks a key, or has one that is none, would fail on somebody's file."""
        for model in every_model():
            assert sorted(order_of(model)) == sorted(map(key_of, fields_of(model)))


LINES = (ROOT / "profiles" / "law" / "lgsco-code-2024.yaml").read_text(encoding="utf-8").splitlines()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES)), st.integers(0, 14), st.sampled_from(["# one", "#two: {", "# - 'three", ""])
        ),
        max_size=6,
    )
)
@pytest.mark.uncounted
def test_comments_anywhere_are_kept(tmp_path_factory, added):
    """Wherever a line of a comment or a blank one is put, it is kept, and laying out again changes nothing."""
    lines = list(LINES)
    for at, blanks, comment in added:
        lines.insert(at, " " * blanks + comment)
    folder = tmp_path_factory.mktemp("comments")
    text = "\n".join(lines) + "\n"
    try:
        read_document(text, "text")
    except ProfileError:  # a line within a text that is folded ends it
        reject()
    new = laid_out(folder, text)
    assert whole_comments(new) == whole_comments(text)
    assert laid_out(folder, new) == new


class TestNothingIsLost:
    def test_a_file_that_cannot_be_read_is_left_alone(self, tmp_path, capsys):
        path = tmp_path / "file.yaml"
        path.write_text("a: [1\n", encoding="utf-8")
        assert main(["fmt", str(path)]) == 1
        assert path.read_text(encoding="utf-8") == "a: [1\n"
        assert "file.yaml:1" in capsys.readouterr().err

    def test_json_is_left_alone(self, tmp_path, capsys):
        path = tmp_path / "case.json"
        path.write_text('{"profile":"ncc"}', encoding="utf-8")
        assert main(["fmt", str(path)]) == 1
        assert path.read_text(encoding="utf-8") == '{"profile":"ncc"}'
        assert "[not_yaml]" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "broken",
        [
            lambda text: text.replace("10 working days", "11 working days"),
            lambda text: text.replace("# how long\n", "\n"),
            lambda text: text.replace("  # counted", ""),
            lambda text: text.replace("# how long", "# how wide"),
            lambda text: text.replace('"2024"', "2024"),
        ],
    )
    def test_a_layout_that_would_change_anything_is_not_written(self, tmp_path, monkeypatch, capsys, broken):
        """Were there a mistake in this library, the file would stay as it is."""
        path = tmp_path / "file.yaml"
        path.write_text(PROFILE, encoding="utf-8")
        right = formatting.laid_out
        monkeypatch.setattr(formatting, "laid_out", lambda *given: broken(right(*given)))
        assert main(["fmt", str(path)]) == 1
        assert path.read_text(encoding="utf-8") == PROFILE
        assert "[meaning_would_change]" in capsys.readouterr().err

    def test_names_in_another_order_are_another_meaning(self, tmp_path, monkeypatch):
        """Python holds such blocks equal; the stages of a procedure are not."""
        text = LAID_OUT.replace("      stage_1:\n", "      stage_9: {title: Last}\n\n      stage_1:\n")
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        swapped = LAID_OUT.replace("# the end\n", "\n      stage_9: {title: Last}\n# the end\n")
        monkeypatch.setattr(formatting, "laid_out", lambda *_: swapped)
        assert read_document(swapped, "x").value == read_document(text, "x").value
        with pytest.raises(ProfileError, match="meaning_would_change"):
            formatted(path)


class TestCommand:
    def test_check_writes_nothing(self, tmp_path, capsys):
        path = tmp_path / "file.yaml"
        path.write_text(PROFILE, encoding="utf-8")
        assert main(["fmt", "--check", str(path)]) == 1
        assert path.read_text(encoding="utf-8") == PROFILE
        assert "would be laid out otherwise" in capsys.readouterr().out
        assert main(["fmt", str(path)]) == 0
        assert path.read_text(encoding="utf-8") == LAID_OUT
        assert capsys.readouterr().out == f"{path}: laid out\n"
        assert main(["fmt", "--check", str(path)]) == 0
        assert capsys.readouterr().out == ""
