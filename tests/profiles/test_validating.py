"""From plain values to a model: every mistake told once, in plain words, at its place."""

import re
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from complaint_rules.errors import CaseError, ProfileError
from complaint_rules.profiles.reading import read_document
from complaint_rules.profiles.validating import validate


def a_period(text):
    """Refuse a text that is no period, with a mend."""
    if not re.fullmatch(r"[1-9]\d* (working|calendar) days", text):
        raise PydanticCustomError(
            "not_a_period", "`{found}` is not a period", {"found": text, "mend": "write `10 working days`"}
        )
    return text


def a_list(value):
    """Let one thing stand for a list of one."""
    return value if isinstance(value, list) else [value]


Period = Annotated[str, AfterValidator(a_period)]
Name = Annotated[str, Field(pattern="^[a-z_]+$", description="small letters and underscores")]


class Who(StrEnum):
    COUNCIL = "council"
    COMPLAINANT = "complainant"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Strict):
    document: str
    place: str


class SameAs(Strict):
    same_as: str


class Within(Strict):
    within: Period
    after: str


class Aim(Strict):
    kind: Literal["aim"]
    days: int


class Limit(Strict):
    kind: Literal["limit"]
    last: date


class Notes(RootModel[list[str]]):
    pass


class Rule(Strict):
    who: Who | None = None
    source: Annotated[str, Field(min_length=1)] | Place = "page 1"
    from_: date | None = Field(default=None, alias="from")
    within: Period | Literal["unstated", "no limit"] | list[Within] | None = None
    done_by: Annotated[list[str], BeforeValidator(a_list)] | None = None
    same: list[Within] | SameAs | None = None
    goal: Annotated[Aim | Limit, Field(discriminator="kind")] | None = None
    count: int = Field(default=1, gt=0, le=100)
    flag: bool = False
    pair: tuple[int, str] | None = None
    test: dict[Name, bool | int | date | str | list[str]] | None = None
    words: dict[Literal["events", "facts"], str] | None = None
    title: str = Field(default="t", validation_alias=AliasChoices("title", "heading"))
    notes: Notes | None = None
    items: list[Place] = Field(default=[Place(document="d", place="p")], min_length=1, max_length=2)
    code: str = Field(default="abc", max_length=3)
    mixed: dict[str, Aim | Limit] = {}
    plain: Any = None


def told(text, model=Rule, **options):
    """Return what is said against this text, rendered."""
    with pytest.raises(ProfileError) as caught:
        validate(model, read_document(text, "file", **options))
    return str(caught.value)


MISTAKES = {
    "an unknown key": (
        "soruce: page 1",
        (
            "file:1:1: `soruce` is not a key of the file [unknown_key]\n"
            "    at soruce\n    found `soruce`\n    mend: did you mean `source`?"
        ),
    ),
    "an unknown key by its other name": (
        "headin: Title",
        (
            "file:1:1: `headin` is not a key of the file [unknown_key]\n"
            "    at headin\n    found `headin`\n    mend: did you mean `heading`?"
        ),
    ),
    "an unknown key like no other": (
        "xyz: 1",
        (
            "file:1:1: `xyz` is not a key of the file [unknown_key]\n    at xyz\n    found `xyz`\n"
            "    mend: take it away, or look its name up in the description of the format"
        ),
    ),
    "a name of the code is not a key": (
        "from_: 2024-03-18",
        (
            "file:1:1: `from_` is not a key of the file [unknown_key]\n"
            "    at from_\n    found `from_`\n    mend: did you mean `from`?"
        ),
    ),
    "a missing key": (
        "items:\n  - {document: page, place: one}\n  - document: page",
        (
            "file:3:5: the key `place` is missing from item 2 of `items` [missing_key]\n"
            "    at items[1].place\n    mend: add `place:` with its value"
        ),
    ),
    "a missing key under a key": (
        "source:\n  document: page",
        (
            "file:1:1: the key `place` is missing from `source` [missing_key]\n"
            "    at source.place\n    mend: add `place:` with its value"
        ),
    ),
    "a wrong word": (
        "who: councl",
        (
            "file:1:6: `councl` is not a word for `who` [unknown_word]\n"
            "    at who\n    found `councl`\n    mend: did you mean `council`?"
        ),
    ),
    "a word like no other": (
        "who: xyz",
        (
            "file:1:6: `xyz` is not a word for `who` [unknown_word]\n"
            "    at who\n    found `xyz`\n    mend: use one of `complainant`, `council`"
        ),
    ),
    "a list in place of a word": (
        "who: [council]",
        (
            "file:1:6: `who` must be `council` or `complainant`, not a list [wrong_type]\n"
            "    at who\n    found `[council]`\n    mend: use one of `complainant`, `council`"
        ),
    ),
    "a number in place of text": (
        "code: 5",
        (
            "file:1:7: `code` must be text, not a number [wrong_type]\n"
            '    at code\n    found `5`\n    mend: put it in quotes: `"5"`'
        ),
    ),
    "a date in place of text": (
        "code: 2024-03-18",
        (
            "file:1:7: `code` must be text, not a date [wrong_type]\n"
            "    at code\n    found `2024-03-18`\n    mend: write the date in words, such as `18 March 2024`"
        ),
    ),
    "a block in place of text": (
        "code:\n  a: b",
        (
            "file:2:3: `code` must be text, not a block of keys [wrong_type]\n    at code\n    found `a: b`\n"
            "    mend: write one text; put it in quotes if it has a colon, a comma or brackets in it"
        ),
    ),
    "text in place of a number": (
        'count: "5"',
        (
            "file:1:8: `count` must be a whole number, not text [wrong_type]\n"
            '    at count\n    found `"5"`\n    mend: write it in digits, without quotes, such as `10`'
        ),
    ),
    "truth in place of a number": (
        "count: true",
        (
            "file:1:8: `count` must be a whole number, not `true` or `false` [wrong_type]\n"
            "    at count\n    found `true`\n    mend: write it in digits, without quotes, such as `10`"
        ),
    ),
    "a number in place of truth": (
        "flag: 1",
        (
            "file:1:7: `flag` must be `true` or `false`, not a number [wrong_type]\n"
            "    at flag\n    found `1`\n    mend: write `true` or `false`, without quotes"
        ),
    ),
    "a number in place of a date": (
        "from: 0",
        (
            "file:1:7: `from` must be a date, not a number [wrong_type]\n"
            "    at from\n    found `0`\n    mend: write year, month and day, without quotes: `2024-03-18`"
        ),
    ),
    "text in place of a date": (
        "from: 18 March",
        (
            "file:1:7: `from` must be a date, not text [wrong_type]\n"
            "    at from\n    found `18 March`\n    mend: write year, month and day, without quotes: `2024-03-18`"
        ),
    ),
    "text in place of a list": (
        "items: page",
        (
            "file:1:8: `items` must be a list, not text [wrong_type]\n    at items\n    found `page`\n"
            "    mend: put it in square brackets, or write each item on a line of its own after a dash"
        ),
    ),
    "text in place of a block": (
        "items: [page]",
        (
            "file:1:9: item 1 of `items` must be a block of keys, not text [wrong_type]\n"
            "    at items[0]\n    found `page`\n"
            "    mend: write its keys on the lines below, each with a colon and its value"
        ),
    ),
    "a file that is no block": (
        "- a",
        (
            "file:1:1: the file must be a block of keys, not a list [wrong_type]\n    found `- a`\n"
            "    mend: write its keys on the lines below, each with a colon and its value"
        ),
    ),
    "one of a pair": (
        "pair: [1, 2]",
        (
            "file:1:11: item 2 of `pair` must be text, not a number [wrong_type]\n"
            '    at pair[1]\n    found `2`\n    mend: put it in quotes: `"2"`'
        ),
    ),
    "half a pair": (
        (
            "pair: [1]",
            "file:1:1: item 2 is missing from `pair` [missing_key]\n    at pair[1]\n    mend: add the item",
        )
    ),
    "too few items": (
        "items: []",
        (
            "file:1:1: `items` needs at least 1 entry [too_few]\n"
            "    at items\n    found `items`\n    mend: add what is missing, or leave the key out"
        ),
    ),
    "too many letters": (
        "code: abcd",
        "file:1:7: `code` may have at most 3 letters [too_many]\n    at code\n    found `abcd`\n    mend: shorten it",
    ),
    "no text": (
        'source: ""',
        (
            "file:1:9: `source` has no text [empty_text]\n"
            '    at source\n    found `""`\n    mend: write the text, or leave the key out'
        ),
    ),
    "a number out of range": (
        "count: 0",
        (
            "file:1:8: `count` must be greater than 0 [out_of_range]\n"
            "    at count\n    found `0`\n    mend: write a number that is greater than 0"
        ),
    ),
    "a key not written as a name": (
        "test: {Stage one: true}",
        (
            "file:1:8: `Stage one` is not written as the keys of `test` must be [wrong_form]\n"
            "    at test.Stage one\n    found `Stage one`\n    mend: write it in small letters and underscores"
        ),
    ),
    "a key that is not a known word": (
        "words:\n  event: one",
        (
            "file:2:3: `event` is not a key that may stand here [unknown_word]\n"
            "    at words.event\n    found `event`\n    mend: did you mean `events`?"
        ),
    ),
    "a validator's own words": (
        "within: 10 wrking days",
        (
            "file:1:9: `10 wrking days` is not a period [not_a_period]\n"
            "    at within\n    found `10 wrking days`\n    mend: write `10 working days`"
        ),
    ),
    "a known word mistyped beside a validator": (
        "within: unstatd",
        (
            "file:1:9: `unstatd` is not a word for `within` [unknown_word]\n"
            "    at within\n    found `unstatd`\n    mend: did you mean `unstated`?"
        ),
    ),
    "a union, none of whose branches fits": (
        "within: 10",
        (
            "file:1:9: `within` must be text, a list, `unstated` or `no limit`, not a number [wrong_type]\n"
            '    at within\n    found `10`\n    mend: put it in quotes: `"10"`'
        ),
    ),
    "a union, one of whose branches was entered": (
        "within:\n  - {within: 10 working days, aftr: a}",
        (
            "file:2:31: `aftr` is not a key of item 1 of `within` [unknown_key]\n"
            "    at within[0].aftr\n    found `aftr`\n    mend: did you mean `after`?"
        ),
    ),
    "a block where a list or another block belongs": (
        "same: {within: 10 working days}",
        (
            "file:1:7: `same` must be a list or a block with `same_as`, not a block of other keys [wrong_type]\n"
            "    at same\n    found `{within: 10 working days}`\n"
            "    mend: put it in square brackets, or write each item on a line of its own after a dash"
        ),
    ),
    "a mistyped key of one branch": (
        "same: {same_az: other}",
        (
            "file:1:8: `same_az` is not a key of `same` [unknown_key]\n"
            "    at same.same_az\n    found `same_az`\n    mend: did you mean `same_as`?"
        ),
    ),
    "the wrong sort of tagged block": (
        "goal: {kind: aims, days: 5}",
        (
            "file:1:14: `aims` is not a word for `kind` [unknown_word]\n"
            "    at goal.kind\n    found `aims`\n    mend: did you mean `aim`?"
        ),
    ),
    "a tagged block without its tag": (
        "goal: {days: 5}",
        (
            "file:1:1: the key `kind` is missing from `goal` [missing_key]\n"
            "    at goal.kind\n    mend: add `kind:` with its value"
        ),
    ),
    "text in place of a tagged block": (
        "goal: aim",
        (
            "file:1:7: `goal` must be a block of keys, not text [wrong_type]\n    at goal\n    found `aim`\n"
            "    mend: write its keys on the lines below, each with a colon and its value"
        ),
    ),
    "a mistake inside a tagged block": (
        "goal: {kind: aim, days: five, dys: 1}",
        (
            "file:1:25: `days` must be a whole number, not text [wrong_type]\n"
            "    at goal.days\n    found `five`\n    mend: write it in digits, without quotes, such as `10`\n"
            "file:1:31: `dys` is not a key of `goal` [unknown_key]\n"
            "    at goal.dys\n    found `dys`\n    mend: `days` stands here already: keep one of the two"
        ),
    ),
    "a mistake inside an untagged union of blocks": (
        "mixed: {aim: {kind: limit, last: soon}}",
        (
            "file:1:34: `last` must be a date, not text [wrong_type]\n"
            "    at mixed.aim.last\n    found `soon`\n"
            "    mend: write year, month and day, without quotes: `2024-03-18`"
        ),
    ),
    "one thing that stands for a list of one": (
        "done_by: 5",
        (
            "file:1:10: `done_by` must be text, not a number [wrong_type]\n"
            '    at done_by\n    found `5`\n    mend: put it in quotes: `"5"`'
        ),
    ),
    "an item of a model that is a list": (
        "notes: [one, 2]",
        (
            "file:1:14: item 2 of `notes` must be text, not a number [wrong_type]\n"
            '    at notes[1]\n    found `2`\n    mend: put it in quotes: `"2"`'
        ),
    ),
    "several mistakes in the order of the page": (
        "count: 0\nwho: nobody\ncode: 5",
        (
            "file:1:8: `count` must be greater than 0 [out_of_range]\n"
            "    at count\n    found `0`\n    mend: write a number that is greater than 0\n"
            "file:2:6: `nobody` is not a word for `who` [unknown_word]\n"
            "    at who\n    found `nobody`\n    mend: use one of `complainant`, `council`\n"
            "file:3:7: `code` must be text, not a number [wrong_type]\n"
            '    at code\n    found `5`\n    mend: put it in quotes: `"5"`'
        ),
    ),
}


class TestMistakes:
    @pytest.mark.parametrize("name", MISTAKES)
    def test_every_mistake_is_told_in_full(self, name):
        """Each mistake gives exactly these words, once for each place."""
        text, expected = MISTAKES[name]
        assert told(text) == expected

    def test_no_fault_names_a_model(self):
        """No message has the words of the implementation in it."""
        said = "\n".join(told(text) for text, _ in MISTAKES.values())
        assert not re.search(r"pydantic|Input should|str\b|\bdict|valid |Rule|Place\b|Within\b|tuple|NoneType", said)

    def test_a_good_file_becomes_the_model(self):
        """What fits comes back as the frozen model."""
        text = "who: council\nfrom: 2024-03-18\nheading: Title\npair: [1, a]\ndone_by: x\ntest: {a: [b], c: 5}\n"
        rule = validate(Rule, read_document(text, "file"))
        assert rule.who is Who.COUNCIL
        assert rule.from_ == date(2024, 3, 18)
        assert (rule.title, rule.pair, rule.done_by) == ("Title", (1, "a"), ["x"])
        assert rule.test == {"a": ["b"], "c": 5}

    def test_the_mistake_may_be_the_callers(self):
        """The same faults may be raised as the caller's mistake."""
        with pytest.raises(CaseError, match="unknown_key"):
            validate(Rule, read_document("x: 1", "file"), error=CaseError)

    def test_json_has_places_as_well(self):
        """A document read from JSON gets the same faults."""
        assert told('{\n "who": "councl"}', json=True).startswith("file:2:9: `councl` is not a word for `who`")

    def test_a_hundred_mistakes_are_enough(self):
        """After a hundred faults the rest are only mentioned."""
        with pytest.raises(ProfileError) as caught:
            validate(Rule, read_document("notes: [" + "1, " * 500 + "]", "file"))
        assert len(caught.value.faults) == 101
        assert caught.value.faults[-1].code == "more_faults"

    def test_a_large_broken_file_ends(self):
        """Tens of thousands of mistakes, each in a union, take no more than seconds."""
        text = "mixed: {" + ", ".join(f"k{number}: {{kind: x}}" for number in range(5_000)) + "}"
        assert "more_faults" in told(text)

    def test_long_words_are_cut(self):
        """A message shows no more of a long word than fits on a line."""
        assert max(map(len, told("who: " + "x" * 10_000).split("\n"))) < 160


class Checked(Strict):
    first: int = 1
    second: str = "a"
    asserted: int = 1
    inner: "Checked | None" = None
    lenient: int = 0

    @field_validator("lenient", mode="before")
    @classmethod
    def counted(cls, value):
        """Let a text of digits be a number."""
        return int(value)

    @field_validator("asserted")
    @classmethod
    def below_nine(cls, value):
        """Refuse large numbers in the words of an assertion."""
        assert value < 9, "this is too many"
        return value

    @model_validator(mode="after")
    def together(self):
        """Refuse two values together, once with a place and once without."""
        if self.first == 2:
            raise ValueError("first and second cannot stand together")
        if self.first == 3:
            raise PydanticCustomError("clash", "they clash", {"mend": "take one away", "at": ("second",)})
        return self


def by_length(value):
    """Tell the sort of a value by how many keys it has."""
    return {1: "one", 2: "two"}.get(len(value)) if isinstance(value, dict) else None


def from_words(value):
    """Let a bare text stand for a place without a document."""
    return {"document": "page", "spot": value} if isinstance(value, str) else value


Alias = TypeAliasType("Alias", Annotated[list[int], Field(max_length=1)])


class Unusual(Strict):
    sort: Annotated[Annotated[SameAs, Tag("one")] | Annotated[Place, Tag("two")], Discriminator(by_length)] | None = (
        None
    )
    short: Annotated[Place, BeforeValidator(from_words)] | None = None
    alias: Alias = []
    path: PurePath = PurePath()


class TestUnusualModels:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("sort: {a: 1, b: 2, c: 3}", "file:1:1: `sort` is of no known sort [wrong_value]"),
            ("sort: one", "file:1:7: `sort` is of no known sort [wrong_value]"),
            ("sort: {same_as: 1}", "file:1:17: `same_as` must be text, not a number [wrong_type]"),
            ("path: 5", "file:1:7: `path` cannot have this value [wrong_value]"),
            ("alias: [a]", "file:1:9: item 1 of `alias` must be a whole number, not text [wrong_type]"),
            ("alias: [1, 2]", "file:1:1: `alias` may have at most 1 entry [too_many]"),
        ],
    )
    def test_their_mistakes_are_told_as_well(self, text, expected):
        """Sorts told by a function, names for types and foreign types have plain words too."""
        assert told(text, Unusual).startswith(expected)

    def test_what_a_validator_made_is_blamed_on_what_it_was_made_of(self):
        """A mistake inside what a validator made has the place of the text that it was made of."""
        assert told("short: here", Unusual) == (
            "file:1:1: the key `place` is missing from `short` [missing_key]\n"
            "    at short.place\n    mend: add `place:` with its value\n"
            "file:1:1: `spot` is not a key of `short` [unknown_key]\n"
            "    at short.spot\n    found `short`\n    mend: use one of `document`, `place`"
        )


class TestValidators:
    def test_a_value_errors_text_is_the_message(self):
        """What a validator says is said to the author, without an addition."""
        assert told("inner:\n  first: 2\n  second: b", Checked) == (
            "file:1:1: first and second cannot stand together [wrong_value]\n    at inner\n    found `inner`"
        )

    def test_a_validator_may_point_below_its_own_place(self):
        """A validator of a whole block may say which key it means, with a code and a mend of its own."""
        assert told("inner: {first: 3, second: b}", Checked) == (
            "file:1:27: they clash [clash]\n    at inner.second\n    found `b`\n    mend: take one away"
        )

    def test_an_assertions_text_is_the_message(self):
        """A failed assertion speaks like any other validator."""
        assert told("asserted: 9", Checked).startswith("file:1:11: this is too many [wrong_value]")

    def test_a_validator_that_comes_first_may_convert(self):
        """Strictness leaves alone what a validator is there to convert."""
        assert validate(Checked, read_document('lenient: "7"', "file")).lenient == 7


WORDS = st.sampled_from(
    [
        "who",
        "source",
        "from",
        "within",
        "goal",
        "kind",
        "aim",
        "limit",
        "days",
        "council",
        "unstated",
        "same",
        "x",
        "same_as",
        "document",
        "place",
        "test",
        "mixed",
        "notes",
        "items",
        "pair",
        "words",
        "events",
        "10 working days",
        "done_by",
    ]
)
VALUES = st.recursive(
    st.booleans() | st.integers(-5, 200) | st.dates() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)


def as_text(value):
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {as_text(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_text, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


class TestWhateverTheValueItFitsOrIsRefusedOnceForEachPlace:
    """Whatever the value, it fits the model unconverted, or every fault has a place, and each place one fault."""

    @given(st.dictionaries(WORDS, VALUES, max_size=5))
    def test_any_value(self, value):
        """Only the model or the author's mistake comes out."""
        reading = read_document(as_text(value), "file")
        try:
            rule = validate(Rule, reading)
        except ProfileError as error:
            faults = error.faults
        else:
            faults = ()
            assert type(rule.count) is int
            assert type(rule.flag) is bool
        for fault in faults:
            assert (fault.line, bool(fault.message), bool(fault.code)) == (1, True, True)
            assert fault.mend
        assert len({(fault.path, fault.column) for fault in faults}) == len(faults)
