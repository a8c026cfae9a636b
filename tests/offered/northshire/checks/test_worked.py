"""The worked cases beside this file: a new one needs no more Python."""

from pathlib import Path

import pytest

from complaint_rules import assess
from complaint_rules.case_files import differences, read_worked_cases

FILES = Path(__file__).parent.glob("worked*.yaml")


@pytest.mark.parametrize(
    "worked", [case for file in FILES for case in read_worked_cases(file)], ids=lambda case: case.name
)
def test_the_answers_are_those_of_the_page(worked):
    for expected in worked.expected:
        answer = assess(worked.procedure, worked.case, as_of=expected.as_of).to_dict()
        assert not [str(each) for each in differences(expected, answer)]
