"""A starting profile is the law's own procedure: it lacks nothing but what only the page can say."""

from datetime import date
from itertools import combinations, takewhile

import pytest

from complaint_rules import load_profile
from complaint_rules.__main__ import main
from complaint_rules.authoring.formatting import formatted
from complaint_rules.authoring.starting import starting_profile
from complaint_rules.checks import run_checks
from complaint_rules.checks.to_be_filled_in import PLACEHOLDER
from complaint_rules.errors import ProfileError
from complaint_rules.loading import pages, shipped_packs
from complaint_rules.questions import conform

PACKS = shipped_packs()
PROCEDURES = {name: set(load_profile(name).procedures) for name in PACKS}
TOGETHER = [
    some
    for number in range(1, len(PACKS) + 1)
    for some in combinations(PACKS, number)
    if all(PROCEDURES[one].isdisjoint(PROCEDURES[other]) for one, other in combinations(some, 2))
]
"""The packs that have no procedure in common."""
BOTH = ("children-2006", "getting-the-best-2006")
"""A law and a guidance on one procedure, which stands under both."""
EACH = pytest.mark.parametrize("packs", [*TOGETHER, BOTH], ids="+".join)
DAY = date(2026, 6, 1)


def started(tmp_path, packs, *, filled=False):
    """Write a starting profile, and return its path."""
    path = tmp_path / "northshire.yaml"
    text = starting_profile("northshire", "Northshire County Council", packs)
    path.write_text(place_by_place(text) if filled else text, encoding="utf-8")
    return path


def place_by_place(text):
    """Return a starting profile with each placeholder filled in by a place of its own."""
    first, *rest = text.split(PLACEHOLDER)
    return first + "".join(f"page 3, paragraph {at}{part}" for at, part in enumerate(rest, 1))


def found(path):
    """Return the findings of the checks on a file."""
    (page,) = pages(str(path))
    return run_checks(page, DAY).faults


def above(lines, key):
    """Return the comment above a timescale, as one text."""
    (at,) = (number for number, line in enumerate(lines) if line == f"          {key}:")
    found = takewhile(lambda line: line.lstrip().startswith("#"), reversed(lines[:at]))
    return " ".join(line.strip().lstrip("# ") for line in reversed(list(found)))


class TestEveryCombination:
    @pytest.mark.uncounted
    @EACH
    def test_nothing_is_wrong_but_what_is_to_be_filled_in(self, tmp_path, packs):
        """Each rule has a source to fill in, and who decides where the law names the council alone; and the document."""
        path = started(tmp_path, packs)
        faults = found(path)
        assert {fault.code for fault in faults} == {"to_be_filled_in"}
        lines = path.read_text(encoding="utf-8").splitlines()
        written = [line for line in lines if PLACEHOLDER in line and not line.lstrip().startswith("#")]
        assert sum(line.count(PLACEHOLDER) for line in written) == len(faults)
        of_rules = sum(line.count("source:") + line.count("decided_by:") for line in written)
        assert len(faults) == 3 + of_rules
        assert not any(line.rstrip("}").endswith("decided_by: the authority") for line in lines)

    @pytest.mark.uncounted
    @EACH
    def test_filled_in_it_has_no_fault(self, tmp_path, packs):
        """With texts in place of the placeholders the profile is whole."""
        path = started(tmp_path, packs, filled=True)
        assert found(path) == ()
        under = {name: [p.profile for p in each.packs] for name, each in load_profile(path).procedures.items()}
        assert under == {
            name: [pack for pack in packs if name in PROCEDURES[pack]]
            for name in dict.fromkeys(name for pack in packs for name in sorted(PROCEDURES[pack]))
        }

    @pytest.mark.uncounted
    @EACH
    def test_filled_in_by_one_word_it_has_not_been_looked_at(self, tmp_path, packs):
        """Each procedure is told once, and nothing else is wrong: no rule has been held beside the page."""
        path = started(tmp_path, packs)
        path.write_text(path.read_text(encoding="utf-8").replace(PLACEHOLDER, "Stage 1"), encoding="utf-8")
        procedures = load_profile(path).procedures
        faults = found(path)
        assert [fault.code for fault in faults] == ["one_place_for_all_rules"] * len(procedures)
        assert all(
            f"rules of `{name}` cite one place, `Stage 1`" in fault.message
            for name, fault in zip(procedures, faults, strict=True)
        )

    @EACH
    def test_it_is_laid_out_in_the_houses_way(self, tmp_path, packs):
        old, new = formatted(started(tmp_path, packs))
        assert old == new


@pytest.mark.uncounted
@pytest.mark.parametrize("pack", PACKS)
def test_it_departs_from_no_clause_of_the_law(tmp_path, pack):
    """It is the law's procedure, so that nothing in it is weaker or otherwise."""
    most = max((some for some in TOGETHER if pack in some), key=len)
    for procedure in load_profile(started(tmp_path, most, filled=True)).procedures.values():
        if procedure.packs[0].profile == pack:
            judged = conform(procedure, DAY)
            assert judged.faults == ()
            assert judged.findings == ()


def test_above_each_rule_stands_what_the_law_asks(tmp_path):
    """The clause, its words, its note, and how far its source was checked; none of them as the council's own."""
    lines = started(tmp_path, ("children-2006", "adults-2009")).read_text(encoding="utf-8").splitlines()
    assert "children-2006, reg 20(3); from 24 April to 25 September 2020" in above(lines, "stage_3_response")
    assert "(not confirmed: at second hand): The council has 3 working days" in above(lines, "acknowledge")
    assert "Note: in writing or orally; with it goes the offer" in above(lines, "acknowledge")
    assert "The law can be read otherwise (how long it is): 3 working days. Why: reg 7" in above(
        lines, "withdrawal_confirmation"
    )
    assert "note:" not in "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def test_lengths_for_days_that_are_past_are_left_out(tmp_path):
    """In spring and summer of 2020 the panel had other times; a page of today has nothing of it."""
    lines = started(tmp_path, ("children-2006",)).read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.lstrip().startswith("#")]
    assert not [line for line in rules if "2020" in line]
    at = rules.index("          panel_meeting:")
    assert rules[at + 1 : at + 5] == [
        "            who: council",
        "            within: 30 working days",
        "            after: stage_3_requested",
        "            done_by: panel_held",
    ]


def test_a_law_and_a_guidance_on_one_procedure_make_one_that_stands_under_both(tmp_path):
    """Its rules are the law's, in whichever order the packs are given, and those that only the guidance has."""
    law, guidance = (load_profile(name).procedure("childrens_statutory") for name in BOTH)
    for packs in (BOTH, BOTH[::-1]):
        path = started(tmp_path, packs, filled=True)
        (procedure,) = load_profile(path).procedures.values()
        assert [pack.profile for pack in procedure.packs] == [*packs]
        names = {rule.name for rule in procedure.timescales}
        assert names == {rule.name for side in (law, guidance) for rule in side.timescales}
        response = procedure.timescale("stage_2_response")
        assert response.terms[0].settled == law.timescale("stage_2_response").terms[0].settled


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("name", "title", "packs", "codes"),
        [
            ("North Shire", "N", ["children-2006"], ["malformed_text"]),
            ("cambridgeshire", "N", ["children-2006"], ["profile_name_taken"]),
            ("northshire", "N", ["childrens-2006", "adults"], ["unknown_law_pack", "unknown_law_pack"]),
            ("northshire", "N", ["children-2006", "children-2006"], ["packs_apart"]),
            ("northshire", "", ["children-2006"], ["empty_text"]),
        ],
    )
    def test_it_is_told(self, name, title, packs, codes):
        """A name that is none or is taken, a pack that is none, two packs with one procedure, and no title."""
        with pytest.raises(ProfileError) as caught:
            starting_profile(name, title, packs)
        assert [fault.code for fault in caught.value.faults] == codes
        assert all(fault.mend for fault in caught.value.faults)

    def test_the_nearest_pack_is_named(self, capsys):
        assert main(["new", "northshire", "--under", "adult-2009", "--title", "N"]) == 1
        assert "did you mean `adults-2009`?" in capsys.readouterr().err


class TestCommand:
    def test_what_is_to_be_filled_in_is_told_by_its_number_first(self, tmp_path, capsys):
        """Dozens of places are one finding in the text, with one line each; what else is wrong is told as ever."""
        path = started(tmp_path, ["lgsco-code-2024"])
        places = [fault for fault in found(path) if fault.code == "to_be_filled_in"]
        assert main(["check", str(path), "--as-of", "2026-06-01"]) == 1
        first, mend, *lines = capsys.readouterr().err.splitlines()
        assert first == f"{path}: {len(places)} places are still to be filled in [to_be_filled_in]"
        assert mend.startswith("    mend: write what the page has here")
        assert lines == [f"    {fault.line}:{fault.column}: {fault.path}" for fault in places]

    def test_it_is_printed_or_written(self, tmp_path, capsys):
        arguments = ["new", "northshire", "--under", "lgsco-code-2024", "--title", "Northshire: the Council"]
        assert main(arguments) == 0
        printed = capsys.readouterr().out
        path = tmp_path / "northshire.yaml"
        assert main([*arguments, "--into", str(path)]) == 0
        assert path.read_text(encoding="utf-8") == printed
        assert load_profile(path).title == "Northshire: the Council"

    def test_a_file_that_is_there_is_left_alone(self, tmp_path, capsys):
        path = tmp_path / "northshire.yaml"
        path.write_text("precious", encoding="utf-8")
        arguments = ["new", "northshire", "--under", "lgsco-code-2024", "--title", "N", "--into", str(path)]
        assert main(arguments) == 2
        assert path.read_text(encoding="utf-8") == "precious"
        assert "is not written: file exists" in capsys.readouterr().err
