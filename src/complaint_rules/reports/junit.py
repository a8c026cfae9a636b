r"""JUnit XML: what GitLab, Jenkins and others show as tests. What was looked for and is well is a test that passes.

There is one test for each thing that was looked for, and in it at most one failure with all that is new, since some
readers keep the first only. What is set aside or known stands in the output of its test, which is skipped if there is
nothing else. XML has no control letters: they are written as Python does, `\x1b`. All else that is not ASCII is a
character reference, so that no terminal or shell between the command and the file can change a letter. Over all the
suites nothing says how many are skipped: Jenkins' schema has no place for it there; `file` of a test is GitLab's.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from xml.sax.saxutils import escape, quoteattr

from complaint_rules.reports.places import from_here
from complaint_rules.reports.reported import Level, Looked, Report, Reported

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCES = {"\r": "&#13;"}


def written(report: Report) -> str:
    """Write a report as JUnit XML."""
    groups = [list(looked) for _, looked in groupby(report.looked, key=attrgetter("within"))]
    suites = (line for group in groups for line in _suite(group))
    head = f"<testsuites name={_attribute(f'complaint-rules {report.command}')} {_counts(report.looked)[0]}>"
    text = "\n".join(('<?xml version="1.0" encoding="utf-8"?>', head, *suites, "</testsuites>"))
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(looked: list[Looked]) -> Iterator[str]:
    yield f"<testsuite name={_attribute(looked[0].within)} {' '.join(_counts(looked))}>"
    for one in looked:
        yield from _case(one)
    yield "</testsuite>"


def _counts(looked: Iterable[Looked]) -> tuple[str, str]:
    """Return how many tests there are and how many failed, and how many were skipped."""
    looked = tuple(looked)
    failed = sum(bool(_of(one, Level.ERROR)) for one in looked)
    skipped = sum(_is_skipped(one) for one in looked)
    return f'tests="{len(looked)}" failures="{failed}" errors="0"', f'skipped="{skipped}"'


def _of(looked: Looked, level: Level) -> list[Reported]:
    return [one for one in looked.found if one.level is level]


def _is_skipped(looked: Looked) -> bool:
    return not _of(looked, Level.ERROR) and bool(looked.found or looked.not_judged)


def _case(looked: Looked) -> Iterator[str]:
    file = next((f" file={_attribute(from_here(one.file) or one.file)}" for one in looked.found if one.file), "")
    lines = list(_lines(looked))
    head = f"testcase classname={_attribute(looked.within)} name={_attribute(looked.name)}{file}"
    yield from (f"<{head}>", *lines, "</testcase>") if lines else (f"<{head}/>",)


def _lines(looked: Looked) -> Iterator[str]:
    new, left = _of(looked, Level.ERROR), _of(looked, Level.NOTE)
    if new:
        codes = ", ".join(dict.fromkeys(one.code for one in new))
        head = f"message={_attribute(f'{len(new)} found: {new[0].message}')} type={_attribute(codes)}"
        yield f"<failure {head}>{_told(new)}</failure>"
    elif _is_skipped(looked):
        yield f"<skipped message={_attribute(looked.not_judged or f'{len(left)} known or set aside')}/>"
    if left:
        yield f"<system-out>{_told(left)}</system-out>"


def _told(found: list[Reported]) -> str:
    return escape(_shown("\n\n".join(one.told for one in found)), _REFERENCES)


def _attribute(text: str) -> str:
    return quoteattr(_shown(text))


def _shown(text: str) -> str:
    """Return a text with the letters that XML cannot have written out."""
    return _NOT_IN_XML.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
