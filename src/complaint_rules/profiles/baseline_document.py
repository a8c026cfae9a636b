"""The document model of a baseline: the findings that were known when it was written."""

from datetime import date
from typing import Literal

from complaint_rules.profiles.document import ProfileName, Text
from complaint_rules.profiles.sections import Section, empty


class FoundDocument(Section):
    """How much was found: the verdict, and what of its size there was. What a finding does not have is left out."""

    verdict: Literal["weaker", "silent", "cannot_be_judged"]
    council: dict[str, Text] = empty(dict)
    law: dict[str, Text] = empty(dict)
    permission: Literal["entitled", "discretionary", "refused", "undetermined"] | None = None
    missing: list[Text] = empty(list)


class BaselineDocument(Section):
    """A baseline file; `judged_on` is for the reader. Of ids without `found` only that they were found is known."""

    profile: ProfileName
    judged_on: date
    findings: list[Text]
    found: dict[str, FoundDocument] = empty(dict)
