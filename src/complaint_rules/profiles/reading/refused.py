"""What is refused: all that YAML can say and no file here may, what is missing, and what is too much."""

from complaint_rules.profiles.reading.bounds import DEEPEST, MOST_VALUES
from complaint_rules.profiles.reading.page import Mistake

__all__ = [
    "ALIAS",
    "ANCHOR",
    "CUT_BY_COMMA",
    "DIRECTIVE",
    "DOCUMENTS",
    "EMPTY_FILE",
    "EMPTY_ITEM",
    "EMPTY_KEY",
    "EMPTY_VALUE",
    "KEY_BLOCK",
    "MERGE",
    "NOT_SET_IN",
    "TAG",
    "TOO_DEEP",
    "TOO_MANY",
]

TAG = Mistake(
    "yaml_tag",
    "text that begins with `!` is a tag of YAML, and no tags are used here",
    "take the tag away, or put the whole text in quotes",
)
ANCHOR = Mistake(
    "yaml_anchor",
    "text that begins with `&` is an anchor of YAML, and no anchors are used here",
    "write the value out where it is needed; put the whole text in quotes if the sign belongs to it",
)
ALIAS = Mistake(
    "yaml_alias",
    "text that begins with `*` is an alias of YAML, and no aliases are used here",
    "write the value out; put the whole text in quotes if the sign belongs to it",
)
MERGE = Mistake(
    "merge_key",
    "`<<` merges one block into another in YAML, and nothing is merged here",
    "write the keys out",
)
DIRECTIVE = Mistake(
    "yaml_directive",
    "a line that begins with `%` gives orders to YAML, and none are needed",
    "delete the line",
)
DOCUMENTS = Mistake(
    "several_documents",
    "`---` begins a second document, and one file holds one",
    "put it in a file of its own",
)
EMPTY_FILE = Mistake("empty_file", "the file says nothing", "write its first key, such as `profile:` or `procedure:`")
KEY_BLOCK = Mistake(
    "key_not_text",
    "a list or a block stands where a key should",
    "write a word, a colon and the value; put text that begins with `[` or `{` in quotes",
)
EMPTY_KEY = Mistake("key_not_text", "a key is missing before the colon", "write the key, or take the colon away")
EMPTY_VALUE = Mistake("empty_value", "no value stands here", "write the value, or leave the key out")
NOT_SET_IN = EMPTY_VALUE._replace(
    mend=f"{EMPTY_VALUE.mend}; if the lines below belong to it, set them in by two spaces more"
)
EMPTY_ITEM = Mistake("empty_value", "an item of the list is empty", "write the item, or take its dash or comma away")
CUT_BY_COMMA = Mistake(
    "empty_value",
    "no value stands here; inside braces every comma begins a new key",
    'if this is the rest of a text with a comma in it, put the whole text in quotes: `note: "one, two"`',
)
TOO_DEEP = Mistake(
    "too_deep",
    f"this is set in more than {DEEPEST} steps deep",
    "no rule needs that: check the brackets and the spaces before it",
)
TOO_MANY = Mistake(
    "too_many_values",
    f"the file has more than {MOST_VALUES} keys and values",
    "divide it, or check that it is the file you mean",
)
