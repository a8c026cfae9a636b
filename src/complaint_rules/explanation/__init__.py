"""Reasons as plain English. Delete this room and every answer stays the same."""
