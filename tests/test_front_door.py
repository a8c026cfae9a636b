"""Every public name can be had in every way that Python knows, and what answers is not imported before it is asked for."""

import subprocess
import sys

import pytest

import complaint_rules

LATE = "complaint_rules.questions"


@pytest.mark.parametrize("name", complaint_rules.__all__)
def test_every_public_name_can_be_had(name):
    namespace = {}
    exec(f"from complaint_rules import {name}", namespace)  # noqa: S102
    assert namespace[name] is getattr(complaint_rules, name)
    assert name in dir(complaint_rules)


def test_a_name_that_is_none_is_refused_as_python_refuses_it():
    with pytest.raises(AttributeError, match="module 'complaint_rules' has no attribute 'asess'"):
        complaint_rules.asess  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'asess'"):
        exec("from complaint_rules import asess", {})  # noqa: S102


def test_what_answers_is_imported_when_it_is_asked_for():
    code = (
        f"import sys, complaint_rules as c; print({LATE!r} in sys.modules, c.assess.__name__, {LATE!r} in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "assess", "True"]
