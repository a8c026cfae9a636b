"""Complaint procedures as rules."""
