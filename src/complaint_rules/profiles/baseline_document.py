"""The document model of a baseline: the findings that were known when it was written."""

from datetime import date

from complaint_rules.profiles.document import ProfileName, Text
from complaint_rules.profiles.sections import Section


class BaselineDocument(Section):
    """A baseline file; `judged_on` is for the reader."""

    profile: ProfileName
    judged_on: date
    findings: list[Text]
