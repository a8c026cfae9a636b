"""What commands find, in the forms that other programs read: one file per form, over one common value.

A command says what it looked at and what it found (`checking`, `conforming`: a `Report`). Each form is a module of its
name with `written(report)`. No form judges anything: what is found is the same in all of them.
"""

from importlib import import_module

from complaint_rules.reports.reported import Report

__all__ = ["FORMS", "Report", "written"]

FORMS = ("sarif", "junit", "github")
"""SARIF 2.1.0; JUnit XML; workflow commands of GitHub Actions."""


def written(report: Report, form: str) -> str:
    """Write a report in one of the forms; only that form's module is imported."""
    text: str = import_module(f"{__name__}.{form}").written(report)
    return text
