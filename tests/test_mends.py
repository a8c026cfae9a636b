"""How a word that is none of a closed list is mended: a misspelling is told from a word of another meaning."""

from datetime import date
from pathlib import Path

import pytest

from complaint_rules import Case, CaseError, Event, ProfileError, assess, load_profile
from complaint_rules.errors import did_you_mean, which_of

PROCEDURE = load_profile("northamptonshire").procedure("childrens_statutory")


def mend(*events: Event, **facts: object) -> str:
    """Return how the one fault of a case is to be mended."""
    with pytest.raises(CaseError) as raised:
        assess(PROCEDURE, Case([Event("complaint_received", date(2024, 1, 2)), *events], facts), date(2024, 2, 1))
    (fault,) = raised.value.faults
    return fault.mend


def test_a_misspelling_is_told_the_word() -> None:
    assert mend(complainant="foster_carrer") == "did you mean `foster_carer`?"


@pytest.mark.parametrize("word", ["grandparent", "foster_parent"])
def test_a_person_who_is_none_of_the_list_is_told_the_whole_of_it(word: str) -> None:
    """A grandparent is no parent: he may be an other person, and must see that there is such a word."""
    told = mend(complainant=word)
    words = PROCEDURE.fact_words["complainant"].words
    assert len(words) > 12
    assert all(f"`{one}`" in told for one in words)
    assert "if not, use one of `adopted_person`," in told


def test_of_a_short_list_only_the_words_are_told() -> None:
    """`Unfounded` is like no outcome, `held` is too little like `upheld`."""
    outcomes = "use one of `cannot_be_determined`, `not_upheld`, `partially_upheld`, `upheld`"
    for said in ("held_up_in_part", "unfounded", "held"):
        assert mend(Event("stage_1_response_sent", date(2024, 1, 12), outcome=said)) == outcomes
    assert mend(Event("stage_1_response_sent", date(2024, 1, 12), outcome="not_uphelt")) == "did you mean `not_upheld`?"


def test_of_a_long_list_with_nothing_near_it_is_said_where_to_look() -> None:
    words = [f"word_number_{number}" for number in range(20)]
    assert which_of("xyz", words, "look there") == "look there"
    assert which_of("xyz", words[:12]).startswith("use one of `word_number_0`, ")
    assert which_of("xyz", []) == ""


@pytest.mark.parametrize(("word", "other"), [("stage_2", "stage_1"), ("stage_10", "stage_1"), ("stage_two", "stage_1")])
def test_a_word_with_another_number_is_never_meant(word: str, other: str) -> None:
    """Stage 2 is another stage than stage 1, and no misspelling of it."""
    assert did_you_mean(word, [other, "closed"]) == f"use one of `closed`, `{other}`"
    assert which_of(word, [other, "closed"]) == f"use one of `closed`, `{other}`"


def test_a_number_may_be_written_in_words() -> None:
    assert did_you_mean("stage_one", ["stage_1", "stage_2"]) == "did you mean `stage_1`?"
    assert did_you_mean("stgae_2", ["stage_1", "stage_2"]) == "did you mean `stage_2`?"


SOUND = (Path(__file__).parent / "checks" / "profiles" / "clock_never_ends" / "sound.yaml").read_text(encoding="utf-8")


def mends_of(folder: Path, written: str, instead: str) -> list[str]:
    """Return how the mistakes of a profile are to be mended in which a piece is written otherwise."""
    assert SOUND.count(written) == 1
    path = folder / "northshire.yaml"
    path.write_text(SOUND.replace(written, instead), encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load_profile(str(path))
    return [fault.mend for fault in raised.value.faults]


def test_a_word_that_is_there_already_is_not_to_be_written_again(tmp_path: Path) -> None:
    """It would be a key or an event twice."""
    answered = "done_by: [complaint_acknowledged]"
    assert mends_of(tmp_path, answered, f"{answered}, done_bye: [complaint_allocated]") == [
        "`done_by` stands here already: keep one of the two"
    ]
    assert mends_of(tmp_path, answered, "done_by: [complaint_acknowledged, complaint_aknowledged]") == [
        "`complaint_acknowledged` stands in this list already: take this one away"
    ]
    assert mends_of(tmp_path, answered, "done_by: [complaint_aknowledged]") == [
        "did you mean `complaint_acknowledged`?"
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("to: stage_2", "to: {long}"),
        ("done_by: [complaint_acknowledged]", "done_by: [{long}]"),
        ("within: 3 working days", "within: 3 {long}"),
        ("if: {stage_1_response_sent: happened}", "if: {complainant: {long}}"),
    ],
)
def test_a_name_that_nobody_wrote_by_hand_is_cut(written: str, instead: str, tmp_path: Path) -> None:
    """It is told by its beginning, wherever it stands in the message."""
    path = tmp_path / "northshire.yaml"
    path.write_text(SOUND.replace(written, instead.replace("{long}", "a" * 9_000)), encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load_profile(str(path))
    told = str(raised.value).replace(str(path), "")
    assert "a" * 60 + "…" in told
    assert len(told) < 1_000


def test_what_is_only_a_little_like_a_word_does_not_mean_it() -> None:
    """They have an ending in common, and letters here and there."""
    assert did_you_mean("all points raised", ["points_disagreed"], "look there") == "use one of `points_disagreed`"
    assert (
        did_you_mean("grounds_arose_on or became_aware_on", ["grounds_arose_on", *map(str, range(12))], "look")
        == "look"
    )
