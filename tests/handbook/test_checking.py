"""A map is held against the profile's citations, both ways, and against the index; whole messages are asserted."""

import re
from pathlib import Path

import pytest

from complaint_rules.citing.places import cited_places, places_of
from complaint_rules.handbook import checking, copies, open_book
from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.map_document import MappedDocument


def test_a_right_one_has_every_rule_at_the_places_that_it_cites(folder):
    """Each place has the rules that cite it, in the order of the file, and no other."""
    (text,) = open_book(str(folder.profile)).texts
    assert {each.place.title(): [rule.id for rule in each.rules] for each in text.places} == {
        "How to complain": [],
        "1. Who may complain": [],
        "1. Who may complain, first item": ["childrens_statutory.begins.complaint_received"],
        "2. What we do": ["counting"],
        "2. What we do, Stage 1: First answer": ["childrens_statutory.stages.stage_1.timescales.stage_1_response"],
        "2. What we do, Stage 2 – Second answer": ["childrens_statutory.stages.stage_1.timescales.stage_1_response"],
        "Addresses": [],
        "Addresses, Stage 1": [],
    }
    assert [place.heading for one in text.contradictions for place in one.places] == [
        "Stage 1: First answer",
        "Stage 2 – Second answer",
    ]


def test_a_citation_of_no_place(folder):
    """A citation that names no place is told where it stands in the profile, with the nearest place."""
    folder.change(folder.profile, "2, Stage 2, last paragraph", "2. What we do, Stage 2 – Secund answer")
    folder.change(folder.map, "- heading: Stage 2 – Second answer", "- {heading: Stage 2 – Second answer, none: later}")
    assert folder.told() == (
        "northshire.yaml:25:21: `2. What we do, Stage 2 - Secund answer` is no place of the document, as its map has it [unknown_place]\n"
        "    at procedures.childrens_statutory.stages.stage_1.timescales.stage_1_response.source\n"
        "    found `\"2, Stage 1: 'within ten days'; 2. What we do, Stage 2 – Secund answer\"`\n"
        "    mend: did you mean `2. What we do, Stage 2 – Second answer`?"
    )


def test_a_citation_of_two_places(folder):
    """Two headings of one name must be told apart by what stands above them."""
    folder.change(folder.profile, "2, Stage 1: 'within ten days'", "Stage 1: 'within ten days'")
    folder.change(folder.map, "heading: Stage 1\n", "heading: 'Stage 1: Last answer'\n")
    folder.change(folder.index, "words: Stage 1}", "words: 'Stage 1: Last answer'}")
    told = folder.told()
    assert told.startswith(
        "northshire.yaml:25:21: `Stage 1` may be any of the places `2. What we do, Stage 1: First answer` "
        "and `Addresses, Stage 1: Last answer` [place_ambiguous]\n"
    )
    assert "    mend: write the heading above it, a comma, and the place\n" in told


def test_a_place_without_rules_and_without_a_reason(folder):
    """What no rule cites must say why; the heading is told where it stands in the map."""
    folder.change(folder.map, "        none: the title\n", "")
    assert folder.told() == (
        "maps/northshire.yaml:5:18: no rule cites `How to complain`, and the map does not say why [place_without_rules]\n"
        "    at documents.page.places[0].heading\n"
        "    found `How to complain`\n"
        "    mend: add `none: why`, or let the rule that comes from it cite it"
    )


def test_a_reason_speaks_for_what_stands_under_it(folder):
    """Without the reason of the heading above it, what stands under it needs one of its own."""
    folder.change(
        folder.map, "      - heading: Addresses\n        none: nothing to compute\n", "      - heading: Addresses\n"
    )
    assert folder.told().startswith("maps/northshire.yaml:18:22: no rule cites `Stage 1`, and the map does not say why")


def test_a_reason_beside_a_rule(folder):
    """A map that says that there is no rule, where there is one, is wrong; the rule is named."""
    folder.change(folder.map, 'heading: "Stage 1: First answer"', '{heading: "Stage 1: First answer", none: nothing}')
    assert folder.told() == (
        "maps/northshire.yaml:14:48: no rule is said to come from `Stage 1: First answer`, but "
        "`childrens_statutory.stages.stage_1.timescales.stage_1_response` cites it [reason_beside_rules]\n"
        "    at documents.page.places[2].places[0].none\n"
        "    found `none`\n"
        "    mend: take `none` away; what else stands there goes under `left_out`"
    )


def test_a_heading_that_only_the_index_has(folder):
    """A heading that the map leaves out is told where it stands in the index."""
    folder.change(folder.index, "      - {line: 12,", "      - {line: 11, words: How we pay}\n      - {line: 12,")
    assert folder.told() == (
        "maps/northshire.index.yaml:12:27: `How we pay` stands in the index and not here in the map [heading_not_in_map]\n"
        "    at documents.page.headings[6].words\n"
        "    found `How we pay`\n"
        "    mend: add it to the map"
    )


def test_a_heading_that_only_the_map_has(folder):
    """A heading that is not the document's is told where it stands in the map."""
    folder.change(folder.map, "heading: Addresses", "heading: Adresses")
    assert folder.told() == (
        "maps/northshire.yaml:16:18: `Adresses` stands in the map and not here in the index [heading_not_in_index]\n"
        "    at documents.page.places[3].heading\n"
        "    found `Adresses`\n"
        "    mend: did you mean `Addresses`?\n"
        "maps/northshire.index.yaml:12:27: `Addresses` stands in the index and not here in the map [heading_not_in_map]\n"
        "    at documents.page.headings[6].words\n"
        "    found `Addresses`\n"
        "    mend: add it to the map"
    )


def test_headings_out_of_order(folder):
    """The map follows the document: two headings the other way about are told."""
    folder.change(
        folder.index, '{line: 8, words: "Stage 1: First answer"}', "{line: 8, words: Stage 2 – Second answer}"
    )
    folder.change(
        folder.index, "{line: 10, words: Stage 2 – Second answer}", '{line: 10, words: "Stage 1: First answer"}'
    )
    told = folder.told()
    assert told.count("[heading_not_in_map]") == told.count("[heading_not_in_index]") == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("map", "map: northshire", "map: southshire", "maps/northshire.yaml:1:6: this is the map of the profile `southshire`, but it stands beside `northshire` [map_of_another_profile]"),
        ("index", "index: northshire", "index: southshire", "maps/northshire.index.yaml:1:8: this is the index of the profile `southshire`, but it stands beside `northshire` [index_of_another_profile]"),
        ("index", "{line: 8,", "{line: 2,", "maps/northshire.index.yaml:10:16: line 2 comes after line 6 [lines_out_of_order]"),
        ("map", 'between: ["2, Stage 1", "2, Stage 2"]', 'between: ["2, Stage 1", "2, Stage 3"]', "maps/northshire.yaml:21:33: `2, Stage 3` is no place of the document, as its map has it [unknown_place]"),
        ("profile", 'source: "1, first item"', 'source: "1, second item"', "northshire.yaml:15:67: `1, second item` is no place of the document, as its map has it [unknown_place]"),
        ("map", "  page:\n", "  leaflet:\n", "maps/northshire.yaml:3:3: the profile has no document `leaflet` [unknown_document]"),
        ("index", "  page:\n", "  leaflet:\n", "maps/northshire.yaml:3:3: the index leaves out the document `page` [document_not_indexed]"),
        ("map", "        taken: ten working days\n", "", "maps/northshire.yaml:21:9: the key `taken` is missing from item 1 of `contradictions` [missing_key]"),
    ],
)  # fmt: skip
def test_every_other_mistake_has_its_place(folder, file, old, new, told):
    """Each mistake is told with file, line, column, what is wrong and its code."""
    folder.change(getattr(folder, file), old, new)
    assert told in folder.told()


def test_a_document_that_the_map_leaves_out(folder):
    """Where a map leaves out a document, every rule that cites it is told."""
    folder.change(folder.profile, 'version: "2024"}', 'version: "2024"}\n  letter: {title: The letter}')
    folder.change(folder.profile, 'source: "1, first item"', "source: {document: letter, place: end}")
    assert (
        "northshire.yaml:16:93: the map leaves out the document `letter`, which this rule cites [document_not_mapped]"
        in folder.told()
    )


def test_a_map_needs_its_index_and_the_index_its_map(folder):
    """One without the other holds nothing; the missing one is named."""
    folder.index.unlink()
    assert folder.told().startswith("maps/northshire.index.yaml: there is no such file [file_missing]")
    folder.map.unlink()
    assert open_book(str(folder.profile)).texts == ()


MAPPED = checked(
    MappedDocument,
    {
        "places": [
            {"heading": "ALL COMPLAINTS"},
            {"heading": "All complaints – the Ombudsman", "cited_as": ["LGO"]},
            {
                "heading": "3. What we ‘do’:",
                "places": [
                    {"heading": "1. We answer", "places": [{"heading": "a. soon"}]},
                    {"heading": "Last, but not least"},
                ],
            },
            {"heading": "4) More"},
        ]
    },
)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("All complaints", [["ALL COMPLAINTS"]]),
        ("all complaints - The Ombudsman", [["All complaints – the Ombudsman"]]),
        ("LGO: 'at any time'; ALL COMPLAINTS", [["All complaints – the Ombudsman"], ["ALL COMPLAINTS"]]),
        ("LGO: 'first'; 'and last; of all'", [["All complaints – the Ombudsman"]]),
        ("3", [["3. What we ‘do’:"]]),
        ("3. What we 'do'", [["3. What we ‘do’:"]]),
        ("3, 1", [["1. We answer"]]),
        ("3. What we 'do', 1: in time", [["1. We answer"]]),
        ("3, 1, a", [["a. soon"]]),
        ("3, a", [["a. soon"]]),
        ("3, 1, last item", [[]]),
        ("Last, but not least, first and second items", [["Last, but not least"]]),
        ("3, second paragraph: 'x'", [["3. What we ‘do’:"]]),
        ("3, paragraphs after the list", [["3. What we ‘do’:"]]),
        ("4, last paragraph but one", [["4) More"]]),
        ("1", [[]]),
        ("3, 2", [[]]),
        ("3 and more", [[]]),
        ("What we do", [[]]),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_citation_names(source, named):
    """By heading, number, what comes before a dash, and the map's own name; headings above it, paragraphs and items."""
    found = cited_places(source, places_of(MAPPED, ()))
    assert [[place.heading for place in each.named] for each in found] == named


DOCUMENTED = """\
profile: northshire
title: Northshire County Council
documents:
  page: {title: How to complain}
calendars:
  working days: england-and-wales
counting: {forwards: trigger_is_day_zero, source: "First stage, last paragraph"}
procedures:
  corporate:
    title: Complaints
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "Stage 1, 1: 'We write to you'"}
    stages:
      stage_1: {title: First answer}
"""


def test_the_example_of_the_documentation_holds(folder):
    """The index and the map in docs/maps.md go together, and the citations told there lead where they should."""
    page = (Path(__file__).parents[2] / "docs" / "maps.md").read_text(encoding="utf-8")
    index, written = (part.split("```")[0] for part in page.split("```yaml\n")[1:])
    for file, text in ((folder.profile, DOCUMENTED), (folder.map, written), (folder.index, index)):
        file.write_text(text, encoding="utf-8")
    (text,) = open_book(str(folder.profile)).texts
    assert {each.place.heading: len(each.rules) for each in text.places} == {
        "How to complain": 0,
        "Stage 1: First answer": 1,
        "1. We write to you …": 1,
    }


def test_every_code_is_told_in_the_documentation():
    """Each code that holding a map can give stands in docs/maps.md, and no other does."""
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (checking, copies))
    codes = set(re.findall(r'faults\.add\(\s*"([a-z_]+)"', source)) | set(
        re.findall(r'"([a-z]+_(?:not_in_copy|elsewhere))"', source)
    )
    codes |= {"map_of_another_profile", "index_of_another_profile"}
    page = (Path(__file__).parents[2] / "docs" / "maps.md").read_text(encoding="utf-8")
    assert len(codes) == 16
    assert codes == set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page)) - {"left_out", "cited_as"}
