"""Which versions of a procedure could be in force on a day."""

from collections.abc import Sequence
from datetime import date

from complaint_rules.procedures.procedure import Procedure, Version


def possible_on(versions: Sequence[Version], day: date) -> tuple[int, ...]:
    """Return the versions that could be in force on a day, by their places in order.

    None where the day lies before the first of them or after the last.
    """
    return tuple(at for at, version in enumerate(versions) if version.earliest <= day <= version.latest)


def nearest_to(versions: Sequence[Version], day: date) -> tuple[int, ...]:
    """Return the versions that could be in force on a day; outside of them all, the first or the last."""
    return possible_on(versions, day) or ((0,) if day < versions[0].earliest else (len(versions) - 1,))


def in_force_on(procedure: Procedure, day: date) -> tuple[Procedure, ...]:
    """Return a procedure as each version has it that could be in force on a day, the oldest first; else itself."""
    versions = procedure.versions
    return tuple(versions[at].procedure for at in nearest_to(versions, day)) if versions else (procedure,)
