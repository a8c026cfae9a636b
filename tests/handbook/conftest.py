"""A small council's profile with its map and its index, and a way to change each of them."""

from pathlib import Path

import pytest

from complaint_rules.errors import ProfileError
from complaint_rules.handbook import open_book

PROFILE = """\
profile: northshire
title: Northshire County Council
edition: April 2024
documents:
  page: {title: How to complain, version: "2024"}
readings_approved_by: the complaints manager
calendars:
  working days: england-and-wales
counting: {forwards: trigger_is_day_zero, source: "2"}
procedures:
  childrens_statutory:
    title: Complaints about children
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "1, first item"}
    stages:
      stage_1:
        title: First answer
        timescales:
          stage_1_response:
            who: council
            within: 10 working days
            after: complaint_received
            done_by: stage_1_response_sent
            source: "2, Stage 1: 'within ten days'; 2, Stage 2, last paragraph"
            readings:
              within: {could_be: [10 calendar days], because: "the page has 'ten days'"}
"""

MAP = """\
map: northshire
documents:
  page:
    places:
      - heading: How to complain
        none: the title
      - heading: 1. Who may complain
        places:
          - {heading: Any child …, cited_as: first item}
      - heading: "2. What we do:"
        left_out:
          - {words: We are polite, why: "nothing to compute"}
        places:
          - heading: "Stage 1: First answer"
          - heading: Stage 2 – Second answer
      - heading: Addresses
        none: nothing to compute
        places:
          - heading: Stage 1
    contradictions:
      - between: ["2, Stage 1", "2, Stage 2"]
        what: "'ten days' in the one, 'two weeks' in the other"
        taken: ten working days
"""

INDEX = """\
index: northshire
documents:
  page:
    read: the whole page
    headings:
      - {line: 1, words: How to complain}
      - {line: 3, words: 1. Who may complain}
      - {line: 4, words: Any child …}
      - {line: 6, words: "2. What we do:"}
      - {line: 8, words: "Stage 1: First answer"}
      - {line: 10, words: Stage 2 – Second answer}
      - {line: 12, words: Addresses}
      - {line: 13, words: Stage 1}
"""


class Folder:
    """A folder with the three files; `change` writes a piece of one of them otherwise."""

    def __init__(self, path: Path) -> None:
        self.profile, self.map, self.index = (
            path / "northshire.yaml",
            path / "maps" / "northshire.yaml",
            path / "maps" / "northshire.index.yaml",
        )
        self.map.parent.mkdir()
        for file, text in ((self.profile, PROFILE), (self.map, MAP), (self.index, INDEX)):
            file.write_text(text, encoding="utf-8")

    def change(self, file: Path, old: str, new: str) -> None:
        """Write one piece of a file otherwise; it must be there once."""
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    def told(self) -> str:
        """Return every fault as it is told, with the names of files instead of their paths."""
        with pytest.raises(ProfileError) as caught:
            open_book(str(self.profile))
        told = str(caught.value).replace(f"{self.map.parent}{'/'}", "maps/")
        return told.replace(f"{self.profile.parent}{'/'}", "")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a folder with a profile, its map and its index, all of them right."""
    return Folder(tmp_path)
