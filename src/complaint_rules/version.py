"""The edition of this library, as every answer names it."""

VERSION = "0.1.0"
