"""Every mistake that compiling can find is told in full: where it is, what it says, and how to mend it.

Each file in `profiles_broken/compiling` is the good profile below with one mistake in it; beside it stand the words
in which it must be told. Those in `profiles_broken/validating` have a mistake that is found before: a value or a key that
cannot stand there.
"""

import ast
import re
from difflib import ndiff
from pathlib import Path

import pytest

from complaint_rules import compiling, load_profile
from complaint_rules.compiling import compile_profile
from complaint_rules.errors import ProfileError
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document

BROKEN = Path(__file__).parent / "profiles_broken" / "compiling"
FILES = sorted(BROKEN.glob("*.yaml"))
MISSHAPEN = sorted((BROKEN.parent / "validating").glob("*.yaml"))
SOURCE = Path(compiling.__file__).parent

GOOD = """\
profile: northshire
title: Northshire County Council
documents:
  page: {title: How to complain, version: "2024"}
readings_approved_by: the complaints manager
calendars:
  working days: england-and-wales
counting: {forwards: trigger_is_day_zero, source: "1"}
procedures:
  childrens_statutory:
    title: Complaints about children
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "2"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            who: council
            within: 10 working days
            after: complaint_received
            done_by: stage_1_response_sent
            source: "3"
"""


def compiled(text, name="file"):
    """Compile a profile from its text."""
    return compile_profile(read_document(text, name), shelf())


def faults(text, name="file"):
    """Return the faults that compiling finds in a text."""
    with pytest.raises(ProfileError) as caught:
        compiled(text, name)
    return caught.value.faults


def changed(old="", new="", more=""):
    """Return the good profile with a piece of it written otherwise, or with lines more at its end."""
    assert GOOD.count(old) == 1 or not old
    return (GOOD.replace(old, new) if old else GOOD) + more


def with_line(line):
    """Return the good profile with a line more in its timescale."""
    return changed(more=f"            {line}\n")


def told(path):
    """Return the words beside a broken file."""
    return path.with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")


def codes_in_the_source():
    """Return every code that the source of compiling can give, read from its calls."""
    found = set()
    for path in SOURCE.glob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in ("add", "fault", "value_errors") and words:
                found.add(words[0])
            if name == "known" and words:
                found.add(f"unknown_{words[0]}")
    return found


class TestBrokenFiles:
    def test_the_good_profile_compiles(self):
        """Without a mistake there is nothing to tell."""
        assert compiled(GOOD).procedures["childrens_statutory"].timescales[0].name == "stage_1_response"

    @pytest.mark.parametrize("path", FILES + MISSHAPEN, ids=lambda path: path.stem)
    def test_every_mistake_is_told_in_full(self, path):
        """Each broken file is refused in exactly the words beside it."""
        found = faults(path.read_bytes(), path.name)
        assert "\n".join(map(str, found)) == told(path)

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_the_text_of_a_fault_stands_at_its_place(self, path):
        """At the line and column that a fault names stands the text that it quotes."""
        lines = path.read_text(encoding="utf-8").splitlines()
        for fault in faults(path.read_bytes(), path.name):
            assert lines[fault.line - 1][fault.column - 1 :].startswith(fault.text.rstrip("…"))
            assert fault.text

    @pytest.mark.parametrize("path", FILES + MISSHAPEN, ids=lambda path: path.stem)
    def test_a_broken_file_is_the_good_profile_with_little_in_it_changed(self, path):
        """Nothing but its mistake is in a broken file."""
        lines = ndiff(GOOD.splitlines(), path.read_text(encoding="utf-8").splitlines())
        signs = [line[0] for line in lines if line[0] in "+-"]
        most = 20 if path.stem == "ten_mistakes" else 10
        assert 0 < len(signs) <= most

    @pytest.mark.parametrize("path", FILES + MISSHAPEN, ids=lambda path: path.stem)
    def test_a_broken_file_can_be_loaded_by_its_path(self, path):
        """Loading by path tells the same faults."""
        with pytest.raises(ProfileError) as caught:
            load_profile(path)
        assert [fault.code for fault in caught.value.faults] == [fault.code for fault in faults(path.read_bytes())]
        assert {fault.file for fault in caught.value.faults} == {str(path)}

    def test_every_file_has_its_words(self):
        """No broken file lacks its expected words, and no words lack their file."""
        for folder in (BROKEN, BROKEN.parent / "validating"):
            stems = {suffix: {path.stem for path in folder.glob(f"*{suffix}")} for suffix in (".yaml", ".expected")}
            assert stems[".yaml"] == stems[".expected"] != set()

    def test_every_fault_of_the_source_has_a_broken_file(self):
        """A new fault needs a new file, and a fault that is gone needs none."""
        shown = {code for path in FILES for code in re.findall(r" \[(\w+)\]$", told(path), flags=re.MULTILINE)}
        assert codes_in_the_source() == shown

    def test_ten_mistakes_are_told_at_once(self):
        """All ten mistakes of one file are told, in the order of the file."""
        found = faults((BROKEN / "ten_mistakes.yaml").read_bytes())
        places = [(fault.line, fault.column) for fault in found]
        assert len(found) == 10
        assert places == sorted(set(places))

    @pytest.mark.parametrize(
        "text",
        [
            changed("within: 10 working days", "within: ten working days"),
            changed("within: 10 working days", "within: 0 working days"),
            changed("document: page\n", "document: page\n    stands_under: [children-2005]\n"),
            changed("done_by: stage_1_response_sent", "done_by: [xyzzy]"),
        ],
        ids=["no period", "a period of nothing", "no law pack", "nothing like any event"],
    )
    def test_every_fault_says_how_to_mend_it(self, text):
        """A fault has a mend, also where no known name is near."""
        assert all(fault.mend for fault in faults(text))

    def test_a_message_is_in_words(self):
        """Outside of what it quotes, a message has no name that only the source knows."""
        messages = (fault.message for path in FILES for fault in faults(path.read_bytes()))
        assert not [message for message in messages if "_" in re.sub("`[^`]*`", "", message).replace("yes_no", "")]


class TestPlaces:
    @pytest.mark.parametrize("key", ["up_to", "after"])
    def test_a_mistake_in_what_an_extension_could_be_is_placed_there(self, key):
        """A reading of an extension's total or start that means nothing is shown where it is written."""
        could_be = {"up_to": "[20 days, 20 working days]", "after": "[complaint_receved, complaint_allocated]"}[key]
        keys = {"up_to": "20 working days", "after": "complaint_received"} | {key: "unstated"}
        written = ", ".join(f"{name}: {value}" for name, value in keys.items())
        readings = f"{{{key}: {{could_be: {could_be}, because: it is not said}}}}"
        (fault,) = faults(
            with_line(f'extension: {{{written}, made_by: extension_notified, source: "4", readings: {readings}}}')
        )
        assert fault.text in could_be
        assert fault.text != "unstated"

    def test_a_wrong_word_in_a_list_is_placed_at_its_own_line(self):
        """One wrong word in a list is shown by itself."""
        text = with_line("if:\n              complainant:\n                - parent\n                - grandparnt")
        (fault,) = faults(text)
        assert (fault.text, text.splitlines()[fault.line - 1].strip()) == ("grandparnt", "- grandparnt")

    def test_a_section_taken_over_by_another_procedure_says_for_which_it_is_wrong(self):
        """Where `same_as` brings in a name that the other procedure lacks, the fault names that procedure."""
        more = """\
        moves:
          stage_2_requested: {who: complainant, to: stage_2, source: "5"}
      stage_2: {title: Second}
  corporate:
    title: Other complaints
    document: page
    begins: {same_as: childrens_statutory}
    stages:
      stage_1: {same_as: childrens_statutory}
"""
        (fault,) = faults(changed(more=more))
        assert "corporate" in f"{fault.message} {fault.path}"

    def test_a_fact_that_is_no_day_is_not_told_to_be_another_word(self):
        """A fact that cannot be an anchor is not answered with an event that happens to be spelt alike."""
        (fault,) = faults(changed("after: complaint_received", "after: complainant"))
        assert "did you mean" not in fault.mend


class TestOnce:
    def test_a_late_request_that_nobody_decides_is_one_mistake(self):
        """One missing `decided_by` is told once."""
        text = changed("who: council", "who: complainant", "            late: {considering: the reasons}\n")
        assert len(faults(text)) == 1

    def test_a_missing_anchor_is_one_mistake(self):
        """One missing `after` is told once, whatever is counted from it."""
        text = changed("            after: complaint_received\n", "", "            aim: 5 working days\n")
        assert len(faults(text)) == 1


class TestNothingIsLost:
    @pytest.mark.parametrize(
        "could_be", ["[10, 20]", "[[{if: {complex: true}, then: 20 working days}], 10 working days]"]
    )
    def test_readings_of_a_length_may_be_anything(self, could_be):
        """A reading that is no phrase is a fault and not a crash."""
        text = changed("within: 10 working days", "within: unstated")
        assert faults(f"{text}            readings: {{within: {{could_be: {could_be}, because: unsaid}}}}\n")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("after: complaint_received", "after: []"),
            ("after: complaint_received", 'after: ""'),
            ("after: complaint_received", "after: {later_of: []}"),
            ("within: 10 working days", "within: []"),
            ("within: 10 working days", 'within: ""'),
        ],
    )
    def test_an_empty_anchor_or_length_is_a_mistake(self, old, new):
        """Nothing may stand where a day or a period must."""
        assert faults(changed(old, new))

    def test_an_empty_list_of_words_is_a_mistake(self):
        """A test names a word at least."""
        assert faults(with_line("if: {complainant: []}"))

    def test_a_fixed_day_and_several_ends_exclude_each_other(self):
        """The day and the ends cannot both be when it is due."""
        several = "later_of: [{within: 1 week, after: complaint_received}]\n            on_or_before: 2024-10-31"
        text = changed("within: 10 working days", several).replace("            after: complaint_received\n", "")
        assert [fault.code for fault in faults(text)] == ["lengths_exclude_each_other"]

    @pytest.mark.parametrize("key", ["cancelled_by", "must_contain", "readings"])
    def test_a_reading_of_a_list_that_is_not_written_is_a_mistake(self, key):
        """What the rule does not have cannot be read in several ways."""
        found = faults(with_line(f"readings: {{{key}: {{could_be: [complaint_closed], because: it is not said}}}}"))
        assert [fault.code for fault in found] == ["reading_of_absent_key"]

    def test_a_timescale_that_has_the_name_of_an_event_is_a_mistake(self):
        """One name stands for one thing."""
        assert faults(changed("          stage_1_response:\n", "          complaint_closed:\n"))

    def test_a_law_pack_is_named_once(self):
        """A procedure stands under a law once."""
        assert faults(changed("document: page\n", "document: page\n    stands_under: [children-2006, children-2006]\n"))


class TestNoMistake:
    """What stands near a mistake and is none."""

    def test_a_window_may_have_an_aim_alone_and_say_what_a_late_request_meets(self):
        """A window that only invites never closes; that it speaks of late requests is no mistake."""
        late = "            late: refused\n"
        assert compiled(changed("who: council\n            within: 10", "who: complainant\n            aim: 10", late))

    @pytest.mark.parametrize(
        "move",
        [
            "complaint_withdrawn: {who: complainant, to: withdrawn, clocks: resume",
            "complaint_resumed: {who: council, to: stage_left, clocks: restart, during: [stage_1, suspended]",
            "complaint_reinstated: {who: council, to: stage_1, clocks: resume, during: withdrawn",
        ],
    )
    def test_clocks_go_on_where_a_case_can_come_back(self, move):
        """On the way into and out of a place beside the stages it may be said how the clocks go on."""
        assert compiled(changed(more=f'        moves:\n          {move}, source: "4"}}\n'))

    @pytest.mark.parametrize("word", ["first_date", "date_in_force"])
    def test_an_extension_may_say_before_which_date_it_is_made(self, word):
        """Both words are known; without one it is the date in force."""
        extension = "extension: {{up_to: 20 working days, made_by: extension_notified, {}source: '4'}}"
        rules = [compiled(with_line(extension.format(more))) for more in (f"made_before: {word}, ", "")]
        made_before = [one.procedures["childrens_statutory"].timescales[0].extension.made_before for one in rules]
        assert made_before == [word, "date_in_force"]

    @pytest.mark.parametrize(
        ("aim", "old"),
        [
            ("[{if: {complex: true}, then: 20 working days}, {then: 10 working days}]", "within: 10 working days"),
            ("[{if: {complex: true}, then: 20 working days}]", "within: 10 working days"),
            ("[{if: {complex: true}, then: 5 working days}, {then: 1 week}]", ""),
            ("{within: 5 working days, after: complaint_allocated}", ""),
        ],
        ids=["alone", "alone, and not in every case", "beside a length", "with a start of its own"],
    )
    def test_an_aim_may_be_chosen_by_case_or_have_a_start_of_its_own(self, aim, old):
        """An aim is a period, one for each case, or one with its own anchor."""
        assert compiled(changed(old, f"aim: {aim}") if old else with_line(f"aim: {aim}"))

    def test_a_case_may_come_back_by_a_move_of_any_stage(self):
        """The moves of `at_any_stage` are live in a suspension."""
        move = 'complaint_resumed: {who: council, to: stage_left, clocks: resume, source: "4"}'
        assert compiled(changed(more=f"    at_any_stage:\n      moves:\n        {move}\n"))

    def test_timescales_may_hang_on_each_other_in_a_row(self):
        """A timescale that is counted from another is no circle."""
        keys = 'who: council, within: 1 week, done_by: complaint_closed, source: "4"'
        rows = (
            f"          {name}: {{{keys}, after: {of}}}\n"
            for name, of in (("second", "third"), ("third", "stage_1_response"))
        )
        assert len(compiled(changed(more="".join(rows))).procedures["childrens_statutory"].timescales) == 3

    def test_a_mistake_in_a_section_that_two_procedures_share_is_told_once(self):
        """It is told where it is written, and not again for the procedure that takes the section over."""
        more = """\
  corporate:
    title: Other complaints
    document: page
    begins: {same_as: childrens_statutory}
    stages:
      stage_1: {same_as: childrens_statutory}
"""
        (fault,) = faults(changed("done_by: stage_1_response_sent", "done_by: stage_1_response_snt", more))
        assert fault.path.startswith("procedures.childrens_statutory.")
