"""A value is what `@dataclass(frozen=True, slots=True)` makes of the same class, in everything that one can do with it."""

import pickle
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest

from complaint_rules import values
from complaint_rules.values import frozen


class Plain:
    """A class without a default, with one, with one made anew, and with what it settles itself."""

    first: int
    second: str = "two"
    third: list[int] = field(default_factory=list, hash=False)
    shy: int = field(default=0, repr=False, compare=False)
    both: str = field(init=False, repr=False, compare=False)
    seen: list[int] = field(init=False, default_factory=list, repr=False, compare=False)
    times: int = field(init=False, default=0)

    def __post_init__(self):
        object.__setattr__(self, "both", f"{self.first} {self.second}")


class Above:
    """What another inherits from."""

    note: str = ""


class Own:
    """A class with functions of its own."""

    day: int

    def __init__(self, text):
        object.__setattr__(self, "day", int(text))

    def __repr__(self):
        return f"Own({self.day})"

    def __hash__(self):
        return 7


def under(base):
    """Return a class that inherits from a made one."""

    class Below(base):
        """What is named in it, and what it adds."""

        name: str

    return Below


def made(kind, ours, **options):
    """Make a class of the same body anew, since the makers change what they are given."""
    body = {name: value for name, value in vars(kind).items() if name not in ("__dict__", "__weakref__")}
    kind = type(kind.__name__, kind.__bases__, body)
    return frozen(**options)(kind) if ours else dataclass(frozen=True, slots=True, **options)(kind)


BOTH = (Ours := made(Plain, ours=True), Theirs := made(Plain, ours=False))
BY_NAME = tuple(
    made(under(made(Above, ours, kw_only=True, eq=False)), ours, kw_only=True, eq=False) for ours in (True, False)
)

GIVEN = (
    ((1,), {}),
    ((1, "a"), {}),
    ((1, "a", [2]), {}),
    ((1, "a", [2], 3), {}),
    ((), {"first": 1}),
    ((1,), {"shy": 2, "second": "b"}),
    ((), {"shy": 1, "third": [], "second": "c", "first": 5}),
)
WRONG = (
    ((), {}),
    ((), {"second": "a"}),
    ((1, "a", [2], 3, 4), {}),
    ((1,), {"first": 1}),
    ((1,), {"fourth": 1}),
    ((1,), {"both": "1 two"}),
    ((1,), {"seen": []}),
)


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_it_holds_shows_and_compares_what_it_is_given(given, named):
    ours, theirs = (kind(*given, **named) for kind in BOTH)
    for name in ("first", "second", "third", "shy", "both", "seen", "times"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert (repr(ours), hash(ours)) == (repr(theirs), hash(theirs))
    assert ours == Ours(*given, **named) != theirs
    for other in (Ours(9), Ours(1, "other"), Ours(1, shy=9)):
        assert (ours == other) is (theirs == Theirs(other.first, other.second, other.third, other.shy))


@pytest.mark.parametrize(("given", "named"), WRONG)
def test_it_takes_nothing_else(given, named):
    for kind in BOTH:
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_what_is_left_out_is_made_anew_each_time():
    assert Ours(1).third is not Ours(1).third
    assert Ours(1).seen is not Ours(1).seen


@pytest.mark.parametrize("kind", BOTH)
def test_nothing_of_it_can_be_changed(kind):
    one = kind(1)
    for change in (partial(setattr, one, "first", 2), partial(setattr, one, "new", 2), partial(delattr, one, "first")):
        with pytest.raises((FrozenInstanceError, TypeError)):
            change()
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("kind", BOTH)
def test_it_is_a_dataclass(kind):
    assert is_dataclass(kind)
    assert [each.name for each in fields(kind)] == ["first", "second", "third", "shy", "both", "seen", "times"]
    assert replace(kind(1, shy=3), second="b") == kind(1, "b", shy=4)
    assert replace(kind(1), second="b").both == "1 b"
    assert kind.__match_args__ == ("first", "second", "third", "shy")


@frozen
class Kept:
    """A value that can be found again by its name."""

    name: str
    about: list[str] = field(default_factory=list)


def test_it_is_copied_and_pickled():
    one = Kept("a", ["b"])
    assert pickle.loads(pickle.dumps(one)) == deepcopy(one) == copy(one) == one  # noqa: S301 - our own
    assert deepcopy(one).about is not one.about
    assert copy(one).about is one.about


@pytest.mark.parametrize("kind", BY_NAME)
def test_by_name_and_equal_to_itself_alone(kind):
    one = kind(name="a", note="b")
    assert (one.name, one.note, kind(name="a").note) == ("a", "b", "")
    assert len({one, one, kind(name="a", note="b")}) == 2
    for given, named in ((("a",), {}), (("a", "b"), {}), (("a",), {"name": "b"}), ((), {"note": "b"})):
        with pytest.raises(TypeError):
            kind(*given, **named)


@pytest.mark.parametrize("ours", [True, False])
def test_all_of_it_may_be_left_out(ours):
    assert made(Above, ours, kw_only=True)().note == made(Above, ours)().note == ""


@pytest.mark.parametrize("ours", [True, False])
def test_what_a_class_says_itself_stands(ours):
    own = made(Own, ours)
    assert (repr(own("3")), hash(own("3")), own("3") == own("3"), own("3") == own("4")) == ("Own(3)", 7, True, False)
    with pytest.raises(FrozenInstanceError):
        own("3").day = 4


def test_a_value_may_hold_what_cannot_be_hashed():
    assert frozen(type("Held", (), {"__annotations__": {"about": object}}))(MappingProxyType({})).about == {}


def test_every_frozen_class_of_the_library_is_declared_so():
    sources = [path for path in Path(values.__file__).parent.rglob("*.py") if path.name != "values.py"]
    assert [path.name for path in sources if "@dataclass(frozen" in path.read_text(encoding="utf-8")] == []
