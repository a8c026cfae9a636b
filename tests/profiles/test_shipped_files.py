"""How the shipped files are written, where a slip would compile and mean something else."""

import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "profiles"
FILES = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("law/*.yaml")])
LENGTH = re.compile(r"\d+ ")


def bare_phrases(text):
    """Yield the lists written in one line of which an item is bare words: a comma inside a phrase would part it."""
    waiting = [yaml.compose(text, Loader=yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
            bare = [item for item in node.value if isinstance(item, yaml.ScalarNode) and item.style is None]
            phrases = [item.value for item in bare if " " in item.value and not LENGTH.match(item.value)]
            if node.flow_style and len(node.value) > 1 and phrases:
                yield node.start_mark.line + 1, phrases


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_phrases_in_a_list_on_one_line_are_in_quotes(file):
    """Each item is a whole phrase of the page, which a comma of its own must not part."""
    # Fails: Northamptonshire's "only where no safeguarding", "HR or criminal investigation is linked to it".
    assert list(bare_phrases(file.read_text(encoding="utf-8"))) == []


def test_a_phrase_that_is_parted_is_found():
    """Words and lengths may stand bare, phrases may not."""
    text = "one: [a_word, 3 working days]\ntwo: [told in time, or not]\nthree: ['told in time, or not', refused]\n"
    assert list(bare_phrases(text)) == [(2, ["told in time", "or not"])]
