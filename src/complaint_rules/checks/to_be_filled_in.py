"""A text is still to be filled in.

A starting profile (`complaint-rules new`) has `TO BE FILLED IN` wherever only the council's page can say what stands
there: where each rule is written, and what the document is called. This finds every text that has these words left,
whatever key it stands under.

**Why it matters.** Every answer cites the place of its rules. One that cites `TO BE FILLED IN` cannot be looked up, and
a rule that nobody has held beside the page may be the law's and not the council's.

**Example.**

```yaml
stage_1_response:
  who: council
  within: 10 working days
  after: complaint_received
  done_by: stage_1_response_sent
  source: TO BE FILLED IN
```

**Mend.** Find the rule on the page, make it say what the page says, and write where it stands there. A rule that the
page does not have is taken away.
"""

from collections.abc import Iterator
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.compiling.scope import Path

PLACEHOLDER: Final = "TO BE FILLED IN"
"""What stands in a starting profile for what only the page can say."""


def _look(subject: Subject) -> Iterator[Found]:
    for path in _places(subject.page.faults.reading.value, ()):
        message = f"this is still `{PLACEHOLDER}`"
        mend = "write what the page has here; a rule that the page does not have is taken away"
        yield Found(path, message, mend)


def _places(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, str) and PLACEHOLDER in value:
        yield path
    elif isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(below, (*path, step))


CHECK = Check("to_be_filled_in", "A text is still to be filled in", _look)
