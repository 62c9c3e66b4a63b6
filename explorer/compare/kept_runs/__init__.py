"""Kept runs as cards."""
