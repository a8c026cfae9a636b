"""Where the complaints procedures of Northshire County Council are."""

from pathlib import Path

NORTHSHIRE = Path(__file__).with_name("northshire.yaml")
SCHOOLS = Path(__file__).with_name("schools.yaml")
CLOSURES = Path(__file__).with_name("closures.yaml")
