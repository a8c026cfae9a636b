"""What is promised of a document with versions, whatever its pages say."""

from datetime import timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from complaint_rules import assess
from complaint_rules.compiling import Shelf, compile_profile
from complaint_rules.compiling.versions import Files, compile_versions
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document
from tests.property.rendering import case_of, compiled, words, written
from tests.property.strategies import FIRST, LAST, questions

WAYS = ("by_receipt", "by_stage_start", "by_event")
NAMED = ("version", "versions", "editions")
"""What an answer says of versions themselves."""


def joined(question, pages, first_day, way):
    """Join two pages, the second in force from a day."""
    packs = {name: compiled(pack) for name, pack in question["packs"].items()}
    ours = shelf()
    shelved = Shelf(words(), ours.calendar, ours.calendar_names, packs.get, tuple(packs))
    files = Files(
        read=lambda name: read_document(written(pages[name]), name),
        compile=lambda _, reading: compile_profile(reading, shelved),
        near=lambda _: (),
    )
    rule = {"rule": way, "source": "1"}
    if way == "unstated":
        rule["readings"] = {"rule": {"could_be": list(WAYS), "because": "the page does not say"}}
    listed = [{"file": "old"}, {"file": "new", "from": first_day, "cases_in_flight": rule}]
    whole = {"profile": "council", "title": "A council", "readings_approved_by": "nobody", "versions": listed}
    return compile_versions(read_document(written(whole), "joined.yaml"), files).procedure(question["procedure"])


def said(answer):
    """Return all that an answer says but of versions."""
    return without_versions(answer.to_dict())


def without_versions(found):
    """Leave out what an answer says of versions themselves, however deep."""
    if isinstance(found, dict):
        return {key: without_versions(value) for key, value in found.items() if key not in NAMED}
    if isinstance(found, list):
        return [without_versions(one) for one in found if not is_of_versions(one)]
    return found


def is_of_versions(found):
    """Say whether something is the reason that it is not known which version governs."""
    return isinstance(found, dict) and found.get("code") == "versions_leave_open"


def first_days(draw, question):
    """Draw the first day of the second version: on or beside the day of an event, mostly after the case began."""
    days = sorted({event["on"] for event in question["case"]["events"]}) or [question["as_of"]]
    day = draw(st.sampled_from(days[1:] or days)) + timedelta(days=draw(st.sampled_from([0, 1, -1, 3])))
    return min(max(day, FIRST), LAST)


@st.composite
def in_two_versions(draw, ways=(*WAYS, "unstated")):
    """Draw a question, the first day of a second version, and what it does with cases in flight."""
    question = draw(questions())
    return question, first_days(draw, question), draw(st.sampled_from(ways))


@st.composite
def of_two_pages(draw):
    """Draw a question with a second page that knows the same procedures, and the first day of that."""
    question, other = draw(questions()), draw(questions())
    new = {**question["profile"], "procedures": {"main": other["profile"]["procedures"]["main"]}}
    new["procedures"]["main"].pop("stands_under", None)
    old = {**question["profile"], "procedures": {"main": question["profile"]["procedures"]["main"]}}
    for block in new["procedures"]["main"]["stages"].values():
        for rule in block.get("timescales", {}).values():
            rule.pop("fulfils", None)
    return question | {"procedure": "main"}, {"old": old, "new": new}, first_days(draw, question)


def editions(profile):
    """Return one page as two versions that differ in nothing but what they call themselves."""
    return {"old": profile | {"edition": "one"}, "new": profile | {"edition": "two"}}


class TestVersionsThatSayTheSame:
    """docs/meaning.md: changing over starts, ends and moves nothing by itself."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(in_two_versions())
    def test_nothing_is_answered_otherwise(self, drawn):
        """Whatever becomes of cases in flight, the answer is that of the one page."""
        question, first_day, way = drawn
        procedure = joined(question, editions(question["profile"]), first_day, way)
        case, as_of = case_of(question), question["as_of"]
        alone = assess(procedure.versions[0].procedure, case, as_of)
        assert said(assess(procedure, case, as_of)) == said(alone)


class TestByReceipt:
    """docs/meaning.md: by receipt, the version that took the case governs it to its end."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(of_two_pages())
    def test_the_answer_is_that_of_the_governing_version_alone(self, drawn):
        """Nothing of the other version is in it."""
        question, pages, first_day = drawn
        pages = {name: page | {"edition": name} for name, page in pages.items()}
        procedure = joined(question, pages, first_day, "by_receipt")
        case, as_of = case_of(question), question["as_of"]
        answer = assess(procedure, case, as_of)
        (governing,) = [one for one in answer.versions if one.governs]
        packs = {name: compiled(pack) for name, pack in question["packs"].items()}
        by_itself = compiled(pages[governing.version], packs).procedure("main")
        # A letter may say of which timescale it is, and it may be one that only the other page has.
        known = {rule.name for side in (by_itself, *by_itself.packs) for rule in side.timescales}
        assume({event.details["of"] for event in case.events if "of" in event.details} <= known)
        assert said(answer) == said(assess(by_itself, case, as_of))
        if answer.stage is not None:
            began = min(event.on for event in case.events)
            assert governing.version == "new" or began < first_day


class TestEveryWay:
    """Any list of known events is answered, by whatever versions."""

    @settings(suppress_health_check=list(HealthCheck))
    @given(of_two_pages(), st.sampled_from((*WAYS, "unstated")))
    def test_two_pages_that_have_nothing_in_common(self, drawn, way):
        """A case that changes over between any two pages has an answer, as data and in words."""
        question, pages, first_day = drawn
        pages = {name: page | {"edition": name} for name, page in pages.items()}
        answer = assess(joined(question, pages, first_day, way), case_of(question), question["as_of"])
        assert answer.to_dict()
        assert answer.explain()
        assert all(row.explain() for row in answer.due_dates)
        assert all(move.explain() for move in answer.transitions)
        assert all(row.version in ("old", "new", "old or new", "new or old", "1") for row in answer.due_dates)
