"""The page of a profile: what it says of each kind of rule, where, and that the committed ones are the present ones."""

import re
from pathlib import Path

import pytest

from complaint_rules.__main__ import main
from complaint_rules.citing.written import rules_of
from complaint_rules.handbook import open_book, page
from complaint_rules.handbook.sentences import TELLERS, TOLD, told
from complaint_rules.handbook.words import Words
from complaint_rules.loading import load_profile, shipped_packs, shipped_profiles
from complaint_rules.profiles import document as documents
from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.document import MoveDocument, Rule
from complaint_rules.profiles.sections import fields_of, key_of

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "profiles"
EMPTY_KEY = re.compile(r"\b[a-z_]+: *(?:,|;|$)")

NORTHSHIRE = """\
# Northshire County Council

Every rule of the profile in plain words, to be held beside the document. This page is made from the
profile; whoever finds a mistake mends `{asked_for}` and has the page made again with
`complaint-rules page {asked_for}`.

- The document: *How to complain*, 2024.
- Edition: April 2024.
- In force: it has no date, and is taken as in force.
- By what force it speaks: council.
- Who stands for the readings: the complaints manager.
- Procedure `childrens_statutory`: Complaints about children.
- Working days: those of the calendar `england-and-wales`, {edition}.

There are 3 rules here, with 1 place where the document can be read in more than one way.

- **Reading** marks what the document leaves open and the profile has taken in one way.
- **Left open** marks what the document leaves open and the profile does too: every way is computed.
- **Contradiction** marks places of the document that do not agree, and which of them is followed.
- **Not a rule** says of what stands in the document why nothing is computed from it.

The words in typewriter letters at the end of a rule are where it stands in the profile.

## How to complain

**Not a rule**: The title.

## 1. Who may complain

### Any child …

*Cited as: first item.*

*Complaints about children – how it begins*

- **Complaint received** (a step that begins a case)
  - What happens: The complaint reached anyone in the council, in whatever form.
  - The complainant may do this. The case goes to “First answer”.
  - Said at: 1, first item. `childrens_statutory.begins.complaint_received`

## 2. What we do:

*The whole document*

- **Counting** (how days are counted)
  - The day of the event itself is not counted; the first working day after it is day one.
  - Said at: 2. `counting`

- **Not a rule**: “We are polite …” – Nothing to compute.

### Stage 1: First answer

*Complaints about children – First answer*

- **Stage 1 response** (the council's time)
  - The council has 10 working days, counted from the day on which the complaint reached anyone in the council, in whatever form. It is done once the answer at stage 1 was sent.
  - **Reading**: how long it is – 10 working days. It could also be: 10 calendar days. Why: the page has 'ten days'.
  - Said at: 2, Stage 1: 'within ten days'; 2, Stage 2, last paragraph. `childrens_statutory.stages.stage_1.timescales.stage_1_response`

**Contradiction** with *2. What we do, Stage 2 – Second answer*: 'ten days' in the one, 'two weeks' in the other. Followed: Ten working days.

### Stage 2 – Second answer

- **Stage 1 response** (the council's time): told under *2. What we do, Stage 1: First answer*.

**Contradiction** with *2. What we do, Stage 1: First answer*: 'ten days' in the one, 'two weeks' in the other. Followed: Ten working days.

## Addresses

**Not a rule**: Nothing to compute.

### Stage 1

## Where the document does not agree with itself

- *2. What we do, Stage 1: First answer* and *2. What we do, Stage 2 – Second answer*: 'ten days' in the one, 'two weeks' in the other. Followed: Ten working days.
"""


def test_a_whole_page(folder):
    """Every heading in its order, with its rules in words, its readings, its contradictions and what is no rule."""
    edition = load_profile(folder.profile).procedure("childrens_statutory").calendars["working days"].edition
    asked_for = str(folder.profile)
    assert page(open_book(asked_for)) == NORTHSHIRE.format(edition=edition, asked_for=asked_for)


def test_without_a_map_the_page_is_in_the_order_of_the_profile(folder):
    """A law pack, or a profile that has no map yet, has a page too: section by section."""
    folder.map.unlink()
    folder.index.unlink()
    written = page(open_book(str(folder.profile)))
    assert [line for line in written.splitlines() if line.startswith("## ")] == [
        "## The whole document",
        "## Complaints about children – how it begins",
        "## Complaints about children – First answer",
    ]
    assert "Not a rule" not in written
    assert "- **Stage 1 response** (the council's time)\n" in written


@pytest.mark.parametrize("name", [*shipped_profiles(), *shipped_packs()])
def test_every_rule_is_told_once_and_cited(name):
    """A page tells each rule of its profile in full exactly once, with its place, and every reading of it."""
    book = open_book(name)
    written = page(book)
    for rule in book.rules:
        assert written.count(f" `{rule.id}`\n") == 1, rule.id
    readings = sum(len(rule.rule.readings) for rule in book.rules)
    assert written.count("  - **Reading**: ") + written.count("  - **Left open**: ") == readings


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_shipped_profile_has_a_map_that_holds(name):
    """No heading of a shipped document is in neither the map nor the index, and no citation leads nowhere."""
    (text,) = open_book(name).texts
    cited = {rule.id for each in text.places for rule in each.rules}
    assert cited == {rule.id for rule in rules_of(open_book(name).document)}


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_committed_page_is_the_present_one(name, capsys):
    """The page in docs/profiles is what the command prints; if not, print it there again."""
    assert main(["page", name]) == 0
    assert capsys.readouterr().out == (PAGES / f"{name}.md").read_text(encoding="utf-8")


def test_there_is_no_page_of_a_profile_that_does_not_ship():
    """The folder holds the shipped profiles' pages and no others."""
    assert {path.stem for path in PAGES.glob("*.md")} == set(shipped_profiles())


def rule_models():
    """Return every kind of rule that a profile may hold, the bare ground of others left out."""
    kinds = [kind for kind in vars(documents).values() if isinstance(kind, type) and issubclass(kind, Rule)]
    return [kind for kind in kinds if kind.__name__ not in ("Rule", "Timed")]


@pytest.mark.parametrize("kind", rule_models(), ids=lambda kind: kind.__name__)
def test_every_key_of_every_kind_of_rule_has_a_sentence(kind):
    """Whoever gives rules a new key, or makes a new kind of rule, is asked here for its words."""
    keys = {key_of(name) for name in fields_of(kind)} - {"source", "note", "readings"}
    assert kind in dict(TELLERS)
    assert keys <= TOLD[kind]


def test_a_key_without_a_sentence_is_told_as_it_is_written():
    """A key that no sentence knows is not left unread."""

    class Louder(MoveDocument):
        volume: str = "very loud_indeed"

    words = Words(load_profile("ncc").procedure("corporate"), {}, {})
    rule = checked(Louder, {"who": "panel", "source": "1"})
    assert told(rule, words) == ("The panel may do this.", "The case stays where it is.", "Volume: very loud indeed.")


def test_a_kind_of_rule_that_nobody_knows_is_told_as_it_is_written():
    """A new kind of rule is told key by key, until it has sentences of its own."""

    class Route(Rule):
        leads_to: str = "corporate_procedure"

    words = Words(load_profile("ncc").procedure("corporate"), {}, {})
    assert told(checked(Route, {"source": "1", "note": "new"}), words) == ("Leads to: corporate procedure.",)


def test_a_profile_of_two_documents(folder):
    """Each document has a heading of its own, and each rule says in which of them it stands."""
    folder.change(folder.profile, 'version: "2024"}', 'version: "2024"}\n  letter: {title: The letter}')
    folder.change(folder.profile, 'source: "1, first item"', "source: {document: letter, place: End}")
    folder.change(
        folder.map,
        "          - {heading: Any child …, cited_as: first item}",
        "          - {heading: Any child …, none: all may}",
    )
    for file, words in (
        (folder.map, "    places: [{heading: End}]"),
        (folder.index, "    read: all\n    headings: [{line: 1, words: End}]"),
    ):
        file.write_text(f"{file.read_text(encoding='utf-8')}  letter:\n{words}\n", encoding="utf-8")
    written = page(open_book(str(folder.profile)))
    headings = [line for line in written.splitlines() if line.endswith((" How to complain", " The letter", " End"))]
    assert headings == ["## How to complain", "### How to complain", "## The letter", "### End"]
    assert "  - Said at: The letter, End. `childrens_statutory.begins.complaint_received`\n" in written


@pytest.mark.parametrize("name", [*shipped_profiles(), *shipped_packs()])
def test_no_key_is_told_without_its_value(name):
    """Neither the page nor a reading that an answer tells has a key that stands for nothing."""
    rules = [rule for procedure in load_profile(name).procedures.values() for rule in _rules(procedure)]
    readings = [text for rule in rules for one in rule.readings for text in (one.taken, *one.could_be)]
    # Headings are the document's own words, and may well end with a colon.
    told = [*readings, *(line for line in page(open_book(name)).splitlines() if not line.startswith("#"))]
    assert [text for text in told if EMPTY_KEY.search(text)] == []


def _rules(procedure):
    """Return every rule of a compiled procedure that may rest on readings."""
    rows = (*procedure.acceptance.who.rows, *procedure.acceptance.what.rows, *procedure.acceptance.time_limits)
    extensions = (rule.extension for rule in procedure.timescales if rule.extension)
    return (*procedure.begins, *procedure.moves, *procedure.bars, *procedure.timescales, *extensions, *rows)


class TestCommand:
    def test_a_law_pack(self, capsys):
        """The page of a law pack is printed, though it has no map."""
        assert main(["page", "children-2006"]) == 0
        assert "## Representations about children – Local resolution\n" in capsys.readouterr().out

    def test_the_page_names_a_command_that_makes_it(self, folder, capsys):
        """A file is named as it was given, since no name leads to it."""
        assert main(["page", str(folder.profile)]) == 0
        printed = capsys.readouterr().out
        named = re.search("`complaint-rules (page [^`]*)`", printed)[1]
        assert main(named.split()) == 0
        assert capsys.readouterr().out == printed

    def test_faults_of_a_map(self, folder, capsys):
        """Faults are exit code 1, on standard error, and nothing is printed."""
        folder.change(folder.map, "        none: the title\n", "")
        assert main(["page", str(folder.profile)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "[place_without_rules]" in printed.err

    def test_no_such_profile(self, capsys):
        """An unknown name is answered with the nearest."""
        assert main(["page", "northumbria"]) == 1
        assert "did you mean `northumberland`?" in capsys.readouterr().err


def test_what_the_document_does_not_say_is_counted_apart(folder):
    """A late request of which nothing is said is no second reading, and yet a place to look at."""
    window = """\
          stage_2_request:
            who: complainant
            within: 20 working days
            after: stage_1_response_sent
            done_by: stage_2_requested
            late: LATE
            source: "2, Stage 1"
          stage_1_response:
"""
    folder.change(folder.profile, "          stage_1_response:\n", window.replace("LATE", "unstated"))
    told = "There are 4 rules here, with 1 place where the document can be read in more than one way"
    assert f"{told}, and 1 place where it does not say what holds.\n" in page(open_book(str(folder.profile)))
    folder.change(folder.profile, "late: unstated", "late: refused")
    assert f"{told}.\n" in page(open_book(str(folder.profile)))
