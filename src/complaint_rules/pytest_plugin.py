"""Worked cases as pytest items: files that the ini option `complaint_rules_cases` names, one item for each case.

pytest imports this wherever the library is installed. So nothing is imported here until such a file is collected.
"""

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from complaint_rules.case_files import WorkedCase

__all__ = ["CaseItem", "CasesFile", "NotAsExpectedError", "pytest_addoption", "pytest_collect_file"]

_OPTION = "complaint_rules_cases"
_ABOUT = "files of worked cases of complaint procedures: patterns of paths from the root folder (* crosses folders)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the ini option; without it no file is collected."""
    parser.addini(_OPTION, _ABOUT, type="args", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CasesFile | None":
    """Collect a file that one of the patterns names."""
    patterns = parent.config.getini(_OPTION)
    if not patterns or not file_path.is_relative_to(parent.config.rootpath):
        return None
    path = file_path.relative_to(parent.config.rootpath).as_posix()
    if any(fnmatch(path, pattern) for pattern in patterns):
        found: CasesFile = CasesFile.from_parent(parent, path=file_path)
        return found
    return None


class NotAsExpectedError(Exception):
    """A worked case did not come out as expected; the message says what differs, and how the answer was reached."""


class CasesFile(pytest.File):
    """A file of worked cases."""

    def collect(self) -> "Iterator[CaseItem]":
        """Yield its cases; cases of one name are numbered. Its mistakes are told as those of the collection."""
        from complaint_rules.errors import ComplaintRulesError  # noqa: PLC0415 - only where there is such a file
        from complaint_rules.trials.running import read_trials  # noqa: PLC0415

        try:
            found = read_trials(self.path)
        except ComplaintRulesError as error:
            raise self.CollectError(str(error)) from error
        seen: Counter[str] = Counter()
        for worked in found:
            seen[worked.name] += 1
            number = f" ({seen[worked.name]})" if seen[worked.name] > 1 else ""
            yield CaseItem.from_parent(self, name=f"{worked.name}{number}", worked=worked)


class CaseItem(pytest.Item):
    """One worked case."""

    def __init__(self, *, worked: "WorkedCase", **rest: Any) -> None:
        super().__init__(**rest)
        self.worked = worked

    def runtest(self) -> None:
        """Run the case. Raises `NotAsExpectedError` where an expectation is not met or not confirmed."""
        from complaint_rules.trials.results import Outcome  # noqa: PLC0415
        from complaint_rules.trials.running import run_trial  # noqa: PLC0415
        from complaint_rules.trials.telling import told_trial  # noqa: PLC0415

        result = run_trial(self.worked)
        if result.outcome is not Outcome.AS_EXPECTED:
            raise NotAsExpectedError(told_trial(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Say what differs, without Python's own lines."""
        if isinstance(excinfo.value, NotAsExpectedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case stands in its file, lines counted from 0 as pytest does."""
        return self.path, self.worked.mark("name").line - 1, self.name
