"""Hostile files answered each in a process of its own, with little memory and time, and what that took.

    python -m tests.fuzz.measured PARSER FOLDER SIZE TIMES …

prints a line of JSON for each file of a folder of the corpus and each number of copies (0: as many as fit into SIZE).
"""

import json
import os
import resource
import sys
import traceback
from pathlib import Path

from complaint_rules import load_profile
from complaint_rules.profiles.reading import yaml_text
from tests.fuzz.answering import answer, badly_told
from tests.fuzz.growing import corpus, grown

# Of memory, beyond what the library itself takes; a megabyte of text is ten times as large when it is read.
ROOM = 300 * 2**20


def seconds_for(content):
    """Return how much of the processor's time a file of a size may take: much more than it does."""
    return 4 + 8 * len(content) / 1_000_000


def eat(_content):
    """Take more memory than there is room for."""
    return bytearray(ROOM * 2)


def hang(_content):
    """Never answer."""
    while True:
        pass


def crash(_content):
    """Raise what is no mistake of an author's."""
    raise RecursionError


PLANTED = {one.__name__: one for one in (eat, hang, crash)}


def measured(name, content, look):
    """Answer in a process of its own, and return what came of it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _limit(seconds_for(content))
        os.write(writer, _looked(content, look).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        said = stream.read()
    _, status, used = os.wait4(child, 0)
    found = json.loads(said) if said and not status else {"crash": f"ended by signal {os.WTERMSIG(status)}"}
    return {"file": name, "bytes": len(content), "seconds": used.ru_utime + used.ru_stime, **found}


def _limit(seconds):
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    taken = int(pages) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, taken + ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))


def _looked(content, look):
    try:
        faults = look(content)
        return json.dumps({"faults": len(faults), "badly_told": badly_told(faults, content)[:3]})
    except BaseException as error:  # noqa: BLE001 - whatever it is
        return json.dumps({"crash": "".join(traceback.format_exception(error))[-600:]})


def main(parser, folder, size, *times):
    """Answer every file of a folder."""
    load_profile("cambridgeshire").procedure("childrens_statutory")
    if parser == "python":
        yaml_text._CParser = None
    if folder == "planted":
        for name, look in PLANTED.items():
            _tell(measured(name, b"", look))
        return
    for path in corpus(folder):
        for number in times:
            content = grown(path, int(number) or None, int(size))
            _tell(measured(f"{path.stem} x {number}", content, lambda content: answer(folder, content)))


def _tell(found):
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
