"""Files that ship with a few bytes or a few values changed: nothing, or faults with a place; never anything else."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_rules.profiles.reading import read_file
from tests.fuzz.answering import answer, badly_told

SHIPPED = Path(__file__).parents[2] / "profiles"
SEEDS = {
    "calendars": sorted((SHIPPED / "calendars").glob("*.yaml")),
    "cases": [SHIPPED.parent / "docs" / "example-case.yaml"],
    "maps": sorted(path for path in (SHIPPED / "maps").glob("*.yaml") if ".index" not in path.name),
    "profiles": [*sorted(SHIPPED.glob("law/*.yaml")), SHIPPED / "unnamed-council.yaml"],
}
PIECES = st.sampled_from(
    [
        b"\n",
        b"  ",
        b": ",
        b"- ",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"&a ",
        b"*a",
        b"!!x ",
        b"|",
        b"#",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\t",
        b"\r",
        b"\xc2\x85",
        b"<<: ",
        b"---\n",
        b"%",
        b"0",
        b"9999-12-31",
        b"same_as: ",
        b"unstated",
    ]
)
ODD = st.sampled_from(
    [
        "",
        "unstated",
        "x" * 300,
        "main",
        "stage_1",
        "complaint_received",
        "no limit",
        "3 working days",
        "а",
        "a\nb",
        0,
        -1,
        999999999,
        True,
        False,
        [],
        {},
        [[]],
        {"same_as": "main"},
        {"if": {}},
        {"from": 1},
        ["a", 1, {}],
        date.min.isoformat(),
        date.max.isoformat(),
        "2024-02-30",
    ]
)


@st.composite
def changed_bytes(draw, seeds):
    """Draw a file with some of its bytes taken out, put in, doubled or moved."""
    content = draw(st.sampled_from(seeds)).read_bytes()
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.sampled_from([0, 0, 1, 2, 30, 400])))
        put = draw(st.one_of(PIECES, st.just(content[at:end] * 2), st.binary(max_size=4)))
        content = content[:at] + put + content[end:]
    return content


@st.composite
def changed_values(draw, seeds):
    """Draw a file as JSON with some of its values taken out, replaced, renamed or put elsewhere."""
    value = deepcopy(read_file(draw(st.sampled_from(seeds))).value)
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(value))
        block, key = draw(st.sampled_from(places))
        other, from_ = draw(st.sampled_from(places))
        how = draw(st.sampled_from(["odd", "odd", "gone", "renamed", "elsewhere"]))
        if how == "odd":
            block[key] = draw(ODD)
        elif how == "gone":
            del block[key]
        elif how == "renamed" and isinstance(block, dict):
            block[draw(st.sampled_from([str(from_), f"{key}_", "same_as", "if", "unstated"]))] = block.pop(key)
        else:
            block[key] = deepcopy(other[from_])
    return json.dumps(value, default=date.isoformat).encode()


def _places(value):
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


class TestChangedFiles:
    """A file that is nearly right is the likeliest to get far before it breaks something."""

    @pytest.mark.parametrize("kind", SEEDS)
    @settings(max_examples=max(20, settings().max_examples // 3))
    @given(data=st.data())
    def test_changed_bytes(self, kind, data):
        """Whatever the bytes: only the author's mistakes come of it, each with a place."""
        content = data.draw(changed_bytes(SEEDS[kind]))
        assert badly_told(answer(kind, content), content) == []

    @settings(max_examples=max(20, settings().max_examples // 2))
    @given(changed_values(SEEDS["profiles"]))
    def test_changed_values_of_a_profile(self, content):
        """Whatever the values, and wherever they stand, through the compiler and every check."""
        assert badly_told(answer("profiles as json", content), content) == []
