"""A profile beside its document: what is held against what, and the page that a complaints manager can read.

`checking` finds what is in only one of the profile, its map and its index, `page` writes it all out with the
`sentences` for each kind of rule and the `words` for each name. What a citation means is known in `citing`.
"""

from complaint_rules.handbook.book import Book, open_book, open_books
from complaint_rules.handbook.page import page, pages

__all__ = ["Book", "open_book", "open_books", "page", "pages"]
