"""Sequences section of the main page."""
