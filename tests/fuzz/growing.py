"""The corpus: small files, each with the reason why it is there, that grow to a megabyte.

What stands between `§[` and `§]` is repeated. In it `§n` is the number of the copy, from 0, `§m` the next, and `§s` as
many spaces; anywhere `§k` is how many copies there are. `§(U+FEFF)` is a letter and `§(xFF)` a byte, for what cannot be
seen in a file or may not stand in one.
"""

import re
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
FOLDERS = sorted(folder.name for folder in CORPUS.iterdir() if folder.is_dir())
REPEATED = re.compile(r"§\[(.*?)§\]", re.DOTALL)
WRITTEN_OUT = re.compile(r"§\((?:U\+([0-9A-F]{4,6})|x([0-9A-F]{2}))\)")


def corpus(folder):
    """Return the files of a folder."""
    return sorted((CORPUS / folder).glob("*.yaml"))


def why(path):
    """Return the reason why a file is in the corpus."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def grown(path, times=None, size=1_000_000):
    """Return the bytes of a file with so many copies of what is repeated, or as many as fit into so many bytes."""
    text = path.read_text(encoding="utf-8").partition("\n")[2]
    if times is None:
        times = _most(text, size)
    return _copied(text, times)


def _most(text, size):
    per_copy = (len(_copied(text, 100)) - len(_copied(text, 0))) / 100
    low, high = 0, int(2 * size / per_copy) if per_copy else 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(_copied(text, middle)) <= size else (low, middle - 1)
    return low


def _copied(text, times):
    def copies(found):
        parts = (found[1].replace("§n", str(at)).replace("§m", str(at + 1)) for at in range(times))
        return "".join(part.replace("§s", " " * (at + 1)) for at, part in enumerate(parts))

    return WRITTEN_OUT.sub(_letter, REPEATED.sub(copies, text).replace("§k", str(times))).encode(
        "utf-8", "surrogateescape"
    )


def _letter(found):
    if found[1]:
        return chr(int(found[1], 16))
    byte = int(found[2], 16)
    return chr(byte if byte < 0x80 else 0xDC00 + byte)
