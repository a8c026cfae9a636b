"""Whoever holds the document can have map, index and quotations looked up in it; whole messages are asserted."""

import pytest

from complaint_rules.__main__ import main
from complaint_rules.errors import ProfileError
from complaint_rules.handbook import open_book

COPY = """\
# **How to complain**

1. Who may complain
- Any child or parent

2.  What we do:
We are polite to everybody.
<u>Stage 1:</u>

First answer
Stage 2 — Second answer
We answer “within ten days”, or ten ‘working’ days.
[Addresses](#)
Stage 1
"""


@pytest.fixture
def copy(folder, tmp_path):
    """Write a copy of the document with its lines as the index has them, and return its path."""
    for old, new in ((10, 11), (12, 13), (13, 14)):
        folder.change(folder.index, f"{{line: {old}, words: ", f"{{line:  {new}, words: ")
    path = tmp_path / "copy.txt"
    path.write_text(COPY, encoding="utf-8")
    return path


def told(folder, copy):
    """Return what is told of the three files beside this copy."""
    with pytest.raises(ProfileError) as caught:
        open_book(str(folder.profile), copy)
    return [(fault.code, fault.message, fault.mend, fault.line) for fault in caught.value.faults]


def test_a_copy_that_has_it_all(folder, copy):
    """Marks of headings and emphasis, kinds of dash and quotation mark, and long items cut short make no difference."""
    (text,) = open_book(str(folder.profile), copy).texts
    assert len(text.places) == 8


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("index", "line: 4,", "line: 3,"), ("heading_not_in_copy", "`Any child …` does not stand on line 3 of the copy", "it stands on line 4", 8)),
        (("index", "line:  14,", "line:  99,"), ("heading_not_in_copy", "`Stage 1` does not stand on line 99 of the copy", "it stands on line 14", 13)),
        (("map", "words: We are polite", "words: We are rude"), ("words_not_in_copy", "`We are rude` does not stand under `2. What we do:` in the copy", "write its first words as the document does", 12)),
        (("map", "words: We are polite", "words: How to complain"), ("words_not_in_copy", "`How to complain` does not stand under `2. What we do:` in the copy", "write its first words as the document does", 12)),
        (("profile", "'within ten days'", "'within ten weeks'"), ("quotation_not_in_copy", "the copy does not say `within ten weeks`", "quote what the document says", 25)),
        (("profile", "'within ten days'", "'We answer ... in time'"), ("quotation_not_in_copy", "the copy does not say `in time`", "quote what the document says", 25)),
        (("profile", "'within ten days'", "'We are polite'"), ("quotation_elsewhere", "the copy does not say `we are polite` under `Stage 1: First answer`", "it stands under `2. What we do`", 25)),
        (("profile", "'within ten days'", "'How to complain'"), ("quotation_elsewhere", "the copy does not say `how to complain` under `Stage 1: First answer`", "it stands under `How to complain`", 25)),
    ],
)  # fmt: skip
def test_what_the_copy_does_not_have(folder, copy, change, expected):
    """A heading on another line, words under another heading, and a quotation of nothing are told."""
    file, old, new = change
    folder.change(getattr(folder, file), old, new)
    assert told(folder, copy) == [expected]


def test_a_quotation_may_pass_words_over(folder, copy):
    """What stands between the pieces of a quotation is not looked at; its own quotation marks may be left out."""
    folder.change(folder.profile, "'within ten days'", "'We answer ... or ten working days'")
    assert open_book(str(folder.profile), copy).texts


def test_a_quotation_may_be_of_a_heading_above(folder, copy):
    """Who cites a place by the headings above it may quote those."""
    folder.change(folder.profile, "'within ten days'", "'What we do'")
    assert open_book(str(folder.profile), copy).texts


def test_a_heading_that_the_copy_lacks(folder, copy):
    """Where the copy has it nowhere, the index is to be written as the document is."""
    copy.write_text(COPY.replace("Addresses", "Where we are"), encoding="utf-8")
    assert told(folder, copy) == [
        (
            "heading_not_in_copy",
            "`Addresses` does not stand on line 13 of the copy",
            "write it as the document does",
            12,
        )
    ]


def test_no_such_copy(folder, copy, capsys):
    """A copy that is not there is named, with exit code 1."""
    assert main(["page", str(folder.profile), "--against", str(copy.with_name("gone.txt"))]) == 1
    assert capsys.readouterr().err.rstrip() == (
        f"{copy.with_name('gone.txt')}: the copy of the document cannot be read: no such file or directory [copy_unreadable]\n"
        "    mend: name a plain-text file"
    )


def test_the_command_prints_the_page_all_the_same(folder, copy, capsys):
    """Beside a copy that has it all, the page is the page."""
    assert main(["page", str(folder.profile)]) == 0
    alone = capsys.readouterr().out
    assert main(["page", str(folder.profile), "--against", str(copy)]) == 0
    assert capsys.readouterr().out == alone


class TestWithoutAMap:
    """What there is, is looked up; what there is not, is said."""

    def test_quotations_are_looked_up_without_map_and_index(self, folder, copy, capsys):
        folder.map.unlink()
        folder.index.unlink()
        assert main(["page", str(folder.profile), "--against", str(copy)]) == 0
        err = capsys.readouterr().err
        assert err == (
            f"complaint-rules: only quotations were looked up: there is no map ({folder.map}) and no index "
            f"({folder.index}); docs/maps.md tells how to write them\n"
        )
        folder.change(folder.profile, "'within ten days'", "'within ten weeks'")
        assert told(folder, copy) == [
            ("quotation_not_in_copy", "the copy does not say `within ten weeks`", "quote what the document says", 25)
        ]

    def test_a_copy_that_is_not_there_is_told(self, folder, capsys):
        folder.map.unlink()
        folder.index.unlink()
        assert main(["page", str(folder.profile), "--against", str(folder.profile.parent / "none.txt")]) == 1
        assert "[copy_unreadable]" in capsys.readouterr().err

    def test_an_index_alone_is_held_against_both(self, folder, copy, capsys):
        """The headings are looked up in the copy, and the citations among the headings."""
        folder.map.unlink()
        folder.change(folder.index, "1. Who may complain", "1. Who may moan")
        folder.change(folder.profile, " 2, Stage 2, last paragraph", " Stage 9")
        assert [each[:2] for each in told(folder, copy)] == [
            ("unknown_place", "`Stage 9` is no place of the document, as its index has it"),
            ("heading_not_in_copy", "`1. Who may moan` does not stand on line 3 of the copy"),
        ]
        folder.change(folder.profile, " Stage 9", " Stage 2 – Second answer")
        folder.change(folder.index, "1. Who may moan", "1. Who may complain")
        assert main(["page", str(folder.profile), "--against", str(copy)]) == 0
        assert "headings and quotations were looked up: there is no map" in capsys.readouterr().err

    def test_an_index_of_another_profile_and_document(self, folder):
        folder.map.unlink()
        folder.change(folder.index, "index: northshire", "index: southshire")
        folder.change(folder.index, "  page:", "  pages:")
        with pytest.raises(ProfileError) as caught:
            open_book(str(folder.profile))
        assert [fault.code for fault in caught.value.faults] == ["index_of_another_profile", "unknown_document"]
