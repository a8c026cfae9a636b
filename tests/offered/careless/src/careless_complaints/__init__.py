"""What a package that offers profiles can get wrong."""

from pathlib import Path

HERE = Path(__file__).parent
GOOD = HERE / "good.yaml"
CALENDAR = HERE / "calendar.yaml"
FAULTS = HERE / "faults.yaml"
FOLDER = HERE
MISSING = HERE / "god.yaml"
NOTHING = None
RELATIVE = "good.yaml"
CLOSURES = HERE / "closures.yaml"
FAULTY_CLOSURES = HERE / "faulty_closures.yaml"
PASSING = HERE / "passing.yaml"


def raises():
    """Fail, in several lines."""
    raise LookupError("the drive N: is not there\nask the service desk")


def number():
    """Return what is no path."""
    return 42
