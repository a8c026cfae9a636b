"""`words`: the words of the vocabulary, or those that a text is near to."""

import argparse
import sys

from complaint_rules.commands.arguments import ANSWERED, MISUNDERSTOOD, Commands, add_format, as_json

OF_YOUR_OWN = (
    "an event or a fact that the words lack is added under `words` of the profile; without a text all are listed"
)


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "words", help="list the words for events, facts, outcomes and letters, or look some up"
    )
    command.add_argument(
        "text", nargs="?", metavar="TEXT", help="a part of a name or of a meaning, or something near it"
    )
    command.add_argument("--of", metavar="PROFILE", help="the words of a profile too: a name, or a path")
    add_format(command)
    command.set_defaults(run=_words)


def _words(chosen: argparse.Namespace) -> int:
    from complaint_rules.authoring.looking_up import looked_up, narrowed, words_known  # noqa: PLC0415 - no other needs it

    known = words_known(chosen.of)
    found = known if chosen.text is None else looked_up(chosen.text, known)
    if chosen.format == "json":
        print(as_json({"words": [word.to_dict() for word in found]}))
    elif found:
        shown = found if chosen.text is None else [narrowed(chosen.text, word) for word in found]
        print("\n".join(map(str, shown)))
    if not found:
        print(f"complaint-rules: no word is near `{chosen.text}`; {OF_YOUR_OWN}", file=sys.stderr)
    return ANSWERED if found else MISUNDERSTOOD
