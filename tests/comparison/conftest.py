"""Editions of the shipped profiles with one piece written otherwise, compared on Monday 1 December 2025."""

from datetime import date
from functools import cache
from pathlib import Path

from complaint_rules import load_profile
from complaint_rules.comparison.comparing import comparison_of
from complaint_rules.compiling import compile_profile
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document

FOLDER = Path(__file__).parents[2] / "profiles"
AS_OF = date(2025, 12, 1)


@cache
def text_of(profile):
    """Return a shipped profile's text."""
    return (FOLDER / f"{profile}.yaml").read_text(encoding="utf-8")


def otherwise(profile, old, new):
    """Return a shipped profile with the first of a piece written otherwise; the piece must be there."""
    text = text_of(profile)
    assert old in text
    return compiled(profile, text.replace(old, new, 1))


def compiled(profile, text):
    """Compile a text under a profile's name."""
    return compile_profile(read_document(text, f"{profile}.yaml"), shelf())


def compared(profile, old, new):
    """Compare a shipped profile with itself, one piece written otherwise; return both editions and the comparison."""
    edition = otherwise(profile, old, new)
    return load_profile(profile), edition, comparison_of(load_profile(profile), edition, AS_OF)


def changes(comparison):
    """Return everything that is not equal, by procedure and name."""
    return {
        (procedure.procedure, one.name): one
        for procedure in comparison.procedures
        for one in (*procedure.clauses, *procedure.matters)
        if one.change.value != "equal"
    }
