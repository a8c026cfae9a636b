"""`page`: a profile in plain words, to be held beside its document."""

import argparse
import sys
from pathlib import Path

from complaint_rules.citing.maps import map_paths
from complaint_rules.commands.arguments import ANSWERED, MISUNDERSTOOD, Commands, day
from complaint_rules.handbook import Book, open_books, pages


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("page", help="print a profile in plain words, to be held beside its document")
    command.add_argument(
        "profile", metavar="PROFILE", help="a profile or law pack: a path, or a name that `profiles` lists"
    )
    command.add_argument(
        "--against", type=Path, metavar="TEXT", help="a plain-text copy of the document, to look its words up in"
    )
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="of several versions of the document, only that of this day"
    )
    command.set_defaults(run=_page)


def _page(chosen: argparse.Namespace) -> int:
    books = open_books(chosen.profile, as_of=chosen.as_of)
    if chosen.against and len(books) > 1:
        editions = ", ".join(book.profile.edition for book in books)
        message = f"the text is of one version, and there are several: {editions}; say which with --as-of"
        print(f"complaint-rules: {message}", file=sys.stderr)
        return MISUNDERSTOOD
    if chosen.against:
        books = open_books(chosen.profile, chosen.against, chosen.as_of)
        _tell_not_looked_up(books)
    print(pages(books), end="")
    return ANSWERED


def _tell_not_looked_up(books: tuple[Book, ...]) -> None:
    """Say what of a profile without a map was not looked up in the copy, and how to have it looked up."""
    for book in books:
        path, index = map_paths(Path(book.profile.origin))
        if not book.texts:
            looked_up = "headings and quotations were" if index.exists() else "only quotations were"
            missing = f"there is no map ({path}){'' if index.exists() else f' and no index ({index})'}"
            print(
                f"complaint-rules: {looked_up} looked up: {missing}; docs/maps.md tells how to write them",
                file=sys.stderr,
            )
