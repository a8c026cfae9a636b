"""The one reader of YAML and JSON: from text to plain values, each with its place on the page.

The format is a small part of YAML, chosen so that the same letters mean the same thing to every reader:
text, whole numbers, `true` and `false`, dates, lists, and keys with values. All else that YAML can say (tags,
anchors, merge keys, nulls, words that turn into other things) is refused, and the refusal says what to write
instead. Events come in and plain values go out; YAML's constructors are never used, so nothing in a file can
run code.

A file's bytes become letters (`decoding`, `letters`); letters become events (`yaml_text`, `json_text`); and events
become values: at once where nothing is wrong (`good_page`, `words`), and otherwise with care (`building`), each with
its place and every mistake noted on the `page`.
"""

from complaint_rules.profiles.reading.bounds import MOST_FAULTS
from complaint_rules.profiles.reading.files import read_document, read_file
from complaint_rules.profiles.reading.page import Mark, Node, Reading, too_many_faults
from complaint_rules.profiles.reading.showing import shown, written_path
from complaint_rules.profiles.reading.words import plain_value

__all__ = [
    "MOST_FAULTS",
    "Mark",
    "Node",
    "Reading",
    "plain_value",
    "read_document",
    "read_file",
    "shown",
    "too_many_faults",
    "written_path",
]
