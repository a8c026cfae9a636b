"""What helps an author to write a file: schemas for editors, a starting profile, one layout, and the words to use.

Nothing here answers anything about a case, and nothing that answers knows of it.
"""
