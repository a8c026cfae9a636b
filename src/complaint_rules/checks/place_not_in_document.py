"""A rule cites a place that the document does not have.

The places are those of the map beside the profile, or, where there is none yet, of the index of the document's headings
(`maps/northshire.yaml` and `maps/northshire.index.yaml` beside `northshire.yaml`). How a citation names a place is told
in `docs/maps.md`. With the index alone only the headings are known, and not which of them stand above which: then a
citation of which one part between commas is a heading passes.

Not told: a document with neither; a place that may be any of several, and what is wrong with map and index themselves.
These `complaint-rules page` tells. It stops at a place that the document does not have, too (`unknown_place`), since no
page can be written with it.

**Why it matters.** Every answer says where its rule is written. Whoever looks there finds nothing, and will not trust
the next answer.

**Example.**

```yaml
stage_1_response: {within: 10 working days, source: "Stage one, 2"}     # the heading is `Stage 1`
```

**Mend.** Write the place as the document does, or give it the other name in the map (`cited_as`).
"""

from collections.abc import Iterator
from pathlib import Path

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.citing.maps import headings_beside, unplaced
from complaint_rules.errors import ProfileError


def _look(subject: Subject) -> Iterator[Found]:
    try:
        known = headings_beside(Path(subject.page.faults.reading.file))
    except ProfileError:
        return
    for rule in subject.written if known else ():
        headings = known.get(rule.document)
        for amiss in unplaced(rule.source, headings) if headings is not None else ():
            yield Found(rule.source_path, amiss.message, amiss.mend)


CHECK = Check("place_not_in_document", "A rule cites a place that the document does not have", _look)
