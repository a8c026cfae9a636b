"""A drawn question put to the library: its profile written out as a file, read, compiled and asked."""

from functools import cache

import yaml

from complaint_rules import Case, Event
from complaint_rules.compiling import Shelf, compile_profile, compile_vocabulary
from complaint_rules.loading import shelf
from complaint_rules.profiles.reading import read_document
from tests.property.strategies import VOCABULARY


@cache
def words():
    """Compile the words that the drawn profiles use."""
    return compile_vocabulary(read_document(written(VOCABULARY), "vocabulary.yaml"))


class _Plain(yaml.SafeDumper):
    """Writes every part out in full: the format has no anchors."""

    def ignore_aliases(self, _data):
        return True


def written(document):
    """Write a document as a file."""
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100_000)


def compiled(document, packs=()):
    """Compile a drawn profile with the packs that it may name."""
    ours = shelf()
    shelved = Shelf(words(), ours.calendar, ours.calendar_names, dict(packs).get, tuple(dict(packs)))
    return compile_profile(read_document(written(document), "drawn.yaml"), shelved)


def procedure_of(question):
    """Compile the procedure that a question is about."""
    packs = {name: compiled(pack) for name, pack in question["packs"].items()}
    return compiled(question["profile"], packs).procedure(question["procedure"])


def case_of(question):
    """Make the case of a question."""
    events = [
        Event(
            event["event"], event["on"], **{name: value for name, value in event.items() if name not in ("event", "on")}
        )
        for event in question["case"]["events"]
    ]
    return Case(events, question["case"]["facts"])
