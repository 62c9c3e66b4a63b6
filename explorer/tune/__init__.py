"""Tune page: studies over settings."""
