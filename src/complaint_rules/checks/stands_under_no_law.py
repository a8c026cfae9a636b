"""A procedure has the id of a law's and stands under no law.

Its id is that of the procedure of a law that ships with the library, it takes complaints, and its `stands_under` is
left out.

**Why it matters.** Nothing is held beside it: no answer shows the law's date, and `conform` judges nothing. Nobody
misses it, since every date of the council's is there.

**Example.**

```yaml
procedures:
  childrens_statutory:
    title: Complaints about children's social care
    document: page
    # and no `stands_under: [children-2006]`
```

**Mend.** Name the law in `stands_under`; or, if the procedure is another, give it an id of your own.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject
from complaint_rules.loading import shelf
from complaint_rules.terms import Basis


def _look(subject: Subject) -> Iterator[Found]:
    page = subject.page.document
    for name, procedure in page.procedures.items():
        if page.force != "council" or procedure.stands_under or procedure.handles != "complaint":
            continue
        law = _law_of(name)
        if law:
            message = f"`{name}` is the procedure of the law pack `{law}`, and stands under no law"
            mend = f"write `stands_under: [{law}]` in it; or, if it is another procedure, give it an id of your own"
            yield Found(("procedures", name), message, mend, key=True)


def _law_of(procedure: str) -> str:
    """Return the first shipped law that has a procedure of an id, or nothing."""
    at_hand = shelf()
    packs = ((name, at_hand.pack(name)) for name in at_hand.pack_names)
    fitting = (name for name, pack in packs if pack and pack.basis is Basis.LAW and procedure in pack.procedures)
    return next(fitting, "")


CHECK = Check("stands_under_no_law", "A procedure has the id of a law's and stands under no law", _look)
