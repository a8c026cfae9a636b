"""What other installed packages offer, each thing by the name of an entry point; nothing is loaded until asked for.

The code of another package runs here and nowhere else. Whatever it does wrong is a fault that names the package.
"""

import os
from dataclasses import field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

from complaint_rules.errors import Fault, ProfileError
from complaint_rules.profiles.reading import shown
from complaint_rules.values import frozen

__all__ = ["Kind", "Offer", "find_offer", "offers"]

Kind = Literal["profile", "calendar"]

WHAT_TO_OFFER = (
    "let the entry point, written `package:NAME`, lead to a whole path such as `Path(__file__).with_name(...)`, "
    "or to a function that returns one"
)


@frozen
class Offer:
    """A profile or a calendar that a package offers. `rivals` are the other packages that offer the same name."""

    kind: Kind
    name: str
    package: str
    entry: EntryPoint = field(repr=False)
    rivals: tuple[str, ...] = ()

    def path(self) -> Path:
        """Return the file that is offered. Raises `ProfileError` if the package does not say where it is."""
        if self.rivals:
            raise ProfileError([self._contested()])
        given = self._given()
        if not isinstance(given, str):
            problem = f"gives a value of the type `{type(given).__name__}`, which is no path"
            raise ProfileError([self.fault("offer_not_a_path", problem)])
        if not Path(given).is_absolute():
            problem = f"gives the path `{_line(given)}`, which begins wherever a program happens to run"
            raise ProfileError([self.fault("offer_not_a_path", problem)])
        return Path(given)

    def fault(self, code: str, problem: str, mend: str = "") -> Fault:
        """Return what is wrong with this offer. Without a mend of its own it says what should be offered."""
        message = f"the package `{self.package}` offers the {self.kind} `{self.name}`, but {problem}"
        return Fault(code=code, message=message, mend=mend or WHAT_TO_OFFER, text=_line(self.entry.value))

    def _contested(self) -> Fault:
        others = " and ".join(f"`{package}`" for package in self.rivals)
        mend = "uninstall all of these packages but one, or let each choose a name of its own"
        return self.fault("offered_twice", f"it is offered by {others} too; none of them is used", mend)

    def _given(self) -> object:
        """Return what the entry point gives. Code that ends the program when it fails does not end this one."""
        try:
            found = self.entry.load()
            found = found() if callable(found) else found
            return os.fspath(found) if isinstance(found, os.PathLike) else found
        except (Exception, SystemExit) as error:
            problem = f"its code fails: {_told(error)}"
            raise ProfileError([self.fault("broken_offer", problem)]) from error


def offers(kind: Kind) -> tuple[Offer, ...]:
    """Return everything of a kind that is offered, whole or broken, by name and package."""
    found = sorted(_entries(f"complaint_rules.{kind}s"), key=lambda entry: (entry.name, _package(entry), entry.value))
    return tuple(Offer(kind, entry.name, _package(entry), entry, _rivals(entry, found)) for entry in found)


def find_offer(kind: Kind, name: str) -> Offer | None:
    """Return the offer of a name, if there is one."""
    return next((offer for offer in offers(kind) if offer.name == name), None)


def _rivals(entry: EntryPoint, found: list[EntryPoint]) -> tuple[str, ...]:
    return tuple(_package(other) for other in found if other.name == entry.name and other is not entry)


def _entries(group: str) -> list[EntryPoint]:
    """Return the entry points of a group. A package whose own list is damaged keeps Python from listing any."""
    try:
        return list(entry_points(group=group))
    except Exception as error:
        message = f"Python cannot list what installed packages offer: {_told(error)}"
        mend = "look for a damaged `entry_points.txt` among the installed packages, and install that package again"
        raise ProfileError([Fault(code="offers_unreadable", message=message, mend=mend, text=group)]) from error


def _package(entry: EntryPoint) -> str:
    """Return the name of the package; one that was damaged may have lost it."""
    metadata = entry.dist.metadata if entry.dist else None
    return metadata["Name"] if metadata and "Name" in metadata else "(no name)"


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {_line(str(error))}".rstrip(": ")


def _line(text: str) -> str:
    return shown(text, longest=200)
