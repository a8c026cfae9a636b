"""Where a document is indexed and not mapped yet, headings are all that is known of it."""

from pathlib import Path

import pytest

from complaint_rules.checks import run_checks
from complaint_rules.loading import pages

FOLDER = Path(__file__).parent / "profiles" / "place_not_in_document"
INDEX = (FOLDER / "maps" / "sound.index.yaml").read_text(encoding="utf-8")
CITED = "Who answers, Ombudsman"


def told(tmp_path: Path, cited: str, index: str | None = INDEX) -> list[tuple[str, str]]:
    """Return what is told of a profile with one citation changed, beside this index."""
    text = (FOLDER / "sound.yaml").read_text(encoding="utf-8")
    assert text.count(CITED) == 1
    (tmp_path / "northshire.yaml").write_text(text.replace(CITED, cited), encoding="utf-8")
    if index is not None:
        (tmp_path / "maps").mkdir()
        (tmp_path / "maps" / "northshire.index.yaml").write_text(index, encoding="utf-8")
    (page,) = pages(str(tmp_path / "northshire.yaml"))
    return [(fault.message, fault.mend) for fault in run_checks(page).faults if fault.code == "place_not_in_document"]


@pytest.mark.parametrize("cited", [CITED, "Ombudsman", "Stage 1, Ombudsman", "Who answers, 2", "1, first item"])
def test_a_heading_may_stand_beside_what_an_index_does_not_know(tmp_path: Path, cited: str) -> None:
    """An index does not say what stands under what, nor the items of a list."""
    assert told(tmp_path, cited) == []


def test_what_names_no_heading_is_told(tmp_path: Path) -> None:
    """The nearest heading is named, and that it is the index that lacks it."""
    message = "`Ombudsmen` is no place of the document, as its index has it"
    assert told(tmp_path, "Ombudsmen") == [(message, "did you mean `Ombudsman`?")]


@pytest.mark.parametrize("index", [None, INDEX.replace("headings:", "hedings:"), INDEX.replace("  page:", "  other:")])
def test_where_nothing_is_known_of_a_document_nothing_is_told(tmp_path: Path, index: str | None) -> None:
    """What is wrong with an index itself `page` tells."""
    assert told(tmp_path, "Nowhere", index) == []
