"""An event of the profile's own words is never used.

A word under `words.events` to which no rule of the profile gives a meaning: nothing is moved, started, ended or tested
by it, and it counts as no other event, stands in for none, and records no facts.

**Why it matters.** A caseworker records it and nothing happens. Mostly the word was meant to be used by a rule that is
missing, or the rule names another word.

**Example.**

```yaml
words:
  events:
    mediation_offered: {means: mediation was offered}   # and no rule names it
```

**Mend.** Write the rule that the event belongs to, or take the word away.
"""

from collections.abc import Iterator

from complaint_rules.checks.subject import Check, Found, Subject


def _look(subject: Subject) -> Iterator[Found]:
    words = subject.page.document.words
    for name, word in (words.events if words else {}).items():
        beside_rules = word.counts_as or word.falls_back_on or word.records_facts
        if beside_rules or any(procedure.tables.gives_meaning(name) for procedure in subject.procedures):
            continue
        message = f"the event `{name}` is never used: no rule of this profile gives it a meaning"
        yield Found(
            ("words", "events", name), message, "write the rule that it belongs to, or take the word away", key=True
        )


CHECK = Check("event_never_used", "An event of the profile's own words is never used", _look)
