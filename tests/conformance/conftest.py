"""A made-up council under a made-up law, small enough to be counted by hand."""

from datetime import date

import pytest

from complaint_rules import conform
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document

AS_OF = date(2025, 12, 1)

TOP = """\
documents:
  page: {title: The page, version: "2024", checked: provision_read}
readings_approved_by: nobody in particular
calendars:
  working days: england-and-wales
counting: {forwards: trigger_is_day_zero, source: "1"}
"""

RULES = """\
    document: page
    begins:
      complaint_received: {who: complainant, to: stage_1, source: "1"}
    stages:
      stage_1:
        timescales:
          stage_1_response:
            who: council
            within: 10 working days
            after: complaint_received
            done_by: stage_1_response_sent
            must_contain: [reasons]
            source: "2"
        moves:
          stage_2_requested:
            who: complainant
            if: {stage_1_response_sent: happened}
            to: stage_2
            source: "3"
      stage_2:
        timescales:
          stage_2_response:
            who: council
            within: 25 working days
            after: stage_2_requested
            done_by: stage_2_response_sent
            source: "4"
        moves:
          ombudsman_approached:
            who: complainant
            if: {stage_2_response_sent: happened}
            to: ombudsman
            source: "5"
"""


def law(name="made-up-law", force="law", rules=RULES, edition="first"):
    """Return the text of a law."""
    head = f"profile: {name}\ntitle: The {name}\nforce: {force}\nedition: {edition}\n{TOP}procedures:\n"
    return f"{head}  corporate:\n    title: Complaints\n{rules}"


def council(rules=RULES, under="[made-up-law]", more=""):
    """Return the text of a council's profile that stands under it."""
    head = f"profile: northshire\ntitle: Northshire County Council\n{TOP}procedures:\n"
    return f"{head}  corporate:\n    title: Complaints\n    stands_under: {under}\n{more}{rules}"


def changed(old, new):
    """Return the rules with one piece written otherwise."""
    assert RULES.count(old) == 1
    return RULES.replace(old, new)


def compiled(text, *laws, file="northshire.yaml"):
    """Compile a council's text upon laws."""
    packs = {
        pack.name: pack
        for pack in (compile_profile(read_document(one, "law.yaml"), shelf()) for one in laws or (law(),))
    }
    upon = shelf()._replace(pack=packs.get, pack_names=tuple(packs))
    return compile_profile(read_document(text, file), upon)


@pytest.fixture
def held():
    """Judge a council's rules against the made-up law, on Monday 1 December 2025."""

    def held(text=None, *laws, as_of=AS_OF):
        return conform(compiled(text or council(), *laws).procedure("corporate"), as_of)

    return held


@pytest.fixture
def compile_procedure():
    """Compile a council's rules upon laws."""

    def compile_procedure(text, *laws):
        return compiled(text, *laws).procedure("corporate")

    return compile_procedure
