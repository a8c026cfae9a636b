"""From plain values to a document model; every mistake becomes a fault with its place on the page.

pydantic finds the mistakes, and this package tells them: in the words of the format, once for each place, and
without the names of the models. A place is found by walking the value and the model's annotations together,
because pydantic's own path also names the branch of a union that was tried (`places`). Where a union fails in
every branch, the branch that got furthest speaks; where none got anywhere, all that would fit is named (`unions`).
"""

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import ValidationError

from complaint_rules.errors import ComplaintRulesError, Fault, ProfileError
from complaint_rules.profiles.checks import checked
from complaint_rules.profiles.reading import Reading
from complaint_rules.profiles.sections import Section

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["keys_twice_explained", "validate"]

M = TypeVar("M", bound="Section | BaseModel")


def validate(model: type[M], reading: Reading, *, error: type[ComplaintRulesError] = ProfileError) -> M:
    """Return the reading as a document of this model, nothing converted on the way.

    Even where the model is lax, `true` is not the number 1, and texts, numbers and dates never pass for each
    other. A validator may raise `PydanticCustomError(code, message, {"mend": ...})` to word the fault itself, and
    say with `"at": (...)` at which place below its own the fault is. A strict model must hold strict models only.
    Raises `error` with every fault, in the order of the page.
    """
    document: M | None = None
    failure: ValidationError | None = None
    try:
        document = _read(model, reading.value)
    except ValidationError as failed:
        failure = failed
    if document is not None and _is_strict(model):
        return document
    faults = _faults_of(model, reading, failure)
    if document is None or faults:
        raise error(faults)
    return document


def keys_twice_explained(model: type["Section"], reading: Reading, faults: list[Fault]) -> list[Fault]:
    """Return the mistakes of a file, where keys stand twice because a block above them is set in too little with that.

    For `read_file`, of a file that is a document of this model.
    """
    if not any(fault.code == "duplicate_key" for fault in faults):
        return faults
    try:
        _read(model, reading.value)
    except ValidationError as failed:
        from complaint_rules.profiles.models import model_of  # noqa: PLC0415 - only a mistake has need of it
        from complaint_rules.profiles.validating.faults import with_keys_among_names  # noqa: PLC0415

        return with_keys_among_names(model_of(model), reading, failed, faults)
    return faults


def _read(model: Any, value: object) -> Any:
    return checked(model, value) if issubclass(model, Section) else model.model_validate(value)


def _is_strict(model: Any) -> bool:
    return issubclass(model, Section) or bool(model.model_config.get("strict"))


def _faults_of(model: Any, reading: Reading, failure: ValidationError | None) -> list[Fault]:
    # A good file has no need of pydantic's models, nor of what tells faults.
    from complaint_rules.profiles.models import model_of  # noqa: PLC0415
    from complaint_rules.profiles.validating.faults import faults_of  # noqa: PLC0415

    return faults_of(model_of(model) if issubclass(model, Section) else model, reading, failure)
