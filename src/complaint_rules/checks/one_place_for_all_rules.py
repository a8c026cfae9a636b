"""Every rule of a procedure cites one and the same place.

The procedure has five rules or more, and `source` says the same of each of them, in the same document. So it is after
`TO BE FILLED IN` has been replaced in one go: each rule has a place, and nobody has looked for it.

Not told: a procedure of which any rule cites another place, or other words there (`Stage 1: 'within ten days'`); one
that still has `TO BE FILLED IN`, which is told already; and a profile with a map of its document beside it, by which
`complaint-rules page` tells each heading that no rule cites. A rule that is taken over by `same_as` counts where it is
written.

**Why it matters.** The rules of a starting profile are the law's until somebody has held them beside the page. A place
that is written for all of them hides which were looked at, and sends the reader of every answer to the wrong words.

**Example.**

```yaml
stage_1:
  timescales:
    acknowledge: {within: 3 working days, source: Stage 1}
    stage_1_response: {within: 10 working days, source: Stage 1}
  moves:
    stage_2_requested: {to: stage_2, source: Stage 1}      # and so everywhere, the Ombudsman's too
```

**Mend.** Find each rule on the page, and write the heading, the paragraph or the words by which it is found again. A
rule that the page does not have is taken away. If all of it really stands under one heading, quote what each rule rests
on.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.checks.to_be_filled_in import PLACEHOLDER
from complaint_rules.citing.maps import map_paths
from complaint_rules.citing.places import folded
from complaint_rules.citing.written import WrittenRule

FEWEST: Final = 5
"""From how many rules on one place for all of them is no accident: a paragraph may well hold four."""


def _look(subject: Subject) -> Iterator[Found]:
    drawn, _ = map_paths(Path(subject.page.faults.reading.file))
    if drawn.is_file():
        return
    written = [rule for rule in subject.written if rule.procedure]
    for name in dict.fromkeys(rule.procedure for rule in written):
        rules = [rule for rule in written if rule.procedure == name]
        one, *others = {_cited(rule) for rule in rules}
        if len(rules) >= FEWEST and not others and folded(PLACEHOLDER) not in one[1]:
            message = f"all {len(rules)} rules of `{name}` cite one place, `{rules[0].source}`"
            mend = "look for each rule on the page, and write where it stands there"
            yield Found(rules[0].source_path, message, mend)


def _cited(rule: WrittenRule) -> tuple[str, str]:
    """Return what a rule cites, as two typists would write it alike."""
    return rule.document, folded(rule.source)


CHECK = Check("one_place_for_all_rules", "Every rule of a procedure cites one and the same place", _look)
