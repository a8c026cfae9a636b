"""By which procedure a complaint goes: the engine against the naive twin, and pages that do not say what they are for."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_rules import Case, load_profile, route
from tests.property.shipped import PROFILES, packs_of, read, words_of
from tests.property.strategies import CALENDARS
from tests.reference.acceptance import NOT_FOR_COMPLAINTS, goes_by
from tests.reference.twin import replayed

DAY = date(2026, 6, 10)
STATUTORY = "{subject: [part_3_function, adoption_function]}"
PAGE = """\
profile: shire
title: Shire Council
documents: {{page: {{title: How to complain}}}}
calendars: {{working days: england-and-wales}}
counting: {{forwards: trigger_is_day_zero, source: "1"}}
procedures:
  corporate:
    title: Complaints
    document: page
    {corporate}
    begins: {{complaint_received: {{who: complainant, to: stage_1, source: "2"}}}}
    stages: {{stage_1: {{title: One}}}}
  childrens_statutory:
    title: Complaints about children's social care
    document: page
    stands_under: [children-2006]
    {childrens}
    begins: {{complaint_received: {{who: complainant, to: stage_1, source: "3"}}}}
    stages: {{stage_1: {{title: One}}}}
"""


def by_the_twin(file, facts, packs):
    """Return by which procedure the twin has a complaint go that was not made yet."""
    ways = {}
    for name, rules in file["procedures"].items():
        if rules.get("handles") not in NOT_FOR_COMPLAINTS:
            ways[name], *_ = replayed(
                profile=file,
                procedure=name,
                packs=packs(name),
                vocabulary=read("vocabulary.yaml"),
                calendars=CALENDARS,
                case={"facts": facts, "events": []},
                as_of=DAY,
            )
    return goes_by(ways)


@st.composite
def persons_and_matters(draw, profile):
    """Draw what is known of who complains and of what: words that every procedure knows, or one of them."""
    words = {
        name: rule
        for each in read(f"{profile}.yaml")["procedures"]
        for name, rule in words_of(profile, each)[1].items()
    }
    names = ["complainant", "subject", *draw(st.lists(st.sampled_from(sorted(words)), max_size=5))]
    found = {}
    for name in draw(st.permutations(names)):
        kind = words[name]["is"]
        if isinstance(kind, list):
            found[name] = draw(st.sampled_from(kind))
        elif kind == "yes_no":
            found[name] = draw(st.booleans())
    if draw(st.integers(0, 5)) == 0:
        found.pop(draw(st.sampled_from(["complainant", "subject"])))
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_the_engine_is_the_twin(profile):
    """Of every shipped profile, whoever complains and of whatever."""

    @settings(max_examples=max(2, settings.default.max_examples // 2))
    @given(persons_and_matters(profile))
    def asked(facts):
        found = route(load_profile(profile), Case([], facts), DAY).to
        assert found == by_the_twin(read(f"{profile}.yaml"), facts, lambda name: packs_of(profile, name))

    asked()


def what_about(rows):
    """Write rows of what a procedure is about."""
    return f"acceptance: {{what_about: {{{rows}}}}}"


CORPORATE = what_about(f'excluded: [{{if: {STATUTORY}, elsewhere: childrens_statutory, source: "4"}}]')
CORPORATE_TOO = what_about('allowed: [{source: "4: anything"}]')
EARLY_HELP = what_about('allowed: [{if: {subject: [part_3_function, early_help]}, source: "5"}]')


@pytest.mark.parametrize(
    ("corporate", "childrens", "subject", "to"),
    [
        # The children's page says nothing of what it is for: its law is for Part 3, and not for the bins.
        (CORPORATE, "", "other_council_service", "corporate"),
        (CORPORATE, "", "part_3_function", "childrens_statutory"),
        (CORPORATE_TOO, "", "other_council_service", "corporate"),
        (CORPORATE_TOO, "", "part_3_function", "childrens_statutory"),
        # It lists early help, which its law does not: both pages say that they take it, and no law says which.
        (CORPORATE_TOO, EARLY_HELP, "early_help", ""),
        (CORPORATE_TOO, EARLY_HELP, "other_council_service", "corporate"),
        # No other procedure takes it: it is taken as its page says.
        (what_about('excluded: [{if: {subject: early_help}, source: "4"}]'), "", "early_help", "childrens_statutory"),
    ],
)
def test_a_page_that_does_not_say_what_it_is_for_is_read_no_wider_than_its_law(
    tmp_path, corporate, childrens, subject, to
):
    """Counted off the pages above by hand; the twin says the same."""
    text = PAGE.format(corporate=corporate, childrens=childrens)
    path = tmp_path / "shire.yaml"
    path.write_text(text, encoding="utf-8")
    facts = {"complainant": "parent", "subject": subject}
    assert route(load_profile(path), Case([], facts), DAY).to == to
    packs = {"corporate": {}, "childrens_statutory": {"children-2006": read("law/children-2006.yaml")}}
    assert by_the_twin(yaml.safe_load(text), facts, packs.__getitem__) == to


def test_what_the_laws_turn_on_is_asked_where_the_pages_take_everything(tmp_path):
    """Neither page asks for the subject; the law of one of them does, and with its answer it is known."""
    path = tmp_path / "shire.yaml"
    path.write_text(PAGE.format(corporate="", childrens=""), encoding="utf-8")
    found = route(load_profile(path), Case([], {"complainant": "parent"}), DAY)
    assert (found.to, found.question.name) == ("", "subject")
    told = route(load_profile(path), Case([], {"complainant": "parent", "subject": "other_council_service"}), DAY)
    assert (told.to, told.routes[1].permission) == ("corporate", "entitled")
