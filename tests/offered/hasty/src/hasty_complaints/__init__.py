"""A package that offers a name which another one has taken."""


def profile():
    """Never asked: it is not known whose profile is meant."""
    raise AssertionError("the code of a contested offer ran")
