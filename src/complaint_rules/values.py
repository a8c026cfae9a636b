"""Values: frozen classes with slots, whose functions are written here once and not anew for every class.

`@dataclass(frozen=True, slots=True)` writes six functions for each class as text and compiles them, which takes longer
than all the rest of a module; with sixty classes every program that imports the library waits for it. What the six do
differs only in the fields. A value is a dataclass all the same, its fields are said in the same way, and `fields`,
`replace` and `is_dataclass` of `dataclasses` know it.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, NoReturn, TypeVar, dataclass_transform, overload

__all__ = ["frozen"]

Kind = TypeVar("Kind", bound=type)
Fields = tuple[Field[Any], ...]


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(Field, field))
def frozen(kind: Kind, /) -> Kind: ...


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(Field, field))
def frozen(*, eq: bool = True, kw_only: bool = False) -> Callable[[Kind], Kind]: ...


def frozen(kind: type | None = None, /, *, eq: bool = True, kw_only: bool = False) -> Any:
    """Make a class one of values; without `eq` each is equal to itself alone.

    A field that is not given (`init=False`) is for `__post_init__` to set, by `object.__setattr__`.
    """

    def made(kind: type) -> type:
        slotted: type = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)
        said = fields(slotted)
        functions = {**_SAME_FOR_ALL, "__init__": _constructor(slotted, said), **(_comparing(said) if eq else {})}
        for name, function in functions.items():
            if name not in vars(slotted):
                setattr(slotted, name, function)
        return slotted

    return made if kind is None else made(kind)


def _constructor(kind: type, said: Fields) -> Callable[..., None]:
    given = [each for each in said if each.init]
    names = tuple(each.name for each in given)
    setters = tuple(getattr(kind, name).__set__ for name in names)
    nameless = sum(not each.kw_only for each in given)
    # So many values, and nothing by name, are each of them in its place.
    all_of_them = nameless if nameless == len(names) else -1
    left_out = _LeftOut(kind)
    never_given = [(getattr(kind, each.name).__set__, each.name) for each in said if _is_its_own(each)]
    settle = getattr(kind, "__post_init__", None)

    def construct(self: object, /, *values: object, **named: object) -> None:
        every: Sequence[object] = values
        if named or len(values) != all_of_them:
            rest = names[len(values) :]
            every = [*values, *[named.pop(name) if name in named else left_out[name] for name in rest]]
            if named or len(values) > nameless:
                wrong = next(iter(named), f"{len(values)} values without names")
                raise TypeError(f"{kind.__name__} takes {', '.join(names)}, and not {wrong}")
        for set_one, one in zip(setters, every, strict=True):
            set_one(self, one)
        for set_one, name in never_given:
            set_one(self, left_out[name])
        if settle is not None:
            settle(self)

    return construct


def _is_its_own(one: Field[Any]) -> bool:
    """Say whether a field is not given and yet has what stands in it."""
    return not one.init and (one.default is not MISSING or one.default_factory is not MISSING)


class _LeftOut(dict[str, object]):
    """What stands for a value that is not given: its default, or what is made anew each time."""

    def __init__(self, kind: type) -> None:
        super().__init__({each.name: each.default for each in fields(kind) if each.default is not MISSING})
        self.kind = kind
        self.made_anew = {each.name: each.default_factory for each in fields(kind)}

    def __missing__(self, name: str) -> object:
        make = self.made_anew[name]
        if make is MISSING:
            raise TypeError(f"{self.kind.__name__} needs a value for `{name}`")
        return make()


def _comparing(said: Fields) -> dict[str, Callable[..., Any]]:
    """Return how values of a class are found equal: field by field, and never to one of another class."""
    compared = attrgetter(*(each.name for each in said if each.compare))
    hashed = attrgetter(*(each.name for each in said if (each.compare if each.hash is None else each.hash)))

    def is_equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    return {"__eq__": is_equal, "__hash__": hash_of}


def _represented(self: Any) -> str:
    said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(said)})"


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: object, state: tuple[None, dict[str, object]]) -> None:
    """Copy and pickle: set the slots as they were."""
    for name, one in state[1].items():
        object.__setattr__(self, name, one)


_SAME_FOR_ALL: Final = {
    "__repr__": _represented,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__setstate__": _restore,
}
