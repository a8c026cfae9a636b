"""One place for all rules: how many there must be, what is alike, and that a map tells more."""

from pathlib import Path

import pytest

from complaint_rules.checks import run_checks
from complaint_rules.loading import pages

FOLDER = Path(__file__).parent / "profiles" / "one_place_for_all_rules"
BROKEN = (FOLDER / "broken.yaml").read_text(encoding="utf-8")
LAST = 'ombudsman_approached: {to: ombudsman, who: complainant, during: [stage_1, closed], source: "2"}'
A_STEP = '          mediation_offered: {who: council, source: "2"}\n'


def told(folder: Path, text: str) -> list[str]:
    """Return what the check says of a profile."""
    path = folder / "northshire.yaml"
    path.write_text(text, encoding="utf-8")
    (page,) = pages(str(path))
    return [fault.message for fault in run_checks(page).faults if fault.code == FOLDER.name]


def test_five_rules_are_enough_and_four_may_stand_in_one_paragraph(tmp_path: Path) -> None:
    """The procedure of the example has six; without the offer five, and without the extension four."""
    assert BROKEN.count(A_STEP) == 1
    five = BROKEN.replace(A_STEP, "")
    extension = '            extension: {up_to: 20 working days, made_by: [extension_notified], source: "2"}\n'
    assert five.count(extension) == 1
    assert told(tmp_path, five) == ["all 5 rules of `corporate` cite one place, `2`"]
    assert told(tmp_path, five.replace(extension, "")) == []


@pytest.mark.parametrize(
    ("cited", "findings"),
    [('"2"', 1), ('" 2 "', 1), ('{document: page, place: "2"}', 1), ("\"2: 'you may ask him'\"", 0), ('"3"', 0)],
)
def test_what_is_the_same_place(tmp_path: Path, cited: str, findings: int) -> None:
    """Spaces and how the document is named make no difference; other words at the place do."""
    assert BROKEN.count(LAST) == 1
    assert len(told(tmp_path, BROKEN.replace(LAST, LAST.replace('"2"', cited)))) == findings


def test_the_same_words_in_another_document_are_another_place(tmp_path: Path) -> None:
    """`2` of the page is not `2` of the leaflet."""
    two = BROKEN.replace("documents: {page:", "documents: {leaflet: {title: A leaflet}, page:")
    assert len(told(tmp_path, two)) == 1
    assert told(tmp_path, two.replace(LAST, LAST.replace('"2"', '{document: leaflet, place: "2"}'))) == []


def test_beside_a_map_it_is_left_to_the_map(tmp_path: Path) -> None:
    """A map says of each heading which rules come from it, or why none does."""
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "northshire.yaml").write_text("map: northshire\n", encoding="utf-8")
    assert told(tmp_path, BROKEN) == []
